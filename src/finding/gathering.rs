//! The last net against floods: very many findings of one cause on one sheet, on the
//! sheets of one file or about the files of one sender become one, with the places it
//! concerns, and a file has a bound of findings.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Severity, count, listed};
use crate::place::{CellRange, Place};

/// So many findings of one cause are told one by one on a sheet.
const TOLD: usize = 10;
/// So many sheets of a file with one cause: a sheet a commune is no flood.
const SHEETS: usize = 30;
/// So many files of one sender or of nobody with one cause are told one by one.
const FILES: usize = 200;
/// Findings of one file that are told.
const OF_FILE: usize = 200;
/// The share of one code among what is told of a file that has more.
const OF_CODE: usize = 4;
/// Cells and values named in the sentence for all.
const NAMED: usize = 8;

/// What findings of one cause have in common: code, sender, file and sheet as far as
/// they are of one, the beginning of the hint.
type Cause = (&'static str, Option<String>, Option<String>, Option<String>, String);

/// Findings of one code with one hint are one cause; beyond [`TOLD`] of them on a
/// sheet, [`SHEETS`] of a file or [`FILES`] of a sender one finding is left.
///
/// What is left is sorted, errors first, and nothing is said twice.
pub(crate) fn gather(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort();
    findings.dedup();
    let of_sheet = |place: &Place| {
        let Place { file, sheet, range } = place;
        (sheet.is_some() && range.is_some()).then(|| (file.clone(), sheet.clone()))
    };
    let many = |all: &[Finding]| all.len() > TOLD;
    let findings = merged(findings, of_sheet, many, one_for_all);
    let of_file = |place: &Place| {
        let Place { file, sheet, .. } = place;
        sheet.is_some().then(|| (file.clone(), None))
    };
    let many = |all: &[Finding]| {
        let sheets = all.iter().map(|one| one.place.sheet.as_deref());
        sheets.collect::<BTreeSet<_>>().len() > SHEETS
    };
    let findings = merged(findings, of_file, many, one_for_sheets);
    let of_sender = |place: &Place| {
        (place.file.is_some() && place.sheet.is_none()).then_some((None, None))
    };
    let many = |all: &[Finding]| all.len() > FILES;
    let findings = merged(findings, of_sender, many, one_for_files);
    of_files(findings)
}

/// Makes one of the findings of each cause of which there are too many;
/// `common` gives file and sheet of what may be gathered.
fn merged(
    findings: Vec<Finding>,
    common: impl Fn(&Place) -> Option<(Option<String>, Option<String>)>,
    is_flood: impl Fn(&[Finding]) -> bool,
    one: impl Fn(Vec<Finding>) -> Finding,
) -> Vec<Finding> {
    let mut causes: BTreeMap<Cause, Vec<Finding>> = BTreeMap::new();
    let mut gathered = Vec::new();
    for finding in findings {
        let Some((file, sheet)) = common(&finding.place) else {
            gathered.push(finding);
            continue;
        };
        let head: String = finding.hint.chars().take(24).collect();
        let sender = finding.unit.clone().filter(|_| file.is_none());
        let cause = (finding.code, sender, file, sheet, head);
        causes.entry(cause).or_default().push(finding);
    }
    for findings in causes.into_values() {
        if is_flood(&findings) {
            gathered.push(one(findings));
        } else {
            gathered.extend(findings);
        }
    }
    gathered.sort();
    gathered.dedup();
    gathered
}

/// The same with at most [`OF_FILE`] of each file.
fn of_files(findings: Vec<Finding>) -> Vec<Finding> {
    let mut files: BTreeMap<Option<String>, Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        files.entry(finding.place.file.clone()).or_default().push(finding);
    }
    let bound = |(file, findings): (Option<String>, Vec<Finding>)| match file {
        Some(file) => bounded(findings, OF_FILE, &file),
        None => findings,
    };
    let mut all: Vec<Finding> = files.into_iter().flat_map(bound).collect();
    all.sort();
    all
}

