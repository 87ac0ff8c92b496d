//! The ways in for whoever has the machine or an admin's key: the link at the terminal, `sign-in`, and `people`.

use std::process::{Command, Stdio};

use crate::process::{Process, output, pumpup, said};
use crate::support::binary;

/// What a command prints that has to work.
async fn printed(command: Command) -> String {
    let output = output(command).await;
    assert!(output.status.success(), "{}", said(&output));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Signs in with a link as a program would, and answers with whose session it is.
async fn session_of(url: &str, link: &str) -> Option<String> {
    let link = link.strip_prefix(&format!("{url}/sign-in#")).unwrap_or_else(|| panic!("{link} is not on {url}"));
    let browser = crate::browser::Browser::on(url);
    let answer = super::use_link(&browser, link).await;
    if answer.status() != http::StatusCode::NO_CONTENT {
        return None;
    }
    Some(super::who(&browser.keep(&answer)).await.unwrap().name)
}

#[tokio::test]
async fn links_are_made_beside_the_store_and_over_the_wire() {
    let folder = tempfile::tempdir().unwrap();
    let server = Process::on(folder.path()).await;
    let command = |words: &[&str]| {
        let mut command = pumpup(words);
        command.env("PUMPUP_DATA", folder.path()).env("PUMPUP_URL", &server.url);
        command
    };
    let link = printed(command(&["sign-in"])).await;
    assert_eq!(session_of(&server.url, &link).await.as_deref(), Some("admin"));
    assert_eq!(session_of(&server.url, &link).await, None, "it is used up");

    let add = ["people", "add", "--name", "Jane", "--email", "jane@example.com", "--role", "reviewer", "--tags", "a,b"];
    let link = printed(command(&add)).await;
    assert_eq!(session_of(&server.url, &link).await.as_deref(), Some("Jane"));
    for words in [&["people", "link", "Jane"][..], &["sign-in", "--person", "Jane"]] {
        let link = printed(command(words)).await;
        assert_eq!(session_of(&server.url, &link).await.as_deref(), Some("Jane"), "{words:?}");
    }
    let json = printed(command(&["sign-in", "--json"])).await;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(session_of(&server.url, json["link"].as_str().unwrap()).await.as_deref(), Some("admin"));
    let refused = output(command(&["sign-in", "--person", "Nobody"])).await;
    assert!(!refused.status.success() && said(&refused).contains("Nobody"), "{}", said(&refused));
}

#[tokio::test]
async fn a_terminal_is_shown_the_way_in_and_nobody_else_is() {
    let folder = tempfile::tempdir().unwrap();
    let serve = format!("{} serve --listen 127.0.0.1:0 --data {}", binary().display(), folder.path().display());
    let mut command = Command::new("script");
    command.args(["-qfec", &serve, "/dev/null"]).env_remove("PUMPUP_URL").stdin(Stdio::null());
    let (terminal, lines) = Process::lines_of(command, |line| line.contains("Open the workspace:")).await;
    let url = lines.iter().find_map(|line| line.trim().strip_prefix("pumpup is serving at ")).unwrap();
    let link = lines.last().unwrap().trim().strip_prefix("Open the workspace:").unwrap().trim();
    assert_eq!(session_of(url, link).await.as_deref(), Some("admin"));
    drop(terminal);

    let folder = tempfile::tempdir().unwrap();
    let mut command = pumpup(&["serve", "--listen", "127.0.0.1:0", "--data"]);
    command.arg(folder.path());
    let (server, lines) = Process::lines_of(command, |line| line.contains("pumpup decide")).await;
    assert!(!lines.concat().contains("sign-in"), "{lines:?}");
    drop(server);
}
