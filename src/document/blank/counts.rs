//! A table of counts: one variable, communes or districts down, what is counted
//! across, the year before and the target beside it.

use crate::document::wording::NONE;
use crate::place::Address;
use crate::plan::decision::Measure;
use spreadsheet::book::{Allowed, Computed, Content, Entry, Look, Sheet};

use super::previous::shown;
use super::{Ask, FIRST, GROUPS, HEADS, RowName, Sending, letters, range, rows_head};

/// Columns of ordinals and names stand before the first figure.
const FIRST_FIGURE: u32 = 2;

pub(super) fn sheet(sending: &Sending<'_>, ask: &Ask<'_>) -> Sheet {
    let code = &ask.indicator.code;
    let title = format!("Biểu {code}. {}", ask.name);
    let note = format!(
        "Đơn vị tính: {}. Chỉ nhập vào các ô nền vàng; tổng cộng và tỷ lệ tự tính.",
        ask.indicator.unit_of_count
    );
    let mut sheet = sending.sheet(&format!("{code} {}", ask.name), &title, &note);
    let shape = Shape::of(ask);
    heads(sending, ask, &shape, &mut sheet);
    let rows = sending.rows(ask.per);
    for (index, name) in (0..).zip(&rows) {
        row(sending, ask, &shape, index, *name, &mut sheet);
    }
    let count = u32::try_from(rows.len()).unwrap_or(0);
    total(sending, ask, &shape, &rows, FIRST + count, &mut sheet);
    sheet.entries = entries(&shape, count);
    sheet.scrolls_from = Some(Address::new(FIRST, FIRST_FIGURE));
    sheet.repeated = Some((GROUPS, HEADS));
    sheet
}

/// Which column holds what.
pub(super) struct Shape {
    pub(super) measures: Vec<Measure>,
    pub(super) first: u32,
}

impl Shape {
    fn of(ask: &Ask<'_>) -> Self {
        Self { measures: ask.measures.clone(), first: FIRST_FIGURE }
    }

    fn width(&self) -> u32 {
        u32::try_from(self.measures.len()).unwrap_or(0)
    }

    /// The column of a measure to be filled in.
    pub(super) fn entry(&self, measure: Measure) -> Option<u32> {
        let at = self.measures.iter().position(|one| *one == measure)?;
        Some(self.first + u32::try_from(at).unwrap_or(0))
    }

    /// What the rate is a rate of: the total, or what stands for it.
    pub(super) fn base(&self) -> Option<u32> {
        self.entry(Measure::Total).or_else(|| self.entry(Measure::Registered))
    }

    pub(super) fn rate(&self) -> u32 {
        self.first + self.width()
    }

    /// The column of a measure of the year before.
    pub(super) fn before(&self, measure: Measure) -> Option<u32> {
        self.entry(measure).map(|col| col + self.width() + 1)
    }

    pub(super) fn rate_before(&self) -> u32 {
        self.rate() + self.width() + 1
    }

    pub(super) fn target(&self) -> u32 {
        self.rate_before() + 1
    }
}

/// "Tổng số" with what it is the number of.
pub(super) fn measure_head(
    sending: &Sending<'_>,
    ask: &Ask<'_>,
    measure: Measure,
) -> String {
    let base = ask.indicator.base.as_deref().and_then(|base| sending.plan.base(base));
    match measure {
        Measure::Total => base.map_or("Tổng số".to_owned(), |base| base.name.clone()),
        Measure::Registered => "Số đăng ký".to_owned(),
        Measure::Achieved => "Số đạt".to_owned(),
    }
}

pub(super) fn before_head(measure: Measure) -> &'static str {
    match measure {
        Measure::Total => "Tổng số năm trước",
        Measure::Registered => "Đăng ký năm trước",
        Measure::Achieved => "Đạt năm trước",
    }
}

pub(super) fn target_head(sending: &Sending<'_>) -> String {
    // Without the word "năm": the year of a form is the one in its titles.
    format!("Mục tiêu {}", sending.plan.decision.horizon(sending.year))
}

