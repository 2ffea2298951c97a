//! What can be wrong with a sheet, a row or a cell: one case a code, in sheets
//! written by hand where no library would write them.

use std::io::{Cursor, Write};

use serde_json::Value;

use crate::desk::Desk;

const HEAD: &str = "\
UBND HUYỆN PÁC NẶM
Pác Nặm, ngày 10 tháng 12 năm 2024

SỐ LIỆU NĂM 2024
";

const TABLE: &str = "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt";

fn of_desk(desk: &Desk) -> Vec<Value> {
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    desk.summary(2024)["findings"].as_array().unwrap().clone()
}

fn found(name: &str, sheet: &str) -> Vec<Value> {
    let desk = Desk::empty();
    desk.workbook(name, &[("Biểu", sheet)]);
    of_desk(&desk)
}

/// The findings of a code as cell and severity.
fn of(findings: &[Value], code: &str) -> Vec<(String, String)> {
    let text =
        |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    let of_code = findings.iter().filter(|one| one["code"] == code);
    of_code.map(|one| (text(one, "cell"), text(one, "severity"))).collect()
}

#[track_caller]
fn one(findings: &[Value], code: &str, cell: &str, severity: &str) {
    let expected = [(cell.to_owned(), severity.to_owned())];
    assert_eq!(of(findings, code), expected, "{code} in {findings:#?}");
}

/// A workbook without properties: cells are XML, rows are numbered from 1.
fn by_hand(rows: &[&[&str]]) -> Vec<u8> {
    by_hand_and(rows, "")
}

/// The same with more behind the sheets of the workbook.
fn by_hand_and(rows: &[&[&str]], more: &str) -> Vec<u8> {
    let mut data = String::new();
    for (row, cells) in rows.iter().enumerate() {
        data.push_str(&format!("<row r=\"{}\">", row + 1));
        for (col, cell) in cells.iter().enumerate() {
            let at =
                format!("{}{}", char::from(b'A' + u8::try_from(col).unwrap()), row + 1);
            if let Some(raw) = cell.strip_prefix('<') {
                data.push_str(&format!("<c r=\"{at}\" {raw}"));
            } else if !cell.is_empty() {
                data.push_str(&format!(
                    "<c r=\"{at}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"
                ));
            }
        }
        data.push_str("</row>");
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let files = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Biểu\" sheetId=\"1\" r:id=\"rId1\"/></sheets>{more}</workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{main}\"><sheetData>{data}</sheetData></worksheet>"
            ),
        ),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Findings of a table of families with one more cell under "Đạt".
fn with_cell(xml: &str) -> Vec<Value> {
    with_cell_and(xml, "")
}

fn with_cell_and(xml: &str, more: &str) -> Vec<Value> {
    let desk = Desk::empty();
    let rows: [&[&str]; 7] = [
        &["UBND HUYỆN PÁC NẶM"],
        &["Pác Nặm, ngày 10 tháng 12 năm 2024"],
        &[],
        &["SỐ LIỆU NĂM 2024"],
        &["STT", "Xã", "GĐHT: Tổng số hộ", "GĐHT: Đăng ký", "GĐHT: Đạt"],
        &["1", "Xã An Thắng", "<><v>100</v></c>", "<><v>90</v></c>", "<><v>80</v></c>"],
        &["2", "Xã Bộc Bố", "<><v>100</v></c>", "<><v>90</v></c>", xml],
    ];
    let bytes = by_hand_and(&rows, more);
    desk.file("inbox/2024/a.xlsx", &bytes);
    of_desk(&desk)
}

#[test]
fn cells_without_a_count_have_a_code_each() {
    for (cell, code, severity) in [
        ("không áp dụng", "V03", "warning"),
        ("<><f>1+1</f></c>", "V04", "error"),
        ("<t=\"e\"><f>A99</f><v>#REF!</v></c>", "V05", "error"),
        ("<t=\"d\"><v>2024-12-05</v></c>", "V06", "error"),
        ("12 hộ và 3 hộ mới", "V07", "error"),
        ("1,234", "V14", "error"),
        ("<><v>2000000000</v></c>", "V15", "error"),
    ] {
        one(&with_cell(cell), code, "E7", severity);
    }
    assert!(of(&with_cell("<><v>80</v></c>"), "V07").is_empty());
}

