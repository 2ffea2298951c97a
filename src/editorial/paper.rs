//! Number, date, signer and recipients, as the clerk gives them for one year's
//! report. A blank leaves what `plan/office.toml` says.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::rows::{Row, Rows, normal, quoted, unknown_row};
use crate::finding::{Finding, Noted, Severity};
use crate::plan::key::Key;
use crate::plan::office::{Office, is_list_of_copies};

/// Written where a field is to stay empty though the register fills it.
pub(crate) const LEFT_OUT: &str = "-";
/// The longest number of the document registry (Decree 30, Appendix VI).
const LONGEST_NUMBER: usize = 11;

/// What the clerk may give for one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Number,
    Date,
    Authority,
    Position,
    Name,
    MinistryAddressees,
    MinistryCopies,
    ProvinceAddressees,
    ProvinceCopies,
}

impl Field {
    pub(crate) const ALL: [Self; 9] = [
        Self::Number,
        Self::Date,
        Self::Authority,
        Self::Position,
        Self::Name,
        Self::MinistryAddressees,
        Self::MinistryCopies,
        Self::ProvinceAddressees,
        Self::ProvinceCopies,
    ];

    /// The key of its row.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Number => "so",
            Self::Date => "ngay",
            Self::Authority => "ky-thay",
            Self::Position => "chuc-vu",
            Self::Name => "nguoi-ky",
            Self::MinistryAddressees => "bo.kinh-gui",
            Self::MinistryCopies => "bo.noi-nhan",
            Self::ProvinceAddressees => "tinh.kinh-gui",
            Self::ProvinceCopies => "tinh.noi-nhan",
        }
    }

    /// The edition it belongs to, by the code of the register.
    pub(crate) fn edition(self) -> Option<&'static str> {
        match self {
            Self::MinistryAddressees | Self::MinistryCopies => Some("ministry"),
            Self::ProvinceAddressees | Self::ProvinceCopies => Some("province"),
            Self::Number | Self::Date | Self::Authority | Self::Position | Self::Name => {
                None
            }
        }
    }

    /// How it is to be written.
    pub(crate) fn advice(self) -> &'static str {
        match self {
            Self::Number => "Chỉ ghi số, ví dụ 123; để trống thì chừa chỗ để đóng số.",
            Self::Date => "Ngày ghi trên báo cáo, ví dụ 15/12/2024.",
            Self::Authority => {
                "KT. GIÁM ĐỐC khi cấp phó ký thay; ghi “-” nếu không ký thay."
            }
            Self::Position => "Chức vụ người ký bằng chữ in hoa: GIÁM ĐỐC, PHÓ GIÁM ĐỐC.",
            Self::Name => "Họ và tên người ký, không ghi học hàm, học vị.",
            Self::MinistryAddressees | Self::ProvinceAddressees => {
                "Mỗi nơi một dòng trong ô (Alt+Enter)."
            }
            Self::MinistryCopies | Self::ProvinceCopies => {
                "Mỗi nơi một dòng (Alt+Enter); dòng đầu “Như trên”, dòng cuối “Lưu: VT, …”."
            }
        }
    }
}

/// What the clerk gave, each as lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Paper {
    /// The date of the report.
    pub(crate) date: Option<Date>,
    given: BTreeMap<Field, Vec<String>>,
}

impl Paper {
    /// Changes the register of the office for this year's report.
    pub(crate) fn amend(&self, office: &mut Office) {
        for (field, lines) in &self.given {
            let line = || lines.first().cloned().unwrap_or_default();
            let edition = office
                .editions
                .iter_mut()
                .find(|edition| field.edition() == Some(edition.code.as_str()));
            match field {
                Field::Number => office.agency.number = line(),
                Field::Date => {}
                Field::Authority => office.signer.authority = line(),
                Field::Position => office.signer.position = line(),
                Field::Name => office.signer.name = line(),
                Field::MinistryAddressees | Field::ProvinceAddressees => {
                    if let Some(edition) = edition {
                        // Identifiers belong to the names of the register.
                        edition.addressee_ids.clear();
                        edition.addressees.clone_from(lines);
                    }
                }
                Field::MinistryCopies | Field::ProvinceCopies => {
                    if let Some(edition) = edition {
                        edition.copies_to.clone_from(lines);
                    }
                }
            }
        }
    }

