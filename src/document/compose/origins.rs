//! The annex of sources: for every figure by indicator and unit the file, the
//! sheet and the cells it was read from. Its rows are where the figures of the
//! tables lead to.

use std::collections::BTreeMap;

use crate::dataset::{Figure, Part};
use crate::document::Material;
use crate::document::reference::{self, Reference};
use crate::document::report::annex::{OriginAnnex, OriginGroup, OriginRow};
use crate::document::sources;
use crate::document::text::{clean, shortened};
use crate::place::{Address, CellRange};

use super::{Cited, offices, submissions};

/// Names of sheets are at most 31 letters in Excel, longer elsewhere.
const LONGEST_SHEET: usize = 40;
/// So many pieces of a column are listed, then counted.
const MOST_PIECES: usize = 4;

pub(super) fn annex(material: &Material<'_>, cited: &Cited) -> OriginAnnex {
    let numbers = submissions::numbers(material);
    let mut groups: Vec<OriginGroup> = material
        .plan
        .indicators()
        .iter()
        .filter_map(|indicator| {
            let title = format!("{}. {}", indicator.code, indicator.name);
            group(&indicator.code, title, rows(material, &indicator.code, &numbers))
        })
        .collect();
    let money = group(
        reference::BUDGET,
        "Kinh phí thực hiện".to_owned(),
        money(material, &numbers),
    );
    groups.extend(money);
    OriginAnnex {
        number: cited.origins.to_owned(),
        title: "NGUỒN CỦA TỪNG SỐ LIỆU".to_owned(),
        paragraphs: paragraphs(cited),
        groups,
    }
}

fn paragraphs(cited: &Cited) -> Vec<String> {
    let mut paragraphs = vec![format!(
        "Cột “Tệp số” ghi số thứ tự của tệp tại Phụ lục {}. Số liệu của tỉnh là tổng số \
         liệu của các đơn vị dưới đây. Ký hiệu tra cứu gồm mã chỉ tiêu và mã đơn vị; \
         lệnh “xhht trace” nhận ký hiệu này và liệt kê từng ô.",
        cited.submissions
    )];
    if let Some(communes) = cited.communes {
        paragraphs.push(format!(
            "Nguồn của từng số liệu theo xã, phường, thị trấn (Phụ lục {communes}) ghi tại \
             tệp nguon-so-lieu.csv đính kèm, mỗi số một dòng, cùng ký hiệu tra cứu."
        ));
    }
    paragraphs
}

fn group(code: &str, title: String, rows: Vec<OriginRow>) -> Option<OriginGroup> {
    let reference = Reference::subject(code, None);
    (!rows.is_empty()).then_some(OriginGroup { reference, title, rows })
}

/// Where a figure stands: unit, file, sheet.
type Sheet<'f> = (usize, &'f str, &'f str, &'f str);

fn rows(
    material: &Material<'_>,
    code: &str,
    numbers: &BTreeMap<&str, usize>,
) -> Vec<OriginRow> {
    let mut sheets: BTreeMap<Sheet<'_>, Vec<&Figure>> = BTreeMap::new();
    for figure in material.dataset.figures.iter().filter(|one| one.indicator == code) {
        let unit = figure.unit.as_str();
        let origin = &figure.origin;
        let rank = offices::rank(material.plan, unit);
        let sheet = (rank, unit, origin.file.as_str(), origin.source.sheet.as_str());
        sheets.entry(sheet).or_default().push(figure);
    }
    let mut last = "";
    sheets
        .into_iter()
        .map(|((_, unit, file, sheet), figures)| {
            let again = std::mem::replace(&mut last, unit) == unit;
            let reference =
                if again { String::new() } else { Reference::subject(code, Some(unit)) };
            OriginRow {
                reference,
                unit: offices::agency(material.plan, unit),
                file: number(numbers, file),
                sheet: shortened(&clean(sheet), LONGEST_SHEET),
                cells: cells(&figures),
            }
        })
        .collect()
}

fn number(numbers: &BTreeMap<&str, usize>, file: &str) -> String {
    numbers.get(file).map_or_else(|| clean(file), usize::to_string)
}

/// "tổng số C14:C28; đăng ký D14:D28; đạt E14:E28".
fn cells(figures: &[&Figure]) -> String {
    let mut parts: BTreeMap<&Part, Vec<Address>> = BTreeMap::new();
    for figure in figures {
        parts.entry(&figure.part).or_default().push(figure.origin.source.at);
    }
    let order = |part: &Part| match part {
        Part::Denominator => 0,
        Part::Registered => 1,
        Part::Numerator => 2,
        Part::Level(_) => 3,
    };
    let mut parts: Vec<(&Part, String)> =
        parts.into_iter().map(|(part, cells)| (part, ranges(cells))).collect();
    parts.sort_by_key(|(part, _)| order(part));
    // A mark is at once the one counted and of how many it is counted.
    let cells: Vec<&String> = parts.iter().map(|(_, cells)| cells).collect();
    if let Some(first) = cells.first()
        && cells.iter().all(|cells| cells == first)
    {
        return (*first).clone();
    }
    let said = parts.iter().map(|(part, cells)| format!("{} {cells}", name(part)));
    said.collect::<Vec<String>>().join("; ")
}

