//! Chapter V of a review: what comes next and, at mid-term, how fast each
//! indicator must go to reach the next horizon.

use crate::assessment::Verdict;
use crate::document::review::{Outlook, PathRow, PathTable};
use crate::document::text::{sentence, upper_first};
use crate::document::wording::{NONE, percent, signed};
use crate::history::pace::{Pace, Path};

use super::super::Numbering;
use super::super::contributions::gather;
use super::super::results::target_text;
use super::period::{Period, Track};
use super::words::{list, passage, size};

pub(super) fn chapter(period: &Period<'_>, numbers: &mut Numbering) -> Outlook {
    let title = match period.next {
        Some(next) => {
            format!("PHƯƠNG HƯỚNG, NHIỆM VỤ GIAI ĐOẠN {} - {next}", period.last + 1)
        }
        None => "PHƯƠNG HƯỚNG, NHIỆM VỤ GIAI ĐOẠN TIẾP THEO".to_owned(),
    };
    Outlook {
        title,
        paragraphs: Vec::new(),
        items: list(items(period)),
        path: period.next.map(|next| path(period, next, numbers)),
        contributions: gather(&period.material, "review.outlook", &["direction"])
            .contributions,
    }
}

/// Key and text of the Department's tasks.
fn items(period: &Period<'_>) -> Vec<(&'static str, String)> {
    let has = |verdict| period.judged(verdict).next().is_some();
    let horizon = period.material.assessment.horizon;
    let mut items = Vec::new();
    if has(Verdict::NotMet) {
        items.push(("outlook.not-met", format!(
            "Tập trung thực hiện các chỉ tiêu chưa đạt mục tiêu năm {horizon} nêu tại \
             Mục IV"
        )));
    }
    if has(Verdict::Met) {
        items.push((
            "outlook.met",
            "Duy trì, nâng cao kết quả các chỉ tiêu đã đạt mục tiêu".to_owned(),
        ));
    }
    if has(Verdict::InsufficientData) {
        items.push((
            "outlook.insufficient-data",
            "Bổ sung, hoàn thiện số liệu của các chỉ tiêu chưa đủ số liệu đánh giá"
                .to_owned(),
        ));
    }
    if let Some(next) = period.next {
        items.push(("outlook.path", format!(
            "Thực hiện lộ trình đến năm {next} theo nhịp độ cần thiết của từng chỉ tiêu"
        )));
    }
    let is_over = |track: &Track<'_>| {
        track.indicator.valid_to.is_some_and(|end| end.year() <= period.last)
    };
    if period.tracks.iter().any(is_over) {
        items.push((
            "outlook.ceased",
            "Đề xuất cấp có thẩm quyền xem xét, điều chỉnh các chỉ tiêu không còn đối \
             tượng đánh giá"
                .to_owned(),
        ));
    }
    items
}

fn path(period: &Period<'_>, next: i16, numbers: &mut Numbering) -> PathTable {
    let with_target =
        period.tracks.iter().filter(|track| track.target_of(next).is_some());
    let mut notes = PathNotes::default();
    let rows: Vec<PathRow> = with_target
        .enumerate()
        .map(|(index, track)| row(period, track, next, index + 1, &mut notes))
        .collect();
    let title = format!("Nhịp độ cần thiết để đạt mục tiêu năm {next}");
    PathTable {
        heading: format!("Lộ trình thực hiện mục tiêu năm {next}"),
        paragraphs: vec![passage(
            "outlook.path.method",
            format!(
                "Nhịp độ cần thiết là khoảng cách đến mục tiêu năm {next} chia đều cho số \
             năm còn lại; nhịp độ đã đạt là mức tăng, giảm bình quân mỗi năm giữa năm \
             đầu và năm cuối so sánh được. Đơn vị: điểm phần trăm mỗi năm, tính từ số \
             chưa làm tròn."
            ),
        )],
        title: numbers.table(&title),
        result_header: format!("Kết quả {} (%)", period.last),
        target_header: format!("Mục tiêu {next}"),
        rows,
        notes: notes.lines(),
    }
}

/// Notes of the path table; the same note has one number.
#[derive(Debug, Default)]
struct PathNotes(Vec<String>);

impl PathNotes {
    fn mark(&mut self, note: String) -> String {
        let known = self.0.iter().position(|other| *other == note);
        let index = known.unwrap_or_else(|| {
            self.0.push(note);
            self.0.len() - 1
        });
        format!("({})", index + 1)
    }

    fn lines(self) -> Vec<String> {
        let numbered = self.0.into_iter().enumerate();
        numbered.map(|(index, note)| format!("({}) {note}", index + 1)).collect()
    }
}

fn row(
    period: &Period<'_>,
    track: &Track<'_>,
    next: i16,
    number: usize,
    notes: &mut PathNotes,
) -> PathRow {
    let path = track.path(next);
    let observed = track.observed().filter(|_| path.is_some());
    let (gap, needed) = match path {
        Some(Path::Needed { gap, yearly, .. }) => (size(gap), size(yearly)),
        Some(Path::Reached { .. }) | None => (NONE.to_owned(), NONE.to_owned()),
    };
    let (last, tally) = (track.last(), &track.last().tally);
    PathRow {
        number: number.to_string(),
        name: track.indicator.short.clone(),
        result: match (last.has_figures(), last.share()) {
            (true, None) => NONE.to_owned(),
            (_, _) => percent(tally.numerator, tally.denominator),
        },
        target: target_text(track.case.target(next)),
        gap,
        needed,
        observed: observed.map_or_else(|| NONE.to_owned(), |pace| signed(pace.yearly)),
        judgement: judgement(path, observed).to_owned(),
        marks: marks(period, track, path, observed, notes),
    }
}

/// The paces are compared as exact fractions.
fn judgement(path: Option<Path>, observed: Option<Pace>) -> &'static str {
    match (path, observed) {
        (None, _) => "Không đánh giá",
        (Some(Path::Reached { .. }), _) => "Đã đạt, duy trì",
        (Some(Path::Needed { .. }), None) => "Chưa có nhịp độ so sánh",
        (Some(Path::Needed { yearly, .. }), Some(pace)) => {
            if pace.yearly.reaches(yearly) == Some(true) {
                "Giữ nhịp độ"
            } else {
                "Cần nhanh hơn"
            }
        }
    }
}

fn marks(
    period: &Period<'_>,
    track: &Track<'_>,
    path: Option<Path>,
    observed: Option<Pace>,
    notes: &mut PathNotes,
) -> String {
    let mut said = Vec::new();
    if path.is_none() {
        let indicator = track.indicator;
        let why = indicator.ceased.as_ref().or(indicator.unassessable.as_ref()).or(track
            .case
            .standing
            .why
            .as_ref());
        said.push(why.map_or_else(
            || "Không có số liệu so sánh được với mục tiêu.".to_owned(),
            |why| sentence(&upper_first(why)),
        ));
    }
    match path {
        Some(Path::Reached { since: from } | Path::Needed { from, .. })
            if from != period.last =>
        {
            said.push(format!("Tính từ năm {from}, năm gần nhất đủ số liệu."));
        }
        Some(Path::Reached { .. } | Path::Needed { .. }) | None => {}
    }
    if let Some(pace) = observed.filter(|pace| pace.from != period.first) {
        said.push(format!(
            "Nhịp độ đã đạt tính trong các năm {} - {}.",
            pace.from, pace.to
        ));
    }
    let marks: Vec<String> = said.into_iter().map(|note| notes.mark(note)).collect();
    marks.join(", ")
}
