//! What is said of a register that is wrong: file, line, key, in Vietnamese.

use super::super::{COMPONENTS, OFFICE, PLAN, UNITS, load};
use super::Project;

fn said_of(project: &Project) -> String {
    let Err(error) = load(&project.0) else { panic!("the register is wrong") };
    error.to_string()
}

/// What is said about a register in which one text is replaced by another, at
/// the line where the replacement stands, unless it says otherwise.
#[track_caller]
fn refused(register: &str, shipped: &str, from: &str, to: &str, said: &str) {
    let at = shipped.find(from).expect("the text to replace is in the register");
    let line = shipped[..at].lines().count() + usize::from(shipped[..at].ends_with('\n'));
    let text = shipped.replacen(from, to, 1);
    let project = Project::with(register, &text);
    let error = said_of(&project);
    let place = format!("plan/{register}.toml, dòng {line}: ");
    assert!(error.starts_with(&place), "{error}\nexpected at {place}");
    assert!(error.contains(said), "{error}\nexpected: {said}");
}

#[test]
fn a_project_register_replaces_the_shipped_one() {
    let text = OFFICE.replace("number = \"\"", "number = \"412\"");
    let project = Project::with("office", &format!("\u{feff}{text}"));
    let plan = load(&project.0).expect("the register is valid");
    assert_eq!(plan.office.agency.number, "412");
    assert_eq!(plan.indicators().len(), 20);
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let said =
        "khóa “shrot”: không có khóa này trong sổ; dùng: code, section, name, short";
    refused("plan", PLAN, "short = \"Gia đình học tập\"", "shrot = \"Gia đình\"", said);
}

#[test]
fn what_serde_refuses_is_said_in_vietnamese() {
    let percent = "percent = \"37.5\"";
    refused(
        "plan",
        PLAN,
        percent,
        "percent = \"37,5\"",
        "khóa “percent”: “37,5” không phải",
    );
    refused("plan", PLAN, percent, "percent = \"137.5\"", "không phải tỷ lệ phần trăm");
    refused("plan", PLAN, percent, "percent = 37.5", "phải là chuỗi trong dấu ngoặc kép");
    let day = "date = \"2021-09-24\"";
    refused("plan", PLAN, day, "date = \"24/9/2021\"", "khóa “date”: ngày “24/9/2021”");
    refused(
        "plan",
        PLAN,
        "kind = \"status\" }",
        "kind = \"state\" }",
        "“state” không hợp lệ",
    );
    refused("office", OFFICE, "number = \"\"", "number = ", "sai cú pháp TOML");
    refused("office", OFFICE, "number = \"\"", "place = \"\"", "khai báo hai lần");
    refused(
        "components",
        COMPONENTS,
        "quarter = 4",
        "quarter = 5",
        "quý phải từ 1 đến 4",
    );
}

#[test]
fn a_missing_key_is_named_with_its_table() {
    let without = OFFICE.replacen("position = \"GIÁM ĐỐC\"\n", "", 1);
    let project = Project::with("office", &without);
    let error = said_of(&project);
    assert!(error.contains("khóa “position”: còn thiếu"), "{error}");
    let at = OFFICE.find("[office.signer]").expect("a table");
    let line = OFFICE[..at].lines().count() + 1;
    assert!(error.contains(&format!("dòng {line}:")), "{error}");
}

#[test]
fn references_and_duplicates_are_checked() {
    refused("plan", PLAN, "section = \"B\"", "section = \"E\"", "nhóm mục tiêu mã “E”");
    refused(
        "plan",
        PLAN,
        "variable = \"THCS\"",
        "variable = \"X\"",
        "không có biến mã “X”",
    );
    refused("plan", PLAN, "base = \"clans\"", "base = \"clan\"", "mẫu số mã “clan”");
    refused("plan", PLAN, "source = [\"so-tttt\"]", "source = [\"x\"]", "tỉnh mã “x”");
    refused("components", COMPONENTS, "lead = \"ldld\"", "lead = \"lđlđ\"", "mã “lđlđ”");
}

#[test]
fn what_contradicts_itself_is_refused() {
    refused("plan", PLAN, "code = \"D7\"\nkind", "code = \"D6\"\nkind", "“D6” đã có");
    refused(
        "plan",
        PLAN,
        "level-at-least\", level = 2",
        "level-at-least\", level = 3",
        "1 đến 2",
    );
    refused(
        "plan",
        PLAN,
        "{ kind = \"mark\" }",
        "{ kind = \"scale\" }",
        "không dùng được",
    );
    refused(
        "plan",
        PLAN,
        "valid_to = \"2025",
        "valid_from = \"2026-01-01\"\nvalid_to = \"2025",
        "sau ngày kết thúc",
    );
    refused(
        "plan",
        PLAN,
        "short = \"Kỹ năng sống\"",
        &format!("short = \"{}\"", "a".repeat(41)),
        "dài 41",
    );
    refused(
        "plan",
        PLAN,
        "basis = \"\"",
        "basis = \"Công văn\"",
        "phải khai báo cùng nhau",
    );
}

