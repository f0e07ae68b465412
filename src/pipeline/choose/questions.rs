//! Questions: what agents can be told apart by, and which of these says most.

use std::collections::BTreeMap;

use crate::model::catalog::Catalog;
use crate::model::competency::OTHER;
use crate::model::matrix::{AgentCoverage, Coverage, Level};
use crate::text;

/// The category whose terms answer the question for a language.
const LANGUAGES: &str = "languages";
/// Most answers that a question offers before "something else".
const OFFERED: usize = 11;
/// The same of the question for an area: these are few, and read as one list.
const AREAS: usize = 17;
/// Bits that a question must say at least to be worth a click.
const WORTH: f64 = 0.2;

/// What people want done, with the beginnings of the words that say so in an agent's name and purpose.
const TASKS: [(&str, &[&str]); 8] = [
    ("Design or plan it", &["architect", "design", "plan", "strateg"]),
    ("Build or change it", &["develop", "implement", "engineer", "build", "programm", "migrat", "refactor"]),
    ("Review or audit it", &["review", "audit", "critic", "inspect", "assess"]),
    ("Find out what is wrong", &["debug", "troubleshoot", "diagnos", "incident", "fix", "detective"]),
    ("Test it", &["test", "qa"]),
    ("Run or tune it", &["operat", "deploy", "sre", "devops", "optimi", "performance", "monitor"]),
    ("Write about it", &["writ", "document", "content", "copy", "editor", "translat"]),
    ("Analyse or research it", &["analy", "research", "scientist", "investigat"]),
];

/// What an agent can be found by, each kind with its strongest first.
#[derive(Debug)]
pub(super) struct Profile {
    areas: Vec<usize>,
    languages: Vec<usize>,
    tasks: Vec<usize>,
    topics: Vec<usize>,
}

/// A kind of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Area,
    Language,
    Task,
    Topic,
    Name,
}

/// What was asked on the way: the same is not asked twice, but for topics.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked(Vec<Kind>);

impl Asked {
    pub(super) fn with(&self, kind: Kind) -> Self {
        let mut asked = self.clone();
        asked.0.push(kind);
        asked
    }
}

/// A question with its options: label, and agents in rising order. Every agent stands in at least one.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) text: &'static str,
    pub(super) asked: Kind,
    pub(super) options: Vec<(String, Vec<usize>)>,
    /// Whether the last option is "something else".
    rest: bool,
}

impl Question {
    /// The last resort: agents of which nothing is known that tells them apart, by name. To be cut into parts.
    pub(super) fn by_name(agents: Vec<usize>) -> Self {
        Self { text: "What is its name?", asked: Kind::Name, options: vec![(String::new(), agents)], rest: false }
    }
}

impl Profile {
    pub(super) fn new(catalog: &Catalog, agent: usize) -> Self {
        let matrix = &catalog.matrix;
        let coverage = matrix.coverage.get(agent);
        let claims = coverage.into_iter().flat_map(AgentCoverage::iter).filter(|mark| mark.claims());
        let mut claims: Vec<(&Coverage, &str)> = claims
            .filter_map(|mark| Some((mark, matrix.competencies.get(mark.competency)?.category.as_str())))
            .collect();
        // What the purpose names goes before what a heading does, the first named first.
        let place =
            |mark: &Coverage| mark.evidence.first().map(|best| (!best.in_description(), best.line, best.span.0));
        claims.sort_by_key(|(mark, _)| (std::cmp::Reverse(mark.level), place(mark), mark.competency));
        let mut areas: BTreeMap<usize, usize> = BTreeMap::new();
        for (mark, category) in claims.iter().filter(|(_, category)| *category != LANGUAGES && *category != OTHER) {
            let place = matrix.categories.iter().position(|it| it.id == *category);
            let weight = if mark.level == Level::Core { 3 } else { 1 };
            if let Some(place) = place {
                *areas.entry(place).or_default() += weight;
            }
        }
        let mut areas: Vec<(usize, usize)> = areas.into_iter().collect();
        areas.sort_by_key(|&(place, weight)| (std::cmp::Reverse(weight), place));
        // A language that an agent merely lists is not what someone would look for it by.
        let is_language = |(mark, category): &(&Coverage, &str)| {
            (*category == LANGUAGES && mark.level == Level::Core).then_some(mark.competency)
        };
        Self {
            areas: areas.into_iter().map(|(place, _)| place).collect(),
            languages: claims.iter().filter_map(is_language).collect(),
            tasks: tasks(catalog, agent),
            topics: claims.iter().map(|(mark, _)| mark.competency).collect(),
        }
    }
}

