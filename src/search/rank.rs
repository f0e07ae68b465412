//! Rank: from a plan to documents in order. Whole numbers and a fixed order of sums, so that both readers give the same
//! score to the last bit; equal scores stand in the order of the documents, which is that of their slugs.
//!
//! `static/js/search-rank.js` is its twin.

use super::Fault;
use super::claims::Claim;
use super::plan::{Alternative, Not, Plan, Unit};
use super::terms::{LEVELS, Posting, Terms, WORTH};

/// How much more a document counts whose name the query holds as a whole.
const NAMED: f64 = 0.2;

/// What it counts, beside a word, to claim a competency for each word that names it, if the query says nothing else.
const CLAIMED: f64 = 0.5;

/// As many of the best are kept in order while they are looked for; more are sorted.
const FEW: usize = 32;

/// A document with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scored {
    /// The document's number.
    pub(super) doc: u32,
    /// Its score; 0 where the query only filters.
    pub(super) score: f64,
    /// Whether the query holds all of its name.
    pub(super) named: bool,
}

/// Scores documents, in the order of their numbers. `names` gives for each the number of stems in its name, `passing` which agents pass the filters.
pub(super) fn rank(plan: &Plan, terms: &Terms, names: &[u8], passing: Option<&[bool]>) -> Result<Vec<Scored>, Fault> {
    let mut board = Board::new(names.len());
    for unit in plan.units.iter().filter(|unit| unit.weight > 0.0) {
        board.add(unit);
    }
    for claim in &plan.claims {
        board.raise(claim);
    }
    let any = plan.units.is_empty();
    // Who holds nothing but words like "in" and "a" has no answer to what was asked.
    let mut allowed: Vec<bool> = board.cells.iter().map(|cell| any || cell.matched > 0).collect();
    // A filter asks for agents, so it leaves nothing else.
    if let Some(passing) = passing {
        allowed.iter_mut().enumerate().for_each(|(doc, allowed)| *allowed &= passing.get(doc) == Some(&true));
    }
    for words in &plan.phrases {
        let mut holding = vec![false; names.len()];
        for doc in phrase(words, terms)? {
            set(&mut holding, doc, true);
        }
        allowed.iter_mut().zip(holding).for_each(|(allowed, holding)| *allowed &= holding);
    }
    for not in &plan.nots {
        match not {
            Not::Terms(terms) => {
                for posting in terms.iter().flat_map(|term| &term.postings) {
                    set(&mut allowed, posting.doc, false);
                }
            }
            Not::Phrase(words) => {
                for doc in phrase(words, terms)? {
                    set(&mut allowed, doc, false);
                }
            }
        }
    }
    Ok(board.scores(plan, names, &allowed))
}

/// The best so many, in order.
pub(super) fn best(scored: impl IntoIterator<Item = Scored>, count: usize) -> Vec<Scored> {
    let order = |a: &Scored, b: &Scored| b.score.total_cmp(&a.score).then(a.doc.cmp(&b.doc));
    if count > FEW {
        let mut all: Vec<Scored> = scored.into_iter().collect();
        all.sort_unstable_by(order);
        all.truncate(count);
        return all;
    }
    let mut best: Vec<Scored> = Vec::new();
    for own in scored {
        // Of thousands that match, few come before the last of the best so far; most have a lower score.
        if best.len() == count && best.last().is_none_or(|last| own.score < last.score || order(last, &own).is_lt()) {
            continue;
        }
        let at = best.partition_point(|other| order(other, &own).is_lt());
        best.insert(at, own);
        best.truncate(count);
    }
    best
}

fn set(flags: &mut [bool], doc: u32, value: bool) {
    if let Some(flag) = flags.get_mut(doc as usize) {
        *flag = value;
    }
}

/// What is known of each document while the words are summed up.
struct Board {
    cells: Vec<Cell>,
    /// The best that one word gives to each, while its alternatives are compared, and whether one of them is in the name.
    rivals: Vec<(f64, bool)>,
}

/// What is known of one: side by side and small, since a usual word touches them all.
#[derive(Clone, Copy, Default)]
struct Cell {
    score: f64,
    /// Words that tell, matched.
    matched: u8,
    /// Words that tell, in the name.
    named: u8,
}

impl Cell {
    /// Adds what one word that tells gives.
    fn tell(&mut self, worth: f64, name: bool) {
        self.score += worth;
        self.matched += 1;
        self.named += u8::from(name);
    }
}

impl Board {
    fn new(size: usize) -> Self {
        Self { cells: vec![Cell::default(); size], rivals: Vec::new() }
    }

    /// Adds the best that a word gives to each document.
    fn add(&mut self, unit: &Unit) {
        match unit.alternatives.as_slice() {
            [alternative] => self.add_only(alternative, unit.weight * alternative.weight, unit.content),
            alternatives => self.add_best(alternatives, unit),
        }
    }

    fn add_only(&mut self, alternative: &Alternative, weight: f64, content: bool) {
        let cells = &mut self.cells;
        if content {
            bases(alternative, weight, |doc, worth, name| {
                cells.get_mut(doc as usize).into_iter().for_each(|cell| cell.tell(worth, name));
            });
        } else {
            bases(alternative, weight, |doc, worth, _| {
                cells.get_mut(doc as usize).into_iter().for_each(|cell| cell.score += worth);
            });
        }
    }

