//! Eval: how well a catalog answers, over labelled requests or over its own examples.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Ask, Fault, Index};
use crate::model::agent::Agent;
use crate::model::description::Example;
use crate::model::routing::DEPTH;

/// A request with the agents that should answer it.
#[derive(Debug, Clone, Deserialize)]
pub struct Request {
    /// Its name in the report; may be left out.
    #[serde(default)]
    pub id: String,
    /// The set it is counted in; `all` where none is stated.
    #[serde(default = "all")]
    pub set: String,
    /// What is asked.
    pub query: String,
    /// The right agents, by slug, name or file stem.
    pub expect: Vec<String>,
}

fn all() -> String {
    "all".to_owned()
}

/// How well the requests of one set were answered: shares of 1.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Figures {
    /// How many requests there were.
    pub n: usize,
    /// A right agent came first.
    pub top1: f64,
    /// A right agent was among the first three.
    pub recall3: f64,
    /// Mean reciprocal rank of the first right agent, among ten.
    pub mrr10: f64,
    /// Normalised discounted cumulative gain over ten, all right agents equally right.
    pub ndcg10: f64,
}

/// A request that was not answered by a right agent first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// The request's name.
    pub id: String,
    /// What was asked.
    pub query: String,
    /// The right agents.
    pub expect: Vec<String>,
    /// The first three that came.
    pub got: Vec<String>,
}

/// How well a catalog answers.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Report {
    /// Figures by set.
    pub sets: BTreeMap<String, Figures>,
    /// What was not answered right, in the order of the requests.
    pub misses: Vec<Miss>,
    /// Of each agent with examples how well they lead to it, by slug: its self-routing score. Empty over labelled requests.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub agents: BTreeMap<String, Figures>,
}

/// Asks an index labelled requests.
pub fn requests(index: &Index, requests: &[Request]) -> Result<Report, Fault> {
    let mut report = Report::default();
    for request in requests {
        let (figures, miss) = ask(index, request)?;
        add(report.sets.entry(request.set.clone()).or_default(), figures);
        report.misses.extend(miss);
    }
    report.sets.values_mut().for_each(average);
    Ok(report)
}

/// The names that requests expect and no agent has.
#[must_use]
pub fn unknown<'r>(index: &Index, requests: &'r [Request]) -> BTreeSet<&'r str> {
    let mut names: BTreeSet<&str> = requests.iter().flat_map(|it| &it.expect).map(String::as_str).collect();
    names.retain(|name| !index.catalog().agents.iter().any(|agent| is_called(agent, name)));
    names
}

/// Asks a catalog its own examples (see [`Index::routing`]). None of them is in the index while they are asked, neither an agent's
/// own nor another's: what is measured is whether names, descriptions and bodies lead to the agent.
pub fn own(index: &Index) -> Report {
    let agents = &index.catalog().agents;
    let slug = |at: usize| agents.get(at).map_or_else(String::new, |agent| agent.slug.clone());
    let mut report = Report::default();
    for (agent, routing) in agents.iter().zip(index.routings()) {
        let mut own = Figures::default();
        for (number, asked) in routing.asked.iter().enumerate() {
            let figures = figures(asked.place.map(|place| place - 1).as_slice(), 1);
            add(&mut own, figures);
            add(report.sets.entry("own".to_owned()).or_default(), figures);
            if asked.place != Some(1) {
                let examples = &agent.definition.description.examples;
                report.misses.push(Miss {
                    id: format!("{}-{}", agent.slug, number + 1),
                    query: examples.get(asked.example).and_then(Example::question).unwrap_or_default().to_owned(),
                    expect: vec![agent.slug.clone()],
                    got: asked.first.iter().copied().map(slug).collect(),
                });
            }
        }
        if own.n > 0 {
            average(&mut own);
            report.agents.insert(agent.slug.clone(), own);
        }
    }
    report.sets.values_mut().for_each(average);
    report
}

fn ask(index: &Index, request: &Request) -> Result<(Figures, Option<Miss>), Fault> {
    let answer = index.search(&request.query, Ask { limit: DEPTH, ..Ask::default() })?;
    let agents = &index.catalog().agents;
    let right: Vec<bool> = answer
        .hits
        .iter()
        .map(|hit| {
            let agent = agents.binary_search_by(|agent| agent.slug.cmp(&hit.agent)).ok().and_then(|at| agents.get(at));
            agent.is_some_and(|agent| request.expect.iter().any(|name| is_called(agent, name)))
        })
        .collect();
    let places: Vec<usize> = right.iter().enumerate().filter(|(_, right)| **right).map(|(at, _)| at).collect();
    let figures = figures(&places, request.expect.len());
    let miss = (figures.top1 == 0.0).then(|| Miss {
        id: request.id.clone(),
        query: request.query.clone(),
        expect: request.expect.clone(),
        got: answer.hits.iter().take(3).map(|hit| hit.agent.clone()).collect(),
    });
    Ok((figures, miss))
}

/// The figures of one answer: at which places, from 0, right agents stand in it, of how many there are.
fn figures(places: &[usize], right: usize) -> Figures {
    let mut figures = Figures { n: 1, ..Figures::default() };
    if let Some(&first) = places.first() {
        figures.top1 = f64::from(u8::from(first == 0));
        figures.recall3 = f64::from(u8::from(first < 3));
        figures.mrr10 = 1.0 / place(first);
    }
    let gain = |at: usize| 1.0 / (place(at) + 1.0).log2();
    let ideal: f64 = (0..right.min(DEPTH)).map(gain).sum();
    let gained: f64 = places.iter().map(|at| gain(*at)).sum();
    figures.ndcg10 = if ideal > 0.0 { (gained / ideal).min(1.0) } else { 0.0 };
    figures
}

/// A place in an answer, from 1.
fn place(at: usize) -> f64 {
    f64::from(u32::try_from(at).unwrap_or(u32::MAX)) + 1.0
}

fn is_called(agent: &Agent, name: &str) -> bool {
    let path = agent.definition.path.as_str();
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.split('.').next().unwrap_or(file);
    name == agent.slug || name == agent.definition.name.value || name == stem
}

fn add(sum: &mut Figures, other: Figures) {
    sum.n += other.n;
    sum.top1 += other.top1;
    sum.recall3 += other.recall3;
    sum.mrr10 += other.mrr10;
    sum.ndcg10 += other.ndcg10;
}

/// Sums to means, rounded to four digits so that a report reads well and compares.
fn average(figures: &mut Figures) {
    let n = f64::from(u32::try_from(figures.n.max(1)).unwrap_or(u32::MAX));
    for sum in [&mut figures.top1, &mut figures.recall3, &mut figures.mrr10, &mut figures.ndcg10] {
        *sum = (*sum / n * 1e4).round() / 1e4;
    }
}
