//! Questions: what agents can be told apart by, and which of these is asked next.
//!
//! What it is about comes first, then the terms of that field, then whatever parts those that are left. An answer leads to all who
//! claim it, so that whoever knows one thing about the agent finds it by that.

use std::collections::{BTreeMap, BTreeSet};

use super::profile::{self, Profile, TASKS, Term};
use super::{FEW, LISTED};
use crate::model::catalog::Catalog;

/// How many answers a question offers before "none of these".
const OFFERED: usize = 11;
/// How many where too many agents would have none of these.
const MORE: usize = 15;
/// Of more agents than these that is expected; and they are asked for by area first.
const LARGE: usize = 64;
/// Most answers of a question for an area or a language: these are read as one list, in which people expect theirs.
const WHOLE: usize = 17;
/// Bits that a question must say at least to be worth a click.
const WORTH: f64 = 0.2;

/// A kind of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// For the category that an agent is at home in.
    Area,
    Language,
    Task,
    /// For the terms of the category that was answered.
    Topic,
    /// For anything that parts those that are left.
    Any,
    Name,
}

/// What an answer says of the agents behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Door {
    Area(usize),
    Term(usize),
    Task(usize),
}

/// What was asked and answered on the way.
#[derive(Debug, Clone, Default)]
pub(super) struct Way {
    asked: Vec<Kind>,
    area: Option<usize>,
    /// Whether the last answer was "none of these".
    none: bool,
}

/// A question with its options.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) text: &'static str,
    pub(super) kind: Kind,
    /// Every agent stands in at least one.
    pub(super) options: Vec<Choice>,
}

/// An option of a question.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) label: String,
    /// None of "none of these".
    pub(super) door: Option<Door>,
    /// Rising.
    pub(super) agents: Vec<usize>,
}

/// What could be offered, with who stands behind it and how firmly.
struct Candidate {
    door: Door,
    agents: Vec<usize>,
    claims: Vec<f64>,
    worth: f64,
}

/// How a kind of question picks its answers.
struct Rule {
    /// How many; and how many as long as too many agents have none of these.
    room: usize,
    more: usize,
    /// What an agent that has an answer already counts for the next one.
    again: f64,
    /// What a listed term counts beside a core one.
    listed: f64,
    /// Most agents behind an answer.
    most: usize,
    /// Whether people expect each of the answers, even if two lead to the very same agents.
    whole: bool,
}

/// What all questions of a catalog draw on.
pub(super) struct Asker<'a> {
    catalog: &'a Catalog,
    profiles: Vec<Profile>,
    terms: Vec<Term>,
    /// Whether the catalog is so large that an agent stands behind one answer only of the questions that follow on the terms of its
    /// field: else the pages would grow faster than the agents.
    many: bool,
}

impl Way {
    pub(super) fn with(&self, kind: Kind, door: Option<Door>) -> Self {
        let mut way = Self { none: door.is_none(), ..self.clone() };
        way.asked.push(kind);
        if let Some(Door::Area(area)) = door {
            way.area = Some(area);
        }
        way
    }
}

impl Question {
    /// The last resort: agents of which nothing is known that tells them apart, by name. To be cut into parts.
    pub(super) fn by_name(agents: Vec<usize>) -> Self {
        let all = Choice { label: String::new(), door: None, agents };
        Self { text: "What is its name?", kind: Kind::Name, options: vec![all] }
    }
}

impl<'a> Asker<'a> {
    pub(super) fn new(catalog: &'a Catalog, many: bool) -> Self {
        let profiles = (0..catalog.agents.len()).map(|agent| Profile::new(catalog, agent)).collect();
        Self { catalog, profiles, terms: profile::terms(catalog), many }
    }

    /// The question that follows, none where nothing tells the agents apart. Behind an answer that isn't one by area, language, task or
    /// topic there are `most` agents at most.
    pub(super) fn next(&self, agents: &[usize], way: &Way, is_last: bool, most: usize) -> Option<Question> {
        let asked = |kind| way.asked.contains(&kind);
        let question = if way.area.is_some() && !asked(Kind::Topic) {
            self.question(Kind::Topic, agents, way, most)
        } else if asked(Kind::Area) || is_last {
            None
        } else {
            let mut best: Option<(f64, Question)> = None;
            for kind in [Kind::Area, Kind::Language, Kind::Task].into_iter().filter(|&kind| !asked(kind)) {
                let Some(question) = self.question(kind, agents, way, most) else { continue };
                let gain = gain(&question, agents.len());
                // Of many agents people know first what theirs is about.
                if kind == Kind::Area && agents.len() > LARGE && gain >= WORTH {
                    return Some(question);
                }
                if gain >= WORTH && best.as_ref().is_none_or(|(known, _)| gain > *known + 1e-9) {
                    best = Some((gain, question));
                }
            }
            best.map(|(_, question)| question)
        };
        question.or_else(|| self.question(Kind::Any, agents, way, most))
    }

