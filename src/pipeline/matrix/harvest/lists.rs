//! Lists: where a text enumerates, and what the items are.

use super::MAX_SHAPES;

/// Where lists stand: between round brackets, and, in a list's entry, after its first colon.
pub(super) fn lists(text: &str, entry: bool) -> Vec<(usize, usize)> {
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
    } else if text.bytes().filter(|&byte| byte == b',').count() >= COMMAS {
        out.extend(outside(text, 0, &out.clone()).into_iter().map(|list| after_colon(text, list)));
    }
    out
}

/// Commas that make a list of running text.
const COMMAS: usize = 1;

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
pub(super) fn items(text: &str, (from, to): (usize, usize)) -> Vec<(usize, usize)> {
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
    "and ", "or ", "e.g. ", "e.g., ", "e.g.", "i.e. ", "such as ", "like ", "including ", "using ", "via ", "with ",
    "etc", "especially ",
];

/// Words after which an item is over.
const AFTER: &[&str] = &[" for ", " with ", " via ", " - ", " – ", " — ", " to ", " in ", " on "];

pub(super) fn trimmed(text: &str, (mut from, mut to): (usize, usize)) -> Option<(usize, usize)> {
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
