//! Exports made to break a reader: each is one finding, soon and in little memory.

use std::time::Duration;

use crate::desk::Desk;

/// A file, and the code of the one finding there must be about it.
type Case = (&'static str, Vec<u8>, &'static str);

const DAMAGED: &str = "F02";
const OTHER: &str = "F03";
const TOO_LARGE: &str = "F04";

/// Runs `check 2024` on an inbox of each file alone.
#[track_caller]
fn one_finding_each(cases: &[Case]) {
    for (name, bytes, code) in cases {
        let desk = Desk::empty();
        desk.file(&format!("inbox/2024/{name}"), bytes);
        let ran = desk.bounded(&["check", "2024"]);
        assert!(ran.took < Duration::from_secs(10), "{name}: {:?}", ran.took);
        assert!(ran.peak_kib < 1 << 20, "{name}: {} KiB", ran.peak_kib);
        let summary = desk.summary(2024);
        let findings = summary["findings"].as_array().unwrap().iter();
        let of_file = findings.filter(|one| one["file"] == *name);
        let codes: Vec<&str> = of_file.filter_map(|one| one["code"].as_str()).collect();
        assert_eq!(codes, [*code], "{name}");
    }
}

fn page(inner: &str) -> Vec<u8> {
    format!("<html><body>{inner}</body></html>").into_bytes()
}

fn table(inner: &str) -> Vec<u8> {
    page(&format!("<table>{inner}</table>"))
}

fn xml(inner: &str) -> Vec<u8> {
    format!("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>{inner}</Workbook>")
        .into_bytes()
}

fn sheet(rows: &str) -> Vec<u8> {
    xml(&format!("<Worksheet ss:Name='A'><Table>{rows}</Table></Worksheet>"))
}

#[test]
fn pages_that_are_too_much_of_something() {
    one_finding_each(&[
        ("rong.xls", table("<tr><td colspan=1000000000>1"), DAMAGED),
        ("cao.xls", table("<tr><td rowspan=99999999999999>1"), DAMAGED),
        ("sau.xls", page(&"<table><tr><td>".repeat(100_000)), TOO_LARGE),
        ("the.xls", table(&format!("<tr><td>{}1", "<b>".repeat(1_000_000))), TOO_LARGE),
        ("dong.xls", table(&"<tr>".repeat(2_000_000)), TOO_LARGE),
        ("o.xls", table(&"<tr><td>1<td>2<td>3<td>4".repeat(200_000)), TOO_LARGE),
        (
            "thuoc tinh.xls",
            table(&format!(
                "<tr><td {}>1",
                (0..100_000).map(|n| format!("a{n}=1 ")).collect::<String>()
            )),
            TOO_LARGE,
        ),
        (
            "trai xuong.xls",
            table(&format!(
                "<tr>{}{}",
                "<td rowspan=65000>".repeat(16_000),
                "<tr><td>x".repeat(60_000)
            )),
            TOO_LARGE,
        ),
    ]);
}

#[test]
fn pages_that_are_no_whole_table() {
    let sylk = "ID;PWXL;N;E\nC;Y1;X1;K\"Tên xã\"\nC;Y1;X2;K\"Số hộ\"\nC;Y2;X2;K5\nE\n";
    one_finding_each(&[
        ("cut.xls", b"<html><table><tr><td>1<td>2<tr><td>3".to_vec(), DAMAGED),
        ("dang nhap.xls", page("<form><input name=user></form>"), OTHER),
        (
            "kich ban.xls",
            page("<script>document.write('<table><tr><td>1</table>')</script>"),
            OTHER,
        ),
        (
            "khung.xls",
            page("<iframe src='http://a.vn/b.xls'><table><tr><td>1</table></iframe>"),
            OTHER,
        ),
        ("sylk.xls", sylk.into(), OTHER),
    ]);
}

