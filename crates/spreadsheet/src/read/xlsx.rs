//! Reads `.xlsx` and `.xlsm`: what its parts say, each by its own reader, put
//! together to sheets.

use std::collections::BTreeSet;

use super::cell_xml::Context;
use super::draft::{Budget, Draft};
use super::package::{self, Placed};
use super::parts::Parts;
use super::shared_strings::Strings;
use super::sheets_xml::Tab;
use super::styles_xml::Styles;
use super::theme::Theme;
use super::unreadable::Unreadable;
use super::{Sheet, Workbook, comments_xml, sheet_xml};

/// Reads all worksheets. A sheet that breaks off makes the whole file damaged:
/// half a table must not pass for a table.
pub(super) fn read(parts: &Parts) -> Result<Workbook, Unreadable> {
    let layout = &parts.layout;
    let text = |part: &Option<String>| part.as_deref().and_then(|part| parts.text(part));
    let styles = match text(&layout.styles) {
        Some(text) => Styles::read(text?)?,
        None => Styles::default(),
    };
    let strings = match text(&layout.strings) {
        Some(text) => Strings::read(text?, styles.palette())?,
        None => Strings::default(),
    };
    let context = Context {
        strings: &strings,
        styles: &styles,
        is_1904: layout.book.is_1904,
        names_outside: &layout.book.names_outside,
        points: styles.points,
    };
    let mut budget = Budget::new(layout.book.calculation);
    if let Some(text) = text(&layout.theme) {
        budget.theme = Theme::read(text?)?;
    }
    package::sheets(parts, |placed, tab| sheet(parts, placed, &context, &mut budget, tab))
}

fn sheet(
    parts: &Parts,
    placed: &Placed,
    context: &Context<'_>,
    budget: &mut Budget,
    tab: &Tab,
) -> Result<Sheet, Unreadable> {
    let mut draft = Draft::new(budget);
    if let Some(text) = placed.part.as_deref().and_then(|part| parts.text(part)) {
        sheet_xml::read(text?, context, &mut draft)?;
    }
    let mut told = BTreeSet::new();
    for part in &placed.comments {
        if let Some(text) = parts.text(part) {
            comments_xml::read(text?, &mut told, &mut draft)?;
        }
    }
    Ok(Sheet::from_draft(&tab.name, tab.visibility, draft))
}