#[test]
fn two_units_may_not_be_written_alike() {
    let (from, to) = ("\"CCB\"", "\"HND\"");
    let at = UNITS.find("\"HNDT\"").expect("an alias of the farmers' union");
    let line = UNITS[..at].lines().count();
    let project = Project::with("units", &UNITS.replacen(from, to, 1));
    let error = said_of(&project);
    let said =
        format!("dòng {line}: khóa “aliases”: “HND” đã là tên của đơn vị mã “hoi-ccb”");
    assert!(error.contains(&said), "{error}");
    let from = "{ name = \"Xã Nam Mẫu\"";
    refused("units", UNITS, from, "{ name = \"Xã Hà Hiệu\"", "trùng với tên của");
}

#[test]
fn a_merger_that_does_not_add_up_is_refused() {
    let first = "{ district = \"tp-bac-kan\", name = \"Phường Huyền Tụng\" }";
    refused(
        "units",
        UNITS,
        "{ district = \"tp-bac-kan\", name = \"Phường Sông Cầu\" }",
        first,
        "Phường Huyền Tụng đã nhập vào Phường Đức Xuân",
    );
    refused(
        "units",
        UNITS,
        first,
        "{ district = \"tp-bac-kan\", name = \"Xã Không Có\" }",
        "không có Xã Không Có",
    );
    let without = UNITS.replacen(&format!("  {first},\n"), "", 1);
    let error = said_of(&Project::with("units", &without));
    assert!(error.contains("Phường Huyền Tụng chưa nhập vào đơn vị mới nào"), "{error}");
}

#[test]
fn gaps_and_overlaps_of_validity_are_refused() {
    let tier = "kind = \"commune\"\none = \"xã\"";
    let at = UNITS.find(tier).expect("a tier");
    let from = "valid_from = \"2025-07-01\"";
    let here = at + UNITS[at..].find(from).expect("a day");
    let moved = |day: &str| {
        format!("{}valid_from = \"{day}\"{}", &UNITS[..here], &UNITS[here + from.len()..])
    };
    for day in ["2025-07-02", "2025-06-30"] {
        let error = said_of(&Project::with("units", &moved(day)));
        assert!(error.contains("không hở, không chồng"), "{day}: {error}");
    }
    refused(
        "units",
        UNITS,
        "succeeds = [{ code = \"so-tttt\"",
        "succeeds = [{ code = \"so-bcvt\"",
        "không có cơ quan mã “so-bcvt”",
    );
}

/// Slips and forms are named by the code.
#[test]
fn a_unit_cannot_be_called_as_a_device_of_windows() {
    let said = "trùng tên Windows dành cho thiết bị";
    for code in ["con", "AUX", "com1"] {
        let to = format!("code = \"{code}\"");
        refused("units", UNITS, "code = \"hoi-ccb\"", &to, said);
    }
}

/// Adding a commune, a successor, an amendment, a base or a break needs no code.
#[test]
fn a_register_grows_without_code() {
    let more = format!(
        "{PLAN}\n[[amendment]]\ndocument = \"99/QĐ-UBND\"\nvalid_from = \"2027-03-01\"\n\n\
         [[amendment.target]]\ncode = \"D1\"\nyear = 2030\npercent = \"92.5\"\n\
         text = \"92,5% gia đình\"\n\n[[amendment.break]]\ncode = \"D1\"\n\
         why = \"Đếm lại số hộ.\"\n\n[[amendment.drop]]\ncode = \"D4\"\n\
         why = \"bãi bỏ\"\n"
    );
    let project = Project::with("plan", &more);
    let plan = load(&project.0).expect("the register is valid");
    let of = |year: i16| plan.of_year(year);
    let target = |year: i16| {
        let plan = of(year);
        let targets = plan.targets_for(year);
        let (_, target) = targets.into_iter().find(|(one, _)| one.code == "D1")?;
        target.and_then(|target| target.percent).map(|share| share.to_string())
    };
    assert_eq!(target(2026).as_deref(), Some("90"));
    assert_eq!(target(2027).as_deref(), Some("92,5"));
    let d1 = |year| of(year).indicator("D1").map(|one| one.breaks_in(2027));
    assert_eq!((d1(2026), d1(2027)), (Some(false), Some(true)));
    let d4 = |year| of(year).indicator("D4").map(|one| one.over);
    assert_eq!((d4(2026), d4(2027)), (Some(false), Some(true)));
}
