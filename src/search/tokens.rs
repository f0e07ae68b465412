//! Tokens: text to words, by the same rules for the index and the query (`static/js/search-tokens.js` is its twin).
//!
//! A word is a run of letters and digits. Words that are written together (`CI/CD`, `Node.js`, `event-driven`, `GenServer`) give
//! the whole without its joints (`cicd`) and the parts; `C++`, `C#`, `.NET` and `:pg` keep what tells them from `c`, `net`
//! and `pg`. Runs of scripts that put no space between words (Chinese, Japanese, Korean, Thai, Lao, Khmer, Myanmar) give
//! overlapping pairs. No word is left out.

use std::borrow::Cow;

use crate::text::{fold, is_mark};

/// A word as the index knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The word, folded.
    pub text: String,
    /// How it stands to the words it is written with.
    pub role: Role,
    /// Its place: parts count on, a whole stands where its first part stands.
    pub position: u32,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// How a token stands to what it was written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A word by itself.
    Word,
    /// Several words written together, without their joints; the parts follow.
    Whole,
    /// A word with a sign that belongs to it (`c++`, `.net`); the bare word follows as a part.
    Signed,
    /// A part of the token before it.
    Part,
    /// A part of a word in camel case.
    Hump,
}

/// Longest word that is indexed, in characters: what is longer is no word, and is cut.
pub(super) const LONGEST: usize = 40;

/// Longest whole that is made of parts.
const LONGEST_WHOLE: usize = 24;

/// The words of a text, in order.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let chars = Chars::new(text);
    // Few words are shorter than five letters and a space: room for them all at once.
    let mut out = Sink { tokens: Vec::with_capacity(text.len() / 6 + 1), position: 0 };
    let mut at = 0;
    while at < chars.len() {
        match chars.at(at) {
            c if is_unspaced(c) => at = unspaced(&chars, at, &mut out),
            c if is_word(c) => at = plain(&chars, at, &mut out).unwrap_or_else(|| compound(&chars, at, &mut out)),
            _ => at += 1,
        }
    }
    out.tokens
}

/// The characters of a text by number. Most texts are ASCII, whose bytes are their characters.
struct Chars<'a> {
    text: &'a str,
    /// With the byte each begins at; empty for ASCII.
    wide: Vec<(usize, char)>,
}

impl<'a> Chars<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, wide: if text.is_ascii() { Vec::new() } else { text.char_indices().collect() } }
    }

    fn len(&self) -> usize {
        if self.wide.is_empty() { self.text.len() } else { self.wide.len() }
    }

    /// A character; NUL beyond the end.
    fn at(&self, at: usize) -> char {
        if self.wide.is_empty() {
            self.text.as_bytes().get(at).map_or('\0', |&byte| char::from(byte))
        } else {
            self.wide.get(at).map_or('\0', |&(_, c)| c)
        }
    }

    /// The byte at which a character begins.
    fn byte(&self, at: usize) -> usize {
        if self.wide.is_empty() {
            at.min(self.text.len())
        } else {
            self.wide.get(at).map_or(self.text.len(), |&(byte, _)| byte)
        }
    }

    /// The text from one character up to another.
    fn slice(&self, start: usize, stop: usize) -> &'a str {
        self.text.get(self.byte(start)..self.byte(stop)).unwrap_or_default()
    }
}

struct Sink {
    tokens: Vec<Token>,
    position: u32,
}

impl Sink {
    fn push(&mut self, text: String, role: Role, range: (usize, usize)) {
        if !text.is_empty() {
            self.tokens.push(Token { text, role, position: self.position, start: range.0, end: range.1 });
        }
    }
}

/// Characters that nobody sees: they are dropped from inside words, so that none can hide or split one.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x61C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF | 0xE0000..=0xE007F)
}

/// Whether a character is of a script that puts no space between words.
fn is_unspaced(c: char) -> bool {
    match u32::from(c) {
        0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x2FA1F => {
            true
        }
        // Thai and Lao, Myanmar, Khmer: their signs and currencies are no letters.
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F | 0x1780..=0x17FF => {
            c.is_alphanumeric() || is_mark(c)
        }
        _ => false,
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphanumeric() || is_mark(c) || is_invisible(c)))
}

/// Whether a character belongs to words, however it is folded.
pub(super) fn of_word(c: char) -> bool {
    is_word(c) || is_unspaced(c)
}

