//! How a variable becomes a figure: the rules an indicator may follow.

use serde::Deserialize;

use super::decision::VariableKind;
use super::share::Share;

/// How numerator and denominator, or a status, come from the variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) enum Rule {
    /// Achieved over total, both counted.
    Count,
    /// Districts at a level or above it, over all districts.
    LevelAtLeast { level: u8 },
    /// Units marked, over all units.
    Mark,
    /// Units at the levels that count as achieved, over all units.
    Scale,
    /// The province has the standard when this share of its districts is at
    /// the level (Decree 20/2014/NĐ-CP): met or not met, no percentage.
    Cascade { level: u8, share: Share },
    /// What districts have is shown; the plan sets no number for it.
    Status { level: Option<u8> },
    /// How many units are at each level is shown; there is no rule by which it
    /// becomes a figure of the province.
    Levels,
}

impl Rule {
    pub(crate) fn level(self) -> Option<u8> {
        match self {
            Rule::LevelAtLeast { level } | Rule::Cascade { level, .. } => Some(level),
            Rule::Status { level } => level,
            Rule::Count | Rule::Mark | Rule::Scale | Rule::Levels => None,
        }
    }

    /// Whether a variable of a kind can be read by this rule.
    pub(super) fn reads(self, kind: VariableKind) -> bool {
        match self {
            // Where an office counts crosses instead of making them.
            Rule::Count => {
                matches!(kind, VariableKind::Counts | VariableKind::Mark)
            }
            Rule::Mark => kind == VariableKind::Mark,
            // Of a body that counts its units, how many there are at each level.
            Rule::Scale => matches!(kind, VariableKind::Scale | VariableKind::Counts),
            Rule::LevelAtLeast { .. }
            | Rule::Cascade { .. }
            | Rule::Status { level: Some(_) } => kind == VariableKind::Level,
            Rule::Status { level: None } | Rule::Levels => {
                matches!(kind, VariableKind::Level | VariableKind::Mark)
            }
        }
    }
}

/// A rule as the register writes it: `{ kind = "level-at-least", level = 2 }`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    kind: Kind,
    #[serde(default)]
    level: Option<u8>,
    #[serde(default)]
    share: Option<Share>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Count,
    LevelAtLeast,
    Mark,
    Scale,
    Cascade,
    Status,
    Levels,
}

impl TryFrom<Written> for Rule {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let Written { kind, level, share } = written;
        match (kind, level, share) {
            (Kind::Count, None, None) => Ok(Rule::Count),
            (Kind::Mark, None, None) => Ok(Rule::Mark),
            (Kind::Scale, None, None) => Ok(Rule::Scale),
            (Kind::Levels, None, None) => Ok(Rule::Levels),
            (Kind::LevelAtLeast, Some(level), None) => Ok(Rule::LevelAtLeast { level }),
            (Kind::Cascade, Some(level), Some(share)) => {
                Ok(Rule::Cascade { level, share })
            }
            (Kind::Status, level, None) => Ok(Rule::Status { level }),
            (Kind::Count | Kind::Mark | Kind::Scale | Kind::Levels, ..) => {
                Err("quy tắc này không dùng “level”, “share”".to_owned())
            }
            (Kind::LevelAtLeast, ..) => {
                Err("quy tắc level-at-least cần “level”, không dùng “share”".to_owned())
            }
            (Kind::Cascade, ..) => {
                Err("quy tắc cascade cần cả “level” và “share”".to_owned())
            }
            (Kind::Status, ..) => Err("quy tắc status không dùng “share”".to_owned()),
        }
    }
}
