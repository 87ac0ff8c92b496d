//! Overviews and their figures.

use super::{duration, time};
use crate::domain::event::Actor;
use crate::domain::figures::{AGES, Agreement, Figures, confidence_from};
use crate::domain::ids::ProjectId;
use crate::engine::AddedUp;
use crate::rpc::pb;

fn figures(key: String, name: String, from: &Figures) -> pb::RequestFigures {
    pb::RequestFigures {
        key,
        name,
        open: from.open,
        overdue: from.overdue,
        resolved: from.resolved,
        approved: from.approved,
        rejected: from.rejected,
        edited: from.edited,
        escalated: from.escalated,
        more_info: from.more_info,
        answered: from.answered,
        cancelled: from.cancelled,
        timed_out: from.timed_out,
        median_time_to_decision: from.median.map(duration),
        p95_time_to_decision: from.p95.map(duration),
        recommended: from.agreement.decisions,
        agreed: from.agreement.agreed,
    }
}

/// An overview.
pub fn overview(from: &AddedUp) -> pb::InboxOverviewResponse {
    let AddedUp { since, at, overview, projects, partial } = from;
    let by_project = |(id, of): &(ProjectId, Figures)| {
        let (slug, name) = projects.get(id).map(|of| (of.project_name.clone(), of.name.clone())).unwrap_or_default();
        figures(slug, name, of)
    };
    let by_requester = |(actor, of): &(Actor, Figures)| figures(actor.id.to_string(), actor.name.clone(), of);
    let age = |(index, open): (usize, &u32)| pb::AgeBucket {
        from: Some(duration(AGES[index])),
        to: AGES.get(index + 1).copied().map(duration),
        open: *open,
    };
    let confidence = |(part, of): (usize, &Agreement)| pb::ConfidenceBucket {
        from: confidence_from(part),
        to: confidence_from(part + 1),
        decisions: of.decisions,
        agreed: of.agreed,
    };
    pb::InboxOverviewResponse {
        since: Some(time(*since)),
        at: Some(time(*at)),
        total: Some(figures(String::new(), String::new(), &overview.total)),
        projects: overview.projects.iter().map(by_project).collect(),
        requesters: overview.requesters.iter().map(by_requester).collect(),
        open_by_age: overview.open_by_age.iter().enumerate().map(age).collect(),
        agreement: overview.by_confidence.iter().enumerate().map(confidence).collect(),
        partial: *partial,
    }
}
