//! Access over the wire: people, agents and keys, and how they stop.

use pumpup::rpc::pb;
use tonic::Code;

use crate::support::{Service, fields, fresh_key, patiently, reason};

fn person(name: &str, role: pb::Role) -> pb::AccessCreatePersonRequest {
    pb::AccessCreatePersonRequest {
        idempotency_key: fresh_key(),
        name: name.into(),
        email: "jane@example.com".into(),
        role: role.into(),
        tags: vec!["finance".into(), "tier-2".into()],
    }
}

fn update(id: &str) -> pb::AccessUpdatePersonRequest {
    pb::AccessUpdatePersonRequest { idempotency_key: fresh_key(), id: id.into(), ..Default::default() }
}

#[tokio::test]
async fn people_are_added_changed_and_listed() {
    let service = Service::start().await;
    let mut admin = service.admin();
    let jane =
        admin.access.create_person(person("Jane", pb::Role::Reviewer)).await.unwrap().into_inner().person.unwrap();
    assert_eq!((jane.role(), jane.active, jane.tags.len()), (pb::Role::Reviewer, true, 2));
    let status = admin.access.create_person(person("Jane", pb::Role::Admin)).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::AlreadyExists, "PERSON_EXISTS"));
    let status = admin.access.create_person(person("Robot", pb::Role::Agent)).await.unwrap_err();
    assert_eq!(fields(&status), ["role"]);

    let same = admin.access.update_person(update(&jane.id)).await.unwrap().into_inner().person.unwrap();
    assert_eq!(same, jane, "what is absent stays");
    let tags = Some(pb::access_update_person_request::Tags::default());
    let change = pb::AccessUpdatePersonRequest {
        name: Some("Jane Roe".into()),
        email: Some(String::new()),
        role: pb::Role::Admin.into(),
        tags,
        ..update(&jane.id)
    };
    let changed = admin.access.update_person(change).await.unwrap().into_inner().person.unwrap();
    let expected = pb::Person {
        name: "Jane Roe".into(),
        email: String::new(),
        role: pb::Role::Admin.into(),
        tags: vec![],
        ..jane.clone()
    };
    assert_eq!(changed, expected);
    let listed = service.agent().access.list_people(pb::AccessListPeopleRequest::default()).await.unwrap();
    assert_eq!(listed.into_inner().people[1], changed);
}

#[tokio::test]
async fn nobody_takes_their_own_admins_hat_off() {
    let service = Service::start().await;
    let mut admin = service.admin();
    let me = admin.access.who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap().into_inner().id;
    let deactivate = pb::AccessUpdatePersonRequest { active: Some(false), ..update(&me) };
    let demote = pb::AccessUpdatePersonRequest { role: pb::Role::Reviewer.into(), ..update(&me) };
    for change in [deactivate, demote] {
        assert_eq!(reason(&admin.access.update_person(change).await.unwrap_err()), "PERMISSION_DENIED");
    }
}

#[tokio::test]
async fn a_decision_keeps_the_authority_of_its_moment() {
    let service = Service::start().await;
    let (mut admin, mut agent) = (service.admin(), service.agent());
    let mut jane = service.newcomer(pb::Role::Reviewer, "Jane", &["finance"]).await;
    let me = jane.access.who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap().into_inner();
    assert_eq!((me.role(), me.name.as_str(), &me.tags[..]), (pb::Role::Reviewer, "Jane", &["finance".to_owned()][..]));
    let id = agent.ask_approval("may I").await;
    let said = jane.approvals.decide(crate::support::approve(&id, "")).await.unwrap().into_inner().result;
    let tags = Some(pb::access_update_person_request::Tags { values: vec!["none".into()] });
    let change = pb::AccessUpdatePersonRequest { name: Some("Janet".into()), tags, ..update(&me.id) };
    admin.access.update_person(change).await.unwrap();

    let request = pb::ApprovalsGetResultRequest { id, wait: None };
    let state = agent.approvals.get_result(request).await.unwrap().into_inner().state.unwrap();
    let pb::approvals_get_result_response::State::Decided(result) = state else { panic!("{state:?}") };
    assert_eq!(Some(&result), said.as_ref());
    assert_eq!((result.decided_by.as_str(), result.authority_snapshot.unwrap().tags), ("Jane", vec!["finance".into()]));
    let me = jane.access.who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap().into_inner();
    assert_eq!((me.name.as_str(), &me.tags[..]), ("Janet", &["none".to_owned()][..]), "and is known anew at once");
}

