//! Class: what a sentence of a description says: what the agent is for, when to use it, when not, or what tasks it does.

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

/// The class of a sentence, plain text. What it is of is told by its first words.
pub(super) fn classify(sentence: &str) -> Class {
    let head = head(sentence);
    if is_examples_heading(&head) {
        return Class::Nothing;
    }
    if lists_tasks(&head).is_some() {
        return Class::Tasks;
    }
    if is_boundary(&head) {
        return Class::WhenNot;
    }
    if is_trigger(&head) { Class::When } else { Class::Purpose }
}

/// How much of a sentence is looked at, in characters.
const HEAD: usize = 160;

/// The beginning of a sentence, lower-case, straight apostrophes, single spaces, from its first letter on.
fn head(sentence: &str) -> String {
    let begin = sentence.trim_start_matches(|c: char| !c.is_alphanumeric());
    begin.chars().take(HEAD).flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

/// Words before the one that matters: "Also use …", "Always invoke …".
const ADVERBS: [&str; 24] = [
    "also",
    "additionally",
    "specifically",
    "particularly",
    "especially",
    "always",
    "immediately",
    "automatically",
    "only",
    "then",
    "please",
    "primarily",
    "and",
    "or",
    "you",
    "should",
    "can",
    "must",
    "may",
    "claude",
    "be",
    "it",
    "important",
    "proactively",
];

/// Subjects that mean the agent itself, in front of "should be used", "is ideal for", "is not for".
const SUBJECTS: [&str; 14] = [
    "this agent ",
    "the agent ",
    "this subagent ",
    "this sub-agent ",
    "this skill ",
    "this specialist ",
    "this ",
    "it ",
    "agent ",
    "this assistant ",
    "this tool ",
    "this command ",
    "this mode ",
    "which ",
];

/// Verbs by which an agent is called.
const CALLS: [&str; 15] = [
    "use",
    "invoke",
    "trigger",
    "triggers",
    "triggered",
    "activate",
    "activates",
    "activated",
    "engage",
    "consult",
    "used",
    "invoked",
    "employ",
    "summon",
    "called",
];

/// Verbs that an agent may be called by, but that may as well be what it does ("Deploy to …").
const DOUBLE_CALLS: [&str; 14] = [
    "call", "launch", "delegate", "deploy", "choose", "select", "run", "runs", "spawn", "dispatch", "pick", "fires",
    "prefer", "ask",
];

/// What follows a verb of both senses where it means "use this agent".
const DOUBLE_OCCASIONS: [&str; 9] =
    ["this", "when", "whenever", "if", "proactively", "after", "before", "immediately", "me"];

/// What follows such a verb where it means "use this agent".
const OCCASIONS: [&str; 28] = [
    "this",
    "when",
    "whenever",
    "for",
    "if",
    "after",
    "before",
    "proactively",
    "it",
    "during",
    "on",
    "at",
    "by",
    "to",
    "immediately",
    "automatically",
    "only",
    "once",
    "while",
    "in",
    "as",
    "me",
    "upon",
    "with",
    "any",
    "early",
    "agent",
    "them",
];

fn is_trigger(head: &str) -> bool {
    let starts = |phrases: &[&str]| phrases.iter().any(|phrase| head.starts_with(phrase));
    if starts(&[
        "this includes",
        "these include",
        "this covers",
        "when ",
        "whenever ",
        "if the user",
        "if you",
        "if a user",
        "if they",
        "if user",
        "mandatory for",
        "mandatory when",
        "mandatory before",
        "mandatory after",
        "required for",
        "required when",
        "required before",
        "typical triggers",
        "common triggers",
        "trigger phrases",
        "trigger words",
        "trigger keywords",
        "trigger conditions",
        "triggers:",
        "trigger:",
        "keywords:",
        "activation:",
        "use cases",
        "use case:",
        "best used",
        "for use when",
        "for use in",
        "usage:",
        "auto-triggers",
        "auto-invoked",
        "auto-invoke",
        "when:",
        "使用",
        "当",
        "适用于",
        "用于",
        "utiliser",
        "usar ",
        "verwenden",
        "使う",
    ]) {
        return true;
    }
    let (subject, rest) = without_subject(head);
    let mut words = rest.split([' ', ',']).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut word = words.next().unwrap_or_default();
    let mut eager = false;
    for _ in 0..4 {
        if !ADVERBS.contains(&word) {
            break;
        }
        eager |= word == "proactively" || word == "must";
        word = words.next().unwrap_or_default();
    }
    let next: Vec<&str> = words.by_ref().take(6).collect();
    let second = next.first().copied().unwrap_or_default();
    if CALLS.contains(&word) && (subject.is_empty() || is_passive(word)) {
        // "Use X when …", with the agent's name; but "Use strict types" says how it works.
        let named = next
            .iter()
            .any(|word| matches!(*word, "when" | "whenever" | "if" | "proactively" | "agent" | "before" | "after"));
        return OCCASIONS.contains(&second) || named || rest.trim_end().ends_with(':') || eager;
    }
    if DOUBLE_CALLS.contains(&word) && (subject.is_empty() || is_passive(word)) {
        return DOUBLE_OCCASIONS.contains(&second);
    }
    let suits = matches!(
        word,
        "ideal"
            | "perfect"
            | "great"
            | "suitable"
            | "recommended"
            | "useful"
            | "helpful"
            | "good"
            | "appropriate"
            | "suited"
            | "well-suited"
            | "best"
            | "intended"
            | "is"
            | "are"
            | "excellent"
    );
    let fitting = |word: &str| {
        matches!(word, "for" | "when" | "if" | "whenever" | "in" | "before" | "after" | "to" | "used" | "suited" | "as")
    };
    if suits && matches!(word, "is" | "are") {
        return !subject.is_empty() && is_fit(second) && next.get(1).is_some_and(|word| fitting(word));
    }
    if suits && word != "intended" {
        return fitting(second) || (word == "best" && second == "suited");
    }
    // "Reviews code and should be used proactively": only where the subject is the agent itself.
    !subject.is_empty()
        && ["should be used", "must be used", "should be invoked", "should be called", "should be triggered"]
            .iter()
            .any(|phrase| rest.starts_with(phrase))
        || eager && CALLS.contains(&second)
}

fn is_passive(word: &str) -> bool {
    word.ends_with("ed") || matches!(word, "triggers" | "activates" | "runs" | "fires")
}

fn is_fit(word: &str) -> bool {
    matches!(
        word,
        "ideal"
            | "perfect"
            | "best"
            | "suitable"
            | "recommended"
            | "useful"
            | "appropriate"
            | "invoked"
            | "triggered"
            | "called"
            | "activated"
            | "used"
            | "suited"
            | "great"
            | "especially"
            | "particularly"
    )
}

/// The subject that means the agent itself, if the sentence begins with one, and the rest.
fn without_subject(head: &str) -> (&str, &str) {
    SUBJECTS
        .iter()
        .find_map(|subject| Some((head.get(..subject.len())?, head.strip_prefix(subject)?)))
        .unwrap_or(("", head))
}

/// What a clause begins with that says when not to use the agent.
const BOUNDARIES: [&str; 40] = [
    "do not use",
    "don't use",
    "never use",
    "do not invoke",
    "don't invoke",
    "never invoke",
    "do not call",
    "do not trigger",
    "don't trigger",
    "don't call",
    "do not delegate",
    "don't delegate",
    "do not activate",
    "do not launch",
    "do not select",
    "do not choose",
    "do not spawn",
    "not for",
    "not to be used",
    "not intended",
    "not suitable",
    "not suited",
    "not recommended",
    "not meant",
    "not designed",
    "not appropriate",
    "not needed",
    "not applicable",
    "not ideal",
    "not responsible for",
    "not used",
    "avoid using",
    "avoid for",
    "avoid when",
    "avoid if",
    "unsuitable for",
    "should not be used",
    "must not be used",
    "should never be used",
    "use only if not",
];

/// The same, at the beginning of a sentence only.
const SENTENCE_BOUNDARIES: [&str; 30] = [
    "avoid ",
    "avoid:",
    "skip:",
    "skip for",
    "skip if",
    "skip when",
    "skip this",
    "skip —",
    "skip -",
    "not when",
    "not if",
    "not a ",
    "not an ",
    "not:",
    "not the ",
    "out of scope",
    "out-of-scope",
    "not in scope",
    "exclusions:",
    "excludes:",
    "anti-triggers",
    "negative triggers",
    "when not to",
    "when to avoid",
    "limitations:",
    "no need to use",
    "does not handle",
    "does not cover",
    "does not replace",
    "doesn't handle",
];

fn is_boundary(head: &str) -> bool {
    let starts = |text: &str, list: &[&str]| list.iter().any(|phrase| text.starts_with(phrase));
    if starts(head, &BOUNDARIES) || starts(head, &SENTENCE_BOUNDARIES) {
        return true;
    }
    if [
        "不要",
        "不适用",
        "请勿",
        "不用于",
        "避免",
        "使わない",
        "使用しない",
        "ne pas utiliser",
        "no usar",
        "nicht verwenden",
    ]
    .iter()
    .any(|p| head.starts_with(p))
    {
        return true;
    }
    let (subject, rest) = without_subject(head);
    if !subject.is_empty() {
        let rest = rest.strip_prefix("is ").or_else(|| rest.strip_prefix("are ")).unwrap_or(rest);
        let rest = rest.strip_prefix("isn't ").map_or_else(|| rest.to_owned(), |rest| format!("not {rest}"));
        return starts(&rest, &BOUNDARIES) || starts(&rest, &["does not handle", "does not cover", "does not replace"]);
    }
    is_elsewhere(head)
}

/// "Use X instead", "For Y, use some-other-agent": a sentence that sends the reader to another agent.
fn is_elsewhere(head: &str) -> bool {
    let named = |rest: &str| {
        let word = rest.trim_start_matches("the ").trim_start_matches(['`', '@']);
        let word = word.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).next().unwrap_or_default();
        word.contains('-') && word.len() > 3
    };
    if head.starts_with("for ") {
        let uses = ["use ", "see ", "prefer ", "consult ", "delegate to ", "defer to "];
        let clause = head.split([';', '.']).next().unwrap_or(head);
        return uses.iter().any(|verb| {
            clause.split_once(verb).is_some_and(|(before, rest)| before.ends_with([' ', ',']) && named(rest))
        });
    }
    let sends = ["use ", "prefer ", "delegate ", "defer ", "see "].iter().any(|verb| head.starts_with(verb));
    sends && head.trim_end().trim_end_matches(['.', '!', ')']).ends_with("instead")
}

