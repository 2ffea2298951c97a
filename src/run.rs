//! The run: the only file that names every stage, in order.
//!
//! From the folder of a year to its outputs. A finding never stops it; an
//! [`Error`] does, before anything is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};

use jiff::civil::Date;

mod crew;

use self::crew::{Lost, side_by_side};
use crate::assessment::{self, Assessment};
use crate::dataset::{self, Dataset};
use crate::document::report::Edition;
use crate::document::{self, Material};
use crate::finding::{Finding, Noted};
use crate::form::{self, lexicon::Lexicon};
use crate::inbox::{self, InboxError, Submission};
use crate::ledger::{self, Ledger, Outcome, Received};
use crate::observation;
use crate::outbox::{self, OutboxError, Output};
use crate::place::Place;
use crate::plan::{self, Plan, PlanError};
use crate::press::{self, Fonts, PressError, Templates};
use crate::rules::{self, Accepted};
use crate::workbook::{self, Reader, Reading, Unreadable};

/// What is meant by what was typed; nothing below looks at arguments, the
/// environment or the clock.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// The folder that holds `inbox`, `out` and, optionally, `plan` and
    /// `templates`.
    pub(crate) project: PathBuf,
    pub(crate) year: i16,
    /// Nothing for the deadline of the year.
    pub(crate) report_date: Option<Date>,
    pub(crate) font_folders: Vec<PathBuf>,
}

impl Config {
    pub(crate) fn inbox(&self) -> PathBuf {
        self.project.join("inbox").join(self.year.to_string())
    }

    pub(crate) fn out(&self) -> PathBuf {
        self.project.join("out")
    }
}

