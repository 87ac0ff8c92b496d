//! Uploads: a file in as multipart, and out as an attachment. No file is ever whole in memory.

use std::time::Duration;

use axum::body::Body;
use axum::response::IntoResponse as _;
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::uri::Authority;
use http::{HeaderValue, StatusCode};
use http_body::Body as _;
use http_body_util::BodyExt as _;
use tokio::time::timeout;
use tokio_stream::StreamExt as _;

use super::call::{Call, Done, Said, answer};
use super::multipart::{Parts, Step};
use super::reader::Reader;
use super::refusal::Problem;
use super::write;
use crate::auth::origins::host;
use crate::domain::command::Command;
use crate::domain::ids::UploadId;
use crate::domain::limits;
use crate::domain::record::Record;
use crate::domain::refusal::{Noun, Refusal};
use crate::domain::upload::Upload;
use crate::engine::Failure;
use crate::wire::staging::Staging;

/// How long the next bytes of a file may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// How much may stand around the file: other fields, and what tells them apart.
const AROUND: u64 = 1024 * 1024;

/// `POST /api/uploads`
pub(super) async fn create(mut call: Call) -> Said {
    match upload(&mut call).await {
        Ok(done) => done
            .created(|record| if let Record::Upload(upload) = record { Some(write::upload_ref(upload)) } else { None }),
        Err(problem) => {
            call.body.leave().await;
            Err(problem)
        }
    }
}

async fn upload(call: &mut Call) -> Result<Done, Problem> {
    let parts = call.media_type().and_then(Parts::of);
    let parts = parts.ok_or_else(|| Problem::no_such_type("multipart/form-data"))?;
    // The published clients send no key with a file. One that is sent again is another upload then, which nobody names.
    let key = call.key()?.unwrap_or_else(|| call.wire.engine.environment.mint().to_string());
    // Whoever says beforehand that it is too much is told before any of it is stored.
    let limit = call.wire.max_upload_bytes;
    if call.body.rest().size_hint().lower() > limit + AROUND {
        return Err(too_large(limit));
    }
    let mut body = std::mem::take(call.body.rest());
    let read = read(call, &mut body, parts).await;
    *call.body.rest() = body;
    call.execute(key, read?).await
}

