//! Where a fault lies, in the words of the JSON: the domain names fields as the proto does, and has an arm where JSON has a
//! `type`.

use crate::domain::faults::Violation;

/// The names of arms, which JSON leaves out of its paths.
const ARMS: [&str; 15] = [
    "text",
    "text_area",
    "number",
    "slider",
    "select",
    "multiselect",
    "date_field",
    "time",
    "date_time",
    "switch",
    "approve",
    "reject",
    "edit_and_approve",
    "escalate",
    "request_more_info",
];

/// The same fault with its paths in JSON's words. `context` are the keys of the request's context, in order.
pub(super) fn in_json(fault: Violation, context: &[String]) -> Violation {
    let description = match fault.description.rsplit_once(" of ") {
        // It names the entry that it repeats.
        Some((start, end)) if start.starts_with("repeats ") && end.ends_with("; each has to differ") => {
            let first = end.trim_end_matches("; each has to differ");
            format!("{start} of {}; each has to differ", path(first, context))
        }
        _ => fault.description.replace(" max_length ", " maxLength "),
    };
    Violation { field: path(&fault.field, context), description }
}

fn path(path: &str, context: &[String]) -> String {
    if let Some((index, _)) = path.strip_prefix("key_value_context[").and_then(|rest| rest.split_once(']'))
        && let Some(key) = index.parse().ok().and_then(|index: usize| context.get(index))
    {
        return member("keyValueContext", key);
    }
    let parts: Vec<&str> = path.split('.').collect();
    let is_arm = |index: usize| {
        let within = parts[..index].last().is_some_and(|before| before.starts_with("fields[") || *before == "outcome");
        within && ARMS.contains(&parts[index])
    };
    let kept: Vec<String> = (0..parts.len()).filter(|index| !is_arm(*index)).map(|index| camel(parts[index])).collect();
    kept.join(".")
}

/// The path of a member whose name is the caller's own.
pub(super) fn member(of: &str, name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|char| char.is_alphanumeric() || char == '_' || char == '-');
    if plain { format!("{of}.{name}") } else { format!("{of}[{}]", crate::domain::quote::quoted(name)) }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut chars = word.chars();
        camel.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(chars.as_str());
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_the_json() {
        let context = ["Claim".to_owned(), "Amount due".to_owned(), "claim_id".to_owned()];
        for (proto, json) in [
            ("summary", "summary"),
            ("project_name", "projectName"),
            ("metadata_patch.set_once", "metadataPatch.setOnce"),
            ("metadata_patch.unset[3]", "metadataPatch.unset[3]"),
            ("add_attachments[0].label", "addAttachments[0].label"),
            ("attachments[2]", "attachments[2]"),
            ("key_value_context", "keyValueContext"),
            ("key_value_context[0].value", "keyValueContext.Claim"),
            ("key_value_context[1].key", r#"keyValueContext["Amount due"]"#),
            ("key_value_context[2].key", "keyValueContext.claim_id"),
            ("fields[2].select.options[1]", "fields[2].options[1]"),
            ("fields[0].text_area.min_length", "fields[0].minLength"),
            ("fields[0].label", "fields[0].label"),
            ("recommendation[1].field_id", "recommendation[1].fieldId"),
            ("recommendation.outcome.edit_and_approve.note", "recommendation.outcome.note"),
            ("recommendation.outcome.reject.reason_code", "recommendation.outcome.reasonCode"),
        ] {
            assert_eq!(path(proto, &context), json);
        }
    }

    #[test]
    fn descriptions_that_name_a_path_name_it_in_json_too() {
        let fault = |description: &str| Violation { field: "fields[1].id".into(), description: description.into() };
        for (said, says) in [
            (
                r#"repeats "x of y" of add_attachments[0].label; each has to differ"#,
                r#"repeats "x of y" of addAttachments[0].label; each has to differ"#,
            ),
            (
                "is 5, above max_length 3: no text could satisfy both",
                "is 5, above maxLength 3: no text could satisfy both",
            ),
            ("is one of many", "is one of many"),
        ] {
            assert_eq!(in_json(fault(said), &[]).description, says);
        }
    }
}
