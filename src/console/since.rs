//! What changed on the screen since the last check: who reported, which findings
//! are gone and which are new.

use std::collections::{BTreeMap, BTreeSet};

use super::{Window, count_of, current};
use crate::finding::{Finding, Severity, listed};
use crate::inbox::sight::Changes;
use crate::plan::Plan;
use crate::run::Judged;

/// Files and units that are named in a sentence.
const NAMED: usize = 5;

/// What is remembered of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Checked {
    /// Units whose report counts.
    reported: BTreeSet<String>,
    /// Errors and warnings about what counts.
    findings: Vec<Finding>,
}

impl Checked {
    pub(crate) fn of(judged: &Judged) -> Self {
        let entries = judged.now.ledger.entries.iter();
        let counting = entries.filter(|entry| entry.status.counts());
        Self {
            reported: counting.filter_map(|entry| entry.unit.clone()).collect(),
            findings: current(judged)
                .filter(|finding| finding.severity != Severity::Info)
                .cloned()
                .collect(),
        }
    }
}

/// How two checks differ.
#[derive(Debug, Default, PartialEq, Eq)]
struct Since {
    newly_reported: Vec<String>,
    no_longer: Vec<String>,
    new: Tally,
    gone: Tally,
}

/// Findings by severity and unit; of nobody known under an empty name.
type Tally = BTreeMap<Severity, BTreeMap<String, usize>>;

fn since(before: &Checked, now: &Checked) -> Since {
    let only = |these: &BTreeSet<String>, those: &BTreeSet<String>| {
        these.difference(those).cloned().collect()
    };
    Since {
        newly_reported: only(&now.reported, &before.reported),
        no_longer: only(&before.reported, &now.reported),
        new: beyond(&now.findings, &before.findings),
        gone: beyond(&before.findings, &now.findings),
    }
}

/// Findings of the first list that the second has not, or not as often.
fn beyond(these: &[Finding], those: &[Finding]) -> Tally {
    let mut rest = BTreeMap::<&Finding, usize>::new();
    for finding in those {
        *rest.entry(finding).or_default() += 1;
    }
    let mut tally = Tally::new();
    for finding in these {
        match rest.get_mut(finding) {
            Some(left) if *left > 0 => *left -= 1,
            _ => {
                let unit = finding.unit.clone().unwrap_or_default();
                let of_severity = tally.entry(finding.severity).or_default();
                *of_severity.entry(unit).or_default() += 1;
            }
        }
    }
    tally
}

/// The lines under a check that was made because something changed; of the check
/// before, if there was one, and this one, how they differ.
pub(crate) fn changed(
    folders: &BTreeMap<String, Changes>,
    checks: Option<(&Checked, &Checked)>,
    plan: &Plan,
    window: Window,
) -> String {
    let mut lines: Vec<String> =
        folders.iter().map(|(folder, changes)| files(folder, changes)).collect();
    if let Some((before, now)) = checks {
        let name = |code: &str| match code {
            "" => "không rõ đơn vị".to_owned(),
            code => plan.unit_name(code).to_owned(),
        };
        lines.extend(differences(&since(before, now), name));
    }
    window.lay(&(lines.join("\n") + "\n"))
}

fn files(folder: &str, changes: &Changes) -> String {
    let quoted = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
        listed(&names, NAMED, "tệp")
    };
    let parts =
        [("thêm", &changes.added), ("bớt", &changes.removed), ("sửa", &changes.changed)];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(sign, names)| format!("{sign} tệp {}", quoted(names)))
        .collect();
    format!("Có thay đổi trong {folder}: {}; đã kiểm tra lại.", parts.join("; "))
}

fn differences(since: &Since, name: impl Fn(&str) -> String) -> Vec<String> {
    let names = |codes: &[String]| {
        let names: Vec<String> = codes.iter().map(|code| name(code)).collect();
        listed(&names, NAMED, "đơn vị")
    };
    let mut lines = Vec::new();
    if !since.newly_reported.is_empty() {
        lines
            .push(format!("Mới có báo cáo dùng được: {}.", names(&since.newly_reported)));
    }
    if !since.no_longer.is_empty() {
        lines.push(format!("Không còn báo cáo dùng được: {}.", names(&since.no_longer)));
    }
    for (what, tally) in [("Phát hiện mới", &since.new), ("Đã hết", &since.gone)]
    {
        let parts: Vec<String> = tally
            .iter()
            .map(|(severity, units)| {
                let kind = match severity {
                    Severity::Error => "lỗi",
                    Severity::Warning => "cảnh báo",
                    Severity::Info => "thông tin",
                };
                let of_units: Vec<String> = units
                    .iter()
                    .map(|(code, many)| format!("{} {}", name(code), count_of(*many)))
                    .collect();
                let total = count_of(units.values().sum());
                format!("{total} {kind} ({})", listed(&of_units, NAMED, "đơn vị"))
            })
            .collect();
        if !parts.is_empty() {
            lines.push(format!("{what}: {}.", parts.join("; ")));
        }
    }
    if lines.is_empty() {
        lines.push("Kết quả kiểm tra không đổi.".to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;

    fn finding(severity: Severity, unit: &str, file: &str) -> Finding {
        Finding::new(severity, "K01", Place::file(file), "Sai.", "Sửa.").of_unit(unit)
    }

    fn checked(reported: &[&str], findings: Vec<Finding>) -> Checked {
        let reported = reported.iter().map(|unit| (*unit).to_owned()).collect();
        Checked { reported, findings }
    }

    #[test]
    fn two_checks_differ_by_units_and_by_findings_as_often_as_they_occur() {
        let error = || finding(Severity::Error, "ba-be", "a.xlsx");
        let warning = || finding(Severity::Warning, "na-ri", "b.xlsx");
        let before = checked(&["ba-be", "na-ri"], vec![error(), warning()]);
        let now = checked(&["ba-be", "cho-moi"], vec![error(), error(), error()]);
        let tally = |severity, unit: &str, many| {
            Tally::from([(severity, BTreeMap::from([(unit.to_owned(), many)]))])
        };
        let expected = Since {
            newly_reported: vec!["cho-moi".to_owned()],
            no_longer: vec!["na-ri".to_owned()],
            new: tally(Severity::Error, "ba-be", 2),
            gone: tally(Severity::Warning, "na-ri", 1),
        };
        assert_eq!(since(&before, &now), expected);
        assert_eq!(since(&now, &now), Since::default());
    }

    #[test]
    fn what_changed_is_said_in_sentences() {
        let before = checked(&["na-ri"], vec![finding(Severity::Error, "na-ri", "b")]);
        let now = checked(&["ba-be"], Vec::new());
        let lines = differences(&since(&before, &now), str::to_uppercase);
        let expected = [
            "Mới có báo cáo dùng được: BA-BE.",
            "Không còn báo cáo dùng được: NA-RI.",
            "Đã hết: 1 lỗi (NA-RI 1).",
        ];
        assert_eq!(lines, expected);
        let same = differences(&since(&now, &now), str::to_uppercase);
        assert_eq!(same, ["Kết quả kiểm tra không đổi."]);
    }

    #[test]
    fn files_are_named_with_what_became_of_them() {
        let changes = Changes {
            added: vec!["a.xlsx".to_owned()],
            removed: vec!["b.xlsx".to_owned()],
            changed: Vec::new(),
        };
        let expected = "Có thay đổi trong inbox/2024: thêm tệp “a.xlsx”; bớt tệp “b.xlsx”; \
                        đã kiểm tra lại.";
        assert_eq!(files("inbox/2024", &changes), expected);
    }
}
