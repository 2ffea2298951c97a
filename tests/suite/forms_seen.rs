//! Every kind of cell that hides, changes or qualifies its figure, in our own forms:
//! one form is filled in, one cell of it damaged, a case a kind. Its figure is what a
//! person reads, or there is a finding at the cell; never neither.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::desk::Desk;
use crate::filling::{self, Value as Written};

/// The table of families, and the cell at stake: what Cao Thượng achieved.
const SHEET: &str = "D1 Gia đình học tập";
const PART: &str = "xl/worksheets/sheet2.xml";
const STYLES: &str = "xl/styles.xml";
const COMMUNE: &str = "Xã Cao Thượng";

type Parts = BTreeMap<String, String>;

/// A form of Ba Bể with 200 families, 90 registered, 80 achieved in each commune,
/// and where the result of one of them stands.
struct Filled {
    form: Vec<u8>,
    cell: String,
}

impl Filled {
    fn new() -> Self {
        let desk = Desk::empty();
        assert_eq!(desk.run(["forms", "2024"]).code, 0);
        let blank = desk.bytes("out/2024/bieu-mau/XHHT-2024-ba-be.xlsx");
        let mut values = Vec::new();
        let mut cell = None;
        for spot in filling::spots(&blank) {
            let number = match (spot.sheet.as_str(), spot.head.as_str()) {
                (SHEET, "Số đạt") => 80,
                (SHEET, "Số đăng ký") => 90,
                (SHEET, _) => 200,
                // 9 December 2024.
                ("Hướng dẫn", _) => 45_635,
                _ => continue,
            };
            if (spot.sheet.as_str(), spot.head.as_str()) == (SHEET, "Số đạt")
                && spot.label == COMMUNE
            {
                cell = Some(spot.cell.clone());
            }
            values.push((spot.sheet, spot.cell, Written::Number(number)));
        }
        let form = filling::filled(&blank, &values);
        // As Excel leaves it: nothing is left to be calculated.
        let form = filling::rewritten(&form, |_, text| {
            text.replace(" fullCalcOnLoad=\"1\"", "")
        });
        Self { form, cell: cell.expect("the commune stands in the form") }
    }

    fn row(&self) -> u32 {
        self.cell.trim_start_matches(|c: char| c.is_alphabetic()).parse().unwrap()
    }

    fn col(&self) -> &str {
        self.cell.trim_end_matches(|c: char| c.is_ascii_digit())
    }

    /// The form with its parts changed; the count of the commune, and the codes said
    /// at its cell.
    fn read(&self, change: impl FnOnce(&mut Parts)) -> (Option<i64>, Vec<String>) {
        let mut parts: Parts = filling::parts(&self.form).into_iter().collect();
        change(&mut parts);
        let changed = filling::rewritten(&self.form, |name, _| parts[name].clone());
        let desk = Desk::empty();
        desk.file("inbox/2024/ba be.xlsx", &changed);
        desk.run(["check", "2024"]);
        let summary = desk.summary(2024);
        let list = |name: &str| summary[name].as_array().unwrap().clone();
        let count = list("by_commune")
            .into_iter()
            .find(|row| row["code"] == "D1" && row["commune"] == COMMUNE)
            .and_then(|row| row["numerator"].as_i64());
        let (row, col) = (self.row(), self.col());
        let at_stake = |finding: &Value| {
            let at = finding["cell"].as_str().unwrap_or_default();
            let of_sheet = finding["sheet"] == SHEET || at.is_empty();
            of_sheet && covers(at, col, row) && finding["severity"] != "info"
        };
        let said = list("findings").into_iter().filter(at_stake);
        let said = said.map(|one| one["code"].as_str().unwrap().to_owned()).collect();
        (count, said)
    }
}

/// Whether a range covers a cell of a column of one letter.
fn covers(range: &str, col: &str, row: u32) -> bool {
    let corner = |text: &str| {
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        Some((text[..digits].to_owned(), text[digits..].parse::<u32>().ok()?))
    };
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    let (Some(first), Some(last)) = (corner(first), corner(last)) else { return false };
    (first.0.as_str()..=last.0.as_str()).contains(&col)
        && (first.1..=last.1).contains(&row)
}

