//! Where PostgreSQL is on this machine, and who may run it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What to say where there is none.
pub const WANTED: &str =
    "this wants PostgreSQL 15 or newer: install Debian's `postgresql`, or put `pg_config` on the PATH";

/// The folder of the newest PostgreSQL's programs.
pub fn programs() -> &'static Path {
    found().expect(WANTED)
}

/// The same, if there is one.
pub fn found() -> Option<&'static Path> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let debian =
            fs::read_dir("/usr/lib/postgresql").into_iter().flatten().map(|entry| entry.unwrap().path().join("bin"));
        let path = Command::new("sh")
            .args(["-c", r#"pg_config --bindir; dirname "$(command -v postgres)""#])
            .output()
            .unwrap();
        let path = String::from_utf8(path.stdout).unwrap();
        // Debian's are taken before those of the PATH, where there is a choice.
        let newest = |folders: &mut dyn Iterator<Item = PathBuf>| {
            let versions = folders.filter_map(|folder| Some((version(&folder)?, folder)));
            versions.max().filter(|(version, _)| *version >= 15)
        };
        let found = newest(&mut debian.into_iter()).or_else(|| newest(&mut path.lines().map(PathBuf::from)));
        found.map(|(_, folder)| folder)
    });
    found.as_deref()
}

/// The major version of the server in a folder, if one is there: 15 of "postgres (PostgreSQL) 15.13 (Debian …)".
fn version(folder: &Path) -> Option<u32> {
    let said = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
    let said = String::from_utf8(said.stdout).unwrap();
    let number = said.split(' ').nth(2)?;
    number.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

/// The user and group to run as if root runs the tests, which PostgreSQL refuses to be.
pub fn ordinary_user() -> (u32, u32) {
    let users = fs::read_to_string("/etc/passwd").unwrap();
    let ids = |name: &str| {
        let mut fields =
            users.lines().map(|line| line.split(':')).find(|fields| fields.clone().next() == Some(name))?.skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    ids("postgres").or_else(|| ids("nobody")).expect("root can run PostgreSQL as `postgres` or as `nobody`")
}
