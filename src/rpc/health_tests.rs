//! The health service and reflection as clients see them, over a real socket.

use tokio::net::TcpListener;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tonic::Code;
use tonic::codec::Streaming;
use tonic::service::Routes;
use tonic::transport::Channel;

use super::health::Health;
use super::health_pb::health_check_response::ServingStatus;
use super::health_pb::health_client::HealthClient;
use super::health_pb::{HealthCheckResponse, HealthListRequest};
use super::layers::around;
use super::puppet::{SOON, ask};
use super::with_reflection;
use crate::server::{Limits, serve};

const KNOWN: &str = "pumpup.v1.Approvals";

async fn soon<T>(what: impl Future<Output = T>) -> T {
    timeout(SOON, what).await.expect("this should have happened by now")
}

/// A server with health and reflection, which stops when the test ends.
async fn serving(health: &Health) -> (Channel, tokio_util::sync::DropGuard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let routes = with_reflection(Routes::new(health.service())).unwrap();
    tokio::spawn(serve(
        listener,
        None,
        around(routes.into_axum_router(), axum::Router::new()),
        Limits::default(),
        stop.clone(),
    ));
    let channel = Channel::from_shared(format!("http://{address}")).unwrap().connect().await.unwrap();
    (channel, stop.drop_guard())
}

async fn next(stream: &mut Streaming<HealthCheckResponse>) -> ServingStatus {
    soon(stream.message()).await.unwrap().expect("the stream goes on").status()
}

#[tokio::test]
async fn check_and_list_tell_what_was_set() {
    let health = Health::new([KNOWN]);
    let (channel, _stop) = serving(&health).await;
    let mut client = HealthClient::new(channel);

    for (serving, expected) in [
        (None, ServingStatus::NotServing),
        (Some(true), ServingStatus::Serving),
        (Some(false), ServingStatus::NotServing),
    ] {
        if let Some(serving) = serving {
            health.set_serving(serving);
        }
        for service in ["", KNOWN] {
            assert_eq!(client.check(ask(service)).await.unwrap().into_inner().status(), expected);
        }
        let listed = client.list(HealthListRequest {}).await.unwrap().into_inner().statuses;
        let listed: Vec<_> = listed.iter().map(|(service, response)| (service.as_str(), response.status())).collect();
        assert_eq!(listed, [("", expected), (KNOWN, expected)]);
    }
    assert_eq!(client.check(ask("no.Such")).await.unwrap_err().code(), Code::NotFound);
}

#[tokio::test]
async fn watch_tells_the_state_then_changes_then_ends() {
    let health = Health::new([KNOWN]);
    let (channel, _stop) = serving(&health).await;
    let mut client = HealthClient::new(channel);
    let mut known = client.watch(ask(KNOWN)).await.unwrap().into_inner();
    let mut unknown = client.watch(ask("no.Such")).await.unwrap().into_inner();

    assert_eq!(next(&mut known).await, ServingStatus::NotServing);
    assert_eq!(next(&mut unknown).await, ServingStatus::ServiceUnknown);
    health.set_serving(true);
    assert_eq!(next(&mut known).await, ServingStatus::Serving);
    health.set_serving(true);
    health.close();
    assert_eq!(next(&mut known).await, ServingStatus::NotServing, "setting the same again is no change");

    for stream in [&mut known, &mut unknown] {
        let ended = soon(stream.message()).await.unwrap_err();
        assert_eq!(ended.code(), Code::Unavailable, "the unknown one was open till now, without another word");
    }
    health.set_serving(true);
    assert_eq!(client.check(ask("")).await.unwrap().into_inner().status(), ServingStatus::NotServing);
    let mut late = client.watch(ask("")).await.unwrap().into_inner();
    assert_eq!(next(&mut late).await, ServingStatus::NotServing);
    assert_eq!(soon(late.message()).await.unwrap_err().code(), Code::Unavailable);
}

#[tokio::test]
async fn reflection_lists_the_contract_in_both_versions() {
    let (channel, _stop) = serving(&Health::new([KNOWN])).await;
    macro_rules! listed {
        ($version:ident) => {{
            use pb::server_reflection_client::ServerReflectionClient;
            use pb::server_reflection_request::MessageRequest;
            use pb::server_reflection_response::MessageResponse;
            use tonic_reflection::pb::$version as pb;
            let asked = pb::ServerReflectionRequest {
                message_request: Some(MessageRequest::ListServices(String::new())),
                ..Default::default()
            };
            let mut client = ServerReflectionClient::new(channel.clone());
            let answers = client.server_reflection_info(tokio_stream::once(asked));
            let answer = soon(answers.await.unwrap().into_inner().message()).await.unwrap().unwrap();
            match answer.message_response {
                Some(MessageResponse::ListServicesResponse(listed)) => {
                    listed.service.into_iter().map(|service| service.name).collect::<Vec<_>>()
                }
                other => panic!("{other:?}"),
            }
        }};
    }
    for services in [listed!(v1), listed!(v1alpha)] {
        for expected in ["pumpup.v1.Tasks", KNOWN, "grpc.health.v1.Health"] {
            assert!(services.iter().any(|service| service == expected), "{expected} in {services:?}");
        }
    }
}
