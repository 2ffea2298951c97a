//! Words are tested like figures: the sentences the report says, and what the
//! whole report must hold.

use std::collections::BTreeMap;

use super::fixture::{Fixture, tally};
use super::shape::Case;
use super::*;
use crate::dataset::Tally;
use crate::document::report::table::UnitTable;

fn sentence(fixture: &Fixture, code: &str) -> String {
    let indicator = fixture.plan.indicator(code).expect("an indicator of the plan");
    sentence::of(&Case::new(&fixture.material(), indicator))
}

#[test]
fn a_met_target_says_by_how_much_and_that_titles_are_provisional() {
    let mut fixture = Fixture::new(2024);
    let figures = Tally { registered: Some(9_207), ..tally(8_904, 10_501) };
    fixture.count_everywhere("D1", &figures);
    assert_eq!(
        sentence(&fixture, "D1"),
        "Gia đình được công nhận “Gia đình học tập”: đạt 71.232/84.008 hộ, tỷ lệ 84,79%, \
         đăng ký 73.656 hộ; đạt mục tiêu năm 2025 (80%), vượt 4,79 điểm phần trăm (số \
         liệu sơ bộ)."
    );
}

#[test]
fn a_target_not_met_says_how_far_it_is() {
    let mut fixture = Fixture::new(2024);
    fixture.count_everywhere("B1", &tally(4_765, 10_000));
    assert_eq!(
        sentence(&fixture, "B1"),
        "Số người trong độ tuổi lao động được trang bị năng lực thông tin: đạt \
         38.120/80.000 người, tỷ lệ 47,65%; chưa đạt mục tiêu năm 2025 (50%), thấp hơn \
         2,35 điểm phần trăm."
    );
    fixture.count_everywhere("B2", &tally(49_999, 100_000));
    let near = sentence(&fixture, "B2");
    assert!(near.contains("tỷ lệ 50,00%; chưa đạt"), "{near}");
    assert!(near.ends_with("thấp hơn chưa đến 0,01 điểm phần trăm."), "{near}");
}

#[test]
fn districts_are_counted_in_eighths_and_an_exact_target_is_not_exceeded() {
    let mut fixture = Fixture::new(2024);
    for (index, district) in
        ["tp-bac-kan", "ba-be", "bach-thong", "cho-don"].iter().enumerate()
    {
        fixture.count("A2", district, tally(1, 1));
        fixture.count(
            "A2",
            ["cho-moi", "na-ri", "ngan-son", "pac-nam"][index],
            tally(0, 1),
        );
    }
    assert_eq!(
        sentence(&fixture, "A2"),
        "Số huyện, thành phố đạt chuẩn xóa mù chữ mức độ 2: đạt 4/8 huyện, thành phố, tỷ \
         lệ 50,00%; đạt mục tiêu năm 2025 (50%, tương ứng 4/8)."
    );
}

#[test]
fn a_missing_unit_is_named_and_no_verdict_given() {
    let mut fixture = Fixture::new(2024);
    for district in ["tp-bac-kan", "ba-be", "bach-thong", "cho-don", "cho-moi", "na-ri"] {
        fixture.count("D7", district, tally(30, 100));
    }
    assert_eq!(
        sentence(&fixture, "D7"),
        "Công dân đạt danh hiệu “Công dân học tập” theo tiêu chí do cơ quan có thẩm \
         quyền ban hành: đạt 180/600 người, tỷ lệ 30,00%; chưa đủ số liệu để đánh giá \
         mục tiêu năm 2025 (35%); 6/8 đơn vị báo cáo, chưa có số liệu của các huyện Ngân \
         Sơn, Pác Nặm (số liệu sơ bộ)."
    );
    let nobody = sentence(&fixture, "C2");
    assert!(nobody.ends_with(
        "tổ chức hoạt động giáo dục: chưa có số liệu báo cáo; chưa đủ số liệu để đánh \
         giá mục tiêu năm 2025 (70%)."
    ), "{nobody}");
}

#[test]
fn of_nothing_there_is_no_share() {
    let mut fixture = Fixture::new(2024);
    fixture.count_everywhere("D2", &tally(0, 0));
    let said = sentence(&fixture, "D2");
    assert!(
        said.ends_with(
            "không có dòng họ nào để tính tỷ lệ; không đánh giá (số liệu sơ \
                        bộ)."
        ),
        "{said}"
    );
}

