//! Slugs: names that are safe as file names on every system and readable in a URL.

use std::collections::{HashMap, HashSet};

use super::fold;
use crate::digest;

/// Longest slug, in bytes: well below every file system's limit, with room for an ending.
const MAX: usize = 80;

/// Names that Windows keeps for devices.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A name as `[a-z0-9-]{1,80}`. `C++`, `C#` and `.NET` keep their difference (`c-plus-plus`, `c-sharp`, `dot-net`);
/// a name without any Latin letter or digit becomes `x-` and eight digits of its hash.
#[must_use]
pub fn slug(name: &str) -> String {
    let folded = fold(name.trim());
    let mut out = String::with_capacity(folded.len());
    let mut previous = ' ';
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            '+' if previous.is_ascii_alphanumeric() || previous == '+' => push_word(&mut out, "plus"),
            '#' if previous.is_ascii_alphanumeric() => push_word(&mut out, "sharp"),
            '.' if !previous.is_alphanumeric() && chars.peek().is_some_and(char::is_ascii_alphabetic) => {
                push_word(&mut out, "dot");
                out.push('-');
            }
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
        previous = c;
    }
    out.truncate(MAX);
    let trimmed = out.trim_end_matches('-');
    if trimmed.is_empty() {
        return format!("x-{}", digest::short(name.as_bytes()).get(..8).unwrap_or("0"));
    }
    if RESERVED.contains(&trimmed) {
        return format!("{trimmed}-x");
    }
    trimmed.to_owned()
}

fn push_word(out: &mut String, word: &str) {
    if !out.is_empty() && !out.ends_with('-') {
        out.push('-');
    }
    out.push_str(word);
}

/// Slugs that have been given out, so that none is given out twice.
#[derive(Debug, Default)]
pub struct Taken {
    slugs: HashSet<String>,
    /// The number that a slug's next namesake gets: counted on, so that a thousand of one name cost no more than a thousand.
    next: HashMap<String, usize>,
}

impl Taken {
    /// Enters a slug that is given elsewhere.
    pub fn enter(&mut self, slug: &str) {
        self.slugs.insert(slug.to_owned());
    }
}

/// The slug of `name`, made unique among `taken` by `-2`, `-3` …, and entered there.
pub fn unique_slug(name: &str, taken: &mut Taken) -> String {
    unique(&slug(name), taken)
}

/// A slug made unique among `taken`, and entered there.
pub fn unique(base: &str, taken: &mut Taken) -> String {
    let mut candidate = base.to_owned();
    if taken.slugs.contains(base) {
        let mut number = taken.next.get(base).copied().unwrap_or(2);
        while taken.slugs.contains(&candidate) {
            let suffix = format!("-{number}");
            let keep = base.len().min(MAX - suffix.len());
            candidate = format!("{}{suffix}", base.get(..keep).unwrap_or(base).trim_end_matches('-'));
            number += 1;
        }
        taken.next.insert(base.to_owned(), number);
    }
    taken.slugs.insert(candidate.clone());
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_tells_names_apart() {
        let cases = [
            ("Raft expert", "raft-expert"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("C", "c"),
            (".NET", "dot-net"),
            ("Node.js", "node-js"),
            ("Zürich", "zurich"),
            ("CON", "con-x"),
            ("../../etc/passwd", "etc-passwd"),
        ];
        for (name, expected) in cases {
            assert_eq!(slug(name), expected, "{name}");
        }
        assert!(slug("分布式系统").starts_with("x-"));
        assert_ne!(slug("分布式系统"), slug("分布式"));
    }

    #[test]
    fn is_idempotent_and_unique() {
        let mut taken = Taken::default();
        assert_eq!(unique_slug("a b", &mut taken), "a-b");
        assert_eq!(unique_slug("A-B", &mut taken), "a-b-2");
        let long = "x".repeat(200);
        let first = unique_slug(&long, &mut taken);
        let second = unique_slug(&long, &mut taken);
        assert!(first.len() <= MAX && second.len() <= MAX && first != second);
        assert_eq!(slug(&first), first);
    }
}
