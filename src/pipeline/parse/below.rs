//! Below: a header that does not begin the file: below a title, a comment or a note, or written as JSON.

use super::ending;
use super::fence::{Opening, is_code_fence, next_text};
use super::lines::Line;
use super::{keys, table};

/// How many lines of a file are looked at: what stands above a header is a few lines of whoever passed the file on.
const DEEPEST: usize = 60;

/// The line of dashes of the first header further down: a pair of fences, outside of code, with a `name:` or a
/// `description:` between them. A rule of Markdown is none.
pub(super) fn fence(all: &[Line<'_>]) -> Option<usize> {
    let mut code = false;
    for (at, line) in all.iter().enumerate().take(DEEPEST) {
        let text = line.text.trim();
        code ^= text.starts_with("```") || text.starts_with("~~~");
        if !code && line.text.trim_end() == "---" && is_header(all, at + 1) {
            return Some(at);
        }
    }
    None
}

/// How many places of a body are looked at for another header.
const PLACES: usize = 16;

/// How many lines above it may lead to it.
const ABOVE: usize = 4;

/// The line of dashes in a body that opens the header of another agent: outside of code, with name and description, and with
/// nothing above that says that it is to be copied.
pub(super) fn second<'l, 't>(body: &'l [Line<'t>]) -> Option<&'l Line<'t>> {
    let mut code = false;
    let opens = body.iter().enumerate().filter(|(at, line)| {
        let text = line.text.trim_start();
        code ^= text.starts_with("```") || text.starts_with("~~~");
        let states =
            |next: usize| body.get(next).is_some_and(|it| matches!(key(it.text), Some("name" | "description")));
        let above = || body.iter().take(*at).rev().take(ABOVE).find(|line| !line.is_blank());
        !code
            && line.text.trim_end() == "---"
            && next_text(body, at + 1).is_some_and(states)
            && !above().is_some_and(|line| is_shown(line.text.trim()))
    });
    let both = |at: usize| {
        let inside = body.get(at + 1..).unwrap_or_default();
        let end = ending::close(inside, Opening::Dashes).filter(|end| end.closed);
        let states = |end: &ending::Ending, wanted: &str| {
            inside.iter().take(end.lines).any(|line| key(line.text) == Some(wanted))
        };
        end.is_some_and(|end| states(&end, "name") && states(&end, "description"))
    };
    opens.take(PLACES).find(|(at, _)| both(*at)).map(|(_, line)| line)
}

/// Whether a line leads to something that is shown: "Template:", "## Output format".
fn is_shown(line: &str) -> bool {
    let lower = line.to_lowercase();
    lower.ends_with(':') || ["template", "example", "format"].iter().any(|word| lower.contains(word))
}

/// Whether a header begins at the line `first`: a key stands on it, or, below empty lines, both keys in one stretch.
fn is_header(all: &[Line<'_>], first: usize) -> bool {
    let Some(begin) = next_text(all, first) else { return false };
    let inside = all.get(begin..).unwrap_or_default();
    if inside.first().is_none_or(|line| key(line.text).is_none()) {
        return false;
    }
    let Some(end) = ending::close(inside, Opening::Dashes).filter(|end| end.closed) else { return false };
    let states = |wanted: &str| inside.iter().take(end.lines).any(|line| key(line.text) == Some(wanted));
    let (named, described) = (states("name"), states("description"));
    let dense = || {
        let last = inside.iter().take(end.lines).rposition(|line| !line.is_blank()).unwrap_or_default();
        !inside.iter().take(last).any(Line::is_blank)
    };
    if begin == first { named || described } else { named && described && dense() }
}

/// The key of a line, in whatever dress.
fn key(text: &str) -> Option<&str> {
    keys::at_front(text).map(|(key, _)| key).or_else(|| keys::dressed(text).map(|dressed| dressed.key))
}

/// Whether the lines between two fences are for an agent: a key of Claude Code's is among them, or no key at all.
pub(super) fn is_agents<'t>(lines: &[Line<'t>]) -> bool {
    let text = |line: &Line<'t>| line.text.contains(char::is_alphanumeric);
    let bare = |line: &Line<'t>| line.text.trim_start_matches(['{', '?', ' ', '\t']);
    let key = |line: &Line<'t>| keys::at_front(bare(line)).is_some();
    let own = |line: &Line<'t>| {
        keys::dressed(bare(line)).is_some()
            || keys::at_front(bare(line)).is_some_and(|(key, _)| keys::is_claude(key))
            || keys::is_claude(bare(line).trim())
    };
    lines.iter().any(own) || (lines.iter().any(text) && !lines.iter().any(key))
}

