//! Dialogue: a stretch of text to its labelled parts. One pass; a label inside a quotation is no label.

use std::ops::Range;

use super::label::{self, Kind, Label};
use super::quotes;
use super::tags::{Role, Tag};

/// A labelled part of a dialogue.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    /// What it is; `None` for text without a label.
    pub kind: Option<Kind>,
    /// The label's words as written.
    pub name: &'a str,
    /// Where the label begins.
    pub start: usize,
    /// What follows the label.
    pub value: Range<usize>,
    /// Whether the label is a word that is hardly anything else.
    pub strong: bool,
}

/// Where a stretch of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// Between `<example>` and its end: any label counts.
    Tagged,
    /// In prose: only what is surely a label does, until one has been found.
    Prose,
}

/// The parts of a stretch of text, in order. What stands before the first label is a part without one.
/// `tags` are all tags of the text; those outside the range are passed over.
pub(super) fn parts<'a>(text: &'a str, range: Range<usize>, tags: &[Tag], setting: Setting) -> Vec<Part<'a>> {
    let mut scan = Scan::new(range.start, setting);
    let first = tags.partition_point(|tag| tag.range.start < range.start);
    let mut next_tag = first;
    let mut at = range.start;
    while at < range.end {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        while tags.get(next_tag).is_some_and(|tag| tag.range.start < at) {
            next_tag += 1;
        }
        if let Some(tag) = tags.get(next_tag).filter(|tag| tag.range.start == at && tag.range.end <= range.end) {
            let end = tag.closed_by.and_then(|index| tags.get(index)).map(|end| end.range.clone());
            at = scan.tag(tag, end.filter(|end| end.start >= tag.range.end && end.end <= range.end), range.end);
            continue;
        }
        if c.is_alphanumeric()
            && !scan.previous.is_some_and(char::is_alphanumeric)
            && let Some(label) = label::at(text, at).filter(|label| label.value <= range.end)
            && scan.accepts(&label, text)
        {
            scan.open(at, &label);
            at = label.value;
            continue;
        }
        let after = text.get(at + c.len_utf8()..range.end).and_then(|rest| rest.chars().next());
        scan.step(c, after);
        at += c.len_utf8();
    }
    scan.finish(range.end)
}

/// The state of the pass.
struct Scan<'a> {
    setting: Setting,
    parts: Vec<Part<'a>>,
    /// The part that is being read; its end is not known yet.
    current: Part<'a>,
    /// Whether a label has been accepted.
    started: bool,
    previous: Option<char>,
    /// Nothing of the value has been passed but white space and marks.
    fresh: bool,
    /// Only bullets, numbers and marks since the line began.
    line_start: bool,
    /// Only separators since the end of a sentence, a bracket, a tag or a quotation.
    boundary: bool,
    /// Only separators since a mark that closes the value's quotation.
    after_quote: bool,
    /// The mark that closes the value's quotation, where the value is quoted.
    close: Option<char>,
    /// How many quotations are open.
    depth: u32,
    /// The last two words, to know "the user: …" from a label.
    article: bool,
    word: Word,
}

/// The word that is being passed, as far as it matters.
#[derive(Default)]
struct Word {
    letters: [u8; 5],
    length: usize,
}

impl<'a> Scan<'a> {
    fn new(start: usize, setting: Setting) -> Self {
        Self {
            setting,
            parts: Vec::new(),
            current: Part { kind: None, name: "", start, value: start..start, strong: false },
            started: false,
            previous: None,
            fresh: true,
            line_start: true,
            boundary: true,
            after_quote: false,
            close: None,
            depth: 0,
            article: false,
            word: Word::default(),
        }
    }

    /// Passes a tag; gives the byte to go on at.
    fn tag(&mut self, tag: &Tag, end: Option<Range<usize>>, limit: usize) -> usize {
        let resume = match (tag.role, tag.closing, end) {
            (Role::Label(kind), false, Some(end)) => {
                self.begin(tag.range.start, Some(kind), "", tag.range.end, true);
                self.end_at(end.start);
                self.begin(end.end, None, "", end.end, false);
                end.end
            }
            (Role::Label(kind), false, None) => {
                self.begin(tag.range.start, Some(kind), "", tag.range.end, true);
                tag.range.end
            }
            (Role::Label(_), true, _) => {
                self.begin(tag.range.start, None, "", tag.range.end, false);
                tag.range.end
            }
            _ => tag.range.end,
        };
        self.previous = Some('>');
        self.fresh &= matches!(tag.role, Role::Label(_));
        (self.boundary, self.after_quote) = (true, self.close.is_some());
        resume.min(limit)
    }

