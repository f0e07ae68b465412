//! Resolve: definitions beside each other become agents: names of pages, what references lead to, names that clash.

mod owners;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::model::agent::{Agent, Resolved, Target};
use crate::model::content::Page;
use crate::model::definition::{Definition, Reference, ReferenceKind, Repair};
use crate::model::diagnostic::{Diagnostic, Place, Severity};
use crate::model::source::{CodeOwners, Files};
use crate::text;

/// What one file gives, and what of its names follows from it alone: worked out once, however often it is resolved.
#[derive(Debug)]
pub struct Read {
    definition: Arc<Definition>,
    repair: Option<Arc<Repair>>,
    /// Sorted.
    faults: Arc<[Diagnostic]>,
    /// Slugs of its name and of its file's stem.
    slug: String,
    stem: String,
}

impl Read {
    /// A definition with what is wrong with its file, and with its header repaired where it needs that.
    pub fn new(definition: Arc<Definition>, mut faults: Vec<Diagnostic>, repair: Option<Arc<Repair>>) -> Self {
        faults.sort();
        let (slug, stem) = (text::slug(&definition.name.value), text::slug(stem(&definition.path)));
        Self { definition, repair, faults: faults.into(), slug, stem }
    }
}

/// Makes agents of definitions, sorted by slug. `files` are all files below the catalog's folder.
/// `codeowners` tells who owns a file whose header doesn't say. The order of `all` doesn't matter: slugs are given by path.
pub fn agents(mut all: Vec<&Read>, files: &Files, codeowners: Option<&CodeOwners>) -> Vec<Arc<Agent>> {
    let owners = codeowners.map(owners::Owners::new).unwrap_or_default();
    all.sort_by(|a, b| a.definition.path.cmp(&b.definition.path));
    let slugs = slugs(&all);
    let called = || called(&all, &slugs);
    let known = Known { slugs: OnceLock::new(), skills: OnceLock::new(), called: &called, files };
    let clashes = clashes(&all, &slugs);
    // Paths come in nearly the same order as slugs, so that this is little work.
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&index| slugs.get(index));
    let agent = |&index: &usize| {
        let (read, slug) = all.get(index).zip(slugs.get(index))?;
        let resolved = |reference: &Reference| known.target(reference, &read.definition.path);
        Some(Arc::new(agent(read, slug, &resolved, clashes.get(&index), (&owners, files.more))))
    };
    // Ten thousand definitions lie far apart in memory: most of the time is spent waiting for it.
    order.par_iter().with_min_len(AT_ONCE).filter_map(agent).collect()
}

/// How many agents a thread makes in one go: each takes less than handing it over.
const AT_ONCE: usize = 256;

/// The agent of a definition that changed, and its place, where nothing else can have: its file and its name are what they were.
/// `all` are the readings of all agents, as they are now.
pub fn again<'a>(
    agents: &[Arc<Agent>],
    was: &Read,
    now: &Read,
    all: &(dyn Fn() -> Vec<&'a Read> + Sync),
    files: &Files,
    codeowners: Option<&CodeOwners>,
) -> Option<(usize, Agent)> {
    let names = |read: &Read| (read.definition.path.clone(), read.definition.name.value.clone());
    let place = agents.binary_search_by(|agent| agent.slug.as_str().cmp(&now.slug)).ok()?;
    let before = agents.get(place).filter(|it| Arc::ptr_eq(&it.definition, &was.definition))?;
    if names(was) != names(now) {
        return None;
    }
    let owners = codeowners.map(owners::Owners::new).unwrap_or_default();
    let called = || {
        let mut all = all();
        all.sort_by(|a, b| a.definition.path.cmp(&b.definition.path));
        let slugs = slugs(&all);
        called(&all, &slugs)
    };
    let known = Known { slugs: OnceLock::new(), skills: OnceLock::new(), called: &called, files };
    let resolved = |reference: &Reference| {
        let same = |it: &&Resolved| it.reference.kind == reference.kind && it.reference.text == reference.text;
        let target = before.references.iter().find(same).map(|it| it.target.clone());
        target.unwrap_or_else(|| known.target(reference, &now.definition.path))
    };
    // Of those that share a slug the first by path has it, and of those that share a name the first by path is not told of it.
    Some((place, agent(now, &before.slug, &resolved, None, (&owners, files.more))))
}

