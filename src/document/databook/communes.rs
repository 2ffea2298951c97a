//! One row a commune, the indicators that are broken down to communes across.

use crate::document::Material;
use crate::document::compose::shape::level_of_one;
use crate::document::wording::NOT_REPORTED;
use crate::form::label::Measure;
use crate::place::Address;
use crate::plan::decision::{self, VariableKind};
use crate::plan::indicator::{Indicator, Level};
use spreadsheet::book::{Look, Sheet};

use super::line::{Figure, Line};
use super::signs::Signs;
use super::{NOT_APPLICABLE, filtered, titled};

/// The rows of heads: indicators, then what is counted.
const GROUPS: u32 = 2;
const HEADS: u32 = 3;

/// What a column shows of its indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Column {
    Total,
    Registered,
    Achieved,
    Rate,
    Level,
    Mark,
}

impl Column {
    fn head(self) -> &'static str {
        match self {
            Column::Total => "Tổng số",
            Column::Registered => "Đăng ký",
            Column::Achieved => "Đạt",
            Column::Rate => "Tỷ lệ",
            Column::Level => "Xếp loại, mức độ",
            Column::Mark => "Có (1), không (0)",
        }
    }
}

pub(super) fn sheet(material: &Material<'_>) -> Sheet {
    let title = format!("Kết quả theo xã, phường, thị trấn năm {}", material.year);
    let mut sheet = titled(material, "Theo xã", &title);
    let groups = groups(material);
    heads(&mut sheet, &groups);
    let signs = Signs::of(material);
    let mut row = HEADS + 1;
    for district in material.plan.expected_districts() {
        for commune in &district.communes {
            let number = i64::from(row - HEADS);
            let mut line = Line::new(&mut sheet, row);
            line.number(number);
            line.text(&district.name);
            line.text(&commune.name);
            for (indicator, columns) in &groups {
                let of = Of { indicator, unit: &district.code, commune: &commune.name };
                of.write(material, columns, &signs, &mut line);
            }
            row += 1;
        }
    }
    sheet.scrolls_from = Some(Address::new(HEADS + 1, 3));
    sheet.repeated = Some((GROUPS, HEADS));
    filtered(&mut sheet, HEADS, row);
    sheet
}

fn groups<'p>(material: &Material<'p>) -> Vec<(&'p Indicator, Vec<Column>)> {
    let plan = material.plan;
    let broken_down = plan.indicators().iter().filter(|one| one.by == Level::Commune);
    let with_columns = broken_down.filter_map(|indicator| {
        let variable = plan.variable(&indicator.variable)?;
        let columns = match variable.kind {
            VariableKind::Mark => vec![Column::Mark],
            VariableKind::Level | VariableKind::Scale => vec![Column::Level],
            VariableKind::Counts => {
                let registered =
                    variable.measures.contains(&decision::Measure::Registered);
                let registered = registered.then_some(Column::Registered);
                let counts = [Some(Column::Total), registered, Some(Column::Achieved)];
                counts.into_iter().flatten().chain([Column::Rate]).collect()
            }
        };
        Some((indicator, columns))
    });
    with_columns.collect()
}

fn heads(sheet: &mut Sheet, groups: &[(&Indicator, Vec<Column>)]) {
    let first =
        [("STT", 5.0), ("Huyện, thành phố", 16.0), ("Xã, phường, thị trấn", 26.0)];
    let mut col = 0;
    for (head, width) in first {
        sheet.text(GROUPS, col, "", Look::Head);
        sheet.text(HEADS, col, head, Look::Head);
        sheet.widths.push(width);
        col += 1;
    }
    for (indicator, columns) in groups {
        let title = format!("{}. {}", indicator.code, indicator.short);
        let last = col + u32::try_from(columns.len()).unwrap_or(1) - 1;
        sheet.across(GROUPS, (col, last), &title, Look::Head);
        for column in columns {
            sheet.text(HEADS, col, column.head(), Look::Head);
            sheet.widths.push(if columns.len() == 1 { 15.0 } else { 9.5 });
            col += 1;
        }
    }
    sheet.heights.extend([(GROUPS, 45.0), (HEADS, 30.0)]);
}

/// One indicator of one commune.
struct Of<'a> {
    indicator: &'a Indicator,
    unit: &'a str,
    commune: &'a str,
}

impl Of<'_> {
    fn write(
        &self,
        material: &Material<'_>,
        columns: &[Column],
        signs: &Signs<'_>,
        line: &mut Line<'_>,
    ) {
        let code = &self.indicator.code;
        let tally = material.of_commune(code, self.unit, self.commune);
        let figure = |measure: Measure, count: Option<i64>| {
            let variable = self.indicator.variable.as_str();
            signs.figure((variable, self.unit, Some(self.commune), &measure), count)
        };
        let whole = figure(Measure::Total, tally.and_then(|tally| tally.denominator));
        let part = figure(Measure::Achieved, tally.and_then(|tally| tally.numerator));
        let at = |figure: Figure, line: &mut Line<'_>| (figure, line.figure(figure));
        let (mut whole_at, mut part_at) = (None, None);
        for column in columns {
            match column {
                Column::Total => whole_at = Some(at(whole, line)),
                Column::Achieved => part_at = Some(at(part, line)),
                Column::Registered => {
                    let registered = tally.and_then(|tally| tally.registered);
                    line.figure(figure(Measure::Registered, registered));
                }
                Column::Rate => {
                    if let (Some(part), Some(whole)) = (part_at, whole_at) {
                        line.rate(part, whole);
                    }
                }
                Column::Mark => {
                    let marked = tally.and_then(|tally| tally.numerator);
                    line.figure(figure(Measure::Mark, marked));
                }
                Column::Level => {
                    let scale = self.indicator.scale(material.year);
                    let level = tally.zip(scale).and_then(|(t, s)| level_of_one(s, t));
                    let stated = figure(Measure::Level, None);
                    let sign = match stated {
                        Figure::Sign(NOT_APPLICABLE, _) => NOT_APPLICABLE,
                        Figure::Sign(..) | Figure::Count(_) => NOT_REPORTED,
                    };
                    line.mark(level.unwrap_or(sign));
                }
            }
        }
    }
}
