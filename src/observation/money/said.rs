//! What reading the money has to say, a sentence a finding.

use super::Stated;
use super::amount::Fault;
use crate::finding::{Finding, Severity, count, listed};
use crate::form::money::{About, Money, Standing};
use crate::form::shorten;
use crate::observation::seen;
use crate::place::{CellRange, Place};
use crate::plan::vocabulary::{Fund, MoneyUnit, NamedUnit};
use spreadsheet::Note;

const NUMBER: &str = "Ghi kinh phí bằng số và kiểm tra đơn vị tiền (triệu đồng).";
const SPENT: &str =
    "Ghi kinh phí đã thực hiện trong năm báo cáo, tách ngân sách nhà nước và xã hội hóa.";

fn place(file: &str, money: &Money) -> Place {
    Place::cell(file, &money.sheet, money.at)
}

fn shown(money: &Money) -> String {
    shorten(&money.cell.shown())
}

fn name(fund: Fund) -> &'static str {
    match fund {
        Fund::State => "ngân sách nhà nước",
        Fund::Social => "xã hội hóa",
    }
}

/// An amount of đồng as it is written in a sentence.
fn dong(amount: i64) -> String {
    const MILLION: i64 = 1_000_000;
    if amount % MILLION == 0 {
        format!("{} triệu đồng", count(amount / MILLION))
    } else {
        format!("{} đồng", count(amount))
    }
}

fn unread(file: &str, money: &Money, why: &str) -> Finding {
    let shown = shown(money);
    Finding::new(
        Severity::Warning,
        "V10",
        place(file, money),
        format!("Số kinh phí “{shown}” {why} nên không được cộng vào báo cáo."),
        NUMBER,
    )
    .found(shown)
}

pub(super) fn fault(file: &str, money: &Money, fault: Fault) -> Finding {
    let why = match fault {
        Fault::NoAmount => "không đọc được là một số tiền".to_owned(),
        Fault::Ambiguous => {
            "có thể hiểu theo hai cách (hàng nghìn hoặc số thập phân)".to_owned()
        }
        Fault::Inexact => "là số ước lượng".to_owned(),
        Fault::Negative => "là số âm".to_owned(),
        Fault::Size => match money.unit {
            NamedUnit::One(unit) => {
                format!("quá lớn hoặc quá nhỏ so với đơn vị tiền đã ghi ({})", of(unit))
            }
            NamedUnit::None | NamedUnit::Doubtful => {
                "không thể là số triệu đồng và không ghi đơn vị tiền".to_owned()
            }
        },
        Fault::Fraction => "không ra số đồng nguyên".to_owned(),
        Fault::Shown => {
            "hiện trên màn hình khác với số lưu trong ô (do định dạng số)".to_owned()
        }
    };
    unread(file, money, &why)
}

/// A unit as a sentence names it.
fn of(unit: MoneyUnit) -> String {
    match unit.dong {
        1 => "đồng".to_owned(),
        1_000 => "nghìn đồng".to_owned(),
        1_000_000 => "triệu đồng".to_owned(),
        1_000_000_000 => "tỷ đồng".to_owned(),
        other => dong(other),
    }
}

pub(super) fn refused(file: &str, money: &Money) -> Finding {
    let why = match seen::refused(money.cell.notes).map(|kind| kind.note) {
        Some(Note::TwoNumbers) => "nằm trong ô có nhiều con số",
        Some(Note::Uncalculated) => "là công thức chưa được tính lại",
        Some(Note::Struck) => "bị gạch ngang",
        Some(Note::Percent) => "hiện là tỷ lệ phần trăm",
        Some(Note::Covered) => "bị ô gộp che khuất",
        Some(Note::Overflow) => "chỉ hiện dấu #### vì cột quá hẹp",
        Some(Note::BlankFormat | Note::InvisibleInk) => "không hiện ra màn hình",
        Some(
            Note::HiddenRow
            | Note::HiddenColumn
            | Note::Filtered
            | Note::HiddenSheet
            | Note::PartlyStruck
            | Note::Literal
            | Note::Date
            | Note::Scaled
            | Note::Decimals
            | Note::Words
            | Note::Superscript
            | Note::Error
            | Note::ManualCalculation
            | Note::ExternalLink
            | Note::Bidi,
        )
        | None => "nằm trong ô không hiện đúng số",
    };
    unread(file, money, why)
}

pub(super) fn riddle(file: &str, money: &Money, words: &str) -> Finding {
    let words = shorten(words);
    unread(file, money, &format!("không rõ là của nguồn nào, khoản nào (“{words}”)"))
}

