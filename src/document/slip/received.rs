//! What came from a unit, when, and which of it counts.

use crate::document::text::{clean, shortened};
use crate::document::wording::{few, short_date};
use crate::ledger::{Entry, Status};

use super::{Received, Sending};

/// So many files are listed.
const LISTED: usize = 8;
/// Letters of a file name that are printed.
pub(super) const LONGEST_NAME: usize = 110;

/// The files in the order of their dates, and a sentence about those beyond.
pub(super) fn rows(sending: &Sending<'_>) -> (Vec<Received>, Option<String>) {
    let mut entries = sending.entries.clone();
    // Those that count are listed before the list ends.
    entries.sort_by_key(|entry| (!entry.status.counts(), entry.date));
    let beside = entries.len().saturating_sub(LISTED);
    entries.truncate(LISTED);
    entries.sort_by_key(|entry| entry.date);
    let rows = entries
        .iter()
        .enumerate()
        .map(|(index, entry)| Received {
            number: (index + 1).to_string(),
            file: file_name(&entry.file),
            date: date(entry),
            status: status(entry),
        })
        .collect();
    let said = format!("Ngoài ra còn {} tệp khác của đơn vị.", few(beside));
    (rows, (beside > 0).then_some(said))
}

/// "tệp “Na Ri.ods”, ghi ngày 14/12/2024".
pub(super) fn named(entry: &Entry) -> String {
    let date = match entry.date {
        Some(date) if entry.by_properties => {
            format!(", lưu ngày {}", short_date(date))
        }
        Some(date) => format!(", ghi ngày {}", short_date(date)),
        None if entry.status.counts() => ", không ghi ngày".to_owned(),
        None => String::new(),
    };
    format!("tệp “{}”{date}", file_name(&entry.file))
}

pub(super) fn file_name(file: &str) -> String {
    shortened(&clean(file), LONGEST_NAME)
}

fn date(entry: &Entry) -> String {
    match entry.date {
        Some(date) if entry.by_properties => {
            format!("{} (ngày lưu tệp)", short_date(date))
        }
        Some(date) => short_date(date),
        None if entry.status.counts() => "không ghi".to_owned(),
        None => "không rõ".to_owned(),
    }
}

fn status(entry: &Entry) -> String {
    match entry.status {
        Status::Accepted | Status::AcceptedWithFindings => "Được sử dụng".to_owned(),
        Status::Superseded => {
            let by = entry.superseded_by.as_deref().map(file_name);
            let by = by.map(|file| format!(": đã có “{file}”"));
            format!("Không tính{}", by.unwrap_or_default())
        }
        Status::Unreadable => "Không đọc được".to_owned(),
        Status::Unrecognised | Status::WrongYear => {
            "Không phải báo cáo của năm".to_owned()
        }
        Status::Outside => "Ngoài địa bàn của Kế hoạch".to_owned(),
    }
}
