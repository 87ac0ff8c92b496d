//! What is no sign-in and no call of the server's own page.

use http::{Method, StatusCode};
use pumpup::rpc::pb;
use tonic::Code;

use super::{add, is_out, link, post, signed_in, told, use_link, who};
use crate::browser::Browser;
use crate::support::{Service, key_in};

#[tokio::test]
async fn only_the_servers_own_page_opens_and_ends_sessions() {
    let service = Service::start().await;
    let jane = add(&service, "Jane", "").await;
    let link = link(&service, &jane).await;
    let signed_in = signed_in(&service, &jane).await;
    let port = service.server.address.port();
    for (name, value) in [
        ("origin", ""),
        ("origin", "null"),
        ("origin", "http://evil.example"),
        ("origin", "http://127.0.0.1:1"),
        ("origin", "http://127.0.0.1"),
        ("origin", &format!("https://127.0.0.1:{port}")),
        ("origin", &format!("http://127.0.0.1:{port}/")),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
    ] {
        let answer = use_link(&Browser::at(&service).with(name, value), &link).await;
        assert_eq!((answer.status(), &*told(&answer)), (StatusCode::FORBIDDEN, "ORIGIN_REFUSED"), "{name}: {value}");
        assert!(answer.headers().get("set-cookie").is_none());
        assert!(answer.headers().get("access-control-allow-origin").is_none());

        let elsewhere = signed_in.clone().with(name, value);
        assert_eq!(elsewhere.send(Method::DELETE, "/session", &[], "").await.status(), StatusCode::FORBIDDEN);
        is_out(&elsewhere).await;
    }
    let rebound = Browser::at(&service).with("host", "evil.example");
    assert_eq!(use_link(&rebound, &link).await.status(), StatusCode::MISDIRECTED_REQUEST);
    is_out(&signed_in.clone().with("host", "evil.example")).await;
    // An older browser does not say where a request comes from, but for its origin.
    who(&signed_in.clone().with("sec-fetch-site", "")).await.unwrap();
    assert_eq!(
        use_link(&Browser::at(&service).with("sec-fetch-site", ""), &link).await.status(),
        StatusCode::NO_CONTENT
    );
}

