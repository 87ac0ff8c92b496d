//! Batches by chance: commands of every kind about everything that was ever made, so that much of it no longer fits.

use std::collections::{BTreeMap, HashSet};

use pumpup::auth;
use pumpup::domain::access::{AgentUpdate, KeyRevoke, PersonCreate, PersonUpdate, Role};
use pumpup::domain::approval::Verdict;
use pumpup::domain::asking::RequestCreate;
use pumpup::domain::caller::{Caller, Who};
use pumpup::domain::command::Command;
use pumpup::domain::elicitation::ElicitationAnswer;
use pumpup::domain::field::FieldValue;
use pumpup::domain::ids::{AgentId, KeyId, PersonId, ProjectId, RequestId, TaskId, Time, UploadId};
use pumpup::domain::project::{ProjectDelete, ProjectUpdate};
use pumpup::domain::record::{Record, Ref, Target};
use pumpup::domain::recording::{ActionRecord, ExceptionRecord, NewAttachment};
use pumpup::domain::request::{Ask, Kind, RequestCancel, RequestExpire};
use pumpup::domain::settle::Envelope;
use pumpup::domain::sign_in::{KeyUse, LinkCreate, Means, PasswordSet, SessionOpen, SessionsEnd};
use pumpup::domain::steps::StepGraph;
use pumpup::domain::task::{MetadataPatch, TaskAssign, TaskCreate, TaskMove};
use pumpup::domain::upload::UploadCreate;
use pumpup::environment::mint;
use pumpup::store::{EndedFilter, InboxFilter};
use serde_json::json;
use uuid::Uuid;

use super::cast::{Cast, key_create, note, project_create, text_field};
use crate::chance::Chance;

const SLUGS: [&str; 4] = ["general", "claims", "kyc", "nowhere"];
const NAMES: [&str; 4] = ["Ann", "Ben", "Cat", "Ärzte"];
const STEPS: [&str; 5] = ["", "in_progress", "review", "complete", "nowhere"];

/// What is there in one account: everything that was ever made.
pub struct There {
    pub cast: Cast,
    callers: Vec<Caller>,
    pub tasks: Vec<(TaskId, String)>,
    pub requests: Vec<RequestId>,
    uploads: Vec<UploadId>,
    pub projects: Vec<ProjectId>,
    people: Vec<PersonId>,
    agents: Vec<AgentId>,
    keys: Vec<KeyId>,
    known: HashSet<Uuid>,
}

impl There {
    fn note(&mut self, record: &Record) {
        // Who is in the cast stays in office; without them, everything would soon be refused.
        let office = [self.cast.admin, self.cast.agent, self.cast.jane];
        let in_office = office.iter().any(|caller| match caller.who {
            Who::Agent(id) => [caller.key.0, id.0].contains(&record.id()),
            Who::Person(id) => [caller.key.0, id.0].contains(&record.id()),
            Who::Platform => false,
        });
        if in_office || !self.known.insert(record.id()) {
            return;
        }
        match record {
            Record::Project(project) => self.projects.push(project.id),
            Record::Task(task) => self.tasks.push((task.id, task.project_name.clone())),
            Record::Request(request) => self.requests.push(request.id),
            Record::Upload(upload) => self.uploads.push(upload.id),
            Record::Person(person) => self.people.push(person.id),
            Record::Agent(agent) => self.agents.push(agent.id),
            Record::Key(key) => {
                self.keys.push(key.id);
                self.callers.push(Caller { account: key.account, key: key.id, who: key.owner });
            }
            Record::Account(_) => {}
        }
    }
}

/// What the batches are made of.
pub struct Made {
    pub chance: Chance,
    pub now: Time,
    pub there: Vec<There>,
    /// Whose account the command at hand is about.
    at: usize,
    pub sent: Vec<Envelope>,
}

impl Made {
    /// Nothing yet.
    pub fn of(seed: u64) -> Self {
        Self { chance: Chance::of(seed), now: Time(0), there: Vec::new(), at: 0, sent: Vec::new() }
    }

    fn steps(&mut self) -> StepGraph {
        let mut steps = StepGraph::general();
        if self.chance.percent(60) {
            steps.steps[0].exits.push("review".into());
            let mut review = steps.steps[0].clone();
            (review.name, review.exits) = ("review".into(), vec!["in_progress".into(), "complete".into()]);
            steps.steps.push(review);
        }
        if self.chance.percent(30) {
            let schema = json!({"required": ["amount"]}).as_object().cloned().unwrap();
            steps.step_schemas.insert("complete".into(), schema);
        }
        steps
    }

