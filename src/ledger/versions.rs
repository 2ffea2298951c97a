//! Several submissions of one unit: which counts, and of which only a part.
//!
//! A later date wins where both state the same thing. What only the earlier
//! one states still counts: offices send one sheet corrected, or figures and
//! words in two files. Two of one date (or without dates) that contradict each
//! other are an error in which both are named.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::content::{Content, Topic};
use super::revision::{Revision, revision};
use super::{Outcome, Received, print};
use crate::finding::{Finding, Severity};
use crate::observation::Key;
use crate::place::Place;
use crate::plan::Plan;

/// What of a submission does not count, because another states it.
#[derive(Debug, Default)]
pub(super) struct Fate {
    /// The one that replaces all of it.
    pub(super) superseded_by: Option<String>,
    pub(super) replaced: Replaced,
}

/// What of a submission another replaces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Replaced {
    pub(super) keys: BTreeSet<Key>,
    pub(super) topics: BTreeSet<Topic>,
}

/// Decides for every submission; notes findings in those concerned.
pub(super) fn decide(
    received: &mut [Received],
    plan: &Plan,
) -> (BTreeMap<usize, Fate>, Vec<Revision>) {
    let mut fates = BTreeMap::new();
    let mut revisions = Vec::new();
    for unit in plan.units() {
        // Later dates last; without a date first; of equals the walk decides.
        let mut own: Vec<usize> = (0..received.len())
            .filter(|index| received[*index].unit.as_deref() == Some(unit.code()))
            .filter(|index| matches!(received[*index].outcome, Outcome::Vetted(_)))
            .collect();
        own.sort_by_key(|index| (order(&received[*index]), *index));
        if own.len() > 1 {
            settle(received, &own, &mut fates, &mut revisions);
        }
    }
    (fates, revisions)
}

fn settle(
    received: &mut [Received],
    own: &[usize],
    fates: &mut BTreeMap<usize, Fate>,
    revisions: &mut Vec<Revision>,
) {
    let contents: BTreeMap<usize, Content> = own
        .iter()
        .filter_map(|index| Some((*index, Content::of(&received[*index])?)))
        .collect();
    let distinct = without_copies(received, own, &contents, fates);
    for (position, earlier) in distinct.iter().enumerate().rev() {
        let mut fate = Fate::default();
        for later in distinct[position + 1..].iter().rev() {
            let left = contents[earlier].without(&fate.replaced);
            let is_later = is_later(&received[*later], &received[*earlier]);
            let replaced = left.replaced_by(&contents[later], is_later);
            if replaced == Replaced::default() {
                continue;
            }
            let clashes = left.contradicts(&contents[later]);
            let rest = left.without(&replaced);
            let (old, new) = (&received[*earlier], &received[*later]);
            let finding = meeting(old, new, clashes, &rest);
            if clashes {
                revisions.push(revision(old, new, &contents[earlier], &contents[later]));
            }
            fate.replaced.keys.extend(replaced.keys);
            fate.replaced.topics.extend(replaced.topics);
            if rest.is_empty() {
                fate.superseded_by = Some(new.file.clone());
            }
            received[*earlier].findings.push(finding);
            if fate.superseded_by.is_some() {
                break;
            }
        }
        fates.insert(*earlier, fate);
    }
    complements(received, &distinct, fates);
}

/// By the dates in the reports themselves; the day on which a file was saved
/// tells only files apart of which none bears a date.
fn order(one: &Received) -> (Option<Date>, Option<Date>) {
    (own_date(one), one.date)
}

/// The date a report bears.
fn own_date(one: &Received) -> Option<Date> {
    one.date.filter(|_| !one.by_properties)
}

/// Whether one is known to be the later; without a date nothing is, and the day
/// on which a file was saved says nothing against a date in a report.
fn is_later(one: &Received, other: &Received) -> bool {
    one.by_properties == other.by_properties
        && other.date.is_some()
        && one.date > other.date
}

/// Of submissions with one content one is left: of the latest date; of one date an
/// `.xlsx` before any other workbook and that before an export; of such the first.
fn without_copies(
    received: &mut [Received],
    own: &[usize],
    contents: &BTreeMap<usize, Content>,
    fates: &mut BTreeMap<usize, Fate>,
) -> Vec<usize> {
    let mut distinct: Vec<usize> = Vec::new();
    for index in own {
        let twin = distinct.iter().position(|other| contents[other] == contents[index]);
        let Some(position) = twin else {
            distinct.push(*index);
            continue;
        };
        let other = distinct[position];
        let of = |index: usize| (order(&received[index]), received[index].kind);
        let later = of(*index) > of(other);
        let (kept, copy) = if later { (*index, other) } else { (other, *index) };
        if later {
            distinct.remove(position);
            distinct.push(*index);
        }
        let finding = copied(&received[copy], &received[kept]);
        received[copy].findings.push(finding);
        let superseded_by = Some(received[kept].file.clone());
        fates.insert(copy, Fate { superseded_by, ..Fate::default() });
    }
    distinct
}

