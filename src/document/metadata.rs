//! What the document registry of the office is told of a report: the fields of
//! outgoing documents of Decree 30/2020/NĐ-CP, Appendix VI, part II, section I,
//! each within its length, and the files the PDF carries.

use serde::Serialize;

use super::Material;
use super::report::{Attachment, Edition, Head, Meta, Relationship, Report, Signature};
use super::review::Review;
use super::text::upper_first;

/// One PDF of the run. Lengths are those of the Decree, in characters.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Outgoing {
    /// The PDF it is about; ours, not the Decree's.
    pub(crate) file: String,
    pub(crate) file_code: FileCode,
    /// Place of the document in its file, given by the clerk.
    pub(crate) doc_ordinal: Option<u16>,
    /// 100: "Báo cáo".
    pub(crate) type_name: String,
    /// 11; empty until the clerk gives the number.
    pub(crate) code_number: String,
    /// 30: "BC-SGDĐT".
    pub(crate) code_notation: String,
    /// 10: "15/12/2024".
    pub(crate) issued_date: String,
    /// 200.
    pub(crate) organ_name: String,
    /// 500: kind and trích yếu.
    pub(crate) subject: String,
    /// 30.
    pub(crate) language: String,
    /// 3 digits, annexes included.
    pub(crate) page_amount: usize,
    /// 500.
    pub(crate) description: String,
    pub(crate) signer_info: SignerInfo,
    pub(crate) to: Vec<Recipient>,
    /// 1 digit; 0 is neither urgent nor secret.
    pub(crate) priority: u8,
    /// Number of copies, given by the clerk.
    pub(crate) issued_amount: Option<u16>,
    /// No answer is asked for.
    pub(crate) due_date: Option<String>,
}

/// The file (hồ sơ) the document goes into.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct FileCode {
    /// 13.
    pub(crate) organ_id: String,
    /// 4 digits: the year the file was opened.
    pub(crate) file_catalog: i16,
    /// 20.
    pub(crate) file_notation: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SignerInfo {
    /// 100.
    pub(crate) position: String,
    /// 50.
    pub(crate) full_name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Recipient {
    /// 13; empty where the registry has to fill it.
    pub(crate) organ_id: String,
    /// 200.
    pub(crate) organ_name: String,
}

/// What the registry reads off a document, annual report or review.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Face<'d> {
    pub(crate) edition: Edition,
    pub(crate) head: &'d Head,
    pub(crate) meta: &'d Meta,
    pub(crate) addressees: &'d [String],
    pub(crate) copies_to: &'d [String],
    pub(crate) signature: &'d Signature,
}

impl Report {
    pub(crate) fn face(&self) -> Face<'_> {
        Face {
            edition: self.edition,
            head: &self.head,
            meta: &self.meta,
            addressees: &self.addressees,
            copies_to: &self.copies_to,
            signature: &self.signature,
        }
    }
}

impl Review {
    pub(crate) fn face(&self) -> Face<'_> {
        Face {
            edition: self.edition,
            head: &self.head,
            meta: &self.meta,
            addressees: &self.addressees,
            copies_to: &self.copies_to,
            signature: &self.signature,
        }
    }
}

/// What is registered of one edition, `pages` long, once it is `file`.
pub(crate) fn outgoing(
    material: &Material<'_>,
    report: &Face<'_>,
    file: &str,
    pages: usize,
) -> Outgoing {
    let agency = &material.plan.office.agency;
    let date = material.report_date;
    let kind = upper_first(&report.head.kind.to_lowercase());
    let position = report.signature.position.join(" - ");
    Outgoing {
        file: file.to_owned(),
        file_code: FileCode {
            organ_id: fitted(&agency.organ_id, 13),
            file_catalog: date.year(),
            file_notation: fitted(&agency.file_notation, 20),
        },
        doc_ordinal: None,
        type_name: fitted(&kind, 100),
        code_number: fitted(&report.head.number, 11),
        code_notation: fitted(&report.head.symbol, 30),
        issued_date: date.strftime("%d/%m/%Y").to_string(),
        organ_name: fitted(&report.meta.author, 200),
        subject: fitted(&report.meta.title, 500),
        language: "Tiếng Việt".to_owned(),
        page_amount: pages.min(999),
        description: fitted(&report.meta.description, 500),
        signer_info: SignerInfo {
            position: fitted(&position, 100),
            full_name: fitted(&report.signature.name, 50),
        },
        to: recipients(material, report),
        priority: 0,
        issued_amount: None,
        due_date: None,
    }
}

