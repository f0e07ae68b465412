//! Claims: the competencies that a query names, and who claims them. The matrix knows it with evidence, so that whoever claims
//! what is named counts more: of a name in several words (`Objective-C`, `Redis Pub/Sub`) each word may be a usual one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use super::plan::{How, Plan, Unit};
use super::query::Kind;
use super::rank;
use super::signal::Signal;
use super::terms::{LEVELS, Posting, Term, Terms};
use super::{aliases, background, facets};
use crate::model::catalog::Catalog;
use crate::model::competency::{Competency, Origin};
use crate::model::matrix::Level;

/// What a posting has for an agent to which the competency is core, and for one that lists it: half as much, since levels are
/// square roots.
pub(super) const CORE: u8 = LEVELS;
pub(super) const LISTED: u8 = 62;

/// A way to name a competency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    /// The competency's place among those that are documents.
    pub(super) place: usize,
    /// Whether it means the competency only where little else is said: an ordinary word, or what the vocabulary lacks.
    pub(super) weak: bool,
}

/// The competencies of a catalog that somebody claims.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// The ways to name them, by their stems with a space between.
    names: OnceLock<HashMap<String, Name>>,
    /// Stems by how a name is written: most names are those of the catalog before.
    stems: Arc<Mutex<HashMap<String, String>>>,
    /// Who claims a competency, by its place.
    terms: Mutex<HashMap<usize, Arc<Term>>>,
}

impl Claims {
    /// Those of a catalog that came from this one's by some changes.
    pub(super) fn next(&self) -> Self {
        Self { stems: Arc::clone(&self.stems), ..Self::default() }
    }

    /// The ways to name competencies.
    pub(super) fn names(&self, catalog: &Catalog, shown: &[usize]) -> &HashMap<String, Name> {
        self.names.get_or_init(|| self.all(catalog, shown))
    }

    /// A name counts before an alias, and an earlier competency before a later one.
    fn all(&self, catalog: &Catalog, shown: &[usize]) -> HashMap<String, Name> {
        let matrix = &catalog.matrix;
        let claimed: Vec<(usize, &Competency)> = shown
            .iter()
            .enumerate()
            .filter(|(_, index)| matrix.claim_count(**index) > 0)
            .filter_map(|(place, index)| Some((place, matrix.competencies.get(*index)?.as_ref())))
            .collect();
        let mut names = HashMap::with_capacity(claimed.len() * 2);
        let mut stems = self.stems.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut add = |written: &String, name: Name| {
            let key = match stems.get(written) {
                Some(key) => key.clone(),
                None => stems.entry(written.clone()).or_insert(aliases::stems(written).join(" ")).clone(),
            };
            names.entry(key).or_insert(name);
        };
        for (place, competency) in &claimed {
            let weak = competency.ordinary || competency.origin == Origin::Harvested;
            add(&competency.name, Name { place: *place, weak });
        }
        for (place, competency) in &claimed {
            competency.aliases.iter().for_each(|alias| add(alias, Name { place: *place, weak: false }));
            competency.ordinary_aliases.iter().for_each(|alias| add(alias, Name { place: *place, weak: true }));
        }
        names.remove("");
        names
    }

    /// Who claims a competency, by its index in the matrix and its place, as a term: what it is worth follows from how many do.
    /// A name is no more usual than its rarest word.
    pub(super) fn term(&self, catalog: &Catalog, (place, index): (usize, usize), terms: &Terms) -> Arc<Term> {
        let mut made = self.terms.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let term = made.entry(place).or_insert_with(|| {
            let claims = catalog.matrix.holders_of(index).filter(|(_, mark)| mark.claims());
            let posting = |agent, level| {
                let level = if level == Level::Core { CORE } else { LISTED };
                Some(Posting { doc: u32::try_from(agent).ok()?, level, name: false })
            };
            let mut postings: Vec<Posting> = claims.filter_map(|(agent, mark)| posting(agent, mark.level)).collect();
            postings.sort_unstable();
            let name = catalog.matrix.competencies.get(index).map_or("", |competency| &competency.name);
            let share = aliases::stems(name).iter().map(|stem| background::share(stem)).fold(1.0, f64::min);
            let worth = terms.worth(share, postings.len());
            Arc::new(Term { worth, signal: Signal::Full, postings })
        });
        Arc::clone(term)
    }
}

/// A competency that a query names.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// Its name.
    pub(super) name: String,
    /// The competency's place among those that are documents.
    pub(super) place: usize,
    /// How much of the query names it: what share of its telling words and, in a short query, for each of them.
    pub(super) named: f64,
    /// Who claims it.
    pub(super) term: Arc<Term>,
}

impl Claim {
    /// How an agent claims it, if it does.
    pub(super) fn level(&self, agent: u32) -> Option<&'static str> {
        let posting = rank::held(&self.term.postings, agent)?;
        let level = facets::level(if posting.level == CORE { Level::Core } else { Level::Listed });
        facets::LEVELS.get(usize::from(level)).copied()
    }
}

/// The competencies that a plan's words name, the longest name first wherever several begin, each with how
/// much of the query names it.
pub(super) fn named(plan: &Plan, names: &HashMap<String, Name>) -> Vec<(Name, f64)> {
    let keys: Vec<&str> = plan.units.iter().map(key).collect();
    let counts = |at: usize| plan.units.get(at).is_some_and(|unit| unit.weight > 0.0);
    let count = |units: &[Unit]| f64::from(u32::try_from(units.iter().filter(|it| it.content).count()).unwrap_or(0));
    let mut found: Vec<(Name, f64)> = Vec::new();
    let mut at = 0;
    while at < keys.len() {
        let longest = aliases::LONGEST.min(keys.len() - at);
        let name = (1..=longest).rev().find_map(|length| {
            let key = keys.get(at..at + length)?.join(" ");
            Some((length, *names.get(&key)?))
        });
        let name = name.filter(|_| counts(at));
        let length = name.map_or(1, |(length, _)| length);
        let own = count(plan.units.get(at..at + length).unwrap_or_default());
        at += length;
        // In a sentence "rest" and "go" mostly mean what they mean to everybody, and one word has its own worth there.
        let names_it = |name: &Name| own > 0.0 && (plan.short || (length > 1 && !name.weak));
        let named = name.map(|(_, name)| name).filter(names_it);
        let known = |name: &Name| found.iter().any(|(other, _)| other.place == name.place);
        if let Some(name) = named.filter(|name| !known(name)) {
            let words = if plan.short { own } else { 1.0 };
            found.push((name, words * own / count(&plan.units)));
        }
    }
    found
}

/// The stem by which a name is looked up: of what was typed or, if that was wrong, of what was meant.
fn key(unit: &Unit) -> &str {
    let Some(first) = unit.alternatives.first() else { return "" };
    match first.how {
        Some(How::Beginning(_)) => "",
        _ if unit.kind == Kind::Prefix => "",
        _ => first.stems.first().map_or("", String::as_str),
    }
}
