//! Reading bodies member by member. A reader keeps every fault with its path, so that a caller learns all of them at once;
//! what is absent or null reads as empty, and whether that is allowed, the domain says.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::json::{Json, Name, plain_object};
use super::paths;
use crate::domain::command::Command;
use crate::domain::faults::Faults;
use crate::domain::ids::Time;
use crate::domain::quote::quoted;
use crate::domain::refusal::Refusal;

/// After how many faults it no longer matters which others there are.
const MANY: usize = 500;

/// What is wrong with a body, as far as it was read.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) faults: Faults,
    /// The offset of the first local time that has one.
    pub(super) offset: Option<String>,
    /// The keys of a request's context, in order: faults of it are told under them.
    pub(super) context: Vec<String>,
}

impl Reader {
    /// The command, if nothing is wrong with it.
    pub(super) fn finish(mut self, command: Command) -> Result<Command, Refusal> {
        let mut checked = Faults::default();
        command.check(&mut checked);
        // What could not be read stands in the command as empty: that it is missing is no news then.
        let known: BTreeSet<String> = self.faults.0.iter().map(|fault| fault.field.clone()).collect();
        let is_known = |path: &str| {
            known.contains(path)
                || path.char_indices().any(|(at, char)| matches!(char, '.' | '[') && known.contains(&path[..at]))
        };
        for fault in checked.0 {
            let fault = paths::in_json(fault, &self.context);
            if !is_known(&fault.field) {
                self.faults.add(fault.field, fault.description);
            }
        }
        self.done().map(|()| command)
    }

    /// A refusal if anything was wrong.
    pub(super) fn done(self) -> Result<(), Refusal> {
        if self.faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.faults.0)) }
    }

    /// Notes that there is another thing than was wanted.
    pub(super) fn unlike(&mut self, path: &str, found: &Json, wanted: &str) {
        self.faults.add(path, format!("is {}; {wanted} is wanted", found.kind()));
    }

    /// An id. A text that is none is a fault, and stands for an id that nothing has.
    pub(super) fn id<T>(&mut self, path: &str, text: &str, parse: impl Fn(&str) -> Option<T>) -> T {
        parse(text).unwrap_or_else(|| {
            // A number, say, is told of as that, and not as an id that is missing. Nobody reads on after so many faults.
            let faults = &self.faults.0;
            let is_known = || faults.len() >= MANY || faults.iter().any(|fault| fault.field == path);
            if text.is_empty() {
                if !is_known() {
                    self.faults.add(path, "is required: an id as the platform answered it");
                }
            } else {
                let shown = quoted(text);
                self.faults.add(path, format!("is {shown}, which is no id; send one as the platform answered it"));
            }
            parse("00000000-0000-0000-0000-000000000000").expect("the nil id is an id")
        })
    }

    /// A text.
    pub(super) fn text(&mut self, path: &str, value: Json) -> String {
        match value {
            Json::Text(text) => text,
            other => {
                self.unlike(path, &other, "a text");
                String::new()
            }
        }
    }

    /// Texts.
    pub(super) fn texts(&mut self, path: &str, value: Json) -> Vec<String> {
        match value {
            Json::List(items) => {
                let item = |(index, item)| self.text(&format!("{path}[{index}]"), item);
                items.into_iter().enumerate().map(item).collect()
            }
            other => {
                self.unlike(path, &other, "a list of texts");
                Vec::new()
            }
        }
    }
}

/// An object that is being read: its path, and the members that nobody has asked for yet.
pub(super) struct Object {
    path: String,
    members: Vec<(Name, Json)>,
}

impl Object {
    /// A whole body.
    pub(super) fn body(members: Vec<(Name, Json)>) -> Self {
        Self { path: String::new(), members }
    }

    /// The object at a path; an empty one if something else is there.
    pub(super) fn at(reader: &mut Reader, path: String, value: Json) -> Self {
        let members = match value {
            Json::Object(members) => members,
            other => {
                reader.unlike(&path, &other, "an object");
                Vec::new()
            }
        };
        Self { path, members }
    }

