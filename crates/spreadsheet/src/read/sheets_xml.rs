//! What `workbook.xml` says: the tabs in their order, the calendar, when
//! formulas are calculated, which names lead into other workbooks.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::draft::Calculation;
use super::unreadable::Unreadable;
use super::xml_text::{self, is_true};
use super::{Visibility, formula};

/// The workbook but for its sheets' content.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) tabs: Vec<Tab>,
    /// Days are counted from 1904, as on a Macintosh of old.
    pub(super) is_1904: bool,
    pub(super) calculation: Calculation,
    /// Names, in lower case, that stand for something in another workbook.
    pub(super) names_outside: Vec<String>,
}

/// One tab, of whatever kind of sheet.
#[derive(Debug)]
pub(super) struct Tab {
    pub(super) name: String,
    pub(super) visibility: Visibility,
    /// Id of the relation that leads to its part.
    pub(super) relation: String,
}

/// An attribute by its name without prefix, entities resolved.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    // The check for duplicates compares every pair.
    let attributes = attributes.with_checks(false);
    let found = attributes
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value: &str = &found.value;
    Some(quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), Into::into))
}

pub(super) fn read(text: &str) -> Result<Book, Unreadable> {
    let broken = || Unreadable::damaged("danh sách sheet không đúng cú pháp XML");
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut book = Book::default();
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(element) if element.local_name().as_ref() == "definedName" => {
                let name = attribute(&element, "name").unwrap_or_default();
                let text = xml_text::until_end(&mut reader)?;
                if formula::leaves_the_workbook(&text) {
                    book.names_outside.push(name.to_lowercase());
                }
            }
            Event::Start(element) if element.local_name().as_ref() == "extLst" => {
                xml_text::skip(&mut reader, &element)?;
            }
            Event::Start(element) | Event::Empty(element) => book.take(&element),
            Event::Eof => return Ok(book),
            _ => (),
        }
    }
}

impl Book {
    fn take(&mut self, element: &BytesStart<'_>) {
        let is = |name: &str| attribute(element, name).is_some_and(|text| is_true(&text));
        match element.local_name().as_ref() {
            "sheet" => self.tabs.push(Tab {
                name: attribute(element, "name").unwrap_or_default(),
                visibility: match attribute(element, "state").as_deref() {
                    Some("hidden") => Visibility::Hidden,
                    Some("veryHidden") => Visibility::VeryHidden,
                    // A word that Excel does not know hides nothing.
                    _ => Visibility::Visible,
                },
                relation: attribute(element, "id").unwrap_or_default(),
            }),
            "workbookPr" => self.is_1904 = is("date1904"),
            "calcPr" => {
                let mode = attribute(element, "calcMode");
                self.calculation.by_hand = mode.is_some_and(|mode| mode == "manual");
                let broken_off = attribute(element, "calcCompleted")
                    .is_some_and(|text| !is_true(&text));
                self.calculation.on_load =
                    is("fullCalcOnLoad") || is("forceFullCalc") || broken_off;
            }
            _ => (),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_tells_its_tabs_its_calendar_and_when_it_calculates() {
        let book = read(concat!(
            "<x:workbook><x:workbookPr date1904='true'/><x:sheets>",
            "<x:sheet name='A &amp; B' sheetId='7' rel:id='r1'/>",
            "<x:sheet name='C' state='veryHidden' rel:id=''/><x:sheet name='D' state='hình'/>",
            "</x:sheets><x:definedNames><x:definedName name='Tổng'>'[1]Biểu'!$B$2</x:definedName>",
            "<x:definedName name='Vùng'>Biểu!$B$2</x:definedName></x:definedNames>",
            "<x:calcPr calcMode='manual' fullCalcOnLoad='1'/></x:workbook>"
        ))
        .expect("well-formed");
        let tabs: Vec<_> = book
            .tabs
            .iter()
            .map(|tab| (tab.name.as_str(), tab.visibility, tab.relation.as_str()))
            .collect();
        assert_eq!(
            tabs,
            [
                ("A & B", Visibility::Visible, "r1"),
                ("C", Visibility::VeryHidden, ""),
                ("D", Visibility::Visible, "")
            ]
        );
        assert!(book.is_1904);
        assert_eq!(book.calculation, Calculation { by_hand: true, on_load: true });
        assert_eq!(book.names_outside, ["tổng"]);
    }
}
