//! Harvest: terms that authors list in recognisable shapes and the vocabulary lacks: `Streaming (Kafka, Foo, Bar)`,
//! `Frameworks: Foo, Bar`, bold heads, names between backticks. Only what looks like a name is taken: a list of ordinary words is
//! not made of terms, and how ordinary a word is, its background frequency says.

mod names;

use self::names::{UNCOMMON, capitalised, foreign, frequency, inner_capital, measure};
use super::levels;
use super::normal::normal;
use super::scope::{Scope, Stretch};
use super::token;
use crate::model::matrix::Level;

/// In a list with known technologies a capitalised word may be more common.
const LISTED: u32 = 160;
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

/// What a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A piece of a list, or a code span.
    Item,
    /// A bold head.
    Lead,
    /// What stands before `API`, `SDK` or `CLI`.
    Interface,
    /// What heads an entry before a bracket: `quuxle (Python)`.
    Headed,
    /// A piece of a list in running text.
    Running,
}

impl Shape {
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
    if !text.bytes().any(|byte| matches!(byte, b'(' | b',' | b':')) && stretch.lead == 0 && stretch.code.is_empty() {
        return out;
    }
    if stretch.lead > 0 && stretch.scope == Scope::Entry {
        push(text, (0, stretch.lead), (0, stretch.lead), stretch, &mut out);
        out.iter_mut().filter(|it| it.list == (0, stretch.lead)).for_each(|it| it.kind = Kind::Lead);
    }
    for list in lists(text, stretch.scope == Scope::Entry) {
        let items = items(text, list);
        let first = out.len();
        if items.len() >= 2 {
            for item in items {
                push(text, item, list, stretch, &mut out);
            }
        }
        let bracket = list.0.checked_sub(1).and_then(|at| text.as_bytes().get(at)) == Some(&b'(');
        if stretch.scope != Scope::Entry && !bracket {
            out.iter_mut().skip(first).for_each(|it| it.kind = Kind::Running);
        }
    }
    if stretch.scope == Scope::Entry && stretch.lead == 0 {
        headed(text, &mut out);
    }
    // Between backticks in the midst of a sentence stand identifiers of all kinds; at an entry's head stands what it is about.
    if let Some(&span) = stretch.code.first().filter(|span| stretch.scope == Scope::Entry && span.0 == 0) {
        push(text, span, span, stretch, &mut out);
    }
    out.sort_by_key(|shape| (shape.start, shape.kind != Kind::Interface, shape.list));
    out.dedup_by_key(|shape| shape.start);
    out.truncate(MAX_SHAPES);
    out
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
    // Most texts have none, which the search for a few letters tells quickly.
    if !["API", "SDK", "CLI"].iter().any(|it| text.contains(it)) {
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

/// Where lists stand: between round brackets, and, in a list's entry, after its first colon.
fn lists(text: &str, entry: bool) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open = None;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => open = Some(at + 1),
            b')' => out.extend(open.take().map(|start| (start, at))),
            _ => {}
        }
    }
    if entry {
        if let Some(at) = text.find(": ").filter(|&at| at < 60) {
            out.extend(outside(text, at + 2, &out.clone()));
        } else if text.matches(',').count() >= 2 {
            out.extend(outside(text, 0, &out.clone()));
        }
    } else if text.bytes().filter(|&byte| byte == b',').count() >= RUNNING {
        out.extend(outside(text, 0, &out.clone()).into_iter().map(|list| after_colon(text, list)));
    }
    out
}

/// Commas that make a list of running text.
const RUNNING: usize = 3;

/// A sentence's list begins behind its colon: `Any geospatial work: GeoPandas, Shapely, …`.
fn after_colon(text: &str, (start, end): (usize, usize)) -> (usize, usize) {
    let colon = text.get(start..end).and_then(|it| it.find(": "));
    (colon.map_or(start, |at| start + at + 2), end)
}

