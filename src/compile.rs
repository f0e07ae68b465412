//! Compile: the whole pipeline on one screen.

mod cache;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, PoisonError};

use rayon::prelude::*;

use crate::model::agent::Agent;
use crate::model::catalog::{Catalog, Diagnostics};
use crate::model::choice::Choices;
use crate::model::competency::Origin;
use crate::model::definition::{Definition, Repair};
use crate::model::diagnostic::Diagnostic;
use crate::model::history::{Shift, Shifts};
use crate::model::matrix::{Level, Marks};
use crate::model::routing::Routing;
use crate::model::source::{Hash, LeftOut, Source, Sources};
use crate::pipeline::parse::Read;
use crate::pipeline::render::{Assets, Extra, Site, Templates, extra};
use crate::pipeline::{changes, choose, fix, lint, matrix, overlap, parse, resolve};
use crate::search;

pub use self::cache::Cache;
use self::cache::{Known, Last, Past, Reading, Step};

/// Makes the catalog of a folder's sources.
pub fn catalog(sources: &Sources, cache: &mut Cache) -> Catalog {
    let (config, mut diagnostics) = parse::config(sources.config.as_deref());
    diagnostics.extend(sources.diagnostics.iter().cloned());
    // Neither waits for the other: at the start both take long.
    let known = cache.terms.take();
    let (step, known) = rayon::join(|| cache.read(sources, &reading), || terms(sources, known));
    let mut left_out: Vec<LeftOut> = sources.left_out.iter().chain(cache.left_out()).cloned().collect();
    let terms = Arc::clone(&known.1);
    diagnostics.extend(known.2.iter().cloned());
    cache.terms = Some(known);
    let Last { agents, profiles, matrix, .. } = resolved(sources, step, &terms, cache);
    let (agents, matrix, overlap) = (agents.clone(), Arc::clone(matrix), overlap::overlaps(profiles.clone()));
    let changes = sources.history.as_ref().map(|history| changes::changes(history, &agents)).unwrap_or_default();
    let shifts = shifts(sources, &terms, &cache.past);
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
    let source = Source { path: path.to_owned(), hash: Hash::default(), bytes: text.as_ref().into() };
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
    let (site, diagnostics) = site_with(catalog, sources, index);
    (site, diagnostics.all().to_vec())
}

/// The same with an index of the catalog that others share.
pub fn site_with(catalog: Arc<Catalog>, sources: &Sources, index: Arc<search::Lazy>) -> (Site, Diagnostics) {
    let (templates, mut faults) = Templates::new(&sources.templates);
    let (site, more) = Site::new(catalog, templates, Assets::new(&sources.statics), Extra::new(Searched(index)));
    faults.extend(more);
    let diagnostics = Diagnostics::new(Arc::clone(&site.catalog), faults);
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

/// The vocabulary, made ready for scanning, by the hash of the team's file; again only if that is not the one that is known.
fn terms(sources: &Sources, known: Option<Known>) -> Known {
    let key = sources.vocabulary.as_ref().map(|source| source.hash);
    if let Some(known) = known.filter(|known| known.0 == key) {
        return known;
    }
    let (team, mut faults) = sources.vocabulary.as_deref().map(parse::vocabulary).unzip();
    let (vocabulary, more) = matrix::vocabulary(team.as_ref());
    let faults: Vec<Diagnostic> = faults.take().into_iter().flatten().chain(more).collect();
    (key, Arc::new(matrix::Terms::new(Arc::new(vocabulary))), faults)
}

/// The agents and the matrix. Where only texts changed, and no name, what follows from all the others is kept.
fn resolved<'c>(sources: &Sources, step: Step, terms: &matrix::Terms, cache: &'c mut Cache) -> &'c Last {
    let mut last = cache.last.take();
    let vocabulary = terms.vocabulary.identity;
    let kept = last.as_mut().is_some_and(|last| {
        let alike = last.vocabulary == vocabulary && last.files == sources.files && last.owners == sources.owners;
        match step {
            Step::Changed(changed) if alike => changed.into_iter().all(|it| change(last, it, terms, cache)),
            _ => false,
        }
    });
    let last = match last {
        Some(last) if kept => last,
        last => whole(sources, last.as_ref(), terms, cache),
    };
    cache.last.insert(last)
}

