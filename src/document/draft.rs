//! Whether a report can be signed: it is a draft while errors stand that nobody
//! has accepted, and units of which nothing usable came are such errors.

use crate::editorial::Texts;
use crate::finding::Finding;
use crate::place::{EDITORIAL, ISSUED};
use crate::plan::Plan;
use crate::plan::amendment::Amendment;

use super::Material;
use super::compose::submissions::unit_name;
use super::wording::few;

/// Codes of "sent nothing" and "sent nothing usable" (`src/rules/README.md`).
pub(super) const NOT_SENT: [&str; 2] = ["L03", "L06"];
/// Codes named for a unit; the rest are counted.
const CODES: usize = 4;

/// Why the report is a draft, a sentence each; empty if it is none.
pub(crate) fn reasons(material: &Material<'_>) -> Vec<String> {
    let (missing, errors) = standing(material);
    let mut reasons = Vec::new();
    if !missing.is_empty() {
        let names = units(material, &missing);
        let names: Vec<String> = names.into_iter().map(|(name, _)| name).collect();
        reasons.push(format!(
            "{} đơn vị chưa có báo cáo dùng được: {}.",
            few(names.len()),
            names.join("; ")
        ));
    }
    if !errors.is_empty() {
        let by_unit = units(material, &errors);
        let said: Vec<String> =
            by_unit.iter().map(|(name, codes)| of_unit(name, codes)).collect();
        reasons.push(format!(
            "{} lỗi chưa giải trình: {}.",
            few(errors.len()),
            said.join("; ")
        ));
    }
    reasons.extend(awaited(material.plan, material.texts).map(|sentence| {
        format!("Còn nội dung trong ngoặc vuông chờ văn bản: “{sentence}”")
    }));
    reasons
}

/// The key of a paragraph that says in brackets which document is not known yet.
pub(super) fn awaited_key(amendment: &Amendment) -> String {
    format!("leadership.awaited.{}", amendment.valid_from)
}

/// What the report says in brackets until the clerk has put the document in its place.
pub(crate) fn awaited<'a>(
    plan: &'a Plan,
    texts: &'a Texts,
) -> impl Iterator<Item = &'a str> {
    let stands = |one: &&Amendment| texts.of(&awaited_key(one)).is_none();
    plan.amendments.iter().filter(stands).filter_map(|one| one.missing.as_deref())
}

/// The same in one short sentence; nothing if it is no draft.
pub(crate) fn in_short(material: &Material<'_>) -> Option<String> {
    grounds(material).map(|grounds| format!("Báo cáo còn là dự thảo: {grounds}."))
}

/// The grounds of it, counted, to be said in any sentence; nothing if it is no draft.
pub(crate) fn grounds(material: &Material<'_>) -> Option<String> {
    let (missing, errors) = standing(material);
    let counted = [
        (units(material, &missing).len(), "đơn vị chưa có báo cáo dùng được"),
        (errors.len(), "lỗi chưa giải trình"),
    ];
    let said: Vec<String> = counted
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", few(count)))
        .collect();
    let waits = awaited(material.plan, material.texts).next();
    let said = said.into_iter().chain(waits.map(|_| "nội dung chờ văn bản".to_owned()));
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| said.join(" và "))
}

/// One error that stands: code, place, message.
pub(crate) fn line(finding: &Finding) -> String {
    let place = &finding.place;
    let range = place.range.map(|range| range.to_string());
    let parts = [place.file.as_deref(), place.sheet.as_deref(), range.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    let at = if parts.is_empty() {
        String::new()
    } else {
        format!("{}: ", parts.join(" › "))
    };
    format!("  [{}] {at}{}", finding.code, finding.message)
}

/// Units without a report, and all other errors that stand.
fn standing<'a>(material: &Material<'a>) -> (Vec<&'a Finding>, Vec<&'a Finding>) {
    let standing = crate::history::standing(material.findings, material.ledger);
    let is_missing = |finding: &&Finding| NOT_SENT.contains(&finding.code);
    let (missing, others): (Vec<_>, Vec<_>) = standing.partition(is_missing);
    let unusable = |finding: &&Finding| {
        // The file that cannot be read is why the unit has no report.
        missing
            .iter()
            .any(|one| one.place.file.is_some() && one.place.file == finding.place.file)
    };
    let errors = others.into_iter().filter(|finding| !unusable(finding)).collect();
    (missing, errors)
}

/// Names of units in the order of their findings, each with its codes.
fn units(
    material: &Material<'_>,
    findings: &[&Finding],
) -> Vec<(String, Vec<&'static str>)> {
    let mut units: Vec<(String, Vec<&'static str>)> = Vec::new();
    for finding in findings {
        let name = match &finding.place.file {
            Some(file) if [EDITORIAL, ISSUED].contains(&file.as_str()) => file.clone(),
            _ => unit_name(material, finding.unit.as_deref()),
        };
        match units.iter_mut().find(|(known, _)| *known == name) {
            Some((_, codes)) => codes.push(finding.code),
            None => units.push((name, vec![finding.code])),
        }
    }
    units
}

/// "Ba Bể 02 (K01, V03)".
fn of_unit(name: &str, codes: &[&'static str]) -> String {
    let mut distinct = codes.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let more = if distinct.len() > CODES { ", …" } else { "" };
    distinct.truncate(CODES);
    format!("{name} {} ({}{more})", few(codes.len()), distinct.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::Fixture;
    use crate::finding::Severity;
    use crate::place::Place;

    fn error(code: &'static str, unit: &str, file: Option<&str>) -> Finding {
        let place = file.map_or_else(Place::nowhere, Place::file);
        Finding::new(Severity::Error, code, place, "Sai.", "Sửa.").of_unit(unit)
    }

    #[test]
    fn a_report_without_standing_errors_is_no_draft() {
        let mut fixture = Fixture::new(2024);
        let accepted = Some("Đã xác minh.".to_owned());
        fixture.findings = vec![
            Finding { accepted, ..error("K01", "ba-be", Some("a.xlsx")) },
            Finding {
                severity: Severity::Warning,
                ..error("N01", "ba-be", Some("a.xlsx"))
            },
        ];
        assert_eq!(reasons(&fixture.material()), Vec::<String>::new());
        assert_eq!(in_short(&fixture.material()), None);
    }

    #[test]
    fn missing_units_and_standing_errors_are_counted_and_named() {
        let mut fixture = Fixture::new(2024);
        fixture.findings = vec![
            error("K01", "ba-be", Some("a.xlsx")),
            error("V03", "ba-be", Some("a.xlsx")),
            error("F01", "so-tai-chinh", Some("b.xlsx")),
            error("L03", "dai-ptth", None),
            error("L06", "so-tai-chinh", Some("b.xlsx")),
        ];
        assert_eq!(
            reasons(&fixture.material()),
            [
                "02 đơn vị chưa có báo cáo dùng được: Đài Phát thanh và Truyền hình Bắc Kạn; \
                 Sở Tài chính.",
                "02 lỗi chưa giải trình: UBND huyện Ba Bể 02 (K01, V03).",
            ]
        );
        assert_eq!(
            in_short(&fixture.material()).as_deref(),
            Some(
                "Báo cáo còn là dự thảo: 02 đơn vị chưa có báo cáo dùng được và 02 lỗi chưa \
                 giải trình."
            )
        );
    }
}
