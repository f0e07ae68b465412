//! Words: names that stand in running text, known by their looks (`FooBar`, `XY-FOO`, `TL0815`) or by the word that brings them in
//! (`using Foo`, `such as Foo and Bar`).

use super::names::{CLUSTER, PACKAGES, affixed, capitalised, coined, looks_like_name};
use super::{Kind, MAX_LENGTH, MAX_SHAPES, MAX_WORDS, Shape};
use crate::pipeline::matrix::scope::Stretch;

/// What a word does to what follows it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It brings in what an agent works with; and whether that is tools, which may have small letters.
    Lead(bool),
    As,
    Joint,
    Such,
    Other,
}

/// Asked of every word of a text.
fn role(word: &[u8]) -> Role {
    match word {
        b"using" | b"Using" | b"via" | b"Via" => Role::Lead(true),
        b"with" | b"With" | b"like" | b"Like" | b"including" | b"Including" | b"e.g" | b"E.g" => Role::Lead(false),
        b"as" => Role::As,
        b"and" | b"or" => Role::Joint,
        b"such" | b"Such" => Role::Such,
        _ => Role::Other,
    }
}

/// The words of a stretch that may be names.
pub(super) fn words(stretch: &Stretch<'_>, out: &mut Vec<Shape>) {
    let text = stretch.text.as_ref();
    let mut at = 0;
    let mut spans = Pieces { text, at: 0 };
    let mut led = Led::default();
    while let Some(Piece { start, mut end, signs }) = spans.next() {
        if led.is_idle() && says_nothing(text.as_bytes().get(start..end).unwrap_or_default(), signs) {
            at = end;
            continue;
        }
        let mut word = text.get(start..end).unwrap_or_default();
        // `FooBar's`: whose it is, is read from what follows the name.
        if let Some(owner) = word.strip_suffix("'s").filter(|it| looks_like_name(it)) {
            (word, end) = (owner, end - 2);
        }
        let gap = text.get(at..start).unwrap_or_default();
        at = end;
        if out.len() >= MAX_SHAPES {
            break;
        }
        led.goes_on(gap, word);
        if !may_be_name(word, signs) {
            led.ends(role(word.as_bytes()));
            continue;
        }
        let code = stretch.code_at(start).is_some_and(|(_, to)| end <= to);
        if word.contains('_') {
            if is_package(text, start, end) || led.on && led.tools && !code {
                out.push(Shape { start, end, list: (start, end), code, cut: false, kind: Kind::With });
            }
        } else if !code && !is_plain(word) && looks_like_name(word) && whole(text, start, end) {
            let (list, kind) = (surroundings(text, start, end), Kind::Word);
            out.push(Shape { start, end, list, code, cut: false, kind });
        } else if led.on && !code && (led.tools || word.starts_with(char::is_uppercase)) && whole(text, start, end) {
            let (end, list) = (whole_name(&mut spans, end), (start, end));
            out.push(Shape { start, end, list, code, cut: false, kind: Kind::With });
            at = end;
        }
        led.named = true;
    }
}

/// Whether the word before brings in a name, or an enumeration that it brought in goes on.
#[derive(Default)]
struct Led {
    on: bool,
    /// Whether a name was seen since.
    named: bool,
    /// Whether it is tools that are brought in, which may have small letters.
    tools: bool,
    /// Whether the word before is `such`.
    such: bool,
}

impl Led {
    /// Whether nothing is begun, so that a word that says nothing changes nothing.
    fn is_idle(&self) -> bool {
        !self.on && !self.such
    }

    /// What stands before a word may end an enumeration.
    fn goes_on(&mut self, gap: &str, word: &str) {
        if !self.on {
            return;
        }
        let gap = gap.trim();
        if gap.is_empty() && (!self.named || matches!(word, "and" | "or")) || matches!(gap, "," | "/" | "&" | "+") {
            return;
        }
        self.on = false;
    }

    /// A word that is no name: it brings one in, joins two, or ends what was begun.
    fn ends(&mut self, role: Role) {
        if matches!(role, Role::Lead(_)) || role == Role::As && self.such {
            (self.on, self.named) = (true, false);
            self.tools = role == Role::Lead(true);
        } else if self.named && role == Role::Joint {
            self.named = false;
        } else {
            self.on = false;
        }
        self.such = role == Role::Such;
    }
}

/// The end of a name of several capitalised words.
fn whole_name(spans: &mut Pieces<'_>, mut end: usize) -> usize {
    for _ in 1..MAX_WORDS {
        let before = spans.at;
        match spans.next() {
            Some(Piece { start, end: to, .. })
                if start == end + 1
                    && spans.text.as_bytes().get(end) == Some(&b' ')
                    && spans.text.get(start..to).is_some_and(capitalised) =>
            {
                end = to;
            }
            _ => {
                spans.at = before;
                break;
            }
        }
    }
    end
}

/// Spares any look at most words: in small letters, of English's build, and by their first and last letter none that brings a name in
/// ([`role`]) nor one that packages have ([`affixed`]).
fn says_nothing(word: &[u8], signs: u8) -> bool {
    let (Some(first), Some(last)) = (word.first(), word.last()) else { return true };
    signs & !CONSONANT == LOWER
        && !matches!(first, b'a' | b'e' | b'i' | b'l' | b'o' | b'p' | b's' | b'u' | b'v' | b'w')
        && !matches!(last, b'b' | b'l' | b'p' | b's' | b't' | b'y')
        && !is_clustered(word)
}

