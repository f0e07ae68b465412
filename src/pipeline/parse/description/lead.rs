//! Lead: the words before an example that only announce it ("Examples:", "This includes:", ", such as").

use super::class;
use super::phrases::Phrases;

/// How much of the prose before an example is looked at, in characters.
const TAIL: usize = 400;

/// How many leads may stand one behind the other: "…, such as in the following cases, for example:".
const MOST: usize = 4;

/// How many bytes of the prose before an example are left without the words that announce it. A sentence that only does so goes as
/// a whole; of one that says more, what says more stays.
pub(super) fn without_lead(prose: &str) -> usize {
    let mut end = prose.len();
    for _ in 0..MOST {
        let Some(cut) = cut(prose.get(..end).unwrap_or_default(), end < prose.len()) else { break };
        end = cut;
    }
    end
}

/// Where prose ends without the last words that lead to an example; none if there are no such. `led` says that some were cut
/// behind it already.
fn cut(prose: &str, led: bool) -> Option<usize> {
    let trimmed = prose.trim_end().trim_end_matches(['-', '*', '•', '(', ' ', '\n']);
    let from = trimmed.char_indices().rev().take(TAIL).last().map_or(0, |(at, _)| at);
    let tail = trimmed.get(from..)?;
    let body = tail.trim_end_matches([':', '：', ' ', '*', '#']);
    let ended = body.ends_with(['.', '!', '?', '。', '！', '？']);
    let colon = tail.len() > body.len() || led && !ended;
    if let Some(said) = without_tail(body) {
        return Some(from + without_join(said).len());
    }
    let start = sentence_start(body);
    let known = start > 0 || from == 0;
    let sentence = body.get(start..)?;
    let first = !prose.get(..from + start)?.contains(char::is_alphanumeric);
    if colon && known && (is_call(sentence) || !first && is_lead(sentence)) && !sentence.is_empty() {
        return Some(from + start);
    }
    let clause = body
        .rfind(['.', '!', '?', '\n', ';', ',', '—', '(', '。', ':'])
        .map_or(0, |at| at + body.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    let lead = body.get(clause..)?;
    let words = lead.split_whitespace().count();
    let says = class::names_examples(lead)
        && (tail.len() > body.len() || words <= 2)
        && words <= 12
        && (clause > 0 || from == 0);
    says.then_some(from + clause)
}

/// Words at a sentence's end that lead to examples, the longer before those that they end with.
const TAILS: &[&str] = &[
    "including but not limited to",
    "including, but not limited to",
    "including situations like",
    "including cases like",
    "in the following situations",
    "in the following scenarios",
    "in the following cases",
    "in the following contexts",
    "for the following scenarios",
    "for the following situations",
    "for the following tasks",
    "for the following",
    "under the following conditions",
    "under these conditions",
    "in these situations",
    "in these scenarios",
    "in these cases",
    "in situations such as",
    "in scenarios such as",
    "in cases such as",
    "in situations like these",
    "in situations like",
    "in scenarios like",
    "in cases like",
    "in situations where",
    "in situations",
    "in scenarios",
    "in cases",
    "such as when",
    "such as",
    "with a focus on",
    "with focus on",
    "including when",
    "including",
    "particularly when",
    "particularly",
    "especially when",
    "especially",
    "specifically when",
    "specifically",
    "for instance",
    "for example",
    "the following",
    "namely",
    "like when",
    "like",
    "e.g.",
    "e.g",
    "i.e.",
    "tais como",
    "tal como",
    "incluindo",
    "como por exemplo",
    "por exemplo",
    "incluyendo",
    "tales como",
    "por ejemplo",
    "tels que",
    "par exemple",
    "notamment",
    "insbesondere",
    "zum beispiel",
    "z. b",
    "z.b",
    "ad esempio",
    "in particolare",
    "例如",
    "比如",
    "包括",
    "在以下场景",
    "在以下情况",
    "例えば",
];

/// A text without such words at its end.
fn without_tail(body: &str) -> Option<&str> {
    TAILS.iter().find_map(|words| {
        let (said, end) = body.split_at_checked(body.len().checked_sub(words.len())?)?;
        let apart = !words.is_ascii() || said.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '-');
        let leads = apart && end.eq_ignore_ascii_case(words);
        (leads && !(words.starts_with("like") && is_likened(said))).then_some(said)
    })
}

/// Words behind which `like` leads to no examples: it says what somebody likes, or what something is like.
static LIKENED: Phrases = Phrases::new(
    "i|you|we|they|would|i'd|you'd|we'd|they'd|he'd|she'd|might|may|also|don't|do|to|not|look|looks|looked|looking|feel|feels|felt|feeling|\
    sound|sounds|sounded|sounding|seem|seems|seemed|smell|smells|taste|tastes|reads|behave|behaves|acts|works|\
    be|is|are|was|were|been|being|more|most|much|just|what",
);

/// Whether a text ends with such a word. A comma behind it parts it from `like`.
pub(super) fn is_likened(said: &str) -> bool {
    let word = said.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric()).replace('’', "'");
    LIKENED.holds(&word.to_lowercase())
}

/// Words that join to what is said the examples of it.
const JOINS: &[&str] = &["and/or", "and", "or", "und", "oder", "et"];

