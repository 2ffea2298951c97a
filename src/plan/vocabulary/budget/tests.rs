//! Labels and headings of money, by the shipped words.

use super::*;
use crate::plan::vocabulary::Fund;

fn said(text: &str) -> MoneyWords {
    let vocabulary: Vocabulary =
        toml::from_str(include_str!("../../../../plan/vocabulary.toml"))
            .expect("the shipped vocabulary is valid");
    vocabulary.money_words(text)
}

#[test]
fn a_label_names_a_fund_if_all_its_words_are_understood() {
    for (label, fund) in [
        ("Ngân sách nhà nước", Fund::State),
        ("1. NSNN", Fund::State),
        ("- Từ nguồn ngân sách nhà nước cấp", Fund::State),
        ("Kinh phí ngân sách nhà nước năm 2024", Fund::State),
        ("a) Ngân sách nhà nước (triệu đồng)", Fund::State),
        ("Ngân sách nhà nước (năm trước: 480)", Fund::State),
        ("Ngan sach nha nuoc", Fund::State),
        ("Xã hội hoá", Fund::Social),
        ("Nguồn XHH", Fund::Social),
        ("Huy động xã hội hóa", Fund::Social),
        ("Ngoài ngân sách nhà nước", Fund::Social),
        ("Các nguồn huy động hợp pháp khác", Fund::Social),
        ("Huy động từ các tổ chức, cá nhân", Fund::Social),
        ("Kinh phí đã huy động", Fund::Social),
    ] {
        let said = said(label);
        assert_eq!((said.fund, said.both), (Some(fund), false), "{label}: {said:?}");
        assert!(said.is_understood(), "{label}: {said:?}");
    }
}

#[test]
fn what_counts_other_things_is_no_money() {
    for label in [
        "Huy động được 12 lớp",
        "Số học viên huy động ra lớp",
        "Tỷ lệ huy động trẻ (%)",
        "Huy động học viên",
        "Số trẻ huy động đến trường",
    ] {
        assert!(said(label).counted, "{label}");
    }
}

#[test]
fn plans_estimates_other_years_and_periods_are_told() {
    assert!(said("Nhu cầu kinh phí 2025").planned);
    assert!(said("Đề nghị cấp kinh phí").planned);
    assert!(said("Kinh phí còn thiếu").planned);
    assert!(said("Kinh phí chưa giải ngân").planned);
    assert!(said("Ước thực hiện").inexact);
    assert!(said("Cùng kỳ năm trước").other);
    assert!(said("Kinh phí giai đoạn 2021-2025").period);
    assert!(said("Năm học 2023-2024").period);
    assert_eq!(said("Năm 2023").years, [2023]);
    assert!(!said("Kinh phí thực hiện kế hoạch năm 2024").planned);
    assert_eq!(said("Kinh phí thực hiện Quyết định 1768/QĐ-UBND năm 2021").years, [0; 0]);
    assert!(!said("Kinh phí Đề án Xây dựng xã hội học tập giai đoạn 2021-2030").period);
}

#[test]
fn a_unit_is_the_one_written_and_no_multiple_of_it() {
    let unit = |text: &str| said(text).unit;
    let one = |dong, multiple| NamedUnit::One(MoneyUnit { dong, multiple });
    assert_eq!(unit("Kinh phí (triệu đồng)"), one(1_000_000, false));
    assert_eq!(unit("Đơn vị tính: 1.000 đồng"), one(1_000, false));
    assert_eq!(unit("ĐVT: đồng"), one(1, false));
    assert_eq!(unit("Kinh phí (tỷ đồng)"), one(1_000_000_000, false));
    assert_eq!(unit("Kinh phí (trăm triệu đồng)"), one(100_000_000, true));
    assert_eq!(unit("Kinh phí (100 triệu đồng)"), NamedUnit::Doubtful);
    assert_eq!(unit("Cộng đồng học tập"), NamedUnit::None);
    assert_eq!(
        unit("Kinh phí thực hiện trên địa bàn 108 xã, phường (triệu đồng)"),
        one(1_000_000, false)
    );
}
