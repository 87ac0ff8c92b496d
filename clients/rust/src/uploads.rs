//! Files, from a path or a reader and back.

use std::io;
use std::path::Path;
use std::time::Duration;

use futures_util::stream::{self, StreamExt as _};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::oneshot;
use tonic::Status;
use uuid::Uuid;

use crate::client::Uploads;
use crate::error::Error;
use crate::link::{TRIES, pause_after};
use crate::transport::passes_by_itself;
use crate::v1;

const CHUNK: usize = 256 * 1024;

impl Uploads {
    /// Stores a file, under its own name.
    pub async fn upload_file(&self, path: impl AsRef<Path>) -> Result<v1::Upload, Error> {
        let path = path.as_ref();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let key = Uuid::new_v4().to_string();
        // A file can be read from its beginning once more, so this call is tried again like any other write.
        let mut tried = 0;
        loop {
            let file = tokio::fs::File::open(path)
                .await
                .map_err(|error| Error::File(format!("{} cannot be read: {error}.", path.display())))?;
            match self.send(&key, &name, file).await {
                Err(Failed::Away(_, status)) if tried + 1 < TRIES => {
                    tried += 1;
                    tokio::time::sleep(pause_after(&status, tried, Duration::from_secs(2))).await;
                }
                sent => return sent.map_err(Failed::into_error),
            }
        }
    }

    /// Stores what the reader gives, under a name. An upload that broke has to begin anew, which only the caller can do.
    pub async fn upload(&self, name: &str, from: impl AsyncRead + Send + 'static) -> Result<v1::Upload, Error> {
        self.send(&Uuid::new_v4().to_string(), name, from).await.map_err(Failed::into_error)
    }

    async fn send(&self, key: &str, name: &str, from: impl AsyncRead + Send + 'static) -> Result<v1::Upload, Failed> {
        let (broke, broken) = oneshot::channel();
        let first =
            v1::UploadsUploadRequest { idempotency_key: key.to_owned(), file_name: name.to_owned(), chunk: Vec::new() };
        let chunks = stream::unfold((Box::pin(from), Some(broke)), async |(mut from, mut broke)| {
            let mut chunk = Vec::with_capacity(CHUNK);
            match (&mut from).take(CHUNK as u64).read_to_end(&mut chunk).await {
                Ok(0) => None,
                Ok(_) => Some((v1::UploadsUploadRequest { chunk, ..Default::default() }, (from, broke))),
                Err(error) => {
                    // To end the stream here would store half a file: it never ends, and the call is dropped.
                    let _ = broke.take().map(|broke| broke.send(error));
                    std::future::pending().await
                }
            }
        });
        let mut stub = self.stub();
        let call = stub.upload(stream::iter([first]).chain(chunks));
        let answer = tokio::select! {
            answer = tokio::time::timeout(self.link.deadline.max(UPLOAD_DEADLINE), call) => answer,
            Ok(error) = broken => {
                return Err(Failed::Other(Error::File(format!("What is uploaded as {name:?} cannot be read: {error}."))));
            }
        };
        let answer = answer.map_err(|_| Failed::Other(self.link.too_late(self.link.deadline.max(UPLOAD_DEADLINE))))?;
        let answer = answer.map_err(|status| {
            let error = self.link.error(&status);
            if passes_by_itself(&status) { Failed::Away(error, Box::new(status)) } else { Failed::Other(error) }
        })?;
        Ok(answer.into_inner().upload.unwrap_or_default())
    }

    /// Reads a file's bytes into the writer, and answers how many they were. Each part of it has the deadline of a call.
    pub async fn download(&self, id: &str, to: &mut (impl AsyncWrite + Unpin)) -> Result<u64, Error> {
        let mut stub = self.stub();
        let message = v1::UploadsDownloadRequest { id: id.to_owned() };
        let mut chunks = self.in_time(stub.download(message)).await?.into_inner();
        let mut bytes = 0;
        while let Some(part) = self.in_time(chunks.message()).await? {
            to.write_all(&part.chunk).await.map_err(unwritable)?;
            bytes += part.chunk.len() as u64;
        }
        to.flush().await.map_err(unwritable)?;
        Ok(bytes)
    }

    async fn in_time<T>(&self, coming: impl Future<Output = Result<T, Status>>) -> Result<T, Error> {
        let limit = self.link.deadline;
        let came = tokio::time::timeout(limit, coming).await.map_err(|_| self.link.too_late(limit))?;
        came.map_err(|status| self.link.error(&status))
    }
}

/// Thirty-two megabytes over a slow line take their time.
const UPLOAD_DEADLINE: Duration = Duration::from_secs(300);

fn unwritable(error: io::Error) -> Error {
    Error::File(format!("The download cannot be written: {error}."))
}

enum Failed {
    /// The server was away.
    Away(Error, Box<Status>),
    Other(Error),
}

impl Failed {
    fn into_error(self) -> Error {
        let (Self::Away(error, _) | Self::Other(error)) = self;
        error
    }
}
