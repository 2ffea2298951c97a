//! Tables with one row a district, or a commune: in the text the indicators
//! the districts report themselves, in the annexes all that are broken down.

use crate::document::Material;
use crate::document::report::annex::TableAnnex;
use crate::document::report::table::{Block, Row, UnitTable};
use crate::document::text::{lower_first, upper_first};
use crate::plan::indicator::Source;
use crate::plan::unit::District;

use super::columns::{Column, Group, Subject, by_commune, by_district, row};
use super::marks::REVISED;
use super::{Cited, Numbering, corrections, offices};

/// More columns do not fit a page upright.
const WIDEST_PORTRAIT: usize = 9;
/// Nor these on a page on its side.
const WIDEST_LANDSCAPE: usize = 16;
/// A title does not name more than so many indicators.
const MOST_NAMED: usize = 5;

const COMMUNES: &str = "Xã, phường, thị trấn";

/// The tables of chapter II.
pub(super) fn in_text(
    material: &Material<'_>,
    numbers: &mut Numbering,
) -> Vec<UnitTable> {
    let own = by_district(material)
        .into_iter()
        .filter(|group| group.indicator.source == Source::Districts)
        .collect();
    packed(own, WIDEST_PORTRAIT, true)
        .iter()
        .map(|groups| {
            let title =
                format!("{} theo {}", titles(material, groups), material.plan.tier.name);
            district_table(material, groups, numbers.table(&title))
        })
        .collect()
}

/// The annex by district.
pub(super) fn annex(material: &Material<'_>, cited: &Cited) -> TableAnnex {
    let number = cited.districts;
    TableAnnex {
        number: number.to_owned(),
        title: format!(
            "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM {} THEO {}",
            material.year,
            material.plan.tier.name.to_uppercase(),
        ),
        paragraphs: Vec::new(),
        tables: tables(material, number),
    }
}

/// Its tables.
pub(super) fn tables(material: &Material<'_>, number: &str) -> Vec<UnitTable> {
    packed(by_district(material), WIDEST_LANDSCAPE, false)
        .iter()
        .enumerate()
        .map(|(index, groups)| {
            let title =
                format!("Biểu {number}.{}. {}", index + 1, titles(material, groups));
            district_table(material, groups, title)
        })
        .collect()
}

/// The annex by commune, if any district sent its communes.
pub(super) fn commune_annex(
    material: &Material<'_>,
    cited: &Cited,
) -> Option<TableAnnex> {
    let number = cited.communes?;
    let tables = packed(by_commune(material), WIDEST_LANDSCAPE, false)
        .iter()
        .enumerate()
        .map(|(index, groups)| {
            let title =
                format!("Biểu {number}.{}. {}", index + 1, titles(material, groups));
            commune_table(material, groups, title)
        })
        .collect();
    Some(TableAnnex {
        number: number.to_owned(),
        title: format!(
            "KẾT QUẢ THỰC HIỆN NĂM {} THEO XÃ, PHƯỜNG, THỊ TRẤN",
            material.year
        ),
        paragraphs: Vec::new(),
        tables,
    })
}

/// Shares the groups out to tables, in order; a table in the text keeps to one
/// section of the plan.
fn packed(
    groups: Vec<Group<'_>>,
    widest: usize,
    by_section: bool,
) -> Vec<Vec<Group<'_>>> {
    let mut tables: Vec<Vec<Group<'_>>> = Vec::new();
    for group in groups {
        let fits = tables.last().is_some_and(|table| {
            let width: usize = table.iter().map(Group::width).sum();
            let section = table.first().map(|first| &first.indicator.section);
            width + group.width() <= widest
                && (!by_section || section == Some(&group.indicator.section))
        });
        match tables.last_mut().filter(|_| fits) {
            Some(table) => table.push(group),
            None => tables.push(vec![group]),
        }
    }
    tables
}

/// "Gia đình học tập; dòng họ học tập"; of many, the sections of the plan.
fn titles(material: &Material<'_>, groups: &[Group<'_>]) -> String {
    let own = groups.iter().map(|group| group.title).collect();
    let titles: Vec<&str> =
        if groups.len() <= MOST_NAMED { own } else { sections(material, groups) };
    let joined = titles.into_iter().enumerate().map(|(index, title)| {
        if index == 0 { title.to_owned() } else { lower_first(title) }
    });
    joined.collect::<Vec<String>>().join("; ")
}