/// Amounts of contents nobody understands, beside the one that counts and is no sum:
/// whether they belong to it only the office knows.
pub(super) fn beside(
    file: &str,
    wholes: &[Stated<'_>],
    parts: &[Stated<'_>],
) -> Vec<Finding> {
    let stands_by = |part: &Money, whole: &Money| {
        part.sheet == whole.sheet && part.at.row == whole.at.row && !whole.sums
    };
    let unclear = parts.iter().filter(|part| {
        let amounts = part.sum.dong > 0 && !part.money.within;
        amounts && wholes.iter().any(|whole| stands_by(part.money, whole.money))
    });
    let words =
        unclear.filter_map(|part| Some((part.money, part.money.content.as_ref()?)));
    words.map(|(money, words)| riddle(file, money, words)).collect()
}

pub(super) fn inexact(file: &str, money: &Money, words: &str) -> Finding {
    unread(file, money, &format!("là số ước, dự kiến (“{}”)", shorten(words)))
}

pub(super) fn unit(file: &str, money: &Money) -> Finding {
    unread(file, money, "có đơn vị tiền không rõ")
}

pub(super) fn unit_assumed(file: &str, money: &Money) -> Finding {
    Finding::new(
        Severity::Warning,
        "V11",
        place(file, money),
        "Số kinh phí không ghi đơn vị tiền; đã hiểu là triệu đồng.",
        "Ghi rõ “triệu đồng” ở tiêu đề hoặc bên cạnh số kinh phí.",
    )
}

pub(super) fn multiple(file: &str, money: &Money, amount: i64) -> Finding {
    let shown = shown(money);
    Finding::new(
        Severity::Warning,
        "V38",
        place(file, money),
        format!(
            "Kinh phí “{shown}” ghi theo trăm triệu, chục triệu hoặc trăm nghìn đồng; đã hiểu là {}.",
            dong(amount)
        ),
        "Xác nhận với đơn vị; ghi kinh phí theo triệu đồng.",
    )
    .found(shown)
}

pub(super) fn hidden(file: &str, money: &Money) -> Finding {
    Finding::new(
        Severity::Warning,
        "V17",
        place(file, money),
        format!(
            "Số kinh phí “{}” nằm ở dòng hoặc cột đang ẩn nên không được tính.",
            shown(money)
        ),
        "Nếu cần tính, bỏ ẩn dòng, cột rồi gửi lại.",
    )
}

/// Amounts that compete: all are shown, none is counted.
pub(super) fn stated_twice(file: &str, stated: &[Stated<'_>]) -> Finding {
    let first = stated[0].money;
    let all: Vec<String> = stated
        .iter()
        .map(|one| {
            let sheet = &one.money.sheet;
            let elsewhere = if *sheet == first.sheet {
                String::new()
            } else {
                format!("sheet {sheet} ")
            };
            format!("{} (ô {elsewhere}{})", dong(one.sum.dong), one.money.at)
        })
        .collect();
    Finding::new(
        Severity::Warning,
        "V12",
        Place::cell(file, &first.sheet, range(stated.iter().map(|one| one.money))),
        format!(
            "Kinh phí cùng một nguồn ghi nhiều số khác nhau, không rõ số nào đúng nên không được cộng: {}.",
            listed(&all, 6, "số")
        ),
        "Xác nhận lại với đơn vị số nào đúng; ghi một số, có tiêu đề cột rõ ràng.",
    )
    .found(all.join("; "))
}

/// The cells of amounts on the sheet of the first.
fn range<'m>(money: impl Iterator<Item = &'m Money> + Clone) -> CellRange {
    let first = money.clone().next().map(|one| one.sheet.as_str());
    let cells = money.filter(|one| Some(one.sheet.as_str()) == first);
    let cells = cells.map(|one| CellRange::from(one.at));
    cells.reduce(CellRange::union).expect("there is an amount to speak of")
}

/// Amounts of a fund that are set aside, one finding a sheet; graver where
/// nothing else states the fund.
pub(super) fn aside(file: &str, aside: &[&Money], known: bool) -> Vec<Finding> {
    let mut sorted: Vec<&Money> = aside.to_vec();
    sorted.sort_by_key(|money| (money.sheet.clone(), money.at));
    sorted
        .chunk_by(|one, other| one.sheet == other.sheet)
        .map(|group| {
            let all: Vec<String> = group.iter().map(|money| with_unit(money)).collect();
            let of = match group[0].about {
                About::Fund(fund) => format!("{} ", name(fund)),
                About::Total | About::Unknown => String::new(),
            };
            let mut why: Vec<String> = group.iter().map(|money| reason(money)).collect();
            why.dedup();
            let (severity, code) =
                if known { (Severity::Info, "V39") } else { (Severity::Warning, "V34") };
            Finding::new(
                severity,
                code,
                Place::cell(file, &group[0].sheet, range(group.iter().copied())),
                format!(
                    "Kinh phí {of}{} không phải là kinh phí đã thực hiện trong năm báo cáo (có ghi {}) nên không được tính.",
                    listed(&all, 6, "số"),
                    listed(&why, 4, "tiêu đề")
                ),
                if known { "Không phải làm gì nếu số đã dùng là đúng." } else { SPENT },
            )
            .found(all.join("; "))
        })
        .collect()
}

/// The words that set an amount aside.
/// An amount as it is shown, with its unit where that stands elsewhere.
fn with_unit(money: &Money) -> String {
    let shown = shown(money);
    if matches!(money.standing, Standing::Share(_)) {
        return shown;
    }
    match money.unit {
        NamedUnit::One(unit) if !shown.contains(char::is_alphabetic) => {
            format!("{shown} {}", of(unit))
        }
        NamedUnit::One(_) | NamedUnit::None | NamedUnit::Doubtful => shown,
    }
}

/// Amounts that count under a title of which nobody understands all words: one
/// finding a title.
pub(super) fn doubts(file: &str, counted: &[Stated<'_>]) -> Vec<Finding> {
    let doubted = counted.iter().filter(|one| one.money.doubt.is_some());
    let mut sorted: Vec<&Money> = doubted.map(|one| one.money).collect();
    let title = |money: &Money| (money.sheet.clone(), money.doubt.clone());
    sorted.sort_by_key(|money| (title(money), money.at));
    sorted
        .chunk_by(|one, other| title(one) == title(other))
        .map(|group| {
            let text = shorten(group[0].doubt.as_deref().unwrap_or_default());
            Finding::new(
                Severity::Warning,
                "V41",
                Place::cell(file, &group[0].sheet, range(group.iter().copied())),
                format!(
                    "Tiêu đề “{text}” chưa cho biết rõ đây có phải là kinh phí đã thực hiện trong năm cho xây dựng xã hội học tập hay không; số kinh phí vẫn được tính."
                ),
                "Hỏi đơn vị đây có phải là kinh phí đã thực hiện trong năm cho xây dựng xã hội học tập không; nếu không, đề nghị bỏ số này.",
            )
            .found(text)
        })
        .collect()
}

fn reason(money: &Money) -> String {
    match &money.standing {
        Standing::Aside(words) | Standing::Share(words) => {
            format!("“{}”", shorten(words))
        }
        Standing::Counts { .. } | Standing::Inexact(_) | Standing::Riddle(_) => {
            String::new()
        }
    }
}

pub(super) fn added(
    file: &str,
    fund: Fund,
    parts: &[Stated<'_>],
    amount: i64,
) -> Finding {
    let all: Vec<String> = parts.iter().map(|one| dong(one.sum.dong)).collect();
    let first = parts[0].money;
    Finding::new(
        Severity::Info,
        "V37",
        Place::cell(file, &first.sheet, range(parts.iter().map(|one| one.money))),
        format!(
            "Kinh phí {} chỉ ghi theo từng phần ({}); đã lấy tổng {}.",
            name(fund),
            listed(&all, 6, "số"),
            dong(amount)
        ),
        "Kiểm tra xem còn phần nào chưa ghi không.",
    )
}

pub(super) fn parts_exceed(
    file: &str,
    whole: &Stated<'_>,
    parts: &[Stated<'_>],
) -> Finding {
    let all: Vec<String> = parts.iter().map(|one| dong(one.sum.dong)).collect();
    Finding::new(
        Severity::Warning,
        "V35",
        place(file, whole.money),
        format!(
            "Các phần của kinh phí ({}) cộng lại không bằng tổng số đã ghi là {}.",
            listed(&all, 6, "số"),
            dong(whole.sum.dong)
        ),
        "Hỏi đơn vị số nào đúng.",
    )
}

pub(super) fn not_the_sum(file: &str, total: &Stated<'_>, both: i64) -> Finding {
    Finding::new(
        Severity::Warning,
        "V35",
        place(file, total.money),
        format!(
            "Tổng kinh phí ghi {} nhưng các nguồn đã đọc cộng lại là {}.",
            dong(total.sum.dong),
            dong(both)
        ),
        "Hỏi đơn vị số nào đúng, còn nguồn nào chưa ghi.",
    )
    .compare(dong(total.sum.dong), dong(both))
}

pub(super) fn only_total(file: &str, total: &Stated<'_>) -> Finding {
    Finding::new(
        Severity::Warning,
        "V36",
        place(file, total.money),
        format!(
            "Kinh phí chỉ ghi tổng số {}, không tách ngân sách nhà nước và xã hội hóa nên không được cộng.",
            dong(total.sum.dong)
        ),
        SPENT,
    )
    .found(dong(total.sum.dong))
}
