//! What a cell holds, however its XML is written.

use super::*;
use guard::opening::{self, most};

#[test]
fn a_value_is_all_the_text_of_it() {
    for cell in [
        "<c><v>1159</v></c>",
        "<c><v> 1159\n</v></c>",
        "<c><v>11<!-- x -->59</v></c>",
        "<c><v><![CDATA[1159]]></v></c>",
        "<c><v>&#49;15&#x39;</v></c>",
        "<c t='n'><v>1159.0</v></c>",
        "<c><extLst><ext><v>7</v><f>A1</f></ext></extLst><v>1159</v></c>",
        "<x:c r='A1'><x:v>1159</x:v></x:c>",
        "<c r=' &#65;1 '><v>1.159e3</v></c>",
    ] {
        assert_eq!(one(cell), Ok(Value::Number(1159.0)), "{cell}");
    }
}

#[test]
fn a_type_tells_what_a_value_is() {
    for (cell, value) in [
        ("<c t='inlineStr'><is><t>hộ</t></is></c>", text("hộ")),
        ("<c t='inlineStr'><v>hộ</v></c>", text("hộ")),
        ("<c t='inlineStr'><is><t>hộ</t></is><v>0</v></c>", text("hộ")),
        ("<c t='str'><f>A9</f><v>a_x000A_b</v></c>", text("a\nb")),
        ("<c t='b'><v>1</v></c>", Value::Bool(true)),
        ("<c t='e'><v>#SPILL!</v></c>", Value::Error("#SPILL!".to_owned())),
        ("<c t='str'><f>B1/0</f><v>#DIV/0!</v></c>", Value::Error("#DIV/0!".to_owned())),
        ("<c t='str'><v>#N/A</v></c>", text("#N/A")),
        ("<c t='d'><v>2024-12-05</v></c>", Value::Date("2024-12-05".to_owned())),
        ("<c><v>mười</v></c>", text("mười")),
        ("<c><f>1+1</f></c>", Value::Uncalculated),
        ("<c><f>1+1</f><v/></c>", Value::Uncalculated),
        ("<c><v>NaN</v></c>", Value::Error("#NUM!".to_owned())),
    ] {
        assert_eq!(one(cell), Ok(value), "{cell}");
    }
    for (cell, words) in [
        ("<c t='n'><v>mười</v></c>", "ô A1 có giá trị không phải số “mười”"),
        ("<c t='b'><v>2</v></c>", "ô A1 có giá trị đúng/sai “2”"),
        ("<c t='s'><v>3</v></c>", "ô A1 dẫn tới nội dung chữ không có"),
        ("<c t='s'><v>x</v></c>", "ô A1 dẫn tới nội dung chữ không có"),
        ("<c t='lạ'><v>3</v></c>", "ô có kiểu dữ liệu “lạ”"),
        ("<c r='7A'><v>3</v></c>", "ô có địa chỉ “7A”"),
        ("<c><v>1</v><v>2</v></c>", "ô A1 có hai nội dung"),
        ("<c><v>&tổng;</v></c>", "sheet “A”"),
    ] {
        damaged(one(cell), words);
    }
}

#[test]
fn cells_without_an_address_stand_behind_the_one_before() {
    let grid = rows(concat!(
        "<row r='2'><c><v>1</v></c><c r='D2'><v>2</v></c><c><v>3</v></c></row>",
        "<row><c r='B3'><v>4</v></c></row><row><c/><c><v>5</v></c></row>"
    ))
    .expect("well-formed");
    let found: Vec<String> = grid.cells().map(|(at, _)| at.to_string()).collect();
    assert_eq!(found, ["A2", "D2", "E2", "B3", "B4"]);
}

