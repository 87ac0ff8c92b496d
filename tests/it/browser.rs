//! What a browser sends: plain requests, and calls as gRPC-Web, with the headers that no page can forge.

use std::net::SocketAddr;

use axum::body::Body;
use bytes::Bytes;
use http::header::{COOKIE, HeaderName, ORIGIN, SET_COOKIE};
use http::{HeaderMap, HeaderValue, Method, Request, Response};
use http_body_util::BodyExt as _;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use pumpup::rpc::pb::access_client::AccessClient;
use pumpup::rpc::pb::approvals_client::ApprovalsClient;
use pumpup::rpc::pb::inbox_client::InboxClient;
use tonic::metadata::MetadataMap;
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::{Request as Call, Status};
use tonic_web::{GrpcWebCall, GrpcWebClientLayer, GrpcWebClientService};
use tower::Layer as _;

use crate::support::Service;

type Translated = GrpcWebClientService<Client<HttpConnector, GrpcWebCall<tonic::body::Body>>>;

/// The channel that a browser's calls go through.
pub type Caller = InterceptedService<Translated, Headers>;

/// Sends headers with every call.
#[derive(Clone, Default)]
pub struct Headers(HeaderMap);

impl Interceptor for Headers {
    fn call(&mut self, mut request: Call<()>) -> Result<Call<()>, Status> {
        let mut headers = std::mem::take(request.metadata_mut()).into_headers();
        headers.extend(self.0.clone());
        *request.metadata_mut() = MetadataMap::from_headers(headers);
        Ok(request)
    }
}

/// One browser, at a server.
#[derive(Clone)]
pub struct Browser {
    address: SocketAddr,
    /// What goes with every request.
    pub headers: HeaderMap,
    http2: bool,
}

impl Browser {
    /// A browser on a page of the server.
    pub fn at(service: &Service) -> Self {
        Self::on(&format!("http://{}", service.server.address))
    }

    /// A browser on the page at this address.
    pub fn on(url: &str) -> Self {
        let address: SocketAddr = url.strip_prefix("http://").unwrap().parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(ORIGIN, HeaderValue::from_str(&format!("http://{address}")).unwrap());
        headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
        Self { address, headers, http2: false }
    }

    /// The same over HTTP/2.
    pub fn over_http2(self) -> Self {
        Self { http2: true, ..self }
    }

    /// The same with another header, or without it if it is empty.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        let name = HeaderName::from_static(name);
        if value.is_empty() {
            self.headers.remove(name);
        } else {
            self.headers.insert(name, HeaderValue::from_str(value).unwrap());
        }
        self
    }

    /// The cookie that it holds.
    pub fn cookie(&self) -> Option<String> {
        self.headers.get(COOKIE).map(|cookie| cookie.to_str().unwrap().to_owned())
    }

    /// Keeps the cookie that an answer sets.
    pub fn keep<T>(self, answer: &Response<T>) -> Self {
        let set = answer.headers()[SET_COOKIE].to_str().unwrap();
        self.with("cookie", set.split(';').next().unwrap())
    }

    fn client<B>(&self) -> Client<HttpConnector, B>
    where
        B: http_body::Body + Send,
        B::Data: Send,
    {
        Client::builder(TokioExecutor::new()).http2_only(self.http2).build_http()
    }

    /// Sends one request, and answers with all of what came back.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Response<Bytes> {
        let mut request = Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        request.headers_mut().unwrap().extend(self.headers.clone());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let (parts, body) = self.client().request(request).await.unwrap().into_parts();
        Response::from_parts(parts, body.collect().await.unwrap().to_bytes())
    }

    /// Gets a path.
    pub async fn get(&self, path: &str) -> Response<Bytes> {
        self.send(Method::GET, path, &[], "").await
    }

    fn caller(&self) -> Caller {
        InterceptedService::new(GrpcWebClientLayer::new().layer(self.client()), Headers(self.headers.clone()))
    }

    fn url(&self) -> http::Uri {
        format!("http://{}", self.address).parse().unwrap()
    }

    /// A client of the Access service.
    pub fn access(&self) -> AccessClient<Caller> {
        AccessClient::with_origin(self.caller(), self.url())
    }

    /// A client of the Approvals service.
    pub fn approvals(&self) -> ApprovalsClient<Caller> {
        ApprovalsClient::with_origin(self.caller(), self.url())
    }

    /// A client of the Inbox service.
    pub fn inbox(&self) -> InboxClient<Caller> {
        InboxClient::with_origin(self.caller(), self.url())
    }
}
