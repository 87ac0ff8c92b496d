//! The provider: where its doors are, where a browser is sent, and what a code that it brings back says of a person.

use std::sync::Arc;
use std::time::Duration;

use ::http::{HeaderValue, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::Instant;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use url::Url;
use url::form_urlencoded::{self, Serializer};

use super::http::{self, Ask};
use super::known::Known;
use super::token::{self, Email, Expected};
use super::{Client, Fault, Pending, signatures};
use crate::auth::origins::Origin;
use crate::domain::ids::Time;

/// What a browser brings back.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// What shows that the provider knows them.
    pub code: Option<String>,
    /// What they were sent with.
    pub state: Option<String>,
    /// Why the provider did not let them in.
    pub error: Option<String>,
    /// Which provider that was.
    pub iss: Option<String>,
}

impl Answer {
    /// Reads it from a query. What is there twice counts as not there: whichever was meant, the other one is an attack.
    pub fn parse(query: &str) -> Self {
        let only = |name: &str| {
            let mut all = form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key == name);
            match (all.next(), all.next()) {
                (Some((_, value)), None) => Some(value.into_owned()),
                _ => None,
            }
        };
        Self { code: only("code"), state: only("state"), error: only("error"), iss: only("iss") }
    }

    /// Whether it is an answer to what began like this.
    pub fn is_to(&self, pending: &Pending) -> bool {
        self.state.as_deref().is_some_and(|state| pending.is_of(state))
    }
}

/// A provider, and what we are to it.
pub struct Provider {
    /// What we are to it.
    pub client: Client,
    tls: TlsConnector,
    known: Mutex<Option<Found>>,
}

/// What came of asking the provider what it is like.
enum Found {
    Known(Arc<Known>),
    /// Nothing, and until when nobody asks again: those who wait for a provider that is away do not wait one after the other.
    Not(Fault, Instant),
}

/// How long that is.
const AWAY: Duration = Duration::from_secs(5);

impl Provider {
    /// A provider that nothing has been asked yet.
    pub fn new(client: Client, tls: ClientConfig) -> Self {
        signatures::install();
        Self { client, tls: TlsConnector::from(Arc::new(tls)), known: Mutex::default() }
    }

