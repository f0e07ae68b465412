//! Phrases: a list of words and beginnings, written as one text divided by `|`, ready to be asked often.

use std::sync::OnceLock;

/// A list of phrases.
pub(super) struct Phrases {
    text: &'static str,
    sorted: OnceLock<Vec<&'static str>>,
}

impl Phrases {
    /// The phrases of a text that is divided by `|`.
    pub(super) const fn new(text: &'static str) -> Self {
        Self { text, sorted: OnceLock::new() }
    }

    fn sorted(&self) -> &[&'static str] {
        self.sorted.get_or_init(|| {
            let mut phrases: Vec<&str> = self.text.split('|').collect();
            phrases.sort_unstable();
            phrases
        })
    }

    /// Whether one of them is this word.
    pub(super) fn holds(&self, word: &str) -> bool {
        self.sorted().binary_search(&word).is_ok()
    }

    /// Whether a text begins with one of them.
    pub(super) fn begin(&self, text: &str) -> bool {
        let Some(first) = text.bytes().next() else { return false };
        let sorted = self.sorted();
        let from = sorted.partition_point(|phrase| phrase.bytes().next() < Some(first));
        let same = sorted.iter().skip(from).take_while(|phrase| phrase.bytes().next() == Some(first));
        same.into_iter().any(|phrase| text.starts_with(phrase))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_and_whole_words() {
        let phrases = Phrases::new("when |whenever|if the user|ça va");
        for (text, begins, holds) in [
            ("when it", true, false),
            ("whenever", true, true),
            ("if you", false, false),
            ("ça va?", true, false),
            ("w", false, false),
            ("", false, false),
        ] {
            assert_eq!((phrases.begin(text), phrases.holds(text)), (begins, holds), "{text}");
        }
    }
}
