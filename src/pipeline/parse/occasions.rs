//! Occasions: fields beside the description that say when to use the agent, and when not.

use super::header::Parsed;
use super::recover::Entry;
use super::{description, settings, text_of, yaml};
use crate::model::definition::Value;
use crate::model::description::{Description, Passage};

/// Fields that say when to use the agent.
const WHEN: &[&str] = &[
    "when_to_use", "whenToUse", "when-to-use", "use_when", "useWhen", "triggers", "trigger", "trigger_phrases",
    "trigger-phrases", "trigger_keywords",
];

/// Fields that say when not to.
const WHEN_NOT: &[&str] = &[
    "when_not_to_use",
    "whenNotToUse",
    "when-not-to-use",
    "do_not_use_for",
    "do_not_use_when",
    "not_for",
    "avoid_when",
    "anti_triggers",
    "negative_triggers",
    "out_of_scope",
];

/// Most items of a list, and most sentences of a text, that are read.
const MOST: usize = 64;

/// Most words of an item that only names what calls the agent.
const WORDS: usize = 6;

/// Adds what such fields say to a description, unless it says so itself.
pub(super) fn read(name: &str, parsed: &Parsed<'_, '_>, into: &mut Description) {
    for entry in &parsed.entries {
        let is = |keys: &[&str]| keys.contains(&entry.key.as_str());
        let (when, not) = (is(WHEN), is(WHEN_NOT));
        if !(when || not) || settings::is_nothing(&entry.value) {
            continue;
        }
        let (said, refused) = match &entry.value {
            Value::Text(_) => from_text(name, entry, parsed),
            Value::List(items) => (from_list(items, when, entry, parsed), Vec::new()),
            Value::Map(_) => continue,
        };
        let Description { purpose, when: occasions, when_not: boundaries, .. } = into;
        if when {
            add(said, purpose, occasions);
            add(refused, purpose, boundaries);
        } else {
            add([said, refused].concat(), purpose, boundaries);
        }
    }
}

/// What a text says of when to use the agent, and of when not. One or two words are a mode, and no occasion.
fn from_text(name: &str, entry: &Entry, parsed: &Parsed<'_, '_>) -> (Vec<Passage>, Vec<Passage>) {
    let (text, lines) = text_of(&entry.value, &entry.lines(parsed.lines));
    let spaced = text.split_whitespace().nth(2).is_some() || text.chars().filter(|c| !c.is_ascii()).nth(5).is_some();
    if !spaced {
        return (Vec::new(), Vec::new());
    }
    let read = description::read(name, text, &lines, None);
    let mut occasions = read.purpose;
    occasions.extend(read.when);
    occasions.extend(read.tasks);
    (occasions, read.when_not)
}

/// The items of a list: words that call the agent as one passage, sentences each as their own.
fn from_list(items: &[Value], when: bool, entry: &Entry, parsed: &Parsed<'_, '_>) -> Vec<Passage> {
    let texts = items.iter().take(MOST).filter(|item| matches!(item, Value::Text(_))).map(yaml::flat);
    let texts: Vec<String> = texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let line = parsed.lines.get(entry.first).map_or(0, |line| line.number);
    let passage = |text: String| Passage { text, line };
    let texts = texts.into_iter().filter(|text| text.contains(char::is_alphanumeric));
    let (words, mut sentences): (Vec<String>, Vec<String>) = texts.partition(|text| text.split(' ').count() <= WORDS);
    if !words.is_empty() {
        let listed = words.join(", ");
        sentences.push(if when { format!("Triggers: {listed}") } else { listed });
    }
    sentences.into_iter().map(passage).collect()
}

/// Adds passages to a list, each once, and none that is the purpose already.
fn add(passages: Vec<Passage>, purpose: &[Passage], list: &mut Vec<Passage>) {
    for passage in passages.into_iter().take(MOST) {
        if !purpose.iter().chain(list.iter()).take(4 * MOST).any(|other| other.text == passage.text) {
            list.push(passage);
        }
    }
}