/// What stands outside the brackets from a byte on, cut at semicolons and full stops.
fn outside(text: &str, from: usize, brackets: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = from;
    for (at, c) in text.char_indices().skip_while(|&(at, _)| at < from) {
        let stop = c == ';'
            || c == '\n'
            || c == '.' && text.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        if stop {
            out.push((start, at));
            start = at + 1;
        }
    }
    out.push((start, text.len()));
    out.retain(|&(start, end)| start < end && brackets.len() < MAX_SHAPES);
    out
}

/// The items of a list: cut at commas outside brackets, slashes and the last `and`.
fn items(text: &str, (from, to): (usize, usize)) -> Vec<(usize, usize)> {
    let inner = text.get(from..to).unwrap_or_default();
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            b'(' => {
                if depth == 0 {
                    out.push((from + start, from + at));
                }
                depth += 1;
            }
            b')' => {
                depth = depth.saturating_sub(1);
                start = at + 1;
            }
            b',' | b'/' | b'|' | b';' if depth == 0 => {
                out.push((from + start, from + at));
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push((from + start, to));
    out.iter().flat_map(|&item| halves(text, item)).filter_map(|item| trimmed(text, item)).take(MAX_SHAPES).collect()
}

/// `Foo and Bar` are two.
fn halves(text: &str, (from, to): (usize, usize)) -> Vec<(usize, usize)> {
    let inner = text.get(from..to).unwrap_or_default();
    if !inner.trim().contains(' ') {
        return vec![(from, to)];
    }
    if inner.contains(" + ") {
        let mut at = from;
        let pieces = inner.split(" + ").take(MAX_SHAPES).map(|piece| {
            let span = (at, at + piece.len());
            at = span.1 + " + ".len();
            span
        });
        return pieces.collect();
    }
    for joint in [" and ", " or ", " & "] {
        if let Some(at) = inner.as_bytes().windows(joint.len()).position(|window| window == joint.as_bytes()) {
            return vec![(from, from + at), (from + at + joint.len(), to)];
        }
    }
    vec![(from, to)]
}

/// Words before an item that are none of it.
const BEFORE: &[&str] = &[
    "and ",
    "or ",
    "e.g. ",
    "e.g., ",
    "e.g.",
    "i.e. ",
    "such as ",
    "like ",
    "including ",
    "using ",
    "via ",
    "with ",
    "etc",
    "especially ",
];

/// Words after which an item is over.
const AFTER: &[&str] = &[" for ", " with ", " via ", " - ", " – ", " — ", " to ", " in ", " on "];

fn trimmed(text: &str, (mut from, mut to): (usize, usize)) -> Option<(usize, usize)> {
    let skip = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '”' | '*' | '_' | ':' | '.' | '?' | '!');
    loop {
        let inner = text.get(from..to)?;
        let left = inner.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '*'));
        from += inner.len() - left.len();
        match BEFORE.iter().find(|word| left.starts_with(**word)) {
            Some(word) => from += word.len(),
            None => break,
        }
    }
    let inner = text.get(from..to)?;
    if inner.trim_end().contains(' ')
        && let Some((at, _)) = inner
            .match_indices(' ')
            .find(|&(at, _)| inner.get(at..).is_some_and(|rest| AFTER.iter().any(|word| rest.starts_with(word))))
    {
        to = from + at;
    }
    let inner = text.get(from..to)?;
    to = from + inner.trim_end_matches(skip).len();
    (from < to).then_some((from, to))
}

fn push(text: &str, span: (usize, usize), list: (usize, usize), stretch: &Stretch<'_>, out: &mut Vec<Shape>) {
    let Some((start, end)) = trimmed(text, span) else { return };
    let name = text.get(start..end).unwrap_or_default();
    if name.len() <= MAX_LENGTH && name.split_whitespace().count() <= MAX_WORDS && out.len() < MAX_SHAPES {
        let code = stretch.code.iter().any(|&(from, to)| from <= start && end <= to);
        let cut = text.get(end..span.1).is_some_and(|rest| rest.contains(char::is_alphanumeric));
        out.push(Shape { start, end, list, code, cut, kind: Kind::Item });
    }
}

