//! The commands that the tests are written in: each the plainest of its kind, to be varied with `..`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::world::DAY;
use crate::domain::access::{AgentUpdate, KeyCreate, KeyRevoke, PersonCreate, PersonUpdate, Secret};
use crate::domain::account::AccountCreate;
use crate::domain::approval::{ApprovalDecide, Outcome, OutcomeBid, Verdict};
use crate::domain::asking::RequestCreate;
use crate::domain::caller::{Caller, Who};
use crate::domain::command::Command;
use crate::domain::elicitation::ElicitationAnswer;
use crate::domain::field::{Field, FieldBid, FieldKind, FieldValue};
use crate::domain::ids::{AgentId, PersonId, RequestId, TaskId, UploadId};
use crate::domain::project::{ProjectCreate, ProjectDelete, ProjectUpdate};
use crate::domain::recording::{ActionRecord, ExceptionRecord, NewAttachment, NoteAdd};
use crate::domain::request::{Ask, ContextEntry, Kind, RequestCancel, RequestExpire};
use crate::domain::sign_in::{KeyUse, LinkCreate, Means, PasswordSet, SessionEnd, SessionOpen, SessionsEnd};
use crate::domain::steps::{Party, Step, StepGraph};
use crate::domain::task::{MetadataPatch, TaskAssign, TaskCreate, TaskMove};
use crate::domain::upload::UploadCreate;

macro_rules! commands {
    ($($name:ident)*) => {$(
        impl From<$name> for Command {
            fn from(command: $name) -> Self {
                Self::$name(command)
            }
        }
    )*};
}

commands! {
    AccountCreate ProjectCreate ProjectUpdate ProjectDelete TaskCreate ActionRecord ExceptionRecord NoteAdd TaskMove
    TaskAssign RequestCreate RequestCancel RequestExpire ApprovalDecide ElicitationAnswer UploadCreate PersonCreate
    PersonUpdate AgentUpdate KeyCreate KeyRevoke LinkCreate SessionOpen SessionEnd SessionsEnd PasswordSet KeyUse
}

/// A session that may go unused for an hour and lasts a day.
pub fn session(means: Means, prefix: &str) -> SessionOpen {
    SessionOpen { means, idle: DAY / 24, lasts: DAY, secret: secret(prefix) }
}

pub fn secret(prefix: &str) -> Secret {
    Secret { prefix: prefix.into(), hash: "00".into() }
}

/// Whom a person's key stands for.
pub fn person_of(caller: Caller) -> PersonId {
    let Who::Person(id) = caller.who else { panic!("a person") };
    id
}

/// Whom an agent's key stands for.
pub fn agent_of(caller: Caller) -> AgentId {
    let Who::Agent(id) = caller.who else { panic!("an agent") };
    id
}

pub fn object(value: Value) -> Map<String, Value> {
    value.as_object().expect("an object").clone()
}

fn step(name: &str, owner: Party, exits: &[&str]) -> Step {
    Step { name: name.into(), owner, exits: exits.iter().map(|exit| (*exit).into()).collect() }
}

/// Agents work on a claim and people review it. To be reviewed it needs an amount, to be rejected a reason.
pub fn claims_graph() -> StepGraph {
    StepGraph {
        initial_step: "in_progress".into(),
        steps: vec![
            step("in_progress", Party::Agent, &["review", "in_progress"]),
            step("review", Party::Human, &["approved", "rejected", "in_progress"]),
            step("approved", Party::Platform, &[]),
            step("rejected", Party::Platform, &[]),
        ],
        step_schemas: BTreeMap::from([
            ("review".into(), object(json!({"required": ["amount"], "properties": {"amount": {"type": "number"}}}))),
            ("rejected".into(), object(json!({"required": ["reason"]}))),
        ]),
    }
}

/// A graph of these steps, each an agent's, the first one the initial.
pub fn graph(steps: &[(&str, &[&str])]) -> StepGraph {
    StepGraph {
        initial_step: steps[0].0.into(),
        steps: steps.iter().map(|(name, exits)| step(name, Party::Agent, exits)).collect(),
        step_schemas: BTreeMap::new(),
    }
}

pub fn project(name: &str, steps: StepGraph) -> ProjectCreate {
    ProjectCreate { name: name.into(), steps, response_target: None, reason_presets: vec![] }
}

pub fn set(value: Value) -> MetadataPatch {
    MetadataPatch { set: object(value), ..MetadataPatch::default() }
}

