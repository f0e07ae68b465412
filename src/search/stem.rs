//! Stem: the English stemmer that the index, the terminal and the browser share (`static/js/search-stem.js` is its twin).
//!
//! Porter2 (<https://snowballstem.org/algorithms/english/stemmer.html>) with one rule of ours: a word of up to three letters keeps its
//! `s`, because in this domain it is a name (`iOS`, `AWS`, `DNS`) more often than a plural. Both are held together by
//! `tests/stems.tsv`.

/// Words whose stem no rule gives, or that no rule may touch.
const EXCEPTIONS: [(&str, &str); 18] = [
    ("skis", "ski"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("idly", "idl"),
    ("gently", "gentl"),
    ("ugly", "ugli"),
    ("early", "earli"),
    ("only", "onli"),
    ("singly", "singl"),
    ("sky", "sky"),
    ("news", "news"),
    ("howe", "howe"),
    ("atlas", "atlas"),
    ("cosmos", "cosmos"),
    ("bias", "bias"),
    ("andes", "andes"),
];

/// Words that are left alone once their plural is gone.
const SETTLED: [&str; 8] = ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

/// Step 2, longest first: an ending in R1 and what replaces it.
const STEP_2: [(&str, &str); 22] = [
    ("ational", "ate"),
    ("fulness", "ful"),
    ("iveness", "ive"),
    ("ization", "ize"),
    ("ousness", "ous"),
    ("biliti", "ble"),
    ("lessli", "less"),
    ("tional", "tion"),
    ("alism", "al"),
    ("aliti", "al"),
    ("ation", "ate"),
    ("entli", "ent"),
    ("fulli", "ful"),
    ("iviti", "ive"),
    ("ousli", "ous"),
    ("abli", "able"),
    ("alli", "al"),
    ("anci", "ance"),
    ("ator", "ate"),
    ("enci", "ence"),
    ("izer", "ize"),
    ("bli", "ble"),
];

/// Step 3, longest first.
const STEP_3: [(&str, &str); 8] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
];

/// Step 4, longest first: endings that go where they stand in R2.
const STEP_4: [&str; 18] = [
    "ement", "able", "ance", "ence", "ible", "ment", "ant", "ate", "ent", "ion", "ism", "iti", "ive", "ize", "ous",
    "al", "er", "ic",
];

/// The stem of a folded word. A word with anything but `a` to `z` in it, or of up to two letters, is its own stem.
#[must_use]
pub fn stem(word: &str) -> String {
    if word.len() < 3 || word.len() > 40 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    if word.len() <= 6
        && let Some((_, stem)) = EXCEPTIONS.iter().find(|(exception, _)| *exception == word)
    {
        return (*stem).to_owned();
    }
    let mut w = mark_consonant_y(word);
    let (r1, r2) = regions(&w);
    step_1a(&mut w);
    if !SETTLED.contains(&w.as_str()) {
        step_1b(&mut w, r1);
        step_1c(&mut w);
        step_2(&mut w, r1);
        step_3(&mut w, r1, r2);
        step_4(&mut w, r2);
        step_5(&mut w, r1, r2);
    }
    if w.contains('Y') { w.replace('Y', "y") } else { w }
}

fn vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// The byte at `at`, counted from the end for the callers' sake; 0 beyond the word.
fn back(word: &str, at: usize) -> u8 {
    word.len().checked_sub(at).and_then(|index| word.as_bytes().get(index)).copied().unwrap_or(0)
}

/// A `y` at the beginning or after a vowel is a consonant: written `Y` until the end.
fn mark_consonant_y(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 2);
    let mut after_vowel = true;
    for c in word.chars() {
        let c = if c == 'y' && after_vowel { 'Y' } else { c };
        after_vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        out.push(c);
    }
    out
}

/// Where R1 and R2 begin.
fn regions(word: &str) -> (usize, usize) {
    let r1 = ["gener", "commun", "arsen"]
        .iter()
        .find(|prefix| word.starts_with(*prefix))
        .map_or_else(|| region(word, 0), |prefix| prefix.len());
    (r1, region(word, r1))
}

/// After the first consonant that follows a vowel, from `start` on; the word's end if there is none.
fn region(word: &str, start: usize) -> usize {
    let bytes = word.as_bytes();
    (start + 1..bytes.len())
        .find(|&i| {
            let (before, here) = (bytes.get(i - 1).copied().unwrap_or(0), bytes.get(i).copied().unwrap_or(0));
            vowel(before) && !vowel(here)
        })
        .map_or(bytes.len(), |i| i + 1)
}

fn has_vowel(text: &str) -> bool {
    text.bytes().any(vowel)
}