/// The gravest findings about a file, some of each code, and one for the rest where
/// there are more than are told.
pub(crate) fn bounded(
    mut findings: Vec<Finding>,
    told: usize,
    file: &str,
) -> Vec<Finding> {
    if findings.len() <= told {
        return findings;
    }
    findings.sort();
    findings.dedup();
    let of_code = (told / OF_CODE).max(1);
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let mut is_first = |finding: &Finding| {
        let met = met.entry(finding.code).or_default();
        *met += 1;
        *met <= of_code
    };
    let (mut kept, mut rest): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|finding| is_first(finding));
    if kept.len() > told {
        rest.extend(kept.split_off(told));
    }
    if !rest.is_empty() {
        kept.push(rest_of_file(&rest, file));
    }
    kept
}

fn rest_of_file(rest: &[Finding], file: &str) -> Finding {
    let number = |many: usize| count(i64::try_from(many).unwrap_or(i64::MAX));
    let errors = rest.iter().filter(|one| one.severity == Severity::Error).count();
    let mut codes: Vec<&str> = rest.iter().map(|one| one.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut finding = Finding::new(
        Severity::Warning,
        "F09",
        Place::file(file),
        format!(
            "Tệp có quá nhiều chỗ cần xem; còn {} chỗ không nêu riêng, trong đó {} lỗi; các mã: {}.",
            number(rest.len()),
            number(errors),
            codes.join(", ")
        ),
        "Sửa các chỗ đã nêu rồi gửi lại; các chỗ còn lại sẽ được nêu ở lần kiểm tra sau.",
    );
    finding.unit = rest.first().and_then(|one| one.unit.clone());
    finding
}

/// One for findings on very many sheets of one file.
fn one_for_sheets(findings: Vec<Finding>) -> Finding {
    let sheets = findings.iter().filter_map(|one| one.place.sheet.clone());
    let more: Vec<String> = sheets.skip(1).map(|sheet| format!("“{sheet}”")).collect();
    let said = format!(
        "Còn {} chỗ khác như vậy ở các sheet của tệp này: {}.",
        more.len(),
        listed(&more, NAMED, "chỗ")
    );
    one_of(findings, &said)
}

/// One for findings about very many files of one sender, or of nobody.
fn one_for_files(findings: Vec<Finding>) -> Finding {
    let files = findings.iter().filter_map(|one| one.place.file.clone());
    let more: Vec<String> = files.skip(1).map(|file| format!("“{file}”")).collect();
    let said = format!(
        "Còn {} tệp khác như vậy: {}.",
        count(i64::try_from(more.len()).unwrap_or(i64::MAX)),
        listed(&more, NAMED, "tệp")
    );
    one_of(findings, &said)
}

/// The first of some findings, saying how many there are beside it.
fn one_of(findings: Vec<Finding>, said: &str) -> Finding {
    let basis: Vec<&str> = findings.iter().flat_map(all_of).collect();
    let basis = basis.join("\n");
    let mut first = findings.into_iter().next().expect("a cause has findings");
    first.message = format!("{} {said}", first.message);
    first.basis = Some(basis);
    first
}

fn one_for_all(findings: Vec<Finding>) -> Finding {
    let ranges: Vec<CellRange> =
        findings.iter().filter_map(|finding| finding.place.range).collect();
    let cells: Vec<String> = ranges[1..].iter().map(ToString::to_string).collect();
    let range = ranges.iter().copied().reduce(CellRange::union);
    let values: Vec<String> =
        findings.iter().filter_map(|finding| finding.found.clone()).collect();
    let basis: Vec<&str> = findings.iter().flat_map(all_of).collect();
    let basis = basis.join("\n");
    let mut first = findings.into_iter().next().expect("a cause has findings");
    first.message = format!(
        "{} Còn {} chỗ khác trên sheet này cùng lỗi: {}.",
        first.message,
        cells.len(),
        listed(&cells, NAMED, "chỗ"),
    );
    first.place.range = range;
    first.basis = Some(basis);
    if !values.is_empty() {
        first.found = Some(listed(&values, NAMED, "giá trị"));
        first.expected = None;
    }
    first
}

/// Everything a finding says, for the one that stands for it.
fn all_of(finding: &Finding) -> impl Iterator<Item = &str> {
    let Finding { message, found, expected, basis, .. } = finding;
    let values = [found.as_deref(), expected.as_deref(), basis.as_deref()];
    std::iter::once(message.as_str()).chain(values.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Address;

    fn strangers(count: u32) -> Vec<Finding> {
        (0..count)
            .map(|row| {
                let place = Place::cell("a.xlsx", "Biểu", Address::new(row, 1));
                let message = format!("Không nhận ra “{row}”.");
                Finding::new(Severity::Error, "U01", place, message, "Sửa tên.")
                    .found(row)
            })
            .collect()
    }

    #[test]
    fn ten_of_one_cause_are_told_and_eleven_are_one() {
        assert_eq!(gather(strangers(10)).len(), 10);
        let one = gather(strangers(11));
        assert_eq!(one.len(), 1);
        assert_eq!(one[0].place.range.map(|r| r.to_string()), Some("B1:B11".into()));
        assert_eq!(
            one[0].message,
            "Không nhận ra “0”. Còn 10 chỗ khác trên sheet này cùng lỗi: B2; B3; B4; B5; \
             B6; B7; B8; B9 và 2 chỗ khác."
        );
    }

    #[test]
    fn equal_findings_about_files_of_nobody_are_one() {
        let about = |number: usize| {
            let name = format!("f{number:03}.txt");
            let message = format!("{name}: tệp không phải là bảng tính Excel.");
            Finding::new(Severity::Error, "F03", Place::file(&name), message, "Gửi lại.")
        };
        assert_eq!(gather((0..200).map(about).collect()).len(), 200);
        let one = gather((0..202).map(about).collect());
        assert_eq!(one.len(), 1);
        assert_eq!(
            one[0].message,
            "f000.txt: tệp không phải là bảng tính Excel. Còn 201 tệp khác như vậy: \
             “f001.txt”; “f002.txt”; “f003.txt”; “f004.txt”; “f005.txt”; “f006.txt”; \
             “f007.txt”; “f008.txt” và 193 tệp khác."
        );
        // Those of another sender are told apart.
        let own = |number| about(number).of_unit("ba-be");
        let both = (0..201).map(about).chain((300..502).map(own)).collect();
        assert_eq!(gather(both).len(), 2);
    }

    #[test]
    fn one_cause_on_very_many_sheets_is_one() {
        let on = |sheet: usize| {
            let place =
                Place::cell("a.xlsx", &format!("S{sheet:02}"), Address::new(4, 1));
            Finding::new(Severity::Error, "K06", place, "Ghi hai lần.", "Hỏi lại.")
        };
        assert_eq!(gather((0..30).map(on).collect()).len(), 30);
        let one = gather((0..31).map(on).collect());
        assert_eq!(one.len(), 1);
        assert!(one[0].message.contains("Còn 30 chỗ khác"), "{}", one[0].message);
    }

    #[test]
    fn a_file_of_very_many_findings_keeps_some_of_each_code() {
        let of = |index: u32| {
            let code = ["V01", "V07"][usize::from(index < 500)];
            let place = Place::cell("a.xlsx", &format!("S{index}"), Address::new(4, 1));
            Finding::new(Severity::Error, code, place, format!("Ô {index}."), "Sửa.")
        };
        let kept = bounded((0..600).map(of).collect(), 200, "a.xlsx");
        let many = |code| kept.iter().filter(|one| one.code == code).count();
        assert_eq!((many("V01"), many("V07"), many("F09")), (50, 50, 1));
        let rest = kept.last().map(|one| one.message.as_str()).unwrap_or_default();
        assert!(rest.contains("còn 500 chỗ") && rest.contains("500 lỗi"), "{rest}");
    }
}
