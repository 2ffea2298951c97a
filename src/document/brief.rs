//! The Director's summary of a year, on one page: what is met and what is not,
//! the widest gaps, what to telephone about, and who has not reported.
//!
//! In comes the [`Material`] of a year, out goes a [`Brief`], worded and
//! formatted; `templates/brief.typ` prints it. Every text is cut here to a
//! length at which the whole keeps to one page, whatever the offices wrote.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::assessment::Verdict;
use crate::finding::Finding;
use crate::plan::share::Share;

use super::Material;
use super::compose::shape::{Case, Shape};
use super::compose::submissions::unit_name;
use super::draft::{self, NOT_SENT};
use super::report::{Meta, MetaDate};
use super::text::{clean, unended, upper_first};
use super::urgent;
use super::wording::{few, long_date, percent, points, short_date, size};

/// So many gaps and so many calls.
const SHOWN: usize = 5;
/// The longest texts, in letters.
const NAMES: usize = 420;
const SILENT: usize = 560;
const MESSAGE: usize = 170;
const PLACE: usize = 80;
const HINT: usize = 110;
const NAME: usize = 60;

/// The summary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Brief {
    /// The one font family of the document.
    pub(crate) font: String,
    pub(crate) meta: Meta,
    /// Superior agency in capitals.
    pub(crate) superior: String,
    /// Issuing agency in capitals.
    pub(crate) issuer: String,
    /// "Bắc Kạn, ngày 15 tháng 12 năm 2024".
    pub(crate) place_date: String,
    pub(crate) title: String,
    pub(crate) subject: String,
    /// To which day the figures are, from how many units, and what is
    /// provisional; a sentence each.
    pub(crate) basis: Vec<String>,
    pub(crate) verdicts: Vec<VerdictLine>,
    pub(crate) gaps_title: String,
    pub(crate) gaps: Vec<Gap>,
    pub(crate) calls_title: String,
    pub(crate) calls: Vec<Call>,
    /// Who has not reported, and who sent nothing usable; a sentence each.
    pub(crate) silent: Vec<String>,
    /// Where the rest can be read.
    pub(crate) further: String,
}

/// The indicators of one verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VerdictLine {
    /// "Đạt mục tiêu".
    pub(crate) title: String,
    /// "06".
    pub(crate) count: String,
    /// "D1 Gia đình học tập; …".
    pub(crate) names: String,
}

/// An indicator and how far it is from its target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Gap {
    pub(crate) code: String,
    pub(crate) name: String,
    /// "40,84%".
    pub(crate) result: String,
    /// "50%".
    pub(crate) target: String,
    /// "9,16" percentage points.
    pub(crate) points: String,
}

/// A problem with what was sent, for one telephone call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Call {
    pub(crate) who: String,
    pub(crate) message: String,
    /// File, sheet and cell; empty where there is none.
    pub(crate) place: String,
    pub(crate) hint: String,
}

/// Sums up a year for the Director.
pub(crate) fn brief(material: &Material<'_>) -> Brief {
    let agency = &material.plan.office.agency;
    let cases = Case::all(material);
    let (gaps_title, gaps) = gaps(material, &cases);
    let (calls_title, calls) = calls(material);
    Brief {
        font: material.font.to_owned(),
        meta: meta(material),
        superior: agency.superior.clone(),
        issuer: agency.name.clone(),
        place_date: format!("{}, {}", agency.place, long_date(material.report_date)),
        title: "TÓM TẮT".to_owned(),
        subject: subject(material),
        basis: basis(material, &cases),
        verdicts: verdicts(material, &cases),
        gaps_title,
        gaps,
        calls_title,
        calls,
        silent: silent(material),
        further: "Số liệu đầy đủ trong so-lieu.xlsx; báo cáo trong bao-cao-bo.pdf và \
                  bao-cao-tinh.pdf."
            .to_owned(),
    }
}

fn subject(material: &Material<'_>) -> String {
    format!("Kết quả thực hiện Kế hoạch xây dựng xã hội học tập năm {}", material.year)
}