/// A run of a script without spaces: its overlapping pairs of letters, each with the marks upon it, or the one letter.
fn unspaced(chars: &Chars<'_>, start: usize, out: &mut Sink) -> usize {
    let mut stop = start;
    let mut letters = Vec::new();
    while is_unspaced(chars.at(stop)) {
        if !is_mark(chars.at(stop)) {
            letters.push(stop);
        }
        stop += 1;
    }
    let width = letters.len().min(2);
    letters.push(stop);
    for pair in letters.windows(width + 1).filter(|_| width > 0) {
        let (Some(&from), Some(&to)) = (pair.first(), pair.last()) else { continue };
        out.push(fold(chars.slice(from, to)), Role::Word, (chars.byte(from), chars.byte(to)));
        out.position += 1;
    }
    stop
}

/// A word of ASCII that is written by itself, as most are: what [`compound`] would make of it, without looking for pieces.
fn plain(chars: &Chars<'_>, start: usize, out: &mut Sink) -> Option<usize> {
    let mut stop = start;
    while chars.at(stop).is_ascii_alphanumeric() {
        if stop > start && chars.at(stop).is_ascii_uppercase() {
            return None;
        }
        stop += 1;
    }
    let before = start.checked_sub(1).map_or(' ', |i| chars.at(i));
    let next = chars.at(stop);
    let joined = matches!(next, '.' | '/' | '-' | '_' | '&' | '\'' | '’') && is_word(chars.at(stop + 1));
    let signed = matches!(next, '+' | '#') || matches!(before, '.' | ':');
    if joined || signed || is_word(next) || stop - start > LONGEST {
        return None;
    }
    let text = chars.slice(start, stop).to_ascii_lowercase();
    out.push(text, Role::Word, (chars.byte(start), chars.byte(stop)));
    out.position += 1;
    Some(stop)
}

/// A piece of a compound between two joints.
struct Piece {
    start: usize,
    stop: usize,
    text: String,
    humps: Vec<String>,
}

/// Words that are written together, with what belongs to them.
fn compound(chars: &Chars<'_>, start: usize, out: &mut Sink) -> usize {
    let mut pieces = Vec::new();
    let mut slashed = false;
    let mut at = start;
    loop {
        let mut stop = at;
        while is_word(chars.at(stop)) && !is_unspaced(chars.at(stop)) {
            stop += 1;
        }
        let mut raw: Cow<'_, str> = Cow::Borrowed(chars.slice(at, stop));
        if !raw.is_ascii() {
            raw = raw.chars().filter(|&c| !is_invisible(c)).collect();
        }
        // An apostrophe belongs to its word: `don't` is `dont`, and `agent's` is `agent`.
        if matches!(chars.at(stop), '\'' | '’') && is_word(chars.at(stop + 1)) {
            let mut tail = stop + 1;
            while is_word(chars.at(tail)) && !is_unspaced(chars.at(tail)) {
                tail += 1;
            }
            if tail - stop > 2 || !matches!(chars.at(stop + 1), 's' | 'S') {
                raw.to_mut().push_str(chars.slice(stop + 1, tail));
            }
            stop = tail;
        }
        pieces.push(Piece { start: at, stop, humps: humps(&raw), text: word(&raw) });
        let joint = chars.at(stop);
        let next = chars.at(stop + 1);
        if !matches!(joint, '.' | '/' | '-' | '_' | '&') || !is_word(next) || is_unspaced(next) {
            at = stop;
            break;
        }
        slashed |= joint == '/';
        at = stop + 1;
    }
    let signed = sign(chars, start, &mut at, &pieces);
    emit(chars, &pieces, slashed, signed, out);
    at
}

/// The sign that belongs to a compound, as the token with it: `C++`, `C#`, `.NET`, `:pg`.
fn sign(chars: &Chars<'_>, start: usize, at: &mut usize, pieces: &[Piece]) -> Option<String> {
    let [piece] = pieces else { return None };
    let letters = piece.text.chars().all(char::is_alphabetic);
    let next = chars.at(*at + 1);
    if letters && chars.at(*at) == '+' && next == '+' && piece.text.len() <= 3 {
        *at += 2;
        return Some(format!("{}++", piece.text));
    }
    if letters && chars.at(*at) == '#' && !is_word(next) && piece.text.len() == 1 {
        *at += 1;
        return Some(format!("{}#", piece.text));
    }
    let before = start.checked_sub(1).map_or(' ', |i| chars.at(i));
    let two_before = start.checked_sub(2).map_or(' ', |i| chars.at(i));
    let free = !is_word(two_before) && two_before != before && !matches!(two_before, '/' | '*' | ')' | ']');
    let first_letter = piece.text.chars().next().is_some_and(char::is_alphabetic);
    (matches!(before, '.' | ':') && free && first_letter).then(|| format!("{before}{}", piece.text))
}

