//! What a title, or the name of a sheet, makes of the figures below it, besides
//! when they are of: results, or drafts, aims, registrations, what has not come
//! about, figures of some of the people.
//!
//! A title is read clause by clause, because a word turns round what stands in
//! its own clause only: `ĐĂNG KÝ, ĐÁNH GIÁ, CÔNG NHẬN` speaks of results, `ĐỀ NGHỊ
//! CÔNG NHẬN` does not.

use std::ops::Range;

use super::names::{Names, Who};
use crate::plan::key::Key;
use crate::plan::vocabulary::Vocabulary;
use crate::plan::vocabulary::period::{Token, tokens};
use crate::plan::vocabulary::title::TitleWord;

/// What the figures below a title are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Matter {
    Result,
    /// A draft, an example, an old version, cancelled or replaced.
    Void,
    /// What has not come about, is proposed or taken back.
    Turned,
    /// Targets and needs.
    Aim,
    /// Who has registered.
    Registered,
    /// Some of the people or offices.
    Some,
}

/// What the words of a title have said so far.
#[derive(Debug, Default)]
struct Heard {
    void: bool,
    some: bool,
    turned: bool,
    aim: bool,
    registered: bool,
    result: bool,
    /// An outcome of something else than what is registered.
    outcome: bool,
}

/// What one clause says.
#[derive(Debug, Default)]
struct Clause {
    turned: bool,
    registered: bool,
    result: bool,
    outcome: bool,
}

/// Reads a title.
pub(crate) fn read(text: &str, vocabulary: &Vocabulary) -> Option<Matter> {
    hear(&tokens(text), false, vocabulary).matter()
}

/// Reads the name of a sheet.
pub(crate) fn of_sheet(name: &str, vocabulary: &Vocabulary) -> Option<Matter> {
    hear(&tokens(name), true, vocabulary).matter()
}

/// Whether a line breaks off behind a word that turns what follows round:
/// `DANH SÁCH HỘ ĐỀ NGHỊ` above `CÔNG NHẬN GIA ĐÌNH HỌC TẬP`.
pub(crate) fn breaks_off(text: &str, vocabulary: &Vocabulary) -> bool {
    let tokens = tokens(text);
    (0..tokens.len()).any(|at| {
        let word = vocabulary.title_word(&tokens[at..], false);
        let turns = matches!(
            word,
            Some((TitleWord::Turned | TitleWord::Aim | TitleWord::Registered, _))
        );
        turns && word.is_some_and(|(_, length)| at + length == tokens.len())
    })
}

impl Heard {
    fn matter(&self) -> Option<Matter> {
        if self.void {
            Some(Matter::Void)
        } else if self.turned && !self.result {
            Some(Matter::Turned)
        } else if self.some {
            Some(Matter::Some)
        } else if self.result {
            Some(Matter::Result)
        } else if self.aim && !self.outcome {
            Some(Matter::Aim)
        } else if self.registered && !self.outcome {
            Some(Matter::Registered)
        } else {
            None
        }
    }

    fn take(&mut self, clause: &Clause, reached: bool) {
        self.turned |= clause.turned;
        self.registered |= clause.registered;
        self.result |= clause.result && !clause.turned && !reached;
        self.outcome |= clause.outcome && !clause.registered && !clause.turned;
    }
}

