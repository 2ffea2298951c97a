//! What stays of a run: its record, and the report that was issued.

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::clerk::{REASONS, Tome};
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

/// A report of Pác Nặm, issued so many times.
fn issued(times: usize) -> Desk {
    let desk = Desk::empty();
    send(&desk, [[1000, 900, 500], [800, 700, 300]]);
    for _ in 0..times {
        let ended = desk.run(["report", "2024", "--issue"]);
        assert_eq!(ended.code, 1, "{}", ended.stderr);
    }
    desk
}

const ARCHIVE: &str = "out/2024/.issued";

/// Everything that would use the archive refuses, says exactly what is wrong, and
/// changes nothing in it; a plain report is made, and is a draft that says why.
#[track_caller]
fn is_refused(desk: &Desk, what: &str) {
    let diff = desk.run(["diff", "2024"]);
    assert_eq!(diff.code, 2, "{}", diff.stdout);
    assert!(
        diff.stderr.contains("không còn nguyên vẹn nên không dùng"),
        "{}",
        diff.stderr
    );
    assert!(diff.stderr.contains(what), "{what}: {}", diff.stderr);

    let former = desk.bytes("out/2024/manifest.json");
    let issue = desk.run(["report", "2024", "--issue"]);
    assert_eq!(issue.code, 2, "{}", issue.stderr);
    assert!(issue.stderr.contains(what), "{what}: {}", issue.stderr);
    assert!(!issue.stdout.contains("Đã lưu bản này"), "{}", issue.stdout);
    assert_eq!(desk.bytes("out/2024/manifest.json"), former, "nothing was written");

    let verify = desk.run(["verify", "2024"]);
    assert_eq!(verify.code, 2, "{}", verify.stdout);
    assert!(verify.stdout.contains("KHÔNG còn nguyên vẹn"), "{}", verify.stdout);
    assert!(verify.stdout.contains(what), "{what}: {}", verify.stdout);

    let report = desk.run(["report", "2024"]);
    assert_eq!(report.code, 1, "{}", report.stderr);
    assert!(report.stdout.contains("Không đánh dấu (r) được"), "{}", report.stdout);
    let summary = desk.summary(2024);
    let findings = summary["findings"].as_array().unwrap().iter();
    let told: Vec<&Value> = findings.filter(|one| one["code"] == "L11").collect();
    let [told] = told[..] else { panic!("one L11: {told:?}") };
    assert!(told["message"].as_str().unwrap().contains(what), "{told}");
    let last = desk.run(["report", "2024", "--final"]);
    assert_eq!(last.code, 2);
    assert!(last.stderr.contains("[L11] .issued: "), "{}", last.stderr);
}

#[test]
fn an_archive_with_a_file_missing_added_or_changed_is_not_used() {
    let desk = issued(1);
    let whole = desk.run(["verify", "2024"]);
    assert_eq!(whole.code, 0, "{}", whole.stdout);
    assert!(whole.stdout.contains("Kho lưu bản đã ban hành: 1 bản"), "{}", whole.stdout);

    let path = format!("{ARCHIVE}/1/report.json");
    let report = desk.bytes(&path);
    std::fs::remove_file(desk.path(&path)).unwrap();
    is_refused(&desk, "bản 1: report.json không còn");

    // 800 families issued become 801, in all files that say so.
    let forged = String::from_utf8(report.clone()).unwrap().replace("\"800\"", "\"801\"");
    assert_ne!(forged.as_bytes(), report);
    desk.file(&path, forged.as_bytes());
    is_refused(&desk, "bản 1: report.json đã thay đổi");

    desk.file(&path, &report);
    assert_eq!(desk.run(["diff", "2024"]).code, 0);
    desk.file(&format!("{ARCHIVE}/1/bao-cao-bo (2).pdf"), b"%PDF");
    is_refused(&desk, "bản 1: bao-cao-bo (2).pdf mới thêm");
    std::fs::remove_file(desk.path(&format!("{ARCHIVE}/1/bao-cao-bo (2).pdf"))).unwrap();

    desk.file(&format!("{ARCHIVE}/1/manifest.json"), b"{\"run\": [");
    is_refused(&desk, "bản 1: manifest.json không đọc được");
}

