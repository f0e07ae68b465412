//! Query: what somebody typed, read by our own small grammar. Any text is a query; nothing here recurses.
//!
//! ```text
//! query  = { item }
//! item   = [ "-" ] ( field ":" value | phrase | word [ "*" ] )
//! field  = "name" | "model" | "tool" | "competency" | "category" | "color" | "loads" | "level"
//! value  = phrase | word
//! phrase = '"' any text '"'
//! ```
//!
//! `static/js/search-parse.js` is its twin.

use super::tokens::{Token, tokens};
use crate::text;

/// Longest query, in bytes of UTF-8; the rest is not read.
pub const BYTES: usize = 1024;

/// Most items of a query, and most words in them; the rest is not read.
pub const TERMS: usize = 64;

/// The fields that a query may filter by.
pub const FIELDS: [&str; 8] = ["name", "model", "tool", "competency", "category", "color", "loads", "level"];

/// A query as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words, phrases and prefixes, in order.
    pub items: Vec<Item>,
    /// Filters, in order.
    pub filters: Vec<Filter>,
    /// What the person should know about how the query was read.
    pub notes: Vec<String>,
}

/// A word, a phrase or a prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Whether what holds it is left out.
    pub not: bool,
    /// Its words.
    pub tokens: Vec<Token>,
}

/// The kinds of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One or more words written together.
    Word,
    /// Words that must follow each other.
    Phrase,
    /// The beginning of a word.
    Prefix,
}

/// A filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// One of [`FIELDS`].
    pub field: &'static str,
    /// The value, folded.
    pub value: String,
    /// Whether what has the value is left out.
    pub not: bool,
}

/// Reads a query.
#[must_use]
pub fn parse(text: &str) -> Query {
    let mut query = Query::default();
    let mut input = text;
    if input.len() > BYTES {
        let mut end = BYTES;
        while !input.is_char_boundary(end) {
            end -= 1;
        }
        input = input.get(..end).unwrap_or_default();
        query.notes.push(format!("only the first {BYTES} bytes of the query are read"));
    }
    let chars: Vec<char> = input.chars().map(straight).collect();
    let mut left = TERMS;
    let mut at = 0;
    while at < chars.len() {
        if is_space(chars.get(at)) {
            at += 1;
            continue;
        }
        let not = chars.get(at) == Some(&'-') && chars.get(at + 1).is_some_and(|&c| !c.is_whitespace() && c != '-');
        if not {
            at += 1;
        }
        if left == 0 {
            query.notes.push(format!("only the first {TERMS} words of the query are read"));
            break;
        }
        let (raw, colon, quoted) = read(&chars, &mut at);
        left = left.saturating_sub(item(&mut query, &raw, colon, quoted, not, left));
    }
    let silent = query.items.is_empty() && query.filters.is_empty() && query.notes.is_empty();
    if silent && chars.iter().any(|c| !is_space(Some(c))) {
        query.notes.push("there is no word in the query".to_owned());
    }
    query
}

/// Curly quotation marks are quotation marks.
fn straight(c: char) -> char {
    if matches!(c, '“' | '”' | '„' | '«' | '»') { '"' } else { c }
}

fn is_space(c: Option<&char>) -> bool {
    c.is_some_and(|c| c.is_whitespace() || c.is_control())
}

/// Reads up to the next space outside of quotation marks: the text without them, where a field may end, and whether it was quoted.
fn read(chars: &[char], at: &mut usize) -> (String, Option<usize>, bool) {
    let mut raw = String::new();
    let mut colon = None;
    let mut quoted = false;
    while let Some(&c) = chars.get(*at) {
        *at += 1;
        let begins_value = raw.is_empty() || colon == Some(raw.len().saturating_sub(1));
        if c == '"' && begins_value && !quoted {
            quoted = true;
            while let Some(&c) = chars.get(*at) {
                *at += 1;
                if c == '"' {
                    break;
                }
                raw.push(c);
            }
            break;
        }
        if is_space(Some(&c)) {
            break;
        }
        if c == ':' && colon.is_none() && !raw.is_empty() {
            colon = Some(raw.len());
        }
        raw.push(c);
    }
    (raw, colon, quoted)
}

