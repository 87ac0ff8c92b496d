//! The binary `pumpup`.

use clap::Parser as _;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    pumpup::cli::run(pumpup::cli::Cli::parse()).await
}
