//! What the title of a table, the name of a sheet, a letterhead or a date line
//! says: tables that are no results of the year, of the whole, of their sender are
//! set aside and asked about; ordinary titles are read.

use serde_json::Value;

use crate::desk::Desk;

const TABLE: &str = "STT|Xã|Gia đình học tập{{3x1}}||\n\
    ||Tổng số hộ|Đăng ký|Đạt\n1|Xã An Thắng|100|90|80\n2|Xã Bộc Bố|200|150|140";
const OTHER: &str = "STT|Xã|Gia đình học tập{{3x1}}||\n\
    ||Tổng số hộ|Đăng ký|Đạt\n1|Xã An Thắng|30|20|10\n2|Xã Bộc Bố|40|30|20";
const DATE: &str = "Pác Nặm, ngày 10 tháng 12 năm 2024";
const TITLE: &str = "BIỂU TỔNG HỢP NĂM 2024";

/// A sheet of Pác Nặm under a title.
fn titled(title: &str) -> String {
    format!("UBND HUYỆN PÁC NẶM\n{DATE}\n\n{title}\n\n{TABLE}")
}

fn summary(sheets: &[(&str, &str)]) -> Value {
    let desk = Desk::empty();
    desk.workbook("a.xlsx", sheets);
    desk.run(["check", "2024"]);
    desk.summary(2024)
}

/// Denominator, registered and achieved families of Pác Nặm.
fn families(summary: &Value) -> [Option<i64>; 3] {
    let rows = summary["by_unit"].as_array().unwrap();
    let row = rows.iter().find(|row| row["code"] == "D1" && row["unit"] == "pac-nam");
    row.map_or([None; 3], |row| {
        [&row["denominator"], &row["registered"], &row["numerator"]].map(Value::as_i64)
    })
}

