//! Agent: everything on an agent's page.

mod choose;
mod evidence;
mod facts;
pub(in super::super) mod file;
pub(in super::super) mod install;

pub(in super::super) use self::evidence::{note, section, words};

use std::borrow::Cow;

use serde::Serialize;

use self::choose::{Choice, Prefer};
use self::evidence::Group;
use self::facts::Fact;
use self::file::{File, Source};
use self::install::Install;
use super::card::{self, colour};
use super::frame::{Frame, Here};
use super::toc::{self, Entry};
use super::{Link, Part, counted, parts};
use crate::model::agent::{Agent, Target};
use crate::model::definition::{Definition, ReferenceKind, Tools};
use crate::model::description::{Example, Passage, Speaker};
use crate::model::diagnostic::Diagnostic;
use crate::model::routing::{Asked, Routing};
use crate::pipeline::render::html::{self, Setting};
use crate::text::visible;

/// What `agent.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct AgentView<'a> {
    frame: Frame,
    trail: Vec<Link>,
    name: Cow<'a, str>,
    color: &'static str,
    purpose: String,
    badges: Vec<Badge>,
    /// Where it is compared with others; empty where there are none.
    compare: String,
    contents: Vec<Entry>,
    when: Vec<String>,
    /// What people ask in its examples, where the author wrote no more of when to use it than the purpose says.
    asks: Vec<Ask>,
    when_not: Vec<Cow<'a, str>>,
    /// Where the author wrote nothing of when not to use it.
    prefer: Vec<Prefer>,
    tasks: Vec<Cow<'a, str>>,
    choose: Vec<Choice>,
    install: Install,
    marks: usize,
    levels: Vec<Group>,
    examples: Vec<Dialogue<'a>>,
    rest: Vec<Cow<'a, str>>,
    body_html: String,
    facts: Vec<Fact>,
    unresolved: Vec<Unresolved<'a>>,
    /// The page that says what a diagnostic means.
    rules: String,
    diagnostics: Vec<Fault<'a>>,
    file: File<'a>,
}

/// A question, and the number of the example that it is from.
#[derive(Debug, Serialize)]
struct Ask {
    text: String,
    example: usize,
}

#[derive(Debug, Serialize)]
struct Badge {
    text: &'static str,
    value: String,
    tone: &'static str,
}

#[derive(Debug, Serialize)]
struct Dialogue<'a> {
    context: Option<Cow<'a, str>>,
    turns: Vec<Said<'a>>,
    why: Option<Cow<'a, str>>,
    routed: Option<Routed>,
}

/// That search leads from an example to another agent.
#[derive(Debug, Serialize)]
struct Routed {
    first: Link,
    place: String,
}

#[derive(Debug, Serialize)]
struct Said<'a> {
    who: &'static str,
    label: Cow<'a, str>,
    paragraphs: Vec<Cow<'a, str>>,
}

#[derive(Debug, Serialize)]
struct Unresolved<'a> {
    text: Cow<'a, str>,
    says: &'static str,
    source: Source,
}

#[derive(Debug, Serialize)]
struct Fault<'a> {
    tone: &'static str,
    severity: &'static str,
    message: Vec<Part<'a>>,
    hint: Vec<Part<'a>>,
    source: Source,
    code: &'static str,
}

