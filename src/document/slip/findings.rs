//! The table of what was found, the gravest first, within the room of two pages.
//!
//! While there is room every finding has a row. When there is not, equal ones of
//! one sheet share a row; what still does not fit is counted, never left out
//! without a word.

use std::collections::BTreeMap;

use crate::document::report::Passage;
use crate::document::text::{clean, sentence, shortened, upper_first};
use crate::document::wording::{count, few};
use crate::finding::{Finding, Severity, listed};

use super::advice::advice;
use super::received::file_name;
use super::{Findings, Group, Purpose, Received, Row, Sending};

/// Letters in a line of each column, as `templates/slip.typ` sets them.
const PLACE_LINE: usize = 18;
const MESSAGE_LINE: usize = 34;
const ADVICE_LINE: usize = 24;
const TITLE_LINE: usize = 78;
const POINT_LINE: usize = 70;
const FILE_LINE: usize = 30;
const STATUS_LINE: usize = 24;
/// Lines of a heading, with the head of the table below it.
const HEADING: usize = 5;

/// Lines of the table on two pages that hold nothing else of any length.
const ROOM: usize = 62;

/// The longest texts, in letters.
const MESSAGE: usize = 320;
const VALUE: usize = 60;
const ADVICE: usize = 260;
const SHEET: usize = 40;
/// Cells named in a row for several.
const NAMED: usize = 12;

/// What counts is set apart from what was found in a version since replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Current,
    Replaced,
}

/// Findings that share a row, and where they belong.
struct Entry<'a> {
    /// The unit, which need not be told its own name.
    name: &'a str,
    standing: Standing,
    finding: &'a Finding,
    /// Those that are equal to it but for their cells.
    alike: Vec<&'a Finding>,
}

/// Lines left for findings beside files and points.
pub(super) fn room(received: &[Received], due: &[Passage]) -> usize {
    let of = |text: &str, line: usize| text.chars().count().div_ceil(line);
    let files: usize = received
        .iter()
        .map(|row| 2 * of(&row.file, FILE_LINE).max(of(&row.status, STATUS_LINE)) + 1)
        .sum();
    let points: usize = due.iter().map(|point| of(&point.text, POINT_LINE) + 1).sum();
    let heading = |is_there: bool| if is_there { HEADING } else { 0 };
    // A line of running text is half as high again as one of a table.
    let taken = files.div_ceil(2)
        + heading(!received.is_empty())
        + points * 3 / 2
        + heading(!due.is_empty());
    ROOM.saturating_sub(taken)
}

/// The findings of a unit; nothing where there are none to tell.
pub(super) fn table(
    sending: &Sending<'_>,
    purpose: Purpose,
    room: usize,
) -> Option<Findings> {
    // That nothing came, or nothing usable, is said at the beginning.
    let untold = |finding: &&&Finding| !["L03", "L06"].contains(&finding.code);
    let current: Vec<&Finding> = sending.current.iter().filter(untold).copied().collect();
    if current.is_empty() && sending.replaced.is_empty() {
        return None;
    }
    let mut entries = entries(sending.unit.name(), &current, &sending.replaced);
    // A confirmation has its figures to show.
    let room = if purpose == Purpose::Confirm { room / 2 } else { room };
    if lines(&entries) > room {
        entries = together(entries);
    }
    let kept = fitting(&entries, room);
    let (listed, left) = entries.split_at(kept);
    Some(Findings {
        lead: Passage::new("slip.findings", lead(&current, sending.replaced.len())),
        groups: groups(listed),
        beside: beside(sending, left)
            .map(|text| Passage::new("slip.findings.beside", text)),
    })
}

fn entries<'a>(
    name: &'a str,
    current: &[&'a Finding],
    replaced: &[&'a Finding],
) -> Vec<Entry<'a>> {
    let of = |standing, findings: &[&'a Finding]| {
        let entry = move |finding: &&'a Finding| Entry {
            name,
            standing,
            finding,
            alike: Vec::new(),
        };
        findings.iter().map(entry).collect::<Vec<Entry<'a>>>()
    };
    let mut all = of(Standing::Current, current);
    all.extend(of(Standing::Replaced, replaced));
    all.sort_by_key(|one| (one.standing, one.finding));
    all.sort_by_key(|one| (one.standing, one.finding.severity, &one.finding.place.file));
    all
}

