//! Context: whether a word that is also an ordinary one (Go, Swift, Express, REST) means the technology here.
//!
//! Such a word counts if it is written as the vocabulary writes it and its surroundings are technical: another term beside it in a
//! list, a technical noun or a version after it, or a capital where English has none.

mod words;

use self::words::{
    EVERYDAY, FAMILIAR, FORMATS, HEADS, IMPERATIVES, JOINTS, LEADERS, NOUNS, PLAIN, QUALITIES, TREATMENTS, VERBS,
};
use super::scan::Hit;

/// What stands around a hit.
pub(super) struct Around<'a> {
    /// The stretch as written.
    pub text: &'a str,
    /// The sentence it stands in, as bytes of the stretch.
    pub sentence: (usize, usize),
    /// The term, as bytes of the stretch.
    pub term: (usize, usize),
    /// Whether the term is a code span of its own.
    pub code: bool,
    /// Whether the stretch is a title or a bold term that leads.
    pub title: bool,
    /// Whether the agent's own name has the term.
    pub own: bool,
    /// Whether the term just before it is of its family: `Elixir Phoenix`, but not `Laravel Mix`.
    pub related: bool,
    /// Whether a term of its family stands in the same sentence: `Rust async with Tokio`.
    pub family: bool,
    /// Whether the sentence has two others that follow from the same: `gin, echo, fiber`.
    pub siblings: bool,
    /// Whether the definition speaks of what the term follows from: Rust, where the term is Cargo.
    pub kin: bool,
    /// Whether the definition speaks of technical things much.
    pub technical: bool,
    /// Where another term stands in the sentence, as bytes of the stretch, with whether it can only be technical.
    pub others: &'a [(usize, usize, bool)],
}

/// Whether a name that stands for itself in capitals does so here: in small letters some are everyday words.
pub(super) fn certain(hit: &Hit<'_>, around: &Around<'_>) -> bool {
    let (start, end) = around.term;
    let found = around.text.get(start..end).unwrap_or_default();
    if !is_lower(found) || is_lower(hit.written) || !EVERYDAY.contains(&found) {
        return true;
    }
    let next = word_after(around.text.get(end..around.sentence.1).unwrap_or_default());
    let near = around.others.iter().any(|&(from, to, certain)| certain && (from, to) != around.term);
    around.code || around.own || around.technical || near || NOUNS.contains(&next)
}

/// What languages and shells have by these names, and no technology means, in small letters between backticks.
const KEYWORDS: &[&str] = &["lambda", "rest", "echo", "combine", "salt", "c", "d", "r"];

