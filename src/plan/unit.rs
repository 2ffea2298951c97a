//! The units that report: districts with their communes, provincial bodies.
//!
//! Data of `plan/units.toml`. After loading, `aliases` and `misspellings` of
//! districts and bodies hold every spelling, with all prefixes and suffixes
//! (see [`super::spelling`]); those of communes stay as the register has them.

use jiff::civil::Date;
use serde::Deserialize;

use super::dates::{Validity, day, some_day};

/// The province whose plan it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Province {
    pub(crate) name: String,
    /// "tỉnh Bắc Kạn".
    pub(crate) full_name: String,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    #[serde(default)]
    pub(crate) misspellings: Vec<String>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_from: Option<Date>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_to: Option<Date>,
    #[serde(default)]
    pub(crate) successors: Vec<Successor>,
}

impl Province {
    pub(crate) fn validity(&self) -> Validity {
        Validity { from: self.valid_from, to: self.valid_to }
    }
}

/// Who takes over when a unit ends; free text, it need not be a unit here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Successor {
    pub(crate) name: String,
    #[serde(deserialize_with = "day")]
    pub(crate) from: Date,
    /// Which of its fields of work, where there are several successors.
    #[serde(default)]
    pub(crate) scope: Option<String>,
    /// The resolution was not seen; the office must confirm it.
    #[serde(default)]
    pub(crate) to_confirm: bool,
}

/// The ways to write the word before a name: "Thị trấn", "TT", "T.T".
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Prefix {
    pub(crate) level: PrefixLevel,
    /// As in official names: "Xã", "huyện".
    pub(crate) kind: String,
    pub(crate) written: Vec<String>,
}

/// Before whose name a prefix stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PrefixLevel {
    Commune,
    District,
    /// Before a district with or without its own prefix: "UBND".
    Agency,
}

/// What every district owes (Decision 1768/QĐ-UBND, part IV, clause 13).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DistrictDuty {
    pub(crate) clause: String,
    pub(crate) text: String,
    pub(crate) owes: Vec<String>,
}

/// A district or the city (01/02/2020 to 30/6/2025).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct District {
    pub(crate) code: String,
    /// "Ba Bể", "TP Bắc Kạn".
    pub(crate) name: String,
    /// "huyện", "thành phố".
    pub(crate) kind: String,
    /// "huyện Ba Bể", "thành phố Bắc Kạn".
    pub(crate) full_name: String,
    /// "UBND huyện Ba Bể".
    pub(crate) agency: String,
    pub(crate) aliases: Vec<String>,
    /// Bare words that mean it in a list of districts only: "Bắc Kạn".
    #[serde(default)]
    pub(crate) list_aliases: Vec<String>,
    #[serde(default)]
    pub(crate) misspellings: Vec<String>,
    #[serde(deserialize_with = "some_day")]
    pub(crate) valid_from: Option<Date>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_to: Option<Date>,
    #[serde(default)]
    pub(crate) successors: Vec<Successor>,
    pub(crate) communes: Vec<Commune>,
}

impl District {
    pub(crate) fn validity(&self) -> Validity {
        Validity { from: self.valid_from, to: self.valid_to }
    }

    /// The name without its kind: "Bắc Kạn".
    pub(crate) fn bare(&self) -> &str {
        self.full_name.strip_prefix(&self.kind).unwrap_or(&self.full_name).trim_start()
    }

    pub(crate) fn commune(&self, name: &str) -> Option<&Commune> {
        self.communes.iter().find(|commune| commune.name == name)
    }
}

/// A commune, ward or township.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Commune {
    /// Official name with its kind: "Xã Nam Mẫu".
    pub(crate) name: String,
    /// "Xã", "Phường", "Thị trấn"; filled by the loader.
    #[serde(skip)]
    pub(crate) kind: String,
    /// The name without its kind; filled by the loader.
    #[serde(skip)]
    pub(crate) bare: String,
    /// Other names, without kind.
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    #[serde(default)]
    pub(crate) misspellings: Vec<String>,
}

/// A provincial body (Decision 1768/QĐ-UBND, part IV and annex).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    pub(crate) code: String,
    /// "Sở Y tế", "Công an tỉnh".
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    #[serde(default)]
    pub(crate) misspellings: Vec<String>,
    #[serde(deserialize_with = "some_day")]
    pub(crate) valid_from: Option<Date>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_to: Option<Date>,
    /// Where the decision names its duty: "khoản 3, phần IV".
    pub(crate) clause: String,
    pub(crate) duty: String,
    /// Indicators of which it is the source, or one of them.
    #[serde(default)]
    pub(crate) owes: Vec<String>,
    #[serde(default)]
    pub(crate) successors: Vec<Successor>,
}

impl Body {
    pub(crate) fn validity(&self) -> Validity {
        Validity { from: self.valid_from, to: self.valid_to }
    }
}

/// A unit that sends a report of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit<'p> {
    District(&'p District),
    Body(&'p Body),
}

impl<'p> Unit<'p> {
    pub(crate) fn code(self) -> &'p str {
        match self {
            Unit::District(district) => &district.code,
            Unit::Body(body) => &body.code,
        }
    }

    pub(crate) fn name(self) -> &'p str {
        match self {
            Unit::District(district) => &district.name,
            Unit::Body(body) => &body.name,
        }
    }

    /// The name under which it signs: "UBND huyện Ba Bể", "Sở Y tế".
    pub(crate) fn agency(self) -> &'p str {
        match self {
            Unit::District(district) => &district.agency,
            Unit::Body(body) => &body.name,
        }
    }

    pub(crate) fn validity(self) -> Validity {
        match self {
            Unit::District(district) => district.validity(),
            Unit::Body(body) => body.validity(),
        }
    }

    pub(crate) fn successors(self) -> &'p [Successor] {
        match self {
            Unit::District(district) => &district.successors,
            Unit::Body(body) => &body.successors,
        }
    }
}

/// The whole register `plan/units.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitRegister {
    pub(super) body_suffixes: Vec<String>,
    pub(super) province: Province,
    #[serde(rename = "prefix")]
    pub(super) prefixes: Vec<Prefix>,
    pub(super) district_duty: DistrictDuty,
    #[serde(rename = "district")]
    pub(super) districts: Vec<District>,
    #[serde(rename = "body")]
    pub(super) bodies: Vec<Body>,
}
