//! The run: the only file that names every stage, in order.
//!
//! From the folder of a year to its outputs. A finding never stops it; an
//! [`Error`] does, before anything is written.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

mod archive;
mod belongs;
mod config;
mod editing;
mod forms;
mod intake;
mod issue;
mod marked;
mod one_file;
mod progress;
mod publish;
mod receiving;
mod record;
mod sending;
mod settling;
mod slips;
mod years;

pub(crate) use self::archive::Archive;
pub(crate) use self::config::{Config, Reach};
pub(crate) use self::editing::{Edited, edit};
pub(crate) use self::forms::{Forms, Known, forms};
use self::intake::Inbox;
pub(crate) use self::issue::{Difference, diff};
pub(crate) use self::one_file::{OneFile, read_file};
pub(crate) use self::progress::{Step, Watcher};
pub(crate) use self::publish::Made;
pub(crate) use self::receiving::{DUTY, serve};
pub(crate) use self::record::{Verified, verify};
pub(crate) use self::sending::keep_list;
use self::settling::settle;
pub(crate) use self::slips::{Slips, slips};
use self::years::{earlier_years, judge_year, year_of_handover};
use crate::dataset::merger;
use crate::document::{self, Documents, Material, shipped};
use crate::editorial::Decisions;
use crate::finding::{self, Noted};
use crate::history::Year;
use crate::inbox::sight::Sight;
use crate::inbox::{self, InboxError};
use crate::outbox::{self, OutboxError, Output};
use crate::plan::{Plan, PlanError, Registers};
use crate::rules::{self, Scene};
use guard::aside::NotStarted;
use press::{Fonts, PressError, Templates};

/// Why a run cannot give its outputs.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error(transparent)]
    Inbox(#[from] InboxError),
    #[error(
        "Không khởi động được bộ đọc tệp: {0}. Phần mềm diệt virus có thể đang chặn, hoặc tệp \
         chương trình xhht vừa bị thay, đổi tên hay xóa: kiểm tra lại rồi chạy lại. Không có \
         báo cáo nào bị coi là lỗi vì việc này."
    )]
    Reader(#[from] NotStarted),
    #[error(
        "Năm {year} không thuộc kế hoạch (từ {} đến {} theo plan/plan.toml). Ghi lại năm.",
        .years.start(), .years.end()
    )]
    Year { year: i16, years: RangeInclusive<i16> },
    #[error(
        "Ngày ghi trên báo cáo {date} không thuộc các năm của kế hoạch (từ {} đến {} theo \
         plan/plan.toml). Ghi lại --report-date, ví dụ 2024-12-15.",
        .years.start(), .years.end()
    )]
    Date { date: Date, years: RangeInclusive<i16> },
    #[error(
        "Năm {0} không có bàn giao: không đơn vị nào báo cáo theo địa bàn kết thúc trong năm. \
         Bỏ --handover, hoặc ghi năm 2025."
    )]
    NoHandover(i16),
    #[error("{0}")]
    Kind(String),
    #[error(
        "Không đọc được {0}: {1}. Chạy “xhht report” của năm này trước; nếu tệp đã bị sửa \
         thì chạy lại để lập mới."
    )]
    Record(String, String),
    #[error(
        "Năm {0} chưa có báo cáo nào được ghi nhận là đã ban hành. Khi báo cáo được ký, chạy \
         “xhht report {0} --final --issue” để lưu lại bản đó."
    )]
    NothingIssued(i16),
    #[error("{0}")]
    Draft(String),
    #[error("{0}")]
    Editorial(String),
    #[error(transparent)]
    Press(#[from] PressError),
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    #[error(transparent)]
    Archive(#[from] archive::ArchiveError),
}

/// What is needed to print, or why there is none.
pub(crate) type Press = Result<(Templates, Fonts), PressError>;

/// Everything known after judging a year.
pub(crate) struct Judged {
    pub(crate) plan: Plan,
    /// The year that was asked for.
    pub(crate) now: Year,
    /// The years before it that have an inbox, oldest first; see [`Reach`].
    pub(crate) earlier: Vec<Year>,
    /// The year in which an administration ended, where it is none of them.
    ended: Option<Year>,
    /// What was issued of the year, held against itself.
    pub(crate) archive: Archive,
}

impl Judged {
    /// Counts of the years before a merger, for the units of now.
    fn add_again(&mut self) {
        if !self.plan.has_two_tiers() {
            return;
        }
        let before = self.earlier.iter_mut().filter(|year| !year.plan.has_two_tiers());
        for year in before {
            let indicators = year.plan.indicators();
            let merged = self.plan.districts();
            year.again = merger::added_again(&year.dataset, merged, indicators);
        }
    }

    /// Every year after an administration ended knows its last figures.
    fn recall(&mut self) {
        let Some(left) = self.handover().map(|left| left.assessment.clone()) else {
            return;
        };
        let years = self.earlier.iter_mut().chain([&mut self.now]);
        for year in years.filter(|year| year.report_date > left.report_date) {
            year.assessment.recall(&year.plan, &left);
        }
    }

    /// What the last administration that ended left behind, in this year or before.
    fn handover(&self) -> Option<&Year> {
        let years = [&self.now].into_iter().chain(self.earlier.iter().rev());
        years.chain(&self.ended).find_map(|year| year.handover.as_deref())
    }

    pub(crate) fn material<'a>(&'a self, font: &'a str, run: &'a str) -> Material<'a> {
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
            handover: self.handover(),
            again: &self.now.again,
            texts: &self.now.decisions.texts,
            font,
            run,
        }
    }
}

