//! Lexicon: the words that the catalog holds as they are written, to find what begins alike and what was mistyped.
//!
//! A correction is looked for only among words that share an end with what was typed: one wrong letter can't spoil both
//! ends of a word. That keeps the search short here, and in the browser to a few small files. `static/js/search-lexicon.js` is
//! its twin, and reads the same shelves.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

/// Words up to this many letters are shelved by one letter instead of two or three.
const SHORT: usize = 5;

/// Most words that a prefix stands for.
const PREFIX: usize = 24;

/// Words with how usual they are, sorted.
type Shelf = Vec<(String, u8)>;

/// The words of a catalog on shelves by their ends.
#[derive(Debug, Clone, Default)]
pub(super) struct Lexicon {
    /// The shelves as they were first filled.
    first: Arc<BTreeMap<String, Shelf>>,
    /// Those that have changed since, as they are now: they hide the first ones.
    since: BTreeMap<String, Shelf>,
    /// How many documents held each word first.
    counts: Arc<BTreeMap<String, u32>>,
    /// How many hold those now of which the number has changed since.
    counted: BTreeMap<String, u32>,
}

impl Lexicon {
    /// Shelves words, each given with the number of documents that hold it.
    pub(super) fn new(words: BTreeMap<String, u32>) -> Self {
        let mut shelves: BTreeMap<String, Shelf> = BTreeMap::new();
        for (word, count) in &words {
            for shelf in shelves_of(word) {
                shelves.entry(shelf).or_default().push((word.clone(), usual(*count)));
            }
        }
        Self { first: Arc::new(shelves), counts: Arc::new(words), ..Self::default() }
    }

    /// The same after some documents have gone and others come, each of them with its words and how many of them held each.
    pub(super) fn exchange(&mut self, gone: &BTreeMap<String, u32>, come: &BTreeMap<String, u32>) {
        let words: BTreeSet<&String> = gone.keys().chain(come.keys()).collect();
        for word in words {
            let of = |from: &BTreeMap<String, u32>| from.get(word).copied().unwrap_or(0);
            let before = self.counted.get(word).copied().unwrap_or_else(|| of(&self.counts));
            let now = (before + of(come)).saturating_sub(of(gone));
            if now != before {
                self.counted.insert(word.clone(), now);
                self.set(word, now);
            }
        }
    }

    /// Puts a word on its shelves as one that so many documents hold.
    fn set(&mut self, word: &str, count: u32) {
        for name in shelves_of(word) {
            let shelf = self.shelf(&name);
            let at = shelf.binary_search_by(|(other, _)| other.as_str().cmp(word));
            let known = at.ok().and_then(|at| shelf.get(at)).map(|(_, usual)| *usual);
            let now = (count > 0).then(|| usual(count));
            if known == now {
                continue;
            }
            let mut shelf = shelf.to_vec();
            match (at, now) {
                (Ok(at), Some(now)) => shelf.get_mut(at).into_iter().for_each(|own| own.1 = now),
                (Ok(at), None) => drop(shelf.remove(at)),
                (Err(at), Some(now)) => shelf.insert(at, (word.to_owned(), now)),
                (Err(_), None) => {}
            }
            self.since.insert(name, shelf);
        }
    }

