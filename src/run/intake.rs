//! What lies in the inbox of a year, up to vetted statements.
//!
//! Everything here is about one file at a time, and whatever a file does, it
//! ends as one [`Received`].

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};

use super::Error;
use super::belongs;
use super::crew::{Lost, side_by_side};
use crate::aside::NotStarted;
use crate::editorial;
use crate::finding::Noted;
use crate::form::{self, lexicon::Lexicon, names::Confirmed};
use crate::inbox::{self, Submission};
use crate::ledger::{Outcome, Received};
use crate::manifest;
use crate::observation;
use crate::place::Place;
use crate::plan::Plan;
use crate::plan::ground::{Ground, Grounds};
use crate::rules;
use crate::workbook::{self, Reader, Reading, Unreadable, Workbook};

/// The inbox of a year, being read: the readings come in the order of the
/// submissions.
pub(super) struct Inbox<R> {
    root: PathBuf,
    submissions: Vec<Submission>,
    readings: R,
}

/// Walks the folder of a year and starts the readers.
pub(super) fn open(root: PathBuf) -> Result<Inbox<Reader>, Error> {
    let submissions = submissions(&root)?;
    let readings = read_all(&root, &submissions)?;
    Ok(Inbox { root, submissions, readings })
}

/// What lies in the folder of a year, attachments opened.
pub(super) fn submissions(root: &Path) -> Result<Vec<Submission>, Error> {
    with_attachments(root, inbox::walk(root)?)
}

/// As [`open`], without child processes: only for benches on known files.
pub(super) fn open_in_process(
    root: PathBuf,
) -> Result<Inbox<impl Iterator<Item = Result<Reading, NotStarted>>>, Error> {
    let submissions = inbox::walk(&root)?;
    let read = |one: &Submission| match workbook::read_bytes(&root, &one.path) {
        Ok(bytes) => Reading {
            digest: Some(workbook::digest(&bytes)),
            outcome: workbook::read(bytes),
        },
        Err(reason) => Reading { digest: None, outcome: Err(reason) },
    };
    let readings: Vec<Reading> = submissions.iter().map(read).collect();
    Ok(Inbox { root, submissions, readings: readings.into_iter().map(Ok) })
}

/// Every submission from its reading to a vetted statement, in their order.
pub(super) fn receive_all(
    inbox: Inbox<impl Iterator<Item = Result<Reading, NotStarted>>>,
    year: i16,
    plan: &Plan,
    names: &[Confirmed],
    seen: impl Fn(usize, usize),
) -> Result<Vec<Received>, Error> {
    let Inbox { root, submissions, readings } = inbox;
    let total = submissions.len();
    let known = Arc::new((Grounds::of(plan), names.to_vec()));
    let work = move |jobs: Receiver<(Submission, Reading)>,
                     results: SyncSender<Received>| {
        let (grounds, names) = known.as_ref();
        let readers = readers(grounds, names);
        for (submission, reading) in jobs {
            let received = receive(&root, submission, reading, year, &readers);
            if results.send(received).is_err() {
                return;
            }
        }
    };
    // Where no reader can be had the run ends, and no file is blamed.
    let mut failed = None;
    let jobs = submissions.into_iter().zip(readings).map_while(|(one, reading)| {
        let reading = reading.map_err(|error| failed = Some(error)).ok()?;
        Some((one.name.clone(), (one, reading)))
    });
    let mut received = Vec::new();
    side_by_side(jobs, &work, |file, result| {
        received.push(result.unwrap_or_else(|lost| given_up(file, lost, plan)));
        seen(received.len(), total);
    });
    failed.map_or(Ok(received), |failed| Err(failed.into()))
}

/// A ground with the words and names that hold on it.
pub(super) struct Footing<'p> {
    pub(super) ground: Ground,
    pub(super) plan: &'p Plan,
    pub(super) lexicon: Lexicon<'p>,
}

/// Every ground of a year, that of its end first.
pub(super) fn readers<'p>(grounds: &'p Grounds, names: &[Confirmed]) -> Vec<Footing<'p>> {
    let footing = |(ground, plan): &'p (Ground, Plan)| Footing {
        ground: *ground,
        plan,
        lexicon: Lexicon::confirmed(plan, names),
    };
    grounds.iter().map(footing).collect()
}

/// The ground a workbook stands on.
pub(super) fn footing<'r, 'p>(
    readers: &'r [Footing<'p>],
    workbook: &Workbook,
    file: &str,
    year: i16,
) -> &'r Footing<'p> {
    let all: Vec<_> =
        readers.iter().map(|one| (&one.lexicon, one.plan.tier.validity())).collect();
    &readers[form::ground::choose(workbook, file, year, &all)]
}

/// A file that could be opened, but not understood in time or at all.
fn given_up(file: String, lost: Lost, plan: &Plan) -> Received {
    let reason = match lost {
        Lost::Late => Unreadable::TimedOut,
        Lost::Died => Unreadable::Crashed,
    };
    Received {
        unit: form::identity::by_file_name(&file, &Lexicon::new(plan).names),
        findings: vec![reason.finding(Place::file(&file))],
        file,
        sha256: String::new(),
        date: None,
        by_properties: false,
        ground: Ground::Now,
        outcome: Outcome::Unreadable,
    }
}