/// Whether a candidate is a name that the vocabulary lacks. `known` are the terms of its sentence.
pub(super) fn accepts(shape: &Shape, text: &str, known: &[(usize, usize)]) -> bool {
    let overlaps = |&(start, end): &(usize, usize)| start < shape.end && shape.start < end;
    if known.iter().any(overlaps) {
        return false;
    }
    let name = text.get(shape.start..shape.end).unwrap_or_default();
    let clean = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '+' | '#' | '_' | ':' | '@' | '!' | '\'' | '/' | '&')
    };
    if !name.starts_with(|c: char| c.is_alphabetic() || matches!(c, ':' | '@')) || !name.chars().all(clean) {
        return false;
    }
    if token::is_file(name)
        || token::is_path(name)
        || token::is_address(name)
        || token::is_agent(name)
        || name.len() < 2
        || name.contains('_')
    {
        return false;
    }
    if shape.kind == Kind::Interface {
        let name = name.split(' ').next().unwrap_or_default();
        return capitalised(name) && name.split('-').all(foreign);
    }
    if shape.kind == Kind::Headed {
        let inside = |&(start, end): &(usize, usize)| shape.list.0 <= start && end <= shape.list.1;
        return name.split(['-', '.']).all(foreign) && known.iter().any(inside);
    }
    let in_list = |&(start, end): &(usize, usize)| shape.list.0 <= start && end <= shape.list.1;
    let company = known.iter().filter(|span| in_list(span) && is_item(text, **span)).count();
    if shape.kind == Kind::Running {
        return company >= RUNNING && !name.contains(' ') && name.split(['-', '.']).all(foreign);
    }
    let mut words = name.split([' ', '-']).filter(|word| !word.is_empty());
    if name.contains(' ') || name.contains('-') && name.contains(char::is_uppercase) {
        let capital = words.clone().all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
        if shape.kind == Kind::Lead && capital && words.clone().all(|word| frequency(word) < UNCOMMON) {
            return words.any(foreign);
        }
        let uncommon = words.any(|word| frequency(word) < UNCOMMON || inner_capital(word));
        return capital && uncommon && company > 0;
    }
    let common = frequency(name);
    if shape.code {
        return common == 0 && (company > 0 || inner_capital(name)) && !name.contains(['/', '&', '\'']);
    }
    if inner_capital(name) || name.contains(|c: char| c.is_ascii_digit()) && name.len() > 2 {
        return common < UNCOMMON && !measure(name);
    }
    if name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()) {
        return name.len() <= 6 && common < UNCOMMON && company > 0;
    }
    if shape.kind == Kind::Lead && capitalised(name) && foreign(name) {
        return true;
    }
    // `Foo: Evaluating and choosing Bar`: the first word of what is said has its capital from that.
    if name.ends_with("ing") && text.get(shape.list.0..shape.start).is_some_and(|it| it.trim().is_empty()) {
        return false;
    }
    if name.starts_with(char::is_uppercase) {
        return !shape.cut && company > 0 && common < if company > 1 { LISTED } else { UNCOMMON };
    }
    let plain = words.all(|word| frequency(word) > 0);
    company > 2 && common == 0 && name.len() > 3 && !plain && !shape.cut
}

/// Whether a known term is an item of a list, or the greater part of one: a joint stands before it or behind it.
fn is_item(text: &str, (start, end): (usize, usize)) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end();
    let after = text.get(end..).unwrap_or_default().trim_start();
    before.is_empty()
        || before.ends_with([',', '(', '/', ':', '|', ';', '&', '+'])
        || before.ends_with(" and")
        || before.ends_with(" or")
        || after.is_empty()
        || after.starts_with([',', ')', '/', '|', ';', '&', '+', '.'])
        || after.starts_with("and ")
        || after.starts_with("or ")
}

#[cfg(test)]
mod tests;
