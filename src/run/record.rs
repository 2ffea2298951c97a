//! The record of a run: what it read and what it left, and whether both still lie
//! there as they did.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use super::archive::{self, Archive};
use super::{Config, Error, Judged, Reach, json, start};
use crate::history::Year;
use crate::inbox;
use crate::ledger::Entry;
use crate::manifest::{self, Decision, Fate, Inputs, Item, Link, Manifest};
use crate::outbox::Output;
use crate::place::EDITORIAL;
use crate::plan;
use guard::opening::{self, Refused, most};
use press::{Fonts, Templates};

/// Everything a report of the year was made from.
pub(super) fn inputs(
    config: &Config,
    judged: &Judged,
    templates: &Templates,
    fonts: &Fonts,
) -> Result<Inputs, Error> {
    let years = judged.earlier.iter().chain([&judged.now]);
    let read: Vec<Item> = years.flat_map(|year| of_year(config, year)).collect();
    let date = judged.now.report_date;
    let decisions = judged.now.decisions.applied().into_iter().map(|one| Decision {
        sheet: one.page.name().to_owned(),
        about: one.id,
        words: one.words,
    });
    let last = judged.archive.last().ok().flatten();
    Ok(Inputs {
        issued: last.map_or(0, |last| last.number),
        issued_sha256: last.map(|last| last.digest.clone()).unwrap_or_default(),
        decisions: decisions.collect(),
        inbox: read,
        report_date: date.to_string(),
        ..around(config, templates, fonts)?
    })
}

/// All that is read beside the inboxes.
fn around(
    config: &Config,
    templates: &Templates,
    fonts: &Fonts,
) -> Result<Inputs, Error> {
    let registers = plan::registers(&config.project)?;
    let text = |(path, text): (String, String)| Item::new(path, text.as_bytes());
    Ok(Inputs {
        program: concat!("xhht ", env!("CARGO_PKG_VERSION")).to_owned(),
        year: config.year,
        registers: registers.into_iter().map(text).collect(),
        templates: templates
            .iter()
            .map(|(path, text)| Item::new(format!("templates/{path}"), text.as_bytes()))
            .collect(),
        fonts: fonts.files().map(|(name, bytes)| Item::new(name, bytes)).collect(),
        ..Inputs::default()
    })
}

/// The files of a year's inbox, each by the digest of what was read of it.
pub(super) fn of_year(config: &Config, year: &Year) -> Vec<Item> {
    let mut items = on_disk(config, year.year);
    let entries = year.ledger.entries.iter();
    let entries: BTreeMap<&str, &Entry> =
        entries.map(|entry| (entry.file.as_str(), entry)).collect();
    for item in &mut items {
        let prefix = format!("inbox/{}/", year.year);
        let name = item.path.strip_prefix(&prefix).unwrap_or_default();
        let entry = entries.get(name);
        if let Some(entry) = entry.filter(|entry| !entry.sha256.is_empty()) {
            item.sha256.clone_from(&entry.sha256);
        }
    }
    items
}

/// The files of a year's inbox as they lie there now; of those that cannot be
/// read only the names.
fn on_disk(config: &Config, year: i16) -> Vec<Item> {
    let folder = config.inbox_of(year);
    let item = |name: &str, path: &Path| Item {
        path: format!("inbox/{year}/{name}"),
        sha256: of_file(&folder, path, most::SUBMISSION),
    };
    let files = inbox::walk(&folder).unwrap_or_default().submissions;
    let editorial = inbox::editorial(&folder).map(|path| item(EDITORIAL, &path));
    let files = files.iter().map(|file| item(&file.name, &file.path));
    files.chain(editorial).collect()
}

/// The digest of a file; none of what the reader refuses too.
fn of_file(folder: &Path, below: &Path, most: u64) -> String {
    let bytes = opening::read(folder, below, most);
    bytes.map(|bytes| manifest::digest(&bytes)).unwrap_or_default()
}

