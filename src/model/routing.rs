//! Routing: whether an agent's own examples lead to it.

/// How deep an answer is looked at for the agent: its first so many places.
pub const DEPTH: usize = 10;

/// Most agents of a catalog in whose site the scores are told. Each example is asked of all agents, so that all of them together
/// grow with the square; `agentdex eval` asks them at any size.
pub const MOST_AGENTS: usize = 2_000;

/// What search makes of an agent's own examples while no example is in the index: its self-routing score, and how it comes about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Routing {
    /// Its examples in which a person asks something, in their order.
    pub asked: Vec<Asked>,
}

/// What search answers to one example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The example's place in the description, from 0.
    pub example: usize,
    /// The agent's place in the answer, from 1; none if it is not among the first [`DEPTH`].
    pub place: Option<usize>,
    /// The first agents of the answer, up to three, by their indices in the catalog.
    pub first: Vec<usize>,
}

impl Routing {
    /// The self-routing score, 0 to 1: the mean reciprocal rank of the agent (MRR@10; Voorhees, TREC-8, 1999). None without an
    /// example that asks something.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        // From 0, since a sum of nothing is -0.
        let ranks = self.asked.iter().filter_map(|it| it.place).fold(0.0, |sum, place| sum + 1.0 / number(place));
        (!self.asked.is_empty()).then(|| (ranks / number(self.asked.len()) * 1e4).round() / 1e4)
    }

    /// How many of the examples put the agent first.
    #[must_use]
    pub fn firsts(&self) -> usize {
        self.asked.iter().filter(|it| it.place == Some(1)).count()
    }
}
