//! What stays of a run: its record, and the report that was issued.

use serde_json::Value;

use crate::desk::Desk;

const COMMUNES: [&str; 2] = ["Xã An Thắng", "Xã Bằng Thành"];

/// Pác Nặm's families: total, registered and achieved of two communes.
fn send(desk: &Desk, rows: [[i64; 3]; 2]) {
    let mut grid =
        "UBND HUYỆN PÁC NẶM\nPác Nặm, ngày 10 tháng 12 năm 2024\n\nSỐ LIỆU NĂM \
                    2024\nSTT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt"
            .to_owned();
    for (name, [total, registered, achieved]) in COMMUNES.iter().zip(rows) {
        grid.push_str(&format!("\n1|{name}|{total}|{registered}|{achieved}"));
    }
    desk.workbook("pac nam.xlsx", &[("Biểu", &grid)]);
}

/// Texts printed under a reference.
fn printed(value: &Value, reference: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if fields.get("ref").is_some_and(|one| one == reference) {
                found.push(fields["text"].as_str().unwrap().to_owned());
            }
            fields.values().for_each(|value| printed(value, reference, found));
        }
        Value::Array(values) => {
            values.iter().for_each(|value| printed(value, reference, found));
        }
        _ => {}
    }
}

#[test]
fn what_changed_since_the_issued_report_is_told_with_its_cells_and_marked_in_print() {
    let desk = Desk::empty();
    send(&desk, [[1000, 900, 500], [800, 700, 300]]);
    let none = desk.run(["diff", "2024"]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("chưa có báo cáo nào"), "{}", none.stderr);

    let issued = desk.run(["report", "2024", "--issue"]);
    assert!(issued.stdout.contains("bản đã ban hành"), "{}", issued.stdout);
    let same = desk.run(["diff", "2024"]);
    assert_eq!(same.code, 0, "{}", same.stdout);
    assert!(same.stdout.starts_with("Không có số liệu nào thay đổi"), "{}", same.stdout);

    send(&desk, [[1000, 900, 520], [800, 700, 300]]);
    let changed = desk.run(["diff", "2024"]);
    assert_eq!(changed.code, 1);
    let says =
        |part: &str| assert!(changed.stdout.contains(part), "{part}: {}", changed.stdout);
    // 500 + 300 became 520 + 300; 800/1800 = 44,44%, 820/1800 = 45,56%.
    says("D1. Gia đình học tập, Pác Nặm\n  số đạt: 800 → 820\n");
    says("tỷ lệ (%): 44,44 → 45,56");
    says("D1. Gia đình học tập, Pác Nặm, Xã An Thắng\n  số đạt: 500 → 520\n");
    says("nguồn trước đây: pac nam.xlsx › Biểu › E6\n");
    says("nguồn nay: pac nam.xlsx › Biểu › E6\n");
    says("đã thay đổi: inbox/2024/pac nam.xlsx");
    assert!(!changed.stdout.contains("Bằng Thành"), "{}", changed.stdout);

    desk.run(["report", "2024"]);
    let report = desk.json("out/2024/report.json");
    let texts = |reference: &str| {
        let mut found = Vec::new();
        printed(&report, reference, &mut found);
        found.dedup();
        found
    };
    assert_eq!(texts("D1.pac-nam.n"), ["820 (r)"]);
    assert_eq!(texts("D1.pac-nam.xa-an-thang.n"), ["520 (r)"]);
    assert_eq!(texts("D1.pac-nam.d"), ["1.800"]);
    assert_eq!(texts("D1.pac-nam.xa-bang-thanh.n"), ["300"]);

    // The sentence with the figures has the sign too.
    let said = report["results"].to_string();
    assert!(said.contains("820/1.800"), "{said}");
    let pages = xhht::stages::pdf_text(desk.bytes("out/2024/bao-cao-bo.pdf")).unwrap();
    let sentence = pages.iter().flat_map(|page| page.lines());
    let mut sentence = sentence.filter(|line| line.contains("đạt 820/1.800"));
    assert!(sentence.next().is_some_and(|line| line.ends_with("(r).")));

    // The issued one is kept, and a second one takes its place in comparing.
    assert!(desk.path("out/2024/.issued/1/bao-cao-bo.pdf").exists());
    desk.run(["report", "2024", "--issue"]);
    assert_eq!(desk.run(["diff", "2024"]).code, 0);
    assert!(desk.path("out/2024/.issued/1/report.json").exists());
    desk.run(["report", "2024"]);
    let again = desk.json("out/2024/report.json");
    let mut found = Vec::new();
    printed(&again, "D1.pac-nam.n", &mut found);
    assert!(found.iter().all(|text| text == "820"), "{found:?}");
}

