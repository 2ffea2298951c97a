//! Reads a recognised form into observations: the figures an office states,
//! each with the cell it stands in.
//!
//! Counts are integers. Zero, blank, "nothing occurred", "not applicable" and
//! unreadable stay different things: only the first and third are figures, the
//! rest are gaps with a reason. Totals and rates are kept apart: they are
//! checks, never data.

mod context;
mod decimals;
mod eye;
mod levels;
mod money;
mod notes;
pub(crate) mod quantity;
pub(crate) mod rate;
pub(crate) mod seen;
mod villages;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use jiff::civil::Date;

use self::eye::{Eye, stand_in};
use self::quantity::{Fault, Quantity};
use self::rate::Rate;
use crate::finding::Noted;
use crate::form::Form;
use crate::form::label::Measure;
use crate::form::names::Who;
use crate::form::narrative::{Commendation, Paragraph};
use crate::form::table::{Field, Subject, Table};
use crate::place::{Address, CellRange};
use crate::plan::Plan;
use crate::plan::vocabulary::Vocabulary;
use spreadsheet::{Cell, Note};

/// A cell of a submission.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Source {
    pub(crate) sheet: String,
    pub(crate) at: Address,
}

/// What a figure is a figure of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Key {
    /// Variable code of the vocabulary: `D1`, `XMC`.
    pub(crate) variable: String,
    pub(crate) measure: Measure,
    /// The unit counted: a district, or the body itself.
    pub(crate) unit: String,
    /// Official name of the commune, where the figure is one commune's.
    pub(crate) commune: Option<String>,
}

/// A figure as read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Reading {
    Count(i64),
    /// `-`: stated that nothing of the kind occurred.
    Nothing,
    Level(String),
    Mark(bool),
}

/// One figure stated by an office for the form's period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Observation {
    pub(crate) key: Key,
    pub(crate) reading: Reading,
    pub(crate) source: Source,
}

/// A figure that was asked for and is not there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Gap {
    pub(crate) key: Key,
    pub(crate) why: Why,
    pub(crate) source: Source,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Why {
    Blank,
    /// `...`
    Missing,
    NotApplicable,
    Fault(Fault),
    /// A level or a mark nobody knows.
    Unknown(String),
    /// A level of a scale that is not the year's.
    OtherScale(String),
    Hidden,
}

/// A figure that is counted although something qualifies it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Remark {
    pub(crate) note: Note,
    pub(crate) shown: String,
    pub(crate) source: Source,
}

/// A rate an office computed itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct RateClaim {
    pub(crate) variable: String,
    /// Nothing for the total row.
    pub(crate) subject: Option<(String, Option<String>)>,
    pub(crate) rate: Rate,
    pub(crate) source: Source,
    /// Index of the table it stands in; rates of one column share a scale.
    pub(crate) table: usize,
}

/// A total an office computed itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TotalClaim {
    pub(crate) variable: String,
    pub(crate) measure: Measure,
    pub(crate) value: i64,
    pub(crate) source: Source,
    pub(crate) table: usize,
}

/// Money spent, in đồng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Amount {
    pub(crate) dong: i64,
    pub(crate) source: Source,
}

/// All that one submission states.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Statement {
    /// Code of the office that sent it.
    pub(crate) unit: String,
    pub(crate) date: Option<Date>,
    pub(crate) observations: Vec<Observation>,
    pub(crate) gaps: Vec<Gap>,
    pub(crate) remarks: Vec<Remark>,
    /// Rows whose name is no unit of the sender's, by sheet: not counted.
    pub(crate) unplaced: BTreeMap<String, usize>,
    /// Columns of crosses without any cross: variable, sheet and cells.
    pub(crate) uncrossed: Vec<(String, String, CellRange)>,
    pub(crate) totals: Vec<TotalClaim>,
    pub(crate) rates: Vec<RateClaim>,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) state_budget: Option<Amount>,
    pub(crate) social_budget: Option<Amount>,
    pub(crate) commendations: Vec<Commendation>,
}

