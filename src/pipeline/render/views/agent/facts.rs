//! Facts: what is known of an agent, in a table.

use serde::Serialize;

use super::super::card;
use super::super::frame::Here;
use super::super::{Link, counted};
use crate::digest;
use crate::model::agent::{Agent, Target};
use crate::model::definition::{Definition, Dialect, Tools, Value};
use crate::model::loads::{Load, Reader};
use crate::model::routing::Routing;
use crate::text::{self, visible};

/// How much of a header's value a row shows, in characters.
const LONGEST: usize = 400;

/// Fields of the header that have a place of their own on the page.
const ELSEWHERE: [&str; 8] =
    ["name", "description", "model", "tools", "owner", "team", "competencies", "not_competencies"];

/// A row: a term, its value (words or links), and a note in grey.
#[derive(Debug, Serialize)]
pub(in super::super::super) struct Fact {
    term: String,
    value: Vec<Link>,
    note: String,
}

/// The rows of an agent.
pub(super) fn facts(here: &Here<'_>, agent: &Agent, routing: Option<&Routing>) -> Vec<Fact> {
    let definition: &Definition = &agent.definition;
    let facts = &definition.facts;
    let mut rows = vec![
        row("Model", card::model(definition).unwrap_or("not stated"), ""),
        row(
            "Tools",
            &tools(definition),
            if definition.settings.tools.is_none() { "the header names none" } else { "" },
        ),
        load("In a project", &definition.loads.project),
        load("In a plugin", &definition.loads.plugin),
        row("Header", reader(definition.header.reader), dialect(definition.header.dialect)),
        row("Always loaded", &tokens(facts.tokens_always), "name and description, 4 characters a token"),
        row("When invoked", &tokens(facts.tokens_invoked), "the instructions"),
    ];
    rows.extend(routing.and_then(self_routing));
    if let Some(stub) = &facts.stub {
        rows.push(row("Stub", "yes", &stub.value));
    }
    if !agent.owners.is_empty() {
        let stated = definition.settings.owner.is_some();
        let value = agent.owners.iter().map(|owner| owned(here, owner)).collect();
        rows.push(Fact {
            term: "Owner".to_owned(),
            value,
            note: if stated { "" } else { "says CODEOWNERS" }.to_owned(),
        });
    }
    if let Some(dates) = here.site.catalog.changes.dates.get(&definition.path) {
        rows.push(row("Last change", &text::day(dates.changed), ""));
        rows.extend(dates.added.map(|added| row("Added", &text::day(added), "")));
    }
    let beside: Vec<Link> = agent.references.iter().filter_map(|it| beside(here, agent, &it.target)).collect();
    if !beside.is_empty() {
        rows.push(Fact { term: "Names".to_owned(), value: beside, note: "agents of this catalog".to_owned() });
    }
    rows.extend(definition.header.fields.iter().filter(|field| !ELSEWHERE.contains(&field.key.as_str())).map(
        |field| {
            let note = if field.known { "" } else { "Claude Code does not know this key" };
            row(&field.key, &cut(&shown(&field.value)), note)
        },
    ));
    rows.push(row("SHA-256", &digest::sha256(definition.as_written()), ""));
    rows
}

fn self_routing(routing: &Routing) -> Option<Fact> {
    let note = format!(
        "search puts it first in {} of {}, asked while no example is indexed",
        routing.firsts(),
        counted(routing.asked.len(), "example")
    );
    Some(row("Self-routing", &format!("{:.2} of 1", routing.score()?), &note))
}

fn row(term: &str, value: &str, note: &str) -> Fact {
    Fact {
        term: visible(term).into_owned(),
        value: vec![Link::new(String::new(), visible(value))],
        note: visible(note).into_owned(),
    }
}

fn load(term: &str, load: &Load) -> Fact {
    row(term, card::loads(load.outcome).1, &card::reason(load))
}

/// An owner, with a link to all that is theirs where there is such a page.
fn owned(here: &Here<'_>, owner: &str) -> Link {
    let shelf = here.site.shelves().iter().find(|shelf| shelf.facet == "owner" && shelf.label == owner);
    Link::new(shelf.map_or_else(String::new, |shelf| here.href(&shelf.url(1))), visible(owner))
}

/// A link to an agent that the text names, itself apart.
fn beside(here: &Here<'_>, agent: &Agent, target: &Target) -> Option<Link> {
    let Target::Agent(slug) = target else { return None };
    let index = here.site.catalog.agents.binary_search_by(|it| it.slug.as_str().cmp(slug)).ok()?;
    let other = here.site.catalog.agents.get(index).filter(|other| other.slug != agent.slug)?;
    Some(card::link(here, other))
}

fn tools(definition: &Definition) -> String {
    match definition.settings.tools.as_ref().map(|tools| &tools.value) {
        Some(Tools::Named(names)) if !names.is_empty() => names.join(", "),
        _ => card::scope(definition).trim_end_matches(" tools").to_owned(),
    }
}

fn tokens(count: u32) -> String {
    format!("about {}", counted(usize::try_from(count).unwrap_or(usize::MAX), "token"))
}

fn reader(reader: Reader) -> &'static str {
    match reader {
        Reader::Strict => "valid YAML",
        Reader::Repaired => "read as Claude Code repairs it",
        Reader::Recovered => "read line by line, since it is not YAML",
    }
}

fn dialect(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Claude => "Claude Code",
        Dialect::Copilot => "GitHub Copilot",
        Dialect::OpenCode => "OpenCode",
        Dialect::Gemini => "Gemini CLI",
        Dialect::Cursor => "Cursor",
    }
}

/// A value of a header on one line.
fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::List(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Map(entries) => {
            entries.iter().map(|(key, value)| format!("{key}: {}", shown(value))).collect::<Vec<_>>().join("; ")
        }
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}
