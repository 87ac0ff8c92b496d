//! Waiting for people, over whatever breaks meanwhile.
//!
//! A connection that breaks is no end: the server says how things stand as soon as it is watched again, so nothing is missed
//! and nothing comes twice. Dropping the future, or the stream, ends the watch.

use std::error::Error as _;
use std::time::Duration;

use futures_util::stream::{Stream, try_unfold};
use tokio::time::Instant;
use tonic::{Response, Status, Streaming};
use tonic_types::StatusExt as _;

use crate::client::{Approvals, Elicitations, Tasks};
use crate::error::Error;
use crate::link::{Link, pause_after};
use crate::transport::passes_by_itself;
use crate::v1;
use crate::v1::approvals_watch_result_response::State as ApprovalState;
use crate::v1::elicitations_watch_result_response::State as ElicitationState;

/// Heartbeats come every 15 seconds: a stream that has been silent for three of them is dead, whatever the connection says.
const SILENCE: Duration = Duration::from_secs(45);

/// How an approval ended. A decision is a decision only as [`Decided`](Self::Decided), and its outcome still says which.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)] // There is one at the end of a wait: its size costs nobody.
pub enum ApprovalEnd {
    /// A person decided.
    Decided(v1::ApprovalResult),
    /// It was withdrawn; no decision will come.
    Cancelled(v1::Cancelled),
    /// Its deadline passed; no decision will come.
    TimedOut(v1::TimedOut),
}

/// How an elicitation ended.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)] // There is one at the end of a wait: its size costs nobody.
pub enum ElicitationEnd {
    /// A person answered.
    Answered(v1::ElicitationResult),
    /// It was withdrawn; no answer will come.
    Cancelled(v1::Cancelled),
    /// Its deadline passed; no answer will come.
    TimedOut(v1::TimedOut),
}

/// The longest pause between two streams. One that lasted longer says that the way is sound.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// A stream that is opened again where it left off.
struct Resuming<M> {
    link: Link,
    stream: Option<Streaming<M>>,
    /// When the present stream was opened.
    opened: Instant,
    /// How many streams in a row ended soon.
    tried: u32,
    /// Whether anything was ever heard: then the address and the key are right, and whatever is wrong will pass.
    heard: bool,
}

impl<M> Resuming<M> {
    fn new(link: Link) -> Self {
        Self { link, stream: None, opened: Instant::now(), tried: 0, heard: false }
    }

    /// The next message. Only what trying again would not mend is an error.
    async fn next<F>(&mut self, open: impl Fn() -> F) -> Result<M, Error>
    where
        F: Future<Output = Result<Response<Streaming<M>>, Status>>,
    {
        loop {
            let heard = tokio::time::timeout(SILENCE, async {
                if self.stream.is_none() {
                    self.opened = Instant::now();
                    self.stream = Some(open().await?.into_inner());
                }
                match &mut self.stream {
                    Some(stream) => stream.message().await,
                    None => Ok(None),
                }
            });
            let status = match heard.await {
                Ok(Ok(Some(message))) => {
                    self.heard = true;
                    return Ok(message);
                }
                // Every stream of ours ends with its last message; one that ends before it was cut by somebody on the way.
                Ok(Ok(None)) => Status::unavailable("the stream ended too early"),
                Ok(Err(status)) => status,
                Err(_) => Status::unavailable("no heartbeat came"),
            };
            self.stream = None;
            let on_the_way = status.source().is_some();
            let passes = is_worth_trying_again(&status) || (self.heard && on_the_way);
            if !passes {
                return Err(self.link.error(&status));
            }
            // Every stream says at once how things stand, so that something was heard tells nothing of the way.
            self.tried = if self.opened.elapsed() > LONGEST_PAUSE { 1 } else { self.tried + 1 };
            tokio::time::sleep(pause_after(&status, self.tried, LONGEST_PAUSE)).await;
        }
    }
}

/// A proxy that gives up on a stream may call that CANCELLED, INTERNAL, UNKNOWN or what not; what the server refuses has a reason.
fn is_worth_trying_again(status: &Status) -> bool {
    use tonic::Code::{Aborted, Cancelled, DeadlineExceeded, Internal, ResourceExhausted, Unknown};
    let torn = matches!(status.code(), Aborted | Cancelled | DeadlineExceeded | Internal | ResourceExhausted | Unknown);
    passes_by_itself(status) || (torn && status.source().is_none() && status.get_details_error_info().is_none())
}

async fn within<T>(link: &Link, limit: Duration, wait: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::time::timeout(limit, wait).await.unwrap_or_else(|_| {
        let url = &link.url;
        Err(Error::TimedOut(format!(
            "No end of the request was heard of from {url} within {limit:?}. Watch it again to wait on."
        )))
    })
}

impl Approvals {
    /// Waits for the end of an approval, however long a person takes.
    pub async fn watch_result(&self, id: &str) -> Result<ApprovalEnd, Error> {
        self.watch_states(id, |_| ()).await
    }

    /// The same for so long at the most; then [`Error::TimedOut`], and the approval stays open.
    pub async fn watch_result_for(&self, id: &str, limit: Duration) -> Result<ApprovalEnd, Error> {
        within(&self.link, limit, self.watch_result(id)).await
    }

