//! A schema as a document: where schemas lie inside it, and what its references lead to. A reference to anything but the
//! document itself is a fault, and so is a second dialect; whether the schema is well formed is the metaschema's to say.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use url::Url;

use super::DIALECT;
use crate::domain::quote::quoted;

/// The base that relative references have where the schema has no `$id`.
const BASE: &str = "json-schema:///";
/// How many patterns a schema may have; each is compiled when it is run.
const PATTERNS: usize = 100;

/// A schema or any other value in a document, by where it lies in memory. Only compared, and only while it is borrowed.
pub(super) type Address = *const Value;

/// A schema with its references resolved.
pub(super) struct Document<'a> {
    /// The schema itself.
    pub(super) root: &'a Value,
    /// Every schema that was found, in the order of finding.
    pub(super) schemas: Vec<&'a Value>,
    /// By schema, what its `$ref` and `$dynamicRef` lead to.
    pub(super) targets: HashMap<Address, Vec<&'a Value>>,
}

/// Where a schema inside a schema applies.
pub(super) enum Place<'a> {
    /// To the same value.
    Here,
    /// To one member of an object.
    Member(&'a str),
    /// To one item of an array.
    Item(usize),
    /// To all members of an object.
    Members,
    /// To the members of an object that `properties` beside it does not name.
    Others,
    /// To all items of an array.
    Items,
    /// To the names of the members of an object.
    Names,
    /// To nothing, until a reference leads to it.
    Nowhere,
}

impl<'a> Document<'a> {
    /// Reads a schema; what is wrong with its references, dialects and patterns comes back together.
    pub(super) fn read(root: &'a Value) -> Result<Self, Vec<String>> {
        let mut reader = Reader::default();
        reader.resources.insert(BASE.to_owned(), root);
        reader.schema(root, BASE);
        let targets = reader.resolve();
        if reader.patterns > PATTERNS {
            reader.faults.push(format!("has {} patterns; at most {PATTERNS} are allowed", reader.patterns));
        }
        if reader.faults.is_empty() { Ok(Self { root, schemas: reader.schemas, targets }) } else { Err(reader.faults) }
    }
}

/// The schemas that lie inside a schema.
pub(super) fn inner(schema: &Value) -> Vec<(Place<'_>, &Value)> {
    let mut inner = Vec::new();
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        match (keyword.as_str(), value) {
            ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                inner.extend(schemas.iter().map(|schema| (Place::Here, schema)));
            }
            ("not" | "if" | "then" | "else", schema) => inner.push((Place::Here, schema)),
            ("dependentSchemas" | "dependencies", Value::Object(schemas)) => {
                inner.extend(schemas.values().map(|schema| (Place::Here, schema)));
            }
            ("properties", Value::Object(schemas)) => {
                inner.extend(schemas.iter().map(|(name, schema)| (Place::Member(name), schema)));
            }
            ("patternProperties", Value::Object(schemas)) => {
                inner.extend(schemas.values().map(|schema| (Place::Members, schema)));
            }
            ("additionalProperties" | "unevaluatedProperties", schema) => inner.push((Place::Others, schema)),
            ("propertyNames", schema) => inner.push((Place::Names, schema)),
            ("prefixItems", Value::Array(schemas)) => {
                inner.extend(schemas.iter().enumerate().map(|(index, schema)| (Place::Item(index), schema)));
            }
            ("items" | "contains" | "unevaluatedItems", schema) => inner.push((Place::Items, schema)),
            ("$defs" | "definitions", Value::Object(schemas)) => {
                inner.extend(schemas.values().map(|schema| (Place::Nowhere, schema)));
            }
            ("contentSchema", schema) => inner.push((Place::Nowhere, schema)),
            _ => {}
        }
    }
    inner
}

/// A document in the course of being read.
#[derive(Default)]
struct Reader<'a> {
    schemas: Vec<&'a Value>,
    seen: HashSet<Address>,
    /// By URI, the schemas with a base of their own.
    resources: HashMap<String, &'a Value>,
    /// By URI and fragment, the schemas with a name.
    anchors: HashMap<String, &'a Value>,
    /// By name, the schemas that a dynamic reference of that name may lead to.
    dynamic: HashMap<&'a str, Vec<&'a Value>>,
    /// Where references stand, their base, what they say, and whether they are dynamic.
    references: Vec<(&'a Value, String, &'a str, bool)>,
    patterns: usize,
    faults: Vec<String>,
}

