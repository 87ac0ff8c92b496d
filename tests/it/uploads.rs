//! Uploads over the wire: bytes in, the same bytes out, and what is known about them.

use bytes::Bytes;
use pumpup::rpc::pb;
use sha2::{Digest as _, Sha256};
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::support::{Clients, Service, fields, fresh_key, reason};
use crate::world::{ABSENT, upload};

/// A file that looks like none of another size.
fn file(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|index| (index * index / 7 % 251) as u8).collect()
}

/// The messages that a file comes in, in pieces of that size.
fn pieces(key: &str, name: &str, content: &[u8], size: usize) -> Vec<pb::UploadsUploadRequest> {
    let mut messages =
        vec![pb::UploadsUploadRequest { idempotency_key: key.into(), file_name: name.into(), chunk: Bytes::new() }];
    messages.extend(
        content
            .chunks(size)
            .map(|piece| pb::UploadsUploadRequest { chunk: Bytes::copy_from_slice(piece), ..Default::default() }),
    );
    messages
}

async fn send(
    who: &Clients,
    messages: Vec<pb::UploadsUploadRequest>,
) -> Result<tonic::Response<pb::UploadsUploadResponse>, tonic::Status> {
    who.uploads.clone().upload(tokio_stream::iter(messages)).await
}

async fn download(who: &Clients, id: &str) -> (Vec<u8>, usize) {
    let request = pb::UploadsDownloadRequest { id: id.into() };
    let mut chunks = who.uploads.clone().download(request).await.unwrap().into_inner();
    let (mut content, mut largest) = (Vec::new(), 0);
    while let Some(message) = chunks.message().await.unwrap() {
        largest = largest.max(message.chunk.len());
        content.extend_from_slice(&message.chunk);
    }
    (content, largest)
}

#[tokio::test]
async fn bytes_go_in_and_the_same_come_out() {
    let service = Service::start().await;
    let (agent, admin) = (service.agent(), service.admin());
    for (size, piece) in
        [(0, 1), (1, 1), (100_000, 999), (256 * 1024, 256 * 1024), (256 * 1024 + 1, 65_536), (3_000_000, 700_001)]
    {
        let content = file(size);
        let made = send(&agent, pieces(&fresh_key(), "data.bin", &content, piece)).await.unwrap().into_inner();
        let made = made.upload.unwrap();
        let hash: String = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            (made.size, made.sha256.as_str(), made.file_name.as_str()),
            (size as u64, hash.as_str(), "data.bin")
        );
        assert_eq!(made.status(), pb::UploadStatus::Ready);
        let known = admin.uploads.clone().get(pb::UploadsGetRequest { id: made.id.clone() }).await.unwrap();
        assert_eq!(known.into_inner().upload, Some(made.clone()));
        let (read, largest) = download(&admin, &made.id).await;
        assert!(read == content, "{size} bytes in pieces of {piece} came out as others");
        assert!(largest <= 256 * 1024, "{largest} bytes in one message");
    }
}

#[tokio::test]
async fn content_is_told_by_its_bytes_and_not_by_its_name() {
    let service = Service::start().await;
    let agent = service.agent();
    for (name, content, expected) in [
        ("evil.txt", &b"\x89PNG\r\n\x1a\n...."[..], "image/png"),
        ("report.png", b"%PDF-1.7", "application/pdf"),
        ("page.html", b"<script>alert(1)</script>", "text/plain"),
        ("../../etc/passwd", b"\0\x01", "application/octet-stream"),
    ] {
        let made = upload(&agent, name, content).await;
        assert_eq!((made.content_type.as_str(), made.file_name.as_str()), (expected, name));
    }
}

#[tokio::test]
async fn the_limit_is_kept_while_the_bytes_come_in() {
    let service = Service::start_with(&["--max-upload-bytes", "300000"]).await;
    let agent = service.agent();
    send(&agent, pieces(&fresh_key(), "", &file(300_000), 10_000)).await.unwrap();
    let key = fresh_key();
    let status = send(&agent, pieces(&key, "", &file(300_001), 10_000)).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::ResourceExhausted, "LIMIT_EXCEEDED"));
    let metadata = status.get_details_error_info().unwrap().metadata;
    assert_eq!(metadata["limit"], "300000");
    send(&agent, pieces(&key, "", b"small", 10)).await.expect("the refused call left its key free");
}

#[tokio::test]
async fn the_same_bytes_again_are_the_same_upload() {
    let service = Service::start().await;
    let agent = service.agent();
    let (key, content) = (fresh_key(), file(400_000));
    let first = send(&agent, pieces(&key, "a.bin", &content, 100_000)).await.unwrap().into_inner();
    let again = send(&agent, pieces(&key, "a.bin", &content, 33_333)).await.unwrap();
    assert_eq!(again.metadata().get("idempotent-replayed").unwrap(), "true");
    assert_eq!(again.into_inner(), first, "in whatever pieces they come");
    let mut other = content.clone();
    other[399_999] ^= 1;
    for (name, content) in [("a.bin", &other), ("b.bin", &content)] {
        let status = send(&agent, pieces(&key, name, content, 100_000)).await.unwrap_err();
        assert_eq!(reason(&status), "IDEMPOTENCY_KEY_REUSED");
    }
    assert!(download(&agent, &first.upload.unwrap().id).await.0 == content);

    let status = send(&agent, pieces("", "a.bin", &content, 100_000)).await.unwrap_err();
    assert_eq!(fields(&status), ["idempotency_key"]);
    assert_eq!(fields(&send(&agent, vec![]).await.unwrap_err()), ["idempotency_key"], "no message is an empty one");
}

#[tokio::test]
async fn an_action_attaches_a_file() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let task = agent.open_task("files").await;
    let made = upload(&agent, "photo.jpg", b"\xff\xd8\xff").await;
    let action = |label: &str, upload_id: &str| pb::TasksRecordActionRequest {
        idempotency_key: fresh_key(),
        task_id: task.id.clone(),
        description: "attached".into(),
        add_attachments: vec![pb::Attachment {
            label: label.into(),
            upload_id: upload_id.into(),
            ..Default::default()
        }],
        ..Default::default()
    };
    agent.tasks.record_action(action("photo", &made.id)).await.unwrap();
    let get = pb::TasksGetRequest { id: task.id.clone() };
    let attachments = agent.tasks.get(get).await.unwrap().into_inner().task.unwrap().attachments;
    let expected = pb::Attachment { label: "photo".into(), upload_id: made.id.clone(), sha256: made.sha256 };
    assert_eq!(attachments, [expected]);
    let status = agent.tasks.record_action(action("photo", &made.id)).await.unwrap_err();
    assert_eq!(reason(&status), "ATTACHMENT_EXISTS");
    let status = agent.tasks.record_action(action("another", ABSENT)).await.unwrap_err();
    assert_eq!(reason(&status), "UPLOAD_NOT_FOUND");

    let status =
        service.other_account("other").await.uploads.download(pb::UploadsDownloadRequest { id: made.id }).await;
    assert_eq!(reason(&status.map(drop).unwrap_err()), "UPLOAD_NOT_FOUND");
}
