//! Annexes of a review: the series of all indicators, who reported when, and
//! the method.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::reference::{Part, Reference};
use crate::document::report::annex::{LegendRow, MethodAnnex, TableAnnex};
use crate::document::report::table::{Block, ColumnGroup, Figure, Row, UnitTable};
use crate::document::wording::{NOT_REPORTED, short_date};
use crate::history::series::{Point, State};
use crate::ledger::Entry;
use crate::plan::Plan;
use crate::plan::ground::Grounds;
use crate::plan::unit::Unit;

use super::super::shape::Shape;
use super::super::{figure, method};
use super::period::{Period, Track};
use super::words::in_years;
use super::{Cited, notes};

/// A landscape page holds so many years of three columns.
const A_TABLE: usize = 5;

/// Sent after the deadline.
const LATE: &str = "*";
/// Something was sent that could not be used.
const UNUSABLE: &str = "Tệp lỗi";

pub(super) fn series(period: &Period<'_>, cited: &Cited) -> TableAnnex {
    let years = period.all();
    let tables = years.chunks(A_TABLE).enumerate();
    let tables = tables.map(|(index, years)| series_table(period, cited, index, years));
    let mut paragraphs = vec![
        "Số liệu từng năm ghi theo báo cáo của năm đó; tỷ lệ của tỉnh bằng tổng số đạt \
         chia tổng số của các đơn vị có báo cáo."
            .to_owned(),
    ];
    paragraphs.extend(notes::missing_years(period));
    TableAnnex {
        number: cited.series.clone(),
        title: format!("CHUỖI SỐ LIỆU CÁC CHỈ TIÊU GIAI ĐOẠN {}", period.span()),
        paragraphs,
        tables: tables.collect(),
    }
}

fn series_table(
    period: &Period<'_>,
    cited: &Cited,
    index: usize,
    years: &[i16],
) -> UnitTable {
    let mut number = 0;
    let blocks = period.material.plan.sections.iter().map(|section| {
        let rows = period.tracks_of(&section.code).map(|track| {
            number += 1;
            let points = years.iter().filter_map(|year| track.series.point(*year));
            Row {
                number: number.to_string(),
                name: format!("{}. {}", track.indicator.code, track.indicator.short),
                figures: points.flat_map(|point| three(period, track, point)).collect(),
            }
        });
        Block {
            title: Some(format!("{}. {}", section.code, section.title)),
            rows: rows.collect(),
            subtotal: None,
        }
    });
    let columns = ["Số đạt", "Tổng số", "Tỷ lệ (%)"].map(str::to_owned);
    UnitTable {
        title: format!(
            "Biểu {}.{}. Số liệu {}",
            cited.series,
            index + 1,
            in_years(years)
        ),
        unit_note: None,
        name_header: "Chỉ tiêu".to_owned(),
        groups: years
            .iter()
            .map(|year| ColumnGroup {
                title: format!("Năm {year}"),
                columns: columns.to_vec(),
            })
            .collect(),
        blocks: blocks.collect(),
        total: None,
        notes: remarks(period, years),
    }
}

/// Numerator, denominator and share of a year.
fn three(period: &Period<'_>, track: &Track<'_>, point: &Point) -> Vec<Figure> {
    match point.state {
        State::Ceased => return vec![figure::nothing(); 3],
        State::NoInbox | State::NotReported => return vec![figure::not_reported(); 3],
        State::Partial | State::Complete => {}
    }
    let (tally, code) = (&point.tally, &track.indicator.code);
    let at = |part| Reference::province(code, part);
    let is_share = track.shape(point.year) == Shape::Ratio;
    let levels = matches!(track.shape(point.year), Shape::Levels(_));
    let figures = [
        if levels {
            figure::nothing()
        } else {
            figure::count(tally.numerator, at(Part::Numerator))
        },
        figure::count(tally.denominator, at(Part::Denominator)),
        if is_share {
            figure::percent(tally.numerator, tally.denominator, at(Part::Percent))
        } else {
            figure::nothing()
        },
    ];
    // A reference speaks of the year reported on.
    let own = |figure: Figure| Figure {
        reference: figure.reference.filter(|_| point.year == period.last),
        ..figure
    };
    figures.map(own).to_vec()
}

