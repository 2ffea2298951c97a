//! A whole inbox: every district and the offices that send tables, each in a
//! layout of its own.

use super::canvas::{Canvas, Content, letters, save};
use super::dice::Dice;
use super::layout::{self, Down};
use super::table::{self, Group, Item, Kind, Taste, Writing};
use super::truth::{
    Counts, Expected, Facts, MODELS, Spoilt, Unit, commune_facts, district_facts,
    districts, is_registered, sum,
};
use super::words;
use crate::desk::Desk;

/// What every workbook of an inbox is made with.
struct Office<'a> {
    dice: &'a mut Dice,
    year: i16,
    expected: &'a mut Expected,
    desk: &'a Desk,
    /// Whether one figure of every district is spoilt.
    spoils: bool,
}

/// Fills the inbox of a year and says what its summary must be.
pub(super) fn fill(desk: &Desk, dice: &mut Dice, year: i16) -> Expected {
    fill_and(desk, dice, year, false)
}

/// The same with one figure spoilt in the workbook of every district.
pub(super) fn fill_spoilt(desk: &Desk, dice: &mut Dice, year: i16) -> Expected {
    fill_and(desk, dice, year, true)
}

fn fill_and(desk: &Desk, dice: &mut Dice, year: i16, spoils: bool) -> Expected {
    let mut expected = Expected::default();
    let units = districts();
    let mut office = Office { dice, year, expected: &mut expected, desk, spoils };
    for unit in &units {
        let facts = commune_facts(office.dice, unit, year);
        district(&mut office, unit, &facts);
    }
    let facts = district_facts(office.dice, &units);
    bodies(&mut office, &units, &facts);
    expected
}

