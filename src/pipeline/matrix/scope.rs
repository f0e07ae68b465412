//! Scope: a definition as stretches of text, each with where it stands and so with what it may claim.

mod section;
mod tags;

use std::borrow::Cow;
use std::collections::HashSet;

use crate::model::definition::Definition;
use crate::model::description::Description;
use crate::model::document::{Block, BlockKind, Document, Inline, Item, Section, SectionKind, plain};

use self::section::{Kind, kind};

/// Where a stretch of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Scope {
    /// Stated by hand in the header.
    Stated,
    /// The description's purpose, or when it says to use the agent.
    Purpose,
    /// A heading, or what stands in its place.
    Heading,
    /// A bold term that leads a list entry or a paragraph.
    Lead,
    /// An entry of a list, a cell of a table.
    Entry,
    /// A sentence of running text.
    Prose,
    /// The rest of the description.
    Rest,
    /// An example dialogue of the description.
    Dialogue,
    /// An example in the body.
    Example,
    /// Code.
    Code,
    /// An aside: a condition, a placeholder, a reference.
    Aside,
}

/// A stretch of text: a paragraph, a list's entry, a heading, a passage of the description.
#[derive(Debug, Clone)]
pub(super) struct Stretch<'d> {
    /// The text without mark-up.
    pub text: Cow<'d, str>,
    /// Its line in the file.
    pub line: u32,
    /// Bytes at which other lines begin, with these.
    pub runs: Vec<(usize, u32)>,
    /// Where code stands between backticks: start and end, sorted and apart.
    pub code: Vec<(usize, usize)>,
    /// End of the bold term that leads it; 0 if none does.
    pub lead: usize,
    /// The section, as [`Evidence::section`] tells it.
    ///
    /// [`Evidence::section`]: crate::model::matrix::Evidence::section
    pub section: u16,
    /// Where it stands.
    pub scope: Scope,
}

impl<'d> Stretch<'d> {
    /// A stretch of words alone.
    pub(super) fn plain(scope: Scope, section: u16, text: impl Into<Cow<'d, str>>, line: u32) -> Self {
        Self { text: text.into(), line, runs: Vec::new(), code: Vec::new(), lead: 0, section, scope }
    }

    /// Of text with mark-up.
    fn rich(scope: Scope, section: u16, runs: &'d [Inline], line: u32) -> Self {
        if let [Inline::Text { text, line }] = runs {
            return Self::plain(scope, section, text.as_str(), *line);
        }
        let mut stretch = Self::plain(scope, section, "", line);
        // Room for a usual line, which comes in several runs.
        let mut text = String::with_capacity(128);
        inlines(runs, &mut text, &mut stretch);
        stretch.text = Cow::Owned(text);
        stretch
    }

    /// The code between backticks that a byte is of.
    pub(super) fn code_at(&self, at: usize) -> Option<(usize, usize)> {
        holds(&self.code, at)
    }

    /// The line of a byte.
    pub(super) fn line(&self, at: usize) -> u32 {
        let run = self.runs.partition_point(|&(start, _)| start <= at);
        run.checked_sub(1).and_then(|run| self.runs.get(run)).map_or(self.line, |&(_, line)| line)
    }
}

/// All stretches of a definition that may earn a mark.
pub(super) fn stretches(definition: &Definition) -> Vec<Stretch<'_>> {
    let mut out = Vec::new();
    describe(&definition.description, &mut out);
    body(&definition.body, &mut out);
    out
}

fn describe<'d>(description: &'d Description, out: &mut Vec<Stretch<'d>>) {
    let mut push = |scope: Scope, text: &'d str, line: u32| out.push(Stretch::plain(scope, 0, text, line));
    for passage in &description.purpose {
        push(Scope::Purpose, &passage.text, passage.line);
    }
    let said: HashSet<(u32, &str)> = description.purpose.iter().map(|it| (it.line, it.text.as_str())).collect();
    for passage in description.when.iter().filter(|it| !said.contains(&(it.line, it.text.as_str()))) {
        push(Scope::Purpose, &passage.text, passage.line);
    }
    for passage in description.tasks.iter().chain(&description.rest) {
        push(Scope::Rest, &passage.text, passage.line);
    }
    for example in &description.examples {
        if let Some(context) = &example.context {
            push(Scope::Dialogue, context, example.line);
        }
        for turn in &example.turns {
            push(Scope::Dialogue, &turn.text, turn.line);
        }
        if let Some(commentary) = &example.commentary {
            let line = example.turns.last().map_or(example.line, |turn| turn.line);
            push(Scope::Dialogue, commentary, line);
        }
    }
}

