//! What one peer, and all of them together, may take of the server.

use std::time::Duration;

/// The bounds of the listening side. Every one is set, since hyper's and tonic's defaults leave some open.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections at once; more wait in the kernel's backlog.
    pub max_connections: usize,
    /// How long a TLS handshake may take.
    pub handshake_timeout: Duration,
    /// How long a peer may take to say which protocol it speaks.
    pub preface_timeout: Duration,
    /// How long an HTTP/1.1 peer may take for the headers of a request, and may stay idle between two.
    pub header_timeout: Duration,
    /// Streams at once on one HTTP/2 connection. A watch is a stream, and a client beyond the limit waits silently, so
    /// it is high.
    pub max_concurrent_streams: u32,
    /// Streams that the peer may reset before we took them up, else the connection is closed (CVE-2023-44487).
    pub max_pending_accept_reset_streams: usize,
    /// Streams that the peer may make us reset over the life of a connection (RUSTSEC-2024-0003).
    pub max_local_error_reset_streams: usize,
    /// Bytes of headers in one request.
    pub max_header_list_size: u32,
    /// Bytes in flight to us on one stream.
    pub stream_window: u32,
    /// Bytes in flight to us on one connection.
    pub connection_window: u32,
    /// Bytes that wait for a slow reader on one stream.
    pub max_send_buffer: usize,
    /// How often a silent peer is asked whether it is there.
    pub keepalive_interval: Duration,
    /// How long it may take to answer that.
    pub keepalive_timeout: Duration,
    /// The age at which a connection is told to go away, give or take a tenth, so that clients spread over servers and
    /// find new ones.
    pub connection_age: Duration,
    /// How long calls on a connection may go on after that.
    pub connection_grace: Duration,
    /// How long the server waits for open calls when it stops.
    pub drain_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_connections: 10_000,
            handshake_timeout: Duration::from_secs(5),
            preface_timeout: Duration::from_secs(10),
            header_timeout: Duration::from_secs(10),
            max_concurrent_streams: 10_000,
            max_pending_accept_reset_streams: 20,
            max_local_error_reset_streams: 1024,
            max_header_list_size: 16 * 1024,
            stream_window: 256 * 1024,
            connection_window: 1024 * 1024,
            max_send_buffer: 128 * 1024,
            keepalive_interval: Duration::from_secs(30),
            keepalive_timeout: Duration::from_secs(10),
            connection_age: Duration::from_secs(3600),
            connection_grace: Duration::from_secs(30),
            drain_timeout: Duration::from_secs(10),
        }
    }
}
