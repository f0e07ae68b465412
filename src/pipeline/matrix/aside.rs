//! Aside: sentences that name technologies and claim none: conditions, choices of a form, turns of a dialogue, what is only told
//! apart or mapped to something, and what a colleague is asked for.

use super::token;
use crate::text::any_byte;

/// Whether a sentence claims nothing by what it is. `plain` is in normal form, `text` as written; `lead` tells whether a bold term
/// leads it.
pub(super) fn is_aside(plain: &str, text: &str, lead: bool) -> bool {
    let plain = plain.trim_start();
    // Asked of every sentence with a term: most have none of the signs, and are searched for nothing.
    let (mut choice, mut arrow, mut colon) = (false, false, false);
    for byte in text.bytes() {
        choice |= matches!(byte, b'/' | b'|');
        arrow |= matches!(byte, b'>' | b'=' | 0xe2);
        colon |= byte == b':';
    }
    conditional(plain, lead)
        || is_given(plain)
        || asks_colleague(plain)
        || detects(plain)
        || colon && (sets_model(plain) || tells_by_file(text))
        || choice && is_form(text)
        || arrow && is_mapping(text)
}

/// `user: …`: somebody's turn in a dialogue.
pub(super) fn is_turn(text: &str) -> bool {
    let text = text.trim_start();
    // Asked of every sentence: no more is looked at than the word itself.
    ["user:", "assistant:", "human:"]
        .iter()
        .any(|who| text.get(..who.len()).is_some_and(|it| it.eq_ignore_ascii_case(who)))
}

/// `user: 'Add Foo' assistant: …`: turns of a dialogue on one line.
pub(super) fn has_turns(sentence: &str) -> bool {
    any_byte(sentence, |byte| byte == b':')
        && sentence.contains("assistant:")
        && ["user: '", "user: \""].iter().any(|it| sentence.contains(it))
}

/// Things that are the reader's, of which a condition asks.
const THEIRS: [&str; 14] = [
    "project", "codebase", "repo", "repository", "app", "application", "stack", "user", "team", "user's", "existing",
    "target", "request", "task",
];

/// `If the project uses X …`, `**If X is missing**: …`, `Team prefers X`: says what to do then, and not that the agent is good at it.
fn conditional(sentence: &str, lead: bool) -> bool {
    if ["team prefers ", "user prefers ", "client prefers "].iter().any(|it| sentence.starts_with(it)) {
        return true;
    }
    let Some(rest) = sentence.strip_prefix("if ") else { return false };
    let mut words = rest.split_whitespace();
    let next = words.next().unwrap_or_default();
    let noun = if matches!(next, "the" | "a" | "an" | "your" | "their" | "this") {
        words.next().unwrap_or_default()
    } else {
        next
    };
    lead && is_state(rest) || THEIRS.contains(&noun.trim_matches(|c: char| !c.is_alphanumeric() && c != '\''))
}

/// Whether a condition, up to its colon, tells what may be there: `Foo is missing`, or no more than its name.
fn is_state(condition: &str) -> bool {
    let head = condition.split([':', '(']).next().unwrap_or_default();
    let words: Vec<&str> = head.split_whitespace().take(MAX_STATE).collect();
    words.len() == 1 || words.iter().any(|word| STATES.contains(word))
}

/// Words of a condition that tell what may be there.
const STATES: [&str; 11] =
    ["missing", "not", "isn't", "exists", "has", "uses", "used", "using", "detected", "found", "available"];

/// Most words of a condition that are looked at.
const MAX_STATE: usize = 8;

/// `Recommended Model: Sonnet`: what the agent itself runs on.
fn sets_model(sentence: &str) -> bool {
    let keys = ["model:", "recommended model:", "preferred model:", "default model:"];
    let value = keys.iter().find_map(|key| sentence.strip_prefix(key));
    value.is_some_and(|value| {
        let mut words = value.split(|c: char| !c.is_alphanumeric()).take(4);
        words.any(|word| MODELS.iter().any(|it| word.starts_with(it)))
    })
}

