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
const MOST_PIECES: usize = 3;

pub(super) fn annex(material: &Material<'_>, cited: &Cited) -> OriginAnnex {
    let numbers = submissions::numbers(material);
    let mut groups: Vec<OriginGroup> = material
        .plan
        .indicators()
        .iter()
        .filter_map(|indicator| {
            let title = format!("{}. {}", indicator.code, indicator.short);
            group(&indicator.code, title, rows(material, &indicator.code, &numbers))
        })
        .collect();
    let money = group(
        reference::BUDGET,
        "Kinh phí thực hiện (cột “Tổng số”: ngân sách nhà nước; cột “Đạt, mức độ”: xã hội \
         hóa)"
            .to_owned(),
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

/// Cells of the total, of the registered, and of the achieved or the levels.
fn cells(figures: &[&Figure]) -> [String; 3] {
    let mut parts: [Vec<Address>; 3] = Default::default();
    for figure in figures {
        let part = match figure.part {
            Part::Denominator => 0,
            Part::Registered => 1,
            Part::Numerator | Part::Level(_) => 2,
        };
        parts[part].push(figure.origin.source.at);
    }
    parts.map(ranges)
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
    let named = |runs: &[(Address, Address)]| -> Vec<String> {
        let range = |(first, last): &(Address, Address)| {
            CellRange::from(*first).union(CellRange::from(*last)).to_string()
        };
        runs.iter().take(MOST_PIECES).map(range).collect()
    };
    if runs.len() > 1
        && runs.iter().all(|(first, last)| first == last && first.row == runs[0].0.row)
        && runs.windows(2).all(|pair| pair[0].0.col + 1 == pair[1].0.col)
    {
        let last = runs[runs.len() - 1].1;
        runs = vec![(runs[0].0, last)];
    }
    let more = runs.len().saturating_sub(MOST_PIECES);
    let mut text = named(&runs).join(", ");
    if more > 0 {
        text.push_str(&format!(" và {more} cụm ô khác"));
    }
    text
}

fn money(material: &Material<'_>, numbers: &BTreeMap<&str, usize>) -> Vec<OriginRow> {
    let mut sheets: BTreeMap<Sheet<'_>, [String; 3]> = BTreeMap::new();
    for (unit, measure, file, amount) in sources::money(material) {
        let rank = offices::rank(material.plan, unit);
        let key = (rank, unit, file, amount.source.sheet.as_str());
        let column = if measure == sources::STATE { 0 } else { 2 };
        sheets.entry(key).or_default()[column] = amount.source.at.to_string();
    }
    let mut last = "";
    sheets
        .into_iter()
        .map(|((_, unit, file, sheet), cells)| {
            let again = std::mem::replace(&mut last, unit) == unit;
            let subject = Reference::subject(reference::BUDGET, Some(unit));
            OriginRow {
                reference: if again { String::new() } else { subject },
                unit: offices::agency(material.plan, unit),
                file: number(numbers, file),
                sheet: shortened(&clean(sheet), LONGEST_SHEET),
                cells,
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
        assert_eq!(row.cells, ["C8:C10, C12", "D8:D10, D12", "E8:E10, E12"]);
        assert_eq!((row.sheet.as_str(), row.file.as_str()), ("Biểu", "b.xlsx"));
    }

    #[test]
    fn a_row_of_cells_is_one_range_and_many_pieces_are_counted() {
        let row = (2..6).map(|col| Address::new(4, col)).collect();
        assert_eq!(ranges(row), "C5:F5");
        let apart = (0..6).map(|row| Address::new(2 * row, 0)).collect();
        assert_eq!(ranges(apart), "A1, A3, A5 và 3 cụm ô khác");
    }
}
