//! What the clerk sees on the screen, and `explain`.

use crate::desk::{Desk, Ended, YEARS};

fn screen(desk: &Desk, year: i16) -> String {
    let ended: Ended = desk.run(["check", &year.to_string()]);
    ended.stdout
}

fn table(date: &str, grid: &str) -> String {
    format!("UBND HUYỆN PÁC NẶM\nPác Nặm, {date}\n\nSỐ LIỆU NĂM 2024\n{grid}")
}

#[track_caller]
fn fits(screen: &str) {
    for line in screen.lines().filter(|line| !line.starts_with("Kết quả: ")) {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[test]
fn every_sample_year_fits_into_a_hundred_columns() {
    for year in YEARS {
        let screen = screen(&Desk::of_year(year), year);
        fits(&screen);
        let calls = screen.lines().filter(|line| {
            let line = line.trim_start();
            line.len() > 2
                && line.as_bytes()[0].is_ascii_digit()
                && line[1..].starts_with(". ")
        });
        assert!(calls.count() <= 5, "{screen}");
    }
}

#[test]
fn a_table_says_who_sent_what_and_when() {
    let screen = screen(&Desk::of_year(2024), 2024);
    let line = |name: &str| {
        let line = screen.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("Ba Bể"), "Ba Bể đã nhận 09/12/2024 - -");
    assert_eq!(line("Sở Tài chính"), "Sở Tài chính không đọc được 2 -");
    assert_eq!(
        line("Liên đoàn"),
        "Liên đoàn Lao động tỉnh đã nhận, gửi muộn 20/12/2024 - 1"
    );
    assert_eq!(
        line("Tệp không rõ"),
        "Tệp không rõ của đơn vị nào, không được tính: “Danh sach can bo lam cong tac khuyen hoc.xlsx”."
    );
}

#[test]
fn an_office_that_holds_up_figures_is_called_before_one_that_owes_words() {
    let desk = Desk::of_year(2024);
    std::fs::remove_file(desk.path("inbox/2024/So LDTBXH 2024.xlsx")).unwrap();
    let screen = screen(&desk, 2024);
    let at =
        |text: &str| screen.find(text).unwrap_or_else(|| panic!("{text} in {screen}"));
    let first = at("  1. Sở Lao động - Thương binh và Xã hội chưa gửi báo cáo. [L03]");
    assert!(screen.contains("Chưa đánh giá được: B3, B4, C1."), "{screen}");
    assert!(first < at("Sở Tài chính: tệp được đặt mật khẩu"));
    assert!(
        at("Sở Tài chính: tệp được đặt mật khẩu")
            < at("Chưa gửi báo cáo (1 đơn vị): Đài")
    );
}

#[test]
fn a_unit_is_called_once_with_its_gravest_trouble() {
    let desk = Desk::empty();
    let rows =
        "STT|Xã|GĐHT: Tổng số hộ|GĐHT: Đăng ký|GĐHT: Đạt\n1|Xã An Thắng|100|90|800";
    let date = "ngày 20 tháng 12 năm 2024";
    desk.workbook("a.xlsx", &[("Biểu", &table(date, rows))]);
    desk.workbook("b.xlsx", &[("Biểu", &table(date, &rows.replace("800", "80")))]);
    let screen = screen(&desk, 2024);
    fits(&screen);
    // Seven districts and three offices that owe figures are silent.
    assert!(
        screen.contains("  1. Sở Giáo dục và Đào tạo chưa gửi báo cáo. [L03]"),
        "{screen}"
    );
    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("Chưa đánh giá được: A1, A2, A3, A4, A5, A6, B2, C1, D8."),
        "{screen}"
    );
    assert_eq!(screen.matches("Pác Nặm").count(), 1, "{screen}");
}

#[test]
fn a_long_name_of_a_file_does_not_widen_the_screen() {
    let desk = Desk::of_year(2024);
    let name = format!("{}.xlsx", "bao_cao_".repeat(20));
    desk.file(&format!("inbox/2024/{name}"), b"no workbook");
    fits(&screen(&desk, 2024));
}

#[test]
fn a_code_is_explained_in_four_paragraphs() {
    let desk = Desk::empty();
    let ended = desk.run(["explain", "k01"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(
        ended.stdout.starts_with("K01 (Lỗi): Dòng tổng không bằng tổng các đơn vị\n"),
        "{}",
        ended.stdout
    );
    for heading in ["\nPhát hiện\n", "\nVì sao\n", "\nVí dụ\n", "\nCần làm\n"] {
        assert!(ended.stdout.contains(heading), "{}", ended.stdout);
    }
    fits(&ended.stdout);
}

#[test]
fn an_unknown_code_names_the_nearest() {
    let ended = Desk::empty().run(["explain", "K99"]);
    assert_eq!(ended.code, 2);
    assert_eq!(
        ended.stderr,
        "Không có mã “K99”. Mã gần nhất: K09, K01, K02. Gõ “xhht explain” để xem mọi mã.\n"
    );
}

#[test]
fn an_editorial_workbook_that_is_not_heeded_is_said_first() {
    let desk = Desk::of_year(2024);
    desk.file("inbox/2024/bien-tap.xlsx", "không phải bảng tính".as_bytes());
    let screen = screen(&desk, 2024);
    let first = screen.lines().skip_while(|line| !line.starts_with("  1. "));
    let first: Vec<&str> = first.take_while(|line| !line.starts_with("  2. ")).collect();
    assert!(first.concat().contains("[B01]"), "{screen}");
}
