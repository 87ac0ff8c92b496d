//! Signing in to the workspace and out of it: one-time links, sessions and passwords, and the rules for them. Who comes with
//! the right words or through a trusted door is found out elsewhere; only the platform itself opens a session then.

use serde::Serialize;

use super::access::{Person, Role};
use super::act::{Act, Change, Done, Reply};
use super::caller::Who;
use super::ids::{KeyId, PersonId};
use super::key::{ApiKey, KeyKind, Secret};
use super::limits;
use super::record::{Record, Target};
use super::refusal::{Noun, Refusal};
use super::scene::Scene;

/// A key for a person, which does nothing that the person may not.
fn key(act: &Act, kind: KeyKind, secret: &Secret, person: &Person) -> ApiKey {
    // After the last end of all that let them in, whatever the clock says: what is made now is not ended by it.
    let at = person.signed_out_at.map_or(act.at, |out| act.at.max(out.plus(1)));
    let made = ApiKey::new(act.account, KeyId(act.id), secret, Who::Person(person.id), &person.name, at);
    ApiKey { kind, role: person.role, ..made }
}

fn platform(act: &Act, to: &'static str) -> Result<(), Refusal> {
    match act.role {
        Role::Platform => Ok(()),
        Role::Agent | Role::Reviewer | Role::Admin => {
            Err(Refusal::PermissionDenied { to, only: "the platform".into() })
        }
    }
}

/// Makes a link with which a person signs in once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LinkCreate {
    /// The person.
    pub person: PersonId,
    /// What is kept of the link. It is made anew for each try, so it is no part of what the caller asked for.
    #[serde(skip)]
    pub secret: Secret,
}

impl LinkCreate {
    /// The rule: an admin, for somebody who is active. One that whoever has the machine asks for is for right now.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.admin("make a sign-in link")?;
        let person = scene.person(act.account, self.person)?;
        if !person.active {
            let hint = "but was deactivated, so that they cannot sign in; activate them first";
            return Err(Refusal::Exists { noun: Noun::Person, name: person.name.clone(), hint });
        }
        let lasts = if act.role == Role::Platform { limits::LINK_AT_HAND } else { limits::LINK };
        let link = ApiKey { expires_at: Some(act.at.plus(lasts)), ..key(act, KeyKind::Link, &self.secret, person) };
        Ok(Done::record(Record::Key(link)))
    }
}

/// What lets somebody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Means {
    /// A link, which is used up by it.
    Link(KeyId),
    /// This person's password.
    Password(PersonId),
    /// Having shown otherwise that they are this person.
    Person(PersonId),
}

/// Opens a session for a browser.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SessionOpen {
    /// What lets them in.
    pub means: Means,
    /// How long it may go unused, in microseconds.
    pub idle: i64,
    /// How long it lasts in any case, in microseconds.
    pub lasts: i64,
    /// What is kept of the session's secret.
    #[serde(skip)]
    pub secret: Secret,
}

impl SessionOpen {
    /// The rule: the platform, for somebody who is active; a link lets in once.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        platform(act, "open a session")?;
        let mut changes = Vec::new();
        let person = match self.means {
            Means::Person(id) | Means::Password(id) => {
                let has_one = scene.password(act.account, id).is_some_and(|present| present.revoked_at.is_none());
                // It may have been removed since it was found to be right.
                if matches!(self.means, Means::Password(_)) && !has_one {
                    return Err(Refusal::Unauthenticated);
                }
                Some(scene.person(act.account, id)?).filter(|person| person.active).ok_or(Refusal::Unauthenticated)?
            }
            Means::Link(id) => {
                let link = scene.key(act.account, id)?;
                let Who::Person(owner) = link.owner else { return Err(Refusal::Unauthenticated) };
                let person = scene.person(act.account, owner).map_err(|_| Refusal::Unauthenticated)?;
                if link.kind != KeyKind::Link || !link.works(act.at) || !person.lets(link) {
                    return Err(Refusal::Unauthenticated);
                }
                let used = ApiKey { used_at: Some(act.at), revoked_at: Some(act.at), ..link.clone() };
                changes.push(Change::Record(Record::Key(used)));
                person
            }
        };
        let session = ApiKey {
            expires_at: Some(act.at.plus(self.lasts)),
            idle: Some(self.idle),
            vouched: !matches!(self.means, Means::Password(_)),
            used_at: Some(act.at),
            ..key(act, KeyKind::Session, &self.secret, person)
        };
        changes.push(Change::Record(Record::Key(session)));
        Ok(Done { changes, reply: Reply::Record(Target::Key(KeyId(act.id))) })
    }
}

