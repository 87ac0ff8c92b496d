//! Requests of both kinds: asking, and what came of it.

use http::StatusCode;

use super::call::{Call, Said, answer};
use super::json::Json;
use super::read;
use super::refusal::Problem;
use super::write;
use crate::domain::ids::RequestId;
use crate::domain::refusal::Noun;
use crate::domain::request::{Kind, Request, State};

use axum::response::IntoResponse as _;

/// `POST /api/approval-requests`, `POST /api/elicitation-requests`
pub(super) async fn create(mut call: Call, kind: Kind) -> Said {
    let (key, command) = call.read(|body| read::request_create(kind, body)).await?;
    call.execute(key, command).await?.created(|_| None)
}

/// `GET /api/approval-requests/{id}/result`, `GET /api/elicitation-requests/{id}/result`
pub(super) async fn result(call: Call, kind: Kind) -> Said {
    let id = call.path_id(Noun::Request, RequestId::parse)?;
    let mut query = call.query();
    let wait = query.wait();
    query.reader.done()?;
    let request = call.wire.engine.wait_request(call.caller, id, kind, wait).await?;
    match (said(&request), Problem::gone(&request)) {
        (Some(result), _) => Ok(answer(StatusCode::OK, &result)),
        (None, Some(gone)) => Err(gone),
        // The published clients read "pending" from there being no body.
        (None, None) => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

/// What a person said to a request; nothing where nobody has.
pub(super) fn said(request: &Request) -> Option<Json> {
    match &request.state {
        State::Decided(decision) => Some(write::approval_result(request, decision)),
        State::Answered(answers) => Some(write::elicitation_result(request, answers)),
        State::Pending | State::Cancelled { .. } | State::TimedOut { .. } => None,
    }
}
