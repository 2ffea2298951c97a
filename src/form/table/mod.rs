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
mod elsewhere;
mod groups;
mod halves;
mod kinds;
mod measure;
mod merged;
mod posing;
mod remarks;
mod results;
mod riddles;
mod rows;
mod scope;
mod titles;
mod units;
mod villages;
mod whole;

use std::collections::BTreeMap;

pub(crate) use self::aside::{Aside, By, Ruling, Why};
use self::columns::{
    columns, first_value_column, resolve_columns, shared_bases, side_by_side,
};
pub(crate) use self::elsewhen::Elsewhen;
use self::elsewhen::{Away, elsewhen};
use self::measure::field;
pub(crate) use self::remarks::Remark;
pub(in crate::form) use self::remarks::{opens_note, tells_line};
pub(crate) use self::riddles::{Riddle, Riddled, Turned};
use self::riddles::{riddles, turned};
use self::rows::rows;
pub(crate) use self::scope::{Beyond, ProvinceWide};
use self::titles::{Title, same_header, title_variable};
pub(crate) use self::units::{Counted, Unit, UnitKind};
use super::band::{Band, Sight};
use super::label::{self, Label, Measure, Strictness};
use super::names::Who;
use super::period;
use crate::limits;
use crate::place::{Address, CellRange};
use crate::plan::vocabulary::MeasureWord;
use spreadsheet::Cell;

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
    /// What its header and row say, where that tells what a bare number means.
    pub(crate) label: Option<String>,
}

/// A row whose unit could not be made out although it holds figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stranger {
    pub(crate) at: Address,
    pub(crate) text: String,
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
    /// Columns and rows that their own words set aside.
    pub(crate) turned: Vec<Turned>,
    /// Figures in multiples of one, or shares where counts are asked for.
    pub(crate) counted: Vec<Counted>,
    /// Notes that correct, date or limit its figures.
    pub(crate) remarks: Vec<Remark>,
    /// Figures merged over cells of several meanings: not counted.
    pub(crate) straddling: Vec<CellRange>,
    /// Men and women added up: cells and headers.
    pub(crate) added: Vec<(CellRange, String)>,
    /// Rows of figures without a name.
    pub(crate) nameless: Vec<CellRange>,
    /// Rows of communes outside the plan's area: set aside.
    pub(crate) beyond: Option<Beyond>,
    /// Figures of the whole province of which the area is a part: not counted.
    pub(crate) province_wide: Vec<ProvinceWide>,
    /// A row named for a district that holds the sum of all others.
    pub(crate) posing: Option<(Address, String)>,
    /// Columns and rows of another year or a part of the year.
    pub(crate) elsewhen: Vec<Elsewhen>,
    /// It holds figures of another year or none of ours; they are no fields.
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
    /// What its figures count by, where a column says so.
    unit: Option<Unit>,
    /// It is of another year or a part of the year.
    away: Option<Away>,
}

/// Reads every table of a sheet.
pub(crate) fn read(sight: &Sight<'_>, sheet: &str) -> Vec<Table> {
    let bands = sight.bands();
    let mut tables = Vec::new();
    let of_sheet = aside::of_sheet_name(sight, sheet);
    let mut titles = aside::Said::default();
    let mut unit: Option<Unit> = None;
    let mut hint = units::of_sheet_name(sight, sheet);
    let mut context: Option<String> = None;
    for (index, band) in bands.iter().enumerate() {
        // Beyond the limit nothing of the sheet is used, see `form::extent`.
        if tables.len() > limits::TABLES {
            break;
        }
        let next = bands.get(index + 1);
        let end = next.map_or(sight.grid.height(), |next| next.first);
        let start = index.checked_sub(1).map_or(0, |before| bands[before].last + 1);
        unit = units::of_lines(sight, start..band.first).or(unit);
        hint = units::hint(sight, start..band.first).or(hint);
        let repeats = index > 0 && same_header(sight, bands[index - 1], *band);
        context = title_variable(sight, sheet, start, band.first)
            .or(context.filter(|_| repeats));
        let below = next.is_none().then(|| units::of_lines(sight, band.last + 1..end));
        let title = Title {
            sheet,
            variable: context.as_deref(),
            unit: below.flatten().or_else(|| unit.clone()),
            hint: hint.clone(),
            above: start,
            scope: scope::of_titles(sight, start, band.first),
        };
        let above = titles.clone();
        for columns in side_by_side(sight, *band, end, columns(sight, *band)) {
            let ends = |column: Option<&Column>| column.map_or(0, |column| column.col);
            let cols = (ends(columns.first()), ends(columns.last()));
            titles = aside::of_titles(sight, start, band.first, cols);
            if titles.is_empty() {
                titles.clone_from(&above);
            }
            let mut table = read_one(sight, *band, end, columns, &title);
            if table.says_nothing() {
                continue;
            }
            remarks::around(sight, start..band.first, band.last + 1..end, &mut table);
            let last = table.fields.iter().map(|field| field.at.row).max();
            let below = (last.unwrap_or(band.last) + 1, end);
            let ruling = aside::ruling(sight, &titles, &of_sheet)
                .or_else(|| aside::of_notes(sight, below, next.is_none()));
            tables.push(match ruling {
                Some(ruling) => table.put_aside(ruling),
                None => table,
            });
        }
    }
    remarks::once(&mut tables);
    tables
}

impl Table {
    fn says_nothing(&self) -> bool {
        self.fields.is_empty()
            && self.riddles.is_empty()
            && self.elsewhen.is_empty()
            && self.counted.is_empty()
            && self.straddling.is_empty()
            && self.beyond.is_none()
            && self.province_wide.is_empty()
    }

