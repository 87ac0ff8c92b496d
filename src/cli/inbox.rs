//! `pumpup inbox`: the requests that wait for people, as a list or live.

use std::time::Duration;

use clap::{Args, ValueEnum};
use time::OffsetDateTime;
use tonic::{Request, Status, Streaming};

use super::access::person;
use super::connection::{Keyed, Server};
use super::failure::Failure;
use super::json;
use super::live::{Change, Live};
use super::print::Screen;
use super::print::request::leaning;
use super::print::table::{aligned, table};
use super::print::visible::{first_line, line};
use super::tasks::{cut, page_size, say_more};
use super::times;
use super::watch::{Followed, follow};
use crate::rpc::pb::{self, inbox_client::InboxClient, request};

/// `pumpup inbox`
#[derive(Debug, Args)]
pub struct InboxArgs {
    /// Go on with what comes and goes from now on
    #[arg(long, conflicts_with = "limit")]
    watch: bool,
    /// Only of the project with this slug
    #[arg(long, default_value = "", hide_default_value = true, value_name = "PROJECT")]
    project: String,
    /// Only of this kind
    #[arg(long)]
    kind: Option<KindName>,
    /// Only those whose task is in this step
    #[arg(long, default_value = "", hide_default_value = true, value_name = "STEP")]
    step: String,
    /// Only those made by the agent or person with this id
    #[arg(long, default_value = "", hide_default_value = true, value_name = "ID")]
    requested_by: String,
    /// Only those made by the key's own agent or person
    #[arg(long)]
    mine: bool,
    /// Only those whose task this person has
    #[arg(long, value_name = "ID-OR-NAME", conflicts_with = "unassigned")]
    assignee: Option<String>,
    /// Only those whose task nobody has
    #[arg(long)]
    unassigned: bool,
    /// Only those that have been open for this long, for example 2h
    #[arg(long, value_parser = times::parse_span, value_name = "SPAN")]
    min_age: Option<Duration>,
    /// Only those open for longer than their project wants
    #[arg(long)]
    overdue: bool,
    /// Only those with this text in the summary, the task's name, its external id or the values of its metadata
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    text: String,
    /// How many at the most
    #[arg(long, default_value_t = 100, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum KindName {
    Approval,
    Elicitation,
}

/// Lists or follows the open requests.
pub async fn inbox(args: InboxArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let (watch, limit) = (args.watch, args.limit as usize);
    let filter = filter(args, server).await?;
    if watch {
        if !screen.json {
            screen.line(&screen.dim(&format!("  {}", aligned(&HEADING.map(str::to_owned), &LIVE_WIDTHS))))?;
        }
        let watched = Watched { inbox: server.inbox(), filter, live: Live::default(), screen };
        follow(server, watched).await
    } else {
        list(filter, limit, server, screen).await
    }
}

async fn filter(args: InboxArgs, server: &Server) -> Result<pb::InboxFilter, Failure> {
    let assignee_id = match &args.assignee {
        Some(id_or_name) => person(server, id_or_name).await?.id,
        None => String::new(),
    };
    let kind = match args.kind {
        None => pb::RequestKind::Unspecified,
        Some(KindName::Approval) => pb::RequestKind::Approval,
        Some(KindName::Elicitation) => pb::RequestKind::Elicitation,
    };
    Ok(pb::InboxFilter {
        project_name: args.project,
        kind: kind.into(),
        step: args.step,
        requested_by: args.requested_by,
        mine: args.mine,
        assignee_id,
        unassigned: args.unassigned,
        min_age: args.min_age.map(times::wire_span),
        overdue: args.overdue,
        text: args.text,
    })
}