/// Where a clause begins, in bytes, that says when not to use the agent, in a sentence that says something else before it;
/// also where the clause ends: it may stand in brackets.
pub(super) fn boundary_clause(sentence: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(found) = sentence.get(from..).and_then(|rest| rest.find([';', ',', '—', '–', '-', '(', '；', '，']))
    {
        let at = from + found;
        let mark = sentence.get(at..)?.chars().next()?;
        from = at + mark.len_utf8();
        let rest = sentence.get(from..)?;
        if at == 0 || (mark != '(' && !rest.starts_with(' ') && mark.is_ascii()) {
            continue;
        }
        let clause: String =
            rest.trim_start().chars().take(32).map(|c| if c == '’' { '\'' } else { c.to_ascii_lowercase() }).collect();
        let clause = clause.strip_prefix("and ").or_else(|| clause.strip_prefix("but ")).unwrap_or(&clause);
        if BOUNDARIES.iter().any(|phrase| clause.starts_with(phrase)) {
            let end = if mark == '(' { rest.find(')').map(|end| from + end + 1) } else { None };
            return Some((at, end.unwrap_or(sentence.len())));
        }
    }
    None
}

/// "Examples:", "Usage examples", "Here are some examples of when to use this agent:".
fn is_examples_heading(head: &str) -> bool {
    let words = head.trim_end_matches(|c: char| c.is_whitespace() || ":.*-".contains(c));
    let short = head.split_whitespace().count() <= 12
        && (head.trim_end().ends_with(':') || head.split_whitespace().count() <= 2);
    short && names_examples(words) && !lists_before_colon(words)
}

