//! Reads `.xlsb`, Excel's binary workbook: what its parts say, put together to
//! sheets. The parts are found as those of an `.xlsx` are.
//!
//! Of a formula is known that it is there and whether it takes anything from
//! another workbook, not how it is spelt. Excel always writes a result.

use std::collections::BTreeSet;

use super::draft::{Budget, Draft};
use super::parts::Parts;
use super::shared_strings::Strings;
use super::sheets_xml::Tab;
use super::theme::Theme;
use super::unreadable::Unreadable;
use super::xlsb_sheet::{self, Context};
use super::xlsb_styles::{self, Styles};
use super::{Sheet, Workbook, comments_xml, package, xlsb_book};

/// Reads all worksheets.
pub(super) fn read(parts: &Parts) -> Result<Workbook, Unreadable> {
    let layout = &parts.layout;
    let bytes = |part: &Option<String>| part.as_deref().and_then(|part| parts.get(part));
    let styles = match bytes(&layout.styles) {
        Some(part) => Styles::read(part)?,
        None => Styles::default(),
    };
    let strings = match bytes(&layout.strings) {
        Some(part) => xlsb_styles::shared_texts(part, &styles.fonts)?,
        None => Strings::default(),
    };
    let context = Context {
        strings,
        styles,
        links: xlsb_book::links(parts.get(&layout.main).unwrap_or_default())?,
        is_1904: layout.book.is_1904,
    };
    let mut budget = Budget::new(layout.book.calculation);
    if let Some(text) = layout.theme.as_deref().and_then(|part| parts.text(part)) {
        budget.theme = Theme::read(text?)?;
    }
    package::sheets(parts, |placed, tab| sheet(parts, placed, &context, &mut budget, tab))
}

fn sheet(
    parts: &Parts,
    placed: &package::Placed,
    context: &Context,
    budget: &mut Budget,
    tab: &Tab,
) -> Result<Sheet, Unreadable> {
    let mut draft = Draft::new(budget);
    if let Some(part) = placed.part.as_deref().and_then(|part| parts.get(part)) {
        xlsb_sheet::read(part, context, &mut draft)?;
    }
    let mut told = BTreeSet::new();
    for part in &placed.comments {
        // Conversations are kept as XML here too.
        if !part.ends_with(".bin") {
            if let Some(text) = parts.text(part) {
                comments_xml::read(text?, &mut told, &mut draft)?;
            }
        } else if let Some(bytes) = parts.get(part) {
            xlsb_sheet::comments(bytes, &told, &mut draft)?;
        }
    }
    Ok(Sheet::from_draft(&tab.name, tab.visibility, draft))
}
