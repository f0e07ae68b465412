//! Scalar: a value's own lines, decoded one by one, so that every line of a text keeps its place in the file.

use super::lines::Line;
use crate::model::description::Passage;

/// A text value with its lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Scalar {
    /// The whole text, folded as YAML folds it. Lines at column 0, which YAML does not allow, keep their line ends.
    pub(super) text: String,
    /// The lines of the source with what YAML makes of each: indentation, quotes and escapes gone.
    /// A line whose escapes hold line ends is here several times. No empty line at either end, and one where the source has
    /// several.
    pub(super) lines: Vec<Passage>,
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Plain,
    Single,
    Double,
    Literal,
    Folded,
}

/// A line of a value: its text, and whether it is indented.
struct Part {
    text: String,
    line: u32,
    indent: usize,
    /// Whether a backslash takes the line's end away.
    glued: bool,
}

/// Decodes the lines of a value, the first of which is what stands behind the key. With `comments`, ` #` begins one, as
/// in YAML; without, it is text, as the author most likely meant it.
pub(super) fn decode(lines: &[Line<'_>], comments: bool) -> Scalar {
    let Some((first, rest)) = lines.split_first() else { return Scalar::default() };
    let head = without_properties(first.text.trim());
    let end = rest.iter().rposition(|line| !line.is_blank()).map_or(0, |last| last + 1);
    let rest = rest.get(..end).unwrap_or_default();
    let mut parts = vec![Part { text: head.to_owned(), line: first.number, indent: 1, glued: false }];
    parts.extend(rest.iter().map(|line| Part {
        text: line.text.trim().to_owned(),
        line: line.number,
        indent: line.text.len() - line.text.trim_start().len(),
        glued: false,
    }));
    let style = style(&mut parts, rest.is_empty());
    if style == Style::Plain && comments {
        drop_comments(&mut parts);
    }
    let text = match style {
        Style::Literal => literal(&parts, rest),
        Style::Folded => fold_block(&parts),
        Style::Plain | Style::Single | Style::Double => fold(&parts),
    };
    Scalar { text: text.trim().to_owned(), lines: passages(&parts) }
}

/// The value without a tag or an anchor in front.
fn without_properties(head: &str) -> &str {
    let mut head = head;
    while head.starts_with(['!', '&']) {
        let Some((property, rest)) = head.split_once(char::is_whitespace) else { break };
        if (property.len() < 2 && !property.starts_with('!')) || word_tag(head).is_some() {
            break;
        }
        head = rest.trim_start();
    }
    head
}

/// The tag that begins a value where it is rather a word with an exclamation mark: `!IMPORTANT use this`.
pub(super) fn word_tag(head: &str) -> Option<&str> {
    let (tag, rest) = head.split_once(' ')?;
    let letters = tag.strip_prefix('!')?;
    let word = letters.starts_with(char::is_uppercase) && letters.chars().all(char::is_alphabetic);
    (word && rest.trim_start().starts_with(char::is_alphanumeric)).then_some(tag)
}

/// Tells the style, and takes what marks it (indicators, quotation marks, escapes) out of the parts.
fn style(parts: &mut Vec<Part>, alone: bool) -> Style {
    let Some(head) = parts.first_mut() else { return Style::Plain };
    if let Some((style, text)) = block(&head.text, alone) {
        head.text = text.to_owned();
        if head.text.is_empty() && !alone {
            parts.remove(0);
        }
        return style;
    }
    let quote = match head.text.chars().next() {
        Some('"') => Style::Double,
        Some('\'') => Style::Single,
        _ => return Style::Plain,
    };
    if !unquote(parts, quote) {
        return Style::Plain;
    }
    for part in parts {
        if quote == Style::Single {
            part.text = part.text.replace("''", "'");
            continue;
        }
        let backslashes = part.text.len() - part.text.trim_end_matches('\\').len();
        part.glued = backslashes % 2 == 1;
        part.text.truncate(part.text.len() - usize::from(part.glued));
        part.text = unescape(&part.text);
    }
    quote
}

/// The style and the rest of a value that begins with a block scalar's indicator. The rest is a comment, and then empty,
/// or what an author who doesn't know better wrote on the same line.
fn block(head: &str, alone: bool) -> Option<(Style, &str)> {
    let style = match head.chars().next()? {
        '|' => Style::Literal,
        '>' => Style::Folded,
        _ => return None,
    };
    let rest = head.get(1..)?.trim_start_matches(|c: char| matches!(c, '+' | '-') || c.is_ascii_digit());
    if rest.is_empty() || rest.trim_start().starts_with('#') {
        return Some((style, ""));
    }
    (rest.starts_with(char::is_whitespace) && !alone).then(|| (style, rest.trim()))
}

/// Takes the quotation marks away, if the value is quoted as a whole: closed as in YAML, or closed at its very end whatever
/// stands between, or never closed.
fn unquote(parts: &mut Vec<Part>, style: Style) -> bool {
    let quote = if style == Style::Double { '"' } else { '\'' };
    let (closed, count) = close(parts, style);
    let last = parts.len().saturating_sub(1);
    let (part, at) = match closed {
        Some((part, at)) if part == last && is_comment(parts.get(part).and_then(|part| part.text.get(at + 1..))) => {
            (part, at)
        }
        // `"a" and "b"` begins and ends with a quotation mark, and is not quoted.
        Some((part, at)) if parts.get(part).is_some_and(|part| is_closer(&part.text, at)) => return false,
        _ => match parts.last() {
            Some(part) if ends_with(&part.text, quote) && (last > 0 || part.text.len() > 1) => {
                (last, part.text.len() - 1)
            }
            Some(part) if count % 2 == 1 => (last, part.text.len()),
            _ => return false,
        },
    };
    parts.truncate(part + 1);
    if let Some(part) = parts.last_mut() {
        part.text.truncate(at);
    }
    if let Some(head) = parts.first_mut() {
        head.text = head.text.chars().skip(1).collect();
    }
    true
}

/// Whether a text ends with a quotation mark that no backslash takes for text.
fn ends_with(text: &str, quote: char) -> bool {
    let Some(before) = text.strip_suffix(quote) else { return false };
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    quote == '\'' || backslashes % 2 == 0
}

/// Whether the quotation mark at a byte closes something: a word ends before it, and none begins behind it.
fn is_closer(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let behind = text.get(at + 1..).and_then(|behind| behind.chars().next());
    before.is_some_and(|c| !c.is_whitespace()) && behind.is_some_and(|c| !c.is_alphanumeric())
}

/// Whether the quotation mark that begins a value is closed somewhere in its lines, by YAML's rule.
pub(super) fn is_closed(lines: &[Line<'_>], quote: char) -> bool {
    let style = if quote == '"' { Style::Double } else { Style::Single };
    let part = |line: &Line<'_>| Part { text: line.text.to_owned(), line: line.number, indent: 1, glued: false };
    close(&lines.iter().map(part).collect::<Vec<_>>(), style).0.is_some()
}

/// Where the value's quotation mark closes (part and byte), by YAML's rule, and how many marks there are in all.
fn close(parts: &[Part], style: Style) -> (Option<(usize, usize)>, usize) {
    let mut closed = None;
    let mut count = 0;
    for (index, part) in parts.iter().enumerate() {
        let mut chars = part.text.char_indices().skip(usize::from(index == 0)).peekable();
        count += usize::from(index == 0);
        while let Some((at, c)) = chars.next() {
            match (style, c) {
                (Style::Double, '\\') => {
                    chars.next();
                }
                (Style::Single, '\'') if chars.next_if(|(_, next)| *next == '\'').is_some() => {}
                (Style::Double, '"') | (Style::Single, '\'') => {
                    count += 1;
                    closed = closed.or(Some((index, at)));
                }
                _ => {}
            }
        }
    }
    (closed, count)
}

fn is_comment(rest: Option<&str>) -> bool {
    rest.is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with('#'))
}

/// Decodes the escapes of a double-quoted scalar (YAML 1.2, section 5.7); an unknown one stays as it is.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let Some(escape) = after.chars().next() else {
            out.push('\\');
            return out;
        };
        let tail = after.get(escape.len_utf8()..).unwrap_or_default();
        let (decoded, used) = match escape {
            'x' => hex(tail, 2),
            'u' => pair(tail),
            'U' => hex(tail, 8),
            _ => (simple(escape), 0),
        };
        if let Some(decoded) = decoded {
            out.push(decoded);
        } else {
            out.push('\\');
            out.push(escape);
        }
        rest = tail.get(used..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn simple(escape: char) -> Option<char> {
    Some(match escape {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\u{FFFD}',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'v' => '\u{B}',
        'f' => '\u{C}',
        'e' => '\u{1B}',
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        '"' | '\\' | '/' | ' ' | '\t' => escape,
        _ => return None,
    })
}

/// The character with the hexadecimal number of `digits` digits in front of `text`, and how many bytes it takes.
fn hex(text: &str, digits: usize) -> (Option<char>, usize) {
    let number = number(text, digits);
    (number.map(|number| char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)), number.map_or(0, |_| digits))
}