/// How models' names begin.
const MODELS: [&str; 10] =
    ["claude", "opus", "sonnet", "haiku", "gpt", "gemini", "llama", "mistral", "deepseek", "qwen"];

/// `Delegate numeric work to Foo`, `Defer to Foo`: whose work it is then.
fn is_given(sentence: &str) -> bool {
    let given = ["delegate ", "escalate ", "hand off ", "hand over "].iter().find_map(|it| sentence.strip_prefix(it));
    sentence.starts_with("defer to ")
        || given.is_some_and(|rest| rest.split_whitespace().take(6).any(|word| word == "to"))
}

/// `Foo: foo.mod contains "foo"`, `**Foo**: `Foofile``: by which file it is known.
fn tells_by_file(text: &str) -> bool {
    let Some((head, rest)) = text.split_once(": ").filter(|(head, _)| head.len() <= MAX_HEAD) else { return false };
    let mut words = rest.split_whitespace().map(|word| word.trim_matches(['`', '"', '\'', ',', '.', ';']));
    let file = words.next().is_some_and(is_file);
    let next = words.next().unwrap_or_default();
    let tells = matches!(next, "" | "contains" | "exists" | "present" | "found" | "has" | "→");
    !head.is_empty() && file && (tells || is_file(next) || next == "or" && words.next().is_some_and(is_file))
}

/// Files of a project that have no ending.
const FILES: [&str; 7] = ["Gemfile", "Podfile", "Pipfile", "Cartfile", "Rakefile", "Procfile", "Makefile"];

/// Whether a word is a file's name, and no product's that is named like one.
fn is_file(word: &str) -> bool {
    FILES.contains(&word) || token::is_file(word) && !word.ends_with(".js")
}

/// `Foo / Bar / TBD`, `Foo | Bar | Baz]`: a choice that a form gives.
fn is_form(text: &str) -> bool {
    let Some(joint) = [" / ", " | ", "/"].into_iter().find(|it| text.contains(it)) else { return false };
    let mut choices = text.rsplit(joint);
    let last = choices.next().unwrap_or_default();
    let unopened = joint == " | " && last.ends_with(']') && !text.contains('[');
    let last = last.trim_end_matches(['.', ']', ')']);
    matches!(last, "TBD" | "N/A" | "Other" | "None" | "TODO") && choices.next().is_some() || unopened
}

/// What a reader is told to tell apart.
const DETECTS: [&str; 6] = ["identify", "detect", "determine", "recognize", "recognise", "discover"];

/// What those have to be.
const KINDS: [&str; 17] = [
    "type", "framework", "frameworks", "stack", "stacks", "language", "languages", "platform", "platforms", "tooling",
    "manager", "managers", "technology", "technologies", "runner", "orm", "database",
];

/// `Identify the framework (Foo, Bar)`, `Framework detection: Foo, Bar`: what the agent may meet.
fn detects(sentence: &str) -> bool {
    let Some(end) = sentence.bytes().take(MAX_HEAD).position(|byte| matches!(byte, b'(' | b':')) else { return false };
    let head = sentence.get(..end).unwrap_or_default().trim_end();
    let head = ["first, ", "auto ", "automatically "].iter().find_map(|it| head.strip_prefix(it)).unwrap_or(head);
    let (before, last) = head.rsplit_once(' ').unwrap_or(("", head));
    if matches!(last, "detection" | "identification") {
        let kind = before.rsplit(' ').next().unwrap_or_default();
        // To detect languages is a task of its own.
        return kind != "language" && KINDS.contains(&kind);
    }
    let told = DETECTS.iter().find_map(|verb| head.strip_prefix(verb)).filter(|it| it.starts_with(' '));
    let Some(told) = told else { return false };
    let words: Vec<&str> = told.split_whitespace().take(4).collect();
    let goes_on = |word: &&str| !matches!(*word, "from" | "by" | "via" | "in" | "using" | "based" | "of");
    words.iter().position(|word| KINDS.contains(word)).is_some_and(|at| !words.get(at + 1).is_some_and(goes_on))
}

