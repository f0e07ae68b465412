//! Script: data for the pages' scripts, as scripts, since a page opened from disk may not fetch. Each hands plain data to one
//! door, the event `agentdex:data` (static/js/agent-data.js), and does nothing else.

use std::borrow::Cow;

use serde::Serialize;

use super::Site;
use super::listing::{self, COMPETENCY};
use super::views::agent::words;
use super::views::card::{self, Card};
use super::views::frame::Here;
use crate::model::agent::Agent;
use crate::model::description::{Example, Passage};
use crate::model::matrix::{AgentCoverage, Coverage, Level};
use crate::model::routing::{MOST_AGENTS, Routing};
use crate::text::visible;

/// How many examples of an agent go beside those of another.
const EXAMPLES: usize = 6;

/// `agents/NAME.js`: what the evidence popover and the comparison show of an agent.
pub(super) fn agent(here: &Here<'_>, index: usize, agent: &Agent) -> String {
    door(&AgentData::new(here, index, agent))
}

/// `agents.js`: a line of each agent and what the facets know of it, for filtering and picking.
pub(super) fn agents(here: &Here<'_>) -> String {
    let catalog = &here.site.catalog;
    let mut values: Vec<Vec<Vec<usize>>> = vec![vec![Vec::new(); listing::FACETS.len()]; catalog.agents.len()];
    let mut facets: Vec<FacetData> = Vec::new();
    let mut core: Vec<usize> = Vec::new();
    let is_claimed = |at: &usize| catalog.matrix.holders_of(*at).any(|(_, mark)| mark.claims());
    let claimed: Vec<usize> = here.site.shown().iter().copied().filter(is_claimed).collect();
    for (at, (key, title)) in listing::FACETS.into_iter().enumerate() {
        let mut facet = FacetData { key, title, values: Vec::new() };
        if key == COMPETENCY {
            for (value, &competency) in claimed.iter().enumerate() {
                let Some(it) = catalog.matrix.competencies.get(competency) else { continue };
                facet.values.push((it.id.clone(), visible(&it.name).into_owned()));
                for (agent, _) in catalog.matrix.holders_of(competency).filter(|(_, mark)| mark.level == Level::Core) {
                    push(&mut values, agent, at, value);
                }
            }
            // What is core stands before what is listed, so that a number tells the level of each.
            core = values.iter().map(|of| of.get(at).map_or(0, Vec::len)).collect();
            for (value, &competency) in claimed.iter().enumerate() {
                for (agent, _) in catalog.matrix.holders_of(competency).filter(|(_, mark)| mark.level == Level::Listed)
                {
                    push(&mut values, agent, at, value);
                }
            }
        } else {
            for (value, shelf) in here.site.shelves().iter().filter(|shelf| shelf.facet == key).enumerate() {
                facet.values.push((shelf.slug.clone(), visible(&shelf.label).into_owned()));
                shelf.agents.iter().for_each(|&agent| push(&mut values, agent, at, value));
            }
        }
        facets.push(facet);
    }
    let routed = catalog.agents.len() <= MOST_AGENTS;
    let asks = |agent: &Agent| agent.definition.description.examples.iter().any(|it| it.question().is_some());
    let mut agents = Vec::with_capacity(values.len());
    for (index, (agent, facets)) in catalog.agents.iter().zip(values).enumerate() {
        let cost = agent.definition.facts.tokens_always;
        let (card, tags) = card::card(here, index, agent).split();
        let tag = |it: &card::Tag| Some((claimed.binary_search(&it.competency).ok()?, it.level));
        let changed = catalog.changes.dates.get(&agent.definition.path).map(|dates| dates.changed);
        agents.push(Line {
            slug: agent.slug.clone(),
            cost,
            changed,
            asks: (routed && asks(agent)).then_some(true),
            core: core.get(index).copied().unwrap_or_default(),
            tags: tags.iter().filter_map(tag).collect(),
            card,
            facets,
        });
    }
    door(&AgentsData { kind: "agents", facets, agents })
}

/// `routing.js`: how surely search leads from each agent's examples to it, in the agents' order. A file of its own, since it takes
/// an index to work it out, and only who sorts by it asks.
pub(super) fn routing(site: &Site) -> String {
    let scores = site.extra.routings().iter().map(Routing::score).collect();
    door(&RoutingData { kind: "routing", scores })
}

#[derive(Serialize)]
struct RoutingData {
    kind: &'static str,
    scores: Vec<Option<f64>>,
}

fn push(values: &mut [Vec<Vec<usize>>], agent: usize, facet: usize, value: usize) {
    if let Some(held) = values.get_mut(agent).and_then(|of| of.get_mut(facet)) {
        held.push(value);
    }
}

