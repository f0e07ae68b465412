//! Background: how usual a word is in agent definitions at large. A catalog of five agents can't tell by itself.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::stem::stem;
use crate::text::background::{self, DOCUMENTS};

/// How many definitions the table was counted over.
pub(super) const DEFINITIONS: f64 = DOCUMENTS as f64;

/// How many definitions of the table weigh as much as one of the catalog's own would.
pub(super) const WEIGHT: f64 = 3000.0;

/// A word that is in as many definitions as this is a word in its own right, whatever its capitals say: `JavaScript` is no script.
const USUAL: u32 = 150;

/// In what share of all definitions the forms of a stem stand, at least once in the whole.
pub(super) fn share(stem: &str) -> f64 {
    f64::from(stems().get(stem).copied().unwrap_or(1).max(1)) / DEFINITIONS
}

/// Whether a stem is that of a real word: one that is in some public definitions.
pub(super) fn is_known(stem: &str) -> bool {
    stems().contains_key(stem)
}

/// The stems of the table, each with how many definitions hold one of its forms.
pub(super) fn stems() -> &'static BTreeMap<String, u32> {
    static STEMS: OnceLock<BTreeMap<String, u32>> = OnceLock::new();
    STEMS.get_or_init(|| {
        let mut stems = BTreeMap::new();
        for (word, count) in background::words() {
            // The forms of a word mostly stand in the same definitions: the most usual one speaks for all.
            let of_stem = stems.entry(self::stem(word)).or_insert(0);
            *of_stem = count.max(*of_stem);
        }
        stems
    })
}

/// Whether a word is so usual that it is one word, however it is written.
pub(super) fn is_usual(word: &str) -> bool {
    background::df(word).is_some_and(|count| count >= USUAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_is_usual() {
        assert!(share("code") > share("raft"));
        assert!(is_known("naiv") && !is_known("kafak"));
        assert!(is_usual("javascript") && is_usual("github"));
        assert!(!is_usual("genserver"));
    }
}
