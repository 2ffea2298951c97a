//! Columns whose measure the columns beside them tell: results beside wholes, and
//! wholes beneath a band that speaks of results.

use super::Column;
use crate::form::band::Sight;
use crate::form::label::Label;
use crate::form::period;
use crate::plan::vocabulary::{MeasureWord, Role, loose};

/// `Kết quả công nhận` over whole groups names no measure of the denominators in
/// them: where a column beside, under the same headings, says itself what it is
/// (`Dân số từ 15 tuổi | Đăng ký | Đạt`), what is only counted is the whole.
pub(super) fn whole_beneath_band(columns: &mut [Column]) {
    let results = [Some(MeasureWord::Registered), Some(MeasureWord::Achieved)];
    let above =
        |label: &Label| label.text.rsplit_once(" / ").map(|(above, _)| above.to_owned());
    let states = |column: &&Column| {
        !column.label.is_base_total && results.contains(&column.label.measure)
    };
    let stated: Vec<String> =
        columns.iter().filter(states).filter_map(|c| above(&c.label)).collect();
    for label in columns.iter_mut().map(|column| &mut column.label) {
        let counted = label.is_base_total && results.contains(&label.measure);
        if counted && above(label).is_some_and(|above| stated.contains(&above)) {
            label.measure = Some(MeasureWord::Total);
        }
    }
}

/// Beside `Tổng số | Đăng ký` a lone `Kết quả` is what was achieved, whatever the
/// rows are called; `Số lượng` may be anything.
pub(super) fn results_beside_wholes(sight: &Sight<'_>, columns: &mut [Column]) {
    let is = |measure| {
        move |column: &Column| {
            column.label.variable.is_none() && column.label.measure == Some(measure)
        }
    };
    let wholes = columns.iter().any(is(MeasureWord::Total))
        || columns.iter().any(is(MeasureWord::Registered));
    if !wholes || columns.iter().any(is(MeasureWord::Achieved)) {
        return;
    }
    let is_result = |column: &&mut Column| {
        let label = &column.label;
        let says = label.role == Some(Role::Value) && label.measure.is_none();
        let bare = period::without(&label.text, sight.year, sight.vocabulary);
        says && sight.vocabulary.role_of(&bare) == Some(Role::Value)
            && !sight.vocabulary.is_counting(&loose(&bare))
            && column.away.is_none()
    };
    let mut results: Vec<&mut Column> = columns.iter_mut().filter(is_result).collect();
    if let [one] = results.as_mut_slice() {
        one.label.measure = Some(MeasureWord::Achieved);
    }
}
