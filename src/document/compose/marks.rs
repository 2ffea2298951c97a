//! The signs in the last column of the summary table and the notes they stand
//! for. Notes come from the registers; the same note has the same number.

use crate::assessment::Verdict;
use crate::document::text::{sentence, upper_first};
use crate::document::wording::{percent, short_date};
use crate::plan::share::Share;
use crate::plan::target::NationalTarget;

use super::shape::{Case, Shape};

/// The sign of figures whose titles are not yet legally final.
pub(super) const PROVISIONAL: &str = "(*)";
/// The sign of units that sent a second version of their figures.
pub(super) const REVISED: &str = "(**)";

/// The notes under a table, in the order in which they were first needed.
#[derive(Debug, Default)]
pub(super) struct Notes {
    provisional: Option<String>,
    numbered: Vec<String>,
}

impl Notes {
    /// The signs of an indicator: "(*), (2)".
    pub(super) fn marks(&mut self, case: &Case<'_>) -> String {
        let mut marks = Vec::new();
        if case.standing.provisional && case.is_in_force() {
            self.provisional = Some(provisional(case));
            marks.push(PROVISIONAL.to_owned());
        }
        let notes = [
            case.indicator.note.clone(),
            case.standing.why.as_deref().map(|why| sentence(&upper_first(why))),
            rounding(case),
            coverage(case),
            national(case),
        ];
        let mut numbers: Vec<usize> =
            notes.into_iter().flatten().map(|note| self.number(note)).collect();
        numbers.sort_unstable();
        marks.extend(numbers.into_iter().map(|number| format!("({number})")));
        marks.join(", ")
    }

    fn number(&mut self, note: String) -> usize {
        let known = self.numbered.iter().position(|other| *other == note);
        let index = known.unwrap_or_else(|| {
            self.numbered.push(note);
            self.numbered.len() - 1
        });
        index + 1
    }

    /// The lines under the table.
    pub(super) fn lines(self) -> Vec<String> {
        let first = self.provisional.map(|note| format!("{PROVISIONAL} {note}"));
        let numbered = self.numbered.into_iter().enumerate();
        let rest = numbered.map(|(index, note)| format!("({}) {note}", index + 1));
        first.into_iter().chain(rest).collect()
    }
}

fn provisional(case: &Case<'_>) -> String {
    format!(
        "Số liệu sơ bộ: danh hiệu năm {} chưa được công nhận chính thức tại ngày báo cáo \
         ({}).",
        case.year(),
        short_date(case.assessment.report_date),
    )
}

/// 79,996% prints as 80,00% and is not 80%.
fn rounding(case: &Case<'_>) -> Option<String> {
    let target = case.standing.target?;
    if case.standing.verdict != Verdict::NotMet || case.shape() != Shape::Ratio {
        return None;
    }
    let tally = case.tally();
    let printed = percent(tally.numerator, tally.denominator);
    (printed == printed_target(target)).then(|| {
        "Tỷ lệ in ra đã làm tròn; so sánh với mục tiêu trên số chưa làm tròn.".to_owned()
    })
}

fn printed_target(target: Share) -> String {
    percent(Some(target.numerator.into()), Some(target.denominator.into()))
}

fn coverage(case: &Case<'_>) -> Option<String> {
    if !case.is_in_force() || case.is_complete() {
        return None;
    }
    Some(format!("{} báo cáo; chưa có số liệu của {}.", case.coverage(), case.missing()))
}

/// Nationally some of these are shares of provinces.
fn national(case: &Case<'_>) -> Option<String> {
    let target = national_target(case)?;
    let of = target.of.as_ref()?;
    Some(format!(
        "Mục tiêu của cả nước là tỷ lệ số {of} đạt chuẩn, không so trực tiếp với tỷ lệ \
         của tỉnh."
    ))
}

/// The national target of the horizon judged by.
pub(super) fn national_target<'a>(case: &Case<'a>) -> Option<&'a NationalTarget> {
    case.indicator.national_target(case.assessment.horizon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::{Fixture, tally};

    fn marks(fixture: &Fixture, codes: &[&str]) -> (Vec<String>, Vec<String>) {
        let material = fixture.material();
        let mut notes = Notes::default();
        let of = |code: &&str| {
            let indicator =
                fixture.plan.indicator(code).expect("an indicator of the plan");
            notes.marks(&Case::new(&material, indicator))
        };
        let marks = codes.iter().map(of).collect();
        (marks, notes.lines())
    }

    #[test]
    fn every_sign_is_explained_and_the_same_note_has_one_number() {
        let mut fixture = Fixture::new(2024);
        for code in ["A2", "A6", "D1"] {
            fixture.count_everywhere(code, &tally(1, 1));
        }
        let (marks, lines) = marks(&fixture, &["A2", "A6", "D1"]);
        assert_eq!(marks, ["(1)", "(1)", "(*)"]);
        let expected = [
            "(*) Số liệu sơ bộ: danh hiệu năm 2024 chưa được công nhận chính thức tại \
             ngày báo cáo (15/12/2024).",
            "(1) Mục tiêu của cả nước là tỷ lệ số tỉnh đạt chuẩn, không so trực tiếp với \
             tỷ lệ của tỉnh.",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_rate_that_only_looks_reached_has_a_note() {
        let mut fixture = Fixture::new(2024);
        fixture.count_everywhere("D1", &tally(79_996, 100_000));
        let (marks, lines) = marks(&fixture, &["D1"]);
        assert_eq!(marks, ["(*), (1)"]);
        assert!(lines[1].contains("đã làm tròn"), "{lines:?}");
    }
}
