//! The words of the registers with a memory: offices repeat each other, so what
//! a text says is worked out once a run.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::label::{self, Label};
use super::names::{Named, Names};
use crate::plan::Plan;
use crate::plan::key::Key;
use crate::plan::vocabulary::{Role, Vocabulary, loose};

/// A text longer than this, in bytes, is narrative and never a header.
pub(crate) const LONGEST_HEADER: usize = 400;

/// What a text says alone, before its neighbours are asked.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// The key by which the vocabulary matches it.
    pub(crate) key: Key,
    pub(crate) label: Label,
    /// It can stand in a cell for a mark, a sign or a level.
    pub(crate) is_value: bool,
    pub(crate) is_signature: bool,
}

impl Words {
    pub(crate) fn is_total(&self) -> bool {
        self.label.role == Some(Role::Total)
    }
}

/// Vocabulary and names, and what was understood by them so far.
#[derive(Debug)]
pub(crate) struct Lexicon<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) names: Names,
    words: RefCell<BTreeMap<String, Rc<Words>>>,
    named: RefCell<BTreeMap<String, Rc<[Named]>>>,
}

impl<'a> Lexicon<'a> {
    pub(crate) fn new(plan: &'a Plan) -> Self {
        Self {
            vocabulary: &plan.vocabulary,
            names: Names::new(plan),
            words: RefCell::default(),
            named: RefCell::default(),
        }
    }

    /// What a text says alone.
    pub(crate) fn words(&self, text: &str) -> Rc<Words> {
        if let Some(words) = self.words.borrow().get(text) {
            return Rc::clone(words);
        }
        let key = loose(text);
        let words = Rc::new(Words {
            label: label::read(&[text.to_owned()], self.vocabulary),
            is_value: self.vocabulary.is_value(text),
            is_signature: self.vocabulary.is_signature(&key),
            key,
        });
        self.words.borrow_mut().insert(text.to_owned(), Rc::clone(&words));
        words
    }

    /// Everyone a text names exactly.
    pub(crate) fn named(&self, text: &str) -> Rc<[Named]> {
        if let Some(named) = self.named.borrow().get(text) {
            return Rc::clone(named);
        }
        let named: Rc<[Named]> = self.names.find(text).into();
        self.named.borrow_mut().insert(text.to_owned(), Rc::clone(&named));
        named
    }
}