/// The view of an agent; `index` is its place in the catalog.
pub(in super::super) fn view<'a>(here: &Here<'a>, index: usize, agent: &'a Agent) -> AgentView<'a> {
    let definition: &Definition = &agent.definition;
    let description = &definition.description;
    let name = visible(&definition.name.value);
    let purpose = visible(&description.purpose_text()).into_owned();
    let levels = evidence::groups(here, index, agent);
    let routing = here.site.extra.routing(index);
    let choose = choose::choices(here, index);
    let occasions: Vec<String> = description.occasions().iter().map(|it| visible(it).into_owned()).collect();
    let body_html = html::document(
        &definition.body,
        &Setting { heading: 3, title: &definition.name.value, relative: &|href| relative(here, definition, href) },
    );
    let mut view = AgentView {
        frame: here.frame(&name, &visible(&description.summary()), &[], &[]),
        trail: vec![Link::new(here.href("index.html"), "Agents")],
        color: colour(definition),
        badges: badges(agent),
        compare: card::compare(here, agent),
        contents: Vec::new(),
        asks: if occasions.is_empty() { asks(&description.examples) } else { Vec::new() },
        when: occasions,
        when_not: passages(&description.when_not),
        tasks: passages(&description.tasks),
        prefer: if description.when_not.is_empty() { choose::prefer(&choose) } else { Vec::new() },
        choose,
        install: install::view(agent),
        marks: levels.iter().map(|group| group.count).sum(),
        levels,
        examples: dialogues(here, definition, routing.as_ref()),
        rest: passages(&description.rest),
        body_html,
        facts: facts::facts(here, agent, routing.as_ref()),
        unresolved: unresolved(here, agent),
        rules: here.href(super::rules::URL),
        diagnostics: agent.diagnostics.iter().map(|it| fault(here, agent, it)).collect(),
        file: file::summary(here, agent),
        name,
        purpose,
    };
    view.contents = contents(&view, definition);
    view
}

/// The table of contents: the sections that the page has.
fn contents(view: &AgentView<'_>, definition: &Definition) -> Vec<Entry> {
    let levels = view.levels.iter().map(|group| Entry::new(group.level, group.title)).collect();
    let instructions = toc::of_document(&definition.body, &definition.name.value);
    let section = |there: bool, id: &str, title: &str| there.then(|| Entry::new(id, title));
    let says = [view.when.is_empty(), view.asks.is_empty(), view.when_not.is_empty(), view.prefer.is_empty()];
    let when = !(says.iter().all(|empty| *empty) && view.tasks.is_empty());
    let sections = [
        section(when, "when", "When to use it"),
        section(!view.choose.is_empty(), "choose", "Choose between"),
        section(true, "install", "Install"),
        section(!view.levels.is_empty(), "competencies", "Competencies").map(|it| it.with(levels)),
        section(!(view.examples.is_empty() && view.rest.is_empty()), "examples", "Examples"),
        section(!view.body_html.trim().is_empty(), "instructions", "Instructions").map(|it| it.with(instructions)),
        section(true, "facts", "Facts"),
        section(!view.unresolved.is_empty(), "unresolved", "Unresolved references"),
        section(!view.diagnostics.is_empty(), "diagnostics", "Diagnostics"),
        section(true, "file", "File as written"),
    ];
    sections.into_iter().flatten().collect()
}

/// What people ask first in the examples, cut to a line or two.
fn asks(examples: &[Example]) -> Vec<Ask> {
    const ASKED: usize = 3;
    const LONGEST: usize = 180;
    let ask = |(at, example): (usize, &Example)| {
        let words = example.question()?.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = match words.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()),
            None => words,
        };
        Some(Ask { text: visible(&text).into_owned(), example: at + 1 })
    };
    examples.iter().enumerate().filter_map(ask).take(ASKED).collect()
}

fn passages(passages: &[Passage]) -> Vec<Cow<'_, str>> {
    passages.iter().map(|passage| visible(&passage.text)).collect()
}

fn badges(agent: &Agent) -> Vec<Badge> {
    let definition = &agent.definition;
    let badge = |text, value: &str| Badge { text, value: visible(value).into_owned(), tone: "" };
    let mut badges =
        vec![badge("model", card::model(definition).unwrap_or("not stated")), badge("tools", &tools(definition))];
    badges.extend(agent.owners.iter().map(|owner| badge("owner", owner)));
    if definition.facts.stub.is_some() {
        badges.push(badge("", "stub"));
    }
    let (tone, words) = card::loads(definition.loads.project.outcome);
    if !tone.is_empty() {
        badges.push(Badge { text: "Claude Code:", value: words.to_owned(), tone });
    }
    badges
}

