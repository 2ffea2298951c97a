//! The rows of the editorial workbook, whatever was done to it since it was
//! written: sheets renamed, columns moved, rows sorted, filtered or put in.

use std::collections::BTreeMap;

use super::layout::{BETWEEN, MARK, OTHER, Page, SAID, stamped};
use crate::finding::{Finding, Noted, Severity};
use crate::place::{Address, EDITORIAL, Place};
use crate::plan::key::Key;
use spreadsheet::{Cell, RepairKind, Sheet, Value, Workbook, digest};

/// The code of a workbook or sheet of which nothing can be told.
pub(super) const WITHOUT_HEADERS: &str = "B12";

/// Begins the key of a row that has none of its own.
const KEYLESS: char = '?';
/// The headers stand among so many rows with something in them.
const HEAD_WITHIN: usize = 200;
/// Letters of a text that are quoted in a sentence.
const QUOTED: usize = 60;

/// One row, as the clerk left it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    /// What the clerk wrote; empty if nothing, or nothing that can be chosen.
    pub(crate) entry: String,
    /// Whether it is words; a number in a column of words is kept, not used.
    pub(crate) is_words: bool,
    pub(crate) others: Vec<String>,
    /// Several rows of this key say different things: none was chosen.
    pub(super) is_torn: bool,
    pub(crate) mark: String,
    /// By header, those of [`Page::kept`].
    pub(crate) columns: BTreeMap<&'static str, String>,
    /// The cell of the entry.
    pub(crate) at: Place,
}

impl Row {
    pub(crate) fn column(&self, header: &str) -> &str {
        self.columns.get(header).map_or("", String::as_str)
    }

    /// Whether anything of the clerk's is in it.
    pub(crate) fn holds(&self) -> bool {
        !self.entry.is_empty() || !self.others.is_empty()
    }

    /// An entry that can be used as words.
    pub(super) fn words(&self) -> Option<&str> {
        Some(self.entry.as_str()).filter(|words| self.is_words && !words.is_empty())
    }
}

/// Rows by their keys.
pub(crate) type Rows = BTreeMap<String, Row>;

/// All rows of a workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Written {
    pub(super) pages: BTreeMap<Page, Rows>,
}

impl Written {
    pub(crate) fn page(&self, page: Page) -> &Rows {
        static NONE: Rows = BTreeMap::new();
        self.pages.get(&page).unwrap_or(&NONE)
    }

    /// How many entries the clerk has made.
    pub(crate) fn entries(&self) -> usize {
        self.pages.values().flat_map(BTreeMap::values).filter(|row| row.holds()).count()
    }
}

/// A text without what saving anew may change: runs of white space.
pub(crate) fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Some hexadecimal digits by which a text is known again.
pub(super) fn short_digest(text: &str, bytes: usize) -> String {
    let digest = digest(normal(text).as_bytes());
    digest[..bytes].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A text short enough for a sentence.
pub(super) fn quoted(text: &str) -> String {
    let text = normal(text);
    if text.chars().count() <= QUOTED {
        return text;
    }
    text.chars().take(QUOTED).chain(['…']).collect()
}

pub(super) fn read(workbook: &Workbook) -> Noted<Written> {
    let mut written = Written::default();
    let mut findings = Vec::new();
    for sheet in &workbook.sheets {
        match Table::of(sheet) {
            Some(table) => {
                let rows = written.pages.entry(table.page).or_default();
                table.read(rows, &mut findings);
                findings.extend(cut_texts(sheet));
            }
            None => findings.extend(without_headers(sheet)),
        }
    }
    for row in written.pages.values_mut().flat_map(BTreeMap::values_mut) {
        row.others.sort();
        row.others.dedup();
    }
    if written.pages.is_empty() && findings.is_empty() {
        findings.push(no_headers(Place::file(EDITORIAL), "Tệp biên tập"));
    }
    Noted::new(written, findings)
}

/// A sheet whose headers were found.
struct Table<'a> {
    sheet: &'a Sheet,
    page: Page,
    head: u32,
    /// Columns by header.
    columns: BTreeMap<&'static str, u32>,
}

