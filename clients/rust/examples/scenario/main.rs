//! Plays the scenario of `clients/scenario/README.md`, where each step is described.

mod breaks;
mod requests;
mod stage;
mod tasks;

use std::env;
use std::process::ExitCode;

use pumpup_client::{Client, Error, Settings, v1};
use stage::Stage;

/// How a step ends: with nothing to say, or with why it failed.
pub type Step = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// Who plays, and what steps leave for later ones.
pub struct Player {
    /// The agent's client.
    pub agent: Client,
    /// The admin's.
    pub admin: Client,
    /// The agent's settings.
    pub settings: Settings,
    /// Whom to ask for what an agent cannot do.
    pub stage: Stage,
    /// The request of `create`, and how `watch` saw it end.
    pub request: String,
    /// The decision that `watch` saw.
    pub decision: Option<v1::ApprovalResult>,
    /// What `same-key` sent.
    pub keyed: v1::ApprovalsCreateRequest,
    /// The request that it made.
    pub keyed_request: String,
}

/// Fails a step with a sentence unless something holds.
#[macro_export]
macro_rules! ensure {
    ($holds:expr, $($why:tt)+) => {
        if !$holds {
            return Err(format!($($why)+).into());
        }
    };
}

/// Fails a step unless two things are equal.
#[macro_export]
macro_rules! equal {
    ($found:expr, $expected:expr) => {{
        let (found, expected) = (&$found, &$expected);
        $crate::ensure!(found == expected, "expected {expected:?}, found {found:?}");
    }};
}

/// The refusal that a call was answered with.
pub fn refusal<T>(
    answer: Result<T, Error>,
) -> Result<pumpup_client::Refusal, Box<dyn std::error::Error + Send + Sync>> {
    match answer {
        Ok(_) => Err("it was not refused".into()),
        Err(error) => error.refusal().cloned().ok_or_else(|| error.to_string().into()),
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let settings = Settings::from_env();
    let admin = Settings::new(settings.url.clone(), env::var("PUMPUP_ADMIN_KEY").unwrap_or_default());
    let (Ok(agent), Ok(admin)) = (Client::new(&settings), Client::new(&admin)) else {
        eprintln!("PUMPUP_URL, PUMPUP_API_KEY and PUMPUP_ADMIN_KEY have to be set.");
        return ExitCode::FAILURE;
    };
    let mut player = Player {
        agent,
        admin,
        settings,
        stage: Stage,
        request: String::new(),
        decision: None,
        keyed: v1::ApprovalsCreateRequest::default(),
        keyed_request: String::new(),
    };
    macro_rules! play {
        ($($name:literal: $step:path),* $(,)?) => {
            $(stage::report($name, $step(&mut player).await);)*
        };
    }
    play! {
        "create": requests::create,
        "watch": requests::watch,
        "watch-late": requests::watch_late,
        "outcomes": requests::outcomes,
        "fields": requests::fields,
        "resume-kill": breaks::resume_kill,
        "resume-drain": breaks::resume_drain,
        "resume-cut": breaks::resume_cut,
        "same-key": tasks::same_key,
        "other-request": tasks::other_request,
        "retries": breaks::retries,
        "conflict": tasks::conflict,
        "faults": tasks::faults,
        "reasons": breaks::reasons,
        "upload": tasks::upload,
        "pages": tasks::pages,
        "timeline": tasks::timeline,
        "deadline": requests::deadline,
        "cancel": requests::cancel,
        "time-out": breaks::time_out,
        "wrong-key": breaks::wrong_key,
        "people": requests::people,
        "nobody": breaks::nobody,
        "plaintext": breaks::plaintext,
        "tls": breaks::tls,
        "too-large": breaks::too_large,
    }
    ExitCode::SUCCESS
}
