//! The office that issues the report: data of `plan/office.toml`.
//!
//! Letterhead, signer, addressees and phrases are data because the office, its
//! head and its province change (reorganisation of 1 July 2025).

use jiff::civil::Date;
use serde::Deserialize;

use super::dates::{Validity, YearlyDate, some_day};

/// The whole register `plan/office.toml`: one office for a time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeRegister {
    #[serde(rename = "office")]
    pub(super) offices: Vec<Office>,
}

/// Letterhead, signer, addressees and phrases as they are for a time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Office {
    #[serde(default, deserialize_with = "some_day")]
    valid_from: Option<Date>,
    #[serde(default, deserialize_with = "some_day")]
    valid_to: Option<Date>,
    pub(crate) agency: Agency,
    pub(crate) signer: Signer,
    deadline: Deadline,
    #[serde(default)]
    slips: Slips,
    fonts: Fonts,
    legal: Legal,
    #[serde(rename = "edition")]
    pub(crate) editions: Vec<Edition>,
    #[serde(rename = "opening")]
    pub(crate) openings: Vec<Opening>,
}

impl Office {
    pub(super) fn validity(&self) -> Validity {
        Validity { from: self.valid_from, to: self.valid_to }
    }

    /// The day before which offices must have reported, also the default date
    /// of the report (Decision 1768/QĐ-UBND, end of part IV).
    pub(crate) fn deadline(&self, year: i16) -> Date {
        self.deadline.date.in_year(year)
    }

    /// The day by which offices correct what their slips name.
    pub(crate) fn corrections_due(&self, year: i16) -> Date {
        self.slips.correct_by.unwrap_or(self.deadline.date).in_year(year)
    }

    /// "PB-SGDĐT".
    pub(crate) fn slip_symbol(&self) -> String {
        let own = self.agency.symbol.split_once('-').map_or("", |(_, office)| office);
        self.slips.symbol.clone().unwrap_or_else(|| format!("PB-{own}"))
    }

    /// Font families, preferred first.
    pub(crate) fn fonts(&self) -> &[String] {
        &self.fonts.families
    }

    pub(crate) fn legal_bases(&self) -> &[String] {
        &self.legal.bases
    }

    pub(crate) fn edition(&self, code: &str) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.code == code)
    }

    pub(crate) fn opening(&self, kind: ReportKind) -> &Opening {
        self.openings
            .iter()
            .find(|opening| opening.kind == kind)
            .expect("the loader asks for an opening of every kind")
    }
}

/// Letterhead, number and place (Decree 30/2020/NĐ-CP, annex I).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Agency {
    /// Capitals: "UBND TỈNH BẮC KẠN".
    pub(crate) superior: String,
    /// Capitals: "SỞ GIÁO DỤC VÀ ĐÀO TẠO".
    pub(crate) name: String,
    /// In running text: "Sở Giáo dục và Đào tạo".
    pub(crate) short: String,
    pub(crate) place: String,
    /// "BC-SGDĐT".
    pub(crate) symbol: String,
    /// Empty leaves room for the clerk.
    pub(crate) number: String,
    /// For the document registry (Decree 30/2020/NĐ-CP, Appendix VI); may be empty.
    #[serde(default)]
    pub(crate) organ_id: String,
    #[serde(default)]
    pub(crate) file_notation: String,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signer {
    /// "KT. GIÁM ĐỐC" where a deputy signs, else empty.
    pub(crate) authority: String,
    pub(crate) position: String,
    pub(crate) name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Deadline {
    date: YearlyDate,
}

/// The slips sent back to offices (phiếu báo).
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Slips {
    /// The deadline of reports, if left out.
    correct_by: Option<YearlyDate>,
    /// The number's symbol; PB (phiếu báo) and the agency's own, if left out.
    symbol: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fonts {
    families: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Legal {
    bases: Vec<String>,
}

/// To whom one copy of the report goes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edition {
    /// "ministry" or "province".
    pub(crate) code: String,
    pub(crate) name: String,
    /// "Kính gửi".
    pub(crate) addressees: Vec<String>,
    /// Their identifiers in the document registry, in the same order.
    #[serde(default)]
    pub(crate) addressee_ids: Vec<String>,
    /// "Nơi nhận": "Như trên" first, "Lưu: …" last.
    pub(crate) copies_to: Vec<String>,
}

/// Reports to a superior agency: "Như trên" first, "Lưu: VT, …" last (Decree
/// 30/2020/NĐ-CP, annex I, recipients).
pub(crate) fn is_list_of_copies(lines: &[String]) -> bool {
    let first = lines.first().is_some_and(|line| line == "Như trên");
    let last = lines.last().is_some_and(|line| line.starts_with("Lưu: VT"));
    first && last
}

/// What kind of report it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ReportKind {
    Annual,
    /// Sơ kết, to the first horizon.
    Interim,
    /// Tổng kết, to the last horizon.
    Final,
}

impl ReportKind {
    pub(super) const ALL: [Self; 3] = [Self::Annual, Self::Interim, Self::Final];
}

/// Title and set phrases; texts hold `{year}` and `{next_year}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Opening {
    pub(crate) kind: ReportKind,
    /// "BÁO CÁO".
    pub(crate) title: String,
    /// Trích yếu, one entry a line.
    pub(crate) subject: Vec<String>,
    /// Between the legal bases and chapter I.
    pub(crate) paragraphs: Vec<String>,
    /// The last paragraph, without end mark.
    pub(crate) closing: String,
}

/// A text of the register with its year filled in.
pub(crate) fn with_year(text: &str, year: i16) -> String {
    text.replace("{year}", &year.to_string())
        .replace("{next_year}", &(year + 1).to_string())
}
