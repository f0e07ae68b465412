//! Line: a sentence of a stretch, and what decides over the terms in it: denials, placeholders, speech, code.

use std::cell::LazyCell;
use std::sync::Arc;

use super::evidence::{Place, Quote};
use super::normal::Normal;
use super::scope::{Scope, Stretch, holds};
use super::{aside, denial, levels, sentence, token};
use crate::model::matrix::Level;
use crate::text::any_byte;

/// A sentence of a stretch, with what decides over the terms in it.
pub(super) struct Line<'a> {
    stretch: &'a Stretch<'a>,
    sentence: (usize, usize),
    scope: Scope,
    /// What is denied in it, as bytes of the stretch.
    denied: denial::Denied,
    /// Placeholders and other brackets, likewise.
    brackets: Vec<(usize, usize)>,
    /// What is quoted as said by somebody, in the whole stretch.
    speech: &'a [(usize, usize)],
    /// What was quoted last, and its end: the next term's quote is nearly always the same.
    quoted: Option<(Quote, usize)>,
}

impl<'a> Line<'a> {
    pub(super) fn new(
        stretch: &'a Stretch<'a>,
        text: &Normal,
        sentence: (usize, usize),
        names: &[String],
        known: &[(usize, usize, bool)],
        scope: Scope,
        speech: &'a [(usize, usize)],
    ) -> Self {
        let (from, to) = (text.at(sentence.0), text.at(sentence.1));
        let plain = text.text.get(from..to).unwrap_or_default();
        let original = stretch.text.get(sentence.0..sentence.1).unwrap_or_default();
        let handed = LazyCell::new(|| hands_over(plain));
        let tool = |start, end| {
            stretch.text.get(start..end).is_some_and(token::may_be_tool)
                && (covered(known, (start, end)) || !heads(stretch, sentence.0, start) && !*handed)
        };
        let agents: Vec<_> = token::agents(original, names)
            .into_iter()
            .map(|(start, end)| (sentence.0 + start, sentence.0 + end))
            .filter(|&(start, end)| !is_annotation(stretch, start, end) && !tool(start, end))
            .map(|(start, end)| (text.at(start) - from, text.at(end) - from))
            .collect();
        let mut denied = denial::denied(plain, &agents);
        for (start, end) in denied.all.iter_mut().chain(&mut denied.firm) {
            (*start, *end) = text.span(from + *start, from + *end);
        }
        let claims = levels::level(scope) >= Level::Listed;
        let scope = match scope {
            Scope::Entry | Scope::Prose
                if aside::is_turn(&stretch.text) || aside::is_turn(original) || aside::has_turns(original) =>
            {
                Scope::Example
            }
            _ if claims && aside::is_aside(plain, original, sentence.0 < stretch.lead) => Scope::Aside,
            _ => scope,
        };
        Self { stretch, sentence, scope, denied, brackets: brackets(original, sentence.0), speech, quoted: None }
    }

    /// Where a term stands, unless it is denied. A fault that is to be avoided is not.
    pub(super) fn scope_of(&self, term: (usize, usize), fault: bool) -> Option<Scope> {
        let denied = if fault { &self.denied.firm } else { &self.denied.all };
        if holds(denied, term.0).is_some() {
            return None;
        }
        if levels::level(self.scope) < Level::Listed {
            return Some(self.scope);
        }
        if holds(&self.brackets, term.0).is_some() {
            return Some(Scope::Aside);
        }
        if holds(self.speech, term.0).is_some() {
            return Some(Scope::Example);
        }
        if self.in_code(term) {
            return Some(Scope::Code);
        }
        let after = self.stretch.text.get(term.1..).unwrap_or_default();
        if LIKENESS.iter().any(|it| after.starts_with(it)) || self.is_quoted(term) {
            return Some(Scope::Aside);
        }
        if matches!(self.scope, Scope::Entry | Scope::Prose) && self.is_tool(term) {
            return None;
        }
        let leads = term.1 <= self.stretch.lead && matches!(self.scope, Scope::Entry | Scope::Prose);
        Some(if leads { Scope::Lead } else { self.scope })
    }