/// Ends a session: the caller's own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SessionEnd {
    /// The session.
    pub key: KeyId,
}

impl SessionEnd {
    /// The rule: whose it is.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        let session = scene.key(act.account, self.key)?;
        if session.kind != KeyKind::Session {
            return Err(Refusal::not_found(Noun::Key, self.key));
        }
        if session.owner != act.who {
            return Err(Refusal::PermissionDenied { to: "end a session", only: "whose it is".into() });
        }
        Ok(Done::record(Record::Key(ApiKey { revoked_at: session.revoked_at.or(Some(act.at)), ..session.clone() })))
    }
}

/// Ends every session of a person, and voids their links. By an admin, for somebody else, it removes their password too:
/// whoever came in with that is to stay out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SessionsEnd {
    /// The person; nobody means the caller.
    pub person: Option<PersonId>,
}

impl SessionsEnd {
    /// The rule: one's own, or an admin.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        let mut changes = Vec::new();
        let id = match self.person {
            Some(person) if act.who == Who::Person(person) => person,
            Some(person) => {
                act.admin("end somebody else's sessions")?;
                changes.extend(scene.password_removed(act, person));
                person
            }
            None => act.person("end their sessions")?,
        };
        let mut person = scene.person(act.account, id)?.clone();
        person.sign_out(act.at);
        changes.push(Change::Record(Record::Person(person)));
        Ok(Done { changes, reply: Reply::Record(Target::Person(id)) })
    }
}

/// Sets or removes the caller's own password. No password, and no hash of one, is part of what is compared or answered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PasswordSet {
    /// Whose it is: the caller's.
    pub person: PersonId,
    /// The hash of the present password that the caller has shown to know, if they have.
    #[serde(skip)]
    pub known: Option<String>,
    /// The hash of the new one; nothing removes it.
    #[serde(skip)]
    pub hash: Option<String>,
}

impl PasswordSet {
    /// The rule: one's own, from a session, so that a key for programs cannot become a way in that outlives it; and knowing the
    /// present one as it stands now, unless the session was opened without it.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        let id = act.person("have a password")?;
        if id != self.person {
            return Err(Refusal::PermissionDenied { to: "set a password", only: "its owner".into() });
        }
        let session = scene.key(act.account, act.key)?;
        if session.kind != KeyKind::Session {
            let only = "who is signed in to the workspace".into();
            return Err(Refusal::PermissionDenied { to: "set a password", only });
        }
        let person = scene.person(act.account, id)?;
        let present = scene.password(act.account, id);
        let is_known = |present: &ApiKey| present.revoked_at.is_some() || self.known.as_ref() == Some(&present.hash);
        if !session.vouched && !present.is_none_or(is_known) {
            return Err(Refusal::PasswordWrong);
        }
        let secret = Secret { prefix: ApiKey::password_of(id), hash: self.hash.clone().unwrap_or_default() };
        let made = key(act, KeyKind::Password, &secret, person);
        let password = ApiKey {
            id: present.map_or(made.id, |present| present.id),
            revoked_at: if self.hash.is_none() { Some(act.at) } else { None },
            ..made
        };
        // Its record is nobody's to see, so the answer is the person's.
        Ok(Done { changes: vec![Change::Record(Record::Key(password))], reply: Reply::Record(Target::Person(id)) })
    }
}

/// Notes that a key is in use.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyUse {
    /// The key.
    pub key: KeyId,
}

impl KeyUse {
    /// The rule: the platform. A key that has stopped meanwhile stays as it is: being noted would wake up an idle one.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        platform(act, "note the use of a key")?;
        let key = scene.key(act.account, self.key)?;
        if !key.works(act.at) {
            return Ok(Done { changes: Vec::new(), reply: Reply::Record(Target::Key(self.key)) });
        }
        Ok(Done::record(Record::Key(ApiKey { used_at: key.used_at.max(Some(act.at)), ..key.clone() })))
    }
}
