//! What Access is asked about signing in, out of its messages. Passwords go no further than to whoever hashes them.

use super::reader::{Read, Reader};
use crate::domain::access::Secret;
use crate::domain::command::Command;
use crate::domain::ids::PersonId;
use crate::domain::limits;
use crate::domain::refusal::Refusal;
use crate::domain::sign_in::{LinkCreate, SessionsEnd};
use crate::rpc::pb;

/// Reads Access.CreateSignInLink; what is kept of the secret comes from outside.
pub fn link_create(from: pb::AccessCreateSignInLinkRequest, secret: Secret) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let person = reader.id("person_id", &from.person_id, PersonId::parse);
    reader.finish(key, Command::LinkCreate(LinkCreate { person, secret }))
}

/// Reads Access.EndSessions.
pub fn sessions_end(from: pb::AccessEndSessionsRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let person = reader.optional_id("person_id", &from.person_id, PersonId::parse);
    reader.finish(key, Command::SessionsEnd(SessionsEnd { person }))
}

/// A password to set.
pub struct PasswordAsked {
    /// The idempotency key.
    pub key: String,
    /// The present one, as the caller says.
    pub current: String,
    /// The new one; nothing removes it.
    pub new: Option<String>,
}

/// Reads Access.SetPassword.
pub fn password_set(from: pb::AccessSetPasswordRequest) -> Result<PasswordAsked, Refusal> {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let (least, most) = (limits::PASSWORD_LEAST, limits::PASSWORD);
    let length = from.new_password.chars().count();
    if length != 0 && !(least..=most).contains(&length) {
        let fault = format!("has {length} characters; a password has {least} to {most}, and none removes it");
        reader.faults.add("new_password", fault);
    }
    if from.current_password.chars().count() > most {
        reader.faults.add("current_password", format!("has more than {most} characters, so it is none of ours"));
    }
    reader.done()?;
    let new = (length != 0).then_some(from.new_password);
    Ok(PasswordAsked { key, current: from.current_password, new })
}
