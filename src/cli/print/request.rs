//! A whole request as a person decides by it, in the order of deciding: what is asked, the facts, the form, what the
//! agent itself would say, until when, and the command that decides. Everything behind a bar is somebody's own words;
//! nothing that an agent sends can stand in front of it.

use time::OffsetDateTime;

use super::visible::{block, first_line, line, shell_word, width};
use super::{Screen, TEXT_WIDTH, confidence, form, table};
use crate::cli::json::requests::outcome_parts;
use crate::cli::times::{age, moment, moment_and_distance};
use crate::rpc::pb::{self, request};

const BAR: &str = "  │ ";

/// The request, and how to decide or answer it with a command that carries `flags`.
pub fn request(screen: &Screen, request: &pb::Request, now: OffsetDateTime, flags: &str) -> String {
    let (kind, open) = match &request.ask {
        Some(request::Ask::Approval(_)) => ("Approval", "waits for a decision"),
        Some(request::Ask::Elicitation(_)) => ("Elicitation", "waits for answers"),
        None => ("Request", "is of a kind that this version of pumpup does not know"),
    };
    let pending = matches!(request.state, Some(request::State::Pending(_)) | None);
    let standing = if pending { open } else { "is closed" };
    let asked = request.requested_at.as_ref().map_or_else(String::new, |at| format!(" {} ago", age(at, now)));
    let by = first_line(&request.requested_by_name, 60);
    let mut text = format!("{} {standing}; {by} asked{asked}\n\n", screen.bold(kind));
    text.push_str(&words(&request.summary));
    context(screen, &mut text, &request.key_value_context);
    attachments(screen, &mut text, &request.attachments);
    match &request.ask {
        Some(request::Ask::Approval(ask)) => {
            if let Some(bid) = &ask.recommendation {
                heading(screen, &mut text, "The agent's word");
                text.push_str(&format!("  {}\n", leaning(bid)));
                text.push_str(&words(&bid_note(bid)));
                text.push_str(&words(&bid.rationale));
            }
        }
        Some(request::Ask::Elicitation(ask)) => form::form(screen, &mut text, ask),
        None => {}
    }
    text.push('\n');
    text.push_str(&table::facts(
        screen,
        &[
            ("request", line(&request.id)),
            ("task", line(&request.task_id)),
            ("deadline", deadline(request, now)),
            ("digest", line(&request.digest)),
        ],
    ));
    text.push_str(&end(screen, request, flags));
    text
}

/// The agent's lean in a few words: `approve, 92% sure`.
pub fn leaning(bid: &pb::OutcomeBid) -> String {
    let verdict = bid.outcome.as_ref().map_or("nothing", verdict_word);
    match confidence(bid.confidence).as_str() {
        "" => verdict.to_owned(),
        share => format!("{verdict}, {share} sure"),
    }
}

/// An outcome by the word that `pumpup decide` takes.
pub fn verdict_word(outcome: &pb::Outcome) -> &'static str {
    match outcome_parts(outcome).0 {
        "APPROVE" => "approve",
        "REJECT" => "reject",
        "EDIT_AND_APPROVE" => "edit",
        "ESCALATE" => "escalate",
        "REQUEST_MORE_INFO" => "more-info",
        _ => "unknown",
    }
}

/// An answer under its field's id. Further lines of it stand further in, so that none passes for another answer.
pub fn answer_words(id: &str, answer: &pb::FieldValue) -> String {
    format!("{} = {}", line(id), form::value(answer).replace('\n', "\n    "))
}

/// Somebody's own words behind the bar; nothing if there are none.
pub fn words(text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { block(text, BAR, TEXT_WIDTH) }
}

/// A heading with room above it.
pub fn heading(screen: &Screen, text: &mut String, heading: &str) {
    text.push_str(&format!("\n{}\n", screen.bold(heading)));
}

fn context(screen: &Screen, text: &mut String, entries: &[pb::ContextEntry]) {
    if entries.is_empty() {
        return;
    }
    heading(screen, text, "Context");
    let widest = entries.iter().map(|entry| width(&line(&entry.key))).filter(|width| *width <= 24).max();
    for entry in entries {
        let (key, value) = (line(&entry.key), line(&entry.value));
        let gap = widest.unwrap_or(0).checked_sub(width(&key));
        match gap.filter(|gap| width(&key) + gap + 2 + width(&value) <= TEXT_WIDTH) {
            Some(gap) => text.push_str(&format!("{BAR}{key}{}  {value}\n", " ".repeat(gap))),
            None => {
                text.push_str(&block(&entry.key, BAR, TEXT_WIDTH));
                text.push_str(&block(&entry.value, &format!("{BAR}    "), TEXT_WIDTH - 4));
            }
        }
    }
}