/// Quốc hiệu, agency, date and title; gives the row after them.
fn title(
    office: &mut Office<'_>,
    canvas: &mut Canvas,
    agency: &[String],
    title: &str,
) -> u32 {
    let dice = &mut *office.dice;
    let year = office.year;
    let mut row = if dice.percent(15) { 1 } else { 0 };
    let col = if dice.percent(10) { 1 } else { 0 };
    if dice.percent(12) {
        canvas.text(
            row,
            6,
            dice.of(&["Biểu số 01", "Phụ lục I", "Mẫu 01/XHHT", "Biểu 2"]),
        );
        row += 1;
    }
    let joined = dice.percent(20);
    if joined {
        canvas.text(row, col, &agency.join("\n"));
    } else {
        for (index, line) in agency.iter().enumerate() {
            canvas.text(row + u32::try_from(index).unwrap(), col, line);
        }
    }
    let national = dice.percent(75);
    let right = u16::try_from(dice.range(3, 8)).unwrap();
    if national {
        canvas.text(row, right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        canvas.text(row + 1, right, "Độc lập - Tự do - Hạnh phúc");
    }
    row += 2.max(u32::try_from(agency.len()).unwrap());
    if dice.percent(40) {
        canvas.text(row, col, &format!("Số: {}/BC-UBND", dice.range(20, 800)));
    }
    let place = agency.last().map(String::as_str).unwrap_or_default();
    let _ = place;
    let day = dice.range(1, 14);
    let date = match dice.index(3) {
        0 => format!("Bắc Kạn, ngày {day:02} tháng 12 năm {year}"),
        1 => format!("ngày {day} tháng 12 năm {year}"),
        _ => format!("..., ngày {day:02} tháng 12 năm {year}"),
    };
    canvas.text(row, right, &date);
    row += 1 + u32::from(dice.percent(50));
    canvas.text(row, col, title);
    if dice.percent(50) {
        canvas.merge(row, col, row, col + 7);
    }
    row += 1;
    if dice.percent(40) {
        let text = match dice.index(3) {
            0 => format!("(Số liệu tính đến ngày 30/11/{year})"),
            1 => format!(
                "(Kèm theo Báo cáo số 123/BC-UBND ngày {day:02}/12/{year} của UBND)"
            ),
            _ => "Đơn vị tính: hộ, người".to_owned(),
        };
        canvas.text(row, col, &text);
        row += 1;
    }
    row + u32::from(dice.percent(50))
}

/// Notes and signatures below the last table.
fn foot(dice: &mut Dice, canvas: &mut Canvas) {
    let mut row = canvas.height() + u32::from(dice.percent(60));
    if dice.percent(30) {
        let note = dice.of(&[
            "Ghi chú: số liệu Gia đình học tập do Hội Khuyến học huyện cung cấp",
            "* Số liệu ước thực hiện đến 31/12",
            "(1) Không tính các hộ đi làm ăn xa.",
            "Ghi chú: (*) là số tạm tính",
        ]);
        canvas.text(row, 0, note);
        row += 1;
    }
    if dice.percent(70) {
        canvas.text(row, 1, dice.of(&["NGƯỜI LẬP BIỂU", "Người lập", "NGƯỜI TỔNG HỢP"]));
        canvas.text(
            row,
            4,
            dice.of(&["TM. UBND", "THỦ TRƯỞNG ĐƠN VỊ", "KT. CHỦ TỊCH", "CHỦ TỊCH"]),
        );
        canvas.text(row + 3, 1, "Nguyễn Văn A");
        canvas.text(row + 3, 4, "Trần Thị B");
    }
}

/// A corner for a table: A1-near or away from it.
fn corner(dice: &mut Dice, row: u32) -> (u32, u16) {
    let col = if dice.percent(80) { 0 } else { u16::try_from(dice.range(1, 3)).unwrap() };
    (row, col)
}

fn agency(dice: &mut Dice, unit: &Unit) -> Vec<String> {
    let full = format!("{} {}", unit.kind, unit.name).to_uppercase();
    let short = if unit.kind == "huyện" {
        format!("H. {}", unit.name)
    } else {
        format!("TP {}", unit.name)
    };
    match dice.index(6) {
        0 => vec![format!("UBND {full}")],
        1 => vec!["ỦY BAN NHÂN DÂN".to_owned(), full],
        2 => vec![format!("UBND {full}"), "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO".to_owned()],
        3 => vec![format!("UBND {}", short.to_uppercase())],
        4 => vec!["UBND TỈNH BẮC KẠN".to_owned(), format!("UBND {full}")],
        _ => vec![format!("Uỷ ban nhân dân {} {}", unit.kind, unit.name)],
    }
}

fn district(office: &mut Office<'_>, unit: &Unit, facts: &[Facts]) {
    let year = office.year;
    let mut taste = Taste::new(office.dice);
    let layout = office.dice.index(11);
    if layout >= 7 {
        taste.registered = true;
    }
    let mut groups = layout::groups(office.dice, taste, year);
    let writing = Writing::new(office.dice);
    let names = layout::commune_names(office.dice, facts);
    let style = office.dice.index(8);
    let total = office.dice.of(words::TOTALS);
    let city = unit.kind == "thành phố";
    let total = match office.dice.index(4) {
        0 if city => office.dice.of(&["Toàn thành phố", "Tổng toàn thành phố"]),
        0 => office.dice.of(&[
            "Toàn huyện",
            "Tổng toàn huyện",
            "CỘNG TOÀN HUYỆN",
            "Tổng cộng toàn huyện",
        ]),
        _ => total,
    };
    let place_header = office.dice.of(words::COMMUNES);
    let agency = agency(office.dice, unit);
    let mut sheets = Vec::new();
    let mut by_commune = true;
    let heading = format!(
        "{} NĂM {year}",
        office.dice.of(&[
            "BIỂU TỔNG HỢP SỐ LIỆU XÂY DỰNG XÃ HỘI HỌC TẬP",
            "KẾT QUẢ THỰC HIỆN KẾ HOẠCH XÂY DỰNG XHHT",
            "THỐNG KÊ CÁC MÔ HÌNH HỌC TẬP",
            "SỐ LIỆU"
        ])
    );
    macro_rules! table {
        ($groups:expr) => {
            Down {
                groups: $groups,
                facts,
                names: &names,
                place_header,
                total,
                style,
                writing,
                aligned: false,
            }
        };
    }
    match layout {
        0..=2 => {
            let mut canvas = Canvas::new("Biểu 1");
            let row = title(office, &mut canvas, &agency, &heading);
            let at = corner(office.dice, row);
            layout::down(office.dice, &mut canvas, at, &table!(&groups));
            foot(office.dice, &mut canvas);
            sheets.push(canvas);
        }
        3 => {
            let mut canvas = Canvas::new("Sheet1");
            let row = title(office, &mut canvas, &agency, &heading);
            let at = corner(office.dice, row);
            layout::across(office.dice, &mut canvas, at, &table!(&groups));
            foot(office.dice, &mut canvas);
            sheets.push(canvas);
        }
        4 => {
            // One sheet a model; its title or its name says which.
            for group in &groups {
                let mut bare = group.clone();
                let variable = group.items[0].variable;
                let named = office.dice.percent(70);
                let name = format!("{variable}x").replace('x', " - ");
                let name = if named { short_name(variable).to_owned() } else { name };
                let mut canvas = Canvas::new(&name);
                let subject = office.dice.of(words::heading(variable)).to_uppercase();
                let heading = format!("KẾT QUẢ {subject} NĂM {year}");
                let row = title(office, &mut canvas, &agency, &heading);
                if group.items.len() > 1 {
                    for item in &mut bare.items {
                        item.alone.clone_from(&item.words);
                    }
                }
                let single = [bare];
                let mut one = table!(&single);
                one.style = if group.items.len() > 1 { 1 } else { 0 };
                layout::down(office.dice, &mut canvas, (row, 0), &one);
                foot(office.dice, &mut canvas);
                sheets.push(canvas);
            }
        }
        5 => {
            // Several tables on one sheet, below or beside each other.
            let mut canvas = Canvas::new("TH");
            let row = title(office, &mut canvas, &agency, &heading);
            let beside = office.dice.percent(40);
            let (left, right) = groups.split_at(3);
            let at = corner(office.dice, row);
            let mut table = table!(left);
            table.aligned = beside;
            let after = layout::down(office.dice, &mut canvas, at, &table);
            let next = if beside {
                (row, canvas.width().max(9) + 1)
            } else {
                canvas.text(after + 1, at.1, "II. CÁC CHỈ TIÊU KHÁC");
                (after + 2, at.1)
            };
            table.groups = right;
            layout::down(office.dice, &mut canvas, next, &table);
            foot(office.dice, &mut canvas);
            sheets.push(canvas);
        }
        6 => {
            // Two sheets, some models on each.
            for (index, part) in groups.chunks(4).enumerate() {
                let mut canvas = Canvas::new(["Bieu 1", "Bieu 2"][index]);
                let row = title(office, &mut canvas, &agency, &heading);
                layout::down(office.dice, &mut canvas, (row, 0), &table!(part));
                sheets.push(canvas);
            }
        }
        9 | 10 => {
            groups.retain(|group| MODELS.contains(&group.items[0].variable));
            let mut canvas = Canvas::new("Tong hop");
            let row = title(office, &mut canvas, &agency, &heading);
            let at = corner(office.dice, row);
            if layout == 9 {
                layout::long(office.dice, &mut canvas, at, &table!(&groups));
            } else {
                layout::sections(office.dice, &mut canvas, at, &table!(&groups));
            }
            foot(office.dice, &mut canvas);
            sheets.push(canvas);
        }
        _ => {
            by_commune = false;
            groups.retain(|group| MODELS.contains(&group.items[0].variable));
            let mut canvas = Canvas::new("TH");
            let row = title(office, &mut canvas, &agency, &heading);
            let at = corner(office.dice, row);
            if layout == 7 {
                layout::totals(office.dice, &mut canvas, at, &groups, facts, writing);
            } else {
                layout::list(office.dice, &mut canvas, at, &groups, facts, writing);
            }
            foot(office.dice, &mut canvas);
            sheets.push(canvas);
        }
    }
    decoys(office, &groups, facts, &names, &mut sheets);
    expect(office, unit, facts, &groups, by_commune);
    let note = format!("layout {layout} style {style} {writing:?}");
    let file = file_name(office.dice, unit, office.year);
    office.expected.styles.insert(unit.code.clone(), format!("{file}: {note}"));
    if office.spoils {
        let index = office.dice.index(sheets.len());
        let sheet = &mut sheets[index];
        if let Some((row, col, spoil)) = sheet.spoil(office.dice) {
            let place = format!("{}!{}{}", sheet.name, letters(col), row + 1);
            let spoilt = Spoilt { file: file.clone(), place, how: format!("{spoil:?}") };
            office.expected.spoilt.insert(unit.code.clone(), spoilt);
        }
    }
    office.desk.file(&format!("inbox/{}/{file}", office.year), &save(&sheets));
}

fn short_name(variable: &str) -> &'static str {
    match variable {
        "D1" => "GĐHT",
        "D2" => "DHHT",
        "D3" => "CĐHT thôn",
        "D4" => "ĐVHT",
        "D5" => "CĐHT cấp xã",
        "D7" => "CDHT",
        _ => "TTHTCĐ UD CNTT",
    }
}

