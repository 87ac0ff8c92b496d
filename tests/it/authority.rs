//! Who may call what: a cell for every method of the contract and every kind of caller.

use std::time::Duration;

use pumpup::rpc::pb;
use tonic::metadata::{MetadataMap, MetadataValue};
use tonic::{Code, Status};

use crate::messages::{About, messages};
use crate::raw::{bearer, call, call_as, methods};
use crate::support::{Clients, Service, fresh_key, reason};
use crate::world::World;

const OK: Code = Code::Ok;
const NO: Code = Code::PermissionDenied;
/// The right to call it is there; the thing that the message names is not.
const GO: Code = Code::NotFound;

/// What each method answers to an agent, a reviewer and an admin. Whoever has no key that works gets UNAUTHENTICATED.
const POLICY: &[(&str, [Code; 3])] = &[
    ("Access/CreateKey", [NO, NO, OK]),
    ("Access/CreatePerson", [NO, NO, OK]),
    ("Access/CreateSignInLink", [NO, NO, GO]),
    // One's own sessions; somebody else's are for admins.
    ("Access/EndSessions", [NO, NO, GO]),
    ("Access/ListAgents", [OK, OK, OK]),
    ("Access/ListKeys", [NO, NO, OK]),
    ("Access/ListPeople", [OK, OK, OK]),
    ("Access/RevokeKey", [NO, NO, GO]),
    // That is for whoever is signed in to the workspace, and these call with API keys.
    ("Access/SetPassword", [NO, NO, NO]),
    ("Access/UpdateAgent", [NO, NO, GO]),
    ("Access/UpdatePerson", [NO, NO, GO]),
    ("Access/WhoAmI", [OK, OK, OK]),
    // Only the identity that made a request may cancel it: that is told once the request is found.
    ("Approvals/Cancel", [GO, GO, GO]),
    ("Approvals/Create", [GO, NO, NO]),
    ("Approvals/Decide", [NO, GO, GO]),
    ("Approvals/Get", [OK, OK, OK]),
    ("Approvals/GetResult", [OK, OK, OK]),
    ("Approvals/WatchResult", [OK, OK, OK]),
    ("Elicitations/Answer", [NO, GO, GO]),
    ("Elicitations/Cancel", [GO, GO, GO]),
    ("Elicitations/Create", [GO, NO, NO]),
    ("Elicitations/Get", [OK, OK, OK]),
    ("Elicitations/GetResult", [OK, OK, OK]),
    ("Elicitations/WatchResult", [OK, OK, OK]),
    ("Inbox/List", [OK, OK, OK]),
    ("Inbox/ListEnded", [OK, OK, OK]),
    ("Inbox/Overview", [OK, OK, OK]),
    ("Inbox/Watch", [OK, OK, OK]),
    ("Projects/Create", [NO, NO, OK]),
    ("Projects/Delete", [NO, NO, GO]),
    ("Projects/Get", [OK, OK, OK]),
    ("Projects/List", [OK, OK, OK]),
    ("Projects/Update", [NO, NO, GO]),
    ("Tasks/AddNote", [OK, OK, OK]),
    ("Tasks/Assign", [NO, GO, GO]),
    ("Tasks/Create", [OK, NO, NO]),
    ("Tasks/Get", [OK, OK, OK]),
    ("Tasks/List", [OK, OK, OK]),
    ("Tasks/ListEvents", [OK, OK, OK]),
    ("Tasks/Move", [NO, GO, GO]),
    ("Tasks/RecordAction", [OK, NO, NO]),
    ("Tasks/RecordException", [OK, NO, NO]),
    ("Tasks/WatchEvents", [OK, OK, OK]),
    ("Uploads/Download", [OK, OK, OK]),
    ("Uploads/Get", [OK, OK, OK]),
    ("Uploads/Upload", [OK, OK, OK]),
];

