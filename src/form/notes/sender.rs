//! What there is to say about whose report a file is, of which year and day.

use spreadsheet::Workbook;

use super::periods::nothing_left;
use super::shorten;
use crate::finding::{Finding, Severity};
use crate::form::Form;
use crate::form::identity;
use crate::form::names::Names;
use crate::form::stamp::{DAY_LABEL, VERSION};
use crate::place::Place;
use crate::plan::Plan;

pub(super) fn identity_notes(
    workbook: &Workbook,
    form: &Form,
    file: &str,
    year: i16,
    plan: &Plan,
    names: &Names,
    findings: &mut Vec<Finding>,
) {
    findings.extend(refused(form, file, year, plan, names));
    doubts(workbook, form, file, year, findings);
    date_notes(workbook, form, file, findings);
}

/// Why a file is not used: it is of two units, says nothing or nobody.
fn refused(
    form: &Form,
    file: &str,
    year: i16,
    plan: &Plan,
    names: &Names,
) -> Option<Finding> {
    let identity = &form.identity;
    let note = |severity, code, message: String, hint: &str| {
        Some(Finding::new(severity, code, Place::file(file), message, hint))
    };
    if let Some((made_for, named)) = &identity.foreign {
        let (made_for, named) = (plan.unit_name(made_for), plan.unit_name(named));
        note(
            Severity::Error,
            "I08",
            format!(
                "Biểu mẫu này phát cho {made_for} nhưng nội dung là của {named}; không dùng tệp này."
            ),
            "Gửi lại đúng biểu mẫu cho đơn vị và đề nghị nhập lại.",
        )
    } else if let Some((one, other)) = &identity.letterheads {
        let (one, other) = (plan.unit_name(one), plan.unit_name(other));
        note(
            Severity::Error,
            "I03",
            format!(
                "Trong tệp có tiêu đề hoặc chữ ký của hai đơn vị là {one} và {other}; không dùng tệp này."
            ),
            "Hỏi đơn vị tệp này là báo cáo của đơn vị nào; nếu gồm hai báo cáo, đề nghị gửi mỗi báo cáo một tệp.",
        )
    } else if let Some((head, communes)) = &identity.contradiction {
        let (head, communes) = (plan.unit_name(head), plan.unit_name(communes));
        note(
            Severity::Error,
            "I03",
            format!(
                "Tiêu đề ghi {head} nhưng các xã trong bảng thuộc {communes}; không dùng tệp này."
            ),
            "Kiểm tra xem đơn vị có gửi nhầm tệp hoặc quên sửa tiêu đề không.",
        )
    } else if !form.is_report() && identity.stamp.is_some() {
        note(
            Severity::Warning,
            "I02",
            "Biểu mẫu gửi lại còn trống, chưa điền nội dung nào; không dùng tệp này."
                .to_owned(),
            "Đề nghị đơn vị điền biểu mẫu rồi gửi lại.",
        )
    } else if let Some(why) = nothing_left(form).filter(|_| !form.is_report()) {
        note(
            Severity::Error,
            "I05",
            format!(
                "{why}, và tệp không có số liệu nào khác của năm {year}; không dùng tệp này."
            ),
            "Đề nghị đơn vị gửi kết quả của cả năm báo cáo; nếu tệp đúng là kết quả đó thì sửa tiêu đề, tên sheet hoặc ghi chú rồi gửi lại.",
        )
    } else if !form.is_report() {
        note(
            Severity::Warning,
            "I02",
            "Tệp không có bảng số liệu hay nội dung báo cáo nào nhận ra được; không dùng tệp này.".to_owned(),
            "Nếu đây là báo cáo, đề nghị đơn vị gửi lại theo mẫu; nếu không, chuyển tệp ra khỏi thư mục.",
        )
    } else if identity.unit.is_none() {
        note(
            Severity::Error,
            "I01",
            "Không nhận ra tệp này của đơn vị nào; không dùng số liệu trong tệp."
                .to_owned(),
            &unknown_sender(identity.signboard.as_deref(), names),
        )
    } else {
        None
    }
}

/// What is doubtful about whose report it is, and of which year.
fn doubts(
    workbook: &Workbook,
    form: &Form,
    file: &str,
    year: i16,
    findings: &mut Vec<Finding>,
) {
    let identity = &form.identity;
    let mut note = |severity, code, place, message: String, hint: &str| {
        findings.push(Finding::new(severity, code, place, message, hint));
    };
    if identity.by_file_name && form.is_report() {
        note(
            Severity::Warning,
            "I04",
            Place::file(file),
            "Trong tệp không ghi tên đơn vị; đơn vị được nhận theo tên tệp.".to_owned(),
            "Kiểm tra lại tệp có đúng của đơn vị này không.",
        );
    }
    if let Some(found) = identity.year.filter(|found| *found != year)
        && form.is_report()
    {
        note(
            Severity::Error,
            "I05",
            Place::file(file),
            match &identity.stamp {
                Some(_) => format!(
                    "Đây là biểu mẫu của năm {found}, không phải năm {year}; không dùng tệp này."
                ),
                None => format!(
                    "Báo cáo ghi số liệu năm {found}, không phải năm {year}; không dùng tệp này."
                ),
            },
            "Đề nghị đơn vị gửi báo cáo đúng năm, hoặc chuyển tệp sang thư mục của năm đó.",
        );
    }
    if let Some((sheet, at, text, official)) = &identity.misspelt {
        let sheet = &workbook.sheets[*sheet].name;
        note(
            Severity::Info,
            "I06",
            Place::cell(file, sheet, *at),
            format!(
                "Tên đơn vị viết “{text}”, tên đúng là “{official}”; đã hiểu đúng đơn vị."
            ),
            "Nhắc đơn vị sửa lại tên trong lần gửi sau.",
        );
    }
}