#[tokio::test]
async fn keys_are_listed_without_their_secret_as_their_owner_stands() {
    let service = Service::start().await;
    let mut admin = service.admin();
    let secret = admin.key(pb::Role::Reviewer, "Jane", &[]).await;
    let list = pb::AccessListKeysRequest::default;
    let keys = admin.access.list_keys(list()).await.unwrap().into_inner().keys;
    let key = keys.iter().find(|key| key.owner_name == "Jane").unwrap();
    assert!(secret.starts_with(&key.prefix) && secret.len() > 2 * key.prefix.len());
    assert!(!format!("{keys:?}").contains(&secret[key.prefix.len() + 1..]));
    assert_eq!((key.role(), &key.revoked_at, &key.expires_at), (pb::Role::Reviewer, &None, &None));

    let revoke = || pb::AccessRevokeKeyRequest { idempotency_key: fresh_key(), id: key.id.clone() };
    let revoked = admin.access.revoke_key(revoke()).await.unwrap().into_inner().key.unwrap();
    assert!(revoked.revoked_at.is_some());
    service.clock.advance(std::time::Duration::from_secs(5));
    let again = admin.access.revoke_key(revoke()).await.unwrap().into_inner().key.unwrap();
    assert_eq!(again, revoked, "a key that was revoked before stays as it was");
    assert!(admin.access.list_keys(list()).await.unwrap().into_inner().keys.contains(&revoked));
}

#[tokio::test]
async fn who_is_stopped_is_stopped_at_once_open_streams_included() {
    let service = Service::start().await;
    let mut admin = service.admin();
    for by_key in [true, false] {
        let name = if by_key { "Revoked" } else { "Deactivated" };
        let mut jane = service.newcomer(pb::Role::Reviewer, name, &[]).await;
        let me = jane.access.who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap().into_inner().id;
        let id = service.agent().ask_approval("watched").await;
        let mut inbox = jane.inbox.watch(pb::InboxWatchRequest::default()).await.unwrap().into_inner();
        let request = pb::ApprovalsWatchResultRequest { id: id.clone() };
        let mut result = jane.approvals.watch_result(request).await.unwrap().into_inner();
        patiently(inbox.message()).await.unwrap().unwrap();
        patiently(result.message()).await.unwrap().unwrap();
        if by_key {
            let keys = admin.access.list_keys(pb::AccessListKeysRequest::default()).await.unwrap().into_inner().keys;
            let id = keys.into_iter().find(|key| key.owner_id == me).unwrap().id;
            let revoke = pb::AccessRevokeKeyRequest { idempotency_key: fresh_key(), id };
            admin.access.revoke_key(revoke).await.unwrap();
        } else {
            let change = pb::AccessUpdatePersonRequest { active: Some(false), ..update(&me) };
            admin.access.update_person(change).await.unwrap();
        }
        let status = jane.approvals.decide(crate::support::approve(&id, "")).await.unwrap_err();
        assert_eq!(status.code(), Code::Unauthenticated);
        let ended = loop {
            if let Err(status) = patiently(inbox.message()).await {
                break status;
            }
        };
        assert_eq!(ended.code(), Code::Unauthenticated);
        let ended = patiently(result.message()).await.unwrap_err();
        assert_eq!(ended.code(), Code::Unauthenticated);
    }
}

