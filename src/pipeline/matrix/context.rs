//! Context: whether a word that is also an ordinary one (Go, Swift, Express, REST) means the technology here.
//!
//! Such a word counts if it is written as the vocabulary writes it and its surroundings are technical: another term beside it in a
//! list, a technical noun or a version after it, or a capital where English has none.

mod looks;
mod words;

use self::looks::{
    ENDS, alone, as_channel, begins, begins_item, begins_with, beside, bracketed, dotted, enumerated, heads_role,
    in_row, is_lower, is_participle, lettered, near, previous_is_small, same, shouted, title_case, titles_role,
    version, word_after, word_before,
};
use self::words::{
    CHANNELS, EVERYDAY, FAMILIAR, FORMATS, HEADS, IMPERATIVES, JOINTS, PLAIN, QUALITIES, SUBJECTS, TREATMENTS, USES,
    VERBS, WHICH, is_noun,
};
use super::scan::Hit;
use super::token;

/// What stands around a hit.
pub(super) struct Around<'a> {
    /// The stretch as written.
    pub text: &'a str,
    /// The sentence it stands in, as bytes of the stretch.
    pub sentence: (usize, usize),
    /// The term, as bytes of the stretch.
    pub term: (usize, usize),
    /// Whether the term is a code span of its own.
    pub code: bool,
    /// Whether the stretch is a title or a bold term that leads.
    pub title: bool,
    /// Whether the agent's own name has the term.
    pub own: bool,
    /// Whether the term just before it is of its family: `Elixir Phoenix`, but not `Laravel Mix`.
    pub related: bool,
    /// Whether a term of its family stands in the same sentence: `Rust async with Tokio`.
    pub family: bool,
    /// Whether the sentence has two others that follow from the same: `gin, echo, fiber`.
    pub siblings: bool,
    /// Whether the definition speaks of what the term follows from: Rust, where the term is Cargo.
    pub kin: bool,
    /// Whether the definition speaks of technical things much.
    pub technical: bool,
    /// Whether the definition has entries by letters.
    pub lettered: bool,
    /// Where another term stands in the sentence, as bytes of the stretch, with whether it can only be technical.
    pub others: &'a [(usize, usize, bool)],
}

/// Whether a name that stands for itself in capitals does so here: in small letters some are everyday words.
pub(super) fn certain(hit: &Hit<'_>, around: &Around<'_>) -> bool {
    let (start, end) = around.term;
    let found = around.text.get(start..end).unwrap_or_default();
    if !is_lower(found) || is_lower(hit.written) || !EVERYDAY.contains(&found) {
        return true;
    }
    let next = word_after(around.text.get(end..around.sentence.1).unwrap_or_default());
    let near = around.others.iter().any(|&(from, to, certain)| certain && (from, to) != around.term);
    around.code || around.own || around.technical || near || is_noun(next) || in_row(around)
}

/// What languages and shells have by these names, and no technology means, in small letters between backticks.
const KEYWORDS: &[&str] = &["lambda", "rest", "echo", "combine", "salt", "c", "d", "r"];

/// Whether an ordinary word means the technology: the first of the rules that can tell does.
pub(super) fn technical(hit: &Hit<'_>, around: &Around<'_>) -> bool {
    let word = Word::new(hit, around);
    let rules = [
        Word::in_other_use,
        Word::shared_name,
        Word::in_code,
        Word::in_another_script,
        Word::in_small_letters,
        Word::in_company,
        Word::before_a_noun,
        Word::at_the_beginning,
    ];
    rules.iter().find_map(|rule| rule(&word)).unwrap_or_else(|| word.inside())
}

/// An ordinary word with what the rules ask of it.
struct Word<'a> {
    around: &'a Around<'a>,
    /// As it stands in the text.
    found: &'a str,
    /// The same in small letters.
    small: String,
    /// As the vocabulary writes it.
    written: &'a str,
    familiar: bool,
    exact: bool,
    /// The sentence before it and behind it, with the words that are nearest.
    before: &'a str,
    after: &'a str,
    previous: &'a str,
    next: &'a str,
    beside: Option<bool>,
    begins: bool,
    /// Whether it can be a verb with an object.
    verb: bool,
}

impl<'a> Word<'a> {
    fn new(hit: &'a Hit<'_>, around: &'a Around<'_>) -> Self {
        let (start, end) = around.term;
        let found = around.text.get(start..end).unwrap_or_default();
        let before = around.text.get(around.sentence.0..start).unwrap_or_default();
        let after = around.text.get(end..around.sentence.1).unwrap_or_default();
        let small = found.to_lowercase();
        let verb = VERBS.contains(&small.as_str());
        Self {
            around,
            found,
            small,
            written: hit.written,
            familiar: hit.familiar,
            exact: same(found, hit.written),
            before,
            after,
            previous: word_before(before),
            next: word_after(after),
            beside: beside(around),
            begins: begins(before),
            verb,
        }
    }

