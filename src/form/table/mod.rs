//! Reads tables: every cell gets its variable, measure and unit from the row
//! it stands in, the column it stands in, and the title above.
//!
//! Rows and columns are read alike, so communes down and indicators across,
//! indicators down and communes across, or one sheet a model are one case: an
//! axis states what it knows, the other fills in, and a cell that both
//! together do not explain is not counted.

mod columns;
mod riddles;
mod rows;

use std::collections::BTreeMap;

use self::columns::{base_columns, columns, first_value_column, resolve_columns};
use self::riddles::riddles;
use self::rows::rows;
use super::band::{Band, Sight};
use super::label::{Label, Measure, lone_measure};
use super::names::Who;
use crate::place::{Address, CellRange};
use crate::plan::vocabulary::{MeasureWord, Role, loose};
use crate::workbook::Cell;

/// Whom a figure is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    Unit(Who),
    /// The total row or column of a table of units.
    Total,
    /// No unit is named: the office that sent it.
    Sender,
}

/// One cell of a table, understood.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field {
    pub(crate) subject: Subject,
    pub(crate) variable: String,
    pub(crate) measure: Measure,
    pub(crate) at: Address,
    /// Nothing where the cell is blank.
    pub(crate) cell: Option<Cell>,
    /// Row or column is hidden: reported, not counted.
    pub(crate) hidden: bool,
}

/// A row whose unit could not be made out although it holds figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stranger {
    pub(crate) at: Address,
    pub(crate) text: String,
}

/// A column or row of figures whose meaning could not be made out, or could be
/// made out in several ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Riddle {
    pub(crate) range: CellRange,
    pub(crate) text: String,
    /// Variables that fit equally well; empty when none fits.
    pub(crate) rivals: Vec<String>,
}

/// A table as recognised on one sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Table {
    pub(crate) sheet: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) strangers: Vec<Stranger>,
    pub(crate) riddles: Vec<Riddle>,
    /// Rows that look like communes of another district.
    pub(crate) outsiders: Vec<(Address, String)>,
    /// Unit names written in a known wrong way: as written, and official.
    pub(crate) misspellings: Vec<(Address, String, String)>,
}

/// A column with what its header says.
struct Column {
    col: u32,
    label: Label,
    subject: Option<Subject>,
    /// The cell of the group heading above it.
    group: Option<Address>,
    /// Its group is about something the title is not about.
    outside_title: bool,
}

/// A row with what its label says.
struct Row {
    row: u32,
    label: Label,
    subject: Option<Subject>,
}

/// Reads every table of a sheet.
pub(crate) fn read(sight: &Sight<'_>, sheet: &str) -> Vec<Table> {
    let bands = sight.bands();
    let mut tables = Vec::new();
    for (index, band) in bands.iter().enumerate() {
        let end = bands.get(index + 1).map_or(sight.grid.height(), |next| next.first);
        let context = title_variable(sight, sheet, &bands, index);
        let table = read_one(sight, sheet, *band, end, context.as_deref());
        if !table.fields.is_empty() || !table.riddles.is_empty() {
            tables.push(table);
        }
    }
    tables
}

fn read_one(
    sight: &Sight<'_>,
    sheet: &str,
    band: Band,
    end: u32,
    context: Option<&str>,
) -> Table {
    let mut columns = columns(sight, band);
    resolve_columns(&mut columns, sight, context);
    let named = columns.iter().any(|column| column.label.variable.is_some());
    for column in columns.iter_mut().filter(|column| named && column.group.is_some()) {
        column.outside_title = column.label.variable.is_none();
    }
    let mut table = Table { sheet: sheet.to_owned(), ..Table::default() };
    let Some(first_value) = first_value_column(&columns) else { return table };
    let rows = rows(sight, band, end, first_value, &columns, &mut table);
    let bases = base_columns(&columns, sight);
    for row in &rows {
        for column in columns.iter().filter(|column| column.col >= first_value) {
            field(sight, row, column, &bases, context, &mut table);
        }
    }
    riddles(sight, &columns, first_value, &rows, &mut table);
    table
}

