//! Plan: what a query asks of the index: what each of its words may stand for, and what it counts.
//!
//! `static/js/search-rank.js` is its twin.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Fault;
use super::aliases::{self, Alias};
use super::background;
use super::claims::Claim;
use super::lexicon::Lexicon;
use super::query::{Item, Kind, Query};
use super::signal::Signal;
use super::stem::stem;
use super::terms::{Term, Terms};
use super::tokens::{Role, Token};

/// What a word counts for that was not typed but guessed: a correction, or the rest of a word.
const GUESSED: f64 = 0.9;

/// What another way to write a competency counts for, and the kin of a word.
const ALIAS: f64 = 0.1;

/// A query of more words is a sentence, and so is one of more words that tell.
const SHORT: usize = 4;
const TELLING: usize = 3;

/// Most words of a query that are corrected: each costs a search of its own.
const CORRECTED: usize = 12;

/// What a query asks for.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// What the ranking sums up, in the order of the query.
    pub(super) units: Vec<Unit>,
    /// The competencies that it names.
    pub(super) claims: Vec<Claim>,
    /// Words that must follow each other.
    pub(super) phrases: Vec<Vec<(u32, String)>>,
    /// What must not be there.
    pub(super) nots: Vec<Not>,
    /// What was typed and nobody holds.
    pub(super) without: Vec<String>,
    /// Whether so few words were typed that all are wanted.
    pub(super) short: bool,
    /// Whether so many words tell that those of which any sentence is made count nothing.
    lean: bool,
}

/// A word of the query with all that it may stand for.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// As it was typed, folded.
    pub(super) text: String,
    /// What it counts for.
    pub(super) weight: f64,
    /// Whether it tells what is asked for.
    pub(super) content: bool,
    /// What it may stand for, as typed first.
    pub(super) alternatives: Vec<Alternative>,
    signal: Signal,
    pub(super) kind: Kind,
    /// The stem by which aliases are looked up.
    key: String,
}

/// One thing that a word may stand for.
#[derive(Debug, Clone)]
pub(super) struct Alternative {
    /// What it counts for.
    pub(super) weight: f64,
    /// The stems that all must be there.
    pub(super) stems: Vec<String>,
    /// The same as terms.
    pub(super) terms: Vec<Arc<Term>>,
    /// How it came in, if it was not typed.
    pub(super) how: Option<How>,
}

/// How a word came into a query that nobody typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum How {
    /// A wrong letter was corrected; the word that was meant.
    Correction(String),
    /// The beginning of this word was typed.
    Beginning(String),
    /// These words are another way to write what was typed.
    Alias {
        /// What was typed: one word or several.
        typed: String,
        /// The other way, as the vocabulary writes it.
        way: String,
    },
}

/// Something that must not be there.
#[derive(Debug)]
pub(super) enum Not {
    /// One of these terms.
    Terms(Vec<Arc<Term>>),
    /// A phrase.
    Phrase(Vec<(u32, String)>),
}

/// Makes the plan of a query.
pub(super) fn make(
    query: &Query,
    terms: &Terms,
    lexicon: &Lexicon,
    aliases: &BTreeMap<String, Alias>,
) -> Result<Plan, Fault> {
    let mut planner = Planner { terms, lexicon, plan: Plan::default() };
    for item in &query.items {
        if item.not {
            planner.exclude(item)?;
        } else {
            planner.want(item)?;
        }
    }
    planner.plan.lean = planner.plan.units.iter().filter(|unit| unit.signal == Signal::Full).count() > TELLING;
    planner.join()?;
    planner.expand(aliases)?;
    planner.correct()?;
    Ok(weighed(planner.plan))
}

