//! Marked copies of what the offices sent, to go back to them with their slips.
//!
//! The originals are read once more and never written to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::intake;
use super::{Config, Error, Judged};
use crate::document::marking;
use crate::finding::{Finding, Severity};
use crate::inbox::Submission;
use crate::ledger::{Entry, Status};
use crate::manifest;
use crate::outbox::Output;
use crate::place::{Address, CellRange};
use spreadsheet::Source;
use spreadsheet::mark::{self, Mark, Tone};

/// Letters of the name of a copy, its ending left out.
const NAME: usize = 80;

/// The copies of a year, and why other files with findings have none.
#[derive(Debug, Default)]
pub(crate) struct MarkedCopies {
    pub(crate) copies: Vec<MarkedCopy>,
    pub(crate) without: Vec<Uncopied>,
}

#[derive(Debug)]
pub(crate) struct MarkedCopy {
    /// The submission, as findings name it.
    pub(crate) file: String,
    pub(crate) output: Output,
}

/// A file of which there is no marked copy.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Uncopied {
    pub(crate) unit: String,
    pub(crate) file: String,
    /// In words for the office, to follow the name of the file.
    pub(crate) reason: String,
}

/// Bytes of all marked copies of a year together, about.
const COPIES_BYTES: usize = 200 << 20;

/// Copies of all `.xlsx` and `.xlsm` files of known units in which cells have
/// errors or warnings. One that a later file replaces need not be mended.
pub(crate) fn marked_copies(
    config: &Config,
    judged: &Judged,
) -> Result<MarkedCopies, Error> {
    let root = config.inbox();
    let mut marks = marks(&judged.now.each, &judged.now.findings);
    let mut made = MarkedCopies::default();
    let due: Vec<_> = judged
        .now
        .ledger
        .entries
        .iter()
        .filter(|entry| entry.status != Status::Superseded)
        .filter_map(|entry| {
            Some((entry, entry.unit.clone()?, marks.remove(entry.file.as_str())?))
        })
        .collect();
    if due.is_empty() {
        return Ok(made);
    }
    let submissions = intake::submissions(&root)?.submissions;
    let submissions: BTreeMap<&str, &Submission> =
        submissions.iter().map(|one| (one.name.as_str(), one)).collect();
    let mut room = COPIES_BYTES;
    let mut names = BTreeSet::new();
    for (entry, unit, marks) in due {
        let file = entry.file.clone();
        let submission = submissions.get(file.as_str()).copied();
        let copied = match room {
            0 => Err("tổng dung lượng các bản đánh dấu đã đến mức tối đa".to_owned()),
            _ => copy(&root, submission, entry, &marks),
        };
        match copied {
            Ok(bytes) => {
                room = room.saturating_sub(bytes.len());
                let name = name(&unit, &file, &mut names);
                made.copies.push(MarkedCopy { file, output: Output::new(&name, bytes) });
            }
            Err(reason) => made.without.push(Uncopied { unit, file, reason }),
        }
    }
    Ok(made)
}

/// What is to be marked in each file in which a cell has an error or a warning:
/// every cell by itself, for among those of one cause stand others without fault;
/// nothing that the clerk accepted.
fn marks<'f>(each: &'f [Finding], gathered: &[Finding]) -> BTreeMap<&'f str, Vec<Mark>> {
    let accepted: Vec<&Finding> =
        gathered.iter().filter(|one| one.accepted.is_some()).collect();
    let is_open =
        |finding: &&Finding| accepted.iter().all(|other| !speaks_of(other, finding));
    let mut each: Vec<&Finding> = each.iter().filter(is_open).collect();
    each.sort();
    each.dedup();
    let mut found: BTreeMap<&str, Vec<Mark>> = BTreeMap::new();
    for finding in each {
        let (Some(file), Some(sheet)) = (&finding.place.file, &finding.place.sheet)
        else {
            continue;
        };
        found.entry(file).or_default().push(Mark {
            sheet: sheet.clone(),
            range: finding
                .place
                .range
                .unwrap_or_else(|| CellRange::from(Address::new(0, 0))),
            tone: tone(finding.severity),
            text: marking::text(finding),
        });
    }
    let grave = |mark: &Mark| mark.tone != Tone::Info;
    found.retain(|_, marks| marks.iter().any(grave));
    found
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Error,
        Severity::Warning => Tone::Warning,
        Severity::Info => Tone::Info,
    }
}

/// Whether one finding is the other, or the one into which it was gathered.
fn speaks_of(gathered: &Finding, one: &Finding) -> bool {
    let (whole, part) = (&gathered.place, &one.place);
    let within = match (whole.range, part.range) {
        (Some(whole), Some(part)) => whole.union(part) == whole,
        (whole, part) => whole == part,
    };
    gathered.code == one.code
        && whole.file == part.file
        && whole.sheet == part.sheet
        && within
}

fn copy(
    root: &Path,
    submission: Option<&Submission>,
    entry: &Entry,
    marks: &[Mark],
) -> Result<Vec<u8>, String> {
    let lower = entry.file.to_lowercase();
    if !(lower.ends_with(".xlsx") || lower.ends_with(".xlsm")) {
        return Err(mark::Unmarkable::NotXlsx.to_string());
    }
    let gone = || "tệp đã bị đổi hoặc xóa sau khi đọc".to_owned();
    let submission = submission.ok_or_else(gone)?;
    let source =
        Source { path: submission.path.clone(), member: submission.member.clone() };
    let original = spreadsheet::bytes_of(root, &source).map_err(|_| gone())?;
    if manifest::digest(&original) != entry.sha256 {
        return Err(gone());
    }
    // A page that bears the name of a workbook.
    if !original.starts_with(b"PK") && !original.starts_with(b"\xD0\xCF") {
        return Err(mark::Unmarkable::NotXlsx.to_string());
    }
    mark::mark(&original, marks).map_err(|reason| reason.to_string())
}

/// `<unit>-<file>`, in letters that every system takes in a name.
fn name(unit: &str, file: &str, taken: &mut BTreeSet<String>) -> String {
    let file = file.rsplit_once('/').map_or(file, |(_, name)| name);
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, "xlsx"));
    let plain = |letter: char| {
        let kept = letter.is_alphanumeric() || " ._-()".contains(letter);
        if kept { letter } else { '_' }
    };
    let stem: String = stem.chars().map(plain).take(NAME).collect();
    let stem = format!("{unit}-{}", stem.trim());
    let ending = ending.to_lowercase();
    let names = (1..).map(|number: u32| match number {
        1 => format!("{stem}.{ending}"),
        number => format!("{stem}-{number}.{ending}"),
    });
    let mut names = names.skip_while(|name| taken.contains(&name.to_lowercase()));
    let name = names.next().expect("numbers do not end");
    taken.insert(name.to_lowercase());
    name
}

#[cfg(test)]
mod tests;
