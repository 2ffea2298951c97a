//! Forms out and back: what is filled in is what is counted.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use crate::desk::Desk;
use crate::filling::{self, Spot, Value as Written};

const DISTRICTS: [(&str, &str); 8] = [
    ("tp-bac-kan", "TP Bắc Kạn"),
    ("ba-be", "Ba Bể"),
    ("bach-thong", "Bạch Thông"),
    ("cho-don", "Chợ Đồn"),
    ("cho-moi", "Chợ Mới"),
    ("na-ri", "Na Rì"),
    ("ngan-son", "Ngân Sơn"),
    ("pac-nam", "Pác Nặm"),
];

/// 9 December 2024 as Excel counts days.
const DAY: i64 = 45_635;

/// Indicator, unit, commune (or none) and part: what was filled in.
type Counts = BTreeMap<(String, String, String, &'static str), i64>;

/// Everything that was filled in, kept by hand beside the forms.
#[derive(Default)]
struct Books {
    counts: Counts,
    words: Vec<String>,
}

fn sent(desk: &Desk) -> Vec<(String, Vec<u8>)> {
    let ended = desk.run(["forms", "2024"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let folder = desk.path("out/2024/bieu-mau");
    let mut forms: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let bytes = desk.bytes(&format!("out/2024/bieu-mau/{name}"));
            let unit = name.strip_prefix("XHHT-2024-").unwrap();
            (unit.strip_suffix(".xlsx").unwrap().to_owned(), bytes)
        })
        .collect();
    // Districts first: bodies repeat their sums.
    let rank = |unit: &str| DISTRICTS.iter().position(|(code, _)| *code == unit);
    forms.sort_by_key(|(unit, _)| (rank(unit).unwrap_or(99), unit.clone()));
    forms
}

impl Books {
    /// What a unit writes into a cell; nothing is left blank but the lines of
    /// commendations.
    fn answer(&mut self, unit: &str, spot: &Spot, index: usize) -> Option<Written> {
        let words = |text: String| Some(Written::Text(text));
        match spot.sheet.as_str() {
            "Hướng dẫn" => Some(Written::Number(DAY)),
            "Nội dung báo cáo" => {
                let text =
                    format!("{}: {unit} đã thực hiện, đạt kết quả tốt.", spot.label);
                self.words.push(text.clone());
                words(text)
            }
            "Kinh phí, khen thưởng" if spot.label.starts_with("Ngân sách") => {
                Some(Written::Number(375))
            }
            "Kinh phí, khen thưởng" if spot.label.starts_with("Xã hội hóa") => {
                Some(Written::Number(0))
            }
            "Kinh phí, khen thưởng" => None,
            "Mức độ, công nhận" => words(self.level(unit, spot, index)),
            "Số liệu chung" => Some(Written::Number(self.own(unit, spot))),
            _ => Some(Written::Number(self.count(unit, spot, index))),
        }
    }

    fn district(label: &str) -> Option<usize> {
        DISTRICTS.iter().position(|(_, name)| *name == label)
    }

    fn part(head: &str) -> &'static str {
        match head {
            "Số đạt" => "numerator",
            "Số đăng ký" => "registered",
            _ => "denominator",
        }
    }

    /// Counts by commune, and by district those of bodies.
    fn count(&mut self, unit: &str, spot: &Spot, index: usize) -> i64 {
        let code = spot.sheet.split(' ').next().unwrap().to_owned();
        let part = Self::part(&spot.head);
        let i = i64::try_from(index).unwrap();
        if Self::district(
            DISTRICTS.iter().find(|(one, _)| *one == unit).map_or("", |d| d.1),
        )
        .is_some()
        {
            let total = 40 + 3 * i + i64::try_from(code.len()).unwrap();
            let count = match part {
                "denominator" => total,
                "registered" => total - 2,
                _ => total - 5 - i % 3,
            };
            self.keep(&code, unit, &spot.label, part, count);
            return count;
        }
        let (district, _) = DISTRICTS[Self::district(&spot.label).unwrap()];
        let people = self.sum("D7", district, "denominator");
        let count = match (code.as_str(), part) {
            ("D1" | "D2" | "D3", _) => return self.sum(&code, district, part),
            ("B3" | "B4", "denominator") => people,
            ("B3", _) => people / 2,
            ("B4", _) => people / 10,
            ("B1" | "B2", "denominator") => people - 100,
            ("B1", _) => people / 2,
            _ => people / 3,
        };
        self.keep(&code, district, "", part, count);
        count
    }

    fn own(&mut self, unit: &str, spot: &Spot) -> i64 {
        let code =
            if spot.label.starts_with("Đơn vị học tập") { "D6" } else { "C1" };
        let part = Self::part(&spot.head);
        let count = if part == "denominator" { 96 } else { 75 };
        self.keep(code, unit, "", part, count);
        count
    }

    fn level(&mut self, unit: &str, spot: &Spot, index: usize) -> String {
        let own = DISTRICTS.iter().position(|(code, _)| *code == unit);
        let district = own.or_else(|| Self::district(&spot.label)).unwrap();
        let even = district % 2 == 0;
        let (code, name) = DISTRICTS[district];
        let head = spot.head.as_str();
        let mut state = |indicator: &str, reached: bool| {
            if own.is_none() {
                self.keep(indicator, code, "", "numerator", i64::from(reached));
                self.keep(indicator, code, "", "denominator", 1);
            }
        };
        if head.contains("xóa mù chữ") {
            state("A1", true);
            state("A2", even);
            return if even { "Mức độ 2" } else { "Mức độ 1" }.to_owned();
        }
        if head.contains("mầm non") {
            state("A3", true);
            return "Có".to_owned();
        }
        if head.contains("tiểu học") {
            state("A4", true);
            return "Mức độ 3".to_owned();
        }
        if head.contains("trung học cơ sở") {
            state("A5", true);
            state("A6", even);
            return if even { "Mức độ 3" } else { "Mức độ 2" }.to_owned();
        }
        if head.starts_with("Huyện, thành phố") {
            state("D8", name == "Ba Bể");
            return if name == "Ba Bể" { "Có" } else { "Không" }.to_owned();
        }
        if head.starts_with("Trung tâm") {
            let uses = index.is_multiple_of(2);
            self.keep("C2", code, &spot.label, "numerator", i64::from(uses));
            self.keep("C2", code, &spot.label, "denominator", 1);
            return if uses { "Có" } else { "Không" }.to_owned();
        }
        assert!(head.starts_with("Cộng đồng học tập cấp xã"), "{spot:?}");
        self.keep("D5", code, &spot.label, "denominator", 1);
        let level = ["Mức độ 1", "Mức độ 2", "Chưa đạt"][index % 3];
        let known = ["Mức độ 1", "Mức độ 2", "Chưa đạt"][index % 3];
        self.keep(known, code, &spot.label, "level", 1);
        level.to_owned()
    }

    fn keep(
        &mut self,
        code: &str,
        unit: &str,
        commune: &str,
        part: &'static str,
        count: i64,
    ) {
        let key = (code.to_owned(), unit.to_owned(), commune.to_owned(), part);
        assert_eq!(self.counts.insert(key.clone(), count), None, "{key:?} twice");
    }

    /// A unit's communes together, or its own figure.
    fn sum(&self, code: &str, unit: &str, part: &str) -> i64 {
        let own = self.counts.iter().filter(|((c, u, _, p), _)| {
            c == code && (unit.is_empty() || u == unit) && *p == part
        });
        own.map(|(_, count)| count).sum()
    }

    /// A form filled in by this unit.
    fn values(&mut self, unit: &str, form: &[u8]) -> Vec<(String, String, Written)> {
        let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut values = Vec::new();
        for spot in filling::spots(form) {
            let letters: String =
                spot.cell.chars().filter(char::is_ascii_uppercase).collect();
            let index = seen.entry((spot.sheet.clone(), letters)).or_default();
            if let Some(value) = self.answer(unit, &spot, *index) {
                values.push((spot.sheet.clone(), spot.cell.clone(), value));
            }
            *index += 1;
        }
        values
    }

    /// The summary says what was filled in, and nothing else.
    fn compare(&self, summary: &Value) {
        let rows = summary["by_unit"].as_array().unwrap();
        assert!(rows.len() > 100, "{} rows", rows.len());
        for row in rows {
            let (code, unit) =
                (row["code"].as_str().unwrap(), row["unit"].as_str().unwrap());
            for part in ["numerator", "denominator", "registered"] {
                let stated = self.counts.keys().any(|(c, u, _, p)| {
                    (c.as_str(), u.as_str(), *p) == (code, unit, part)
                });
                let expected = stated.then(|| self.sum(code, unit, part));
                assert_eq!(row[part].as_i64(), expected, "{row}");
            }
        }
        let communes = summary["by_commune"].as_array().unwrap();
        assert_eq!(communes.len(), 7 * 108);
        for row in communes {
            let text = |name: &str| row[name].as_str().unwrap().to_owned();
            for part in ["numerator", "denominator", "registered"] {
                let key = (text("code"), text("unit"), text("commune"), part);
                assert_eq!(row[part].as_i64(), self.counts.get(&key).copied(), "{row}");
            }
        }
        let indicators = summary["indicators"].as_array().unwrap();
        let of = |code: &str| indicators.iter().find(|one| one["code"] == code).unwrap();
        for code in ["A2", "A6", "B1", "B4", "C1", "C2", "D1", "D6", "D7", "D8"] {
            assert_eq!(of(code)["numerator"], self.sum(code, "", "numerator"), "{code}");
            assert_eq!(
                of(code)["denominator"],
                self.sum(code, "", "denominator"),
                "{code}"
            );
        }
        for level in ["Mức độ 1", "Mức độ 2", "Chưa đạt"] {
            assert_eq!(
                of("D5")["levels"][level],
                self.sum(level, "", "level"),
                "{level}"
            );
        }
    }
}

