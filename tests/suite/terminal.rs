//! What is typed and how it is answered: slips of the finger, other ways to ask, windows
//! of every width, colours, and the last lines of a run.

use crate::desk::{Desk, Ended};

/// Runs in a window of so many columns.
fn in_window(desk: &Desk, columns: usize, args: &[&str]) -> Ended {
    let mut command = desk.command();
    command.env("COLUMNS", columns.to_string()).args(args);
    ended(&mut command)
}

fn ended(command: &mut std::process::Command) -> Ended {
    let output = command.output().unwrap();
    Ended {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// One district of the plan is silent in 2024; its reports are no matter here.
fn small() -> Desk {
    let desk = Desk::empty();
    let grid = "UBND HUYỆN PÁC NẶM\nPác Nặm, ngày 9 tháng 12 năm 2024\n\nSỐ LIỆU NĂM 2024\n\
                STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt\n1|Xã An Thắng|100|90|80";
    desk.workbook("pac nam.xlsx", &[("Biểu", grid)]);
    desk
}

#[test]
fn a_near_miss_of_a_command_names_the_command_and_does_nothing() {
    let desk = Desk::of_year(2024);
    for (typed, meant) in [
        ("chek", "“check”"),
        ("cek", "“check”"),
        ("reprot", "“report”"),
        ("watc", "“watch”"),
    ] {
        let ended = desk.run([typed, "2024"]);
        assert_eq!(ended.code, 2, "{typed}");
        assert!(ended.stderr.contains(meant), "{typed}: {}", ended.stderr);
        assert!(!desk.path("out").exists(), "{typed}");
    }
    // The words of the help lead to the command, typed with marks or without.
    for typed in ["biểu mẫu", "bieu-mau"] {
        let said = desk.run([typed]).stderr;
        assert!(said.contains("“forms”"), "{typed}: {said}");
    }
    let said = desk.run(["report", "2024", "final"]).stderr;
    assert!(said.contains("“--final”"), "{said}");
}

#[test]
fn help_is_given_in_every_way_it_is_asked_for() {
    let desk = Desk::empty();
    let help = desk.run(["--help"]).stdout;
    assert!(help.contains("Lệnh:"), "{help}");
    for typed in ["help", "HELP", "tro-giup", "/?", "-?"] {
        let ended = desk.run([typed]);
        assert_eq!((ended.code, &ended.stdout), (0, &help), "{typed}");
    }
    let of_check = desk.run(["check", "--help"]).stdout;
    assert_eq!(desk.run(["help", "check"]).stdout, of_check);
    assert_eq!(desk.run(["CHECK", "/?"]).stdout, of_check);
}

#[test]
fn a_command_in_capitals_is_the_command() {
    let desk = small();
    let plain = desk.run(["check", "2024"]);
    let capitals = desk.run(["CHECK", "2024"]);
    assert_eq!((capitals.code, capitals.stdout), (plain.code, plain.stdout));
}

#[test]
fn a_day_is_typed_in_the_order_of_vietnam_or_of_the_standard() {
    let desk = small();
    let days =
        ["2024-12-25", "25/12/2024", "25-12-2024", "25.12.2024", "ngày 25/12/2024"];
    for day in days {
        let ended = desk.run(["check", "2024", "--report-date", day]);
        assert_eq!(ended.code, 1, "{day}: {}", ended.stderr);
        assert_eq!(desk.summary(2024)["report_date"], "2024-12-25", "{day}");
    }
    desk.run(["check", "2024", "--report-date", "1/7/2025"]);
    assert_eq!(desk.summary(2024)["report_date"], "2025-07-01");
    // The order of America, a year in two digits, a day that is none.
    for day in ["12/25/2024", "25/12/24", "31/11/2024", "25/12/2024x", "hôm nay"] {
        let ended = desk.run(["check", "2024", "--report-date", day]);
        assert_eq!(ended.code, 2, "{day}");
        assert!(ended.stderr.contains("ví dụ 15/12/2024"), "{day}: {}", ended.stderr);
    }
}

#[test]
fn a_code_is_explained_as_it_is_printed_and_as_it_is_said() {
    let desk = Desk::empty();
    let page = desk.run(["explain", "K01"]).stdout;
    assert!(page.starts_with("K01 (Lỗi)"), "{page}");
    for typed in ["k01", "K1", "[K01]", "K-01", "k-1"] {
        assert_eq!(desk.run(["explain", typed]).stdout, page, "{typed}");
    }
    assert_eq!(desk.run(["explain", "K", "01"]).stdout, page);
}

/// The words of a screen that are sentences, in their order: what stands below the table.
fn words(screen: &str) -> Vec<&str> {
    let below = screen.split_once("Việc cần liên hệ").unwrap().1;
    below.split_whitespace().collect()
}

#[test]
fn the_screen_fits_into_its_window_and_no_syllable_is_broken() {
    let desk = Desk::of_year(2024);
    let wide = in_window(&desk, 132, &["check", "2024"]);
    for columns in [40, 60, 80, 100, 132] {
        let ended = in_window(&desk, columns, &["check", "2024"]);
        for line in ended.stdout.lines() {
            let length = line.chars().count();
            assert!(length <= columns, "{columns}: {line}");
        }
        assert_eq!(words(&ended.stdout), words(&wide.stdout), "{columns}");
        assert!(ended.stdout.contains("TP Bắc Kạn"), "{columns}");
        assert!(!ended.stdout.contains('…'), "{columns}: {}", ended.stdout);
    }
}

#[test]
fn a_page_of_a_code_and_a_sentence_of_complaint_fit_into_their_window() {
    let desk = Desk::empty();
    for columns in [40, 80, 132] {
        let page = in_window(&desk, columns, &["explain", "K01"]).stdout;
        let said = in_window(&desk, columns, &["chek"]).stderr;
        for line in page.lines().chain(said.lines()) {
            assert!(line.chars().count() <= columns, "{columns}: {line}");
        }
    }
}

#[test]
fn there_are_no_colours_in_a_pipe_nor_where_nobody_wants_them() {
    let desk = small();
    let coloured = |variables: &[(&str, &str)]| {
        let mut command = desk.command();
        command.args(["check", "2024"]).envs(variables.iter().copied());
        ended(&mut command).stdout.contains('\u{1b}')
    };
    assert!(!coloured(&[]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn colours_change_no_word_and_no_column() {
    let desk = small();
    let plain = desk.run(["check", "2024"]).stdout;
    let mut command = desk.command();
    command.args(["check", "2024"]).env("CLICOLOR_FORCE", "1");
    let mut coloured = ended(&mut command).stdout;
    for code in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[31m", "\u{1b}[32m", "\u{1b}[33m"] {
        coloured = coloured.replace(code, "");
    }
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.trim_end().to_owned()).collect()
    };
    assert_eq!(lines(&coloured), lines(&plain));
}

#[test]
fn of_a_folder_that_is_not_there_the_full_path_and_the_years_there_are_told() {
    let desk = Desk::of_year(2023);
    desk.add_year(2024);
    let said = desk.run(["check", "2029"]).stderr;
    let inbox = desk.path("inbox");
    assert!(said.contains(inbox.canonicalize().unwrap().to_str().unwrap()), "{said}");
    assert!(said.contains("có các năm: 2023, 2024."), "{said}");
    // Whoever stands in the inbox itself is led out of it.
    let mut command = desk.command();
    command.current_dir(&inbox).args(["check", "2024"]);
    let said = ended(&mut command).stderr;
    let project = desk.path("").canonicalize().unwrap();
    let led = format!("--project \"{}\"", project.display());
    assert!(said.contains(&led), "{led} in {said}");
}

#[test]
fn a_run_ends_with_whether_the_report_can_be_signed_and_what_to_open() {
    let desk = Desk::of_year(2024);
    let ended = desk.run(["report", "2024"]);
    let end: Vec<&str> =
        ended.stdout.lines().skip_while(|line| !line.starts_with("Kết quả: ")).collect();
    assert_eq!(
        end,
        [
            "Kết quả: ./out/2024",
            "Dự thảo, vì còn 03 đơn vị chưa có báo cáo dùng được.",
            "Mở trong thư mục đó:",
            "  bao-cao-bo.pdf    báo cáo hằng năm gửi Bộ",
            "  bao-cao-tinh.pdf  báo cáo hằng năm gửi tỉnh",
            "  tom-tat.pdf       một trang cho Giám đốc",
            "  so-lieu.xlsx      mọi số liệu, phát hiện và nguồn",
        ]
    );
    for line in &end[3..] {
        let name = line.split_whitespace().next().unwrap();
        assert!(desk.path(&format!("out/2024/{name}")).is_file(), "{name}");
    }
}

#[test]
fn no_word_of_the_operating_system_reaches_the_clerk() {
    let desk = Desk::empty();
    for args in [["lint-pdf", "không có.pdf"], ["read", "không có.xlsx"]] {
        let ended = desk.run(args);
        assert_eq!(ended.code, 2);
        assert!(!ended.stderr.contains("os error"), "{}", ended.stderr);
        assert!(!ended.stderr.contains("No such"), "{}", ended.stderr);
    }
}

#[test]
fn forms_are_refused_outside_the_plan_in_one_sentence() {
    let desk = Desk::of_year(2023);
    for year in ["1990", "2020", "2031", "2204"] {
        let ended = desk.run(["forms", year]);
        assert_eq!(ended.code, 2, "{year}");
        assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
        assert!(ended.stderr.contains("không thuộc kế hoạch"), "{}", ended.stderr);
        assert!(!desk.path(&format!("out/{year}")).exists(), "{year}");
    }
}

#[test]
fn forms_say_that_last_year_is_missing_and_what_could_not_be_filled_in() {
    let desk = Desk::empty();
    let ended = desk.run(["forms", "2024"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("Không có số liệu năm 2023"), "{}", ended.stdout);
    let inbox = desk.path("").canonicalize().unwrap().join("inbox");
    assert!(ended.stdout.contains(inbox.to_str().unwrap()), "{}", ended.stdout);
    // The plan began in 2021: nobody owes anything of the year before.
    let first = desk.run(["forms", "2021"]).stdout;
    assert!(first.contains("năm 2020 (kế hoạch chưa bắt đầu)"), "{first}");
    assert!(!first.contains("Đã tìm"), "{first}");

    // Pác Nặm reported families only; the seven other districts reported nothing.
    let desk = small();
    let said = desk.run(["forms", "2025", "--handover"]).stdout;
    let line = |beginning: &str| {
        let line = said.lines().find(|line| line.starts_with(beginning));
        line.unwrap_or_else(|| panic!("{beginning} in {said}"))
    };
    let none = line("Chưa điền được số liệu năm 2024");
    assert!(none.contains("Ba Bể") && !none.contains("Pác Nặm"), "{none}");
    assert!(!line("  Pác Nặm: ").contains("Gia đình học tập"), "{said}");
}

#[test]
fn the_clerks_list_of_sending_is_begun_once_and_survives_every_run() {
    let desk = small();
    desk.run(["check", "2024"]);
    let begun = desk.bytes("out/2024/theo-doi.xlsx");
    let marked = b"what the clerk made of it".to_vec();
    for command in ["check", "slips", "report", "forms"] {
        desk.run([command, "2024"]);
        assert_eq!(desk.bytes("out/2024/theo-doi.xlsx"), begun, "{command}");
    }
    // What is no such list any more is not touched, and that is said.
    desk.file("out/2024/theo-doi.xlsx", &marked);
    let said = desk.run(["slips", "2024"]).stdout;
    assert!(said.contains("Để nguyên theo-doi.xlsx"), "{said}");
    assert_eq!(desk.bytes("out/2024/theo-doi.xlsx"), marked);
}

#[test]
fn a_unit_that_is_new_gets_a_row_and_nothing_the_clerk_wrote_is_lost() {
    let desk = small();
    // Two units of the list, one of them of another time, and a row without a code.
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows = [
        ["Đơn vị", "Đã nhắc", "Điện thoại", "Mã"],
        ["UBND huyện Ba Bể", "05/12", "0209 1", "ba-be"],
        ["Hội cũ", "", "0209 2", "hoi-cu"],
        ["Bạn đọc báo", "", "", ""],
    ];
    for (row, cells) in (4..).zip(rows) {
        for (col, text) in (0..).zip(cells) {
            sheet.write_string(row, col, text).unwrap();
        }
    }
    let former = workbook.save_to_buffer().unwrap();
    desk.file("out/2024/theo-doi.xlsx", &former);
    let said = desk.run(["slips", "2024"]).stdout;
    // 28 units are due in 2024, one was in the list.
    assert!(said.contains("Đã thêm 27 đơn vị vào theo-doi.xlsx"), "{said}");
    assert_eq!(desk.bytes("out/2024/theo-doi-cu-01.xlsx"), former);
    let path = desk.path("out/2024/theo-doi.xlsx");
    let read = desk.run(["read", path.to_str().unwrap(), "--cells"]).stdout;
    for kept in
        ["05/12", "0209 1", "0209 2", "hoi-cu", "Bạn đọc báo", "UBND huyện Pác Nặm"]
    {
        assert!(read.contains(kept), "{kept} in {read}");
    }
}

#[test]
fn the_data_workbook_has_a_table_of_units_and_indicators_to_paste_from() {
    let desk = small();
    desk.run(["report", "2024"]);
    let path = desk.path("out/2024/so-lieu.xlsx");
    let read = desk.run(["read", path.to_str().unwrap(), "--cells"]).stdout;
    assert!(read.contains("Bảng để dán"), "{read}");
    assert!(read.contains("D1. Gia đình học tập"), "{read}");
}
