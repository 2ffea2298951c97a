//! The annexes bound with the report, under the numerals the text cites.

use crate::document::Material;
use crate::document::report::annex::Annexes;

use super::{Cited, districts, method, submissions};

pub(super) fn all(material: &Material<'_>, cited: &Cited) -> Annexes {
    let agency = &material.plan.office.agency;
    Annexes {
        // Left blank: in an electronic document the clerk's entries fill it.
        guide: format!(
            "(Kèm theo Báo cáo số ……/{} ngày … tháng … năm …… của {})",
            agency.symbol, agency.short
        ),
        districts: districts::annex(material, cited),
        communes: districts::commune_annex(material, cited),
        submissions: submissions::annex(material, cited),
        method: method::annex(material, cited),
    }
}
