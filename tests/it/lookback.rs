//! Looking back over the wire: what has ended, and the figures of how requests fare.

use std::time::Duration;

use pumpup::rpc::pb;

use crate::support::{Clients, Service, approval_on, approve, fresh_key, reason};
use crate::world::{answer, elicitation_on, fresh_name};

fn span(seconds: u64) -> prost_types::Duration {
    prost_types::Duration { seconds: seconds as i64, nanos: 0 }
}

/// An outcome of this kind.
fn outcome(kind: pb::OutcomeKind) -> Option<pb::Outcome> {
    use pb::outcome::{Approve, EditAndApprove, Kind, Reject};
    let (note, reason_code) = ("as agreed".to_owned(), String::new());
    let kind = match kind {
        pb::OutcomeKind::Approve => Kind::Approve(Approve { note, reason_code }),
        pb::OutcomeKind::Reject => Kind::Reject(Reject { note, reason_code }),
        pb::OutcomeKind::EditAndApprove => Kind::EditAndApprove(EditAndApprove { note, reason_code }),
        other => panic!("no test says {other:?}"),
    };
    Some(pb::Outcome { kind: Some(kind) })
}

async fn decide(who: &Clients, id: &str, kind: pb::OutcomeKind) {
    let request = pb::ApprovalsDecideRequest { outcome: outcome(kind), ..approve(id, "") };
    who.approvals.clone().decide(request).await.unwrap();
}

async fn project(admin: &Clients, name: &str, target: Option<prost_types::Duration>) -> pb::Project {
    let request = pb::ProjectsCreateRequest {
        idempotency_key: fresh_key(),
        name: name.into(),
        response_target: target,
        ..Default::default()
    };
    admin.projects.clone().create(request).await.unwrap().into_inner().project.unwrap()
}

async fn task(agent: &Clients, project_name: &str) -> pb::Task {
    let request = pb::TasksCreateRequest {
        idempotency_key: fresh_key(),
        project_name: project_name.into(),
        name: fresh_name(),
        ..Default::default()
    };
    agent.tasks.clone().create(request).await.unwrap().into_inner().task.unwrap()
}

/// Asks for a sign-off, as sure as that that it should be approved.
async fn ask(agent: &Clients, project_name: &str, confidence: Option<f64>) -> String {
    let recommendation = confidence.map(|sure| pb::OutcomeBid {
        outcome: outcome(pb::OutcomeKind::Approve),
        confidence: Some(sure),
        rationale: String::new(),
    });
    let request = pb::ApprovalsCreateRequest { recommendation, ..approval_on(&task(agent, project_name).await, "pay") };
    agent.approvals.clone().create(request).await.unwrap().into_inner().event_id
}

async fn me(who: &Clients) -> String {
    who.access.clone().who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap().into_inner().id
}

