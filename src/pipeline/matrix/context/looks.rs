//! Looks: what stands just before and just behind a term, and how its sentence is written.

use super::Around;
use super::words::LEADERS;
use crate::pipeline::matrix::token;

/// `gorilla (Go)`: alone in brackets behind a single word, and not the letter that it begins with.
pub(super) fn bracketed(before: &str, after: &str, found: &str) -> bool {
    let name = before.strip_suffix(" (").filter(|name| after.starts_with(')') && name.is_ascii());
    name.is_some_and(|name| {
        let last = name.rsplit(' ').next().unwrap_or_default();
        let initial = found.len() == 1 && last.to_lowercase().starts_with(&found.to_lowercase());
        !last.is_empty() && (last == name || ENDS.contains(&last)) && !initial
    })
}

/// What is written in a language that stands in brackets behind it: `native extensions (C)`.
pub(super) const ENDS: &[&str] =
    &["extensions", "bindings", "modules", "drivers", "libraries", "code", "programming", "scripts"];

/// Whether a word is the first of its sentence, or of what follows a colon.
pub(super) fn begins_with(before: &str, word: &str) -> bool {
    before.trim_end().strip_suffix(word).is_some_and(begins)
}

/// Whether a term is written as the vocabulary writes it. In a term of several words a capital at its beginning doesn't matter.
pub(super) fn same(found: &str, written: &str) -> bool {
    if !written.contains(' ') || found.len() != written.len() {
        return found == written;
    }
    let (first, rest) = found.split_at(found.chars().next().map_or(0, char::len_utf8));
    let (written_first, written_rest) = written.split_at(written.chars().next().map_or(0, char::len_utf8));
    first.eq_ignore_ascii_case(written_first) && rest == written_rest
}

/// Whether a role is told just after a term, which is its field: `Foo mobile platform specialist`.
pub(super) fn heads_role(after: &str) -> bool {
    let words = after.split_whitespace().take(4);
    let mut plain = words.take_while(|word| word.chars().all(|c| c.is_lowercase() || c == '-'));
    plain.any(token::is_profession)
}

/// `Integrating`, `Refactored`: its capital is a beginning's, and none of the name's behind it.
pub(super) fn is_participle(word: &str) -> bool {
    word.len() > 5 && (word.ends_with("ing") || word.ends_with("ed"))
}

/// Whether a title ends in a role: `MCP Expert`.
pub(super) fn titles_role(after: &str) -> bool {
    let mut words = after.split_whitespace().take(4);
    words.any(|word| word.starts_with(char::is_uppercase) && token::is_profession(word))
}

/// `A, B and C`: letters in a row name nothing.
pub(super) fn lettered(before: &str, previous: &str) -> bool {
    let joint = matches!(previous, "and" | "or");
    let earlier = before.trim_end().strip_suffix(previous).unwrap_or_default().trim_end().trim_end_matches(',');
    let mut letters = earlier.chars().rev();
    joint && letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(char::is_whitespace)
}

/// Whether nothing follows a term in its list's item.
pub(super) fn alone(after: &str) -> bool {
    let after = after.trim_start();
    after.is_empty()
        || after.starts_with([',', ')', '/', '|', ';', '.', ']', '+'])
        || after.starts_with("and ")
        || after.starts_with("or ")
}

/// Whether a term begins its list's item: `click, typer` and `using click, typer`, but not `from scratch, refactoring`.
pub(super) fn begins_item(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches(['*', '`', '"']).trim_end();
    before.is_empty()
        || before.ends_with([',', '(', '/', '|', ';', ':', '+', '&', '[', '·', '•', '–', '—', '→'])
        || BRINGING.contains(&before.rsplit([' ', '(']).next().unwrap_or_default().to_lowercase().as_str())
}

/// Words that bring an item in.
const BRINGING: &[&str] = &[
    "and", "or", "и", "y", "et", "und", "vs", "vs.", "with", "using", "via", "like", "as", "including", "e.g.",
    "either", "both",
];

pub(super) fn previous_is_small(previous: &str) -> bool {
    LEADERS.contains(&previous.to_lowercase().as_str())
}

/// Another term beside this one in a list: some if there is one, true if it can only be technical.
pub(super) fn beside(around: &Around<'_>) -> Option<bool> {
    let (start, end) = around.term;
    let mut found = None;
    for &(from, to, certain) in around.others {
        let gap = if to <= start {
            around.text.get(to..start)
        } else if end <= from {
            around.text.get(end..from)
        } else {
            continue;
        };
        if gap.is_some_and(|gap| joins(gap) || gap == " to " && migrates(around)) {
            found = Some(certain || found == Some(true));
        }
    }
    found
}

/// Whether a sentence speaks of a migration: `Foo to Bar migrations`.
fn migrates(around: &Around<'_>) -> bool {
    around.text.get(around.sentence.0..around.sentence.1).is_some_and(|it| it.contains("igrat"))
}

/// Whether a term stands in a row of three that may all be technical: `jest, mocha, cypress`.
pub(super) fn in_row(around: &Around<'_>) -> bool {
    let all = around.others;
    let Some(own) = all.iter().position(|&(from, to, _)| (from, to) == around.term) else { return false };
    let joined = |pair: &&[(usize, usize, bool)]| around.text.get(pair[0].1..pair[1].0).is_some_and(joins);
    let before = all.get(..=own).unwrap_or_default().windows(2).rev().take_while(joined).count();
    let after = all.get(own..).unwrap_or_default().windows(2).take_while(joined).count();
    before + after >= 2
}

