//! The words offices use, as many as could be thought of.

use super::dice::Dice;
use super::truth::Unit;

/// Headings of a group of columns or rows about one variable.
pub(super) fn heading(variable: &str) -> &'static [&'static str] {
    match variable {
        "D1" => &[
            "Gia đình học tập",
            "GĐHT",
            "GIA ĐÌNH HỌC TẬP",
            "Mô hình Gia đình học tập",
            "Danh hiệu “Gia đình học tập”",
            "Gia đình học tập (GĐHT)",
            "Gia dinh hoc tap",
            "Xây dựng gia đình học tập",
            "Gia đình HT",
            "1. Gia đình học tập",
            "Số gia đình học tập",
        ],
        "D2" => &[
            "Dòng họ học tập",
            "DHHT",
            "DÒNG HỌ HỌC TẬP",
            "Mô hình \"Dòng họ học tập\"",
            "Dòng họ học tập (DHHT)",
            "Dong ho hoc tap",
            "Dòng họ HT",
            "II. Dòng họ học tập",
        ],
        "D3" => &[
            "Cộng đồng học tập thôn, tổ dân phố",
            "CĐHT thôn, tổ",
            "Cộng đồng học tập (thôn, bản, tổ dân phố)",
            "CĐHT (thôn/tổ)",
            "Cộng đồng học tập cấp thôn",
            "Thôn, tổ dân phố đạt CĐHT",
            "Cộng đồng học tập (thôn, tiểu khu)",
            "Cộng đồng học tập: thôn, tổ nhân dân",
            "CĐHT khu dân cư",
            "Cộng đồng học tập (Thôn, TDP)",
            "CỘNG ĐỒNG HỌC TẬP THÔN, BẢN, KHU PHỐ",
            "CĐHT thôn, TDP",
        ],
        "D4" => &[
            "Đơn vị học tập",
            "ĐVHT",
            "Đơn vị học tập cấp xã",
            "ĐVHT thuộc xã quản lý",
            "Đơn vị học tập (cơ quan, trường học thuộc xã)",
            "Cơ quan, đơn vị học tập trên địa bàn xã",
            "ĐƠN VỊ HỌC TẬP CẤP XÃ",
            "Don vi hoc tap",
        ],
        "D5" => &[
            "Cộng đồng học tập cấp xã",
            "CĐHT cấp xã",
            "Xếp loại CĐHT cấp xã",
            "Cộng đồng học tập cấp xã (xếp loại)",
            "Mức độ đạt “Cộng đồng học tập” cấp xã",
            "CĐHT xã, thị trấn",
            "Xã đạt danh hiệu CĐHT cấp xã",
            "Đánh giá xếp loại Cộng đồng học tập cấp xã",
            "Cong dong hoc tap cap xa",
        ],
        "D7" => &[
            "Công dân học tập",
            "CDHT",
            "CÔNG DÂN HỌC TẬP",
            "Mô hình Công dân học tập",
            "Công dân học tập (CDHT)",
            "Danh hiệu Công dân học tập",
            "Cong dan hoc tap",
        ],
        "C2" => &[
            "TTHTCĐ ứng dụng CNTT",
            "Trung tâm học tập cộng đồng ứng dụng công nghệ thông tin",
            "TTHTCĐ có ứng dụng CNTT trong quản lý",
            "TT HTCĐ ứng dụng CNTT",
            "Ứng dụng CNTT tại TTHTCĐ",
            "Trung tâm HTCĐ ứng dụng CNTT",
            "TTHTCĐ ƯD CNTT",
            "Trung tâm học tập cộng đồng có UDCNTT",
        ],
        "B1" => &[
            "năng lực thông tin",
            "được trang bị năng lực thông tin",
            "có năng lực thông tin",
            "trang bị NLTT",
        ],
        "B2" => &[
            "kỹ năng sống",
            "được trang bị kỹ năng sống",
            "trang bị kĩ năng sống",
            "có KNS",
        ],
        "B3" => &[
            "Được đào tạo trình độ CMKT",
            "Đã qua đào tạo chuyên môn kỹ thuật",
            "Có trình độ chuyên môn kỹ thuật",
            "Lao động qua đào tạo",
            "Số người được đào tạo CMKT",
            "Số người có trình độ CMKT",
        ],
        "B4" => &[
            "Trình độ đại học trở lên",
            "Trong đó: trình độ đại học trở lên",
            "Từ đại học trở lên",
            "Số người có trình độ ĐH trở lên",
            "Đại học trở lên",
            "Trong đó có trình độ từ đại học trở lên",
        ],
        "XMC" => &[
            "XMC mức độ",
            "Xóa mù chữ",
            "Đạt chuẩn XMC",
            "Xoá mù chữ mức độ",
            "XMC",
            "Mức độ đạt chuẩn xóa mù chữ",
        ],
        "MN5" => &[
            "PCGDMN trẻ 5 tuổi",
            "PCGDMN",
            "Phổ cập giáo dục mầm non trẻ 5 tuổi",
            "PCGDMNTNT",
            "PCGD mầm non cho trẻ 5 tuổi",
            "PCGDMN 5T",
        ],
        "TH" => &[
            "PCGDTH mức độ",
            "PCGDTH",
            "Phổ cập giáo dục tiểu học",
            "PCGD tiểu học",
            "PC GDTH",
            "Phổ cập GDTH",
        ],
        "THCS" => &[
            "PCGDTHCS mức độ",
            "PCGDTHCS",
            "Phổ cập giáo dục THCS",
            "PCGD THCS",
            "Phổ cập giáo dục trung học cơ sở",
            "Phổ cập GDTHCS",
        ],
        "D8" => &[
            "Huyện học tập",
            "Huyện, thành phố học tập",
            "Cộng đồng học tập cấp huyện",
            "CĐHT cấp huyện",
            "Danh hiệu huyện học tập",
        ],
        _ => unreachable!("{variable}"),
    }
}

