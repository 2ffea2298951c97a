//! Reads tables: every cell gets its variable, measure and unit from the row
//! it stands in, the column it stands in, and the title above.
//!
//! Rows and columns are read alike, so communes down and indicators across,
//! indicators down and communes across, or one sheet a model are one case: an
//! axis states what it knows, the other fills in, and a cell that both
//! together do not explain is not counted.

use std::collections::{BTreeMap, BTreeSet};

use super::band::{Band, Sight};
use super::label::{self, Label, Measure, lone_measure};
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
    for (at, cell) in sight.grid.cells() {
        let above = (start..bands[index].first).contains(&at.row);
        if above && let Some(text) = cell.as_text() {
            titles.push(text);
        }
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

/// The columns under a band with the parts of their headers.
fn columns(sight: &Sight<'_>, band: Band) -> Vec<Column> {
    let mut columns: Vec<Column> = (0..sight.grid.width())
        .filter_map(|col| {
            let parts = header_parts(sight, band, col);
            let texts: Vec<String> = parts.iter().map(|(_, text)| text.clone()).collect();
            if texts.is_empty() {
                return None;
            }
            let group = parts.first().filter(|_| parts.len() > 1).map(|(at, _)| *at);
            let label = label::read(&texts, sight.vocabulary);
            let subject =
                texts.last().and_then(|last| sight.words(last).who).map(Subject::Unit);
            Some(Column { col, label, subject, group, outside_title: false })
        })
        .collect();
    let units_across = columns.iter().any(|column| column.subject.is_some());
    for column in &mut columns {
        let last = column.label.text.rsplit(" / ").next().unwrap_or_default();
        if column.subject.is_none() && is_total_subject(sight, last, units_across) {
            column.subject = Some(Subject::Total);
        }
    }
    columns
}

/// `Toàn huyện` is always the whole; `Tổng số` is a measure, and the whole
/// only beside units.
fn is_total_subject(sight: &Sight<'_>, text: &str, among_units: bool) -> bool {
    sight.vocabulary.is_total(text)
        && (among_units || sight.words(text).label.measure.is_none())
}

/// The header texts over a column, top to bottom, each with the cell it is
/// typed in. A blank beside an unmerged group heading belongs to the group.
fn header_parts(sight: &Sight<'_>, band: Band, col: u32) -> Vec<(Address, String)> {
    let mut parts: Vec<(Address, String)> = Vec::new();
    for row in band.first..=band.last {
        let at = Address::new(row, col);
        let home = sight.grid.merge_at(at).map_or(at, |merge| merge.first);
        let mut text = sight.text(at).map(|text| (home, text.to_owned()));
        if text.is_none() && row < band.last {
            text = group_to_the_left(sight, band, at);
        }
        if let Some((home, text)) = text {
            let numbering = text.trim_matches(['(', ')', ' ']).parse::<u32>().is_ok();
            if !numbering && parts.last().is_none_or(|(_, last)| *last != text) {
                parts.push((home, text));
            }
        }
    }
    parts
}

fn group_to_the_left(
    sight: &Sight<'_>,
    band: Band,
    at: Address,
) -> Option<(Address, String)> {
    let has_own_name =
        |col| (at.row + 1..=band.last).any(|row| sight.text(Address::new(row, col)).is_some());
    if !has_own_name(at.col) {
        return None;
    }
    for col in (0..at.col).rev() {
        let left = Address::new(at.row, col);
        if !has_own_name(col) {
            return None;
        }
        if let Some(text) = sight.text(left) {
            let merged_wide = sight.grid.merge_at(left).is_some_and(|m| m.last.col > m.first.col);
            return (!merged_wide).then(|| (left, text.to_owned()));
        }
    }
    None
}

/// Lets columns learn their variable from their group, their neighbours and
/// the title, in that order.
fn resolve_columns(columns: &mut [Column], sight: &Sight<'_>, context: Option<&str>) {
    pool_groups(columns, sight);
    let mut left: Option<String> = None;
    let mut begins_group = false;
    for column in columns.iter_mut() {
        let label = &mut column.label;
        if column.subject.is_some() || label.role.is_some() || !label.speaks() {
            continue;
        }
        if label.variable.is_none() && label.rivals.is_empty() {
            let implied = label
                .base
                .as_deref()
                .filter(|_| column.group.is_none() && context.is_none())
                .and_then(|base| implied_variable(base, sight));
            if let Some(implied) = implied {
                begins_group = true;
                label.variable = Some(implied);
            } else if label.measure == Some(MeasureWord::Rate) || begins_group {
                let shared_base = label.is_base_total;
                label.variable = left.clone().filter(|_| !shared_base);
            }
        }
        if label.variable.is_some() {
            left.clone_from(&label.variable);
        }
    }
}

fn implied_variable(base: &str, sight: &Sight<'_>) -> Option<String> {
    sight.vocabulary.base(base).and_then(|words| words.implies.clone())
}

/// `Cộng đồng học tập` alone may be that of villages or of communes; the names
/// of all columns of the group together tell.
fn pool_groups(columns: &mut [Column], sight: &Sight<'_>) {
    let mut pools: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for column in columns.iter().filter(|column| column.subject.is_none()) {
        if let Some((group, rest)) = column.label.text.split_once(" / ") {
            pools.entry(group.to_owned()).or_default().push(rest.to_owned());
        }
    }
    for column in columns.iter_mut() {
        let label = &mut column.label;
        if label.variable.is_some() || label.role.is_some() {
            continue;
        }
        let Some((group, _)) = label.text.split_once(" / ") else { continue };
        let pooled = format!("{group} {}", pools[group].join(" "));
        if let [one] = sight.vocabulary.variables_in(&loose(&pooled)).as_slice() {
            label.variable = Some(one.code.clone());
            label.rivals.clear();
        }
    }
}

/// The first column that holds figures, not labels.
fn first_value_column(columns: &[Column]) -> Option<u32> {
    columns
        .iter()
        .filter(|column| {
            let structural = matches!(
                column.label.role,
                Some(Role::Ordinal | Role::Note | Role::UnitOfCount | Role::Label)
            );
            !structural && (column.label.speaks() || column.subject.is_some())
        })
        .map(|column| column.col)
        .find(|col| *col > 0)
}

/// The rows of the table: units, totals, or variables and measures.
fn rows(
    sight: &Sight<'_>,
    band: Band,
    end: u32,
    first_value: u32,
    columns: &[Column],
    table: &mut Table,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut heading: Option<String> = None;
    let units_across = columns.iter().any(|column| column.subject.is_some());
    let units_down = !units_across
        && (band.last + 1..end).any(|row| {
            let parts = row_parts(sight, row, first_value, columns);
            parts.last().is_some_and(|last| sight.words(last).who.is_some())
        });
    for row in band.last + 1..end {
        let parts = row_parts(sight, row, first_value, columns);
        let filled = sight.grid.row(row).any(|(at, _)| at.col >= first_value);
        if ends_table(sight, row) {
            break;
        }
        let Some(last) = parts.last() else { continue };
        let subject = if units_across {
            None
        } else {
            row_subject(sight, &parts, Address::new(row, first_value), units_down, table)
        };
        if subject.is_none() && !filled && !may_be_blank(sight, last) {
            heading = Some(last.clone());
            continue;
        }
        let mut texts: Vec<String> = parts.clone();
        if let Some(heading) = &heading
            && subject.is_none()
        {
            texts.insert(0, heading.clone());
        }
        let label = if subject.is_some() {
            Label::default()
        } else {
            label::read(&texts, sight.vocabulary)
        };
        if subject.is_none() && !label.speaks() {
            stranger(sight, row, &parts, first_value, columns, table);
            continue;
        }
        rows.push(Row { row, label, subject });
    }
    rows
}

/// The label texts of a row, left to right, group headings merged downwards
/// included; a total may stand in the column of ordinals.
fn row_parts(
    sight: &Sight<'_>,
    row: u32,
    first_value: u32,
    columns: &[Column],
) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for col in 0..first_value {
        let role = columns
            .iter()
            .find(|column| column.col == col)
            .and_then(|column| column.label.role);
        let Some(text) = sight.text(Address::new(row, col)) else { continue };
        let skipped = match role {
            Some(Role::UnitOfCount | Role::Note) => true,
            Some(Role::Ordinal) => !sight.vocabulary.is_total(text),
            Some(Role::Label | Role::Value | Role::Total) | None => false,
        };
        let ordinal = super::band::is_figure_text(text);
        if !skipped && !ordinal && parts.last().is_none_or(|last| last != text) {
            parts.push(text.to_owned());
        }
    }
    parts
}

