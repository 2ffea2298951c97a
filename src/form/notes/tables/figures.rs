//! What stands at the figures of a table and changes them: words that set them
//! aside, units of count, merged cells, notes, rows without a name.

use std::collections::BTreeMap;

use super::super::shorten;
use crate::finding::{Finding, Severity, count};
use crate::form::table::{Counted, Remark, Table, Turned};
use crate::place::{CellRange, Place};
use crate::plan::Plan;

pub(super) fn notes(
    table: &Table,
    place: &impl Fn(CellRange) -> Place,
    plan: &Plan,
    findings: &mut Vec<Finding>,
) {
    findings.extend(table.turned.iter().map(|one| turned(one, place, plan)));
    findings.extend(units(table, place));
    added(table, place, findings);
    findings.extend(table.remarks.iter().map(|one| remark(one, place)));
    for region in &table.straddling {
        findings.push(Finding::new(
            Severity::Error,
            "T08",
            place(*region),
            format!("Một số ghi chung cho nhiều ô gộp {region}, không rõ của ô nào; không được tính."),
            "Bỏ gộp ô, ghi riêng số của từng đơn vị, từng cột rồi gửi lại.",
        ));
    }
    rows(table, place, findings);
}

/// A note, as it stands.
fn remark(remark: &Remark, place: &impl Fn(CellRange) -> Place) -> Finding {
    let text = shorten(&remark.text);
    let message = if remark.below_signature {
        format!("Dưới phần chữ ký có “{text}” kèm số liệu; số này không được tính.")
    } else {
        format!("Có ghi chú “{text}” cạnh số liệu; các số vẫn được tính như đã ghi.")
    };
    Finding::new(
        Severity::Warning,
        "T07",
        place(remark.range),
        message,
        "Đọc ghi chú; nếu ghi chú sửa hoặc giới hạn số liệu, đề nghị đơn vị sửa ngay trong bảng rồi gửi lại.",
    )
    .found(text)
}

fn rows(table: &Table, place: &impl Fn(CellRange) -> Place, findings: &mut Vec<Finding>) {
    for range in &table.nameless {
        findings.push(Finding::new(
            Severity::Warning,
            "U04",
            place(*range),
            "Dòng có số liệu nhưng không ghi tên đơn vị hay chỉ tiêu; không được tính.",
            "Ghi tên của dòng; nếu là dòng cộng thì ghi “Tổng cộng”, nếu là số nháp thì xóa đi.",
        ));
    }
    if let Some((at, text)) = &table.posing {
        findings.push(
            Finding::new(
                Severity::Error,
                "U05",
                place((*at).into()),
                format!(
                    "Dòng “{}” ghi tổng của các dòng khác, có thể là tổng toàn tỉnh chứ không phải của thành phố; số liệu của dòng này không được tính.",
                    shorten(text)
                ),
                "Dòng tổng ghi “Toàn tỉnh”; bổ sung dòng của thành phố.",
            )
            .found(shorten(text)),
        );
    }
}

/// A column or row whose own words say that it is no result.
fn turned(turned: &Turned, place: &impl Fn(CellRange) -> Place, plan: &Plan) -> Finding {
    let text = shorten(&turned.text);
    let name = plan.variable_name(&turned.variable);
    if turned.alone {
        return Finding::new(
            Severity::Warning,
            "T05",
            place(turned.range),
            format!(
                "“{text}” không phải kết quả nên không tính, và bảng không ghi kết quả nào khác thay cho số này của “{name}”."
            ),
            "Nếu thật ra là kết quả, sửa lại tiêu đề; nếu không, bổ sung số kết quả rồi gửi lại.",
        );
    }
    Finding::new(
        Severity::Info,
        "T09",
        place(turned.range),
        format!("“{text}” không phải kết quả của “{name}” nên để riêng, không tính."),
        "Không phải làm gì, nếu đúng như vậy.",
    )
}

/// Figures in multiples or shares, told by column and unit.
fn units(table: &Table, place: &impl Fn(CellRange) -> Place) -> Vec<Finding> {
    let mut groups: BTreeMap<(u32, &str), Vec<&Counted>> = BTreeMap::new();
    for counted in &table.counted {
        let key = (counted.at.col, counted.unit.words.as_str());
        groups.entry(key).or_default().push(counted);
    }
    let finding = |((_, unit), counted): ((u32, &str), Vec<&Counted>)| {
        let range = counted
            .iter()
            .map(|one| CellRange::from(one.at))
            .reduce(CellRange::union)
            .expect("a group has a figure");
        let first = counted[0];
        let read = match (first.meant, first.unit.factor) {
            (Some(meant), _) => format!("có thể là {}", count(meant)),
            (None, Some(_)) => "là bội số".to_owned(),
            (None, None) => "là tỷ lệ, không phải số lượng".to_owned(),
        };
        let message = format!(
            "Ô {} ghi {} với đơn vị “{}”: {read}; số không được quy đổi và không được tính.",
            first.at,
            first.shown,
            shorten(unit)
        );
        Finding::new(
            Severity::Error,
            "T06",
            place(range),
            message,
            "Ghi lại số đếm đầy đủ (hộ, người, thôn…), không ghi theo nghìn, trăm hay phần trăm.",
        )
    };
    groups.into_iter().map(finding).collect()
}

fn added(
    table: &Table,
    place: &impl Fn(CellRange) -> Place,
    findings: &mut Vec<Finding>,
) {
    for (range, words) in &table.added {
        findings.push(Finding::new(
            Severity::Info,
            "T13",
            place(*range),
            format!("Bảng chỉ có “{}”, không có cột chung; đã cộng hai cột.", shorten(words)),
            "Kiểm tra lại; nếu nam và nữ không phải toàn bộ, đề nghị đơn vị ghi thêm cột chung.",
        ));
    }
}
