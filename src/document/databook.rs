//! The data workbook: every figure of a year, who sent it, what was found in
//! it and which cell it was read from, for whoever wants to go on reckoning.
//!
//! In comes the [`Material`] of a year, out goes a [`Book`] of sheets. Figures
//! are numbers and rates are formulas over the cells beside them; where there
//! is no figure stands a sign, and the signs stay different things.

mod commendations;
mod communes;
mod findings;
mod legend;
mod line;
mod matrix;
mod province;
mod series;
mod signs;
mod sources;
mod submissions;
mod units;

use crate::place::{Address, CellRange};

use super::Material;
use super::wording::{long_date, short_date};
use spreadsheet::book::{Book, Look, Sheet};

/// What the offices' question does not ask: neither nothing nor missing.
const NOT_APPLICABLE: &str = "không áp dụng";

/// The data workbook of a year.
pub(crate) fn databook(material: &Material<'_>) -> Book {
    let agency = &material.plan.office.agency;
    Book {
        title: format!("Số liệu xây dựng xã hội học tập năm {}", material.year),
        author: format!("{} {}", agency.short, material.plan.province.full_name),
        date: material.report_date,
        custom: Vec::new(),
        sheets: [
            province::sheet(material),
            units::sheet(material),
            matrix::sheet(material),
            communes::sheet(material),
            series::sheet(material),
            findings::sheet(material),
            submissions::sheet(material),
            sources::sheet(material),
            legend::sheet(material),
        ]
        .into_iter()
        .chain(commendations::sheet(material))
        .collect(),
    }
}

/// A sheet with its titles and one row of heads; gives the first row of data.
fn headed(
    material: &Material<'_>,
    name: &str,
    title: &str,
    columns: &[(&str, f64)],
) -> (Sheet, u32) {
    let mut sheet = titled(material, name, title);
    const HEADS: u32 = 2;
    for (col, (head, width)) in (0..).zip(columns) {
        sheet.text(HEADS, col, head, Look::Head);
        sheet.widths.push(*width);
    }
    sheet.heights.push((HEADS, 45.0));
    sheet.scrolls_from = Some(Address::new(HEADS + 1, 0));
    sheet.repeated = Some((HEADS, HEADS));
    (sheet, HEADS + 1)
}

/// A sheet with its titles only.
fn titled(material: &Material<'_>, name: &str, title: &str) -> Sheet {
    let mut sheet = Sheet::new(name);
    sheet.running_title = format!("{title} - {}", short_date(material.report_date));
    sheet.text(0, 0, &title.to_uppercase(), Look::Title);
    let note = format!(
        "Theo số liệu các đơn vị gửi, tính đến {}",
        long_date(material.report_date)
    );
    sheet.text(1, 0, &note, Look::Note);
    sheet
}

/// Lets the rows from the head to the last be filtered.
fn filtered(sheet: &mut Sheet, head: u32, end: u32) {
    let last = u32::try_from(sheet.widths.len()).unwrap_or(1).saturating_sub(1);
    let bottom = end.saturating_sub(1).max(head);
    sheet.fit_heights();
    sheet.filter = Some(CellRange {
        first: Address::new(head, 0),
        last: Address::new(bottom, last),
    });
}

#[cfg(test)]
mod tests;
