//! Texts of an `.xlsx`: the table of shared ones, and those that stand in their
//! cell, both with the stretches that are struck through or raised.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::letters_xml::{self, Letters, Palette};
use super::look::{Colour, Run, is_tiny};
use super::unreadable::Unreadable;
use super::writing::is_of_signs;
use super::xml_text::{self, Xml};

/// All shared texts, one after the other in one string: a table may have
/// millions of entries.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
    /// Looks of those texts that have stretches, by index.
    rich: Vec<(usize, Rich)>,
}

/// What the stretches of a text tell.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Rich {
    pub(super) runs: Vec<Run>,
    /// Colours of stretches that say something and do not leave theirs to the cell.
    pub(super) inks: Vec<Option<Colour>>,
    /// Whether some stretch that says something has the look of the cell.
    pub(super) is_partly_plain: bool,
    /// Whether some stretch is too small to be read, or digits of it are signs.
    pub(super) is_partly_unreadable: bool,
}

impl Strings {
    pub(super) fn read(text: &str, palette: &Palette) -> Result<Self, Unreadable> {
        let mut xml = xml_text::reader(text);
        let mut strings = Self::default();
        loop {
            match xml_text::next(&mut xml)? {
                Event::Start(element) if element.local_name().as_ref() == "si" => {
                    let rich = rich_text(&mut xml, palette, &mut strings.text)?;
                    if let Some(rich) = rich {
                        strings.rich.push((strings.ends.len(), rich));
                    }
                    strings.end();
                }
                Event::Empty(element) if element.local_name().as_ref() == "si" => {
                    strings.end();
                }
                Event::End(element) if element.local_name().as_ref() == "sst" => {
                    return Ok(strings);
                }
                Event::Empty(element) if element.local_name().as_ref() == "sst" => {
                    return Ok(strings);
                }
                Event::Eof => return Err(xml_text::cut_off()),
                _ => (),
            }
        }
    }

    /// Adds a text that a reader of another format found.
    pub(super) fn push(&mut self, text: &str, rich: Option<Rich>) {
        self.rich.extend(rich.map(|rich| (self.ends.len(), rich)));
        self.text.push_str(text);
        self.end();
    }

    fn end(&mut self) {
        let end = u32::try_from(self.text.len()).expect("a part is below 4 GB");
        self.ends.push(end);
    }

    /// A shared text and what its stretches tell; nothing beyond the table.
    pub(super) fn get(&self, index: usize) -> Option<(&str, Option<&Rich>)> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let rich = self.rich.binary_search_by_key(&index, |(index, _)| *index);
        let rich = rich.ok().map(|found| &self.rich[found].1);
        Some((&self.text[start..end], rich))
    }
}

impl Rich {
    /// Takes a stretch of a text; one that says nothing of its letters has the look
    /// of the cell.
    pub(super) fn take(
        &mut self,
        text: &str,
        bytes: Range<usize>,
        letters: Option<&Letters>,
    ) {
        let speaks = text.get(bytes.clone()).is_some_and(says);
        let Some(letters) = letters else {
            self.is_partly_plain |= speaks;
            return;
        };
        let (struck, raised) = (letters.struck, letters.raised);
        if (struck || raised) && !bytes.is_empty() {
            self.runs.push(Run { bytes: bytes.clone(), struck, raised });
        }
        let digits = || text[bytes.clone()].contains(|c: char| c.is_ascii_digit());
        self.is_partly_unreadable |= speaks
            && (letters.points.is_some_and(is_tiny)
                || (is_of_signs(letters.name.as_deref()) && digits()));
        if speaks && !self.inks.contains(&letters.ink) {
            self.inks.push(letters.ink);
        }
    }
}

/// Adds the text of an element just entered, to its end; gives what its stretches
/// tell, if they tell anything. How a text is pronounced is left out.
pub(super) fn rich_text(
    xml: &mut Xml<'_>,
    palette: &Palette,
    text: &mut String,
) -> Result<Option<Rich>, Unreadable> {
    let start = text.len();
    let mut rich = Rich::default();
    let mut has_runs = false;
    loop {
        match xml_text::next(xml)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => {
                    plain(xml, &element, text)?;
                    rich.is_partly_plain |= says(&text[start..]);
                }
                "r" => {
                    has_runs = true;
                    stretch(xml, palette, (start, text), &mut rich)?;
                }
                _ => xml_text::skip(xml, &element)?,
            },
            Event::End(_) => return Ok(has_runs.then_some(rich)),
            Event::Eof => return Err(xml_text::cut_off()),
            _ => (),
        }
    }
}