/// Reads a form whose sender is known, as a report of a year.
pub(crate) fn read(
    mut form: Form,
    unit: &str,
    file: &str,
    year: i16,
    plan: &Plan,
) -> Noted<Statement> {
    let vocabulary = &plan.vocabulary;
    let eye = Eye::of(plan);
    let mut findings = Vec::new();
    let mut statement = Statement {
        unit: unit.to_owned(),
        date: form.identity.date,
        ..Statement::default()
    };
    stand_in(&mut form.tables, plan);
    for (index, table) in form.tables.iter().enumerate() {
        let unplaced = table.strangers.len() + table.outsiders.len();
        if unplaced > 0 {
            *statement.unplaced.entry(table.sheet.clone()).or_default() += unplaced;
        }
        read_table(table, index, &eye, &mut statement);
    }
    decimals::settle(&form.tables, &mut statement);
    levels::of_scale(year, plan, &mut statement);
    own_totals(&mut statement);
    if plan.has_two_tiers() {
        villages::forget_blanks(vocabulary, &mut statement);
    }
    findings.extend(context::settle(&form.tables, file, plan, &mut statement));
    money::read(&form.narrative.money, vocabulary, file, &mut statement, &mut findings);
    statement.paragraphs = form.narrative.paragraphs;
    statement.commendations = form.narrative.commendations;
    findings.extend(notes::findings(&statement, file, plan));
    Noted::new(statement, findings)
}

/// A figure that an office states for itself, beside those of its communes, is
/// their total: a check, and no further figure.
fn own_totals(statement: &mut Statement) {
    let of_communes: BTreeSet<(String, Measure)> = statement
        .observations
        .iter()
        .filter(|one| one.key.commune.is_some())
        .map(|one| (one.key.variable.clone(), one.key.measure.clone()))
        .collect();
    let measure_of = |key: &Key| {
        let stated = |measure: Measure| {
            let known = (key.variable.clone(), measure);
            of_communes.contains(&known).then_some(known.1)
        };
        let crosses = (key.measure == Measure::Achieved).then_some(Measure::Mark);
        stated(key.measure.clone()).or_else(|| stated(crosses?))
    };
    let own = statement.unit.clone();
    let mut totals = Vec::new();
    statement.observations.retain(|one| {
        let is_own = one.key.commune.is_none() && one.key.unit == own;
        let Some(measure) = is_own.then(|| measure_of(&one.key)).flatten() else {
            return true;
        };
        let value = match one.reading {
            Reading::Count(value) => value,
            Reading::Nothing => 0,
            Reading::Level(_) | Reading::Mark(_) => return true,
        };
        totals.push(TotalClaim {
            variable: one.key.variable.clone(),
            measure,
            value,
            source: one.source.clone(),
            table: OTHER_TABLE,
        });
        false
    });
    statement.totals.extend(totals);
}

/// A total that stands in none of the tables of its units.
const OTHER_TABLE: usize = usize::MAX;

fn read_table(table: &Table, index: usize, eye: &Eye<'_>, statement: &mut Statement) {
    let (vocabulary, two_tiers) = (eye.vocabulary, eye.two_tiers);
    let is_level = |measure: &Measure| matches!(measure, Measure::Level | Measure::Mark);
    let stated: BTreeSet<(&str, &Measure)> = table
        .fields
        .iter()
        .filter(|field| matches!(field.subject, Subject::Unit(_)) && !field.hidden)
        // Of a commune the parts have no levels, and its own stands at the whole.
        .filter(|field| !two_tiers || field.cell.is_some() || !is_level(&field.measure))
        .map(|field| (field.variable.as_str(), &field.measure))
        .collect();
    levels::read_crosses(table, vocabulary, statement);
    villages::count(table, vocabulary, statement);
    let is_counted = |field: &&Field| !villages::is_counted(field, vocabulary);
    for field in
        table.fields.iter().filter(|field| !levels::is_cross(field)).filter(is_counted)
    {
        let source = Source { sheet: table.sheet.clone(), at: field.at };
        let among_units = stated.contains(&(field.variable.as_str(), &field.measure));
        let subject = match &field.subject {
            Subject::Unit(Who::Commune { district, name }) => {
                if *district != statement.unit {
                    continue;
                }
                Some((district.clone(), Some(name.clone())))
            }
            Subject::Unit(Who::District(code)) => Some((code.clone(), None)),
            Subject::Unit(Who::Part(name)) => {
                Some((statement.unit.clone(), Some(name.clone())))
            }
            Subject::Unit(Who::Body(_) | Who::Outside(_)) => continue,
            Subject::Sender => Some((statement.unit.clone(), None)),
            Subject::Total if among_units => None,
            Subject::Total => Some((statement.unit.clone(), None)),
        };
        read_field(field, subject, source, index, eye, statement);
    }
    levels::fill_marks(table, eye, statement);
}

