//! The columns of tables by unit. Which columns an indicator has follows from
//! the register, so a further indicator brings its own.

use crate::dataset::Tally;
use crate::document::Material;
use crate::document::reference::{Part, Reference};
use crate::document::report::table::{ColumnGroup, Figure, Row};
use crate::document::wording::NONE;
use crate::observation::Reading;
use crate::plan::decision::Measure;
use crate::plan::indicator::{Indicator, Level};
use crate::plan::scale::Scale;

use super::figure;
use super::shape::{Shape, level_of_one, levels, shape};

/// What a column shows of its indicator.
#[derive(Debug, Clone, Copy)]
pub(super) enum Column<'p> {
    Total,
    Registered,
    Achieved,
    Percent,
    /// How many units at a level.
    AtLevel(&'p Scale, usize),
    /// Which level one commune is at.
    Level(&'p Scale),
    /// Whether one commune or district is counted.
    Mark,
    /// The level its district was found at.
    Standard,
}

/// The columns of one indicator under one head.
#[derive(Debug, Clone)]
pub(super) struct Group<'p> {
    pub(super) indicator: &'p Indicator,
    pub(super) title: &'p str,
    columns: Vec<(String, Column<'p>)>,
}

/// Whose figures stand in a row.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject<'p> {
    Province,
    Unit(&'p str),
    Commune(&'p str, &'p str),
}

impl Group<'_> {
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn has(&self, meant: impl Fn(&Column<'_>) -> bool) -> bool {
        self.columns.iter().any(|(_, column)| meant(column))
    }

    pub(super) fn head(&self) -> ColumnGroup {
        let columns = self.columns.iter().map(|(head, _)| head.clone()).collect();
        ColumnGroup { title: self.title.to_owned(), columns }
    }
}

/// The columns of all indicators that are broken down to districts.
pub(super) fn by_district<'p>(material: &Material<'p>) -> Vec<Group<'p>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for indicator in material.plan.indicators() {
        let columns = match (indicator.by, shape(indicator, material.year)) {
            (Level::Province, _) => continue,
            (Level::District, _) if !is_counted(material, indicator) => {
                vec![(String::new(), Column::Standard)]
            }
            (_, Shape::Levels(scale)) => at_levels(material, indicator, scale),
            (_, Shape::Ratio | Shape::Standard { .. } | Shape::Status { .. }) => {
                counted(material, indicator)
            }
        };
        let title = material.plan.variable_name(&indicator.variable);
        // Two targets on one level (level 1, level 2) share its column; the
        // total row then counts those at the higher one.
        let same = groups.iter_mut().find(|group| {
            group.indicator.variable == indicator.variable && group.width() == 1
        });
        match same {
            Some(group) => group.indicator = higher(group.indicator, indicator),
            None => groups.push(Group { indicator, title, columns }),
        }
    }
    groups
}

/// The columns of all indicators that are broken down to communes.
pub(super) fn by_commune<'p>(material: &Material<'p>) -> Vec<Group<'p>> {
    let plan = material.plan;
    let of_communes = plan.indicators().iter().filter(|one| one.by == Level::Commune);
    of_communes
        .map(|indicator| {
            let columns = match indicator.scale(material.year) {
                Some(scale) => vec![(String::new(), Column::Level(scale))],
                None if is_counted(material, indicator) => counted(material, indicator),
                None => vec![(String::new(), Column::Mark)],
            };
            // One letter under a long head would make it a tower.
            let title = match columns.first() {
                Some((_, Column::Mark)) => indicator.short.as_str(),
                Some(_) | None => plan.variable_name(&indicator.variable),
            };
            Group { indicator, title, columns }
        })
        .collect()
}

/// Whether the sources count, and do not only say yes or name a level.
fn is_counted(material: &Material<'_>, indicator: &Indicator) -> bool {
    let variable = material.plan.variable(&indicator.variable);
    variable.is_some_and(|variable| !variable.measures.is_empty())
}

fn higher<'p>(one: &'p Indicator, other: &'p Indicator) -> &'p Indicator {
    if other.rule.level() > one.rule.level() { other } else { one }
}

fn counted<'p>(
    material: &Material<'p>,
    indicator: &'p Indicator,
) -> Vec<(String, Column<'p>)> {
    let mut columns = vec![(total_head(material, indicator), Column::Total)];
    let variable = material.plan.variable(&indicator.variable);
    if variable.is_some_and(|words| words.measures.contains(&Measure::Registered)) {
        columns.push(("Đăng ký".to_owned(), Column::Registered));
    }
    columns.push(("Đạt".to_owned(), Column::Achieved));
    columns.push(("Tỷ lệ (%)".to_owned(), Column::Percent));
    columns
}

fn at_levels<'p>(
    material: &Material<'p>,
    indicator: &'p Indicator,
    scale: &'p Scale,
) -> Vec<(String, Column<'p>)> {
    let total = (total_head(material, indicator), Column::Total);
    let levels = scale.levels.iter().enumerate();
    let levels =
        levels.map(|(index, level)| (level.clone(), Column::AtLevel(scale, index)));
    std::iter::once(total).chain(levels).collect()
}

