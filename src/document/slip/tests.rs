//! Slips, against what a test put in.

use jiff::civil::date;

use super::*;
use crate::dataset::{Figure, Origin, Part};
use crate::document::compose::fixture::Fixture;
use crate::observation::{Amount, Source, Statement};
use crate::place::{Address, Place};

fn entry(unit: &str, file: &str, day: i8, status: Status) -> Entry {
    Entry {
        file: file.to_owned(),
        sha256: String::new(),
        unit: Some(unit.to_owned()),
        status,
        date: Some(date(2024, 12, day)),
        late: false,
        by_properties: false,
        superseded_by: None,
    }
}

/// A year in which only Ba Bể has sent something: this file.
fn sent(file: &str) -> Fixture {
    let mut fixture = Fixture::new(2024);
    let due = fixture.plan.expected().into_iter().map(Unit::code);
    fixture.ledger.missing =
        due.filter(|unit| *unit != "ba-be").map(str::to_owned).collect();
    fixture.ledger.entries = vec![entry("ba-be", file, 9, Status::Accepted)];
    fixture
}

fn found(severity: Severity, code: &'static str, file: &str, row: u32) -> Finding {
    let place = Place::cell(file, "Biểu", Address::new(row, 4));
    Finding::new(severity, code, place, "Ba Bể: số này sai.", "Xem lại.").of_unit("ba-be")
}

/// The marked copies: of one file only.
fn copied() -> BTreeMap<String, String> {
    BTreeMap::from([("a.xlsx".to_owned(), "ba-be-a.xlsx".to_owned())])
}

fn slip_of(fixture: &Fixture, unit: &str, issued: Option<Date>) -> Slip {
    let slips = slips(&fixture.material(), issued, &copied());
    slips.into_iter().find(|slip| slip.unit == unit).expect("a unit due")
}

#[test]
fn every_unit_due_gets_one_slip_by_what_it_sent() {
    let mut fixture = sent("a.xlsx");
    let subject = |fixture: &Fixture, unit: &str| {
        slip_of(fixture, unit, None).head.subject.join(" ")
    };
    assert_eq!(slips(&fixture.material(), None, &copied()).len(), 28);
    assert!(subject(&fixture, "ba-be").starts_with("Xác nhận"));
    assert!(subject(&fixture, "na-ri").starts_with("Nhắc gửi"));
    fixture.findings = vec![found(Severity::Info, "S01", "a.xlsx", 1)];
    assert!(subject(&fixture, "ba-be").starts_with("Xác nhận"));
    fixture.findings = vec![found(Severity::Warning, "N01", "a.xlsx", 1)];
    assert!(subject(&fixture, "ba-be").starts_with("Kết quả kiểm tra"));
    fixture.ledger.missing.push("ba-be".to_owned());
    assert!(subject(&fixture, "ba-be").starts_with("Đề nghị gửi lại"));
}

#[test]
fn faults_of_a_replaced_version_are_told_and_need_no_action() {
    let mut fixture = sent("b.xlsx");
    fixture.ledger.entries.push(Entry {
        superseded_by: Some("b.xlsx".to_owned()),
        ..entry("ba-be", "a.xlsx", 5, Status::Superseded)
    });
    fixture.findings = vec![found(Severity::Error, "K02", "a.xlsx", 12)];
    let slip = slip_of(&fixture, "ba-be", None);
    assert!(slip.head.subject[0].starts_with("Xác nhận"));
    let group = &slip.findings.expect("a table").groups[0];
    assert_eq!(group.title, "Lỗi trong bản đã được thay thế, tệp “a.xlsx”");
    assert_eq!(group.rows[0].place, "Sheet “Biểu”, ô\u{a0}E13");
    assert_eq!(group.rows[0].message, "Số này sai.");
    assert!(group.rows[0].advice.starts_with("Không phải làm gì"));
    assert_eq!(slip.received[0].status, "Không tính: đã có “b.xlsx”");
    assert_eq!(slip.received[1].date, "09/12/2024");
}

#[test]
fn equal_findings_share_a_row_before_any_is_only_counted() {
    let mut fixture = sent("a.xlsx");
    let many = |code, count| {
        (0..count).map(move |row| found(Severity::Error, code, "a.xlsx", row))
    };
    fixture.findings = many("V08", 3).collect();
    let table =
        |fixture: &Fixture| slip_of(fixture, "ba-be", None).findings.expect("a table");
    assert_eq!(table(&fixture).groups[0].rows.len(), 3);
    fixture.findings = many("V08", 40).collect();
    let gathered = table(&fixture);
    let rows = &gathered.groups[0].rows;
    assert_eq!(rows.len(), 1);
    assert!(
        rows[0].place.contains("E1; E2; E3") && rows[0].place.ends_with("và 28 ô khác")
    );
    assert!(rows[0].message.ends_with("Còn 39 ô khác cùng lỗi này."), "{:?}", rows[0]);
    assert_eq!(gathered.beside, None);
    assert_eq!(gathered.lead.text, "Có 40 lỗi. Lỗi phải sửa.");
}

