//! Stamp: what tells that a file changed without reading it.

use std::path::Path;
use std::time::{Duration, SystemTime};

/// A file whose time of change is younger than this is read again even if nothing else tells a change: two writes may
/// fall into one tick of the file system's clock.
const FRESH: Duration = Duration::from_secs(2);

/// What tells that a file changed without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    inode: u64,
}

impl Stamp {
    /// The stamp of a file that could not be looked at: equal to no other, and always fresh.
    const NONE: Self = Self { modified: None, length: u64::MAX, inode: 0 };

    /// Whether another writing may have the same stamp.
    pub(super) fn is_fresh(self, now: SystemTime) -> bool {
        self.modified.is_none_or(|modified| now.duration_since(modified).is_ok_and(|age| age < FRESH))
    }
}

/// Looks at files, links not followed. Best at those of one folder one after another: the way to a folder is then gone once,
/// and not for each of ten thousand files anew.
#[derive(Debug, Default)]
pub(super) struct Looker {
    #[cfg(unix)]
    folder: Option<(std::path::PathBuf, std::os::fd::OwnedFd)>,
}

impl Looker {
    #[cfg(unix)]
    pub(super) fn stamp(&mut self, path: &Path) -> Stamp {
        use rustix::fs::{AtFlags, CWD, Mode, OFlags, openat, statat};
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return Stamp::NONE };
        if self.folder.as_ref().is_none_or(|(folder, _)| folder.as_os_str() != parent.as_os_str()) {
            let folder = openat(CWD, parent, OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty());
            self.folder = folder.ok().map(|folder| (parent.to_owned(), folder));
        }
        let stat = match &self.folder {
            Some((_, folder)) => statat(folder, name, AtFlags::SYMLINK_NOFOLLOW),
            None => statat(CWD, path, AtFlags::SYMLINK_NOFOLLOW),
        };
        let Ok(stat) = stat else { return Stamp::NONE };
        // Times before 1970 are no times of change: such a file is read each time.
        let (seconds, nanos) = (u64::try_from(stat.st_mtime).ok(), u32::try_from(stat.st_mtime_nsec).ok());
        let since = seconds.zip(nanos).map(|(seconds, nanos)| Duration::new(seconds, nanos));
        Stamp {
            modified: since.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since)),
            length: u64::try_from(stat.st_size).unwrap_or(u64::MAX),
            inode: stat.st_ino,
        }
    }

    #[cfg(not(unix))]
    pub(super) fn stamp(&mut self, path: &Path) -> Stamp {
        let meta = std::fs::symlink_metadata(path);
        meta.map_or(Stamp::NONE, |meta| Stamp {
            modified: meta.modified().ok(),
            length: meta.len(),
            inode: inode(&meta),
        })
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the door to the disk's clock")]
pub(super) fn now() -> SystemTime {
    SystemTime::now()
}

/// What tells a folder from another that was made under its name: a system may give the number of the old one again.
pub(super) fn identity(meta: &std::fs::Metadata) -> u64 {
    let age = meta.created().ok().and_then(|born| born.duration_since(SystemTime::UNIX_EPOCH).ok());
    let born = age.map_or(0, |age| u64::try_from(age.as_nanos()).unwrap_or_default());
    inode(meta) ^ born.rotate_left(32)
}

#[cfg(unix)]
fn inode(meta: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn inode(_meta: &std::fs::Metadata) -> u64 {
    0
}
