//! Class: what a sentence of a description says: what the agent is for, when to use it, when not, or what tasks it does.
//! Told by its first words, in lists that are divided by `|`.

use super::phrases::Phrases;
use super::{languages, tasks};

/// What a sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// What the agent is or does.
    Purpose,
    /// When to use it.
    When,
    /// When not to use it.
    WhenNot,
    /// Which tasks it does, as a list.
    Tasks,
    /// A heading that says nothing itself ("Examples:").
    Nothing,
}

/// The class of a sentence, plain text, of the agent `name`, which is in lower case with hyphens.
pub(super) fn classify(sentence: &str, name: &str) -> Class {
    let head = head(sentence);
    if is_examples_heading(&head) {
        Class::Nothing
    } else if tasks::list_begin(&head).is_some() {
        Class::Tasks
    } else if is_boundary(&head, name) {
        Class::WhenNot
    } else if is_trigger(&head) || is_own(&head, name) || is_quotations(sentence) {
        Class::When
    } else {
        Class::Purpose
    }
}

/// How much of a sentence is looked at, in characters.
const HEAD: usize = 160;

/// The beginning of a sentence from its first letter on, lower-case, with straight apostrophes.
pub(super) fn head(sentence: &str) -> String {
    let begin = sentence.trim_start_matches(|c: char| !c.is_alphanumeric());
    begin.chars().take(HEAD).flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

/// Whether a text begins with one of the phrases of a list.
pub(super) fn starts(text: &str, phrases: &str) -> bool {
    phrases.split('|').any(|phrase| text.starts_with(phrase))
}

/// Whether a word is in a list.
fn is_in(word: &str, words: &str) -> bool {
    !word.is_empty() && words.split('|').any(|listed| listed == word)
}

/// What sentences begin with that say when to use the agent, other than by a verb of calling.
static OCCASION_OPENINGS: Phrases = Phrases::new(
    "this includes|these include|this covers|when |when:|whenever |also when|also if |also after |also before |if the user|if a user|if user|if you|if they|\
    user says|user asks|user mentions|user types|user requests|the user says|the user asks|the user mentions|the user types|the user requests|\
    mandatory for|mandatory when|mandatory before|mandatory after|required for|required when|required before|typical triggers|\
    common triggers|trigger phrases|trigger words|trigger keywords|trigger conditions|triggers:|trigger:|keywords:|activation:|\
    use cases|use case:|best used|for use when|for use in|usage:|auto-trigger|auto-invoke|mandatory triggers|keywords |triggers —|triggers –|triggers - |\
    when_to_use:|activates when|activation trigger",
);

/// Words before the one that matters: "Also use …", "Always invoke …".
static ADVERBS: Phrases = Phrases::new(
    "also|additionally|specifically|particularly|especially|always|immediately|automatically|only|then|please|primarily|\
    and|or|you|should|can|must|may|claude|be|it|important|proactively",
);

/// Subjects that mean the agent itself, in front of "should be used", "is ideal for", "is not for".
const SUBJECTS: &str = "this agent |the agent |this subagent |this sub-agent |this skill |this specialist |this assistant |this tool |\
    this command |this mode |this |it |agent |which ";

/// Verbs by which an agent is called.
static CALLS: Phrases = Phrases::new(
    "use|used|invoke|invoked|trigger|triggers|triggered|activate|activates|activated|engage|consult|employ|summon|called",
);

/// What follows such a verb where it means "use this agent".
const OCCASIONS: &str = "this|when|whenever|for|if|after|before|proactively|it|during|on|at|by|to|immediately|automatically|only|once|while|\
    in|as|me|upon|with|any|early|agent|them";

/// Verbs that an agent may be called by, but that may as well be what it does ("Deploy to …").
static DOUBLE_CALLS: Phrases =
    Phrases::new("call|launch|delegate|deploy|choose|select|run|runs|spawn|dispatch|pick|fires|prefer|ask");

/// What follows a verb of both senses where it means "use this agent".
const DOUBLE_OCCASIONS: &str = "this|when|whenever|if|proactively|after|before|immediately|me";

/// What an agent is for an occasion: "Ideal for …".
static FIT: Phrases = Phrases::new(
    "ideal|perfect|great|suitable|recommended|useful|helpful|good|appropriate|suited|well-suited|best|excellent",
);

/// What follows it.
const FITTING: &str = "for|when|if|whenever|in|before|after|to|used|suited|as";

/// Whether a sentence, by its head, says when to use the agent.
pub(super) fn is_trigger(head: &str) -> bool {
    if OCCASION_OPENINGS.begin(head) || languages::is_occasion(head) {
        return true;
    }
    let (subject, rest) = without_subject(head);
    let mut words = rest.split([' ', ',']).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).peekable();
    let mut eager = false;
    while let Some(word) = words.next_if(|word| ADVERBS.holds(word)) {
        eager |= word == "proactively" || word == "must";
    }
    let word = words.next().unwrap_or_default();
    let next: Vec<&str> = words.take(6).collect();
    let second = next.first().copied().unwrap_or_default();
    let called = subject.is_empty() || word.ends_with("ed") || is_in(word, "triggers|activates|runs|fires");
    if CALLS.holds(word) && called {
        // "Use X when …", with the agent's name, but "Use strict types" says how it works.
        let named = next.iter().any(|word| is_in(word, "when|whenever|if|proactively|agent|before|after"));
        return is_in(second, OCCASIONS) || named || rest.trim_end().ends_with(':') || eager;
    }
    if DOUBLE_CALLS.holds(word) && called {
        return is_in(second, DOUBLE_OCCASIONS) || (word == "delegate" && second == "for");
    }
    if is_in(word, "is|are") {
        let fit = FIT.holds(second) || is_in(second, "invoked|triggered|called|activated|used|especially|particularly");
        return !subject.is_empty() && fit && next.get(1).is_some_and(|word| is_in(word, FITTING));
    }
    (FIT.holds(word) && is_in(second, FITTING)) || (eager && CALLS.holds(second))
}

