//! A store to compare others with: maps in memory, read whole and searched in the plainest way.
//!
//! Its scenes hold everything that there is, not only what the batch names. So where a command forgets to name a record
//! that its rule looks at, a store that loads by name answers differently, and the comparison shows it.

use std::collections::BTreeMap;
use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use pumpup::domain::access::KeyKind;
use pumpup::domain::event::Event;
use pumpup::domain::ids::{AccountId, RequestId, TaskId, Time, UploadId};
use pumpup::domain::receipt::Receipt;
use pumpup::domain::record::{Record, Ref, Target};
use pumpup::domain::request::Request;
use pumpup::domain::scene::Scene;
use pumpup::domain::settle::{Envelope, Writes, settle};
use pumpup::domain::task::Task;
use pumpup::environment::Clock;
use pumpup::store::{
    EndedFilter, Flight, Hints, InboxFilter, InboxItem, Listing, PAGE_BYTES, Page, Settled, Store, StoreError,
};
use serde_json::Value;
use uuid::Uuid;

/// The store.
pub struct Model {
    clock: Clock,
    tables: Mutex<Tables>,
}

#[derive(Clone, Default)]
struct Tables {
    records: BTreeMap<(AccountId, Target), Record>,
    events: BTreeMap<(AccountId, TaskId), Vec<Event>>,
    receipts: BTreeMap<(AccountId, String), Receipt>,
    chunks: BTreeMap<(AccountId, UploadId, u32), (Time, Bytes)>,
}

