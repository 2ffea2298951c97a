//! The words by which titles and names of sheets are read: what they make of the
//! figures below, other than when those are of. What turns a heading round, or
//! limits it to some people, does so in a title too.

use serde::Deserialize;

use super::matching::Pattern;
use super::period::{Piece, Sayings, Token};
use super::{MeasureWord, Vocabulary};

/// What a phrase of a title says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TitleWord {
    /// Means nothing, though some of its words would.
    Nothing,
    /// Drafts, examples, old figures, what is cancelled or replaced.
    Void,
    /// What has come about, beyond doubt.
    Result,
    /// What may be a result: `kết quả`, also of something else.
    Outcome,
    /// What is wanted: targets, needs.
    Aim,
    Registered,
    /// What has not come about or is no result.
    Turned,
    /// Some of the people or offices only.
    Some,
    /// What follows divides the figures, or stands among them.
    Dividing,
    /// What follows names a document.
    Cited,
}

/// The section `[title]` of the vocabulary.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TitleWords {
    nothing: Sayings,
    void: Sayings,
    /// The same in the name of a sheet only, and as the whole of it.
    nothing_sheet: Sayings,
    void_sheet: Sayings,
    void_alone: Sayings,
    result: Sayings,
    outcome: Sayings,
    aim: Sayings,
    registered: Sayings,
    turned: Sayings,
    some: Sayings,
    dividing: Sayings,
    cited: Sayings,
}

impl Vocabulary {
    /// What the longest phrase right here says in a title, and how many pieces it
    /// has; of equals the first listed below.
    pub(crate) fn title_word(
        &self,
        text: &[Token],
        of_sheet: bool,
    ) -> Option<(TitleWord, usize)> {
        let words = &self.title;
        let sheet = |phrases: &Sayings| phrases.begin(text).filter(|_| of_sheet);
        let found = [
            (TitleWord::Void, sheet(&words.void_sheet)),
            (TitleWord::Nothing, sheet(&words.nothing_sheet)),
            (TitleWord::Nothing, words.nothing.begin(text)),
            (TitleWord::Void, words.void.begin(text)),
            (TitleWord::Result, words.result.begin(text)),
            (TitleWord::Outcome, words.outcome.begin(text)),
            (TitleWord::Aim, words.aim.begin(text)),
            (TitleWord::Registered, words.registered.begin(text)),
            (TitleWord::Turned, words.turned.begin(text)),
            (TitleWord::Some, words.some.begin(text)),
            (TitleWord::Dividing, words.dividing.begin(text)),
            (TitleWord::Cited, words.cited.begin(text)),
        ];
        let mut longest: Option<(TitleWord, usize)> = None;
        for (word, length) in found.into_iter().chain(self.of_headings(text)) {
            if let Some(length) = length
                && longest.is_none_or(|(_, other)| length > other)
            {
                longest = Some((word, length));
            }
        }
        longest
    }

    /// Whether a whole name of a sheet, line or bracket calls its figures drafts.
    pub(crate) fn is_void_alone(&self, text: &[Token]) -> bool {
        self.title.void_alone.begin(text) == Some(text.len())
    }

    /// What the words of headings say here: those that turn a heading round, those
    /// of a part of the people, and what is excepted from both.
    fn of_headings(
        &self,
        text: &[Token],
    ) -> impl Iterator<Item = (TitleWord, Option<usize>)> {
        let meant = |code: MeasureWord| match code {
            MeasureWord::Turned => Some(TitleWord::Turned),
            MeasureWord::Part | MeasureWord::Women => Some(TitleWord::Some),
            // `năm` may be typed `nam`.
            MeasureWord::Men
            | MeasureWord::Previous
            | MeasureWord::Target
            | MeasureWord::Rate
            | MeasureWord::Registered
            | MeasureWord::Achieved
            | MeasureWord::Total => None,
        };
        let of = move |measure: &super::MeasureWords| {
            let word = meant(measure.code)?;
            let excepted = (TitleWord::Nothing, longest(&measure.except, text));
            Some([excepted, (word, longest(&measure.patterns, text))])
        };
        let all: Vec<_> = self.measures.iter().filter_map(of).flatten().collect();
        all.into_iter()
    }
}

/// The length of the longest pattern of one phrase that stands right here.
fn longest(patterns: &[Pattern], text: &[Token]) -> Option<usize> {
    let lengths = patterns.iter().filter_map(|pattern| match pattern.phrases() {
        [phrase] => stands(&phrase.marked, &phrase.plain, text),
        _ => None,
    });
    lengths.max()
}

fn stands(marked: &str, plain: &str, text: &[Token]) -> Option<usize> {
    let mut length = 0;
    for (marked, plain) in marked.split(' ').zip(plain.split(' ')) {
        let same = match &text.get(length)?.piece {
            Piece::Word(typed) if typed.is_plain() => typed.plain == plain,
            Piece::Word(typed) => typed.marked == marked,
            Piece::Number(digits) => digits == plain,
            Piece::Mark(_) => false,
        };
        if !same {
            return None;
        }
        length += 1;
    }
    (length > 0).then_some(length)
}
