//! The house's rules that no compiler checks: which layer may know which, how files begin and how long they get, words
//! that have no place in them, and versions of crates that mend what is known of the ones before.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The modules of the crate, each with those that it may use; every arrow points to one that stands further up. Whoever
/// needs another arrow has found a thing in the wrong place, or has to say here why not.
const ARROWS: [(&str, &[&str]); 15] = [
    ("domain", &[]),
    ("environment", &["domain"]),
    ("store", &["domain", "environment"]),
    ("hub", &[]),
    ("batcher", &[]),
    ("engine", &["domain", "environment", "store", "hub", "batcher"]),
    ("auth", &["domain", "environment", "engine"]),
    ("sweeper", &["engine"]),
    ("server", &[]),
    ("telemetry", &[]),
    // A handler asks its connection when long streams should end.
    ("rpc", &["domain", "environment", "store", "engine", "auth", "server"]),
    ("config", &["server", "telemetry"]),
    ("local", &["domain", "environment", "store", "engine", "auth"]),
    ("serve", &["environment", "store", "engine", "sweeper", "server", "telemetry", "rpc", "config", "local"]),
    ("cli", &["environment", "rpc", "config", "local", "serve"]),
];

/// What the domain is made of, beside the language itself.
const PURE: [&str; 10] = ["std", "crate", "super", "self", "serde", "serde_json", "sha2", "time", "url", "uuid"];

/// How long a file may get.
const LONG: usize = 400;

/// Files that are longer, each with the length that it must not pass. The list only ever shrinks.
const TOO_LONG: [(&str, usize); 5] = [
    ("src/domain/request.rs", 450),
    ("src/domain/scene.rs", 500),
    ("src/domain/task.rs", 550),
    ("src/rpc/convert/read.rs", 550),
    ("src/rpc/convert/write.rs", 500),
];

/// The lowest versions that mend what is known: of crates that are used, and of those that may come.
const FLOORS: [(&str, &str); 27] = [
    ("ammonia", "4.2.4"),
    ("anyhow", "1.0.103"),
    ("axum", "0.8.9"),
    ("bytes", "1.12.1"),
    ("crossbeam-epoch", "0.9.20"),
    ("deadpool-postgres", "0.14.2"),
    ("ed25519-dalek", "2.0.0"),
    ("event-listener", "5.4.2"),
    ("h2", "0.4.20"),
    ("hyper", "1.12.0"),
    ("idna", "1.0.3"),
    ("libsqlite3-sys", "0.39.1"),
    ("lru", "0.18.2"),
    ("postgres-protocol", "0.6.12"),
    ("prost", "0.14.4"),
    ("ring", "0.17.14"),
    ("rmcp", "1.4.0"),
    ("rusqlite", "0.41.0"),
    ("rust-embed", "6.3.0"),
    ("rustls", "0.23.46"),
    ("rustls-webpki", "0.103.16"),
    ("time", "0.3.47"),
    ("tokio", "1.54.0"),
    ("tokio-postgres", "0.7.18"),
    ("tonic", "0.14.9"),
    ("tracing-subscriber", "0.3.20"),
    ("curve25519-dalek", "4.1.3"),
];

/// Crates with faults that no version mends.
const BANNED: [&str; 1] = ["rsa"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of ours: its path from the root, and its text.
struct File {
    path: String,
    text: String,
}

impl File {
    /// The module of the crate that it belongs to; none for the map and for the binary.
    fn module(&self) -> Option<&str> {
        let within = self.path.strip_prefix("src/")?;
        let name = within.split('/').next()?.trim_end_matches(".rs");
        (!["lib", "main"].contains(&name)).then_some(name)
    }

    /// Whether all of it is there for tests alone.
    fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.starts_with("tests/") || name == "tests.rs" || name.ends_with("_tests.rs")
    }

    /// Its lines of code, with their numbers: those for production, or those for tests.
    fn code(&self, tests: bool) -> impl Iterator<Item = (usize, &str)> {
        let mut in_tests = self.is_test();
        self.text.lines().enumerate().filter_map(move |(index, line)| {
            in_tests |= line == "mod tests {";
            let code = line.split("//").next().unwrap_or_default();
            (in_tests == tests && !code.trim().is_empty()).then_some((index + 1, code))
        })
    }
}

fn files() -> Vec<File> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = ["src", "tests", "benches"].map(|name| root().join(name)).into();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push(File { path: path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned(), text });
            }
        }
    }
    assert!(found.len() > 50, "the sources were not found");
    found
}

fn complain(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n  {}\n", complaints.join("\n  "));
}

/// The modules that a line of code names after `crate::`.
fn named(line: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for rest in line.split("crate::").skip(1) {
        let of = |text: &'_ str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
        match rest.strip_prefix('{') {
            Some(list) => names.extend(list.split('}').next().unwrap_or_default().split(',').map(|item| {
                let item = item.trim();
                &item[..of(item)]
            })),
            None => names.push(&rest[..of(rest)]),
        }
    }
    names.retain(|name| name.starts_with(|c: char| c.is_lowercase()));
    names
}