/// Coverage, levels, registered: what the columns do not show.
fn remarks(period: &Period<'_>, years: &[i16]) -> Vec<String> {
    let mut lines = Vec::new();
    for track in &period.tracks {
        let code = &track.indicator.code;
        let said = notes::yearly(period, track, years);
        lines.extend(said.into_iter().map(|note| format!("{code}: {note}")));
        lines.extend(registered(track, years));
    }
    lines
}

/// "D1: số đăng ký năm 2021: 60.000; …".
fn registered(track: &Track<'_>, years: &[i16]) -> Option<String> {
    let said: Vec<String> = years
        .iter()
        .filter_map(|year| track.series.point(*year))
        .filter_map(|point| {
            let registered = point.tally.registered?;
            let printed = crate::document::wording::count(registered);
            Some(format!("năm {}: {printed}", point.year))
        })
        .collect();
    let code = &track.indicator.code;
    (!said.is_empty()).then(|| format!("{code}: số đăng ký {}.", said.join("; ")))
}

/// Who reported in which year.
pub(super) fn submissions(period: &Period<'_>, cited: &Cited) -> TableAnnex {
    let years = period.all();
    let due = Due::of(period);
    let units = all_units(period, &due);
    let rows = units.iter().enumerate().map(|(index, unit)| Row {
        number: (index + 1).to_string(),
        name: unit.agency().to_owned(),
        figures: years.iter().map(|year| submitted(period, &due, *unit, *year)).collect(),
    });
    let usable = years.iter().map(|year| {
        let Some(material) = period.of_year(*year) else { return figure::not_reported() };
        let due = material.plan.expected().len();
        let usable = material.ledger.usable(material.plan);
        Figure { text: format!("{usable}/{due}"), reference: None }
    });
    let table = UnitTable {
        title: format!(
            "Biểu {}.1. Ngày báo cáo của các đơn vị theo năm",
            cited.submissions
        ),
        unit_note: None,
        name_header: "Đơn vị".to_owned(),
        groups: years
            .iter()
            .map(|year| ColumnGroup {
                title: format!("Năm {year}"),
                columns: vec![String::new()],
            })
            .collect(),
        blocks: vec![Block { title: None, rows: rows.collect(), subtotal: None }],
        total: Some(Row {
            number: String::new(),
            name: "Số báo cáo sử dụng được".to_owned(),
            figures: usable.collect(),
        }),
        notes: vec![format!(
            "“{LATE}”: gửi sau thời hạn; “{UNUSABLE}”: có gửi tệp nhưng không sử dụng \
             được; “...”: chưa có báo cáo; “-”: không thuộc diện báo cáo năm đó."
        )],
    };
    let mut paragraphs: Vec<String> = notes::missing_years(period).into_iter().collect();
    paragraphs.push(
        "Chi tiết từng tệp và kết quả kiểm tra số liệu của mỗi năm ở báo cáo năm đó."
            .to_owned(),
    );
    TableAnnex {
        number: cited.submissions.clone(),
        title: format!("TÌNH HÌNH GỬI BÁO CÁO GIAI ĐOẠN {}", period.span()),
        paragraphs,
        tables: vec![table],
    }
}

/// Everyone who had to report in some year.
fn all_units<'a>(period: &Period<'a>, due: &Due) -> Vec<Unit<'a>> {
    let years = period.all();
    let read = years.iter().filter_map(|year| period.of_year(*year));
    let plans = read.map(|material| material.plan).chain([period.material.plan]);
    let mut units: Vec<Unit<'a>> = Vec::new();
    for unit in plans.flat_map(|plan| plan.units()) {
        let is_known = units.iter().any(|one| one.code() == unit.code());
        if !is_known && years.iter().any(|year| due.has(unit, *year)) {
            units.push(unit);
        }
    }
    units
}

