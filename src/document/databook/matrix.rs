//! Units down, indicators across: what an office copies into a table of its own.
//!
//! One block of shares, one of what was achieved, one of the totals and one of levels;
//! the areas first, then the bodies with the indicators they report.

use crate::dataset::Tally;
use crate::document::Material;
use crate::document::compose::shape::{Case, Shape};
use crate::document::text::upper_first;
use crate::document::wording::NOT_REPORTED;
use crate::place::Address;
use spreadsheet::book::{Look, Sheet};

use super::line::{Figure, Line};
use super::titled;
use super::units::{Index, at_levels, units};

/// The rows of the titles.
const FIRST: u32 = 3;
/// What stands above the rows of a block: its name and the heads.
const HEADS: u32 = 2;
/// An empty row between two blocks.
const GAP: u32 = 1;
const UNIT_WIDTH: f64 = 38.0;
const WIDTH: f64 = 16.0;
const HEIGHT: f64 = 62.0;

/// What a block shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Share,
    Achieved,
    Total,
    Level,
}

impl Block {
    fn name(self) -> &'static str {
        match self {
            Block::Share => "Tỷ lệ",
            Block::Achieved => "Số đạt",
            Block::Total => "Tổng số",
            Block::Level => "Mức độ, xếp loại",
        }
    }
}

/// Units that are asked the same, and what they are asked.
struct Group<'a> {
    name: String,
    units: Vec<&'a str>,
    counted: Vec<&'a Case<'a>>,
    levels: Vec<&'a Case<'a>>,
}

pub(super) fn sheet(material: &Material<'_>) -> Sheet {
    let title = format!("Bảng đơn vị và chỉ tiêu năm {}", material.year);
    let mut sheet = titled(material, "Bảng để dán", &title);
    let note = "Chép một khối rồi dán vào bảng của đơn vị. Ô trống: đơn vị không báo cáo chỉ \
                tiêu đó; “...”: chưa có số liệu; “-”: không phát sinh.";
    sheet.text(2, 0, note, Look::Note);
    let index = Index::of(material);
    let cases: Vec<Case<'_>> =
        Case::all(material).into_iter().filter(Case::is_in_force).collect();
    let mut row = FIRST + 1;
    let mut widest = 0;
    for group in groups(material, &cases, &index) {
        row = blocks(&mut sheet, row, material, &group, &index);
        widest = widest.max(group.counted.len()).max(group.levels.len());
    }
    sheet.widths = vec![UNIT_WIDTH];
    sheet.widths.extend(std::iter::repeat_n(WIDTH, widest));
    sheet.scrolls_from = Some(Address::new(FIRST, 1));
    sheet
}

/// The areas, and the bodies.
fn groups<'a>(
    material: &Material<'a>,
    cases: &'a [Case<'a>],
    index: &Index<'a>,
) -> Vec<Group<'a>> {
    let plan = material.plan;
    let all = plan.expected();
    let of = |name: String, is_in: &dyn Fn(&str) -> bool| {
        let asked = |case: &&Case<'_>| units(material, case).iter().any(|one| is_in(one));
        let has = |case: &Case<'_>, unit: &&str| units(material, case).contains(unit);
        let asked: Vec<&Case<'_>> = cases.iter().filter(asked).collect();
        let own: Vec<&str> =
            all.iter().map(|unit| unit.code()).filter(|one| is_in(one)).collect();
        let units: Vec<&str> = own
            .into_iter()
            .filter(|unit| asked.iter().any(|case| has(case, unit)))
            .collect();
        let level = |case: &&&Case<'_>| {
            matches!(case.shape(), Shape::Levels(_))
                || units.iter().any(|unit| {
                    index.levels.contains_key(&(case.indicator.code.as_str(), *unit))
                })
        };
        let levels: Vec<&Case<'_>> = asked.iter().filter(level).copied().collect();
        let counts = |case: &&&Case<'_>| !matches!(case.shape(), Shape::Levels(_));
        let counted = asked.iter().filter(counts).copied().collect();
        Group { name, units, counted, levels }
    };
    let is_area = |code: &str| plan.district(code).is_some();
    vec![
        of(upper_first(&plan.tier.name), &is_area),
        of("Cơ quan, đơn vị cấp tỉnh".to_owned(), &|code| !is_area(code)),
    ]
}

