//! What the office itself is asked to do about a finding.
//!
//! The hints of findings speak to the clerk who received the report ("hỏi lại đơn
//! vị"); here the same is said to the office. A hint that already fits both is
//! taken as it is.

use crate::finding::Finding;

/// The hint, said to the office that sent the report.
pub(in crate::document) fn advice(finding: &Finding) -> String {
    let Some(Words::Own(asked)) = of_code(finding.code) else {
        return finding.hint.clone();
    };
    match proposal(&finding.hint) {
        Some(proposal) => format!("{proposal} {asked}"),
        None => asked.to_owned(),
    }
}

/// The first sentences of a hint that propose what may have been meant.
fn proposal(hint: &str) -> Option<&str> {
    let leads = [
        "Có thể ",
        "Tên gần nhất",
        "Gần nhất",
        "Xem các ô không đọc được",
        "Trên sheet này có",
    ];
    if !leads.iter().any(|lead| hint.starts_with(lead)) {
        return None;
    }
    // The sentence to the clerk is the last one.
    let end = hint.trim_end_matches('.').rfind(". ")?;
    Some(&hint[..=end])
}

const NOTHING: &str = "Không phải làm gì.";

/// In whose words an office is told.
enum Words {
    Own(&'static str),
    /// The hint already speaks to whoever has the file.
    OfTheHint,
}

/// Nothing for a code nobody has thought of here; its hint serves.
#[expect(clippy::too_many_lines, reason = "a table of words, until it is in a register")]
fn of_code(code: &str) -> Option<Words> {
    Some(Words::Own(match code {
        "F01" | "F02" | "F03" | "F04" | "F05" | "F06" | "F07" | "F08" | "F09" | "I01"
        | "I07" | "L03" | "L11" | "L12" | "N06" | "P01" | "P02" | "P03" | "S04"
        | "S06" | "S07" | "S08" | "S09" | "T02" | "T03" | "T12" | "U06" | "V04"
        | "V05" | "V06" | "V07" | "V08" | "V09" | "V10" | "V11" | "V13" | "V14"
        | "V15" | "V16" | "V17" | "V21" | "V22" | "V23" | "V24" | "V27" | "V28"
        | "V29" | "V30" | "V31" | "V33" | "V40" => {
            return Some(Words::OfTheHint);
        }
        "I02" => "Gửi lại báo cáo theo biểu mẫu, nếu tệp này là báo cáo của đơn vị.",
        "I03" => "Kiểm tra có gửi nhầm tệp hoặc quên sửa tiêu đề không, rồi gửi lại.",
        "I04" => "Ghi tên đơn vị ở góc trên bên trái của sheet.",
        "I05" => "Gửi kết quả của đúng năm báo cáo.",
        "I06" | "U03" => "Sửa lại tên trong lần gửi sau.",
        "I08" => "Nhập lại vào đúng biểu mẫu của đơn vị rồi gửi lại.",
        "I09" => "Kiểm tra có dùng nhầm biểu mẫu của đơn vị khác không.",
        "I11" => {
            "Nếu là số liệu của đơn vị thì sửa lại tên địa phương; nếu không, bỏ bảng này hoặc gửi lại đúng tệp."
        }
        "I10" => "Kiểm tra lại các số; lần sau dùng biểu mẫu mới.",
        "K01" => "Kiểm tra số nào đúng rồi sửa; báo cáo dùng số cộng từ từng dòng.",
        "K02" | "K07" | "K15" | "K17" => {
            "Kiểm tra lại cả hai số, xem có lệch cột không, rồi gửi lại số đúng."
        }
        "K03" => {
            "Nếu số đạt tính cả nơi không đăng ký thì ghi lý do; nếu không, gửi lại số đúng."
        }
        "K04" => "Báo cáo tính lại tỷ lệ từ số lượng; gửi lại nếu số lượng sai.",
        "K05" => "Bổ sung số liệu của các xã còn thiếu.",
        "K06" => "Xác định số nào đúng, xóa dòng hoặc ô thừa.",
        "K08" => "Số liệu vẫn được tính; gửi thêm biểu theo xã nếu có.",
        "K09" => "Kiểm tra dòng thứ hai có phải của xã khác không; nếu thừa thì xóa.",
        "K10" => "Bổ sung số liệu của các huyện, thành phố còn thiếu.",
        "K11" => "Gửi bổ sung; nếu số liệu có trong tệp, kiểm tra tiêu đề cột.",
        "K12" => "Bổ sung cột tổng số.",
        "K13" => "Bổ sung số đã được công nhận (đạt).",
        "K14" => {
            "Kiểm tra lại số xã ở từng mức: mỗi xã chỉ tính ở một mức, mức cao nhất đã đạt."
        }
        "K16" => {
            "Kiểm tra mức độ đã được công nhận theo Nghị định 20/2014/NĐ-CP, xem có lệch cột \
             không."
        }
        "K18" => "Nếu đã ghi tỷ lệ phần trăm, ghi lại bằng số lượng.",
        "L01" => "Báo cáo vẫn được tính; đề nghị gửi đúng hạn.",
        "L02" => "Không phải làm gì; nếu bản này mới đúng, gửi lại với ngày đúng.",
        "L04" => "Cho biết bản nào là bản chính thức.",
        "L05" | "L10" | "M02" | "Q01" | "S05" | "T04" | "T09" => NOTHING,
        "L06" => "Gửi lại tệp đọc được.",
        "L07" => "Lần sau ghi dòng “…, ngày … tháng … năm …” ở đầu báo cáo.",
        "L08" => "Cho biết ngày lập đúng của báo cáo.",
        "L09" => "Xác nhận phần còn lại của bản trước vẫn đúng.",
        "L13" => "Chỉ gửi các tệp báo cáo của năm; cho biết tệp nào là bản chính thức.",
        "L14" => "Kiểm tra năm của báo cáo; nếu gửi nhầm năm, gửi lại theo đúng năm.",
        "L15" => "Không phải gửi: xã, phường này ngoài địa bàn của Kế hoạch.",
        "M01" | "M03" => "Thống nhất số liệu với đơn vị được nêu tên.",
        "M04" | "M05" => "Đối chiếu với quyết định công nhận; cho biết mức nào đúng.",
        "M06" => "Cho biết nếu đơn vị đã được công nhận mức cao hơn.",
        "N01" => "Kiểm tra lại; nếu đúng, ghi lý do vào báo cáo.",
        "N02" => {
            "Kiểm tra lại: thường là thừa hoặc thiếu ba chữ số, hoặc dấu chấm hàng nghìn bị \
             hiểu sai."
        }
        "N03" => {
            "Kiểm tra: thật sự không có thì giữ số 0; chưa có số liệu thì ghi “...”."
        }
        "N04" => "Kiểm tra có sót hoặc tính thêm xã, nhóm nào không.",
        "N05" => "Kiểm tra đã cập nhật số liệu của năm chưa.",
        "N07" => "Kiểm tra kết quả công nhận của năm, xem có lệch cột không.",
        "N08" => "Xem lại các xã này; nếu có số sai, gửi lại.",
        "Q02" => "Gửi phần số liệu của đơn vị, nếu chưa gửi.",
        "S01" => "Không phải làm gì; nếu cần tính, bỏ ẩn sheet rồi gửi lại.",
        "S02" => "Không phải làm gì; lần sau dùng phông Unicode.",
        "S03" => "Kiểm tra chữ trong tệp rồi gửi lại.",
        "T10" => {
            "Nếu là kết quả của năm báo cáo thì sửa tiêu đề; nếu không thì bổ sung số của cả năm."
        }
        "T11" => {
            "Nếu là kết quả của cả năm báo cáo thì sửa lại tiêu đề, tên sheet hoặc ghi chú; nếu không, gửi kết quả của cả năm."
        }
        "T01" => "Sửa tiêu đề theo biểu mẫu nếu đây là chỉ tiêu của kế hoạch.",
        "T05" => "Nếu thật ra là kết quả, sửa tiêu đề; nếu không, bổ sung số kết quả.",
        "T06" => "Ghi lại số đếm đầy đủ, không ghi theo nghìn, trăm hay phần trăm.",
        "T07" => "Nếu ghi chú sửa số liệu, sửa ngay trong bảng rồi gửi lại.",
        "T08" => "Bỏ gộp ô, ghi riêng từng số rồi gửi lại.",
        "T14" => {
            "Nếu là số đã đạt của toàn đơn vị thì sửa tiêu đề hoặc tên sheet; nếu không, gửi số đã đạt của toàn đơn vị."
        }
        "T13" => "Nếu nam và nữ chưa phải toàn bộ, ghi thêm cột chung.",
        "U04" => "Ghi tên của dòng; nếu là số nháp thì xóa.",
        "T15" => "Gửi số liệu tách riêng cho các xã, phường thuộc địa bàn của Kế hoạch.",
        "U05" => "Ghi dòng tổng là “Toàn tỉnh” và bổ sung dòng của thành phố.",
        "U01" => "Sửa tên trong tệp rồi gửi lại.",
        "U02" => "Kiểm tra tên xã; số liệu của xã này do huyện quản lý báo cáo.",
        "V01" | "V02" | "V03" => "Bổ sung số liệu; nếu không có thì ghi 0.",
        "V25" | "V26" => "Cho biết con số đã đọc có đúng không.",
        "V32" => "Dán số vào ô thay cho liên kết rồi gửi lại.",
        "V12" => "Xác nhận số nào đúng; ghi một số, dưới tiêu đề cột rõ ràng.",
        "V34" => "Gửi kinh phí đã thực hiện trong năm báo cáo.",
        "V35" => "Kiểm tra số nào đúng, còn nguồn nào chưa ghi.",
        "V36" => "Gửi kinh phí theo từng nguồn: ngân sách nhà nước, xã hội hóa.",
        "V37" => "Không phải làm gì nếu các phần đã đủ.",
        "V38" => "Xác nhận số tiền; ghi kinh phí theo triệu đồng.",
        "V39" => "Không phải làm gì nếu số đã dùng là đúng.",
        "V41" => {
            "Nếu là kinh phí đã thực hiện trong năm cho xây dựng xã hội học tập, ghi rõ như vậy ở tiêu đề; nếu không, bỏ số này."
        }
        "V18" => "Gửi lại nếu có đơn vị đạt mà quên đánh dấu.",
        "V19" => "Không phải làm gì; lần sau dùng dấu chấm cho hàng nghìn.",
        "V20" => "Kiểm tra lại; báo cáo vẫn đang dùng số đã ghi.",
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::place::Place;
    use crate::rules::explain;

    fn finding(code: &'static str, hint: &str) -> Finding {
        Finding::new(Severity::Error, code, Place::nowhere(), "Sai.", hint)
    }

    #[test]
    fn a_proposal_is_kept_and_the_clerk_s_own_sentence_is_not() {
        let hint = "Có thể dòng tổng (ô C12) gõ sai một chữ số: 1.234 thay cho 1.284. Hỏi \
                    lại đơn vị số nào đúng; báo cáo dùng số cộng từ các xã.";
        assert_eq!(
            advice(&finding("K01", hint)),
            "Có thể dòng tổng (ô C12) gõ sai một chữ số: 1.234 thay cho 1.284. Kiểm tra số \
             nào đúng rồi sửa; báo cáo dùng số cộng từ từng dòng."
        );
        let hint = "Hỏi lại đơn vị số nào đúng; báo cáo dùng số cộng từ các xã.";
        assert!(advice(&finding("K01", hint)).starts_with("Kiểm tra số nào đúng"));
        let hint = "Bỏ mật khẩu rồi gửi lại.";
        assert_eq!(advice(&finding("F01", hint)), hint);
    }

    #[test]
    fn every_code_about_a_report_has_words_for_the_office() {
        // What is wrong in the clerk's own workbook is never told to an office.
        for code in explain::codes().into_iter().filter(|code| !code.starts_with('B')) {
            assert!(of_code(code).is_some(), "{code}");
        }
    }
}
