//! Resolve: the marks of all agents beside each other. Everything about one agent was worked out when its file was read; what is left is
//! linear in the marks, and small.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::levels;
use crate::model::competency::{Competency, OTHER, Origin, Vocabulary};
use crate::model::matrix::{AgentCoverage, Coverage, LEVELS, Level, Marks, Matrix, State};
use crate::text;

/// Puts the marks of a catalog's agents, in their order, beside each other.
pub fn resolve(marks: &[Arc<Marks>], vocabulary: &Vocabulary) -> Matrix {
    let (other, places) = other_terms(marks, vocabulary);
    let mut competencies: Vec<Arc<Competency>> = Vec::with_capacity(vocabulary.competencies.len() + other.len());
    competencies.extend(vocabulary.competencies.iter().cloned());
    competencies.extend(other);
    let known = vocabulary.competencies.len();
    let none: Arc<[Coverage]> = Arc::from([]);
    let coverage: Vec<AgentCoverage> = marks
        .iter()
        .map(|marks| {
            let mut other: Vec<Coverage> = marks
                .other
                .iter()
                .filter_map(|term| {
                    let competency = known + *places.get(term.key.as_str())?;
                    let (level, origin, evidence) = (term.level, term.origin, Arc::clone(&term.evidence));
                    Some(Coverage { competency, level, origin, via: Box::default(), evidence })
                })
                .collect();
            other.sort_by_key(|mark| mark.competency);
            let other = if other.is_empty() { Arc::clone(&none) } else { other.into() };
            AgentCoverage { vocabulary: Arc::clone(&marks.vocabulary), other }
        })
        .collect();
    let counts = counts(marks, &coverage, competencies.len());
    let states = counts.iter().zip(&competencies).map(|(counts, it)| state(counts, it)).collect();
    Matrix::new(vocabulary.categories.clone(), competencies, states, coverage, counts)
}

fn state(counts: &[u32; LEVELS], competency: &Competency) -> State {
    let [core, listed, ..] = *counts;
    levels::state(core, listed, competency.required)
}

/// The matrix after the marks of one agent changed, made from the one before; none where the terms that the vocabulary lacks are other
/// ones.
pub fn again(last: &Matrix, agent: usize, was: &Marks, now: &Marks) -> Option<Matrix> {
    let named = |marks: &Marks| -> Vec<(String, String, Origin)> {
        marks.other.iter().map(|it| (it.key.clone(), it.name.clone(), it.origin)).collect()
    };
    if named(was) != named(now) {
        return None;
    }
    // Both are sorted by key, as the competencies are numbered.
    let places = last.coverage.get(agent)?.other.iter().map(|mark| mark.competency);
    let other = places.zip(now.other.iter()).map(|(competency, term)| Coverage {
        competency,
        level: term.level,
        origin: term.origin,
        via: Box::default(),
        evidence: Arc::clone(&term.evidence),
    });
    let coverage = AgentCoverage { vocabulary: Arc::clone(&now.vocabulary), other: other.collect() };
    Some(last.with(agent, coverage, state))
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
    // Of the vocabulary's names of pages only those matter that a term could get, itself or with a number behind it.
    let bases: HashSet<String> = sorted.iter().map(|(_, name, _)| text::slug(name)).collect();
    for it in vocabulary.competencies.iter().filter(|_| !bases.is_empty()) {
        let stem = it.id.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
        if bases.contains(it.id.as_str()) || stem.len() < it.id.len() && bases.contains(stem) {
            taken.enter(&it.id);
        }
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

/// How many hold each competency, by level.
fn counts(marks: &[Arc<Marks>], coverage: &[AgentCoverage], competencies: usize) -> Vec<[u32; LEVELS]> {
    let some = |(marks, coverage): (&[Arc<Marks>], &[AgentCoverage])| {
        let mut counts = vec![[0; LEVELS]; competencies];
        let mut count = |competency: usize, level: Level| {
            if let Some(count) = counts.get_mut(competency).and_then(|counts| counts.get_mut(level.rank())) {
                *count += 1;
            }
        };
        marks.iter().flat_map(|it| it.brief.iter()).for_each(|&(competency, level)| count(competency as usize, level));
        coverage.iter().flat_map(|it| it.other.iter()).for_each(|mark| count(mark.competency, mark.level));
        counts
    };
    let both = |mut sum: Vec<[u32; LEVELS]>, more: Vec<[u32; LEVELS]>| {
        sum.iter_mut().flatten().zip(more.iter().flatten()).for_each(|(sum, more)| *sum += more);
        sum
    };
    let chunks = marks.par_chunks(AT_ONCE).zip(coverage.par_chunks(AT_ONCE));
    chunks.map(some).reduce_with(both).unwrap_or_else(|| vec![[0; LEVELS]; competencies])
}

/// How many agents a thread counts in one go.
const AT_ONCE: usize = 2048;
