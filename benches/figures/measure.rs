//! What the parts measure with: a rate without its beginning and end, medians and percentiles, and the machine.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

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

/// How many of these items a second many callers get done, one each at a time. `call` is told which caller it is for.
pub async fn rate<T, F>(
    callers: usize,
    items: Vec<T>,
    call: impl Fn(usize, T) -> F + Clone + Send + 'static,
) -> Result<f64, Fault>
where
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<(), Fault>> + Send,
{
    let (pace, next) = (Arc::new(Pace::of(items.len())), Arc::new(AtomicUsize::new(0)));
    let items = Arc::new(items);
    let mut working = JoinSet::new();
    for caller in 0..callers {
        let (items, pace, next, call) = (items.clone(), pace.clone(), next.clone(), call.clone());
        working.spawn(async move {
            while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                call(caller, item.clone()).await?;
                pace.tick();
            }
            Ok::<_, Fault>(())
        });
    }
    while let Some(done) = working.join_next().await {
        done??;
    }
    pace.rate()
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

/// How long the processors were busy: all of them for everybody, and with this process and those it has waited for.
pub struct Busy {
    all: f64,
    own: f64,
    at: Instant,
}

impl Busy {
    /// Up to now.
    pub fn now() -> Result<Self, Fault> {
        let fields = |text: &str, skip, take| -> Result<u64, Fault> {
            Ok(text.split_whitespace().skip(skip).take(take).map(str::parse::<u64>).sum::<Result<_, _>>()?)
        };
        let stat = std::fs::read_to_string("/proc/stat")?;
        let first = stat.lines().next().ok_or("the kernel does not say how busy the processors are")?;
        // User, nice and system time, and after two kinds of idleness what interrupts and other machines took.
        let all = fields(first, 1, 3)? + fields(first, 6, 3)?;
        let own = std::fs::read_to_string("/proc/self/stat")?;
        let own = fields(own.rsplit_once(')').ok_or("the kernel says nothing of this process")?.1, 11, 4)?;
        // Linux counts both in hundredths of a second.
        Ok(Self { all: all as f64 / 100.0, own: own as f64 / 100.0, at: Instant::now() })
    }

    /// Which share of the processors others had since then. Beyond a tenth, what was measured is theirs too.
    pub fn foreign(&self) -> Result<f64, Fault> {
        let now = Self::now()?;
        let cores = std::thread::available_parallelism()?.get() as f64;
        let foreign = (now.all - self.all) - (now.own - self.own);
        Ok((foreign / cores / now.at.duration_since(self.at).as_secs_f64()).clamp(0.0, 1.0))
    }
}
