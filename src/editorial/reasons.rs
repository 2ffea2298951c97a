//! Why the clerk accepts what was found.
//!
//! A finding is known again by its code, unit and place, and by all it says: what was
//! found, what that was held against, and every other figure of its sentence. A reason
//! holds for exactly that; where any of it has changed since, it waits for the clerk to
//! look again.
//!
//! Workbooks of former versions knew a finding by what was found alone. Their reasons
//! hold if the columns beside them (what it was held against, the sentence) say the
//! same as now; of a column that is gone nothing can be asked.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{EXPECTED, FOUND, MESSAGE, Page};
use super::rows::{Row, Rows, Written, normal, quoted, short_digest, unknown_row};
use crate::finding::{Finding, Noted, Severity, figures};
use crate::place::Place;

/// Hexadecimal digits of what was found, in keys of this version and of former ones.
const WHAT: usize = 8;
const WHAT_FORMERLY: usize = 6;
/// Between the parts of what is compared: no text has it.
const BETWEEN_PARTS: &str = "\u{1f}";
/// So many letters that two values share are shown before they part.
const SHARED: usize = 20;

/// The clerk's reasons by the identity of findings.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reasons {
    reasons: BTreeMap<String, Reason>,
}

#[derive(Debug, Clone, PartialEq)]
struct Reason {
    words: String,
    /// What the finding said when it was written.
    then: Said,
    at: Place,
    /// Whether a finding of this run was accepted by it.
    applies: bool,
}

/// What a finding says, of which a reason depends.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    found: String,
    expected: String,
    figures: String,
}

impl Said {
    /// By the columns of a row of the workbook.
    fn in_row(row: &Row) -> Self {
        let message = row.column(MESSAGE);
        let found = Some(row.column(FOUND)).filter(|found| !found.is_empty());
        Self {
            found: normal(found.unwrap_or(message)),
            expected: normal(row.column(EXPECTED)),
            figures: figures(message).join("; "),
        }
    }

    fn by(finding: &Finding) -> Self {
        Self {
            found: normal(what(finding)),
            expected: normal(finding.expected.as_deref().unwrap_or_default()),
            figures: figures(&finding.message).join("; "),
        }
    }

    /// Whether a row of a former version speaks of the same; a column that is gone or
    /// was empty is not asked.
    fn fits(&self, now: &Self) -> bool {
        let same = |then: &str, now: &str| then.is_empty() || then == now;
        same(&self.expected, &now.expected) && same(&self.figures, &now.figures)
    }
}

/// What was found, in a word or, where there is none, in a sentence.
fn what(finding: &Finding) -> &str {
    finding.found.as_deref().unwrap_or(&finding.message)
}

/// The identity of a finding, `K02-5f0c81aa-91d3e0b7`: whose and where, then all it
/// says.
pub(crate) fn finding_id(finding: &Finding) -> String {
    let Said { found, expected, figures } = Said::by(finding);
    let basis = finding.basis.clone().unwrap_or_default();
    let said = [found, expected, figures, basis].join(BETWEEN_PARTS);
    format!("{}-{}", whose(finding), short_digest(&said, WHAT / 2))
}

/// The same as former versions wrote it.
fn former_id(finding: &Finding) -> String {
    let digest = short_digest(what(finding), WHAT_FORMERLY / 2);
    format!("{}-{digest}", whose(finding))
}

/// The part of an identity that does not depend on what was found.
fn whose(finding: &Finding) -> String {
    let place = &finding.place;
    let parts = [
        finding.unit.clone(),
        place.file.clone(),
        place.sheet.clone(),
        place.range.map(|range| range.to_string()),
    ];
    let parts: Vec<String> = parts.into_iter().map(Option::unwrap_or_default).collect();
    format!("{}-{}", finding.code, short_digest(&parts.join("|"), 4))
}

/// Whether a key can be that of a finding, of this run or another.
fn is_identity(id: &str) -> bool {
    let parts: Vec<&str> = id.split('-').collect();
    matches!(parts.as_slice(), [code, whose, what]
        if code.len() == 3 && whose.len() == 8 && [WHAT, WHAT_FORMERLY].contains(&what.len()))
}

impl Written {
    /// Rows that a former version keyed get the keys of today, where they speak of what
    /// is found today.
    pub(crate) fn rekey(&mut self, findings: &[Finding]) {
        let Some(rows) = self.pages.get_mut(&Page::Reasons) else { return };
        for finding in findings {
            let (former, id) = (former_id(finding), finding_id(finding));
            let fits = |row: &Row| Said::in_row(row).fits(&Said::by(finding));
            let is_due = !rows.contains_key(&id) && rows.get(&former).is_some_and(fits);
            let row = is_due.then(|| rows.remove(&former)).flatten();
            rows.extend(row.map(|row| (id, row)));
        }
    }
}

