//! Sieve: finds the words of a text that have one of some stems, without making a token of every other. An answer looks through all
//! that is quoted of ten agents: that takes longer than to rank ten thousand, if it isn't done with care.

use std::collections::HashMap;
use std::ops::Range;

use super::stem::stem;
use super::tokens;

/// The stems that are sought, with what is known of the words that were looked at.
#[derive(Debug)]
pub(super) struct Sieve {
    /// The stems, sorted: their places are their numbers.
    stems: Vec<String>,
    /// The beginning of each stem, sorted.
    roots: Vec<Root>,
    /// Where the roots that begin with a byte, in either case, begin and end among them.
    firsts: [(u16, u16); 256],
    /// Which two bytes of ASCII a word may begin with: the quick look at what [`Self::roots_stand`] looks at closely.
    pairs: Vec<bool>,
    /// Of each folded word that passed, the number of its stem, if it is one of these: agents use the same words.
    known: HashMap<String, Option<usize>>,
}

/// What a word surely begins with if it has a certain stem: up to four bytes, of which the first so many count.
type Root = ([u8; ROOT], usize);

const ROOT: usize = 4;

impl Sieve {
    /// A stem and its word differ in their last letters: a stem ends up to two letters after what both have (`possibl`,
    /// `possibly`; `valenc`, `valency`). The exceptions have their first in common: `sky`, `die`.
    pub(super) fn new(mut stems: Vec<String>) -> Self {
        stems.sort_unstable();
        stems.dedup();
        let root = |stem: &String| {
            let bytes = stem.as_bytes();
            let length = bytes.len().saturating_sub(2).clamp(1, ROOT);
            let mut root = [0; ROOT];
            root.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
            (root, length)
        };
        let mut roots: Vec<Root> = stems.iter().map(root).collect();
        roots.sort_unstable();
        roots.dedup();
        let mut firsts = [(0, 0); 256];
        for (at, first) in (0..).zip(roots.iter().filter_map(|(root, _)| root.first())) {
            for byte in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
                if let Some(range) = firsts.get_mut(usize::from(byte)) {
                    *range = (if range.1 == 0 { at } else { range.0 }, at + 1);
                }
            }
        }
        Self { pairs: pairs(&roots), stems, roots, firsts, known: HashMap::new() }
    }

    /// The number of a stem, if it is sought.
    pub(super) fn number(&self, stem: &str) -> Option<usize> {
        self.stems.binary_search_by(|other| other.as_str().cmp(stem)).ok()
    }

    /// Calls back for each word of a text that has one of the stems: where it stands, and the stem's number.
    pub(super) fn each(&mut self, text: &str, mut found: impl FnMut((usize, usize), usize)) {
        let bytes = text.as_bytes();
        let (mut start, mut at, mut before) = (0, 0, b' ');
        while let Some(&byte) = bytes.get(at) {
            let begins = !before.is_ascii_alphanumeric() || byte.is_ascii_uppercase();
            before = byte;
            if byte.is_ascii_whitespace() {
                start = at + 1;
            } else if !byte.is_ascii() || begins && self.stands_at(bytes, at) {
                // Words that are written together have no space between them. What isn't ASCII folds in too many ways to guess.
                at = bytes.iter().skip(at).position(u8::is_ascii_whitespace).map_or(bytes.len(), |length| at + length);
                self.chunk(text, start..at, &mut found);
                before = b' ';
                continue;
            }
            at += 1;
        }
    }

    /// The same for words that are written together.
    fn chunk(&mut self, text: &str, chunk: Range<usize>, found: &mut impl FnMut((usize, usize), usize)) {
        let start = chunk.start;
        let chunk = text.get(chunk).unwrap_or_default();
        if let Some(word) = plain(chunk.as_bytes()) {
            if let Some(stem) = self.stem_of(chunk.get(word.clone()).unwrap_or_default()) {
                found((start + word.start, start + word.end), stem);
            }
            return;
        }
        for token in tokens::tokens(chunk) {
            if let Some(stem) = self.begins(&token.text).then(|| self.stem_of(&token.text)).flatten() {
                found((start + token.start, start + token.end), stem);
            }
        }
    }

    /// The number of a word's stem. The word is of ASCII, or folded.
    fn stem_of(&mut self, word: &str) -> Option<usize> {
        let folded;
        let mut word = word;
        if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            folded = word.to_ascii_lowercase();
            word = &folded;
        }
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let number = self.number(&stem(word));
        self.known.insert(word.to_owned(), number);
        number
    }

    /// Whether a folded word begins as one of the stems.
    fn begins(&self, word: &str) -> bool {
        let fits = |(root, length): &Root| root.get(..*length).is_some_and(|root| word.as_bytes().starts_with(root));
        word.bytes().next().is_some_and(|first| self.roots_from(first).iter().any(fits))
    }

    /// The roots that begin with a byte.
    fn roots_from(&self, first: u8) -> &[Root] {
        let (start, end) = self.firsts.get(usize::from(first)).copied().unwrap_or_default();
        self.roots.get(usize::from(start)..usize::from(end)).unwrap_or_default()
    }

    /// Whether one of the roots stands at a place in a text.
    fn stands_at(&self, text: &[u8], at: usize) -> bool {
        let byte = |at: usize| text.get(at).copied().unwrap_or(b' ');
        let (first, second) = (byte(at), byte(at + 1));
        let pair = (usize::from(first) << 7) | usize::from(second);
        (!second.is_ascii() || self.pairs.get(pair) == Some(&true))
            && self.roots_stand(text.get(at..).unwrap_or_default())
    }

    /// Whether one of the roots stands at the beginning of a text.
    fn roots_stand(&self, text: &[u8]) -> bool {
        text.first().is_some_and(|first| self.roots_from(*first).iter().any(|root| stands(text, root)))
    }
}

