//! What lies in the inbox of a year, up to vetted statements.
//!
//! Everything here is about one file at a time, and whatever a file does, it
//! ends as one [`Received`]: guarded children do the work ([`super::receiving`]), and
//! what all files together may bring is bounded here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Error;
use super::receiving::{
    self, Answer, Desk, Footing, Known, Question, WITHIN, readers, sender,
};
use crate::finding::{Finding, Noted, Severity, bounded, count, of_unreadable};
use crate::form::names::Confirmed;
use crate::inbox::{self, Found, Submission};
use crate::ledger::{Outcome, Received};
use crate::limits;
use crate::manifest;
use crate::place::Place;
use crate::plan::Plan;
use crate::plan::ground::Grounds;
use guard::aside::{Answered, Brief, Lanes, Lost};
use spreadsheet::Unreadable;

/// The inbox of a year.
pub(super) struct Inbox {
    root: PathBuf,
    found: Found,
    /// Read in this process: only for benches and trials on known files.
    in_process: bool,
}

/// Walks the folder of a year.
pub(super) fn open(root: PathBuf) -> Result<Inbox, Error> {
    let found = submissions(&root)?;
    // The harness of the unit tests is no child of anybody.
    Ok(Inbox { root, found, in_process: !guard::aside::is_served() })
}

/// What lies in the folder of a year, attachments opened.
pub(super) fn submissions(root: &Path) -> Result<Found, Error> {
    with_attachments(root, inbox::walk(root)?)
}

/// As [`open`], without child processes: only for benches on known files.
pub(super) fn open_in_process(root: PathBuf) -> Result<Inbox, Error> {
    let found = inbox::walk(&root)?;
    Ok(Inbox { root, found, in_process: true })
}

/// Every submission from its bytes to a vetted statement, in their order.
pub(super) fn receive_all(
    inbox: Inbox,
    year: i16,
    plan: &Plan,
    names: &[Confirmed],
    seen: impl Fn(usize, usize),
) -> Result<Noted<Vec<Received>>, Error> {
    let Inbox { root, found, in_process } = inbox;
    let Found { submissions, left } = found;
    let total = submissions.len();
    let mut all = Noted::new(Vec::new(), too_many_files(left).into_iter().collect());
    let mut toll = Toll::default();
    let mut take = |received| {
        all.value.push(toll.charge(received));
        seen(all.value.len(), total);
    };
    if in_process {
        let grounds = Grounds::of(plan);
        let mut desk = Desk::new(root, &grounds, year, names);
        submissions.into_iter().for_each(|one| take(desk.receive(one)));
        return Ok(all);
    }
    let known = Known {
        registers: plan.registers().files().clone(),
        year,
        names: names.to_vec(),
    };
    let brief = Brief {
        duty: receiving::DUTY,
        about: root.clone().into_os_string(),
        first: Some(Question::Know(Box::new(known))),
        within: WITHIN,
    };
    let questions = submissions.iter().cloned().map(Question::from);
    let answers: Lanes<Answer> = Lanes::start(&brief, questions)?;
    let grounds = Grounds::of(plan);
    let footings = readers(&grounds, names);
    for (submission, answered) in submissions.iter().zip(answers) {
        take(received(&root, submission, answered, &footings)?);
    }
    Ok(all)
}

