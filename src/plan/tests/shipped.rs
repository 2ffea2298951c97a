//! What the shipped registers say.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::super::indicator::Source;
use super::super::key::Key;
use super::super::office::{ReportKind, with_year};
use super::super::rule::Rule;
use super::super::share::Share;
use super::super::unit::Unit;
use super::super::{PLAN, Plan, load};
use super::{Project, shipped};

#[test]
fn twenty_indicators_in_four_sections() {
    let plan = shipped();
    let codes: Vec<&str> =
        plan.indicators().iter().map(|indicator| indicator.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2", "B3", "B4", "C1", "C2", "D1",
            "D2", "D3", "D4", "D5", "D6", "D7", "D8"
        ]
    );
    for section in &plan.sections {
        let mut own = plan.indicators().iter();
        assert!(own.any(|one| one.section == section.code), "{}", section.code);
    }
    assert_eq!(plan.task_groups.len(), 6);
    assert_eq!(plan.components.len(), 6);
    let lead = |plan: &Plan| plan.components[4].lead.clone();
    assert_eq!(lead(&plan), "dai-ptth");
    assert_eq!(lead(&plan.of_year(2026)), "bao-ptth");
}

#[test]
fn targets_are_exact_and_follow_the_horizon() {
    let plan = shipped();
    let percent = |code: &str, year: i16| {
        let targets = plan.targets_for(year);
        let (_, target) = targets.into_iter().find(|(one, _)| one.code == code)?;
        target.and_then(|target| target.percent)
    };
    assert_eq!(percent("D8", 2030), Some(Share { numerator: 375, denominator: 1000 }));
    assert_eq!(percent("A2", 2026), Some(Share { numerator: 875, denominator: 1000 }));
    assert_eq!(percent("D1", 2021), Some(Share { numerator: 800, denominator: 1000 }));
    assert_eq!(percent("D1", 2025), percent("D1", 2021));
    assert_eq!(percent("D1", 2026), Some(Share { numerator: 900, denominator: 1000 }));
    assert_eq!(percent("D1", 2031), percent("D1", 2030));
    assert_eq!(percent("A4", 2025), None);
    assert_eq!(
        plan.indicator("A1").and_then(|a1| a1.target(2030, date(2030, 12, 31))),
        None
    );
}

/// Decision 1768/QĐ-UBND, Decision 1373/QĐ-TTg: province 2025, 2030; country 2025, 2030.
#[test]
fn the_numbers_are_those_of_the_decision() {
    let plan = shipped();
    let table = [
        "A1 - - - -",
        "A2 50 87,5 70 90",
        "A3 - - 70 100",
        "A4 - - 50 70",
        "A5 - - 100 -",
        "A6 25 50 20 40",
        "B1 50 60 50 70",
        "B2 50 60 50 70",
        "B3 40 50 50 60",
        "B4 10 15 12 15",
        "C1 60 80 60 80",
        "C2 70 90 70 -",
        "D1 80 90 70 80",
        "D2 80 90 65 75",
        "D3 80 90 65 75",
        "D4 90 95 80 90",
        "D5 80 90 - -",
        "D6 80 95 - -",
        "D7 35 60 40 60",
        "D8 25 37,5 - 50",
    ];
    let end = date(2030, 12, 31);
    let print = |share: Option<Share>| share.map_or("-".to_owned(), |it| it.to_string());
    for (indicator, row) in plan.indicators().iter().zip(table) {
        let own = |year| print(indicator.target(year, end).and_then(|it| it.percent));
        let national =
            |year| print(indicator.national_target(year).map(|target| target.percent));
        let (near, far) = (2025, 2030);
        let shown = format!(
            "{} {} {} {} {}",
            indicator.code,
            own(near),
            own(far),
            national(near),
            national(far)
        );
        assert_eq!(shown, row);
    }
}

#[test]
fn eight_districts_with_108_communes() {
    let plan = shipped();
    let communes = |code: &str| plan.district(code).map_or(0, |it| it.communes.len());
    let codes = [
        "tp-bac-kan",
        "ba-be",
        "bach-thong",
        "cho-don",
        "cho-moi",
        "na-ri",
        "ngan-son",
        "pac-nam",
    ];
    assert_eq!(codes.map(communes), [8, 15, 14, 20, 14, 17, 10, 10]);
    // Vân Tùng is a thị trấn from 10/4/2023 on.
    for (year, kinds) in [(2022, [96, 6, 6]), (2023, [95, 6, 7])] {
        let plan = plan.of_year(year);
        let all = || plan.districts().iter().flat_map(|district| &district.communes);
        assert_eq!(all().count(), 108);
        let of_kind = |kind: &str| all().filter(|commune| commune.kind == kind).count();
        assert_eq!([of_kind("Xã"), of_kind("Phường"), of_kind("Thị trấn")], kinds);
    }
}

