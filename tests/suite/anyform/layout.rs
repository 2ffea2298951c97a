//! Layouts: how one office arranges all it has to say.

use super::canvas::{Canvas, Content, letters};
use super::dice::Dice;
use super::table::{self, Group, Item, Kind, Taste, Writing, header, items};
use super::truth::{Counts, Facts, sum};
use super::words::{self, Naming};

/// Where the sum of a table stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sum {
    None,
    First,
    Last,
}

/// A table of places down.
pub(super) struct Down<'a> {
    pub(super) groups: &'a [Group],
    pub(super) facts: &'a [Facts],
    pub(super) names: &'a [String],
    pub(super) place_header: &'a str,
    pub(super) total: &'a str,
    pub(super) style: usize,
    pub(super) writing: Writing,
    /// Nothing that would shift its rows against those of a table beside it.
    pub(super) aligned: bool,
}

/// Writes it; gives the row after it.
pub(super) fn down(
    dice: &mut Dice,
    canvas: &mut Canvas,
    at: (u32, u16),
    table: &Down<'_>,
) -> u32 {
    let ordinal = dice.percent(80);
    let mut leading = Vec::new();
    if ordinal {
        leading.push(dice.of(words::ORDINALS));
    }
    leading.push(table.place_header);
    let mut groups = table.groups.to_vec();
    if dice.percent(25) {
        let note = dice.of(words::NOTES).to_owned();
        let item = Item {
            variable: "",
            kind: Kind::Note,
            words: note.clone(),
            alone: note.clone(),
        };
        groups.push(Group { heading: note, items: vec![item] });
    }
    let name_col = at.1 + u16::from(ordinal);
    let width = leading.len() + items(&groups).count();
    let mut row = at.0 + header(dice, canvas, at, &leading, &groups, table.style);
    if dice.percent(25) && !table.aligned {
        numbering(dice, canvas, (row, at.1), width);
        row += 1;
    }
    let sum_at = match dice.index(5) {
        0 => Sum::None,
        1 if !table.aligned => Sum::First,
        _ => Sum::Last,
    };
    let areas = dice.percent(12) && table.facts.len() >= 7 && !table.aligned;
    let page_break = dice.percent(10) && !areas && !table.aligned;
    let first = row;
    let mut places: Vec<usize> = (0..table.facts.len()).collect();
    if dice.percent(20) {
        dice.shuffle(&mut places);
    }
    if sum_at == Sum::First {
        total_row(dice, canvas, row, name_col, ordinal, table, &groups, None);
        row += 1;
    }
    let third = places.len().div_ceil(3);
    for (index, place) in places.iter().enumerate() {
        if areas && index % third == 0 {
            let members: Vec<Facts> = places[index..(index + third).min(places.len())]
                .iter()
                .map(|p| table.facts[*p].clone())
                .collect();
            area_row(
                dice,
                canvas,
                row,
                name_col,
                table,
                &groups,
                &members,
                index / third,
            );
            row += 1;
        }
        if page_break && index == places.len() / 2 {
            row += header(dice, canvas, (row, at.1), &leading, &groups, table.style);
        }
        if dice.percent(2) {
            row += 1;
        }
        let name = &table.names[*place];
        if ordinal {
            let number = index + 1;
            let text = dice.of(&["", "", "", "text"]);
            if text.is_empty() {
                canvas.put(row, at.1, Content::Number(number as f64));
            } else {
                canvas.text(row, at.1, &number.to_string());
            }
        }
        canvas.text(row, name_col, name);
        for (offset, item) in items(&groups).enumerate() {
            let col = name_col + 1 + u16::try_from(offset).unwrap();
            if let Some(content) = table.writing.cell(dice, &table.facts[*place], item) {
                canvas.put(row, col, content);
            }
        }
        row += 1;
    }
    if sum_at == Sum::Last {
        if dice.percent(10) {
            row += 1;
        }
        total_row(
            dice,
            canvas,
            row,
            name_col,
            ordinal,
            table,
            &groups,
            (!areas && !page_break).then_some(first),
        );
        row += 1;
    }
    row
}

