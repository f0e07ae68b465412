//! Scan: finds comments, strings, numbers and words. Every byte is looked at a bounded number of times.

use super::languages::{Keys, Language, Shape};
use super::{Class, Spans};

/// Longest character literal (`'\u{10FFFF}'`), in bytes.
const CHARACTER: usize = 12;

/// Scans a whole code.
pub(super) fn scan<'c>(language: &Language, code: &'c str, spans: &mut Spans<'c, '_>) {
    match language.shape {
        Shape::Words => Scanner { language, bytes: code.as_bytes(), code, at: 0, spans }.words(),
        Shape::Markup => Scanner { language, bytes: code.as_bytes(), code, at: 0, spans }.markup(),
        Shape::Lines => lines(language, code, spans),
    }
}

/// Languages in which the beginning of a line says what it is: diff, Markdown.
fn lines(language: &Language, code: &str, spans: &mut Spans<'_, '_>) {
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        if let Some((_, class)) = language.lines.iter().find(|(start, _)| text.starts_with(start)) {
            spans.push(*class, at, at + text.len());
        }
        at += line.len();
    }
}

struct Scanner<'s, 'c, 'o> {
    language: &'s Language,
    bytes: &'c [u8],
    code: &'c str,
    at: usize,
    spans: &'s mut Spans<'c, 'o>,
}