#[test]
fn a_text_beyond_what_a_cell_holds_is_cut_and_named() {
    let findings = with_cell(&"dài ".repeat(9000));
    one(&findings, "S06", "E7", "warning");
}

#[test]
fn a_report_without_any_date_is_asked_for_one() {
    let desk = Desk::empty();
    let bytes = by_hand(&[
        &["UBND HUYỆN PÁC NẶM"],
        &["STT", "Xã", "GĐHT: Tổng số hộ", "GĐHT: Đạt"],
        &["1", "Xã An Thắng", "<><v>100</v></c>", "<><v>80</v></c>"],
    ]);
    desk.file("inbox/2024/a.xlsx", &bytes);
    one(&of_desk(&desk), "I07", "", "warning");
    let entry = &desk.summary(2024)["submissions"][0];
    assert_eq!((&entry["date"], &entry["date_from"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_hidden_row_is_named_and_not_counted() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in
        format!("{HEAD}{TABLE}\n1|Xã An Thắng|100|90|80\n2|Xã Bộc Bố|7|6|5")
            .lines()
            .enumerate()
    {
        for (col, cell) in line.split('|').enumerate() {
            let (row, col) = (u32::try_from(row).unwrap(), u16::try_from(col).unwrap());
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, col, number).unwrap(),
                Err(_) => sheet.write(row, col, cell).unwrap(),
            };
        }
    }
    sheet.set_row_hidden(6).unwrap();
    let desk = Desk::empty();
    desk.file("inbox/2024/a.xlsx", &workbook.save_to_buffer().unwrap());
    let findings = of_desk(&desk);
    // One row, one finding: its three figures are told together.
    one(&findings, "V17", "C7:E7", "warning");
    let units = desk.summary(2024)["by_unit"].as_array().unwrap().clone();
    let families = units.iter().find(|row| row["code"] == "D1").unwrap();
    assert_eq!(families["denominator"], 100);
}

#[test]
fn more_sheets_than_a_report_has_are_named() {
    let desk = Desk::empty();
    let sheet = format!("{HEAD}{TABLE}\n1|Xã An Thắng|100|90|80");
    let names: Vec<String> = (0..201).map(|at| format!("S{at}")).collect();
    let mut sheets: Vec<(&str, &str)> = vec![("Biểu", &sheet)];
    sheets.extend(names[1..].iter().map(|name| (name.as_str(), "")));
    desk.workbook("a.xlsx", &sheets);
    one(&of_desk(&desk), "S04", "", "error");
}

#[test]
fn text_of_old_fonts_and_odd_spaces_is_repaired_and_said() {
    let decomposed = "Xa\u{303} An Tha\u{306}\u{301}ng";
    let findings = found(
        "a.xlsx",
        &format!(
            "{HEAD}{TABLE}\n1|{decomposed}|100|90|80\n2|Xã\u{a0}Bộc\u{a0}Bố|100|90|80"
        ),
    );
    one(&findings, "S02", "B6", "info");
    one(&findings, "S05", "B7", "info");
    let lost = found(
        "a.xlsx",
        &format!("{HEAD}GIÁO D\u{fffd}C\n{TABLE}\n1|Xã An Thắng|100|90|80"),
    );
    one(&lost, "S03", "A5", "warning");
}

#[test]
fn whose_a_file_is_must_be_clear() {
    let table = format!("{TABLE}\n1|Xã An Thắng|100|90|80\n2|Xã Bằng Thành|100|90|80");
    let three = format!("{table}\n3|Xã Bộc Bố|100|90|80");
    one(&found("bc.xlsx", &format!("SỐ LIỆU NĂM 2024\n{table}")), "I01", "", "error");
    one(&found("bc.xlsx", "Sổ tay\nGhi chú"), "I02", "", "warning");
    let foreign = format!("UBND HUYỆN BA BỂ\n\nSỐ LIỆU NĂM 2024\n{three}");
    one(&found("bc.xlsx", &foreign), "I03", "", "error");
    let by_name = found("PacNam.xlsx", &format!("SỐ LIỆU NĂM 2024\n{table}"));
    one(&by_name, "I04", "", "warning");
    let misspelt = format!("UBND HUYỆN PẮC NẶM\n\nSỐ LIỆU NĂM 2024\n{table}");
    one(&found("bc.xlsx", &misspelt), "I06", "A1", "info");
}

#[test]
fn a_misspelt_commune_is_understood_and_said() {
    let findings = found("a.xlsx", &format!("{HEAD}{TABLE}\n1|Xã Bộc Bổ|100|90|80"));
    one(&findings, "U03", "B6", "info");
}

#[test]
fn a_header_that_means_two_things_is_not_counted() {
    let findings = found(
        "a.xlsx",
        &format!(
            "{HEAD}STT|Xã|Gia đình học tập, dòng họ học tập: Đạt|GĐHT: Tổng số hộ\n1|Xã An Thắng|80|100\n2|Xã Bộc Bố|80|100"
        ),
    );
    one(&findings, "T02", "C6:C7", "error");
}

#[test]
fn levels_and_crosses_must_be_known() {
    let findings = found(
        "a.xlsx",
        &format!(
            "{HEAD}STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt|XMC mức độ|TTHTCĐ ứng dụng CNTT\n1|Xã An Thắng|100|80|gần đạt|\n2|Xã Bộc Bố|100|80|2|"
        ),
    );
    one(&findings, "V16", "E6", "error");
    one(&findings, "V18", "F6:F7", "info");
}

#[test]
fn money_needs_a_number_a_unit_and_to_be_said_once() {
    let money = |rows: &str| {
        found("a.xlsx", &format!("{HEAD}{TABLE}\n1|Xã An Thắng|100|90|80\n\n{rows}"))
    };
    let right = money("Kinh phí thực hiện (triệu đồng)\nNgân sách nhà nước|375");
    for code in ["V10", "V11", "V12"] {
        assert!(of(&right, code).is_empty(), "{right:#?}");
    }
    let words = money("Kinh phí thực hiện (triệu đồng)\nNgân sách nhà nước|375,5,5");
    assert_eq!(of(&words, "V10").len(), 1, "{words:#?}");
    let bare = money("Ngân sách nhà nước|375");
    assert_eq!(of(&bare, "V11").len(), 1, "{bare:#?}");
    let twice = money(
        "Kinh phí thực hiện (triệu đồng)\nNgân sách nhà nước|375\nNgân sách nhà nước|357",
    );
    assert_eq!(of(&twice, "V12").len(), 1, "{twice:#?}");
}

#[test]
fn sums_of_a_part_and_tables_of_another_year_are_not_counted() {
    let rows = "1|Xã An Thắng|100|90|80\n2|Xã Bộc Bố|200|150|140";
    let findings = found(
        "a.xlsx",
        &format!("{HEAD}{TABLE}\n{rows}\n|Cộng các xã khu vực I|300|240|220"),
    );
    one(&findings, "T04", "B8", "info");
    let findings = found(
        "a.xlsx",
        &format!("{HEAD}{TABLE}\n{rows}\n\nKẾ HOẠCH NĂM 2025\n{TABLE}\n{rows}"),
    );
    assert_eq!(of(&findings, "T03").len(), 1, "{findings:#?}");
}

#[test]
fn a_result_taken_from_another_workbook_is_counted_and_said() {
    let findings = with_cell("<><f>[1]Bieu!E7</f><v>80</v></c>");
    one(&findings, "V32", "E7", "warning");
    assert!(of(&findings, "V04").is_empty());
}

#[test]
fn a_result_of_a_workbook_calculated_by_hand_is_counted_and_said() {
    let formula = "<><f>D7-10</f><v>80</v></c>";
    let findings = with_cell_and(formula, "<calcPr calcMode=\"manual\"/>");
    one(&findings, "V31", "E7", "warning");
    assert!(of(&with_cell(formula), "V31").is_empty());
    let findings = with_cell_and(formula, "<calcPr fullCalcOnLoad=\"1\"/>");
    one(&findings, "V04", "E7", "error");
}
