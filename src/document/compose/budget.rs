//! The money: what each office states to have spent, in million đồng.

use crate::document::Material;
use crate::document::reference::{Part, Reference};
use crate::document::report::Passage;
use crate::document::report::table::{Block, ColumnGroup, Figure, Row, UnitTable};
use crate::document::wording::{few, million, percent_of};
use crate::observation::Amount;
use crate::plan::Plan;
use crate::plan::unit::Unit;
use crate::rules::Accepted;

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
fn stated<'a>(plan: &'a Plan, accepted: &[Accepted]) -> Vec<(Unit<'a>, Money)> {
    let dong = |amount: &Option<Amount>| amount.as_ref().map(|amount| amount.dong.into());
    let of_unit = |unit: Unit<'a>| {
        let statements = accepted.iter().map(Accepted::statement);
        let ours = statements.filter(|statement| statement.unit == unit.code());
        let money = ours.fold(Money::default(), |sum, statement| {
            let state = dong(&statement.state_budget);
            sum.plus(Money { state, social: dong(&statement.social_budget) })
        });
        money.both().map(|_| (unit, money))
    };
    plan.units().filter_map(of_unit).collect()
}

/// The same of the year before; empty if that year was not read.
fn stated_before<'a>(material: &Material<'a>) -> Vec<(Unit<'a>, Money)> {
    let before = material.last_year();
    before.map(|year| stated(material.plan, &year.accepted)).unwrap_or_default()
}

fn sum<'a>(offices: impl IntoIterator<Item = &'a (Unit<'a>, Money)>) -> Money {
    offices.into_iter().fold(Money::default(), |sum, (_, money)| sum.plus(*money))
}

/// The paragraphs above the table; none where nobody states any money.
pub(super) fn paragraphs(material: &Material<'_>, table: &str) -> Vec<Passage> {
    let stated = stated(material.plan, material.accepted);
    let total = sum(&stated);
    let Some(both) = total.both() else { return Vec::new() };
    let part = |value: Option<i128>| {
        let value = value.unwrap_or(0);
        let share = percent_of(value, both).map(|share| format!(", chiếm {share}%"));
        format!("{} triệu đồng{}", million(value), share.unwrap_or_default())
    };
    let said = format!(
        "Tổng kinh phí thực hiện năm {} của {} đơn vị có số liệu là {} triệu đồng, trong \
         đó: ngân sách nhà nước {}; xã hội hóa {} (chi tiết tại {table}).",
        material.year,
        few(stated.len()),
        million(both),
        part(total.state),
        part(total.social),
    );
    let mut paragraphs = vec![Passage::new("leadership.budget", said)];
    let before = stated_before(material);
    if let Some(past) = sum(&before).both() {
        let text = compared(material.year - 1, both, past, before.len());
        paragraphs.push(Passage::new("leadership.budget.change", text));
    }
    paragraphs
}

/// "So với năm 2023 (26 đơn vị có số liệu, 33.000 triệu đồng) tăng 2.986 triệu
/// đồng (9,05%)."
fn compared(year: i16, now: i128, past: i128, offices: usize) -> String {
    let base = format!(
        "So với năm {year} ({} đơn vị có số liệu, {} triệu đồng)",
        few(offices),
        million(past)
    );
    let difference = now - past;
    if difference == 0 {
        return format!("{base}, tổng kinh phí không thay đổi.");
    }
    let verb = if difference > 0 { "tăng" } else { "giảm" };
    let share = percent_of(difference.abs(), past).map(|share| format!(" ({share}%)"));
    format!(
        "{base}, tổng kinh phí {verb} {} triệu đồng{}.",
        million(difference.abs()),
        share.unwrap_or_default()
    )
}

pub(super) fn table(
    material: &Material<'_>,
    numbers: &mut Numbering,
) -> Option<UnitTable> {
    let stated = stated(material.plan, material.accepted);
    if stated.is_empty() {
        return None;
    }
    let before = stated_before(material);
    let rows = Rows { now: &stated, before: &before };
    let (districts, bodies): (Vec<_>, Vec<_>) =
        stated.iter().copied().partition(|(unit, _)| is_district(*unit));
    let areas = &material.plan.tier.name;
    let first_body = districts.len() + 1;
    let blocks = [
        rows.block(
            &format!("Ủy ban nhân dân các {areas}"),
            &format!("Cộng các {areas}"),
            &districts,
            1,
        ),
        rows.block(
            "Các sở, ban, ngành, đoàn thể cấp tỉnh",
            "Cộng các cơ quan cấp tỉnh",
            &bodies,
            first_body,
        ),
    ];
    let year = material.year;
    let mut heads: Vec<ColumnGroup> =
        ["Ngân sách nhà nước", "Xã hội hóa", "Cộng"].map(alone).to_vec();
    if rows.compares() {
        let difference = format!("So với năm {}", year - 1);
        heads.extend([alone(&format!("Năm {}", year - 1)), alone(&difference)]);
    }
    let total = rows
        .row("", "Tổng cộng", &|_| true, |part| Some(Reference::budget(None, part)));
    Some(UnitTable {
        title: numbers.table(&format!("Kinh phí thực hiện năm {year} theo đơn vị")),
        unit_note: Some("Đơn vị tính: triệu đồng".to_owned()),
        name_header: "Đơn vị".to_owned(),
        groups: heads,
        blocks: blocks.into_iter().flatten().collect(),
        total: Some(total),
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

/// The money of this year and of the year before, to make rows of.
struct Rows<'r> {
    now: &'r [(Unit<'r>, Money)],
    before: &'r [(Unit<'r>, Money)],
}