/// A `.zip` is a folder: its files stand in its place.
fn with_attachments(
    root: &Path,
    submissions: Vec<Submission>,
) -> Result<Vec<Submission>, Error> {
    let mut all = Vec::new();
    for submission in submissions {
        let is_zip = submission.name.to_lowercase().ends_with(".zip");
        let members = if is_zip {
            // What cannot be listed is read as it is, and then says why.
            workbook::list(root, &submission.path)?.unwrap_or_default()
        } else {
            Vec::new()
        };
        if members.is_empty() {
            all.push(submission);
            continue;
        }
        all.extend(members.into_iter().map(|member| Submission {
            name: inbox::name_of(
                &Path::new(&submission.name).join(member.trim_start_matches('/')),
            ),
            path: submission.path.clone(),
            member: Some(member),
        }));
    }
    inbox::tell_apart(&mut all);
    Ok(all)
}

fn read_all(root: &Path, submissions: &[Submission]) -> Result<Reader, Error> {
    let sources = submissions
        .iter()
        .map(|submission| workbook::Source {
            path: submission.path.clone(),
            member: submission.member.clone(),
        })
        .collect();
    Ok(Reader::start(root.to_owned(), sources)?)
}

/// One submission from its workbook to a vetted statement.
fn receive(
    root: &Path,
    submission: Submission,
    reading: Reading,
    year: i16,
    readers: &[Footing<'_>],
) -> Received {
    let file = submission.name.clone();
    let mut received = Received {
        sha256: digest(root, &submission, reading.digest),
        unit: None,
        date: None,
        by_properties: false,
        ground: Ground::Now,
        outcome: Outcome::Unreadable,
        findings: Vec::new(),
        file,
    };
    let workbook = match reading.outcome {
        Ok(workbook) => workbook,
        Err(reason) => {
            for one in readers {
                let named = by_name(&one.lexicon, &received.file);
                if received.unit.is_none() && named.is_some() {
                    (received.unit, received.ground) = (named, one.ground);
                }
            }
            received.findings.push(reason.finding(Place::file(&received.file)));
            return received;
        }
    };
    if let Some(finding) = editorial::stray(&workbook, &received.file) {
        received.findings.push(finding);
        received.outcome = Outcome::Unrecognised;
        return received;
    }
    let Footing { ground, plan, lexicon } =
        footing(readers, &workbook, &received.file, year);
    received.ground = *ground;
    let Noted { value: form, findings } =
        form::recognise(&workbook, &received.file, year, plan, lexicon);
    // The date of a list of names is no date of a report.
    let dated = form.is_report() || form.is_set_aside();
    received.date = form.identity.date.filter(|_| dated);
    received.by_properties = form.identity.date_from_properties;
    // A form of ours says whose it is even if nobody filled it in, and whose a
    // report of another year is stays known: the unit did send one.
    let known = form.is_report() || form.is_set_aside() || form.identity.stamp.is_some();
    received.unit = form.identity.unit.clone().filter(|_| known);
    if let Some(outside) = form.identity.outside.clone().filter(|_| known) {
        received.findings.push(belongs::outside(&outside, &received.file, plan));
        received.outcome = Outcome::Outside;
        return received;
    }
    if let Some(unit) = received.unit.as_deref().filter(|_| *ground == Ground::Elsewhen) {
        received.findings.push(belongs::elsewhen(unit, &received.file, year, plan));
        received.outcome = Outcome::WrongYear;
        return received;
    }
    received.findings.extend(findings);
    let right_year = form.identity.year.is_none_or(|found| found == year);
    received.outcome = match right_year || received.unit.is_none() {
        true => Outcome::Unrecognised,
        false => Outcome::WrongYear,
    };
    let usable = right_year && form.is_report();
    let Some(unit) = received.unit.clone().filter(|_| usable) else { return received };
    let stated = observation::read(form, &unit, &received.file, year, plan);
    received.findings.extend(stated.findings);
    let vetted = rules::vet(stated.value, &received.file, plan);
    received.findings.extend(vetted.findings);
    received.outcome = Outcome::Vetted(Box::new(vetted.value));
    received
}

/// Whose a file is, by nothing but its name.
fn by_name(lexicon: &Lexicon<'_>, file: &str) -> Option<String> {
    let named = || form::identity::by_file_name(file, &lexicon.names);
    lexicon.sender(file).or_else(named)
}

/// SHA-256 in hex of a file or of a member of an attachment; of a file that its
/// reader died of, taken here; empty if the file cannot be opened.
fn digest(root: &Path, submission: &Submission, known: Option<[u8; 32]>) -> String {
    let of_file = || {
        let whole = submission.member.is_none();
        let bytes = whole.then(|| workbook::read_bytes(root, &submission.path).ok());
        bytes.flatten().map(|bytes| workbook::digest(&bytes))
    };
    let digest = known.or_else(of_file).unwrap_or_default();
    if digest == [0; 32] { String::new() } else { manifest::hex(&digest) }
}
