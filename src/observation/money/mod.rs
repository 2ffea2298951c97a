//! Money spent, from whatever it is written in to đồng: of all amounts a form
//! states, the one of each fund that counts.
//!
//! An amount counts if its words say of what it is and nothing that it is of
//! another year or not spent; several that nothing decides between, or a part
//! that cannot be read, leave the fund without an amount and are said.

mod amount;
mod said;

use self::amount::{Sum, Written};
use super::{Amount, Source, Statement};
use crate::finding::Finding;
use crate::form::money::{About, Money, Standing};
use crate::plan::vocabulary::{Fund, MoneyUnit, NamedUnit, Vocabulary};

/// An amount that was read, with the words it stands under.
#[derive(Debug, Clone, Copy)]
struct Stated<'a> {
    money: &'a Money,
    sum: Sum,
}

/// What a form states of one fund, or of all money.
#[derive(Debug, Default)]
struct Pile<'a> {
    counted: Vec<Stated<'a>>,
    /// A cell that should hold an amount and is not understood.
    broken: bool,
    /// It is not of the year or not spent: set aside.
    aside: Vec<&'a Money>,
}

pub(super) fn read(
    stated: &[Money],
    vocabulary: &Vocabulary,
    file: &str,
    statement: &mut Statement,
    findings: &mut Vec<Finding>,
) {
    let mut desk = Desk { vocabulary, file, findings };
    let state = desk.fund(stated, Fund::State);
    let social = desk.fund(stated, Fund::Social);
    let total = desk.pile(stated, About::Total);
    desk.pile(stated, About::Unknown);
    desk.compare(&total, state.as_ref(), social.as_ref());
    let amount = |one: Settled| Amount { dong: one.dong, source: one.source };
    statement.state_budget = state.map(amount);
    statement.social_budget = social.map(amount);
}

/// What is settled of a fund.
#[derive(Debug, Clone)]
struct Settled {
    dong: i64,
    source: Source,
}

/// The work of reading one form.
struct Desk<'d> {
    vocabulary: &'d Vocabulary,
    file: &'d str,
    findings: &'d mut Vec<Finding>,
}

