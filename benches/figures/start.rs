//! How long a user waits for the first start: from running the binary on an empty folder to the first answer that it
//! serves.

use std::time::Instant;

use prost::Message as _;
use pumpup::rpc::health_pb::HealthCheckResponse;
use pumpup::rpc::health_pb::health_check_response::ServingStatus;

use crate::driver::Driver;
use crate::measure::{Fault, median};
use crate::server::Server;
use crate::{folder, messages};

/// Seconds from starting the process to the first SERVING, in the middle of several starts.
pub async fn cold(starts: usize) -> Result<f64, Fault> {
    let question = messages::health().about(uuid::Uuid::nil());
    let mut took = Vec::new();
    for _ in 0..starts {
        let folder = folder()?;
        let began = Instant::now();
        let server = Server::start(folder.path())?;
        let driver = Driver::connect(&server.address, 1).await?;
        let route = driver.route("grpc.health.v1.Health/Check", "")?;
        let answer = HealthCheckResponse::decode(driver.call(0, &route, question.clone()).await?)?;
        took.push(began.elapsed().as_secs_f64());
        if answer.status() != ServingStatus::Serving {
            return Err(format!("the server said that it serves, and then {:?}", answer.status()).into());
        }
    }
    Ok(median(&took))
}
