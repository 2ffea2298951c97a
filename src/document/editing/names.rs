//! Names that were not recognised, or only by likeness, and whom they mean.

use std::collections::{BTreeMap, BTreeSet};

use super::LISTS;
use super::page::{Column, Leaves};
use crate::document::Material;
use crate::document::compose::submissions::unit_name;
use crate::document::text::{clean, upper_first};
use crate::editorial::layout::{
    CELL, FILE, NAME_KEY, NAME_NEAREST, NAME_WRITTEN, STATE, UNIT,
};
use crate::editorial::{Page, Row, name_id, places};
use crate::finding::Finding;
use crate::form::names::{Names, Writer};
use crate::place::{Address, CellRange};
use spreadsheet::book::{Allowed, Entry, Look, Sheet};

const TITLE: &str = "Tên gọi chưa nhận ra";
const NOTE: &str = "Chọn tên đúng trong danh sách ở cột “Tên đúng”. Tên chỉ áp dụng cho báo cáo của đơn vị đó trong năm này.";

/// A row whose unit nobody knows, one of another district, one understood by
/// a known misspelling; a file of nobody, and one known by its name only.
const IN_TABLES: [&str; 3] = ["U01", "U02", "U03"];
const OF_FILES: [&str; 2] = ["I01", "I04"];

/// Where the clerk has to say whom a name means.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Doubt {
    id: String,
    of: Writer,
    unit: Option<String>,
    file: String,
    /// Sheet and cell.
    cell: String,
    written: String,
    nearest: String,
}

/// All doubtful names of a run, each once.
pub(super) fn doubtful(material: &Material<'_>, naming: &[Finding]) -> Vec<Doubt> {
    let names = Names::new(material.plan);
    let mut seen = BTreeSet::new();
    naming
        .iter()
        .filter_map(|finding| doubt(material, finding, &names))
        .filter(|doubt| seen.insert(doubt.id.clone()))
        .collect()
}

fn doubt(material: &Material<'_>, finding: &Finding, names: &Names) -> Option<Doubt> {
    let place = &finding.place;
    let file = place.file.clone()?;
    let (of, written, nearest) = if OF_FILES.contains(&finding.code) {
        let known = finding.unit.as_deref().map(|unit| material.plan.unit_name(unit));
        (Writer::File, file.clone(), known.unwrap_or_default().to_owned())
    } else if IN_TABLES.contains(&finding.code) {
        let (unit, written) = (finding.unit.clone()?, finding.found.clone()?);
        let home = material.plan.district(&unit).map(|district| district.code.as_str());
        let nearest = names.nearest(&written, home).into_iter().next();
        (Writer::Unit(unit), written, nearest.unwrap_or_default())
    } else {
        return None;
    };
    let sheet = place.sheet.as_ref().map(|sheet| format!("{sheet}, "));
    let cell = place.range.map(|range| range.to_string()).unwrap_or_default();
    Some(Doubt {
        id: name_id(&of, &written),
        of,
        unit: finding.unit.clone(),
        file,
        cell: format!("{}{cell}", sheet.unwrap_or_default()),
        written,
        nearest,
    })
}

/// The lists of names that rows choose from, a column each.
#[derive(Debug, Default)]
pub(super) struct Lists {
    columns: Vec<(String, Vec<String>)>,
}

impl Lists {
    pub(super) fn new(material: &Material<'_>, doubts: &[Doubt]) -> Self {
        let mut lists = Self::default();
        for doubt in doubts {
            let head = head(material, &doubt.of);
            if !lists.columns.iter().any(|(known, _)| *known == head) {
                lists.columns.push((head, places(&doubt.of, material.plan)));
            }
        }
        lists.columns.sort();
        lists
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = (&str, &Vec<String>)> {
        self.columns.iter().map(|(head, names)| (head.as_str(), names))
    }

    /// The cells of a list, as a formula of another sheet speaks of them.
    fn range(&self, head: &str) -> Option<String> {
        let col = self.columns.iter().position(|(known, _)| known == head)?;
        let (_, names) = &self.columns[col];
        let col = u32::try_from(col).ok()?;
        let last = 2 + u32::try_from(names.len()).ok()?;
        Some(format!("'{LISTS}'!{}:{}", fixed(3, col), fixed(last, col)))
    }
}

/// `$A$4`.
fn fixed(row: u32, col: u32) -> String {
    let cell = Address::new(row, col).to_string();
    let digits = cell.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
    format!("${}${}", &cell[..digits], &cell[digits..])
}

fn head(material: &Material<'_>, of: &Writer) -> String {
    match of {
        Writer::File => "Đơn vị báo cáo".to_owned(),
        Writer::Unit(code) if material.plan.district(code).is_some() => {
            format!("Xã của {}", material.plan.unit_name(code))
        }
        Writer::Unit(_) => upper_first(&material.plan.tier.name),
    }
}

pub(super) fn sheet(
    material: &Material<'_>,
    doubts: &[Doubt],
    lists: &Lists,
    rows: &BTreeMap<String, Row>,
) -> Sheet {
    let columns: [Column; 7] = [
        (NAME_KEY, 22.0, Look::Text),
        (UNIT, 28.0, Look::Words),
        (FILE, 34.0, Look::Words),
        (CELL, 20.0, Look::Text),
        (NAME_WRITTEN, 28.0, Look::Words),
        (NAME_NEAREST, 28.0, Look::Text),
        (Page::Names.entry(), 28.0, Look::EntryAsTyped),
    ];
    let mut leaves = Leaves::new(material, Page::Names, TITLE, NOTE, &columns);
    for doubt in doubts {
        let list = lists.range(&head(material, &doubt.of));
        let at = leaves.next(Page::Names.entry());
        leaves.sheet.entries.extend(list.map(|list| choice(at.into(), list)));
        let row = rows.get(&doubt.id);
        let entry = row.map_or("", |row| row.entry.as_str());
        let cells = [
            (NAME_KEY, doubt.id.as_str()),
            (UNIT, &unit_name(material, doubt.unit.as_deref())),
            // As it is: the row is known again by it.
            (FILE, &doubt.file),
            (CELL, &clean(&doubt.cell)),
            (NAME_WRITTEN, if doubt.of == Writer::File { "" } else { &doubt.written }),
            (NAME_NEAREST, &doubt.nearest),
            (Page::Names.entry(), entry),
            (STATE, if entry.is_empty() { "Chưa nhận ra" } else { "Chưa áp dụng" }),
        ];
        leaves.row(&cells, row);
    }
    let open = |id: &String| doubts.iter().any(|doubt| doubt.id == *id);
    for (id, row) in rows.iter().filter(|(id, row)| !open(id) && row.holds()) {
        let kept = Page::Names.kept().iter();
        let mut cells: Vec<(&str, &str)> =
            kept.map(|header| (*header, row.column(header))).collect();
        cells.extend([
            (NAME_KEY, id.as_str()),
            (Page::Names.entry(), row.entry.as_str()),
            (STATE, "Đã ghi; lần chạy này không còn tên nào chưa nhận ra ở dòng này."),
        ]);
        leaves.row(&cells, Some(row));
    }
    leaves.done()
}

fn choice(range: CellRange, list: String) -> Entry {
    Entry {
        range,
        allowed: Allowed::Among(list),
        prompt: "Chọn tên đúng trong danh sách.".to_owned(),
        complaint: "Chọn một tên trong danh sách, hoặc để trống.".to_owned(),
    }
}