fn hear(text: &[Token], of_sheet: bool, vocabulary: &Vocabulary) -> Heard {
    let mut heard = Heard::default();
    let mut clause = Clause::default();
    // What was turned round before a comma still is behind it.
    let mut reached = false;
    let (mut at, mut begins) = (0, true);
    while at < text.len() {
        if let Some(end) = end_of_clause(text, at) {
            heard.take(&clause, reached);
            reached = end == End::Comma && (reached || clause.turned);
            clause = Clause::default();
            begins = end == End::Segment;
            at += 1;
            continue;
        }
        if begins && vocabulary.is_void_alone(&text[at..end_of_segment(text, at)]) {
            heard.void = true;
        }
        let Some((word, length)) = vocabulary.title_word(&text[at..], of_sheet) else {
            (at, begins) = (at + 1, false);
            continue;
        };
        match word {
            TitleWord::Nothing => {}
            TitleWord::Cited if !begins => {}
            TitleWord::Cited | TitleWord::Dividing => {
                at = end_of_segment(text, at);
                continue;
            }
            TitleWord::Void => heard.void = true,
            TitleWord::Some => heard.some = true,
            TitleWord::Aim => heard.aim = true,
            TitleWord::Turned => clause.turned = true,
            TitleWord::Registered => clause.registered = true,
            TitleWord::Result => clause.result = true,
            TitleWord::Outcome => clause.outcome = true,
        }
        (at, begins) = (at + length, false);
        // A line may break in the middle of what is turned round.
        if word == TitleWord::Turned && text.get(at).is_some_and(|t| t.is_mark(&['\n'])) {
            at += 1;
        }
    }
    heard.take(&clause, reached);
    heard
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Comma,
    Clause,
    Segment,
}

fn end_of_clause(text: &[Token], at: usize) -> Option<End> {
    let token = &text[at];
    if token.is_mark(&['(', ')', '[', ']', '\n', ';']) {
        return Some(End::Segment);
    }
    if token.is_mark(&[':', '-', '–', '—', '/', '+']) || token.word() == Some("va") {
        return Some(End::Clause);
    }
    token.is_mark(&[',']).then_some(End::Comma)
}

fn end_of_segment(text: &[Token], at: usize) -> usize {
    let is_end = |at: &usize| end_of_clause(text, *at) == Some(End::Segment);
    (at..text.len()).find(is_end).unwrap_or(text.len())
}

/// Words that stand before the name of a unit.
const KINDS: [&str; 11] =
    ["huyen", "h", "xa", "phuong", "p", "tt", "tp", "pho", "tran", "ubnd", "x"];
/// The longest bare name of a commune, in words.
const LONGEST_NAME: usize = 4;

/// The district a line names: after the word for its kind, or as it stands.
pub(crate) fn district_in(text: &str, names: &Names) -> Option<String> {
    named(text, names).into_iter().flatten().find_map(|who| match who {
        Who::District(code) => Some(code),
        Who::Body(_) | Who::Commune { .. } | Who::Part(_) | Who::Outside(_) => None,
    })
}

/// Whether a title names other districts or communes than those of the sender,
/// and none of its own.
pub(crate) fn names_another(text: &str, home: &str, names: &Names) -> bool {
    let mut others = false;
    for who in named(text, names) {
        let is_own = who.iter().any(|who| match who {
            Who::District(code) | Who::Commune { district: code, .. } => code == home,
            Who::Body(_) | Who::Part(_) | Who::Outside(_) => true,
        });
        if is_own {
            return false;
        }
        others = true;
    }
    others
}

/// All units a text names: after the word for their kind, or as a whole.
fn named(text: &str, names: &Names) -> Vec<Vec<Who>> {
    let find = |text: &str| {
        let found = names.find(text).into_iter().map(|named| named.who);
        found.collect::<Vec<Who>>()
    };
    let whole = find(text);
    if !whole.is_empty() {
        return vec![whole];
    }
    let tokens = tokens(text);
    let mut all = Vec::new();
    for at in 0..tokens.len() {
        let is_kind = tokens[at].word().is_some_and(|word| KINDS.contains(&word));
        let lengths = (1..=LONGEST_NAME).rev().filter(|_| is_kind);
        let runs = lengths.filter_map(|length| run(text, &tokens, at..at + 1 + length));
        all.extend(runs.map(find).find(|found| !found.is_empty()));
    }
    all.extend(bare_districts(text, &tokens, names));
    all
}

