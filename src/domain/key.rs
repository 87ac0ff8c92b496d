//! Keys: whatever somebody shows to be taken for who they are. A program holds an API key, a browser a session; a link is
//! good for one session, and a password is a key that a person holds in the head.

use serde::{Deserialize, Serialize};

use super::access::Role;
use super::caller::Who;
use super::ids::{AccountId, KeyId, PersonId, Time};

/// What kind of key it is, which is how it may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum KeyKind {
    /// For programs, with every call.
    #[default]
    Api,
    /// For one browser, with every call.
    Session,
    /// For opening one session.
    Link,
    /// For opening sessions, with a person's name.
    Password,
}

impl KeyKind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Api => "API",
            Self::Session => "SESSION",
            Self::Link => "LINK",
            Self::Password => "PASSWORD",
        }
    }

    fn is_api(&self) -> bool {
        *self == Self::Api
    }
}

/// What the platform keeps of a key's secret: enough to recognise it, too little to make it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secret {
    /// The start of the key, which is public.
    pub prefix: String,
    /// The SHA-256 of the whole key, in hex.
    pub hash: String,
}

/// How long what has stopped by itself is still kept, in microseconds, for whoever asks why.
const REMEMBERED: i64 = 24 * 3_600_000_000;

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    /// The account.
    pub account: AccountId,
    /// The key's id.
    pub id: KeyId,
    /// What kind of key it is.
    #[serde(default, skip_serializing_if = "KeyKind::is_api")]
    pub kind: KeyKind,
    /// The start of the key, by which people recognise it and the platform finds it.
    pub prefix: String,
    /// The SHA-256 of the whole key, in hex; of a password, which is easier to guess, a slow hash with its parameters.
    pub hash: String,
    /// Whom it stands for.
    pub owner: Who,
    /// The name of whom it stands for.
    pub owner_name: String,
    /// The role that its owner had when it was made; what counts is the owner's own.
    pub role: Role,
    /// When it was made.
    pub created_at: Time,
    /// When it stops by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Time>,
    /// How long it may go unused before it stops by itself, in microseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle: Option<i64>,
    /// Whether a session was opened by something else than the person's password, so that they need not know that to set
    /// another: a link, a proxy, a provider.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub vouched: bool,
    /// When it was last used, about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Time>,
    /// When it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Time>,
}

impl ApiKey {
    /// A key that is new at `at`.
    pub fn new(account: AccountId, id: KeyId, secret: &Secret, owner: Who, name: &str, at: Time) -> Self {
        Self {
            account,
            id,
            kind: KeyKind::Api,
            prefix: secret.prefix.clone(),
            hash: secret.hash.clone(),
            owner,
            owner_name: name.to_owned(),
            role: match owner {
                Who::Agent(_) => Role::Agent,
                Who::Person(_) | Who::Platform => Role::Admin,
            },
            created_at: at,
            expires_at: None,
            idle: None,
            vouched: false,
            used_at: None,
            revoked_at: None,
        }
    }

    /// Whether it works at `at`, as far as the key itself goes.
    pub fn works(&self, at: Time) -> bool {
        let last = self.used_at.unwrap_or(self.created_at);
        self.revoked_at.is_none()
            && self.expires_at.is_none_or(|expires| at < expires)
            && self.idle.is_none_or(|idle| at < last.plus(idle))
    }

    /// Whether calls can be made with it. Links and passwords only open sessions.
    pub fn calls(&self) -> bool {
        matches!(self.kind, KeyKind::Api | KeyKind::Session)
    }

    /// When its record may go; nothing keeps it. Of API keys it stays known whose they were.
    pub fn forget_at(&self) -> Option<Time> {
        match self.kind {
            KeyKind::Session | KeyKind::Link => self.expires_at.map(|expires| expires.plus(REMEMBERED)),
            KeyKind::Api | KeyKind::Password => None,
        }
    }

    /// The prefix under which a person's password is found.
    pub fn password_of(person: PersonId) -> String {
        format!("password:{person}")
    }
}