    /// What was given, by the keys of the rows.
    pub(super) fn told(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.given.iter().map(|(field, lines)| (field.code(), lines.join("; ")))
    }
}

pub(super) fn read(rows: &Rows, year: i16) -> Noted<Paper> {
    let mut paper = Noted::new(Paper::default(), Vec::new());
    for (id, row) in rows.iter().filter(|(_, row)| !row.entry.is_empty()) {
        let field = Field::ALL.into_iter().find(|field| field.code() == id);
        let Some(field) = field else {
            paper.findings.push(unknown_row(id, row));
            continue;
        };
        match given(field, &row.entry, year) {
            Ok(lines) => {
                if field == Field::Date {
                    paper.value.date = day(&row.entry);
                }
                paper.value.given.insert(field, lines);
            }
            Err(why) => paper.findings.push(wrong(field, row, why)),
        }
    }
    paper
}

/// The lines of a field, or why they cannot be used.
fn given(field: Field, entry: &str, year: i16) -> Result<Vec<String>, &'static str> {
    if normal(entry) == LEFT_OUT {
        return match field {
            Field::Number | Field::Authority | Field::Name => Ok(vec![String::new()]),
            Field::Date
            | Field::Position
            | Field::MinistryAddressees
            | Field::MinistryCopies
            | Field::ProvinceAddressees
            | Field::ProvinceCopies => Err("mục này không được bỏ trống"),
        };
    }
    let lines: Vec<String> = entry
        .lines()
        .map(|line| normal(line).trim_start_matches(['-', '–', '•']).trim().to_owned())
        .map(|line| line.trim_end_matches([';', '.', ',']).trim_end().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    match field {
        Field::Number => number(&normal(entry)).map(|number| vec![number]),
        Field::Date => match day(entry) {
            Some(day) if (year..=year + 1).contains(&day.year()) => {
                Ok(vec![day.to_string()])
            }
            Some(_) => Err("ngày không thuộc năm báo cáo hay năm sau"),
            None => Err("không đọc được ngày"),
        },
        Field::Authority | Field::Position | Field::Name => Ok(vec![normal(entry)]),
        Field::MinistryAddressees | Field::ProvinceAddressees => {
            if lines.is_empty() {
                Err("không có nơi nào")
            } else {
                Ok(lines)
            }
        }
        Field::MinistryCopies | Field::ProvinceCopies => {
            if is_list_of_copies(&lines) {
                Ok(lines)
            } else {
                Err("dòng đầu phải là “Như trên”, dòng cuối phải là “Lưu: VT, …”")
            }
        }
    }
}

/// A number of the registry: digits, a letter behind them at most.
fn number(text: &str) -> Result<String, &'static str> {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let is_number = !digits.is_empty()
        && digits.chars().all(|digit| digit.is_ascii_digit())
        && text.chars().count() <= digits.chars().count() + 1
        && text.chars().count() <= LONGEST_NUMBER;
    if is_number {
        Ok(text.to_owned())
    } else {
        Err("số văn bản chỉ gồm chữ số")
    }
}

/// `15/12/2024`, `2024-12-15`, `ngày 15 tháng 12 năm 2024`.
fn day(text: &str) -> Option<Date> {
    let text = normal(text);
    if let Some(day) = text.get(..10).and_then(|iso| iso.parse().ok()) {
        return Some(day);
    }
    let key = Key::of(&text).plain;
    let numbers: Vec<&str> =
        key.split(' ').filter(|word| !["ngay", "thang", "nam"].contains(word)).collect();
    let [day, month, year] = numbers.as_slice() else { return None };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn wrong(field: Field, row: &Row, why: &str) -> Finding {
    Finding::new(
        Severity::Error,
        "B06",
        row.at.clone(),
        format!(
            "Mục “{}” ghi “{}” không dùng được ({why}); báo cáo ghi như plan/office.toml.",
            field.code(),
            quoted(&row.entry)
        ),
        field.advice(),
    )
    .found(&row.entry)
}
