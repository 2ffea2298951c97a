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
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, panic, process};

use serde::{Deserialize, Serialize};

use super::{Unreadable, Workbook, limits, read, read_member, safe_open};

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

/// One workbook of the inbox: a file, or a member of a `.zip` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) member: Option<String>,
}

/// A source as a frame carries it: a path need not be Unicode.
#[derive(Serialize, Deserialize)]
struct Request {
    path: OsString,
    member: Option<String>,
}

/// The outcomes of a list of sources, in their order.
pub(crate) struct Reader {
    lanes: Vec<Receiver<Outcome>>,
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
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if self.next == self.total {
            return None;
        }
        let lane = &self.lanes[self.next % self.lanes.len()];
        self.next += 1;
        // A lane that is gone died of a bug of ours; its files count as such.
        Some(lane.recv().unwrap_or(Err(Unreadable::Crashed)))
    }
}

/// The parent's side of one child after another.
struct Lane {
    program: PathBuf,
    root: PathBuf,
    out: SyncSender<Outcome>,
}

impl Lane {
    fn run(self, mut waiting: VecDeque<Source>) {
        if cfg!(test) {
            // The test harness is no reader of workbooks.
            let outcomes = waiting.iter().map(|source| outcome(&self.root, source));
            for outcome in outcomes {
                if self.out.send(outcome).is_err() {
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
                    let outcome = Err(Unreadable::Crashed);
                    if waiting.pop_front().is_none() || self.out.send(outcome).is_err() {
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
            if waiting.pop_front().is_none() || self.out.send(Err(blamed)).is_err() {
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
                if session.ask(&waiting[sent]).is_err() {
                    // The child is gone; what it was at, the answer tells.
                    break;
                }
                sent += 1;
            }
            let outcome = session.answer()?;
            waiting.pop_front();
            sent = sent.saturating_sub(1);
            if self.out.send(outcome).is_err() {
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
    from: Receiver<Option<Outcome>>,
}

impl Session {
    fn start(program: &PathBuf, root: &PathBuf) -> io::Result<Self> {
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

    fn ask(&mut self, source: &Source) -> io::Result<()> {
        let path = source.path.clone().into_os_string();
        write_frame(&mut self.to, &Request { path, member: source.member.clone() })
    }

    /// The next answer. The clock starts here: the file before it has just
    /// been answered, so this one is being read now.
    fn answer(&mut self) -> Result<Outcome, Unreadable> {
        match self.from.recv_timeout(Duration::from_secs(limits::FILE_SECONDS)) {
            Ok(Some(outcome)) => Ok(outcome),
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
fn listen(stdout: ChildStdout, found: &SyncSender<Option<Outcome>>) {
    let mut stdout = BufReader::new(stdout);
    loop {
        let outcome = read_frame(&mut stdout, limits::ANSWER_BYTES);
        let over = outcome.is_none();
        if found.send(outcome).is_err() || over {
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
    while let Some(request) = read_frame::<Request>(&mut requests, 1 << 20) {
        let Request { path, member } = request;
        let source = Source { path: path.into(), member };
        // Zero means idle, so the first second counts as one.
        started.store(clock.elapsed().as_secs() + 1, Ordering::Relaxed);
        let outcome = outcome(&root, &source);
        started.store(0, Ordering::Relaxed);
        write_frame(&mut answers, &outcome)?;
    }
    Ok(())
}

/// Memory that the allocator may give to a child.
pub(crate) fn memory_limit() -> usize {
    limits::CHILD_BYTES
}

fn outcome(root: &Path, source: &Source) -> Outcome {
    let bytes = safe_open::read_bytes(root, &source.path)?;
    match &source.member {
        Some(member) => read_member(bytes, member),
        None => read(bytes),
    }
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

fn write_frame(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let bytes = postcard::to_stdvec(message).map_err(io::Error::other)?;
    let len = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    to.write_all(&len.to_le_bytes())?;
    to.write_all(&bytes)?;
    to.flush()
}

fn read_frame<T: for<'de> Deserialize<'de>>(
    from: &mut impl Read,
    most: usize,
) -> Option<T> {
    let mut len = [0; 4];
    from.read_exact(&mut len).ok()?;
    let len = u32::from_le_bytes(len) as usize;
    if len > most {
        return None;
    }
    let mut bytes = Vec::new();
    from.take(len as u64).read_to_end(&mut bytes).ok()?;
    (bytes.len() == len).then(|| postcard::from_bytes(&bytes).ok()).flatten()
}
