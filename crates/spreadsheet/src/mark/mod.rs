//! Marks what is wrong in an office's own workbook: a copy of it with the faulty
//! cells highlighted and commented, and nothing else changed.
//!
//! Works on the package itself: parts that need no change are copied as they
//! are packed, the others are edited as text, where something is new. Writing
//! the workbook anew would lose what the writing library does not know.

mod book;
mod cells;
mod comments;
mod content_types;
mod drawing;
mod geometry;
mod merges;
mod package;
mod relations;
mod sheet;
mod styles;
mod unmarkable;
mod words;
mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{self, AssertUnwindSafe};

pub use self::unmarkable::Unmarkable;

use self::book::Book;
use self::cells::{Painting, Sights};
use self::package::Package;
use self::sheet::Sheet;
use self::styles::Look;
use self::xml::Edits;
use crate::place::{Address, CellRange};

/// How much what is said of a cell matters: its colour, graver ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    Error,
    Warning,
    Info,
}

/// What is to be said at which cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The name on the tab, NFC.
    pub sheet: String,
    pub range: CellRange,
    pub tone: Tone,
    pub text: String,
}

/// A copy of an `.xlsx` or `.xlsm` with marks; equal input gives equal bytes.
///
/// Marks on sheets that the workbook does not have are passed over, unless all
/// are. A panic of ours or of a library is damage of the file, too.
pub fn mark(original: &[u8], marks: &[Mark]) -> Result<Vec<u8>, Unmarkable> {
    panic::catch_unwind(AssertUnwindSafe(|| mark_trusting(original, marks)))
        .unwrap_or_else(|_| Err(Unmarkable::damaged("nội dung ngoài dự kiến")))
}

fn mark_trusting(original: &[u8], marks: &[Mark]) -> Result<Vec<u8>, Unmarkable> {
    let mut package = Package::open(original)?;
    let book = Book::open(&mut package)?;
    let mut marked = Vec::new();
    for (part, marks) in by_part(&book, marks) {
        marked.push((part, package.needed(part)?, marks));
    }
    if marked.is_empty() {
        return Err(Unmarkable::NoSuchSheet);
    }
    let mut sheets = Vec::new();
    for (part, text, marks) in &marked {
        let sheet = Sheet::read(text)?;
        let sights = Sights::new(&sheet, marks);
        sheets.push((*part, sheet, sights));
    }
    let paintings: Vec<Painting<'_, '_>> =
        sheets.iter().map(|(_, sheet, sights)| Painting::new(sheet, sights)).collect();
    let looks = paintings.iter().flat_map(Painting::looks).collect();
    let namespace = namespace(&sheets[0].1);
    let numbers = add_looks(&mut package, &book, &namespace, &looks)?;
    // Shapes of our own drawings are numbered beyond those of any sheet.
    let mut block = u32::try_from(book.sheets.len()).unwrap_or(0) + 1;
    for ((part, sheet, sights), painting) in sheets.iter().zip(&paintings) {
        let mut edits = Edits::default();
        painting.paint(&numbers, &mut edits);
        let comments = Commenting { book: &book, part, sheet };
        comments.add(&mut package, sights, &mut block, &mut edits)?;
        package.put(part, edits.apply(sheet.text));
    }
    package.finish()
}

/// The marks of every sheet that has some, in the order of the tabs, graver ones
/// first. Two tabs may show one part.
fn by_part<'b, 'm>(book: &'b Book, marks: &'m [Mark]) -> Vec<(&'b str, Vec<&'m Mark>)> {
    let mut found: BTreeMap<&str, Vec<&Mark>> = BTreeMap::new();
    for mark in marks {
        if let Some(part) = book.part_of(&mark.sheet) {
            found.entry(part).or_default().push(mark);
        }
    }
    let mut ordered = Vec::new();
    for (_, part) in &book.sheets {
        if let Some(mut marks) = found.remove(part.as_str()) {
            marks.sort_by_key(|mark| mark.tone);
            ordered.push((part.as_str(), marks));
        }
    }
    ordered
}

fn namespace(sheet: &Sheet<'_>) -> String {
    sheet.root.namespace().map_or_else(
        || "http://schemas.openxmlformats.org/spreadsheetml/2006/main".to_owned(),
        Into::into,
    )
}

