//! The component plans of the annex: data of `plan/components.toml`.

use serde::Deserialize;

use super::key::Key;

/// One of the six component plans (Decision 1768/QĐ-UBND, annex).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Component {
    pub(crate) number: u8,
    pub(crate) title: String,
    /// Code of the body that leads; in a plan that of who took over from it.
    pub(crate) lead: String,
    pub(crate) partners: String,
    /// To whom it is submitted.
    pub(crate) authority: String,
    pub(crate) due: Quarter,
    /// Groups of phrases; a text that has all of a group speaks of this plan.
    #[serde(default)]
    pub(crate) mentions: Vec<Vec<String>>,
}

impl Component {
    /// Whether a text speaks of this plan, by the phrases of the register.
    pub(crate) fn is_named_in(&self, text: &Key) -> bool {
        let has = |phrase: &String| {
            let phrase = Key::of(phrase);
            // Without marks too many words fall together.
            format!(" {} ", text.marked).contains(&format!(" {} ", phrase.marked))
        };
        self.mentions.iter().any(|group| !group.is_empty() && group.iter().all(has))
    }
}

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "Written")]
pub(crate) struct Quarter {
    pub(crate) year: i16,
    /// 1 to 4.
    pub(crate) quarter: u8,
}

impl Quarter {
    /// "Quý IV năm 2021", as the annex writes it.
    pub(crate) fn text(self) -> String {
        let roman = ["I", "II", "III", "IV"][usize::from(self.quarter) - 1];
        format!("Quý {roman} năm {}", self.year)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    quarter: u8,
    year: i16,
}

impl TryFrom<Written> for Quarter {
    type Error = String;

    fn try_from(Written { quarter, year }: Written) -> Result<Self, String> {
        let known = (1..=4).contains(&quarter) && (2000..=2100).contains(&year);
        known
            .then_some(Self { year, quarter })
            .ok_or_else(|| "quý phải từ 1 đến 4, năm từ 2000 đến 2100".to_owned())
    }
}

/// The whole register `plan/components.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ComponentRegister {
    #[serde(rename = "component")]
    pub(super) components: Vec<Component>,
}