fn number(text: &str, digits: usize) -> Option<u32> {
    let text = text.get(..digits).filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u32::from_str_radix(text, 16).ok()
}

/// `\u` with four digits; two of them may be a surrogate pair, as JSON writes it.
fn pair(text: &str) -> (Option<char>, usize) {
    let low = text.get(4..).and_then(|rest| rest.strip_prefix("\\u")).and_then(|rest| number(rest, 4));
    match (number(text, 4), low) {
        (Some(high @ 0xD800..=0xDBFF), Some(low @ 0xDC00..=0xDFFF)) => {
            (char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)), 10)
        }
        _ => hex(text, 4),
    }
}

fn drop_comments(parts: &mut Vec<Part>) {
    for index in 0..parts.len() {
        let Some(part) = parts.get_mut(index) else { return };
        if let Some(at) = comment(&part.text) {
            part.text.truncate(at);
            part.text.truncate(part.text.trim_end().len());
            // A comment ends a plain scalar.
            parts.truncate(index + 1);
            return;
        }
    }
}

/// The byte at which a comment begins on a line of a plain scalar.
pub(super) fn comment(text: &str) -> Option<usize> {
    text.match_indices('#')
        .map(|(at, _)| at)
        .find(|at| text.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace)))
}

/// Folds lines as YAML folds a plain or quoted scalar: one line end is a space, more are one less.
fn fold(parts: &[Part]) -> String {
    let mut text = String::new();
    let (mut breaks, mut glued) = (0, false);
    for part in parts {
        if part.text.is_empty() && !part.glued {
            breaks += 1;
            continue;
        }
        match breaks {
            1 if glued => {}
            _ if part.indent == 0 => text.extend(std::iter::repeat_n('\n', breaks)),
            1 => text.push(' '),
            _ => text.extend(std::iter::repeat_n('\n', breaks.saturating_sub(1))),
        }
        text.push_str(&part.text);
        (breaks, glued) = (1, part.glued);
    }
    text
}

