//! Kills `report` at many moments: the outputs of one run are whole at the next
//! start of the program, and what the clerk put there is untouched.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::desk::{Desk, repository};

/// What the clerk keeps among the outputs and in the inbox.
const NOTE: &str = "out/2024/ghi-chu.docx";
const EDITED: &str = "inbox/2024/bien-tap.xlsx";
const WORDS: &[u8] = "của văn thư".as_bytes();

/// The file by which the two inboxes of the test differ.
const REPORT: &str = "inbox/2024/H. Ba Be_bao cao XHHT nam 2024.xlsx";

/// The new outputs before they are in their place, and the former ones after.
const STAGED: &str = ".2024.xhht-moi";
const FORMER: &str = ".2024.xhht-cu";

type Files = BTreeMap<String, Vec<u8>>;

/// Everything below a folder, with its bytes.
fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            let below = files(&entry.path()).into_iter();
            found.extend(below.map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found
}

/// The outputs of `report`: neither the clerk's file nor folders of other commands.
fn outputs(desk: &Desk) -> Files {
    let mut found = files(&desk.path("out/2024"));
    // The list of sending is the clerk's; the record does not have it.
    let own = ["ghi-chu.docx", "theo-doi.xlsx"];
    found.retain(|name, _| !own.contains(&name.as_str()) && !name.contains('/'));
    found
}

/// Every output has the digest that the record beside it gives.
#[track_caller]
fn of_one_run(outputs: &Files) {
    let record: Value = serde_json::from_slice(&outputs["manifest.json"]).unwrap();
    let made = record["outputs"].as_array().unwrap();
    assert_eq!(made.len() + 1, outputs.len());
    for item in made {
        let bytes = &outputs[item["path"].as_str().unwrap()];
        let digest: String =
            Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(item["sha256"], digest, "{item}");
    }
}

fn begin(desk: &Desk) -> Child {
    let mut command = desk.command();
    command.args(["report", "2024"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// When to kill.
enum Moment {
    /// After a share of the time a run takes, in hundredths.
    Hundredths(u32),
    /// So many microseconds after this appears in `out`: where the renames are.
    After(&'static str, u64),
}

/// Waits for the moment; false if the run ended before.
fn comes(moment: &Moment, desk: &Desk, child: &mut Child, usual: Duration) -> bool {
    match moment {
        Moment::Hundredths(share) => std::thread::sleep(usual * *share / 100),
        Moment::After(sign, delay) => {
            let sign = desk.path(&format!("out/{sign}"));
            while !sign.exists() {
                if child.try_wait().unwrap().is_some() {
                    return false;
                }
                std::hint::spin_loop();
            }
            // A sleep is too coarse for so short a while.
            let seen = Instant::now();
            while seen.elapsed() < Duration::from_micros(*delay) {
                std::hint::spin_loop();
            }
        }
    }
    child.try_wait().unwrap().is_none()
}

/// An inbox of three offices, a whole run of it and one of two offices.
fn two_runs() -> (Desk, [Files; 2], Vec<u8>, Duration) {
    let desk = Desk::empty();
    for name in ["So LDTBXH 2024.xlsx", "Hoi CCB 2024.xlsx"] {
        let sample = fs::read(repository().join("inbox/2024").join(name)).unwrap();
        desk.file(&format!("inbox/2024/{name}"), &sample);
    }
    desk.file(EDITED, WORDS);
    assert_eq!(desk.run(["report", "2024"]).code, 1);
    let without = outputs(&desk);
    let report = fs::read(repository().join(REPORT)).unwrap();
    desk.file(REPORT, &report);
    let started = Instant::now();
    assert_eq!(desk.run(["report", "2024"]).code, 1);
    let usual = started.elapsed();
    let with = outputs(&desk);
    of_one_run(&without);
    of_one_run(&with);
    assert_ne!(without["summary.json"], with["summary.json"]);
    desk.file(NOTE, WORDS);
    (desk, [without, with], report, usual)
}

#[test]
fn a_run_killed_at_any_moment_leaves_the_outputs_of_one_run() {
    let (desk, [without, with], report, usual) = two_runs();
    let spread = [0, 25, 50, 75, 95].map(Moment::Hundredths);
    let written = [0, 200, 800, 2400, 4800].map(|delay| Moment::After(STAGED, delay));
    let renamed = [0, 0, 50, 200].map(|delay| Moment::After(FORMER, delay));
    let moments = spread.into_iter().chain(written).chain(renamed);
    let mut killed = 0;
    for (round, moment) in moments.enumerate() {
        // The inbox is never the one that the present outputs were made from.
        let present = outputs(&desk);
        if present == with {
            let _ = fs::remove_file(desk.path(REPORT));
        } else {
            desk.file(REPORT, &report);
        }
        let inbox = files(&desk.path("inbox"));
        let mut child = begin(&desk);
        killed += usize::from(comes(&moment, &desk, &mut child, usual));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(files(&desk.path("inbox")), inbox, "round {round}");
        // The cheapest command that looks at a project.
        desk.run(["verify", "2024"]);
        let found = outputs(&desk);
        of_one_run(&found);
        assert!(found == without || found == with, "round {round}");
        assert_eq!(desk.bytes(NOTE), WORDS, "round {round}");
        let left: Vec<String> = files(&desk.path("out")).into_keys().collect();
        let strange = left.iter().find(|name| !name.starts_with("2024/"));
        assert!(strange.is_none_or(|name| name == ".khoa"), "{left:?}");
    }
    // Early ones surely; a busy machine may miss the few moments at the end.
    assert!(killed >= 3, "only {killed} runs were killed before their end");
}

#[test]
fn a_run_that_was_killed_between_the_renames_is_mended_by_any_command() {
    let (desk, [_, with], _, _) = two_runs();
    let [renamed, staged] =
        [FORMER, STAGED].map(|name| desk.path(&format!("out/{name}")));
    for command in [&["verify", "2024"][..], &["trace", "B3"], &["check"]] {
        fs::rename(desk.path("out/2024"), &renamed).unwrap();
        desk.file(&format!("out/{STAGED}/bao-cao-bo.pdf"), b"%PDF half");
        desk.command().args(command).output().unwrap();
        assert_eq!(outputs(&desk), with, "{command:?}");
        assert_eq!(desk.bytes(NOTE), WORDS);
        assert!(!renamed.exists() && !staged.exists(), "{command:?}");
    }
}

#[test]
fn outputs_that_cannot_be_written_are_told_and_the_former_ones_stay() {
    let (desk, [_, with], _, _) = two_runs();
    fs::remove_file(desk.path(REPORT)).unwrap();
    // What cannot be opened for writing, on any system and for any user.
    fs::remove_file(desk.path("out/.khoa")).unwrap();
    fs::create_dir(desk.path("out/.khoa")).unwrap();
    let ended = desk.run(["report", "2024"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.starts_with("Không ghi được kết quả vào "), "{}", ended.stderr);
    assert!(ended.stderr.contains("kết quả cũ vẫn giữ nguyên"), "{}", ended.stderr);
    assert_eq!(outputs(&desk), with);
    assert_eq!(desk.bytes(NOTE), WORDS);
    fs::remove_dir(desk.path("out/.khoa")).unwrap();

    // A folder where a file is to be; `check` writes this one alone.
    fs::remove_file(desk.path("out/2024/summary.json")).unwrap();
    fs::create_dir(desk.path("out/2024/summary.json")).unwrap();
    let ended = desk.run(["check", "2024"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("summary.json"), "{}", ended.stderr);
    let mut rest = with;
    rest.remove("summary.json");
    assert_eq!(outputs(&desk), rest);
}
