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
    let piles = [About::Fund(Fund::State), About::Fund(Fund::Social), About::Total];
    let [state, social, total] = piles.map(|about| desk.pile(stated, about));
    desk.pile(stated, About::Unknown);
    let counted = [&state, &social, &total].map(|pile| pile.counted.as_slice()).concat();
    desk.findings.extend(said::doubts(desk.file, &counted));
    let rest = |other: &Pile<'_>| Some(total.only()? - other.only()?);
    let (state, social) = (
        desk.settle(&state, Fund::State, rest(&social)),
        desk.settle(&social, Fund::Social, rest(&state)),
    );
    desk.compare(&total, state.as_ref(), social.as_ref());
    let amount = |one: Settled| Amount { dong: one.dong, source: one.source };
    statement.state_budget = state.map(amount);
    statement.social_budget = social.map(amount);
}

impl<'a> Pile<'a> {
    /// The amounts of the whole, those that a heading decides for if there are.
    fn wholes(&self) -> Vec<Stated<'a>> {
        let decided = |one: &Stated<'_>| {
            matches!(one.money.standing, Standing::Counts { decided: true })
        };
        let mut wholes: Vec<Stated<'a>> =
            self.counted.iter().filter(|one| one.is_whole()).copied().collect();
        if wholes.iter().any(decided) {
            wholes.retain(decided);
        }
        // Nothing of one source leaves what is of the other.
        let is_some = |one: &Stated<'_>| one.sum.dong > 0;
        if is_named_apart(&wholes) && wholes.iter().any(is_some) {
            wholes.retain(is_some);
        }
        wholes
    }

    /// The one amount of the whole, if it is one.
    fn only(&self) -> Option<i64> {
        let wholes = self.wholes();
        let first = wholes.first()?.sum.dong;
        wholes.iter().all(|one| one.sum.dong == first).then_some(first)
    }
}

impl Stated<'_> {
    fn is_whole(&self) -> bool {
        self.money.parts.is_empty() && self.money.content.is_none()
    }
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
                Standing::Aside(_) | Standing::Share(_) => pile.aside.push(money),
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
        let is_fund = matches!(about, About::Fund(_));
        let known = !is_fund || !pile.counted.is_empty() || pile.broken;
        // A share beside its amount needs no word.
        let is_share = |money: &Money| matches!(money.standing, Standing::Share(_));
        let mut aside = pile.aside.clone();
        aside.retain(|money| !(known && is_share(money)));
        self.findings.extend(said::aside(self.file, &aside, known));
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

    /// The amount of a fund: of its whole, else the sum of its parts. `rest` is
    /// what the total leaves for it beside the other fund.
    fn settle(
        &mut self,
        pile: &Pile<'_>,
        fund: Fund,
        rest: Option<i64>,
    ) -> Option<Settled> {
        let wholes = pile.wholes();
        let parts: Vec<Stated<'_>> =
            pile.counted.iter().filter(|one| !one.is_whole()).copied().collect();
        if let Some(first) = wholes.first() {
            let differs = |one: &Stated<'_>| one.sum.dong != first.sum.dong;
            if wholes.iter().any(differs) && !pile.broken && is_named_apart(&wholes) {
                let all = sum(&wholes).filter(|all| rest == Some(*all));
                if let Some(all) = all {
                    self.findings.push(said::added(self.file, fund, &wholes, all));
                    return Some(settled(all, first.money));
                }
            }
            if wholes.iter().any(differs) {
                self.findings.push(said::stated_twice(self.file, &wholes));
                return None;
            }
            self.findings.extend(said::beside(self.file, &wholes, &parts));
            let all = sum(&parts);
            let over = all.is_none_or(|sum| sum > first.sum.dong);
            // A list of levels that is no selection states all of them.
            let listed = parts.len() > 1 && parts.iter().all(|one| !one.money.within);
            let differs = over || listed && all != Some(first.sum.dong);
            if !parts.is_empty() && differs && is_split(&parts) {
                self.findings.push(said::parts_exceed(self.file, first, &parts));
            }
            return Some(settled(first.sum.dong, first.money));
        }
        let first = parts.first()?;
        if pile.broken {
            return None;
        }
        if let ([one], Some(words)) = (parts.as_slice(), &first.money.content) {
            self.findings.push(said::riddle(self.file, one.money, words));
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
        let wholes = total.wholes();
        let Some(first) = wholes.first() else { return };
        let dong = |one: Option<&Settled>| one.map_or(0, |one| one.dong);
        let both = dong(state).saturating_add(dong(social));
        if state.is_none() && social.is_none() {
            self.findings.push(said::only_total(self.file, first));
        } else if let Some(other) = wholes.iter().find(|one| one.sum.dong != both) {
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

/// Whether each names its fund in words of its own: `xã hội hóa`, `nguồn khác`.
fn is_named_apart(wholes: &[Stated<'_>]) -> bool {
    let mut seen: Vec<&[String]> = Vec::new();
    wholes.iter().all(|one| {
        let names = one.money.names.as_slice();
        let new = !seen.contains(&names);
        seen.push(names);
        new
    })
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