fn name(part: &Part) -> String {
    match part {
        Part::Numerator => "đạt".to_owned(),
        Part::Denominator => "tổng số".to_owned(),
        Part::Registered => "đăng ký".to_owned(),
        Part::Level(level) => clean(level),
    }
}

/// Cells that touch as one range: "C14:C28, C30".
fn ranges(mut cells: Vec<Address>) -> String {
    cells.sort_by_key(|at| (at.col, at.row));
    cells.dedup();
    let mut runs: Vec<(Address, Address)> = Vec::new();
    for at in cells {
        match runs.last_mut() {
            Some((_, last)) if last.col == at.col && last.row + 1 == at.row => *last = at,
            Some(_) | None => runs.push((at, at)),
        }
    }
    // A row of the sheet, where units stand side by side.
    if runs.len() > 1
        && runs.iter().all(|(first, last)| first == last && first.row == runs[0].0.row)
        && runs.windows(2).all(|pair| pair[0].0.col + 1 == pair[1].0.col)
    {
        let last = runs[runs.len() - 1].1;
        runs = vec![(runs[0].0, last)];
    }
    let more = runs.len().saturating_sub(MOST_PIECES);
    let named = runs.iter().take(MOST_PIECES).map(|(first, last)| {
        CellRange::from(*first).union(CellRange::from(*last)).to_string()
    });
    let mut text = named.collect::<Vec<String>>().join(", ");
    if more > 0 {
        text.push_str(&format!(" và {more} cụm ô khác"));
    }
    text
}

fn money(material: &Material<'_>, numbers: &BTreeMap<&str, usize>) -> Vec<OriginRow> {
    let mut sheets: BTreeMap<Sheet<'_>, Vec<String>> = BTreeMap::new();
    for (unit, measure, file, amount) in sources::money(material) {
        let rank = offices::rank(material.plan, unit);
        let key = (rank, unit, file, amount.source.sheet.as_str());
        let kind = if measure == sources::STATE { "ngân sách" } else { "xã hội hóa" };
        sheets.entry(key).or_default().push(format!("{kind} {}", amount.source.at));
    }
    let mut last = "";
    sheets
        .into_iter()
        .map(|((_, unit, file, sheet), mut cells)| {
            cells.sort();
            let again = std::mem::replace(&mut last, unit) == unit;
            let subject = Reference::subject(reference::BUDGET, Some(unit));
            OriginRow {
                reference: if again { String::new() } else { subject },
                unit: offices::agency(material.plan, unit),
                file: number(numbers, file),
                sheet: shortened(&clean(sheet), LONGEST_SHEET),
                cells: cells.join("; "),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Origin;
    use crate::document::compose::fixture::Fixture;
    use crate::observation::Source;

    fn figure(part: Part, unit: &str, commune: Option<&str>, at: Address) -> Figure {
        Figure {
            indicator: "D1".to_owned(),
            unit: unit.to_owned(),
            commune: commune.map(str::to_owned),
            part,
            value: 1,
            level: None,
            origin: Origin {
                file: "b.xlsx".to_owned(),
                source: Source { sheet: "Biểu".to_owned(), at },
            },
        }
    }

    #[test]
    fn cells_of_a_unit_are_ranges_in_the_order_of_the_tables() {
        let mut fixture = Fixture::new(2024);
        for row in [7, 8, 9, 11] {
            for (col, part) in
                [(2, Part::Denominator), (4, Part::Numerator), (3, Part::Registered)]
            {
                let at = Address::new(row, col);
                fixture.dataset.figures.push(figure(part, "ba-be", Some("Xã"), at));
            }
        }
        let material = fixture.material();
        let annex = annex(&material, &Cited::in_text_of(&material));
        let group = &annex.groups[0];
        assert_eq!(group.reference, "D1.tinh");
        let row = &group.rows[0];
        assert_eq!(row.reference, "D1.ba-be");
        assert_eq!(
            row.cells,
            "tổng số C8:C10, C12; đăng ký D8:D10, D12; đạt E8:E10, E12"
        );
        assert_eq!((row.sheet.as_str(), row.file.as_str()), ("Biểu", "b.xlsx"));
    }

    #[test]
    fn a_row_of_cells_is_one_range_and_many_pieces_are_counted() {
        let row = (2..6).map(|col| Address::new(4, col)).collect();
        assert_eq!(ranges(row), "C5:F5");
        let apart = (0..6).map(|row| Address::new(2 * row, 0)).collect();
        assert_eq!(ranges(apart), "A1, A3, A5, A7 và 2 cụm ô khác");
    }
}
