//! Wake-ups by id, and no data: "look again".
//!
//! A watcher subscribes first, then reads, then waits. So a lost race costs one more look, and lost, doubled or merged
//! wake-ups harm nobody. Waking one id costs the same however many watchers there are of others.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use uuid::Uuid;

/// Enough that wakers and subscribers seldom meet at one lock.
const SHARDS: usize = 64;

/// How many ids one watcher can wait for: what it shows, its key, and whom the key stands for.
pub const IDS: usize = 3;

type Shard = Mutex<BTreeMap<(Uuid, u64), Arc<Slot>>>;

/// Knows who waits for which id.
pub struct Hub {
    shards: [Shard; SHARDS],
    tickets: AtomicU64,
    draining: AtomicBool,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            shards: std::array::from_fn(|_| Mutex::default()),
            tickets: AtomicU64::new(0),
            draining: AtomicBool::new(false),
        }
    }
}

/// The locks below guard nothing that a panic could leave half-done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Hub {
    fn shard(&self, id: Uuid) -> &Shard {
        // The last byte of an id is random; the first ones are the time.
        &self.shards[usize::from(id.as_bytes()[15]) % SHARDS]
    }

    /// Waits for any of these ids from now on.
    pub fn subscribe(self: &Arc<Self>, ids: [Uuid; IDS]) -> Subscription {
        let ticket = self.tickets.fetch_add(1, Ordering::Relaxed);
        let slot = Arc::new(Slot::default());
        for id in ids {
            lock(self.shard(id)).insert((id, ticket), slot.clone());
        }
        Subscription { hub: self.clone(), ids, ticket, slot }
    }

    /// Wakes whoever waits for one of these ids.
    pub fn wake(&self, ids: &[Uuid]) {
        for id in ids {
            let waiting: Vec<Arc<Slot>> =
                lock(self.shard(*id)).range((*id, 0)..=(*id, u64::MAX)).map(|(_, slot)| slot.clone()).collect();
            // Outside the lock: a woken task may drop its subscription at once.
            waiting.iter().for_each(|slot| slot.wake());
        }
    }

    /// Tells every watcher, now and later, that the server is going away.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::SeqCst);
        self.wake_all();
    }

    /// Wakes everybody: for when it is not known what changed.
    pub fn wake_all(&self) {
        for shard in &self.shards {
            let waiting: Vec<Arc<Slot>> = lock(shard).values().cloned().collect();
            waiting.iter().for_each(|slot| slot.wake());
        }
    }

    /// Whether the server is going away.
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::SeqCst)
    }

    /// How many ids are waited for, over all watchers.
    pub fn waiting(&self) -> usize {
        self.shards.iter().map(|shard| lock(shard).len()).sum()
    }
}

#[derive(Default)]
struct Slot(Mutex<SlotState>);

#[derive(Default)]
struct SlotState {
    woken: bool,
    waker: Option<Waker>,
}

impl Slot {
    fn wake(&self) {
        let mut state = lock(&self.0);
        state.woken = true;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// One watcher's place in the hub; dropping it gives the place up.
pub struct Subscription {
    hub: Arc<Hub>,
    ids: [Uuid; IDS],
    ticket: u64,
    slot: Arc<Slot>,
}

impl Subscription {
    /// Ready once for any number of wake-ups since it was ready last.
    pub fn poll_woken(&self, context: &mut Context<'_>) -> Poll<()> {
        let mut state = lock(&self.slot.0);
        if std::mem::take(&mut state.woken) {
            return Poll::Ready(());
        }
        match &mut state.waker {
            Some(waker) => waker.clone_from(context.waker()),
            none => *none = Some(context.waker().clone()),
        }
        Poll::Pending
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        for id in self.ids {
            lock(self.hub.shard(id)).remove(&(id, self.ticket));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::Context;

    fn woken(subscription: &Subscription) -> bool {
        subscription.poll_woken(&mut Context::from_waker(Waker::noop())).is_ready()
    }

    #[test]
    fn a_wake_up_reaches_those_who_wait_for_the_id_and_merges_with_others() {
        let (a, b, key) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let hub = Arc::new(Hub::default());
        let (first, second) = (hub.subscribe([a, key, key]), hub.subscribe([b, key, key]));
        assert!(!woken(&first));
        hub.wake(&[a]);
        hub.wake(&[a]);
        assert!(woken(&first) && !woken(&first) && !woken(&second));
        hub.wake(&[key]);
        assert!(woken(&first) && woken(&second));
    }

    #[test]
    fn a_dropped_subscription_leaves_nothing_behind() {
        let hub = Arc::new(Hub::default());
        let ids = [Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3)];
        let subscription = hub.subscribe(ids);
        assert_eq!(hub.waiting(), 3);
        drop(subscription);
        assert_eq!(hub.waiting(), 0);
    }

    #[test]
    fn everybody_can_be_woken_without_a_drain() {
        let hub = Arc::new(Hub::default());
        let subscription = hub.subscribe([Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3)]);
        hub.wake_all();
        assert!(woken(&subscription) && !hub.is_draining());
    }

    #[test]
    fn draining_wakes_everybody() {
        let hub = Arc::new(Hub::default());
        let subscriptions: Vec<_> =
            (0..100).map(|n| hub.subscribe([Uuid::from_u128(n), Uuid::from_u128(n), Uuid::from_u128(n)])).collect();
        hub.drain();
        assert!(hub.is_draining() && subscriptions.iter().all(woken));
    }
}
