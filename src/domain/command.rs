//! Commands: everything that can be asked to change, each with the records it needs and its one rule.
//!
//! A new command is a variant here, a `decide` beside its noun, and the compiler names the rest.

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::access::{AgentUpdate, KeyCreate, KeyRevoke, PersonCreate, PersonUpdate, Role};
use super::account::AccountCreate;
use super::act::{Act, Done};
use super::approval::ApprovalDecide;
use super::asking::RequestCreate;
use super::caller::Caller;
use super::elicitation::ElicitationAnswer;
use super::faults::Faults;
use super::ids::TaskId;
use super::key::ApiKey;
use super::project::{ProjectCreate, ProjectDelete, ProjectUpdate, slug};
use super::record::Target;
use super::recording::{ActionRecord, ExceptionRecord, NoteAdd};
use super::refusal::Refusal;
use super::request::{RequestCancel, RequestExpire};
use super::scene::Scene;
use super::sign_in::{KeyUse, LinkCreate, Means, PasswordSet, SessionEnd, SessionOpen, SessionsEnd};
use super::task::{TaskAssign, TaskCreate, TaskMove};
use super::upload::UploadCreate;

/// Something to change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)] // Each variant is the command that it holds.
pub enum Command {
    AccountCreate(AccountCreate),
    ProjectCreate(ProjectCreate),
    ProjectUpdate(ProjectUpdate),
    ProjectDelete(ProjectDelete),
    TaskCreate(TaskCreate),
    ActionRecord(ActionRecord),
    ExceptionRecord(ExceptionRecord),
    NoteAdd(NoteAdd),
    TaskMove(TaskMove),
    TaskAssign(TaskAssign),
    RequestCreate(RequestCreate),
    RequestCancel(RequestCancel),
    RequestExpire(RequestExpire),
    ApprovalDecide(ApprovalDecide),
    ElicitationAnswer(ElicitationAnswer),
    UploadCreate(UploadCreate),
    PersonCreate(PersonCreate),
    PersonUpdate(PersonUpdate),
    AgentUpdate(AgentUpdate),
    KeyCreate(KeyCreate),
    KeyRevoke(KeyRevoke),
    LinkCreate(LinkCreate),
    SessionOpen(SessionOpen),
    SessionEnd(SessionEnd),
    SessionsEnd(SessionsEnd),
    PasswordSet(PasswordSet),
    KeyUse(KeyUse),
}

