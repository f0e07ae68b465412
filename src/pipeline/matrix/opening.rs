//! Opening: how a word begins, and whether any way of writing begins so. Most words of a text begin none, and are told from those that do
//! without looking any way of writing up.

/// Bytes of a word that make a number as they are.
const CHUNK: usize = 8;
/// Most bytes of a word that are looked at.
const LONGEST: usize = 32;

/// Bits that remember words, as a power of two: few are set by the built-in vocabulary, so that few words are looked up in vain.
const BITS: u32 = 20;

/// How all ways of writing begin: what is not in here begins none, what is may.
pub(super) struct Openings {
    /// Words that begin one.
    words: Bits,
    /// Of these, the ones that need nothing behind them.
    alone: Bits,
    /// Words with the word or the sign that follows them.
    pairs: Bits,
}

impl Openings {
    /// The openings of ways of writing in normal form, each with whether a plural's ending may follow it.
    pub(super) fn new<'a>(all: impl Iterator<Item = (&'a str, bool)>) -> Self {
        let mut out = Self { words: Bits::new(), alone: Bits::new(), pairs: Bits::new() };
        let mut buffer = String::new();
        for (text, plural) in all {
            forms(text, plural, &mut buffer, |form| out.add(form));
        }
        out
    }

    fn add(&mut self, text: &str) {
        let (word, end) = opening(text.as_bytes(), 0);
        self.words.add(word);
        match key(text.as_bytes(), word, end) {
            Key::Pair(pair) => self.pairs.add(pair),
            Key::Word(word) => self.alone.add(word),
        }
    }

    /// The keys of all ways of writing that may begin at a byte of a text, where its word is this and ends there.
    pub(super) fn keys(&self, text: &[u8], word: u64, end: usize) -> impl Iterator<Item = u64> {
        let words = self.words.has(word);
        let alone = Some(word).filter(|&word| words && self.alone.has(word));
        let pair = || match key(text, word, end) {
            Key::Pair(pair) => Some(pair).filter(|&pair| self.pairs.has(pair)),
            Key::Word(_) => None,
        };
        alone.into_iter().chain(words.then(pair).flatten())
    }
}

/// What a way of writing is looked up by.
enum Key {
    /// Its word with the word or the sign behind it, as one number.
    Pair(u64),
    /// Its word, where nothing follows.
    Word(u64),
}

/// The key of a text whose first word is this and ends there.
fn key(text: &[u8], word: u64, end: usize) -> Key {
    match text.get(end..) {
        Some([b' ', rest @ ..]) => Key::Pair(pair(word, opening(rest, 0).0)),
        Some([sign, ..]) if !sign.is_ascii_alphanumeric() => Key::Pair(pair(word, !u64::from(*sign))),
        _ => Key::Word(word),
    }
}

/// What a way of writing is looked up by, as a number.
pub(super) fn key_of(text: &str) -> u64 {
    let (word, end) = opening(text.as_bytes(), 0);
    match key(text.as_bytes(), word, end) {
        Key::Pair(key) | Key::Word(key) => key,
    }
}

/// A way of writing as texts may have it: as it is, and with what a plural adds where it is over.
pub(super) fn forms(text: &str, plural: bool, buffer: &mut String, mut form: impl FnMut(&str)) {
    form(text);
    for ending in ["s", "es"].iter().filter(|_| plural) {
        text.clone_into(buffer);
        buffer.push_str(ending);
        form(buffer);
    }
}

/// Two numbers as one.
fn pair(first: u64, second: u64) -> u64 {
    first.rotate_left(29) ^ second.wrapping_mul(0xD6E8_FEB8_6659_FD93)
}

/// Numbers that are remembered; some others seem to be.
struct Bits(Vec<u64>);

impl Bits {
    fn new() -> Self {
        Self(vec![0; 1 << (BITS - 6)])
    }