/// Whether an ordinary word means the technology.
pub(super) fn technical(hit: &Hit<'_>, around: &Around<'_>) -> bool {
    let (start, end) = around.term;
    let found = around.text.get(start..end).unwrap_or_default();
    let exact = same(found, hit.written);
    if (hit.familiar || FAMILIAR.contains(&hit.written)) && !(exact && around.kin) {
        return false;
    }
    if around.code {
        let small = found == hit.written.to_lowercase();
        return exact || small && (!KEYWORDS.contains(&found) || beside(around) == Some(true));
    }
    let before = around.text.get(around.sentence.0..start).unwrap_or_default();
    let after = around.text.get(end..around.sentence.1).unwrap_or_default();
    let beside = beside(around);
    // Among letters of another script a Latin name is a name.
    let foreign = |c: char| c.is_alphabetic() && c > '\u{36f}';
    let nearest = [before.trim_end().chars().next_back(), after.trim_start().chars().next()];
    if exact && !hit.familiar && nearest.into_iter().flatten().any(foreign) {
        return found.len() > 1;
    }
    if hit.familiar {
        return around.own || around.related || beside.is_some() || enumerated(around, before, after) || version(after);
    }
    if !exact {
        // `actix-web, rocket`: in a list of technologies the capital is not missed, unless there is one inside (`SAFe`).
        return (beside == Some(true) || beside.is_some() && (around.kin || around.siblings))
            && (alone(after) || after.starts_with(": "))
            && begins_item(before)
            && found.len() > 3
            && found == hit.written.to_lowercase()
            && !is_lower(hit.written)
            && !hit.written.chars().skip(1).any(char::is_uppercase);
    }
    if around.own || version(after) && found.len() > 1 || after.starts_with("'s ") && found.len() > 2 {
        return true;
    }
    let next = word_after(after);
    if found.chars().any(char::is_lowercase) && found.chars().skip(1).any(char::is_uppercase) {
        return true;
    }
    if is_lower(found) {
        // An ordinary word in its ordinary case: only its company tells.
        return around.technical
            || beside == Some(true) && alone(after)
            || near(around) && NOUNS.contains(&next.to_lowercase().as_str());
    }
    if beside.is_some() || enumerated(around, before, after) {
        return true;
    }
    let in_language = || before.strip_suffix(" (").is_some_and(|it| ENDS.iter().any(|end| it.ends_with(end)));
    if (around.technical || around.kin || in_language()) && bracketed(before, after, found) {
        return true;
    }
    // `Reactive? → Foo → built in`: what is decided for.
    if before.trim_end().ends_with('→') && (after.trim().is_empty() || after.trim_start().starts_with('→')) {
        return true;
    }
    // `Temporal Expert`: whose field it is.
    let verb = VERBS.contains(&found.to_lowercase().as_str());
    if !verb && matches!(next, "Expert" | "Specialist" | "Engineer" | "Developer" | "Architect") {
        return true;
    }
    let begins = begins(before);
    // `Combine, actors, and Foo`: no verb has a comma behind it.
    if begins && verb && after.starts_with(", ") && near(around) {
        return true;
    }
    let previous = word_before(before);
    // A capital inside a sentence is a name's, unless the words around have one too (a title, or a longer name).
    let named = previous.chars().next().is_some_and(char::is_uppercase)
        && !around.related
        && !((IMPERATIVES.contains(&previous) || QUALITIES.contains(&previous)) && begins_with(before, previous));
    if NOUNS.contains(&next.to_lowercase().as_str()) {
        // `Content Mix Framework`, `Hypothesis Development`: an everyday word whose capital is a title's or a beginning's.
        let small = found.to_lowercase();
        let head = verb || HEADS.contains(&small.as_str());
        let silent = begins || around.title || named && !previous_is_small(previous);
        let stranger = head && named && !previous_is_small(previous) || silent && PLAIN.contains(&small.as_str());
        let company = around.kin || near(around);
        return !(stranger && !company || begins && verb);
    }
    if FORMATS.contains(&found) {
        return TREATMENTS.contains(&next.to_lowercase().as_str());
    }
    if dotted(after) {
        return true;
    }
    let whole = begins
        && after
            .trim_start()
            .trim_start_matches('*')
            .chars()
            .next()
            // `C. Suspense`: the third of a list.
            .is_none_or(|c| matches!(c, ':' | '-' | '–' | '—' | '(') || c == '.' && found.len() > 1);
    let capitals = found.chars().all(|c| !c.is_lowercase());
    // Three letters are too often another's.
    let known = found.len() > 3 || around.technical || around.kin || near(around);
    if begins && capitals && found.len() > 2 && known && !verb {
        return !shouted(around) && !next.chars().next().is_some_and(char::is_uppercase);
    }
    let small = || found.to_lowercase();
    let everyday = || verb || HEADS.contains(&small().as_str()) || PLAIN.contains(&small().as_str());
    // `Swift is the language here`: what a sentence is about.
    let subject = || found.len() > 2 && matches!(next, "is" | "has" | "provides" | "supports");
    if begins && (heads_role(after) || subject()) && !everyday() {
        return true;
    }
    if begins {
        return whole && !HEADS.contains(&found.to_lowercase().as_str())
            || !verb && found.len() > 1 && (around.family || (around.title || around.kin) && JOINTS.contains(&next));
    }
    if found.chars().count() <= 2 {
        return LEADERS.contains(&previous.to_lowercase().as_str())
            && !next.chars().next().is_some_and(char::is_uppercase)
            && !lettered(before, previous);
    }
    if capitals {
        return !shouted(around);
    }
    if around.title || title_case(around) {
        return !named && previous_is_small(previous) && !matches!(previous, "and" | "or");
    }
    !named
}

/// `gorilla (Go)`: alone in brackets behind a single word, and not the letter that it begins with.
fn bracketed(before: &str, after: &str, found: &str) -> bool {
    let name = before.strip_suffix(" (").filter(|name| after.starts_with(')') && name.is_ascii());
    name.is_some_and(|name| {
        let last = name.rsplit(' ').next().unwrap_or_default();
        let initial = found.len() == 1 && last.to_lowercase().starts_with(&found.to_lowercase());
        !last.is_empty() && (last == name || ENDS.contains(&last)) && !initial
    })
}

/// What is written in a language that stands in brackets behind it: `native extensions (C)`.
const ENDS: &[&str] = &["extensions", "bindings", "modules", "drivers", "libraries", "code", "programming", "scripts"];

/// Whether a word is the first of its sentence, or of what follows a colon.
fn begins_with(before: &str, word: &str) -> bool {
    before.trim_end().strip_suffix(word).is_some_and(begins)
}

/// Whether a term is written as the vocabulary writes it. In a term of several words a capital at its beginning doesn't matter.
fn same(found: &str, written: &str) -> bool {
    if !written.contains(' ') || found.len() != written.len() {
        return found == written;
    }
    let (first, rest) = found.split_at(found.chars().next().map_or(0, char::len_utf8));
    let (written_first, written_rest) = written.split_at(written.chars().next().map_or(0, char::len_utf8));
    first.eq_ignore_ascii_case(written_first) && rest == written_rest
}

/// Whether a role is told just after a term, which is its field: `Foo mobile platform specialist`.
fn heads_role(after: &str) -> bool {
    let words = after.split_whitespace().take(4);
    let mut plain = words.take_while(|word| word.chars().all(|c| c.is_lowercase() || c == '-'));
    plain.any(|word| matches!(word, "specialist" | "expert" | "developer" | "engineer" | "architect"))
}

