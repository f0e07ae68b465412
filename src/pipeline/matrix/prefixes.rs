//! Prefixes: which ways of writing a text goes on with at a place. They are kept by their first words, and sorted: whatever begins the
//! text also begins the last of them that doesn't come after the text, so that one binary search finds all.

use rayon::prelude::*;

use super::opening::{forms, hash, key_of};

/// Buckets, as a power of two: about as many as there are ways of writing, so that most have one or two.
const BITS: u32 = 17;

/// No shorter one.
const NONE: u32 = u32::MAX;

/// All ways of writing in normal form, by the bucket of their key, then by their text.
pub(super) struct Prefixes {
    entries: Vec<Entry>,
    /// Where each bucket begins, and the end of the last.
    buckets: Vec<u32>,
    /// All texts in one.
    texts: String,
}

/// A way of writing in the bucket of one of its forms.
#[derive(Clone, Copy)]
struct Entry {
    /// How its text begins: looking there would take longer than all else.
    head: u64,
    /// Its text among all: first byte and end.
    text: (u32, u32),
    /// Its number.
    number: u32,
    /// The longest of its bucket that it begins with, or none.
    shorter: u32,
}

impl Prefixes {
    /// The ways of writing by number: each in normal form, with whether a plural's ending may follow it. An empty one is nowhere.
    pub(super) fn new<'a>(all: impl Iterator<Item = (&'a str, bool)>) -> Self {
        let (mut texts, mut entries, mut buffer) = (String::new(), Vec::new(), String::new());
        for (number, (text, plural)) in (0..NONE).zip(all).filter(|(_, (text, _))| !text.is_empty()) {
            let start = position(texts.len());
            texts.push_str(text);
            let text_at = (start, position(texts.len()));
            forms(text, plural, &mut buffer, |form| {
                let entry = Entry { head: head(text.as_bytes()), text: text_at, number, shorter: NONE };
                entries.push((hash(key_of(form), BITS), entry));
            });
        }
        let key = |(bucket, entry): &(usize, Entry)| (*bucket, cut(&texts, entry.text), entry.number);
        entries.par_sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        entries.dedup_by_key(|(bucket, entry)| (*bucket, entry.number));
        let mut buckets = vec![0; (1 << BITS) + 1];
        let mut open: Vec<usize> = Vec::new();
        for at in 0..entries.len() {
            let (bucket, Entry { text, .. }) = entries[at];
            let begins = |&shorter: &usize| {
                entries[shorter].0 == bucket && cut(&texts, text).starts_with(cut(&texts, entries[shorter].1.text))
            };
            while open.last().is_some_and(|top| !begins(top)) {
                open.pop();
            }
            entries[at].1.shorter = open.last().map_or(NONE, |&top| position(top));
            open.push(at);
            buckets[bucket + 1] = position(at + 1);
        }
        // A bucket without entries ends where the one before does.
        for bucket in 1..buckets.len() {
            buckets[bucket] = buckets[bucket].max(buckets[bucket - 1]);
        }
        Self { entries: entries.into_iter().map(|(_, entry)| entry).collect(), buckets, texts }
    }

    /// Every way of writing with a key that a text goes on with at a byte: its number and end.
    pub(super) fn at(&self, text: &[u8], start: usize, key: u64, mut found: impl FnMut(usize, usize)) {
        let bucket = hash(key, BITS);
        let bounds = self.buckets.get(bucket).zip(self.buckets.get(bucket + 1));
        let (first, end) = bounds.map_or((0, 0), |(&first, &end)| (first as usize, end as usize));
        let rest = text.get(start..).unwrap_or_default();
        let begins = head(rest);
        let not_after =
            |entry: &Entry| entry.head < begins || entry.head == begins && cut(&self.texts, entry.text) <= rest;
        // Most buckets have no more than one, which is as soon looked at.
        let before = match self.entries.get(first..end).unwrap_or_default() {
            [] => 0,
            [_] => 1,
            several => several.partition_point(not_after),
        };
        let mut next = if before == 0 { NONE } else { position(first + before - 1) };
        while let Some(entry) = self.entries.get(next as usize) {
            let length = (entry.text.1 - entry.text.0) as usize;
            if entry.may_begin(begins) && (length <= HEAD || rest.starts_with(cut(&self.texts, entry.text))) {
                found(entry.number as usize, start + length);
            }
            next = entry.shorter;
        }
    }
}

impl Entry {
    /// Whether a text that begins so may begin with this; certain for one that is no longer than that.
    fn may_begin(&self, begins: u64) -> bool {
        let length = (self.text.1 - self.text.0) as usize;
        let rest = u32::try_from(8 * HEAD.saturating_sub(length)).unwrap_or(0);
        (self.head ^ begins).checked_shr(rest).unwrap_or(0) == 0
    }
}

/// Bytes that are kept of how a text begins.
const HEAD: usize = 8;

/// How a text begins, as a number in the order of texts: one that is shorter ends in zeros, which no way of writing has.
fn head(text: &[u8]) -> u64 {
    match text.first_chunk::<HEAD>() {
        Some(bytes) => u64::from_be_bytes(*bytes),
        None => (0..HEAD).fold(0, |head, at| head << 8 | u64::from(text.get(at).copied().unwrap_or(0))),
    }
}

fn cut(texts: &str, (start, end): (u32, u32)) -> &[u8] {
    texts.as_bytes().get(start as usize..end as usize).unwrap_or_default()
}

/// A place as it is kept: vocabularies are limited to far less than 4 GiB.
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::matrix::opening::{Openings, opening};

    fn found(all: &[(&str, bool)], text: &str) -> Vec<usize> {
        let prefixes = Prefixes::new(all.iter().copied());
        let openings = Openings::new(all.iter().copied());
        let (word, end) = opening(text.as_bytes(), 0);
        let mut out = Vec::new();
        for key in openings.keys(text.as_bytes(), word, end) {
            prefixes.at(text.as_bytes(), 0, key, |number, end| {
                assert_eq!(end, all[number].0.len());
                out.push(number);
            });
        }
        out.sort_unstable();
        out
    }

    #[test]
    fn all_that_begin_a_text_are_found_and_no_others() {
        let all = [
            ("data", true),
            ("data lake", true),
            ("data lake house", false),
            ("data lakes", false),
            ("database", true),
            ("c", false),
            ("c++", false),
            ("kafka", true),
            ("kafka streams", false),
            ("sandbox", true),
            ("", false),
        ];
        assert_eq!(found(&all, "data lake houses"), [0, 1, 2]);
        assert_eq!(found(&all, "data lakes"), [0, 1, 3]);
        assert_eq!(found(&all, "data lagoon"), [0]);
        assert_eq!(found(&all, "databases"), [4]);
        assert_eq!(found(&all, "c++17"), [5, 6]);
        assert_eq!(found(&all, "c is"), [5]);
        assert_eq!(found(&all, "kafkas"), [7]);
        assert_eq!(found(&all, "kafka streams"), [7, 8]);
        assert_eq!(found(&all, "sandboxes"), [9]);
        assert_eq!(found(&all, "kafe"), [] as [usize; 0]);
        assert_eq!(found(&all, ""), [] as [usize; 0]);
    }
}
