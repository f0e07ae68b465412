//! Folding: one form for all the ways a word is written.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Compatibility-normalised (NFKC), lower-case, without diacritics: `Ｎaïve` and `naive` are one.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).nfkc().collect()
}

/// Whether a character is a combining mark: part of the letter before it.
#[must_use]
pub fn is_mark(c: char) -> bool {
    is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_width_case_and_diacritics() {
        assert_eq!(fold("Ｎaïve"), "naive");
        assert_eq!(fold("STRASSE"), "strasse");
        assert_eq!(fold("İstanbul"), "istanbul");
    }
}
