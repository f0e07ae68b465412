//! Labels: the words before a colon that say who speaks in an example, or what the text after them is.

use super::quotes;

/// What the text after a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The heading of an example ("Example 2:").
    Title,
    /// The situation.
    Context,
    /// What the person says.
    User,
    /// What the assistant says or does.
    Assistant,
    /// Why.
    Commentary,
    /// What somebody else says.
    Other,
}

/// A label found in a text.
#[derive(Debug, Clone)]
pub(super) struct Label<'a> {
    /// What follows it.
    pub kind: Kind,
    /// Its words as written.
    pub name: &'a str,
    /// Where what follows begins.
    pub value: usize,
    /// Whether it may stand in the middle of a line: words that are hardly ever anything but a speaker's label.
    pub strong: bool,
    /// Whether it is a single word that is no one's name.
    pub bare_word: bool,
    /// Whether the words are in no list: somebody's name, perhaps.
    pub unknown: bool,
}

/// Longest label, in bytes.
const LONGEST: usize = 48;
/// Most words in a label.
const WORDS: usize = 6;

/// Labels that may stand anywhere, by kind.
const STRONG: [(Kind, &[&str]); 4] = [
    (Kind::Context, &["context", "上下文", "背景", "コンテキスト", "contexto", "contexte", "kontext", "контекст"]),
    (
        Kind::User,
        &[
            "user",
            "human",
            "用户",
            "使用者",
            "ユーザー",
            "사용자",
            "usuario",
            "usuário",
            "utilisateur",
            "benutzer",
            "nutzer",
            "utente",
            "пользователь",
        ],
    ),
    (
        Kind::Assistant,
        &[
            "assistant",
            "agent",
            "claude",
            "助手",
            "助理",
            "アシスタント",
            "어시스턴트",
            "asistente",
            "assistente",
            "assistent",
            "ассистент",
        ],
    ),
    (Kind::Commentary, &["commentary", "comentario", "commentaire", "kommentar", "комментарий", "说明"]),
];

/// Labels that count at the beginning of a line, or as a key, only: they are ordinary words too.
const WEAK: [(Kind, &[&str]); 6] = [
    (Kind::Title, &["example", "sample", "case", "use case", "示例"]),
    (Kind::Context, &["situation", "scenario", "background", "setup", "setting", "given", "场景"]),
    (
        Kind::User,
        &[
            "request", "prompt", "query", "question", "input", "trigger", "customer", "client", "person", "developer",
            "me", "q", "ask", "message",
        ],
    ),
    (
        Kind::Assistant,
        &[
            "response",
            "reply",
            "answer",
            "output",
            "action",
            "result",
            "bot",
            "ai",
            "model",
            "expected",
            "outcome",
            "a",
            "completion",
            "expected output",
            "expected response",
            "expected behavior",
            "expected behaviour",
        ],
    ),
    (
        Kind::Commentary,
        &["comment", "reasoning", "rationale", "why", "explanation", "reason", "note", "notes", "thinking"],
    ),
    (Kind::Other, &["system", "tool", "subagent", "orchestrator"]),
];

/// What may follow a speaker in a label: "User asks:", "Assistant response:", "User 2:".
const VERBS: [&str; 24] = [
    "says", "said", "asks", "asked", "request", "requests", "query", "message", "input", "prompt", "question",
    "response", "reply", "replies", "responds", "answers", "answer", "output", "action", "wants", "needs", "types",
    "then", "turn",
];

/// The kind of a label by its words, lower-case; `None` for words in no list.
pub(super) fn kind(words: &str) -> Option<Kind> {
    known(words).map(|(kind, _)| kind)
}

/// Kind, and whether the words are strong.
fn known(words: &str) -> Option<(Kind, bool)> {
    let find = |table: &[(Kind, &[&str])], word: &str| {
        table.iter().find(|(_, list)| list.contains(&word)).map(|&(kind, _)| kind)
    };
    if let Some(kind) = find(&STRONG, words) {
        return Some((kind, true));
    }
    if let Some(kind) = find(&WEAK, words) {
        return Some((kind, false));
    }
    let (first, rest) = words.split_once(' ')?;
    let first = first.strip_suffix("'s").or_else(|| first.strip_suffix("’s")).unwrap_or(first);
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    if rest.split(' ').all(|word| VERBS.contains(&word) || is_number(word)) {
        let strong = find(&STRONG, first);
        return strong.or_else(|| find(&WEAK, first)).map(|kind| (kind, strong.is_some()));
    }
    None
}

/// Longest label that tells what a user does before speaking, in bytes and words: "User adds a route and asks:".
const TOLD: (usize, usize) = (96, 14);

/// Whether a text begins with the word for a user, and more.
fn is_users(text: &str) -> bool {
    ["User ", "user ", "The user ", "Human ", "Developer "].iter().any(|word| text.starts_with(word))
}

