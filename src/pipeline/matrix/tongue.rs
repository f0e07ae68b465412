//! Tongue: whether a definition is in English, whose words are those that the background counts.

use super::scope::Stretch;

/// Words of a definition that are looked at.
const SAMPLE: usize = 400;

const ENGLISH: &[&str] =
    &["the", "and", "of", "to", "for", "with", "is", "are", "you", "your", "this", "when", "from", "that", "or", "use"];

/// Small words of Spanish, French, Portuguese, German, Italian and Dutch that English has not.
const OTHERS: &[&str] = &[
    "el", "los", "las", "del", "para", "una", "con", "por", "que", "y", "le", "les", "des", "du", "une", "est", "et",
    "pour", "dans", "sur", "avec", "os", "da", "dos", "em", "uma", "com", "um", "der", "und", "das", "ist", "mit",
    "für", "den", "von", "il", "di", "che", "per", "gli", "het", "een", "van", "voor", "la",
];

/// Whether the words that a language can't do without are English ones.
pub(super) fn is_english(stretches: &[Stretch<'_>]) -> bool {
    let words = stretches.iter().flat_map(|stretch| stretch.text.split_whitespace()).take(SAMPLE);
    let (mut english, mut other) = (0, 0);
    for word in words {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if ENGLISH.contains(&word) {
            english += 1;
        } else if OTHERS.contains(&word) {
            other += 1;
        }
    }
    english >= other
}

#[cfg(test)]
mod tests {
    use super::super::scope::Scope;
    use super::*;

    #[test]
    fn small_words_tell_a_language() {
        let check = |text: &str, expected: bool| {
            let stretch = Stretch::plain(Scope::Prose, 0, text, 1);
            assert_eq!(is_english(&[stretch]), expected, "{text}");
        };
        check("You design the pipelines of a team.", true);
        check("Kafka, Redis, Postgres", true);
        check("Tu conçois les services et la base pour le backend.", false);
        check("Du entwirfst das System und prüfst es mit Tests.", false);
    }
}
