//! A page with all that belongs to it in one file (MHTML), as Excel saves a workbook
//! “as a single web page”: each sheet is a page in it.
//!
//! Taken apart here and not by a crate: a reader of letters brings attachments,
//! addresses and dates along, of which nothing is asked. Only these parts are read;
//! where they say that they come from is never looked up.

use std::collections::{BTreeMap, BTreeSet};

use super::css::Css;
use super::{encoding, page};
use crate::read::draft::{Budget, Calculation};
use crate::read::unreadable::{Looks, Unreadable};
use crate::read::xml_text::cut_off;
use crate::read::{Workbook, limits};

/// How far into a file its kind is looked for.
const HEAD: usize = 4_096;

/// A part of the file.
struct Part {
    kind: String,
    /// The last step of where it says it comes from.
    name: String,
    text: String,
}

/// Whether this is such a file.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let head = head.to_ascii_lowercase();
    head.contains("mime-version:")
        && (head.contains("multipart/") || head.contains("content-type: text/html"))
}

pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Unreadable> {
    let parts = parts(bytes)?;
    let pages = || parts.iter().filter(|part| part.kind.contains("text/html"));
    let mut css = Css::default();
    let mut left = limits::PAGE_STYLES_BYTES;
    for part in parts.iter().filter(|part| part.kind.contains("text/css")) {
        let Some(rest) = left.checked_sub(part.text.len()) else { break };
        left = rest;
        css.take(&part.text);
    }
    let css = css.in_common();
    let all = || parts.iter().map(|part| part.text.as_str());
    let by_hand = all().any(page::calculates_by_hand);
    let mut budget = Budget::new(Calculation { by_hand, on_load: false });
    let named: Vec<(String, String)> =
        pages().next().map(|main| sheets(&main.text)).unwrap_or_default();
    let names: BTreeMap<&str, &str> =
        named.iter().rev().map(|(name, file)| (file.as_str(), name.as_str())).collect();
    let mut workbook = Workbook::default();
    let mut number = 0;
    for part in pages() {
        let name = match names.get(part.name.as_str()) {
            Some(name) => (*name).to_owned(),
            // The page around the sheets holds none.
            None if !named.is_empty() => continue,
            None => {
                number += 1;
                format!("Sheet{number}")
            }
        };
        if workbook.sheets.len() >= limits::SHEETS {
            workbook.sheets_not_read += 1;
            continue;
        }
        match page::sheet(&part.text, &mut budget, &name, css.clone()) {
            Ok(sheet) => workbook.sheets.push(sheet),
            // A sheet with nothing on it.
            Err(Unreadable::NotASpreadsheet { .. }) => (),
            Err(reason) => return Err(reason.on_sheet(&name)),
        }
    }
    let there: BTreeSet<&str> = pages().map(|part| part.name.as_str()).collect();
    for (name, file) in &named {
        if !there.contains(file.as_str()) {
            workbook.sheets_missing.push(name.clone());
        }
    }
    if workbook.sheets.is_empty() {
        return Err(Unreadable::NotASpreadsheet { looks: Looks::WebPage });
    }
    Ok(workbook)
}

/// The sheets that the page around them names, and the file of each.
fn sheets(main: &str) -> Vec<(String, String)> {
    let blocks = main.split("<x:ExcelWorksheet>").skip(1);
    let between = |text: &str, from: &str, to: &str| {
        let (_, rest) = text.split_once(from)?;
        rest.split_once(to).map(|(told, _)| told.trim().to_owned())
    };
    let told = blocks.filter_map(|block| {
        let name = between(block, "<x:Name>", "</")?.replace("&amp;", "&");
        Some((name, last_step(&between(block, "HRef=\"", "\"")?)))
    });
    told.take(limits::ENTRIES).collect()
}

fn last_step(path: &str) -> String {
    let step = path.rsplit(['/', '\\']).next().unwrap_or(path);
    step.trim_matches(['"', '<', '>', ' ']).to_ascii_lowercase()
}

