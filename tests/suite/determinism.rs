//! Same inbox, same bytes.

use crate::desk::Desk;

const OUTPUTS: [&str; 9] = [
    "bao-cao-bo.pdf",
    "bao-cao-tinh.pdf",
    "tom-tat.pdf",
    "so-lieu.xlsx",
    "report.json",
    "report-tinh.json",
    "nguon-so-lieu.csv",
    "summary.json",
    "metadata.json",
];

#[test]
fn two_runs_give_identical_bytes() {
    let (one, other) = (Desk::of_year(2024), Desk::of_year(2024));
    for desk in [&one, &other] {
        let ended = desk.run(["report", "2024"]);
        assert_eq!(ended.code, 1, "{}", ended.stderr);
    }
    for name in OUTPUTS {
        let name = format!("out/2024/{name}");
        assert!(one.bytes(&name) == other.bytes(&name), "{name} differs");
    }
}

#[test]
fn the_inbox_is_never_written_to() {
    let desk = Desk::of_year(2023);
    let before = listing(&desk);
    desk.run(["report", "2023"]);
    assert_eq!(listing(&desk), before);
}

fn listing(desk: &Desk) -> Vec<(String, u64)> {
    let folder = desk.path("inbox/2023");
    let mut entries: Vec<(String, u64)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, entry.metadata().unwrap().len())
        })
        .collect();
    entries.sort();
    entries
}
