//! A folder, the one program that runs in it, and the guard that ends both when the test process is gone.

use std::fs;
use std::io::{PipeWriter, Write as _};
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use super::installed::{ordinary_user, programs};
use super::patience::until;

/// Reads which process runs here until nobody can tell it any more; then it ends that one, and takes the folder away.
/// SIGCONT is for a server that is frozen: it cannot end otherwise.
const GUARD: &str = r#"
    while read -r pid; do running=$pid; done
    if [ -n "$running" ]; then
        kill -QUIT "$running"
        kill -CONT "$running"
        tries=0
        while kill -0 "$running" && [ $((tries += 1)) -le 200 ]; do sleep 0.05; done
    fi
    rm -rf "$0"
"#;

/// Says its number to the guard before it becomes the program, so that none runs that the guard does not know.
const PROGRAM: &str = r#"echo $$; exec "$@" >> log 2>&1"#;

/// A folder and what runs in it.
pub struct Home {
    folder: PathBuf,
    user: Option<(u32, u32)>,
    guard: Child,
    /// While this is open, the guard waits. It is taken out at the end only.
    tell: Option<PipeWriter>,
    running: Option<Child>,
    environment: Vec<(String, String)>,
}

impl Home {
    /// An empty folder, under guard, whose programs find these variables in their environment.
    pub fn new(environment: &[(&str, &str)]) -> Self {
        let folder = tempfile::Builder::new().prefix("pumpup-postgres-").tempdir().unwrap().keep();
        let user = (fs::metadata(&folder).unwrap().uid() == 0).then(ordinary_user);
        let (listen, tell) = std::io::pipe().unwrap();
        let mut guard = command(&folder, None);
        guard.args(["-c", GUARD]).arg(&folder).stdin(listen).stdout(Stdio::null()).stderr(Stdio::null());
        let guard = guard.spawn().unwrap();
        let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let home = Self { folder, user, guard, tell: Some(tell), running: None, environment };
        home.give("");
        home
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).unwrap();
        self.give(name);
    }

    /// Gives a file to whoever runs PostgreSQL.
    fn give(&self, name: &str) {
        if let Some((user, group)) = self.user {
            chown(self.folder.join(name), Some(user), Some(group)).unwrap();
        }
    }

    /// What the programs have said.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap()
    }

    fn tell(&self) -> &PipeWriter {
        self.tell.as_ref().expect("it is taken out at the end only")
    }

    /// Starts one of PostgreSQL's programs in the folder.
    pub fn run(&mut self, program: &str, arguments: &[&str]) {
        let mut command = command(&self.folder, self.user);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.args(["-c", PROGRAM, "sh"]).arg(programs().join(program)).args(arguments);
        command.stdin(Stdio::null()).stdout(self.tell().try_clone().unwrap()).stderr(Stdio::null());
        self.running = Some(command.spawn().unwrap());
    }

    fn running(&mut self) -> &mut Child {
        self.running.as_mut().expect("something has been started")
    }

    /// How the program ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        let ended = self.running().try_wait().unwrap();
        if ended.is_some() {
            // Its number may soon be another process's.
            writeln!(self.tell()).unwrap();
        }
        ended
    }

    /// Waits until the program is done.
    pub async fn succeeds(&mut self) {
        let ended = until(|| self.ended()).await;
        assert!(ended.success(), "{ended}\n{}", self.log());
    }

    /// The program and its children that still run. PostgreSQL's children have none of their own.
    fn processes(&mut self) -> Vec<Process> {
        let first = self.running().id();
        let numbers =
            fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
        let alive = numbers.filter_map(Process::of);
        alive.filter(|process| process.pid == first || process.parent == first).collect()
    }

    fn signal(&mut self, signal: &str) {
        let processes: String = self.processes().iter().map(|process| format!(" {}", process.pid)).collect();
        // A child may have ended since, and then `kill` complains.
        Command::new("sh").args(["-c", &format!("kill -{signal} {processes} 2> /dev/null")]).status().unwrap();
    }

    /// Stops all processes where they are.
    pub async fn freeze(&mut self) {
        // A round may miss a child that was born in it, but none is born once the parent is stopped.
        until(|| {
            self.signal("STOP");
            self.processes().iter().all(|process| process.state == 'T').then_some(())
        })
        .await;
    }

    /// Lets them go on.
    pub fn thaw(&mut self) {
        self.signal("CONT");
    }

    /// Ends all processes at once.
    pub async fn kill(&mut self) {
        // What is frozen has no last word when it sees that another one is gone.
        self.freeze().await;
        let processes = self.processes();
        self.signal("KILL");
        until(|| self.ended()).await;
        let gone = |process: &Process| Process::of(process.pid).is_none();
        until(|| processes.iter().all(gone).then_some(())).await;
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if self.running.is_some() {
            self.thaw();
        }
        self.tell = None;
        if let Some(running) = &mut self.running {
            // Its end is the guard's doing, and how it ends says nothing.
            let _ = running.wait();
        }
        let _ = self.guard.wait();
    }
}

/// A shell in the folder, as an ordinary user, that neither the environment nor a key at the terminal reaches.
fn command(folder: &Path, user: Option<(u32, u32)>) -> Command {
    let mut command = Command::new("sh");
    command.env_clear().current_dir(folder).process_group(0);
    if let Some((user, group)) = user {
        command.uid(user).gid(group);
    }
    command
}

/// A process that has not ended.
pub struct Process {
    pid: u32,
    state: char,
    parent: u32,
}

impl Process {
    /// The process of this number; /proc says of it "71 (postgres) S 70 …".
    pub fn of(pid: u32) -> Option<Self> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let mut fields = stat.rsplit_once(") ")?.1.split(' ');
        let (state, parent) = (fields.next()?.chars().next()?, fields.next()?.parse().ok()?);
        (state != 'Z').then_some(Self { pid, state, parent })
    }
}
