//! The columns of a table: what their headers say, alone and together.

use std::collections::BTreeMap;

use super::results::{results_beside_wholes, whole_beneath_band};
use super::whole::is_total_subject;
use super::{Away, Column, Subject};
use crate::form::band::{self, Band, Sight};
use crate::form::label::{self, Label};
use crate::form::period::{self, Other, Period};
use crate::place::Address;
use crate::plan::vocabulary::{BaseWords, Coverage, MeasureWord, Role, loose};

/// The columns under a band with the parts of their headers.
pub(super) fn columns(sight: &Sight<'_>, band: Band) -> Vec<Column> {
    let width = sight.grid.width();
    let used = sight.columns.iter().copied().filter(|col| *col < width);
    let mut columns: Vec<Column> = used
        .filter_map(|col| {
            let mut parts = header_parts(sight, band, col);
            if let Some((_, groups)) = parts.split_last_mut() {
                groups.iter_mut().for_each(|(_, text)| without_aim(text));
            }
            let header: Vec<String> =
                parts.iter().map(|(_, text)| text.clone()).collect();
            let period = period_of(sight, &mut parts)?;
            let mut texts: Vec<String> =
                parts.iter().map(|(_, text)| text.clone()).collect();
            // `Hộ | Đăng ký | Đạt`: alone in a cell it is but a unit of count.
            if let [_, .., last] = texts.as_mut_slice()
                && loose(last).marked == "hộ"
            {
                "Số hộ".clone_into(last);
            }
            let group = parts.first().filter(|_| parts.len() > 1).map(|(at, _)| *at);
            let subject =
                texts.last().and_then(|last| sight.who(last)).map(Subject::Unit);
            // `Xa Thuong Giao` names a commune and no measure.
            let mut label = match (&subject, texts.split_last()) {
                (Some(_), Some((_, above))) => {
                    let text = label::read(&texts, sight.vocabulary).text;
                    Label { text, role: None, ..label::read(above, sight.vocabulary) }
                }
                _ => label::read(&texts, sight.vocabulary),
            };
            if texts.is_empty() {
                label.role = Some(Role::Value);
                label.text = header.join(" / ");
            } else if holds_results(sight, &texts, &label) {
                label.role = Some(Role::Value);
            }
            let away = away(sight, period, &mut label);
            Some(Column { col, label, subject, group, outside_title: false, away })
        })
        .collect();
    whole_beneath_band(&mut columns);
    results_beside_wholes(sight, &mut columns);
    let units_across = columns.iter().any(|column| column.subject.is_some());
    for column in &mut columns {
        let last = column.label.text.rsplit(" / ").next().unwrap_or_default();
        if column.subject.is_none() && is_total_subject(sight, last, units_across) {
            column.subject = Some(Subject::Total);
            // Beside units "Tổng cộng" is the whole, not what is counted.
            column.label.measure = None;
        }
    }
    columns
}

/// `Kết quả năm 2024`, `Thực hiện năm 2024`: a column of values, by all but its
/// year.
fn holds_results(sight: &Sight<'_>, texts: &[String], label: &Label) -> bool {
    let [only] = texts else { return false };
    let bare = || period::without(only, sight.year, sight.vocabulary);
    label.role.is_none()
        && !label.speaks()
        && sight.vocabulary.role_of(&bare()) == Some(Role::Value)
}

/// A group heading without the share that is aimed at: `(≥80%)`, `(mục tiêu 2025:
/// 80%)`.
fn without_aim(text: &mut String) {
    const WORDS: [&str; 16] = [
        "muc", "tieu", "chi", "ke", "hoach", "phan", "dau", "den", "nam", "tu", "tro",
        "len", "toi", "thieu", "it", "nhat",
    ];
    let bracket =
        text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let Some((group, aim)) = bracket else { return };
    let key = loose(aim).plain;
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let all = key.split(' ').all(|word| is_number(word) || WORDS.contains(&word));
    if all && aim.contains('%') && key.contains(|c: char| c.is_ascii_digit()) {
        *text = group.trim_end().to_owned();
    }
}

/// When the figures below a header are of; parts that say nothing but that they
/// are of the report's year go. Nothing if there is no header.
fn period_of(sight: &Sight<'_>, parts: &mut Vec<(Address, String)>) -> Option<Period> {
    if parts.is_empty() {
        return None;
    }
    let mut period = Period::default();
    let mut said = Vec::new();
    for (_, text) in parts.iter().rev() {
        let (of_part, is_bare) = period::of_heading(text, sight.year, sight.vocabulary);
        period = period.or(Period { kind: None, ..of_part });
        said.push(is_bare && of_part.other().is_none());
    }
    let mut is_said = said.into_iter().rev();
    parts.retain(|_| !is_said.next().unwrap_or_default());
    Some(period)
}

