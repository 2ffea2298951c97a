//! One year from its inbox to its assessment, each ground of it for itself.

use jiff::civil::Date;

use super::intake::{self, Inbox};
use super::{Config, Error};
use crate::assessment;
use crate::dataset::{self, Sums};
use crate::document::letters;
use crate::editorial::Decisions;
use crate::finding::{self, Noted};
use crate::history::Year;
use crate::ledger::{self, Received};
use crate::plan::Plan;
use crate::plan::ground::{Ground, Grounds};
use crate::plan::unit::Unit;
use crate::rules::{self, Accepted, Scene};

/// Everything after opening.
pub(super) fn settle(
    config: &Config,
    year: i16,
    plan: &Plan,
    inbox: Inbox,
    decided: Noted<Decisions>,
    seen: impl Fn(usize, usize),
) -> Result<Year, Error> {
    let Noted { value: decisions, findings: about_decisions } = decided;
    let Noted { value: received, findings: about_inbox } =
        intake::receive_all(inbox, year, plan, &decisions.names, seen)?;
    let walk: Vec<String> = received.iter().map(|one| one.file.clone()).collect();
    let (left, received): (Vec<_>, Vec<_>) =
        received.into_iter().partition(|one| one.ground == Ground::Handover);
    let handover = Grounds::of(plan).handover().map(|plan| left_behind(left, plan, year));
    let report_date = config.report_date.filter(|_| year == config.year);
    let report_date = report_date.or(decisions.paper.date);
    let mut now = count(received, plan, &plan.expected(), year, report_date);
    now.findings.extend(about_decisions);
    now.findings.extend(about_inbox);
    if let Some(mut left) = handover {
        now.ledger.join(std::mem::take(&mut left.ledger), &walk);
        now.findings.append(&mut left.findings);
        now.handover = Some(Box::new(left));
    }
    now.each = now.findings.clone();
    now.findings = finding::gather(std::mem::take(&mut now.findings));
    now.decisions = decisions;
    Ok(now)
}

/// What an administration that ended within the year reported, as of its last day.
fn left_behind(received: Vec<Received>, plan: &Plan, year: i16) -> Year {
    let due: Vec<Unit<'_>> = plan.owes_handover();
    let mut left = count(received, plan, &due, year, Some(plan.day));
    left.findings.append(&mut left.ledger.findings);
    left
}

/// The date of a report that nobody has dated: the deadline; of communes, which are many,
/// the latest day of a report that counts if that is later. Never the clock's.
fn dated(plan: &Plan, year: i16, accepted: &[Accepted]) -> Date {
    let deadline = plan.office.deadline(year);
    let days = accepted.iter().filter_map(|one| one.statement().date);
    let within = days.filter(|day| day.year() == year || day.year() == year + 1);
    let last = within.filter(|_| plan.has_two_tiers()).max();
    last.map_or(deadline, |last| last.max(deadline))
}

/// Compares, counts and assesses what was received on one ground.
fn count(
    received: Vec<Received>,
    plan: &Plan,
    due: &[Unit<'_>],
    year: i16,
    report_date: Option<Date>,
) -> Year {
    let (mut ledger, accepted) = ledger::settle(received, plan, due, year);
    let report_date = report_date.unwrap_or_else(|| dated(plan, year, &accepted));
    let mut found = rules::compare(&Scene::new(plan, year, report_date, &accepted));
    found.extend(letters::findings(&accepted));
    ledger.note(&found);
    let mut findings = std::mem::take(&mut ledger.findings);
    findings.extend(found);
    let dataset = dataset::gather(&accepted, plan, year);
    let assessment = assessment::assess(&dataset, plan, year, report_date);
    Year {
        year,
        plan: plan.clone(),
        handover: None,
        again: Sums::new(),
        report_date,
        ledger,
        accepted,
        dataset,
        assessment,
        findings,
        each: Vec::new(),
        decisions: Decisions::default(),
    }
}
