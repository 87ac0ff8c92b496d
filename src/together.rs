//! Waiting for several calls at once.

use std::task::Poll;

/// Waits for all of some calls and answers in their order. They begin in that order too, without one waiting for another,
/// which statements that are sent in one flight rely on.
pub async fn all<T>(calls: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut calls: Vec<_> = calls.map(|call| (Box::pin(call), None)).collect();
    std::future::poll_fn(move |context| {
        let mut all = true;
        for (call, answer) in &mut calls {
            if answer.is_none() {
                match call.as_mut().poll(context) {
                    Poll::Ready(value) => *answer = Some(value),
                    Poll::Pending => all = false,
                }
            }
        }
        if !all {
            return Poll::Pending;
        }
        Poll::Ready(calls.drain(..).filter_map(|(_, answer)| answer).collect())
    })
    .await
}
