//! Words: a text as words with their place, in the stretches in which they belong together.

use crate::model::document::{Block, BlockKind, Document, Inline, first_line, plain};

/// A word of a text, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// The word with the punctuation around it; code is one word, whatever it holds.
    pub(super) text: &'t str,
    /// Line in the file, from 1.
    pub(super) line: u32,
    /// What it stands in.
    pub(super) set: Set,
}

/// What a word stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    Plain,
    Bold,
    Code,
    /// The target of a link, not its text.
    Target,
}

/// The stretches of a body: titles, paragraphs, cells. Code blocks and example dialogues are none.
pub(super) fn of_body(body: &Document) -> Vec<Vec<Word<'_>>> {
    let mut stretches = Stretches { found: Vec::new(), in_example: false };
    for section in &body.sections {
        stretches.runs(&section.title);
        stretches.blocks(&section.blocks);
    }
    stretches.found
}

/// The words of plain text, in which backticks set code.
pub(super) fn of_text(text: &str, line: u32) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let parts: Vec<&str> = text.split('`').collect();
    for (at, part) in parts.iter().enumerate() {
        // A last backtick without a partner sets nothing.
        let code = at % 2 == 1 && at + 1 < parts.len();
        push(part, line, if code { Set::Code } else { Set::Plain }, &mut words);
    }
    words
}

struct Stretches<'t> {
    found: Vec<Vec<Word<'t>>>,
    in_example: bool,
}

impl<'t> Stretches<'t> {
    fn blocks(&mut self, blocks: &'t [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(runs) => self.runs(runs),
                BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks)),
                BlockKind::Quote(blocks) => self.blocks(blocks),
                BlockKind::Table { head, rows } => {
                    head.iter().chain(rows.iter().flatten()).for_each(|cell| self.runs(cell));
                }
                BlockKind::Markup(text) => {
                    self.example(text);
                }
                BlockKind::Code { .. } | BlockKind::Rule => {}
            }
        }
    }

    fn runs(&mut self, runs: &'t [Inline]) {
        let outside =
            if some_text(runs, &|text| text.contains('<')) { !self.example(&plain(runs)) } else { !self.in_example };
        if outside && some_text(runs, &may_refer) {
            let mut words = Vec::new();
            push_runs(runs, Set::Plain, &mut words);
            self.found.push(words);
        }
    }

    /// Whether a text stands in an example, or holds one. `<example>` stays open until it is closed.
    fn example(&mut self, text: &str) -> bool {
        let was_in = self.in_example;
        let (open, close) = (text.rfind("<example"), text.rfind("</example"));
        self.in_example = match (open, close) {
            (None, None) => was_in,
            (open, close) => open > close,
        };
        was_in || open.is_some()
    }
}

/// Whether something holds of some of the text, targets of links included.
fn some_text(runs: &[Inline], holds: &dyn Fn(&str) -> bool) -> bool {
    runs.iter().any(|run| match run {
        Inline::Text { text, .. } | Inline::Code { text, .. } => holds(text),
        Inline::Emphasis(children) | Inline::Strong(children) | Inline::Strikethrough(children) => {
            some_text(children, holds)
        }
        Inline::Link { href, children } => href.as_deref().is_some_and(holds) || some_text(children, holds),
        Inline::SoftBreak | Inline::HardBreak => false,
    })
}

/// Whether a text has what every reference needs: a hyphen (`code-reviewer`, `@agent-name`), the point before a file's
/// ending, or the word agent or skill. Most paragraphs have none, and need not be taken apart.
pub(super) fn may_refer(text: &str) -> bool {
    let bytes = text.as_bytes();
    let follows = |at: usize, rest: &[u8]| {
        bytes.get(at + 1..at + 1 + rest.len()).is_some_and(|next| next.eq_ignore_ascii_case(rest))
    };
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'-' => true,
        b'.' => bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric),
        b'g' | b'G' => follows(at, b"ent"),
        b'k' | b'K' => follows(at, b"ill"),
        _ => false,
    })
}

fn push_runs<'t>(runs: &'t [Inline], set: Set, words: &mut Vec<Word<'t>>) {
    for run in runs {
        match run {
            Inline::Text { text, line } => push(text, *line, set, words),
            Inline::Code { text, line } => push(text, *line, Set::Code, words),
            Inline::Strong(children) => push_runs(children, Set::Bold, words),
            Inline::Emphasis(children) | Inline::Strikethrough(children) => push_runs(children, set, words),
            Inline::Link { href, children } => {
                if let (Some(href), Some(line)) = (href, first_line(children)) {
                    push(href, line, Set::Target, words);
                }
                push_runs(children, set, words);
            }
            Inline::SoftBreak | Inline::HardBreak => {}
        }
    }
}

fn push<'t>(text: &'t str, line: u32, set: Set, words: &mut Vec<Word<'t>>) {
    match set {
        Set::Code | Set::Target => words.push(Word { text: text.trim(), line, set }),
        Set::Plain | Set::Bold => words.extend(text.split_whitespace().map(|text| Word { text, line, set })),
    }
}