/// Takes the file out of the form, and answers with the command that makes an upload of it. Other fields are passed over.
async fn read(call: &Call, body: &mut Body, mut parts: Parts) -> Result<Command, Problem> {
    let limit = call.wire.max_upload_bytes;
    let mut file: Option<(Staging<'_>, String)> = None;
    let (mut within, mut around, mut came) = (false, 0, 0);
    loop {
        match parts.step().map_err(|fault| refused("body", format!("cannot be read as multipart: {fault}")))? {
            Step::More => {
                let frame = timeout(PATIENCE, body.frame()).await.map_err(|_| Problem::too_slow())?;
                let Some(frame) = frame else {
                    return Err(refused("body", "ends in the middle of its parts"));
                };
                if let Some(data) = frame.map_err(|_| Problem::too_slow())?.data_ref() {
                    came += data.len() as u64;
                    if came > limit + AROUND {
                        return Err(too_large(limit));
                    }
                    parts.feed(data);
                }
            }
            Step::Part(part) => {
                within = part.name == "file";
                if within {
                    if file.is_some() {
                        return Err(refused("file", "is there twice; send one file at a time"));
                    }
                    let mut reader = Reader::default();
                    reader.faults.text("file", &part.file_name, limits::NAME);
                    // What is wrong with the name is told at once, not after all the bytes.
                    reader.done()?;
                    file = Some((Staging::new(&call.wire.engine, call.caller, limit), part.file_name));
                }
            }
            Step::Data(data) => match &mut file {
                Some((file, _)) if within => file.take(data).await?,
                _ => {
                    around += data.len() as u64;
                    if around > AROUND {
                        return Err(Refusal::LimitExceeded { what: "bytes beside the file", limit: AROUND }.into());
                    }
                }
            },
            Step::End => break,
        }
    }
    let Some((file, name)) = file else {
        return Err(refused("file", "is required: a part of the form with this name"));
    };
    Ok(file.finish(name).await?)
}

fn too_large(limit: u64) -> Problem {
    Refusal::LimitExceeded { what: "bytes of an upload", limit }.into()
}

fn refused(field: &str, description: impl Into<String>) -> Problem {
    let mut reader = Reader::default();
    reader.faults.add(field, description);
    reader.done().map_or_else(Problem::from, |()| Problem::bug())
}

async fn found(call: &Call) -> Result<Upload, Problem> {
    let id = call.path_id(Noun::Upload, UploadId::parse)?;
    Ok(call.wire.engine.upload(&call.caller, id).await?)
}

/// `GET /api/uploads/{id}`
pub(super) async fn get(call: Call) -> Said {
    let upload = found(&call).await?;
    let url = format!("{}/api/uploads/{}/content", origin(&call), upload.id);
    Ok(answer(StatusCode::OK, &write::upload(&upload, url)))
}

/// Where the caller found the server, as far as they say.
fn origin(call: &Call) -> String {
    let (uri, origins) = (&call.parts.uri, &call.wire.gate.origins);
    if let Some(ours) = origins.asked(uri, &call.parts.headers) {
        return ours.to_string();
    }
    // Something in front may say what it speaks itself. Where it does not, whoever knows a server that has no TLS and listens on
    // loopback by another name came through something that has: a key that is sent to http:// by mistake could be read.
    let forwarded = call.parts.headers.get("x-forwarded-proto").and_then(|proto| proto.to_str().ok());
    let scheme = match forwarded {
        Some("http") => "http",
        Some("https") => "https",
        Some(_) | None if call.wire.insecure => "http",
        Some(_) | None => "https",
    };
    let named = host(uri, &call.parts.headers).and_then(|host| host.parse::<Authority>().ok());
    match named {
        Some(host) => format!("{scheme}://{host}"),
        None => origins.first().to_string(),
    }
}

/// `GET /api/uploads/{id}/content`
pub(super) async fn content(call: Call) -> Said {
    let upload = found(&call).await?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_str(&upload.content_type)),
        (CONTENT_LENGTH, Ok(HeaderValue::from(upload.size))),
        (CONTENT_DISPOSITION, HeaderValue::from_str(&disposition(&upload.file_name))),
        // Whatever it is, it is nobody's page: should a browser show it all the same, it may do nothing.
        (CONTENT_SECURITY_POLICY, Ok(HeaderValue::from_static("sandbox; default-src 'none'"))),
    ];
    let (engine, caller, id) = (call.wire.engine.clone(), call.caller, upload.id);
    let chunks = tokio_stream::iter(0..upload.chunks).then(move |ordinal| {
        let engine = engine.clone();
        async move {
            // The right to read is looked at before every chunk.
            let standing = engine.standing(&caller).await;
            let chunk = match standing {
                Ok(_) => engine.chunk_get(&caller, id, ordinal).await,
                Err(failure) => Err(failure),
            };
            let missing = || Failure::Bug(format!("chunk {ordinal} of upload {id} is missing"));
            let chunk = chunk.and_then(|chunk| chunk.ok_or_else(missing));
            // The headers are out: all that is left is to break off, and to log what is our fault.
            chunk.map_err(|failure| {
                let _ = Problem::from(failure);
                std::io::Error::other("the upload cannot be read on")
            })
        }
    });
    let mut response = Body::from_stream(chunks).into_response();
    for (name, value) in headers {
        let broken = |_| Problem::from(Failure::Bug(format!("upload {id} has no value for its header {name}")));
        response.headers_mut().insert(name.clone(), value.map_err(broken)?);
    }
    Ok(response)
}

/// How a file is handed over: to be kept under its name, and never shown.
fn disposition(name: &str) -> String {
    let plain = |char: char| if char.is_ascii_alphanumeric() || " .-_".contains(char) { char } else { '_' };
    let ascii: String = name.chars().map(plain).collect();
    let encoded: String = name.bytes().fold(String::new(), |text, byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => text + &char::from(byte).to_string(),
        byte => text + &format!("%{byte:02X}"),
    });
    match name {
        "" => "attachment".into(),
        _ => format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_file_is_handed_over_under_a_name_that_cannot_break_out() {
        for (name, expected) in [
            ("", "attachment"),
            ("a.txt", r#"attachment; filename="a.txt"; filename*=UTF-8''a.txt"#),
            ("ü\r\n\".html", r#"attachment; filename="____.html"; filename*=UTF-8''%C3%BC%0D%0A%22.html"#),
        ] {
            assert_eq!(super::disposition(name), expected);
        }
    }
}