fn body<'d>(document: &'d Document, out: &mut Vec<Stretch<'d>>) {
    // What a heading says of its section holds for the sections below it.
    let mut outer: Vec<(u8, Kind)> = Vec::new();
    for (place, section) in document.sections.iter().enumerate() {
        outer.retain(|&(level, _)| level < section.level);
        let above = outer.last().map_or(Kind::Claims, |&(_, kind)| kind);
        let kind = if above == Kind::Claims { kind(&plain(&section.title)) } else { above };
        outer.push((section.level, kind));
        let place = if section.kind == SectionKind::Top { 0 } else { u16::try_from(place + 1).unwrap_or(u16::MAX) };
        if kind == Kind::Silent {
            if above == Kind::Claims
                && let Some(last) = closing(&section.blocks)
            {
                Walk { section: place, kind: Kind::Claims, open: None, out }.block(last, 0);
            }
            continue;
        }
        title(section, place, kind, out);
        let mut walk = Walk { section: place, kind, open: None, out };
        walk.blocks(&section.blocks);
    }
}

/// The paragraph that closes a section, if it speaks of the agent as a whole and not of what the section is about: `You are …`.
fn closing(blocks: &[Block]) -> Option<&Block> {
    let [.., before, last] = blocks else { return None };
    let BlockKind::Paragraph(text) = &last.kind else { return None };
    let text = plain(text);
    let begins = ["You are ", "Your goal ", "Always ", "Remember", "Ultimately"].iter().any(|it| text.starts_with(it));
    (begins && !matches!(before.kind, BlockKind::Paragraph(_))).then_some(last)
}

fn title<'d>(section: &'d Section, place: u16, kind: Kind, out: &mut Vec<Stretch<'d>>) {
    let scope = match section.kind {
        SectionKind::Top => return,
        SectionKind::LeadIn => Scope::Prose,
        SectionKind::Heading | SectionKind::Bold => Scope::Heading,
    };
    out.push(Stretch::rich(kind.weaken(scope), place, &section.title, section.line));
}

/// Whether a paragraph may end in a colon: spares writing out those that can't.
fn may_end_in_colon(text: &[Inline]) -> bool {
    match text.last() {
        Some(Inline::Text { text, .. } | Inline::Code { text, .. }) if !text.trim().is_empty() => {
            text.trim_end().ends_with(':')
        }
        _ => true,
    }
}

/// Deepest nesting that is walked: lists in quotes in lists.
const MAX_DEPTH: usize = 32;

struct Walk<'d, 'o> {
    section: u16,
    kind: Kind,
    /// The outermost pseudo-XML element that is open and doesn't claim; it may run over several blocks.
    open: Option<tags::Open>,
    out: &'o mut Vec<Stretch<'d>>,
}

