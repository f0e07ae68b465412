//! Choose: a question, its answers, and the agents that are left.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::card::{self, Card};
use super::frame::{Frame, Here};
use super::{Link, counted};
use crate::model::choice::{Answer, Node, To, Tree};
use crate::model::competency::Origin;
use crate::model::matrix::{AgentCoverage, Coverage, Level};
use crate::text::{listed, visible};

/// How many agents a page lists below its answers.
const LISTED: usize = 12;
/// How many agents an answer names, and how many terms a sentence.
const NAMED: usize = 3;
/// Of so many agents an answer names some; of more, what most of them are about.
const FEW: usize = 6;
/// How many agents can be compared.
const SIDE_BY_SIDE: usize = 4;

/// What `choose.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct ChooseView<'a> {
    frame: Frame,
    trail: Vec<Link>,
    here: String,
    heading: String,
    left: String,
    answers: Vec<Choice>,
    agents: Vec<Card<'a>>,
    /// At the end, what to choose each agent for.
    tells: Vec<Tell>,
    /// Where the agents that are left can be put side by side.
    compare: Option<String>,
}

/// `Choose a for X, Y and Z.`
#[derive(Debug, Serialize)]
struct Tell {
    agent: Link,
    terms: String,
}

#[derive(Debug, Serialize)]
struct Choice {
    href: String,
    label: String,
    count: String,
    names: String,
}

/// URL of a node.
pub(in super::super) fn url(node: &Node) -> String {
    if node.path.is_empty() { "choose.html".to_owned() } else { format!("choose/{}.html", node.path) }
}

/// The view of a node.
pub(in super::super) fn view<'a>(here: &Here<'a>, tree: &'a Tree, node: &'a Node) -> ChooseView<'a> {
    let catalog = &here.site.catalog;
    let count = node.agents.len();
    let heading = node.question.map_or_else(|| "Which of these?".to_owned(), str::to_owned);
    let mut trail = Vec::new();
    let mut before = node.parent;
    while let Some(parent) = before.and_then(|at| tree.nodes.get(at)) {
        let text = if parent.answer.is_empty() { "Choose".to_owned() } else { visible(&parent.answer).into_owned() };
        trail.push(Link::new(here.href(&url(parent)), text));
        before = parent.parent;
    }
    trail.push(Link::new(here.href("index.html"), "Agents"));
    trail.reverse();
    let named = if node.answer.is_empty() { "Choose" } else { &node.answer };
    let left = if count <= LISTED || node.question.is_none() { node.agents.as_slice() } else { &[] };
    let card = |&at: &usize| catalog.agents.get(at).map(|agent| card::card(here, at, agent));
    ChooseView {
        frame: here.frame(
            &format!("{named}: {heading}"),
            "A few questions that lead to the agent to use.",
            &["choose.css"],
            &[],
        ),
        trail,
        here: visible(named).into_owned(),
        heading,
        left: counted(count, "agent"),
        answers: node.answers.iter().filter_map(|answer| option(here, tree, answer)).collect(),
        compare: (2..=SIDE_BY_SIDE).contains(&count).then(|| {
            let slugs = node.agents.iter().filter_map(|&at| catalog.agents.get(at));
            let query: Vec<String> = slugs.map(|agent| format!("a={}", agent.slug)).collect();
            here.href(&format!("compare.html?{}", query.join("&")))
        }),
        tells: if node.question.is_none() { tells(here, &node.agents) } else { Vec::new() },
        agents: left.iter().filter_map(card).collect(),
    }
}

fn option(here: &Here<'_>, tree: &Tree, answer: &Answer) -> Option<Choice> {
    let agents = &here.site.catalog.agents;
    let name = |at: usize| agents.get(at).map(|agent| visible(&agent.definition.name.value).into_owned());
    let label = visible(&answer.label).into_owned();
    match answer.to {
        To::Agent(at) => {
            let href = here.href(&format!("agents/{}.html", agents.get(at)?.slug));
            Some(Choice { href, label, count: String::new(), names: name(at)? })
        }
        To::Node(at) => {
            let node = tree.nodes.get(at)?;
            if node.agents.len() > FEW {
                let count = counted(node.agents.len(), "agent");
                return Some(Choice { href: here.href(&url(node)), names: topics(here, node, &label), label, count });
            }
            let mut names: Vec<String> = Vec::new();
            for name in node.agents.iter().filter_map(|&at| name(at)) {
                // Agents of one name tell nothing twice.
                if !names.contains(&name) {
                    names.push(if names.len() < NAMED { name } else { "…".to_owned() });
                }
                if names.len() > NAMED {
                    break;
                }
            }
            let count = counted(node.agents.len(), "agent");
            Some(Choice { href: here.href(&url(node)), label, count, names: names.join(", ") })
        }
    }
}

/// What most of the agents of a node have at their core, the answer itself apart.
fn topics(here: &Here<'_>, node: &Node, label: &str) -> String {
    const NAMED: usize = 5;
    let matrix = &here.site.catalog.matrix;
    let coverage = node.agents.iter().filter_map(|&at| matrix.coverage.get(at));
    let core = coverage.flat_map(AgentCoverage::iter).filter(|mark| mark.level == Level::Core);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    core.for_each(|mark| *counts.entry(mark.competency).or_default() += 1);
    let mut counts: Vec<(usize, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|&(at, count)| (Reverse(count), at));
    let names = counts.iter().filter_map(|&(at, _)| matrix.competencies.get(at)).map(|it| visible(&it.name));
    names.filter(|name| name != label).take(NAMED).collect::<Vec<_>>().join(", ")
}

/// What only one of some agents claims, for each that claims something so: its core first, then as it says it.
fn tells(here: &Here<'_>, agents: &[usize]) -> Vec<Tell> {
    let catalog = &here.site.catalog;
    let matrix = &catalog.matrix;
    let claims = |agent: usize| {
        matrix.coverage.get(agent).into_iter().flat_map(AgentCoverage::iter).filter(|mark| mark.claims())
    };
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for mark in agents.iter().flat_map(|&agent| claims(agent)) {
        *counts.entry(mark.competency).or_default() += 1;
    }
    let tell = |&agent: &usize| {
        let mut own: Vec<&Coverage> = claims(agent).filter(|mark| counts.get(&mark.competency) == Some(&1)).collect();
        let place = |mark: &Coverage| mark.evidence.first().map(|best| (best.line, best.term.0));
        own.sort_by_key(|mark| (Reverse(mark.level), mark.origin == Origin::Harvested, place(mark), mark.competency));
        let names = own.iter().filter_map(|mark| matrix.competencies.get(mark.competency)).map(|it| visible(&it.name));
        let names: Vec<_> = names.take(NAMED).collect();
        let agent = card::link(here, catalog.agents.get(agent)?);
        (!names.is_empty()).then(|| Tell { agent, terms: listed(&names) })
    };
    agents.iter().filter_map(tell).collect()
}
