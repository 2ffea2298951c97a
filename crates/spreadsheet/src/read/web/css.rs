//! Styles of a page, as far as they decide what a person sees: declarations of a
//! sheet of styles, by tag, class and number, and those of an element itself.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::read::limits;
use crate::read::look::{Colour, Laid};
use crate::read::ods_xml::centimetres;

/// What is said of an element; nothing where those around it are to say it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Said {
    pub(super) hidden: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) raised: Option<bool>,
    pub(super) ink: Option<Option<Colour>>,
    pub(super) ground: Option<Option<Colour>>,
    pub(super) points: Option<f64>,
    pub(super) font: Option<Rc<str>>,
    pub(super) format: Option<Rc<str>>,
    pub(super) laid: Option<Laid>,
    /// Centimetres, of a row or a column.
    pub(super) height: Option<f64>,
    pub(super) width: Option<f64>,
    /// Excel wrote the width.
    pub(super) is_excels: bool,
}

/// The sheet of styles of a page: by `td`, `.xl24`, `td.xl24`, `#xl24`.
#[derive(Debug, Clone, Default)]
pub(super) struct Css {
    own: BTreeMap<String, Said>,
    /// The rules that all pages of an archive have in common.
    common: Rc<BTreeMap<String, Said>>,
}

impl Css {
    /// The rules of one page of several that have these in common.
    pub(super) fn in_common(self) -> Self {
        Self { own: BTreeMap::new(), common: Rc::new(self.own) }
    }

    /// Takes the rules of a sheet of styles; those about more than one element at
    /// a time are left to browsers, as Excel leaves them.
    pub(super) fn take(&mut self, sheet: &str) {
        let sheet = without_comments(sheet);
        for rule in sheet.split('}') {
            let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
            let mut said = Said::default();
            said.take(declarations);
            // What stands within another brace is of a device, such as paper.
            if selectors.contains('{') {
                continue;
            }
            for selector in selectors.split(',').map(str::trim) {
                let simple = |c: char| c.is_alphanumeric() || ".#-_".contains(c);
                if selector.is_empty() || !selector.chars().all(simple) {
                    continue;
                }
                if self.own.len() < limits::STYLES {
                    let known = self.own.entry(selector.to_lowercase()).or_default();
                    known.lay(&said);
                }
            }
        }
    }

    /// What the rules say of an element, the closer ones last.
    pub(super) fn of(&self, tag: &str, classes: &str, id: &str) -> Said {
        let mut said = Said::default();
        let mut lay = |key: &str| {
            for rule in [self.common.get(key), self.own.get(key)].into_iter().flatten() {
                said.lay(rule);
            }
        };
        lay(tag);
        let classes = classes.to_lowercase();
        let classes = || classes.split_whitespace().take(limits::CLASSES);
        for class in classes() {
            lay(&format!(".{class}"));
        }
        for class in classes() {
            lay(&format!("{tag}.{class}"));
        }
        if !id.is_empty() {
            lay(&format!("#{}", id.to_lowercase()));
        }
        said
    }
}

impl Said {
    /// Takes over what another says.
    pub(super) fn lay(&mut self, over: &Self) {
        let over = over.clone();
        self.hidden = over.hidden.or(self.hidden);
        self.struck = over.struck.or(self.struck);
        self.raised = over.raised.or(self.raised);
        self.ink = over.ink.or(self.ink);
        self.ground = over.ground.or(self.ground);
        self.points = over.points.or(self.points);
        self.font = over.font.or(self.font.take());
        self.format = over.format.or(self.format.take());
        self.laid = over.laid.or(self.laid);
        self.height = over.height.or(self.height);
        self.width = over.width.or(self.width);
        self.is_excels |= over.is_excels;
    }

    /// Takes declarations: `display:none; mso-number-format:"\#\,\#\#0"`.
    pub(super) fn take(&mut self, declarations: &str) {
        for declaration in apart(declarations) {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            self.declare(name.trim().to_ascii_lowercase().as_str(), value.trim());
        }
    }

