//! What a submission states, in a form in which two can be compared.

use std::collections::{BTreeMap, BTreeSet};

use super::versions::Replaced;
use super::{Outcome, Received};
use crate::form::label::Measure;
use crate::observation::{Key, Reading, Source};

/// Something said besides figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Topic {
    Words,
    StateBudget,
    SocialBudget,
    Commendations,
}

impl Topic {
    fn name(self) -> &'static str {
        match self {
            Topic::Words => "nội dung báo cáo",
            Topic::StateBudget => "kinh phí ngân sách",
            Topic::SocialBudget => "kinh phí xã hội hóa",
            Topic::Commendations => "đề nghị khen thưởng",
        }
    }
}

/// All that one submission states, without its formatting and its date.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    pub(super) figures: BTreeMap<Key, (Reading, Source)>,
    pub(super) topics: BTreeMap<Topic, Vec<String>>,
}

/// Places do not count: the same content saved again stays the same.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        let figures = |content: &Self| {
            content
                .figures
                .iter()
                .map(|(k, (r, _))| (k.clone(), r.clone()))
                .collect::<Vec<_>>()
        };
        self.topics == other.topics && figures(self) == figures(other)
    }
}

impl Content {
    pub(super) fn of(received: &Received) -> Option<Self> {
        let Outcome::Vetted(accepted) = &received.outcome else { return None };
        let statement = accepted.statement();
        let mut content = Self::default();
        for observation in &statement.observations {
            let cited = (observation.reading.clone(), observation.source.clone());
            content.figures.entry(observation.key.clone()).or_insert(cited);
        }
        let mut put = |topic, texts: Vec<String>| {
            if !texts.is_empty() {
                content.topics.insert(topic, texts);
            }
        };
        let words = statement.paragraphs.iter();
        put(
            Topic::Words,
            words.map(|one| format!("{}: {}", one.topic, one.text)).collect(),
        );
        let state = statement.state_budget.iter();
        put(Topic::StateBudget, state.map(|amount| amount.dong.to_string()).collect());
        let social = statement.social_budget.iter();
        put(Topic::SocialBudget, social.map(|amount| amount.dong.to_string()).collect());
        let names = statement.commendations.iter();
        put(
            Topic::Commendations,
            names
                .map(|one| {
                    [&one.name, &one.post, &one.form, &one.merit]
                        .map(String::as_str)
                        .join("|")
                })
                .collect(),
        );
        Some(content)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.topics.is_empty()
    }

    pub(super) fn without(&self, replaced: &Replaced) -> Self {
        let mut left = self.clone();
        left.figures.retain(|key, _| !replaced.keys.contains(key));
        left.topics.retain(|topic, _| !replaced.topics.contains(topic));
        left
    }

    /// What of this another submission of the unit states again. A later one
    /// that restates half of the figures of a variable or more restates it as
    /// a whole; else only the figures themselves are replaced.
    pub(super) fn replaced_by(&self, other: &Self, is_later: bool) -> Replaced {
        let mut replaced = Replaced::default();
        let mut variables: BTreeMap<(&str, &str), Vec<&Key>> = BTreeMap::new();
        for key in self.figures.keys() {
            variables.entry((&key.variable, &key.unit)).or_default().push(key);
        }
        for keys in variables.into_values() {
            let again = keys.iter().filter(|key| other.figures.contains_key(**key));
            let shared: Vec<&Key> = again.copied().collect();
            let as_a_whole = is_later && shared.len() * 2 >= keys.len();
            let gone =
                if as_a_whole || other.states_otherwise(&keys) { keys } else { shared };
            replaced.keys.extend(gone.into_iter().cloned());
        }
        let again = self.topics.keys().filter(|topic| other.topics.contains_key(topic));
        replaced.topics = again.copied().collect();
        replaced
    }

    /// Whether the same figures stand here for the whole unit where they were
    /// stated by commune, or the other way round: both together would count
    /// twice.
    fn states_otherwise(&self, keys: &[&Key]) -> bool {
        keys.iter().any(|key| {
            self.figures.keys().any(|own| {
                own.variable == key.variable
                    && own.unit == key.unit
                    && own.measure == key.measure
                    && own.commune.is_some() != key.commune.is_some()
            })
        })
    }

    /// Whether both state one thing differently.
    pub(super) fn contradicts(&self, other: &Self) -> bool {
        let figures = self.figures.iter().any(|(key, (reading, _))| {
            other.figures.get(key).is_some_and(|(again, _)| again != reading)
        });
        let topics = self.topics.iter().any(|(topic, texts)| {
            other.topics.get(topic).is_some_and(|again| again != texts)
        });
        figures || topics || self.sums_differ(other)
    }

    /// Of figures by commune here and for the unit there, or the other way.
    fn sums_differ(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.sums(), other.sums());
        ours.iter().any(|(of, (sum, communes))| {
            theirs.get(of).is_some_and(|(other_sum, other_communes)| {
                communes != other_communes && sum != other_sum
            })
        })
    }

    /// By variable, measure and unit, and whether by commune.
    fn sums(&self) -> BTreeMap<(&str, &Measure, &str), (i64, bool)> {
        let mut sums: BTreeMap<_, (i64, bool)> = BTreeMap::new();
        for (key, (reading, _)) in &self.figures {
            if let Reading::Count(count) = reading {
                let of = (key.variable.as_str(), &key.measure, key.unit.as_str());
                let sum = sums.entry(of).or_default();
                sum.0 += count;
                sum.1 |= key.commune.is_some();
            }
        }
        sums
    }

    /// What is in it, for a sentence.
    pub(super) fn summary(&self) -> String {
        let variables: BTreeSet<&str> =
            self.figures.keys().map(|key| key.variable.as_str()).collect();
        let mut parts: Vec<String> = Vec::new();
        if !variables.is_empty() {
            let codes: Vec<&str> = variables.into_iter().collect();
            parts.push(format!("{} số liệu ({})", self.figures.len(), codes.join(", ")));
        }
        parts.extend(self.topics.keys().map(|topic| topic.name().to_owned()));
        parts.join("; ")
    }
}
