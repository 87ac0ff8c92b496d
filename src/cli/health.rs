//! `pumpup health`: the standard health check, for people and for containers. It needs no key.

use super::connection::ConnectionArgs;
use super::failure::Failure;
use super::json;
use super::print::Screen;
use super::retry;
use crate::rpc::health_pb::health_check_response::ServingStatus;
use crate::rpc::health_pb::{HealthCheckRequest, health_client::HealthClient};

/// Says whether the whole server serves, and fails if it does not.
pub async fn health(connection: &ConnectionArgs, screen: Screen) -> Result<(), Failure> {
    let mut client = HealthClient::new(connection.channel()?);
    let message = HealthCheckRequest { service: String::new() };
    let answer = retry::call(connection.url(), message, async |request| client.check(request).await).await?;
    let status = answer.status();
    let name = status.as_str_name();
    screen.show(|| json::object([("status", name.into())]), || format!("{name}\n"))?;
    match status {
        ServingStatus::Serving => Ok(()),
        _ => Err(Failure::Plain(format!("The server at {} does not serve.", connection.url()))),
    }
}
