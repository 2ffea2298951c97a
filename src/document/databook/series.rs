//! Every indicator over the years of the plan, with the places where two years
//! cannot be compared.

use crate::assessment::Standing;
use crate::document::Material;
use crate::document::compose::shape::{Shape, levels, shape};
use crate::document::compose::verdict_text;
use crate::document::wording::{NONE, NOT_REPORTED, count};
use crate::plan::indicator::Indicator;
use spreadsheet::book::Sheet;

use super::line::{Figure, Line, points};
use super::{NOT_APPLICABLE, filtered, headed, units};

const COLUMNS: [(&str, f64); 14] = [
    ("Mã", 6.0),
    ("Chỉ tiêu", 36.0),
    ("Năm", 7.0),
    ("Tử số (đạt)", 13.0),
    ("Mẫu số (tổng số)", 13.0),
    ("Đăng ký", 13.0),
    ("Tỷ lệ", 10.0),
    ("So với năm trước (điểm phần trăm)", 12.0),
    ("Theo mức độ", 34.0),
    ("Mục tiêu", 10.0),
    ("Mốc", 7.0),
    ("Kết luận", 16.0),
    ("Đơn vị báo cáo", 10.0),
    ("Ngắt chuỗi, ghi chú", 60.0),
];

pub(super) fn sheet(material: &Material<'_>) -> Sheet {
    let first_year = material.plan.decision.date.year();
    let title = format!("Kết quả qua các năm {first_year} - {}", material.year);
    let (mut sheet, first) = headed(material, "Qua các năm", &title, &COLUMNS);
    let mut row = first;
    for indicator in material.plan.indicators() {
        let mut before = None;
        for year in first_year..=material.year {
            let one = OneYear {
                material,
                indicator,
                year,
                standing: standing(material, indicator, year),
            };
            one.write(before.as_ref(), &mut sheet, row);
            before = Some(one);
            row += 1;
        }
    }
    filtered(&mut sheet, first - 1, row);
    sheet
}

fn standing<'a>(
    material: &Material<'a>,
    indicator: &Indicator,
    year: i16,
) -> Option<&'a Standing> {
    if year == material.year {
        return material.assessment.standing(&indicator.code);
    }
    let earlier = material.earlier.iter().find(|earlier| earlier.year == year)?;
    earlier.assessment.standing(&indicator.code)
}

/// One indicator of one year; nothing is known of a year without an inbox.
struct OneYear<'m, 'a> {
    material: &'m Material<'a>,
    indicator: &'m Indicator,
    year: i16,
    standing: Option<&'a Standing>,
}

impl OneYear<'_, '_> {
    fn is_in_force(&self) -> bool {
        self.indicator.validity().holds_at_end_of(self.year)
    }

    fn is_complete(&self) -> bool {
        self.standing.is_some_and(|one| one.reported.len() == one.expected.len())
    }

    fn fraction(&self) -> Option<(i64, i64)> {
        let tally = &self.standing?.tally;
        Some((tally.numerator?, tally.denominator?))
    }

    fn write(&self, before: Option<&Self>, sheet: &mut Sheet, row: u32) {
        let mut line = Line::new(sheet, row);
        line.mark(&self.indicator.code);
        line.text(&self.indicator.short);
        line.year(self.year);
        self.figures(&mut line);
        line.points(before.and_then(|before| self.change(before)));
        line.text(&self.levels());
        let horizon = self.material.plan.decision.horizon(self.year);
        line.target(self.standing.and_then(|one| one.target));
        line.year(horizon);
        line.text(self.standing.map_or(NOT_REPORTED, |one| verdict_text(one.verdict)));
        let coverage = self.standing.map_or(NOT_REPORTED.to_owned(), |one| {
            format!("{}/{}", one.reported.len(), one.expected.len())
        });
        line.mark(&coverage);
        line.words(&self.remarks(before));
    }

    fn figures(&self, line: &mut Line<'_>) {
        let tally = self.standing.map(|one| &one.tally);
        let of_levels = matches!(shape(self.indicator, self.year), Shape::Levels(_));
        let figure = |count: Option<i64>, is_asked: bool| match count {
            _ if self.indicator.lacks_criteria(self.year).is_some() => {
                Figure::Sign(NOT_APPLICABLE, None)
            }
            None if !is_asked || !self.is_in_force() => {
                Figure::Sign(NOT_APPLICABLE, None)
            }
            count => Figure::of(count),
        };
        let asks_registered =
            units::asks_registered(self.material.plan, &self.indicator.variable);
        let part = figure(tally.and_then(|tally| tally.numerator), !of_levels);
        let whole = figure(tally.and_then(|tally| tally.denominator), true);
        let registered =
            figure(tally.and_then(|tally| tally.registered), asks_registered);
        let (part_at, whole_at) = (line.figure(part), line.figure(whole));
        line.figure(registered);
        line.rate((part, part_at), (whole, whole_at));
    }

    /// Only between two full years on one scale.
    fn change(&self, before: &Self) -> Option<f64> {
        let comparable = self.is_complete()
            && before.is_complete()
            && self.indicator.is_comparable(before.year, self.year);
        points(self.fraction()?, before.fraction()?).filter(|_| comparable)
    }

    /// The document of another scale than the year before.
    fn new_scale(&self, before: &Self) -> Option<&str> {
        let now = &self.indicator.scale(self.year)?.document;
        let then = &self.indicator.scale(before.year)?.document;
        (now != then).then_some(now)
    }

    /// Other criteria or another base than the year before.
    fn broken(&self) -> Option<String> {
        let broken = self.indicator.breaks.iter().find(|one| one.year == self.year)?;
        let why = broken.why.as_deref().unwrap_or("");
        Some(
            format!("Ngắt chuỗi, không so sánh được với các năm trước. {why}")
                .trim()
                .to_owned(),
        )
    }

    fn levels(&self) -> String {
        let Shape::Levels(scale) = shape(self.indicator, self.year) else {
            return NONE.to_owned();
        };
        let Some(standing) = self.standing else { return NOT_REPORTED.to_owned() };
        let counted = levels(scale, &standing.tally).into_iter().map(|(level, value)| {
            format!("{level}: {}", value.map_or_else(|| NOT_REPORTED.to_owned(), count))
        });
        counted.collect::<Vec<String>>().join("; ")
    }

    fn remarks(&self, before: Option<&Self>) -> String {
        let Some(standing) = self.standing else {
            return format!(
                "Không có báo cáo của năm {} trong thư mục inbox.",
                self.year
            );
        };
        let scale = before.and_then(|before| self.new_scale(before)).map(|document| {
            format!(
                "Ngắt chuỗi: từ năm {} xếp theo {document}, không so sánh được với các năm trước.",
                self.year
            )
        });
        let broken = scale.or_else(|| self.broken());
        let unfounded = self.indicator.lacks_criteria(self.year).map(str::to_owned);
        let ceased = (!self.is_in_force()).then(|| standing.why.clone()).flatten();
        let missing = standing.expected.len() - standing.reported.len();
        let partial = (missing > 0 && self.is_in_force())
            .then(|| format!("Thiếu số liệu của {missing} đơn vị."));
        let provisional = (standing.provisional && self.is_in_force())
            .then(|| "Số liệu sơ bộ.".to_owned());
        let remarks = [broken, unfounded, ceased, partial, provisional];
        remarks.into_iter().flatten().collect::<Vec<String>>().join(" ")
    }
}