fn sections<'p>(material: &Material<'p>, groups: &[Group<'_>]) -> Vec<&'p str> {
    let sections = material.plan.sections.iter().filter(|section| {
        groups.iter().any(|group| group.indicator.section == section.code)
    });
    sections.map(|section| section.title.as_str()).collect()
}

fn district_table(
    material: &Material<'_>,
    groups: &[Group<'_>],
    title: String,
) -> UnitTable {
    let districts = material.plan.expected_districts();
    let revised = corrections::revised(material);
    let rows = districts
        .iter()
        .enumerate()
        .map(|(index, district)| {
            let name = marked(offices::in_column(district), &district.code, &revised);
            let label = ((index + 1).to_string(), name);
            row(material, groups, Subject::Unit(&district.code), label)
        })
        .collect();
    UnitTable {
        title,
        unit_note: None,
        name_header: upper_first(&material.plan.tier.name),
        groups: groups.iter().map(Group::head).collect(),
        blocks: vec![Block { title: None, rows, subtotal: None }],
        total: Some(total(material, groups)),
        notes: standards(groups).into_iter().chain(revision(&revised)).collect(),
    }
}

/// A name with the sign of a revised submission.
fn marked(name: String, code: &str, revised: &[&str]) -> String {
    if revised.contains(&code) { format!("{name} {REVISED}") } else { name }
}

/// What that sign means, where it occurs.
fn revision(revised: &[&str]) -> Option<String> {
    let note = "Số liệu theo báo cáo gửi lại, thay bản đã gửi trước.";
    (!revised.is_empty()).then(|| format!("{REVISED} {note}"))
}

fn total(material: &Material<'_>, groups: &[Group<'_>]) -> Row {
    row(material, groups, Subject::Province, (String::new(), "Toàn tỉnh".to_owned()))
}

/// What the total row counts under a column of levels.
fn standards(groups: &[Group<'_>]) -> Vec<String> {
    let counted: Vec<String> = groups
        .iter()
        .filter(|group| group.has(|column| matches!(column, Column::Standard)))
        .map(|group| lower_first(&group.indicator.numerator))
        .collect();
    if counted.is_empty() {
        return Vec::new();
    }
    vec![format!(
        "Ở các cột không có tỷ lệ, dòng “Toàn tỉnh” ghi số đạt trên tổng số: {}.",
        counted.join("; ")
    )]
}

fn commune_table(
    material: &Material<'_>,
    groups: &[Group<'_>],
    title: String,
) -> UnitTable {
    let mut number = 0;
    let districts = material.plan.expected_districts();
    let blocks =
        districts.iter().map(|district| block(material, groups, district, &mut number));
    UnitTable {
        title,
        unit_note: None,
        name_header: COMMUNES.to_owned(),
        groups: groups.iter().map(Group::head).collect(),
        blocks: blocks.collect(),
        total: Some(total(material, groups)),
        notes: commune_notes(material, groups),
    }
}

/// The communes of a district; of one that sent none, only its totals.
fn block(
    material: &Material<'_>,
    groups: &[Group<'_>],
    district: &District,
    number: &mut u32,
) -> Block {
    let code = district.code.as_str();
    let revised = corrections::revised(material);
    let name = marked(upper_first(&district.full_name), code, &revised);
    let subtotal =
        row(material, groups, Subject::Unit(code), (String::new(), "Cộng".to_owned()));
    if !has_communes(material, code) {
        let title = Some(format!("{name} (không có số liệu theo xã)"));
        return Block { title, rows: Vec::new(), subtotal: Some(subtotal) };
    }
    let rows = district
        .communes
        .iter()
        .map(|commune| {
            *number += 1;
            let label = (number.to_string(), commune.name.clone());
            row(material, groups, Subject::Commune(code, &commune.name), label)
        })
        .collect();
    Block { title: Some(name), rows, subtotal: Some(subtotal) }
}

fn has_communes(material: &Material<'_>, district: &str) -> bool {
    material.dataset.communes.keys().any(|(_, unit, _)| unit == district)
}

fn commune_notes(material: &Material<'_>, groups: &[Group<'_>]) -> Vec<String> {
    let districts = material.plan.expected_districts();
    let codes = |meant: &dyn Fn(&str) -> bool| -> Vec<&str> {
        districts.iter().map(|one| one.code.as_str()).filter(|code| meant(code)).collect()
    };
    let reported =
        |code: &str| material.dataset.units.keys().any(|(_, unit)| unit == code);
    let totals_only = codes(&|code| reported(code) && !has_communes(material, code));
    let absent = codes(&|code| !reported(code));
    let mut notes = Vec::new();
    if !totals_only.is_empty() {
        let names = upper_first(&offices::names(material.plan, &totals_only));
        notes
            .push(format!("{names} chỉ gửi số liệu tổng hợp, không có số liệu theo xã."));
    }
    if !absent.is_empty() {
        let names = upper_first(&offices::names(material.plan, &absent));
        notes.push(format!("{names} không có số liệu sử dụng được."));
    }
    let revised = corrections::revised(material);
    notes.extend(revision(&revised));
    let one_letter =
        |column: &Column<'_>| matches!(column, Column::Mark | Column::Level(_));
    if groups.iter().any(|group| group.has(one_letter)) {
        notes.push(
            "Dòng “Cộng” và “Toàn tỉnh” ở các cột không có tỷ lệ ghi số xã đạt/tổng số."
                .to_owned(),
        );
    }
    notes
}
