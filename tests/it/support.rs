//! A server of one's own for each test, with a clock that the test moves, and clients for whoever calls it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use clap::Parser;
use pumpup::config::{Config, ServeArgs};
use pumpup::domain::ids::Time;
use pumpup::environment::{Clock, Environment, variable};
use pumpup::rpc::pb;
use pumpup::rpc::pb::access_client::AccessClient;
use pumpup::rpc::pb::approvals_client::ApprovalsClient;
use pumpup::rpc::pb::elicitations_client::ElicitationsClient;
use pumpup::rpc::pb::inbox_client::InboxClient;
use pumpup::rpc::pb::projects_client::ProjectsClient;
use pumpup::rpc::pb::tasks_client::TasksClient;
use pumpup::rpc::pb::uploads_client::UploadsClient;
use pumpup::serve::Server;
use pumpup::store::place::Place;
use pumpup::store::postgres::Database;
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::Channel;
use tonic::{Request, Status};
use tonic_types::StatusExt as _;

use crate::cluster;
pub use crate::cluster::patience::{PATIENCE, patiently};

/// A clock that a test moves. It starts at the real time and stands still.
#[derive(Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// A clock that stands at the real time.
    #[allow(clippy::new_without_default)] // Reading the time is no default.
    pub fn new() -> Self {
        Self(Arc::new(AtomicI64::new(Clock::system().now().0)))
    }

    /// Moves the clock.
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_micros()).unwrap(), Ordering::SeqCst);
    }

    /// What it says.
    pub fn now(&self) -> Time {
        Time(self.0.load(Ordering::SeqCst))
    }

    /// The world with this clock in it.
    pub fn environment(&self) -> Environment {
        let clock = self.clone();
        let clock = Clock::new(move || clock.now());
        Environment { store_clock: Some(clock.clone()), clock, ..Environment::system() }
    }
}

#[derive(Parser)]
struct Serve {
    #[command(flatten)]
    args: ServeArgs,
}

/// A server within this process, on a folder of its own.
pub struct Service {
    /// The folder; it goes with this.
    pub folder: tempfile::TempDir,
    /// Where its records are: in the folder, or in a schema of its own if the tests run on PostgreSQL.
    place: Place,
    /// The clock.
    pub clock: TestClock,
    /// The server.
    pub server: Server,
    /// A connection to it.
    pub channel: Channel,
}

impl Service {
    /// Starts one on an empty folder.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts one with further flags.
    pub async fn start_with(flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config(folder.path(), flags);
        if variable("PUMPUP_TEST_STORE").as_deref() == Some("postgres") {
            let database = Database::new(&cluster::fresh().await, None, None).unwrap();
            config.place = Place::Database { database, readers: 4 };
        }
        Self::start_on(folder, TestClock::new(), config).await
    }

    async fn start_on(folder: tempfile::TempDir, clock: TestClock, config: Config) -> Self {
        let place = config.place.clone();
        let server = Server::start(config, clock.environment()).await.unwrap();
        let channel = connect(&format!("http://{}", server.address)).await;
        Self { folder, place, clock, server, channel }
    }

    /// Stops the server and starts another one on the same folder.
    pub async fn restart(self) -> Self {
        let Self { folder, place, clock, server, channel } = self;
        drop(channel);
        server.stop().await.unwrap();
        let config = Config { place, ..config(folder.path(), &[]) };
        Self::start_on(folder, clock, config).await
    }

    /// The clients of the first admin.
    pub fn admin(&self) -> Clients {
        self.with_key(&key_in(&self.folder.path().join("admin.key")))
    }

    /// The clients of the first agent.
    pub fn agent(&self) -> Clients {
        self.with_key(&key_in(&self.folder.path().join("agent.key")))
    }

    /// The clients of whoever has this key.
    pub fn with_key(&self, key: &str) -> Clients {
        Clients::new(self.channel.clone(), key)
    }

    /// The clients of a new agent or person.
    pub async fn newcomer(&self, role: pb::Role, name: &str, tags: &[&str]) -> Clients {
        self.with_key(&self.admin().key(role, name, tags).await)
    }

    /// The admin's clients in another account.
    pub async fn other_account(&self, name: &str) -> Clients {
        self.with_key(&self.other_account_key(name).await)
    }

    /// The admin's key in another account.
    pub async fn other_account_key(&self, name: &str) -> String {
        pumpup::local::account_create(&self.place, name).await.unwrap()
    }
}