impl Model {
    /// An empty store.
    pub fn new(clock: Clock) -> Self {
        Self { clock, tables: Mutex::default() }
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tables {
    fn scene(&self, batch: &[Envelope]) -> Scene {
        let mut scene = Scene::default();
        // A project that the batch itself makes is in use by nobody yet.
        for name in batch.iter().flat_map(Envelope::reads) {
            if let Target::ProjectUse(project) = name.target {
                scene.put_use(name.account, project, BTreeMap::new());
            }
        }
        for record in self.records.values() {
            scene.put(record.clone());
            if let Record::Project(project) = record {
                let mut open = BTreeMap::new();
                for task in self.tasks(project.account).filter(|task| task.project == project.id && !task.closed) {
                    *open.entry(task.current_step.clone()).or_default() += 1;
                }
                scene.put_use(project.account, project.id, open);
            }
        }
        self.receipts.values().for_each(|receipt| scene.put_receipt(receipt.clone()));
        scene
    }

    /// The tables after these writes, or why they cannot be.
    fn with(&self, writes: Writes) -> Result<Self, StoreError> {
        let mut next = self.clone();
        for record in writes.records {
            let place = record.place();
            let taken = |other: &Record| match (other, &record) {
                (Record::Key(other), Record::Key(key)) => other.prefix == key.prefix && other.id != key.id,
                (Record::Upload(other), Record::Upload(upload)) => {
                    (other.account, other.id) == (upload.account, upload.id)
                }
                _ => false,
            };
            if next.records.values().any(taken) {
                return Err(StoreError::Broken(format!("{place:?} is there already")));
            }
            next.records.insert(place, record);
        }
        for event in writes.events {
            let timeline = next.events.entry((event.account, event.task)).or_default();
            assert_eq!(event.sequence, timeline.len() as u64 + 1, "timelines have no gaps");
            timeline.push(event);
        }
        for receipt in writes.receipts {
            let before = next.receipts.insert((receipt.account, receipt.key.clone()), receipt);
            assert_eq!(before, None, "a receipt never changes");
        }
        Ok(next)
    }

    fn of(&self, account: AccountId) -> impl Iterator<Item = &Record> {
        self.records.values().filter(move |record| record.place().0 == account)
    }

    fn tasks(&self, account: AccountId) -> impl Iterator<Item = &Task> {
        self.of(account).filter_map(|record| if let Record::Task(task) = record { Some(task) } else { None })
    }

    fn requests(&self) -> impl Iterator<Item = &Request> {
        let records = self.records.values();
        records.filter_map(|record| if let Record::Request(request) = record { Some(request) } else { None })
    }

    fn get(&self, Ref { account, target }: &Ref) -> Option<Record> {
        let found = match target {
            Target::AccountNamed(name) => {
                self.records.values().find(|r| matches!(r, Record::Account(account) if account.name == *name))
            }
            Target::KeyPrefix(prefix) => {
                self.records.values().find(|r| matches!(r, Record::Key(key) if key.prefix == *prefix))
            }
            Target::ProjectNamed(name) => self
                .of(*account)
                .find(|r| matches!(r, Record::Project(p) if p.project_name == *name && p.deleted_at.is_none())),
            Target::PersonNamed(name) => {
                self.of(*account).find(|r| matches!(r, Record::Person(person) if person.name == *name))
            }
            Target::AgentNamed(name) => {
                self.of(*account).find(|r| matches!(r, Record::Agent(agent) if agent.name == *name))
            }
            by_id => self.records.get(&(*account, by_id.clone())),
        };
        found.cloned()
    }

    fn list(&self, account: AccountId, listing: &Listing) -> Vec<Record> {
        let holds = |text: &str, part: &str| text.to_lowercase().contains(&part.to_lowercase());
        let listed = |record: &&Record| match (record, listing) {
            (Record::Project(project), Listing::Projects { name }) => {
                project.deleted_at.is_none() && (holds(&project.name, name) || holds(&project.project_name, name))
            }
            (Record::Task(task), Listing::Tasks { project, status, name }) => {
                project.is_none_or(|project| task.project == project)
                    && status.is_none_or(|status| task.status() == status)
                    && holds(&task.name, name)
            }
            (Record::Person(_), Listing::People) | (Record::Agent(_), Listing::Agents) => true,
            (Record::Key(key), Listing::Keys) => key.kind == KeyKind::Api,
            _ => false,
        };
        let mut records: Vec<_> = self.of(account).filter(listed).cloned().collect();
        records.sort_by_key(Record::id);
        if matches!(listing, Listing::Tasks { .. }) {
            records.reverse();
        }
        records
    }

    fn items(&self, account: AccountId) -> impl Iterator<Item = InboxItem> {
        self.requests().filter(move |request| request.account == account).map(move |request| {
            let target = Target::Task(request.task);
            let Some(Record::Task(task)) = self.get(&Ref { account, target }) else { panic!("it has a task") };
            let target = Target::Project(request.project);
            let Some(Record::Project(p)) = self.get(&Ref { account, target }) else { panic!("it has a project") };
            InboxItem { request: request.clone(), task, response_target: p.response_target }
        })
    }

    fn inbox(&self, account: AccountId, filter: &InboxFilter) -> Vec<InboxItem> {
        let open = self.items(account).filter(|item| item.request.is_open());
        let mut items: Vec<_> = open.filter(|item| shown(filter, item)).collect();
        items.sort_by_key(|item| item.request.id);
        if filter.latest_first {
            items.reverse();
        }
        items
    }

    fn ended(&self, account: AccountId, filter: &EndedFilter) -> Vec<InboxItem> {
        let mut items: Vec<_> = self.items(account).filter(|item| looked_back_at(filter, item)).collect();
        items.sort_by_key(|item| std::cmp::Reverse(ended_at(&item.request)));
        items
    }

    fn is_open(&self, account: AccountId, task: Option<TaskId>) -> bool {
        task.is_some_and(|id| self.tasks(account).any(|task| task.id == id && !task.closed))
    }

    fn forget(&mut self, receipts: Option<Time>, chunks: Time, keys: Time) -> u64 {
        let before = self.clone();
        self.receipts.retain(|_, receipt| {
            receipts.is_none_or(|end| receipt.at >= end) || before.is_open(receipt.account, receipt.task)
        });
        self.chunks.retain(|(account, upload, _), (at, _)| {
            *at >= chunks || before.records.contains_key(&(*account, Target::Upload(*upload)))
        });
        self.records.retain(|_, record| match record {
            Record::Key(key) => key.forget_at().is_none_or(|at| at >= keys),
            _ => true,
        });
        let count = |tables: &Self| tables.receipts.len() + tables.chunks.len() + tables.records.len();
        (count(&before) - count(self)) as u64
    }
}

/// All that is looked through for a text.
fn words(request: &Request, task: &Task) -> Vec<String> {
    let mut words = vec![request.summary.clone(), task.name.clone(), task.external_id.clone()];
    let mut values: Vec<&Value> = task.metadata.values().collect();
    while let Some(value) = values.pop() {
        match value {
            Value::String(text) => words.push(text.clone()),
            Value::Number(number) => words.push(number.to_string()),
            Value::Array(items) => values.extend(items),
            Value::Object(members) => values.extend(members.values()),
            Value::Null | Value::Bool(_) => {}
        }
    }
    words
}

fn mentions(InboxItem { request, task, .. }: &InboxItem, part: &str) -> bool {
    words(request, task).iter().any(|text| text.to_lowercase().contains(&part.to_lowercase()))
}

fn ended_at(request: &Request) -> Option<(Time, RequestId)> {
    request.end().map(|end| (end.at, request.id))
}

fn looked_back_at(filter: &EndedFilter, item: &InboxItem) -> bool {
    let request = &item.request;
    request.end().is_some_and(|end| {
        filter.project.is_none_or(|project| request.project == project)
            && filter.kind.is_none_or(|kind| request.ask.kind() == kind)
            && filter.requested_by.is_none_or(|by| request.requested_by.id == by)
            && filter.ended_by.is_none_or(|person| end.by == Some(person))
            && filter.outcome.is_none_or(|outcome| end.verdict == Some(outcome))
            && filter.since.is_none_or(|since| end.at >= since)
            && filter.text.as_ref().is_none_or(|text| mentions(item, text))
    })
}

fn shown(filter: &InboxFilter, item: &InboxItem) -> bool {
    let InboxItem { request, task, response_target } = item;
    filter.project.is_none_or(|project| request.project == project)
        && filter.kind.is_none_or(|kind| request.ask.kind() == kind)
        && filter.step.as_ref().is_none_or(|step| task.current_step == *step)
        && filter.requested_by.is_none_or(|by| request.requested_by.id == by)
        && filter.assignee.is_none_or(|person| task.assignee == Some(person))
        && (!filter.unassigned || task.assignee.is_none())
        && filter.requested_until.is_none_or(|at| request.requested_at <= at)
        && filter.overdue_at.is_none_or(|at| response_target.is_some_and(|t| request.requested_at.plus(t) <= at))
        && filter.text.as_ref().is_none_or(|text| mentions(item, text))
}

/// The page after an id, be that still in the list or not. `body` is what counts for an item's bytes.
fn page<T>(items: Vec<T>, limit: u32, past: impl Fn(&T) -> bool, body: impl Fn(&T) -> String) -> Page<T> {
    let mut page = Page { items: Vec::new(), more: false };
    let mut bytes = 0;
    for item in items.into_iter().filter(past) {
        page.more = page.items.len() >= limit as usize || bytes > PAGE_BYTES;
        if page.more {
            break;
        }
        bytes += body(&item).len();
        page.items.push(item);
    }
    page
}

fn body(record: &Record) -> String {
    let body = match record {
        Record::Account(of) => serde_json::to_string(of),
        Record::Project(of) => serde_json::to_string(of),
        Record::Task(of) => serde_json::to_string(of),
        Record::Request(of) => serde_json::to_string(of),
        Record::Upload(of) => serde_json::to_string(of),
        Record::Person(of) => serde_json::to_string(of),
        Record::Agent(of) => serde_json::to_string(of),
        Record::Key(of) => serde_json::to_string(of),
    };
    body.unwrap()
}

impl Store for Model {
    fn apply(&self, batch: Arc<[Envelope]>) -> Flight<'_, Settled> {
        let mut tables = self.tables();
        let (writes, outcomes) = settle(tables.scene(&batch), &batch, self.clock.now());
        let mut settled = Settled { outcomes, ..Settled::default() };
        for record in &writes.records {
            let (account, _) = record.place();
            settled.touched.push(record.id());
            match record {
                Record::Project(_) | Record::Task(_) | Record::Request(_) => settled.touched.push(account.0),
                Record::Person(_) | Record::Agent(_) | Record::Key(_) => settled.access = true,
                Record::Account(_) | Record::Upload(_) => {}
            }
        }
        settled.touched.sort();
        settled.touched.dedup();
        Box::pin(ready(tables.with(writes).map(|next| {
            *tables = next;
            settled
        })))
    }

    fn lanes(&self) -> usize {
        1
    }

    fn hints(&self) -> Hints {
        Box::pin(tokio_stream::pending())
    }

    fn get_many(&self, refs: Vec<Ref>) -> Flight<'_, Vec<Option<Record>>> {
        let tables = self.tables();
        Box::pin(ready(Ok(refs.iter().map(|name| tables.get(name)).collect())))
    }

