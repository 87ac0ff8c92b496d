//! Outcomes in words, since each of the five is a message of its own in the contract.

use crate::v1::outcome::{Approve, EditAndApprove, Escalate, Kind, Reject, RequestMoreInfo};
use crate::v1::{ContextEntry, Outcome};

/// Which of the five outcomes. Only two of them say that the action may be taken, and one of these only as its note changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Go ahead as proposed.
    Approve,
    /// Do not do it.
    Reject,
    /// Go ahead, with the change that the note describes.
    EditAndApprove,
    /// Somebody with more authority has to look at it.
    Escalate,
    /// The request lacks something; ask again with it.
    RequestMoreInfo,
}

impl Verdict {
    /// The word of the platform, for example `EDIT_AND_APPROVE`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "APPROVE",
            Self::Reject => "REJECT",
            Self::EditAndApprove => "EDIT_AND_APPROVE",
            Self::Escalate => "ESCALATE",
            Self::RequestMoreInfo => "REQUEST_MORE_INFO",
        }
    }
}

impl Outcome {
    /// An outcome with a note, which may be empty for all but `EditAndApprove`, and a reason code, which may be empty.
    pub fn of(verdict: Verdict, note: impl Into<String>, reason_code: impl Into<String>) -> Self {
        let (note, reason_code) = (note.into(), reason_code.into());
        let kind = match verdict {
            Verdict::Approve => Kind::Approve(Approve { note, reason_code }),
            Verdict::Reject => Kind::Reject(Reject { note, reason_code }),
            Verdict::EditAndApprove => Kind::EditAndApprove(EditAndApprove { note, reason_code }),
            Verdict::Escalate => Kind::Escalate(Escalate { note, reason_code }),
            Verdict::RequestMoreInfo => Kind::RequestMoreInfo(RequestMoreInfo { note, reason_code }),
        };
        Self { kind: Some(kind) }
    }

    /// Which of the five, its note and its reason code; nothing if it is an arm that this version does not know, which is no
    /// approval.
    pub fn parts(&self) -> Option<(Verdict, &str, &str)> {
        Some(match self.kind.as_ref()? {
            Kind::Approve(of) => (Verdict::Approve, &of.note, &of.reason_code),
            Kind::Reject(of) => (Verdict::Reject, &of.note, &of.reason_code),
            Kind::EditAndApprove(of) => (Verdict::EditAndApprove, &of.note, &of.reason_code),
            Kind::Escalate(of) => (Verdict::Escalate, &of.note, &of.reason_code),
            Kind::RequestMoreInfo(of) => (Verdict::RequestMoreInfo, &of.note, &of.reason_code),
        })
    }
}

impl ContextEntry {
    /// One line of context.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: key.into(), value: value.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_keeps_its_arm_note_and_code() {
        use Verdict::{Approve, EditAndApprove, Escalate, Reject, RequestMoreInfo};
        for verdict in [Approve, Reject, EditAndApprove, Escalate, RequestMoreInfo] {
            assert_eq!(Outcome::of(verdict, "a note", "code").parts(), Some((verdict, "a note", "code")));
        }
        assert_eq!(Outcome { kind: None }.parts(), None);
    }
}
