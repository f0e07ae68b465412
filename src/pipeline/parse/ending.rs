//! Ending: where a header ends, its fence or no fence.

use std::collections::BTreeSet;

use super::fence::{Opening, is_code_fence, is_rule, next_text, opening};
use super::lines::Line;
use super::{below, keys, shape};

/// Where a header ends.
pub(super) struct Ending {
    /// How many lines it has.
    pub(super) lines: usize,
    /// Whether a fence closes it.
    pub(super) closed: bool,
}

/// Finds the end of a header; none if what stands there is no header after all. Where no fence closes it, another rule of
/// Markdown below a key does.
pub(super) fn close(inside: &[Line<'_>], opening: Opening) -> Option<Ending> {
    let end = fenced(inside, opening)?;
    if end.closed || matches!(opening, Opening::Json | Opening::Code | Opening::Plus) {
        return Some(end);
    }
    let own = inside.iter().take(end.lines).position(|line| keys::at_front(line.text).is_some());
    let rule = own.and_then(|own| Some(own + inside.get(own..end.lines)?.iter().position(|line| is_rule(line.text))?));
    Some(rule.map_or(end, |lines| Ending { lines, closed: true }))
}

fn fenced(inside: &[Line<'_>], opening: Opening) -> Option<Ending> {
    if opening == Opening::Json {
        return below::json(inside).map(|lines| Ending { lines, closed: false });
    }
    let mut scan = Scan { opening, key: None, in_block: false, blank: false };
    let mut comments_end = 0;
    for (at, line) in inside.iter().enumerate() {
        match scan.line(line) {
            Seen::Fence => return header_or_not(inside, at, true, opening),
            Seen::Heading if scan.key.is_some() && at >= comments_end => match comment(inside, at, opening) {
                Some(next) => comments_end = next,
                None => return Some(resume(inside, at, opening, false)),
            },
            Seen::Prose if scan.key.is_some() => {
                let trusted = !shape::is_role(line.text);
                let end = resume(inside, at, opening, trusted);
                return Some(end);
            }
            Seen::Heading | Seen::Prose | Seen::Header => {}
        }
    }
    header_or_not(inside, inside.len(), false, opening)
}

/// What a line is to somebody who looks for a header's end.
enum Seen {
    Header,
    Fence,
    /// A heading of Markdown, or a comment of YAML.
    Heading,
    /// Running text after an empty line.
    Prose,
}

struct Scan<'t> {
    opening: Opening,
    /// The last key.
    key: Option<&'t str>,
    /// Whether indented lines belong to a block scalar.
    in_block: bool,
    /// Whether the line before is empty.
    blank: bool,
}

impl<'t> Scan<'t> {
    fn line(&mut self, line: &Line<'t>) -> Seen {
        let text = line.text;
        if line.is_blank() {
            self.blank = true;
            return Seen::Header;
        }
        let blank = std::mem::replace(&mut self.blank, false);
        let indented = text.starts_with(char::is_whitespace);
        if is_closing(text, self.opening) && !(indented && self.in_block) {
            return Seen::Fence;
        }
        if indented {
            return Seen::Header;
        }
        if let Some((key, value)) = keys::at_front(text).filter(|(key, _)| !keys::is_label(key)) {
            self.key = Some(key);
            self.in_block = text.get(value..).is_some_and(|value| value.starts_with(['|', '>']));
            return Seen::Header;
        }
        let hashes = text.len() - text.trim_start_matches('#').len();
        if (1..=6).contains(&hashes) && text.get(hashes..).is_some_and(|rest| rest.starts_with(' ')) {
            return Seen::Heading;
        }
        if blank && is_prose(text) { Seen::Prose } else { Seen::Header }
    }
}

/// Whether a line is running text. A list, a tag, a quotation or the label of a dialogue is not: a description goes on with those.
fn is_prose(text: &str) -> bool {
    let label =
        keys::at_front(text).is_some() || text.split_whitespace().next().is_some_and(|word| word.ends_with(':'));
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = number.len() < text.len() && number.starts_with(['.', ')']);
    let bullet = ["- ", "* ", "+ ", "• "].iter().any(|mark| text.starts_with(mark));
    !(label || numbered || bullet || text.starts_with(['<', '"', '\'', '“', '(', '[', '`', '|', '}', ']']))
}

fn is_closing(text: &str, opened: Opening) -> bool {
    match opened {
        Opening::Plus => text.trim() == "+++",
        Opening::Code => is_code_fence(text, false) || opening(text) == Some(Opening::Dashes),
        Opening::Rule => is_rule(text),
        Opening::Dashes | Opening::Bare | Opening::Glued | Opening::Json => {
            text.trim_end() == "..." || opening(text) == Some(Opening::Dashes)
        }
    }
}

/// Where the comments end that begin with the `#` line at `at`: at a key of a header, or at the fence. None if it is a
/// heading.
fn comment(inside: &[Line<'_>], at: usize, opening: Opening) -> Option<usize> {
    let solid = |line: &Line<'_>| !line.is_blank() && (!line.text.starts_with('#') || line.text.starts_with("##"));
    let next = at + inside.get(at..)?.iter().position(solid)?;
    let line = inside.get(next)?;
    (is_closing(line.text, opening) || usual(line.text).is_some()).then_some(next)
}

/// At what may be the body's first line: the header goes on to its fence if a key of a header stands before that, or if a
/// prompt begins behind it; a `trusted` fence is believed too as long as no heading stands before it. Else the header ends
/// here, without a fence.
fn resume(inside: &[Line<'_>], at: usize, opening: Opening, trusted: bool) -> Ending {
    let before: BTreeSet<&str> = inside.iter().take(at).filter_map(|line| usual(line.text)).collect();
    let (mut code, mut resumes, mut heading) = (false, false, false);
    for (index, line) in inside.iter().enumerate().skip(at) {
        if is_closing(line.text, opening) && !code {
            let behind = || {
                next_text(inside, index + 1)
                    .and_then(|next| inside.get(next))
                    .is_some_and(|next| shape::is_role(next.text))
            };
            if resumes || (trusted && !heading) || behind() {
                return Ending { lines: index, closed: true };
            }
            break;
        }
        code ^= is_code_fence(line.text, !code);
        heading |= !code && (line.text.starts_with("# ") || line.text.starts_with("## "));
        resumes |= !code && usual(line.text).is_some_and(|key| !before.contains(key));
    }
    Ending { lines: at, closed: false }
}

/// The key at the front of a line, if headers of agents have it.
fn usual(text: &str) -> Option<&str> {
    keys::at_front(text).map(|(key, _)| key).filter(|key| keys::is_usual(key))
}

/// A stretch between fences is a header if it holds a key, if it is empty, or if it is short and no running text; text
/// between two rules is not.
fn header_or_not(inside: &[Line<'_>], lines: usize, closed: bool, opening: Opening) -> Option<Ending> {
    let texts: Vec<&Line<'_>> = inside.iter().take(lines).filter(|line| !line.is_blank()).collect();
    let keyed = texts.iter().any(|line| {
        let text = line.text.trim_start_matches(['{', '?', ' ', '\t']);
        keys::at_front(text).is_some()
            || keys::dressed(text).is_some()
            || line.text.starts_with("? ")
            || (opening == Opening::Plus && text.contains('='))
    });
    let heading = texts.iter().any(|line| line.text.starts_with("# ") || line.text.starts_with("##"));
    let short =
        closed && !heading && (texts.len() <= 1 || texts.iter().all(|line| line.text.trim_start().starts_with('-')));
    (keyed || short).then_some(Ending { lines, closed })
}
