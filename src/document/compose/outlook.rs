//! Chapter V: next year's work, what follows from the figures and what the
//! offices set themselves.

use crate::assessment::Verdict;
use crate::document::Material;
use crate::document::report::{Outlook, Passage};
use crate::document::text::{listed, lower_first};

use super::contributions::gather;
use super::offices;
use super::results::horizons;

pub(super) fn chapter(material: &Material<'_>) -> Outlook {
    let (keys, texts): (Vec<&str>, Vec<String>) = items(material).into_iter().unzip();
    let items = keys.into_iter().zip(listed(texts));
    let items =
        items.map(|(key, text)| Passage::new(format!("outlook.{key}"), text)).collect();
    let contributions = gather(material, "outlook", &["direction"]).contributions;
    Outlook { paragraphs: Vec::new(), items, contributions }
}

/// Key and text of the Department's tasks.
fn items(material: &Material<'_>) -> Vec<(&'static str, String)> {
    let plan = material.plan;
    let horizon = material.assessment.horizon;
    let named = |verdict| -> Option<String> {
        let standings = material.assessment.standings.iter();
        let names: Vec<String> = standings
            .filter(|standing| standing.verdict == verdict)
            .filter_map(|standing| plan.indicator(&standing.code))
            .map(|indicator| lower_first(&indicator.short))
            .collect();
        (!names.is_empty()).then(|| names.join("; "))
    };
    let mut items = Vec::new();
    if let Some(names) = named(Verdict::NotMet) {
        let text = format!(
            "Tập trung chỉ đạo thực hiện các chỉ tiêu chưa đạt mục tiêu năm {horizon}: \
             {names}"
        );
        items.push(("not-met", text));
    }
    if let Some(names) = named(Verdict::Met) {
        let text = format!(
            "Duy trì, nâng cao chất lượng các chỉ tiêu đã đạt mục tiêu năm {horizon}: \
             {names}"
        );
        items.push(("met", text));
    }
    if let Some(names) = named(Verdict::InsufficientData) {
        let text = format!("Bổ sung, hoàn thiện số liệu các chỉ tiêu: {names}");
        items.push(("insufficient-data", text));
    }
    items.extend(reviews(material));
    items.extend(reporting(material));
    items
}

/// The year before a horizon prepares its review.
fn reviews(material: &Material<'_>) -> Option<(&'static str, String)> {
    let (first, last) = horizons(material.plan);
    let since = material.plan.decision.date.year();
    let next = material.year + 1;
    if next == last {
        let text =
            format!("Chuẩn bị tổng kết thực hiện Kế hoạch giai đoạn {since} - {last}");
        Some(("review", text))
    } else if next == first {
        let text =
            format!("Chuẩn bị sơ kết thực hiện Kế hoạch giai đoạn {since} - {first}");
        Some(("review", text))
    } else {
        None
    }
}

/// That reports come in time; those from whom none came are named.
fn reporting(material: &Material<'_>) -> Vec<(&'static str, String)> {
    let deadline = material.plan.office.deadline(material.year + 1);
    let mut items = vec![(
        "reporting",
        format!(
            "Thực hiện nghiêm chế độ báo cáo, gửi báo cáo trước ngày {} tháng {} hằng \
             năm; rà soát, xác nhận các số liệu còn cảnh báo trước khi gửi",
            deadline.day(),
            deadline.month()
        ),
    )];
    let missing: Vec<&str> = material.ledger.missing.iter().map(String::as_str).collect();
    if !missing.is_empty() {
        let text = format!(
            "Đôn đốc gửi bổ sung báo cáo năm {}: {}",
            material.year,
            offices::agencies(material.plan, &missing)
        );
        items.insert(0, ("missing", text));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::{Fixture, tally};

    #[test]
    fn the_year_before_a_horizon_prepares_its_review() {
        let mut fixture = Fixture::new(2024);
        fixture.count_everywhere("B1", &tally(40, 100));
        let items = chapter(&fixture.material()).items;
        assert_eq!(items[0].key, "outlook.not-met");
        assert_eq!(
            items[0].text,
            "Tập trung chỉ đạo thực hiện các chỉ tiêu chưa đạt mục tiêu năm 2025: năng \
             lực thông tin;"
        );
        let review = "Chuẩn bị sơ kết thực hiện Kế hoạch giai đoạn 2021 - 2025;";
        assert!(items.iter().any(|item| item.text == review), "{items:?}");
        let last = &items.last().expect("a list").text;
        assert!(last.contains("trước ngày 15 tháng 12 hằng năm"), "{last}");
        let without = chapter(&Fixture::new(2022).material()).items;
        assert!(!without.iter().any(|item| item.key == "outlook.review"));
    }
}
