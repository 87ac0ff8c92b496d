//! Calls by path and bytes: for tests that go over every method of the contract, and for messages that no client of ours
//! would send.

use bytes::{Buf as _, BufMut as _, Bytes};
use prost::Message as _;
use prost_types::{DescriptorProto, FileDescriptorSet};
use tonic::client::Grpc;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::metadata::MetadataMap;
use tonic::transport::Channel;
use tonic::{Request, Status};

use crate::support::patiently;

/// A codec that leaves bytes as they are.
#[derive(Clone, Copy, Default)]
pub struct Raw;

impl Codec for Raw {
    type Encode = Bytes;
    type Decode = Bytes;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for Raw {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, item: Bytes, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put(item);
        Ok(())
    }
}

impl Decoder for Raw {
    type Item = Bytes;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Bytes>, Status> {
        Ok(Some(buffer.copy_to_bytes(buffer.remaining())))
    }
}

/// The first message that a call answers with, whatever its kind: on the wire a unary call is a stream of one.
pub async fn call(channel: &Channel, metadata: MetadataMap, path: &str, message: Bytes) -> Result<Bytes, Status> {
    let mut grpc = Grpc::new(channel.clone());
    grpc.ready().await.map_err(|error| Status::unavailable(format!("no connection: {error}")))?;
    let path = format!("/pumpup.v1.{path}").parse().unwrap();
    let mut request = Request::new(tokio_stream::once(message));
    *request.metadata_mut() = metadata;
    let mut answers = patiently(grpc.streaming(request, path, Raw)).await?.into_inner();
    // A call that worked and has nothing to say, such as the download of an empty file, ends without a message.
    Ok(patiently(answers.message()).await?.unwrap_or_default())
}

/// The same as whoever has this key.
pub async fn call_as(channel: &Channel, key: &str, path: &str, message: Bytes) -> Result<Bytes, Status> {
    call(channel, bearer(key), path, message).await
}

/// The metadata of whoever has this key.
pub fn bearer(key: &str) -> MetadataMap {
    let mut metadata = MetadataMap::new();
    metadata.insert("authorization", format!("Bearer {key}").parse().unwrap());
    metadata
}

/// The contract, as the server describes it.
pub fn contract() -> FileDescriptorSet {
    let mut all = FileDescriptorSet::decode(pumpup::rpc::DESCRIPTORS).unwrap();
    all.file.retain(|file| file.package() == "pumpup.v1");
    assert!(!all.file.is_empty());
    all
}

/// Every method of the contract, as in `Tasks/Get`, with the description of its request.
pub fn methods() -> Vec<(String, DescriptorProto)> {
    let contract = contract();
    let messages: Vec<_> = contract.file.iter().flat_map(|file| &file.message_type).collect();
    let mut methods = Vec::new();
    for service in contract.file.iter().flat_map(|file| &file.service) {
        for method in &service.method {
            let name = method.input_type().trim_start_matches(".pumpup.v1.");
            let request = messages.iter().find(|message| message.name() == name).unwrap();
            methods.push((format!("{}/{}", service.name(), method.name()), (*request).clone()));
        }
    }
    methods
}