fn heads(sending: &Sending<'_>, ask: &Ask<'_>, shape: &Shape, sheet: &mut Sheet) {
    for (col, head) in [(0, "STT"), (1, rows_head(sending.plan, ask.per).as_str())] {
        sheet.merged(range((GROUPS, col), (HEADS, col)), head, Look::Head);
    }
    sheet.across(GROUPS, (shape.first, shape.rate()), &ask.name, Look::Head);
    let beside = (shape.rate() + 1, shape.target());
    let again = sending.previous.is_added_again(sending.unit.code());
    let compared = if again {
        "Để so sánh (năm trước cộng từ các xã cũ)"
    } else {
        "Để so sánh"
    };
    sheet.across(GROUPS, beside, compared, Look::Head);
    for measure in &shape.measures {
        if let (Some(now), Some(before)) = (shape.entry(*measure), shape.before(*measure))
        {
            sheet.text(HEADS, now, &measure_head(sending, ask, *measure), Look::Head);
            sheet.text(HEADS, before, before_head(*measure), Look::Head);
        }
    }
    sheet.text(HEADS, shape.rate(), "Tỷ lệ", Look::Head);
    sheet.text(HEADS, shape.rate_before(), "Tỷ lệ năm trước", Look::Head);
    sheet.text(HEADS, shape.target(), &target_head(sending), Look::Head);
    sheet.widths = vec![5.0, 28.0];
    sheet.widths.extend((shape.first..=shape.target()).map(|_| 13.0));
    sheet.heights = vec![(GROUPS, 30.0), (HEADS, 48.0)];
}

fn row(
    sending: &Sending<'_>,
    ask: &Ask<'_>,
    shape: &Shape,
    index: u32,
    name: RowName<'_>,
    sheet: &mut Sheet,
) {
    let row = FIRST + index;
    sheet.put(row, 0, Content::Count((index + 1).into()), Look::Mark);
    sheet.text(row, 1, name.label, Look::Text);
    figures(sending, ask, shape, row, name, sheet);
}

/// The cells of one row: to fill in, computed, and beside them the year before.
pub(super) fn figures(
    sending: &Sending<'_>,
    ask: &Ask<'_>,
    shape: &Shape,
    row: u32,
    name: RowName<'_>,
    sheet: &mut Sheet,
) {
    let before = |measure| sending.previous.count(&ask.variable.code, measure, name);
    for measure in &ask.measures {
        if let (Some(now), Some(then)) = (shape.entry(*measure), shape.before(*measure)) {
            sheet.put(row, now, Content::Blank, Look::EntryCount);
            let count = before(*measure);
            let look = if count.is_some() { Look::Count } else { Look::Mark };
            sheet.put(row, then, shown(count), look);
        }
    }
    if let (Some(base), Some(part)) = (shape.base(), shape.entry(Measure::Achieved)) {
        sheet.put(row, shape.rate(), rate(row, part, base), Look::Rate);
    }
    let whole = before(Measure::Total).or_else(|| before(Measure::Registered));
    rate_before(
        before(Measure::Achieved),
        whole,
        (row, shape.rate_before()),
        Look::Rate,
        sheet,
    );
    target(sending, ask, (row, shape.target()), sheet);
}

/// A rate that computes itself once both figures are there.
fn rate(row: u32, part: u32, base: u32) -> Content {
    let (part, base) = (letters(row, part), letters(row, base));
    Content::Formula {
        formula: format!(
            "IF(AND(ISNUMBER({part}),ISNUMBER({base}),N({base})>0),{part}/{base},\"{NONE}\")"
        ),
        result: Computed::Text(NONE.to_owned()),
    }
}

fn rate_before(
    part: Option<i64>,
    whole: Option<i64>,
    (row, col): (u32, u32),
    look: Look,
    sheet: &mut Sheet,
) {
    match (part, whole) {
        (Some(part), Some(whole)) if whole > 0 => {
            sheet.put(row, col, Content::Number(part as f64 / whole as f64), look);
        }
        (Some(_) | None, Some(_) | None) => sheet.text(row, col, NONE, Look::Mark),
    }
}