/// `KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP BA BỂ`: districts without the word for their
/// kind, typed with their marks. `Bắc Kạn` is the province too.
fn bare_districts(text: &str, tokens: &[Token], names: &Names) -> Vec<Vec<Who>> {
    // `xã Ba Bể` is a commune of its own since 2025.
    let of_commune = |at: &usize| {
        let kind = at.checked_sub(1).and_then(|before| tokens[before].word());
        matches!(kind, Some("xa" | "phuong" | "tran"))
    };
    let starts = (0..tokens.len()).filter(|at| !of_commune(at));
    let runs = starts.filter_map(|at| run(text, tokens, at..at + 2));
    let districts = runs.filter(|run| !Key::of(run).is_plain()).filter_map(|run| {
        // `tỉnh Bắc Cạn` is a wrong spelling of the city's name, too.
        let right = names.find(run).into_iter().filter(|named| named.misspelt.is_none());
        let found: Vec<Who> = right
            .map(|named| named.who)
            .filter(|who| matches!(who, Who::District(_)))
            .collect();
        (!found.is_empty()).then_some(found)
    });
    districts.collect()
}

/// The text of some words in a row.
fn run<'t>(text: &'t str, tokens: &[Token], range: Range<usize>) -> Option<&'t str> {
    let tokens = tokens.get(range)?;
    let (first, last) = (tokens.first()?, tokens.last()?);
    let is_name = |token: &Token| token.word().is_some() || token.is_mark(&['.']);
    tokens.iter().all(is_name).then(|| &text[first.at.start..last.at.end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{self, Plan};

    fn shipped() -> Plan {
        plan::load(std::path::Path::new("no such project")).expect("embedded registers")
    }

    #[test]
    fn the_names_of_what_is_counted_say_nothing_else() {
        let plan = shipped();
        let names = plan.indicators().iter().map(|indicator| indicator.name.clone());
        let variables = plan.variables().iter().map(|variable| variable.name.clone());
        let units = plan.bodies().iter().map(|body| body.name.clone());
        let spelt = |name: String| [name.to_uppercase(), Key::of(&name).plain, name];
        let mut wrong = Vec::new();
        for name in names.chain(variables).chain(units).flat_map(spelt) {
            let title = read(&format!("KẾT QUẢ {name} NĂM 2024"), &plan.vocabulary);
            for matter in [title, of_sheet(&name, &plan.vocabulary)] {
                if !matches!(matter, None | Some(Matter::Result)) {
                    wrong.push(format!("{name}: {matter:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_word_turns_its_own_clause_round() {
        let vocabulary = shipped().vocabulary;
        for (text, matter) in [
            ("ĐĂNG KÝ, ĐÁNH GIÁ, CÔNG NHẬN", Some(Matter::Result)),
            ("ĐỀ NGHỊ CÔNG NHẬN", Some(Matter::Turned)),
            ("ĐỀ NGHỊ XÉT, CÔNG NHẬN", Some(Matter::Turned)),
            ("CÔNG NHẬN VÀ THU HỒI DANH HIỆU", Some(Matter::Result)),
            ("HỘ ĐẠT BỊ THU HỒI DANH HIỆU", Some(Matter::Turned)),
            ("KẾT QUẢ ĐĂNG KÝ", Some(Matter::Registered)),
            ("ĐĂNG KÝ VÀ KẾT QUẢ THỰC HIỆN", None),
            ("KẾT QUẢ THỰC HIỆN CHỈ TIÊU", None),
            ("CHỈ TIÊU NĂM 2024", Some(Matter::Aim)),
            ("KẾT QUẢ HỘ NGHÈO", Some(Matter::Some)),
            ("KẾT QUẢ (TRONG ĐÓ HỘ NGHÈO)", None),
            ("KẾT QUẢ (DỰ THẢO)", Some(Matter::Void)),
            ("(KÈM THEO DỰ THẢO QUYẾT ĐỊNH)", None),
            ("BÀN GIAO SỐ LIỆU", None),
        ] {
            assert_eq!(read(text, &vocabulary), matter, "{text}");
        }
    }
}