#[tokio::test]
async fn a_sign_in_is_a_little_json_and_nothing_else() {
    let service = Service::start().await;
    let browser = Browser::at(&service);
    let send = async |content_type: &str, body: &str| {
        let answer = browser.send(Method::POST, "/session", &[("content-type", content_type)], body).await;
        (answer.status(), told(&answer))
    };
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonx"]
    {
        let (status, reason) = send(content_type, r#"{"link": "x"}"#).await;
        assert_eq!((status, &*reason), (StatusCode::UNSUPPORTED_MEDIA_TYPE, "INVALID_REQUEST"), "{content_type}");
    }
    assert_eq!(send("application/json; charset=utf-8", r#"{"link": "x"}"#).await.0, StatusCode::UNAUTHORIZED);
    let long = format!(r#"{{"link": "{}"}}"#, "x".repeat(5_000));
    for body in
        ["", "{}", "[]", "link", r#"{"link": 1}"#, r#"{"link": "x", "name": "y"}"#, r#"{"proxy": false}"#, &long]
    {
        let (status, reason) = send("application/json", body).await;
        assert_eq!((status, &*reason), (StatusCode::BAD_REQUEST, "INVALID_REQUEST"), "{body:.40}");
    }
    for (method, path, expected) in [
        (Method::GET, "/session", StatusCode::METHOD_NOT_ALLOWED),
        (Method::PUT, "/session", StatusCode::METHOD_NOT_ALLOWED),
        (Method::POST, "/session/methods", StatusCode::METHOD_NOT_ALLOWED),
        (Method::GET, "/session/none", StatusCode::NOT_FOUND),
    ] {
        let answer = browser.send(method, path, &[], "").await;
        assert_eq!(answer.status(), expected, "{path}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
}

#[tokio::test]
async fn a_session_is_for_browsers_calls_and_one_credential_is_enough() {
    let service = Service::start().await;
    let browser = signed_in(&service, &add(&service, "Jane", "").await).await;
    // The same cookie on a call that is no gRPC-Web.
    let path = "/pumpup.v1.Access/WhoAmI";
    let native =
        browser.clone().over_http2().send(Method::POST, path, &[("content-type", "application/grpc")], "").await;
    assert_eq!(native.headers()["grpc-status"], (Code::Unauthenticated as i32).to_string());
    // With a key beside it, nobody knows which is meant; another program's cookie is no credential of ours.
    let key = key_in(&service.folder.path().join("admin.key"));
    is_out(&browser.clone().with("authorization", &format!("Bearer {key}"))).await;
    is_out(&browser.clone().with("authorization", "bearer")).await;
    // What a proxy in front has browsers send says nothing here.
    who(&browser.clone().with("authorization", "Basic amFuZTpzZWNyZXQ=")).await.unwrap();
    is_out(&Browser::at(&service).with("authorization", "Basic amFuZTpzZWNyZXQ=")).await;
    let other =
        Browser::at(&service).with("cookie", "pumpup-1=x; theme=dark").with("authorization", &format!("Bearer {key}"));
    assert_eq!(who(&other).await.unwrap().role(), pb::Role::Admin);
    // Two of one name, and one that is not whole.
    let cookie = browser.cookie().unwrap();
    is_out(&browser.clone().with("cookie", &format!("{cookie}; {cookie}"))).await;
    is_out(&browser.clone().with("cookie", &cookie[..cookie.len() - 1])).await;
    is_out(&browser.clone().with("cookie", "")).await;
}

#[tokio::test]
async fn over_tls_the_cookie_is_bound_to_its_host_and_without_it_there_is_none_beyond_loopback() {
    let flags = ["--public-url", "https://pumpup.example,http://pumpup.example:8080"];
    let service = Service::start_with(&flags).await;
    let jane = add(&service, "Jane", "").await;
    let at = |host: &str, origin: &str| Browser::at(&service).with("host", host).with("origin", origin);
    let secure = at("pumpup.example", "https://pumpup.example");
    let answer = use_link(&secure, &link(&service, &jane).await).await;
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.starts_with("__Host-pumpup=pumpup-session_"), "{cookie}");
    assert!(cookie.ends_with("; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure"), "{cookie}");
    assert_eq!(who(&secure.keep(&answer)).await.unwrap().id, jane);

    let plain = at("pumpup.example:8080", "http://pumpup.example:8080");
    let refused = use_link(&plain, &link(&service, &jane).await).await;
    assert_eq!((refused.status(), &*told(&refused)), (StatusCode::FORBIDDEN, "TLS_REQUIRED"));
    let words = String::from_utf8(refused.body().to_vec()).unwrap();
    assert!(words.contains("--public-url") && words.contains("TLS"), "{words}");
    assert!(refused.headers().get("set-cookie").is_none());
}

#[tokio::test]
async fn a_proxy_is_believed_only_where_it_is_expected() {
    let methods = async |browser: &Browser| {
        let body: serde_json::Value = serde_json::from_slice(browser.get("/session/methods").await.body()).unwrap();
        assert_eq!((&body["password"], &body["oidc"]), (&true.into(), &serde_json::Value::Null));
        body["proxy"].as_bool().unwrap()
    };
    let enter = async |browser: &Browser| post(browser, r#"{"proxy": true}"#).await;
    for (peers, believed) in [("127.0.0.0/8,::1", true), ("10.0.0.1", false)] {
        let service = Service::start_with(&["--trusted-header", "X-Email", "--trusted-proxy", peers]).await;
        let jane = add(&service, "Jane", "jane@example.com").await;
        let led = Browser::at(&service).with("x-email", "Jane@example.com");
        assert_eq!(methods(&led).await, believed, "{peers}");
        let answer = enter(&led).await;
        if believed {
            assert_eq!(who(&led.keep(&answer)).await.unwrap().id, jane);
        } else {
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        }
        for email in ["", "nobody@example.com"] {
            let other = Browser::at(&service).with("x-email", email);
            assert_eq!(enter(&other).await.status(), StatusCode::UNAUTHORIZED, "{email}");
        }
        assert!(!methods(&Browser::at(&service)).await);
    }
    let service = Service::start().await;
    add(&service, "Jane", "jane@example.com").await;
    let led = Browser::at(&service).with("x-email", "jane@example.com");
    assert!(!methods(&led).await);
    assert_eq!(enter(&led).await.status(), StatusCode::UNAUTHORIZED);
}
