//! Denial: where a sentence says what the agent does not do, or that somebody else does it.

mod cues;

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use self::cues::{
    BACK, BACK_ELSEWHERE, BIDDEN, CROSSES, FIRM, FORBIDS, GIVES, MADE, PREFERENCES, STOPS, SUBJECT, TAKES, WEAK,
    WEAK_ELSEWHERE,
};
use super::normal::normal;

/// What a cue denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Firm,
    Weak,
    Back,
    /// Its subject alone, the few words before it: `… where X is not used`.
    Subject,
    /// `not`, `no`: only where they open a clause's part.
    Bare,
    /// `over`: only where something is preferred.
    Over,
}

/// All cues in one automaton: a sentence is read once, whatever their number.
static CUES: LazyLock<(Option<AhoCorasick>, Vec<Reach>)> = LazyLock::new(|| {
    let pairs = |list: &'static [&'static str]| {
        FORBIDS.iter().flat_map(move |verb| list.iter().map(move |what| format!("{verb} {what}")))
    };
    let (forbidden, made) = (pairs(BIDDEN), pairs(MADE).map(|cue| (cue, Reach::Weak)));
    let listed = [
        (FIRM, Reach::Firm),
        (WEAK, Reach::Weak),
        (BACK, Reach::Back),
        (SUBJECT, Reach::Subject),
        (WEAK_ELSEWHERE, Reach::Weak),
        (BACK_ELSEWHERE, Reach::Back),
        (&["not", "no", "never"], Reach::Bare),
    ];
    let listed = listed.iter().flat_map(|(list, reach)| list.iter().map(|cue| ((*cue).to_owned(), *reach)));
    let all =
        forbidden.map(|cue| (cue, Reach::Firm)).chain(made).chain(listed).chain([("over".to_owned(), Reach::Over)]);
    // Sentences are read in normal form, which drops what stands over letters.
    let (cues, reaches): (Vec<String>, Vec<Reach>) = all.map(|(cue, reach)| (normal(&cue), reach)).unzip();
    // Few and short: the table of all transitions is small, and read several times as fast.
    let mut builder = AhoCorasick::builder();
    let automaton = builder.match_kind(MatchKind::Standard).kind(Some(AhoCorasickKind::DFA)).build(cues);
    (automaton.ok(), reaches)
});

/// The cues of a text as whole words: what they deny, start and end.
fn cues(text: &str) -> impl Iterator<Item = (Reach, usize, usize)> + '_ {
    let (automaton, reaches) = &*CUES;
    let found = automaton.iter().flat_map(move |automaton| automaton.find_overlapping_iter(text));
    found.filter_map(move |it| {
        let before = text.get(..it.start()).and_then(|before| before.chars().next_back());
        let after = text.get(it.end()..).and_then(|after| after.chars().next());
        // Scripts without spaces have no ends of words.
        let close = text.get(it.start()..).is_some_and(|cue| cue.starts_with(|c| c > '\u{1100}'));
        let whole = close || !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric);
        let reach = reaches.get(it.pattern().as_usize())?;
        whole.then_some((*reach, it.start(), it.end()))
    })
}

/// How far a denial is followed: a list or a clause that is longer is none, and a hostile sentence stays linear.
const MAX_REACH: usize = 400;

/// Stretches of a sentence that claim nothing, as bytes of it, sorted, none overlapping.
#[derive(Debug, Default)]
pub(super) struct Denied {
    /// All of them.
    pub all: Vec<(usize, usize)>,
    /// Those in which not even a fault is claimed: `not for race conditions`, but not `avoid race conditions`.
    pub firm: Vec<(usize, usize)>,
}

