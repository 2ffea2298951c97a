//! The first and last page: letterhead, signature, and the PDF's metadata.

use crate::document::Material;
use crate::document::draft;
use crate::document::report::{Head, Meta, MetaDate, Signature};
use crate::document::text::{lower_first, upper_first};
use crate::document::wording::long_date;
use crate::plan::office::{ReportKind, with_year};

pub(super) fn letterhead(material: &Material<'_>, kind: ReportKind) -> Head {
    let agency = &material.plan.office.agency;
    let opening = material.plan.office.opening(kind);
    Head {
        superior: agency.superior.clone(),
        issuer: agency.name.clone(),
        number: number(&agency.number),
        symbol: agency.symbol.clone(),
        place_date: format!("{}, {}", agency.place, long_date(material.report_date)),
        kind: opening.title.clone(),
        subject: subject(material, kind),
    }
}

/// Numbers below 10 carry a zero (Decree 30/2020/NĐ-CP, annex I).
fn number(text: &str) -> String {
    match text.parse::<u32>() {
        Ok(number) => format!("{number:02}"),
        Err(_) => text.to_owned(),
    }
}

fn subject(material: &Material<'_>, kind: ReportKind) -> Vec<String> {
    let opening = material.plan.office.opening(kind);
    opening.subject.iter().map(|line| with_year(line, material.year)).collect()
}

pub(super) fn meta(
    material: &Material<'_>,
    kind: ReportKind,
    edition: Option<&str>,
) -> Meta {
    let plan = material.plan;
    let subject = subject(material, kind).join(" ");
    let kind = &plan.office.opening(kind).title;
    let date = material.report_date;
    Meta {
        title: format!("{} {}", upper_first(&kind.to_lowercase()), lower_first(&subject)),
        description: edition.unwrap_or_default().to_owned(),
        author: format!("{} {}", plan.office.agency.short, plan.province.full_name),
        keywords: vec![
            "xã hội học tập".to_owned(),
            plan.decision.number.clone(),
            format!("năm {}", material.year),
        ],
        date: MetaDate { year: date.year(), month: date.month(), day: date.day() },
        draft: draft::in_short(material).is_some(),
    }
}

pub(in crate::document) fn signature(material: &Material<'_>) -> Signature {
    let signer = &material.plan.office.signer;
    let lines = [&signer.authority, &signer.position];
    Signature {
        position: lines.into_iter().filter(|line| !line.is_empty()).cloned().collect(),
        name: signer.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::Fixture;

    #[test]
    fn the_number_is_left_to_the_clerk_or_has_two_digits() {
        assert_eq!(number(""), "");
        assert_eq!(number("7"), "07");
        assert_eq!(number("123"), "123");
    }

    #[test]
    fn place_and_title_speak_of_the_report_s_own_date_and_year() {
        let fixture = Fixture::new(2024);
        let material = fixture.material();
        assert_eq!(
            letterhead(&material, ReportKind::Annual).place_date,
            "Bắc Kạn, ngày 15 tháng 12 năm 2024"
        );
        let edition = Some("Bản gửi Bộ Giáo dục và Đào tạo");
        let meta = meta(&material, ReportKind::Annual, edition);
        assert_eq!(meta.description, "Bản gửi Bộ Giáo dục và Đào tạo");
        assert!(meta.title.starts_with("Báo cáo kết quả thực hiện Đề án"));
        assert!(meta.title.ends_with("năm 2024"));
        assert_eq!(signature(&material).position, ["GIÁM ĐỐC"]);
    }
}
