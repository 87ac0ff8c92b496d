//! Signing in with OpenID Connect, against a provider of the test's own: who comes in, and every way of not coming in.

use http::header::{LOCATION, SET_COOKIE};
use http::{Response, StatusCode};
use pumpup::rpc::pb;
use serde_json::{Value, json};
use url::Url;

use crate::browser::Browser;
use crate::identity::Provider;
use crate::support::{Service, fresh_key};

struct House {
    service: Service,
    provider: Provider,
}

impl House {
    /// A server with a provider, and Jane, whom it knows.
    async fn open(flags: &[&str]) -> Self {
        Self::beside(Provider::start().await, flags).await
    }

    async fn beside(provider: Provider, flags: &[&str]) -> Self {
        let ours = ["--oidc-issuer", &provider.issuer, "--oidc-client-id", "pumpup", "--oidc-name", "House"];
        let service = Service::start_with(&[&ours, flags].concat()).await;
        let house = Self { service, provider };
        house.person("Jane", "jane@example.com").await;
        house
    }

    async fn person(&self, name: &str, email: &str) -> pb::Person {
        let request = pb::AccessCreatePersonRequest {
            idempotency_key: fresh_key(),
            name: name.into(),
            email: email.into(),
            role: pb::Role::Reviewer.into(),
            ..Default::default()
        };
        self.service.admin().access.create_person(request).await.unwrap().into_inner().person.unwrap()
    }

    /// A browser as it goes somewhere by itself: without an origin.
    fn browser(&self) -> Browser {
        let browser = Browser::at(&self.service).with("origin", "");
        browser.with("sec-fetch-mode", "navigate").with("sec-fetch-dest", "document")
    }

    /// Begins to sign in: the browser that has begun, and where it was sent.
    async fn begin(&self) -> (Browser, Url) {
        let begun = self.browser().get("/session/oidc").await;
        assert_eq!(begun.status(), StatusCode::SEE_OTHER);
        let sent = Url::parse(place(&begun)).unwrap();
        (self.browser().keep(&begun).with("sec-fetch-site", "cross-site"), sent)
    }

    /// Signs in as somebody of whom the provider says all this.
    async fn sign_in(&self, change: Value) -> (Browser, Response<bytes::Bytes>) {
        let (browser, sent) = self.begin().await;
        let back = self.provider.back(&sent, &change);
        let answer = browser.get(&back).await;
        (browser, answer)
    }
}

fn place<T>(answer: &Response<T>) -> &str {
    answer.headers()[LOCATION].to_str().unwrap()
}

/// The cookies that an answer sets.
fn cookies<T>(answer: &Response<T>) -> Vec<&str> {
    answer.headers().get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap()).collect()
}

fn is_refused<T>(answer: &Response<T>) -> bool {
    let opened = cookies(answer).iter().any(|cookie| cookie.contains("pumpup-session_"));
    (answer.status(), place(answer), opened) == (StatusCode::SEE_OTHER, "/sign-in?refused=1", false)
}

