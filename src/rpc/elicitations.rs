//! The Elicitations service.

use tonic::{Request, Response, Status};

use super::Wire;
use super::call::{Call, Messages};
use super::convert::read;
use super::convert::reader::Reader;
use super::convert::write::{self, Standing};
use super::pb::{self, elicitations_server::Elicitations};
use crate::domain::ids::RequestId;
use crate::domain::record;
use crate::domain::request::{Kind, Request as Record};

const KIND: Kind = Kind::Elicitation;

fn result(record: &record::Record) -> Option<pb::ElicitationResult> {
    let record::Record::Request(request) = record else { return None };
    if let Standing::Answered(result) = write::standing(request) { Some(result) } else { None }
}

fn state(request: &Record) -> Option<pb::elicitations_get_result_response::State> {
    use pb::elicitations_get_result_response::State;
    Some(match write::standing(request) {
        Standing::Pending(of) => State::Pending(of),
        Standing::Answered(of) => State::Answered(of),
        Standing::Cancelled(of) => State::Cancelled(of),
        Standing::TimedOut(of) => State::TimedOut(of),
        // A request of this kind never ends so.
        Standing::Decided(_) => return None,
    })
}

fn watch_state(request: &Record) -> Option<pb::elicitations_watch_result_response::State> {
    use pb::elicitations_get_result_response::State as Get;
    use pb::elicitations_watch_result_response::State as Watch;
    state(request).map(|state| match state {
        Get::Pending(of) => Watch::Pending(of),
        Get::Answered(of) => Watch::Answered(of),
        Get::Cancelled(of) => Watch::Cancelled(of),
        Get::TimedOut(of) => Watch::TimedOut(of),
    })
}

#[tonic::async_trait]
impl Elicitations for Wire {
    type WatchResultStream = Messages<pb::ElicitationsWatchResultResponse>;

    async fn create(
        &self,
        request: Request<pb::ElicitationsCreateRequest>,
    ) -> Result<Response<pb::ElicitationsCreateResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::elicitation_create(message)).await?;
        Ok(done.respond(pb::ElicitationsCreateResponse { event_id: done.event_id() }))
    }

    async fn get(
        &self,
        request: Request<pb::ElicitationsGetRequest>,
    ) -> Result<Response<pb::ElicitationsGetResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let id = call.id("id", &message.id, RequestId::parse)?;
        let found = self.engine.request(&call.caller, id, Some(KIND)).await.map_err(|f| call.fail(f))?;
        Ok(Response::new(pb::ElicitationsGetResponse { request: Some(write::request(&found)) }))
    }

    async fn get_result(
        &self,
        request: Request<pb::ElicitationsGetResultRequest>,
    ) -> Result<Response<pb::ElicitationsGetResultResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let mut reader = Reader::default();
        let id = reader.id("id", &message.id, RequestId::parse);
        let wait = reader.wait(message.wait);
        reader.done().map_err(|refusal| call.fail(refusal))?;
        let found = self.engine.wait_request(call.caller, id, KIND, wait).await.map_err(|f| call.fail(f))?;
        Ok(Response::new(pb::ElicitationsGetResultResponse { state: state(&found) }))
    }

    async fn watch_result(
        &self,
        request: Request<pb::ElicitationsWatchResultRequest>,
    ) -> Result<Response<Self::WatchResultStream>, Status> {
        let (call, message) = Call::open(request)?.take();
        let id = call.id("id", &message.id, RequestId::parse)?;
        let watch = self.engine.watch_request(call.caller, id, KIND, call.retire);
        Ok(call.stream(watch, |request| pb::ElicitationsWatchResultResponse { state: watch_state(&request) }))
    }

    async fn answer(
        &self,
        request: Request<pb::ElicitationsAnswerRequest>,
    ) -> Result<Response<pb::ElicitationsAnswerResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::elicitation_answer(message)).await?;
        Ok(done.respond(pb::ElicitationsAnswerResponse { result: Some(done.record(result)?) }))
    }

    async fn cancel(
        &self,
        request: Request<pb::ElicitationsCancelRequest>,
    ) -> Result<Response<pb::ElicitationsCancelResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let read = read::request_cancel(message.idempotency_key, &message.id, KIND, message.reason);
        let done = call.write(&self.engine, read).await?;
        Ok(done.respond(pb::ElicitationsCancelResponse { event_id: done.event_id() }))
    }
}