#[test]
fn a_cell_or_a_row_given_twice_is_damage_and_said() {
    let cell = |at: &str| format!("<c r='{at}'><v>1</v></c>");
    let row = |number: u32, cells: &str| format!("<row r='{number}'>{cells}</row>");
    let twice = row(9, &format!("{}{}{}", cell("E9"), cell("F9"), cell("E9")));
    damaged(rows(&twice), "ô E9 được ghi hai lần");
    let empty = row(9, "<c r='E9'/><c r='E9'><v>77</v></c>");
    damaged(rows(&empty), "ô E9 được ghi hai lần");
    let again = format!("{}{}{}", row(2, &cell("A2")), row(3, ""), row(2, &cell("B2")));
    damaged(rows(&again), "dòng 2 được ghi hai lần");
    damaged(rows(&row(8, &cell("E9"))), "ô E9 được ghi trong dòng 8");
    damaged(rows("<row r='0'/>"), "dòng có số thứ tự “0”");
    let unordered = format!(
        "{}{}",
        row(3, &format!("{}{}", cell("B3"), cell("A3"))),
        row(2, &cell("A2"))
    );
    assert_eq!(rows(&unordered).map(|grid| grid.cells().count()), Ok(3));
}

#[test]
fn a_cell_in_the_last_corner_costs_no_more_than_another() {
    let corner = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>";
    assert_eq!(rows(corner).map(|grid| grid.cells().count()), Ok(2));
    damaged(rows("<row><c r='XFE1'><v>1</v></c></row>"), "ngoài phạm vi");
    damaged(rows("<row r='1048577'><c><v>1</v></c></row>"), "ngoài phạm vi");
}

#[test]
fn half_a_sheet_is_no_sheet() {
    damaged(rows("<row r='1'><c r='A1'><v>1"), "ngắt giữa chừng");
    let parts = Draughtsman::new("", "", "");
    for cut in ["<worksheet>", "<worksheet><sheetData>", "<worksheet><sheetData/>"] {
        let mut parts = Draughtsman::new("", "", "");
        cut.clone_into(&mut parts.parts[0].1);
        damaged(parts.grid(), "ngắt giữa chừng");
    }
    assert_eq!(parts.grid().map(|grid| grid.cells().count()), Ok(0));
}

#[test]
fn formulas_are_kept_and_those_shared_written_out() {
    let grid = rows(concat!(
        "<row r='5'><c r='A5'><f>SUM(A1:A4)</f><v>1</v></c></row>",
        "<row><c><f t='shared' si='0' ref='A6:B6'>A1&lt;2</f><v>1</v></c>",
        "<c><f t='shared' si='0'/><v>1</v></c></row>"
    ))
    .expect("well-formed");
    let formula =
        |row, col| grid.get(Address::new(row, col)).and_then(|cell| cell.formula.clone());
    assert_eq!(formula(4, 0).as_deref(), Some("SUM(A1:A4)"));
    assert_eq!(formula(5, 0).as_deref(), Some("A1<2"));
    assert_eq!(formula(5, 1).as_deref(), Some("B1<2"));
}

#[test]
fn days_are_counted_by_the_calendar_of_the_workbook() {
    let styles = "<fonts><font/></fonts><cellXfs><xf numFmtId='14'/></cellXfs>";
    let sheet = "<sheetData><row><c s='0'><v>45443</v></c></row></sheetData>";
    let mut parts = Draughtsman::new(sheet, styles, "");
    let day = |parts: &Draughtsman| {
        let grid = parts.grid().expect("well-formed");
        grid.get(Address::new(0, 0)).map(|cell| cell.value.clone())
    };
    assert_eq!(day(&parts), Some(Value::Date("2024-05-31".to_owned())));
    "<workbookPr date1904='1'/>".clone_into(&mut parts.tail);
    assert_eq!(day(&parts), Some(Value::Date("2028-06-01".to_owned())));
}

#[test]
fn every_sample_workbook_is_read_as_calamine_reads_it() {
    use calamine::Reader as _;
    let inboxes = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../inbox");
    let mut compared = 0;
    for path in workbooks_below(&inboxes) {
        let bytes = opening::read_linked(&path, most::SUBMISSION);
        let bytes = bytes.expect("a sample can be read");
        let Ok(ours) = read(bytes.clone()) else { continue };
        let Ok(mut theirs) = calamine::Xlsx::new(std::io::Cursor::new(bytes)) else {
            continue;
        };
        for sheet in &ours.sheets {
            let mut cells = theirs.worksheet_cells_reader(&sheet.name).expect("a sheet");
            let mut draft_of_theirs = Vec::new();
            while let Ok(Some(cell)) = cells.next_cell() {
                let at = Address::new(cell.get_position().0, cell.get_position().1);
                draft_of_theirs
                    .extend(of_calamine(cell.get_value()).map(|value| (at, value)));
            }
            for (at, value) in draft_of_theirs {
                let blank = matches!(&value, Value::Text(text) if text.trim().is_empty());
                let mine = sheet.grid.get(at).or_else(|| sheet.grid.covered_at(at));
                let same = match (mine.map(|cell| &cell.value), &value) {
                    // Texts are cleaned afterwards, whoever read them.
                    (Some(Value::Text(mine)), Value::Text(theirs)) => {
                        mine == theirs.trim() || !sheet.repairs.is_empty()
                    }
                    (mine, theirs) => blank || mine == Some(theirs),
                };
                assert!(same, "{}: {at}: {mine:?}, {value:?}", path.display());
                compared += 1;
            }
        }
    }
    assert!(compared > 10_000, "{compared} cells");
}

