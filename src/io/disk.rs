//! Disk: a folder is read into sources, and read again at the cost of what changed. The one home of walkdir.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::stamp::{Looker, Stamp, identity, now};
use super::{Failure, discover, file};
use crate::model::diagnostic::{Diagnostic, Place, Severity};
use crate::model::source::{ContentSource, Files, Source, Sources};
use crate::pipeline::parse;

/// Most files that are looked at only to tell whether a reference resolves.
const MAX_OTHER_FILES: usize = 20_000;

/// How many files a thread looks at in one go: what has not changed costs less than handing it over.
const AT_ONCE: usize = 64;

/// The name of the file in a built site that says what was written there; a folder with it is never read.
pub const MANIFEST: &str = ".agentdex-manifest";

/// Folders that hold no definitions and may hold very many files.
const PRUNED: [&str; 5] = [".git", "node_modules", "target", "__pycache__", ".venv"];

/// A catalog's folder, with what was read of it before.
#[derive(Debug)]
pub struct Folder {
    /// The folder as a canonical path.
    pub root: PathBuf,
    /// Folders that are never read: the output.
    excluded: Vec<PathBuf>,
    /// The folders that the last reading depends on, each with what tells it from one that was made again: what has to be watched.
    pub folders: BTreeMap<PathBuf, u64>,
    known: Known,
    /// The paths of all files, as they were found the last time.
    paths: Arc<BTreeSet<String>>,
}

/// What was read, by path, with what told then that it had not changed. The path as its bytes: to hash or compare it by its
/// parts is what a large folder would spend its time on.
type Known = HashMap<OsString, (Stamp, Arc<Source>)>;

/// A file that was looked at: its stamp before it was read, and what it holds.
type Read = (PathBuf, Stamp, Result<Arc<Source>, Diagnostic>);

/// A file that was found, not yet looked at.
struct Found {
    path: PathBuf,
    /// The same relative to the catalog's folder, as people read it.
    relative: String,
}

/// What a walk found: regular files, and what is wrong with the rest.
#[derive(Default)]
struct Walk {
    files: Vec<Found>,
    folders: Vec<(PathBuf, u64)>,
    diagnostics: Vec<Diagnostic>,
}

/// Reads everything that a catalog is made from, once. `out`, the output folder, is never read.
pub fn read(dir: &Path, out: Option<&Path>) -> Result<Sources, Failure> {
    Folder::open(dir, out)?.read()
}

impl Folder {
    /// A folder, not yet read. Fails if it isn't one.
    pub fn open(dir: &Path, out: Option<&Path>) -> Result<Self, Failure> {
        let root = dir.canonicalize().map_err(|error| Failure {
            message: format!("cannot read `{}`: {error}", dir.display()),
            hint: Some("name the folder that holds the agents".to_owned()),
        })?;
        if !root.is_dir() {
            return Err(Failure {
                message: format!("`{}` is no folder", dir.display()),
                hint: Some("name the folder that holds the agents, not one of its files".to_owned()),
            });
        }
        let excluded = out.iter().filter_map(|out| std::path::absolute(out).ok()).collect::<Vec<_>>();
        let canonical: Vec<PathBuf> = excluded.iter().filter_map(|path| path.canonicalize().ok()).collect();
        Ok(Self {
            root,
            excluded: excluded.into_iter().chain(canonical).collect(),
            folders: BTreeMap::new(),
            known: Known::new(),
            paths: Arc::default(),
        })
    }

