//! How the server starts and ends: store, engine, first keys, router, sweeper, accept loop; and when it is told to stop
//! all of it in reverse, within a bounded time.

use std::io::{IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::auth::cookie;
use crate::auth::door::Door;
use crate::auth::gate::Gate;
use crate::auth::origins::Origins;
use crate::config::{Browsers, Config, ServeArgs};
use crate::engine::Engine;
use crate::environment::Environment;
use crate::local::{self, FirstStart};
use crate::rpc::health::Health;
use crate::store::Opener;
use crate::store::place::Opened;
use crate::{rest, rpc, server, sweeper, telemetry, web};

/// How often the store is asked whether it takes writes.
const LOOK_AT_STORE: Duration = Duration::from_secs(5);

/// How long closing the store may take.
const CLOSING: Duration = Duration::from_secs(5);

/// Runs `pumpup serve` until it is told to stop.
pub async fn run(args: ServeArgs) -> ExitCode {
    match args.check() {
        Ok(config) => match until_signal(config).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(why) => fail(&why, 1),
        },
        Err(why) => fail(&why, 2),
    }
}

fn fail(why: &str, code: u8) -> ExitCode {
    eprintln!("pumpup: {why}");
    ExitCode::from(code)
}

async fn until_signal(config: Config) -> Result<(), String> {
    telemetry::init(config.log.clone())?;
    // Signals are listened for before anything is started, so that none is missed.
    let signals = |kind| signal(kind).map_err(|error| format!("cannot listen for signals: {error}"));
    let (mut terminate, mut interrupt) = (signals(SignalKind::terminate())?, signals(SignalKind::interrupt())?);
    let server = Server::start(config, Environment::system()).await?;
    greet(&server, way_in(&server).await.as_deref());
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    server.stop().await
}

/// A server that is running.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// Whether it speaks TLS.
    pub tls: bool,
    /// What was made, if this was the first start on its store.
    pub first_start: Option<FirstStart>,
    /// Where browsers find it.
    pub origins: Origins,
    /// What it serves.
    pub engine: Arc<Engine>,
    health: Health,
    stop: CancellationToken,
    tasks: [JoinHandle<()>; 3],
    /// Cancelled once the store has closed its files.
    closed: CancellationToken,
}

impl Server {
    /// Starts everything, and answers once calls are served. The error is a sentence for whoever starts it.
    pub async fn start(config: Config, environment: Environment) -> Result<Self, String> {
        let Opened { store, closed, promise } = config.place.open(Opener::Server, &environment).await?;
        let engine = Engine::start(store, environment);

        let bound = TcpListener::bind(config.listen).await;
        let listener = bound.map_err(|error| format!("cannot listen on {}: {error}", config.listen))?;
        let address = listener.local_addr().map_err(|error| format!("cannot tell the address: {error}"))?;
        let first_start = local::first_start(&engine, &config.place, &config.data, config.admin_key).await?;

        let health = Health::new(rpc::SERVICES);
        let tls = config.tls.is_some();
        let origins = Origins::new(config.browsers.origins, address, tls);
        let gate = Arc::new(Gate::new(engine.clone(), origins.clone()));
        let Browsers { proxy, provider, lasting, .. } = config.browsers;
        let door = Arc::new(Door::new(gate.clone(), proxy, provider, lasting));
        let plain =
            web::router(gate.clone(), door).merge(rest::router(gate.clone(), config.max_upload_bytes, config.insecure));
        let router = rpc::router(gate, &health, config.max_upload_bytes, plain)
            .map_err(|error| format!("cannot describe the contract: {error}"))?;
        let stop = CancellationToken::new();
        let tasks = [
            tokio::spawn(server::serve(listener, config.tls, router, config.limits, stop.clone())),
            tokio::spawn(sweeper::run(engine.clone(), config.keep_receipts, stop.clone())),
            tokio::spawn(follow_store(engine.clone(), health.clone(), stop.clone())),
        ];
        health.set_serving(true);
        tracing::info!(%address, tls, store = %config.place, promise, "serving");
        Ok(Self { address, tls, first_start, origins, engine, health, stop, tasks, closed })
    }

