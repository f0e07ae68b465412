//! Routing: each agent's own examples, asked while no example is in the index: does the rest of the definition lead to the agent?
//! The index is the one that answers everybody; only the field of the examples counts nothing.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::rank::{self, Scored};
use super::terms::Terms;
use super::{Fault, Index, fields, query};
use crate::model::routing::{Asked, DEPTH, Routing};

/// How many of the agents that come first are named.
const FIRST: usize = 3;

/// What was found so far.
#[derive(Debug)]
pub(super) struct Routings {
    /// The terms without the examples: made when the first agent is asked for.
    terms: OnceLock<Terms>,
    agents: Vec<OnceLock<Routing>>,
}

impl Routings {
    /// Nothing yet, of so many agents.
    pub(super) fn new(agents: usize) -> Self {
        Self { terms: OnceLock::new(), agents: std::iter::repeat_with(OnceLock::new).take(agents).collect() }
    }
}

impl Index {
    /// What search makes of an agent's own examples, by the agent's index in the catalog; worked out once.
    pub fn routing(&self, agent: usize) -> Option<&Routing> {
        let known = self.routings.agents.get(agent)?;
        Some(known.get_or_init(|| self.route(agent).unwrap_or_default()))
    }

    /// The same of all agents, in parallel.
    pub fn routings(&self) -> Vec<&Routing> {
        (0..self.routings.agents.len()).into_par_iter().filter_map(|agent| self.routing(agent)).collect()
    }

    fn route(&self, agent: usize) -> Result<Routing, Fault> {
        let Some(own) = self.catalog.agents.get(agent) else { return Ok(Routing::default()) };
        let mut routing = Routing::default();
        for (example, dialogue) in own.definition.description.examples.iter().enumerate() {
            let Some(query) = dialogue.question() else { continue };
            let ranked = self.without_examples(query)?;
            let mut first: Vec<usize> = rank::best(ranked, DEPTH).iter().map(|scored| scored.doc as usize).collect();
            let place = first.iter().position(|doc| *doc == agent).map(|at| at + 1);
            first.truncate(FIRST);
            routing.asked.push(Asked { example, place, first });
        }
        Ok(routing)
    }

    /// The agents that a query leads to if nothing stood in examples.
    fn without_examples(&self, text: &str) -> Result<Vec<Scored>, Fault> {
        let terms = self.routings.terms.get_or_init(|| {
            Terms::weighed(self.terms.store().clone(), self.agents, |field| {
                if field.name == fields::EXAMPLES { 0.0 } else { field.weight }
            })
        });
        let query = query::parse(text);
        let passing = if query.filters.is_empty() {
            None
        } else {
            self.facets().passing(&query.filters, self.agents, &mut Vec::new())
        };
        let plan = self.plan(&query, terms)?;
        if plan.units.is_empty() {
            return Ok(Vec::new());
        }
        let mut ranked = rank::rank(&plan, terms, &self.names, passing.as_deref())?;
        ranked.retain(|scored| scored.doc < self.agents);
        Ok(ranked)
    }
}
