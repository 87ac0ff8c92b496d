//! A thread with a connection of its own that does one job after the other: SQLite blocks, and callers must not.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;

use rusqlite::{Connection, InterruptHandle};
use tokio::sync::oneshot;

use crate::store::StoreError;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// The thread. Dropping this waits until its queue is empty and its connection closed.
pub struct Hand {
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    asked: AtomicU64,
    work: Arc<Work>,
}

/// What the thread is at.
struct Work {
    /// Which question it is looking into, if it is at one.
    question: Mutex<Option<u64>>,
    interrupt: InterruptHandle,
}

impl Work {
    fn question(&self) -> std::sync::MutexGuard<'_, Option<u64>> {
        self.question.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whoever waits for the answer to a question. Once they are gone, nobody looks into it any further.
struct Asker {
    work: Arc<Work>,
    question: u64,
}

impl Drop for Asker {
    fn drop(&mut self) {
        // Held meanwhile, so that the thread does not go on to somebody else's question and have that interrupted.
        let at = self.work.question();
        if *at == Some(self.question) {
            self.work.interrupt.interrupt();
        }
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            // A job that panics is caught, so the thread ends well.
            let _ = thread.join();
        }
    }
}

impl Hand {
    /// Starts the thread.
    pub fn start(name: &str, mut connection: Connection) -> Self {
        let (queue, jobs) = mpsc::channel::<Job>();
        let work = Arc::new(Work { question: Mutex::default(), interrupt: connection.get_interrupt_handle() });
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || jobs.into_iter().for_each(|job| job(&mut connection)))
            .expect("the machine can start a thread, or else nothing of the server can start");
        Self { queue: Some(queue), thread: Some(thread), asked: AtomicU64::new(0), work }
    }

    /// Does a job, whoever still waits for it. A job that panics is a bug of ours in that one job: what it had begun is
    /// rolled back as it unwinds, and the thread goes on.
    pub fn call<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> impl Future<Output = Result<T, StoreError>> + Send + 'static {
        let (answer, answered) = oneshot::channel();
        let queued = self.queue(move |connection| {
            // Nobody waiting any more is no fault: what was asked for is done.
            let _ = answer.send(run(job, connection));
        });
        waited(queued, answered)
    }

    /// Looks into a question for as long as somebody waits for the answer.
    pub fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> impl Future<Output = Result<T, StoreError>> + Send + 'static {
        let (answer, answered) = oneshot::channel();
        let question = self.asked.fetch_add(1, Ordering::Relaxed);
        let (work, asker) = (self.work.clone(), Asker { work: self.work.clone(), question });
        let queued = self.queue(move |connection| {
            *work.question() = Some(question);
            // Looked at only now: whoever goes from here on interrupts it.
            if answer.is_closed() {
                *work.question() = None;
                return;
            }
            let found = run(job, connection);
            *work.question() = None;
            // Whoever has just gone does not mind.
            let _ = answer.send(found);
        });
        let answered = waited(queued, answered);
        async move {
            let _asker = asker;
            answered.await
        }
    }

    fn queue(&self, job: impl FnOnce(&mut Connection) + Send + 'static) -> bool {
        self.queue.as_ref().is_some_and(|queue| queue.send(Box::new(job)).is_ok())
    }
}

fn run<T>(
    job: impl FnOnce(&mut Connection) -> rusqlite::Result<T>,
    connection: &mut Connection,
) -> Result<T, StoreError> {
    match catch_unwind(AssertUnwindSafe(|| job(connection))) {
        Ok(result) => result.map_err(StoreError::from),
        Err(panic) => Err(StoreError::Broken(format!("a job panicked: {}", message(&*panic)))),
    }
}

async fn waited<T>(queued: bool, answered: oneshot::Receiver<Result<T, StoreError>>) -> Result<T, StoreError> {
    let gone = || StoreError::Unavailable("the store's thread has ended".into());
    if !queued {
        return Err(gone());
    }
    answered.await.map_err(|_| gone())?
}

fn message(panic: &(dyn std::any::Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use rusqlite::functions::FunctionFlags;

    use super::*;

    /// A search that comes to no end in anybody's lifetime, and says when it has begun.
    fn search(connection: &mut Connection, begun: oneshot::Sender<()>) -> rusqlite::Result<i64> {
        let begun = Mutex::new(Some(begun));
        connection.create_scalar_function("begun", 0, FunctionFlags::SQLITE_UTF8, move |_| {
            if let Some(begun) = begun.lock().unwrap().take() {
                begun.send(()).unwrap();
            }
            Ok(1)
        })?;
        let sql = "WITH RECURSIVE n(i) AS (SELECT begun() UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        connection.query_row(sql, [], |row| row.get(0))
    }

    #[tokio::test]
    async fn nobody_looks_for_what_nobody_waits_for() {
        let hand = Hand::start("test", Connection::open_in_memory().unwrap());
        let (begun, is_begun) = oneshot::channel();
        let endless = hand.ask(|connection| search(connection, begun));
        let queued = hand.ask(|_| -> rusqlite::Result<()> { panic!("nobody waits for it") });
        is_begun.await.unwrap();
        drop((endless, queued));
        assert_eq!(hand.ask(|_| Ok(1)).await.unwrap(), 1);
        let written = hand.call(|connection| connection.execute_batch("CREATE TABLE t(i)"));
        drop(written);
        hand.ask(|connection| connection.prepare("SELECT i FROM t").map(drop)).await.unwrap();
    }
}
