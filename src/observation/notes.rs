//! What reading the figures has to say: cells that hold no figure, gathered so
//! that a bad column gives one message with a range.

use std::collections::{BTreeMap, BTreeSet};

use super::quantity::Fault;
use super::seen::{self, KINDS};
use super::{Gap, Remark, Source, Statement, Why};
use crate::finding::{Finding, Severity};
use crate::form::label::Measure;
use crate::place::{CellRange, Place};
use crate::plan::{Plan, decision};
use spreadsheet::Note;

/// What is said about one kind of gap or remark.
#[derive(Clone, Copy)]
struct Words {
    severity: Severity,
    code: &'static str,
    what: &'static str,
    hint: &'static str,
}

/// One cell of which something is said.
struct Told<'a> {
    words: Words,
    /// What the cell holds, for the sentence: in quotes, or empty.
    found: String,
    /// A reading that would make sense.
    meant: String,
    source: &'a Source,
}

impl<'a> Told<'a> {
    fn of_gap(gap: &'a Gap) -> Option<Self> {
        let words = words(&gap.why)?;
        Some(Self {
            words,
            found: content(&gap.why),
            meant: meant(&gap.why),
            source: &gap.source,
        })
    }

    fn of_remark(remark: &'a Remark) -> Self {
        Self {
            words: Words::of(remark.note),
            found: remark.shown.clone(),
            meant: String::new(),
            source: &remark.source,
        }
    }
}

impl Words {
    fn of(note: Note) -> Self {
        let kind = KINDS.iter().find(|kind| kind.note == note);
        let kind = kind.expect("every kind of note is in the table");
        let &seen::Kind { severity, code, what, hint, .. } = kind;
        Self { severity, code, what, hint }
    }
}

pub(super) fn findings(statement: &Statement, file: &str, plan: &Plan) -> Vec<Finding> {
    let mut groups: BTreeMap<(&str, &str, &str, Line), Vec<Told<'_>>> = BTreeMap::new();
    let across = lines_across(statement);
    let due = statement.gaps.iter().filter(|gap| is_due(gap, plan));
    let told = due.filter_map(Told::of_gap);
    let told: Vec<_> =
        told.chain(statement.remarks.iter().map(Told::of_remark)).collect();
    let by_rows = hidden_by_rows(&told);
    for told in told {
        let Source { sheet, at } = told.source;
        let in_hidden_row = told.words.code == "V17" && by_rows.contains(sheet.as_str());
        let line = if in_hidden_row || across.contains(&(sheet.as_str(), at.row)) {
            Line::Row(at.row)
        } else {
            Line::Column(at.col)
        };
        let key = (told.words.code, told.words.what, sheet.as_str(), line);
        groups.entry(key).or_default().push(told);
    }
    let mut findings: Vec<Finding> = statement
        .uncrossed
        .iter()
        .map(|(variable, sheet, range)| uncrossed(plan, file, variable, sheet, *range))
        .collect();
    for ((_, _, sheet, _), mut told) in groups {
        told.sort_by_key(|told| told.source.at);
        told.dedup_by_key(|told| told.source.at);
        for run in runs(&told) {
            findings.push(finding(file, sheet, run));
        }
    }
    findings
}

/// Sheets whose hidden cells are told by rows: a hidden row of twenty columns is
/// one finding, two hidden columns of twenty rows are two.
fn hidden_by_rows<'a>(told: &[Told<'a>]) -> BTreeSet<&'a str> {
    let mut lines: BTreeMap<&str, (BTreeSet<u32>, BTreeSet<u32>)> = BTreeMap::new();
    for one in told.iter().filter(|told| told.words.code == "V17") {
        let (rows, cols) = lines.entry(&one.source.sheet).or_default();
        rows.insert(one.source.at.row);
        cols.insert(one.source.at.col);
    }
    let by_rows = lines.into_iter().filter(|(_, (rows, cols))| rows.len() < cols.len());
    by_rows.map(|(sheet, _)| sheet).collect()
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
            | Why::OtherScale(_)
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

/// Splits cells of one line into runs of cells that follow each other.
fn runs<'a, 'b>(told: &'b [Told<'a>]) -> impl Iterator<Item = &'b [Told<'a>]> {
    told.chunk_by(|a, b| {
        let (a, b) = (a.source.at, b.source.at);
        a.row.abs_diff(b.row) + a.col.abs_diff(b.col) <= 1
    })
}

fn finding(file: &str, sheet: &str, told: &[Told<'_>]) -> Finding {
    let Told { words, found, meant, .. } = &told[0];
    let range = told
        .iter()
        .map(|told| CellRange::from(told.source.at))
        .reduce(CellRange::union)
        .expect("a run has a cell");
    let shown = if found.is_empty() { String::new() } else { format!(" {found}") };
    let cells = if told.len() == 1 {
        format!("Ô {range}")
    } else {
        format!("{} ô {range}", told.len())
    };
    let message = format!("{cells} {}{shown}{meant}.", words.what);
    let finding = Finding::new(
        words.severity,
        words.code,
        Place::cell(file, sheet, range),
        message,
        words.hint,
    );
    match bare(found) {
        "" => finding,
        found => finding.found(found),
    }
}

/// A quoted text without its quotes.
fn bare(found: &str) -> &str {
    let inner = found.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
    inner.filter(|inner| !inner.contains('”')).unwrap_or(found)
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
        | Why::OtherScale(_)
        | Why::Hidden => String::new(),
    }
}

/// What the cell holds, in quotes; nothing where there is nothing to show.
fn content(why: &Why) -> String {
    let text = match why {
        Why::Fault(fault) => match fault {
            Fault::Seen { shown, .. } => return shown.clone(),
            Fault::Error(text)
            | Fault::Date(text)
            | Fault::Text(text)
            | Fault::Negative(text)
            | Fault::About(text)
            | Fault::OtherUnit(text)
            | Fault::TooLarge(text) => crate::form::shorten(text),
            Fault::Fraction { written, .. } | Fault::Ambiguous { written, .. } => {
                written.clone()
            }
            Fault::Uncalculated => String::new(),
        },
        Why::Unknown(text) | Why::OtherScale(text) => crate::form::shorten(text),
        Why::Blank | Why::Missing | Why::NotApplicable | Why::Hidden => String::new(),
    };
    if text.is_empty() { text } else { format!("“{text}”") }
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
            (Severity::Error, "V05", "có lỗi công thức:", "Sửa công thức rồi gửi lại.")
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
            (Severity::Error, "V15", "là số quá lớn nên không được tính:", COUNT)
        }
        Why::Fault(Fault::OtherUnit(_)) => (
            Severity::Error,
            "V40",
            "ghi kèm đơn vị tính không đúng với cột hoặc dòng nên không được tính:",
            "Kiểm tra số ghi có đúng cột không; ghi lại bằng số nguyên, không kèm đơn vị.",
        ),
        Why::Fault(Fault::Seen { note, .. }) => return Some(Words::of(*note)),
        Why::Unknown(_) => (
            Severity::Error,
            "V16",
            "không phải là mức độ, xếp loại hay dấu x theo mẫu nên không được tính:",
            "Ghi mức độ, xếp loại hoặc dấu x theo đúng mẫu.",
        ),
        Why::OtherScale(_) => (
            Severity::Error,
            "V16",
            "là mức của thang đánh giá không dùng cho năm báo cáo nên không được tính:",
            "Hỏi đơn vị mức theo thang đánh giá của năm báo cáo.",
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
