//! The shipped vocabulary, tried on the words of the sample inbox.

use super::*;

fn shipped() -> Vocabulary {
    toml::from_str(include_str!("../../../plan/vocabulary.toml"))
        .expect("the shipped vocabulary is valid")
}

#[track_caller]
fn names(text: &str, expected: &[&str]) {
    let vocabulary = shipped();
    let key = loose(text);
    let found: Vec<&str> =
        vocabulary.variables_in(&key).iter().map(|words| words.code.as_str()).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_wordings_of_the_sample_inbox_name_one_variable_each() {
    names("Gia đình được công nhận “Gia đình học tập”", &["D1"]);
    names("Thôn, tổ dân phố được công nhận “Cộng đồng học tập”", &["D3"]);
    names("Cơ quan, đơn vị cấp xã được công nhận “Đơn vị học tập”", &["D4"]);
    names("Xã, thị trấn xếp loại “Cộng đồng học tập” từ loại khá trở lên", &["D5"]);
    names("Cộng đồng học tập cấp xã (xếp loại)", &["D5"]);
    names(
        "Cơ quan, đơn vị cấp huyện, cấp tỉnh được đánh giá xếp loại “Đơn vị học tập” từ loại khá trở lên",
        &["D6"],
    );
    names("TTHTCĐ ứng dụng CNTT trong quản lý, tổ chức hoạt động giáo dục", &["C2"]);
    names("TỶ LỆ DÂN SỐ TỪ 15 TUỔI TRỞ LÊN ĐƯỢC ĐÀO TẠO CHUYÊN MÔN KỸ THUẬT", &["B3"]);
    names("Trong đó: trình độ đại học trở lên", &["B4"]);
    names("PCGDTHCS mức độ", &["THCS"]);
    names("PCGDMN trẻ 5 tuổi", &["MN5"]);
    names("Cong dan hoc tap", &["D7"]);
    names("Ghi chú", &[]);
}

#[test]
fn a_rate_is_not_taken_for_what_it_is_a_rate_of() {
    let vocabulary = shipped();
    let measure = |text: &str| vocabulary.measure_in(text, &loose(text));
    assert_eq!(measure("Tỉ lệ đạt"), Some(MeasureWord::Rate));
    assert_eq!(measure("Đạt (%)"), Some(MeasureWord::Rate));
    assert_eq!(measure("Kế hoạch 2025 (%)"), Some(MeasureWord::Target));
    assert_eq!(measure("Số được công nhận"), Some(MeasureWord::Achieved));
    assert_eq!(measure("Số ĐK"), Some(MeasureWord::Registered));
    assert_eq!(measure("Tổng số hộ"), Some(MeasureWord::Total));
    assert_eq!(measure("Ghi chú"), None);
}

#[test]
fn signs_and_marks_stay_apart() {
    let vocabulary = shipped();
    assert_eq!(vocabulary.mark_of("X"), Some(true));
    assert_eq!(vocabulary.mark_of("Chưa đạt"), Some(false));
    assert_eq!(vocabulary.sign_of("-"), Some(Sign::None));
    assert_eq!(vocabulary.sign_of("…"), Some(Sign::Missing));
    assert_eq!(vocabulary.sign_of("12"), None);
}