/// Why a run cannot give its outputs.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error(transparent)]
    Inbox(#[from] InboxError),
    #[error("Không khởi động được bộ đọc tệp: {0}. Khởi động lại máy rồi chạy lại.")]
    Reader(std::io::Error),
    #[error(transparent)]
    Press(#[from] PressError),
    #[error(transparent)]
    Outbox(#[from] OutboxError),
}

/// Everything known of a year after judging.
pub(crate) struct Judged {
    pub(crate) plan: Plan,
    pub(crate) year: i16,
    pub(crate) report_date: Date,
    pub(crate) ledger: Ledger,
    pub(crate) accepted: Vec<Accepted>,
    pub(crate) dataset: Dataset,
    pub(crate) assessment: Assessment,
    /// Errors first, then by file and cell.
    pub(crate) findings: Vec<Finding>,
}

impl Judged {
    pub(crate) fn material<'a>(&'a self, font: &'a str) -> Material<'a> {
        Material {
            plan: &self.plan,
            year: self.year,
            report_date: self.report_date,
            dataset: &self.dataset,
            assessment: &self.assessment,
            ledger: &self.ledger,
            accepted: &self.accepted,
            findings: &self.findings,
            font,
        }
    }
}

/// Reads the inbox of a year and judges it; `seen` is told of every file read.
pub(crate) fn judge(
    config: &Config,
    seen: impl Fn(usize, usize),
) -> Result<Judged, Error> {
    // The readers start first: the registers are loaded while they do.
    let inbox = open(config)?;
    Ok(settle(config, plan::load(&config.project)?, inbox, seen))
}

/// What lies in the inbox of a year, and the readings in the same order.
struct Inbox<R> {
    submissions: Vec<Submission>,
    readings: R,
}

fn open(config: &Config) -> Result<Inbox<Reader>, Error> {
    let root = config.inbox();
    let submissions = with_attachments(&root, inbox::walk(&root)?);
    let readings = read_all(&root, &submissions)?;
    Ok(Inbox { submissions, readings })
}

/// As [`judge`], without child processes: only for benches on known files.
pub(crate) fn judge_in_process(config: &Config) -> Result<Judged, Error> {
    let plan = plan::load(&config.project)?;
    let submissions = inbox::walk(&config.inbox())?;
    let root = config.inbox();
    let readings: Vec<_> = submissions
        .iter()
        .map(|one| match workbook::read_bytes(&root, &one.path) {
            Ok(bytes) => Reading {
                digest: Some(workbook::digest(&bytes)),
                outcome: workbook::read(bytes),
            },
            Err(reason) => Reading { digest: None, outcome: Err(reason) },
        })
        .collect();
    let inbox = Inbox { submissions, readings: readings.into_iter() };
    Ok(settle(config, plan, inbox, |_, _| ()))
}

/// Everything after opening.
fn settle(
    config: &Config,
    plan: Plan,
    inbox: Inbox<impl Iterator<Item = Reading>>,
    seen: impl Fn(usize, usize),
) -> Judged {
    let received = receive_all(config, &plan, inbox, seen);
    let (mut ledger, accepted) = ledger::settle(received, &plan, config.year);
    let mut findings = std::mem::take(&mut ledger.findings);
    findings.extend(rules::mirror_differs::check(&accepted, &plan));
    findings.sort();
    findings.dedup();
    let dataset = dataset::gather(&accepted, &plan, config.year);
    let report_date =
        config.report_date.unwrap_or_else(|| plan.office.deadline(config.year));
    let assessment = assessment::assess(&dataset, &plan, config.year, report_date);
    let year = config.year;
    Judged { plan, year, report_date, ledger, accepted, dataset, assessment, findings }
}

/// Every submission from its reading to a vetted statement, in their order.
fn receive_all(
    config: &Config,
    plan: &Plan,
    inbox: Inbox<impl Iterator<Item = Reading>>,
    seen: impl Fn(usize, usize),
) -> Vec<Received> {
    let Inbox { submissions, readings } = inbox;
    let (root, total, year) = (config.inbox(), submissions.len(), config.year);
    let known = Arc::new(plan.clone());
    let work = move |jobs: Receiver<(Submission, Reading)>,
                     results: SyncSender<Received>| {
        let lexicon = Lexicon::new(&known);
        for (submission, reading) in jobs {
            let received = receive(&root, submission, reading, year, &known, &lexicon);
            if results.send(received).is_err() {
                return;
            }
        }
    };
    let jobs = submissions
        .into_iter()
        .zip(readings)
        .map(|(one, reading)| (one.name.clone(), (one, reading)));
    let mut received = Vec::new();
    side_by_side(jobs, &work, |file, result| {
        received.push(result.unwrap_or_else(|lost| given_up(file, lost, plan)));
        seen(received.len(), total);
    });
    received
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
        outcome: Outcome::Unreadable,
    }
}

/// A `.zip` is a folder: its files stand in its place.
fn with_attachments(root: &Path, submissions: Vec<Submission>) -> Vec<Submission> {
    let mut all = Vec::new();
    for submission in submissions {
        let is_zip = submission.name.to_lowercase().ends_with(".zip");
        let members = if is_zip {
            // What cannot be listed is read as it is, and then says why.
            workbook::list(root, &submission.path).unwrap_or_default()
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
    all
}

fn read_all(root: &Path, submissions: &[Submission]) -> Result<Reader, Error> {
    let sources = submissions
        .iter()
        .map(|submission| workbook::Source {
            path: submission.path.clone(),
            member: submission.member.clone(),
        })
        .collect();
    Reader::start(root.to_owned(), sources).map_err(Error::Reader)
}

/// One submission from its workbook to a vetted statement.
fn receive(
    root: &Path,
    submission: Submission,
    reading: Reading,
    year: i16,
    plan: &Plan,
    lexicon: &Lexicon<'_>,
) -> Received {
    let file = submission.name.clone();
    let mut received = Received {
        sha256: digest(root, &submission, reading.digest),
        unit: None,
        date: None,
        outcome: Outcome::Unreadable,
        findings: Vec::new(),
        file,
    };
    let workbook = match reading.outcome {
        Ok(workbook) => workbook,
        Err(reason) => {
            received.unit = form::identity::by_file_name(&received.file, &lexicon.names);
            received.findings.push(reason.finding(Place::file(&received.file)));
            return received;
        }
    };
    let Noted { value: form, findings } =
        form::recognise(&workbook, &received.file, year, plan, lexicon);
    received.findings.extend(findings);
    // The date of a list of names is no date of a report.
    received.date = form.identity.date.filter(|_| form.is_report());
    received.outcome = Outcome::Unrecognised;
    let right_year = form.identity.year.is_none_or(|found| found == year);
    let unit = form.identity.unit.clone().filter(|_| form.is_report());
    let Some(unit) = unit.filter(|_| right_year) else { return received };
    received.unit = Some(unit.clone());
    let stated = observation::read(form, &unit, &received.file, plan);
    received.findings.extend(stated.findings);
    let vetted = rules::vet(stated.value, &received.file, plan);
    received.findings.extend(vetted.findings);
    received.outcome = Outcome::Vetted(Box::new(vetted.value));
    received
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
    if digest == [0; 32] {
        return String::new();
    }
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes `summary.json` only.
pub(crate) fn write_summary(config: &Config, judged: &Judged) -> Result<PathBuf, Error> {
    let output = Output::new("summary.json", summary(&judged.material("")));
    Ok(outbox::put(&config.out(), config.year, &output)?)
}

/// Judges a year, typesets both editions and writes all outputs; `show` is
/// given the judgement before the pages are set.
pub(crate) fn report(
    config: &Config,
    seen: impl Fn(usize, usize),
    show: impl FnOnce(&Judged),
) -> Result<(Judged, PathBuf), Error> {
    let inbox = open(config)?;
    let plan = plan::load(&config.project)?;
    let families = plan.office.fonts().to_vec();
    // Fonts and templates are made ready while the inbox is read.
    let (judged, press) = std::thread::scope(|scope| {
        let press = scope.spawn(|| -> Result<(Templates, Fonts), PressError> {
            let templates = Templates::load(&config.project)?;
            press::warm_up();
            Ok((templates, Fonts::find(&families, &config.font_folders)?))
        });
        let judged = settle(config, plan, inbox, seen);
        (judged, press.join().expect("the press does not panic"))
    });
    show(&judged);
    let (templates, fonts) = press?;
    let folder = publish(config, &judged, &templates, &fonts)?;
    Ok((judged, folder))
}

fn publish(
    config: &Config,
    judged: &Judged,
    templates: &Templates,
    fonts: &Fonts,
) -> Result<PathBuf, Error> {
    let material = judged.material(&fonts.family);
    let editions = [Edition::Ministry, Edition::Province];
    let reports = editions.map(|edition| json(&document::report(&material, edition)));
    let [ministry, province]: [Vec<u8>; 2] =
        press::typeset("report.typ", &reports, templates, fonts)?
            .try_into()
            .expect("as many documents as data");
    let [report, report_province] = reports;
    let outputs = [
        Output::new("bao-cao-bo.pdf", ministry),
        Output::new("bao-cao-tinh.pdf", province),
        Output::new("report.json", report),
        Output::new("report-tinh.json", report_province),
        Output::new("nguon-so-lieu.csv", document::sources::csv(&material)),
        Output::new("summary.json", summary(&material)),
    ];
    Ok(outbox::replace(&config.out(), config.year, &outputs)?)
}

fn summary(material: &Material<'_>) -> Vec<u8> {
    json(&document::summary::summary(material))
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("plain structs serialise");
    bytes.push(b'\n');
    bytes
}
