//! What comes next in a random history: which command, about what, by whom.

use serde_json::json;

use super::history::History;
use super::roles::{Ids, every};
use super::words::*;
use super::world::*;
use crate::domain::access::{AgentUpdate, KeyRevoke, PersonUpdate};
use crate::domain::approval::{ApprovalDecide, Outcome, Verdict};
use crate::domain::asking::RequestCreate;
use crate::domain::caller::{Caller, Who};
use crate::domain::command::Command;
use crate::domain::field::FieldValue;
use crate::domain::ids::{AccountId, ProjectId, RequestId, TaskId, UploadId};
use crate::domain::project::{ProjectDelete, ProjectUpdate};
use crate::domain::recording::{ActionRecord, ExceptionRecord};
use crate::domain::request::{Kind, RequestCancel, RequestExpire};
use crate::domain::steps::StepGraph;
use crate::domain::task::{MetadataPatch, TaskCreate};

/// Marsaglia's xorshift.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        // Seeds that lie side by side begin far apart.
        Self(seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % count
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

impl History {
    /// A task of the account, mostly one of the newest, where things happen; now and then another's, or none at all.
    fn task(&mut self, account: AccountId) -> TaskId {
        let (own, foreign): (Vec<_>, Vec<_>) = self.world.tasks().partition(|task| task.account == account);
        let [own, foreign] = [own, foreign].map(|tasks| tasks.iter().map(|task| task.id).collect::<Vec<_>>());
        match self.random.below(40) {
            0 => TaskId(ABSENT),
            1 => self.random.of(&foreign),
            2..8 => self.random.of(&own),
            _ => self.random.of(&own[own.len().saturating_sub(4)..]),
        }
    }

    /// A request of the account, mostly one that is open.
    fn request(&mut self, account: AccountId) -> RequestId {
        let (own, foreign): (Vec<_>, Vec<_>) = self.world.requests().partition(|request| request.account == account);
        let open: Vec<_> = own.iter().filter(|request| request.is_open()).map(|request| request.id).collect();
        let [own, foreign] = [own, foreign].map(|requests| requests.iter().map(|it| it.id).collect::<Vec<_>>());
        match self.random.below(40) {
            0 => RequestId(ABSENT),
            1 => self.random.of(&foreign),
            2..8 => self.random.of(&own),
            _ => self.random.of(if open.is_empty() { &own } else { &open }),
        }
    }

    fn step(&mut self) -> String {
        self.random.of(&["review", "review", "in_progress", "approved", "rejected", "complete", "moon"]).into()
    }

    /// An exit of the step that a task is in, or any step where it has none.
    fn exit_of(&mut self, id: TaskId) -> String {
        let task = self.world.tasks().find(|task| task.id == id);
        let project = task.and_then(|task| self.world.projects().find(|project| project.id == task.project));
        let step = project.zip(task).and_then(|(project, task)| project.steps.step(&task.current_step));
        let exits = step.map(|step| step.exits.clone()).unwrap_or_default();
        if exits.is_empty() { self.step() } else { exits[self.random.below(exits.len())].clone() }
    }

    fn patch(&mut self) -> MetadataPatch {
        let value = self.random.below(100);
        match self.random.below(5) {
            0 => set(json!({ "amount": value })),
            1 => MetadataPatch { set_once: object(json!({ "reason": value, "amount": value })), ..set(json!({})) },
            2 => MetadataPatch { unset: vec![self.random.of(&["amount", "reason"]).into()], ..set(json!({})) },
            _ => MetadataPatch::default(),
        }
    }

    /// A command of the busy kind, or one of all kinds.
    pub fn command(&mut self, account: AccountId, ids: Ids) -> Command {
        let (task, request) = (self.task(account), self.request(account));
        let in_response_to = self.random.one_in(4).then(|| self.request(account));
        let transitions_to = match self.random.below(6) {
            0 => self.step(),
            1 => self.exit_of(task),
            _ => String::new(),
        };
        match self.random.below(16) {
            0 => TaskCreate { metadata_patch: self.patch(), ..claim() }.into(),
            1 => chore().into(),
            2 | 3 => {
                let label = self.random.below(8).to_string();
                let upload = if self.random.one_in(8) { UploadId(ABSENT) } else { ids.upload };
                let add_attachments = if self.random.one_in(4) { vec![attach(&label, upload)] } else { vec![] };
                let metadata_patch = self.patch();
                ActionRecord { metadata_patch, add_attachments, in_response_to, transitions_to, ..action(task) }.into()
            }
            4 => ExceptionRecord { in_response_to, transitions_to, ..exception(task) }.into(),
            5 => moving(task, &self.exit_of(task)).into(),
            6..9 => {
                let asked = if self.random.one_in(2) { approval(task) } else { form(task) };
                let deadline = self.random.one_in(2).then(|| {
                    let ahead = self.random.of(&[1, SECOND, 10 * SECOND, 60 * SECOND]);
                    self.world.now.plus(ahead)
                });
                let fallback_step = match deadline {
                    None => String::new(),
                    Some(_) if self.random.one_in(2) => String::new(),
                    Some(_) => self.exit_of(task),
                };
                let project_name = self.random.of(&["claims", "claims", "claims", "general"]).into();
                RequestCreate { deadline, fallback_step, project_name, ..asked }.into()
            }
            9 => {
                let kind = self.random.of(&[Kind::Approval, Kind::Elicitation]);
                RequestCancel { kind, ..cancel(request) }.into()
            }
            10 | 11 => {
                let verdict = self.random.of(&[Verdict::Approve, Verdict::Reject, Verdict::EditAndApprove]);
                let digest = if self.random.one_in(8) { "00".into() } else { String::new() };
                ApprovalDecide { request, outcome: Outcome { note: "Edit".into(), ..outcome(verdict) }, digest }.into()
            }
            12 => {
                let mut given = answer(request);
                if self.random.one_in(6) {
                    given.answers.insert("amount".into(), FieldValue::Number(-1.0));
                }
                given.into()
            }
            13 => RequestExpire { request }.into(),
            14 => self.administration(ids),
            _ => {
                let commands = every(ids);
                let place = self.random.below(commands.len());
                commands[place].clone()
            }
        }
    }

    fn administration(&mut self, ids: Ids) -> Command {
        let projects: Vec<ProjectId> = self.world.projects().map(|project| project.id).collect();
        let project_id = self.random.of(&projects);
        let active = Some(self.random.one_in(2));
        match self.random.below(7) {
            0 => ProjectDelete { project: project_id }.into(),
            1 => {
                let other =
                    graph(&[("in_progress", &["review", "complete"]), ("review", &["in_progress"]), ("complete", &[])]);
                let steps = Some(match self.random.below(3) {
                    0 => other,
                    1 => StepGraph::general(),
                    _ => claims_graph(),
                });
                ProjectUpdate { project: project_id, name: None, steps, response_target: None, reason_presets: None }
                    .into()
            }
            2 => project(self.random.of(&["Claims", "Another"]), claims_graph()).into(),
            3 => PersonUpdate { active, ..person_update(ids.person) }.into(),
            4 => {
                PersonUpdate { name: Some(self.random.of(&["Jane", "Pat"]).into()), ..person_update(ids.person) }.into()
            }
            5 => AgentUpdate { agent: ids.agent, active: active == Some(true) }.into(),
            _ => KeyRevoke { key: ids.key }.into(),
        }
    }

    pub fn caller(&mut self, house: House, ids: Ids, command: &Command) -> Caller {
        let other = Caller { account: house.account, key: ids.key, who: Who::Agent(ids.agent) };
        let anybody = [house.agent, house.rival, house.jane, house.admin, other, Caller::platform(house.account)];
        let fitting: &[Caller] = match command {
            Command::TaskCreate(_) | Command::ActionRecord(_) | Command::ExceptionRecord(_) => &anybody[..2],
            Command::RequestCreate(_) | Command::RequestCancel(_) => &anybody[..1],
            Command::TaskMove(_) | Command::ApprovalDecide(_) | Command::ElicitationAnswer(_) => &anybody[2..4],
            Command::RequestExpire(_) => &anybody[5..],
            _ => &anybody[3..4],
        };
        let fitting = self.random.of(fitting);
        if self.random.one_in(8) { self.random.of(&anybody) } else { fitting }
    }
}
