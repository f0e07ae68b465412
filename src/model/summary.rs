//! Summary: a purpose on one line, for a card.

use super::description::Passage;

/// Longest summary, in characters.
const LONGEST: usize = 140;

/// The first words of a purpose on one line of at most 140 characters, without "Use this agent when you need to",
/// so that the cards of a catalog don't all begin alike. Empty if the purpose is.
#[must_use]
pub(super) fn summary(purpose: &[Passage]) -> String {
    let mut passages = purpose.iter().map(|passage| passage.text.trim()).filter(|text| !is_call(text)).peekable();
    let Some(first) = passages.next() else {
        return cut(purpose.first().map_or("", |passage| passage.text.trim()));
    };
    // "Use this agent when you need to:" and the first item of the list are one sentence.
    let mut text = match (first.strip_suffix(':'), passages.peek()) {
        (Some(stem), Some(item)) if without_call(&format!("{stem} {item}")).is_some() => {
            let whole = if is_occasion(item) { (*item).to_owned() } else { format!("{stem} {}", going_on(item)) };
            let said = lead(&whole);
            let said = if is_occasion(&said) && begins_large(item) { (*item).to_owned() } else { said };
            passages.next();
            said
        }
        _ => lead(first),
    };
    // "A helper." alone says little: the next sentence goes with it.
    for next in passages {
        if text.chars().count() >= 20 && !text.ends_with(':') {
            break;
        }
        let divider = if text.is_empty() || text.ends_with(['.', '!', '?', ':', '…', '。', '！', '？']) {
            " "
        } else {
            "; "
        };
        text.push_str(divider);
        text.push_str(next);
    }
    cut(&capitalised(&text))
}

/// Whether an item says "when" itself, so that its lead need not.
fn is_occasion(item: &str) -> bool {
    let first = item.split(' ').next().unwrap_or_default().to_lowercase();
    matches!(first.as_str(), "when" | "whenever" | "if" | "before" | "after" | "during" | "while")
}

/// Whether an item begins with a word that nobody knows how to write in the middle of a sentence: "React", "Code".
fn begins_large(item: &str) -> bool {
    let mut chars = item.chars();
    let large = chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase);
    large && going_on(item) == item
}

/// An item in the middle of a sentence: a word that is only written large because it is the first is written small.
fn going_on(item: &str) -> String {
    let (first, rest) = item.split_once(' ').unwrap_or((item, ""));
    let small =
        matches!(first, "The" | "A" | "An" | "You" | "User" | "Users" | "There" | "Any" | "It" | "Your" | "Someone");
    if small { format!("{} {rest}", first.to_lowercase()) } else { item.to_owned() }
}

/// A sentence of when to use an agent, to follow the words "Use it when".
#[must_use]
pub(super) fn occasion(sentence: &str) -> String {
    match without_call(sentence) {
        Some((rest, "when" | "whenever" | "if")) if rest.chars().any(char::is_alphanumeric) => capitalised(rest),
        Some((rest, occasion)) if rest.chars().any(char::is_alphanumeric) => capitalised(&format!("{occasion} {rest}")),
        _ => sentence.to_owned(),
    }
}

/// A sentence without the words that say no more than "this is an agent to use".
fn lead(sentence: &str) -> String {
    let called = without_call(sentence);
    let rest = match called {
        Some((rest, occasion)) => occasion_of(rest, occasion),
        None => without_subject(sentence).to_owned(),
    };
    if rest.chars().filter(|c| c.is_alphanumeric()).count() < 3 { sentence.to_owned() } else { rest }
}

/// Words between the verb and the occasion, or before the verb: "MUST BE USED PROACTIVELY when".
const EAGER: [&str; 16] = [
    "must", "be", "proactively", "immediately", "automatically", "always", "also", "only", "should", "please", "it",
    "me", "specifically", "primarily", "proactive", "especially",
];

/// Whether a sentence only calls the agent, and says nothing of it ("MUST BE USED.").
fn is_call(sentence: &str) -> bool {
    sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| {
        let word = word.to_lowercase();
        EAGER.contains(&word.as_str()) || CALLS.contains(&word.as_str()) || matches!(word.as_str(), "this" | "agent")
    })
}