impl Desk<'_> {
    fn fund(&mut self, stated: &[Money], fund: Fund) -> Option<Settled> {
        let pile = self.pile(stated, About::Fund(fund));
        let settled = self.settle(&pile, fund);
        let known = !pile.counted.is_empty() || pile.broken;
        self.findings.extend(said::aside(self.file, &pile.aside, known));
        settled
    }

    /// Reads every amount of one kind, and says what is not understood.
    fn pile<'m>(&mut self, stated: &'m [Money], about: About) -> Pile<'m> {
        let mut pile = Pile::default();
        for money in stated.iter().filter(|money| money.about == about) {
            if amount::hidden(money.cell.notes) {
                if matches!(money.standing, Standing::Counts { .. }) {
                    self.findings.push(said::hidden(self.file, money));
                }
                continue;
            }
            match &money.standing {
                Standing::Aside(_) => pile.aside.push(money),
                Standing::Riddle(words) => {
                    pile.broken = true;
                    self.findings.push(said::riddle(self.file, money, words));
                }
                Standing::Inexact(words) => {
                    pile.broken = true;
                    self.findings.push(said::inexact(self.file, money, words));
                }
                Standing::Counts { .. } => self.read_one(money, &mut pile),
            }
        }
        if about == About::Total || about == About::Unknown {
            self.findings.extend(said::aside(self.file, &pile.aside, true));
        }
        pile
    }

    fn read_one<'m>(&mut self, money: &'m Money, pile: &mut Pile<'m>) {
        let unit: Option<MoneyUnit> = match money.unit {
            NamedUnit::None => None,
            NamedUnit::One(unit) => Some(unit),
            NamedUnit::Doubtful => {
                pile.broken = true;
                self.findings.push(said::unit(self.file, money));
                return;
            }
        };
        if amount::refused(money.cell.notes) {
            pile.broken = true;
            self.findings.push(said::refused(self.file, money));
            return;
        }
        match amount::read(&money.cell, unit, self.vocabulary) {
            Written::Sum(sum) => {
                if sum.assumed {
                    self.findings.push(said::unit_assumed(self.file, money));
                }
                if sum.multiple {
                    self.findings.push(said::multiple(self.file, money, sum.dong));
                }
                pile.counted.push(Stated { money, sum });
            }
            Written::Nothing => {
                let sum = Sum { dong: 0, assumed: false, multiple: false };
                pile.counted.push(Stated { money, sum });
            }
            Written::Absent => {}
            Written::Fault(fault) => {
                pile.broken = true;
                self.findings.push(said::fault(self.file, money, fault));
            }
        }
    }

    /// The amount of a fund: of its whole, else the sum of its parts.
    fn settle(&mut self, pile: &Pile<'_>, fund: Fund) -> Option<Settled> {
        let whole =
            |one: &&Stated<'_>| one.money.parts.is_empty() && one.money.content.is_none();
        let mut wholes: Vec<Stated<'_>> =
            pile.counted.iter().filter(whole).copied().collect();
        let parts: Vec<Stated<'_>> =
            pile.counted.iter().filter(|one| !whole(one)).copied().collect();
        let decided = |one: &Stated<'_>| {
            matches!(one.money.standing, Standing::Counts { decided: true })
        };
        if wholes.iter().any(decided) {
            wholes.retain(decided);
        }
        if let Some(first) = wholes.first() {
            let differs = |one: &Stated<'_>| one.sum.dong != first.sum.dong;
            if wholes.iter().any(differs) {
                self.findings.push(said::stated_twice(self.file, &wholes));
                return None;
            }
            let over = sum(&parts).is_none_or(|sum| sum > first.sum.dong);
            if !parts.is_empty() && over && is_split(&parts) {
                self.findings.push(said::parts_exceed(self.file, first, &parts));
            }
            return Some(settled(first.sum.dong, first.money));
        }
        let first = parts.first()?;
        if pile.broken {
            return None;
        }
        if !is_split(&parts) {
            self.findings.push(said::stated_twice(self.file, &parts));
            return None;
        }
        let dong = sum(&parts)?;
        if parts.len() > 1 || fund == Fund::State {
            self.findings.push(said::added(self.file, fund, &parts, dong));
        }
        Some(settled(dong, first.money))
    }

    /// A total is a check of its funds, and none itself.
    fn compare(
        &mut self,
        total: &Pile<'_>,
        state: Option<&Settled>,
        social: Option<&Settled>,
    ) {
        let Some(first) = total.counted.first() else { return };
        let dong = |one: Option<&Settled>| one.map_or(0, |one| one.dong);
        let both = dong(state).saturating_add(dong(social));
        if state.is_none() && social.is_none() {
            self.findings.push(said::only_total(self.file, first));
        } else if let Some(other) = total.counted.iter().find(|one| one.sum.dong != both)
        {
            self.findings.push(said::not_the_sum(self.file, other, both));
        }
    }
}

fn settled(dong: i64, money: &Money) -> Settled {
    Settled { dong, source: Source { sheet: money.sheet.clone(), at: money.at } }
}

fn sum(parts: &[Stated<'_>]) -> Option<i64> {
    parts.iter().try_fold(0_i64, |sum, one| sum.checked_add(one.sum.dong))
}

/// Whether parts are of different names and no part is one of another: then
/// they add up.
fn is_split(parts: &[Stated<'_>]) -> bool {
    let names = |one: &Stated<'_>| one.money.parts.clone();
    let mut seen: Vec<String> = Vec::new();
    for part in parts {
        let own = names(part);
        if part.money.content.is_some() || own.iter().any(|name| seen.contains(name)) {
            return false;
        }
        seen.extend(own);
    }
    let local =
        seen.iter().any(|name| name.contains("phương") || name.contains("phuong"));
    !local || parts.len() == 1
}
