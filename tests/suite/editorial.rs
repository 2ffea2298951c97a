//! The clerk's own words, reasons, names and paper: written once, kept for
//! ever, printed as they are.

use std::process::Command;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::clerk::{NAMES, PAPER, REASONS, TEXTS, Tome};
use crate::desk::{Desk, Ended};
use crate::filling;

const OUT: &str = "out/2024/bien-tap.xlsx";
const IN: &str = "inbox/2024/bien-tap.xlsx";

fn edited(desk: &Desk) -> (Tome, Ended) {
    let ended = desk.run(["edit", "2024"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    (Tome::open(&desk.bytes(OUT)), ended)
}

fn checked(desk: &Desk) -> (Value, Ended) {
    let ended = desk.run(["check", "2024"]);
    assert!(ended.code < 2, "{}", ended.stderr);
    (desk.summary(2024), ended)
}

/// Findings of a code.
fn of<'a>(summary: &'a Value, code: &str) -> Vec<&'a Value> {
    let findings = summary["findings"].as_array().unwrap().iter();
    findings.filter(|one| one["code"] == code).collect()
}

/// The only finding of a code, at a cell of the editorial workbook.
#[track_caller]
fn at<'a>(summary: &'a Value, code: &str, sheet: &str, cell: &str) -> &'a Value {
    let found = of(summary, code);
    let here = found
        .iter()
        .find(|one| one["sheet"] == sheet && one["cell"] == cell)
        .unwrap_or_else(|| panic!("{code} at {sheet} {cell}: {found:#?}"));
    assert_eq!(here["file"], "bien-tap.xlsx");
    here
}

#[track_caller]
fn silent(summary: &Value) {
    let findings = summary["findings"].as_array().unwrap().iter();
    let own: Vec<&Value> =
        findings.filter(|one| one["code"].as_str().unwrap().starts_with('B')).collect();
    assert!(own.is_empty(), "{own:#?}");
}

