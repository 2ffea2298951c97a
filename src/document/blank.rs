//! The forms sent out: one workbook for each unit that has to report, asking
//! for what the registers say it owes and nothing else.
//!
//! In come the registers and, where there is an inbox of it, the year before;
//! out goes a [`Book`] for each unit. What stands in the sheets is understood
//! by the recogniser like any other report, and the stamp says whose it is.

mod asked;
mod counts;
mod guide;
mod levels;
mod own;
mod previous;
mod villages;
mod words;

use jiff::civil::Date;

use crate::document::text::upper_first;
use crate::form::stamp::{PROPERTY, Stamp};
use crate::history::Year;
use crate::place::{Address, CellRange};
use crate::plan::Plan;
use crate::plan::unit::{District, Unit};

use self::asked::{Ask, Per, asked};
use self::previous::Previous;
use spreadsheet::book::{Book, Look, Sheet};

/// The rows of every sheet with something to fill in.
const GROUPS: u32 = 4;
const HEADS: u32 = 5;
const FIRST: u32 = 6;

/// A form, and the unit it is for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Blank {
    /// Code of the unit.
    pub(crate) unit: String,
    pub(crate) book: Book,
    pub(crate) unfilled: Unfilled,
}

/// What a form asks without showing any figure of the year before.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unfilled {
    /// The names of what is asked.
    pub(crate) tables: Vec<String>,
    /// How much is asked in all.
    pub(crate) of: usize,
}

/// Everything the sheets of one form are made from.
struct Sending<'a> {
    plan: &'a Plan,
    year: i16,
    unit: Unit<'a>,
    stamp: Stamp,
    /// What the unit stated the year before.
    previous: Previous<'a>,
}

/// The forms of a year for the units due, dated `date`; `last` is the year
/// before.
pub(crate) fn forms(
    plan: &Plan,
    due: &[Unit<'_>],
    year: i16,
    date: Date,
    last: Option<&Year>,
) -> Vec<Blank> {
    due.iter()
        .copied()
        .map(|unit| {
            let sending = Sending {
                plan,
                year,
                unit,
                stamp: Stamp::new(year, unit.code()),
                previous: Previous::of(last, unit.code()),
            };
            Blank {
                unit: unit.code().to_owned(),
                book: sending.book(date),
                unfilled: sending.unfilled(),
            }
        })
        .collect()
}

/// The name of the file a form is sent out as.
pub(crate) fn file_name(year: i16, unit: &str) -> String {
    format!("XHHT-{year}-{unit}.xlsx")
}

/// What a unit is asked in figures: the names of its tables.
pub(super) fn tables(plan: &Plan, unit: Unit<'_>) -> Vec<String> {
    asked(plan, unit).into_iter().map(|ask| ask.name).collect()
}

impl<'a> Sending<'a> {
    fn book(&self, date: Date) -> Book {
        let agency = &self.plan.office.agency;
        let asked = asked(self.plan, self.unit);
        let (own, by_row): (Vec<Ask<'_>>, Vec<Ask<'_>>) =
            asked.into_iter().partition(|ask| ask.per == Per::Own);
        let (counted, found): (Vec<Ask<'_>>, Vec<Ask<'_>>) =
            by_row.into_iter().partition(Ask::is_counted);
        let mut sheets = vec![guide::sheet(self)];
        sheets.extend(counted.iter().map(|ask| counts::sheet(self, ask)));
        sheets.extend((!found.is_empty()).then(|| levels::sheet(self, &found)));
        sheets.extend((!own.is_empty()).then(|| own::sheet(self, &own)));
        sheets.extend(
            self.answers_for_itself().then(|| villages::sheet(self, &own)).flatten(),
        );
        sheets.extend([words::narrative(self), words::money(self)]);
        Book {
            title: format!(
                "Biểu mẫu báo cáo xây dựng xã hội học tập năm {}: {}",
                self.year,
                self.unit.agency()
            ),
            author: format!("{} {}", agency.short, self.plan.province.full_name),
            date,
            custom: vec![(PROPERTY.to_owned(), self.stamp.to_string())],
            sheets,
        }
    }

    /// What is asked and has no figure of the year before.
    fn unfilled(&self) -> Unfilled {
        let asked = asked(self.plan, self.unit);
        let of = asked.len();
        let knows = |ask: &Ask<'_>| {
            let rows = self.rows(ask.per);
            rows.into_iter().any(|row| self.previous.knows(&ask.variable.code, row))
        };
        let unknown = asked.into_iter().filter(|ask| !knows(ask));
        Unfilled { tables: unknown.map(|ask| ask.name).collect(), of }
    }

    /// A locked sheet with letterhead, stamp, title and a word on how to use it.
    fn sheet(&self, name: &str, title: &str, note: &str) -> Sheet {
        let mut sheet = Sheet::new(&tab(name));
        sheet.locked = true;
        let title = format!("{title} NĂM {}", self.year).to_uppercase();
        sheet.text(0, 0, &self.unit.agency().to_uppercase(), Look::Title);
        sheet.text(1, 0, &format!("Mã biểu mẫu: {}", self.stamp), Look::Stamp);
        sheet.text(2, 0, &title, Look::Title);
        sheet.text(3, 0, note, Look::Note);
        sheet.running_title =
            format!("{} - Báo cáo xã hội học tập năm {}", self.unit.agency(), self.year);
        sheet
    }

    /// Whether it is a commune that reports itself.
    fn answers_for_itself(&self) -> bool {
        self.plan.has_two_tiers() && matches!(self.unit, Unit::District(_))
    }

    /// The rows of a table: communes of the district, or districts.
    fn rows(&self, per: Per) -> Vec<RowName<'a>> {
        match (per, self.unit) {
            (Per::Commune, Unit::District(district)) => {
                let communes = district.communes.iter();
                communes
                    .map(|commune| RowName {
                        label: &commune.name,
                        unit: &district.code,
                        commune: Some(&commune.name),
                    })
                    .collect()
            }
            (Per::Commune | Per::District, _) => {
                let named = |district: &'a District| RowName {
                    label: &district.name,
                    unit: &district.code,
                    commune: None,
                };
                self.plan.expected_districts().into_iter().map(named).collect()
            }
            (Per::Own, unit) => {
                vec![RowName { label: unit.name(), unit: unit.code(), commune: None }]
            }
        }
    }
}

/// A row of a table to be filled in.
#[derive(Debug, Clone, Copy)]
struct RowName<'a> {
    label: &'a str,
    unit: &'a str,
    commune: Option<&'a str>,
}

/// What the column of rows is headed.
fn rows_head(plan: &Plan, per: Per) -> String {
    match per {
        Per::Commune => upper_first(&plan.tier.parts),
        Per::District | Per::Own => upper_first(&plan.tier.name),
    }
}

/// A name Excel takes for a tab.
fn tab(name: &str) -> String {
    let allowed = name.chars().filter(|letter| !"[]:*?/\\'".contains(*letter));
    let short: String = allowed.take(31).collect();
    short.trim().to_owned()
}

fn range((top, left): (u32, u32), (bottom, right): (u32, u32)) -> CellRange {
    CellRange { first: Address::new(top, left), last: Address::new(bottom, right) }
}

fn letters(row: u32, col: u32) -> String {
    Address::new(row, col).to_string()
}

#[cfg(test)]
mod tests;
