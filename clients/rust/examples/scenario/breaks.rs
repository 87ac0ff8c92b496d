//! What breaks on the way, and set-ups that cannot work.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use pumpup_client::watch::ApprovalEnd;
use pumpup_client::{Client, Error, Settings, json, reason, v1};
use serde_json::{Value, json};

use crate::{Player, Step, ensure, equal, refusal};

/// Watches, and once it is pending has something happen and then somebody decide, while the watch goes on.
async fn resumes(player: &Player, watcher: &Client, meanwhile: Value) -> Step {
    let id = player.approval().await?;
    let (pending, waits) = tokio::sync::oneshot::channel();
    let watch = tokio::spawn({
        let (approvals, id, mut pending) = (watcher.approvals.clone(), id.clone(), Some(pending));
        async move { approvals.watch_states(&id, |_| pending.take().map_or((), |first| first.send(()).unwrap_or(()))).await }
    });
    waits.await?;
    tokio::task::block_in_place(|| {
        player.stage.ask(meanwhile)?;
        player.stage.decide(&id, "APPROVE", "after the break")
    })?;
    let end = watch.await??;
    let note = match &end {
        ApprovalEnd::Decided(result) => result.outcome.as_ref().and_then(v1::Outcome::parts).map(|(_, note, _)| note),
        _ => None,
    };
    equal!(note, Some("after the break"));
    Ok(())
}

pub async fn resume_kill(player: &mut Player) -> Step {
    resumes(player, &player.agent, json!({"ask": "restart", "how": "KILL"})).await
}

pub async fn resume_drain(player: &mut Player) -> Step {
    resumes(player, &player.agent, json!({"ask": "restart", "how": "TERM"})).await
}

pub async fn resume_cut(player: &mut Player) -> Step {
    let watcher = player.at(player.stage.url("cutter")?)?;
    resumes(player, &watcher, json!({"ask": "cuts"})).await
}

impl Player {
    /// The agent at another address.
    fn at(&self, url: String) -> Result<Client, Error> {
        Client::new(&Settings { url, ..self.settings.clone() })
    }
}

pub async fn retries(player: &mut Player) -> Step {
    let puppet = player.at(player.stage.url("puppet")?)?;
    let message = v1::TasksCreateRequest { name: "twice".into(), ..Default::default() };
    let task = puppet.tasks.create(message).await?.task.unwrap_or_default();
    equal!(task.external_id, "3");
    equal!(task.metadata.as_ref().map(json), Some(json!({"keys": 1})));
    Ok(())
}

pub async fn reasons(player: &mut Player) -> Step {
    let puppet = player.at(player.stage.url("puppet")?)?;
    let table: BTreeMap<String, String> = serde_json::from_str(include_str!("../../../scenario/reasons.json"))?;
    for name in table.into_keys() {
        let error = puppet.tasks.get(v1::TasksGetRequest { id: name.clone() }).await.err().ok_or("it was answered")?;
        if name == reason::DEADLINE_EXCEEDED {
            ensure!(matches!(error, Error::TimedOut(_)), "expected the time-out, got {error}");
            ensure!(error.to_string().contains("the puppet refuses this"), "it says {error}");
            continue;
        }
        let refused = error.refusal().ok_or("it was not refused")?;
        equal!(refused.reason, name);
        equal!(refused.message, format!("the puppet refuses this for {name}"));
        equal!(refused.metadata.get("puppet").map(String::as_str), Some("yes"));
    }
    Ok(())
}

pub async fn time_out(player: &mut Player) -> Step {
    let (begun, limit) = (Instant::now(), Duration::from_millis(500));
    let id = player.approval().await?;
    let waited = player.agent.approvals.watch_result_for(&id, limit).await;
    ensure!(matches!(waited, Err(Error::TimedOut(_))), "expected the time-out, got {waited:?}");
    let silent = player.at(player.stage.url("silent")?)?.with_deadline(limit);
    let called = silent.tasks.get(v1::TasksGetRequest { id: "any".into() }).await;
    ensure!(matches!(called, Err(Error::TimedOut(_))), "expected the time-out, got {called:?}");
    ensure!(begun.elapsed() < Duration::from_secs(5), "it took {:?}", begun.elapsed());
    Ok(())
}

pub async fn wrong_key(player: &mut Player) -> Step {
    let stranger = Client::new(&Settings { api_key: "pk_wrong".into(), ..player.settings.clone() })?;
    let refused = refusal(stranger.tasks.list(v1::TasksListRequest::default()).await)?;
    equal!(refused.reason, reason::UNAUTHENTICATED);
    ensure!(refused.message.contains("authorization: Bearer"), "it says {}", refused.message);
    Ok(())
}

/// What a client for these settings is told, at the latest at its first call.
async fn told(settings: Settings) -> String {
    let client = Client::new(&settings).map(|client| client.with_deadline(Duration::from_secs(3)));
    let called = match client {
        Ok(client) => client.tasks.list(v1::TasksListRequest::default()).await.map(drop),
        Err(error) => Err(error),
    };
    called.map_or_else(|error| error.to_string(), |()| "nothing: it was answered".to_owned())
}

pub async fn nobody(player: &mut Player) -> Step {
    let url = player.stage.url("nobody")?;
    let said = told(Settings { url: url.clone(), ..player.settings.clone() }).await;
    ensure!(said.contains(&url) && said.contains("pumpup serve"), "it says {said}");
    Ok(())
}

pub async fn plaintext(player: &mut Player) -> Step {
    let secure = player.stage.ask(json!({"ask": "tls"}))?["url"].as_str().unwrap_or_default().to_owned();
    for (url, word) in [
        ("http://pumpup.example".to_owned(), "allow_plaintext"),
        (player.settings.url.replace("http://", "https://"), "TLS"),
        (secure.replace("https://", "http://"), "TLS"),
    ] {
        let said = told(Settings { url: url.clone(), ..player.settings.clone() }).await;
        ensure!(said.contains(word), "with {url} it says {said}");
    }
    Ok(())
}

pub async fn tls(player: &mut Player) -> Step {
    let secure = player.stage.ask(json!({"ask": "tls"}))?;
    let word = |name: &str| secure[name].as_str().unwrap_or_default().to_owned();
    let settings = Settings { ca_cert: Some(word("ca").into()), ..Settings::new(word("url"), word("key")) };
    let client = Client::new(&settings)?;
    let message =
        v1::TasksCreateRequest { project_name: "general".into(), name: "over TLS".into(), ..Default::default() };
    let task = client.tasks.create(message).await?.task.unwrap_or_default();
    let id = client.approvals.create(player.refund(&task)).await?.event_id;
    let read = client.tasks.get(v1::TasksGetRequest { id: task.id }).await?;
    equal!(read.open_requests.first().map(|request| &request.id), Some(&id));
    Ok(())
}

pub async fn too_large(player: &mut Player) -> Step {
    let task_id = player.task().await?.id;
    let message = v1::TasksAddNoteRequest { task_id, message: "x".repeat(5_000_000), ..Default::default() };
    let error = player.agent.tasks.add_note(message).await.err().ok_or("it was taken")?;
    let said = error.to_string();
    ensure!(
        error.reason() == reason::LIMIT_EXCEEDED && said.chars().any(|each| each.is_ascii_digit()),
        "it says {said}"
    );
    Ok(())
}
