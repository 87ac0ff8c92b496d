//! What stands behind the stage: records loaded by the contract of `Target` and kept as a store would, and timelines
//! held against what the records say.

use std::collections::{BTreeMap, HashSet};

use super::world::World;
use crate::domain::caller::Who;
use crate::domain::ids::{AccountId, ProjectId, RequestId, TaskId, Time};
use crate::domain::project::Project;
use crate::domain::record::{Record, Ref, Target};
use crate::domain::request::Request;
use crate::domain::scene::Scene;
use crate::domain::settle::{Envelope, Writes};
use crate::domain::task::Task;

impl World {
    pub(super) fn project_named(&self, account: AccountId, name: &str) -> Option<&Project> {
        self.projects().find(|it| it.account == account && it.project_name == name && it.deleted_at.is_none())
    }

    /// The record that a name stands for, as a store finds it.
    fn find(&self, Ref { account, target }: &Ref) -> Option<Record> {
        let of_account = |record: &&Record| record.place().0 == *account;
        let named = |matches: &dyn Fn(&Record) -> bool| {
            self.records.values().filter(of_account).find(|record| matches(record)).cloned()
        };
        match target {
            Target::AccountNamed(name) => {
                self.records.values().find(|it| matches!(it, Record::Account(it) if it.name == *name)).cloned()
            }
            Target::ProjectNamed(name) => self.project_named(*account, name).cloned().map(Record::Project),
            Target::PersonNamed(name) => named(&|it| matches!(it, Record::Person(it) if it.name == *name)),
            Target::AgentNamed(name) => named(&|it| matches!(it, Record::Agent(it) if it.name == *name)),
            Target::KeyPrefix(prefix) => named(&|it| matches!(it, Record::Key(it) if it.prefix == *prefix)),
            Target::ProjectUse(_) => None,
            Target::Account
            | Target::Project(_)
            | Target::Task(_)
            | Target::Request(_)
            | Target::Upload(_)
            | Target::Person(_)
            | Target::Agent(_)
            | Target::Key(_) => self.records.get(&(*account, target.clone())).cloned(),
        }
    }

    /// How many open tasks stand where in a project of the account.
    fn open_tasks(&self, account: AccountId, project: ProjectId) -> BTreeMap<String, u64> {
        let mut open = BTreeMap::new();
        for task in self.tasks().filter(|it| it.account == account && it.project == project && !it.closed) {
            *open.entry(task.current_step.clone()).or_default() += 1;
        }
        open
    }

    /// What the batch names, and what that brings.
    pub(super) fn named(&self, batch: &[Envelope]) -> Scene {
        let mut scene = Scene::default();
        for envelope in batch {
            let place = envelope.key.clone().map(|key| (envelope.by.account, key));
            if let Some(receipt) = place.and_then(|place| self.receipts.get(&place)) {
                scene.put_receipt(receipt.clone());
            }
        }
        let mut wanted: Vec<Ref> = batch.iter().flat_map(Envelope::reads).collect();
        let mut seen = HashSet::new();
        while let Some(name) = wanted.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            if let Target::ProjectUse(project) = name.target {
                scene.put_use(name.account, project, self.open_tasks(name.account, project));
            }
            let Some(found) = self.find(&name) else { continue };
            let brings = match &found {
                Record::Task(task) => {
                    let open = task.open_request.map(Target::Request);
                    [Target::Project(task.project)].into_iter().chain(open).collect()
                }
                Record::Request(request) => vec![Target::Task(request.task)],
                Record::Key(key) => match key.owner {
                    Who::Agent(agent) => vec![Target::Agent(agent)],
                    Who::Person(person) => vec![Target::Person(person)],
                    Who::Platform => vec![],
                },
                _ => vec![],
            };
            wanted.extend(brings.into_iter().map(|target| Ref { account: name.account, target }));
            scene.put(found);
        }
        scene
    }

    /// All that there is, of every account.
    pub(super) fn whole(&self) -> Scene {
        let mut scene = Scene::default();
        for record in self.records.values() {
            scene.put(record.clone());
        }
        for project in self.projects() {
            scene.put_use(project.account, project.id, self.open_tasks(project.account, project.id));
        }
        for receipt in self.receipts.values() {
            scene.put_receipt(receipt.clone());
        }
        scene
    }

    pub(super) fn keep(&mut self, writes: Writes) {
        self.events.extend(writes.events);
        for receipt in writes.receipts {
            let before = self.receipts.insert((receipt.account, receipt.key.clone()), receipt);
            assert!(before.is_none(), "a receipt is written once");
        }
        let mut changed = Vec::new();
        for record in writes.records {
            changed.extend(if let Record::Task(task) = &record { Some(task.id) } else { None });
            self.records.insert(record.place(), record);
        }
        for task in changed {
            self.audit(task);
        }
    }

    /// Compares a task and its requests with what their events fold to, and the timeline with what it promises.
    pub fn audit(&self, id: TaskId) {
        let (mut task, mut requests) = (None, BTreeMap::<RequestId, Option<Request>>::new());
        let (mut sequence, mut at, mut ids) = (0, Time(i64::MIN), HashSet::new());
        for event in self.timeline(id) {
            assert_eq!(event.sequence, sequence + 1, "no gaps on the timeline of {id}");
            assert!(event.at >= at, "time goes back on the timeline of {id}");
            assert!(ids.insert(event.id), "an id is given twice on the timeline of {id}");
            (sequence, at) = (event.sequence, event.at);
            task = Task::apply(task, event);
            let made = matches!(event.event_type(), "APPROVAL_REQUESTED" | "ELICITATION_REQUESTED");
            if let Some(request) = event.in_response_to.or(made.then_some(RequestId(event.id.0))) {
                let entry = requests.entry(request).or_default();
                *entry = Request::apply(entry.take(), event);
            }
        }
        assert_eq!(task.as_ref(), Some(self.task(id)), "the task is what its events say");
        for (request, folded) in &requests {
            assert_eq!(folded.as_ref(), Some(self.asked(*request)), "the request is what its events say");
        }
        let open: Vec<_> = requests.into_values().flatten().filter(Request::is_open).map(|it| it.id).collect();
        assert_eq!(open, self.task(id).open_request.into_iter().collect::<Vec<_>>(), "one open request at the most");
    }
}
