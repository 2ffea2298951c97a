//! The annex of method: where each indicator comes from, how it is worked out,
//! what the signs mean, and how to repeat the run.

use crate::document::Material;
use crate::document::issued::REISSUED;
use crate::document::report::annex::{LegendRow, MethodAnnex, SourceRow};
use crate::document::text::{lower_first, upper_first};
use crate::document::wording::{NONE, NOT_REPORTED};
use crate::plan::Plan;
use crate::plan::indicator::{Check, Source};

use super::marks::{PROVISIONAL, REVISED};
use super::sentence::{as_of, needed};
use super::shape::{Case, Shape};
use super::{Cited, offices};

/// In registers the districts as a whole are named so.
const DISTRICTS: &str = "districts";

/// The annex under its numeral, with the facts of the run.
pub(super) fn annex(
    material: &Material<'_>,
    number: &str,
    run: Vec<String>,
) -> MethodAnnex {
    let cases = Case::all(material);
    MethodAnnex {
        number: number.to_owned(),
        title: "NGUỒN SỐ LIỆU VÀ PHƯƠNG PHÁP TÍNH".to_owned(),
        sources: cases.iter().map(source).collect(),
        notes: notes(material, &cases),
        legend: legend(),
        run,
    }
}

fn source(case: &Case<'_>) -> SourceRow {
    let (plan, indicator) = (case.plan, case.indicator);
    let checked: Vec<String> =
        indicator.checks.iter().map(|check| checked_against(plan, check)).collect();
    SourceRow {
        code: indicator.code.clone(),
        name: indicator.short.clone(),
        formula: format!(
            "{}/{}",
            indicator.numerator,
            lower_first(&indicator.denominator)
        ),
        source: sources(plan, &indicator.source),
        checked_against: checked.join(" "),
        as_of: as_of(case),
        coverage: if case.is_in_force() { case.coverage() } else { NONE.to_owned() },
    }
}

fn sources(plan: &Plan, source: &Source) -> String {
    match source {
        Source::Districts => offices::all_districts(plan),
        Source::Bodies(codes) => {
            let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            offices::agencies(plan, &codes)
        }
    }
}

fn checked_against(plan: &Plan, check: &Check) -> String {
    let who = if check.unit == DISTRICTS {
        offices::all_districts(plan)
    } else {
        offices::agency(plan, &check.unit)
    };
    match &check.note {
        Some(note) => format!("{who}. {note}"),
        None => format!("{who}."),
    }
}

fn notes(material: &Material<'_>, cases: &[Case<'_>]) -> Vec<String> {
    let mut notes = vec![
        "Tỷ lệ của tỉnh bằng tổng tử số chia cho tổng mẫu số của các đơn vị có số liệu, \
         không phải trung bình cộng tỷ lệ của các " .to_owned() + &material.plan.tier.name + ".",
        "Kết luận đạt hay chưa đạt so trên phân số chính xác trước khi làm tròn; tỷ lệ \
         in ra làm tròn đến hai chữ số thập phân nên tổng các tỷ lệ thành phần có thể \
         không bằng 100%; chênh lệch giữa các tỷ lệ tính bằng điểm phần trăm, từ số chưa \
         làm tròn."
            .to_owned(),
        "Tổng số, số đăng ký và số đạt (được công nhận) là ba số liệu khác nhau, không \
         thay thế cho nhau."
            .to_owned(),
        "Đơn vị chưa có số liệu không được tính là 0: chỉ tiêu thiếu số liệu của một đơn \
         vị được in cùng số đơn vị đã báo cáo và không kết luận đạt hay chưa đạt."
            .to_owned(),
        "So sánh với năm trước chỉ thực hiện khi hai năm có cùng thang đánh giá và đủ \
         số đơn vị báo cáo; mức tăng bình quân mỗi năm tính từ năm sớm nhất so sánh \
         được."
            .to_owned(),
        "Nội dung các đơn vị viết giống nhau được ghi một lần; câu giống nhau chỉ khác \
         số được ghi một lần kèm bảng số, số ghi nguyên văn và không cộng."
            .to_owned(),
        format!(
            "Báo cáo năm {} đánh giá theo mục tiêu năm {}; mục tiêu các mốc khác và mục \
             tiêu của cả nước in để đối chiếu.",
            material.year, material.assessment.horizon
        ),
    ];
    notes.extend(cases.iter().filter_map(standard_note));
    notes.extend(cases.iter().filter_map(part_note));
    notes.extend(cases.iter().filter_map(scale_note));
    notes
}

