//! The annex of submissions: who sent what and when, and what was found in it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::document::Material;
use crate::document::report::annex::{FindingRow, SubmissionAnnex, SubmissionRow};
use crate::document::text::{clean, lower_first, shortened, unended};
use crate::document::wording::{NONE, long_date, short_date};
use crate::finding::{Finding, Severity, count};
use crate::ledger::{Entry, Status};

use super::{Cited, corrections, offices};

/// With more findings than this, mere information is only counted.
const FULL_LIST: usize = 60;
/// Files that do not count, files that could not be used and findings that are printed;
/// the data workbook has all.
const OTHERS: usize = 300;
const UNUSABLE: usize = 100;
const FINDINGS: usize = 500;
/// Letters of a file name or of a message that are printed.
pub(super) const LONGEST_NAME: usize = 150;
const LONGEST_MESSAGE: usize = 700;

pub(super) fn annex(material: &Material<'_>, cited: &Cited) -> SubmissionAnnex {
    // What is amiss with the clerk's own workbook is not the reader's concern.
    let sent: Vec<&Finding> =
        material.findings.iter().filter(|finding| !finding.is_editorial()).collect();
    let is_noteworthy = |finding: &&Finding| {
        finding.severity != Severity::Info || finding.accepted.is_some()
    };
    let mut paragraphs = vec![received(material)];
    let (listed, counted): (Vec<&Finding>, Vec<&Finding>) = sent
        .iter()
        .partition(|finding| sent.len() <= FULL_LIST || is_noteworthy(finding));
    if !counted.is_empty() {
        paragraphs.push(left_out(&counted));
    }
    paragraphs.extend(accepted(&listed));
    let submissions = rows(material);
    paragraphs.extend(not_printed(
        material.ledger.entries.len() - submissions.len(),
        "tệp nhận được",
        "Tệp nhận được",
    ));
    paragraphs.extend(not_printed(
        listed.len().saturating_sub(FINDINGS),
        "kết quả kiểm tra",
        "Phát hiện",
    ));
    let findings = listed
        .into_iter()
        .take(FINDINGS)
        .enumerate()
        .map(|(index, finding)| finding_row(material, finding, index + 1))
        .collect();
    SubmissionAnnex {
        number: cited.submissions.to_owned(),
        title: "TÌNH HÌNH GỬI BÁO CÁO VÀ KẾT QUẢ KIỂM TRA SỐ LIỆU".to_owned(),
        paragraphs,
        submissions,
        corrections: corrections::rows(material),
        missing: missing(material),
        unusable: unusable(material),
        findings,
    }
}

/// What is left out of a list, and on which sheet of the data workbook it stands.
fn not_printed(left: usize, what: &str, sheet: &str) -> Option<String> {
    let left = count(i64::try_from(left).ok().filter(|left| *left > 0)?);
    Some(format!(
        "Do danh sách dài, còn {left} {what} không in trong báo cáo; xem sheet “{sheet}” của tệp so-lieu.xlsx."
    ))
}

fn received(material: &Material<'_>) -> String {
    let entries = &material.ledger.entries;
    let usable = entries.iter().filter(|entry| entry.status.counts()).count();
    format!(
        "Thời hạn gửi báo cáo: trước {}. Số tệp nhận được: {}, trong đó {usable} tệp \
         được sử dụng.",
        long_date(material.plan.office.deadline(material.year)),
        entries.len(),
    )
}

/// How many pieces of information are not listed, by code.
fn left_out(counted: &[&Finding]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in counted {
        *counts.entry(finding.code).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let by_code: Vec<String> =
        counts.iter().map(|(code, count)| format!("{code}: {count}")).collect();
    format!(
        "Bảng kết quả kiểm tra số liệu chỉ liệt kê lỗi và cảnh báo; {total} thông tin \
         không cần xử lý ghi đầy đủ trong tệp summary.json, gồm {}.",
        by_code.join("; ")
    )
}

/// How much of what was found the Department accepts, and as what.
fn accepted(listed: &[&Finding]) -> Option<String> {
    let accepted: Vec<&&Finding> =
        listed.iter().filter(|finding| finding.accepted.is_some()).collect();
    let of = |is_error: bool| {
        let is_it =
            |finding: &&&Finding| (finding.severity == Severity::Error) == is_error;
        accepted.iter().copied().filter(|finding| is_it(finding)).count()
    };
    let (errors, others) = (of(true), of(false));
    let others = (others > 0).then(|| {
        format!(
            "{others:02} cảnh báo, thông tin được chấp nhận theo lý do ghi ở cột cuối"
        )
    });
    let errors = (errors > 0).then(|| {
        format!("{errors:02} lỗi đã được giải trình nhưng vẫn là lỗi của số liệu")
    });
    let said: Vec<String> = others.into_iter().chain(errors).collect();
    (!said.is_empty())
        .then(|| format!("Trong bảng kết quả kiểm tra: {}.", said.join("; ")))
}

/// All files in the order of the register: the order of the annex.
fn in_order<'a>(material: &Material<'a>) -> Vec<&'a Entry> {
    let plan = material.plan;
    let mut entries: Vec<&Entry> = material.ledger.entries.iter().collect();
    // The walk's own order decides between files of one unit.
    entries.sort_by_key(|entry| {
        entry.unit.as_deref().map_or(usize::MAX, |unit| offices::rank(plan, unit))
    });
    entries
}

