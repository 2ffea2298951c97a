//! What the tables of a workbook have to say: rows, names and headers that could
//! not be made out.

use super::shorten;
use crate::finding::{Finding, Severity};
use crate::form::names::Names;
use crate::form::table::Table;
use crate::place::Place;
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
    for stranger in &table.strangers {
        let near = names.nearest(&stranger.text, home).join("”, “");
        findings.push(
            Finding::new(
                Severity::Error,
                "U01",
                Place::cell(file, &table.sheet, stranger.at),
                format!(
                    "Không nhận ra đơn vị “{}”; số liệu của dòng này không được tính.",
                    shorten(&stranger.text)
                ),
                format!("Tên gần nhất: “{near}”. Sửa tên trong tệp hoặc bổ sung cách viết vào plan/units.toml."),
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
    for riddle in &table.riddles {
        let place = Place::cell(file, &table.sheet, riddle.range);
        findings.push(if riddle.rivals.is_empty() {
            Finding::new(
                Severity::Warning,
                "T01",
                place,
                format!("Không hiểu “{}” là số liệu gì; các số ở đây không được tính.", shorten(&riddle.text)),
                nearest_indicators(plan, &riddle.text),
            )
        } else {
            Finding::new(
                Severity::Error,
                "T02",
                place,
                format!(
                    "Tiêu đề “{}” hiểu được theo nhiều chỉ tiêu ({}); các số ở đây không được tính.",
                    shorten(&riddle.text),
                    riddle
                        .rivals
                        .iter()
                        .map(|code| format!("“{}”", plan.variable_name(code)))
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
                "Ghi rõ tên chỉ tiêu ở tiêu đề rồi gửi lại.",
            )
        });
    }
}