fn parts(bytes: &[u8]) -> Result<Vec<Part>, Unreadable> {
    let (head, body) = head_of(bytes);
    let kind = field(&head, "content-type");
    let small = kind.to_ascii_lowercase();
    let Some(at) = small.find("boundary=") else {
        return Ok(part(&head, body).into_iter().collect());
    };
    let told = kind[at + "boundary=".len()..].trim();
    let boundary = match told.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or(quoted),
        None => told.split([';', ' ']).next().unwrap_or(told),
    };
    let mark = format!("--{boundary}");
    let (mut parts, mut start, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let (from, end) = (at, at + line.len());
        at = end;
        let Some(rest) = line.strip_prefix(mark.as_bytes()) else { continue };
        if let Some(start) = start.replace(end) {
            let (head, body) = head_of(&body[start..from]);
            parts.extend(part(&head, body));
            if parts.len() > limits::ENTRIES {
                return Err(Unreadable::too_large("số phần của tệp", limits::ENTRIES));
            }
        }
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
    }
    Err(cut_off())
}

/// The lines of a head, those folded put together, and what follows it.
fn head_of(bytes: &[u8]) -> (Vec<String>, &[u8]) {
    let (mut lines, mut at) = (Vec::<String>::new(), 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        at += line.len();
        let text = String::from_utf8_lossy(line);
        let text = text.trim_end();
        if text.is_empty() {
            if lines.is_empty() { continue } else { break }
        }
        match lines.last_mut() {
            Some(last) if text.starts_with([' ', '\t']) && last.len() < HEAD => {
                last.push_str(text);
            }
            _ => lines.push(text.to_owned()),
        }
    }
    (lines, &bytes[at..])
}

fn field(head: &[String], name: &str) -> String {
    let named = head.iter().find_map(|line| {
        let (told, value) = line.split_once(':')?;
        told.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    });
    named.unwrap_or_default()
}

/// A part that is of words; pictures and the like are left where they are.
fn part(head: &[String], body: &[u8]) -> Option<Part> {
    let kind = field(head, "content-type").to_ascii_lowercase();
    if !kind.contains("text/html") && !kind.contains("text/css") {
        return None;
    }
    let coding = field(head, "content-transfer-encoding").to_ascii_lowercase();
    let plain = match coding.as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    };
    let text = encoding::unicode(&plain)?;
    Some(Part { kind, name: last_step(&field(head, "content-location")), text })
}

/// `=C3=A3` for a byte, `=` at the end of a line that goes on.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(byte) = body.get(at) {
        at += 1;
        if *byte != b'=' {
            plain.push(*byte);
            continue;
        }
        match &body[at..] {
            [b'\r', b'\n', ..] => at += 2,
            [b'\n', ..] => at += 1,
            [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit = |byte: u8| char::from(byte).to_digit(16).unwrap_or(0) as u8;
                plain.push(digit(*high) * 16 + digit(*low));
                at += 2;
            }
            _ => plain.push(b'='),
        }
    }
    plain
}

fn base64(body: &[u8]) -> Vec<u8> {
    let (mut plain, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0xff_ffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            plain.push((bits >> held & 0xff) as u8);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_spelt_in_two_ways() {
        assert_eq!(quoted_printable(b"X=C3=A3 =\r\nh=3Di=ZZ"), "Xã h=i=ZZ".as_bytes());
        assert_eq!(base64(b"WMOj\r\nIGjhu5lp"), "Xã hội".as_bytes());
    }

    #[test]
    fn a_file_that_ends_before_its_last_mark_is_cut_off() {
        let whole = "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=\"b\"\r\n\r\n\
            --b\r\nContent-Location: file:///C:/a/sheet001.htm\r\nContent-Type: text/html\r\n\r\n\
            <table><tr><td>1</td></tr></table>\r\n--b--\r\n";
        assert!(is_one(whole.as_bytes()));
        let workbook = read(whole.as_bytes()).expect("whole");
        assert_eq!(workbook.sheets.len(), 1);
        let cut = &whole.as_bytes()[..whole.len() - 6];
        assert_eq!(read(cut), Err(cut_off()));
    }
}