/// All forms filled in and returned, and what was filled in.
fn returned(desk: &Desk) -> Books {
    let mut books = Books::default();
    for (unit, form) in sent(desk) {
        let values = books.values(&unit, &form);
        let name = format!("inbox/2024/XHHT-2024-{unit}.xlsx");
        desk.file(&name, &filling::filled(&form, &values));
    }
    books
}

#[test]
fn what_is_filled_in_is_what_is_counted() {
    let desk = Desk::empty();
    let books = returned(&desk);
    let ended = desk.run(["report", "2024"]);
    let summary = desk.summary(2024);
    assert_eq!(codes(&summary), Vec::<String>::new(), "{:#}", summary["findings"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    books.compare(&summary);
    assert_eq!(summary["missing_units"].as_array().unwrap().len(), 0);
    for one in summary["submissions"].as_array().unwrap() {
        let expected = ("accepted", "2024-12-09", false);
        let found = (one["status"].as_str(), one["date"].as_str(), one["late"].as_bool());
        assert_eq!(
            found,
            (Some(expected.0), Some(expected.1), Some(expected.2)),
            "{one}"
        );
    }
    let budget = summary["budget"].as_array().unwrap();
    assert_eq!(budget.len(), 28);
    assert!(budget.iter().all(|one| one["state"] == 375 && one["social"] == 0));
    let report = String::from_utf8(desk.bytes("out/2024/report.json")).unwrap();
    for words in books.words.iter().filter(|words| words.contains("ba-be")) {
        let said = words.split(": ").nth(1).unwrap();
        assert!(report.contains(said), "{words}");
    }
}

/// One form of Ba Bể, filled in.
fn of_ba_be(desk: &Desk) -> (Vec<u8>, Books) {
    let mut books = Books::default();
    let forms = sent(desk);
    let (_, form) = forms.iter().find(|(unit, _)| unit == "ba-be").unwrap();
    let values = books.values("ba-be", form);
    (filling::filled(form, &values), books)
}

fn summary_of(name: &str, bytes: &[u8]) -> Value {
    let desk = Desk::empty();
    desk.file(&format!("inbox/2024/{name}"), bytes);
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    desk.summary(2024)
}

/// Findings that are not about units of which nothing came.
fn codes(summary: &Value) -> Vec<String> {
    let findings = summary["findings"].as_array().unwrap().iter();
    let codes = findings.map(|one| one["code"].as_str().unwrap().to_owned());
    // That titles are provisional is said of every year.
    codes.filter(|code| code != "L03" && code != "Q01").collect()
}

#[track_caller]
fn same_figures(summary: &Value, plain: &Value) {
    for list in ["by_unit", "by_commune", "budget"] {
        assert!(!summary[list].as_array().unwrap().is_empty(), "{list}");
        assert_eq!(summary[list], plain[list], "{list}");
    }
    assert_eq!(codes(summary), Vec::<String>::new(), "{:#}", summary["findings"]);
    let submission = &summary["submissions"][0];
    assert_eq!(submission["unit"], "ba-be");
    assert_eq!(submission["date"], "2024-12-09");
}

#[test]
fn a_form_is_known_after_other_hands_changed_its_looks() {
    let (form, _) = of_ba_be(&Desk::empty());
    let plain = summary_of("a.xlsx", &form);
    same_figures(&plain, &plain);
    let renamed = filling::rewritten(&form, |part, text| {
        if part == "xl/workbook.xml" {
            (1..10).fold(text, |text, number| {
                let id = format!("sheetId=\"{number}\"");
                let Some((before, after)) = text.split_once(&id) else { return text };
                let (head, _) = before.rsplit_once("name=\"").unwrap();
                format!("{head}name=\"Sheet{number}\" {id}{after}")
            })
        } else {
            text
        }
    });
    assert_ne!(renamed, form);
    same_figures(&summary_of("a.xlsx", &renamed), &plain);
    let inserted = filling::with_rows_inserted(&form, 9, 2);
    same_figures(&summary_of("a.xlsx", &inserted), &plain);
    let pushed = filling::with_rows_inserted(&form, 1, 3);
    same_figures(&summary_of("a.xlsx", &pushed), &plain);
    // The properties are gone, or the cell is.
    let lost = |part: &'static str| {
        filling::rewritten(&form, move |name, text| {
            if name == part { text.replace("XHHT.2024.ba-be.v1", "mất") } else { text }
        })
    };
    for part in ["docProps/custom.xml", "xl/sharedStrings.xml"] {
        same_figures(&summary_of("a.xlsx", &lost(part)), &plain);
    }
}

#[test]
fn a_sheet_of_a_form_that_is_called_a_draft_or_of_others_is_asked_about() {
    let (form, _) = of_ba_be(&Desk::empty());
    let names = filling::spots(&form).into_iter().map(|spot| spot.sheet);
    let own = names.into_iter().find(|name| name.starts_with("D1")).unwrap();
    for (name, code) in [
        ("Nháp", "T11"),
        ("KH 2024", "T11"),
        ("30.6", "T11"),
        ("Chưa đạt", "T14"),
        ("Hộ nghèo", "T14"),
        ("Chợ Đồn", "I11"),
        ("nghìn", "T06"),
    ] {
        let renamed = filling::rewritten(&form, |part, text| match part {
            "xl/workbook.xml" => text.replace(&own, name),
            _ => text,
        });
        let summary = summary_of("a.xlsx", &renamed);
        let units = summary["by_unit"].as_array().unwrap();
        let families =
            units.iter().find(|row| row["code"] == "D1" && row["unit"] == "ba-be");
        let achieved = families.and_then(|row| row["numerator"].as_i64());
        assert_eq!(achieved, None, "{name}");
        assert!(codes(&summary).contains(&code.to_owned()), "{name}: {summary:#}");
    }
}

#[test]
fn an_older_form_and_one_of_another_unit_or_year_are_called_so() {
    let (form, _) = of_ba_be(&Desk::empty());
    let stamped = |stamp: &str| {
        filling::rewritten(&form, |_, text| text.replace("XHHT.2024.ba-be.v1", stamp))
    };
    let said = |summary: &Value, code: &str| {
        let findings = summary["findings"].as_array().unwrap();
        let one = findings.iter().find(|one| one["code"] == code);
        let one = one.unwrap_or_else(|| panic!("no {code} in {findings:#?}"));
        (
            one["severity"].as_str().unwrap().to_owned(),
            one["message"].as_str().unwrap().to_owned(),
        )
    };
    let older = summary_of("a.xlsx", &stamped("XHHT.2024.ba-be.v0"));
    let expected = "Ba Bể: biểu mẫu phiên bản 0, cũ hơn phiên bản hiện hành 1; số liệu được đọc theo nội dung.";
    assert_eq!(said(&older, "I10"), ("warning".to_owned(), expected.to_owned()));
    assert_eq!(older["submissions"][0]["status"], "accepted-with-findings");

    let foreign = summary_of("a.xlsx", &stamped("XHHT.2024.pac-nam.v1"));
    let expected = "a.xlsx: biểu mẫu này phát cho Pác Nặm nhưng nội dung là của Ba Bể; không dùng tệp này.";
    assert_eq!(said(&foreign, "I08"), ("error".to_owned(), expected.to_owned()));
    assert!(foreign["by_unit"].as_array().unwrap().is_empty());

    let misnamed = summary_of("PacNam 2024.xlsx", &form);
    let expected =
        "Biểu mẫu này của Ba Bể nhưng tên tệp là của Pác Nặm; đã tính cho Ba Bể.";
    assert_eq!(said(&misnamed, "I09"), ("warning".to_owned(), expected.to_owned()));
    assert_eq!(misnamed["submissions"][0]["unit"], "ba-be");

    let late = summary_of("a.xlsx", &stamped("XHHT.2023.ba-be.v1"));
    let expected =
        "Ba Bể: đây là biểu mẫu của năm 2023, không phải năm 2024; không dùng tệp này.";
    assert_eq!(said(&late, "I05"), ("error".to_owned(), expected.to_owned()));
    assert!(late["by_unit"].as_array().unwrap().is_empty());
}

#[test]
fn a_form_returned_blank_is_its_unit_s_and_says_so() {
    let desk = Desk::empty();
    let forms = sent(&desk);
    for (unit, form) in &forms {
        desk.file(&format!("inbox/2024/XHHT-2024-{unit}.xlsx"), form);
    }
    desk.run(["check", "2024"]);
    let summary = desk.summary(2024);
    for one in summary["submissions"].as_array().unwrap() {
        assert!(one["unit"].is_string(), "{one}");
    }
    let expected = ["I02", "I07", "L06", "L07", "V01", "V18"];
    for one in summary["findings"].as_array().unwrap() {
        assert!(expected.contains(&one["code"].as_str().unwrap()), "{one}");
    }
    assert_eq!(summary["unusable_units"].as_array().unwrap().len(), 16);
}

#[test]
fn signs_in_a_form_stay_what_they_are() {
    let desk = Desk::empty();
    let forms = sent(&desk);
    let (_, form) = forms.iter().find(|(unit, _)| unit == "so-tttt").unwrap();
    let spots = filling::spots(form);
    let of_b1: Vec<&Spot> =
        spots.iter().filter(|spot| spot.sheet.starts_with("B1")).collect();
    assert_eq!(of_b1.len(), 16);
    let values: Vec<(String, String, Written)> = of_b1
        .iter()
        .enumerate()
        .map(|(index, spot)| {
            let value = match index {
                3 => Written::Number(0),
                5 => Written::Text("-".to_owned()),
                7 => Written::Text("...".to_owned()),
                9 => Written::Text("x".to_owned()),
                _ => Written::Number(100),
            };
            (spot.sheet.clone(), spot.cell.clone(), value)
        })
        .collect();
    let summary = summary_of("a.xlsx", &filling::filled(form, &values));
    let rows = summary["by_unit"].as_array().unwrap();
    let numerators: Vec<Option<i64>> = DISTRICTS
        .iter()
        .map(|(unit, _)| {
            let row = rows.iter().find(|row| row["unit"] == *unit).unwrap();
            row["numerator"].as_i64()
        })
        .collect();
    let all = Some(100);
    assert_eq!(numerators, [all, Some(0), Some(0), None, None, all, all, all]);
    let codes = codes(&summary);
    assert!(
        codes.contains(&"V02".to_owned()) && codes.contains(&"V03".to_owned()),
        "{codes:?}"
    );
}

#[test]
fn the_year_before_and_the_targets_stand_beside_the_cells_to_fill() {
    let desk = Desk::of_year(2023);
    let forms = sent(&desk);
    let (_, form) = forms.iter().find(|(unit, _)| unit == "ba-be").unwrap();
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(form.clone())).unwrap();
    let range =
        calamine::Reader::worksheet_range(&mut book, "D1 Gia đình học tập").unwrap();
    let at = |row: u32, col: u32| range.get_value((row, col)).map(ToString::to_string);
    let truth =
        std::fs::read(crate::desk::repository().join("tests/truth/2023.truth.json"));
    let truth: Value = serde_json::from_slice(&truth.unwrap()).unwrap();
    let district = &truth["districts"]["Ba Bể"];
    let total = (6..40).find(|row| at(*row, 1).as_deref() == Some("Tổng cộng")).unwrap();
    let beside = [6, 7, 8].map(|col| at(total, col));
    let expected = ["ho", "dkgd", "gd"].map(|part| Some(district[part].to_string()));
    assert_eq!(beside, expected);
    assert_eq!(at(total, 10).as_deref(), Some("0.8"));
    let filled = desk.run(["forms", "2024"]);
    assert!(filled.stdout.contains("28 biểu mẫu"), "{}", filled.stdout);
}