    /// Stops taking calls, ends every watch, lets what is under way finish, and answers when all is done.
    pub async fn stop(self) -> Result<(), String> {
        tracing::info!("stopping: open watches end, calls that are under way may finish");
        // Probes see it first; then every watch ends with UNAVAILABLE, and its client goes on elsewhere.
        self.health.set_serving(false);
        self.health.close();
        self.engine.drain();
        self.stop.cancel();
        for task in self.tasks {
            task.await.map_err(|error| format!("stopped uncleanly: {error}"))?;
        }
        // The last one to let go of the engine closes the store; a call that was cut off may hold it for a moment.
        drop(self.engine);
        if tokio::time::timeout(CLOSING, self.closed.cancelled()).await.is_err() {
            tracing::warn!("the store is still in use; what was acknowledged is safe all the same");
        }
        tracing::info!("stopped");
        Ok(())
    }
}

/// Lets health say what the store can do: a server whose store takes no writes is not sent new calls.
async fn follow_store(engine: Arc<Engine>, health: Health, stop: CancellationToken) {
    let mut was_ready = true;
    while stop.run_until_cancelled(tokio::time::sleep(LOOK_AT_STORE)).await.is_some() {
        let ready = engine.ready().await;
        if let Err(failure) = ready.as_ref().map_err(|failure| format!("{failure:?}"))
            && was_ready
        {
            tracing::error!(failure, "the store takes no writes; health says so until it does");
        }
        if ready.is_ok() && !was_ready {
            tracing::info!("the store takes writes again");
        }
        was_ready = ready.is_ok();
        health.set_serving(was_ready);
    }
}

/// Where whoever sits at the terminal signs in to the workspace: nobody else sees the link, which works once and soon.
async fn way_in(server: &Server) -> Option<String> {
    let origin = server.origins.first();
    if !std::io::stdout().is_terminal() || cookie::name(origin).is_none() {
        return None;
    }
    match local::sign_in_link(&server.engine, local::DEFAULT_ACCOUNT, None).await {
        Ok(path) => Some(format!("{origin}{path}")),
        Err(why) => {
            tracing::warn!(why, "there is no sign-in link; `pumpup sign-in` makes one");
            None
        }
    }
}

/// Tells a person at a terminal what to do next, the first time in full.
fn greet(server: &Server, way_in: Option<&str>) {
    let scheme = if server.tls { "https" } else { "http" };
    let mut words = match server.address {
        // Everywhere is no place to go to.
        address if address.ip().is_unspecified() => {
            let port = address.port();
            format!("pumpup is serving at {scheme}://127.0.0.1:{port}, and at every address of this machine\n")
        }
        address => format!("pumpup is serving at {scheme}://{address}\n"),
    };
    match &server.first_start {
        Some(FirstStart::Keys { admin, agent }) => {
            let (admin, agent) = (admin.display(), agent.display());
            words.push_str(&format!(
                "
  The account `default` is ready, with its General project.
  Your key:        {admin}
  An agent's key:  {agent}

  Watch what waits for you:  pumpup inbox --watch
  Let an agent ask:          PUMPUP_API_KEY=$(cat {agent}) python3 examples/quickstart.py
  Decide:                    pumpup decide ID approve
"
            ));
        }
        Some(FirstStart::Bootstrapped) => words.push_str(
            "
  The account `default` is ready, with its General project.
  Your key is the one in PUMPUP_BOOTSTRAP_ADMIN_KEY. An agent's:  pumpup keys create --role agent --name NAME
",
        ),
        None => {}
    }
    if let Some(link) = way_in {
        words.push_str(&format!("\n  Open the workspace:  {link}\n"));
    }
    // That nobody reads it is no reason not to serve.
    if let Err(error) = std::io::stdout().write_all(words.as_bytes()) {
        tracing::debug!(%error, "nobody reads the greeting");
    }
}