/// `A, B and C`: letters in a row name nothing.
fn lettered(before: &str, previous: &str) -> bool {
    let joint = matches!(previous, "and" | "or");
    let earlier = before.trim_end().strip_suffix(previous).unwrap_or_default().trim_end().trim_end_matches(',');
    let mut letters = earlier.chars().rev();
    joint && letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(char::is_whitespace)
}

/// Whether nothing follows a term in its list's item.
fn alone(after: &str) -> bool {
    let after = after.trim_start();
    after.is_empty()
        || after.starts_with([',', ')', '/', '|', ';', '.', ']', '+'])
        || after.starts_with("and ")
        || after.starts_with("or ")
}

/// Whether a term begins its list's item: `click, typer` and `using click, typer`, but not `from scratch, refactoring`.
fn begins_item(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches(['*', '`', '"']).trim_end();
    before.is_empty()
        || before.ends_with([',', '(', '/', '|', ';', ':', '+', '&', '[', '·', '•', '–', '—', '→'])
        || BRINGING.contains(&before.rsplit([' ', '(']).next().unwrap_or_default().to_lowercase().as_str())
}

/// Words that bring an item in.
const BRINGING: &[&str] =
    &["and", "or", "vs", "vs.", "with", "using", "via", "like", "as", "including", "e.g.", "either", "both"];

fn previous_is_small(previous: &str) -> bool {
    LEADERS.contains(&previous.to_lowercase().as_str())
}

/// Another term beside this one in a list: some if there is one, true if it can only be technical.
fn beside(around: &Around<'_>) -> Option<bool> {
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
        if gap.is_some_and(joins) {
            found = Some(certain || found == Some(true));
        }
    }
    found
}

/// Whether what stands between two terms makes them a list.
fn joins(gap: &str) -> bool {
    let gap = without_remarks(gap.trim());
    gap.len() <= 8
        && matches!(
            gap.trim_end_matches(" and").trim_end_matches(" or").trim(),
            "," | "/" | "|" | "&" | "+" | "·" | "and" | "or" | "(" | "→" | "->" | "vs" | "vs."
        )
}

/// What stands between two terms without the first one's version and remark: `Foo 5.x (fast), Bar`.
fn without_remarks(gap: &str) -> &str {
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
fn enumerated(around: &Around<'_>, before: &str, after: &str) -> bool {
    before.trim_end().ends_with([',', '(', '/', '+', '|'])
        && alone(after)
        && around.others.iter().filter(|&&(from, to, certain)| certain && (from, to) != around.term).count() > 2
}

/// Whether a term that can only be technical stands in the same sentence.
fn near(around: &Around<'_>) -> bool {
    around.others.iter().any(|&(_, _, certain)| certain)
}

fn is_lower(word: &str) -> bool {
    !word.chars().any(char::is_uppercase)
}

/// A version: `1.75+`, `v3`.
fn version(after: &str) -> bool {
    let rest = after.strip_prefix(' ').unwrap_or("x");
    rest.strip_prefix('v').unwrap_or(rest).starts_with(|c: char| c.is_ascii_digit())
}

/// `Phoenix.PubSub`: a module of it.
fn dotted(after: &str) -> bool {
    after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase()))
}

/// Whether a term begins its sentence, a bold term, or what follows a colon.
fn begins(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches(['*', '"', '“', '(', '#', '•', '│']);
    let before = before.trim_end();
    before.is_empty() || before.ends_with([':', '-', '–', '—', '?', '!'])
}

fn word_after(after: &str) -> &str {
    let Some(rest) = after.strip_prefix([' ', '-']) else { return "" };
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

fn word_before(before: &str) -> &str {
    let Some(rest) = before.strip_suffix([' ', '-']) else { return "" };
    let start = rest
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + rest.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8));
    rest.get(start..).unwrap_or_default()
}

/// Whether most words of the sentence have a capital, so that a capital says nothing.
fn title_case(around: &Around<'_>) -> bool {
    let sentence = around.text.get(around.sentence.0..around.sentence.1).unwrap_or_default();
    let long = sentence.split_whitespace().filter(|word| word.chars().count() > 3);
    let (mut capital, mut small) = (0, 0);
    for word in long.take(40) {
        if word.chars().next().is_some_and(char::is_uppercase) { capital += 1 } else { small += 1 }
    }
    capital > 1 && capital > small
}

/// Whether the sentence is all in capitals.
fn shouted(around: &Around<'_>) -> bool {
    let sentence = around.text.get(around.sentence.0..around.sentence.1).unwrap_or_default();
    let small = sentence.chars().filter(|c| c.is_lowercase()).count();
    let capital = sentence.chars().filter(|c| c.is_uppercase()).count();
    capital > 12 && small * 3 < capital
}

#[cfg(test)]
mod tests;