/// The tasks that an agent's name says; if it says none, those of its purpose's first words.
fn tasks(catalog: &Catalog, agent: usize) -> Vec<usize> {
    const WORDS: usize = 40;
    let Some(agent) = catalog.agents.get(agent) else { return Vec::new() };
    let of = |words: &str| {
        let folded = text::fold(words);
        let mut found = Vec::new();
        for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(WORDS) {
            let task = TASKS.iter().position(|(_, stems)| stems.iter().any(|stem| word.starts_with(stem)));
            found.extend(task.filter(|task| !found.contains(task)));
        }
        found
    };
    let by_name = of(&agent.definition.name.value);
    if by_name.is_empty() { of(&agent.definition.description.purpose_text()) } else { by_name }
}

/// The question that says most about which of some agents it will be; none where none says enough. With `twice` an agent
/// stands under its two strongest answers, else under one.
pub(super) fn best(
    catalog: &Catalog,
    profiles: &[Profile],
    agents: &[usize],
    asked: &Asked,
    twice: bool,
) -> Option<Question> {
    let most = if twice { 2 } else { 1 };
    let mut best: Option<(f64, Question)> = None;
    for kind in [Kind::Area, Kind::Language, Kind::Task, Kind::Topic] {
        if kind != Kind::Topic && asked.0.contains(&kind) {
            continue;
        }
        let question = question(catalog, profiles, agents, kind, most);
        let gain = gain(&question, agents.len());
        if gain >= WORTH && best.as_ref().is_none_or(|(known, _)| gain > *known + 1e-9) {
            best = Some((gain, question));
        }
    }
    best.map(|(_, question)| question)
}

/// A question of a kind about some agents. Those that no offered answer fits stand under "something else".
fn question(catalog: &Catalog, profiles: &[Profile], agents: &[usize], kind: Kind, most: usize) -> Question {
    let values = |agent: usize| -> &[usize] {
        profiles.get(agent).map_or(&[], |it| match kind {
            Kind::Area => &it.areas,
            Kind::Language => &it.languages,
            Kind::Task => &it.tasks,
            Kind::Topic => &it.topics,
            Kind::Name => &[],
        })
    };
    let room = if kind == Kind::Area { AREAS } else { OFFERED };
    let offered = match kind {
        Kind::Topic => offered(agents, &values, usize::MAX, room, false),
        _ => offered(agents, &values, most, room, true),
    };
    let mut options: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut rest = Vec::new();
    for &agent in agents {
        let mine = values(agent).iter().filter(|value| offered.contains(value)).take(most);
        let before = rest.len();
        let mut any = false;
        for value in mine {
            options.entry(*value).or_default().push(agent);
            any = true;
        }
        if !any && before == rest.len() {
            rest.push(agent);
        }
    }
    let label = |value: usize| match kind {
        Kind::Area => catalog.matrix.categories.get(value).map(|it| it.name.clone()),
        Kind::Task => TASKS.get(value).map(|(label, _)| (*label).to_owned()),
        _ => catalog.matrix.competencies.get(value).map(|it| it.name.clone()),
    };
    let mut options: Vec<(String, Vec<usize>)> =
        options.into_iter().filter_map(|(value, agents)| Some((label(value)?, agents))).collect();
    options.sort_by(|(a, ours), (b, theirs)| theirs.len().cmp(&ours.len()).then_with(|| a.cmp(b)));
    let any_rest = !rest.is_empty();
    if any_rest {
        let label = if kind == Kind::Language { "None of these, or any" } else { "Something else" };
        options.push((label.to_owned(), rest));
    }
    let text = match kind {
        Kind::Area => "What is it about?",
        Kind::Language => "Which language or runtime?",
        Kind::Task => "What is to be done?",
        _ => "Which of these comes closest?",
    };
    // To be after no particular language is an answer; to be after something else is none.
    Question { text, asked: kind, options, rest: any_rest && kind != Kind::Language }
}

