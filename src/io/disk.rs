//! Disk: a folder is read into sources, and read again at the cost of what changed.

mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::*;

use self::walk::{Found, Walk};
use super::stamp::{Looker, Stamp, identity, now};
use super::{Failure, discover, file};
use crate::model::diagnostic::Diagnostic;
use crate::model::source::{ContentSource, Files, Source, Sources};
use crate::pipeline::parse;

/// The name of the team's own vocabulary in the content folder.
const VOCABULARY: &str = "competencies.yaml";

/// Most files that are looked at only to tell whether a reference resolves.
const MAX_OTHER_FILES: usize = 20_000;

/// How many files a thread takes in one go: what has not changed costs less than handing it over.
const AT_ONCE: usize = 64;

/// The name of the file in a built site that says what was written there; a folder with it is never read.
pub const MANIFEST: &str = ".agentdex-manifest";

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

/// What was read, by what it is for, each in the order of [`Found::place`].
#[derive(Debug, Default)]
struct Known {
    definitions: Vec<Entry>,
    content: Vec<Entry>,
    templates: Vec<Entry>,
    statics: Vec<Entry>,
}

/// A file that was read, with what told then that it had not changed.
#[derive(Debug)]
struct Entry {
    path: PathBuf,
    stamp: Stamp,
    source: Arc<Source>,
}

impl Entry {
    fn place(&self) -> (&str, &[u8]) {
        (&self.source.path, self.path.as_os_str().as_encoded_bytes())
    }
}

