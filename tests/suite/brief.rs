//! The Director's summary: what it says, and that it never takes a second page.

use crate::desk::Desk;

/// Pages of a PDF whose page tree is one node.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let tree = text.find("/Type/Pages").expect("a page tree");
    let count = text[tree..].split("/Count ").nth(1).expect("a count of pages");
    let digits: String = count.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

#[track_caller]
fn one_page(desk: &Desk, year: i16) {
    let ended = desk.run(["report", &year.to_string()]);
    assert!(ended.code <= 1, "{}", ended.stderr);
    assert_eq!(pages(&desk.bytes(&format!("out/{year}/tom-tat.pdf"))), 1);
}

#[test]
fn an_ordinary_year_takes_one_page() {
    one_page(&Desk::of_year(2024), 2024);
}

#[test]
fn everything_missing_takes_one_page() {
    let desk = Desk::empty();
    desk.file("inbox/2024/hong.xlsx", b"no workbook");
    one_page(&desk, 2024);
}

#[test]
fn very_long_words_of_offices_take_one_page() {
    let desk = Desk::empty();
    let long = "Một đơn vị không ai biết tên dài ".repeat(40);
    let tight = "x".repeat(900);
    let mut grid = String::from(
        "SỐ LIỆU NĂM 2024\nSTT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt\n",
    );
    for row in 0..40 {
        let name = if row % 2 == 0 { &long } else { &tight };
        grid.push_str(&format!("{row}|{name} {row}|nhiều|-5|1,234\n"));
    }
    let sheet = "Một sheet có tên dài hết mức rồi";
    let name = &sheet.chars().take(31).collect::<String>();
    for file in 0..6 {
        let head = ["BA BỂ", "NA RÌ", "PÁC NẶM", "CHỢ MỚI", "CHỢ ĐỒN", "NGÂN SƠN"][file];
        let grid = format!("UBND HUYỆN {head}\n{grid}");
        let file = format!("{file} {}.xlsx", "=tên tệp rất dài ".repeat(8).trim());
        desk.workbook(&file, &[(name, &grid)]);
    }
    one_page(&desk, 2024);
}