impl<'a> Table<'a> {
    fn of(sheet: &'a Sheet) -> Option<Self> {
        Page::ALL.into_iter().find_map(|page| {
            let wanted = [page.key(), page.entry(), OTHER, MARK];
            let wanted: Vec<(&'static str, Key)> = wanted
                .into_iter()
                .chain(page.kept().iter().copied())
                .map(|header| (header, Key::of(header)))
                .collect();
            let mut rows: Vec<u32> = sheet.grid.cells().map(|(at, _)| at.row).collect();
            rows.dedup();
            rows.into_iter().take(HEAD_WITHIN).find_map(|row| {
                let mut columns = BTreeMap::new();
                for (at, cell) in sheet.grid.row(row) {
                    let key = Key::of(cell.as_text().filter(|text| text.len() < 120)?);
                    let header = wanted.iter().find(|(_, header)| key.names(header));
                    if let Some((header, _)) = header {
                        columns.entry(*header).or_insert(at.col);
                    }
                }
                let both = [page.key(), page.entry()];
                let known = both.iter().all(|header| columns.contains_key(header));
                known.then_some(Self { sheet, page, head: row, columns })
            })
        })
    }

    fn read(&self, rows: &mut Rows, findings: &mut Vec<Finding>) {
        for row in self.head + 1..self.sheet.grid.height() {
            let read = self.row(row);
            let key = normal(&self.text(row, self.page.key()));
            if key.is_empty() {
                if read.holds() {
                    findings.push(keyless(&read, self.page));
                    let id = format!("{KEYLESS}{}", short_digest(&read.entry, 4));
                    rows.insert(id, read);
                }
                continue;
            }
            if !read.entry.is_empty() && !read.is_words && self.wants_words() {
                findings.push(no_words(&read, self.page));
            }
            match rows.get_mut(&key) {
                None => {
                    rows.insert(key, read);
                }
                Some(first) => findings.extend(again(&key, first, read)),
            }
        }
    }

    /// Whether only words can be meant; elsewhere the entry says what it is.
    fn wants_words(&self) -> bool {
        matches!(self.page, Page::Texts | Page::Reasons)
    }

    fn cell(&self, row: u32, header: &str) -> Option<(Address, &'a Cell)> {
        let at = Address::new(row, *self.columns.get(header)?);
        Some((at, self.sheet.grid.get(at)?))
    }

    fn text(&self, row: u32, header: &str) -> String {
        self.cell(row, header).map(|(_, cell)| shown(cell).0).unwrap_or_default()
    }

    fn row(&self, row: u32) -> Row {
        let entry = self.page.entry();
        let at = Address::new(row, self.columns[entry]);
        let (words, is_words) = self
            .cell(row, entry)
            .map_or_else(|| (String::new(), true), |(_, cell)| shown(cell));
        let others = self.text(row, OTHER);
        let others = others.split(BETWEEN).map(str::trim).filter(|one| !one.is_empty());
        let kept = self.page.kept().iter();
        Row {
            entry: words,
            is_words,
            others: others.map(str::to_owned).collect(),
            is_torn: false,
            mark: self.text(row, MARK),
            columns: kept.map(|header| (*header, self.text(row, header))).collect(),
            at: Place::cell(EDITORIAL, &self.sheet.name, at),
        }
    }
}

/// What a reader sees in a cell, and whether it is words.
fn shown(cell: &Cell) -> (String, bool) {
    let formula = cell.formula.as_deref().unwrap_or_default();
    match &cell.value {
        Value::Text(text) => (text.trim().to_owned(), true),
        Value::Number(number) => (number.to_string(), false),
        Value::Bool(yes) => (if *yes { "TRUE" } else { "FALSE" }.to_owned(), false),
        Value::Date(day) => (day_in_words(day), false),
        Value::Error(error) if formula.is_empty() => (error.clone(), false),
        Value::Error(_) | Value::Uncalculated => (format!("={formula}"), false),
    }
}

/// `15/12/2024`, as a day is typed.
fn day_in_words(iso: &str) -> String {
    let day = iso.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
    day.map_or_else(|| iso.to_owned(), |day| day.strftime("%d/%m/%Y").to_string())
}

/// A second row of one key: the same is said once; where both differ neither
/// is chosen and both are kept.
fn again(key: &str, first: &mut Row, mut second: Row) -> Option<Finding> {
    first.others.append(&mut second.others);
    let same = normal(&second.entry) == normal(&first.entry);
    if second.entry.is_empty() || same {
        return None;
    }
    if first.entry.is_empty() && !first.is_torn {
        second.others = std::mem::take(&mut first.others);
        *first = second;
        return None;
    }
    let finding = Finding::new(
        Severity::Error,
        "B04",
        second.at,
        format!(
            "Mã “{key}” có các dòng ghi khác nhau, trong đó có “{}”; không dùng dòng nào.",
            quoted(&second.entry)
        ),
        "Xóa bớt, chỉ giữ một dòng.",
    )
    .compare(&second.entry, &first.entry);
    if !first.is_torn {
        first.others.push(std::mem::take(&mut first.entry));
        first.is_torn = true;
    }
    first.others.push(second.entry);
    Some(finding)
}

fn keyless(row: &Row, page: Page) -> Finding {
    Finding::new(
        Severity::Warning,
        "B03",
        row.at.clone(),
        format!(
            "Dòng này có ghi “{}” nhưng cột “{}” để trống nên không biết là của dòng nào; không dùng.",
            quoted(&row.entry),
            page.key()
        ),
        "Ghi vào dòng có sẵn của tệp biên tập, không thêm dòng mới.",
    )
    .found(&row.entry)
}

/// A row whose key is that of nothing there is.
pub(super) fn unknown_row(id: &str, row: &Row) -> Finding {
    Finding::new(
        Severity::Warning,
        "B03",
        row.at.clone(),
        format!(
            "Tệp biên tập không có dòng nào mang mã “{}”; nội dung “{}” được giữ nhưng không dùng.",
            quoted(id),
            quoted(&row.entry)
        ),
        "Không sửa các cột có khóa; chạy “xhht edit” để xem các dòng hiện có.",
    )
    .found(&row.entry)
}

fn no_words(row: &Row, page: Page) -> Finding {
    Finding::new(
        Severity::Error,
        "B05",
        row.at.clone(),
        format!(
            "Cột “{}” phải ghi bằng chữ nhưng ô này là số, ngày hoặc công thức (“{}”); không dùng.",
            page.entry(),
            quoted(&row.entry)
        ),
        "Định dạng ô là Text rồi gõ lại câu.",
    )
    .found(&row.entry)
}

/// A sheet of ours, by its name or its stamp, whose headers are gone.
fn without_headers(sheet: &Sheet) -> Option<Finding> {
    let name = Key::of(&sheet.name);
    let is_named = Page::ALL.into_iter().any(|page| name.names(&Key::of(page.name())));
    let is_ours = is_named || stamped(sheet).is_some();
    let place = Place::sheet(EDITORIAL, &sheet.name);
    let what = format!("Sheet “{}” của tệp biên tập", sheet.name);
    (is_ours && !sheet.grid.is_empty()).then(|| no_headers(place, &what))
}

fn no_headers(place: Place, what: &str) -> Finding {
    let pairs: Vec<String> = Page::ALL
        .into_iter()
        .map(|page| format!("“{}” và “{}”", page.key(), page.entry()))
        .collect();
    Finding::new(
        Severity::Error,
        WITHOUT_HEADERS,
        place,
        format!(
            "{what} không còn dòng tiêu đề nhận ra được; những gì ghi ở đó KHÔNG được áp dụng."
        ),
        format!(
            "Ghi lại tiêu đề các cột ({}), hoặc chép lại tệp từ out.",
            pairs.join("; ")
        ),
    )
}

/// Texts longer than a cell of Excel can hold.
fn cut_texts(sheet: &Sheet) -> Option<Finding> {
    let cut = sheet.repairs.iter().find(|repair| repair.kind == RepairKind::Cut)?;
    Some(Finding::new(
        Severity::Error,
        "B10",
        Place::cell(EDITORIAL, &sheet.name, cut.at),
        format!(
            "Ô {} dài quá 32.767 ký tự (có {} ô như vậy); phần sau không đọc được.",
            cut.at, cut.cells
        ),
        "Rút ngắn nội dung trong ô.",
    ))
}

/// What the program said when the clerk wrote, of a row of texts.
pub(super) fn base(row: &Row) -> &str {
    let before = row.column(super::layout::SAID_BEFORE);
    if before.is_empty() { row.column(SAID) } else { before }
}