    fn declare(&mut self, name: &str, value: &str) {
        let small = value.to_ascii_lowercase();
        let small = small.trim_end_matches("!important").trim();
        match name {
            "display" => self.hidden = Some(small == "none"),
            "visibility" if matches!(small, "hidden" | "collapse") => {
                self.hidden = Some(true);
            }
            "mso-hide" => self.hidden = Some(small == "all"),
            "text-decoration" | "text-decoration-line" => {
                self.struck = Some(small.contains("line-through"));
            }
            "text-line-through" => self.struck = Some(small != "none"),
            "vertical-align" => {
                let off = ["super", "sub", "text-top", "text-bottom"].contains(&small);
                self.raised = Some(off);
            }
            "color" if small != "inherit" => self.ink = Some(colour(small)),
            "background" | "background-color" if small.contains("transparent") => {
                self.ground = Some(None);
            }
            "background" | "background-color" => {
                self.ground = Some(small.split_whitespace().find_map(colour));
            }
            "opacity" if small.parse::<f64>().is_ok_and(|share| share < 0.1) => {
                self.points = Some(0.0);
            }
            "font-size" => self.points = points(small).or(self.points),
            "font-family" => {
                let first = value.split(',').next().unwrap_or_default();
                let first = first.trim().trim_matches(['"', '\'']);
                self.font = Some(
                    first.chars().take(limits::FONT_CHARS).collect::<String>().into(),
                );
            }
            "mso-number-format" | "vnd.ms-excel.numberformat" => {
                self.format = Some(format_code(value).into());
            }
            "mso-text-control" if small.contains("shrink") => {
                self.laid = Some(Laid::Fitting);
            }
            "text-align" if small == "fill" => self.laid = Some(Laid::Repeated),
            "mso-rotate" => self.laid = Some(Laid::Fitting),
            "height" => self.height = centimetres(small),
            "width" => self.width = centimetres(small),
            "mso-width-source" => self.is_excels = true,
            _ => (),
        }
    }
}

/// Declarations one by one; a semicolon in quotes or behind a stroke is a letter.
fn apart(text: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut quote, mut is_escaped) = (None, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' | '\'' if quote == Some(letter) => quote = None,
            '"' | '\'' if quote.is_none() => quote = Some(letter),
            ';' if quote.is_none() => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => (),
        }
    }
    parts.push(&text[start..]);
    parts
}

fn without_comments(text: &str) -> String {
    let text = text.replace("<!--", "").replace("-->", "");
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

/// A format code as a page spells it: `"\#\,\#\#0"`, `\@`, `Percent`, and
/// `\0022` for a quote.
pub(super) fn format_code(text: &str) -> String {
    let text = text.trim();
    let quoted =
        |quote| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    let bare = quoted('"').or_else(|| quoted('\'')).unwrap_or(text);
    let mut code = String::new();
    let mut letters = bare.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            code.push(letter);
            continue;
        }
        let rest = letters.as_str();
        let spelt =
            rest.get(..4).filter(|four| four.bytes().all(|b| b.is_ascii_hexdigit()));
        let spelt = spelt.and_then(|four| u32::from_str_radix(four, 16).ok());
        match spelt.and_then(char::from_u32) {
            Some(spelt) => {
                code.push(spelt);
                letters = rest[4..].chars();
            }
            None => code.extend(letters.next()),
        }
    }
    let kept = || code.trim().chars().take(limits::FORMAT_CHARS).collect();
    named(code.trim()).map_or_else(kept, str::to_owned)
}

/// Formats that have a name, in pages and in XML of 2003.
pub(super) fn named(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "general" => "General",
        "general number" => "General",
        "text" => "@",
        "fixed" => "0.00",
        "standard" => "#,##0.00",
        "percent" => "0.00%",
        "scientific" => "0.00E+00",
        "general date" => "dd/mm/yyyy h:mm",
        "short date" | "long date" => "dd/mm/yyyy",
        "medium date" => "dd-mmm-yy",
        "short time" => "h:mm",
        "long time" | "medium time" => "h:mm:ss",
        "currency" => "#,##0.00 \"₫\"",
        "euro currency" => "#,##0.00 \"€\"",
        "yes/no" => "\"Yes\";\"Yes\";\"No\"",
        "true/false" => "\"True\";\"True\";\"False\"",
        "on/off" => "\"On\";\"On\";\"Off\"",
        _ => return None,
    })
}

