//! One request to the provider and its answer: a connection of its own, within a time, up to a size, and no redirect is
//! followed. Sign-ins are few, so nothing is kept open between them.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderValue, Method, Request, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use rustls_pki_types::ServerName;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_util::task::AbortOnDropHandle;
use url::{Host, Position, Url};

use super::Fault;

/// How long an answer may take, all in all.
const PATIENCE: Duration = Duration::from_secs(10);
/// How large it may be, in bytes.
const MOST: usize = 256 * 1024;

type Broken = Box<dyn std::error::Error + Send + Sync>;

/// What is asked for.
pub(super) struct Ask<'a> {
    pub url: &'a Url,
    /// How we say who asks.
    pub authorization: Option<HeaderValue>,
    /// What is sent along; without it the request is a GET.
    pub form: Option<String>,
}

impl<'a> Ask<'a> {
    /// What lies at a place for everybody to see.
    pub(super) fn plain(url: &'a Url) -> Self {
        Self { url, authorization: None, form: None }
    }

    fn request(self) -> Result<Request<Full<Bytes>>, Broken> {
        let Self { url, authorization, form } = self;
        let mut request = Request::builder()
            .method(if form.is_some() { Method::POST } else { Method::GET })
            .uri(&url[Position::BeforePath..Position::AfterQuery])
            .header(HOST, &url[Position::BeforeHost..Position::AfterPort])
            .header(USER_AGENT, "pumpup")
            .header(ACCEPT, "application/json");
        if form.is_some() {
            request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        if let Some(authorization) = authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        Ok(request.body(Full::from(form.unwrap_or_default()))?)
    }
}

/// Asks for JSON.
pub(super) async fn get<T: DeserializeOwned>(tls: &TlsConnector, what: Ask<'_>) -> Result<T, Fault> {
    match ask(tls, what).await? {
        (StatusCode::OK, body) => json(&body),
        (status, _) => Err(unexpected(status)),
    }
}

/// Reads an answer. What is wrong with one is not told in its own words, which may be secret.
pub(super) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Fault::Provider(format!("its JSON is not what it should be, at line {line}, column {column}"))
    })
}

/// What an answer means that is neither what was asked for nor a refusal.
pub(super) fn unexpected(status: StatusCode) -> Fault {
    Fault::Provider(format!("it answered {status}"))
}

/// Asks, and answers with the status and all of what came back.
pub(super) async fn ask(tls: &TlsConnector, ask: Ask<'_>) -> Result<(StatusCode, Bytes), Fault> {
    let place = ask.url[..Position::AfterPath].to_owned();
    let answer = match tokio::time::timeout(PATIENCE, connect(tls, ask)).await {
        Ok(answer) => answer.map_err(|broken| broken.to_string()),
        Err(_) => Err(format!("no answer within {} seconds", PATIENCE.as_secs())),
    };
    answer.map_err(|why| Fault::Provider(format!("{place}: {why}")))
}

async fn connect(tls: &TlsConnector, ask: Ask<'_>) -> Result<(StatusCode, Bytes), Broken> {
    let port = ask.url.port_or_known_default().ok_or("it has no port")?;
    let (stream, name) = match ask.url.host().ok_or("it has no host")? {
        Host::Domain(name) => (TcpStream::connect((name, port)).await?, ServerName::try_from(name.to_owned())?),
        Host::Ipv4(ip) => (TcpStream::connect((ip, port)).await?, ServerName::from(std::net::IpAddr::V4(ip))),
        Host::Ipv6(ip) => (TcpStream::connect((ip, port)).await?, ServerName::from(std::net::IpAddr::V6(ip))),
    };
    if ask.url.scheme() == "https" {
        speak(tls.connect(name, stream).await?, ask.request()?).await
    } else {
        speak(stream, ask.request()?).await
    }
}

async fn speak<Io>(io: Io, request: Request<Full<Bytes>>) -> Result<(StatusCode, Bytes), Broken>
where
    Io: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = handshake(TokioIo::new(io)).await?;
    // The connection ends with the question, whatever becomes of it.
    let _driven = AbortOnDropHandle::new(tokio::spawn(connection));
    let (parts, body) = sender.send_request(request).await?.into_parts();
    Ok((parts.status, Limited::new(body, MOST).collect().await?.to_bytes()))
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    use super::*;
    use crate::trust;

    /// What becomes of a question to whoever answers this, and nothing more if it is empty.
    async fn asked(answer: String) -> Result<(StatusCode, Bytes), Fault> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = Url::parse(&format!("http://{}/keys?all", listener.local_addr().unwrap())).unwrap();
        let _answered = AbortOnDropHandle::new(tokio::spawn(async move {
            // A second connection would hang, and so would whoever follows a redirect.
            let (mut peer, _) = listener.accept().await.unwrap();
            let mut head = [0; 1024];
            let length = peer.read(&mut head).await.unwrap();
            assert!(head[..length].starts_with(b"GET /keys?all HTTP/1.1\r\nhost: 127.0.0.1:"));
            if answer.is_empty() {
                std::future::pending::<()>().await;
            }
            // Whoever has had enough hangs up.
            let _ = peer.write_all(answer.as_bytes()).await;
        }));
        let tls = TlsConnector::from(std::sync::Arc::new(trust::client(None).unwrap()));
        ask(&tls, Ask::plain(&url)).await
    }

    fn why(asked: Result<(StatusCode, Bytes), Fault>) -> String {
        match asked {
            Err(Fault::Provider(why)) => why,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn an_answer_is_taken_as_it_is_up_to_a_size() {
        let (status, body) = asked("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".into()).await.unwrap();
        assert_eq!((status, &body[..]), (StatusCode::OK, &b"{}"[..]));
        let elsewhere = "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(asked(elsewhere.into()).await.unwrap().0, StatusCode::FOUND);
        let all = format!("HTTP/1.1 200 OK\r\ncontent-length: {MOST}\r\n\r\n{}", "x".repeat(MOST));
        assert_eq!(asked(all).await.unwrap().1.len(), MOST);
        let more = format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(MOST + 1));
        assert!(why(asked(more).await).contains("length limit exceeded"));
        assert!(why(asked("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}".into()).await).contains("/keys: "));
    }

    #[tokio::test(start_paused = true)]
    async fn who_does_not_answer_is_not_waited_for() {
        assert!(why(asked(String::new()).await).ends_with("no answer within 10 seconds"));
    }
}