/// Whether a few words speak of examples.
pub(super) fn names_examples(words: &str) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let names = ["example", "examples", "示例", "ejemplos", "exemples", "beispiele"];
        names.iter().any(|name| word.eq_ignore_ascii_case(name))
    })
}

/// "Example tasks", "Examples include": headings of lists of tasks.
fn lists_before_colon(words: &str) -> bool {
    words.ends_with("include") || words.ends_with("tasks") || words.ends_with("use cases")
}

/// Where the list begins, in bytes of the lower-case head, of a sentence that lists tasks.
fn lists_tasks(head: &str) -> Option<usize> {
    let leads = [
        "examples include",
        "example tasks",
        "examples are",
        "example use cases",
        "examples of tasks",
        "examples of use",
        "sample tasks",
        "typical tasks",
        "common tasks",
        "typical use cases",
        "common use cases",
        "example usage",
        "example requests",
        "examples:",
        "example:",
        "use case examples",
        "usage examples",
        "example scenarios",
    ];
    let lead = leads.iter().find(|lead| head.starts_with(**lead))?;
    let mut at = lead.len();
    for word in [" include", " are", " of use", " for this agent", " but are not limited to", ":", "："] {
        if head.get(at..).is_some_and(|rest| rest.starts_with(word)) {
            at += word.len();
        }
    }
    Some(at)
}

