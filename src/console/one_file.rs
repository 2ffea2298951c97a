//! One file on the screen: whose it is, what its tables mean, every figure with
//! its cell, and what is not counted and why.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::first;
use crate::document::wording::{count, short_date};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::observation::{Amount, Observation, Reading, Statement};
use crate::place::{Address, CellRange, Place};
use crate::rules::figure_name;
use crate::run::OneFile;
use spreadsheet::{Cell, Note, Sheet, Value, Visibility};

/// Lines of each list on the screen; `--json` has all.
const FIGURES: usize = 5_000;
const FINDINGS: usize = 200;
const CELLS: usize = 20_000;
const WHOLE: &str = "đủ khi gõ thêm --json";

/// The whole answer to `xhht read`.
pub(crate) fn file(one: &OneFile, cells: bool) -> String {
    let mut screen = format!("Tệp: {}\n", one.file);
    // Of a file that could not be opened nothing is known.
    if !one.workbook.sheets.is_empty() {
        identity(one, &mut screen);
    }
    match &one.statement {
        Some(statement) => {
            tables(one, statement, &mut screen);
            figures(one, statement, &mut screen);
            rest(statement, &mut screen);
        }
        None => screen.push_str("\nKhông đọc được số liệu nào.\n"),
    }
    findings(one, &mut screen);
    if cells {
        one.workbook.sheets.iter().for_each(|sheet| every_cell(sheet, &mut screen));
    }
    screen
}

fn identity(one: &OneFile, screen: &mut String) {
    let identity = &one.form.identity;
    let unit = identity
        .unit
        .as_deref()
        .map_or("không nhận ra", |code| one.plan.unit_name(code));
    let how = if identity.by_file_name { " (theo tên tệp)" } else { "" };
    let _ = writeln!(screen, "Đơn vị: {unit}{how}");
    let year = match identity.year {
        Some(year) => year.to_string(),
        None => format!("trong tệp không ghi; đã đọc theo mẫu của năm {}", one.year),
    };
    let _ = writeln!(screen, "Năm số liệu: {year}");
    let date = identity.date.map_or_else(|| "không tìm thấy".to_owned(), short_date);
    let how = if identity.date_from_properties {
        " (theo thuộc tính của tệp, trong báo cáo không ghi)"
    } else {
        ""
    };
    let _ = writeln!(screen, "Ngày báo cáo: {date}{how}");
}

/// Cells of one line of a sheet that mean the same.
type Lines<'a> = BTreeMap<(&'a str, String), Vec<CellRange>>;

/// What the columns (or rows) of every table are, by what was read from them.
fn tables(one: &OneFile, statement: &Statement, screen: &mut String) {
    let mut lines: Lines<'_> = BTreeMap::new();
    let mut all: Vec<&Observation> = statement.observations.iter().collect();
    all.sort_by_key(|one| (&one.source.sheet, one.source.at.col, one.source.at.row));
    for observation in all {
        let name = match &observation.key.measure {
            Measure::Mark => one.plan.variable_name(&observation.key.variable).to_owned(),
            measure => figure_name(&one.plan, &observation.key.variable, measure),
        };
        let cells = lines.entry((&observation.source.sheet, name)).or_default();
        let at = CellRange::from(observation.source.at);
        match cells.last_mut().filter(|last| follows(last, at.first)) {
            Some(last) => *last = last.union(at),
            None => cells.push(at),
        }
    }
    let mut sheet_before = "";
    let mut lines: Vec<_> = lines.into_iter().collect();
    lines.sort_by_key(|((sheet, _), cells)| {
        let first = cells[0].first;
        (*sheet, first.col, first.row)
    });
    for ((sheet, name), mut cells) in lines {
        if sheet != sheet_before {
            let _ = writeln!(screen, "\nSheet “{sheet}” có:");
            sheet_before = sheet;
        }
        cells.sort();
        let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
        let _ = writeln!(screen, "  {}: {name}", cells.join(", "));
    }
}

/// Whether a cell continues a range down its column or along its row.
fn follows(range: &CellRange, at: Address) -> bool {
    let (first, last) = (range.first, range.last);
    let down = first.col == last.col && at.col == last.col && at.row == last.row + 1;
    let along = first.row == last.row && at.row == last.row && at.col == last.col + 1;
    down || along
}