async fn list(filter: pb::InboxFilter, limit: usize, server: &Server, screen: Screen) -> Result<(), Failure> {
    let mut service = server.inbox();
    let (mut items, mut page_token): (Vec<pb::InboxItem>, _) = (Vec::new(), String::new());
    loop {
        let message = pb::InboxListRequest {
            filter: Some(filter.clone()),
            page_size: page_size(limit - items.len()),
            page_token,
        };
        let page = server.call(message, async |request| service.list(request).await).await?;
        items.extend(page.items);
        page_token = page.next_page_token;
        if page_token.is_empty() || items.len() >= limit {
            break;
        }
    }
    let more = cut(&mut items, limit) || !page_token.is_empty();
    screen.show(
        || json::object([("items", json::list(&items, json::requests::inbox_item)), ("more", more.into())]),
        || {
            if items.is_empty() {
                return "Nothing waits for people.\n".to_owned();
            }
            let rows: Vec<_> = items.iter().map(|item| row(item, times::now())).collect();
            table(&screen, HEADING, &rows)
        },
    )?;
    say_more(screen, more, limit);
    Ok(())
}

const HEADING: [&str; 6] = ["ID", "KIND", "AGE", "PROJECT / TASK", "AGENT'S WORD", "SUMMARY"];
/// A live list does not know what is yet to come, so its columns have widths that suit most.
const LIVE_WIDTHS: [usize; 6] = [36, 11, 3, 30, 18, 0];

fn row(item: &pb::InboxItem, now: OffsetDateTime) -> [String; 6] {
    let nothing = pb::Request::default();
    let request = item.request.as_ref().unwrap_or(&nothing);
    let (kind, word) = match &request.ask {
        Some(request::Ask::Approval(ask)) => {
            ("approval", ask.recommendation.as_ref().map_or_else(String::new, leaning))
        }
        Some(request::Ask::Elicitation(ask)) => {
            let (fields, bids) = (ask.fields.len(), ask.recommendation.len());
            ("elicitation", if bids == 0 { String::new() } else { format!("{bids} of {fields} fields") })
        }
        None => ("unknown", String::new()),
    };
    let mut age = request.requested_at.as_ref().map_or_else(String::new, |at| times::age(at, now));
    if item.overdue_at.as_ref().is_some_and(|at| at.seconds <= now.unix_timestamp()) {
        age.push_str(" overdue");
    }
    [
        line(&request.id),
        kind.to_owned(),
        age,
        format!("{} / {}", first_line(&item.project_name, 20), first_line(&item.task_name, 30)),
        word,
        first_line(&request.summary, 60),
    ]
}

/// The inbox as it is followed.
struct Watched {
    inbox: InboxClient<Keyed>,
    filter: pb::InboxFilter,
    live: Live,
    screen: Screen,
}

impl Watched {
    fn show(&self, change: &Change) -> Result<(), Failure> {
        let (json, sign, item) = match change {
            Change::Open(item) => (json::requests::inbox_open(item), "+", item),
            Change::Gone(item) => {
                let id = item.request.as_ref().map_or("", |request| &request.id);
                (json::requests::inbox_gone(id), "-", item)
            }
        };
        if self.screen.json {
            return self.screen.item(&json);
        }
        let text = format!("{sign} {}", aligned(&row(item, times::now()), &LIVE_WIDTHS));
        self.screen.line(&if sign == "-" { self.screen.dim(&text) } else { text })
    }
}

impl Followed for Watched {
    type Message = pb::InboxWatchResponse;

    async fn open(&mut self) -> Result<Streaming<Self::Message>, Status> {
        self.live.begin();
        let message = pb::InboxWatchRequest { filter: Some(self.filter.clone()) };
        Ok(self.inbox.watch(Request::new(message)).await?.into_inner())
    }

    fn take(&mut self, message: Self::Message) -> Result<(), Failure> {
        self.live.take(message).iter().try_for_each(|change| self.show(change))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::samples;

    #[test]
    fn a_row_says_what_matters() {
        let now = OffsetDateTime::from_unix_timestamp(samples::REQUESTED_AT + 7_300).expect("a moment within range");
        let mut item = samples::inbox_item("req-1");
        assert_eq!(
            row(&item, now),
            ["req-1", "approval", "2h", "claims / Claim C-1029", "approve, 92% sure", "Refund $240 on claim C-1029"]
        );
        item.request = Some(samples::elicitation());
        item.overdue_at = Some(prost_types::Timestamp { seconds: samples::REQUESTED_AT + 60, nanos: 0 });
        let [_, kind, age, _, word, _] = row(&item, now);
        assert_eq!((kind.as_str(), age.as_str(), word.as_str()), ("elicitation", "2h overdue", "1 of 2 fields"));
    }
}