    /// `(e.g., 'Foo', 'Bar')`: what is only quoted for an example.
    fn is_quoted(&self, term: (usize, usize)) -> bool {
        let after = self.stretch.text.get(term.1..).unwrap_or_default();
        if !after.starts_with(['\'', '"']) {
            return false;
        }
        let (from, _) = self.window(term);
        let before = self.stretch.text.get(from.max(self.sentence.0)..term.0).unwrap_or_default();
        before.ends_with(['\'', '"']) && before.contains("e.g.")
    }

    /// Whether a term is the name of one of the harness's tools and heads its entry (`Bash: run the tests`) or stands in a list of them
    /// (`Tools: Bash, Read, Grep`).
    fn is_tool(&self, term: (usize, usize)) -> bool {
        let is = |word: &str| TOOLS.contains(&word.trim());
        // A head that is longer is no tool's name; looking no further keeps a hostile text linear.
        let end = self.stretch.text.char_indices().take(MAX_TOOL).find(|&(_, c)| matches!(c, ':' | '–' | '—'));
        let head = end.map_or(self.stretch.text.as_ref(), |(end, _)| self.stretch.text.get(..end).unwrap_or_default());
        self.stretch.text.get(term.0..term.1).is_some_and(|word| is(word) && (is(head) || self.among_tools(term)))
    }

    /// Whether another tool of the harness stands beside a term in a list.
    fn among_tools(&self, (start, end): (usize, usize)) -> bool {
        let joint = |c: char| c.is_whitespace() || matches!(c, ',' | '/' | '`' | '&' | '+');
        let after = self.stretch.text.get(end..self.sentence.1).unwrap_or_default();
        let before = self.stretch.text.get(self.sentence.0..start).unwrap_or_default();
        let list = after.starts_with([',', '/', '`'])
            || before.trim_end_matches('`').trim_end().ends_with([',', '/'])
            || after.starts_with(" and ");
        let next = after.trim_start_matches(joint);
        let end = next.find(|c: char| !c.is_alphanumeric()).unwrap_or(next.len());
        // `Bash, Read the Docs`: the next item goes on.
        let goes_on = next.get(end..).is_some_and(|it| it.starts_with(' ') && !it.starts_with(" and "));
        let next = next.get(..end).filter(|_| !goes_on).unwrap_or_default();
        let last = before.trim_end_matches(joint).rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        list && (TOOLS.contains(&next) || TOOLS.contains(&last))
    }

    /// Whether a term at the beginning, or after a bold head, is a verb and its object: `Scale: build systems that scale`.
    pub(super) fn is_verb(&self, (start, end): (usize, usize)) -> bool {
        let text = &self.stretch.text;
        let before = text.get(self.sentence.0..start).unwrap_or_default();
        let first = text.get(start..end).and_then(|term| term.split_once(' ')).map_or("", |(first, _)| first);
        let after = text.get(end..self.sentence.1).unwrap_or_default().trim_start();
        let clause = ["that ", "which ", "where ", "so that ", "capable "].iter().any(|word| after.starts_with(word));
        let begins = before.trim().is_empty() || before.trim_end().ends_with([':', '–', '—']);
        clause && begins && VERBS.contains(&first.to_lowercase().as_str())
    }

    /// Whether a term is a part of a code span. A span that is the term, or no more than names, claims like any word.
    fn in_code(&self, term: (usize, usize)) -> bool {
        self.stretch.code_at(term.0).is_some_and(|(start, end)| {
            let text = self.stretch.text.get(start..end).unwrap_or_default();
            // A long one holds more than names; to look through it for each term would take time by its square.
            (start, end) != term
                && (text.len() > MAX_SPAN
                    || !is_member(text, term.1 - start)
                        && text.contains(['(', '=', ' ', '/', '.', '<', '{', '_', '"', '\'']))
        })
    }

    pub(super) fn quoted(&mut self, scope: Scope, term: (usize, usize)) -> Place {
        let (start, end) = sentence::quote(&self.stretch.text, self.sentence, term);
        let quote = match &self.quoted {
            Some((quote, to)) if quote.start == start && *to == end => quote.clone(),
            _ => Quote { text: Arc::from(self.stretch.text.get(start..end).unwrap_or_default()), start },
        };
        self.quoted = Some((quote.clone(), end));
        Place { scope, quote, term }
    }

