//! Which year, which part of it and which kind of figures: the report's results
//! count, all else is set aside and said; and of which day a report is.

use serde_json::Value;

use crate::desk::Desk;

const HEAD: &str = "UBND HUYỆN PÁC NẶM\nPác Nặm, ngày 10 tháng 12 năm 2024\n\n";
const TABLE: &str = "STT|Xã|Gia đình học tập{{3x1}}||\n\
    ||Tổng số hộ|Đăng ký|Đạt\n1|Xã An Thắng|100|90|80\n2|Xã Bộc Bố|200|150|140";
const OLDER: &str = "STT|Xã|Gia đình học tập{{3x1}}||\n\
    ||Tổng số hộ|Đăng ký|Đạt\n1|Xã An Thắng|99|70|60\n2|Xã Bộc Bố|190|140|130";

fn summary(sheets: &[(&str, &str)]) -> Value {
    let desk = Desk::empty();
    desk.workbook("a.xlsx", sheets);
    desk.run(["check", "2024"]);
    desk.summary(2024)
}

/// Achieved families of Pác Nặm, and the codes of what was found of periods.
fn read(sheets: &[(&str, &str)]) -> (Option<i64>, Vec<String>) {
    let summary = summary(sheets);
    let units = summary["by_unit"].as_array().unwrap();
    let families =
        units.iter().find(|row| row["code"] == "D1" && row["unit"] == "pac-nam");
    let watched = ["I02", "I03", "I05", "K06", "T01", "T03", "T10", "T11", "T12", "U01"];
    let codes = summary["findings"].as_array().unwrap().iter();
    let mut codes: Vec<String> = codes
        .filter_map(|finding| finding["code"].as_str())
        .filter(|code| watched.contains(code))
        .map(str::to_owned)
        .collect();
    codes.dedup();
    (families.and_then(|row| row["numerator"].as_i64()), codes)
}

#[track_caller]
fn is(sheets: &[(&str, &str)], achieved: Option<i64>, codes: &[&str]) {
    let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
    let mut read = read(sheets);
    read.1.sort();
    assert_eq!(read, (achieved, codes), "{sheets:#?}");
}

#[test]
fn titles_of_this_years_results_count_whatever_they_cite() {
    for title in [
        "BIỂU TỔNG HỢP KẾT QUẢ NĂM 2024",
        "BIỂU TỔNG HỢP NĂM 2024\n(Thực hiện Kế hoạch số 123/KH-UBND của UBND tỉnh năm 2021)",
        "BIỂU TỔNG HỢP NĂM 2024\n(Ban hành kèm theo Quyết định số 1768/QĐ-UBND năm 2022)",
        "BIỂU TỔNG HỢP NĂM 2024\nMẫu biểu áp dụng từ năm 2022",
        "BIỂU TỔNG HỢP NĂM 2024\nSo với cùng kỳ năm trước",
        "BIỂU TỔNG HỢP NĂM 2024\n(Số liệu tính đến ngày 30/11/2024)",
        "BÁO CÁO KẾT QUẢ NĂM 2024\nVÀ PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2025",
        "BÁO CÁO KẾT QUẢ THỰC HIỆN\nKẾ HOẠCH XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2024",
        "BÁO CÁO KẾT QUẢ NĂM 2024\nKẾ HOẠCH XÂY DỰNG XÃ HỘI HỌC TẬP GIAI ĐOẠN 2021-2030",
        "BIỂU TỔNG HỢP GIAI ĐOẠN 2021-2030",
        "BIỂU TỔNG HỢP (Năm học 2023-2024)",
        "BIỂU TỔNG HỢP",
    ] {
        is(&[("Biểu", &format!("{HEAD}{title}\n\n{TABLE}"))], Some(220), &[]);
    }
}

