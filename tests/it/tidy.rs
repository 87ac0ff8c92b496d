//! The house rules, as a test. Each failure says what to do.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Who may use whom: a module, and the modules of the crate that it may name. `domain` may be named by everybody.
/// The map in `src/lib.rs` draws the same arrows; none ever turns round.
const ARROWS: [(&str, &[&str]); 21] = [
    ("domain", &[]),
    ("environment", &[]),
    ("hub", &[]),
    ("batcher", &[]),
    ("together", &[]),
    ("trust", &[]),
    ("store", &["environment", "together", "trust"]),
    ("engine", &["batcher", "environment", "hub", "store", "together"]),
    ("auth", &["engine", "environment"]),
    ("sweeper", &["engine"]),
    ("telemetry", &[]),
    ("server", &[]),
    ("web", &["auth", "engine", "server"]),
    ("wire", &["engine", "environment"]),
    ("rpc", &["auth", "engine", "environment", "server", "store", "wire"]),
    ("rest", &["auth", "engine", "server", "store", "wire"]),
    ("config", &["auth", "environment", "server", "store", "telemetry", "trust"]),
    ("local", &["auth", "engine", "environment", "store"]),
    (
        "serve",
        &[
            "auth",
            "config",
            "engine",
            "environment",
            "local",
            "rest",
            "rpc",
            "server",
            "store",
            "sweeper",
            "telemetry",
            "web",
        ],
    ),
    ("cli", &["config", "environment", "local", "rpc", "serve"]),
    ("main", &["cli"]),
];

/// How many lines a file may have. Tables of tests are read by the row, so they may be longer.
const LONGEST: usize = 400;
const LONGEST_OF_TESTS: usize = 600;

/// The oldest versions that are free of the faults known of them, by crate; see the advisories named in each crate's log.
const FLOORS: [(&str, &str); 18] = [
    ("anyhow", "1.0.103"),
    ("axum", "0.8.9"),
    ("bytes", "1.12.1"),
    ("h2", "0.4.20"),
    ("hyper", "1.12.0"),
    ("idna", "1.0.3"),
    ("libsqlite3-sys", "0.39.1"),
    ("postgres-protocol", "0.6.12"),
    ("prost", "0.14.4"),
    ("ring", "0.17.14"),
    ("rusqlite", "0.41.0"),
    ("rustls", "0.23.46"),
    ("rustls-webpki", "0.103.16"),
    ("time", "0.3.47"),
    ("tokio", "1.54.0"),
    ("tokio-postgres", "0.7.18"),
    ("tonic", "0.14.9"),
    ("tracing-subscriber", "0.3.20"),
];

/// Crates with a fault that no version mends.
const BANNED: [&str; 1] = ["rsa"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    files_of(folder, &["rs"])
}

/// The files with these extensions, but for what is made by others and lies in folders of these names.
fn files_of(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    const MADE: [&str; 7] = ["v1", "pumpupv1", "gen", "node_modules", "dist", "target", "proto"];
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is =
            |names: &[&str], part: Option<&std::ffi::OsStr>| part.is_some_and(|part| names.iter().any(|n| part == *n));
        if path.is_dir() && !is(&MADE, path.file_name()) {
            found.extend(files_of(&path, extensions));
        } else if path.is_file() && is(extensions, path.extension()) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root()).unwrap().display().to_string()
}

fn sources() -> Vec<(String, String)> {
    let folders = ["src", "tests", "benches"].map(|folder| root().join(folder));
    folders.iter().flat_map(|folder| files(folder)).map(|f| (shown(&f), std::fs::read_to_string(&f).unwrap())).collect()
}

fn is_test(file: &str) -> bool {
    file.starts_with("tests/") || file.contains("/tests/") || file.ends_with("tests.rs")
}

/// The code before a file's own tests.
fn code(text: &str) -> &str {
    text.split("\n#[cfg(test)]").next().unwrap_or(text)
}

