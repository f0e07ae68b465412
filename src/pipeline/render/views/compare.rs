//! Compare: two agents side by side; and the page on which script puts any two to four so. static/js/compare-table.js makes the
//! same table.

use std::collections::BTreeSet;

use serde::Serialize;

use super::agent::words;
use super::card::{self, Tag, colour};
use super::frame::{Frame, Here};
use super::{Link, counted};
use crate::model::agent::Agent;
use crate::model::description::{Passage, Speaker};
use crate::model::matrix::Level;
use crate::model::overlap::{Nearness, Neighbour};
use crate::pipeline::render::pairs;
use crate::text::visible;

/// How many competencies a cell names.
const TAGS: usize = 30;
/// How many examples a cell shows.
const EXAMPLES: usize = 3;

/// What `compare.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct CompareView {
    frame: Frame,
    trail: Vec<Link>,
    heading: String,
    /// One sentence to choose by; empty where script is to fill the page.
    sentence: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// To the same on the page where further agents can be added.
    more: String,
    /// All agents where they are few: script makes checks of the links.
    offered: Vec<Link>,
    /// Pairs to begin with, where nothing is chosen yet.
    starts: Vec<Start>,
}

/// Two agents that are easily taken for each other.
#[derive(Debug, Serialize)]
struct Start {
    href: String,
    text: String,
    sentence: String,
}

#[derive(Debug, Serialize)]
struct Column {
    href: String,
    name: String,
    color: &'static str,
}

#[derive(Debug, Serialize)]
struct Row {
    title: String,
    /// Whether it tells nothing apart.
    same: bool,
    /// One for each agent, or one for all.
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize, PartialEq, Default)]
struct Cell {
    texts: Vec<String>,
    tags: Vec<Tag>,
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Self { texts: vec![text.into()], tags: Vec::new() }
    }
}

/// The page on which script compares.
pub(in super::super) fn any(here: &Here<'_>) -> CompareView {
    CompareView {
        frame: here.frame("Compare agents", "Two to four agents side by side.", &["find.css"], &["compare.js"]),
        trail: vec![Link::new(here.href("index.html"), "Agents")],
        heading: "Compare agents".to_owned(),
        sentence: String::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        more: String::new(),
        offered: offered(here),
        starts: starts(here),
    }
}

/// The agents that are offered at once, as static/js/compare.js does it; of more, one is named.
fn offered(here: &Here<'_>) -> Vec<Link> {
    const FEW: usize = 12;
    let agents = &here.site.catalog.agents;
    if agents.len() > FEW { Vec::new() } else { agents.iter().map(|agent| card::link(here, agent)).collect() }
}

/// The pairs that lie nearest, each agent in one of them only. Copies are left out: there is nothing to choose between them. In a very
/// large catalog all its pairs are too much to work out for one page.
fn starts(here: &Here<'_>) -> Vec<Start> {
    const MOST: usize = 12;
    const LARGEST: usize = 1_000;
    let catalog = &here.site.catalog;
    if catalog.agents.len() > LARGEST {
        return Vec::new();
    }
    let of = |agent: usize| pairs::nearest(catalog, agent).to_vec().into_iter().map(move |it| (agent, it));
    let mut all: Vec<(usize, Neighbour)> =
        (0..catalog.agents.len()).flat_map(of).filter(|(_, it)| it.nearness != Nearness::Copy).collect();
    all.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then((a.0, a.1.agent).cmp(&(b.0, b.1.agent))));
    let mut taken = BTreeSet::new();
    all.retain(|(one, it)| {
        let free = !taken.contains(one) && !taken.contains(&it.agent);
        if free {
            taken.extend([*one, it.agent]);
        }
        free
    });
    let start = |(one, it): (usize, Neighbour)| {
        let [one_name, other_name] = names([catalog.agents.get(one)?, catalog.agents.get(it.agent)?]);
        Some(Start {
            href: here.href(&pairs::url(catalog, one, it.agent)),
            text: format!("{one_name} or {other_name}"),
            sentence: visible(&it.sentence).into_owned(),
        })
    };
    all.into_iter().take(MOST).filter_map(start).collect()
}

/// The names of two agents; if they have the same, those of their pages.
fn names(agents: [&Agent; 2]) -> [String; 2] {
    let names = agents.map(|agent| visible(&agent.definition.name.value).into_owned());
    if names[0] == names[1] { agents.map(|agent| agent.slug.clone()) } else { names }
}

/// The page of a pair.
pub(in super::super) fn pair(here: &Here<'_>, one: usize, other: usize) -> Option<CompareView> {
    let catalog = &here.site.catalog;
    let agents: [&Agent; 2] = [catalog.agents.get(one)?, catalog.agents.get(other)?];
    let neighbour = neighbour(here, one, other)?;
    let names = names(agents);
    let heading = format!("{} or {}", names[0], names[1]);
    let sentence = visible(&neighbour.sentence).into_owned();
    Some(CompareView {
        frame: here.frame(&heading, &sentence, &["find.css"], &["compare.js"]),
        trail: vec![Link::new(here.href("index.html"), "Agents"), Link::new(here.href("compare.html"), "Compare")],
        heading,
        sentence,
        columns: agents
            .iter()
            .zip(names)
            .map(|(agent, name)| Column {
                href: here.href(&format!("agents/{}.html", agent.slug)),
                name,
                color: colour(&agent.definition),
            })
            .collect(),
        rows: rows(here, [one, other], agents, &neighbour),
        more: here.href(&format!("compare.html?a={}&a={}", agents[0].slug, agents[1].slug)),
        offered: Vec::new(),
        starts: Vec::new(),
    })
}