/// The tools that a header names, as far as a badge holds them.
fn tools(definition: &Definition) -> String {
    const NAMED: usize = 6;
    match definition.settings.tools.as_ref().map(|tools| &tools.value) {
        Some(Tools::Named(names)) if !names.is_empty() && names.len() <= NAMED => names.join(", "),
        Some(Tools::Named(names)) if !names.is_empty() => counted(names.len(), "tool"),
        _ => card::scope(definition).trim_end_matches(" tools").to_owned(),
    }
}

/// The examples, each with where search leads instead, if it does.
fn dialogues<'a>(here: &Here<'_>, definition: &'a Definition, routing: Option<&Routing>) -> Vec<Dialogue<'a>> {
    let asked = routing.map(|routing| routing.asked.as_slice()).unwrap_or_default();
    let of = |at: usize| asked.iter().find(|asked| asked.example == at).and_then(|asked| routed(here, asked));
    let examples = definition.description.examples.iter().enumerate();
    examples.map(|(at, example)| Dialogue { routed: of(at), ..dialogue(example) }).collect()
}

fn routed(here: &Here<'_>, asked: &Asked) -> Option<Routed> {
    if asked.place == Some(1) {
        return None;
    }
    let first = here.site.catalog.agents.get(*asked.first.first()?)?;
    let place = match asked.place {
        Some(2) => "second".to_owned(),
        Some(3) => "third".to_owned(),
        Some(place) => format!("{place}th"),
        None => "not among ten".to_owned(),
    };
    Some(Routed { first: card::link(here, first), place })
}

fn dialogue(example: &Example) -> Dialogue<'_> {
    let said = example.turns.iter().map(|turn| {
        let (who, label) = match &turn.speaker {
            Speaker::User => ("user", Cow::Borrowed("User")),
            Speaker::Assistant => ("assistant", Cow::Borrowed("Assistant")),
            Speaker::Other(label) => ("other", visible(label)),
        };
        let paragraphs = turn.text.lines().filter(|line| !line.trim().is_empty()).map(visible).collect();
        Said { who, label, paragraphs }
    });
    Dialogue {
        context: example.context.as_deref().map(visible),
        turns: said.collect(),
        why: example.commentary.as_deref().map(visible),
        routed: None,
    }
}

fn unresolved<'a>(here: &Here<'_>, agent: &'a Agent) -> Vec<Unresolved<'a>> {
    let missing = agent.references.iter().filter(|it| it.target == Target::Missing);
    let one = |reference: &'_ crate::model::definition::Reference| match reference.kind {
        ReferenceKind::File => "A file that this catalog does not hold: the agent is bound to a project.",
        ReferenceKind::Skill => "A skill that this catalog does not hold.",
        ReferenceKind::Agent => "An agent that this catalog does not hold.",
    };
    missing
        .map(|it| Unresolved {
            text: visible(&it.reference.text),
            says: one(&it.reference),
            source: file::place(here, agent, it.reference.line, 0),
        })
        .collect()
}

fn fault<'a>(here: &Here<'_>, agent: &Agent, diagnostic: &'a Diagnostic) -> Fault<'a> {
    let (tone, severity) = super::severity(diagnostic.severity);
    Fault {
        tone,
        severity,
        message: parts(&diagnostic.message),
        hint: diagnostic.hint.as_deref().map(parts).unwrap_or_default(),
        source: file::place(here, agent, diagnostic.place.line, diagnostic.place.column),
        code: diagnostic.code,
    }
}

/// Where a relative link in an agent's text leads: to an agent's page if it names an agent's file, else nowhere.
fn relative(here: &Here<'_>, definition: &Definition, href: &str) -> Option<String> {
    let path = href.split(['#', '?']).next().unwrap_or_default();
    let folder = definition.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let index = here.site.agent_at(&super::paths::join(folder, path)?)?;
    Some(card::link(here, here.site.catalog.agents.get(index)?).href)
}
