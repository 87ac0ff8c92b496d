//! A thread with a connection of its own that does one job after the other: SQLite blocks, and callers must not.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::store::StoreError;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// The thread. Dropping this waits until its queue is empty and its connection closed.
pub struct Hand {
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
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
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || jobs.into_iter().for_each(|job| job(&mut connection)))
            .expect("the machine can start a thread, or else nothing of the server can start");
        Self { queue: Some(queue), thread: Some(thread) }
    }

    /// Does a job, whoever still waits for it. A job that panics is a bug of ours in that one job: what it had begun is
    /// rolled back as it unwinds, and the thread goes on.
    pub fn call<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> impl Future<Output = Result<T, StoreError>> + Send + 'static {
        let (answer, answered) = oneshot::channel();
        let run = move |connection: &mut Connection| {
            let result = match catch_unwind(AssertUnwindSafe(|| job(connection))) {
                Ok(result) => result.map_err(StoreError::from),
                Err(panic) => Err(StoreError::Broken(format!("a job panicked: {}", message(&*panic)))),
            };
            // Nobody waiting any more is no fault: what was asked for is done.
            let _ = answer.send(result);
        };
        let queued = self.queue.as_ref().is_some_and(|queue| queue.send(Box::new(run)).is_ok());
        async move {
            let gone = || StoreError::Unavailable("the store's thread has ended".into());
            if !queued {
                return Err(gone());
            }
            answered.await.map_err(|_| gone())?
        }
    }
}

fn message(panic: &(dyn std::any::Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
