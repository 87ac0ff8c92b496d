//! A small HTTP/2 client that sends prepared messages and counts only `grpc-status: 0`.
//!
//! A stock gRPC client takes more of two cores than the server does. This one encodes nothing, and it knows just enough
//! of gRPC to send a framed message and to read framed messages and a status.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::{Buf as _, Bytes, BytesMut};
use h2::RecvStream;
use h2::client::SendRequest;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, TE};
use http::{HeaderMap, Method, Request, Uri};
use prost::Message;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::measure::{Fault, Pace};

/// A method of the server, called by whoever has the key.
pub struct Route {
    uri: Uri,
    headers: HeaderMap,
}

/// Connections to a server.
pub struct Driver {
    /// What requests name as the host: of several servers the first.
    address: String,
    connections: Vec<SendRequest<Bytes>>,
}

/// Messages of one call as they come in.
pub struct Replies {
    body: RecvStream,
    pending: BytesMut,
}

impl Replies {
    /// The next message, or nothing once the call has ended well.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Fault> {
        loop {
            if let Some(length) = self.pending.get(1..5).map(|mut length| length.get_u32() as usize)
                && self.pending.len() >= 5 + length
            {
                self.pending.advance(5);
                return Ok(Some(self.pending.split_to(length).freeze()));
            }
            match self.body.data().await {
                Some(data) => {
                    let data = data?;
                    self.body.flow_control().release_capacity(data.len())?;
                    self.pending.extend_from_slice(&data);
                }
                None => break,
            }
        }
        let trailers = self.body.trailers().await?.ok_or("a call ended without a status")?;
        match trailers.get("grpc-status").map(HeaderValue::as_bytes) {
            Some(b"0") if self.pending.is_empty() => Ok(None),
            _ => Err(format!("a call failed: {trailers:?}").into()),
        }
    }
}

impl Driver {
    /// Opens this many connections.
    pub async fn connect(address: &str, connections: usize) -> Result<Arc<Self>, Fault> {
        Self::across(&[address], connections).await
    }

    /// Opens this many connections to each of some servers, which then take turns.
    pub async fn across(addresses: &[&str], connections: usize) -> Result<Arc<Self>, Fault> {
        let mut senders = Vec::with_capacity(connections * addresses.len());
        for address in addresses.iter().cycle().take(connections * addresses.len()) {
            let socket = TcpStream::connect(address).await?;
            socket.set_nodelay(true)?;
            let mut builder = h2::client::Builder::new();
            builder.initial_connection_window_size(16 << 20).enable_push(false);
            let (sender, connection) = builder.handshake(socket).await?;
            // The connection is driven until the server or its last sender goes; whose calls break then say why.
            tokio::spawn(async move { drop(connection.await) });
            senders.push(sender.ready().await?);
        }
        let address = addresses.first().ok_or("there is no server to connect to")?;
        Ok(Arc::new(Self { address: (*address).to_owned(), connections: senders }))
    }

    /// How to call a method, such as `pumpup.v1.Tasks/Create`, with a key; without one if that is empty.
    pub fn route(&self, method: &str, key: &str) -> Result<Arc<Route>, Fault> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/grpc"));
        headers.insert(TE, HeaderValue::from_static("trailers"));
        if !key.is_empty() {
            headers.insert(AUTHORIZATION, format!("Bearer {key}").parse()?);
        }
        Ok(Arc::new(Route { uri: format!("http://{}/{method}", self.address).parse()?, headers }))
    }

    /// Begins a call on one of the connections.
    pub async fn open(&self, turn: usize, route: &Route, message: Bytes) -> Result<Replies, Fault> {
        let mut request = Request::new(());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = route.uri.clone();
        *request.headers_mut() = route.headers.clone();
        let mut sender = self.connections[turn % self.connections.len()].clone().ready().await?;
        let (response, mut body) = sender.send_request(request, false)?;
        body.send_data(message, true)?;
        let response = response.await?;
        if let Some(status) = response.headers().get("grpc-status") {
            let why = response.headers().get("grpc-message");
            return Err(format!("{} was refused: {status:?} {why:?}", route.uri.path()).into());
        }
        Ok(Replies { body: response.into_body(), pending: BytesMut::new() })
    }

    /// Does a call with one answer.
    pub async fn call(&self, turn: usize, route: &Route, message: Bytes) -> Result<Bytes, Fault> {
        let mut replies = self.open(turn, route, message).await?;
        let answer = replies.next().await?.ok_or("a call ended without an answer")?;
        match replies.next().await? {
            None => Ok(answer),
            Some(_) => Err("a call had two answers".into()),
        }
    }

    /// Sends all the messages, this many at a time, and answers what came back, in no order, with the rate of it. One
    /// call that fails fails all: what is measured are calls that did what they were to do.
    pub async fn drive<M: Message + Default>(
        self: &Arc<Self>,
        streams: usize,
        route: &Arc<Route>,
        messages: Vec<Bytes>,
    ) -> Result<(Vec<M>, f64), Fault> {
        let (next, pace) = (Arc::new(AtomicUsize::new(0)), Arc::new(Pace::of(messages.len())));
        let messages = Arc::new(messages);
        let mut callers = JoinSet::new();
        for turn in 0..streams {
            let (driver, route, messages) = (self.clone(), route.clone(), messages.clone());
            let (next, pace) = (next.clone(), pace.clone());
            callers.spawn(async move {
                let mut answers = Vec::new();
                while let Some(message) = messages.get(next.fetch_add(1, Ordering::Relaxed)) {
                    answers.push(driver.call(turn, &route, message.clone()).await?);
                    pace.tick();
                }
                Ok::<_, Fault>(answers)
            });
        }
        let mut answers = Vec::with_capacity(messages.len());
        while let Some(caller) = callers.join_next().await {
            for answer in caller?? {
                answers.push(M::decode(answer)?);
            }
        }
        Ok((answers, pace.rate()?))
    }
}