/// What the whole of a variable is called under its heading.
pub(super) fn total(variable: &str) -> &'static [&'static str] {
    match variable {
        "D1" => &[
            "Tổng số hộ",
            "Tổng số",
            "TS",
            "Số hộ",
            "TS hộ",
            "Tổng số hộ gia đình",
            "Tổng số gia đình",
            "Tổng hộ",
            "Số hộ gia đình hiện có",
            "Tổng số hộ dân",
        ],
        "D2" => &[
            "Tổng số",
            "TS dòng họ",
            "Tổng số dòng họ",
            "Số dòng họ",
            "TS",
            "Tổng số dòng họ trên địa bàn",
        ],
        "D3" => &[
            "Tổng số",
            "Số thôn, tổ",
            "Tổng số thôn",
            "TS",
            "Tổng số thôn, tổ dân phố",
            "Số thôn",
            "Tổng số thôn/bản",
            "Tổng số cộng đồng",
        ],
        "D4" => &[
            "Tổng số",
            "Tổng số đơn vị",
            "TS",
            "Số cơ quan, đơn vị",
            "Tổng số cơ quan, đơn vị",
            "Số đơn vị",
            "TS đơn vị",
        ],
        "D7" => &[
            "Tổng số",
            "Dân số từ 15 tuổi trở lên",
            "TS người từ 15 tuổi",
            "Số người từ 15 tuổi trở lên",
            "Tổng số công dân từ 15 tuổi",
            "Tổng số người từ đủ 15 tuổi",
            "Tổng số công dân",
        ],
        "C2" => &["Tổng số TTHTCĐ", "Tổng số", "Số TTHTCĐ", "Tổng số trung tâm", "TS"],
        _ => &["Tổng số"],
    }
}

pub(super) fn registered(variable: &str) -> &'static [&'static str] {
    match variable {
        "D1" => &[
            "Đăng ký",
            "Số ĐK",
            "Số hộ đăng ký",
            "Số hộ ĐK",
            "Đăng kí",
            "ĐK",
            "Số gia đình đăng ký",
            "Tổng số hộ đăng ký",
            "Số lượng đăng ký",
            "Đã đăng ký",
        ],
        "D2" => &["Đăng ký", "Số ĐK", "Số dòng họ đăng ký", "ĐK", "Số đăng ký"],
        "D3" => &["Đăng ký", "Số ĐK", "Số thôn đăng ký", "ĐK", "Số đăng kí"],
        "D7" => &[
            "Đăng ký",
            "Số ĐK",
            "Số người đăng ký",
            "ĐK",
            "Số CD đăng ký",
            "Số công dân đăng ký",
        ],
        _ => &["Đăng ký"],
    }
}

pub(super) fn achieved(variable: &str) -> &'static [&'static str] {
    match variable {
        "D1" => &[
            "Đạt",
            "Số được công nhận",
            "Số hộ đạt",
            "Đã đạt",
            "Số đạt chuẩn",
            "Được công nhận",
            "Công nhận",
            "Số gia đình đạt",
            "SL đạt",
            "Số hộ được công nhận",
            "Kết quả công nhận",
            "Đạt chuẩn",
            "Số hộ đạt danh hiệu",
            "Số CN",
        ],
        "D2" => &[
            "Đạt",
            "Số được công nhận",
            "Số dòng họ đạt",
            "Đã đạt",
            "Số đạt",
            "Công nhận",
        ],
        "D3" => &[
            "Đạt",
            "Số được công nhận",
            "Số thôn đạt",
            "Đã đạt",
            "Số đạt",
            "Công nhận",
            "Số đạt chuẩn",
        ],
        "D4" => &[
            "Đạt",
            "Số được công nhận",
            "Số đơn vị đạt",
            "Đã đạt",
            "Số đạt",
            "Công nhận",
        ],
        "D7" => &[
            "Đạt",
            "Số được công nhận",
            "Số người đạt",
            "Đã đạt",
            "Số đạt",
            "Công nhận",
            "Số công dân đạt danh hiệu",
        ],
        "C2" => &[
            "Đạt",
            "Số TTHTCĐ ứng dụng CNTT",
            "Số đạt",
            "Số TT có ứng dụng",
            "Đã ứng dụng",
        ],
        _ => &["Đạt"],
    }
}