/// One stretch of a rich text that begins at `start` of `text`.
fn stretch(
    xml: &mut Xml<'_>,
    palette: &Palette,
    (start, text): (usize, &mut String),
    rich: &mut Rich,
) -> Result<(), Unreadable> {
    let from = text.len();
    let mut letters = None;
    loop {
        match xml_text::next(xml)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => plain(xml, &element, text)?,
                "rPr" => letters = Some(letters_xml::letters(xml, false, palette)?),
                _ => xml_text::skip(xml, &element)?,
            },
            Event::Empty(element) if element.local_name().as_ref() == "rPr" => {
                letters = Some(Letters::default());
            }
            Event::End(_) => break,
            Event::Eof => return Err(xml_text::cut_off()),
            _ => (),
        }
    }
    let bytes = from - start..text.len() - start;
    rich.take(&text[start..], bytes, letters.as_ref());
    Ok(())
}

fn says(text: &str) -> bool {
    text.contains(|letter: char| !letter.is_whitespace())
}

/// Adds the text of a `<t>` just entered. Spaces at its ends count only where the
/// file says so.
fn plain(
    xml: &mut Xml<'_>,
    element: &BytesStart<'_>,
    text: &mut String,
) -> Result<(), Unreadable> {
    let from = text.len();
    xml_text::append_until_end(xml, text)?;
    if !preserves_space(element) {
        let ends = [' ', '\t', '\r', '\n'];
        text.truncate(from + text[from..].trim_end_matches(ends).len());
        let kept = text[from..].trim_start_matches(ends).len();
        text.drain(from..text.len() - kept);
    }
    if text[from..].contains("_x") {
        let plain = xml_text::unescaped(&text[from..]).into_owned();
        text.truncate(from);
        text.push_str(&plain);
    }
    Ok(())
}

fn preserves_space(element: &BytesStart<'_>) -> bool {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    attributes.any(|one| one.key.as_ref() == "xml:space" && &*one.value == "preserve")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(inner: &str) -> Strings {
        let text = format!("<sst uniqueCount='99999999999'>{inner}</sst>");
        Strings::read(&text, &Palette::new()).expect("well-formed")
    }

    fn run(bytes: std::ops::Range<usize>, struck: bool, raised: bool) -> Run {
        Run { bytes, struck, raised }
    }

    #[test]
    fn a_text_is_all_its_stretches_and_not_its_pronunciation() {
        let strings = strings(concat!(
            "<si><t> a </t></si><si/><si><t xml:space='preserve'> b </t></si>",
            "<si><r><t>Gia</t></r><r><rPr><b/></rPr><t xml:space='preserve'> đình</t></r>",
            "<rPh sb='0' eb='1'><t>zia</t></rPh></si>"
        ));
        let text = |index| strings.get(index).map(|(text, _)| text);
        assert_eq!(text(0), Some("a"));
        assert_eq!(text(1), Some(""));
        assert_eq!(text(2), Some(" b "));
        assert_eq!(text(3), Some("Gia đình"));
        assert_eq!(text(4), None);
    }

    #[test]
    fn stretches_struck_or_out_of_line_are_told_by_their_bytes() {
        let strings = strings(concat!(
            "<si><t>x</t></si>",
            "<si><r><rPr><strike/></rPr><t>đ1</t></r><r><t>159</t></r>",
            "<r><rPr><vertAlign val='superscript'/></rPr><t>2</t></r>",
            "<r><rPr><strike val='0'/><vertAlign val='baseline'/></rPr><t>3</t></r></si>"
        ));
        let (text, rich) = strings.get(1).expect("two texts");
        let rich = rich.expect("stretches");
        assert_eq!(text, "đ115923");
        assert_eq!(rich.runs, [run(0..3, true, false), run(6..7, false, true)]);
        assert!(rich.is_partly_plain);
        assert_eq!(strings.get(0), Some(("x", None)));
    }

    #[test]
    fn half_a_table_is_no_table() {
        let cut = Strings::read("<sst><si><t>a</t></si>", &Palette::new());
        assert!(matches!(cut, Err(Unreadable::Damaged { .. })));
    }
}