/// The one variable named by the sheet's name or the titles above the table.
fn title_variable(
    sight: &Sight<'_>,
    sheet: &str,
    bands: &[Band],
    index: usize,
) -> Option<String> {
    let start = index.checked_sub(1).map_or(0, |before| bands[before].last + 1);
    let mut titles: Vec<&str> = Vec::new();
    for (_, cell) in sight.grid.rows(start..bands[index].first) {
        titles.extend(cell.as_text());
    }
    titles.reverse();
    titles.push(sheet);
    for title in titles {
        if sight.is_figure(&Cell::text(title)) {
            continue;
        }
        if let [one] = sight.vocabulary.variables_in(&loose(title)).as_slice() {
            return Some(one.code.clone());
        }
    }
    None
}

/// Combines row and column into the fields of one cell.
fn field(
    sight: &Sight<'_>,
    row: &Row,
    column: &Column,
    bases: &BTreeMap<u32, Vec<String>>,
    context: Option<&str>,
    table: &mut Table,
) {
    let structural = matches!(
        column.label.role,
        Some(Role::Ordinal | Role::Note | Role::UnitOfCount | Role::Label)
    );
    if structural || (!column.label.speaks() && column.subject.is_none()) {
        return;
    }
    let at = Address::new(row.row, column.col);
    let shared = bases.get(&column.col).filter(|served| !served.is_empty());
    let variables = match (&column.label.variable, &row.label.variable, shared) {
        (Some(code), _, _) | (None, Some(code), _) => vec![code.clone()],
        (None, None, Some(served)) => served.clone(),
        (None, None, None) if column.outside_title => Vec::new(),
        (None, None, None) => context.map(str::to_owned).into_iter().collect(),
    };
    let ambiguous = !column.label.rivals.is_empty() || !row.label.rivals.is_empty();
    if ambiguous {
        return;
    }
    let Some(subject) = subject(row, column) else { return };
    for variable in variables {
        let Some(measure) = measure(sight, row, column, &variable) else { continue };
        table.fields.push(Field {
            subject: subject.clone(),
            variable,
            measure,
            at,
            cell: sight.grid.get(at).cloned(),
            hidden: sight.grid.hidden_rows().binary_search(&at.row).is_ok()
                || sight.grid.hidden_cols().binary_search(&at.col).is_ok(),
        });
    }
}

fn subject(row: &Row, column: &Column) -> Option<Subject> {
    match (&row.subject, &column.subject) {
        (Some(Subject::Total), Some(_)) | (Some(_), Some(Subject::Total)) => {
            Some(Subject::Total)
        }
        (Some(_), Some(_)) => None,
        (Some(subject), None) | (None, Some(subject)) => Some(subject.clone()),
        (None, None) => Some(Subject::Sender),
    }
}

/// What the cell is of its variable; the column's word goes before the row's.
fn measure(
    sight: &Sight<'_>,
    row: &Row,
    column: &Column,
    variable: &str,
) -> Option<Measure> {
    let word = column.label.measure.or(row.label.measure);
    let level = column.label.level.as_ref().or(row.label.level.as_ref());
    match (word, level) {
        (Some(MeasureWord::Previous | MeasureWord::Target), _) => None,
        (Some(MeasureWord::Rate), _) => Some(Measure::Rate),
        (Some(MeasureWord::Total), _) => Some(Measure::Total),
        (Some(MeasureWord::Registered), _) => Some(Measure::Registered),
        (Some(MeasureWord::Achieved) | None, Some(level)) => {
            let at_least_good = level == "≥ Khá";
            Some(if at_least_good {
                Measure::Achieved
            } else {
                Measure::AtLevel(level.clone())
            })
        }
        (Some(MeasureWord::Achieved), None) => {
            match lone_measure(variable, sight.vocabulary) {
                Some(Measure::Level) if column.label.measure.is_none() => {
                    Some(Measure::Level)
                }
                Some(_) | None => Some(Measure::Achieved),
            }
        }
        (None, None) => lone_measure(variable, sight.vocabulary),
    }
}
