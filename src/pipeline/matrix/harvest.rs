//! Harvest: terms that authors list in recognisable shapes and the vocabulary lacks: `Streaming (Kafka, Foo, Bar)`,
//! `Frameworks: Foo, Bar`, bold heads, names between backticks, names by their looks, and what an agent works with. Only what looks like
//! a name is taken: a list of ordinary words is not made of terms, and how ordinary a word is, its background frequency says.

mod accept;
mod lists;
mod names;
mod words;

pub(super) use self::accept::{accepts, is_theirs};
pub(super) use self::names::looks_like_name;

use self::lists::{items, lists, trimmed};
use super::levels;
use super::normal::normal;
use super::scope::{Scope, Stretch};
use crate::model::matrix::Level;
use crate::text::any_byte;

/// Longest piece of a name that is no term of its own, in bytes: a longer one tells what the name is of.
const MAX_PIECE: usize = 4;
/// Longest name, in bytes and in words.
const MAX_LENGTH: usize = 40;
const MAX_WORDS: usize = 3;
/// Most candidates in one stretch.
const MAX_SHAPES: usize = 64;

/// A candidate: a piece of a list, a bold head, a code span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// First byte in the stretch.
    pub start: usize,
    /// End, likewise.
    pub end: usize,
    /// The list that it stands in; itself if in none.
    list: (usize, usize),
    /// Whether it stands between backticks.
    code: bool,
    /// Whether more of its item follows: `Foo for bar`.
    cut: bool,
    /// Why it is one.
    kind: Kind,
}

/// What a candidate is. Of two at the same place the one that comes first here is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// What stands before `API`, `SDK` or `CLI`.
    Interface,
    /// A word that is a name by its looks: `FooBar`.
    Word,
    /// A piece of a list, or a code span.
    Item,
    /// A bold head.
    Lead,
    /// What heads an entry before a bracket: `quuxle (Python)`.
    Headed,
    /// A piece of a list in running text.
    Running,
    /// What the agent works with: `using Foo`.
    With,
}

impl Shape {
    /// Whether a term is no more than a piece of a longer name: `SAM` in `LIO-SAM`.
    pub(super) fn swallows(&self, (start, end): (usize, usize)) -> bool {
        let inside = self.start <= start && end <= self.end && end - start < self.end - self.start;
        self.kind == Kind::Word && inside && end - start <= MAX_PIECE
    }

    /// The list that it stands in.
    pub(super) fn list(&self) -> (usize, usize) {
        self.list
    }
}

/// One form for all ways in which a name is written.
pub(super) fn key(name: &str) -> String {
    let name = normal(name.trim());
    let stem = name.strip_suffix('s').filter(|stem| stem.len() > 4 && !stem.ends_with('s'));
    stem.unwrap_or(&name).to_owned()
}

/// The candidates of a stretch.
pub(super) fn shapes(stretch: &Stretch<'_>) -> Vec<Shape> {
    let mut out = Vec::new();
    if levels::level(stretch.scope) < Level::Listed
        || !matches!(stretch.scope, Scope::Entry | Scope::Prose | Scope::Purpose | Scope::Rest)
    {
        return out;
    }
    let text = stretch.text.as_ref();
    interfaces(text, &mut out);
    words::words(stretch, &mut out);
    if any_byte(text, |byte| matches!(byte, b'(' | b',' | b':')) || stretch.lead > 0 || !stretch.code.is_empty() {
        listed(stretch, &mut out);
    }
    // The longest goes first: a shorter one at its place is read only where that is no name.
    out.sort_by_key(|shape| (shape.start, std::cmp::Reverse(shape.end), shape.kind, shape.list));
    out.dedup_by_key(|shape| (shape.start, shape.end));
    out.truncate(MAX_SHAPES);
    out
}

