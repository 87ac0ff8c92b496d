//! A service for tests of the edge, in the shape of the health protocol: the name that a call asks for says what it is
//! to do.

use std::future::pending;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio_stream::Stream;
use tonic::service::Routes;
use tonic::{Request, Response, Status};

use super::health_pb::health_server::{Health, HealthServer};
use super::health_pb::{HealthCheckRequest, HealthCheckResponse, HealthListRequest, HealthListResponse};
use super::layers::{RequestId, around};

/// How long a test waits for what must happen.
pub(crate) const SOON: Duration = Duration::from_secs(10);

/// The puppet behind all layers.
pub(crate) fn router() -> axum::Router {
    around(Routes::new(HealthServer::new(Puppet)).into_axum_router(), axum::Router::new())
}

/// What asks the puppet to do something.
pub(crate) fn ask(what: &str) -> Request<HealthCheckRequest> {
    Request::new(HealthCheckRequest { service: what.into() })
}

pub(crate) struct Puppet;

#[tonic::async_trait]
impl Health for Puppet {
    async fn check(&self, request: Request<HealthCheckRequest>) -> Result<Response<HealthCheckResponse>, Status> {
        assert!(request.extensions().get::<RequestId>().is_some(), "every call has an id");
        match request.get_ref().service.as_str() {
            "panic" => panic!("the puppet panics with a secret"),
            "never" => pending().await,
            "out of range" => Err(Status::out_of_range("a slip of a handler")),
            "internal" => Err(Status::internal("a slip of a handler")),
            _ => Ok(Response::new(HealthCheckResponse::default())),
        }
    }

    async fn list(&self, _: Request<HealthListRequest>) -> Result<Response<HealthListResponse>, Status> {
        Ok(Response::new(HealthListResponse::default()))
    }

    type WatchStream = Strings;

    async fn watch(&self, request: Request<HealthCheckRequest>) -> Result<Response<Strings>, Status> {
        let then = match request.into_inner().service.as_str() {
            "never" => pending().await,
            "once, then silence" => || Poll::Pending,
            "once, then panic" => || panic!("the puppet panics with a secret"),
            "always" => || Poll::Ready(Some(Ok(HealthCheckResponse::default()))),
            "once, then out of range" => || Poll::Ready(Some(Err(Status::out_of_range("a slip of a handler")))),
            _ => || Poll::Ready(None),
        };
        Ok(Response::new(Strings { polls: 0, then }))
    }
}

type Said = Poll<Option<Result<HealthCheckResponse, Status>>>;

/// Says one message, lets it go out, and then does what it was told.
pub(crate) struct Strings {
    polls: usize,
    then: fn() -> Said,
}

impl Stream for Strings {
    type Item = Result<HealthCheckResponse, Status>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Said {
        self.polls += 1;
        match self.polls {
            1 => Poll::Ready(Some(Ok(HealthCheckResponse::default()))),
            2 => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            _ => (self.then)(),
        }
    }
}
