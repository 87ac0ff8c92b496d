//! Hints between servers: what one has changed, the others look at again.
//!
//! A hint is sent after the commit, by a transaction of its own that waits for no disk. NOTIFY holds a lock of the whole
//! database until its transaction is flushed: within the batch's own it would let one batch commit at a time, however
//! many servers there are. What changes while one hint is under way goes with the next. A hint that is lost with its
//! server is made good by the slow look of every watch, and by all looking again when the ear is open again.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use deadpool_postgres::Pool;
use tokio::sync::{Notify, mpsc};
use tokio_postgres::Client;
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::address::words;
use super::connect::Database;
use super::flight::{Loan, Step, param};
use crate::environment::jitter;
use crate::store::{Hint, Hints};

/// Characters of an id in a hint.
const ID: usize = 22;
/// Ids in one notification, whose text has to stay below 8,000 bytes: the sender's and those that were touched.
const IDS: usize = 7_900 / ID - 1;
/// Notifications at once; more ids than fit are not worth telling one by one.
const NOTIFICATIONS: usize = 64;
/// The letters for people, agents and keys among others, and for others alone.
const ACCESS: &str = "a";
const RECORDS: &str = "r";
/// What stands for "anything".
const ANYTHING: &str = "*";
/// How often the listening connection is asked whether it is still there, and how long it may take to say so.
const ASK: Duration = Duration::from_secs(3);
/// How long to wait before connecting again, at first and at most.
const AGAIN: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(2));

/// The channel is of the tables' schema: several services may live in one database. Its name has to be short.
const CHANNEL: &str = "SELECT 'pumpup_' || md5(current_schema())";
const NOTIFY: &str =
    "SELECT pg_notify('pumpup_' || md5(current_schema()), text)::text FROM unnest($1::text[]) AS n (text)";
/// A hint need not survive anything.
const CARELESS: &str = "SELECT set_config('synchronous_commit', 'off', true)";

/// What is still to be told: the ids, and whether people, agents or keys are among them.
#[derive(Default)]
struct Untold(Mutex<(Vec<Uuid>, bool)>);

impl Untold {
    fn take(&self) -> (Vec<Uuid>, bool) {
        let (mut ids, access) = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        ids.sort_unstable();
        ids.dedup();
        (ids, access)
    }

    fn add(&self, ids: &[Uuid], access: bool) {
        let mut untold = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        untold.0.extend_from_slice(ids);
        untold.1 |= access;
    }
}

/// Tells other servers what this one has changed.
pub struct Mouth {
    untold: Arc<Untold>,
    more: Arc<Notify>,
}

impl Mouth {
    /// Starts telling, until `stop`; the token is cancelled once what was left then is told too.
    pub fn open(pool: Pool, origin: Uuid, stop: CancellationToken) -> (Self, CancellationToken) {
        let mouth = Self { untold: Arc::default(), more: Arc::default() };
        let (untold, more, done) = (mouth.untold.clone(), mouth.more.clone(), CancellationToken::new());
        let said_all = done.clone().drop_guard();
        tokio::spawn(async move {
            loop {
                let stopped = stop.run_until_cancelled(more.notified()).await.is_none();
                let (ids, access) = untold.take();
                if !ids.is_empty()
                    && let Err(error) = tell(&pool, texts(origin, &ids, access)).await
                {
                    tracing::warn!(
                        %error,
                        "other servers were not told what changed; their watches see it at their next look"
                    );
                }
                if stopped {
                    break;
                }
            }
            drop(said_all);
        });
        (mouth, done)
    }

    /// Tells what was touched, soon.
    pub fn tell(&self, touched: &[Uuid], access: bool) {
        if !touched.is_empty() {
            self.untold.add(touched, access);
            self.more.notify_one();
        }
    }
}

async fn tell(pool: &Pool, texts: Vec<String>) -> Result<(), crate::store::StoreError> {
    let steps = [Step::Say("BEGIN"), Step::ask(CARELESS, []), Step::ask(NOTIFY, [param(texts)]), Step::Say("COMMIT")];
    Loan::from(pool).await?.fly(&steps).await?;
    Ok(())
}

/// The notifications about some ids: the sender, a letter for what they are, and they.
fn texts(origin: Uuid, ids: &[Uuid], access: bool) -> Vec<String> {
    let coded = |id: &Uuid| BASE64.encode(id.as_bytes());
    let origin = coded(&origin) + if access { ACCESS } else { RECORDS };
    if ids.len() > IDS * NOTIFICATIONS {
        return vec![origin + ANYTHING];
    }
    ids.chunks(IDS).map(|ids| ids.iter().fold(origin.clone(), |text, id| text + &coded(id))).collect()
}

