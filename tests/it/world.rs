//! An account with one of everything in it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use prost_types::value::Kind;
use prost_types::{Struct, Value};
use pumpup::rpc::pb;

use crate::support::{Clients, Service, approval_on, approve, fresh_key, key_in};

/// An id that nothing has.
pub const ABSENT: &str = "01939b6e-0000-7abc-8def-0123456789ab";

/// One account's things, each named so that its words are found nowhere else.
pub struct World {
    /// The word in every text of it.
    pub word: String,
    /// The key of its first admin, and their clients.
    pub admin_key: String,
    /// The admin's clients.
    pub admin: Clients,
    /// The key of an agent, and its clients.
    pub agent_key: String,
    /// The agent's clients.
    pub agent: Clients,
    /// The key of a reviewer.
    pub reviewer_key: String,
    /// The reviewer's clients.
    pub reviewer: Clients,
    /// A project.
    pub project: pb::Project,
    /// An open task without a request; the upload is attached to it.
    pub task: pb::Task,
    /// An open task with an open approval.
    pub asked: pb::Task,
    /// That approval.
    pub approval: String,
    /// An approval that was decided.
    pub decided: String,
    /// An open elicitation, on a task of its own.
    pub elicitation: String,
    /// An elicitation that was answered.
    pub answered: String,
    /// An upload.
    pub upload: pb::Upload,
    /// A person who does nothing here.
    pub person: pb::Person,
    /// An agent that does nothing here.
    pub idle_agent: pb::Agent,
    /// That agent's key.
    pub idle_key: pb::ApiKey,
}

impl World {
    /// Fills the server's own account.
    pub async fn first(service: &Service) -> Self {
        let key = key_in(&service.folder.path().join("admin.key"));
        Self::fill(service, key, "Alder").await
    }

    /// Makes and fills another account.
    pub async fn second(service: &Service) -> Self {
        Self::fill(service, service.other_account_key("birch").await, "Birch").await
    }

    async fn fill(service: &Service, admin_key: String, word: &str) -> Self {
        let admin = service.with_key(&admin_key);
        let agent_key = admin.key(pb::Role::Agent, &format!("{word} Agent"), &[]).await;
        let reviewer_key = admin.key(pb::Role::Reviewer, &format!("{word} Reviewer"), &[&format!("{word}-tag")]).await;
        let (agent, reviewer) = (service.with_key(&agent_key), service.with_key(&reviewer_key));

        let request = pb::ProjectsCreateRequest {
            idempotency_key: fresh_key(),
            name: format!("{word} project"),
            ..Default::default()
        };
        let project = admin.projects.clone().create(request).await.unwrap().into_inner().project.unwrap();
        let upload = upload(&agent, &format!("{word}.txt"), format!("the file of {word}").as_bytes()).await;
        let task = open_task(&agent, &project, word).await;
        let action = pb::TasksRecordActionRequest {
            idempotency_key: fresh_key(),
            task_id: task.id.clone(),
            description: format!("attached {word}"),
            add_attachments: vec![pb::Attachment {
                label: format!("{word} file"),
                upload_id: upload.id.clone(),
                ..Default::default()
            }],
            ..Default::default()
        };
        agent.tasks.clone().record_action(action).await.unwrap();

        let asked = open_task(&agent, &project, word).await;
        let approval = ask(&agent, &asked, word).await;
        let decided = ask(&agent, &open_task(&agent, &project, word).await, word).await;
        reviewer.approvals.clone().decide(approve(&decided, &format!("{word} note"))).await.unwrap();
        let elicitation = elicit(&agent, &open_task(&agent, &project, word).await, word).await;
        let answered = elicit(&agent, &open_task(&agent, &project, word).await, word).await;
        reviewer.elicitations.clone().answer(answer(&answered, &format!("{word} answer"))).await.unwrap();

        let request = pb::AccessCreatePersonRequest {
            idempotency_key: fresh_key(),
            name: format!("{word} Person"),
            role: pb::Role::Reviewer.into(),
            ..Default::default()
        };
        let person = admin.access.clone().create_person(request).await.unwrap().into_inner().person.unwrap();
        let request = pb::AccessCreateKeyRequest {
            idempotency_key: fresh_key(),
            role: pb::Role::Agent.into(),
            name: format!("{word} Idle"),
            ..Default::default()
        };
        let idle_key = admin.access.clone().create_key(request).await.unwrap().into_inner().key.unwrap();
        let request = pb::AccessListAgentsRequest::default();
        let agents = admin.access.clone().list_agents(request).await.unwrap().into_inner().agents;
        let idle_agent = agents.into_iter().find(|agent| agent.id == idle_key.owner_id).unwrap();
        Self {
            word: word.into(),
            admin_key,
            admin,
            agent_key,
            agent,
            reviewer_key,
            reviewer,
            project,
            task,
            asked,
            approval,
            decided,
            elicitation,
            answered,
            upload,
            person,
            idle_agent,
            idle_key,
        }
    }