/// Reads the inbox of a year and judges it; `seen` is told of every file read.
pub(crate) fn judge(config: &Config, seen: Watcher<'_>) -> Result<Judged, Error> {
    let (plan, inbox) = begin(config)?;
    judge_by(plan, config, inbox, seen)
}

/// As [`judge`], with the press made ready for what is to be printed of it.
pub(crate) fn judge_for_print(
    config: &Config,
    seen: Watcher<'_>,
) -> Result<(Judged, Press), Error> {
    let (plan, inbox) = begin(config)?;
    judge_beside_press(plan, config, inbox, seen)
}

/// The plan of a year, or of the last of the plan's; whoever asked for one that the
/// plan does not know is told so by [`Config::within`].
fn start(project: &Path, year: Option<i16>) -> Result<Plan, PlanError> {
    let registers = Registers::load(project)?;
    let years = registers.years();
    let year = year.unwrap_or(*years.end());
    Ok(registers.of_year(year.clamp(*years.start(), *years.end())))
}

/// The registers, and what lies in the inbox. A year the plan does not know is told
/// before a folder that is not there.
fn begin(config: &Config) -> Result<(Plan, Inbox), Error> {
    let inbox = intake::open(config.inbox());
    let plan = start(&config.project, Some(config.year))?;
    config.within(&plan)?;
    Ok((plan, inbox?))
}

/// Fonts and templates are made ready while the inbox is read.
fn judge_beside_press(
    plan: Plan,
    config: &Config,
    inbox: Inbox,
    seen: Watcher<'_>,
) -> Result<(Judged, Press), Error> {
    let families = plan.office.fonts().to_vec();
    let (judged, press) = std::thread::scope(|scope| {
        let press = scope.spawn(|| -> Press {
            let templates = shipped::templates(&config.project)?;
            press::warm_up();
            Ok((templates, Fonts::find(&families, &config.font_folders)))
        });
        let judged = judge_by(plan, config, inbox, seen);
        (judged, press.join().expect("the press does not panic"))
    });
    Ok((judged?, press))
}