/// What a sentence denies. `sentence` is in normal form; `agents` are the places of other agents' names in it, sorted.
pub(super) fn denied(sentence: &str, agents: &[(usize, usize)]) -> Denied {
    if sentence.trim_start().starts_with(CROSSES) {
        return Denied { all: vec![(0, sentence.len())], firm: Vec::new() };
    }
    let mut cues = cues(sentence).peekable();
    if agents.is_empty() && cues.peek().is_none() {
        return Denied::default();
    }
    // A question asks whether, and denies nothing: `No SQL injection, no XSS?`
    let asks = sentence.trim_end().ends_with('?');
    let clauses = clauses(sentence);
    let clause_at = |at: usize| clauses.partition_point(|&(start, _)| start <= at).saturating_sub(1);
    let mut firm = Vec::new();
    let mut weak: Vec<(usize, usize)> = Vec::new();
    for (reach, start, end) in cues {
        let Some(&(from, to)) = clauses.get(clause_at(start)) else { continue };
        let inside = weak.last().is_some_and(|&(first, last)| first < start && end < last);
        match reach {
            Reach::Weak | Reach::Bare | Reach::Over if inside => {}
            Reach::Subject => firm.extend(subject(sentence, from, start)),
            Reach::Firm => firm.push((start, firm_end(sentence, end, to))),
            Reach::Weak if is_idle(sentence, start, end) => {}
            Reach::Weak => weak.push((start, weak_end(sentence, start, end, to))),
            // `Out of scope: X`: what is denied follows.
            Reach::Back if opens(sentence, from, start, end) => firm.push((start, to)),
            Reach::Back => firm.push((from, start)),
            Reach::Bare if !asks && negates(sentence, from, start, end) => {
                weak.push((start, weak_end(sentence, start, end, to)));
            }
            Reach::Over if prefers(sentence, from, start) => weak.push((start, list_end(sentence, end, to))),
            Reach::Bare | Reach::Over => {}
        }
    }
    for &(start, end) in agents {
        let index = clause_at(start);
        firm.extend(clauses.get(index).copied());
        let after = sentence.get(end..).unwrap_or_default().trim_start();
        let lead = clauses.get(index).and_then(|&(from, _)| sentence.get(from..start)).unwrap_or_default();
        let before = index.checked_sub(1).and_then(|before| clauses.get(before));
        let takes = TAKES.iter().any(|cue| after.starts_with(cue))
            || GIVES.contains(&lead.trim().trim_end_matches([' ', '*', '`', '@']))
                && !after.contains(char::is_alphanumeric);
        firm.extend(before.filter(|_| takes).copied());
    }
    weak.extend_from_slice(&firm);
    Denied { all: merged(weak), firm: merged(firm) }
}

/// Ranges, sorted and with those that overlap as one.
pub(super) fn merged(mut ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    ranges.sort_unstable();
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (start, end) in ranges {
        match out.last_mut().filter(|last| start <= last.1) {
            Some(last) => last.1 = last.1.max(end),
            None => out.push((start, end)),
        }
    }
    out
}

/// Whether a title is a denial whose list follows: `Do not use this agent for`.
pub(super) fn reaches_end(title: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let never = title == "never" || title.ends_with(" never") || title.ends_with(" avoid") || title == "avoid";
    words(title) <= 8
        && (never
            || cues(title)
                .any(|(reach, _, end)| reach == Reach::Firm && title.get(end..).is_some_and(|rest| words(rest) <= 3)))
}

/// A sentence's clauses: cut at semicolons.
fn clauses(sentence: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, byte) in sentence.bytes().enumerate() {
        if byte == b';' {
            out.push((start, at));
            start = at + 1;
        }
    }
    out.push((start, sentence.len()));
    out
}

/// A firm denial ends with its clause, or where the sentence turns: `not for X but Y`, `don't use X: use Y`.
fn firm_end(sentence: &str, from: usize, to: usize) -> usize {
    let rest = near(sentence, from, to);
    let turns = [
        " but ", ": use ", ", use ", ". ", " when ", " unless ", ", only ", ", instead", ", you ", ": you ", "   you ",
        ", i am ", ", i'm ",
    ];
    from + turns.iter().filter_map(|turn| rest.find(turn)).min().unwrap_or(rest.len())
}

/// What a cue is said of: up to four words before it, from where its part of the clause begins.
fn subject(sentence: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let mut near = from.max(to.saturating_sub(MAX_SUBJECT));
    while !sentence.is_char_boundary(near) {
        near += 1;
    }
    let before = sentence.get(near..to)?;
    let joints = [", ", ": ", "(", " where ", " which ", " that ", " so ", " and ", " as ", " because ", ". "];
    let begins = joints.iter().filter_map(|it| before.rfind(it).map(|at| at + it.len())).max();
    let begins = begins.or((before.len() == to - from).then_some(0))?;
    let words = before.get(begins..)?.split_whitespace().count();
    (1..=4).contains(&words).then_some((to - before.len() + begins, to))
}

/// Bytes before a cue in which its subject begins.
const MAX_SUBJECT: usize = 60;

/// Where a weak denial ends. `without X, Y` lacks X alone, `without X, Y or Z` all of them; the same holds of `never` and `neither`.
fn weak_end(sentence: &str, start: usize, end: usize, to: usize) -> usize {
    let list = list_end(sentence, end, to);
    let inner = sentence.get(end..list).unwrap_or_default();
    let single = matches!(sentence.get(start..end), Some("without" | "never" | "neither"));
    if single && ![" or ", " nor "].iter().any(|it| inner.contains(it)) {
        return inner.find(',').map_or(list, |at| end + at);
    }
    list
}

