//! What calamine's cell stream leaves out of an `.xlsx` sheet: formulas, hidden
//! rows and columns, merged regions, and errors newer than calamine.

use std::collections::BTreeMap;

use calamine::expand_shared_formula;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::limits;
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use crate::place::{Address, CellRange};

/// The rest of a sheet, beside its values.
#[derive(Debug, Default)]
pub(super) struct Extras {
    pub(super) merged: Vec<CellRange>,
    pub(super) hidden_rows: Vec<u32>,
    pub(super) hidden_cols: Vec<u32>,
    formulas: BTreeMap<Address, String>,
    errors: BTreeMap<Address, String>,
}

impl Extras {
    pub(super) fn formula(&self, at: Address) -> Option<&str> {
        self.formulas.get(&at).map(String::as_str)
    }

    /// Cells whose error calamine does not know, `#SPILL!` for one.
    pub(super) fn strange_errors(&self) -> impl Iterator<Item = (Address, &str)> {
        let known = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];
        let errors = self.errors.iter().map(|(at, error)| (*at, error.as_str()));
        errors.filter(move |(_, error)| !known.contains(error))
    }
}

/// Walks the sheet once more. Positions follow calamine's rules: a row or cell
/// without a reference stands after the one before it.
pub(super) fn scan(xml: &str) -> Result<Extras, Unreadable> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let mut walk = Walk::new();
    loop {
        let event = reader.read_event().map_err(|_| {
            Unreadable::damaged("nội dung trang tính không đúng cú pháp XML")
        })?;
        match event {
            Event::Start(element) => walk.enter(&element),
            Event::End(element) => walk.leave(element.local_name().as_ref()),
            Event::Text(text) if walk.inside != Inside::Nothing => {
                walk.text.push_str(&text.xml10_content());
            }
            Event::GeneralRef(entity) if walk.inside != Inside::Nothing => {
                walk.refer(&entity);
            }
            Event::Eof => return Ok(walk.extras),
            _ => (),
        }
    }
}

#[derive(Debug, Default, PartialEq)]
enum Inside {
    #[default]
    Nothing,
    Formula,
    ErrorValue,
}

/// The master of a shared formula and where it stands.
struct Shared {
    formula: String,
    at: Address,
}

struct Walk {
    extras: Extras,
    row: u32,
    at: Address,
    next_col: u32,
    is_error: bool,
    inside: Inside,
    text: String,
    shared_id: Option<String>,
    shared: BTreeMap<String, Shared>,
    /// `<col>` elements met; each costs up to a row of columns.
    cols_met: u32,
    expanded: usize,
}

impl Walk {
    fn new() -> Self {
        Self {
            extras: Extras::default(),
            row: 0,
            at: Address::new(0, 0),
            next_col: 0,
            is_error: false,
            inside: Inside::Nothing,
            text: String::new(),
            shared_id: None,
            shared: BTreeMap::new(),
            cols_met: 0,
            expanded: 0,
        }
    }

