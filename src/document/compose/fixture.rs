//! Material for tests: the shipped registers and whatever a test puts in.

use jiff::civil::Date;

use crate::assessment::{Assessment, assess};
use crate::dataset::{Dataset, Sums, Tally};
use crate::document::Material;
use crate::editorial::{Decisions, Texts};
use crate::finding::Finding;
use crate::form::narrative::Paragraph;
use crate::history::Year;
use crate::ledger::Ledger;
use crate::observation::Statement;
use crate::place::Address;
use crate::plan::Plan;
use crate::rules::{Accepted, vet};

/// A year about which only what a test says is known.
pub(in crate::document) struct Fixture {
    pub(in crate::document) plan: Plan,
    pub(in crate::document) year: i16,
    pub(in crate::document) report_date: Date,
    pub(in crate::document) dataset: Dataset,
    assessment: Assessment,
    pub(in crate::document) ledger: Ledger,
    pub(in crate::document) accepted: Vec<Accepted>,
    pub(in crate::document) findings: Vec<Finding>,
    earlier: Vec<Year>,
    texts: Texts,
    again: Sums,
}

/// Numerator over denominator.
pub(in crate::document) fn tally(numerator: i64, denominator: i64) -> Tally {
    Tally {
        numerator: Some(numerator),
        denominator: Some(denominator),
        ..Tally::default()
    }
}

impl Fixture {
    pub(in crate::document) fn new(year: i16) -> Self {
        let project = std::path::Path::new("no such project");
        let plan = crate::plan::load(project).expect("embedded registers");
        let plan = if year > 2025 { plan.of_year(year) } else { plan };
        let report_date = plan.office.deadline(year);
        let dataset = Dataset::default();
        let assessment = assess(&dataset, &plan, year, report_date);
        Self {
            plan,
            year,
            report_date,
            dataset,
            assessment,
            ledger: Ledger::default(),
            accepted: Vec::new(),
            findings: Vec::new(),
            earlier: Vec::new(),
            texts: Texts::default(),
            again: Sums::new(),
        }
    }

    /// A unit's figures, added to those of the province.
    pub(in crate::document) fn count(&mut self, code: &str, unit: &str, tally: Tally) {
        let add = |sum: &mut Option<i64>, value: Option<i64>| {
            if let Some(value) = value {
                *sum = Some(sum.unwrap_or(0) + value);
            }
        };
        let province = self.dataset.province.entry(code.to_owned()).or_default();
        add(&mut province.numerator, tally.numerator);
        add(&mut province.denominator, tally.denominator);
        add(&mut province.registered, tally.registered);
        for (level, value) in &tally.levels {
            *province.levels.entry(level.clone()).or_default() += value;
        }
        self.dataset.units.insert((code.to_owned(), unit.to_owned()), tally);
        self.judge();
    }

    /// The same figures in every district of the year.
    pub(in crate::document) fn count_everywhere(&mut self, code: &str, tally: &Tally) {
        let districts: Vec<String> =
            self.plan.expected_districts().iter().map(|d| d.code.clone()).collect();
        for district in districts {
            self.count(code, &district, tally.clone());
        }
    }

    pub(in crate::document) fn judge(&mut self) {
        self.assessment = assess(&self.dataset, &self.plan, self.year, self.report_date);
    }

    /// A paragraph an office wrote.
    pub(in crate::document) fn write(&mut self, unit: &str, topic: &str, text: &str) {
        let paragraph = Paragraph {
            topic: topic.to_owned(),
            text: text.to_owned(),
            sheet: "Báo cáo".to_owned(),
            at: Address::new(6, 2),
        };
        self.state(Statement {
            unit: unit.to_owned(),
            paragraphs: vec![paragraph],
            ..Statement::default()
        });
    }

    pub(in crate::document) fn state(&mut self, statement: Statement) {
        let file = format!("{}.xlsx", statement.unit);
        self.accepted.push(vet(statement, &file, &self.plan).value);
    }

    /// Puts an earlier year before this one.
    pub(in crate::document) fn remember(&mut self, before: Self) {
        self.earlier.push(Year {
            year: before.year,
            plan: before.plan,
            handover: None,
            again: Sums::new(),
            report_date: before.report_date,
            ledger: before.ledger,
            accepted: before.accepted,
            dataset: before.dataset,
            assessment: before.assessment,
            findings: before.findings,
            each: Vec::new(),
            decisions: Decisions::default(),
        });
    }

    pub(in crate::document) fn material(&self) -> Material<'_> {
        Material {
            plan: &self.plan,
            year: self.year,
            report_date: self.report_date,
            dataset: &self.dataset,
            assessment: &self.assessment,
            ledger: &self.ledger,
            accepted: &self.accepted,
            findings: &self.findings,
            earlier: &self.earlier,
            handover: None,
            again: &self.again,
            texts: &self.texts,
            font: "Tinos",
            run: "",
        }
    }
}