/// A checksum (FNV-1a) over the official names: codes, districts, communes, in
/// order, as the list of units in force from 01/02/2020 has them.
#[test]
fn official_names_are_untouched() {
    let plan = shipped();
    let mut names = String::new();
    for district in plan.districts() {
        names += &format!("{}|{}|{}\n", district.code, district.name, district.kind);
        for commune in &district.communes {
            names += &commune.name;
            names.push('\n');
        }
    }
    let hash = names.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    assert_eq!(format!("{hash:016x}"), "ef8635de252e15ef");
}

#[test]
fn twenty_bodies() {
    let plan = shipped();
    let codes: BTreeSet<&str> =
        plan.bodies().iter().map(|body| body.code.as_str()).collect();
    let expected = BTreeSet::from([
        "so-gddt",
        "so-ldtbxh",
        "so-tttt",
        "so-vhttdl",
        "so-tai-chinh",
        "so-y-te",
        "bchqs",
        "cong-an",
        "ldld",
        "ban-dan-toc",
        "ban-tuyen-giao",
        "mttq",
        "hoi-khuyen-hoc",
        "tinh-doan",
        "hlhpn",
        "hoi-ccb",
        "hoi-nong-dan",
        "hoi-nct",
        "hoi-cgc",
        "dai-ptth",
    ]);
    assert_eq!(codes, expected);
    assert_eq!(plan.unit_name("bchqs"), "Bộ Chỉ huy Quân sự tỉnh");
}

#[test]
fn who_owes_a_report_is_asked_with_a_day() {
    let plan = shipped();
    let expected = |year: i16| plan.of_year(year).expected().len();
    // 8 districts and 20 bodies, then 37 communes and 20 bodies.
    assert_eq!([2021, 2024, 2025, 2026, 2030].map(expected), [28, 28, 57, 57, 57]);
    let spring = plan.on(date(2025, 3, 1));
    assert_eq!(spring.expected().len(), 28);
    assert!(spring.unit("so-noi-vu").is_some() && spring.unit("so-ldtbxh").is_none());
    let d8 = |plan: &Plan| plan.indicator("D8").map(|one| one.over);
    assert_eq!(d8(&plan.on(date(2025, 6, 30))), Some(false));
    assert_eq!(d8(&plan.on(date(2025, 7, 1))), Some(true));
    let left = plan.on(date(2025, 6, 30));
    let due: Vec<&str> = left.owes_handover().iter().map(|unit| unit.code()).collect();
    assert_eq!((due.len(), due.last()), (9, Some(&"so-gddt")));
}

/// transition-2025.md A: 108 communes, each whole, into 37; three of them across old
/// district lines.
#[test]
fn thirty_seven_communes_are_formed_from_the_hundred_and_eight() {
    let plan = shipped();
    let after = plan.of_year(2026);
    assert_eq!(after.districts().len(), 37);
    let from = || after.districts().iter().flat_map(|one| &one.formed_from);
    assert_eq!(from().count(), 108);
    let all: BTreeSet<_> = from().collect();
    assert_eq!(all.len(), 108);
    let across = after.districts().iter().filter(|one| {
        let of: BTreeSet<&str> =
            one.formed_from.iter().map(|from| from.district.as_str()).collect();
        of.len() > 1
    });
    let names: Vec<&str> = across.map(|one| one.code.as_str()).collect();
    assert_eq!(names, ["xa-phong-quang", "xa-dong-phuc", "xa-bach-thong"]);
    let outside: usize = after.outside.iter().map(|one| one.names.len()).sum();
    assert_eq!(outside, 92 - 37);
}

#[test]
fn van_tung_is_called_by_the_day() {
    let plan = shipped();
    let called = |day| {
        let plan = plan.on(day);
        let ngan_son = plan.district("ngan-son").expect("a district");
        ngan_son.commune("Xã Vân Tùng").map(|one| one.called.clone())
    };
    assert_eq!(called(date(2023, 4, 9)).as_deref(), Some("Xã Vân Tùng"));
    assert_eq!(called(date(2023, 4, 10)).as_deref(), Some("Thị trấn Vân Tùng"));
}

