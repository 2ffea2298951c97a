use super::*;

const OWN: i16 = 2024;

fn shipped() -> Vocabulary {
    toml::from_str(include_str!("../../../plan/vocabulary.toml"))
        .expect("the shipped vocabulary is valid")
}

/// `own`, `earlier` …, `part`, `plan`: why a text puts figures aside, else that
/// it names the report's year, else nothing.
fn said(text: &str, vocabulary: &Vocabulary) -> &'static str {
    let period = read(text, OWN, vocabulary);
    match period.other() {
        Some(Other::Earlier) => "earlier",
        Some(Other::Later) => "later",
        Some(Other::Part) => "part",
        Some(Other::Several) => "several",
        Some(Other::Plan) => "plan",
        None if period.when.is_some() || period.extent.is_some() => "own",
        None => "",
    }
}

#[track_caller]
fn all(cases: &[(&str, &str)]) {
    let vocabulary = shipped();
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| said(text, &vocabulary) != *expected)
        .map(|(text, expected)| {
            format!("{text}: {} instead of {expected}", said(text, &vocabulary))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_title_names_the_year_of_its_figures() {
    all(&[
        ("BÁO CÁO KẾT QUẢ THỰC HIỆN KẾ HOẠCH XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2024", "own"),
        ("BIỂU TỔNG HỢP KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2023", "earlier"),
        ("KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM 2024", "own"),
        ("KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2024 (CHIA THEO XÃ CŨ)", "own"),
        ("KẾT QUẢ PCGD, XMC; TTHTCĐ; CỘNG ĐỒNG HỌC TẬP CẤP XÃ NĂM 2024", "own"),
        ("TỔNG HỢP CÁC MÔ HÌNH HỌC TẬP THEO THÔN, TỔ DÂN PHỐ NĂM 2024", "own"),
        ("ĐƠN VỊ HỌC TẬP CẤP TỈNH NĂM 2024 (THEO THÔNG TƯ 24/2023/TT-BGDĐT)", "own"),
        (
            "BÀN GIAO KẾT QUẢ PHỔ CẬP GIÁO DỤC, XÓA MÙ CHỮ, HUYỆN HỌC TẬP ĐẾN NGÀY 30/6/2024",
            "own",
        ),
        ("(Số liệu tính đến ngày 30/11/2024)", "own"),
        ("(Số liệu tính đến ngày 30 tháng 11 năm 2024)", "own"),
        ("THỐNG KÊ CÁC MÔ HÌNH HỌC TẬP 2023", "earlier"),
        ("THỐNG KÊ CÁC MÔ HÌNH HỌC TẬP", ""),
        ("(Số liệu 2023)", "earlier"),
        ("KẾT QUẢ 2023", "earlier"),
        ("KET QUA NAM 2023", "earlier"),
        ("THỐNG KÊ NĂM 2024\n(Số liệu năm 2023)", "earlier"),
        ("THỐNG KÊ NĂM 2024 (Số liệu 2023)", "earlier"),
        ("KẾT QUẢ NĂM 2023 VÀ NĂM 2024", "own"),
        ("KẾT QUẢ CÁC NĂM 2022, 2023", "earlier"),
        ("SỐ LIỆU NĂM TRƯỚC", "earlier"),
        ("CÙNG KỲ NĂM TRƯỚC", "earlier"),
        ("Kỳ báo cáo: Năm 2024", "own"),
        ("Kỳ báo cáo: Năm 2023", "earlier"),
        ("BÁO CÁO 11 THÁNG NĂM 2024", "own"),
        (
            "DÂN SỐ TỪ 15 TUỔI TRỞ LÊN ĐƯỢC ĐÀO TẠO CHUYÊN MÔN KỸ THUẬT TRÊN ĐỊA BÀN 37 XÃ, PHƯỜNG NĂM 2024",
            "own",
        ),
    ]);
}

#[test]
fn the_year_of_a_document_a_task_or_a_comparison_decides_nothing() {
    all(&[
        ("(Thực hiện Kế hoạch số 123/KH-UBND của UBND tỉnh năm 2021)", ""),
        ("(Ban hành kèm theo Quyết định số 1768/QĐ-UBND năm 2022)", ""),
        ("(Kèm theo Công văn số 2105/SGDĐT ngày 20 tháng 12 năm 2023)", ""),
        ("Mẫu biểu áp dụng từ năm 2022", ""),
        ("Gia đình học tập (theo Quyết định số 387/QĐ-TTg năm 2022)", ""),
        ("theo Quyết định số 281/QĐ-TTg năm 2014", ""),
        ("Tổng số hộ (theo điều tra năm 2023)", ""),
        ("Công văn 1234/2023", ""),
        ("Kế hoạch số 55/KH-UBND ngày 24/9/2021", ""),
        ("KẾT QUẢ NĂM 2024 VÀ PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2025", "own"),
        ("So với cùng kỳ năm trước", ""),
        ("NĂM 2024 SO VỚI NĂM 2023", "own"),
        ("KẾ HOẠCH XÂY DỰNG XÃ HỘI HỌC TẬP GIAI ĐOẠN 2021-2030", "plan"),
        ("XÂY DỰNG XÃ HỘI HỌC TẬP GIAI ĐOẠN 2021-2030", ""),
        ("Thực hiện Đề án xây dựng xã hội học tập giai đoạn 2012-2020", ""),
        ("KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP ĐẾN NĂM 2030", ""),
        ("KẾT QUẢ THEO QUYẾT ĐỊNH SỐ 1373/QĐ-TTg NGÀY 30/7/2021 NĂM 2023", "earlier"),
        ("Bắc Kạn, ngày 10 tháng 12 năm 2023", ""),
        ("Bắc Kạn, ngày 10/12/2023", ""),
        ("Ba Bể, ngày      tháng 6 năm 2024", ""),
        ("Ba Bể, tháng 12 năm 2024", ""),
        ("Tổng số 2023 hộ", ""),
        ("Số 2015/BC-UBND", ""),
        ("Dưới 3 tháng", ""),
        ("Đào tạo từ 3 tháng trở lên", ""),
        ("Trẻ 6 tháng tuổi", ""),
        ("Kỳ đánh giá từ 01/01 đến 31/12", ""),
        ("Kỹ năng sống", ""),
        ("Quỹ 1", ""),
        ("Chỉ tiêu khác", ""),
        ("SỞ KH&CN", ""),
    ]);
}

#[test]
fn parts_of_a_year_and_other_periods_are_told_from_the_year() {
    all(&[
        ("6 tháng", "part"),
        ("06 tháng đầu năm 2024", "part"),
        ("BÁO CÁO 6 THÁNG ĐẦU NĂM 2024", "part"),
        ("6T2024", "part"),
        ("9 tháng", "part"),
        ("Chín tháng đầu năm", "part"),
        ("Quý III", "part"),
        ("Quy IV", "part"),
        ("Đạt quý I", "part"),
        ("Tháng 3/2024", "part"),
        ("Học kỳ I", "part"),
        ("HK1", "part"),
        ("Cả năm", "own"),
        ("12 tháng", "own"),
        ("6 tháng và cả năm", "own"),
        ("Kỳ báo cáo: Quý/6 tháng/Năm", "own"),
        ("Đến hết quý IV năm 2024", "own"),
        ("Năm học 2022-2023", "earlier"),
        ("(Năm học 2022-2023)", "earlier"),
        ("Đạt năm học 2022-2023", "earlier"),
        ("Năm học 2023-2024", "own"),
        ("Năm học 2024-2025", "own"),
        ("Đạt kỳ trước", "earlier"),
        ("Đầu kỳ", "earlier"),
        ("Đạt (N-1)", "earlier"),
        ("Kỳ này", "own"),
        ("tính đến 31/12/2023", "earlier"),
        ("(Số liệu đến tháng 12/2023)", "earlier"),
        ("(Số liệu đến ngày 31.12.2023)", "earlier"),
        ("31.12.2023", "earlier"),
        ("Thời điểm 01/01/2024", "earlier"),
        ("Số liệu tính đến 15/01/2025", "own"),
        ("(Số liệu giai đoạn 2021-2023)", "earlier"),
        ("2022-2023", "earlier"),
        ("2023", "earlier"),
        ("2024", "own"),
        ("SL 2025", "later"),
        ("Biểu 2023", "earlier"),
        ("Năm báo cáo: 2023", "earlier"),
        ("Số liệu ngày 31/12/2023", "earlier"),
        ("Số liệu chốt đến hết năm 2023", "earlier"),
        ("Công nhận trước năm 2024", "earlier"),
        ("Từ ngày 01/01/2024 đến ngày 30/6/2024", "part"),
        ("Từ ngày 01/01/2024 đến ngày 30/11/2024", "own"),
        ("Từ năm 2021 đến nay", "own"),
        ("Kỳ báo cáo: Quý III/2024", "part"),
        ("BÁO CÁO THÁNG 9 NĂM 2024", "part"),
        ("BÁO CÁO THÁNG 12 NĂM 2024", "own"),
        ("Đạt Q1", "part"),
    ]);
}

#[test]
fn figures_closed_early_in_the_year_are_of_a_part_of_it() {
    all(&[
        ("(Số liệu tính đến ngày 30/6/2024)", "part"),
        ("tính đến 30/6/2024", "part"),
        ("Đạt đến 30.6.2024", "part"),
        ("(đến 30/6)", "part"),
        ("Chốt ngày 15/7/2024", "part"),
        ("Thời điểm 31 tháng 3 năm 2024", "part"),
        ("ĐẾN HẾT QUÝ III/2024", "part"),
        ("ĐẾN THÁNG 6/2024", "part"),
        ("Tính đến hết tháng 9 năm 2024", "part"),
        ("9T/2024", "part"),
        ("KẾT QUẢ 9T/2024", "part"),
        ("9 tháng năm 2024", "part"),
        ("Số liệu từ 01/7/2023 đến 30/6/2024", "part"),
        ("Số liệu tính đến 15/11/2024", "own"),
        ("(đến 30/11)", ""),
        ("Đến hết tháng 11/2024", "own"),
        ("Từ ngày 01/6/2024 đến ngày 30/11/2024", "own"),
        ("Số liệu từ 01/01/2024 đến 31/12/2024", "own"),
    ]);
}

#[test]
fn on_the_day_of_the_handover_the_districts_closed_their_last_year() {
    let vocabulary = shipped();
    for text in [
        "(Số liệu tính đến ngày 30/6/2025)",
        "SỐ LIỆU ĐẾN HẾT THÁNG 6/2025",
        "Thời điểm 30 tháng 6 năm 2025",
    ] {
        assert_eq!(read(text, 2025, &vocabulary).other(), None, "{text}");
    }
    let early = read("(Số liệu tính đến ngày 31/5/2025)", 2025, &vocabulary);
    assert_eq!(early.other(), Some(Other::Part));
}

#[test]
fn several_years_added_up_are_no_years_figures() {
    all(&[
        ("Đạt (2022+2023+2024)", "several"),
        ("2023 + 2024", "several"),
        ("2021 + 2022", "earlier"),
        ("KẾT QUẢ GIAI ĐOẠN 2021 - 2024", "several"),
        ("LŨY KẾ TỪ NĂM 2021 ĐẾN NĂM 2024", "several"),
        ("GIAI ĐOẠN 2021-2025", ""),
        ("GIAI ĐOẠN 2021-2030", ""),
        ("2023-2024", ""),
    ]);
    let vocabulary = shipped();
    let other = |text: &str| of_heading(text, OWN, &vocabulary).0.other();
    for text in ["Đạt chuẩn 2021-2025", "Giai đoạn 2022-2026", "Đạt năm 2023 và 2024"]
    {
        assert_eq!(other(text), Some(Other::Several), "{text}");
    }
    for text in [
        "Gia đình học tập giai đoạn 2021-2030",
        "Năm 2024",
        "Năm học 2023-2024",
        "Năm 2024 so với năm 2023",
        "Đạt 2024, kế hoạch 2025",
    ] {
        assert_eq!(other(text), None, "{text}");
    }
}

#[test]
fn years_are_read_as_the_eye_reads_them() {
    all(&[
        ("BIỂU TỔNG HỢP NĂM 2O23", "earlier"),
        ("BIỂU TỔNG HỢP NĂM 2o24", "own"),
        ("BIỂU TỔNG HỢP NĂM 20.23", "earlier"),
        ("BIỂU TỔNG HỢP NĂM 2 0 2 3", "earlier"),
        ("BIỂU TỔNG HỢP NĂM 23", "earlier"),
        ("BIỂU TỔNG HỢP NĂM ‘23", "earlier"),
        ("BIỂU TỔNG HỢP NĂM 24 (CHÍNH THỨC)", "own"),
        ("NĂM HỌC 22-23", "earlier"),
        ("NĂM HỌC 23-24", "own"),
        ("NĂM HAI NGHÌN KHÔNG TRĂM HAI MƯƠI BA", "earlier"),
        ("NĂM HAI NGHÌN KHÔNG TRĂM HAI MƯƠI TƯ", "own"),
        ("Kế hoạch 5 năm 20 xã", "plan"),
        ("Trong năm 24 hộ", ""),
    ]);
}

#[test]
fn plans_and_estimates_are_no_results() {
    all(&[
        ("CHỈ TIÊU PHẤN ĐẤU NĂM 2024", "plan"),
        ("(Kế hoạch năm 2024)", "plan"),
        ("KH 2025", "plan"),
        ("Kế hoạch", "plan"),
        ("Dự kiến", "plan"),
        ("ƯỚC THỰC HIỆN NĂM 2024", "plan"),
        ("DỰ KIẾN KẾT QUẢ NĂM 2024", "plan"),
        ("KẾT QUẢ NĂM 2024 (DỰ KIẾN)", "plan"),
        ("KẾ HOẠCH THỰC HIỆN NĂM 2024", "plan"),
        ("MỤC TIÊU NĂM 2025", "plan"),
        ("KẾT QUẢ NĂM 2024 VÀ KẾ HOẠCH NĂM 2025", "own"),
        ("KẾT QUẢ NĂM 2024, DỰ KIẾN NĂM 2025", "own"),
        ("XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2024 VÀ KẾ HOẠCH NĂM 2025", "own"),
        ("KẾT QUẢ THỰC HIỆN CHỈ TIÊU PHẤN ĐẤU NĂM 2024", "own"),
        ("Thực hiện mục tiêu năm 2024", "own"),
        ("BỘ CHỈ TIÊU NĂM 2024", "own"),
        ("PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2025", "plan"),
        ("BÁO CÁO TRIỂN KHAI KẾ HOẠCH XÂY DỰNG XÃ HỘI HỌC TẬP NĂM 2024", "own"),
        ("CHỈ TIÊU KẾ HOẠCH VÀ KẾT QUẢ THỰC HIỆN NĂM 2024", "own"),
        ("GIAO CHỈ TIÊU NĂM 2024", "plan"),
        ("ĐÁNH GIÁ VIỆC THỰC HIỆN KẾ HOẠCH NĂM 2024", "own"),
    ]);
}

#[test]
fn headings_that_only_say_when_are_told_from_others() {
    let vocabulary = shipped();
    for text in [
        "Năm 2024",
        "2023",
        "Quý I",
        "6 tháng",
        "Cả năm",
        "Kỳ trước",
        "(2024)",
        "Năm học 2022-2023",
        "6 tháng đầu năm",
        "Tháng 3",
        "Năm 2024 (đến 30/11/2024)",
        "NĂM 2023",
    ] {
        assert!(of_heading(text, OWN, &vocabulary).1, "{text}");
    }
    for text in [
        "Đạt năm 2024",
        "Đạt",
        "Số liệu 2023",
        "Kế hoạch 2025",
        "Tổng số",
        "STT",
        "Xã",
        "1",
        "",
    ] {
        assert!(!of_heading(text, OWN, &vocabulary).1, "{text}");
    }
    let left = |text: &str| without(text, OWN, &vocabulary);
    assert_eq!(left("Đạt năm 2024"), "Đạt");
    assert_eq!(left("Đạt (2024)"), "Đạt");
    assert_eq!(left("Số hộ đạt tính đến 30/11/2024"), "Số hộ đạt");
    assert_eq!(left("Đạt năm học 2022-2023"), "Đạt");
    assert_eq!(left("Tổng số"), "Tổng số");
}