/// Whether a sentence calls the agent by what the user says: "Use when the user says '…'".
pub(super) fn is_said(sentence: &str) -> bool {
    let head = head(sentence);
    ["user says", "user asks", "user mentions", "user types", "user requests"].iter().any(|words| head.contains(words))
}

/// Whether a sentence only names what calls the agent: "Triggers: 'a', 'b'", "Keywords: …", `"a", "b" or "c"`, "WHEN: …". That is no
/// purpose as long as there is another.
pub(super) fn is_call_list(sentence: &str) -> bool {
    CALL_LISTS.begin(&head(sentence)) || is_quotations(sentence)
}

/// What such a sentence begins with.
static CALL_LISTS: Phrases = Phrases::new(
    "when:|triggers:|trigger:|triggers —|triggers –|triggers - |triggers on|mandatory triggers|keywords|trigger words|trigger phrases|trigger keywords|\
    activation trigger|触发词|触发关键词",
);

/// Whether a sentence is a list of quotations and nothing else.
fn is_quotations(sentence: &str) -> bool {
    if !sentence.starts_with(['"', '“', '「']) {
        return false;
    }
    let (mut spoken, mut open, mut word) = (0, false, String::new());
    for c in sentence.chars().chain(" ".chars()) {
        match c {
            '"' | '“' | '”' | '「' | '」' => {
                open = !open;
                spoken += usize::from(open);
            }
            _ if open => {}
            _ if c.is_alphanumeric() => word.push(c),
            _ if word.is_empty() => {}
            _ if matches!(word.as_str(), "or" | "and" | "etc") => word.clear(),
            _ => return false,
        }
    }
    spoken > 1 && !open
}

/// Words for who an agent is.
const ROLES: &str = "specialist|expert|engineer|architect|analyst|reviewer|agent|assistant|advisor|consultant|developer|designer|manager|\
    writer|tester|auditor|coach|guide|investigator|orchestrator|coordinator|generator|planner|researcher";

/// Whether a sentence says who the agent is or what it does: "Specialist for …", "Scans …".
pub(super) fn states(sentence: &str) -> bool {
    let head = head(sentence);
    let mut words = head.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty());
    let does = |word: &str| {
        word.len() > 4
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !is_in(word, "always|users|these|perhaps|examples|triggers")
    };
    let first = words.next().unwrap_or_default();
    does(first) || is_in(first, ROLES) || words.take(7).any(|word| is_in(word, ROLES))
}

/// "Use lamp-keeper for …" said of the lamp keeper.
fn is_own(head: &str, name: &str) -> bool {
    let rest = ["use ", "invoke ", "use the ", "invoke the "]
        .iter()
        .find_map(|verb| head.strip_prefix(verb)?.strip_prefix(name));
    !name.is_empty() && rest.is_some_and(|rest| rest.starts_with(' '))
}

/// The subject that means the agent itself, if the sentence begins with one, and the rest.
fn without_subject(head: &str) -> (&str, &str) {
    let subject = SUBJECTS.split('|').find(|subject| head.starts_with(subject)).unwrap_or_default();
    (subject, head.strip_prefix(subject).unwrap_or(head))
}

