//! The description of this wire, OpenAPI 3.1, for whoever asks. It is written by hand, and held to the routes by a test.

use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

/// The document.
const DOCUMENT: &str = include_str!("openapi.json");

/// `GET /api/openapi.json`: it says nothing about anybody, so it wants no key.
pub(super) fn answer() -> Response {
    ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-cache")], DOCUMENT).into_response()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::DOCUMENT;
    use crate::rest::routes::{DESCRIPTION, ROUTES};

    fn document() -> Value {
        serde_json::from_str(DOCUMENT).unwrap()
    }

    fn operations() -> Vec<(String, String, Value)> {
        let document = document();
        let paths = document["paths"].as_object().unwrap();
        let of = |(path, methods): (&String, &Value)| {
            let methods = methods.as_object().unwrap().clone().into_iter();
            let path = path.clone();
            methods.map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation)).collect::<Vec<_>>()
        };
        paths.iter().flat_map(of).collect()
    }

    #[test]
    fn it_describes_what_is_served_and_nothing_else() {
        let described: BTreeSet<_> = operations().into_iter().map(|(method, path, _)| (method, path)).collect();
        let served = ROUTES.iter().map(|route| (route.method.to_owned(), route.path.to_owned()));
        let served: BTreeSet<_> = served.chain([("GET".to_owned(), DESCRIPTION.to_owned())]).collect();
        assert_eq!(described, served);
        let names: BTreeSet<_> =
            operations().into_iter().map(|(_, _, operation)| operation["operationId"].clone().to_string()).collect();
        assert_eq!(names.len(), served.len(), "every call has a name of its own");
    }

    #[test]
    fn every_status_is_there() {
        for (method, path, operation) in operations().into_iter().filter(|(_, path, _)| path != DESCRIPTION) {
            let mut statuses = BTreeSet::from(["400", "401", "429", "500", "503"]);
            if method == "POST" {
                statuses.extend(["201", "408", "413", "415"]);
                // A file concerns nothing that is there already, and whoever has a key may bring one.
                statuses.extend(["403", "404", "409"].into_iter().filter(|_| path != "/api/uploads"));
            } else {
                statuses.insert("200");
                // The tasks of a project that is not there are not found either.
                statuses.extend(["404"].into_iter().filter(|_| path != "/api/projects"));
                statuses.extend(["204", "410"].into_iter().filter(|_| path.ends_with("/result")));
            }
            let described: BTreeSet<_> =
                operation["responses"].as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(described, statuses, "{method} {path}");
        }
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn look(document: &Value, value: &Value) {
            match value {
                Value::Object(members) => {
                    if let Some(Value::String(reference)) = members.get("$ref") {
                        assert!(document.pointer(&reference[1..]).is_some(), "{reference}");
                    }
                    members.values().for_each(|member| look(document, member));
                }
                Value::Array(items) => items.iter().for_each(|item| look(document, item)),
                _ => {}
            }
        }
        look(&document(), &document());
    }
}
