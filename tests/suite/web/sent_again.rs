//! What an office is told about an export, and that the `.xlsx` it sends for it takes
//! its place in everything.

use std::collections::BTreeSet;

use xhht::stages::pdf_text;

use crate::desk::Desk;

/// A report in which more households achieved than there are, at D6.
const GRID: &str = "UBND HUYỆN PÁC NẶM|||
SỐ LIỆU NĂM 2024|||
Pác Nặm, ngày 10 tháng 12 năm 2024|||
|||
STT|Tên xã|Tổng số hộ|Gia đình học tập: số đạt
1|Xã An Thắng|1000|1900
2|Xã Bộc Bố|1300|1200";

fn exported() -> Vec<u8> {
    let line = |line: &str| format!("<tr><td>{}</tr>", line.replace('|', "<td>"));
    let rows: String = GRID.lines().map(line).collect();
    format!("<meta charset=utf-8><table>{rows}</table>").into_bytes()
}

/// The names of the marked copies.
fn copies(desk: &Desk) -> BTreeSet<String> {
    let entries = std::fs::read_dir(desk.path("out/2024/phieu")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.ends_with(".pdf")).collect()
}

fn slip(desk: &Desk) -> String {
    let pages = pdf_text(desk.bytes("out/2024/phieu/pac-nam.pdf")).unwrap();
    pages.concat().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_slip_of_an_export_says_to_save_it_as_xlsx() {
    for name in ["pac nam.xls", "pac nam.xlsx", "pac nam.html"] {
        let desk = Desk::empty();
        desk.file(&format!("inbox/2024/{name}"), &exported());
        desk.run(["check", "2024"]);
        assert_eq!(copies(&desk), BTreeSet::new(), "{name}");
        let slip = slip(&desk);
        assert!(
            slip.contains("mở bằng Excel, lưu lại thành .xlsx rồi gửi tệp .xlsx"),
            "{name}: {slip}"
        );
    }
}

#[test]
fn an_xlsx_of_the_same_content_takes_the_place_of_an_export_in_everything() {
    // Before the export in the walk, and after it.
    for (export, workbook) in [
        ("pac nam.xls", "pac nam (2).xlsx"),
        ("pac nam.xls", "pac nam.xlsx"),
        ("a.csv.xls", "pac nam.xlsx"),
        ("pac nam.xlsx", "pac nam_moi.xlsx"),
    ] {
        let desk = Desk::empty();
        desk.file(&format!("inbox/2024/{export}"), &exported());
        desk.workbook(workbook, &[("Sheet1", GRID)]);
        desk.run(["check", "2024"]);
        let summary = desk.summary(2024);
        let status = |file: &str| {
            let entries = summary["submissions"].as_array().unwrap().iter();
            let of_file = |one: &&serde_json::Value| one["file"] == file;
            entries.clone().find(of_file).unwrap()["status"].as_str().unwrap().to_owned()
        };
        assert_eq!(status(export), "superseded", "{export}, {workbook}");
        assert!(status(workbook).starts_with("accepted"), "{export}, {workbook}");
        assert_eq!(
            copies(&desk),
            BTreeSet::from([format!("pac-nam-{workbook}")]),
            "{export}, {workbook}"
        );
        assert!(!slip(&desk).contains("lưu lại thành .xlsx"), "{export}, {workbook}");
    }
}
