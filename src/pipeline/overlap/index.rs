//! Index: which agents share a telling word or competency, so that only those are compared.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{Lazy, Profile, claims, profile};
use crate::model::catalog::Catalog;
use crate::model::matrix::Coverage;
use crate::text::background;

/// What a word or a competency that more agents have than this tells is little: it brings no candidates.
const COMMON: usize = 400;
/// Most agents that are compared with one.
const CANDIDATES: usize = 48;

/// Agents by what they have.
pub(super) struct Index {
    /// How telling each competency is.
    weights: Vec<f64>,
    by_competency: Vec<Vec<u32>>,
    by_word: HashMap<u32, Vec<u32>>,
    agents: usize,
}

impl Index {
    pub(super) fn new(catalog: &Catalog, profiles: &[Lazy]) -> Self {
        let agents = catalog.agents.len();
        // Each profile is made once for all catalogs that hold its definition; those that are missing, on all cores.
        (0..agents).into_par_iter().for_each(|agent| {
            let _ = profile(catalog, profiles, agent);
        });
        let (by_competency, by_word) = rayon::join(
            || {
                let mut lists: Vec<Vec<u32>> = vec![Vec::new(); catalog.matrix.competencies.len()];
                for (agent, number) in (0..agents).zip(0..) {
                    for competency in claims(catalog, agent) {
                        lists.get_mut(competency).into_iter().for_each(|list| list.push(number));
                    }
                }
                lists
            },
            || {
                let mut lists: HashMap<u32, Vec<u32>> = HashMap::new();
                for (agent, number) in (0..agents).zip(0..) {
                    for &word in profile(catalog, profiles, agent).map_or(&[][..], |profile| &profile.telling) {
                        lists.entry(word).or_default().push(number);
                    }
                }
                lists
            },
        );
        let names = catalog.matrix.competencies.iter().map(|it| it.name.as_str());
        let weight = |(name, holders): (&str, &Vec<u32>)| background::telling(name, holders.len(), agents);
        let weights = names.zip(&by_competency).map(weight).collect();
        Self { weights, by_competency, by_word, agents }
    }

    /// The agents that may be near one, in their order.
    pub(super) fn candidates(&self, own: &Profile, claims: &[usize], agent: usize) -> Vec<usize> {
        let mut scores: Vec<f64> = vec![0.0; self.agents];
        let mut add = |list: &[u32], weight: f64| {
            for &other in list.iter().filter(|_| list.len() <= COMMON.max(self.agents.min(64))) {
                if let Some(score) = scores.get_mut(other as usize) {
                    *score += weight;
                }
            }
        };
        for &competency in claims {
            if let Some((list, &weight)) = self.by_competency.get(competency).zip(self.weights.get(competency)) {
                add(list, weight);
            }
        }
        for list in own.telling.iter().filter_map(|word| self.by_word.get(word)) {
            add(list, background::idf("") / 2.0);
        }
        let mut found: Vec<(f64, usize)> =
            scores.into_iter().zip(0..).filter(|&(score, other)| score > 0.0 && other != agent).collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(CANDIDATES);
        found.into_iter().map(|(_, other)| other).collect()
    }

    /// What two agents claim both, of what either claims, each by its weight: 0 to 1. Both lists are sorted.
    pub(super) fn jaccard(&self, a: &[usize], b: &[usize]) -> f64 {
        let weight = |&it: &usize| self.weights.get(it).copied().unwrap_or_default();
        let both: f64 = a.iter().filter(|it| b.binary_search(it).is_ok()).map(weight).sum();
        let all: f64 = a.iter().chain(b).map(weight).sum::<f64>() - both;
        if all > 0.0 { both / all } else { 0.0 }
    }

    /// Sorts competencies: what an agent names in its purpose counts most, then its core, and of these the most telling.
    pub(super) fn most_telling_first(&self, catalog: &Catalog, agent: usize, competencies: &mut [usize]) {
        let coverage = catalog.matrix.coverage.get(agent);
        let rank = |&it: &usize| {
            let weight = self.weights.get(it).copied().unwrap_or_default();
            weight * coverage.and_then(|coverage| coverage.of(it)).map_or(1.0, Coverage::emphasis)
        };
        competencies.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then(a.cmp(b)));
    }
}