#[tokio::test]
async fn each_filter_of_what_has_ended_keeps_what_it_says() {
    let service = Service::start().await;
    let (mut admin, mut agent) = (service.admin(), service.agent());
    let mut other = service.newcomer(pb::Role::Agent, "Other", &[]).await;
    let jane = service.newcomer(pb::Role::Reviewer, "Jane", &[]).await;
    project(&admin, "Claims", Some(span(60))).await;
    let mut ids = Vec::new();
    for (project_name, seconds) in [("claims", 0), ("general", 1), ("general", 1)] {
        service.clock.advance(Duration::from_secs(seconds));
        ids.push(ask(&agent, project_name, None).await);
    }
    let form_task = task(&other, "general").await;
    let form = other.elicitations.create(elicitation_on(&form_task, "form")).await.unwrap().into_inner().event_id;
    let tick = async || service.clock.advance(Duration::from_secs(1));
    tick().await;
    decide(&jane, &ids[2], pb::OutcomeKind::Reject).await;
    tick().await;
    decide(&admin, &ids[0], pb::OutcomeKind::Approve).await;
    tick().await;
    jane.elicitations.clone().answer(answer(&form, "so")).await.unwrap();
    tick().await;
    let cancel =
        pb::ApprovalsCancelRequest { idempotency_key: fresh_key(), id: ids[1].clone(), reason: "changed".into() };
    agent.approvals.cancel(cancel).await.unwrap();
    ask(&agent, "general", None).await;

    let (claim, withdrawn, rejected) = (ids[0].clone(), ids[1].clone(), ids[2].clone());
    let all = pb::InboxListEndedRequest::default;
    for (request, expected) in [
        (all(), vec![&withdrawn, &form, &claim, &rejected]),
        (pb::InboxListEndedRequest { project_name: "claims".into(), ..all() }, vec![&claim]),
        (pb::InboxListEndedRequest { kind: pb::RequestKind::Elicitation.into(), ..all() }, vec![&form]),
        (pb::InboxListEndedRequest { requested_by: me(&other).await, ..all() }, vec![&form]),
        (pb::InboxListEndedRequest { ended_by: me(&jane).await, ..all() }, vec![&form, &rejected]),
        (pb::InboxListEndedRequest { outcome: pb::OutcomeKind::Approve.into(), ..all() }, vec![&claim]),
        (pb::InboxListEndedRequest { outcome: pb::OutcomeKind::Escalate.into(), ..all() }, vec![]),
        (pb::InboxListEndedRequest { text: "FORM".into(), ..all() }, vec![&form]),
    ] {
        for who in [&mut admin, &mut agent] {
            let items = who.inbox.list_ended(request.clone()).await.unwrap().into_inner().items;
            let found: Vec<_> = items.iter().map(|item| &item.request.as_ref().unwrap().id).collect();
            assert_eq!(found, expected, "{request:?}");
        }
    }
    // A task stands as it does now.
    let finish = pb::TasksMoveRequest {
        idempotency_key: fresh_key(),
        task_id: form_task.id.clone(),
        transitions_to: "complete".into(),
        ..Default::default()
    };
    admin.tasks.r#move(finish).await.unwrap();
    let request = pb::InboxListEndedRequest { text: "form".into(), ..all() };
    let item = admin.inbox.list_ended(request).await.unwrap().into_inner().items.remove(0);
    assert_eq!((item.task_status(), item.current_step.as_str()), (pb::TaskStatus::Closed, "complete"));
    assert!(matches!(item.request.unwrap().state, Some(pb::request::State::Answered(_))));

    let first = pb::InboxListEndedRequest { page_size: 1, ..all() };
    let page_token = admin.inbox.list_ended(first.clone()).await.unwrap().into_inner().next_page_token;
    let other_query = pb::InboxListEndedRequest { page_token, text: "pay".into(), ..first };
    let status = admin.inbox.list_ended(other_query).await.unwrap_err();
    assert_eq!(reason(&status), "PAGE_TOKEN_INVALID");
}

