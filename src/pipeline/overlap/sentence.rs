//! Sentence: one line to choose between two agents by, from what only each has.

use crate::model::catalog::Catalog;
use crate::model::overlap::{Nearness, Neighbour};
use crate::text;

/// Most terms that a side names: a reader compares no more.
const NAMED: usize = 3;

/// `Choose a for X, Y and Z; choose b for U, V and W.`
pub(super) fn sentence(catalog: &Catalog, agent: usize, neighbour: &Neighbour) -> String {
    let name = |agent: usize| catalog.agents.get(agent).map_or("", |agent| agent.definition.name.value.as_str());
    let slug = |agent: usize| catalog.agents.get(agent).map_or("", |agent| agent.slug.as_str());
    // By the same name nobody tells two agents apart: then by the names of their pages.
    let alike = name(agent).trim() == name(neighbour.agent).trim();
    let called = |agent: usize| if alike { slug(agent) } else { name(agent).trim() };
    let (mine, theirs) = (called(agent), called(neighbour.agent));
    if neighbour.nearness == Nearness::Copy {
        return format!("{mine} and {theirs} are, for the most part, one text.");
    }
    let terms = |terms: &[u32]| {
        let terms: Vec<&str> = terms
            .iter()
            .take(NAMED)
            .filter_map(|&it| catalog.matrix.competencies.get(it as usize))
            .map(|it| it.name.as_str())
            .collect();
        text::listed(&terms)
    };
    match (neighbour.mine.is_empty(), neighbour.theirs.is_empty()) {
        (false, false) => {
            format!("Choose {mine} for {}; choose {theirs} for {}.", terms(&neighbour.mine), terms(&neighbour.theirs))
        }
        (false, true) => {
            format!("Choose {mine} for {}; {theirs} claims nothing that {mine} does not.", terms(&neighbour.mine))
        }
        (true, false) => {
            format!("Choose {theirs} for {}; {mine} claims nothing that {theirs} does not.", terms(&neighbour.theirs))
        }
        (true, true) if neighbour.both.is_empty() => {
            format!("{mine} and {theirs} read alike, and neither claims a competency.")
        }
        (true, true) => format!("{mine} and {theirs} claim the same competencies."),
    }
}
