//! The money: what each office states to have spent, in million đồng.

use crate::document::Material;
use crate::document::reference::{Part, Reference};
use crate::document::report::table::{Block, ColumnGroup, Figure, Row, UnitTable};
use crate::document::wording::{few, million};
use crate::observation::Amount;
use crate::plan::unit::Unit;

use super::{Numbering, figure, offices};

/// Money of one office or of several; nothing stated is not 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Money {
    /// Đồng; sums of what offices typed may pass 64 bits.
    state: Option<i128>,
    social: Option<i128>,
}

impl Money {
    fn both(self) -> Option<i128> {
        match (self.state, self.social) {
            (None, None) => None,
            (state, social) => Some(state.unwrap_or(0) + social.unwrap_or(0)),
        }
    }

    fn plus(self, other: Self) -> Self {
        let add = |a: Option<i128>, b: Option<i128>| match (a, b) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0) + b.unwrap_or(0)),
        };
        Self {
            state: add(self.state, other.state),
            social: add(self.social, other.social),
        }
    }
}

/// Offices that state money, in the order of the register.
fn stated<'a>(material: &Material<'a>) -> Vec<(Unit<'a>, Money)> {
    let dong = |amount: &Option<Amount>| amount.as_ref().map(|amount| amount.dong.into());
    let of_unit = |unit: Unit<'a>| {
        let statements = material.accepted_of(unit.code()).map(|one| one.statement());
        let money = statements.fold(Money::default(), |sum, statement| {
            let state = dong(&statement.state_budget);
            sum.plus(Money { state, social: dong(&statement.social_budget) })
        });
        money.both().map(|_| (unit, money))
    };
    material.plan.units().filter_map(of_unit).collect()
}

fn sum<'a>(offices: impl IntoIterator<Item = &'a (Unit<'a>, Money)>) -> Money {
    offices.into_iter().fold(Money::default(), |sum, (_, money)| sum.plus(*money))
}

/// The paragraph above the table; none where nobody states any money.
pub(super) fn paragraphs(material: &Material<'_>) -> Vec<String> {
    let stated = stated(material);
    let total = sum(&stated);
    let Some(both) = total.both() else { return Vec::new() };
    let part = |value: Option<i128>| million(value.unwrap_or(0));
    vec![format!(
        "Tổng kinh phí thực hiện năm {} của {} đơn vị có số liệu là {} triệu đồng, trong \
         đó ngân sách nhà nước {} triệu đồng, xã hội hóa {} triệu đồng.",
        material.year,
        few(stated.len()),
        million(both),
        part(total.state),
        part(total.social),
    )]
}

pub(super) fn table(
    material: &Material<'_>,
    numbers: &mut Numbering,
) -> Option<UnitTable> {
    let stated = stated(material);
    if stated.is_empty() {
        return None;
    }
    let (districts, bodies): (Vec<_>, Vec<_>) =
        stated.iter().copied().partition(|(unit, _)| is_district(*unit));
    let first_body = districts.len() + 1;
    let blocks = [
        block(
            "Ủy ban nhân dân các huyện, thành phố",
            "Cộng các huyện, thành phố",
            &districts,
            1,
        ),
        block(
            "Các sở, ban, ngành, đoàn thể cấp tỉnh",
            "Cộng các cơ quan cấp tỉnh",
            &bodies,
            first_body,
        ),
    ];
    let year = material.year;
    let heads = ["Ngân sách nhà nước", "Xã hội hóa", "Cộng"];
    Some(UnitTable {
        title: numbers.table(&format!("Kinh phí thực hiện năm {year} theo đơn vị")),
        unit_note: Some("Đơn vị tính: triệu đồng".to_owned()),
        name_header: "Đơn vị".to_owned(),
        groups: heads.map(alone).to_vec(),
        blocks: blocks.into_iter().flatten().collect(),
        total: Some(row("", "Tổng cộng", sum(&stated), |part| {
            Some(Reference::budget(None, part))
        })),
        notes: without(material, &stated),
    })
}

fn is_district(unit: Unit<'_>) -> bool {
    match unit {
        Unit::District(_) => true,
        Unit::Body(_) => false,
    }
}

