//! Chapter I of a review: direction, who reported in which year, and the money
//! of the period by year.

use crate::document::report::table::{Block, ColumnGroup, Figure, Row, UnitTable};
use crate::document::report::{Contributions, Leadership, Passage, Point};
use crate::document::wording::{count, few, million};
use crate::history::money::Money;

use super::super::{Numbering, figure, transition};
use super::Cited;
use super::period::Period;
use super::said::record;
use super::words::{in_years, list, passage};

pub(super) fn chapter(
    period: &Period<'_>,
    cited: &Cited,
    numbers: &mut Numbering,
) -> Leadership {
    Leadership {
        points: [direction(period)]
            .into_iter()
            .chain(transition::point(&period.material, cited.transition.as_deref()))
            .chain([reporting(period, cited)])
            .collect(),
        budget_text: paragraphs(period),
        budget: table(period, numbers),
    }
}

fn direction(period: &Period<'_>) -> Point {
    let plan = period.material.plan;
    let written = record(period, "leadership", &["leadership"]);
    let own: Vec<_> = written.said.iter().map(|said| said.over_years(plan)).collect();
    let paragraph = if own.is_empty() {
        "Các đơn vị không báo cáo riêng nội dung này; việc ban hành kế hoạch, văn bản \
         chỉ đạo nêu tại Mục III."
    } else {
        "Các đơn vị báo cáo về công tác chỉ đạo, triển khai như sau:"
    };
    Point {
        title: "Công tác chỉ đạo, ban hành văn bản".to_owned(),
        paragraphs: vec![passage("leadership.direction", paragraph)],
        items: Vec::new(),
        contributions: Contributions { shared: Vec::new(), own },
    }
}

/// How many offices reported in each year; missing years are named.
fn reporting(period: &Period<'_>, cited: &Cited) -> Point {
    let items = period.years.iter().map(|material| {
        let due = material.plan.expected().len();
        let usable = material.ledger.usable(material.plan);
        let late = material
            .ledger
            .entries
            .iter()
            .filter(|entry| entry.late && entry.status.counts());
        let text = format!(
            "Năm {}: {usable}/{due} cơ quan, đơn vị, địa phương có báo cáo sử dụng được, \
             gửi muộn: {}",
            material.year,
            few(late.count())
        );
        (format!("leadership.reporting.{}", material.year), text)
    });
    let mut items: Vec<(String, String)> = items.collect();
    let missing = period.missing_years();
    if !missing.is_empty() {
        let text = format!("Chưa có dữ liệu báo cáo của {}", in_years(&missing));
        items.push(("leadership.reporting.missing".to_owned(), text));
    }
    Point {
        title: "Chế độ báo cáo".to_owned(),
        paragraphs: vec![passage(
            "leadership.reporting",
            format!(
                "Báo cáo này tổng hợp báo cáo hằng năm của các cơ quan, đơn vị, địa phương; \
             tình hình gửi báo cáo của từng đơn vị nêu tại Phụ lục {}.",
                cited.submissions
            ),
        )],
        items: list(items),
        contributions: Contributions::default(),
    }
}

fn by_year(period: &Period<'_>) -> Vec<(i16, Option<Money>)> {
    period.all().into_iter().map(|year| (year, period.money(year))).collect()
}

fn total(period: &Period<'_>) -> Money {
    let years = by_year(period).into_iter().filter_map(|(_, money)| money);
    years.fold(Money::default(), Money::plus)
}

fn paragraphs(period: &Period<'_>) -> Vec<Passage> {
    let total = total(period);
    let Some(both) = total.both() else { return Vec::new() };
    let part = |value: Option<i128>| million(value.unwrap_or(0));
    let text = format!(
        "Tổng kinh phí thực hiện giai đoạn {} theo số liệu các đơn vị báo cáo là {} \
         triệu đồng, trong đó ngân sách nhà nước {} triệu đồng, xã hội hóa {} triệu đồng.",
        period.span(),
        million(both),
        part(total.state),
        part(total.social),
    );
    vec![passage("leadership.budget", text)]
}

fn table(period: &Period<'_>, numbers: &mut Numbering) -> Option<UnitTable> {
    let total = total(period);
    total.both()?;
    let rows =
        by_year(period).into_iter().enumerate().map(|(index, (year, money))| Row {
            number: (index + 1).to_string(),
            name: format!("Năm {year}"),
            figures: figures(money.unwrap_or_default(), true),
        });
    let heads = ["Số đơn vị có số liệu", "Ngân sách nhà nước", "Xã hội hóa", "Cộng"];
    let heads = heads.map(|title| ColumnGroup {
        title: title.to_owned(),
        columns: vec![String::new()],
    });
    let title = format!("Kinh phí thực hiện giai đoạn {} theo năm", period.span());
    Some(UnitTable {
        title: numbers.table(&title),
        unit_note: Some("Đơn vị tính: triệu đồng".to_owned()),
        name_header: "Năm".to_owned(),
        groups: heads.to_vec(),
        blocks: vec![Block { title: None, rows: rows.collect(), subtotal: None }],
        total: Some(Row {
            number: String::new(),
            name: "Tổng cộng".to_owned(),
            figures: figures(total, false),
        }),
        notes: vec![
            "Số đơn vị có số liệu khác nhau giữa các năm; tổng từng năm không phản ánh \
             mức tăng, giảm kinh phí khi số đơn vị khác nhau."
                .to_owned(),
        ],
    })
}

fn figures(money: Money, of_year: bool) -> Vec<Figure> {
    let offices = i64::try_from(money.offices).unwrap_or(i64::MAX);
    let offices = match (of_year, money.offices) {
        (false, _) => Figure { text: String::new(), reference: None },
        (true, 0) => figure::not_reported(),
        (true, _) => Figure { text: count(offices), reference: None },
    };
    let dong = |value: Option<i128>| match value {
        Some(value) => Figure { text: million(value), reference: None },
        None => figure::not_reported(),
    };
    vec![offices, dong(money.state), dong(money.social), dong(money.both())]
}