impl Scanner<'_, '_, '_> {
    fn words(&mut self) {
        let mut line_start = true;
        while let Some(byte) = self.byte(0) {
            if self.spans.is_full() {
                return;
            }
            match byte {
                b'\n' => {
                    line_start = true;
                    self.at += 1;
                    continue;
                }
                b' ' | b'\t' | b'\r' => {
                    self.at += 1;
                    continue;
                }
                _ if self.comment() => {}
                _ if self.language.quotes.as_bytes().contains(&byte) => self.string(byte),
                b'\'' if self.language.characters => self.character(),
                b'0'..=b'9' => self.number(),
                b'#' if self.language.hash_numbers && self.byte(1).is_some_and(|it| it.is_ascii_hexdigit()) => {
                    self.number();
                }
                b'$' if self.has_sigil(b'$') => self.variable(),
                _ if self.has_sigil(byte) && self.before().is_none_or(|it| !is_word(it) && it != byte) => self.sigil(),
                b'[' if line_start && self.language.tables => self.table(),
                _ if is_word(byte) => self.word(line_start),
                // The keys of a YAML list begin after its dash.
                b'-' if line_start && self.language.keys == Keys::Line => {
                    self.at += 1;
                    continue;
                }
                _ => self.at += 1,
            }
            line_start = false;
        }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn before(&self) -> Option<u8> {
        self.at.checked_sub(1).and_then(|at| self.bytes.get(at)).copied()
    }

    fn starts_with(&self, text: &str) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(text.as_bytes()))
    }

    /// Where `text` is found from `from` on, or the end of the code.
    fn find(&self, text: &str, from: usize) -> usize {
        let rest = self.code.get(from..).unwrap_or_default();
        rest.find(text).map_or(self.code.len(), |at| from + at)
    }

    fn push_to(&mut self, class: Class, end: usize) {
        self.spans.push(class, self.at, end);
        self.at = end;
    }

    fn has_sigil(&self, byte: u8) -> bool {
        self.language.sigils.as_bytes().contains(&byte)
    }

    fn comment(&mut self) -> bool {
        for (open, close) in self.language.blocks {
            if self.starts_with(open) {
                let close_at = self.find(close, self.at + open.len());
                self.push_to(Class::Comment, (close_at + close.len()).min(self.code.len()));
                return true;
            }
        }
        for start in self.language.comments {
            // Where # is no operator, it begins a comment only at the beginning of a word: `$#`, `a#b`, `http://x#y`.
            let begins = *start != "#" || self.before().is_none_or(|it| it.is_ascii_whitespace() || it == b';');
            if begins && self.starts_with(start) {
                self.push_to(Class::Comment, self.find("\n", self.at));
                return true;
            }
        }
        false
    }

    fn string(&mut self, quote: u8) {
        let end = if self.language.triple && self.byte(1) == Some(quote) && self.byte(2) == Some(quote) {
            let close = if quote == b'"' { "\"\"\"" } else { "'''" };
            (self.find(close, self.at + 3) + 3).min(self.code.len())
        } else {
            self.string_end(quote, quote == b'`' || self.language.long_strings)
        };
        let is_key = self.language.keys != Keys::None && {
            let rest = self.code.get(end..).unwrap_or_default().trim_start_matches([' ', '\t']);
            rest.starts_with([':', '='])
        };
        self.push_to(if is_key { Class::Property } else { Class::Text }, end);
    }

    /// Where a string ends: after its closing quote; before the end of its line unless it may be `long`.
    fn string_end(&self, quote: u8, long: bool) -> usize {
        let mut at = self.at + 1;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' if !self.language.raw => at += 1,
                b'\n' if !long => return at,
                _ if byte == quote => return at + 1,
                _ => {}
            }
            at += 1;
        }
        self.code.len()
    }

    /// `'a'`, or a lifetime, a prime, a quoted symbol.
    fn character(&mut self) {
        let end = self.string_end_within(CHARACTER);
        match end {
            Some(end) => self.push_to(Class::Text, end),
            None if self.byte(1).is_some_and(is_word) => self.sigil(),
            None => self.at += 1,
        }
    }

    fn string_end_within(&self, most: usize) -> Option<usize> {
        let escaped = self.byte(1) == Some(b'\\');
        let first = if escaped { 3 } else { 2 };
        let inside = |at: usize| self.byte(at).is_some_and(|it| it != b'\n');
        let close = (first..most).take_while(|&at| inside(at)).find(|&at| self.byte(at) == Some(b'\''))?;
        // More than one character without a backslash is no literal: `'a, 'b`.
        let one = escaped || self.code.get(self.at + 1..self.at + close)?.chars().count() == 1;
        one.then_some(self.at + close + 1)
    }

    fn number(&mut self) {
        let mut end = self.at + 1;
        while let Some(&byte) = self.bytes.get(end) {
            let fraction = byte == b'.' && self.bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
            if !(byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'%' || fraction) {
                break;
            }
            end += 1;
        }
        self.push_to(Class::Number, end);
    }

    /// `$x`, `${x}`, `$(x)`, `$1`, `$env:X`.
    fn variable(&mut self) {
        let close = match self.byte(1) {
            Some(b'{') => b'}',
            Some(b'(') if self.language.targets => b')',
            _ => return self.sigil(),
        };
        let line = self.bytes.get(self.at..).unwrap_or_default();
        let end = line.iter().take(256).position(|&it| it == close || it == b'\n');
        match end {
            Some(end) if line.get(end) == Some(&close) => self.push_to(Class::Property, self.at + end + 1),
            _ => self.at += 2,
        }
    }

    /// A sign and the word after it.
    fn sigil(&mut self) {
        let end = self.word_end(self.at + 1);
        if end > self.at + 1 { self.push_to(Class::Property, end) } else { self.at += 1 }
    }

    /// `[table]`, at the beginning of a line.
    fn table(&mut self) {
        let end = self.find("\n", self.at);
        let line = self.code.get(self.at..end).unwrap_or_default();
        let close = line.rfind(']').map_or(0, |at| at + 1);
        if close > 0 { self.push_to(Class::Type, self.at + close) } else { self.at += 1 }
    }

    fn word_end(&self, from: usize) -> usize {
        let extra = self.language.letters.as_bytes();
        let rest = self.bytes.get(from..).unwrap_or_default();
        from + rest.iter().position(|&it| !is_word(it) && !extra.contains(&it)).unwrap_or(rest.len())
    }

    fn word(&mut self, line_start: bool) {
        let end = self.word_end(self.at);
        let word = self.code.get(self.at..end).unwrap_or_default();
        let next = self.bytes.get(end).copied();
        let called = next == Some(b'(') || (self.language.lisp && self.before() == Some(b'('));
        let target = line_start && self.language.targets && next == Some(b':');
        let class = if self.is_key(line_start, end) {
            Some(Class::Property)
        } else {
            self.language.class(word).or((called || target).then_some(Class::Function))
        };
        match class {
            Some(class) => self.push_to(class, end),
            None => self.at = end,
        }
    }

    /// Whether the word that ends at `end` is a key: `key: value`, `key = value`.
    fn is_key(&self, line_start: bool, end: usize) -> bool {
        if self.language.keys == Keys::None || (self.language.keys == Keys::Line && !line_start) {
            return false;
        }
        let rest = self.bytes.get(end..).unwrap_or_default();
        let sign = rest.iter().find(|it| !matches!(it, b' ' | b'\t'));
        matches!(sign, Some(b':' | b'='))
    }

    /// HTML and its kin: tags, attributes, comments.
    fn markup(&mut self) {
        let mut in_tag = false;
        while let Some(byte) = self.byte(0) {
            if self.spans.is_full() {
                return;
            }
            match byte {
                b'<' if self.starts_with("<!--") => {
                    let end = self.find("-->", self.at + 4);
                    self.push_to(Class::Comment, (end + 3).min(self.code.len()));
                }
                b'<' => {
                    let name = self.at + 1 + usize::from(matches!(self.byte(1), Some(b'/' | b'!' | b'?')));
                    let end = self.word_end(name);
                    in_tag = end > name;
                    self.at = name;
                    if in_tag {
                        self.push_to(Class::Keyword, end);
                    }
                }
                b'>' => {
                    in_tag = false;
                    self.at += 1;
                }
                b'"' | b'\'' if in_tag => {
                    let end = self.string_end(byte, true);
                    self.push_to(Class::Text, end);
                }
                _ if in_tag && (is_word(byte) || byte == b'@' || byte == b':') => {
                    self.push_to(Class::Property, self.word_end(self.at + 1));
                }
                _ => self.at += 1,
            }
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