/// A weak denial ends with its list: at punctuation, or at a word that begins something else.
fn list_end(sentence: &str, from: usize, to: usize) -> usize {
    let rest = near(sentence, from, to);
    // `Avoid: X`, `avoid (X)`, `avoid – X`: the list begins behind it.
    if rest.starts_with([',', '/', ')']) {
        return from;
    }
    let list = rest.trim_start_matches([':', '(', ' ', '*', '_', '"']);
    let from = from + rest.len() - list.len();
    let rest = list;
    // A dash between spaces is three of them in normal form.
    let ends = [rest.find([':', '(', ')', '.']), rest.find("   ")];
    let end = ends.into_iter().flatten().min().unwrap_or(rest.len());
    let mut at = 0;
    for (index, word) in rest.split_inclusive(' ').enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if at >= end || index > MAX_DENIED || index > 0 && STOPS.contains(&bare) {
            break;
        }
        at += word.len();
        if word.trim_end().ends_with(',') {
            let next = rest.get(at..).unwrap_or_default();
            let segment = next.split([',', '.', ';']).next().unwrap_or_default();
            let first = segment.split_whitespace().next().unwrap_or_default();
            if segment.split_whitespace().count() > 4 || STOPS.contains(&first) {
                break;
            }
        }
    }
    from + at.min(end)
}

/// Most words of a list that a weak denial goes on with.
const MAX_DENIED: usize = 40;

/// What follows a cue, no further than a denial is followed.
fn near(sentence: &str, from: usize, to: usize) -> &str {
    let mut end = to.min(from + MAX_REACH);
    while !sentence.is_char_boundary(end) {
        end += 1;
    }
    sentence.get(from..end).unwrap_or_default()
}

/// Whether a cue denies nothing: `except` that is the keyword (`try-except in Python`, `an except clause`), `without leaving Foo`.
fn is_idle(sentence: &str, start: usize, end: usize) -> bool {
    let before = sentence.get(..start).unwrap_or_default();
    let after = sentence.get(end..).unwrap_or_default();
    if sentence.get(start..end) == Some("without") {
        return after.starts_with(" leaving ");
    }
    sentence.get(start..end) == Some("except")
        && (["try ", "try/", "bare ", "`", "/"].iter().any(|it| before.ends_with(it))
            || [" clause", " block", " branch", " handler", " statement", " pass", "/", "`"]
                .iter()
                .any(|it| after.starts_with(it)))
}

/// Whether a bare `not` or `no` denies: it opens a clause's part. `not only X` and `not just X` claim.
fn negates(sentence: &str, from: usize, start: usize, end: usize) -> bool {
    let before = sentence.get(from..start).unwrap_or_default().trim_end();
    let after = sentence.get(end..).unwrap_or_default().trim_start();
    let claims = ["only", "just", "limited to", "merely", "restricted to"].iter().any(|it| after.starts_with(it));
    // `no-code` is a word of its own, whose hyphen is a space here.
    let word = sentence.get(start..end) == Some("no")
        && ["code", "sql", "op", "ops", "std", "match", "brainer"]
            .iter()
            .any(|it| after.strip_prefix(it).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    if sentence.get(start..end) == Some("never") {
        // `Use X, never Y`; but `Never ship without Y` bids.
        return before.ends_with([',', '(']) || before.is_empty() && after.starts_with(':');
    }
    let joined = sentence.get(start..end) == Some("no")
        && [" and", " or", "there is", "there are", " have", " has", " with"].iter().any(|it| before.ends_with(it));
    (before.is_empty() || before.ends_with([',', '(', ':', '/']) || joined) && !claims && !word
}

/// Whether what usually denies what stands before it heads its clause, with a colon behind it.
fn opens(sentence: &str, from: usize, start: usize, end: usize) -> bool {
    let before = sentence.get(from..start).unwrap_or_default();
    let after = sentence.get(end..).unwrap_or_default().trim_start_matches(['*', ' ']);
    after.starts_with(':') && !before.contains(char::is_alphanumeric)
}

/// Whether a clause's part up to a byte begins with what is preferred.
fn prefers(sentence: &str, from: usize, to: usize) -> bool {
    let before = sentence.get(from.max(to.saturating_sub(MAX_REACH))..to).unwrap_or_default();
    let part = before.rsplit([',', '.', ':', '(']).next().unwrap_or_default();
    part.split_whitespace().any(|word| PREFERENCES.contains(&word))
}

#[cfg(test)]
mod tests;
