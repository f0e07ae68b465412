//! Stub: a definition that says, or shows, that it isn't written yet.

use crate::model::definition::Stated;
use crate::model::document::{Block, BlockKind, Document, Inline, plain};

/// A body of fewer words is next to none. Of a thousand definitions found the shortest has 54.
const WORDS: usize = 20;

/// Longest quotation in a reason, in characters.
const QUOTE: usize = 160;

/// Longest aside, in bytes.
const ASIDE: usize = 600;

/// Why a definition is a stub, at the line that shows it.
///
/// 1. The author says so, in an aside of the body: a paragraph of its own that is all in brackets, in emphasis, in a
///    quotation or in a comment, or begins with a label (`TODO:`), or a sentence "this … is a stub"; and speaks of the
///    definition itself, or says nothing else. Instructions about stubs and placeholders are none.
/// 2. The body has fewer than [`WORDS`] words.
pub(super) fn stub(text: &str, body: &Document) -> Option<Stated<String>> {
    let said = body.sections.iter().flat_map(|section| &section.blocks).find_map(|block| {
        let aside = aside(block)?;
        let quote: String = aside.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(QUOTE).collect();
        Some(Stated {
            value: format!("the author says so: `{}`", quote.replace('`', "'")),
            line: block.line,
            column: 1,
        })
    });
    if said.is_some() {
        return said;
    }
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).take(WORDS).count();
    (words < WORDS).then(|| {
        let line = body.sections.first().map_or(0, |top| top.blocks.first().map_or(top.line, |block| block.line));
        let value = match words {
            0 => "it has no body".to_owned(),
            1 => "the body has 1 word".to_owned(),
            _ => format!("the body has {words} words"),
        };
        Stated { value, line, column: 1 }
    })
}

/// The text of a block in which the author says that the definition is a stub.
fn aside(block: &Block) -> Option<String> {
    let text = match &block.kind {
        BlockKind::Paragraph(runs) => plain(runs),
        BlockKind::Quote(blocks) => match blocks.as_slice() {
            [Block { kind: BlockKind::Paragraph(runs), .. }] => plain(runs),
            _ => return None,
        },
        BlockKind::Markup(text) if text.trim_start().starts_with("<!--") => text.clone(),
        _ => return None,
    };
    let text = text.trim();
    let set_apart = match &block.kind {
        BlockKind::Paragraph(runs) => {
            let inner = text.trim_end_matches('.');
            matches!(runs.as_slice(), [Inline::Emphasis(_) | Inline::Strong(_)])
                || (inner.starts_with('[') && inner.ends_with(']'))
                || (inner.starts_with('(') && inner.ends_with(')'))
                || is_labelled(text)
        }
        _ => true,
    };
    let of_this = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("this"));
    if text.len() > ASIDE || !(set_apart || of_this) {
        return None;
    }
    let words: Vec<String> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let says =
        (set_apart && says_unwritten(&words) && (speaks_of_itself(&words) || words.len() <= 3)) || is_plainly(&words);
    says.then(|| text.to_owned())
}

/// `TODO: …`, `WIP`.
fn is_labelled(text: &str) -> bool {
    ["todo", "tbd", "wip", "fixme", "stub", "placeholder"].iter().any(|label| {
        let Some((start, rest)) = text.split_at_checked(label.len()) else { return false };
        let rest = rest.trim_start();
        start.eq_ignore_ascii_case(label)
            && (rest.is_empty() || rest.starts_with([':', '-', '\u{2013}', '\u{2014}', '.']))
    })
}

/// Whether words say that something isn't written yet.
fn says_unwritten(words: &[&str]) -> bool {
    const WRITTEN: [&str; 9] =
        ["added", "completed", "continued", "defined", "determined", "done", "expanded", "filled", "written"];
    let denied = |at: usize| {
        words
            .iter()
            .take(at)
            .rev()
            .take(4)
            .any(|word| matches!(*word, "no" | "not" | "never" | "without" | "avoid" | "don't" | "isn't"))
    };
    let word = words
        .iter()
        .enumerate()
        .any(|(at, word)| matches!(*word, "stub" | "placeholder" | "todo" | "tbd" | "wip" | "fixme") && !denied(at));
    let phrase = words.windows(3).any(|three| match three {
        ["to" | "will", "be", verb] => WRITTEN.contains(verb),
        ["not", "yet", verb] => WRITTEN.contains(verb) || *verb == "implemented",
        ["work", "in", "progress"] => true,
        _ => false,
    });
    word || phrase || words.windows(2).any(|two| matches!(two, ["coming", "soon"] | ["under", "construction"]))
}

fn speaks_of_itself(words: &[&str]) -> bool {
    words.iter().any(|word| {
        matches!(
            *word,
            "this" | "content" | "contents" | "section" | "agent" | "definition" | "prompt" | "instructions" | "more"
        )
    })
}

/// "This agent is only a stub."
fn is_plainly(words: &[&str]) -> bool {
    let end = words.iter().position(|word| matches!(*word, "stub" | "placeholder"));
    let Some(before) = end.filter(|&end| end <= 7).and_then(|end| words.get(..end)) else { return false };
    before.first() == Some(&"this")
        && before.contains(&"is")
        && before.iter().all(|word| {
            matches!(
                *word,
                "this"
                    | "agent"
                    | "file"
                    | "definition"
                    | "prompt"
                    | "document"
                    | "is"
                    | "a"
                    | "an"
                    | "just"
                    | "only"
                    | "currently"
                    | "still"
                    | "minimal"
                    | "temporary"
                    | "simple"
            )
        })
}