/// Takes a column or row of another year, or of a part of the year, out of what
/// is counted; gives why, and what it would measure else.
pub(super) fn away(sight: &Sight<'_>, period: Period, label: &mut Label) -> Option<Away> {
    let why = period.other()?;
    let is_known =
        matches!(label.measure, Some(MeasureWord::Previous | MeasureWord::Target));
    let mut measure = label.measure;
    if is_known {
        let last = label.text.rsplit(" / ").next().unwrap_or_default();
        let bare = period::without(last, sight.year, sight.vocabulary);
        measure = sight.vocabulary.measure_in(&bare, &loose(&bare));
    }
    label.measure = Some(match why {
        Other::Later | Other::Plan => MeasureWord::Target,
        Other::Earlier | Other::Part | Other::Several => MeasureWord::Previous,
    });
    Some(Away { why, measure, is_known })
}

/// The header texts over a column, top to bottom, each with the cell it is
/// typed in. A blank beside an unmerged group heading belongs to the group.
fn header_parts(sight: &Sight<'_>, band: Band, col: u32) -> Vec<(Address, String)> {
    let mut parts: Vec<(Address, String)> = Vec::new();
    for row in band.first..=band.named {
        let at = Address::new(row, col);
        let home = sight.grid.merge_at(at).map_or(at, |merge| merge.first);
        let year =
            || sight.grid.get(at).and_then(band::year).map(|year| year.to_string());
        let mut text =
            sight.text(at).map(str::to_owned).or_else(year).map(|text| (home, text));
        if text.is_none() && row < band.named {
            text = group_to_the_left(sight, band, at);
        }
        if let Some((home, text)) = text {
            let number = text.trim_matches(['(', ')', ' ']).parse::<u32>();
            let numbering = number.is_ok_and(|number| !(2000..2100).contains(&number));
            if !numbering && parts.last().is_none_or(|(_, last)| *last != text) {
                parts.push((home, text));
            }
        }
    }
    parts
}

fn group_to_the_left(
    sight: &Sight<'_>,
    band: Band,
    at: Address,
) -> Option<(Address, String)> {
    let has_own_name = |col| {
        (at.row + 1..=band.named).any(|row| sight.text(Address::new(row, col)).is_some())
    };
    if !has_own_name(at.col) {
        return None;
    }
    for col in (0..at.col).rev() {
        let left = Address::new(at.row, col);
        if !has_own_name(col) {
            return None;
        }
        if let Some(text) = sight.text(left) {
            let merged_wide =
                sight.grid.merge_at(left).is_some_and(|m| m.last.col > m.first.col);
            return (!merged_wide).then(|| (left, text.to_owned()));
        }
    }
    None
}

/// Lets columns learn their variable from their group, their neighbours and
/// the title, in that order.
pub(super) fn resolve_columns(
    columns: &mut [Column],
    sight: &Sight<'_>,
    context: Option<&str>,
) {
    pool_groups(columns, sight);
    let mut left: Option<String> = None;
    let mut left_group = None;
    let mut begins_group = false;
    for column in columns.iter_mut() {
        if column.group != left_group && is_strange_group(sight, column) {
            left = None;
        }
        let label = &mut column.label;
        if column.subject.is_some() || label.role.is_some() || !label.speaks() {
            continue;
        }
        if label.variable.is_none() && label.rivals.is_empty() {
            let implied = label
                .base
                .as_deref()
                .filter(|_| column.group.is_none() && context.is_none())
                .and_then(|base| implied_variable(base, sight));
            if let Some(implied) = implied {
                begins_group = true;
                label.variable = Some(implied);
            } else if label.measure == Some(MeasureWord::Rate) || begins_group {
                let shared_base = label.is_base_total;
                label.variable = left.clone().filter(|_| !shared_base);
            }
        }
        if label.variable.is_some() {
            left.clone_from(&label.variable);
        }
        left_group = column.group;
    }
}

/// Whether a column stands in a group whose heading nobody understands: what is
/// to the left of it says nothing of its figures.
fn is_strange_group(sight: &Sight<'_>, column: &Column) -> bool {
    let Some(heading) = column.group.and_then(|group| sight.text(group)) else {
        return false;
    };
    if sight.words(heading).label.speaks() {
        return false;
    }
    let mut coverage = Coverage::of(heading);
    sight.vocabulary.cover_common(&mut coverage);
    sight.vocabulary.cover_leading(&mut coverage);
    coverage.unknown().is_some()
}

fn implied_variable(base: &str, sight: &Sight<'_>) -> Option<String> {
    sight.vocabulary.base(base).and_then(|words| words.implies.clone())
}

