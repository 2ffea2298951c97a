//! Files that are meant to break something, or are broken.

use super::*;

const ROWS: &str = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";

fn refused(parts: &Parts) -> Unmarkable {
    mark(&zipped(parts), &[error("A1")]).expect_err("it cannot be marked")
}

#[test]
fn what_is_no_xlsx_is_named_so() {
    let refused = |bytes: &[u8]| mark(bytes, &[error("A1")]).expect_err("no .xlsx");
    for other in [&b""[..], b"PDF", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 an old .xls"] {
        assert_eq!(refused(other), Unmarkable::NotXlsx);
    }
    let name: Vec<u8> =
        "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...."[..], &name].concat();
    assert_eq!(refused(&locked), Unmarkable::Encrypted);
    let one = |name: &str| zipped(&vec![(name.to_owned(), String::new())]);
    for other in ["a.txt", "mimetype", "content.xml"] {
        assert_eq!(refused(&one(other)), Unmarkable::NotXlsx);
    }
    let mut binary = book(&sheet(ROWS, ""));
    binary.push(("xl/workbook.bin".to_owned(), String::new()));
    assert_eq!(refused(&zipped(&binary)), Unmarkable::NotXlsx);
}

#[test]
fn every_reason_is_said_in_vietnamese() {
    let reasons = [
        Unmarkable::NotXlsx,
        Unmarkable::Encrypted,
        Unmarkable::Signed,
        Unmarkable::TooLarge("quá 20 MB"),
        Unmarkable::damaged("thiếu phần"),
    ];
    for reason in reasons {
        assert!(reason.to_string().contains("đánh dấu"), "{reason}");
    }
}

#[test]
fn a_signature_is_not_broken() {
    let mut parts = book(&sheet(ROWS, ""));
    parts.push(("_xmlsignatures/sig1.xml".to_owned(), String::new()));
    assert_eq!(refused(&parts), Unmarkable::Signed);
}

#[test]
fn a_file_cut_anywhere_is_refused_and_nothing_panics() {
    let whole = zipped(&book(&sheet(ROWS, "")));
    for end in 0..whole.len() {
        assert!(mark(&whole[..end], &[error("A1")]).is_err(), "cut at {end}");
    }
}

#[test]
fn a_byte_turned_anywhere_gives_a_copy_or_a_reason() {
    let whole = zipped(&book(&sheet(ROWS, "")));
    for place in (0..whole.len()).step_by(3) {
        let mut turned = whole.clone();
        turned[place] ^= 0x55;
        let outcome = mark_trusting(&turned, &[error("A1")]);
        if let Ok(copy) = outcome {
            assert!(ZipArchive::new(Cursor::new(copy)).is_ok());
        }
    }
}

#[test]
fn broken_sheets_are_refused() {
    let whole = sheet(ROWS, "");
    let broken = [
        whole.replace("</sheetData>", ""),
        whole.replace("<worksheet", "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet"),
        whole.replace("worksheet", "chartsheet"),
        whole.replace("sheetData", "data"),
        whole.replace("<row r=\"1\">", "<row r=\"4000000000\">"),
        "<a>".repeat(100_000),
        String::new(),
    ];
    for text in broken {
        let refused = refused(&book(&text));
        assert!(matches!(refused, Unmarkable::Damaged(_)), "{refused}");
    }
}

#[test]
fn odd_references_are_no_places() {
    let rows = "<row r=\"1\" spans=\"x\"><c r=\"\" s=\"-1\"/><c r=\"A99999999\" s=\"99999999999\"/>\
         <c r=\"ZZZZ1\" s=\"7\"/></row>";
    let after = "<mergeCells><mergeCell ref=\"B9:A1\"/><mergeCell ref=\"A1:\"/><mergeCell/></mergeCells>";
    let parts = book(&sheet(rows, after));
    let marks: Vec<Mark> = ["A1", "B1", "C1", "XFD1048576"].map(error).into();
    let mut marks = marks;
    marks.push(Mark {
        range: CellRange {
            first: Address::new(u32::MAX, u32::MAX),
            last: Address::new(0, 0),
        },
        ..error("A1")
    });
    let copy = mark(&zipped(&parts), &marks).expect("it can be marked");
    let now = unzipped(&copy);
    assert!(
        sheet_of(&now).contains("<c r=\"XFD1048576\" s=\"2\"/>"),
        "{}",
        sheet_of(&now)
    );
}

#[test]
fn a_bomb_is_not_unpacked() {
    let spaces = " ".repeat(21 << 20);
    let bomb = sheet(ROWS, "").replace("<sheetData>", &format!("<sheetData>{spaces}"));
    let refused = refused(&book(&bomb));
    assert!(matches!(refused, Unmarkable::TooLarge(_)), "{refused}");
    // What is not looked into may be as large as it likes.
    let mut parts = book(&sheet(ROWS, ""));
    parts.push(("xl/media/image1.png".to_owned(), spaces));
    assert!(mark(&zipped(&parts), &[error("A1")]).is_ok());
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let mut parts = book(&sheet(ROWS, ""));
    parts.push(("XL/workbook.xml".to_owned(), String::new()));
    assert!(matches!(refused(&parts), Unmarkable::Damaged(_)));
}

#[test]
fn lost_parts_are_refused() {
    for lost in 0..6 {
        let mut parts = book(&sheet(ROWS, "<legacyDrawing r:id=\"rId5\"/>"));
        parts.remove(lost);
        mark(&zipped(&parts), &[error("A1")]).expect_err("a part is lost");
    }
}

#[test]
fn ten_thousand_marks_cost_no_more_than_ten_times_a_thousand() {
    let rows: String = (1..=20_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>"))
        .collect();
    let bytes = zipped(&book(&sheet(&rows, "")));
    let cost = |count: u32| {
        let marks: Vec<Mark> = (0..count)
            .map(|row| Mark {
                range: Address::new(2 * row, row % 2).into(),
                ..error("A1")
            })
            .collect();
        let start = std::time::Instant::now();
        let copy = mark(&bytes, &marks).expect("it can be marked");
        (start.elapsed(), copy)
    };
    let (small, _) = cost(1_000);
    let (large, copy) = cost(10_000);
    assert!(large < 20 * small, "{small:?}, {large:?}");
    let comments = unzipped(&copy);
    let comments = part(&comments, "xl/comments1.xml").matches("<comment ").count();
    assert_eq!(comments, 10_000);
}