/// The hint in a notification; none in what this server has sent itself.
fn hint(text: &str, own: Uuid) -> Option<Hint> {
    // What cannot be read may be the hint of a newer version: it says at least that there is something.
    if !text.is_ascii() || text.len() < ID {
        return Some(Hint::Lost);
    }
    let (origin, rest) = text.split_at(ID);
    if id(origin) == Some(own) {
        return None;
    }
    let (letter, rest) = rest.split_at_checked(1).unwrap_or_default();
    let ids: Option<Vec<Uuid>> =
        rest.as_bytes().chunks(ID).map(|part| std::str::from_utf8(part).ok().and_then(id)).collect();
    Some(match (letter, ids) {
        (ACCESS | RECORDS, Some(ids)) => Hint::Touched { ids, access: letter == ACCESS },
        _ => Hint::Lost,
    })
}

fn id(text: &str) -> Option<Uuid> {
    let bytes = BASE64.decode(text).ok()?;
    Uuid::from_slice(&bytes).ok()
}

/// Listens for what other servers tell, from now on, until nobody takes the hints any more.
pub fn listen(database: Database, own: Uuid) -> Hints {
    // A hint that has to wait for room holds up only those that come after it.
    let (hints, heard) = mpsc::channel(1_024);
    tokio::spawn(async move {
        let mut wait = AGAIN.0;
        while !hints.is_closed() {
            match hear(&database, own, &hints, &mut wait).await {
                Ok(()) => break,
                // Once is enough: the waits grow from here.
                Err(why) if wait == AGAIN.0 => {
                    tracing::warn!(why, "does not hear what other servers change; tries again until it does");
                }
                Err(why) => tracing::debug!(why, "still does not hear what other servers change"),
            }
            tokio::select! {
                () = tokio::time::sleep(wait.mul_f64(0.5 + jitter() / 2.0)) => {}
                () = hints.closed() => {}
            }
            wait = (wait * 2).min(AGAIN.1);
        }
    });
    Box::pin(ReceiverStream::new(heard))
}

/// Hears on one connection until it breaks, or until nobody takes the hints.
async fn hear(database: &Database, own: Uuid, hints: &mpsc::Sender<Hint>, wait: &mut Duration) -> Result<(), String> {
    let (heard, mut notifications) = mpsc::unbounded_channel();
    let opened = database.open(Some(&heard)).await;
    // The driver's own is the only one left: when the connection ends, so do the notifications.
    drop(heard);
    let (client, _driving) = opened.map_err(|error| words(&error))?;
    let listening = async {
        let row = client.query_one(CHANNEL, &[]).await?;
        client.batch_execute(&format!("LISTEN {}", row.get::<_, &str>(0))).await
    };
    within(listening).await?;
    if std::mem::replace(wait, AGAIN.0) != AGAIN.0 {
        tracing::info!("hears again what other servers change");
    }
    // Whatever happened while nobody listened: everybody looks again.
    if hints.send(Hint::Lost).await.is_err() {
        return Ok(());
    }
    loop {
        let notification = tokio::select! {
            notification = notifications.recv() => notification.ok_or("the connection broke")?,
            () = tokio::time::sleep(ASK) => {
                alive(&client).await?;
                continue;
            }
            () = hints.closed() => return Ok(()),
        };
        if let Some(hint) = hint(notification.payload(), own)
            && hints.send(hint).await.is_err()
        {
            return Ok(());
        }
    }
}

async fn alive(client: &Client) -> Result<(), String> {
    within(client.batch_execute("SELECT 1")).await
}

async fn within(call: impl Future<Output = Result<(), tokio_postgres::Error>>) -> Result<(), String> {
    match tokio::time::timeout(ASK, call).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(words(&error)),
        Err(_) => Err("the database does not answer".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(count: u128) -> Vec<Uuid> {
        (1..=count).map(Uuid::from_u128).collect()
    }

    #[test]
    fn what_is_told_is_what_is_heard_but_for_ones_own() {
        let (own, other) = (Uuid::from_u128(1 << 100), Uuid::from_u128(1 << 101));
        for count in [1, IDS, IDS + 1, IDS * NOTIFICATIONS] {
            let access = count == 1;
            let texts = texts(other, &ids(count as u128), access);
            assert!(texts.iter().all(|text| text.len() < 8_000));
            assert!(texts.iter().all(|text| hint(text, other).is_none()));
            let heard: Vec<Uuid> = texts
                .iter()
                .flat_map(|text| match hint(text, own) {
                    Some(Hint::Touched { ids, access: said }) if said == access => ids,
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(heard, ids(count as u128));
        }
    }

    #[test]
    fn too_much_to_tell_and_what_nobody_understands_say_look_at_everything() {
        let own = Uuid::from_u128(7);
        let texts = texts(Uuid::from_u128(8), &ids((IDS * NOTIFICATIONS + 1) as u128), false);
        assert_eq!(texts.iter().map(|text| hint(text, own)).collect::<Vec<_>>(), [Some(Hint::Lost)]);
        for text in ["", "*", "short", "äöü", &"?".repeat(100), &format!("{}x", BASE64.encode([9; 16]))] {
            assert_eq!(hint(text, own), Some(Hint::Lost), "{text:?}");
        }
    }
}