/// Every way an agent is called (its page's name, its name's slug, its file's stem), with its slug. The first by path wins.
fn called(all: &[&Read], slugs: &[Cow<'_, str>]) -> HashMap<String, String> {
    let mut known: HashMap<String, String> = HashMap::with_capacity(all.len());
    for (read, given) in all.iter().zip(slugs) {
        for name in [given.as_ref(), &read.slug, &read.stem] {
            if !known.contains_key(name) {
                known.insert(name.to_owned(), given.as_ref().to_owned());
            }
        }
    }
    known
}

fn agent(
    read: &Read,
    slug: &str,
    target: &dyn Fn(&Reference) -> Target,
    clash: Option<&Diagnostic>,
    (owners, more_files): (&owners::Owners, bool),
) -> Agent {
    let definition = &read.definition;
    let resolved = |reference: &Reference| Resolved { target: target(reference), reference: reference.clone() };
    let references: Vec<Resolved> = definition.facts.references.iter().map(resolved).collect();
    let unresolved = references.iter().filter_map(|it| unresolved(&definition.path, it, more_files));
    let more: Vec<Diagnostic> = clash.cloned().into_iter().chain(unresolved).collect();
    let diagnostics = if more.is_empty() {
        Arc::clone(&read.faults)
    } else {
        let mut whole: Vec<Diagnostic> = read.faults.iter().cloned().chain(more).collect();
        whole.sort();
        whole.into()
    };
    let owners = owned(definition, owners);
    let (definition, repair) = (Arc::clone(definition), read.repair.clone());
    Agent { slug: slug.to_owned(), definition, references, owners, repair, diagnostics }
}

/// Who owns a definition: those whom its header names, else those whom CODEOWNERS does.
fn owned(definition: &Definition, owners: &owners::Owners) -> Vec<String> {
    let stated = definition.settings.owner.as_ref().map_or("", |owner| &owner.value);
    let stated: Vec<String> =
        stated.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    if stated.is_empty() { owners.of(&definition.path) } else { stated }
}

/// Puts content pages in the order of the navigation: those outside of folders first, `welcome` first of all, then by the
/// order that they state, then by name.
pub fn pages(mut pages: Vec<Page>) -> Vec<Page> {
    let folder = |page: &Page| page.name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    pages.sort_by_cached_key(|page| {
        (folder(page), page.name != "welcome", page.order.is_none(), page.order, page.name.clone())
    });
    pages
}

/// A slug for each, in their order: its own, unless one before it has that.
fn slugs<'a>(all: &[&'a Read]) -> Vec<Cow<'a, str>> {
    let own = || all.iter().map(|it| it.slug.as_str());
    let mut sorted: Vec<&str> = own().collect();
    #[expect(clippy::stable_sort_primitive, reason = "it is quick where most are in order, as they are by path")]
    sorted.sort();
    if sorted.windows(2).all(|two| two.first() != two.last()) {
        return own().map(Cow::Borrowed).collect();
    }
    let mut taken = text::Taken::default();
    own().map(|slug| Cow::Owned(text::unique(slug, &mut taken))).collect()
}

/// What references can lead to. Made when the first reference asks: most definitions have none.
struct Known<'a> {
    slugs: OnceLock<HashMap<String, String>>,
    /// The skills below the folder: `NAME/SKILL.md`, by name.
    skills: OnceLock<BTreeMap<&'a str, &'a str>>,
    /// Slugs by every way an agent is called.
    called: &'a (dyn Fn() -> HashMap<String, String> + Sync),
    files: &'a Files,
}

