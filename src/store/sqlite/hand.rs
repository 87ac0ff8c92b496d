//! A thread with a connection of its own that does one job after the other: SQLite blocks, and callers must not.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::store::StoreError;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// The thread. It ends when this is dropped and its queue is empty.
pub struct Hand {
    queue: mpsc::Sender<Job>,
}

impl Hand {
    /// Starts the thread.
    pub fn start(name: &str, mut connection: Connection) -> Self {
        let (queue, jobs) = mpsc::channel::<Job>();
        std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || jobs.into_iter().for_each(|job| job(&mut connection)))
            .expect("the machine can start a thread, or else nothing of the server can start");
        Self { queue }
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
        let queued = self.queue.send(Box::new(run));
        async move {
            let gone = || StoreError::Unavailable("the store's thread has ended".into());
            queued.map_err(|_| gone())?;
            answered.await.map_err(|_| gone())?
        }
    }
}

fn message(panic: &(dyn std::any::Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
