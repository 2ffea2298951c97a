//! Recognises a workbook: whose it is, and what each of its cells means.
//!
//! In comes a [`Workbook`] of grids, out goes a [`Form`]: an identity, tables
//! of understood fields, and the words. One general recogniser reads every
//! layout by the vocabulary; what it cannot explain becomes a finding.

pub(crate) mod band;
mod day;
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
use self::identity::Identity;
use self::lexicon::Lexicon;
use self::narrative::Narrative;
use self::table::{Remark, Table};
use crate::finding::Noted;
use crate::plan::Plan;
use crate::workbook::{Visibility, Workbook};

/// A workbook, recognised.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Form {
    pub(crate) identity: Identity,
    pub(crate) tables: Vec<Table>,
    pub(crate) narrative: Narrative,
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
    let home = identity.unit.as_deref().filter(|unit| names.is_district(unit));
    let own_year = identity.year.unwrap_or(year);
    let mut form = Form::default();
    for (_, sheet) in workbook.visible_sheets() {
        let sight = Sight::new(&sheet.grid, lexicon, home, own_year);
        let mut tables = table::read(&sight, &sheet.name);
        let taken: BTreeSet<u32> = tables
            .iter()
            .flat_map(|table| table.fields.iter().map(|field| field.at.row))
            .collect();
        let words = narrative::read(&sheet.grid, &sheet.name, own_year, lexicon, &taken);
        // What states money is no riddle of a table.
        for table in &mut tables {
            table.riddles.retain(|riddle| {
                !words.money.iter().any(|money| riddle.range.contains(money.at))
            });
        }
        // What a table tells already is not told again.
        let told = |remark: &&Remark| {
            let tables = tables.iter().flat_map(|table| &table.remarks);
            tables.into_iter().any(|one| one.range.first == remark.range.first)
        };
        let remarks = words.remarks.iter().filter(|one| !told(one));
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

impl Workbook {
    /// The sheets whose content counts, with their index.
    pub(crate) fn visible_sheets(
        &self,
    ) -> impl Iterator<Item = (usize, &crate::workbook::Sheet)> {
        self.sheets
            .iter()
            .enumerate()
            .filter(|(_, sheet)| sheet.visibility == Visibility::Visible)
    }
}