/// What stands in the cell at stake, rewritten; `{s}` is its style.
fn cell(filled: &Filled, parts: &mut Parts, content: &str) {
    let sheet = parts.get_mut(PART).unwrap();
    let start = sheet.find(&format!("<c r=\"{}\"", filled.cell)).unwrap();
    let end = start + sheet[start..].find("</c>").unwrap() + 4;
    let style = sheet[start..end].split(" s=\"").nth(1).unwrap();
    let style = style.split('"').next().unwrap().to_owned();
    let content = content.replace("{s}", &style).replace("{at}", &filled.cell);
    sheet.replace_range(start..end, &content);
}

/// A style of its own for the cell at stake: as it is, with a number format or a
/// font in the place of its own.
fn styled(filled: &Filled, parts: &mut Parts, format: Option<&str>, font: Option<&str>) {
    let styles = parts.get_mut(STYLES).unwrap();
    let of = |styles: &str, list: &str| styles.matches(list).count();
    let mut changed = "numFmtId=\"165\" fontId=\"5\"".to_owned();
    if let Some(code) = format {
        let format =
            format!("<numFmt numFmtId=\"300\" formatCode=\"{code}\"/></numFmts>");
        *styles = styles.replace("</numFmts>", &format);
        changed = changed.replace("165", "300");
    }
    if let Some(font) = font {
        let fonts = styles.split("</fonts>").next().unwrap().to_owned();
        let number = of(&fonts, "<font>");
        *styles = styles.replace("</fonts>", &format!("<font>{font}</font></fonts>"));
        changed = changed.replace("fontId=\"5\"", &format!("fontId=\"{number}\""));
    }
    let (before, cells) = styles.split_once("<cellXfs").unwrap();
    let (cells, after) = cells.split_once("</cellXfs>").unwrap();
    let index = of(cells, "<xf ");
    let xf = format!("<xf {changed} fillId=\"3\" borderId=\"1\" xfId=\"0\"/>");
    *styles = format!("{before}<cellXfs{cells}{xf}</cellXfs>{after}");
    let sheet = parts.get_mut(PART).unwrap();
    let start = sheet.find(&format!("<c r=\"{}\"", filled.cell)).unwrap();
    let rest = sheet.split_off(start);
    let (head, tail) = rest.split_once(" s=\"").unwrap();
    let (_, tail) = tail.split_once('"').unwrap();
    sheet.push_str(&format!("{head} s=\"{index}\"{tail}"));
}

fn within(parts: &mut Parts, part: &str, from: &str, to: &str) {
    let text = parts.get_mut(part).unwrap();
    assert!(text.contains(from), "{part}: {from}");
    *text = text.replacen(from, to, 1);
}

const NUMBER: &str = "<c r=\"{at}\" s=\"{s}\"><v>80</v></c>";
const FONT: &str = "<sz val=\"11\"/><name val=\"Times New Roman\"/>";
const RAISED: &str = concat!(
    "<c r=\"{at}\" s=\"{s}\" t=\"inlineStr\"><is><r><t>80</t></r>",
    "<r><rPr><vertAlign val=\"superscript\"/></rPr><t>2</t></r></is></c>"
);
const HALF_STRUCK: &str = concat!(
    "<c r=\"{at}\" s=\"{s}\" t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>15</t></r>",
    "<r><t>80</t></r></is></c>"
);

#[test]
fn a_filled_form_is_read_without_a_word_about_its_cell() {
    let filled = Filled::new();
    assert_eq!(filled.read(|_| ()), (Some(80), vec![]));
    let shown =
        |parts: &mut Parts| styled(&filled, parts, Some("#,##0&quot; hộ&quot;"), None);
    assert_eq!(filled.read(shown), (Some(80), vec![]));
}

