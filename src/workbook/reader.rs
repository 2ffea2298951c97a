//! Reads workbooks in child processes ([`aside`]), so that no file can take the
//! run down.
//!
//! A child gets paths, opens the files itself and answers with what it read. It
//! may use [`limits::CHILD_BYTES`] of memory, and when it dies or is late the
//! parent ends it, blames the file it was at and starts another for the rest.
//! That no child can be had is the trouble of the run and of no file.
//!
//! One lane is a child and a thread that talks to it; the files go to the lanes
//! in turn and come back in order. A lane always has one file waiting behind
//! the one being read, so that a child never waits for its parent, and holds a
//! few answers at most, so that memory does not grow with the inbox. Reading in
//! the parent what looks harmless was weighed and dropped: no cheap check tells
//! which file calamine aborts on, and two children on two cores read an inbox
//! faster than one thread of the parent.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Unreadable, Workbook, attachment, guarded, limits, read};
use crate::aside::{self, Duty, Lost, NotStarted};
use crate::opening;

/// What makes this binary a reader.
pub(crate) const DUTY: Duty = Duty {
    argument: "--read-workbooks",
    memory: limits::CHILD_BYTES,
    request: 1 << 20,
    answer: limits::ANSWER_BYTES,
    alone: limits::CHILD_SECONDS,
};

/// Lanes at most: what they hold at once must fit into memory, see [`HELD`].
const LANES: usize = 2;

/// Answers that a lane may hold before the caller takes them. With the one it
/// offers and the one its listener offers, six of the largest workbooks that
/// the limits allow are in memory, some 120 MB each.
const HELD: usize = 1;

/// Files sent to a child ahead of its answers.
const AHEAD: usize = 2;

/// How long a child may be at one file.
const WITHIN: Duration = Duration::from_secs(limits::FILE_SECONDS);

type Outcome = Result<Workbook, Unreadable>;
type Session = aside::Session<Request, Answer>;

/// One workbook read, and which bytes it was read from.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Reading {
    /// SHA-256 of the file, or of the member of a `.zip`; nothing where the
    /// bytes could not be had or the reader died of them.
    pub(crate) digest: Option<[u8; 32]>,
    pub(crate) outcome: Outcome,
}

impl Reading {
    fn failed(reason: Unreadable) -> Self {
        Self { digest: None, outcome: Err(reason) }
    }
}

/// One workbook of the inbox: a file, or a member of a `.zip` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) member: Option<String>,
}

/// What a child is asked; a path need not be Unicode.
#[derive(Serialize, Deserialize)]
enum Request {
    Read { path: OsString, member: Option<String> },
    List { path: OsString },
}

/// What it answers, to each kind of request in kind.
#[derive(Serialize, Deserialize)]
enum Answer {
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

/// The files in a `.zip` attachment below `root`, by their names; none where it
/// is itself a workbook. Listed in a child of its own: attachments are rare.
pub(crate) fn list(
    root: &Path,
    attachment: &Path,
) -> Result<Result<Vec<String>, Unreadable>, NotStarted> {
    if cfg!(test) {
        return Ok(Opener::new(root.to_owned()).list(attachment));
    }
    let request = Request::List { path: attachment.as_os_str().to_owned() };
    let answer = aside::ask(&DUTY, root.as_os_str(), &request, WITHIN)?;
    Ok(match answer {
        Ok(Answer::Listed(listed)) => listed,
        Ok(Answer::Read(_)) => Err(Unreadable::Crashed),
        Err(lost) => Err(lost.into()),
    })
}

/// One workbook alone, read as any other is.
pub(crate) fn open(root: &Path, file: PathBuf) -> Result<Outcome, NotStarted> {
    let source = Source { path: file, member: None };
    let mut reader = Reader::start(root.to_owned(), vec![source])?;
    let reading = reader.next().expect("as many readings as sources");
    Ok(reading?.outcome)
}

/// The outcomes of a list of sources, in their order; after an error there are
/// no more.
pub(crate) struct Reader {
    lanes: Vec<Receiver<Result<Reading, NotStarted>>>,
    next: usize,
    total: usize,
}

impl Reader {
    /// Starts reading. Paths are below `root`, the folder `inbox/<year>`.
    pub(crate) fn start(root: PathBuf, sources: Vec<Source>) -> Result<Self, NotStarted> {
        let total = sources.len();
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let count = cores.min(LANES).min(total.div_ceil(8)).max(1);
        let mut shares = vec![VecDeque::new(); count];
        for (index, source) in sources.into_iter().enumerate() {
            shares[index % count].push_back(source);
        }
        let mut lanes = Vec::new();
        for share in shares {
            let (out, outcomes) = sync_channel(HELD);
            let root = root.clone();
            thread::Builder::new()
                .name("workbook lane".to_owned())
                .spawn(move || Lane { root, out }.run(share))?;
            lanes.push(outcomes);
        }
        Ok(Self { lanes, next: 0, total })
    }
}

impl Iterator for Reader {
    type Item = Result<Reading, NotStarted>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next == self.total {
            return None;
        }
        let lane = &self.lanes[self.next % self.lanes.len()];
        self.next += 1;
        // A lane that is gone died of a bug of ours, of which no file is guilty.
        let reading = lane.recv().unwrap_or(Err(NotStarted::Ended));
        if reading.is_err() {
            self.next = self.total;
        }
        Some(reading)
    }
}

