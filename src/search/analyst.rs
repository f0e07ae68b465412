//! Analyst: a document's texts as tantivy takes them: every word with its position, made before and only handed over.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::background;
use super::fields::{self, COUNT, Texts};
use super::stem::stem;
use super::tokens::{self, Role};

/// Fields whose words all stand at one place, so that no phrase is found in them: names in a row, and code.
const FLAT: [&str; 2] = [AGAIN, "code"];

/// The field of which the same texts come again and again: an agent has dozens of competencies, and many have the same.
const AGAIN: &str = "competencies";

/// Where the fields of a document lie among its positions, and how many words each has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// The first position of each field, rising.
    pub(super) starts: [u32; COUNT],
    /// The number of words in each field.
    pub(super) lengths: [u32; COUNT],
}

/// A document, analysed.
#[derive(Debug, Default)]
pub(super) struct Analysed {
    /// Where its fields lie.
    pub(super) layout: Layout,
    /// A line for each of its stems, with where it stands, as [`Lines`] reads it.
    pub(super) text: String,
}

/// What is remembered of a word.
struct Word {
    /// The number of its stem.
    stem: u32,
    /// Whether it is a word in its own right, whatever its capitals say.
    usual: bool,
    /// The last document that held it.
    seen: u32,
    /// How many documents held it.
    documents: u32,
}

/// Analyses documents. It remembers what it has analysed: most words come again and again.
#[derive(Default)]
pub(super) struct Analyst {
    /// The number of each word, and what is remembered of it.
    numbers: HashMap<String, u32>,
    words: Vec<Word>,
    /// The number of each stem, and the stem.
    stem_numbers: HashMap<String, u32>,
    stems: Vec<String>,
    /// Texts that come again: where their words are in `placed`.
    again: HashMap<String, Range<usize>>,
    /// Numbers of words with where each stands: of all texts that come again, then of the one at hand.
    placed: Vec<(u32, u32)>,
    /// How many of these are of texts that come again.
    kept: usize,
    documents: u32,
}

impl Analyst {
    /// Every word as it is written (folded), with the number of documents that held it.
    pub(super) fn words(self) -> BTreeMap<String, u32> {
        let documents = |number: u32| self.words.get(number as usize).map_or(0, |word| word.documents);
        self.numbers.into_iter().map(|(text, number)| (text, documents(number))).collect()
    }

    /// Analyses a document.
    pub(super) fn document(&mut self, texts: &Texts) -> Analysed {
        self.documents += 1;
        let mut layout = Layout::default();
        let mut held: Vec<Held> = Vec::new();
        let mut base = 0;
        for (at, (field, texts)) in fields::FIELDS.iter().zip(texts).enumerate() {
            let (start, length) = (base, self.field(field.name, texts, &mut base, &mut held));
            if let (Some(first), Some(count)) = (layout.starts.get_mut(at), layout.lengths.get_mut(at)) {
                (*first, *count) = (start, length);
            }
        }
        // Stem by stem, since tantivy is quickest with a stem that it has just had.
        held.sort_unstable();
        Analysed { layout, text: self.lines(&held) }
    }

    /// Adds the texts of a field; gives how many words they have.
    fn field(&mut self, field: &str, texts: &[String], base: &mut u32, held: &mut Vec<Held>) -> u32 {
        let flat = FLAT.contains(&field);
        let mut length = 0;
        let start = *base;
        for text in texts {
            let words = self.placed(text, field == AGAIN);
            let placed = self.placed.get(words).unwrap_or_default();
            for &(number, place) in placed {
                let Some(word) = self.words.get_mut(number as usize) else { continue };
                word.documents += u32::from(word.seen != self.documents);
                word.seen = self.documents;
                held.push(self::held(word.stem, if flat { start } else { *base + place }));
                length += 1;
            }
            // A gap, so that no phrase reaches from one text into the next.
            *base += placed.last().map_or(0, |(_, place)| place + 2);
        }
        if flat {
            *base = start + 2;
        }
        length
    }

    /// Where the words of a text are in `placed`, until the next text is asked for.
    fn placed(&mut self, text: &str, again: bool) -> Range<usize> {
        if let Some(known) = self.again.get(text).filter(|_| again) {
            return known.clone();
        }
        self.placed.truncate(self.kept);
        let mut usual = false;
        for token in tokens::tokens(text) {
            let hump = token.role == Role::Hump;
            if hump && usual {
                continue;
            }
            let number = self.number(token.text);
            if !hump {
                usual = self.words.get(number as usize).is_some_and(|word| word.usual);
            }
            self.placed.push((number, token.position));
        }
        let words = self.kept..self.placed.len();
        if again {
            self.kept = words.end;
            self.again.insert(text.to_owned(), words.clone());
        }
        words
    }