/// TT of every file in the annex.
pub(super) fn numbers<'a>(material: &Material<'a>) -> BTreeMap<&'a str, usize> {
    let files = in_order(material).into_iter().enumerate();
    files.map(|(index, entry)| (entry.file.as_str(), index + 1)).collect()
}

fn rows(material: &Material<'_>) -> Vec<SubmissionRow> {
    let deadline = material.plan.office.deadline(material.year);
    let mut others = OTHERS;
    let mut is_printed = |entry: &Entry| {
        let left = others;
        others -= usize::from(left > 0 && !entry.status.counts());
        entry.status.counts() || left > 0
    };
    in_order(material)
        .into_iter()
        .enumerate()
        .filter(|(_, entry)| is_printed(entry))
        .map(|(index, entry)| SubmissionRow {
            number: (index + 1).to_string(),
            unit: unit_name(material, entry.unit.as_deref()),
            file: shortened(&clean(&entry.file), LONGEST_NAME),
            date: entry.date.map_or_else(|| NONE.to_owned(), short_date),
            timeliness: timeliness(entry, deadline),
            status: status(entry.status).to_owned(),
        })
        .collect()
}

pub(in crate::document) fn unit_name(
    material: &Material<'_>,
    unit: Option<&str>,
) -> String {
    unit.map_or_else(
        || offices::UNKNOWN.to_owned(),
        |unit| offices::agency(material.plan, unit),
    )
}

/// "Đúng hạn", "Muộn 05 ngày".
pub(in crate::document) fn timeliness(entry: &Entry, deadline: Date) -> String {
    let Some(date) = entry.date.filter(|_| entry.unit.is_some()) else {
        return NONE.to_owned();
    };
    if date <= deadline {
        return "Đúng hạn".to_owned();
    }
    format!("Muộn {:02} ngày", (date - deadline).get_days())
}

pub(in crate::document) fn status(status: Status) -> &'static str {
    match status {
        Status::Accepted => "Sử dụng",
        Status::AcceptedWithFindings => "Sử dụng, có lưu ý",
        Status::Superseded => "Đã thay thế",
        Status::Unreadable => "Không đọc được",
        Status::Unrecognised => "Không nhận dạng",
        Status::WrongYear => "Không thuộc năm",
        Status::Outside => "Ngoài địa bàn",
    }
}

/// Those of whom nothing at all came.
fn missing(material: &Material<'_>) -> Vec<String> {
    let ledger = material.ledger;
    let silent = ledger.missing.iter().filter(|code| !ledger.unusable.contains(code));
    silent.map(|code| offices::agency(material.plan, code)).collect()
}

/// "Sở Tài chính (Sở Tài chính.xlsx): tệp được bảo vệ bằng mật khẩu".
fn unusable(material: &Material<'_>) -> Vec<String> {
    let unusable = material.ledger.entries.iter().filter(|entry| match entry.status {
        Status::Unreadable
        | Status::Unrecognised
        | Status::WrongYear
        | Status::Outside => true,
        Status::Accepted | Status::AcceptedWithFindings | Status::Superseded => false,
    });
    let left = unusable.clone().count().saturating_sub(UNUSABLE);
    let rest = (left > 0).then(|| format!("và {left} tệp khác, xem tệp so-lieu.xlsx"));
    unusable
        .take(UNUSABLE)
        .map(|entry| {
            let unit = unit_name(material, entry.unit.as_deref());
            let reason = reason(material, entry);
            let file = shortened(&clean(&entry.file), LONGEST_NAME);
            format!("{unit} ({file}): {reason}")
        })
        .chain(rest)
        .collect()
}