#[test]
fn a_run_is_recorded_and_what_changes_after_it_is_named() {
    let desk = Desk::empty();
    send(&desk, [[1000, 900, 500], [800, 700, 300]]);
    let none = desk.run(["verify", "2024"]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("manifest.json"), "{}", none.stderr);

    desk.run(["report", "2024"]);
    let whole = desk.run(["verify", "2024"]);
    assert_eq!(whole.code, 0, "{}", whole.stdout);
    let manifest = desk.json("out/2024/manifest.json");
    let run = manifest["run"].as_str().unwrap();
    assert_eq!(run.len(), 12);
    let method = desk.json("out/2024/report.json")["annexes"]["method"].to_string();
    assert!(method.contains(&format!("Mã lần chạy: {run}")), "{method}");
    let pages = xhht::stages::pdf_text(desk.bytes("out/2024/bao-cao-bo.pdf")).unwrap();
    assert!(pages.iter().any(|page| page.contains(run)));
    let files = |part: &Value| -> Vec<String> {
        let items = part.as_array().unwrap().iter();
        items.map(|item| item["path"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(files(&manifest["inputs"]["inbox"]), ["inbox/2024/pac nam.xlsx"]);
    assert!(files(&manifest["outputs"]).contains(&"bao-cao-tinh.pdf".to_owned()));
    assert!(
        files(&manifest["inputs"]["registers"]).contains(&"plan/plan.toml".to_owned())
    );

    send(&desk, [[1000, 900, 500], [800, 700, 301]]);
    desk.file("inbox/2024/moi.xlsx", b"khong phai bang tinh");
    desk.file("out/2024/tom-tat.pdf", b"sua tay");
    desk.file("templates/parts/annex.typ", b"// khac");
    std::fs::remove_file(desk.path("out/2024/so-lieu.xlsx")).unwrap();
    let changed = desk.run(["verify", "2024"]);
    assert_eq!(changed.code, 1);
    for line in [
        "Tệp trong inbox mới thêm: inbox/2024/moi.xlsx\n",
        "Tệp trong inbox đã thay đổi: inbox/2024/pac nam.xlsx\n",
        "Mẫu trình bày đã thay đổi: templates/parts/annex.typ\n",
        "Kết quả đã thay đổi: tom-tat.pdf\n",
        "Kết quả không còn: so-lieu.xlsx\n",
    ] {
        assert!(changed.stdout.contains(line), "{line}: {}", changed.stdout);
    }
}

#[test]
fn a_damaged_copy_of_what_was_issued_costs_the_signs_and_not_the_report() {
    let desk = Desk::empty();
    send(&desk, [[1000, 900, 500], [800, 700, 300]]);
    desk.run(["report", "2024", "--issue"]);
    desk.file("out/2024/.issued/1/report.json", b"{\"rows\": [");
    let ended = desk.run(["report", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert!(ended.stdout.contains("Không đánh dấu (r) được"), "{}", ended.stdout);
}

#[test]
fn a_draft_that_is_issued_is_said_to_be_one() {
    let desk = Desk::empty();
    send(&desk, [[1000, 900, 500], [800, 700, 300]]);
    let ended = desk.run(["report", "2024", "--issue"]);
    assert!(ended.stderr.contains("còn mang dấu DỰ THẢO"), "{}", ended.stderr);
}