    /// Adds what a claim counts for.
    fn raise(&mut self, claim: &Claim) {
        let weight = CLAIMED * claim.named * f64::from(claim.term.worth);
        for Posting { doc, level, .. } in &claim.term.postings {
            if let Some(cell) = self.cells.get_mut(*doc as usize) {
                cell.score += weight * f64::from(u32::from(*level) * u32::from(*level));
            }
        }
    }

    fn add_best(&mut self, alternatives: &[Alternative], unit: &Unit) {
        self.rivals.resize(self.cells.len(), (0.0, false));
        let mut found: Vec<u32> = Vec::new();
        for alternative in alternatives {
            bases(alternative, unit.weight * alternative.weight, |doc, worth, name| {
                let Some((best, in_name)) = self.rivals.get_mut(doc as usize) else { return };
                if *best == 0.0 {
                    found.push(doc);
                }
                *best = best.max(worth);
                *in_name |= name;
            });
        }
        for doc in found {
            let rival = self.rivals.get_mut(doc as usize).map(std::mem::take);
            let (Some((best, name)), Some(cell)) = (rival, self.cells.get_mut(doc as usize)) else { continue };
            if unit.content {
                cell.tell(best, name);
            } else {
                cell.score += best;
            }
        }
    }

    fn scores(&self, plan: &Plan, names: &[u8], allowed: &[bool]) -> Vec<Scored> {
        let contents = plan.units.iter().filter(|unit| unit.content).count();
        let contents = f64::from(u8::try_from(contents.max(1)).unwrap_or(u8::MAX));
        let mut ranked = Vec::with_capacity(names.len());
        for (((doc, cell), length), _) in
            (0..).zip(&self.cells).zip(names).zip(allowed).filter(|(_, allowed)| **allowed)
        {
            let mut score = cell.score;
            if plan.short {
                score *= (f64::from(cell.matched) / contents).sqrt();
            }
            let length = (*length).max(1);
            let held = cell.named.min(length);
            // Most hold nothing of the name: a multiplication by one, and a division, less.
            if held > 0 {
                score *= 1.0 + NAMED * (f64::from(held) / f64::from(length));
            }
            ranked.push(Scored {
                doc,
                score: score / (f64::from(LEVELS) * f64::from(LEVELS) * WORTH),
                named: held == length,
            });
        }
        ranked
    }
}

/// Calls back for each document that holds an alternative, with what its weakest stem gives, and whether all of it is in the name.
fn bases(alternative: &Alternative, weight: f64, mut each: impl FnMut(u32, f64, bool)) {
    let Some((first, rest)) = alternative.terms.split_first() else { return };
    let base = |worth: u32, level: u8| f64::from(worth) * f64::from(u32::from(level) * u32::from(level));
    if rest.is_empty() {
        // A usual word has thousands of postings and few levels.
        let gains: [f64; LEVELS as usize + 1] =
            std::array::from_fn(|level| weight * base(first.worth, u8::try_from(level).unwrap_or(LEVELS)));
        for posting in &first.postings {
            each(posting.doc, gains.get(usize::from(posting.level)).copied().unwrap_or_default(), posting.name);
        }
        return;
    }
    'docs: for posting in &first.postings {
        let (mut weakest, mut name) = (base(first.worth, posting.level), posting.name);
        for term in rest {
            let Some(other) = held(&term.postings, posting.doc) else { continue 'docs };
            weakest = weakest.min(base(term.worth, other.level));
            name &= other.name;
        }
        each(posting.doc, weight * weakest, name);
    }
}

/// The posting of a document, if it has one.
pub(super) fn held(postings: &[Posting], doc: u32) -> Option<Posting> {
    let at = postings.binary_search_by_key(&doc, |posting| posting.doc).ok()?;
    postings.get(at).copied()
}

/// The documents in which some stems stand at their distances from each other.
fn phrase(words: &[(u32, String)], terms: &Terms) -> Result<Vec<u32>, Fault> {
    let mut places = Vec::new();
    for (offset, stem) in words {
        places.push((*offset, terms.places(stem)?));
    }
    // Begin with the rarest word: the others are only looked at where it stands.
    let Some(rarest) = places.iter().min_by_key(|(_, places)| places.len()) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (doc, positions) in rarest.1.iter() {
        let mut others = Vec::new();
        for (offset, places) in &places {
            let Some(own) = places.of(doc) else { break };
            others.push((*offset, own));
        }
        let together = |start: u32| others.iter().all(|(offset, own)| own.binary_search(&(start + offset)).is_ok());
        let starts = positions.iter().filter_map(|position| position.checked_sub(rarest.0));
        if others.len() == places.len() && starts.into_iter().any(together) {
            found.push(doc);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_come_in_order_however_many() {
        let scored = |doc: u32| Scored { doc, score: f64::from(doc * 7919 % 101), named: false };
        let all = best((0..500).map(scored), 500);
        assert!(all.windows(2).all(|two| (two[1].score, two[0].doc) < (two[0].score, two[1].doc)));
        for count in [0, 1, 10, FEW, FEW + 1] {
            assert_eq!(best((0..500).map(scored), count), all[..count]);
        }
    }
}
