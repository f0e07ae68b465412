//! Scalar: values written as YAML 1.2 (its specification, chapters 5 to 8) such that readers of YAML 1.1 agree.

use std::fmt::Write as _;

use crate::model::definition::Value;

/// The lines of a field with a text. `string`: no reader may take it for a number, a truth value or nothing.
pub(super) fn field(key: &str, text: &str, string: bool) -> Vec<String> {
    let key = plain(key, true).map_or_else(|| quoted(key), str::to_owned);
    if text.is_empty() {
        return vec![format!("{key}:")];
    }
    if let Some(text) = plain(text, string) {
        return vec![format!("{key}: {text}")];
    }
    if (text.contains('\n') || text.contains(['"', '\\'])) && fits_block(text) {
        let below = text.split('\n').map(|line| if line.is_empty() { String::new() } else { format!("  {line}") });
        return std::iter::once(format!("{key}: |-")).chain(below).collect();
    }
    vec![format!("{key}: {}", quoted(text))]
}

/// The lines of a field with any value: lists and maps one item a line, what lies in those in brackets.
pub(super) fn value(key: &str, value: &Value) -> Vec<String> {
    let head = plain(key, true).map_or_else(|| quoted(key), str::to_owned);
    match value {
        Value::Text(text) => field(key, text, false),
        Value::List(items) if items.is_empty() => vec![format!("{head}: []")],
        Value::Map(entries) if entries.is_empty() => vec![format!("{head}: {{}}")],
        Value::List(items) => {
            let items = items.iter().map(|item| format!("  - {}", flow(item)));
            std::iter::once(format!("{head}:")).chain(items).collect()
        }
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("  {}: {}", flow_text(key), flow(value)));
            std::iter::once(format!("{head}:")).chain(entries).collect()
        }
    }
}

/// A value on one line.
fn flow(value: &Value) -> String {
    match value {
        Value::Text(text) => flow_text(text),
        Value::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{}: {}", flow_text(key), flow(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

fn flow_text(text: &str) -> String {
    match plain(text, false) {
        Some(text) if !text.contains(',') => text.to_owned(),
        _ => quoted(text),
    }
}

/// The text, if it may stand without quotation marks: words, and marks that mean nothing to YAML wherever they are.
fn plain(text: &str, string: bool) -> Option<&str> {
    const LONGEST: usize = 200;
    let fits = |c: char| c.is_alphanumeric() || " _-./,;()+~^$=".contains(c);
    let begins = text.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let trimmed = !text.ends_with(' ') && text.len() <= LONGEST;
    let typed = string && is_typed(text);
    (begins && trimmed && text.chars().all(fits) && !typed).then_some(text)
}

/// Whether some reader of YAML takes a text without quotation marks for something else: a number, a date, a truth value, nothing.
fn is_typed(text: &str) -> bool {
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(|c: char| c.is_ascii_digit()) || words.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Whether a text may stand as it is in a block (`|-`): characters that are printed, and none at the start that would be indentation.
fn fits_block(text: &str) -> bool {
    let printed = |c: char| c == '\n' || c == '\t' || is_printed(c);
    text.chars().all(printed) && !text.starts_with([' ', '\t', '\n']) && !text.ends_with('\n')
}

/// Whether a character may stand in YAML unescaped and is no line's end to any reader.
fn is_printed(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A0}'..='\u{2027}' | '\u{202A}'..='\u{FEFE}' | '\u{FF00}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The text in double quotation marks.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printed(c) => out.push(c),
            c => drop(write!(out, "\\u{:04x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(field("k", text, true).join("\n"), expected);
    }

    #[test]
    fn a_text_is_as_plain_as_it_may_be() {
        check("Read, Grep", "k: Read, Grep");
        check("", "k:");
        check("no", "k: \"no\"");
        check("1.10", "k: \"1.10\"");
        check("a: b", "k: \"a: b\"");
        check("*", "k: \"*\"");
        check("- a", "k: \"- a\"");
        check("a #b", "k: \"a #b\"");
        check("say \"a\"", "k: |-\n  say \"a\"");
        check("a\n\n b", "k: |-\n  a\n\n   b");
        check("a\n\u{7}", "k: \"a\\n\\u0007\"");
        check("\ta\nb", "k: \"\\ta\\nb\"");
        check("a\u{2028}b", "k: \"a\\u2028b\"");
    }

    #[test]
    fn lists_and_maps() {
        let text = |text: &str| Value::Text(text.to_owned());
        let list = Value::List(vec![text("a"), text("b: c"), Value::List(vec![text("d, e")])]);
        assert_eq!(value("k", &list).join("\n"), "k:\n  - a\n  - \"b: c\"\n  - [\"d, e\"]");
        let map = Value::Map(vec![("a b".to_owned(), text("1")), ("*".to_owned(), Value::Map(Vec::new()))]);
        assert_eq!(value("k", &map).join("\n"), "k:\n  a b: 1\n  \"*\": {}");
        assert_eq!(value("k", &Value::List(Vec::new())), ["k: []"]);
    }
}
