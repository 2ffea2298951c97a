//! Words tested like figures: what honest offices write is read, and what turns
//! a heading round is not.

use super::*;

fn shipped() -> Vocabulary {
    toml::from_str(include_str!("../../../plan/vocabulary.toml"))
        .expect("the shipped vocabulary is valid")
}

/// What a heading of one or two lines says, or the words it founders on.
fn said(parts: &[&str], vocabulary: &Vocabulary) -> Result<String, String> {
    let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
    let label = read(&parts, vocabulary);
    let variable = label.variable.clone();
    let strictness = Strictness { stated: false, own: true };
    let unknown = understand(&label, variable.as_deref(), strictness, vocabulary);
    if let Some(words) = unknown.filter(|_| !label.is_aside()) {
        return Err(words);
    }
    let code = variable.or(label.base.clone()).unwrap_or_default();
    if foreign_base(&label, &code, vocabulary).is_some() && label.variable.is_some() {
        return Err("mẫu số khác".to_owned());
    }
    let what = match (label.measure, &label.level) {
        (Some(measure), _) => format!("{measure:?}"),
        (None, Some(level)) => level.clone(),
        (None, None) => format!("{:?}", lone_measure(&code, vocabulary)),
    };
    Ok(format!("{code} {what}"))
}

#[track_caller]
fn all(heading: &str, wordings: &str, expected: &str) {
    let vocabulary = shipped();
    let mut wrong = Vec::new();
    for wording in wordings.split(['|', '\n']).map(str::trim).filter(|w| !w.is_empty()) {
        let parts =
            if heading.is_empty() { vec![wording] } else { vec![heading, wording] };
        let said = said(&parts, &vocabulary);
        if said.as_deref() != Ok(expected) {
            wrong.push(format!("{wording}: {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{heading} → {expected}\n{}", wrong.join("\n"));
}

#[test]
fn the_whole_of_a_model_is_called_by_many_names() {
    all(
        "Gia đình học tập",
        "Tổng số hộ|Tổng số hộ gia đình trên địa bàn|TS hộ|Số hộ|Tổng số gia đình|Tổng hộ dân|Tổng số hộ trên địa bàn xã|Số hộ gia đình hiện có|Tổng số hộ dân cư
         Tổng số hộ (hộ)|Tổng số (hộ)|Tổng số hộ gia đình toàn huyện|Số hộ hiện có|TS|Tổng|Tổng số hộ năm 2024|Tổng số hộ tính đến 30/11/2024|Tổng số hộ (3)
         Tổng số hộ gia đình thực tế|Tổng cộng số hộ|TS hộ GĐ|Tổng số GĐ|1. Tổng số hộ|a) Tổng số hộ|- Tổng số hộ|Tổng số hộ gia đình đến hết năm 2024|Tong so ho gia dinh",
        "D1 Total",
    );
    all(
        "Dòng họ học tập",
        "Tổng số|Tổng số dòng họ|TS dòng họ|Số dòng họ hiện có|Tổng số dòng họ trên địa bàn xã|Tổng số dòng họ, chi họ|Tổng dòng họ",
        "D2 Total",
    );
    all(
        "Cộng đồng học tập thôn, tổ dân phố",
        "Tổng số thôn|Tổng số thôn, bản, tổ dân phố|Số thôn, tổ|TS thôn|Tổng số thôn (bản, TDP)|Tổng số khu dân cư|Tổng số thôn, khu phố|Tổng số cộng đồng|Tổng số thôn, xóm trên địa bàn",
        "D3 Total",
    );
    all(
        "Đơn vị học tập thuộc cấp xã",
        "Tổng số cơ quan, đơn vị|Tổng số đơn vị|TS đơn vị, trường học|Số cơ quan, đơn vị trên địa bàn|Tổng số cơ quan, trường học, trạm y tế|Tổng số đơn vị trực thuộc xã|Tổng số CQ, ĐV",
        "D4 Total",
    );
    all(
        "Công dân học tập",
        "Dân số từ 15 tuổi|TS công dân từ 15 tuổi trở lên|Tổng số người từ 15 tuổi trở lên|Số người từ đủ 15 tuổi trở lên|Dân số 15 tuổi trở lên|Tổng số công dân|Số công dân từ 15 tuổi|Dân số (15+)
         Tổng dân số từ 15 tuổi trở lên|Tổng số người dân từ 15 tuổi trở lên trên địa bàn|TS người trên 15 tuổi|Số dân từ 15 tuổi trở lên",
        "D7 Total",
    );
    all(
        "TTHTCĐ ứng dụng CNTT",
        "Tổng số TTHTCĐ|Tổng số trung tâm|Số TTHTCĐ hiện có|Tổng số|Số trung tâm HTCĐ|TS trung tâm trên địa bàn",
        "C2 Total",
    );
}

#[test]
fn registered_is_called_by_many_names() {
    all(
        "Gia đình học tập",
        "Đăng ký|Số hộ đăng ký|Số hộ đăng ký GĐHT năm 2024|Tổng số hộ đăng ký|Số ĐK|Đăng kí|Số gia đình đăng ký xây dựng GĐHT|Đăng ký danh hiệu|Đăng ký đầu năm|Số hộ ĐK (hộ)|Đã đăng ký
         Số hộ gia đình đăng ký danh hiệu “Gia đình học tập”|Số lượng đăng ký|Số hộ đăng ký phấn đấu đạt|Trong đó: Số hộ đăng ký|Tổng số hộ đăng ký đạt danh hiệu|Số hộ đk|SL đăng ký|Đăng ký năm 2024|So ho dang ky",
        "D1 Registered",
    );
    all(
        "Công dân học tập",
        "Số người đăng ký|Số công dân đăng ký|Số CD đăng ký|Đăng ký công dân học tập|Số người dân đăng ký danh hiệu",
        "D7 Registered",
    );
    all(
        "Cộng đồng học tập (thôn, bản)",
        "Số thôn đăng ký|Số thôn, bản đăng ký|Số cộng đồng đăng ký|ĐK",
        "D3 Registered",
    );
}

#[test]
fn the_result_of_a_model_is_called_by_many_names() {
    all(
        "Gia đình học tập",
        "Đạt|Số đạt|Số hộ đạt|Số hộ được công nhận|Số hộ được công nhận danh hiệu GĐHT|Số gia đình được công nhận Gia đình học tập|Được công nhận|Đã công nhận|Số hộ đạt chuẩn|Số hộ đạt tiêu chuẩn
         Kết quả đạt|Kết quả công nhận|Số lượng đạt|SL đạt|Đạt danh hiệu|Số hộ đạt danh hiệu năm 2024|Số hộ đã được công nhận|Đạt (hộ)|Số hộ đạt (4)|Trong đó: Đạt|Trong đó số hộ đạt|Số hộ được UBND xã công nhận
         Số hộ được cấp giấy chứng nhận|Số GĐ đạt|Số gia đình đạt GĐHT|Số hộ được công nhận năm 2024|Đạt năm 2024|Số hộ gia đình đạt danh hiệu Gia đình học tập trên địa bàn|Số hộ đạt theo Quyết định 387/QĐ-TTg|Số hộ có quyết định công nhận
         Số được CN|Đã đạt|Số hộ đạt GĐHT đến 30/11/2024|Tổng số hộ đạt|Tổng số hộ được công nhận|Số hộ đạt*|So ho dat|Số hộ đạt chuẩn GĐHT theo quy định",
        "D1 Achieved",
    );
    all(
        "",
        "Số gia đình học tập được công nhận|Số hộ đạt Gia đình học tập|Gia đình được công nhận “Gia đình học tập”|Số hộ được công nhận danh hiệu GĐHT|GĐHT: Số hộ đạt|Số GĐHT đạt|Hộ gia đình đạt danh hiệu GĐHT",
        "D1 Achieved",
    );
    all(
        "",
        "Gia đình học tập|Số GĐHT|Mô hình Gia đình học tập|Xây dựng gia đình học tập|Danh hiệu “Gia đình học tập” (hộ)|Gia đình học tập năm 2024",
        "D1 Some(Achieved)",
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of names")]
fn results_of_other_variables_are_called_by_many_names() {
    all(
        "Dòng họ học tập",
        "Đạt|Số dòng họ đạt|Số dòng họ được công nhận|Số dòng họ đạt danh hiệu|Số dòng họ được công nhận danh hiệu DHHT",
        "D2 Achieved",
    );
    all(
        "Cộng đồng học tập (thôn, tổ dân phố)",
        "Đạt|Số thôn đạt|Số thôn, tổ dân phố được công nhận|Số thôn bản đạt danh hiệu CĐHT|Số cộng đồng đạt|Số thôn, TDP đạt",
        "D3 Achieved",
    );
    all(
        "Đơn vị học tập cấp xã",
        "Đạt|Số đơn vị đạt|Số cơ quan, đơn vị được công nhận|Số đơn vị đạt danh hiệu ĐVHT|Số trường học, cơ quan đạt",
        "D4 Achieved",
    );
    all(
        "Công dân học tập",
        "Đạt|Số người đạt|Số công dân đạt danh hiệu|Số công dân được công nhận|Số người được công nhận CDHT|Số người dân đạt danh hiệu Công dân học tập năm 2024|Số CD đạt",
        "D7 Achieved",
    );
    all(
        "TTHTCĐ ứng dụng CNTT",
        "Số TTHTCĐ đã ứng dụng CNTT trong quản lý, điều hành|Số TT có ứng dụng|Số đạt|Đã ứng dụng|Số trung tâm có ứng dụng CNTT|Số TTHTCĐ đạt",
        "C2 Achieved",
    );
    all(
        "",
        "Số TTHTCĐ ứng dụng CNTT trong quản lý|TTHTCĐ ứng dụng CNTT|Trung tâm học tập cộng đồng ứng dụng công nghệ thông tin trong quản lý, tổ chức hoạt động|TTHTCĐ có ứng dụng CNTT (đánh dấu x)|TTHTCĐ ứng dụng CNTT (có/không)",
        "C2 Some(Mark)",
    );
    all(
        "",
        "Số người được trang bị kỹ năng sống|Số người có kỹ năng sống|Kỹ năng sống|Người trong độ tuổi lao động được trang bị kỹ năng sống|Số lao động được trang bị KNS|Số người lao động được trang bị kĩ năng sống năm 2024",
        "B2 Some(Achieved)",
    );
    all(
        "",
        "Số người được trang bị năng lực thông tin|Số người có năng lực thông tin|Người trong độ tuổi lao động được trang bị năng lực thông tin",
        "B1 Some(Achieved)",
    );
    all(
        "",
        "Được đào tạo trình độ CMKT|Số người được đào tạo chuyên môn kỹ thuật|Số lao động qua đào tạo|Số người từ 15 tuổi trở lên được đào tạo CMKT|Số người có trình độ chuyên môn kỹ thuật|Lao động đã qua đào tạo",
        "B3 Some(Achieved)",
    );
    all(
        "",
        "Trong đó: trình độ đại học trở lên|Số người có trình độ đại học trở lên|Trong đó có trình độ từ đại học trở lên|Từ đại học trở lên|Số người có bằng đại học và trên đại học",
        "B4 Some(Achieved)",
    );
    all(
        "",
        "XMC mức độ|Xóa mù chữ|Đạt chuẩn XMC mức độ|Mức độ đạt chuẩn xóa mù chữ|Kết quả đạt chuẩn XMC|Mức độ đạt chuẩn XMC của xã",
        "XMC Some(Level)",
    );
    all(
        "",
        "PCGDTHCS mức độ|Phổ cập giáo dục THCS (mức độ)|Mức độ đạt chuẩn PCGD THCS|PCGD trung học cơ sở|Phổ cập giáo dục trung học cơ sở đạt mức độ",
        "THCS Some(Level)",
    );
    all(
        "",
        "PCGDMN trẻ 5 tuổi|Phổ cập giáo dục mầm non cho trẻ em 5 tuổi|PCGDMN cho trẻ em 5 tuổi",
        "MN5 Some(Mark)",
    );
    all(
        "",
        "Cộng đồng học tập cấp xã (xếp loại)|Xếp loại CĐHT cấp xã|Mức độ đạt CĐHT cấp xã|Đánh giá, xếp loại Cộng đồng học tập cấp xã năm 2024|CĐHT xã, thị trấn|Cộng đồng học tập cấp xã (Tốt, Khá, TB)",
        "D5 Some(Level)",
    );
    all(
        "",
        "Cơ sở giáo dục phổ thông, giáo dục thường xuyên triển khai quản lý giảng dạy và học tập trên môi trường số
         Cơ sở giáo dục nghề nghiệp triển khai hoạt động quản lý giảng dạy và học tập trên môi trường số|Số cơ sở giáo dục quản lý, giảng dạy trên môi trường số|Cơ sở GDNN triển khai hoạt động trên môi trường số|Số trường triển khai dạy học trên môi trường số",
        "C1 Some(Achieved)",
    );
}

#[test]
fn words_that_turn_a_heading_round_are_no_result() {
    all(
        "Gia đình học tập",
        "Chưa đạt|Không đạt|Chưa được công nhận|Không được công nhận|Chưa công nhận|Số hộ chưa đạt|Chưa đăng ký|Không đăng ký|Số hộ bị thu hồi|Hủy công nhận|Thôi công nhận|Bị loại|Số hộ bị loại
         Đề nghị công nhận|Số hộ đề nghị|Đủ điều kiện công nhận|Dự kiến đạt|Ước đạt|Ước thực hiện|Đạt (số tạm tính)|Số chuẩn bị đạt|Bình xét|Số hộ được bình xét|Đang chờ công nhận|Giao|Số hộ được giao|Khen thưởng
         Số hộ tiêu biểu|Tiêu biểu được khen thưởng|Tăng|Giảm|Còn lại|Chua dat|De nghi cong nhan|Số hộ có khả năng đạt|Số hồ sơ|Số hộ xét công nhận|Chưa đạt (%)|Số vi phạm",
        "D1 Turned",
    );
    all(
        "",
        "Số hộ chưa đạt GĐHT|Số hộ bị thu hồi danh hiệu Gia đình học tập|Gia đình học tập tiêu biểu được khen thưởng|GĐHT: chưa đạt",
        "D1 Turned",
    );
    all("Chưa đạt", "Gia đình học tập|Số hộ GĐHT", "D1 Turned");
    all(
        "",
        "Người chưa được trang bị kỹ năng sống|Kỹ năng sống: chưa được trang bị",
        "B2 Turned",
    );
    all("Cộng đồng học tập cấp xã", "Chưa đạt|Không đạt|Chưa xếp loại", "D5 Chưa đạt");
    all("Xóa mù chữ", "Chưa đạt", "XMC 0");
}

#[test]
fn parts_plans_and_years_are_no_result() {
    all("Công dân học tập", "Nam|Nam giới|Số nam|Đạt: nam", "D7 Men");
    all("Công dân học tập", "Nữ|Trong đó nữ|Số nữ|Đạt: nữ", "D7 Women");
    all("Gia đình học tập", "DTTS|Hộ nghèo|Dân tộc Kinh|Kinh|Công nhận mới", "D1 Part");
    all(
        "Gia đình học tập",
        "Kế hoạch|Chỉ tiêu giao|KH năm|Chỉ tiêu 2024|Mục tiêu 2025",
        "D1 Target",
    );
    all(
        "Gia đình học tập",
        "So với năm trước|Tăng/giảm so với năm trước|Tăng (+), giảm (-)|Cùng kỳ",
        "D1 Previous",
    );
    all("Gia đình học tập", "Dat nam 2024|So ho dat trong nam", "D1 Achieved");
}

#[test]
fn honest_other_wordings_are_read() {
    all(
        "Gia đình học tập",
        "Số lượng hộ|TSH|T/số|Số hộ thực tế cư trú|Tổng số hộ thường trú|Tổng số hộ gia đình đang sinh sống trên địa bàn
         Tổng số hộ gia đình được quản lý|Tổng số hộ đến tháng 11/2024|(a) Tổng số hộ|(1) Tổng số hộ",
        "D1 Total",
    );
    all("Gia đình học tập", "Số hộ tham gia đăng ký|Đăng ký thi đua", "D1 Registered");
    all(
        "Gia đình học tập",
        "Số hộ được công nhận theo TT 25|Kết quả bình xét công nhận",
        "D1 Achieved",
    );
    all("Gia đình học tập", "Bình xét công nhận|Xét công nhận", "D1 Turned");
    all("Dòng họ học tập", "TS DH", "D2 Total");
    all("Dòng họ học tập", "Số DH đạt", "D2 Achieved");
    all(
        "Công dân học tập",
        "Số người đủ 15 tuổi trở lên|Số nhân khẩu từ 15 tuổi trở lên",
        "D7 Total",
    );
    for heading in [
        "Mô hình 1: Gia đình học tập",
        "Gia đình học tập[1]",
        "Đánh giá, công nhận Gia đình học tập",
    ] {
        all(heading, "Tổng số hộ", "D1 Total");
    }
    for heading in ["Dòng họ đạt danh hiệu học tập", "Dòng họ (chi họ) học tập"]
    {
        all(heading, "Tổng số", "D2 Total");
        all(heading, "Đạt", "D2 Achieved");
    }
    for heading in [
        "Cộng đồng học tập (thôn, tổ dân phố và tương đương)",
        "Cộng đồng học tập thuộc thôn, tổ dân phố",
    ] {
        all(heading, "Tổng số", "D3 Total");
    }
    all("Đơn vị học tập thuộc thẩm quyền cấp xã công nhận", "Tổng số", "D4 Total");
    all(
        "",
        "Trung tâm học tập cộng đồng triển khai ứng dụng CNTT|TTHTCĐ có sử dụng CNTT|TTHTCĐ được trang bị, ứng dụng CNTT",
        "C2 Some(Mark)",
    );
    all("", "Số người được giáo dục kỹ năng sống", "B2 Some(Achieved)");
    all(
        "Kỹ năng sống",
        "Số lao động trong độ tuổi|Lực lượng lao động trong độ tuổi|Người trong độ tuổi lao động (15-60 tuổi)
         Dân số độ tuổi lao động (nam 15-61, nữ 15-56)",
        "B2 Total",
    );
    all("Kỹ năng sống", "Người trong độ tuổi lao động (nữ 15-56)", "B2 Women");
}

#[test]
fn unknown_words_are_named() {
    let vocabulary = shipped();
    for (heading, column, words) in [
        ("Gia đình học tập", "Xếp thứ", "Xếp thứ"),
        ("Gia đình học tập", "Quyết định số", "Quyết định"),
        ("Gia đình học tập", "abc xyz", "abc xyz"),
        ("Gia đình học tập", "Kinh phí (triệu đồng)", "Kinh phí triệu đồng"),
        ("Gia đình học tập", "Số điểm", "điểm"),
        ("Gia đình học tập", "Mức đạt", "Mức"),
        ("Gia đình học tập", "Số người", "mẫu số khác"),
        ("Gia đình học tập", "Số người đạt", "người"),
        ("Gia đình học tập", "Số hộ gia đình văn hóa đạt", "văn hóa"),
        ("Gia đình học tập", "Trong đó", "đó"),
        ("Gia đình học tập", "Ghi rõ thôn", "Ghi rõ thôn"),
        ("Kinh phí", "Gia đình học tập", "Kinh phí"),
        ("Số lớp tập huấn", "Gia đình học tập", "lớp tập huấn"),
        (
            "Gia đình học tập theo Quyết định 281/QĐ-TTg (giai đoạn cũ)",
            "Đạt",
            "giai đoạn cũ",
        ),
    ] {
        assert_eq!(
            said(&[heading, column], &vocabulary),
            Err(words.to_owned()),
            "{column}"
        );
    }
}

#[test]
fn the_whole_of_something_else_is_no_denominator() {
    let vocabulary = shipped();
    for (heading, column) in [
        ("Công dân học tập", "Tổng số hộ"),
        ("Công dân học tập", "Dân số"),
        ("Công dân học tập", "Tổng dân số"),
        ("Gia đình học tập", "Tổng số thôn"),
        ("Dòng họ học tập", "Tổng số hộ"),
    ] {
        let said = said(&[heading, column], &vocabulary);
        assert!(said.is_err(), "{heading} / {column}: {said:?}");
    }
}

#[test]
fn a_group_may_name_the_measure_and_its_columns_what_is_counted() {
    let vocabulary = shipped();
    for (parts, expected) in [
        (vec!["Gia đình học tập", "Đạt", "Số hộ"], "D1 Achieved"),
        (vec!["Gia đình học tập", "Đăng ký", "Số hộ"], "D1 Registered"),
        (vec!["Gia đình học tập", "Đạt", "Tỷ lệ (%)"], "D1 Rate"),
        (vec!["Gia đình học tập", "Đạt", "Số lượng"], "D1 Achieved"),
        (vec!["Gia đình học tập", "Kế hoạch", "Số hộ"], "D1 Target"),
        (vec!["Thôn, tổ dân phố đạt CĐHT", "Số thôn"], "D3 Total"),
        (
            vec!["Các mô hình học tập", "Gia đình học tập", "Trong đó", "Đạt"],
            "D1 Achieved",
        ),
        (vec!["Kết quả công nhận", "Gia đình học tập"], "D1 Achieved"),
        (vec!["Hộ nghèo", "Gia đình học tập", "Đạt"], "D1 Part"),
        (vec!["Kỹ năng sống: nam"], "B2 Men"),
        (vec!["Trung tâm học tập cộng đồng", "Ứng dụng CNTT"], "C2 Some(Mark)"),
        (vec!["Trung tâm học tập cộng đồng", "XMC mức độ"], "XMC Some(Level)"),
    ] {
        assert_eq!(said(&parts, &vocabulary).as_deref(), Ok(expected), "{parts:?}");
    }
}
