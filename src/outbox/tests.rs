//! Stops a run between any two steps and looks at what is left.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::*;

mod held;

/// A disk on which the step `at` goes wrong half-way.
struct Trial {
    at: usize,
    steps: Cell<usize>,
    /// Nothing is done any more, as when the program is killed; else only the
    /// one step goes wrong, as on a full disk or with a file open elsewhere.
    killed: bool,
    /// As on Windows.
    by_file: bool,
}

impl Trial {
    fn new(at: usize, killed: bool) -> Self {
        Self { at, steps: Cell::new(0), killed, by_file: false }
    }

    fn by_file(at: usize, killed: bool) -> Self {
        Self { by_file: true, ..Self::new(at, killed) }
    }

    fn reached(&self) -> bool {
        self.steps.get() > self.at
    }

    fn step(
        &self,
        whole: impl FnOnce() -> io::Result<()>,
        half: impl FnOnce(),
    ) -> io::Result<()> {
        let step = self.steps.replace(self.steps.get() + 1);
        if step == self.at {
            half();
        }
        if step == self.at || (self.killed && step > self.at) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        whole()
    }
}

impl Disk for Trial {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.step(|| Direct.create_folder(path), || ())
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let half = || Direct.write(path, &bytes[..bytes.len() / 2]).expect("a half");
        self.step(|| Direct.write(path, bytes), half)
    }

    fn settle(&self, path: &Path) -> io::Result<()> {
        self.step(|| Direct.settle(path), || ())
    }

    fn ask(&self, path: &Path) -> io::Result<()> {
        Direct.ask(path)
    }

    fn keeps_folders(&self) -> bool {
        self.by_file
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| Direct.rename(from, to), || ())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        // Of a folder the first entry goes.
        let half = || {
            let entry = fs::read_dir(path).ok().and_then(|mut all| all.next());
            if let Some(Ok(entry)) = entry {
                Direct.remove(&entry.path()).expect("an entry");
            }
        };
        self.step(|| Direct.remove(path), half)
    }
}

fn scratch(name: &str) -> PathBuf {
    let name = format!("xhht-outbox-{}-{name}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a scratch folder");
    folder
}

/// Every file below a folder with its text.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name");
        if entry.path().is_dir() {
            let below = files(&entry.path());
            found.extend(
                below.into_iter().map(|(file, text)| (format!("{name}/{file}"), text)),
            );
        } else {
            let text = opening::read_text(folder, name.as_ref(), opening::most::OUTPUT);
            found.insert(name, text.expect("a text"));
        }
    }
    found.remove(LOCK);
    found
}

/// The outputs of a run, all of them marked with its name.
fn outputs(run: &str) -> [Output; 3] {
    ["a.json", "b.pdf", "c.xlsx"].map(|name| Output::new(name, format!("{run} {name}")))
}

/// Files of the clerk.
const KEPT: [&str; 3] = ["2024/ghi-chu.docx", "2024/phieu/ba-be.pdf", "ghi-chu.txt"];
const NOTE: &str = "của văn thư";

/// What lies in `out` when that run is whole and the clerk's files are there.
fn whole(run: &str) -> BTreeMap<String, String> {
    let kept = KEPT.map(|name| (name.to_owned(), NOTE.to_owned()));
    let made = outputs(run).map(|one| {
        let text = format!("{run} {}", one.name);
        (format!("2024/{}", one.name), text)
    });
    made.into_iter().chain(kept).collect()
}

/// A folder in which a first run ended and the clerk keeps files.
fn after_a_run(name: &str) -> PathBuf {
    let out = scratch(name);
    replace(&out, 2024, &outputs("một")).expect("a first run");
    fs::create_dir_all(out.join("2024/phieu")).expect("a folder of the clerk");
    for name in KEPT {
        Direct.write(&out.join(name), NOTE.as_bytes()).expect("a file of the clerk");
    }
    assert_eq!(files(&out), whole("một"));
    out
}

#[test]
fn outputs_replace_the_former_ones_and_foreign_files_stay() {
    let out = after_a_run("replace");
    replace(&out, 2024, &outputs("hai")).expect("a second run");
    assert_eq!(files(&out), whole("hai"));
}

