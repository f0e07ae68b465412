//! Decode: escapes that were left over as two characters become what they stand for, and every character knows its line.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::description::Passage;

/// A description as one text, decoded, that knows the file line of each of its bytes.
pub(super) struct Text {
    /// The decoded text; physical lines are joined by newlines.
    pub string: String,
    /// Whether it stood on one line of the file: then no newline in it is a mere wrap.
    pub single: bool,
    /// The byte at which each physical line begins, and its number.
    marks: Vec<(usize, u32)>,
}

impl Text {
    /// Decodes physical lines.
    pub(super) fn new(lines: &[Passage]) -> Self {
        let mut string = String::new();
        let mut marks = Vec::with_capacity(lines.len());
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                string.push('\n');
            }
            marks.push((string.len(), line.line));
            decode_into(&mut string, line.text.trim_end());
        }
        Self { string, single: lines.len() < 2, marks }
    }

    /// The text of a range; empty where there is none.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.string.get(range).unwrap_or_default()
    }

    /// The file line of the first thing to be read at or after a byte.
    pub(super) fn line_at(&self, at: usize) -> u32 {
        let rest = self.string.get(at..).unwrap_or_default();
        let at = at + (rest.len() - rest.trim_start().len());
        let next = self.marks.partition_point(|&(start, _)| start <= at);
        next.checked_sub(1).and_then(|index| self.marks.get(index)).map_or(0, |&(_, line)| line)
    }
}

/// A text with its leftover escapes decoded.
pub(super) fn decode(text: String) -> String {
    if !text.contains(['\\', '&']) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    decode_into(&mut out, &text);
    out
}

fn decode_into(out: &mut String, text: &str) {
    for token in text.split_inclusive(char::is_whitespace) {
        let token = entities(token);
        if token.contains('\\') {
            decode_token(out, &token);
        } else {
            out.push_str(&token);
        }
    }
}

/// Entities of HTML that a text is left with that was escaped once too often. What stands between backticks is meant as it is.
const ENTITIES: [(&str, &str); 7] =
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&nbsp;", " "), ("&amp;", "&")];

/// A token with such entities decoded.
fn entities(token: &str) -> Cow<'_, str> {
    if !token.contains('&') || token.contains('`') {
        return Cow::Borrowed(token);
    }
    let mut out = String::with_capacity(token.len());
    let mut rest = token;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let found = ENTITIES.iter().find_map(|(entity, meant)| Some((*meant, rest.strip_prefix(entity)?)));
        let (meant, after) = found.unwrap_or_else(|| ("&", rest.get(1..).unwrap_or_default()));
        out.push_str(meant);
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Decodes a token (no white space but at its end). Windows paths (`C:\new`, `\\nas\share`, `src\new\files`), regular
/// expressions (`\d+\n`) and escapes that are themselves quoted (`'\n'`) stay as they are.
fn decode_token(out: &mut String, token: &str) {
    let pattern = is_pattern(token);
    let path = is_relative_path(token);
    let mut in_path = false;
    let mut at = 0;
    while let Some(found) = token.get(at..).and_then(|rest| rest.find('\\')) {
        let slash = at + found;
        let plain = token.get(at..slash).unwrap_or_default();
        out.push_str(plain);
        if plain.contains(['"', '\'', '`', ',', ';', ')']) {
            in_path = false;
        }
        let rest = token.get(slash..).unwrap_or_default();
        let slashes = rest.bytes().take_while(|&b| b == b'\\').count();
        let mut after = rest.get(slashes..).unwrap_or_default().chars();
        let escaped = after.next();
        let next = after.next();
        let end = slash + slashes + escaped.map_or(0, char::len_utf8);
        let before = token.get(..slash).unwrap_or_default();
        in_path |= begins_path(before, slashes, after.as_str(), escaped, next);
        let literal = in_path || pattern;
        match escaped {
            Some(quote @ ('"' | '\'')) => out.push(quote),
            Some('n') if !literal && !is_quoted(before, next) && (!path || is_strict(before, next, after.as_str())) => {
                out.push('\n');
            }
            Some('t') if !literal && !path && !next.is_some_and(|c| c.is_ascii_lowercase()) => out.push('\t'),
            Some('r') if !literal && next == Some('\\') => {}
            _ => out.push_str(token.get(slash..end).unwrap_or_default()),
        }
        at = end;
    }
    out.push_str(token.get(at..).unwrap_or_default());
}

/// Whether backslashes in a token stand before letters that no escape has, as in a relative path.
fn is_relative_path(token: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphabetic() && !matches!(c, 'n' | 't' | 'r');
    token.split('\\').skip(1).any(|piece| piece.starts_with(is_name))
}

