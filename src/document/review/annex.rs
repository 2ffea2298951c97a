//! The annexes of a review. In comes nothing, out go structs: see
//! [`super::Review`].

use serde::{Deserialize, Serialize};

use crate::document::report::annex::{MethodAnnex, TableAnnex};

/// All annexes, each on pages of its own, counted from 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Annexes {
    /// The guide line; its blanks stay unfilled in an electronic document.
    pub(crate) guide: String,
    /// All indicators by year: counts and shares.
    pub(crate) series: TableAnnex,
    /// Districts at the start and the end.
    pub(crate) districts: TableAnnex,
    /// What offices did in the years before the last; `None` if there is none.
    pub(crate) tasks: Option<TaskAnnex>,
    /// Who reported in which year.
    pub(crate) submissions: TableAnnex,
    /// Those put forward for awards; `None` if nobody was.
    pub(crate) commendations: Option<CommendationAnnex>,
    pub(crate) method: MethodAnnex,
    /// What became of the units of an administration that ended; `None` before.
    #[serde(default)]
    pub(crate) transition: Option<TableAnnex>,
}

/// What offices wrote, by task group and year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskAnnex {
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) groups: Vec<TaskList>,
}

/// One task group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskList {
    pub(crate) title: String,
    pub(crate) rows: Vec<TaskRow>,
}

/// What one office, or several alike, wrote in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskRow {
    pub(crate) year: String,
    pub(crate) who: String,
    /// As received, never markup.
    pub(crate) text: String,
}

/// Proposed awards of all years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommendationAnnex {
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) rows: Vec<CommendationRow>,
}

/// One proposed award, or the same one of several years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommendationRow {
    pub(crate) number: String,
    /// "2021 - 2023, 2025".
    pub(crate) years: String,
    pub(crate) name: String,
    pub(crate) position: String,
    pub(crate) award: String,
    pub(crate) merit: String,
    pub(crate) proposed_by: String,
}
