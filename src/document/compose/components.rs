//! The component plans in the annex of the decision: who leads, when it was
//! due, and what the lead reported on it.

use crate::document::Material;
use crate::document::report::{ComponentRow, Components, Passage};
use crate::document::text::sentence;
use crate::plan::component::Component;
use crate::plan::key::Key;

use super::contributions::printed;
use super::{Numbering, offices};

pub(super) fn of(material: &Material<'_>, numbers: &mut Numbering) -> Option<Components> {
    let components = &material.plan.components;
    if components.is_empty() {
        return None;
    }
    let rows: Vec<ComponentRow> =
        components.iter().map(|component| row(material, component)).collect();
    let decision = &material.plan.decision.number;
    let text = format!(
        "Các kế hoạch thành phần nêu tại Phụ lục Quyết định số {decision}, cơ quan chủ \
         trì và nội dung cơ quan chủ trì báo cáo trong năm:"
    );
    Some(Components {
        paragraphs: vec![Passage::new("components", text)],
        title: numbers.table("Các kế hoạch thành phần thực hiện Đề án"),
        rows,
    })
}

fn row(material: &Material<'_>, component: &Component) -> ComponentRow {
    let reported = reported(material, component);
    let text = if !reported.is_empty() {
        reported.join(" ")
    } else if material.accepted_of(&component.lead).next().is_none() {
        "Cơ quan chủ trì chưa có báo cáo sử dụng được.".to_owned()
    } else {
        "Cơ quan chủ trì không báo cáo nội dung này.".to_owned()
    };
    ComponentRow {
        number: component.number.to_string(),
        title: component.title.clone(),
        lead: offices::agency(material.plan, &component.lead),
        due: component.due.text(),
        reported: Passage::new(format!("components.{}", component.number), text),
    }
}

/// The paragraphs of the lead that name the component.
fn reported(material: &Material<'_>, component: &Component) -> Vec<String> {
    let mut said = Vec::new();
    for accepted in material.accepted_of(&component.lead) {
        for paragraph in &accepted.statement().paragraphs {
            if !component.is_named_in(&Key::of(&paragraph.text)) {
                continue;
            }
            for line in printed(paragraph, accepted.file()) {
                let line = sentence(&line);
                if !said.contains(&line) {
                    said.push(line);
                }
            }
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::Fixture;

    #[test]
    fn a_lead_s_own_words_stand_beside_its_plan() {
        let mut fixture = Fixture::new(2024);
        fixture.write(
            "so-y-te",
            "task-2",
            "Đã ban hành Kế hoạch hỗ trợ cán bộ y tế \
            tuyến cơ sở học tập suốt đời",
        );
        fixture.write("ldld", "task-2", "Mở 3 lớp cho đoàn viên.");
        // Not the lead of any plan named here.
        fixture.write("so-gddt", "task-2", "Kho học liệu mở đang được xây dựng.");
        let components = of(&fixture.material(), &mut Numbering::default());
        let rows = components.expect("six in the register").rows;
        assert_eq!(rows.len(), 6);
        assert!(rows[5].reported.text.starts_with("Đã ban hành Kế hoạch hỗ trợ"));
        assert!(rows[5].reported.text.ends_with("học tập suốt đời."));
        assert_eq!(rows[2].reported.text, "Cơ quan chủ trì không báo cáo nội dung này.");
        assert_eq!(
            rows[4].reported.text,
            "Cơ quan chủ trì chưa có báo cáo sử dụng được."
        );
        assert_eq!(rows[4].due, "Quý II năm 2022");
        assert_eq!(rows[4].reported.key, "components.5");
    }
}
