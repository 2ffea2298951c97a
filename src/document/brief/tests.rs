//! The summary, against arithmetic by hand.

use super::*;
use crate::dataset::Tally;
use crate::document::compose::fixture::{Fixture, tally};
use crate::finding::Severity;
use crate::place::Place;

#[test]
fn gaps_are_ordered_by_the_exact_fractions() {
    let mut fixture = Fixture::new(2024);
    // Targets of 2025: B1 and B2 50%, B3 40%, D1 80%.
    fixture.count_everywhere("B1", &tally(40_001, 100_000));
    fixture.count_everywhere("B2", &tally(40_002, 100_000));
    fixture.count_everywhere("B3", &tally(399_999, 1_000_000));
    fixture.count_everywhere("D1", &tally(1, 2));
    let brief = brief(&fixture.material());
    let gaps: Vec<[&str; 4]> = brief
        .gaps
        .iter()
        .map(|gap| [&gap.code, &gap.result, &gap.target, &gap.points].map(String::as_str))
        .collect();
    let expected = [
        ["D1", "50,00%", "80%", "30,00"],
        ["B1", "40,00%", "50%", "10,00"],
        ["B2", "40,00%", "50%", "10,00"],
        ["B3", "40,00%", "40%", "dưới 0,01"],
    ];
    assert_eq!(gaps, expected);
    assert_eq!(brief.gaps_title, "Chỉ tiêu chưa đạt mục tiêu năm 2025, xa nhất trước");
}

#[test]
fn every_indicator_stands_under_one_verdict() {
    let mut fixture = Fixture::new(2024);
    fixture.count_everywhere("D1", &tally(84, 100));
    fixture.count_everywhere("B1", &tally(40, 100));
    fixture.count(
        "D7",
        "ba-be",
        Tally { numerator: Some(1), denominator: Some(2), ..Tally::default() },
    );
    let brief = brief(&fixture.material());
    let counts: Vec<&str> = brief.verdicts.iter().map(|one| one.count.as_str()).collect();
    assert_eq!(counts[..2], ["01", "01"]);
    assert_eq!(brief.verdicts[0].names, "D1 Gia đình học tập (84,00%)");
    let all: usize = counts.iter().filter_map(|count| count.parse::<usize>().ok()).sum();
    assert_eq!(all, fixture.plan.indicators().len());
    assert!(
        brief.basis[1].ends_with("D1, D2, D3, D4, D5, D6, D7, D8."),
        "{:?}",
        brief.basis
    );
}

#[test]
fn calls_are_the_gravest_findings_and_missing_units_have_their_own_line() {
    let mut fixture = Fixture::new(2024);
    let found = |severity, code, message: &str| {
        Finding::new(severity, code, Place::file("a.xlsx"), message, "Xem lại.")
            .of_unit("ba-be")
    };
    fixture.findings = vec![
        found(Severity::Error, "K01", "UBND huyện Ba Bể: tổng sai."),
        found(Severity::Error, "L03", "Chưa gửi."),
        found(Severity::Warning, "K03", "Một việc nữa của Ba Bể."),
        found(Severity::Warning, "K04", "Tỷ lệ sai.").of_unit("cho-don"),
        found(Severity::Info, "S01", "Sheet ẩn."),
    ];
    fixture.ledger.missing = vec!["pac-nam".to_owned(), "so-y-te".to_owned()];
    fixture.ledger.unusable = vec!["so-y-te".to_owned()];
    let brief = brief(&fixture.material());
    let said: Vec<&str> = brief.calls.iter().map(|call| call.message.as_str()).collect();
    assert_eq!(said, ["Tổng sai.", "Tỷ lệ sai."]);
    assert_eq!(brief.calls[0].who, "UBND huyện Ba Bể");
    let expected = [
        "Đơn vị chưa gửi báo cáo (01): UBND huyện Pác Nặm.",
        "Đã gửi nhưng tệp không dùng được (01): Sở Y tế.",
    ];
    assert_eq!(brief.silent, expected);
}

#[test]
fn texts_are_cut_to_what_a_page_can_take() {
    assert_eq!(cut("ngắn", 5), "ngắn");
    assert_eq!(cut("một hai ba", 8), "một hai…");
    let entries: Vec<String> = (0..40).map(|one| format!("đơn vị thứ {one}")).collect();
    let text = listed(&entries, 100);
    assert!(text.chars().count() <= 130, "{text}");
    assert!(text.contains("; và ") && text.ends_with(" mục khác"), "{text}");
    let mut fixture = Fixture::new(2024);
    let long = "#import $x$ *đậm* ".repeat(3_000);
    fixture.findings = vec![Finding::new(
        Severity::Error,
        "V07",
        Place::sheet(&long, &long),
        long.clone(),
        long.clone(),
    )];
    let brief = brief(&fixture.material());
    let call = &brief.calls[0];
    let letters = [&call.who, &call.message, &call.place, &call.hint]
        .map(|text| text.chars().count());
    assert_eq!(letters, ["Không xác định".chars().count(), MESSAGE, PLACE, HINT]);
}
