//! Fence: where a header begins and where it ends.

use std::borrow::Cow;
use std::ops::Range;

use super::ending::{Ending, close};
use super::lines::{End, Line, lines};
use super::report::{Report, Span};
use super::{below, keys, packed, shape};

/// A file cut into header and body.
pub(super) struct Cut<'t> {
    /// What stands between the fences: shifted to the left where the whole file is indented. Without a header, the fields of
    /// a persona in the text, or those in a list.
    pub(super) header: Vec<Line<'t>>,
    /// Which language the header is in; none where there is no header.
    pub(super) form: Form,
    /// What follows the header.
    pub(super) body: Cow<'t, str>,
    /// The line of the body's first character, from 1.
    pub(super) body_line: u32,
    /// The bytes of the text that the body stands for.
    pub(super) body_at: Range<usize>,
    /// Why Claude Code doesn't see the header, if it doesn't.
    pub(super) unseen: Option<&'static str>,
}

/// The language of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// There is no header.
    Absent,
    /// Between lines of dashes.
    Yaml,
    /// Between lines of `+++`.
    Toml,
    /// There is no header; the fields stand in a list or a table at the text's beginning.
    Listed,
}

/// How a header opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// A line of dashes.
    Dashes,
    /// Another rule of Markdown: `***`, `___`, `===`.
    Rule,
    /// `+++`.
    Plus,
    /// The fence of a code block, and the keys directly below it.
    Code,
    /// Nothing: the first line is a key.
    Bare,
    /// `---`, and the first key on the same line.
    Glued,
    /// `{`: a map of JSON, which is YAML too.
    Json,
}

/// Cuts a file.
pub(super) fn cut<'t>(text: &'t str, report: &mut Report) -> Cut<'t> {
    let all = lines(text);
    let Some((found, inside, end)) = find(&all) else { return absent(text, &all) };
    let indent = found.indent;
    let unseen = unseen(&all, &found, &end);
    tell(&all, &found, &end, &inside, report);
    let mut header = inside;
    header.truncate(end.lines);
    let mut after = found.first + end.lines + usize::from(end.closed);
    let mut last = all.len();
    if found.wrapped {
        (after, last) = unwrap(&all, after);
    }
    let below = all.get(after..last).unwrap_or_default();
    if let Some(line) = below::second(below) {
        let message = "the header of another agent begins here; only the first agent of a file is read";
        report.warning("second-agent", Span::line(line), message, "give each agent a file of its own");
    }
    let start = below.first().map_or(text.len(), |line| line.start);
    let body_at = start..below.last().map_or(start, |line| line.after);
    let (body, body_line) = body(text, below, indent);
    let form = if found.opening == Opening::Plus { Form::Toml } else { Form::Yaml };
    let body_line = body_line.unwrap_or_else(|| all.last().map_or(1, |line| line.number + 1));
    Cut { header, form, body, body_line, body_at, unseen }
}

/// A file without a header; its fields may stand in the text.
fn absent<'t>(text: &'t str, all: &[Line<'t>]) -> Cut<'t> {
    let persona = below::persona(all).map(|fields| (fields, Form::Absent));
    let listed = || below::tabled(all).or_else(|| below::listed(all)).map(|fields| (fields, Form::Listed));
    let (header, form) = persona.or_else(listed).unwrap_or((Vec::new(), Form::Absent));
    Cut {
        header,
        form,
        body: Cow::Borrowed(text),
        body_at: 0..text.len(),
        body_line: all.first().map_or(1, |line| line.number),
        unseen: Some("there is no header"),
    }
}

/// The header that opens the file, with its lines; one further down where that has nothing of an agent's.
fn find<'t>(all: &[Line<'t>]) -> Option<(Found, Vec<Line<'t>>, Ending)> {
    let top = open(all).and_then(|found| inside(all, found));
    if top.as_ref().is_some_and(|(_, inside, end)| below::is_agents(inside.get(..end.lines).unwrap_or_default())) {
        return top;
    }
    let below = || {
        let at = below::fence(all)?;
        inside(all, Found { opening: Opening::Dashes, at, first: at + 1, indent: 0, wrapped: false })
    };
    below().or(top)
}

