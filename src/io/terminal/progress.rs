//! Progress: what a longer piece of work has done, said on standard error.

use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Work that takes less than this many milliseconds says nothing.
const PATIENCE: u64 = 1_000;
/// Milliseconds between two lines in a pipe; a terminal's line is redrawn ten times as often.
const PERIOD: u64 = 2_000;

/// A piece of work with a known number of steps.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    of: usize,
    started: Instant,
    terminal: bool,
    /// Milliseconds after the start at which something was last said.
    said: AtomicU64,
}

impl Progress {
    /// Begins a piece of work of so many steps.
    pub fn start(what: &'static str, of: usize) -> Self {
        Self { what, of, started: clock(), terminal: std::io::stderr().is_terminal(), said: AtomicU64::new(0) }
    }

    /// Says how much is done, if it is time to.
    pub fn step(&self, done: usize) {
        let now = self.milliseconds();
        let said = self.said.load(Ordering::Relaxed);
        let period = if self.terminal { PERIOD / 10 } else { PERIOD };
        if now < PATIENCE || now - said.min(now) < period {
            return;
        }
        if self.said.compare_exchange(said, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            let (start, end) = if self.terminal { ("\r", "\x1b[K") } else { ("", "\n") };
            let _ = write!(std::io::stderr().lock(), "{start}{} {done} of {}{end}", self.what, self.of);
        }
    }

    /// Milliseconds since the start.
    pub fn milliseconds(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.terminal && self.said.load(Ordering::Relaxed) > 0 {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the door to the clock")]
fn clock() -> Instant {
    Instant::now()
}
