//! Agents and people who go on whatever happens to the servers: what was not acknowledged they send again with the same
//! key, what ended early they watch again, and they remember everything they were told.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use pumpup::rpc::pb;
use pumpup::rpc::pb::approvals_watch_result_response::State;
use tokio::task::JoinSet;
use tokio::time::interval;
use tokio_util::sync::CancellationToken;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};

use super::within;
use crate::support::{Clients, approval_on, approve, fresh_key};

/// How long one call may take, before it is sent again.
const CALL: Duration = Duration::from_secs(5);
/// How long somebody keeps trying.
const STUBBORN: Duration = Duration::from_secs(60);
/// How many calls are made at once when everything is held against what was said.
const AT_ONCE: usize = 64;
/// How long they wait before they try again.
const AGAIN: Duration = Duration::from_millis(50);

/// A write, with its key.
#[derive(Clone)]
enum Write {
    Task(pb::TasksCreateRequest),
    Ask(pb::ApprovalsCreateRequest),
    Decide(pb::ApprovalsDecideRequest),
}

/// A write that was sent, and what is known of it.
struct Sent {
    write: Write,
    /// The id that acknowledged it.
    acknowledged: Option<String>,
    /// How often it was sent.
    calls: usize,
    /// Whether the last of these calls has not been answered.
    under_way: bool,
}

/// The call of a write that was under way at some moment: its place, and how often it had been sent.
pub type UnderWay = Vec<(usize, usize)>;

/// Everybody, and what they know.
pub struct Life {
    servers: Mutex<Vec<Channel>>,
    admin: String,
    agent: String,
    sent: Mutex<Vec<Sent>>,
    /// When writes were acknowledged.
    times: Mutex<Vec<Instant>>,
    /// How often a watch ended early and was opened again.
    reopened: AtomicUsize,
    /// How many watches have ended with the decision.
    watched: AtomicUsize,
    enough: CancellationToken,
}

/// Whether it is a matter of where and when, and not of what was asked.
fn passes(status: &Status) -> bool {
    [Code::Unavailable, Code::Unknown, Code::Cancelled, Code::DeadlineExceeded].contains(&status.code())
}

impl Life {
    /// People with these keys, who know these servers.
    pub fn new(servers: Vec<Channel>, admin: String, agent: String) -> Arc<Self> {
        Arc::new(Self {
            servers: Mutex::new(servers),
            admin,
            agent,
            sent: Mutex::default(),
            times: Mutex::default(),
            reopened: AtomicUsize::new(0),
            watched: AtomicUsize::new(0),
            enough: CancellationToken::new(),
        })
    }

    /// Which servers there are from now on.
    pub fn move_to(&self, servers: Vec<Channel>) {
        *self.servers.lock().unwrap() = servers;
    }

    /// How many writes were acknowledged.
    pub fn acknowledged(&self) -> usize {
        self.times.lock().unwrap().len()
    }

    /// How often a watch ended early.
    pub fn reopened(&self) -> usize {
        self.reopened.load(Ordering::SeqCst)
    }

    /// The longest time without an acknowledgement.
    pub fn gap(&self) -> Duration {
        let times = self.times.lock().unwrap();
        times.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or_default()
    }

    /// How long after this moment the next write was acknowledged.
    pub fn next_after(&self, moment: Instant) -> Duration {
        let times = self.times.lock().unwrap();
        let next = times.iter().find(|time| **time >= moment).expect("somebody went on");
        *next - moment
    }

    /// The writes that have been sent and not been answered.
    pub fn under_way(&self) -> UnderWay {
        let sent = self.sent.lock().unwrap();
        let places = sent.iter().enumerate().filter(|(_, sent)| sent.under_way);
        places.map(|(place, sent)| (place, sent.calls)).collect()
    }

    /// Those of these calls that have still not been answered.
    pub fn still_under_way(&self, before: &UnderWay) -> usize {
        let now = self.under_way();
        before.iter().filter(|call| now.contains(call)).count()
    }

    /// How often a write was sent again.
    pub fn sent_again(&self) -> usize {
        self.sent.lock().unwrap().iter().map(|sent| sent.calls.saturating_sub(1)).sum()
    }