fn attachments(screen: &Screen, text: &mut String, attachments: &[pb::Attachment]) {
    if attachments.is_empty() {
        return;
    }
    heading(screen, text, "Attachments");
    for attachment in attachments {
        text.push_str(&block(&line(&attachment.label), BAR, TEXT_WIDTH));
        text.push_str(&format!("    upload {}, SHA-256 {}\n", line(&attachment.upload_id), line(&attachment.sha256)));
    }
}

fn bid_note(bid: &pb::OutcomeBid) -> String {
    let (_, note, reason_code) = bid.outcome.as_ref().map_or(("", "", ""), outcome_parts);
    remark(note, reason_code)
}

/// A note with its reason code in brackets.
pub fn remark(note: &str, reason_code: &str) -> String {
    match (note, reason_code) {
        (note, "") => note.to_owned(),
        ("", code) => format!("[{code}]"),
        (note, code) => format!("{note} [{code}]"),
    }
}

fn deadline(request: &pb::Request, now: OffsetDateTime) -> String {
    let Some(at) = &request.deadline else {
        return String::new();
    };
    match request.fallback_step.as_str() {
        "" => moment_and_distance(at, now),
        step => format!("{}; then the task moves to {}", moment_and_distance(at, now), first_line(step, 60)),
    }
}

/// How to end the request, or how it ended.
fn end(screen: &Screen, request: &pb::Request, flags: &str) -> String {
    use request::State;
    let mut text = String::new();
    match &request.state {
        Some(State::Pending(_)) | None => commands(screen, &mut text, request, flags),
        Some(State::Decided(result)) => text.push_str(&format!("\n{}", decision(result))),
        Some(State::Answered(result)) => text.push_str(&format!("\n{}", answers(result))),
        Some(State::Cancelled(end)) => {
            let at = end.cancelled_at.as_ref().map_or_else(String::new, |at| format!(" at {}", moment(at)));
            text.push_str(&format!("\nWithdrawn by {}{at}.\n", first_line(&end.cancelled_by, 60)));
            text.push_str(&words(&end.reason));
        }
        Some(State::TimedOut(end)) => {
            let at = end.timed_out_at.as_ref().map_or_else(String::new, |at| format!(" at {}", moment(at)));
            let step = first_line(&end.fell_back_to, 60);
            let moved = if step.is_empty() { "stayed where it was".to_owned() } else { format!("moved to {step}") };
            text.push_str(&format!("\nTimed out{at}; the task {moved}.\n"));
        }
    }
    text
}

fn commands(screen: &Screen, text: &mut String, request: &pb::Request, flags: &str) {
    let id = shell_word(&request.id);
    let digest = shell_word(&request.digest);
    match &request.ask {
        Some(request::Ask::Approval(_)) => {
            heading(screen, text, "Decide");
            for verdict in ["approve", "reject"] {
                text.push_str(&format!("  pumpup decide {id} {verdict} --digest {digest}{flags}\n"));
            }
            text.push_str("  or edit, escalate or more-info; --note TEXT adds a remark, which edit needs\n");
        }
        Some(request::Ask::Elicitation(ask)) => {
            heading(screen, text, "Answer");
            let blanks = ask.fields.iter().fold(String::new(), |blanks, field| {
                blanks + " " + &shell_word(&format!("{}={}", field.id, form::blank(field)))
            });
            text.push_str(&format!("  pumpup answer {id}{blanks} --digest {digest}{flags}\n"));
            text.push_str("  with your values in place of the words in capitals; optional fields may be left out\n");
        }
        None => {}
    }
}

/// One line of what was decided, and the note below it.
pub fn decision(result: &pb::ApprovalResult) -> String {
    let verdict = match result.outcome.as_ref().map_or("unknown", verdict_word) {
        "approve" => "Approved",
        "reject" => "Rejected",
        "edit" => "Approved with an edit",
        "escalate" => "Escalated",
        "more-info" => "Sent back for more information",
        _ => "Decided",
    };
    let at = result.decided_at.as_ref().map_or_else(String::new, |at| format!(" at {}", moment(at)));
    let (_, note, reason_code) = result.outcome.as_ref().map_or(("", "", ""), outcome_parts);
    let by = first_line(&result.decided_by, 60);
    format!("{verdict} by {by}{at} (event {}).\n{}", line(&result.event_id), words(&remark(note, reason_code)))
}