#[test]
fn levels_are_shown_without_a_verdict() {
    let mut fixture = Fixture::new(2024);
    let levels = BTreeMap::from([("Mức độ 1".to_owned(), 7), ("Mức độ 2".to_owned(), 3)]);
    let stated = Tally { denominator: Some(13), levels, ..Tally::default() };
    fixture.count_everywhere("D5", &stated);
    let said = sentence(&fixture, "D5");
    let first = "Xã, phường, thị trấn được đánh giá, xếp loại “Cộng đồng học tập” cấp xã \
                 từ loại khá trở lên: tổng số 104 xã, phường, thị trấn, trong đó mức độ \
                 1: 56; mức độ 2: 24; chưa đạt: 24; không đánh giá theo mục tiêu năm \
                 2025 (80%) (số liệu sơ bộ). Từ năm 2024 ";
    assert!(said.starts_with(first), "{said}");
}

#[test]
fn a_standard_of_the_province_follows_from_its_districts() {
    let mut fixture = Fixture::new(2024);
    fixture.count_everywhere("A5", &tally(1, 1));
    assert_eq!(
        sentence(&fixture, "A5"),
        "Tỉnh đạt chuẩn phổ cập giáo dục trung học cơ sở mức độ 2: có 8/8 huyện, thành \
         phố đạt từ mức độ 2 trở lên (tỉnh đạt chuẩn khi tất cả huyện, thành phố đạt); \
         tỉnh đạt chuẩn."
    );
    fixture.count_everywhere("A4", &tally(1, 1));
    let status = sentence(&fixture, "A4");
    assert!(
        status.contains("có 8/8 huyện, thành phố đạt mức độ 3; không đánh giá"),
        "{status}"
    );
}

#[test]
fn without_districts_there_is_nothing_left_to_assess() {
    let fixture = Fixture::new(2026);
    let said = sentence(&fixture, "D8");
    assert!(
        said.ends_with("không đánh giá, không còn đối tượng đánh giá từ 01/7/2025."),
        "{said}"
    );
}

/// Every row has a figure for every column and no table is too wide.
fn check(table: &UnitTable, widest: usize) {
    let columns: usize = table.groups.iter().map(|group| group.columns.len()).sum();
    assert!(columns <= widest, "{}", table.title);
    let rows =
        table.blocks.iter().flat_map(|block| block.rows.iter().chain(&block.subtotal));
    for row in rows.chain(&table.total) {
        assert_eq!(row.figures.len(), columns, "{} {}", table.title, row.name);
    }
}

#[test]
fn a_whole_report_is_composed_of_little_and_of_nothing() {
    for year in [2023, 2024, 2026] {
        let mut fixture = Fixture::new(year);
        for edition in [Edition::Ministry, Edition::Province] {
            let report = report(&fixture.material(), edition);
            assert_eq!(report.annexes.communes, None);
            assert_eq!(report.annexes.method.number, "III");
        }
        fixture.count("D1", "ba-be", tally(1, 2));
        let key = ("D1".to_owned(), "ba-be".to_owned(), "Xã Nam Mẫu".to_owned());
        fixture.dataset.communes.insert(key, tally(1, 2));
        let report = report(&fixture.material(), Edition::Province);
        let communes = report.annexes.communes.as_ref().expect("communes were sent");
        let rows: usize =
            communes.tables[0].blocks.iter().map(|block| block.rows.len()).sum();
        assert_eq!(rows, 15);
        let text = serde_json::to_string(&report).expect("plain structs serialise");
        assert!(text.contains("\"D1.ba-be.xa-nam-mau.n\""));
        report.results.district_tables.iter().for_each(|table| check(table, 9));
        let annexes = report.annexes.districts.tables.iter().chain(&communes.tables);
        annexes.for_each(|table| check(table, 16));
    }
}

#[test]
fn tables_are_numbered_as_they_come() {
    let report = report(&Fixture::new(2024).material(), Edition::Ministry);
    assert!(report.leadership.budget.is_none());
    assert!(report.results.summary.title.starts_with("Bảng 1. "));
    let first = &report.results.district_tables[0];
    assert!(first.title.starts_with("Bảng 2. "), "{}", first.title);
}

#[test]
fn the_sample_deserialises_into_the_contract() {
    let sample = include_str!("../../../templates/samples/report.json");
    let report: Report =
        serde_json::from_str(sample).expect("the sample fits the contract");
    assert_eq!(report.edition, Edition::Ministry);
}
