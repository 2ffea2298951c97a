//! How one file is understood, without a year's run: for an office that checks
//! its own report, and for whoever extends the vocabulary.

use std::path::Path;

use super::config::year_within;
use super::receiving::{Footing, footing, readers};
use super::{Error, start};
use crate::finding::{Finding, Noted, bounded, of_unreadable};
use crate::form::{self, Form};
use crate::inbox;
use crate::limits;
use crate::observation::{self, Statement};
use crate::place::Place;
use crate::plan::Plan;
use crate::plan::ground::Grounds;
use crate::rules;
use guard::opening;
use spreadsheet::Workbook;

/// One file as far as it could be understood.
pub(crate) struct OneFile {
    pub(crate) plan: Plan,
    /// Its name, without the folder.
    pub(crate) file: String,
    /// The year it was read for.
    pub(crate) year: i16,
    pub(crate) workbook: Workbook,
    pub(crate) form: Form,
    /// Nothing where the sender is not known or nothing of ours is in it.
    pub(crate) statement: Option<Statement>,
    pub(crate) findings: Vec<Finding>,
}

/// Reads one file of an office; `year` is that of the figures, by default the one
/// of the folder it lies in, or the one it names itself.
pub(crate) fn read_file(
    project: &Path,
    path: &Path,
    year: Option<i16>,
) -> Result<OneFile, Error> {
    let plan = start(project, year)?;
    if let Some(year) = year {
        year_within(year, &plan)?;
    }
    let name = path.file_name().unwrap_or_default();
    let file = name.to_string_lossy().into_owned();
    let mut one = OneFile {
        year: year.unwrap_or_else(|| plan.decision.date.year()),
        file,
        workbook: Workbook::default(),
        form: Form::default(),
        statement: None,
        findings: Vec::new(),
        plan,
    };
    match open(path)? {
        Ok(workbook) => one.workbook = workbook,
        Err(finding) => {
            one.findings.push(finding);
            return Ok(one);
        }
    }
    let of_plan = |year: &i16| one.plan.decision.years().contains(year);
    let year = year.or_else(|| year_of_folder(path).filter(of_plan));
    one.understand(year, inbox::years(&project.join("inbox")).last().copied());
    Ok(one)
}

/// The workbook, read in a guarded child as those of an inbox are, or what to say
/// of it.
fn open(path: &Path) -> Result<Result<Workbook, Finding>, Error> {
    let (root, name) = opening::parted(path);
    let file = name.to_string_lossy().into_owned();
    let outcome = spreadsheet::open(&root, name)?;
    Ok(outcome.map_err(|reason| of_unreadable(&reason, Place::file(&file))))
}

/// `inbox/2024/…`: the year of the folder.
fn year_of_folder(path: &Path) -> Option<i16> {
    let names: Vec<&str> =
        path.components().filter_map(|part| part.as_os_str().to_str()).collect();
    names.windows(2).rev().find_map(|pair| match pair {
        ["inbox", year] => year.parse().ok(),
        _ => None,
    })
}

impl OneFile {
    fn understand(&mut self, year: Option<i16>, newest: Option<i16>) {
        let assumed = year.or(newest).unwrap_or(self.year);
        let mut form = self.recognised(assumed);
        // What the file says of itself decides where nobody has said.
        let own =
            form.value.identity.year.filter(|own| year.is_none() && *own != assumed);
        if let Some(own) = own {
            form = self.recognised(own);
        }
        self.year = own.unwrap_or(assumed);
        let Noted { value: form, findings } = form;
        let unit = form.identity.unit.clone().filter(|_| form.is_report());
        let stated = unit.map(|unit| {
            observation::read(form.clone(), &unit, &self.file, self.year, &self.plan)
        });
        self.findings.extend(findings);
        if let Some(Noted { value, findings }) = stated {
            let vetted = rules::vet(value.clone(), &self.file, &self.plan);
            self.findings.extend(findings);
            self.findings.extend(vetted.findings);
            self.statement = Some(value);
        }
        self.form = form;
        let findings = std::mem::take(&mut self.findings);
        self.findings = bounded(findings, limits::FINDINGS, &self.file);
        self.findings.sort();
    }

    /// The file as a report of a year, by the plan of the ground it stands on.
    fn recognised(&mut self, year: i16) -> Noted<Form> {
        let grounds = Grounds::of(&self.plan.of_year(year));
        let readers = readers(&grounds, &[]);
        let footing = footing(&readers, &self.workbook, &self.file, year);
        let Footing { plan, lexicon, .. } = footing;
        let form = form::recognise(&self.workbook, &self.file, year, plan, lexicon);
        self.plan = (*plan).clone();
        form
    }
}