impl<'d> Walk<'d, '_> {
    /// Blocks in their order: what a paragraph that ends in a colon says holds for the list or table below it.
    fn blocks(&mut self, blocks: &'d [Block]) {
        let outer = self.kind;
        let mut below: Option<Kind> = None;
        for block in blocks {
            let list = matches!(block.kind, BlockKind::List { .. } | BlockKind::Table { .. });
            self.kind = below.take().filter(|_| list && outer == Kind::Claims).unwrap_or(outer);
            if let BlockKind::Paragraph(text) = &block.kind
                && may_end_in_colon(text)
            {
                let text = plain(text);
                let text = text.trim_end();
                if text.ends_with(':') {
                    let last = text.rsplit(". ").next().unwrap_or_default();
                    below = Some(kind(last));
                    self.kind =
                        if outer == Kind::Claims && below == Some(Kind::Reference) { Kind::Reference } else { outer };
                }
            }
            if self.kind != Kind::Silent {
                self.block(block, 0);
            }
        }
        self.kind = outer;
    }

    fn block(&mut self, block: &'d Block, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match &block.kind {
            BlockKind::Paragraph(text) => self.text(text, block.line, Scope::Prose),
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.item(item, depth)),
            BlockKind::Code { text, .. } => self.lines(text, block.line + 1, Scope::Code),
            BlockKind::Quote(blocks) => blocks.iter().for_each(|block| self.block(block, depth + 1)),
            BlockKind::Table { head, rows } => {
                // `Don't use` at the head of a column is said of its cells.
                let silent: Vec<bool> = head.iter().map(|cell| section::is_forbidding(&plain(cell))).collect();
                for row in std::iter::once(head).chain(rows) {
                    for (_, cell) in row.iter().enumerate().filter(|(at, _)| silent.get(*at) != Some(&true)) {
                        self.text(cell, block.line, Scope::Entry);
                    }
                }
            }
            BlockKind::Rule => {}
            BlockKind::Markup(text) => self.markup(text, block.line),
        }
    }

    /// An entry; what it says with a colon at its end (`Never:`) holds for the list below it.
    fn item(&mut self, item: &'d Item, depth: usize) {
        let outer = self.kind;
        for (index, block) in item.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(text) if index == 0 => {
                    self.text(text, block.line, Scope::Entry);
                    if outer == Kind::Claims && may_end_in_colon(text) {
                        let text = plain(text);
                        let silent = text.trim_end().ends_with(':') && kind(&text) == Kind::Silent;
                        self.kind = if silent { Kind::Silent } else { outer };
                    }
                }
                _ if self.kind != Kind::Silent => self.block(block, depth + 1),
                _ => {}
            }
        }
        self.kind = outer;
    }

    fn text(&mut self, text: &'d [Inline], line: u32, scope: Scope) {
        let mut stretch = Stretch::rich(self.scope(scope), self.section, text, line);
        if tags::leads(&stretch.text) {
            stretch.scope = scope;
            self.paragraph_with_tags(&stretch);
        } else if !self.is_silent() && !stretch.text.trim().is_empty() {
            stretch.lead = lead(text, &stretch.text);
            self.out.push(stretch);
        }
    }

    fn is_silent(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.kind == Kind::Silent)
    }

    fn scope(&self, scope: Scope) -> Scope {
        let kind = self.open.as_ref().map_or(self.kind, |open| open.kind);
        kind.weaken(scope)
    }

    fn lines(&mut self, text: &'d str, first: u32, scope: Scope) {
        if self.is_silent() {
            return;
        }
        for (line, text) in (first..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
            let scope = if scope == Scope::Code { Scope::Code } else { self.scope(scope) };
            self.out.push(Stretch::plain(scope, self.section, text, line));
        }
    }
}

/// The end of the bold term that leads a text: followed by a colon, a dash, a bracket, or nothing.
fn lead(inlines: &[Inline], text: &str) -> usize {
    let mut parts = inlines.iter().filter(|it| !matches!(it, Inline::Text { text, .. } if text.trim().is_empty()));
    let Some(Inline::Strong(strong)) = parts.next() else { return 0 };
    let bold = plain(strong);
    let start = text.len() - text.trim_start().len();
    let end = start + bold.len();
    let after = text.get(end..).unwrap_or_default().trim_start();
    let closes =
        bold.trim_end().ends_with(':') || after.is_empty() || after.starts_with([':', '-', '–', '—', '(', '→', '=']);
    if closes && bold.split_whitespace().count() <= MAX_LEAD_WORDS { end } else { 0 }
}

/// A bold sentence is no term.
const MAX_LEAD_WORDS: usize = 8;

/// Writes out runs of text; the stretch is told where lines and code begin.
fn inlines(runs: &[Inline], out: &mut String, stretch: &mut Stretch<'_>) {
    for run in runs {
        match run {
            Inline::Text { text, line } => {
                begins(*line, out.len(), stretch);
                out.push_str(text);
            }
            Inline::Code { text, line } => {
                let start = out.len();
                begins(*line, start, stretch);
                out.push_str(text);
                stretch.code.push((start, out.len()));
            }
            Inline::Emphasis(children) | Inline::Strong(children) | Inline::Strikethrough(children) => {
                inlines(children, out, stretch);
            }
            Inline::Link { children, .. } => inlines(children, out, stretch),
            Inline::SoftBreak => out.push(' '),
            Inline::HardBreak => out.push('\n'),
        }
    }
}

/// A run begins at a byte, on a line.
fn begins(line: u32, at: usize, stretch: &mut Stretch<'_>) {
    if stretch.runs.last().map_or(stretch.line, |&(_, last)| last) != line {
        stretch.runs.push((at, line));
    }
}

/// The range that holds a byte, of ranges that are sorted and don't overlap.
pub(super) fn holds(ranges: &[(usize, usize)], at: usize) -> Option<(usize, usize)> {
    let after = ranges.partition_point(|&(start, _)| start <= at);
    ranges.get(after.checked_sub(1)?).copied().filter(|&(_, end)| at < end)
}