/// The values to offer: again and again the one that fits most of the agents that none fits yet, as long as it doesn't fit all. With
/// `whole`, as far as there is room, all others that several agents have too: of a list of areas people expect that theirs is in it.
fn offered<'a>(
    agents: &[usize],
    values: &dyn Fn(usize) -> &'a [usize],
    most: usize,
    room: usize,
    whole: bool,
) -> Vec<usize> {
    let mut left: Vec<usize> = agents.to_vec();
    let mut all: BTreeMap<usize, usize> = BTreeMap::new();
    for &agent in agents {
        values(agent).iter().take(most).for_each(|&value| *all.entry(value).or_default() += 1);
    }
    // A value that more than half have parts them badly, unless there is nothing better.
    let usable = |value: usize| {
        all.get(&value).is_some_and(|&count| count < agents.len() && (count * 2 <= agents.len() + 1 || most <= 2))
    };
    let mut offered = Vec::new();
    while offered.len() < room && !left.is_empty() {
        // How many have it; and how far behind their strongest it lies.
        let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for &agent in &left {
            for (rank, &value) in values(agent).iter().take(most).enumerate() {
                let (count, ranks) = counts.entry(value).or_default();
                (*count, *ranks) = (*count + 1, *ranks + rank);
            }
        }
        let next = counts
            .into_iter()
            .filter(|(value, _)| usable(*value) && !offered.contains(value))
            .max_by_key(|&(value, (count, ranks))| (count, std::cmp::Reverse((ranks, value))));
        let Some((value, _)) = next else { break };
        offered.push(value);
        left.retain(|&agent| !values(agent).iter().take(most).any(|it| *it == value));
    }
    if whole {
        let mut others: Vec<(usize, usize)> =
            all.iter().map(|(&value, &count)| (value, count)).filter(|&(_, count)| count > 1).collect();
        others.retain(|&(value, _)| usable(value) && !offered.contains(&value));
        others.sort_by_key(|&(value, count)| (std::cmp::Reverse(count), value));
        offered.extend(others.into_iter().map(|(value, _)| value).take(room.saturating_sub(offered.len())));
    }
    offered
}

/// Information gain in bits: how much less uncertain the agent is after the answer. An agent under several answers gives each
/// with the same probability.
fn gain(question: &Question, agents: usize) -> f64 {
    let mut places: BTreeMap<usize, f64> = BTreeMap::new();
    for agent in question.options.iter().flat_map(|(_, agents)| agents) {
        *places.entry(*agent).or_default() += 1.0;
    }
    let total = agents as f64;
    let after: f64 = question
        .options
        .iter()
        .enumerate()
        .map(|(at, (_, agents))| {
            let weights: Vec<f64> =
                agents.iter().map(|agent| 1.0 / (total * places.get(agent).copied().unwrap_or(1.0))).collect();
            let sum: f64 = weights.iter().sum();
            // "Something else" tells a person nothing: it leaves as much to find out as there was, for those under it.
            if question.rest && at + 1 == question.options.len() {
                return sum * total.log2();
            }
            sum * weights.iter().map(|weight| -(weight / sum) * (weight / sum).log2()).sum::<f64>()
        })
        .sum();
    total.log2() - after
}
