//! `pumpup show`, `decide`, `answer` and `cancel`: what a person does about one request, of either kind.

use clap::{Args, ValueEnum};

use super::answers;
use super::connection::{ConnectionArgs, Server};
use super::failure::Failure;
use super::json;
use super::print::Screen;
use super::print::request as words;
use super::print::visible::line;
use super::retry::idempotency_key;
use super::times;
use crate::rpc::pb::{self, outcome, request};

const NOT_FOUND: &str = "REQUEST_NOT_FOUND";

/// `pumpup show`
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The request's id
    id: String,
}

/// `pumpup decide`
#[derive(Debug, Args)]
pub struct DecideArgs {
    /// The request's id
    id: String,
    /// What to say to it
    verdict: Verdict,
    /// A remark; for an edit, the edit in words
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    note: String,
    /// A short code that the project's people agreed on
    #[arg(long, default_value = "", hide_default_value = true, value_name = "CODE")]
    reason_code: String,
    #[command(flatten)]
    seen: SeenArgs,
}

/// `pumpup answer`
#[derive(Debug, Args)]
pub struct AnswerArgs {
    /// The request's id
    id: String,
    /// The answers: dates and times in ISO form, switches true or false, several options with commas between them or as a
    /// JSON array
    #[arg(required = true, value_name = "FIELD=VALUE")]
    answers: Vec<String>,
    #[command(flatten)]
    seen: SeenArgs,
}