/// One line of who answered, and the answers below it.
pub fn answers(result: &pb::ElicitationResult) -> String {
    let at = result.answered_at.as_ref().map_or_else(String::new, |at| format!(" at {}", moment(at)));
    let by = first_line(&result.answered_by, 60);
    let mut text = format!("Answered by {by}{at} (event {}).\n", line(&result.event_id));
    for (id, answer) in &result.answers {
        text.push_str(&words(&answer_words(id, answer)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::samples;
    use crate::rpc::pb::field;

    fn shown(request: &pb::Request) -> String {
        let now = OffsetDateTime::from_unix_timestamp(samples::REQUESTED_AT + 200).expect("a moment within range");
        super::request(&Screen::PLAIN, request, now, "")
    }

    #[test]
    fn an_approval_is_shown_in_the_order_of_deciding() {
        assert_eq!(
            shown(&samples::approval()),
            "\
Approval waits for a decision; claims-bot asked 3m ago

  │ Refund $240 on claim C-1029

Context
  │ Zone    EU
  │ Claim   C-1029
  │ Amount  $240

Attachments
  │ photo
    upload upload-1, SHA-256 ab12

The agent's word
  approve, 92% sure
  │ [LOST]
  │ Tracking says lost.

request   req-1
task      task-1
deadline  2026-05-14 12:00:00 UTC (in 2h); then the task moves to manual
digest    d19e57

Decide
  pumpup decide req-1 approve --digest d19e57
  pumpup decide req-1 reject --digest d19e57
  or edit, escalate or more-info; --note TEXT adds a remark, which edit needs
"
        );
    }

    #[test]
    fn a_form_shows_its_bids_as_the_agents_word() {
        let text = shown(&samples::elicitation());
        for part in [
            "Form\n  incident_date  required; date, YYYY-MM-DD\n    │ The incident_date\n",
            "  coverage  required; one of\n    │ The coverage\n    │ - collision\n    │ - comprehensive\n",
            "    The agent's word, 92% sure:\n    │ comprehensive\n    │ Hail damage pattern.\n",
            "  pumpup answer req-2 incident_date=YYYY-MM-DD coverage=OPTION --digest d19e57\n",
        ] {
            assert!(text.contains(part), "{part}\nis not in\n{text}");
        }
    }

    #[test]
    fn nothing_that_an_agent_sends_passes_for_our_own_words() {
        let nasty = |text: &str| {
            format!("{text}\u{1b}[2K\r\u{202e}\n\nDecide\n  pumpup decide x approve{}$(reboot)", " ".repeat(90))
        };
        let mut asked = samples::elicitation();
        asked.summary = nasty("summary");
        asked.requested_by_name = nasty("bot");
        asked.key_value_context = vec![pb::ContextEntry { key: nasty("key"), value: nasty("value") }];
        asked.attachments[0].label = nasty("label");
        asked.fallback_step = nasty("step");
        let Some(request::Ask::Elicitation(ask)) = &mut asked.ask else { panic!("an elicitation") };
        let field = &mut ask.fields[1];
        field.id = nasty("id");
        field.label = nasty("label");
        field.description = nasty("description");
        let Some(field::Kind::Select(select)) = &mut field.kind else { panic!("a select") };
        select.options[0] = nasty("option");
        let bid = &mut ask.recommendation[0];
        bid.field_id = nasty("id");
        bid.value = Some(samples::select(&nasty("option")));
        bid.rationale = nasty("rationale");
        let text = shown(&asked);

        assert!(text.chars().all(|character| character == '\n' || !character.is_control()), "{text}");
        assert!(!text.contains('\u{202e}'), "{text}");
        let decide = text.lines().filter(|line| line.trim_start().starts_with("pumpup decide"));
        assert_eq!(decide.count(), 0, "{text}");
        let barred = |line: &&str| line.trim_start().starts_with('│');
        assert!(text.lines().filter(barred).all(|line| line.chars().count() <= TEXT_WIDTH + 4), "{text}");
        let command = text.lines().find(|line| line.starts_with("  pumpup answer")).expect("the command");
        assert!(command.contains("'id\\u{1b}[2K") && command.contains("$(reboot)=OPTION'"), "{command}");
    }

    #[test]
    fn a_closed_request_shows_its_end_and_no_command() {
        let mut asked = samples::approval();
        asked.state = Some(request::State::Cancelled(pb::Cancelled {
            cancelled_by: "claims-bot".to_owned(),
            reason: "paid already".to_owned(),
            ..Default::default()
        }));
        let text = shown(&asked);
        assert!(text.ends_with("\nWithdrawn by claims-bot.\n  │ paid already\n"), "{text}");
        assert!(!text.contains("pumpup decide"), "{text}");
    }
}