/// Codes of what was found in the file, each once, without those of a level that
/// only say what is missing then.
fn codes(summary: &Value) -> Vec<String> {
    let all = summary["findings"].as_array().unwrap().iter();
    let of_file = all.filter(|finding| finding["file"].is_string());
    let mut codes: Vec<String> = of_file
        .filter_map(|finding| finding["code"].as_str())
        .filter(|code| !["K05", "K11", "K13", "L06", "L07"].contains(code))
        .map(str::to_owned)
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

#[track_caller]
fn is(sheets: &[(&str, &str)], expected: [Option<i64>; 3], found: &[&str]) {
    let summary = summary(sheets);
    assert_eq!(
        (families(&summary), codes(&summary)),
        (expected, found.iter().map(|code| (*code).to_owned()).collect()),
        "{sheets:#?}"
    );
}

const ALL: [Option<i64>; 3] = [Some(300), Some(240), Some(220)];
const NOTHING: [Option<i64>; 3] = [None; 3];

#[test]
fn titles_of_what_is_not_achieved_or_of_some_people_are_asked_about() {
    for title in [
        "DANH SÁCH HỘ CHƯA ĐẠT GIA ĐÌNH HỌC TẬP NĂM 2024",
        "Danh sách hộ không đạt năm 2024",
        "HỘ BỊ THU HỒI DANH HIỆU NĂM 2024",
        "BIỂU ĐỀ NGHỊ CÔNG NHẬN NĂM 2024",
        "DANH SÁCH HỘ ĐỦ ĐIỀU KIỆN CÔNG NHẬN NĂM 2024",
        "BIỂU TỔNG HỢP NĂM 2024\n(Hộ đang chờ công nhận)",
        "DANH SÁCH HỘ ĐỀ NGHỊ\nCÔNG NHẬN GIA ĐÌNH HỌC TẬP",
        "DANH SACH HO CHUA DAT NAM 2024",
        "BIỂU TỔNG HỢP HỘ NGHÈO ĐẠT GIA ĐÌNH HỌC TẬP NĂM 2024",
        "PHỤ NỮ THAM GIA XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2024",
        "KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP VÙNG DTTS NĂM 2024",
    ] {
        is(&[("Biểu", &titled(title))], NOTHING, &["I05", "T14"]);
    }
}

#[test]
fn drafts_examples_and_cancelled_tables_are_no_results() {
    for title in [
        "(BẢN NHÁP) BIỂU TỔNG HỢP NĂM 2024",
        "DỰ THẢO BIỂU TỔNG HỢP NĂM 2024",
        "VÍ DỤ CÁCH ĐIỀN BIỂU NĂM 2024",
        "BIỂU TỔNG HỢP NĂM 2024 (SỐ LIỆU MINH HỌA)",
        "BIỂU TỔNG HỢP NĂM 2024\nBiểu này đã hủy",
        "KHÔNG SỬ DỤNG",
        "ĐÃ THAY BẰNG BIỂU 2",
        "SỐ LIỆU THỬ NGHIỆM",
        "BIỂU TỔNG HỢP NĂM 2024 (MẪU)",
        "DU THAO BIEU TONG HOP NAM 2024",
    ] {
        is(&[("Biểu", &titled(title))], NOTHING, &["I05", "T11"]);
    }
}

#[test]
fn aims_and_needs_are_no_results() {
    for title in ["CHỈ TIÊU NĂM 2024", "LỘ TRÌNH NĂM 2024", "NHU CẦU NĂM 2024"]
    {
        is(&[("Biểu", &titled(title))], NOTHING, &["I05", "T11"]);
    }
}

#[test]
fn of_a_title_of_registrations_only_what_was_achieved_is_asked_about() {
    for title in [
        "BIỂU TỔNG HỢP ĐĂNG KÝ XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2024",
        "KẾT QUẢ ĐĂNG KÝ NĂM 2024",
        "ĐĂNG KÍ THI ĐUA NĂM 2024",
    ] {
        is(&[("Biểu", &titled(title))], [Some(300), Some(240), None], &["T14"]);
    }
}

#[test]
fn ordinary_titles_are_read() {
    for title in [
        "BÁO CÁO KẾT QUẢ ĐĂNG KÝ, ĐÁNH GIÁ, CÔNG NHẬN CÁC MÔ HÌNH HỌC TẬP NĂM 2024",
        "TỔNG HỢP ĐĂNG KÝ VÀ CÔNG NHẬN GIA ĐÌNH HỌC TẬP NĂM 2024",
        "BIEU TONG HOP DANG KY, CONG NHAN NAM 2024",
        "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU CỦA ĐỀ ÁN NĂM 2024",
        "BÁO CÁO TÌNH HÌNH THỰC HIỆN CHỈ TIÊU ĐƯỢC GIAO NĂM 2024",
        "TỔNG HỢP CÁC CHỈ TIÊU XÃ HỘI HỌC TẬP NĂM 2024",
        "KẾT QUẢ THỰC HIỆN KẾ HOẠCH SỐ 123/KH-UBND NĂM 2024",
        "KẾT QUẢ BÌNH XÉT, CÔNG NHẬN NĂM 2024",
        "BIỂU THỐNG KÊ HỘ ĐẠT GIA ĐÌNH HỌC TẬP NĂM 2024",
        "BẢNG THỐNG KÊ TỔNG SỐ, ĐĂNG KÝ, ĐẠT NĂM 2024",
        "KẾT QUẢ CÔNG NHẬN NĂM 2024 (TRONG ĐÓ CÓ HỘ NGHÈO)",
        "TĂNG CƯỜNG XÂY DỰNG XÃ HỘI HỌC TẬP GẮN VỚI GIẢM NGHÈO NĂM 2024",
        "KẾT QUẢ NĂM 2024 (CHIA THEO XÃ CŨ)",
        "SỐ LIỆU CỦA HUYỆN PÁC NẶM, TỈNH BẮC KẠN NĂM 2024",
        "SỐ LIỆU XÃ AN THẮNG VÀ XÃ BỘC BỐ NĂM 2024",
        "Kiến nghị, đề xuất\nBIỂU TỔNG HỢP NĂM 2024",
        "BIỂU TỔNG HỢP NĂM 2024\n(Ban hành kèm theo dự thảo hướng dẫn của Sở)",
    ] {
        is(&[("Biểu", &titled(title))], ALL, &[]);
    }
}

#[test]
fn a_sentence_above_a_title_sets_nothing_aside() {
    for sentence in ["Chưa có kinh phí riêng.", "Đề nghị UBND tỉnh quan tâm."]
    {
        let grid = titled(&format!("{sentence}\n{TITLE}"));
        let summary = summary(&[("Biểu", &grid)]);
        assert_eq!(families(&summary), ALL, "{sentence}");
        assert!(!codes(&summary).contains(&"T14".to_owned()), "{sentence}");
    }
}

#[test]
fn names_of_sheets_are_read_as_titles_are() {
    let grid = titled(TITLE);
    for (sheet, code) in [
        ("Chưa đạt", "T14"),
        ("Đề nghị", "T14"),
        ("De nghi", "T14"),
        ("Ước", "T14"),
        ("Thu hồi", "T14"),
        ("Hộ nghèo", "T14"),
        ("Nữ", "T14"),
        ("Nháp", "T11"),
        ("Hủy", "T11"),
        ("Bản cũ", "T11"),
        ("Bieu 1 cu", "T11"),
        ("Mẫu", "T11"),
        ("VD", "T11"),
        ("Test", "T11"),
        ("Sơ bộ", "T11"),
        ("KH 2024", "T11"),
        ("T6", "T11"),
        ("30.6", "T11"),
        ("den 30-6-2024", "T11"),
    ] {
        is(&[(sheet, &grid)], NOTHING, &["I05", code]);
    }
    is(&[("Đăng ký 2024", &grid)], [Some(300), Some(240), None], &["T14"]);
    for sheet in [
        "Biểu 1",
        "Mẫu 01",
        "TH",
        "Pác Nặm",
        "Xã An Thắng",
        "Năm 2024",
        "1.2",
        "Cả năm",
        "Chỉ tiêu",
        "Biểu 2 (1)",
        "Kết quả đăng ký, công nhận",
    ] {
        is(&[(sheet, &grid)], ALL, &[]);
    }
}

#[test]
fn a_sheet_named_for_a_plan_may_hold_what_came_of_it() {
    let plan = titled("KẾT QUẢ THỰC HIỆN KẾ HOẠCH NĂM 2024");
    is(&[("Kế hoạch", &plan)], ALL, &[]);
    let results = titled("KẾT QUẢ NĂM 2024");
    is(&[("KH 2024", &results)], NOTHING, &["I05", "T11"]);
}

#[test]
fn what_is_set_aside_beside_the_results_is_only_said() {
    let results = titled("KẾT QUẢ NĂM 2024");
    for (sheet, title) in [
        ("Nháp", TITLE),
        ("Sheet2", "DANH SÁCH HỘ CHƯA ĐẠT NĂM 2024"),
        ("Sheet2", "HỘ NGHÈO ĐẠT GIA ĐÌNH HỌC TẬP NĂM 2024"),
        ("Sheet2", "BIỂU NÀY HỦY"),
    ] {
        let other = format!("UBND HUYỆN PÁC NẶM\n\n\n{title}\n\n{OTHER}");
        is(&[("Biểu", &results), (sheet, &other)], ALL, &["T03"]);
        is(&[(sheet, &other), ("Biểu", &results)], ALL, &["T03"]);
    }
}

#[test]
fn a_title_that_names_another_district_is_not_the_senders() {
    for title in [
        "KẾT QUẢ CỦA HUYỆN BA BỂ NĂM 2024",
        "BIỂU TỔNG HỢP NĂM 2024 - H. CHỢ ĐỒN",
        "KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP NA RÌ NĂM 2024",
        "KẾT QUẢ CỦA XÃ BÀNH TRẠCH NĂM 2024",
    ] {
        is(&[("Biểu", &titled(title))], NOTHING, &["I05", "I11"]);
    }
    for sheet in ["Ba Bể", "Huyện Ba Bể", "H. Chợ Đồn", "Xã Bành Trạch"] {
        is(&[(sheet, &titled(TITLE))], NOTHING, &["I05", "I11"]);
    }
}

#[test]
fn a_note_below_a_table_may_say_that_it_is_a_draft_or_of_others() {
    let noted = |note: &str| format!("{}\n\n{note}", titled(TITLE));
    for note in ["Biểu này đã hủy", "Ghi chú: số liệu trên là ví dụ"] {
        is(&[("Biểu", &noted(note))], NOTHING, &["I05", "T11"]);
    }
    let foreign = noted("Số liệu của huyện Ba Bể");
    is(&[("Biểu", &foreign)], NOTHING, &["I05", "I11"]);
    is(&[("Biểu", &noted("Số liệu của huyện Pác Nặm"))], ALL, &[]);
}

#[test]
fn units_of_count_stand_in_titles_and_names_of_sheets_too() {
    for title in [
        "BIỂU TỔNG HỢP NĂM 2024 (ĐVT: %)",
        "BIỂU TỔNG HỢP NĂM 2024 (nghìn)",
        "BIỂU TỔNG HỢP NĂM 2024 (Đơn vị: trăm hộ)",
    ] {
        let summary = summary(&[("Biểu", &titled(title))]);
        assert_eq!(families(&summary), NOTHING, "{title}");
        assert!(codes(&summary).contains(&"T06".to_owned()), "{title}");
    }
    for sheet in ["%", "nghìn", "trăm hộ"] {
        let summary = summary(&[(sheet, &titled(TITLE))]);
        assert_eq!(families(&summary), NOTHING, "{sheet}");
        assert!(codes(&summary).contains(&"T06".to_owned()), "{sheet}");
    }
    // Beside a column of rates the share may be theirs.
    let rated = titled("BIỂU TỔNG HỢP NĂM 2024 (%)")
        .replace("||Tổng số hộ|Đăng ký|Đạt", "||Tổng số hộ|Đăng ký|Đạt|Tỷ lệ %")
        .replace("{{3x1}}||", "{{4x1}}|||");
    is(&[("Biểu", &rated)], ALL, &["T07"]);
    is(&[("Biểu", &titled("BIỂU TỔNG HỢP NĂM 2024 (hộ)"))], ALL, &[]);
}

#[test]
fn provisional_figures_are_counted_and_asked_about() {
    for title in [
        "KẾT QUẢ SƠ BỘ NĂM 2024",
        "KẾT QUẢ BƯỚC ĐẦU NĂM 2024",
        "SỐ LIỆU NĂM 2024 CHƯA ĐƯỢC DUYỆT",
    ] {
        is(&[("Biểu", &titled(title))], ALL, &["T07"]);
    }
}

#[test]
fn letterheads_and_signatures_of_two_districts_are_nobodys_report() {
    let grid = titled(TITLE);
    for office in ["PHÒNG GD&ĐT BA BỂ", "Phòng Giáo dục và Đào tạo huyện Chợ Đồn"]
    {
        let head = format!("UBND HUYỆN PÁC NẶM\n{office}");
        let two = grid.replacen("UBND HUYỆN PÁC NẶM", &head, 1);
        is(&[("Biểu", &two)], NOTHING, &["I03"]);
    }
    for sign in ["UBND HUYỆN BA BỂ", "TM. ỦY BAN NHÂN DÂN HUYỆN BA BỂ"] {
        let signed = format!("{grid}\n\n{sign}\nCHỦ TỊCH");
        is(&[("Biểu", &signed)], NOTHING, &["I03"]);
    }
    for own in [
        "UBND HUYỆN PÁC NẶM\nPHÒNG GD&ĐT PÁC NẶM",
        "UBND HUYỆN PÁC NẶM\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "UBND TỈNH BẮC KẠN\nUBND HUYỆN PÁC NẶM",
    ] {
        let head = grid.replacen("UBND HUYỆN PÁC NẶM", own, 1);
        let signed = format!("{head}\n\nTM. UBND HUYỆN PÁC NẶM\nCHỦ TỊCH");
        is(&[("Biểu", &signed)], ALL, &[]);
    }
}

#[test]
fn the_place_of_a_date_line_is_the_senders() {
    let dated = |line: &str| titled(TITLE).replace(DATE, line);
    for line in [
        "Ba Bể, ngày 10 tháng 12 năm 2024",
        "Chợ Rã, ngày 10/12/2024",
        "Ba Be, ngay 10 thang 12 nam 2024",
    ] {
        is(&[("Biểu", &dated(line))], ALL, &["I11"]);
    }
    for line in [
        "Bộc Bố, ngày 10 tháng 12 năm 2024",
        "Bắc Kạn, ngày 10 tháng 12 năm 2024",
        "ngày 10 tháng 12 năm 2024",
    ] {
        is(&[("Biểu", &dated(line))], ALL, &[]);
    }
}

#[test]
fn a_day_there_is_not_is_no_date() {
    let dated = |line: &str| titled(TITLE).replace(DATE, line);
    for line in [
        "Pác Nặm, ngày 31 tháng 2 năm 2024",
        "Pác Nặm, ngày 10 tháng 13 năm 2024",
        "Pác Nặm, ngày 32/12/2024",
        "Pác Nặm, ngày 10/12",
    ] {
        is(&[("Biểu", &dated(line))], ALL, &["I07"]);
    }
    let letter_o = dated("Pác Nặm, ngày 1O tháng 12 năm 2O24");
    let summary = summary(&[("Biểu", &letter_o)]);
    assert_eq!(summary["submissions"][0]["date"], "2024-12-10");
    assert_eq!(codes(&summary), Vec::<String>::new());
}

#[test]
fn figures_below_the_signature_and_words_for_a_number_are_told() {
    let signed = |text: &str| format!("{}\n\n|NGƯỜI LẬP\n\n|{text}", titled(TITLE));
    for text in [
        "Xã An Thắng: 85 hộ đạt",
        "Đính chính: xã An Thắng đạt 85 hộ",
        "Sửa số của xã An Thắng thành 85",
    ] {
        is(&[("Biểu", &signed(text))], ALL, &["T07"]);
    }
    for text in ["Nguyễn Văn A", "ĐT: 0912345678", "Lưu: VT, 03 bản"] {
        is(&[("Biểu", &signed(text))], ALL, &[]);
    }
    let ordinal = |text: &str| {
        titled(TITLE).replace("1|Xã An Thắng", &format!("{text}|Xã An Thắng"))
    };
    for text in ["Hủy", "bỏ", "2023"] {
        is(&[("Biểu", &ordinal(text))], ALL, &["T07"]);
    }
    for text in ["I", "a", "*", "1a"] {
        is(&[("Biểu", &ordinal(text))], ALL, &[]);
    }
}

#[test]
fn money_of_a_draft_is_not_counted() {
    let money = "Kinh phí thực hiện (triệu đồng)\nNgân sách nhà nước|550";
    let own = titled(TITLE);
    let spent = |sheet: &str, title: &str| {
        let grid = format!("UBND HUYỆN PÁC NẶM\n\n{title}\n\n{money}");
        let summary = summary(&[("Biểu", &own), (sheet, &grid)]);
        let amounts = summary["budget"].as_array().unwrap().clone();
        (amounts.iter().any(|one| one["state"] == 550), codes(&summary))
    };
    assert_eq!(spent("Kinh phí", "KINH PHÍ NĂM 2024"), (true, vec![]));
    let asked = (false, vec!["V34".to_owned()]);
    assert_eq!(spent("Nháp", "KINH PHÍ NĂM 2024"), asked);
    assert_eq!(spent("Kinh phí", "DỰ THẢO KINH PHÍ NĂM 2024"), asked);
}

#[test]
fn the_title_that_decides_is_quoted() {
    let grid = titled("DANH SÁCH HỘ CHƯA ĐẠT NĂM 2024");
    let summary = summary(&[("Biểu", &grid)]);
    let all = summary["findings"].as_array().unwrap();
    let asked = all.iter().find(|finding| finding["code"] == "T14").unwrap();
    assert_eq!(
        asked["message"],
        "Pác Nặm: bảng dưới tiêu đề “DANH SÁCH HỘ CHƯA ĐẠT NĂM 2024” được hiểu là số chưa đạt, mới đề nghị, chờ duyệt hoặc đã bị thu hồi, không phải số đã đạt nên không được tính. Trong tệp không có bảng nào khác cho các số liệu này."
    );
    assert_eq!(
        (&asked["severity"], &asked["cell"]),
        (&"warning".into(), &"C8:E9".into())
    );
}
