//! Analyst: a document's texts as tantivy takes them: every word with its position, made before and only handed over.

use std::collections::{BTreeMap, HashMap};

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::background;
use super::fields::{self, COUNT, Texts};
use super::stem::stem;
use super::tokens::{self, Role};

/// Fields whose words all stand at one place, so that no phrase is found in them: names in a row, and code.
const FLAT: [&str; 2] = ["competencies", "code"];

/// Where the fields of a document lie among its positions, and how many words each has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// The first position of each field, rising.
    pub(super) starts: [u32; COUNT],
    /// The number of words in each field.
    pub(super) lengths: [u32; COUNT],
}

/// A document, analysed: a line for each word, its position and the word.
#[derive(Debug, Default)]
pub(super) struct Analysed {
    /// Where its fields lie.
    pub(super) layout: Layout,
    /// Its stems, where they stand.
    pub(super) text: String,
}

/// What is remembered of a word.
struct Word {
    stem: String,
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
    words: HashMap<String, Word>,
    documents: u32,
}

impl Analyst {
    /// Every word as it is written (folded), with the number of documents that held it.
    pub(super) fn words(self) -> BTreeMap<String, u32> {
        self.words.into_iter().map(|(text, word)| (text, word.documents)).collect()
    }

    /// Analyses a document.
    pub(super) fn document(&mut self, texts: &Texts) -> Analysed {
        self.documents += 1;
        let mut out = Analysed::default();
        let mut base = 0;
        for (at, field) in texts.iter().enumerate() {
            let flat = fields::FIELDS.get(at).is_some_and(|field| FLAT.contains(&field.name));
            let (start, length) = (base, self.field(field, flat, &mut base, &mut out.text));
            if let (Some(first), Some(count)) = (out.layout.starts.get_mut(at), out.layout.lengths.get_mut(at)) {
                (*first, *count) = (start, length);
            }
        }
        out
    }

    /// Adds the texts of a field; gives how many words they have.
    fn field(&mut self, texts: &[String], flat: bool, base: &mut u32, text: &mut String) -> u32 {
        let mut length = 0;
        let start = *base;
        for own in texts {
            let mut last = None;
            let mut usual = false;
            for token in tokens::tokens(own) {
                if token.role == Role::Hump && usual {
                    continue;
                }
                length += 1;
                last = Some(token.position);
                let position = if flat { start } else { *base + token.position };
                if let Some(word) = self.words.get_mut(&token.text) {
                    if token.role != Role::Hump {
                        usual = word.usual;
                    }
                    line(text, position, &word.stem);
                    word.documents += u32::from(word.seen != self.documents);
                    word.seen = self.documents;
                    continue;
                }
                let (stem, usual_word) = (stem(&token.text), background::is_usual(&token.text));
                let word = Word { stem, usual: usual_word, seen: self.documents, documents: 1 };
                if token.role != Role::Hump {
                    usual = word.usual;
                }
                line(text, position, &word.stem);
                self.words.insert(token.text, word);
            }
            // A gap, so that no phrase reaches from one text into the next.
            *base += last.map_or(0, |last| last + 2);
        }
        if flat {
            *base = start + 2;
        }
        length
    }
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

    /// How often a word stands in each field, by where it stands.
    pub(super) fn frequencies(&self, positions: &[u32]) -> [u32; COUNT] {
        let mut counts = [0; COUNT];
        for position in positions {
            let field = self.starts.partition_point(|start| start <= position).saturating_sub(1);
            if let Some(count) = counts.get_mut(field) {
                *count += 1;
            }
        }
        counts
    }
}

/// Adds a word with its position, as [`Lines`] reads it.
fn line(out: &mut String, position: u32, word: &str) {
    let mut digits = [0_u8; 10];
    let mut at = digits.len();
    let mut rest = position;
    loop {
        at -= 1;
        if let Some(digit) = digits.get_mut(at) {
            *digit = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        }
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.push_str(std::str::from_utf8(digits.get(at..).unwrap_or_default()).unwrap_or_default());
    out.push(' ');
    out.push_str(word);
    out.push('\n');
}

/// Hands words to tantivy that were analysed before: a line each, the position and the word.
#[derive(Clone)]
pub(super) struct Lines;

/// The words that are left.
pub(super) struct Line<'a> {
    left: std::str::Lines<'a>,
    token: Token,
}

impl Tokenizer for Lines {
    type TokenStream<'a> = Line<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Line<'a> {
        Line { left: text.lines(), token: Token::default() }
    }
}

impl TokenStream for Line<'_> {
    fn advance(&mut self) -> bool {
        let Some((position, word)) = self.left.next().and_then(|line| line.split_once(' ')) else { return false };
        self.token.position = position.parse().unwrap_or(0);
        self.token.text.clear();
        self.token.text.push_str(word);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
