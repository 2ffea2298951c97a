//! Words of a review: what it says of few years, of gaps and of the future.

use super::*;
use crate::document::compose::fixture::{Fixture, tally};
use crate::editorial::Decisions;
use crate::history::Year;

/// A year of its own, as the run would have judged it.
fn judged(fixture: Fixture) -> Year {
    let assessment = crate::assessment::assess(
        &fixture.dataset,
        &fixture.plan,
        fixture.year,
        fixture.report_date,
    );
    Year {
        year: fixture.year,
        plan: fixture.plan,
        handover: None,
        again: crate::dataset::Sums::new(),
        report_date: fixture.report_date,
        ledger: fixture.ledger,
        accepted: fixture.accepted,
        dataset: fixture.dataset,
        assessment,
        findings: fixture.findings,
        each: Vec::new(),
        decisions: Decisions::default(),
    }
}

/// A year in which every district has the same figures of one indicator.
fn year(year: i16, code: &str, numerator: i64, denominator: i64) -> Fixture {
    let mut fixture = Fixture::new(year);
    fixture.count_everywhere(code, &tally(numerator, denominator));
    fixture
}

fn sentence_of(last: &Fixture, earlier: &[Year], code: &str) -> String {
    let material = Material { earlier, ..last.material() };
    let period = Period::new(&material, Kind::Midterm);
    let track = period.tracks.iter().find(|track| track.indicator.code == code);
    sentence::of(&period, track.expect("a code of the plan"))
}

#[test]
fn a_series_is_told_from_its_first_to_its_last_year() {
    // 60,00 % and 86,79 %: 26,79 points in 4 years are 6,70 (6,6975) a year.
    let earlier = [
        judged(year(2021, "D1", 6_000, 10_000)),
        judged(year(2023, "D1", 8_100, 10_000)),
    ];
    assert_eq!(
        sentence_of(&year(2025, "D1", 8_679, 10_000), &earlier, "D1"),
        "Gia đình được công nhận “Gia đình học tập”: năm 2025 đạt 69.432/80.000 hộ, tỷ lệ \
         86,79%; tăng 26,79 điểm phần trăm so với năm 2021 (60,00%), bình quân mỗi năm \
         6,70 điểm phần trăm; đạt mục tiêu năm 2025 (80%), vượt 6,79 điểm phần trăm; đạt \
         mục tiêu lần đầu năm 2023, duy trì đến năm 2025 (số liệu sơ bộ)."
    );
}

#[test]
fn one_year_alone_is_still_a_review() {
    let said = sentence_of(&year(2025, "B1", 4, 10), &[], "B1");
    assert_eq!(
        said,
        "Số người trong độ tuổi lao động được trang bị năng lực thông tin: năm 2025 đạt \
         32/80 người, tỷ lệ 40,00%; chưa đạt mục tiêu năm 2025 (50%), thấp hơn 10,00 \
         điểm phần trăm."
    );
}

#[test]
fn districts_that_cease_keep_their_last_figures_with_the_date() {
    let said = sentence_of(&year(2025, "A2", 1, 1), &[], "A2");
    assert!(
        said.ends_with(
            "năm 2025 là năm đầu tiên đạt mục tiêu; số liệu tính đến ngày 30 tháng 6 năm \
             2025, không còn đối tượng đánh giá từ ngày 01/7/2025."
        ),
        "{said}"
    );
    let before = [judged(year(2025, "A2", 1, 1))];
    let last = Fixture::new(2030);
    let said = sentence_of(&last, &before, "A2");
    assert_eq!(
        said,
        "Số huyện, thành phố đạt chuẩn xóa mù chữ mức độ 2: số liệu cuối cùng (tính đến \
         ngày 30 tháng 6 năm 2025): năm 2025 đạt 8/8 huyện, thành phố, tỷ lệ 100,00%; không còn \
         đối tượng đánh giá từ ngày 01/7/2025."
    );
}

#[test]
fn a_year_with_units_missing_is_said_with_its_coverage() {
    let mut last = Fixture::new(2025);
    for district in ["tp-bac-kan", "ba-be", "bach-thong", "cho-don", "cho-moi", "na-ri"] {
        last.count("B1", district, tally(4, 10));
    }
    let earlier = [judged(year(2024, "B1", 6, 10))];
    let said = sentence_of(&last, &earlier, "B1");
    assert!(!said.contains("giảm"), "{said}");
    assert!(said.contains("chưa đủ số liệu để đánh giá"), "{said}");
    assert!(
        said.contains(
            "năm 2025 có 6/8 đơn vị báo cáo, chưa có số liệu của các huyện Ngân \
                       Sơn, Pác Nặm"
        ),
        "{said}"
    );
}

