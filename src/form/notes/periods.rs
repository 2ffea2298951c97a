//! What is said of tables, columns and rows that are not results of the report's
//! year, of the whole, of the sender: information where the year's figures stand elsewhere in the file, a
//! question where they stand nowhere.

use std::collections::BTreeSet;

use super::shorten;
use crate::finding::{Finding, Severity};
use crate::form::Form;
use crate::form::label::Measure;
use crate::form::period::Other;
use crate::form::table::{Aside, By, Elsewhen, Ruling, Table, Why};
use crate::place::Place;

/// Everything set aside in a file.
pub(super) fn period_notes(form: &Form, file: &str, findings: &mut Vec<Finding>) {
    // What is counted at all; fields are many, these are few.
    let counted: BTreeSet<(&str, &Measure)> = form
        .tables
        .iter()
        .flat_map(|table| &table.fields)
        .map(|field| (field.variable.as_str(), &field.measure))
        .collect();
    for table in &form.tables {
        if let Some(aside) = &table.aside {
            findings.push(of_table(table, aside, &counted, file));
        }
        of_headings(table, &counted, file, findings);
    }
}

/// Why a file of which nothing is left is no report of this year.
pub(super) fn nothing_left(form: &Form) -> Option<String> {
    let table = form.tables.iter().find_map(|table| {
        let ruling = &table.aside.as_ref()?.ruling;
        Some(format!("{} {}", named(ruling), why(ruling.why)))
    });
    let heading = || {
        let one = form.tables.iter().find_map(|table| table.elsewhen.first())?;
        Some(format!(
            "Cột hoặc dòng “{}” {}",
            shorten(last_part(&one.text)),
            reason(one.why)
        ))
    };
    table.or_else(heading)
}

/// The heading itself, without its groups.
fn last_part(text: &str) -> &str {
    text.rsplit(" / ").next().unwrap_or_default()
}

fn of_table(
    table: &Table,
    aside: &Aside,
    counted: &BTreeSet<(&str, &Measure)>,
    file: &str,
) -> Finding {
    let place = Place::cell(file, &table.sheet, aside.range);
    let Aside { ruling, variables, .. } = aside;
    let message = format!("{} {} nên không được tính.", named(ruling), why(ruling.why));
    if ruling.why == Why::Foreign {
        return Finding::new(
            Severity::Warning,
            "I11",
            place,
            message,
            "Hỏi đơn vị: nếu là số liệu của đơn vị thì đề nghị sửa tên ở tiêu đề hoặc tên sheet; nếu không, đề nghị bỏ bảng này.",
        );
    }
    let tells = |code: &str, (variable, measure): &(&str, &Measure)| {
        let counts = matches!(measure, Measure::Total | Measure::Registered);
        *variable == code && !(ruling.why == Why::Registered && counts)
    };
    let told = variables.iter().all(|code| counted.iter().any(|one| tells(code, one)))
        || (ruling.is_later && !counted.is_empty());
    if told {
        return Finding::new(
            Severity::Info,
            "T03",
            place,
            message,
            "Nếu đúng là kết quả của năm báo cáo, sửa lại tiêu đề, tên sheet hoặc ghi chú rồi gửi lại.",
        );
    }
    let message =
        format!("{message} Trong tệp không có bảng nào khác cho các số liệu này.");
    match ruling.why {
        Why::Elsewhen(_) | Why::Void => Finding::new(
            Severity::Warning,
            "T11",
            place,
            message,
            "Hỏi đơn vị: nếu đây là kết quả của cả năm báo cáo thì đề nghị sửa tiêu đề, tên sheet hoặc ghi chú; nếu không, đề nghị gửi kết quả của cả năm báo cáo.",
        ),
        Why::Turned | Why::Registered | Why::Some | Why::Foreign => Finding::new(
            Severity::Warning,
            "T14",
            place,
            message,
            "Hỏi đơn vị: nếu đây là số đã đạt của toàn đơn vị thì đề nghị sửa tiêu đề hoặc tên sheet; nếu không, đề nghị gửi số đã đạt của toàn đơn vị.",
        ),
    }
}

