//! What reading the figures has to say: cells that hold no figure, gathered so
//! that a bad column gives one message with a range.

use std::collections::{BTreeMap, BTreeSet};

use super::quantity::Fault;
use super::{Gap, Statement, Why};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::place::{CellRange, Place};
use crate::plan::{Plan, decision};

/// What is said about one kind of gap.
struct Words {
    severity: Severity,
    code: &'static str,
    what: &'static str,
    hint: &'static str,
}

pub(super) fn findings(statement: &Statement, file: &str, plan: &Plan) -> Vec<Finding> {
    let mut groups: BTreeMap<(&str, &str, Line), Vec<&Gap>> = BTreeMap::new();
    let across = lines_across(statement);
    for gap in statement.gaps.iter().filter(|gap| is_due(gap, plan)) {
        if let Some(words) = words(&gap.why) {
            let line = if across.contains(&(gap.source.sheet.as_str(), gap.source.at.row))
            {
                Line::Row(gap.source.at.row)
            } else {
                Line::Column(gap.source.at.col)
            };
            let key = (words.code, gap.source.sheet.as_str(), line);
            groups.entry(key).or_default().push(gap);
        }
    }
    let mut findings: Vec<Finding> = statement
        .uncrossed
        .iter()
        .map(|(variable, sheet, range)| uncrossed(plan, file, variable, sheet, *range))
        .collect();
    for ((_, sheet, _), mut gaps) in groups {
        gaps.sort_by_key(|gap| gap.source.at);
        gaps.dedup_by_key(|gap| gap.source.at);
        for run in runs(&gaps) {
            findings.push(finding(file, sheet, run));
        }
    }
    findings
}

/// A run of cells of one cause: of a column, or of a row of a table whose units
/// stand across.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    Row(u32),
    Column(u32),
}

/// Rows in which several units are asked for the same figure.
fn lines_across(statement: &Statement) -> BTreeSet<(&str, u32)> {
    let mut units: BTreeMap<(&str, u32, &str, &Measure), BTreeSet<u32>> = BTreeMap::new();
    let gaps = statement.gaps.iter().map(|gap| (&gap.key, &gap.source));
    let read = statement.observations.iter().map(|read| (&read.key, &read.source));
    for (key, source) in gaps.chain(read) {
        let figure =
            (source.sheet.as_str(), source.at.row, key.variable.as_str(), &key.measure);
        units.entry(figure).or_default().insert(source.at.col);
    }
    units
        .into_iter()
        .filter(|(_, cols)| cols.len() > 1)
        .map(|((sheet, row, ..), _)| (sheet, row))
        .collect()
}

/// A blank where the plan asks for nothing is no gap: only families, clans,
/// villages and citizens are registered.
fn is_due(gap: &Gap, plan: &Plan) -> bool {
    let asked = |measure| {
        plan.variable(&gap.key.variable)
            .is_none_or(|variable| variable.measures.contains(&measure))
    };
    match (&gap.why, &gap.key.measure) {
        (Why::Blank, Measure::Registered) => asked(decision::Measure::Registered),
        (
            Why::Blank
            | Why::Missing
            | Why::NotApplicable
            | Why::Fault(_)
            | Why::Unknown(_)
            | Why::Hidden,
            _,
        ) => true,
    }
}

fn uncrossed(
    plan: &Plan,
    file: &str,
    variable: &str,
    sheet: &str,
    range: CellRange,
) -> Finding {
    Finding::new(
        Severity::Info,
        "V18",
        Place::cell(file, sheet, range),
        format!(
            "Cột “{}” không có dấu x nào; đã hiểu là chưa đơn vị nào đạt.",
            plan.variable_name(variable)
        ),
        "Nếu có đơn vị đạt mà quên đánh dấu, đề nghị gửi lại.",
    )
}

