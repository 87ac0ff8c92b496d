//! A file on its way in, whatever it comes through: at most one chunk of it is in memory.

use bytes::{Bytes, BytesMut};
use sha2::{Digest as _, Sha256};

use crate::domain::caller::Caller;
use crate::domain::command::Command;
use crate::domain::ids::UploadId;
use crate::domain::refusal::Refusal;
use crate::domain::request::hex;
use crate::domain::upload::{UploadCreate, sniff};
use crate::engine::{Engine, Result};

/// How many bytes one stored chunk holds.
const CHUNK: usize = 256 * 1024;
/// How many of the first bytes tell the kind of content.
const SNIFFED: usize = 512;

/// A file, as far as it has come.
pub struct Staging<'a> {
    engine: &'a Engine,
    caller: Caller,
    limit: u64,
    id: UploadId,
    pending: BytesMut,
    start: Vec<u8>,
    chunks: u32,
    size: u64,
    hash: Sha256,
}

impl<'a> Staging<'a> {
    /// A file of which nothing has come yet, and of which at most `limit` bytes may.
    pub fn new(engine: &'a Engine, caller: Caller, limit: u64) -> Self {
        let id = UploadId(engine.environment.mint());
        let (pending, start) = (BytesMut::new(), Vec::new());
        Self { engine, caller, limit, id, pending, start, chunks: 0, size: 0, hash: Sha256::new() }
    }

    /// Takes the next bytes.
    pub async fn take(&mut self, bytes: Bytes) -> Result<()> {
        self.size += bytes.len() as u64;
        if self.size > self.limit {
            return Err(Refusal::LimitExceeded { what: "bytes of an upload", limit: self.limit }.into());
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

    async fn stage(&mut self, chunk: Bytes) -> Result<()> {
        self.engine.chunk_put(&self.caller, self.id, self.chunks, chunk).await?;
        self.chunks += 1;
        Ok(())
    }

    /// The command that makes an upload of it.
    pub async fn finish(mut self, file_name: String) -> Result<Command> {
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
