//! Tables: groups of figures over places, with the headers offices draw.

use super::canvas::{Canvas, Content};
use super::dice::Dice;
use super::truth::{Counts, Facts, is_registered};
use super::words;

/// What a column (or row) of a table holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Total,
    Registered,
    Achieved,
    Rate,
    Level,
    /// A cross under the heading of one level.
    AtLevel(&'static str),
    Mark,
    Previous,
    Target,
    Delta,
    Note,
}

#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) variable: &'static str,
    pub(super) kind: Kind,
    /// What it is called under its group's heading.
    pub(super) words: String,
    /// What it is called standing alone.
    pub(super) alone: String,
}

#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) heading: String,
    pub(super) items: Vec<Item>,
}

/// How figures are written in one table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Writing {
    numbers: usize,
    rates: usize,
    marks: usize,
    zero: usize,
    levels: usize,
}

impl Writing {
    pub(super) fn new(dice: &mut Dice) -> Self {
        Self {
            numbers: dice.index(9),
            rates: dice.index(5),
            marks: dice.index(5),
            zero: dice.index(4),
            levels: dice.index(4),
        }
    }

    pub(super) fn count(self, dice: &mut Dice, count: i64) -> Content {
        if count == 0 && self.zero == 0 {
            return Content::text("-");
        }
        let dotted = |separator: &str| {
            let digits = count.to_string();
            let mut text = String::new();
            for (index, digit) in digits.chars().enumerate() {
                if index > 0 && (digits.len() - index).is_multiple_of(3) {
                    text.push_str(separator);
                }
                text.push(digit);
            }
            text
        };
        match self.numbers {
            0 => Content::text(dotted(".")),
            1 => Content::text(dotted(" ")),
            2 => Content::text(count.to_string()),
            3 if dice.percent(30) => Content::text(dotted(".")),
            4 => Content::text(format!(" {}", dotted("."))),
            _ => Content::Number(count as f64),
        }
    }

    fn rate(self, part: i64, whole: i64) -> Option<Content> {
        if whole == 0 {
            return None;
        }
        let percent = (part as f64 * 10_000.0 / whole as f64).round() / 100.0;
        Some(match self.rates {
            0 => Content::Number(percent),
            1 => Content::Percent(part as f64 / whole as f64),
            2 => Content::text(format!("{percent:.2}").replace('.', ",")),
            3 => Content::text(format!("{percent:.2}%").replace('.', ",")),
            _ => Content::Number(
                (part as f64 * 10_000.0 / whole as f64).round() / 10_000.0,
            ),
        })
    }

    fn mark(self, yes: bool) -> Option<Content> {
        let (cross, none) = match self.marks {
            0 => ("x", ""),
            1 => ("X", "-"),
            2 => ("Có", "Không"),
            3 => ("Đạt", "Chưa đạt"),
            _ => ("x", ""),
        };
        let text = if yes { cross } else { none };
        (!text.is_empty()).then(|| Content::text(text))
    }

    fn level(self, level: &str) -> Content {
        let short = match (level, self.levels) {
            ("Trung bình", 0) => "TB".to_owned(),
            ("Mức độ 1" | "Mức độ 2", 0) => level.replace("Mức độ", "Mức"),
            ("Mức độ 1" | "Mức độ 2", 1) => {
                format!("Đạt {}", level.to_lowercase())
            }
            ("Khá" | "Tốt", 1) => format!("Loại {}", level.to_lowercase()),
            ("Mức độ 1" | "Mức độ 2", 2) => level.to_uppercase(),
            ("1" | "2" | "3", 0) => format!("Mức độ {level}"),
            ("1" | "2" | "3", 1) => return Content::Number(level.parse().unwrap()),
            _ => level.to_owned(),
        };
        Content::text(short)
    }

    /// What stands in the cell of one place; nothing for a blank.
    pub(super) fn cell(
        self,
        dice: &mut Dice,
        facts: &Facts,
        item: &Item,
    ) -> Option<Content> {
        let counts = facts.counts.get(item.variable).copied().unwrap_or_default();
        let level =
            facts.levels.get(item.variable).map(String::as_str).unwrap_or_default();
        match item.kind {
            Kind::Level => Some(self.level(level)),
            Kind::AtLevel(wanted) => self.mark(level == wanted),
            Kind::Mark => {
                let yes =
                    if level.is_empty() { counts.achieved > 0 } else { level == "1" };
                self.mark(yes)
            }
            _ => self.of(dice, counts, item.kind),
        }
    }

