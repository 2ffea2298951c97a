//! Chapter III of a review: the task groups over the period, and the annex of
//! what offices did in the years before the last.

use crate::document::report::{Contribution, Contributions, Passage};
use crate::document::review::TaskGroup;
use crate::document::review::annex::{TaskAnnex, TaskList, TaskRow};
use crate::document::wording::few;

use super::super::contributions::{Voice, contribution};
use super::super::{offices, shared};
use super::Cited;
use super::period::Period;
use super::said::{Record, record, year_counts};
use super::words::passage;

/// One task group and what was written on it.
pub(super) struct Group<'p> {
    title: &'p str,
    /// "tasks.1".
    key: String,
    record: Record<'p>,
}

pub(super) fn groups<'p>(period: &Period<'p>) -> Vec<Group<'p>> {
    let groups = period.material.plan.task_groups.iter();
    groups
        .map(|group| {
            let key = format!("tasks.{}", group.number);
            let topic = format!("task-{}", group.number);
            let record = record(period, &key, &[&topic]);
            Group { title: &group.title, key, record }
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
    let nothing = group.record.nothing(plan);
    TaskGroup {
        title: group.title.to_owned(),
        paragraphs: evaluation(period, group, lasting.len(), cited),
        lasting,
        latest_title: format!("Kết quả nêu riêng trong năm {}:", period.last),
        latest: latest(period, group),
        nothing: nothing.map(|who| {
            let text = format!("Không phát sinh nội dung thực hiện: {who}.");
            passage(format!("{}.nothing", group.key), text)
        }),
    }
}

/// What was said in the last year and by nobody before.
fn latest(period: &Period<'_>, group: &Group<'_>) -> Contributions {
    let voices = group.record.said.iter().filter(|said| !said.is_lasting());
    let voices = voices.filter_map(|said| {
        Some(Voice {
            codes: said.by_year.get(&period.last)?.clone(),
            paragraphs: said.paragraphs.clone(),
            alike: said.alike.clone(),
        })
    });
    let (material, key) =
        (&period.material, format!("review.{}.{}", group.key, period.last));
    let (shared, rest) = shared::split(material, &key, voices.collect());
    let own = rest.into_iter().map(|voice| contribution(material, &key, voice));
    Contributions { shared, own: own.collect() }
}

/// How many offices worked on it in which year.
fn evaluation(
    period: &Period<'_>,
    group: &Group<'_>,
    lasting: usize,
    cited: &Cited,
) -> Vec<Passage> {
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
    let text = format!(
        "Số cơ quan, đơn vị, địa phương báo cáo kết quả thực hiện: {}; số nội dung được \
         cùng đơn vị thực hiện từ hai năm trở lên: {}.{annex}",
        year_counts(&counts),
        few(lasting),
    );
    vec![passage(&group.key, text)]
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
        title: format!("KẾT QUẢ THỰC HIỆN NHIỆM VỤ, GIẢI PHÁP TRƯỚC NĂM {}", period.last),
        groups: lists.filter(|list| !list.rows.is_empty()).collect(),
    })
}