/// Completes the style sheet; gives the number of each look in it.
fn add_looks(
    package: &mut Package<'_>,
    book: &Book,
    namespace: &str,
    looks: &BTreeSet<Look>,
) -> Result<BTreeMap<Look, u32>, Unmarkable> {
    if let Some(part) = &book.styles {
        let (text, numbers) = styles::extend(&package.needed(part)?, looks)?;
        package.put(part, text);
        return Ok(numbers);
    }
    let part = package.fresh(&format!("{}styles", book.folder()), ".xml");
    let (text, numbers) = styles::extend(&styles::blank(namespace), looks)?;
    package.put(&part, text);
    content_types::declare(package, &part, "styles")?;
    let kind = format!("{}/styles", book.kinds);
    relations::add(package, &book.main, &kind, &part)?;
    Ok(numbers)
}

/// Comments on one sheet: their text, their boxes, and what ties them to it.
struct Commenting<'c, 'a> {
    book: &'c Book,
    part: &'c str,
    sheet: &'c Sheet<'a>,
}

impl Commenting<'_, '_> {
    fn add(
        &self,
        package: &mut Package<'_>,
        sights: &Sights,
        block: &mut u32,
        edits: &mut Edits,
    ) -> Result<(), Unmarkable> {
        let said: BTreeMap<Address, String> = sights
            .said
            .iter()
            .map(|(at, lines)| (*at, words::comment(lines)))
            .filter(|(_, words)| !words.is_empty())
            .collect();
        if said.is_empty() {
            return Ok(());
        }
        let part = self.comments(package)?;
        let (text, whole) = comments::add(&package.needed(&part)?, &said)?;
        package.put(&part, text);
        let sizes = whole.iter().map(|(at, text)| (*at, words::room(text))).collect();
        let part = self.drawing(package, said.len(), block, edits)?;
        let text = package.needed(&part)?;
        let geometry = &self.sheet.geometry;
        package.put(&part, drawing::add(&text, &sizes, geometry, *block)?);
        *block += 1 + u32::try_from(said.len() / 1_000).unwrap_or(0);
        Ok(())
    }

    /// The part of the sheet's comments, made where there is none.
    fn comments(&self, package: &mut Package<'_>) -> Result<String, Unmarkable> {
        let known = relations::of(package, self.part)?;
        if let Some(known) = known.into_iter().find(|one| one.is("comments")) {
            return Ok(known.target);
        }
        let part = package.fresh(&format!("{}comments", self.book.folder()), ".xml");
        package.put(&part, comments::blank(&namespace(self.sheet)));
        content_types::declare(package, &part, "comments")?;
        let kind = format!("{}/comments", self.book.kinds);
        relations::add(package, self.part, &kind, &part)?;
        Ok(part)
    }

    /// The part of the sheet's old drawing, made where there is none.
    fn drawing(
        &self,
        package: &mut Package<'_>,
        shapes: usize,
        block: &mut u32,
        edits: &mut Edits,
    ) -> Result<String, Unmarkable> {
        if let Some(id) = &self.sheet.drawing {
            let known = relations::of(package, self.part)?;
            let known = known.into_iter().find(|one| one.id == *id);
            let lost = || Unmarkable::damaged("thiếu phần hình vẽ của sheet");
            return Ok(known.ok_or_else(lost)?.target);
        }
        let folder = self.book.folder();
        let part = package.fresh(&format!("{folder}drawings/vmlDrawing"), ".vml");
        package.put(&part, drawing::blank(*block, shapes));
        content_types::declare_vml(package)?;
        let kind = format!("{}/vmlDrawing", self.book.kinds);
        let id = relations::add(package, self.part, &kind, &part)?;
        edits.insert(self.sheet.drawing_place, self.drawing_element(&id));
        Ok(part)
    }

    fn drawing_element(&self, id: &str) -> String {
        let (prefix, kinds) = (self.sheet.root.prefix(), &self.book.kinds);
        let bound = self.sheet.root.namespaces().find(|(_, name)| name == kinds.as_str());
        match bound {
            Some((bound, _)) if !bound.is_empty() => {
                format!("<{prefix}legacyDrawing {bound}:id=\"{id}\"/>")
            }
            _ => {
                format!("<{prefix}legacyDrawing xmlns:r=\"{kinds}\" r:id=\"{id}\"/>")
            }
        }
    }
}

#[cfg(test)]
mod tests;