/// Texts of all paragraphs with a key, by it.
fn paragraph(value: &Value, key: &str) -> Vec<Value> {
    match value {
        Value::Object(fields) if fields.get("key").is_some_and(|one| one == key) => {
            vec![value.clone()]
        }
        Value::Object(fields) => {
            fields.values().flat_map(|value| paragraph(value, key)).collect()
        }
        Value::Array(items) => items.iter().flat_map(|one| paragraph(one, key)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

const HEAD: &str = "\
UBND HUYỆN PÁC NẶM
Pác Nặm, ngày 10 tháng 12 năm 2024

SỐ LIỆU NĂM 2024
STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt
";

/// An inbox of one district's report.
fn pac_nam(rows: &str) -> Desk {
    let desk = Desk::empty();
    desk.workbook("pac nam.xlsx", &[("Biểu", &format!("{HEAD}{rows}"))]);
    desk
}

fn total(summary: &Value, code: &str, part: &str) -> Value {
    let indicators = summary["indicators"].as_array().unwrap();
    indicators.iter().find(|one| one["code"] == code).unwrap()[part].clone()
}

#[test]
fn the_clerk_s_words_are_printed_in_place_of_the_program_s() {
    let desk = Desk::of_year(2024);
    let (mut tome, _) = edited(&desk);
    let formula = "=HYPERLINK(\"http://x\";\"y\") phải in nguyên văn.";
    let markup = "#import \"a.typ\": * $x^2$ *đậm* @ref <nhãn> \\ `mã`.";
    let program = tome.get(TEXTS, "results.D1", "Câu của chương trình");
    assert!(program.contains("84,79%"), "{program}");
    tome.write(TEXTS, "results.D1", "Gia đình học tập đạt kết quả tốt.");
    tome.write(TEXTS, "results.D2", formula);
    tome.write(TEXTS, "assessment.counted", markup);
    tome.write(TEXTS, "opening.1", "Đoạn thứ nhất.\nĐoạn thứ hai:");
    tome.write(TEXTS, "closing", "Trên đây là báo cáo của Sở./.");
    let shared = tome.keys(TEXTS).into_iter().find(|key| key.ends_with(".shared"));
    let shared = shared.unwrap();
    tome.write(TEXTS, &shared, "Câu chung đã sửa, có (1) và (2).");
    desk.file(IN, &tome.save());
    let ended = desk.run(["report", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    silent(&desk.summary(2024));
    for name in ["report.json", "report-tinh.json"] {
        let report = desk.json(&format!("out/2024/{name}"));
        let text = |key: &str| paragraph(&report, key)[0]["text"].clone();
        assert_eq!(text("results.D1"), "Gia đình học tập đạt kết quả tốt.");
        assert_eq!(text("results.D2"), formula);
        assert_eq!(text("assessment.counted"), markup);
        assert_eq!(text("closing"), "Trên đây là báo cáo của Sở");
        let opening = report["opening"].as_array().unwrap();
        let opening: Vec<&Value> = opening.iter().map(|one| &one["text"]).collect();
        assert_eq!(opening, ["Đoạn thứ nhất.", "Đoạn thứ hai:"]);
        let sentence = &paragraph(&report, &shared)[0]["sentence"];
        assert_eq!(sentence, "Câu chung đã sửa, có (1) và (2).");
        assert!(!report.to_string().contains(&program), "{name}");
    }
    for name in ["bao-cao-bo.pdf", "bao-cao-tinh.pdf"] {
        let path = desk.path(&format!("out/2024/{name}"));
        let ended = desk.run(["lint-pdf", path.to_str().unwrap()]);
        assert_eq!(ended.code, 0, "{}", ended.stdout);
    }
    let figures = |summary: &Value| summary["indicators"].clone();
    let plain = Desk::of_year(2024);
    assert_eq!(figures(&desk.summary(2024)), figures(&checked(&plain).0));
}

#[test]
fn every_paragraph_of_both_documents_stands_in_the_workbook() {
    let desk = Desk::of_year(2025);
    desk.run(["edit", "2025"]);
    let mut tome = Tome::open(&desk.bytes("out/2025/bien-tap.xlsx"));
    let keys = tome.keys(TEXTS);
    let ended = desk.run(["report", "2025"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    for name in ["report.json", "report-tinh.json", "so-ket.json", "so-ket-tinh.json"] {
        let text = String::from_utf8(desk.bytes(&format!("out/2025/{name}"))).unwrap();
        let printed = text.split("\"key\": \"").skip(1);
        for key in printed.map(|rest| rest.split('"').next().unwrap()) {
            assert!(keys.iter().any(|one| one == key), "{key} of {name}");
        }
    }
    tome.write(TEXTS, "review.results.D1", "Câu của báo cáo sơ kết.");
    desk.file("inbox/2025/bien-tap.xlsx", &tome.save());
    desk.run(["report", "2025"]);
    let review = desk.json("out/2025/so-ket.json");
    let said = &paragraph(&review, "review.results.D1")[0]["text"];
    assert_eq!(said, "Câu của báo cáo sơ kết.");
    let annual = desk.json("out/2025/report.json");
    assert_ne!(paragraph(&annual, "results.D1")[0]["text"], "Câu của báo cáo sơ kết.");
}

#[test]
fn an_edit_of_a_sentence_that_changed_since_is_printed_and_flagged() {
    let desk = Desk::of_year(2024);
    let (mut tome, _) = edited(&desk);
    let old = tome.get(TEXTS, "results.D1", "Câu của chương trình");
    tome.write(TEXTS, "results.D1", "Câu của văn thư.");
    desk.file(IN, &tome.save());
    silent(&checked(&desk).0);
    // Na Rì's report is taken out: the province's sum is another one.
    std::fs::remove_file(desk.path("inbox/2024/narì 2024.ods")).unwrap();
    let (again, _) = edited(&desk);
    let new = again.get(TEXTS, "results.D1", "Câu của chương trình");
    assert_ne!(old, new);
    assert_eq!(again.entry(TEXTS, "results.D1"), "Câu của văn thư.");
    assert_eq!(again.get(TEXTS, "results.D1", "Câu của chương trình lúc sửa"), old);
    let state = again.get(TEXTS, "results.D1", "Tình trạng");
    assert!(state.starts_with("Câu của chương trình đã đổi"), "{state}");
    desk.run(["report", "2024"]);
    let summary = desk.summary(2024);
    let finding = at(&summary, "B02", "Nội dung", &tome.cell(TEXTS, "results.D1"));
    assert_eq!(finding["severity"], "warning");
    assert_eq!((&finding["found"], &finding["expected"]), (&old.into(), &new.into()));
    let report = desk.json("out/2024/report.json");
    assert_eq!(paragraph(&report, "results.D1")[0]["text"], "Câu của văn thư.");
    let annex = report["annexes"]["submissions"]["findings"].to_string();
    assert!(
        !annex.contains("B02"),
        "the clerk's own workbook is not the reader's concern"
    );
    // Copied as it is the flag stays; looked at and cleared it goes.
    let mut again = again;
    desk.file(IN, &again.save());
    assert_eq!(of(&checked(&desk).0, "B02").len(), 1);
    again.set(TEXTS, "results.D1", "Câu của chương trình lúc sửa", "");
    desk.file(IN, &again.save());
    silent(&checked(&desk).0);
}

#[test]
fn an_edit_of_a_paragraph_that_is_gone_is_kept_at_the_end_and_named() {
    let desk = Desk::of_year(2024);
    let (mut tome, _) = edited(&desk);
    tome.write(TEXTS, "leadership.reporting.late", "Câu về đơn vị gửi muộn.");
    desk.file(IN, &tome.save());
    std::fs::remove_file(desk.path("inbox/2024/LDLD tinh 2024.xlsx")).unwrap();
    let cell = tome.cell(TEXTS, "leadership.reporting.late");
    let (summary, _) = checked(&desk);
    let finding = at(&summary, "B03", "Nội dung", &cell);
    assert_eq!(finding["found"], "Câu về đơn vị gửi muộn.");
    let (again, _) = edited(&desk);
    let keys = again.keys(TEXTS);
    assert_eq!(keys.last().unwrap(), "leadership.reporting.late");
    let kept = again.entry(TEXTS, "leadership.reporting.late");
    assert_eq!(kept, "Câu về đơn vị gửi muộn.");
}

#[test]
fn accepted_warnings_are_printed_with_their_reason_and_errors_stay_errors() {
    let desk = Desk::of_year(2024);
    let (mut tome, _) = edited(&desk);
    let warning = tome.key_of(REASONS, &[("Mã lỗi", "M01")]);
    let error = tome.key_of(REASONS, &[("Mã lỗi", "K02"), ("Ô", "E13")]);
    tome.write(REASONS, &warning, "Hội đếm cả gia đình mới đăng ký.");
    tome.write(REASONS, &error, "Huyện xác nhận, sẽ sửa năm sau.");
    desk.file(IN, &tome.save());
    let ended = desk.run(["report", "2024"]);
    assert_eq!(ended.code, 1);
    let summary = desk.summary(2024);
    silent(&summary);
    let accepted = of(&summary, "M01")[0];
    assert_eq!(accepted["accepted"], "Hội đếm cả gia đình mới đăng ký.");
    assert_eq!(accepted["severity"], "warning");
    let errors = of(&summary, "K02");
    let at = |cell: &str| errors.iter().find(|one| one["cell"] == cell).unwrap();
    assert_eq!(at("E13")["accepted"], "Huyện xác nhận, sẽ sửa năm sau.");
    assert_eq!(at("E13")["severity"], "error");
    assert!(at("M15").get("accepted").is_none(), "nobody accepted it");
    for name in ["report.json", "report-tinh.json"] {
        let report = desk.json(&format!("out/2024/{name}"));
        let annex = &report["annexes"]["submissions"];
        let rows = annex["findings"].as_array().unwrap();
        let row = |code: &str, cell: &str| {
            let is_it = |row: &&Value| row["code"] == code && row["cell"] == cell;
            rows.iter().find(is_it).unwrap()
        };
        let (warning, error) = (row("M01", "D12"), row("K02", "E13"));
        assert_eq!(warning["hint"], "Chấp nhận: Hội đếm cả gia đình mới đăng ký.");
        assert_eq!(error["hint"], "Đã giải trình: Huyện xác nhận, sẽ sửa năm sau.");
        assert_eq!(error["severity"], "Lỗi");
        let said = annex["paragraphs"].to_string();
        assert!(said.contains("01 lỗi đã được giải trình nhưng vẫn là lỗi"), "{said}");
    }
    let data = Tome::open(&desk.bytes("out/2024/so-lieu.xlsx"));
    let sheet = data.sheets.iter().find(|(name, _)| name == "Phát hiện").unwrap();
    let holds = |text: &str| sheet.1.iter().flatten().any(|cell| cell == text);
    assert!(holds("Hội đếm cả gia đình mới đăng ký."));
    let told = &ended.stdout;
    assert!(told.contains("Đã giải trình: 1 cảnh báo, thông tin; 1 lỗi"), "{told}");
    assert!(!told.contains("[M01]"), "nobody need be called about it: {told}");
}

#[test]
fn a_reason_for_another_value_waits_and_one_no_longer_needed_is_kept() {
    let desk = pac_nam("1|Xã An Thắng|100|90|120\n2|Xã Bằng Thành|200|150|230");
    let (mut tome, _) = edited(&desk);
    let changing = tome.key_of(REASONS, &[("Mã lỗi", "K02"), ("Ô", "E6")]);
    let going = tome.key_of(REASONS, &[("Mã lỗi", "K02"), ("Ô", "E7")]);
    tome.write(REASONS, &changing, "Lý do của số 120.");
    tome.write(REASONS, &going, "Lý do của số 230.");
    desk.file(IN, &tome.save());
    let (summary, _) = checked(&desk);
    assert!(of(&summary, "K02").iter().all(|one| one.get("accepted").is_some()));
    let rows = "1|Xã An Thắng|100|90|125\n2|Xã Bằng Thành|200|150|130";
    desk.workbook("pac nam.xlsx", &[("Biểu", &format!("{HEAD}{rows}"))]);
    let (summary, _) = checked(&desk);
    let errors = of(&summary, "K02");
    assert_eq!(errors.len(), 1);
    assert!(errors[0].get("accepted").is_none(), "{errors:#?}");
    let finding = at(&summary, "B08", "Giải trình", &tome.cell(REASONS, &changing));
    assert_eq!((&finding["found"], &finding["expected"]), (&"120".into(), &"125".into()));
    assert_eq!(of(&summary, "B08").len(), 1);
    let (again, _) = edited(&desk);
    for (key, words) in [(&changing, "Lý do của số 120."), (&going, "Lý do của số 230.")]
    {
        assert_eq!(again.entry(REASONS, key), words);
        let state = again.get(REASONS, key, "Tình trạng");
        assert!(state.starts_with("Không còn cần"), "{state}");
    }
}

/// Accepts one finding, has the office send other figures and gives what is said then.
fn accepted_then_sent_anew(
    head: &str,
    code: &str,
    cell: &str,
    [before, after]: [&str; 2],
) -> (Desk, Value) {
    let desk = Desk::empty();
    let send = |rows: &str| {
        desk.workbook("pac nam.xlsx", &[("Biểu", &format!("{head}{rows}"))]);
    };
    send(before);
    let (mut tome, _) = edited(&desk);
    let key = tome.key_of(REASONS, &[("Mã lỗi", code), ("Ô", cell)]);
    tome.write(REASONS, &key, "Đã hỏi.");
    desk.file(IN, &tome.save());
    let (summary, _) = checked(&desk);
    silent(&summary);
    assert!(of(&summary, code).iter().any(|one| one.get("accepted").is_some()), "{code}");
    send(after);
    let (summary, _) = checked(&desk);
    (desk, summary)
}

#[track_caller]
fn falls(summary: &Value, code: &str, then: &str, now: &str) {
    let accepted = of(summary, code).iter().any(|one| one.get("accepted").is_some());
    assert!(!accepted, "{summary:#}");
    let [said] = of(summary, "B08")[..] else { panic!("one B08: {summary:#}") };
    let message = said["message"].as_str().unwrap();
    assert!(message.contains(then) && message.contains(now), "{message}");
}

#[test]
fn a_reason_falls_when_what_the_figure_was_held_against_changes() {
    // 5.000 of 3.337, then 5.000 of 4.000.
    let rows = ["1|Xã An Thắng|3337|90|5000", "1|Xã An Thắng|4000|90|5000"];
    let (desk, summary) = accepted_then_sent_anew(HEAD, "K02", "E6", rows);
    falls(&summary, "K02", "5000, so với ≤ 3337", "5000, so với ≤ 4000");
    // Editing again offers a new row and does not revive the old reason.
    let (again, _) = edited(&desk);
    let key = again.key_of(REASONS, &[("Mã lỗi", "K02"), ("Giá trị đúng", "≤ 4000")]);
    assert_eq!(again.entry(REASONS, &key), "");
}

#[test]
fn a_reason_falls_when_other_figures_of_the_sentence_change() {
    // 60% for 40/80, then 60% for 400/800: the rates are as they were.
    let head = HEAD.replace("GĐHT: Đạt\n", "GĐHT: Đạt|GĐHT: Tỷ lệ (%)\n");
    let rows = ["1|Xã An Thắng|80|80|40|60", "1|Xã An Thắng|800|800|400|60"];
    let (_, summary) = accepted_then_sent_anew(&head, "K04", "F6", rows);
    falls(&summary, "K04", "40", "400");
}

#[test]
fn a_reason_falls_when_a_value_changes_that_a_gathered_finding_does_not_name() {
    let names = |last: &str| {
        let mut rows = vec!["1|Xã An Thắng|100|90|80".to_owned()];
        rows.extend((1..12).map(|row| format!("{row}|Bản lạ {row}|100|90|80")));
        rows.push(format!("12|{last}|100|90|80"));
        rows.join("\n")
    };
    let rows = [names("Bản lạ 12"), names("Bản lạ 99")];
    let rows = rows.each_ref().map(String::as_str);
    let (_, summary) = accepted_then_sent_anew(HEAD, "U01", "B7:B18", rows);
    falls(&summary, "U01", "8 và 4 giá trị khác", "phần không nêu trong câu này đã thay");
}

#[test]
fn reasons_in_a_workbook_of_a_former_version_hold_and_move_to_their_new_keys() {
    let desk = pac_nam("1|Xã An Thắng|3337|90|5000\n2|Xã Bằng Thành|200|150|230");
    let (mut tome, _) = edited(&desk);
    let [one, two] =
        ["E6", "E7"].map(|cell| tome.key_of(REASONS, &[("Mã lỗi", "K02"), ("Ô", cell)]));
    tome.write(REASONS, &one, "Lý do một.");
    tome.write(REASONS, &two, "Lý do hai.");
    // Former keys end in three bytes of what was found alone.
    let former = |key: &str, found: &str| {
        let digest = Sha256::digest(found.as_bytes());
        let [a, b, c] = [digest[0], digest[1], digest[2]];
        format!("{}-{a:02x}{b:02x}{c:02x}", key.rsplit_once('-').unwrap().0)
    };
    tome.set(REASONS, &one, REASONS[1], &former(&one, "5000"));
    tome.set(REASONS, &two, REASONS[1], &former(&two, "230"));
    desk.file(IN, &tome.save());
    let (summary, _) = checked(&desk);
    silent(&summary);
    assert!(of(&summary, "K02").iter().all(|one| one.get("accepted").is_some()));
    let (again, _) = edited(&desk);
    assert_eq!(again.entry(REASONS, &one), "Lý do một.");
    assert_eq!(again.entry(REASONS, &two), "Lý do hai.");
    assert!(!again.keys(REASONS).contains(&former(&one, "5000")));
    // Held against something else since: what the column beside it said counts.
    let rows = "1|Xã An Thắng|4000|90|5000\n2|Xã Bằng Thành|200|150|230";
    desk.workbook("pac nam.xlsx", &[("Biểu", &format!("{HEAD}{rows}"))]);
    let (summary, _) = checked(&desk);
    let accepted: Vec<bool> =
        of(&summary, "K02").iter().map(|one| one.get("accepted").is_some()).collect();
    assert_eq!(accepted.iter().filter(|accepted| **accepted).count(), 1);
    assert_eq!(of(&summary, "B08").len(), 1);
}

#[test]
fn of_a_replaced_report_no_reason_is_wanted() {
    let desk = Desk::of_year(2024);
    let (tome, _) = edited(&desk);
    let replaced = [("Mã lỗi", "K02"), ("Tệp", "PacNam_BC_2024.xlsx"), ("Ô", "E13")];
    let key = tome.key_of(REASONS, &replaced);
    let state = tome.get(REASONS, &key, "Tình trạng");
    assert_eq!(state, "Thuộc bản đã được thay thế, không phải giải trình");
    let late = tome.key_of(REASONS, &[("Mã lỗi", "L01")]);
    assert_eq!(tome.get(REASONS, &late, "Tình trạng"), "");
}

#[test]
fn a_confirmed_name_is_counted_in_the_reports_of_its_unit_only() {
    let desk = pac_nam("1|Xã An Thắng|100|90|80\n2|Xã Bằng Thàng|200|150|140");
    let other = HEAD.replace("PÁC NẶM", "BA BỂ").replace("Pác Nặm", "Ba Bể");
    let rows = "1|Xã Bành Trạch|10|9|8\n2|Xã Bằng Thàng|20|15|14\n3|Xã Nam Mẫu|30|20|10";
    desk.workbook("ba be.xlsx", &[("Biểu", &format!("{other}{rows}"))]);
    let (summary, _) = checked(&desk);
    assert_eq!(of(&summary, "U01").len(), 2);
    assert_eq!(total(&summary, "D1", "numerator"), 80 + 8 + 10);
    let (mut tome, _) = edited(&desk);
    let key = tome.key_of(NAMES, &[("Đơn vị", "UBND huyện Pác Nặm")]);
    assert_eq!(tome.get(NAMES, &key, "Tên gần nhất"), "Xã Bằng Thành");
    tome.write(NAMES, &key, "Xã Bằng Thành");
    desk.file(IN, &tome.save());
    let (summary, _) = checked(&desk);
    silent(&summary);
    assert_eq!(total(&summary, "D1", "numerator"), 80 + 140 + 8 + 10);
    let left = of(&summary, "U01");
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["unit"], "ba-be");
    let communes = summary["by_commune"].as_array().unwrap().iter();
    let counted = communes.filter(|one| one["commune"] == "Xã Bằng Thành");
    assert_eq!(counted.map(|one| &one["numerator"]).collect::<Vec<_>>(), [&140]);
    // A yes is as good as the name; last year's inbox has its own names.
    tome.write(NAMES, &key, " x ");
    desk.file(IN, &tome.save());
    assert_eq!(total(&checked(&desk).0, "D1", "numerator"), 80 + 140 + 8 + 10);
    let (again, _) = edited(&desk);
    assert_eq!(again.entry(NAMES, &key), "x");
}

#[test]
fn a_file_of_nobody_is_whose_the_clerk_says() {
    let desk = Desk::empty();
    let grid = "\
BÁO CÁO
Ngày 10 tháng 12 năm 2024

SỐ LIỆU NĂM 2024
STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt
1|Xã An Thắng|100|90|80
2|Xã Bằng Thành|200|150|140";
    desk.workbook("bc.xlsx", &[("Biểu", grid)]);
    assert_eq!(of(&checked(&desk).0, "I01").len(), 1);
    let (mut tome, _) = edited(&desk);
    let key = tome.key_of(NAMES, &[("Tệp", "bc.xlsx")]);
    tome.write(NAMES, &key, "Pác Nặm");
    desk.file(IN, &tome.save());
    let (summary, _) = checked(&desk);
    silent(&summary);
    assert_eq!(of(&summary, "I01").len(), 0);
    assert_eq!(total(&summary, "D1", "numerator"), 220);
}

#[test]
fn number_date_signer_and_recipients_are_those_of_the_clerk() {
    let desk = Desk::of_year(2024);
    let (mut tome, _) = edited(&desk);
    tome.write(PAPER, "so", "#7");
    tome.write(PAPER, "ngay", "20/12/2024");
    tome.write(PAPER, "ky-thay", "KT. GIÁM ĐỐC");
    tome.write(PAPER, "chuc-vu", "PHÓ GIÁM ĐỐC");
    tome.write(PAPER, "nguoi-ky", "Nguyễn Văn An");
    tome.write(PAPER, "bo.kinh-gui", "Bộ Giáo dục và Đào tạo\nVụ Giáo dục thường xuyên");
    tome.write(PAPER, "tinh.noi-nhan", "- Như trên;\n- Sở Nội vụ;\n- Lưu: VT, GDTX.");
    desk.file(IN, &tome.save());
    let ended = desk.run(["report", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    silent(&desk.summary(2024));
    assert_eq!(desk.summary(2024)["report_date"], "2024-12-20");
    let [ministry, province] = ["report.json", "report-tinh.json"]
        .map(|name| desk.json(&format!("out/2024/{name}")));
    for report in [&ministry, &province] {
        assert_eq!(report["head"]["number"], "07");
        assert_eq!(report["head"]["place_date"], "Bắc Kạn, ngày 20 tháng 12 năm 2024");
        let position = serde_json::json!(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]);
        assert_eq!(report["signature"]["position"], position);
        assert_eq!(report["signature"]["name"], "Nguyễn Văn An");
    }
    let addressed =
        serde_json::json!(["Bộ Giáo dục và Đào tạo", "Vụ Giáo dục thường xuyên"]);
    assert_eq!(ministry["addressees"], addressed);
    let province_as_registered = serde_json::json!(["Ủy ban nhân dân tỉnh Bắc Kạn"]);
    assert_eq!(province["addressees"], province_as_registered, "a blank: as registered");
    let copies = serde_json::json!(["Như trên", "Sở Nội vụ", "Lưu: VT, GDTX"]);
    assert_eq!(province["copies_to"], copies);
    let registered = desk.json("out/2024/metadata.json");
    assert_eq!(registered[0]["CodeNumber"], "07");
    assert_eq!(registered[0]["SignerInfo"]["FullName"], "Nguyễn Văn An");
    // What was typed on the command line goes before.
    desk.run(["check", "2024", "--report-date", "2024-12-31"]);
    assert_eq!(desk.summary(2024)["report_date"], "2024-12-31");
}

/// An inbox with an entry on every sheet, and the workbook with them.
fn filled() -> (Desk, Tome, [String; 4]) {
    let desk = pac_nam("1|Xã An Thắng|100|90|120\n2|Xã Bằng Thàng|200|150|140");
    let (mut tome, _) = edited(&desk);
    let keys = [
        "opening.1".to_owned(),
        tome.key_of(REASONS, &[("Mã lỗi", "K02")]),
        tome.key_of(NAMES, &[("Tên ghi trong tệp", "Xã Bằng Thàng")]),
        "nguoi-ky".to_owned(),
    ];
    tome.write(TEXTS, &keys[0], "Mở đầu của văn thư.");
    tome.write(REASONS, &keys[1], "Có lý do.");
    tome.write(NAMES, &keys[2], "Xã Bằng Thành");
    tome.write(PAPER, &keys[3], "Nguyễn Văn An");
    (desk, tome, keys)
}

#[test]
fn editing_again_loses_nothing_and_gives_the_same_bytes() {
    let (desk, tome, keys) = filled();
    desk.file(IN, &tome.save());
    let before = desk.bytes(IN);
    let (again, ended) = edited(&desk);
    assert_eq!(again.entry(TEXTS, &keys[0]), "Mở đầu của văn thư.");
    assert_eq!(again.entry(REASONS, &keys[1]), "Có lý do.");
    assert_eq!(again.entry(NAMES, &keys[2]), "Xã Bằng Thành");
    assert_eq!(again.entry(PAPER, &keys[3]), "Nguyễn Văn An");
    assert!(ended.stdout.contains("Đã giữ nguyên 4 ô"), "{}", ended.stdout);
    let once = desk.bytes(OUT);
    edited(&desk);
    assert_eq!(desk.bytes(OUT), once);
    assert_eq!(desk.bytes(IN), before, "the inbox is never written to");
    // And the copy in the inbox is as good as what it was copied from.
    desk.file(IN, &once);
    edited(&desk);
    assert_eq!(desk.bytes(OUT), once);
    silent(&checked(&desk).0);
}

#[test]
fn what_was_written_into_the_out_copy_only_is_brought_along() {
    let (desk, tome, keys) = filled();
    desk.file(OUT, &tome.save());
    let (again, ended) = edited(&desk);
    assert_eq!(again.entry(TEXTS, &keys[0]), "Mở đầu của văn thư.");
    assert_eq!(again.entry(PAPER, &keys[3]), "Nguyễn Văn An");
    assert!(ended.stdout.contains("chưa chép vào inbox"), "{}", ended.stdout);
    // Copied, edited again, and the copy in the inbox thrown away.
    desk.file(IN, &again.save());
    edited(&desk);
    std::fs::remove_file(desk.path(IN)).unwrap();
    let (again, _) = edited(&desk);
    assert_eq!(again.entry(NAMES, &keys[2]), "Xã Bằng Thành");
    // Still not copied, still not lost.
    let (again, _) = edited(&desk);
    assert_eq!(again.entry(REASONS, &keys[1]), "Có lý do.");
    silent(&checked(&desk).0);
}

#[test]
fn of_two_copies_the_newer_entry_counts_and_none_is_lost() {
    let (desk, tome, keys) = filled();
    desk.file(IN, &tome.save());
    let (written, _) = edited(&desk);
    // Edited in place: newer than the inbox.
    let mut out = written.clone();
    out.write(TEXTS, &keys[0], "Câu mới ở bản out.");
    desk.file(OUT, &out.save());
    let (again, ended) = edited(&desk);
    assert_eq!(again.entry(TEXTS, &keys[0]), "Câu mới ở bản out.");
    assert!(ended.stdout.contains("opening.1"), "{}", ended.stdout);
    // Both edited since: the inbox counts, the other stands beside it.
    let mut inbox = written.clone();
    inbox.write(TEXTS, &keys[0], "Câu mới ở bản inbox.");
    desk.file(IN, &inbox.save());
    desk.file(OUT, &out.save());
    let (again, ended) = edited(&desk);
    assert_eq!(again.entry(TEXTS, &keys[0]), "Câu mới ở bản inbox.");
    let other = again.get(TEXTS, &keys[0], "Bản khác chưa dùng");
    assert_eq!(other, "Câu mới ở bản out.");
    assert!(ended.stdout.contains("ghi khác nhau"), "{}", ended.stdout);
    // What the clerk deleted in the inbox does not come back from the copy.
    let mut inbox = written.clone();
    inbox.write(PAPER, &keys[3], "");
    desk.file(IN, &inbox.save());
    desk.file(OUT, &written.save());
    let (again, _) = edited(&desk);
    assert_eq!(again.entry(PAPER, &keys[3]), "");
}

#[test]
fn a_workbook_is_read_whatever_was_done_to_it() {
    use unicode_normalization::UnicodeNormalization;
    let (desk, tome, _) = filled();
    desk.file(IN, &tome.save());
    let (expected, _) = checked(&desk);
    assert_eq!(total(&expected, "D1", "numerator"), 120 + 140);
    let shuffled = Tome {
        sheets: tome
            .sheets
            .iter()
            .rev()
            .map(|(name, rows)| {
                let spoilt = |cell: &String| {
                    let cell: String = cell.nfd().collect();
                    if cell.is_empty() { cell } else { format!("  {cell} \u{a0}") }
                };
                let mut rows: Vec<Vec<String>> = rows
                    .iter()
                    .map(|row| row.iter().rev().map(spoilt).collect())
                    .collect();
                let at = rows.len().min(5);
                rows[at..].reverse();
                rows.insert(0, vec!["Ghi chú của văn thư".to_owned()]);
                (format!("{} (bản 2)", name.to_uppercase()), rows)
            })
            .collect(),
    };
    desk.file(IN, &shuffled.save());
    let (summary, _) = checked(&desk);
    assert_eq!(summary, expected);
    let (again, _) = edited(&desk);
    assert_eq!(again.entry(TEXTS, "opening.1"), "Mở đầu của văn thư.");
    // Sheets that are not there are no trouble.
    let mut alone = tome;
    alone.sheets.retain(|(name, _)| name == PAPER[0]);
    desk.file(IN, &alone.save());
    silent(&checked(&desk).0);
}

#[test]
fn what_is_wrong_in_the_workbook_is_named_by_cell() {
    let (desk, mut tome, keys) = filled();
    tome.write(TEXTS, "closing", "#45678");
    tome.write(REASONS, &keys[1], "#5");
    tome.write(NAMES, &keys[2], "Xã Không Có");
    tome.write(PAPER, "so", "12A/BC-SGDĐT");
    tome.write(PAPER, "ngay", "giữa tháng 12");
    tome.write(PAPER, "bo.noi-nhan", "Như trên\nVăn phòng");
    let cells = [
        ("B05", "Nội dung", tome.cell(TEXTS, "closing")),
        ("B05", "Giải trình", tome.cell(REASONS, &keys[1])),
        ("B07", "Tên gọi", tome.cell(NAMES, &keys[2])),
        ("B06", "Văn bản", tome.cell(PAPER, "so")),
        ("B06", "Văn bản", tome.cell(PAPER, "ngay")),
        ("B06", "Văn bản", tome.cell(PAPER, "bo.noi-nhan")),
    ];
    // A key twice with two texts, a key nobody knows, a text without a key.
    let key = tome.column(TEXTS, "Mã đoạn");
    let entry = tome.column(TEXTS, "Câu sửa");
    let head = tome.head(TEXTS);
    let width = tome.rows("Nội dung")[head].len();
    let mut extra = |first: &str, words: &str| {
        let mut row = vec![String::new(); width];
        row[key] = first.to_owned();
        row[entry] = words.to_owned();
        tome.rows("Nội dung").push(row);
        format!(
            "{}{}",
            char::from(b'A' + u8::try_from(entry).unwrap()),
            tome.rows("Nội dung").len()
        )
    };
    let twice = extra("opening.1", "Câu khác của văn thư.");
    let unknown = extra("khong.co", "Câu lạc.");
    let keyless = extra("", "Câu không mã.");
    desk.file(IN, &tome.save());
    let (summary, ended) = checked(&desk);
    assert_eq!(ended.code, 1);
    for (code, sheet, cell) in &cells {
        assert_eq!(at(&summary, code, sheet, cell)["severity"], "error");
    }
    at(&summary, "B04", "Nội dung", &twice);
    at(&summary, "B03", "Nội dung", &unknown);
    at(&summary, "B03", "Nội dung", &keyless);
    assert_eq!(summary["report_date"], "2024-12-15");
    assert_eq!(total(&summary, "D1", "numerator"), 120, "the name is not applied");
    assert!(of(&summary, "K02")[0].get("accepted").is_none());
    let said = of(&summary, "B06");
    assert!(
        said.iter()
            .any(|one| one["message"].as_str().unwrap().contains("“giữa tháng 12”"))
    );
    // None of it is lost.
    let (again, _) = edited(&desk);
    let other = again.get(TEXTS, "opening.1", "Bản khác chưa dùng");
    assert!(other.contains("Mở đầu của văn thư."), "{other}");
    assert!(other.contains("Câu khác của văn thư."), "{other}");
    assert_eq!(again.entry(TEXTS, "khong.co"), "Câu lạc.");
    let kept = again.key_of(TEXTS, &[("Câu sửa", "Câu không mã.")]);
    assert!(kept.starts_with('?'), "{kept}");
    assert_eq!(again.entry(PAPER, "ngay"), "giữa tháng 12");
    assert_eq!(again.entry(NAMES, &keys[2]), "Xã Không Có");
}

#[test]
fn a_workbook_that_cannot_be_read_stops_nothing_but_is_not_written_over() {
    let desk = Desk::of_year(2024);
    let plain = checked(&desk).0;
    edited(&desk);
    let out = desk.bytes(OUT);
    desk.file(IN, &out[..out.len() / 2]);
    let ended = desk.run(["report", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let summary = desk.summary(2024);
    let finding = of(&summary, "B01")[0];
    assert_eq!(finding["severity"], "error");
    assert!(finding["message"].as_str().unwrap().contains("KHÔNG được áp dụng"));
    assert_eq!(summary["indicators"], plain["indicators"]);
    assert!(desk.path("out/2024/bao-cao-bo.pdf").exists());
    let ended = desk.run(["edit", "2024"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("inbox/2024/bien-tap.xlsx"), "{}", ended.stderr);
    assert_eq!(desk.bytes(OUT), out);
    std::fs::remove_file(desk.path(IN)).unwrap();
    desk.file(OUT, b"PK khong phai bang tinh");
    let ended = desk.run(["edit", "2024"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("out/2024/bien-tap.xlsx"), "{}", ended.stderr);
    assert_eq!(desk.bytes(OUT), b"PK khong phai bang tinh");
}

#[test]
fn it_is_never_a_submission() {
    let (desk, tome, _) = filled();
    let (before, _) = checked(&desk);
    desk.file(IN, &tome.save());
    desk.file("inbox/2024/~$bien-tap.xlsx", b"lock");
    desk.file("inbox/2024/.~lock.bien-tap.xlsx#", b",an,may,25.11.2026;");
    let (summary, _) = checked(&desk);
    let files = |summary: &Value| summary["submissions"].as_array().unwrap().len();
    assert_eq!((files(&before), files(&summary)), (1, 1));
    // A copy under another name is not used and not taken for a report.
    desk.file("inbox/2024/bien-tap (2).xlsx", &tome.save());
    let (summary, _) = checked(&desk);
    assert_eq!(of(&summary, "B09")[0]["file"], "bien-tap (2).xlsx");
    let submissions = summary["submissions"].as_array().unwrap();
    let copy = submissions.iter().find(|one| one["file"] == "bien-tap (2).xlsx");
    assert_eq!(copy.unwrap()["status"], "unrecognised");
    std::fs::remove_file(desk.path("inbox/2024/bien-tap (2).xlsx")).unwrap();
    // In capitals it is the same workbook.
    std::fs::rename(desk.path(IN), desk.path("inbox/2024/BIEN-TAP.XLSX")).unwrap();
    let (summary, _) = checked(&desk);
    assert_eq!(files(&summary), 1);
    assert_eq!(total(&summary, "D1", "numerator"), 120 + 140);
}

#[test]
fn a_workbook_of_another_year_or_without_its_headers_is_not_applied() {
    let (desk, tome, keys) = filled();
    let mut other = tome.clone();
    for cell in other.sheets.iter_mut().flat_map(|(_, rows)| rows.iter_mut().flatten()) {
        *cell = cell.replace("XHHT-BIENTAP.2024", "XHHT-BIENTAP.2023");
    }
    desk.file(IN, &other.save());
    let (summary, _) = checked(&desk);
    assert_eq!(of(&summary, "B11").len(), 1);
    assert_eq!(total(&summary, "D1", "numerator"), 120);
    assert_eq!(desk.run(["edit", "2024"]).code, 2);
    let mut bare = tome;
    let head = bare.head(NAMES);
    bare.rows("Tên gọi").remove(head);
    desk.file(IN, &bare.save());
    let (summary, _) = checked(&desk);
    assert_eq!(of(&summary, "B12")[0]["sheet"], "Tên gọi");
    assert_eq!(total(&summary, "D1", "numerator"), 120);
    assert!(of(&summary, "K02")[0].get("accepted").is_some(), "{}", keys[1]);
    assert_eq!(desk.run(["edit", "2024"]).code, 2);
}

#[test]
fn words_too_long_or_without_letters_in_the_font_are_named() {
    let (desk, mut tome, keys) = filled();
    tome.write(TEXTS, &keys[0], "Tốt 😀.");
    let cell = tome.cell(TEXTS, &keys[0]);
    desk.file(IN, &tome.save());
    at(&checked(&desk).0, "P01", "Nội dung", &cell);
    // No office program writes so long a text; a file made by others can hold it.
    let long = "dài ".repeat(10_000);
    let bytes =
        crate::filling::rewritten(&tome.save(), |_, text| text.replace("Tốt 😀.", &long));
    desk.file(IN, &bytes);
    assert_eq!(of(&checked(&desk).0, "B10")[0]["cell"], cell.as_str());
}

/// The clerk's words are data: no cell of the new workbook is a formula.
#[test]
fn nothing_the_clerk_wrote_becomes_a_formula() {
    let (desk, mut tome, keys) = filled();
    for (page, key) in [(TEXTS, &keys[0]), (REASONS, &keys[1])] {
        tome.write(page, key, "=HYPERLINK(\"http://x\",\"y\")");
    }
    desk.file(IN, &tome.save());
    let (again, _) = edited(&desk);
    assert_eq!(again.entry(TEXTS, &keys[0]), "=HYPERLINK(\"http://x\",\"y\")");
    for (part, text) in crate::filling::parts(&desk.bytes(OUT)) {
        assert!(!part.starts_with("xl/worksheets/") || !text.contains("<f>"), "{part}");
    }
    let ended = desk.run(["report", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let report = desk.json("out/2024/report.json");
    let opening = &paragraph(&report, "opening.1")[0]["text"];
    assert_eq!(opening, "=HYPERLINK(\"http://x\",\"y\")");
    for (part, text) in crate::filling::parts(&desk.bytes("out/2024/so-lieu.xlsx")) {
        assert!(!text.contains("<f>HYPERLINK"), "{part}");
    }
}

/// Where LibreOffice stands on this machine the workbook goes through it; where
/// not, this says so and passes. It never runs in CI.
#[test]
#[expect(clippy::print_stdout, reason = "a test that was skipped says so")]
fn the_workbook_survives_libreoffice() {
    let office = Command::new("soffice").arg("--version").output();
    if std::env::var_os("CI").is_some() || !office.is_ok_and(|done| done.status.success())
    {
        println!("skipped: LibreOffice is not asked in CI, or not installed here");
        return;
    }
    let (desk, tome, keys) = filled();
    let word = |page: [&str; 3], key: &str, words: &str| {
        (page[0].to_owned(), tome.cell(page, key), filling::Value::Text(words.to_owned()))
    };
    let entries = [
        word(TEXTS, &keys[0], "=Mở đầu của văn thư."),
        word(REASONS, &keys[1], "- Có lý do."),
        word(NAMES, &keys[2], "Xã Bằng Thành"),
        word(PAPER, "ngay", "20/12/2024"),
        word(PAPER, "so", "07"),
    ];
    // Into the very file that was written, locked cells and all.
    let filled = filling::filled(&desk.bytes(OUT), &entries);
    desk.file("office/bien-tap.xlsx", &filled);
    let profile =
        format!("-env:UserInstallation=file://{}", desk.path("profile").display());
    let mut convert = Command::new("soffice");
    convert.current_dir(desk.path("office")).args([
        &profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        "saved",
        "bien-tap.xlsx",
    ]);
    assert!(convert.output().unwrap().status.success());
    for saved in ["office/bien-tap.xlsx", "office/saved/bien-tap.xlsx"] {
        desk.file(IN, &desk.bytes(saved));
        let (summary, _) = checked(&desk);
        silent(&summary);
        assert_eq!(total(&summary, "D1", "numerator"), 120 + 140, "{saved}");
        assert_eq!(of(&summary, "K02")[0]["accepted"], "- Có lý do.");
        assert_eq!(summary["report_date"], "2024-12-20");
        let (again, _) = edited(&desk);
        assert_eq!(again.entry(TEXTS, &keys[0]), "=Mở đầu của văn thư.");
        assert_eq!(again.entry(PAPER, "so"), "07");
        assert_eq!(again.get(TEXTS, &keys[0], "Tình trạng"), "Đã sửa");
    }
}

#[test]
fn what_the_clerk_added_beside_the_yellow_cells_stays_in_a_copy() {
    let desk = pac_nam("1|Xã An Thắng|100|90|80");
    let (tome, _) = edited(&desk);
    // Untouched: written over without a copy.
    let (_, again) = edited(&desk);
    assert!(!again.stdout.contains("bien-tap-cu"), "{}", again.stdout);
    let mut tome = tome;
    tome.sheets.push(("Ghi chú của tôi".to_owned(), vec![vec!["gọi lại".to_owned()]]));
    let own = tome.save();
    desk.file(OUT, &own);
    let (_, kept) = edited(&desk);
    assert!(kept.stdout.contains("bien-tap-cu-01.xlsx"), "{}", kept.stdout);
    assert_eq!(desk.bytes("out/2024/bien-tap-cu-01.xlsx"), own);
    let other = Tome::open(&desk.bytes(OUT)).save();
    desk.file(OUT, &other);
    edited(&desk);
    assert_eq!(desk.bytes("out/2024/bien-tap-cu-01.xlsx"), own);
    assert_eq!(desk.bytes("out/2024/bien-tap-cu-02.xlsx"), other);
}

#[test]
fn an_edited_paragraph_over_older_figures_keeps_the_report_a_draft() {
    let desk = pac_nam("1|Xã An Thắng|100|90|80");
    let (mut tome, _) = edited(&desk);
    let errors: Vec<String> = tome
        .keys(REASONS)
        .into_iter()
        .filter(|key| tome.get(REASONS, key, "Mức độ") == "Lỗi")
        .collect();
    for key in &errors {
        tome.write(REASONS, key, "Đã xác minh.");
    }
    tome.write(TEXTS, "results.D1", "Gia đình học tập đạt 80/100.");
    desk.file(IN, &tome.save());
    // All errors are accepted: it can be signed, and the code is that of a success.
    let made = desk.run(["report", "2024", "--final"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    assert!(made.stdout.contains("\nBản chính thức: "), "{}", made.stdout);
    assert!(
        made.stdout.contains("Đã áp dụng từ bien-tap.xlsx: 1 câu sửa; "),
        "{}",
        made.stdout
    );
    desk.workbook("pac nam.xlsx", &[("Biểu", &format!("{HEAD}1|Xã An Thắng|100|90|81"))]);
    let refused = desk.run(["report", "2024", "--final"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("[B02]"), "{}", refused.stderr);
}
