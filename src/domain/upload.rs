//! Uploads: what is known of a file whose bytes the store holds in chunks.

use serde::{Deserialize, Serialize};

use super::act::{Act, Done};
use super::faults::Faults;
use super::ids::{AccountId, Time, UploadId};
use super::limits;
use super::record::Record;
use super::refusal::Refusal;

/// A file, all of whose bytes are stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// The account.
    pub account: AccountId,
    /// The upload's id.
    pub id: UploadId,
    /// What kind of content the first bytes look like.
    pub content_type: String,
    /// How many bytes.
    pub size: u64,
    /// The SHA-256 of the bytes, in hex.
    pub sha256: String,
    /// The name that the caller gave the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file_name: String,
    /// How many chunks the store holds it in.
    pub chunks: u32,
    /// When it was stored.
    pub created_at: Time,
}

/// Makes an upload of chunks that are staged already.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UploadCreate {
    /// The id under which the chunks are staged. It is minted anew for each try, so it is no part of what the caller
    /// asked for; of two tries with one key the first one's chunks stand, and the others are swept.
    #[serde(skip)]
    pub upload: UploadId,
    /// How many chunks.
    #[serde(skip)]
    pub chunks: u32,
    /// What kind of content the first bytes look like.
    pub content_type: String,
    /// How many bytes.
    pub size: u64,
    /// The SHA-256 of the bytes, in hex.
    pub sha256: String,
    /// The name that the caller gave the file.
    pub file_name: String,
}

impl UploadCreate {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        faults.text("file_name", &self.file_name, limits::NAME);
    }

    /// The rule: whoever may call may upload.
    pub fn decide(&self, act: &Act) -> Result<Done, Refusal> {
        Ok(Done::record(Record::Upload(Upload {
            account: act.account,
            id: self.upload,
            content_type: self.content_type.clone(),
            size: self.size,
            sha256: self.sha256.clone(),
            file_name: self.file_name.clone(),
            chunks: self.chunks,
            created_at: act.at,
        })))
    }
}

/// What kind of content bytes look like by how they begin. It serves display hints only: downloads are served as
/// attachments, whatever this says.
pub fn sniff(start: &[u8]) -> &'static str {
    const MAGIC: [(&[u8], &str); 6] = [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF8", "image/gif"),
        (b"%PDF-", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
        (b"\x1f\x8b", "application/gzip"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| start.starts_with(magic)) {
        return kind;
    }
    if start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WEBP") {
        return "image/webp";
    }
    let text = match std::str::from_utf8(start) {
        Ok(_) => true,
        // A character that the end of the sniffed part cuts in two does not speak against text.
        Err(error) => error.error_len().is_none(),
    };
    if text && !start.iter().any(|byte| byte.is_ascii_control() && !b"\t\n\r\x0c".contains(byte)) {
        "text/plain"
    } else {
        "application/octet-stream"
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn content_is_told_by_its_start() {
        for (start, kind) in [
            (b"\x89PNG\r\n\x1a\n....".as_slice(), "image/png"),
            (b"%PDF-1.7", "application/pdf"),
            (b"RIFF....WEBPVP8 ", "image/webp"),
            (b"hello \xc3", "text/plain"),
            (b"", "text/plain"),
            (b"<svg onload=alert(1)>", "text/plain"),
            (b"a\0b", "application/octet-stream"),
            (b"\xff\xfe", "application/octet-stream"),
        ] {
            assert_eq!(super::sniff(start), kind, "{start:?}");
        }
    }
}