    fn add(&mut self, word: u64) {
        let (slot, bit) = place(word);
        if let Some(bits) = self.0.get_mut(slot) {
            *bits |= bit;
        }
    }

    fn has(&self, word: u64) -> bool {
        let (slot, bit) = place(word);
        self.0.get(slot).is_some_and(|bits| bits & bit != 0)
    }
}

/// Where a word is remembered.
fn place(word: u64) -> (usize, u64) {
    let hash = hash(word, BITS);
    (hash >> 6, 1 << (hash & 63))
}

/// A word as a number of so many bits: multiplicative hashing (Knuth, The Art of Computer Programming, 6.4).
pub(super) fn hash(word: u64, bits: u32) -> usize {
    usize::try_from(word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)).unwrap_or(0)
}

/// The word at a byte, as a number, and where it ends: that byte, and the ASCII letters and digits after it, no more than are looked at.
/// Other letters end it, which is the same for a text and for what is looked for in it.
pub(super) fn opening(text: &[u8], at: usize) -> (u64, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let letters = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let Some((bytes, more)) = rest.split_first_chunk::<CHUNK>() else {
        let length = rest.len().min(1 + letters(rest.get(1..).unwrap_or_default()));
        return (rest.iter().take(length).fold(0, |word, byte| word << 8 | u64::from(*byte)), at + length);
    };
    let word = u64::from_be_bytes(*bytes);
    let length = (1 + leading(word << 8)).min(CHUNK);
    let word = word >> (8 * (CHUNK - length));
    if length < CHUNK {
        return (word, at + length);
    }
    let more = more.get(..LONGEST - CHUNK).unwrap_or(more);
    let more = more.get(..letters(more)).unwrap_or_default();
    (more.iter().fold(word, |word, &byte| pair(word, u64::from(byte))), at + length + more.len())
}

/// How many of eight bytes, from the uppermost on, are ASCII letters or digits before one that is none: all at once, since nearly every
/// word of a text is asked (the tests of bytes in words: Warren, Hacker's Delight, 6).
fn leading(bytes: u64) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x80 * ONES;
    let low = bytes & !TOPS;
    // The top bit of each byte that lies from `first` to `last`; sums stay within their bytes.
    let within =
        |first: u8, last: u8| (low + u64::from(0x80 - first) * ONES) & !(low + u64::from(0x7F - last) * ONES) & TOPS;
    let fits = (within(b'a', b'z') | within(b'0', b'9') | within(b'A', b'Z')) & !bytes;
    (fits ^ TOPS).leading_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_told_as_the_library_tells_them() {
        for byte in 0..=u8::MAX {
            let expected = if byte.is_ascii_alphanumeric() { 3 } else { 2 };
            let word = u64::from_be_bytes([b'a', b'9', byte, b' ', b'x', byte, 0, 0xFF]);
            assert_eq!(leading(word), expected, "{byte}");
        }
        assert_eq!(leading(u64::from_be_bytes(*b"abcXYZ09")), 8);
    }

    #[test]
    fn no_word_that_begins_a_term_is_passed_over() {
        let all =
            [("kafka", true), ("box", true), ("c++", false), ("ci/cd", false), ("größe", false), ("data lake", true)];
        let openings = Openings::new(all.into_iter());
        let has = |text: &str| {
            let (word, end) = opening(text.as_bytes(), 0);
            openings.keys(text.as_bytes(), word, end).next().is_some()
        };
        for text in
            ["kafka", "kafkas", "kafka based", "box of", "boxes", "c++", "ci/cd", "größe", "data lakes", "data lake "]
        {
            assert!(has(text), "{text}");
        }
        for text in ["kafka and others", "c++ and others", "box and others", "data lakes and others"] {
            assert!(has(text), "{text}");
        }
        for text in ["kafkaesque", "boxer", "cc", "cicd", "the", "data", "data sets", "data.", "ci-cd", "lake"] {
            assert!(!has(text), "{text}");
        }
    }
}