    /// What stands in the cell of counts, of a place or of a total.
    pub(super) fn of(
        self,
        dice: &mut Dice,
        counts: Counts,
        kind: Kind,
    ) -> Option<Content> {
        match kind {
            Kind::Total => Some(self.count(dice, counts.total)),
            Kind::Registered => Some(self.count(dice, counts.registered)),
            Kind::Achieved => Some(self.count(dice, counts.achieved)),
            Kind::Rate => self.rate(counts.achieved, counts.total),
            Kind::Previous => {
                let before = counts.achieved - dice.range(0, counts.achieved / 9 + 1);
                Some(self.count(dice, before.max(0)))
            }
            Kind::Target => Some(self.count(dice, counts.total * 4 / 5)),
            Kind::Delta => Some(Content::Number(dice.range(-9, 90) as f64)),
            Kind::Note => dice.percent(15).then(|| Content::text("Số liệu đã rà soát")),
            Kind::Level | Kind::AtLevel(_) | Kind::Mark => None,
        }
    }
}

/// What the columns of a table are made of.
#[derive(Clone, Copy)]
pub(super) struct Taste {
    pub(super) registered: bool,
    rates: bool,
    previous: bool,
    targets: bool,
    deltas: bool,
    /// Levels of communes as crosses under the levels' names.
    level_columns: bool,
    /// Centres as counts, not as crosses.
    centre_counts: bool,
    shuffled: bool,
    full: bool,
}

impl Taste {
    pub(super) fn new(dice: &mut Dice) -> Self {
        Self {
            registered: dice.percent(80),
            rates: dice.percent(60),
            previous: dice.percent(15),
            targets: dice.percent(15),
            deltas: dice.percent(10),
            level_columns: dice.percent(30),
            centre_counts: dice.percent(30),
            shuffled: dice.percent(25),
            full: dice.percent(30),
        }
    }
}

/// The group of one variable as this table draws it.
pub(super) fn group(
    dice: &mut Dice,
    variable: &'static str,
    taste: Taste,
    year: i16,
) -> Group {
    let heading = dice.of(words::heading(variable)).to_owned();
    let item = |kind, words: String, alone: String| Item { variable, kind, words, alone };
    let short = match variable {
        "D1" => "GĐHT",
        "D2" => "DHHT",
        "D3" => "CĐHT thôn",
        "D4" => "ĐVHT",
        "D7" => "CDHT",
        "C2" => "TTHTCĐ ứng dụng CNTT",
        _ => heading.as_str(),
    };
    let scales = super::truth::scale(year);
    if variable == "D5" {
        if taste.level_columns {
            let items = scales
                .iter()
                .take(if year < 2024 { 3 } else { 2 })
                .map(|level| {
                    item(
                        Kind::AtLevel(level),
                        (*level).to_owned(),
                        format!("{heading}: {level}"),
                    )
                })
                .collect();
            return Group { heading, items };
        }
        let words =
            dice.of(&["Xếp loại", "Mức độ đạt", "Kết quả xếp loại", "Mức độ", "Kết quả"]);
        let items = vec![item(Kind::Level, words.to_owned(), heading.clone())];
        return Group { heading, items };
    }
    if variable == "C2" && !taste.centre_counts {
        let items = vec![item(Kind::Mark, heading.clone(), heading.clone())];
        return Group { heading, items };
    }
    let mut items = Vec::new();
    let said = |words: &str, noun: &str| -> String {
        if words.to_lowercase().contains("ht") {
            words.to_owned()
        } else {
            format!("{words} {noun}")
        }
    };
    let words = dice.of(words::total(variable)).to_owned();
    let alone = match variable {
        "D1" => dice.of(&["Tổng số hộ", "Tổng số hộ gia đình", "Số hộ gia đình"]),
        "D2" => dice.of(&["Tổng số dòng họ", "Số dòng họ"]),
        "D3" => dice.of(&["Tổng số thôn, tổ dân phố", "Số thôn, tổ dân phố"]),
        "D4" => dice.of(&["Tổng số cơ quan, đơn vị", "Tổng số đơn vị thuộc xã"]),
        "D7" => dice.of(&["Dân số từ 15 tuổi trở lên", "Số người từ 15 tuổi trở lên"]),
        _ => dice.of(&["Tổng số TTHTCĐ", "Số TTHTCĐ"]),
    };
    items.push(item(Kind::Total, words, alone.to_owned()));
    if taste.registered && is_registered(variable) {
        let words = dice.of(words::registered(variable)).to_owned();
        let alone = said(&words, short);
        items.push(item(Kind::Registered, words, alone));
    }
    let words = dice.of(words::achieved(variable)).to_owned();
    let alone = said(&words, short);
    items.push(item(Kind::Achieved, words, alone));
    if taste.rates {
        let words = dice.of(words::RATES).to_owned();
        let alone = words.clone();
        items.push(item(Kind::Rate, words, alone));
    }
    for (wanted, kind, list) in [
        (taste.previous, Kind::Previous, words::PREVIOUS),
        (taste.targets, Kind::Target, words::TARGETS),
        (taste.deltas, Kind::Delta, words::DELTAS),
    ] {
        if wanted && dice.percent(70) {
            let words = dice.of(list).to_owned();
            let alone = format!("{words} {short}");
            items.push(item(kind, words, alone));
        }
    }
    if taste.shuffled {
        dice.shuffle(&mut items);
    }
    Group { heading, items }
}

