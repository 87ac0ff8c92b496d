//! How a caller speaks gRPC: as it is, or as browsers have to, with the trailers in the body. A browser's call is turned
//! into one of the first kind before anything else sees it, and its answer back again after everything else has.

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};
use tonic_web::GrpcWebLayer;
use tower::{Layer as _, Service as _, service_fn};

/// How a caller speaks. Handlers find it in the request's extensions if it is a browser's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// gRPC as it is.
    Native,
    /// gRPC-Web.
    Web,
}

impl Dialect {
    /// How a request speaks, if it is a gRPC call whose messages are protobuf, which is all that we read.
    pub(super) fn of(request: &Request) -> Option<Self> {
        if request.method() != Method::POST {
            return None;
        }
        let media_type = request.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
        let media_type = media_type.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        let rest = media_type.get(b"application/grpc".len()..)?;
        if !media_type[..b"application/grpc".len()].eq_ignore_ascii_case(b"application/grpc") {
            return None;
        }
        match &*rest.to_ascii_lowercase() {
            b"" | b"+proto" => Some(Self::Native),
            b"-web" | b"-web+proto" => Some(Self::Web),
            _ => None,
        }
    }

    /// Runs a call that speaks like this.
    pub(super) async fn run(self, request: Request, handler: impl AsyncFnOnce(Request) -> Response) -> Response {
        match self {
            Self::Native => super::call(request, handler).await,
            // On the heap, so that it makes nobody else's call larger.
            Self::Web => Box::pin(web(request, handler)).await,
        }
    }
}

/// Translates a browser's call there and back.
async fn web(mut request: Request, handler: impl AsyncFnOnce(Request) -> Response) -> Response {
    request.extensions_mut().insert(Dialect::Web);
    // The translation knows the type only in this writing.
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/grpc-web+proto"));
    let mut handler = Some(handler);
    let mut translated = GrpcWebLayer::new().layer(service_fn(move |request: http::Request<tonic::body::Body>| {
        let handler = handler.take().expect("the translation makes one call of each");
        async move { Ok::<_, Infallible>(super::call(request.map(Body::new), handler).await) }
    }));
    let Ok(response) = translated.call(request).await;
    response.map(Body::new)
}
