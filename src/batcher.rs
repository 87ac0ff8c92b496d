//! One queue, one batch at a time, one answer each: for writes, and for reads by id.
//!
//! There is no timer. A batch is what has queued up while the one before it was under way, so a lone caller waits for
//! nobody and many callers share one transaction. The queue is bounded, in calls and in bytes: beyond it callers are told
//! at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{mpsc, oneshot};

/// Why a call did not get into a batch, or not out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// The queue is full.
    Full,
    /// The batcher has ended.
    Ended,
}

/// How much waits at the most, and how much goes on at once.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How many calls wait.
    pub calls: usize,
    /// How many bytes they may be, with those that are under way.
    pub bytes: usize,
    /// How many calls go on at once.
    pub batch: usize,
    /// How many bytes a batch is before it takes no further call.
    pub batch_bytes: usize,
}

struct Call<C, R> {
    content: C,
    weight: usize,
    answer: oneshot::Sender<R>,
}

/// Takes calls, hands them on in batches, and brings each its answer.
pub struct Batcher<C, R> {
    queue: mpsc::Sender<Call<C, R>>,
    bounds: Bounds,
    weigh: fn(&C) -> usize,
    /// How many bytes wait or are under way.
    bytes: Arc<AtomicUsize>,
}

impl<C: Send + 'static, R: Send + 'static> Batcher<C, R> {
    /// Starts a batcher. `weigh` says how many bytes a call is; `run` answers a batch in its order. The batcher ends when
    /// this is dropped and its queue is empty.
    pub fn start<F>(bounds: Bounds, weigh: fn(&C) -> usize, mut run: impl FnMut(Vec<C>) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Vec<R>> + Send,
    {
        let (queue, mut calls) = mpsc::channel::<Call<C, R>>(bounds.calls);
        let bytes = Arc::new(AtomicUsize::new(0));
        let held = bytes.clone();
        tokio::spawn(async move {
            let mut waiting = Vec::with_capacity(bounds.batch);
            while calls.recv_many(&mut waiting, bounds.batch).await > 0 {
                while !waiting.is_empty() {
                    let batch = waiting.drain(..fitting(&waiting, bounds.batch_bytes));
                    let mut weight = 0;
                    let split = |call: Call<C, R>| {
                        weight += call.weight;
                        (call.content, call.answer)
                    };
                    let (contents, answers): (Vec<C>, Vec<_>) = batch.map(split).unzip();
                    for (answer, result) in answers.into_iter().zip(run(contents).await) {
                        // A caller that has gone is no fault: what it asked for is done.
                        let _ = answer.send(result);
                    }
                    held.fetch_sub(weight, Ordering::Relaxed);
                }
            }
        });
        Self { queue, bounds, weigh, bytes }
    }

    /// Queues a call and waits for its answer. Dropping the future later does not undo the call.
    pub async fn call(&self, content: C) -> Result<R, Missed> {
        let (answer, answered) = oneshot::channel();
        let weight = (self.weigh)(&content);
        if self.bytes.fetch_add(weight, Ordering::Relaxed) > self.bounds.bytes {
            self.bytes.fetch_sub(weight, Ordering::Relaxed);
            return Err(Missed::Full);
        }
        self.queue.try_send(Call { content, weight, answer }).map_err(|error| {
            self.bytes.fetch_sub(weight, Ordering::Relaxed);
            match error {
                mpsc::error::TrySendError::Full(_) => Missed::Full,
                mpsc::error::TrySendError::Closed(_) => Missed::Ended,
            }
        })?;
        answered.await.map_err(|_| Missed::Ended)
    }
}

/// How many of the calls go on at once: those before the bytes are too many, and the one that makes them so.
fn fitting<C, R>(calls: &[Call<C, R>], most: usize) -> usize {
    let mut bytes = 0;
    let full = calls.iter().position(|call| {
        bytes += call.weight;
        bytes >= most
    });
    full.map_or(calls.len(), |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    const BOUNDS: Bounds = Bounds { calls: 100, bytes: 1_000_000, batch: 50, batch_bytes: 1_000 };

    #[tokio::test]
    async fn calls_that_queue_up_share_a_batch_and_each_gets_its_own_answer() {
        let sizes = Arc::new(Mutex::new(Vec::new()));
        let (open, gate) = tokio::sync::watch::channel(false);
        let batcher = Arc::new(Batcher::start(BOUNDS, |_| 0, {
            let sizes = sizes.clone();
            move |batch: Vec<u32>| {
                sizes.lock().unwrap().push(batch.len());
                let mut gate = gate.clone();
                async move {
                    gate.wait_for(|open| *open).await.unwrap();
                    batch.into_iter().map(|n| n * 2).collect()
                }
            }
        }));
        let calls: Vec<_> = (0..80)
            .map(|n| {
                let b = batcher.clone();
                tokio::spawn(async move { b.call(n).await })
            })
            .collect();
        while batcher.queue.capacity() > 100 - 30 || sizes.lock().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        open.send(true).unwrap();
        for (n, call) in calls.into_iter().enumerate() {
            assert_eq!(call.await.unwrap(), Ok(n as u32 * 2));
        }
        let sizes = sizes.lock().unwrap();
        assert_eq!(sizes.iter().sum::<usize>(), 80);
        assert!(sizes.len() < 80 && sizes.iter().all(|size| *size <= 50), "{sizes:?}");
    }

    #[tokio::test]
    async fn a_full_queue_answers_at_once() {
        let batcher = Arc::new(Batcher::start(
            Bounds { calls: 1, batch: 1, ..BOUNDS },
            |()| 0,
            |batch: Vec<()>| async move {
                let _ = &batch;
                std::future::pending().await
            },
        ));
        let call = |b: &Arc<Batcher<(), ()>>| {
            let b = b.clone();
            tokio::spawn(async move { b.call(()).await })
        };
        let first = call(&batcher);
        while batcher.queue.capacity() > 0 && !first.is_finished() {
            tokio::task::yield_now().await;
            if batcher.queue.capacity() == 1 {
                // The first is under way; this one fills the queue.
                call(&batcher);
            }
        }
        assert_eq!(batcher.call(()).await, Err(Missed::Full));
    }

    #[tokio::test]
    async fn heavy_calls_go_on_in_lighter_batches_and_too_many_of_them_are_refused() {
        let sizes = Arc::new(Mutex::new(Vec::new()));
        let (open, gate) = tokio::sync::watch::channel(false);
        let batcher = Arc::new(Batcher::start(Bounds { bytes: 4_000, ..BOUNDS }, |weight| *weight, {
            let sizes = sizes.clone();
            move |batch: Vec<usize>| {
                sizes.lock().unwrap().push(batch.iter().sum::<usize>());
                let mut gate = gate.clone();
                async move {
                    gate.wait_for(|open| *open).await.unwrap();
                    batch
                }
            }
        }));
        let call = |weight| {
            let b = batcher.clone();
            tokio::spawn(async move { b.call(weight).await })
        };
        let calls: Vec<_> = (0..9).map(|_| call(500)).collect();
        while batcher.bytes.load(Ordering::Relaxed) < 9 * 500 {
            tokio::task::yield_now().await;
        }
        assert_eq!(batcher.call(1).await, Err(Missed::Full));
        open.send(true).unwrap();
        for call in calls {
            assert_eq!(call.await.unwrap(), Ok(500));
        }
        assert!(sizes.lock().unwrap().iter().all(|size| *size <= 1_000), "{sizes:?}");
        while batcher.bytes.load(Ordering::Relaxed) > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(batcher.call(5_000).await, Ok(5_000), "one that is heavy alone goes on alone");
    }
}
