//! Matrix: which agent covers which competency, how well, and the evidence for it.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::competency::{Category, Competency, Origin};
use super::document::{Document, Section};

/// How an agent covers a competency, weakest first, so that `max` picks the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Through a parent or a related term.
    Inferred,
    /// Only in an example dialogue, code or an aside.
    Mentioned,
    /// In a capability list or a prose claim.
    Listed,
    /// In the description's purpose, in a heading or as a bold lead term; or in a capability list and in the description's examples too.
    Core,
}

/// Where an agent says something: a quoted sentence and its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// Line in the agent's file, from 1.
    pub line: u32,
    /// The sentence or list entry, as the author wrote it: the terms of a sentence share it.
    pub quote: Arc<str>,
    /// Where in the quote the term stands: byte offsets, start and end.
    pub term: (u32, u32),
    /// The section of the body that it stands in, by its place there, from 1; 0 for the description and what precedes the first title.
    /// A catalog has a million of these: no more is kept than tells it.
    pub section: u16,
    /// The level that this sentence alone earns.
    pub level: Level,
}

impl Evidence {
    /// Whether it is a sentence of the description, or of what precedes the first title.
    #[must_use]
    pub fn in_description(&self) -> bool {
        self.section == 0
    }

    /// Where in the quote the term stands: byte offsets, start and end.
    #[must_use]
    pub fn span(&self) -> (usize, usize) {
        (self.term.0 as usize, self.term.1 as usize)
    }

    /// The term as it stands in the quote.
    #[must_use]
    pub fn written(&self) -> &str {
        let (start, end) = self.span();
        self.quote.get(start..end).unwrap_or_default()
    }

    /// The section of its definition's body that it stands in; none for the description and what precedes the first title.
    #[must_use]
    pub fn section_of<'d>(&self, body: &'d Document) -> Option<&'d Section> {
        body.sections.get(usize::from(self.section).checked_sub(1)?)
    }
}

/// That one agent covers one competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Index into [`Matrix::competencies`].
    pub competency: usize,
    /// How well.
    pub level: Level,
    /// Where the mark comes from.
    pub origin: Origin,
    /// Of an inferred mark, the competencies that it follows from: indices into [`Matrix::competencies`].
    pub via: Box<[usize]>,
    /// Why: best first, never empty.
    pub evidence: Arc<[Evidence]>,
}

impl Coverage {
    /// Whether it is a claim: core or listed.
    #[must_use]
    pub fn claims(&self) -> bool {
        self.level >= Level::Listed
    }

    /// How much more it tells of an agent than a mere entry in a list: three times as much in its purpose, half as much again as its core
    /// by a heading or a bold lead.
    #[must_use]
    pub fn emphasis(&self) -> f64 {
        match self.level {
            Level::Core if self.evidence.first().is_some_and(Evidence::in_description) => 3.0,
            Level::Core => 1.5,
            _ => 1.0,
        }
    }
}

/// What one definition covers: follows from it and the vocabulary alone, so that it is cached by both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// Terms of the vocabulary, sorted: `competency` is the index there, and in [`Matrix::competencies`].
    pub vocabulary: Arc<[Coverage]>,
    /// Competency and level of each of these, close together: a catalog's marks are all walked through at every change.
    pub brief: Box<[(u32, Level)]>,
    /// Terms that the vocabulary lacks, sorted by key.
    pub other: Arc<[OtherTerm]>,
}

/// A term that the vocabulary lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherTerm {
    /// Folded name: two agents that have the same mean the same.
    pub key: String,
    /// The name as written.
    pub name: String,
    /// How well it is covered.
    pub level: Level,
    /// Harvested, or stated by the author.
    pub origin: Origin,
    /// Why: best first, never empty.
    pub evidence: Arc<[Evidence]>,
}

/// What one agent covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentCoverage {
    /// Terms of the vocabulary, sorted by competency.
    pub vocabulary: Arc<[Coverage]>,
    /// Terms that the vocabulary lacks, sorted by competency; their indices lie behind those of the vocabulary.
    pub other: Arc<[Coverage]>,
}

