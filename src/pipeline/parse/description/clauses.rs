//! Clauses: a sentence that says several things, taken apart.

use super::class::{self, Class};

/// A sentence in the clauses that say different things, each with its class: "Keeps lamps; use at night, not for stars (…)".
/// What follows a comma or a bracket is told apart only where it says when not to use the agent.
pub(super) fn clauses(sentence: &str, class: Class, name: &str) -> Vec<(Class, String)> {
    let mut pieces = vec![(class, String::new())];
    let (mut start, mut from) = (0, 0);
    while let Some(found) = sentence.get(from..).and_then(|rest| rest.find([';', ',', '—', '–', '-', '(', '；', '，']))
    {
        let at = from + found;
        let Some(rest) = sentence.get(at..) else { break };
        let mark = rest.chars().next().unwrap_or(';');
        from = at + mark.len_utf8();
        let clause = sentence.get(from..).unwrap_or_default();
        let spaced = mark != '-' || sentence.get(..at).is_some_and(|before| before.ends_with(' '));
        if mark != '(' && (mark.is_ascii() && !clause.starts_with(' ') || !spaced) {
            continue;
        }
        let within = pieces.last().map_or(class, |piece| piece.0);
        let Some(said) = clause_class(clause, mark, within, name) else { continue };
        push_clause(&mut pieces, sentence.get(start..at).unwrap_or_default());
        start = from;
        if mark == '(' {
            let end = clause.find(')').unwrap_or(clause.len());
            let before = pieces.last().map_or(class, |piece| piece.0);
            pieces.push((said, clause.get(..end).unwrap_or_default().trim().to_owned()));
            start = from + (end + 1).min(clause.len());
            from = start;
            pieces.push((before, String::new()));
        } else {
            pieces.push((said, String::new()));
        }
    }
    push_clause(&mut pieces, sentence.get(start..).unwrap_or_default());
    let mut clauses = joined(pieces);
    if sentence.ends_with('.') {
        for (class, text) in &mut clauses {
            if *class != Class::WhenNot && !text.ends_with(['.', '!', '?', '…', ':']) {
                text.push('.');
            }
        }
    }
    clauses
}

/// The class of the clause that begins a text after a mark, where it is another than the one it is in.
fn clause_class(clause: &str, mark: char, within: Class, name: &str) -> Option<Class> {
    let head: String =
        clause.trim_start().chars().take(120).map(|c| if c == '’' { '\'' } else { c.to_ascii_lowercase() }).collect();
    let head = ["and ", "but ", "or "].iter().find_map(|word| head.strip_prefix(word)).unwrap_or(&head);
    if within != Class::WhenNot && class::BOUNDARIES.begin(head) {
        return Some(Class::WhenNot);
    }
    let parted = matches!(mark, ';' | '—' | '–' | '-' | '；');
    if parted && within != Class::WhenNot && class::is_elsewhere(head, name) {
        return Some(Class::WhenNot);
    }
    let apart = parted && within == Class::Purpose;
    let called = class::starts(head, CALLS) && class::is_trigger(head) && !class::is_elsewhere(head, name);
    (apart && called).then_some(Class::When)
}

/// What a clause begins with that may say when to use the agent.
const CALLS: &str =
    "use |used |must be used|should be used|invoke |proactively |automatically |trigger|always use|ideal for";

/// Adds text to the last clause; a comma or dash that led to the next goes.
fn push_clause(pieces: &mut [(Class, String)], text: &str) {
    if let Some((_, last)) = pieces.last_mut() {
        last.push_str(text);
    }
}

/// Clauses put together: what a bracket interrupted goes on, and each is without the marks that divided it.
fn joined(pieces: Vec<(Class, String)>) -> Vec<(Class, String)> {
    let mut out: Vec<(Class, String)> = Vec::new();
    for (class, text) in pieces {
        let text = text.trim_end_matches(|c: char| c.is_whitespace() || ",;—–-(；，".contains(c));
        let tail = text.trim_start();
        let tail = if class == Class::WhenNot { tail.strip_prefix("but ").unwrap_or(tail) } else { tail };
        let goes_on =
            out.len() > 1 && !tail.is_empty() && out.get(out.len() - 2).is_some_and(|(before, _)| *before == class);
        match out.iter_mut().rev().find(|(before, _)| *before == class).filter(|_| goes_on) {
            Some((_, before)) => {
                if tail.starts_with(char::is_alphanumeric) {
                    before.push(' ');
                }
                before.push_str(tail);
            }
            None => out.push((class, tail.to_owned())),
        }
    }
    out.retain(|(_, text)| text.contains(char::is_alphabetic));
    out
}