/// What costs no more than its bytes need not be refused: nothing in it is a table of
/// ours, which is all there is to say.
#[test]
fn pages_that_only_look_expensive_are_read_soon() {
    let styles: String =
        (0..400_000).map(|n| format!(".a{n}{{mso-number-format:'0'}}\n")).collect();
    let classes = "a ".repeat(2_000_000);
    one_finding_each(&[
        (
            "kieu.xls",
            page(&format!("<style>{styles}</style><table><tr><td>1</table>")),
            "I02",
        ),
        ("lop.xls", table(&format!("<tr><td class='{classes}'>1")), "I02"),
        (
            "dong the.xls",
            table(&format!("<tr><td>{}{}1", "<i>".repeat(400), "</b>".repeat(2_000_000))),
            "I02",
        ),
        (
            "cot.xls",
            table(&format!("{}<tr><td>1", "<col span=16000>".repeat(200_000))),
            "I02",
        ),
        (
            "dinh dang.xls",
            table(&format!(
                "<tr style='mso-number-format:\"{}\"'>{}",
                "0".repeat(4_000_000),
                "<td>1<tr>".repeat(9_000)
            )),
            "I02",
        ),
    ]);
}

#[test]
fn workbooks_of_2003_that_lie() {
    let number = "<Data ss:Type='Number'>1</Data>";
    let laughs =
        "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>";
    let laughing = String::from_utf8(sheet(
        "<Row><Cell><Data ss:Type='String'>&b;</Data></Cell></Row>",
    ))
    .unwrap()
    .replace("?><Work", &format!("?>{laughs}<Work"));
    let heirs: String =
        (0..60_000).map(|n| format!("<Style ss:ID='s{n}' ss:Parent='f'/>")).collect();
    let name = "F".repeat(3_000_000);
    let heirs = format!(
        "<Styles><Style ss:ID='f'><Font ss:FontName='{name}'/><NumberFormat ss:Format='{name}'/></Style>{heirs}</Styles><Worksheet ss:Name='A'><Table><Row><Cell>{number}</Cell></Row></Table></Worksheet>"
    );
    let columns = "<Column ss:StyleID='a' ss:Span='16000'/>".repeat(100_000);
    one_finding_each(&[
        ("cuoi.xls", laughing.into_bytes(), DAMAGED),
        (
            "hai.xls",
            sheet(&format!(
                "<Row><Cell ss:Index='2'>{number}</Cell><Cell ss:Index='2'>{number}</Cell></Row>"
            )),
            DAMAGED,
        ),
        (
            "xa.xls",
            sheet(&format!("<Row ss:Index='4000000000'><Cell>{number}</Cell></Row>")),
            DAMAGED,
        ),
        (
            "kieu la.xls",
            sheet("<Row><Cell><Data ss:Type='Tiền'>1</Data></Cell></Row>"),
            DAMAGED,
        ),
        ("cut.xls", sheet(&format!("<Row><Cell>{number}")), DAMAGED),
        (
            "sau.xls",
            sheet(&format!(
                "<Row><Cell><Data ss:Type='String'>{}",
                "<B>".repeat(1_000_000)
            )),
            TOO_LARGE,
        ),
        (
            "o.xls",
            sheet(
                &"<Row><Cell><Data ss:Type='Number'>1</Data></Cell></Row>"
                    .repeat(600_000),
            ),
            TOO_LARGE,
        ),
        ("thua ke.xls", xml(&heirs), "I02"),
        ("cot.xls", sheet(&format!("{columns}<Row><Cell>{number}</Cell></Row>")), "I02"),
    ]);
}

#[test]
fn lines_and_archives_that_do_not_end() {
    let archive = |parts: &str| {
        format!("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n{parts}")
            .into_bytes()
    };
    let part = "--b\r\nContent-Type: text/html\r\n\r\n<table><tr><td>1</table>\r\n";
    one_finding_each(&[
        (
            "nhay.csv",
            format!("a;b;c\n1;\"2;3\n{}", "1;2;3\n".repeat(500)).into_bytes(),
            OTHER,
        ),
        (
            "nhay dai.csv",
            format!("a;b\n{}1;\"{}", "1;2\n".repeat(9), "1;2\n".repeat(3_000_000))
                .into_bytes(),
            DAMAGED,
        ),
        (
            "rong.csv",
            format!("a;b\n{}", format!("1{}\n", ";1".repeat(20_000)).repeat(9))
                .into_bytes(),
            DAMAGED,
        ),
        ("dai.csv", "1;2;3\n".repeat(3_000_000).into_bytes(), TOO_LARGE),
        ("phan.mht", archive(&format!("{}--b--\r\n", part.repeat(100_000))), TOO_LARGE),
        ("cut.mht", archive(part), DAMAGED),
        (
            "rong.mht",
            archive("--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"),
            OTHER,
        ),
    ]);
}