/// A literal block: every line as it is, less the block's indentation.
fn literal(parts: &[Part], rest: &[Line<'_>]) -> String {
    let indent =
        rest.iter().find(|line| !line.is_blank()).map_or(0, |line| line.text.len() - line.text.trim_start().len());
    let mut lines: Vec<&str> = Vec::new();
    if parts.len() > rest.len() {
        lines.extend(parts.first().map(|part| part.text.as_str()));
    }
    lines.extend(rest.iter().map(|line| {
        let own = line.text.len() - line.text.trim_start().len();
        line.text.get(own.min(indent)..).unwrap_or_default()
    }));
    lines.join("\n")
}

/// A folded block: lines fold but where one is indented further.
fn fold_block(parts: &[Part]) -> String {
    let indent = parts.iter().find(|part| !part.text.is_empty()).map_or(0, |part| part.indent);
    let mut text = String::new();
    let (mut breaks, mut before_deep) = (0, false);
    for part in parts {
        if part.text.is_empty() {
            breaks += 1;
            continue;
        }
        let deep = part.indent > indent;
        match breaks {
            _ if text.is_empty() => {}
            1 if !deep && !before_deep => text.push(' '),
            _ if deep || before_deep => text.extend(std::iter::repeat_n('\n', breaks)),
            _ => text.extend(std::iter::repeat_n('\n', breaks - 1)),
        }
        if deep {
            text.extend(std::iter::repeat_n(' ', part.indent - indent));
        }
        text.push_str(&part.text);
        (breaks, before_deep) = (1, deep);
    }
    text
}

fn passages(parts: &[Part]) -> Vec<Passage> {
    let split = |part: &Part| -> Vec<Passage> {
        let passage = |text: &str| Passage { text: text.trim().to_owned(), line: part.line };
        part.text.split(['\n', '\r']).map(passage).collect()
    };
    let mut lines: Vec<Passage> = parts.iter().flat_map(split).collect();
    lines.dedup_by(|line, before| line.text.is_empty() && before.text.is_empty());
    let end = lines.iter().rposition(|line| !line.text.is_empty()).map_or(0, |last| last + 1);
    lines.truncate(end);
    let start = lines.iter().position(|line| !line.text.is_empty()).unwrap_or_default();
    lines.split_off(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::parse::lines::lines;
    use crate::pipeline::parse::yaml;

    /// `expected` is the text, then its lines as `number:text`.
    fn check(source: &str, expected: &str) {
        let scalar = decode(&lines(source), false);
        let lines: Vec<_> = scalar.lines.iter().map(|line| format!("{}:{}", line.line, line.text)).collect();
        assert_eq!(format!("{:?} {}", scalar.text, lines.join("|")), expected, "{source}");
    }

    #[test]
    fn every_style() {
        check(" one two", r#""one two" 1:one two"#);
        check(" one\n  two\n\n  three\n", r#""one two\nthree" 1:one|2:two|3:|4:three"#);
        check("|\n  a\n    b\n\n  c\n", r#""a\n  b\n\nc" 2:a|3:b|4:|5:c"#);
        check(">-\n  a\n  b\n\n  c\n    d\n  e", r#""a b\nc\n  d\ne" 2:a|3:b|4:|5:c|6:d|7:e"#);
        check("'it''s'", r#""it's" 1:it's"#);
        check(r#""a\nb \"c\" \\n \u00e9 \q" # d"#, r#""a\nb \"c\" \\n é \\q" 1:a|1:b "c" \n é \q"#);
        check("\"one\n  two \\\n  three\"", r#""one two three" 1:one|2:two|3:three"#);
        check(r#""\ud83d\ude00""#, "\"\u{1F600}\" 1:\u{1F600}");
        check("!t &a x", r#""x" 1:x"#);
        check("", r#""" "#);
    }

    #[test]
    fn what_is_no_yaml_is_read_as_it_was_meant() {
        check(
            " one: two\n\nExamples:\nuser: \"x\"",
            r#""one: two\n\nExamples:\nuser: \"x\"" 1:one: two|2:|3:Examples:|4:user: "x""#,
        );
        check(r#""a "b" c""#, r#""a \"b\" c" 1:a "b" c"#);
        check(r#""a" is: "b" too"#, r#""\"a\" is: \"b\" too" 1:"a" is: "b" too"#);
        check(r#""never closed"#, r#""never closed" 1:never closed"#);
        check("| same line\n  more", r#""same line\nmore" 1:same line|2:more"#);
        check("|\nat column 0\nmore: x", r#""at column 0\nmore: x" 2:at column 0|3:more: x"#);
        check("\"", r#""" "#);
        check("a # b", r#""a # b" 1:a # b"#);
    }

    #[test]
    fn the_same_as_the_yaml_reader() {
        for source in [
            "a b",
            "a\n  b\n\n\n  c",
            "|\n  a\n   b\n  c\n",
            "|-\n\n  a\n\n  b",
            ">\n  a\n  b\n\n\n  c\n   d\n   e\n  f\n",
            "'a ''b''\n  c'",
            "\"a\\tb\\x41\n  c\\n d\"",
            "\"a \\\n  b\"",
            "a # b",
            "a #b\n",
            "a#b",
            "!!str a",
            "\"a\" # b",
            "'' ",
        ] {
            let Ok(entries) = yaml::read(&format!("k: {source}")) else { panic!("{source}") };
            let expected = entries.first().map(|(_, value)| yaml::flat(value)).unwrap();
            assert_eq!(decode(&lines(source), true).text, expected.trim(), "{source}");
        }
    }
}