impl Known<'_> {
    fn target(&self, reference: &Reference, path: &str) -> Target {
        match reference.kind {
            ReferenceKind::Agent => {
                let slug = self.slugs.get_or_init(self.called).get(text::slug(&reference.text).as_str());
                slug.map_or(Target::Missing, |slug| Target::Agent(slug.clone()))
            }
            ReferenceKind::Skill => {
                let skills = self.skills.get_or_init(|| skills(&self.files.paths));
                skills.get(reference.text.as_str()).map_or(Target::Missing, |path| Target::File((*path).to_owned()))
            }
            ReferenceKind::File => {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let found = [join("", &reference.text), join(folder, &reference.text)]
                    .into_iter()
                    .flatten()
                    .find(|candidate| self.files.paths.contains(candidate));
                found.map_or(Target::Missing, Target::File)
            }
        }
    }
}

fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.split_once('.').map_or(file, |(stem, _)| stem)
}

/// The skills below the folder, by name.
fn skills(files: &BTreeSet<String>) -> BTreeMap<&str, &str> {
    files
        .iter()
        .filter_map(|path| {
            let folder = path.strip_suffix("/SKILL.md")?;
            Some((folder.rsplit('/').next()?, path.as_str()))
        })
        .collect()
}

/// A path relative to a folder, `.` and `..` taken out; none if it leads above the catalog's folder.
fn join(folder: &str, path: &str) -> Option<String> {
    let path = path.split(['#', '?']).next().unwrap_or_default();
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    parts.retain(|part| !part.is_empty());
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Which definitions have a name that another has, by their place, each with what is said of it. Names that are the same have the same
/// slug, and then one of them was given another: only those are looked at.
fn clashes(all: &[&Read], given: &[Cow<'_, str>]) -> HashMap<usize, Diagnostic> {
    let shared: HashSet<&str> = all
        .iter()
        .zip(given)
        .filter(|(read, given)| read.slug != **given)
        .map(|(read, _)| read.slug.as_str())
        .collect();
    let mut first_by_name: HashMap<String, &str> = HashMap::new();
    let mut clashes = HashMap::new();
    if shared.is_empty() {
        return clashes;
    }
    for (index, read) in all.iter().enumerate().filter(|(_, read)| shared.contains(read.slug.as_str())) {
        let Definition { name, path, .. } = read.definition.as_ref();
        let first = *first_by_name.entry(text::fold(&name.value)).or_insert(path);
        if first == path {
            continue;
        }
        let said = Diagnostic {
            place: Place::at(path, name.line, name.column),
            severity: Severity::Warning,
            code: "duplicate-name",
            message: format!("the name `{}` is taken by `{first}`", name.value),
            hint: Some("give one of them another name: Claude Code loads only one, in no defined order".to_owned()),
        };
        clashes.insert(index, said);
    }
    clashes
}

/// How many characters of a line a name takes up there.
fn length(text: &str, column: u32) -> u32 {
    if column == 0 { 0 } else { u32::try_from(text.chars().count()).unwrap_or_default() }
}

/// `more`: there are files that were not looked at, so that a missing one may exist after all.
fn unresolved(path: &str, resolved: &Resolved, more: bool) -> Option<Diagnostic> {
    let Reference { kind, text, line, column } = &resolved.reference;
    if resolved.target != Target::Missing || (more && *kind != ReferenceKind::Agent) {
        return None;
    }
    let kind = match kind {
        ReferenceKind::File => "file",
        ReferenceKind::Skill => "skill",
        ReferenceKind::Agent => "agent",
    };
    Some(Diagnostic {
        place: Place { length: length(text, *column), ..Place::at(path, *line, *column) },
        severity: Severity::Note,
        code: "reference-unresolved",
        message: format!("the {kind} `{text}` is not here"),
        hint: Some("the agent needs it where it runs: say so, or take the mention out".to_owned()),
    })
}
