//! What is said of files that have no business in a year or in the plan: by a sender
//! that was not there, or from outside the area.

use crate::finding::{Finding, Severity, short_date};
use crate::place::Place;
use crate::plan::Plan;
use crate::plan::dates::Validity;
use crate::plan::unit::Unit;

/// A report by a unit that was not there in the year; `plan` is that of its own time.
pub(super) fn elsewhen(unit: &str, file: &str, year: i16, plan: &Plan) -> Finding {
    let of = plan.unit(unit);
    let name = of.map_or(unit, Unit::agency);
    let when = during(of.map(Unit::validity).unwrap_or_default());
    Finding::new(
        Severity::Error,
        "L14",
        Place::file(file),
        format!("{name} chỉ gửi báo cáo {when}; tệp này nằm trong báo cáo năm {year}, không được tính."),
        "Chuyển tệp sang thư mục của đúng năm; hỏi đơn vị đang quản lý địa bàn để nhận báo cáo của năm này.",
    )
    .of_unit(unit)
}

/// A report by a commune that is no part of the area.
pub(super) fn outside(name: &str, file: &str, plan: &Plan) -> Finding {
    Finding::new(
        Severity::Warning,
        "L15",
        Place::file(file),
        format!("{name} ngoài {}; tệp này không được tính.", plan.province.area),
        "Chuyển tệp ra khỏi thư mục; nếu đơn vị gửi nhầm, báo lại cho đơn vị.",
    )
}

/// "từ 01/7/2025", "đến 30/6/2025".
fn during(validity: Validity) -> String {
    match (validity.from, validity.to) {
        (_, Some(to)) => format!("đến hết ngày {}", short_date(to)),
        (Some(from), None) => format!("từ ngày {}", short_date(from)),
        (None, None) => "trong thời gian khác".to_owned(),
    }
}