/// Where LibreOffice or openpyxl stand on this machine, forms go through them;
/// where not, this says so and passes. It never runs in CI.
#[test]
#[expect(clippy::print_stdout, reason = "a test that was skipped says so")]
fn forms_survive_libreoffice_and_openpyxl() {
    let has = |program: &str, args: &[&str]| {
        Command::new(program).args(args).output().is_ok_and(|done| done.status.success())
    };
    let openpyxl = has("python3", &["-c", "import openpyxl"]);
    let office = has("soffice", &["--version"]);
    if std::env::var_os("CI").is_some() {
        println!("skipped: other programs are not asked in CI");
        return;
    }
    if !openpyxl || !office {
        println!("skipped: openpyxl or LibreOffice is not installed here");
        return;
    }
    let desk = Desk::empty();
    let mut books = Books::default();
    let mut plan = Vec::new();
    for (unit, form) in sent(&desk) {
        for (sheet, cell, value) in books.values(&unit, &form) {
            let value = match value {
                Written::Number(number) => Value::from(number),
                Written::Text(words) => Value::from(words),
            };
            plan.push(Value::from(vec![
                unit.clone().into(),
                sheet.into(),
                cell.into(),
                value,
            ]));
        }
    }
    desk.file("plan.json", &serde_json::to_vec(&plan).unwrap());
    let script = "\
import json, openpyxl, datetime, collections
todo = collections.defaultdict(list)
for unit, sheet, cell, value in json.load(open('plan.json')):
    todo[unit].append((sheet, cell, value))
for unit, cells in todo.items():
    book = openpyxl.load_workbook(f'out/2024/bieu-mau/XHHT-2024-{unit}.xlsx')
    for sheet, cell, value in cells:
        book[sheet][cell] = value
    book.save(f'filled/XHHT-2024-{unit}.xlsx')
";
    std::fs::create_dir_all(desk.path("filled")).unwrap();
    let done =
        Command::new("python3").current_dir(desk.path("")).args(["-c", script]).output();
    let done = done.unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let check = |desk: &Desk| {
        desk.run(["check", "2024"]);
        let summary = desk.summary(2024);
        let found = codes(&summary);
        assert_eq!(found, Vec::<String>::new(), "{:#}", summary["findings"]);
        books.compare(&summary);
    };
    copy(&desk, "filled", "xlsx");
    check(&desk);
    // Computed and written anew by LibreOffice, as .xlsx and as .ods.
    for kind in ["xlsx", "ods"] {
        let profile =
            format!("-env:UserInstallation=file://{}", desk.path("profile").display());
        let mut convert = Command::new("soffice");
        convert.current_dir(desk.path("filled")).args([
            &profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            kind,
        ]);
        for entry in std::fs::read_dir(desk.path("filled")).unwrap() {
            let name = entry.unwrap().file_name();
            if name.to_string_lossy().ends_with(".xlsx") {
                convert.arg(name);
            }
        }
        assert!(convert.output().unwrap().status.success());
        copy(&desk, &format!("filled/{kind}"), kind);
        check(&desk);
    }
}

