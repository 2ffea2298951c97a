//! The styles of an `.ods`, those of its own and those with a name, each put
//! together from what it says and what it inherits.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::conditions::Overlay;
use super::limits;
use super::look::{Colour, Laid, Look};
use super::ods_conditions::Map;
use super::ods_formats::Formats;
use super::ods_xml::{self, Xml, centimetres};
use super::sheets_xml::{self, attribute};
use super::unreadable::Unreadable;
use super::xml_text::{cut_off, next, skip};

/// What styles are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Cell,
    Text,
    Row,
    Column,
    Table,
}

/// All styles of a workbook.
#[derive(Debug, Default)]
pub(super) struct Styles {
    told: BTreeMap<(Family, String), Told>,
    defaults: BTreeMap<Family, Told>,
    formats: Formats,
    /// Names of fonts by the names that styles have for them.
    fonts: BTreeMap<String, String>,
    looks: Vec<Look>,
    by_name: BTreeMap<String, usize>,
}

/// What one style says; nothing where its parent is to say it.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    parent: Option<String>,
    format: Option<String>,
    font: Option<String>,
    points: Option<f64>,
    pub(super) struck: Option<bool>,
    pub(super) raised: Option<bool>,
    pub(super) ink: Option<Option<Colour>>,
    ground: Option<Option<Colour>>,
    /// Repeated to fill the cell, made to fit, turned.
    laid: [Option<bool>; 3],
    /// Height of a row or width of a column, in centimetres.
    pub(super) size: Option<f64>,
    /// Styles that hold under conditions.
    maps: Vec<Map>,
    /// Whether a table is shown.
    pub(super) is_shown: Option<bool>,
}

/// Parents that are followed from a style.
const PARENTS: usize = 20;

impl Styles {
    /// Takes the named styles of the part that keeps them; those beside them are
    /// of headers and footers.
    pub(super) fn read_named(&mut self, part: &str) -> Result<(), Unreadable> {
        let mut xml = ods_xml::reader(part);
        loop {
            match next(&mut xml)? {
                Event::Start(element) => match element.name().as_ref() {
                    "office:automatic-styles" | "office:master-styles" => {
                        skip(&mut xml, &element)?;
                    }
                    _ => {
                        self.read(&mut xml, &element)?;
                    }
                },
                Event::Eof => return Ok(()),
                _ => (),
            }
        }
    }

