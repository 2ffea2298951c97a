//! The last net against floods: very many findings of one cause on one sheet
//! become one, with the cells it concerns.

use std::collections::BTreeMap;

use super::{Finding, listed};
use crate::place::{CellRange, Place};

/// So many findings of one cause on one sheet are told one by one.
const TOLD: usize = 10;
/// Cells and values named in the sentence for all.
const NAMED: usize = 8;

/// Findings of one code on one sheet with one hint are one cause; beyond
/// [`TOLD`] of them one finding is left, with a range that holds them all.
///
/// What is left is sorted, errors first, and nothing is said twice.
pub(crate) fn gather(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort();
    findings.dedup();
    let mut causes: BTreeMap<_, Vec<Finding>> = BTreeMap::new();
    let mut gathered = Vec::new();
    for finding in findings {
        let Place { file: Some(file), sheet: Some(sheet), range: Some(_) } =
            &finding.place
        else {
            gathered.push(finding);
            continue;
        };
        let head: String = finding.hint.chars().take(24).collect();
        let cause = (finding.code, file.clone(), sheet.clone(), head);
        causes.entry(cause).or_default().push(finding);
    }
    for findings in causes.into_values() {
        if findings.len() <= TOLD {
            gathered.extend(findings);
        } else {
            gathered.push(one_for_all(findings));
        }
    }
    gathered.sort();
    gathered.dedup();
    gathered
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
    use crate::finding::Severity;
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
}
