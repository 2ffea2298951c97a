//! What is written in a cell of an `.ods`: its paragraphs with their spans, and
//! the comment on it, which is no part of them.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::letters_xml::Letters;
use super::limits;
use super::look::{Colour, Look};
use super::ods_styles::{Family, Styles};
use super::ods_xml::{Xml, count, resolved};
use super::shared_strings::Rich;
use super::sheets_xml::attribute;
use super::unreadable::Unreadable;
use super::xml_text::{cut_off, next, skip};

/// The content of a cell.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) comment: Option<String>,
    /// Stretches of the text with what their spans say.
    spans: Vec<(Range<usize>, Span)>,
    has_spans: bool,
    /// White space collapses: whether the next one is to be left out.
    after_space: bool,
    paragraphs: u32,
}

/// What spans say of the letters in them, those within before those around.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Span {
    struck: Option<bool>,
    raised: Option<bool>,
    ink: Option<Option<Colour>>,
}

/// More than a cell holds; the draft cuts it and says so.
const MOST_BYTES: usize = 4 * limits::CELL_CHARS;

/// Reads the content of a cell just entered, to its end.
pub(super) fn read(xml: &mut Xml<'_>, styles: &Styles) -> Result<Written, Unreadable> {
    content(xml, styles, false)
}

/// The content of a cell, or of a comment, which has none on itself.
fn content(
    xml: &mut Xml<'_>,
    styles: &Styles,
    is_comment: bool,
) -> Result<Written, Unreadable> {
    let mut written = Written::default();
    // The elements entered, and what spans say in each.
    let mut around: Vec<Span> = Vec::new();
    loop {
        let span = around.last().copied().unwrap_or_default();
        match next(xml)? {
            Event::Start(element) => match element.name().as_ref() {
                "office:annotation" if !is_comment => {
                    let comment = content(xml, styles, true)?.text;
                    written.comment.get_or_insert(comment);
                }
                name if is_of_text(name) => {
                    around.push(written.enter(&element, span, styles));
                }
                _ => skip(xml, &element)?,
            },
            // Between paragraphs there is only what a program laid out.
            Event::Text(part) if !around.is_empty() => {
                written.letters(&part.xml10_content(), span);
            }
            Event::CData(part) if !around.is_empty() => {
                written.letters(&part.xml10_content(), span);
            }
            Event::GeneralRef(entity) if !around.is_empty() => {
                written.letters(&resolved(&entity).unwrap_or_default(), span);
            }
            Event::End(_) if around.pop().is_none() => return Ok(written),
            Event::Eof => return Err(cut_off()),
            _ => (),
        }
    }
}

/// Paragraphs and what is in them, but for notes at the foot and pronunciations.
fn is_of_text(name: &str) -> bool {
    name.starts_with("text:") && !matches!(name, "text:note" | "text:ruby-text")
}

impl Written {
    fn enter(&mut self, element: &BytesStart<'_>, around: Span, styles: &Styles) -> Span {
        let mut span = around;
        match element.name().as_ref() {
            "text:p" | "text:h" => {
                if self.paragraphs > 0 {
                    self.push("\n", span);
                }
                self.paragraphs += 1;
                self.after_space = true;
            }
            "text:line-break" => self.push("\n", span),
            "text:tab" => self.push("\t", span),
            "text:s" => {
                let spaces = count(element, "c").min(limits::CELL_CHARS as u32);
                self.push(&" ".repeat(spaces as usize), span);
            }
            "text:span" => {
                let name = attribute(element, "style-name").unwrap_or_default();
                let told = styles.of(Family::Text, &name);
                span = Span {
                    struck: told.struck.or(around.struck),
                    raised: told.raised.or(around.raised),
                    ink: told.ink.or(around.ink),
                };
                self.has_spans |= span != Span::default();
            }
            _ => (),
        }
        span
    }

    /// Letters with their white space collapsed.
    fn letters(&mut self, text: &str, span: Span) {
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
        if !text.contains(is_space) {
            self.after_space &= text.is_empty();
            return self.push(text, span);
        }
        let mut collapsed = String::with_capacity(text.len());
        for letter in text.chars() {
            let space = is_space(letter);
            if !space {
                collapsed.push(letter);
            } else if !self.after_space {
                collapsed.push(' ');
            }
            self.after_space = space;
        }
        self.push(&collapsed, span);
    }

    fn push(&mut self, text: &str, span: Span) {
        if self.text.len() > MOST_BYTES || text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        match self.spans.last_mut() {
            Some((bytes, same)) if *same == span => bytes.end = end,
            _ => self.spans.push((start..end, span)),
        }
    }

    /// What the spans tell, in a cell of this look.
    pub(super) fn rich(&self, look: &Look) -> Option<Rich> {
        self.has_spans.then(|| {
            let mut rich = Rich::default();
            for (bytes, span) in &self.spans {
                let letters = Letters {
                    struck: span.struck.unwrap_or(look.struck),
                    raised: span.raised.unwrap_or(false),
                    ink: span.ink.unwrap_or(look.ink),
                    ..Letters::default()
                };
                let plain = *span == Span::default();
                rich.take(&self.text, bytes.clone(), Some(&letters).filter(|_| !plain));
            }
            rich
        })
    }
}
