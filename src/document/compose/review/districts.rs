//! Districts over the period: who reaches the target of each indicator, who
//! does not, whose share rose most. No order over all indicators is drawn up,
//! for that would average rates.

use crate::document::report::annex::TableAnnex;
use crate::document::report::table::{Block, ColumnGroup, Figure, Row, UnitTable};
use crate::document::review::results::{DistrictRow, DistrictTable};
use crate::document::text::upper_first;
use crate::document::wording::{NONE, count, count_or_sign, percent, signed};
use crate::history::fraction::Fraction;
use crate::history::pace::{self, Pace};
use crate::history::series::{Point, Series};
use crate::plan::indicator::{Level, Source};
use crate::plan::share::Share;
use crate::plan::unit::District;

use super::super::shape::Shape;
use super::super::{Numbering, figure, offices};
use super::Cited;
use super::period::{Period, Track};
use super::words::{passage, points};

/// An annex page holds so many indicators of three columns.
const A_TABLE: usize = 5;

/// A district in one indicator.
struct Course<'p> {
    district: &'p District,
    series: Series,
}

impl Course<'_> {
    /// The last year, if the district reported then.
    fn last(&self) -> Option<&Point> {
        self.series.points.last().filter(|point| point.share().is_some())
    }

    fn pace(&self) -> Option<Pace> {
        pace::observed(&self.series)
    }
}

/// Indicators that tell districts apart by a share in a year.
fn is_by_district(track: &Track<'_>, year: i16) -> bool {
    let broken_down = track.indicator.source == Source::Districts
        || track.indicator.by != Level::Province;
    broken_down && track.shape(year) == Shape::Ratio
}

fn courses<'a>(period: &Period<'a>, track: &Track<'_>) -> Vec<Course<'a>> {
    let annuals = period.annuals();
    let of = |district: &'a District| Course {
        district,
        series: Series::of_unit(
            track.indicator,
            &district.code,
            period.first..=period.last,
            &annuals,
        ),
    };
    period.material.plan.expected_districts().into_iter().map(of).collect()
}

/// In chapter II.
pub(super) fn table(
    period: &Period<'_>,
    cited: &Cited,
    numbers: &mut Numbering,
) -> Option<DistrictTable> {
    let mut rows: Vec<DistrictRow> = Vec::new();
    for track in period.tracks.iter().filter(|track| is_by_district(track, period.last)) {
        let number = (rows.len() + 1).to_string();
        rows.extend(row(period, track, number));
    }
    if rows.is_empty() {
        return None;
    }
    let horizon = period.material.assessment.horizon;
    let areas = &period.material.plan.tier.name;
    let title = format!("Các {areas} so với mục tiêu năm {horizon}");
    Some(DistrictTable {
        heading: format!("Các {areas} so với mục tiêu"),
        paragraphs: vec![passage("results.districts", format!(
            "So sánh theo từng chỉ tiêu; không xếp hạng chung vì tỷ lệ của các chỉ tiêu \
             khác nhau không cộng hoặc lấy trung bình được. Số liệu đầu kỳ, cuối kỳ của \
             từng {} tại Phụ lục {}.",
            areas,
            cited.districts
        ))],
        title: numbers.table(&title),
        rows,
        notes: vec![
            "Trong ngoặc là tỷ lệ (%) năm cuối kỳ; mức tăng tính bằng điểm phần trăm giữa \
             hai năm so sánh được. Mục tiêu của tỉnh dùng làm mốc đối chiếu, không phải \
             chỉ tiêu giao riêng cho huyện."
                .to_owned(),
        ],
    })
}

fn row(period: &Period<'_>, track: &Track<'_>, number: String) -> Option<DistrictRow> {
    let courses = courses(period, track);
    let (mut ahead, mut behind) = (Vec::new(), Vec::new());
    for course in &courses {
        let Some(last) = course.last() else { continue };
        let list = if reaches(track, last) { &mut ahead } else { &mut behind };
        list.push(named(track, course, last));
    }
    if ahead.is_empty() && behind.is_empty() {
        return None;
    }
    let all = ahead.len() + behind.len();
    let or_none = |list: Vec<String>| {
        if list.is_empty() {
            NONE.to_owned()
        } else {
            format!("{}/{all}: {}", list.len(), list.join(", "))
        }
    };
    Some(DistrictRow {
        number,
        name: track.indicator.short.clone(),
        ahead: or_none(ahead),
        behind: or_none(behind),
        improved: improved(track, &courses).unwrap_or_else(|| NONE.to_owned()),
    })
}

/// A district that is itself what is counted either has it or not.
fn reaches(track: &Track<'_>, point: &Point) -> bool {
    let count = |value: Option<i64>| value.and_then(|value| u64::try_from(value).ok());
    let whole = Share { numerator: 1, denominator: 1 };
    let needed = if track.indicator.eighths { Some(whole) } else { track.target };
    match (needed, count(point.tally.numerator), count(point.tally.denominator)) {
        (Some(needed), Some(numerator), Some(total)) => {
            needed.reached_by(numerator, total)
        }
        (_, _, _) => false,
    }
}

fn named(track: &Track<'_>, course: &Course<'_>, point: &Point) -> String {
    let name = offices::in_column(course.district);
    if track.indicator.eighths {
        return name;
    }
    format!("{name} ({})", percent(point.tally.numerator, point.tally.denominator))
}

