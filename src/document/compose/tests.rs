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
    let material = fixture.material();
    let case = Case::new(&material, indicator);
    let before = case.last_year(&material);
    sentence::of(&case, sentence::Context { before, ..sentence::Context::default() })
}

#[test]
fn a_met_target_says_by_how_much_and_that_titles_are_provisional() {
    let mut fixture = Fixture::new(2024);
    let figures = Tally { registered: Some(9_207), ..tally(8_904, 10_501) };
    fixture.count_everywhere("D1", &figures);
    assert_eq!(
        sentence(&fixture, "D1"),
        "Gia đình được công nhận “Gia đình học tập”: đạt 71.232/84.008 hộ, tỷ lệ 84,79%, \
         vượt chỉ tiêu năm 2025 (80%) 4,79 điểm phần trăm; số đăng ký: 73.656 hộ (tính \
         trên tổng số hộ gia đình; kỳ đánh giá từ 01/01 đến 31/12 năm 2024; số liệu sơ \
         bộ)."
    );
}

#[test]
fn a_target_not_met_says_how_far_it_is() {
    let mut fixture = Fixture::new(2024);
    fixture.count_everywhere("B1", &tally(4_765, 10_000));
    assert_eq!(
        sentence(&fixture, "B1"),
        "Số người trong độ tuổi lao động được trang bị năng lực thông tin: đạt \
         38.120/80.000 người, tỷ lệ 47,65%, thấp hơn chỉ tiêu năm 2025 (50%) 2,35 điểm \
         phần trăm (tính trên tổng số người trong độ tuổi lao động; số liệu thống kê năm \
         2024 của cơ quan cung cấp)."
    );
    fixture.count_everywhere("B2", &tally(49_999, 100_000));
    let near = sentence(&fixture, "B2");
    let words = "tỷ lệ 50,00%, thấp hơn chỉ tiêu năm 2025 (50%) dưới 0,01 điểm phần";
    assert!(near.contains(words), "{near}");
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
         lệ 50,00%, đạt chỉ tiêu năm 2025 (50%, tương ứng 4/8) (tính trên tổng số huyện, \
         thành phố; kết quả kiểm tra công nhận phổ cập giáo dục, xóa mù chữ năm 2024)."
    );
}

/// A change of shares is one of the shares themselves: 80/108 less 79/108 is 0,93, not 74,07 less 73,15.
#[test]
fn the_year_before_is_compared_in_points_of_exact_fractions() {
    let compared = |before: (i64, i64), now: (i64, i64)| {
        let mut earlier = Fixture::new(2023);
        earlier.count_everywhere("D4", &tally(before.0, before.1));
        let mut fixture = Fixture::new(2024);
        fixture.count_everywhere("D4", &tally(now.0, now.1));
        fixture.remember(earlier);
        sentence(&fixture, "D4")
    };
    let said = compared((79, 108), (80, 108));
    assert!(said.contains(", tăng 0,93 điểm phần trăm so với năm 2023 ("), "{said}");
    let said = compared((80, 108), (79, 108));
    assert!(said.contains(", giảm 0,93 điểm phần trăm so với năm 2023 ("), "{said}");
    let said = compared((1, 2), (54, 108));
    assert!(said.contains(", bằng năm 2023 ("), "{said}");
    let said = compared((10_000, 100_000), (10_001, 100_000));
    assert!(said.contains(", tăng dưới 0,01 điểm phần trăm so với"), "{said}");
    let said = compared((10_001, 100_000), (10_000, 100_000));
    assert!(said.contains(", giảm dưới 0,01 điểm phần trăm so với"), "{said}");
}