    fn metadata(&mut self) -> MetadataPatch {
        let mut patch = MetadataPatch::default();
        match self.chance.below(5) {
            0 => drop(patch.set.insert("amount".into(), json!(self.chance.below(9)))),
            1 => drop(patch.set_once.insert("amount".into(), json!(1.5))),
            2 => patch.unset.push("amount".into()),
            3 => drop(patch.set.insert("lines".into(), json!([{"of": self.word()}, self.chance.below(20)]))),
            _ => {}
        }
        patch
    }

    fn ask(&mut self) -> Ask {
        if self.chance.percent(60) {
            return Ask::Approval { recommendation: None };
        }
        Ask::Elicitation { fields: vec![text_field("name")], recommendation: Vec::new() }
    }

    /// One of those made, or an id that is none.
    fn one<T: Clone>(&mut self, of: impl Fn(&There) -> &Vec<T>, none: impl FnOnce(Uuid) -> T) -> T {
        let at = if self.chance.percent(3) { self.chance.below(self.there.len()) } else { self.at };
        let count = of(&self.there[at]).len();
        if count == 0 || self.chance.percent(3) {
            return none(mint());
        }
        // Mostly one of the newest: the older ones are closed for the greater part.
        let among = if self.chance.percent(70) { count.min(6) } else { count };
        let back = self.chance.below(among);
        of(&self.there[at])[count - 1 - back].clone()
    }

    /// One of the tasks.
    pub fn task(&mut self) -> TaskId {
        self.case().0
    }

    fn case(&mut self) -> (TaskId, String) {
        self.one(|there| &there.tasks, |id| (TaskId(id), "general".into()))
    }

    fn request(&mut self) -> RequestId {
        self.one(|there| &there.requests, RequestId)
    }

    fn person(&mut self) -> PersonId {
        self.one(|there| &there.people, PersonId)
    }

    fn slug(&mut self) -> String {
        let slugs = if self.seldom() { &SLUGS } else { &SLUGS[..2] };
        self.chance.pick(slugs).to_string()
    }

    fn seldom(&mut self) -> bool {
        self.chance.percent(20)
    }

    fn word(&mut self) -> String {
        format!("{} {}", self.chance.pick(&["Refund", "STRASSE", "straße", "50%"]), self.chance.below(20))
    }

    fn command(&mut self) -> Command {
        match self.chance.below(100) {
            0..20 => Command::TaskCreate(TaskCreate {
                project_name: self.slug(),
                name: self.word(),
                external_id: self.word(),
                metadata_patch: self.metadata(),
            }),
            20..38 => {
                let (task, project_name) = self.case();
                Command::RequestCreate(RequestCreate {
                    project_name: if self.seldom() { self.slug() } else { project_name },
                    task,
                    summary: self.word(),
                    key_value_context: Vec::new(),
                    attachments: if self.seldom() { vec![self.one(|m| &m.uploads, UploadId)] } else { vec![] },
                    external_trace_id: String::new(),
                    deadline: self.chance.percent(40).then(|| self.now.plus(self.chance.below(90) as i64 * 1_000_000)),
                    fallback_step: self.chance.pick(&STEPS[..3]).to_string(),
                    ask: self.ask(),
                })
            }
            38..52 => super::cast::decide(self.request(), *self.chance.pick(&[Verdict::Approve, Verdict::Reject])),
            52..58 => Command::ElicitationAnswer(ElicitationAnswer {
                request: self.request(),
                answers: BTreeMap::from([("name".into(), FieldValue::Text(self.word()[..4].into()))]),
                digest: String::new(),
            }),
            58..61 => Command::RequestCancel(RequestCancel {
                request: self.request(),
                kind: *self.chance.pick(&[Kind::Approval, Kind::Elicitation]),
                reason: "changed my mind".into(),
            }),
            61..63 => Command::RequestExpire(RequestExpire { request: self.request() }),
            63..70 => Command::ActionRecord(ActionRecord {
                task: self.task(),
                description: self.word(),
                detail: serde_json::Map::new(),
                metadata_patch: self.metadata(),
                add_attachments: if self.seldom() {
                    vec![NewAttachment { label: self.word(), upload_id: self.one(|m| &m.uploads, UploadId) }]
                } else {
                    vec![]
                },
                transitions_to: self.chance.pick(&STEPS).to_string(),
                in_response_to: self.seldom().then(|| self.request()),
                external_trace_id: String::new(),
            }),
            70..72 => Command::ExceptionRecord(ExceptionRecord {
                task: self.task(),
                message: self.word(),
                detail: serde_json::Map::new(),
                transitions_to: self.chance.pick(&STEPS).to_string(),
                in_response_to: None,
                external_trace_id: String::new(),
            }),
            72..75 => note(self.task(), "so"),
            75..78 => Command::TaskMove(TaskMove {
                task: self.task(),
                transitions_to: self.chance.pick(&STEPS).to_string(),
                description: String::new(),
            }),
            78..82 => Command::TaskAssign(TaskAssign {
                task: self.task(),
                assignee: self.chance.percent(80).then(|| self.person()),
            }),
            82..85 => {
                let name = *self.chance.pick(&["Claims", "KYC"]);
                let mut command = project_create(name, None);
                if let Command::ProjectCreate(create) = &mut command {
                    create.steps = self.steps();
                    create.response_target = self.chance.percent(50).then_some(30_000_000);
                }
                command
            }
            85..87 => Command::ProjectUpdate(ProjectUpdate {
                project: self.one(|m| &m.projects, ProjectId),
                name: self.seldom().then(|| self.word()),
                steps: self.chance.percent(50).then(|| self.steps()),
                response_target: self.chance.percent(50).then(|| self.chance.below(2) as i64 * 60_000_000),
                reason_presets: None,
            }),
            87 => Command::ProjectDelete(ProjectDelete { project: self.one(|m| &m.projects, ProjectId) }),
            88..90 => Command::UploadCreate(UploadCreate {
                upload: UploadId(mint()),
                chunks: 1,
                content_type: "text/plain".into(),
                size: 3,
                sha256: "00".into(),
                file_name: String::new(),
            }),
            90..92 => Command::PersonCreate(PersonCreate {
                name: self.chance.pick(&NAMES).to_string(),
                email: String::new(),
                role: Role::Reviewer,
                tags: Vec::new(),
            }),
            92..94 => Command::PersonUpdate(PersonUpdate {
                person: self.person(),
                name: self.chance.percent(50).then(|| self.chance.pick(&NAMES).to_string()),
                email: None,
                role: self.seldom().then_some(Role::Reviewer),
                tags: Some(vec![self.word()]),
                active: self.chance.percent(50).then(|| self.chance.percent(70)),
            }),
            94 => Command::AgentUpdate(AgentUpdate {
                agent: self.one(|m| &m.agents, AgentId),
                active: self.chance.percent(70),
            }),
            95..98 => {
                let name = *self.chance.pick(&NAMES);
                key_create(*self.chance.pick(&[Role::Agent, Role::Reviewer]), name)
            }
            98 => Command::KeyRevoke(KeyRevoke { key: self.one(|m| &m.keys, KeyId) }),
            99 if self.chance.percent(70) => self.sign_in(),
            _ => Command::NoteAdd(pumpup::domain::recording::NoteAdd {
                task: self.task(),
                message: "again".into(),
                external_trace_id: self.word(),
            }),
        }
    }

