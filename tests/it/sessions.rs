//! Signing in and out as a browser does: links, passwords, a proxy's word, and what a session is worth.

mod limits;
mod machine;
mod refusals;

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Response, StatusCode};
use pumpup::rpc::pb;
use pumpup::rpc::pb::access_client::AccessClient;
use tonic::{Code, Status};

use crate::browser::Browser;
use crate::support::{Clients, Service, fresh_key, patiently, reason};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// Adds a reviewer, and answers their id.
async fn add(service: &Service, name: &str, email: &str) -> String {
    let request = pb::AccessCreatePersonRequest {
        idempotency_key: fresh_key(),
        name: name.into(),
        email: email.into(),
        role: pb::Role::Reviewer.into(),
        tags: Vec::new(),
    };
    service.admin().access.create_person(request).await.unwrap().into_inner().person.unwrap().id
}

/// The text of a new link for a person.
async fn link(service: &Service, person: &str) -> String {
    let request = pb::AccessCreateSignInLinkRequest { idempotency_key: fresh_key(), person_id: person.into() };
    let made = service.admin().access.create_sign_in_link(request).await.unwrap().into_inner();
    made.path.strip_prefix("/sign-in#").unwrap().to_owned()
}

async fn post(browser: &Browser, body: &str) -> Response<Bytes> {
    browser.send(Method::POST, "/session", &[("content-type", "application/json")], body).await
}