    /// The key of somebody who has that role here.
    pub fn key_of(&self, role: pb::Role) -> &str {
        match role {
            pb::Role::Agent => &self.agent_key,
            pb::Role::Reviewer => &self.reviewer_key,
            _ => &self.admin_key,
        }
    }
}

/// Opens a task with metadata.
pub async fn open_task(agent: &Clients, project: &pb::Project, word: &str) -> pb::Task {
    let set = object([("word", Kind::StringValue(word.into())), ("amount", Kind::NumberValue(240.5))]);
    let request = pb::TasksCreateRequest {
        idempotency_key: fresh_key(),
        project_name: project.project_name.clone(),
        name: format!("{word} task"),
        external_id: format!("{word}-external"),
        metadata_patch: Some(pb::MetadataPatch { set: Some(set), ..Default::default() }),
    };
    agent.tasks.clone().create(request).await.unwrap().into_inner().task.unwrap()
}

async fn ask(agent: &Clients, task: &pb::Task, word: &str) -> String {
    let request = pb::ApprovalsCreateRequest {
        key_value_context: vec![pb::ContextEntry { key: "word".into(), value: word.into() }],
        ..approval_on(task, &format!("{word} approval"))
    };
    agent.approvals.clone().create(request).await.unwrap().into_inner().event_id
}

async fn elicit(agent: &Clients, task: &pb::Task, word: &str) -> String {
    agent.elicitations.clone().create(elicitation_on(task, word)).await.unwrap().into_inner().event_id
}

/// The message that asks for one text.
pub fn elicitation_on(task: &pb::Task, word: &str) -> pb::ElicitationsCreateRequest {
    pb::ElicitationsCreateRequest {
        idempotency_key: fresh_key(),
        project_name: task.project_name.clone(),
        task_id: task.id.clone(),
        summary: format!("{word} elicitation"),
        fields: vec![field("why", pb::field::Kind::Text(pb::field::Text::default()))],
        ..Default::default()
    }
}

/// A field that has to be answered.
pub fn field(id: &str, kind: pb::field::Kind) -> pb::Field {
    pb::Field { id: id.into(), label: id.into(), required: true, kind: Some(kind), ..Default::default() }
}

/// The message that answers it.
pub fn answer(id: &str, text: &str) -> pb::ElicitationsAnswerRequest {
    answers(id, [("why", pb::field_value::Kind::Text(text.into()))])
}

/// The message that answers several fields.
pub fn answers<const N: usize>(id: &str, answers: [(&str, pb::field_value::Kind); N]) -> pb::ElicitationsAnswerRequest {
    let answers = answers.map(|(field, kind)| (field.to_owned(), pb::FieldValue { kind: Some(kind) }));
    pb::ElicitationsAnswerRequest {
        idempotency_key: fresh_key(),
        id: id.into(),
        answers: BTreeMap::from(answers),
        digest: String::new(),
    }
}

/// Stores a file.
pub async fn upload(who: &Clients, name: &str, content: &[u8]) -> pb::Upload {
    let message = pb::UploadsUploadRequest {
        idempotency_key: fresh_key(),
        file_name: name.into(),
        chunk: Bytes::copy_from_slice(content),
    };
    who.uploads.clone().upload(tokio_stream::once(message)).await.unwrap().into_inner().upload.unwrap()
}

/// A JSON object.
pub fn object<const N: usize>(members: [(&str, Kind); N]) -> Struct {
    Struct { fields: members.map(|(name, kind)| (name.to_owned(), Value { kind: Some(kind) })).into() }
}

/// A name that nothing has yet.
pub fn fresh_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("New {}", COUNT.fetch_add(1, Ordering::Relaxed))
}
