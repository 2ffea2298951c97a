//! Chapter III: the task groups of the decision, each with what offices did, and its
//! component plans.

use crate::document::Material;
use crate::document::report::{TaskGroup, Tasks};

use super::contributions::gather;
use super::{Numbering, components};

pub(super) fn chapter(material: &Material<'_>, numbers: &mut Numbering) -> Tasks {
    let groups = material.plan.task_groups.iter();
    let groups = groups
        .map(|group| {
            let topic = format!("task-{}", group.number);
            let gathered =
                gather(material, &format!("tasks.{}", group.number), &[&topic]);
            TaskGroup {
                title: group.title.clone(),
                paragraphs: Vec::new(),
                contributions: gathered.contributions,
                nothing: gathered.nothing,
            }
        })
        .collect();
    Tasks { groups, components: components::of(material, numbers) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::fixture::Fixture;

    #[test]
    fn every_group_of_the_decision_has_its_place() {
        let mut fixture = Fixture::new(2024);
        fixture.write("ba-be", "task-2", "Ban hành 1 kế hoạch.");
        fixture.write("na-ri", "task-6", "Không phát sinh");
        let groups = chapter(&fixture.material(), &mut Numbering::default()).groups;
        assert_eq!(groups.len(), 6);
        assert_eq!(groups[1].contributions.own[0].who, "UBND huyện Ba Bể");
        assert_eq!(groups[1].nothing, None);
        assert_eq!(
            groups[5].nothing.as_ref().map(|nothing| nothing.text.as_str()),
            Some("Không phát sinh nội dung thực hiện: UBND huyện Na Rì.")
        );
    }
}
