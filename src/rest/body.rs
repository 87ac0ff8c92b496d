//! A body on its way in: bounded in bytes and in time, and read past where it is refused.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http::header::EXPECT;
use http_body_util::BodyExt as _;
use tokio::time::timeout;

use super::json::Json;
use super::reader::{Object, Reader};
use super::refusal::Problem;
use crate::domain::refusal::Refusal;

/// The largest body of JSON that is taken, as large as a message of gRPC, and how long it may take to come.
const MOST: usize = 3_584 * 1024;
const PATIENCE: Duration = Duration::from_secs(30);

/// How much of a body that is refused is read all the same, and for how long: a client that is still sending would not
/// read the answer.
const LEFT_OVER: usize = 8 * 1024 * 1024;
const LAST_PATIENCE: Duration = Duration::from_secs(5);

/// How many bytes of JSON are read between two looks at other callers.
const AT_ONCE: usize = 64 * 1024;

/// What is left of a body. It may go from thread to thread but not be shared, which only the lock, that nobody ever takes,
/// makes up for.
pub(super) struct Incoming {
    body: Mutex<Body>,
    /// Whether the caller waits for a word before they send it: then none of it is under way to be read past.
    waits: bool,
}

impl Incoming {
    /// A body of which nothing was read yet.
    pub(super) fn new(body: Body, headers: &HeaderMap) -> Self {
        Self { body: Mutex::new(body), waits: headers.contains_key(EXPECT) }
    }

    /// What is left of it.
    pub(super) fn rest(&mut self) -> &mut Body {
        self.waits = false;
        self.body.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// All of it, which has to be a JSON object.
    pub(super) async fn object(&mut self, media_type: &str) -> Result<Object, Problem> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            self.leave().await;
            return Err(Problem::no_such_type("application/json"));
        }
        let bytes = match timeout(PATIENCE, self.collect()).await {
            Ok(bytes) => bytes?,
            Err(_) => return Err(Problem::too_slow()),
        };
        let mut reader = Reader::default();
        match parsed(bytes).await? {
            Ok(Json::Object(members)) => return Ok(Object::body(members)),
            Ok(other) => reader.unlike("body", &other, "a JSON object"),
            Err(fault) => reader.faults.add("body", format!("cannot be read as JSON: {fault}")),
        }
        reader.done().map(|()| Object::body(Vec::new())).map_err(Problem::from)
    }

    async fn collect(&mut self) -> Result<BytesMut, Problem> {
        let mut bytes = BytesMut::new();
        while let Some(frame) = self.rest().frame().await {
            let Ok(data) = frame.map_err(|_| Problem::too_slow())?.into_data() else { continue };
            if bytes.len() + data.len() > MOST {
                self.leave().await;
                return Err(Refusal::LimitExceeded { what: "bytes of a body", limit: MOST as u64 }.into());
            }
            bytes.extend_from_slice(&data);
        }
        Ok(bytes)
    }

    /// Reads past what is left of the body, within bounds.
    pub(super) async fn leave(&mut self) {
        if self.waits {
            return;
        }
        let mut left = LEFT_OVER;
        let reading = async {
            while let Some(Ok(frame)) = self.rest().frame().await {
                left = left.saturating_sub(frame.data_ref().map_or(0, Bytes::len));
                if left == 0 {
                    return;
                }
            }
        };
        // Whoever sends for longer gets the answer while they do, or not at all.
        let _ = timeout(LAST_PATIENCE, reading).await;
    }
}

/// Reads JSON; a large one elsewhere, since whoever else is served by this thread would wait for that.
async fn parsed(bytes: BytesMut) -> Result<serde_json::Result<Json>, Problem> {
    if bytes.len() <= AT_ONCE {
        return Ok(serde_json::from_slice(&bytes));
    }
    let reading = tokio::task::spawn_blocking(move || serde_json::from_slice(&bytes));
    // It ends early only by a panic, which the hook has logged.
    reading.await.map_err(|_| Problem::bug())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use http::StatusCode;

    use super::*;
    use crate::wire::request_id::RequestId;

    #[tokio::test(start_paused = true)]
    async fn a_body_that_does_not_come_is_waited_for_no_longer_than_that() {
        let begun = tokio_stream::once(Ok::<_, Infallible>(Bytes::from_static(b"{")));
        let never = tokio_stream::StreamExt::chain(begun, tokio_stream::pending());
        let mut body = Incoming::new(Body::from_stream(never), &HeaderMap::new());
        let began = tokio::time::Instant::now();
        let refused = body.object("application/json").await.err().unwrap();
        assert_eq!(began.elapsed(), PATIENCE);
        let response = refused.respond(&RequestId::of(&http::HeaderMap::new()));
        assert_eq!(response.status(), StatusCode::REQUEST_TIMEOUT);
        assert_eq!(response.headers()["connection"], "close");
    }
}