/// Metadata that is too large once both halves are in.
pub fn too_large() -> MetadataPatch {
    let half = |key: &str| object(json!({key: "x".repeat(40_000)}));
    MetadataPatch { set: half("a"), set_once: half("b"), unset: vec![] }
}

/// A claim with an amount.
pub fn claim() -> TaskCreate {
    TaskCreate {
        project_name: "claims".into(),
        name: "Claim 17".into(),
        external_id: "C-17".into(),
        metadata_patch: set(json!({"amount": 250})),
    }
}

/// A task in the General project.
pub fn chore() -> TaskCreate {
    TaskCreate { project_name: "general".into(), name: "Chore".into(), external_id: String::new(), ..claim() }
}

pub fn action(task: TaskId) -> ActionRecord {
    ActionRecord {
        task,
        description: "Read the claim".into(),
        detail: Map::new(),
        metadata_patch: MetadataPatch::default(),
        add_attachments: vec![],
        transitions_to: String::new(),
        in_response_to: None,
        external_trace_id: String::new(),
    }
}

pub fn advance(task: TaskId, to: &str) -> ActionRecord {
    ActionRecord { transitions_to: to.into(), ..action(task) }
}

pub fn attach(label: &str, upload_id: UploadId) -> NewAttachment {
    NewAttachment { label: label.into(), upload_id }
}

pub fn exception(task: TaskId) -> ExceptionRecord {
    ExceptionRecord {
        task,
        message: "The file is torn".into(),
        detail: Map::new(),
        transitions_to: String::new(),
        in_response_to: None,
        external_trace_id: String::new(),
    }
}

pub fn note(task: TaskId) -> NoteAdd {
    NoteAdd { task, message: "Called the client".into(), external_trace_id: String::new() }
}

pub fn moving(task: TaskId, to: &str) -> TaskMove {
    TaskMove { task, transitions_to: to.into(), description: String::new() }
}

pub fn assign(task: TaskId, assignee: Option<PersonId>) -> TaskAssign {
    TaskAssign { task, assignee }
}

pub fn outcome(verdict: Verdict) -> Outcome {
    Outcome { verdict, note: String::new(), reason_code: String::new() }
}

/// What an agent leans to.
pub fn lean() -> OutcomeBid {
    OutcomeBid { outcome: outcome(Verdict::Approve), confidence: Some(0.9), rationale: "It is covered".into() }
}

/// An approval on a claim.
pub fn approval(task: TaskId) -> RequestCreate {
    RequestCreate {
        project_name: "claims".into(),
        task,
        summary: "Pay 250?".into(),
        key_value_context: vec![ContextEntry { key: "client".into(), value: "Ann".into() }],
        attachments: vec![],
        external_trace_id: String::new(),
        deadline: None,
        fallback_step: String::new(),
        ask: Ask::Approval { recommendation: Some(lean()) },
    }
}

pub fn field(id: &str, required: bool, kind: FieldKind) -> Field {
    Field { id: id.into(), label: id.into(), description: String::new(), required, kind }
}

/// A form on a claim: a required number `amount` and an optional text `remark`.
pub fn form(task: TaskId) -> RequestCreate {
    let number = FieldKind::Number { min: Some(0.0), max: None, integer_only: false };
    let text = FieldKind::Text { min_length: None, max_length: None, format: None };
    let bid = FieldBid {
        field_id: "amount".into(),
        value: FieldValue::Number(250.0),
        confidence: None,
        rationale: "".into(),
    };
    let fields = vec![field("amount", true, number), field("remark", false, text)];
    RequestCreate { ask: Ask::Elicitation { fields, recommendation: vec![bid] }, ..approval(task) }
}

pub fn cancel(request: RequestId) -> RequestCancel {
    RequestCancel { request, kind: Kind::Approval, reason: "Not needed".into() }
}

pub fn decide(request: RequestId, verdict: Verdict) -> ApprovalDecide {
    ApprovalDecide { request, outcome: outcome(verdict), digest: String::new() }
}

pub fn approve(request: RequestId) -> ApprovalDecide {
    decide(request, Verdict::Approve)
}

/// Answers the form, with an empty remark.
pub fn answer(request: RequestId) -> ElicitationAnswer {
    let answers = BTreeMap::from([
        ("amount".into(), FieldValue::Number(200.0)),
        ("remark".into(), FieldValue::Text(String::new())),
    ]);
    ElicitationAnswer { request, answers, digest: String::new() }
}

/// Changes nothing about a person.
pub fn person_update(person: PersonId) -> PersonUpdate {
    PersonUpdate { person, name: None, email: None, role: None, tags: None, active: None }
}