    fn enter(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "row" => self.enter_row(element),
            "c" => self.enter_cell(element),
            "f" => {
                self.inside = Inside::Formula;
                self.text.clear();
                let shared = attribute(element, "t").is_some_and(|kind| kind == "shared");
                self.shared_id = shared.then(|| attribute(element, "si")).flatten();
            }
            "v" if self.is_error => {
                self.inside = Inside::ErrorValue;
                self.text.clear();
            }
            "col" => self.enter_col(element),
            "mergeCell" if self.extras.merged.len() < limits::MERGES => {
                let region = attribute(element, "ref").and_then(|text| range(&text));
                self.extras.merged.extend(region);
            }
            _ => (),
        }
    }

    fn enter_row(&mut self, element: &BytesStart<'_>) {
        if let Some(row) = attribute(element, "r").and_then(|row| row.parse::<u32>().ok())
        {
            self.row = row.saturating_sub(1);
        }
        let hidden = &mut self.extras.hidden_rows;
        if is_true(attribute(element, "hidden")) && hidden.last() != Some(&self.row) {
            hidden.push(self.row);
        }
    }

    fn enter_cell(&mut self, element: &BytesStart<'_>) {
        let (mut place, mut is_error) = (None, false);
        for attribute in element.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => place = address(&attribute.value),
                "t" => is_error = &*attribute.value == "e",
                _ => (),
            }
        }
        self.at = place.unwrap_or(Address::new(self.row, self.next_col));
        self.next_col = self.at.col.saturating_add(1);
        self.is_error = is_error;
    }

    fn enter_col(&mut self, element: &BytesStart<'_>) {
        self.cols_met += 1;
        if self.cols_met > limits::COLUMNS || !is_true(attribute(element, "hidden")) {
            return;
        }
        let of =
            |name| attribute(element, name).and_then(|text| text.parse::<u32>().ok());
        if let (Some(first @ 1..), Some(last)) = (of("min"), of("max")) {
            let hidden = &mut self.extras.hidden_cols;
            // Ranges of one sheet do not overlap; those that do are ignored.
            let next = hidden.last().map_or(0, |col| col + 1);
            hidden.extend((first - 1).max(next)..last.min(limits::COLUMNS));
        }
    }

    fn leave(&mut self, name: &str) {
        match name {
            "row" => {
                self.row = self.row.saturating_add(1);
                self.next_col = 0;
            }
            "f" if self.inside == Inside::Formula => {
                self.inside = Inside::Nothing;
                let formula = self.whole_formula();
                self.extras.formulas.insert(self.at, formula);
            }
            "v" if self.inside == Inside::ErrorValue => {
                self.inside = Inside::Nothing;
                self.extras.errors.insert(self.at, std::mem::take(&mut self.text));
            }
            _ => (),
        }
    }

    /// The text of the formula just read; what Excel shares is written out.
    fn whole_formula(&mut self) -> String {
        let formula = std::mem::take(&mut self.text);
        let Some(id) = self.shared_id.take() else { return formula };
        if !formula.is_empty() {
            self.shared.insert(id, Shared { formula: formula.clone(), at: self.at });
            return formula;
        }
        let Some(master) = self.shared.get(&id) else { return formula };
        self.expanded += master.formula.len();
        if self.expanded > limits::FORMULA_BYTES {
            return formula;
        }
        let (from, to) = (master.at, self.at);
        expand_shared_formula(&master.formula, (from.row, from.col), (to.row, to.col))
            .unwrap_or_default()
    }

    fn refer(&mut self, entity: &quick_xml::events::BytesRef<'_>) {
        let name: &str = entity;
        if let Some(text) = quick_xml::escape::resolve_xml_entity(name) {
            self.text.push_str(text);
        } else if let Ok(Some(letter)) = entity.resolve_char_ref() {
            self.text.push(letter);
        }
    }
}

fn is_true(value: Option<String>) -> bool {
    value.is_some_and(|value| value == "1" || value == "true")
}

/// `B7:D9`, or `B7` alone.
fn range(text: &str) -> Option<CellRange> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Some(CellRange { first: address(first)?, last: address(last)? })
}

/// `B7`, counted from 0; nothing where it is no reference.
pub(super) fn address(text: &str) -> Option<Address> {
    let text = text.as_bytes();
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if !(1..=3).contains(&letters) || !(1..=7).contains(&(text.len() - letters)) {
        return None;
    }
    let col = text[..letters].iter().fold(0, |col, letter| {
        col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let mut row = 0;
    for digit in &text[letters..] {
        row = row * 10 + digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
    }
    Some(Address::new(row.checked_sub(1)?, col - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_letters_then_digits() {
        assert_eq!(address("XFD1048576"), Some(Address::new(1_048_575, 16_383)));
        assert_eq!(address("b7"), Some(Address::new(6, 1)));
        for wrong in ["", "7", "B", "B0", "B7x", "ABCD1", "A12345678", "Đ1"] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_walk_finds_what_is_hidden_merged_and_computed() {
        let extras = scan(concat!(
            "<worksheet><cols><col min='2' max='3' hidden='1'/></cols><sheetData>",
            "<row r='5' hidden='1'><c r='A5'><f>SUM(A1:A4)</f></c><c t='e'><v>#SPILL!</v></c></row>",
            "<row><c><f t='shared' si='0' ref='A6:B6'>A1&lt;2</f><v>1</v></c>",
            "<c><f t='shared' si='0'/><v>1</v></c></row>",
            "</sheetData><mergeCells><mergeCell ref='A1:C2'/></mergeCells></worksheet>"
        ))
        .expect("well-formed");
        assert_eq!(extras.hidden_rows, [4]);
        assert_eq!(extras.hidden_cols, [1, 2]);
        assert_eq!(extras.merged[0].to_string(), "A1:C2");
        assert_eq!(extras.formula(Address::new(4, 0)), Some("SUM(A1:A4)"));
        assert_eq!(extras.formula(Address::new(5, 0)), Some("A1<2"));
        assert_eq!(extras.formula(Address::new(5, 1)), Some("B1<2"));
        let strange: Vec<_> = extras.strange_errors().collect();
        assert_eq!(strange, [(Address::new(4, 1), "#SPILL!")]);
    }
}
