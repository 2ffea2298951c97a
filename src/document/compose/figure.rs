//! Printed figures with the references by which they are traced.

use crate::document::reference::Reference;
use crate::document::report::table::Figure;
use crate::document::wording::{self, NONE, NOT_REPORTED};

/// A count, or three dots where it was not reported.
pub(super) fn count(value: Option<i64>, reference: Reference) -> Figure {
    match value {
        Some(value) => worded(wording::count(value), reference),
        None => not_reported(),
    }
}

/// A share in percent; over nothing, or with a part missing, only its sign.
pub(super) fn percent(
    numerator: Option<i64>,
    denominator: Option<i64>,
    reference: Reference,
) -> Figure {
    let text = wording::percent(numerator, denominator);
    if text == NONE || text == NOT_REPORTED {
        return Figure { text, reference: None };
    }
    worded(text, reference)
}

/// So many of so many: `4/8`.
pub(super) fn of_total(
    numerator: Option<i64>,
    denominator: Option<i64>,
    reference: Reference,
) -> Figure {
    match (numerator, denominator) {
        (Some(_), Some(0)) => nothing(),
        (Some(numerator), Some(denominator)) => {
            let (of, total) = (wording::count(numerator), wording::count(denominator));
            worded(format!("{of}/{total}"), reference)
        }
        (None, _) | (_, None) => not_reported(),
    }
}

/// A level, a mark or a phrase that stands for a figure.
pub(super) fn worded(text: impl Into<String>, reference: Reference) -> Figure {
    Figure { text: text.into(), reference: Some(reference.to_string()) }
}

/// `-`: nothing of the kind.
pub(super) fn nothing() -> Figure {
    Figure { text: NONE.to_owned(), reference: None }
}

/// `...`: not reported.
pub(super) fn not_reported() -> Figure {
    Figure { text: NOT_REPORTED.to_owned(), reference: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::reference::Part;

    fn at() -> Reference {
        Reference::unit("D1", "ba-be", Part::Numerator)
    }

    #[test]
    fn only_what_was_counted_can_be_traced() {
        assert_eq!(count(Some(0), at()).reference.as_deref(), Some("D1.ba-be.n"));
        assert_eq!(count(None, at()), not_reported());
        assert_eq!(percent(Some(0), Some(0), at()), nothing());
        assert_eq!(percent(None, Some(8), at()), not_reported());
        assert_eq!(of_total(Some(4), Some(8), at()).text, "4/8");
        assert_eq!(of_total(Some(0), Some(0), at()), nothing());
    }
}
