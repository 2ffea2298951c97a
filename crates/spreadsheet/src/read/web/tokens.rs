//! The tags and texts of a page, one after the other; what stands in scripts, and in
//! whatever else a browser does not lay out, is left out.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer,
    TokenizerOpts,
};

use super::attributes;
use crate::read::limits;
use crate::read::unreadable::Unreadable;

/// Takes what a page holds, in order.
pub(super) trait Taker {
    fn start(&mut self, tag: &Element<'_>) -> Result<(), Unreadable>;
    fn end(&mut self, name: &str) -> Result<(), Unreadable>;
    fn text(&mut self, text: &str) -> Result<(), Unreadable>;
    fn sheet_of_styles(&mut self, text: &str);
}

/// A start tag.
pub(super) struct Element<'t>(&'t Tag);

/// What a text that is not laid out is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Raw {
    Styles,
    Nothing,
}

impl Element<'_> {
    pub(super) fn name(&self) -> &str {
        &self.0.name
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.0.attrs.iter();
        let named = attributes.find(|attribute| *attribute.name.local == *name);
        named.map(|attribute| &*attribute.value)
    }
}

/// Hands a page over, to its end or to the first thing that is wrong.
pub(super) fn hand_over<T: Taker>(page: &str, taker: T) -> Result<T, Unreadable> {
    attributes::check(page)?;
    let sink = Sink(RefCell::new(State {
        taker,
        raw: None,
        styles: String::new(),
        outcome: Ok(()),
    }));
    let options = TokenizerOpts { discard_bom: true, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(sink, options);
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    // A script stops the tokenizer; whatever it holds, the page goes on behind it.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let State { taker, outcome, .. } = tokenizer.sink.0.into_inner();
    outcome.map(|()| taker)
}

struct Sink<T>(RefCell<State<T>>);

struct State<T> {
    taker: T,
    raw: Option<Raw>,
    /// A sheet of styles so far: it comes line by line, and its rules do not.
    styles: String,
    outcome: Result<(), Unreadable>,
}

impl<T: Taker> TokenSink for Sink<T> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        if state.outcome.is_err() {
            // What follows is passed over as one text; html5ever takes that word
            // behind a tag only.
            return match token {
                Token::TagToken(tag) if tag.kind == StartTag => {
                    TokenSinkResult::Plaintext
                }
                _ => TokenSinkResult::Continue,
            };
        }
        let (outcome, next) = state.take(&token);
        state.outcome = outcome;
        next
    }
}

impl<T: Taker> State<T> {
    fn take(&mut self, token: &Token) -> (Result<(), Unreadable>, TokenSinkResult<()>) {
        let go_on = TokenSinkResult::Continue;
        match token {
            Token::TagToken(tag) if tag.kind == StartTag => {
                let raw = raw(&tag.name);
                if let Some((use_of_it, kind)) = raw.filter(|_| !tag.self_closing) {
                    self.raw = Some(use_of_it);
                    return (Ok(()), TokenSinkResult::RawData(kind));
                }
                (self.taker.start(&Element(tag)), go_on)
            }
            Token::TagToken(tag) => match self.raw.take() {
                Some(_) => {
                    self.taker.sheet_of_styles(&std::mem::take(&mut self.styles));
                    (Ok(()), go_on)
                }
                None => (self.taker.end(&tag.name), go_on),
            },
            Token::CharacterTokens(text) => match self.raw {
                Some(Raw::Styles) => {
                    if self.styles.len() <= limits::PAGE_STYLES_BYTES {
                        self.styles.push_str(text);
                    }
                    (Ok(()), go_on)
                }
                Some(Raw::Nothing) => (Ok(()), go_on),
                None => (self.taker.text(text), go_on),
            },
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => (Ok(()), go_on),
        }
    }
}

/// Elements whose content is no part of what is laid out.
pub(super) fn raw(name: &str) -> Option<(Raw, RawKind)> {
    Some(match name {
        "style" => (Raw::Styles, RawKind::Rawtext),
        "script" => (Raw::Nothing, RawKind::ScriptData),
        "title" | "textarea" => (Raw::Nothing, RawKind::Rcdata),
        "noscript" | "noframes" | "iframe" | "noembed" | "xmp" => {
            (Raw::Nothing, RawKind::Rawtext)
        }
        _ => return None,
    })
}
