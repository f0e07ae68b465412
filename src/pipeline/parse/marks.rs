//! Marks: what stands around a value and is no part of what it means: typographic quotation marks, a comma or a semicolon behind it.

/// A value of a word or a few without such marks.
pub(super) fn bare(value: &str) -> &str {
    let value = value.trim();
    let inner = value.trim_end_matches([';', ',', '，', '；']).trim_end();
    let inner = unquoted(inner).unwrap_or(inner);
    // Marks alone say nothing less.
    if inner.is_empty() { value } else { inner }
}

/// Typographic quotation marks with their partners.
const QUOTES: [(char, char); 6] = [('“', '”'), ('‘', '’'), ('„', '“'), ('«', '»'), ('「', '」'), ('”', '”')];

/// What typographic quotation marks stand around, if one pair stands around all of it.
pub(super) fn unquoted(value: &str) -> Option<&str> {
    let (open, close) = QUOTES.iter().find(|(open, close)| value.starts_with(*open) && value.ends_with(*close))?;
    let inner = value.strip_prefix(*open)?.strip_suffix(*close)?;
    let mut depth = 1_i32;
    for c in inner.chars().filter(|_| open != close) {
        depth += i32::from(c == *open) - i32::from(c == *close);
        if depth == 0 {
            return None;
        }
    }
    Some(inner.trim())
}

/// What single quotation marks stand around, if one pair stands around all of it: inside there are only pairs of them, and
/// apostrophes within words.
pub(super) fn within_single(value: &str) -> Option<&str> {
    let inner = value.strip_prefix('\'')?.strip_suffix('\'')?;
    let mut before = ' ';
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\'' && chars.next_if_eq(&'\'').is_none() {
            let within = before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
            if !within {
                return None;
            }
        }
        before = c;
    }
    Some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_a_value_go() {
        for (value, expected) in [
            ("“a”", "a"),
            ("‘a b’", "a b"),
            ("„a“", "a"),
            ("a;", "a"),
            ("a ,", "a"),
            ("“a”,", "a"),
            ("“a” and “b”", "“a” and “b”"),
            ("“a", "“a"),
            ("a’", "a’"),
            (";", ";"),
            ("“”", "“”"),
            ("", ""),
            ("a, b", "a, b"),
        ] {
            assert_eq!(bare(value), expected, "{value}");
        }
        assert_eq!(unquoted("“a “b” c”"), Some("a “b” c"));
        assert_eq!(within_single("'a''b, isn't ''c'''"), Some("a''b, isn't ''c''"));
        for several in ["'a' and 'b'", "'a", "'", "a'", "'the trees' wood'"] {
            assert_eq!(within_single(several), None, "{several}");
        }
    }
}
