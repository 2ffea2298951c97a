//! Whether all words of a label are understood, so that no word turns its
//! meaning unseen.

use super::Label;
use crate::plan::vocabulary::{Coverage, Lone, Role, Vocabulary, loose};

/// How far a label must be understood.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Strictness {
    /// What stands across says by itself what is counted.
    pub(crate) stated: bool,
    /// Its own part must be understood even if it says nothing.
    pub(crate) own: bool,
}

/// The first words of a label that nobody understands, its own part first.
///
/// A heading above that says nothing of its own (`II. Các mô hình`) need not be
/// understood where what stands below says by itself what it counts.
pub(crate) fn understand(
    label: &Label,
    variable: Option<&str>,
    strictness: Strictness,
    vocabulary: &Vocabulary,
) -> Option<String> {
    let stated = strictness.stated || label.measure.is_some() || label.level.is_some();
    let counts = variable.and_then(|code| vocabulary.variable(code));
    let counts = counts.is_none_or(|words| words.lone == Lone::Achieved);
    let together = named_together(label, vocabulary);
    for (index, part) in label.parts.iter().enumerate().rev() {
        let key = loose(part);
        let within = variable.is_some_and(|code| vocabulary.stands_within(code, part));
        let names_variable =
            together || within || !vocabulary.variables_in(&key).is_empty();
        let says = names_variable
            || vocabulary.measure_in(part, &key).is_some()
            || vocabulary.base_in(&key).is_some()
            || vocabulary.role_of(part) == Some(Role::Value);
        let is_own = index + 1 == label.parts.len();
        let must = if is_own { strictness.own } else { counts && !stated };
        if !says && !must && !vocabulary.is_alien(&key) {
            continue;
        }
        let mut coverage = Coverage::of(part);
        vocabulary.cover_common(&mut coverage);
        if let Some(measure) = label.measure {
            vocabulary.cover_measure(measure, &mut coverage);
        }
        if label.multiple.is_some() {
            vocabulary.cover_multiples(&mut coverage);
        }
        if let Some(code) = variable {
            vocabulary.cover_variable(code, &mut coverage);
        }
        if let Some(base) = &label.base {
            vocabulary.cover_base(base, &mut coverage);
        }
        if names_variable || stated {
            vocabulary.cover_counted(variable, &mut coverage);
            vocabulary.cover_leading(&mut coverage);
        }
        if let Some(words) = coverage.unknown() {
            return Some(words);
        }
    }
    None
}

/// Whether no part alone names the variable, but several do together:
/// `Trung tâm học tập cộng đồng`, `Ứng dụng CNTT`.
fn named_together(label: &Label, vocabulary: &Vocabulary) -> bool {
    let alone = |part: &String| !vocabulary.variables_in(&loose(part)).is_empty();
    label.variable.is_some()
        && !vocabulary.variables_in(&loose(&label.parts.join(" "))).is_empty()
        && !label.parts.iter().any(alone)
}

/// Whether the words name a denominator of something else: `Tổng số hộ` under
/// `Công dân học tập`. Gives the base's code.
pub(crate) fn foreign_base<'l>(
    label: &'l Label,
    variable: &str,
    vocabulary: &Vocabulary,
) -> Option<&'l str> {
    let code = label.base.as_deref().filter(|_| label.is_base_total)?;
    let base = vocabulary.base(code)?;
    if base.of.iter().any(|of| of == variable) {
        return None;
    }
    let unnamed = label.parts.iter().any(|part| {
        let key = loose(part);
        let mut coverage = Coverage::of(part);
        vocabulary.cover_common(&mut coverage);
        vocabulary.cover_variable(variable, &mut coverage);
        vocabulary.cover_counted(Some(variable), &mut coverage);
        vocabulary.base_in(&key).is_some() && coverage.unknown().is_some()
    });
    (base.of.is_empty() || unnamed).then_some(code)
}
