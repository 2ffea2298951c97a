//! What was printed in a report already issued, held against what is printed
//! now: which figures changed, from which cells they came then and now.
//!
//! A printed figure is an object with a text and a reference, wherever it stands
//! in the data of a template, so no chapter has to know of this.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::reference::{Part, Reference};
use crate::finding::figures;

/// The sign behind a figure that was issued otherwise.
pub(crate) const REISSUED: &str = "(r)";

/// The texts of figures by their reference: one figure may be printed in several
/// ways ("4", "4/8").
pub(crate) type Printed = BTreeMap<String, BTreeSet<String>>;

/// The texts of paragraphs by their key.
pub(crate) type Passages = BTreeMap<String, String>;

/// A line of `nguon-so-lieu.csv`: the cell of a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    indicator: String,
    unit: String,
    reference: String,
    value: String,
    pub(crate) file: String,
    pub(crate) sheet: String,
    pub(crate) cell: String,
}

/// One thing that is printed otherwise now, with all its figures that are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Changed {
    /// Code of the indicator or `budget`; the unit, unless it is the province;
    /// slug of the commune.
    pub(crate) indicator: String,
    pub(crate) unit: Option<String>,
    pub(crate) commune: Option<String>,
    /// Part, text then, text now; nothing where it was or is not printed.
    pub(crate) figures: Vec<(Part, Option<String>, Option<String>)>,
    /// Cells that made it up then and no longer do, and the other way round.
    pub(crate) then: Vec<Cell>,
    pub(crate) now: Vec<Cell>,
}

/// The figures printed by a template's data.
pub(crate) fn printed(data: &Value) -> Printed {
    let mut found = Printed::new();
    collect(data, &mut found);
    found
}

