//! What a year cost, as the offices state it.

use crate::observation::Amount;
use crate::rules::Accepted;

/// Money of all offices of a year, in đồng; nothing stated is not 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Money {
    /// From the state budget. Sums of what offices typed may pass 64 bits.
    pub(crate) state: Option<i128>,
    /// From other sources (xã hội hóa).
    pub(crate) social: Option<i128>,
    /// So many offices stated money.
    pub(crate) offices: usize,
}

impl Money {
    pub(crate) fn of(accepted: &[Accepted]) -> Self {
        let mut offices: Vec<&str> = Vec::new();
        let mut money = Self::default();
        for statement in accepted.iter().map(Accepted::statement) {
            add(&mut money.state, dong(statement.state_budget.as_ref()));
            add(&mut money.social, dong(statement.social_budget.as_ref()));
            let stated =
                statement.state_budget.is_some() || statement.social_budget.is_some();
            if stated && !offices.contains(&statement.unit.as_str()) {
                offices.push(&statement.unit);
            }
        }
        money.offices = offices.len();
        money
    }

    pub(crate) fn both(self) -> Option<i128> {
        let mut sum = self.state;
        add(&mut sum, self.social);
        sum
    }

    /// Years together; the count of offices is not carried on, for they are
    /// the same ones every year.
    pub(crate) fn plus(self, other: Self) -> Self {
        let mut sum = Self { offices: 0, ..self };
        add(&mut sum.state, other.state);
        add(&mut sum.social, other.social);
        sum
    }
}

fn dong(amount: Option<&Amount>) -> Option<i128> {
    amount.map(|amount| amount.dong.into())
}

fn add(sum: &mut Option<i128>, value: Option<i128>) {
    if let Some(value) = value {
        *sum = Some(sum.unwrap_or(0) + value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_add_up_and_nothing_stays_nothing() {
        let year = Money { state: Some(5), social: None, offices: 3 };
        let both = year.plus(Money { state: Some(7), social: None, offices: 4 });
        assert_eq!(both, Money { state: Some(12), social: None, offices: 0 });
        assert_eq!(both.both(), Some(12));
        assert_eq!(Money::default().both(), None);
    }
}
