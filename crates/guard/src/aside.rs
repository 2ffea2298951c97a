//! Has work done aside, in a child process, so that no input can take the run
//! down with it.
//!
//! `catch_unwind` stops a panic, but no abort, no overflow of the stack, no
//! endless loop and no greed for memory; a process stops all of them, and what
//! it held comes back. A child is this same binary with one hidden argument, that
//! of its [`Duty`]. It first says its version; then it gets requests over its
//! standard input and answers over its standard output, in [`frames`]. When it
//! dies or is late, whoever asked decides what that says of the input. That it
//! starts late or not at all says nothing of any input: a scanner for viruses
//! looks at the program first, or somebody has just replaced it. So the clock of
//! an input starts when the child has spoken.

mod frames;
mod lanes;

use std::ffi::OsStr;
use std::io::{self, BufReader, BufWriter};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};
use std::{env, panic, process, thread};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use self::frames::{read_frame, write_frame};
pub use self::lanes::{Answered, Brief, Lanes};
use crate::trouble;

/// What a child is for, and what it may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// The hidden argument that makes this binary such a child.
    pub argument: &'static str,
    /// Bytes that its allocator may give: beyond them an allocation fails and the
    /// child dies of it, alone.
    pub memory: usize,
    /// The largest request it takes, and the largest answer taken from it.
    pub request: usize,
    pub answer: usize,
    /// Seconds after which a child that nobody waits for any more ends itself.
    pub alone: u64,
}

/// Whether this program answers to the arguments of its duties.
static SERVED: AtomicBool = AtomicBool::new(false);

/// Says that this program, started with the argument of a [`Duty`], is that child.
/// A program that does not say so, a test harness, does all work in its own process.
pub fn serving() {
    SERVED.store(true, Ordering::Relaxed);
}

/// Whether work can be done in a child.
pub fn is_served() -> bool {
    SERVED.load(Ordering::Relaxed)
}

/// How long a child may take to say its first word: an unsigned program of a
/// hundred megabytes is looked at by scanners before it runs.
const FIRST_WORD: Duration = Duration::from_secs(60);

/// Pauses before a child that could not be started is tried again.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(200),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
];

/// Bytes of stack of the work, on every system: Windows gives a main thread an
/// eighth of that.
const STACK: usize = 8 << 20;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Why there is no child; never the fault of an input.
#[derive(Debug, thiserror::Error)]
pub enum NotStarted {
    #[error("tệp chương trình không có ở chỗ cũ")]
    Missing,
    #[error("không có quyền chạy tệp chương trình")]
    Forbidden,
    #[error("hệ điều hành không cho chạy thêm tiến trình ({})", said(.0))]
    System(io::Error),
    #[error("tiến trình đọc kết thúc ngay khi khởi động")]
    Ended,
    #[error("tiến trình đọc chưa khởi động xong sau {} giây", .0.as_secs())]
    Silent(Duration),
    #[error("tệp chương trình đã bị thay bằng phiên bản {0}")]
    Replaced(String),
}

impl From<io::Error> for NotStarted {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Forbidden,
            _ => Self::System(error),
        }
    }
}

/// The complaint of a system that starts no process.
fn said(error: &io::Error) -> String {
    match error.kind() {
        // Of a file this would mean its lock.
        io::ErrorKind::WouldBlock => "máy đang chạy quá nhiều tiến trình".to_owned(),
        _ => trouble(error),
    }
}

/// What became of a child that was asked something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    Late,
    Died,
}

/// What a child sends.
#[derive(Serialize, Deserialize)]
enum Word<A> {
    /// Its version, once, before anything else.
    Here(String),
    Answer(A),
}

/// One running child that is asked `Q` and answers `A`.
pub struct Session<Q, A> {
    child: Child,
    to: BufWriter<ChildStdin>,
    from: Receiver<Option<Word<A>>>,
    asked: PhantomData<fn(Q)>,
}

/// One question to a child of its own.
pub fn ask<Q: Serialize, A: DeserializeOwned + Send + 'static>(
    duty: &Duty,
    about: &OsStr,
    question: &Q,
    within: Duration,
) -> Result<Result<A, Lost>, NotStarted> {
    let mut session = Session::start(duty, about)?;
    // If the child is gone, the answer tells.
    let _ = session.ask(question);
    Ok(session.answer(within))
}