#[test]
fn every_arrow_between_modules_points_up() {
    for (index, (module, may_use)) in ARROWS.iter().enumerate() {
        for used in *may_use {
            let above = ARROWS[..index].iter().any(|(name, _)| name == used);
            assert!(above, "{module} may use {used}, which does not stand above it");
        }
    }
    let mut complaints = Vec::new();
    for file in files() {
        let Some(module) = file.module() else { continue };
        let Some((_, may_use)) = ARROWS.iter().find(|(name, _)| *name == module) else {
            complaints.push(format!("{}: the module {module} is not on the map in tests/it/tidy.rs", file.path));
            continue;
        };
        for (number, line) in file.code(false) {
            for used in named(line).into_iter().filter(|used| *used != module && !may_use.contains(used)) {
                complaints.push(format!("{}:{number}: {module} must not know {used}", file.path));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn the_domain_is_pure() {
    let mut complaints = Vec::new();
    for file in files().iter().filter(|file| file.module() == Some("domain")) {
        for (number, line) in file.code(false) {
            let Some(used) = line.trim_start().trim_start_matches("pub ").strip_prefix("use ") else { continue };
            let name = used.split([':', ';', ' ']).next().unwrap_or_default();
            let own = root().join("src/domain").join(format!("{name}.rs")).exists()
                || file.text.contains(&format!("mod {name};"));
            if !PURE.contains(&name) && !own && name != "jsonschema" && name != "base64" {
                complaints.push(format!("{}:{number}: the domain must not know {name}", file.path));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn every_file_says_first_what_it_is_for() {
    let silent = files().into_iter().filter(|file| !file.text.starts_with("//! "));
    complain(&silent.map(|file| format!("{}: it does not begin with `//!`", file.path)).collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_undone_and_no_test_sleeps() {
    // Put together here, so that this file has none of them.
    let words = [["to", "do!"], ["db", "g!"], ["unimplem", "ented!"], ["#[ig", "nore"], ["TO", "DO"], ["FIX", "ME"]];
    let (words, nap) = (words.map(|halves| halves.concat()), ["slee", "p("].concat());
    let mut complaints = Vec::new();
    for file in files() {
        for (index, line) in file.text.lines().enumerate() {
            for word in words.iter().filter(|word| line.contains(*word)) {
                complaints.push(format!("{}:{}: it says {word}", file.path, index + 1));
            }
        }
        for (number, _) in file.code(true).filter(|(_, line)| line.contains(&nap)) {
            complaints.push(format!("{}:{number}: a test waits for a condition, not for a while", file.path));
        }
    }
    complain(&complaints);
}

#[test]
fn no_file_grows_too_long() {
    let mut complaints = Vec::new();
    for file in files() {
        let lines = file.text.lines().count();
        let allowed = TOO_LONG.iter().find(|(path, _)| *path == file.path).map(|(_, most)| *most);
        match allowed {
            None if lines > LONG => {
                complaints
                    .push(format!("{}: {lines} lines; part it by what it is about, at {LONG} at the most", file.path));
            }
            Some(most) if lines > most => {
                complaints.push(format!("{}: {lines} lines, and no more than {most}", file.path))
            }
            Some(_) if lines <= LONG => {
                complaints.push(format!("{}: it is short now; take it off the list", file.path))
            }
            Some(most) if lines + 100 < most => {
                complaints.push(format!("{}: lower its {most} to what it is", file.path))
            }
            None | Some(_) => {}
        }
    }
    for (path, _) in TOO_LONG.iter().filter(|(path, _)| !root().join(path).exists()) {
        complaints.push(format!("{path}: it is gone; take it off the list"));
    }
    complain(&complaints);
}

fn numbers(version: &str) -> Vec<u64> {
    let plain = version.split(['-', '+']).next().unwrap_or_default();
    plain.split('.').map(|part| part.parse().unwrap_or_else(|_| panic!("{version} is no version"))).collect()
}

#[test]
fn no_crate_is_older_than_what_mends_it() {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let mut locked = BTreeMap::<&str, Vec<&str>>::new();
    let mut name = "";
    for line in lock.lines() {
        let value = |key: &str| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"');
        if let Some(found) = value("name") {
            name = found;
        } else if let Some(version) = value("version").filter(|_| !name.is_empty()) {
            locked.entry(name).or_default().push(version);
        }
    }
    for used in ["tonic", "h2", "hyper", "tokio", "rusqlite", "rustls"] {
        assert!(locked.contains_key(used), "the lock file could not be read: it has no {used}");
    }
    let mut complaints = Vec::new();
    for (name, floor) in FLOORS {
        for version in locked.get(name).into_iter().flatten().filter(|v| numbers(v) < numbers(floor)) {
            complaints.push(format!("{name} {version} is locked, and {floor} is the least"));
        }
    }
    complaints.extend(BANNED.iter().filter(|name| locked.contains_key(*name)).map(|name| format!("{name} is locked")));
    complain(&complaints);
}
