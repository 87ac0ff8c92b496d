//! The gRPC health protocol: whether the server, and each service of it, takes calls. All stand or fall together, as
//! they share one store. It judges nothing itself; whoever starts and drains the server tells it.

use std::future::pending;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Request, Response, Status};

use super::health_pb::health_check_response::ServingStatus;
use super::health_pb::health_server::{self, HealthServer};
use super::health_pb::{HealthCheckRequest, HealthCheckResponse, HealthListRequest, HealthListResponse};
use super::status::{reason, status};
use crate::server::ConnInfo;

/// How the server stands. It starts as not serving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Serving,
    NotServing,
    /// Not serving, and never again: watches end.
    Closed,
}

/// The state of the server, shared by those who set it and the service that tells it.
#[derive(Debug, Clone)]
pub struct Health {
    /// Full names; "" for the server as a whole is among them.
    services: Arc<[String]>,
    stand: Arc<watch::Sender<Stand>>,
}

impl Health {
    /// Knows `service_names` and the server as a whole; none is serving yet.
    pub fn new(service_names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let services = std::iter::once(String::new()).chain(service_names.into_iter().map(Into::into)).collect();
        Self { services, stand: Arc::new(watch::Sender::new(Stand::NotServing)) }
    }

    /// Says whether the server takes calls. After [`Health::close`] it changes nothing.
    pub fn set_serving(&self, serving: bool) {
        let next = if serving { Stand::Serving } else { Stand::NotServing };
        self.stand.send_if_modified(|stand| {
            let changed = *stand != Stand::Closed && *stand != next;
            if changed {
                *stand = next;
            }
            changed
        });
    }

    /// For the drain: not serving from now on, and every watch ends after saying so, since it would outlast the drain.
    pub fn close(&self) {
        self.stand.send_replace(Stand::Closed);
    }

    /// The gRPC service.
    pub fn service(&self) -> HealthServer<Health> {
        HealthServer::new(self.clone())
    }

    fn knows(&self, service: &str) -> bool {
        self.services.iter().any(|known| known == service)
    }
}

impl Stand {
    fn response(self) -> HealthCheckResponse {
        let status = if self == Stand::Serving { ServingStatus::Serving } else { ServingStatus::NotServing };
        HealthCheckResponse { status: status.into() }
    }
}

#[tonic::async_trait]
impl health_server::Health for Health {
    async fn check(&self, request: Request<HealthCheckRequest>) -> Result<Response<HealthCheckResponse>, Status> {
        if !self.knows(&request.get_ref().service) {
            return Err(status(Code::NotFound, reason::NOT_FOUND, "There is no service of this name."));
        }
        Ok(Response::new(self.stand.borrow().response()))
    }

    async fn list(&self, _: Request<HealthListRequest>) -> Result<Response<HealthListResponse>, Status> {
        let response = self.stand.borrow().response();
        let statuses = self.services.iter().map(|service| (service.clone(), response)).collect();
        Ok(Response::new(HealthListResponse { statuses }))
    }

    type WatchStream = ReceiverStream<Result<HealthCheckResponse, Status>>;

    async fn watch(&self, request: Request<HealthCheckRequest>) -> Result<Response<Self::WatchStream>, Status> {
        let unknown = !self.knows(&request.get_ref().service);
        let retire_at = request.extensions().get::<ConnInfo>().map(|connection| connection.retire_at);
        let (said, stream) = mpsc::channel(1);
        let watch = tell(self.stand.subscribe(), unknown, said.clone());
        tokio::spawn(async move {
            tokio::select! {
                () = watch => {}
                () = said.closed() => {}
                () = retirement(retire_at) => leave(&said).await,
            }
        });
        Ok(Response::new(ReceiverStream::new(stream)))
    }
}

/// Says the state at once and then each change, until the end of the server.
async fn tell(
    mut stand: watch::Receiver<Stand>,
    unknown: bool,
    said: mpsc::Sender<Result<HealthCheckResponse, Status>>,
) {
    let mut last = None;
    loop {
        let now = *stand.borrow_and_update();
        let response = match unknown {
            true => HealthCheckResponse { status: ServingStatus::ServiceUnknown.into() },
            false => now.response(),
        };
        if last != Some(response) {
            last = Some(response);
            if said.send(Ok(response)).await.is_err() {
                return;
            }
        }
        if now == Stand::Closed || stand.changed().await.is_err() {
            return leave(&said).await;
        }
    }
}

/// The moment when streams of this connection should end; never, where nobody set one.
async fn retirement(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at).await,
        None => pending().await,
    }
}

async fn leave(said: &mpsc::Sender<Result<HealthCheckResponse, Status>>) {
    let draining = status(Code::Unavailable, reason::DRAINING, "The server is closing; watch again elsewhere.");
    // Whoever stopped listening needs no goodbye.
    said.send(Err(draining)).await.ok();
}
