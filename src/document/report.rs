//! What the yearly report says, already worded: the contract with
//! `templates/report.typ`.
//!
//! In comes what `assessment` found, out goes one [`Report`], which the press
//! serves to the template as `/data.json`. Every number, percentage, date and
//! sentence is text in Vietnamese style ("71.236", "84,79"); the template only
//! decides how it looks. `templates/samples/*.json` must deserialise into these
//! structs. Chapter II has its structs in [`results`], the annexes in [`annex`],
//! and the tables that list units, wherever they stand, in [`table`].

use serde::{Deserialize, Serialize};

pub(crate) mod annex;
pub(crate) mod results;
pub(crate) mod table;

use annex::Annexes;
use results::Results;
use table::UnitTable;

/// The annual report, one edition of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Report {
    pub(crate) edition: Edition,
    /// Year reported on, four digits.
    pub(crate) year: String,
    /// The year whose work chapter V plans, four digits.
    pub(crate) next_year: String,
    /// The one font family of the document: "Times New Roman" or "Tinos".
    pub(crate) font: String,
    pub(crate) meta: Meta,
    pub(crate) head: Head,
    /// "Kính gửi": official names, without "-", ";" or ".".
    pub(crate) addressees: Vec<String>,
    /// One line each, without final mark: "Căn cứ Quyết định số …".
    pub(crate) legal_bases: Vec<String>,
    /// Paragraphs between the legal bases and chapter I.
    pub(crate) opening: Vec<Passage>,
    pub(crate) leadership: Leadership,
    pub(crate) results: Results,
    pub(crate) tasks: Tasks,
    pub(crate) assessment: Assessment,
    pub(crate) outlook: Outlook,
    pub(crate) proposals: Proposals,
    /// The last paragraph, without its end mark: the template adds "./.".
    pub(crate) closing: Passage,
    pub(crate) signature: Signature,
    /// "Nơi nhận": without "-", ";" or "."; "Như trên" first, "Lưu: …" last.
    pub(crate) copies_to: Vec<String>,
    pub(crate) annexes: Annexes,
    /// Files the PDF carries; the press must have been given each.
    pub(crate) attachments: Vec<Attachment>,
}

/// To whom this copy is addressed; it decides the order of the proposals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Edition {
    Ministry,
    Province,
}

/// The PDF's own metadata; not printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Meta {
    pub(crate) title: String,
    pub(crate) author: String,
    /// What tells this edition from the other: "Bản gửi Bộ Giáo dục và Đào tạo".
    pub(crate) description: String,
    pub(crate) keywords: Vec<String>,
    /// Report date, the only date in the file: equal input gives equal bytes.
    pub(crate) date: MetaDate,
    /// "DỰ THẢO" stands in the head margin.
    #[serde(default)]
    pub(crate) draft: bool,
}

/// A file inside the PDF (PDF/A-3, associated files).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attachment {
    /// "summary.json".
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) relationship: Relationship,
    /// "text/csv".
    pub(crate) mime: String,
}

/// What a file is to the document that carries it (ISO 32000-2, AFRelationship).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Relationship {
    /// The document was made from it.
    Source,
    /// The document's tables and pictures show it.
    Data,
    Alternative,
    Supplement,
}

/// A calendar date in numbers, for the PDF's metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MetaDate {
    pub(crate) year: i16,
    pub(crate) month: i8,
    pub(crate) day: i8,
}

/// Components 2 to 5 of Decree 30: agencies, number, place and date, title.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Head {
    /// Superior agency in capitals: "UBND TỈNH BẮC KẠN".
    pub(crate) superior: String,
    /// Issuing agency in capitals: "SỞ GIÁO DỤC VÀ ĐÀO TẠO".
    pub(crate) issuer: String,
    /// "07", "123"; empty leaves room for the clerk.
    pub(crate) number: String,
    /// "BC-SGDĐT".
    pub(crate) symbol: String,
    /// "Bắc Kạn, ngày 15 tháng 12 năm 2024".
    pub(crate) place_date: String,
    /// Kind of document in capitals: "BÁO CÁO".
    pub(crate) kind: String,
    /// Trích yếu, one entry a line; the breaks are chosen by sense.
    pub(crate) subject: Vec<String>,
}

/// A paragraph or list entry that the program worded, under a key that is the
/// same in every run: whoever words it otherwise names the paragraph by it.
/// Keys read like places: "results.D1", "outlook.not-met", "tasks.1.nothing".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Passage {
    pub(crate) key: String,
    /// With its final mark.
    pub(crate) text: String,
}

impl Passage {
    pub(crate) fn new(key: impl Into<String>, text: impl Into<String>) -> Self {
        Self { key: key.into(), text: text.into() }
    }
}