#[test]
fn a_table_of_another_period_is_asked_about_if_it_is_all_there_is() {
    for title in [
        "BIỂU TỔNG HỢP NĂM 2024\n(Số liệu 2023)",
        "BIỂU TỔNG HỢP NĂM 2024\n(Số liệu tính đến 31/12/2023)",
        "BIỂU TỔNG HỢP NĂM 2024\n(Năm học 2022-2023)",
        "BIỂU TỔNG HỢP NĂM 2024\n(Số liệu giai đoạn 2021-2023)",
        "BIỂU TỔNG HỢP NĂM 2024\n(Kế hoạch năm 2024)",
        "CHỈ TIÊU PHẤN ĐẤU NĂM 2024",
        "BÁO CÁO 6 THÁNG ĐẦU NĂM 2024",
        "BIỂU TỔNG HỢP QUÝ III NĂM 2024",
        "BIỂU TỔNG HỢP SỐ LIỆU KỲ TRƯỚC",
    ] {
        is(&[("Biểu", &format!("{HEAD}{title}\n\n{TABLE}"))], None, &["I05", "T11"]);
    }
    for sheet in
        ["2023", "6 tháng", "Quý III", "Kế hoạch", "Dự kiến", "KH 2025", "31.12.2023"]
    {
        let grid = format!("{HEAD}BIỂU TỔNG HỢP NĂM 2024\n\n{TABLE}");
        is(&[(sheet, &grid)], None, &["I05", "T11"]);
    }
    let plan = format!("{HEAD}KẾT QUẢ THỰC HIỆN KẾ HOẠCH NĂM 2024\n\n{TABLE}");
    is(&[("Kế hoạch", &plan)], Some(220), &[]);
}

#[test]
fn a_report_titled_for_another_year_is_of_that_year() {
    let grid = format!("{HEAD}THỐNG KÊ CÁC MÔ HÌNH HỌC TẬP 2023\n\n{TABLE}");
    is(&[("Biểu", &grid)], None, &["I05"]);
}

