//! Judges submissions side by side, each within a time.
//!
//! What a workbook says is worked out in this process: no memory to fear, since
//! the reader has bounded every workbook, but a bug of ours, or a sheet made to
//! be slow, must not take the run with it. A hand that is late or has died is
//! let go, its file is named, and another takes its place.

use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// Seconds one submission may take. The largest report seen takes 0.05.
const SECONDS: u64 = 60;

/// More hands than this wait for the readers.
const HANDS: usize = 2;

/// How many bytes of stack a hand has, as many as the main thread.
const STACK: usize = 8 << 20;

/// Why a hand gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    Late,
    Died,
}

/// What a hand does for as long as there are jobs.
pub(super) trait Work<J, D>:
    Fn(Receiver<J>, SyncSender<D>) + Clone + Send + 'static
{
}

impl<J, D, W: Fn(Receiver<J>, SyncSender<D>) + Clone + Send + 'static> Work<J, D> for W {}

/// Has all jobs done; `done` gets the results in the order of the jobs, each
/// with what was kept of it.
pub(super) fn side_by_side<K, J: Send + 'static, D: Send + 'static>(
    jobs: impl Iterator<Item = (K, J)>,
    work: &impl Work<J, D>,
    mut done: impl FnMut(K, Result<D, Lost>),
) {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let mut hands: Vec<Hand<K, J, D>> =
        (0..cores.min(HANDS)).map(|_| Hand::hire(work)).collect();
    let mut next = 0;
    for (kept, job) in jobs {
        let hand = &mut hands[next];
        hand.collect(work, &mut done);
        // A hand that is gone is noticed when its result is collected.
        let _ = hand.jobs.send(job);
        hand.kept = Some(kept);
        next = (next + 1) % hands.len();
    }
    hands.rotate_left(next);
    for hand in &mut hands {
        hand.collect(work, &mut done);
    }
}

struct Hand<K, J, D> {
    jobs: SyncSender<J>,
    results: Receiver<D>,
    /// Of the job it is at.
    kept: Option<K>,
}

impl<K, J: Send + 'static, D: Send + 'static> Hand<K, J, D> {
    fn hire(work: &impl Work<J, D>) -> Self {
        let (jobs, take) = sync_channel(1);
        let (give, results) = sync_channel(1);
        let work = work.clone();
        let hand = thread::Builder::new().name("hand".to_owned()).stack_size(STACK);
        // Where no thread can be had, the channels are closed: it has died.
        drop(hand.spawn(move || work(take, give)));
        Self { jobs, results, kept: None }
    }

    fn collect(
        &mut self,
        work: &impl Work<J, D>,
        done: &mut impl FnMut(K, Result<D, Lost>),
    ) {
        let Some(kept) = self.kept.take() else { return };
        let result = match self.results.recv_timeout(Duration::from_secs(SECONDS)) {
            Ok(result) => Ok(result),
            Err(RecvTimeoutError::Timeout) => Err(Lost::Late),
            Err(RecvTimeoutError::Disconnected) => Err(Lost::Died),
        };
        if result.is_err() {
            *self = Self::hire(work);
        }
        done(kept, result);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_a_death_costs_one_job_only() {
        let work = |jobs: Receiver<u32>, results: SyncSender<u32>| {
            for job in jobs {
                // Dies at 3, without a word on the screen.
                if job == 3 || results.send(job * 10).is_err() {
                    return;
                }
            }
        };
        let mut seen = Vec::new();
        let jobs = (0..6).map(|job| (job, job));
        side_by_side(jobs, &work, |kept, result| seen.push((kept, result)));
        let wanted: Vec<_> = (0..6)
            .map(|job| (job, if job == 3 { Err(Lost::Died) } else { Ok(job * 10) }))
            .collect();
        assert_eq!(seen, wanted);
    }
}
