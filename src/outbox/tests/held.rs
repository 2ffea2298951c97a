//! Outputs are replaced while something is open, as on Windows: file by file, and
//! all of them or none.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::*;

/// A disk on which programs have files open: neither they nor a folder above them can
/// be moved.
#[derive(Default)]
struct Windows {
    open: RefCell<BTreeSet<PathBuf>>,
    /// What is opened by somebody once the outputs were asked for.
    late: RefCell<BTreeSet<PathBuf>>,
    /// Whether the folder is left where it is from the first.
    keeps: bool,
}

impl Windows {
    fn with(open: &[&Path]) -> Self {
        let open = open.iter().map(|path| path.to_path_buf()).collect();
        Self { open: RefCell::new(open), ..Self::default() }
    }

    fn refuses(&self, path: &Path) -> bool {
        self.open.borrow().iter().any(|open| open.starts_with(path))
    }

    fn moving<T>(
        &self,
        path: &Path,
        then: impl FnOnce() -> io::Result<T>,
    ) -> io::Result<T> {
        if self.refuses(path) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        then()
    }
}

impl Disk for Windows {
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
        let asked = self.moving(path, || Ok(()));
        self.open.borrow_mut().append(&mut self.late.borrow_mut());
        asked
    }

    fn keeps_folders(&self) -> bool {
        self.keeps
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.moving(from, || self.moving(to, || Direct.rename(from, to)))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.moving(path, || Direct.remove(path))
    }
}

#[test]
fn a_note_open_among_the_outputs_is_no_hindrance() {
    let out = after_a_run("note-open");
    let note = out.join("2024/ghi-chu.docx");
    let disk = Windows::with(&[&note]);
    exchange::exchange(&disk, &out, "2024", &outputs("hai")).expect("a run");
    assert_eq!(files(&out), whole("hai"));
}

#[test]
fn what_is_open_is_named_before_anything_changes() {
    let out = after_a_run("output-open");
    let [pdf, book] = ["b.pdf", "c.xlsx"].map(|name| out.join("2024").join(name));
    Direct.write(&out.join("2024/~$c.xlsx"), b"").expect("the sign of Excel");
    let disk = Windows::with(&[&pdf, &book]);
    let told = exchange::exchange(&disk, &out, "2024", &outputs("hai"))
        .map_err(|error| unwritten(&out.join("2024"), error))
        .expect_err("two files are open")
        .to_string();
    let expected = "tệp b.pdf, c.xlsx (mở trong Excel hoặc Word) đang được mở trong chương trình \
                    khác. Đóng tệp đó rồi chạy lại; kết quả cũ vẫn giữ nguyên.";
    assert!(told.ends_with(expected), "{told}");
    fs::remove_file(out.join("2024/~$c.xlsx")).expect("Excel closes");
    assert_eq!(files(&out), whole("một"));
    // Closed, the same run succeeds.
    let disk = Windows { keeps: true, ..Windows::default() };
    exchange::exchange(&disk, &out, "2024", &outputs("hai")).expect("a run");
    assert_eq!(files(&out), whole("hai"));
}

#[test]
fn what_is_opened_meanwhile_brings_the_former_outputs_back() {
    let out = after_a_run("opened-late");
    let book = out.join("2024/c.xlsx");
    let disk = Windows { keeps: true, ..Windows::default() };
    disk.late.borrow_mut().insert(book);
    let failed = exchange::exchange(&disk, &out, "2024", &outputs("hai"));
    let told = failed.expect_err("open").to_string();
    assert!(told.starts_with("tệp c.xlsx đang được mở"), "{told}");
    assert_eq!(files(&out), whole("một"));
    assert!(exchange::is_whole(&out));
}