/// The record as a file, with what was made and what stays of an equal run; of an
/// issued report with its place in the chain.
pub(super) fn sealed(
    inputs: Inputs,
    outputs: &[Output],
    kept: Vec<Item>,
    issue: Option<Link>,
) -> Output {
    let mut made: Vec<Item> =
        outputs.iter().map(|output| Item::new(&*output.name, &output.bytes)).collect();
    made.extend(kept);
    made.sort_by(|one, other| one.path.cmp(&other.path));
    let record = Manifest { issue, ..Manifest::new(inputs, made) };
    Output::new(manifest::FILE, json(&record))
}

/// The name of the last run, and what it wrote that these outputs do not replace;
/// nothing where there is no record of it.
pub(super) fn former(config: &Config, outputs: &[Output]) -> Option<(String, Vec<Item>)> {
    let record =
        opening::read(&config.out_of_year(), manifest::FILE.as_ref(), most::OUTPUT);
    let record: Manifest = serde_json::from_slice(&record.ok()?).ok()?;
    let mut others = record.outputs;
    others.retain(|item| outputs.iter().all(|output| output.name != item.path));
    Some((record.run, others))
}

/// What no longer is as the record of the last run has it.
#[derive(Debug, Default)]
pub(crate) struct Verified {
    /// The name of the run.
    pub(crate) run: String,
    /// Files counted, read and written.
    pub(crate) files: usize,
    /// What changed, by the name of its kind, in Vietnamese.
    pub(crate) changed: Vec<(&'static str, String, Fate)>,
    pub(crate) archive: Archive,
}

/// What is wrong with a file of ours that somebody has touched.
pub(super) fn not_json(error: &serde_json::Error) -> String {
    format!("nội dung không đúng, ở dòng {}, cột {}", error.line(), error.column())
}

/// Whether a record names a file of its own folder: none of ours leads elsewhere.
fn is_plain(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Holds the outputs of a year, and what they were made from, against their
/// record.
pub(crate) fn verify(config: &Config) -> Result<Verified, Error> {
    let path = config.out_of_year().join(manifest::FILE);
    let record =
        opening::read(&config.out_of_year(), manifest::FILE.as_ref(), most::OUTPUT);
    let record = record.map_err(|refused| {
        let reason = match refused {
            Refused::Missing => "chưa có tệp này".to_owned(),
            _ => refused.to_string(),
        };
        Error::Record(path.display().to_string(), reason)
    })?;
    let Manifest { run, inputs, outputs, issue } = serde_json::from_slice(&record)
        .map_err(|error| Error::Record(path.display().to_string(), not_json(&error)))?;
    let plan = start(&config.project, Some(config.year))?;
    let templates = crate::document::shipped::templates(&config.project)?;
    let fonts = Fonts::find(plan.office.fonts(), &config.font_folders);
    let now = around(config, &templates, &fonts)?;
    let years = super::years::earlier_folders(config, Reach::Plan, &plan).into_iter();
    let years = years.chain([config.year]);
    let inbox: Vec<Item> = years.flat_map(|year| on_disk(config, year)).collect();
    let folder = config.out_of_year();
    let made: Vec<Item> = outputs
        .iter()
        .filter(|item| is_plain(&item.path))
        .filter(|item| opening::is_there(&folder.join(&item.path)))
        .map(|item| Item {
            path: item.path.clone(),
            sha256: of_file(&folder, item.path.as_ref(), most::OUTPUT),
        })
        .collect();
    let mut archive = archive::open(config);
    archive.must_hold(&inputs, issue.as_ref());
    let mut verified = Verified {
        run,
        files: inputs.inbox.len() + outputs.len(),
        changed: Vec::new(),
        archive,
    };
    let mut compare = |kind: &'static str, before: &[Item], now: &[Item]| {
        let found = manifest::differences(before, now);
        verified.changed.extend(found.into_iter().map(|(path, fate)| (kind, path, fate)));
    };
    compare("Tệp trong inbox", &inputs.inbox, &inbox);
    compare("Danh mục", &inputs.registers, &now.registers);
    compare("Mẫu trình bày", &inputs.templates, &now.templates);
    compare("Phông chữ", &inputs.fonts, &now.fonts);
    compare("Kết quả", &outputs, &made);
    if inputs.program != now.program {
        let change = format!("{} (nay là {})", inputs.program, now.program);
        verified.changed.push(("Chương trình", change, Fate::Changed));
    }
    Ok(verified)
}
