//! Overlap: what two agents share, and what only one of them has.
//!
//! The score is half the cosine of the texts (TF-IDF) and half the weighted Jaccard of what both claim. How telling a word is, the
//! background says; how telling a competency is, the background and the catalog together. Nothing is worked out before it is asked for,
//! and for one agent only those are looked at that share a telling word or competency with it: the cost for a whole catalog is linear
//! in its agents.

mod index;
mod profile;
mod sentence;

use std::sync::{Arc, OnceLock};

use crate::model::catalog::Catalog;
use crate::model::definition::Definition;
use crate::model::matrix::{AgentCoverage, Coverage};
use crate::model::overlap::{Nearness, Neighbour, Overlaps};

use self::index::Index;
pub use self::profile::Profile;

/// From here on two agents would be asked the same. Measured on labelled pairs: same role from .30, overlapping .06 to .27.
const SAME: f64 = 0.30;
/// Below this they are unrelated: labelled pairs lie at .03 or less.
const NEAR: f64 = 0.06;
/// Text that is looked at for being a copy has at least this cosine.
const ALIKE: f64 = 0.5;
/// A copy has this part of the shorter text's three-word shingles in the other.
const COPIED: f64 = 0.8;
/// Most neighbours of an agent that are worth a reader's time.
const MOST: usize = 8;

/// A profile that is made when it is first needed, and kept as long as its definition is.
pub type Lazy = Arc<OnceLock<Profile>>;

/// The neighbours of a catalog's agents. `profiles` are those of the agents, in their order.
pub fn overlaps(profiles: Vec<Lazy>) -> Overlaps {
    let index: OnceLock<Index> = OnceLock::new();
    Overlaps::new(move |catalog, agent| {
        let index = index.get_or_init(|| Index::new(catalog, &profiles));
        neighbours(catalog, &profiles, index, agent)
    })
}

fn profile<'p>(catalog: &Catalog, profiles: &'p [Lazy], agent: usize) -> Option<&'p Profile> {
    let definition: &Definition = &catalog.agents.get(agent)?.definition;
    Some(profiles.get(agent)?.get_or_init(|| Profile::new(definition)))
}

fn neighbours(catalog: &Catalog, profiles: &[Lazy], index: &Index, agent: usize) -> Vec<Neighbour> {
    let Some(own) = profile(catalog, profiles, agent) else { return Vec::new() };
    let mine = claims(catalog, agent);
    let copied = |their: &Profile, other: usize| {
        let both = catalog.agents.get(agent).zip(catalog.agents.get(other));
        let both = both.map(|(a, b)| (own.shingles(&a.definition), their.shingles(&b.definition)));
        both.is_some_and(|(a, b)| profile::containment(a, b) >= COPIED)
    };
    let mut found: Vec<Candidate> = index
        .candidates(own, &mine, agent)
        .into_iter()
        .filter_map(|other| {
            let their = profile(catalog, profiles, other)?;
            let cosine = own.cosine(their);
            let theirs = claims(catalog, other);
            let score = f64::midpoint(cosine, index.jaccard(&mine, &theirs));
            let nearness = match score {
                _ if cosine >= ALIKE && copied(their, other) => Nearness::Copy,
                SAME.. => Nearness::Same,
                NEAR.. => Nearness::Overlapping,
                _ => return None,
            };
            Some(Candidate { agent: other, score, nearness, claims: theirs })
        })
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.agent.cmp(&b.agent)));
    found.truncate(MOST);
    found.into_iter().map(|it| described(catalog, index, (agent, &mine), it)).collect()
}

/// Who may be a neighbour.
struct Candidate {
    agent: usize,
    score: f64,
    nearness: Nearness,
    /// What it claims, sorted.
    claims: Vec<usize>,
}

/// What an agent claims, sorted.
fn claims(catalog: &Catalog, agent: usize) -> Vec<usize> {
    let marks = catalog.matrix.coverage.get(agent).into_iter().flat_map(AgentCoverage::iter);
    marks.filter(|mark| mark.claims()).map(|mark: &Coverage| mark.competency).collect()
}

fn described(catalog: &Catalog, index: &Index, (agent, mine): (usize, &[usize]), found: Candidate) -> Neighbour {
    let Candidate { agent: other, score, nearness, claims: theirs } = found;
    let part = |whose: usize, of: &[usize], others: &[usize], shared: bool| -> Box<[u32]> {
        let mut part: Vec<usize> = of.iter().copied().filter(|it| others.binary_search(it).is_ok() == shared).collect();
        index.most_telling_first(catalog, whose, &mut part);
        part.into_iter().filter_map(|it| u32::try_from(it).ok()).collect()
    };
    let mut neighbour = Neighbour {
        agent: other,
        score,
        nearness,
        both: part(agent, mine, &theirs, true),
        mine: part(agent, mine, &theirs, false),
        theirs: part(other, &theirs, mine, false),
        sentence: String::new(),
    };
    neighbour.sentence = sentence::sentence(catalog, agent, &neighbour);
    neighbour
}
