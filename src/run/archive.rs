//! The archive of issued reports, `out/<year>/.issued/<number>` from 1 without a gap,
//! and whether it can be trusted.
//!
//! Each report lies there whole with its record. Before anything is taken from it the
//! whole archive is held against itself: every file against the SHA-256 in its record,
//! every record against the SHA-256 in the one after it ([`Link`]). What this cannot
//! prove is said in the clerk's guide: who rewrites all records from one on to the last
//! leaves no trace here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{Config, record};
use crate::finding::{Finding, Severity, listed, trouble};
use crate::inbox;
use crate::manifest::{self, Fate, Inputs, Link, Manifest};
use crate::outbox::{self, OutboxError, Output};
use crate::place::{ISSUED, Place};
use guard::opening::{self, most};

/// No office issues a report of one year more often: a larger number is a slip.
const MOST: u32 = 9_999;
/// No folder of the archive holds more: what lies beyond is not even named.
const ENTRIES: usize = 1_000;
/// Faults named in a sentence; `xhht verify` tells all of them.
const NAMED: usize = 3;
/// Files that figures are taken from; of the others the digest is enough.
const DATA: [&str; 2] = ["json", "csv"];

/// Why nothing can be taken from the archive, or put into it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ArchiveError {
    #[error(
        "Kho lưu bản đã ban hành {folder} không còn nguyên vẹn nên không dùng được: {faults}. Chép lại \
         thư mục {ISSUED} từ bản sao lưu rồi chạy lại; “xhht verify {year}” liệt kê từng chỗ sai. \
         Không còn bản sao lưu thì chuyển thư mục đó đi nơi khác, đừng xóa: lần ban hành sau \
         sẽ là bản 1."
    )]
    Broken { folder: String, faults: String, year: i16 },
    #[error("Năm {0} đã có quá nhiều bản được ghi nhận là đã ban hành ({MOST}).")]
    Full(i16),
    #[error(
        "Báo cáo đã lập xong nhưng CHƯA lưu được thành bản đã ban hành {folder}/{number}: {}. \
         Khắc phục rồi chạy lại với --issue.",
        source.why()
    )]
    NotKept { folder: String, number: u32, source: OutboxError },
}

/// All reports issued of a year, as they lie there.
#[derive(Debug, Default)]
pub(crate) struct Archive {
    year: i16,
    /// How many there are.
    pub(crate) issued: u32,
    last: Option<Issued>,
    /// What is not as it was issued, a line each; empty if all is.
    pub(crate) faults: Vec<String>,
}

/// The last report issued.
#[derive(Debug)]
pub(super) struct Issued {
    pub(super) number: u32,
    /// Of its record.
    pub(super) digest: String,
    pub(super) record: Manifest,
    /// Its data, by name.
    files: BTreeMap<String, Vec<u8>>,
}

impl Issued {
    pub(super) fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }
}

fn folder(config: &Config) -> PathBuf {
    config.out_of_year().join(ISSUED)
}

/// Where it lies, as it is printed: equal for every folder of a project.
fn shown(year: i16) -> String {
    format!("out/{year}/{ISSUED}")
}

/// Reads the archive of the year and holds it against itself.
pub(super) fn open(config: &Config) -> Archive {
    let mut archive = Archive { year: config.year, ..Archive::default() };
    let folder = folder(config);
    match fs::symlink_metadata(&folder) {
        Ok(what) if what.is_dir() => archive.read(&folder),
        Ok(what) if what.is_symlink() => archive
            .faults
            .push(format!("{ISSUED} là lối tắt (symbolic link) đến nơi khác")),
        Ok(_) => archive.faults.push("đây không phải là thư mục".to_owned()),
        Err(error)
            if [ErrorKind::NotFound, ErrorKind::NotADirectory]
                .contains(&error.kind()) => {}
        Err(error) => archive.faults.push(trouble(&error)),
    }
    archive
}