/// Sheets and rows that must not count.
fn decoys(
    office: &mut Office<'_>,
    groups: &[Group],
    facts: &[Facts],
    names: &[String],
    sheets: &mut Vec<Canvas>,
) {
    let dice = &mut *office.dice;
    if dice.percent(15) {
        let year = office.year - 1;
        let hidden = dice.percent(40);
        let title = if hidden {
            "So lieu".to_owned()
        } else {
            format!("KẾT QUẢ NĂM {year}")
        };
        let mut canvas = Canvas::new(dice.of(&["Năm trước", "Số liệu cũ", "So sanh"]));
        canvas.hidden = hidden;
        canvas.text(0, 0, &title);
        let mut old = facts.to_vec();
        for one in &mut old {
            for counts in one.counts.values_mut() {
                counts.achieved /= 2;
            }
        }
        let table = Down {
            groups,
            facts: &old,
            names,
            place_header: "Xã",
            total: "Tổng cộng",
            style: 2,
            writing: Writing::new(dice),
            aligned: false,
        };
        layout::down(dice, &mut canvas, (2, 0), &table);
        sheets.push(canvas);
    }
    if dice.percent(10) {
        let mut canvas = Canvas::new("Bieu do");
        for (row, facts) in facts.iter().enumerate() {
            canvas.text(u32::try_from(row).unwrap(), 0, &facts.place);
            canvas.put(u32::try_from(row).unwrap(), 1, Content::Number(50.0));
        }
        sheets.push(canvas);
    }
}

