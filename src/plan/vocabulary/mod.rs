//! The vocabulary register: by which words tables, rows and values are
//! recognised. Data in `plan/vocabulary.toml`, which the office may extend.

use serde::Deserialize;

mod budget;
mod coverage;
mod levels;
mod lookup;
mod matching;
pub(crate) mod period;
#[cfg(test)]
mod tests;
pub(crate) mod title;
mod village;

use self::budget::BudgetWords;
pub(crate) use self::budget::{
    MoneyColumn, MoneyUnit, MoneyWords, NamedUnit, without_ordinal,
};
pub(crate) use self::coverage::Coverage;
use self::matching::{Pattern, Words};
pub(crate) use self::matching::{holds, loose};

/// What a value counts, as a header may say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MeasureWord {
    /// Some of the whole or of the result: the poor, newly recognised ones.
    Part,
    /// The two parts that make the whole of people.
    Men,
    Women,
    Previous,
    Target,
    /// What has not come about or is no result: not achieved, proposed,
    /// expected, withdrawn.
    Turned,
    Rate,
    Registered,
    Achieved,
    Total,
}

/// What a column or row is for, other than a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Role {
    Ordinal,
    Note,
    UnitOfCount,
    Label,
    Value,
    Total,
}

/// What a value means under a header that names a variable but no measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Lone {
    Achieved,
    Level,
    Mark,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VariableWords {
    pub(crate) code: String,
    pub(crate) lone: Lone,
    patterns: Vec<Pattern>,
    /// Whom and what it counts, and what else may stand beside its name.
    #[serde(default)]
    beside: Words,
    #[serde(default)]
    except: Vec<Pattern>,
    /// The variable it is where no indicator asks for it.
    #[serde(default)]
    pub(crate) stands_for: Option<String>,
    /// Kinds of what it counts, of which none is part of another: rows of several kinds
    /// are its parts.
    #[serde(default)]
    kinds: Vec<Words>,
    /// What stands for it under a title that names it: `Ứng dụng CNTT`.
    #[serde(default)]
    within: Vec<Pattern>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BaseWords {
    pub(crate) code: String,
    /// Variables whose total this is when no variable is named beside it.
    pub(crate) of: Vec<String>,
    /// The one variable whose group a column headed so begins.
    #[serde(default)]
    pub(crate) implies: Option<String>,
    patterns: Vec<Pattern>,
    /// Words that mean it only as a whole label.
    #[serde(default)]
    exact: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureWords {
    code: MeasureWord,
    patterns: Vec<Pattern>,
    #[serde(default)]
    except: Vec<Pattern>,
    #[serde(default)]
    signs: Vec<String>,
}

/// A unit of count that is a multiple of one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Multiple {
    /// How many one stands for.
    factor: i64,
    words: Words,
    /// The same words where they are of something else: money, a share.
    #[serde(default)]
    except: Words,
}

/// Notes beside figures: how they begin, and what makes them worth telling.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteWords {
    opening: Words,
    telling: Words,
    /// Signs that tell as words do: `?`, `%`.
    signs: Vec<String>,
    /// What offices remark on a unit: `NTM`, `Khu vực 3`.
    harmless: Words,
    /// What compares a figure of the table with another one.
    compared: Words,
    /// What makes a note of a line above or below a table.
    line: Words,
    /// How lines begin that are titles, whatever else they say.
    title: Words,
    /// An estimate or a proposal, said of a whole table.
    provisional: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleWords {
    code: Role,
    exact: Words,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelWords {
    variables: Vec<String>,
    code: String,
    /// It says that no level was reached.
    #[serde(default)]
    none: bool,
    /// It says that nobody assessed; where the scale has no such level, it is none.
    #[serde(default)]
    unassessed: bool,
    exact: Words,
    #[serde(default)]
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    yes: Words,
    no: Words,
}

/// Signs that stand where a number is asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Signs {
    none: Words,
    missing: Words,
    not_applicable: Words,
    /// Words before a number that make it inexact.
    pub(crate) about: Vec<String>,
}

/// What a sign says (statistical practice, domain: "-" nothing occurred, "..."
/// it occurred but was not collected).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    None,
    Missing,
    NotApplicable,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicWords {
    code: String,
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommendationWords {
    heading: Words,
    name: Words,
    post: Words,
    form: Words,
    merit: Words,
}

/// Texts known by phrases that occur in them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    patterns: Vec<Pattern>,
}

/// The whole register `plan/vocabulary.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vocabulary {
    #[serde(rename = "variable")]
    variables: Vec<VariableWords>,
    #[serde(rename = "base")]
    bases: Vec<BaseWords>,
    #[serde(rename = "measure")]
    measures: Vec<MeasureWords>,
    #[serde(rename = "role")]
    roles: Vec<RoleWords>,
    #[serde(rename = "level")]
    levels: Vec<LevelWords>,
    marks: Marks,
    pub(crate) signs: Signs,
    #[serde(rename = "topic")]
    topics: Vec<TopicWords>,
    budget: BudgetWords,
    commendation: CommendationWords,
    signature: Phrases,
    /// Units of count that may follow a number.
    counted: Words,
    /// Words that open a label of a count.
    counting: Words,
    /// Words that may stand in any label without meaning anything.
    neutral: Words,
    /// Words that only lead to what a label says.
    leading: Words,
    /// Words of things that no table of ours counts: money, ranks.
    alien: Words,
    #[serde(rename = "multiple")]
    multiples: Vec<Multiple>,
    note: NoteWords,
    /// Rows that sum up some of the units of a table.
    subtotal: Phrases,
    village: village::VillageWords,
    /// What titles and names of sheets say of the figures below.
    title: title::TitleWords,
    /// When figures are of, and what kind they are.
    pub(crate) period: period::PeriodWords,
}

/// The two sources of money the plan tells apart (Decision 1768, part III).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fund {
    State,
    Social,
}

/// The columns of a list of commendations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CommendationColumn {
    Name,
    Post,
    Form,
    Merit,
}
