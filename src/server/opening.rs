//! The first bytes of a connection, which hyper waits for without limit: a peer that says nothing would hold its slot
//! for ever, and even outlast a drain.

use std::io::{Error, ErrorKind, Result};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// What every HTTP/2 connection begins with; anything else is HTTP/1.1, which has a time limit of its own.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// A connection that fails unless its peer says in time which protocol it speaks. Afterwards it costs nothing.
pub(super) struct Opening<Io> {
    io: Io,
    /// How much of the preface has come.
    greeted: usize,
    timer: Option<Pin<Box<Sleep>>>,
}

impl<Io> Opening<Io> {
    pub(super) fn new(io: Io, within: Duration) -> Self {
        Self { io, greeted: 0, timer: Some(Box::pin(sleep(within))) }
    }

    fn hear(&mut self, bytes: &[u8]) {
        let rest = &PREFACE[self.greeted..];
        let common = rest.len().min(bytes.len());
        let is_http2_so_far = rest[..common] == bytes[..common];
        self.greeted += common;
        if !is_http2_so_far || self.greeted == PREFACE.len() {
            self.timer = None;
        }
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Opening<Io> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        let this = &mut *self;
        let before = buffer.filled().len();
        let read = Pin::new(&mut this.io).poll_read(context, buffer);
        let Some(timer) = &mut this.timer else { return read };
        match read {
            Poll::Pending => timer.as_mut().poll(context).map(|()| {
                let message = "the peer did not say in time which protocol it speaks";
                Err(Error::new(ErrorKind::TimedOut, message))
            }),
            Poll::Ready(done) => {
                this.hear(&buffer.filled()[before..]);
                Poll::Ready(done)
            }
        }
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Opening<Io> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.io).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[std::io::IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }
}