fn emit(chars: &Chars<'_>, pieces: &[Piece], slashed: bool, signed: Option<String>, out: &mut Sink) {
    let range = |from: &Piece, to: &Piece| (chars.byte(from.start), chars.byte(to.stop));
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
    if let Some(text) = signed {
        out.push(text, Role::Signed, range(first, last));
    } else if pieces.len() > 1 {
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let short = pieces.iter().all(|piece| piece.text.chars().count() <= 4);
        let usual = pieces.len() <= 3 && whole.chars().count() <= LONGEST_WHOLE;
        if usual && (short || !slashed) {
            out.push(whole, Role::Whole, range(first, last));
        }
    }
    let alone = out.tokens.last().is_none_or(|token| token.position != out.position);
    for piece in pieces {
        let role = if alone && pieces.len() == 1 { Role::Word } else { Role::Part };
        out.push(piece.text.clone(), role, range(piece, piece));
        for hump in &piece.humps {
            out.push(hump.clone(), Role::Hump, range(piece, piece));
            out.position += 1;
        }
        if piece.humps.is_empty() {
            out.position += 1;
        }
    }
}

/// A word folded, with nothing in it but letters and digits.
fn word(raw: &str) -> String {
    let folded = fold(raw);
    if folded.is_ascii() && folded.len() <= LONGEST {
        return folded;
    }
    folded.chars().filter(|c| c.is_alphanumeric()).take(LONGEST).collect()
}

/// The parts of a word in camel case, where each has two letters or more (`gRPC` and `iOS` are one word).
fn humps(raw: &str) -> Vec<String> {
    let capital = raw.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
    if !capital || !raw.is_ascii() || raw.len() > LONGEST {
        return Vec::new();
    }
    let bytes = raw.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or(b'a');
    let mut cuts = vec![0];
    for i in 1..bytes.len() {
        let rises = at(i - 1).is_ascii_lowercase() && at(i).is_ascii_uppercase();
        let ends = i + 1 < bytes.len()
            && at(i - 1).is_ascii_uppercase()
            && at(i).is_ascii_uppercase()
            && at(i + 1).is_ascii_lowercase();
        if rises || ends {
            cuts.push(i);
        }
    }
    cuts.push(bytes.len());
    let parts: Vec<&str> = cuts.windows(2).filter_map(|pair| raw.get(*pair.first()?..*pair.last()?)).collect();
    if parts.len() < 2 || parts.iter().any(|part| part.len() < 2) {
        return Vec::new();
    }
    parts.into_iter().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        tokens(text).into_iter().map(|token| format!("{}@{}", token.text, token.position)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keeps_and_splits_what_developers_write() {
        let cases = [
            ("C++ and C#", "c++@0 c@0 and@1 c#@2 c@2"),
            (".NET on Node.js", ".net@0 net@0 on@1 nodejs@2 node@2 js@3"),
            ("gRPC, CI/CD; p99!", "grpc@0 cicd@1 ci@1 cd@2 p99@3"),
            ("a :pg GenServer", "a@0 :pg@1 pg@1 genserver@2 gen@2 server@3"),
            ("HTTPServer iOS", "httpserver@0 http@0 server@1 ios@2"),
            ("event-driven don't agent's", "eventdriven@0 event@0 driven@1 dont@2 agent@3"),
            ("分布式系统 中", "分布@0 布式@1 式系@2 系统@3 中@4"),
            ("ระบบกระจาย กี่", "ระ@0 ะบ@1 บบ@2 บก@3 กร@4 ระ@5 ะจ@6 จา@7 าย@8 ก@9"),
            ("ລະບົບ ប្រព័ន្ធ စနစ် ฿", "ລະ@0 ະບ@1 ບບ@2 បរ@3 រព@4 ពន@5 នធ@6 စန@7 နစ@8"),
            ("Ｎaïve con\u{200b}sensus", "naive@0 consensus@1"),
            ("word\u{2014}word, src/model/agent.rs", "word@0 word@1 src@2 model@3 agent@4 rs@5"),
            ("(Raft", "raft@0"),
            ("http://x.example", "http@0 xexample@1 x@1 example@2"),
            ("--- *** ::", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn ranges_lie_in_the_text() {
        for text in ["Zürich C++ GenServer", "分布式", "a’b ’ -", "\u{202e}x\u{301}y"] {
            for token in tokens(text) {
                assert!(text.get(token.start..token.end).is_some_and(|part| !part.is_empty()), "{text} {token:?}");
            }
        }
    }
}
