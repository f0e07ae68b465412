//! Compile: the whole pipeline on one screen.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::model::agent::Agent;
use crate::model::catalog::Catalog;
use crate::model::choice::Choices;
use crate::model::competency::Origin;
use crate::model::definition::{Definition, Repair};
use crate::model::diagnostic::Diagnostic;
use crate::model::history::{Shift, Shifts};
use crate::model::matrix::{Level, Marks};
use crate::model::routing::Routing;
use crate::model::source::{Hash, Source, Sources};
use crate::pipeline::parse::Read;
use crate::pipeline::render::{Assets, Extra, Site, Templates, extra};
use crate::pipeline::{changes, choose, fix, lint, matrix, overlap, parse, resolve};
use crate::search;

/// What is kept from one compilation to the next: each file's reading, by path and content hash.
#[derive(Debug, Default)]
pub struct Cache {
    read: HashMap<String, (Hash, Arc<Reading>)>,
    /// The vocabulary, by the hash of the team's file.
    terms: Option<(Option<Hash>, Arc<matrix::Terms>, Vec<Diagnostic>)>,
    /// What each file covers, by path.
    marks: HashMap<String, Known>,
    past: Past,
}

/// What old texts claimed, by vocabulary, path and the name of the text.
type Past = Arc<Mutex<BTreeMap<(Hash, String, String), Arc<BTreeSet<String>>>>>;

/// What follows from one file and the vocabulary.
#[derive(Debug)]
struct Known {
    hash: Hash,
    vocabulary: Hash,
    marks: Arc<Marks>,
    profile: overlap::Lazy,
}

/// What one file turned out to be.
#[derive(Debug)]
enum Reading {
    Agent(resolve::Read),
    Other(crate::model::source::LeftOut),
}

/// Makes the catalog of a folder's sources.
pub fn catalog(sources: &Sources, cache: &mut Cache) -> Catalog {
    let (config, mut diagnostics) = parse::config(sources.config.as_deref());
    diagnostics.extend(sources.diagnostics.iter().cloned());
    let mut left_out = sources.left_out.clone();
    let mut definitions = Vec::with_capacity(sources.definitions.len());
    let readings = read(sources, cache);
    for reading in &readings {
        match reading.as_ref() {
            Reading::Agent(read) => definitions.push(read),
            Reading::Other(other) => left_out.push(other.clone()),
        }
    }
    let agents = resolve::agents(definitions, &sources.files, sources.owners.as_ref());
    let changes = sources.history.as_ref().map(|history| changes::changes(history, &agents)).unwrap_or_default();
    let (terms, faults) = terms(sources, cache);
    diagnostics.extend(faults);
    let shifts = shifts(sources, &terms, &cache.past);
    let (marks, profiles) = marks(&agents, &terms, cache);
    let matrix = matrix::resolve(&marks, &terms.vocabulary);
    let overlap = overlap::overlaps(profiles);
    let mut pages = Vec::new();
    for source in &sources.content {
        let (page, faults) = parse::page(source);
        pages.push(page);
        diagnostics.extend(faults);
    }
    let pages = resolve::pages(pages);
    diagnostics.sort();
    left_out.sort();
    Catalog {
        config,
        agents,
        pages,
        matrix,
        overlap,
        left_out,
        faults: diagnostics,
        changes,
        shifts,
        choices: Choices::new(choose::tree),
        texts: texts(sources),
    }
}