impl AgentCoverage {
    /// All of it, sorted by competency.
    pub fn iter(&self) -> impl Iterator<Item = &Coverage> {
        self.vocabulary.iter().chain(self.other.iter())
    }

    /// One mark by its place in [`AgentCoverage::iter`].
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Coverage> {
        self.vocabulary.get(index).or_else(|| self.other.get(index.checked_sub(self.vocabulary.len())?))
    }

    /// The mark for a competency.
    #[must_use]
    pub fn of(&self, competency: usize) -> Option<&Coverage> {
        let marks = if self.other.first().is_some_and(|first| first.competency <= competency) {
            &self.other
        } else {
            &self.vocabulary
        };
        marks.binary_search_by_key(&competency, |mark| mark.competency).ok().and_then(|at| marks.get(at))
    }
}

/// What a competency's claims (core or listed marks) amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// One claimant.
    Single,
    /// Several claimants, one of them core.
    Primary,
    /// Several core: a router can't tell.
    Ambiguous,
    /// Several claimants, none core.
    Shared,
    /// Required, and no claimant.
    Gap,
    /// No claimant.
    None,
}

/// The matrix of a catalog.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    /// Categories in the order of the vocabulary; the last is [`super::competency::OTHER`].
    pub categories: Vec<Category>,
    /// All competencies of the vocabulary, by category, then name, whether or not an agent has them; then, by name, the terms
    /// that it lacks. Use [`Matrix::shown`] for those that have a mark or are required.
    pub competencies: Vec<Arc<Competency>>,
    /// State of each competency, by index.
    pub states: Vec<State>,
    /// For each agent, by index in the catalog: its coverage.
    pub coverage: Vec<AgentCoverage>,
    /// For each competency, by index: how many hold it at each level, strongest first.
    counts: Vec<[u32; LEVELS]>,
    holders: OnceLock<Holders>,
    /// Where the competencies of each category begin.
    starts: OnceLock<Vec<usize>>,
}

/// How many levels there are.
pub const LEVELS: usize = 4;

/// The holders of all competencies, one after the other.
#[derive(Debug, Clone)]
struct Holders {
    /// Where those of each competency begin.
    starts: Vec<usize>,
    /// Agent's index and place in that agent's coverage, strongest first, then in the order of the agents.
    all: Vec<(u32, u32)>,
}

impl Level {
    /// Its place among the levels, strongest first.
    #[must_use]
    pub fn rank(self) -> usize {
        Self::Core as usize - self as usize
    }
}

impl Matrix {
    /// A matrix of what is known of each part. `counts` are those of the marks in `coverage`.
    #[must_use]
    pub fn new(
        categories: Vec<Category>,
        competencies: Vec<Arc<Competency>>,
        states: Vec<State>,
        coverage: Vec<AgentCoverage>,
        counts: Vec<[u32; LEVELS]>,
    ) -> Self {
        Self { categories, competencies, states, coverage, counts, holders: OnceLock::new(), starts: OnceLock::new() }
    }

    /// The same with other coverage of one agent, of the same competencies. `state` tells a competency's state by how many hold it.
    #[must_use]
    pub fn with(
        &self,
        agent: usize,
        coverage: AgentCoverage,
        state: impl Fn(&[u32; LEVELS], &Competency) -> State,
    ) -> Self {
        let (competencies, mut states) = (self.competencies.clone(), self.states.clone());
        let (mut counts, mut all) = (self.counts.clone(), self.coverage.clone());
        let before = all.get_mut(agent).map(|place| std::mem::replace(place, coverage));
        let marks = |coverage: Option<&AgentCoverage>| -> Vec<(usize, Level)> {
            coverage.into_iter().flat_map(AgentCoverage::iter).map(|mark| (mark.competency, mark.level)).collect()
        };
        let (less, more) = (marks(before.as_ref()), marks(all.get(agent)));
        for (&(competency, level), fewer) in less.iter().map(|it| (it, true)).chain(more.iter().map(|it| (it, false))) {
            if let Some(count) = counts.get_mut(competency).and_then(|counts| counts.get_mut(level.rank())) {
                *count = if fewer { count.saturating_sub(1) } else { *count + 1 };
            }
        }
        for &(competency, _) in less.iter().chain(&more) {
            let known = counts.get(competency).zip(competencies.get(competency));
            if let (Some((counts, competency)), Some(place)) = (known, states.get_mut(competency)) {
                *place = state(counts, competency);
            }
        }
        Self::new(self.categories.clone(), competencies, states, all, counts)
    }

