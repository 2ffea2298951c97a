//! What a review of the plan says, mid-term or final, already worded: the
//! contract with `templates/review.typ`.
//!
//! A review looks at all years of the plan up to one of its horizons. What it
//! has in common with the annual report (first page, signature, contributions,
//! tables by unit) are the structs of [`mod@super::report`]. As there, every number
//! and sentence is text; `templates/samples/review.json` must deserialise into
//! these structs. Chapter II has its structs in [`results`], the annexes in
//! [`annex`].

use serde::{Deserialize, Serialize};

use super::report::{
    Attachment, Contribution, Contributions, Edition, Head, Leadership, Meta, Passage,
    ProposalGroup, Signature,
};

pub(crate) mod annex;
pub(crate) mod results;

use annex::Annexes;
use results::Results;

/// A review of the plan, one edition of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Review {
    pub(crate) edition: Edition,
    pub(crate) kind: Kind,
    /// First and last year of the period, four digits.
    pub(crate) from: String,
    pub(crate) to: String,
    /// The one font family of the document.
    pub(crate) font: String,
    pub(crate) meta: Meta,
    pub(crate) head: Head,
    pub(crate) addressees: Vec<String>,
    pub(crate) legal_bases: Vec<String>,
    pub(crate) opening: Vec<Passage>,
    /// The money here is by year.
    pub(crate) leadership: Leadership,
    pub(crate) results: Results,
    pub(crate) tasks: Vec<TaskGroup>,
    pub(crate) assessment: Assessment,
    pub(crate) outlook: Outlook,
    pub(crate) proposals: Proposals,
    /// The last paragraph, without its end mark.
    pub(crate) closing: Passage,
    pub(crate) signature: Signature,
    pub(crate) copies_to: Vec<String>,
    pub(crate) annexes: Annexes,
    /// Files the PDF carries; the press must have been given each.
    pub(crate) attachments: Vec<Attachment>,
}

/// Which review it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// Sơ kết, to a horizon before the last.
    Midterm,
    /// Tổng kết, to the last horizon.
    Final,
}

impl Kind {
    /// The name on the command line and in `summary.json`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Kind::Midterm => "midterm",
            Kind::Final => "final",
        }
    }

    /// What the names of its files begin with.
    pub(crate) fn stem(self) -> &'static str {
        match self {
            Kind::Midterm => "so-ket",
            Kind::Final => "tong-ket",
        }
    }
}

/// Name of the list of sources of all years of a review.
pub(crate) fn source_file(kind: Kind) -> String {
    format!("{}-nguon-so-lieu.csv", kind.stem())
}

/// Chapter III: one task group over the period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaskGroup {
    pub(crate) title: String,
    /// How many offices reported on it, year by year.
    pub(crate) paragraphs: Vec<Passage>,
    /// What the same offices did in several years, in the same words.
    pub(crate) lasting: Vec<Contribution>,
    /// "Kết quả năm 2025".
    pub(crate) latest_title: String,
    /// What was said in the last year only; earlier years stand in an annex.
    pub(crate) latest: Contributions,
    /// One sentence naming those with "Không phát sinh".
    pub(crate) nothing: Option<Passage>,
}

/// Chapter IV.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Assessment {
    pub(crate) paragraphs: Vec<Passage>,
    /// One entry an indicator, each with its final mark.
    pub(crate) met: Vec<Passage>,
    pub(crate) not_met: Vec<Passage>,
    pub(crate) insufficient_data: Vec<Passage>,
    pub(crate) not_assessable: Vec<Passage>,
    /// Hạn chế, khó khăn of the last year; `who` also names the earlier years
    /// in which the same was said.
    pub(crate) difficulties: Vec<Contribution>,
    /// Said in several earlier years, no longer in the last.
    pub(crate) former_difficulties: Vec<Contribution>,
}

/// Chapter V.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outlook {
    /// Heading, in capitals: "PHƯƠNG HƯỚNG, NHIỆM VỤ GIAI ĐOẠN 2026 - 2030".
    pub(crate) title: String,
    pub(crate) paragraphs: Vec<Passage>,
    /// The Department's tasks, dashed; each entry with its final mark.
    pub(crate) items: Vec<Passage>,
    /// The path to the next horizon; none in a final review.
    pub(crate) path: Option<PathTable>,
    pub(crate) contributions: Contributions,
}

/// What is needed to reach the targets of the next horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PathTable {
    /// "Lộ trình thực hiện mục tiêu năm 2030".
    pub(crate) heading: String,
    pub(crate) paragraphs: Vec<Passage>,
    pub(crate) title: String,
    /// Heads of the columns of result and target: "Kết quả 2025 (%)".
    pub(crate) result_header: String,
    pub(crate) target_header: String,
    pub(crate) rows: Vec<PathRow>,
    pub(crate) notes: Vec<String>,
}

/// One indicator on its way; paces are percentage points a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PathRow {
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) result: String,
    pub(crate) target: String,
    /// Percentage points missing, "-" if there are none.
    pub(crate) gap: String,
    pub(crate) needed: String,
    pub(crate) observed: String,
    /// "Đã đạt, duy trì", "Giữ nhịp độ", "Cần nhanh hơn", "Không đánh giá".
    pub(crate) judgement: String,
    pub(crate) marks: String,
}

/// Chapter VI; `None` leaves a group out of this edition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proposals {
    pub(crate) to_ministry: Option<ProposalGroup>,
    pub(crate) to_province: Option<ProposalGroup>,
    /// On those put forward for awards over the years; the list is an annex.
    pub(crate) commendations: Vec<Passage>,
}