    /// `Email, Slack, in-app`: how something is sent. `Node* next`: a pointer in code.
    fn in_other_use(&self) -> Option<bool> {
        let works =
            |text: &str| [" integration", "Integrat", "integrat", " bot", " API"].iter().any(|it| text.contains(it));
        let channel = CHANNELS.contains(&self.found)
            && !self.around.own
            && as_channel(self.before, self.after)
            && !(works(self.before) || works(self.after));
        (channel || self.after.starts_with("* ") || self.is_somebody()).then_some(false)
    }

    /// `You are Julia.`: an agent's own name.
    fn is_somebody(&self) -> bool {
        let before = self.before.trim_end();
        let tail = |length: usize| before.get(before.len().checked_sub(length)?..);
        let named = || {
            let says = ["you are", "i am", "i'm", "your name is", "my name is"];
            says.iter().any(|it| tail(it.len()).is_some_and(|end| end.eq_ignore_ascii_case(it)))
        };
        let after = self.after.trim_start();
        let ends = after.is_empty() || after.starts_with(['.', ',', '!', '—', '–', ';']);
        ends && !self.around.own && named()
    }

    /// A name that others share counts where the definition speaks of what it follows from, and some of them in lists alone.
    fn shared_name(&self) -> Option<bool> {
        let around = self.around;
        if (self.familiar || FAMILIAR.contains(&self.written)) && !(self.exact && around.kin) {
            return Some(false);
        }
        (self.familiar && !around.code).then(|| {
            around.own
                || around.related
                || self.beside.is_some()
                || enumerated(around, self.before, self.after)
                || version(self.after)
        })
    }

    fn in_code(&self) -> Option<bool> {
        let company = || !KEYWORDS.contains(&self.found) || self.beside == Some(true);
        let small =
            || self.found == self.written.to_lowercase() && company() && (!self.is_everyday() || self.has_company());
        self.around.code.then(|| self.exact && !(is_lower(self.found) && self.is_everyday()) || small())
    }

    /// Whether it is a word of any text in small letters.
    fn is_everyday(&self) -> bool {
        let small = self.small.as_str();
        self.verb || HEADS.contains(&small) || PLAIN.contains(&small)
    }

    /// Whether the definition speaks of what it follows from, or a technology stands beside it.
    fn has_company(&self) -> bool {
        self.around.kin || self.around.own || self.beside == Some(true)
    }

    /// Among letters of another script a Latin name is a name.
    fn in_another_script(&self) -> Option<bool> {
        let foreign = |c: char| c.is_alphabetic() && c > '\u{36f}';
        let nearest = [self.before.trim_end().chars().next_back(), self.after.trim_start().chars().next()];
        (self.exact && nearest.into_iter().flatten().any(foreign)).then_some(self.found.len() > 1)
    }

    /// A word without the capital that it has in the vocabulary, or that has none there.
    fn in_small_letters(&self) -> Option<bool> {
        let around = self.around;
        if !self.exact {
            // `actix-web, rocket`: in a list of technologies the capital is not missed, unless there is one inside (`SAFe`).
            let row = || !self.is_everyday() && in_row(around);
            let listed = self.beside == Some(true) || self.beside.is_some() && (around.kin || around.siblings || row());
            return Some(
                listed
                    && (alone(self.after) || self.after.starts_with(": "))
                    && begins_item(self.before)
                    && self.found.len() > 3
                    && self.found == self.written.to_lowercase()
                    && !is_lower(self.written)
                    && !self.written.chars().skip(1).any(char::is_uppercase),
            );
        }
        // In its ordinary case only a word's company tells.
        (is_lower(self.found) && self.by_itself().is_none()).then(|| {
            around.technical
                || self.beside == Some(true) && alone(self.after)
                || near(around) && is_noun(&self.next.to_lowercase())
        })
    }

    /// What tells the technology whatever else stands there: the agent's name, a version, a capital inside.
    fn by_itself(&self) -> Option<bool> {
        let (found, after) = (self.found, self.after);
        let tells = self.around.own
            || version(after) && found.len() > 1
            || after.starts_with("'s ") && found.len() > 2
            || found.chars().any(char::is_lowercase) && found.chars().skip(1).any(char::is_uppercase);
        tells.then_some(true)
    }

    /// Lists, brackets, arrows and roles.
    fn in_company(&self) -> Option<bool> {
        let (around, before, after) = (self.around, self.before, self.after);
        let in_language = || before.strip_suffix(" (").is_some_and(|it| ENDS.iter().any(|end| it.ends_with(end)));
        let tells = self.by_itself().is_some()
            || self.beside.is_some()
            || enumerated(around, before, after)
            || (around.technical || around.kin || in_language()) && bracketed(before, after, self.found)
            // `Reactive? → Foo → built in`: what is decided for.
            || before.trim_end().ends_with('→') && (after.trim().is_empty() || after.trim_start().starts_with('→'))
            // `# Swift MCP Expert`: a title that tells a role.
            || around.title && self.begins && near(around) && titles_role(after)
            // `Temporal Expert`: whose field it is.
            || !self.verb && self.next.starts_with(char::is_uppercase) && token::is_profession(self.next)
            // `Combine, actors, and Foo`: no verb has a comma behind it.
            || self.begins && self.verb && after.starts_with(", ") && near(around);
        tells.then_some(true)
    }

