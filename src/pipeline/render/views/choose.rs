//! Choose: a question, its answers, and the agents that are left.

use std::collections::BTreeMap;

use serde::Serialize;

use super::card::{self, Card};
use super::frame::{Frame, Here};
use super::{Link, counted};
use crate::model::choice::{Answer, Node, To, Tree};
use crate::model::matrix::{AgentCoverage, Level};
use crate::text::visible;

/// How many agents a page lists below its answers.
const LISTED: usize = 12;
/// How many agents an answer names.
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
    /// Where the agents that are left can be put side by side.
    compare: Option<String>,
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
    let listed = if count <= LISTED || node.question.is_none() { node.agents.as_slice() } else { &[] };
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
        agents: listed.iter().filter_map(card).collect(),
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
    counts.sort_by_key(|&(at, count)| (std::cmp::Reverse(count), at));
    let names = counts.iter().filter_map(|&(at, _)| matrix.competencies.get(at)).map(|it| visible(&it.name));
    names.filter(|name| name != label).take(NAMED).collect::<Vec<_>>().join(", ")
}