/// Weighs the words against each other, once all are known.
fn weighed(mut plan: Plan) -> Plan {
    let telling = plan.units.iter().filter(|unit| unit.signal == Signal::Full).count();
    for unit in &mut plan.units {
        unit.content = telling == 0 || unit.signal == Signal::Full;
        unit.weight = match unit.signal {
            _ if telling == 0 => 1.0,
            Signal::Function if plan.lean => 0.0,
            signal => signal.weight(),
        };
    }
    let contents = plan.units.iter().filter(|unit| unit.content).count();
    plan.short = contents <= TELLING && plan.units.len() <= SHORT;
    plan
}

struct Planner<'a> {
    terms: &'a Terms,
    lexicon: &'a Lexicon,
    plan: Plan,
}

impl Planner<'_> {
    fn alternative(&self, stem: String, weight: f64, how: Option<How>) -> Result<Alternative, Fault> {
        let term = self.terms.term(&stem)?;
        Ok(Alternative { weight, stems: vec![stem], terms: vec![term], how })
    }

    fn want(&mut self, item: &Item) -> Result<(), Fault> {
        match item.kind {
            Kind::Word => self.words(&item.tokens, Kind::Word),
            Kind::Phrase => {
                let phrase = phrase(&item.tokens);
                if !phrase.is_empty() {
                    self.plan.phrases.push(phrase);
                }
                self.words(&item.tokens, Kind::Phrase)
            }
            Kind::Prefix => {
                let (Some(last), at) = (item.tokens.last(), item.tokens.len().saturating_sub(1)) else { return Ok(()) };
                let before = item.tokens.get(..at).unwrap_or_default();
                let parts: Vec<Token> = before.iter().filter(|token| token.role != Role::Whole).cloned().collect();
                self.words(&parts, Kind::Word)?;
                let alternatives = self.beginning(&last.text, 1.0, false)?;
                self.push(format!("{}*", last.text), Kind::Prefix, alternatives, Signal::Full);
                Ok(())
            }
        }
    }

    fn words(&mut self, tokens: &[Token], kind: Kind) -> Result<(), Fault> {
        let mut whole: Option<&Token> = None;
        let parts = tokens.iter().filter(|token| token.role == Role::Part).count();
        // A whole is worth as much to all its parts together as one word.
        let share = 1.0 / f64::from(u32::try_from(parts).unwrap_or(u32::MAX).max(1));
        let mut signed: Option<u32> = None;
        for (at, token) in tokens.iter().enumerate() {
            match token.role {
                Role::Hump => continue,
                Role::Whole => {
                    whole = Some(token);
                    continue;
                }
                Role::Part if signed == Some(token.position) => continue,
                Role::Word => whole = None,
                Role::Part | Role::Signed => {}
            }
            let mut own = self.alternative(stem(&token.text), 1.0, None)?;
            if token.role == Role::Signed {
                signed = Some(token.position);
                // A sign may be a slip of the hand, but F# is never F.
                let is_word = |bare: &&Token| bare.text.chars().nth(1).is_some();
                let bare = tokens.get(at + 1).filter(is_word).filter(|_| is_held_by_nobody(&own));
                if let Some(bare) = bare {
                    own = self.alternative(stem(&bare.text), 1.0, None)?;
                }
            }
            let unknown = is_held_by_nobody(&own);
            let humps: Vec<&Token> = tokens.iter().skip(at + 1).take_while(|next| next.role == Role::Hump).collect();
            if unknown && !humps.is_empty() {
                for hump in humps {
                    let own = self.alternative(stem(&hump.text), 1.0, None)?;
                    self.known(hump.text.clone(), kind, vec![own]);
                }
                continue;
            }
            let mut alternatives = vec![own];
            if let (Some(whole), Role::Part) = (whole, token.role) {
                alternatives.push(self.alternative(stem(&whole.text), share, None)?);
            }
            self.known(token.text.clone(), kind, alternatives);
        }
        Ok(())
    }

    /// Adds a word with the signal of what was typed; words in quotation marks all tell.
    fn known(&mut self, text: String, kind: Kind, alternatives: Vec<Alternative>) {
        let own = alternatives.first().and_then(|first| first.terms.first()).map_or(Signal::Full, |term| term.signal);
        let signal = if kind == Kind::Phrase { Signal::Full } else { own };
        self.push(text, kind, alternatives, signal);
    }

    fn push(&mut self, text: String, kind: Kind, alternatives: Vec<Alternative>, signal: Signal) {
        let key = alternatives.first().and_then(|first| first.stems.first()).cloned().unwrap_or_default();
        if self.plan.units.iter().any(|unit| unit.kind != Kind::Prefix && kind != Kind::Prefix && unit.key == key) {
            return;
        }
        self.plan.units.push(Unit { text, weight: 1.0, content: true, alternatives, signal, kind, key });
    }

    /// The terms that begin as given.
    fn beginning(&self, prefix: &str, weight: f64, guessed: bool) -> Result<Vec<Alternative>, Fault> {
        let mut alternatives: Vec<Alternative> = Vec::new();
        for word in self.lexicon.beginning(prefix) {
            let stem = stem(&word);
            if !alternatives.iter().any(|other| other.stems.first() == Some(&stem)) {
                let how = guessed.then_some(How::Beginning(word));
                alternatives.push(self.alternative(stem, weight, how)?);
            }
        }
        Ok(alternatives)
    }

    /// What was typed as two words may be written as one.
    fn join(&mut self) -> Result<(), Fault> {
        if self.plan.units.len() > SHORT {
            return Ok(());
        }
        for at in 1..self.plan.units.len() {
            let (Some(first), Some(second)) = (self.plan.units.get(at - 1), self.plan.units.get(at)) else { break };
            if first.kind != Kind::Word || second.kind != Kind::Word {
                continue;
            }
            let joined = self.alternative(stem(&format!("{}{}", first.text, second.text)), 0.5, None)?;
            if joined.terms.iter().any(|term| !term.postings.is_empty()) {
                for unit in self.plan.units.iter_mut().skip(at - 1).take(2) {
                    unit.alternatives.push(joined.clone());
                }
            }
        }
        Ok(())
    }

    /// Adds the other ways to write the competencies that the query names.
    fn expand(&mut self, aliases: &BTreeMap<String, Alias>) -> Result<(), Fault> {
        let typed = |unit: &Unit| if unit.kind == Kind::Prefix { String::new() } else { unit.key.clone() };
        let keys: Vec<String> = self.plan.units.iter().map(typed).collect();
        let telling = tell(&self.plan.units);
        let mut at = 0;
        while at < keys.len() {
            if self.plan.lean && self.plan.units.get(at).is_some_and(|unit| unit.signal == Signal::Function) {
                at += 1;
                continue;
            }
            let longest = aliases::LONGEST.min(keys.len() - at);
            let found = (1..=longest).rev().find_map(|length| {
                let key = keys.get(at..at + length)?.join(" ");
                Some((length, aliases.get(&key)?))
            });
            let Some((length, alias)) = found else {
                at += 1;
                continue;
            };
            let alone =
                length == 1 && telling && self.plan.units.get(at).is_some_and(|unit| unit.signal != Signal::Full);
            let own = self.plan.units.iter().skip(at).take(length).map(|unit| unit.text.as_str());
            let typed = own.collect::<Vec<_>>().join(" ");
            for (written, way) in &alias.ways {
                if alone {
                    break;
                }
                let mut terms = Vec::new();
                for stem in way {
                    terms.push(self.terms.term(stem)?);
                }
                if terms.iter().any(|term| term.postings.is_empty()) {
                    continue;
                }
                let how = Some(How::Alias { typed: typed.clone(), way: written.clone() });
                let alternative = Alternative { weight: ALIAS, stems: way.clone(), terms, how };
                for unit in self.plan.units.iter_mut().skip(at).take(length) {
                    unit.alternatives.push(alternative.clone());
                }
            }
            at += length;
        }
        Ok(())
    }

    /// Replaces what nobody holds: by what begins so, for the last word, or by what was meant.
    fn correct(&mut self) -> Result<(), Fault> {
        let mut left = CORRECTED;
        let last = self.plan.units.len().saturating_sub(1);
        let mut units = std::mem::take(&mut self.plan.units);
        for (at, unit) in units.iter_mut().enumerate() {
            let held = unit.alternatives.iter().any(|other| other.terms.iter().all(|term| !term.postings.is_empty()));
            if held || unit.signal != Signal::Full || unit.kind == Kind::Phrase || left == 0 {
                continue;
            }
            if unit.kind == Kind::Prefix {
                continue;
            }
            left -= 1;
            if at == last && (unit.text.len() >= 3) {
                unit.alternatives = self.beginning(&unit.text, GUESSED, true)?;
            } else {
                unit.alternatives.clear();
            }
            // A real word that nobody holds is no slip of the hand.
            if unit.alternatives.is_empty()
                && !background::is_known(&unit.key)
                && let Some(word) = self.lexicon.correction(&unit.text)
            {
                let how = Some(How::Correction(word.clone()));
                let meant = self.alternative(stem(&word), GUESSED, how)?;
                unit.signal = meant.terms.first().map_or(Signal::Full, |term| term.signal);
                unit.alternatives.push(meant);
            }
        }
        let dropped = |unit: &Unit| {
            !unit.alternatives.iter().any(|other| other.terms.iter().all(|term| !term.postings.is_empty()))
        };
        // Beside words that tell, nobody misses one that doesn't.
        let telling = tell(&units);
        let missed = |unit: &&Unit| dropped(unit) && (unit.signal == Signal::Full || !telling);
        self.plan.without = units.iter().filter(missed).map(|unit| unit.text.clone()).collect();
        // Nor does it matter whether anybody holds one that counts nothing: the browser needn't look.
        units.retain(|unit| !dropped(unit) || (self.plan.lean && telling && unit.signal == Signal::Function));
        if !tell(&units) {
            units.retain(|unit| !dropped(unit));
        }
        self.plan.units = units;
        Ok(())
    }

    fn exclude(&mut self, item: &Item) -> Result<(), Fault> {
        let phrase = phrase(&item.tokens);
        let mut terms = Vec::new();
        if item.kind == Kind::Prefix {
            if let Some(last) = item.tokens.last() {
                let found = self.beginning(&last.text, 1.0, false)?;
                terms.extend(found.into_iter().flat_map(|alternative| alternative.terms));
            }
        } else {
            for token in item.tokens.iter().filter(|token| token.role == Role::Whole) {
                terms.push(self.terms.term(&stem(&token.text))?);
            }
            if let [(_, stem)] = phrase.as_slice() {
                terms.push(self.terms.term(stem)?);
            } else if !phrase.is_empty() {
                self.plan.nots.push(Not::Phrase(phrase));
            }
        }
        self.plan.nots.push(Not::Terms(terms));
        Ok(())
    }
}

fn tell(units: &[Unit]) -> bool {
    units.iter().any(|unit| unit.signal == Signal::Full)
}

fn is_held_by_nobody(alternative: &Alternative) -> bool {
    alternative.terms.iter().all(|term| term.postings.is_empty())
}

/// The stems of a phrase with their distance from its first word.
fn phrase(tokens: &[Token]) -> Vec<(u32, String)> {
    let mut words: Vec<(u32, String)> = Vec::new();
    for token in tokens.iter().filter(|token| !matches!(token.role, Role::Whole | Role::Hump)) {
        // Of `C++` the sign belongs to the phrase, the bare letter doesn't.
        if words.last().is_none_or(|last| last.0 != token.position) {
            words.push((token.position, stem(&token.text)));
        }
    }
    let first = words.first().map_or(0, |word| word.0);
    words.into_iter().map(|(position, stem)| (position - first, stem)).collect()
}