#[test]
fn a_broken_archive_is_accepted_like_any_error_and_then_holds_up_nothing() {
    let desk = issued(1);
    std::fs::remove_file(desk.path(&format!("{ARCHIVE}/1/tom-tat.pdf"))).unwrap();
    assert_eq!(desk.run(["edit", "2024"]).code, 0);
    let mut tome = Tome::open(&desk.bytes("out/2024/bien-tap.xlsx"));
    let key = tome.key_of(REASONS, &[("Mã lỗi", "L11")]);
    tome.write(REASONS, &key, "Bản giấy đã đối chiếu, không khác số nào.");
    desk.file("inbox/2024/bien-tap.xlsx", &tome.save());
    let last = desk.run(["report", "2024", "--final"]);
    assert!(!last.stderr.contains("[L11]"), "{}", last.stderr);
    // Another file gone is another finding.
    std::fs::remove_file(desk.path(&format!("{ARCHIVE}/1/so-lieu.xlsx"))).unwrap();
    let last = desk.run(["report", "2024", "--final"]);
    assert!(last.stderr.contains("[L11]"), "{}", last.stderr);
}

#[test]
fn what_is_no_number_of_a_report_is_named_and_nothing_breaks() {
    let desk = issued(1);
    // What file managers drop is nobody's report.
    desk.file(&format!("{ARCHIVE}/Thumbs.db"), b"x");
    desk.file(&format!("{ARCHIVE}/1/desktop.ini"), b"x");
    assert_eq!(desk.run(["diff", "2024"]).code, 0);
    for name in ["4294967295", "abc", "01", "0", "99999999999999999999"] {
        let folder = desk.path(&format!("{ARCHIVE}/{name}"));
        std::fs::create_dir(&folder).unwrap();
        is_refused(&desk, &format!("“{name}” không phải thư mục của một bản"));
        std::fs::remove_dir(folder).unwrap();
    }
    desk.file(&format!("{ARCHIVE}/2"), b"a file");
    is_refused(&desk, "“2” không phải thư mục của một bản");
    std::fs::remove_file(desk.path(&format!("{ARCHIVE}/2"))).unwrap();
    let (one, three) =
        (desk.path(&format!("{ARCHIVE}/1")), desk.path(&format!("{ARCHIVE}/3")));
    std::fs::rename(one, three).unwrap();
    is_refused(&desk, "thiếu bản 1 đến 2");
}

