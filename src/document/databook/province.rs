//! All indicators of the province.

use crate::document::Material;
use crate::document::compose::shape::{Case, Shape};
use crate::document::compose::verdict_text;
use crate::document::wording::NONE;
use spreadsheet::book::Sheet;

use super::line::{Figure, Line, points};
use super::{NOT_APPLICABLE, filtered, headed};

pub(super) fn sheet(material: &Material<'_>) -> Sheet {
    let horizons = &material.plan.decision.horizons;
    let targets: Vec<String> =
        horizons.iter().map(|year| format!("Mục tiêu năm {year}")).collect();
    let national = format!("Cả nước năm {}", material.assessment.horizon);
    let mut columns = vec![
        ("Mã", 5.0),
        ("Chỉ tiêu", 40.0),
        ("Đơn vị tính", 11.0),
        ("Tử số (đạt)", 9.5),
        ("Mẫu số (tổng số)", 9.5),
        ("Đăng ký", 13.0),
        ("Tỷ lệ", 9.0),
        ("Theo mức độ", 16.0),
    ];
    columns.extend(targets.iter().map(|head| (head.as_str(), 9.0)));
    columns.extend([
        (national.as_str(), 9.0),
        ("So với mục tiêu (điểm phần trăm)", 10.0),
        ("Kết luận", 14.5),
        ("Sơ bộ", 8.0),
        ("Số đơn vị đã báo cáo", 8.0),
        ("Số đơn vị phải báo cáo", 8.0),
        ("Thời điểm số liệu", 24.0),
        ("Ghi chú", 40.0),
        ("Mã truy nguồn", 9.0),
    ]);
    let title = format!("Kết quả thực hiện các chỉ tiêu toàn tỉnh năm {}", material.year);
    let (mut sheet, first) = headed(material, "Toàn tỉnh", &title, &columns);
    let cases = Case::all(material);
    for (row, case) in (first..).zip(&cases) {
        indicator(&mut sheet, row, case);
    }
    let end = first + u32::try_from(cases.len()).unwrap_or(0);
    filtered(&mut sheet, first - 1, end);
    sheet
}

fn indicator(sheet: &mut Sheet, row: u32, case: &Case<'_>) {
    let (indicator, standing) = (case.indicator, case.standing);
    let mut line = Line::new(sheet, row);
    line.mark(&indicator.code);
    line.words(&indicator.name);
    line.words(&indicator.unit_of_count);
    figures(&mut line, case);
    for horizon in &case.plan.decision.horizons {
        line.target(case.target(*horizon).and_then(|target| target.percent));
    }
    let national = indicator.national_target(case.assessment.horizon);
    line.target(national.map(|target| target.percent));
    line.points(from_target(case));
    line.text(verdict_text(standing.verdict));
    let provisional = standing.provisional && case.is_in_force();
    line.mark(if provisional { "sơ bộ" } else { NONE });
    line.number(i64::try_from(standing.reported.len()).unwrap_or(i64::MAX));
    line.number(i64::try_from(standing.expected.len()).unwrap_or(i64::MAX));
    line.words(&indicator.as_of);
    line.words(&remarks(case));
    line.text(&format!("{}.tinh", indicator.code));
}

/// Numerator, denominator, registered, rate, levels.
fn figures(line: &mut Line<'_>, case: &Case<'_>) {
    let tally = case.tally();
    let of_levels = matches!(case.shape(), Shape::Levels(_));
    let [part, whole, registered] = if case.is_in_force() {
        let part = match tally.numerator {
            None if of_levels => Figure::Sign(NOT_APPLICABLE, None),
            other => Figure::of(other),
        };
        let registered = match tally.registered {
            None if !is_registered(case) => Figure::Sign(NOT_APPLICABLE, None),
            other => Figure::of(other),
        };
        [part, Figure::of(tally.denominator), registered]
    } else {
        [Figure::Sign(NOT_APPLICABLE, None); 3]
    };
    let (part_at, whole_at) = (line.figure(part), line.figure(whole));
    line.figure(registered);
    line.rate((part, part_at), (whole, whole_at));
    match case.shape() {
        Shape::Levels(scale) if case.is_in_force() => line.words(&case.levels(scale)),
        Shape::Levels(_)
        | Shape::Ratio
        | Shape::Standard { .. }
        | Shape::Status { .. } => {
            line.mark(NONE);
        }
    }
}

/// Whether the plan asks how many registered.
fn is_registered(case: &Case<'_>) -> bool {
    super::units::asks_registered(case.plan, &case.indicator.variable)
}

/// How far the result is from the target it is judged against.
fn from_target(case: &Case<'_>) -> Option<f64> {
    let target = case.standing.target.filter(|_| case.shape() == Shape::Ratio)?;
    let now = (case.tally().numerator?, case.tally().denominator?);
    points(now, (target.numerator.into(), target.denominator.into()))
}

/// Why there is no verdict, whose figures are missing, what to mind.
fn remarks(case: &Case<'_>) -> String {
    let missing = (case.is_in_force() && !case.is_complete())
        .then(|| format!("Chưa có số liệu của {}.", case.missing()));
    let national = case
        .indicator
        .national_target(case.assessment.horizon)
        .and_then(|target| target.of.as_ref())
        .map(|of| format!("Mục tiêu cả nước tính theo số {of}."));
    let remarks =
        [case.standing.why.clone(), missing, case.indicator.note.clone(), national];
    remarks.into_iter().flatten().collect::<Vec<String>>().join(" ")
}
