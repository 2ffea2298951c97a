//! Reads workbooks in child processes, so that no file can take the run down.
//!
//! `catch_unwind` stops a panic, but no abort, no endless loop and no greed
//! for memory; a process stops all of them. A child is this same binary with
//! one hidden argument. It gets paths over its standard input, opens the files
//! itself and answers over its standard output, each frame a length and
//! postcard bytes. It may use [`limits::CHILD_BYTES`] of memory, and when it
//! dies or is late the parent ends it, blames the file it was at and starts
//! another for the rest.
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
use std::io::{self, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, panic, process};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::frames::{read_frame, write_frame};
use super::{Unreadable, Workbook, attachment, guarded, limits, read, safe_open};

/// The hidden argument that makes this binary a reader.
pub(crate) const CHILD_COMMAND: &str = "--read-workbooks";

/// Lanes at most: what they hold at once must fit into memory, see [`HELD`].
const LANES: usize = 2;

/// Answers that a lane may hold before the caller takes them. With the one it
/// offers and the one its listener offers, six of the largest workbooks that
/// the limits allow are in memory, some 120 MB each.
const HELD: usize = 1;

/// Files sent to a child ahead of its answers.
const AHEAD: usize = 2;

type Outcome = Result<Workbook, Unreadable>;

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

/// The files in a `.zip` attachment below `root`, by their names; none where it
/// is itself a workbook. Listed in a child of its own: attachments are rare.
pub(crate) fn list(root: &Path, attachment: &Path) -> Result<Vec<String>, Unreadable> {
    if cfg!(test) {
        return Opener::new(root.to_owned()).list(attachment);
    }
    let program = env::current_exe().map_err(|_| Unreadable::Crashed)?;
    let started = Session::start(&program, root);
    let mut session = started.map_err(|_| Unreadable::Crashed)?;
    // If the child is gone, the answer tells.
    let _ = session.ask(&Request::List { path: attachment.as_os_str().to_owned() });
    match session.answer()? {
        Answer::Listed(listed) => listed,
        Answer::Read(_) => Err(Unreadable::Crashed),
    }
}

/// The outcomes of a list of sources, in their order.
pub(crate) struct Reader {
    lanes: Vec<Receiver<Reading>>,
    next: usize,
    total: usize,
}

impl Reader {
    /// Starts reading. Paths are below `root`, the folder `inbox/<year>`.
    pub(crate) fn start(root: PathBuf, sources: Vec<Source>) -> io::Result<Self> {
        let program = env::current_exe()?;
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
            let (program, root) = (program.clone(), root.clone());
            thread::Builder::new()
                .name("workbook lane".to_owned())
                .spawn(move || Lane { program, root, out }.run(share))?;
            lanes.push(outcomes);
        }
        Ok(Self { lanes, next: 0, total })
    }
}

impl Iterator for Reader {
    type Item = Reading;

    fn next(&mut self) -> Option<Reading> {
        if self.next == self.total {
            return None;
        }
        let lane = &self.lanes[self.next % self.lanes.len()];
        self.next += 1;
        // A lane that is gone died of a bug of ours; its files count as such.
        Some(lane.recv().unwrap_or_else(|_| Reading::failed(Unreadable::Crashed)))
    }
}

/// The parent's side of one child after another.
struct Lane {
    program: PathBuf,
    root: PathBuf,
    out: SyncSender<Reading>,
}

impl Lane {
    fn run(self, mut waiting: VecDeque<Source>) {
        if cfg!(test) {
            // The test harness is no reader of workbooks.
            let mut opener = Opener::new(self.root);
            for source in &waiting {
                if self.out.send(opener.read(source)).is_err() {
                    return;
                }
            }
            return;
        }
        let mut failed_starts = 0;
        while !waiting.is_empty() {
            let Ok(mut session) = Session::start(&self.program, &self.root) else {
                failed_starts += 1;
                if failed_starts > 3 {
                    // No process can be had: each file is told so.
                    let reading = Reading::failed(Unreadable::Crashed);
                    if waiting.pop_front().is_none() || self.out.send(reading).is_err() {
                        return;
                    }
                }
                continue;
            };
            let blamed = match self.converse(&mut session, &mut waiting) {
                Ok(()) => return,
                Err(blamed) => blamed,
            };
            drop(session);
            // Only the first file was being read; the others were waiting.
            let reading = Reading::failed(blamed);
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
            let Answer::Read(reading) = session.answer()? else {
                return Err(Unreadable::Crashed);
            };
            waiting.pop_front();
            sent = sent.saturating_sub(1);
            if self.out.send(reading).is_err() {
                // The caller has lost interest.
                waiting.clear();
            }
        }
        Ok(())
    }
}