/// Verbs by which an agent is called.
const CALLS: [&str; 8] = ["use", "used", "invoke", "invoked", "trigger", "engage", "call", "consult"];

/// After "Use this agent when", "MUST BE USED for", "Use PROACTIVELY to": the rest, and the last of those words.
fn without_call(sentence: &str) -> Option<(&str, &'static str)> {
    const OCCASIONS: [&str; 10] = ["when", "whenever", "if", "for", "to", "after", "before", "during", "in", "while"];
    let mut called = false;
    let mut subject = 0;
    let mut rest = sentence;
    for _ in 0..12 {
        let word_end = rest.find(char::is_whitespace)?;
        let word = rest.get(..word_end)?.trim_end_matches([',', ':']).to_lowercase();
        let tail = rest.get(word_end..)?.trim_start();
        if called && let Some(occasion) = OCCASIONS.iter().find(|occasion| **occasion == word) {
            return Some((tail, occasion));
        }
        if CALLS.contains(&word.as_str()) && !called {
            called = true;
        } else if EAGER.contains(&word.as_str()) {
        } else if called && subject < 6 && (subject > 0 || matches!(word.as_str(), "this" | "the" | "agent")) {
            // "this agent", "the tax-reviewer agent", "this specialised agent"
            subject = if matches!(word.as_str(), "agent" | "subagent" | "sub-agent" | "it") { 5 } else { subject + 1 };
        } else {
            return None;
        }
        rest = tail;
    }
    None
}

/// What follows "when": "you need to design" is "Design", "working with" is "Working with", any other stays "When …".
fn occasion_of(rest: &str, occasion: &str) -> String {
    let low = rest.to_lowercase();
    // Lower case of other scripts may be longer: then the text is left as it is.
    if low.len() != rest.len() {
        return rest.to_owned();
    }
    let needs = [
        "you need to ",
        "you want to ",
        "you need help ",
        "you need ",
        "you require ",
        "you want ",
        "you're ",
        "you are ",
        "you have to ",
        "users need to ",
        "the user needs to ",
        "the user wants to ",
        "a user wants to ",
        "a user needs to ",
        "the user needs ",
    ];
    if let Some(need) = needs.iter().find(|need| low.starts_with(**need)) {
        return rest.get(need.len()..).unwrap_or(rest).to_owned();
    }
    let gerund =
        low.split_whitespace().next().is_some_and(|word| word.len() > 4 && word.trim_end_matches(',').ends_with("ing"));
    match occasion {
        "when" | "whenever" | "if" | "while" if !gerund => format!("{occasion} {rest}"),
        "after" | "before" | "during" | "in" => format!("{occasion} {rest}"),
        _ => rest.to_owned(),
    }
}