/// The tasks that a sentence lists, each trimmed; with the byte at which each begins. Empty where the list follows as items.
pub(super) fn tasks(sentence: &str) -> Vec<(usize, &str)> {
    let skip = sentence.len() - sentence.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let Some(lead) = lists_tasks(&head(sentence)).filter(|&lead| sentence.is_char_boundary(skip + lead)) else {
        return Vec::new();
    };
    let single = sentence.get(skip..).is_some_and(|text| text.starts_with("Example:") || text.starts_with("example:"));
    items(sentence, skip + lead, single)
}

/// The items of a list from a byte on: divided by semicolons, else by commas, outside brackets and quotations.
pub(super) fn items(sentence: &str, from: usize, whole: bool) -> Vec<(usize, &str)> {
    let list = sentence.get(from..).unwrap_or_default();
    let mark = if divide(list, ';').len() > 1 { ';' } else { ',' };
    let pieces = if whole { vec![(0, list)] } else { divide(list, mark) };
    let mut found: Vec<(usize, usize)> = Vec::new();
    let gerund =
        |text: &str| tidy(text).1.split_whitespace().next().is_some_and(|word| word.len() > 4 && word.ends_with("ing"));
    let parallel = pieces.first().is_some_and(|(_, first)| gerund(first));
    for (start, piece) in pieces {
        let end = start + piece.len();
        match found.last_mut() {
            // "designing REST, GraphQL or gRPC APIs, planning …": what doesn't go on like the first belongs to the one before.
            Some(last) if parallel && !gerund(piece) => last.1 = end,
            _ => found.push((start, end)),
        }
    }
    let tidied = found.into_iter().map(|(start, end)| {
        let (skipped, item) = tidy(list.get(start..end).unwrap_or_default());
        (from + start + skipped, item)
    });
    tidied.filter(|(_, item)| item.contains(char::is_alphanumeric)).collect()
}

/// Pieces of a list with the byte at which each begins.
fn divide(list: &str, mark: char) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let (mut depth, mut quoted, mut start, mut before) = (0_u32, false, 0, None);
    for (at, c) in list.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '"' => quoted = !quoted,
            _ if c == mark && depth == 0 && (!quoted || before == Some('"')) => {
                pieces.push((start, list.get(start..at).unwrap_or_default()));
                start = at + c.len_utf8();
            }
            _ => {}
        }
        before = Some(c);
    }
    pieces.push((start, list.get(start..).unwrap_or_default()));
    pieces
}

/// An item without "and", number, quotation marks and full stop, and how many bytes that took at its front.
fn tidy(item: &str) -> (usize, &str) {
    let mut text = item.trim_start();
    for word in ["and ", "or ", "as well as "] {
        text = text.strip_prefix(word).unwrap_or(text).trim_start();
    }
    let body = text.trim_start_matches(|c: char| c == '(' || c.is_ascii_digit());
    if let Some(rest) = body.strip_prefix(") ").filter(|_| body.len() < text.len()) {
        text = rest;
    }
    text = text.trim_start_matches(['"', '\'', '“', '-', '*', ' ']);
    let skipped = item.len() - text.len();
    (skipped, text.trim_end_matches(|c: char| c.is_whitespace() || ".;,\"'”*".contains(c)))
}
