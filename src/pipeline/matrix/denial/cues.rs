//! Cues: the words that deny.

/// From one of these to the end of the clause nothing is claimed.
pub(super) const FIRM: &[&str] = &[
    "not for",
    "not intended for",
    "not meant for",
    "not suitable for",
    "not suited for",
    "not suited to",
    "not designed for",
    "not responsible for",
    "not appropriate for",
    "not an expert in",
    "you are not a",
    "you are not an",
    "i am not a",
    "i am not an",
    "no experience with",
    "no experience in",
    "no knowledge of",
    "not a fit for",
    "isn't for",
    "isn't meant for",
    "aren't for",
    "does not use",
    "doesn't use",
    "never: use",
    "never uses",
    "never covers",
    "never handles",
    "never recommends",
    "does not cover",
    "doesn't cover",
    "does not handle",
    "doesn't handle",
    "does not support",
    "doesn't support",
    "never for",
    "not covering",
    "does not do",
    "doesn't do",
    "do not touch",
    "does not touch",
    "doesn't touch",
    "never touches",
    "no longer uses",
    "no longer use",
    "no need for",
    "delegate to",
    "delegates to",
    "delegated to",
    "hand off to",
    "hands off to",
    "hand over to",
    "не делай",
    "не делайте",
    "не трогай",
    "никогда не",
];

/// With one of [`BIDDEN`] behind it each of these denies as firmly: `you must not use it for Redis`.
pub(super) const FORBIDS: &[&str] = &[
    "do not", "don't", "must not", "mustn't", "should not", "shouldn't", "cannot", "can't", "can not", "will not",
    "won't", "never",
];

/// What an agent is bidden to do, or for.
pub(super) const BIDDEN: &[&str] = &[
    "use", "invoke", "call", "trigger", "activate", "launch", "route", "choose", "pick", "recommend", "suggest",
    "cover", "handle", "support", "touch", "help with", "deal with", "mention", "argue for", "advocate", "promote",
];

/// What an agent is told not to make: behind one of [`FORBIDS`] it denies the list that follows.
pub(super) const MADE: &[&str] = &["write", "produce", "generate", "add", "introduce", "install", "import", "emit"];

/// From one of these to the end of the list that follows nothing is claimed.
pub(super) const WEAK: &[&str] = &[
    "avoid",
    "avoids",
    "avoiding",
    "instead of",
    "rather than",
    "as opposed to",
    "unlike",
    "migrating away from",
    "migrate away from",
    "moving away from",
    "move away from",
    "migrating off",
    "migrate off",
    "moving off",
    "moved away from",
    "migrated away from",
    "migrated off",
    "moved off",
    "neither",
    "not present in",
    "not available in",
    "does not exist in",
    "doesn't exist in",
    "excluding",
    "excludes",
    "ignores",
    "except for",
    "except",
    "other than",
    "apart from",
    "without",
    "but not",
    "and not",
    "whether they use",
    "whether it uses",
    "whether the project uses",
    "whether the app uses",
    "whether the codebase uses",
];

/// What stands before one of these in the clause is not claimed.
pub(super) const BACK: &[&str] = &[
    "out of scope",
    "is not covered",
    "are not covered",
    "not covered here",
    "is not supported",
    "are not supported",
    "isn't supported",
    "is handled elsewhere",
    "are handled elsewhere",
    "belongs elsewhere",
    "belong elsewhere",
    "is somebody else's",
    "is not my",
    "is not this agent",
    "are not this agent",
];

/// What is said of its subject, which is the few words before it.
pub(super) const SUBJECT: &[&str] = &[
    "is not used",
    "are not used",
    "is not allowed",
    "are not allowed",
    "is forbidden",
    "are forbidden",
    "is prohibited",
    "are prohibited",
    "is banned",
    "are banned",
    "is off limits",
    "are off limits",
    "has been replaced by",
    "have been replaced by",
    "was replaced by",
];

/// What denies the list that follows it, in other languages.
pub(super) const WEAK_ELSEWHERE: &[&str] = &[
    "no usar",
    "no uses",
    "no utilizar",
    "no utilices",
    "nunca uses",
    "nunca usar",
    "nunca utilices",
    "evita",
    "evitar",
    "evite",
    "não use",
    "não usar",
    "não utilize",
    "não utilizar",
    "n'utilise pas",
    "n'utilisez pas",
    "ne pas utiliser",
    "ne jamais utiliser",
    "évite",
    "éviter",
    "évitez",
    "kein",
    "keine",
    "keinen",
    "niemals",
    "vermeide",
    "vermeiden",
    "ohne",
    "non usare",
    "non utilizzare",
    "evitare",
    "senza",
    "без",
    "не используй",
    "не используйте",
    "не использовать",
    "не применяй",
    "не применять",
    "избегай",
    "избегать",
    "не використовуй",
    "не використовувати",
    "nie używaj",
    "kullanma",
    "statt",
    "anstatt",
    "anstelle von",
    "en lugar de",
    "en vez de",
    "em vez de",
    "plutôt que",
    "au lieu de",
    "invece di",
    "al posto di",
    "вместо",
    "замість",
    "而不是",
    "而非",
    "不使用",
    "不要使用",
    "不要用",
    "禁止使用",
    "避免使用",
    "不支持",
    "不负责",
    "不处理",
];

/// What denies what stands before it, in languages whose verbs come last.
pub(super) const BACK_ELSEWHERE: &[&str] = &[
    "の代わりに", "ではなく", "見ない", "しない", "しません", "使わない", "使いません", "禁止", "않는다", "않습니다",
    "않음", "않고", "금지", "마세요", "하지 마",
];

/// What a list in a weak denial can't go on with.
pub(super) const STOPS: &[&str] = &[
    "but", "use", "using", "by", "when", "if", "unless", "because", "with", "through", "via", "for", "in", "to",
    "prefer", "choose", "then", "you", "it", "this", "that", "which", "so", "as", "where", "while", "favor", "favour",
    "on", "at", "from", "the", "into", "usa", "usar", "utiliza", "utilise", "utilisez", "verwende", "nutze", "pero",
    "mais", "sondern",
];

/// Words after another agent's name that hand the clause before to it: `…; schema-designer does that`.
pub(super) const TAKES: &[&str] = &[
    "does that", "do that", "does this", "does it", "do it", "do these", "does these", "does those", "do those",
    "handles that", "handles this", "handles it", "handle that", "owns that", "covers that", "takes that",
];

/// Words before another agent's name, alone with it in their clause, that hand over the clause before: `that is Foo's; defer to foo-pro`.
pub(super) const GIVES: &[&str] = &[
    "defer to", "delegate to", "hand off to", "hand over to", "route to", "ask", "use", "see", "call", "invoke",
    "go to", "send to", "then use", "instead use", "for that use", "leave that to", "leave it to", "leave those to",
];

/// Verbs after which `over` denies what follows it: `Prefer Kafka over Redis`.
pub(super) const PREFERENCES: &[&str] = &[
    "prefer", "prefers", "preferring", "preferred", "favor", "favors", "favoring", "favour", "favours", "favouring",
    "choose", "chooses", "choosing", "embrace", "emphasize", "emphasise", "prioritize", "prioritise", "value",
];

/// Marks that authors put before what is wrong to do.
pub(super) const CROSSES: [char; 6] = ['❌', '✗', '✘', '🚫', '⛔', '👎'];
