//! Recognises a workbook: whose it is, and what each of its cells means.
//!
//! In comes a [`Workbook`] of grids, out goes a [`Form`]: an identity, tables
//! of understood fields, and the words. One general recogniser reads every
//! layout by the vocabulary; what it cannot explain becomes a finding.

pub(crate) mod band;
pub(crate) mod day;
mod extent;
pub(crate) mod ground;
pub(crate) mod identity;
pub(crate) mod label;
pub(crate) mod lexicon;
pub(crate) mod money;
pub(crate) mod names;
pub(crate) mod narrative;
mod notes;
pub(crate) mod period;
pub(crate) mod stamp;
pub(crate) mod title;

pub(crate) use self::notes::shorten;
pub(crate) mod table;

use std::collections::BTreeSet;

use self::band::Sight;
use self::extent::{Beyond, Extent};
use self::identity::Identity;
use self::lexicon::Lexicon;
use self::narrative::Narrative;
use self::table::{Remark, Table};
use crate::finding::Noted;
use crate::place::Address;
use crate::plan::Plan;
use spreadsheet::Workbook;

/// A workbook, recognised.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Form {
    pub(crate) identity: Identity,
    pub(crate) tables: Vec<Table>,
    pub(crate) narrative: Narrative,
    /// What was too much to be understood.
    pub(crate) beyond: Vec<Beyond>,
    /// Notes at money, with their sheets.
    pub(crate) remarks: Vec<(String, Remark)>,
}

impl Form {
    /// Whether there is anything of ours in it.
    pub(crate) fn is_report(&self) -> bool {
        let fields = self.tables.iter().any(|table| !table.fields.is_empty());
        fields || !self.narrative.paragraphs.is_empty()
    }

    /// Whether it would be a report, if it were of this year.
    pub(crate) fn is_set_aside(&self) -> bool {
        let set_aside =
            |table: &Table| table.aside.is_some() || !table.elsewhen.is_empty();
        !self.is_report() && self.tables.iter().any(set_aside)
    }
}

/// Recognises one workbook; `file` is its path below the year's inbox and
/// `year` the year of that inbox.
pub(crate) fn recognise(
    workbook: &Workbook,
    file: &str,
    year: i16,
    plan: &Plan,
    lexicon: &Lexicon<'_>,
) -> Noted<Form> {
    let identity = identity::read(workbook, file, year, lexicon);
    let lexicon = lexicon.of_sender(identity.unit.as_deref());
    let names = &lexicon.names;
    names.begin();
    let home = identity.unit.as_deref().filter(|unit| names.is_district(unit));
    let own_year = identity.year.unwrap_or(year);
    let mut form = Form::default();
    let mut extent = Extent::default();
    for (_, sheet) in workbook.visible_sheets() {
        if let Some(beyond) = extent.of_grid(&sheet.grid, &sheet.name) {
            form.beyond.push(beyond);
            continue;
        }
        let sight = Sight::new(&sheet.grid, lexicon, home, own_year);
        let mut tables = table::read(&sight, &sheet.name);
        let taken: BTreeSet<u32> = tables
            .iter()
            .flat_map(|table| table.fields.iter().map(|field| field.at.row))
            .collect();
        let mut words =
            narrative::read(&sheet.grid, &sheet.name, own_year, lexicon, &taken);
        if let Some(beyond) = extent.of_sheet(&form, &tables, &words, &sheet.name) {
            form.beyond.push(beyond);
            continue;
        }
        // What states money is no riddle of a table.
        let money: Vec<Address> = words.money.iter().map(|money| money.at).collect();
        for table in tables.iter_mut().filter(|_| !money.is_empty()) {
            table
                .riddles
                .retain(|riddle| !money.iter().any(|at| riddle.range.contains(*at)));
        }
        let cut = extent.of_words(&form, &mut words, &sheet.name);
        form.beyond.extend(cut);
        // What a table tells already is not told again.
        let told: BTreeSet<Address> = tables
            .iter()
            .flat_map(|table| &table.remarks)
            .map(|remark| remark.range.first)
            .collect();
        let remarks = words.remarks.iter().filter(|one| !told.contains(&one.range.first));
        let remarks = remarks.map(|one| (sheet.name.clone(), one.clone()));
        form.remarks.extend(remarks);
        form.tables.extend(tables);
        form.narrative.paragraphs.extend(words.paragraphs);
        form.narrative.money.extend(words.money);
        form.narrative.commendations.extend(words.commendations);
    }
    form.identity = identity;
    let findings = notes::findings(workbook, &form, file, year, plan, names);
    Noted::new(form, findings)
}
