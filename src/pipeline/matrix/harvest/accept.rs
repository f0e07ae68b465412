//! Accept: whether a candidate is a name, by its looks and by what it stands beside.

use super::names::{
    SHOUTS, UNCOMMON, capitalised, coined, foreign, frequency, inner_capital, is_function, is_identifier,
    looks_like_name, measure,
};
use super::{Kind, Shape};
use crate::pipeline::matrix::token;

/// In a list with known technologies a capitalised word may be more common.
const LISTED: u32 = 160;
/// Known terms that make an enumeration of running text one of technologies.
const RUNNING: usize = 3;

/// Whether a candidate is a name that the vocabulary lacks. `known` are the terms of its sentence.
pub(in crate::pipeline::matrix) fn accepts(shape: &Shape, text: &str, known: &[(usize, usize)]) -> bool {
    let name = text.get(shape.start..shape.end).unwrap_or_default();
    if !may_be_name(shape, text, name, known) {
        return false;
    }
    let in_list = |&(start, end): &(usize, usize)| shape.list.0 <= start && end <= shape.list.1;
    match shape.kind {
        Kind::Word => true,
        Kind::With => brought_in(text, name),
        Kind::Interface => {
            let name = name.split(' ').next().unwrap_or_default();
            capitalised(name) && name.split('-').all(foreign)
        }
        Kind::Headed => name.split(['-', '.']).all(foreign) && known.iter().any(in_list),
        Kind::Running => {
            let company = known.iter().filter(|span| in_list(span) && is_item(text, **span)).count();
            let needed = if capitalised(name) { RUNNING - 1 } else { RUNNING };
            company >= needed && !name.contains(' ') && name.split(['-', '.']).all(foreign)
        }
        _ => {
            let company = known.iter().filter(|span| in_list(span) && is_item(text, **span)).count();
            let several = name.contains(' ') || name.contains('-') && name.contains(char::is_uppercase);
            is_among_names(shape, text, name, company)
                || if several {
                    several_words(shape, text, name, company)
                } else {
                    one_word(shape, text, name, company)
                }
        }
    }
}

/// Whether a candidate is written as names are, is nothing that is known, and no file, path, address or agent.
fn may_be_name(shape: &Shape, text: &str, name: &str, known: &[(usize, usize)]) -> bool {
    let overlaps = |&(start, end): &(usize, usize)| start < shape.end && shape.start < end;
    let clean = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '+' | '#' | '_' | ':' | '@' | '!' | '\'' | '/' | '&')
    };
    let begins = |c: char| c.is_alphabetic() || matches!(c, ':' | '@') || shape.kind == Kind::Word;
    let other = token::is_file(name) || token::is_path(name) || token::is_address(name) || token::is_agent(name);
    name.len() >= 2
        && name.starts_with(begins)
        && name.chars().all(clean)
        && !known.iter().any(overlaps)
        && !other
        && !name.ends_with("'s")
        && !name.ends_with("n't")
        && !SHOUTS.contains(&name)
        && !is_function(name)
        && !TONGUES.contains(&name)
        && (!name.contains('_') || shape.kind == Kind::With || packaged(shape, text, known))
}

/// A list of names needs no other company, to what looks like one itself.
fn is_among_names(shape: &Shape, text: &str, name: &str, company: usize) -> bool {
    let shouted = name.bytes().all(|byte| byte.is_ascii_uppercase()) && frequency(name) == 0;
    company == 0
        && !shape.code
        && !shape.cut
        && SHOUTED.contains(&name.len())
        && !name.contains(' ')
        && (shouted || capitalised(name) && foreign(name))
        && (names_in(text, shape) > 0 || all_foreign(text, shape))
}

/// Whether all of at least three items in a candidate's list are words that English has not: `(Foozle, Quuxle, Zorble, etc.)`.
fn all_foreign(text: &str, shape: &Shape) -> bool {
    let (from, to) = shape.list;
    if to - from > MAX_LIST || text.get(..from).is_none_or(|it| !it.ends_with('(')) {
        return false;
    }
    let items = || {
        text.get(from..to)
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|it| !matches!(*it, "etc" | "etc." | "..."))
    };
    let name = |it: &str| capitalised(it) && !it.contains(' ') && foreign(it);
    items().count() >= FOREIGN && items().all(|it| name(it.trim_start_matches("e.g. ")))
}

/// Whether several words in a list, beside so many known terms, are a name.
fn several_words(shape: &Shape, text: &str, name: &str, company: usize) -> bool {
    let mut words = name.split([' ', '-']).filter(|word| !word.is_empty());
    let capital = words.clone().all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    if shape.kind == Kind::Lead && capital && words.clone().all(|word| frequency(word) < UNCOMMON) {
        return words.any(foreign);
    }
    // `Use Foo`, `Call FooBar`: a list's first item begins with what is to be done.
    let begins = text.get(shape.list.0..shape.start).is_some_and(|it| it.trim().is_empty());
    if begins && words.clone().next().is_some_and(|word| frequency(word) >= LISTED) {
        return false;
    }
    let uncommon = words.any(|word| frequency(word) < UNCOMMON || inner_capital(word));
    capital && uncommon && company > 0
}

