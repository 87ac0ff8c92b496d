//! Slow fsyncs: `tests/shim/sync.c`, preloaded into whatever is to sync as slowly as on a disk somewhere in a network.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::measure::Fault;

/// How much slower it makes each fsync.
pub const DELAY: Duration = Duration::from_millis(1);

/// Compiles the library into a folder.
pub fn library(folder: &Path) -> Result<PathBuf, Fault> {
    let library = folder.join("sync.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shim/sync.c");
    let compiled = Command::new("cc").args(["-O2", "-shared", "-fPIC", "-o"]).arg(&library).arg(source).status()?;
    if compiled.success() { Ok(library) } else { Err("cc cannot compile tests/shim/sync.c".into()) }
}

/// The environment in which a program syncs slowly.
pub fn slowed(library: &Path) -> [(&'static str, String); 2] {
    [("LD_PRELOAD", library.display().to_string()), ("PUMPUP_SHIM_DELAY_US", DELAY.as_micros().to_string())]
}
