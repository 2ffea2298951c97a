//! The table of all indicators by year.

use crate::assessment::Verdict;
use crate::document::reference::{Part, Reference};
use crate::document::report::table::Figure;
use crate::document::review::results::{SeriesCell, SeriesGroup, SeriesRow, SeriesTable};
use crate::history::series::{Point, State};

use super::super::results::{target_text, verdict, verdict_text};
use super::super::shape::Shape;
use super::super::{Numbering, figure};
use super::notes::Notes;
use super::period::{Period, Track};
use super::words::years;

/// An upright page holds so many columns of years.
const MOST_YEARS: usize = 6;

pub(super) fn of(period: &Period<'_>, numbers: &mut Numbering) -> SeriesTable {
    let mut notes = Notes::default();
    let mut number = 0;
    let shown = shown(period);
    let groups = period
        .material
        .plan
        .sections
        .iter()
        .map(|section| {
            let rows = period.tracks_of(&section.code).map(|track| {
                number += 1;
                row(period, track, &shown, number, &mut notes)
            });
            SeriesGroup {
                title: format!("{}. {}", section.code, section.title),
                rows: rows.collect(),
            }
        })
        .collect();
    let title = format!("Kết quả thực hiện các chỉ tiêu giai đoạn {}", period.span());
    SeriesTable {
        title: numbers.table(&title),
        years: shown.iter().map(i16::to_string).collect(),
        target_header: format!("Mục tiêu {}", period.material.assessment.horizon),
        groups,
        notes: notes.lines(period),
    }
}

/// All years, or every second one and the last if there are too many.
fn shown(period: &Period<'_>) -> Vec<i16> {
    let all = period.all();
    if all.len() <= MOST_YEARS {
        return all;
    }
    let step = all.len().div_ceil(MOST_YEARS);
    let spaced = all.iter().enumerate().filter(|(index, _)| index.is_multiple_of(step));
    let mut shown: Vec<i16> = spaced.map(|(_, year)| *year).collect();
    if shown.last() != Some(&period.last) {
        if shown.len() == MOST_YEARS {
            shown.pop();
        }
        shown.push(period.last);
    }
    shown
}

fn row(
    period: &Period<'_>,
    track: &Track<'_>,
    shown: &[i16],
    number: u32,
    notes: &mut Notes,
) -> SeriesRow {
    let levels = notes.levels(track);
    let horizon = period.material.assessment.horizon;
    let cells = shown
        .iter()
        .filter_map(|year| track.series.point(*year))
        .map(|point| SeriesCell {
            figure: cell(period, track, point, levels.as_deref()),
            partial: point.state == State::Partial,
            breaks: point.breaks,
        })
        .collect();
    SeriesRow {
        code: track.indicator.code.clone(),
        number: number.to_string(),
        name: track.indicator.short.clone(),
        cells,
        target: target_text(track.case.target(horizon)),
        verdict: verdict(track.verdict()),
        verdict_text: verdict_word(track).to_owned(),
        achieved: achieved(track),
        marks: notes.marks(period, track),
    }
}

fn verdict_word(track: &Track<'_>) -> &'static str {
    if track.last().state == State::Ceased {
        return "Hết đối tượng";
    }
    verdict_text(track.verdict())
}

/// A share, or so many of so many where these are districts.
fn cell(
    period: &Period<'_>,
    track: &Track<'_>,
    point: &Point,
    levels: Option<&str>,
) -> Figure {
    match point.state {
        State::Ceased => return figure::nothing(),
        State::NoInbox | State::NotReported => return figure::not_reported(),
        State::Partial | State::Complete => {}
    }
    let tally = &point.tally;
    let at = |part| Reference::province(&track.indicator.code, part);
    let printed = match track.shape(point.year) {
        Shape::Levels(_) => {
            let sign = levels.unwrap_or_default();
            figure::worded(sign, at(Part::Levels))
        }
        Shape::Ratio if !track.indicator.eighths => {
            figure::percent(tally.numerator, tally.denominator, at(Part::Percent))
        }
        Shape::Ratio | Shape::Standard { .. } | Shape::Status { .. } => {
            figure::of_total(tally.numerator, tally.denominator, at(Part::Numerator))
        }
    };
    // A reference speaks of the year reported on.
    let reference = printed.reference.filter(|_| point.year == period.last);
    Figure { reference, ..printed }
}

/// "2023"; of a target not kept also the years it was missed.
fn achieved(track: &Track<'_>) -> String {
    let achievement = track.achievement();
    match (achievement.first, track.verdict()) {
        (Some(first), _) if achievement.lapses.is_empty() => first.to_string(),
        (Some(first), _) => {
            format!("{first}; không giữ {}", years(&achievement.lapses))
        }
        (None, Verdict::NotMet) => "Chưa".to_owned(),
        (None, _) => crate::document::wording::NONE.to_owned(),
    }
}
