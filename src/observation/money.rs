//! Money spent, from whatever unit it is written in to đồng.

use super::quantity::{self, Fault, Quantity};
use super::{Amount, Source, Statement};
use crate::finding::{Finding, Severity};
use crate::form::narrative::Money;
use crate::place::Place;
use crate::plan::vocabulary::{Fund, Vocabulary};
use crate::workbook::Cell;

/// Budgets are asked for in million đồng.
const MILLION: i64 = 1_000_000;
/// A thousand billion đồng: no office of a district or province spends so much
/// on this plan; whoever states it has written đồng under `triệu đồng`.
const MOST: i64 = 1_000_000_000_000;

pub(super) fn read(
    stated: &[Money],
    vocabulary: &Vocabulary,
    file: &str,
    statement: &mut Statement,
    findings: &mut Vec<Finding>,
) {
    for money in stated {
        let source = Source { sheet: money.sheet.clone(), at: money.at };
        let place = Place::cell(file, &money.sheet, money.at);
        let (cell, own) = split_unit(&money.cell, vocabulary);
        let scale = own.or(money.scale);
        let amount = match quantity::count(Some(&cell), vocabulary) {
            Quantity::Count(count) => count.checked_mul(scale.unwrap_or(MILLION)),
            Quantity::None => Some(0),
            Quantity::Blank | Quantity::Missing | Quantity::NotApplicable => continue,
            // Amounts may have decimals, and may be counted in đồng.
            Quantity::Fault(Fault::Fraction { .. } | Fault::TooLarge(_)) => {
                quantity::decimal(&cell).and_then(|d| d.times(scale.unwrap_or(MILLION)))
            }
            Quantity::Fault(_) => None,
        };
        let amount = amount.filter(|dong| *dong <= MOST);
        let Some(dong) = amount else {
            findings.push(unreadable(place));
            continue;
        };
        if scale.is_none() {
            findings.push(unit_assumed(&place));
        }
        let slot = match money.fund {
            Fund::State => &mut statement.state_budget,
            Fund::Social => &mut statement.social_budget,
        };
        match slot {
            None => *slot = Some(Amount { dong, source }),
            Some(first) if first.dong == dong => {}
            Some(_) => findings.push(stated_twice(place)),
        }
    }
}

/// `375 triệu đồng` as 375 and its unit.
fn split_unit(cell: &Cell, vocabulary: &Vocabulary) -> (Cell, Option<i64>) {
    let text = cell.as_text().unwrap_or_default();
    let last = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let (number, unit) = text.split_at(last);
    match vocabulary.is_money_unit(unit) {
        Some(dong) if !number.is_empty() => (Cell::text(number), Some(dong)),
        Some(_) | None => (cell.clone(), None),
    }
}

fn unreadable(place: Place) -> Finding {
    Finding {
        severity: Severity::Warning,
        code: "V10",
        unit: None,
        place,
        found: None,
        expected: None,
        basis: None,
        message:
            "Số kinh phí không đọc được hoặc quá lớn so với đơn vị tiền đã ghi nên không được cộng vào báo cáo."
                .to_owned(),
        hint: "Ghi kinh phí bằng số và kiểm tra đơn vị tiền (triệu đồng).".to_owned(),
        accepted: None,
    }
}

fn unit_assumed(place: &Place) -> Finding {
    Finding {
        severity: Severity::Warning,
        code: "V11",
        unit: None,
        place: place.clone(),
        found: None,
        expected: None,
        basis: None,
        message: "Số kinh phí không ghi đơn vị tiền; đã hiểu là triệu đồng.".to_owned(),
        hint: "Ghi rõ “triệu đồng” ở tiêu đề hoặc bên cạnh số kinh phí.".to_owned(),
        accepted: None,
    }
}

fn stated_twice(place: Place) -> Finding {
    Finding {
        severity: Severity::Warning,
        code: "V12",
        unit: None,
        place,
        found: None,
        expected: None,
        basis: None,
        message: "Kinh phí cùng một nguồn được ghi hai lần với hai số khác nhau; chỉ dùng số ghi trước."
            .to_owned(),
        hint: "Xác nhận lại với đơn vị số nào đúng.".to_owned(),
        accepted: None,
    }
}
