//! Answer: what somebody gets who asks: agents, best first, each with the reason; competencies and pages beside them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::plan::{Alternative, How, Plan, Unit};
use super::rank::{self, Scored};
use super::sieve::Sieve;
use super::terms::WORTH;
use super::told::{self, Matches, Section};
use super::{Fault, Index, facets, query};
use crate::text::fold;

/// Most competencies and pages beside the agents.
const BESIDE: usize = 5;

/// An answer to a query.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Answer {
    /// The query as it was typed.
    pub query: String,
    /// Agents, best first.
    pub hits: Vec<Hit>,
    /// How many agents match in all.
    pub total: usize,
    /// Competencies that the query names; where no agent matches, those that come near.
    pub competencies: Vec<CompetencyHit>,
    /// Pages of the team's.
    pub pages: Vec<PageHit>,
    /// Words that nobody holds, and that the answer is therefore without.
    pub without: Vec<String>,
    /// What was taken for something else than was typed.
    pub corrections: Vec<Correction>,
    /// What the person should know about how the query was read.
    pub notes: Vec<String>,
    /// How many of the matching agents have each value of each field, where it was asked for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facets: BTreeMap<&'static str, Vec<(String, usize)>>,
}

/// An agent in an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The agent's slug.
    pub agent: String,
    /// Its name.
    pub name: String,
    /// Path of its file.
    pub path: String,
    /// How well it matches: comparable within one answer only; 0 where the query only filters.
    pub score: f64,
    /// Why it matches.
    pub why: Why,
    /// Up to three of its sections, the best first.
    pub sections: Vec<Section>,
}

/// Why an agent matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Why {
    /// Where the words stand: name, description, competencies, sections, body, examples, code.
    pub fields: Vec<&'static str>,
    /// Competencies of the agent that the query names.
    pub competencies: Vec<Held>,
    /// The words of the query that the agent holds.
    pub terms: Vec<String>,
    /// What was taken for something else than was typed.
    pub corrections: Vec<Correction>,
    /// The words of a short query that the agent doesn't hold.
    pub without: Vec<String>,
}

/// A competency that an agent holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// Its name.
    pub name: String,
    /// How well the agent covers it: core, listed or inferred.
    pub level: &'static str,
}

/// A word that was taken for another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Correction {
    /// As typed.
    pub from: String,
    /// What it was taken for.
    pub to: String,
    /// `typo`, `beginning` or `alias`; for people: "kafka for kafak", "kubernetes for kub…", "via BEAM".
    pub how: &'static str,
}

/// A competency in an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompetencyHit {
    /// Name of its page.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many agents claim it.
    pub agents: usize,
}

/// A page in an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageHit {
    /// Path of the page in the site, without its ending.
    pub name: String,
    /// Its title.
    pub title: String,
}

/// What is asked for beside the query itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ask {
    /// Most agents in the answer.
    pub limit: usize,
    /// Whether facets are counted.
    pub facets: bool,
}

impl Index {
    /// Answers a query. Any text is one.
    pub fn search(&self, text: &str, ask: Ask) -> Result<Answer, Fault> {
        let query = query::parse(text);
        let mut notes = query.notes.clone();
        let passing = match query.filters.as_slice() {
            [] => None,
            filters => self.facets().passing(filters, self.agents, &mut notes),
        };
        let plan = self.plan(&query, &self.terms)?;
        let nothing = query.filters.is_empty() && query.items.is_empty()
            || plan.units.is_empty() && plan.nots.is_empty() && query.filters.is_empty();
        let ranked =
            if nothing { Vec::new() } else { rank::rank(&plan, &self.terms, &self.names, passing.as_deref())? };
        // They stand in the order of their numbers: agents first.
        let (agents, others) = ranked.split_at(ranked.partition_point(|scored| scored.doc < self.agents));
        let mut sieve = sieve(&plan);
        let best = rank::best(agents.iter().copied(), ask.limit);
        let mut answer = Answer {
            query: text.to_owned(),
            total: agents.len(),
            hits: best.iter().filter_map(|scored| self.hit(scored, &plan, &mut sieve)).collect(),
            notes,
            without: plan.without.clone(),
            corrections: corrections(&plan, None),
            ..Answer::default()
        };
        self.beside(&mut answer, &plan, others);
        if ask.facets {
            answer.facets = self.count(agents);
        }
        Ok(answer)
    }

    /// Adds pages and competencies: of these the ones that the query names, or, beside no agent, those that come near.
    fn beside(&self, answer: &mut Answer, plan: &Plan, others: &[Scored]) {
        let none = answer.total == 0;
        let first = self.agents as usize + self.catalog.pages.len();
        let (pages, competencies): (Vec<Scored>, Vec<Scored>) = others
            .iter()
            .copied()
            .filter(|scored| scored.score > 0.0)
            .partition(|scored| self.catalog.pages.len() > (scored.doc - self.agents) as usize);
        for scored in rank::best(pages, BESIDE) {
            if let Some(page) = self.catalog.pages.get((scored.doc - self.agents) as usize) {
                answer.pages.push(PageHit { name: page.name.clone(), title: page.title.clone() });
            }
        }
        let claimed = |doc: u32| plan.claims.iter().any(|claim| first + claim.place == doc as usize);
        let named = competencies.into_iter().filter(|scored| scored.named || none || claimed(scored.doc));
        for scored in rank::best(named, BESIDE) {
            if let Some((competency, agents)) = self.competency(scored.doc as usize - first) {
                let (id, name) = (competency.id.clone(), competency.name.clone());
                answer.competencies.push(CompetencyHit { id, name, agents });
            }
        }
    }