#[tokio::test]
async fn an_overview_adds_up_what_is_open_and_what_ended_lately() {
    let service = Service::start().await;
    let (admin, mut agent) = (service.admin(), service.agent());
    let other = service.newcomer(pb::Role::Agent, "Other", &[]).await;
    let hour = 3_600;
    project(&admin, "Fast claims", Some(span(hour))).await;
    let pass = |seconds: u64| service.clock.advance(Duration::from_secs(seconds));

    let old = ask(&agent, "general", None).await;
    decide(&admin, &old, pb::OutcomeKind::Approve).await;
    pass(40 * 24 * hour);
    // Three decisions after ten, twenty and thirty minutes, and what follows of them.
    let first = ask(&agent, "fast-claims", Some(0.95)).await;
    let second = ask(&agent, "fast-claims", Some(1.0)).await;
    let third = ask(&other, "fast-claims", Some(0.2)).await;
    pass(600);
    decide(&admin, &first, pb::OutcomeKind::Approve).await;
    pass(600);
    decide(&admin, &second, pb::OutcomeKind::EditAndApprove).await;
    pass(600);
    decide(&admin, &third, pb::OutcomeKind::Reject).await;
    let waiting = ask(&agent, "fast-claims", None).await;
    let soon = service.clock.now().0 / 1_000_000 + 60;
    let due = pb::ApprovalsCreateRequest {
        deadline: Some(prost_types::Timestamp { seconds: soon, nanos: 0 }),
        ..approval_on(&task(&agent, "general").await, "in vain")
    };
    agent.approvals.create(due).await.unwrap();
    pass(5 * hour);
    ask(&agent, "general", None).await;

    let said = agent.inbox.overview(pb::InboxOverviewRequest::default()).await.unwrap().into_inner();
    let (since, at) = (said.since.unwrap(), said.at.unwrap());
    assert_eq!(at.seconds - since.seconds, 30 * 24 * hour as i64);
    let fast = pb::RequestFigures {
        key: "fast-claims".into(),
        name: "Fast claims".into(),
        open: 1,
        overdue: 1,
        resolved: 3,
        approved: 1,
        rejected: 1,
        edited: 1,
        median_time_to_decision: Some(span(1_200)),
        p95_time_to_decision: Some(span(1_800)),
        recommended: 3,
        agreed: 1,
        ..Default::default()
    };
    // What was due is closed before it is counted.
    let general = pb::RequestFigures {
        key: "general".into(),
        name: "General".into(),
        open: 1,
        timed_out: 1,
        ..Default::default()
    };
    let total = pb::RequestFigures { key: String::new(), name: String::new(), open: 2, timed_out: 1, ..fast.clone() };
    assert_eq!(said.total, Some(total));
    assert_eq!(said.projects, [fast.clone(), general]);
    let requesters: Vec<_> = said.requesters.iter().map(|of| (of.key.clone(), of.name.as_str(), of.resolved)).collect();
    assert_eq!(requesters, [(me(&agent).await, "agent", 2), (me(&other).await, "Other", 1)]);
    let ages: Vec<_> = said.open_by_age.iter().map(|of| (of.from.map(|at| at.seconds as u64), of.open)).collect();
    let starts = [0, 1, 4, 24, 72, 168].map(|hours| Some(hours * hour));
    assert_eq!(ages, starts.into_iter().zip([1, 0, 1, 0, 0, 0]).collect::<Vec<_>>());
    assert_eq!((said.open_by_age[0].to, said.open_by_age[5].to), (Some(span(hour)), None));
    let sure: Vec<_> = said.agreement.iter().map(|of| (of.from, of.to, of.decisions, of.agreed)).collect();
    assert_eq!((sure.len(), sure[2], sure[9]), (10, (0.2, 0.3, 1, 0), (0.9, 1.0, 2, 1)));
    assert!(!said.partial);

    let overview =
        async |request: pb::InboxOverviewRequest| admin.inbox.clone().overview(request).await.unwrap().into_inner();
    let none = pb::InboxOverviewRequest::default;
    let long = overview(pb::InboxOverviewRequest { period: Some(span(60 * 24 * hour)), ..none() }).await;
    assert_eq!(long.total.unwrap().resolved, 4, "what is older is in a longer period");
    let short = overview(pb::InboxOverviewRequest { period: Some(span(60)), ..none() }).await.total.unwrap();
    assert_eq!((short.resolved, short.open, short.timed_out), (0, 2, 1), "the timeout was told just now");
    let of_project = overview(pb::InboxOverviewRequest { project_name: "fast-claims".into(), ..none() }).await;
    assert_eq!(of_project.projects, [fast]);
    let of_other = overview(pb::InboxOverviewRequest { requested_by: me(&other).await, ..none() }).await;
    assert_eq!((of_other.total.unwrap().rejected, of_other.requesters.len()), (1, 1));

    // A project that is gone still has its name.
    decide(&admin, &waiting, pb::OutcomeKind::Approve).await;
    let list = pb::TasksListRequest { project_name: "fast-claims".into(), ..Default::default() };
    for open in admin.tasks.clone().list(list).await.unwrap().into_inner().tasks {
        let finish = pb::TasksMoveRequest {
            idempotency_key: fresh_key(),
            task_id: open.id,
            transitions_to: "complete".into(),
            ..Default::default()
        };
        admin.tasks.clone().r#move(finish).await.unwrap();
    }
    let key = pb::projects_get_request::Key::ProjectName("fast-claims".into());
    let get = pb::ProjectsGetRequest { key: Some(key) };
    let id = admin.projects.clone().get(get).await.unwrap().into_inner().project.unwrap().id;
    admin.projects.clone().delete(pb::ProjectsDeleteRequest { idempotency_key: fresh_key(), id }).await.unwrap();
    let after = overview(none()).await.projects.remove(0);
    assert_eq!((after.key.as_str(), after.name.as_str(), after.resolved), ("fast-claims", "Fast claims", 4));
}
