//! Chapter I: direction as the offices report it, who reported, and the money.

use crate::document::Material;
use crate::document::report::{Contributions, Leadership, Passage, Point};
use crate::document::text::listed;
use crate::document::wording::long_date;
use crate::plan::unit::Unit;

use super::contributions::gather;
use super::{Cited, Numbering, budget, offices, transition};

pub(super) fn chapter(
    material: &Material<'_>,
    cited: &Cited,
    numbers: &mut Numbering,
) -> Leadership {
    let table = budget::table(material, numbers);
    Leadership {
        points: [direction(material)]
            .into_iter()
            .chain(transition::point(material, cited.transition))
            .chain([reporting(material, cited)])
            .collect(),
        budget_text: budget::paragraphs(material, &numbers.last()),
        budget: table,
    }
}

fn direction(material: &Material<'_>) -> Point {
    let contributions =
        gather(material, "leadership.direction", &["leadership"]).contributions;
    let written = contributions.own.len() + contributions.shared.len();
    let text = if written == 0 {
        "Các đơn vị không báo cáo riêng nội dung này; việc ban hành kế hoạch, văn bản \
         chỉ đạo nêu tại Mục III."
    } else {
        "Các đơn vị báo cáo về công tác chỉ đạo, triển khai như sau:"
    };
    Point {
        title: "Công tác chỉ đạo, ban hành văn bản".to_owned(),
        paragraphs: vec![Passage::new("leadership.direction", text)],
        items: Vec::new(),
        contributions,
    }
}

/// Who reported, of whom, and who did not, or not in time.
fn reporting(material: &Material<'_>, cited: &Cited) -> Point {
    let plan = material.plan;
    let expected = plan.expected();
    let due = |meant: &dyn Fn(Unit<'_>) -> bool| -> (usize, usize) {
        let due: Vec<&str> = expected
            .iter()
            .filter(|unit| meant(**unit))
            .map(|unit| unit.code())
            .collect();
        let missing = &material.ledger.missing;
        let absent =
            due.iter().filter(|code| missing.iter().any(|one| one == *code)).count();
        (due.len() - absent, due.len())
    };
    let is_district = |unit: Unit<'_>| matches!(unit, Unit::District(_));
    let (usable, all) = due(&|_| true);
    let (districts, all_districts) = due(&is_district);
    let (bodies, all_bodies) = due(&|unit| !is_district(unit));
    let paragraph = format!(
        "Đến {}, {} nhận được báo cáo sử dụng được của {usable}/{all} cơ quan, đơn vị, \
         địa phương ({districts}/{all_districts} {}; {bodies}/{all_bodies} \
         sở, ban, ngành, đoàn thể). Tình hình gửi báo cáo và kết quả kiểm tra số liệu \
         nêu tại Phụ lục {}.",
        long_date(material.report_date),
        plan.office.agency.short,
        plan.tier.name,
        cited.submissions,
    );
    Point {
        title: "Chế độ báo cáo".to_owned(),
        paragraphs: vec![Passage::new("leadership.reporting", paragraph)],
        items: arrears(material),
        contributions: Contributions::default(),
    }
}

fn arrears(material: &Material<'_>) -> Vec<Passage> {
    let (plan, ledger) = (material.plan, material.ledger);
    let codes = |sent: bool| -> Vec<&str> {
        let missing = ledger.missing.iter();
        missing
            .filter(|code| ledger.unusable.contains(code) == sent)
            .map(String::as_str)
            .collect()
    };
    let mut items = Vec::new();
    let (silent, unusable) = (codes(false), codes(true));
    if !silent.is_empty() {
        let names = offices::agencies(plan, &silent);
        items.push(("missing", format!("Chưa gửi báo cáo: {names}")));
    }
    if !unusable.is_empty() {
        let names = offices::agencies(plan, &unusable);
        items.push(("unusable", format!("Gửi tệp không sử dụng được: {names}")));
    }
    let late: Vec<String> = plan
        .units()
        .filter_map(|unit| {
            let entry = ledger.entries.iter().find(|entry| {
                entry.late
                    && entry.status.counts()
                    && entry.unit.as_deref() == Some(unit.code())
            })?;
            Some(format!("{} ({})", unit.agency(), long_date(entry.date?)))
        })
        .collect();
    if !late.is_empty() {
        items.push(("late", format!("Gửi muộn: {}", late.join("; "))));
    }
    let (keys, texts): (Vec<&str>, Vec<String>) = items.into_iter().unzip();
    let keys = keys.into_iter().map(|key| format!("leadership.reporting.{key}"));
    keys.zip(listed(texts)).map(|(key, text)| Passage::new(key, text)).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::document::compose::fixture::Fixture;
    use crate::ledger::{Entry, Status};

    #[test]
    fn who_did_not_report_and_who_was_late_is_named() {
        let mut fixture = Fixture::new(2024);
        fixture.ledger.missing =
            ["pac-nam", "so-tai-chinh", "dai-ptth"].map(str::to_owned).to_vec();
        fixture.ledger.unusable = vec!["so-tai-chinh".to_owned()];
        fixture.ledger.entries.push(Entry {
            file: "LDLD.xlsx".to_owned(),
            sha256: String::new(),
            unit: Some("ldld".to_owned()),
            status: Status::AcceptedWithFindings,
            date: Some(date(2024, 12, 20)),
            late: true,
            by_properties: false,
            superseded_by: None,
        });
        let material = fixture.material();
        let cited = Cited::in_text_of(&material);
        let point = reporting(&material, &cited);
        assert!(point.paragraphs[0].text.starts_with(
            "Đến ngày 15 tháng 12 năm 2024, Sở Giáo dục và Đào tạo nhận được báo cáo sử \
             dụng được của 25/28 cơ quan, đơn vị, địa phương (7/8 huyện, thành phố; \
             18/20 sở"
        ));
        let expected = [
            "Chưa gửi báo cáo: UBND huyện Pác Nặm; Đài Phát thanh và Truyền hình Bắc \
             Kạn;",
            "Gửi tệp không sử dụng được: Sở Tài chính;",
            "Gửi muộn: Liên đoàn Lao động tỉnh (ngày 20 tháng 12 năm 2024).",
        ];
        let items: Vec<&str> =
            point.items.iter().map(|item| item.text.as_str()).collect();
        assert_eq!(items, expected);
    }
}
