//! The Approvals service.

use tonic::{Request, Response, Status};

use super::Wire;
use super::call::{Call, Messages};
use super::convert::read;
use super::convert::reader::Reader;
use super::convert::write::{self, Standing};
use super::pb::{self, approvals_server::Approvals};
use crate::domain::ids::RequestId;
use crate::domain::record;
use crate::domain::request::{Kind, Request as Record};

const KIND: Kind = Kind::Approval;

fn result(record: &record::Record) -> Option<pb::ApprovalResult> {
    let record::Record::Request(request) = record else { return None };
    if let Standing::Decided(result) = write::standing(request) { Some(result) } else { None }
}

fn state(request: &Record) -> Option<pb::approvals_get_result_response::State> {
    use pb::approvals_get_result_response::State;
    Some(match write::standing(request) {
        Standing::Pending(of) => State::Pending(of),
        Standing::Decided(of) => State::Decided(of),
        Standing::Cancelled(of) => State::Cancelled(of),
        Standing::TimedOut(of) => State::TimedOut(of),
        // A request of this kind never ends so.
        Standing::Answered(_) => return None,
    })
}

fn watch_state(request: &Record) -> Option<pb::approvals_watch_result_response::State> {
    use pb::approvals_get_result_response::State as Get;
    use pb::approvals_watch_result_response::State as Watch;
    state(request).map(|state| match state {
        Get::Pending(of) => Watch::Pending(of),
        Get::Decided(of) => Watch::Decided(of),
        Get::Cancelled(of) => Watch::Cancelled(of),
        Get::TimedOut(of) => Watch::TimedOut(of),
    })
}

#[tonic::async_trait]
impl Approvals for Wire {
    type WatchResultStream = Messages<pb::ApprovalsWatchResultResponse>;

    async fn create(
        &self,
        request: Request<pb::ApprovalsCreateRequest>,
    ) -> Result<Response<pb::ApprovalsCreateResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::approval_create(message)).await?;
        Ok(done.respond(pb::ApprovalsCreateResponse { event_id: done.event_id() }))
    }

    async fn get(
        &self,
        request: Request<pb::ApprovalsGetRequest>,
    ) -> Result<Response<pb::ApprovalsGetResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let id = call.id("id", &message.id, RequestId::parse)?;
        let found = self.engine.request(&call.caller, id, Some(KIND)).await.map_err(|f| call.fail(f))?;
        Ok(Response::new(pb::ApprovalsGetResponse { request: Some(write::request(&found)) }))
    }

    async fn get_result(
        &self,
        request: Request<pb::ApprovalsGetResultRequest>,
    ) -> Result<Response<pb::ApprovalsGetResultResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let mut reader = Reader::default();
        let id = reader.id("id", &message.id, RequestId::parse);
        let wait = reader.wait(message.wait);
        reader.done().map_err(|refusal| call.fail(refusal))?;
        let found = self.engine.wait_request(call.caller, id, KIND, wait).await.map_err(|f| call.fail(f))?;
        Ok(Response::new(pb::ApprovalsGetResultResponse { state: state(&found) }))
    }

    async fn watch_result(
        &self,
        request: Request<pb::ApprovalsWatchResultRequest>,
    ) -> Result<Response<Self::WatchResultStream>, Status> {
        let (call, message) = Call::open(request)?.take();
        let id = call.id("id", &message.id, RequestId::parse)?;
        let watch = self.engine.watch_request(call.caller, id, KIND, call.retire);
        Ok(call.stream(watch, |request| pb::ApprovalsWatchResultResponse { state: watch_state(&request) }))
    }

    async fn decide(
        &self,
        request: Request<pb::ApprovalsDecideRequest>,
    ) -> Result<Response<pb::ApprovalsDecideResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::approval_decide(message)).await?;
        Ok(done.respond(pb::ApprovalsDecideResponse { result: Some(done.record(result)?) }))
    }

    async fn cancel(
        &self,
        request: Request<pb::ApprovalsCancelRequest>,
    ) -> Result<Response<pb::ApprovalsCancelResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let read = read::request_cancel(message.idempotency_key, &message.id, KIND, message.reason);
        let done = call.write(&self.engine, read).await?;
        Ok(done.respond(pb::ApprovalsCancelResponse { event_id: done.event_id() }))
    }
}
