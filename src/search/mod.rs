//! Search: one ranking, in the terminal, on the server and, by what it exports, in the browser.
//!
//! 1. [`tokens`] and [`stem`] make words of a text, for the index and for the query alike.
//! 2. `index` keeps in tantivy which document holds which stem where; `terms` makes of a stem's postings what it is worth.
//! 3. [`query`] reads what was typed, `plan` finds what each word may stand for, `rank` orders the documents.
//! 4. [`answer`] says why; `told` quotes.
//! 5. [`export`] gives the browser what it needs to do 3 and 4 by itself.

mod aliases;
pub mod answer;
mod background;
pub mod eval;
pub mod export;
mod facets;
mod fields;
mod index;
mod kin;
mod lazy;
mod lexicon;
mod plan;
pub mod query;
mod rank;
mod signal;
pub mod stem;
mod terms;
pub mod tokens;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use aliases::Alias;
pub use answer::{Answer, Ask};
pub use export::Export;
use facets::Facets;
use index::{Document, Store};
pub use lazy::Lazy;
use lexicon::Lexicon;
use terms::Terms;

use crate::digest;
use crate::model::catalog::Catalog;
use crate::model::competency::Competency;
use crate::model::matrix::Level;

/// A failure inside the index: out of memory or disk, never a query's fault.
#[derive(Debug)]
pub struct Fault(pub(crate) String);

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the search index cannot be read or written: {}", self.0)
    }
}

impl std::error::Error for Fault {}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// A catalog, ready to be asked. Documents are numbered: agents in the catalog's order, then pages, then competencies.
#[derive(Debug)]
pub struct Index {
    catalog: Arc<Catalog>,
    terms: Terms,
    lexicon: Lexicon,
    aliases: BTreeMap<String, Alias>,
    facets: Facets,
    /// How many agents there are.
    agents: u32,
    /// How many stems each document's name has.
    names: Vec<u8>,
    /// The competencies that are documents: indices into the matrix, rising.
    shown: Vec<usize>,
}

impl Index {
    /// Indexes a catalog in memory.
    pub fn build(catalog: Arc<Catalog>) -> Result<Self, Fault> {
        let store = Store::build(documents(&catalog))?;
        Self::over(store, catalog)
    }

    /// The index of a catalog that came from this one's by some changes: only what changed is indexed.
    pub fn update(&self, catalog: Arc<Catalog>) -> Result<Self, Fault> {
        let documents: Vec<Document> = documents(&catalog).collect();
        let store = self.terms.store().replace(&documents)?;
        Self::over(store, catalog)
    }

    /// Writes a catalog's index to an empty folder, for whoever wants to open it with tantivy.
    pub fn write(catalog: &Catalog, folder: &Path) -> Result<(), Fault> {
        Store::write_to(folder, documents(catalog))
    }

    fn over(store: Store, catalog: Arc<Catalog>) -> Result<Self, Fault> {
        let agents = u32::try_from(catalog.agents.len()).unwrap_or(u32::MAX);
        let lexicon = Lexicon::new(store.written()?);
        let own = catalog.agents.iter().map(|agent| agent.definition.name.value.as_str());
        let titles = catalog.pages.iter().map(|page| page.title.as_str());
        let shown: Vec<usize> = catalog.matrix.shown().map(|(index, _)| index).collect();
        let competencies = catalog.matrix.shown().map(|(_, competency)| competency.name.as_str());
        let names = own.chain(titles).chain(competencies).map(name_length).collect();
        Ok(Self {
            terms: Terms::new(store, agents),
            lexicon,
            aliases: aliases::of(&catalog.matrix),
            facets: Facets::new(&catalog),
            agents,
            names,
            shown,
            catalog,
        })
    }

    /// A competency by its place among those that are documents, with the number of agents that claim it.
    fn competency(&self, place: usize) -> Option<(&Competency, usize)> {
        let index = *self.shown.get(place)?;
        let claims = self.catalog.matrix.holders_of(index).filter(|(_, mark)| mark.level >= Level::Listed).count();
        Some((self.catalog.matrix.competencies.get(index)?, claims))
    }

    /// The catalog that is indexed.
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// How many segments the index is in: one, until it is updated.
    pub fn segments(&self) -> usize {
        self.terms.store().segments()
    }
}

fn name_length(name: &str) -> u8 {
    let stems: BTreeSet<String> = aliases::stems(name).into_iter().collect();
    u8::try_from(stems.len()).unwrap_or(u8::MAX)
}

/// Everything that is indexed, in the order of its numbers.
fn documents(catalog: &Catalog) -> impl Iterator<Item = Document> {
    let agents =
        catalog.agents.iter().enumerate().map(|(at, agent)| (format!("a {}", agent.slug), fields::agent(catalog, at)));
    let pages = catalog.pages.iter().map(|page| (format!("p {}", page.name), fields::page(page)));
    let competencies = catalog.matrix.shown();
    let competencies =
        competencies.map(|(_, competency)| (format!("c {}", competency.id), fields::competency(competency)));
    agents.chain(pages).chain(competencies).map(|(id, texts)| {
        let all: Vec<String> = texts.iter().map(|texts| texts.join("\u{1}")).collect();
        Document { id, digest: digest::hash(all.join("\u{2}").as_bytes()).0, texts }
    })
}
