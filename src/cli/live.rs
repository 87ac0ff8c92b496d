//! The watched inbox without the wire: what each message changes for somebody who saw everything before it, across
//! streams that broke off and were opened again.

use std::collections::{BTreeMap, BTreeSet};

use crate::rpc::pb;

/// The inbox as a stream keeps it, and what of it is new to the person.
#[derive(Debug, Default)]
pub struct Live {
    shown: BTreeMap<String, pb::InboxItem>,
    /// The ids of the snapshot that is coming in; none once it is complete.
    arriving: Option<BTreeSet<String>>,
}

/// What changed.
#[derive(Debug, PartialEq)]
pub enum Change {
    /// It appeared, or is no longer what it was.
    Open(Box<pb::InboxItem>),
    /// It is no longer open, or no longer matches.
    Gone(Box<pb::InboxItem>),
}

impl Live {
    /// A stream begins, with a snapshot.
    pub fn begin(&mut self) {
        self.arriving = Some(BTreeSet::new());
    }

    /// What a message changes for somebody who saw all that came before, earlier streams included.
    pub fn take(&mut self, message: pb::InboxWatchResponse) -> Vec<Change> {
        let mut changes = Vec::new();
        if !message.snapshot
            && let Some(arrived) = self.arriving.take()
        {
            // What went while nobody watched is not in the snapshot and has no removal of its own.
            let gone: Vec<String> = self.shown.keys().filter(|id| !arrived.contains(*id)).cloned().collect();
            changes.extend(gone.iter().filter_map(|id| self.remove(id)));
        }
        for item in message.upserts {
            let id = item.request.as_ref().map_or_else(String::new, |request| request.id.clone());
            if let Some(arrived) = &mut self.arriving {
                arrived.insert(id.clone());
            }
            if self.shown.get(&id) != Some(&item) {
                self.shown.insert(id, item.clone());
                changes.push(Change::Open(Box::new(item)));
            }
        }
        changes.extend(message.removals.iter().filter_map(|id| self.remove(id)));
        changes
    }

    fn remove(&mut self, id: &str) -> Option<Change> {
        self.shown.remove(id).map(|item| Change::Gone(Box::new(item)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::samples;

    fn message(snapshot: bool, upserts: &[&str], removals: &[&str]) -> pb::InboxWatchResponse {
        pb::InboxWatchResponse {
            upserts: upserts.iter().map(|id| samples::inbox_item(id)).collect(),
            removals: removals.iter().map(|id| (*id).to_owned()).collect(),
            snapshot,
        }
    }

    fn taken(live: &mut Live, message: pb::InboxWatchResponse) -> Vec<String> {
        let name = |sign: &str, item: pb::InboxItem| format!("{sign}{}", item.request.expect("a request").id);
        let changes = live.take(message).into_iter();
        changes
            .map(|change| match change {
                Change::Open(item) => name("+", *item),
                Change::Gone(item) => name("-", *item),
            })
            .collect()
    }

    #[test]
    fn what_comes_and_goes_is_shown_once() {
        let mut live = Live::default();
        live.begin();
        assert_eq!(taken(&mut live, message(true, &["a", "b"], &[])), ["+a", "+b"]);
        assert_eq!(taken(&mut live, message(true, &["c"], &[])), ["+c"]);
        assert_eq!(taken(&mut live, message(false, &[], &[])), [""; 0]);
        assert_eq!(taken(&mut live, message(false, &["d", "a"], &["b", "unseen"])), ["+d", "-b"]);

        let mut changed = message(false, &["a"], &[]);
        changed.upserts[0].current_step = "review".to_owned();
        assert_eq!(taken(&mut live, changed), ["+a"]);
    }

    #[test]
    fn a_new_stream_shows_only_what_changed_meanwhile() {
        let mut live = Live::default();
        live.begin();
        taken(&mut live, message(true, &["a", "b"], &[]));
        taken(&mut live, message(false, &["c"], &[]));

        live.begin();
        assert_eq!(taken(&mut live, message(true, &["b", "d"], &[])), ["+d"]);
        assert_eq!(taken(&mut live, message(false, &[], &[])), ["-a", "-c"]);
    }

    #[test]
    fn a_snapshot_that_broke_off_takes_nothing_away() {
        let mut live = Live::default();
        live.begin();
        taken(&mut live, message(true, &["a", "b"], &[]));
        taken(&mut live, message(false, &[], &[]));

        live.begin();
        assert_eq!(taken(&mut live, message(true, &["a"], &[])), [""; 0]);
        live.begin();
        assert_eq!(taken(&mut live, message(true, &["a", "b"], &[])), [""; 0]);
        assert_eq!(taken(&mut live, message(false, &[], &[])), [""; 0]);
    }
}