#[tokio::test]
async fn every_method_answers_every_role_by_the_policy() {
    let service = Service::start().await;
    let world = World::first(&service).await;
    let declared: Vec<_> = methods().into_iter().map(|(method, _)| method).collect();
    for method in &declared {
        assert!(
            POLICY.iter().any(|(known, _)| known == method),
            "{method} has no policy: say in POLICY of tests/it/authority.rs what agents, reviewers and admins get"
        );
        assert!(
            messages(&world, About::Nothing).iter().any(|(known, _)| known == method),
            "{method} has no message: add one to `messages` of tests/it/messages.rs"
        );
    }
    for (method, _) in POLICY {
        assert!(declared.iter().any(|known| known == method), "{method} is gone: take it out of POLICY");
    }

    for (column, role) in [pb::Role::Agent, pb::Role::Reviewer, pb::Role::Admin].into_iter().enumerate() {
        for (method, message) in messages(&world, About::Nothing) {
            let expected = POLICY.iter().find(|(known, _)| *known == method).unwrap().1[column];
            let said = call_as(&service.channel, world.key_of(role), method, message).await;
            let code = said.as_ref().map_or_else(Status::code, |_| Code::Ok);
            assert_eq!(code, expected, "{method} as {role:?}: {said:?}");
            if code == NO {
                assert_eq!(reason(&said.unwrap_err()), "PERMISSION_DENIED", "{method} as {role:?}");
            }
        }
    }
}

#[tokio::test]
async fn without_a_key_that_works_every_method_answers_the_same() {
    let service = Service::start().await;
    let world = World::first(&service).await;
    let revoked = a_key_that_was_revoked(&world.admin).await;
    let wrong = format!("{}x", &world.agent_key[..world.agent_key.len() - 1]);
    let callers = [MetadataMap::new(), bearer(&wrong), bearer(&revoked), twice(&world.admin_key, &world.admin_key)];
    let mut seen = None;
    for (method, message) in messages(&world, About::Nothing) {
        for metadata in &callers {
            let status = call(&service.channel, metadata.clone(), method, message.clone()).await.unwrap_err();
            let said = (status.code(), status.message().to_owned(), status.details().to_vec());
            assert_eq!(status.code(), Code::Unauthenticated, "{method}: {status:?}");
            assert_eq!(reason(&status), "UNAUTHENTICATED");
            assert_eq!(seen.get_or_insert_with(|| said.clone()), &said, "{method} with {metadata:?}");
        }
    }
}

#[tokio::test]
async fn whatever_is_wrong_with_a_key_the_answer_is_the_same() {
    let service = Service::start().await;
    let world = World::first(&service).await;
    let (agent, admin) = (&world.agent_key, &world.admin);
    let deactivated_person = admin.key(pb::Role::Reviewer, &world.person.name, &[]).await;
    let request = pb::AccessUpdatePersonRequest {
        idempotency_key: fresh_key(),
        id: world.person.id.clone(),
        active: Some(false),
        ..Default::default()
    };
    admin.access.clone().update_person(request).await.unwrap();
    let deactivated_agent = admin.key(pb::Role::Agent, &world.idle_agent.name, &[]).await;
    let request =
        pb::AccessUpdateAgentRequest { idempotency_key: fresh_key(), id: world.idle_agent.id.clone(), active: false };
    admin.access.clone().update_agent(request).await.unwrap();
    let expired = a_key_that_expired(&service, admin).await;

    let header = |value: &str| {
        let mut metadata = MetadataMap::new();
        metadata.insert("authorization", value.parse().unwrap());
        metadata
    };
    let mut latin = MetadataMap::new();
    let value = http::HeaderValue::from_bytes(b"Bearer \xe9\xe9").unwrap();
    latin.as_mut().insert("authorization", value);
    let prefix = &agent[..19];
    let cases = [
        ("none", MetadataMap::new()),
        ("empty", header("")),
        ("no scheme", header(agent)),
        ("another scheme", header(&format!("Basic {agent}"))),
        ("a scheme alone", header("Bearer ")),
        ("not text", latin),
        ("another shape", header("Bearer sk-live-1234")),
        ("the prefix alone", bearer(prefix)),
        ("a wrong secret", bearer(&format!("{prefix}_{}", "A".repeat(43)))),
        ("a key too long", bearer(&format!("{agent}A"))),
        ("an unknown prefix", bearer(&format!("pumpup_000000000000_{}", "A".repeat(43)))),
        ("revoked", bearer(&a_key_that_was_revoked(admin).await)),
        ("expired", bearer(&expired)),
        ("of a person who was deactivated", bearer(&deactivated_person)),
        ("of an agent that was deactivated", bearer(&deactivated_agent)),
        ("the same key twice", twice(agent, agent)),
        ("two keys", twice(agent, &world.admin_key)),
        ("in another header", {
            let mut metadata = MetadataMap::new();
            metadata.insert("x-api-key", agent.parse().unwrap());
            metadata
        }),
    ];
    let mut seen = None;
    for (case, metadata) in cases {
        let status = call(&service.channel, metadata, "Access/WhoAmI", bytes::Bytes::new()).await.expect_err(case);
        let said = (status.code(), status.message().to_owned(), status.details().to_vec());
        assert_eq!(status.code(), Code::Unauthenticated, "{case}");
        assert_eq!(seen.get_or_insert_with(|| said.clone()), &said, "{case}");
    }
    call(&service.channel, header(&format!("bearer  {agent}")), "Access/WhoAmI", bytes::Bytes::new()).await.unwrap();
}