/// Equal findings of one sheet in one row, at the place of the first.
fn together(entries: Vec<Entry<'_>>) -> Vec<Entry<'_>> {
    let mut gathered: Vec<Entry<'_>> = Vec::new();
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for entry in entries {
        let (finding, place) = (entry.finding, &entry.finding.place);
        let key =
            (entry.standing, finding.severity, finding.code, &place.file, &place.sheet);
        match known.get(&key) {
            Some(&at) if place.range.is_some() => gathered[at].alike.push(finding),
            Some(_) | None => {
                known.insert(key, gathered.len());
                gathered.push(entry);
            }
        }
    }
    gathered
}

/// How many entries fit, the first of them in any case.
fn fitting(entries: &[Entry<'_>], room: usize) -> usize {
    let mut kept = entries.len();
    while kept > 1 && lines(&entries[..kept]) > room {
        kept -= 1;
    }
    kept
}

/// Height of a table in lines; a row has half a line of air.
fn lines(entries: &[Entry<'_>]) -> usize {
    let of = |text: &str, line: usize| text.chars().count().div_ceil(line);
    let halves: usize = groups(entries)
        .iter()
        .map(|group| {
            let rows: usize = group
                .rows
                .iter()
                .map(|row| {
                    let words =
                        of(&row.message, MESSAGE_LINE) + of(&row.compared, MESSAGE_LINE);
                    let tallest = words
                        .max(of(&row.place, PLACE_LINE))
                        .max(of(&row.advice, ADVICE_LINE));
                    2 * tallest + 1
                })
                .sum();
            rows + 2 * of(&group.title, TITLE_LINE) + 1
        })
        .sum();
    halves.div_ceil(2)
}

fn groups(entries: &[Entry<'_>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let title = title(entry);
        if groups.last().is_none_or(|group| group.title != title) {
            groups.push(Group { title, rows: Vec::new() });
        }
        let group = groups.last_mut().expect("one was just pushed");
        group.rows.push(row(entry, index + 1));
    }
    groups
}

fn title(entry: &Entry<'_>) -> String {
    let severity = match entry.finding.severity {
        Severity::Error => "Lỗi",
        Severity::Warning => "Cảnh báo",
        Severity::Info => "Thông tin",
    };
    let what = match entry.standing {
        Standing::Current => severity.to_owned(),
        Standing::Replaced => format!("{severity} trong bản đã được thay thế"),
    };
    match &entry.finding.place.file {
        Some(file) => format!("{what}, tệp “{}”", file_name(file)),
        None => what,
    }
}

fn row(entry: &Entry<'_>, number: usize) -> Row {
    let finding = entry.finding;
    let place = place(entry);
    let advice = match entry.standing {
        Standing::Current => shortened(&clean(&advice(finding)), ADVICE),
        Standing::Replaced => {
            "Không phải làm gì: bản gửi sau đã thay bản này.".to_owned()
        }
    };
    Row {
        number: number.to_string(),
        message: message(entry, &place),
        compared: compared(finding),
        place,
        advice,
    }
}

/// "Sheet “Biểu”, ô E13"; of several, their cells.
fn place(entry: &Entry<'_>) -> String {
    let place = &entry.finding.place;
    let sheet = place
        .sheet
        .as_deref()
        .map(|sheet| format!("Sheet “{}”", shortened(&clean(sheet), SHEET)));
    let all = [entry.finding].into_iter().chain(entry.alike.iter().copied());
    let cells: Vec<String> =
        all.filter_map(|finding| finding.place.range).map(|at| at.to_string()).collect();
    let cells =
        (!cells.is_empty()).then(|| format!("ô\u{a0}{}", listed(&cells, NAMED, "ô")));
    let parts: Vec<String> = [sheet, cells].into_iter().flatten().collect();
    match (parts.is_empty(), &place.file) {
        (false, _) => parts.join(", "),
        (true, Some(_)) => "Cả tệp".to_owned(),
        (true, None) => "-".to_owned(),
    }
}

/// The sentence without the name of the unit, to which the slip is addressed; a
/// long one says where the whole can be read.
fn message(entry: &Entry<'_>, place: &str) -> String {
    let finding = entry.finding;
    let said = clean(&finding.message);
    let own = said.strip_prefix(entry.name).and_then(|rest| rest.strip_prefix(": "));
    let said = own.map_or_else(|| said.clone(), upper_first);
    let mut said = match said.chars().count() {
        length if length <= MESSAGE => said,
        _ => format!("{} (xem đầy đủ trong tệp: {place})", shortened(&said, MESSAGE)),
    };
    if !entry.alike.is_empty() {
        let more = few(entry.alike.len());
        said = format!("{} Còn {more} ô khác cùng lỗi này.", sentence(&said));
    }
    said
}

/// "Ghi: 5150. Đối chiếu: ≤ 656.", as far as the message has not said so.
fn compared(finding: &Finding) -> String {
    let value = |what: &str, text: &Option<String>| {
        let text = clean(text.as_deref().unwrap_or_default());
        let told = text.is_empty() || says(&finding.message, &text);
        (!told).then(|| format!("{what}: {}.", shortened(&text, VALUE)))
    };
    let values = [value("Ghi", &finding.found), value("Đối chiếu", &finding.expected)];
    values.into_iter().flatten().collect::<Vec<String>>().join(" ")
}

/// Whether a sentence holds a value, a number also as offices print it.
fn says(message: &str, value: &str) -> bool {
    let bare = value.trim_start_matches(['≤', '≥', ' ']);
    let printed = bare.parse().map(count).unwrap_or_else(|_| bare.to_owned());
    message.contains(bare) || message.contains(&printed)
}

/// "Có 02 lỗi, 01 thông tin. Lỗi phải sửa; thông tin chỉ để biết."
fn lead(current: &[&Finding], replaced: usize) -> String {
    let counts = counted(current.iter().map(|finding| finding.severity));
    let mut said = if counts.is_empty() {
        "Không có lỗi hay cảnh báo nào trong bản được sử dụng.".to_owned()
    } else {
        let meanings = [
            (Severity::Error, "lỗi phải sửa"),
            (Severity::Warning, "cảnh báo thì sửa hoặc giải trình"),
            (Severity::Info, "thông tin chỉ để biết"),
        ];
        let there = |severity| current.iter().any(|one| one.severity == severity);
        let meanings: Vec<&str> = meanings
            .into_iter()
            .filter(|(severity, _)| there(*severity))
            .map(|(_, meaning)| meaning)
            .collect();
        format!("Có {counts}. {}.", upper_first(&meanings.join("; ")))
    };
    if replaced > 0 {
        let more = few(replaced);
        said = format!(
            "{said} Còn {more} mục ghi nhận ở bản đã được thay thế, không phải xử lý."
        );
    }
    said
}

/// "02 lỗi, 01 cảnh báo".
fn counted(severities: impl Iterator<Item = Severity>) -> String {
    let mut counts: BTreeMap<Severity, usize> = BTreeMap::new();
    for severity in severities {
        *counts.entry(severity).or_default() += 1;
    }
    let said = counts.into_iter().map(|(severity, count)| {
        let what = match severity {
            Severity::Error => "lỗi",
            Severity::Warning => "cảnh báo",
            Severity::Info => "thông tin",
        };
        format!("{} {what}", few(count))
    });
    said.collect::<Vec<String>>().join(", ")
}

/// How many more there are, and where they can be read.
fn beside(sending: &Sending<'_>, left: &[Entry<'_>]) -> Option<String> {
    let severities = left.iter().flat_map(|entry| {
        std::iter::repeat_n(entry.finding.severity, entry.alike.len() + 1)
    });
    let counted = counted(severities);
    if counted.is_empty() {
        return None;
    }
    let marked =
        sending.entries.iter().any(|entry| sending.copied.contains_key(&entry.file));
    let place = if marked {
        "bản đánh dấu kèm theo của tệp Excel đã gửi chỉ rõ mọi ô".to_owned()
    } else {
        format!("{} gửi danh sách đầy đủ khi đơn vị yêu cầu", sending.sender())
    };
    Some(format!("Ngoài ra còn {counted} chưa liệt kê ở đây; {place}."))
}