/// Whether a token is a regular expression: it holds a class (`\d`, but not `\docs`) or a group of one.
fn is_pattern(token: &str) -> bool {
    let class = |piece: &str| {
        let mut chars = piece.chars();
        chars.next().is_some_and(|c| "dwsDWS".contains(c)) && !chars.next().is_some_and(char::is_alphanumeric)
    };
    token.split('\\').skip(1).any(class) || token.contains("[^\\") || token.contains("(?:")
}

/// Whether a backslash begins or continues a Windows path: after a drive's letter, or as two before a server's name.
fn begins_path(before: &str, slashes: usize, rest: &str, escaped: Option<char>, next: Option<char>) -> bool {
    let mut back = before.chars().rev();
    let begins_name = escaped != Some('n') || next.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let drive = begins_name
        && back.next() == Some(':')
        && back.next().is_some_and(|c| c.is_ascii_alphabetic())
        && !back.next().is_some_and(char::is_alphanumeric);
    let server = slashes == 2
        && !before.ends_with(|c: char| c.is_alphanumeric() || ".!?:>\"".contains(c))
        && next.is_some_and(|c| c.is_ascii_alphanumeric())
        && rest.split_once('\\').is_some_and(|(name, share)| {
            name.chars().all(|c| c.is_ascii_alphanumeric() || "-._$".contains(c))
                && share.chars().take(2).filter(char::is_ascii_alphanumeric).count() == 2
        });
    drive || server
}

/// Whether the escape itself is what is quoted.
fn is_quoted(before: &str, next: Option<char>) -> bool {
    before.chars().next_back().is_some_and(|quote| "\"'`".contains(quote) && next == Some(quote))
}

/// Whether `\n` can only be a newline, even next to a path: before a capital, a tag, a bullet, a label or the end, or after a sentence's end.
fn is_strict(before: &str, next: Option<char>, rest: &str) -> bool {
    let Some(next) = next.filter(|c| !c.is_whitespace()) else { return true };
    if !next.is_ascii_lowercase() {
        return next != '+' && next != ']' && next != '|';
    }
    // Only a short rest is looked at, so that a token of a megabyte stays linear.
    let is_label = rest.len() < 24
        && rest
            .trim_end()
            .trim_end_matches('*')
            .strip_suffix(':')
            .is_some_and(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '*'));
    let mut back = before.chars().rev();
    let ended = back.next().is_some_and(|c| ".!?>\"”".contains(c))
        && back.next().is_some_and(|c| c.is_alphanumeric() || ")\"'”".contains(c));
    is_label || ended
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(decode(text.to_owned()), expected, "{text}");
    }

    #[test]
    fn decodes_leftover_escapes() {
        check(r"One.\n\nTwo", "One.\n\nTwo");
        check(
            r#"Examples:\n<example>\nuser: \"Fix it\"\n</example>"#,
            "Examples:\n<example>\nuser: \"Fix it\"\n</example>",
        );
        check(r"One.\\n\\n- two", "One.\n\n- two");
        check(r"a wish\nuser: go", "a wish\nuser: go");
        check(r"One.\r\nTwo\tthree", "One.\nTwo\\tthree");
        check(r"Q:\nWhy", "Q:\nWhy");
        check(r"one\ntwo", "one\ntwo");
        check(r"in app\src.\nThen", "in app\\src.\nThen");
        check(r"ends here.\n", "ends here.\n");
        check(r"don\'t", "don't");
    }

    #[test]
    fn decodes_what_was_escaped_for_html() {
        check("a &lt;b&gt; &amp; c &amp;lt; d&#39;s &quot;e&quot;", "a <b> & c &lt; d's \"e\"");
        check("R&D, AT&T; `&amp;` & &more;", "R&D, AT&T; `&amp;` & &more;");
        check("&lt;example&gt;\\nuser", "<example>\nuser");
    }

    #[test]
    fn leaves_paths_patterns_and_quoted_escapes() {
        for text in [
            r"under C:\new\notes",
            r"on \\nas01\team",
            r"matches \d+\n",
            r"splits at '\n' and `\n`",
            r"src\new\files",
            r"see C:\new. \alpha",
        ] {
            check(text, text);
        }
        check(r"First.\nFiles in C:\new\notes stay", "First.\nFiles in C:\\new\\notes stay");
    }

    #[test]
    fn knows_the_line_of_a_byte() {
        let lines = [Passage { text: r"One.\nTwo".into(), line: 3 }, Passage { text: "Three".into(), line: 5 }];
        let text = Text::new(&lines);
        assert_eq!(text.string, "One.\nTwo\nThree");
        assert_eq!(
            (text.line_at(0), text.line_at(5), text.line_at(8), text.line_at(9), text.line_at(99)),
            (3, 3, 5, 5, 5)
        );
    }
}