/// What goes with a decision or an answer.
#[derive(Debug, Args)]
struct SeenArgs {
    /// The digest that `pumpup show` showed: refused if it is not this request's
    #[arg(long, default_value = "", hide_default_value = true, value_name = "DIGEST")]
    digest: String,
    /// Makes a retry safe; a new one unless given
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

/// `pumpup cancel`
#[derive(Debug, Args)]
pub struct CancelArgs {
    /// The request's id
    #[arg(value_name = "REQUEST-ID")]
    id: String,
    /// Why it is withdrawn
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Makes a retry safe; a new one unless given
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Verdict {
    /// Go ahead as proposed
    Approve,
    /// Do not do it
    Reject,
    /// Go ahead with the change that the note describes
    Edit,
    /// Somebody with more authority has to look at it
    Escalate,
    /// The request lacks something; ask again with it
    MoreInfo,
}

/// Shows a whole request.
pub async fn show(args: &ShowArgs, connection: &ConnectionArgs, screen: Screen) -> Result<(), Failure> {
    let request = find(&connection.open()?, &args.id).await?;
    screen.show(
        || json::requests::request(&request),
        || words::request(&screen, &request, times::now(), &connection.flags()),
    )
}

/// Reads a request of either kind: an approval of this id, or else an elicitation.
async fn find(server: &Server, id: &str) -> Result<pb::Request, Failure> {
    let mut approvals = server.approvals();
    let message = pb::ApprovalsGetRequest { id: id.to_owned() };
    match server.call(message, async |request| approvals.get(request).await).await {
        Ok(answer) => answer.request.ok_or_else(|| empty(id)),
        Err(failure) if failure.has_reason(NOT_FOUND) => {
            let mut elicitations = server.elicitations();
            let message = pb::ElicitationsGetRequest { id: id.to_owned() };
            let answer = server.call(message, async |request| elicitations.get(request).await).await?;
            answer.request.ok_or_else(|| empty(id))
        }
        Err(failure) => Err(failure),
    }
}

fn empty(id: &str) -> Failure {
    Failure::Plain(format!("The server answered without the request {}.", line(id)))
}

/// Decides an approval, and says what was recorded.
pub async fn decide(args: DecideArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let message = pb::ApprovalsDecideRequest {
        idempotency_key: idempotency_key(args.seen.idempotency_key),
        id: args.id.clone(),
        outcome: Some(said(args.verdict, args.note, args.reason_code)),
        digest: args.seen.digest,
    };
    let mut approvals = server.approvals();
    let answer = match server.call(message, async |request| approvals.decide(request).await).await {
        Err(failure) if failure.has_reason(NOT_FOUND) => return Err(of_other_kind(server, &args.id, failure).await),
        answer => answer?,
    };
    let result = answer.result.unwrap_or_default();
    screen.show(|| json::requests::approval_result(&result), || words::decision(&result))
}

fn said(verdict: Verdict, note: String, reason_code: String) -> pb::Outcome {
    use outcome::{Approve, EditAndApprove, Escalate, Kind, Reject, RequestMoreInfo};
    let kind = match verdict {
        Verdict::Approve => Kind::Approve(Approve { note, reason_code }),
        Verdict::Reject => Kind::Reject(Reject { note, reason_code }),
        Verdict::Edit => Kind::EditAndApprove(EditAndApprove { note, reason_code }),
        Verdict::Escalate => Kind::Escalate(Escalate { note, reason_code }),
        Verdict::MoreInfo => Kind::RequestMoreInfo(RequestMoreInfo { note, reason_code }),
    };
    pb::Outcome { kind: Some(kind) }
}

/// The refusal to decide what is not an approval: what it is instead, if it is there at all.
async fn of_other_kind(server: &Server, id: &str, refusal: Failure) -> Failure {
    match find(server, id).await {
        Ok(_) => Failure::Plain(format!("{0} is an elicitation: `pumpup show {0}` shows how to answer it.", line(id))),
        Err(_) => refusal,
    }
}

/// Answers an elicitation, and says what was recorded. It reads the form first, to give each value its type.
pub async fn answer(args: AnswerArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let request = find(server, &args.id).await?;
    let Some(request::Ask::Elicitation(ask)) = &request.ask else {
        let id = line(&args.id);
        return Err(Failure::Plain(format!("{id} is an approval: `pumpup show {id}` shows how to decide it.")));
    };
    let answers = answers::parse(&ask.fields, &args.answers).map_err(|faults| {
        Failure::Usage(format!("Nothing was sent, since not every answer can be read:\n  {}", faults.join("\n  ")))
    })?;
    let message = pb::ElicitationsAnswerRequest {
        idempotency_key: idempotency_key(args.seen.idempotency_key),
        id: args.id,
        answers,
        digest: args.seen.digest,
    };
    let mut elicitations = server.elicitations();
    let answer = server.call(message, async |request| elicitations.answer(request).await).await?;
    let result = answer.result.unwrap_or_default();
    screen.show(|| json::requests::elicitation_result(&result), || words::answers(&result))
}

/// Withdraws a request of either kind. A refused call does not use its key up, so both tries may share one.
pub async fn cancel(args: CancelArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let key = idempotency_key(args.idempotency_key);
    let mut approvals = server.approvals();
    let message =
        pb::ApprovalsCancelRequest { idempotency_key: key.clone(), id: args.id.clone(), reason: args.reason.clone() };
    let event_id = match server.call(message, async |request| approvals.cancel(request).await).await {
        Ok(answer) => answer.event_id,
        Err(failure) if failure.has_reason(NOT_FOUND) => {
            let mut elicitations = server.elicitations();
            let message =
                pb::ElicitationsCancelRequest { idempotency_key: key, id: args.id.clone(), reason: args.reason };
            server.call(message, async |request| elicitations.cancel(request).await).await?.event_id
        }
        Err(failure) => return Err(failure),
    };
    screen.show(
        || json::object([("id", json::text(&args.id)), ("eventId", json::text(&event_id))]),
        || format!("Withdrawn (event {}).\n", line(&event_id)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::json::requests::outcome_parts;

    #[test]
    fn each_verdict_is_the_outcome_of_its_name() {
        for verdict in Verdict::value_variants() {
            let outcome = said(*verdict, "n".to_owned(), "C".to_owned());
            let word = verdict.to_possible_value().expect("a word").get_name().to_owned();
            assert_eq!(words::verdict_word(&outcome), word);
            let (_, note, reason_code) = outcome_parts(&outcome);
            assert_eq!((note, reason_code), ("n", "C"));
        }
    }
}
