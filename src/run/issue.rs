//! What is printed otherwise since a report was issued.
//!
//! The last report of the [`archive`](super::archive) is the one figures are compared
//! with, once the archive has been held against itself.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::archive::Issued;
use super::{Config, Error, Judged, record};
use crate::document::issued::{self, Cell, Changed, Passages, Printed};
use crate::document::report::Edition;
use crate::document::{self, Documents, review};
use crate::manifest::{self, Fate};
use crate::place::ISSUED;

/// The data of the first edition of every document: both print the same figures.
const DATA: [&str; 3] = ["report.json", "so-ket.json", "tong-ket.json"];
const SOURCES: &str = "nguon-so-lieu.csv";
const SUMMARY: &str = "summary.json";

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

impl Issued {
    fn read(&self, name: &str) -> Result<&[u8], Error> {
        let missing = || self.unreadable(name, "bản này không có tệp đó");
        self.file(name).ok_or_else(missing)
    }

    fn json(&self, name: &str) -> Result<Value, Error> {
        serde_json::from_slice(self.read(name)?)
            .map_err(|error| self.unreadable(name, &record::not_json(&error)))
    }

    fn unreadable(&self, name: &str, why: &str) -> Error {
        let path = Path::new(ISSUED).join(self.number.to_string()).join(name);
        Error::Record(path.display().to_string(), why.to_owned())
    }

    /// The figures it printed, in all its documents.
    pub(super) fn printed(&self) -> Result<Printed, Error> {
        let mut printed = Printed::new();
        for name in DATA.iter().filter(|name| self.file(name).is_some()) {
            printed.extend(issued::printed(&self.json(name)?));
        }
        Ok(printed)
    }

    /// The paragraphs of one document; none if it was not issued.
    pub(super) fn passages(&self, name: &str) -> Passages {
        self.json(name).map(|data| issued::passages(&data)).unwrap_or_default()
    }

    fn cells(&self) -> Result<BTreeSet<Cell>, Error> {
        Ok(issued::cells(self.read(SOURCES)?))
    }

    /// Indicators judged otherwise now.
    fn verdicts(&self, judged: &Judged) -> Result<Vec<(String, String, String)>, Error> {
        let summary = self.json(SUMMARY)?;
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
}

/// Holds what would be printed now against the last issued report.
pub(crate) fn diff(config: &Config, judged: &Judged) -> Result<Difference, Error> {
    let issued = judged.archive.last()?.ok_or(Error::NothingIssued(config.year))?;
    let material = judged.material("", "");
    let documents = super::publish::documents(&judged.plan, config.year, None)?;
    let now = figures(judged, documents, issued);
    let sources = document::sources::csv(&material);
    let years = judged.earlier.iter().chain([&judged.now]);
    let inbox: Vec<_> = years.flat_map(|year| record::of_year(config, year)).collect();
    Ok(Difference {
        number: issued.number,
        run: issued.record.run.clone(),
        figures: issued::changes(
            &issued.printed()?,
            &now,
            &issued.cells()?,
            &issued::cells(&sources),
        ),
        verdicts: issued.verdicts(judged)?,
        files: manifest::differences(&issued.record.inputs.inbox, &inbox),
    })
}

/// The figures that would be printed, of those documents that were issued.
fn figures(judged: &Judged, documents: Documents, issued: &Issued) -> Printed {
    let material = judged.material("", "");
    let value = |document: Result<Value, serde_json::Error>| {
        document.expect("plain structs serialise")
    };
    let mut printed = Printed::new();
    if issued.file(DATA[0]).is_some() {
        let report = document::report(&material, Edition::Ministry);
        printed.extend(issued::printed(&value(serde_json::to_value(report))));
    }
    if let Some(kind) = documents.review
        && issued.file(&format!("{}.json", kind.stem())).is_some()
    {
        let review: review::Review = document::review(&material, kind, Edition::Ministry);
        printed.extend(issued::printed(&value(serde_json::to_value(review))));
    }
    printed
}
