//! Languages: what each looks like, as far as a reader's eye needs it.

mod data;
mod family;
mod others;
mod scripts;

use std::cmp::Ordering;
use std::sync::LazyLock;

use super::Class;

/// How a language is scanned.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shape {
    /// Words, strings, comments.
    #[default]
    Words,
    /// Tags and attributes.
    Markup,
    /// The beginning of a line says what it is.
    Lines,
}

/// Where a word before `:` or `=` is a key.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Keys {
    /// Nowhere.
    #[default]
    None,
    /// At the beginning of a line.
    Line,
    /// Everywhere.
    All,
}

/// What a language looks like.
#[derive(Default)]
pub(super) struct Language {
    /// Its names, as authors write them behind a fence.
    names: Vec<&'static str>,
    pub(super) shape: Shape,
    pub(super) keys: Keys,
    /// What begins a comment to the end of its line.
    pub(super) comments: &'static [&'static str],
    /// What opens and closes other comments.
    pub(super) blocks: &'static [(&'static str, &'static str)],
    /// What opens a string, and closes it.
    pub(super) quotes: &'static str,
    /// Whether a backslash in a string is nothing but itself.
    pub(super) raw: bool,
    /// Whether three quotes open a string over lines.
    pub(super) triple: bool,
    /// Whether every string may go over lines.
    pub(super) long_strings: bool,
    /// Whether `'` is the quote of one character, and otherwise begins a name.
    pub(super) characters: bool,
    /// What begins a name: `$variable`, `@decorator`, `:atom`.
    pub(super) sigils: &'static str,
    /// Whether `#` begins a number: a colour.
    pub(super) hash_numbers: bool,
    /// Whether `[…]` at the beginning of a line is a heading.
    pub(super) tables: bool,
    /// Whether a word before `:` at the beginning of a line is a target.
    pub(super) targets: bool,
    /// Whether the word after `(` is called.
    pub(super) lisp: bool,
    /// Whether a word with a capital is a type.
    capitals: bool,
    /// Whether keywords are keywords in every case.
    any_case: bool,
    /// What a word may hold besides letters, digits and `_`.
    pub(super) letters: &'static str,
    /// Sorted.
    keywords: Vec<&'static str>,
    /// Sorted.
    types: Vec<&'static str>,
    /// Of [`Shape::Lines`]: what a line begins with, and what it is. The first that fits counts.
    pub(super) lines: &'static [(&'static str, Class)],
}

impl Language {
    /// The language that authors call `name` (in lower case).
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        static KNOWN: LazyLock<Vec<Language>> = LazyLock::new(|| {
            [family::all(), scripts::all(), others::all(), data::all()].into_iter().flatten().collect()
        });
        KNOWN.iter().find(|language| language.names.contains(&name))
    }

    /// What a word is by itself.
    pub(super) fn class(&self, word: &str) -> Option<Class> {
        if matches!(
            word,
            "true" | "false" | "null" | "nil" | "None" | "True" | "False" | "undefined" | "NULL" | "nullptr"
        ) {
            Some(Class::Number)
        } else if self.has(&self.keywords, word) {
            Some(Class::Keyword)
        } else if self.has(&self.types, word)
            || (self.capitals && word.len() > 1 && word.starts_with(|c: char| c.is_ascii_uppercase()))
        {
            Some(Class::Type)
        } else {
            None
        }
    }

    fn has(&self, words: &[&str], word: &str) -> bool {
        let order = |known: &&str| -> Ordering {
            if self.any_case {
                known.bytes().cmp(word.bytes().map(|byte| byte.to_ascii_lowercase()))
            } else {
                (*known).cmp(word)
            }
        };
        words.binary_search_by(order).is_ok()
    }
}

fn words(text: &'static str) -> Vec<&'static str> {
    let mut words: Vec<&str> = text.split_ascii_whitespace().collect();
    words.sort_unstable();
    words
}

/// A language with the comments and strings of C.
fn c(names: &'static str, keywords: &'static str, types: &'static str) -> Language {
    Language {
        names: words(names),
        comments: &["//"],
        blocks: &[("/*", "*/")],
        quotes: "\"'",
        capitals: true,
        keywords: words(keywords),
        types: words(types),
        ..Language::default()
    }
}

/// A language with the comments and strings of a shell.
fn hash(names: &'static str, keywords: &'static str, types: &'static str) -> Language {
    Language { comments: &["#"], blocks: &[], ..c(names, keywords, types) }
}