/// How a standard of the province follows from its districts.
fn standard_note(case: &Case<'_>) -> Option<String> {
    let Shape::Standard { level, share } = case.shape() else { return None };
    Some(format!(
        "{}: tỉnh đạt chuẩn khi {} từ mức độ {level} trở lên.",
        case.indicator.code,
        needed(share, &case.indicator.unit_of_count)
    ))
}

/// Where a figure is the sum of what several bodies report.
fn part_note(case: &Case<'_>) -> Option<String> {
    let parts: Vec<&str> = case.indicator.parts.iter().map(String::as_str).collect();
    if parts.is_empty() {
        return None;
    }
    let names = offices::agencies(case.plan, &parts);
    Some(format!("{}: cộng số liệu của {names}.", case.indicator.code))
}

/// The document a scale of levels stands in, and a crosswalk's.
fn scale_note(case: &Case<'_>) -> Option<String> {
    let scale = case.indicator.scale(case.year())?;
    let crosswalk = case.indicator.crosswalk.as_ref().filter(|table| table.is_filled());
    let basis = crosswalk.map(|table| {
        format!("; quy đổi {} theo {}", table.achieved.join(", "), table.basis)
    });
    let levels: Vec<String> = scale.levels.iter().map(|one| lower_first(one)).collect();
    Some(format!(
        "{}: xếp theo {} ({}){}.",
        case.indicator.code,
        scale.document,
        levels.join(", "),
        basis.unwrap_or_default()
    ))
}

fn legend() -> Vec<LegendRow> {
    let rows = [
        (NONE, "không có hiện tượng phát sinh"),
        (NOT_REPORTED, "có phát sinh nhưng không thu thập được số liệu"),
        (PROVISIONAL, "số liệu sơ bộ, danh hiệu chưa được công nhận chính thức"),
        (REVISED, "số liệu đã điều chỉnh theo báo cáo gửi lại"),
        (REISSUED, "số liệu khác với số liệu trong báo cáo đã ban hành"),
        ("x", "có"),
    ];
    rows.map(|(sign, meaning)| LegendRow {
        sign: sign.to_owned(),
        meaning: upper_first(meaning),
    })
    .to_vec()
}

/// " Mã lần chạy: …": by what the record of the run is found.
pub(super) fn run_name(run: &str) -> String {
    match run {
        "" => String::new(),
        run => format!(" Mã lần chạy: {run} (xem tệp manifest.json)."),
    }
}

/// Facts of the run, none of them from the clock or the machine. The last one
/// closes the annex.
pub(super) fn run(material: &Material<'_>, cited: &Cited) -> Vec<String> {
    let files = material.ledger.entries.len();
    let used =
        material.ledger.entries.iter().filter(|entry| entry.status.counts()).count();
    vec![
        format!(
            "Báo cáo do chương trình xhht, phiên bản {}, tổng hợp từ {files} tệp nhận \
             được, trong đó sử dụng {used} tệp; cùng dữ liệu đầu vào cho cùng kết \
             quả.{}",
            env!("CARGO_PKG_VERSION"),
            run_name(material.run),
        ),
        format!(
            "Ngày báo cáo lấy theo {}, không lấy theo ngày chạy chương trình.",
            if material.report_date == material.plan.office.deadline(material.year) {
                "thời hạn báo cáo của năm"
            } else {
                "ngày người lập báo cáo chọn"
            }
        ),
        format!(
            "Từng số in trong báo cáo truy được đến tệp, trang tính và ô nguồn tại Phụ \
             lục {} và tệp nguon-so-lieu.csv đính kèm.",
            cited.origins
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::Fixture;

    #[test]
    fn every_indicator_names_its_source_and_second_source() {
        let fixture = Fixture::new(2024);
        let material = fixture.material();
        let cited = Cited::in_text_of(&material);
        let annex = annex(&material, cited.method, run(&material, &cited));
        assert_eq!(annex.sources.len(), fixture.plan.indicators().len());
        let row = |code: &str| {
            annex.sources.iter().find(|row| row.code == code).expect("a code of the plan")
        };
        assert_eq!(row("D1").source, "UBND các huyện, thành phố");
        assert_eq!(row("D1").checked_against, "Hội Khuyến học tỉnh.");
        assert_eq!(row("D1").coverage, "0/8 đơn vị");
        assert!(row("D2").checked_against.contains("số dòng họ đăng ký"));
        assert!(row("C1").source.contains("; "));
        assert!(annex.notes.iter().any(|note| note.starts_with("C1: cộng số liệu của ")));
        assert!(
            annex.notes.iter().any(|note| note.contains("Thông tư số 25/2023/TT-BGDĐT"))
        );
        assert!(annex.run[0].contains(env!("CARGO_PKG_VERSION")));
    }
}
