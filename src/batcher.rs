//! One queue, one batch at a time, one answer each: for writes, and for reads by id.
//!
//! There is no timer. A batch is what has queued up while the one before it was under way, so a lone caller waits for
//! nobody and many callers share one transaction. The queue is bounded: beyond it callers are told at once.

use tokio::sync::{mpsc, oneshot};

/// Why a call did not get into a batch, or not out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// The queue is full.
    Full,
    /// The batcher has ended.
    Ended,
}

struct Call<C, R> {
    content: C,
    answer: oneshot::Sender<R>,
}

/// Takes calls, hands them on in batches, and brings each its answer.
pub struct Batcher<C, R> {
    queue: mpsc::Sender<Call<C, R>>,
}

impl<C: Send + 'static, R: Send + 'static> Batcher<C, R> {
    /// Starts a batcher that holds at most `depth` calls and hands on at most `most` at once. `run` answers a batch in its
    /// order. The batcher ends when this is dropped and its queue is empty.
    pub fn start<F>(depth: usize, most: usize, mut run: impl FnMut(Vec<C>) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Vec<R>> + Send,
    {
        let (queue, mut calls) = mpsc::channel::<Call<C, R>>(depth);
        tokio::spawn(async move {
            let mut waiting = Vec::with_capacity(most);
            while calls.recv_many(&mut waiting, most).await > 0 {
                let (contents, answers): (Vec<C>, Vec<_>) =
                    waiting.drain(..).map(|call| (call.content, call.answer)).unzip();
                for (answer, result) in answers.into_iter().zip(run(contents).await) {
                    // A caller that has gone is no fault: what it asked for is done.
                    let _ = answer.send(result);
                }
            }
        });
        Self { queue }
    }

    /// Queues a call and waits for its answer. Dropping the future later does not undo the call.
    pub async fn call(&self, content: C) -> Result<R, Missed> {
        let (answer, answered) = oneshot::channel();
        self.queue.try_send(Call { content, answer }).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Missed::Full,
            mpsc::error::TrySendError::Closed(_) => Missed::Ended,
        })?;
        answered.await.map_err(|_| Missed::Ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[tokio::test]
    async fn calls_that_queue_up_share_a_batch_and_each_gets_its_own_answer() {
        let sizes = Arc::new(Mutex::new(Vec::new()));
        let (open, gate) = tokio::sync::watch::channel(false);
        let batcher = Arc::new(Batcher::start(100, 50, {
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
        let batcher = Arc::new(Batcher::start(1, 1, |batch: Vec<()>| async move {
            let _ = &batch;
            std::future::pending().await
        }));
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
}
