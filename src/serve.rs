//! How the server starts and ends: store, engine, first keys, router, sweeper, accept loop; and on a signal all of it in
//! reverse, within a bounded time.

use std::process::ExitCode;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::config::{Config, ServeArgs};
use crate::engine::Engine;
use crate::environment::Environment;
use crate::local::{self, FirstStart};
use crate::rpc::health::Health;
use crate::store::sqlite::{Opener, SqliteStore};
use crate::{rpc, server, sweeper, telemetry};

/// Runs `pumpup serve` until it is told to stop.
pub async fn run(args: ServeArgs) -> ExitCode {
    match args.check() {
        Ok(config) => match serve(config).await {
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

async fn serve(config: Config) -> Result<(), String> {
    telemetry::init(config.log)?;
    // Signals are listened for before anything is started, so that none is missed.
    let signals = |kind| signal(kind).map_err(|error| format!("cannot listen for signals: {error}"));
    let (mut terminate, mut interrupt) = (signals(SignalKind::terminate())?, signals(SignalKind::interrupt())?);

    let environment = Environment::system();
    let clock = environment.clock.clone();
    let data = config.data.clone();
    let opened = tokio::task::spawn_blocking(move || SqliteStore::open(&data, Opener::Server, clock)).await;
    let store = opened.map_err(|error| format!("cannot open the store: {error}"))??;
    let engine = Engine::start(Arc::new(store), environment);

    let bound = TcpListener::bind(config.listen).await;
    let listener = bound.map_err(|error| format!("cannot listen on {}: {error}", config.listen))?;
    let address = listener.local_addr().map_err(|error| format!("cannot tell the address: {error}"))?;
    let first_start = local::first_start(&engine, &config.data).await?;

    let health = Health::new(rpc::SERVICES);
    let router = rpc::router(engine.clone(), &health, config.max_upload_bytes)
        .map_err(|error| format!("cannot describe the contract: {error}"))?;
    let stop = CancellationToken::new();
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    let serving = tokio::spawn(server::serve(listener, config.tls, router, config.limits, stop.clone()));
    let sweeping = tokio::spawn(sweeper::run(engine.clone(), config.keep_receipts, stop.clone()));
    health.set_serving(true);
    tracing::info!(%address, data = %config.data.display(), "serving");
    greet(&format!("{scheme}://{address}"), first_start.as_ref());

    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping: open watches end, calls that are under way may finish");
    // Probes see it first; then every watch ends with UNAVAILABLE, and its client goes on elsewhere.
    health.set_serving(false);
    health.close();
    engine.drain();
    stop.cancel();
    for task in [serving, sweeping] {
        task.await.map_err(|error| format!("stopped uncleanly: {error}"))?;
    }
    tracing::info!("stopped");
    Ok(())
}

/// Tells a person at a terminal what to do next, the first time in full.
fn greet(url: &str, first_start: Option<&FirstStart>) {
    println!("pumpup is serving at {url}");
    if let Some(FirstStart { admin_key, agent_key }) = first_start {
        println!();
        println!("  The account `default` is ready, with its General project.");
        println!("  Agents use the key in {}", agent_key.display());
        println!("  You use the key in    {}", admin_key.display());
        println!();
        println!("  See what waits for you:   pumpup inbox --watch");
        println!(
            "  Let an agent ask:         PUMPUP_API_KEY=$(cat {}) python examples/quickstart.py",
            agent_key.display()
        );
        println!("  Decide:                   pumpup decide ID approve");
    }
}