/// Keeps the outputs of a run as issued, sealed into the chain.
pub(super) fn keep(
    config: &Config,
    link: &Link,
    outputs: &[Output],
) -> Result<(), ArchiveError> {
    let number = link.number;
    let kept =
        outbox::keep_new(&config.out(), &folder(config), &number.to_string(), outputs);
    kept.map(drop).map_err(|source| ArchiveError::NotKept {
        folder: shown(config.year),
        number,
        source,
    })
}

impl Archive {
    /// The last report issued, if there is any; an error if the archive is not as it
    /// was issued.
    pub(super) fn last(&self) -> Result<Option<&Issued>, ArchiveError> {
        if self.faults.is_empty() {
            return Ok(self.last.as_ref());
        }
        Err(ArchiveError::Broken {
            folder: shown(self.year),
            faults: listed(&self.faults, NAMED, "chỗ"),
            year: self.year,
        })
    }

    /// The place of the next report in the chain.
    pub(super) fn next(&self) -> Result<Link, ArchiveError> {
        let last = self.last()?;
        let number = last.map_or(0, |last| last.number).checked_add(1);
        let number = number.filter(|number| *number <= MOST);
        Ok(Link {
            number: number.ok_or(ArchiveError::Full(self.year))?,
            previous: last.map(|last| last.digest.clone()),
        })
    }

    /// Whether the report that a record of the year speaks of is still there: records
    /// of runs since then name it.
    pub(super) fn must_hold(&mut self, inputs: &Inputs, issue: Option<&Link>) {
        let named = issue.map_or(inputs.issued, |link| link.number);
        if self.issued < named && self.faults.is_empty() {
            self.faults.push(format!(
                "đã ban hành đến bản {named} theo {}, nay chỉ còn {} bản",
                manifest::FILE,
                self.issued
            ));
        }
        let last = self.last.as_ref().filter(|last| last.number == inputs.issued);
        if last.is_some_and(|last| {
            !inputs.issued_sha256.is_empty() && inputs.issued_sha256 != last.digest
        }) {
            self.faults.push(format!(
                "bản {}: {} đã khác so với lúc lập báo cáo đang có trong out",
                inputs.issued,
                manifest::FILE
            ));
        }
    }

    /// Says in the report itself that nothing could be held against what was issued:
    /// it stays a draft until the archive is back or the clerk gives a reason.
    pub(super) fn finding(&self) -> Option<Finding> {
        if self.faults.is_empty() {
            return None;
        }
        let folder = shown(self.year);
        Some(Finding::new(
            Severity::Error,
            "L11",
            Place::file(ISSUED),
            format!(
                "Kho lưu bản đã ban hành {folder} không còn nguyên vẹn ({}), nên số liệu khác \
                 bản đã ban hành không có dấu (r).",
                listed(&self.faults, NAMED, "chỗ")
            ),
            format!(
                "Chép lại thư mục {ISSUED} từ bản sao lưu rồi chạy lại; “xhht verify {}” liệt \
                 kê từng chỗ sai.",
                self.year
            ),
        ))
    }

    fn read(&mut self, folder: &Path) {
        let mut numbers = BTreeSet::new();
        for name in self.names(folder, "") {
            match number(&name).filter(|_| is_folder(&folder.join(&name))) {
                Some(number) => drop(numbers.insert(number)),
                None => self.faults.push(format!(
                    "“{name}” không phải thư mục của một bản đã ban hành (1, 2, 3…)"
                )),
            }
        }
        let mut wanted = 1;
        for number in numbers {
            if wanted < number {
                let gap = match number - 1 {
                    last if last == wanted => format!("thiếu bản {wanted}"),
                    last => format!("thiếu bản {wanted} đến {last}"),
                };
                self.faults.push(gap);
            }
            self.read_one(folder, number);
            wanted = number + 1;
        }
    }