/// What a clause begins with that says when not to use the agent.
pub(super) static BOUNDARIES: Phrases = Phrases::new(
    "do not use|don't use|never use|do not invoke|don't invoke|never invoke|do not call|don't call|\
    do not trigger|don't trigger|do not delegate|don't delegate|do not activate|do not launch|do not select|do not choose|do not spawn|\
    not for|not to be used|not intended|not suitable|not suited|not recommended|not meant|not designed|not appropriate|not needed|\
    not applicable|not ideal|not responsible for|not used|avoid using|avoid for|avoid when|avoid if|unsuitable for|should not be used|\
    must not be used|should never be used|must not use|mustn't use|should not use|shouldn't use|cannot use|can't use|never for",
);

/// The same, at the beginning of a sentence only.
static SENTENCE_BOUNDARIES: Phrases = Phrases::new(
    "avoid |avoid:|skip:|skip for|skip if|skip when|skip this|skip —|skip -|not when|not if|not a |not an |not the |\
    not:|out of scope|out-of-scope|not in scope|exclusions:|excludes:|anti-triggers|negative triggers|when not to|when not:|when to avoid|limitations:|\
    no need to use|does not handle|does not cover|does not replace|doesn't handle|doesn't cover|not auto-triggered|not auto-invoked",
);

/// Whether a sentence, by its head, says when not to use the agent.
fn is_boundary(head: &str, name: &str) -> bool {
    let bare = head.strip_prefix("you ").unwrap_or(head);
    if BOUNDARIES.begin(bare) || SENTENCE_BOUNDARIES.begin(head) || languages::is_boundary(head) {
        return true;
    }
    let (subject, rest) = without_subject(head);
    if subject.is_empty() {
        return is_elsewhere(head, name);
    }
    let rest = ["is ", "are "].iter().find_map(|verb| rest.strip_prefix(verb)).unwrap_or(rest);
    let rest = rest.strip_prefix("isn't ").map_or_else(|| rest.to_owned(), |rest| format!("not {rest}"));
    BOUNDARIES.begin(&rest)
        || starts(&rest, "does not handle|does not cover|does not replace|doesn't handle|doesn't cover")
}

/// "Use X instead", "For Y, use some-other-agent", "Does not paint; hand off to the-painter": what sends the reader to another
/// agent than `name`.
pub(super) fn is_elsewhere(head: &str, name: &str) -> bool {
    let instead = head.trim_end().trim_end_matches(['.', '!', ')']).ends_with("instead");
    if let Some(rest) = SENDS.split('|').find_map(|verb| head.strip_prefix(verb)) {
        return instead || names_other(rest, name);
    }
    let clause = head.split([';', '.']).next().unwrap_or(head);
    let sends = |clause: &str| {
        SENDS.split('|').any(|verb| {
            clause
                .split_once(verb)
                .is_some_and(|(before, rest)| before.ends_with([' ', ',']) && names_other(rest, name))
        })
    };
    if head.starts_with("for ") {
        return sends(clause) || (instead && clause.contains(" use "));
    }
    let hands_off = ["hand off to", "handoff to", "hand those off", "hand it off", "hand that off"];
    starts(head, "does not |doesn't |do not |will not |won't |cannot |can't ")
        && (sends(clause) || instead || hands_off.iter().any(|words| clause.contains(words)))
}

/// Verbs that send the reader to an agent.
const SENDS: &str = "use |see |prefer |try |consult |defer to |delegate to |hand off to |route to |switch to ";

/// Whether a text begins with the name of another agent: lower-case words with hyphens between them.
fn names_other(text: &str, name: &str) -> bool {
    let text = text.trim_start_matches("the ").trim_start_matches(['`', '@', '"', '\'']);
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let follows = rest.trim_start_matches(['`', '"', '\'']);
    let alone = follows.is_empty() || starts(follows, ".|,|;|)| for| when| if| instead| agent| to| on| —| -| (");
    word.contains('-')
        && word.len() > 3
        && alone
        && word != name
        && !word.starts_with("in-")
        && !word.ends_with("-first")
}

/// "Examples:", "Usage examples", "Here are some examples of when to use this agent:".
fn is_examples_heading(head: &str) -> bool {
    let words = head.trim_end_matches(|c: char| c.is_whitespace() || ":.*-".contains(c));
    let count = head.split_whitespace().count();
    let short = count <= 2 || (count <= 12 && head.trim_end().ends_with(':'));
    let lists = ["include", "tasks", "use cases"].iter().any(|end| words.ends_with(end));
    // "Examples: lamps" says which.
    short && !lists && !words.contains([':', '：']) && names_examples(words)
}

/// Whether a few words speak of examples.
pub(super) fn names_examples(words: &str) -> bool {
    let is_name = |word: &str| {
        let word = word.to_lowercase();
        is_in(&word, "example|examples") || languages::is_examples(&word)
    };
    words.split(|c: char| !c.is_alphanumeric()).any(is_name)
}