/// What came of a submission. Where no child can be had the run ends, and no file is
/// blamed.
fn received(
    root: &Path,
    submission: &Submission,
    answered: Answered<Answer>,
    footings: &[Footing<'_>],
) -> Result<Received, Error> {
    let lost = match answered? {
        Ok(Answer::Received(received)) => return Ok(*received),
        Ok(Answer::Ready) => Lost::Died,
        Err(lost) => lost,
    };
    let file = submission.name.clone();
    let (unit, ground) = sender(&file, footings);
    Ok(Received {
        unit,
        sha256: digest(root, submission),
        date: None,
        by_properties: false,
        kind: spreadsheet::FileKind::default(),
        ground,
        outcome: Outcome::Unreadable,
        findings: vec![of_unreadable(&Unreadable::from(lost), Place::file(&file))],
        file,
    })
}

/// What all submissions of a year have brought so far.
#[derive(Default)]
struct Toll {
    observations: usize,
    /// Bytes of paragraphs.
    words: usize,
    findings: usize,
    /// Files of each unit that may count.
    files: BTreeMap<String, usize>,
}

impl Toll {
    /// Takes a submission in, if there is room for its figures; of its findings as
    /// many as there is room for.
    fn charge(&mut self, mut received: Received) -> Received {
        if let Outcome::Vetted(accepted) = &received.outcome {
            let unit = accepted.statement().unit.clone();
            let files = self.files.entry(unit).or_default();
            *files += 1;
            let all = self.observations + accepted.size();
            let paragraphs = accepted.statement().paragraphs.iter();
            let words = self.words + paragraphs.map(|one| one.text.len()).sum::<usize>();
            if *files > limits::FILES_OF_UNIT
                || all > limits::OBSERVATIONS
                || words > limits::ALL_PARAGRAPH_BYTES
            {
                received.outcome = Outcome::Unrecognised;
                received.findings = vec![too_many_figures(&received.file)];
            } else {
                (self.observations, self.words) = (all, words);
            }
        }
        // Whatever else there is, the gravest of each file are told.
        const ALWAYS: usize = 3;
        let room = limits::ALL_FINDINGS.saturating_sub(self.findings).max(ALWAYS);
        received.findings = bounded(received.findings, room, &received.file);
        self.findings += received.findings.len();
        received
    }
}

fn number(many: usize) -> String {
    count(i64::try_from(many).unwrap_or(i64::MAX))
}

fn too_many_files(left: usize) -> Option<Finding> {
    (left > 0).then(|| {
        Finding::new(
            Severity::Error,
            "L12",
            Place::nowhere(),
            format!(
                "Thư mục có quá nhiều tệp (tối đa {}); {} tệp không được đọc.",
                number(inbox::FILES),
                number(left)
            ),
            "Chuyển các tệp không phải báo cáo ra khỏi thư mục rồi chạy lại.",
        )
    })
}

fn too_many_figures(file: &str) -> Finding {
    Finding::new(
        Severity::Error,
        "L13",
        Place::file(file),
        format!(
            "Thư mục có quá nhiều số liệu, nội dung (tối đa {} ô) hoặc đơn vị có quá nhiều tệp (tối đa {}); tệp này không được tính.",
            number(limits::OBSERVATIONS),
            number(limits::FILES_OF_UNIT)
        ),
        "Chuyển các tệp không phải báo cáo của năm ra khỏi thư mục rồi chạy lại.",
    )
}

/// A `.zip` is a folder: its files stand in its place.
fn with_attachments(root: &Path, found: Found) -> Result<Found, Error> {
    let Found { submissions, mut left } = found;
    let is_zip = |one: &Submission| one.name.to_lowercase().ends_with(".zip");
    let zips = submissions.iter().filter(|one| is_zip(one));
    let zips: Vec<PathBuf> = zips.map(|one| one.path.clone()).collect();
    if zips.is_empty() {
        return Ok(Found { submissions, left });
    }
    let mut listed = spreadsheet::list(root, &zips)?.into_iter();
    let mut all = Vec::new();
    for submission in submissions {
        let members = is_zip(&submission).then(|| listed.next()).flatten();
        // What cannot be listed is read as it is, and then says why.
        let members = members.and_then(Result::ok).unwrap_or_default();
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
    left += all.len().saturating_sub(inbox::FILES);
    all.truncate(inbox::FILES);
    inbox::tell_apart(&mut all);
    Ok(Found { submissions: all, left })
}

/// SHA-256 in hex of a file that its reader died of; empty if it cannot be opened, and
/// of a member of an attachment.
fn digest(root: &Path, submission: &Submission) -> String {
    let whole = submission.member.is_none();
    let bytes = whole.then(|| spreadsheet::read_bytes(root, &submission.path).ok());
    let digest = bytes.flatten().map(|bytes| spreadsheet::digest(&bytes));
    digest.map(|digest| manifest::hex(&digest)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::Statement;
    use crate::rules;

    /// A report of Ba Bể with nothing in it.
    fn report(number: usize, plan: &Plan) -> Received {
        let file = format!("{number}.xlsx");
        let statement = Statement { unit: "ba-be".to_owned(), ..Statement::default() };
        let vetted = rules::vet(statement, &file, plan).value;
        Received {
            ground: crate::plan::ground::Ground::Now,
            file,
            sha256: String::new(),
            unit: Some("ba-be".to_owned()),
            date: None,
            by_properties: false,
            kind: spreadsheet::FileKind::Package,
            outcome: Outcome::Vetted(Box::new(vetted)),
            findings: Vec::new(),
        }
    }

    #[test]
    fn files_beyond_those_of_a_unit_do_not_count_and_are_named() {
        let project = Path::new("no such project");
        let plan = crate::plan::load(project).expect("the shipped registers");
        let mut toll = Toll::default();
        for number in 0..limits::FILES_OF_UNIT {
            let received = toll.charge(report(number, &plan));
            assert!(matches!(received.outcome, Outcome::Vetted(_)), "{number}");
        }
        let beyond = toll.charge(report(limits::FILES_OF_UNIT, &plan));
        assert!(matches!(beyond.outcome, Outcome::Unrecognised));
        assert_eq!(beyond.findings[0].code, "L13");
    }

    #[test]
    fn files_that_are_not_read_are_counted() {
        assert_eq!(too_many_files(0), None);
        let finding = too_many_files(1_500).expect("some are left");
        assert_eq!((finding.code, finding.severity), ("L12", Severity::Error));
        assert!(finding.message.contains("1.500 tệp không được đọc"), "{finding:?}");
    }
}
