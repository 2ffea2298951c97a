//! The slips sent back: to whom, what each says, and that two pages hold it. What
//! they say is read from the finished PDFs.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;
use xhht::stages::pdf_text;

use crate::desk::{Desk, Ended, repository};
use crate::forge;

/// Who is due in 2024: the districts, then the bodies (`plan/units.toml`).
const DUE: [&str; 28] = [
    "tp-bac-kan",
    "ba-be",
    "bach-thong",
    "cho-don",
    "cho-moi",
    "na-ri",
    "ngan-son",
    "pac-nam",
    "so-gddt",
    "hoi-khuyen-hoc",
    "so-ldtbxh",
    "so-tttt",
    "so-vhttdl",
    "so-tai-chinh",
    "so-y-te",
    "dai-ptth",
    "bchqs",
    "cong-an",
    "ldld",
    "ban-dan-toc",
    "ban-tuyen-giao",
    "mttq",
    "tinh-doan",
    "hlhpn",
    "hoi-ccb",
    "hoi-nong-dan",
    "hoi-nct",
    "hoi-cgc",
];

fn checked(year: i16) -> (Desk, Ended) {
    let desk = Desk::of_year(year);
    let ended = desk.run(["check", &year.to_string()]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    (desk, ended)
}

fn files(desk: &Desk, year: i16) -> BTreeSet<String> {
    let folder = desk.path(&format!("out/{year}/phieu"));
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The pages of a unit's slip, a line a paragraph or cell.
fn pages(desk: &Desk, year: i16, unit: &str) -> Vec<String> {
    pdf_text(desk.bytes(&format!("out/{year}/phieu/{unit}.pdf"))).unwrap()
}

fn slip(desk: &Desk, unit: &str) -> String {
    pages(desk, 2024, unit).join("\n")
}

/// Without spaces: a long name may be parted at the end of a line.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

#[track_caller]
fn says(slip: &str, what: &str) {
    assert!(squeezed(slip).contains(&squeezed(what)), "no “{what}” in:\n{slip}");
}

fn truth(year: i16) -> Value {
    let path = repository().join(format!("tests/truth/{year}.truth.json"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn every_unit_due_has_a_slip_and_nobody_else() {
    let (desk, ended) = checked(2024);
    let mut due: BTreeSet<String> =
        DUE.iter().map(|unit| format!("{unit}.pdf")).collect();
    // The one workbook that can be marked: Excel, not replaced, with faulty cells.
    due.insert("hoi-khuyen-hoc-HKH tinh_ tong hop 2024.xlsx".to_owned());
    assert_eq!(files(&desk, 2024), due);
    assert!(ended.stdout.contains("Đã lập 28 phiếu báo"), "{}", ended.stdout);
    for unit in DUE {
        let pages = pages(&desk, 2024, unit);
        assert!((1..=2).contains(&pages.len()), "{unit}: {} pages", pages.len());
        says(&pages[0], "Kính gửi: ");
        assert!(!pages.concat().contains("Hỏi lại đơn vị"), "{unit}");
    }
}

/// By the events of the truth file and the inbox's own README.
#[test]
fn a_slip_names_file_sheet_and_cell_of_what_is_wrong() {
    let (desk, _) = checked(2024);
    let pac_nam = slip(&desk, "pac-nam");
    // Achieved above total in two cells of the version that was replaced.
    says(&pac_nam, "Lỗi trong bản đã được thay thế, tệp “PacNam_BC_2024.xlsx”");
    says(&pac_nam, "Sheet “Biểu”, ô E13\n");
    says(&pac_nam, "Sheet “Biểu”, ô M15\n");
    says(&pac_nam, "Không tính: đã có “PacNam_BC_2024 (sửa lần 2).xlsx”");
    says(&pac_nam, "14/12/2024");
    let society = slip(&desk, "hoi-khuyen-hoc");
    says(&society, "Cảnh báo, tệp “HKH tinh_ tong hop 2024.xlsx”");
    says(&society, "Sheet “Mo hinh hoc tap”, ô D12");
    says(&society, "chênh 112");
    says(&society, "gửi lại Sở Giáo dục và Đào tạo chậm nhất ngày 15 tháng 12 năm 2024");
    // Only late: there is nothing to send again.
    let late = slip(&desk, "ldld");
    says(&late, "Báo cáo ghi ngày 20/12/2024, sau hạn ngày 15/12/2024.");
    says(&late, "đơn vị không phải gửi lại");
    let locked = slip(&desk, "so-tai-chinh");
    says(&locked, "Đề nghị gửi lại báo cáo xây dựng xã hội học tập năm 2024");
    says(&locked, "tệp “Sở Tài chính 2024.xlsx”");
    says(&locked, "Bỏ mật khẩu rồi gửi lại.");
    says(&slip(&desk, "hoi-cgc"), "tệp “Hoi Cuu giao chuc 2024.xlsx”");
}

#[test]
fn who_sent_nothing_is_reminded_of_what_is_due_when_and_on_which_form() {
    let (desk, _) = checked(2024);
    let slip = slip(&desk, "dai-ptth");
    says(&slip, "Nhắc gửi báo cáo xây dựng xã hội học tập năm 2024");
    says(&slip, "Kính gửi: Đài Phát thanh và Truyền hình Bắc Kạn");
    says(&slip, "chưa nhận được báo cáo này");
    says(&slip, "6 nhóm nhiệm vụ");
    says(&slip, "“XHHT-2024-dai-ptth.xlsx”");
    says(&slip, "chậm nhất ngày 15 tháng 12 năm 2024");
    let empty = Desk::empty();
    empty.file("inbox/2024/x.txt", b"x");
    assert!(empty.run(["slips", "2024"]).code <= 1);
    let district = pages(&empty, 2024, "ba-be").concat();
    for asked in ["gia đình học tập", "dòng họ học tập", "công dân học tập"]
    {
        says(&district, asked);
    }
}

#[test]
fn a_district_without_faults_is_shown_its_own_figures() {
    let (desk, _) = checked(2024);
    let truth = truth(2024);
    let of = |name: &str| &truth["districts"][name];
    let slip = slip(&desk, "ba-be");
    says(&slip, "Xác nhận báo cáo xây dựng xã hội học tập năm 2024");
    let printed = |value: &Value| {
        let digits = value.as_i64().unwrap().to_string();
        match digits.len() {
            0..=3 => digits,
            many => format!("{}.{}", &digits[..many - 3], &digits[many - 3..]),
        }
    };
    // Indicator, total, achieved, and the share by hand.
    for (code, total, achieved, share) in [
        ("D1 (*)", "ho", "gd", "83,91"),
        ("D2 (*)", "dh", "dhd", "80,00"),
        ("D3 (*)", "thon", "thond", "97,87"),
        ("D4 (*)", "dv", "dvd", "100,00"),
        ("D7 (*)", "dan15", "cd", "30,26"),
        ("C2", "tthtcd", "cntt", "40,00"),
    ] {
        let own = of("Ba Bể");
        let lines: Vec<&str> = slip.lines().collect();
        let at = lines.iter().position(|line| *line == code).expect(code);
        let row = lines[at..at + 5].join("|");
        let (total, achieved) = (printed(&own[total]), printed(&own[achieved]));
        assert!(row.ends_with(&format!("|{total}|{achieved}|{share}")), "{row}");
    }
    says(&slip, "ngân sách nhà nước 550 triệu đồng; xã hội hóa 319 triệu đồng");
    for other in ["Na Rì", "Chợ Đồn", "Bạch Thông"] {
        assert!(!slip.contains(other), "{other}");
        let families = printed(&of(other)["gd"]);
        assert!(!slip.contains(&families), "{other}: {families}");
    }
}

#[test]
fn two_runs_give_identical_slips_and_check_gives_those_of_slips() {
    let (one, _) = checked(2024);
    let other = Desk::of_year(2024);
    let ended = other.run(["slips", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    for unit in DUE {
        let name = format!("out/2024/phieu/{unit}.pdf");
        assert!(one.bytes(&name) == other.bytes(&name), "{unit} differs");
    }
    assert!(!other.path("out/2024/summary.json").exists());
}

#[test]
fn slips_keep_to_the_decree() {
    let (desk, _) = checked(2024);
    let file = |unit: &str| format!("out/2024/phieu/{unit}.pdf");
    let [one, two, three, four] =
        ["ba-be", "hoi-khuyen-hoc", "dai-ptth", "so-tai-chinh"].map(file);
    let ended = desk.run(["lint-pdf", &one, &two, &three, &four]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
}

#[test]
fn a_date_on_the_command_line_is_printed_and_decides_what_is_past() {
    let desk = Desk::of_year(2024);
    desk.run(["slips", "2024", "--report-date", "2024-12-02"]);
    let early = slip(&desk, "hoi-khuyen-hoc");
    says(&early, "Bắc Kạn, ngày 02 tháng 12 năm 2024");
    says(&early, "chậm nhất ngày 15 tháng 12 năm 2024");
    desk.run(["slips", "2024", "--report-date", "2024-12-20"]);
    says(&slip(&desk, "hoi-khuyen-hoc"), "ngay sau khi nhận được Phiếu báo này");
}

/// A workbook of Ba Bể with words that would be markup; of many sheets it has
/// more faults than two pages hold.
fn hostile(count: usize) -> Desk {
    let desk = Desk::empty();
    let mut sheets: Vec<(String, String)> = Vec::new();
    for sheet in 0..count {
        let mut grid = String::from(
            "UBND HUYỆN BA BỂ\nSỐ LIỆU NĂM 2024\nSTT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt\n",
        );
        let wide = "x".repeat(300);
        let strange = ["#import \"/x.typ\"", "$x^2$ *đậm* @ref", "<label> 😀 _a_", &wide];
        for (row, name) in strange.iter().enumerate() {
            grid.push_str(&format!("{row}|{name} {sheet}|nhiều|-5|1,234\n"));
        }
        let names = ["Xã Nam Mẫu", "Xã Khang Ninh", "Xã Cao Thượng", "Xã Quảng Khê"];
        for (row, name) in names.iter().enumerate() {
            grid.push_str(&format!("{row}|{name}|khoảng {sheet}|#import|90000\n"));
        }
        sheets.push((format!("Biểu rất dài #import $x$ {sheet}"), grid));
    }
    let sheets: Vec<(&str, &str)> =
        sheets.iter().map(|(name, grid)| (name.as_str(), grid.as_str())).collect();
    desk.workbook("#import $x$ *đậm* 😀.xlsx", &sheets);
    desk
}

#[test]
fn words_of_an_office_are_printed_as_words() {
    let desk = hostile(1);
    let ended = desk.run(["check", "2024"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (1, ""));
    let slip = slip(&desk, "ba-be");
    says(&slip, "tệp “#import $x$ *đậm* □.xlsx”");
    says(&slip, "#import \"/x.typ\" 0");
    says(&slip, "$x^2$ *đậm* @ref 0");
    says(&slip, "Sheet “Biểu rất dài #import $x$ 0”");
    assert!(!slip.contains('😀'));
}

/// Excel keeps 32,767 letters; other programs write more.
#[test]
fn a_cell_of_forty_thousand_letters_is_shortened() {
    let desk = Desk::empty();
    let long = "đ".repeat(40_000);
    let lines: [&[&str]; 5] = [
        &["UBND HUYỆN NA RÌ"],
        &["SỐ LIỆU NĂM 2024"],
        &["Xã", "GĐHT: Tổng số hộ", "GĐHT: Đạt"],
        &["Xã Cư Lễ", "10", "9"],
        &["Xã Trần Phú", "10", &long],
    ];
    let cell = |text: &&str| format!("<c t='inlineStr'><is><t>{text}</t></is></c>");
    let row = |cells: &&[&str]| {
        format!("<row>{}</row>", cells.iter().map(cell).collect::<String>())
    };
    let rows: String = lines.iter().map(row).collect();
    desk.file("inbox/2024/na ri.xlsx", &forge::xlsx(&rows));
    let ended = desk.run(["check", "2024"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (1, ""));
    let pages = pages(&desk, 2024, "na-ri");
    assert!(pages.len() <= 2);
    let text = pages.join("\n");
    says(&text, "ô C5");
    says(&text, "không phải là số");
    assert!(text.matches('đ').count() < 1_500, "{text}");
}

#[test]
fn more_findings_than_two_pages_hold_are_gathered_and_counted() {
    let desk = hostile(9);
    desk.run(["check", "2024"]);
    let pages = pages(&desk, 2024, "ba-be");
    assert_eq!(pages.len(), 2);
    let text = pages.join("\n");
    says(&text, "chưa liệt kê ở đây; bản đánh dấu kèm theo");
    // Errors are listed, none of the lesser ones before all of them.
    says(&text, "Lỗi, tệp “#import $x$ *đậm* □.xlsx”");
    let summary = desk.summary(2024);
    let count = |severity: &str| {
        let found = summary["findings"].as_array().unwrap().iter();
        found.filter(|one| one["unit"] == "ba-be" && one["severity"] == severity).count()
    };
    let (errors, warnings) = (count("error"), count("warning"));
    assert!(errors > 20, "{errors}");
    says(&text, &format!("Có {errors:02} lỗi"));
    if warnings > 0 {
        says(&text, &format!("{warnings:02} cảnh báo"));
    }
    let ended = desk.run(["lint-pdf", "out/2024/phieu/ba-be.pdf"]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
}

#[test]
fn a_dozen_unreadable_files_take_two_pages_and_none_is_forgotten() {
    let desk = Desk::empty();
    for number in 10..22 {
        let name =
            format!("UBND huyen Ba Be {} {number}.xlsx", "bao cao rat dai ".repeat(5));
        desk.file(&format!("inbox/2024/{name}"), b"PK\x03\x04 cut short");
    }
    desk.run(["check", "2024"]);
    let pages = pages(&desk, 2024, "ba-be");
    assert!(pages.len() <= 2, "{} pages", pages.len());
    let text = pages.join("\n");
    says(&text, "Ngoài ra còn 04 tệp khác của đơn vị.");
    says(&text, "Có 12 lỗi.");
    // No marked copy can be made of what cannot be opened.
    says(&text, "gửi danh sách đầy đủ khi đơn vị yêu cầu");
    says(&text, "Đề nghị UBND huyện Ba Bể gửi về Sở Giáo dục và Đào tạo chậm nhất");
}

#[test]
fn a_press_that_fails_does_not_stop_the_check() {
    let desk = Desk::of_year(2024);
    desk.file("templates/slip.typ", b"#let x = ");
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    assert!(
        ended.stdout.contains("Đã dùng báo cáo của 25/28 đơn vị"),
        "{}",
        ended.stdout
    );
    assert!(ended.stderr.starts_with("Chưa lập được phiếu báo gửi đơn vị: "));
    assert!(ended.stderr.contains("slip.typ"), "{}", ended.stderr);
    assert_eq!(desk.summary(2024)["year"], 2024);
    assert!(!desk.path("out/2024/phieu").exists());
    // The command that makes nothing else has failed.
    assert_eq!(desk.run(["slips", "2024"]).code, 2);
}

#[test]
fn without_an_installed_font_slips_are_set_in_the_program_s_own() {
    let desk = Desk::of_year(2024);
    let office = std::fs::read_to_string(repository().join("plan/office.toml")).unwrap();
    let office = office.replace("\"Times New Roman\", \"Tinos\"", "\"Không có\"");
    desk.file("plan/office.toml", office.as_bytes());
    let ended = desk.run(["check", "2024"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (1, ""));
    assert_eq!(files(&desk, 2024).len(), DUE.len() + 1);
}

#[test]
fn files_of_the_clerk_among_the_slips_stay() {
    let (desk, _) = checked(2024);
    let note: PathBuf = desk.path("out/2024/phieu/ghi chú.txt");
    std::fs::write(&note, "đã gửi").unwrap();
    desk.run(["check", "2024"]);
    assert_eq!(std::fs::read_to_string(note).unwrap(), "đã gửi");
}

/// A sum that lacks a row says nothing about who mistyped the total.
#[test]
fn no_digit_is_proposed_while_a_row_is_not_counted() {
    let grid = |name: &str, total: u32| {
        format!(
            "UBND HUYỆN PÁC NẶM\nPác Nặm, ngày 10 tháng 12 năm 2024\n\nSỐ LIỆU NĂM \
             2024\nSTT|Xã|GĐHT: Tổng số hộ|GĐHT: Đạt\n1|{name}|10|6\n2|Xã Bằng \
             Thành|20|3\n|Tổng|30|{total}"
        )
    };
    let hint = |name: &str, total: u32| {
        let desk = Desk::empty();
        desk.workbook("pac nam.xlsx", &[("Biểu", &grid(name, total))]);
        desk.run(["check", "2024"]);
        let summary = desk.summary(2024);
        let findings = summary["findings"].as_array().unwrap().clone();
        let of_total = findings
            .iter()
            .find(|one| one["code"] == "K01" && one["cell"] == "D8")
            .unwrap_or_else(|| panic!("{findings:#?}"));
        of_total["hint"].as_str().unwrap().to_owned()
    };
    assert!(hint("Xã An Thắng", 8).starts_with("Có thể "));
    let unplaced = hint("Xã Kao Thươn Mới", 9);
    assert!(!unplaced.contains("gõ sai"), "{unplaced}");
    assert!(unplaced.contains("01 dòng") || unplaced.contains("1 dòng"), "{unplaced}");
}