#[test]
fn what_does_not_fit_is_counted_and_the_gravest_is_listed_first() {
    let mut fixture = sent("a.xlsx");
    let on = |severity, code, sheet: usize| {
        let mut one = found(severity, code, "a.xlsx", 3);
        one.place.sheet = Some(format!("Biểu {sheet}"));
        one.message = format!("Một câu dài về sheet {sheet}, ").repeat(14);
        one
    };
    fixture.findings = (0..30).map(|at| on(Severity::Error, "V08", at)).collect();
    fixture.findings.extend((0..5).map(|at| on(Severity::Warning, "N01", at)));
    let table = slip_of(&fixture, "ba-be", None).findings.expect("a table");
    assert_eq!(table.groups.len(), 1);
    let listed = table.groups[0].rows.len();
    assert!((4..12).contains(&listed), "{listed}");
    let left = 30 - listed;
    assert_eq!(
        table.beside.expect("some are left").text,
        format!(
            "Ngoài ra còn {left:02} lỗi, 05 cảnh báo chưa liệt kê ở đây; bản đánh dấu kèm \
             theo của tệp Excel đã gửi chỉ rõ mọi ô."
        )
    );
    assert!(table.groups[0].rows[0].message.contains("xem đầy đủ trong tệp: Sheet"));
    // A file that no marked copy is made of.
    for one in &mut fixture.findings {
        one.place.file = Some("a.ods".to_owned());
    }
    fixture.ledger.entries[0].file = "a.ods".to_owned();
    let table = slip_of(&fixture, "ba-be", None).findings.expect("a table");
    let beside = table.beside.expect("some are left").text;
    assert!(beside.contains("gửi danh sách đầy đủ khi đơn vị yêu cầu"), "{beside}");
}

#[test]
fn a_confirmation_adds_up_the_unit_s_own_cells_only() {
    let mut fixture = sent("a.xlsx");
    let figure = |file: &str, part, value, row| Figure {
        indicator: "D1".to_owned(),
        unit: "ba-be".to_owned(),
        commune: None,
        part,
        value,
        level: None,
        origin: Origin {
            file: file.to_owned(),
            source: Source { sheet: "Biểu".to_owned(), at: Address::new(row, 2) },
        },
    };
    // 5.000 + 234 of 6.000 + 1.000 are 74,771…%.
    fixture.dataset.figures = vec![
        figure("ba-be.xlsx", Part::Denominator, 6_000, 1),
        figure("ba-be.xlsx", Part::Numerator, 5_000, 1),
        figure("ba-be.xlsx", Part::Denominator, 1_000, 2),
        figure("ba-be.xlsx", Part::Numerator, 234, 2),
        figure("khac.xlsx", Part::Numerator, 9_999, 2),
    ];
    let amount = Amount {
        dong: 1_233_500_000,
        source: Source { sheet: "Biểu".to_owned(), at: Address::new(0, 0) },
    };
    fixture.state(Statement {
        unit: "ba-be".to_owned(),
        state_budget: Some(amount),
        ..Statement::default()
    });
    let figures = slip_of(&fixture, "ba-be", None).figures.expect("a confirmation");
    let row = &figures.rows[0];
    let texts = [&row.code, &row.denominator, &row.numerator, &row.rate];
    assert_eq!(texts.map(String::as_str), ["D1 (*)", "7.000", "5.234", "74,77"]);
    assert_eq!(figures.rows.len(), 1);
    assert_eq!(
        figures.further[0].text,
        "Kinh phí thực hiện: ngân sách nhà nước 1.233,5 triệu đồng; xã hội hóa không có số \
         liệu."
    );
}

#[test]
fn the_day_by_which_to_correct_is_never_a_day_gone_by() {
    let mut fixture = sent("a.xlsx");
    fixture.findings = vec![found(Severity::Error, "K02", "a.xlsx", 1)];
    let closing =
        |fixture: &Fixture, issued| slip_of(fixture, "ba-be", issued).closing.text;
    let by_day = "gửi lại Sở Giáo dục và Đào tạo chậm nhất ngày 15 tháng 12 năm 2024;";
    assert!(closing(&fixture, None).contains(by_day));
    assert!(closing(&fixture, Some(date(2024, 12, 2))).contains(by_day));
    let at_once = "ngay sau khi nhận được Phiếu báo này";
    assert!(closing(&fixture, Some(date(2024, 12, 15))).contains(at_once));
    fixture.ledger.entries[0].date = Some(date(2024, 12, 20));
    assert!(closing(&fixture, None).contains(at_once));
}

#[test]
fn the_sample_is_one_of_ours() {
    let text = include_str!("../../../templates/samples/slip.json");
    let slip: Slip = serde_json::from_str(text).expect("the contract");
    assert_eq!(slip.unit, "pac-nam");
}