fn collect(value: &Value, found: &mut Printed) {
    match value {
        Value::Object(fields) => {
            if let Some((reference, text)) = figure(fields) {
                let text = text.trim_end_matches(REISSUED).trim_end();
                found.entry(reference.to_owned()).or_default().insert(text.to_owned());
            }
            fields.values().for_each(|value| collect(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The paragraphs printed by a template's data, without our sign.
pub(crate) fn passages(data: &Value) -> Passages {
    let mut found = Passages::new();
    collect_passages(data, &mut found);
    found
}

fn collect_passages(value: &Value, found: &mut Passages) {
    match value {
        Value::Object(fields) => {
            if let Some((key, text)) = passage(fields) {
                let sign = format!(" {REISSUED}");
                found.insert(key.to_owned(), text.replace(&sign, ""));
            }
            fields.values().for_each(|value| collect_passages(value, found));
        }
        Value::Array(values) => {
            values.iter().for_each(|value| collect_passages(value, found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn passage(fields: &serde_json::Map<String, Value>) -> Option<(&str, &str)> {
    Some((fields.get("key")?.as_str()?, fields.get("text")?.as_str()?))
}

/// A sentence with the sign at its end, before the stop.
fn signed(text: &str) -> String {
    let end = text.trim_end_matches(['.', ';', ':']).len();
    format!("{} {REISSUED}{}", &text[..end], &text[end..])
}

fn figure(fields: &serde_json::Map<String, Value>) -> Option<(&str, &str)> {
    Some((fields.get("ref")?.as_str()?, fields.get("text")?.as_str()?))
}

/// The document with a sign behind every figure that was not issued so, and behind
/// every sentence that was issued with other figures.
pub(crate) fn marked<D: Serialize + DeserializeOwned>(
    document: D,
    issued: &Printed,
    said: &Passages,
) -> D {
    let mut data = serde_json::to_value(document).expect("plain structs serialise");
    // Of several texts under one reference (levels) only those that are new.
    let differs = |reference: &str, text: &str| {
        issued.get(reference).is_none_or(|then| !then.contains(text))
    };
    mark(&mut data, &differs);
    let other = |key: &str, text: &str| {
        said.get(key).is_some_and(|then| figures(then) != figures(text))
    };
    sign(&mut data, &other);
    serde_json::from_value(data).expect("what was a document is one")
}

fn mark(value: &mut Value, differs: &impl Fn(&str, &str) -> bool) {
    match value {
        Value::Object(fields) => {
            let changed =
                figure(fields).is_some_and(|(reference, text)| differs(reference, text));
            if let Some(Value::String(text)) = fields.get_mut("text").filter(|_| changed)
            {
                text.push(' ');
                text.push_str(REISSUED);
            }
            fields.values_mut().for_each(|value| mark(value, differs));
        }
        Value::Array(values) => {
            values.iter_mut().for_each(|value| mark(value, differs));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn sign(value: &mut Value, other: &impl Fn(&str, &str) -> bool) {
    match value {
        Value::Object(fields) => {
            let changed = passage(fields).is_some_and(|(key, text)| other(key, text));
            if let Some(Value::String(text)) = fields.get_mut("text").filter(|_| changed)
            {
                *text = signed(text);
            }
            fields.values_mut().for_each(|value| sign(value, other));
        }
        Value::Array(values) => {
            values.iter_mut().for_each(|value| sign(value, other));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The cells of a list of sources; lines that are none are passed over.
pub(crate) fn cells(csv: &[u8]) -> BTreeSet<Cell> {
    let mut reader = csv::Reader::from_reader(csv);
    let records = reader.records().filter_map(Result::ok);
    records
        .filter_map(|record| {
            let field = |index: usize| record.get(index).map(str::to_owned);
            Some(Cell {
                indicator: field(0)?,
                unit: field(1)?,
                value: field(4)?,
                file: field(5)?,
                sheet: field(6)?,
                cell: field(7)?,
                reference: field(8)?,
            })
        })
        .collect()
}

/// What is printed otherwise now: the province first, then units, then communes.
pub(crate) fn changes(
    then: &Printed,
    now: &Printed,
    cells_then: &BTreeSet<Cell>,
    cells_now: &BTreeSet<Cell>,
) -> Vec<Changed> {
    let all: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let mut changed: Vec<Changed> = Vec::new();
    for reference in all {
        let (old, new) = (then.get(reference), now.get(reference));
        let Some(of) = Reference::parse(reference).filter(|_| old != new) else {
            continue;
        };
        let figure = (of.part, old.map(said), new.map(said));
        let same = |one: &&mut Changed| {
            one.indicator == of.indicator
                && one.unit == of.unit
                && one.commune == of.commune
        };
        match changed.iter_mut().find(same) {
            Some(one) => one.figures.push(figure),
            None => changed.push(Changed {
                then: made_up(&of, cells_then, cells_now),
                now: made_up(&of, cells_now, cells_then),
                indicator: of.indicator,
                unit: of.unit,
                commune: of.commune,
                figures: vec![figure],
            }),
        }
    }
    let depth = |one: &Changed| (one.unit.is_some(), one.commune.is_some());
    changed.sort_by_key(depth);
    changed
}

/// "75", where "75/108" is printed too; "4; 7" of levels.
fn said(texts: &BTreeSet<String>) -> String {
    let repeats = |text: &&String| {
        text.split_once('/').is_none_or(|(first, _)| !texts.contains(first))
    };
    texts.iter().filter(repeats).map(String::as_str).collect::<Vec<_>>().join("; ")
}

/// The cells of a figure that the other list does not have.
fn made_up(of: &Reference, cells: &BTreeSet<Cell>, others: &BTreeSet<Cell>) -> Vec<Cell> {
    let belongs = |cell: &&Cell| {
        let within = Reference::parse(&cell.reference);
        cell.indicator == of.indicator
            && of.unit.as_ref().is_none_or(|unit| cell.unit == *unit)
            && of.commune.as_ref().is_none_or(|commune| {
                within.as_ref().and_then(|within| within.commune.as_ref())
                    == Some(commune)
            })
    };
    cells.difference(others).filter(belongs).cloned().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const HEADER: &str =
        "indicator,unit,commune,measure,value,file,sheet,cell,reference\n";

    fn document(ba_be: &str, province: &str) -> Value {
        json!({"rows": [
            {"text": ba_be, "ref": "D1.ba-be.n"},
            {"text": "9", "ref": "D1.na-ri.n"},
            {"text": province, "ref": "D1.tinh.n"},
            {"text": "không phải số liệu"},
        ]})
    }

    #[test]
    fn a_changed_figure_is_told_with_the_cells_of_then_and_now() {
        let (then, now) = (printed(&document("5", "14")), printed(&document("6", "15")));
        let line = |value: u32, file: &str, cell: &str| {
            format!("{HEADER}D1,ba-be,,achieved,{value},{file},Biểu,{cell},D1.ba-be.n\n")
        };
        let [old, new] = [line(5, "cũ.xlsx", "C7"), line(6, "mới.xlsx", "C8")];
        let found = changes(&then, &now, &cells(old.as_bytes()), &cells(new.as_bytes()));
        let units: Vec<_> = found.iter().map(|one| one.unit.as_deref()).collect();
        assert_eq!(units, [None, Some("ba-be")]);
        let figure = (Part::Numerator, Some("5".to_owned()), Some("6".to_owned()));
        assert_eq!(found[1].figures, [figure]);
        assert_eq!((found[1].then[0].cell.as_str()), "C7");
        assert_eq!((found[1].now[0].file.as_str()), "mới.xlsx");
        // The province's sum has the same cause.
        assert_eq!(found[0].now, found[1].now);
    }

    #[test]
    fn a_sentence_with_other_figures_is_marked_and_one_in_other_words_is_not() {
        let said = |first: &str, second: &str| json!([{"key": "results.D1", "text": first}, {"key": "closing", "text": second}]);
        let issued = said("Đạt 84,79%, vượt 4,79.", "Trên đây là báo cáo năm 2024");
        let now = said("Đạt 84,82%, vượt 4,82.", "Trên đây là kết quả năm 2024");
        let marked = marked(now, &Printed::new(), &passages(&issued));
        let expected = said("Đạt 84,82%, vượt 4,82 (r).", "Trên đây là kết quả năm 2024");
        assert_eq!(marked, expected);
        assert_eq!(passages(&marked)["results.D1"], "Đạt 84,82%, vượt 4,82.");
    }

    #[test]
    fn of_several_texts_of_one_figure_only_the_new_ones_are_marked() {
        let levels = |first: &str, second: &str| json!([{"text": first, "ref": "D5.ba-be.l"}, {"text": second, "ref": "D5.ba-be.l"}]);
        let marked =
            marked(levels("7", "5"), &printed(&levels("8", "5")), &Passages::new());
        assert_eq!(marked, levels("7 (r)", "5"));
    }

    #[test]
    fn only_figures_that_were_issued_otherwise_are_marked() {
        let issued = printed(&document("5", "14"));
        let marked = marked(document("6", "14"), &issued, &Passages::new());
        assert_eq!(marked["rows"][0]["text"], "6 (r)");
        assert_eq!(marked["rows"][2]["text"], "14");
        // The sign is no part of the figure when the next run compares.
        let again = printed(&marked);
        assert!(again["D1.ba-be.n"].contains("6"), "{again:?}");
        let mut fewer = issued;
        fewer.remove("D1.ba-be.n");
        // A unit that reported only afterwards.
        let new = super::marked(document("6", "14"), &fewer, &Passages::new());
        assert_eq!(new["rows"][0]["text"], "6 (r)");
    }
}
