//! What the parts measure with: a rate without its beginning and end, medians and percentiles, and the machine.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Why something could not be measured.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

/// The rate of some operations, but for the first tenth, which warms up, and the last twentieth, when callers run dry.
pub struct Pace {
    from: usize,
    to: usize,
    done: AtomicUsize,
    began: OnceLock<Instant>,
    ended: OnceLock<Instant>,
}

impl Pace {
    /// The rate of this many operations.
    pub fn of(operations: usize) -> Self {
        let (from, to) = (operations / 10, operations - operations / 20);
        Self { from, to, done: AtomicUsize::new(0), began: OnceLock::new(), ended: OnceLock::new() }
    }

    /// One more is done.
    pub fn tick(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let mark = if done == self.from {
            &self.began
        } else if done == self.to {
            &self.ended
        } else {
            return;
        };
        mark.get_or_init(Instant::now);
    }

    /// Operations a second.
    pub fn rate(&self) -> Result<f64, Fault> {
        let (Some(began), Some(ended)) = (self.began.get(), self.ended.get()) else {
            return Err("too few operations were done to tell a rate".into());
        };
        Ok((self.to - self.from) as f64 / ended.duration_since(*began).as_secs_f64())
    }
}

/// The value below which this share of the values lies.
pub fn percentile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = (sorted.len() as f64 * share) as usize;
    sorted.get(place.min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

/// The value in the middle.
pub fn median(values: &[f64]) -> f64 {
    percentile(values, 0.5)
}

/// How long an fdatasync takes in a folder, after one page was written: the middle of many.
pub fn fdatasync(folder: &Path) -> std::io::Result<Duration> {
    let file = File::create(folder.join("fdatasync"))?;
    let mut took = Vec::new();
    for page in 0..200 {
        file.write_all_at(&[1; 4096], page % 16 * 4096)?;
        let before = Instant::now();
        file.sync_data()?;
        took.push(before.elapsed().as_secs_f64());
    }
    Ok(Duration::from_secs_f64(median(&took)))
}

/// One line about the machine: figures belong to it.
pub fn machine(folder: &Path) -> Result<String, Fault> {
    let cores = std::thread::available_parallelism()?;
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let cpus = std::fs::read_to_string("/proc/cpuinfo")?;
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("processor unknown", |(_, model)| model);
    let sync = fdatasync(folder)?;
    Ok(format!("{cores} cores ({model}), Linux {}, fdatasync {} µs", kernel.trim(), sync.as_micros()))
}