    fn clients(&self, key: &str, server: usize) -> Clients {
        let servers = self.servers.lock().unwrap();
        Clients::new(servers[server % servers.len()].clone(), key)
    }

    /// Sends a write once.
    async fn send(&self, write: &Write, server: usize) -> Result<String, Status> {
        fn call<T>(message: &T) -> Request<T>
        where
            T: Clone,
        {
            let mut request = Request::new(message.clone());
            request.set_timeout(CALL);
            request
        }
        let (mut agent, mut admin) = (self.clients(&self.agent, server), self.clients(&self.admin, server));
        Ok(match write {
            Write::Task(task) => agent.tasks.create(call(task)).await?.into_inner().task.unwrap().id,
            Write::Ask(ask) => agent.approvals.create(call(ask)).await?.into_inner().event_id,
            Write::Decide(decide) => admin.approvals.decide(call(decide)).await?.into_inner().result.unwrap().event_id,
        })
    }

    /// Sends a write until it is acknowledged, to one server after the other.
    async fn persist(&self, write: Write, mut server: usize) -> String {
        let place = {
            let mut sent = self.sent.lock().unwrap();
            sent.push(Sent { write: write.clone(), acknowledged: None, calls: 0, under_way: false });
            sent.len() - 1
        };
        let note = |change: &dyn Fn(&mut Sent)| change(&mut self.sent.lock().unwrap()[place]);
        let mut ticks = interval(AGAIN);
        let trying = async {
            loop {
                ticks.tick().await;
                note(&|sent| (sent.calls, sent.under_way) = (sent.calls + 1, true));
                let answer = self.send(&write, server).await;
                note(&|sent| sent.under_way = false);
                match answer {
                    Ok(id) => return id,
                    Err(status) if passes(&status) => server += 1,
                    Err(status) => panic!("it was refused: {status:?}"),
                }
            }
        };
        let id = within(STUBBORN, trying).await;
        note(&|sent| sent.acknowledged = Some(id.clone()));
        self.times.lock().unwrap().push(Instant::now());
        id
    }

    /// Sends a write that was acknowledged before, until it is answered.
    async fn send_again(&self, write: &Write, mut server: usize) -> String {
        let mut ticks = interval(AGAIN);
        loop {
            ticks.tick().await;
            match self.send(write, server).await {
                Ok(id) => return id,
                Err(status) if passes(&status) => server += 1,
                Err(status) => panic!("it was refused: {status:?}"),
            }
        }
    }

    /// Watches a request to its end, on one server after the other, and answers the decision's id.
    pub async fn watch(self: Arc<Self>, id: String, mut server: usize) -> String {
        let mut ticks = interval(AGAIN);
        let watching = async {
            loop {
                ticks.tick().await;
                match self.watch_once(&id, server).await {
                    Ok(event_id) => return event_id,
                    Err(status) if passes(&status) => server += 1,
                    Err(status) => panic!("a watch was refused: {status:?}"),
                }
                self.reopened.fetch_add(1, Ordering::SeqCst);
            }
        };
        let event_id = within(STUBBORN, watching).await;
        self.watched.fetch_add(1, Ordering::SeqCst);
        event_id
    }

    async fn watch_once(&self, id: &str, server: usize) -> Result<String, Status> {
        let mut agent = self.clients(&self.agent, server);
        let request = pb::ApprovalsWatchResultRequest { id: id.to_owned() };
        let mut stream = agent.approvals.watch_result(request).await?.into_inner();
        loop {
            match stream.message().await?.expect("it does not end well before its end").state.unwrap() {
                State::Pending(_) => {}
                State::Decided(decided) => return Ok(decided.event_id),
                other => panic!("nobody did that: {other:?}"),
            }
        }
    }

    /// Opens a task and asks, and answers the request's id.
    pub async fn ask(&self, server: usize) -> String {
        let name = fresh_key();
        let task = pb::TasksCreateRequest {
            idempotency_key: fresh_key(),
            project_name: "general".into(),
            name: name.clone(),
            ..Default::default()
        };
        let id = self.persist(Write::Task(task), server).await;
        let task = pb::Task { id, project_name: "general".into(), ..Default::default() };
        self.persist(Write::Ask(approval_on(&task, &name)), server).await
    }