/// A row of crosses or levels may be blank throughout and still be a row.
fn may_be_blank(sight: &Sight<'_>, text: &str) -> bool {
    let variable = sight.words(text).label.variable;
    variable
        .and_then(|code| lone_measure(&code, sight.vocabulary))
        .is_some_and(|measure| measure != Measure::Achieved)
}

/// Signatures stand below a table, without figures.
fn ends_table(sight: &Sight<'_>, row: u32) -> bool {
    let mut signed = false;
    for (_, cell) in sight.grid.row(row) {
        if sight.is_figure(cell) {
            return false;
        }
        signed |= cell.as_text().is_some_and(|text| sight.words(text).is_signature);
    }
    signed
}

fn row_subject(
    sight: &Sight<'_>,
    parts: &[String],
    at: Address,
    units_down: bool,
    table: &mut Table,
) -> Option<Subject> {
    let last = parts.last()?;
    if parts.iter().any(|part| is_total_subject(sight, part, units_down)) {
        return Some(Subject::Total);
    }
    let who = sight.words(last).who?;
    if let Who::District(code) = &who
        && sight.home == Some(code)
    {
        return Some(Subject::Total);
    }
    if let (Some(home), Who::Commune { district, name }) = (sight.home, &who)
        && district != home
    {
        table.outsiders.push((Address::new(at.row, at.col - 1), name.clone()));
    }
    note_misspelling(sight, last, at, table);
    Some(Subject::Unit(who))
}