/// How many lines of a code block are looked at for its `agent:` map, which stands below the rules of how to read the file.
const PERSONA: usize = 200;

/// The fields of the `agent:` map in a text's first block of YAML, moved to the front of their lines. So do the files state
/// a name that hand a whole persona over in such a block (the BMAD method).
pub(super) fn persona<'t>(all: &[Line<'t>]) -> Option<Vec<Line<'t>>> {
    let indent = |line: &Line<'_>| line.text.len() - line.text.trim_start_matches(' ').len();
    let opens = |line: &Line<'_>| {
        let language = line.text.trim_start_matches(['`', '~']).trim();
        is_code_fence(line.text, true) && matches!(language, "yaml" | "yml")
    };
    let block = all.iter().take(DEEPEST).position(opens)?;
    let inside = all.iter().skip(block + 1).take(PERSONA).take_while(|line| !is_code_fence(line.text, false));
    let mut below = inside.skip_while(|line| line.text.trim_end() != "agent:").skip(1).peekable();
    let depth = below.peek().map(|line| indent(line)).filter(|depth| *depth > 0)?;
    let fields: Vec<Line<'t>> =
        below.take_while(|line| line.is_blank() || indent(line) >= depth).map(|line| line.shifted(depth)).collect();
    let states = |wanted: &str| fields.iter().any(|line| key(line.text) == Some(wanted));
    (states("name") && (states("title") || states("whenToUse") || states("role"))).then_some(fields)
}

/// The rows of a table of fields at a text's beginning, below a title or between fences: a field a row (`| name | x |`), or a
/// field a column. Two of them are keys of Claude Code's, the name among them.
pub(super) fn tabled<'t>(all: &[Line<'t>]) -> Option<Vec<Line<'t>>> {
    let first = all.iter().take(DEEPEST).position(|line| line.text.starts_with('|'))?;
    let above = all.iter().take(first);
    let rows: Vec<Line<'t>> =
        all.get(first..)?.iter().take(DEEPEST).take_while(|line| line.text.starts_with('|')).copied().collect();
    let bare =
        above.clone().all(|line| line.is_blank() || line.text.starts_with("# ") || line.text.trim_end() == "---");
    let entries = table::entries(&rows);
    let own = entries.iter().filter(|entry| keys::is_claude(&entry.key)).count();
    (bare && own > 1 && entries.iter().any(|entry| entry.key == "name")).then_some(rows)
}

/// The lines of a list of fields at a text's beginning, outside of code: a name and another field in one dress
/// (`- **Name**: x`), or two other keys of Claude Code's.
pub(super) fn listed<'t>(all: &[Line<'t>]) -> Option<Vec<Line<'t>>> {
    let field = |line: &Line<'t>| keys::dressed(line.text).filter(|found| !found.marks.is_empty() && !found.indented);
    let prose = all.iter().take(DEEPEST).take_while(|line| !is_code_fence(line.text, true));
    let (at, marks) = prose.enumerate().find_map(|(at, line)| Some((at, field(line)?.marks)))?;
    let fields: Vec<Line<'t>> = all
        .get(at..)?
        .iter()
        .take(DEEPEST)
        .take_while(|line| line.is_blank() || line.text.starts_with([' ', '\t']) || line.text.starts_with(marks))
        .copied()
        .collect();
    let own: Vec<&str> = fields.iter().filter_map(field).filter(|it| it.marks == marks).map(|it| it.key).collect();
    let labels = fields.iter().filter(|line| keys::labelled(line.text, marks).is_some()).count();
    let named = own.iter().any(|key| key.eq_ignore_ascii_case("name"));
    (own.len() > 1 || named && labels > 1).then_some(fields)
}

/// How many lines a map of JSON has that begins with the first of these, if it states a name or a description.
pub(super) fn json(lines: &[Line<'_>]) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped, mut named) = (0_usize, false, false, false);
    if !lines.first()?.text.trim_start().starts_with('{') {
        return None;
    }
    for (at, line) in lines.iter().enumerate() {
        named |= line.text.contains("\"name\"") || line.text.contains("\"description\"");
        for c in line.text.chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                '{' | '[' if !quoted => depth += 1,
                '}' | ']' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if depth == 0 {
            return (named && line.text.trim_end().ends_with('}')).then_some(at + 1);
        }
    }
    None
}
