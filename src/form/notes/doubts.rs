//! What speaks against figures that are counted: words of titles and of names of
//! sheets, and another district's name.

use std::collections::BTreeSet;

use super::periods::reason;
use super::shorten;
use crate::finding::{Finding, Severity};
use crate::form::Form;
use crate::form::period::Odd;
use crate::form::table::{Against, Doubt};
use crate::place::Place;
use crate::plan::Plan;

/// One finding a text, whatever tables stand below it.
pub(super) fn doubt_notes(
    form: &Form,
    file: &str,
    plan: &Plan,
    findings: &mut Vec<Finding>,
) {
    let mut said = BTreeSet::new();
    for table in &form.tables {
        for doubt in &table.doubts {
            if !said.insert((table.sheet.as_str(), doubt.at, doubt.text.as_str())) {
                continue;
            }
            let place = match doubt.at {
                Some(at) => Place::cell(file, &table.sheet, at),
                None => Place::sheet(file, &table.sheet),
            };
            findings.push(finding(doubt, place, plan));
        }
    }
    if let Some((sheet, at, text, code)) = &form.identity.elsewhere {
        findings.push(elsewhere(Place::cell(file, sheet, *at), "Dòng", text, code, plan));
    }
}

fn finding(doubt: &Doubt, place: Place, plan: &Plan) -> Finding {
    let named = if doubt.at.is_some() { "Tiêu đề" } else { "Tên sheet" };
    let text = shorten(&doubt.text);
    let why = match &doubt.against {
        Against::District(code) => {
            return elsewhere(place, named, &doubt.text, code, plan);
        }
        Against::Words => {
            "có thể không phải kết quả, hoặc chỉ là kết quả của một phần đối tượng"
                .to_owned()
        }
        Against::Overruled(why) => {
            format!("{}, dù tiêu đề của bảng ghi là kết quả", reason(*why))
        }
        Against::Time(Odd::Early) => "chốt số liệu khi chưa hết năm báo cáo".to_owned(),
        Against::Time(Odd::Several) => "có thể gộp số của nhiều năm".to_owned(),
        Against::Time(Odd::Damaged) => "ghi năm không đọc được".to_owned(),
    };
    Finding::new(
        Severity::Warning,
        "T14",
        place,
        format!("{named} “{text}” {why}; các số bên dưới vẫn được tính theo tiêu đề cột."),
        "Hỏi đơn vị số liệu này là gì: nếu là kết quả của cả năm báo cáo thì sửa tiêu đề hoặc tên sheet; nếu không thì gửi kết quả của cả năm báo cáo.",
    )
    .found(text)
}

fn elsewhere(place: Place, named: &str, text: &str, code: &str, plan: &Plan) -> Finding {
    let text = shorten(text);
    Finding::new(
        Severity::Warning,
        "I11",
        place,
        format!(
            "{named} “{text}” ghi tên {}, không phải đơn vị gửi báo cáo; số liệu vẫn được tính.",
            plan.unit_name(code)
        ),
        "Hỏi đơn vị có dùng lại tệp hoặc bảng của huyện khác không.",
    )
    .found(text)
}