    fn list(&self, account: AccountId, listing: Listing, after: Option<Uuid>, limit: u32) -> Flight<'_, Page<Record>> {
        let newest_first = matches!(listing, Listing::Tasks { .. });
        let past = |record: &Record| {
            after.is_none_or(|after| if newest_first { record.id() < after } else { record.id() > after })
        };
        Box::pin(ready(Ok(page(self.tables().list(account, &listing), limit, past, body))))
    }

    fn inbox(
        &self,
        account: AccountId,
        filter: InboxFilter,
        after: Option<Uuid>,
        limit: u32,
    ) -> Flight<'_, Page<InboxItem>> {
        let items = self.tables().inbox(account, &filter);
        let past = |item: &InboxItem| {
            after.is_none_or(
                |after| if filter.latest_first { item.request.id.0 < after } else { item.request.id.0 > after },
            )
        };
        Box::pin(ready(Ok(page(items, limit, past, |item| serde_json::to_string(&item.request).unwrap()))))
    }

    fn ended(
        &self,
        account: AccountId,
        filter: EndedFilter,
        after: Option<Uuid>,
        limit: u32,
    ) -> Flight<'_, Page<InboxItem>> {
        let tables = self.tables();
        let items = tables.ended(account, &filter);
        let last = after.and_then(|after| tables.records.get(&(account, Target::Request(RequestId(after)))));
        let last = last.and_then(|last| if let Record::Request(request) = last { ended_at(request) } else { None });
        let past = |item: &InboxItem| last.is_none() || ended_at(&item.request) < last;
        Box::pin(ready(Ok(page(items, limit, past, |item| serde_json::to_string(&item.request).unwrap()))))
    }

    fn history(&self, account: AccountId, task: TaskId, after: u64, limit: u32) -> Flight<'_, Vec<Event>> {
        let events = self.tables().events.get(&(account, task)).cloned().unwrap_or_default();
        let past = |event: &Event| event.sequence > after;
        let page = page(events, limit, past, |event| serde_json::to_string(event).unwrap());
        Box::pin(ready(Ok(page.items)))
    }

    fn due(&self, at: Time, limit: u32) -> Flight<'_, Vec<(AccountId, RequestId)>> {
        let tables = self.tables();
        let mut due: Vec<_> = tables.requests().filter(|request| request.is_due(at)).collect();
        due.sort_by_key(|request| request.deadline);
        Box::pin(ready(Ok(due.into_iter().take(limit as usize).map(|r| (r.account, r.id)).collect())))
    }

    fn forget(&self, receipts: Option<Time>, chunks: Time, keys: Time) -> Flight<'_, u64> {
        Box::pin(ready(Ok(self.tables().forget(receipts, chunks, keys))))
    }

    fn chunk_put(&self, account: AccountId, upload: UploadId, ordinal: u32, bytes: Bytes, at: Time) -> Flight<'_, ()> {
        self.tables().chunks.insert((account, upload, ordinal), (at, bytes));
        Box::pin(ready(Ok(())))
    }

    fn chunk_get(&self, account: AccountId, upload: UploadId, ordinal: u32) -> Flight<'_, Option<Bytes>> {
        let found = self.tables().chunks.get(&(account, upload, ordinal)).map(|(_, bytes)| bytes.clone());
        Box::pin(ready(Ok(found)))
    }

    fn ready(&self) -> Flight<'_, ()> {
        Box::pin(ready(Ok(())))
    }
}
