//! What a process has used so far, as Linux tells it.
#![allow(dead_code, unreachable_pub, clippy::disallowed_methods, reason = "used by benches, each of which uses a part")]

use std::time::Instant;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Processor seconds of this process, user and system, to a hundredth.
pub fn cpu_seconds() -> f64 {
    cpu_seconds_of("self")
}

/// The same of a process by its number.
pub fn cpu_seconds_of(process: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    // Fields 14 and 15 of proc(5), counted from the command's name; a tick is a hundredth of a second.
    let ticks = |at: usize| fields.get(at).and_then(|it| it.parse::<f64>().ok()).unwrap_or_default();
    (ticks(11) + ticks(12)) / 100.0
}

/// The most memory that this process has had in use, in MB.
pub fn peak_megabytes() -> f64 {
    peak_megabytes_of("self")
}

/// The same of a process by its number.
pub fn peak_megabytes_of(process: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|it| it.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}

/// Runs something; gives its result, the seconds it took, and the processor seconds.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64, f64) {
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let result = work();
    (result, start.elapsed().as_secs_f64(), cpu_seconds() - cpu)
}
