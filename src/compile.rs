//! Compile: the whole pipeline on one screen.

use std::collections::{BTreeMap, BTreeSet};
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
use crate::model::source::{Hash, Source, Sources};
use crate::pipeline::parse::Read;
use crate::pipeline::render::{Assets, Extra, Site, Templates};
use crate::pipeline::{changes, choose, fix, lint, matrix, overlap, parse, resolve};
use crate::search;

/// What is kept from one compilation to the next: each file's reading, by path and content hash.
#[derive(Debug, Default)]
pub struct Cache {
    read: BTreeMap<String, (Hash, Arc<Reading>)>,
    /// The vocabulary, by the hash of the team's file.
    terms: Option<(Option<Hash>, Arc<matrix::Terms>, Vec<Diagnostic>)>,
    /// What each file covers, by path.
    marks: BTreeMap<String, Known>,
    past: Past,
}

/// What old texts claimed, by vocabulary, path and the name of the text.
type Past = Arc<Mutex<BTreeMap<(Hash, String, String), Arc<BTreeSet<String>>>>>;

/// What follows from one file and the vocabulary.
#[derive(Debug, Clone)]
struct Known {
    hash: Hash,
    vocabulary: Hash,
    marks: Arc<Marks>,
    profile: overlap::Lazy,
}

/// What one file turned out to be.
#[derive(Debug)]
enum Reading {
    Agent { definition: Arc<Definition>, faults: Vec<Diagnostic>, repaired: Option<Arc<Repair>> },
    Other(crate::model::source::LeftOut),
}

/// Makes the catalog of a folder's sources.
pub fn catalog(sources: &Sources, cache: &mut Cache) -> Catalog {
    let (config, mut diagnostics) = parse::config(sources.config.as_ref());
    diagnostics.extend(sources.diagnostics.iter().cloned());
    let mut left_out = sources.left_out.clone();
    let mut definitions = Vec::new();
    let mut repaired = BTreeMap::new();
    for reading in read(sources, cache) {
        match reading.as_ref() {
            Reading::Agent { definition, faults, repaired: repair } => {
                repaired.extend(repair.iter().map(|repair| (definition.path.clone(), Arc::clone(repair))));
                definitions.push((Arc::clone(definition), faults.clone()));
            }
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
    diagnostics.extend(agents.iter().flat_map(|agent| agent.diagnostics.iter().cloned()));
    diagnostics.sort();
    left_out.sort();
    Catalog {
        config,
        agents,
        pages,
        matrix,
        overlap,
        left_out,
        diagnostics,
        repaired,
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
    let extra = Extra::new(move || index.files());
    let (site, faults) = Site::new(catalog, templates, Assets::new(&sources.statics), extra);
    diagnostics.extend(faults);
    diagnostics.extend(site.catalog.diagnostics.iter().cloned());
    diagnostics.sort();
    (site, diagnostics)
}

/// The vocabulary, made ready for scanning: again only if the team's file changed.
fn terms(sources: &Sources, cache: &mut Cache) -> (Arc<matrix::Terms>, Vec<Diagnostic>) {
    let key = sources.vocabulary.as_ref().map(|source| source.hash);
    if let Some((known, terms, faults)) = &cache.terms
        && *known == key
    {
        return (Arc::clone(terms), faults.clone());
    }
    let (team, mut faults) = sources.vocabulary.as_ref().map(parse::vocabulary).unzip();
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
    let read = |agent: &Agent| {
        let definition = &agent.definition;
        match known.get(&definition.path) {
            Some(known) if known.hash == definition.hash && known.vocabulary == vocabulary => known.clone(),
            _ => {
                let marks = Arc::new(matrix::marks(definition, terms));
                Known { hash: definition.hash, vocabulary, marks, profile: overlap::Lazy::default() }
            }
        }
    };
    let all: Vec<Known> = agents.par_iter().map(read).collect();
    let marks = all.iter().map(|known| Arc::clone(&known.marks)).collect();
    let profiles = all.iter().map(|known| Arc::clone(&known.profile)).collect();
    cache.marks = agents.iter().map(|agent| agent.definition.path.clone()).zip(all).collect();
    (marks, profiles)
}

/// Reads every definition that the cache doesn't know, in parallel, in the order of the sources.
fn read(sources: &Sources, cache: &mut Cache) -> Vec<Arc<Reading>> {
    let known = &cache.read;
    let readings: Vec<Arc<Reading>> = sources
        .definitions
        .par_iter()
        .map(|source| match known.get(&source.path) {
            Some((hash, reading)) if *hash == source.hash => Arc::clone(reading),
            _ => Arc::new(match parse::definition(source) {
                Read::Agent(definition, mut faults) => {
                    faults.extend(lint::definition(&definition));
                    let repaired = repaired(&definition);
                    Reading::Agent { definition: Arc::new(*definition), faults, repaired }
                }
                Read::Other(other) => Reading::Other(other),
            }),
        })
        .collect();
    cache.read = sources
        .definitions
        .iter()
        .zip(&readings)
        .map(|(source, reading)| (source.path.clone(), (source.hash, Arc::clone(reading))))
        .collect();
    readings
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