#[tokio::test]
async fn a_key_for_somebody_known_has_to_fit_them() {
    let service = Service::start().await;
    let mut admin = service.admin();
    let key = |role: pb::Role, name: &str, tags: &[&str]| pb::AccessCreateKeyRequest {
        idempotency_key: fresh_key(),
        role: role.into(),
        name: name.into(),
        tags: tags.iter().map(ToString::to_string).collect(),
        expires_at: None,
    };
    let first = admin.access.create_key(key(pb::Role::Reviewer, "Jane", &["finance"])).await.unwrap().into_inner();
    let second = admin.access.create_key(key(pb::Role::Reviewer, "Jane", &[])).await.unwrap().into_inner();
    assert_eq!(first.key.unwrap().owner_id, second.key.unwrap().owner_id, "one person with two keys");
    for other in [key(pb::Role::Admin, "Jane", &[]), key(pb::Role::Reviewer, "Jane", &["legal"])] {
        assert_eq!(reason(&admin.access.create_key(other).await.unwrap_err()), "PERSON_EXISTS");
    }
    assert_eq!(fields(&admin.access.create_key(key(pb::Role::Agent, "Bot", &["x"])).await.unwrap_err()), ["tags"]);
    let past = pb::AccessCreateKeyRequest {
        expires_at: Some(prost_types::Timestamp { seconds: 1, nanos: 0 }),
        ..key(pb::Role::Agent, "Bot", &[])
    };
    assert_eq!(fields(&admin.access.create_key(past).await.unwrap_err()), ["expires_at"]);
}

#[tokio::test]
async fn a_key_shows_its_owner_as_they_are_now() {
    let service = Service::start().await;
    let mut admin = service.admin();
    let secret = admin.key(pb::Role::Admin, "Jane", &[]).await;
    let jane = service.with_key(&secret).access.who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap().into_inner();
    let change = pb::AccessUpdatePersonRequest {
        name: Some("Janet".into()),
        role: pb::Role::Reviewer.into(),
        ..update(&jane.id)
    };
    admin.access.update_person(change).await.unwrap();
    let keys = admin.access.list_keys(pb::AccessListKeysRequest::default()).await.unwrap().into_inner().keys;
    let key = keys.into_iter().find(|key| key.owner_id == jane.id).unwrap();
    assert_eq!((key.owner_name.as_str(), key.role()), ("Janet", pb::Role::Reviewer));
}

#[tokio::test]
async fn nobody_makes_keys_for_whoever_was_deactivated() {
    let service = Service::start().await;
    let mut admin = service.admin();
    let create = |role: pb::Role, name: &str| pb::AccessCreateKeyRequest {
        idempotency_key: fresh_key(),
        role: role.into(),
        name: name.into(),
        ..Default::default()
    };
    let jane = admin.access.create_key(create(pb::Role::Reviewer, "Jane")).await.unwrap().into_inner().key.unwrap();
    let scout = admin.access.create_key(create(pb::Role::Agent, "Scout")).await.unwrap().into_inner().key.unwrap();
    let person = |active| pb::AccessUpdatePersonRequest { active: Some(active), ..update(&jane.owner_id) };
    let agent =
        |active| pb::AccessUpdateAgentRequest { idempotency_key: fresh_key(), id: scout.owner_id.clone(), active };
    admin.access.update_person(person(false)).await.unwrap();
    admin.access.update_agent(agent(false)).await.unwrap();
    for (role, name, expected) in
        [(pb::Role::Reviewer, "Jane", "PERSON_EXISTS"), (pb::Role::Agent, "Scout", "AGENT_EXISTS")]
    {
        let status = admin.access.create_key(create(role, name)).await.unwrap_err();
        assert_eq!(reason(&status), expected);
        assert!(status.message().contains("deactivated"), "{}", status.message());
    }
    admin.access.update_person(person(true)).await.unwrap();
    admin.access.update_agent(agent(true)).await.unwrap();
    admin.access.create_key(create(pb::Role::Reviewer, "Jane")).await.unwrap();
    admin.access.create_key(create(pb::Role::Agent, "Scout")).await.unwrap();
}