/// Splits gaps of one line into runs of cells that follow each other.
fn runs<'a>(gaps: &'a [&'a Gap]) -> impl Iterator<Item = &'a [&'a Gap]> {
    gaps.chunk_by(|a, b| {
        let (a, b) = (a.source.at, b.source.at);
        a.row.abs_diff(b.row) + a.col.abs_diff(b.col) <= 1
    })
}

fn finding(file: &str, sheet: &str, gaps: &[&Gap]) -> Finding {
    let first = gaps[0];
    let words = words(&first.why).expect("only gaps with words are gathered");
    let range = gaps
        .iter()
        .map(|gap| CellRange::from(gap.source.at))
        .reduce(CellRange::union)
        .expect("a run has a gap");
    let found = content(&first.why);
    let shown = if found.is_empty() { String::new() } else { format!(" “{found}”") };
    let cells = if gaps.len() == 1 {
        format!("Ô {range}")
    } else {
        format!("{} ô {range}", gaps.len())
    };
    let meant = meant(&first.why);
    let message = format!("{cells} {}{shown}{meant}.", words.what);
    let finding = Finding::new(
        words.severity,
        words.code,
        Place::cell(file, sheet, range),
        message,
        words.hint,
    );
    if found.is_empty() { finding } else { finding.found(found) }
}

/// A reading that would make sense, offered and never applied.
fn meant(why: &Why) -> String {
    match why {
        Why::Fault(Fault::Fraction { meant: Some(meant), .. }) => {
            format!(
                "; có thể đơn vị định ghi {meant} (dấu chấm hàng nghìn bị hiểu là dấu thập phân)"
            )
        }
        Why::Fault(Fault::Ambiguous { meant, .. }) => {
            format!("; có thể là {meant} hoặc là số thập phân")
        }
        Why::Fault(_)
        | Why::Blank
        | Why::Missing
        | Why::NotApplicable
        | Why::Unknown(_)
        | Why::Hidden => String::new(),
    }
}

fn content(why: &Why) -> String {
    match why {
        Why::Fault(fault) => match fault {
            Fault::Error(text)
            | Fault::Date(text)
            | Fault::Text(text)
            | Fault::Negative(text)
            | Fault::About(text)
            | Fault::TooLarge(text) => crate::form::shorten(text),
            Fault::Fraction { written, .. } | Fault::Ambiguous { written, .. } => {
                written.clone()
            }
            Fault::Uncalculated => String::new(),
        },
        Why::Unknown(text) => crate::form::shorten(text),
        Why::Blank | Why::Missing | Why::NotApplicable | Why::Hidden => String::new(),
    }
}

fn words(why: &Why) -> Option<Words> {
    const COUNT: &str = "Ghi lại bằng số nguyên.";
    const ASK: &str = "Hỏi lại đơn vị và bổ sung số liệu; nếu không có thì ghi 0.";
    let (severity, code, what, hint) = match why {
        Why::Blank => (Severity::Warning, "V01", "để trống, coi là chưa báo cáo", ASK),
        Why::Missing => (Severity::Warning, "V02", "ghi là chưa có số liệu", ASK),
        Why::NotApplicable => {
            (Severity::Warning, "V03", "ghi là không áp dụng, không được tính", ASK)
        }
        Why::Fault(Fault::Uncalculated) => (
            Severity::Error,
            "V04",
            "là công thức chưa có kết quả, không đọc được giá trị",
            "Mở tệp bằng Excel, lưu lại rồi gửi lại.",
        ),
        Why::Fault(Fault::Error(_)) => {
            (Severity::Error, "V05", "có lỗi công thức", "Sửa công thức rồi gửi lại.")
        }
        Why::Fault(Fault::Date(_)) => {
            (Severity::Error, "V06", "là ngày tháng, không phải số:", COUNT)
        }
        Why::Fault(Fault::Text(_)) => (Severity::Error, "V07", "không phải là số", COUNT),
        Why::Fault(Fault::Negative(_)) => (Severity::Error, "V08", "là số âm", COUNT),
        Why::Fault(Fault::Fraction { .. }) => {
            (Severity::Error, "V09", "không phải là số nguyên", COUNT)
        }
        Why::Fault(Fault::About(_)) => (
            Severity::Error,
            "V13",
            "là số ước lượng nên không được cộng:",
            "Ghi số chính xác.",
        ),
        Why::Fault(Fault::Ambiguous { .. }) => (
            Severity::Error,
            "V14",
            "có thể hiểu theo hai cách",
            "Ghi số không có dấu phẩy, hoặc dùng dấu chấm cho hàng nghìn.",
        ),
        Why::Fault(Fault::TooLarge(_)) => {
            (Severity::Error, "V15", "là số quá lớn", COUNT)
        }
        Why::Unknown(_) => (
            Severity::Error,
            "V16",
            "không phải là mức, loại hay dấu x nhận ra được",
            "Ghi mức độ, xếp loại hoặc dấu x theo đúng mẫu.",
        ),
        Why::Hidden => (
            Severity::Warning,
            "V17",
            "nằm ở dòng hoặc cột đang ẩn nên không được tính",
            "Nếu cần tính, bỏ ẩn dòng, cột rồi gửi lại.",
        ),
    };
    Some(Words { severity, code, what, hint })
}
