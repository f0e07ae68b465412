//! Names: what a word's looks, and how often it stands in definitions at large, tell of whether it is a name.

use crate::text::background;

/// A word in fewer of the background's definitions than this is no everyday word: about one in a hundred.
pub(super) const UNCOMMON: u32 = 40;

/// Endings of words that English makes from others, which are in no list of frequent ones though nobody's name.
const ENDINGS: &[&str] = &[
    "able", "age", "al", "ance", "ant", "ary", "ate", "ed", "ence", "ency", "ent", "er", "ers", "es", "ful", "ible",
    "ic", "ical", "ics", "ing", "ings", "ion", "ions", "ish", "ism", "ist", "ists", "ity", "ive", "ize", "less", "ly",
    "ment", "ments", "ness", "or", "ors", "ory", "ous", "ship", "sis", "th", "ty", "ual", "ure", "ward", "ways",
    "wise",
];

/// Names of other things than one can be good at: places, months, degrees.
const PLAIN: &[&str] = &[
    "Africa",
    "Asia",
    "Australia",
    "Austria",
    "Brazil",
    "Britain",
    "Canada",
    "China",
    "Czechia",
    "Denmark",
    "Dubai",
    "Egypt",
    "Europe",
    "Finland",
    "France",
    "Germany",
    "Greece",
    "Hungary",
    "India",
    "Indonesia",
    "Ireland",
    "Israel",
    "Italy",
    "Japan",
    "Kenya",
    "Korea",
    "London",
    "Malaysia",
    "Mexico",
    "Netherlands",
    "Nigeria",
    "Norway",
    "Pakistan",
    "Philippines",
    "Poland",
    "Portugal",
    "Qatar",
    "Russia",
    "Singapore",
    "Spain",
    "Sweden",
    "Switzerland",
    "Taiwan",
    "Thailand",
    "Turkey",
    "Ukraine",
    "Vietnam",
    "April",
    "June",
    "July",
    "August",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "PhD",
    "PoC",
    "PoCs",
    "YouTube",
];

/// Whether a word is a name by its looks alone: in hardly any definition, and not made as English makes words.
pub(super) fn foreign(word: &str) -> bool {
    let small = word.to_lowercase();
    inner_capital(word) && frequency(word) < UNCOMMON && !PLAIN.contains(&word)
        || word.len() > 3
            && frequency(word) == 0
            && !PLAIN.contains(&word)
            && !ENDINGS.iter().any(|ending| small.ends_with(ending))
}

pub(super) fn capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

/// How many of the background's definitions have a word; 0 if too few to be counted.
pub(super) fn frequency(word: &str) -> u32 {
    background::df(&word.to_lowercase()).unwrap_or(0)
}

/// A capital behind a small letter: `GenServer`, `tRPC`.
pub(super) fn inner_capital(word: &str) -> bool {
    let mut small = false;
    for c in word.chars() {
        if small && c.is_uppercase() {
            return true;
        }
        small |= c.is_lowercase();
    }
    false
}

/// A number with a unit or the like (`p95`, `100ms`, `H1`, `3x`) is no name.
pub(super) fn measure(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters < 2 || name.starts_with(|c: char| c.is_ascii_digit())
}
