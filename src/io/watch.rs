//! Watch: tells that something changed, never what. The one home of notify.
//!
//! What changed is found by looking again: events differ by system, by editor and by luck. Editors save in five ways: write
//! in place; write another file and rename it over the old one (most); rename the old one away, then create (vim with
//! backups); remove, then create; truncate, then write in pieces. Each gives several events within a few milliseconds, and in
//! between the file may be missing or empty, so that nothing that was read counts until it has been quiet for a moment.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How long it must have been quiet before what was read is believed.
const QUIET: Duration = Duration::from_millis(30);
/// How long it must have been quiet before files are read. A save is mostly over by then, and reading a large folder takes as
/// long as waiting: what turns out to have been read too early is read again.
const EARLY: Duration = Duration::from_millis(5);
/// How long events are waited out at most: a checkout of a thousand files is never quiet for long.
const LONGEST: Duration = Duration::from_millis(300);
/// How many times more files are read after that, while some of them are missing.
const LATE: usize = 4;
/// How long it must have been quiet before files are believed to be gone: a folder that is deleted goes piece by piece.
const GONE: Duration = Duration::from_millis(100);
/// How often folders are looked at where the system can't watch them.
const POLL: Duration = Duration::from_secs(1);
/// How often everything is looked at although nothing was told, so that a lost event is not lost for ever.
const RESCAN: Duration = Duration::from_mins(1);

/// Watches folders.
#[derive(Debug)]
pub struct Watch {
    /// None where folders are looked at in turn.
    system: Option<RecommendedWatcher>,
    /// What is watched, each folder with what tells it from one that was made again under its name.
    watched: BTreeMap<PathBuf, u64>,
    /// Whether one of the folders was not there to be watched.
    missing: bool,
    events: Receiver<()>,
    /// Kept so that the channel never closes.
    _events: Sender<()>,
}

impl Watch {
    /// Begins to watch; with `poll`, by looking again every second. Also tells why the system's own watching can't be had.
    pub fn start(poll: bool) -> (Self, Option<String>) {
        let (send, events) = channel();
        let told = send.clone();
        let system = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // An error may mean that events were lost: look.
            if event.map_or(true, |event| is_change(event.kind) || event.need_rescan()) {
                let _ = told.send(());
            }
        });
        let (system, why) = match system {
            _ if poll => (None, None),
            Ok(system) => (Some(system), None),
            Err(error) => (None, Some(remedy(&error))),
        };
        (Self { system, watched: BTreeMap::new(), missing: false, events, _events: send }, why)
    }

    /// Watches these folders and no others. Gives true if some are new, so that a file that was written there before they
    /// were watched is not missed; and, once, why the system's own watching can't be had any more.
    pub fn folders(&mut self, folders: &BTreeMap<PathBuf, u64>) -> (bool, Option<String>) {
        let Some(system) = &mut self.system else { return (false, None) };
        self.watched.retain(|path, identity| {
            let kept = folders.get(path) == Some(identity);
            if !kept {
                let _ = system.unwatch(path);
            }
            kept
        });
        let mut new = false;
        self.missing = false;
        for (path, identity) in folders {
            if self.watched.contains_key(path) {
                continue;
            }
            match system.watch(path, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    new = true;
                    self.watched.insert(path.clone(), *identity);
                }
                Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => {
                    self.system = None;
                    self.watched.clear();
                    return (false, Some(remedy(&error)));
                }
                // The folder went away between being read and being watched: nothing will tell of it, so it is looked for.
                Err(_) => self.missing |= !path.exists(),
            }
        }
        (new, None)
    }

    /// Waits until something may have changed, and gives what `read` reads once it has been quiet. What is `gone` can't be
    /// watched: it is looked for. What is not `sure` (files are missing that were there) may be the middle of something that
    /// takes a moment longer: it is read again.
    pub fn wait<T>(&self, gone: bool, mut read: impl FnMut() -> T, sure: impl Fn(&T) -> bool) -> T {
        let patience = if self.system.is_some() && !gone && !self.missing { RESCAN } else { POLL };
        if self.events.recv_timeout(patience).is_err() {
            return read();
        }
        let first = clock();
        let left = || LONGEST.saturating_sub(first.elapsed());
        loop {
            while self.comes(EARLY.min(left())) && !left().is_zero() {}
            let (begun, late) = (clock(), left().is_zero());
            let mut value = read();
            if late {
                // Who never stops saving is not waited for, but is not to see a file go that is about to be back either.
                for _ in 0..LATE {
                    if sure(&value) {
                        break;
                    }
                    std::thread::sleep(EARLY);
                    value = read();
                }
                return value;
            }
            // What was read stands if nothing came while it was, nor until it had been quiet for long enough.
            if !self.comes(QUIET.saturating_sub(EARLY + begun.elapsed()).min(left())) {
                if sure(&value) {
                    return value;
                }
                if !self.comes(GONE) {
                    return read();
                }
            }
        }
    }

    /// Whether an event comes within some time; none comes in no time at all unless it is there already.
    fn comes(&self, within: Duration) -> bool {
        self.events.recv_timeout(within).is_ok()
    }
}

/// Whether an event can mean a change. Reading a file is an event too: our own reading must not wake us.
fn is_change(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

/// EMFILE: what Linux says to who asks for one watcher more than a user may have.
fn is_out_of_watchers(error: &std::io::Error) -> bool {
    cfg!(target_os = "linux") && error.raw_os_error() == Some(24)
}

fn remedy(error: &notify::Error) -> String {
    match error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system watches no more folders, so they are looked at every second; to raise its limit: \
             `sudo sysctl fs.inotify.max_user_watches=524288`"
                .to_owned()
        }
        ErrorKind::Io(ref error) if is_out_of_watchers(error) => {
            "the system lets no more programs watch folders, so they are \
             looked at every second; to raise its limit: `sudo sysctl fs.inotify.max_user_instances=512`"
                .to_owned()
        }
        _ => format!("folders cannot be watched ({error}), so they are looked at every second"),
    }
}

#[expect(clippy::disallowed_methods, reason = "this is a door to the clock")]
fn clock() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, DataChange, ModifyKind};

    #[test]
    fn reading_is_no_change() {
        assert!(!is_change(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!is_change(EventKind::Access(AccessKind::Close(AccessMode::Read))));
        assert!(is_change(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        assert!(is_change(EventKind::Create(CreateKind::File)));
        assert!(is_change(EventKind::Modify(ModifyKind::Data(DataChange::Any))));
    }
}
