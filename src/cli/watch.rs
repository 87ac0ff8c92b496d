//! Following a stream for as long as the person looks at it: when the server goes away the stream is opened again, with
//! pauses that grow, until it answers or has been away for several minutes.

use std::time::Duration;

use tonic::{Status, Streaming};

use super::connection::Server;
use super::failure::{Failure, passes_by_itself};
use super::print::aside;
use super::retry::pause_after;

/// A server that was never there is not waited for.
const FIRST_TRIES: u32 = 4;
/// With pauses of at most ten seconds, so many tries in a row without an answer are some five minutes.
const LATER_TRIES: u32 = 40;

/// What is followed: how to open the stream where it left off, and what to do with each message.
pub trait Followed {
    /// What the stream carries.
    type Message;

    /// Opens the stream, again if need be.
    async fn open(&mut self) -> Result<Streaming<Self::Message>, Status>;

    /// Takes one message.
    fn take(&mut self, message: Self::Message) -> Result<(), Failure>;
}

/// Follows until something fails that trying again would not mend.
pub async fn follow(server: &Server, mut followed: impl Followed) -> Result<(), Failure> {
    let (mut tried, mut most) = (0, FIRST_TRIES);
    loop {
        let status = match followed.open().await {
            Err(status) => status,
            Ok(mut stream) => loop {
                match stream.message().await {
                    Ok(Some(message)) => {
                        if tried > 1 {
                            aside("The server is back.");
                        }
                        (tried, most) = (0, LATER_TRIES);
                        followed.take(message)?;
                    }
                    // Such streams do not end by themselves: the server is about to restart, or the connection was old.
                    Ok(None) => break Status::unavailable("the stream ended"),
                    Err(status) => break status,
                }
            },
        };
        tried += 1;
        if tried >= most || !passes_by_itself(&status) {
            return Err(Failure::of_call(status, server.url()));
        }
        // The first time is often a mere change of connection; only what lasts is worth a word.
        if tried == 2 && most == LATER_TRIES {
            aside(&format!("The server at {} is away; trying again.", server.url()));
        }
        tokio::time::sleep(pause_after(&status, tried, Duration::from_secs(10))).await;
    }
}
