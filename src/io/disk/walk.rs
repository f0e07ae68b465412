//! Walk: the regular files below a folder, links not followed. The one home of walkdir.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use walkdir::WalkDir;

use super::super::stamp::{Looker, Stamp, identity};
use super::super::{discover, file, publish};
use super::{Folder, MANIFEST};
use crate::model::diagnostic::{Diagnostic, Place, Severity};

/// Folders that hold no definitions and may hold very many files.
const PRUNED: [&str; 5] = [".git", "node_modules", "target", "__pycache__", ".venv"];

/// How many files are handed over at once to be looked at while the walk goes on.
const HANDED_OVER: usize = 256;

/// A file that was found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// The same relative to the catalog's folder, as people read it.
    pub(super) relative: String,
    /// What tells whether it changed, where that was looked at while walking.
    pub(super) stamp: Option<Stamp>,
}

impl Found {
    /// What files are sorted by. Two names may read alike where one is no UTF-8.
    pub(super) fn place(&self) -> (&str, &[u8]) {
        (&self.relative, self.path.as_os_str().as_encoded_bytes())
    }
}

/// What a walk found: regular files, and what is wrong with the rest.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) files: Vec<Found>,
    pub(super) folders: Vec<(PathBuf, u64)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Folder {
    /// What is below a folder, in any order.
    pub(super) fn walk(&self, folder: &Path, skip: &[PathBuf]) -> Walk {
        let mut walk = Walk::default();
        let mut files = Vec::new();
        self.each(folder, skip, false, &mut walk, &mut |path| {
            files.push(path);
            true
        });
        walk.files = files.into_iter().map(|path| self.found(path)).collect();
        walk
    }

    /// The definitions below a folder, in any order, and what lies beside them: what may be one is looked at by other threads
    /// while the walk goes on. Neither waits for the other, and in a large folder both take long.
    pub(super) fn walk_and_look(&self, folder: &Path, skip: &[PathBuf]) -> Walk {
        let mut walk = Walk::default();
        let files = Mutex::new(Vec::new());
        let look = |paths: Vec<PathBuf>| {
            let mut looker = Looker::default();
            let found = paths.into_iter().filter(|path| !discover::is_passing(path)).map(|path| {
                let stamp = discover::may_be_definition(&path).then(|| looker.stamp(&path));
                Found { stamp, ..self.found(path) }
            });
            let found: Vec<Found> = found.collect();
            files.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
        };
        rayon::in_place_scope(|scope| {
            let mut paths = Vec::new();
            self.each(folder, skip, false, &mut walk, &mut |path| {
                paths.push(path);
                if paths.len() == HANDED_OVER {
                    let paths = std::mem::take(&mut paths);
                    scope.spawn(|_| look(paths));
                }
                true
            });
            look(paths);
        });
        walk.files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
        walk
    }

    /// What is below a folder up to a number of files, and whether there are more.
    pub(super) fn walk_some(&self, folder: &Path, skip: &[PathBuf], most: usize) -> (Walk, bool) {
        let some = |by_name: bool| {
            let (mut walk, mut files, mut more) = (Walk::default(), Vec::new(), false);
            self.each(folder, skip, by_name, &mut walk, &mut |path| {
                more = files.len() == most;
                if !more {
                    files.push(self.found(path));
                }
                !more
            });
            walk.files = files;
            (walk, more)
        };
        // Which files are among the first is not to depend on the disk. An order costs a reading of each folder, even of those
        // that are skipped, so it is made only where it matters.
        let (walk, more) = some(false);
        if more { some(true) } else { (walk, more) }
    }

    /// Gives the path of each regular file, until that is told to end.
    fn each(
        &self,
        folder: &Path,
        skip: &[PathBuf],
        by_name: bool,
        walk: &mut Walk,
        file: &mut dyn FnMut(PathBuf) -> bool,
    ) {
        if !folder.exists() {
            return;
        }
        let walker = if by_name { WalkDir::new(folder).sort_by_file_name() } else { WalkDir::new(folder) };
        let entries = walker.into_iter().filter_entry(|entry| {
            entry.depth() == 0 || !(entry.file_type().is_dir() && self.is_pruned(entry.path(), skip))
        });
        for entry in entries {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {
                    let identity = entry.metadata().map_or(0, |meta| identity(&meta));
                    walk.folders.push((entry.into_path(), identity));
                }
                Ok(entry) if entry.file_type().is_file() => {
                    if !file(entry.into_path()) {
                        return;
                    }
                }
                Ok(entry) => walk.diagnostics.extend(self.not_a_file(&entry)),
                Err(error) => {
                    let path = error.path().map_or_else(String::new, |path| self.relative(path));
                    walk.diagnostics.push(file::unreadable(&path, &error.to_string()));
                }
            }
        }
    }

    fn found(&self, path: PathBuf) -> Found {
        Found { relative: self.relative(&path), path, stamp: None }
    }

    fn is_pruned(&self, path: &Path, skip: &[PathBuf]) -> bool {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        PRUNED.contains(&name)
            || discover::is_hidden_elsewhere(name)
            || self.excluded.iter().any(|out| out == path)
            || skip.iter().any(|apart| apart == path)
            || path.join(MANIFEST).is_file()
            || name.contains(publish::STAGING)
    }

    /// What to say of an entry that is neither file nor folder.
    fn not_a_file(&self, entry: &walkdir::DirEntry) -> Option<Diagnostic> {
        let path = self.relative(entry.path());
        let link = entry.file_type().is_symlink();
        if !link && !discover::may_be_definition(entry.path()) {
            return None;
        }
        Some(Diagnostic {
            place: Place::file(&path),
            severity: Severity::Warning,
            code: if link { "link-not-followed" } else { "not-a-file" },
            message: if link {
                format!("`{path}` is a symbolic link and is not followed")
            } else {
                format!("`{path}` is neither a file nor a folder and is not opened")
            },
            hint: Some("put the file itself here, or name its folder in `agents` of agentdex.toml".to_owned()),
        })
    }
}
