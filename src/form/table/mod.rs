//! Reads tables: every cell gets its variable, measure and unit from the row
//! it stands in, the column it stands in, and the title above.
//!
//! Rows and columns are read alike, so communes down and indicators across,
//! indicators down and communes across, or one sheet a model are one case: an
//! axis states what it knows, the other fills in, and a cell that both
//! together do not explain is not counted.

mod aside;
mod columns;
mod elsewhen;
mod riddles;
mod rows;

use std::collections::BTreeMap;

pub(crate) use self::aside::{Aside, By, Ruling};
use self::columns::{
    columns, first_value_column, resolve_columns, shared_bases, side_by_side,
};
pub(crate) use self::elsewhen::Elsewhen;
use self::elsewhen::{Away, elsewhen};
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
    /// Rows that sum up some of the units: the cell of the label, and the label.
    pub(crate) subtotals: Vec<(Address, String)>,
    /// Columns and rows of another year or a part of the year.
    pub(crate) elsewhen: Vec<Elsewhen>,
    /// It holds figures of another year or none of ours. Then it has no fields.
    pub(crate) aside: Option<Aside>,
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
    /// It is of another year or a part of the year.
    away: Option<Away>,
}

/// The columns of a table: labels from `first_col`, figures from `first_value`.
#[derive(Clone, Copy)]
struct Span {
    first_col: u32,
    first_value: u32,
}

/// The variables served by columns and rows of shared denominators.
struct Bases {
    columns: BTreeMap<u32, Vec<String>>,
    rows: BTreeMap<u32, Vec<String>>,
}

/// A row with what its label says.
struct Row {
    row: u32,
    label: Label,
    subject: Option<Subject>,
    /// It is of another year or a part of the year.
    away: Option<Away>,
}

/// Reads every table of a sheet.
pub(crate) fn read(sight: &Sight<'_>, sheet: &str) -> Vec<Table> {
    let bands = sight.bands();
    let mut tables = Vec::new();
    let of_sheet = aside::of_sheet_name(sight, sheet);
    let mut titles = aside::Said::default();
    let mut context: Option<String> = None;
    for (index, band) in bands.iter().enumerate() {
        let next = bands.get(index + 1);
        let end = next.map_or(sight.grid.height(), |next| next.first);
        let start = index.checked_sub(1).map_or(0, |before| bands[before].last + 1);
        let repeats = index > 0 && same_header(sight, bands[index - 1], *band);
        context = title_variable(sight, sheet, start, band.first)
            .or(context.filter(|_| repeats));
        let above = titles.clone();
        for columns in side_by_side(sight, *band, end, columns(sight, *band)) {
            let ends = |column: Option<&Column>| column.map_or(0, |column| column.col);
            let cols = (ends(columns.first()), ends(columns.last()));
            titles = aside::of_titles(sight, start, band.first, cols);
            if titles.is_empty() {
                titles.clone_from(&above);
            }
            let table = read_one(sight, sheet, *band, end, columns, context.as_deref());
            if table.fields.is_empty()
                && table.riddles.is_empty()
                && table.elsewhen.is_empty()
            {
                continue;
            }
            let last = table.fields.iter().map(|field| field.at.row).max();
            let below = (last.unwrap_or(band.last) + 1, end);
            let ruling = aside::ruling(&titles, &of_sheet)
                .or_else(|| aside::of_notes(sight, below, next.is_none()));
            tables.push(match ruling {
                Some(ruling) => table.put_aside(ruling),
                None => table,
            });
        }
    }
    tables
}

/// Whether a header repeats the one before it, as after a page break.
fn same_header(sight: &Sight<'_>, one: Band, other: Band) -> bool {
    let texts = |band: Band| {
        let rows = band.first..=band.named;
        rows.flat_map(|row| sight.grid.row(row))
            .filter_map(|(at, cell)| cell.as_text().map(|text| (at.col, text)))
            .collect::<Vec<_>>()
    };
    texts(one) == texts(other)
}

