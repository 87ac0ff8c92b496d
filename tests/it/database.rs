//! The database as it is found: whatever is wrong with it is said in one sentence, before anything is served or changed.

use std::path::Path;
use std::process::Command;

use crate::cluster::{Cluster, client, fresh};
use crate::process::{Process, output, pumpup, said, serve};
use crate::support::Clients;

/// A server on a database, still to be started.
fn on(url: &str, folder: &Path) -> Command {
    let mut command = serve(folder);
    command.args(["--database-url", url]);
    command
}

/// What the server says as it gives up.
async fn refused(url: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let ended = output(on(url, folder.path())).await;
    assert_eq!(ended.status.code(), Some(1), "{}", said(&ended));
    assert!(!folder.path().join("admin.key").exists(), "a server that does not start makes no keys");
    let words = said(&ended);
    let lines: Vec<&str> = words.lines().filter(|line| line.starts_with("pumpup: ")).collect();
    assert_eq!(lines.len(), 1, "{words}");
    assert!(!words.contains("panicked"), "{words}");
    lines[0].to_owned()
}

/// What `pumpup migrate` says, and how it ends.
async fn migrate(url: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = pumpup(&["migrate", "--database-url", url]);
    command.args(arguments);
    let ended = output(command).await;
    (ended.status.code(), String::from_utf8_lossy(&ended.stdout).into_owned() + &said(&ended))
}

/// The same database for another role.
fn as_role(url: &str, role: &str, password: &str) -> String {
    url.replace("pumpup:pumpup@", &format!("{role}:{password}@"))
}