/// A column under no common head.
fn alone(title: &str) -> ColumnGroup {
    ColumnGroup { title: title.to_owned(), columns: vec![String::new()] }
}

fn block(
    title: &str,
    subtotal: &str,
    offices: &[(Unit<'_>, Money)],
    first: usize,
) -> Option<Block> {
    if offices.is_empty() {
        return None;
    }
    let rows = offices
        .iter()
        .enumerate()
        .map(|(index, (unit, money))| {
            row(&(first + index).to_string(), unit.agency(), *money, |part| {
                Some(Reference::budget(Some(unit.code()), part))
            })
        })
        .collect();
    let subtotal = row("", subtotal, sum(offices), |_| None);
    Some(Block { title: Some(title.to_owned()), rows, subtotal: Some(subtotal) })
}

fn row(
    number: &str,
    name: &str,
    money: Money,
    reference: impl Fn(Part) -> Option<Reference>,
) -> Row {
    let columns = [
        (money.state, Part::StateBudget),
        (money.social, Part::SocialBudget),
        (money.both(), Part::Money),
    ];
    let figures = columns.map(|(dong, part)| match (dong, reference(part)) {
        (Some(dong), Some(at)) => figure::worded(million(dong), at),
        (Some(dong), None) => Figure { text: million(dong), reference: None },
        (None, _) => figure::not_reported(),
    });
    Row { number: number.to_owned(), name: name.to_owned(), figures: figures.to_vec() }
}

/// Names those due that state no money.
fn without(material: &Material<'_>, stated: &[(Unit<'_>, Money)]) -> Vec<String> {
    let plan = material.plan;
    let silent: Vec<&str> = plan
        .expected(material.year)
        .into_iter()
        .map(Unit::code)
        .filter(|code| !stated.iter().any(|(unit, _)| unit.code() == *code))
        .collect();
    if silent.is_empty() {
        return Vec::new();
    }
    vec![format!("Không có số liệu kinh phí: {}.", offices::agencies(plan, &silent))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::Fixture;
    use crate::observation::{Source, Statement};
    use crate::place::Address;

    fn spend(fixture: &mut Fixture, unit: &str, state: Option<i64>, social: Option<i64>) {
        let amount = |dong: i64| Amount {
            dong,
            source: Source { sheet: "Báo cáo".to_owned(), at: Address::new(0, 0) },
        };
        fixture.state(Statement {
            unit: unit.to_owned(),
            state_budget: state.map(amount),
            social_budget: social.map(amount),
            ..Statement::default()
        });
    }

    #[test]
    fn money_is_summed_in_dong_and_printed_in_million() {
        let mut fixture = Fixture::new(2024);
        spend(&mut fixture, "so-y-te", Some(125_000_000), Some(1_233_500_000));
        spend(&mut fixture, "ba-be", Some(550_000_000), None);
        spend(&mut fixture, "na-ri", None, None);
        let material = fixture.material();
        assert_eq!(
            paragraphs(&material),
            ["Tổng kinh phí thực hiện năm 2024 của 02 đơn vị có số liệu là 1.908,5 \
                 triệu đồng, trong đó ngân sách nhà nước 675 triệu đồng, xã hội hóa \
                 1.233,5 triệu đồng."]
        );
        let table =
            table(&material, &mut Numbering::default()).expect("money was stated");
        let texts = |row: &Row| -> Vec<String> {
            row.figures.iter().map(|figure| figure.text.clone()).collect()
        };
        assert_eq!(texts(&table.blocks[0].rows[0]), ["550", "...", "550"]);
        let health = &table.blocks[1].rows[0];
        assert_eq!((health.number.as_str(), health.name.as_str()), ("2", "Sở Y tế"));
        let at = health.figures[1].reference.as_deref();
        assert_eq!(at, Some("budget.so-y-te.social"));
        assert_eq!(texts(&table.total.expect("a total")), ["675", "1.233,5", "1.908,5"]);
        assert!(table.notes[0].contains("Na Rì"), "{:?}", table.notes);
    }

    #[test]
    fn without_any_money_there_is_no_table() {
        let fixture = Fixture::new(2024);
        assert!(paragraphs(&fixture.material()).is_empty());
        assert_eq!(table(&fixture.material(), &mut Numbering::default()), None);
    }
}