#[test]
fn years_that_cannot_be_compared_are_said_to_be_so() {
    let mut earlier = Fixture::new(2023);
    earlier.count("D1", "ba-be", tally(1, 2));
    earlier.count_everywhere("D5", &tally(7, 13));
    earlier.count_everywhere("D7", &tally(25, 100));
    let mut fixture = Fixture::new(2024);
    fixture.count_everywhere("D7", &tally(30, 100));
    fixture.count_everywhere("D1", &tally(1, 2));
    let levels = BTreeMap::from([("Mức độ 1".to_owned(), 7)]);
    let stated = Tally { denominator: Some(13), levels, ..Tally::default() };
    fixture.count_everywhere("D5", &stated);
    fixture.remember(earlier);
    let said = sentence(&fixture, "D1");
    let words = ", không so sánh với năm 2023 do số đơn vị báo cáo khác nhau";
    assert!(said.contains(words), "{said}");
    let said = sentence(&fixture, "D5");
    let words = "; không so sánh với năm 2023 do thay đổi thang đánh giá; không đánh giá";
    assert!(said.contains(words), "{said}");
    // QĐ 324/QĐ-KHVN of October 2023: other criteria from 2024.
    let said = sentence(&fixture, "D7");
    let words = ", không so sánh với năm 2023 do thay đổi tiêu chí đánh giá (";
    assert!(said.contains(words), "{said}");
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
         quyền ban hành: đạt 180/600 người, tỷ lệ 30,00%, chưa đủ số liệu để đánh giá \
         theo chỉ tiêu năm 2025 (35%); 6/8 đơn vị báo cáo, chưa có số liệu của các huyện \
         Ngân Sơn, Pác Nặm (tính trên dân số từ 15 tuổi trở lên; kỳ đánh giá từ 01/01 \
         đến 31/12 năm 2024; số liệu sơ bộ)."
    );
    let nobody = sentence(&fixture, "C2");
    assert!(nobody.ends_with(
        "tổ chức hoạt động giáo dục: chưa có số liệu báo cáo, chưa đủ số liệu để đánh \
         giá theo chỉ tiêu năm 2025 (70%)."
    ), "{nobody}");
}

#[test]
fn of_nothing_there_is_no_share() {
    let mut fixture = Fixture::new(2024);
    fixture.count_everywhere("D2", &tally(0, 0));
    let said = sentence(&fixture, "D2");
    assert!(
        said.contains("không có dòng họ nào để tính tỷ lệ, không đánh giá (tính trên"),
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
                 1: 56; mức độ 2: 24; chưa đạt: 24; không đánh giá theo chỉ tiêu năm \
                 2025 (80%) (kỳ đánh giá năm 2024, công nhận trước 31/3 năm 2025; số liệu \
                 sơ bộ). Từ năm 2024 ";
    assert!(said.starts_with(first), "{said}");
}

#[test]
fn a_standard_of_the_province_follows_from_its_districts() {
    let mut fixture = Fixture::new(2024);
    fixture.count_everywhere("A5", &tally(1, 1));
    assert_eq!(
        sentence(&fixture, "A5"),
        "Tỉnh đạt chuẩn phổ cập giáo dục trung học cơ sở mức độ 2: có 8/8 huyện, thành \
         phố đạt từ mức độ 2 trở lên; tỉnh đạt chuẩn (điều kiện: tất cả các huyện, thành \
         phố đạt) (kết quả kiểm tra công nhận phổ cập giáo dục, xóa mù chữ năm 2024)."
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
        said.ends_with("không đánh giá, không còn đối tượng đánh giá từ ngày 01/7/2025."),
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
    for year in [2023, 2024] {
        let mut fixture = Fixture::new(year);
        for edition in [Edition::Ministry, Edition::Province] {
            let report = report(&fixture.material(), edition);
            assert_eq!(report.annexes.communes, None);
            assert_eq!(report.annexes.method.number, "V");
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

/// All keys of passages and contributions below a value.
fn keys(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            if let Some(key) = fields.get("key").and_then(serde_json::Value::as_str) {
                found.push(key.to_owned());
            }
            fields.values().for_each(|value| keys(value, found));
        }
        serde_json::Value::Array(items) => {
            items.iter().for_each(|value| keys(value, found));
        }
        _ => {}
    }
}

#[test]
fn every_worded_paragraph_has_a_key_of_its_own() {
    let mut fixture = Fixture::new(2024);
    fixture.count_everywhere("D1", &tally(84, 100));
    fixture.count_everywhere("B1", &tally(40, 100));
    for unit in ["ba-be", "na-ri", "so-y-te"] {
        for topic in ["task-1", "difficulty", "direction", "proposal", "leadership"] {
            fixture.write(unit, topic, &format!("Lời của {unit}."));
        }
    }
    let report = report(&fixture.material(), Edition::Province);
    let value = serde_json::to_value(&report).expect("plain structs serialise");
    let mut found = Vec::new();
    keys(&value, &mut found);
    for key in ["opening.1", "results.D1", "tasks.1.na-ri", "outlook.met", "closing"] {
        assert!(found.iter().any(|one| one == key), "{key}: {found:?}");
    }
    let all = found.len();
    found.sort();
    found.dedup();
    assert_eq!(found.len(), all, "{found:?}");
}

#[test]
fn the_sample_deserialises_into_the_contract() {
    let sample = include_str!("../../../templates/samples/report.json");
    let report: Report =
        serde_json::from_str(sample).expect("the sample fits the contract");
    assert_eq!(report.edition, Edition::Ministry);
}
