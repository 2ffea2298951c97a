//! What the elements of a page are for, by their names, and what their attributes
//! spell.

use crate::read::ods_xml::centimetres;

/// Rows or columns that a cell spans; what is no number is one.
pub(super) fn span(text: &str) -> u32 {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match &text[..digits] {
        "" => 1,
        digits => digits.parse().unwrap_or(u32::MAX).max(1),
    }
}

pub(super) fn centimetres_of_pixels(text: &str) -> Option<f64> {
    centimetres(&format!("{}px", text.trim().trim_end_matches("px")))
}

pub(super) fn is_void(name: &str) -> bool {
    const VOID: [&str; 12] = [
        "img", "input", "meta", "link", "base", "wbr", "area", "param", "embed",
        "source", "track", "frame",
    ];
    VOID.contains(&name)
}

/// Elements that begin a line and end one.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 27] = [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "center",
        "pre",
        "form",
        "fieldset",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "address",
        "blockquote",
        "body",
    ];
    BLOCKS.contains(&name)
}

/// Those whose end tag is often left out.
pub(super) fn is_left_open(name: &str) -> bool {
    matches!(name, "p" | "li" | "dt" | "dd")
}

/// Elements of which nothing is laid out as words.
pub(super) fn is_left_out(name: &str) -> bool {
    matches!(name, "xml" | "select" | "template" | "object" | "svg" | "math" | "audio")
}