/// What each day did to the competencies: worked out when it is asked for, the old texts in parallel, each of them once.
fn shifts(sources: &Sources, terms: &Arc<matrix::Terms>, past: &Past) -> Shifts {
    let Some(texts) = sources.history.as_ref().map(|history| Arc::clone(&history.texts)) else {
        return Shifts::default();
    };
    let (terms, past) = (Arc::clone(terms), Arc::clone(past));
    Shifts::new(move |catalog| -> Vec<Option<Shift>> {
        let days = &catalog.changes.days;
        let key = |path: &str, name: &str| (terms.vocabulary.identity, path.to_owned(), name.to_owned());
        let known = || past.lock().unwrap_or_else(PoisonError::into_inner);
        let both =
            days.iter().flat_map(|day| &day.changes).flat_map(|it| [(&it.path, &it.before), (&it.path, &it.after)]);
        let wanted: BTreeSet<_> =
            both.map(|(path, name)| key(path, name)).filter(|it| !known().contains_key(it)).collect();
        let read: Vec<_> = wanted
            .into_par_iter()
            .filter_map(|it| {
                let claims = claimed(&it.1, texts.get(&it.2)?, &terms);
                Some((it, Arc::new(claims)))
            })
            .collect();
        known().extend(read);
        let now = catalog.agents.iter().zip(&catalog.matrix.coverage).map(|(agent, coverage)| {
            let claims = coverage.iter().filter(|mark| mark.claims());
            let named = claims.filter_map(|mark| catalog.matrix.competencies.get(mark.competency));
            let named = named.filter(|it| it.origin != Origin::Harvested).map(|it| it.name.clone());
            (agent.definition.path.clone(), named.collect())
        });
        changes::shifts(days, now.collect(), &|path, name| {
            known().get(&key(path, name)).map(|claims| BTreeSet::clone(claims))
        })
    })
}

/// The names of what a text claims, harvested terms apart: they come and go with every word.
fn claimed(path: &str, text: &Arc<[u8]>, terms: &matrix::Terms) -> BTreeSet<String> {
    let source = Source { path: path.to_owned(), hash: Hash::default(), bytes: Arc::clone(text) };
    let Read::Agent(definition, _) = parse::definition(&source) else { return BTreeSet::new() };
    let marks = matrix::marks(&definition, terms);
    let known = marks.vocabulary.iter().filter(|mark| mark.claims());
    let known = known.filter_map(|mark| terms.vocabulary.competencies.get(mark.competency)).map(|it| it.name.clone());
    let other = marks.other.iter().filter(|term| term.origin == Origin::Author && term.level >= Level::Listed);
    known.chain(other.map(|term| term.name.clone())).collect()
}

/// The texts of the team's own files, where they have faults to be shown.
fn texts(sources: &Sources) -> BTreeMap<String, String> {
    let content = sources.content.iter().map(|it| &it.source);
    let own = content.chain(&sources.config).chain(&sources.vocabulary).chain(sources.templates.values());
    own.map(|it| (it.path.clone(), String::from_utf8_lossy(&it.bytes).into_owned())).collect()
}

/// Makes the site of a catalog; with it come all diagnostics, those of the catalog included.
pub fn site(catalog: Catalog, sources: &Sources) -> (Site, Vec<Diagnostic>) {
    let catalog = Arc::new(catalog);
    let index = Arc::new(search::Lazy::new(Arc::clone(&catalog)));
    site_with(catalog, sources, index)
}

/// The same with an index of the catalog that others share.
pub fn site_with(catalog: Arc<Catalog>, sources: &Sources, index: Arc<search::Lazy>) -> (Site, Vec<Diagnostic>) {
    let (templates, mut diagnostics) = Templates::new(&sources.templates);
    let (site, faults) = Site::new(catalog, templates, Assets::new(&sources.statics), Extra::new(Searched(index)));
    diagnostics.extend(faults);
    diagnostics.extend(site.catalog.diagnostics());
    diagnostics.sort();
    (site, diagnostics)
}

/// An index as pages ask it.
struct Searched(Arc<search::Lazy>);

impl extra::Source for Searched {
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.0.files()
    }

    fn routing(&self, agent: usize) -> Option<Routing> {
        self.0.routing(agent)
    }

    fn routings(&self) -> Vec<Routing> {
        self.0.routings()
    }
}

/// The vocabulary, made ready for scanning: again only if the team's file changed.
fn terms(sources: &Sources, cache: &mut Cache) -> (Arc<matrix::Terms>, Vec<Diagnostic>) {
    let key = sources.vocabulary.as_ref().map(|source| source.hash);
    if let Some((known, terms, faults)) = &cache.terms
        && *known == key
    {
        return (Arc::clone(terms), faults.clone());
    }
    let (team, mut faults) = sources.vocabulary.as_deref().map(parse::vocabulary).unzip();
    let (vocabulary, more) = matrix::vocabulary(team.as_ref());
    let faults: Vec<Diagnostic> = faults.take().into_iter().flatten().chain(more).collect();
    let terms = Arc::new(matrix::Terms::new(Arc::new(vocabulary)));
    cache.terms = Some((key, Arc::clone(&terms), faults.clone()));
    (terms, faults)
}