    /// How many agents have a mark for a competency.
    #[must_use]
    pub fn holder_count(&self, competency: usize) -> usize {
        self.counts.get(competency).map_or(0, |counts| counts.iter().sum::<u32>() as usize)
    }

    /// How many agents claim a competency: a core or a listed mark.
    #[must_use]
    pub fn claim_count(&self, competency: usize) -> usize {
        let claims = |counts: &[u32; LEVELS]| counts.iter().take(Level::Listed.rank() + 1).sum::<u32>() as usize;
        self.counts.get(competency).map_or(0, claims)
    }

    /// How many agents cover a competency at a level.
    #[must_use]
    pub fn count_at(&self, competency: usize, level: Level) -> usize {
        self.counts.get(competency).and_then(|counts| counts.get(level.rank())).map_or(0, |&count| count as usize)
    }

    /// The categories that an agent is at home in, by index, rising: those of its core competencies; without any, of what it lists.
    #[must_use]
    pub fn homes(&self, agent: usize) -> Vec<usize> {
        let Some(coverage) = self.coverage.get(agent) else { return Vec::new() };
        let of = |level: Level| -> BTreeSet<usize> {
            let marks = coverage.iter().filter(|mark| mark.level == level);
            marks.filter_map(|mark| self.category_of(mark.competency)).collect()
        };
        let core = of(Level::Core);
        (if core.is_empty() { of(Level::Listed) } else { core }).into_iter().collect()
    }

    /// The index of a competency's category: they stand in the order of their categories.
    #[must_use]
    pub fn category_of(&self, competency: usize) -> Option<usize> {
        let place = |one: &Competency| self.categories.iter().position(|it| it.id == one.category);
        let start = |category: usize| self.competencies.partition_point(|it| place(it) < Some(category));
        let starts = self.starts.get_or_init(|| (0..self.categories.len()).map(start).collect());
        starts.partition_point(|start| *start <= competency).checked_sub(1)
    }

    /// All holders: worked out when the first page asks for some, so that a change of one file waits for none of it.
    fn holders(&self) -> &Holders {
        self.holders.get_or_init(|| {
            // Room for each level in turn, so that every mark has its place and nothing is sorted.
            let (mut starts, mut end) = (Vec::with_capacity(self.counts.len()), 0);
            let mut next = Vec::with_capacity(self.counts.len());
            for counts in &self.counts {
                starts.push(end);
                next.push(counts.map(|count| {
                    end += count as usize;
                    end - count as usize
                }));
            }
            let mut all = vec![(0, 0); end];
            for (coverage, agent) in self.coverage.iter().zip(0..) {
                for (mark, place) in coverage.iter().zip(0..) {
                    let next = next.get_mut(mark.competency).and_then(|next| next.get_mut(mark.level.rank()));
                    let Some(next) = next else { continue };
                    if let Some(holder) = all.get_mut(*next) {
                        *holder = (agent, place);
                    }
                    *next += 1;
                }
            }
            Holders { starts, all }
        })
    }

    /// The competencies that some agent has a mark for, or that are required, in order.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &Arc<Competency>)> {
        self.competencies
            .iter()
            .enumerate()
            .filter(|(index, competency)| competency.required || self.holder_count(*index) > 0)
    }

    /// The holders of a competency, strongest first: agent's index and mark.
    pub fn holders_of(&self, competency: usize) -> impl Iterator<Item = (usize, &Coverage)> {
        let (holders, count) = (self.holders(), self.holder_count(competency));
        let start = holders.starts.get(competency).copied().unwrap_or(holders.all.len());
        holders.all.get(start..start + count).into_iter().flatten().filter_map(|&(agent, place)| {
            let agent = agent as usize;
            Some((agent, self.coverage.get(agent)?.get(place as usize)?))
        })
    }
}