/// Puts the files of a folder into the inbox in place of what was there.
fn copy(desk: &Desk, from: &str, kind: &str) {
    let _ = std::fs::remove_dir_all(desk.path("inbox"));
    let mut count = 0;
    for entry in std::fs::read_dir(desk.path(from)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == kind) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            desk.file(&format!("inbox/2024/{name}"), &std::fs::read(&path).unwrap());
            count += 1;
        }
    }
    assert_eq!(count, 28);
}

/// A commune may list its villages: its rows are added up, and what it wrote for itself
/// is a check.
#[test]
fn a_commune_s_list_of_villages_is_added_up() {
    let desk = Desk::empty();
    desk.run(["forms", "2026"]);
    let form = desk.bytes("out/2026/bieu-mau/XHHT-2026-xa-cho-ra.xlsx");
    let sheet = "Theo thôn, tổ dân phố";
    let own = "Số liệu chung";
    let number = |sheet: &str, cell: &str, value| {
        (sheet.to_owned(), cell.to_owned(), Written::Number(value))
    };
    let text = |cell: &str, value: &str| {
        (sheet.to_owned(), cell.to_owned(), Written::Text(value.to_owned()))
    };
    let mut villages = Vec::new();
    for (row, name, cross) in
        [(7, "Thôn Nà Pài", "x"), (8, "Tổ dân phố 2", ""), (9, "Bản Lạ", "x")]
    {
        villages.push(text(&format!("B{row}"), name));
        for (col, value) in ["C", "D", "E", "F", "G", "H", "K", "L", "M"]
            .iter()
            .zip([100, 90, 80, 5, 4, 3, 300, 200, 150])
        {
            villages.push(number(sheet, &format!("{col}{row}"), value));
        }
        villages.push(text(&format!("I{row}"), "x"));
        if !cross.is_empty() {
            villages.push(text(&format!("J{row}"), cross));
        }
    }
    let read = |values: &[(String, String, Written)]| {
        let desk = Desk::empty();
        let name = "inbox/2026/XHHT-2026-xa-cho-ra.xlsx";
        desk.file(name, &filling::filled(&form, values));
        desk.run(["check", "2026"]);
        desk.summary(2026)
    };
    let of = |summary: &Value, code: &str| {
        let rows = summary["by_unit"].as_array().unwrap();
        let row =
            rows.iter().find(|one| one["code"] == code && one["unit"] == "xa-cho-ra");
        let row = row.unwrap();
        ["numerator", "denominator", "registered"].map(|part| row[part].as_i64())
    };
    let said = |summary: &Value| -> Vec<String> {
        let own = summary["findings"].as_array().unwrap().iter();
        let own = own.filter(|one| one["unit"] == "xa-cho-ra");
        // The day was not filled in.
        let own =
            own.filter(|one| !["I07", "L07"].iter().any(|code| one["code"] == *code));
        own.map(|one| format!("{} {}", one["code"].as_str().unwrap(), one["cell"]))
            .collect()
    };
    let summary = read(&villages);
    // Three villages: 3 × 80 of 3 × 100, and so on; two of three are recognised.
    assert_eq!(of(&summary, "D1"), [Some(240), Some(300), Some(270)]);
    assert_eq!(of(&summary, "D2"), [Some(9), Some(15), Some(12)]);
    assert_eq!(of(&summary, "D3"), [Some(2), Some(3), Some(3)]);
    assert_eq!(of(&summary, "D7"), [Some(450), Some(900), Some(600)]);
    let blanks = said(&summary);
    // Levels, centres and units are not of villages; nothing else is asked for.
    let asked: Vec<&str> =
        ["V01 \"D7:D11\"", "V01 \"F7:F11\"", "V01 \"D15:D16\"", "V01 \"F15:F16\""].into();
    assert_eq!(blanks, asked);

    // One more household than the villages have.
    let mut differing = villages.clone();
    differing.push(number(own, "D12", 301));
    let summary = read(&differing);
    assert_eq!(of(&summary, "D1"), [Some(240), Some(300), Some(270)]);
    let total =
        summary["findings"].as_array().unwrap().iter().find(|one| one["code"] == "K01");
    assert_eq!(
        total.unwrap()["message"],
        "Xã Chợ Rã: dòng tổng ghi tổng số hộ gia đình là 301, nhưng cộng các dòng được 300, lệch 1."
    );

    // No village: the commune's own row counts, and nobody misses the list.
    let alone = [("D", 300), ("E", 270), ("F", 240)];
    let alone: Vec<_> =
        alone.map(|(col, value)| number(own, &format!("{col}12"), value)).into();
    let summary = read(&alone);
    assert_eq!(of(&summary, "D1"), [Some(240), Some(300), Some(270)]);
    assert!(
        said(&summary).iter().all(|one| one.starts_with("V01")),
        "{:?}",
        said(&summary)
    );
}