/// `(1) (2) (3=2/1)` under the header.
fn numbering(dice: &mut Dice, canvas: &mut Canvas, (row, col): (u32, u16), width: usize) {
    let style = dice.index(4);
    for index in 0..width {
        let number = index + 1;
        let at = col + u16::try_from(index).unwrap();
        match style {
            0 => canvas.text(row, at, &format!("({number})")),
            1 => canvas.put(row, at, Content::Number(number as f64)),
            2 if index < 2 => canvas.text(row, at, ["A", "B"][index]),
            2 => canvas.text(row, at, &format!("{}", number - 2)),
            _ if index > 4 && index % 4 == 1 => {
                canvas.text(
                    row,
                    at,
                    &format!("({number}={}/{})", number - 1, number - 3),
                );
            }
            _ => canvas.text(row, at, &format!("({number})")),
        }
    }
}

#[allow(clippy::too_many_arguments, reason = "a row is drawn from all of its table")]
fn total_row(
    dice: &mut Dice,
    canvas: &mut Canvas,
    row: u32,
    name_col: u16,
    ordinal: bool,
    table: &Down<'_>,
    groups: &[Group],
    formulas_from: Option<u32>,
) {
    if ordinal && dice.percent(20) {
        canvas.text(row, name_col - 1, table.total);
        canvas.merge(row, name_col - 1, row, name_col);
    } else {
        canvas.text(row, name_col, table.total);
    }
    let formulas = formulas_from.filter(|_| dice.percent(30));
    for (offset, item) in items(groups).enumerate() {
        let col = name_col + 1 + u16::try_from(offset).unwrap();
        let counts = sum(table.facts.iter(), item.variable);
        if let Some(first) = formulas
            && let Some(value) = plain(counts, item.kind)
        {
            let letter = letters(col);
            let formula = format!("=SUM({letter}{}:{letter}{})", first + 1, row);
            canvas.put(row, col, Content::Formula(formula, value as f64));
        } else if item.kind == Kind::Mark || matches!(item.kind, Kind::AtLevel(_)) {
            let yes = table.facts.iter().filter(|facts| is_yes(facts, item)).count();
            canvas.put(row, col, Content::Number(yes as f64));
        } else if let Some(content) = table.writing.of(dice, counts, item.kind) {
            canvas.put(row, col, content);
        }
    }
}

fn plain(counts: Counts, kind: Kind) -> Option<i64> {
    match kind {
        Kind::Total => Some(counts.total),
        Kind::Registered => Some(counts.registered),
        Kind::Achieved => Some(counts.achieved),
        _ => None,
    }
}

fn is_yes(facts: &Facts, item: &Item) -> bool {
    let level = facts.levels.get(item.variable).map(String::as_str);
    match (item.kind, level) {
        (Kind::AtLevel(wanted), Some(level)) => level == wanted,
        (_, Some(level)) => level == "1",
        (_, None) => facts.counts.get(item.variable).is_some_and(|c| c.achieved > 0),
    }
}

/// A subtotal of some of the places, or only the name of their area.
#[allow(clippy::too_many_arguments, reason = "a row is drawn from all of its table")]
fn area_row(
    dice: &mut Dice,
    canvas: &mut Canvas,
    row: u32,
    name_col: u16,
    table: &Down<'_>,
    groups: &[Group],
    members: &[Facts],
    number: usize,
) {
    let roman = ["I", "II", "III", "IV"][number];
    let text = match table.style % 3 {
        0 => format!("Khu vực {roman}"),
        1 => format!("Cụm {}", number + 1),
        _ => format!("Các xã khu vực {roman}"),
    };
    canvas.text(row, name_col, &text);
    if name_col > 0 && dice.percent(50) {
        canvas.text(row, name_col - 1, roman);
    }
    if table.names.len().is_multiple_of(2) {
        return;
    }
    for (offset, item) in items(groups).enumerate() {
        let col = name_col + 1 + u16::try_from(offset).unwrap();
        let counts = sum(members.iter(), item.variable);
        if plain(counts, item.kind).is_some()
            && let Some(content) = table.writing.of(dice, counts, item.kind)
        {
            canvas.put(row, col, content);
        }
    }
}