fn assert_says(said: &str, words: &[&str]) {
    for word in words {
        assert!(said.contains(word), "it does not say {word:?}: {said}");
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_or_entered_is_said() {
    let url = fresh().await;
    let nowhere = refused("postgres://ada:lovelace@127.0.0.1:1/cases").await;
    assert_says(&nowhere, &["cases at 127.0.0.1:1", "onnection refused", "check that it runs"]);
    assert!(!nowhere.contains("lovelace"), "passwords are not for logs: {nowhere}");
    let password = refused(&as_role(&url, "pumpup", "wrong")).await;
    assert_says(&password, &["password authentication failed", "check the user and the password"]);
    let missing = refused(&url.replace("/postgres?", "/nothing?")).await;
    assert_says(&missing, &["\"nothing\" does not exist", "create the database first"]);
    assert_says(
        &refused(&url.replace("search_path%3Dtest", "search_path%3Dgone")).await,
        &["schema", "create it first"],
    );
    assert_says(&refused(&format!("{url}&sslmode=require")).await, &["TLS", "check that it runs"]);
}

#[tokio::test]
async fn a_database_that_is_somebody_elses_is_left_alone() {
    let url = fresh().await;
    let client = client(&url).await;
    client.batch_execute("CREATE TABLE tasks (title text)").await.unwrap();
    assert_says(&refused(&url).await, &["belongs to something else", "\"tasks\"", "a database or a schema of its own"]);
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()";
    assert_eq!(client.query_one(tables, &[]).await.unwrap().get::<_, i64>(0), 1);
}

#[tokio::test]
async fn a_newer_database_is_served_as_long_as_it_only_has_more() {
    let url = fresh().await;
    assert_eq!(migrate(&url, &["--apply"]).await.0, Some(0));
    let client = client(&url).await;
    // What the next version might do: add something that this one need not know.
    let newer = "ALTER TABLE tasks ADD COLUMN priority integer;
        INSERT INTO pumpup_migrations VALUES (3, 'priority', 'sum', 1)";
    client.batch_execute(newer).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start(on(&url, folder.path()), folder.path()).await;
    process.clients("agent.key").await.open_task("beside the newer one").await;
    client.batch_execute("UPDATE pumpup_migrations SET serves_from = 3 WHERE number = 3").await.unwrap();
    process.clients("agent.key").await.open_task("what runs goes on").await;
    assert_says(&refused(&url).await, &["newer than this pumpup", "step 3 (priority)", "use the newer binary"]);
    assert_eq!(migrate(&url, &["--check"]).await.0, Some(1));
}

#[tokio::test]
async fn a_database_that_another_build_made_is_refused() {
    let url = fresh().await;
    assert_eq!(migrate(&url, &["--apply"]).await.0, Some(0));
    client(&url).await.batch_execute("UPDATE pumpup_migrations SET checksum = 'other'").await.unwrap();
    assert_says(&refused(&url).await, &["step 1 (core)", "another build"]);
}

#[tokio::test]
async fn another_role_may_migrate_and_the_one_that_serves_cannot_change_the_past() {
    let url = fresh().await;
    let owner = client(&url).await;
    let schema: String = owner.query_one("SELECT current_schema()", &[]).await.unwrap().get(0);
    let role = format!("serves_{schema}");
    let made = format!("CREATE ROLE {role} LOGIN PASSWORD 'secret'; GRANT USAGE ON SCHEMA {schema} TO {role}");
    owner.batch_execute(&made).await.unwrap();
    let theirs = as_role(&url, &role, "secret");
    assert_says(&refused(&theirs).await, &["permission denied", "pumpup migrate --apply --grant-to ROLE"]);

    let (code, words) = migrate(&url, &["--check"]).await;
    assert_eq!(code, Some(1));
    assert_says(&words, &["2 steps are still to be run", "pumpup migrate --apply"]);
    let (code, words) = migrate(&url, &["--apply"]).await;
    assert_eq!((code, words.as_str()), (Some(0), "The database is up to date; 2 steps were run.\n"));
    // The tables are there, but nothing may be read yet.
    assert_says(&refused(&theirs).await, &["permission denied", "--grant-to ROLE"]);
    assert_eq!(migrate(&url, &["--apply", "--grant-to", &role]).await.0, Some(0));
    assert_eq!(migrate(&url, &["--check"]).await, (Some(0), "The database is up to date.\n".into()));

    let folder = tempfile::tempdir().unwrap();
    let process = Process::start(on(&theirs, folder.path()), folder.path()).await;
    process.clients("agent.key").await.open_task("served by a role that owns nothing").await;
    let client = client(&theirs).await;
    for deed in ["UPDATE events SET at = 0", "DELETE FROM events", "TRUNCATE events", "DROP TABLE events"] {
        let error = client.batch_execute(deed).await.unwrap_err();
        assert_eq!(error.code().map(|code| code.code()), Some("42501"), "{deed}: {error:?}");
    }
    // What is over is another matter.
    client.batch_execute("DELETE FROM keys WHERE forget_at < 0").await.unwrap();
    // Nor can the owner, without taking the lock off first.
    for deed in ["UPDATE events SET at = 0", "DELETE FROM events", "TRUNCATE events"] {
        let error = owner.batch_execute(deed).await.unwrap_err();
        assert_says(&error.as_db_error().unwrap().to_string(), &["events never change"]);
    }
}

#[tokio::test]
async fn a_standby_and_a_server_without_room_are_said() {
    let primary = Cluster::start(&[("max_connections", "12"), ("superuser_reserved_connections", "0")]).await;
    let standby = primary.standby("beside", &[("max_connections", "12")]).await;
    assert_says(&refused(&standby.url()).await, &["database does not allow writes", "name its primary too"]);
    drop(standby);
    let mut hogs = Vec::new();
    while let Ok((hog, connection)) = tokio_postgres::connect(&primary.url(), tokio_postgres::NoTls).await {
        tokio::spawn(connection);
        hogs.push(hog);
        assert!(hogs.len() <= 12);
    }
    assert_says(&refused(&primary.url()).await, &["too many clients", "--database-connections"]);
}

#[tokio::test]
async fn the_password_may_stand_in_a_file_or_a_variable() {
    let url = fresh().await.replace("pumpup:pumpup@", "pumpup@");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    std::fs::write(&file, "pumpup\n").unwrap();
    let check = || pumpup(&["migrate", "--check", "--database-url", &url]);
    let mut by_file = check();
    by_file.arg("--database-password-file").arg(&file);
    let mut by_variable = check();
    by_variable.env("PUMPUP_DATABASE_PASSWORD", "pumpup");
    for command in [by_file, by_variable] {
        let ended = output(command).await;
        assert_says(&String::from_utf8_lossy(&ended.stdout), &["2 steps are still to be run"]);
    }
    assert_says(&said(&output(check()).await), &["password missing", "--database-password-file"]);
}

#[tokio::test]
async fn an_admins_key_may_be_given_and_nothing_is_written() {
    let (url, folder) = (fresh().await, tempfile::tempdir().unwrap());
    let key = String::from_utf8(output(pumpup(&["keys", "generate"])).await.stdout).unwrap();
    let mut command = on(&url, folder.path());
    command.env("PUMPUP_BOOTSTRAP_ADMIN_KEY", key.trim());
    let process = Process::start(command, folder.path()).await;
    Clients::new(process.channel().await, key.trim()).key(pumpup::rpc::pb::Role::Agent, "bot", &[]).await;
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let mut command = on(&url, folder.path());
    command.env("PUMPUP_BOOTSTRAP_ADMIN_KEY", "open sesame");
    let ended = output(command).await;
    assert_eq!(ended.status.code(), Some(2));
    assert_says(&said(&ended), &["PUMPUP_BOOTSTRAP_ADMIN_KEY is no key", "pumpup keys generate"]);
}

#[tokio::test]
async fn tls_to_the_database_is_checked() {
    let cluster = Cluster::start(&[]).await;
    let rcgen::CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    // The server writes them itself, so that they are its own.
    for (name, text) in [("server.crt", cert.pem()), ("server.key", signing_key.serialize_pem())] {
        let lines: Vec<String> = text.lines().map(|line| format!("('{line}')")).collect();
        let copy = format!("COPY (VALUES {}) TO PROGRAM 'umask 077; cat > {name}'", lines.join(", "));
        cluster.sql(&copy).await;
    }
    cluster.sql("ALTER SYSTEM SET ssl = on").await;
    cluster.sql("SELECT pg_reload_conf()").await;
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("ca.pem");
    std::fs::write(&ca, cert.pem()).unwrap();
    let url = format!("{}?sslmode=verify-full", cluster.url());
    let ca_flag = ["--apply", "--database-ca-cert", ca.to_str().unwrap()];
    let (mut code, mut words) = (None, String::new());
    // The reload takes effect a moment later.
    for _ in 0..100 {
        (code, words) = migrate(&url, &ca_flag).await;
        if code == Some(0) {
            break;
        }
    }
    assert_eq!(code, Some(0), "{words}");
    assert_says(&migrate(&url, &["--check"]).await.1, &["certificate", "TLS"]);
    let by_url = format!("{url}&sslrootcert={}", ca.display());
    assert_eq!(migrate(&by_url, &["--check"]).await.0, Some(0));
    let elsewhere = url.replace("127.0.0.1", "localhost");
    assert_says(&migrate(&elsewhere, &ca_flag).await.1, &["certificate"]);
}