    /// Entries of a folder by name, without what file managers drop.
    fn names(&mut self, folder: &Path, of: &str) -> Vec<String> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.faults.push(format!("{of}{}", trouble(&error)));
                return Vec::new();
            }
        };
        let entries = entries.take(ENTRIES + 1).filter_map(Result::ok);
        let mut names: Vec<String> =
            entries.map(|entry| inbox::name_of(Path::new(&entry.file_name()))).collect();
        if names.len() > ENTRIES {
            self.faults.push(format!("{of}có quá nhiều tệp (hơn {ENTRIES})"));
            return Vec::new();
        }
        names.retain(|name| !spreadsheet::is_dropping(Path::new(name)));
        names.sort();
        names
    }

    /// One report: its record against the one before, its files against the record.
    fn read_one(&mut self, archive: &Path, number: u32) {
        let of = format!("bản {number}: ");
        let read = |name: &str| {
            let below = Path::new(&number.to_string()).join(name);
            opening::read(archive, &below, most::OUTPUT)
        };
        let before = self.last.take();
        let mut names = self.names(&archive.join(number.to_string()), &of);
        let read_record = read(manifest::FILE).map_err(not_read).and_then(|bytes| {
            let record: Result<Manifest, _> = serde_json::from_slice(&bytes);
            let record = record.map_err(|error| not_read(record::not_json(&error)))?;
            Ok((bytes, record))
        });
        let (bytes, record) = match read_record {
            Ok(read) => read,
            Err(why) => {
                let is_there = names.iter().any(|name| name == manifest::FILE);
                let fate = if is_there { &*why } else { "không còn" };
                self.faults.push(format!("{of}{} {fate}", manifest::FILE));
                return;
            }
        };
        self.faults.extend(broken_link(number, &record, before.as_ref()));
        let mut files = BTreeMap::new();
        for item in &record.outputs {
            let fate = match read(&item.path) {
                _ if !names.contains(&item.path) => Fate::Removed.to_string(),
                Ok(bytes) if manifest::digest(&bytes) == item.sha256 => {
                    if is_data(&item.path) {
                        files.insert(item.path.clone(), bytes);
                    }
                    continue;
                }
                Ok(_) => Fate::Changed.to_string(),
                Err(refused) => not_read(refused),
            };
            self.faults.push(format!("{of}{} {fate}", item.path));
        }
        names.retain(|name| {
            *name != manifest::FILE && record.outputs.iter().all(|one| one.path != *name)
        });
        self.faults
            .extend(names.iter().map(|name| format!("{of}{name} {}", Fate::Added)));
        self.issued += 1;
        self.last =
            Some(Issued { number, digest: manifest::digest(&bytes), record, files });
    }
}

/// What became of a file that is there.
fn not_read(why: impl Display) -> String {
    format!("không đọc được ({why})")
}

/// Why a record does not follow the one before. Records of older versions name no
/// place: they are taken for the beginning of a chain.
fn broken_link(
    number: u32,
    record: &Manifest,
    before: Option<&Issued>,
) -> Option<String> {
    let of = format!("bản {number}: {}", manifest::FILE);
    let Some(link) = &record.issue else {
        let is_linked = before.is_some_and(|before| before.record.issue.is_some());
        return is_linked.then(|| format!("{of} không ghi bản trước"));
    };
    if link.number != number {
        return Some(format!("{of} là của bản {}", link.number));
    }
    // A gap is told by itself.
    let is_next = number == before.map_or(0, |before| before.number) + 1;
    let previous = before.map(|before| &before.digest);
    (is_next && link.previous.as_ref() != previous).then(|| match previous {
        Some(_) => format!(
            "bản {}: {} đã khác so với lúc ban hành bản {number}",
            number - 1,
            manifest::FILE
        ),
        None => format!("{of} ghi có bản trước, nhưng bản trước không còn"),
    })
}

/// `7`, not `07` and not `+7`.
fn number(name: &str) -> Option<u32> {
    let number = name.parse().ok().filter(|number| (1..=MOST).contains(number))?;
    (number.to_string() == name).then_some(number)
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|what| what.is_dir())
}

fn is_data(name: &str) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|ending| DATA.iter().any(|data| ending == *data))
}