pub(super) const RATES: &[&str] = &[
    "Tỷ lệ",
    "Tỉ lệ",
    "Tỷ lệ %",
    "TL (%)",
    "%",
    "Tỷ lệ đạt (%)",
    "TL",
    "Tỉ lệ %",
    "Tỷ lệ (%)",
    "Đạt tỷ lệ %",
];
pub(super) const TOTALS: &[&str] = &[
    "Tổng cộng",
    "Cộng",
    "TỔNG",
    "Tổng số",
    "TỔNG CỘNG",
    "Cộng:",
    "Tổng",
    "CỘNG",
    "Tổng cộng:",
];
pub(super) const NOTES: &[&str] = &["Ghi chú", "GHI CHÚ", "Ghi chú (nếu có)"];
pub(super) const ORDINALS: &[&str] = &["STT", "TT", "Stt", "Số TT"];
pub(super) const PREVIOUS: &[&str] =
    &["Năm trước", "Cùng kỳ năm trước", "Kết quả năm trước", "Thực hiện năm trước"];
pub(super) const TARGETS: &[&str] = &[
    "Kế hoạch",
    "Chỉ tiêu giao",
    "Chỉ tiêu năm",
    "Mục tiêu đến 2025 (%)",
    "KH 2025 (%)",
    "Kế hoạch giao",
    "Chỉ tiêu kế hoạch",
];
pub(super) const DELTAS: &[&str] = &[
    "So với năm trước",
    "Tăng/giảm so với năm trước",
    "Tăng (+), giảm (-)",
    "So sánh với cùng kỳ",
];
pub(super) const COMMUNES: &[&str] = &[
    "Xã, phường, thị trấn",
    "Xã",
    "Tên xã",
    "Đơn vị",
    "Tên đơn vị",
    "Xã, thị trấn",
    "Tên xã, phường, thị trấn",
    "Địa phương",
    "ĐƠN VỊ",
    "Xã/phường/thị trấn",
    "Đơn vị (xã, thị trấn)",
    "Tên xã, thị trấn",
    "Đơn vị xã, thị trấn",
];
pub(super) const DISTRICTS: &[&str] = &[
    "Huyện, thành phố",
    "Đơn vị",
    "Huyện/TP",
    "Tên huyện, thành phố",
    "Địa phương",
    "Huyện",
    "ĐỊA BÀN",
    "Huyện, TP",
    "Các huyện, thành phố",
];
pub(super) const CONTENTS: &[&str] = &[
    "Nội dung",
    "Chỉ tiêu",
    "NỘI DUNG",
    "Tên chỉ tiêu",
    "Nội dung chỉ tiêu",
    "Tiêu chí",
    "Nội dung/Chỉ tiêu",
    "Chỉ tiêu thống kê",
    "Mô hình",
];

/// Leaves the marks out, as an old keyboard does.
pub(super) fn without_marks(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            other => other,
        })
        .collect()
}

/// How a whole table writes its communes.
pub(super) struct Naming {
    style: usize,
    numbered: bool,
}

impl Naming {
    pub(super) fn new(dice: &mut Dice) -> Self {
        Self { style: dice.index(9), numbered: dice.percent(10) }
    }

    pub(super) fn write(&self, dice: &mut Dice, name: &str, number: usize) -> String {
        let (kind, bare) = ["Thị trấn ", "Phường ", "Xã "]
            .iter()
            .find_map(|kind| name.strip_prefix(kind).map(|bare| (*kind, bare)))
            .unwrap_or(("", name));
        let short = match kind {
            "Thị trấn " => "TT. ",
            "Phường " => "P. ",
            _ => "X. ",
        };
        let written = match self.style {
            0 | 1 => name.to_owned(),
            2 => bare.to_owned(),
            3 => format!("{short}{bare}"),
            4 => name.to_uppercase(),
            5 => without_marks(name),
            6 => format!("{} {bare}", short.trim().trim_end_matches('.')),
            7 => format!(
                "UBND {}",
                name.to_lowercase().replacen(&bare.to_lowercase(), bare, 1)
            ),
            _ => format!("{}{bare}", short.trim()),
        };
        let mut written =
            if self.numbered { format!("{number}. {written}") } else { written };
        if dice.percent(4) {
            written.push_str(dice.of(&[" ", ":", "  ", "."]));
        }
        if dice.percent(3) {
            written = format!("  {written}");
        }
        written
    }
}

pub(super) fn district(dice: &mut Dice, unit: &Unit) -> String {
    let city = unit.kind == "thành phố";
    let name = &unit.name;
    match dice.index(6) {
        0 if city => format!("TP {name}"),
        1 if city => format!("TP. {name}"),
        2 if city => format!("THÀNH PHỐ {}", name.to_uppercase()),
        _ if city => format!("Thành phố {name}"),
        0 => name.clone(),
        1 => format!("H. {name}"),
        2 => format!("HUYỆN {}", name.to_uppercase()),
        3 => name.to_uppercase(),
        4 => format!("H.{name}"),
        _ => format!("Huyện {name}"),
    }
}