/// The lines from where a header opens on, and its end; none if it is no header after all.
fn inside<'t>(all: &[Line<'t>], found: Found) -> Option<(Found, Vec<Line<'t>>, Ending)> {
    let mut inside: Vec<Line<'t>> = all.iter().skip(found.first).map(|line| line.shifted(found.indent)).collect();
    if let Some(first) = inside.first_mut().filter(|_| found.opening == Opening::Glued) {
        let key = first.text.get(3..).unwrap_or_default();
        *first = first.from(3 + key.len() - key.trim_start().len());
    }
    let end = close(&inside, found.opening)?;
    Some((found, inside, end))
}

/// Where a header opens.
struct Found {
    opening: Opening,
    /// Index of the opening line.
    at: usize,
    /// Index of the first line inside.
    first: usize,
    /// How far the whole header is indented.
    indent: usize,
    /// Whether a code block begins before it.
    wrapped: bool,
}

fn open(all: &[Line<'_>]) -> Option<Found> {
    let at = first_text(all, 0)?;
    let line = all.get(at)?;
    let fence = |at: usize| all.get(at).and_then(|line| opening(line.text));
    let found = |opening: Opening, at: usize, first: usize, wrapped: bool| {
        let indent = all.get(at).map_or(0, |line| line.text.chars().take_while(|c| c.is_whitespace()).count());
        Some(Found { opening, at, first, indent, wrapped })
    };
    if is_code_fence(line.text, true) {
        let next = next_text(all, at + 1)?;
        return match fence(next) {
            Some(opening) => found(opening, next, next + 1, true),
            None if is_key(all.get(next)?.text.trim_start()) => found(Opening::Code, next, next, false),
            None => None,
        };
    }
    let next = next_text(all, at + 1).and_then(|next| all.get(next)).map_or("", |next| next.text.trim_start());
    if let Some(opening) = fence(at) {
        // A dash that isn't three hyphens is a fence only if a key follows.
        let sure = line.text.trim().starts_with("---") || line.text.trim().starts_with("+++");
        return if sure || is_key(next) { found(opening, at, at + 1, false) } else { None };
    }
    if is_rule(line.text) && own_key(next).is_some() {
        return found(Opening::Rule, at, at + 1, false);
    }
    // `---name: x`: the line's end is missing.
    if line.text.strip_prefix("---").is_some_and(|rest| own_key(rest.trim_start()).is_some()) {
        return found(Opening::Glued, at, at, false);
    }
    if below::json(all.get(at..)?).is_some() {
        return found(Opening::Json, at, at, false);
    }
    // A few characters with a dash among them, directly above the name, are what is left of a fence.
    if line.text.contains('-') && line.text.chars().count() <= 8 && own_key(next).is_some() {
        return found(Opening::Dashes, at, at + 1, false);
    }
    let (key, value) = keys::at_front(line.text.trim_start())?;
    let behind = packed::next(line.text.trim_start().get(value..)?, |_, _| true).map(|(_, key, _)| key);
    let mut rest = all.iter().skip(at).take(40).take_while(|line| opening(line.text) != Some(Opening::Dashes));
    let is = |key: &str, wanted: &str| key.eq_ignore_ascii_case(wanted);
    let other = if is(key, "name") { "description" } else { "name" };
    let both = (is(key, "name") || is(key, "description"))
        && (behind == Some(other)
            || rest.any(|line| keys::at_front(line.text.trim_start()).is_some_and(|(key, _)| is(key, other))));
    // One of them alone, above a prompt; or a prompt that is itself a field.
    let parted = || all.get(at + 1).is_some_and(Line::is_blank);
    let role = || all.iter().skip(at + 1).take(8).any(|line| shape::is_role(line.text));
    let indented = || all.get(at + 1).is_some_and(|line| line.text.starts_with([' ', '\t']));
    let above_prompt = || key == "description" && parted() && role();
    let prompt = || keys::PROMPTS.contains(&key) && indented() && shape::is_role(next);
    if both || above_prompt() || prompt() { found(Opening::Bare, at, at, false) } else { None }
}

/// The first line with text on it from `from` on, comments of HTML left out.
fn first_text(all: &[Line<'_>], from: usize) -> Option<usize> {
    let mut at = next_text(all, from)?;
    while all.get(at)?.text.trim_start().starts_with("<!--") {
        let close = all.iter().skip(at).position(|line| line.text.contains("-->"))?;
        at = next_text(all, at + close + 1)?;
    }
    Some(at)
}

pub(super) fn next_text(all: &[Line<'_>], from: usize) -> Option<usize> {
    all.iter().skip(from).position(|line| !line.is_blank()).map(|skipped| from + skipped)
}

/// Which fence a line is that may open a header. Dashes may be typeset, or escaped for Markdown.
pub(super) fn opening(text: &str) -> Option<Opening> {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'));
    let bare = bare.split(" #").next().unwrap_or_default().trim_end();
    let bare = if matches!(bare, "---yaml" | "---yml" | "---json") { "---" } else { bare };
    let dashes = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\\');
    if !bare.is_empty() && bare.chars().all(dashes) {
        let typeset = !bare.is_ascii();
        return (typeset || bare.matches('-').count() >= 3).then_some(Opening::Dashes);
    }
    (bare == "+++").then_some(Opening::Plus)
}

/// Whether a line is a rule of Markdown, or an underline, that is no fence: `--`, `***`, `___`, `===`.
pub(super) fn is_rule(text: &str) -> bool {
    let text = text.trim_end();
    text.len() > 1 && ['-', '*', '_', '='].iter().any(|mark| text.chars().all(|c| c == *mark))
}

/// Whether a line is the fence of a code block; one that opens may name a language in which headers are written.
pub(super) fn is_code_fence(text: &str, opens: bool) -> bool {
    let text = text.trim();
    let info = text.trim_start_matches(['`', '~']);
    let marks = text.len() - info.len();
    let language = info.trim();
    let fits =
        ["yaml", "yml", "markdown", "md", "text", "txt", "toml"].iter().any(|name| language.eq_ignore_ascii_case(name));
    marks >= 3 && (language.is_empty() || (opens && fits))
}

/// The key of Claude Code's at the front of a line.
fn own_key(text: &str) -> Option<&str> {
    keys::at_front(text).map(|(key, _)| key).filter(|key| keys::is_claude(key))
}

pub(super) fn is_key(text: &str) -> bool {
    keys::at_front(text).is_some_and(|(key, _)| !keys::is_label(key))
}

/// Takes the rest of a code block away that a file, or its header, is wrapped in.
fn unwrap(all: &[Line<'_>], after: usize) -> (usize, usize) {
    let fence = |at: usize| all.get(at).is_some_and(|line| is_code_fence(line.text, false));
    if let Some(next) = next_text(all, after).filter(|next| fence(*next)) {
        return (next + 1, all.len());
    }
    let last = all.iter().rposition(|line| !line.is_blank());
    (after, last.filter(|last| *last >= after && fence(*last)).unwrap_or(all.len()))
}

/// The body's text, and its first line's number; shifted to the left with the header.
fn body<'t>(text: &'t str, lines: &[Line<'t>], indent: usize) -> (Cow<'t, str>, Option<u32>) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return (Cow::Borrowed(""), None) };
    if indent == 0 {
        return (Cow::Borrowed(text.get(first.start..last.after).unwrap_or_default()), Some(first.number));
    }
    let mut body = String::with_capacity(last.after - first.start);
    for line in lines {
        body.push_str(line.shifted(indent).text);
        body.push_str(text.get(line.start + line.text.len()..line.after).unwrap_or_default());
    }
    (Cow::Owned(body), Some(first.number))
}

/// Why Claude Code does not see a header that we see. It wants `---` alone on the file's first line, and a line that
/// begins with `---` below.
fn unseen(all: &[Line<'_>], found: &Found, end: &Ending) -> Option<&'static str> {
    let opens = all.get(found.at)?;
    let closes = all.get(found.first + end.lines).filter(|_| end.closed);
    Some(match found.opening {
        Opening::Plus => "the header is TOML",
        Opening::Code => "the header is a code block",
        Opening::Bare | Opening::Json => "no `---` opens the header",
        Opening::Glued | Opening::Rule => "the line that opens the header is not `---`",
        Opening::Dashes if found.wrapped => "the header is in a code block",
        Opening::Dashes if found.at > 0 || opens.text.starts_with(char::is_whitespace) => {
            "the header is not at the very top"
        }
        Opening::Dashes if opens.text.trim_end() != "---" => "the line that opens the header is not `---`",
        Opening::Dashes if opens.end == End::Cr => "the lines end with a carriage return alone",
        Opening::Dashes if !closes.is_some_and(|line| line.text.contains("---")) => "no `---` closes the header",
        Opening::Dashes => return None,
    })
}

fn tell(all: &[Line<'_>], found: &Found, end: &Ending, inside: &[Line<'_>], report: &mut Report) {
    let Some(opens) = all.get(found.at) else { return };
    let span = Span::line(opens);
    match found.opening {
        Opening::Plus => {
            report.warning(
                "header-toml",
                span,
                "the header is TOML, which no agent format reads here",
                "write it as YAML between `---` lines",
            );
        }
        Opening::Json => {
            let hint = "write it as `key: value` lines between lines of `---`";
            report.warning("header-not-opened", span, "the header is JSON, and no `---` opens it", hint);
            return;
        }
        Opening::Bare => {
            report.warning("header-not-opened", span, "no `---` opens the header", "put a line `---` above it");
        }
        Opening::Glued | Opening::Rule => {
            report.warning("header-fence", span, "a header opens with `---` exactly", "write `---` alone on the line");
        }
        Opening::Code => {
            report.warning(
                "header-misplaced",
                span,
                "the header is a code block",
                "put it between lines of `---`, outside any code block",
            );
        }
        Opening::Dashes => {
            let at_top = found.at == 0 && !opens.text.starts_with(char::is_whitespace) && !found.wrapped;
            if !at_top {
                report.warning(
                    "header-misplaced",
                    span,
                    "the header does not begin with the file's first character",
                    "move its `---` to the very top, unindented",
                );
            } else if opens.text.trim_end() != "---" {
                report.warning(
                    "header-fence",
                    span,
                    "a header opens with `---` exactly",
                    "write `---` alone on the line",
                );
            }
        }
    }
    let closes = inside.get(end.lines).filter(|_| end.closed);
    match (found.opening, closes) {
        (Opening::Dashes | Opening::Rule | Opening::Bare | Opening::Glued, Some(line))
            if line.text.trim_end() != "---" =>
        {
            report.warning(
                "header-fence",
                Span::line(line),
                "a header closes with `---` exactly",
                "write `---` alone on the line, unindented",
            );
        }
        (_, None) => {
            let last = inside.iter().take(end.lines).rfind(|line| !line.is_blank()).map_or(span, Span::line);
            report.warning(
                "header-not-closed",
                last,
                "no `---` closes the header; it is taken to end here",
                "put a line `---` below the last key",
            );
        }
        _ => {}
    }
    if opens.end == End::Cr {
        report.warning(
            "lone-cr",
            span,
            "the lines end with a carriage return alone",
            "save the file with Unix line ends",
        );
    }
}
