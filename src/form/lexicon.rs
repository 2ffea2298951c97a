//! The words of the registers with a memory: offices repeat each other, so what
//! a text says is worked out once a run.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::label::{self, Label};
use super::names::{Confirmed, Named, Names, Who, Writer};
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
    /// Whose a file is, by its name, where the clerk has said so.
    senders: BTreeMap<String, String>,
    /// The same with the names confirmed for one unit, by its code.
    of_units: BTreeMap<String, Lexicon<'a>>,
}

impl<'a> Lexicon<'a> {
    pub(crate) fn new(plan: &'a Plan) -> Self {
        Self {
            vocabulary: &plan.vocabulary,
            names: Names::new(plan),
            words: RefCell::default(),
            named: RefCell::default(),
            senders: BTreeMap::new(),
            of_units: BTreeMap::new(),
        }
    }

    /// The same with names the clerk has confirmed, each where it holds.
    pub(crate) fn confirmed(plan: &'a Plan, names: &[Confirmed]) -> Self {
        let mut lexicon = Self::new(plan);
        for Confirmed { of, written, who } in names {
            match (of, who) {
                (Writer::Unit(unit), who) => {
                    let own = lexicon.of_units.entry(unit.clone());
                    own.or_insert_with(|| Self::new(plan)).names.confirm(written, who);
                }
                (Writer::File, Who::District(unit) | Who::Body(unit)) => {
                    lexicon.senders.insert(spaced(written), unit.clone());
                }
                (Writer::File, Who::Commune { .. } | Who::Part(_) | Who::Outside(_)) => {}
            }
        }
        lexicon
    }

    /// What the reports of a unit are read by.
    pub(super) fn of_sender(&self, unit: Option<&str>) -> &Self {
        unit.and_then(|unit| self.of_units.get(unit)).unwrap_or(self)
    }

    /// Whose a file is, if the clerk has said so.
    pub(crate) fn sender(&self, file: &str) -> Option<String> {
        self.senders.get(&spaced(file)).cloned()
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

/// A file's name as a cell keeps it, which may lose spaces.
fn spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