/// Whether there are more consonants in a row, in small letters, than English has.
fn is_clustered(word: &[u8]) -> bool {
    let mut run = 0;
    word.len() > usize::from(CLUSTER)
        && word.iter().any(|&byte| {
            run = if SIGNS[usize::from(byte)] & CONSONANT == 0 { 0 } else { run + 1 };
            run > CLUSTER
        })
}

/// Spares a closer look at what can't be a name: it has a capital or a digit, or is a word of its own kind in small letters.
fn may_be_name(word: &str, signs: u8) -> bool {
    if signs & (UPPER | DIGIT | UNDERSCORE) != 0 {
        return (3..=MAX_LENGTH).contains(&word.len());
    }
    signs & !CONSONANT == LOWER && (is_clustered(word.as_bytes()) || affixed(word)) && coined(word)
}

/// Whether a word has letters alone, and small ones but for the first: most of those with a capital.
fn is_plain(word: &str) -> bool {
    word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
}

/// Whether a word is said to be a package: `the foo_bar gem`.
fn is_package(text: &str, start: usize, end: usize) -> bool {
    let is = |word: &str| PACKAGES.contains(&word.trim_matches(['`', '*', '"', '(', ')', ',', '.']));
    let after = text.get(end..).unwrap_or_default().trim_start_matches(['`', '*']);
    let before = text.get(..start).unwrap_or_default().trim_end_matches(['`', '*']);
    after.strip_prefix(' ').and_then(|it| it.split(' ').next()).is_some_and(is)
        || before.strip_suffix(' ').and_then(|it| it.rsplit(' ').next()).is_some_and(is)
}

/// Whether a word is no piece of a path, an address, a call or a module's name.
fn whole(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|it| it.chars().next_back());
    let mut after = text.get(end..).unwrap_or_default().chars();
    let (next, second) = (after.next(), after.next());
    let ends = match next {
        None => true,
        Some('.' | ':') => second.is_none_or(char::is_whitespace),
        Some(c) => !matches!(c, '(' | '<' | '=' | '[' | '{' | '@' | '_' | '*' | '\\'),
    };
    ends && before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '/' | ',' | '"' | '“' | '+' | '×'))
}

/// The brackets around a word, or the word itself.
fn surroundings(text: &str, start: usize, end: usize) -> (usize, usize) {
    let open = text
        .get(..start)
        .and_then(|before| before.get(before.len().saturating_sub(FAR)..))
        .map(|it| (it, it.rfind(['(', ')'])));
    let close = text.get(end..).and_then(|after| after.find(')').filter(|at| *at < FAR));
    match (open, close) {
        (Some((near, Some(at))), Some(close)) if near.as_bytes().get(at) == Some(&b'(') => {
            (start - near.len() + at + 1, end + close)
        }
        _ => (start, end),
    }
}

/// Bytes within which a bracket is looked for: keeps a hostile line linear.
const FAR: usize = 120;

/// What a byte may be in a word.
const UPPER: u8 = 1;
const LOWER: u8 = 2;
const DIGIT: u8 = 4;
const UNDERSCORE: u8 = 8;
/// A part of a letter that is not ASCII.
const OTHER: u8 = 16;
/// Joins two parts of a word.
const INNER: u8 = 32;
/// Beside `LOWER`: no vowel.
const CONSONANT: u8 = 64;

/// Beside `OTHER`: may begin an arrow or a dash.
const LEADS: u8 = 128;

/// What each byte is; nothing if it stands in no word.
const SIGNS: [u8; 256] = {
    let mut signs = [OTHER; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        signs[byte as usize] = match byte {
            b'A'..=b'Z' => UPPER,
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => LOWER,
            b'a'..=b'z' => LOWER | CONSONANT,
            b'0'..=b'9' => DIGIT,
            b'_' => UNDERSCORE,
            _ => 0,
        };
        byte += 1;
    }
    signs[LEAD as usize] = OTHER | LEADS;
    signs
};

/// The first byte of arrows, dashes and other signs that are not ASCII, and their length in bytes.
const LEAD: u8 = 0xe2;
const MARK: usize = 3;

/// Whether one of them stands at a byte: `Foo→Bar` is two words. An apostrophe is no such sign.
fn is_mark(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&LEAD) && bytes.get(at + 1..at + MARK).is_some_and(|rest| rest != [0x80, 0x99])
}

/// A word of a text: bytes, and what there is in it.
struct Piece {
    start: usize,
    end: usize,
    signs: u8,
}

/// The words of a text, with the signs that names have in them.
struct Pieces<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        let sign = |at: usize| bytes.get(at).map_or(0, |&byte| SIGNS[usize::from(byte)]);
        while self.at < bytes.len() {
            self.at += match sign(self.at) {
                0 => 1,
                found if found & LEADS != 0 && is_mark(bytes, self.at) => MARK,
                _ => break,
            };
        }
        let start = self.at;
        let mut signs = 0;
        while let Some(&byte) = bytes.get(self.at) {
            let mut found = SIGNS[usize::from(byte)];
            if found & LEADS != 0 && is_mark(bytes, self.at) {
                break;
            }
            if found == 0 {
                if !(matches!(byte, b'-' | b'\'' | b'.') && sign(self.at + 1) != 0) {
                    break;
                }
                found = INNER;
            }
            signs |= found;
            self.at += 1;
        }
        (start < self.at).then_some(Piece { start, end: self.at, signs })
    }
}
