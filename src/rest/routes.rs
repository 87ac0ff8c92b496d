//! What is served where: one table, from which both the router and the test of the description take it.

use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, any};

use super::around;
use super::call::{Call, Said};
use super::refusal::Problem;
use super::{Wire, openapi, projects, requests, tasks, uploads, watch};
use crate::domain::request::Kind::{Approval, Elicitation};
use crate::wire::request_id::RequestId;

type Handler = fn(Call) -> Pin<Box<dyn Future<Output = Said> + Send>>;

/// One call: its method, its path, and who answers it.
pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) handler: Handler,
}

const fn get(path: &'static str, handler: Handler) -> Route {
    Route { method: "GET", path, handler }
}

const fn post(path: &'static str, handler: Handler) -> Route {
    Route { method: "POST", path, handler }
}

/// Every call that wants a key.
pub(super) static ROUTES: [Route; 19] = [
    get("/api/projects", |call| Box::pin(projects::list(call))),
    get("/api/projects/{id}", |call| Box::pin(projects::get(call))),
    get("/api/tasks", |call| Box::pin(tasks::list(call))),
    post("/api/tasks", |call| Box::pin(tasks::create(call))),
    get("/api/tasks/{id}", |call| Box::pin(tasks::get(call))),
    get("/api/tasks/{id}/events", |call| Box::pin(tasks::events(call))),
    get("/api/tasks/{id}/events/watch", |call| Box::pin(watch::timeline(call))),
    post("/api/agent-actions", |call| Box::pin(tasks::action(call))),
    post("/api/exceptions", |call| Box::pin(tasks::exception(call))),
    post("/api/notes", |call| Box::pin(tasks::note(call))),
    post("/api/approval-requests", |call| Box::pin(requests::create(call, Approval))),
    get("/api/approval-requests/{id}/result", |call| Box::pin(requests::result(call, Approval))),
    get("/api/approval-requests/{id}/watch", |call| Box::pin(watch::request(call, Approval))),
    post("/api/elicitation-requests", |call| Box::pin(requests::create(call, Elicitation))),
    get("/api/elicitation-requests/{id}/result", |call| Box::pin(requests::result(call, Elicitation))),
    get("/api/elicitation-requests/{id}/watch", |call| Box::pin(watch::request(call, Elicitation))),
    post("/api/uploads", |call| Box::pin(uploads::create(call))),
    get("/api/uploads/{id}", |call| Box::pin(uploads::get(call))),
    get("/api/uploads/{id}/content", |call| Box::pin(uploads::content(call))),
];

/// The one call that wants none.
pub(super) const DESCRIPTION: &str = "/api/openapi.json";

/// The router of all of them. Whatever else is asked for below `/api` is told so in JSON.
pub(super) fn router(wire: Arc<Wire>) -> axum::Router {
    let described = MethodRouter::new()
        .on(MethodFilter::GET, async || openapi::answer())
        .fallback(async |request: Request| no_method(&request, "GET, HEAD"));
    let mut router = axum::Router::new()
        .route(DESCRIPTION, described)
        .route("/api", any(nothing))
        .route("/api/", any(nothing))
        .route("/api/{*path}", any(nothing));
    for path in ROUTES.iter().map(|route| route.path).collect::<std::collections::BTreeSet<_>>() {
        let mut methods = MethodRouter::new();
        let mut allowed = Vec::new();
        for route in ROUTES.iter().filter(|route| route.path == path) {
            let wire = wire.clone();
            let filter = if route.method == "GET" { MethodFilter::GET } else { MethodFilter::POST };
            methods = methods.on(filter, move |request: Request| around::run(wire.clone(), route, request));
            allowed.push(route.method);
        }
        let allowed = match allowed[..] {
            ["GET"] => "GET, HEAD",
            ["POST"] => "POST",
            _ => "GET, HEAD, POST",
        };
        router = router.route(path, methods.fallback(async move |request: Request| no_method(&request, allowed)));
    }
    router
}

async fn nothing(request: Request) -> Response {
    refused(&request, Problem::no_path(request.uri().path()))
}

fn no_method(request: &Request, allowed: &'static str) -> Response {
    refused(request, Problem::no_method(request.method().as_str(), allowed))
}

fn refused(request: &Request, problem: Problem) -> Response {
    let id = RequestId::of(request.headers());
    around::finished(problem.respond(&id), &id)
}
