//! Writes one grid as systems of the web do.

use std::fmt::Write;

use crate::forge::{Content, Page};

/// The columns and rows that a page fills.
fn size(page: &Page) -> (u32, u32) {
    let rows = page.cells.iter().map(|(row, ..)| row + 1).max().unwrap_or(0);
    let merged = page.merged.iter().map(|region| region[3] + 1).max().unwrap_or(0);
    let cols = page.cells.iter().map(|(_, col, _)| col + 1).max().unwrap_or(0);
    (rows, cols.max(merged))
}

fn content(page: &Page, row: u32, col: u32) -> Option<&Content> {
    let at = |(r, c, _): &&(u32, u32, Content)| (*r, *c) == (row, col);
    page.cells.iter().find(at).map(|(.., content)| content)
}

/// As Excel itself saves a page: `x:num`, formats as classes, hidden rows.
pub(crate) fn page_of_excel(page: &Page) -> String {
    let (rows, cols) = size(page);
    let mut html = String::from(
        "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta charset=utf-8>\
         <style>.p{mso-number-format:\"0\\.00%\"}</style>\
         <!--[if gte mso 9]><xml><x:ExcelWorksheet><x:Name>A</x:Name></x:ExcelWorksheet></xml><![endif]-->\
         </head><body><table>",
    );
    for col in 0..cols {
        let style =
            if page.hidden_cols.contains(&col) { " style='display:none'" } else { "" };
        write!(html, "<col{style}>").unwrap();
    }
    for row in 0..rows {
        let style =
            if page.hidden_rows.contains(&row) { " style='display:none'" } else { "" };
        write!(html, "<tr{style}>").unwrap();
        for col in 0..cols {
            let around = page.merged.iter().find(|[top, left, bottom, right]| {
                (*top..=*bottom).contains(&row) && (*left..=*right).contains(&col)
            });
            let mut spans = String::new();
            if let Some([top, left, bottom, right]) = around {
                if (row, col) != (*top, *left) {
                    continue;
                }
                spans =
                    format!(" rowspan={} colspan={}", bottom - top + 1, right - left + 1);
            }
            match content(page, row, col) {
                None => write!(html, "<td{spans}></td>"),
                Some(Content::Text(text)) => write!(html, "<td{spans}>{text}</td>"),
                Some(Content::Number(number)) => {
                    write!(html, "<td{spans} x:num>{number}</td>")
                }
                Some(Content::Percent(share)) => {
                    let shown = format!("{:.2}%", share * 100.0).replace('.', ",");
                    write!(html, "<td{spans} class=p x:num=\"{share}\">{shown}</td>")
                }
                Some(other) => panic!("no page has {other:?}"),
            }
            .unwrap();
        }
        html.push_str("</tr>\n");
    }
    html + "</table></body></html>"
}

/// XML Spreadsheet 2003, rows and cells named by their index.
pub(crate) fn spreadsheet_2003(page: &Page) -> String {
    let (rows, cols) = size(page);
    let mut xml = String::from(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles>\
         <Style ss:ID=\"Default\"/><Style ss:ID=\"p\"><NumberFormat ss:Format=\"Percent\"/></Style>\
         </Styles><Worksheet ss:Name=\"A\"><Table>",
    );
    for col in &page.hidden_cols {
        write!(xml, "<Column ss:Index=\"{}\" ss:Hidden=\"1\"/>", col + 1).unwrap();
    }
    for row in 0..rows {
        let hidden =
            if page.hidden_rows.contains(&row) { " ss:Hidden=\"1\"" } else { "" };
        write!(xml, "<Row ss:Index=\"{}\"{hidden}>", row + 1).unwrap();
        for col in 0..cols {
            let Some(content) = content(page, row, col) else { continue };
            let merged = page.merged.iter().find(|region| region[..2] == [row, col]);
            let merged = merged.map(|[top, left, bottom, right]| {
                format!(
                    " ss:MergeDown=\"{}\" ss:MergeAcross=\"{}\"",
                    bottom - top,
                    right - left
                )
            });
            let (style, data) = match content {
                Content::Text(text) => ("", format!("\"String\">{text}")),
                Content::Number(number) => ("", format!("\"Number\">{number}")),
                Content::Percent(share) => {
                    (" ss:StyleID=\"p\"", format!("\"Number\">{share}"))
                }
                other => panic!("not written: {other:?}"),
            };
            let merged = merged.unwrap_or_default();
            write!(
                xml,
                "<Cell ss:Index=\"{}\"{merged}{style}><Data ss:Type={data}</Data></Cell>",
                col + 1
            )
            .unwrap();
        }
        xml.push_str("</Row>");
    }
    xml + "</Table></Worksheet></Workbook>"
}

/// Lines of fields, quoted where they hold the sign.
pub(crate) fn fields(page: &Page, sign: char) -> String {
    let (rows, cols) = size(page);
    let field = |row, col| match content(page, row, col) {
        None => String::new(),
        Some(Content::Text(text)) if text.contains(sign) => format!("\"{text}\""),
        Some(Content::Text(text)) => text.clone(),
        Some(Content::Number(number)) => number.to_string(),
        Some(other) => panic!("not written: {other:?}"),
    };
    let line = |row| {
        (0..cols).map(|col| field(row, col)).collect::<Vec<_>>().join(&sign.to_string())
    };
    (0..rows).map(line).collect::<Vec<_>>().join("\r\n")
}

/// As Excel saves a workbook in one file with its pages: a page around them and one
/// a sheet, in `=C3=A3`.
pub(crate) fn archive(page: &Page) -> Vec<u8> {
    let around = "<html><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>A</x:Name>\
        <x:WorksheetSource HRef=3D\"B/sheet001.htm\"/></x:ExcelWorksheet></x:ExcelWorksheets>\
        </x:ExcelWorkbook></xml><frameset></frameset></html>";
    let mut spelt = String::new();
    for (at, byte) in page_of_excel(page).bytes().enumerate() {
        match byte {
            b'=' | 0x80.. => write!(spelt, "={byte:02X}").unwrap(),
            _ => spelt.push(char::from(byte)),
        }
        if at % 60 == 59 {
            spelt.push_str("=\r\n");
        }
    }
    let part = |name: &str, text: &str| {
        format!(
            "------=_Part\r\nContent-Location: file:///C:/A/{name}\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n{text}\r\n"
        )
    };
    let parts = [part("B.htm", around), part("B/sheet001.htm", &spelt)].concat();
    format!("MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;\r\n\tboundary=\"----=_Part\"\r\n\r\nThis is a page.\r\n\r\n{parts}------=_Part--\r\n").into_bytes()
}
