//! The real server: the release binary in a process of its own, as a user starts it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::measure::Fault;

/// A server that runs. It ends when this is dropped.
pub struct Server {
    process: Child,
    /// Where it listens.
    pub address: String,
    /// The key of the admin that its first start made.
    pub admin_key: String,
    /// The key of the agent.
    pub agent_key: String,
    /// It still greets after its first line, and must not find the pipe closed.
    _greeting: BufReader<ChildStdout>,
}

impl Server {
    /// Starts a server on a folder and a free port, and answers when it has said where it serves.
    pub fn start(folder: &Path) -> Result<Self, Fault> {
        Self::launch(folder, None, folder)
    }

    /// Starts one on an empty database; the folder gets the first keys.
    pub fn on(url: &str, folder: &Path) -> Result<Self, Fault> {
        Self::launch(folder, Some(url), folder)
    }

    /// Starts another one on a database to which the folder has the keys already.
    pub fn beside(url: &str, folder: &Path) -> Result<Self, Fault> {
        Self::launch(&folder.join("nothing"), Some(url), folder)
    }

    fn launch(folder: &Path, url: Option<&str>, keys: &Path) -> Result<Self, Fault> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pumpup"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--data"]).arg(folder);
        if let Some(url) = url {
            command.args(["--database-url", url]);
        }
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let mut greeting = BufReader::new(process.stdout.take().ok_or("the server has no output")?);
        let mut line = String::new();
        greeting.read_line(&mut line)?;
        let Some((_, address)) = line.trim().split_once("http://") else {
            process.kill()?;
            process.wait()?;
            return Err(format!("the server said {line:?} instead of where it serves").into());
        };
        let key = |name| std::fs::read_to_string(keys.join(name)).map(|key| key.trim().to_owned());
        Ok(Self {
            address: address.to_owned(),
            admin_key: key("admin.key")?,
            agent_key: key("agent.key")?,
            process,
            _greeting: greeting,
        })
    }

    /// How many bytes of it are in memory.
    pub fn resident(&self) -> Result<u64, Fault> {
        let memory = std::fs::read_to_string(format!("/proc/{}/smaps_rollup", self.process.id()))?;
        let kilobytes = memory.lines().find_map(|line| line.strip_prefix("Rss:")?.split_whitespace().next());
        Ok(kilobytes.ok_or("the kernel does not say how much memory the server has")?.parse::<u64>()? * 1024)
    }

    /// How long it has been on a processor.
    pub fn processor(&self) -> Result<Duration, Fault> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        // The name of the program, in brackets, may hold anything; user and system time are the 12th and 13th after it.
        let after = stat.rsplit_once(')').ok_or("the kernel says nothing of the server")?.1;
        let ticks = after.split_whitespace().skip(11).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
        // Linux counts these in hundredths of a second, whatever its own clock does.
        Ok(Duration::from_millis(ticks * 10))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing left to end.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