    fn sign_in(&mut self) -> Command {
        match self.chance.below(6) {
            0 => Command::LinkCreate(LinkCreate { person: self.person(), secret: auth::new_link().1 }),
            1 | 2 => {
                let (person, link) = (self.person(), self.one(|m| &m.keys, KeyId));
                let means = *self.chance.pick(&[Means::Person(person), Means::Password(person), Means::Link(link)]);
                let (idle, lasts, secret) = (60_000_000, 600_000_000, auth::new_session().1);
                Command::SessionOpen(SessionOpen { means, idle, lasts, secret })
            }
            3 => Command::SessionsEnd(SessionsEnd { person: self.chance.percent(70).then(|| self.person()) }),
            4 => Command::KeyUse(KeyUse { key: self.one(|m| &m.keys, KeyId) }),
            _ => {
                let Who::Person(person) = self.there[self.at].cast.jane.who else { unreachable!("Jane is a person") };
                let hash = |made: &mut Self| made.chance.percent(60).then(|| "a hash".to_owned());
                Command::PasswordSet(PasswordSet { person, known: hash(self), hash: hash(self) })
            }
        }
    }

    /// The next envelope.
    pub fn envelope(&mut self) -> Envelope {
        if !self.sent.is_empty() && self.chance.percent(8) {
            // A retry: the same key and command under an id of its own.
            let Envelope { key, by, mut command, .. } = self.chance.pick(&self.sent).clone();
            // What is minted for each try is no part of what was asked for.
            match &mut command {
                Command::KeyCreate(create) => create.secret = auth::new_key().1,
                Command::UploadCreate(create) => create.upload = UploadId(mint()),
                Command::LinkCreate(create) => create.secret = auth::new_link().1,
                Command::SessionOpen(open) => open.secret = auth::new_session().1,
                _ => {}
            }
            return Envelope::new(mint(), key, by, command);
        }
        self.at = self.chance.below(self.there.len());
        let cast = self.there[self.at].cast;
        let command = self.command();
        let by = match &command {
            Command::RequestExpire(_) | Command::SessionOpen(_) | Command::KeyUse(_) => Caller::platform(cast.account),
            // From one of her sessions, if it is one.
            Command::PasswordSet(_) => Caller { key: self.one(|m| &m.keys, KeyId), ..cast.jane },
            _ if self.chance.percent(8) => *self.chance.pick(&self.there[self.at].callers),
            Command::TaskCreate(_) | Command::RequestCreate(_) | Command::ActionRecord(_) => cast.agent,
            Command::ApprovalDecide(_) | Command::ElicitationAnswer(_) | Command::TaskMove(_) => cast.jane,
            _ => *self.chance.pick(&[cast.admin, cast.agent, cast.jane]),
        };
        let key = match by.who {
            Who::Platform => None,
            _ if self.chance.percent(3) => Some(format!("shared {}", self.chance.below(3))),
            _ => Some(mint().to_string()),
        };
        let envelope = Envelope::new(mint(), key, by, command);
        self.sent.push(envelope.clone());
        envelope
    }