/// Places across, figures down; gives the row after the table.
pub(super) fn across(
    dice: &mut Dice,
    canvas: &mut Canvas,
    (row, col): (u32, u16),
    table: &Down<'_>,
) -> u32 {
    let shape = dice.index(4);
    let ordinal = dice.percent(60);
    let label = col + u16::from(ordinal);
    let two_columns = shape == 2;
    let first = label + 1 + u16::from(two_columns);
    if ordinal {
        canvas.text(row, col, dice.of(words::ORDINALS));
    }
    canvas.text(row, label, dice.of(words::CONTENTS));
    if two_columns && dice.percent(50) {
        canvas.merge(row, label, row, label + 1);
    }
    let total_first = dice.percent(30);
    let total = dice.percent(80).then_some(table.total);
    let width = u16::try_from(table.names.len()).unwrap();
    let places = first + u16::from(total_first && total.is_some());
    if let Some(text) = total {
        canvas.text(row, if total_first { first } else { first + width }, text);
    }
    for (index, name) in table.names.iter().enumerate() {
        canvas.text(row, places + u16::try_from(index).unwrap(), name);
    }
    let mut at = row + 1;
    let bullet = dice.of(&["", "- ", "+ ", ""]);
    for (index, group) in table.groups.iter().enumerate() {
        let single = group.items.len() == 1;
        if !single && matches!(shape, 0 | 1) {
            if ordinal {
                canvas.text(
                    at,
                    col,
                    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][index],
                );
            }
            canvas.text(at, label, &group.heading);
            at += 1;
        }
        let top = at;
        for item in &group.items {
            let text = match shape {
                0 | 1 if !single => format!("{bullet}{}", item.words),
                2 if !single => {
                    canvas.text(at, label + 1, &item.words);
                    if at == top { group.heading.clone() } else { String::new() }
                }
                _ if single => group.heading.clone(),
                _ => format!("{}: {}", group.heading, item.words),
            };
            canvas.text(at, label, &text);
            let mut write = |col: u16, content: Option<Content>| {
                if let Some(content) = content {
                    canvas.put(at, col, content);
                }
            };
            for (index, facts) in table.facts.iter().enumerate() {
                write(
                    places + u16::try_from(index).unwrap(),
                    table.writing.cell(dice, facts, item),
                );
            }
            if total.is_some() {
                let counts = sum(table.facts.iter(), item.variable);
                let col = if total_first { first } else { first + width };
                write(col, table.writing.of(dice, counts, item.kind));
            }
            at += 1;
        }
        if shape == 2 && !single && dice.percent(60) {
            canvas.merge(top, label, at - 1, label);
        }
    }
    at
}

/// Indicators down, measures across, totals of the district only.
pub(super) fn totals(
    dice: &mut Dice,
    canvas: &mut Canvas,
    (row, col): (u32, u16),
    groups: &[Group],
    facts: &[Facts],
    writing: Writing,
) -> u32 {
    let unit_col = dice.percent(60);
    let registered = dice.of(&["Đăng ký", "Số ĐK", "Số đăng ký", "Đăng kí"]);
    let achieved = dice.of(&[
        "Đạt",
        "Số được công nhận",
        "Số đạt",
        "Được công nhận",
        "Số lượng đạt",
    ]);
    let mut columns =
        vec![(dice.of(&["Tổng số", "TS", "Tổng", "Tổng số hiện có"]), Kind::Total)];
    columns.push((registered, Kind::Registered));
    columns.push((achieved, Kind::Achieved));
    if dice.percent(60) {
        columns.push((dice.of(words::RATES), Kind::Rate));
    }
    if dice.percent(30) {
        columns.push((dice.of(words::TARGETS), Kind::Target));
    }
    if dice.percent(20) {
        columns.push((dice.of(words::PREVIOUS), Kind::Previous));
    }
    if dice.percent(30) {
        dice.shuffle(&mut columns);
    }
    let mut at = col;
    for text in [dice.of(words::ORDINALS), dice.of(words::CONTENTS)] {
        canvas.text(row, at, text);
        at += 1;
    }
    if unit_col {
        canvas.text(row, at, dice.of(&["ĐVT", "Đơn vị tính", "Đvt"]));
        at += 1;
    }
    for (index, (text, _)) in columns.iter().enumerate() {
        canvas.text(row, at + u16::try_from(index).unwrap(), text);
    }
    let mut below = row + 1;
    for (index, group) in groups.iter().enumerate() {
        let variable = group.items[0].variable;
        let counts = sum(facts.iter(), variable);
        canvas.put(below, col, Content::Number((index + 1) as f64));
        canvas.text(below, col + 1, &group.heading);
        if unit_col {
            let count = match variable {
                "D1" => "hộ",
                "D2" => "dòng họ",
                "D3" => "thôn",
                "D7" => "người",
                _ => "đơn vị",
            };
            canvas.text(below, col + 2, count);
        }
        for (index, (_, kind)) in columns.iter().enumerate() {
            if *kind == Kind::Registered && !super::truth::is_registered(variable) {
                continue;
            }
            if let Some(content) = writing.of(dice, counts, *kind) {
                canvas.put(below, at + u16::try_from(index).unwrap(), content);
            }
        }
        below += 1;
    }
    below
}

