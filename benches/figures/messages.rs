//! What is sent: messages that are encoded once, and for each call only get a fresh idempotency key and an id.
//!
//! In process and over the wire the same approval is made, so that the two can be compared.

use bytes::{BufMut as _, Bytes, BytesMut};
use prost::Message;
use pumpup::domain::approval::{Outcome, OutcomeBid, Verdict};
use pumpup::domain::asking::RequestCreate;
use pumpup::domain::command::Command;
use pumpup::domain::ids::TaskId;
use pumpup::domain::request::{Ask, ContextEntry};
use pumpup::domain::task::{MetadataPatch, TaskCreate};
use pumpup::environment::randomize;
use pumpup::rpc::pb;
use uuid::{Builder, Uuid};

/// The project that the first start makes.
const PROJECT: &str = "general";
const SUMMARY: &str = "Refund **EUR 412.50** to the customer of claim C-1029? The invoice matches the delivery note, and \
                       the policy covers it up to EUR 500.";
const CONTEXT: [(&str, &str); 3] = [("Claim", "C-1029"), ("Amount", "EUR 412.50"), ("Customer since", "2019")];
const RATIONALE: &str = "Amount and policy match.";

/// A random key, as clients make them: unlike ids they have no order that an index could profit from.
pub fn fresh_key() -> String {
    let mut bytes = [0; 16];
    randomize(&mut bytes);
    Builder::from_random_bytes(bytes).into_uuid().to_string()
}

/// As long as the text of a UUID, and found in no message by chance.
const KEY: &str = "KKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKK";
const ID: &str = "IIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIII";

/// A message as it stands on the wire, with a place for a key and one for an id, if it has them.
pub struct Form {
    framed: Vec<u8>,
    key: Option<usize>,
    id: Option<usize>,
}

impl Form {
    fn of(message: &impl Message) -> Self {
        let mut framed = Vec::new();
        framed.put_u8(0);
        framed.put_u32(message.encoded_len() as u32);
        message.encode(&mut framed).expect("a vector takes any message");
        let find = |word: &str| framed.windows(word.len()).position(|window| window == word.as_bytes());
        Self { key: find(KEY), id: find(ID), framed }
    }

    /// The message about this thing, with a fresh key.
    pub fn about(&self, id: Uuid) -> Bytes {
        let mut message = BytesMut::from(&self.framed[..]);
        let mut put = |place: Option<usize>, text: &str| {
            if let Some(at) = place {
                message[at..at + text.len()].copy_from_slice(text.as_bytes());
            }
        };
        put(self.key, &fresh_key());
        put(self.id, &id.to_string());
        message.freeze()
    }
}

/// Opens a task.
pub fn task() -> Form {
    let (idempotency_key, project_name, name) = (KEY.into(), PROJECT.into(), "Claim C-1029".into());
    Form::of(&pb::TasksCreateRequest { idempotency_key, project_name, name, ..Default::default() })
}

/// Asks for an approval on a task.
pub fn approval() -> Form {
    let context = CONTEXT.map(|(key, value)| pb::ContextEntry { key: key.into(), value: value.into() });
    let bid = pb::OutcomeBid { outcome: Some(approve()), confidence: Some(0.93), rationale: RATIONALE.into() };
    Form::of(&pb::ApprovalsCreateRequest {
        idempotency_key: KEY.into(),
        project_name: PROJECT.into(),
        task_id: ID.into(),
        summary: SUMMARY.into(),
        key_value_context: context.into(),
        recommendation: Some(bid),
        ..Default::default()
    })
}

/// Approves a request.
pub fn decision() -> Form {
    let (idempotency_key, id, outcome) = (KEY.into(), ID.into(), Some(approve()));
    Form::of(&pb::ApprovalsDecideRequest { idempotency_key, id, outcome, ..Default::default() })
}

/// Reads a request.
pub fn get() -> Form {
    Form::of(&pb::ApprovalsGetRequest { id: ID.into() })
}

/// Watches a request.
pub fn watch() -> Form {
    Form::of(&pb::ApprovalsWatchResultRequest { id: ID.into() })
}

/// Writes a note on a task.
pub fn note() -> Form {
    let (idempotency_key, task_id, message) = (KEY.into(), ID.into(), RATIONALE.into());
    Form::of(&pb::TasksAddNoteRequest { idempotency_key, task_id, message, ..Default::default() })
}

/// Watches a task's timeline from its beginning.
pub fn watch_events() -> Form {
    Form::of(&pb::TasksWatchEventsRequest { task_id: ID.into(), cursor: String::new() })
}

/// Asks whether the server serves.
pub fn health() -> Form {
    Form::of(&pumpup::rpc::health_pb::HealthCheckRequest::default())
}

fn approve() -> pb::Outcome {
    pb::Outcome { kind: Some(pb::outcome::Kind::Approve(Default::default())) }
}

/// The command that `task` becomes.
pub fn task_command() -> Command {
    Command::TaskCreate(TaskCreate {
        project_name: PROJECT.into(),
        name: "Claim C-1029".into(),
        external_id: String::new(),
        metadata_patch: MetadataPatch::default(),
    })
}

/// The command that `approval` becomes.
pub fn approval_command(task: TaskId) -> Command {
    let outcome = Outcome { verdict: Verdict::Approve, note: String::new(), reason_code: String::new() };
    let recommendation = OutcomeBid { outcome, confidence: Some(0.93), rationale: RATIONALE.into() };
    let context = CONTEXT.map(|(key, value)| ContextEntry { key: key.into(), value: value.into() });
    Command::RequestCreate(RequestCreate {
        project_name: PROJECT.into(),
        task,
        summary: SUMMARY.into(),
        key_value_context: context.into(),
        attachments: Vec::new(),
        external_trace_id: String::new(),
        deadline: None,
        fallback_step: String::new(),
        ask: Ask::Approval { recommendation: Some(recommendation) },
    })
}