/// All blocks of a group, one below the other; gives the next free row.
fn blocks(
    sheet: &mut Sheet,
    first: u32,
    material: &Material<'_>,
    group: &Group<'_>,
    index: &Index<'_>,
) -> u32 {
    let rows = u32::try_from(group.units.len()).unwrap_or(u32::MAX) + 1;
    let height = HEADS + rows + GAP;
    let mut row = first;
    for block in [Block::Share, Block::Achieved, Block::Total, Block::Level] {
        let cases = if block == Block::Level { &group.levels } else { &group.counted };
        if cases.is_empty() || group.units.is_empty() {
            continue;
        }
        let title = format!("{}: {}", block.name(), group.name);
        sheet.text(row, 0, &title, Look::TotalText);
        sheet.text(row + 1, 0, "Đơn vị", Look::Head);
        for (col, case) in (1..).zip(cases) {
            let name = format!("{}. {}", case.indicator.code, case.indicator.short);
            sheet.text(row + 1, col, &name, Look::Head);
        }
        sheet.heights.push((row + 1, HEIGHT));
        // The counts a share is made of stand in the two blocks below it.
        let counts = [height, 2 * height];
        for (row, unit) in (row + HEADS..).zip(&group.units) {
            let name = material.plan.unit_name(unit);
            let mut line = Line::new(sheet, row);
            line.text(name);
            for (col, case) in (1..).zip(cases) {
                let at = counts.map(|below| Address::new(row + below, col));
                cell(&mut line, material, (block, at), (case, unit), index);
            }
        }
        total(sheet, row + HEADS + rows - 1, cases, (block, counts));
        row += height;
    }
    row
}

/// One unit's figure of an indicator; nothing where it is not asked for it.
fn cell(
    line: &mut Line<'_>,
    material: &Material<'_>,
    (block, at): (Block, [Address; 2]),
    (case, unit): (&Case<'_>, &str),
    index: &Index<'_>,
) {
    let code = case.indicator.code.as_str();
    if !units(material, case).contains(&unit) {
        return line.text("");
    }
    let is_level = block == Block::Level;
    match index.levels.get(&(code, unit)).filter(|_| is_level) {
        Some(level) => line.mark(level),
        None if is_level && !matches!(case.shape(), Shape::Levels(_)) => {
            line.mark(NOT_REPORTED);
        }
        None => {
            let tally = index.tallies.get(&(code.to_owned(), unit.to_owned()));
            figure(line, (block, at), case, tally);
        }
    }
}

/// What a block shows of counts; `at` is where both parts of a share stand.
fn figure(
    line: &mut Line<'_>,
    (block, at): (Block, [Address; 2]),
    case: &Case<'_>,
    tally: Option<&Tally>,
) {
    let part = Figure::of(tally.and_then(|tally| tally.numerator));
    let whole = Figure::of(tally.and_then(|tally| tally.denominator));
    match block {
        Block::Share => line.rate((part, at[0]), (whole, at[1])),
        Block::Achieved => {
            line.figure(part);
        }
        Block::Total => {
            line.figure(whole);
        }
        Block::Level => line.words(&at_levels(case, tally)),
    }
}

/// The province's own line, as the report has it.
fn total(
    sheet: &mut Sheet,
    row: u32,
    cases: &[&Case<'_>],
    (block, counts): (Block, [u32; 2]),
) {
    let mut line = Line::new(sheet, row);
    line.text("Toàn tỉnh");
    for (col, case) in (1..).zip(cases) {
        let at = counts.map(|below| Address::new(row + below, col));
        figure(&mut line, (block, at), case, Some(&case.standing.tally));
    }
}