    fn shelf(&self, name: &str) -> &[(String, u8)] {
        self.since.get(name).or_else(|| self.first.get(name)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The shelves from a name on, with their words, in order.
    fn from(&self, name: &str) -> impl Iterator<Item = (&str, &[(String, u8)])> {
        let range = (Bound::Included(name), Bound::Unbounded);
        let mut first = self.first.range::<str, _>(range).peekable();
        let mut since = self.since.range::<str, _>(range).peekable();
        let all = std::iter::from_fn(move || {
            let order = match (first.peek(), since.peek()) {
                (Some((first, _)), Some((since, _))) => first.cmp(since),
                (Some(_), None) => Ordering::Less,
                (None, _) => Ordering::Greater,
            };
            if order == Ordering::Equal {
                first.next();
            }
            if order == Ordering::Less { first.next() } else { since.next() }
        });
        all.filter(|(_, words)| !words.is_empty()).map(|(name, words)| (name.as_str(), words.as_slice()))
    }

    /// The shelves with their words, in order.
    pub(super) fn shelves(&self) -> impl Iterator<Item = (&str, &[(String, u8)])> {
        self.from("")
    }

    /// Words that begin as given, the most usual first.
    pub(super) fn beginning(&self, prefix: &str) -> Vec<String> {
        let letters: Vec<char> = prefix.chars().collect();
        let (Some(first), true) = (letters.first(), letters.len() >= 2 || prefix.chars().all(|c| !c.is_ascii())) else {
            return Vec::new();
        };
        let pair: String = letters.iter().take(2).collect();
        let mut found: Vec<(u8, &str)> = Vec::new();
        for (from, exact) in [(format!("s{first}"), true), (format!("f{pair}"), false)] {
            for (shelf, words) in self.from(&from) {
                if !shelf.starts_with(&from) || (exact && shelf != from) {
                    break;
                }
                let of_shelf = words.iter().filter(|(word, _)| word.starts_with(prefix));
                found.extend(of_shelf.map(|(word, usual)| (*usual, word.as_str())));
            }
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        found.truncate(PREFIX);
        found.into_iter().map(|(_, word)| word.to_owned()).collect()
    }

    /// The word that was most likely meant: the fewest wrong letters (one; two from eight letters on), then the most usual.
    /// Of four letters the first is right: raft is no craft.
    pub(super) fn correction(&self, typed: &str) -> Option<String> {
        let letters: Vec<char> = typed.chars().collect();
        let length = letters.len();
        if length < 4 || !letters.iter().all(|c| c.is_alphabetic()) {
            return None;
        }
        let most = if length >= 8 { 2 } else { 1 };
        let mut best: Option<(usize, u8, &str)> = None;
        for shelf in near(&letters, most) {
            for (word, usual) in self.shelf(&shelf) {
                let others: Vec<char> = word.chars().collect();
                let is_other = length == 4 && others.first() != letters.first();
                if others.len() < 3 || is_other || !others.iter().all(|c| c.is_alphabetic()) {
                    continue;
                }
                let wrong = distance(&letters, &others);
                let better = best.is_none_or(|(least, most_usual, first)| {
                    (wrong, u8::MAX - usual, word.as_str()) < (least, u8::MAX - most_usual, first)
                });
                if wrong <= most && better {
                    best = Some((wrong, *usual, word));
                }
            }
        }
        best.map(|(_, _, word)| word.to_owned())
    }
}

/// How usual a word is: a logarithm, since all that matters is which of two words is the more usual. One letter in the browser's
/// files.
fn usual(count: u32) -> u8 {
    u8::try_from(count.max(1).ilog2().min(25)).unwrap_or(25)
}

fn size(length: usize) -> char {
    char::from(b'A' + u8::try_from(length.min(25)).unwrap_or(25))
}

/// The shelves that a word stands on: one by how it begins, one by how it ends.
fn shelves_of(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let length = letters.len();
    let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return Vec::new() };
    if length <= SHORT {
        return vec![format!("s{first}"), format!("t{last}")];
    }
    let head: String = letters.iter().take(2).collect();
    let tail: String = letters.iter().skip(length - 3).collect();
    vec![format!("f{head}{}", size(length)), format!("r{tail}{}", size(length))]
}

/// The shelves on which a word may stand that is so many letters away.
fn near(letters: &[char], most: usize) -> Vec<String> {
    let length = letters.len();
    let mut shelves = Vec::new();
    if let (Some(first), Some(last), true) = (letters.first(), letters.last(), length <= SHORT + most) {
        shelves.extend([format!("s{first}"), format!("t{last}")]);
    }
    let head: String = letters.iter().take(2).collect();
    let tail: String = letters.iter().skip(length.saturating_sub(3)).collect();
    for other in (length.saturating_sub(most)).max(SHORT + 1)..=length + most {
        shelves.extend([format!("f{head}{}", size(other)), format!("r{tail}{}", size(other))]);
    }
    shelves
}

/// Optimal string alignment distance: letters too many, too few, other, or two exchanged.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let exchanged = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if exchanged {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let words = ["kafka", "kubernetes", "kubectl", "raft", "craft", "consensus", "p99", "websocket", "分布"];
        Lexicon::new(words.into_iter().map(|word| (word.to_owned(), 3)).collect())
    }

    #[test]
    fn corrects_letters_wherever_they_are_wrong() {
        for (typed, meant) in [
            ("kafak", Some("kafka")),
            ("akfka", Some("kafka")),
            ("kuberntes", Some("kubernetes")),
            ("ubernetes", Some("kubernetes")),
            ("kubernetess", Some("kubernetes")),
            ("conzenzus", Some("consensus")),
            ("wbesocket", Some("websocket")),
            ("rfat", Some("raft")),
            ("p98", None),
            ("kfk", None),
            ("zzzzzzzz", None),
        ] {
            assert_eq!(lexicon().correction(typed).as_deref(), meant, "{typed}");
        }
    }

    #[test]
    fn what_changed_is_as_if_it_had_been_so_from_the_start() {
        let mut changed = lexicon();
        let some = |words: &[(&str, u32)]| words.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect();
        let come = some(&[("kubectl", 6), ("elixir", 1), ("raft", 1), ("分散", 2), ("zz", 1)]);
        changed.exchange(&some(&[("kafka", 3), ("raft", 1)]), &come);
        let words = ["kubernetes", "raft", "craft", "consensus", "p99", "websocket", "分布"];
        let words = words.into_iter().map(|word| (word, 3));
        let others = [("kubectl", 9), ("elixir", 1), ("分散", 2), ("zz", 1)];
        let cold = Lexicon::new(words.chain(others).map(|(word, count)| (word.to_owned(), count)).collect());
        assert!(changed.shelves().eq(cold.shelves()));
        assert_eq!((changed.correction("kafak"), changed.correction("elixri")), (None, Some("elixir".to_owned())));
        assert_eq!(changed.beginning("ku"), ["kubectl", "kubernetes"]);
        changed.exchange(&some(&[]), &some(&[("kafka", 3)]));
        assert_eq!(changed.correction("kafak").as_deref(), Some("kafka"));
    }

    #[test]
    fn finds_what_begins_alike() {
        assert_eq!(lexicon().beginning("ku"), ["kubectl", "kubernetes"]);
        assert_eq!(lexicon().beginning("ra"), ["raft"]);
        assert_eq!(lexicon().beginning("分"), ["分布"]);
        assert!(lexicon().beginning("k").is_empty());
    }
}