    /// The sentence, no more of it than a reader would look at: keeps a hostile one linear.
    pub(super) fn window(&self, term: (usize, usize)) -> (usize, usize) {
        let (from, to) = self.sentence;
        let text = &self.stretch.text;
        let mut start = from.max(term.0.saturating_sub(sentence::LONGEST));
        let mut end = to.min(term.1 + sentence::LONGEST);
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        (start, end)
    }
}

/// Whether a term of the vocabulary covers a name. Terms are sorted, and few begin together.
fn covered(known: &[(usize, usize, bool)], (start, end): (usize, usize)) -> bool {
    let after = known.partition_point(|&(from, ..)| from <= start);
    known.get(..after).unwrap_or_default().iter().rev().take(4).any(|&(_, to, _)| end <= to)
}

/// Whether a name heads its sentence, or is a code span: it is somebody's there.
fn heads(stretch: &Stretch<'_>, from: usize, start: usize) -> bool {
    let before = stretch.text.get(from..start).unwrap_or_default();
    before.bytes().all(|byte| matches!(byte, b'*' | b'-' | b'`' | b' ')) || stretch.code_at(start).is_some()
}

/// Whether a sentence, in normal form, hands something over, so that an agent is meant.
fn hands_over(sentence: &str) -> bool {
    let word = |c: char| if c.is_alphanumeric() || matches!(c, '→' | '>') { c } else { ' ' };
    let words: String = std::iter::once(' ').chain(sentence.chars().map(word)).chain([' ']).collect();
    HANDS_OVER.iter().any(|cue| words.contains(cue))
}

/// What says so.
const HANDS_OVER: &[&str] = &[
    " delegat", " hand ", " hands ", " handoff", " handed ", " invoke", " ask ", " asks ", " consult", " escalat",
    " coordinat", " collaborat", " work with ", " works with ", " route", " defer", " call the ", " launch",
    " subagent", " sub agent", " use the ", " pass ", " passes ", " see ", "→", ">", " does ", " do that ",
    " handles ", " owns ", " takes ",
];

/// Whether what looks like a mention is an annotation of a language: `@available` between backticks, which is no agent's name.
fn is_annotation(stretch: &Stretch<'_>, start: usize, end: usize) -> bool {
    let name = stretch.text.get(start..end).and_then(|it| it.strip_prefix('@'));
    name.is_some_and(|name| !token::is_agent(name)) && stretch.code_at(start).is_some()
}

/// Whether a code span is a member of what it begins with (`foo.stats`, `Foo.Bar`): whoever uses that uses the whole.
fn is_member(span: &str, name: usize) -> bool {
    let module = |part: &str| part.starts_with(char::is_uppercase) && part.chars().all(char::is_alphanumeric);
    if span.contains('.') && span.split('.').all(module) {
        return true;
    }
    let small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let member = span.get(name..).and_then(|rest| rest.strip_prefix('.'));
    span.bytes().take(name).all(small)
        && !token::is_file(span)
        && member.is_some_and(|it| {
            !it.is_empty() && it.split('.').all(|part| part.chars().all(|c| c.is_alphanumeric() || c == '_'))
        })
}

/// Verbs that begin terms too.
const VERBS: &[&str] =
    &["build", "design", "test", "plan", "process", "release", "model", "query", "program", "research", "monitor"];

/// Longest code span that may be no more than names, in bytes.
const MAX_SPAN: usize = 200;

/// Names of the harness's own tools.
const TOOLS: &[&str] = &["Bash", "Read", "Write", "Edit", "Grep", "Glob", "WebFetch", "WebSearch", "Task"];

/// Longest head that may be one of them, in characters.
const MAX_TOOL: usize = 16;

/// What says that something is only like what is named: `Express-inspired`.
const LIKENESS: [&str; 3] = ["-inspired", "-like", "-esque"];

