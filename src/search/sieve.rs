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
    /// By the first byte of a word, a bit for each kind of byte that may be its second: the quick look at what [`Self::roots_stand`]
    /// looks at closely.
    seconds: [u32; 256],
    /// Of each folded word that passed, the number of its stem, if it is one of these: agents use the same words.
    known: HashMap<String, Option<usize>>,
}

/// What a word surely begins with if it has a certain stem: some bytes, of which the first so many count.
type Root = ([u8; ROOT], usize);

const ROOT: usize = 8;

impl Sieve {
    /// The beginning of a stem is that of all its words.
    pub(super) fn new(mut stems: Vec<String>) -> Self {
        stems.sort_unstable();
        stems.dedup();
        let root = |stem: &String| {
            let mut root = [0; ROOT];
            root.iter_mut().zip(stem.bytes()).for_each(|(to, from)| *to = from);
            (root, common(stem).min(ROOT))
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
        Self { seconds: seconds(&roots), stems, roots, firsts, known: HashMap::new() }
    }

    /// The number of a stem, if it is sought.
    pub(super) fn number(&self, stem: &str) -> Option<usize> {
        self.stems.binary_search_by(|other| other.as_str().cmp(stem)).ok()
    }

    /// Calls back for each word of a text that has one of the stems: where it stands, and the stem's number.
    pub(super) fn each(&mut self, text: &str, mut found: impl FnMut((usize, usize), usize)) {
        let bytes = text.as_bytes();
        let (mut start, mut at) = (0, 0);
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_whitespace() {
                at += 1;
                start = at;
                continue;
            }
            let wide = if byte.is_ascii() { None } else { text.get(at..).and_then(|rest| rest.chars().next()) };
            // What isn't ASCII folds in too many ways to guess, if it belongs to a word.
            if wide.map_or_else(|| self.stands_at(bytes, at), tokens::of_word) {
                // Words that are written together have no space between them.
                let end = until(bytes, at, u8::is_ascii_whitespace);
                self.chunk(text, start..end, &mut found);
                (start, at) = (end, end);
                continue;
            }
            at += wide.map_or(1, char::len_utf8);
            if byte.is_ascii_alphanumeric() {
                // The next word begins after a joint, or with a capital.
                at = until(bytes, at, |byte| kind(*byte) & GOES_ON == 0);
            }
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
        let seconds = self.seconds.get(usize::from(byte(at))).copied().unwrap_or_default();
        seconds & bit(byte(at + 1)) != 0 && self.roots_stand(text.get(at..).unwrap_or_default())
    }

    /// Whether one of the roots stands at the beginning of a text: the closer look, apart so that the quick one is at hand in the loop.
    #[inline(never)]
    fn roots_stand(&self, text: &[u8]) -> bool {
        text.first().is_some_and(|first| self.roots_from(*first).iter().any(|root| stands(text, root)))
    }
}

/// How many bytes at the beginning of a stem all its words have in common with it: most but the last (`hope`, `hoping`), the last two of
/// what ends in `ble` (`possible`, `possibility`), the first of the exceptions (`die`, `dying`; see [`super::stem`]).
fn common(stem: &str) -> usize {
    let differ = if stem.ends_with("ble") || matches!(stem, "die" | "lie" | "tie") { 2 } else { 1 };
    stem.len().saturating_sub(differ).max(1)
}

/// Which kinds of second bytes words may have that begin as some roots do, by the first.
fn seconds(roots: &[Root]) -> [u32; 256] {
    let mut seconds = [0; 256];
    for ([first, second, ..], length) in roots {
        let own = if *length == 1 { u32::MAX } else { bit(*second) | 1 << JOINT | 1 << WIDE };
        for first in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
            seconds.get_mut(usize::from(first)).into_iter().for_each(|seconds| *seconds |= own);
        }
    }
    seconds
}

/// The kinds of bytes, below 32: each letter, in either case, from 1 on; digits; what joins words; what isn't ASCII; the rest.
const DIGIT: u8 = 27;
const JOINT: u8 = 28;
const WIDE: u8 = 29;

/// Beside its kind, what a byte has with which a word goes on: all of its letters but capitals, which may begin one.
const GOES_ON: u8 = 32;

fn kind(byte: u8) -> u8 {
    static KINDS: [u8; 256] = kinds();
    KINDS.get(usize::from(byte)).copied().unwrap_or_default()
}

const fn kinds() -> [u8; 256] {
    let mut kinds = [0; 256];
    let mut byte = 0_u8;
    loop {
        kinds[byte as usize] = match byte {
            b'a'..=b'z' => (byte - b'a' + 1) | GOES_ON,
            b'A'..=b'Z' => byte - b'A' + 1,
            b'0'..=b'9' => DIGIT | GOES_ON,
            b'.' | b'/' | b'-' | b'_' | b'&' | b'\'' => JOINT,
            128.. => WIDE,
            _ => 0,
        };
        if byte == u8::MAX {
            return kinds;
        }
        byte += 1;
    }
}

/// A bit by the kind of a byte.
fn bit(byte: u8) -> u32 {
    1 << (kind(byte) & !GOES_ON)
}

/// Where from a place on the first byte stands that is wanted; the text's end if there is none.
fn until(text: &[u8], at: usize, wanted: impl Fn(&u8) -> bool) -> usize {
    text.get(at..).and_then(|rest| rest.iter().position(wanted)).map_or(text.len(), |length| at + length)
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
        let Some(&byte) = text.get(at) else { return false };
        if byte.to_ascii_lowercase() != *wanted {
            let joins = match kind(byte) {
                WIDE => true,
                JOINT => text.get(at + 1).is_some_and(|next| next.is_ascii_alphanumeric() || !next.is_ascii()),
                _ => false,
            };
            return at > 0 && joins;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    proptest! {
        #[test]
        fn a_word_begins_as_its_stem(
            start in "[a-z]{1,6}",
            endings in prop::collection::vec(prop::sample::select(ENDINGS.as_slice()), 0..4),
        ) {
            let word = start + &endings.concat();
            let stem = stem(&word);
            prop_assert!(word.starts_with(&stem[..common(&stem)]), "{word}: {stem}");
        }
    }

    const ENDINGS: [&str; 40] = [
        "s", "es", "ed", "ing", "e", "y", "ies", "ied", "ly", "edly", "eedly", "ingly", "ize", "er", "ation", "ator",
        "ance", "ence", "ency", "ancy", "able", "ably", "ible", "bility", "al", "ally", "alism", "ality", "ful",
        "fulness", "less", "ous", "ousness", "ive", "ivity", "iveness", "ical", "ative", "ment", "ogy",
    ];
}
