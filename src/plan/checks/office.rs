//! What must hold in `plan/office.toml` and `plan/components.toml`.

use super::super::component::Component;
use super::super::error::PlanError;
use super::super::office::{Edition, Office, Opening, ReportKind, is_list_of_copies};
use super::super::register::Register;
use super::{check_distinct, check_known, check_run};

/// What may stand between braces in a text.
const FIELDS: [&str; 2] = ["year", "next_year"];

pub(in super::super) fn check_offices(
    offices: &[Office],
    register: &Register,
) -> Result<(), PlanError> {
    if offices.is_empty() {
        return Err(register.error("office", "phải có ít nhất một mục"));
    }
    let run: Vec<_> = offices.iter().map(Office::validity).enumerate().collect();
    check_run(register, "office", &run)?;
    offices.iter().enumerate().try_for_each(|(at, office)| {
        check_office(office, &format!("office[{at}]."), register)
    })
}

fn check_office(
    office: &Office,
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    let codes = office.editions.iter().map(|edition| edition.code.as_str());
    check_distinct(register, &format!("{path}edition"), "code", codes)?;
    for (at, edition) in office.editions.iter().enumerate() {
        check_edition(edition, &format!("{path}edition[{at}]"), register)?;
    }
    if office.fonts().is_empty() {
        return Err(register
            .error(&format!("{path}fonts.families"), "phải có ít nhất một phông chữ"));
    }
    for (at, text) in office.legal_bases().iter().enumerate() {
        check_fields(text, &format!("{path}legal.bases[{at}]"), register)?;
    }
    for kind in ReportKind::ALL {
        let of_kind = office.openings.iter().filter(|opening| opening.kind == kind);
        if of_kind.count() != 1 {
            let message =
                "mỗi loại báo cáo (annual, interim, final) phải có đúng một mục";
            return Err(register.error(&format!("{path}opening"), message));
        }
    }
    for (at, opening) in office.openings.iter().enumerate() {
        check_opening(opening, &format!("{path}opening[{at}]"), register)?;
    }
    Ok(())
}

fn check_edition(
    edition: &Edition,
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    if edition.addressees.is_empty() {
        let path = format!("{path}.addressees");
        return Err(register.error(&path, "phải có ít nhất một nơi kính gửi"));
    }
    if !is_list_of_copies(&edition.copies_to) {
        let message = "dòng đầu phải là “Như trên”, dòng cuối phải là “Lưu: VT, …”";
        return Err(register.error(&format!("{path}.copies_to"), message));
    }
    Ok(())
}

fn check_opening(
    opening: &Opening,
    path: &str,
    register: &Register,
) -> Result<(), PlanError> {
    for (at, text) in opening.subject.iter().enumerate() {
        check_fields(text, &format!("{path}.subject[{at}]"), register)?;
    }
    for (at, text) in opening.paragraphs.iter().enumerate() {
        check_fields(text, &format!("{path}.paragraphs[{at}]"), register)?;
    }
    check_fields(&opening.closing, &format!("{path}.closing"), register)
}

fn check_fields(text: &str, path: &str, register: &Register) -> Result<(), PlanError> {
    for piece in text.split('{').skip(1) {
        let field = piece.split_once('}').map(|(field, _)| field);
        if !field.is_some_and(|field| FIELDS.contains(&field)) {
            let message = "trong dấu { } chỉ dùng {year} hoặc {next_year}";
            return Err(register.error(path, message));
        }
    }
    Ok(())
}

pub(in super::super) fn check_components(
    components: &[Component],
    bodies: &[&str],
    register: &Register,
) -> Result<(), PlanError> {
    let numbers = components.iter().map(|component| component.number);
    check_distinct(register, "component", "number", numbers)?;
    components.iter().enumerate().try_for_each(|(at, component)| {
        let path = format!("component[{at}].lead");
        let known = bodies.iter().copied();
        check_known(register, &path, &component.lead, "cơ quan cấp tỉnh", known)
    })
}