#[test]
fn the_arrows_never_turn_round() {
    let mut wrong = Vec::new();
    let mut met = BTreeSet::new();
    for (file, text) in sources() {
        let Some(path) = file.strip_prefix("src/") else { continue };
        let module = path.split(['/', '.']).next().unwrap();
        if module == "lib" || is_test(&file) || path == "rpc/puppet.rs" {
            continue;
        }
        let Some((_, may)) = ARROWS.iter().find(|(name, _)| *name == module) else {
            panic!(
                "{file}: the module `{module}` has no place in ARROWS; give it one, and one in the map of src/lib.rs"
            );
        };
        met.insert(module.to_owned());
        for line in code(&text).lines().filter(|line| !line.trim_start().starts_with("//")) {
            for part in line.split("crate::").skip(1) {
                // `use crate::{a, b}` names several.
                let named =
                    part.trim_start_matches('{').split([',', '}']).take(if part.starts_with('{') { 9 } else { 1 });
                for used in
                    named.map(|name| name.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap())
                {
                    let known = ARROWS.iter().any(|(name, _)| *name == used);
                    if known && used != module && used != "domain" && !may.contains(&used) {
                        wrong.push(format!("{file} uses `{used}`: {}", line.trim()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "an arrow turns round; move what is shared to the lower module:\n{}", wrong.join("\n"));
    assert_eq!(met.len(), ARROWS.len(), "ARROWS names a module that is gone");
}

#[test]
fn the_domain_is_pure() {
    for (file, text) in sources().iter().filter(|(file, _)| file.starts_with("src/domain/") && !is_test(file)) {
        for word in ["tokio", "tonic", "prost", "rusqlite", "tracing", "SystemTime", "Instant", "async "] {
            assert!(!code(text).contains(word), "{file} has {word:?}; the rules know nothing of it");
        }
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for (file, text) in sources().iter().filter(|(file, _)| !file.contains("/tests/")) {
        let start: String =
            text.lines().take_while(|line| line.starts_with("//!") || line.starts_with("#![")).collect();
        assert!(start.len() > 20, "{file} does not open with `//!` and a paragraph on what it is for");
    }
}

#[test]
fn nothing_is_left_unfinished() {
    // Spelled in two parts, so that this file does not name what it looks for.
    let banned =
        [("TO", "DO"), ("FIX", "ME"), ("dbg", "!("), ("to", "do!("), ("unimplemen", "ted!("), ("#[ig", "nore")];
    for (file, text) in sources() {
        for (number, line) in text.lines().enumerate() {
            for (a, b) in banned {
                assert!(
                    !line.contains(&format!("{a}{b}")),
                    "{file}:{} has {a}{b}; finish it or take it out",
                    number + 1
                );
            }
        }
    }
}

#[test]
fn tests_wait_for_conditions_and_not_for_a_while() {
    for (file, text) in sources().iter().filter(|(file, _)| is_test(file)) {
        for (number, line) in text.lines().enumerate() {
            let sleeps =
                line.contains(&["time::", "sleep("].concat()) || line.contains(&["thread::", "sleep("].concat());
            assert!(!sleeps, "{file}:{} sleeps; wait for a condition, with a deadline", number + 1);
        }
    }
}

#[test]
fn files_stay_short() {
    for (file, text) in sources() {
        let lines = text.lines().count();
        let most = if is_test(&file) { LONGEST_OF_TESTS } else { LONGEST };
        assert!(lines <= most, "{file} has {lines} lines; split it into files that each are one thing");
    }
}

#[test]
fn files_of_the_clients_stay_short_too() {
    let found = files_of(&root().join("clients"), &["py", "ts", "go", "java", "rs"]);
    assert!(found.len() > 100, "only {} files of clients were found", found.len());
    for file in found {
        let lines = std::fs::read_to_string(&file).unwrap().lines().count();
        let file = shown(&file);
        assert!(lines <= LONGEST, "{file} has {lines} lines; split it into files that each are one thing");
    }
}

/// Words like `TASK_CLOSED`, in quotes.
fn reasons(text: &str) -> BTreeSet<String> {
    let is_reason = |word: &&str| word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    text.split('"').filter(is_reason).map(str::to_owned).collect()
}

#[test]
fn clients_are_tested_with_every_reason_that_the_server_gives() {
    let read = |file: &str| std::fs::read_to_string(root().join(file)).unwrap();
    let (refusals, edge) = (read("src/domain/refusal.rs"), read("src/rpc/status.rs"));
    let between = |text: &str, start: &str, end: &str| {
        let text = text.split(start).nth(1).expect("where the reasons begin").to_owned();
        reasons(text.split(end).next().unwrap_or_default())
    };
    let mut given = between(&refusals, "pub fn reason(", "pub fn message(");
    given.extend(between(&edge, "pub mod reason {", "\n}"));
    // Nothing is ever refused because one of these is there: nobody chooses their ids.
    for never in ["TASK_EXISTS", "REQUEST_EXISTS", "UPLOAD_EXISTS", "KEY_EXISTS"] {
        assert!(given.remove(never), "{never} is no reason any more; take it off this list");
    }
    let table: std::collections::BTreeMap<String, String> =
        serde_json::from_str(&read("clients/scenario/reasons.json")).unwrap();
    let tested: BTreeSet<String> = table.into_keys().collect();
    assert_eq!(tested, given, "clients/scenario/reasons.json and the reasons of the server differ");
}

#[test]
fn no_crate_is_older_than_its_known_faults() {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let number = |version: &str| -> Vec<u64> {
        version.split(['.', '-', '+']).map_while(|part| part.parse().ok()).take(3).collect()
    };
    for name in BANNED {
        assert!(!lock.contains(&format!("\nname = \"{name}\"\n")), "{name} has a fault that no version mends");
    }
    for (name, floor) in FLOORS {
        let entries = lock.split("[[package]]").filter(|entry| entry.contains(&format!("\nname = \"{name}\"\n")));
        let versions: Vec<&str> = entries.filter_map(|e| e.split("version = \"").nth(1)?.split('"').next()).collect();
        assert!(!versions.is_empty(), "{name} is not in Cargo.lock any more; take it off FLOORS");
        for version in versions {
            assert!(number(version) >= number(floor), "{name} {version} has known faults; use {floor} or newer");
        }
    }
}