#[test]
fn a_file_in_place_of_the_archive_is_no_year_without_one() {
    let desk = issued(1);
    std::fs::remove_dir_all(desk.path(ARCHIVE)).unwrap();
    desk.file(ARCHIVE, b"a file");
    is_refused(&desk, "đây không phải là thư mục");
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_the_archive_are_not_followed() {
    let desk = issued(1);
    let path = desk.path(&format!("{ARCHIVE}/1/summary.json"));
    std::fs::rename(&path, desk.path("summary.json")).unwrap();
    std::os::unix::fs::symlink(desk.path("summary.json"), &path).unwrap();
    is_refused(&desk, "bản 1: summary.json không đọc được");
    std::fs::remove_file(&path).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    if made.is_ok_and(|made| made.success()) {
        is_refused(&desk, "bản 1: summary.json không đọc được");
    }
}

#[test]
fn each_issued_report_names_the_record_of_the_one_before() {
    let desk = issued(2);
    let [one, two] = ["1", "2"].map(|number| format!("{ARCHIVE}/{number}/manifest.json"));
    assert_eq!(
        desk.json(&one)["issue"],
        serde_json::json!({"number": 1, "previous": null})
    );
    let digest = Sha256::digest(desk.bytes(&one));
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let link = serde_json::json!({"number": 2, "previous": digest});
    assert_eq!(desk.json(&two)["issue"], link);
    // A run after it names what its signs were set by.
    desk.run(["report", "2024"]);
    let digest = Sha256::digest(desk.bytes(&two));
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(desk.json("out/2024/manifest.json")["inputs"]["issued_sha256"], digest);
    assert_eq!(desk.run(["verify", "2024"]).code, 0);

    // Who forges the first report and mends its record is betrayed by the second.
    let path = format!("{ARCHIVE}/1/report.json");
    let forged =
        String::from_utf8(desk.bytes(&path)).unwrap().replace("\"800\"", "\"801\"");
    desk.file(&path, forged.as_bytes());
    let mut record = desk.json(&one);
    let digest = Sha256::digest(&forged);
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let outputs = record["outputs"].as_array_mut().unwrap();
    let item = outputs.iter_mut().find(|one| one["path"] == "report.json").unwrap();
    item["sha256"] = digest.into();
    desk.file(&one, record.to_string().as_bytes());
    is_refused(&desk, "bản 1: manifest.json đã khác so với lúc ban hành bản 2");
}

#[test]
fn a_last_report_taken_out_of_the_archive_is_missed_by_verify() {
    let desk = issued(2);
    std::fs::remove_dir_all(desk.path(&format!("{ARCHIVE}/2"))).unwrap();
    let verify = desk.run(["verify", "2024"]);
    assert_eq!(verify.code, 2, "{}", verify.stdout);
    let said = "đã ban hành đến bản 2 theo manifest.json, nay chỉ còn 1 bản";
    assert!(verify.stdout.contains(said), "{}", verify.stdout);
}

#[test]
fn an_archive_of_a_former_version_is_the_beginning_of_a_chain() {
    let desk = issued(1);
    let path = format!("{ARCHIVE}/1/manifest.json");
    let mut record = desk.json(&path);
    record.as_object_mut().unwrap().remove("issue");
    desk.file(&path, record.to_string().as_bytes());
    assert_eq!(desk.run(["diff", "2024"]).code, 0);
    desk.run(["report", "2024", "--issue"]);
    assert_eq!(desk.run(["verify", "2024"]).code, 0);
    // But after a link there is no going back.
    let two = format!("{ARCHIVE}/2/manifest.json");
    std::fs::rename(desk.path(&format!("{ARCHIVE}/2")), desk.path("ban-2")).unwrap();
    assert_eq!(desk.run(["report", "2024", "--issue"]).code, 1);
    assert_eq!(desk.run(["report", "2024", "--issue"]).code, 1);
    let mut record = desk.json(&format!("{ARCHIVE}/3/manifest.json"));
    record.as_object_mut().unwrap().remove("issue");
    desk.file(&format!("{ARCHIVE}/3/manifest.json"), record.to_string().as_bytes());
    assert!(desk.path(&two).exists());
    is_refused(&desk, "bản 3: manifest.json không ghi bản trước");
}

#[test]
fn a_report_of_one_kind_is_issued_whole_though_others_lie_beside_it() {
    let desk = Desk::of_year(2025);
    assert_eq!(desk.run(["report", "2025"]).code, 1);
    let ended = desk.run(["report", "2025", "--kind", "midterm", "--issue"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert!(!desk.path("out/2025/.issued/1/report.json").exists());
    assert!(desk.path("out/2025/.issued/1/so-ket.json").exists());
    let verify = desk.run(["verify", "2025"]);
    assert_eq!(verify.code, 0, "{}", verify.stdout);
    let diff = desk.run(["diff", "2025"]);
    assert_eq!(diff.code, 0, "{}{}", diff.stdout, diff.stderr);
}

#[test]
fn a_long_list_on_the_screen_ends_with_how_many_more() {
    let desk = issued(0);
    desk.run(["report", "2024"]);
    for number in 0..60 {
        desk.file(&format!("inbox/2024/thu {number:02}.txt"), b"thu");
    }
    let verify = desk.run(["verify", "2024"]);
    assert_eq!(verify.code, 1);
    assert!(
        verify.stdout.contains("… và 20 dòng khác, xem manifest.json."),
        "{}",
        verify.stdout
    );
    assert!(verify.stdout.lines().count() < 50, "{}", verify.stdout);
}

#[test]
fn a_draft_that_is_issued_is_said_to_be_one() {
    let desk = Desk::empty();
    send(&desk, [[1000, 900, 500], [800, 700, 300]]);
    let ended = desk.run(["report", "2024", "--issue"]);
    assert!(ended.stderr.contains("còn mang dấu DỰ THẢO"), "{}", ended.stderr);
}
