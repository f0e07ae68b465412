//! Sentence: one line to choose between two agents by, from what only each has.

use crate::model::catalog::Catalog;
use crate::model::overlap::{Nearness, Neighbour};

/// Most terms that a side names: a reader compares no more.
const NAMED: usize = 3;

/// `a alone: X, Y, Z; b alone: U, V, W`.
pub(super) fn sentence(catalog: &Catalog, agent: usize, neighbour: &Neighbour) -> String {
    let name = |agent: usize| catalog.agents.get(agent).map_or("", |agent| agent.slug.as_str());
    let (mine, theirs) = (name(agent), name(neighbour.agent));
    if neighbour.nearness == Nearness::Copy {
        return format!("{mine} and {theirs} are, for the most part, one text");
    }
    let side = |name: &str, terms: &[usize]| {
        let terms: Vec<&str> = terms
            .iter()
            .take(NAMED)
            .filter_map(|&it| catalog.matrix.competencies.get(it))
            .map(|it| it.name.as_str())
            .collect();
        format!("{name} alone: {}", terms.join(", "))
    };
    match (neighbour.mine.is_empty(), neighbour.theirs.is_empty()) {
        (false, false) => format!("{}; {}", side(mine, &neighbour.mine), side(theirs, &neighbour.theirs)),
        (false, true) => format!("{}; {theirs} claims nothing beyond that", side(mine, &neighbour.mine)),
        (true, false) => format!("{}; {mine} claims nothing beyond that", side(theirs, &neighbour.theirs)),
        (true, true) if neighbour.both.is_empty() => {
            format!("{mine} and {theirs} read alike and claim nothing that the matrix knows")
        }
        (true, true) => format!("{mine} and {theirs} claim the same"),
    }
}