/// Whether the word ends in a short syllable.
fn short_syllable(word: &str) -> bool {
    let (last, middle, first) = (back(word, 1), back(word, 2), back(word, 3));
    if word.len() == 2 {
        return vowel(middle) && !vowel(last);
    }
    word.len() > 2 && !vowel(first) && vowel(middle) && !vowel(last) && !matches!(last, b'w' | b'x' | b'Y')
}

fn cut(word: &mut String, count: usize) {
    word.truncate(word.len().saturating_sub(count));
}

fn step_1a(w: &mut String) {
    if w.ends_with("sses") {
        cut(w, 2);
    } else if w.ends_with("ied") || w.ends_with("ies") {
        cut(w, if w.len() > 4 { 2 } else { 1 });
    } else if w.len() > 3 && w.ends_with('s') && !w.ends_with("us") && !w.ends_with("ss") {
        let before = w.get(..w.len() - 2).unwrap_or_default();
        if has_vowel(before) {
            cut(w, 1);
        }
    }
}

fn step_1b(w: &mut String, r1: usize) {
    for (ending, keep) in [("eedly", 3), ("eed", 1)] {
        if w.ends_with(ending) {
            if w.len() - ending.len() >= r1 {
                cut(w, keep);
            }
            return;
        }
    }
    let Some(ending) = ["ingly", "edly", "ing", "ed"].iter().find(|ending| w.ends_with(*ending)) else { return };
    if !has_vowel(w.get(..w.len() - ending.len()).unwrap_or_default()) {
        return;
    }
    cut(w, ending.len());
    if w.ends_with("at") || w.ends_with("bl") || w.ends_with("iz") {
        w.push('e');
    } else if back(w, 1) == back(w, 2)
        && matches!(back(w, 1), b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't')
    {
        cut(w, 1);
    } else if r1 >= w.len() && short_syllable(w) {
        w.push('e');
    }
}

fn step_1c(w: &mut String) {
    if w.len() > 2 && matches!(back(w, 1), b'y' | b'Y') && !vowel(back(w, 2)) {
        cut(w, 1);
        w.push('i');
    }
}

/// Replaces the longest ending of the list that the word has, if it stands in the region.
fn replace(w: &mut String, endings: &[(&str, &str)], region: usize) -> bool {
    let Some((ending, with)) = endings.iter().find(|(ending, _)| w.ends_with(ending)) else { return false };
    if w.len() - ending.len() >= region {
        cut(w, ending.len());
        w.push_str(with);
    }
    true
}

fn step_2(w: &mut String, r1: usize) {
    if replace(w, &STEP_2, r1) {
        return;
    }
    let in_r1 = |count: usize| w.len() - count >= r1;
    if w.ends_with("ogi") {
        if back(w, 4) == b'l' && in_r1(3) {
            cut(w, 1);
        }
    } else if w.ends_with("li") && in_r1(2) && b"cdeghkmnrt".contains(&back(w, 3)) {
        cut(w, 2);
    }
}

fn step_3(w: &mut String, r1: usize, r2: usize) {
    if w.ends_with("ative") {
        if w.len() - 5 >= r2 {
            cut(w, 5);
        }
        return;
    }
    replace(w, &STEP_3, r1);
}

fn step_4(w: &mut String, r2: usize) {
    let Some(ending) = STEP_4.iter().find(|ending| w.ends_with(*ending)) else { return };
    if w.len() - ending.len() >= r2 && (*ending != "ion" || matches!(back(w, 4), b's' | b't')) {
        cut(w, ending.len());
    }
}

fn step_5(w: &mut String, r1: usize, r2: usize) {
    let at = w.len().saturating_sub(1);
    if w.ends_with('e') {
        let rest = w.get(..at).unwrap_or_default();
        if at >= r2 || (at >= r1 && !short_syllable(rest)) {
            cut(w, 1);
        }
    } else if w.ends_with("ll") && at >= r2 {
        cut(w, 1);
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn agrees_with_the_published_vocabulary() {
        let cases = [
            ("consign", "consign"),
            ("consigned", "consign"),
            ("consistency", "consist"),
            ("consolation", "consol"),
            ("knightly", "knight"),
            ("knives", "knive"),
            ("generalization", "general"),
            ("generously", "generous"),
            ("hopping", "hop"),
            ("hoping", "hope"),
            ("flies", "fli"),
            ("dying", "die"),
            ("relational", "relat"),
            ("organization", "organ"),
            ("happily", "happili"),
            ("running", "run"),
            ("testing", "test"),
            ("yes", "yes"),
            ("luxuriated", "luxuri"),
            ("by", "by"),
            ("ios", "ios"),
            ("aws", "aws"),
            ("apis", "api"),
            ("p99", "p99"),
            ("communication", "communic"),
            ("controlling", "control"),
            ("rolling", "roll"),
        ];
        for (word, expected) in cases {
            assert_eq!(stem(word), expected, "{word}");
        }
    }
}
