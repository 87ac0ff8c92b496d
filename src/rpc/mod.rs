//! The gRPC adapter: the only place that knows protobuf. It holds the generated contract, the codec, the layers around
//! every call and the services that say how the server itself is. It holds no rule about tasks or requests.

pub mod codec;
pub mod health;
pub mod layers;
pub mod status;

#[cfg(test)]
mod health_tests;
#[cfg(test)]
pub(crate) mod puppet;

use tonic::service::Routes;

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
    Ok(routes
        .add_service(described().build_v1()?)
        .add_service(described().build_v1alpha()?))
}