/// The parent's side of one child after another.
struct Lane {
    root: PathBuf,
    out: SyncSender<Result<Reading, NotStarted>>,
}

impl Lane {
    fn run(self, mut waiting: VecDeque<Source>) {
        if cfg!(test) {
            // The test harness is no reader of workbooks.
            let mut opener = Opener::new(self.root);
            for source in &waiting {
                if self.out.send(Ok(opener.read(source))).is_err() {
                    return;
                }
            }
            return;
        }
        while !waiting.is_empty() {
            let mut session = match Session::start(&DUTY, self.root.as_os_str()) {
                Ok(session) => session,
                Err(failed) => {
                    // Nobody may listen any more, and then nobody needs to know.
                    let _ = self.out.send(Err(failed));
                    return;
                }
            };
            let blamed = match self.converse(&mut session, &mut waiting) {
                Ok(()) => return,
                Err(blamed) => blamed,
            };
            drop(session);
            // Only the first file was being read; the others were waiting.
            let reading = Ok(Reading::failed(blamed));
            if waiting.pop_front().is_none() || self.out.send(reading).is_err() {
                return;
            }
        }
    }

    /// Has the files read until none is left or one of them ends the child;
    /// that one stays in front of `waiting`.
    fn converse(
        &self,
        session: &mut Session,
        waiting: &mut VecDeque<Source>,
    ) -> Result<(), Unreadable> {
        let mut sent = 0;
        while !waiting.is_empty() {
            while sent < waiting.len().min(AHEAD) {
                let Source { path, member } = waiting[sent].clone();
                let request = Request::Read { path: path.into_os_string(), member };
                if session.ask(&request).is_err() {
                    // The child is gone; what it was at, the answer tells.
                    break;
                }
                sent += 1;
            }
            let Answer::Read(reading) = session.answer(WITHIN)? else {
                return Err(Unreadable::Crashed);
            };
            waiting.pop_front();
            sent = sent.saturating_sub(1);
            if self.out.send(Ok(reading)).is_err() {
                // The caller has lost interest.
                waiting.clear();
            }
        }
        Ok(())
    }
}

/// The child, see [`aside::serve`].
pub(crate) fn serve(root: PathBuf) -> io::Result<()> {
    let mut opener = Opener::new(root);
    aside::serve(&DUTY, move |request: Request| opener.answer(request))
}

/// The bytes of a file below a folder, if they are to be had.
pub(crate) fn read_bytes(root: &Path, below: &Path) -> Result<Vec<u8>, Unreadable> {
    Ok(opening::read(root, below, limits::FILE_BYTES)?)
}

/// Opens one source after another.
struct Opener {
    root: PathBuf,
    /// The attachment opened last: its members come one after the other.
    attachment: Option<(PathBuf, Vec<u8>)>,
}

impl Opener {
    fn new(root: PathBuf) -> Self {
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

    fn read(&mut self, source: &Source) -> Reading {
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
pub(crate) fn bytes_of(root: &Path, source: &Source) -> Result<Vec<u8>, Unreadable> {
    Opener::new(root.to_owned()).bytes(source)
}

/// SHA-256 of the bytes of a file.
pub(crate) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
