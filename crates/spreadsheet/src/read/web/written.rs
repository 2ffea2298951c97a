//! What is written in one cell of a page: its text as it is laid out, the stretches
//! of it that have a look of their own, and the value that it or its cell tells.

use std::ops::Range;

use super::css::Said;
use crate::place::Address;
use crate::read::cell::Value;
use crate::read::cell_xml::{is_error, look_of};
use crate::read::draft::{About, Draft};
use crate::read::letters_xml::Letters;
use crate::read::limits;
use crate::read::look::Look;
use crate::read::notes::{Note, Notes};
use crate::read::ods_shown;
use crate::read::shared_strings::Rich;
use crate::read::styles_xml::{Style, date_kind};
use crate::read::theme::Theme;
use crate::read::unreadable::Unreadable;

/// The content of a cell so far.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) text: String,
    /// Stretches of the text with what is said of their letters.
    stretches: Vec<(Range<usize>, Letters)>,
    /// White space or a line break is due before the next letter.
    due: Option<char>,
    /// Digits are written that the page does not show.
    hides_digits: bool,
}

/// What the attributes of a cell say it holds.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) number: Option<String>,
    pub(super) text: Option<String>,
    pub(super) truth: Option<String>,
    pub(super) error: Option<String>,
    pub(super) formula: Option<String>,
}

/// More than a cell holds; the draft cuts it and says so.
const MOST_BYTES: usize = 4 * limits::CELL_CHARS;

impl Told {
    pub(super) fn is_empty(&self) -> bool {
        let Self { number, text, truth, error, formula } = self;
        [number, text, truth, error, formula].into_iter().all(Option::is_none)
    }
}

impl Written {
    /// Takes letters as a page lays them out: white space is one space.
    pub(super) fn push(&mut self, letters: &str, said: &Said, is_hidden: bool) {
        if self.text.len() > MOST_BYTES {
            return;
        }
        let start = self.text.len();
        for letter in letters.chars() {
            if matches!(letter, ' ' | '\t' | '\r' | '\n' | '\x0c') {
                self.due = self.due.or(Some(' '));
                continue;
            }
            if let Some(due) = self.due.take().filter(|_| !self.text.is_empty()) {
                self.text.push(due);
            }
            self.text.push(letter);
        }
        if self.text.len() == start {
            return;
        }
        self.hides_digits |= is_hidden && letters.contains(|c: char| c.is_ascii_digit());
        let letters = letters_of(said);
        let is_full = self.stretches.len() >= limits::STRETCHES;
        match self.stretches.last_mut() {
            // A cell has some few; beyond them the look is that of the last.
            Some((range, last)) if is_full || *last == letters => {
                range.end = self.text.len();
            }
            _ => self.stretches.push((start..self.text.len(), letters)),
        }
    }