#[test]
fn missing_years_are_named_and_every_table_fits() {
    let last = year(2025, "D1", 9, 10);
    let earlier = [judged(year(2024, "D1", 8, 10))];
    let material = Material { earlier: &earlier, ..last.material() };
    for edition in [Edition::Ministry, Edition::Province] {
        let review = review(&material, Kind::Midterm, edition);
        assert!(
            review.results.paragraphs[1].text.starts_with(
                "Không có số liệu báo cáo của các năm 2021 - 2023; các năm này ghi “...”"
            ),
            "{:?}",
            review.results.paragraphs
        );
        for group in &review.results.table.groups {
            for row in &group.rows {
                assert_eq!(row.cells.len(), review.results.table.years.len());
            }
        }
        for table in
            review.annexes.series.tables.iter().chain(&review.annexes.districts.tables)
        {
            let columns: usize =
                table.groups.iter().map(|group| group.columns.len()).sum();
            assert!(columns <= 16, "{}", table.title);
            let rows = table.blocks.iter().flat_map(|block| &block.rows);
            for row in rows.chain(&table.total) {
                assert_eq!(row.figures.len(), columns, "{} {}", table.title, row.name);
            }
        }
    }
}

#[test]
fn the_path_compares_needed_and_observed_pace() {
    // C2: 81/108 at the end, 90 % in 2030: 15 points in 5 years, 3,00 a year;
    // from 54/108 in 4 years 25 points, 6,25 a year: enough.
    let mut last = Fixture::new(2025);
    let mut first = Fixture::new(2021);
    last.count_everywhere("C2", &tally(81, 108));
    first.count_everywhere("C2", &tally(54, 108));
    first.count_everywhere("B1", &tally(49, 100));
    last.count_everywhere("B1", &tally(51, 100));
    let earlier = [judged(first)];
    let material = Material { earlier: &earlier, ..last.material() };
    let review = review(&material, Kind::Midterm, Edition::Ministry);
    let path = review.outlook.path.expect("a mid-term review has a path");
    let row = |name: &str| {
        let row = path.rows.iter().find(|row| row.name.contains(name)).expect("a row");
        [&row.gap, &row.needed, &row.observed, &row.judgement].map(String::as_str)
    };
    let centres = last.plan.indicator("C2").expect("C2").short.clone();
    assert_eq!(row(&centres), ["15,00", "3,00", "+6,25", "Giữ nhịp độ"]);
    // 51 % to 60 %: 9 points in 5 years, 1,80; 2 points in 4 years, 0,50.
    let skills = last.plan.indicator("B1").expect("B1").short.clone();
    assert_eq!(row(&skills), ["9,00", "1,80", "+0,50", "Cần nhanh hơn"]);
}

#[test]
fn a_final_review_has_no_path() {
    let last = year(2030, "D1", 9, 10);
    let review = review(&last.material(), Kind::Final, Edition::Province);
    assert_eq!(review.outlook.path, None);
    assert_eq!(review.results.table.years.len(), 6);
    assert_eq!(review.results.table.target_header, "Mục tiêu 2030");
    assert!(review.head.subject[0].starts_with("Tổng kết"));
    assert_eq!(review.annexes.series.tables.len(), 2);
}

#[test]
fn words_of_several_years_are_said_once_with_their_years() {
    let mut first = Fixture::new(2023);
    first.write("ba-be", "task-1", "Mở 2 lớp.");
    first.write("na-ri", "task-1", "Tổ chức hội nghị.");
    first.write("so-y-te", "task-1", "Không phát sinh");
    first.write("ba-be", "difficulty", "Thiếu kinh phí.");
    let mut last = Fixture::new(2025);
    last.write("ba-be", "task-1", "Mở 2 lớp.");
    last.write("na-ri", "task-1", "Phát 5 tin.");
    last.write("ba-be", "difficulty", "Thiếu kinh phí.");
    let earlier = [judged(first)];
    let material = Material { earlier: &earlier, ..last.material() };
    let review = review(&material, Kind::Midterm, Edition::Ministry);
    let group = &review.tasks[0];
    assert_eq!(group.lasting.len(), 1);
    assert_eq!(group.lasting[0].who, "UBND huyện Ba Bể (các năm 2023, 2025)");
    assert_eq!(group.latest.own[0].who, "UBND huyện Na Rì");
    assert_eq!(
        group.nothing.as_ref().map(|nothing| nothing.text.as_str()),
        Some("Không phát sinh nội dung thực hiện: Sở Y tế (năm 2023).")
    );
    let annex = review.annexes.tasks.as_ref().expect("one text of 2023 only");
    assert_eq!(annex.groups[0].rows[0].text, "Tổ chức hội nghị.");
    assert_eq!(
        review.assessment.difficulties[0].who,
        "UBND huyện Ba Bể (đã nêu năm 2023)"
    );
}

#[test]
fn the_sample_deserialises_into_the_contract() {
    let sample = include_str!("../../../../templates/samples/review.json");
    let review: Review =
        serde_json::from_str(sample).expect("the sample fits the contract");
    assert_eq!(review.kind, Kind::Midterm);
}
