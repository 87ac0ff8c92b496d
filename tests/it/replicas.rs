//! Several servers over one database, by real time: what one does is as true on every other, and soon seen there.

mod deadlines;
mod failover;
mod life;
mod starting;
mod watching;

use std::time::Duration;

use pumpup::environment::Environment;
use pumpup::serve::Server;
use tokio::task::JoinSet;
use tonic::transport::Channel;

use crate::cluster;
use crate::proxy::{Fault, Proxy};
use crate::support::{Clients, PATIENCE, config, connect, key_in};

/// A server with a proxy of its own before the database.
pub struct Replica {
    /// The proxy.
    pub proxy: Proxy,
    /// The server.
    pub server: Server,
    /// The folder that it writes first keys to; it goes with this.
    pub folder: tempfile::TempDir,
    channel: Channel,
}

impl Replica {
    /// Starts one.
    pub async fn start(url: &str, environment: Environment) -> Self {
        let (folder, proxy) = (tempfile::tempdir().unwrap(), Proxy::before(url).await);
        let config = config(folder.path(), &["--database-url", &proxy.url(), "--database-connections", "4"]);
        let server = Server::start(config, environment).await.unwrap();
        let channel = connect(&format!("http://{}", server.address)).await;
        Self { proxy, server, folder, channel }
    }

    /// The clients of whoever has this key, who call this one.
    pub fn with_key(&self, key: &str) -> Clients {
        Clients::new(self.channel.clone(), key)
    }
}

/// Replicas over a database of their own, and the keys that the first of them made.
pub struct Replicas {
    /// The database.
    pub url: String,
    /// All of them.
    pub each: Vec<Replica>,
    /// The key of the first admin.
    pub admin: String,
    /// The key of the first agent.
    pub agent: String,
}

impl Replicas {
    /// Starts so many.
    pub async fn start(count: usize) -> Self {
        Self::start_in(std::iter::repeat_with(Environment::system).take(count)).await
    }

    /// Starts one in each of these worlds.
    pub async fn start_in(worlds: impl Iterator<Item = Environment>) -> Self {
        let (url, mut each) = (cluster::fresh().await, Vec::new());
        for world in worlds {
            each.push(Replica::start(&url, world).await);
        }
        let key = |name| key_in(&each[0].folder.path().join(name));
        Self { admin: key("admin.key"), agent: key("agent.key"), url, each }
    }

    /// The first admin, at one of them.
    pub fn admin(&self, replica: usize) -> Clients {
        self.each[replica].with_key(&self.admin)
    }

    /// The first agent, at one of them.
    pub fn agent(&self, replica: usize) -> Clients {
        self.each[replica].with_key(&self.agent)
    }

    /// Lets no hint arrive anywhere from now on.
    pub fn lose_hints(&self) {
        self.each.iter().for_each(|replica| replica.proxy.set(Fault::DropNotifications));
    }

    /// Opens so many requests, through one after the other; those of tasks that stand alone.
    pub async fn ask(&self, count: usize) -> Vec<Case> {
        let mut asking = JoinSet::new();
        for n in 0..count {
            let agent = self.agent(n % self.each.len());
            asking.spawn(async move { Case::open(&agent).await });
        }
        within(PATIENCE, asking.join_all()).await
    }
}

/// A task with an open request.
#[derive(Clone)]
pub struct Case {
    /// The task.
    pub task: String,
    /// The request.
    pub request: String,
}

impl Case {
    /// Opens one.
    pub async fn open(agent: &Clients) -> Self {
        let task = agent.open_task("a case").await;
        let ask = crate::support::approval_on(&task, "may I");
        let request = agent.approvals.clone().create(ask).await.unwrap().into_inner().event_id;
        Self { task: task.id, request }
    }
}

/// Waits so long and no longer.
pub async fn within<T>(time: Duration, future: impl Future<Output = T>) -> T {
    tokio::time::timeout(time, future).await.unwrap_or_else(|_| panic!("it takes longer than {time:?}"))
}