/// Number formats, each with the number stored under it.
#[test]
fn what_a_format_makes_of_a_figure_of_a_form_is_found() {
    let filled = Filled::new();
    for (number, code, expected) in [
        ("80", ";;;", "V23"),
        ("80", "[White]0", "V23"),
        ("0.8", "0%", "V28"),
        ("80", "0&quot;%&quot;", "V29"),
        ("8", "0&quot;0&quot;", "V29"),
        ("80000", "#,##0,", "V29"),
        ("80", "0.000", "V29"),
        ("80", "&quot;chưa có&quot;", "V29"),
        ("80", "dd/mm/yyyy", "V06"),
        ("80", "[h]:mm", "V06"),
    ] {
        let came = filled.read(|parts| {
            cell(&filled, parts, &NUMBER.replace("80", number));
            styled(&filled, parts, Some(code), None);
        });
        assert_eq!(came, (None, vec![expected.to_owned()]), "{code}");
    }
    let as_text = "<c r=\"{at}\" s=\"{s}\" t=\"inlineStr\"><is><t>80</t></is></c>";
    let came = filled.read(|parts| {
        cell(&filled, parts, as_text);
        styled(&filled, parts, Some("@&quot;00&quot;"), None);
    });
    assert_eq!(came, (None, vec!["V29".to_owned()]));
}

/// Fonts: struck through, of the colour of the ground, too small to read.
#[test]
fn letters_of_a_form_that_nobody_sees_or_that_are_struck_are_found() {
    let filled = Filled::new();
    for (font, expected) in [
        ("<strike/>", "V24"),
        ("<color rgb=\"FFFFFFFF\"/>", "V23"),
        ("<color theme=\"0\"/>", "V23"),
        ("<color theme=\"0\" tint=\"-0.04\"/>", "V23"),
        ("<color rgb=\"FFFFF8DC\"/>", "V23"),
    ] {
        let font = format!("{font}{FONT}");
        let came = filled.read(|parts| styled(&filled, parts, None, Some(&font)));
        assert_eq!(came, (None, vec![expected.to_owned()]), "{font}");
    }
    let tiny = FONT.replace("11", "1");
    let came = filled.read(|parts| styled(&filled, parts, None, Some(&tiny)));
    assert_eq!(came, (None, vec!["V23".to_owned()]));
}

/// What stands in the cell in the place of a plain number.
#[test]
fn what_is_no_plain_number_in_a_form_is_read_as_shown_or_found() {
    let filled = Filled::new();
    let text = |words: &str| {
        format!("<c r=\"{{at}}\" s=\"{{s}}\" t=\"inlineStr\"><is><t>{words}</t></is></c>")
    };
    let formula = |inner: &str| format!("<c r=\"{{at}}\" s=\"{{s}}\">{inner}</c>");
    let error = "<c r=\"{at}\" s=\"{s}\" t=\"e\"><v>#DIV/0!</v></c>";
    for (content, count, expected) in [
        (text("80"), Some(80), None),
        (text("tám mươi"), None, Some("V07")),
        (text("khoảng 80"), None, Some("V13")),
        (text("80&#10;2"), None, Some("V30")),
        (text("80 2"), None, Some("V30")),
        (text("&#x202E;08"), None, Some("V33")),
        (text("80%"), None, Some("V07")),
        (text("#DIV/0!"), None, Some("V07")),
        (RAISED.to_owned(), Some(80), Some("V26")),
        (HALF_STRUCK.to_owned(), Some(80), Some("V25")),
        (error.to_owned(), None, Some("V05")),
        (formula("<f>40+40</f>"), None, Some("V04")),
        (formula("<f>40+40</f><v>80</v>"), Some(80), None),
        (formula("<f>[1]Sheet1!A1</f><v>80</v>"), Some(80), Some("V32")),
    ] {
        let came = filled.read(|parts| cell(&filled, parts, &content));
        let expected = expected.map(str::to_owned).into_iter().collect();
        assert_eq!(came, (count, expected), "{content}");
    }
}

