//! Highlight: code as HTML with a class for each kind of word. One pass, no backtracking, no grammar: a table says what
//! a language's comments, strings and keywords look like, which is what a reader's eye needs.
//!
//! Classes: `hl-k` keyword, `hl-s` string, `hl-c` comment, `hl-n` number or constant, `hl-f` function or target,
//! `hl-t` type, `hl-p` property: a key, an attribute, a variable, a decorator. An unknown language is plain.

mod languages;
mod scan;

use languages::Language;

use super::html::push_escaped;

/// Longest code that is highlighted, in bytes; what is longer is plain.
const LONGEST: usize = 64 * 1024;

/// Largest output for a byte of code; code that would be larger (`1"1"1"…`) is plain.
const GROWTH: usize = 12;

/// Adds code to HTML, highlighted if the language is known. The text is escaped; the output is at most
/// [`GROWTH`] times the code and 1 KiB. Linear.
pub(super) fn push(language: &str, code: &str, out: &mut String) {
    let known = Language::named(language).filter(|_| code.len() <= LONGEST);
    let Some(language) = known else { return push_escaped(code, out) };
    let start = out.len();
    let limit = start + GROWTH * code.len() + 1024;
    let mut spans = Spans { code, out, written: 0, class: None, limit };
    scan::scan(language, code, &mut spans);
    spans.plain_to(code.len());
    if out.len() > limit {
        out.truncate(start);
        push_escaped(code, out);
    }
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Keyword,
    Text,
    Comment,
    Number,
    Function,
    Type,
    Property,
}

impl Class {
    fn opening(self) -> &'static str {
        match self {
            Self::Keyword => "<span class=\"hl-k\">",
            Self::Text => "<span class=\"hl-s\">",
            Self::Comment => "<span class=\"hl-c\">",
            Self::Number => "<span class=\"hl-n\">",
            Self::Function => "<span class=\"hl-f\">",
            Self::Type => "<span class=\"hl-t\">",
            Self::Property => "<span class=\"hl-p\">",
        }
    }
}

/// Writes stretches of code, each with its class; stretches of one class next to each other are one.
struct Spans<'c, 'o> {
    code: &'c str,
    out: &'o mut String,
    written: usize,
    /// The class of the stretch that ends at `written`.
    class: Option<Class>,
    limit: usize,
}

impl Spans<'_, '_> {
    const CLOSING: &'static str = "</span>";

    /// Writes up to `start` as plain text, and from there to `end` with a class. Both are at the border of a character.
    fn push(&mut self, class: Class, start: usize, end: usize) {
        self.plain_to(start);
        if self.class == Some(class) {
            self.out.truncate(self.out.len() - Self::CLOSING.len());
        } else {
            self.out.push_str(class.opening());
        }
        push_escaped(self.code.get(start..end).unwrap_or_default(), self.out);
        self.out.push_str(Self::CLOSING);
        self.written = end;
        self.class = Some(class);
    }

    fn plain_to(&mut self, end: usize) {
        if end > self.written {
            push_escaped(self.code.get(self.written..end).unwrap_or_default(), self.out);
            self.written = end;
            self.class = None;
        }
    }

    /// Whether so much is written that the rest doesn't matter.
    fn is_full(&self) -> bool {
        self.out.len() > self.limit
    }
}

#[cfg(test)]
mod tests;