    /// The number of a word.
    fn number(&mut self, text: String) -> u32 {
        match self.numbers.entry(text) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                let stem = stem(new.key());
                let stem = *self.stem_numbers.entry(stem).or_insert_with_key(|stem| {
                    self.stems.push(stem.clone());
                    u32::try_from(self.stems.len() - 1).unwrap_or(u32::MAX)
                });
                let usual = background::is_usual(new.key());
                self.words.push(Word { stem, usual, seen: 0, documents: 0 });
                *new.insert(u32::try_from(self.words.len() - 1).unwrap_or(u32::MAX))
            }
        }
    }

    /// What a document holds, in order, as [`Lines`] reads it.
    fn lines(&self, held: &[Held]) -> String {
        let mut out = String::with_capacity(held.len() * 8);
        for same in held.chunk_by(|one, other| one >> 32 == other >> 32) {
            let stem = same.first().and_then(|first| self.stems.get(usize::try_from(first >> 32).ok()?));
            out.push_str(stem.map_or("", String::as_str));
            for (at, held) in same.iter().enumerate() {
                out.push(if at == 0 { '\t' } else { ' ' });
                decimal(held & u64::from(u32::MAX), &mut out);
            }
            out.push('\n');
        }
        out
    }
}

/// That a document holds a stem: the number of the stem, then where it stands. One number, which is quick to sort.
type Held = u64;

fn held(stem: u32, position: u32) -> Held {
    (u64::from(stem) << 32) | u64::from(position)
}

impl Layout {
    /// As it is stored.
    pub(super) fn written(&self) -> String {
        let numbers: Vec<String> = self.starts.iter().chain(&self.lengths).map(u32::to_string).collect();
        numbers.join(" ")
    }

    /// As it was stored.
    pub(super) fn read(text: &str) -> Self {
        let mut layout = Self::default();
        let numbers = text.split(' ').map(|number| number.parse().unwrap_or(0));
        let places = layout.starts.iter_mut().chain(&mut layout.lengths);
        places.zip(numbers).for_each(|(place, number)| *place = number);
        layout
    }

    /// How often a word stands in each field, by where it stands, rising.
    pub(super) fn frequencies(&self, positions: &[u32]) -> [u32; COUNT] {
        let mut counts = [0; COUNT];
        let mut field = 0;
        for position in positions {
            while self.starts.get(field + 1).is_some_and(|start| start <= position) {
                field += 1;
            }
            if let Some(count) = counts.get_mut(field) {
                *count += 1;
            }
        }
        counts
    }
}

/// Appends a number. A catalog has millions of them: `format!` would take a second.
fn decimal(mut number: u64, out: &mut String) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        if let Some(digit) = digits.get_mut(at) {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
        }
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.push_str(std::str::from_utf8(digits.get(at..).unwrap_or_default()).unwrap_or_default());
}

/// Hands words to tantivy that were analysed before: a line for each stem, a tab, and where it stands, rising. A stem may have
/// a space in it, but no tab.
#[derive(Clone)]
pub(super) struct Lines;

/// The words that are left.
pub(super) struct Line<'a> {
    left: &'a str,
    /// Whether the stem of the token stands at one more place.
    more: bool,
    token: Token,
}

impl Tokenizer for Lines {
    type TokenStream<'a> = Line<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Line<'a> {
        Line { left: text, more: false, token: Token::default() }
    }
}

impl TokenStream for Line<'_> {
    fn advance(&mut self) -> bool {
        if !self.more {
            let Some(length) = self.left.bytes().position(|byte| byte == b'\t') else { return false };
            self.token.text.clear();
            self.token.text.push_str(self.left.get(..length).unwrap_or_default());
            self.left = self.left.get(length + 1..).unwrap_or_default();
        }
        let (mut position, mut length) = (0, 0);
        for digit in self.left.bytes().take_while(u8::is_ascii_digit) {
            position = position * 10 + usize::from(digit - b'0');
            length += 1;
        }
        self.token.position = position;
        self.more = self.left.as_bytes().get(length) == Some(&b' ');
        self.left = self.left.get(length + 1..).unwrap_or_default();
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tantivy_is_handed_what_stands_in_the_texts() {
        let mut texts = Texts::default();
        texts[0] = vec!["Testing tests".to_owned()];
        texts[4] = vec!["a GenServer, tested".to_owned(), "゛".to_owned()];
        texts[2] = vec!["Event tests".to_owned(), "Event tests".to_owned()];
        let mut analyst = Analyst::default();
        let analysed = analyst.document(&texts);
        let mut lines = Lines;
        let mut stream = lines.token_stream(&analysed.text);
        let mut words = Vec::new();
        stream.process(&mut |token| words.push(format!("{}@{}", token.text, token.position)));
        words.sort();
        assert_eq!(
            words,
            [
                " @10", "a@5", "event@3", "event@3", "gen@6", "genserv@6", "server@7", "test@0", "test@1", "test@3",
                "test@3", "test@8"
            ]
        );
        assert_eq!(analysed.layout.lengths, [2, 0, 4, 0, 6, 0, 0]);
        assert_eq!(analysed.layout.frequencies(&[0, 1, 3, 3, 8]), [2, 0, 2, 0, 1, 0, 0]);
        assert_eq!(analyst.words().get("tests"), Some(&1));
    }
}