fn note_misspelling(sight: &Sight<'_>, text: &str, at: Address, table: &mut Table) {
    let named = sight.names.commune(text, sight.home).or_else(|| sight.names.district(text));
    if let Some(official) = named.and_then(|named| named.misspelt) {
        let place = Address::new(at.row, at.col - 1);
        table.misspellings.push((place, text.to_owned(), official));
    }
}

/// A row with figures and a label nobody knows.
fn stranger(
    sight: &Sight<'_>,
    row: u32,
    parts: &[String],
    first_value: u32,
    columns: &[Column],
    table: &mut Table,
) {
    let figures = sight
        .grid
        .row(row)
        .filter(|(at, cell)| {
            at.col >= first_value
                && sight.is_figure(cell)
                && columns.iter().any(|c| c.col == at.col && c.label.speaks())
        })
        .count();
    if figures >= 2 || (figures == 1 && columns.len() <= 4) {
        let col = (0..first_value)
            .rev()
            .find(|col| sight.text(Address::new(row, *col)).is_some())
            .unwrap_or(0);
        let text = parts.last().cloned().unwrap_or_default();
        table.strangers.push(Stranger { at: Address::new(row, col), text });
    }
}

/// Columns of a shared denominator: the base and its column, for variables
/// that have no total of their own.
fn base_columns(columns: &[Column], sight: &Sight<'_>) -> BTreeMap<u32, Vec<String>> {
    let named: Vec<&str> =
        columns.iter().filter_map(|column| column.label.variable.as_deref()).collect();
    let has_total = |code: &str| {
        columns.iter().any(|column| {
            column.label.variable.as_deref() == Some(code)
                && column.label.measure == Some(MeasureWord::Total)
        })
    };
    let mut bases = BTreeMap::new();
    for column in columns {
        let label = &column.label;
        if label.variable.is_some() || !label.is_base_total {
            continue;
        }
        let Some(base) = label.base.as_deref().and_then(|code| sight.vocabulary.base(code))
        else {
            continue;
        };
        let served: Vec<String> = base
            .of
            .iter()
            .filter(|code| named.contains(&code.as_str()) && !has_total(code))
            .cloned()
            .collect();
        bases.insert(column.col, served);
    }
    bases
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
        (Some(MeasureWord::Achieved), None) => match lone_measure(variable, sight.vocabulary) {
            Some(Measure::Level) if column.label.measure.is_none() => Some(Measure::Level),
            Some(_) | None => Some(Measure::Achieved),
        },
        (None, None) => lone_measure(variable, sight.vocabulary),
    }
}

/// Columns and rows of figures that nothing explains: never dropped silently.
fn riddles(
    sight: &Sight<'_>,
    columns: &[Column],
    first_value: u32,
    rows: &[Row],
    table: &mut Table,
) {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
    let explained: BTreeSet<Address> = table.fields.iter().map(|field| field.at).collect();
    let figure = |at| sight.grid.get(at).is_some_and(|cell| sight.is_figure(cell));
    for column in columns.iter().filter(|column| column.col >= first_value) {
        let cells = rows.iter().map(|row| Address::new(row.row, column.col));
        let open = cells.clone().any(&figure) && !cells.clone().any(|at| explained.contains(&at));
        if open && is_asked_for(&column.label) {
            let range = CellRange {
                first: Address::new(first.row, column.col),
                last: Address::new(last.row, column.col),
            };
            table.riddles.push(riddle(range, &column.label));
        }
    }
    for row in rows.iter().filter(|row| row.subject.is_none()) {
        let cells = columns
            .iter()
            .filter(|column| column.col >= first_value && is_asked_for(&column.label))
            .map(|column| Address::new(row.row, column.col));
        let open = cells.clone().any(&figure) && !cells.clone().any(|at| explained.contains(&at));
        if open && is_asked_for(&row.label) {
            let at = Address::new(row.row, first_value);
            table.riddles.push(riddle(at.into(), &row.label));
        }
    }
}

fn riddle(range: CellRange, label: &Label) -> Riddle {
    Riddle { range, text: label.text.clone(), rivals: label.rivals.clone() }
}

/// Ordinals, notes, targets, comparisons and rates are not figures to count.
fn is_asked_for(label: &Label) -> bool {
    let structural = matches!(
        label.role,
        Some(Role::Ordinal | Role::Note | Role::UnitOfCount | Role::Label)
    );
    let aside = matches!(
        label.measure,
        Some(MeasureWord::Previous | MeasureWord::Target | MeasureWord::Rate)
    );
    !structural && !aside
}
