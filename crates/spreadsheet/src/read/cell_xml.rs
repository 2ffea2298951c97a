//! One cell of an `.xlsx` sheet: its value by its type and format, its formula,
//! and what its text is made of.

use std::collections::BTreeMap;

use calamine::expand_shared_formula;
use quick_xml::events::{BytesStart, Event};

use super::cell::Value;
use super::draft::{About, Draft};
use super::limits;
use super::look::Look;
use super::notes::{Note, Notes};
use super::shared_strings::{Rich, Strings, rich_text};
use super::sheet_xml::address;
use super::styles_xml::{Style, Styles};
use super::theme::Theme;
use super::unreadable::Unreadable;
use super::xml_text::{self, Xml};
use crate::place::Address;

/// What the cells of all sheets of a workbook refer to.
pub(super) struct Context<'a> {
    pub(super) strings: &'a Strings,
    pub(super) styles: &'a Styles,
    pub(super) is_1904: bool,
    /// Names, in lower case, that lead into other workbooks.
    pub(super) names_outside: &'a [String],
    /// Points of the letters in which column widths are counted.
    pub(super) points: f64,
}

/// The type that a cell states for its value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    /// None stated: a number, as a rule.
    #[default]
    Usual,
    Number,
    Shared,
    Text,
    Inline,
    Truth,
    Error,
    Date,
}

impl Kind {
    fn of(text: &str) -> Option<Self> {
        Some(match text {
            "n" => Self::Number,
            "s" => Self::Shared,
            "str" => Self::Text,
            "inlineStr" | "is" => Self::Inline,
            "b" => Self::Truth,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => return None,
        })
    }
}

/// Errors that Excel knows.
const ERRORS: [&str; 14] = [
    "#DIV/0!",
    "#N/A",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#VALUE!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#GETTING_DATA",
];

/// The master of a shared formula and where it stands.
struct Master {
    formula: String,
    at: Address,
}

/// Reads the cells of one sheet, one after the other.
pub(super) struct CellReader<'a> {
    context: &'a Context<'a>,
    kind: Kind,
    style: usize,
    value: String,
    has_value: bool,
    formula: String,
    has_formula: bool,
    text: String,
    has_text: bool,
    rich: Option<Rich>,
    shared: BTreeMap<u32, Master>,
    /// Bytes of formulas written out for cells that share one.
    expanded: usize,
}

