//! Elicitations: the answers to a typed form, and the rule for giving them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::act::{Act, Done, Reply};
use super::approval::Authority;
use super::event::Payload;
use super::field::{self, FieldValue};
use super::ids::{EventId, RequestId, Time};
use super::record::Target;
use super::refusal::{Noun, Refusal};
use super::request::{Ask, Kind};
use super::scene::Scene;

/// The answers to a form: final.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    /// The event that records them.
    pub event: EventId,
    /// The answers by field id; open fields are absent.
    pub answers: BTreeMap<String, FieldValue>,
    /// When.
    pub at: Time,
    /// The name of the person who gave them.
    pub by: String,
    /// The person, as they stood at that moment.
    pub authority: Authority,
}

/// Answers an elicitation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ElicitationAnswer {
    /// The request.
    pub request: RequestId,
    /// The answers by field id.
    pub answers: BTreeMap<String, FieldValue>,
    /// The digest of what the person saw; empty for no check.
    pub digest: String,
}

impl ElicitationAnswer {
    /// The rule: a person, an open elicitation, the digest that was seen, answers that fit the form.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        let person = act.person("answer a request")?;
        let request = scene.request(act.account, self.request, Some(Kind::Elicitation))?;
        request.require_open()?;
        request.require_digest(&self.digest)?;
        let Ask::Elicitation { fields, .. } = &request.ask else {
            return Err(Refusal::not_found(Noun::Request, self.request));
        };
        let faults = field::check_answers(fields, &self.answers);
        if !faults.is_empty() {
            return Err(Refusal::AnswersInvalid(faults.0));
        }
        let mut timeline = act.timeline(scene, request.task)?;
        let answers = Answers {
            event: timeline.next_id(),
            answers: field::answered(self.answers.clone()),
            at: timeline.at,
            by: act.name.clone(),
            authority: Authority { subject: person, tags: act.tags.clone() },
        };
        timeline.push(Payload::ElicitationProvided { answers }, |event| {
            event.in_response_to = Some(self.request);
        });
        Ok(timeline.done(Reply::Record(Target::Request(self.request))))
    }
}
