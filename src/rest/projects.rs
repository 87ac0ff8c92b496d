//! Projects: listing them and reading one.

use http::StatusCode;

use super::call::{Call, Said, answer};
use super::json::{Json, object, text_or_null};
use super::query::Query;
use super::refusal::Problem;
use super::write;
use crate::domain::ids::ProjectId;
use crate::domain::record::{Record, Target};
use crate::domain::refusal::Noun;
use crate::store::Listing;
use crate::wire::page::Pages;

/// `GET /api/projects`
pub(super) async fn list(call: Call) -> Said {
    let mut query = call.query();
    let listing = Listing::Projects { name: query.text("name") };
    page(&call, query, listing).await
}

/// `GET /api/projects/{id}`
pub(super) async fn get(call: Call) -> Said {
    let id = call.path_id(Noun::Project, ProjectId::parse)?;
    let project = call.wire.engine.project(&call.caller, Target::Project(id), &id.to_string()).await?;
    Ok(answer(StatusCode::OK, &write::project(&project)))
}

/// One page of a listing, whose filters are read. The published clients ask for no other page than the first.
pub(super) async fn page(call: &Call, mut query: Query, listing: Listing) -> Said {
    let (limit, cursor) = (query.limit(), query.text("cursor"));
    query.reader.done()?;
    let pages = Pages::of(call.caller.account, &listing);
    let after = pages.after(&cursor)?;
    let page = call.wire.engine.list(&call.caller, listing, after, limit).await.map_err(Problem::from)?;
    let next = page.items.last().filter(|_| page.more).map(|last| pages.token(last.id())).unwrap_or_default();
    let shape = |record: &Record| match record {
        Record::Project(project) => Some(write::project(project)),
        Record::Task(task) => Some(write::task(task)),
        _ => None,
    };
    let items = Json::List(page.items.iter().filter_map(shape).collect());
    Ok(answer(StatusCode::OK, &object([("items", items), ("nextCursor", text_or_null(&next))])))
}