/// Who has to report, by year.
struct Due(BTreeMap<i16, BTreeSet<String>>);

impl Due {
    fn of(period: &Period<'_>) -> Self {
        let plan = period.material.plan;
        let of_year = |year: i16| {
            let grounds = Grounds::of(&plan.of_year(year));
            let now = plan.of_year(year);
            let left = grounds.handover().into_iter().flat_map(Plan::owes_handover);
            let due = now.expected().into_iter().chain(left);
            (year, due.map(|unit| unit.code().to_owned()).collect())
        };
        Self(period.all().into_iter().map(of_year).collect())
    }

    fn has(&self, unit: Unit<'_>, year: i16) -> bool {
        self.0.get(&year).is_some_and(|due| due.contains(unit.code()))
    }
}

fn submitted(period: &Period<'_>, due: &Due, unit: Unit<'_>, year: i16) -> Figure {
    if !due.has(unit, year) {
        return figure::nothing();
    }
    let Some(material) = period.of_year(year) else { return figure::not_reported() };
    let of_unit = |entry: &&Entry| {
        entry.unit.as_deref() == Some(unit.code()) && entry.status.counts()
    };
    let ledger = material.ledger;
    let text = match ledger.entries.iter().find(of_unit) {
        Some(entry) => {
            let date = entry.date.map_or_else(|| "Có".to_owned(), short_date);
            let late = if entry.late { LATE } else { "" };
            format!("{date}{late}")
        }
        None if ledger.unusable.iter().any(|code| code == unit.code()) => {
            UNUSABLE.to_owned()
        }
        None => NOT_REPORTED.to_owned(),
    };
    Figure { text, reference: None }
}

/// As in the annual report, with how years are compared.
pub(super) fn method(period: &Period<'_>, cited: &Cited) -> MethodAnnex {
    let mut annex = method::annex(&period.material, &cited.method, run(period));
    annex.notes.extend([
        "So sánh giữa các năm chỉ giữa những năm có đủ đơn vị báo cáo và cùng thang, \
         tiêu chí đánh giá; năm thiếu đơn vị ghi kèm số đơn vị đã báo cáo và không coi \
         là giảm."
            .to_owned(),
        "Năm đạt mục tiêu lần đầu là năm đầu tiên trong giai đoạn có số liệu đầy đủ đạt \
         mục tiêu của kỳ đánh giá; năm không đánh giá được không tính là không giữ được."
            .to_owned(),
        "Nhịp độ đã đạt bằng chênh lệch tỷ lệ giữa năm đầu và năm cuối so sánh được chia \
         số năm; nhịp độ cần thiết bằng khoảng cách đến mục tiêu chia số năm còn lại; \
         tính trên phân số chính xác, làm tròn một lần khi in."
            .to_owned(),
    ]);
    annex.legend.push(LegendRow {
        sign: "nét đậm bên trái ô".to_owned(),
        meaning: "thay đổi thang hoặc tiêu chí đánh giá, không so sánh với năm trước"
            .to_owned(),
    });
    annex
}

/// Facts of the run; the last one closes the annex.
fn run(period: &Period<'_>) -> Vec<String> {
    let entries = || period.years.iter().flat_map(|year| &year.ledger.entries);
    let used = entries().filter(|entry| entry.status.counts()).count();
    let years: Vec<i16> = period.years.iter().map(|material| material.year).collect();
    vec![
        format!(
            "Báo cáo do chương trình xhht, phiên bản {}, tổng hợp từ {} tệp nhận được của \
             {}, trong đó sử dụng {used} tệp; cùng dữ liệu đầu vào cho cùng kết quả.{}",
            env!("CARGO_PKG_VERSION"),
            entries().count(),
            in_years(&years),
            method::run_name(period.material.run),
        ),
        format!(
            "Từng số in trong báo cáo truy được đến năm, tệp, trang tính và ô nguồn bằng \
             tệp {} kèm theo.",
            crate::document::review::source_file(period.kind)
        ),
    ]
}
