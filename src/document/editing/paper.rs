//! What is written on the paper: number, date, signer, recipients.

use std::collections::BTreeMap;

use super::page::{Column, Leaves};
use crate::document::Material;
use crate::document::wording::short_date;
use crate::editorial::layout::{PAPER_KEY, PAPER_WHAT, STATE};
use crate::editorial::{Field, LEFT_OUT, Page, Row};
use crate::plan::office::Office;
use spreadsheet::book::{Allowed, Entry, Look, Sheet};

const TITLE: &str = "Số, ngày, người ký, nơi nhận";
const NOTE: &str = "Để trống thì ghi như cột “Theo plan/office.toml”.";
const REGISTER: &str = "Theo plan/office.toml";
const ADVICE: &str = "Cách ghi";

pub(super) fn sheet(
    material: &Material<'_>,
    office: &Office,
    rows: &BTreeMap<String, Row>,
) -> Sheet {
    let columns: [Column; 5] = [
        (PAPER_KEY, 18.0, Look::Text),
        (PAPER_WHAT, 34.0, Look::Words),
        (REGISTER, 46.0, Look::Words),
        (Page::Paper.entry(), 46.0, Look::EntryAsTyped),
        (ADVICE, 50.0, Look::Words),
    ];
    let mut leaves = Leaves::new(material, Page::Paper, TITLE, NOTE, &columns);
    for field in Field::ALL {
        let row = rows.get(field.code());
        let at = leaves.next(Page::Paper.entry());
        if field == Field::Authority {
            leaves.sheet.entries.push(authority(at.into()));
        }
        let cells = [
            (PAPER_KEY, field.code()),
            (PAPER_WHAT, what(field)),
            (REGISTER, &registered(field, office, material.year)),
            (Page::Paper.entry(), row.map_or("", |row| row.entry.as_str())),
            (ADVICE, field.advice()),
        ];
        leaves.row(&cells, row);
    }
    let known = |id: &String| Field::ALL.into_iter().any(|field| field.code() == id);
    for (id, row) in rows.iter().filter(|(id, row)| !known(id) && row.holds()) {
        let cells = [
            (PAPER_KEY, id.as_str()),
            (PAPER_WHAT, row.column(PAPER_WHAT)),
            (Page::Paper.entry(), row.entry.as_str()),
            (STATE, "Không có mục này; nội dung được giữ lại, không dùng."),
        ];
        leaves.row(&cells, Some(row));
    }
    leaves.done()
}

fn what(field: Field) -> &'static str {
    match field {
        Field::Number => "Số",
        Field::Date => "Ngày của báo cáo",
        Field::Authority => "Hình thức ký thay",
        Field::Position => "Chức vụ người ký",
        Field::Name => "Họ tên người ký",
        Field::MinistryAddressees => "Bản gửi Bộ: Kính gửi",
        Field::MinistryCopies => "Bản gửi Bộ: Nơi nhận",
        Field::ProvinceAddressees => "Bản gửi tỉnh: Kính gửi",
        Field::ProvinceCopies => "Bản gửi tỉnh: Nơi nhận",
    }
}

/// What the register says, as lines.
fn registered(field: Field, office: &Office, year: i16) -> String {
    let edition = field.edition().and_then(|code| office.edition(code));
    match field {
        Field::Number => office.agency.number.clone(),
        Field::Date => short_date(office.deadline(year)),
        Field::Authority => office.signer.authority.clone(),
        Field::Position => office.signer.position.clone(),
        Field::Name => office.signer.name.clone(),
        Field::MinistryAddressees | Field::ProvinceAddressees => {
            edition.map(|edition| edition.addressees.join("\n")).unwrap_or_default()
        }
        Field::MinistryCopies | Field::ProvinceCopies => {
            edition.map(|edition| edition.copies_to.join("\n")).unwrap_or_default()
        }
    }
}

fn authority(range: crate::place::CellRange) -> Entry {
    let forms = ["KT. GIÁM ĐỐC", "TL. GIÁM ĐỐC", "TUQ. GIÁM ĐỐC", LEFT_OUT];
    Entry {
        range,
        allowed: Allowed::OneOf(forms.map(str::to_owned).to_vec()),
        prompt: "Chọn hình thức ký thay; “-” nếu người đứng đầu tự ký.".to_owned(),
        complaint: "Chọn một dòng trong danh sách, hoặc để trống.".to_owned(),
    }
}
