//! A second opinion on what a cell shows: where LibreOffice is installed, the
//! sample inboxes as it displays them are held against `xhht read --cells`.
//! Skipped with a word where it is not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::desk::{Desk, repository};
use crate::formats::page;
use crate::web::writers::{page_of_excel, spreadsheet_2003};

/// Tabs between cells, UTF-8, cells as shown, all sheets, one file a sheet.
const AS_SHOWN: &str =
    "csv:Text - txt - csv (StarCalc):9,34,76,1,,1066,false,false,true,false,false,-1";

#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn skipped() {
    eprintln!("LibreOffice is not installed: no second opinion.");
}

/// What LibreOffice displays of some workbooks, by the name of each file it wrote:
/// `<workbook>-<sheet>.csv`. Nothing where it is not installed.
fn displayed(desk: &Desk, workbooks: &[PathBuf]) -> Option<BTreeMap<String, String>> {
    let (out, profile) = (desk.path("shown"), desk.path("profile"));
    let ran = Command::new("soffice")
        .arg("--headless")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--convert-to", AS_SHOWN, "--outdir"])
        .arg(&out)
        .args(workbooks)
        .output();
    let Ok(ran) = ran else {
        skipped();
        return None;
    };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let files = fs::read_dir(out).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    Some(files.map(text).collect())
}

/// The cells of a table with tabs between them and quotes around texts that
/// need them, by their addresses.
fn cells(text: &str) -> BTreeMap<String, String> {
    let mut cells = BTreeMap::new();
    let (mut row, mut col, mut quoted) = (1, 0, false);
    let mut cell = String::new();
    let mut put = |row: u32, col: u32, cell: &mut String| {
        let text = std::mem::take(cell);
        if !text.trim().is_empty() {
            cells.insert(address(row, col), text);
        }
    };
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            '\t' if !quoted => {
                put(row, col, &mut cell);
                col += 1;
            }
            '\n' if !quoted => {
                put(row, col, &mut cell);
                (row, col) = (row + 1, 0);
            }
            letter => cell.push(letter),
        }
    }
    put(row, col, &mut cell);
    cells
}

fn address(row: u32, col: u32) -> String {
    let mut letters = String::new();
    let mut rest = col + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap()));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{row}")
}

/// A figure without what differs between the languages of two programs: which of
/// dot and comma stands where, and how a day is written.
fn bare(text: &str) -> String {
    text.trim().replace(',', ".").split_whitespace().collect()
}

fn is_figure(text: &str) -> bool {
    let sign = |c: char| c.is_ascii_digit() || ".,%- ".contains(c);
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(sign)
}

/// Every figure that we show otherwise than LibreOffice does, and how many were
/// compared.
fn differing(
    desk: &Desk,
    shown: &BTreeMap<String, String>,
    workbook: &Path,
) -> (Vec<String>, usize) {
    let read = desk
        .command()
        .args(["read", "--cells", "--json"])
        .arg(workbook)
        .output()
        .unwrap();
    let read: Value = serde_json::from_slice(&read.stdout).unwrap();
    let stem = workbook.file_stem().unwrap().to_str().unwrap();
    let (mut differing, mut compared) = (Vec::new(), 0);
    for sheet in read["sheets"].as_array().unwrap() {
        let name = format!("{stem}-{}.csv", sheet["name"].as_str().unwrap());
        // A sheet whose name we have decoded goes by another name there, and so does
        // the one sheet of an export.
        let alone = || {
            let own =
                |(name, _): &(&String, &String)| name.starts_with(&format!("{stem}-"));
            let mut of_file = shown.iter().filter(own).map(|(_, text)| text);
            of_file.next().filter(|_| of_file.next().is_none())
        };
        let Some(theirs) = shown.get(&name).or_else(alone).map(|text| cells(text)) else {
            continue;
        };
        for cell in sheet["cells"].as_array().unwrap() {
            let at = cell["at"].as_str().unwrap();
            let ours = cell["shown"].as_str().unwrap();
            let covered =
                cell["notes"].as_array().unwrap().iter().any(|note| note == "covered");
            let theirs = theirs.get(at).map_or("", String::as_str);
            if !is_figure(ours) || covered {
                continue;
            }
            compared += 1;
            if bare(ours) != bare(theirs) {
                differing.push(format!("{name} {at}: {ours:?}, there {theirs:?}"));
            }
        }
    }
    (differing, compared)
}

/// Lines of fields are left out: LibreOffice asks which sign sets them apart.
#[test]
fn libre_office_shows_the_figures_of_exports_as_we_do() {
    let desk = Desk::empty();
    let figures = [[1_000, 950, 900], [4_999, 4_000, 1], [7, 7, 0], [1_234, 1_200, 999]];
    let page = page(&figures, false, false);
    let mut samples = vec![
        ("trang.xls".to_owned(), page_of_excel(&page).into_bytes()),
        ("xml.xls".to_owned(), spreadsheet_2003(&page).into_bytes()),
    ];
    for name in ["2003.xls", "excel.xls", "gridview.xls"] {
        let path = repository().join("fuzz/corpus/reader").join(name);
        samples.push((name.to_owned(), fs::read(path).unwrap()));
    }
    let mut workbooks = Vec::new();
    for (name, bytes) in samples {
        desk.file(&name, &bytes);
        workbooks.push(desk.path(&name));
    }
    let Some(shown) = displayed(&desk, &workbooks) else { return };
    let (mut differing, mut compared) = (Vec::new(), 0);
    for workbook in &workbooks {
        let (odd, figures) = self::differing(&desk, &shown, workbook);
        differing.extend(odd);
        compared += figures;
    }
    // Twenty in each of the first two, six in each sample.
    assert_eq!(compared, 58, "{:?}", shown.keys());
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn libre_office_shows_the_figures_of_the_sample_inboxes_as_we_do() {
    let desk = Desk::empty();
    let folder = repository().join("inbox/2024");
    let workbooks: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            let known = [".xlsx", ".xls", ".ods"].iter().any(|end| name.ends_with(end));
            known && !name.starts_with("~$") && fs::metadata(path).unwrap().len() > 2_000
        })
        .collect();
    let Some(shown) = displayed(&desk, &workbooks) else { return };
    assert!(shown.len() > workbooks.len(), "{} of {}", shown.len(), workbooks.len());
    let (mut differing, mut compared) = (Vec::new(), 0);
    for workbook in &workbooks {
        let (odd, figures) = self::differing(&desk, &shown, workbook);
        differing.extend(odd);
        compared += figures;
    }
    assert!(compared > 2_000, "only {compared} figures");
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