fn meta(material: &Material<'_>) -> Meta {
    let date = material.report_date;
    let plan = material.plan;
    Meta {
        title: format!("Tóm tắt {}", subject(material).to_lowercase()),
        author: format!("{} {}", plan.office.agency.short, plan.province.full_name),
        description: "Bản tóm tắt một trang trình Giám đốc".to_owned(),
        keywords: vec!["xã hội học tập".to_owned(), format!("năm {}", material.year)],
        date: MetaDate { year: date.year(), month: date.month(), day: date.day() },
        draft: false,
    }
}

fn basis(material: &Material<'_>, cases: &[Case<'_>]) -> Vec<String> {
    let due = material.plan.expected().len();
    let usable = material.ledger.usable(material.plan);
    let mut basis = vec![format!(
        "Số liệu năm {} tính đến ngày {}, từ báo cáo dùng được của {usable}/{due} đơn vị; \
         đánh giá theo mục tiêu năm {}.",
        material.year,
        short_date(material.report_date),
        material.assessment.horizon,
    )];
    let provisional: Vec<&str> = cases
        .iter()
        .filter(|case| case.standing.provisional && case.is_in_force())
        .map(|case| case.indicator.code.as_str())
        .collect();
    basis.extend(draft::in_short(material));
    if !provisional.is_empty() {
        basis.push(cut(
            &format!(
                "Số liệu sơ bộ, danh hiệu chưa được công nhận chính thức tại ngày báo cáo: {}.",
                provisional.join(", ")
            ),
            SILENT,
        ));
    }
    basis
}

fn verdicts(material: &Material<'_>, cases: &[Case<'_>]) -> Vec<VerdictLine> {
    let horizon = material.assessment.horizon;
    let titles = [
        (Verdict::Met, format!("Đạt mục tiêu năm {horizon}")),
        (Verdict::NotMet, "Chưa đạt".to_owned()),
        (Verdict::InsufficientData, "Chưa đủ số liệu".to_owned()),
        (Verdict::NotAssessable, "Không đánh giá".to_owned()),
    ];
    let line = |(verdict, title)| {
        let meant: Vec<String> = cases
            .iter()
            .filter(|case| case.standing.verdict == verdict)
            .map(|case| named(case, verdict))
            .collect();
        let names = if meant.is_empty() { few(0) } else { listed(&meant, NAMES) };
        VerdictLine { title, count: few(meant.len()), names }
    };
    titles.into_iter().map(line).collect()
}

/// "D1 Gia đình học tập (84,79%)".
fn named(case: &Case<'_>, verdict: Verdict) -> String {
    let name = format!("{} {}", case.indicator.code, cut(&case.indicator.short, NAME));
    let judged = matches!(verdict, Verdict::Met | Verdict::NotMet);
    if judged && case.shape() == Shape::Ratio {
        format!("{name} ({})", rate(case))
    } else {
        name
    }
}

fn rate(case: &Case<'_>) -> String {
    let tally = case.tally();
    let share = percent(tally.numerator, tally.denominator);
    if share.ends_with(|last: char| last.is_ascii_digit()) {
        format!("{share}%")
    } else {
        share
    }
}

/// Entries apart by ";" as far as there is room, and how many more there are.
fn listed(entries: &[String], room: usize) -> String {
    let mut text = String::new();
    for (index, entry) in entries.iter().enumerate() {
        let length = text.chars().count() + entry.chars().count();
        if index > 0 && length > room {
            return format!("{text}; và {} mục khác", few(entries.len() - index));
        }
        if index > 0 {
            text.push_str("; ");
        }
        text.push_str(&cut(entry, room));
    }
    text
}

