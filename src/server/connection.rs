//! One connection from its first byte to its last: TLS, protocol, age, drain.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::body::Body;
use http::Request;
use hyper::body::Incoming;
use hyper::rt::Executor;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::Service as _;
use tracing::{debug, trace};

use super::opening::Opening;
use super::{ConnInfo, Limits, Tls};

/// What all connections share.
pub(super) struct Connections {
    limits: Limits,
    tls: Option<Tls>,
    router: axum::Router,
    http: Builder<Tracked>,
    stop: CancellationToken,
    kill: CancellationToken,
}

impl Connections {
    /// Connections over `router`, whose calls are counted in `tasks`; on `stop` they wind up, on `kill` they drop.
    pub(super) fn new(
        limits: Limits,
        tls: Option<Tls>,
        router: axum::Router,
        tasks: TaskTracker,
        stop: CancellationToken,
        kill: CancellationToken,
    ) -> Self {
        let http = http(&limits, Tracked(tasks));
        // Giving the router its empty state once spares it the work on every request.
        Self { limits, tls, router: router.with_state(()), http, stop, kill }
    }

    /// Serves one connection to its end.
    pub(super) async fn serve(&self, socket: TcpStream, peer: SocketAddr) {
        if let Err(fault) = socket.set_nodelay(true) {
            return debug!(%peer, %fault, "the connection broke at once");
        }
        let Some(tls) = &self.tls else {
            return self.speak(socket, peer).await;
        };
        let handshake = timeout(self.limits.handshake_timeout, tls.acceptor.accept(socket));
        match self.stop.run_until_cancelled(handshake).await {
            Some(Ok(Ok(stream))) => self.speak(stream, peer).await,
            Some(Ok(Err(fault))) => debug!(%peer, %fault, "the TLS handshake failed"),
            Some(Err(_)) => debug!(%peer, "the TLS handshake took too long"),
            None => {}
        }
    }

    async fn speak<Io>(&self, io: Io, peer: SocketAddr)
    where
        Io: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let Limits { connection_grace: grace, preface_timeout, .. } = self.limits;
        let age_ends = Instant::now() + jittered(self.limits.connection_age);
        // Half of the grace is left for the last frames of streams that end themselves.
        let about = ConnInfo { peer, retire_at: age_ends + grace / 2 };

        let router = self.router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(about);
            router.clone().call(request.map(Body::new))
        });
        let io = TokioIo::new(Opening::new(io, preface_timeout));
        let mut connection = pin!(self.http.serve_connection(io, service));

        tokio::select! {
            ended = connection.as_mut() => return log(peer, ended),
            () = self.stop.cancelled() => {}
            () = sleep_until(age_ends) => {}
        }
        connection.as_mut().graceful_shutdown();
        tokio::select! {
            ended = connection => log(peer, ended),
            () = self.kill.cancelled() => debug!(%peer, "cut at the end of the drain"),
            () = sleep(grace), if !self.stop.is_cancelled() => debug!(%peer, "cut at the end of its grace"),
        }
    }
}

/// hyper with every limit set.
fn http(limits: &Limits, executor: Tracked) -> Builder<Tracked> {
    let mut builder = Builder::new(executor);
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_buf_size(limits.max_header_list_size as usize)
        .pipeline_flush(false);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(limits.max_concurrent_streams)
        .max_pending_accept_reset_streams(limits.max_pending_accept_reset_streams)
        .max_local_error_reset_streams(limits.max_local_error_reset_streams)
        .max_header_list_size(limits.max_header_list_size)
        .initial_stream_window_size(limits.stream_window)
        .initial_connection_window_size(limits.connection_window)
        .max_send_buf_size(limits.max_send_buffer)
        .keep_alive_interval(limits.keepalive_interval)
        .keep_alive_timeout(limits.keepalive_timeout);
    builder
}

/// `age`, give or take a tenth, so that connections made together don't end together.
fn jittered(age: Duration) -> Duration {
    // Without randomness there is no jitter, which is no reason to refuse a connection.
    let fraction = getrandom::u32().map_or(0.5, |random| f64::from(random) / f64::from(u32::MAX));
    age.mul_f64(0.9 + 0.2 * fraction)
}

/// Peers break connections all the time, so how one ended is of interest only to who looks for it.
fn log(peer: SocketAddr, ended: Result<(), Box<dyn std::error::Error + Send + Sync>>) {
    match ended {
        Ok(()) => trace!(%peer, "connection closed"),
        Err(fault) => debug!(%peer, %fault, "connection broke"),
    }
}

/// Runs the calls of HTTP/2 connections where the drain counts them.
#[derive(Clone)]
struct Tracked(TaskTracker);

impl<F> Executor<F> for Tracked
where
    F: Future<Output = ()> + Send + 'static,
{
    fn execute(&self, call: F) {
        self.0.spawn(call);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jitter_stays_within_a_tenth_and_is_there() {
        let age = Duration::from_secs(100);
        let ages: Vec<_> = (0..100).map(|_| jittered(age)).collect();
        assert!(ages.iter().all(|age| (90.0..=110.0).contains(&age.as_secs_f64())), "{ages:?}");
        assert!(ages.iter().any(|other| *other != ages[0]));
    }
}
