//! Resolve: the marks of all agents beside each other. Everything about one agent was worked out when its file was read; what is left is
//! linear in the marks, and small.

use std::collections::HashMap;
use std::sync::Arc;

use super::levels;
use crate::model::competency::{Competency, OTHER, Origin, Vocabulary};
use crate::model::matrix::{AgentCoverage, Coverage, Level, Marks, Matrix, State};
use crate::text;

/// Puts the marks of a catalog's agents, in their order, beside each other.
pub fn resolve(marks: &[Arc<Marks>], vocabulary: &Vocabulary) -> Matrix {
    let (other, places) = other_terms(marks, vocabulary);
    let mut competencies: Vec<Arc<Competency>> = Vec::with_capacity(vocabulary.competencies.len() + other.len());
    competencies.extend(vocabulary.competencies.iter().cloned());
    competencies.extend(other);
    let known = vocabulary.competencies.len();
    let coverage: Vec<AgentCoverage> = marks
        .iter()
        .map(|marks| {
            let mut other: Vec<Coverage> = marks
                .other
                .iter()
                .filter_map(|term| {
                    let competency = known + *places.get(term.key.as_str())?;
                    let (level, origin, evidence) = (term.level, term.origin, Arc::clone(&term.evidence));
                    Some(Coverage { competency, level, origin, via: Vec::new(), evidence })
                })
                .collect();
            other.sort_by_key(|mark| mark.competency);
            AgentCoverage { vocabulary: Arc::clone(&marks.vocabulary), other }
        })
        .collect();
    let (holders, states) = holders(marks, &coverage, &competencies);
    Matrix { categories: vocabulary.categories.clone(), competencies, states, holders, coverage }
}

/// The terms that the vocabulary lacks, by name, and the place of each by key.
fn other_terms<'m>(
    marks: &'m [Arc<Marks>],
    vocabulary: &Vocabulary,
) -> (Vec<Arc<Competency>>, HashMap<&'m str, usize>) {
    let mut named: HashMap<&str, (&str, Origin)> = HashMap::new();
    for term in marks.iter().flat_map(|marks| marks.other.iter()) {
        // Of several ways to write one term the first in order stands for all: capitals go before small letters.
        let entry = named.entry(&term.key).or_insert((&term.name, term.origin));
        *entry = (entry.0.min(&term.name), entry.1.min(term.origin));
    }
    let mut sorted: Vec<(&str, &str, Origin)> =
        named.into_iter().map(|(key, (name, origin))| (key, name, origin)).collect();
    sorted.sort_unstable();
    let mut taken = text::Taken::default();
    if !sorted.is_empty() {
        vocabulary.competencies.iter().for_each(|it| taken.enter(&it.id));
    }
    let places = sorted.iter().enumerate().map(|(place, (key, ..))| (*key, place)).collect();
    let competencies = sorted
        .iter()
        .map(|(_, name, origin)| {
            Arc::new(Competency {
                id: text::unique_slug(name, &mut taken),
                name: (*name).to_owned(),
                aliases: Vec::new(),
                category: OTHER.to_owned(),
                definition: String::new(),
                ordinary: false,
                ordinary_aliases: Vec::new(),
                excludes: Vec::new(),
                implies: Vec::new(),
                required: false,
                origin: *origin,
            })
        })
        .collect();
    (competencies, places)
}

/// Who holds each competency, strongest first, then in the order of the agents; and what that amounts to.
fn holders(
    marks: &[Arc<Marks>],
    coverage: &[AgentCoverage],
    competencies: &[Arc<Competency>],
) -> (Vec<Vec<(u32, u32)>>, Vec<State>) {
    // Each mark as (competency, rank of its level, place in its agent's coverage).
    let all = |marks: &Arc<Marks>, coverage: &AgentCoverage, each: &mut dyn FnMut(usize, usize, u32)| {
        let rank = |level: Level| Level::Core as usize - level as usize;
        let other = coverage.other.iter().map(|mark| (mark.competency, rank(mark.level)));
        let known = marks.brief.iter().map(|&(competency, level)| (competency as usize, rank(level)));
        for ((competency, rank), place) in known.chain(other).zip(0..) {
            each(competency, rank, place);
        }
    };
    let mut counts = vec![[0_usize; LEVELS]; competencies.len()];
    for (marks, coverage) in marks.iter().zip(coverage) {
        all(marks, coverage, &mut |competency, rank, _| {
            if let Some(count) = counts.get_mut(competency).and_then(|counts| counts.get_mut(rank)) {
                *count += 1;
            }
        });
    }
    // Room for each level in turn, so that every mark has its place and nothing is sorted.
    let starts = |count: &[usize; LEVELS]| [0, count[0], count[0] + count[1], count[0] + count[1] + count[2]];
    let mut next: Vec<[usize; LEVELS]> = counts.iter().map(starts).collect();
    let mut holders: Vec<Vec<(u32, u32)>> = counts.iter().map(|count| vec![(0, 0); count.iter().sum()]).collect();
    for ((marks, coverage), agent) in marks.iter().zip(coverage).zip(0..) {
        all(marks, coverage, &mut |competency, rank, place| {
            let slot = next.get_mut(competency).and_then(|next| next.get_mut(rank));
            let Some((slot, list)) = slot.zip(holders.get_mut(competency)) else { return };
            if let Some(holder) = list.get_mut(*slot) {
                *holder = (agent, place);
            }
            *slot += 1;
        });
    }
    let states = counts.iter().zip(competencies).map(|(count, it)| levels::state(count[0], count[1], it.required));
    (holders, states.collect())
}

/// How many levels there are.
const LEVELS: usize = 4;