fn expect(
    office: &mut Office<'_>,
    unit: &Unit,
    facts: &[Facts],
    groups: &[Group],
    by_commune: bool,
) {
    for group in groups {
        let variable = group.items[0].variable;
        let lines = &mut office.expected.lines;
        let registered = group.items.iter().any(|item| item.kind == Kind::Registered)
            || (!by_commune && is_registered(variable));
        if variable == "D5" {
            for facts in facts {
                let level = &facts.levels["D5"];
                let place = format!("D5/{}/{}", unit.code, facts.place);
                if office.year >= 2024 {
                    office.expected.levels.insert(place, level.clone());
                } else {
                    let good = i64::from(level == "Khá" || level == "Tốt");
                    lines.insert(place, [Some(good), Some(1), None]);
                }
            }
            continue;
        }
        let line = |counts: super::truth::Counts| {
            [
                Some(counts.achieved),
                Some(counts.total),
                registered.then_some(counts.registered),
            ]
        };
        lines.insert(
            format!("{variable}/{}", unit.code),
            line(sum(facts.iter(), variable)),
        );
        if by_commune {
            for facts in facts {
                let place = format!("{variable}/{}/{}", unit.code, facts.place);
                lines.insert(place, line(facts.counts[variable]));
            }
        }
    }
}

fn file_name(dice: &mut Dice, unit: &Unit, year: i16) -> String {
    let plain = words::without_marks(&unit.name);
    match dice.index(5) {
        0 => format!("{plain}_{year}.xlsx"),
        1 => format!("{}/Bao cao XHHT.xlsx", unit.name),
        2 => format!("BC {} (chính thức) {year}.xlsx", unit.name),
        3 => format!("Book{}.xlsx", dice.range(1, 100_000)),
        _ => format!("{}{year}-final.xlsx", plain.replace(' ', "")),
    }
}

