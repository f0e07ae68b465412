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
    }
}