#[test]
fn a_run_killed_at_any_step_leaves_one_run_whole() {
    let (mut former, mut new) = (0, 0);
    for at in 0.. {
        let out = after_a_run("killed");
        let disk = Trial::new(at, true);
        let done = exchange::exchange(&disk, &out, "2024", &outputs("hai"));
        if !disk.reached() {
            assert!(done.is_ok());
            break;
        }
        // Even before mending, all of one run lies together.
        let together = ["2024", ".2024.xhht-cu"].iter().any(|folder| {
            let there = files(&out.join(folder));
            ["một", "hai"].iter().any(|run| {
                outputs(run).iter().all(|one| {
                    there.get(&one.name).is_some_and(|text| text.as_bytes() == one.bytes)
                })
            })
        });
        assert!(together, "step {at}: {:?}", files(&out));
        mend(&out).expect("the next start mends");
        let found = files(&out);
        former += usize::from(found == whole("một"));
        new += usize::from(found == whole("hai"));
        assert_eq!(former + new, at + 1, "step {at}: {found:?}");
        replace(&out, 2024, &outputs("ba")).expect("a third run");
        assert_eq!(files(&out), whole("ba"), "step {at}");
    }
    assert!(former >= 6 && new >= 3, "{former} and {new}");
}

#[test]
fn mending_may_be_killed_as_well() {
    for by_file in [false, true] {
        killed_twice(by_file);
    }
}

fn killed_twice(by_file: bool) {
    for at in 0.. {
        for again in 0.. {
            let out = after_a_run("killed-twice");
            let disk = Trial { by_file, ..Trial::new(at, true) };
            let _ = exchange::exchange(&disk, &out, "2024", &outputs("hai"));
            if !disk.reached() {
                return;
            }
            let second = Trial::new(again, true);
            let _ = exchange::mend(&second, &out);
            mend(&out).expect("the next start mends");
            let found = files(&out);
            let is_whole = found == whole("một") || found == whole("hai");
            assert!(is_whole, "steps {at} and {again}: {found:?}");
            if !second.reached() {
                break;
            }
        }
    }
}

#[test]
fn a_step_that_fails_is_told_and_leaves_the_former_outputs() {
    let mut told = 0;
    for at in 0.. {
        let out = after_a_run("failing");
        let disk = Trial::new(at, false);
        let done = exchange::exchange(&disk, &out, "2024", &outputs("hai"));
        if !disk.reached() {
            break;
        }
        // Only the former outputs, not to be had away, may still lie about.
        let mut found = files(&out);
        found.retain(|name, _| !name.starts_with('.'));
        let expected = if done.is_err() { whole("một") } else { whole("hai") };
        assert_eq!(found, expected, "step {at}");
        told += usize::from(done.is_err());
        mend(&out).expect("the next start mends");
        assert_eq!(files(&out), expected, "step {at}");
    }
    assert!(told >= 8, "{told}");
}

#[test]
fn a_folder_of_the_year_and_a_single_file_are_mended_too() {
    for at in 0.. {
        let out = after_a_run("folder");
        replace_folder(&out, 2024, "bieu-mau", &outputs("một")).expect("the forms");
        let year = out.join("2024");
        let disk = Trial::new(at, true);
        let _ = exchange::exchange(&disk, &year, "bieu-mau", &outputs("hai"));
        let put = Trial::new(at, true);
        let _ = exchange::put(&put, &year, &Output::new("a.json", "hai a.json"));
        if !disk.reached() {
            break;
        }
        mend(&out).expect("the next start mends");
        let forms = files(&year.join("bieu-mau"));
        let is_whole = ["một", "hai"].iter().any(|run| {
            let made =
                outputs(run).map(|one| (one.name.clone(), format!("{run} {}", one.name)));
            forms == made.into_iter().collect()
        });
        assert!(is_whole, "step {at}: {forms:?}");
        let mut rest = files(&out);
        rest.retain(|name, _| !name.starts_with("2024/bieu-mau/"));
        let mut expected = whole("một");
        // Renamed by the fourth step, the file stands; the fifth only settles it.
        if at > 3 {
            expected.insert("2024/a.json".to_owned(), "hai a.json".to_owned());
        }
        assert_eq!(rest, expected, "step {at}");
    }
}

