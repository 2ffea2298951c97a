//! Names that the clerk has put right.

use super::layout::{FILE, NAME_NEAREST, NAME_WRITTEN};
use super::rows::{Row, Rows, normal, quoted, short_digest, unknown_row};
use crate::finding::{Finding, Noted, Severity};
use crate::form::names::{Confirmed, Names, Who, Writer, commune_of, district_of};
use crate::plan::Plan;
use crate::plan::key::Key;

/// Stands for the unit where the name is that of a file.
const OF_FILE: &str = "tep";
/// What is as good as choosing the proposed name.
const YES: [&str; 4] = ["x", "dung", "co", "dong y"];

/// The key of a row: in whose reports the name holds, and which name.
pub(crate) fn name_id(of: &Writer, written: &str) -> String {
    let of = match of {
        Writer::Unit(code) => code,
        Writer::File => OF_FILE,
    };
    format!("{of}.{}", short_digest(written, 4))
}

/// What a name of this writer may turn out to be: official names, in order.
pub(crate) fn places(of: &Writer, plan: &Plan) -> Vec<String> {
    match of {
        Writer::File => plan.units().map(|unit| unit.name().to_owned()).collect(),
        Writer::Unit(code) => match plan.district(code) {
            Some(district) => {
                district.communes.iter().map(|commune| commune.name.clone()).collect()
            }
            None => plan.districts().iter().map(|one| one.name.clone()).collect(),
        },
    }
}

/// Whom a decision names, in short.
pub(super) fn told(who: &Who) -> String {
    match who {
        Who::District(code) | Who::Body(code) => code.clone(),
        Who::Commune { district, name } => format!("{name} ({district})"),
        Who::Part(name) | Who::Outside(name) => name.clone(),
    }
}

pub(super) fn read(rows: &Rows, plan: &Plan, names: &Names) -> Noted<Vec<Confirmed>> {
    let mut confirmed = Noted::new(Vec::new(), Vec::new());
    for (id, row) in rows.iter().filter(|(_, row)| !row.entry.is_empty()) {
        let Some((of, written)) = about(id, row, plan) else {
            confirmed.findings.push(unknown_row(id, row));
            continue;
        };
        match resolve(row, &of, plan, names) {
            Some(who) => {
                let written = written.to_owned();
                confirmed.value.push(Confirmed { of, written, who });
            }
            None => confirmed.findings.push(unknown_name(row, &of, plan)),
        }
    }
    confirmed
}

/// In whose reports the name of a row holds, and how it is written there; the
/// key must agree with what stands beside it.
fn about<'r>(id: &str, row: &'r Row, plan: &Plan) -> Option<(Writer, &'r str)> {
    let (of, _) = id.rsplit_once('.')?;
    let (of, written) = if of == OF_FILE {
        (Writer::File, row.column(FILE))
    } else {
        plan.unit(of)?;
        (Writer::Unit(of.to_owned()), row.column(NAME_WRITTEN))
    };
    (name_id(&of, written) == id).then_some((of, written))
}

fn resolve(row: &Row, of: &Writer, plan: &Plan, names: &Names) -> Option<Who> {
    let typed = Key::of(&row.entry);
    let said = if YES.contains(&typed.plain.as_str()) {
        row.column(NAME_NEAREST)
    } else {
        &row.entry
    };
    let found = names.find(&normal(said));
    match of {
        Writer::File => {
            found.into_iter().map(|named| named.who).find(|who| who.unit().is_some())
        }
        Writer::Unit(code) if plan.district(code).is_some() => {
            let who = commune_of(&found, Some(code))?.who.clone();
            match &who {
                Who::Commune { district, .. } if district == code => Some(who),
                Who::Commune { .. }
                | Who::District(_)
                | Who::Body(_)
                | Who::Part(_)
                | Who::Outside(_) => None,
            }
        }
        Writer::Unit(_) => district_of(&found).map(|named| named.who.clone()),
    }
}

fn unknown_name(row: &Row, of: &Writer, plan: &Plan) -> Finding {
    let whose = match of {
        Writer::File => "danh mục đơn vị báo cáo".to_owned(),
        Writer::Unit(code) if plan.district(code).is_some() => {
            format!("danh mục xã của {}", plan.unit_name(code))
        }
        Writer::Unit(_) => format!("danh mục {}", plan.tier.name),
    };
    Finding::new(
        Severity::Error,
        "B07",
        row.at.clone(),
        format!(
            "“{}” không có trong {whose}; tên này không được áp dụng.",
            quoted(&row.entry)
        ),
        "Chọn một tên trong danh sách thả xuống của ô.",
    )
    .found(&row.entry)
}
