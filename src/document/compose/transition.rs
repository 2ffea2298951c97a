//! The end of an administration within the plan: what is said of it in the text, and the
//! annex of what became of whom, of which counts were broken, and of what the last
//! districts left behind.

use crate::dataset::Tally;
use crate::document::Material;
use crate::document::draft::awaited_key;
use crate::document::report::annex::TableAnnex;
use crate::document::report::table::{Block, ColumnGroup, Figure, Row, UnitTable};
use crate::document::report::{Contributions, Passage, Point};
use crate::document::wording::{NONE, count, percent, short_date};
use crate::history::Year;
use crate::plan::Plan;
use crate::plan::indicator::Indicator;
use crate::plan::unit::{Body, District};

use super::districts;
use super::shape::{Case, Shape};

/// The paragraph on the re-organisation; nothing before it.
pub(super) fn point(material: &Material<'_>, annex: Option<&str>) -> Option<Point> {
    let number = annex?;
    let plan = material.plan;
    let from = plan.tier.valid_from?;
    let before = plan.on(from.yesterday().ok()?);
    let (areas, communes) = (before.districts().len(), plan.districts().len());
    let old: usize = before.districts().iter().map(|one| one.communes.len()).sum();
    let by = plan.province.document.as_deref().unwrap_or_default();
    let merger = plan.districts().first().and_then(|one| one.document.as_deref());
    let merger = merger.and_then(|text| text.split(", khoản").next()).unwrap_or_default();
    let mut texts = vec![format!(
        "Từ ngày {}, {} sáp nhập vào {} ({by}); {areas:02} {} kết thúc hoạt động; {old} {} \
         được sắp xếp thành {communes} {} ({merger}), không đơn vị nào bị chia tách. Báo \
         cáo này tính trên {}. Đơn vị cũ, đơn vị mới, cơ quan kế thừa nhiệm vụ và các chỉ \
         tiêu thay đổi cách tính nêu tại Phụ lục {number}.",
        short_date(from),
        before.province.full_name,
        plan.province.full_name,
        before.tier.name,
        before.tier.parts,
        plan.tier.name,
        plan.province.area,
    )];
    texts.extend(material.left().map(handover));
    let awaited = plan.amendments.iter().filter_map(|one| {
        let sentence = one.missing.as_ref()?;
        Some(Passage::new(awaited_key(one), format!("[{sentence}]")))
    });
    let paragraphs = texts.into_iter().enumerate();
    Some(Point {
        title: "Sắp xếp đơn vị hành chính".to_owned(),
        paragraphs: paragraphs
            .map(|(at, text)| {
                Passage::new(format!("leadership.transition.{}", at + 1), text)
            })
            .chain(awaited)
            .collect(),
        items: Vec::new(),
        contributions: Contributions::default(),
    })
}

/// What the districts left behind, in one sentence.
fn handover(left: &Year) -> String {
    let plan = &left.plan;
    let figures: Vec<String> = plan
        .indicators()
        .iter()
        .filter_map(|one| Case::of(plan, &left.assessment, one))
        .filter(|case| case.shape() == Shape::Ratio)
        .filter_map(|case| {
            let Tally { numerator, denominator, .. } = *case.tally();
            Some(format!(
                "{} {}/{} {} ({}%)",
                case.indicator.short,
                count(numerator?),
                count(denominator?),
                case.indicator.unit_of_count,
                percent(numerator, denominator)
            ))
        })
        .collect();
    format!(
        "Số liệu {} bàn giao, tính đến ngày {}, ghi riêng và không cộng vào số liệu năm: {}.",
        plan.tier.name,
        short_date(left.report_date),
        figures.join("; ")
    )
}

/// What became of the communes, of the bodies and of the counts; in the year of the
/// handover with what was handed over.
pub(super) fn annex(material: &Material<'_>, number: Option<&str>) -> Option<TableAnnex> {
    let number = number?;
    let mut tables = vec![communes(material), bodies(material), breaks(material)];
    tables.retain(|table| !table.blocks.iter().all(|block| block.rows.is_empty()));
    if let Some(left) = material.handed_over() {
        let day = short_date(left.report_date);
        tables.extend(districts::tables(&left, number).into_iter().map(|mut table| {
            table.notes.insert(0, format!("Số liệu bàn giao, tính đến ngày {day}."));
            table
        }));
    }
    for (at, table) in tables.iter_mut().enumerate() {
        let title = table.title.split_once(". ").map_or("", |(_, title)| title);
        table.title = format!("Biểu {number}.{}. {title}", at + 1);
    }
    Some(TableAnnex {
        number: number.to_owned(),
        title: "SẮP XẾP ĐƠN VỊ HÀNH CHÍNH VÀ THAY ĐỔI CÁCH TÍNH".to_owned(),
        paragraphs: Vec::new(),
        tables,
    })
}