#[tokio::test]
async fn nobody_says_who_they_are_but_by_their_key() {
    let service = Service::start().await;
    let world = World::first(&service).await;
    let mut metadata = bearer(&world.agent_key);
    for name in ["role", "x-role", "decided-by", "account-id", "x-forwarded-user"] {
        metadata.insert(name, MetadataValue::from_static("ADMIN"));
    }
    let message =
        messages(&world, About::Nothing).into_iter().find(|(method, _)| *method == "Approvals/Decide").unwrap().1;
    let status = call(&service.channel, metadata, "Approvals/Decide", message).await.unwrap_err();
    assert_eq!(status.code(), Code::PermissionDenied);
}

#[tokio::test]
async fn only_the_one_that_made_a_request_cancels_it() {
    let service = Service::start().await;
    let world = World::first(&service).await;
    let other = service.newcomer(pb::Role::Agent, "Another agent", &[]).await;
    let cancel = || pb::ApprovalsCancelRequest {
        idempotency_key: fresh_key(),
        id: world.approval.clone(),
        reason: "changed my mind".into(),
    };
    for who in [&other, &world.reviewer, &world.admin] {
        let status = who.approvals.clone().cancel(cancel()).await.unwrap_err();
        assert_eq!(reason(&status), "PERMISSION_DENIED");
    }
    let second_key = world.admin.key(pb::Role::Agent, "Alder Agent", &[]).await;
    service.with_key(&second_key).approvals.cancel(cancel()).await.expect("another key of the same agent");
}

#[tokio::test]
async fn paths_that_are_no_method_reach_no_handler() {
    let service = Service::start().await;
    let world = World::first(&service).await;
    for path in ["Tasks/get", "Tasks/Get/", "Tasks//Get", "Tasks/%47et", "tasks/Get", "Tasks", "Nothing/Get"] {
        let status = call_as(&service.channel, &world.admin_key, path, bytes::Bytes::new()).await.unwrap_err();
        assert_eq!(status.code(), Code::Unimplemented, "{path}: {status:?}");
    }
}

fn twice(first: &str, second: &str) -> MetadataMap {
    let mut metadata = bearer(first);
    metadata.append("authorization", format!("Bearer {second}").parse().unwrap());
    metadata
}

async fn a_key_that_was_revoked(admin: &Clients) -> String {
    let request = pb::AccessCreateKeyRequest {
        idempotency_key: fresh_key(),
        role: pb::Role::Admin.into(),
        name: crate::world::fresh_name(),
        ..Default::default()
    };
    let made = admin.access.clone().create_key(request).await.unwrap().into_inner();
    let revoke = pb::AccessRevokeKeyRequest { idempotency_key: fresh_key(), id: made.key.unwrap().id };
    admin.access.clone().revoke_key(revoke).await.unwrap();
    made.secret
}

async fn a_key_that_expired(service: &Service, admin: &Clients) -> String {
    let expires = service.clock.now().0 / 1_000_000 + 60;
    let request = pb::AccessCreateKeyRequest {
        idempotency_key: fresh_key(),
        role: pb::Role::Admin.into(),
        name: "Short".into(),
        expires_at: Some(prost_types::Timestamp { seconds: expires, nanos: 0 }),
        ..Default::default()
    };
    let made = admin.access.clone().create_key(request).await.unwrap().into_inner();
    service.with_key(&made.secret).access.who_am_i(pb::AccessWhoAmIRequest {}).await.expect("it works until then");
    service.clock.advance(Duration::from_secs(61));
    made.secret
}