/// Chapter I: leadership, direction, roll-out, money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Leadership {
    /// Numbered items with a title of their own.
    pub(crate) points: Vec<Point>,
    /// Paragraphs on the money, above the table.
    pub(crate) budget_text: Vec<Passage>,
    /// Million đồng by unit: state budget, other sources, sum.
    pub(crate) budget: Option<UnitTable>,
}

/// "1. Title" and what stands under it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Point {
    pub(crate) title: String,
    pub(crate) paragraphs: Vec<Passage>,
    /// Dashed list under the paragraphs; each entry with its final mark.
    pub(crate) items: Vec<Passage>,
    /// What offices wrote about it, below the list.
    pub(crate) contributions: Contributions,
}

/// Chapter III: the task groups of the plan, then its component plans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tasks {
    pub(crate) groups: Vec<TaskGroup>,
    pub(crate) components: Option<Components>,
}

/// One of the six task groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskGroup {
    pub(crate) title: String,
    /// The Department's own words; may be empty.
    pub(crate) paragraphs: Vec<Passage>,
    pub(crate) contributions: Contributions,
    /// One sentence naming those with "Không phát sinh".
    pub(crate) nothing: Option<Passage>,
}

/// What offices wrote under one heading.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contributions {
    /// One sentence of many offices that differs in its figures only.
    pub(crate) shared: Vec<Shared>,
    pub(crate) own: Vec<Contribution>,
}

/// A sentence several offices wrote alike but for its figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shared {
    pub(crate) key: String,
    /// "Mở (1) lớp với (2) lượt học viên."
    pub(crate) sentence: String,
    /// "(1)", "(2)": the heads of the figure columns.
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<SharedRow>,
}

/// One office's figures in a shared sentence, as it wrote them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedRow {
    pub(crate) who: String,
    pub(crate) figures: Vec<String>,
}

/// What one office wrote, or several wrote alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contribution {
    pub(crate) key: String,
    /// The offices as printed: "UBND các huyện: Ba Bể, Pác Nặm".
    pub(crate) who: String,
    /// Its words, one entry a paragraph, as received (never markup).
    pub(crate) paragraphs: Vec<String>,
}

/// The component plans in the annex of the decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Components {
    pub(crate) paragraphs: Vec<Passage>,
    /// "Bảng 7. …".
    pub(crate) title: String,
    pub(crate) rows: Vec<ComponentRow>,
}

/// One component plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ComponentRow {
    pub(crate) number: String,
    pub(crate) title: String,
    /// The body that leads.
    pub(crate) lead: String,
    /// "Quý IV năm 2021".
    pub(crate) due: String,
    /// What the lead reported on it this year.
    pub(crate) reported: Passage,
}

/// Chapter IV.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assessment {
    pub(crate) paragraphs: Vec<Passage>,
    /// One entry an indicator: "Gia đình học tập: 84,79% (chỉ tiêu 80%);".
    pub(crate) met: Vec<Passage>,
    pub(crate) not_met: Vec<Passage>,
    pub(crate) insufficient_data: Vec<Passage>,
    pub(crate) not_assessable: Vec<Passage>,
    /// The yearly rise needed against the one seen.
    pub(crate) pace: Option<Pace>,
    /// Hạn chế, khó khăn by office.
    pub(crate) difficulties: Contributions,
}

/// How fast the indicators must rise to reach their targets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pace {
    pub(crate) paragraphs: Vec<Passage>,
    /// One row an indicator.
    pub(crate) table: UnitTable,
}

/// Chapter V.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outlook {
    pub(crate) paragraphs: Vec<Passage>,
    /// The Department's tasks, dashed; each entry with its final mark.
    pub(crate) items: Vec<Passage>,
    pub(crate) contributions: Contributions,
}

/// Chapter VI; `None` leaves a group out of this edition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proposals {
    pub(crate) to_ministry: Option<ProposalGroup>,
    pub(crate) to_province: Option<ProposalGroup>,
    pub(crate) commendations: Option<Commendations>,
}

/// What is asked of one addressee.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProposalGroup {
    pub(crate) paragraphs: Vec<Passage>,
    pub(crate) contributions: Contributions,
}

/// Whom the offices put forward for an award.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Commendations {
    pub(crate) paragraphs: Vec<Passage>,
    /// "Bảng 6. …".
    pub(crate) title: String,
    pub(crate) rows: Vec<Commendation>,
}

/// One proposed award, as the office wrote it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Commendation {
    pub(crate) number: String,
    /// Person or collective.
    pub(crate) name: String,
    /// Position and office.
    pub(crate) position: String,
    /// "Bằng khen của Chủ tịch UBND tỉnh".
    pub(crate) award: String,
    pub(crate) merit: String,
    /// The office that asks.
    pub(crate) proposed_by: String,
}

/// Component 7 of Decree 30: who signs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signature {
    /// Capitals, one line each: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC".
    pub(crate) position: Vec<String>,
    /// Without academic title; empty if not yet known.
    pub(crate) name: String,
}