/// The gravest finding about the file itself.
fn reason(material: &Material<'_>, entry: &Entry) -> String {
    let about = material.findings.iter().find(|finding| {
        finding.place.file.as_deref() == Some(&entry.file) && finding.code != "L06"
    });
    let said = about.map(|finding| lower_first(unended(&clean(&finding.message))));
    said.unwrap_or_else(|| lower_first(status(entry.status)))
}

fn finding_row(material: &Material<'_>, finding: &Finding, number: usize) -> FindingRow {
    let place = &finding.place;
    let text =
        |written: &Option<String>| written.as_deref().map(clean).unwrap_or_default();
    let file = text(&place.file);
    FindingRow {
        number: number.to_string(),
        severity: severity(finding.severity).to_owned(),
        code: finding.code.to_owned(),
        unit: unit_name(material, finding.unit.as_deref()),
        file: if file.is_empty() {
            NONE.to_owned()
        } else {
            shortened(&file, LONGEST_NAME)
        },
        sheet: shortened(&text(&place.sheet), LONGEST_NAME),
        cell: place.range.map(|range| range.to_string()).unwrap_or_default(),
        message: shortened(&clean(&finding.message), LONGEST_MESSAGE),
        hint: shortened(&remedy(finding), LONGEST_MESSAGE),
    }
}

/// What is to be done about a finding, or why nothing is.
fn remedy(finding: &Finding) -> String {
    match (&finding.accepted, finding.severity) {
        (None, _) => clean(&finding.hint),
        (Some(reason), Severity::Error) => format!("Đã giải trình: {}", clean(reason)),
        (Some(reason), Severity::Warning | Severity::Info) => {
            format!("Chấp nhận: {}", clean(reason))
        }
    }
}

pub(in crate::document) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Lỗi",
        Severity::Warning => "Cảnh báo",
        Severity::Info => "Thông tin",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::document::compose::fixture::Fixture;
    use crate::place::Place;

    fn entry(unit: Option<&str>, file: &str, day: i8, status: Status) -> Entry {
        Entry {
            file: file.to_owned(),
            sha256: String::new(),
            unit: unit.map(str::to_owned),
            status,
            date: Some(date(2024, 12, day)),
            late: day > 15,
            by_properties: false,
            superseded_by: None,
        }
    }

    #[test]
    fn the_ledger_follows_the_register_and_says_how_late() {
        let mut fixture = Fixture::new(2024);
        fixture.ledger.entries = vec![
            entry(None, "Danh sach.xlsx", 1, Status::Unrecognised),
            entry(Some("ldld"), "LDLD.xlsx", 20, Status::AcceptedWithFindings),
            entry(Some("pac-nam"), "b.xlsx", 15, Status::Accepted),
            entry(Some("pac-nam"), "a.xlsx", 11, Status::Superseded),
        ];
        let material = fixture.material();
        let rows = rows(&material);
        let line = |index: usize| {
            let row: &SubmissionRow = &rows[index];
            [&row.unit, &row.file, &row.timeliness, &row.status].map(String::as_str)
        };
        assert_eq!(line(0), ["UBND huyện Pác Nặm", "b.xlsx", "Đúng hạn", "Sử dụng"]);
        assert_eq!(line(1), ["UBND huyện Pác Nặm", "a.xlsx", "Đúng hạn", "Đã thay thế"]);
        let late =
            ["Liên đoàn Lao động tỉnh", "LDLD.xlsx", "Muộn 05 ngày", "Sử dụng, có lưu ý"];
        assert_eq!(line(2), late);
        assert_eq!(line(3), ["Không xác định", "Danh sach.xlsx", "-", "Không nhận dạng"]);
        assert_eq!(numbers(&material)["LDLD.xlsx"], 3);
        assert_eq!(
            unusable(&material),
            ["Không xác định (Danh sach.xlsx): không nhận dạng"]
        );
    }

    #[test]
    fn many_pieces_of_information_are_counted_not_listed() {
        let mut fixture = Fixture::new(2024);
        let about = |severity, code| {
            Finding::new(severity, code, Place::file("a.xlsx"), "Có lưu ý.", "Xem lại.")
        };
        fixture.findings = vec![about(Severity::Warning, "L01")];
        fixture.findings.extend((0..FULL_LIST).map(|_| about(Severity::Info, "S01")));
        let material = fixture.material();
        let annex = annex(&material, &Cited::in_text_of(&material));
        assert_eq!(annex.findings.len(), 1);
        assert_eq!(annex.findings[0].severity, "Cảnh báo");
        assert!(annex.paragraphs[1].ends_with("gồm S01: 60."), "{:?}", annex.paragraphs);
    }
}