fn workbooks_below(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(workbooks_below(&path));
        } else if path.extension().is_some_and(|end| end == "xlsx") {
            found.push(path);
        }
    }
    found
}

/// What a cell holds that calamine read; nothing for a blank.
fn of_calamine(data: &calamine::DataRef<'_>) -> Option<Value> {
    use calamine::DataRef;
    Some(match data {
        DataRef::Int(number) => Value::Number(*number as f64),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::String(text) => Value::Text(text.clone()),
        DataRef::SharedString(text) => Value::Text((*text).to_owned()),
        DataRef::Bool(truth) => Value::Bool(*truth),
        DataRef::DateTime(date) => crate::read::dates::value_of(date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Value::Date(text.clone())
        }
        DataRef::Error(error) => Value::Error(error.to_string()),
        DataRef::Empty => return None,
    })
}

#[test]
fn a_second_table_of_rows_must_not_win_in_silence() {
    let table = |row: u32| {
        format!("<sheetData><row r='{row}'><c r='A{row}'><v>1</v></c></row></sheetData>")
    };
    let of = |row| Draughtsman::new(&(table(12) + &table(row)), "", "").grid();
    damaged(of(12), "dòng 12 được ghi hai lần");
    assert_eq!(of(3).map(|grid| grid.cells().count()), Ok(2));
}

#[test]
fn of_versions_the_one_that_excel_shows_is_read() {
    let versions = |needs: &str, one: &str, other: &str| {
        format!(
            "<mc:AlternateContent><mc:Choice Requires='{needs}'>{one}</mc:Choice>\
             <mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>"
        )
    };
    let cell = |number: u32| format!("<c r='A1'><v>{number}</v></c>");
    let (one, other) = (cell(7), cell(1159));
    let row = |cells: &str| format!("<row r='1'>{cells}</row>");
    for (needs, number) in [("zz", 1159.0), ("x14ac", 7.0)] {
        assert_eq!(one_cell(&row(&versions(needs, &one, &other))), Value::Number(number));
        let rows = versions(needs, &row(&one), &row(&other));
        assert_eq!(one_cell(&rows), Value::Number(number));
    }
}

fn one_cell(cells: &str) -> Value {
    let grid = rows(cells).expect("well-formed");
    let mut cells = grid.cells().map(|(_, cell)| cell.value.clone());
    cells.next().expect("one cell")
}

#[test]
fn a_result_that_reads_as_an_error_is_one() {
    for error in ["#DIV/0!", "#REF!", "#SPILL!", "#CALC!", "Err:508"] {
        let cell = format!("<c t='str'><f>A9</f><v>{error}</v></c>");
        assert_eq!(one(&cell), Ok(Value::Error(error.to_owned())));
    }
    assert_eq!(one("<c t='str'><f>A9</f><v>Err: 508</v></c>"), Ok(text("Err: 508")));
}

#[test]
fn a_region_told_from_below_covers_as_well() {
    let table = "<sheetData><row r='11'><c r='Q11'><v>1</v></c></row><row r='12'><c r='Q12'><v>2</v></c></row></sheetData>";
    for told in ["Q11:Q12", "Q12:Q11", "$Q$11:$Q$12"] {
        let sheet = format!("{table}<mergeCells><mergeCell ref='{told}'/></mergeCells>");
        let grid = Draughtsman::new(&sheet, "", "").grid().expect("well-formed");
        assert_eq!(grid.covered().count(), 1, "{told}");
    }
}
