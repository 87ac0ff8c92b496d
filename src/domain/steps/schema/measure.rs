//! The work that running a schema takes, measured before it is run.
//!
//! References make a small schema large: forty definitions that each refer twice to the next are a trillion checks. The
//! measure follows the references without running anything, each schema once for each value, and refuses what would
//! not end in good time or would nest too deep for a stack. It errs on the side of counting too much.

use std::collections::HashMap;

use serde_json::Value;

use super::document::{Address, Document, Place, inner};

/// How often schemas may be applied to values in one validation.
const CHECKS: u64 = 200_000;
/// How many schemas may follow one another, by references and the like, on the way to one value.
const IN_PLACE: usize = 64;
/// How many schemas may be under way at once, over all levels of a value.
const NESTED: usize = 256;
/// What one level of `unevaluated…` multiplies the work on the same value by: it runs what lies beside it again.
const UNEVALUATED: u64 = 4;

impl<'a> Document<'a> {
    /// Whether each schema of the document ends, whatever it is applied to.
    pub(super) fn measure(&self) -> Result<(), String> {
        let mut measured = HashMap::new();
        self.schemas.iter().try_for_each(|schema| self.in_place(schema, 1, &mut measured).map(drop))
    }

    /// Whether applying the document to a value ends in good time.
    pub(super) fn measure_with(&self, value: &Value) -> Result<(), String> {
        let checks = self.checks(self.root, value, 0, &mut HashMap::new());
        checks.filter(|checks| *checks <= CHECKS).map(drop).ok_or_else(|| {
            format!(
                "takes more than {CHECKS} checks, or {NESTED} nested ones, against the step's schema: too many to run"
            )
        })
    }

    /// How many schemas follow one another in place from this one, and how often they are applied in all; `nested` of
    /// them led here.
    fn in_place(
        &self,
        schema: &'a Value,
        nested: usize,
        measured: &mut HashMap<Address, Option<(usize, u64)>>,
    ) -> Result<(usize, u64), String> {
        match measured.get(&std::ptr::from_ref(schema)) {
            Some(Some(known)) => return Ok(*known),
            Some(None) => {
                return Err("refers back to itself without going into the value, so it could never be run".to_owned());
            }
            None => {}
        }
        let too_long =
            || format!("has more than {IN_PLACE} schemas in a row, by reference, for one and the same value");
        if nested > IN_PLACE {
            return Err(too_long());
        }
        measured.insert(schema, None);
        let (mut row, mut checks) = (0, 0_u64);
        for next in self.here(schema) {
            let (inner_row, inner_checks) = self.in_place(next, nested + 1, measured)?;
            row = row.max(inner_row);
            checks = checks.saturating_add(inner_checks);
        }
        let (row, checks) = (row + 1, checks.saturating_mul(again(schema)).saturating_add(1));
        if row > IN_PLACE {
            return Err(too_long());
        }
        if checks > CHECKS {
            return Err(format!("multiplies by its references: it takes more than {CHECKS} checks of a single value"));
        }
        measured.insert(schema, Some((row, checks)));
        Ok((row, checks))
    }

    /// The schemas that apply to the value that this one is applied to.
    fn here(&self, schema: &'a Value) -> impl Iterator<Item = &'a Value> {
        let inner = inner(schema).into_iter().filter(|(place, _)| matches!(place, Place::Here));
        inner
            .map(|(_, schema)| schema)
            .chain(self.targets.get(&std::ptr::from_ref(schema)).into_iter().flatten().copied())
    }

    /// How often schemas are applied when this one is; nothing where they are too many or nest too deep.
    fn checks(
        &self,
        schema: &'a Value,
        value: &Value,
        nested: usize,
        known: &mut HashMap<(Address, Address), u64>,
    ) -> Option<u64> {
        let key = (std::ptr::from_ref(schema), std::ptr::from_ref(value));
        if let Some(checks) = known.get(&key) {
            return Some(*checks);
        }
        if nested > NESTED {
            return None;
        }
        let mut sum = 1_u64;
        let mut add = |checks: u64| {
            sum = sum.saturating_add(checks);
            (sum <= CHECKS).then_some(())
        };
        for next in self.here(schema) {
            add(self.checks(next, value, nested + 1, known)?.saturating_mul(again(schema)))?;
        }
        for (place, next) in inner(schema) {
            match (place, value) {
                (Place::Member(name), Value::Object(members)) => {
                    if let Some(member) = members.get(name) {
                        add(self.checks(next, member, nested + 1, known)?)?;
                    }
                }
                (Place::Item(index), Value::Array(items)) => {
                    if let Some(item) = items.get(index) {
                        add(self.checks(next, item, nested + 1, known)?)?;
                    }
                }
                (Place::Members, Value::Object(members)) => {
                    for member in members.values() {
                        add(self.checks(next, member, nested + 1, known)?)?;
                    }
                }
                (Place::Others, Value::Object(members)) => {
                    let named = schema.get("properties").and_then(Value::as_object);
                    let is_other = |name: &String| named.is_none_or(|named| !named.contains_key(name));
                    for (_, member) in members.iter().filter(|(name, _)| is_other(name)) {
                        add(self.checks(next, member, nested + 1, known)?)?;
                    }
                }
                (Place::Names, Value::Object(members)) => {
                    // A name is a text, so only what applies in place is applied to it: the same for each name.
                    let each = self.checks(next, &Value::Null, nested + 1, known)?;
                    add(each.saturating_mul(u64::try_from(members.len()).unwrap_or(u64::MAX)))?;
                }
                (Place::Items, Value::Array(items)) => {
                    for item in items {
                        add(self.checks(next, item, nested + 1, known)?)?;
                    }
                }
                _ => {}
            }
        }
        known.insert(key, sum);
        Some(sum)
    }
}

/// How often what applies in place is run.
fn again(schema: &Value) -> u64 {
    let repeats = schema.get("unevaluatedProperties").is_some() || schema.get("unevaluatedItems").is_some();
    if repeats { UNEVALUATED } else { 1 }
}
