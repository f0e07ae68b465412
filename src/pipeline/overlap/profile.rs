//! Profile: a definition's text as weighted words. Follows from the definition alone, so that it is made once.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::model::definition::Definition;
use crate::model::document::{Block, BlockKind, plain};
use crate::text::{self, background};

/// A definition's words.
#[derive(Debug, Default)]
pub struct Profile {
    /// Words (hashed) with their weights, sorted by word; the weights' squares add up to 1.
    weights: Box<[(u32, f32)]>,
    /// The words that weigh most, sorted: by these neighbours are looked for.
    pub(super) telling: Box<[u32]>,
    /// Three words in a row each (hashed), sorted: only of texts that some other is much alike to.
    shingles: OnceLock<Box<[u64]>>,
}

/// Most words of a definition that are looked at: a larger file is judged by its beginning.
const MAX_WORDS: usize = 20_000;
/// Most words by which neighbours are looked for.
const TELLING: usize = 24;

impl Profile {
    /// The profile of a definition: description and body, without code.
    pub fn new(definition: &Definition) -> Self {
        Self::of(&folded(definition))
    }

    fn of(folded: &str) -> Self {
        let mut counts: HashMap<&str, f64> = HashMap::new();
        for word in words(folded) {
            *counts.entry(word).or_default() += 1.0;
        }
        let weight = |(word, count): (&str, f64)| (hash(word), (1.0 + count.ln()) * background::idf(word));
        let mut weights: Vec<(u32, f64)> = counts.into_iter().map(weight).collect();
        weights.sort_by_key(|&(word, _)| word);
        let norm = weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        #[expect(clippy::cast_possible_truncation, reason = "a weight between 0 and 1")]
        let weights: Vec<(u32, f32)> =
            weights.into_iter().map(|(word, weight)| (word, (weight / norm) as f32)).collect();
        Self { telling: telling(&weights), weights: weights.into(), shingles: OnceLock::new() }
    }

    /// The cosine of two texts: 0 to 1.
    pub(super) fn cosine(&self, other: &Self) -> f64 {
        let (mut left, mut right) = (self.weights.iter().peekable(), other.weights.iter().peekable());
        let mut sum = 0.0;
        while let (Some(&&(a, x)), Some(&&(b, y))) = (left.peek(), right.peek()) {
            if a == b {
                sum += f64::from(x) * f64::from(y);
            }
            if a <= b {
                left.next();
            }
            if b <= a {
                right.next();
            }
        }
        sum
    }

    /// The definition's shingles.
    pub(super) fn shingles(&self, definition: &Definition) -> &[u64] {
        self.shingles.get_or_init(|| shingles(&folded(definition)))
    }
}

/// A definition's text, folded: description and body, without code.
fn folded(definition: &Definition) -> String {
    let mut text = definition.description.text.clone();
    for section in &definition.body.sections {
        text.push('\n');
        text.push_str(&plain(&section.title));
        for block in &section.blocks {
            push(block, &mut text, 0);
        }
    }
    text::fold(&text)
}

/// The words of a folded text.
fn words(folded: &str) -> impl Iterator<Item = &str> {
    let parts = folded.split(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#')));
    parts.filter(|word| !word.is_empty()).take(MAX_WORDS)
}

/// Which part of the shorter text's three-word shingles stands in the other: 0 to 1.
pub(super) fn containment(a: &[u64], b: &[u64]) -> f64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = short.iter().filter(|shingle| long.binary_search(shingle).is_ok()).count();
    #[expect(clippy::cast_precision_loss, reason = "far fewer words than 2^52")]
    let part = |count: usize| count as f64;
    part(shared) / part(short.len()).max(1.0)
}

fn shingles(folded: &str) -> Box<[u64]> {
    let mix = |hash: u64, word: u32| (hash ^ u64::from(word)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    let shingle = |words: &[u32]| words.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &word| mix(hash, word));
    let words: Vec<u32> = words(folded).map(hash).collect();
    let mut shingles: Vec<u64> = words.windows(3).map(shingle).collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles.into()
}

fn telling(weights: &[(u32, f32)]) -> Box<[u32]> {
    let mut sorted = weights.to_vec();
    if sorted.len() > TELLING {
        sorted.select_nth_unstable_by(TELLING, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    }
    let mut words: Vec<u32> = sorted.into_iter().take(TELLING).map(|(word, _)| word).collect();
    words.sort_unstable();
    words.into()
}

/// FNV-1a: a word as a number that is the same everywhere. Two words that fall together shift a score by nothing that shows.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn push(block: &Block, out: &mut String, depth: usize) {
    if depth > 32 {
        return;
    }
    out.push('\n');
    match &block.kind {
        BlockKind::Paragraph(text) => out.push_str(&plain(text)),
        BlockKind::List { items, .. } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|block| push(block, out, depth + 1));
        }
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| push(block, out, depth + 1)),
        BlockKind::Table { head, rows } => {
            for cell in head.iter().chain(rows.iter().flatten()) {
                out.push_str(&plain(cell));
                out.push('\n');
            }
        }
        BlockKind::Markup(text) => out.push_str(text),
        BlockKind::Code { .. } | BlockKind::Rule => {}
    }
}
