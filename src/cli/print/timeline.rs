//! Events as lines of a timeline: what happened, who did it, where the task went, and the words that came with it.

use super::request::{answer_words, leaning, remark, verdict_word, words};
use super::visible::first_line;
use super::{Screen, table::aligned};
use crate::cli::json::requests::outcome_parts;
use crate::cli::times::moment;
use crate::rpc::pb::{self, event, request};

/// One event.
pub fn event(screen: &Screen, event: &pb::Event) -> String {
    let (happened, said) =
        event.payload.as_ref().map_or_else(|| ("something new".to_owned(), String::new()), particulars);
    let at = event.timestamp.as_ref().map_or_else(String::new, moment);
    let who = match event.actor_name.as_str() {
        "" => "platform".to_owned(),
        name => first_line(name, 40),
    };
    let moved = match (event.transition_from.as_str(), event.transition_to.as_str()) {
        (_, "") => String::new(),
        (from, to) => format!("{} → {}", first_line(from, 40), first_line(to, 40)),
    };
    let cells = [format!("{:>3}", event.sequence), at, happened, who, moved];
    let head = aligned(&cells, &[3, 23, 24, 16, 0]);
    format!("{}\n{}", screen.bold(&head), words(&said))
}

/// What happened in a few words, and what was said with it.
fn particulars(payload: &event::Payload) -> (String, String) {
    use event::Payload;
    let (happened, said) = match payload {
        Payload::ApprovalRequested(of) => {
            let happened = match of.request.as_ref().and_then(|request| request.ask.as_ref()) {
                Some(request::Ask::Approval(pb::ApprovalAsk { recommendation: Some(bid) })) => {
                    format!("approval requested; the agent's word: {}", leaning(bid))
                }
                _ => "approval requested".to_owned(),
            };
            return (happened, summary(of.request.as_ref()));
        }
        Payload::ElicitationRequested(of) => ("elicitation requested", summary(of.request.as_ref())),
        Payload::ApprovalDecided(of) => {
            let outcome = of.result.as_ref().and_then(|result| result.outcome.as_ref());
            let (_, note, reason_code) = outcome.map_or(("", "", ""), outcome_parts);
            let verdict = outcome.map_or("unknown", verdict_word);
            return (format!("decided: {verdict}"), remark(note, reason_code));
        }
        Payload::ElicitationProvided(of) => {
            let answers = of.result.iter().flat_map(|result| &result.answers);
            ("answered", answers.map(|(id, answer)| answer_words(id, answer)).collect::<Vec<_>>().join("\n"))
        }
        Payload::Action(of) => ("action", of.description.clone()),
        Payload::Exception(of) => ("exception", of.message.clone()),
        Payload::Note(of) => ("note", of.message.clone()),
        Payload::Timeout(of) => ("request timed out", of.fallback_refused.clone()),
        Payload::Assignment(of) if of.assignee_id.is_empty() => ("assigned to nobody", String::new()),
        Payload::Assignment(of) => {
            return (format!("assigned to {}", first_line(&of.assignee_name, 40)), String::new());
        }
        Payload::TaskCreated(of) => ("task opened", of.name.clone()),
        Payload::TaskClosed(of) => {
            return (format!("closed in {}", first_line(&of.terminal_step, 40)), String::new());
        }
        Payload::RequestCancelled(of) => ("request withdrawn", of.reason.clone()),
    };
    (happened.to_owned(), said)
}

fn summary(request: Option<&pb::Request>) -> String {
    request.map_or_else(String::new, |request| request.summary.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::samples;

    #[test]
    fn every_event_has_words_of_its_own() {
        let mut heads: Vec<_> =
            samples::events().iter().map(|(event, ..)| super::event(&Screen::PLAIN, event)).collect();
        assert!(heads.iter().all(|head| !head.contains("something new")), "{heads:?}");
        heads.sort();
        heads.dedup();
        assert_eq!(heads.len(), 12, "{heads:?}");
    }

    #[test]
    fn an_event_says_who_when_where_and_what() {
        let event = pb::Event {
            sequence: 7,
            timestamp: Some(prost_types::Timestamp { seconds: samples::REQUESTED_AT, nanos: 0 }),
            actor_name: "ada".to_owned(),
            transition_from: "open".to_owned(),
            transition_to: "done".to_owned(),
            payload: Some(event::Payload::Action(pb::Action {
                description: "Paid\u{7}\nin full".to_owned(),
                ..Default::default()
            })),
            ..Default::default()
        };
        assert_eq!(
            super::event(&Screen::PLAIN, &event),
            "  7  2026-05-14 09:00:00 UTC  action                    ada               open → done\n  \
             │ Paid\\u{7}\n  │ in full\n"
        );
    }
}
