//! The slip that goes back to each office: what was received of it, what was
//! found in it and where, what is to be done and by when.
//!
//! In comes the [`Material`] of a year, out goes a [`Slip`] for each unit due,
//! worded and formatted; `templates/slip.typ` prints it. A unit that sent nothing
//! is reminded, one without errors or warnings gets a confirmation with the
//! figures that will be printed of it. No slip tells of another unit's file.

pub(super) mod advice;
mod asked;
mod due;
mod figures;
mod findings;
mod received;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Severity};
use crate::ledger::{Entry, Status};
use crate::plan::unit::Unit;

use super::Material;
use super::compose::head::signature;
use super::report::{Head, Meta, MetaDate, Passage, Signature};
use super::wording::long_date;

/// Stands where the clerk writes the day of issue.
const OPEN_DATE: &str = "ngày … tháng … năm …";

/// The slip of one unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slip {
    /// Code of the unit; not printed.
    pub(crate) unit: String,
    /// The one font family of the document.
    pub(crate) font: String,
    pub(crate) meta: Meta,
    pub(crate) head: Head,
    /// "Kính gửi".
    pub(crate) addressees: Vec<String>,
    pub(crate) opening: Vec<Passage>,
    /// The files that came, where there are several.
    pub(crate) received: Vec<Received>,
    /// Files that are counted and not listed, in a sentence.
    pub(crate) received_beside: Option<String>,
    pub(crate) findings: Option<Findings>,
    /// What has to be sent, of a unit of which nothing usable came; lettered.
    pub(crate) due: Vec<Passage>,
    pub(crate) figures: Option<Figures>,
    /// What is asked for, and by when.
    pub(crate) asked: Vec<Passage>,
    /// The last paragraph, without its end mark: the template adds "./.".
    pub(crate) closing: Passage,
    pub(crate) signature: Signature,
    /// "Nơi nhận": without "-", ";" or "."; "Như trên" first, "Lưu: …" last.
    pub(crate) copies_to: Vec<String>,
}

/// One file of the unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Received {
    pub(crate) number: String,
    pub(crate) file: String,
    /// "14/12/2024", "không ghi".
    pub(crate) date: String,
    /// Whether it counts, and if not, what replaces it.
    pub(crate) status: String,
}

/// What was found, the gravest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Findings {
    /// How many of which severity, and what each asks for.
    pub(crate) lead: Passage,
    pub(crate) groups: Vec<Group>,
    /// How many there are beside those listed, and where they stand.
    pub(crate) beside: Option<Passage>,
}

/// Findings of one severity in one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    /// "Lỗi, tệp “Na Ri.ods”".
    pub(crate) title: String,
    pub(crate) rows: Vec<Row>,
}

/// A finding, or several equal ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    pub(crate) number: String,
    /// "Sheet “Biểu”, ô E13"; "Cả tệp".
    pub(crate) place: String,
    pub(crate) message: String,
    /// What the cell holds, and what it was held against; may be empty.
    pub(crate) compared: String,
    pub(crate) advice: String,
}

/// What will be printed of the unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Figures {
    pub(crate) lead: Passage,
    /// Empty for a unit that owes no figures.
    pub(crate) rows: Vec<FigureRow>,
    pub(crate) notes: Vec<String>,
    /// Money and words.
    pub(crate) further: Vec<Passage>,
}

/// An indicator as the unit's own figures make it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureRow {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) numerator: String,
    pub(crate) denominator: String,
    /// In percent; of a scale what is at each level.
    pub(crate) rate: String,
}

/// Why a slip is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// Nothing came.
    Remind,
    /// Something came that cannot be used.
    AskAgain,
    /// There is something to mend or to explain.
    Correct,
    Confirm,
}

