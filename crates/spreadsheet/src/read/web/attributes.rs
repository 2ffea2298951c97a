//! How many attributes the tags of a page have, counted before html5ever walks them:
//! it holds each against all before it, so that a hundred thousand take hours.

use super::tokens::raw;
use crate::read::limits;
use crate::read::unreadable::Unreadable;

/// Where in a tag a walk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Between attributes.
    Gap,
    Name,
    /// A value may follow.
    Sign,
    Bare,
    Quoted(u8),
}

/// Refuses a page in which a tag has more attributes than any writer gives one.
/// What stands in comments and scripts is no tag.
pub(super) fn check(page: &str) -> Result<(), Unreadable> {
    let mut rest = page.as_bytes();
    while let Some(found) = rest.iter().position(|byte| *byte == b'<') {
        rest = &rest[found + 1..];
        if rest.starts_with(b"!--") {
            // `<!-->` is a whole one.
            let end = rest[1..].windows(3).position(|end| end == b"-->");
            rest = end.map_or(&[], |at| &rest[1 + at..]);
            continue;
        }
        if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let ends = |byte: &u8| byte.is_ascii_whitespace() || b"/>".contains(byte);
        let (name, behind) =
            rest.split_at(rest.iter().position(ends).unwrap_or(rest.len()));
        let (count, end) = of_tag(behind);
        if count > limits::ATTRIBUTES {
            let what = "số thuộc tính của một thẻ";
            return Err(Unreadable::too_large(what, limits::ATTRIBUTES));
        }
        rest = behind_raw(name, &behind[end..]);
    }
    Ok(())
}

/// What follows a tag and the letters in it that are no tags.
fn behind_raw<'p>(name: &[u8], rest: &'p [u8]) -> &'p [u8] {
    let name = str::from_utf8(name).unwrap_or_default().to_ascii_lowercase();
    if raw(&name).is_none() {
        return rest;
    }
    let closes = |at: &[u8]| {
        at.starts_with(b"</") && at[2..].eq_ignore_ascii_case(name.as_bytes())
    };
    let end = rest.windows(name.len() + 2).position(closes);
    end.map_or(&[], |at| &rest[at..])
}

/// The attributes of a tag behind its name, and where it ends; counting stops beyond
/// the bound.
fn of_tag(bytes: &[u8]) -> (usize, usize) {
    let (mut within, mut count) = (Within::Gap, 0);
    for (at, byte) in bytes.iter().enumerate() {
        let is_gap = byte.is_ascii_whitespace() || *byte == b'/';
        within = match (within, *byte) {
            (Within::Quoted(quote), byte) if byte == quote => Within::Gap,
            (Within::Quoted(quote), _) => Within::Quoted(quote),
            (Within::Sign, quote @ (b'"' | b'\'')) => Within::Quoted(quote),
            (_, b'>') => return (count, at),
            (Within::Sign, byte) if byte.is_ascii_whitespace() => Within::Sign,
            (Within::Sign | Within::Bare, byte) => {
                if byte.is_ascii_whitespace() {
                    Within::Gap
                } else {
                    Within::Bare
                }
            }
            (Within::Gap | Within::Name, b'=') if count > 0 => Within::Sign,
            (Within::Gap | Within::Name, _) if is_gap => Within::Gap,
            (Within::Name, _) => Within::Name,
            (Within::Gap, _) => {
                count += 1;
                if count > limits::ATTRIBUTES {
                    return (count, at);
                }
                Within::Name
            }
        };
    }
    (count, bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_as_a_browser_parts_them() {
        for (tag, count) in [
            (">", 0),
            (" a b=1 c = '2 3' d=\"4 > 5\">", 4),
            ("/a/b/c>", 3),
            (" a'b c d'>", 3),
            (" href=a/b/c x>", 2),
            (" a=", 1),
        ] {
            assert_eq!(of_tag(tag.as_bytes()).0, count, "{tag}");
        }
    }

    #[test]
    fn a_tag_of_too_many_is_refused_wherever_it_stands() {
        let many = |before: &str| format!("{before}<td{}>1", " a b".repeat(600));
        for before in [
            "<table><tr>",
            "<!-- ' -->",
            "<!-->",
            "<script>i<a b='</script>",
            "<b x=1 <i y ",
        ] {
            assert!(check(&many(before)).is_err(), "{before}");
        }
        let plain = "<table><tr><td style='a: b; c: d'>1 < 2, x<y>".repeat(2_000);
        assert!(check(&plain).is_ok());
    }
}