/// A text of at most so many letters.
fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let kept: String = text.chars().take(room.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// How far an indicator is below its target, exactly: a fraction.
fn gap(case: &Case<'_>) -> Option<(i128, i128)> {
    let behind = case.standing.verdict == Verdict::NotMet && case.shape() == Shape::Ratio;
    let Share { numerator, denominator } = case.standing.target.filter(|_| behind)?;
    let (part, whole) = (case.tally().numerator?, case.tally().denominator?);
    let [a, b] = [i128::from(numerator), i128::from(denominator)];
    let [c, d] = [i128::from(part), i128::from(whole)];
    (d > 0).then_some((a * d - c * b, b * d))
}

fn wider(one: (i128, i128), other: (i128, i128)) -> Ordering {
    (other.0 * one.1).cmp(&(one.0 * other.1))
}

fn gaps(material: &Material<'_>, cases: &[Case<'_>]) -> (String, Vec<Gap>) {
    let mut behind: Vec<(&Case<'_>, (i128, i128))> =
        cases.iter().filter_map(|case| Some((case, gap(case)?))).collect();
    // Equal gaps stay in the order of the decision.
    behind.sort_by(|one, other| wider(one.1, other.1));
    let horizon = material.assessment.horizon;
    let title = match behind.len() {
        0 => format!("Không có chỉ tiêu nào chưa đạt mục tiêu năm {horizon}"),
        all if all <= SHOWN => {
            format!("Chỉ tiêu chưa đạt mục tiêu năm {horizon}, xa nhất trước")
        }
        all => format!(
            "{} chỉ tiêu xa mục tiêu năm {horizon} nhất trong {} chỉ tiêu chưa đạt",
            few(SHOWN),
            few(all)
        ),
    };
    let rows = behind.into_iter().take(SHOWN).filter_map(|(case, _)| row(case));
    (title, rows.collect())
}

fn row(case: &Case<'_>) -> Option<Gap> {
    let target = case.standing.target?;
    let now = (case.tally().numerator?, case.tally().denominator?);
    let below = points(now, (target.numerator.into(), target.denominator.into()))?;
    Some(Gap {
        code: case.indicator.code.clone(),
        name: cut(&case.indicator.short, NAME),
        result: rate(case),
        target: format!("{target}%"),
        points: size(&below).to_owned(),
    })
}

fn calls(material: &Material<'_>) -> (String, Vec<Call>) {
    let calls = urgent::calls(material.plan, material.findings, material.ledger);
    let pressing: Vec<&Finding> = calls
        .into_iter()
        .map(|call| call.finding)
        // They are said in lines of their own.
        .filter(|finding| !NOT_SENT.contains(&finding.code) && !finding.is_editorial())
        .collect();
    let title = match pressing.len() {
        0 => "Không có lỗi hay cảnh báo nào trong số liệu nhận được".to_owned(),
        all if all <= SHOWN => "Cần liên hệ đơn vị về số liệu".to_owned(),
        all => {
            format!("Cần liên hệ trước ({} trong {} việc)", few(SHOWN), few(all))
        }
    };
    let calls = pressing.into_iter().take(SHOWN).map(|finding| call(material, finding));
    (title, calls.collect())
}

fn call(material: &Material<'_>, finding: &Finding) -> Call {
    let place = &finding.place;
    let pieces = [
        place.file.clone(),
        place.sheet.clone(),
        place.range.map(|range| format!("ô {range}")),
    ];
    let pieces: Vec<String> = pieces
        .into_iter()
        .flatten()
        .map(|piece| cut(&clean(&piece), PLACE / 2))
        .collect();
    let who = unit_name(material, finding.unit.as_deref());
    // A message that opens with its unit would name it twice.
    let message = finding.message.strip_prefix(&format!("{who}: "));
    let message = upper_first(message.unwrap_or(&finding.message));
    Call {
        who: cut(&who, NAME),
        message: cut(&clean(&message), MESSAGE),
        place: cut(&pieces.join(", "), PLACE),
        hint: cut(&clean(&finding.hint), HINT),
    }
}

fn silent(material: &Material<'_>) -> Vec<String> {
    let ledger = material.ledger;
    let named = |codes: Vec<&String>| {
        let names: Vec<String> = codes
            .iter()
            .map(|code| cut(&unit_name(material, Some(code)), NAME))
            .collect();
        (names.len(), listed(&names, SILENT))
    };
    let missing = ledger.missing.iter().filter(|code| !ledger.unusable.contains(code));
    let (count, names) = named(missing.collect());
    let mut said = vec![if count == 0 {
        "Đơn vị chưa gửi báo cáo: không có.".to_owned()
    } else {
        format!("Đơn vị chưa gửi báo cáo ({}): {}.", few(count), unended(&names))
    }];
    let (count, names) = named(ledger.unusable.iter().collect());
    if count > 0 {
        let names = upper_first(unended(&names));
        said.push(format!("Đã gửi nhưng tệp không dùng được ({}): {names}.", few(count)));
    }
    said
}

#[cfg(test)]
mod tests;
