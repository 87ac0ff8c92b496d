//! What the database can promise, read from its own settings: how long something that was acknowledged lives.

use tokio_postgres::Client;

use super::address::words;

/// The oldest version whose SQL is the one used here.
const OLDEST: i32 = 15;

const SETTINGS: &str = "SELECT current_setting('server_version_num')::int4 / 10000, current_setting('server_version'),
    current_setting('fsync') = 'on', current_setting('full_page_writes') = 'on', current_setting('synchronous_commit'),
    current_setting('synchronous_standby_names'), pg_is_in_recovery()";

/// The settings that durability rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    major: i32,
    version: String,
    fsync: bool,
    full_page_writes: bool,
    synchronous_commit: String,
    standby_names: String,
    recovering: bool,
}

/// What a database promises of what it acknowledged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Promise {
    /// It survives the loss of the primary too.
    Replicated,
    /// It survives whatever the primary's disk survives.
    Durable,
    /// It may be lost, and why.
    Weak(String),
}

impl std::fmt::Display for Promise {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Replicated => f.write_str("what is acknowledged survives the loss of the primary"),
            Self::Durable => f.write_str(
                "what is acknowledged survives a crash of the database; without synchronous standbys its last moments \
                 may be lost with the primary",
            ),
            Self::Weak(why) => write!(f, "what is acknowledged may be lost in a crash of the database: {why}"),
        }
    }
}

impl Settings {
    /// Reads them, or says why the server cannot be used.
    pub async fn read(client: &Client) -> Result<Self, String> {
        let unread = |error: tokio_postgres::Error| format!("cannot read the database's settings: {}", words(&error));
        let row = client.query_one(SETTINGS, &[]).await.map_err(unread)?;
        Ok(Self {
            major: row.get(0),
            version: row.get(1),
            fsync: row.get(2),
            full_page_writes: row.get(3),
            synchronous_commit: row.get(4),
            standby_names: row.get(5),
            recovering: row.get(6),
        })
    }

    /// What they promise, or why nothing can be promised at all.
    pub fn promise(&self) -> Result<Promise, String> {
        if self.major < OLDEST {
            let version = &self.version;
            return Err(format!("the database is PostgreSQL {version}; pumpup needs version {OLDEST} or newer"));
        }
        if self.recovering {
            return Err("the database is a standby; name its primary in the URL, or promote it".into());
        }
        let off: Vec<&str> = [
            (!self.fsync).then_some("fsync is off"),
            (!self.full_page_writes).then_some("full_page_writes is off"),
            (self.synchronous_commit == "off").then_some("synchronous_commit is off"),
        ]
        .into_iter()
        .flatten()
        .collect();
        Ok(if !off.is_empty() {
            Promise::Weak(off.join(", "))
        } else if self.standby_names.is_empty() || self.synchronous_commit == "local" {
            Promise::Durable
        } else {
            Promise::Replicated
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_no_more_than_the_settings_keep() {
        let sound = Settings {
            major: 16,
            version: "16.4".into(),
            fsync: true,
            full_page_writes: true,
            synchronous_commit: "on".into(),
            standby_names: String::new(),
            recovering: false,
        };
        let with = |change: fn(&mut Settings)| {
            let mut settings = sound.clone();
            change(&mut settings);
            settings.promise()
        };
        let weak = |why: &str| Ok(Promise::Weak(why.into()));
        assert_eq!(with(|_| ()), Ok(Promise::Durable));
        assert_eq!(with(|s| s.standby_names = "*".into()), Ok(Promise::Replicated));
        assert_eq!(
            with(|s| (s.standby_names, s.synchronous_commit) = ("*".into(), "remote_write".into())),
            Ok(Promise::Replicated)
        );
        assert_eq!(
            with(|s| (s.standby_names, s.synchronous_commit) = ("*".into(), "local".into())),
            Ok(Promise::Durable)
        );
        assert_eq!(with(|s| s.synchronous_commit = "off".into()), weak("synchronous_commit is off"));
        assert_eq!(
            with(|s| (s.fsync, s.full_page_writes) = (false, false)),
            weak("fsync is off, full_page_writes is off")
        );
        assert!(with(|s| s.major = 14).is_err_and(|why| why.contains("version 15 or newer")));
        assert!(with(|s| s.recovering = true).is_err_and(|why| why.contains("standby")));
    }
}
