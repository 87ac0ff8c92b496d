//! The Access service.

use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::Wire;
use super::call::Call;
use super::convert::{read, sign_in, write};
use super::pb::{self, access_server::Access};
use crate::auth;
use crate::auth::attempts::Subject;
use crate::domain::access::{ApiKey, KeyKind, Role};
use crate::domain::caller::Who;
use crate::domain::command::Command;
use crate::domain::ids::PersonId;
use crate::domain::record::{Record, Target};
use crate::domain::refusal::Refusal;
use crate::domain::sign_in::PasswordSet;
use crate::store::Listing;

fn person(record: &Record) -> Option<pb::Person> {
    if let Record::Person(person) = record { Some(write::person(person)) } else { None }
}

fn agent(record: &Record) -> Option<pb::Agent> {
    if let Record::Agent(agent) = record { Some(write::agent(agent)) } else { None }
}

fn key(record: &Record) -> Option<pb::ApiKey> {
    if let Record::Key(key) = record { Some(write::key(key)) } else { None }
}

#[tonic::async_trait]
impl Access for Wire {
    async fn who_am_i(
        &self,
        request: Request<pb::AccessWhoAmIRequest>,
    ) -> Result<Response<pb::AccessWhoAmIResponse>, Status> {
        let (call, _) = Call::open(request)?.take();
        let account = self.engine.record(call.caller.account, Target::Account).await.map_err(|f| call.fail(f))?;
        let account_name = if let Some(Record::Account(account)) = account { account.name } else { String::new() };
        let has_password = match call.caller.who {
            Who::Person(person) => self.password(&call, person).await?.is_some(),
            Who::Agent(_) | Who::Platform => false,
        };
        let standing = &call.standing;
        Ok(Response::new(pb::AccessWhoAmIResponse {
            account_id: call.caller.account.to_string(),
            account_name,
            role: write::role(standing.role).into(),
            id: match call.caller.who {
                Who::Agent(id) => id.to_string(),
                Who::Person(id) => id.to_string(),
                Who::Platform => String::new(),
            },
            name: standing.name.clone(),
            tags: standing.tags.clone(),
            email: standing.email.clone(),
            has_password,
        }))
    }