fn named(ruling: &Ruling) -> String {
    let said = shorten(&ruling.said);
    match ruling.by {
        By::Title => format!("Bảng dưới tiêu đề “{said}”"),
        By::Sheet => format!("Bảng trên sheet “{said}”"),
        By::Note => format!("Bảng có ghi chú “{said}”"),
    }
}

fn why(why: Why) -> &'static str {
    match why {
        Why::Elsewhen(other) => reason(other),
        Why::Void => {
            "được hiểu là bản nháp, số liệu ví dụ, số cũ hoặc bản đã hủy, đã được thay thế"
        }
        Why::Turned => {
            "được hiểu là số chưa đạt, mới đề nghị, chờ duyệt hoặc đã bị thu hồi, không phải số đã đạt"
        }
        Why::Registered => {
            "được hiểu là bảng đăng ký; số đạt ghi trong bảng không rõ là đã đạt hay mới đăng ký"
        }
        Why::Some => "chỉ là số liệu của một nhóm đối tượng, không phải của toàn đơn vị",
        Why::Foreign => "ghi tên địa phương khác, không phải tên đơn vị gửi báo cáo",
    }
}

fn reason(why: Other) -> &'static str {
    match why {
        Other::Earlier | Other::Later => "không phải kết quả của năm báo cáo",
        Other::Part => "chỉ là số liệu của một phần trong năm, chưa đủ cả năm",
        Other::Several => "gộp số liệu của nhiều năm",
        Other::Plan => "là kế hoạch hoặc dự kiến, chưa phải kết quả",
    }
}

/// Columns that stand side by side are spoken of together.
fn of_headings(
    table: &Table,
    counted: &BTreeSet<(&str, &Measure)>,
    file: &str,
    findings: &mut Vec<Finding>,
) {
    let told = |one: &Elsewhen| {
        one.tells.iter().all(|(variable, told)| {
            counted
                .iter()
                .any(|(counted, measure)| counted == variable && told.is(measure))
        })
    };
    let mut open: Option<(bool, Elsewhen, Vec<String>)> = None;
    for one in &table.elsewhen {
        let told = told(one);
        if told && one.is_known {
            continue;
        }
        let last = last_part(&one.text).to_owned();
        if let Some((of_open, before, texts)) = &mut open
            && *of_open == told
            && before.why == one.why
            && before.range.last.row == one.range.last.row
            && before.range.last.col + 1 == one.range.first.col
        {
            before.range = before.range.union(one.range);
            if !texts.contains(&last) {
                texts.push(last);
            }
            continue;
        }
        findings.extend(
            open.take()
                .map(|(told, one, texts)| heading(table, told, &one, &texts, file)),
        );
        open = Some((told, one.clone(), vec![last]));
    }
    findings
        .extend(open.map(|(told, one, texts)| heading(table, told, &one, &texts, file)));
}

fn heading(
    table: &Table,
    told: bool,
    one: &Elsewhen,
    texts: &[String],
    file: &str,
) -> Finding {
    let place = Place::cell(file, &table.sheet, one.range);
    let quoted: Vec<String> =
        texts.iter().map(|text| format!("“{}”", shorten(text))).collect();
    let quoted = quoted.join(", ");
    if told {
        return Finding::new(
            Severity::Info,
            "T12",
            place,
            format!("Cột hoặc dòng {quoted} {} nên không được tính.", reason(one.why)),
            "Không phải làm gì.",
        );
    }
    Finding::new(
        Severity::Warning,
        "T10",
        place,
        format!(
            "Cột hoặc dòng {quoted} {} nên không được tính; trong tệp không có số của cả năm báo cáo.",
            reason(one.why)
        ),
        "Hỏi đơn vị: nếu đây là kết quả của năm báo cáo thì sửa lại tiêu đề, nếu không thì bổ sung số của cả năm báo cáo.",
    )
}