fn figures(one: &OneFile, statement: &Statement, screen: &mut String) {
    if statement.observations.is_empty() {
        return;
    }
    let _ = writeln!(screen, "\nCác số đọc được ({}):", statement.observations.len());
    let mut all: Vec<&Observation> = statement.observations.iter().collect();
    all.sort_by_key(|one| &one.source);
    let lines = all.into_iter().map(|observation| {
        let Observation { key, reading, source } = observation;
        let read = match reading {
            Reading::Count(value) => count(*value),
            Reading::Nothing => "-".to_owned(),
            Reading::Level(level) => level.clone(),
            Reading::Mark(mark) => if *mark { "có" } else { "không" }.to_owned(),
        };
        let whom = key.commune.as_deref().unwrap_or(one.plan.unit_name(&key.unit));
        let name = match key.measure {
            Measure::Mark => one.plan.variable_name(&key.variable).to_owned(),
            _ => figure_name(&one.plan, &key.variable, &key.measure),
        };
        format!("  {}!{}  {read}  {whom}: {name}", source.sheet, source.at)
    });
    first(FIGURES, lines, WHOLE, screen);
}

fn rest(statement: &Statement, screen: &mut String) {
    let money = [
        ("ngân sách nhà nước", &statement.state_budget),
        ("xã hội hóa", &statement.social_budget),
    ];
    for (name, amount) in money {
        let Some(Amount { dong, source, .. }) = amount else { continue };
        let _ = writeln!(
            screen,
            "Kinh phí, {name}: {} đồng ({}!{})",
            count(*dong),
            source.sheet,
            source.at
        );
    }
    if !statement.totals.is_empty() {
        let _ = writeln!(
            screen,
            "Dòng tổng dùng để đối chiếu, không cộng lại: {} ô.",
            statement.totals.len()
        );
    }
    if !statement.paragraphs.is_empty() {
        let _ =
            writeln!(screen, "Nội dung bằng chữ: {} đoạn.", statement.paragraphs.len());
    }
}

fn findings(one: &OneFile, screen: &mut String) {
    if one.findings.is_empty() {
        screen.push_str("\nKhông có gì cần xem lại.\n");
        return;
    }
    let _ = writeln!(screen, "\nCần xem lại ({}):", one.findings.len());
    let lines = one.findings.iter().map(|finding| {
        let Finding { severity, code, place, message, .. } = finding;
        let severity = match severity {
            Severity::Error => "lỗi",
            Severity::Warning => "cảnh báo",
            Severity::Info => "thông tin",
        };
        let at = within_file(place);
        format!("  [{code}, {severity}] {at}{message}")
    });
    first(FINDINGS, lines, WHOLE, screen);
    let code = one.findings[0].code;
    let _ =
        writeln!(screen, "\nGiải thích một mã và cách xử lý: gõ “xhht explain {code}”.");
}

/// `Biểu!E9: `; nothing of what is about the file as a whole.
fn within_file(place: &Place) -> String {
    match (&place.sheet, &place.range) {
        (Some(sheet), Some(range)) => format!("{sheet}!{range}: "),
        (Some(sheet), None) => format!("{sheet}: "),
        (None, _) => String::new(),
    }
}

fn every_cell(sheet: &Sheet, screen: &mut String) {
    let hidden =
        if sheet.visibility == Visibility::Visible { "" } else { " (đang ẩn)" };
    let _ = writeln!(screen, "\nSheet “{}”{hidden}, từng ô:", sheet.name);
    let lines = cells(sheet).into_iter().map(|(at, cell)| {
        let notes: Vec<&str> =
            cell.notes.iter().map(|(note, _)| in_words(note)).collect();
        let notes = match notes.as_slice() {
            [] => String::new(),
            notes => format!("  [{}]", notes.join(", ")),
        };
        let shown = cell.shown().replace('\n', "⏎");
        format!("  {at}  {shown}{notes}")
    });
    first(CELLS, lines, WHOLE, screen);
}

/// A note for the screen; JSON has the word of the documented list.
fn in_words(note: Note) -> &'static str {
    match note {
        Note::HiddenRow => "dòng ẩn",
        Note::HiddenColumn => "cột ẩn",
        Note::Filtered => "dòng bị lọc",
        Note::HiddenSheet => "sheet ẩn",
        Note::Covered => "bị ô gộp che khuất",
        Note::BlankFormat => "định dạng làm số không hiện",
        Note::InvisibleInk => "màu chữ trùng màu nền",
        Note::Struck => "bị gạch ngang",
        Note::PartlyStruck => "một phần bị gạch ngang",
        Note::Overflow => "chỉ hiện ####",
        Note::Percent => "hiện là phần trăm",
        Note::Literal => "định dạng thêm chữ số hoặc ký hiệu",
        Note::Date => "hiện là ngày tháng",
        Note::Scaled => "hiện số đã chia nghìn",
        Note::Decimals => "hiện ba chữ số sau dấu phẩy",
        Note::Words => "hiện chữ thay cho số",
        Note::Superscript => "có dấu chú thích viết cao",
        Note::TwoNumbers => "có nhiều con số",
        Note::Error => "lỗi công thức",
        Note::Uncalculated => "công thức chưa được tính lại",
        Note::ManualCalculation => "tệp để chế độ tính thủ công",
        Note::ExternalLink => "lấy số từ tệp khác",
        Note::Bidi => "có ký tự đảo chiều chữ",
    }
}

