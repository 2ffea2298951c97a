//! What the clerk decided about the report of a year: `bien-tap.xlsx`, read.
//!
//! In comes a [`Workbook`] of grids that this program once wrote and that
//! office programs have saved since; out go [`Decisions`] and findings that
//! name the cell of whatever cannot be used. Nothing here changes a figure or a
//! sentence: the names are applied by `form`, the reasons to the findings, the
//! texts at the end of composing, the paper to the register of the office.

pub(crate) mod layout;
mod merging;
mod names;
mod paper;
mod reasons;
mod rows;
mod texts;

pub(crate) use self::layout::Page;
pub(crate) use self::merging::{Merged, merge};
pub(crate) use self::names::{name_id, places};
pub(crate) use self::paper::{Field, LEFT_OUT, Paper};
pub(crate) use self::reasons::{Reasons, finding_id};
pub(crate) use self::rows::{Row, Written, normal};
pub(crate) use self::texts::{STALE_TEXT, Texts};

use crate::finding::{Finding, Noted, Severity};
use crate::form::names::{Confirmed, Names};
use crate::place::{EDITORIAL, Place};
use crate::plan::Plan;
use spreadsheet::{Unreadable, Workbook};

/// Codes of a workbook whose entries cannot be taken over into another.
const FOREIGN: [&str; 2] = ["B11", rows::WITHOUT_HEADERS];

/// Why the entries of a workbook cannot be taken over, if they cannot.
pub(crate) fn obstacle(findings: &[Finding]) -> Option<&Finding> {
    findings.iter().find(|finding| FOREIGN.contains(&finding.code))
}

/// Everything the clerk decided about a year.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decisions {
    /// All rows as they stand in the workbook, usable or not: what the next
    /// workbook must carry over.
    pub(crate) written: Written,
    pub(crate) texts: Texts,
    pub(crate) reasons: Reasons,
    pub(crate) names: Vec<Confirmed>,
    pub(crate) paper: Paper,
}

/// One decision that was applied, for whoever lists them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Applied {
    pub(crate) page: Page,
    /// What it is about: a key, a finding, a name, a field.
    pub(crate) id: String,
    /// What the clerk wrote.
    pub(crate) words: String,
}

impl Decisions {
    /// What was applied, in order; entries that cannot be used are not in it.
    pub(crate) fn applied(&self) -> Vec<Applied> {
        let mut applied: Vec<Applied> = Vec::new();
        let mut add = |page, id: &str, words: &str| {
            applied.push(Applied { page, id: id.to_owned(), words: words.to_owned() });
        };
        self.texts.applied().for_each(|(id, words)| add(Page::Texts, id, words));
        self.reasons.applied().for_each(|(id, words)| add(Page::Reasons, id, words));
        for name in &self.names {
            add(Page::Names, &name.written, &names::told(&name.who));
        }
        self.paper.told().for_each(|(id, words)| add(Page::Paper, id, &words));
        applied
    }
}

/// Reads the editorial workbook of a year.
pub(crate) fn read(workbook: &Workbook, year: i16, plan: &Plan) -> Noted<Decisions> {
    let Noted { value: written, mut findings } = rows::read(workbook);
    let stamped = layout::year_of(workbook).filter(|stamped| *stamped != year);
    if let Some(other) = stamped {
        findings = vec![of_another_year(other, year)];
        return Noted::new(Decisions { written, ..Decisions::default() }, findings);
    }
    let names = names::read(written.page(Page::Names), plan, &Names::new(plan));
    let paper = paper::read(written.page(Page::Paper), year);
    let reasons = Reasons::read(written.page(Page::Reasons));
    findings.extend(reasons.findings);
    findings.extend(names.findings);
    findings.extend(paper.findings);
    let decisions = Decisions {
        texts: Texts::read(written.page(Page::Texts)),
        reasons: reasons.value,
        names: names.value,
        paper: paper.value,
        written,
    };
    Noted::new(decisions, findings)
}

/// Why nothing the clerk wrote is applied.
pub(crate) fn unreadable(reason: &Unreadable) -> Finding {
    Finding::new(
        Severity::Error,
        "B01",
        Place::file(EDITORIAL),
        format!(
            "Không đọc được tệp biên tập {EDITORIAL}: {} Mọi nội dung biên tập KHÔNG được áp dụng trong lần chạy này.",
            reason.message()
        ),
        "Mở tệp bằng Excel, lưu lại thành tệp .xlsx rồi chạy lại; nếu không mở được, chép lại từ out.",
    )
}

fn of_another_year(other: i16, year: i16) -> Finding {
    Finding::new(
        Severity::Error,
        "B11",
        Place::file(EDITORIAL),
        format!(
            "Tệp biên tập {EDITORIAL} là của năm {other}, không phải năm {year}; nội dung biên tập KHÔNG được áp dụng."
        ),
        format!(
            "Chuyển tệp này ra khỏi inbox/{year}, rồi chạy “xhht edit {year}” để lập tệp của năm {year}."
        ),
    )
    .compare(other, year)
}

/// What is said of a second editorial workbook among the submissions.
pub(crate) fn stray(workbook: &Workbook, file: &str) -> Option<Finding> {
    layout::year_of(workbook)?;
    Some(Finding::new(
        Severity::Warning,
        "B09",
        Place::file(file),
        format!(
            "“{file}” là một tệp biên tập, không phải báo cáo; chỉ tệp tên {EDITORIAL} nằm ngay trong thư mục của năm được dùng."
        ),
        format!(
            "Nếu là bản mới nhất, đổi tên thành {EDITORIAL}; nếu không, chuyển tệp ra khỏi thư mục."
        ),
    ))
}

#[cfg(test)]
mod tests;