    /// Reads the folder: everything is looked at, and only what changed since the last time is read.
    pub fn read(&mut self) -> Result<Sources, Failure> {
        // A folder that is gone is no empty catalog.
        if !self.root.is_dir() {
            let gone = std::io::Error::from(std::io::ErrorKind::NotFound);
            return Err(Failure::system(&format!("cannot read `{}`", self.root.display()), &gone));
        }
        let mut sources = Sources { config: self.file("agentdex.toml"), ..Sources::default() };
        let plan = discover::plan(&self.root, sources.config.as_deref());
        self.is_apart(&plan)?;
        let named = parse::folders_named(sources.config.as_deref());
        sources.diagnostics.extend(named.into_iter().filter(|(name, _)| !self.root.join(name).exists()).map(|it| it.1));
        sources.layout = plan.layout;
        sources.owners = super::owners::read(&self.root);
        let mut walks = Vec::new();
        for folder in &plan.agents {
            let skip: Vec<PathBuf> = plan.apart.iter().map(|path| self.root.join(path)).collect();
            walks.push(self.walk(&self.root.join(folder), &skip, usize::MAX).0);
        }
        let mut folders = self.doors();
        let mut found: Vec<Found> = Vec::new();
        for walk in walks {
            sources.diagnostics.extend(walk.diagnostics);
            folders.extend(walk.folders);
            found.extend(walk.files.into_iter().filter(|file| !discover::is_passing(&file.path)));
        }
        // Two names may read alike where one is no UTF-8; a file that two folders hold is there once.
        let paths = |it: &Found, other: &Found| it.path.as_os_str().cmp(other.path.as_os_str());
        found.sort_by(|a, b| a.relative.cmp(&b.relative).then_with(|| paths(a, b)));
        found.dedup_by(|a, b| paths(a, b).is_eq());
        sources.files = self.files(&plan, &found);
        let candidates = found.into_iter().filter(|file| discover::may_be_definition(&file.path)).collect();
        let mut next = Known::with_capacity(self.known.len());
        sources.definitions = self.take(candidates, &mut next, &mut sources.diagnostics);
        sources.definitions.retain(|source| discover::is_candidate(&source.path, &source.bytes));
        if let Some(content) = plan.content.map(|folder| self.root.join(folder)) {
            folders.extend(self.content(&content, &mut sources, &mut next));
        }
        for (name, slot) in [(plan.templates, &mut sources.templates), (plan.statics, &mut sources.statics)] {
            if let Some(folder) = name.map(|name| self.root.join(name)) {
                let walk = self.walk(&folder, &[], usize::MAX).0;
                sources.diagnostics.extend(walk.diagnostics);
                folders.extend(walk.folders);
                *slot = self.overrides(&folder, walk.files, &mut next, &mut sources.diagnostics);
            }
        }
        sources.diagnostics.sort();
        sources.diagnostics.dedup();
        self.known = next;
        self.paths = Arc::clone(&sources.files.paths);
        self.folders = folders;
        Ok(sources)
    }

    /// The output is never read, so it can't be what is to be read.
    fn is_apart(&self, plan: &discover::Plan) -> Result<(), Failure> {
        let folders = plan.agents.iter().chain([&plan.content, &plan.templates, &plan.statics].into_iter().flatten());
        let read = folders.filter(|name| !name.is_empty()).find(|name| self.excluded.contains(&self.root.join(name)));
        read.map_or(Ok(()), |name| {
            Err(Failure {
                message: format!("the output cannot be `{name}`, which the catalog is read from"),
                hint: Some("name another folder with `--out`".to_owned()),
            })
        })
    }

    /// Content pages and the vocabulary.
    fn content(&self, folder: &Path, sources: &mut Sources, next: &mut Known) -> Vec<(PathBuf, u64)> {
        let walk = self.walk(folder, &[], usize::MAX).0;
        sources.diagnostics.extend(walk.diagnostics);
        let wanted = |file: &Found| {
            let ending = file.path.extension().and_then(|ending| ending.to_str());
            ending == Some("md") || file.path == folder.join("competencies.yaml")
        };
        let files = walk.files.into_iter().filter(wanted).collect();
        let prefix = format!("{}/", self.relative(folder));
        for source in self.take(files, next, &mut sources.diagnostics) {
            let inside = source.path.strip_prefix(&prefix).unwrap_or(&source.path).to_owned();
            match inside.strip_suffix(".md") {
                Some(name) => sources.content.push(ContentSource { name: name.to_owned(), source }),
                None => sources.vocabulary = Some(source),
            }
        }
        walk.folders
    }

    /// The folders in which the others appear and disappear.
    fn doors(&self) -> BTreeMap<PathBuf, u64> {
        let paths =
            [self.root.clone(), self.root.join(".claude"), self.root.join(".claude-plugin"), self.root.join(".github")];
        paths
            .into_iter()
            .filter_map(|path| Some((std::fs::symlink_metadata(&path).ok()?, path)))
            .filter(|(meta, _)| meta.is_dir())
            .map(|(meta, path)| (path, identity(&meta)))
            .collect()
    }

