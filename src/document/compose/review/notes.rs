//! The signs in tables of series and the notes they stand for; the same note
//! has the same number.

use crate::document::text::{lower_first, sentence, upper_first};
use crate::document::wording::count_or_sign;
use crate::history::series::{Point, State};

use super::super::marks::PROVISIONAL;
use super::super::shape::{Shape, levels};
use super::period::{Period, Track};
use super::sentence;
use super::words::{in_years, years};

/// The notes under a table, in the order in which they were first needed.
#[derive(Debug, Default)]
pub(super) struct Notes {
    provisional: bool,
    numbered: Vec<String>,
}

impl Notes {
    /// The signs of an indicator: "(*), (2)".
    pub(super) fn marks(&mut self, period: &Period<'_>, track: &Track<'_>) -> String {
        let mut marks = Vec::new();
        let provisional = |point: &Point| point.provisional && point.has_figures();
        if track.series.points.iter().any(provisional) {
            self.provisional = true;
            marks.push(PROVISIONAL.to_owned());
        }
        let notes = notes(period, track);
        let mut numbers: Vec<usize> =
            notes.into_iter().map(|note| self.number(note)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        marks.extend(numbers.into_iter().map(|number| format!("({number})")));
        marks.join(", ")
    }

    /// The sign of the levels of an indicator that has years without a share.
    pub(super) fn levels(&mut self, track: &Track<'_>) -> Option<String> {
        let points: Vec<&Point> = track.series.points.iter().collect();
        levels_note(track, &points).map(|note| format!("({})", self.number(note)))
    }

    fn number(&mut self, note: String) -> usize {
        let known = self.numbered.iter().position(|other| *other == note);
        let index = known.unwrap_or_else(|| {
            self.numbered.push(note);
            self.numbered.len() - 1
        });
        index + 1
    }

    /// The lines under the table, signs of the whole table first.
    pub(super) fn lines(self, period: &Period<'_>) -> Vec<String> {
        let mut lines = vec![
            "Nét đậm bên trái ô: từ năm đó thay đổi thang hoặc tiêu chí đánh giá, không \
             so sánh với các năm trước. Số in nghiêng: chưa đủ đơn vị báo cáo."
                .to_owned(),
        ];
        lines.extend(missing_years(period));
        if self.provisional {
            lines.push(format!(
                "{PROVISIONAL} Số liệu sơ bộ: danh hiệu của mỗi năm ghi theo báo cáo \
                 năm đó, trước khi được công nhận chính thức."
            ));
        }
        let numbered = self.numbered.into_iter().enumerate();
        lines.extend(numbered.map(|(index, note)| format!("({}) {note}", index + 1)));
        lines
    }
}

/// Years of the period without an inbox, named.
pub(super) fn missing_years(period: &Period<'_>) -> Option<String> {
    let missing = period.missing_years();
    if missing.is_empty() {
        return None;
    }
    Some(format!(
        "Không có số liệu báo cáo của {}; các năm này ghi “...” và không đưa vào so sánh.",
        in_years(&missing)
    ))
}

fn notes(period: &Period<'_>, track: &Track<'_>) -> Vec<String> {
    let indicator = track.indicator;
    let mut notes: Vec<String> = indicator.note.iter().cloned().collect();
    notes.extend(yearly(period, track, &period.all()));
    let ending = sentence::ending(period, track).or_else(|| ceased(track));
    notes.extend(ending.map(|said| sentence(&upper_first(&said))));
    if let Some(why) = &indicator.unassessable {
        notes.push(sentence(&upper_first(why)));
    }
    notes
}

/// What is to be said of some years of an indicator: levels, breaks, coverage.
pub(super) fn yearly(
    period: &Period<'_>,
    track: &Track<'_>,
    years: &[i16],
) -> Vec<String> {
    let points: Vec<&Point> =
        years.iter().filter_map(|year| track.series.point(*year)).collect();
    let mut notes: Vec<String> = levels_note(track, &points).into_iter().collect();
    notes.extend(breaks(track, &points));
    for point in &points {
        let said = sentence::coverage(period, point);
        notes.extend(said.map(|said| sentence(&upper_first(&said))));
    }
    notes.extend(unreported(&points));
    notes
}

fn ceased(track: &Track<'_>) -> Option<String> {
    let is_over = track.last().state == State::Ceased;
    track.indicator.ceased.clone().filter(|_| is_over)
}

/// "Năm 2024: mức độ 1 61, mức độ 2 28, chưa đạt 19; năm 2025: …".
fn levels_note(track: &Track<'_>, points: &[&Point]) -> Option<String> {
    let said: Vec<String> = points
        .iter()
        .filter(|point| point.has_figures())
        .filter_map(|point| {
            let Shape::Levels(scale) = track.shape(point.year) else { return None };
            let levels = levels(scale, &point.tally).into_iter();
            let said: Vec<String> = levels
                .map(|(level, value)| {
                    format!("{}: {}", lower_first(level), count_or_sign(value))
                })
                .collect();
            Some(format!("năm {}: {}", point.year, said.join(", ")))
        })
        .collect();
    (!said.is_empty()).then(|| upper_first(&format!("{}.", said.join("; "))))
}

/// Why figures from some year on are not comparable with those before.
fn breaks(track: &Track<'_>, points: &[&Point]) -> Vec<String> {
    let broken = points.iter().filter(|point| point.breaks);
    let mut notes = Vec::new();
    for point in broken {
        let scale = track.indicator.scale(point.year);
        match scale.and_then(|scale| scale.unassessable.clone()) {
            Some(why) => notes.push(why),
            None => notes.extend(scale.map(|scale| {
                format!("Từ năm {} áp dụng {}.", point.year, scale.document)
            })),
        }
        let named = track.indicator.breaks.iter().filter(|one| one.year == point.year);
        notes.extend(named.filter_map(|one| one.why.as_deref().map(sentence)));
    }
    notes
}

/// Years with an inbox in which nobody gave the figure.
fn unreported(points: &[&Point]) -> Option<String> {
    let silent: Vec<i16> = points
        .iter()
        .filter(|point| point.state == State::NotReported)
        .map(|point| point.year)
        .collect();
    (!silent.is_empty()).then(|| format!("Năm {}: không có số liệu.", years(&silent)))
}