    /// Decides, and answers the decision's id.
    pub async fn decide(&self, request: &str, server: usize) -> String {
        self.persist(Write::Decide(approve(request, "go")), server).await
    }

    /// Does case after case until it is enough: somebody asks at one server, another one watches at the next and a third
    /// one decides at the first.
    pub fn begin(self: &Arc<Self>, workers: usize) -> JoinSet<()> {
        let mut working = JoinSet::new();
        for worker in 0..workers {
            let life = self.clone();
            working.spawn(async move {
                while !life.enough.is_cancelled() {
                    let request = life.ask(worker).await;
                    let watch = tokio::spawn(life.clone().watch(request.clone(), worker + 1));
                    let decided = life.decide(&request, worker).await;
                    assert_eq!(watch.await.unwrap(), decided);
                }
            });
        }
        working
    }

    /// Lets everybody finish what they are at.
    pub async fn end(&self, working: JoinSet<()>) {
        self.enough.cancel();
        within(STUBBORN, working.join_all()).await;
    }

    /// Holds everything that was acknowledged against what is there now, through every server: each key answers as it did,
    /// there is nothing twice, and every timeline is whole. Answers how many decisions there are.
    pub async fn check(self: &Arc<Self>) -> usize {
        let sent: Vec<(Write, String)> = {
            let sent = self.sent.lock().unwrap();
            sent.iter().map(|sent| (sent.write.clone(), sent.acknowledged.clone().unwrap())).collect()
        };
        let (mut tasks, mut of_request, mut decided) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        let mut again = JoinSet::new();
        for (n, (write, id)) in sent.iter().cloned().enumerate() {
            match &write {
                Write::Task(_) => tasks.push(id.clone()),
                Write::Ask(ask) => drop(of_request.insert(id.clone(), ask.task_id.clone())),
                Write::Decide(decide) => drop(decided.insert(decide.id.clone(), id.clone())),
            }
            let life = self.clone();
            again.spawn(
                async move { assert_eq!(life.send_again(&write, n).await, id, "the same key, the same answer") },
            );
            if again.len() >= AT_ONCE {
                within(STUBBORN, again.join_next()).await.unwrap().unwrap();
            }
        }
        within(STUBBORN, again.join_all()).await;

        let mut there = Vec::new();
        let mut list = pb::TasksListRequest { page_size: 200, ..Default::default() };
        loop {
            let page = self.clients(&self.agent, 0).tasks.list(list.clone()).await.unwrap().into_inner();
            there.extend(page.tasks.into_iter().map(|task| task.id));
            list.page_token = page.next_page_token;
            if list.page_token.is_empty() {
                break;
            }
        }
        there.sort();
        tasks.sort();
        assert_eq!(there, tasks, "no task is lost, and none is there that nobody asked for");

        let decisions = decided.len();
        let mut reading = JoinSet::new();
        for (n, (request, task_id)) in of_request.into_iter().enumerate() {
            let (mut agent, decided) = (self.clients(&self.agent, n), decided.remove(&request).unwrap());
            reading.spawn(async move {
                let list = pb::TasksListEventsRequest { task_id, ..Default::default() };
                let events = agent.tasks.list_events(list).await.unwrap().into_inner().events;
                let told: Vec<_> = events.iter().map(|event| (event.sequence, event.id.as_str())).collect();
                assert_eq!(told[1..], [(2, request.as_str()), (3, decided.as_str())], "{events:?}");
            });
            if reading.len() >= AT_ONCE {
                within(STUBBORN, reading.join_next()).await.unwrap().unwrap();
            }
        }
        within(STUBBORN, reading.join_all()).await;
        decisions
    }

    /// What became of it all, in a line.
    pub fn summary(&self) -> String {
        format!(
            "{} writes acknowledged, {} sent again, {} watches ended with the decision, {} times one was opened again; \
             the longest time without an acknowledgement was {:.2} s",
            self.acknowledged(),
            self.sent_again(),
            self.watched.load(Ordering::SeqCst),
            self.reopened(),
            self.gap().as_secs_f64()
        )
    }
}