impl<Q: Serialize, A: DeserializeOwned + Send + 'static> Session<Q, A> {
    /// Starts a child and waits for its first word; `about` is its argument
    /// behind the hidden one.
    pub fn start(duty: &Duty, about: &OsStr) -> Result<Self, NotStarted> {
        Self::patiently(&PAUSES, || {
            let program = env::current_exe()?;
            let args = [OsStr::new(duty.argument), about];
            Self::start_once(&program, &args, duty.answer, FIRST_WORD)
        })
    }

    fn patiently(
        pauses: &[Duration],
        start: impl Fn() -> Result<Self, NotStarted>,
    ) -> Result<Self, NotStarted> {
        let mut pauses = pauses.iter();
        loop {
            let failed = match start() {
                Ok(session) => return Ok(session),
                Err(failed) => failed,
            };
            // Who has waited a minute need not wait again, nor for another version.
            let again =
                !matches!(failed, NotStarted::Silent(_) | NotStarted::Replaced(_));
            match pauses.next().filter(|_| again) {
                Some(pause) => thread::sleep(*pause),
                None => return Err(failed),
            }
        }
    }

    fn start_once(
        program: &Path,
        args: &[&OsStr],
        most: usize,
        first_word: Duration,
    ) -> Result<Self, NotStarted> {
        let mut child = Command::new(program)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let to = BufWriter::new(child.stdin.take().expect("stdin is piped"));
        let stdout = child.stdout.take().expect("stdout is piped");
        let (found, from) = sync_channel(0);
        // Ended by its drop if anything from here on fails.
        let session = Self { child, to, from, asked: PhantomData };
        thread::Builder::new()
            .name("answers".to_owned())
            .spawn(move || listen(stdout, most, &found))?;
        match session.from.recv_timeout(first_word) {
            Ok(Some(Word::Here(version))) if version == VERSION => Ok(session),
            Ok(Some(Word::Here(version))) => Err(NotStarted::Replaced(version)),
            Ok(Some(Word::Answer(_)) | None) | Err(RecvTimeoutError::Disconnected) => {
                Err(NotStarted::Ended)
            }
            Err(RecvTimeoutError::Timeout) => Err(NotStarted::Silent(first_word)),
        }
    }

    pub fn ask(&mut self, question: &Q) -> io::Result<()> {
        write_frame(&mut self.to, question)
    }

    /// The next answer. The clock starts here: what was asked before has just
    /// been answered, so the child is at this one now.
    pub fn answer(&mut self, within: Duration) -> Result<A, Lost> {
        match self.from.recv_timeout(within) {
            Ok(Some(Word::Answer(answer))) => Ok(answer),
            Ok(Some(Word::Here(_)) | None) | Err(RecvTimeoutError::Disconnected) => {
                Err(Lost::Died)
            }
            Err(RecvTimeoutError::Timeout) => Err(Lost::Late),
        }
    }
}

