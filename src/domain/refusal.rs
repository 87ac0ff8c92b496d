//! Every "no" of the platform: what was refused, with the data that lets a caller understand it.
//!
//! A refusal is the caller's to understand. What is broken on our side is not here (see `engine::Failure`), and neither
//! are status codes: `rpc::status` gives each refusal its own.

use super::approval::Outcome;
use super::faults::Violation;
use super::ids::{RequestId, TaskId, Time};

/// What was looked for, or is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noun {
    /// An account.
    Account,
    /// A project.
    Project,
    /// A task.
    Task,
    /// A request.
    Request,
    /// An upload.
    Upload,
    /// A person.
    Person,
    /// An agent.
    Agent,
    /// An API key.
    Key,
    /// A label among a task's attachments.
    Attachment,
}

impl Noun {
    /// The word in sentences.
    pub fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Project => "project",
            Self::Task => "task",
            Self::Request => "request",
            Self::Upload => "upload",
            Self::Person => "person",
            Self::Agent => "agent",
            Self::Key => "key",
            Self::Attachment => "attachment",
        }
    }
}

/// How a request ended without a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It was withdrawn.
    Cancelled,
    /// Its deadline passed.
    TimedOut,
}

/// Why a command changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// The message itself is wrong, field by field.
    Invalid(Vec<Violation>),
    /// The idempotency key stands for another request.
    IdempotencyKeyReused {
        /// The key.
        key: String,
    },
    /// The page token or cursor is not one that this query gave.
    PageTokenInvalid {
        /// The name of the field that held it.
        field: &'static str,
    },
    /// The metadata does not satisfy the schema of the step to enter.
    MetadataSchema {
        /// The step.
        step: String,
        /// The schema's own complaints.
        complaints: Vec<Violation>,
    },
    /// The answers do not fit the form, field by field.
    AnswersInvalid(Vec<Violation>),
    /// No key, or one that does not work: which it is stays unsaid.
    Unauthenticated,
    /// The caller's role, or its not being the one, forbids it.
    PermissionDenied {
        /// What was tried, as in "decide a request".
        to: &'static str,
        /// Who may, as in "people".
        only: String,
    },
    /// There is no such thing in the caller's account.
    NotFound {
        /// What was looked for.
        noun: Noun,
        /// By which id or name.
        id: String,
    },
    /// The name is taken.
    Exists {
        /// Of what.
        noun: Noun,
        /// The name.
        name: String,
        /// What would be right.
        hint: &'static str,
    },
    /// The task waits for another request.
    RequestAlreadyOpen {
        /// The task.
        task: TaskId,
        /// The request it waits for.
        request: RequestId,
    },
    /// Somebody has decided or answered already.
    RequestAlreadyDecided {
        /// The request.
        request: RequestId,
        /// Who.
        by: String,
        /// What; nothing for an elicitation's answers.
        outcome: Option<Outcome>,
        /// When.
        at: Time,
    },
    /// The request ended without a decision.
    RequestClosed {
        /// The request.
        request: RequestId,
        /// How.
        ending: Ending,
        /// When.
        at: Time,
    },
    /// Only a decided or answered request can be responded to.
    RequestNotDecided {
        /// The request.
        request: RequestId,
    },
    /// The task is in a terminal step.
    TaskClosed {
        /// The task.
        task: TaskId,
        /// The step.
        step: String,
    },
    /// The step cannot be reached from here.
    TransitionNotDeclared {
        /// The present step.
        from: String,
        /// The step that was asked for.
        to: String,
        /// What can be reached.
        exits: Vec<String>,
    },
    /// The request is not the one that was seen.
    DigestMismatch {
        /// The request.
        request: RequestId,
        /// The digest it has.
        digest: String,
    },
    /// The present password was not shown.
    PasswordWrong,
    /// The General project stays.
    ProjectProtected,
    /// Open tasks stand in the way.
    ProjectInUse {
        /// The project's slug.
        project_name: String,
        /// How many open tasks stand where.
        open: Vec<(String, u64)>,
        /// What was tried, as in "be deleted".
        to: &'static str,
    },
    /// Too many or too large, or too fast.
    LimitExceeded {
        /// What.
        what: &'static str,
        /// How many are allowed.
        limit: u64,
    },
}

impl Refusal {
    /// There is no such thing.
    pub fn not_found(noun: Noun, id: impl ToString) -> Self {
        Self::NotFound { noun, id: id.to_string() }
    }

