//! How requests fare: what is open now, how those went that ended, how long people took, and how often they decided as
//! agents had recommended. Requests are added one by one, in any order; nothing of them is kept but numbers.

use std::collections::{HashMap, HashSet};

use super::approval::{OutcomeBid, Verdict};
use super::event::Actor;
use super::ids::{ProjectId, RequestId, Time};
use super::limits;
use super::request::{Ask, Request, State};

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

/// Where ages begin by which open requests are counted, in microseconds. The last one has no end.
pub const AGES: [i64; 6] = [0, HOUR, 4 * HOUR, DAY, 3 * DAY, 7 * DAY];

/// Into how many parts of equal width confidences are divided.
pub const CONFIDENCES: usize = 10;

/// How sure an agent was at least, in the part with this index.
pub fn confidence_from(part: usize) -> f64 {
    part as f64 / CONFIDENCES as f64
}

/// How some requests fare. Each number is what its name says, of the period; times are in microseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Figures {
    pub open: u32,
    /// Open for longer than their project's response target.
    pub overdue: u32,
    /// Decided or answered.
    pub resolved: u32,
    pub approved: u32,
    pub rejected: u32,
    pub edited: u32,
    pub escalated: u32,
    pub more_info: u32,
    pub answered: u32,
    pub cancelled: u32,
    pub timed_out: u32,
    /// Half of those that were resolved took no longer; between the two in the middle if there are two.
    pub median: Option<i64>,
    /// The shortest time that 95 of 100 did not exceed.
    pub p95: Option<i64>,
    pub agreement: Agreement,
}

impl Figures {
    /// How many requests they are of.
    fn requests(&self) -> u32 {
        self.open + self.resolved + self.cancelled + self.timed_out
    }
}

/// How often people decided as agents recommended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Decisions on approvals with a recommendation.
    pub decisions: u32,
    /// Those that were what the agent recommended. An edit agrees with nothing but a recommended edit.
    pub agreed: u32,
}

impl Agreement {
    fn add(&mut self, verdict: Verdict, bid: &OutcomeBid) {
        self.decisions += 1;
        self.agreed += u32::from(bid.outcome.verdict == verdict);
    }
}

/// How an account's requests fare.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// All of them together.
    pub total: Figures,
    /// By project, the most requests first.
    pub projects: Vec<(ProjectId, Figures)>,
    /// By who made them, the most requests first.
    pub requesters: Vec<(Actor, Figures)>,
    /// What is open by its age; see `AGES`.
    pub open_by_age: [u32; AGES.len()],
    /// By how sure the agents were; recommendations that do not say so are not among them.
    pub by_confidence: [Agreement; CONFIDENCES],
}

/// Figures that are being added up, with the times that their median is taken of.
#[derive(Default)]
struct Tally {
    figures: Figures,
    times: Vec<i64>,
}

impl Tally {
    fn add(&mut self, request: &Request, overdue: bool) {
        let figures = &mut self.figures;
        match &request.state {
            State::Pending => {
                figures.open += 1;
                figures.overdue += u32::from(overdue);
            }
            State::Decided(decision) => {
                match decision.outcome.verdict {
                    Verdict::Approve => figures.approved += 1,
                    Verdict::Reject => figures.rejected += 1,
                    Verdict::EditAndApprove => figures.edited += 1,
                    Verdict::Escalate => figures.escalated += 1,
                    Verdict::RequestMoreInfo => figures.more_info += 1,
                }
                if let Some(bid) = recommendation(request) {
                    figures.agreement.add(decision.outcome.verdict, bid);
                }
                self.resolve(request, decision.at);
            }
            State::Answered(answers) => {
                figures.answered += 1;
                self.resolve(request, answers.at);
            }
            State::Cancelled { .. } => figures.cancelled += 1,
            State::TimedOut { .. } => figures.timed_out += 1,
        }
    }

    fn resolve(&mut self, request: &Request, at: Time) {
        self.figures.resolved += 1;
        self.times.push((at.0 - request.requested_at.0).max(0));
    }

    fn done(mut self) -> Figures {
        self.times.sort_unstable();
        let count = self.times.len();
        if count > 0 {
            let (low, high) = (self.times[(count - 1) / 2], self.times[count / 2]);
            self.figures.median = Some(low + (high - low) / 2);
            self.figures.p95 = Some(self.times[(count * 95).div_ceil(100) - 1]);
        }
        self.figures
    }
}

/// An overview that is being added up.
pub struct Fold {
    at: Time,
    seen: HashSet<RequestId>,
    total: Tally,
    projects: HashMap<ProjectId, Tally>,
    requesters: HashMap<uuid::Uuid, (String, Tally)>,
    open_by_age: [u32; AGES.len()],
    by_confidence: [Agreement; CONFIDENCES],
}

impl Fold {
    /// Nothing yet; ages are as of this moment.
    pub fn new(at: Time) -> Self {
        Self {
            at,
            seen: HashSet::new(),
            total: Tally::default(),
            projects: HashMap::new(),
            requesters: HashMap::new(),
            open_by_age: Default::default(),
            by_confidence: Default::default(),
        }
    }

    /// Adds a request, with its project's response target in microseconds. One that was added before, and ended since,
    /// stays as it was then.
    pub fn add(&mut self, request: &Request, response_target: Option<i64>) {
        if !self.seen.insert(request.id) {
            return;
        }
        let overdue = response_target.is_some_and(|target| request.requested_at.plus(target) <= self.at);
        let by = &request.requested_by;
        let (_, requester) = self.requesters.entry(by.id).or_insert_with(|| (by.name.clone(), Tally::default()));
        for tally in [&mut self.total, self.projects.entry(request.project).or_default(), requester] {
            tally.add(request, overdue);
        }
        match (&request.state, recommendation(request)) {
            (State::Pending, _) => {
                let age = self.at.0 - request.requested_at.0;
                self.open_by_age[AGES.iter().skip(1).filter(|from| age >= **from).count()] += 1;
            }
            (State::Decided(decision), Some(bid)) => {
                if let Some(sure) = bid.confidence {
                    let part = (1..CONFIDENCES).filter(|part| sure >= confidence_from(*part)).count();
                    self.by_confidence[part].add(decision.outcome.verdict, bid);
                }
            }
            _ => {}
        }
    }

    /// What it comes to.
    pub fn done(self) -> Overview {
        let requesters = self.requesters.into_iter().map(|(id, (name, tally))| (Actor { id, name }, tally));
        Overview {
            total: self.total.done(),
            projects: groups(self.projects, |project| project.0),
            requesters: groups(requesters, |actor| actor.id),
            open_by_age: self.open_by_age,
            by_confidence: self.by_confidence,
        }
    }
}

fn recommendation(request: &Request) -> Option<&OutcomeBid> {
    match &request.ask {
        Ask::Approval { recommendation } => recommendation.as_ref(),
        Ask::Elicitation { .. } => None,
    }
}

/// The groups with the most requests, those first; of two with as many the one that is older.
fn groups<K>(tallies: impl IntoIterator<Item = (K, Tally)>, id: impl Fn(&K) -> uuid::Uuid) -> Vec<(K, Figures)> {
    let mut groups: Vec<(K, Tally)> = tallies.into_iter().collect();
    groups.sort_by_key(|(key, tally)| (std::cmp::Reverse(tally.figures.requests()), id(key)));
    groups.truncate(limits::OVERVIEW_GROUPS);
    groups.into_iter().map(|(key, tally)| (key, tally.done())).collect()
}

#[cfg(test)]
mod tests;