/// A file that was looked at: its stamp before it was read, what it was, and what it holds.
struct Read<'k> {
    path: PathBuf,
    stamp: Stamp,
    known: Option<&'k Entry>,
    source: Result<Arc<Source>, Diagnostic>,
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
            known: Known::default(),
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
        let mut folders = self.doors();
        let known = std::mem::take(&mut self.known);
        self.known.definitions = self.definitions(&plan, &known.definitions, &mut sources, &mut folders);
        sources.definitions = of(&self.known.definitions).collect();
        sources.definitions.retain(|source| discover::is_candidate(&source.path, &source.bytes));
        let mut others = |walk: Walk, known: &[Entry]| {
            folders.extend(walk.folders);
            sources.diagnostics.extend(walk.diagnostics);
            take(walk.files, known, &mut sources.diagnostics)
        };
        if let Some(folder) = plan.content.as_ref().map(|folder| self.root.join(folder)) {
            let mut walk = self.walk(&folder, &[]);
            walk.files.retain(|file| {
                file.path.extension().is_some_and(|it| it == "md") || file.path == folder.join(VOCABULARY)
            });
            self.known.content = others(walk, &known.content);
        }
        if let Some(folder) = plan.templates.as_ref().map(|name| self.root.join(name)) {
            self.known.templates = others(self.walk(&folder, &[]), &known.templates);
        }
        if let Some(folder) = plan.statics.as_ref().map(|name| self.root.join(name)) {
            self.known.statics = others(self.walk(&folder, &[]), &known.statics);
        }
        self.put(&plan, &mut sources);
        sources.diagnostics.sort();
        sources.diagnostics.dedup();
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

    /// What may be a definition, and the paths of all that lies beside.
    fn definitions(
        &self,
        plan: &discover::Plan,
        known: &[Entry],
        sources: &mut Sources,
        folders: &mut BTreeMap<PathBuf, u64>,
    ) -> Vec<Entry> {
        let skip: Vec<PathBuf> = plan.apart.iter().map(|path| self.root.join(path)).collect();
        let mut found: Vec<Found> = Vec::new();
        for folder in &plan.agents {
            let walk = self.walk_and_look(&self.root.join(folder), &skip);
            sources.diagnostics.extend(walk.diagnostics);
            folders.extend(walk.folders);
            found.extend(walk.files);
        }
        // A file that two folders hold is there once.
        found.sort_unstable_by(|a, b| a.place().cmp(&b.place()));
        found.dedup_by(|a, b| a.place() == b.place());
        sources.files = self.files(plan, &found);
        let candidates = found.into_iter().filter(|file| file.stamp.is_some()).collect();
        take(candidates, known, &mut sources.diagnostics)
    }

    /// Hands over what lies beside the definitions, by its name inside its folder.
    fn put(&self, plan: &discover::Plan, sources: &mut Sources) {
        let named = |folder: Option<&String>, entries: &[Entry]| -> Vec<(String, Arc<Source>)> {
            let prefix = folder.map(|folder| self.relative(&self.root.join(folder)) + "/").unwrap_or_default();
            let inside = |path: &str| path.strip_prefix(&prefix).unwrap_or(path).to_owned();
            of(entries).map(|source| (inside(&source.path), source)).collect()
        };
        for (name, source) in named(plan.content.as_ref(), &self.known.content) {
            match name.strip_suffix(".md") {
                Some(name) => sources.content.push(ContentSource { name: name.to_owned(), source }),
                None => sources.vocabulary = Some(source),
            }
        }
        sources.templates = named(plan.templates.as_ref(), &self.known.templates).into_iter().collect();
        sources.statics = named(plan.statics.as_ref(), &self.known.statics).into_iter().collect();
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

    /// The files that references may lead to: those of the definitions' folders, and others up to a bound.
    fn files(&self, plan: &discover::Plan, found: &[Found]) -> Files {
        // Folders that were walked whole are not walked twice.
        let whole = |folder: &&String| !plan.apart.iter().any(|apart| Path::new(apart).starts_with(folder));
        let walked: Vec<PathBuf> = plan.agents.iter().filter(whole).map(|folder| self.root.join(folder)).collect();
        let (walk, more) = self.walk_some(&self.root, &walked, MAX_OTHER_FILES);
        let mut paths: Vec<&str> = found.iter().chain(&walk.files).map(|file| file.relative.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        // Mostly no file came and none went: thousands of paths are then not written down again.
        let same = paths.iter().copied().eq(self.paths.iter().map(String::as_str));
        let owned = || Arc::new(paths.into_iter().map(str::to_owned).collect());
        Files { paths: if same { Arc::clone(&self.paths) } else { owned() }, more }
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

/// Reads those files that changed, in parallel, and takes the others from what is known.
fn take(mut files: Vec<Found>, known: &[Entry], diagnostics: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let now = now();
    files.sort_by(|a, b| a.place().cmp(&b.place()));
    let mut known = known.iter().peekable();
    let files: Vec<(Found, Option<&Entry>)> = files
        .into_iter()
        .map(|found| {
            while known.next_if(|it| it.place() < found.place()).is_some() {}
            let before = known.next_if(|it| it.place() == found.place());
            (found, before)
        })
        .collect();
    let mut read: Vec<Read> = files
        .into_par_iter()
        .with_min_len(AT_ONCE)
        .map_init(Looker::default, |looker, (Found { path, relative, stamp }, known)| {
            let stamp = stamp.unwrap_or_else(|| looker.stamp(&path));
            let source = match known {
                Some(known) if known.stamp == stamp && !stamp.is_fresh(now) => Ok(Arc::clone(&known.source)),
                _ => file::source(&path, relative).map(Arc::new),
            };
            Read { path, stamp, known, source }
        })
        .collect();
    refill(&mut read);
    let mut entries = Vec::with_capacity(read.len());
    for Read { path, stamp, source, .. } in read {
        match source {
            Ok(source) => entries.push(Entry { path, stamp, source }),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    entries
}

/// What was read.
fn of(entries: &[Entry]) -> impl Iterator<Item = Arc<Source>> {
    entries.iter().map(|entry| Arc::clone(&entry.source))
}

/// Who saves by emptying a file first writes it in the same moment: what was full and is empty now is read again, for a
/// moment in all, before it is believed.
fn refill(read: &mut [Read]) {
    const WAITS: [u64; 5] = [2, 4, 8, 16, 32];
    let was_full = |known: Option<&Entry>| known.is_some_and(|known| !known.source.bytes.is_empty());
    let is_emptied =
        |read: &&mut Read| read.source.as_ref().is_ok_and(|source| source.bytes.is_empty()) && was_full(read.known);
    for wait in WAITS {
        let mut emptied = read.iter_mut().filter(is_emptied).peekable();
        if emptied.peek().is_none() {
            return;
        }
        std::thread::sleep(Duration::from_millis(wait));
        for Read { path, stamp, known, source } in emptied {
            let relative = known.map(|known| known.source.path.clone()).unwrap_or_default();
            *stamp = Looker::default().stamp(path);
            *source = file::source(path, relative).map(Arc::new);
        }
    }
}
