//! Vectors of the domain reference and of the workbooks seen so far.

use super::{Encoding, Repair, repair, repair_with, tables};

#[track_caller]
fn decodes(text: &str, font: Option<&str>, encoding: Encoding, wanted: &str) {
    let wanted = Repair::Decoded { text: wanted.to_owned(), encoding };
    assert_eq!(repair(text, font), wanted, "{text}");
}

#[track_caller]
fn stays(text: &str, font: Option<&str>) {
    assert_eq!(repair(text, font), Repair::Clean(text.to_owned()));
}

#[test]
fn tcvn3_is_known_by_its_content() {
    let vectors = [
        ("môc lôc", "mục lục"),
        ("T×nh h×nh kinh tÕ-x· héi", "Tình hình kinh tế-xã hội"),
        ("hép møt tÕt", "hộp mứt tết"),
        ("UBND HUYÖN CHî §åN", "UBND HUYỆN CHỢ ĐỒN"),
        ("X·, ph\u{ad}êng, thÞ trÊn", "Xã, phường, thị trấn"),
        ("Ch\u{ad}a ®¹t", "Chưa đạt"),
        ("N¡M", "NĂM"),
        ("NA R×", "NA RÌ"),
        ("CHñ TÞCH", "CHỦ TỊCH"),
        ("X·", "Xã"),
        ("§¹t", "Đạt"),
        ("Tæng céng", "Tổng cộng"),
        ("ThÞ trÊn B»ng Lòng", "Thị trấn Bằng Lũng"),
        ("Møc ®é 2", "Mức độ 2"),
        ("Tû lÖ %", "Tỷ lệ %"),
        ("§¬n vÞ", "Đơn vị"),
        ("THñ TR¦ëNG §¥N VÞ", "THỦ TRƯỞNG ĐƠN VỊ"),
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("X· NghÜa T¸", "Xã Nghĩa Tá"),
        ("§VT", "ĐVT"),
        ("TTHTC§ øng dông CNTT", "TTHTCĐ ứng dụng CNTT"),
        ("TP B¾c K¹n", "TP Bắc Kạn"),
        ("N¨m2021", "Năm2021"),
        ("“Céng ®ång häc tËp”; 1.000®", "“Cộng đồng học tập”; 1.000đ"),
        ("KÝch th\u{ad}íc 50×60 m", "Kích thước 50×60 m"),
    ];
    for (text, wanted) in vectors {
        decodes(text, None, Encoding::Tcvn3, wanted);
    }
}

#[test]
fn vni_is_known_by_its_content() {
    let vectors = [
        ("Xin chaøo caùc baïn", "Xin chào các bạn"),
        ("HUYEÄN BA BEÅ", "HUYỆN BA BỂ"),
        ("Chôï Môùi", "Chợ Mới"),
        ("Ñaïi", "Đại"),
        ("Soá löôïng", "Số lượng"),
        ("Tyû leä", "Tỷ lệ"),
        ("Xaõ, phöôøng, thò traán", "Xã, phường, thị trấn"),
        ("BCÑ", "BCĐ"),
    ];
    for (text, wanted) in vectors {
        decodes(text, None, Encoding::Vni, wanted);
    }
}

#[test]
fn text_that_is_unicode_already_stays_as_it_is() {
    let vietnamese = [
        "Xã hội học tập",
        "Không có",
        "Ghi chú",
        "Hòa Bình",
        "Thông tư số 22/2020/TT-BGDĐT",
        "Đạt",
        "hép",
        "Ghi chó",
        "«Cộng đồng học tập»",
        "Ô-tô",
        "±5%",
        "x",
        "-",
        "Khá",
        "Phần × phần",
    ];
    for text in vietnamese {
        stays(text, None);
    }
}

#[test]
fn foreign_words_and_measures_stay_as_they_are() {
    let texts = "Hôtel; café; 50×60; 10µm; §1; ®; ×; Übung; à la carte; São Paulo; El Niño; Straße; \
                 Zürich; Noël; Île-de-France; m²; 25°C; Microsoft®; naïve; Peña Muñoz; © 2021; été; \
                 père; Göteborg; Malmö; Señor; très; ½ ngày";
    for text in texts.split("; ") {
        stays(text, None);
    }
}

