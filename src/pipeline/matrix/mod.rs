//! Matrix: which agent covers which competency, by written rules, with the sentence behind every mark.
//!
//! [`vocabulary`] lays the team's terms over the built-in ones, [`Terms`] makes them ready for scanning, [`marks`] reads one definition
//! (pure, so that it is cached), and [`resolve`] puts the marks of all agents beside each other.

mod abbreviation;
mod aside;
mod code;
mod company;
mod context;
mod denial;
mod ellipsis;
mod evidence;
mod fault;
mod harvest;
mod levels;
mod line;
mod normal;
mod opening;
mod plural;
mod prefixes;
mod resolve;
mod scan;
mod scope;
mod sentence;
mod token;
mod tongue;
mod vocabulary;

use crate::model::competency::Origin;
use crate::model::definition::{Definition, Stated};
use crate::model::matrix::{Coverage, Evidence, Level, Marks, OtherTerm};

use std::collections::{HashMap, HashSet};

use self::company::Company;
use self::evidence::Scan;

pub use levels::{LEVELS, NO_MARK, Rule, STATES};
pub use resolve::{again, resolve};
pub use scan::Terms;
pub use vocabulary::{built_in, vocabulary};

/// What a definition covers, by its text alone.
pub fn marks(definition: &Definition, terms: &Terms) -> Marks {
    let stretches = scope::stretches(definition);
    let names = own_names(definition);
    let own: Vec<usize> = names.iter().flat_map(|name| name_terms(name, terms)).collect();
    let mut scans: Vec<Scan<'_, '_>> = stretches.iter().map(|stretch| Scan::new(stretch, terms)).collect();
    let spelled = abbreviation::spelled(&scans);
    let company = Company::new(&scans, &own, terms);
    let (mut found, mut asides, mut harvested, mut theirs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for scan in &mut scans {
        scan.settle(&company, &spelled);
        let reading = evidence::read(scan, &names, &own, &company);
        let stretch = scan.stretch;
        found.extend(reading.terms.into_iter().map(|(competency, place)| (competency, stretch, place)));
        asides.extend(reading.code.into_iter().map(|(competency, place)| (competency, stretch, place)));
        harvested
            .extend(reading.harvested.into_iter().map(|(name, place)| (harvest::key(&name), name, stretch, place)));
        theirs.extend(reading.theirs);
    }
    // Stable: the places of a term stay in the order of the text.
    found.sort_by_key(|&(competency, ..)| competency);
    // An ordinary word in code means the technology where the text has said so.
    asides.retain(|(competency, ..)| found.binary_search_by_key(competency, |&(it, ..)| it).is_ok());
    if !asides.is_empty() {
        found.append(&mut asides);
        found.sort_by_key(|&(competency, ..)| competency);
    }
    if !harvested.is_empty() {
        // What English has no word for tells nothing in another language.
        let english = tongue::is_english(&stretches);
        harvested.retain(|(key, name, ..)| !theirs.contains(key) && (english || harvest::looks_like_name(name)));
    }
    harvested.sort_by(|a, b| a.0.cmp(&b.0));
    let vocabulary = found.chunk_by(|a, b| a.0 == b.0).filter_map(|places| {
        let competency = places.first()?.0;
        Some(Coverage { competency, ..evidence::weigh(places.iter().map(|(_, stretch, place)| (*stretch, place))) })
    });
    let other = harvested.chunk_by(|a, b| a.0 == b.0).filter_map(|places| {
        let (key, name) = places.first().map(|(key, name, ..)| (key.clone(), name.clone()))?;
        let mark = evidence::weigh(places.iter().map(|(_, _, stretch, place)| (*stretch, place)));
        Some(OtherTerm { key, name, level: mark.level, origin: Origin::Harvested, evidence: mark.evidence })
    });
    let mut marks = Collected { terms, found: vocabulary.collect(), other: other.collect() };
    marks.stated(&definition.settings.competencies);
    marks.denied(&definition.settings.not_competencies);
    marks.infer(&definition.settings.not_competencies);
    marks.finish()
}

/// What begins with another's name and stands for itself all the same.
const APART: &[&str] = &["GitHub Actions", "React Native", "SQL Server"];

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
    /// Sorted by competency.
    found: Vec<Coverage>,
    /// Sorted by key, until the author adds some.
    other: Vec<OtherTerm>,
}

