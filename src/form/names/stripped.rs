//! Names without what stands before and behind them: ordinals and marks of footnotes.

/// A name without a leading `1.`, `(1)`, `(a)`, `-` or `+`.
pub(crate) fn strip_ordinal(text: &str) -> &str {
    let text = text.trim().trim_start_matches(['-', '+', '•', '*', '–']).trim_start();
    if let Some((number, rest)) =
        text.strip_prefix('(').and_then(|text| text.split_once(')'))
        && rest.trim_start().starts_with(char::is_alphabetic)
        && (number.len() == 1 && number.starts_with(|c: char| c.is_ascii_lowercase())
            || number.len() <= 2 && number.chars().all(|c| c.is_ascii_digit()))
    {
        return rest.trim_start();
    }
    let head = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let rest = &text[head..];
    match rest.strip_prefix(['.', ')', '/']) {
        Some(rest) if head > 0 => rest.trim_start(),
        Some(_) | None => text,
    }
}

/// A text without the mark of a footnote behind it: `Xã An Thắng (1)`, `7.154*`.
pub(crate) fn strip_footnote(text: &str) -> &str {
    let bare = text.trim_end().trim_end_matches(['*', '¹', '²', '³', '†']);
    let bare = bare.trim_end();
    let Some((head, note)) = bare.strip_suffix(')').and_then(|b| b.rsplit_once('('))
    else {
        return bare;
    };
    let is_mark = note.len() == 1 && note.chars().all(|c| c.is_ascii_digit() || c == '*');
    let head = head.trim_end();
    if is_mark && !head.is_empty() { head } else { bare }
}
