//! The Inbox service.

use std::sync::Arc;
use std::time::Duration;

use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::Wire;
use super::call::{Call, Messages};
use super::convert::read;
use super::convert::reader::Reader;
use super::convert::write;
use super::pb::{self, inbox_server::Inbox};
use crate::domain::caller::Who;
use crate::domain::ids::{AgentId, PersonId};
use crate::domain::limits;
use crate::engine::Scope;
use crate::environment::Clock;
use crate::store::{EndedFilter, InboxFilter};
use crate::wire::page::Pages;

#[tonic::async_trait]
impl Inbox for Wire {
    type WatchStream = Messages<pb::InboxWatchResponse>;

    async fn list(&self, request: Request<pb::InboxListRequest>) -> Result<Response<pb::InboxListResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let said = message.filter.clone();
        let mut reader = Reader::default();
        let size = reader.page_size("page_size", message.page_size);
        let filter = self.inbox_filter(&call, reader, message.filter).await?;
        let pages = Pages::of(call.caller.account, &(said, call.caller.who));
        let after = pages.after(&message.page_token).map_err(|refusal| call.fail(refusal))?;
        let (items, last) = self.engine.inbox(&call.caller, filter(), after, size).await.map_err(|f| call.fail(f))?;
        Ok(Response::new(pb::InboxListResponse {
            items: items.iter().map(write::inbox_item).collect(),
            next_page_token: last.map(|last| pages.token(last)).unwrap_or_default(),
        }))
    }

    async fn watch(&self, request: Request<pb::InboxWatchRequest>) -> Result<Response<Self::WatchStream>, Status> {
        let (call, message) = Call::open(request)?.take();
        let filter = self.inbox_filter(&call, Reader::default(), message.filter).await?;
        let watch = self.engine.watch_inbox(call.caller, Box::new(move || filter()), call.retire);
        Ok(call.stream(watch, |change| pb::InboxWatchResponse {
            upserts: change.upserts.iter().map(write::inbox_item).collect(),
            removals: change.removals.iter().map(ToString::to_string).collect(),
            snapshot: change.snapshot,
        }))
    }

    async fn list_ended(
        &self,
        request: Request<pb::InboxListEndedRequest>,
    ) -> Result<Response<pb::InboxListEndedResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let said = pb::InboxListEndedRequest { page_size: 0, page_token: String::new(), ..message.clone() };
        let mut reader = Reader::default();
        let size = reader.page_size("page_size", message.page_size);
        reader.faults.text("text", &message.text, limits::NAME);
        let filter = EndedFilter {
            project: None,
            kind: read::kind(&mut reader, "kind", message.kind),
            requested_by: agent_or_person(&mut reader, "requested_by", &message.requested_by),
            ended_by: reader.optional_id("ended_by", &message.ended_by, PersonId::parse),
            outcome: reader.verdict("outcome", message.outcome),
            since: None,
            text: (!message.text.is_empty()).then_some(message.text),
        };
        reader.done().map_err(|refusal| call.fail(refusal))?;
        let project = self.project_filter(&call, message.project_name).await?;
        let pages = Pages::of(call.caller.account, &said);
        let after = pages.after(&message.page_token).map_err(|refusal| call.fail(refusal))?;
        let ended = self.engine.ended(&call.caller, EndedFilter { project, ..filter }, after, size).await;
        let (items, last) = ended.map_err(|f| call.fail(f))?;
        Ok(Response::new(pb::InboxListEndedResponse {
            items: items.iter().map(write::inbox_item).collect(),
            next_page_token: last.map(|last| pages.token(last)).unwrap_or_default(),
        }))
    }

    async fn overview(
        &self,
        request: Request<pb::InboxOverviewRequest>,
    ) -> Result<Response<pb::InboxOverviewResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let mut reader = Reader::default();
        let requested_by = agent_or_person(&mut reader, "requested_by", &message.requested_by);
        let period = period(&mut reader, message.period);
        reader.done().map_err(|refusal| call.fail(refusal))?;
        let project = self.project_filter(&call, message.project_name).await?;
        let scope = Scope { project, requested_by, period };
        let overlooked = self.engine.overview(&call.caller, scope).await.map_err(|f| call.fail(f))?;
        Ok(Response::new(write::overview(&overlooked)))
    }
}

/// The id of an agent or, one day, of a person: both are written alike.
fn agent_or_person(reader: &mut Reader, field: &str, id: &str) -> Option<Uuid> {
    reader.optional_id(field, id, AgentId::parse).map(|id| id.0)
}

/// How far an overview looks back, in microseconds.
fn period(reader: &mut Reader, from: Option<prost_types::Duration>) -> i64 {
    let days = |days: i64| Duration::from_secs(days.unsigned_abs() * 86_400);
    let (unsaid, most) = limits::OVERVIEW_DAYS;
    let period = reader.duration("period", from).unwrap_or(days(unsaid));
    if period > days(most) {
        reader.faults.add("period", format!("is {} s; at most {most} days are allowed", period.as_secs_f64()));
    }
    i64::try_from(period.as_micros()).unwrap_or(i64::MAX)
}

impl Wire {
    /// Makes the filter that a message asks for, anew for each moment: ages grow while one watches. The reader may have
    /// found faults in the rest of the message already.
    async fn inbox_filter(
        &self,
        call: &Call<()>,
        mut reader: Reader,
        from: Option<pb::InboxFilter>,
    ) -> Result<Arc<dyn Fn() -> InboxFilter + Send + Sync>, Status> {
        let from = from.unwrap_or_default();
        let requested_by = agent_or_person(&mut reader, "filter.requested_by", &from.requested_by);
        let min_age = reader.duration("filter.min_age", from.min_age);
        reader.faults.text("filter.text", &from.text, limits::NAME);
        reader.faults.text("filter.step", &from.step, limits::NAME);
        let mine = match call.caller.who {
            Who::Agent(id) => Some(id.0),
            Who::Person(id) => Some(id.0),
            Who::Platform => None,
        };
        if from.mine && requested_by.is_some_and(|id| Some(id) != mine) {
            reader.faults.add("filter.requested_by", "names another than the caller, and `mine` means the caller");
        }
        let fixed = InboxFilter {
            project: None,
            kind: read::kind(&mut reader, "filter.kind", from.kind),
            step: (!from.step.is_empty()).then_some(from.step),
            requested_by: if from.mine { mine } else { requested_by },
            assignee: reader.optional_id("filter.assignee_id", &from.assignee_id, PersonId::parse),
            unassigned: from.unassigned,
            requested_until: None,
            overdue_at: None,
            text: (!from.text.is_empty()).then_some(from.text),
            latest_first: false,
        };
        reader.done().map_err(|refusal| call.fail(refusal))?;
        let project = self.project_filter(call, from.project_name).await?;
        let (clock, overdue): (Clock, bool) = (self.engine.environment.clock.clone(), from.overdue);
        Ok(Arc::new(move || {
            let now = clock.now();
            let age = min_age.map(|age| i64::try_from(age.as_micros()).unwrap_or(i64::MAX));
            InboxFilter {
                project,
                requested_until: age.map(|age| now.plus(age.saturating_neg())),
                overdue_at: overdue.then_some(now),
                ..fixed.clone()
            }
        }))
    }
}
