//! By what cells are read: the words, and what the plan of the day makes of them.

use std::collections::BTreeSet;

use crate::form::table::Table;
use crate::plan::Plan;
use crate::plan::decision::VariableKind;
use crate::plan::rule::Rule;
use crate::plan::vocabulary::Vocabulary;

/// By what cells are read: the words, and who is one of what has levels and marks.
pub(super) struct Eye<'p> {
    pub(super) vocabulary: &'p Vocabulary,
    /// The sender may be a commune, which has levels itself.
    pub(super) two_tiers: bool,
    /// Variables of marks that offices count.
    counted_marks: Vec<&'p str>,
}

impl<'p> Eye<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        let counts = plan.indicators().iter().filter(|one| one.rule == Rule::Count);
        let is_mark = |code: &str| {
            plan.variable(code).is_some_and(|one| one.kind == VariableKind::Mark)
        };
        let variables = counts.map(|one| one.variable.as_str());
        Self {
            vocabulary: &plan.vocabulary,
            two_tiers: plan.has_two_tiers(),
            counted_marks: variables.filter(|code| is_mark(code)).collect(),
        }
    }

    pub(super) fn counts_marks(&self, variable: &str) -> bool {
        self.counted_marks.contains(&variable)
    }
}

/// What no indicator of the plan asks for stands for what one does, where that stands
/// nowhere itself.
pub(super) fn stand_in(tables: &mut [Table], plan: &Plan) {
    let is_asked = |code: &str| plan.indicators().iter().any(|one| one.variable == code);
    let fields = tables.iter().flat_map(|table| &table.fields);
    let stated: BTreeSet<String> = fields.map(|field| field.variable.clone()).collect();
    for field in tables.iter_mut().flat_map(|table| &mut table.fields) {
        let words = plan.vocabulary.variable(&field.variable);
        let other = words.and_then(|words| words.stands_for.as_ref());
        let other = other.filter(|other| !stated.contains(*other));
        if let Some(other) = other.filter(|_| !is_asked(&field.variable)) {
            field.variable.clone_from(other);
        }
    }
}
