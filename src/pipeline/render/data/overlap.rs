//! The overlaps for programs: `overlap.json`.

use serde::Serialize;

use super::pieces::{Pieces, object};
use crate::model::catalog::Catalog;
use crate::model::overlap::{Nearness, Neighbour};

/// Version of the shape of `overlap.json`: raised when a field changes its meaning or goes.
const VERSION: u32 = 1;

/// `overlap.json`: the neighbours of every agent. Competencies by id, most telling first.
pub fn overlap_json(catalog: &Catalog) -> Pieces<'_> {
    let agents = catalog.agents.iter().enumerate().map(|(index, agent)| {
        let neighbours = catalog.overlap.of(catalog, index);
        let neighbours = neighbours.iter().map(|it| NeighbourData::new(catalog, it)).collect();
        vec![AgentData { slug: &agent.slug, neighbours }]
    });
    object(format!("{{\"version\":{VERSION},\"agents\":["), agents, "]}\n")
}

#[derive(Serialize)]
struct AgentData<'a> {
    slug: &'a str,
    neighbours: Vec<NeighbourData<'a>>,
}

#[derive(Serialize)]
struct NeighbourData<'a> {
    slug: &'a str,
    /// 0 to 1, three digits.
    score: f64,
    nearness: Nearness,
    both: Vec<&'a str>,
    mine: Vec<&'a str>,
    theirs: Vec<&'a str>,
    sentence: String,
}

impl<'a> NeighbourData<'a> {
    fn new(catalog: &'a Catalog, neighbour: &Neighbour) -> Self {
        let ids = |list: &[u32]| {
            list.iter()
                .filter_map(|&it| catalog.matrix.competencies.get(it as usize))
                .map(|it| it.id.as_str())
                .collect()
        };
        Self {
            slug: catalog.agents.get(neighbour.agent).map_or("", |agent| agent.slug.as_str()),
            score: (neighbour.score * 1000.0).round() / 1000.0,
            nearness: neighbour.nearness,
            both: ids(&neighbour.both),
            mine: ids(&neighbour.mine),
            theirs: ids(&neighbour.theirs),
            sentence: neighbour.sentence.clone(),
        }
    }
}
