//! Passwords: right, wrong, and too often wrong.

use std::time::Duration;

use http::StatusCode;
use pumpup::rpc::pb;
use tonic::Code;

use super::{MINUTE, add, end_sessions, post, set_password, signed_in, told, use_password, who};
use crate::browser::Browser;
use crate::support::{Service, fields, fresh_key, reason};

const PASSWORD: &str = "correct horse battery";

/// A browser in which somebody is signed in by their password.
async fn by_password(service: &Service, name: &str, password: &str) -> Browser {
    let browser = Browser::at(service);
    let answer = use_password(&browser, name, password).await;
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    browser.keep(&answer)
}

#[tokio::test]
async fn a_person_signs_in_with_their_name_or_address_and_their_password() {
    let service = Service::start().await;
    let jane = add(&service, "Jane", "jane@example.com").await;
    let browser = signed_in(&service, &jane).await;
    let short = set_password(&browser, "", "too short").await.unwrap_err();
    assert_eq!(fields(&short), ["new_password"]);
    set_password(&browser, "", PASSWORD).await.unwrap();
    assert!(who(&browser).await.unwrap().has_password);

    for name in ["Jane", " Jane ", "jane@example.com", "Jane@Example.com"] {
        let answer = use_password(&Browser::at(&service), name, PASSWORD).await;
        assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{name}");
        assert_eq!(who(&Browser::at(&service).keep(&answer)).await.unwrap().id, jane);
    }
    // Whatever is wrong is answered alike.
    add(&service, "John", "john@example.com").await;
    service.other_account_key("globex").await;
    for body in [
        r#"{"name": "Jane", "password": "correct horse batterz"}"#,
        r#"{"name": "Jane", "password": ""}"#,
        r#"{"name": "John", "password": "correct horse battery"}"#,
        r#"{"name": "Nobody", "password": "correct horse battery"}"#,
        r#"{"name": "nobody@example.com", "password": "correct horse battery"}"#,
        r#"{"name": "Jane", "password": "correct horse battery", "account": "globex"}"#,
        r#"{"name": "Jane", "password": "correct horse battery", "account": "none"}"#,
        r#"{"link": "pumpup-link_000000000000_0000000000000000000000000000000000000000000"}"#,
        r#"{"link": ""}"#,
        r#"{"proxy": true}"#,
    ] {
        let answer = post(&Browser::at(&service), body).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{body}");
        assert_eq!(told(&answer), "UNAUTHENTICATED");
    }
    // An address that two people have is nobody's.
    add(&service, "Janet", "jane@example.com").await;
    let answer = use_password(&Browser::at(&service), "jane@example.com", PASSWORD).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);

    let update = pb::AccessUpdatePersonRequest {
        idempotency_key: fresh_key(),
        id: jane,
        active: Some(false),
        ..Default::default()
    };
    service.admin().access.update_person(update).await.unwrap();
    let answer = use_password(&Browser::at(&service), "Jane", PASSWORD).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_password_is_changed_and_removed_by_whoever_knows_it() {
    let service = Service::start().await;
    let browser = signed_in(&service, &add(&service, "Jane", "").await).await;
    set_password(&browser, "", PASSWORD).await.unwrap();
    let browser = by_password(&service, "Jane", PASSWORD).await;
    for current in ["", "another password"] {
        let wrong = set_password(&browser, current, "a new password").await.unwrap_err();
        assert_eq!((wrong.code(), &*reason(&wrong)), (Code::FailedPrecondition, "PASSWORD_WRONG"));
    }
    // A retry of the change that was done is answered as it was, though the password is another by now.
    let change = pb::AccessSetPasswordRequest {
        idempotency_key: fresh_key(),
        current_password: PASSWORD.into(),
        new_password: "a new password".into(),
    };
    browser.access().set_password(change.clone()).await.unwrap();
    let replayed = browser.access().set_password(change).await.unwrap();
    assert_eq!(replayed.metadata().get("idempotent-replayed").unwrap(), "true");

    let sign_in = async |password: &str| use_password(&Browser::at(&service), "Jane", password).await.status();
    assert_eq!(sign_in(PASSWORD).await, StatusCode::UNAUTHORIZED);
    assert_eq!(sign_in("a new password").await, StatusCode::NO_CONTENT);
    set_password(&browser, "a new password", "").await.unwrap();
    assert!(!who(&browser).await.unwrap().has_password);
    assert_eq!(sign_in("a new password").await, StatusCode::UNAUTHORIZED);
    assert_eq!(sign_in("").await, StatusCode::UNAUTHORIZED);
    set_password(&browser, "", PASSWORD).await.unwrap();
    assert_eq!(sign_in(PASSWORD).await, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_password_that_is_forgotten_or_in_other_hands_is_got_rid_of() {
    let service = Service::start().await;
    let jane = add(&service, "Jane", "").await;
    let sign_in = async |password: &str| use_password(&Browser::at(&service), "Jane", password).await.status();
    set_password(&signed_in(&service, &jane).await, "", PASSWORD).await.unwrap();
    // Whoever comes in by a link need not know it.
    set_password(&signed_in(&service, &jane).await, "", "a new password").await.unwrap();
    assert_eq!(sign_in("a new password").await, StatusCode::NO_CONTENT);
    end_sessions(service.admin().access, &jane).await;
    assert_eq!(sign_in("a new password").await, StatusCode::UNAUTHORIZED);
    assert!(!who(&signed_in(&service, &jane).await).await.unwrap().has_password);
    // No key for programs sets one.
    let request = pb::AccessSetPasswordRequest {
        idempotency_key: fresh_key(),
        current_password: String::new(),
        new_password: PASSWORD.into(),
    };
    let refused = service.admin().access.set_password(request).await.unwrap_err();
    assert_eq!((refused.code(), &*reason(&refused)), (Code::PermissionDenied, "PERMISSION_DENIED"));
}

#[tokio::test]
async fn who_fails_too_often_has_to_wait() {
    let service = Service::start().await;
    let jane = add(&service, "Jane", "").await;
    let browser = signed_in(&service, &jane).await;
    set_password(&browser, "", PASSWORD).await.unwrap();
    let sign_in = async |name: &str, password: &str| use_password(&Browser::at(&service), name, password).await;
    for _ in 0..9 {
        assert_eq!(sign_in("Jane", "a wrong password").await.status(), StatusCode::UNAUTHORIZED);
    }
    // Getting in begins anew.
    assert_eq!(sign_in("Jane", PASSWORD).await.status(), StatusCode::NO_CONTENT);
    for _ in 0..10 {
        assert_eq!(sign_in("jane", "a wrong password").await.status(), StatusCode::UNAUTHORIZED);
    }
    let refused = sign_in("Jane", PASSWORD).await;
    assert_eq!((refused.status(), &*told(&refused)), (StatusCode::TOO_MANY_REQUESTS, "LIMIT_EXCEEDED"));
    let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((890..=901).contains(&wait), "{wait}");
    service.clock.advance(Duration::from_secs(wait));
    assert_eq!(sign_in("Jane", PASSWORD).await.status(), StatusCode::NO_CONTENT);

    // Of one address only so many fail, whatever they try.
    for _ in 0..50 {
        let answer = post(&Browser::at(&service), r#"{"link": "x"}"#).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    }
    let refused = post(&Browser::at(&service), r#"{"link": "x"}"#).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(sign_in("Jane", PASSWORD).await.status(), StatusCode::TOO_MANY_REQUESTS);
    // Who has a right link is not kept out.
    signed_in(&service, &jane).await;
    service.clock.advance(15 * MINUTE);
    assert_eq!(sign_in("Jane", PASSWORD).await.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn guessing_the_present_password_from_within_is_limited_too() {
    let service = Service::start().await;
    let browser = signed_in(&service, &add(&service, "Jane", "").await).await;
    set_password(&browser, "", PASSWORD).await.unwrap();
    let browser = by_password(&service, "Jane", PASSWORD).await;
    for _ in 0..10 {
        assert_eq!(reason(&set_password(&browser, "a wrong one", "").await.unwrap_err()), "PASSWORD_WRONG");
    }
    let refused = set_password(&browser, PASSWORD, "").await.unwrap_err();
    assert_eq!((refused.code(), &*reason(&refused)), (Code::ResourceExhausted, "LIMIT_EXCEEDED"));
}
