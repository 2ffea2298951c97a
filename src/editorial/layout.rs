//! How the editorial workbook is laid out: sheets, headers, and what marks it
//! as ours. Who writes it and who reads it share these words; a sheet is known
//! by its headers and not by its name, a column by its header and not by its
//! place.

use spreadsheet::{Sheet, Workbook};

/// One sheet with entries of the clerk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Page {
    Texts,
    Reasons,
    Names,
    Paper,
}

/// Names the row; locked.
pub(crate) const TEXT_KEY: &str = "Mã đoạn";
pub(crate) const REASON_KEY: &str = "Mã kiểm tra";
pub(crate) const NAME_KEY: &str = "Mã tên";
pub(crate) const PAPER_KEY: &str = "Mã mục";

/// What the program said, when the row was written and when the clerk wrote.
pub(crate) const SAID: &str = "Câu của chương trình";
pub(crate) const SAID_BEFORE: &str = "Câu của chương trình lúc sửa";
pub(crate) const STANDS: &str = "Mục của báo cáo";

pub(crate) const FOUND: &str = "Giá trị trong tệp";
pub(crate) const MESSAGE: &str = "Nội dung kiểm tra";
pub(crate) const CODE: &str = "Mã lỗi";
pub(crate) const SEVERITY: &str = "Mức độ";
pub(crate) const UNIT: &str = "Đơn vị";
pub(crate) const FILE: &str = "Tệp";
pub(crate) const SHEET: &str = "Trang tính";
pub(crate) const CELL: &str = "Ô";
pub(crate) const EXPECTED: &str = "Giá trị đúng";

pub(crate) const NAME_WRITTEN: &str = "Tên ghi trong tệp";
pub(crate) const NAME_NEAREST: &str = "Tên gần nhất";

pub(crate) const PAPER_WHAT: &str = "Nội dung văn bản";

/// Another version of the same entry, which nobody chose.
pub(crate) const OTHER: &str = "Bản khác chưa dùng";
/// Stands between several of them, on a line of its own.
pub(crate) const BETWEEN: &str = "———";
/// What the inbox held when the row was written: see [`super::merge`].
pub(crate) const MARK: &str = "Dấu";
/// Said by the program about the row.
pub(crate) const STATE: &str = "Tình trạng";

/// The name of the property, and what it and a cell of every sheet hold.
pub(crate) const PROPERTY: &str = "Mã tệp biên tập XHHT";
const STAMP: &str = "XHHT-BIENTAP.";
/// A stamp stands in a short cell.
const LONGEST_STAMP: usize = 80;

impl Page {
    pub(crate) const ALL: [Self; 4] =
        [Self::Texts, Self::Reasons, Self::Names, Self::Paper];

    /// The name on the tab.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Texts => "Nội dung",
            Self::Reasons => "Giải trình",
            Self::Names => "Tên gọi",
            Self::Paper => "Văn bản",
        }
    }

    /// The header of the column that names the row.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Texts => TEXT_KEY,
            Self::Reasons => REASON_KEY,
            Self::Names => NAME_KEY,
            Self::Paper => PAPER_KEY,
        }
    }

    /// The header of the column in which the clerk writes.
    pub(crate) fn entry(self) -> &'static str {
        match self {
            Self::Texts => "Câu sửa",
            Self::Reasons => "Lý do chấp nhận",
            Self::Names => "Tên đúng",
            Self::Paper => "Ghi trong báo cáo",
        }
    }

    /// Columns that are remembered with a row.
    pub(crate) fn kept(self) -> &'static [&'static str] {
        match self {
            Self::Texts => &[STANDS, SAID, SAID_BEFORE],
            Self::Reasons => {
                &[SEVERITY, CODE, UNIT, FILE, SHEET, CELL, MESSAGE, FOUND, EXPECTED]
            }
            Self::Names => &[UNIT, FILE, CELL, NAME_WRITTEN, NAME_NEAREST],
            Self::Paper => &[PAPER_WHAT],
        }
    }
}

/// The stamp of the editorial workbook of a year.
pub(crate) fn stamp(year: i16) -> String {
    format!("{STAMP}{year}")
}

/// Of which year an editorial workbook is; nothing if it is none.
pub(super) fn year_of(workbook: &Workbook) -> Option<i16> {
    let seen = workbook.sheets.iter().find_map(stamped);
    let said = || workbook.properties.custom.get(PROPERTY).map(String::as_str);
    seen.or_else(|| said().and_then(year_in))
}

/// The same of one sheet: every sheet of ours with entries bears the stamp.
pub(super) fn stamped(sheet: &Sheet) -> Option<i16> {
    let texts = sheet.grid.cells().filter_map(|(_, cell)| cell.as_text());
    texts.filter(|text| text.len() < LONGEST_STAMP).find_map(year_in)
}

fn year_in(text: &str) -> Option<i16> {
    let at = text.find(STAMP)? + STAMP.len();
    text[at..].get(..4)?.parse().ok()
}