    async fn list_people(
        &self,
        request: Request<pb::AccessListPeopleRequest>,
    ) -> Result<Response<pb::AccessListPeopleResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let (records, next_page_token) =
            self.page(&call, Listing::People, message.page_size, &message.page_token).await?;
        let people = records.iter().filter_map(person).collect();
        Ok(Response::new(pb::AccessListPeopleResponse { people, next_page_token }))
    }

    async fn create_person(
        &self,
        request: Request<pb::AccessCreatePersonRequest>,
    ) -> Result<Response<pb::AccessCreatePersonResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::person_create(message)).await?;
        Ok(done.respond(pb::AccessCreatePersonResponse { person: Some(done.record(person)?) }))
    }

    async fn update_person(
        &self,
        request: Request<pb::AccessUpdatePersonRequest>,
    ) -> Result<Response<pb::AccessUpdatePersonResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::person_update(message)).await?;
        Ok(done.respond(pb::AccessUpdatePersonResponse { person: Some(done.record(person)?) }))
    }

    async fn list_agents(
        &self,
        request: Request<pb::AccessListAgentsRequest>,
    ) -> Result<Response<pb::AccessListAgentsResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let (records, next_page_token) =
            self.page(&call, Listing::Agents, message.page_size, &message.page_token).await?;
        let agents = records.iter().filter_map(agent).collect();
        Ok(Response::new(pb::AccessListAgentsResponse { agents, next_page_token }))
    }

    async fn update_agent(
        &self,
        request: Request<pb::AccessUpdateAgentRequest>,
    ) -> Result<Response<pb::AccessUpdateAgentResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::agent_update(message)).await?;
        Ok(done.respond(pb::AccessUpdateAgentResponse { agent: Some(done.record(agent)?) }))
    }

    async fn list_keys(
        &self,
        request: Request<pb::AccessListKeysRequest>,
    ) -> Result<Response<pb::AccessListKeysResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let (records, next_page_token) =
            self.page(&call, Listing::Keys, message.page_size, &message.page_token).await?;
        let mut keys = Vec::with_capacity(records.len());
        for record in records {
            if let Record::Key(key) = record {
                keys.push(self.key_now(&call, key).await?);
            }
        }
        Ok(Response::new(pb::AccessListKeysResponse { keys, next_page_token }))
    }

    async fn create_key(
        &self,
        request: Request<pb::AccessCreateKeyRequest>,
    ) -> Result<Response<pb::AccessCreateKeyResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let (text, secret) = auth::new_key();
        let own = secret.hash.clone();
        let done = call.write(&self.engine, read::key_create(message, secret)).await?;
        // A replay answers with the key that was made the first time, whose secret nobody has kept; unless it is this very
        // call that was run again.
        let kept = done.record(|made| if let Record::Key(made) = made { Some(made.hash.clone()) } else { None })?;
        let secret = if kept == own { text } else { String::new() };
        Ok(done.respond(pb::AccessCreateKeyResponse { key: Some(done.record(key)?), secret }))
    }

    async fn revoke_key(
        &self,
        request: Request<pb::AccessRevokeKeyRequest>,
    ) -> Result<Response<pb::AccessRevokeKeyResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, read::key_revoke(message)).await?;
        Ok(done.respond(pb::AccessRevokeKeyResponse { key: Some(done.record(key)?) }))
    }

    async fn create_sign_in_link(
        &self,
        request: Request<pb::AccessCreateSignInLinkRequest>,
    ) -> Result<Response<pb::AccessCreateSignInLinkResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let (text, secret) = auth::new_link();
        let own = secret.hash.clone();
        let done = call.write(&self.engine, sign_in::link_create(message, secret)).await?;
        // As of a key, the secret goes with the first answer only.
        let kept = done.record(|made| if let Record::Key(made) = made { Some(made.clone()) } else { None })?;
        let path = if kept.hash == own { auth::link_path(&text) } else { String::new() };
        let expires_at = kept.expires_at.map(write::time);
        Ok(done.respond(pb::AccessCreateSignInLinkResponse { path, expires_at }))
    }

    async fn set_password(
        &self,
        request: Request<pb::AccessSetPasswordRequest>,
    ) -> Result<Response<pb::AccessSetPasswordResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let asked = sign_in::password_set(message).map_err(|refusal| call.fail(refusal))?;
        // Whoever is no person has none, and no program sets one, which the rule says.
        let key = &call.standing.key;
        let person = match call.caller.who {
            Who::Person(person) => person,
            Who::Agent(_) | Who::Platform => PersonId(Uuid::nil()),
        };
        if key.kind != KeyKind::Session {
            let nobody = PasswordSet { person, known: None, hash: None };
            let done = call.write(&self.engine, Ok((asked.key, Command::PasswordSet(nobody)))).await?;
            return Ok(done.respond(pb::AccessSetPasswordResponse {}));
        }
        let subject = [Subject::Setter(call.caller.account, person)];
        let begun = self.gate.attempts.begin(&subject, self.engine.environment.clock.now());
        begun.map_err(|_| call.fail(Refusal::LimitExceeded { what: "wrong passwords in a row", limit: 10 }))?;
        let kept = self.password(&call, person).await?.map(|password| password.hash);
        let passwords = &self.gate.passwords;
        let known = match &kept {
            Some(hash) if !key.vouched => {
                passwords.check(&asked.current, Some(hash)).await.map_err(|f| call.fail(f))?
            }
            // Who came in without it need not know it.
            _ => false,
        };
        let hash = match &asked.new {
            Some(new) => Some(passwords.hash(new).await.map_err(|f| call.fail(f))?),
            None => None,
        };
        // A present password that is wrong is for the rule to refuse: of a call that was done already, it is an old one.
        let command = PasswordSet { person, known: kept.filter(|_| known), hash };
        let done = call.write(&self.engine, Ok((asked.key, Command::PasswordSet(command)))).await?;
        self.gate.attempts.succeeded(&subject);
        Ok(done.respond(pb::AccessSetPasswordResponse {}))
    }

    async fn end_sessions(
        &self,
        request: Request<pb::AccessEndSessionsRequest>,
    ) -> Result<Response<pb::AccessEndSessionsResponse>, Status> {
        let (call, message) = Call::open(request)?.take();
        let done = call.write(&self.engine, sign_in::sessions_end(message)).await?;
        Ok(done.respond(pb::AccessEndSessionsResponse {}))
    }
}

impl Wire {
    /// A person's password, if they have one.
    async fn password(&self, call: &Call<()>, person: PersonId) -> Result<Option<ApiKey>, Status> {
        let target = Target::KeyPrefix(ApiKey::password_of(person));
        let found = self.engine.record(call.caller.account, target).await.map_err(|failure| call.fail(failure))?;
        Ok(if let Some(Record::Key(key)) = found { Some(key).filter(|key| key.revoked_at.is_none()) } else { None })
    }

    /// A key with its owner's name and role as they are now; its record tells those of its making.
    async fn key_now(&self, call: &Call<()>, key: ApiKey) -> Result<pb::ApiKey, Status> {
        let owner = match key.owner {
            Who::Agent(id) => self.engine.record(key.account, Target::Agent(id)).await,
            Who::Person(id) => self.engine.record(key.account, Target::Person(id)).await,
            Who::Platform => Ok(None),
        };
        let (owner_name, role) = match owner.map_err(|failure| call.fail(failure))? {
            Some(Record::Agent(agent)) => (agent.name, Role::Agent),
            Some(Record::Person(person)) => (person.name, person.role),
            _ => (key.owner_name, key.role),
        };
        Ok(write::key(&ApiKey { owner_name, role, ..key }))
    }
}
