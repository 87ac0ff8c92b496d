//! The Projects service.

use tonic::{Request, Response, Status};

use super::Wire;
use super::call::Call;
use super::convert::read;
use super::convert::reader::Reader;
use super::convert::write;
use super::pb::{self, projects_server::Projects};
use crate::domain::faults::Faults;
use crate::domain::ids::ProjectId;
use crate::domain::record::{Record, Target};
use crate::domain::refusal::Refusal;
use crate::store::Listing;
use crate::wire::page::Pages;

fn picked(record: &Record) -> Option<pb::Project> {
    if let Record::Project(project) = record { Some(write::project(project)) } else { None }
}

#[tonic::async_trait]
impl Projects for Wire {
    async fn list(
        &self,
        request: Request<pb::ProjectsListRequest>,
    ) -> Result<Response<pb::ProjectsListResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let listing = Listing::Projects { name: message.name };
        let (records, next_page_token) = self.page(&call, listing, message.page_size, &message.page_token).await?;
        Ok(Response::new(pb::ProjectsListResponse {
            projects: records.iter().filter_map(picked).collect(),
            next_page_token,
        }))
    }

    async fn get(&self, request: Request<pb::ProjectsGetRequest>) -> Result<Response<pb::ProjectsGetResponse>, Status> {
        use pb::projects_get_request::Key;
        let (call, message) = Call::open(request)?.take();
        let mut reader = Reader::default();
        let (target, shown) = match message.key {
            Some(Key::Id(id)) => (Target::Project(reader.id("id", &id, ProjectId::parse)), id),
            Some(Key::ProjectName(name)) => (Target::ProjectNamed(name.clone()), name),
            None => {
                let mut faults = Faults::default();
                faults.add("key", "is required: the id or the project_name");
                return Err(call.fail(Refusal::Invalid(faults.0)));
            }
        };
        reader.done().map_err(|refusal| call.fail(refusal))?;
        let project = self.engine.project(&call.caller, target, &shown).await.map_err(|f| call.fail(f))?;
        Ok(Response::new(pb::ProjectsGetResponse { project: Some(write::project(&project)) }))
    }

    async fn create(
        &self,
        request: Request<pb::ProjectsCreateRequest>,
    ) -> Result<Response<pb::ProjectsCreateResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::project_create(message)).await?;
        Ok(done.respond(pb::ProjectsCreateResponse { project: Some(done.record(picked)?) }))
    }

    async fn update(
        &self,
        request: Request<pb::ProjectsUpdateRequest>,
    ) -> Result<Response<pb::ProjectsUpdateResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::project_update(message)).await?;
        Ok(done.respond(pb::ProjectsUpdateResponse { project: Some(done.record(picked)?) }))
    }

    async fn delete(
        &self,
        request: Request<pb::ProjectsDeleteRequest>,
    ) -> Result<Response<pb::ProjectsDeleteResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::project_delete(message)).await?;
        Ok(done.respond(pb::ProjectsDeleteResponse {}))
    }
}

impl Wire {
    /// One page of a listing, and the token of the next.
    pub(super) async fn page(
        &self,
        call: &Call<()>,
        listing: Listing,
        size: i32,
        token: &str,
    ) -> Result<(Vec<Record>, String), Status> {
        let mut reader = Reader::default();
        let size = reader.page_size("page_size", size);
        reader.done().map_err(|refusal| call.fail(refusal))?;
        let pages = Pages::of(call.caller.account, &listing);
        let after = pages.after(token).map_err(|refusal| call.fail(refusal))?;
        let page = self.engine.list(&call.caller, listing, after, size).await.map_err(|f| call.fail(f))?;
        let last = page.items.last().filter(|_| page.more);
        let next = last.map(|last| pages.token(last.id())).unwrap_or_default();
        Ok((page.items, next))
    }
}