    /// A question of a kind about some agents; none where there is nothing to offer.
    fn question(&self, kind: Kind, agents: &[usize], way: &Way, most: usize) -> Option<Question> {
        let about_languages = kind == Kind::Language || (kind == Kind::Topic && self.is_about_languages(way));
        let rule = rule(kind, agents.len(), about_languages, most);
        let found = self.candidates(kind, agents, way, &rule);
        let offered = offered(&found, agents.len(), &rule);
        let mut options = self.options(&found, &offered, &rule, self.many && kind == Kind::Any);
        if options.is_empty() {
            return None;
        }
        options.sort_by(|a, b| b.agents.len().cmp(&a.agents.len()).then_with(|| a.label.cmp(&b.label)));
        let placed: BTreeSet<usize> = options.iter().flat_map(|it| &it.agents).copied().collect();
        let rest: Vec<usize> = agents.iter().copied().filter(|agent| !placed.contains(agent)).collect();
        if !rest.is_empty() {
            let label = if kind == Kind::Language { "None of these, or any" } else { "None of these" };
            options.push(Choice { label: label.to_owned(), door: None, agents: rest });
        }
        let text = match kind {
            Kind::Area => "What is it about?",
            Kind::Task => "What is to be done?",
            _ if about_languages => "Which language or runtime?",
            Kind::Any if !way.asked.is_empty() && !way.none => "What else matters?",
            _ => "Which of these comes closest?",
        };
        Some(Question { text, kind, options })
    }

    /// Whether the field that was answered is that of the languages.
    fn is_about_languages(&self, way: &Way) -> bool {
        way.area.is_some() && self.terms.iter().any(|it| it.is_language && Some(it.area) == way.area)
    }

    /// All that a kind of question could offer about some agents, as long as it leaves fewer.
    fn candidates(&self, kind: Kind, agents: &[usize], way: &Way, rule: &Rule) -> Vec<Candidate> {
        let mut found: BTreeMap<Door, (Vec<usize>, Vec<f64>)> = BTreeMap::new();
        let has_no_field = way.area.is_none() || self.is_about_languages(way);
        for &agent in agents {
            let Some(profile) = self.profiles.get(agent) else { continue };
            let mut add = |door: Door, is_core: bool| {
                let (agents, claims) = found.entry(door).or_default();
                agents.push(agent);
                claims.push(if is_core { 1.0 } else { rule.listed });
            };
            // Who has said a language only, or nothing, is asked for the field.
            if kind == Kind::Area || (kind == Kind::Any && has_no_field) {
                profile.areas.iter().for_each(|&area| add(Door::Area(area), true));
            }
            if matches!(kind, Kind::Task | Kind::Any) {
                profile.tasks.iter().for_each(|&task| add(Door::Task(task), true));
            }
            for &(term, is_core) in &profile.claims {
                if self.terms.get(term).is_some_and(|it| fits(it, kind, way)) {
                    add(Door::Term(term), is_core);
                }
            }
        }
        let found =
            found.into_iter().filter(|(_, (behind, _))| behind.len() < agents.len() && behind.len() <= rule.most);
        found
            .map(|(door, (agents, claims))| Candidate { door, worth: self.worth(door, kind, way), agents, claims })
            .collect()
    }

    /// What an answer is worth to a question.
    fn worth(&self, door: Door, kind: Kind, way: &Way) -> f64 {
        let term = match door {
            Door::Term(term) => self.terms.get(term),
            Door::Task(_) if kind == Kind::Any => return 0.5,
            Door::Area(_) | Door::Task(_) => return 1.0,
        };
        let Some(term) = term else { return 0.0 };
        match kind {
            // The field that was answered is what people have in mind; after one language not another.
            Kind::Any if Some(term.area) == way.area && !term.is_language => 2.0 * term.worth,
            Kind::Any => 0.7 * term.worth.min(1.0),
            _ => term.worth,
        }
    }

    /// What is offered as options; with `once` each agent stands behind the first that fits it only.
    fn options(&self, found: &[Candidate], offered: &[usize], rule: &Rule, once: bool) -> Vec<Choice> {
        let mut placed = BTreeSet::new();
        let mut options = Vec::new();
        for candidate in offered.iter().filter_map(|&at| found.get(at)) {
            let fresh = |agent: &&usize| !once || placed.insert(**agent);
            let agents: Vec<usize> = candidate.agents.iter().filter(fresh).copied().collect();
            if agents.is_empty() {
                continue;
            }
            let mut label = self.label(candidate.door);
            if let Some(twin) = self.twin(found, candidate).filter(|_| !once && !rule.whole) {
                label = format!("{label}, {}", self.label(twin));
            }
            options.push(Choice { label, door: Some(candidate.door), agents });
        }
        options
    }