#[test]
fn the_words_that_set_a_table_aside_are_quoted() {
    let grid = format!("{HEAD}BIỂU TỔNG HỢP NĂM 2024\n(Kế hoạch năm 2024)\n\n{TABLE}");
    let summary = summary(&[("Biểu", &grid)]);
    let messages: Vec<&str> = summary["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| ["I05", "T11"].contains(&finding["code"].as_str().unwrap()))
        .map(|finding| finding["message"].as_str().unwrap())
        .collect();
    assert_eq!(
        messages,
        [
            "Pác Nặm: bảng dưới tiêu đề “(Kế hoạch năm 2024)” là kế hoạch hoặc dự kiến, chưa phải kết quả, và tệp không có số liệu nào khác của năm 2024; không dùng tệp này.",
            "Pác Nặm: bảng dưới tiêu đề “(Kế hoạch năm 2024)” là kế hoạch hoặc dự kiến, chưa phải kết quả nên không được tính. Trong tệp không có bảng nào khác cho các số liệu này.",
        ]
    );
    let submission = &summary["submissions"][0];
    assert_eq!(
        (&submission["unit"], &submission["status"]),
        (&"pac-nam".into(), &"unrecognised".into())
    );
}

#[test]
fn of_sheets_for_several_periods_the_reports_counts_in_any_order() {
    let grid = |table: &str| format!("{HEAD}BIỂU TỔNG HỢP\n\n{table}");
    let (now, before) = (grid(TABLE), grid(OLDER));
    for (own, other) in [
        ("2024", "2023"),
        ("Cả năm", "6 tháng"),
        ("Biểu", "Kế hoạch"),
        ("Năm nay", "Năm trước"),
    ] {
        is(&[(other, &before), (own, &now)], Some(220), &["T03"]);
        is(&[(own, &now), (other, &before)], Some(220), &["T03"]);
    }
    is(&[("Quý III", &before), ("Quý IV", &now)], None, &["I05", "T11"]);
}

#[test]
fn tables_below_and_beside_each_other_have_their_own_titles() {
    let below = format!("{HEAD}KẾT QUẢ NĂM 2024\n{TABLE}\n\nKẾT QUẢ NĂM 2023\n{OLDER}");
    is(&[("Biểu", &below)], Some(220), &["T03"]);
    let above = format!("{HEAD}KẾT QUẢ NĂM 2023\n{OLDER}\n\nKẾT QUẢ NĂM 2024\n{TABLE}");
    is(&[("Biểu", &above)], Some(220), &["T03"]);
}

#[test]
fn a_note_below_a_table_may_set_it_aside() {
    let with = |note: &str| format!("{HEAD}BIỂU TỔNG HỢP NĂM 2024\n{TABLE}\n\n|{note}");
    for note in [
        "Ghi chú: số liệu trên là của năm 2023.",
        "(Số liệu tính đến 31/12/2023)",
        "* Số liệu 6 tháng đầu năm",
    ] {
        is(&[("Biểu", &with(note))], None, &["I05", "T11"]);
    }
    for note in [
        "* Số liệu ước thực hiện đến 31/12",
        "Ghi chú: Số hộ theo niên giám thống kê năm 2023",
        "Ghi chú: số liệu trên là của năm 2024",
        "Số liệu đã rà soát",
    ] {
        is(&[("Biểu", &with(note))], Some(220), &[]);
    }
}

/// A table of one heading over two columns.
fn two(group: &str, left: &str, right: &str) -> String {
    format!(
        "{HEAD}BIỂU TỔNG HỢP NĂM 2024\n\nSTT{{{{1x2}}}}|Xã{{{{1x2}}}}|{group}{{{{2x1}}}}|\n||{left}|{right}\n1|Xã An Thắng|60|80\n2|Xã Bộc Bố|130|140"
    )
}

#[test]
fn of_columns_for_several_periods_the_reports_counts() {
    let group = "Số gia đình đạt danh hiệu gia đình học tập";
    for (left, right) in [
        ("2023", "2024"),
        ("Năm 2023", "Năm 2024"),
        ("NĂM 2023", "NĂM 2024"),
        ("6 tháng", "Cả năm"),
        ("6 tháng đầu năm", "Năm 2024"),
        ("Kỳ trước", "Kỳ này"),
        ("Năm học 2022-2023", "Năm học 2023-2024"),
        ("Quý IV", "Cả năm"),
    ] {
        is(&[("Biểu", &two(group, left, right))], Some(220), &["T12"]);
    }
    is(&[("Biểu", &two(group, "Năm trước", "Năm nay"))], Some(220), &[]);
    is(&[("Biểu", &two(group, "Quý III", "Quý IV"))], None, &["I05", "T10"]);
    is(
        &[("Biểu", &two("Gia đình học tập", "Đạt năm 2023", "Đạt năm 2024"))],
        Some(220),
        &["T12"],
    );
    is(
        &[("Biểu", &two("Gia đình học tập", "Đạt 2024", "Kế hoạch 2025"))],
        Some(190),
        &[],
    );
}

#[test]
fn years_in_one_header_row_are_headings_and_no_figures() {
    let grid = format!(
        "{HEAD}GIA ĐÌNH HỌC TẬP NĂM 2024\n\nSTT|Xã|2023|2024\n1|Xã An Thắng|60|80\n2|Xã Bộc Bố|130|140"
    );
    is(&[("Biểu", &grid)], Some(220), &["T12"]);
    let figures = format!(
        "{HEAD}KẾT QUẢ NĂM 2024\n\nNội dung|Đơn vị tính|Kết quả\nTổng số hộ gia đình|hộ|2025\nGia đình học tập|hộ|2024"
    );
    is(&[("Biểu", &figures)], Some(2024), &[]);
}

#[test]
fn the_only_column_of_another_period_is_asked_about() {
    let with = |achieved: &str| {
        format!("{HEAD}BIỂU TỔNG HỢP NĂM 2024\n\n{}", TABLE.replace("Đạt", achieved))
    };
    for heading in [
        "Đạt năm học 2022-2023",
        "Đạt quý I",
        "Đạt kỳ trước",
        "Đạt (N-1)",
        "Đạt năm 2023",
        "Đạt năm trước",
        "Đạt 6 tháng",
        "Đạt đến 31/12/2023",
    ] {
        is(&[("Biểu", &with(heading))], None, &["T10"]);
    }
    for heading in [
        "Đạt năm 2024",
        "Đạt (2024)",
        "Đạt cả năm",
        "Đạt đến 30/11/2024",
        "Đạt năm học 2023-2024",
    ] {
        is(&[("Biểu", &with(heading))], Some(220), &[]);
    }
}

#[test]
fn a_heading_may_cite_a_document_of_another_year() {
    let table = TABLE.replace(
        "Gia đình học tập{{",
        "Gia đình học tập (theo Quyết định số 387/QĐ-TTg năm 2022){{",
    );
    is(&[("Biểu", &format!("{HEAD}BIỂU TỔNG HỢP NĂM 2024\n\n{table}"))], Some(220), &[]);
    let table = TABLE.replace("Tổng số hộ", "Tổng số hộ (theo điều tra năm 2023)");
    is(&[("Biểu", &format!("{HEAD}BIỂU TỔNG HỢP NĂM 2024\n\n{table}"))], Some(220), &[]);
}

#[test]
fn rows_of_another_year_are_set_aside_too() {
    let rows =
        |rows: &str| format!("{HEAD}KẾT QUẢ NĂM 2024\n\nTT|Nội dung|Kết quả\n{rows}");
    let both = rows(
        "1|Tổng số hộ gia đình|300\n2|Số gia đình học tập năm 2023|190\n3|Số gia đình học tập năm 2024|220",
    );
    is(&[("Biểu", &both)], Some(220), &["T12"]);
    let old = rows("1|Tổng số hộ gia đình|300\n2|Số gia đình học tập năm 2023|190");
    is(&[("Biểu", &old)], None, &["T10"]);
}

#[test]
fn two_letterheads_are_nobodys_report() {
    let grid = format!(
        "UBND HUYỆN BA BỂ\nUBND HUYỆN PÁC NẶM\nPác Nặm, ngày 10 tháng 12 năm 2024\nNĂM 2024\n{TABLE}"
    );
    is(&[("Biểu", &grid)], None, &["I03"]);
    let other = grid.replace("UBND HUYỆN PÁC NẶM\n", "");
    let own = grid.replace("UBND HUYỆN BA BỂ\n", "");
    is(&[("A", &own), ("B", &other)], None, &["I03"]);
    for own in [
        "UBND TỈNH BẮC KẠN\nUBND HUYỆN PÁC NẶM",
        "UBND HUYỆN PÁC NẶM\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        "UBND HUYỆN PÁC NẶM\nTiếp thu mô hình của UBND huyện Ba Bể",
    ] {
        is(&[("Biểu", &format!("{own}\nNĂM 2024\n{TABLE}"))], Some(220), &[]);
    }
}

#[test]
fn a_body_that_lists_districts_has_one_letterhead() {
    let grid = "HỘI KHUYẾN HỌC TỈNH\nKẾT QUẢ NĂM 2024\nHuyện|Gia đình học tập: Tổng số hộ|Gia đình học tập: Đạt\nUBND huyện Ba Bể|100|80\nUBND huyện Pác Nặm|200|140\nUBND huyện Na Rì|200|140";
    assert_eq!(read(&[("Biểu", grid)]).1, Vec::<String>::new());
}

fn date(head: &str) -> Value {
    let grid = format!("UBND HUYỆN PÁC NẶM\n{head}\nSỐ LIỆU NĂM 2024\n{TABLE}");
    let summary = summary(&[("Biểu", &grid)]);
    let submission = &summary["submissions"][0];
    if submission["date_from"] == "content" {
        submission["date"].clone()
    } else {
        Value::Null
    }
}

#[test]
fn a_date_line_is_read_in_every_spelling_and_spread_over_cells() {
    for line in [
        "Pác Nặm, ngày 10 tháng 12 năm 2024",
        "||Pác Nặm, ngày 10/12/2024",
        "PÁC NẶM, NGÀY 10 THÁNG 12 NĂM 2024",
        "Pác Nặm, ngày10 tháng12 năm2024",
        "Pác Nặm, ngày 10.12.2024",
        "Pác Nặm, 10/12/2024",
        "Pác Nặm, ngày|10|tháng|12|năm|2024",
        "||ngày|10|tháng|12|năm 2024",
    ] {
        assert_eq!(date(line), "2024-12-10", "{line}");
    }
    let foot = format!(
        "UBND HUYỆN PÁC NẶM\n\nSỐ LIỆU NĂM 2024\n{TABLE}\n\n\n\n\n\n||Pác Nặm, ngày 10 tháng 12 năm 2024\n||NGƯỜI LẬP BIỂU"
    );
    assert_eq!(summary(&[("Biểu", &foot)])["submissions"][0]["date"], "2024-12-10");
}

#[test]
fn the_date_of_a_letter_a_deadline_or_a_blank_line_is_not_the_reports() {
    for line in [
        "Pác Nặm, ngày       tháng 12 năm 2024",
        "(Kèm theo Công văn số 2105/SGDĐT ngày 20 tháng 12 năm 2024)",
        "Gửi về Sở Giáo dục và Đào tạo trước ngày 15 tháng 12 năm 2024",
        "Hạn gửi: ngày 15/12/2024",
        "(Số liệu tính đến ngày 30 tháng 11 năm 2024)",
        "Pác Nặm, ngày 31 tháng 2 năm 2024",
        "Pác Nặm, ngày 10 tháng 12 năm 1024",
    ] {
        assert_eq!(date(line), Value::Null, "{line}");
    }
}

#[test]
fn a_real_date_with_words_for_its_format_is_a_date_line() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = rust_xlsxwriter::Format::new()
        .set_num_format("\"Pác Nặm, ngày \"dd\" tháng \"mm\" năm \"yyyy");
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 12, 10).unwrap();
    sheet.write(0, 0, "UBND HUYỆN PÁC NẶM").unwrap();
    sheet.write_datetime_with_format(1, 3, &day, &format).unwrap();
    sheet.write(3, 0, "SỐ LIỆU NĂM 2024").unwrap();
    for (col, text) in ["STT", "Xã", "GĐHT: Tổng số hộ", "GĐHT: Đạt"].iter().enumerate()
    {
        sheet.write(4, u16::try_from(col).unwrap(), *text).unwrap();
    }
    sheet.write(5, 1, "Xã An Thắng").unwrap();
    sheet.write(5, 2, 100).unwrap();
    sheet.write(5, 3, 80).unwrap();
    let desk = Desk::empty();
    desk.file("inbox/2024/a.xlsx", &workbook.save_to_buffer().unwrap());
    desk.run(["check", "2024"]);
    let submission = &desk.summary(2024)["submissions"][0];
    assert_eq!(
        (&submission["date"], &submission["date_from"]),
        (&"2024-12-10".into(), &"content".into())
    );
}

#[test]
fn a_file_without_a_date_never_replaces_a_dated_one_in_silence() {
    let sheet = |line: &str, table: &str| {
        format!("UBND HUYỆN PÁC NẶM\n{line}\nSỐ LIỆU NĂM 2024\n{table}")
    };
    let desk = Desk::empty();
    desk.workbook(
        "a.xlsx",
        &[("Biểu", &sheet("Pác Nặm, ngày 10 tháng 12 năm 2024", TABLE))],
    );
    desk.workbook(
        "b.xlsx",
        &[("Biểu", &sheet("Pác Nặm, ngày … tháng 12 năm 2024", OLDER))],
    );
    desk.run(["check", "2024"]);
    let summary = desk.summary(2024);
    let said: Vec<&str> = summary["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["code"] == "L04")
        .map(|finding| finding["message"].as_str().unwrap())
        .collect();
    assert_eq!(said.len(), 1, "{summary:#?}");
    assert!(
        said[0].contains("một tệp không ghi ngày, một tệp ghi ngày 10/12/2024"),
        "{said:?}"
    );
    let units = summary["by_unit"].as_array().unwrap();
    let families = units.iter().find(|row| row["code"] == "D1").unwrap();
    assert_eq!(families["numerator"], 220);
}