impl Rows<'_> {
    fn compares(&self) -> bool {
        !self.before.is_empty()
    }

    fn block(
        &self,
        title: &str,
        subtotal: &str,
        offices: &[(Unit<'_>, Money)],
        first: usize,
    ) -> Option<Block> {
        let districts = is_district(offices.first()?.0);
        let rows = offices
            .iter()
            .enumerate()
            .map(|(index, (unit, _))| {
                let ours = |other: Unit<'_>| other.code() == unit.code();
                self.row(&(first + index).to_string(), unit.agency(), &ours, |part| {
                    Some(Reference::budget(Some(unit.code()), part))
                })
            })
            .collect();
        let kind = |unit: Unit<'_>| is_district(unit) == districts;
        let subtotal = self.row("", subtotal, &kind, |_| None);
        Some(Block { title: Some(title.to_owned()), rows, subtotal: Some(subtotal) })
    }

    /// The money of all offices that are meant.
    fn row(
        &self,
        number: &str,
        name: &str,
        meant: &dyn Fn(Unit<'_>) -> bool,
        reference: impl Fn(Part) -> Option<Reference>,
    ) -> Row {
        let ours = |one: &&(Unit<'_>, Money)| meant(one.0);
        let money = sum(self.now.iter().filter(ours));
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
        let mut figures = figures.to_vec();
        if self.compares() {
            let past = sum(self.before.iter().filter(ours)).both();
            figures.extend(compared_figures(money.both(), past));
        }
        Row { number: number.to_owned(), name: name.to_owned(), figures }
    }
}

/// The sum of the year before, and the difference.
fn compared_figures(now: Option<i128>, past: Option<i128>) -> [Figure; 2] {
    let plain = |text: String| Figure { text, reference: None };
    let difference = now.zip(past).map(|(now, past)| {
        let sign = if now > past { "+" } else { "" };
        plain(format!("{sign}{}", million(now - past)))
    });
    [
        past.map_or_else(figure::not_reported, |past| plain(million(past))),
        difference.unwrap_or_else(figure::nothing),
    ]
}

/// Names those due that state no money.
fn without(material: &Material<'_>, stated: &[(Unit<'_>, Money)]) -> Vec<String> {
    let plan = material.plan;
    let silent: Vec<&str> = plan
        .expected()
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
        let texts = paragraphs(&material, "Bảng 1");
        assert_eq!(
            texts[0].text,
            "Tổng kinh phí thực hiện năm 2024 của 02 đơn vị có số liệu là 1.908,5 \
                 triệu đồng, trong đó: ngân sách nhà nước 675 triệu đồng, chiếm 35,37%; \
                 xã hội hóa 1.233,5 triệu đồng, chiếm 64,63% \
                 (chi tiết tại Bảng 1)."
        );
        assert_eq!(texts.len(), 1);
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
    fn money_is_compared_with_the_year_before() {
        let mut before = Fixture::new(2023);
        spend(&mut before, "ba-be", Some(500_000_000), None);
        let mut fixture = Fixture::new(2024);
        spend(&mut fixture, "ba-be", Some(550_000_000), None);
        spend(&mut fixture, "so-y-te", Some(100_000_000), None);
        fixture.remember(before);
        let material = fixture.material();
        assert_eq!(
            paragraphs(&material, "Bảng 1")[1].text,
            "So với năm 2023 (01 đơn vị có số liệu, 500 triệu đồng), tổng kinh phí tăng \
             150 triệu đồng (30,00%)."
        );
        let table =
            table(&material, &mut Numbering::default()).expect("money was stated");
        let texts = |row: &Row| -> Vec<String> {
            row.figures.iter().map(|figure| figure.text.clone()).collect()
        };
        let district = &table.blocks[0].rows[0];
        assert_eq!(texts(district), ["550", "...", "550", "500", "+50"]);
        let body = &table.blocks[1].rows[0];
        assert_eq!(texts(body), ["100", "...", "100", "...", "-"]);
    }

    #[test]
    fn without_any_money_there_is_no_table() {
        let fixture = Fixture::new(2024);
        assert!(paragraphs(&fixture.material(), "Bảng 1").is_empty());
        assert_eq!(table(&fixture.material(), &mut Numbering::default()), None);
    }
}
