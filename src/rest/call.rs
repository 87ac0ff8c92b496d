//! One call: who calls and what with, and how a command and its answer go through.

use std::sync::Arc;

use axum::response::{IntoResponse as _, Response};
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode};
use tokio::time::Instant;

use super::Wire;
use super::body::Incoming;
use super::json::{self, Json};
use super::query::Query;
use super::reader::{Object, Reader};
use super::refusal::Problem;
use crate::domain::caller::Caller;
use crate::domain::command::Command;
use crate::domain::limits;
use crate::domain::quote::shortened;
use crate::domain::receipt::Answer;
use crate::domain::record::Record;
use crate::domain::refusal::{Noun, Refusal};
use crate::domain::settle::Answered;
use crate::engine::Failure;
use crate::wire::request_id::RequestId;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// What a handler answers.
pub(super) type Said = Result<Response, Problem>;

/// One call.
pub(super) struct Call {
    pub(super) wire: Arc<Wire>,
    pub(super) caller: Caller,
    pub(super) parts: Parts,
    pub(super) body: Incoming,
    pub(super) id: RequestId,
    /// When streams of this call end by themselves.
    pub(super) retire: Instant,
}

impl Call {
    /// The id in the path. A text that is none names nothing, as an id that nothing has.
    pub(super) fn path_id<T>(&self, noun: Noun, parse: impl Fn(&str) -> Option<T>) -> Result<T, Refusal> {
        let text = self.parts.uri.path().split('/').nth(3).unwrap_or_default();
        parse(text).ok_or_else(|| Refusal::not_found(noun, shortened(text, 200)))
    }

    /// The query.
    pub(super) fn query(&self) -> Query {
        Query::of(self.parts.uri.query())
    }

    /// The idempotency key; nothing where there is none.
    pub(super) fn key(&self) -> Result<Option<String>, Refusal> {
        let mut keys = self.parts.headers.get_all(KEY).into_iter();
        let Some(key) = keys.next() else { return Ok(None) };
        let most = limits::IDEMPOTENCY_KEY;
        let text = key.to_str().ok().filter(|text| (1..=most).contains(&text.len()));
        let text = text.filter(|text| text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && keys.next().is_none());
        let mut reader = Reader::default();
        if text.is_none() {
            reader.faults.add("Idempotency-Key", format!("is not 1 to {most} printable ASCII characters, said once"));
        }
        reader.done().map(|()| text.map(str::to_owned))
    }

    /// The idempotency key, without which nothing is written. Its fault is told beside those of the body.
    fn required_key(&self, reader: &mut Reader) -> String {
        match self.key() {
            Ok(Some(key)) => return key,
            Ok(None) => {
                let most = limits::IDEMPOTENCY_KEY;
                let fault = format!("is required: a header of 1 to {most} printable ASCII characters");
                reader.faults.add("Idempotency-Key", fault);
            }
            Err(Refusal::Invalid(faults)) => reader.faults.0.extend(faults),
            Err(_) => {}
        }
        String::new()
    }

    /// Whether the body comes as this type.
    pub(super) fn media_type(&self) -> Option<&str> {
        self.parts.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    async fn object(&mut self) -> Result<Object, Problem> {
        let media_type = self.media_type().unwrap_or_default().to_owned();
        self.body.object(&media_type).await
    }

    /// The idempotency key, and what `read` makes of the body; or what is wrong with either.
    pub(super) async fn read<T>(
        &mut self,
        read: impl FnOnce(Object) -> Result<T, Refusal>,
    ) -> Result<(String, T), Problem> {
        let mut reader = Reader::default();
        let key = self.required_key(&mut reader);
        let read = match (reader.done(), read(self.object().await?)) {
            (Ok(()), read) => read?,
            (Err(Refusal::Invalid(mut faults)), Err(Refusal::Invalid(of_body))) => {
                faults.extend(of_body);
                return Err(Refusal::Invalid(faults).into());
            }
            (Err(refusal), _) => return Err(refusal.into()),
        };
        Ok((key, read))
    }

    /// Does a command.
    pub(super) async fn execute(&self, key: String, command: Command) -> Result<Done, Problem> {
        let Answered { answer, replayed } = self.wire.engine.execute(self.caller, Some(key), command).await?;
        Ok(Done { answer, replayed })
    }
}

/// What a command answered.
pub(super) struct Done {
    answer: Answer,
    replayed: bool,
}

impl Done {
    /// The response to what was made: the event that was recorded, or the record as `shape` knows it.
    pub(super) fn created(self, shape: impl FnOnce(&Record) -> Option<Json>) -> Said {
        let body = match &self.answer {
            Answer::Event(id) => Some(json::object([("eventId", json::text(id))])),
            Answer::Record(record) => shape(record),
        };
        let bug = || Problem::from(Failure::Bug("a command answered with another kind of thing".into()));
        let mut response = answer(StatusCode::CREATED, &body.ok_or_else(bug)?);
        if self.replayed {
            let header = HeaderName::from_static("idempotent-replayed");
            response.headers_mut().insert(header, HeaderValue::from_static("true"));
        }
        Ok(response)
    }
}

/// A response of JSON.
pub(super) fn answer(status: StatusCode, body: &Json) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}
