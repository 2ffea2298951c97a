//! The run: the only file that names every stage, in order.
//!
//! From the folder of a year to its outputs. A finding never stops it; an
//! [`Error`] does, before anything is written.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::assessment;
use crate::dataset;
use crate::document::metadata::{self, Outgoing};
use crate::document::report::{Edition, Report};
use crate::document::{self, Material, letters};
use crate::finding::Noted;
use crate::form::{self, lexicon::Lexicon};
use crate::history::Year;
use crate::inbox::{self, InboxError, Submission};
use crate::ledger::{self, Outcome, Received};
use crate::observation;
use crate::outbox::{self, OutboxError, Output};
use crate::place::Place;
use crate::plan::{self, Plan, PlanError};
use crate::press::{self, Fonts, PressError, Templates};
use crate::rules;
use crate::scribe;
use crate::workbook::{self, Reader, Unreadable, Workbook};

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
    /// Which earlier years are read too.
    pub(crate) reach: Reach,
}

/// How far back a run looks for earlier inboxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The year before: what figures of this year are compared with.
    LastYear,
    /// Every year of the plan: what a series is drawn from.
    Plan,
}

impl Config {
    pub(crate) fn inbox(&self) -> PathBuf {
        self.inbox_of(self.year)
    }

    fn inbox_of(&self, year: i16) -> PathBuf {
        self.project.join("inbox").join(year.to_string())
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

/// Everything known after judging a year.
pub(crate) struct Judged {
    pub(crate) plan: Plan,
    /// The year that was asked for.
    pub(crate) now: Year,
    /// The years before it that have an inbox, oldest first; see [`Reach`].
    pub(crate) earlier: Vec<Year>,
}

impl Judged {
    pub(crate) fn material<'a>(&'a self, font: &'a str) -> Material<'a> {
        Material {
            plan: &self.plan,
            year: self.now.year,
            report_date: self.now.report_date,
            dataset: &self.now.dataset,
            assessment: &self.now.assessment,
            ledger: &self.now.ledger,
            accepted: &self.now.accepted,
            findings: &self.now.findings,
            earlier: &self.earlier,
            font,
        }
    }
}

/// Reads the inbox of a year and judges it; `seen` is told of every file read.
pub(crate) fn judge(
    config: &Config,
    seen: impl Fn(usize, usize),
) -> Result<Judged, Error> {
    judge_by(plan::load(&config.project)?, config, seen)
}

fn judge_by(
    plan: Plan,
    config: &Config,
    seen: impl Fn(usize, usize),
) -> Result<Judged, Error> {
    let now = judge_year(config, config.year, &plan, seen)?;
    let earlier = earlier_years(config, &plan)?;
    Ok(Judged { plan, now, earlier })
}

/// The years before, each judged as it would be alone. One without a usable
/// folder is no error of this run: whoever needs it says that it is missing.
fn earlier_years(config: &Config, plan: &Plan) -> Result<Vec<Year>, Error> {
    let first = match config.reach {
        Reach::LastYear => config.year - 1,
        Reach::Plan => plan.decision.date.year(),
    };
    let mut earlier = Vec::new();
    for year in inbox::years(&config.project.join("inbox")) {
        if !(first..config.year).contains(&year) {
            continue;
        }
        match judge_year(config, year, plan, |_, _| ()) {
            Ok(judged) => earlier.push(judged),
            Err(Error::Inbox(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(earlier)
}

fn judge_year(
    config: &Config,
    year: i16,
    plan: &Plan,
    seen: impl Fn(usize, usize),
) -> Result<Year, Error> {
    let root = config.inbox_of(year);
    let submissions = with_attachments(&root, inbox::walk(&root)?);
    let readings = read_all(&root, &submissions)?;
    Ok(settle(config, year, plan, submissions, readings, seen))
}

/// As [`judge`], of this year alone and without child processes: only for
/// benches on known files.
pub(crate) fn judge_in_process(config: &Config) -> Result<Judged, Error> {
    let plan = plan::load(&config.project)?;
    let submissions = inbox::walk(&config.inbox())?;
    let root = config.inbox();
    let readings: Vec<_> = submissions
        .iter()
        .map(|one| workbook::read_bytes(&root, &one.path).and_then(workbook::read))
        .collect();
    let readings = readings.into_iter();
    let now = settle(config, config.year, &plan, submissions, readings, |_, _| ());
    Ok(Judged { plan, now, earlier: Vec::new() })
}

/// Everything after reading; `readings` come in the order of the submissions.
fn settle(
    config: &Config,
    year: i16,
    plan: &Plan,
    submissions: Vec<Submission>,
    readings: impl Iterator<Item = Result<Workbook, Unreadable>>,
    seen: impl Fn(usize, usize),
) -> Year {
    let lexicon = Lexicon::new(plan);
    let (root, total) = (config.inbox_of(year), submissions.len());
    let mut received = Vec::new();
    for (index, (submission, reading)) in
        submissions.into_iter().zip(readings).enumerate()
    {
        seen(index + 1, total);
        received.push(receive(&root, submission, reading, year, plan, &lexicon));
    }
    let (mut ledger, accepted) = ledger::settle(received, plan, year);
    let mut findings = std::mem::take(&mut ledger.findings);
    findings.extend(rules::mirror_differs::check(&accepted, plan));
    findings.extend(letters::findings(&accepted));
    findings.sort();
    findings.dedup();
    let dataset = dataset::gather(&accepted, plan, year);
    let report_date = config
        .report_date
        .filter(|_| year == config.year)
        .unwrap_or_else(|| plan.office.deadline(year));
    let assessment = assessment::assess(&dataset, plan, year, report_date);
    Year { year, report_date, ledger, accepted, dataset, assessment, findings }
}

/// A `.zip` is a folder: its workbooks stand in its place.
fn with_attachments(root: &Path, submissions: Vec<Submission>) -> Vec<Submission> {
    let mut all = Vec::new();
    for submission in submissions {
        let is_zip = submission.name.to_lowercase().ends_with(".zip");
        let members = if is_zip {
            workbook::read_bytes(root, &submission.path)
                .and_then(|bytes| workbook::members(&bytes))
                .unwrap_or_default()
        } else {
            Vec::new()
        };
        if members.is_empty() {
            all.push(submission);
            continue;
        }
        all.extend(members.into_iter().map(|member| Submission {
            name: format!("{}/{member}", submission.name),
            path: submission.path.clone(),
            member: Some(member),
        }));
    }
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
    reading: Result<Workbook, Unreadable>,
    year: i16,
    plan: &Plan,
    lexicon: &Lexicon<'_>,
) -> Received {
    let file = submission.name.clone();
    let mut received = Received {
        sha256: digest(root, &submission),
        unit: None,
        date: None,
        outcome: Outcome::Unreadable,
        findings: Vec::new(),
        file,
    };
    let workbook = match reading {
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
    // A form of ours says whose it is even if nobody filled it in.
    let known = form.is_report() || form.identity.stamp.is_some();
    let unit = form.identity.unit.clone().filter(|_| known && right_year);
    let Some(unit) = unit else { return received };
    received.unit = Some(unit.clone());
    if !form.is_report() {
        return received;
    }
    let stated = observation::read(form, &unit, &received.file, plan);
    received.findings.extend(stated.findings);
    let vetted = rules::vet(stated.value, &received.file, plan);
    received.findings.extend(vetted.findings);
    received.outcome = Outcome::Vetted(Box::new(vetted.value));
    received
}

/// SHA-256 of a file in hex, of an attachment's member together with its name;
/// empty if the file cannot be opened.
fn digest(root: &Path, submission: &Submission) -> String {
    let Ok(bytes) = workbook::read_bytes(root, &submission.path) else {
        return String::new();
    };
    let mut hasher = Sha256::new_with_prefix(&bytes);
    if let Some(member) = &submission.member {
        hasher.update(member);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
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
    let plan = plan::load(&config.project)?;
    let families = plan.office.fonts().to_vec();
    // Fonts and templates are made ready while the inbox is read.
    let (judged, press) = std::thread::scope(|scope| {
        let press = scope.spawn(|| -> Result<(Templates, Fonts), PressError> {
            let templates = Templates::load(&config.project)?;
            press::warm_up();
            Ok((templates, Fonts::find(&families, &config.font_folders)))
        });
        let judged = judge_by(plan, config, seen);
        (judged, press.join().expect("the press does not panic"))
    });
    let mut judged = judged?;
    if let Ok((_, fonts)) = &press {
        judged.now.findings.extend_from_slice(&fonts.findings);
        judged.now.findings.sort();
    }
    show(&judged);
    let (templates, fonts) = press?;
    let folder = publish(config, &judged, templates, &fonts)?;
    Ok((judged, folder))
}

/// Writes the forms of a year for all units due; gives how many, and where.
pub(crate) fn forms(config: &Config) -> Result<(usize, PathBuf), Error> {
    let plan = plan::load(&config.project)?;
    // Whoever reported nothing last year still gets a form.
    let last = match judge_year(config, config.year - 1, &plan, |_, _| ()) {
        Ok(year) => Some(year),
        Err(Error::Inbox(_)) => None,
        Err(error) => return Err(error),
    };
    let date = config.report_date.unwrap_or_else(|| plan.office.deadline(config.year));
    let outputs: Vec<Output> =
        document::blank::forms(&plan, config.year, date, last.as_ref())
            .iter()
            .map(|blank| {
                let name = format!("XHHT-{}-{}.xlsx", config.year, blank.unit);
                Output::new(&name, scribe::write(&blank.book))
            })
            .collect();
    let folder =
        outbox::replace_folder(&config.out(), config.year, "bieu-mau", &outputs)?;
    Ok((outputs.len(), folder))
}

fn publish(
    config: &Config,
    judged: &Judged,
    mut templates: Templates,
    fonts: &Fonts,
) -> Result<PathBuf, Error> {
    let material = judged.material(&fonts.family);
    // The workbook is written while the one page is set.
    let (databook, brief) = std::thread::scope(|scope| {
        let databook = scope.spawn(|| scribe::write(&document::databook(&material)));
        let brief = shown(&document::brief::brief(&material), fonts);
        let brief = press::typeset("brief.typ", &[brief], &templates, fonts);
        (databook.join().expect("the scribe does not panic"), brief)
    });
    let briefs = brief?;
    let carried = [
        Output::new("so-lieu.xlsx", databook),
        Output::new("nguon-so-lieu.csv", document::sources::csv(&material)),
        Output::new("summary.json", summary(&material)),
    ];
    let reports = [Edition::Ministry, Edition::Province]
        .map(|edition| report_with(&material, edition, &carried));
    for file in &carried {
        templates.enclose(&file.name, file.bytes.clone());
    }
    let data = reports.each_ref().map(|report| shown(report, fonts));
    let prints = press::typeset("report.typ", &data, &templates, fonts)?;
    let registered: Vec<Outgoing> = prints
        .iter()
        .zip(&reports)
        .zip(PDFS)
        .map(|((print, report), pdf)| {
            metadata::outgoing(&material, report, pdf, print.pages)
        })
        .collect();
    let pdfs = PDFS.iter().zip(prints).map(|(name, print)| Output::new(name, print.pdf));
    let mut outputs: Vec<Output> = pdfs.collect();
    let names = ["report.json", "report-tinh.json"];
    outputs.extend(names.iter().zip(data).map(|(name, data)| Output::new(name, data)));
    outputs.extend(briefs.into_iter().map(|one| Output::new("tom-tat.pdf", one.pdf)));
    outputs.push(Output::new("metadata.json", json(&registered)));
    outputs.extend(carried);
    Ok(outbox::replace(&config.out(), config.year, &outputs)?)
}

/// The editions' files, ministry first.
const PDFS: [&str; 2] = ["bao-cao-bo.pdf", "bao-cao-tinh.pdf"];

/// One edition, which introduces the files it carries.
fn report_with(material: &Material<'_>, edition: Edition, carried: &[Output]) -> Report {
    let names: Vec<&str> = carried.iter().map(|file| file.name.as_str()).collect();
    let mut report = document::report(material, edition);
    report.attachments = metadata::attachments(&names);
    report
}

/// What a template reads, in letters the font has.
fn shown(said: &impl serde::Serialize, fonts: &Fonts) -> Vec<u8> {
    let text = String::from_utf8(json(said)).expect("JSON is UTF-8");
    letters::legible(text, |letter| fonts.can_show(letter)).into_bytes()
}

fn summary(material: &Material<'_>) -> Vec<u8> {
    json(&document::summary::summary(material))
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("plain structs serialise");
    bytes.push(b'\n');
    bytes
}