/// The variables of a district's table, in some order.
pub(super) fn variables(dice: &mut Dice, taste: Taste) -> Vec<&'static str> {
    let mut variables = vec!["D1", "D2", "D3", "D4", "D5", "D7", "C2"];
    if !taste.full {
        dice.shuffle(&mut variables);
    }
    variables
}

/// Writes a header of groups from `row`, `col`; gives the rows it takes.
pub(super) fn header(
    dice: &mut Dice,
    canvas: &mut Canvas,
    (row, col): (u32, u16),
    leading: &[&str],
    groups: &[Group],
    style: usize,
) -> u32 {
    match style {
        0 => flat(dice, canvas, (row, col), leading, groups, false),
        1 => flat(dice, canvas, (row, col), leading, groups, true),
        _ => grouped(dice, canvas, (row, col), leading, groups, style),
    }
}

/// One row: `GĐHT: Đạt`, or `Số hộ đạt GĐHT`.
fn flat(
    dice: &mut Dice,
    canvas: &mut Canvas,
    (row, col): (u32, u16),
    leading: &[&str],
    groups: &[Group],
    alone: bool,
) -> u32 {
    let sign = dice.of(&[": ", " - ", ". ", "\n", " ("]);
    let mut at = col;
    for text in leading {
        canvas.text(row, at, text);
        at += 1;
    }
    for group in groups {
        for item in &group.items {
            let text = if alone {
                item.alone.clone()
            } else if group.items.len() == 1 {
                group.heading.clone()
            } else if sign == " (" {
                format!("{} ({})", group.heading, item.words)
            } else {
                format!("{}{sign}{}", group.heading, item.words)
            };
            canvas.text(row, at, &text);
            at += 1;
        }
    }
    1
}

/// Two or three rows. 2: merged, 3: not merged, 4: heading repeated, 5: merged
/// across only, 6: under one more heading, 7: single columns named below.
fn grouped(
    dice: &mut Dice,
    canvas: &mut Canvas,
    (row, col): (u32, u16),
    leading: &[&str],
    groups: &[Group],
    style: usize,
) -> u32 {
    let top = row + u32::from(style == 6);
    let merged = matches!(style, 2 | 6);
    let mut at = col;
    for text in leading {
        let low = style == 7;
        canvas.text(if low { top + 1 } else { row }, at, text);
        if merged {
            canvas.merge(row, at, top + 1, at);
        }
        at += 1;
    }
    let first = at;
    for group in groups {
        let width = u16::try_from(group.items.len()).unwrap();
        if width == 1 {
            let single = &group.items[0];
            let level = single.kind == Kind::Level && dice.percent(30);
            canvas.text(if style == 7 { top + 1 } else { top }, at, &group.heading);
            if level && style != 7 {
                canvas.text(top + 1, at, &single.words);
            } else if merged {
                canvas.merge(top, at, top + 1, at);
            }
            at += 1;
            continue;
        }
        for (index, item) in group.items.iter().enumerate() {
            let here = at + u16::try_from(index).unwrap();
            if index == 0 || style == 4 {
                canvas.text(top, here, &group.heading);
            }
            canvas.text(top + 1, here, &item.words);
        }
        if merged || style == 5 || style == 7 {
            canvas.merge(top, at, top, at + width - 1);
        }
        at += width;
    }
    if style == 6 {
        let text = dice.of(&[
            "Kết quả xây dựng các mô hình học tập",
            "Các mô hình học tập",
            "KẾT QUẢ THỰC HIỆN NĂM",
        ]);
        canvas.text(row, first, text);
        canvas.merge(row, first, row, at - 1);
        return 3;
    }
    2
}

/// The items of all groups, as the header writes them.
pub(super) fn items(groups: &[Group]) -> impl Iterator<Item = &Item> {
    groups.iter().flat_map(|group| &group.items)
}
