//! A statement every rule has looked at.

use serde::{Deserialize, Serialize};

use crate::observation::{Observation, Statement};

/// A vetted statement. It can only be made by [`vet`](super::vet).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Accepted {
    file: String,
    statement: Statement,
}

/// What a later submission leaves of an earlier one besides figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rest {
    pub(crate) words: bool,
    pub(crate) state_budget: bool,
    pub(crate) social_budget: bool,
    pub(crate) commendations: bool,
}

impl Accepted {
    pub(super) fn new(file: &str, statement: Statement) -> Self {
        Self { file: file.to_owned(), statement }
    }

    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// How many cells it rests on, for a bound on all.
    pub(crate) fn size(&self) -> usize {
        let Statement { observations, gaps, totals, rates, commendations, .. } =
            &self.statement;
        let figures = observations.len() + gaps.len() + totals.len() + rates.len();
        // A line has four texts.
        figures + 4 * commendations.len()
    }

    pub(crate) fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The same without what another submission of the unit states instead.
    pub(crate) fn without(
        mut self,
        replaced: impl Fn(&Observation) -> bool,
        rest: Rest,
    ) -> Self {
        let statement = &mut self.statement;
        statement.observations.retain(|observation| !replaced(observation));
        if !rest.words {
            statement.paragraphs.clear();
        }
        if !rest.state_budget {
            statement.state_budget = None;
        }
        if !rest.social_budget {
            statement.social_budget = None;
        }
        if !rest.commendations {
            statement.commendations.clear();
        }
        self
    }
}
