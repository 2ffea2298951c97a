//! The small pictures: each indicator as a line over the years, its targets,
//! and the way to the next one.

use crate::document::review::results::{Panel, PathLine, TargetMark, Trend, TrendPoint};
use crate::document::wording::{percent, percent_number};
use crate::history::pace::Path;
use crate::history::series::{Point, State};

use super::super::shape::Shape;
use super::period::{Period, Track};

/// The picture, if there is anything to draw.
pub(super) fn of(period: &Period<'_>, table: &str) -> Option<Trend> {
    let panels: Vec<(Panel, String)> =
        period.tracks.iter().filter_map(|track| panel(period, track)).collect();
    if panels.is_empty() {
        return None;
    }
    let said: Vec<&str> = panels.iter().map(|(_, said)| said.as_str()).collect();
    let alt = format!(
        "Các biểu đồ đường, mỗi chỉ tiêu một ô, tỷ lệ phần trăm qua các năm {}; dấu ngang \
         là mục tiêu{}. {}. Số liệu như {table}.",
        period.span(),
        if period.next.is_some() {
            ", nét đứt là lộ trình cần có"
        } else {
            ""
        },
        said.join("; ")
    );
    Some(Trend {
        title: format!(
            "Hình 1. Diễn biến các chỉ tiêu giai đoạn {} và mục tiêu",
            period.span()
        ),
        alt,
        from: period.first,
        to: period.next.unwrap_or(period.last).max(period.last),
        panels: panels.into_iter().map(|(panel, _)| panel).collect(),
    })
}

fn panel(period: &Period<'_>, track: &Track<'_>) -> Option<(Panel, String)> {
    let shown: Vec<&Point> =
        track.series.points.iter().filter(|point| is_drawn(track, point)).collect();
    let (first, last) = (shown.first()?, shown.last()?);
    let mut points: Vec<TrendPoint> = Vec::new();
    let mut before: Option<&Point> = None;
    for point in &shown {
        let value = percent_number(point.tally.numerator?, point.tally.denominator?)?;
        let partial = point.state == State::Partial;
        points.push(TrendPoint {
            year: point.year,
            value,
            joined: !partial && before.is_some_and(|before| leads(track, before, point)),
            partial,
        });
        if !partial {
            before = Some(point);
        }
    }
    let label = format!("{}. {}", track.indicator.code, track.indicator.short);
    let printed = |point: &Point| {
        format!("{}%", percent(point.tally.numerator, point.tally.denominator))
    };
    let said = format!(
        "{label}: {} năm {}, {} năm {}",
        printed(first),
        first.year,
        printed(last),
        last.year
    );
    let panel = Panel {
        label,
        value_text: if last.year == period.last {
            printed(last)
        } else {
            format!("{} ({})", printed(last), last.year)
        },
        points,
        targets: targets(period, track),
        path: path(period, track),
    };
    Some((panel, said))
}

fn is_drawn(track: &Track<'_>, point: &Point) -> bool {
    point.has_figures()
        && point.share().is_some()
        && track.shape(point.year) == Shape::Ratio
}

/// Whether two years may be joined by a line: nothing between them breaks.
fn leads(track: &Track<'_>, before: &Point, point: &Point) -> bool {
    !track
        .series
        .points
        .iter()
        .any(|one| one.breaks && one.year > before.year && one.year <= point.year)
}

fn targets(period: &Period<'_>, track: &Track<'_>) -> Vec<TargetMark> {
    let horizons = period.material.plan.decision.horizons.iter();
    horizons
        .filter_map(|horizon| {
            let target = track.target_of(*horizon)?;
            Some(TargetMark { year: *horizon, value: target.percent() })
        })
        .collect()
}

fn path(period: &Period<'_>, track: &Track<'_>) -> Option<PathLine> {
    let horizon = period.next?;
    let Some(Path::Needed { from, .. }) = track.path(horizon) else { return None };
    let tally = &track.series.point(from)?.tally;
    Some(PathLine {
        from_year: from,
        from_value: percent_number(tally.numerator?, tally.denominator?)?,
        to_year: horizon,
        to_value: track.target_of(horizon)?.percent(),
    })
}