    /// The path of a member.
    pub(super) fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// The member of a name, if it is there and not null.
    pub(super) fn take(&mut self, name: &str) -> Option<Json> {
        let at = self.members.iter().position(|(given, _)| given == name)?;
        Some(self.members.swap_remove(at).1).filter(|value| *value != Json::Null)
    }

    /// A text, empty where there is none.
    pub(super) fn text(&mut self, reader: &mut Reader, name: &str) -> String {
        self.take(name).map(|value| reader.text(&self.path(name), value)).unwrap_or_default()
    }

    /// Texts, none where there are none.
    pub(super) fn texts(&mut self, reader: &mut Reader, name: &str) -> Vec<String> {
        self.take(name).map(|value| reader.texts(&self.path(name), value)).unwrap_or_default()
    }

    /// An id.
    pub(super) fn id<T>(&mut self, reader: &mut Reader, name: &str, parse: impl Fn(&str) -> Option<T>) -> T {
        let text = self.text(reader, name);
        reader.id(&self.path(name), &text, parse)
    }

    /// An id that may be left out.
    pub(super) fn optional_id<T>(
        &mut self,
        reader: &mut Reader,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(reader, name);
        (!text.is_empty()).then(|| reader.id(&self.path(name), &text, parse))
    }

    /// Yes or no; no where it is not said.
    pub(super) fn flag(&mut self, reader: &mut Reader, name: &str) -> bool {
        match self.take(name) {
            Some(Json::Flag(flag)) => flag,
            Some(other) => {
                reader.unlike(&self.path(name), &other, "true or false");
                false
            }
            None => false,
        }
    }

    /// A number.
    pub(super) fn number(&mut self, reader: &mut Reader, name: &str) -> Option<f64> {
        match self.take(name)? {
            Json::Number(number) => number.as_f64(),
            other => {
                reader.unlike(&self.path(name), &other, "a number");
                None
            }
        }
    }

    /// A length in characters.
    pub(super) fn length(&mut self, reader: &mut Reader, name: &str) -> Option<u32> {
        let given = self.number(reader, name)?;
        if given.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&given) {
            return Some(given as u32);
        }
        let shown = crate::domain::quote::number(given);
        reader.faults.add(self.path(name), format!("is {shown}; a whole number from 0 is wanted"));
        None
    }

    /// A moment.
    pub(super) fn moment(&mut self, reader: &mut Reader, name: &str) -> Option<Time> {
        let text = self.text(reader, name);
        if text.is_empty() {
            return None;
        }
        let micros = OffsetDateTime::parse(&text, &Rfc3339).ok().and_then(|moment| {
            let nanos = moment.unix_timestamp_nanos();
            // What is finer than a microsecond counts upwards, so that a deadline is never earlier than it was given.
            i64::try_from(nanos.div_euclid(1_000) + i128::from(nanos.rem_euclid(1_000) != 0)).ok()
        });
        let micros = micros.filter(|micros| (0..253_402_300_800_000_000).contains(micros));
        if micros.is_none() {
            let path = self.path(name);
            reader.faults.add(
                path,
                format!("is {}, which is no moment from 1970 to 9999, such as 2026-05-14T09:30:00Z", quoted(&text)),
            );
        }
        micros.map(Time)
    }

    /// A JSON object of the caller's own, empty where there is none.
    pub(super) fn document(&mut self, reader: &mut Reader, name: &str) -> Map<String, Value> {
        let Some(value) = self.take(name) else { return Map::new() };
        plain_object(Self::at(reader, self.path(name), value).members)
    }

    /// An object within this one.
    pub(super) fn object(&mut self, reader: &mut Reader, name: &str) -> Option<Self> {
        let value = self.take(name)?;
        Some(Self::at(reader, self.path(name), value))
    }

    /// The objects of a list.
    pub(super) fn objects(&mut self, reader: &mut Reader, name: &str) -> Vec<Self> {
        let path = self.path(name);
        match self.take(name) {
            Some(Json::List(items)) => {
                let item = |(index, item)| Self::at(reader, format!("{path}[{index}]"), item);
                items.into_iter().enumerate().map(item).collect()
            }
            Some(other) => {
                reader.unlike(&path, &other, "a list of objects");
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// All members that nobody has asked for, in order.
    pub(super) fn rest(self) -> Vec<(Name, Json)> {
        self.members
    }
}
