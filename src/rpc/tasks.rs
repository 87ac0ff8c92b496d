//! The Tasks service.

use tonic::{Request, Response, Status};

use super::Wire;
use super::call::{Call, Messages, last_sequence};
use super::convert::read;
use super::convert::reader::Reader;
use super::convert::write;
use super::pb::{self, tasks_server::Tasks};
use crate::domain::ids::TaskId;
use crate::domain::record::{Record, Target};
use crate::store::Listing;
use crate::wire::page;

fn picked(record: &Record) -> Option<pb::Task> {
    if let Record::Task(task) = record { Some(write::task(task)) } else { None }
}

#[tonic::async_trait]
impl Tasks for Wire {
    type WatchEventsStream = Messages<pb::TasksWatchEventsResponse>;

    async fn create(
        &self,
        request: Request<pb::TasksCreateRequest>,
    ) -> Result<Response<pb::TasksCreateResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::task_create(message)).await?;
        Ok(done.respond(pb::TasksCreateResponse { task: Some(done.record(picked)?) }))
    }

    async fn get(&self, request: Request<pb::TasksGetRequest>) -> Result<Response<pb::TasksGetResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let id = call.id("id", &message.id, TaskId::parse)?;
        let (task, open) = self.engine.task(&call.caller, id).await.map_err(|f| call.fail(f))?;
        Ok(Response::new(pb::TasksGetResponse {
            task: Some(write::task(&task)),
            open_requests: open.iter().map(write::request).collect(),
        }))
    }

    async fn list(&self, request: Request<pb::TasksListRequest>) -> Result<Response<pb::TasksListResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let mut reader = Reader::default();
        let status = read::status(&mut reader, message.status);
        reader.page_size("page_size", message.page_size);
        reader.done().map_err(|refusal| call.fail(refusal))?;
        let project = self.project_filter(&call, message.project_name).await?;
        let listing = Listing::Tasks { project, status, name: message.name };
        let (records, next_page_token) = self.page(&call, listing, message.page_size, &message.page_token).await?;
        Ok(Response::new(pb::TasksListResponse { tasks: records.iter().filter_map(picked).collect(), next_page_token }))
    }

    async fn list_events(
        &self,
        request: Request<pb::TasksListEventsRequest>,
    ) -> Result<Response<pb::TasksListEventsResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let mut reader = Reader::default();
        let task = reader.id("task_id", &message.task_id, TaskId::parse);
        let limit = reader.page_size("limit", message.limit);
        reader.done().map_err(|refusal| call.fail(refusal))?;
        let after = page::after(task, &message.cursor).map_err(|refusal| call.fail(refusal))?;
        let events = self.engine.history(&call.caller, task, after, limit).await.map_err(|f| call.fail(f))?;
        Ok(Response::new(pb::TasksListEventsResponse {
            next_cursor: page::cursor(task, last_sequence(&events, after)),
            events: events.iter().map(write::event).collect(),
        }))
    }

    async fn watch_events(
        &self,
        request: Request<pb::TasksWatchEventsRequest>,
    ) -> Result<Response<Self::WatchEventsStream>, Status> {
        let (call, message) = Call::open(request)?.take();
        let task = call.id("task_id", &message.task_id, TaskId::parse)?;
        let mut after = page::after(task, &message.cursor).map_err(|refusal| call.fail(refusal))?;
        let watch = self.engine.watch_timeline(call.caller, task, after, call.retire);
        Ok(call.stream(watch, move |events| {
            after = last_sequence(&events, after);
            pb::TasksWatchEventsResponse {
                cursor: page::cursor(task, after),
                events: events.iter().map(write::event).collect(),
            }
        }))
    }

    async fn record_action(
        &self,
        request: Request<pb::TasksRecordActionRequest>,
    ) -> Result<Response<pb::TasksRecordActionResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::action_record(message)).await?;
        Ok(done.respond(pb::TasksRecordActionResponse { event_id: done.event_id() }))
    }

    async fn record_exception(
        &self,
        request: Request<pb::TasksRecordExceptionRequest>,
    ) -> Result<Response<pb::TasksRecordExceptionResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::exception_record(message)).await?;
        Ok(done.respond(pb::TasksRecordExceptionResponse { event_id: done.event_id() }))
    }

    async fn add_note(
        &self,
        request: Request<pb::TasksAddNoteRequest>,
    ) -> Result<Response<pb::TasksAddNoteResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::note_add(message)).await?;
        Ok(done.respond(pb::TasksAddNoteResponse { event_id: done.event_id() }))
    }

    async fn r#move(&self, request: Request<pb::TasksMoveRequest>) -> Result<Response<pb::TasksMoveResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::task_move(message)).await?;
        Ok(done.respond(pb::TasksMoveResponse { event_id: done.event_id() }))
    }

    async fn assign(
        &self,
        request: Request<pb::TasksAssignRequest>,
    ) -> Result<Response<pb::TasksAssignResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::task_assign(message)).await?;
        Ok(done.respond(pb::TasksAssignResponse { event_id: done.event_id() }))
    }
}

impl Wire {
    /// The project that a filter names by its slug; nothing where it names none.
    pub(super) async fn project_filter(
        &self,
        call: &Call<()>,
        name: String,
    ) -> Result<Option<crate::domain::ids::ProjectId>, Status> {
        if name.is_empty() {
            return Ok(None);
        }
        let found = self.engine.project(&call.caller, Target::ProjectNamed(name.clone()), &name).await;
        found.map(|project| Some(project.id)).map_err(|failure| call.fail(failure))
    }
}
