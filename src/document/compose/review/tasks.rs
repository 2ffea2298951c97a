//! Chapter III of a review: the task groups over the period, and the annex of
//! what offices did in the years before the last.

use crate::document::report::Contribution;
use crate::document::review::TaskGroup;
use crate::document::review::annex::{TaskAnnex, TaskList, TaskRow};
use crate::document::wording::few;

use super::super::offices;
use super::Cited;
use super::period::Period;
use super::said::{Record, record, year_counts};

/// One task group and what was written on it.
pub(super) struct Group<'p> {
    title: &'p str,
    record: Record<'p>,
}

pub(super) fn groups<'p>(period: &Period<'p>) -> Vec<Group<'p>> {
    let groups = period.material.plan.task_groups.iter();
    groups
        .map(|group| Group {
            title: &group.title,
            record: record(period, &[&format!("task-{}", group.number)]),
        })
        .collect()
}

pub(super) fn chapter(
    period: &Period<'_>,
    groups: &[Group<'_>],
    cited: &Cited,
) -> Vec<TaskGroup> {
    groups.iter().map(|group| task_group(period, group, cited)).collect()
}

fn task_group(period: &Period<'_>, group: &Group<'_>, cited: &Cited) -> TaskGroup {
    let plan = period.material.plan;
    let said = &group.record.said;
    let lasting: Vec<Contribution> = said
        .iter()
        .filter(|said| said.is_lasting())
        .map(|said| said.over_years(plan))
        .collect();
    let latest: Vec<Contribution> = said
        .iter()
        .filter(|said| !said.is_lasting())
        .filter_map(|said| said.in_year(plan, period.last))
        .collect();
    let nothing = group.record.nothing(plan);
    TaskGroup {
        title: group.title.to_owned(),
        paragraphs: evaluation(period, group, lasting.len(), cited),
        lasting,
        latest_title: format!("Kết quả nêu riêng trong năm {}:", period.last),
        latest,
        nothing: nothing.map(|who| format!("Không phát sinh nội dung thực hiện: {who}.")),
    }
}

/// How many offices worked on it in which year.
fn evaluation(
    period: &Period<'_>,
    group: &Group<'_>,
    lasting: usize,
    cited: &Cited,
) -> Vec<String> {
    let counts = group.record.counts(period);
    if counts.iter().all(|(_, count)| *count == 0) {
        return Vec::new();
    }
    let annex = match &cited.tasks {
        Some(annex) if has_earlier(period, group) => {
            format!(" Kết quả nêu riêng từng năm trước tại Phụ lục {annex}.")
        }
        Some(_) | None => String::new(),
    };
    vec![format!(
        "Số cơ quan, đơn vị, địa phương báo cáo kết quả thực hiện: {}; số nội dung được \
         cùng đơn vị thực hiện từ hai năm trở lên: {}.{annex}",
        year_counts(&counts),
        few(lasting),
    )]
}

/// Whether something was said in one earlier year only.
fn has_earlier(period: &Period<'_>, group: &Group<'_>) -> bool {
    let mut said = group.record.said.iter().filter(|said| !said.is_lasting());
    said.any(|said| said.by_year.keys().any(|year| *year < period.last))
}

pub(super) fn is_annexed(period: &Period<'_>, groups: &[Group<'_>]) -> bool {
    groups.iter().any(|group| has_earlier(period, group))
}

/// What was said in one earlier year only; what lasted stands in the text.
pub(super) fn annex(
    period: &Period<'_>,
    groups: &[Group<'_>],
    cited: &Cited,
) -> Option<TaskAnnex> {
    let number = cited.tasks.clone()?;
    let plan = period.material.plan;
    let list = |(index, group): (usize, &Group<'_>)| {
        let said = group.record.said.iter().filter(|said| !said.is_lasting());
        let mut rows: Vec<TaskRow> = Vec::new();
        for said in said {
            for (year, codes) in &said.by_year {
                if *year != period.last {
                    rows.push(TaskRow {
                        year: year.to_string(),
                        who: offices::agencies(plan, codes),
                        text: said.paragraphs.join(" "),
                    });
                }
            }
        }
        rows.sort_by(|one, other| one.year.cmp(&other.year));
        TaskList { title: format!("{}. {}", index + 1, group.title), rows }
    };
    let lists = groups.iter().enumerate().map(list);
    Some(TaskAnnex {
        number,
        title: format!(
            "KẾT QUẢ THỰC HIỆN NHIỆM VỤ, GIẢI PHÁP TRƯỚC NĂM {}",
            period.last
        ),
        groups: lists.filter(|list| !list.rows.is_empty()).collect(),
    })
}
