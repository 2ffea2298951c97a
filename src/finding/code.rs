//! The code of a finding that comes from a child process. The rooms' own words are
//! the register of codes (`tests/suite/codes.rs` holds them against the pages and the
//! ledger); what crosses is a text of the same shape, kept once for each there is.

use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// The codes met: a letter and two digits, so there are some hundred at most.
static MET: LazyLock<Mutex<BTreeSet<&'static str>>> = LazyLock::new(Mutex::default);

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<&'static str, D::Error> {
    let code = String::deserialize(from)?;
    let bytes = code.as_bytes();
    let is_code = bytes.len() == 3
        && bytes[0].is_ascii_uppercase()
        && bytes[1..].iter().all(u8::is_ascii_digit);
    if !is_code {
        return Err(D::Error::custom("no code of a finding"));
    }
    let mut met = MET.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = met.get(code.as_str()) {
        return Ok(known);
    }
    let code: &'static str = code.leak();
    met.insert(code);
    Ok(code)
}

#[cfg(test)]
mod tests {
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, StrDeserializer};

    fn code(text: &str) -> Option<&'static str> {
        let from: StrDeserializer<'_, Error> = text.into_deserializer();
        super::deserialize(from).ok()
    }

    #[test]
    fn a_code_that_crosses_is_kept_once_and_nothing_else_is_one() {
        let (one, again) = (code("F01"), code("F01"));
        assert_eq!(one.map(str::as_ptr), again.map(str::as_ptr));
        assert_eq!(one, Some("F01"));
        for odd in ["", "F1", "F011", "f01", "Đ1"] {
            assert_eq!(code(odd), None, "{odd}");
        }
    }
}