    /// The team's own templates or static files, by name.
    fn overrides(
        &self,
        folder: &Path,
        files: Vec<Found>,
        next: &mut Known,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> BTreeMap<String, Arc<Source>> {
        let prefix = format!("{}/", self.relative(folder));
        self.take(files, next, diagnostics)
            .into_iter()
            .map(|source| (source.path.strip_prefix(&prefix).unwrap_or(&source.path).to_owned(), source))
            .collect()
    }

    /// The files that references may lead to: those of the definitions' folders, and others up to a bound.
    fn files(&self, plan: &discover::Plan, found: &[Found]) -> Files {
        // Folders that were walked whole are not walked twice.
        let whole = |folder: &&String| !plan.apart.iter().any(|apart| Path::new(apart).starts_with(folder));
        let walked: Vec<PathBuf> = plan.agents.iter().filter(whole).map(|folder| self.root.join(folder)).collect();
        let (walk, more) = self.walk(&self.root, &walked, MAX_OTHER_FILES);
        let mut paths: Vec<&str> = found.iter().chain(&walk.files).map(|file| file.relative.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        // Mostly no file came and none went: thousands of paths are then not written down again.
        let same = paths.iter().copied().eq(self.paths.iter().map(String::as_str));
        let owned = || Arc::new(paths.into_iter().map(str::to_owned).collect());
        Files { paths: if same { Arc::clone(&self.paths) } else { owned() }, more }
    }

    /// Regular files below a folder, links not followed; and whether there are more than `most`, which then are the first by name.
    fn walk(&self, folder: &Path, skip: &[PathBuf], most: usize) -> (Walk, bool) {
        let (walk, more) = self.walk_in_order(folder, skip, most, false);
        // Which files are among the first is not to depend on the disk. An order costs a reading of each folder, even of those
        // that are skipped, so it is made only where it matters.
        if more { self.walk_in_order(folder, skip, most, true) } else { (walk, more) }
    }

    fn walk_in_order(&self, folder: &Path, skip: &[PathBuf], most: usize, by_name: bool) -> (Walk, bool) {
        let mut walk = Walk::default();
        if !folder.exists() {
            return (walk, false);
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
                    if walk.files.len() == most {
                        return (walk, true);
                    }
                    let path = entry.into_path();
                    walk.files.push(Found { relative: self.relative(&path), path });
                }
                Ok(entry) => walk.diagnostics.extend(self.not_a_file(&entry)),
                Err(error) => {
                    let path = error.path().map_or_else(String::new, |path| self.relative(path));
                    walk.diagnostics.push(file::unreadable(&path, &error.to_string()));
                }
            }
        }
        (walk, false)
    }

    fn is_pruned(&self, path: &Path, skip: &[PathBuf]) -> bool {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        PRUNED.contains(&name)
            || discover::is_hidden_elsewhere(name)
            || self.excluded.iter().any(|out| out == path)
            || skip.iter().any(|apart| apart == path)
            || path.join(MANIFEST).is_file()
            || name.contains(super::publish::STAGING)
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

    /// Looks at files in parallel and reads those that changed, the others from what is known; sorted by path.
    fn take(&self, files: Vec<Found>, next: &mut Known, diagnostics: &mut Vec<Diagnostic>) -> Vec<Arc<Source>> {
        let now = now();
        let mut read: Vec<Read> = files
            .into_par_iter()
            .with_min_len(AT_ONCE)
            .map_init(Looker::default, |looker, Found { path, relative }| {
                let stamp = looker.stamp(&path);
                let source = match self.known.get(path.as_os_str()) {
                    Some((known, source)) if *known == stamp && !stamp.is_fresh(now) => Ok(Arc::clone(source)),
                    _ => file::source(&path, relative).map(Arc::new),
                };
                (path, stamp, source)
            })
            .collect();
        self.refill(&mut read);
        let mut sources = Vec::with_capacity(read.len());
        for (path, stamp, source) in read {
            match source {
                Ok(source) => {
                    next.insert(path.into_os_string(), (stamp, Arc::clone(&source)));
                    sources.push(source);
                }
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        sources
    }

    /// Who saves by emptying a file first writes it in the same moment: what was full and is empty now is read again, for a
    /// moment in all, before it is believed.
    fn refill(&self, read: &mut [Read]) {
        const WAITS: [u64; 5] = [2, 4, 8, 16, 32];
        let was_full = |path: &Path| self.known.get(path.as_os_str()).is_some_and(|(_, it)| !it.bytes.is_empty());
        let is_emptied = |(path, _, source): &&mut Read| {
            source.as_ref().is_ok_and(|source| source.bytes.is_empty()) && was_full(path)
        };
        for wait in WAITS {
            let mut emptied = read.iter_mut().filter(is_emptied).peekable();
            if emptied.peek().is_none() {
                return;
            }
            std::thread::sleep(Duration::from_millis(wait));
            for (path, stamp, source) in emptied {
                *stamp = Looker::default().stamp(path);
                *source = file::source(path, self.relative(path)).map(Arc::new);
            }
        }
    }

    /// A file directly in the folder, where there is one.
    fn file(&self, name: &str) -> Option<Arc<Source>> {
        let path = self.root.join(name);
        path.is_file().then(|| file::source(&path, name.to_owned()).ok().map(Arc::new)).flatten()
    }

    /// A path relative to the folder, with `/`; bytes that are not UTF-8 are shown as `\xNN`.
    pub fn relative(&self, path: &Path) -> String {
        // Nearly all are written as they are to be shown.
        let inside = path.to_str().zip(self.root.to_str()).and_then(|(path, root)| path.strip_prefix(root));
        if let Some(text) = inside.and_then(|inside| inside.strip_prefix('/'))
            && std::path::MAIN_SEPARATOR == '/'
            && text.split('/').all(|part| !part.is_empty() && part != ".")
        {
            return text.to_owned();
        }
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<String> = inside.components().map(|part| file::printable(part.as_os_str())).collect();
        parts.join("/")
    }
}
