//! What will be printed of a unit: the sums of its own cells that are used, by
//! indicator, and its money.

use crate::dataset::{Figure, Part, Tally};
use crate::document::Material;
use crate::document::compose::shape::{Shape, levels, shape};
use crate::document::report::Passage;
use crate::document::text::{lower_first, upper_first};
use crate::document::wording::{
    NOT_REPORTED, count, count_or_sign, few, million, percent,
};
use crate::observation::Amount;
use crate::plan::indicator::Indicator;
use crate::rules::Accepted;

use super::{FigureRow, Figures, Sending};

/// Behind the code of an indicator whose titles are not yet final.
const PROVISIONAL: &str = " (*)";

pub(super) fn figures(sending: &Sending<'_>) -> Figures {
    let material = sending.material;
    let files: Vec<&str> = own(sending).map(Accepted::file).collect();
    let figures = material.dataset.figures.iter();
    let figures: Vec<&Figure> =
        figures.filter(|one| files.contains(&one.origin.file.as_str())).collect();
    let indicators = material.plan.indicators().iter();
    let rows: Vec<FigureRow> =
        indicators.filter_map(|indicator| row(material, indicator, &figures)).collect();
    let lead = if rows.is_empty() {
        "Đơn vị không có chỉ tiêu bằng số trong báo cáo của tỉnh."
    } else {
        "Số liệu của đơn vị trong báo cáo của tỉnh, cộng từ các ô của tệp đã gửi:"
    };
    let is_provisional = rows.iter().any(|row| row.code.ends_with(PROVISIONAL));
    let note = "(*) Số liệu sơ bộ: danh hiệu của năm chưa được công nhận chính thức.";
    let further = [money(sending), words(sending)].into_iter().flatten();
    Figures {
        lead: Passage::new("slip.figures", lead),
        rows,
        notes: if is_provisional { vec![note.to_owned()] } else { Vec::new() },
        further: further.collect(),
    }
}

fn own<'a>(sending: &Sending<'a>) -> impl Iterator<Item = &'a Accepted> {
    sending.material.accepted_of(sending.unit.code())
}

/// The sums of the unit's figures of one indicator.
fn tally(figures: &[&Figure], code: &str) -> Tally {
    let mut tally = Tally::default();
    for figure in figures.iter().filter(|figure| figure.indicator == code) {
        let sum = match &figure.part {
            Part::Numerator => &mut tally.numerator,
            Part::Denominator => &mut tally.denominator,
            Part::Registered => &mut tally.registered,
            Part::Level(level) => {
                *tally.levels.entry(level.clone()).or_default() += figure.value;
                continue;
            }
        };
        *sum = Some(sum.unwrap_or(0) + figure.value);
    }
    tally
}

/// Nothing where the unit's files state nothing of the indicator.
fn row(
    material: &Material<'_>,
    indicator: &Indicator,
    figures: &[&Figure],
) -> Option<FigureRow> {
    let tally = tally(figures, &indicator.code);
    if tally == Tally::default() || indicator.over {
        return None;
    }
    let mark =
        if material.standing(&indicator.code).provisional { PROVISIONAL } else { "" };
    let (numerator, rate) = match at_levels(material, indicator, &tally) {
        Some(levels) => (String::new(), levels),
        None => {
            (count_or_sign(tally.numerator), percent(tally.numerator, tally.denominator))
        }
    };
    Some(FigureRow {
        code: format!("{}{mark}", indicator.code),
        name: indicator.short.clone(),
        numerator,
        denominator: count_or_sign(tally.denominator),
        rate,
    })
}

/// "Mức độ 1: 8; mức độ 2: 4; chưa đạt: 3" of a scale without a threshold.
fn at_levels(
    material: &Material<'_>,
    indicator: &Indicator,
    tally: &Tally,
) -> Option<String> {
    let Shape::Levels(scale) = shape(indicator, material.year) else { return None };
    let said = levels(scale, tally).into_iter().map(|(level, value)| {
        let value = value.map_or_else(|| NOT_REPORTED.to_owned(), count);
        format!("{}: {value}", lower_first(level))
    });
    Some(upper_first(&said.collect::<Vec<String>>().join("; ")))
}

fn money(sending: &Sending<'_>) -> Option<Passage> {
    let sum = |amount: fn(&Accepted) -> &Option<Amount>| -> Option<i128> {
        let stated = own(sending).filter_map(|one| amount(one).as_ref());
        stated.map(|amount| i128::from(amount.dong)).reduce(|one, other| one + other)
    };
    let state = sum(|one| &one.statement().state_budget);
    let social = sum(|one| &one.statement().social_budget);
    let part = |dong: Option<i128>| {
        dong.map_or_else(
            || "không có số liệu".to_owned(),
            |dong| format!("{} triệu đồng", million(dong)),
        )
    };
    let said = match (state, social) {
        (None, None) => "Kinh phí thực hiện: không có số liệu.".to_owned(),
        (state, social) => format!(
            "Kinh phí thực hiện: ngân sách nhà nước {}; xã hội hóa {}.",
            part(state),
            part(social)
        ),
    };
    Some(Passage::new("slip.money", said))
}

fn words(sending: &Sending<'_>) -> Option<Passage> {
    let count: usize = own(sending).map(|one| one.statement().paragraphs.len()).sum();
    let said = format!("Báo cáo bằng lời: đã nhận {} đoạn.", few(count));
    (count > 0).then(|| Passage::new("slip.words", said))
}