/// The same of one word.
fn one_word(shape: &Shape, text: &str, name: &str, company: usize) -> bool {
    let common = frequency(name);
    if shape.code {
        return common == 0
            && !is_identifier(name)
            && (company > 0 || inner_capital(name))
            && !name.contains(['/', '&', '\'']);
    }
    if inner_capital(name) || name.contains(|c: char| c.is_ascii_digit()) && name.len() > 2 {
        return !(is_identifier(name) && company == 0) && common < UNCOMMON && !measure(name);
    }
    if name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()) {
        return name.len() <= 6 && common < UNCOMMON && company > 0;
    }
    if shape.kind == Kind::Lead && capitalised(name) && foreign(name) {
        return true;
    }
    // `Foo: Evaluating and choosing Bar`, `Grounded in Foo`: the first word of what is said has its capital from that.
    if (name.ends_with("ing") || name.ends_with("ed"))
        && text.get(shape.list.0..shape.start).is_some_and(|it| it.trim().is_empty())
    {
        return false;
    }
    if name.starts_with(char::is_uppercase) {
        return !shape.cut && company > 0 && common < if company > 1 { LISTED } else { UNCOMMON };
    }
    let plain = name.split('-').filter(|word| !word.is_empty()).all(|word| frequency(word) > 0);
    company > 2 && common == 0 && name.len() > 3 && !plain && !shape.cut
}

/// Languages that people speak: they stand in lists as names do.
const TONGUES: &[&str] = &[
    "Arabic", "Bengali", "Cantonese", "Chinese", "Czech", "Danish", "Dutch", "English", "Finnish", "French", "German",
    "Greek", "Hebrew", "Hindi", "Hungarian", "Indonesian", "Italian", "Japanese", "Korean", "Malay", "Mandarin",
    "Norwegian", "Persian", "Polish", "Portuguese", "Punjabi", "Romanian", "Russian", "Spanish", "Swahili", "Swedish",
    "Tamil", "Telugu", "Thai", "Turkish", "Ukrainian", "Urdu", "Vietnamese",
];

/// Whether a known term is an item of a list, or the greater part of one: a joint stands before it or behind it.
fn is_item(text: &str, (start, end): (usize, usize)) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end();
    let after = text.get(end..).unwrap_or_default().trim_start();
    before.is_empty()
        || before.ends_with([',', '(', '/', ':', '|', ';', '&', '+'])
        || before.ends_with(" and")
        || before.ends_with(" or")
        || after.is_empty()
        || after.starts_with([',', ')', '/', '|', ';', '&', '+', '.'])
        || after.starts_with("and ")
        || after.starts_with("or ")
}

/// Letters of a name beside others that are known by their looks.
const SHOUTED: std::ops::RangeInclusive<usize> = 3..=12;

/// Items of a list that are all names, without any that is known.
const FOREIGN: usize = 3;

/// Longest list that is looked through for names: keeps a hostile one linear.
const MAX_LIST: usize = 400;

/// How many other items of a candidate's list are names by their looks alone.
fn names_in(text: &str, shape: &Shape) -> usize {
    let (from, to) = shape.list;
    if to - from > MAX_LIST || (from, to) == (shape.start, shape.end) {
        return 0;
    }
    let own = text.get(shape.start..shape.end);
    let list = text.get(from..to).unwrap_or_default();
    list.split([',', '/', ';', '|']).map(str::trim).filter(|item| Some(*item) != own && looks_like_name(item)).count()
}

/// Whether a word with underscores is a package's name: it says so, or stands in a list of known ones.
fn packaged(shape: &Shape, text: &str, known: &[(usize, usize)]) -> bool {
    let name = text.get(shape.start..shape.end).unwrap_or_default();
    let inside = |&(start, end): &(usize, usize)| shape.list.0 <= start && end <= shape.list.1;
    !shape.code && is_snake(name) && known.iter().filter(|span| inside(span) && is_item(text, **span)).count() > 1
}

fn is_snake(name: &str) -> bool {
    let fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.bytes().all(fine) && name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.ends_with('_')
}

/// Whether what `using` and the like bring in is a name: a capital inside a sentence, on a word that English has not, or a word that
/// only programmers make.
fn brought_in(text: &str, name: &str) -> bool {
    if name.contains('_') {
        return is_snake(name);
    }
    let mut words = name.split(' ');
    let first = words.next().unwrap_or_default();
    let rest_is_name = words.all(|word| frequency(word) < UNCOMMON);
    capitalised(first) && rest_is_name && first.split('-').all(foreign) && !titled(text) || coined(name)
}

/// Whether most words of a text have a capital, so that it tells no name.
fn titled(text: &str) -> bool {
    let (mut capital, mut small) = (0, 0);
    for word in text.split_whitespace().filter(|word| word.chars().count() > 3).take(40) {
        if word.starts_with(char::is_uppercase) { capital += 1 } else { small += 1 }
    }
    capital > small
}

/// What the users have and the agent works on: its name is theirs.
const THEIRS: &[&str] = &[
    "project", "codebase", "repo", "repository", "monorepo", "team", "app", "application", "website", "backend",
    "frontend", "company", "organization", "brand",
];

/// Whether a name is that of what the users have, and of nothing that others could know: `the Foo project`.
pub(in crate::pipeline::matrix) fn is_theirs(shape: &Shape, text: &str) -> bool {
    let after = text.get(shape.end..).unwrap_or_default().trim_start_matches(['`', '*', '"', ' ']);
    let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let before = text.get(..shape.start).unwrap_or_default().trim_end_matches(['`', '*', '"', ' ']);
    let before = before.strip_suffix(" the").unwrap_or(before);
    // `You are FooBar`: that is the agent.
    let named =
        ["You are", "you are", " for", "You're"].iter().any(|it| before.ends_with(it)) && shape.kind == Kind::Word;
    named || THEIRS.contains(&next) || next == "s" && text.get(shape.end..).is_some_and(|it| it.starts_with("'s"))
}