/// The denominator is always named (domain: never a rate without its base).
fn total_head(material: &Material<'_>, indicator: &Indicator) -> String {
    let base = indicator.base.as_deref().and_then(|base| material.plan.base(base));
    base.map_or_else(|| "Tổng số".to_owned(), |base| base.name.clone())
}

/// One row: the figures of one subject in all columns.
pub(super) fn row(
    material: &Material<'_>,
    groups: &[Group<'_>],
    subject: Subject<'_>,
    (number, name): (String, String),
) -> Row {
    let figures = groups
        .iter()
        .flat_map(|group| {
            let columns = group.columns.iter();
            columns.map(|(_, column)| cell(material, group.indicator, *column, subject))
        })
        .collect();
    Row { number, name, figures }
}

fn cell(
    material: &Material<'_>,
    indicator: &Indicator,
    column: Column<'_>,
    subject: Subject<'_>,
) -> Figure {
    let code = indicator.code.as_str();
    let Some(tally) = tally(material, code, subject) else {
        return figure::not_reported();
    };
    let at = |part| reference(code, subject, part);
    match column {
        Column::Total => figure::count(tally.denominator, at(Part::Denominator)),
        Column::Registered => figure::count(tally.registered, at(Part::Registered)),
        Column::Achieved => figure::count(tally.numerator, at(Part::Numerator)),
        Column::Percent => {
            figure::percent(tally.numerator, tally.denominator, at(Part::Percent))
        }
        Column::AtLevel(scale, index) => {
            let value = levels(scale, tally).get(index).and_then(|(_, value)| *value);
            figure::count(value, at(Part::Levels))
        }
        Column::Level(scale) => level(scale, tally, subject, at(Part::Levels)),
        Column::Mark => {
            let alone = matches!(subject, Subject::Commune(..));
            mark("x", alone, tally, at(Part::Numerator))
        }
        Column::Standard => standard(material, indicator, tally, subject),
    }
}

fn tally<'a>(
    material: &Material<'a>,
    code: &str,
    subject: Subject<'_>,
) -> Option<&'a Tally> {
    match subject {
        Subject::Province => Some(&material.standing(code).tally),
        Subject::Unit(unit) => material.of_unit(code, unit),
        Subject::Commune(unit, commune) => material.of_commune(code, unit, commune),
    }
}

fn reference(code: &str, subject: Subject<'_>, part: Part) -> Reference {
    match subject {
        Subject::Province => Reference::province(code, part),
        Subject::Unit(unit) => Reference::unit(code, unit, part),
        Subject::Commune(unit, commune) => Reference::commune(code, unit, commune, part),
    }
}

/// The level of a commune; of many communes, how many are at any.
fn level(scale: &Scale, tally: &Tally, subject: Subject<'_>, at: Reference) -> Figure {
    match subject {
        Subject::Commune(..) => match level_of_one(scale, tally) {
            Some(level) => figure::worded(level, at),
            None => figure::not_reported(),
        },
        Subject::Unit(_) | Subject::Province => {
            let reached = levels(scale, tally);
            let reached = reached.iter().filter(|(level, _)| *level != scale.none);
            let sum: Option<i64> = reached.map(|(_, value)| *value).sum();
            figure::of_total(tally.numerator.or(sum), tally.denominator, at)
        }
    }
}

/// Yes or no of one alone; of many, how many of how many.
fn mark(yes: &str, alone: bool, tally: &Tally, at: Reference) -> Figure {
    match tally.numerator {
        Some(0) if alone => figure::worded(NONE, at),
        Some(_) if alone => figure::worded(yes, at),
        Some(_) | None => figure::of_total(tally.numerator, tally.denominator, at),
    }
}

/// The level a district was found at, read from the very cell that counts;
/// where the source only says yes or no, that.
fn standard(
    material: &Material<'_>,
    indicator: &Indicator,
    tally: &Tally,
    subject: Subject<'_>,
) -> Figure {
    let at = reference(&indicator.code, subject, Part::Numerator);
    if let Subject::Unit(unit) = subject
        && let Some(level) = stated_level(material, indicator, unit)
    {
        return figure::worded(level, at);
    }
    mark("Đạt", !matches!(subject, Subject::Province), tally, at)
}

fn stated_level<'a>(
    material: &Material<'a>,
    indicator: &Indicator,
    unit: &str,
) -> Option<&'a str> {
    let sources = indicator.source.bodies();
    let statements = material.accepted.iter().map(|accepted| accepted.statement());
    statements
        .filter(|statement| sources.contains(&statement.unit))
        .flat_map(|statement| &statement.observations)
        .filter(|one| one.key.variable == indicator.variable)
        .filter(|one| one.key.unit == unit && one.key.commune.is_none())
        .find_map(|one| match &one.reading {
            Reading::Level(level) => Some(level.as_str()),
            Reading::Count(_) | Reading::Nothing | Reading::Mark(_) => None,
        })
}
