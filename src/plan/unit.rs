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
    /// What may stand behind the name of a body: "tỉnh", "tỉnh Bắc Kạn".
    pub(crate) body_suffixes: Vec<String>,
    /// What the plan covers, as a report says it.
    pub(crate) area: String,
    /// The resolution that made it the province of the plan.
    #[serde(default)]
    pub(crate) document: Option<String>,
    /// Words by which a title says that its figures are of the area only.
    #[serde(default)]
    pub(crate) within: Vec<String>,
    /// Words by which it says that they are of the whole province, where the area is
    /// but a part of it.
    #[serde(default)]
    pub(crate) whole: Vec<String>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_from: Option<Date>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_to: Option<Date>,
}

impl Province {
    pub(crate) fn validity(&self) -> Validity {
        Validity { from: self.valid_from, to: self.valid_to }
    }
}

/// Whose work a body took over, whole or in part.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Predecessor {
    /// Of a body that was there the day before.
    pub(crate) code: String,
    /// Which of its fields of work, where there are several successors.
    #[serde(default)]
    pub(crate) scope: Option<String>,
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

/// The tier of administration whose offices answer for an area (Decision
/// 1768/QĐ-UBND, part IV, clause 13): districts, then the communes that succeed them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tier {
    pub(crate) kind: TierKind,
    /// "huyện".
    pub(crate) one: String,
    /// "huyện, thành phố".
    pub(crate) name: String,
    /// "UBND các huyện, thành phố".
    pub(crate) agencies: String,
    /// What they are made of: "xã, phường, thị trấn".
    pub(crate) parts: String,
    pub(crate) clause: String,
    pub(crate) text: String,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_from: Option<Date>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_to: Option<Date>,
}

impl Tier {
    pub(crate) fn validity(&self) -> Validity {
        Validity { from: self.valid_from, to: self.valid_to }
    }
}

/// Which tier it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TierKind {
    District,
    Commune,
}

/// An authority that answers for an area: a district or the city (01/02/2020 to
/// 30/6/2025), then a commune that was formed from communes of theirs.
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
    /// Whom to call, as an office writes it.
    #[serde(default)]
    pub(crate) phone: Option<String>,
    #[serde(deserialize_with = "some_day")]
    pub(crate) valid_from: Option<Date>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_to: Option<Date>,
    pub(crate) communes: Vec<Commune>,
    /// The resolution that formed it; of a commune of 01/7/2025.
    #[serde(skip)]
    pub(crate) document: Option<String>,
    /// District of each of its communes before they were its own; empty for a district.
    #[serde(skip)]
    pub(crate) formed_from: Vec<Origin>,
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
        let is_it = |one: &&Commune| {
            one.name == name || one.renamed.iter().any(|other| other.name == name)
        };
        self.communes.iter().find(is_it)
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
    /// Other official names, each from a day on.
    #[serde(default)]
    pub(crate) renamed: Vec<Renamed>,
    /// What it is officially called on the day of the plan; filled by the loader.
    #[serde(skip)]
    pub(crate) called: String,
}

impl Commune {
    /// Its official name on a day.
    pub(crate) fn called_on(&self, day: Date) -> &str {
        let since = self.renamed.iter().filter(|one| one.from <= day);
        since.max_by_key(|one| one.from).map_or(&self.name, |one| &one.name)
    }
}

/// A further official name of a commune.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Renamed {
    pub(crate) name: String,
    #[serde(deserialize_with = "day")]
    pub(crate) from: Date,
}

/// A commune that answers for itself, formed from whole communes of districts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Merged {
    pub(crate) code: String,
    /// Official name with its kind: "Xã Chợ Rã".
    pub(crate) name: String,
    /// "xã", "phường".
    pub(crate) kind: String,
    /// Never used to join years: a new code is that of one of the old communes.
    pub(crate) statistical_code: String,
    pub(crate) document: String,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    #[serde(default)]
    pub(crate) misspellings: Vec<String>,
    /// Whom to call, as an office writes it.
    #[serde(default)]
    pub(crate) phone: Option<String>,
    #[serde(deserialize_with = "some_day")]
    pub(crate) valid_from: Option<Date>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_to: Option<Date>,
    pub(crate) formed_from: Vec<Origin>,
}

impl Merged {
    pub(crate) fn validity(&self) -> Validity {
        Validity { from: self.valid_from, to: self.valid_to }
    }
}

/// One of the communes a commune was formed from, whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Origin {
    /// Code of the district it belonged to.
    pub(crate) district: String,
    /// Its name in that district's list, any of them; the loader turns it into the first.
    pub(crate) name: String,
}

/// Communes of the province that are no part of the area of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outside {
    /// "tỉnh Thái Nguyên".
    pub(crate) of: String,
    pub(crate) names: Vec<String>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_from: Option<Date>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_to: Option<Date>,
}

impl Outside {
    pub(crate) fn validity(&self) -> Validity {
        Validity { from: self.valid_from, to: self.valid_to }
    }
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
    /// Whom to call, as an office writes it.
    #[serde(default)]
    pub(crate) phone: Option<String>,
    #[serde(deserialize_with = "some_day")]
    pub(crate) valid_from: Option<Date>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) valid_to: Option<Date>,
    /// Where the decision names its duty: "khoản 3, phần IV".
    pub(crate) clause: String,
    pub(crate) duty: String,
    #[serde(default)]
    pub(crate) succeeds: Vec<Predecessor>,
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

    pub(crate) fn phone(self) -> Option<&'p str> {
        match self {
            Unit::District(district) => district.phone.as_deref(),
            Unit::Body(body) => body.phone.as_deref(),
        }
    }

    pub(crate) fn validity(self) -> Validity {
        match self {
            Unit::District(district) => district.validity(),
            Unit::Body(body) => body.validity(),
        }
    }
}

/// The whole register `plan/units.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitRegister {
    #[serde(rename = "province")]
    pub(super) provinces: Vec<Province>,
    #[serde(rename = "prefix")]
    pub(super) prefixes: Vec<Prefix>,
    #[serde(rename = "tier")]
    pub(super) tiers: Vec<Tier>,
    #[serde(rename = "district")]
    pub(super) districts: Vec<District>,
    #[serde(default, rename = "commune")]
    pub(super) communes: Vec<Merged>,
    #[serde(default)]
    pub(super) outside: Vec<Outside>,
    #[serde(rename = "body")]
    pub(super) bodies: Vec<Body>,
}