#[tokio::test]
async fn whoever_the_provider_vouches_for_comes_in() {
    let house = House::open(&[]).await;
    let methods = house.browser().get("/session/methods").await;
    let methods: Value = serde_json::from_slice(methods.body()).unwrap();
    assert_eq!(methods["oidc"], json!({ "name": "House" }));

    let (browser, sent) = house.begin().await;
    let asked = |name: &str| sent.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    assert_eq!(asked("code_challenge_method").as_deref(), Some("S256"));
    let origin = format!("http://{}", house.service.server.address);
    assert_eq!(asked("redirect_uri"), Some(format!("{origin}/session/oidc/callback")));
    let kept = browser.cookie().unwrap();
    assert!(kept.contains(&asked("state").unwrap()) && kept.contains(&asked("nonce").unwrap()));

    let answer = browser.get(&house.provider.back(&sent, &json!({}))).await;
    assert_eq!((answer.status(), place(&answer)), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let [session, gone] = cookies(&answer)[..] else { panic!("{answer:?}") };
    assert!(session.contains("HttpOnly; SameSite=Strict"), "{session}");
    assert!(gone.contains("-oidc-") && gone.contains("=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"), "{gone}");
    let page = Browser::at(&house.service).with("cookie", session.split(';').next().unwrap());
    let me = page.access().who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap().into_inner();
    assert_eq!(me.name, "Jane");

    // An address is the same however it is written, and may stand beside the token.
    let (_, answer) = house.sign_in(json!({ "email": "Jane@Example.com" })).await;
    assert_eq!(place(&answer), "/");
    let beside = json!({ "sub": "jane", "email": "jane@example.com", "email_verified": true });
    let (_, answer) = house.sign_in(json!({ "email": null, "userinfo": beside })).await;
    assert_eq!(place(&answer), "/");
    let another = json!({ "sub": "ann", "email": "jane@example.com", "email_verified": true });
    let (_, answer) = house.sign_in(json!({ "email": null, "userinfo": another })).await;
    assert!(is_refused(&answer));
}

#[tokio::test]
async fn whoever_is_not_vouched_for_or_not_known_stays_out() {
    let house = House::open(&[]).await;
    for name in ["Ann", "Ann the second"] {
        house.person(name, "ann@example.com").await;
    }
    let gone = house.person("Joe", "joe@example.com").await;
    let request = pb::AccessUpdatePersonRequest {
        idempotency_key: fresh_key(),
        id: gone.id,
        active: Some(false),
        ..Default::default()
    };
    house.service.admin().access.update_person(request).await.unwrap();
    for change in [
        json!({ "email": "nobody@example.com" }),
        json!({ "email": "ann@example.com" }),
        json!({ "email": "joe@example.com" }),
        json!({ "email": "" }),
        json!({ "email": null }),
        json!({ "email_verified": false }),
        json!({ "email_verified": null }),
        json!({ "nonce": "another" }),
        json!({ "aud": "another" }),
        json!({ "iss": "https://id.example" }),
        json!({ "exp": 1 }),
        json!({ "forged": true }),
    ] {
        let (_, answer) = house.sign_in(change.clone()).await;
        assert!(is_refused(&answer), "{change}: {answer:?}");
    }
    let (_, answer) = house.sign_in(json!({})).await;
    assert_eq!(place(&answer), "/", "it was not for the tries before");
}

#[tokio::test]
async fn what_comes_back_counts_once_and_where_it_began() {
    let house = House::open(&[]).await;
    let (browser, sent) = house.begin().await;
    let back = house.provider.back(&sent, &json!({}));
    // Nobody else can use it: not without the cookie, nor with another sign-in's.
    assert!(is_refused(&house.browser().get(&back).await));
    let (other, _) = house.begin().await;
    let answer = other.get(&back).await;
    assert!(is_refused(&answer));
    assert!(cookies(&answer)[0].contains("Max-Age=0"), "what had begun is over");
    assert!(is_refused(&browser.clone().with("cookie", &browser.cookie().unwrap().replace('.', "")).get(&back).await));
    let twice = format!("{0}; {0}", browser.cookie().unwrap());
    assert!(is_refused(&browser.clone().with("cookie", &twice).get(&back).await));

    // Nor any other answer in its place.
    let state = sent.query_pairs().find(|(key, _)| key == "state").unwrap().1.into_owned();
    for query in [
        format!("state={state}&error=access_denied"),
        format!("state={state}&error=access_denied&iss={}", house.provider.issuer),
        format!("state={state}&code=made-up&iss={}", house.provider.issuer),
        format!("state={state}&iss={}", house.provider.issuer),
        format!("{}&state={state}", back.split_once('?').unwrap().1),
        back.split_once('?').unwrap().1.replace("iss=", "iss=x"),
        back.split_once('?').unwrap().1.replace("iss=", "no="),
        "code=x".into(),
        String::new(),
    ] {
        let answer = browser.get(&format!("/session/oidc/callback?{query}")).await;
        assert!(is_refused(&answer), "{query}");
    }

    // A page cannot do it in a frame or behind somebody's back; and itself it is good for one time.
    for (name, value) in [("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "iframe")] {
        assert!(is_refused(&browser.clone().with(name, value).get(&back).await), "{name}: {value}");
    }
    assert_eq!(place(&browser.get(&back).await), "/");
    assert!(is_refused(&browser.get(&back).await), "replayed");
}

#[tokio::test]
async fn another_site_begins_no_sign_in() {
    let house = House::open(&[]).await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-mode", "cors"),
        ("sec-fetch-dest", "image"),
    ] {
        let answer = house.browser().with(name, value).get("/session/oidc").await;
        assert!(is_refused(&answer), "{name}: {value}");
        assert!(cookies(&answer).is_empty());
    }
    let typed = house.browser().with("sec-fetch-site", "none").get("/session/oidc").await;
    assert!(place(&typed).starts_with(&house.provider.issuer));
    let old = Browser::at(&house.service).with("origin", "").with("sec-fetch-site", "").get("/session/oidc").await;
    assert!(place(&old).starts_with(&house.provider.issuer));
}

#[tokio::test]
async fn a_client_with_a_secret_shows_it_and_one_with_another_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (secret, comes_in) in [("s/e cret\n", true), ("another", false)] {
        let file = folder.path().join("secret");
        std::fs::write(&file, secret).unwrap();
        let house = House::open(&["--oidc-client-secret-file", file.to_str().unwrap()]).await;
        house.provider.wants("s/e cret");
        let (_, answer) = house.sign_in(json!({})).await;
        assert_eq!(place(&answer) == "/", comes_in);
    }
}

