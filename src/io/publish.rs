//! Publish: a site is written beside its output folder and exchanged with it whole. What was published before stays as
//! it was until then, and only what an earlier run wrote is ever removed.
#![expect(clippy::disallowed_methods, reason = "this is the door to writing")]

use std::collections::BTreeMap;
use std::io::{BufWriter, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use rayon::prelude::*;

use super::disk::MANIFEST;
use super::{Failure, terminal};
use crate::digest;
use crate::pipeline::render::{Body, Pieces, Site};

/// Part of the name of a staging folder: `.NAME.agentdex-staging` beside the output.
pub(super) const STAGING: &str = ".agentdex-staging";

/// What a build wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// Writes every URL of the site to the folder `out`, whole or not at all. `input` is the catalog's folder.
///
/// Fails, with `out` as it was, if `out` is a folder that no site should replace (the root, the home folder, the catalog's
/// folder or one above it, a repository), if it holds files that no build wrote and `force` is not given, if another build
/// is writing there, or if the disk does.
pub fn write(site: &Site, out: &Path, input: &Path, force: bool) -> Result<Written, Failure> {
    let out = target(out)?;
    refuse(&out, input)?;
    let old = Manifest::read(&out);
    if old.is_none() && !force && has_entries(&out) {
        return Err(Failure {
            message: format!("`{}` holds files that agentdex did not write", out.display()),
            hint: Some("name another folder, or give --force to add the site to it and keep them".to_owned()),
        });
    }
    let stage = Stage::open(&out)?;
    let old = old.unwrap_or_default();
    let written = stage.fill(site, &out, &old)?;
    stage.keep_foreign(&out, &old)?;
    stage.exchange(&out)?;
    Ok(written)
}

/// The output folder as an absolute path, its parent made and links resolved.
fn target(out: &Path) -> Result<PathBuf, Failure> {
    let absolute = std::path::absolute(out).map_err(|error| failure(out, &error))?;
    if let Ok(real) = absolute.canonicalize() {
        return Ok(real);
    }
    let name = absolute.file_name().ok_or_else(|| refusal(out, "it is no folder of its own"))?.to_owned();
    let parent = absolute.parent().unwrap_or(Path::new("/")).to_owned();
    std::fs::create_dir_all(&parent).map_err(|error| failure(&parent, &error))?;
    let parent = parent.canonicalize().map_err(|error| failure(&parent, &error))?;
    Ok(parent.join(name))
}

/// Refuses folders that a site must never take the place of.
fn refuse(out: &Path, input: &Path) -> Result<(), Failure> {
    let input = input.canonicalize().map_err(|error| failure(input, &error))?;
    if out.parent().is_none() {
        return Err(refusal(out, "it is the root of the file system"));
    }
    if terminal::home().and_then(|home| home.canonicalize().ok()).is_some_and(|home| home == out) {
        return Err(refusal(out, "it is the home folder"));
    }
    if input.starts_with(out) {
        return Err(refusal(out, "the agents are in it"));
    }
    if std::env::current_dir().is_ok_and(|here| here.starts_with(out) && !out.join(MANIFEST).is_file()) {
        return Err(refusal(out, "it is the folder you are in, or above it"));
    }
    if out.join(".git").exists() {
        return Err(refusal(out, "it is a repository"));
    }
    if out.exists() && !out.is_dir() {
        return Err(refusal(out, "it is a file"));
    }
    Ok(())
}

fn has_entries(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// What a build wrote: path and content hash of each file.
#[derive(Debug, Default)]
struct Manifest(BTreeMap<String, String>);

impl Manifest {
    /// The manifest in a folder; none where there isn't one.
    fn read(folder: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(folder.join(MANIFEST)).ok()?;
        let entries = text.lines().skip(1).filter_map(|line| line.split_once(' '));
        Some(Self(entries.map(|(hash, path)| (path.to_owned(), hash.to_owned())).collect()))
    }

    fn text(&self) -> String {
        let mut text =
            String::from("# Files that agentdex wrote here: content hash and path. A build removes no others.\n");
        for (path, hash) in &self.0 {
            text.push_str(hash);
            text.push(' ');
            text.push_str(path);
            text.push('\n');
        }
        text
    }
}

/// A staging folder, locked against other builds and removed when it is dropped.
struct Stage {
    path: PathBuf,
    /// Holds the lock.
    _lock: std::fs::File,
}

impl Stage {
    fn open(out: &Path) -> Result<Self, Failure> {
        let name = out.file_name().unwrap_or_default().to_string_lossy();
        let path = out.with_file_name(format!(".{name}{STAGING}"));
        match std::fs::create_dir(&path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(failure(&path, &error)),
            _ => {}
        }
        let lock = std::fs::File::open(&path).map_err(|error| failure(&path, &error))?;
        lock_folder(&lock, &path)?;
        // A build that was killed left its folder behind; the lock says that nobody is in it.
        empty(&path)?;
        Ok(Self { path, _lock: lock })
    }

    /// Renders every page into the folder, in parallel. A file that did not change is the old one, time of change and all.
    fn fill(&self, site: &Site, out: &Path, old: &Manifest) -> Result<Written, Failure> {
        let urls = site.urls();
        let mut folders: Vec<PathBuf> =
            urls.iter().filter_map(|url| Some(self.path.join(url).parent()?.to_owned())).collect();
        folders.sort();
        folders.dedup();
        for folder in folders {
            std::fs::create_dir_all(&folder).map_err(|error| failure(&folder, &error))?;
        }
        let bytes = AtomicU64::new(0);
        let done = AtomicUsize::new(0);
        let progress = terminal::Progress::start("writing", urls.len());
        let hashes: Result<BTreeMap<String, String>, Failure> = urls
            .par_iter()
            .filter_map(|url| {
                let body = site.body(url)?;
                let (path, present) = (self.path.join(url), out.join(url));
                let known = old.0.get(url).map(String::as_str);
                let written = match body {
                    Body::Page(page) => put(&page, &path, &present, known),
                    Body::Pieces(pieces) => put_pieces(pieces, &path, &present, known),
                };
                progress.step(done.fetch_add(1, Ordering::Relaxed) + 1);
                Some(written.map_err(|error| failure(&path, &error)).map(|(hash, length)| {
                    bytes.fetch_add(length, Ordering::Relaxed);
                    (url.clone(), hash)
                }))
            })
            .collect();
        let manifest = Manifest(hashes?);
        let path = self.path.join(MANIFEST);
        std::fs::write(&path, manifest.text()).map_err(|error| failure(&path, &error))?;
        Ok(Written { files: manifest.0.len(), bytes: bytes.into_inner() })
    }

    /// Brings what stands in the output and no build wrote (a CNAME, say) into the staging folder.
    fn keep_foreign(&self, out: &Path, old: &Manifest) -> Result<(), Failure> {
        let mut open = vec![String::new()];
        while let Some(inside) = open.pop() {
            let Ok(entries) = std::fs::read_dir(out.join(&inside)) else { continue };
            for entry in entries.filter_map(Result::ok) {
                let Ok(name) = entry.file_name().into_string() else { continue };
                let path = if inside.is_empty() { name } else { format!("{inside}/{name}") };
                let staged = self.path.join(&path);
                if path == MANIFEST || old.0.contains_key(&path) {
                    continue;
                }
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    open.push(path);
                } else if std::fs::symlink_metadata(&staged).is_ok() {
                    return Err(Failure {
                        message: format!(
                            "`{}` is in the site's way, and agentdex did not write it",
                            out.join(&path).display()
                        ),
                        hint: Some("move it, or publish to another folder".to_owned()),
                    });
                } else {
                    keep(&out.join(&path), &staged).map_err(|error| failure(&staged, &error))?;
                }
            }
        }
        Ok(())
    }

    /// Puts the staging folder in the output's place, in one step where the system can.
    fn exchange(&self, out: &Path) -> Result<(), Failure> {
        sync(&self.path);
        if !out.exists() {
            return std::fs::rename(&self.path, out).map_err(|error| failure(out, &error));
        }
        if swap(&self.path, out) {
            return Ok(());
        }
        let aside = self.path.with_extension("old");
        let moved = std::fs::rename(out, &aside).and_then(|()| std::fs::rename(&self.path, out));
        if let Err(error) = moved {
            let _ = std::fs::rename(&aside, out);
            return Err(failure(out, &error));
        }
        let _ = std::fs::remove_dir_all(&aside);
        Ok(())
    }
}

/// Writes a file, or takes the one that is present if that is known to be, and is, the same. What it holds as a hash, and its
/// length in bytes.
fn put(page: &[u8], path: &Path, present: &Path, known: Option<&str>) -> std::io::Result<(String, u64)> {
    let hash = digest::hash(page).hex();
    let unchanged = known == Some(&hash)
        && std::fs::read(present).is_ok_and(|present| present == page)
        && std::fs::hard_link(present, path).is_ok();
    if !unchanged {
        std::fs::write(path, page)?;
    }
    Ok((hash, page.len() as u64))
}

/// The same of a file that is too large to be in memory: it is written first, and dropped if it need not have been.
fn put_pieces(pieces: Pieces<'_>, path: &Path, present: &Path, known: Option<&str>) -> std::io::Result<(String, u64)> {
    let mut file = BufWriter::new(std::fs::File::create(path)?);
    let (mut hasher, mut length) = (digest::Hasher::default(), 0);
    for piece in pieces {
        hasher.update(&piece);
        length += piece.len() as u64;
        file.write_all(&piece)?;
    }
    file.into_inner()?;
    let hash = hasher.finish().hex();
    let unchanged = known == Some(&hash)
        && std::fs::File::open(present).and_then(digest::Hasher::read).is_ok_and(|present| present.hex() == hash);
    if unchanged {
        std::fs::remove_file(path)?;
        keep(present, path)?;
    }
    Ok((hash, length))
}

impl Drop for Stage {
    fn drop(&mut self) {
        // After an exchange this is the old site; after a failure, the half of a new one.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// The same file under a second name, or a copy where the file system has no links.
fn keep(from: &Path, to: &Path) -> std::io::Result<()> {
    if let Some(parent) = to.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::hard_link(from, to).or_else(|_| std::fs::copy(from, to).map(|_| ()))
}

fn empty(folder: &Path) -> Result<(), Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| failure(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| failure(folder, &error))?;
        let path = entry.path();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let removed = if is_folder { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        removed.map_err(|error| failure(&path, &error))?;
    }
    Ok(())
}

#[cfg(unix)]
fn lock_folder(lock: &std::fs::File, path: &Path) -> Result<(), Failure> {
    use rustix::fs::{FlockOperation, flock};
    flock(lock, FlockOperation::NonBlockingLockExclusive).map_err(|_| Failure {
        message: format!("another build is writing to `{}`", path.display()),
        hint: Some("wait for it, or give this one another --out".to_owned()),
    })
}

#[cfg(not(unix))]
fn lock_folder(_lock: &std::fs::File, _path: &Path) -> Result<(), Failure> {
    Ok(())
}

/// Exchanges two folders in one step; false where the system or the file system can't.
#[cfg(target_os = "linux")]
fn swap(a: &Path, b: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn swap(_a: &Path, _b: &Path) -> bool {
    false
}

/// Makes what is in a folder last, so that a power cut after the exchange finds it there.
#[cfg(target_os = "linux")]
fn sync(folder: &Path) {
    if let Ok(open) = std::fs::File::open(folder) {
        let _ = rustix::fs::syncfs(open);
    }
}

#[cfg(not(target_os = "linux"))]
fn sync(_folder: &Path) {}

fn failure(path: &Path, error: &std::io::Error) -> Failure {
    Failure::system(&format!("cannot write `{}`", path.display()), error)
}

fn refusal(out: &Path, why: &str) -> Failure {
    Failure {
        message: format!("will not publish to `{}`: {why}", out.display()),
        hint: Some("name a folder of its own with --out".to_owned()),
    }
}

/// Makes a folder for files of a kind of their own, or takes one that is there and empty: nothing is overwritten.
pub fn empty_folder(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::read_dir(folder))
        .map_err(|error| Failure::system(&format!("cannot make {}", folder.display()), &error))
        .and_then(|mut files| match files.next() {
            None => Ok(()),
            Some(_) => Err(Failure {
                message: format!("{} is not empty", folder.display()),
                hint: Some("name a folder that is new or empty".to_owned()),
            }),
        })
}
