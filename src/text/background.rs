//! Background: how common a word is in agent definitions at large. A catalog of five agents has no statistics of its own to speak of.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::fold;

/// How many definitions the frequencies were counted in.
pub const DOCUMENTS: u32 = 4097;

/// The frequency of a word that the table lacks: it is known to be below 8, and is taken as the middle of that.
pub const RARE: u32 = 4;

static TABLE: &str = include_str!("background.tsv");

/// The words of the table, lower case, each with how many of [`DOCUMENTS`] public definitions hold it.
pub fn words() -> impl Iterator<Item = (&'static str, u32)> {
    let lines = TABLE.lines().filter_map(|line| line.split_once('\t'));
    lines.filter_map(|(word, count)| Some((word, count.parse().ok()?)))
}

/// In how many of [`DOCUMENTS`] public definitions a lower-case word stands; `None` if in fewer than 8.
#[must_use]
pub fn df(word: &str) -> Option<u32> {
    static WORDS: OnceLock<HashMap<&'static str, u32>> = OnceLock::new();
    WORDS.get_or_init(|| words().collect()).get(word).copied()
}

/// The inverse document frequency of a word, as BM25 has it: `ln(1 + (N - df + .5) / (df + .5))`.
#[must_use]
pub fn idf(word: &str) -> f64 {
    let df = f64::from(df(word).unwrap_or(RARE));
    (1.0 + (f64::from(DOCUMENTS) - df + 0.5) / (df + 0.5)).ln()
}

/// How telling a name is: as its rarest word in the background and its holders in a catalog of so many agents say, counted together.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "far fewer agents than 2^52")]
pub fn telling(name: &str, holders: usize, agents: usize) -> f64 {
    let folded = fold(name);
    let words =
        folded.split(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#'))).filter(|word| !word.is_empty());
    let rarest = words.map(|word| df(word).unwrap_or(RARE)).min().unwrap_or(RARE);
    let (df, all) = (f64::from(rarest) + holders as f64, f64::from(DOCUMENTS) + agents as f64);
    (1.0 + (all - df + 0.5) / (df + 0.5)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_common_words_and_not_rare_ones() {
        assert!(df("and").unwrap() > 4000);
        assert_eq!(df("partisan"), None);
        assert!(idf("partisan") > idf("kafka") && idf("kafka") > idf("and"));
    }
}