/// All cells of a sheet, those covered by a merged region too, row by row.
fn cells(sheet: &Sheet) -> Vec<(Address, &Cell)> {
    let mut cells: Vec<_> = sheet.grid.cells().chain(sheet.grid.covered()).collect();
    cells.sort_by_key(|(at, _)| *at);
    cells
}

/// The same for other programs.
pub(crate) fn file_as_json(one: &OneFile, with_cells: bool) -> String {
    let identity = &one.form.identity;
    let file = File {
        file: &one.file,
        unit: identity.unit.as_deref(),
        year: identity.year,
        date: identity.date.map(|date| date.to_string()),
        figures: one
            .statement
            .iter()
            .flat_map(|one| &one.observations)
            .map(Figure::of)
            .collect(),
        findings: one.findings.iter().map(Said::of).collect(),
        sheets: one
            .workbook
            .sheets
            .iter()
            .map(|sheet| Page::of(sheet, with_cells))
            .collect(),
    };
    let mut json = serde_json::to_string_pretty(&file).expect("plain structs serialise");
    json.push('\n');
    json
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    unit: Option<&'a str>,
    year: Option<i16>,
    date: Option<String>,
    figures: Vec<Figure<'a>>,
    findings: Vec<Said<'a>>,
    sheets: Vec<Page<'a>>,
}

#[derive(Serialize)]
struct Figure<'a> {
    sheet: &'a str,
    at: String,
    variable: &'a str,
    measure: String,
    unit: &'a str,
    commune: Option<&'a str>,
    value: Shown<'a>,
}

impl<'a> Figure<'a> {
    fn of(observation: &'a Observation) -> Self {
        let Observation { key, reading, source } = observation;
        Self {
            sheet: &source.sheet,
            at: source.at.to_string(),
            variable: &key.variable,
            measure: key.measure.code(),
            unit: &key.unit,
            commune: key.commune.as_deref(),
            value: match reading {
                Reading::Count(value) => Shown::Count(*value),
                Reading::Nothing => Shown::Text("-"),
                Reading::Level(level) => Shown::Text(level),
                Reading::Mark(mark) => Shown::Truth(*mark),
            },
        }
    }
}

#[derive(Serialize)]
struct Said<'a> {
    code: &'a str,
    severity: Severity,
    sheet: Option<&'a str>,
    cell: Option<String>,
    message: &'a str,
}

impl<'a> Said<'a> {
    fn of(finding: &'a Finding) -> Self {
        Self {
            code: finding.code,
            severity: finding.severity,
            sheet: finding.place.sheet.as_deref(),
            cell: finding.place.range.map(|range| range.to_string()),
            message: &finding.message,
        }
    }
}

#[derive(Serialize)]
struct Page<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cells: Option<Vec<Seen<'a>>>,
}

impl<'a> Page<'a> {
    fn of(sheet: &'a Sheet, with_cells: bool) -> Self {
        let seen = || cells(sheet).into_iter().map(|(at, cell)| Seen::of(at, cell));
        Self { name: &sheet.name, cells: with_cells.then(|| seen().collect()) }
    }
}

/// A cell as seen: `{"at": "E9", "shown": "1.719", "value": 1719, "notes": []}`.
#[derive(Serialize)]
struct Seen<'a> {
    at: String,
    shown: String,
    value: Shown<'a>,
    notes: Vec<&'static str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Shown<'a> {
    Count(i64),
    Number(f64),
    Text(&'a str),
    Truth(bool),
    Nothing,
}

impl<'a> Seen<'a> {
    fn of(at: Address, cell: &'a Cell) -> Self {
        let value = match &cell.value {
            Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                Shown::Count(*number as i64)
            }
            Value::Number(number) => Shown::Number(*number),
            Value::Text(text) | Value::Date(text) | Value::Error(text) => {
                Shown::Text(text)
            }
            Value::Bool(truth) => Shown::Truth(*truth),
            Value::Uncalculated => Shown::Nothing,
        };
        let notes = cell.notes.iter().map(|(_, word)| word).collect();
        Self { at: at.to_string(), shown: cell.shown().into_owned(), value, notes }
    }
}