/// Whether what stands between two terms makes them a list.
pub(super) fn joins(gap: &str) -> bool {
    let gap = without_remarks(gap.trim());
    gap.len() <= 8
        && matches!(
            gap.trim_end_matches(" and").trim_end_matches(" or").trim(),
            "," | "/" | "|" | "&" | "+" | "·" | "and" | "or" | "(" | "→" | "->" | "vs" | "vs." | "、"
                // The same in other languages.
                | "y" | "e" | "et" | "und" | "oder" | "ou" | "и" | "или" | "та" | "і" | "と" | "和"
        )
}

/// What stands between two terms without the first one's version and remark: `Foo 5.x (fast), Bar`.
pub(super) fn without_remarks(gap: &str) -> &str {
    if gap.len() > MAX_REMARK {
        return gap;
    }
    let version = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'x' | '+');
    let mut gap = gap;
    if gap.starts_with(|c: char| c.is_ascii_digit()) {
        gap = gap.trim_start_matches(version).trim_start();
    }
    match gap.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((_, rest)) => rest.trim_start(),
        None => gap,
    }
}

/// Longest of them that are looked at, in bytes.
const MAX_REMARK: usize = 40;

/// Whether a term is an item of its own in a list that has three other names that can only be technical.
pub(super) fn enumerated(around: &Around<'_>, before: &str, after: &str) -> bool {
    before.trim_end().ends_with([',', '(', '/', '+', '|'])
        && alone(after)
        && around.others.iter().filter(|&&(from, to, certain)| certain && (from, to) != around.term).count() > 2
}

/// Whether a term that can only be technical stands in the same sentence.
pub(super) fn near(around: &Around<'_>) -> bool {
    around.others.iter().any(|&(_, _, certain)| certain)
}

pub(super) fn is_lower(word: &str) -> bool {
    !word.chars().any(char::is_uppercase)
}

/// A version: `1.75+`, `v3`.
pub(super) fn version(after: &str) -> bool {
    let rest = after.strip_prefix(' ').unwrap_or("x");
    rest.strip_prefix('v').unwrap_or(rest).starts_with(|c: char| c.is_ascii_digit())
}

/// `Phoenix.PubSub`: a module of it.
pub(super) fn dotted(after: &str) -> bool {
    after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase()))
}

/// Whether a term begins its sentence, a bold term, or what follows a colon.
pub(super) fn begins(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches(['*', '"', '“', '\'', '(', '#', '•', '│']);
    let before = before.trim_end();
    // `✅ Combine both`: a picture begins nothing else.
    let picture = || before.len() <= 8 && !before.contains(char::is_alphanumeric);
    before.is_empty() || before.ends_with([':', '-', '–', '—', '?', '!', '|']) || picture()
}

pub(super) fn word_after(after: &str) -> &str {
    let Some(rest) = after.strip_prefix([' ', '-']) else { return "" };
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

pub(super) fn word_before(before: &str) -> &str {
    let Some(rest) = before.strip_suffix([' ', '-']) else { return "" };
    let start = rest
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + rest.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8));
    rest.get(start..).unwrap_or_default()
}

/// Whether most words of the sentence have a capital, so that a capital says nothing. Names have theirs anyway.
pub(super) fn title_case(around: &Around<'_>) -> bool {
    let sentence = around.text.get(around.sentence.0..around.sentence.1).unwrap_or_default();
    // A title's last word has a capital too.
    let last = sentence.split_whitespace().next_back().unwrap_or_default();
    if last.starts_with(char::is_lowercase) {
        return false;
    }
    let (mut capital, mut small, mut at) = (0, 0, around.sentence.0);
    for word in sentence.split_inclusive(char::is_whitespace).take(MAX_TITLE) {
        let start = at;
        at += word.len();
        let is_name = start == around.term.0
            || around.others.iter().any(|&(from, to, certain)| certain && from <= start && start < to);
        if is_name || word.trim_end().chars().count() <= 3 {
            continue;
        }
        if word.starts_with(char::is_uppercase) { capital += 1 } else { small += 1 }
    }
    capital > 1 && capital > small
}

/// Most words of a sentence that are looked at for it.
const MAX_TITLE: usize = 60;

/// Whether a name stands beside another way to reach people in a list: `Email, Slack, in-app`.
pub(super) fn as_channel(before: &str, after: &str) -> bool {
    let next = after.trim_start_matches([',', '/', ' ', '|']).to_lowercase();
    let next = next.trim_start_matches("and ").trim_start_matches("or ");
    let is_list =
        |text: &str| text.starts_with([',', '/', '|']) || text.starts_with(" and ") || text.starts_with(" or ");
    let before = before.trim_end_matches(" and ").trim_end_matches(" or ");
    let earlier = before.trim_end_matches([',', '/', ' ', '|']);
    let last = earlier.rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or_default().to_lowercase();
    is_list(after)
        && WAYS.iter().any(|way| next.strip_prefix(way).is_some_and(|it| !it.starts_with(char::is_alphanumeric)))
        || WAYS.contains(&last.as_str())
}

/// Other ways to reach people.
const WAYS: [&str; 8] = ["email", "emails", "e-mail", "mail", "sms", "in-app", "push", "phone"];

/// Whether the sentence is all in capitals.
pub(super) fn shouted(around: &Around<'_>) -> bool {
    let sentence = around.text.get(around.sentence.0..around.sentence.1).unwrap_or_default();
    let small = sentence.chars().filter(|c| c.is_lowercase()).count();
    let capital = sentence.chars().filter(|c| c.is_uppercase()).count();
    capital > 12 && small * 3 < capital
}