    /// Only where it stands, what it is about and why nobody reads it; of a table of
    /// registrations, of what was achieved only.
    fn put_aside(mut self, ruling: Ruling) -> Self {
        if ruling.why == Why::Registered {
            let counts = |field: &Field| {
                matches!(field.measure, Measure::Total | Measure::Registered)
            };
            let (kept, fields) = self.fields.into_iter().partition(counts);
            self.fields = kept;
            let achieved = Self { fields, ..Self::default() }.put_aside_whole(ruling);
            return Self { aside: achieved.aside, ..self };
        }
        self.put_aside_whole(ruling)
    }

    fn put_aside_whole(self, ruling: Ruling) -> Self {
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
    band: Band,
    end: u32,
    mut columns: Vec<Column>,
    title: &Title<'_>,
) -> Table {
    let context = title.variable;
    resolve_columns(&mut columns, sight, context);
    groups::name_wholes(sight, columns.iter_mut().map(|column| &mut column.label));
    if let Some(variable) = context {
        name_levels(&mut columns, sight, variable);
    }
    let named = columns.iter().any(|column| column.label.variable.is_some());
    for column in columns.iter_mut().filter(|column| named && column.group.is_some()) {
        column.outside_title = column.label.variable.is_none();
    }
    let mut table = Table { sheet: title.sheet.to_owned(), ..Table::default() };
    let Some(first_value) = first_value_column(&columns) else { return table };
    let first_col = columns.first().map_or(0, |column| column.col);
    let span = Span { first_col, first_value };
    let mut rows = rows(sight, band, end, span, (&columns, context), &mut table);
    groups::name_wholes(sight, rows.iter_mut().map(|row| &mut row.label));
    let bases = Bases {
        columns: shared_bases(columns.iter().map(|c| (c.col, &c.label)), sight),
        rows: shared_bases(rows.iter().map(|row| (row.row, &row.label)), sight),
    };
    understand(sight, &mut columns, &mut rows, &bases, context);
    let title = &units::settle(title, band, &columns, &rows, &mut table);
    for row in &rows {
        for column in columns.iter().filter(|column| column.col >= first_value) {
            field(sight, row, column, &bases, title, &mut table);
        }
    }
    merged::straddling(sight, &mut table);
    halves::add(sight, &columns, &rows, context, &mut table);
    posing::set_aside(sight, &rows, &columns, &mut table);
    table.elsewhen = elsewhen(sight, &columns, &rows, &bases, context);
    riddles(sight, &columns, first_value, &rows, &mut table);
    turned(sight, &columns, first_value, &rows, context, &mut table);
    scope::set_aside(sight, title.scope, &columns, &rows, first_value, &mut table);
    let above = title.above;
    remarks::beside(sight, band, above, &columns, &rows, &mut table);
    table
}

/// Looks for words in columns and rows that nobody understands.
fn understand(
    sight: &Sight<'_>,
    columns: &mut [Column],
    rows: &mut [Row],
    bases: &Bases,
    context: Option<&str>,
) {
    let says = |label: &Label| label.measure.is_some() || label.level.is_some();
    let down = rows.iter().any(|row| says(&row.label));
    let across = columns.iter().any(|column| says(&column.label));
    for column in columns {
        let is_unit = column.subject.is_some();
        if column.away.is_some() {
            continue;
        }
        let label = &mut column.label;
        if label.is_structural() || !(label.speaks() || is_unit) {
            continue;
        }
        let shared = bases.columns.get(&column.col).is_some_and(|of| !of.is_empty());
        let titled = context.filter(|_| !shared && !column.outside_title);
        let variable = label.variable.clone();
        let variable = variable.as_deref().or(titled);
        let strictness = Strictness { stated: down, own: !is_unit };
        label.unknown = unknown(sight, label, variable, strictness);
    }
    for row in rows.iter_mut().filter(|row| row.label.speaks() && row.away.is_none()) {
        let is_unit = row.subject.is_some();
        let label = &mut row.label;
        let shared = bases.rows.get(&row.row).is_some_and(|of| !of.is_empty());
        let variable = label.variable.clone();
        let variable = variable.as_deref().or(context.filter(|_| !shared));
        let strictness = Strictness { stated: across, own: !is_unit };
        label.unknown = unknown(sight, label, variable, strictness);
    }
}

/// The word of a label that nobody understands; words that only say that it is of
/// the report's year are none.
fn unknown(
    sight: &Sight<'_>,
    label: &Label,
    variable: Option<&str>,
    strictness: Strictness,
) -> Option<String> {
    let unknown =
        |label| label::understand(label, variable, strictness, sight.vocabulary);
    let Some(word) = unknown(label) else {
        return elsewhere::of_another(sight, label);
    };
    let parts = label.parts.iter();
    let timeless = parts.map(|part| period::without(part, sight.year, sight.vocabulary));
    let timeless = Label { parts: timeless.collect(), ..label.clone() };
    unknown(&timeless).map(|_| word)
}

/// `Khá`, `Tốt`, `Ứng dụng CNTT` as names of columns under a title that names their
/// variable.
fn name_levels(columns: &mut [Column], sight: &Sight<'_>, variable: &str) {
    for column in columns {
        let label = &mut column.label;
        let speaks = label.speaks() && label.measure != Some(MeasureWord::Turned);
        if speaks || label.role.is_some() || column.subject.is_some() {
            continue;
        }
        let last = label.text.rsplit(" / ").next().unwrap_or_default();
        let level = sight.vocabulary.level_of(variable, last).map(str::to_owned);
        if level.is_some() || sight.vocabulary.stands_within(variable, last) {
            label.variable = Some(variable.to_owned());
            label.level = level;
            label.measure = None;
        }
    }
}