    /// Whether a label counts where it stands.
    fn accepts(&self, label: &Label<'_>, text: &str) -> bool {
        let mut value = text.get(label.value..).unwrap_or_default().chars().skip_while(|&c| c == ' ');
        let quoted = value.next().is_some_and(|c| quotes::partner(c).is_some());
        let sure = self.setting == Setting::Tagged || self.started;
        if label.unknown {
            let place = self.line_start || (self.boundary && label.bare_word);
            let inside = self.close.is_some() && self.depth > 0 && !self.after_quote;
            let name = label.name.starts_with(char::is_uppercase) || (self.line_start && label.bare_word);
            return sure && quoted && place && !inside && name;
        }
        if !sure && !(label.strong && (self.line_start || self.boundary)) {
            return false;
        }
        if self.close.is_some() {
            return if self.line_start {
                self.depth == 0 || self.after_quote || (quoted && label.strong)
            } else {
                label.strong && (self.after_quote || (self.depth == 0 && self.boundary))
            };
        }
        self.line_start
            || (label.strong
                && self.depth == 0
                && (self.boundary || (quoted && label.bare_word && !self.article && label.kind != Kind::Context)))
    }

    /// A label begins a part.
    fn open(&mut self, start: usize, label: &Label<'a>) {
        self.begin(start, Some(label.kind), label.name, label.value, label.strong);
        self.started |= label.strong;
    }

    fn begin(&mut self, start: usize, kind: Option<Kind>, name: &'a str, value: usize, strong: bool) {
        self.end_at(start);
        self.current = Part { kind, name, start, value: value..value, strong };
        self.previous = Some(':');
        (self.line_start, self.after_quote, self.article) = (false, false, false);
        (self.fresh, self.boundary) = (true, kind == Some(Kind::Title));
        (self.close, self.depth) = (None, 0);
        self.word = Word::default();
    }

    /// Ends the part that is being read, and puts it away unless there is nothing to it.
    fn end_at(&mut self, end: usize) {
        self.current.value.end = end.max(self.current.value.start);
        let empty = Part { kind: None, name: "", start: end, value: end..end, strong: false };
        let part = std::mem::replace(&mut self.current, empty);
        if part.kind.is_some() || !part.value.is_empty() {
            self.parts.push(part);
        }
    }

    fn finish(mut self, end: usize) -> Vec<Part<'a>> {
        self.end_at(end);
        self.parts
    }

    /// Passes a character of a value.
    fn step(&mut self, c: char, after: Option<char>) {
        self.quotation(c, after);
        if c == '\n' {
            self.line_start = true;
            if self.close.is_none() {
                self.depth = 0;
            }
        } else if c.is_alphabetic() || (self.line_start && quotes::partner(c).is_some()) {
            self.line_start = false;
        }
        if c.is_alphabetic() {
            (self.boundary, self.after_quote) = (false, false);
        } else if ".!?…:;,)]}>\"'”’»」』–—→|。！？；，".contains(c) {
            self.boundary = true;
        } else if c == '-' {
            self.boundary |= self.previous == Some(' ');
        }
        if self.after_quote && !(c.is_whitespace() || c.is_ascii_digit() || is_separator(c) || Some(c) == self.close) {
            self.after_quote = false;
        }
        self.words(c);
        self.previous = Some(c);
    }

    /// Keeps count of the quotations that are open.
    fn quotation(&mut self, c: char, after: Option<char>) {
        let first = self.fresh;
        self.fresh &= c.is_whitespace() || matches!(c, '*' | '_' | '-');
        let Some(close) = self.close else {
            match quotes::partner(c) {
                Some(partner) if first && quotes::opens(Some(' '), after) => {
                    (self.close, self.depth) = (Some(partner), 1);
                }
                _ if matches!(c, '"' | '”') && self.depth > 0 && quotes::closes(self.previous, after) => {
                    self.depth -= 1;
                }
                _ if matches!(c, '"' | '“') && quotes::opens(self.previous, after) => self.depth += 1,
                _ => {}
            }
            return;
        };
        if c == close && quotes::closes(self.previous, after) {
            self.depth = self.depth.saturating_sub(1);
            self.after_quote = true;
        } else if quotes::partner(c) == Some(close) && c != '\'' && quotes::opens(self.previous, after) {
            self.depth += 1;
            self.after_quote = false;
        }
    }

    /// Remembers whether the last word is one that makes a noun of the next ("the user").
    fn words(&mut self, c: char) {
        if c.is_alphabetic() {
            if let Some(place) = self.word.letters.get_mut(self.word.length) {
                *place = u8::try_from(c.to_ascii_lowercase()).unwrap_or(b'?');
            }
            self.word.length += 1;
        } else if self.word.length > 0 {
            let word = self.word.letters.get(..self.word.length).unwrap_or_default();
            self.article = matches!(
                word,
                b"the"
                    | b"a"
                    | b"an"
                    | b"this"
                    | b"that"
                    | b"your"
                    | b"our"
                    | b"new"
                    | b"each"
                    | b"any"
                    | b"every"
                    | b"one"
            );
            self.word = Word::default();
        }
    }
}

/// Whether a mark may stand between one part and the next.
fn is_separator(c: char) -> bool {
    "-–—→>|;,.*•+_()=".contains(c)
}