    /// Reads an element just entered, if it is a style; whether it was one.
    pub(super) fn read(
        &mut self,
        xml: &mut Xml<'_>,
        element: &BytesStart<'_>,
    ) -> Result<bool, Unreadable> {
        let name = || attribute(element, "name").unwrap_or_default();
        match element.name().as_ref() {
            "style:style" | "style:default-style" => {
                let told = Told::read(xml, element)?;
                let family = attribute(element, "family").and_then(|f| Family::of(&f));
                let Some(family) = family else { return Ok(true) };
                if element.name().as_ref() == "style:default-style" {
                    self.defaults.insert(family, told);
                } else if self.told.len() < limits::STYLES {
                    self.told.insert((family, name()), told);
                }
            }
            "style:font-face" => {
                let family = attribute(element, "font-family").unwrap_or_default();
                let family = family.trim_matches(['\'', '"', ' ']).to_owned();
                if !family.is_empty() && self.fonts.len() < limits::STYLES {
                    self.fonts.insert(name(), family);
                }
            }
            format if Formats::is_one(format) => self.formats.read(xml, element)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// What a style says together with those it inherits from.
    pub(super) fn of(&self, family: Family, name: &str) -> Told {
        let mut whole = Told::default();
        let mut named = Some(name.to_owned());
        for _ in 0..PARENTS {
            let key = named.take().map(|name| (family, name));
            let Some(told) = key.and_then(|key| self.told.get(&key)) else { break };
            whole.inherit(told);
            named = told.parent.clone();
        }
        // Letters in a text are those of its cell where nothing is said.
        if let Some(default) =
            self.defaults.get(&family).filter(|_| family != Family::Text)
        {
            whole.inherit(default);
        }
        whole
    }

    /// The number of the look of cells of a style.
    pub(super) fn look_of(&mut self, style: &str) -> usize {
        if let Some(known) = self.by_name.get(style) {
            return *known;
        }
        let told = self.of(Family::Cell, style);
        let font = told.font.map(|font| self.fonts.get(&font).cloned().unwrap_or(font));
        let look = Look {
            format: told.format.and_then(|format| self.formats.code(&format)),
            font: font.map(|font| font.chars().take(limits::FONT_CHARS).collect()),
            points: told.points,
            struck: told.struck.unwrap_or(false),
            raised: told.raised.unwrap_or(false),
            laid: Laid::of(
                told.laid[0] == Some(true),
                told.laid[1..].contains(&Some(true)),
            ),
            ink: told.ink.flatten(),
            ground: told.ground.flatten(),
        };
        self.looks.push(look);
        self.by_name.insert(style.to_owned(), self.looks.len() - 1);
        self.looks.len() - 1
    }

    /// The styles that a style leads to under conditions.
    pub(super) fn maps(&self, style: &str) -> &[Map] {
        let told = self.told.get(&(Family::Cell, style.to_owned()));
        told.map(|told| told.maps.as_slice()).unwrap_or_default()
    }

    /// What a style lays over the look of a cell where it holds under a condition.
    pub(super) fn overlay(&mut self, style: &str) -> Overlay {
        let number = self.look_of(style);
        let Look { format, struck, ink, ground, .. } = self.look(number).clone();
        Overlay { format, struck, ink, ground, is_instead: false }
    }

    pub(super) fn look(&self, number: usize) -> &Look {
        &self.looks[number]
    }
}

impl Family {
    fn of(text: &str) -> Option<Self> {
        Some(match text {
            "table-cell" => Self::Cell,
            "text" => Self::Text,
            "table-row" => Self::Row,
            "table-column" => Self::Column,
            "table" => Self::Table,
            _ => return None,
        })
    }
}

impl Told {
    fn read(xml: &mut Xml<'_>, element: &BytesStart<'_>) -> Result<Self, Unreadable> {
        let mut told = Self {
            parent: attribute(element, "parent-style-name"),
            format: attribute(element, "data-style-name"),
            ..Self::default()
        };
        let mut depth = 1_u32;
        while depth > 0 {
            match next(xml)? {
                Event::Start(properties) => {
                    depth += 1;
                    told.take(&properties);
                }
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(cut_off()),
                _ => (),
            }
        }
        Ok(told)
    }

    fn take(&mut self, properties: &BytesStart<'_>) {
        let kind = properties.name();
        if kind.as_ref() == "style:map" && self.maps.len() < limits::CONDITIONS {
            let of = |name| sheets_xml::attribute(properties, name).unwrap_or_default();
            self.maps.push((of("condition"), of("apply-style-name")));
        }
        for attribute in properties.attributes().with_checks(false).flatten() {
            let text: &str = &attribute.value;
            match (kind.as_ref(), attribute.key.as_ref()) {
                ("style:text-properties", key) => self.letters(key, text),
                ("style:table-cell-properties", "fo:background-color") => {
                    self.ground = Some(Colour::of_hex(text));
                }
                ("style:table-cell-properties", "style:repeat-content") => {
                    self.laid[0] = Some(text == "true");
                }
                ("style:table-cell-properties", "style:shrink-to-fit") => {
                    self.laid[1] = Some(text == "true");
                }
                ("style:table-cell-properties", "style:rotation-angle") => {
                    self.laid[2] = Some(text != "0");
                }
                ("style:table-row-properties", "style:row-height")
                | ("style:table-column-properties", "style:column-width") => {
                    self.size = centimetres(text);
                }
                ("style:table-properties", "table:display") => {
                    self.is_shown = Some(text != "false");
                }
                _ => (),
            }
        }
    }

    fn letters(&mut self, key: &str, text: &str) {
        match key {
            "style:font-name" => self.font = Some(text.to_owned()),
            "fo:font-family" if self.font.is_none() => {
                self.font = Some(text.trim_matches(['\'', '"', ' ']).to_owned());
            }
            "fo:font-size" => {
                let points = text.trim().strip_suffix("pt");
                self.points = points.and_then(|points| points.trim().parse().ok());
            }
            "style:text-line-through-style"
            | "style:text-line-through-type"
            | "style:text-crossing-out" => {
                let struck = text != "none";
                // Style and type say the same twice; "none" in either is no line.
                self.struck = Some(struck && self.struck != Some(false));
            }
            "style:text-position" => {
                let place = text.split_whitespace().next().unwrap_or_default();
                self.raised = Some(!matches!(place, "0%" | "0"));
            }
            "fo:color" => self.ink = Some(Colour::of_hex(text)),
            "style:use-window-font-color" if text == "true" => self.ink = Some(None),
            _ => (),
        }
    }

    /// Takes over what is not said yet.
    fn inherit(&mut self, parent: &Self) {
        let parent = parent.clone();
        self.format = self.format.take().or(parent.format);
        self.font = self.font.take().or(parent.font);
        self.points = self.points.or(parent.points);
        self.struck = self.struck.or(parent.struck);
        self.raised = self.raised.or(parent.raised);
        self.ink = self.ink.or(parent.ink);
        self.ground = self.ground.or(parent.ground);
        for (own, parents) in self.laid.iter_mut().zip(parent.laid) {
            *own = own.or(parents);
        }
        self.size = self.size.or(parent.size);
        self.is_shown = self.is_shown.or(parent.is_shown);
    }
}
