//! Chapter VI: what is asked of whom, and who is put forward for an award.

use crate::document::Material;
use crate::document::report::{
    Commendation, Commendations, Edition, Passage, ProposalGroup, Proposals,
};
use crate::document::text::{clean, shortened};
use crate::document::wording::NONE;
use crate::finding::count;
use crate::form::narrative;
use crate::plan::unit::Unit;

use super::Numbering;
use super::contributions::gather;

/// A cell of the list holds up to so many letters.
const LONGEST: usize = 300;
/// The sheet of the data workbook that has all lines.
pub(in crate::document) const LISTED: &str = "Khen thưởng";
/// Lines of one office that are printed; the data workbook has all.
const OF_OFFICE: usize = 300;

/// What is asked of the province is no business of the ministry; the province
/// also reads what is asked of the ministry.
pub(super) fn chapter(
    material: &Material<'_>,
    edition: Edition,
    numbers: &mut Numbering,
) -> Proposals {
    // A proposal without an addressee goes to both.
    let asked_of = |key, topic| group(material, key, &[topic, "proposal"]);
    let to_province = match edition {
        Edition::Ministry => None,
        Edition::Province => Some(asked_of("proposals.province", "proposal-province")),
    };
    Proposals {
        to_ministry: Some(asked_of("proposals.ministry", "proposal-ministry")),
        to_province,
        commendations: commendations(material, numbers),
    }
}

fn group(material: &Material<'_>, key: &str, topics: &[&str]) -> ProposalGroup {
    let contributions = gather(material, key, topics).contributions;
    ProposalGroup { paragraphs: Vec::new(), contributions }
}

fn commendations(
    material: &Material<'_>,
    numbers: &mut Numbering,
) -> Option<Commendations> {
    let rows = rows(material);
    if rows.is_empty() {
        return None;
    }
    let mut paragraphs = vec![Passage::new(
        "proposals.commendations",
        "Đề nghị cấp có thẩm quyền xem xét, khen thưởng các tập thể, cá nhân \
                 tiêu biểu theo đề nghị của các đơn vị:",
    )];
    let left = not_printed(material);
    if left > 0 {
        paragraphs.push(Passage::new(
            "proposals.commendations.left",
            format!(
                "Danh sách in tối đa {OF_OFFICE} dòng của mỗi đơn vị; còn {} dòng không in, xem sheet \
                 “{LISTED}” của tệp so-lieu.xlsx.",
                count(i64::try_from(left).unwrap_or(i64::MAX))
            ),
        ));
    }
    Some(Commendations {
        paragraphs,
        title: numbers.table("Danh sách đề nghị khen thưởng"),
        rows,
    })
}

/// Every line of an office.
fn of_office<'a>(
    material: &Material<'a>,
    unit: Unit<'a>,
) -> impl Iterator<Item = &'a narrative::Commendation> {
    let statements = material.accepted_of(unit.code()).map(|one| one.statement());
    statements.flat_map(|statement| &statement.commendations)
}

/// How many lines are not printed.
pub(in crate::document) fn not_printed(material: &Material<'_>) -> usize {
    let units = material.plan.units();
    let lines = units.map(|unit| of_office(material, unit).count());
    lines.map(|lines| lines.saturating_sub(OF_OFFICE)).sum()
}

/// Every line, also those that are not printed, as it is printed.
pub(in crate::document) fn all(material: &Material<'_>) -> Vec<Commendation> {
    first(material, usize::MAX)
}

fn rows(material: &Material<'_>) -> Vec<Commendation> {
    first(material, OF_OFFICE)
}

/// So many lines of each office.
fn first(material: &Material<'_>, most: usize) -> Vec<Commendation> {
    let mut rows = Vec::new();
    for unit in material.plan.units() {
        for written in of_office(material, unit).take(most) {
            rows.push(Commendation {
                number: (rows.len() + 1).to_string(),
                name: or_sign(&written.name),
                position: or_sign(&written.post),
                award: or_sign(&written.form),
                merit: or_sign(&written.merit),
                proposed_by: Unit::agency(unit).to_owned(),
            });
        }
    }
    rows
}

fn or_sign(written: &str) -> String {
    let text = clean(written);
    if text.is_empty() { NONE.to_owned() } else { shortened(&text, LONGEST) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::Fixture;
    use crate::observation::Statement;

    #[test]
    fn each_edition_asks_its_own_addressee() {
        let mut fixture = Fixture::new(2024);
        fixture.write("ba-be", "proposal-ministry", "Ban hành hướng dẫn.");
        fixture.write("na-ri", "proposal-province", "Bố trí kinh phí.");
        fixture.write("so-y-te", "proposal", "Quan tâm hơn nữa.");
        let material = fixture.material();
        let of = |edition| chapter(&material, edition, &mut Numbering::default());
        let (ministry, province) = (of(Edition::Ministry), of(Edition::Province));
        assert_eq!(ministry.to_province, None);
        let said = |group: &Option<ProposalGroup>| -> Vec<String> {
            let contributions = group.iter().flat_map(|group| &group.contributions.own);
            contributions.flat_map(|one| one.paragraphs.clone()).collect()
        };
        let both = ["Ban hành hướng dẫn.", "Quan tâm hơn nữa."];
        assert_eq!(said(&ministry.to_ministry), both);
        assert_eq!(said(&province.to_ministry), both);
        assert_eq!(
            said(&province.to_province),
            ["Bố trí kinh phí.", "Quan tâm hơn nữa."]
        );
        assert_eq!(province.commendations, None);
    }

    #[test]
    fn those_put_forward_are_numbered_and_blanks_are_signs() {
        let mut fixture = Fixture::new(2024);
        fixture.state(Statement {
            unit: "ba-be".to_owned(),
            commendations: vec![narrative::Commendation {
                name: "Xã\u{0} Nam Mẫu".to_owned(),
                form: "Giấy khen".to_owned(),
                ..narrative::Commendation::default()
            }],
            ..Statement::default()
        });
        let rows = rows(&fixture.material());
        assert_eq!(rows[0].number, "1");
        assert_eq!(rows[0].name, "Xã Nam Mẫu");
        assert_eq!(rows[0].merit, "-");
        assert_eq!(rows[0].proposed_by, "UBND huyện Ba Bể");
    }
}