impl Table {
    /// Only where it stands, what it is about and why nobody reads it.
    fn put_aside(self, ruling: Ruling) -> Self {
        let cells = self.fields.iter().map(|field| CellRange::from(field.at));
        let all = cells
            .chain(self.riddles.iter().map(|riddle| riddle.range))
            .chain(self.elsewhen.iter().map(|elsewhen| elsewhen.range));
        let range = all.reduce(CellRange::union);
        let variables = self.fields.into_iter().map(|field| field.variable).collect();
        let aside = range.map(|range| Aside { range, ruling, variables });
        Self { sheet: self.sheet, aside, ..Self::default() }
    }
}

fn read_one(
    sight: &Sight<'_>,
    sheet: &str,
    band: Band,
    end: u32,
    mut columns: Vec<Column>,
    context: Option<&str>,
) -> Table {
    resolve_columns(&mut columns, sight, context);
    if let Some(variable) = context {
        name_levels(&mut columns, sight, variable);
    }
    let named = columns.iter().any(|column| column.label.variable.is_some());
    for column in columns.iter_mut().filter(|column| named && column.group.is_some()) {
        column.outside_title = column.label.variable.is_none();
    }
    let mut table = Table { sheet: sheet.to_owned(), ..Table::default() };
    let Some(first_value) = first_value_column(&columns) else { return table };
    let first_col = columns.first().map_or(0, |column| column.col);
    let span = Span { first_col, first_value };
    let rows = rows(sight, band, end, span, &columns, &mut table);
    let bases = Bases {
        columns: shared_bases(columns.iter().map(|c| (c.col, &c.label)), sight),
        rows: shared_bases(rows.iter().map(|row| (row.row, &row.label)), sight),
    };
    for row in &rows {
        for column in columns.iter().filter(|column| column.col >= first_value) {
            field(sight, row, column, &bases, context, &mut table);
        }
    }
    table.elsewhen = elsewhen(sight, &columns, &rows, &bases, context);
    riddles(sight, &columns, first_value, &rows, &mut table);
    table
}

/// `Khá`, `Tốt` as names of columns under a title that names their variable.
fn name_levels(columns: &mut [Column], sight: &Sight<'_>, variable: &str) {
    for column in columns {
        let label = &mut column.label;
        if label.speaks() || label.role.is_some() || column.subject.is_some() {
            continue;
        }
        let last = label.text.rsplit(" / ").next().unwrap_or_default();
        let level = sight.vocabulary.level_of(variable, last).map(str::to_owned);
        if level.is_some() {
            label.variable = Some(variable.to_owned());
            label.level = level;
        }
    }
}

/// The one variable named by the titles above the table, from row `start` to
/// before row `end`, or by the sheet's name.
fn title_variable(
    sight: &Sight<'_>,
    sheet: &str,
    start: u32,
    end: u32,
) -> Option<String> {
    let mut titles: Vec<&str> = Vec::new();
    for (_, cell) in sight.grid.rows(start..end) {
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
    bases: &Bases,
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
    let shared = bases
        .columns
        .get(&column.col)
        .or_else(|| bases.rows.get(&row.row))
        .filter(|served| !served.is_empty());
    let variables = match (&column.label.variable, &row.label.variable, shared) {
        (Some(code), _, _) | (None, Some(code), _) => vec![code.clone()],
        (None, None, Some(served)) => served.clone(),
        (None, None, None) if column.outside_title => Vec::new(),
        (None, None, None) => context.map(str::to_owned).into_iter().collect(),
    };
    if row.away.is_some() {
        return;
    }
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
    // A row that is nothing but `Tỷ lệ %` under a table of counts.
    let aside = row.label.variable.is_none()
        && matches!(
            row.label.measure,
            Some(
                MeasureWord::Rate
                    | MeasureWord::Part
                    | MeasureWord::Previous
                    | MeasureWord::Target
            )
        );
    let word = match column.label.measure {
        Some(word) if !aside => Some(word),
        Some(_) | None => row.label.measure,
    };
    let level = column.label.level.as_ref().or(row.label.level.as_ref());
    match (word, level) {
        (Some(MeasureWord::Part | MeasureWord::Previous | MeasureWord::Target), _) => {
            None
        }
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