/// A list of figures with one column of values.
pub(super) fn list(
    dice: &mut Dice,
    canvas: &mut Canvas,
    (row, col): (u32, u16),
    groups: &[Group],
    facts: &[Facts],
    writing: Writing,
) -> u32 {
    for (index, text) in [
        dice.of(words::ORDINALS),
        dice.of(words::CONTENTS),
        dice.of(&["ĐVT", "Đơn vị tính"]),
        dice.of(&["Kết quả", "Số liệu", "Thực hiện", "Kết quả thực hiện", "Số lượng"]),
    ]
    .into_iter()
    .enumerate()
    {
        canvas.text(row, col + u16::try_from(index).unwrap(), text);
    }
    let bullet = dice.of(&["", "- ", "+ "]);
    let mut at = row + 1;
    for (index, group) in groups.iter().enumerate() {
        let roman = ["I", "II", "III", "IV", "V", "VI", "VII"][index];
        canvas.text(at, col, roman);
        canvas.text(at, col + 1, &group.heading);
        at += 1;
        let counts = sum(facts.iter(), group.items[0].variable);
        for (number, item) in group.items.iter().enumerate() {
            canvas.put(at, col, Content::Number((number + 1) as f64));
            canvas.text(at, col + 1, &format!("{bullet}{}", item.words));
            if let Some(content) = writing.of(dice, counts, item.kind) {
                canvas.put(at, col + 3, content);
            }
            at += 1;
        }
    }
    at
}

/// One row a place and model: figures of all models in the same columns.
pub(super) fn long(
    dice: &mut Dice,
    canvas: &mut Canvas,
    (row, col): (u32, u16),
    table: &Down<'_>,
) -> u32 {
    let by_place = dice.percent(50);
    let merged = dice.percent(50);
    let kinds = [
        (dice.of(&["Tổng số", "TS"]), Kind::Total),
        (dice.of(&["Đăng ký", "Số ĐK"]), Kind::Registered),
        (dice.of(&["Đạt", "Số được công nhận"]), Kind::Achieved),
    ];
    let second = dice.of(&["Mô hình", "Danh hiệu", "Mô hình học tập"]);
    let heads = if by_place {
        [table.place_header, second]
    } else {
        [second, table.place_header]
    };
    for (index, text) in heads.into_iter().chain(kinds.map(|(text, _)| text)).enumerate()
    {
        canvas.text(row, col + u16::try_from(index).unwrap(), text);
    }
    let outer = if by_place { table.facts.len() } else { table.groups.len() };
    let inner = if by_place { table.groups.len() } else { table.facts.len() };
    let mut at = row + 1;
    for first in 0..outer {
        for second in 0..inner {
            let (place, group) = if by_place { (first, second) } else { (second, first) };
            let group = &table.groups[group];
            let labels = if by_place {
                [table.names[place].as_str(), group.heading.as_str()]
            } else {
                [group.heading.as_str(), table.names[place].as_str()]
            };
            if second == 0 || !merged {
                canvas.text(at, col, labels[0]);
            }
            canvas.text(at, col + 1, labels[1]);
            let variable = group.items[0].variable;
            let counts = table.facts[place].counts[variable];
            for (offset, (_, kind)) in kinds.iter().enumerate() {
                let asked =
                    *kind != Kind::Registered || super::truth::is_registered(variable);
                if let Some(content) =
                    table.writing.of(dice, counts, *kind).filter(|_| asked)
                {
                    canvas.put(at, col + 2 + u16::try_from(offset).unwrap(), content);
                }
            }
            at += 1;
        }
        if merged {
            canvas.merge(at - u32::try_from(inner).unwrap(), col, at - 1, col);
        }
    }
    at
}