    /// Waits for the end, and is told of `pending` at once and then every 15 seconds, or after each break.
    pub async fn watch_states(&self, id: &str, mut pending: impl FnMut(v1::Pending)) -> Result<ApprovalEnd, Error> {
        let mut watch = Resuming::new(self.link.clone());
        loop {
            let open = || {
                let mut stub = self.stub();
                let message = v1::ApprovalsWatchResultRequest { id: id.to_owned() };
                async move { stub.watch_result(message).await }
            };
            match watch.next(open).await?.state {
                Some(ApprovalState::Pending(of)) => pending(of),
                Some(ApprovalState::Decided(of)) => return Ok(ApprovalEnd::Decided(of)),
                Some(ApprovalState::Cancelled(of)) => return Ok(ApprovalEnd::Cancelled(of)),
                Some(ApprovalState::TimedOut(of)) => return Ok(ApprovalEnd::TimedOut(of)),
                None => return Err(unknown_state()),
            }
        }
    }
}

impl Elicitations {
    /// Waits for the end of an elicitation, however long a person takes.
    pub async fn watch_result(&self, id: &str) -> Result<ElicitationEnd, Error> {
        self.watch_states(id, |_| ()).await
    }

    /// The same for so long at the most; then [`Error::TimedOut`], and the elicitation stays open.
    pub async fn watch_result_for(&self, id: &str, limit: Duration) -> Result<ElicitationEnd, Error> {
        within(&self.link, limit, self.watch_result(id)).await
    }

    /// Waits for the end, and is told of `pending` at once and then every 15 seconds, or after each break.
    pub async fn watch_states(&self, id: &str, mut pending: impl FnMut(v1::Pending)) -> Result<ElicitationEnd, Error> {
        let mut watch = Resuming::new(self.link.clone());
        loop {
            let open = || {
                let mut stub = self.stub();
                let message = v1::ElicitationsWatchResultRequest { id: id.to_owned() };
                async move { stub.watch_result(message).await }
            };
            match watch.next(open).await?.state {
                Some(ElicitationState::Pending(of)) => pending(of),
                Some(ElicitationState::Answered(of)) => return Ok(ElicitationEnd::Answered(of)),
                Some(ElicitationState::Cancelled(of)) => return Ok(ElicitationEnd::Cancelled(of)),
                Some(ElicitationState::TimedOut(of)) => return Ok(ElicitationEnd::TimedOut(of)),
                None => return Err(unknown_state()),
            }
        }
    }
}

fn unknown_state() -> Error {
    Error::Unreachable(
        "The server says something that this version of the client does not know; use a newer one.".into(),
    )
}

impl Tasks {
    /// Follows a timeline live, from after `cursor` (empty: from its first event) on: new events, with the cursor to go on after
    /// them. It does not end by itself.
    pub fn watch_events(
        &self,
        task_id: &str,
        cursor: &str,
    ) -> impl Stream<Item = Result<v1::TasksWatchEventsResponse, Error>> + Send + use<> {
        let message = v1::TasksWatchEventsRequest { task_id: task_id.to_owned(), cursor: cursor.to_owned() };
        let at = (self.clone(), Resuming::new(self.link.clone()), message);
        try_unfold(at, async |(tasks, mut watch, mut message)| {
            loop {
                let open = || {
                    let (mut stub, message) = (tasks.stub(), message.clone());
                    async move { stub.watch_events(message).await }
                };
                let heard: v1::TasksWatchEventsResponse = watch.next(open).await?;
                message.cursor.clone_from(&heard.cursor);
                // Without events it was a heartbeat.
                if !heard.events.is_empty() {
                    return Ok(Some((heard, (tasks, watch, message))));
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost::Message as _;
    use tonic::Code;
    use tonic_types::ErrorDetails;

    /// A stream that says `pending` and is cut.
    fn cut() -> Streaming<v1::ApprovalsWatchResultResponse> {
        let pending = ApprovalState::Pending(v1::Pending::default());
        let message = v1::ApprovalsWatchResultResponse { state: Some(pending) }.encode_to_vec();
        let frame = [&[0, 0, 0, 0, u8::try_from(message.len()).expect("a short one")][..], &message].concat();
        let body = http_body_util::Full::new(bytes::Bytes::from(frame));
        Streaming::new_request(tonic_prost::ProstDecoder::default(), body, None, None)
    }

    #[tokio::test(start_paused = true)]
    async fn a_way_that_breaks_right_after_the_first_word_is_not_hammered() {
        let link = Link::open(&crate::Settings::new("http://127.0.0.1:1", "key")).expect("a link that is not used");
        let (opened, begun) = (std::cell::Cell::new(0), Instant::now());
        let mut watch = Resuming::new(link);
        while begun.elapsed() < Duration::from_secs(60) {
            let open = || {
                opened.set(opened.get() + 1);
                async { Ok(Response::new(cut())) }
            };
            watch.next(open).await.expect("another pending");
        }
        assert!((10..40).contains(&opened.get()), "it was opened {} times in a minute", opened.get());
    }

    #[test]
    fn a_watch_goes_on_after_whatever_is_no_refusal_of_the_server() {
        let plain = |code| Status::new(code, "a proxy");
        let refused = |code, reason: &str| {
            Status::with_error_details(
                code,
                "",
                ErrorDetails::with_error_info(reason, "pumpup", std::collections::HashMap::new()),
            )
        };
        for (status, again) in [
            (plain(Code::Unavailable), true),
            (plain(Code::Internal), true),
            (plain(Code::Cancelled), true),
            (plain(Code::DeadlineExceeded), true),
            (plain(Code::Unauthenticated), false),
            (plain(Code::NotFound), false),
            (plain(Code::Unimplemented), false),
            (refused(Code::Unavailable, "DRAINING"), true),
            (refused(Code::Internal, "INTERNAL"), false),
            (refused(Code::PermissionDenied, "PERMISSION_DENIED"), false),
            (refused(Code::ResourceExhausted, "LIMIT_EXCEEDED"), false),
        ] {
            assert_eq!(is_worth_trying_again(&status), again, "{status:?}");
        }
    }
}
