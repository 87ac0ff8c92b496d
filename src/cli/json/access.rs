//! People, keys and the caller as JSON. A key's secret is never among them but where it is made.

use super::{Json, joined, list, moment, name, object, optional_text, text};
use crate::rpc::pb;

fn role(role: i32) -> Json {
    name(pb::Role::try_from(role).ok().map(|role| role.as_str_name()), "ROLE_")
}

/// Whom the caller's key stands for.
pub fn who(who: &pb::AccessWhoAmIResponse) -> Json {
    object([
        ("id", text(&who.id)),
        ("name", text(&who.name)),
        ("role", role(who.role)),
        ("tags", list(&who.tags, |tag| text(tag))),
        ("accountId", text(&who.account_id)),
        ("accountName", text(&who.account_name)),
    ])
}

/// A person.
pub fn person(person: &pb::Person) -> Json {
    object([
        ("id", text(&person.id)),
        ("name", text(&person.name)),
        ("email", optional_text(&person.email)),
        ("role", role(person.role)),
        ("tags", list(&person.tags, |tag| text(tag))),
        ("active", person.active.into()),
        ("createdAt", moment(person.created_at.as_ref())),
    ])
}

/// A key without its secret.
pub fn key(key: &pb::ApiKey) -> Json {
    object([
        ("id", text(&key.id)),
        ("prefix", text(&key.prefix)),
        ("role", role(key.role)),
        ("ownerId", text(&key.owner_id)),
        ("ownerName", text(&key.owner_name)),
        ("createdAt", moment(key.created_at.as_ref())),
        ("expiresAt", moment(key.expires_at.as_ref())),
        ("revokedAt", moment(key.revoked_at.as_ref())),
        ("lastUsedAt", moment(key.last_used_at.as_ref())),
    ])
}

/// A key that was just made, with its secret: the one time it is shown.
pub fn new_key(secret: &str, key: &pb::ApiKey) -> Json {
    joined([("secret", text(secret))], self::key(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_key_shows_its_secret_only_when_new() {
        let key = pb::ApiKey {
            id: "key-1".to_owned(),
            prefix: "pu_ab".to_owned(),
            role: pb::Role::Agent.into(),
            ..Default::default()
        };
        let listed = serde_json::to_value(self::key(&key)).expect("JSON");
        assert_eq!(
            (&listed["role"], &listed["expiresAt"], listed.get("secret")),
            (&json!("AGENT"), &json!(null), None)
        );
        let made = serde_json::to_value(new_key("pu_abcdef", &key)).expect("JSON");
        assert_eq!((&made["secret"], &made["id"]), (&json!("pu_abcdef"), &json!("key-1")));
    }

    #[test]
    fn a_person_has_every_member() {
        let person = pb::Person { active: true, tags: vec!["finance".to_owned()], ..Default::default() };
        assert_eq!(
            serde_json::to_value(self::person(&person)).expect("JSON"),
            json!({
                "id": "", "name": "", "email": null, "role": null, "tags": ["finance"], "active": true,
                "createdAt": null
            })
        );
    }
}