/// Sections of one model each in one table: a heading row, then the places.
pub(super) fn sections(
    dice: &mut Dice,
    canvas: &mut Canvas,
    (row, col): (u32, u16),
    table: &Down<'_>,
) -> u32 {
    let kinds = [
        (dice.of(&["Tổng số", "TS"]), Kind::Total),
        (dice.of(&["Đăng ký", "Số ĐK"]), Kind::Registered),
        (dice.of(&["Đạt", "Số được công nhận"]), Kind::Achieved),
    ];
    canvas.text(row, col, "STT");
    canvas.text(row, col + 1, table.place_header);
    for (offset, (text, _)) in kinds.iter().enumerate() {
        canvas.text(row, col + 2 + u16::try_from(offset).unwrap(), text);
    }
    let summed = dice.percent(50);
    let mut at = row + 1;
    for (index, group) in table.groups.iter().enumerate() {
        let variable = group.items[0].variable;
        canvas.text(at, col, ["I", "II", "III", "IV", "V", "VI"][index]);
        canvas.text(at, col + 1, &group.heading);
        let mut line = |dice: &mut Dice, at: u32, counts: Counts| {
            for (offset, (_, kind)) in kinds.iter().enumerate() {
                let asked =
                    *kind != Kind::Registered || super::truth::is_registered(variable);
                if let Some(content) =
                    table.writing.of(dice, counts, *kind).filter(|_| asked)
                {
                    canvas.put(at, col + 2 + u16::try_from(offset).unwrap(), content);
                }
            }
        };
        if summed {
            line(dice, at, sum(table.facts.iter(), variable));
        }
        for (place, facts) in table.facts.iter().enumerate() {
            line(dice, at + 1 + u32::try_from(place).unwrap(), facts.counts[variable]);
        }
        for (place, name) in table.names.iter().enumerate() {
            canvas.text(at + 1 + u32::try_from(place).unwrap(), col + 1, name);
        }
        at += 1 + u32::try_from(table.facts.len()).unwrap();
    }
    at
}

/// One line of an office: total and achieved of one thing.
pub(super) fn line(
    dice: &mut Dice,
    canvas: &mut Canvas,
    row: u32,
    what: &str,
    unit: &str,
    counts: Counts,
    writing: Writing,
) {
    let heads = [
        dice.of(words::ORDINALS),
        dice.of(words::CONTENTS),
        "ĐVT",
        dice.of(&["Tổng số", "TS", "Tổng"]),
        dice.of(&["Đạt", "Số đạt", "Số lượng đạt"]),
        dice.of(words::RATES),
    ];
    for (index, text) in heads.into_iter().enumerate() {
        canvas.text(row, u16::try_from(index).unwrap(), text);
    }
    canvas.put(row + 1, 0, Content::Number(1.0));
    canvas.text(row + 1, 1, what);
    canvas.text(row + 1, 2, unit);
    for (offset, kind) in
        [Kind::Total, Kind::Achieved, Kind::Rate].into_iter().enumerate()
    {
        if let Some(content) = writing.of(dice, counts, kind) {
            canvas.put(row + 1, 3 + u16::try_from(offset).unwrap(), content);
        }
    }
}

/// The names of a district's communes as one table writes them.
pub(super) fn commune_names(dice: &mut Dice, facts: &[Facts]) -> Vec<String> {
    let naming = Naming::new(dice);
    facts
        .iter()
        .enumerate()
        .map(|(index, facts)| naming.write(dice, &facts.place, index + 1))
        .collect()
}

/// The groups of a district's table.
pub(super) fn groups(dice: &mut Dice, taste: Taste, year: i16) -> Vec<Group> {
    table::variables(dice, taste)
        .into_iter()
        .map(|variable| table::group(dice, variable, taste, year))
        .collect()
}
