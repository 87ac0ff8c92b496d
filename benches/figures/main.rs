//! The figures that pumpup answers for, measured against the release binary and printed as one table.
//!
//! `cargo bench` measures all of them in some ten minutes; `cargo bench -- watches` only the parts whose name contains
//! the word. Figures are ratios within one run where that is possible, since absolute numbers belong to a machine.

#[path = "../../tests/cluster/mod.rs"]
#[allow(dead_code)] // Tests do more with it.
mod cluster;
mod driver;
mod measure;
mod messages;
mod postgres;
mod server;
mod shim;
mod start;
mod store;
mod watches;

use std::pin::Pin;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use pumpup::rpc::pb;
use tempfile::TempDir;
use tokio::time::timeout;

use self::driver::Driver;
use self::measure::{Busy, Fault, median};
use self::server::Server;
use self::store::{Bench, CALLERS};
use self::watches::Field;

/// How often what is noisy is measured; the figure is the one in the middle.
const ROUNDS: usize = 3;

/// A line of the table.
struct Figure {
    name: &'static str,
    measured: String,
    aim: String,
    met: bool,
}

impl Figure {
    fn at_least(name: &'static str, aim: f64, measured: f64, of: String) -> Self {
        Self { name, measured: format!("{measured:.2} ({of})"), aim: format!(">= {aim}"), met: measured >= aim }
    }

    fn at_most(name: &'static str, aim: f64, measured: f64, of: String) -> Self {
        Self { name, measured: format!("{measured:.2} ({of})"), aim: format!("<= {aim}"), met: measured <= aim }
    }

    fn none(name: &'static str, measured: usize, of: String) -> Self {
        Self { name, measured: format!("{measured} ({of})"), aim: "0".into(), met: measured == 0 }
    }
}

type Measuring = Pin<Box<dyn Future<Output = Result<Vec<Figure>, Fault>>>>;

/// What is measured together: its name, how many seconds it may take, and how it is done.
type Part = (&'static str, u64, fn() -> Measuring);

const PARTS: [Part; 12] = [
    ("wire", 90, || Box::pin(wire())),
    ("batching", SLOW_SECONDS + 5, || Box::pin(batching())),
    ("lone", 30, || Box::pin(lone())),
    ("watches", 240, || Box::pin(watching())),
    ("memory", 80, || Box::pin(memory())),
    ("start", 20, || Box::pin(cold_start())),
    ("pg-wire", 75, || Box::pin(postgres::wire())),
    ("pg-batching", 90, || Box::pin(postgres::batching())),
    ("pg-reads", 40, || Box::pin(postgres::reads())),
    ("pg-watches", 90, || Box::pin(postgres::hearing())),
    ("pg-replicas", 40, || Box::pin(postgres::replicas())),
    ("pg-growth", 180, || Box::pin(postgres::growth())),
];
const SLOW_SECONDS: u64 = 60;

/// A folder for what a part stores, on the disk that the build is on: `/tmp` may be memory.
fn folder() -> std::io::Result<TempDir> {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR"))
}

/// A folder in memory if there is room, for parts that measure what comes after a commit: preparing them would write
/// gigabytes, and a disk that is tired of those would show up in their figures.
fn folder_in_memory() -> std::io::Result<TempDir> {
    const ENOUGH: u64 = 4 << 30;
    let asked = Command::new("df").args(["--output=avail", "-B1", "/dev/shm"]).output()?;
    let said = String::from_utf8_lossy(&asked.stdout);
    let room = said.lines().last().and_then(|line| line.trim().parse::<u64>().ok());
    if room.is_some_and(|room| room >= ENOUGH) { TempDir::new_in("/dev/shm") } else { folder() }
}

async fn wire() -> Result<Vec<Figure>, Fault> {
    const OPERATIONS: usize = 10_000;
    let folder = folder()?;
    let server = Server::start(folder.path())?;
    let driver = Driver::connect(&server.address, 4).await?;
    let open = driver.route("pumpup.v1.Tasks/Create", &server.agent_key)?;
    let ask = driver.route("pumpup.v1.Approvals/Create", &server.agent_key)?;
    let bench = Bench::open().await?;
    let (mut wire, mut process) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let asks = watches::asks(&driver, &open, OPERATIONS).await?;
        wire.push(driver.drive::<pb::ApprovalsCreateResponse>(CALLERS, &ask, asks).await?.1);
        process.push(bench.batched_rate(OPERATIONS).await?);
    }
    let (wire, process) = (median(&wire), median(&process));
    let of = format!("{wire:.0} of {process:.0} a second");
    Ok(vec![Figure::at_least("create-approval at 512 streams: gRPC / in process", 0.6, wire / process, of)])
}

async fn batching() -> Result<Vec<Figure>, Fault> {
    let slow = tokio::task::spawn_blocking(store::slow).await??;
    let of = format!("{:.0} and {:.0} a second", slow.batched, slow.unbatched);
    let name = "512 callers, fsync 1 ms slower: batched / one by one";
    Ok(vec![Figure::at_least(name, 30.0, slow.batched / slow.unbatched, of)])
}