fn target(
    sending: &Sending<'_>,
    ask: &Ask<'_>,
    (row, col): (u32, u32),
    sheet: &mut Sheet,
) {
    let horizon = sending.plan.decision.horizon(sending.year);
    let end =
        jiff::civil::Date::new(sending.year, 12, 31).expect("every year has this day");
    let share = ask.indicator.target(horizon, end).and_then(|target| target.percent);
    match share {
        Some(share) => {
            let (part, whole) =
                (f64::from(share.numerator), f64::from(share.denominator));
            sheet.put(row, col, Content::Number(part / whole), Look::Rate);
        }
        None => sheet.text(row, col, NONE, Look::Mark),
    }
}

fn total(
    sending: &Sending<'_>,
    ask: &Ask<'_>,
    shape: &Shape,
    rows: &[RowName<'_>],
    row: u32,
    sheet: &mut Sheet,
) {
    sheet.text(row, 0, "", Look::TotalText);
    sheet.text(row, 1, "Tổng cộng", Look::TotalText);
    let sum = |col: u32, result: i64| Content::Formula {
        formula: format!("SUM({}:{})", letters(FIRST, col), letters(row - 1, col)),
        result: Computed::Number(result as f64),
    };
    let before = |measure: Measure| -> i64 {
        let counts = rows.iter().filter_map(|name| {
            sending.previous.count(&ask.variable.code, measure, *name)
        });
        counts.sum()
    };
    for measure in &ask.measures {
        if let (Some(now), Some(then)) = (shape.entry(*measure), shape.before(*measure)) {
            sheet.put(row, now, sum(now, 0), Look::TotalCount);
            sheet.put(row, then, sum(then, before(*measure)), Look::TotalCount);
        }
    }
    if let (Some(base), Some(part)) = (shape.base(), shape.entry(Measure::Achieved)) {
        sheet.put(row, shape.rate(), rate(row, part, base), Look::TotalRate);
    }
    let whole = ask.measures.first().map(|base| before(*base));
    let at = (row, shape.rate_before());
    rate_before(Some(before(Measure::Achieved)), whole, at, Look::TotalRate, sheet);
    target(sending, ask, (row, shape.target()), sheet);
}

/// Whole numbers, none more than the total, or one of the signs.
fn entries(shape: &Shape, rows: u32) -> Vec<Entry> {
    let base = shape.base();
    let last = FIRST + rows.saturating_sub(1);
    let cols = shape.measures.iter().filter_map(|measure| shape.entry(*measure));
    cols.map(|col| entry(col, base.filter(|base| *base != col), FIRST, last)).collect()
}

/// What may be entered in one column of counts.
pub(super) fn entry(col: u32, base: Option<u32>, first: u32, last: u32) -> Entry {
    let cell = letters(first, col);
    let within = base.map_or("TRUE".to_owned(), |base| {
        let base = letters(first, base);
        format!("IF(ISNUMBER({base}),{cell}<={base},TRUE)")
    });
    let formula = format!(
        "IF(ISNUMBER({cell}),AND({cell}>=0,{cell}=INT({cell}),{within}),\
         OR({cell}=\"-\",{cell}=\"...\",{cell}=\"x\"))"
    );
    let limit = if base.is_some() { ", không lớn hơn tổng số" } else { "" };
    Entry {
        range: range((first, col), (last, col)),
        allowed: Allowed::Formula(formula),
        prompt: format!(
            "Số nguyên từ 0 trở lên{limit}. Không phát sinh: ghi -; chưa có số liệu: ghi ...; \
             không áp dụng: ghi x."
        ),
        complaint: format!(
            "Chỉ nhận số nguyên từ 0 trở lên{limit}, hoặc một trong các ký hiệu - ... x. Không \
             ghi chữ, dấu phẩy hay số lẻ."
        ),
    }
}
