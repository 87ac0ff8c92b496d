//! One call over the channel: the key, the deadline, and retries while the server is away.

use std::sync::Arc;
use std::time::Duration;

use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::Channel;
use tonic::{Request, Response, Status};
use tonic_types::StatusExt as _;
use uuid::Uuid;

use crate::error::Error;
use crate::settings::Settings;
use crate::transport::passes_by_itself;

/// How often a call is made at the most.
pub const TRIES: u32 = 5;

/// A page of long requests outgrows the 4 MiB that tonic would stop at.
pub const LARGEST_ANSWER: usize = 64 << 20;

/// A channel that carries the caller's key.
pub type Keyed = InterceptedService<Channel, Bearer>;

/// Puts the caller's key on each call.
#[derive(Clone, Debug)]
pub struct Bearer(MetadataValue<Ascii>);

impl Interceptor for Bearer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        request.metadata_mut().insert("authorization", self.0.clone());
        Ok(request)
    }
}

/// The way to the server.
#[derive(Clone, Debug)]
pub struct Link {
    pub keyed: Keyed,
    pub url: Arc<str>,
    pub deadline: Duration,
}

impl Link {
    pub fn open(settings: &Settings) -> Result<Self, Error> {
        let bearer = Bearer(settings.bearer()?);
        let keyed = InterceptedService::new(settings.channel()?, bearer);
        Ok(Self { keyed, url: settings.url.as_str().into(), deadline: settings.deadline })
    }

    /// Sends a message, again with the same contents while the server is away. Every write carries its idempotency key, so
    /// sending it again is safe whatever became of the first time.
    /// `longer` is how long the server itself was asked to wait.
    pub async fn call<M: Clone, R, F>(
        &self,
        message: M,
        longer: Duration,
        mut send: impl FnMut(Request<M>) -> F,
    ) -> Result<R, Error>
    where
        F: Future<Output = Result<Response<R>, Status>>,
    {
        let limit = self.deadline + longer;
        let end = tokio::time::Instant::now() + limit;
        let mut tried = 0;
        let tries = async {
            loop {
                let mut request = Request::new(message.clone());
                request.set_timeout(end - tokio::time::Instant::now());
                let status = match send(request).await {
                    Ok(answer) => return Ok(answer.into_inner()),
                    Err(status) => status,
                };
                tried += 1;
                if tried == TRIES || !passes_by_itself(&status) {
                    return Err(self.error(&status));
                }
                tokio::time::sleep(pause_after(&status, tried, Duration::from_secs(2))).await;
            }
        };
        match tokio::time::timeout_at(end, tries).await {
            Ok(answer) => answer,
            Err(_) => Err(self.too_late(limit)),
        }
    }

    pub fn error(&self, status: &Status) -> Error {
        Error::of(status, &self.url)
    }

    pub fn too_late(&self, after: Duration) -> Error {
        let url = &self.url;
        Error::TimedOut(format!(
            "Nothing came from the server at {url} within {after:?}. A write may have taken effect all the same."
        ))
    }
}

/// How long to wait before trying again: twice as long each time up to `most`, with jitter so that many clients do not come
/// back at once, and no less than the server asked for.
pub fn pause_after(status: &Status, tried: u32, most: Duration) -> Duration {
    let asked = status.get_details_retry_info().and_then(|info| info.retry_delay).unwrap_or_default();
    let dice = f64::from(Uuid::new_v4().as_fields().0) / f64::from(u32::MAX);
    backoff(tried, most, dice).max(asked.min(Duration::from_secs(30)))
}

fn backoff(tried: u32, most: Duration, dice: f64) -> Duration {
    let full = Duration::from_millis(100).saturating_mul(1 << tried.min(16)).min(most);
    full.mul_f64(0.5 + dice / 2.0)
}

/// A fresh idempotency key, where the caller gave none.
pub fn mint(key: &mut String) {
    if key.is_empty() {
        *key = Uuid::new_v4().to_string();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};
    use tonic::Code;

    fn link() -> Link {
        Link::open(&Settings::new("http://127.0.0.1:1", "key")).expect("a link that is not used")
    }

    #[test]
    fn pauses_grow_to_their_bound() {
        for (tried, dice, millis) in [(1, 0.0, 100), (1, 1.0, 200), (2, 1.0, 400), (9, 1.0, 2_000), (40, 0.0, 1_000)] {
            assert_eq!(backoff(tried, Duration::from_secs(2), dice), Duration::from_millis(millis));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_is_sent_again_only_while_the_server_is_away() {
        for (code, expected) in [(Code::Unavailable, TRIES), (Code::FailedPrecondition, 1), (Code::Internal, 1)] {
            let sent = AtomicU32::new(0);
            let answer: Result<(), Error> = link()
                .call("the same", Duration::ZERO, |request: Request<&str>| {
                    assert_eq!(request.into_inner(), "the same");
                    sent.fetch_add(1, Ordering::Relaxed);
                    async move { Err(Status::new(code, "no")) }
                })
                .await;
            assert!(answer.is_err());
            assert_eq!(sent.into_inner(), expected, "{code:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_nobody_answers_ends_with_the_time_out() {
        let answer: Result<(), Error> = link().call((), Duration::ZERO, |_| std::future::pending()).await;
        assert!(matches!(answer, Err(Error::TimedOut(_))));
    }
}