    /// A capital inside a sentence is a name's, unless the words around have one too (a title, or a longer name).
    fn is_named(&self) -> bool {
        let previous = self.previous;
        previous.chars().next().is_some_and(char::is_uppercase)
            && !self.around.related
            && !(begins_with(self.before, previous)
                && (IMPERATIVES.contains(&previous) && !self.is_compound()
                    || QUALITIES.contains(&previous)
                    || WHICH.contains(&previous) && self.ends()
                    || is_participle(previous)
                    || third_person(previous)))
    }

    /// `Update Cadence`, `Analyze Temporal patterns`: an everyday word behind a verb that is no tool's.
    fn is_compound(&self) -> bool {
        PLAIN.contains(&self.small.as_str()) && !USES.contains(&self.previous) && !self.has_company()
    }

    /// Whether its part of the sentence ends with it.
    fn ends(&self) -> bool {
        let after = self.after.trim_start();
        after.is_empty() || after.starts_with([':', ',', '.', ';', ')'])
    }

    /// `Content Mix Framework`, `Hypothesis Development`: an everyday word whose capital is a title's or a beginning's.
    fn before_a_noun(&self) -> Option<bool> {
        let next = self.next.to_lowercase();
        if is_noun(&next) {
            let head = self.verb || HEADS.contains(&self.small.as_str());
            let named = self.is_named() && !previous_is_small(self.previous);
            let silent = self.begins || self.around.title || named;
            let stranger = head && named || silent && PLAIN.contains(&self.small.as_str());
            let company = self.around.kin || near(self.around);
            return Some(!(stranger && !company || self.begins && self.verb));
        }
        if FORMATS.contains(&self.found) {
            return Some(TREATMENTS.contains(&next.as_str()));
        }
        dotted(self.after).then_some(true)
    }

    fn at_the_beginning(&self) -> Option<bool> {
        if !self.begins {
            return None;
        }
        let (around, found, small) = (self.around, self.found, self.small.as_str());
        // Three letters are too often another's.
        let known = found.len() > 3 || around.technical || around.kin || near(around);
        if self.is_capital() && found.len() > 2 && known && !self.verb {
            return Some(!shouted(around) && !self.next.starts_with(char::is_uppercase));
        }
        // `Swift is the language here`: what a sentence is about. `Metal is used in buildings` is about something else.
        let told = || self.after.split_whitespace().take(5).any(is_noun);
        let subject = || {
            let is = found.len() > 2 && matches!(self.next, "is" | "has" | "as" | "provides" | "supports");
            is && (around.technical || around.kin || near(around) || told())
        };
        if (heads_role(self.after) || subject()) && !self.is_everyday() {
            return Some(true);
        }
        let mark = self.after.trim_start().trim_start_matches('*').chars().next();
        // `C. Suspense`: the third of a list.
        let whole = mark.is_none_or(|c| matches!(c, ':' | '-' | '–' | '—' | '(' | '|') || c == '.' && found.len() > 1)
            && !(self.is_initial() && !near(around) || around.lettered && found.len() == 1)
            && (!SUBJECTS.contains(&small) || around.kin || near(around) || told());
        let joint = || around.family || (around.title || around.kin) && JOINTS.contains(&self.next);
        Some(whole && !HEADS.contains(&small) || !self.verb && found.len() > 1 && joint())
    }

    /// `R — Resolve the issue`: the letter of a word that follows.
    fn is_initial(&self) -> bool {
        let next = self.after.trim_start_matches(|c: char| !c.is_alphanumeric());
        let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        self.found.len() == 1 && word.len() > 1 && word.starts_with(self.found)
    }

    fn is_capital(&self) -> bool {
        self.found.chars().all(|c| !c.is_lowercase())
    }

    /// Inside a sentence a capital is a name's.
    fn inside(&self) -> bool {
        let (around, previous) = (self.around, self.previous);
        if self.found.chars().count() <= 2 {
            // `modify Go files`: a word of two letters has its capital from nothing else in the midst of a sentence.
            let plain = || self.found.len() == 2 && is_lower(previous) && !around.title && !title_case(around);
            return (previous_is_small(previous) || previous.len() > 1 && plain())
                && !self.next.starts_with(char::is_uppercase)
                && !lettered(self.before, previous);
        }
        if self.is_capital() {
            return !shouted(around);
        }
        // `… and Next Steps: …`: a head that stands in a line with others.
        if HEADS.contains(&self.small.as_str()) && self.next.starts_with(char::is_uppercase) {
            return false;
        }
        if around.title || title_case(around) {
            let joined = matches!(previous, "and" | "or") && !around.family;
            return !self.is_named() && previous_is_small(previous) && !joined;
        }
        !self.is_named()
    }
}

/// `Writes`, `Optimizes`: what an agent does, as descriptions begin.
fn third_person(word: &str) -> bool {
    let stem = |end: &str, back: &str| word.strip_suffix(end).map(|stem| format!("{stem}{back}"));
    [stem("ies", "y"), stem("es", ""), stem("s", "")].into_iter().flatten().any(|it| IMPERATIVES.contains(&it.as_str()))
}

#[cfg(test)]
mod tests;
