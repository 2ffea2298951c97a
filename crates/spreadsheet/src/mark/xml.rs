//! XML as text with places in it: what is read here is changed by replacing
//! stretches of the text, so that all the rest stays as it was, byte by byte.
//!
//! Names are compared without their prefix, because programs differ in theirs.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::unmarkable::Unmarkable;

/// Nesting that no part of a workbook comes near.
const DEPTH: usize = 200;
/// Elements of a part that is looked at as a whole.
const ELEMENTS: usize = 500_000;

/// The opening tag of an element, or all of an empty one, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl<'a> Tag<'a> {
    /// The name with its prefix.
    pub(super) fn name(self) -> &'a str {
        let inner = self.text[1..].split(|c: char| c.is_ascii_whitespace()).next();
        inner.unwrap_or_default().trim_end_matches('>').trim_end_matches('/')
    }

    pub(super) fn local(self) -> &'a str {
        let name = self.name();
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The prefix with its colon; empty where there is none.
    pub(super) fn prefix(self) -> &'a str {
        let name = self.name();
        &name[..name.len() - self.local().len()]
    }

    pub(super) fn is_empty(self) -> bool {
        self.text.ends_with("/>")
    }

    pub(super) fn end(self) -> usize {
        self.at + self.text.len()
    }

    /// Where `>` or `/>` begins.
    fn inner_end(self) -> usize {
        self.text.len() - if self.is_empty() { 2 } else { 1 }
    }

    /// Names as written, and where their values stand in the tag.
    fn attributes(self) -> impl Iterator<Item = (&'a str, Range<usize>)> {
        let (text, end) = (self.text, self.inner_end());
        let mut at = 1 + self.name().len();
        iter::from_fn(move || {
            let rest = text.get(at..end)?;
            let equals = rest.find('=')?;
            let value = &rest[equals + 1..];
            let quote = value.find(['"', '\''])?;
            let start = at + equals + 1 + quote + 1;
            let mark = char::from(value.as_bytes()[quote]);
            let stop = start + text.get(start..end)?.find(mark)?;
            at = stop + 1;
            Some((rest[..equals].trim(), start..stop))
        })
    }

    /// The value of an attribute by its name as written.
    pub(super) fn value(self, name: &str) -> Option<Cow<'a, str>> {
        let (_, span) = self.attributes().find(|(found, _)| *found == name)?;
        Some(unescaped(&self.text[span]))
    }

    /// The value of an attribute whose prefix may be any.
    pub(super) fn prefixed_value(self, local: &str) -> Option<Cow<'a, str>> {
        let is_it = |name: &str| name.rsplit_once(':').is_some_and(|(_, it)| it == local);
        let (_, span) = self.attributes().find(|(found, _)| is_it(found))?;
        Some(unescaped(&self.text[span]))
    }

    pub(super) fn number<T: std::str::FromStr>(self, name: &str) -> Option<T> {
        self.value(name)?.trim().parse().ok()
    }

    pub(super) fn is_true(self, name: &str) -> bool {
        self.value(name).is_some_and(|value| value == "1" || value == "true")
    }

    /// The prefixes that a tag binds to namespaces, without colon.
    pub(super) fn namespaces(self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        let text = self.text;
        self.attributes().filter_map(move |(name, span)| {
            let prefix = match name.strip_prefix("xmlns")? {
                "" => "",
                bound => bound.strip_prefix(':')?,
            };
            Some((prefix, unescaped(&text[span])))
        })
    }

    /// The namespace of the element, as far as its own tag says.
    pub(super) fn namespace(self) -> Option<Cow<'a, str>> {
        let own = self.prefix().trim_end_matches(':');
        self.namespaces().find(|(prefix, _)| *prefix == own).map(|(_, name)| name)
    }

    /// The tag with an attribute set; `value` needs no escaping.
    pub(super) fn with(self, name: &str, value: impl std::fmt::Display) -> String {
        let found = self.attributes().find(|(found, _)| *found == name);
        match found {
            Some((_, span)) => {
                format!("{}{value}{}", &self.text[..span.start], &self.text[span.end..])
            }
            None => {
                let (inner, end) = self.text.split_at(self.inner_end());
                format!("{} {name}=\"{value}\"{end}", inner.trim_end())
            }
        }
    }
}

/// A tag in the order of the text.
pub(super) enum Piece<'a> {
    /// Of an element that is closed later.
    Open(Tag<'a>),
    /// Of an element without content.
    Empty(Tag<'a>),
    /// The closing tag and where it stands.
    Close(Range<usize>),
}

/// The tags of a part, one after the other.
pub(super) struct Walk<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// Elements open before the next piece.
    pub(super) depth: usize,
}

impl<'a> Walk<'a> {
    /// The text must not begin with a byte order mark.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, reader: Reader::from_str(text), depth: 0 }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).expect("a place in memory")
    }

    pub(super) fn next(&mut self) -> Result<Option<Piece<'a>>, Unmarkable> {
        loop {
            let start = self.position();
            let event = self.reader.read_event();
            let event = event.map_err(|_| Unmarkable::damaged("sai cú pháp XML"))?;
            let span = start..self.position();
            match event {
                Event::Start(_) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(Unmarkable::damaged("XML lồng quá sâu"));
                    }
                    return Ok(Some(Piece::Open(self.tag(span)?)));
                }
                Event::Empty(_) => return Ok(Some(Piece::Empty(self.tag(span)?))),
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(Some(Piece::Close(span)));
                }
                // Entities of one's own have no place in a workbook.
                Event::DocType(_) => return Err(Unmarkable::damaged("có khai báo DTD")),
                Event::Eof if self.depth > 0 => {
                    return Err(Unmarkable::damaged("XML bị ngắt giữa chừng"));
                }
                Event::Eof => return Ok(None),
                _ => (),
            }
        }
    }

    fn tag(&self, span: Range<usize>) -> Result<Tag<'a>, Unmarkable> {
        let text = &self.text[span.clone()];
        if !text.starts_with('<') || !text.ends_with('>') {
            return Err(Unmarkable::damaged("sai cú pháp XML"));
        }
        Ok(Tag { text, at: span.start })
    }
}

