//! Calls that are sent again while the server is away. Every write carries an idempotency key, so sending it again is safe
//! whatever became of the first time.

use crate::environment::{jitter, mint};
use std::time::Duration;

use tonic::{Request, Response, Status};
use tonic_types::StatusExt as _;

use super::failure::{Failure, passes_by_itself};

const CALL_DEADLINE: Duration = Duration::from_secs(30);
const TRIES: u32 = 4;

/// Sends a message, again with the same contents while the server at `url` is away, a few times.
pub async fn call<M: Clone, R>(
    url: &str,
    message: M,
    mut send: impl AsyncFnMut(Request<M>) -> Result<Response<R>, Status>,
) -> Result<R, Failure> {
    let mut tried = 0;
    loop {
        let mut request = Request::new(message.clone());
        request.set_timeout(CALL_DEADLINE);
        let status = match send(request).await {
            Ok(answer) => return Ok(answer.into_inner()),
            Err(status) => status,
        };
        tried += 1;
        if tried == TRIES || !passes_by_itself(&status) {
            return Err(Failure::of_call(status, url));
        }
        tokio::time::sleep(pause_after(&status, tried, Duration::from_secs(1))).await;
    }
}

/// How long to wait before trying again: twice as long each time up to `most`, with jitter so that many clients do not
/// come back at once, and no less than the server asked for.
pub fn pause_after(status: &Status, tried: u32, most: Duration) -> Duration {
    let asked = status.get_details_retry_info().and_then(|info| info.retry_delay).unwrap_or_default();
    backoff(tried, most, jitter()).max(asked.min(Duration::from_secs(30)))
}

fn backoff(tried: u32, most: Duration, dice: f64) -> Duration {
    let full = Duration::from_millis(100).saturating_mul(1 << tried.min(16)).min(most);
    full.mul_f64(0.5 + dice / 2.0)
}

/// The key for a write: what the person gave, or a new one.
pub fn idempotency_key(given: Option<String>) -> String {
    given.unwrap_or_else(|| mint().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tonic_types::ErrorDetails;

    #[test]
    fn pauses_grow_to_their_bound_and_heed_the_server() {
        let most = Duration::from_secs(1);
        for (tried, dice, millis) in [(1, 0.0, 100), (1, 1.0, 200), (2, 1.0, 400), (4, 1.0, 1_000), (40, 0.0, 500)] {
            assert_eq!(backoff(tried, most, dice), Duration::from_millis(millis));
        }
        let asks = |seconds| {
            let details = ErrorDetails::with_retry_info(Some(Duration::from_secs(seconds)));
            pause_after(&Status::with_error_details(tonic::Code::Unavailable, "draining", details), 1, most)
        };
        assert_eq!((asks(5), asks(3_600)), (Duration::from_secs(5), Duration::from_secs(30)));
    }

    #[tokio::test]
    async fn a_call_is_sent_again_only_while_the_server_is_away() {
        for (code, sent) in [(tonic::Code::Unavailable, TRIES), (tonic::Code::FailedPrecondition, 1)] {
            let mut keys = Vec::new();
            let answer: Result<(), Failure> = call("http://127.0.0.1:1", "key-1", async |request: Request<&str>| {
                keys.push(request.into_inner());
                Err(Status::new(code, "no"))
            })
            .await;
            assert!(matches!(answer, Err(Failure::Refused(_))));
            assert_eq!(keys, vec!["key-1"; sent as usize]);
        }
    }
}