async fn use_link(browser: &Browser, link: &str) -> Response<Bytes> {
    post(browser, &format!(r#"{{"link": "{link}"}}"#)).await
}

async fn use_password(browser: &Browser, name: &str, password: &str) -> Response<Bytes> {
    post(browser, &serde_json::json!({ "name": name, "password": password }).to_string()).await
}

/// A browser in which a person is signed in.
async fn signed_in(service: &Service, person: &str) -> Browser {
    let browser = Browser::at(service);
    let answer = use_link(&browser, &link(service, person).await).await;
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    browser.keep(&answer)
}

async fn who(browser: &Browser) -> Result<pb::AccessWhoAmIResponse, Status> {
    browser.access().who_am_i(pb::AccessWhoAmIRequest {}).await.map(tonic::Response::into_inner)
}

async fn is_out(browser: &Browser) {
    let refused = who(browser).await.unwrap_err();
    assert_eq!((refused.code(), &*reason(&refused)), (Code::Unauthenticated, "UNAUTHENTICATED"));
}

fn told(answer: &Response<Bytes>) -> String {
    let body: serde_json::Value = serde_json::from_slice(answer.body()).unwrap();
    assert!(body["message"].as_str().is_some_and(|message| message.ends_with('.') || message.ends_with('…')), "{body}");
    body["reason"].as_str().unwrap().to_owned()
}

/// Sets a person's password through their browser.
async fn set_password(browser: &Browser, current: &str, new: &str) -> Result<(), Status> {
    let request = pb::AccessSetPasswordRequest {
        idempotency_key: fresh_key(),
        current_password: current.into(),
        new_password: new.into(),
    };
    browser.access().set_password(request).await.map(|_| ())
}

async fn end_sessions(mut access: AccessClient<crate::support::Caller>, person: &str) {
    let request = pb::AccessEndSessionsRequest { idempotency_key: fresh_key(), person_id: person.into() };
    access.end_sessions(request).await.unwrap();
}

#[tokio::test]
async fn a_link_makes_a_browser_its_person() {
    let service = Service::start().await;
    let jane = add(&service, "Jane", "jane@example.com").await;
    let browser = Browser::at(&service);
    let link = link(&service, &jane).await;
    let answer = use_link(&browser, &link).await;
    assert_eq!((answer.status(), answer.body().len()), (StatusCode::NO_CONTENT, 0));
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    let port = service.server.address.port();
    assert!(cookie.starts_with(&format!("pumpup-{port}=pumpup-session_")), "{cookie}");
    assert!(cookie.ends_with("; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict"), "{cookie}");
    assert_eq!(answer.headers()["cache-control"], "no-store");

    let browser = browser.keep(&answer);
    for browser in [browser.clone(), browser.clone().over_http2()] {
        let me = who(&browser).await.unwrap();
        assert_eq!((&*me.id, &*me.name, me.role()), (&*jane, "Jane", pb::Role::Reviewer));
        assert_eq!((&*me.email, me.has_password), ("jane@example.com", false));
    }
    // Whoever signs in anew leaves the session that the browser held.
    let anew = use_link(&browser, &self::link(&service, &jane).await).await;
    is_out(&browser).await;
    let browser = browser.keep(&anew);
    who(&browser).await.unwrap();
    // A link is used up, whoever tries it again.
    let again = use_link(&Browser::at(&service), &link).await;
    assert_eq!((again.status(), &*told(&again)), (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED"));
    assert!(again.headers().get("set-cookie").is_none());

    // Neither of them is an API key, and neither is listed.
    let keys = service.admin().access.list_keys(pb::AccessListKeysRequest::default()).await.unwrap().into_inner().keys;
    assert!(keys.iter().all(|key| key.prefix.starts_with("pumpup_")) && keys.len() == 2, "{keys:?}");
    let session = browser.cookie().unwrap().split_once('=').unwrap().1.to_owned();
    for text in [&link, &session] {
        let refused = service.with_key(text).access.who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap_err();
        assert_eq!(refused.code(), Code::Unauthenticated);
    }
}

#[tokio::test]
async fn of_eight_browsers_with_one_link_one_gets_in() {
    let service = Service::start().await;
    let jane = add(&service, "Jane", "").await;
    for _ in 0..4 {
        let link = link(&service, &jane).await;
        let mut tries = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (browser, link) = (Browser::at(&service), link.clone());
            tries.spawn(async move { use_link(&browser, &link).await.status() });
        }
        let mut statuses = patiently(tries.join_all()).await;
        statuses.sort();
        assert_eq!(statuses[0], StatusCode::NO_CONTENT);
        assert!(statuses[1..].iter().all(|status| *status == StatusCode::UNAUTHORIZED), "{statuses:?}");
    }
}

#[tokio::test]
async fn a_link_stops_after_three_days() {
    let service = Service::start().await;
    let jane = add(&service, "Jane", "").await;
    let (one, other) = (link(&service, &jane).await, link(&service, &jane).await);
    service.clock.advance(72 * HOUR - MINUTE);
    assert_eq!(use_link(&Browser::at(&service), &one).await.status(), StatusCode::NO_CONTENT);
    service.clock.advance(MINUTE);
    assert_eq!(use_link(&Browser::at(&service), &other).await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_and_when_it_is_old() {
    let service = Service::start_with(&["--session-idle", "1h", "--session-max", "3h"]).await;
    let jane = add(&service, "Jane", "").await;
    let browser = signed_in(&service, &jane).await;
    for _ in 0..5 {
        service.clock.advance(30 * MINUTE);
        who(&browser).await.unwrap();
        noted(&service, &browser).await;
    }
    service.clock.advance(31 * MINUTE);
    is_out(&browser).await;

    let browser = signed_in(&service, &jane).await;
    service.clock.advance(59 * MINUTE);
    who(&browser).await.unwrap();
    noted(&service, &browser).await;
    service.clock.advance(HOUR);
    is_out(&browser).await;
}

/// Waits until the use of a browser's session is noted, which happens beside the call.
async fn noted(service: &Service, browser: &Browser) {
    let cookie = browser.cookie().unwrap();
    let prefix = cookie.split_once('=').unwrap().1.rsplit_once('_').unwrap().0;
    // The secret may hold underscores too: the prefix has a length of its own.
    let prefix = prefix[.."pumpup-session_".len() + 12].to_owned();
    let now = service.clock.now();
    patiently(async {
        loop {
            let standing = service.server.engine.standing_of_prefix(&prefix).await.unwrap();
            if standing.key.used_at == Some(now) {
                return;
            }
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn watching_is_no_use_of_a_session() {
    let service = Service::start_with(&["--session-idle", "1h"]).await;
    let browser = signed_in(&service, &add(&service, "Jane", "").await).await;
    service.clock.advance(50 * MINUTE);
    let mut watch = browser.inbox().watch(pb::InboxWatchRequest::default()).await.unwrap().into_inner();
    patiently(watch.message()).await.unwrap().unwrap();
    service.clock.advance(11 * MINUTE);
    is_out(&browser).await;
    // The stream that is open ends too, with the next thing it would have said.
    service.agent().ask_approval("May I?").await;
    let ended = patiently(async {
        loop {
            if let Err(status) = watch.message().await {
                return status;
            }
        }
    });
    assert_eq!(reason(&ended.await), "UNAUTHENTICATED");
}

#[tokio::test]
async fn whatever_ends_a_session_ends_its_open_streams() {
    let service = Service::start().await;
    let jane = add(&service, "Jane", "").await;
    let deactivate = |person: String| pb::AccessUpdatePersonRequest {
        idempotency_key: fresh_key(),
        id: person,
        active: Some(false),
        ..Default::default()
    };
    for how in ["signing out", "signing out everywhere", "an admin", "deactivating"] {
        let browser = signed_in(&service, &jane).await;
        let bystander = signed_in(&service, &jane).await;
        let mut watch = browser.inbox().watch(pb::InboxWatchRequest::default()).await.unwrap().into_inner();
        patiently(watch.message()).await.unwrap().unwrap();
        service.clock.advance(Duration::from_millis(1));
        match how {
            "signing out" => {
                let answer = browser.send(Method::DELETE, "/session", &[], "").await;
                assert_eq!(answer.status(), StatusCode::NO_CONTENT);
                assert!(answer.headers()["set-cookie"].to_str().unwrap().contains("=; Path=/; Max-Age=0;"));
            }
            "signing out everywhere" => {
                let request = pb::AccessEndSessionsRequest { idempotency_key: fresh_key(), person_id: String::new() };
                drop(browser.access().end_sessions(request).await.unwrap());
            }
            "an admin" => end_sessions(service.admin().access, &jane).await,
            _ => drop(service.admin().access.update_person(deactivate(jane.clone())).await.unwrap()),
        }
        let ended = patiently(async {
            loop {
                if let Err(status) = watch.message().await {
                    return status;
                }
            }
        });
        assert_eq!(reason(&ended.await), "UNAUTHENTICATED", "{how}");
        is_out(&browser).await;
        assert_eq!(who(&bystander).await.is_ok(), how == "signing out", "{how}");
        service.clock.advance(Duration::from_millis(1));
    }
    // Who is signed out already is told the same.
    let browser = Browser::at(&service);
    assert_eq!(browser.send(Method::DELETE, "/session", &[], "").await.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn signing_out_everywhere_voids_links_and_leaves_api_keys() {
    let service = Service::start().await;
    let jane: Clients = service.newcomer(pb::Role::Reviewer, "Jane", &[]).await;
    let id = jane.access.clone().who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap().into_inner().id;
    let link = link(&service, &id).await;
    service.clock.advance(Duration::from_millis(1));
    end_sessions(jane.access.clone(), "").await;
    assert_eq!(use_link(&Browser::at(&service), &link).await.status(), StatusCode::UNAUTHORIZED);
    jane.access.clone().who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap();
}

#[tokio::test]
async fn an_api_key_says_when_it_was_last_used() {
    let service = Service::start().await;
    let key = service.admin().key(pb::Role::Agent, "Bot", &[]).await;
    let bots = async || {
        let keys = service.admin().access.list_keys(pb::AccessListKeysRequest::default()).await.unwrap();
        let found = keys.into_inner().keys.into_iter().find(|found| key.starts_with(&found.prefix));
        found.unwrap().last_used_at.map(|at| at.seconds * 1_000_000 + i64::from(at.nanos / 1_000))
    };
    assert_eq!(bots().await, None);
    let mut last = None;
    // Within five minutes of a note there is no other.
    for (wait, is_noted) in [(Duration::ZERO, true), (4 * MINUTE, false), (2 * MINUTE, true)] {
        service.clock.advance(wait);
        service.with_key(&key).access.who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap();
        if is_noted {
            last = Some(service.clock.now().0);
        }
        patiently(async { while bots().await != last {} }).await;
    }
}
