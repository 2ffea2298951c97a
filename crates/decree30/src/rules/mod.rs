//! The rules, one small function each, with where it stands in the law.
//!
//! A rule measures and says nothing when it is content. Measures have a
//! tolerance of what nobody can see and every writer of PDFs rounds.

mod annex;
mod body;
mod closing;
mod file;
mod fonts;
mod head;
mod heading;
mod number;
mod page;
mod table;
mod title;

use super::Fault;
use super::anatomy::Anatomy;
use super::sheet::{Line, Paper, mm};

/// Tolerances: of a size in points, of a place in millimetres.
const SIZE: f64 = 0.15;
const PLACE: f64 = 0.4;

/// What a rule found: the page, from 0, and what was measured there.
struct Found {
    page: Option<usize>,
    measured: String,
}

impl Found {
    fn on(page: usize, measured: impl Into<String>) -> Self {
        Self { page: Some(page), measured: measured.into() }
    }

    fn in_file(measured: impl Into<String>) -> Self {
        Self { page: None, measured: measured.into() }
    }
}

/// A rule of the law.
struct Rule {
    name: &'static str,
    source: &'static str,
    check: fn(&Paper, &Anatomy<'_>) -> Vec<Found>,
}

/// Rules for any file; for components, which are known by their words; for
/// running text, which only the structure tree tells apart.
const OF_FILES: [&[Rule]; 3] = [&page::RULES, &fonts::RULES, &file::RULES];
const OF_COMPONENTS: [&[Rule]; 5] =
    [&head::RULES, &number::RULES, &title::RULES, &closing::RULES, &annex::RULES];
const OF_TEXT: [&[Rule]; 2] = [&body::RULES, &heading::RULES];

/// Applies every rule that fits the file; gives how many, and the faults.
///
/// What is no document of an office (the one-page summary for the Director) has
/// no components; a file without structure (a fault of its own) shows neither
/// paragraphs nor tables.
pub(super) fn apply(paper: &Paper, anatomy: &Anatomy<'_>) -> (usize, Vec<Fault>) {
    let mut sets = OF_FILES.to_vec();
    if anatomy.is_official() {
        sets.extend(OF_COMPONENTS);
    }
    if paper.archive.tagged {
        sets.push(&table::RULES);
        if anatomy.is_official() {
            sets.extend(OF_TEXT);
        }
    }
    let rules: Vec<&Rule> = sets.into_iter().flatten().collect();
    let faults = rules.iter().flat_map(|rule| {
        (rule.check)(paper, anatomy).into_iter().map(|found| Fault {
            rule: rule.name.into(),
            source: rule.source.into(),
            page: found.page.map(|page| page + 1),
            measured: found.measured,
        })
    });
    (rules.len(), faults.collect())
}

/// "28,4 mm".
fn in_mm(points: f64) -> String {
    format!("{} mm", decimal(mm(points)))
}

/// "13 pt", "12,5 pt".
fn in_pt(points: f64) -> String {
    let text = decimal(points);
    format!("{} pt", text.strip_suffix(",0").unwrap_or(&text))
}

/// "83,9 %".
fn in_percent(share: f64) -> String {
    format!("{} %", decimal(share * 100.0))
}

fn decimal(value: f64) -> String {
    format!("{value:.1}").replace('.', ",")
}

/// The beginning of a text, for showing which one is meant.
fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return format!("“{text}”");
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("“{}…”", start.trim_end())
}

/// How letters of a component must look.
struct Look {
    name: &'static str,
    sizes: (f64, f64),
    bold: bool,
    italic: bool,
    upper: Option<bool>,
}

impl Look {
    /// Says what of the line's look is wrong.
    fn check(&self, line: &Line) -> Vec<Found> {
        let mut wrong = Vec::new();
        let (low, high) = self.sizes;
        if line.sizes.0 < low - SIZE || line.sizes.1 > high + SIZE {
            let (smallest, largest) = (in_pt(line.sizes.0), in_pt(line.sizes.1));
            let size = if smallest == largest {
                smallest
            } else {
                format!("{smallest} đến {largest}")
            };
            let rule = if (low - high).abs() < SIZE {
                in_pt(low)
            } else {
                format!("{} - {}", in_pt(low), in_pt(high))
            };
            wrong.push(format!("cỡ chữ {size}, quy định {rule}"));
        }
        if line.bold != self.bold {
            wrong.push(said(line.bold, "chữ đậm", "chữ không đậm"));
        }
        if line.italic != self.italic {
            wrong.push(said(line.italic, "chữ nghiêng", "chữ đứng"));
        }
        if let Some(upper) = self.upper.filter(|upper| *upper != line.is_upper()) {
            wrong.push(said(!upper, "chữ in hoa", "chữ in thường"));
        }
        wrong
            .into_iter()
            .map(|what| {
                let text = shown(&line.text);
                Found::on(line.page, format!("{} {text}: {what}", self.name))
            })
            .collect()
    }
}

/// "chữ đậm, quy định chữ không đậm", or the other way round.
fn said(is: bool, one: &str, other: &str) -> String {
    let (found, wanted) = if is { (one, other) } else { (other, one) };
    format!("{found}, quy định {wanted}")
}