/// The configuration that these flags make, on a folder and any free port.
pub fn config(folder: &Path, flags: &[&str]) -> Config {
    let mut line = vec!["serve", "--listen", "127.0.0.1:0", "--data", folder.to_str().unwrap()];
    line.extend(flags);
    Serve::parse_from(line).args.check().map_err(|why| panic!("{why}")).unwrap()
}

/// The key in a file.
pub fn key_in(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap().trim().to_owned()
}

/// A connection to a server.
pub async fn connect(url: &str) -> Channel {
    let endpoint = Channel::from_shared(url.to_owned()).unwrap().connect_timeout(PATIENCE);
    endpoint.connect().await.unwrap()
}

/// Sends a key with every call.
#[derive(Clone)]
pub struct Bearer(MetadataValue<Ascii>);

impl Interceptor for Bearer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        request.metadata_mut().insert("authorization", self.0.clone());
        Ok(request)
    }
}

/// The channel that every client of a caller speaks through.
pub type Caller = InterceptedService<Channel, Bearer>;

/// One caller's clients.
#[derive(Clone)]
#[allow(missing_docs)]
pub struct Clients {
    pub projects: ProjectsClient<Caller>,
    pub tasks: TasksClient<Caller>,
    pub approvals: ApprovalsClient<Caller>,
    pub elicitations: ElicitationsClient<Caller>,
    pub uploads: UploadsClient<Caller>,
    pub inbox: InboxClient<Caller>,
    pub access: AccessClient<Caller>,
}

impl Clients {
    /// The clients of whoever has this key, over this channel.
    pub fn new(channel: Channel, key: &str) -> Self {
        let bearer = Bearer(format!("Bearer {key}").parse().unwrap());
        let caller = InterceptedService::new(channel, bearer);
        Self {
            projects: ProjectsClient::new(caller.clone()),
            tasks: TasksClient::new(caller.clone()),
            approvals: ApprovalsClient::new(caller.clone()),
            elicitations: ElicitationsClient::new(caller.clone()),
            uploads: UploadsClient::new(caller.clone()),
            inbox: InboxClient::new(caller.clone()),
            access: AccessClient::new(caller),
        }
    }

    /// Makes a key for an agent or a person.
    pub async fn key(&self, role: pb::Role, name: &str, tags: &[&str]) -> String {
        let request = pb::AccessCreateKeyRequest {
            idempotency_key: fresh_key(),
            role: role.into(),
            name: name.into(),
            tags: tags.iter().map(ToString::to_string).collect(),
            expires_at: None,
        };
        self.access.clone().create_key(request).await.unwrap().into_inner().secret
    }

    /// Opens a task in the General project.
    pub async fn open_task(&self, name: &str) -> pb::Task {
        let request = pb::TasksCreateRequest {
            idempotency_key: fresh_key(),
            project_name: "general".into(),
            name: name.into(),
            ..Default::default()
        };
        self.tasks.clone().create(request).await.unwrap().into_inner().task.unwrap()
    }

    /// Asks for a sign-off on a new task, and answers the request's id.
    pub async fn ask_approval(&self, summary: &str) -> String {
        let task = self.open_task(summary).await;
        self.approvals.clone().create(approval_on(&task, summary)).await.unwrap().into_inner().event_id
    }
}

/// The message that asks for a sign-off on a task of the General project.
pub fn approval_on(task: &pb::Task, summary: &str) -> pb::ApprovalsCreateRequest {
    pb::ApprovalsCreateRequest {
        idempotency_key: fresh_key(),
        project_name: task.project_name.clone(),
        task_id: task.id.clone(),
        summary: summary.into(),
        ..Default::default()
    }
}

/// The message that approves a request.
pub fn approve(id: &str, note: &str) -> pb::ApprovalsDecideRequest {
    use pb::outcome::{Approve, Kind};
    pb::ApprovalsDecideRequest {
        idempotency_key: fresh_key(),
        id: id.into(),
        outcome: Some(pb::Outcome {
            kind: Some(Kind::Approve(Approve { note: note.into(), reason_code: String::new() })),
        }),
        digest: String::new(),
    }
}

/// An idempotency key that nobody has used.
pub fn fresh_key() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The stable reason of a refusal.
pub fn reason(status: &Status) -> String {
    let info = status.get_details_error_info().unwrap_or_else(|| panic!("no ErrorInfo in {status:?}"));
    assert_eq!(info.domain, "pumpup");
    info.reason
}

/// The paths of a refusal's field violations.
pub fn fields(status: &Status) -> Vec<String> {
    let request = status.get_details_bad_request().unwrap_or_else(|| panic!("no BadRequest in {status:?}"));
    request.field_violations.into_iter().map(|violation| violation.field).collect()
}

/// The binary under test.
pub fn binary() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_pumpup"))
}