async fn lone() -> Result<Vec<Figure>, Fault> {
    let bench = Bench::open().await?;
    let (batched, unbatched) = bench.lone(4_000).await?;
    let of = format!("{:.0} and {:.0} µs", batched * 1e6, unbatched * 1e6);
    Ok(vec![Figure::at_most("p50 of a lone caller: batched / unbatched", 2.0, batched / unbatched, of)])
}

async fn watching() -> Result<Vec<Figure>, Fault> {
    const IDLE: [usize; 3] = [1_000, 10_000, 100_000];
    const DECISIONS: usize = 1_500;
    let folder = folder_in_memory()?;
    let server = Server::start(folder.path())?;
    let all = IDLE[2] + IDLE.len() * ROUNDS * DECISIONS;
    let approvals = watches::approvals(&server, all).await?;
    let mut field = Field::new(&server, approvals).await?;
    let mut woken = Vec::new();
    for idle in IDLE {
        field.idle(idle).await?;
        let (mut p50, mut p99, mut processor) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let round = field.wake(DECISIONS).await?;
            p50.push(round.p50);
            p99.push(round.p99);
            processor.push(round.processor);
        }
        woken.push((median(&p50), median(&p99), median(&processor)));
    }
    let rate = field.finish().await?;
    let of = |(p50, p99, processor): (f64, f64, f64)| {
        format!("p50 {p50:.2} ms, p99 {p99:.2} ms, server {processor:.0} µs a decision")
    };
    Ok(vec![
        Figure::at_most("wake-up p99 in ms, 500 decisions a second, 10,000 idle", 1.0, woken[1].1, of(woken[1])),
        Figure::at_most(
            "the same p99 at 100,000 idle watches / at 1,000",
            2.0,
            woken[2].1 / woken[0].1,
            format!("{}; at 1,000: {}", of(woken[2]), of(woken[0])),
        ),
        Figure::none("decisions that a watch did not get", field.lost, format!("of {all}; the last at {rate:.0}/s")),
        Figure::none("watches that did not end after theirs", field.endless, format!("of {all}")),
    ])
}

async fn memory() -> Result<Vec<Figure>, Fault> {
    const IDLE: usize = 50_000;
    let folder = folder_in_memory()?;
    let bytes = watches::memory(folder.path(), IDLE).await?;
    let of = "after a heartbeat of each".into();
    Ok(vec![Figure::at_most("resident bytes per idle watch, 50,000 of them", 3_072.0, bytes, of)])
}

async fn cold_start() -> Result<Vec<Figure>, Fault> {
    let took = start::cold(7).await? * 1e3;
    Ok(vec![Figure::at_most("cold start to SERVING on an empty folder, ms", 150.0, took, "of 7 starts".into())])
}

async fn measure(filter: &str) -> Result<bool, Fault> {
    println!("{}", measure::machine(folder()?.path())?);
    let mut figures = Vec::new();
    for (name, seconds, part) in PARTS.into_iter().filter(|(name, ..)| name.contains(filter)) {
        let (busy, began) = (Busy::now()?, Instant::now());
        let why = match timeout(Duration::from_secs(seconds), part()).await {
            Ok(Ok(measured)) => {
                figures.extend(measured);
                None
            }
            Ok(Err(fault)) => Some(format!("not measured: {fault}")),
            Err(_) => Some(format!("not measured: it took more than {seconds} s")),
        };
        figures.extend(why.map(|measured| Figure { name, measured, aim: "be measured".into(), met: false }));
        let foreign = busy.foreign()? * 100.0;
        println!("{name}: {:.0} s, others had {foreign:.0} % of the processors", began.elapsed().as_secs_f64());
    }
    println!("\n| figure | measured | aim | met |\n|---|---|---|---|");
    for Figure { name, measured, aim, met } in &figures {
        println!("| {name} | {measured} | {aim} | {} |", if *met { "yes" } else { "NO" });
    }
    println!(
        "\nOf rounds the one in the middle counts ({ROUNDS}, unless said). A wake-up is timed from `decided_at`, which the\n\
         server reads from the machine's clock inside the transaction, before it writes and syncs, until the watcher has\n\
         decoded the message in another process: the commit itself is part of it. Watches keep their store in memory if\n\
         there is room. Client and server share the machine. Where others had more than a tenth of it, measure\n\
         again."
    );
    Ok(!figures.is_empty())
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = if arguments.iter().any(|argument| argument == store::SLOW) {
        let limit = Duration::from_secs(SLOW_SECONDS);
        timeout(limit, store::slow_child()).await.unwrap_or_else(|late| Err(late.into())).map(|()| true)
    } else if arguments.iter().any(|argument| argument == "--bench") {
        let filter = arguments.iter().find(|argument| !argument.starts_with("--"));
        measure(filter.map_or("", String::as_str)).await
    } else {
        // `cargo test --all-targets` runs this too, unoptimised; a figure from there would say nothing.
        println!("the figures are measured by `cargo bench`");
        Ok(true)
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            let names = PARTS.map(|(name, ..)| name).join(", ");
            eprintln!("no part has that in its name; they are {names}");
            ExitCode::FAILURE
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}
