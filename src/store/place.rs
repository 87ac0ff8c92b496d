//! Where records are kept: a folder of this machine, or a database. Opening either gives a store, and nobody asks which.

use std::path::PathBuf;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::postgres::{Database, Migrations, PostgresStore};
use super::sqlite::SqliteStore;
use super::{Opener, Store};
use crate::environment::Environment;

/// Where records are kept.
#[derive(Clone)]
pub enum Place {
    /// In a folder of this machine, by this process alone.
    Folder(PathBuf),
    /// In a database, which other servers may use too.
    Database {
        /// The way there.
        database: Database,
        /// How many connections reads may have.
        readers: usize,
    },
}

/// A store that was opened.
pub struct Opened {
    /// The store.
    pub store: Arc<dyn Store>,
    /// Is cancelled once it is closed.
    pub closed: CancellationToken,
    /// What it promises of what it acknowledges, in words.
    pub promise: String,
}

impl Place {
    /// Opens it. The error is a sentence for whoever starts it.
    pub async fn open(&self, opener: Opener, environment: &Environment) -> Result<Opened, String> {
        match self {
            Self::Folder(folder) => {
                let (folder, clock) = (folder.clone(), environment.clock.clone());
                let opened = tokio::task::spawn_blocking(move || SqliteStore::open(&folder, opener, clock)).await;
                let store = opened.map_err(|error| format!("cannot open the store: {error}"))??;
                let promise = "what is acknowledged survives a crash of this machine".to_owned();
                Ok(Opened { closed: store.closed(), store: Arc::new(store), promise })
            }
            Self::Database { database, readers } => {
                let clock = environment.store_clock.clone();
                let store = PostgresStore::open(database.clone(), opener, *readers, clock).await?;
                let promise = store.promise.to_string();
                Ok(Opened { closed: store.closed(), store: Arc::new(store), promise })
            }
        }
    }

    /// Keeps every other server from making the first keys, until what is answered is dropped. A folder is this server's
    /// alone in any case.
    pub async fn hold(&self) -> Result<Option<Migrations>, String> {
        match self {
            Self::Folder(_) => Ok(None),
            Self::Database { database, .. } => {
                let migrations = Migrations::connect(database).await?;
                migrations.hold().await?;
                Ok(Some(migrations))
            }
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => folder.display().fmt(f),
            Self::Database { database, .. } => f.write_str(&database.shown()),
        }
    }
}
