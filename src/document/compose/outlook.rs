//! Chapter V: next year's work, what follows from the figures and what the
//! offices set themselves.

use crate::assessment::Verdict;
use crate::document::Material;
use crate::document::report::Outlook;
use crate::document::text::listed;

use super::contributions::gather;
use super::results::horizons;

pub(super) fn chapter(material: &Material<'_>) -> Outlook {
    Outlook {
        paragraphs: Vec::new(),
        items: listed(items(material)),
        contributions: gather(material, &["direction"]).contributions,
    }
}

fn items(material: &Material<'_>) -> Vec<String> {
    let plan = material.plan;
    let horizon = material.assessment.horizon;
    let judged = |verdict| {
        material.assessment.standings.iter().any(|standing| standing.verdict == verdict)
    };
    let mut items = Vec::new();
    if judged(Verdict::NotMet) {
        items.push(format!(
            "Tập trung thực hiện các chỉ tiêu chưa đạt mục tiêu năm {horizon} nêu tại \
             Mục IV"
        ));
    }
    if judged(Verdict::Met) {
        items.push("Duy trì, nâng cao kết quả các chỉ tiêu đã đạt mục tiêu".to_owned());
    }
    if judged(Verdict::InsufficientData) {
        items.push(
            "Bổ sung, hoàn thiện số liệu của các chỉ tiêu chưa đủ số liệu đánh \
             giá"
            .to_owned(),
        );
    }
    let next = material.year + 1;
    let (first, last) = horizons(plan);
    let since = plan.decision.date.year();
    if next == last {
        items.push(format!(
            "Chuẩn bị tổng kết thực hiện Kế hoạch giai đoạn {since} - {last}"
        ));
    } else if next == first {
        items.push(format!(
            "Chuẩn bị sơ kết thực hiện Kế hoạch giai đoạn {since} - {first}"
        ));
    }
    let deadline = plan.office.deadline(next);
    items.push(format!(
        "Đôn đốc các đơn vị gửi báo cáo đúng hạn, trước ngày {} tháng {} hằng năm",
        deadline.day(),
        deadline.month()
    ));
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
        assert_eq!(
            items[0],
            "Tập trung thực hiện các chỉ tiêu chưa đạt mục tiêu năm 2025 nêu tại Mục IV;"
        );
        let review = "Chuẩn bị sơ kết thực hiện Kế hoạch giai đoạn 2021 - 2025;";
        assert!(items.iter().any(|item| item == review), "{items:?}");
        let last = items.last().expect("a list");
        assert!(last.ends_with("trước ngày 15 tháng 12 hằng năm."), "{last}");
        let without = chapter(&Fixture::new(2022).material()).items;
        assert!(!without.iter().any(|item| item.contains("sơ kết")));
    }
}