impl Reasons {
    pub(super) fn read(rows: &Rows) -> Noted<Self> {
        let (known, strange): (Vec<_>, Vec<_>) = rows
            .iter()
            .filter(|(_, row)| !row.entry.is_empty())
            .partition(|(id, _)| is_identity(id));
        let strange = strange.into_iter().map(|(id, row)| unknown_row(id, row));
        let reasons = known.into_iter().filter_map(|(id, row)| {
            let reason = Reason {
                words: row.words()?.to_owned(),
                then: Said::in_row(row),
                at: row.at.clone(),
                applies: false,
            };
            Some((id.clone(), reason))
        });
        Noted::new(Self { reasons: reasons.collect() }, strange.collect())
    }

    /// Puts the reasons to the findings they were written for, and says of
    /// which the value has changed.
    pub(crate) fn accept(&mut self, findings: &mut [Finding]) -> Vec<Finding> {
        let mut now: BTreeMap<String, &Finding> = BTreeMap::new();
        let mut settled = BTreeSet::new();
        for finding in &mut *findings {
            let Some(id) = self.written_for(finding) else { continue };
            if let Some(reason) = self.reasons.get_mut(&id) {
                finding.accepted = Some(reason.words.clone());
                reason.applies = true;
                settled.insert(id);
            }
        }
        for finding in findings.iter().filter(|finding| finding.accepted.is_none()) {
            now.insert(whose(finding), finding);
        }
        let waiting = self.reasons.iter().filter(|(id, _)| !settled.contains(*id));
        waiting
            .filter_map(|(id, reason)| {
                let (whose, _) = id.rsplit_once('-')?;
                Some(changed(reason, now.get(whose)?))
            })
            .collect()
    }

    /// The key of the reason that was written for exactly this.
    fn written_for(&self, finding: &Finding) -> Option<String> {
        let id = finding_id(finding);
        if self.reasons.contains_key(&id) {
            return Some(id);
        }
        let former = former_id(finding);
        let fits = |reason: &Reason| reason.then.fits(&Said::by(finding));
        self.reasons.get(&former).is_some_and(fits).then_some(former)
    }

    /// Those that a finding of this run was accepted by.
    pub(crate) fn applied(&self) -> impl Iterator<Item = (&str, &str)> {
        let applied = self.reasons.iter().filter(|(_, reason)| reason.applies);
        applied.map(|(id, reason)| (id.as_str(), reason.words.as_str()))
    }

    /// Where each was written.
    pub(crate) fn places(&self) -> impl Iterator<Item = (&Place, &str)> {
        self.reasons.values().map(|reason| (&reason.at, reason.words.as_str()))
    }
}

fn changed(reason: &Reason, finding: &Finding) -> Finding {
    let (then, now) = difference(&reason.then, &Said::by(finding));
    let (before, after) = apart(&then, &now);
    Finding::new(
        Severity::Warning,
        "B08",
        reason.at.clone(),
        format!(
            "Lý do “{}” không được áp dụng: giá trị của phát hiện {} đã đổi, trước là “{}”, nay là “{}”.",
            quoted(&reason.words),
            finding.code,
            quoted(&before),
            quoted(&after)
        ),
        "Chạy “xhht edit”, xem lại phát hiện ở dòng mới và ghi lý do ở đó nếu vẫn đúng.",
    )
    .compare(then, now)
}

/// The first of what a finding says that is not as it was.
fn difference(then: &Said, now: &Said) -> (String, String) {
    let against = |said: &Said| format!("{}, so với {}", said.found, said.expected);
    let beside = |said: &Said| format!("{} ({})", said.found, said.figures);
    if then.found != now.found {
        (then.found.clone(), now.found.clone())
    } else if then.expected != now.expected {
        (against(then), against(now))
    } else if then.figures != now.figures {
        (beside(then), beside(now))
    } else {
        // A value among many, or content, that the sentence does not name.
        (
            then.found.clone(),
            format!("{} (phần không nêu trong câu này đã thay đổi)", now.found),
        )
    }
}

/// Two values without the long beginning they share.
fn apart(then: &str, now: &str) -> (String, String) {
    let shared = then.chars().zip(now.chars()).take_while(|(a, b)| a == b).count();
    let cut = |text: &str| match shared.checked_sub(SHARED) {
        Some(skip) if skip > 0 => {
            std::iter::once('…').chain(text.chars().skip(skip)).collect()
        }
        Some(_) | None => text.to_owned(),
    };
    (cut(then), cut(now))
}