/// Those addressed, then those who get a copy; "Như trên" and "Lưu" are none.
fn recipients(material: &Material<'_>, report: &Face<'_>) -> Vec<Recipient> {
    let code = match report.edition {
        Edition::Ministry => "ministry",
        Edition::Province => "province",
    };
    let edition = material.plan.office.edition(code);
    let ids = edition.map(|edition| edition.addressee_ids.as_slice()).unwrap_or_default();
    let addressed = report.addressees.iter().enumerate().map(|(at, name)| Recipient {
        organ_id: fitted(ids.get(at).map_or("", String::as_str), 13),
        organ_name: fitted(name, 200),
    });
    let copied = report
        .copies_to
        .iter()
        .filter(|line| *line != "Như trên" && !line.starts_with("Lưu:"))
        .map(|line| Recipient { organ_id: String::new(), organ_name: fitted(line, 200) });
    addressed.chain(copied).collect()
}

/// The text within so many characters; what is too long ends in "…".
fn fitted(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let start: String = text.chars().take(longest - 1).collect();
    format!("{start}…")
}

/// Files a PDF can carry: name, MIME type, what it is to the report, and for
/// whom it is.
const CARRIED: [(&str, &str, Relationship, &str); 5] = [
    (
        "so-lieu.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Relationship::Data,
        "Số liệu của báo cáo trong Excel: tỉnh, huyện, xã, phát hiện và nguồn",
    ),
    (
        "nguon-so-lieu.csv",
        "text/csv",
        Relationship::Source,
        "Nguồn của từng số liệu: tệp, sheet và ô của đơn vị gửi báo cáo",
    ),
    (
        "so-ket-nguon-so-lieu.csv",
        "text/csv",
        Relationship::Source,
        "Nguồn của từng số liệu các năm: tệp, sheet và ô của đơn vị gửi báo cáo",
    ),
    (
        "tong-ket-nguon-so-lieu.csv",
        "text/csv",
        Relationship::Source,
        "Nguồn của từng số liệu các năm: tệp, sheet và ô của đơn vị gửi báo cáo",
    ),
    (
        "summary.json",
        "application/json",
        Relationship::Data,
        "Số liệu và phát hiện của báo cáo cho máy đọc",
    ),
];

/// How the report introduces the files it carries, those among `names`.
pub(crate) fn attachments(names: &[&str]) -> Vec<Attachment> {
    CARRIED
        .iter()
        .filter(|(name, ..)| names.contains(name))
        .map(|&(name, mime, relationship, description)| Attachment {
            name: name.to_owned(),
            description: description.to_owned(),
            relationship,
            mime: mime.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::compose::{fixture::Fixture, report};

    #[test]
    fn a_report_is_registered_in_the_fields_of_the_decree() {
        let fixture = Fixture::new(2024);
        let material = fixture.material();
        let report = report(&material, Edition::Ministry);
        let outgoing = outgoing(&material, &report.face(), "bao-cao-bo.pdf", 23);
        let json = serde_json::to_value(&outgoing).expect("plain structs serialise");
        assert_eq!(json["File"], "bao-cao-bo.pdf");
        assert_eq!(json["FileCode"]["FileCatalog"], 2024);
        assert_eq!(json["TypeName"], "Báo cáo");
        assert_eq!(json["CodeNumber"], "");
        assert_eq!(json["CodeNotation"], "BC-SGDĐT");
        assert_eq!(json["IssuedDate"], "15/12/2024");
        assert_eq!(json["PageAmount"], 23);
        assert_eq!(json["SignerInfo"]["Position"], "GIÁM ĐỐC");
        assert_eq!(json["To"][0]["OrganName"], "Bộ Giáo dục và Đào tạo");
        assert_eq!(json["To"][1]["OrganName"], "UBND tỉnh (b/c)");
        assert_eq!(json["Priority"], 0);
    }

    #[test]
    fn a_field_keeps_its_length() {
        assert_eq!(fitted("Báo cáo", 7), "Báo cáo");
        assert_eq!(fitted("Báo cáo", 6), "Báo c…");
        let subject = fitted(&"ệ".repeat(501), 500);
        assert_eq!(subject.chars().count(), 500);
    }

    #[test]
    fn only_files_that_are_there_are_introduced() {
        let names: Vec<String> = attachments(&["summary.json", "so-lieu.xlsx"])
            .into_iter()
            .map(|one| one.name)
            .collect();
        assert_eq!(names, ["so-lieu.xlsx", "summary.json"]);
        assert!(attachments(&[]).is_empty());
    }
}