fn judge_by(
    mut plan: Plan,
    config: &Config,
    inbox: Inbox,
    seen: Watcher<'_>,
) -> Result<Judged, Error> {
    let decided = editing::decided(config, config.year, &plan)?;
    decided.value.paper.amend(&mut plan.office);
    // What the clerk wrote is held against sentences that speak of all years.
    let is_review = plan.decision.horizons.contains(&config.year);
    let reach = if decided.value.texts.is_empty() && !(is_review && plan.has_two_tiers())
    {
        config.reach
    } else {
        Reach::Plan
    };
    let mut now = {
        let seen = progress::reading(config.year, seen);
        settle(config, config.year, &plan, inbox, decided, seen)?
    };
    let earlier = earlier_years(config, reach, &plan, seen)?;
    if let Some(before) = earlier.last().filter(|last| last.year + 1 == now.year) {
        let found = rules::look_back(&scene(&now, &plan), &scene(before, &plan));
        now.ledger.note(&found);
        now.each.extend_from_slice(&found);
        now.findings =
            finding::gather([std::mem::take(&mut now.findings), found].concat());
    }
    let archive = archive::open(config);
    now.findings.extend(archive.finding());
    let ended = year_of_handover(config, &plan, &earlier)?;
    let mut judged = Judged { plan, now, earlier, ended, archive };
    judged.recall();
    judged.add_again();
    editing::hold(&mut judged)?;
    Ok(judged)
}

/// A year as rules see it.
fn scene<'a>(year: &'a Year, plan: &'a Plan) -> Scene<'a> {
    Scene::new(plan, year.year, year.report_date, &year.accepted)
}

/// As [`judge`], of this year alone and without child processes: only for
/// benches on known files.
pub(crate) fn judge_in_process(config: &Config) -> Result<Judged, Error> {
    let plan = start(&config.project, Some(config.year))?;
    let inbox = intake::open_in_process(config.inbox())?;
    let decided = Noted::new(Decisions::default(), Vec::new());
    let now = settle(config, config.year, &plan, inbox, decided, |_, _| ())?;
    Ok(Judged {
        plan,
        now,
        earlier: Vec::new(),
        ended: None,
        archive: Archive::default(),
    })
}

/// Writes `summary.json` only.
pub(crate) fn write_summary(config: &Config, judged: &Judged) -> Result<PathBuf, Error> {
    let summary = summary(&judged.material("", ""), Documents::ANNUAL);
    let output = Output::new("summary.json", summary);
    Ok(outbox::put(&config.out(), config.year, &output)?)
}

/// Brings back outputs that a killed run was about to replace; nothing is done
/// where they would get into an inbox.
pub(crate) fn mend(config: &Config) -> Result<(), Error> {
    let out = config.out();
    outbox::apart(&out, &config.project.join("inbox"))?;
    outbox::apart(&out, &config.inbox())?;
    Ok(outbox::mend(&out)?)
}

/// What a judgement may read, at a glance: the inboxes up to this year and the
/// registers.
pub(crate) fn sight(config: &Config) -> Sight {
    let mut years = inbox::years(&config.project.join("inbox"));
    years.retain(|year| *year < config.year);
    years.push(config.year);
    let inboxes =
        years.iter().map(|year| (format!("inbox/{year}"), config.inbox_of(*year)));
    let registers = ("plan".to_owned(), config.project.join("plan"));
    Sight::of(&inboxes.chain([registers]).collect::<Vec<_>>())
}

/// Judges a year, typesets both editions and writes all outputs; `show` is
/// given the judgement before the pages are set.
pub(crate) fn report(
    config: &Config,
    seen: Watcher<'_>,
    show: impl FnOnce(&Judged),
) -> Result<(Judged, Documents, Made), Error> {
    let (plan, inbox) = begin(config)?;
    let documents = publish::documents(&plan, config.year, config.kind)?;
    let (mut judged, press) = judge_beside_press(plan, config, inbox, seen)?;
    if let Ok((_, fonts)) = &press {
        let found = document::fonts::findings(fonts, judged.plan.office.fonts());
        judged.now.findings.extend(found);
        judged.now.findings.sort();
    }
    show(&judged);
    if config.must_be_final {
        publish::refuse_a_draft(&judged)?;
    }
    let (templates, fonts) = press?;
    let made = publish::publish(config, &judged, documents, templates, &fonts, seen)?;
    Ok((judged, documents, made))
}

fn summary(material: &Material<'_>, documents: Documents) -> Vec<u8> {
    json(&document::summary::summary(material, documents))
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("plain structs serialise");
    bytes.push(b'\n');
    bytes
}