fn read_field(
    field: &Field,
    subject: Option<(String, Option<String>)>,
    source: Source,
    table: usize,
    eye: &Eye<'_>,
    statement: &mut Statement,
) {
    let vocabulary = eye.vocabulary;
    if field.measure == Measure::Rate {
        if let Some(rate) = field.cell.as_ref().and_then(rate::read) {
            let variable = field.variable.clone();
            statement.rates.push(RateClaim { variable, subject, rate, source, table });
        }
        return;
    }
    let Some((unit, commune)) = subject else {
        total(field, source, table, vocabulary, statement);
        return;
    };
    let is_own = unit == statement.unit && commune.is_none();
    let key = Key {
        variable: field.variable.clone(),
        measure: field.measure.clone(),
        unit,
        commune,
    };
    if field.hidden {
        statement.gaps.push(Gap { key, why: Why::Hidden, source });
        return;
    }
    let refused = field.cell.as_ref().filter(|cell| seen::refused(cell.notes).is_some());
    remark(field, refused.is_some(), &source, statement);
    let level = match refused {
        // What is refused as a level is refused as a count.
        Some(_) => None,
        None => levels::read(field, eye, is_own),
    };
    match level {
        Some(Ok((measure, reading))) => {
            let key = Key { measure, ..key };
            statement.observations.push(Observation { key, reading, source });
        }
        Some(Err(why)) => statement.gaps.push(Gap { key, why, source }),
        None => read_count(key, field, source, vocabulary, statement),
    }
}

/// Notes what qualifies a figure that is counted all the same.
fn remark(field: &Field, is_refused: bool, source: &Source, statement: &mut Statement) {
    let Some(cell) = field.cell.as_ref().filter(|_| !is_refused) else { return };
    for kind in seen::counted(cell.notes) {
        statement.remarks.push(Remark {
            note: kind.note,
            shown: seen::quoted(cell),
            source: source.clone(),
        });
    }
}

fn read_count(
    key: Key,
    field: &Field,
    source: Source,
    vocabulary: &Vocabulary,
    statement: &mut Statement,
) {
    let text = field.cell.as_ref().and_then(Cell::as_text);
    let other = text.filter(|text| vocabulary.counts_another(&key.variable, text));
    let why = match quantity::count(field.cell.as_ref(), vocabulary) {
        Quantity::Count(_) if let Some(text) = other => {
            Why::Fault(Fault::OtherUnit(text.to_owned()))
        }
        Quantity::Count(count) => {
            let reading = Reading::Count(count);
            statement.observations.push(Observation { key, reading, source });
            return;
        }
        Quantity::None => {
            let reading = Reading::Nothing;
            statement.observations.push(Observation { key, reading, source });
            return;
        }
        Quantity::Blank => Why::Blank,
        Quantity::Missing => Why::Missing,
        Quantity::NotApplicable => Why::NotApplicable,
        Quantity::Fault(fault) => Why::Fault(fault),
    };
    statement.gaps.push(Gap { key, why, source });
}

fn total(
    field: &Field,
    source: Source,
    table: usize,
    vocabulary: &Vocabulary,
    statement: &mut Statement,
) {
    if field.hidden {
        return;
    }
    let value = match quantity::count(field.cell.as_ref(), vocabulary) {
        Quantity::Count(value) => value,
        // Evidence of how its column is written, and a check if it is not.
        Quantity::Fault(Fault::Ambiguous { meant, .. }) => meant,
        Quantity::None
        | Quantity::Missing
        | Quantity::NotApplicable
        | Quantity::Blank
        | Quantity::Fault(_) => return,
    };
    statement.totals.push(TotalClaim {
        variable: field.variable.clone(),
        measure: field.measure.clone(),
        value,
        source,
        table,
    });
}
