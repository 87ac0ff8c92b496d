//! The Uploads service. Bytes go through in chunks: no file is ever whole in memory.

use std::sync::Arc;

use tonic::{Request, Response, Status, Streaming};

use super::Wire;
use super::call::{Call, Messages};
use super::convert::reader::Reader;
use super::convert::write;
use super::pb::{self, uploads_server::Uploads};
use crate::domain::ids::UploadId;
use crate::domain::limits;
use crate::domain::record::Record;
use crate::domain::upload::Upload;
use crate::wire::staging::Staging;

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
        let mut file = Staging::new(&self.engine, call.caller, self.max_upload_bytes);
        file.take(first.chunk).await.map_err(|failure| call.fail(failure))?;
        while let Some(message) = messages.message().await? {
            file.take(message.chunk).await.map_err(|failure| call.fail(failure))?;
        }
        let command = file.finish(first.file_name).await.map_err(|failure| call.fail(failure))?;
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