/// Which pairs of ASCII some roots may stand in, by the first byte and the second.
fn pairs(roots: &[Root]) -> Vec<bool> {
    let mut pairs = vec![false; 128 * 128];
    for root in roots {
        let first = root.0[0];
        for (first, second) in [first, first.to_ascii_uppercase()]
            .into_iter()
            .flat_map(|first| (0..128).map(move |second| (first, second)))
        {
            let at = (usize::from(first) << 7) | usize::from(second);
            if let Some(pair) = pairs.get_mut(at) {
                *pair |= stands(&[first, second], &(root.0, root.1.min(2)));
            }
        }
    }
    pairs
}

/// Where the one word of a text without spaces stands, if it is surely one, and not joined, signed or in camel case.
fn plain(chunk: &[u8]) -> Option<Range<usize>> {
    let start = chunk.iter().position(|byte| !matches!(byte, b'(' | b'[' | b'"' | b'*' | b'`'))?;
    let after = |byte: &u8| matches!(byte, b'.' | b',' | b';' | b':' | b'!' | b'?' | b')' | b']' | b'"' | b'*' | b'`');
    let end = chunk.iter().rposition(|byte| !after(byte))? + 1;
    let (first, rest) = chunk.get(start..end)?.split_first()?;
    let plain = first.is_ascii_alphanumeric() && rest.iter().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9'));
    (plain && end - start <= tokens::LONGEST).then_some(start..end)
}

/// Whether a root stands at the beginning of a text. A joint within it may be one that a whole is written without.
fn stands(text: &[u8], (root, length): &Root) -> bool {
    for (at, wanted) in root.iter().take(*length).enumerate() {
        let Some(byte) = text.get(at) else { return false };
        if byte.to_ascii_lowercase() != *wanted {
            return at > 0 && !byte.is_ascii_alphanumeric() && !byte.is_ascii_whitespace();
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found of a word's stem in a text, as the text has it.
    fn found(text: &str, word: &str) -> Vec<String> {
        let mut found = Vec::new();
        Sieve::new(vec![stem(word)]).each(text, |(start, end), _| found.push(text[start..end].to_owned()));
        found
    }

    #[test]
    fn every_word_is_found_by_its_stem() {
        let pairs = include_str!("../../tests/stems.tsv").lines().filter_map(|line| line.split_once('\t'));
        for (word, _) in pairs.filter(|(word, _)| !word.starts_with('#')) {
            let text = format!("so\n{word}, and");
            for token in tokens::tokens(&text) {
                let own = &text[token.start..token.end];
                assert!(found(&text, &token.text).iter().any(|it| it == own), "{word}: {}", token.text);
            }
        }
    }

    #[test]
    fn joints_signs_and_humps_are_found_where_they_stand() {
        for text in
            ["on CI/CD", "a Node.js", "a-b-c-d", "C++ ", ":pg .NET", "a GenServer", "I don't", "HTTPServer", "x_y"]
        {
            for token in tokens::tokens(text) {
                let own = &text[token.start..token.end];
                assert!(found(text, &token.text).iter().any(|it| it == own), "{text}: {token:?}");
            }
        }
        assert_eq!(found("Naïve consensus", "naive"), ["Naïve"]);
        assert_eq!(
            found("(Raft), `raft`: raft's RAFT “raft” raft", "raft"),
            ["Raft", "raft", "raft's", "RAFT", "raft", "raft"]
        );
        assert_eq!(found("c c++ C# (c).", "c"), ["c", "c", "C", "c"]);
        assert!(found("Constant and conservative; a second council.", "consensus").is_empty());
    }
}
