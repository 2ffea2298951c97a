//! Opens what an office sent and gives its cells, addressed from A1.
//!
//! In comes one file as bytes, out goes a [`Workbook`] of plain grids or the
//! reason why there is none. Whatever is wrong with a file stays inside: see
//! [`limits`] for what is feared and what stops it. [`Reader`] reads a whole
//! inbox in child processes; [`read`] is the pure function that they run.

mod attachment;
mod biff;
mod biff_comments;
mod biff_conditions;
mod biff_formula;
mod biff_sheet;
mod biff_strings;
mod biff_styles;
mod cell;
mod cell_xml;
mod columns;
mod comments_xml;
mod compound;
mod conditions;
mod conditions_xml;
mod content;
mod dates;
mod display;
mod draft;
mod formula;
mod grid;
mod letters_xml;
pub mod limits;
mod lines_xml;
mod look;
mod notes;
mod ods;
mod ods_cell;
mod ods_conditions;
mod ods_formats;
mod ods_settings;
mod ods_shown;
mod ods_styles;
mod ods_table;
mod ods_text;
mod ods_xml;
mod package;
mod parts;
mod properties_xml;
mod reader;
mod records12;
mod repairs;
mod shared_strings;
mod sheet_xml;
mod sheets_xml;
mod stretches;
mod styles_xml;
mod theme;
mod unlocked;
mod unlocked_biff;
mod unreadable;
mod versions_xml;
mod web;
mod widths;
mod writing;
mod xls;
mod xlsb;
mod xlsb_book;
mod xlsb_conditions;
mod xlsb_sheet;
mod xlsb_styles;
mod xlsx;
#[cfg(test)]
mod xlsx_tests;
mod xml_text;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{self, AssertUnwindSafe};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub use self::attachment::is_dropping;
pub use self::cell::{Cell, Value};
pub use self::grid::Grid;
pub use self::notes::WORDS as NOTE_WORDS;
pub use self::notes::{Note, Notes};
pub(crate) use self::parts::entries;
pub use self::reader::{
    DUTY, Opener, Reader, Source, bytes_of, digest, list, open, read_bytes, serve,
};
pub use self::repairs::{RepairKind, Repaired};
pub use self::unreadable::{Looks, Unreadable};

use self::content::Format;
use self::draft::Draft;

/// One file that an office sent, read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    /// Worksheets in the order of their tabs; charts and macro sheets left out.
    pub sheets: Vec<Sheet>,
    pub properties: Properties,
    /// Worksheets beyond [`limits::SHEETS`] that nobody has read.
    pub sheets_not_read: u32,
    /// Names of worksheets whose content is not in the file.
    pub sheets_missing: Vec<String>,
    pub kind: FileKind,
}

/// What a file is by its content, as far as whoever sent it must know.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
pub enum FileKind {
    /// A page or a text that a system exported, whatever its name.
    Export,
    /// A workbook of which there is no marked copy.
    #[default]
    Workbook,
    /// An `.xlsx` or `.xlsm`, of which there may be a marked copy.
    Package,
}

/// One worksheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The name on the tab, NFC.
    pub name: String,
    pub visibility: Visibility,
    pub grid: Grid,
    /// What was done to texts of this sheet, one entry per kind.
    pub repairs: Vec<Repaired>,
}

/// Whether Excel shows the tab; `VeryHidden` can only be undone by a macro.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Visibility {
    Visible,
    Hidden,
    VeryHidden,
}

/// What the file says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Properties {
    /// Day of the last saving, `yyyy-mm-dd`, as the writing program wrote it.
    pub modified: Option<String>,
    pub creator: Option<String>,
    pub custom: BTreeMap<String, String>,
}

/// Reads a workbook whatever its name says; the content tells the format.
///
/// A panic in a parsing library becomes [`Unreadable::Damaged`]. This function
/// cannot stop a hang or an abort: for files from outside use [`Reader`].
pub fn read(bytes: Vec<u8>) -> Result<Workbook, Unreadable> {
    guarded(move || read_trusting(bytes))
}

/// What a parsing library panics over is damage.
fn guarded<T>(parse: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    panic::catch_unwind(AssertUnwindSafe(parse))
        .unwrap_or_else(|_| Err(Unreadable::damaged("bộ đọc gặp nội dung ngoài dự kiến")))
}