#[tokio::test]
async fn a_provider_is_trusted_by_its_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    let (provider, certificate) = Provider::start_with_tls().await;
    std::fs::write(&file, certificate).unwrap();
    let house = House::beside(provider, &["--oidc-ca-cert", file.to_str().unwrap()]).await;
    assert_eq!(place(&house.sign_in(json!({})).await.1), "/");

    let (stranger, _) = Provider::start_with_tls().await;
    let house = House::beside(stranger, &["--oidc-ca-cert", file.to_str().unwrap()]).await;
    assert!(is_refused(&house.browser().get("/session/oidc").await));
}

#[tokio::test]
async fn silence_on_an_address_counts_where_the_operator_says_so() {
    let house = House::open(&["--oidc-trust-email"]).await;
    assert_eq!(place(&house.sign_in(json!({ "email_verified": null })).await.1), "/");
    assert!(is_refused(&house.sign_in(json!({ "email_verified": false })).await.1));
}

#[tokio::test]
async fn keys_that_the_provider_has_changed_are_asked_for_again() {
    let house = House::open(&[]).await;
    assert_eq!(place(&house.sign_in(json!({})).await.1), "/");
    house.provider.changes_its_key();
    assert_eq!(place(&house.sign_in(json!({})).await.1), "/");
}

#[tokio::test]
async fn a_provider_that_is_away_is_no_reason_not_to_serve() {
    let flags = ["--oidc-issuer", "http://127.0.0.1:1", "--oidc-client-id", "pumpup"];
    let service = Service::start_with(&flags).await;
    let browser = Browser::at(&service);
    let methods: Value = serde_json::from_slice(browser.get("/session/methods").await.body()).unwrap();
    assert_eq!(methods["oidc"], json!({ "name": "127.0.0.1" }), "its host, where it has no name");
    for _ in 0..50 {
        assert!(is_refused(&browser.get("/session/oidc").await));
    }
    let link = r#"{"link":"made up"}"#;
    let json = [("content-type", "application/json")];
    let answer = browser.send(http::Method::POST, "/session", &json, link).await;
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS, "all these count, whichever way they went");

    let without = Browser::at(&Service::start().await).get("/session/oidc").await;
    assert_eq!(without.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_tls_the_way_is_open_on_this_machine_only() {
    let house = House::open(&["--public-url", "http://pumpup.example,https://pumpup.example:8443"]).await;
    let at = |host| house.browser().with("host", host);
    assert!(is_refused(&at("pumpup.example").get("/session/oidc").await));
    let begun = at("pumpup.example:8443").get("/session/oidc").await;
    let cookie = cookies(&begun)[0];
    assert!(cookie.starts_with("__Host-pumpup-oidc=") && cookie.ends_with("; SameSite=Lax; Secure"), "{cookie}");
    assert!(place(&begun).contains("redirect_uri=https%3A%2F%2Fpumpup.example%3A8443%2Fsession%2Foidc%2Fcallback"));
}