#[test]
fn the_font_decides_where_the_content_cannot() {
    decodes("hép", Some(".VnTime"), Encoding::Tcvn3, "hộp");
    decodes("Ghi chó", Some(".VnArial Narrow"), Encoding::Tcvn3, "Ghi chú");
    decodes("ë", Some(".VnTime"), Encoding::Tcvn3, "ở");
    decodes("Tæng céng", Some(".VnTimeH"), Encoding::Tcvn3, "TỔNG CỘNG");
    decodes("Na", Some(".VnTimeH"), Encoding::Tcvn3, "NA");
    decodes("thò", Some("VNI-Times"), Encoding::Vni, "thị");
}

#[test]
fn the_font_does_not_touch_what_it_cannot_mean() {
    for text in ["Xã hội", "Nhà", "Bạn có", "×", "50×60", "STT"] {
        stays(text, Some(".VnTime"));
    }
    stays("hép", Some("Times New Roman"));
}

#[test]
fn the_leaning_of_the_sheet_settles_what_is_in_doubt() {
    let lean = |text, encoding| repair_with(text, None, Some(encoding));
    let decoded =
        |text: &str, encoding| Repair::Decoded { text: text.to_owned(), encoding };
    assert_eq!(lean("hép", Encoding::Tcvn3), decoded("hộp", Encoding::Tcvn3));
    assert_eq!(lean("Ghi chó", Encoding::Tcvn3), decoded("Ghi chú", Encoding::Tcvn3));
    assert_eq!(lean("thò", Encoding::Vni), decoded("thị", Encoding::Vni));
    for text in
        ["Không", "Khá", "có", "Ghi chú", "Xã", "Nhà", "Hôtel", "50×60", "×", "§1"]
    {
        assert_eq!(lean(text, Encoding::Tcvn3), Repair::Clean(text.to_owned()));
    }
}

#[test]
fn one_cell_may_hold_two_encodings() {
    decodes("Xã Bản Thi - X· B¶n Thi", None, Encoding::Tcvn3, "Xã Bản Thi - Xã Bản Thi");
    decodes(
        "X· B¶n Thi: số xã đã có X· héi",
        None,
        Encoding::Tcvn3,
        "Xã Bản Thi: số xã đã có Xã hội",
    );
}

#[test]
fn unicode_in_disorder_is_put_in_order() {
    decodes("Na ri\u{300}", None, Encoding::Decomposed, "Na rì");
    decodes("ti\u{ea}\u{301}ng", None, Encoding::Decomposed, "tiếng");
    decodes("QÐ-UBND Ðồng", None, Encoding::Decomposed, "QĐ-UBND Đồng");
    decodes("10\u{a0}140", None, Encoding::Spaces, "10 140");
    decodes("\u{feff}Xã\u{200b} hội\u{a0}", None, Encoding::Spaces, "Xã hội");
    assert_eq!(repair("  Xã\r\nhội ", None), Repair::Clean("Xã\nhội".into()));
}

#[test]
fn lost_letters_are_reported_and_abbreviations_are_not() {
    for text in ["GIÁO DC", "M CH", "Cc Thng k", "B?c K?n", "Xà h?i", "Xã h\u{fffd}i"]
    {
        assert_eq!(repair(text, None), Repair::Lost(text.to_owned()));
    }
    for text in ["TTHTCĐ", "PCGDTHCS", "KT. CHỦ TỊCH", "GDĐT", "HĐND", "TP", "BC XHHT"]
    {
        stays(text, None);
    }
}

#[test]
fn what_was_typed_in_the_old_fonts_comes_back() {
    let texts = [
        "Thị trấn Bằng Lũng",
        "Quỹ khuyến học huy động được 1013 triệu đồng",
        "Hưởng ứng Tuần lễ học tập suốt đời",
        "Xuất Hóa",
        "Thượng Quan",
        "ý kiến đề xuất",
    ];
    for text in texts {
        for encoding in [Encoding::Tcvn3, Encoding::Vni] {
            decodes(&tables::encode(text, encoding), None, encoding, text);
        }
    }
}
