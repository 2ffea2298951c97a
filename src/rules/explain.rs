//! The page of every code, in Vietnamese, for the clerk: what is found, why it
//! matters, an example, what to do.
//!
//! One source for `xhht explain`: `pages/*.md`, a file a family of codes. The
//! suite checks that every code of the program has its page.

use std::fmt::Write as _;

const PAGES: [&str; 13] = [
    include_str!("pages/F.md"),
    include_str!("pages/I.md"),
    include_str!("pages/S.md"),
    include_str!("pages/T.md"),
    include_str!("pages/U.md"),
    include_str!("pages/V.md"),
    include_str!("pages/K.md"),
    include_str!("pages/M.md"),
    include_str!("pages/N.md"),
    include_str!("pages/P.md"),
    include_str!("pages/Q.md"),
    include_str!("pages/L.md"),
    include_str!("pages/B.md"),
];

/// Families of codes, in the words of the list.
const FAMILIES: [(char, &str); 13] = [
    ('F', "Tệp"),
    ('I', "Đơn vị, năm, ngày của báo cáo"),
    ('S', "Sheet và chữ"),
    ('T', "Bảng và tiêu đề"),
    ('U', "Tên xã, huyện"),
    ('V', "Giá trị trong ô"),
    ('K', "Kiểm tra trong một báo cáo"),
    ('M', "Đối chiếu giữa các nguồn"),
    ('N', "So với năm trước"),
    ('P', "In ấn"),
    ('Q', "Kế hoạch"),
    ('L', "Gửi báo cáo"),
    ('B', "Biên tập"),
];

/// Codes proposed for one that there is not.
const NEAREST: usize = 3;
/// Columns of a page on the screen.
const WIDTH: usize = 96;

/// One page.
#[derive(Debug, PartialEq, Eq)]
struct Page {
    code: &'static str,
    severity: &'static str,
    title: &'static str,
    /// Heading and text, in order.
    sections: Vec<(&'static str, &'static str)>,
}

/// There is no such code; the text names the nearest.
#[derive(Debug, thiserror::Error)]
#[error("Không có mã “{code}”. Mã gần nhất: {nearest}. Gõ “xhht explain” để xem mọi mã.")]
pub(crate) struct UnknownCode {
    code: String,
    nearest: String,
}

/// The page of a code, or the list of all.
pub(crate) fn explain(code: Option<&str>, width: usize) -> Result<String, UnknownCode> {
    let pages = pages();
    let Some(typed) = code else { return Ok(list(&pages)) };
    let wanted = meant(typed);
    let page = pages.iter().find(|page| page.code == wanted);
    page.map(|page| print(page, width.min(WIDTH))).ok_or_else(|| UnknownCode {
        code: typed.to_owned(),
        nearest: nearest(&pages, &wanted).join(", "),
    })
}

/// A code as the pages have it: `k1`, `K-01`, `[K01]` and `K 01` are K01.
fn meant(typed: &str) -> String {
    let bare: String = typed.chars().filter(|sign| sign.is_alphanumeric()).collect();
    let bare = bare.to_uppercase();
    let digits = bare.trim_start_matches(|sign: char| !sign.is_ascii_digit());
    let family = &bare[..bare.len() - digits.len()];
    match digits.parse::<u32>() {
        Ok(number) => format!("{family}{number:02}"),
        Err(_) => bare,
    }
}

/// Every code that has a page.
#[cfg(test)]
pub(crate) fn codes() -> Vec<&'static str> {
    pages().into_iter().map(|page| page.code).collect()
}

fn pages() -> Vec<Page> {
    let lines = PAGES.iter().flat_map(|file| file.lines());
    let mut pages: Vec<Page> = Vec::new();
    for line in lines.filter(|line| !line.trim().is_empty()) {
        if let Some(head) = line.strip_prefix("# ") {
            let mut parts = head.splitn(3, " | ");
            let mut part = || parts.next().unwrap_or_default();
            let (code, severity, title) = (part(), part(), part());
            pages.push(Page { code, severity, title, sections: Vec::new() });
        } else if let (Some(page), Some(section)) =
            (pages.last_mut(), line.split_once(": "))
        {
            page.sections.push(section);
        }
    }
    pages
}

fn print(page: &Page, width: usize) -> String {
    let mut text = format!("{} ({}): {}\n", page.code, page.severity, page.title);
    for (heading, body) in &page.sections {
        let _ = writeln!(text, "\n{heading}");
        for line in wrap(body, width - 2) {
            let _ = writeln!(text, "  {line}");
        }
    }
    text
}

