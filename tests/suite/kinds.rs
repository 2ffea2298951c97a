//! What hides, changes or qualifies a figure is noted in every format that can
//! express it: one page with a case a kind, written in each format.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::desk::Desk;
use crate::forge::{self, Content, Look, Page};

const WHITE: [u8; 3] = [255; 3];
const BLUE: [u8; 3] = [0, 0, 255];

/// What is noted at each cell, and what it shows.
type Seen = BTreeMap<String, (String, Vec<String>)>;

fn seen(name: &str, bytes: &[u8]) -> Seen {
    let desk = Desk::empty();
    desk.file(&format!("inbox/2024/{name}"), bytes);
    let file = desk.path(&format!("inbox/2024/{name}"));
    let ran = desk.run(["read", "--cells", "--json", file.to_str().unwrap()]);
    let told: Value = serde_json::from_str(&ran.stdout)
        .unwrap_or_else(|_| panic!("{name}: {}{}", ran.stdout, ran.stderr));
    let cells = told["sheets"][0]["cells"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let notes = |one: &Value| one["notes"].as_array().unwrap().iter().map(text).collect();
    cells
        .iter()
        .map(|one| (text(&one["at"]), (text(&one["shown"]), notes(one))))
        .collect()
}

/// The same page in every format.
fn all(page: &Page) -> [(&'static str, Seen); 5] {
    [
        ("a.xlsx", forge::xlsx_of(page)),
        ("a.xls", forge::xls(page, 0x0600)),
        ("b.xls", forge::xls(page, 0x0500)),
        ("a.xlsb", forge::xlsb(page)),
        ("a.ods", forge::ods_of(page)),
    ]
    .map(|(name, bytes)| (name, seen(name, &bytes)))
}

/// A page of one column, and what is expected of each cell.
struct Cases {
    page: Page,
    expected: Vec<(String, String, Vec<&'static str>)>,
}

impl Cases {
    fn new() -> Self {
        Self { page: Page::default(), expected: Vec::new() }
    }

    fn case(
        &mut self,
        content: Content,
        look: Look,
        shown: &str,
        notes: &[&'static str],
    ) {
        let row = u32::try_from(self.expected.len()).unwrap();
        self.page.cells.push((row, 0, content));
        self.page.looks.push((row, 0, look));
        let at = format!("A{}", row + 1);
        self.expected.push((at, shown.to_owned(), notes.to_vec()));
    }

    fn number(
        &mut self,
        number: f64,
        code: &'static str,
        shown: &str,
        note: &'static str,
    ) {
        let look = Look { format: Some(code), ..Look::default() };
        self.case(Content::Number(number), look, shown, &[note]);
    }

    #[track_caller]
    fn hold_in(&self, formats: &[(&str, Seen)]) {
        for (name, seen) in formats {
            for (at, shown, notes) in &self.expected {
                let notes: Vec<String> =
                    notes.iter().map(|note| (*note).to_owned()).collect();
                assert_eq!(seen.get(at), Some(&(shown.clone(), notes)), "{name} {at}");
            }
        }
    }
}

#[test]
fn a_number_format_that_changes_a_number_is_noted_in_every_format() {
    let mut cases = Cases::new();
    cases.number(1.0, "0%", "100%", "percent");
    cases.number(35.0, "0\"%\"", "35%", "literal");
    cases.number(9.0, "0\"00\"", "900", "literal");
    cases.number(1.0, "0.000", "1,000", "decimals");
    cases.number(1_159_000.0, "#,##0,", "1.159", "scaled");
    cases.number(5.0, ";;;", "", "blank-format");
    cases.number(5.0, "\"so lieu\"", "so lieu", "words");
    cases.case(Content::Percent(0.8439), Look::default(), "84,39%", &["percent"]);
    cases.case(Content::Number(1159.0), Look::default(), "1159", &[]);
    cases.hold_in(&all(&cases.page));
}

#[test]
fn a_day_is_noted_in_every_format_that_keeps_it_as_a_number() {
    let mut cases = Cases::new();
    cases.number(45_443.0, "dd/mm/yyyy", "31/05/2024", "date");
    let [xlsx, xls, old, xlsb, _] = all(&cases.page);
    cases.hold_in(&[xlsx, xls, old, xlsb]);
}

#[test]
fn letters_struck_through_raised_or_unseen_are_noted_in_every_format() {
    let (struck, raised) = (
        Look { struck: true, ..Look::default() },
        Look { raised: true, ..Look::default() },
    );
    let ink = |ink, ground| Look { ink: Some(ink), ground, ..Look::default() };
    let rich = |parts: &[(&str, Look)]| {
        Content::Rich(
            parts.iter().map(|(text, look)| ((*text).to_owned(), *look)).collect(),
        )
    };
    let plain = Look::default();
    let mut cases = Cases::new();
    cases.case(Content::Number(1159.0), struck, "1159", &["struck"]);
    cases.case(rich(&[("1", struck), ("159", plain)]), plain, "1159", &["partly-struck"]);
    cases.case(rich(&[("115", plain), ("2", raised)]), plain, "1152", &["superscript"]);
    cases.case(Content::Number(7.0), ink(WHITE, None), "7", &["invisible-ink"]);
    cases.case(Content::Number(7.0), ink(BLUE, Some(BLUE)), "7", &["invisible-ink"]);
    cases.case(Content::Number(7.0), ink(WHITE, Some(BLUE)), "7", &[]);
    cases.case(
        rich(&[("80", plain), ("1", ink(WHITE, None))]),
        plain,
        "801",
        &["invisible-ink"],
    );
    cases.case(Content::Text("115 2".to_owned()), plain, "115 2", &["two-numbers"]);
    cases.hold_in(&all(&cases.page));
}

#[test]
fn what_is_hidden_narrow_or_covered_is_noted_in_every_format() {
    let mut page = Page::default();
    for row in 0..6 {
        page.cells.push((row, 0, Content::Number(12_119.0)));
    }
    for col in 1..5 {
        page.cells.push((0, col, Content::Number(12_119.0)));
    }
    page.hidden_rows = vec![1];
    page.flat_rows = vec![2];
    page.filtered_rows = vec![4];
    page.hidden_cols = vec![1];
    page.flat_cols = vec![2];
    page.widths = vec![(3, 3), (4, 9)];
    for (name, seen) in all(&page) {
        let notes = |at: &str| seen[at].1.join(" ");
        assert_eq!(notes("A1"), "", "{name}");
        assert_eq!(
            notes("A2"),
            if name.ends_with(".xls") { "hidden-row filtered" } else { "hidden-row" },
            "{name}"
        );
        assert!(notes("A3").starts_with("hidden-row"), "{name}");
        assert_eq!(notes("A5"), "hidden-row filtered", "{name}");
        assert_eq!(notes("B1"), "hidden-column", "{name}");
        assert_eq!(notes("C1"), "hidden-column", "{name}");
        assert_eq!(notes("D1"), "overflow", "{name}");
        assert_eq!(notes("E1"), "", "{name}");
    }
}

#[test]
fn a_cell_beneath_a_merged_region_is_noted_in_every_format_that_merges() {
    let page = Page {
        cells: vec![(0, 0, Content::Number(700.0)), (1, 0, Content::Number(800.0))],
        merged: vec![[0, 0, 1, 0]],
        ..Page::default()
    };
    for (name, seen) in all(&page) {
        let covered = name != "b.xls" && seen["A2"].1 == ["covered"];
        assert!(covered || name == "b.xls", "{name}: {:?}", seen["A2"]);
        assert_eq!(seen["A1"].1, [""; 0], "{name}");
    }
}

#[test]
fn errors_and_links_are_noted_in_every_format() {
    let mut cases = Cases::new();
    let plain = Look::default();
    cases.case(Content::Error, plain, "#DIV/0!", &["error"]);
    cases.case(Content::Outside(7.0), plain, "7", &["external-link"]);
    cases.case(Content::Formula(7.0), plain, "7", &[]);
    let [_, xls, old, xlsb, ods] = all(&cases.page);
    cases.hold_in(&[xls, old, xlsb, ods]);
}

#[test]
fn calculation_by_hand_is_noted_at_formulas_in_every_format() {
    let mut page = Page { by_hand: true, ..Page::default() };
    page.cells = vec![(0, 0, Content::Number(7.0)), (1, 0, Content::Formula(7.0))];
    for (name, seen) in all(&page).into_iter().filter(|(name, _)| *name != "a.xlsx") {
        assert_eq!(seen["A1"].1, [""; 0], "{name}");
        assert_eq!(seen["A2"].1, ["manual-calculation"], "{name}");
    }
}
