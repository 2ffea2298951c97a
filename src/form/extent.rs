//! How much of a workbook is understood: sheets that hold more than a report does
//! are named and left, so that what understanding costs is bounded by what is
//! counted and never by a clock.

use std::collections::BTreeSet;

use super::Form;
use super::narrative::Narrative;
use super::table::Table;
use crate::finding::{Finding, Severity, count};
use crate::limits;
use crate::place::Place;
use spreadsheet::Grid;

/// What there is more of than is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Beyond {
    sheet: String,
    what: &'static str,
    limit: usize,
    /// Nothing of the sheet is used, not only what is beyond.
    is_whole: bool,
}

/// What has been understood of a workbook so far.
#[derive(Debug, Default)]
pub(super) struct Extent {
    area: usize,
    amounts: usize,
    paragraph_bytes: usize,
}

impl Extent {
    /// Why a sheet is not even looked at.
    pub(super) fn of_grid(&mut self, grid: &Grid, sheet: &str) -> Option<Beyond> {
        let rows: BTreeSet<u32> = grid.cells().map(|(at, _)| at.row).collect();
        let cols: BTreeSet<u32> = grid.cells().map(|(at, _)| at.col).collect();
        let area = rows.len() * cols.len();
        let too_much = [
            (rows.len(), limits::REPORT_ROWS, "dòng có nội dung"),
            (cols.len(), limits::REPORT_COLUMNS, "cột có nội dung"),
            (area, limits::REPORT_AREA, "ô trong vùng có nội dung"),
            (self.area + area, limits::WORKBOOK_AREA, "ô cộng dồn từ đầu tệp"),
        ];
        let beyond = whole(sheet, &too_much);
        if beyond.is_none() {
            self.area += area;
        }
        beyond
    }

    /// Why nothing of a sheet that was understood is used.
    pub(super) fn of_sheet(
        &mut self,
        form: &Form,
        tables: &[Table],
        words: &Narrative,
        sheet: &str,
    ) -> Option<Beyond> {
        let fields = |tables: &[Table]| {
            tables.iter().map(|table| table.fields.len()).sum::<usize>()
        };
        let amounts = self.amounts + words.looked;
        let too_much = [
            (
                form.tables.len() + tables.len(),
                limits::TABLES,
                "bảng cộng dồn từ đầu tệp",
            ),
            (
                fields(&form.tables) + fields(tables),
                limits::FIELDS,
                "ô số liệu cộng dồn từ đầu tệp",
            ),
            (amounts, limits::AMOUNTS, "khoản tiền cộng dồn từ đầu tệp"),
        ];
        let beyond = whole(sheet, &too_much);
        if beyond.is_none() {
            self.amounts = amounts;
        }
        beyond
    }

    /// Keeps as many words as are printed and kept; says what is left out.
    pub(super) fn of_words(
        &mut self,
        form: &Form,
        words: &mut Narrative,
        sheet: &str,
    ) -> Vec<Beyond> {
        let mut beyond = Vec::new();
        let mut cut = |what, limit| {
            let sheet = sheet.to_owned();
            beyond.push(Beyond { sheet, what, limit, is_whole: false });
        };
        let room = limits::PARAGRAPHS.saturating_sub(form.narrative.paragraphs.len());
        if words.paragraphs.len() > room {
            words.paragraphs.truncate(room);
            cut("số đoạn nội dung", limits::PARAGRAPHS);
        }
        let mut bytes = self.paragraph_bytes;
        let fitting = words.paragraphs.iter().take_while(|one| {
            bytes += one.text.len();
            bytes <= limits::PARAGRAPH_BYTES
        });
        let fitting = fitting.count();
        if fitting < words.paragraphs.len() {
            words.paragraphs.truncate(fitting);
            cut("dung lượng các đoạn nội dung, tính bằng byte", limits::PARAGRAPH_BYTES);
        }
        self.paragraph_bytes +=
            words.paragraphs.iter().map(|one| one.text.len()).sum::<usize>();
        let known = form.narrative.commendations.len();
        let room = limits::COMMENDATIONS.saturating_sub(known);
        if words.commendations.len() > room {
            words.commendations.truncate(room);
            cut("số dòng đề nghị khen thưởng", limits::COMMENDATIONS);
        }
        beyond
    }
}

/// The first thing a sheet has more of than its limit.
fn whole(sheet: &str, counted: &[(usize, usize, &'static str)]) -> Option<Beyond> {
    let (_, limit, what) = counted.iter().find(|(found, limit, _)| found > limit)?;
    Some(Beyond { sheet: sheet.to_owned(), what, limit: *limit, is_whole: true })
}

impl Beyond {
    pub(super) fn finding(&self, file: &str) -> Finding {
        let place = Place::sheet(file, &self.sheet);
        let limit = count(i64::try_from(self.limit).unwrap_or(i64::MAX));
        let (sheet, what) = (super::shorten(&self.sheet), self.what);
        if self.is_whole {
            return Finding::new(
                Severity::Error,
                "S08",
                place,
                format!(
                    "Sheet “{sheet}” vượt quá giới hạn về số {what} (tối đa {limit}); số liệu và nội dung trong sheet này không được tính."
                ),
                "Chỉ giữ các bảng và nội dung của báo cáo; xóa dòng, cột, bảng và sheet thừa rồi gửi lại.",
            );
        }
        Finding::new(
            Severity::Warning,
            "S09",
            place,
            format!(
                "Sheet “{sheet}” vượt quá giới hạn về {what} (tối đa {limit} trong một tệp); phần còn lại không được đưa vào báo cáo."
            ),
            "Rút gọn nội dung rồi gửi lại, hoặc gửi phần dài bằng văn bản riêng.",
        )
    }
}