/// Puts one definition in the place of what it was; false if that changes more than its own agent.
fn change(last: &mut Last, (was, now): (Reading, Reading), terms: &matrix::Terms, cache: &Cache) -> bool {
    let (Reading::Agent(was), Reading::Agent(now)) = (was, now) else { return false };
    let all = || cache.agents();
    let changed = resolve::again(&last.agents, &was, &now, &all, &last.files, last.owners.as_ref());
    let Some((place, agent)) = changed else { return false };
    let marks = Arc::new(matrix::marks(&agent.definition, terms));
    last.agents[place] = Arc::new(agent);
    last.profiles[place] = overlap::Lazy::default();
    let before = std::mem::replace(&mut last.marks[place], marks);
    let matrix = matrix::again(&last.matrix, place, &before, &last.marks[place]);
    last.matrix = Arc::new(matrix.unwrap_or_else(|| matrix::resolve(&last.marks, &terms.vocabulary)));
    true
}

/// All agents, resolved anew; the marks of a text that is as it was are kept.
fn whole(sources: &Sources, last: Option<&Last>, terms: &matrix::Terms, cache: &Cache) -> Last {
    let agents = resolve::agents(cache.agents(), &sources.files, sources.owners.as_ref());
    let vocabulary = terms.vocabulary.identity;
    let last = last.filter(|last| last.vocabulary == vocabulary);
    let known: HashMap<(&str, Hash), (&Arc<Marks>, &overlap::Lazy)> = last
        .into_iter()
        .flat_map(|last| last.agents.iter().zip(last.marks.iter().zip(&last.profiles)))
        .map(|(agent, known)| ((agent.definition.path.as_str(), agent.definition.hash), known))
        .collect();
    let read = |agent: &Arc<Agent>| -> (Arc<Marks>, overlap::Lazy) {
        let definition = &agent.definition;
        match known.get(&(definition.path.as_str(), definition.hash)) {
            Some((marks, profile)) => (Arc::clone(marks), Arc::clone(profile)),
            None => (Arc::new(matrix::marks(definition, terms)), overlap::Lazy::default()),
        }
    };
    let (marks, profiles): (Vec<Arc<Marks>>, Vec<overlap::Lazy>) =
        agents.par_iter().with_min_len(AT_ONCE).map(read).unzip();
    let matrix = Arc::new(matrix::resolve(&marks, &terms.vocabulary));
    let (files, owners) = (sources.files.clone(), sources.owners.clone());
    Last { files, owners, agents, vocabulary, marks, profiles, matrix }
}

/// How many agents a thread looks up in one go: what is known already costs less than handing it over.
const AT_ONCE: usize = 16;

fn reading(source: &Source) -> Reading {
    match parse::definition(source) {
        Read::Agent(definition, mut faults) => {
            faults.extend(lint::definition(&definition));
            let repaired = repaired(&definition);
            Reading::Agent(Arc::new(resolve::Read::new(Arc::new(*definition), faults, repaired)))
        }
        Read::Other(other) => Reading::Other(Arc::new(other)),
    }
}

/// The header of a definition written anew, where it needs that. It is believed only if it is read as the definition was.
fn repaired(definition: &Definition) -> Option<Arc<Repair>> {
    let header = fix::header(definition)?;
    let bytes = header.as_bytes().into();
    let Read::Agent(again, _) = parse::header(&Source { path: definition.path.clone(), hash: Hash::default(), bytes })
    else {
        return None;
    };
    fix::keeps(definition, &again).then(|| Arc::new(Repair { header, loads: again.loads }))
}
