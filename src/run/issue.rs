//! Reports that were issued: kept as they went out, and what is printed otherwise
//! since.
//!
//! Each lies whole in `out/<year>/.issued/<number>/`, numbered from 1; the last is
//! the one figures are compared with.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Config, Error, Judged, record};
use crate::document::issued::{self, Cell, Changed, Passages, Printed};
use crate::document::report::Edition;
use crate::document::{self, Documents, review};
use crate::manifest::{self, Fate, Manifest};
use crate::opening::{self, most};
use crate::outbox::{self, Output};

const FOLDER: &str = ".issued";
/// The data of the first edition of every document: both print the same figures.
const DATA: [&str; 3] = ["report.json", "so-ket.json", "tong-ket.json"];

/// The last report issued.
#[derive(Debug)]
pub(super) struct Issued {
    pub(super) number: u32,
    folder: PathBuf,
}

/// What changed since the last issued report.
#[derive(Debug)]
pub(crate) struct Difference {
    pub(crate) number: u32,
    /// The name of the issued run.
    pub(crate) run: String,
    pub(crate) figures: Vec<Changed>,
    /// Indicator, verdict then and now, as `summary.json` names them.
    pub(crate) verdicts: Vec<(String, String, String)>,
    /// Files of the inbox that are new, gone or changed.
    pub(crate) files: Vec<(String, Fate)>,
}

/// Where the issued reports of a year are kept.
fn folder(config: &Config) -> PathBuf {
    config.out_of_year().join(FOLDER)
}

/// The last one, if there is any.
pub(super) fn last(config: &Config) -> Option<Issued> {
    let entries = fs::read_dir(folder(config)).ok()?;
    let numbers = entries.filter_map(|entry| {
        let name = entry.ok()?.file_name();
        name.to_str()?.parse::<u32>().ok()
    });
    let number = numbers.max()?;
    Some(Issued { number, folder: folder(config).join(number.to_string()) })
}

/// Keeps the outputs of a run as issued.
pub(super) fn keep(config: &Config, outputs: &[Output]) -> Result<u32, Error> {
    let number = last(config).map_or(1, |issued| issued.number + 1);
    outbox::keep(&config.out(), &folder(config), &number.to_string(), outputs)?;
    Ok(number)
}

impl Issued {
    fn read(&self, name: &str) -> Result<Vec<u8>, Error> {
        opening::read(&self.folder, name.as_ref(), most::OUTPUT)
            .map_err(|refused| unreadable(&self.folder.join(name), &refused))
    }

    /// The figures it printed, in all its documents.
    pub(super) fn printed(&self) -> Result<Printed, Error> {
        let mut printed = Printed::new();
        for name in DATA.iter().filter(|name| self.folder.join(name).exists()) {
            let path = self.folder.join(name);
            let data: Value = serde_json::from_slice(&self.read(name)?)
                .map_err(|error| unreadable(&path, &error))?;
            printed.extend(issued::printed(&data));
        }
        Ok(printed)
    }

    /// The paragraphs of one document; none if it was not issued.
    pub(super) fn passages(&self, name: &str) -> Passages {
        let data = self.read(name).ok();
        let data: Option<Value> =
            data.and_then(|data| serde_json::from_slice(&data).ok());
        data.map(|data| issued::passages(&data)).unwrap_or_default()
    }

    fn cells(&self) -> Result<BTreeSet<Cell>, Error> {
        Ok(issued::cells(&self.read("nguon-so-lieu.csv")?))
    }

    /// Indicators judged otherwise now.
    fn verdicts(&self, judged: &Judged) -> Result<Vec<(String, String, String)>, Error> {
        let path = self.folder.join("summary.json");
        let summary: Value = serde_json::from_slice(&self.read("summary.json")?)
            .map_err(|error| unreadable(&path, &error))?;
        let then = |code: &str| {
            let all = summary["indicators"].as_array()?;
            let one = all.iter().find(|one| one["code"] == code)?;
            one["verdict"].as_str().map(str::to_owned)
        };
        let now = judged.now.assessment.standings.iter();
        Ok(now
            .filter_map(|standing| {
                let now = standing.verdict.code().to_owned();
                let then = then(&standing.code)?;
                (then != now).then(|| (standing.code.clone(), then, now))
            })
            .collect())
    }

    fn manifest(&self) -> Result<Manifest, Error> {
        let bytes = self.read(manifest::FILE)?;
        let path = self.folder.join(manifest::FILE);
        serde_json::from_slice(&bytes).map_err(|error| unreadable(&path, &error))
    }
}

fn unreadable(path: &Path, error: &impl ToString) -> Error {
    Error::Record(path.display().to_string(), error.to_string())
}

/// Holds what would be printed now against the last issued report.
pub(crate) fn diff(config: &Config, judged: &Judged) -> Result<Difference, Error> {
    let issued = last(config).ok_or(Error::NothingIssued(config.year))?;
    let material = judged.material("", "");
    let documents = super::publish::documents(&judged.plan, config.year, None)?;
    let Manifest { run, inputs, .. } = issued.manifest()?;
    let now = figures(judged, documents, &issued)?;
    let sources = document::sources::csv(&material);
    let years = judged.earlier.iter().chain([&judged.now]);
    let inbox: Vec<_> = years.flat_map(|year| record::of_year(config, year)).collect();
    Ok(Difference {
        number: issued.number,
        run,
        figures: issued::changes(
            &issued.printed()?,
            &now,
            &issued.cells()?,
            &issued::cells(&sources),
        ),
        verdicts: issued.verdicts(judged)?,
        files: manifest::differences(&inputs.inbox, &inbox),
    })
}

/// The figures that would be printed, of those documents that were issued.
fn figures(
    judged: &Judged,
    documents: Documents,
    issued: &Issued,
) -> Result<Printed, Error> {
    let material = judged.material("", "");
    let value = |document: Result<Value, serde_json::Error>| {
        document.expect("plain structs serialise")
    };
    let mut printed = Printed::new();
    if issued.folder.join(DATA[0]).exists() {
        let report = document::report(&material, Edition::Ministry);
        printed.extend(issued::printed(&value(serde_json::to_value(report))));
    }
    if let Some(kind) = documents.review
        && issued.folder.join(format!("{}.json", kind.stem())).exists()
    {
        let review: review::Review = document::review(&material, kind, Edition::Ministry);
        printed.extend(issued::printed(&value(serde_json::to_value(review))));
    }
    Ok(printed)
}