/// Everything one slip is made from.
struct Sending<'a> {
    material: &'a Material<'a>,
    unit: Unit<'a>,
    /// The day the slip is dated, if the clerk said so.
    issued: Option<Date>,
    /// Files of which a marked copy goes with the slip, and its name.
    copied: &'a BTreeMap<String, String>,
    /// What the unit sent, in the order of the walk.
    entries: Vec<&'a Entry>,
    /// About files that count, or about none.
    current: Vec<&'a Finding>,
    /// About files that another one of the unit has replaced.
    replaced: Vec<&'a Finding>,
}

/// The slips of all units due, in the order of the register; `issued` is the day
/// they are dated, which the clerk writes if it is not known.
///
/// `copied` are the files of which a marked copy goes with the slip, by the name of
/// the copy.
pub(crate) fn slips(
    material: &Material<'_>,
    issued: Option<Date>,
    copied: &BTreeMap<String, String>,
) -> Vec<Slip> {
    let due = material.plan.expected().into_iter();
    due.map(|unit| Sending::new(material, unit, issued, copied).slip()).collect()
}

impl<'a> Sending<'a> {
    fn new(
        material: &'a Material<'a>,
        unit: Unit<'a>,
        issued: Option<Date>,
        copied: &'a BTreeMap<String, String>,
    ) -> Self {
        let ours = |code: &Option<String>| code.as_deref() == Some(unit.code());
        let entries: Vec<&Entry> =
            material.ledger.entries.iter().filter(|entry| ours(&entry.unit)).collect();
        let in_replaced = |finding: &&Finding| {
            entries.iter().any(|entry| {
                entry.status == Status::Superseded
                    && finding.place.file.as_ref() == Some(&entry.file)
            }) && finding.code != "L04"
        };
        // What the clerk accepted with a reason is not asked of the office again.
        let open = material.findings.iter().filter(|one| one.accepted.is_none());
        let own = open.filter(|finding| ours(&finding.unit));
        let (replaced, current) = own.partition(in_replaced);
        Self { material, unit, issued, copied, entries, current, replaced }
    }

    fn purpose(&self) -> Purpose {
        let is_missing =
            self.material.ledger.missing.iter().any(|code| code == self.unit.code());
        let is_grave = |finding: &&Finding| finding.severity != Severity::Info;
        match (is_missing, self.entries.is_empty()) {
            (true, true) => Purpose::Remind,
            (true, false) => Purpose::AskAgain,
            (false, _) if self.current.iter().any(is_grave) => Purpose::Correct,
            (false, _) => Purpose::Confirm,
        }
    }

    fn slip(&self) -> Slip {
        let material = self.material;
        let purpose = self.purpose();
        let unusable = matches!(purpose, Purpose::Remind | Purpose::AskAgain);
        let (received, received_beside) = match self.only_file() {
            Some(_) => (Vec::new(), None),
            None => received::rows(self),
        };
        let due = if unusable { due::points(self) } else { Vec::new() };
        let room = findings::room(&received, &due);
        let (asked, closing) = self.asked(purpose);
        Slip {
            unit: self.unit.code().to_owned(),
            font: material.font.to_owned(),
            meta: self.meta(purpose),
            head: self.head(purpose),
            addressees: vec![self.unit.agency().to_owned()],
            opening: vec![self.opening(purpose)],
            findings: findings::table(self, purpose, room),
            figures: (purpose == Purpose::Confirm).then(|| figures::figures(self)),
            asked,
            closing,
            signature: signature(material),
            copies_to: self.copies_to(),
            received,
            received_beside,
            due,
        }
    }

    fn head(&self, purpose: Purpose) -> Head {
        let office = &self.material.plan.office;
        let agency = &office.agency;
        let date = self.issued.map_or_else(|| OPEN_DATE.to_owned(), long_date);
        Head {
            superior: agency.superior.clone(),
            issuer: agency.name.clone(),
            number: String::new(),
            symbol: office.slip_symbol(),
            place_date: format!("{}, {date}", agency.place),
            kind: "PHIẾU BÁO".to_owned(),
            subject: vec![self.subject(purpose)],
        }
    }