/// All of them if several rose equally.
fn improved(track: &Track<'_>, courses: &[Course<'_>]) -> Option<String> {
    let paces: Vec<(&Course<'_>, Pace)> = courses
        .iter()
        .filter_map(|course| Some((course, course.pace()?)))
        .filter(|(_, pace)| pace.change.is_positive())
        .collect();
    let best = paces.iter().map(|(_, pace)| pace.change).reduce(larger)?;
    let names: Vec<String> = paces
        .iter()
        .filter(|(_, pace)| pace.change == best)
        .map(|(course, _)| offices::in_column(course.district))
        .collect();
    let pace = paces.iter().find(|(_, pace)| pace.change == best)?.1;
    let since = format!("{} - {}", pace.from, pace.to);
    if track.indicator.eighths {
        return Some(format!("{} (mới đạt, {since})", names.join(", ")));
    }
    Some(format!("{} (tăng {}, {since})", names.join(", "), points(pace.change)))
}

fn larger(one: Fraction, other: Fraction) -> Fraction {
    if other.reaches(one) == Some(true) { other } else { one }
}

/// The annex: the first and the last comparable year of every district.
pub(super) fn annex(period: &Period<'_>, cited: &Cited) -> TableAnnex {
    let tracks: Vec<&Track<'_>> = period
        .tracks
        .iter()
        .filter(|track| {
            let ends = track.series.ends();
            ends.is_some_and(|(_, last)| is_by_district(track, last.year))
        })
        .collect();
    let parts = tracks.chunks(A_TABLE).enumerate();
    TableAnnex {
        number: cited.districts.clone(),
        title: format!(
            "KẾT QUẢ CÁC {} ĐẦU KỲ VÀ CUỐI KỲ GIAI ĐOẠN {}",
            period.material.plan.tier.name.to_uppercase(),
            period.span()
        ),
        paragraphs: vec![
            "Với mỗi chỉ tiêu, năm đầu và năm cuối là hai năm so sánh được với nhau của \
             toàn tỉnh (đủ đơn vị báo cáo, cùng thang và tiêu chí đánh giá); mức tăng, \
             giảm tính bằng điểm phần trăm từ số chưa làm tròn."
                .to_owned(),
        ],
        tables: parts
            .map(|(index, part)| annex_table(period, cited, index, part))
            .collect(),
    }
}

fn annex_table(
    period: &Period<'_>,
    cited: &Cited,
    index: usize,
    tracks: &[&Track<'_>],
) -> UnitTable {
    let groups = tracks.iter().map(|track| {
        let columns = match track.series.ends() {
            Some((first, last)) => vec![
                first.year.to_string(),
                last.year.to_string(),
                "Tăng, giảm".to_owned(),
            ],
            None => vec![String::new(); 3],
        };
        let unit = if track.indicator.eighths { "" } else { " (%)" };
        ColumnGroup { title: format!("{}{unit}", track.indicator.short), columns }
    });
    let of_tracks: Vec<Vec<Course<'_>>> =
        tracks.iter().map(|track| courses(period, track)).collect();
    let districts = period.material.plan.expected_districts();
    let rows = districts.iter().enumerate().map(|(at, district)| Row {
        number: (at + 1).to_string(),
        name: offices::in_column(district),
        figures: tracks
            .iter()
            .zip(&of_tracks)
            .flat_map(|(track, courses)| {
                let course = courses.get(at).map(|course| &course.series);
                three(track, course)
            })
            .collect(),
    });
    let total = Row {
        number: String::new(),
        name: "Toàn tỉnh".to_owned(),
        figures: tracks
            .iter()
            .flat_map(|track| three(track, Some(&track.series)))
            .collect(),
    };
    UnitTable {
        title: format!(
            "Biểu {}.{}. Kết quả đầu kỳ và cuối kỳ theo chỉ tiêu",
            cited.districts,
            index + 1
        ),
        unit_note: None,
        name_header: upper_first(&period.material.plan.tier.name),
        groups: groups.collect(),
        blocks: vec![Block { title: None, rows: rows.collect(), subtotal: None }],
        total: Some(total),
        notes: Vec::new(),
    }
}

/// First, last and difference, in the comparable years of the province.
fn three(track: &Track<'_>, series: Option<&Series>) -> [Figure; 3] {
    let blank = || [figure::not_reported(), figure::not_reported(), figure::nothing()];
    let (Some(series), Some((first, last))) = (series, track.series.ends()) else {
        return blank();
    };
    let (Some(first), Some(last)) = (series.point(first.year), series.point(last.year))
    else {
        return blank();
    };
    let worded = |text: String| Figure { text, reference: None };
    let difference = match (first.share(), last.share()) {
        (Some(_), Some(_)) if track.indicator.eighths => more(first, last),
        (Some(before), Some(now)) => now.minus(before).map(signed),
        (_, _) => None,
    };
    [
        worded(share(track, first)),
        worded(share(track, last)),
        difference
            .filter(|_| first.year != last.year)
            .map_or_else(figure::nothing, worded),
    ]
}

/// So many districts more: "+2".
fn more(first: &Point, last: &Point) -> Option<String> {
    let more = last.tally.numerator? - first.tally.numerator?;
    Some(if more > 0 { format!("+{}", count(more)) } else { count(more) })
}

fn share(track: &Track<'_>, point: &Point) -> String {
    let tally = &point.tally;
    if !track.indicator.eighths {
        return percent(tally.numerator, tally.denominator);
    }
    match (tally.numerator, tally.denominator) {
        (Some(1), Some(1)) => "Đạt".to_owned(),
        (Some(0), Some(1)) => "Chưa".to_owned(),
        (numerator, total) => {
            format!("{}/{}", count_or_sign(numerator), count_or_sign(total))
        }
    }
}
