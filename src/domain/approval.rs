//! Approvals: what a person can say, what the agent would have said, and the rule for deciding.

use serde::{Deserialize, Serialize};

use super::act::{Act, Done, Reply};
use super::event::Payload;
use super::faults::Faults;
use super::ids::{EventId, PersonId, RequestId, Time};
use super::limits;
use super::record::Target;
use super::refusal::{Noun, Refusal};
use super::request::{Ask, Kind};
use super::scene::Scene;

/// Which of the five.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verdict {
    /// Go ahead as proposed.
    Approve,
    /// Do not do it.
    Reject,
    /// Go ahead with the change that the note describes.
    EditAndApprove,
    /// Somebody with more authority has to look at it.
    Escalate,
    /// The request lacks something.
    RequestMoreInfo,
}

impl Verdict {
    /// The word on the wire of the published clients.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "APPROVE",
            Self::Reject => "REJECT",
            Self::EditAndApprove => "EDIT_AND_APPROVE",
            Self::Escalate => "ESCALATE",
            Self::RequestMoreInfo => "REQUEST_MORE_INFO",
        }
    }

    /// The name of the arm in messages.
    pub fn arm(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::EditAndApprove => "edit_and_approve",
            Self::Escalate => "escalate",
            Self::RequestMoreInfo => "request_more_info",
        }
    }
}

/// What somebody says to an approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Which of the five.
    pub verdict: Verdict,
    /// A remark; the edit itself for EDIT_AND_APPROVE.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// A short code that the project's people agreed on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason_code: String,
}

impl Outcome {
    /// Notes what is wrong with it.
    pub fn check(&self, faults: &mut Faults, path: &str) {
        let arm = self.verdict.arm();
        let note = format!("{path}.{arm}.note");
        if self.verdict == Verdict::EditAndApprove && self.note.trim().is_empty() {
            faults.add(&note, "is required with EDIT_AND_APPROVE: it describes the edit");
        }
        faults.text(&note, &self.note, limits::PROSE);
        faults.text(&format!("{path}.{arm}.reason_code"), &self.reason_code, limits::CODE);
    }
}

/// What the agent would decide: a bid, never a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeBid {
    /// The outcome it leans to.
    pub outcome: Outcome,
    /// How sure it is, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rationale: String,
}

impl OutcomeBid {
    /// Notes what is wrong with it.
    pub fn check(&self, faults: &mut Faults, path: &str) {
        self.outcome.check(faults, &format!("{path}.outcome"));
        faults.confidence(&format!("{path}.confidence"), self.confidence);
        faults.text(&format!("{path}.rationale"), &self.rationale, limits::PROSE);
    }
}

/// Who decided, as they stood at that moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// The person's stable id.
    pub subject: PersonId,
    /// The person's tags.
    pub tags: Vec<String>,
}

/// A decision: final.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The event that records it.
    pub event: EventId,
    /// What the person said.
    pub outcome: Outcome,
    /// When.
    pub at: Time,
    /// The person's name.
    pub by: String,
    /// The person, as they stood at that moment.
    pub authority: Authority,
}

/// Decides an approval.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ApprovalDecide {
    /// The request.
    pub request: RequestId,
    /// What the person says.
    pub outcome: Outcome,
    /// The digest of what the person saw; empty for no check.
    pub digest: String,
}

impl ApprovalDecide {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        self.outcome.check(faults, "outcome");
    }

    /// The rule: a person, an open approval, the digest that was seen.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        let person = act.person("decide a request")?;
        let request = scene.request(act.account, self.request, Some(Kind::Approval))?;
        request.require_open()?;
        request.require_digest(&self.digest)?;
        let Ask::Approval { recommendation } = &request.ask else {
            return Err(Refusal::not_found(Noun::Request, self.request));
        };
        let mut timeline = act.timeline(scene, request.task)?;
        let decision = Decision {
            event: timeline.next_id(),
            outcome: self.outcome.clone(),
            at: timeline.at,
            by: act.name.clone(),
            authority: Authority { subject: person, tags: act.tags.clone() },
        };
        timeline.push(Payload::ApprovalDecided { decision, recommendation: recommendation.clone() }, |event| {
            event.in_response_to = Some(self.request)
        });
        Ok(timeline.done(Reply::Record(Target::Request(self.request))))
    }
}
