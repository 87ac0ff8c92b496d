//! What every handler does first and last: who calls, and how an answer or a failure goes back. Nothing is answered to
//! whom authentication has not let through.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request as HttpRequest, State};
use axum::middleware::Next;
use axum::response::Response as HttpResponse;
use tokio::time::Instant;
use tokio_stream::{Stream, StreamExt as _};
use tonic::metadata::MetadataValue;
use tonic::{Request, Response, Status};

use super::convert::reader::{Read, Reader};
use super::layers::{Dialect, RequestId};
use super::status;
use crate::auth::gate::Gate;
use crate::domain::caller::Caller;
use crate::domain::event::Event;
use crate::domain::receipt::Answer;
use crate::domain::record::Record;
use crate::domain::refusal::Refusal;
use crate::domain::settle::Answered;
use crate::engine::{Engine, Failure, Standing, Watch, Watched};
use crate::server::ConnInfo;

/// A stream of messages to a caller.
pub type Messages<T> = Pin<Box<dyn Stream<Item = Result<T, Status>> + Send>>;

/// How long a stream may go on where the connection says nothing of it.
const LONGEST_STREAM: Duration = Duration::from_secs(3600);

/// Lets calls with a key that works through, with who calls in their extensions.
pub async fn authenticate(State(gate): State<Arc<Gate>>, mut request: HttpRequest, next: Next) -> HttpResponse {
    let by_browser = request.extensions().get() == Some(&Dialect::Web);
    let standing = gate.caller(request.uri(), request.headers(), by_browser).await;
    match standing {
        Ok(standing) => {
            request.extensions_mut().insert(standing);
            next.run(request).await
        }
        Err(failure) => status::of(&failure, request_id(request.extensions())).into_http(),
    }
}

fn request_id(extensions: &http::Extensions) -> &str {
    extensions.get::<RequestId>().map_or("", RequestId::as_str)
}

/// One call: who calls, and what.
pub struct Call<T> {
    /// Who.
    pub caller: Caller,
    /// Who, in full.
    pub standing: Arc<Standing>,
    /// When streams of this call end by themselves.
    pub retire: Instant,
    request_id: Option<RequestId>,
    /// What.
    pub message: T,
}

impl<T> Call<T> {
    /// Takes a request apart. Default deny: one that did not pass authentication is refused.
    pub fn open(request: Request<T>) -> Result<Self, Status> {
        let (_, extensions, message) = request.into_parts();
        let standing: Option<&Arc<Standing>> = extensions.get();
        let standing = standing.ok_or_else(|| status::refused(&Refusal::Unauthenticated))?.clone();
        let retire =
            extensions.get::<ConnInfo>().map_or_else(|| Instant::now() + LONGEST_STREAM, |info| info.retire_at);
        let request_id = extensions.get::<RequestId>().cloned();
        Ok(Self { caller: standing.caller, standing, retire, request_id, message })
    }

    /// The same call with its message taken out.
    pub fn take(self) -> (Call<()>, T) {
        let Self { caller, standing, retire, request_id, message } = self;
        (Call { caller, standing, retire, request_id, message: () }, message)
    }

    /// The id in a message that has nothing else to be wrong.
    pub fn id<I>(&self, field: &str, text: &str, parse: impl Fn(&str) -> Option<I>) -> Result<I, Status> {
        let mut reader = Reader::default();
        let id = reader.id(field, text, parse);
        reader.done().map(|()| id).map_err(|refusal| self.fail(refusal))
    }

    /// How a failure goes back.
    pub fn fail(&self, failure: impl Into<Failure>) -> Status {
        status::of(&failure.into(), self.request_id.as_ref().map_or("", RequestId::as_str))
    }

    /// Does a command that was read from the message.
    pub async fn write(&self, engine: &Engine, read: Read) -> Result<Done, Status> {
        let (key, command) = read.map_err(|refusal| self.fail(refusal))?;
        let Answered { answer, replayed } =
            engine.execute(self.caller, Some(key), command).await.map_err(|failure| self.fail(failure))?;
        Ok(Done { answer, replayed })
    }

    /// The stream of what a watch says, in messages.
    pub fn stream<W: Watched, M: Send + 'static>(
        self,
        watch: Watch<W>,
        mut message: impl FnMut(W::Item) -> M + Send + 'static,
    ) -> Response<Messages<M>>
    where
        T: Send + 'static,
    {
        let request_id = self.request_id;
        let messages = watch.map(move |said| match said {
            Ok(item) => Ok(message(item)),
            Err(failure) => Err(status::of(&failure, request_id.as_ref().map_or("", RequestId::as_str))),
        });
        Response::new(Box::pin(messages))
    }
}

/// What a command answered.
pub struct Done {
    answer: Answer,
    /// Whether it is the answer of an earlier call with the same key.
    pub replayed: bool,
}

impl Done {
    /// The id of the event that was recorded.
    pub fn event_id(&self) -> String {
        match &self.answer {
            Answer::Event(id) => id.to_string(),
            Answer::Record(_) => String::new(),
        }
    }

    /// The record that was answered, as `pick` knows it.
    pub fn record<R>(&self, pick: impl FnOnce(&Record) -> Option<R>) -> Result<R, Status> {
        let picked = match &self.answer {
            Answer::Record(record) => pick(record),
            Answer::Event(_) => None,
        };
        picked.ok_or_else(|| status::of(&Failure::Bug("a command answered with another kind of thing".into()), ""))
    }

    /// The response; one that is an earlier call's answer says so in its metadata.
    pub fn respond<M>(&self, message: M) -> Response<M> {
        let mut response = Response::new(message);
        if self.replayed {
            response.metadata_mut().insert("idempotent-replayed", MetadataValue::from_static("true"));
        }
        response
    }
}

/// The last of some events' sequence number, or the one before them.
pub fn last_sequence(events: &[Event], before: u64) -> u64 {
    events.last().map_or(before, |event| event.sequence)
}
