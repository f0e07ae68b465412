//! Search: one ranking, in the terminal, on the server and, by what it exports, in the browser.
//!
//! 1. [`tokens`] and [`stem`] make words of a text, for the index and for the query alike.
//! 2. `index` keeps in tantivy which document holds which stem where; `terms` makes of a stem's postings what it is worth.
//! 3. [`query`] reads what was typed, `plan` finds what each word may stand for, `rank` orders the documents.
//! 4. [`answer`] says why; `told` quotes, with what `sieve` finds in a text.
//! 5. [`export`] gives the browser what it needs to do 3 and 4 by itself.

mod aliases;
mod analyst;
pub mod answer;
mod background;
mod claims;
mod documents;
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
mod routing;
mod sieve;
mod signal;
pub mod stem;
mod terms;
pub mod tokens;
mod told;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use aliases::Alias;
use analyst::{Analysed, Analyst};
pub use answer::{Answer, Ask};
use claims::{Claim, Claims};
use documents::Documents;
pub use export::Export;
use facets::Facets;
use index::Store;
pub use lazy::Lazy;
use lexicon::Lexicon;
use plan::Plan;
use query::Query;
use routing::Routings;
use terms::Terms;

use crate::model::catalog::Catalog;
use crate::model::competency::Competency;

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

/// What of a catalog is not as it was in the one before.
#[derive(Default)]
struct Changes {
    /// The documents that are new or other, by number.
    analysed: Vec<(usize, Analysed)>,
    /// The words of what is gone or was other, with the number of documents that held each.
    gone: BTreeMap<String, u32>,
    /// The words of what is new or other.
    come: BTreeMap<String, u32>,
    /// Of all documents: how many stems the name has.
    names: Vec<u8>,
}

/// A catalog, ready to be asked. Documents are numbered: agents in the catalog's order, then pages, then competencies.
#[derive(Debug)]
pub struct Index {
    catalog: Arc<Catalog>,
    terms: Terms,
    lexicon: Lexicon,
    aliases: Arc<BTreeMap<String, Alias>>,
    claims: Claims,
    /// What agents can be filtered by: many queries don't ask.
    facets: OnceLock<Facets>,
    routings: Routings,
    told: told::Known,
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
        let documents = Documents::new(&catalog);
        let (store, words) = Store::build(&documents)?;
        let lexicon = Lexicon::new(words);
        let names = (0..store.ids().len()).map(|number| name_length(documents.name(number))).collect();
        let aliases = Arc::new(aliases::of(&catalog.matrix));
        let shown = documents.shown;
        Ok(Self::over(catalog, store, lexicon, (aliases, Claims::default()), names, shown))
    }

    /// The index of a catalog that came from this one's by some changes: only what changed is looked at.
    pub fn update(&self, catalog: Arc<Catalog>) -> Result<Self, Fault> {
        let (before, documents) = (Documents::new(&self.catalog), Documents::new(&catalog));
        let ids: Arc<[String]> = documents.ids().collect();
        let Changes { analysed, gone, come, names } = self.changes(&before, &documents, &ids);
        let store = self.terms.store().replace(ids, &analysed)?;
        let mut lexicon = self.lexicon.clone();
        lexicon.exchange(&gone, &come);
        let aliases = if documents.named_alike(&before) {
            Arc::clone(&self.aliases)
        } else {
            Arc::new(aliases::of(&catalog.matrix))
        };
        let shown = documents.shown;
        Ok(Self::over(catalog, store, lexicon, (aliases, self.claims.next()), names, shown))
    }

    /// What is not as it was.
    fn changes(&self, before: &Documents<'_>, now: &Documents<'_>, ids: &[String]) -> Changes {
        let known: HashMap<&str, usize> = self.terms.store().ids().iter().map(String::as_str).zip(0..).collect();
        let mut kept = vec![false; self.names.len()];
        let (mut changes, mut gone, mut come) = (Changes::default(), Analyst::default(), Analyst::default());
        for (number, id) in ids.iter().enumerate() {
            let at = known.get(id.as_str()).copied();
            let same = at.filter(|at| now.same(number, before, *at));
            if let Some(at) = same {
                kept.get_mut(at).into_iter().for_each(|kept| *kept = true);
                changes.names.push(self.names.get(at).copied().unwrap_or_default());
            } else {
                changes.names.push(name_length(now.name(number)));
                changes.analysed.push((number, come.document(&now.texts(number))));
            }
        }
        for (at, _) in kept.iter().enumerate().filter(|(_, kept)| !**kept) {
            gone.document(&before.texts(at));
        }
        (changes.gone, changes.come) = (gone.words(), come.words());
        changes
    }

    /// Writes the index to an empty folder, for whoever wants to open it with tantivy.
    pub fn write(&self, folder: &Path) -> Result<(), Fault> {
        self.terms.store().write(folder)
    }

    fn over(
        catalog: Arc<Catalog>,
        store: Store,
        lexicon: Lexicon,
        (aliases, claims): (Arc<BTreeMap<String, Alias>>, Claims),
        names: Vec<u8>,
        shown: Vec<usize>,
    ) -> Self {
        let agents = u32::try_from(catalog.agents.len()).unwrap_or(u32::MAX);
        let (terms, routings) = (Terms::new(store, agents), Routings::new(catalog.agents.len()));
        let told = told::Known::new(catalog.agents.len());
        Self { terms, lexicon, aliases, claims, facets: OnceLock::new(), routings, told, agents, names, shown, catalog }
    }

    fn facets(&self) -> &Facets {
        self.facets.get_or_init(|| Facets::new(&self.catalog))
    }

    /// What a query asks of these terms, with the competencies that it names.
    fn plan(&self, query: &Query, terms: &Terms) -> Result<Plan, Fault> {
        let mut plan = plan::make(query, terms, &self.lexicon, &self.aliases)?;
        for (name, named) in claims::named(&plan, self.claims.names(&self.catalog, &self.shown)) {
            plan.claims.extend(self.claim(name.place, terms).map(|claim| Claim { named, ..claim }));
        }
        Ok(plan)
    }

    /// Who claims a competency, by its place among those that are documents.
    fn claim(&self, place: usize, terms: &Terms) -> Option<Claim> {
        let (competency, _) = self.competency(place)?;
        let term = self.claims.term(&self.catalog, (place, *self.shown.get(place)?), terms);
        Some(Claim { name: competency.name.clone(), place, named: 1.0, term })
    }

    /// A competency by its place among those that are documents, with the number of agents that claim it.
    fn competency(&self, place: usize) -> Option<(&Competency, usize)> {
        let index = *self.shown.get(place)?;
        Some((self.catalog.matrix.competencies.get(index)?, self.catalog.matrix.claim_count(index)))
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