/// How the second agent lies to the first, whichever of the two counts the other among its neighbours.
fn neighbour(here: &Here<'_>, one: usize, other: usize) -> Option<Neighbour> {
    let catalog = &here.site.catalog;
    let found = pairs::nearest(catalog, one).iter().find(|it| it.agent == other).cloned();
    found.or_else(|| {
        let back = pairs::nearest(catalog, other).iter().find(|it| it.agent == one)?.clone();
        Some(Neighbour { agent: other, mine: back.theirs.clone(), theirs: back.mine.clone(), ..back })
    })
}

fn rows(here: &Here<'_>, at: [usize; 2], agents: [&Agent; 2], neighbour: &Neighbour) -> Vec<Row> {
    let each = |title: &str, cell: &dyn Fn(&Agent) -> Cell| {
        let cells: Vec<Cell> = agents.iter().map(|agent| cell(agent)).collect();
        Row { title: title.to_owned(), same: cells.first() == cells.last(), cells }
    };
    let texts = |list: &[Passage]| Cell {
        texts: list.iter().map(|it| visible(&it.text).into_owned()).collect(),
        tags: Vec::new(),
    };
    let in_order = |agent: usize, terms: &[u32]| Cell {
        texts: Vec::new(),
        tags: terms.iter().take(TAGS).filter_map(|&term| tag(here, agent, term as usize)).collect(),
    };
    let level = |agent: usize, term: u32| Some(here.site.catalog.matrix.coverage.get(agent)?.of(term as usize)?.level);
    let core_first = |agent: usize, terms: &[u32]| {
        let mut terms = terms.to_vec();
        terms.sort_by_key(|&term| level(agent, term) != Some(Level::Core));
        terms
    };
    let tags = |agent: usize, terms: &[u32]| in_order(agent, &core_first(agent, terms));
    let (even, uneven): (Vec<u32>, Vec<u32>) =
        neighbour.both.iter().copied().partition(|&term| level(at[0], term) == level(at[1], term));
    let uneven = core_first(at[0], &uneven);
    let description = |agent: &Agent| agent.definition.description.clone();
    let mut rows = vec![
        each("Purpose", &|it| Cell::text(visible(&description(it).purpose_text()))),
        each("Use it when", &|it| Cell {
            texts: description(it).occasions().iter().map(|it| visible(it).into_owned()).collect(),
            tags: Vec::new(),
        }),
        each("Not when", &|it| texts(&description(it).when_not)),
        Row {
            title: "Only it claims".to_owned(),
            same: neighbour.mine.is_empty() && neighbour.theirs.is_empty(),
            cells: vec![tags(at[0], &neighbour.mine), tags(at[1], &neighbour.theirs)],
        },
        Row {
            title: "Both claim, not equally".to_owned(),
            same: uneven.is_empty(),
            cells: vec![in_order(at[0], &uneven), in_order(at[1], &uneven)],
        },
        Row { title: "Both claim".to_owned(), same: true, cells: vec![tags(at[0], &even)] },
        each("Model", &|it| card::model(&it.definition).map_or_else(Cell::default, |model| Cell::text(visible(model)))),
        each("Tools", &|it| Cell::text(visible(&card::tools(&it.definition)))),
        each("In Claude Code", &|it| Cell::text(card::loads(it.definition.loads.project.outcome).1)),
        each("Tokens in every session", &|it| Cell::text(it.definition.facts.tokens_always.to_string())),
        each("Tokens when invoked", &|it| Cell::text(it.definition.facts.tokens_invoked.to_string())),
        each("Examples", &|it| Cell { texts: examples(it), tags: Vec::new() }),
    ];
    rows.retain(|row| row.cells.iter().any(|cell| *cell != Cell::default()));
    rows
}

/// What people ask in an agent's examples, or else where these take place.
fn examples(agent: &Agent) -> Vec<String> {
    let all = &agent.definition.description.examples;
    let says = all.iter().filter_map(|example| {
        let asks = example.turns.iter().find(|turn| turn.speaker == Speaker::User).map(|turn| turn.text.as_str());
        asks.or(example.context.as_deref()).map(|text| visible(text).into_owned())
    });
    let mut shown: Vec<String> = says.take(EXAMPLES).collect();
    if all.len() > shown.len() && !shown.is_empty() {
        shown.push(format!("and {}", counted(all.len() - shown.len(), "more example")));
    }
    shown
}

fn tag(here: &Here<'_>, agent: usize, competency: usize) -> Option<Tag> {
    let matrix = &here.site.catalog.matrix;
    let mark = matrix.coverage.get(agent)?.of(competency)?;
    let Link { href, text, .. } = super::competency::link(here, matrix.competencies.get(competency)?);
    Some(Tag { competency, href, name: text, level: words(mark.level).0 })
}
