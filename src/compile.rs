//! Compile: the whole pipeline on one screen.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::catalog::Catalog;
use crate::model::definition::Definition;
use crate::model::diagnostic::Diagnostic;
use crate::model::source::{Hash, Sources};
use crate::pipeline::parse::Read;
use crate::pipeline::render::{Assets, Site, Templates};
use crate::pipeline::{lint, parse, resolve};

/// What is kept from one compilation to the next: each file's reading, by path and content hash.
#[derive(Debug, Default)]
pub struct Cache {
    read: BTreeMap<String, (Hash, Arc<Reading>)>,
}

/// What one file turned out to be.
#[derive(Debug)]
enum Reading {
    Agent(Arc<Definition>, Vec<Diagnostic>),
    Other(crate::model::source::LeftOut),
}

/// Makes the catalog of a folder's sources.
pub fn catalog(sources: &Sources, cache: &mut Cache) -> Catalog {
    let (config, mut diagnostics) = parse::config(sources.config.as_ref());
    diagnostics.extend(sources.diagnostics.iter().cloned());
    let mut left_out = sources.left_out.clone();
    let mut definitions = Vec::new();
    for reading in read(sources, cache) {
        match reading.as_ref() {
            Reading::Agent(definition, faults) => definitions.push((Arc::clone(definition), faults.clone())),
            Reading::Other(other) => left_out.push(other.clone()),
        }
    }
    let agents = resolve::agents(definitions, &sources.files);
    let mut pages = Vec::new();
    for source in &sources.content {
        let (page, faults) = parse::page(source);
        pages.push(page);
        diagnostics.extend(faults);
    }
    diagnostics.extend(agents.iter().flat_map(|agent| agent.diagnostics.iter().cloned()));
    diagnostics.sort();
    left_out.sort();
    Catalog { config, agents, pages, left_out, diagnostics, texts: texts(sources), ..Catalog::default() }
}

/// The texts of the team's own files, where they have faults to be shown.
fn texts(sources: &Sources) -> BTreeMap<String, String> {
    let content = sources.content.iter().map(|it| &it.source);
    let own = content.chain(&sources.config).chain(&sources.vocabulary).chain(sources.templates.values());
    own.map(|it| (it.path.clone(), String::from_utf8_lossy(&it.bytes).into_owned())).collect()
}

/// Makes the site of a catalog; with it come all diagnostics, those of the catalog included.
pub fn site(catalog: Catalog, sources: &Sources) -> (Site, Vec<Diagnostic>) {
    let (templates, mut diagnostics) = Templates::new(&sources.templates);
    let (site, faults) = Site::new(Arc::new(catalog), templates, Assets::new(&sources.statics));
    diagnostics.extend(faults);
    diagnostics.extend(site.catalog.diagnostics.iter().cloned());
    diagnostics.sort();
    (site, diagnostics)
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
                    Reading::Agent(Arc::new(*definition), faults)
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