#[test]
fn names_are_spelt_out_with_what_goes_around_them() {
    let plan = shipped();
    let known = |code: &str, text: &str| {
        let unit = plan.unit(code).expect("a unit");
        let (aliases, wrong) = match unit {
            Unit::District(district) => (&district.aliases, &district.misspellings),
            Unit::Body(body) => (&body.aliases, &body.misspellings),
        };
        let typed = Key::of(text);
        let named = |list: &[String]| list.iter().any(|name| typed.names(&Key::of(name)));
        if named(aliases) {
            "right"
        } else if named(wrong) {
            "wrong"
        } else {
            "unknown"
        }
    };
    assert_eq!(known("ba-be", "UBND HUYỆN BA BỂ"), "right");
    assert_eq!(known("ba-be", "H. Ba Be"), "right");
    assert_eq!(known("pac-nam", "PacNam"), "right");
    assert_eq!(known("na-ri", "UBND HUYỆN NA RỲ"), "wrong");
    assert_eq!(known("na-ri", "narì"), "right");
    assert_eq!(known("tp-bac-kan", "UBND THÀNH PHỐ BẮC KẠN"), "right");
    assert_eq!(known("tp-bac-kan", "TP. Bắc Cạn"), "wrong");
    assert_eq!(known("tp-bac-kan", "Bắc Kạn"), "unknown");
    assert_eq!(known("tp-bac-kan", "Ủy ban nhân dân Bắc Kạn"), "unknown");
    assert_eq!(known("cong-an", "CÔNG AN TỈNH BẮC KẠN"), "right");
    assert_eq!(known("cong-an", "CAT"), "right");
    assert_eq!(known("tinh-doan", "TinhDoan"), "right");
    assert_eq!(known("so-ldtbxh", "Sở LĐ-TB&XH tỉnh Bắc Kạn"), "right");
    assert_eq!(known("mttq", "MTTQ tỉnh"), "right");
}

#[test]
fn titles_are_provisional_until_they_are_final() {
    let plan = shipped();
    let provisional = |code: &str, day| {
        plan.indicator(code).expect("an indicator").is_provisional(2024, day)
    };
    assert!(provisional("D1", date(2024, 12, 15)));
    assert!(!provisional("D1", date(2024, 12, 31)));
    assert!(provisional("D6", date(2025, 2, 14)));
    assert!(!provisional("D6", date(2025, 2, 15)));
    assert!(provisional("D5", date(2025, 3, 30)));
    assert!(!provisional("D8", date(2025, 5, 31)));
    assert!(!provisional("A2", date(2024, 12, 15)));
}

#[test]
fn a_new_scale_has_no_crosswalk_until_the_office_gives_one() {
    let plan = shipped();
    let d5 = plan.indicator("D5").expect("D5 is an indicator");
    assert_eq!(d5.rule, Rule::Scale);
    assert_eq!(d5.achieved_levels(2023), Some(&["Tốt".to_owned(), "Khá".to_owned()][..]));
    assert_eq!(d5.achieved_levels(2024), None);
    assert_eq!(d5.scale(2030).map(|scale| scale.none.as_str()), Some("Chưa đạt"));

    let empty = "basis = \"\"\nachieved = []";
    let filled =
        "basis = \"Công văn số 1/BGDĐT\"\nachieved = [\"Mức độ 1\", \"Mức độ 2\"]";
    assert!(PLAN.contains(empty));
    let project = Project::with("plan", &PLAN.replace(empty, filled));
    let plan = load(&project.0).expect("the crosswalk is complete");
    let d5 = plan.indicator("D5").expect("D5 is an indicator");
    assert_eq!(d5.achieved_levels(2024).map(<[String]>::len), Some(2));
    assert_eq!(d5.achieved_levels(2023).map(<[String]>::len), Some(2));
}

#[test]
fn the_parts_of_a_sum_are_its_sources() {
    let plan = shipped();
    let c1 = plan.indicator("C1").expect("C1 is an indicator");
    assert_eq!(c1.source, Source::Bodies(c1.parts.clone()));
    let owed = |code: &str| -> Vec<&str> {
        plan.owed_by(code).iter().map(|indicator| indicator.code.as_str()).collect()
    };
    assert_eq!(owed("so-ldtbxh"), ["B3", "B4", "C1"]);
    assert_eq!(owed("ba-be"), ["C2", "D1", "D2", "D3", "D4", "D5", "D7"]);
    assert_eq!(owed("so-y-te"), [""; 0]);
}

#[test]
fn the_deadline_is_15_december() {
    let office = shipped().office;
    assert_eq!(office.deadline(2024), date(2024, 12, 15));
    let opening = office.opening(ReportKind::Annual);
    assert!(with_year(&opening.closing, 2024).ends_with("năm 2024"));
}