/// The label that begins at a byte, if one does: words, marks of emphasis, a remark in parentheses, a colon.
pub(super) fn at(text: &str, start: usize) -> Option<Label<'_>> {
    let rest = text.get(start..)?;
    let told = is_users(rest);
    let (longest, most) = if told { TOLD } else { (LONGEST, WORDS) };
    let mut end = 0;
    let mut words = 0;
    let mut in_word = false;
    for (offset, c) in rest.char_indices() {
        if offset > longest {
            return None;
        }
        if c.is_alphanumeric() || (in_word && matches!(c, '\'' | '’' | '-' | '_')) {
            words += usize::from(!in_word);
            in_word = true;
            end = offset + c.len_utf8();
        } else if c == ' ' && in_word {
            in_word = false;
        } else {
            break;
        }
        if words > most {
            return None;
        }
    }
    let name = rest.get(..end)?.trim_end_matches(['-', '_', '\'', '’']);
    if name.is_empty() {
        return None;
    }
    // Nearly every word is none, and shows it by what follows: that is cheaper to see than whether it is in a list.
    value_after(rest, name, true).or_else(|| title_after(rest, name))?;
    let found = known(&name.to_lowercase()).or_else(|| {
        let value = value_after(rest, name, true).filter(|_| told && name.contains(' '))?;
        let quoted = rest.get(value..)?.trim_start_matches(' ').chars().next()?;
        quotes::partner(quoted).is_some().then_some((Kind::User, true))
    });
    if found.is_none() && (end > LONGEST || words > WORDS) {
        return None;
    }
    let (kind, strong) = found.unwrap_or((Kind::Other, false));
    let numbered = kind == Kind::Title && name.ends_with(|c: char| c.is_ascii_digit());
    let value =
        start + title_after(rest, name).filter(|_| numbered).or_else(|| value_after(rest, name, found.is_some()))?;
    Some(Label { kind, name, value, strong, bare_word: !name.contains(' '), unknown: found.is_none() })
}

/// `Example 2 - a slow query`: the dash stands for the colon.
fn title_after(rest: &str, name: &str) -> Option<usize> {
    let tail = rest.get(name.len()..)?;
    [" - ", " – ", " — "].iter().find(|dash| tail.starts_with(**dash)).map(|dash| name.len() + dash.len())
}

/// Where the value begins after the words of a label.
fn value_after(rest: &str, name: &str, known: bool) -> Option<usize> {
    let mut tail = rest.get(name.len()..)?;
    if known && let Some(said) = said_without_colon(name, tail) {
        return Some(name.len() + said);
    }
    tail = tail.trim_start_matches(['*', '_', '`', ']']);
    if let Some(remark) = tail.strip_prefix(" (").filter(|_| known) {
        let close = remark.char_indices().take(LONGEST).find(|&(_, c)| c == ')' || c == '\n')?.0;
        tail = remark.get(close..)?.strip_prefix(')')?;
    }
    tail = tail.trim_start_matches(['*', '_', '`', ']']).strip_prefix([':', '：'])?;
    tail = tail.trim_start_matches(['*', '_', '`']);
    let next = tail.chars().next();
    let begins = next.is_none_or(|c| !(c.is_ascii_alphanumeric() || matches!(c, '/' | ':' | '-' | '\\' | '=')));
    begins.then(|| rest.len() - tail.len())
}

/// `User asks "…"`: the verb and the quotation mark stand for the colon.
pub(super) fn said_without_colon(name: &str, tail: &str) -> Option<usize> {
    let verb = name.rsplit_once(' ')?.1;
    let spoken =
        matches!(verb.to_ascii_lowercase().as_str(), "says" | "asks" | "said" | "asked" | "types" | "requests");
    (spoken && [" \"", " '", " “"].iter().any(|quote| tail.starts_with(quote))).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: Kind, value: &str) {
        let label = at(text, 0).unwrap_or_else(|| panic!("no label in {text}"));
        assert_eq!((label.kind, text.get(label.value..).unwrap_or_default()), (kind, value), "{text}");
    }

    #[test]
    fn reads_labels() {
        check("user: hi", Kind::User, " hi");
        check("User**: hi", Kind::User, " hi");
        check("USER:** hi", Kind::User, " hi");
        check("Human (annoyed): hi", Kind::User, " hi");
        check("User's request: hi", Kind::User, " hi");
        check("Assistant response: hi", Kind::Assistant, " hi");
        check("User asks \"hi\"", Kind::User, "\"hi\"");
        check("Example 2 - slow query: hi", Kind::Title, "slow query: hi");
        check("Robin: \"hi\"", Kind::Other, " \"hi\"");
        check("User trims a wick and says: \"hi\"", Kind::User, " \"hi\"");
        check("User reports: \"hi\"", Kind::User, " \"hi\"");
        check("User has lit every lamp in the house and mentions: 'hi'", Kind::User, " 'hi'");
        check("用户：你好", Kind::User, "你好");
    }

    #[test]
    fn refuses_what_is_no_label() {
        for text in [
            "user",
            "user://x",
            "user:name",
            "std::fs",
            "one two three four five six seven: x",
            "user interface",
            "User has lit every lamp in the house: dusk",
            ": x",
        ] {
            assert!(at(text, 0).is_none(), "{text}");
        }
    }
}
