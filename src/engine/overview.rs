//! How an account's requests fare: the open ones and those that ended lately, read page by page and added up, so that no
//! more of them than a page is held at a time.

use std::collections::HashMap;

use uuid::Uuid;

use super::{Engine, Result};
use crate::domain::caller::Caller;
use crate::domain::figures::{Fold, Overview};
use crate::domain::ids::{ProjectId, Time};
use crate::domain::limits;
use crate::domain::project::Project;
use crate::domain::record::{Record, Ref, Target};
use crate::store::{EndedFilter, InboxFilter};

/// What an overview is of.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Of this project.
    pub project: Option<ProjectId>,
    /// Of the requests made by this agent or person.
    pub requested_by: Option<Uuid>,
    /// How far back to look for requests that have ended, in microseconds.
    pub period: i64,
}

/// An overview, with what it takes to read it.
pub struct AddedUp {
    /// The start of the period.
    pub since: Time,
    /// When it was added up.
    pub at: Time,
    /// The figures.
    pub overview: Overview,
    /// The projects among them.
    pub projects: HashMap<ProjectId, Project>,
    /// Whether there was more than was looked at.
    pub partial: bool,
}

/// What is added up.
enum List {
    Open(InboxFilter),
    Ended(EndedFilter),
}

impl Engine {
    /// Adds up how the account's requests fare. What is due is closed first.
    pub async fn overview(&self, by: &Caller, scope: Scope) -> Result<AddedUp> {
        let Scope { project, requested_by, period } = scope;
        let at = self.environment.clock.now();
        let since = at.plus(period.saturating_neg());
        let mut fold = Fold::new(at);
        let open = InboxFilter { project, requested_by, latest_first: true, ..InboxFilter::default() };
        let ended = EndedFilter { project, requested_by, since: Some(since), ..EndedFilter::default() };
        let mut partial = false;
        // The open ones come first: what ends meanwhile is then met twice, and counted once.
        for list in [List::Open(open), List::Ended(ended)] {
            partial |= self.add_up(by, &list, &mut fold).await?;
        }
        let overview = fold.done();
        let projects = self.projects_of(by, &overview).await?;
        Ok(AddedUp { since, at, overview, projects, partial })
    }

    /// Adds up the pages of a list, up to the limit, and answers whether it goes on.
    async fn add_up(&self, by: &Caller, list: &List, fold: &mut Fold) -> Result<bool> {
        let (mut left, mut after) = (limits::OVERVIEW_REQUESTS, None);
        while left > 0 {
            let limit = left.min(limits::PAGE_MAX);
            let (items, next) = match list {
                List::Open(filter) => self.inbox(by, filter.clone(), after, limit).await?,
                List::Ended(filter) => self.ended(by, filter.clone(), after, limit).await?,
            };
            left = left.saturating_sub(items.len() as u32);
            items.iter().for_each(|item| fold.add(&item.request, item.response_target));
            after = next;
            if after.is_none() {
                break;
            }
        }
        Ok(after.is_some())
    }

    /// The projects that figures are of, deleted ones too.
    async fn projects_of(&self, by: &Caller, overview: &Overview) -> Result<HashMap<ProjectId, Project>> {
        let named = |(id, _): &(ProjectId, _)| Ref { account: by.account, target: Target::Project(*id) };
        let found = self.store.get_many(overview.projects.iter().map(named).collect()).await?;
        let project = |record| if let Record::Project(project) = record { Some((project.id, project)) } else { None };
        Ok(found.into_iter().flatten().filter_map(project).collect())
    }
}