impl Command {
    /// The word for it in logs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::AccountCreate(_) => "account_create",
            Self::ProjectCreate(_) => "project_create",
            Self::ProjectUpdate(_) => "project_update",
            Self::ProjectDelete(_) => "project_delete",
            Self::TaskCreate(_) => "task_create",
            Self::ActionRecord(_) => "action_record",
            Self::ExceptionRecord(_) => "exception_record",
            Self::NoteAdd(_) => "note_add",
            Self::TaskMove(_) => "task_move",
            Self::TaskAssign(_) => "task_assign",
            Self::RequestCreate(_) => "request_create",
            Self::RequestCancel(_) => "request_cancel",
            Self::RequestExpire(_) => "request_expire",
            Self::ApprovalDecide(_) => "approval_decide",
            Self::ElicitationAnswer(_) => "elicitation_answer",
            Self::UploadCreate(_) => "upload_create",
            Self::PersonCreate(_) => "person_create",
            Self::PersonUpdate(_) => "person_update",
            Self::AgentUpdate(_) => "agent_update",
            Self::KeyCreate(_) => "key_create",
            Self::KeyRevoke(_) => "key_revoke",
            Self::LinkCreate(_) => "link_create",
            Self::SessionOpen(_) => "session_open",
            Self::SessionEnd(_) => "session_end",
            Self::SessionsEnd(_) => "sessions_end",
            Self::PasswordSet(_) => "password_set",
            Self::KeyUse(_) => "key_use",
        }
    }

    /// Notes what is wrong with the message itself, whatever the records say.
    pub fn check(&self, faults: &mut Faults) {
        match self {
            Self::ProjectCreate(command) => command.check(faults),
            Self::ProjectUpdate(command) => command.check(faults),
            Self::TaskCreate(command) => command.check(faults),
            Self::ActionRecord(command) => command.check(faults),
            Self::ExceptionRecord(command) => command.check(faults),
            Self::NoteAdd(command) => command.check(faults),
            Self::TaskMove(command) => command.check(faults),
            Self::RequestCreate(command) => command.check(faults),
            Self::RequestCancel(command) => command.check(faults),
            Self::ApprovalDecide(command) => command.check(faults),
            Self::UploadCreate(command) => command.check(faults),
            Self::PersonCreate(command) => command.check(faults),
            Self::PersonUpdate(command) => command.check(faults),
            Self::KeyCreate(command) => command.check(faults),
            // These hold nothing but ids, or what only the records can judge.
            Self::AccountCreate(_)
            | Self::ProjectDelete(_)
            | Self::TaskAssign(_)
            | Self::RequestExpire(_)
            | Self::ElicitationAnswer(_)
            | Self::AgentUpdate(_)
            | Self::KeyRevoke(_)
            | Self::LinkCreate(_)
            | Self::SessionOpen(_)
            | Self::SessionEnd(_)
            | Self::SessionsEnd(_)
            | Self::PasswordSet(_)
            | Self::KeyUse(_) => {}
        }
    }

    /// The records it needs beside those of its caller.
    pub fn reads(&self) -> Vec<Target> {
        match self {
            Self::AccountCreate(command) => vec![Target::Account, Target::AccountNamed(command.name.clone())],
            Self::ProjectCreate(command) => vec![Target::ProjectNamed(slug(&command.name))],
            // How many tasks stand where matters to new steps only, and is no small thing to find out.
            Self::ProjectUpdate(command) => [Target::Project(command.project)]
                .into_iter()
                .chain(command.steps.as_ref().map(|_| Target::ProjectUse(command.project)))
                .collect(),
            Self::ProjectDelete(command) => {
                vec![Target::Project(command.project), Target::ProjectUse(command.project)]
            }
            Self::TaskCreate(command) => vec![Target::ProjectNamed(command.project_name.clone())],
            Self::ActionRecord(command) => {
                let uploads = command.add_attachments.iter().map(|attachment| Target::Upload(attachment.upload_id));
                let response = command.in_response_to.map(Target::Request);
                [Target::Task(command.task)].into_iter().chain(response).chain(uploads).collect()
            }
            Self::ExceptionRecord(command) => {
                [Target::Task(command.task)].into_iter().chain(command.in_response_to.map(Target::Request)).collect()
            }
            Self::NoteAdd(command) => vec![Target::Task(command.task)],
            Self::TaskMove(command) => vec![Target::Task(command.task)],
            Self::TaskAssign(command) => {
                [Target::Task(command.task)].into_iter().chain(command.assignee.map(Target::Person)).collect()
            }
            Self::RequestCreate(command) => {
                vec![Target::ProjectNamed(command.project_name.clone()), Target::Task(command.task)]
            }
            Self::RequestCancel(command) => vec![Target::Request(command.request)],
            Self::RequestExpire(command) => vec![Target::Request(command.request)],
            Self::ApprovalDecide(command) => vec![Target::Request(command.request)],
            Self::ElicitationAnswer(command) => vec![Target::Request(command.request)],
            Self::UploadCreate(_) => vec![],
            Self::PersonCreate(command) => vec![Target::PersonNamed(command.name.clone())],
            Self::PersonUpdate(command) => [Target::Person(command.person)]
                .into_iter()
                .chain(command.name.clone().map(Target::PersonNamed))
                // Whoever is activated or deactivated has no password any more.
                .chain(command.active.map(|_| Target::KeyPrefix(ApiKey::password_of(command.person))))
                .collect(),
            Self::AgentUpdate(command) => vec![Target::Agent(command.agent)],
            Self::KeyCreate(command) if command.role == Role::Agent => vec![Target::AgentNamed(command.name.clone())],
            Self::KeyCreate(command) => vec![Target::PersonNamed(command.name.clone())],
            Self::KeyRevoke(command) => vec![Target::Key(command.key)],
            Self::LinkCreate(command) => vec![Target::Person(command.person)],
            Self::SessionOpen(command) => match command.means {
                Means::Link(link) => vec![Target::Key(link)],
                Means::Password(person) => {
                    vec![Target::Person(person), Target::KeyPrefix(ApiKey::password_of(person))]
                }
                Means::Person(person) => vec![Target::Person(person)],
            },
            Self::SessionEnd(command) => vec![Target::Key(command.key)],
            Self::SessionsEnd(command) => command.person.map_or_else(Vec::new, |person| {
                vec![Target::Person(person), Target::KeyPrefix(ApiKey::password_of(person))]
            }),
            Self::PasswordSet(command) => vec![Target::KeyPrefix(ApiKey::password_of(command.person))],
            Self::KeyUse(command) => vec![Target::Key(command.key)],
        }
    }

    /// Whether it changes who may call: no two such commands are settled at once in an account.
    pub fn changes_access(&self) -> bool {
        match self {
            Self::AccountCreate(_)
            | Self::PersonCreate(_)
            | Self::PersonUpdate(_)
            | Self::AgentUpdate(_)
            | Self::KeyCreate(_)
            | Self::KeyRevoke(_)
            | Self::LinkCreate(_)
            | Self::SessionOpen(_)
            | Self::SessionEnd(_)
            | Self::SessionsEnd(_)
            | Self::PasswordSet(_)
            | Self::KeyUse(_) => true,
            Self::ProjectCreate(_)
            | Self::ProjectUpdate(_)
            | Self::ProjectDelete(_)
            | Self::TaskCreate(_)
            | Self::ActionRecord(_)
            | Self::ExceptionRecord(_)
            | Self::NoteAdd(_)
            | Self::TaskMove(_)
            | Self::TaskAssign(_)
            | Self::RequestCreate(_)
            | Self::RequestCancel(_)
            | Self::RequestExpire(_)
            | Self::ApprovalDecide(_)
            | Self::ElicitationAnswer(_)
            | Self::UploadCreate(_) => false,
        }
    }

    /// Whether it changes a project itself: no task of the project changes meanwhile.
    pub fn changes_project(&self) -> bool {
        matches!(self, Self::ProjectCreate(_) | Self::ProjectUpdate(_) | Self::ProjectDelete(_))
    }

    /// What it is about, as far as its words tell: commands about the same thing had better follow each other than meet.
    pub fn about(&self) -> Option<Uuid> {
        Some(match self {
            Self::ProjectUpdate(command) => command.project.0,
            Self::ProjectDelete(command) => command.project.0,
            Self::ActionRecord(command) => command.task.0,
            Self::ExceptionRecord(command) => command.task.0,
            Self::NoteAdd(command) => command.task.0,
            Self::TaskMove(command) => command.task.0,
            Self::TaskAssign(command) => command.task.0,
            Self::RequestCreate(command) => command.task.0,
            Self::RequestCancel(command) => command.request.0,
            Self::RequestExpire(command) => command.request.0,
            Self::ApprovalDecide(command) => command.request.0,
            Self::ElicitationAnswer(command) => command.request.0,
            Self::SessionEnd(command) => command.key.0,
            Self::KeyUse(command) => command.key.0,
            Self::SessionOpen(SessionOpen { means: Means::Link(link), .. }) => link.0,
            Self::AccountCreate(_)
            | Self::ProjectCreate(_)
            | Self::TaskCreate(_)
            | Self::UploadCreate(_)
            | Self::PersonCreate(_)
            | Self::PersonUpdate(_)
            | Self::AgentUpdate(_)
            | Self::KeyCreate(_)
            | Self::KeyRevoke(_)
            | Self::LinkCreate(_)
            | Self::SessionOpen(_)
            | Self::SessionsEnd(_)
            | Self::PasswordSet(_) => return None,
        })
    }

    /// The tasks it is about, by the records as they stand: what is due on them is settled before the command is.
    pub fn tasks(&self, scene: &Scene, by: &Caller) -> Vec<TaskId> {
        let of_request = |id| scene.request(by.account, id, None).ok().map(|request| request.task);
        match self {
            Self::ActionRecord(command) => vec![command.task],
            Self::ExceptionRecord(command) => vec![command.task],
            Self::NoteAdd(command) => vec![command.task],
            Self::TaskMove(command) => vec![command.task],
            Self::TaskAssign(command) => vec![command.task],
            Self::RequestCreate(command) => vec![command.task],
            Self::RequestCancel(command) => of_request(command.request).into_iter().collect(),
            Self::ApprovalDecide(command) => of_request(command.request).into_iter().collect(),
            Self::ElicitationAnswer(command) => of_request(command.request).into_iter().collect(),
            Self::AccountCreate(_)
            | Self::ProjectCreate(_)
            | Self::ProjectUpdate(_)
            | Self::ProjectDelete(_)
            | Self::TaskCreate(_)
            // It is itself the settling of what is due.
            | Self::RequestExpire(_)
            | Self::UploadCreate(_)
            | Self::PersonCreate(_)
            | Self::PersonUpdate(_)
            | Self::AgentUpdate(_)
            | Self::KeyCreate(_)
            | Self::KeyRevoke(_)
            | Self::LinkCreate(_)
            | Self::SessionOpen(_)
            | Self::SessionEnd(_)
            | Self::SessionsEnd(_)
            | Self::PasswordSet(_)
            | Self::KeyUse(_) => vec![],
        }
    }

    /// What it would change, or why not. The same scene and act give the same answer, always.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        match self {
            Self::AccountCreate(command) => command.decide(scene, act),
            Self::ProjectCreate(command) => command.decide(scene, act),
            Self::ProjectUpdate(command) => command.decide(scene, act),
            Self::ProjectDelete(command) => command.decide(scene, act),
            Self::TaskCreate(command) => command.decide(scene, act),
            Self::ActionRecord(command) => command.decide(scene, act),
            Self::ExceptionRecord(command) => command.decide(scene, act),
            Self::NoteAdd(command) => command.decide(scene, act),
            Self::TaskMove(command) => command.decide(scene, act),
            Self::TaskAssign(command) => command.decide(scene, act),
            Self::RequestCreate(command) => command.decide(scene, act),
            Self::RequestCancel(command) => command.decide(scene, act),
            Self::RequestExpire(command) => command.decide(scene, act),
            Self::ApprovalDecide(command) => command.decide(scene, act),
            Self::ElicitationAnswer(command) => command.decide(scene, act),
            Self::UploadCreate(command) => command.decide(act),
            Self::PersonCreate(command) => command.decide(scene, act),
            Self::PersonUpdate(command) => command.decide(scene, act),
            Self::AgentUpdate(command) => command.decide(scene, act),
            Self::KeyCreate(command) => command.decide(scene, act),
            Self::KeyRevoke(command) => command.decide(scene, act),
            Self::LinkCreate(command) => command.decide(scene, act),
            Self::SessionOpen(command) => command.decide(scene, act),
            Self::SessionEnd(command) => command.decide(scene, act),
            Self::SessionsEnd(command) => command.decide(scene, act),
            Self::PasswordSet(command) => command.decide(scene, act),
            Self::KeyUse(command) => command.decide(scene, act),
        }
    }

    /// SHA-256 over the method, the caller's identity and every field but the key. The encoding is the compact JSON of
    /// the decoded command, whose maps are sorted, so equal requests have equal fingerprints in every process.
    pub fn fingerprint(&self, by: &Caller) -> [u8; 32] {
        self.print(by).0
    }

    /// The fingerprint, and how many bytes it was taken of.
    pub fn print(&self, by: &Caller) -> ([u8; 32], usize) {
        let bytes = serde_json::to_vec(&(by.who, self)).expect("a command is plain data with finite numbers");
        let mut hash = Sha256::new();
        hash.update(b"pumpup.fingerprint.v1\n");
        hash.update(&bytes);
        (hash.finalize().into(), bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::caller::Who;
    use crate::domain::ids::{AccountId, AgentId, KeyId};
    use crate::domain::request::hex;

    /// A retry may come after an upgrade: the fingerprint of a request must then be the one that was kept. If this fails,
    /// the encoding of a command has changed; keep the old one readable, or give the new one a version word of its own.
    #[test]
    fn the_fingerprint_of_a_request_does_not_change_between_versions() {
        let agent = Who::Agent(AgentId(Uuid::from_u128(3)));
        let by = Caller { account: AccountId(Uuid::from_u128(1)), key: KeyId(Uuid::from_u128(2)), who: agent };
        let note = NoteAdd {
            task: TaskId(Uuid::from_u128(4)),
            message: "Called the customer.".into(),
            external_trace_id: String::new(),
        };
        let other_key = Caller { key: KeyId(Uuid::from_u128(9)), ..by };
        let command = Command::NoteAdd(note);
        assert_eq!(command.fingerprint(&by), command.fingerprint(&other_key), "a caller may have changed keys");
        assert_eq!(hex(&command.fingerprint(&by)), "2a7c836302f8560f8614378dd066bd1544bb1d0d919b845eb8c6fb41a1bc12bc");
    }
}