/// Adds what was read to the query; gives how many words it took.
fn item(query: &mut Query, raw: &str, colon: Option<usize>, quoted: bool, not: bool, left: usize) -> usize {
    if let Some((key, value)) = colon.and_then(|at| raw.split_at_checked(at)) {
        let value = value.get(1..).unwrap_or_default();
        let key = key.to_ascii_lowercase();
        if let Some(field) = FIELDS.iter().find(|field| **field == key) {
            if value.trim().is_empty() {
                query.notes.push(format!("`{field}:` needs a value directly after the colon"));
            } else {
                query.filters.push(Filter { field, value: text::fold(value.trim()), not });
            }
            return 1;
        }
        let plausible = key.bytes().all(|b| b.is_ascii_lowercase()) && !value.is_empty() && !value.starts_with('/');
        if let Some(near) = text::nearest(&key, FIELDS).filter(|_| plausible) {
            query.notes.push(format!("there is no field `{key}`; did you mean `{near}:{value}`?"));
        }
    }
    let (kind, words) = match raw.strip_suffix('*') {
        _ if quoted && colon.is_none() => (Kind::Phrase, raw),
        Some(start) if start.chars().filter(|c| c.is_alphanumeric()).count() >= 2 => (Kind::Prefix, start),
        _ => (Kind::Word, raw),
    };
    let mut tokens = tokens(words);
    let cut = tokens.iter().enumerate().filter(|(_, token)| token.position as usize >= left).map(|(at, _)| at).next();
    if let Some(cut) = cut {
        tokens.truncate(cut);
        query.notes.push(format!("only the first {TERMS} words of the query are read"));
    }
    let taken = tokens.last().map_or(0, |token| token.position as usize + 1);
    if !tokens.is_empty() {
        query.items.push(Item { kind, not, tokens });
    }
    taken
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        let query = parse(text);
        let mut out: Vec<String> = Vec::new();
        for item in &query.items {
            let words: Vec<&str> = item.tokens.iter().map(|token| token.text.as_str()).collect();
            let sign = if item.not { "-" } else { "" };
            out.push(match item.kind {
                Kind::Word => format!("{sign}{}", words.join("+")),
                Kind::Phrase => format!("{sign}\"{}\"", words.join(" ")),
                Kind::Prefix => format!("{sign}{}*", words.join("+")),
            });
        }
        for filter in &query.filters {
            out.push(format!("{}{}={}", if filter.not { "-" } else { "" }, filter.field, filter.value));
        }
        assert_eq!(out.join(" "), expected, "{text}");
    }

    #[test]
    fn reads_what_people_type() {
        check("raft", "raft");
        check("(Raft kafak", "raft kafak");
        check("\"circuit breaker\" model:opus", "\"circuit breaker\" model=opus");
        check("consensus -paxos --help", "consensus -paxos help");
        check("kube* c*", "kube* c");
        check("competency:\"split brain\" -tool:Bash", "competency=split brain -tool=bash");
        check("“curly quotes”", "\"curly quotes\"");
        check("\"open", "\"open\"");
        check("fix: this", "fix this");
        check("MODEL:Opus", "model=opus");
        check("a:(^", "a");
        check("-", "");
        check("\"\" * -\"\"", "");
    }

    #[test]
    fn suggests_the_field_that_was_meant() {
        assert_eq!(parse("modle:opus").notes, ["there is no field `modle`; did you mean `model:opus`?"]);
        assert!(parse("https://example.com note:x").notes.is_empty());
        assert!(parse(" ").notes.is_empty());
        for text in ["*", "\"\"", "-- ?!"] {
            assert_eq!(parse(text).notes, ["there is no word in the query"], "{text}");
        }
        assert_eq!(parse("model:").notes, ["`model:` needs a value directly after the colon"]);
    }

    #[test]
    fn limits_what_it_reads_and_says_so() {
        let query = parse(&"ab ".repeat(200));
        assert_eq!((query.items.len(), query.notes.len()), (TERMS, 1));
        let long = parse(&"é".repeat(5000));
        assert_eq!(long.notes, ["only the first 1024 bytes of the query are read"]);
        assert!(parse(&"a-".repeat(500)).items.iter().map(|item| item.tokens.len()).sum::<usize>() <= 2 * TERMS);
    }

    proptest! {
        #[test]
        fn any_text_is_a_query(text in "\\PC{0,300}|[-\"*:a-c (]{0,200}") {
            let query = parse(&text);
            let words: usize = query.items.iter().filter_map(|item| item.tokens.last()).map(|token| token.position as usize + 1).sum();
            prop_assert!(words <= TERMS);
        }
    }
}
