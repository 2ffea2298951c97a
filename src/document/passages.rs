//! The paragraphs of a document under their keys: listed for the clerk, and put
//! into the clerk's own words at the end of composing.
//!
//! A paragraph is an object with a key and a text; what offices wrote has a key
//! too. They are found in the document as the template will read it, so no
//! chapter has to know of it and none can be forgotten.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::report::Edition;
use super::text::lines;
use super::{Documents, Material, compose};
use crate::editorial::{Texts, normal};

/// Between a key and the edition, where both editions say different things.
const OF_EDITION: char = '@';
/// Between a key and the number of a further paragraph.
const FURTHER: char = '~';

/// One paragraph as the program words it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Said {
    /// Its key; with the edition where the other edition says it otherwise.
    pub(crate) id: String,
    /// The field of the document it stands in: "leadership".
    pub(crate) chapter: String,
    /// In the review, not in the annual report.
    pub(crate) in_review: bool,
    /// The one edition it stands in, if not in both.
    pub(crate) edition: Option<Edition>,
    pub(crate) text: String,
}

/// A paragraph of one document.
struct Found {
    key: String,
    chapter: String,
    text: String,
}

/// Every paragraph of the documents, in their order, as the program words it.
pub(crate) fn said(material: &Material<'_>, documents: Documents) -> Vec<Said> {
    let mut said = Vec::new();
    if documents.annual {
        let editions = [Edition::Ministry, Edition::Province]
            .map(|edition| found(&compose::report(material, edition)));
        said.extend(of_both(editions, false));
    }
    if let Some(kind) = documents.review {
        let editions = [Edition::Ministry, Edition::Province]
            .map(|edition| found(&compose::review::review(material, kind, edition)));
        said.extend(of_both(editions, true));
    }
    said
}

/// What both editions say alike is one paragraph.
fn of_both([ministry, province]: [Vec<Found>; 2], in_review: bool) -> Vec<Said> {
    let texts = |edition: &[Found]| -> BTreeMap<String, String> {
        edition.iter().map(|one| (one.key.clone(), one.text.clone())).collect()
    };
    let (of_ministry, of_province) = (texts(&ministry), texts(&province));
    let mut said: Vec<Said> = Vec::new();
    let all = ministry.into_iter().map(|one| (one, Edition::Ministry, &of_province));
    let all =
        all.chain(province.into_iter().map(|one| (one, Edition::Province, &of_ministry)));
    for (one, edition, other) in all {
        let there = other.get(&one.key);
        let alike = there == Some(&one.text);
        if alike && edition == Edition::Province {
            continue;
        }
        let id = match there {
            Some(_) if !alike => of_edition(&one.key, edition),
            Some(_) | None => one.key,
        };
        said.push(Said {
            id,
            chapter: one.chapter,
            in_review,
            edition: (!alike).then_some(edition),
            text: one.text,
        });
    }
    said
}

fn of_edition(key: &str, edition: Edition) -> String {
    format!("{key}{OF_EDITION}{}", compose::code(edition))
}

/// All paragraphs of a document, in the order in which they are written down.
fn found(document: &impl Serialize) -> Vec<Found> {
    let value = serde_json::to_value(document).expect("plain structs serialise");
    let mut all = Vec::new();
    if let Value::Object(chapters) = &value {
        for (chapter, value) in chapters {
            collect(value, chapter, &mut all);
        }
    }
    let written = serde_json::to_string(document).expect("plain structs serialise");
    all.sort_by_key(|one| {
        let key = Value::from(one.key.as_str());
        written.find(&format!("\"key\":{key}"))
    });
    all.dedup_by(|one, other| one.key == other.key);
    all
}

fn collect(value: &Value, chapter: &str, all: &mut Vec<Found>) {
    if let Some((key, text)) = paragraph(value) {
        let (key, chapter) = (key.to_owned(), chapter.to_owned());
        all.push(Found { key, chapter, text });
    }
    match value {
        Value::Object(fields) => {
            fields.values().for_each(|value| collect(value, chapter, all));
        }
        Value::Array(entries) => {
            entries.iter().for_each(|value| collect(value, chapter, all));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Key and text of a paragraph: our own, a sentence offices share, or what one
/// of them wrote.
fn paragraph(value: &Value) -> Option<(&str, String)> {
    let key = value.get("key")?.as_str()?;
    let text = ["text", "sentence"]
        .into_iter()
        .find_map(|field| value.get(field)?.as_str().map(str::to_owned));
    let text = text.or_else(|| {
        let paragraphs = value.get("paragraphs")?.as_array()?.iter();
        let lines: Vec<&str> = paragraphs.filter_map(Value::as_str).collect();
        Some(lines.join("\n"))
    })?;
    Some((key, text))
}

/// A document with the clerk's words in place of the program's.
pub(super) fn reworded<D: Serialize + DeserializeOwned>(
    document: D,
    edition: Edition,
    texts: &Texts,
) -> D {
    if texts.applied().next().is_none() {
        return document;
    }
    let mut value = serde_json::to_value(&document).expect("plain structs serialise");
    let words = |key: &str| {
        let own = texts.of(&of_edition(key, edition)).or_else(|| texts.of(key))?;
        Some(lines(own)).filter(|lines| !lines.is_empty())
    };
    reword(&mut value, &words);
    serde_json::from_value(value).expect("only texts were exchanged")
}

fn reword(value: &mut Value, words: &impl Fn(&str) -> Option<Vec<String>>) {
    match value {
        Value::Array(entries) => {
            *entries = std::mem::take(entries)
                .into_iter()
                .flat_map(|entry| one_or_more(entry, words))
                .collect();
        }
        Value::Object(_) => {
            let own = value.get("key").and_then(Value::as_str).and_then(words);
            if let Some(own) = own {
                exchange(value, &own);
            }
            if let Value::Object(fields) = value {
                fields.values_mut().for_each(|value| reword(value, words));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// In a list of paragraphs the clerk's line breaks make further ones.
fn one_or_more(
    mut entry: Value,
    words: &impl Fn(&str) -> Option<Vec<String>>,
) -> Vec<Value> {
    let key = entry.get("text").and(entry.get("key")).and_then(Value::as_str);
    let Some((key, own)) = key.and_then(|key| Some((key.to_owned(), words(key)?))) else {
        reword(&mut entry, words);
        return vec![entry];
    };
    (1..)
        .zip(own)
        .map(|(number, line)| {
            let mut one = entry.clone();
            if number > 1 {
                one["key"] = Value::from(format!("{key}{FURTHER}{number}"));
            }
            one["text"] = Value::from(line);
            one
        })
        .collect()
}

/// Puts the clerk's lines into one paragraph, whatever kind it is.
fn exchange(value: &mut Value, own: &[String]) {
    let whole = own.join(" ");
    if value.get("text").is_some() {
        // The template ends the last paragraph of a report with "./.".
        let is_last = value["key"].as_str().is_some_and(|key| key.ends_with("closing"));
        let ended = if is_last { whole.trim_end_matches(['.', '/']) } else { &whole };
        value["text"] = Value::from(ended);
    } else if value.get("sentence").is_some() {
        value["sentence"] = Value::from(whole);
    } else if value.get("paragraphs").is_some() {
        value["paragraphs"] = Value::from(own.to_vec());
    }
}

/// Whether two wordings are the same to a reader.
pub(super) fn alike(one: &str, other: &str) -> bool {
    normal(one) == normal(other)
}
