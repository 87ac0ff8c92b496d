//! The gRPC adapter: the only place that knows protobuf. It holds the generated contract, the codec, the layers around
//! every call and the services that say how the server itself is. It holds no rule about tasks or requests.

mod access;
mod approvals;
mod call;
pub mod codec;
pub mod convert;
mod elicitations;
pub mod health;
mod inbox;
pub mod layers;
mod projects;
pub mod status;
mod tasks;
mod uploads;

#[cfg(test)]
mod health_tests;
#[cfg(test)]
pub(crate) mod puppet;

use std::sync::Arc;

use tonic::service::Routes;

use self::health::Health;
use crate::auth::gate::Gate;
use crate::engine::Engine;

/// The contract `pumpup.v1`, as generated from `proto/`.
#[allow(missing_docs, clippy::all)]
pub mod pb {
    tonic::include_proto!("pumpup.v1");
}

/// `grpc.health.v1`, as generated from `proto/`.
#[allow(missing_docs, clippy::all)]
pub mod health_pb {
    tonic::include_proto!("grpc.health.v1");
}

/// Every file of the contract and what it imports, as an encoded `FileDescriptorSet`.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.binpb"));

/// Adds server reflection to `routes`, in both versions that clients ask for.
pub fn with_reflection(routes: Routes) -> Result<Routes, tonic_reflection::server::Error> {
    let described = || tonic_reflection::server::Builder::configure().register_encoded_file_descriptor_set(DESCRIPTORS);
    Ok(routes.add_service(described().build_v1()?).add_service(described().build_v1alpha()?))
}

/// Every service of the contract, by the names that health and authentication know.
pub const SERVICES: [&str; 7] = [
    "pumpup.v1.Projects",
    "pumpup.v1.Tasks",
    "pumpup.v1.Approvals",
    "pumpup.v1.Elicitations",
    "pumpup.v1.Uploads",
    "pumpup.v1.Inbox",
    "pumpup.v1.Access",
];

/// The largest message that is taken. It is under the 4 MiB that clients take by default, so that whatever was sent can
/// be read back with what the platform adds to it.
pub const MESSAGE_BYTES: usize = 3_584 * 1024;

/// What the handlers hold: the engine behind the wire.
#[derive(Clone)]
pub struct Wire {
    engine: Arc<Engine>,
    gate: Arc<Gate>,
    max_upload_bytes: u64,
}

/// Everything that is served over gRPC: the contract behind authentication; health and reflection for whoever asks. What is
/// no gRPC goes to `plain`.
pub fn router(
    gate: Arc<Gate>,
    health: &Health,
    max_upload_bytes: u64,
    plain: axum::Router,
) -> Result<axum::Router, tonic_reflection::server::Error> {
    let wire = Wire { engine: gate.engine.clone(), gate: gate.clone(), max_upload_bytes };
    let contract =
        Routes::new(pb::projects_server::ProjectsServer::new(wire.clone()).max_decoding_message_size(MESSAGE_BYTES))
            .add_service(pb::tasks_server::TasksServer::new(wire.clone()).max_decoding_message_size(MESSAGE_BYTES))
            .add_service(
                pb::approvals_server::ApprovalsServer::new(wire.clone()).max_decoding_message_size(MESSAGE_BYTES),
            )
            .add_service(
                pb::elicitations_server::ElicitationsServer::new(wire.clone()).max_decoding_message_size(MESSAGE_BYTES),
            )
            .add_service(pb::uploads_server::UploadsServer::new(wire.clone()).max_decoding_message_size(MESSAGE_BYTES))
            .add_service(pb::inbox_server::InboxServer::new(wire.clone()).max_decoding_message_size(MESSAGE_BYTES))
            .add_service(pb::access_server::AccessServer::new(wire).max_decoding_message_size(MESSAGE_BYTES))
            .into_axum_router()
            .layer(axum::middleware::from_fn_with_state(gate, call::authenticate))
            .reset_fallback();
    let open = with_reflection(Routes::new(health.service()))?.into_axum_router().reset_fallback();
    Ok(layers::around(contract.merge(open), plain))
}
