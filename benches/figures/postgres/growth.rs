//! Whether asking for an approval takes longer once millions of events are there.

use std::time::Instant;

use crate::cluster::client;
use crate::measure::{Fault, median};
use crate::store::{Bench, TOGETHER};
use crate::{Figure, ROUNDS};

use super::Postgres;

/// Events in the large database; a fifth as many tasks, requests and receipts.
const EVENTS: i64 = 5_000_000;
/// Events in the small one, three for each approval and its task.
const FEW: usize = 1_000;

/// What indexes find random keys by is put together at the end: row by row it would take minutes.
const EVENTS_FILLED: &str = "SET maintenance_work_mem = '512MB'; SET synchronous_commit = off;
    ALTER TABLE events DROP CONSTRAINT events_pkey;
    INSERT INTO events SELECT '{account}', task, sequence, task, 'NOTE_ADDED', n, body
        FROM {tasks}, generate_series(1, 5) AS sequence, {filler};
    ALTER TABLE events ADD PRIMARY KEY (account_id, task_id, sequence);";
const REST_FILLED: &str = "SET maintenance_work_mem = '512MB'; SET synchronous_commit = off;
    ALTER TABLE receipts DROP CONSTRAINT receipts_pkey;
    INSERT INTO receipts SELECT '{account}', gen_random_uuid()::text, decode(repeat('ab', 32), 'hex'), n, task,
        '{\"event\":\"' || task || '\"}' FROM {tasks};
    ALTER TABLE receipts ADD PRIMARY KEY (account_id, key);
    INSERT INTO tasks SELECT '{account}', task, '{account}', 'RUNNING', 'start', false, 'claim', '', NULL, body
        FROM {tasks}, {filler};
    INSERT INTO requests SELECT '{account}', task, task, '{account}', 'APPROVAL', n % 100 = 0, '{account}', n, NULL,
        'refund', body FROM {tasks}, {filler};";
/// Ids that are in the order of time, and older than any other.
const TASKS: &str = "(SELECT n, (lpad(to_hex(n), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid AS task
    FROM generate_series(1, {count}) AS n) AS tasks";
/// As long as bodies are.
const FILLER: &str = "(SELECT rpad('{\"filler\":\"', 298, 'x') || '\"}' AS body) AS filler";

async fn fill(url: &str, account: &str) -> Result<(), Fault> {
    let tasks = TASKS.replace("{count}", &(EVENTS / 5).to_string());
    let run = async |sql: &str| {
        let sql = sql.replace("{account}", account).replace("{tasks}", &tasks).replace("{filler}", FILLER);
        client(url).await.batch_execute(&sql).await
    };
    tokio::try_join!(run(EVENTS_FILLED), run(REST_FILLED))?;
    // What the filling left behind is done now, or it would be measured too.
    for chore in ["VACUUM ANALYZE", "CHECKPOINT"] {
        client(url).await.batch_execute(chore).await?;
    }
    Ok(())
}

/// How long a lone caller waits, in the middle, in a small and in a large database. The two take turns.
pub async fn growth() -> Result<Vec<Figure>, Fault> {
    const CALLS: usize = 1_000;
    let postgres = Postgres::start().await?;
    let (small, large) = (postgres.another("small").await, postgres.another("large").await);
    let benches = [Bench::on(&small).await?, Bench::on(&large).await?];
    for bench in &benches {
        bench.requests(FEW / 3).await?;
    }
    fill(&large, &benches[1].agent.account.0.to_string()).await?;
    let mut count = Vec::new();
    for url in [&small, &large] {
        count.push(client(url).await.query_one("SELECT count(*) FROM events", &[]).await?.get::<_, i64>(0));
    }
    if count[0] > 2 * FEW as i64 || count[1] < EVENTS {
        return Err(format!("there are {count:?} events").into());
    }
    let (mut took, batchers) = ([Vec::new(), Vec::new()], benches.each_ref().map(|bench| bench.batcher(TOGETHER)));
    for _ in 0..ROUNDS {
        let mut envelopes = Vec::new();
        for bench in &benches {
            envelopes.push(bench.approvals(CALLS).await?.into_iter());
        }
        for _ in 0..CALLS {
            for ((took, batcher), envelopes) in took.iter_mut().zip(&batchers).zip(&mut envelopes) {
                let envelope = envelopes.next().ok_or("there are too few approvals")?;
                let began = Instant::now();
                batcher.call(envelope).await.map_err(|missed| format!("{missed:?}"))??;
                took.push(began.elapsed().as_secs_f64() * 1e6);
            }
        }
    }
    let [few, many] = took.map(|took| median(&took));
    let of = format!("{many:.0} and {few:.0} µs");
    let name = "PostgreSQL, p50 of creating with 5,000,000 events there / with 1,000";
    Ok(vec![Figure::at_most(name, 1.3, many / few, of)])
}