    /// A line ends here, if something is written in it.
    pub(super) fn end_line(&mut self) {
        if !self.text.is_empty() {
            self.due = Some('\n');
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// Gives the cell to the draft.
    pub(super) fn put(
        mut self,
        at: Address,
        told: &Told,
        said: &Said,
        mut notes: Notes,
        draft: &mut Draft<'_>,
    ) -> Result<(), Unreadable> {
        notes.add_if(self.hides_digits, Note::InvisibleInk);
        // A page is full of spaces that do not break; in text garbled on the way the
        // sign is a part of a letter.
        if self.text.contains('\u{a0}') && !charset::is_garbled(&self.text) {
            self.let_spaces_break();
        }
        let (mut look, rich) = self.look(said);
        let (value, screen) = self.value(told, &look, rich.is_some(), &mut notes);
        let value = value.or(told.formula.is_some().then_some(Value::Uncalculated));
        let Some(value) = value else { return Ok(()) };
        let rich = rich.filter(|_| matches!(value, Value::Text(_)));
        if let Some(rich) = &rich {
            let theme = Theme::default();
            look = look_of(rich, &look, &theme, &mut notes).unwrap_or(look);
        }
        let about = About {
            formula: told.formula.as_deref(),
            look: Some(&look),
            runs: rich.as_ref().map_or(&[], |rich| &rich.runs),
            screen: screen.as_deref(),
            notes,
        };
        draft.put(at, value, about)
    }

    /// Puts usual spaces for those that do not break, which are longer.
    fn let_spaces_break(&mut self) {
        let whole = std::mem::take(&mut self.text);
        for (range, _) in &mut self.stretches {
            let start = self.text.len();
            self.text.push_str(&whole[range.clone()].replace('\u{a0}', " "));
            *range = start..self.text.len();
        }
    }

    /// The look of the cell; of the stretches too, where they are not alike.
    fn look(&self, said: &Said) -> (Look, Option<Rich>) {
        let own = letters_of(said);
        let speaks = |range: &Range<usize>| {
            self.text[range.clone()].contains(|c: char| !c.is_whitespace())
        };
        let mut told = self.stretches.iter().filter(|(range, _)| speaks(range));
        let first = told.next().map(|(_, letters)| letters);
        let is_alike = told.all(|(_, letters)| Some(letters) == first);
        let letters = first.filter(|_| is_alike).unwrap_or(&own);
        let look = Look {
            format: said.format.as_deref().map(str::to_owned),
            font: letters.name.clone(),
            points: letters.points,
            struck: letters.struck,
            raised: letters.raised,
            laid: said.laid.unwrap_or_default(),
            ink: letters.ink,
            ground: said.ground.flatten(),
        };
        if is_alike {
            return (look, None);
        }
        let mut rich = Rich::default();
        for (range, letters) in &self.stretches {
            let own = (*letters != own).then_some(letters);
            rich.take(&self.text, range.clone(), own);
        }
        (look, Some(rich))
    }

    /// What the cell holds, and the text on the screen where the two are not one.
    fn value(
        &self,
        told: &Told,
        look: &Look,
        is_rich: bool,
        notes: &mut Notes,
    ) -> (Option<Value>, Option<String>) {
        let text = self.text.trim();
        let format = look.format.as_deref();
        if told.error.is_some() || is_error(text) {
            let error = if text.is_empty() { "#N/A" } else { text };
            return (Some(Value::Error(error.chars().take(40).collect())), None);
        }
        if let Some(truth) = &told.truth {
            let truth = if truth.trim().is_empty() { text } else { truth.trim() };
            return (Some(Value::Bool(truth.eq_ignore_ascii_case("true"))), None);
        }
        let is_text = told.text.is_some() || format == Some("@");
        let number = match &told.number {
            Some(number) if !is_text => {
                let number = number.trim();
                let number = if number.is_empty() { text } else { number };
                number.parse().ok().filter(|number: &f64| number.is_finite())
            }
            _ => None,
        };
        let is_told = number.is_some();
        let number =
            number.or_else(|| plain_number(text).filter(|_| !is_text && !is_rich));
        if let Some(number) = number {
            let code = format.map(str::to_owned);
            let date = code.as_ref().and_then(|code| date_kind(164, Some(code)));
            let value = Style { look: Look::default(), date }.value_of(number, false);
            if !matches!(value, Value::Number(_)) || !is_told {
                return (Some(value), None);
            }
            let (screen, apart) = ods_shown::compared(number, format, text);
            *notes = notes.union(apart);
            return (Some(value), screen);
        }
        if let Some(stored) = told.text.as_deref().map(str::trim) {
            let digits = |text: &str| text.contains(|c: char| c.is_ascii_digit());
            let is_other = !stored.is_empty() && stored != text;
            notes.add_if(is_other && digits(&[stored, text].concat()), Note::Literal);
        }
        ((!text.is_empty()).then(|| Value::Text(self.text.clone())), None)
    }
}

/// A whole number of digits alone, which Excel takes for a number wherever it opens.
pub(super) fn plain_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = (1..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'));
    is_plain.then(|| text.parse().ok()).flatten()
}

fn letters_of(said: &Said) -> Letters {
    Letters {
        name: said.font.as_deref().map(str::to_owned),
        points: said.points,
        struck: said.struck.unwrap_or(false),
        raised: said.raised.unwrap_or(false),
        ink: said.ink.flatten(),
    }
}
