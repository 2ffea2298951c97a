//! Slips of the keyboard: which one figure, with one digit changed or two
//! neighbouring digits swapped, would make a sum come out (domain §8.10).
//!
//! A repair is offered in a hint and never applied.

/// How one number becomes another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slip {
    /// Two neighbouring digits changed places.
    Swapped,
    /// One digit is another.
    Digit,
}

/// The slip by which `meant` was written as `written`, if it is a single one.
pub(super) fn slip(written: i64, meant: i64) -> Option<Slip> {
    if written < 0 || meant < 0 || written == meant {
        return None;
    }
    let (a, b) = (written.to_string().into_bytes(), meant.to_string().into_bytes());
    if a.len() != b.len() {
        return None;
    }
    let differing: Vec<usize> =
        (0..a.len()).filter(|index| a[*index] != b[*index]).collect();
    match differing.as_slice() {
        [_] => Some(Slip::Digit),
        [i, j] if *j == i + 1 && a[*i] == b[*j] && a[*j] == b[*i] => Some(Slip::Swapped),
        _ => None,
    }
}

/// A figure that may be mistyped, and what may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repair<T> {
    pub(super) what: T,
    pub(super) written: i64,
    pub(super) meant: i64,
    pub(super) slip: Slip,
}

/// Single slips that explain why `parts` do not make `total`. A swap explains
/// more than a changed digit: where there is one, only swaps are given.
/// `fits` says whether a figure could have that value at all.
pub(super) fn repairs<T: Clone>(
    parts: &[(T, i64)],
    (total, total_is): (T, i64),
    fits: impl Fn(&T, i64) -> bool,
) -> Vec<Repair<T>> {
    let sum: i64 = parts.iter().map(|(_, value)| value).sum();
    let of_parts =
        parts.iter().map(|(what, value)| (what, *value, value + total_is - sum));
    let mut found: Vec<Repair<T>> = std::iter::once((&total, total_is, sum))
        .chain(of_parts)
        .filter_map(|(what, written, meant)| {
            let slip = slip(written, meant).filter(|_| fits(what, meant))?;
            Some(Repair { what: what.clone(), written, meant, slip })
        })
        .collect();
    if found.iter().any(|repair| repair.slip == Slip::Swapped) {
        found.retain(|repair| repair.slip == Slip::Swapped);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[i64], total: i64) -> Vec<(i64, i64)> {
        let parts: Vec<(usize, i64)> = parts.iter().copied().enumerate().collect();
        repairs(&parts, (99, total), |_, _| true)
            .into_iter()
            .map(|repair| (repair.written, repair.meant))
            .collect()
    }

    #[test]
    fn one_changed_digit_explains_the_population_of_2021() {
        assert!(of(&[164_707, 139_005], 323_712).contains(&(139_005, 159_005)));
    }

    #[test]
    fn a_swap_is_preferred_to_a_changed_digit() {
        assert_eq!(of(&[6174, 13_769], 19_934), [(19_934, 19_943)]);
    }

    #[test]
    fn what_no_single_slip_explains_has_no_repair() {
        assert_eq!(of(&[36_626, 167_919], 207_794), []);
    }

    #[test]
    fn a_slip_is_one_digit_or_one_swap_and_no_more() {
        assert_eq!(slip(139_005, 159_005), Some(Slip::Digit));
        assert_eq!(slip(19_934, 19_943), Some(Slip::Swapped));
        assert_eq!(slip(19_934, 91_943), None);
        assert_eq!(slip(100, 1000), None);
        assert_eq!(slip(12, 12), None);
        // Two digits apart that only look like a swap.
        assert_eq!(slip(1234, 1432), None);
    }
}
