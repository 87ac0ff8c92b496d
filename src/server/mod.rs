//! The listening side: our own accept loop, since the stock one spins when file descriptors run out, sends no GOAWAY
//! before it closes an old connection, and waits for open streams for ever when it drains. One port serves every
//! protocol that the router speaks, over HTTP/2 and HTTP/1.1. It knows connections, not calls.

mod connection;
mod limits;
mod opening;
mod tls;

#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{debug, info, warn};

pub use self::limits::Limits;
pub use self::tls::Tls;

use self::connection::Connections;

/// How long a task may take to notice that its connection is gone.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// What a request's extensions say of its connection.
#[derive(Debug, Clone, Copy)]
pub struct ConnInfo {
    /// Who is at the other end.
    pub peer: SocketAddr,
    /// When a long stream should end itself with UNAVAILABLE: the client has been told to open another connection by
    /// then, and this one is about to be cut.
    pub retire_at: Instant,
}

/// Serves `router` until `stop`, then drains: the listener closes at once, each connection is told to go away, and what
/// is still open after `limits.drain_timeout` is dropped. Returns when all is closed.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    router: axum::Router,
    limits: Limits,
    stop: CancellationToken,
) {
    let slots = Arc::new(Semaphore::new(limits.max_connections));
    let tasks = TaskTracker::new();
    let kill = CancellationToken::new();
    let drain_timeout = limits.drain_timeout;
    let connections = Arc::new(Connections::new(limits, tls, router, tasks.clone(), stop.clone(), kill.clone()));

    while let Some((socket, peer, slot)) = stop.run_until_cancelled(next(&listener, &slots)).await {
        let connections = connections.clone();
        tasks.spawn(async move {
            connections.serve(socket, peer).await;
            drop(slot);
        });
    }
    drop(listener);
    tasks.close();

    info!(tasks = tasks.len(), "draining");
    if timeout(drain_timeout, tasks.wait()).await.is_err() {
        warn!(tasks = tasks.len(), "the drain took too long; closing what is still open");
        kill.cancel();
        if timeout(LAST_WORDS, tasks.wait()).await.is_err() {
            warn!(tasks = tasks.len(), "some calls don't end; leaving them");
        }
    }
}

/// The next connection, once there is a slot for it. Without one, peers wait in the kernel's backlog.
async fn next(listener: &TcpListener, slots: &Arc<Semaphore>) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    let slot = slots.clone().acquire_owned().await.expect("nobody closes the semaphore");
    let mut pause = Duration::from_millis(10);
    loop {
        match listener.accept().await {
            Ok((socket, peer)) => return (socket, peer, slot),
            Err(fault) if is_of_the_peer(&fault) => debug!(%fault, "a connection broke before it was accepted"),
            // Most likely out of file descriptors: trying again at once would only burn the processor.
            Err(fault) => {
                warn!(%fault, ?pause, "can't accept connections");
                sleep(pause).await;
                pause = (pause * 2).min(Duration::from_secs(1));
            }
        }
    }
}

fn is_of_the_peer(fault: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(fault.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}