fn list(pages: &[Page]) -> String {
    let mut text = String::new();
    for (family, name) in FAMILIES {
        let _ = writeln!(text, "{name}");
        for page in pages.iter().filter(|page| page.code.starts_with(family)) {
            let _ =
                writeln!(text, "  {}  {:<9}  {}", page.code, page.severity, page.title);
        }
        text.push('\n');
    }
    text.push_str("Gõ “xhht explain MÃ” để xem cách xử lý, ví dụ: xhht explain K01\n");
    text
}

/// Codes with the most signs in place, those of the same family first.
fn nearest(pages: &[Page], wanted: &str) -> Vec<&'static str> {
    let distance = |code: &str| {
        let family = code.chars().next() == wanted.chars().next();
        let differing = code
            .chars()
            .zip(wanted.chars().chain(std::iter::repeat(' ')))
            .filter(|(a, b)| a != b)
            .count();
        (!family, differing, code.len().abs_diff(wanted.len()))
    };
    let mut codes: Vec<&str> = pages.iter().map(|page| page.code).collect();
    codes.sort_by_key(|code| distance(code));
    codes.truncate(NEAREST);
    codes
}

/// Breaks a text between words into lines of at most `width` characters; a word
/// longer than that is broken too.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let words = text.split_whitespace().flat_map(|word| {
        let letters: Vec<char> = word.chars().collect();
        letters
            .chunks(width.max(1))
            .map(|part| part.iter().collect::<String>())
            .collect::<Vec<_>>()
    });
    lines(words, width)
}

/// The same, but a longer word stays whole in a line of its own.
pub(crate) fn wrap_whole(text: &str, width: usize) -> Vec<String> {
    lines(text.split_whitespace().map(str::to_owned), width)
}

fn lines(words: impl Iterator<Item = String>, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        let fits =
            |line: &String| line.chars().count() + 1 + word.chars().count() <= width;
        match lines.last_mut().filter(|line| fits(line)) {
            Some(line) => {
                line.push(' ');
                line.push_str(&word);
            }
            None => lines.push(word),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::rules::register::REGISTER;

    #[test]
    fn every_page_says_what_why_an_example_and_what_to_do() {
        for page in pages() {
            let headings: Vec<&str> =
                page.sections.iter().map(|(heading, _)| *heading).collect();
            assert_eq!(
                headings,
                ["Phát hiện", "Vì sao", "Ví dụ", "Cần làm"],
                "{}",
                page.code
            );
            assert!(
                ["Lỗi", "Cảnh báo", "Thông tin"].contains(&page.severity),
                "{page:?}"
            );
        }
    }

    #[test]
    fn every_code_has_one_page() {
        let all = codes();
        let distinct: std::collections::BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(distinct.len(), all.len(), "{all:?}");
    }

    #[test]
    fn pages_and_register_agree_on_severities() {
        let pages = pages();
        for (code, severity) in REGISTER.iter().flat_map(|rule| rule.codes) {
            let page = pages.iter().find(|page| page.code == *code);
            let said = match severity {
                Severity::Error => "Lỗi",
                Severity::Warning => "Cảnh báo",
                Severity::Info => "Thông tin",
            };
            assert_eq!(page.map(|page| page.severity), Some(said), "{code}");
        }
    }

    #[test]
    fn rules_stand_in_the_order_of_their_levels() {
        assert!(REGISTER.is_sorted_by_key(|rule| rule.level));
        assert!(REGISTER.iter().all(|rule| rule.level <= 5 && !rule.title.is_empty()));
    }

    #[test]
    fn an_unknown_code_names_the_nearest() {
        let said = explain(Some("k99"), WIDTH).map_err(|error| error.to_string());
        assert!(said.is_err_and(|text| text.contains("“k99”") && text.contains("K09")));
    }

    #[test]
    fn a_code_may_be_typed_as_it_is_printed_and_as_it_is_said() {
        for typed in ["K01", "k01", "K1", "[K01]", "k-01", " K 1 ", "“K01”", "K001"] {
            assert_eq!(meant(typed), "K01", "{typed}");
        }
        assert_eq!(meant("V20"), "V20");
        assert_eq!(meant("K1a"), "K1A");
    }

    #[test]
    fn words_are_not_broken() {
        assert_eq!(wrap("một hai ba", 7), ["một hai", "ba"]);
        assert_eq!(wrap("a dàiquámức b", 4), ["a", "dàiq", "uámứ", "c b"]);
    }
}