/// What the workbook says of when its formulas are calculated.
#[test]
fn results_in_a_form_that_may_be_old_are_found() {
    let filled = Filled::new();
    let formula = "<c r=\"{at}\" s=\"{s}\"><f>40+40</f><v>80</v></c>";
    for (told, count, expected) in [
        ("calcMode=\"manual\"", Some(80), "V31"),
        ("fullCalcOnLoad=\"1\"", None, "V04"),
        ("forceFullCalc=\"1\"", None, "V04"),
        ("calcCompleted=\"0\"", None, "V04"),
    ] {
        let came = filled.read(|parts| {
            cell(&filled, parts, formula);
            within(parts, "xl/workbook.xml", "<calcPr ", &format!("<calcPr {told} "));
        });
        assert_eq!(came, (count, vec![expected.to_owned()]), "{told}");
    }
}

/// Rows, columns and sheets of a form, and what a window leaves out.
#[test]
fn what_a_form_does_not_show_is_found() {
    let filled = Filled::new();
    let row = format!("<row r=\"{}\"", filled.row());
    let number = u32::from(filled.col().as_bytes()[0] - b'A') + 1;
    let alone =
        |rest: &str| format!("<cols><col min=\"{number}\" max=\"{number}\" {rest}/>");
    let merged = |first: u32, last: u32| {
        let col = filled.col();
        format!("<mergeCell ref=\"{col}{first}:{col}{last}\"/></mergeCells>")
    };
    let at = filled.row();
    let narrow = format!(
        "<col min=\"{number}\" max=\"{number}\" width=\"1\"/><col min=\"{}\"",
        number + 1
    );
    let filter = format!(
        "</sheetData><autoFilter ref=\"A6:{}21\"><filterColumn colId=\"0\"><filters>\
         <filter val=\"1\"/></filters></filterColumn></autoFilter>",
        filled.col()
    );
    let cases: [(&str, String, String, &str); 6] = [
        ("row hidden", row.clone(), format!("{row} hidden=\"1\""), "V17"),
        (
            "row of no height",
            row.clone(),
            format!("{row} ht=\"0\" customHeight=\"1\""),
            "V17",
        ),
        ("column hidden", "<cols>".to_owned(), alone("width=\"9\" hidden=\"1\""), "V17"),
        ("column of no width", "<cols>".to_owned(), alone("width=\"0\""), "V17"),
        ("column too narrow", "<col min=\"3\"".to_owned(), narrow, "V27"),
        ("merged over", "</mergeCells>".to_owned(), merged(at - 1, at), "T08"),
    ];
    for (name, from, to, expected) in cases {
        let (count, said) = filled.read(|parts| within(parts, PART, &from, &to));
        assert_eq!(count, None, "{name}");
        assert!(said.iter().any(|code| code == expected), "{name}: {said:?}");
    }
    let (count, said) = filled.read(|parts| {
        within(parts, PART, &row, &format!("{row} hidden=\"1\""));
        within(parts, PART, "</sheetData>", &filter);
    });
    assert_eq!((count, said), (None, vec!["V17".to_owned()]));
    let (count, said) = filled.read(|parts| {
        cell(&filled, parts, &NUMBER.replace("80", "0"));
        within(parts, PART, "<sheetView ", "<sheetView showZeros=\"0\" ");
    });
    assert_eq!((count, said), (None, vec!["V01".to_owned()]), "a zero that is not shown");
}

#[test]
fn a_hidden_sheet_of_a_form_is_not_counted_and_said() {
    let filled = Filled::new();
    let mut parts: Parts = filling::parts(&filled.form).into_iter().collect();
    let named = format!("<sheet name=\"{SHEET}\"");
    within(&mut parts, "xl/workbook.xml", &named, &format!("{named} state=\"hidden\""));
    let changed = filling::rewritten(&filled.form, |name, _| parts[name].clone());
    let desk = Desk::empty();
    desk.file("inbox/2024/ba be.xlsx", &changed);
    desk.run(["check", "2024"]);
    let summary = desk.summary(2024);
    let of_code = |code: &str| {
        let all = summary["findings"].as_array().unwrap().iter();
        all.filter(|one| one["code"] == code).count()
    };
    let counted = summary["by_commune"].as_array().unwrap().iter();
    assert_eq!(counted.filter(|row| row["code"] == "D1").count(), 0);
    assert!(of_code("S01") > 0, "{:#}", summary["findings"]);
}
