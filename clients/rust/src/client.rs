//! The services, call by call.

use std::time::Duration;

use tonic::Request;

use crate::error::Error;
use crate::link::{Keyed, LARGEST_ANSWER, Link, mint};
use crate::settings::Settings;
use crate::v1;

macro_rules! services {
    ($($(#[$doc:meta])* $service:ident ($stub:path) { $($kind:ident $call:ident($message:ident) -> $answer:ident;)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug)]
            pub struct $service {
                pub(crate) link: Link,
            }

            impl $service {
                /// The plain stub, with the key on each call and nothing else.
                pub fn stub(&self) -> $stub {
                    <$stub>::new(self.link.keyed.clone()).max_decoding_message_size(LARGEST_ANSWER)
                }

                $(
                    #[doc = concat!("See `", stringify!($service), ".", stringify!($call), "` in the contract.")]
                    pub async fn $call(&self, message: v1::$message) -> Result<v1::$answer, Error> {
                        services!(@$kind message longer);
                        let stub = self.stub();
                        let send = |request: Request<v1::$message>| {
                            let mut stub = stub.clone();
                            async move { stub.$call(request).await }
                        };
                        self.link.call(message, longer, send).await
                    }
                )*
            }
        )*

        /// The services of a server, over one connection that comes back by itself. Clones share it.
        #[derive(Clone, Debug)]
        #[allow(missing_docs)]
        pub struct Client {
            pub projects: Projects,
            pub tasks: Tasks,
            pub approvals: Approvals,
            pub elicitations: Elicitations,
            pub uploads: Uploads,
            pub inbox: Inbox,
            pub access: Access,
        }

        /// Every call above, with its kind.
        #[cfg(test)]
        const CALLS: &[&str] = &[$($(concat!(stringify!($kind), " ", stringify!($service), ".", stringify!($call))),*),*];
    };
    // A write gets an idempotency key where the caller gave none, the same one for all its tries.
    (@write $message:ident $longer:ident) => {
        let mut $message = $message;
        mint(&mut $message.idempotency_key);
        let $longer = Duration::ZERO;
    };
    (@read $message:ident $longer:ident) => {
        let $longer = Duration::ZERO;
    };
    // A bounded wait is meant to be quiet for so long, on top of its deadline.
    (@wait $message:ident $longer:ident) => {
        let $longer = $message.wait.and_then(|wait| Duration::try_from(wait).ok()).unwrap_or_default();
    };
}

services! {
    /// What groups tasks and routes them to people.
    Projects(v1::projects_client::ProjectsClient<Keyed>) {
        read list(ProjectsListRequest) -> ProjectsListResponse;
        read get(ProjectsGetRequest) -> ProjectsGetResponse;
        write create(ProjectsCreateRequest) -> ProjectsCreateResponse;
        write update(ProjectsUpdateRequest) -> ProjectsUpdateResponse;
        write delete(ProjectsDeleteRequest) -> ProjectsDeleteResponse;
    }
    /// The cases that agents work on, each with its timeline.
    Tasks(v1::tasks_client::TasksClient<Keyed>) {
        write create(TasksCreateRequest) -> TasksCreateResponse;
        read get(TasksGetRequest) -> TasksGetResponse;
        read list(TasksListRequest) -> TasksListResponse;
        read list_events(TasksListEventsRequest) -> TasksListEventsResponse;
        write record_action(TasksRecordActionRequest) -> TasksRecordActionResponse;
        write record_exception(TasksRecordExceptionRequest) -> TasksRecordExceptionResponse;
        write add_note(TasksAddNoteRequest) -> TasksAddNoteResponse;
        write r#move(TasksMoveRequest) -> TasksMoveResponse;
        write assign(TasksAssignRequest) -> TasksAssignResponse;
    }
    /// Sign-offs.
    Approvals(v1::approvals_client::ApprovalsClient<Keyed>) {
        write create(ApprovalsCreateRequest) -> ApprovalsCreateResponse;
        read get(ApprovalsGetRequest) -> ApprovalsGetResponse;
        wait get_result(ApprovalsGetResultRequest) -> ApprovalsGetResultResponse;
        write decide(ApprovalsDecideRequest) -> ApprovalsDecideResponse;
        write cancel(ApprovalsCancelRequest) -> ApprovalsCancelResponse;
    }
    /// Typed forms that people fill in.
    Elicitations(v1::elicitations_client::ElicitationsClient<Keyed>) {
        write create(ElicitationsCreateRequest) -> ElicitationsCreateResponse;
        read get(ElicitationsGetRequest) -> ElicitationsGetResponse;
        wait get_result(ElicitationsGetResultRequest) -> ElicitationsGetResultResponse;
        write answer(ElicitationsAnswerRequest) -> ElicitationsAnswerResponse;
        write cancel(ElicitationsCancelRequest) -> ElicitationsCancelResponse;
    }
    /// Files.
    Uploads(v1::uploads_client::UploadsClient<Keyed>) {
        read get(UploadsGetRequest) -> UploadsGetResponse;
    }
    /// What waits for people.
    Inbox(v1::inbox_client::InboxClient<Keyed>) {
        read list(InboxListRequest) -> InboxListResponse;
        read list_ended(InboxListEndedRequest) -> InboxListEndedResponse;
        read overview(InboxOverviewRequest) -> InboxOverviewResponse;
    }
    /// People, agents and keys.
    Access(v1::access_client::AccessClient<Keyed>) {
        read who_am_i(AccessWhoAmIRequest) -> AccessWhoAmIResponse;
        read list_people(AccessListPeopleRequest) -> AccessListPeopleResponse;
        write create_person(AccessCreatePersonRequest) -> AccessCreatePersonResponse;
        write update_person(AccessUpdatePersonRequest) -> AccessUpdatePersonResponse;
        read list_agents(AccessListAgentsRequest) -> AccessListAgentsResponse;
        write update_agent(AccessUpdateAgentRequest) -> AccessUpdateAgentResponse;
        read list_keys(AccessListKeysRequest) -> AccessListKeysResponse;
        write create_key(AccessCreateKeyRequest) -> AccessCreateKeyResponse;
        write revoke_key(AccessRevokeKeyRequest) -> AccessRevokeKeyResponse;
        write create_sign_in_link(AccessCreateSignInLinkRequest) -> AccessCreateSignInLinkResponse;
        write set_password(AccessSetPasswordRequest) -> AccessSetPasswordResponse;
        write end_sessions(AccessEndSessionsRequest) -> AccessEndSessionsResponse;
    }
}

impl Client {
    /// A client of what `PUMPUP_URL` and `PUMPUP_API_KEY` name. It has to be made inside a tokio runtime, and connects when it
    /// is first used.
    pub fn from_env() -> Result<Self, Error> {
        Self::new(&Settings::from_env())
    }

    /// A client with these settings.
    pub fn new(settings: &Settings) -> Result<Self, Error> {
        Link::open(settings).map(|link| Self::over(&link))
    }

    /// The same client with another deadline for each call.
    pub fn with_deadline(&self, deadline: Duration) -> Self {
        Self::over(&Link { deadline, ..self.tasks.link.clone() })
    }

    fn over(link: &Link) -> Self {
        Self {
            projects: Projects { link: link.clone() },
            tasks: Tasks { link: link.clone() },
            approvals: Approvals { link: link.clone() },
            elicitations: Elicitations { link: link.clone() },
            uploads: Uploads { link: link.clone() },
            inbox: Inbox { link: link.clone() },
            access: Access { link: link.clone() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    use prost::Message as _;

    /// What the contract says of calls with one message and one answer: those whose message has a key are writes.
    fn contract() -> BTreeSet<String> {
        let bytes: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/contract.binpb"));
        let files = prost_types::FileDescriptorSet::decode(bytes).expect("the contract").file;
        let messages: Vec<_> = files.iter().flat_map(|file| &file.message_type).collect();
        let is_write = |name: &str| {
            let message = messages.iter().find(|of| name.ends_with(&format!(".{}", of.name()))).expect("its message");
            message.field.iter().any(|field| field.name() == "idempotency_key")
        };
        let mut calls = BTreeSet::new();
        for service in files.iter().flat_map(|file| &file.service) {
            for method in service.method.iter().filter(|of| !of.client_streaming() && !of.server_streaming()) {
                let kind = if is_write(method.input_type()) { "write" } else { "read" };
                calls.insert(format!("{kind} {}.{}", service.name(), snake(method.name())));
            }
        }
        calls
    }

    fn snake(name: &str) -> String {
        let mut text = String::new();
        for letter in name.chars() {
            if letter.is_uppercase() && !text.is_empty() {
                text.push('_');
            }
            text.extend(letter.to_lowercase());
        }
        text
    }

    #[test]
    fn every_call_of_the_contract_is_there_and_every_write_is_known_as_one() {
        let calls: BTreeSet<String> =
            CALLS.iter().map(|call| call.replace("r#", "").replace("wait ", "read ")).collect();
        assert_eq!(calls, contract());
    }
}