/// Longest head that is looked through, in bytes.
const MAX_HEAD: usize = 80;

/// What is done with a colleague.
const SHARED: [&str; 11] =
    ["collaborate", "work", "partner", "coordinate", "support", "help", "assist", "guide", "advise", "consult", "pair"];

/// `Support foo specialist on Foo`: what somebody else is good at.
fn asks_colleague(sentence: &str) -> bool {
    let mut words = sentence.split_whitespace();
    if !words.next().is_some_and(|first| SHARED.contains(&first)) {
        return false;
    }
    let words: Vec<&str> = words.take(6).collect();
    let is_name =
        |word: &str| !matches!(word, "the" | "a" | "an" | "your" | "our" | "their" | "each" | "every" | "with");
    words.windows(3).any(|it| is_name(it[0]) && token::is_profession(it[1]) && it[2] == "on")
}

/// `"quux" → Foo`, `quux_foo → Foo`, `quux.toml = Foo`: what stands for what, and not what the agent is good at.
fn is_mapping(text: &str) -> bool {
    let arrows = [" → ", " -> ", " => ", " = "];
    let heads = arrows.iter().filter_map(|arrow| text.split_once(arrow).map(|(head, _)| (head.trim(), *arrow)));
    let Some((head, arrow)) = heads.min_by_key(|(head, _)| head.len()) else { return false };
    let quoted = head.len() > 2
        && (head.starts_with('"') && head.ends_with('"') || head.starts_with('“') && head.ends_with('”'));
    let name = !head.contains(' ') && (head.contains('_') && arrow != " = " || is_file(head));
    head.len() <= MAX_HEAD && (quoted || name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_claims_nothing() {
        let aside = |text: &str| is_aside(&text.to_lowercase(), text, false);
        for text in [
            "If the project uses Redis, look at it",
            "Java/Spring | Python/Django | Ruby/Rails]",
            "Redis / Kafka / TBD",
            "Identify project type (Flask, Node, static)",
            "Detect the framework: React, Vue",
            "Detect framework from dependencies (Express, Flask)",
            "Recommended Model: GPT-4",
            "Model: Claude Sonnet (at first)",
            "First, identify the framework (React, Vue)",
            "Delegate numeric verification to R code",
            "Fiber: go.mod contains \"gofiber/fiber\"",
            "Rust: `Cargo.toml` or `Cargo.lock`",
            "Gemfile → Ruby",
            "Framework detection: React, Vue",
            "Support dart specialist on Dart optimization",
            "\"add a queue\" → Redis",
            "quux_flask      → Flask architecture",
            "Cargo.toml = Rust",
        ] {
            assert!(aside(text), "{text}");
        }
        for text in [
            "If in doubt, use Redis",
            "Redis | Kafka",
            "Identify bottlenecks in React (hooks)",
            "Detect database deadlocks (PostgreSQL, MySQL)",
            "Find library issues (React)",
            "Frameworks: React, Vue",
            "Support developers on Kafka",
            "Work with the developer on Kafka",
            "Node.js → Deno migrations",
            "Events → Kafka → Flink",
            "Frameworks: Node.js with Express",
            "Check for: SQL injection, XSS",
            "Model: SQLAlchemy, Pydantic",
            "Defer work to background jobs with Celery",
            "Delegate events with jQuery",
            "TypeScript: tsconfig.json and strict mode",
            "Packaging: pyproject.toml with Poetry",
            "Language detection: fastText, spaCy",
            "max_connections = 200 for PostgreSQL",
            "Files: package.json manifests of Node.js",
        ] {
            assert!(!aside(text), "{text}");
        }
        assert!(is_aside("if foo has none (react, vue)", "If Foo has none (React, Vue)", true));
        assert!(!is_aside("if latency matters: use redis", "If latency matters: use Redis", true));
    }
}