/// One running child.
struct Session {
    child: Child,
    to: BufWriter<ChildStdin>,
    from: Receiver<Option<Answer>>,
}

impl Session {
    fn start(program: &Path, root: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(CHILD_COMMAND)
            .arg(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let to = BufWriter::new(child.stdin.take().expect("stdin is piped"));
        let stdout = child.stdout.take().expect("stdout is piped");
        let (found, from) = sync_channel(0);
        thread::Builder::new()
            .name("workbook answers".to_owned())
            .spawn(move || listen(stdout, &found))?;
        Ok(Self { child, to, from })
    }

    fn ask(&mut self, request: &Request) -> io::Result<()> {
        write_frame(&mut self.to, request)
    }

    /// The next answer. The clock starts here: the file before it has just
    /// been answered, so this one is being read now.
    fn answer(&mut self) -> Result<Answer, Unreadable> {
        match self.from.recv_timeout(Duration::from_secs(limits::FILE_SECONDS)) {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) | Err(RecvTimeoutError::Disconnected) => Err(Unreadable::Crashed),
            Err(RecvTimeoutError::Timeout) => Err(Unreadable::TimedOut),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Already gone is as good as killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Passes a child's answers on until it closes its end or talks nonsense.
fn listen(stdout: ChildStdout, found: &SyncSender<Option<Answer>>) {
    let mut stdout = BufReader::new(stdout);
    loop {
        let answer = read_frame(&mut stdout, limits::ANSWER_BYTES);
        let over = answer.is_none();
        if found.send(answer).is_err() || over {
            return;
        }
    }
}

/// The child: call it first thing in `main` when the first argument is
/// [`CHILD_COMMAND`], after the allocator has been given `memory_limit()`.
pub(crate) fn serve(root: PathBuf) -> io::Result<()> {
    panic::set_hook(Box::new(|_| ()));
    let started = Arc::new(AtomicU64::new(0));
    watch(Arc::clone(&started))?;
    let mut requests = BufReader::new(io::stdin().lock());
    let mut answers = BufWriter::new(io::stdout().lock());
    let clock = Instant::now();
    let mut opener = Opener::new(root);
    while let Some(request) = read_frame::<Request>(&mut requests, 1 << 20) {
        // Zero means idle, so the first second counts as one.
        started.store(clock.elapsed().as_secs() + 1, Ordering::Relaxed);
        let answer = opener.answer(request);
        started.store(0, Ordering::Relaxed);
        write_frame(&mut answers, &answer)?;
    }
    Ok(())
}

/// Memory that the allocator may give to a child.
pub(crate) fn memory_limit() -> usize {
    limits::CHILD_BYTES
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
        let bytes = safe_open::read_bytes(&self.root, path)?;
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
            return safe_open::read_bytes(&self.root, &source.path);
        };
        let held = self.attachment.take().filter(|(path, _)| *path == source.path);
        let (path, bytes) = match held {
            Some(held) => held,
            None => {
                let bytes = safe_open::read_bytes(&self.root, &source.path)?;
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

/// Ends this child if a file keeps it too long and no parent does.
fn watch(started: Arc<AtomicU64>) -> io::Result<()> {
    let clock = Instant::now();
    thread::Builder::new().name("watchdog".to_owned()).spawn(move || {
        loop {
            thread::sleep(Duration::from_secs(1));
            let since = started.load(Ordering::Relaxed);
            if since > 0 && clock.elapsed().as_secs() > since + limits::CHILD_SECONDS {
                process::abort();
            }
        }
    })?;
    Ok(())
}