/// `Cộng đồng học tập` alone may be that of villages or of communes; the names
/// of all columns of the group together tell.
fn pool_groups(columns: &mut [Column], sight: &Sight<'_>) {
    let mut pools: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for column in columns.iter().filter(|column| column.subject.is_none()) {
        if let Some((group, rest)) = column.label.text.split_once(" / ") {
            pools.entry(group.to_owned()).or_default().push(rest.to_owned());
        }
    }
    for column in columns.iter_mut() {
        let label = &mut column.label;
        if label.variable.is_some() || label.role.is_some() {
            continue;
        }
        let Some((group, _)) = label.text.split_once(" / ") else { continue };
        let pooled = format!("{group} {}", pools[group].join(" "));
        if let [one] = sight.vocabulary.variables_in(&loose(&pooled)).as_slice() {
            label.variable = Some(one.code.clone());
            label.rivals.clear();
        }
    }
}

/// Tables that stand beside each other share their header rows: each begins
/// with a column of ordinals or names after a column of figures.
pub(super) fn side_by_side(
    sight: &Sight<'_>,
    band: Band,
    end: u32,
    columns: Vec<Column>,
) -> Vec<Vec<Column>> {
    let mut tables: Vec<Vec<Column>> = Vec::new();
    let mut has_figures = false;
    for mut column in columns {
        let is_left =
            !has_figures && tables.last().is_none_or(|table| only_ordinals(table));
        if is_left && names_aims(&column) && holds_words(sight, band, end, column.col) {
            column.label.role = Some(Role::Label);
        }
        let begins = match column.label.role {
            Some(Role::Ordinal) => true,
            Some(Role::Label) => holds_words(sight, band, end, column.col),
            Some(Role::Note | Role::UnitOfCount | Role::Value | Role::Total) | None => {
                false
            }
        };
        if tables.is_empty() || (begins && has_figures) {
            tables.push(Vec::new());
            has_figures = false;
        }
        has_figures |= column.label.role.is_none()
            && (column.label.speaks() || column.subject.is_some())
            && column.col > 0;
        tables.last_mut().expect("one was pushed").push(column);
    }
    tables
}

fn only_ordinals(columns: &[Column]) -> bool {
    columns.iter().all(|column| column.label.role == Some(Role::Ordinal))
}

/// `Mục tiêu`, `Mục tiêu cụ thể`: of figures a plan, of words what is planned.
fn names_aims(column: &Column) -> bool {
    column.subject.is_none() && column.label.measure == Some(MeasureWord::Target)
}

/// Whether a column under a band holds names rather than figures.
fn holds_words(sight: &Sight<'_>, band: Band, end: u32, col: u32) -> bool {
    let texts = (band.last + 1..end)
        .filter_map(|row| sight.grid.get(Address::new(row, col)))
        .filter(|cell| cell.as_text().is_some() && !sight.is_figure(cell));
    texts.take(2).count() == 2
}

/// The first column that holds figures, not labels.
pub(super) fn first_value_column(columns: &[Column]) -> Option<u32> {
    let first = columns.first()?.col;
    columns
        .iter()
        .filter(|column| {
            let structural = matches!(
                column.label.role,
                Some(Role::Ordinal | Role::Note | Role::UnitOfCount | Role::Label)
            );
            !structural && (column.label.speaks() || column.subject.is_some())
        })
        .map(|column| column.col)
        .find(|col| *col > first)
}

/// Columns (or rows) of a shared denominator: the variables each serves, those
/// named in the table that have no total of their own.
pub(super) fn shared_bases<'l>(
    labels: impl Iterator<Item = (u32, &'l Label)> + Clone,
    sight: &Sight<'_>,
) -> BTreeMap<u32, Vec<String>> {
    let named: Vec<&str> =
        labels.clone().filter_map(|(_, label)| label.variable.as_deref()).collect();
    let has_total = |code: &str| {
        labels.clone().any(|(_, label)| {
            label.variable.as_deref() == Some(code)
                && label.measure == Some(MeasureWord::Total)
        })
    };
    // What a commune says beside a list of its villages needs no second name.
    let is_only = |base: &BaseWords| base.of.len() == 1 && sight.home_has_villages();
    let mut bases = BTreeMap::new();
    for (at, label) in labels.clone() {
        if label.variable.is_some() || !label.is_base_total {
            continue;
        }
        let Some(base) =
            label.base.as_deref().and_then(|code| sight.vocabulary.base(code))
        else {
            continue;
        };
        let served: Vec<String> = base
            .of
            .iter()
            .filter(|code| named.contains(&code.as_str()) || is_only(base))
            .filter(|code| !has_total(code))
            .cloned()
            .collect();
        bases.insert(at, served);
    }
    bases
}
