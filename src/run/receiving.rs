//! One submission from its bytes to a vetted statement: what a guarded child does
//! with one file after another, and the run itself in trials.
//!
//! A sheet made to be slow, or a bug of ours, costs the child and the file it was at;
//! what it held comes back.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::belongs;
use crate::editorial;
use crate::finding::{Noted, bounded, of_unreadable};
use crate::form::{self, lexicon::Lexicon, names::Confirmed};
use crate::inbox::Submission;
use crate::ledger::{Outcome, Received};
use crate::limits;
use crate::manifest;
use crate::observation;
use crate::place::Place;
use crate::plan::ground::{Ground, Grounds};
use crate::plan::{Files, Plan, Registers};
use crate::rules;
use guard::aside::{self, Duty};
use spreadsheet::{Opener, Source, Workbook};

/// What makes this binary a child that receives submissions.
pub(crate) const DUTY: Duty = Duty {
    argument: "--receive-submissions",
    memory: spreadsheet::limits::CHILD_BYTES,
    request: 16 << 20,
    answer: spreadsheet::limits::ANSWER_BYTES,
    alone: spreadsheet::limits::CHILD_SECONDS,
};

/// How long a child may be at one submission.
pub(super) const WITHIN: Duration =
    Duration::from_secs(spreadsheet::limits::FILE_SECONDS);

/// What a submission is read by.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Known {
    pub(super) registers: Files,
    pub(super) year: i16,
    /// Names that the clerk has confirmed.
    pub(super) names: Vec<Confirmed>,
}

/// What a child is asked; a path need not be Unicode.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Question {
    /// The first, once.
    Know(Box<Known>),
    Receive {
        name: String,
        path: OsString,
        member: Option<String>,
    },
}

impl From<Submission> for Question {
    fn from(Submission { name, path, member }: Submission) -> Self {
        Self::Receive { name, path: path.into_os_string(), member }
    }
}

/// What it answers, to each kind of question in kind.
#[derive(Serialize, Deserialize)]
pub(super) enum Answer {
    Ready,
    Received(Box<Received>),
}

/// The child, see [`aside::serve`]; it works below `root`, the folder of a year.
pub(crate) fn serve(root: PathBuf) -> io::Result<()> {
    aside::serve(&DUTY, move || answerer(root))
}

fn answerer(root: PathBuf) -> impl FnMut(Question) -> Answer {
    let mut desk: Option<Desk<'static>> = None;
    move |question| match question {
        Question::Know(known) => {
            let registers = Registers::of(known.registers);
            let registers = registers.expect("the parent has parsed the same texts");
            let grounds = Grounds::of(&registers.of_year(known.year));
            // They are the same as long as there is this process.
            let grounds: &Grounds = Box::leak(Box::new(grounds));
            desk = Some(Desk::new(root.clone(), grounds, known.year, &known.names));
            Answer::Ready
        }
        Question::Receive { name, path, member } => {
            let desk = desk.as_mut().expect("the parent begins with what is known");
            let submission = Submission { name, path: path.into(), member };
            Answer::Received(Box::new(desk.receive(submission)))
        }
    }
}

/// Receives one submission after another.
pub(super) struct Desk<'p> {
    opener: Opener,
    year: i16,
    footings: Vec<Footing<'p>>,
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
    footings: &'r [Footing<'p>],
    workbook: &Workbook,
    file: &str,
    year: i16,
) -> &'r Footing<'p> {
    let all: Vec<_> =
        footings.iter().map(|one| (&one.lexicon, one.plan.tier.validity())).collect();
    &footings[form::ground::choose(workbook, file, year, &all)]
}

impl<'p> Desk<'p> {
    pub(super) fn new(
        root: PathBuf,
        grounds: &'p Grounds,
        year: i16,
        names: &[Confirmed],
    ) -> Self {
        Self { opener: Opener::new(root), year, footings: readers(grounds, names) }
    }

    /// One submission from its bytes to a vetted statement.
    pub(super) fn receive(&mut self, submission: Submission) -> Received {
        let Submission { name, path, member } = submission;
        let reading = self.opener.read(&Source { path, member });
        let sha256 = reading.digest.map(|digest| manifest::hex(&digest));
        let mut received = Received {
            sha256: sha256.unwrap_or_default(),
            unit: None,
            date: None,
            by_properties: false,
            kind: spreadsheet::FileKind::default(),
            ground: Ground::Now,
            outcome: Outcome::Unreadable,
            findings: Vec::new(),
            file: name,
        };
        match reading.outcome {
            Ok(workbook) => self.understand(&workbook, &mut received),
            Err(reason) => {
                (received.unit, received.ground) = sender(&received.file, &self.footings);
                received
                    .findings
                    .push(of_unreadable(&reason, Place::file(&received.file)));
            }
        }
        let findings = std::mem::take(&mut received.findings);
        received.findings = bounded(findings, limits::FINDINGS, &received.file);
        received
    }

    fn understand(&self, workbook: &Workbook, received: &mut Received) {
        received.outcome = Outcome::Unrecognised;
        received.kind = workbook.kind;
        if let Some(finding) = editorial::stray(workbook, &received.file) {
            received.findings.push(finding);
            return;
        }
        let year = self.year;
        let Footing { ground, plan, lexicon } =
            footing(&self.footings, workbook, &received.file, year);
        received.ground = *ground;
        let Noted { value: form, findings } =
            form::recognise(workbook, &received.file, year, plan, lexicon);
        // The date of a list of names is no date of a report.
        let dated = form.is_report() || form.is_set_aside();
        received.date = form.identity.date.filter(|_| dated);
        received.by_properties = form.identity.date_from_properties;
        let right_year = form.identity.year.is_none_or(|found| found == year);
        // A form of ours says whose it is even if nobody filled it in, and whose a
        // report of another year is stays known: the unit did send one.
        let known =
            form.is_report() || form.is_set_aside() || form.identity.stamp.is_some();
        received.unit = form.identity.unit.clone().filter(|_| known);
        if let Some(outside) = form.identity.outside.clone().filter(|_| known) {
            received.findings.push(belongs::outside(&outside, &received.file, plan));
            received.outcome = Outcome::Outside;
            return;
        }
        let unit = received.unit.as_deref();
        if let Some(unit) = unit.filter(|_| *ground == Ground::Elsewhen) {
            received.findings.push(belongs::elsewhen(unit, &received.file, year, plan));
            received.outcome = Outcome::WrongYear;
            return;
        }
        received.findings.extend(findings);
        if !right_year && received.unit.is_some() {
            received.outcome = Outcome::WrongYear;
        }
        let usable = right_year && form.is_report();
        let Some(unit) = received.unit.clone().filter(|_| usable) else { return };
        let stated = observation::read(form, &unit, &received.file, year, plan);
        received.findings.extend(stated.findings);
        let vetted = rules::vet(stated.value, &received.file, plan);
        received.findings.extend(vetted.findings);
        received.outcome = Outcome::Vetted(Box::new(vetted.value));
    }
}

/// Whose a file is of which nothing can be read, and on which ground.
pub(super) fn sender(file: &str, footings: &[Footing<'_>]) -> (Option<String>, Ground) {
    let named = |one: &Footing<'_>| {
        let by_name = || form::identity::by_file_name(file, &one.lexicon.names);
        Some((one.lexicon.sender(file).or_else(by_name)?, one.ground))
    };
    let found = footings.iter().find_map(named);
    found.map_or((None, Ground::Now), |(unit, ground)| (Some(unit), ground))
}