impl<Q, A> Drop for Session<Q, A> {
    fn drop(&mut self) {
        // Already gone is as good as killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Passes a child's words on until it closes its end or talks nonsense.
fn listen<A: DeserializeOwned>(
    stdout: ChildStdout,
    most: usize,
    found: &SyncSender<Option<Word<A>>>,
) {
    let mut stdout = BufReader::new(stdout);
    loop {
        let word = read_frame(&mut stdout, most);
        let over = word.is_none();
        if found.send(word).is_err() || over {
            return;
        }
    }
}

/// The child: called first thing when the first argument is that of a duty, after
/// the allocator has been given the memory of the duty. What answers is made in the
/// thread that does.
pub fn serve<Q: DeserializeOwned, A: Serialize, W: FnMut(Q) -> A>(
    duty: &Duty,
    begin: impl FnOnce() -> W + Send,
) -> io::Result<()> {
    panic::set_hook(Box::new(|_| ()));
    let started = Arc::new(AtomicU64::new(0));
    watch(Arc::clone(&started), duty.alone)?;
    thread::scope(|scope| {
        let work = move || answer_all(duty, begin(), &started);
        let worker = thread::Builder::new().name("work".to_owned()).stack_size(STACK);
        let worker = worker.spawn_scoped(scope, work)?;
        worker.join().unwrap_or_else(|_| Err(io::Error::other("panic")))
    })
}

fn answer_all<Q: DeserializeOwned, A: Serialize>(
    duty: &Duty,
    mut work: impl FnMut(Q) -> A,
    started: &AtomicU64,
) -> io::Result<()> {
    let mut questions = BufReader::new(io::stdin().lock());
    let mut answers = BufWriter::new(io::stdout().lock());
    write_frame(&mut answers, &Word::<A>::Here(VERSION.to_owned()))?;
    let clock = Instant::now();
    while let Some(question) = read_frame(&mut questions, duty.request) {
        // Zero means idle, so the first second counts as one.
        started.store(clock.elapsed().as_secs() + 1, Ordering::Relaxed);
        let answer = work(question);
        started.store(0, Ordering::Relaxed);
        write_frame(&mut answers, &Word::Answer(answer))?;
    }
    Ok(())
}

/// Ends this child if an input keeps it too long and no parent does.
fn watch(started: Arc<AtomicU64>, seconds: u64) -> io::Result<()> {
    let clock = Instant::now();
    thread::Builder::new().name("watchdog".to_owned()).spawn(move || {
        loop {
            thread::sleep(Duration::from_secs(1));
            let since = started.load(Ordering::Relaxed);
            if since > 0 && clock.elapsed().as_secs() > since + seconds {
                process::abort();
            }
        }
    })?;
    Ok(())
}

/// What `main` does when it is a child of one kind; the path is the argument
/// behind the hidden one.
pub type Served = fn(PathBuf) -> io::Result<()>;

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    type Trial = Session<u32, u32>;

    /// A child that is a shell script.
    fn start(script: &str, first_word: u64) -> Result<Trial, NotStarted> {
        let args = ["-c", script].map(OsStr::new);
        Trial::start_once(
            Path::new("/bin/sh"),
            &args,
            100,
            Duration::from_millis(first_word),
        )
    }

    /// The first word of a version, as `printf` writes it.
    fn here(version: &str) -> String {
        let word = Word::<u32>::Here(version.to_owned());
        let mut bytes = Vec::new();
        write_frame(&mut bytes, &word).expect("a Vec takes all bytes");
        let octal: Vec<String> =
            bytes.iter().map(|byte| format!("\\{byte:03o}")).collect();
        format!("printf '{}'", octal.concat())
    }

    #[test]
    fn a_child_that_starts_late_is_waited_for_outside_the_clock_of_an_input() {
        let mut late =
            start(&format!("sleep 1; {}; cat >/dev/null", here(VERSION)), 20_000)
                .expect("it speaks");
        late.ask(&1).expect("it listens");
        assert_eq!(late.answer(Duration::from_millis(50)), Err(Lost::Late));
        let mut gone =
            start(&format!("{}; exit", here(VERSION)), 20_000).expect("it speaks");
        assert_eq!(gone.answer(Duration::from_secs(20)), Err(Lost::Died));
    }

    #[test]
    fn no_child_is_no_fault_of_an_input() {
        let told =
            |started: Result<Trial, NotStarted>| started.err().expect("none").to_string();
        assert!(told(start("exit", 20_000)).contains("kết thúc ngay"));
        assert!(
            told(start("echo hello; cat >/dev/null", 20_000)).contains("kết thúc ngay")
        );
        assert!(told(start("sleep 100", 50)).contains("chưa khởi động xong"));
        let other = start(&here("0.0.9"), 20_000);
        assert_eq!(told(other), "tệp chương trình đã bị thay bằng phiên bản 0.0.9");
        let nowhere = Trial::start_once(
            Path::new("/nowhere/xhht"),
            &[],
            100,
            Duration::from_secs(1),
        );
        assert_eq!(told(nowhere), "tệp chương trình không có ở chỗ cũ");
    }

    #[test]
    fn a_start_that_fails_is_tried_again_after_a_pause() {
        let tries = std::cell::Cell::new(0);
        let third = |script: &'static str| {
            let tries = &tries;
            move || {
                tries.set(tries.get() + 1);
                let speaks = format!("{}; cat >/dev/null", here(VERSION));
                start(if tries.get() < 3 { script } else { &speaks }, 20_000)
            }
        };
        let pauses = [Duration::from_millis(10); 4];
        assert!(Trial::patiently(&pauses, third("exit")).is_ok());
        assert_eq!(tries.get(), 3);
        tries.set(0);
        assert!(Trial::patiently(&pauses[..1], third("exit")).is_err());
        assert_eq!(tries.get(), 2);
    }
}
