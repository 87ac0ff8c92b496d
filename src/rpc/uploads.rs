//! The Uploads service. Bytes go through in chunks: no file is ever whole in memory.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use sha2::{Digest as _, Sha256};
use tonic::{Request, Response, Status, Streaming};

use super::Wire;
use super::call::{Call, Messages};
use super::convert::reader::Reader;
use super::convert::write;
use super::pb::{self, uploads_server::Uploads};
use crate::domain::command::Command;
use crate::domain::ids::UploadId;
use crate::domain::limits;
use crate::domain::record::Record;
use crate::domain::refusal::Refusal;
use crate::domain::request::hex;
use crate::domain::upload::{Upload, UploadCreate, sniff};

/// How many bytes one stored chunk holds, and one message of a download.
const CHUNK: usize = 256 * 1024;
/// How many of the first bytes tell the kind of content.
const SNIFFED: usize = 512;

fn picked(record: &Record) -> Option<pb::Upload> {
    if let Record::Upload(upload) = record { Some(write::upload(upload)) } else { None }
}

#[tonic::async_trait]
impl Uploads for Wire {
    type DownloadStream = Messages<pb::UploadsDownloadResponse>;

    async fn upload(
        &self,
        request: Request<Streaming<pb::UploadsUploadRequest>>,
    ) -> Result<Response<pb::UploadsUploadResponse>, Status> {
        let (call, mut messages) = Call::open(request)?.take();
        let first = messages.message().await?.unwrap_or_default();
        let mut reader = Reader::default();
        let key = reader.key(first.idempotency_key);
        reader.faults.text("file_name", &first.file_name, limits::NAME);
        // What is wrong with the first message is told at once, not after all the bytes.
        reader.done().map_err(|refusal| call.fail(refusal))?;
        let mut file = Staging::new(self, &call);
        file.take(first.chunk).await?;
        while let Some(message) = messages.message().await? {
            file.take(message.chunk).await?;
        }
        let command = file.finish(first.file_name).await?;
        let done = call.write(&self.engine, Ok((key, command))).await?;
        Ok(done.respond(pb::UploadsUploadResponse { upload: Some(done.record(picked)?) }))
    }

    async fn get(&self, request: Request<pb::UploadsGetRequest>) -> Result<Response<pb::UploadsGetResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let upload = self.found(&call, &message.id).await?;
        Ok(Response::new(pb::UploadsGetResponse { upload: Some(write::upload(&upload)) }))
    }

    async fn download(
        &self,
        request: Request<pb::UploadsDownloadRequest>,
    ) -> Result<Response<Self::DownloadStream>, Status> {
        let (call, message) = Call::open(request)?.take();
        let upload = self.found(&call, &message.id).await?;
        let engine = self.engine.clone();
        let call = Arc::new(call);
        let chunks = tokio_stream::iter(0..upload.chunks);
        let messages = tokio_stream::StreamExt::then(chunks, move |ordinal| {
            let (engine, call, id) = (engine.clone(), call.clone(), upload.id);
            async move {
                // The right to read is looked at before every chunk.
                engine.standing(&call.caller).await.map_err(|f| call.fail(f))?;
                let chunk = engine.chunk_get(&call.caller, id, ordinal).await.map_err(|f| call.fail(f))?;
                let missing = || crate::engine::Failure::Bug(format!("chunk {ordinal} of upload {id} is missing"));
                Ok(pb::UploadsDownloadResponse { chunk: chunk.ok_or_else(|| call.fail(missing()))? })
            }
        });
        Ok(Response::new(Box::pin(messages)))
    }
}

impl Wire {
    async fn found(&self, call: &Call<()>, id: &str) -> Result<Upload, Status> {
        let id = call.id("id", id, UploadId::parse)?;
        self.engine.upload(&call.caller, id).await.map_err(|failure| call.fail(failure))
    }
}

/// A file on its way in: at most one chunk of it is in memory.
struct Staging<'a> {
    wire: &'a Wire,
    call: &'a Call<()>,
    id: UploadId,
    pending: BytesMut,
    start: Vec<u8>,
    chunks: u32,
    size: u64,
    hash: Sha256,
}

impl<'a> Staging<'a> {
    fn new(wire: &'a Wire, call: &'a Call<()>) -> Self {
        let id = UploadId(wire.engine.environment.mint());
        let (pending, start) = (BytesMut::new(), Vec::new());
        Self { wire, call, id, pending, start, chunks: 0, size: 0, hash: Sha256::new() }
    }

    async fn take(&mut self, bytes: Bytes) -> Result<(), Status> {
        self.size += bytes.len() as u64;
        if self.size > self.wire.max_upload_bytes {
            let limit = self.wire.max_upload_bytes;
            return Err(self.call.fail(Refusal::LimitExceeded { what: "bytes of an upload", limit }));
        }
        self.hash.update(&bytes);
        let wanted = SNIFFED.saturating_sub(self.start.len()).min(bytes.len());
        self.start.extend_from_slice(&bytes[..wanted]);
        self.pending.extend_from_slice(&bytes);
        while self.pending.len() >= CHUNK {
            let chunk = self.pending.split_to(CHUNK).freeze();
            self.stage(chunk).await?;
        }
        Ok(())
    }

    async fn stage(&mut self, chunk: Bytes) -> Result<(), Status> {
        let engine = &self.wire.engine;
        engine.chunk_put(&self.call.caller, self.id, self.chunks, chunk).await.map_err(|f| self.call.fail(f))?;
        self.chunks += 1;
        Ok(())
    }

    async fn finish(mut self, file_name: String) -> Result<Command, Status> {
        if !self.pending.is_empty() {
            let chunk = self.pending.split().freeze();
            self.stage(chunk).await?;
        }
        Ok(Command::UploadCreate(UploadCreate {
            upload: self.id,
            chunks: self.chunks,
            content_type: sniff(&self.start).to_owned(),
            size: self.size,
            sha256: hex(&self.hash.finalize()),
            file_name,
        }))
    }
}