/// Without "This agent", "You are", "An agent that".
fn without_subject(sentence: &str) -> &str {
    let strip = |prefix: &str| {
        let head = sentence.get(..prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then(|| sentence.get(prefix.len()..)).flatten()
    };
    let subjects = [
        "this agent is an ",
        "this agent is a ",
        "this agent is the ",
        "this agent is ",
        "this agent will ",
        "this agent can ",
        "this agent ",
        "this subagent ",
        "you are an ",
        "you are a ",
        "you are the ",
        "you are ",
        "an agent that ",
        "an agent for ",
        "agent that ",
        "agent for ",
        "an ai agent that ",
        "ai agent that ",
        "a specialized agent that ",
        "a specialized agent for ",
        "usa este agente para ",
        "usa este agente cuando necesites ",
        "utiliza este agente para ",
        "use este agente para ",
        "use este agente quando precisar ",
        "utilise cet agent pour ",
        "utilisez cet agent pour ",
    ];
    subjects.iter().find_map(|subject| strip(subject)).unwrap_or(sentence)
}

/// With a capital at its beginning.
fn capitalised(text: &str) -> String {
    let word = text.split_whitespace().next().unwrap_or_default();
    let mut chars = text.chars();
    // A file's name keeps its case: `tasks.md`.
    let file = word.trim_end_matches('.').contains(['.', '_']);
    match chars.next() {
        // `npm`-like names stay, as do `iOS` and words with digits.
        Some(first)
            if first.is_lowercase() && !file && word.chars().skip(1).all(|c| !c.is_uppercase() && !c.is_numeric()) =>
        {
            first.to_uppercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// At most 140 characters, cut between words where there are any, without a full stop.
fn cut(text: &str) -> String {
    let text = text.trim_end_matches(['.', ' ', ':', ';', ',']);
    let Some((limit, _)) = text.char_indices().nth(LONGEST) else { return text.to_owned() };
    let (room, _) = text.char_indices().nth(LONGEST - 1).unwrap_or((limit, ' '));
    let head = text.get(..room).unwrap_or_default();
    let words = if text.get(room..).is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
        head
    } else {
        match head.rfind(char::is_whitespace) {
            Some(at) if at > room / 2 => head.get(..at).unwrap_or(head),
            _ => head,
        }
    };
    format!("{}…", words.trim_end_matches(|c: char| c.is_whitespace() || ".,;:-–—(&/".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(purpose: &str, expected: &str) {
        assert_eq!(summary(&[Passage { text: purpose.to_owned(), line: 1 }]), expected, "{purpose}");
    }

    #[test]
    fn an_occasion_follows_the_words_before_it() {
        assert_eq!(occasion("Use this agent when a map is out of date."), "A map is out of date.");
        assert_eq!(occasion("MUST BE USED for route planning."), "For route planning.");
        assert_eq!(occasion("Use PROACTIVELY after drawing a map."), "After drawing a map.");
        assert_eq!(occasion("Reach for it before a map is drawn."), "Reach for it before a map is drawn.");
        assert_eq!(occasion("Use it when …"), "Use it when …");
    }

    #[test]
    fn leaves_out_what_every_card_would_say() {
        check("Use this agent when you need to plan routes.", "Plan routes");
        check("Use this agent when working with maps.", "Working with maps");
        check("Use this agent when a map is out of date.", "When a map is out of date");
        check("Use this agent PROACTIVELY after drawing a map.", "After drawing a map");
        check("Use PROACTIVELY for route planning.", "Route planning");
        check("MUST BE USED for all maps!", "All maps!");
        check("Use the map-maker agent to draw maps", "Draw maps");
        check("Expert in maps.", "Expert in maps");
        check("This agent draws maps and charts of all kinds.", "Draws maps and charts of all kinds");
        check("This agent is an expert in charts and maps.", "Expert in charts and maps");
        check("Use strict typing throughout.", "Use strict typing throughout");
        check("iOS maps for everyone on earth", "iOS maps for everyone on earth");
        check("tasks.md is kept in order by it.", "tasks.md is kept in order by it");
        check("Utilise cet agent pour dessiner des cartes.", "Dessiner des cartes");
        check("", "");
    }

    #[test]
    fn a_lead_and_its_first_item_are_one_sentence() {
        let check = |item: &str, expected: &str| {
            let passage = |text: &str| Passage { text: text.to_owned(), line: 1 };
            assert_eq!(summary(&[passage("Use this agent when:"), passage(item)]), expected, "{item}");
        };
        check("The map is out of date", "When the map is out of date");
        check("Before a map is drawn", "Before a map is drawn");
        check("OSM data is missing", "When OSM data is missing");
        check("Roads have been closed", "Roads have been closed");
    }

    #[test]
    fn cuts_between_words() {
        let long = "word ".repeat(60);
        let cut = summary(&[Passage { text: long, line: 1 }]);
        assert!(cut.chars().count() <= LONGEST && cut.ends_with("word…"), "{cut}");
        let wide = summary(&[Passage { text: "地".repeat(300), line: 1 }]);
        assert_eq!(wide.chars().count(), LONGEST);
    }

    #[test]
    fn takes_a_second_sentence_where_the_first_is_short() {
        let purpose = ["A map maker.", "Draws coasts."].map(|text| Passage { text: text.to_owned(), line: 1 });
        assert_eq!(summary(&purpose), "A map maker. Draws coasts");
    }
}