#[test]
fn a_folder_in_a_folder_is_mended_when_its_year_is_back() {
    let out = after_a_run("nested");
    let kept = out.join("2024/.issued");
    exchange::exchange(&Direct, &kept, "1", &outputs("một")).expect("a folder");
    let whole = files(&out);
    fs::rename(kept.join("1"), kept.join(".1.xhht-cu")).expect("a first rename");
    fs::rename(out.join("2024"), out.join(".2024.xhht-cu")).expect("and of the year");
    mend(&out).expect("the next start mends");
    assert_eq!(files(&out), whole);
}

#[test]
fn what_stands_in_the_way_is_named_and_kept() {
    let out = scratch("in-the-way");
    Direct.write(&out.join("2024"), b"a file").expect("a file in place of the folder");
    let error = replace(&out, 2024, &outputs("một")).expect_err("no folder");
    assert!(error.to_string().contains("kết quả cũ vẫn giữ nguyên"), "{error}");
    let kept = BTreeMap::from([("2024".to_owned(), "a file".to_owned())]);
    assert_eq!(files(&out), kept);

    let out = after_a_run("folder-in-the-way");
    let summary = out.join("2024/summary.json");
    fs::create_dir_all(summary.join("x")).expect("a folder in place of the file");
    put(&out, 2024, &Output::new("summary.json", "1")).expect_err("no file");
    assert_eq!(files(&out), whole("một"));
    assert!(summary.join("x").is_dir());
}

/// A disk on which nothing can be removed: a scanner has everything open.
struct Sticky;

impl Disk for Sticky {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        Direct.create_folder(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        Direct.write(path, bytes)
    }

    fn settle(&self, path: &Path) -> io::Result<()> {
        Direct.settle(path)
    }

    fn ask(&self, path: &Path) -> io::Result<()> {
        Direct.ask(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        Direct.rename(from, to)
    }

    fn remove(&self, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::PermissionDenied.into())
    }
}

#[test]
fn what_cannot_be_removed_stops_nothing_and_gets_into_no_outputs() {
    let out = after_a_run("sticky");
    Direct.create_folder(&out.join(".2024.xhht-moi")).expect("a folder");
    Direct.write(&out.join(".2024.xhht-moi/cu.pdf"), b"x").expect("a file");
    for run in ["hai", "ba", "bốn"] {
        exchange::mend(&Sticky, &out).expect("nothing to be said");
        exchange::exchange(&Sticky, &out, "2024", &outputs(run)).expect("a run");
        let mut found = files(&out);
        found.retain(|name, _| !name.starts_with('.'));
        assert_eq!(found, whole(run));
        assert!(exchange::is_whole(&out));
    }
    assert!(out.join(".2024.xhht-bo-2").is_dir());
    mend(&out).expect("now it can be removed");
    assert_eq!(files(&out), whole("bốn"));
}

#[test]
fn a_disk_without_locks_needs_none() {
    for code in [1, 50] {
        assert!(has_no_locks(&io::Error::from_raw_os_error(code)), "{code}");
    }
    assert!(has_no_locks(&io::ErrorKind::Unsupported.into()));
    assert!(!has_no_locks(&io::ErrorKind::StorageFull.into()));
}

#[test]
fn a_run_that_never_ends_is_waited_for_no_longer_than_is_said() {
    let out = scratch("busy");
    let _held = lock(&out, &out, PATIENCE).expect("the lock");
    let late = lock(&out, &out, Duration::from_millis(100)).expect_err("held");
    assert!(late.to_string().contains("một lần chạy khác"), "{late}");
}

#[test]
fn nothing_is_touched_where_there_is_nothing_to_mend() {
    let out = scratch("nothing").join("out");
    mend(&out).expect("no folder yet");
    assert!(!out.exists());
}

#[test]
fn a_second_run_waits_until_the_first_has_written() {
    let out = after_a_run("lock");
    let held = lock(&out, &out, PATIENCE).expect("the lock");
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            replace(&out, 2024, &outputs("hai")).expect("a second run");
            tell.send(()).expect("the test listens");
        });
        let early = told.recv_timeout(std::time::Duration::from_millis(200));
        assert!(early.is_err());
        assert_eq!(files(&out), whole("một"));
        drop(held);
        told.recv().expect("the run ends");
    });
    assert_eq!(files(&out), whole("hai"));
}
