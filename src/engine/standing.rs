//! Who a caller is right now, remembered for a moment.
//!
//! What this replica changes is forgotten at once; what another one changed, after `KEPT`. Writes do not lean on this:
//! inside their transaction the rules look at the key and its owner again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use super::{Engine, Failure, Result};
use crate::domain::access::{ApiKey, Role};
use crate::domain::caller::{Caller, Who};
use crate::domain::ids::Time;
use crate::domain::record::{Record, Ref, Target};
use crate::domain::refusal::Refusal;

/// How long a standing is remembered, in microseconds: well under the 30 seconds within which a revoked key has to stop.
const KEPT: i64 = 10_000_000;
/// How many are remembered. Beyond it all are forgotten, which costs two reads each.
const MOST: usize = 10_000;

/// Who a key stands for, as the records were when they were last read.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The key.
    pub key: ApiKey,
    /// The caller that it makes.
    pub caller: Caller,
    /// What they may do.
    pub role: Role,
    /// Their name.
    pub name: String,
    /// A person's e-mail address; empty if none is known.
    pub email: String,
    /// A person's tags.
    pub tags: Vec<String>,
    read_at: Time,
}

/// The standings that are remembered.
#[derive(Default)]
pub struct Standings {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    by_name: HashMap<Ref, Arc<Standing>>,
    /// Counts what changed, so that a standing read before a change is not remembered after it.
    changes: u64,
}

impl Standings {
    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The standing of the key with that name, or a refusal if it does not work.
    pub async fn of(&self, engine: &Engine, name: Ref) -> Result<Arc<Standing>> {
        let now = engine.environment.clock.now();
        let (remembered, changes) = {
            let known = self.known();
            (known.by_name.get(&name).cloned(), known.changes)
        };
        let fresh = |standing: &Arc<Standing>| (0..KEPT).contains(&(now.0 - standing.read_at.0));
        let standing = match remembered.filter(fresh) {
            Some(standing) => standing,
            None => {
                let standing = Arc::new(read(engine, &name, now).await?);
                let mut known = self.known();
                if known.changes == changes {
                    if known.by_name.len() >= MOST {
                        known.by_name.clear();
                    }
                    known.by_name.insert(name, standing.clone());
                }
                standing
            }
        };
        if standing.key.works(now) { Ok(standing) } else { Err(Refusal::Unauthenticated.into()) }
    }

    /// Forgets everybody: for when it is not known what changed.
    pub fn clear(&self) {
        let mut known = self.known();
        known.changes += 1;
        known.by_name.clear();
    }

    /// Forgets whoever these ids, which are sorted, are about.
    pub fn changed(&self, ids: &[Uuid]) {
        let mut known = self.known();
        known.changes += 1;
        known.by_name.retain(|_, standing| {
            let owner = match standing.caller.who {
                Who::Agent(id) => id.0,
                Who::Person(id) => id.0,
                Who::Platform => Uuid::nil(),
            };
            ids.binary_search(&standing.key.id.0).is_err() && ids.binary_search(&owner).is_err()
        });
    }
}

async fn read(engine: &Engine, name: &Ref, now: Time) -> Result<Standing> {
    let refused = || Failure::from(Refusal::Unauthenticated);
    let Some(Record::Key(key)) = engine.record(name.account, name.target.clone()).await? else {
        return Err(refused());
    };
    if !key.calls() {
        return Err(refused());
    }
    let owner = match key.owner {
        Who::Agent(id) => engine.record(key.account, Target::Agent(id)).await?,
        Who::Person(id) => engine.record(key.account, Target::Person(id)).await?,
        Who::Platform => None,
    };
    let (role, name, email, tags) = match owner {
        Some(Record::Agent(agent)) if agent.active => (Role::Agent, agent.name, String::new(), Vec::new()),
        Some(Record::Person(person)) if person.lets(&key) => (person.role, person.name, person.email, person.tags),
        _ => return Err(refused()),
    };
    let caller = Caller { account: key.account, key: key.id, who: key.owner };
    Ok(Standing { caller, role, name, email, tags, key, read_at: now })
}