/// The marks and the profile of each agent, in their order; only what the cache doesn't know is read, in parallel.
fn marks(agents: &[Agent], terms: &matrix::Terms, cache: &mut Cache) -> (Vec<Arc<Marks>>, Vec<overlap::Lazy>) {
    let vocabulary = terms.vocabulary.identity;
    let known = &cache.marks;
    let read = |agent: &Agent| -> (Arc<Marks>, overlap::Lazy, bool) {
        let definition = &agent.definition;
        match known.get(&definition.path) {
            Some(known) if known.hash == definition.hash && known.vocabulary == vocabulary => {
                (Arc::clone(&known.marks), Arc::clone(&known.profile), false)
            }
            _ => (Arc::new(matrix::marks(definition, terms)), overlap::Lazy::default(), true),
        }
    };
    let all: Vec<(Arc<Marks>, overlap::Lazy, bool)> = agents.par_iter().with_min_len(AT_ONCE).map(read).collect();
    let (mut marks, mut profiles) = (Vec::with_capacity(all.len()), Vec::with_capacity(all.len()));
    for (agent, (own, profile, fresh)) in agents.iter().zip(all) {
        if fresh {
            let (hash, marks, profile) = (agent.definition.hash, Arc::clone(&own), Arc::clone(&profile));
            cache.marks.insert(agent.definition.path.clone(), Known { hash, vocabulary, marks, profile });
        }
        marks.push(own);
        profiles.push(profile);
    }
    forget(&mut cache.marks, agents.iter().map(|agent| agent.definition.path.as_str()));
    (marks, profiles)
}

/// Reads every definition that the cache doesn't know, in parallel, in the order of the sources.
fn read(sources: &Sources, cache: &mut Cache) -> Vec<Arc<Reading>> {
    let known = &cache.read;
    let readings: Vec<(Arc<Reading>, bool)> = sources
        .definitions
        .par_iter()
        .with_min_len(AT_ONCE)
        .map(|source| match known.get(&source.path) {
            Some((hash, reading)) if *hash == source.hash => (Arc::clone(reading), false),
            _ => (Arc::new(reading(source)), true),
        })
        .collect();
    for (source, (reading, _)) in sources.definitions.iter().zip(&readings).filter(|(_, (_, fresh))| *fresh) {
        cache.read.insert(source.path.clone(), (source.hash, Arc::clone(reading)));
    }
    forget(&mut cache.read, sources.definitions.iter().map(|source| source.path.as_str()));
    readings.into_iter().map(|(reading, _)| reading).collect()
}

/// How many files a thread looks up in one go: what is known already costs less than handing it over.
const AT_ONCE: usize = 16;

/// Takes out of a cache what is there no longer; of a cache that holds no more than what is, nothing has to be looked at.
fn forget<'a, T>(known: &mut HashMap<String, T>, paths: impl ExactSizeIterator<Item = &'a str>) {
    if known.len() > paths.len() {
        let paths: HashSet<&str> = paths.collect();
        known.retain(|path, _| paths.contains(path.as_str()));
    }
}

fn reading(source: &Source) -> Reading {
    match parse::definition(source) {
        Read::Agent(definition, mut faults) => {
            faults.extend(lint::definition(&definition));
            let repaired = repaired(&definition);
            Reading::Agent(resolve::Read::new(Arc::new(*definition), faults, repaired))
        }
        Read::Other(other) => Reading::Other(other),
    }
}

/// The header of a definition written anew, where it needs that. It is believed only if it is read as the definition was.
fn repaired(definition: &Definition) -> Option<Arc<Repair>> {
    let header = fix::header(definition)?;
    let bytes: Arc<[u8]> = Arc::from(header.as_bytes());
    let Read::Agent(again, _) =
        parse::definition(&Source { path: definition.path.clone(), hash: Hash::default(), bytes })
    else {
        return None;
    };
    fix::keeps(definition, &again).then(|| Arc::new(Repair { header, loads: again.loads }))
}
