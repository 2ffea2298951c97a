//! Every printed figure leads back to cells.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::desk::{Desk, Ended, repository};

/// Every object with a `ref`, wherever it stands in a document.
fn figures(value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            if let (Some(reference), Some(text)) = (fields.get("ref"), fields.get("text"))
            {
                let words = |value: &Value| value.as_str().unwrap().to_owned();
                found.push((words(reference), words(text)));
            }
            fields.values().for_each(|value| figures(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| figures(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The numbers of a text, fractions taken apart: `8/8 huyện` holds 8.
fn numbers(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .map(|number| number.trim_matches(['.', ',']).to_owned())
        .filter(|number| !number.is_empty())
        .collect()
}

#[test]
fn every_figure_of_the_report_is_reachable_by_trace() {
    let desk = Desk::of_year(2024);
    assert_eq!(desk.run(["report", "2024"]).code, 1);
    let mut printed = Vec::new();
    figures(&desk.json("out/2024/report.json"), &mut printed);
    figures(&desk.json("out/2024/report-tinh.json"), &mut printed);
    assert!(printed.len() > 1000, "{} figures", printed.len());
    let mut chains: BTreeMap<String, String> = BTreeMap::new();
    for (reference, text) in printed {
        let code = reference.split('.').next().unwrap().to_owned();
        let chain = chains.entry(code.clone()).or_insert_with(|| {
            let ended = desk.run(["trace", &code, "--year", "2024"]);
            assert_eq!(ended.code, 0, "{code}: {}", ended.stderr);
            ended.stdout
        });
        // A level is a word of its cell; the chain names the cell.
        if reference.ends_with(".l") {
            assert!(chain.contains('←'), "{reference} {text} in {chain}");
            continue;
        }
        let known = numbers(chain);
        for number in numbers(&text) {
            assert!(
                known.contains(&number),
                "{reference}: {number} of {text} in {chain}"
            );
        }
    }
}

#[test]
fn a_printed_reference_can_be_traced_itself() {
    let desk = Desk::of_year(2024);
    let ended = desk.run(["trace", "D1.ba-be.n", "--year", "2024"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    for word in
        ["10.855", "Xã Nam Mẫu", "H. Ba Be_bao cao XHHT nam 2024.xlsx", "Bieu 1", "I21"]
    {
        assert!(ended.stdout.contains(word), "{word} in {}", ended.stdout);
    }
}

#[test]
fn every_line_of_the_source_list_names_file_sheet_and_cell() {
    let desk = Desk::of_year(2024);
    desk.run(["report", "2024"]);
    let text = String::from_utf8(desk.bytes("out/2024/nguon-so-lieu.csv")).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    assert_eq!(
        lines.next(),
        Some("indicator,unit,commune,measure,value,file,sheet,cell,reference")
    );
    let mut numerator = 0;
    for line in lines {
        let fields: Vec<&str> = line.split(',').collect();
        assert!(
            fields.len() >= 8 && fields.iter().rev().take(3).all(|f| !f.is_empty()),
            "{line}"
        );
        if (fields[0], fields[3]) == ("D1", "numerator") {
            numerator += fields[4].parse::<i64>().unwrap();
        }
    }
    assert_eq!(numerator, 71_236);
}

#[test]
fn an_unknown_indicator_or_unit_is_answered_with_those_there_are() {
    let desk = Desk::of_year(2024);
    let ended = desk.run(["trace", "Z9", "--year", "2024"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("Không có chỉ tiêu") && ended.stderr.contains("D8"));
    let ended = desk.run(["trace", "D1", "ha-noi", "--year", "2024"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("ba-be"));
}

#[test]
fn a_reference_of_the_source_annex_is_understood() {
    let desk = Desk::of_year(2024);
    desk.run(["report", "2024"]);
    let report = desk.json("out/2024/report.json");
    let groups = report["annexes"]["origins"]["groups"].as_array().unwrap();
    assert!(groups.len() > 20, "{} groups", groups.len());
    let rows = groups.iter().flat_map(|group| group["rows"].as_array().unwrap());
    let references: Vec<&str> = rows.filter_map(|row| row["ref"].as_str()).collect();
    for wanted in ["D1.ba-be", "C1.so-ldtbxh", "budget.so-y-te"] {
        assert!(references.contains(&wanted), "{wanted}");
        let ended = desk.run(["trace", wanted, "--year", "2024"]);
        assert_eq!(ended.code, 0, "{wanted}: {}", ended.stderr);
        assert!(ended.stdout.contains('←'), "{wanted}: {}", ended.stdout);
    }
    let row = groups
        .iter()
        .flat_map(|group| group["rows"].as_array().unwrap())
        .find(|row| row["ref"] == "D1.ba-be")
        .unwrap();
    // The cells of the annex are those of the chain.
    let chain = desk.run(["trace", "D1.ba-be", "--year", "2024"]).stdout;
    let first = row["cells"][2].as_str().unwrap().split(':').next().unwrap();
    assert!(chain.contains(&format!("› {first}\n")), "{first} in {chain}");
}

#[test]
fn a_commune_formed_later_leads_to_the_cells_of_those_it_was_formed_from() {
    let desk = Desk::of_year(2023);
    let ended = desk.run(["trace", "D1", "xa-cho-ra", "--year", "2023"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let lines: Vec<&str> = ended.stdout.lines().collect();
    let fraction = |line: &str| {
        let (_, figures) = line.rsplit_once(": ").unwrap();
        let (numerator, rest) = figures.split_once('/').unwrap();
        let denominator = rest.split(' ').next().unwrap();
        [numerator, denominator].map(|one| one.replace('.', "").parse::<i64>().unwrap())
    };
    let whole = lines.iter().find(|line| line.starts_with("Xã Chợ Rã, hình thành từ"));
    let cut = |line: &str| line.split("; đăng ký").next().unwrap().to_owned();
    let whole = fraction(&cut(whole.expect(&ended.stdout)));
    let old = lines.iter().filter(|line| line.contains("(Ba Bể): "));
    let old: Vec<[i64; 2]> = old.map(|line| fraction(&cut(line))).collect();
    let sum = |at: usize| old.iter().map(|one| one[at]).sum::<i64>();
    assert!(old.len() > 1, "{}", ended.stdout);
    assert_eq!(whole, [sum(0), sum(1)], "{}", ended.stdout);
    let path = repository().join("tests/truth/2023.truth.json");
    let truth: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let rows = truth["communes"].as_array().unwrap();
    let named = lines.iter().filter(|line| line.contains("(Ba Bể): "));
    for (line, [numerator, denominator]) in named.zip(&old) {
        let commune = line.split(" (").next().unwrap();
        let is_it = |row: &&Value| row["xa"] == commune && row["huyen"] == "Ba Bể";
        let row = rows.iter().find(is_it).expect(commune);
        assert_eq!(row["gd"].as_i64(), Some(*numerator), "{commune}");
        assert_eq!(row["ho"].as_i64(), Some(*denominator), "{commune}");
    }
    assert!(ended.stdout.contains(" › "), "{}", ended.stdout);
}

/// What `trace` says of 2024.
fn traced(desk: &Desk, args: &[&str]) -> Ended {
    let mut all = vec!["trace"];
    all.extend(args);
    all.extend(["--year", "2024"]);
    let output = desk.command().args(all).output().unwrap();
    Ended {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_unit_and_an_indicator_are_called_by_their_names() {
    let desk = Desk::of_year(2024);
    let by_codes = traced(&desk, &["D1", "ba-be"]).stdout;
    assert!(by_codes.contains("\nBa Bể: 10.855/"), "{by_codes}");
    for args in [
        ["D1", "Ba Bể"],
        ["d1", "ba be"],
        ["[D1]", "BA BỂ"],
        ["D-1", "huyện Ba Bể"],
        ["D1", "H. Ba Bể"],
        ["D1", "UBND huyện Ba Bể"],
        ["gia đình học tập", "Ba Bể"],
        ["GIA ĐÌNH HỌC TẬP", "Ba Bể"],
        ["gia dinh hoc tap", "ba be"],
    ] {
        let ended = traced(&desk, &args);
        assert_eq!(ended.stdout, by_codes, "{args:?}: {}", ended.stderr);
    }
    // Without quotation marks a name comes in pieces.
    assert_eq!(traced(&desk, &["D1", "Ba", "Bể"]).stdout, by_codes);
    let money = traced(&desk, &["kinh phí", "Sở Y tế"]).stdout;
    assert_eq!(money, traced(&desk, &["budget", "so-y-te"]).stdout);
    assert_eq!(traced(&desk, &["D1", "toàn tỉnh"]).stdout, traced(&desk, &["D1"]).stdout);
}

#[test]
fn a_commune_is_traced_by_its_name_as_of_the_year() {
    let desk = Desk::of_year(2024);
    let of_nam_mau = traced(&desk, &["D1", "xã Nam Mẫu"]).stdout;
    assert!(of_nam_mau.contains("Xã Nam Mẫu (Ba Bể): "), "{of_nam_mau}");
    assert!(of_nam_mau.contains("› I21"), "{of_nam_mau}");
    assert!(!of_nam_mau.contains("Xã Bành Trạch"), "{of_nam_mau}");
    for name in ["Nam Mẫu", "nam mau", "Xã Nam Mẫu, Ba Bể", "ba-be.xa-nam-mau"] {
        assert_eq!(traced(&desk, &["D1", name]).stdout, of_nam_mau, "{name}");
    }
    // Xã Ba Bể was formed in 2025, of three communes of 2024.
    let later = traced(&desk, &["D1", "xã Ba Bể"]).stdout;
    assert!(later.contains("hình thành từ 3 xã"), "{later}");
}

#[test]
fn of_a_name_that_several_have_all_are_named_and_none_is_chosen() {
    let desk = Desk::of_year(2024);
    let register = std::fs::read_to_string(repository().join("plan/units.toml")).unwrap();
    let commune = "{ name = \"Xã Nam Mẫu\"";
    assert!(register.contains(commune), "the register is written otherwise now");
    let both = register.replace(commune, &format!("{commune}, aliases = [\"Ba Bể\"]"));
    desk.file("plan/units.toml", both.as_bytes());
    let ended = traced(&desk, &["D1", "Ba Bể"]);
    assert_eq!(ended.code, 2, "{}", ended.stdout);
    for one in ["huyện Ba Bể (ba-be)", "Xã Nam Mẫu của Ba Bể (ba-be.xa-nam-mau)"]
    {
        assert!(ended.stderr.contains(one), "{one} in {}", ended.stderr);
    }
    assert_eq!(traced(&desk, &["D1", "huyện Ba Bể"]).code, 0);
    // Words that several indicators have in their names.
    let ended = traced(&desk, &["học tập"]);
    assert_eq!(ended.code, 2);
    for code in ["D1 (", "D2 (", "D3 ("] {
        assert!(ended.stderr.contains(code), "{code} in {}", ended.stderr);
    }
}

#[test]
fn a_printed_number_leads_to_every_figure_that_is_printed_so() {
    let desk = Desk::of_year(2024);
    let percent = traced(&desk, &["84,79"]).stdout;
    assert!(percent.contains("\nD1.tinh.p: "), "{percent}");
    // 71.236 families of 84.0xx: both counts with their cells.
    assert!(percent.contains("Đạt 71.236:"), "{percent}");
    assert!(percent.contains("› I21"), "{percent}");
    assert_eq!(traced(&desk, &["84,79%"]).stdout, percent);
    let count = traced(&desk, &["10.855"]).stdout;
    assert!(
        count.contains("\nD1.ba-be.n: Gia đình học tập, Ba Bể, số đạt 10.855"),
        "{count}"
    );
    assert_eq!(
        traced(&desk, &["10855"]).stdout.lines().skip(1).collect::<Vec<_>>(),
        count.lines().skip(1).collect::<Vec<_>>()
    );
    let none = traced(&desk, &["84,78"]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("không in số nào là “84,78”"), "{}", none.stderr);
}

#[test]
fn every_reference_with_a_printed_number_is_listed_for_it() {
    let desk = Desk::of_year(2024);
    desk.run(["report", "2024"]);
    let mut printed = Vec::new();
    figures(&desk.json("out/2024/report.json"), &mut printed);
    figures(&desk.json("out/2024/report-tinh.json"), &mut printed);
    for number in ["10.855", "84,79", "1.285", "100,00"] {
        let said = traced(&desk, &[number]).stdout;
        let mut meant = printed.iter().filter(|(_, text)| text == number).peekable();
        assert!(meant.peek().is_some(), "{number}");
        for (reference, _) in meant {
            assert!(said.contains(&format!("{reference}: ")), "{number}: {reference}");
        }
    }
}