/// An element with all that is in it.
#[derive(Debug)]
pub(super) struct Element<'a> {
    pub(super) tag: Tag<'a>,
    /// Its closing tag; nothing, behind the tag, where it is empty.
    pub(super) close: Range<usize>,
    pub(super) children: Vec<Element<'a>>,
}

impl<'a> Element<'a> {
    /// The root of a part.
    pub(super) fn parse(text: &'a str) -> Result<Self, Unmarkable> {
        let mut walk = Walk::new(text);
        let mut open: Vec<Self> = Vec::new();
        let mut root = None;
        let mut count = 0;
        while let Some(piece) = walk.next()? {
            let done = match piece {
                Piece::Open(tag) => {
                    open.push(Self {
                        tag,
                        close: tag.end()..tag.end(),
                        children: vec![],
                    });
                    None
                }
                Piece::Empty(tag) => {
                    Some(Self { tag, close: tag.end()..tag.end(), children: vec![] })
                }
                Piece::Close(span) => {
                    open.pop().map(|element| Self { close: span, ..element })
                }
            };
            count += 1;
            if count > 2 * ELEMENTS {
                return Err(Unmarkable::TooLarge("quá nhiều phần tử XML"));
            }
            let Some(done) = done else { continue };
            match open.last_mut() {
                Some(parent) => parent.children.push(done),
                None => root = root.or(Some(done)),
            }
        }
        root.ok_or_else(|| Unmarkable::damaged("phần XML trống"))
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.tag.at..self.close.end
    }

    pub(super) fn child(&self, local: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.tag.local() == local)
    }

    pub(super) fn all(&self, local: &str) -> impl Iterator<Item = &Self> {
        self.children.iter().filter(move |child| child.tag.local() == local)
    }

    /// Adds to the end of its content.
    pub(super) fn append(&self, edits: &mut Edits, xml: &str) {
        if self.tag.is_empty() {
            edits.replace(self.span(), opened(self.tag.text, self.tag.name(), xml));
        } else {
            edits.insert(self.close.start, xml);
        }
    }
}

/// The empty element of a tag, with content.
pub(super) fn opened(tag: &str, name: &str, xml: &str) -> String {
    let open = tag.trim_end_matches("/>").trim_end();
    format!("{open}>{xml}</{name}>")
}

/// Stretches of a text and what they become.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub(super) fn replace(&mut self, span: Range<usize>, text: impl Into<String>) {
        self.0.push((span, text.into()));
    }

    /// Several at one place keep the order in which they were given.
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    pub(super) fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(span, _)| (span.start, span.end));
        let mut edited = String::with_capacity(text.len() + 64 * self.0.len());
        let mut done = 0;
        for (span, new) in self.0 {
            assert!(done <= span.start, "no stretch is changed twice");
            edited.push_str(&text[done..span.start]);
            edited.push_str(&new);
            done = span.end;
        }
        edited.push_str(&text[done..]);
        edited
    }
}

fn unescaped(text: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(text).unwrap_or(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Tag<'_> {
        Tag { text, at: 0 }
    }

    #[test]
    fn an_attribute_is_found_by_its_whole_name_and_set_in_place() {
        let cell = tag("<x:c a:r='1' r = \"B7\"  s='a>b' />");
        assert_eq!((cell.prefix(), cell.local()), ("x:", "c"));
        assert_eq!(cell.value("r").as_deref(), Some("B7"));
        assert_eq!(cell.value("s").as_deref(), Some("a>b"));
        assert_eq!(cell.prefixed_value("r").as_deref(), Some("1"));
        assert_eq!(cell.with("s", 4), "<x:c a:r='1' r = \"B7\"  s='4' />");
        assert_eq!(tag("<c/>").with("s", 4), "<c s=\"4\"/>");
        assert_eq!(tag("<c >").with("s", 4), "<c s=\"4\">");
    }

    #[test]
    fn what_is_not_edited_stays_as_it_was() {
        let text = "<?xml version='1.0'?>\r\n<a ><!-- <b> --><b/>&amp;<c>d</c>\n</a >";
        let root = Element::parse(text).expect("well-formed");
        assert_eq!(root.children.len(), 2);
        let mut edits = Edits::default();
        root.append(&mut edits, "<e/>");
        root.children[0].append(&mut edits, "<f/>");
        assert_eq!(
            edits.apply(text),
            "<?xml version='1.0'?>\r\n<a ><!-- <b> --><b><f/></b>&amp;<c>d</c>\n<e/></a >"
        );
    }

    #[test]
    fn declarations_and_broken_text_are_refused() {
        let broken =
            ["<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "<a><b></a>", "<a>", "<a b", ""];
        for text in broken {
            assert!(Element::parse(text).is_err(), "{text}");
        }
        let deep = "<a>".repeat(300) + &"</a>".repeat(300);
        assert!(Element::parse(&deep).is_err());
    }
}
