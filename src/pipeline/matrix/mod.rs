//! Matrix: which agent covers which competency, by written rules, with the sentence behind every mark.
//!
//! [`vocabulary`] lays the team's terms over the built-in ones, [`Terms`] makes them ready for scanning, [`marks`] reads one definition
//! (pure, so that it is cached), and [`resolve`] puts the marks of all agents beside each other.

mod abbreviation;
mod code;
mod company;
mod context;
mod denial;
mod evidence;
mod harvest;
mod levels;
mod line;
mod normal;
mod opening;
mod resolve;
mod scan;
mod scope;
mod sentence;
mod token;
mod vocabulary;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::competency::Origin;
use crate::model::definition::{Definition, Stated};
use crate::model::matrix::{Coverage, Level, Marks, OtherTerm};

use self::company::Company;
use self::evidence::{Found, Scan};

pub use levels::{LEVELS, NO_MARK, Rule, STATES};
pub use resolve::resolve;
pub use scan::Terms;
pub use vocabulary::{built_in, vocabulary};

/// What a definition covers, by its text alone.
pub fn marks(definition: &Definition, terms: &Terms) -> Marks {
    let stretches = scope::stretches(definition);
    let names = own_names(definition);
    let own: Vec<usize> = names.iter().flat_map(|name| name_terms(name, terms)).collect();
    let mut scans: Vec<Scan<'_, '_>> = stretches.iter().map(|stretch| Scan::new(stretch, terms)).collect();
    let spelled = abbreviation::spelled(&scans);
    let company = Company::new(&scans, terms);
    let mut found: BTreeMap<usize, Found<'_>> = BTreeMap::new();
    let mut harvested: BTreeMap<String, (String, Found<'_>)> = BTreeMap::new();
    let mut asides = Vec::new();
    for scan in &mut scans {
        scan.settle(&company, &spelled);
        let reading = evidence::read(scan, &names, &own, &company);
        for (competency, place) in reading.terms {
            found.entry(competency).or_default().add(scan.stretch, place);
        }
        asides.extend(reading.code.into_iter().map(|(competency, place)| (competency, scan.stretch, place)));
        for (name, place) in reading.harvested {
            harvested.entry(harvest::key(&name)).or_insert_with(|| (name, Found::default())).1.add(scan.stretch, place);
        }
    }
    // An ordinary word in code means the technology where the text has said so.
    for (competency, stretch, place) in asides {
        if let Some(found) = found.get_mut(&competency) {
            found.add(stretch, place);
        }
    }
    let mut marks =
        Collected { terms, found: found.iter().map(|(&it, found)| (it, found.mark())).collect(), other: Vec::new() };
    marks.other = harvested
        .into_iter()
        .map(|(key, (name, found))| {
            let mark = found.mark();
            OtherTerm { key, name, level: mark.level, origin: Origin::Harvested, evidence: mark.evidence }
        })
        .collect();
    marks.stated(&definition.settings.competencies);
    marks.denied(&definition.settings.not_competencies);
    marks.infer(&definition.settings.not_competencies);
    marks.finish()
}

/// The names of the agent itself, lower-case with hyphens: what it says of them it says of itself.
fn own_names(definition: &Definition) -> Vec<String> {
    let file = definition.path.rsplit('/').next().unwrap_or_default();
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    let name = definition.name.value.to_lowercase();
    let mut names = vec![name.replace([' ', '_'], "-"), stem.to_lowercase(), name];
    names.dedup();
    names
}

/// The competencies that an agent's name has in it: `rust-pro` is about Rust.
fn name_terms(name: &str, terms: &Terms) -> Vec<usize> {
    let spaced = name.replace(['-', '_'], " ");
    let text = normal::Normal::new(&spaced);
    terms.hits(&spaced, &text).iter().map(|hit| hit.competency).collect()
}

/// The marks of one definition while they are put together.
struct Collected<'t> {
    terms: &'t Terms,
    found: BTreeMap<usize, Coverage>,
    other: Vec<OtherTerm>,
}

impl Collected<'_> {
    /// What the author states by hand is core and signed, beside what was found.
    fn stated(&mut self, stated: &[Stated<String>]) {
        for one in stated {
            let evidence = evidence::stated(one);
            if let Some(competency) = self.terms.named(&one.value) {
                let mark = self.found.entry(competency).or_insert_with(|| evidence::mark(Vec::new(), Level::Core));
                let all = std::iter::once(evidence).chain(mark.evidence.iter().cloned()).collect();
                *mark = Coverage { origin: Origin::Author, ..evidence::mark(all, Level::Core) };
            } else if let Some(other) = self.other.iter_mut().find(|other| other.key == harvest::key(&one.value)) {
                other.evidence = std::iter::once(evidence).chain(other.evidence.iter().cloned()).collect();
                (other.level, other.origin) = (Level::Core, Origin::Author);
            } else {
                let (key, name) = (harvest::key(&one.value), one.value.clone());
                let evidence = std::iter::once(evidence).collect();
                self.other.push(OtherTerm { key, name, level: Level::Core, origin: Origin::Author, evidence });
            }
        }
    }

    /// What the author denies by hand is no mark, whatever was found.
    fn denied(&mut self, denied: &[Stated<String>]) {
        for one in denied {
            if let Some(competency) = self.terms.named(&one.value) {
                self.found.remove(&competency);
            }
            let key = harvest::key(&one.value);
            self.other.retain(|other| other.key != key);
        }
    }

    /// What follows from claims, and is not marked otherwise.
    fn infer(&mut self, denied: &[Stated<String>]) {
        let denied: Vec<usize> = denied.iter().filter_map(|one| self.terms.named(&one.value)).collect();
        let mut via: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (&competency, _) in self.found.iter().filter(|(_, mark)| mark.claims()) {
            for &implied in self.terms.implied(competency) {
                if !self.found.contains_key(&implied) && !denied.contains(&implied) {
                    via.entry(implied).or_default().push(competency);
                }
            }
        }
        for (competency, via) in via {
            let evidence = via.iter().filter_map(|it| self.found.get(it)?.evidence.first().cloned());
            let evidence = evidence
                .take(evidence::MAX_INFERRED)
                .map(|it| crate::model::matrix::Evidence { level: Level::Inferred, ..it })
                .collect();
            let mark = evidence::mark(evidence, Level::Inferred);
            self.found.insert(competency, Coverage { via, ..mark });
        }
    }

    fn finish(self) -> Marks {
        let vocabulary: Arc<[Coverage]> =
            self.found.into_iter().map(|(competency, mark)| Coverage { competency, ..mark }).collect();
        let brief =
            vocabulary.iter().map(|mark| (u32::try_from(mark.competency).unwrap_or(u32::MAX), mark.level)).collect();
        let mut other = self.other;
        other.sort_by(|a, b| a.key.cmp(&b.key));
        Marks { vocabulary, brief, other: other.into() }
    }
}
