//! A provider of OpenID Connect for the tests, as strict as a real one, which says of people what the test wants it to say.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::{get, post};
use axum::serve::Listener;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};
use pumpup::environment::Clock;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use rustls_pki_types::PrivateKeyDer;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider as ring_provider;
use tokio_rustls::server::TlsStream;
use tokio_util::task::AbortOnDropHandle;
use url::Url;

use crate::support::fresh_key;

/// What becomes of a code, once.
struct Promise {
    redirect: String,
    challenge: String,
    token: String,
    userinfo: Value,
}

struct Office {
    issuer: String,
    key: EcdsaKeyPair,
    key_id: String,
    secret: Option<String>,
    codes: HashMap<String, Promise>,
    userinfo: Value,
}

type Shared = Arc<Mutex<Office>>;

/// A provider that listens on a port of its own.
pub struct Provider {
    /// Its URL.
    pub issuer: String,
    office: Shared,
    _served: AbortOnDropHandle<()>,
}

fn new_key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).unwrap()
}

fn sign(key: &EcdsaKeyPair, head: &Value, claims: &Value) -> String {
    let [head, claims] = [head, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
    let message = format!("{head}.{claims}");
    let signature = key.sign(&SystemRandom::new(), message.as_bytes()).unwrap();
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

impl Provider {
    /// Starts one.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        Self::open(issuer, listener)
    }

    /// Starts one that speaks TLS, with a certificate of its own making, which it answers as PEM.
    pub async fn start_with_tls() -> (Self, String) {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key))
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let secured = Secured { listener, acceptor: TlsAcceptor::from(Arc::new(config)) };
        (Self::open(issuer, secured), made.cert.pem())
    }

    fn open<L>(issuer: String, listener: L) -> Self
    where
        L: Listener<Addr = SocketAddr>,
    {
        let office = Office {
            issuer: issuer.clone(),
            key: new_key(),
            key_id: fresh_key(),
            secret: None,
            codes: HashMap::new(),
            userinfo: Value::Null,
        };
        let office = Arc::new(Mutex::new(office));
        let router = axum::Router::new()
            .route("/.well-known/openid-configuration", get(about))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/me", get(me))
            .with_state(office.clone());
        let served = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { issuer, office, _served: AbortOnDropHandle::new(served) }
    }

    /// Wants its client to show a secret from now on.
    pub fn wants(&self, secret: &str) {
        self.office.lock().unwrap().secret = Some(secret.into());
    }

    /// Signs with another key from now on.
    pub fn changes_its_key(&self) {
        let mut office = self.office.lock().unwrap();
        (office.key, office.key_id) = (new_key(), fresh_key());
    }

    /// Lets Jane in whose browser was sent here, or whoever `change` makes of her, and says where it sends the browser back.
    /// `forged` has somebody else sign for it; `userinfo` is what it says of her besides.
    pub fn back(&self, sent: &Url, change: &Value) -> String {
        let asked: HashMap<_, _> = sent.query_pairs().into_owned().collect();
        assert_eq!((&*asked["response_type"], &*asked["client_id"]), ("code", "pumpup"));
        let mut office = self.office.lock().unwrap();
        let now = Clock::system().now().0 / 1_000_000;
        let mut claims = json!({
            "iss": office.issuer, "aud": "pumpup", "sub": "jane", "iat": now, "exp": now + 300, "nonce": asked["nonce"],
            "email": "jane@example.com", "email_verified": true,
        });
        for (name, value) in change.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let forger = new_key();
        let key = if change["forged"] == true { &forger } else { &office.key };
        let promise = Promise {
            redirect: asked["redirect_uri"].clone(),
            challenge: asked["code_challenge"].clone(),
            token: sign(key, &json!({ "alg": "ES256", "kid": office.key_id }), &claims),
            userinfo: change["userinfo"].clone(),
        };
        let code = fresh_key();
        office.codes.insert(code.clone(), promise);
        let redirect = Url::parse(&asked["redirect_uri"]).unwrap();
        format!("{}?code={code}&state={}&iss={}", redirect.path(), asked["state"], office.issuer)
    }
}

/// Speaks TLS with whoever comes.
struct Secured {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for Secured {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        loop {
            let (stream, peer) = self.listener.accept().await.unwrap();
            // Whoever does not trust us hangs up.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, peer);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

type Answer = (StatusCode, axum::body::Bytes);

fn answer(status: StatusCode, body: &Value) -> Answer {
    (status, body.to_string().into())
}

async fn about(State(office): State<Shared>) -> Answer {
    let issuer = &office.lock().unwrap().issuer;
    let about = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/me"),
        "jwks_uri": format!("{issuer}/keys"),
        "authorization_response_iss_parameter_supported": true,
    });
    answer(StatusCode::OK, &about)
}

async fn keys(State(office): State<Shared>) -> Answer {
    let office = office.lock().unwrap();
    let (x, y) = office.key.public_key().as_ref()[1..].split_at(32);
    let [x, y] = [x, y].map(|part| URL_SAFE_NO_PAD.encode(part));
    let own =
        json!({ "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": office.key_id, "x": x, "y": y });
    answer(StatusCode::OK, &json!({ "keys": [{ "kty": "from the future", "kid": 1 }, own] }))
}

async fn token(State(office): State<Shared>, headers: HeaderMap, body: axum::body::Bytes) -> Answer {
    let form: HashMap<_, _> = url::form_urlencoded::parse(&body).into_owned().collect();
    let mut office = office.lock().unwrap();
    let is_client = match &office.secret {
        // What stands in the header is written as in a form.
        Some(secret) => {
            let secret: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
            headers
                .get(AUTHORIZATION)
                .is_some_and(|shown| *shown == format!("Basic {}", STANDARD.encode(format!("pumpup:{secret}"))))
        }
        None => form.get("client_id").is_some_and(|id| id == "pumpup"),
    };
    if !is_client {
        return answer(StatusCode::UNAUTHORIZED, &json!({ "error": "invalid_client" }));
    }
    let verified = URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
    let promise = office.codes.remove(&form["code"]);
    let kept = promise.filter(|promise| promise.challenge == verified && promise.redirect == form["redirect_uri"]);
    let Some(promise) = kept.filter(|_| form["grant_type"] == "authorization_code") else {
        return answer(StatusCode::BAD_REQUEST, &json!({ "error": "invalid_grant" }));
    };
    office.userinfo = promise.userinfo;
    let given = json!({ "token_type": "Bearer", "access_token": "of-jane", "id_token": promise.token });
    answer(StatusCode::OK, &given)
}

async fn me(State(office): State<Shared>, headers: HeaderMap) -> Answer {
    let office = office.lock().unwrap();
    if headers[AUTHORIZATION] != "Bearer of-jane" || office.userinfo.is_null() {
        return answer(StatusCode::UNAUTHORIZED, &json!({ "error": "invalid_token" }));
    }
    answer(StatusCode::OK, &office.userinfo)
}