fn copied(copy: &Received, kept: &Received) -> Finding {
    let bytes = copy.sha256 == kept.sha256 && !copy.sha256.is_empty();
    let how = if bytes { "giống hệt" } else { "có cùng nội dung với" };
    Finding::new(
        Severity::Info,
        "L05",
        Place::file(&copy.file),
        format!("Tệp này {how} tệp “{}”; chỉ tính một lần.", kept.file),
        "Không phải làm gì; có thể bỏ bớt một tệp.",
    )
}

/// What is said where a later submission states again what an earlier did.
fn meeting(old: &Received, new: &Received, clashes: bool, rest: &Content) -> Finding {
    let place = Place::file(&old.file);
    let ordered = is_later(new, old);
    if clashes && !ordered {
        return contradiction(old, new);
    }
    if !rest.is_empty() {
        return partly(old, new, clashes, rest);
    }
    if !ordered {
        return Finding::new(
            Severity::Info,
            "L05",
            place,
            format!(
                "Mọi nội dung của tệp này đã có trong tệp “{}”; chỉ tính một lần.",
                new.file
            ),
            "Không phải làm gì; có thể bỏ bớt một tệp.",
        );
    }
    Finding::new(
        Severity::Info,
        "L02",
        place,
        format!(
            "Đơn vị đã gửi bản sau ngày hơn (“{}”, ngày {}); bản này (ngày {}) không được tính.",
            new.file,
            print(new.date),
            print(old.date),
        ),
        "Không phải làm gì; nếu bản này mới đúng, sửa lại ngày trong tệp.",
    )
}

fn contradiction(old: &Received, new: &Received) -> Finding {
    let dates = match (own_date(old), own_date(new)) {
        (Some(_), _) => format!("cùng ngày {}", print(old.date)),
        (None, None) => "đều không ghi ngày".to_owned(),
        (None, Some(_)) => {
            format!("một tệp không ghi ngày, một tệp ghi ngày {}", print(new.date))
        }
    };
    Finding::new(
        Severity::Error,
        "L04",
        Place::file(&old.file),
        format!(
            "Hai tệp của cùng đơn vị, {dates}, nhưng nội dung khác nhau: “{}” và “{}”; chỗ khác nhau đang dùng tệp “{}”.",
            old.file, new.file, new.file
        ),
        "Hỏi đơn vị bản nào là bản chính thức và chuyển bản kia ra khỏi thư mục.",
    )
    .resting_on(both(old, new))
}

/// What either file holds: what was said of them holds for no other content.
fn both(old: &Received, new: &Received) -> String {
    format!("{} {}", old.sha256, new.sha256)
}

fn partly(old: &Received, new: &Received, clashes: bool, rest: &Content) -> Finding {
    if !clashes {
        return Finding::new(
            Severity::Info,
            "L10",
            Place::file(&old.file),
            format!(
                "Đơn vị gửi hai tệp bổ sung cho nhau: “{}” và “{}”; cả hai đều được tính, chỗ trùng chỉ tính một lần.",
                old.file, new.file
            ),
            "Không phải làm gì.",
        );
    }
    Finding::new(
        Severity::Warning,
        "L09",
        Place::file(&old.file),
        format!(
            "Bản gửi sau (“{}”, ngày {}) chỉ thay một phần; vẫn lấy từ bản này: {}.",
            new.file,
            print(new.date),
            rest.summary(),
        ),
        "Xác nhận với đơn vị là phần còn lại của bản trước vẫn đúng.",
    )
    .resting_on(both(old, new))
}

/// Submissions that meet nowhere and all count.
fn complements(
    received: &mut [Received],
    distinct: &[usize],
    fates: &BTreeMap<usize, Fate>,
) {
    let counting: Vec<usize> = distinct
        .iter()
        .copied()
        .filter(|index| fates.get(index).is_none_or(|fate| fate.superseded_by.is_none()))
        .collect();
    let Some((last, others)) = counting.split_last() else { return };
    let last_file = received[*last].file.clone();
    for index in others {
        let told = received[*index]
            .findings
            .iter()
            .any(|finding| ["L04", "L09", "L10"].contains(&finding.code));
        if told {
            continue;
        }
        let file = received[*index].file.clone();
        received[*index].findings.push(Finding::new(
            Severity::Info,
            "L10",
            Place::file(&file),
            format!("Đơn vị gửi hai tệp bổ sung cho nhau: “{file}” và “{last_file}”; cả hai đều được tính."),
            "Không phải làm gì.",
        ));
    }
}