    /// The stable word for it, which programs go by.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "INVALID_REQUEST",
            Self::IdempotencyKeyReused { .. } => "IDEMPOTENCY_KEY_REUSED",
            Self::PageTokenInvalid { .. } => "PAGE_TOKEN_INVALID",
            Self::MetadataSchema { .. } => "METADATA_SCHEMA",
            Self::AnswersInvalid(_) => "ANSWERS_INVALID",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::PermissionDenied { .. } => "PERMISSION_DENIED",
            Self::NotFound { noun, .. } => match noun {
                Noun::Account => "ACCOUNT_NOT_FOUND",
                Noun::Project => "PROJECT_NOT_FOUND",
                Noun::Task => "TASK_NOT_FOUND",
                Noun::Request => "REQUEST_NOT_FOUND",
                Noun::Upload => "UPLOAD_NOT_FOUND",
                Noun::Person => "PERSON_NOT_FOUND",
                Noun::Agent => "AGENT_NOT_FOUND",
                Noun::Key => "KEY_NOT_FOUND",
                Noun::Attachment => "ATTACHMENT_NOT_FOUND",
            },
            Self::Exists { noun, .. } => match noun {
                Noun::Account => "ACCOUNT_EXISTS",
                Noun::Project => "PROJECT_EXISTS",
                Noun::Task => "TASK_EXISTS",
                Noun::Request => "REQUEST_EXISTS",
                Noun::Upload => "UPLOAD_EXISTS",
                Noun::Person => "PERSON_EXISTS",
                Noun::Agent => "AGENT_EXISTS",
                Noun::Key => "KEY_EXISTS",
                Noun::Attachment => "ATTACHMENT_EXISTS",
            },
            Self::RequestAlreadyOpen { .. } => "REQUEST_ALREADY_OPEN",
            Self::RequestAlreadyDecided { .. } => "REQUEST_ALREADY_DECIDED",
            Self::RequestClosed { .. } => "REQUEST_CLOSED",
            Self::RequestNotDecided { .. } => "REQUEST_NOT_DECIDED",
            Self::TaskClosed { .. } => "TASK_CLOSED",
            Self::TransitionNotDeclared { .. } => "TRANSITION_NOT_DECLARED",
            Self::DigestMismatch { .. } => "DIGEST_MISMATCH",
            Self::PasswordWrong => "PASSWORD_WRONG",
            Self::ProjectProtected => "PROJECT_PROTECTED",
            Self::ProjectInUse { .. } => "PROJECT_IN_USE",
            Self::LimitExceeded { .. } => "LIMIT_EXCEEDED",
        }
    }

    /// The sentence for people: what was wrong, with which value, and what would be right.
    pub fn message(&self) -> String {
        match self {
            Self::Invalid(violations) => match violations.as_slice() {
                [one] => format!("{} {}", one.field, one.description),
                [first, rest @ ..] => {
                    format!("{} {} (and {} more)", first.field, first.description, rest.len())
                }
                [] => "the message is not valid".into(),
            },
            Self::IdempotencyKeyReused { key } => format!(
                "idempotency key {key:?} was used for a different request, which stands; \
                 send a fresh key with a new request, or the same request with this one"
            ),
            Self::PageTokenInvalid { field } => format!(
                "{field} is not one that this query answered; send the last one back unchanged with the same filters, \
                 or none to begin again"
            ),
            Self::MetadataSchema { step, complaints } => {
                let first = complaints.first().map_or(String::new(), |c| format!(": {} {}", c.field, c.description));
                format!("the task's metadata does not satisfy the schema of step {step:?}{first}")
            }
            Self::AnswersInvalid(violations) => format!(
                "{} of the answers cannot be taken, and nothing was recorded{}",
                violations.len(),
                violations.first().map_or(String::new(), |v| format!(": {:?} {}", v.field, v.description)),
            ),
            Self::Unauthenticated => {
                "no valid API key; send one that is active as `authorization: Bearer <key>`".into()
            }
            Self::PermissionDenied { to, only } => format!("only {only} may {to}"),
            Self::NotFound { noun: Noun::Attachment, id } => {
                format!("no upload {id} is attached to the task; attach it with an action first")
            }
            Self::NotFound { noun: Noun::Account, id } => format!("there is no account {id:?}"),
            Self::NotFound { noun, id } => format!("there is no {} {id:?} in this account", noun.word()),
            Self::Exists { noun, name, hint } => format!("the {} {name:?} exists already; {hint}", noun.word()),
            Self::RequestAlreadyOpen { task, request } => format!(
                "task {task} already waits for request {request}; \
                 wait for its end or cancel it: a task holds one open request at a time"
            ),
            Self::RequestAlreadyDecided { request, by, outcome, at } => match outcome {
                Some(outcome) => {
                    format!("request {request} was already decided: {} by {by} at {at}", outcome.verdict.as_str())
                }
                None => format!("request {request} was already answered by {by} at {at}"),
            },
            Self::RequestClosed { request, ending, at } => {
                let how = match ending {
                    Ending::Cancelled => "was cancelled",
                    Ending::TimedOut => "timed out",
                };
                format!("request {request} {how} at {at}; no decision can follow")
            }
            Self::RequestNotDecided { request } => {
                format!("request {request} has no decision that could be responded to; name one that was decided")
            }
            Self::TaskClosed { task, step } => {
                format!("task {task} is closed in step {step:?}; only notes may be written on it")
            }
            Self::TransitionNotDeclared { from, to, exits } if exits.is_empty() => {
                format!("step {to:?} cannot be reached from {from:?}, which has no exits")
            }
            Self::TransitionNotDeclared { from, to, exits } => {
                format!("step {to:?} cannot be reached from {from:?}; its exits are {exits:?}")
            }
            Self::DigestMismatch { request, digest } => format!(
                "the digest is not that of request {request}, which is {digest}; read the request again before deciding"
            ),
            Self::PasswordWrong => "the present password is another; send that with the new one".into(),
            Self::ProjectProtected => "the General project cannot be deleted".into(),
            Self::ProjectInUse { project_name, open, to } => {
                let open: Vec<_> = open.iter().map(|(step, count)| format!("{count} in {step:?}")).collect();
                format!("project {project_name:?} cannot {to} while open tasks need it: {}", open.join(", "))
            }
            Self::LimitExceeded { what, limit } => {
                format!("too many or too large: {what}, of which {limit} are allowed")
            }
        }
    }
}