impl Collected<'_> {
    fn place(&self, competency: usize) -> Result<usize, usize> {
        self.found.binary_search_by_key(&competency, |mark| mark.competency)
    }

    /// What the author states by hand is core and signed, beside what was found.
    fn stated(&mut self, stated: &[Stated<String>]) {
        let mut keys: HashMap<String, usize> =
            self.other.iter().enumerate().map(|(at, other)| (other.key.clone(), at)).collect();
        for one in stated {
            let evidence = evidence::stated(one);
            if let Some(competency) = self.terms.named(&one.value) {
                let place = self.place(competency);
                if place.ok().and_then(|at| self.found.get(at)).is_some_and(|mark| mark.origin == Origin::Author) {
                    continue;
                }
                let found = place.ok().and_then(|at| self.found.get(at)).map(|mark| mark.evidence.to_vec());
                let all: Vec<Evidence> = std::iter::once(evidence).chain(found.into_iter().flatten()).collect();
                let mark = Coverage { competency, origin: Origin::Author, ..evidence::mark(all, Level::Core) };
                match place {
                    Ok(at) => self.found[at] = mark,
                    Err(at) => self.found.insert(at, mark),
                }
                continue;
            }
            let key = harvest::key(&one.value);
            match keys.get(&key).and_then(|&at| self.other.get_mut(at)) {
                // Said twice, it is stated once.
                Some(other) if other.origin == Origin::Author => {}
                Some(other) => {
                    other.evidence = std::iter::once(evidence).chain(other.evidence.iter().cloned()).collect();
                    (other.level, other.origin) = (Level::Core, Origin::Author);
                }
                None => {
                    keys.insert(key.clone(), self.other.len());
                    let (name, evidence) = (one.value.clone(), std::iter::once(evidence).collect());
                    self.other.push(OtherTerm { key, name, level: Level::Core, origin: Origin::Author, evidence });
                }
            }
        }
    }

    /// What the author denies by hand is no mark, whatever was found.
    fn denied(&mut self, denied: &[Stated<String>]) {
        let known: HashSet<usize> = denied.iter().filter_map(|one| self.terms.named(&one.value)).collect();
        let keys: HashSet<String> = denied.iter().map(|one| harvest::key(&one.value)).collect();
        self.found.retain(|mark| !known.contains(&mark.competency));
        self.other.retain(|other| !keys.contains(&other.key));
    }

    /// What follows from claims, and is not marked otherwise.
    fn infer(&mut self, denied: &[Stated<String>]) {
        let denied: HashSet<usize> = denied.iter().filter_map(|one| self.terms.named(&one.value)).collect();
        let mut via: Vec<(usize, usize)> = Vec::new();
        for mark in self.found.iter().filter(|mark| mark.claims()) {
            let new = |implied: &&usize| self.place(**implied).is_err() && !denied.contains(implied);
            via.extend(self.terms.implied(mark.competency).iter().filter(new).map(|&it| (it, mark.competency)));
        }
        via.sort_unstable();
        for same in via.chunk_by(|a, b| a.0 == b.0) {
            let marks = || same.iter().filter_map(|&(_, via)| self.found.get(self.place(via).ok()?));
            let Some(&(competency, _)) = same.first() else { continue };
            let inferred = || {
                let best = marks().filter_map(|mark| mark.evidence.first()).take(evidence::MAX_INFERRED);
                let evidence: Vec<Evidence> =
                    best.map(|it| Evidence { level: Level::Inferred, ..it.clone() }).collect();
                let via = same.iter().map(|&(_, via)| via).collect();
                Coverage { competency, via, ..evidence::mark(evidence, Level::Inferred) }
            };
            let mark = self.named_in(competency, marks()).unwrap_or_else(inferred);
            let at = self.place(competency).unwrap_or_else(|at| at);
            self.found.insert(at, mark);
        }
    }

    /// What longer terms that it follows from begin with is listed by them: `Go modules`, `Kafka Streams`.
    fn named_in<'m>(&self, competency: usize, longer: impl Iterator<Item = &'m Coverage>) -> Option<Coverage> {
        let own = self.terms.vocabulary.competencies.get(competency)?;
        let names_it = |it: &&Evidence| {
            let written = it.written();
            own.names().any(|name| scan::begins_with(written, name)) && !APART.iter().any(|it| written.starts_with(it))
        };
        let part = |mark: &&Coverage| self.terms.is_part(mark.competency, competency);
        let all = longer.filter(part).filter(|mark| mark.claims() && mark.origin != Origin::Author);
        let all = all.flat_map(|mark| mark.evidence.iter()).filter(|it| it.level >= Level::Listed).filter(names_it);
        let mut evidence: Vec<Evidence> = all.map(|it| Evidence { level: Level::Listed, ..it.clone() }).collect();
        evidence.sort_by_key(|it| it.line);
        evidence.truncate(evidence::MAX_INFERRED);
        (!evidence.is_empty()).then(|| Coverage { competency, ..evidence::mark(evidence, Level::Listed) })
    }

    fn finish(self) -> Marks {
        let brief =
            self.found.iter().map(|mark| (u32::try_from(mark.competency).unwrap_or(u32::MAX), mark.level)).collect();
        let mut other = self.other;
        other.sort_by(|a, b| a.key.cmp(&b.key));
        Marks { vocabulary: self.found.into(), brief, other: other.into() }
    }
}
