//! Profile: what an agent can be found by, and what a term is worth as an answer.

use std::sync::Arc;

use crate::model::catalog::Catalog;
use crate::model::competency::{Competency, OTHER};
use crate::model::matrix::{AgentCoverage, Level};
use crate::text;

/// The category whose terms answer the question for a language.
const LANGUAGES: &str = "languages";
/// Most that a name is worth beside a practice that none but its own field claims: people look for what they know by name.
const NAMED: f64 = 2.0;

/// What people want done, with the beginnings of the words that say so in an agent's name and purpose.
pub(super) const TASKS: [(&str, &[&str]); 8] = [
    ("Design or plan it", &["architect", "design", "plan", "strateg"]),
    ("Build or change it", &["develop", "implement", "engineer", "build", "programm", "migrat", "refactor"]),
    ("Review or audit it", &["review", "audit", "critic", "inspect", "assess"]),
    ("Find out what is wrong", &["debug", "troubleshoot", "diagnos", "incident", "fix", "detective"]),
    ("Test it", &["test", "qa"]),
    ("Run or tune it", &["operat", "deploy", "sre", "devops", "optimi", "performance", "monitor"]),
    ("Write about it", &["writ", "document", "content", "copy", "editor", "translat"]),
    ("Analyse or research it", &["analy", "research", "scientist", "investigat"]),
];

/// What an agent can be found by.
#[derive(Debug)]
pub(super) struct Profile {
    /// The categories that it is at home in, by index.
    pub(super) areas: Vec<usize>,
    /// The tasks that its name or purpose says, by index.
    pub(super) tasks: Vec<usize>,
    /// The competencies that it claims, rising, and whether it is core to it.
    pub(super) claims: Vec<(usize, bool)>,
}

/// A competency as an answer.
#[derive(Debug)]
pub(super) struct Term {
    /// Index of its category.
    pub(super) area: usize,
    /// Whether it names a language or a runtime.
    pub(super) is_language: bool,
    /// Whether it is one of the practices of the category of languages: these answer no question for a language.
    pub(super) is_about_languages: bool,
    /// How much it tells of its field: see [`worth`].
    pub(super) worth: f64,
}

impl Profile {
    pub(super) fn new(catalog: &Catalog, agent: usize) -> Self {
        let matrix = &catalog.matrix;
        let other = |&place: &usize| matrix.categories.get(place).is_some_and(|it| it.id == OTHER);
        let marks = matrix.coverage.get(agent).into_iter().flat_map(AgentCoverage::iter);
        Self {
            areas: matrix.homes(agent).into_iter().filter(|place| !other(place)).collect(),
            tasks: tasks(catalog, agent),
            claims: marks
                .filter(|mark| mark.claims())
                .map(|mark| (mark.competency, mark.level == Level::Core))
                .collect(),
        }
    }
}

/// All competencies as answers, by index.
pub(super) fn terms(catalog: &Catalog) -> Vec<Term> {
    let matrix = &catalog.matrix;
    let term = |(at, competency): (usize, &Arc<Competency>)| {
        let is_name = is_name(&competency.name);
        let is_there = competency.category == LANGUAGES;
        Term {
            area: matrix.category_of(at).unwrap_or(usize::MAX),
            is_language: is_there && is_name,
            is_about_languages: is_there && !is_name,
            worth: worth(is_name, matrix.count_at(at, Level::Core), matrix.claim_count(at)),
        }
    };
    matrix.competencies.iter().enumerate().map(term).collect()
}

/// What a term is worth as an answer. A practice that agents of all fields list in passing (compliance, encryption) tells little of
/// any of them; one that is core to most who claim it tells much. A name (Kafka, SQL) is what people look for, and the better known
/// the more agents claim it, whatever their field.
fn worth(is_name: bool, core: usize, claims: usize) -> f64 {
    let claims = claims.max(1) as f64;
    // Core to none still tells more than nothing.
    let core = if core == 0 { 0.25 } else { core as f64 };
    if is_name { claims.sqrt().sqrt().min(NAMED) } else { (core / claims).sqrt() }
}

/// Whether a term is the name of a thing rather than a practice: its last word is not all lower case. So `Ruby on Rails` and `OAuth
/// 2.0`, but not `API design`.
fn is_name(term: &str) -> bool {
    let last = term.split_whitespace().next_back().unwrap_or_default();
    last.chars().any(|c| c.is_uppercase() || c.is_ascii_digit())
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
