//! The head of the first page: diagram cells 1 to 5 and 9a.

use crate::sheet::{Line, MM, Owner, Page, Paper};

#[derive(Debug, Default)]
pub(crate) struct Head<'p> {
    pub(crate) nation: Option<&'p Line>,
    pub(crate) motto: Option<&'p Line>,
    pub(crate) superior: Vec<&'p Line>,
    pub(crate) issuer: Vec<&'p Line>,
    pub(crate) number: Option<&'p Line>,
    pub(crate) date: Option<&'p Line>,
    pub(crate) kind: Option<&'p Line>,
    pub(crate) subject: Vec<&'p Line>,
    /// "Kính gửi: …" and the lines of further addressees.
    pub(crate) addressed: Vec<&'p Line>,
}

impl<'p> Head<'p> {
    pub(super) fn of(paper: &'p Paper) -> Self {
        let page = &paper.pages[0];
        let lines: Vec<&Line> =
            page.lines.iter().filter(|line| line.block != Owner::Artifact).collect();
        let upper = |line: &&&Line| line.baseline < 75.0 * MM;
        let find = |test: &dyn Fn(&str) -> bool| {
            lines.iter().filter(upper).find(|line| test(&line.text)).copied()
        };
        let nation = find(&|text| text.starts_with("CỘNG H"));
        let motto = find(&|text| text.to_lowercase().starts_with("độc lập"));
        let number = find(&is_number);
        let date = find(&|text| {
            let text = text.to_lowercase();
            text.contains("ngày") && (text.contains("tháng") || text.contains('/'))
        });
        let (superior, issuer) = agencies(page, &lines, number);
        let heads = [nation, motto, number, date].into_iter().flatten();
        let above = heads.map(|line| line.baseline).fold(0.0, f64::max);
        let mut rest = lines.iter().copied().filter(|line| line.baseline > above + 1.0);
        let kind = rest.find(|line| line.is_upper());
        let addressed = addressed(&lines);
        let subject = subject(page, &lines, kind, addressed.first().copied());
        Self { nation, motto, superior, issuer, number, date, kind, subject, addressed }
    }

    /// The baseline below which the text begins.
    pub(super) fn end(&self) -> f64 {
        let lines = self.addressed.last().or(self.subject.last());
        let line = lines.copied().or(self.kind).or(self.number);
        line.map_or(0.0, |line| line.baseline + 1.0)
    }
}

/// "Số: 05/BC-SGDĐT", "Số: /BC-SGDĐT", and what was meant to be one: no
/// sentence that begins with the word.
fn is_number(text: &str) -> bool {
    let rest = text.strip_prefix("Số").map(|rest| rest.trim_start_matches([':', ' ']));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '/'))
}

/// Lines left of the middle above the number: bold ones are the issuer's; if
/// none is, the last.
fn agencies<'p>(
    page: &Page,
    lines: &[&'p Line],
    number: Option<&Line>,
) -> (Vec<&'p Line>, Vec<&'p Line>) {
    let Some(number) = number else { return (Vec::new(), Vec::new()) };
    let mut names: Vec<&Line> = lines
        .iter()
        .copied()
        .filter(|line| {
            line.centre() < page.width / 2.0 && line.baseline < number.baseline - 1.0
        })
        .collect();
    let at = names
        .iter()
        .position(|line| line.bold)
        .unwrap_or_else(|| names.len().saturating_sub(1));
    let issuer = names.split_off(at.min(names.len()));
    // All bold, yet two names: the first is the superior's.
    if names.is_empty() && issuer.len() > 1 {
        let (first, rest) = issuer.split_at(1);
        return (first.to_vec(), rest.to_vec());
    }
    (names, issuer)
}

/// What stands between the kind and the addressees, while it is centred.
fn subject<'p>(
    page: &Page,
    lines: &[&'p Line],
    kind: Option<&Line>,
    addressed: Option<&Line>,
) -> Vec<&'p Line> {
    let Some(kind) = kind else { return Vec::new() };
    let end = addressed.map_or(f64::MAX, |line| line.baseline);
    let apart = |line: &Line| (line.centre() - kind.centre()).abs() < page.width / 4.0;
    let below = lines.iter().copied().filter(|line| {
        line.baseline > kind.baseline + 1.0 && line.baseline < end - 1.0 && apart(line)
    });
    // Without addressees the next block begins at a gap.
    let mut last = kind.baseline;
    below
        .take_while(|line| {
            let near = line.baseline - last < 2.2 * line.size;
            last = line.baseline;
            near
        })
        .collect()
}

/// "Kính gửi" and the lines below that are set in under it.
fn addressed<'p>(lines: &[&'p Line]) -> Vec<&'p Line> {
    let Some(at) = lines.iter().position(|line| line.text.starts_with("Kính gửi"))
    else {
        return Vec::new();
    };
    let first = lines[at];
    let mut found = vec![first];
    for line in &lines[at + 1..] {
        let below = found.last().map_or(first.baseline, |last| last.baseline);
        let near = line.baseline - below < 2.2 * line.size;
        let inset = line.x0 > first.x0 + 4.0 * MM || line.text.starts_with("- ");
        if !near || !inset || line.block != first.block && line.x0 < first.x0 {
            break;
        }
        found.push(line);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn a_number_is_no_sentence_on_numbers() {
        for number in ["Số: 05/BC-SGDĐT", "Số: /BC-SGDĐT", "Số /BC-SGDĐT"] {
            assert!(is_number(number), "{number}");
        }
        assert!(!is_number("Số liệu năm 2024 tính đến ngày 15/12/2024"));
    }
}
