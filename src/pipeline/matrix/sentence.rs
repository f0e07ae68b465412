//! Sentence: the piece of a stretch that a mark quotes.

/// Short forms whose full stop ends no sentence.
const SHORT: &[&str] = &["e.g", "i.e", "eg", "vs", "etc", "incl", "cf", "approx", "no"];

/// Longest list entry that is quoted whole, in bytes.
const WHOLE: usize = 300;

/// Longest quote, in bytes: a sentence that goes on is cut around the term.
pub(super) const LONGEST: usize = 400;

/// The sentences of a text as bytes: cut at full stops, question and exclamation marks before white space, and at line ends.
pub(super) fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        // Of all characters only these can end a sentence; the last two bytes begin the full-width ones.
        if !matches!(byte, b'.' | b'!' | b'?' | b'\n' | 0xe3 | 0xef) {
            continue;
        }
        let Some(rest) = text.get(at..) else { continue };
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { continue };
        let next = chars.next();
        let ends = match c {
            '.' => next.is_none_or(char::is_whitespace) && !short(text.get(start..at).unwrap_or_default()),
            '!' | '?' => next.is_none_or(char::is_whitespace),
            '\n' | '。' | '！' | '？' => true,
            _ => false,
        };
        if ends {
            out.push((start, at + c.len_utf8()));
            start = at + c.len_utf8();
        }
    }
    out.push((start, text.len()));
    out.retain(|&(from, to)| text.get(from..to).is_some_and(|it| !it.trim().is_empty()));
    out
}

/// Whether a text ends in a short form, so that the full stop after it ends no sentence.
fn short(before: &str) -> bool {
    let word = before.rsplit([' ', '(', '\n']).next().unwrap_or_default();
    SHORT.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// What is quoted for a term in a text: the whole if it is short, else its sentence, cut where it is over-long. Trimmed.
pub(super) fn quote(text: &str, sentence: (usize, usize), term: (usize, usize)) -> (usize, usize) {
    let (mut from, mut to) = if text.len() <= WHOLE && !text.contains('\n') { (0, text.len()) } else { sentence };
    if to - from > LONGEST {
        from = from.max(word_start(text, term.0.saturating_sub(LONGEST / 2), term.0));
        to = to.min(word_end(text, term.1, (term.1 + LONGEST / 2).min(text.len())));
    }
    let inner = text.get(from..to).unwrap_or_default();
    let left = inner.len() - inner.trim_start().len();
    let right = inner.len() - inner.trim_end().len();
    (from + left.min(inner.len()), to - right.min(inner.len() - left.min(inner.len())))
}

/// Where the first word from a byte on begins, before the term: looked for no further, since a text may have no spaces at all.
fn word_start(text: &str, mut at: usize, term: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    text.get(at..term).and_then(|it| it.find(' ')).map_or(at, |space| at + space + 1)
}

/// Where the last word up to a byte ends, behind the term.
fn word_end(text: &str, term: usize, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    text.get(term..at).and_then(|it| it.rfind(' ')).map_or(at, |space| term + space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_sentences_and_not_at_short_forms() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = sentences(text).into_iter().map(|(from, to)| text[from..to].trim()).collect();
            assert_eq!(found, expected);
        };
        check("Uses Kafka. Then Redis!", &["Uses Kafka.", "Then Redis!"]);
        check("Stores (e.g. Redis) in Node.js v1.2 too", &["Stores (e.g. Redis) in Node.js v1.2 too"]);
        check("one\ntwo", &["one", "two"]);
    }

    #[test]
    fn a_long_sentence_is_cut_around_its_term() {
        let text = format!("{}Raft{}", "word ".repeat(2000), " word".repeat(2000));
        let at = text.find("Raft").unwrap();
        let (from, to) = quote(&text, (0, text.len()), (at, at + 4));
        assert!(to - from <= LONGEST + 10 && from <= at && at + 4 <= to);
        let text = format!("{}Raft{}", "x/".repeat(2000), "/x".repeat(2000));
        let at = text.find("Raft").unwrap();
        assert_eq!(quote(&text, (0, text.len()), (at, at + 4)), (at - LONGEST / 2, at + 4 + LONGEST / 2));
    }
}