impl<'a> CellReader<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            kind: Kind::Usual,
            style: 0,
            value: String::new(),
            has_value: false,
            formula: String::new(),
            has_formula: false,
            text: String::new(),
            has_text: false,
            rich: None,
            shared: BTreeMap::new(),
            expanded: 0,
        }
    }

    /// Takes what a cell says of itself; gives its address, where it has one.
    pub(super) fn enter(
        &mut self,
        element: &BytesStart<'_>,
    ) -> Result<Option<Address>, Unreadable> {
        (self.kind, self.style) = (Kind::Usual, 0);
        let mut at = None;
        for attribute in element.attributes().with_checks(false).flatten() {
            let text: &str = &attribute.value;
            let resolved = quick_xml::escape::unescape(text);
            let text = resolved.as_deref().unwrap_or(text).trim();
            match attribute.key.as_ref() {
                "r" => {
                    let told = address(text);
                    at = Some(told.ok_or_else(|| {
                        Unreadable::damaged(format!("ô có địa chỉ “{text}”"))
                    })?);
                }
                "s" => self.style = text.parse().unwrap_or(usize::MAX),
                "t" => {
                    self.kind = Kind::of(text).ok_or_else(|| {
                        Unreadable::damaged(format!("ô có kiểu dữ liệu “{text}”"))
                    })?;
                }
                _ => (),
            }
        }
        Ok(at)
    }

    /// Reads the cell just entered to its end and gives it to the draft.
    pub(super) fn read(
        &mut self,
        xml: &mut Xml<'_>,
        at: Address,
        is_empty: bool,
        draft: &mut Draft<'_>,
    ) -> Result<(), Unreadable> {
        if is_empty {
            return Ok(());
        }
        (self.has_value, self.has_formula, self.has_text) = (false, false, false);
        self.value.clear();
        self.formula.clear();
        self.text.clear();
        self.rich = None;
        loop {
            match xml_text::next(xml)? {
                Event::Start(element) => self.part(xml, at, &element, false)?,
                Event::Empty(element) => self.part(xml, at, &element, true)?,
                Event::End(_) => break,
                Event::Eof => return Err(xml_text::cut_off()),
                _ => (),
            }
        }
        self.put(at, draft)
    }

    fn part(
        &mut self,
        xml: &mut Xml<'_>,
        at: Address,
        element: &BytesStart<'_>,
        is_empty: bool,
    ) -> Result<(), Unreadable> {
        let name = element.local_name();
        let met = match name.as_ref() {
            "v" => &mut self.has_value,
            "f" => &mut self.has_formula,
            "is" => &mut self.has_text,
            _ if is_empty => return Ok(()),
            _ => return xml_text::skip(xml, element),
        };
        if std::mem::replace(met, true) {
            return Err(Unreadable::damaged(format!("ô {at} có hai nội dung")));
        }
        match name.as_ref() {
            "v" if !is_empty => xml_text::append_until_end(xml, &mut self.value)?,
            "is" if !is_empty => {
                let palette = self.context.styles.palette();
                self.rich = rich_text(xml, palette, &mut self.text)?;
            }
            "f" => {
                if !is_empty {
                    xml_text::append_until_end(xml, &mut self.formula)?;
                }
                self.share(at, element);
            }
            _ => (),
        }
        Ok(())
    }

    /// Writes out a formula that Excel shares between cells.
    fn share(&mut self, at: Address, element: &BytesStart<'_>) {
        let mut id = None;
        let mut is_shared = false;
        for attribute in element.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "t" => is_shared = &*attribute.value == "shared",
                "si" => id = attribute.value.trim().parse::<u32>().ok(),
                _ => (),
            }
        }
        let Some(id) = id.filter(|_| is_shared) else { return };
        if !self.formula.is_empty() {
            let formula = self.formula.clone();
            self.shared.insert(id, Master { formula, at });
            return;
        }
        let Some(master) = self.shared.get(&id) else { return };
        self.expanded += master.formula.len();
        if self.expanded > limits::FORMULA_BYTES {
            return;
        }
        let (from, to) = ((master.at.row, master.at.col), (at.row, at.col));
        self.formula =
            expand_shared_formula(&master.formula, from, to).unwrap_or_default();
    }

    fn put(&mut self, at: Address, draft: &mut Draft<'_>) -> Result<(), Unreadable> {
        let context = self.context;
        let style = context.styles.get(self.style);
        let (value, rich) = match self.kind {
            Kind::Shared => self.shared_text(at)?,
            Kind::Inline if self.has_text => (self.inline_text(), self.rich.as_ref()),
            _ => match self.told(at, style)? {
                None if self.has_text => (self.inline_text(), self.rich.as_ref()),
                told => (told, None),
            },
        };
        let formula = self.has_formula.then_some(self.formula.as_str());
        // An empty cell that has a formula was saved by a program that does not
        // calculate.
        let value = value.or(formula.map(|_| Value::Uncalculated));
        let Some(value) = value else { return Ok(()) };
        let mut about = About { formula, look: Some(&style.look), ..About::default() };
        if formula.is_some_and(|formula| self.names_outside(formula)) {
            about.notes.add(Note::ExternalLink);
        }
        let Some(rich) = rich else { return draft.put(at, value, about) };
        let look = look_of(rich, &style.look, draft.theme(), &mut about.notes);
        about.runs = &rich.runs;
        about.look = Some(look.as_ref().unwrap_or(&style.look));
        draft.put(at, value, about)
    }

    fn shared_text(
        &self,
        at: Address,
    ) -> Result<(Option<Value>, Option<&'a Rich>), Unreadable> {
        let index = self.value.trim();
        if index.is_empty() {
            return Ok((None, None));
        }
        let found = index.parse().ok().and_then(|index| self.context.strings.get(index));
        let (text, rich) = found.ok_or_else(|| {
            Unreadable::damaged(format!("ô {at} dẫn tới nội dung chữ không có trong tệp"))
        })?;
        Ok((Some(Value::Text(text.to_owned())), rich))
    }

    fn inline_text(&self) -> Option<Value> {
        Some(Value::Text(self.text.clone()))
    }

    /// What stands in `<v>`; nothing for a blank.
    fn told(&self, at: Address, style: &Style) -> Result<Option<Value>, Unreadable> {
        if !self.has_value {
            return Ok(None);
        }
        let told = self.value.trim();
        let odd = |what: &str| Unreadable::damaged(format!("ô {at} có {what} “{told}”"));
        Ok(match self.kind {
            // What a formula came to, saved by a program that knows no errors.
            Kind::Text if self.has_formula && is_error(told) => {
                Some(Value::Error(told.to_owned()))
            }
            Kind::Text | Kind::Inline => {
                Some(Value::Text(xml_text::unescaped(&self.value).into_owned()))
            }
            _ if told.is_empty() => None,
            Kind::Usual | Kind::Number | Kind::Shared => match told.parse::<f64>() {
                Ok(number) => Some(style.value_of(number, self.context.is_1904)),
                Err(_) if self.kind == Kind::Usual => Some(Value::Text(told.to_owned())),
                Err(_) => return Err(odd("giá trị không phải số")),
            },
            Kind::Truth => match told.to_ascii_lowercase().as_str() {
                "0" | "false" => Some(Value::Bool(false)),
                "1" | "true" => Some(Value::Bool(true)),
                _ => return Err(odd("giá trị đúng/sai")),
            },
            Kind::Error => Some(Value::Error(told.to_owned())),
            Kind::Date => Some(Value::Date(told.to_owned())),
        })
    }

    /// Whether a formula uses a name that leads into another workbook.
    fn names_outside(&self, formula: &str) -> bool {
        let names = self.context.names_outside;
        if names.is_empty() {
            return false;
        }
        let formula = formula.to_lowercase();
        let in_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '\\');
        let mut words = formula.split(|c: char| !in_name(c));
        words.any(|word| names.iter().any(|name| name == word))
    }
}

/// An error of Excel, or one that LibreOffice counts: `Err:508`.
pub(super) fn is_error(told: &str) -> bool {
    let counted = told.strip_prefix("Err:").is_some_and(|number| {
        number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    counted || ERRORS.contains(&told)
}

/// The look of a cell whose text has stretches of their own; nothing where that of
/// its style holds.
pub(super) fn look_of(
    rich: &Rich,
    of_cell: &Look,
    theme: &Theme,
    notes: &mut Notes,
) -> Option<Look> {
    let in_ink = |ink| Look { ink, ground: of_cell.ground, ..Look::default() };
    let vanishes = rich.inks.iter().any(|ink| in_ink(*ink).is_invisible(theme));
    notes.add_if(vanishes || rich.is_partly_unreadable, Note::InvisibleInk);
    if rich.is_partly_plain || rich.inks.is_empty() {
        return None;
    }
    // No letter of it looks as its style says.
    let ink = rich.inks.first().copied().flatten();
    Some(Look { struck: false, raised: false, points: None, ink, ..of_cell.clone() })
}