    /// Notes what a record adds to what there is.
    pub fn note(&mut self, record: &Record) {
        let (account, _) = record.place();
        self.there.iter_mut().filter(|there| there.cast.account == account).for_each(|there| there.note(record));
    }

    /// Begins with an account and what is in it.
    pub fn begin(&mut self, cast: Cast, records: &[Record]) {
        let (callers, none) = (vec![cast.admin, cast.agent, cast.jane], HashSet::new());
        self.there.push(There {
            cast,
            callers,
            tasks: Vec::new(),
            requests: Vec::new(),
            uploads: Vec::new(),
            projects: Vec::new(),
            people: Vec::new(),
            agents: Vec::new(),
            keys: Vec::new(),
            known: none,
        });
        records.iter().for_each(|record| self.note(record));
    }

    /// Names for everything that was touched, in every account, and for names.
    pub fn refs(&self, touched: &[Uuid]) -> Vec<Ref> {
        let by_id = touched.iter().flat_map(|id| {
            [
                Target::Project(ProjectId(*id)),
                Target::Task(TaskId(*id)),
                Target::Request(RequestId(*id)),
                Target::Upload(UploadId(*id)),
                Target::Person(PersonId(*id)),
                Target::Agent(AgentId(*id)),
                Target::Key(KeyId(*id)),
            ]
        });
        let named = SLUGS.iter().map(|slug| Target::ProjectNamed((*slug).into()));
        let people = NAMES.iter().flat_map(|n| [Target::PersonNamed((*n).into()), Target::AgentNamed((*n).into())]);
        let targets: Vec<_> = by_id.chain(named).chain(people).chain([Target::Account]).collect();
        let accounts = self.there.iter().map(|there| there.cast.account);
        accounts.flat_map(|account| targets.iter().map(move |t| Ref { account, target: t.clone() })).collect()
    }

    /// A filter of the inbox.
    pub fn filter(&mut self) -> InboxFilter {
        let mut filter = InboxFilter::default();
        match self.chance.below(9) {
            0 => filter.project = self.chance.maybe(&self.there[self.at].projects),
            1 => filter.kind = Some(*self.chance.pick(&[Kind::Approval, Kind::Elicitation])),
            2 => filter.step = Some(self.chance.pick(&STEPS).to_string()),
            3 => filter.requested_by = self.chance.maybe(&self.there[self.at].agents).map(|agent| agent.0),
            4 => filter.assignee = self.chance.maybe(&self.there[self.at].people),
            5 => filter.unassigned = true,
            6 => filter.requested_until = Some(self.now.plus(-(self.chance.below(60) as i64) * 1_000_000)),
            7 => filter.overdue_at = Some(self.now),
            _ => filter.text = Some(self.text()),
        }
        filter.latest_first = self.chance.percent(30);
        filter
    }

    /// What somebody may look for.
    fn text(&mut self) -> String {
        if self.chance.percent(50) { self.word() } else { self.chance.below(20).to_string() }
    }

    /// A filter of what has ended.
    pub fn ended(&mut self) -> EndedFilter {
        let mut filter = EndedFilter::default();
        match self.chance.below(8) {
            0 => filter.project = self.chance.maybe(&self.there[self.at].projects),
            1 => filter.kind = Some(*self.chance.pick(&[Kind::Approval, Kind::Elicitation])),
            2 => filter.requested_by = self.chance.maybe(&self.there[self.at].agents).map(|agent| agent.0),
            3 => filter.ended_by = self.chance.maybe(&self.there[self.at].people),
            4 => filter.outcome = Some(*self.chance.pick(&[Verdict::Approve, Verdict::Reject])),
            5 => filter.since = Some(self.now.plus(-(self.chance.below(60) as i64) * 1_000_000)),
            6 => filter.text = Some(self.text()),
            _ => {}
        }
        filter
    }
}
