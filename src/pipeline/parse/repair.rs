//! Repair: what Claude Code itself does to a header that is not YAML.
//!
//! Each line of the form `key: value` whose value is not in quotes and holds a character that means something to YAML is put
//! in double quotes; the result is read once more. (Inferred from the ports that carry the repair; confirmed by
//! anthropics/claude-code#91871. It works line by line with expressions that don't match a carriage return, hence #80890:
//! a header with Windows line ends is never repaired.)

use super::lines::{End, Line};

/// A header after the repair.
pub(super) struct Repaired {
    /// The lines, joined by `\n`.
    pub(super) text: String,
    /// Indices of the lines that were changed.
    pub(super) changed: Vec<usize>,
    /// Whether a line that would have been changed was passed over for its carriage return.
    pub(super) windows: bool,
}

/// Repairs a header.
pub(super) fn repair(lines: &[Line<'_>]) -> Repaired {
    let mut repaired = Repaired { text: String::new(), changed: Vec::new(), windows: false };
    for (index, line) in lines.iter().enumerate() {
        match quoted(line.text) {
            Some(_) if line.end == End::CrLf => repaired.windows = true,
            Some(quoted) => {
                repaired.text.push_str(&quoted);
                repaired.text.push('\n');
                repaired.changed.push(index);
                continue;
            }
            None => {}
        }
        repaired.text.push_str(line.text);
        repaired.text.push('\n');
    }
    repaired
}

/// The line with its value in quotes, if the repair changes it.
fn quoted(line: &str) -> Option<String> {
    let (key, value) = value(line)?;
    let is_quoted = |quote: char| value.starts_with(quote) && value.ends_with(quote);
    let special = |c: char| "{}[]*&#!|>%@`".contains(c);
    if is_quoted('"') || is_quoted('\'') || !(value.contains(special) || value.contains(": ")) {
        return None;
    }
    Some(format!("{key}: \"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// Key and value of a line of the form `^([a-zA-Z_-]+):\s+(.+)$`.
pub(super) fn value(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = line.split_once(':')?;
    let word = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-'));
    let value = rest.trim_start();
    (word && value.len() < rest.len() && !value.is_empty()).then_some((key, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::parse::lines::lines;

    fn check(text: &str, expected: &str) {
        assert_eq!(repair(&lines(text)).text.trim_end_matches('\n'), expected);
    }

    #[test]
    fn a_special_character_puts_the_value_in_quotes() {
        check("description: a: b", "description: \"a: b\"");
        check("description: a \"b\": \\n", "description: \"a \\\"b\\\": \\\\n\"");
        check("tools: *", "tools: \"*\"");
        check("tools: [a, b]", "tools: \"[a, b]\"");
        check("color: #fff", "color: \"#fff\"");
        check("description: |\n  a: b", "description: \"|\"\n  a: b");
    }

    #[test]
    fn everything_else_stays() {
        check("name: a", "name: a");
        check("description: \"a: b\"", "description: \"a: b\"");
        check("description: 'a' is: 'b'", "description: 'a' is: 'b'");
        check("  nested: a: b", "  nested: a: b");
        check("two words: a: b", "two words: a: b");
        check("a1: b: c", "a1: b: c");
        check("key:", "key:");
    }

    #[test]
    fn windows_line_ends_are_never_repaired() {
        let all = lines("name: a\r\ndescription: a: b\r\n");
        let repaired = repair(&all);
        assert!(repaired.windows && repaired.changed.is_empty());
    }
}
