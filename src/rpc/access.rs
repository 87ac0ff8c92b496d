//! The Access service.

use tonic::{Request, Response, Status};

use super::Wire;
use super::call::Call;
use super::convert::{read, write};
use super::pb::{self, access_server::Access};
use crate::auth;
use crate::domain::access::{ApiKey, Role};
use crate::domain::caller::Who;
use crate::domain::record::{Record, Target};
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
            email: String::new(),
            has_password: false,
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
        _: Request<pb::AccessCreateSignInLinkRequest>,
    ) -> Result<Response<pb::AccessCreateSignInLinkResponse>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn set_password(
        &self,
        _: Request<pb::AccessSetPasswordRequest>,
    ) -> Result<Response<pb::AccessSetPasswordResponse>, Status> {
        Err(Status::unimplemented(""))
    }

    async fn end_sessions(
        &self,
        _: Request<pb::AccessEndSessionsRequest>,
    ) -> Result<Response<pb::AccessEndSessionsResponse>, Status> {
        Err(Status::unimplemented(""))
    }
}

impl Wire {
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