impl<'a> Reader<'a> {
    /// Reads a schema and those inside it. The limit on the depth of JSON bounds how far this calls itself.
    fn schema(&mut self, schema: &'a Value, base: &str) {
        let Some(members) = schema.as_object().filter(|_| self.seen.insert(schema)) else { return };
        self.schemas.push(schema);
        let text = |keyword: &str| members.get(keyword).and_then(Value::as_str);
        if let Some(dialect) = text("$schema").filter(|dialect| dialect.trim_end_matches('#') != DIALECT) {
            self.faults.push(format!("has the $schema {}; only {DIALECT} is understood", quoted(dialect)));
        }
        let base = match text("$id").map(|id| (id, joined(base, id))) {
            None => base.to_owned(),
            Some((_, Some(own))) => {
                if self.resources.insert(own.clone(), schema).is_some_and(|other| !std::ptr::eq(other, schema)) {
                    self.faults.push(format!("has the $id {} twice", quoted(&own)));
                }
                own
            }
            Some((id, None)) => {
                self.faults.push(format!("has the $id {}, which is no URI", quoted(id)));
                base.to_owned()
            }
        };
        for anchor in [text("$anchor"), text("$dynamicAnchor")].into_iter().flatten() {
            let other = self.anchors.insert(format!("{base}#{anchor}"), schema);
            if other.is_some_and(|other| !std::ptr::eq(other, schema)) {
                self.faults.push(format!("has the anchor {} twice", quoted(anchor)));
            }
        }
        if let Some(anchor) = text("$dynamicAnchor") {
            self.dynamic.entry(anchor).or_default().push(schema);
        }
        for (keyword, is_dynamic) in [("$ref", false), ("$dynamicRef", true)] {
            self.references.extend(text(keyword).map(|reference| (schema, base.clone(), reference, is_dynamic)));
        }
        self.patterns += usize::from(members.contains_key("pattern"));
        self.patterns += members.get("patternProperties").and_then(Value::as_object).map_or(0, Map::len);
        for (_, inner) in inner(schema) {
            self.schema(inner, &base);
        }
    }

    /// Finds what the references lead to. That may be schemas in places where none is looked for, with more references.
    fn resolve(&mut self) -> HashMap<Address, Vec<&'a Value>> {
        let mut targets: HashMap<Address, Vec<&'a Value>> = HashMap::new();
        while let Some((schema, base, reference, is_dynamic)) = self.references.pop() {
            let (resource, fragment) = reference.split_once('#').unwrap_or((reference, ""));
            let resource = if resource.is_empty() { Some(base) } else { joined(&base, resource) };
            let target = resource.as_ref().and_then(|uri| match decoded(fragment)?.as_str() {
                anchor if !anchor.is_empty() && !anchor.starts_with('/') => {
                    self.anchors.get(&format!("{uri}#{anchor}")).copied()
                }
                pointer => self.resources.get(uri).and_then(|resource| resource.pointer(pointer)),
            });
            let (Some(target), Some(base)) = (target, resource) else {
                let reference = quoted(reference);
                self.faults
                    .push(format!("refers to {reference}, which is not in the schema itself: nothing else is read"));
                continue;
            };
            self.schema(target, &base);
            let found = targets.entry(schema).or_default();
            found.push(target);
            if is_dynamic {
                let named = self.dynamic.get(fragment).into_iter().flatten();
                found.extend(named.filter(|named| !std::ptr::eq(**named, target)));
            }
        }
        targets
    }
}

/// A reference, without its fragment, against its base.
fn joined(base: &str, reference: &str) -> Option<String> {
    let mut url = Url::parse(base).ok()?.join(reference).ok()?;
    url.set_fragment(None);
    Some(url.into())
}

/// A fragment without its percent-encoding.
fn decoded(fragment: &str) -> Option<String> {
    let mut parts = fragment.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (code, plain) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(code, 16).ok()?);
        bytes.extend_from_slice(plain.as_bytes());
    }
    String::from_utf8(bytes).ok()
}
