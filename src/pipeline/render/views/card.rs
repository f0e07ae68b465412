//! Card: an agent in a list.

use serde::Serialize;

use super::frame::Here;
use super::{Link, counted};
use crate::model::agent::Agent;
use crate::model::competency::Origin;
use crate::model::definition::{Definition, Tools};
use crate::model::loads::{Load, Outcome};
use crate::model::matrix::Coverage;
use crate::text::visible;

/// Colours that a header may name, and that the styles know.
const COLOURS: [&str; 8] = ["red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan"];

/// Tools that change nothing.
const READING: [&str; 9] =
    ["Read", "Grep", "Glob", "LS", "NotebookRead", "WebFetch", "WebSearch", "TodoRead", "TodoWrite"];

/// How many competencies a card names.
const TAGS: usize = 3;

/// An agent on a card or in a row.
#[derive(Debug, Serialize)]
pub(in super::super) struct Card<'a> {
    #[serde(skip_serializing_if = "String::is_empty")]
    href: String,
    /// To where it is compared with others; empty where there are none.
    #[serde(skip_serializing_if = "String::is_empty")]
    compare: String,
    name: String,
    /// The folder, where another agent has the same name.
    #[serde(skip_serializing_if = "Option::is_none")]
    folder: Option<String>,
    summary: String,
    color: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tag>,
    facts: Vec<Fact>,
    model: &'a str,
    tools: String,
    loads_short: &'static str,
    loads_tone: &'static str,
    marks: usize,
}

impl Card<'_> {
    /// The card without what follows from the agent's slug and its tags, and the tags.
    pub(in super::super) fn split(mut self) -> (Self, Vec<Tag>) {
        let tags = std::mem::take(&mut self.tags);
        (Self { href: String::new(), compare: String::new(), ..self }, tags)
    }
}

/// A competency of an agent.
#[derive(Debug, Serialize, PartialEq)]
pub(in super::super) struct Tag {
    #[serde(skip)]
    pub(in super::super) competency: usize,
    pub(in super::super) href: String,
    pub(in super::super) name: String,
    pub(in super::super) level: &'static str,
}

/// A fact on a card's last line.
#[derive(Debug, Serialize)]
struct Fact {
    text: String,
    tone: &'static str,
}

/// The card of an agent.
pub(in super::super) fn card<'a>(here: &Here<'a>, index: usize, agent: &'a Agent) -> Card<'a> {
    let coverage = here.site.catalog.matrix.coverage.get(index);
    let definition = &agent.definition;
    let tools = tools(definition);
    let (loads_tone, loads) = loads(definition.loads.project.outcome);
    let plain = |text: String| Fact { text, tone: "" };
    let mut facts = vec![
        plain(model(definition).map_or_else(|| "model not stated".to_owned(), |model| visible(model).into_owned())),
        plain(tools.clone()),
        plain(counted(definition.description.examples.len(), "example")),
    ];
    if definition.facts.stub.is_some() {
        facts.push(plain("stub".to_owned()));
    }
    if !loads_tone.is_empty() {
        let text = if loads_tone == "error" { "✕ Claude Code skips it".to_owned() } else { format!("△ {loads}") };
        facts.push(Fact { text, tone: loads_tone });
    }
    Card {
        href: here.href(&format!("agents/{}.html", agent.slug)),
        compare: compare(here, agent),
        name: visible(&definition.name.value).into_owned(),
        folder: here.site.folder_of(agent),
        summary: visible(&definition.description.summary()).into_owned(),
        color: colour(definition),
        tags: tags(here, index),
        facts,
        model: model(definition).unwrap_or("not stated"),
        tools,
        loads_short: short(definition.loads.project.outcome),
        loads_tone,
        marks: coverage.map_or(0, |it| it.iter().count()),
    }
}

/// The competencies that say most of an agent: the strongest first, of these the ones that fewest others claim.
fn tags(here: &Here<'_>, index: usize) -> Vec<Tag> {
    let matrix = &here.site.catalog.matrix;
    let Some(coverage) = matrix.coverage.get(index) else { return Vec::new() };
    let mut claims: Vec<&Coverage> = coverage.iter().filter(|mark| mark.claims()).collect();
    let rank = |mark: &&Coverage| {
        let common = matrix.holder_count(mark.competency);
        let place = mark.evidence.first().map_or(u32::MAX, |best| best.line);
        (std::cmp::Reverse(mark.level), mark.origin == Origin::Harvested, place, common, mark.competency)
    };
    claims.sort_by_cached_key(rank);
    let tag = |mark: &&Coverage| {
        let competency = matrix.competencies.get(mark.competency)?;
        let Link { href, text, .. } = super::competency::link(here, competency);
        Some(Tag { competency: mark.competency, href, name: text, level: super::agent::words(mark.level).0 })
    };
    claims.iter().filter_map(tag).take(TAGS).collect()
}

/// The same for a cell of a table.
fn short(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Loads => "yes",
        Outcome::Repaired => "△ repaired",
        Outcome::Placeholder => "△ placeholder",
        Outcome::Skipped => "✕ skipped",
    }
}

/// The model as stated.
pub(in super::super) fn model(definition: &Definition) -> Option<&str> {
    definition.settings.model.as_ref().map(|model| model.value.as_str()).filter(|model| !model.is_empty())
}

/// The agent's colour, where it is one that the styles know; else empty.
pub(in super::super) fn colour(definition: &Definition) -> &'static str {
    let stated = definition.settings.color.as_ref().map_or("", |color| color.value.trim());
    COLOURS.into_iter().find(|known| known.eq_ignore_ascii_case(stated)).unwrap_or_default()
}

/// The scope of an agent's tools in two words. A header that names none inherits all.
pub(in super::super) fn scope(definition: &Definition) -> &'static str {
    match definition.settings.tools.as_ref().map(|tools| &tools.value) {
        None | Some(Tools::All) => "all tools",
        Some(Tools::Named(names)) if names.is_empty() => "no tools",
        Some(Tools::Named(names)) if names.iter().all(|name| READING.contains(&name.as_str())) => "read only",
        Some(Tools::Named(_)) => "some tools",
    }
}

/// The scope, or how many tools there are.
pub(in super::super) fn tools(definition: &Definition) -> String {
    match (scope(definition), definition.settings.tools.as_ref().map(|tools| &tools.value)) {
        ("some tools", Some(Tools::Named(names))) => counted(names.len(), "tool"),
        (scope, _) => scope.to_owned(),
    }
}

/// Why Claude Code treats a file as it does, without the marks of code that a terminal shows.
pub(in super::super) fn reason(load: &Load) -> String {
    load.reason.replace('`', "")
}

/// How Claude Code treats the file in a project: tone and words.
pub(in super::super) fn loads(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Loads => ("", "loads"),
        Outcome::Repaired => ("warn", "loads after repair"),
        Outcome::Placeholder => ("warn", "loads with a placeholder"),
        Outcome::Skipped => ("error", "skipped"),
    }
}

/// Where an agent is compared with others of the reader's choice; empty where there are none.
pub(in super::super) fn compare(here: &Here<'_>, agent: &Agent) -> String {
    let url = "compare.html";
    if here.site.has(url) { here.href(&format!("{url}?a={}", agent.slug)) } else { String::new() }
}

/// A link to an agent's page.
pub(in super::super) fn link(here: &Here<'_>, agent: &Agent) -> Link {
    Link::new(here.href(&format!("agents/{}.html", agent.slug)), visible(&agent.definition.name.value))
}