/// What stands in lists, at the head of entries and between backticks.
fn listed(stretch: &Stretch<'_>, out: &mut Vec<Shape>) {
    let text = stretch.text.as_ref();
    if stretch.lead > 0 && stretch.scope == Scope::Entry {
        push(text, (0, stretch.lead), (0, stretch.lead), stretch, out);
        out.iter_mut().filter(|it| it.list == (0, stretch.lead)).for_each(|it| it.kind = Kind::Lead);
    }
    let entry = stretch.scope == Scope::Entry;
    for list in lists(text, entry || stretch.lead > 0) {
        let items = items(text, list);
        // `**Stack**: Foo, Bar` is an entry, whether or not it stands in a list with others.
        let short =
            |&(start, end): &(usize, usize)| text.get(start..end).unwrap_or_default().split(' ').count() <= MAX_WORDS;
        let entry = entry || stretch.lead > 0 && list.0 > stretch.lead && items.len() > 2 && items.iter().all(short);
        let first = out.len();
        if items.len() >= 2 {
            for item in items {
                push(text, item, list, stretch, out);
            }
        }
        let bracket = list.0.checked_sub(1).and_then(|at| text.as_bytes().get(at)) == Some(&b'(');
        if !entry && !bracket {
            out.iter_mut().skip(first).for_each(|it| it.kind = Kind::Running);
        }
    }
    if stretch.scope == Scope::Entry && stretch.lead == 0 {
        headed(text, out);
    }
    // Between backticks in the midst of a sentence stand identifiers of all kinds; at an entry's head stands what it is about.
    if let Some(&span) = stretch.code.first().filter(|span| stretch.scope == Scope::Entry && span.0 == 0) {
        push(text, span, span, stretch, out);
    }
}

/// A single word that heads an entry, with what it is of in brackets behind it: `quuxle (Python)`.
fn headed(text: &str, out: &mut Vec<Shape>) {
    let Some((name, rest)) = text.split_once(" (") else { return };
    let close = rest.find(')').map(|at| name.len() + 2 + at);
    if let Some(close) = close.filter(|_| name.len() <= MAX_LENGTH && !name.contains(char::is_whitespace)) {
        let (end, list) = (name.len(), (name.len() + 2, close));
        out.push(Shape { start: 0, end, list, code: false, cut: false, kind: Kind::Headed });
    }
}

/// What a name stands before that others can call.
const INTERFACES: &[&str] = &["API", "APIs", "SDK", "SDKs", "CLI"];

/// Names before such words, with them: `Foobar SDK`. What goes before a name in small letters is none of it.
fn interfaces(text: &str, out: &mut Vec<Shape>) {
    // Most texts have none, which their last letters tell quickly.
    if !any_byte(text, |byte| matches!(byte, b'I' | b'K')) || !["API", "SDK", "CLI"].iter().any(|it| text.contains(it))
    {
        return;
    }
    let marks = text.match_indices(['A', 'S', 'C']).filter(|&(at, _)| {
        let before = at.checked_sub(1).and_then(|at| text.as_bytes().get(at));
        before == Some(&b' ') && text.get(at..at + 3).is_some_and(|it| matches!(it, "API" | "SDK" | "CLI"))
    });
    for (at, _) in marks.take(MAX_SHAPES) {
        let rest = text.get(at..).unwrap_or_default();
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let name = text.get(..at).unwrap_or_default().trim_end_matches(' ');
        let start = name.rfind(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | '/' | ':' | '`' | '"' | '*'));
        let start = start.map_or(0, |at| at + 1);
        if INTERFACES.contains(&word) && start < name.len() && at + word.len() - start <= MAX_LENGTH {
            let span = (start, at + word.len());
            out.push(Shape { start: span.0, end: span.1, list: span, code: false, cut: false, kind: Kind::Interface });
        }
    }
}

fn push(text: &str, span: (usize, usize), list: (usize, usize), stretch: &Stretch<'_>, out: &mut Vec<Shape>) {
    let Some((start, end)) = trimmed(text, span) else { return };
    let name = text.get(start..end).unwrap_or_default();
    if name.len() <= MAX_LENGTH && name.split_whitespace().count() <= MAX_WORDS && out.len() < MAX_SHAPES {
        let code = stretch.code_at(start).is_some_and(|(_, to)| end <= to);
        let rest = text.get(end..span.1.max(list.1)).unwrap_or_default().trim_start();
        let joined = ["and ", "or "].iter().any(|it| rest.starts_with(it));
        let cut = rest.starts_with(char::is_alphanumeric) && !joined;
        out.push(Shape { start, end, list, code, cut, kind: Kind::Item });
    }
}

#[cfg(test)]
mod tests;