/// The tables by district of the offices of the province.
fn bodies(office: &mut Office<'_>, units: &[Unit], facts: &[Facts]) {
    let offices: [(&str, &str, &[&[&'static str]]); 3] = [
        ("so-ldtbxh", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", &[&["B3", "B4"]]),
        ("so-tttt", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", &[&["B1"]]),
        (
            "so-gddt",
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
            &[&["XMC", "MN5", "TH", "THCS", "D8"], &["B2"]],
        ),
    ];
    for (code, name, tables) in offices {
        let mut sheets = Vec::new();
        let mut notes = String::new();
        for variables in tables {
            let style = office.dice.index(3);
            let writing = Writing::new(office.dice);
            notes.push_str(&format!("style {style} {writing:?} "));
            let subject = office.dice.of(words::heading(variables[0]));
            let titled = matches!(variables[0], "B1" | "B2");
            let heading = if titled {
                format!(
                    "KẾT QUẢ TRANG BỊ {} NĂM {}",
                    if variables[0] == "B1" {
                        "NĂNG LỰC THÔNG TIN"
                    } else {
                        "KỸ NĂNG SỐNG"
                    },
                    office.year
                )
            } else {
                format!("BIỂU SỐ LIỆU NGÀNH NĂM {}", office.year)
            };
            let _ = subject;
            let agency = if office.dice.percent(50) {
                vec!["UBND TỈNH BẮC KẠN".to_owned(), name.to_owned()]
            } else {
                vec![name.to_owned()]
            };
            let mut canvas = Canvas::new(&format!("Bieu {}", sheets.len() + 1));
            let row = title(office, &mut canvas, &agency, &heading);
            let groups = district_groups(office.dice, variables);
            let names: Vec<String> =
                units.iter().map(|unit| words::district(office.dice, unit)).collect();
            let total = office.dice.of(&[
                "Toàn tỉnh",
                "Tổng cộng",
                "Cộng",
                "TỔNG",
                "Tổng toàn tỉnh",
            ]);
            let table = Down {
                groups: &groups,
                facts,
                names: &names,
                place_header: office.dice.of(words::DISTRICTS),
                total,
                style: if groups.len() == 1 { 1 } else { [1, 2, 3][style] },
                writing,
                aligned: false,
            };
            let at = corner(office.dice, row);
            if office.dice.percent(15) {
                layout::across(office.dice, &mut canvas, at, &table);
            } else {
                layout::down(office.dice, &mut canvas, at, &table);
            }
            foot(office.dice, &mut canvas);
            sheets.push(canvas);
            expect_body(office, variables, facts);
        }
        let place = Counts {
            total: office.dice.range(5, 300),
            registered: 0,
            achieved: office.dice.range(1, 5),
        };
        if code != "so-tttt" {
            let mut canvas = Canvas::new("MTS");
            let heading = format!("ỨNG DỤNG CHUYỂN ĐỔI SỐ NĂM {}", office.year);
            let row = title(office, &mut canvas, &[name.to_owned()], &heading);
            let what = office.dice.of(&[
                "Cơ sở giáo dục triển khai quản lý, dạy học trên môi trường số",
                "Số cơ sở giáo dục quản lý, giảng dạy trên môi trường số",
                "Cơ sở GDNN triển khai hoạt động trên môi trường số",
            ]);
            let writing = Writing::new(office.dice);
            layout::line(office.dice, &mut canvas, row, what, "cơ sở", place, writing);
            sheets.push(canvas);
            let line = [Some(place.achieved), Some(place.total), None];
            office.expected.lines.insert(format!("C1/{code}"), line);
        }
        if office.dice.percent(60) {
            sheets.insert(
                office.dice.index(sheets.len() + 1),
                narrative(office, code, name),
            );
        }
        office.expected.styles.insert(code.to_owned(), notes);
        office.desk.file(&format!("inbox/{}/{code}.xlsx", office.year), &save(&sheets));
    }
    for (code, name) in [
        ("mttq", "ỦY BAN MẶT TRẬN TỔ QUỐC TỈNH"),
        ("hlhpn", "HỘI LIÊN HIỆP PHỤ NỮ TỈNH"),
        ("so-y-te", "SỞ Y TẾ"),
    ] {
        let sheet = narrative(office, code, name);
        office.desk.file(&format!("inbox/{}/{name}.xlsx", office.year), &save(&[sheet]));
    }
}

fn district_groups(dice: &mut Dice, variables: &[&'static str]) -> Vec<Group> {
    let mut groups = Vec::new();
    let shared = variables == ["B3", "B4"];
    for variable in variables {
        let words = dice.of(words::heading(variable)).to_owned();
        let item = |kind, words: &str| Item {
            variable,
            kind,
            words: words.to_owned(),
            alone: words.to_owned(),
        };
        let levels = matches!(*variable, "XMC" | "TH" | "THCS");
        if levels || matches!(*variable, "MN5" | "D8") {
            let kind = if levels { Kind::Level } else { Kind::Mark };
            groups
                .push(Group { heading: words.clone(), items: vec![item(kind, &words)] });
            continue;
        }
        let mut items = Vec::new();
        let base: &[&str] = if matches!(*variable, "B1" | "B2") {
            &[
                "Số người trong độ tuổi lao động",
                "Tổng số người trong độ tuổi LĐ",
                "Dân số trong độ tuổi lao động",
                "Số người trong độ tuổi LĐ",
            ]
        } else {
            &[
                "Dân số từ 15 tuổi trở lên",
                "Tổng dân số từ 15 tuổi trở lên",
                "Số người từ 15 tuổi trở lên",
                "Dân số 15+",
            ]
        };
        if !(shared && *variable == "B4") {
            items.push(item(Kind::Total, dice.of(base)));
        }
        let prefix =
            if words.starts_with(char::is_lowercase) { "Số người " } else { "" };
        items.push(item(Kind::Achieved, &format!("{prefix}{words}")));
        if dice.percent(60) {
            items.push(item(Kind::Rate, dice.of(words::RATES)));
        }
        groups.push(Group { heading: words, items });
    }
    if shared {
        // One row of columns: base, trained, of them with a degree.
        let items = groups.drain(..).flat_map(|group| group.items).collect();
        groups.push(Group { heading: "Kết quả".to_owned(), items });
    }
    groups
}

fn expect_body(office: &mut Office<'_>, variables: &[&'static str], facts: &[Facts]) {
    let lines = &mut office.expected.lines;
    for facts in facts {
        for variable in variables {
            let level =
                facts.levels.get(variable).map(String::as_str).unwrap_or_default();
            let reached = |needed: i64| {
                [Some(i64::from(level.parse::<i64>().unwrap() >= needed)), Some(1), None]
            };
            match *variable {
                "XMC" => lines.insert(format!("A2/{}", facts.place), reached(2)),
                "THCS" => lines.insert(format!("A6/{}", facts.place), reached(3)),
                "D8" => lines.insert(format!("D8/{}", facts.place), reached(1)),
                "TH" | "MN5" => None,
                counted => {
                    let counts = facts.counts[counted];
                    let line = [Some(counts.achieved), Some(counts.total), None];
                    lines.insert(format!("{counted}/{}", facts.place), line)
                }
            };
        }
    }
}

/// A report in words with its money.
fn narrative(office: &mut Office<'_>, code: &str, name: &str) -> Canvas {
    let year = office.year;
    let mut canvas = Canvas::new("Bao cao");
    let heading = format!("BÁO CÁO KẾT QUẢ XÂY DỰNG XÃ HỘI HỌC TẬP NĂM {year}");
    let mut row = title(office, &mut canvas, &[name.to_owned()], &heading);
    let dice = &mut *office.dice;
    for (index, text) in
        [dice.of(words::ORDINALS), "Nội dung", dice.of(&["Kết quả thực hiện", "Kết quả"])]
            .into_iter()
            .enumerate()
    {
        canvas.text(row, u16::try_from(index).unwrap(), text);
    }
    for (topic, body) in [
        ("1. Công tác tuyên truyền", "Tổ chức 12 hội nghị với 340 lượt người tham dự."),
        ("2. Phong trào thi đua", "Phát động phong trào tới toàn thể hội viên."),
        ("Khó khăn, vướng mắc", "Kinh phí còn hạn hẹp, cán bộ kiêm nhiệm."),
        (
            "Kiến nghị, đề xuất với UBND tỉnh",
            "Bố trí kinh phí hằng năm cho nhiệm vụ này.",
        ),
    ] {
        row += 1;
        canvas.text(row, 1, topic);
        canvas.text(row, 2, body);
    }
    row += 2;
    let (state, social) = (dice.range(10, 900), dice.range(10, 1900));
    let (unit, scale) =
        [("triệu đồng", 1), ("nghìn đồng", 1000), ("đồng", 1_000_000), ("trđ", 1)]
            [dice.index(4)];
    canvas.text(
        row,
        1,
        &format!(
            "{} ({unit})",
            dice.of(&["Kinh phí thực hiện", "Kinh phí", "KINH PHÍ THỰC HIỆN NĂM"])
        ),
    );
    for (label, money) in [
        (
            dice.of(&[
                "Ngân sách nhà nước",
                "NSNN",
                "Từ ngân sách nhà nước cấp",
                "Ngân sách",
            ]),
            state,
        ),
        (
            dice.of(&[
                "Xã hội hóa",
                "Xã hội hoá",
                "Nguồn xã hội hóa",
                "Huy động xã hội hóa",
            ]),
            social,
        ),
    ] {
        row += 1;
        canvas.text(row, 1, label);
        let money = money * scale;
        let content = if dice.percent(30) && scale == 1 {
            Content::text(money.to_string())
        } else {
            Content::Number(money as f64)
        };
        canvas.put(row, 2, content);
    }
    office.expected.budget.insert(code.to_owned(), [state, social]);
    foot(office.dice, &mut canvas);
    let _ = table::items(&[]);
    canvas
}
