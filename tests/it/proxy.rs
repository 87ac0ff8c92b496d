//! A proxy before a PostgreSQL server that loses connections, replies and notifications just when a test wants it to.
//!
//! It reads the messages of the wire, but never changes one. It speaks no TLS.

mod frames;
mod tests;

use std::collections::HashMap;
use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use socket2::SockRef;
use tokio::io::{AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::task::AbortOnDropHandle;
use url::Url;

use self::frames::{Commits, Frame, Greeting};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Nothing: every byte passes.
    None,
    /// A COMMIT does not reach the server: the connection is reset in its place.
    CutBeforeCommit,
    /// The server has committed, and the connection is reset in place of its "COMMIT".
    CutAfterCommit,
    /// The server has committed, and its "COMMIT" waits for [`Proxy::release`].
    HoldCommit,
    /// Nothing passes either way, nothing is closed, and new connections are accepted. What was sent meanwhile arrives when
    /// this ends, as after a broken network.
    BlackHole,
    /// New connections are reset; those that are open go on.
    Refuse,
    /// Notifications are lost, and nothing else is.
    DropNotifications,
    /// Every byte comes alone.
    Slice,
}

/// A proxy, which goes with its connections when this does.
pub struct Proxy {
    url: Url,
    relay: Arc<Relay>,
    _accepting: AbortOnDropHandle<()>,
}

impl Proxy {
    /// Starts one before the server of this URL.
    pub async fn before(url: &str) -> Self {
        let mut url = Url::parse(url).unwrap();
        let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        url.set_ip_host(address.ip()).unwrap();
        url.set_port(Some(address.port())).unwrap();
        let relay = Arc::new(Relay {
            server,
            order: watch::Sender::new(Order { fault: Fault::None, once: false }),
            cut: watch::Sender::new(()),
            release: watch::Sender::new(()),
            met: Mutex::default(),
        });
        let accepting = tokio::spawn(relay.clone().accept(listener));
        Self { url, relay, _accepting: AbortOnDropHandle::new(accepting) }
    }

    /// The server's URL, by way of this proxy.
    pub fn url(&self) -> String {
        self.url.to_string()
    }

    /// What goes wrong from now on, again and again.
    pub fn set(&self, fault: Fault) {
        self.relay.order.send_replace(Order { fault, once: false });
    }

    /// What goes wrong from now on, but once only. A black hole has no end of its own.
    pub fn once(&self, fault: Fault) {
        assert_ne!(fault, Fault::BlackHole);
        self.relay.order.send_replace(Order { fault, once: true });
    }

    /// How often a fault was met: cuts, held replies, lost notifications, refused connections, sliced or stopped messages.
    pub fn met(&self, fault: Fault) -> usize {
        self.relay.met.lock().unwrap().get(&fault).copied().unwrap_or_default()
    }

    /// Lets the replies go that are held back now.
    pub fn release(&self) {
        self.relay.release.send_replace(());
    }

    /// Resets all connections that are open now.
    pub fn cut(&self) {
        self.relay.cut.send_replace(());
    }
}

/// What a test wants to go wrong.
struct Order {
    fault: Fault,
    once: bool,
}

/// A connection ends in a reset. Any other end is an error of one side, and a mere end to the other.
struct Cut;

/// What all connections share.
struct Relay {
    server: String,
    order: watch::Sender<Order>,
    cut: watch::Sender<()>,
    release: watch::Sender<()>,
    met: Mutex<HashMap<Fault, usize>>,
}

impl Relay {
    async fn accept(self: Arc<Self>, listener: TcpListener) {
        let mut connections = JoinSet::new();
        loop {
            let (client, _) = listener.accept().await.unwrap();
            connections.spawn(self.clone().serve(client, self.cut.subscribe()));
            // Those that have ended are forgotten.
            while connections.try_join_next().is_some() {}
        }
    }

    async fn serve(self: Arc<Self>, mut client: TcpStream, mut cut: watch::Receiver<()>) {
        let end = tokio::select! {
            _ = cut.changed() => Ok(Cut),
            end = self.carry(&mut client) => end,
        };
        if let Ok(Cut) = end {
            SockRef::from(&client).set_linger(Some(Duration::ZERO)).unwrap();
        }
    }

    /// Carries what both sides say until one of them has gone, or the connection is to be cut.
    async fn carry(&self, client: &mut TcpStream) -> io::Result<Cut> {
        if self.meets(Fault::Refuse) {
            return Ok(Cut);
        }
        self.passable().await;
        let mut server = TcpStream::connect(&self.server).await?;
        client.set_nodelay(true)?;
        server.set_nodelay(true)?;
        let (from_client, mut to_client) = client.split();
        let (from_server, mut to_server) = server.split();
        let (mut from_client, mut from_server) = (BufReader::new(from_client), BufReader::new(from_server));
        loop {
            let greeting = Greeting::read(&mut from_client).await?;
            self.pass(&greeting.0, &mut to_server).await?;
            if !greeting.asks_for_encryption() {
                break;
            }
            let answer = from_server.read_u8().await?;
            assert_eq!(answer, b'N', "the server of a test does not encrypt");
            self.pass(&[answer], &mut to_client).await?;
        }

        let requests = async {
            let mut commits = Commits::default();
            loop {
                let frame = Frame::read(&mut from_client).await?;
                if commits.sees(&frame) && self.meets(Fault::CutBeforeCommit) {
                    return Ok(Cut);
                }
                self.pass(&frame.0, &mut to_server).await?;
            }
        };
        let replies = async {
            loop {
                let frame = Frame::read(&mut from_server).await?;
                if frame.has_committed() {
                    if self.meets(Fault::CutAfterCommit) {
                        return Ok(Cut);
                    }
                    let mut release = self.release.subscribe();
                    if self.meets(Fault::HoldCommit) {
                        release.changed().await.expect("the relay holds the other end");
                    }
                }
                if frame.notifies() && self.meets(Fault::DropNotifications) {
                    continue;
                }
                self.pass(&frame.0, &mut to_client).await?;
            }
        };
        tokio::select! { end = requests => end, end = replies => end }
    }

    /// Whether it is time for this fault, which then has been met.
    fn meets(&self, fault: Fault) -> bool {
        let mut meets = false;
        self.order.send_if_modified(|order| {
            meets = order.fault == fault;
            let done = meets && order.once;
            if done {
                *order = Order { fault: Fault::None, once: false };
            }
            done
        });
        if meets {
            *self.met.lock().unwrap().entry(fault).or_default() += 1;
        }
        meets
    }

    /// Waits until there is no black hole.
    async fn passable(&self) {
        let mut order = self.order.subscribe();
        if self.meets(Fault::BlackHole) {
            order.wait_for(|order| order.fault != Fault::BlackHole).await.expect("the relay holds the other end");
        }
    }

    async fn pass(&self, bytes: &[u8], to: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        self.passable().await;
        if !self.meets(Fault::Slice) {
            return to.write_all(bytes).await;
        }
        for byte in bytes {
            to.write_u8(*byte).await?;
            // Whoever reads gets a turn between two bytes.
            tokio::task::yield_now().await;
        }
        Ok(())
    }
}
