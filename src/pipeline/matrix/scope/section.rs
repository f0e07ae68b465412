//! Section: what a title says of the text below it.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::Scope;
use crate::pipeline::matrix::denial;
use crate::pipeline::matrix::normal::normal;

/// What the text below a title may claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whatever it says.
    Claims,
    /// It shows, and claims nothing.
    Examples,
    /// It points elsewhere.
    Reference,
    /// It is about others, about tools the harness gives, or about what the agent doesn't do: no mark at all.
    Silent,
}

impl Kind {
    /// The scope of a stretch below such a title.
    pub(super) fn weaken(self, scope: Scope) -> Scope {
        match self {
            Self::Examples => Scope::Example,
            Self::Reference => Scope::Aside,
            Self::Claims | Self::Silent => scope,
        }
    }
}

/// Titles that begin so show something.
const EXAMPLES: &[&str] = &[
    "example", "usage example", "sample", "code example", "use case example", "few shot", "worked example",
    "typical request", "trigger phrase",
];

/// Titles that hold one of these point elsewhere.
const REFERENCES: &[&str] = &[
    "further reading",
    "see also",
    "learn more",
    "external link",
    "related resource",
    "useful link",
    "recommended reading",
    "documentation resource",
    "additional resource",
];

/// Titles that hold one of these words introduce what the agent asks, or is asked.
const ASKING: &[&str] = &["ask", "asks", "asking", "clarify", "questions"];

/// Titles that end so introduce what to read.
const POINTERS: &[&str] =
    &["reference", "refer to", "see", "consult", "read", "references", "check out", "bibliography"];

/// How titles of what to read begin, where they end in "resources".
const RESOURCES: &[&str] =
    &["learning", "helpful", "external", "documentation", "links", "online", "further", "more", "key", "other"];

/// Titles that hold one of these are about other agents, or about the harness's tools.
const OTHERS: &[&str] = &[
    "other agent",
    "other sub agent",
    "other subagent",
    "integration with agent",
    "related agent",
    "collaborat",
    "works with",
    "work with other",
    "work with agents",
    "working with other",
    "hand off",
    "handoff",
    "delegat",
    "escalat",
    "complementary agent",
    "agent integration",
    "agent coordination",
    "inter agent",
    "available tool",
    "allowed tool",
    "required tool",
    "tool access",
    "mcp tool",
    "tool suite",
    "tools available",
    "sub agents",
    "agent ecosystem",
];

/// Titles that hold one of these are about what is not done.
const DENIALS: &[&str] = &[
    "out of scope",
    "non goal",
    "not to use",
    "do not use",
    "don't use",
    "not for",
    "exclusions",
    "not in scope",
    "outside your scope",
    "outside the scope",
    "outside of scope",
    "do not do",
    "don't do",
    "does not do",
    "doesn't do",
    "won't do",
    "will not do",
    "not your job",
    "not your responsibility",
    "when not",
    "anti pattern",
    "antipattern",
];

/// What is looked for anywhere in a title, all at once: each with which list it is of.
static INSIDE: LazyLock<(Option<AhoCorasick>, Vec<Inside>)> = LazyLock::new(|| {
    let lists = [(OTHERS, Inside::Others), (DENIALS, Inside::Denial), (REFERENCES, Inside::Reference)];
    let words = lists.iter().flat_map(|(list, _)| list.iter());
    let which = lists.iter().flat_map(|(list, which)| list.iter().map(|_| *which)).collect();
    (AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(words).ok(), which)
});

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Others,
    Denial,
    Reference,
}

/// Whether the head of a table's column says that its cells are not what the agent uses: `Don't use`.
pub(super) fn is_forbidding(head: &str) -> bool {
    let head = normal(head);
    let head = bare(&head);
    forbids(head) || denial::reaches_end(head)
}

/// A title in normal form without signs before it and punctuation behind.
fn bare(title: &str) -> &str {
    title.trim().trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end_matches([':', '.', ' '])
}

