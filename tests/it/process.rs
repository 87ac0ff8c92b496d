//! The real binary as a process of its own: to be killed, stopped, and started beside another one.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::OnceLock;

use tonic::transport::Channel;

pub use crate::cluster::patience::until;
use crate::support::{Clients, binary, connect, key_in, patiently};

/// A server that runs.
pub struct Process {
    running: Running,
    /// Where it serves.
    pub url: String,
    folder: PathBuf,
}

/// The binary, with nothing that is set around the test.
pub fn pumpup(arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.env_clear().args(arguments).stdin(Stdio::null());
    command
}

/// A server on a folder, still to be started.
pub fn serve(folder: &Path) -> Command {
    let mut command = pumpup(&["serve", "--listen", "127.0.0.1:0", "--data"]);
    command.arg(folder);
    command
}

/// Runs a command that ends by itself.
pub async fn output(mut command: Command) -> Output {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut running = Running(Some(child));
    until(|| running.child().try_wait().unwrap()).await;
    running.0.take().unwrap().wait_with_output().unwrap()
}

/// A process that does not outlive its test, however that ends.
struct Running(Option<Child>);

impl Running {
    fn child(&mut self) -> &mut Child {
        self.0.as_mut().expect("it is taken out at its end only")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            // It may have ended already.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// What a command that ends by itself says to people.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

impl Process {
    /// Starts a server on a folder, and waits until it serves.
    pub async fn on(folder: &Path) -> Self {
        Self::start(serve(folder), folder).await
    }

    /// Starts what `serve` made, changed or not.
    pub async fn start(mut command: Command, folder: &Path) -> Self {
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut running = Running(Some(child));
        let mut stdout = BufReader::new(running.child().stdout.take().unwrap());
        // Nobody reads on after the first line, as where somebody looks for the address only.
        let line = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            stdout.read_line(&mut line).map(|_| line)
        });
        let line = patiently(line).await.unwrap().unwrap();
        let url = line.trim().strip_prefix("pumpup is serving at ").unwrap_or_else(|| panic!("it says {line:?}"));
        Self { running, url: url.to_owned(), folder: folder.to_owned() }
    }

    /// Starts a command and reads what it says up to a line of this kind. It ends with what is answered first.
    pub async fn lines_of(mut command: Command, is_last: fn(&str) -> bool) -> (impl Drop, Vec<String>) {
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut running = Running(Some(child));
        let stdout = BufReader::new(running.child().stdout.take().unwrap());
        let read = tokio::task::spawn_blocking(move || {
            let mut lines = Vec::new();
            for line in stdout.lines() {
                lines.push(line.unwrap());
                if is_last(&lines[lines.len() - 1]) {
                    return lines;
                }
            }
            panic!("it ends without such a line: {lines:?}")
        });
        (running, patiently(read).await.unwrap())
    }

    /// A connection to it.
    pub async fn channel(&self) -> Channel {
        connect(&self.url).await
    }

    /// The clients of whoever's key is in this file of its folder.
    pub async fn clients(&self, key: &str) -> Clients {
        Clients::new(self.channel().await, &key_in(&self.folder.join(key)))
    }

    /// Kills it as the machine would: without a word.
    pub async fn kill(mut self) {
        self.running.child().kill().unwrap();
        self.exit().await;
    }

    /// Asks it to stop.
    pub fn terminate(&mut self) {
        let kill = format!("kill -TERM {}", self.running.child().id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    /// How it ends.
    pub async fn exit(&mut self) -> ExitStatus {
        until(|| self.running.child().try_wait().unwrap()).await
    }
}

/// The library that counts, slows and breaks what a process syncs; see `tests/shim/sync.c`.
pub struct Shim {
    folder: tempfile::TempDir,
}

impl Shim {
    /// Compiles it, once for all tests.
    pub fn new() -> Self {
        static LIBRARY: OnceLock<()> = OnceLock::new();
        LIBRARY.get_or_init(|| {
            let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/shim/sync.c");
            let mut cc = Command::new("cc");
            let cc = cc.args(["-O2", "-shared", "-fPIC", "-o"]).arg(library()).arg(source);
            assert!(cc.status().expect("a C compiler is there, as for the embedded store itself").success());
        });
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts it before a command.
    pub fn before(&self, mut command: Command) -> Command {
        command.env("LD_PRELOAD", library());
        for (variable, file) in [("COUNT", "count"), ("NAMES", "names"), ("FAIL", "fail")] {
            command.env(format!("PUMPUP_SHIM_{variable}"), self.file(file));
        }
        command
    }

    /// How often anything was synced.
    pub fn count(&self) -> u64 {
        let bytes = std::fs::read(self.file("count")).unwrap();
        u64::from_ne_bytes(bytes[..8].try_into().unwrap())
    }

    /// The names of what was synced, in that order.
    pub fn names(&self) -> Vec<String> {
        let names = std::fs::read_to_string(self.file("names")).unwrap();
        let name = |path: &str| Path::new(path).file_name().and_then(OsStr::to_str).unwrap_or_default().to_owned();
        names.lines().map(name).collect()
    }

    /// Makes every sync fail, or work again.
    pub fn break_disk(&self, broken: bool) {
        match broken {
            true => std::fs::write(self.file("fail"), "").unwrap(),
            false => std::fs::remove_file(self.file("fail")).unwrap(),
        }
    }
}

fn library() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sync-{}.so", std::process::id()))
}