/// Square brackets are placeholders, and others that give a choice: `[Java/Spring | Python/Django]`, `<go | rust>`, `{Go/Rust}`.
fn brackets(sentence: &str, offset: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    if !any_byte(sentence, |byte| matches!(byte, b'[' | b'<' | b'{')) {
        return out;
    }
    let mut open = None;
    if is_keywords(sentence) {
        return out;
    }
    for (at, byte) in sentence.bytes().enumerate() {
        match byte {
            b'[' => open = open.or(Some(at)),
            b']' => out.extend(open.take().map(|start| (offset + start, offset + at))),
            _ => {}
        }
    }
    for (opening, closing, choice) in [('<', '>', " | "), ('{', '}', "/"), ('{', '}', " | ")] {
        let inside = sentence.match_indices(opening).filter_map(|(start, _)| {
            let rest = sentence.get(start + 1..)?.split(['<', '>', '{', '}']).next()?;
            let end = start + 1 + rest.len();
            let closes = sentence.get(end..).is_some_and(|it| it.starts_with(closing));
            (closes && rest.contains(choice)).then_some((offset + start, offset + end))
        });
        out.extend(inside);
    }
    // One that nobody closed is a placeholder too if it gives a choice.
    out.extend(
        open.filter(|&start| sentence.get(start..).is_some_and(|rest| rest.contains(" | ")))
            .map(|start| (offset + start, offset + sentence.len())),
    );
    denial::merged(out)
}

/// `keywords: [Foo, Bar]`: a setting that says what the agent is about.
fn is_keywords(sentence: &str) -> bool {
    let list = sentence.trim_start().split_once(": [").filter(|(_, list)| list.contains(',') && !list.contains('|'));
    list.is_some_and(|(key, _)| KEYS.contains(&key))
}

/// Settings that do.
const KEYS: [&str; 10] =
    ["keywords", "tags", "signals", "technologies", "skills", "expertise", "specialties", "domains", "topics", "stack"];

/// Shortest quotation that is somebody's words and not a term, in words.
const MIN_SPEECH: usize = 5;

/// A longer stretch is not looked through for speech.
const MAX_SPEECH: usize = 4000;

/// What stands between double quotation marks and is long enough to be said by somebody. Speech runs over several sentences, so the
/// whole stretch is read.
pub(super) fn speech(text: &str) -> Vec<(usize, usize)> {
    // The curly ones begin with this byte.
    if text.len() > MAX_SPEECH || !any_byte(text, |byte| matches!(byte, b'"' | 0xe2)) {
        return Vec::new();
    }
    let mut out = Vec::new();
    // `description: "…"`: a setting's value.
    let setting =
        text.split_once(": \"").filter(|(key, _)| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
    if setting.is_some_and(|(_, value)| value.find('"').is_some_and(|end| end + 1 == value.trim_end().len())) {
        return out;
    }
    let mut open: Option<usize> = None;
    let mut phrases = Vec::new();
    for (at, c) in text.char_indices().filter(|&(_, c)| matches!(c, '"' | '“' | '”')) {
        match open.take() {
            Some(start) if c != '“' => {
                let words = text.get(start..at).map_or(0, |it| it.split_whitespace().count());
                phrases.extend((words > 1).then_some((start, at)));
                out.extend((words >= MIN_SPEECH).then_some((start, at)));
            }
            _ => open = Some(at + c.len_utf8()),
        }
    }
    // `"update Foo", "add a ticket"`: what a user may say.
    if phrases.len() > 1 { phrases } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_annotations_are_no_agents_nor_code() {
        assert!(is_member("foo.stats", 3) && is_member("foo.api.Client", 3));
        assert!(
            !is_member("foo.py", 3) && !is_member("foo.run(x)", 3) && !is_member("Foo.bar", 3) && !is_member("foo", 3)
        );
        let text = "Check with @available and @foo-expert.";
        let at = |word: &str| (text.find(word).unwrap_or_default(), text.find(word).unwrap_or_default() + word.len());
        let (first, second) = (at("@available"), at("@foo-expert"));
        let stretch = Stretch {
            text: text.into(),
            line: 1,
            runs: Vec::new(),
            code: vec![first, second],
            lead: 0,
            section: 0,
            scope: Scope::Entry,
        };
        assert!(is_annotation(&stretch, first.0, first.1) && !is_annotation(&stretch, second.0, second.1));
    }
}