/// A script that hands over data. JSON is a part of JavaScript (ECMA-262, 2019), whatever stands in its strings.
fn door(data: &impl Serialize) -> String {
    let json = serde_json::to_string(data).unwrap_or_default();
    format!("document.dispatchEvent(new CustomEvent(\"agentdex:data\",{{detail:{json}}}));\n")
}

#[derive(Serialize)]
struct AgentsData<'a> {
    kind: &'static str,
    facets: Vec<FacetData>,
    agents: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct FacetData {
    key: &'static str,
    title: &'static str,
    /// Slug and what people read.
    values: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Line<'a> {
    slug: String,
    cost: u32,
    /// When it last changed, if the repository tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<i64>,
    card: Card<'a>,
    /// Whether it has examples that ask something: `routing.js` tells then whether they lead to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    asks: Option<bool>,
    /// How many of its competencies are core: these come first in their facet, then those that it lists.
    core: usize,
    /// The card's competencies: the place in their facet, and the level.
    tags: Vec<(usize, &'static str)>,
    /// For each facet the places of the agent's values in it.
    facets: Vec<Vec<usize>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AgentData<'a> {
    kind: &'static str,
    slug: String,
    name: String,
    color: &'static str,
    path: String,
    purpose: String,
    when: Vec<String>,
    when_not: Vec<String>,
    model: String,
    tools: String,
    loads: &'static str,
    always: u32,
    invoked: u32,
    examples: Vec<ExampleData>,
    /// Most telling first.
    competencies: Vec<MarkData<'a>>,
}

#[derive(Serialize)]
struct ExampleData {
    context: String,
    asks: String,
}

#[derive(Serialize)]
struct MarkData<'a> {
    id: &'a str,
    name: Cow<'a, str>,
    level: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    line: u32,
    /// Before the term, the term, after it.
    quote: [Cow<'a, str>; 3],
    #[serde(skip_serializing_if = "str::is_empty")]
    section: Cow<'a, str>,
}

impl<'a> AgentData<'a> {
    fn new(here: &Here<'a>, index: usize, agent: &'a Agent) -> Self {
        let definition = &agent.definition;
        let description = &definition.description;
        let text = |it: &str| visible(it).into_owned();
        let texts = |list: &[Passage]| list.iter().map(|it| text(&it.text)).collect::<Vec<String>>();
        // The most telling first, as the sentences to choose by name them.
        let matrix = &here.site.catalog.matrix;
        let telling = |mark: &Coverage| here.site.telling().get(mark.competency).map_or(0.0, |it| it * mark.emphasis());
        let coverage = matrix.coverage.get(index).into_iter().flat_map(AgentCoverage::iter);
        let mut marks: Vec<(f64, &Coverage)> = coverage.map(|mark| (telling(mark), mark)).collect();
        marks.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.competency.cmp(&b.1.competency)));
        Self {
            kind: "agent",
            slug: agent.slug.clone(),
            name: text(&definition.name.value),
            color: card::colour(definition),
            path: text(&definition.path),
            purpose: text(&description.purpose_text()),
            when: description.occasions().iter().map(|it| text(it)).collect(),
            when_not: texts(&description.when_not),
            model: text(card::model(definition).unwrap_or("not stated")),
            tools: text(&card::tools(definition)),
            loads: card::loads(definition.loads.project.outcome).1,
            always: definition.facts.tokens_always,
            invoked: definition.facts.tokens_invoked,
            examples: description.examples.iter().take(EXAMPLES).map(ExampleData::new).collect(),
            competencies: marks.into_iter().filter_map(|(_, mark)| MarkData::new(here, agent, mark)).collect(),
        }
    }
}

impl ExampleData {
    fn new(example: &Example) -> Self {
        Self {
            context: visible(example.context.as_deref().unwrap_or_default()).into_owned(),
            asks: visible(example.question().unwrap_or_default()).into_owned(),
        }
    }
}

impl<'a> MarkData<'a> {
    fn new(here: &Here<'a>, agent: &'a Agent, mark: &'a Coverage) -> Option<Self> {
        let matrix = &here.site.catalog.matrix;
        let competency = matrix.competencies.get(mark.competency)?;
        let best = mark.evidence.first()?;
        let (start, end) = best.span();
        let cut = best.quote.get(..start).zip(best.quote.get(start..end)).zip(best.quote.get(end..));
        let ((before, term), after) = cut.unwrap_or(((best.quote.as_ref(), ""), ""));
        Some(Self {
            id: &competency.id,
            name: visible(&competency.name),
            level: words(mark.level).0,
            note: super::views::agent::note(here, mark),
            line: best.line,
            quote: [before, term, after].map(visible),
            section: super::views::agent::section(agent, best),
        })
    }
}