/// A text without the marks and the word that joined to it what was cut off.
fn without_join(said: &str) -> &str {
    let bare = |text: &str| text.trim_end_matches([' ', ',', '(', ';', '—', '–', '-', '\n', '、', '，']).len();
    let said = said.get(..bare(said)).unwrap_or_default();
    let joined = JOINS.iter().find_map(|word| {
        let (rest, end) = said.split_at_checked(said.len().checked_sub(word.len())?)?;
        (end.eq_ignore_ascii_case(word) && rest.ends_with(char::is_whitespace)).then_some(rest)
    });
    joined.and_then(|rest| rest.get(..bare(rest))).unwrap_or(said)
}

/// Where the last sentence begins: behind a mark that ends one, or on a line that begins anew.
fn sentence_start(body: &str) -> usize {
    let mut chars = body.char_indices().rev().peekable();
    let mut behind: Option<(usize, char)> = None;
    let mut gap = false;
    while let Some((at, c)) = chars.next() {
        let wide = matches!(c, '。' | '！' | '？');
        if let Some((start, first)) = behind {
            let line = c == '\n' && (!first.is_lowercase() || chars.peek().is_some_and(|&(_, before)| before == '\n'));
            if wide || line || (gap && matches!(c, '.' | '!' | '?' | ':' | ')' | '"') && (c != ')' && c != '"')) {
                return start;
            }
        }
        if c.is_whitespace() || matches!(c, '*' | '-' | '•') {
            gap = true;
        } else {
            behind = Some((at, c));
            gap = false;
        }
    }
    0
}

/// Words that call an agent and say nothing of what for.
static CALL: Phrases = Phrases::new(
    "use|using|used|this|the|agent|agents|subagent|should|must|can|may|be|is|are|will|invoke|invoked|trigger|triggered|activate|activated|call|called|consult|\
    consulted|launch|launched|engage|engaged|deploy|deployed|automatically|proactively|immediately|always|also|only|when|whenever|if|for|to|in|on|as|it|you|\
    your|need|needs|needed|want|wants|asks|requests|user|users|any|time|soon|see|encounter|situations|scenarios|cases|conditions|circumstances|these|those|following|and|\
    or|a|an|there|usa|usar|úsalo|este|esta|agente|cuando|quando|utilisez|utilise|cet|lorsque|quand|vous|tu|verwende|diesen|agenten|wenn|du|você|precisar|\
    necesites|here|some|typical|common|usage|triggers|includes|include|examples|example",
);

/// Whether a sentence only calls the agent: "Use this agent when you need", "It should be triggered proactively".
fn is_call(sentence: &str) -> bool {
    let mut words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| CALL.holds(&word.to_lowercase()))
}

/// What a sentence begins with that leads to examples.
static LEADS: Phrases = Phrases::new(
    "here are |here is |here's |see |consider |this includes|these include|typical |common |use cases|when to |trigger |triggers|scenarios",
);

/// Words that scripts without spaces lead to examples with.
const WIDE: &[&str] =
    &["以下", "下列", "下記", "如下", "次の", "다음", "示例", "例子", "场景", "場景", "シナリオ", "使用例", "예시"];

/// Most words of a sentence that is taken for a lead for its shortness: a label ("Konkret:", "Like so:").
const LABEL: usize = 3;

/// Whether a sentence that ends with a colon right before an example only leads to it.
fn is_lead(sentence: &str) -> bool {
    let words = sentence.split_whitespace().count();
    let wide = sentence.chars().any(|c| ('\u{2E80}'..='\u{D7FF}').contains(&c));
    if wide {
        return WIDE.iter().any(|word| sentence.contains(word));
    }
    words <= LABEL || words <= 10 && LEADS.begin(&class::head(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(prose: &str, expected: &str) {
        assert_eq!(prose.get(..without_lead(prose)).unwrap_or_default().trim_end(), expected, "{prose}");
    }

    #[test]
    fn what_only_leads_to_an_example_goes() {
        for lead in [
            "Examples:",
            "This includes:",
            "Call on this agent in these cases:",
            "This agent should be used proactively in the following situations:",
            "Use cases:",
            "For instance:",
            "When to use:",
            "Like so:",
            "Common triggers:",
            "Here are some occasions:",
            "Especificamente:",
            "Plus précisément:",
            "示例场景：",
            "以下のような時に呼んでください：",
            "It must be triggered, for example, in cases such as:",
        ] {
            check(&format!("Prunes trees. {lead}\n\n"), "Prunes trees.");
            check(&format!("Prunes trees.\n\n{lead}\n"), "Prunes trees.");
        }
        check("Use this agent when:\n\n", "");
        check("Use this agent proactively when you need:", "");
        check("木を切ります。以下のような場合：", "木を切ります。");
    }

    #[test]
    fn what_says_more_stays() {
        for lead in [
            ", including:",
            ", such as:",
            ",\n  such as:",
            ", particularly:",
            " in situations like:",
            " (e.g.",
            ", including but not limited to:",
            ", for example in the following cases:",
            " like:",
            ", like:",
            ", like when:",
        ] {
            check(&format!("Prunes old trees{lead}\n"), "Prunes old trees");
        }
        for joined in [" and the following:", ", and for example:", " or such as:", " and/or the following:"] {
            check(&format!("Prunes old trees{joined}\n"), "Prunes old trees");
        }
        for whole in [
            "Prunes trees.",
            "Tells what old trees look like",
            "Tells what old trees look like:",
            "Prunes trees the way you like:",
            "Tells what you’d like:",
            "Expert in trees:",
            "Prunes trees. Trigger it after a storm.",
            "Knows trees. It prunes each of them with care and a saw:",
            "木を切ります。",
            "",
        ] {
            check(whole, whole);
        }
    }
}