    /// Where a browser is sent to sign in, to come back to this origin.
    pub async fn begin(&self, origin: &Origin, pending: &Pending) -> Result<Url, Fault> {
        let known = self.known().await?;
        let mut url = known.authorization.clone();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.client.id)
            .append_pair("redirect_uri", &back(origin))
            .append_pair("scope", "openid email")
            .append_pair("state", &pending.state)
            .append_pair("nonce", &pending.nonce)
            .append_pair("code_challenge", &pending.challenge())
            .append_pair("code_challenge_method", "S256");
        Ok(url)
    }

    /// The verified e-mail address of whoever comes back with an answer.
    pub async fn finish(&self, origin: &Origin, pending: &Pending, answer: Answer, now: Time) -> Result<String, Fault> {
        if !answer.is_to(pending) {
            return Err(Fault::OtherState);
        }
        let known = self.known().await?;
        // Another provider's answer is not taken to this one (RFC 9207).
        let is_its_own = answer.iss.as_ref().map_or(!known.names_itself, |iss| *iss == self.client.issuer);
        if !is_its_own {
            return Err(Fault::OtherState);
        }
        if let Some(error) = answer.error {
            return Err(Fault::Refused(code(&error)));
        }
        let given = self.exchange(&known, origin, pending, &answer.code.ok_or(Fault::OtherState)?).await?;
        let claims = self.claims(&known, &given.id_token, &pending.nonce, now).await?;
        let email = match (claims.email.is_there(), &known.userinfo, &given.access_token) {
            (false, Some(userinfo), Some(access)) => self.userinfo(userinfo, access, &claims.sub).await?,
            _ => claims.email,
        };
        email.verified(self.client.trust_email)
    }

    /// Has the provider's tokens for a code.
    async fn exchange(&self, known: &Known, origin: &Origin, pending: &Pending, code: &str) -> Result<Given, Fault> {
        let ask = self.claim(known, origin, pending, code)?;
        let (status, body) = http::ask(&self.tls, ask).await?;
        if status != StatusCode::OK {
            #[derive(Deserialize)]
            struct Refusal {
                error: String,
            }
            let refusal = serde_json::from_slice::<Refusal>(&body);
            return Err(
                refusal.map_or_else(|_| http::unexpected(status), |refusal| Fault::Refused(self::code(&refusal.error)))
            );
        }
        http::json(&body)
    }

    /// The request for them, in which we show who we are.
    fn claim<'a>(&self, known: &'a Known, origin: &Origin, pending: &Pending, code: &str) -> Result<Ask<'a>, Fault> {
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", &back(origin))
            .append_pair("code_verifier", &pending.verifier);
        let secret = self.client.secret.as_ref();
        let authorization = secret.filter(|_| known.basic).map(|secret| basic(&self.client.id, secret)).transpose()?;
        if authorization.is_none() {
            form.append_pair("client_id", &self.client.id);
            secret.map(|secret| form.append_pair("client_secret", secret));
        }
        Ok(Ask { url: &known.token, authorization, form: Some(form.finish()) })
    }

    /// What an ID token says, if it holds. The provider may have changed its keys since it was asked for them.
    async fn claims(&self, known: &Known, id_token: &str, nonce: &str, now: Time) -> Result<token::Claims, Fault> {
        let expected = Expected { issuer: &self.client.issuer, client: &self.client.id, nonce, now };
        let header = token::header(id_token)?;
        let keys = token::keys(&known.keys, &header);
        if !keys.is_empty() {
            return token::verify(id_token, &header, &keys, &expected);
        }
        *self.known.lock().await = None;
        let known = self.known().await?;
        token::verify(id_token, &header, &token::keys(&known.keys, &header), &expected)
    }

    /// What the provider says of somebody besides the ID token, where many keep the e-mail address.
    async fn userinfo(&self, url: &Url, access: &str, sub: &str) -> Result<Email, Fault> {
        #[derive(Deserialize)]
        struct About {
            sub: String,
            #[serde(flatten)]
            email: Email,
        }
        let bearer = HeaderValue::from_str(&format!("Bearer {access}"));
        let authorization = bearer.map_err(|_| Fault::Provider("its access token is no text for a header".into()))?;
        let about: About = http::get(&self.tls, Ask { url, authorization: Some(authorization), form: None }).await?;
        if about.sub == sub { Ok(about.email) } else { Err(Fault::Provider("it speaks of somebody else".into())) }
    }

    /// What is known of the provider. Whoever needs it while it is asked waits for that one answer, be it that there is none.
    async fn known(&self) -> Result<Arc<Known>, Fault> {
        let mut kept = self.known.lock().await;
        match kept.as_ref() {
            Some(Found::Known(known)) if Instant::now() < known.until => return Ok(known.clone()),
            Some(Found::Not(fault, until)) if Instant::now() < *until => return Err(fault.clone()),
            _ => {}
        }
        match Known::find(&self.tls, &self.client.issuer).await {
            Ok(known) => {
                let known = Arc::new(known);
                *kept = Some(Found::Known(known.clone()));
                Ok(known)
            }
            Err(fault) => {
                tracing::warn!(issuer = self.client.issuer, why = %fault, "nobody can sign in with OpenID Connect now");
                *kept = Some(Found::Not(fault.clone(), Instant::now() + AWAY));
                Err(fault)
            }
        }
    }
}

/// What a provider gives for a code.
#[derive(Deserialize)]
struct Given {
    id_token: String,
    access_token: Option<String>,
}

/// Where browsers come back to.
fn back(origin: &Origin) -> String {
    format!("{origin}/session/oidc/callback")
}

/// A secret in a header: both parts are written as in a form before they are joined (RFC 6749, 2.3.1).
fn basic(id: &str, secret: &str) -> Result<HeaderValue, Fault> {
    let part = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let text = format!("Basic {}", STANDARD.encode(format!("{}:{}", part(id), part(secret))));
    let mut header = HeaderValue::from_str(&text).map_err(|_| Fault::Provider("the secret fits no header".into()))?;
    header.set_sensitive(true);
    Ok(header)
}

/// A code of an error, which anybody may have written who knows our address.
fn code(given: &str) -> String {
    let is_one = |text: &&str| {
        (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b))
    };
    Some(given).filter(is_one).unwrap_or("with something that is no code").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_twice_is_not_there() {
        let answer = Answer::parse("code=a%2Bb&state=s&iss=https%3A%2F%2Fid.example");
        let expected = Answer {
            code: Some("a+b".into()),
            state: Some("s".into()),
            iss: Some("https://id.example".into()),
            error: None,
        };
        assert_eq!(answer, expected);
        assert_eq!(Answer::parse("code=a&code=a&state=s&state=t"), Answer::default());
        assert_eq!(Answer::parse(""), Answer::default());
    }

    #[test]
    fn a_secret_is_written_as_in_a_form() {
        // "pump up:s/e+c" in the forms of both parts.
        assert_eq!(basic("pump up", "s/e+c").unwrap(), format!("Basic {}", STANDARD.encode("pump+up:s%2Fe%2Bc")));
    }

    #[test]
    fn a_code_of_an_error_is_short_and_plain() {
        assert_eq!(code("access_denied"), "access_denied");
        for other in ["", "two words", "line\nbreak", &"x".repeat(65)] {
            assert_eq!(code(other), "with something that is no code", "{other:?}");
        }
    }
}
