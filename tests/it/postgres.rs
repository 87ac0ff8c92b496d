//! What can go wrong between a server and PostgreSQL, trap by trap: each test fails if its trap were open.
//!
//! What the store does when nothing goes wrong, `store` says; several servers over one database are in `replicas`.

mod commits;
mod connections;
mod locks;
mod servers;
mod standby;
mod storms;

use std::sync::Arc;

use pumpup::domain::settle::Envelope;
use pumpup::engine::Engine;
use pumpup::environment::Environment;
use pumpup::store::postgres::PostgresStore;
use pumpup::store::{Listing, Settled, Store, StoreError};
use tokio_postgres::Client;
use uuid::Uuid;

use crate::cluster::{client, fresh};
use crate::store::cast::Cast;
use crate::store::postgres_at;
use crate::support::patiently;

/// An empty schema, and somebody who looks at it from beside.
struct Place {
    /// The way there for a store, whose connections are known by the schema's name.
    url: String,
    name: String,
    beside: Client,
}

impl Place {
    async fn new() -> Self {
        Self::at(fresh().await).await
    }

    async fn at(url: String) -> Self {
        let beside = client(&url).await;
        let name: String = beside.query_one("SELECT current_schema()::text", &[]).await.unwrap().get(0);
        Self { url: format!("{url}{}application_name={name}", if url.contains('?') { '&' } else { '?' }), name, beside }
    }

    async fn store(&self) -> Arc<PostgresStore> {
        Arc::new(postgres_at(&self.url, None).await)
    }

    /// Runs statements from beside.
    async fn sql(&self, statements: &str) {
        patiently(self.beside.batch_execute(statements)).await.unwrap();
    }

    /// Lets no batch through that has the key "poison": its receipt is refused as it is written, or as it is committed.
    async fn refuse_poison(&self, at_commit: bool) {
        let trigger = if at_commit {
            "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON receipts DEFERRABLE INITIALLY DEFERRED"
        } else {
            "CREATE TRIGGER refuse BEFORE INSERT ON receipts"
        };
        let function = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'not this one'; END $$";
        let when = "FOR EACH ROW WHEN (NEW.key = 'poison') EXECUTE FUNCTION refuse()";
        self.sql(&format!("{function}; {trigger} {when}")).await;
    }

    /// What a statement counts.
    async fn count(&self, sql: &str) -> i64 {
        patiently(self.beside.query_one(&format!("SELECT count(*) FROM {sql}"), &[])).await.unwrap().get(0)
    }

    /// The server's processes for the store's connections of which this is true.
    async fn backends(&self, condition: &str) -> Vec<i32> {
        // Within a transaction, the server would say again what it said before.
        self.sql("SELECT pg_stat_clear_snapshot()").await;
        let sql = format!("SELECT pid FROM pg_stat_activity WHERE application_name = $1 AND {condition} ORDER BY pid");
        let rows = patiently(self.beside.query(&sql, &[&self.name])).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// Waits until so many of the store's connections are as the condition says, and answers their processes.
    async fn until_backends(&self, count: usize, condition: &str) -> Vec<i32> {
        patiently(async {
            loop {
                let found = self.backends(condition).await;
                if found.len() == count {
                    return found;
                }
                tokio::task::yield_now().await;
            }
        })
        .await
    }

    /// Calls a function with each of the store's connections of which this is true, and answers how many that were.
    async fn to_backends(&self, function: &str, condition: &str) -> usize {
        let sql = format!("SELECT {function}(pid) FROM pg_stat_activity WHERE application_name = $1 AND {condition}");
        patiently(self.beside.query(&sql, &[&self.name])).await.unwrap().len()
    }
}

/// The pipeline over a store.
fn engine(store: Arc<dyn Store>) -> Arc<Engine> {
    Engine::start(store, Environment::system())
}

/// Applies a batch that may fail, but not take for ever.
async fn try_apply(store: &dyn Store, batch: &[Envelope]) -> Result<Settled, StoreError> {
    patiently(store.apply(batch.into())).await
}

/// Lists all tasks of an account.
fn tasks() -> Listing {
    Listing::Tasks { project: None, status: None, name: String::new() }
}

/// The ids of all tasks of an account.
async fn task_ids(store: &dyn Store, cast: Cast) -> Vec<Uuid> {
    let page = patiently(store.list(cast.account, tasks(), None, 1_000)).await.unwrap();
    page.items.iter().map(|task| task.id()).collect()
}
