//! What the tables of a workbook have to say: rows, names and headers that could
//! not be made out.

mod figures;
mod scope;

pub(super) use self::figures::remark;

use super::shorten;
use crate::finding::{Finding, Severity};
use crate::form::names::Names;
use crate::form::table::{Riddle, Riddled, Table};
use crate::place::{CellRange, Place};
use crate::plan::Plan;

/// What an unknown header may have meant; offered, never applied.
fn nearest_indicators(plan: &Plan, text: &str) -> String {
    let near: Vec<String> = plan
        .vocabulary
        .nearest(&crate::plan::vocabulary::loose(text))
        .into_iter()
        .map(|code| format!("“{}”", plan.variable_name(code)))
        .collect();
    let near = match near.as_slice() {
        [] => String::new(),
        _ => format!("Gần nhất: {}. ", near.join(", ")),
    };
    format!(
        "{near}Nếu là chỉ tiêu của kế hoạch, sửa tiêu đề hoặc bổ sung cách viết vào plan/vocabulary.toml."
    )
}

pub(super) fn table_notes(
    table: &Table,
    file: &str,
    home: Option<&str>,
    plan: &Plan,
    names: &Names,
    findings: &mut Vec<Finding>,
) {
    scope::notes(table, file, plan, findings);
    for stranger in &table.strangers {
        let near = match names.nearest(&stranger.text, home) {
            near if near.is_empty() => String::new(),
            near => format!("Tên gần nhất: “{}”. ", near.join("”, “")),
        };
        findings.push(
            Finding::new(
                Severity::Error,
                "U01",
                Place::cell(file, &table.sheet, stranger.at),
                format!(
                    "Không nhận ra đơn vị “{}”; số liệu của dòng này không được tính.",
                    shorten(&stranger.text)
                ),
                format!(
                    "{near}Sửa tên trong tệp hoặc bổ sung cách viết vào plan/units.toml."
                ),
            )
            .found(shorten(&stranger.text)),
        );
    }
    for (at, name) in &table.outsiders {
        findings.push(
            Finding::new(
                Severity::Error,
                "U02",
                Place::cell(file, &table.sheet, *at),
                format!("“{name}” không thuộc đơn vị gửi báo cáo; số liệu của dòng này không được tính."),
                "Kiểm tra lại tên xã hoặc chuyển số liệu sang báo cáo của huyện quản lý.",
            )
            .found(name),
        );
    }
    for (at, text, official) in &table.misspellings {
        findings.push(
            Finding::new(
                Severity::Info,
                "U03",
                Place::cell(file, &table.sheet, *at),
                format!(
                    "Tên viết “{text}”, tên đúng là “{official}”; đã hiểu đúng đơn vị."
                ),
                "Nhắc đơn vị sửa lại tên trong lần gửi sau.",
            )
            .compare(text, official),
        );
    }
    for (at, text) in &table.subtotals {
        findings.push(Finding::new(
            Severity::Info,
            "T04",
            Place::cell(file, &table.sheet, *at),
            format!(
                "Dòng “{}” là dòng cộng một phần các đơn vị nên không cộng lại.",
                shorten(text)
            ),
            "Không phải làm gì.",
        ));
    }
    let place = |range: CellRange| Place::cell(file, &table.sheet, range);
    for riddle in &table.riddles {
        findings.push(riddled(riddle, place(riddle.range), plan));
    }
    figures::notes(table, &place, plan, findings);
}

/// A column or row that nobody understands, or in more than one way.
fn riddled(riddle: &Riddle, place: Place, plan: &Plan) -> Finding {
    let text = shorten(&riddle.text);
    let warn = |message: String| {
        let hint = nearest_indicators(plan, &riddle.text);
        Finding::new(Severity::Warning, "T01", place.clone(), message, hint)
    };
    let fail = |message: String, hint: &str| {
        Finding::new(Severity::Error, "T02", place.clone(), message, hint)
    };
    match &riddle.why {
        Riddled::Nothing => warn(format!(
            "Không hiểu “{text}” là số liệu gì; các số ở đây không được tính."
        )),
        Riddled::Unknown(words) => warn(format!(
            "Không hiểu “{}” trong tiêu đề “{text}”; các số ở đây không được tính.",
            shorten(words)
        ))
        .found(shorten(words)),
        Riddled::Rivals(rivals) => {
            let rivals =
                rivals.iter().map(|code| format!("“{}”", plan.variable_name(code)));
            let rivals: Vec<String> = rivals.collect();
            fail(
                format!(
                    "Tiêu đề “{text}” hiểu được theo nhiều chỉ tiêu ({}); các số ở đây không được tính.",
                    rivals.join(", ")
                ),
                "Ghi rõ tên chỉ tiêu ở tiêu đề rồi gửi lại.",
            )
        }
        Riddled::Halves => fail(
            format!(
                "Bảng chỉ có “{text}”, không có cột chung, và có ô không phải số nên không cộng được nam với nữ; các số ở đây không được tính."
            ),
            "Ghi thêm cột chung, hoặc ghi đủ số ở cả hai cột rồi gửi lại.",
        ),
        Riddled::Foreign(variable) => fail(
            format!(
                "Tiêu đề “{text}” là tổng số của đối tượng khác, không phải của “{}”; các số ở đây không được tính.",
                plan.variable_name(variable)
            ),
            "Ghi đúng tổng số của chỉ tiêu này, hoặc sửa tiêu đề rồi gửi lại.",
        ),
    }
}