    /// Another term of the same field and the very same agents that tells as much: whoever looks for that one finds it too.
    fn twin(&self, found: &[Candidate], of: &Candidate) -> Option<Door> {
        let area = |door: Door| match door {
            Door::Term(term) => self.terms.get(term).map(|it| it.area),
            Door::Area(_) | Door::Task(_) => None,
        };
        let home = area(of.door)?;
        let alike = |it: &&Candidate| it.door != of.door && it.worth >= of.worth && area(it.door) == Some(home);
        found.iter().filter(alike).find(|it| it.agents == of.agents).map(|it| it.door)
    }

    fn label(&self, door: Door) -> String {
        let matrix = &self.catalog.matrix;
        let label = match door {
            Door::Area(at) => matrix.categories.get(at).map(|it| it.name.as_str()),
            Door::Term(at) => matrix.competencies.get(at).map(|it| it.name.as_str()),
            Door::Task(at) => TASKS.get(at).map(|(label, _)| *label),
        };
        label.unwrap_or_default().to_owned()
    }
}

/// How a kind of question about so many agents picks its answers.
fn rule(kind: Kind, agents: usize, about_languages: bool, most: usize) -> Rule {
    match kind {
        Kind::Topic if !about_languages => {
            let room = if agents > LARGE { MORE } else { OFFERED };
            Rule { room, more: room, again: 0.85, listed: 0.5, most: usize::MAX, whole: false }
        }
        Kind::Any => {
            // On a page of few agents as many answers would be no help.
            let room = OFFERED.min(agents / 2 + 1);
            Rule { room, more: MORE, again: 0.3, listed: 0.3, most, whole: false }
        }
        _ => Rule { room: WHOLE, more: WHOLE, again: 0.9, listed: 0.5, most: usize::MAX, whole: true },
    }
}

/// Whether a term can answer a kind of question.
fn fits(term: &Term, kind: Kind, way: &Way) -> bool {
    match kind {
        Kind::Language => term.is_language,
        Kind::Topic => Some(term.area) == way.area && !term.is_about_languages,
        Kind::Any => true,
        Kind::Area | Kind::Task | Kind::Name => false,
    }
}

/// The places of the candidates to offer: again and again the one that says most of the agents that have no answer yet. Of those that
/// lead to the very same agents one, unless each is expected.
fn offered(found: &[Candidate], agents: usize, rule: &Rule) -> Vec<usize> {
    let mut fresh: BTreeMap<usize, f64> = BTreeMap::new();
    let mut sets: BTreeSet<&[usize]> = BTreeSet::new();
    let mut offered = Vec::new();
    while offered.len() < rule.more && (offered.len() < rule.room || agents - fresh.len() > FEW) {
        let score = |it: &Candidate| {
            let claims = it.agents.iter().zip(&it.claims);
            let sum: f64 = claims.map(|(agent, claim)| claim * fresh.get(agent).copied().unwrap_or(1.0)).sum();
            sum * it.worth
        };
        let mut best: Option<((bool, f64), usize)> = None;
        let is_new = |at: &usize, it: &Candidate| {
            if rule.whole { !offered.contains(at) } else { !sets.contains(it.agents.as_slice()) }
        };
        for (at, it) in found.iter().enumerate().filter(|(at, it)| is_new(at, it)) {
            // A term of one agent is an answer where nothing is left that several have, unless the end is near.
            let score = (it.agents.len() > 1 || rule.most <= LISTED, score(it));
            if best.is_none_or(|(known, _)| (score.0 && !known.0) || (score.0 == known.0 && score.1 > known.1 + 1e-9)) {
                best = Some((score, at));
            }
        }
        let Some((it, at)) = best.and_then(|(_, at)| Some((found.get(at)?, at))) else { break };
        sets.insert(&it.agents);
        it.agents.iter().for_each(|&agent| *fresh.entry(agent).or_insert(1.0) *= rule.again);
        offered.push(at);
    }
    offered
}

/// Information gain in bits (Shannon, 1948): how much less uncertain the agent is after the answer, every agent being as likely as any
/// other. An agent under several answers gives each with the same probability.
fn gain(question: &Question, agents: usize) -> f64 {
    let mut places: BTreeMap<usize, f64> = BTreeMap::new();
    for agent in question.options.iter().flat_map(|option| &option.agents) {
        *places.entry(*agent).or_default() += 1.0;
    }
    let total = agents as f64;
    let uncertain = |option: &Choice| {
        let weights = option.agents.iter().map(|agent| 1.0 / (total * places.get(agent).copied().unwrap_or(1.0)));
        let weights: Vec<f64> = weights.collect();
        let sum: f64 = weights.iter().sum();
        // "None of these" tells a person nothing: it leaves as much to find out as there was, for those under it. That it is after no
        // particular language does.
        if option.door.is_none() && question.kind != Kind::Language {
            return sum * total.log2();
        }
        sum * weights.iter().map(|weight| -(weight / sum) * (weight / sum).log2()).sum::<f64>()
    };
    total.log2() - question.options.iter().map(uncertain).sum::<f64>()
}
