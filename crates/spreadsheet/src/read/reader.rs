//! Reads workbooks in child processes ([`aside`]), so that no file can take the
//! run down.
//!
//! A child gets paths, opens the files itself and answers with what it read. It
//! may use [`limits::CHILD_BYTES`] of memory, and when it dies or is late the
//! parent ends it, blames the file it was at and starts another for the rest.
//! That no child can be had is the trouble of the run and of no file.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Unreadable, Workbook, attachment, guarded, limits, read};
use guard::aside::{self, Answered, Brief, Duty, Lanes, Lost, NotStarted};
use guard::opening;

/// What makes this binary a reader.
pub const DUTY: Duty = Duty {
    argument: "--read-workbooks",
    memory: limits::CHILD_BYTES,
    request: 1 << 20,
    answer: limits::ANSWER_BYTES,
    alone: limits::CHILD_SECONDS,
};

/// How long a child may be at one file.
const WITHIN: Duration = Duration::from_secs(limits::FILE_SECONDS);

type Outcome = Result<Workbook, Unreadable>;

/// One workbook read, and which bytes it was read from.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reading {
    /// SHA-256 of the file, or of the member of a `.zip`; nothing where the
    /// bytes could not be had or the reader died of them.
    pub digest: Option<[u8; 32]>,
    pub outcome: Outcome,
}

impl Reading {
    fn failed(reason: Unreadable) -> Self {
        Self { digest: None, outcome: Err(reason) }
    }
}

/// One workbook of the inbox: a file, or a member of a `.zip` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub path: PathBuf,
    pub member: Option<String>,
}

/// What a child is asked; a path need not be Unicode.
#[derive(Debug, Clone, Serialize, Deserialize)]
enum Request {
    Read { path: OsString, member: Option<String> },
    List { path: OsString },
}

/// What it answers, to each kind of request in kind.
#[derive(Serialize, Deserialize)]
pub enum Answer {
    Read(Reading),
    Listed(Result<Vec<String>, Unreadable>),
}

impl From<Lost> for Unreadable {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::Late => Self::TimedOut,
            Lost::Died => Self::Crashed,
        }
    }
}

/// How the children that read below `root` begin.
fn brief(root: &Path) -> Brief<Request> {
    Brief { duty: DUTY, about: root.as_os_str().to_owned(), first: None, within: WITHIN }
}

/// The files in `.zip` attachments below `root`, by their names; none where one is
/// itself a workbook.
pub fn list(
    root: &Path,
    attachments: &[PathBuf],
) -> Result<Vec<Result<Vec<String>, Unreadable>>, NotStarted> {
    if !aside::is_served() {
        let opener = Opener::new(root.to_owned());
        return Ok(attachments.iter().map(|path| opener.list(path)).collect());
    }
    let request = |path: &PathBuf| Request::List { path: path.as_os_str().to_owned() };
    let answers = Lanes::start(&brief(root), attachments.iter().map(request))?;
    let listed = answers.map(|answered: Answered<Answer>| match answered? {
        Ok(Answer::Listed(listed)) => Ok(listed),
        Ok(Answer::Read(_)) => Ok(Err(Unreadable::Crashed)),
        Err(lost) => Ok(Err(lost.into())),
    });
    listed.collect()
}

/// One workbook alone, read as any other is.
pub fn open(root: &Path, file: PathBuf) -> Result<Outcome, NotStarted> {
    let source = Source { path: file, member: None };
    let mut reader = Reader::start(root, vec![source])?;
    let reading = reader.next().expect("as many readings as sources");
    Ok(reading?.outcome)
}

/// The readings of a list of sources, in their order; after an error there are no
/// more.
pub enum Reader {
    Guarded(Lanes<Answer>),
    /// The test harness is no reader of workbooks.
    InProcess(Opener, std::vec::IntoIter<Source>),
}

impl Reader {
    /// Starts reading. Paths are below `root`, the folder `inbox/<year>`.
    pub fn start(root: &Path, sources: Vec<Source>) -> Result<Self, NotStarted> {
        if !aside::is_served() {
            let opener = Opener::new(root.to_owned());
            return Ok(Self::InProcess(opener, sources.into_iter()));
        }
        let request = |Source { path, member }: Source| Request::Read {
            path: path.into_os_string(),
            member,
        };
        let requests = sources.into_iter().map(request);
        Ok(Self::Guarded(Lanes::start(&brief(root), requests)?))
    }
}

impl Iterator for Reader {
    type Item = Result<Reading, NotStarted>;

    fn next(&mut self) -> Option<Self::Item> {
        let answered = match self {
            Self::InProcess(opener, sources) => {
                return Some(Ok(opener.read(&sources.next()?)));
            }
            Self::Guarded(lanes) => lanes.next()?,
        };
        Some(answered.map(|answer| match answer {
            Ok(Answer::Read(reading)) => reading,
            Ok(Answer::Listed(_)) => Reading::failed(Unreadable::Crashed),
            Err(lost) => Reading::failed(lost.into()),
        }))
    }
}

/// The child, see [`aside::serve`].
pub fn serve(root: PathBuf) -> io::Result<()> {
    let mut opener = Opener::new(root);
    aside::serve(&DUTY, move || move |request: Request| opener.answer(request))
}

/// The bytes of a file below a folder, if they are to be had.
pub fn read_bytes(root: &Path, below: &Path) -> Result<Vec<u8>, Unreadable> {
    Ok(opening::read(root, below, limits::FILE_BYTES)?)
}

/// Opens one source after another.
pub struct Opener {
    root: PathBuf,
    /// The attachment opened last: its members come one after the other.
    attachment: Option<(PathBuf, Vec<u8>)>,
}

impl Opener {
    pub fn new(root: PathBuf) -> Self {
        Self { root, attachment: None }
    }

    fn answer(&mut self, request: Request) -> Answer {
        match request {
            Request::Read { path, member } => {
                Answer::Read(self.read(&Source { path: path.into(), member }))
            }
            Request::List { path } => Answer::Listed(self.list(Path::new(&path))),
        }
    }

    fn list(&self, path: &Path) -> Result<Vec<String>, Unreadable> {
        let bytes = read_bytes(&self.root, path)?;
        guarded(|| attachment::members(&bytes))
    }

    pub fn read(&mut self, source: &Source) -> Reading {
        match self.bytes(source) {
            Ok(bytes) => {
                let digest = Some(digest(&bytes));
                Reading { digest, outcome: read(bytes) }
            }
            Err(reason) => Reading::failed(reason),
        }
    }

    fn bytes(&mut self, source: &Source) -> Result<Vec<u8>, Unreadable> {
        let Some(member) = &source.member else {
            self.attachment = None;
            return read_bytes(&self.root, &source.path);
        };
        let held = self.attachment.take().filter(|(path, _)| *path == source.path);
        let (path, bytes) = match held {
            Some(held) => held,
            None => {
                let bytes = read_bytes(&self.root, &source.path)?;
                (source.path.clone(), bytes)
            }
        };
        let inner = guarded(|| attachment::extract(&bytes, member));
        self.attachment = Some((path, bytes));
        inner
    }
}

/// The bytes of one file that was read before, a member of an attachment too.
pub fn bytes_of(root: &Path, source: &Source) -> Result<Vec<u8>, Unreadable> {
    Opener::new(root.to_owned()).bytes(source)
}

/// SHA-256 of the bytes of a file.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