#[test]
fn outputs_half_replaced_are_told_until_they_can_be_mended() {
    let out = after_a_run("half");
    // Killed when two of three are replaced; then both the third, and one of those
    // that would have to go back, are open.
    let mut at = 0;
    let half = loop {
        let out = after_a_run("half");
        let _ =
            exchange::exchange(&Trial::by_file(at, true), &out, "2024", &outputs("hai"));
        let found = files(&out.join("2024"));
        let starts =
            |name: &str, run| found.get(name).is_some_and(|text| text.starts_with(run));
        if starts("b.pdf", "hai") && starts("c.xlsx", "một") {
            break out;
        }
        at += 1;
    };
    assert_eq!(half, out);
    assert!(!exchange::is_whole(&out));
    let [pdf, book] = ["b.pdf", "c.xlsx"].map(|name| out.join("2024").join(name));
    let both = Windows::with(&[&pdf, &book]);
    let told = exchange::mend(&both, &out).expect_err("neither way").to_string();
    assert!(told.starts_with("tệp c.xlsx đang được mở"), "{told}");
    assert!(!exchange::is_whole(&out));
    // With the other file alone open the new ones come, with that one the former.
    exchange::mend(&Windows::with(&[&book]), &out).expect("back");
    assert_eq!(files(&out.join("2024")), files(&after(&out, "một")));
    assert!(exchange::is_whole(&out));
    mend(&out).expect("nothing is left to do");
    assert_eq!(files(&out), whole("một"));
}

/// The year's folder, if the files in it are those of a run.
fn after(out: &Path, run: &str) -> PathBuf {
    let year = out.join("2024");
    for one in outputs(run) {
        assert_eq!(files(&year)[&one.name].as_bytes(), one.bytes);
    }
    year
}

#[test]
fn killed_between_any_two_files_one_run_is_whole_after_mending() {
    let (mut former, mut new) = (0, 0);
    for at in 0.. {
        let out = after_a_run("killed-by-file");
        // One of the outputs is new, and one of the former is made no more.
        let made = ["a.json", "c.xlsx", "d.csv"];
        let made = made.map(|name| Output::new(name, format!("hai {name}")));
        let disk = Trial::by_file(at, true);
        let done = exchange::exchange(&disk, &out, "2024", &made);
        mend(&out).expect("the next start mends");
        let mut second = whole("một");
        second.extend(made.iter().map(|one| {
            let text = String::from_utf8(one.bytes.clone()).expect("a text");
            (format!("2024/{}", one.name), text)
        }));
        let found = files(&out);
        if !disk.reached() {
            assert!(done.is_ok());
            assert_eq!(found, second);
            break;
        }
        former += usize::from(found == whole("một"));
        new += usize::from(found == second);
        assert_eq!(former + new, at + 1, "step {at}: {found:?}");
    }
    assert!(former >= 5 && new >= 5, "{former} and {new}");
}

#[test]
fn a_step_that_fails_between_two_files_leaves_the_former_outputs() {
    for at in 0.. {
        let out = after_a_run("failing-by-file");
        let disk = Trial::by_file(at, false);
        let done = exchange::exchange(&disk, &out, "2024", &outputs("hai"));
        if !disk.reached() {
            break;
        }
        let mut found = files(&out);
        found.retain(|name, _| !name.starts_with('.'));
        let expected = if done.is_err() { whole("một") } else { whole("hai") };
        assert_eq!(found, expected, "step {at}");
        mend(&out).expect("the next start mends");
        assert_eq!(files(&out), expected, "step {at}");
    }
}

#[test]
fn what_passes_is_tried_again_and_what_stays_is_told() {
    let tries = Cell::new(0);
    let step = || {
        tries.set(tries.get() + 1);
        match tries.get() {
            1 | 2 => Err(io::Error::from_raw_os_error(32)),
            _ => Ok(tries.get()),
        }
    };
    let passes = |error: &io::Error| error.raw_os_error() == Some(32);
    let pauses = [Duration::from_millis(1); 3];
    assert_eq!(disk::patiently(&pauses, passes, step).expect("the third"), 3);
    tries.set(0);
    assert!(disk::patiently(&pauses[..1], passes, step).is_err());
    assert_eq!(tries.get(), 2);
    tries.set(0);
    assert!(disk::patiently(&pauses, |_| false, step).is_err());
    assert_eq!(tries.get(), 1);
}