fn read_trusting(bytes: Vec<u8>) -> Result<Workbook, Unreadable> {
    let format = content::recognise(&bytes)?;
    let is_locked = !bytes.starts_with(b"PK");
    // What matters of it has been copied out; the rest need not wait.
    drop(bytes);
    let workbook = match format {
        Format::Zip(parts) if parts.is_xlsb() => xlsb::read(&parts),
        Format::Zip(parts) if parts.is_ods() => ods::read(&parts),
        Format::Zip(parts) => {
            let kind = if is_locked { FileKind::Workbook } else { FileKind::Package };
            xlsx::read(&parts).map(|workbook| Workbook { kind, ..workbook })
        }
        Format::Compound(file) => xls::read(file),
        Format::Web(text) => web::read(text)
            .map(|workbook| Workbook { kind: FileKind::Export, ..workbook }),
    }?;
    workbook.check()?;
    Ok(workbook)
}

impl Workbook {
    /// The same without its comments, which a marked copy has more of.
    pub fn without_comments(mut self) -> Self {
        for sheet in &mut self.sheets {
            sheet.grid = std::mem::take(&mut sheet.grid).without_comments();
        }
        self
    }
}

impl Workbook {
    /// The sheets that a person sees, with their index.
    pub fn visible_sheets(&self) -> impl Iterator<Item = (usize, &Sheet)> {
        let sheets = self.sheets.iter().enumerate();
        sheets.filter(|(_, sheet)| sheet.visibility == Visibility::Visible)
    }

    /// What no format rules out by itself: two sheets of one name, which would
    /// give one of them twice, and more words than anybody writes.
    fn check(&self) -> Result<(), Unreadable> {
        let names: BTreeSet<&str> =
            self.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        if names.len() < self.sheets.len() {
            return Err(Unreadable::damaged("có hai sheet trùng tên"));
        }
        let texts = || {
            let cells = self.sheets.iter().flat_map(|sheet| sheet.grid.cells());
            cells.filter_map(|(_, cell)| cell.as_text())
        };
        if texts().count() > limits::TEXTS
            && texts().collect::<BTreeSet<_>>().len() > limits::TEXTS
        {
            let what = "số nội dung chữ khác nhau";
            return Err(Unreadable::too_large(what, limits::TEXTS));
        }
        Ok(())
    }

    /// What calamine's readers end with; `present` counts the worksheets of the
    /// file, those beyond [`limits::SHEETS`] included.
    fn of_sheets(
        sheets: Vec<Sheet>,
        present: usize,
        said: &calamine::WorkbookProperties,
    ) -> Self {
        let beyond = present.saturating_sub(limits::SHEETS);
        Self {
            sheets,
            properties: Properties::from(said),
            sheets_not_read: u32::try_from(beyond).unwrap_or(u32::MAX),
            sheets_missing: Vec::new(),
            kind: FileKind::default(),
        }
    }
}

impl Sheet {
    fn from_draft(name: &str, visibility: Visibility, draft: Draft<'_>) -> Self {
        let (mut grid, repairs) = draft.finish();
        if visibility != Visibility::Visible {
            grid.note_all(Note::HiddenSheet);
        }
        Self { name: name.nfc().collect(), visibility, grid, repairs }
    }
}

impl Properties {
    fn new(
        modified: Option<&str>,
        creator: Option<&str>,
        custom: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let text = |text: &str| -> String {
            text.trim().nfc().take(limits::PROPERTY_CHARS).collect()
        };
        Self {
            modified: modified.and_then(dates::day_of),
            creator: creator.map(text).filter(|creator| !creator.is_empty()),
            custom: custom
                .into_iter()
                .map(|(name, value)| (text(&name), text(&value)))
                .collect::<BTreeMap<_, _>>()
                .into_iter()
                .take(limits::CUSTOM_PROPERTIES)
                .collect(),
        }
    }
}

impl From<&calamine::WorkbookProperties> for Properties {
    fn from(said: &calamine::WorkbookProperties) -> Self {
        let custom = said.custom_properties.iter();
        Self::new(
            said.modified.as_deref().or(said.created.as_deref()),
            said.creator.as_deref(),
            custom.map(|(name, value)| (name.clone(), value.clone())),
        )
    }
}

impl From<calamine::SheetVisible> for Visibility {
    fn from(visible: calamine::SheetVisible) -> Self {
        match visible {
            calamine::SheetVisible::Visible => Self::Visible,
            calamine::SheetVisible::Hidden => Self::Hidden,
            calamine::SheetVisible::VeryHidden => Self::VeryHidden,
        }
    }
}