    fn subject(&self, purpose: Purpose) -> String {
        let what = match purpose {
            Purpose::Remind => "Nhắc gửi báo cáo",
            Purpose::AskAgain => "Đề nghị gửi lại báo cáo",
            Purpose::Correct => "Kết quả kiểm tra báo cáo",
            Purpose::Confirm => "Xác nhận báo cáo",
        };
        format!("{what} xây dựng xã hội học tập năm {}", self.material.year)
    }

    fn meta(&self, purpose: Purpose) -> Meta {
        let plan = self.material.plan;
        let date = self.material.report_date;
        let subject = self.subject(purpose);
        Meta {
            title: format!("Phiếu báo: {subject}, {}", self.unit.agency()),
            author: format!("{} {}", plan.office.agency.short, plan.province.full_name),
            description: format!("Phiếu gửi {}", self.unit.agency()),
            keywords: vec![
                "xã hội học tập".to_owned(),
                format!("năm {}", self.material.year),
            ],
            date: MetaDate { year: date.year(), month: date.month(), day: date.day() },
            draft: false,
        }
    }

    fn opening(&self, purpose: Purpose) -> Passage {
        let office = self.sender();
        let unit = self.unit.agency();
        let year = self.material.year;
        let by = format!(
            "Thực hiện Quyết định số {} ({})",
            self.material.plan.decision.number,
            self.clause()
        );
        let file = self.only_file().map(received::named);
        let file = file.map(|file| format!(" ({file})")).unwrap_or_default();
        let said = match purpose {
            Purpose::Remind => format!(
                "{by}, {unit} gửi báo cáo kết quả năm {year} về {office} trước {}. Đến nay \
                 {office} chưa nhận được báo cáo này.",
                long_date(self.deadline())
            ),
            Purpose::AskAgain => format!(
                "{office} đã nhận báo cáo năm {year} của {unit}{file} nhưng không sử dụng được. \
                 Đến nay đơn vị chưa có số liệu trong báo cáo của tỉnh."
            ),
            Purpose::Correct => format!(
                "{office} đã nhận và kiểm tra báo cáo năm {year} của {unit}{file}. Kết quả \
                 như sau:"
            ),
            Purpose::Confirm => format!(
                "{office} đã nhận và kiểm tra báo cáo năm {year} của {unit}{file}. Không có \
                 lỗi hay cảnh báo nào phải xử lý."
            ),
        };
        Passage::new("slip.opening", said)
    }

    /// One file is named in a sentence; several have a table.
    fn only_file(&self) -> Option<&'a Entry> {
        match self.entries.as_slice() {
            [one] => Some(one),
            [] | [_, _, ..] => None,
        }
    }

    /// Where the decision names the duty of the unit.
    fn clause(&self) -> &str {
        match self.unit {
            Unit::District(_) => &self.material.plan.tier.clause,
            Unit::Body(body) => &body.clause,
        }
    }

    fn sender(&self) -> &str {
        &self.material.plan.office.agency.short
    }

    fn deadline(&self) -> Date {
        self.material.plan.office.deadline(self.material.year)
    }

    /// "chậm nhất ngày 15 tháng 12 năm 2024"; at once where that day is known to be
    /// past: by the date of the slip, or because the unit reported after it.
    fn by_when(&self, day: Date) -> String {
        let sent = self.entries.iter().filter_map(|entry| entry.date).max();
        let known = self.issued.max(sent);
        if known.is_some_and(|known| known >= day) {
            "ngay sau khi nhận được Phiếu báo này".to_owned()
        } else {
            format!("chậm nhất {}", long_date(day))
        }
    }

    /// Those of a report, without anybody else's.
    fn copies_to(&self) -> Vec<String> {
        let editions = &self.material.plan.office.editions;
        let kept = editions.iter().filter_map(|edition| edition.copies_to.last());
        let kept = kept.take(1).cloned();
        ["Như trên".to_owned()].into_iter().chain(kept).collect()
    }
}
