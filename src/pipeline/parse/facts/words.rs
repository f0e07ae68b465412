//! Words: a text as words with their place, in the stretches in which they belong together.

use crate::model::document::{Block, BlockKind, Document, Inline, first_line, plain};

/// A word of a text, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// The word with the punctuation around it; code is one word, whatever it holds.
    pub(super) text: String,
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
pub(super) fn of_body(body: &Document) -> Vec<Vec<Word>> {
    let mut stretches = Stretches { found: Vec::new(), in_example: false };
    for section in &body.sections {
        stretches.runs(&section.title);
        stretches.blocks(&section.blocks);
    }
    stretches.found
}

/// The words of plain text, in which backticks set code.
pub(super) fn of_text(text: &str, line: u32) -> Vec<Word> {
    let mut words = Vec::new();
    let parts: Vec<&str> = text.split('`').collect();
    for (at, part) in parts.iter().enumerate() {
        // A last backtick without a partner sets nothing.
        let code = at % 2 == 1 && at + 1 < parts.len();
        push(part, line, if code { Set::Code } else { Set::Plain }, &mut words);
    }
    words
}

struct Stretches {
    found: Vec<Vec<Word>>,
    in_example: bool,
}

impl Stretches {
    fn blocks(&mut self, blocks: &[Block]) {
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

    fn runs(&mut self, runs: &[Inline]) {
        if !self.example(&plain(runs)) {
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

fn push_runs(runs: &[Inline], set: Set, words: &mut Vec<Word>) {
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

fn push(text: &str, line: u32, set: Set, words: &mut Vec<Word>) {
    let mut add = |text: &str| words.push(Word { text: text.to_owned(), line, set });
    match set {
        Set::Code | Set::Target => add(text.trim()),
        Set::Plain | Set::Bold => text.split_whitespace().for_each(add),
    }
}