/// Points of a size: `11.0pt`, `0`, `1px`; of one told by a word, nothing.
fn points(text: &str) -> Option<f64> {
    centimetres(text).map(|length| length / 2.54 * 72.0)
}

/// A colour of a page: `white`, `#fff`, `#FFFFFF`, `rgb(255, 255, 255)`.
pub(super) fn colour(text: &str) -> Option<Colour> {
    let text = text.trim().to_ascii_lowercase();
    if let Some(three) = text.strip_prefix('#').filter(|digits| digits.len() == 3) {
        return Colour::of_hex(&three.chars().flat_map(|c| [c, c]).collect::<String>());
    }
    if let Some((_, parts)) = text.split_once("rgb").and_then(|(_, p)| p.split_once('('))
    {
        let mut parts = parts.split([',', ' ', ')', '/']).filter(|part| !part.is_empty());
        let mut part = || parts.next()?.trim().parse::<u8>().ok();
        return Some(Colour::Rgb([part()?, part()?, part()?]));
    }
    let known = NAMES.iter().find(|(name, _)| *name == text);
    Colour::of_hex(known.map_or(text.as_str(), |(_, hex)| hex))
}

/// Names of colours, the pale ones first.
const NAMES: [(&str, &str); 26] = [
    ("white", "FFFFFF"),
    ("transparent", "FFFFFF"),
    ("window", "FFFFFF"),
    ("snow", "FFFAFA"),
    ("ivory", "FFFFF0"),
    ("whitesmoke", "F5F5F5"),
    ("ghostwhite", "F8F8FF"),
    ("lightyellow", "FFFFE0"),
    ("windowtext", "000000"),
    ("black", "000000"),
    ("silver", "C0C0C0"),
    ("lightgray", "D3D3D3"),
    ("lightgrey", "D3D3D3"),
    ("gray", "808080"),
    ("grey", "808080"),
    ("maroon", "800000"),
    ("red", "FF0000"),
    ("purple", "800080"),
    ("fuchsia", "FF00FF"),
    ("green", "008000"),
    ("lime", "00FF00"),
    ("olive", "808000"),
    ("yellow", "FFFF00"),
    ("navy", "000080"),
    ("blue", "0000FF"),
    ("aqua", "00FFFF"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_spelt_with_strokes_and_numbers() {
        for (spelt, code) in [
            ("\"\\#\\,\\#\\#0\"", "#,##0"),
            ("\\@", "@"),
            ("'0%'", "0%"),
            ("Percent", "0.00%"),
            ("\"0\\0022 hộ\\0022\"", "0\" hộ\""),
            ("\"\\#\\,\\#\\#0\\.00\"", "#,##0.00"),
            ("\"\\;\\;\\;\"", ";;;"),
        ] {
            assert_eq!(format_code(spelt), code, "{spelt}");
        }
    }

    #[test]
    fn rules_are_told_by_tag_and_class_and_the_closer_holds() {
        let mut css = Css::default();
        css.take("<!-- td {color:black} .xl24, .xl25 {mso-number-format:\"\\;\\;\\;\"; color:#fff} -->");
        css.take("@media print { .xl25 {display:none} } /* .xl24 {display:none} */ tr td {color:red}");
        let of = |classes| css.of("td", classes, "");
        assert_eq!(of("xl24").ink, Some(Colour::of_hex("FFFFFF")));
        assert_eq!(of("XL24").format.as_deref(), Some(";;;"));
        assert_eq!(of("").ink, Some(Colour::of_hex("000000")));
        assert_eq!(of("xl24").hidden, None);
    }

    #[test]
    fn colours_have_many_spellings() {
        let white = Colour::of_hex("FFFFFF");
        for text in
            ["white", "#FFF", "#ffffff", "rgb(255,255,255)", "rgba(255, 255, 255, 1)"]
        {
            assert_eq!(colour(text), white, "{text}");
        }
        assert_eq!(colour("inherit"), None);
    }
}