/// What a title says of the text below it.
pub(super) fn kind(title: &str) -> Kind {
    let title = normal(title);
    let title = bare(&title);
    let (automaton, which) = &*INSIDE;
    let found = automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(title));
    let found: Vec<Inside> = found.filter_map(|it| which.get(it.pattern().as_usize()).copied()).collect();
    let ours = OURS.iter().any(|word| ends_with_word(title, word));
    let others = found.contains(&Inside::Others)
        && title.split_whitespace().count() <= MAX_WORDS
        && !(ours || FIELDS.iter().any(|field| title.contains(field)));
    if others || found.contains(&Inside::Denial) || forbids(title) || denial::reaches_end(title) {
        Kind::Silent
    } else if EXAMPLES.iter().any(|word| title.starts_with(word)) {
        Kind::Examples
    } else if found.contains(&Inside::Reference)
        || POINTERS.iter().any(|word| ends_with_word(title, word))
        || title == "resources"
        || title.ends_with(" resources") && RESOURCES.iter().any(|word| title.starts_with(word))
        || asks(title)
    {
        Kind::Reference
    } else {
        Kind::Claims
    }
}

/// Fields with a word in their name that is about others elsewhere.
const FIELDS: &[&str] = &[
    "event delegation",
    "delegates and",
    "privilege escalation",
    "escalation polic",
    "collaborative filtering",
    "collaborative edit",
    "real time collaboration",
    "delegation pattern",
    "collaboration feature",
    "collaboration tool",
    "team collaboration",
];

/// What forbids all that stands below it: `Don'ts`, `Prohibited libraries`.
fn forbids(title: &str) -> bool {
    let words: Vec<&str> =
        title.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|it| !it.is_empty()).collect();
    let last = words.last().copied().unwrap_or_default();
    let first = words.first().copied().unwrap_or_default();
    let ends = matches!(
        last,
        "don't"
            | "don'ts"
            | "dont"
            | "donts"
            | "not"
            | "cannot"
            | "forbidden"
            | "prohibited"
            | "disallowed"
            | "unsupported"
    ) || title.ends_with("instead of")
        || title.ends_with("not supported")
        || title.ends_with("not used")
        || title.ends_with("not covered")
        || title.ends_with("not allowed")
        || title.ends_with("off limits");
    let begins = matches!(first, "forbidden" | "prohibited" | "disallowed" | "banned" | "excluded");
    // `Dos and don'ts` has both.
    let both = words.windows(2).any(|pair| matches!(pair[0], "do" | "dos" | "do's") && pair[1] != "not");
    words.len() <= MAX_FORBIDDING && (ends || begins) && !both
}

/// A longer title says more than that.
const MAX_FORBIDDING: usize = 5;

/// What is handed over comes here: `When to delegate here`.
const OURS: &[&str] = &["here", "to me", "to this agent"];

/// A longer title is a sentence, in which a word says less.
const MAX_WORDS: usize = 7;

fn asks(title: &str) -> bool {
    title.split(|c: char| !c.is_alphanumeric()).any(|word| ASKING.contains(&word))
}

fn ends_with_word(title: &str, word: &str) -> bool {
    title.strip_suffix(word).is_some_and(|before| before.is_empty() || before.ends_with([' ', ',', '.', '/', '&']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_what_their_text_may_claim() {
        for (title, expected) in [
            ("Core Expertise", Kind::Claims),
            ("When to use", Kind::Claims),
            ("When NOT to use", Kind::Silent),
            ("What You Don't Do", Kind::Silent),
            ("What this agent does NOT do", Kind::Silent),
            ("Do not use this agent for:", Kind::Silent),
            ("Out of scope", Kind::Silent),
            ("When to delegate", Kind::Silent),
            ("When to delegate here", Kind::Claims),
            ("Integration with other agents:", Kind::Silent),
            ("MCP Tool Suite", Kind::Silent),
            ("Technologies and tools", Kind::Claims),
            ("Example interactions", Kind::Examples),
            ("References", Kind::Reference),
            ("For projects with a vector store, reference:", Kind::Reference),
            ("Quick reference", Kind::Reference),
            ("You avoid:", Kind::Silent),
            ("🚫 Never:", Kind::Silent),
            ("Do NOT invoke when:", Kind::Silent),
            ("Anti-Patterns", Kind::Silent),
            ("Don'ts", Kind::Silent),
            ("I don't", Kind::Silent),
            ("DO NOT", Kind::Silent),
            ("Forbidden libraries", Kind::Silent),
            ("Not supported", Kind::Silent),
            ("Instead of:", Kind::Silent),
            ("Dos and don'ts", Kind::Claims),
            ("Event delegation", Kind::Claims),
            ("Privilege escalation", Kind::Claims),
            ("Work with data", Kind::Claims),
            ("Kubernetes resources", Kind::Claims),
            ("Resources", Kind::Reference),
            ("Where something is unclear, you ask about:", Kind::Reference),
        ] {
            assert_eq!(kind(title), expected, "{title}");
        }
    }
}
