//! Why the clerk accepts what was found.
//!
//! A finding is known again by its code, unit, place and what was found. A
//! reason holds for exactly that; where the value has changed since, it waits
//! for the clerk to look again.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{FOUND, MESSAGE};
use super::rows::{Rows, quoted, short_digest, unknown_row};
use crate::finding::{Finding, Noted, Severity};
use crate::place::Place;

/// The clerk's reasons by the identity of findings.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reasons {
    reasons: BTreeMap<String, Reason>,
}

#[derive(Debug, Clone, PartialEq)]
struct Reason {
    words: String,
    /// What had been found when it was written.
    found: String,
    at: Place,
    /// Whether a finding of this run was accepted by it.
    applies: bool,
}

/// The identity of a finding, `K02-5f0c81aa-91d3e0`: whose and where, then what
/// was found.
pub(crate) fn finding_id(finding: &Finding) -> String {
    let what = finding.found.as_deref().unwrap_or(&finding.message);
    format!("{}-{}", whose(finding), short_digest(what, 3))
}

/// The part of an identity that does not depend on what was found.
fn whose(finding: &Finding) -> String {
    let place = &finding.place;
    let parts = [
        finding.unit.clone(),
        place.file.clone(),
        place.sheet.clone(),
        place.range.map(|range| range.to_string()),
    ];
    let parts: Vec<String> = parts.into_iter().map(Option::unwrap_or_default).collect();
    format!("{}-{}", finding.code, short_digest(&parts.join("|"), 4))
}

/// Whether a key can be that of a finding, of this run or another.
fn is_identity(id: &str) -> bool {
    let parts: Vec<&str> = id.split('-').collect();
    matches!(parts.as_slice(), [code, whose, what]
        if code.len() == 3 && whose.len() == 8 && what.len() == 6)
}

impl Reasons {
    pub(super) fn read(rows: &Rows) -> Noted<Self> {
        let (known, strange): (Vec<_>, Vec<_>) = rows
            .iter()
            .filter(|(_, row)| !row.entry.is_empty())
            .partition(|(id, _)| is_identity(id));
        let strange = strange.into_iter().map(|(id, row)| unknown_row(id, row));
        let reasons = known.into_iter().filter_map(|(id, row)| {
            let found = Some(row.column(FOUND)).filter(|found| !found.is_empty());
            let reason = Reason {
                words: row.words()?.to_owned(),
                found: found.unwrap_or_else(|| row.column(MESSAGE)).to_owned(),
                at: row.at.clone(),
                applies: false,
            };
            Some((id.clone(), reason))
        });
        Noted::new(Self { reasons: reasons.collect() }, strange.collect())
    }

    /// Puts the reasons to the findings they were written for, and says of
    /// which the value has changed.
    pub(crate) fn accept(&mut self, findings: &mut [Finding]) -> Vec<Finding> {
        let mut now: BTreeMap<String, &Finding> = BTreeMap::new();
        let mut settled = BTreeSet::new();
        for finding in &mut *findings {
            let id = finding_id(finding);
            if let Some(reason) = self.reasons.get_mut(&id) {
                finding.accepted = Some(reason.words.clone());
                reason.applies = true;
                settled.insert(id);
            }
        }
        for finding in findings.iter().filter(|finding| finding.accepted.is_none()) {
            now.insert(whose(finding), finding);
        }
        let waiting = self.reasons.iter().filter(|(id, _)| !settled.contains(*id));
        waiting
            .filter_map(|(id, reason)| {
                let (whose, _) = id.rsplit_once('-')?;
                Some(changed(reason, now.get(whose)?))
            })
            .collect()
    }

    /// Those that a finding of this run was accepted by.
    pub(crate) fn applied(&self) -> impl Iterator<Item = (&str, &str)> {
        let applied = self.reasons.iter().filter(|(_, reason)| reason.applies);
        applied.map(|(id, reason)| (id.as_str(), reason.words.as_str()))
    }

    /// Where each was written.
    pub(crate) fn places(&self) -> impl Iterator<Item = (&Place, &str)> {
        self.reasons.values().map(|reason| (&reason.at, reason.words.as_str()))
    }
}

fn changed(reason: &Reason, finding: &Finding) -> Finding {
    let now = finding.found.as_deref().unwrap_or(&finding.message);
    Finding::new(
        Severity::Warning,
        "B08",
        reason.at.clone(),
        format!(
            "Lý do “{}” không được áp dụng: giá trị của phát hiện {} đã đổi, trước là “{}”, nay là “{}”.",
            quoted(&reason.words),
            finding.code,
            quoted(&reason.found),
            quoted(now)
        ),
        "Chạy “xhht edit”, xem lại phát hiện ở dòng mới và ghi lý do ở đó nếu vẫn đúng.",
    )
    .compare(&reason.found, now)
}
