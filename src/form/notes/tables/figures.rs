//! What stands at the figures of a table and changes them: words that set them
//! aside, units of count, merged cells, notes, rows without a name.

use std::collections::{BTreeMap, BTreeSet};

use super::super::shorten;
use crate::finding::{Finding, Severity, count};
use crate::form::table::{Counted, Remark, Table, Turned, UnitKind};
use crate::place::{CellRange, Place};
use crate::plan::Plan;

pub(super) fn notes(
    table: &Table,
    place: &impl Fn(CellRange) -> Place,
    plan: &Plan,
    findings: &mut Vec<Finding>,
) {
    // What is of another year is said so, whatever else its words say.
    let elsewhen = |range: CellRange| {
        table.elsewhen.iter().any(|other| other.range.contains(range.first))
    };
    let turned_here = table.turned.iter().filter(|one| !elsewhen(one.range));
    findings.extend(turned_here.map(|one| turned(one, place, plan)));
    findings.extend(units(table, place));
    added(table, place, findings);
    // A row below the signature is told once, with its figures.
    let signed = table.remarks.iter().filter(|one| one.below_signature);
    let signed: BTreeSet<u32> = signed.map(|one| one.range.first.row).collect();
    let below = |row: u32| signed.contains(&row);
    let remarks = table
        .remarks
        .iter()
        .filter(|one| one.below_signature || !below(one.range.first.row));
    findings.extend(remarks.map(|one| remark(one, place)));
    for region in &table.straddling {
        findings.push(Finding::new(
            Severity::Error,
            "T08",
            place(*region),
            format!("Các ô {region} gộp lại chỉ ghi một con số, không rõ là của đơn vị hay cột nào; số này không được tính."),
            "Bỏ gộp ô, ghi riêng số của từng đơn vị, từng cột rồi gửi lại.",
        ));
    }
    rows(table, place, findings);
}

/// A note, as it stands.
pub(in crate::form::notes) fn remark(
    remark: &Remark,
    place: &impl Fn(CellRange) -> Place,
) -> Finding {
    let text = shorten(&remark.text);
    let message = if remark.below_signature {
        format!(
            "Dưới phần chữ ký có “{text}” kèm số liệu; số ở dưới chữ ký không được tính."
        )
    } else {
        format!(
            "Có ghi chú “{text}”, có thể sửa hoặc giới hạn số liệu; các số trong bảng vẫn được tính như đã ghi."
        )
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
                    "Dòng “{}” ghi số xấp xỉ tổng của các dòng khác, có thể là tổng toàn tỉnh chứ không phải của thành phố; số liệu của dòng này không được tính.",
                    shorten(text)
                ),
                "Ghi dòng tổng là “Toàn tỉnh” và bổ sung dòng của thành phố.",
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
                "“{text}” không phải kết quả của “{name}” nên không được tính; bảng không có cột hay dòng nào khác ghi kết quả này."
            ),
            "Nếu thật ra là kết quả, sửa lại tiêu đề; nếu không, bổ sung số kết quả rồi gửi lại.",
        );
    }
    Finding::new(
        Severity::Info,
        "T09",
        place(turned.range),
        format!("“{text}” không phải kết quả của “{name}” nên không được tính."),
        "Không phải làm gì nếu đúng như vậy.",
    )
}

/// Figures in multiples or shares, told once a unit.
fn units(table: &Table, place: &impl Fn(CellRange) -> Place) -> Vec<Finding> {
    let mut groups: BTreeMap<&str, Vec<&Counted>> = BTreeMap::new();
    for counted in &table.counted {
        groups.entry(counted.unit.words.as_str()).or_default().push(counted);
    }
    let finding = |(unit, counted): (&str, Vec<&Counted>)| {
        let range = counted
            .iter()
            .map(|one| CellRange::from(one.at))
            .reduce(CellRange::union)
            .expect("a group has a figure");
        let first = counted[0];
        let read = match (first.meant, first.unit.kind) {
            (Some(meant), _) => format!("có thể là {}", count(meant)),
            (None, UnitKind::Multiple(_)) => "không phải số đếm đầy đủ".to_owned(),
            (None, UnitKind::Share | UnitKind::OnlyShares) => {
                "là tỷ lệ, không phải số lượng".to_owned()
            }
            (None, UnitKind::Named | UnitKind::Foreign) => {
                "không rõ có phải số đếm của chỉ tiêu này không".to_owned()
            }
        };
        let message = format!(
            "Ô {} ghi {} theo đơn vị tính “{}”, {read}; các số ghi theo đơn vị tính này không được quy đổi và không được tính.",
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