    fn hit(&self, scored: &Scored, plan: &Plan, sieve: &mut Sieve) -> Option<Hit> {
        let agent = self.catalog.agents.get(scored.doc as usize)?;
        let mut matches = Matches::default();
        let mut why = Why { corrections: corrections(plan, Some(scored.doc)), ..Why::default() };
        let claimed = plan.claims.iter().filter_map(|it| Some((it.name.clone(), it.level(scored.doc)?)));
        why.competencies.extend(claimed.map(|(name, level)| Held { name, level }));
        // What a hit is shown for are the words that tell.
        for (number, unit) in plan.units.iter().enumerate().filter(|(_, unit)| unit.content) {
            let mut held = false;
            for alternative in &unit.alternatives {
                if alternative.terms.iter().any(|term| rank::held(&term.postings, scored.doc).is_none()) {
                    continue;
                }
                held = true;
                for (stem, term) in alternative.stems.iter().zip(&alternative.terms) {
                    let worth = unit.weight * alternative.weight * f64::from(term.worth) / WORTH;
                    sieve.number(stem).into_iter().for_each(|stem| matches.add(stem, (number, worth)));
                }
            }
            if held {
                why.terms.push(unit.text.clone());
            } else if plan.short {
                why.without.push(unit.text.clone());
            }
        }
        let mut sections = Vec::new();
        if !matches.is_empty() {
            let found = told::find(self.told.get(&self.catalog, scored.doc as usize)?, &matches, sieve);
            why.fields = found.fields;
            if why.fields.is_empty() {
                why.fields.push("code");
            }
            let name = |level: u8| facets::LEVELS.get(usize::from(level)).copied().unwrap_or_default();
            for (held, level) in found.competencies {
                if why.competencies.iter().all(|known| known.name != held) {
                    why.competencies.push(Held { name: held, level: name(level) });
                }
            }
            sections = found.sections;
        }
        Some(Hit {
            agent: agent.slug.clone(),
            name: agent.definition.name.value.clone(),
            path: agent.definition.path.clone(),
            score: (scored.score * 1e6).round() / 1e6,
            why,
            sections,
        })
    }

    fn count(&self, agents: &[Scored]) -> BTreeMap<&'static str, Vec<(String, usize)>> {
        let mut matching = vec![false; self.agents as usize];
        for scored in agents {
            if let Some(place) = matching.get_mut(scored.doc as usize) {
                *place = true;
            }
        }
        let mut facets = BTreeMap::new();
        for field in query::FIELDS.into_iter().filter(|field| *field != "name") {
            let Some(values) = self.facets().values(field) else { continue };
            let mut counts: Vec<(String, usize)> = values
                .values()
                .map(|holders| {
                    let held = holders.agents.iter().filter(|(agent, _)| matching.get(*agent as usize) == Some(&true));
                    (holders.label.clone(), held.count())
                })
                .filter(|(_, count)| *count > 0)
                .collect();
            counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| fold(&a.0).cmp(&fold(&b.0))));
            counts.truncate(50);
            facets.insert(field, counts);
        }
        facets
    }
}

/// What to look for in the texts of those who match.
fn sieve(plan: &Plan) -> Sieve {
    let alternatives = plan.units.iter().filter(|unit| unit.content).flat_map(|unit| &unit.alternatives);
    Sieve::new(alternatives.flat_map(|alternative| &alternative.stems).cloned().collect())
}

/// What a plan takes for something else; with a document, only where that document holds it. What was typed needs no other way.
fn corrections(plan: &Plan, doc: Option<u32>) -> Vec<Correction> {
    let mut corrections: Vec<Correction> = Vec::new();
    let guessed = |unit: &&Unit| unit.weight > 0.0 && unit.alternatives.iter().any(|it| it.how.is_some());
    for unit in plan.units.iter().filter(guessed) {
        let holds = |alternative: &Alternative| match doc {
            Some(doc) => alternative.terms.iter().all(|term| rank::held(&term.postings, doc).is_some()),
            None => alternative.terms.iter().all(|term| !term.postings.is_empty()),
        };
        if unit.alternatives.iter().any(|alternative| alternative.how.is_none() && holds(alternative)) {
            continue;
        }
        for alternative in unit.alternatives.iter().filter(|alternative| holds(alternative)) {
            let (how, from, to) = match &alternative.how {
                Some(How::Correction(word)) => ("typo", &unit.text, word),
                Some(How::Beginning(word)) => ("beginning", &unit.text, word),
                Some(How::Alias { typed, way }) => ("alias", typed, way),
                None => continue,
            };
            let correction = Correction { from: from.clone(), to: to.clone(), how };
            if !corrections.contains(&correction) {
                corrections.push(correction);
            }
        }
    }
    corrections
}