/// What is missing or odd about the date of a report.
fn date_notes(workbook: &Workbook, form: &Form, file: &str, findings: &mut Vec<Finding>) {
    let identity = &form.identity;
    let mut note = |severity, code, place, message: String, hint: &str| {
        findings.push(Finding::new(severity, code, place, message, hint));
    };
    if !form.is_report() || identity.unit.is_none() {
        return;
    }
    let place = |sheet: usize, at| Place::cell(file, &workbook.sheets[sheet].name, at);
    if let Some((sheet, at, written)) = &identity.dated_elsewhere {
        note(
            Severity::Warning,
            "I11",
            place(*sheet, *at),
            format!(
                "Dòng ngày tháng ghi “{}”, là địa danh của địa phương khác; số liệu vẫn được tính cho đơn vị ghi ở tiêu đề.",
                shorten(written)
            ),
            "Hỏi đơn vị có dùng nhầm tệp hoặc quên sửa địa danh không.",
        );
    }
    let is_undated = identity.date.is_none() || identity.date_from_properties;
    if let Some((sheet, at, text)) = identity.misdated.as_ref().filter(|_| is_undated) {
        note(
            Severity::Warning,
            "I07",
            place(*sheet, *at),
            format!(
                "Dòng “{}” ghi ngày không có trong lịch hoặc thiếu năm nên không xác định được gửi đúng hạn hay muộn.",
                shorten(text)
            ),
            "Ghi lại đúng ngày, tháng, năm của báo cáo.",
        );
    } else if identity.date.is_none() {
        note(
            Severity::Warning,
            "I07",
            Place::file(file),
            "Không tìm thấy ngày tháng của báo cáo nên không xác định được gửi đúng hạn hay muộn.".to_owned(),
            "Ghi dòng “…, ngày … tháng … năm …” ở đầu báo cáo.",
        );
    } else if identity.stamp.is_some() && identity.date_from_properties {
        note(
            Severity::Warning,
            "I07",
            Place::file(file),
            format!(
                "Ô “{DAY_LABEL}” của biểu mẫu chưa ghi ngày nên không xác định được gửi đúng hạn hay muộn, và bản nào là bản sau."
            ),
            "Đề nghị đơn vị ghi ngày lập báo cáo vào biểu mẫu.",
        );
    }
}

/// What is odd about a form of ours, though it can be read.
pub(super) fn stamp_notes(
    form: &Form,
    file: &str,
    plan: &Plan,
    names: &Names,
    findings: &mut Vec<Finding>,
) {
    let Some(stamp) = &form.identity.stamp else { return };
    if stamp.version != VERSION {
        let age = if stamp.version < VERSION { "cũ hơn" } else { "mới hơn" };
        findings.push(
            Finding::new(
                Severity::Warning,
                "I10",
                Place::file(file),
                format!(
                    "Biểu mẫu phiên bản {}, {age} phiên bản hiện hành {VERSION}; số liệu được đọc theo nội dung.",
                    stamp.version
                ),
                "Kiểm tra lại các số đọc được; lần sau gửi đơn vị biểu mẫu mới.",
            )
            .compare(stamp.version, VERSION),
        );
    }
    let by_file_name = identity::by_file_name(file, names);
    if let Some(other) = by_file_name.filter(|other| *other != stamp.unit) {
        findings.push(Finding::new(
            Severity::Warning,
            "I09",
            Place::file(file),
            format!(
                "Biểu mẫu này của {} nhưng tên tệp là của {}; đã tính cho {}.",
                plan.unit_name(&stamp.unit),
                plan.unit_name(&other),
                plan.unit_name(&stamp.unit)
            ),
            "Hỏi đơn vị có dùng nhầm biểu mẫu của đơn vị khác không.",
        ));
    }
}

/// What the sign above the report may have meant; offered, never applied.
fn unknown_sender(signboard: Option<&str>, names: &Names) -> String {
    let near = signboard.map_or_else(String::new, |sign| {
        let near = names.nearest_units(sign).join("”, “");
        format!("Tên gần nhất với “{}”: “{near}”. ", shorten(sign))
    });
    format!(
        "{near}Ghi tên đơn vị ở góc trên bên trái của sheet, hoặc bổ sung cách viết tên vào plan/units.toml."
    )
}
