//! The clerk's editorial workbook in a run: read before the inbox is judged,
//! held against what was found and said afterwards, and written anew without
//! losing anything the clerk wrote.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Config, Error, Judged, Watcher, judge, publish, start};
use crate::document::{self, Said, letters};
use crate::editorial::{self, Decisions, Merged};
use crate::finding::{self, Finding, Noted};
use crate::inbox;
use crate::manifest;
use crate::outbox::{self, Output};
use crate::place::EDITORIAL;
use crate::plan::Plan;
use guard::opening::{self, Refused, most};

/// Beside the workbook in the out folder: the digest of what was written.
const WRITTEN: &str = ".bien-tap.sha256";

/// Families of findings about names of units: in tables, of senders.
const NAMING: [char; 2] = ['U', 'I'];

/// What the clerk decided about a year, from its inbox. Where the workbook
/// cannot be read nothing is decided, and a finding says so.
pub(super) fn decided(
    config: &Config,
    year: i16,
    plan: &Plan,
) -> Result<Noted<Decisions>, Error> {
    let folder = config.inbox_of(year);
    let Some(file) = inbox::editorial(&folder) else {
        return Ok(Noted::new(Decisions::default(), Vec::new()));
    };
    Ok(match spreadsheet::open(&folder, file)? {
        Ok(workbook) => editorial::read(&workbook, year, plan),
        Err(reason) => {
            let finding = editorial::unreadable(&reason);
            Noted::new(Decisions::default(), vec![finding])
        }
    })
}

/// Findings about names, before those of one cause become one.
fn naming(findings: &[Finding]) -> Vec<Finding> {
    let about_names = findings.iter().filter(|one| one.code.starts_with(NAMING));
    let mut naming: Vec<Finding> = about_names.cloned().collect();
    naming.sort();
    naming
}

/// Holds the decisions against what was found and what the reports say: texts
/// and reasons apply from now on.
pub(super) fn hold(judged: &mut Judged) -> Result<(), Error> {
    let mut decisions = std::mem::take(&mut judged.now.decisions);
    let mut found = Vec::new();
    if !decisions.texts.is_empty() {
        let said = said(judged)?;
        let by_key: BTreeMap<String, String> =
            said.into_iter().map(|one| (one.id, one.text)).collect();
        found.extend(decisions.texts.check(&by_key));
    }
    found.extend(letters::of_decisions(&decisions));
    found.extend(decisions.reasons.accept(&mut judged.now.findings));
    if !found.is_empty() {
        let findings = std::mem::take(&mut judged.now.findings);
        judged.now.findings = finding::gather([findings, found].concat());
    }
    judged.now.decisions = decisions;
    Ok(())
}

/// Every paragraph of all documents due in the year, as the program words it.
fn said(judged: &Judged) -> Result<Vec<Said>, Error> {
    let documents = publish::documents(&judged.plan, judged.now.year, None)?;
    Ok(document::said(&judged.material("", ""), documents))
}

/// The editorial workbook of a year, written.
pub(crate) struct Edited {
    pub(crate) path: PathBuf,
    pub(crate) paragraphs: usize,
    pub(crate) findings: usize,
    pub(crate) names: usize,
    /// Entries of the clerk that were carried over.
    pub(crate) carried: usize,
    pub(crate) merged: Merged,
    /// The name under which the clerk's former copy in the out folder stays.
    pub(crate) kept: Option<String>,
}

/// Writes the editorial workbook of a year to the out folder, with everything
/// the clerk wrote in the copies of the inbox and of the out folder.
pub(crate) fn edit(config: &Config, seen: Watcher<'_>) -> Result<Edited, Error> {
    let plan = start(&config.project, Some(config.year))?;
    config.within(&plan)?;
    // Read first: if either copy cannot be, nothing must be written over it.
    let mut inbox = entries(&config.inbox(), "inbox", config.year, &plan)?;
    let folder = config.out_of_year();
    let mut out = entries(&folder, "out", config.year, &plan)?;
    let judged = judge(config, seen)?;
    inbox.written.rekey(&judged.now.findings);
    out.written.rekey(&judged.now.findings);
    let merged = editorial::merge(&inbox.written, &out.written);
    let said = said(&judged)?;
    let leaf = document::editing(
        &judged.material("", ""),
        &plan.office,
        &said,
        &naming(&judged.now.each),
        &merged,
    );
    let output = Output::new(EDITORIAL, spreadsheet::write(&leaf.book));
    let kept = keep_former(config, &output)?;
    let path = outbox::put(&config.out(), config.year, &output)?;
    let written = Output::new(WRITTEN, manifest::digest(&output.bytes));
    outbox::put(&config.out(), config.year, &written)?;
    Ok(Edited {
        path,
        paragraphs: said.len(),
        findings: leaf.findings,
        names: leaf.names,
        carried: merged.written.entries(),
        merged,
        kept,
    })
}

/// What the clerk added to the copy in the out folder beside the yellow cells
/// (sheets, notes, other columns) is not carried over: that copy stays, under a
/// number. One that nobody touched since it was written is written over.
fn keep_former(config: &Config, new: &Output) -> Result<Option<String>, Error> {
    let folder = config.out_of_year();
    let read = |name: &str| opening::read(&folder, Path::new(name), most::OUTPUT);
    let Ok(former) = read(EDITORIAL) else { return Ok(None) };
    let digest = manifest::digest(&former);
    let is_ours = read(WRITTEN).is_ok_and(|one| one == digest.as_bytes());
    if is_ours || former == new.bytes {
        return Ok(None);
    }
    keep_under_number(config, "bien-tap-cu", former).map(Some)
}

/// Keeps a former copy of a clerk's workbook beside it, under the first number that is
/// free or has the same content; gives its name.
pub(super) fn keep_under_number(
    config: &Config,
    stem: &str,
    former: Vec<u8>,
) -> Result<String, Error> {
    let folder = config.out_of_year();
    let mut names = (1..).map(|number: u32| format!("{stem}-{number:02}.xlsx"));
    let name = names
        .find(|name| match opening::read(&folder, Path::new(name), most::OUTPUT) {
            Ok(bytes) => bytes == former,
            Err(Refused::Missing) => true,
            // What cannot be read is not written over either.
            Err(_) => false,
        })
        .expect("numbers do not end");
    outbox::put(&config.out(), config.year, &Output::new(&name, former))?;
    Ok(name)
}

/// What the clerk wrote in the copy of one folder.
fn entries(
    folder: &Path,
    which: &str,
    year: i16,
    plan: &Plan,
) -> Result<Decisions, Error> {
    let Some(file) = inbox::editorial(folder) else {
        return Ok(Decisions::default());
    };
    let refused = |why: &str| {
        Error::Editorial(format!(
            "{which}/{year}/{EDITORIAL}: {why} Tệp có thể chứa nội dung đã biên tập nên không lập tệp mới đè lên. \
             Mở tệp bằng Excel và lưu lại, hoặc chuyển tệp đi nơi khác, rồi chạy lại."
        ))
    };
    let workbook =
        spreadsheet::open(folder, file)?.map_err(|reason| refused(&reason.message()))?;
    let read = editorial::read(&workbook, year, plan);
    match editorial::obstacle(&read.findings) {
        Some(finding) => Err(refused(&finding.message)),
        None => Ok(read.value),
    }
}