fn communes(material: &Material<'_>) -> UnitTable {
    let plan = material.plan;
    let row = |(at, one): (usize, &District)| {
        let from: Vec<String> = one
            .communes
            .iter()
            .zip(&one.formed_from)
            .map(|(commune, from)| {
                format!("{} ({})", commune.called, plan.unit_name(&from.district))
            })
            .collect();
        Row {
            number: (at + 1).to_string(),
            name: format!("{}: {}", one.name, from.join("; ")),
            figures: vec![plain(from.len().to_string())],
        }
    };
    table(
        "Các xã, phường và đơn vị cũ hợp thành",
        "Xã, phường: đơn vị cũ",
        "Số đơn vị cũ",
        plan.districts().iter().enumerate().map(row).collect(),
    )
}

fn bodies(material: &Material<'_>) -> UnitTable {
    let plan = material.plan;
    let row = |(at, body): (usize, &Body)| {
        let from: Vec<String> = body
            .succeeds
            .iter()
            .map(|one| {
                let scope = one.scope.as_ref().map(|scope| format!(" ({scope})"));
                let name = plan.former_name(&one.code, body.valid_from);
                format!("{name}{}", scope.unwrap_or_default())
            })
            .collect();
        Row {
            number: (at + 1).to_string(),
            name: format!("{}: kế thừa {}", body.name, from.join("; ")),
            figures: vec![plain(body.valid_from.map_or(NONE.to_owned(), short_date))],
        }
    };
    let bodies = plan.bodies().iter().filter(|body| !body.succeeds.is_empty());
    table(
        "Các cơ quan cấp tỉnh kế thừa nhiệm vụ",
        "Cơ quan",
        "Từ ngày",
        bodies.enumerate().map(row).collect(),
    )
}

/// Bases, scales and criteria that changed by the year of the report.
fn breaks(material: &Material<'_>) -> UnitTable {
    let plan = material.plan;
    let told = plan.indicators().iter().flat_map(|indicator| {
        let breaks = indicator.breaks.iter().filter(|one| one.year <= material.year);
        let breaks = breaks.filter_map(|one| Some((one.year, one.why.clone()?)));
        let ended = indicator.valid_to.filter(|_| indicator.over);
        let ended = ended.zip(indicator.ceased.clone());
        let ended = ended.map(|(end, why)| (end.year(), why));
        let amended = amended(plan, indicator);
        breaks.chain(ended).chain(amended).map(move |(year, why)| (indicator, year, why))
    });
    let rows = told.enumerate().map(|(at, (indicator, year, why))| Row {
        number: (at + 1).to_string(),
        name: format!("{}. {}: {why}", indicator.code, indicator.short),
        figures: vec![plain(year.to_string())],
    });
    table(
        "Các chỉ tiêu thay đổi mẫu số, thang đánh giá, tiêu chí hoặc mục tiêu",
        "Chỉ tiêu: thay đổi",
        "Từ năm",
        rows.collect(),
    )
}

/// National targets that were changed since the plan, in the year from which they hold:
/// the new one and the one before, each with its document.
fn amended(plan: &Plan, indicator: &Indicator) -> Vec<(i16, String)> {
    let mut told = Vec::new();
    for (at, target) in indicator.national.iter().enumerate() {
        let before =
            indicator.national[at + 1..].iter().find(|one| one.year == target.year);
        let by = plan.amendments.iter().find(|one| one.document == target.decision);
        if let (Some(before), Some(by)) = (before, by) {
            told.push((
                by.valid_from.year(),
                format!(
                    "mục tiêu của cả nước đến năm {} là {}% (Quyết định số {}), trước đó là \
                     {}% (Quyết định số {}).",
                    target.year,
                    target.percent,
                    target.decision,
                    before.percent,
                    before.decision
                ),
            ));
        }
    }
    told
}

fn table(title: &str, names: &str, column: &str, rows: Vec<Row>) -> UnitTable {
    UnitTable {
        title: format!("Biểu. {title}"),
        unit_note: None,
        name_header: names.to_owned(),
        groups: vec![ColumnGroup {
            title: column.to_owned(),
            columns: vec![String::new()],
        }],
        blocks: vec![Block { title: None, rows, subtotal: None }],
        total: None,
        notes: Vec::new(),
    }
}

fn plain(text: String) -> Figure {
    Figure { text, reference: None }
}
