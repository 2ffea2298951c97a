//! Many questions to few children: the answers come in the order of the questions,
//! and a child that dies or is late costs the question it was at and no other.
//!
//! One lane is a child and a thread that talks to it; the questions go to the lanes
//! in turn. A lane always has one question waiting behind the one being answered, so
//! that a child never waits for its parent, and holds a few answers at most, so that
//! memory does not grow with their number. Answering in the parent what looks harmless
//! was weighed and dropped: no cheap check tells which file a parser aborts on, and
//! two children on two cores read an inbox faster than one thread of the parent.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Duty, Lost, NotStarted, Session};

/// Lanes at most: what they hold at once must fit into memory, see [`HELD`].
const LANES: usize = 2;

/// So many questions are worth another child.
const WORTH: usize = 8;

/// Answers that a lane may hold before the caller takes them. With the one it
/// offers and the one its listener offers, six are in memory.
const HELD: usize = 1;

/// Questions sent to a child ahead of its answers.
const AHEAD: usize = 2;

/// The children of one duty, and how each of them begins.
#[derive(Debug, Clone)]
pub struct Brief<Q> {
    pub duty: Duty,
    /// The argument behind the hidden one.
    pub about: OsString,
    /// What a child is told before all questions; its answer is of no interest.
    pub first: Option<Q>,
    /// How long a child may be at one question.
    pub within: Duration,
}

/// One answer, or what became of the child that was asked; an error where no child
/// can be had.
pub type Answered<A> = Result<Result<A, Lost>, NotStarted>;

/// The answers to a list of questions, in their order; after an error there are no
/// more.
pub struct Lanes<A> {
    lanes: Vec<Receiver<Answered<A>>>,
    next: usize,
    total: usize,
}

impl<A: DeserializeOwned + Send + 'static> Lanes<A> {
    /// Starts asking.
    pub fn start<Q>(
        brief: &Brief<Q>,
        questions: impl ExactSizeIterator<Item = Q>,
    ) -> Result<Self, NotStarted>
    where
        Q: Serialize + Clone + Send + 'static,
    {
        let total = questions.len();
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let count = cores.min(LANES).min(total.div_ceil(WORTH)).max(1);
        let mut shares = vec![VecDeque::new(); count];
        for (index, question) in questions.enumerate() {
            shares[index % count].push_back(question);
        }
        let mut lanes = Vec::new();
        for waiting in shares {
            let (out, answers) = sync_channel(HELD);
            let lane = Lane { brief: brief.clone(), out };
            thread::Builder::new()
                .name("lane".to_owned())
                .spawn(move || lane.run(waiting))?;
            lanes.push(answers);
        }
        Ok(Self { lanes, next: 0, total })
    }
}

impl<A> Iterator for Lanes<A> {
    type Item = Answered<A>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next == self.total {
            return None;
        }
        let lane = &self.lanes[self.next % self.lanes.len()];
        self.next += 1;
        // A lane that is gone died of a bug of ours, of which no question is guilty.
        let answer = lane.recv().unwrap_or(Err(NotStarted::Ended));
        if answer.is_err() {
            self.next = self.total;
        }
        Some(answer)
    }
}

/// The parent's side of one child after another.
struct Lane<Q, A> {
    brief: Brief<Q>,
    out: SyncSender<Answered<A>>,
}

impl<Q, A> Lane<Q, A>
where
    Q: Serialize + Clone,
    A: DeserializeOwned + Send + 'static,
{
    fn run(self, mut waiting: VecDeque<Q>) {
        while !waiting.is_empty() {
            let mut session = match self.start() {
                Ok(session) => session,
                Err(failed) => {
                    // Nobody may listen any more, and then nobody needs to know.
                    let _ = self.out.send(Err(failed));
                    return;
                }
            };
            let lost = match self.converse(&mut session, &mut waiting) {
                Ok(()) => return,
                Err(lost) => lost,
            };
            drop(session);
            // Only the first question was being answered; the others were waiting.
            if waiting.pop_front().is_none() || self.out.send(Ok(Err(lost))).is_err() {
                return;
            }
        }
    }

    fn start(&self) -> Result<Session<Q, A>, NotStarted> {
        let mut session = Session::start(&self.brief.duty, &self.brief.about)?;
        if let Some(first) = &self.brief.first {
            // If the child is gone, the answer tells.
            let _ = session.ask(first);
            session.answer(self.brief.within).map_err(|_| NotStarted::Ended)?;
        }
        Ok(session)
    }

    /// Has the questions answered until none is left or one of them ends the child;
    /// that one stays in front of `waiting`.
    fn converse(
        &self,
        session: &mut Session<Q, A>,
        waiting: &mut VecDeque<Q>,
    ) -> Result<(), Lost> {
        let mut sent = 0;
        while !waiting.is_empty() {
            while sent < waiting.len().min(AHEAD) {
                if session.ask(&waiting[sent]).is_err() {
                    // The child is gone; what it was at, the answer tells.
                    break;
                }
                sent += 1;
            }
            let answer = session.answer(self.brief.within)?;
            waiting.pop_front();
            sent = sent.saturating_sub(1);
            if self.out.send(Ok(Ok(answer))).is_err() {
                // The caller has lost interest.
                waiting.clear();
            }
        }
        Ok(())
    }
}
