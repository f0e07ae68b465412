//! Purpose: what is left without the examples, sentence by sentence: what the agent is for, when to use it, when not.

use super::class::{self, Class};
use super::clauses;
use super::decode::Text;
use super::plain::plain;
use super::sentences::{self, Shape, Unit};
use super::tags::{self, Tag};
use super::tasks;
use super::{Prose, lead, quotes};
use crate::model::description::{Description, Passage};

/// Reads the prose of a description into its purpose, when, when not, tasks and rest.
pub(super) fn read(text: &Text, tags: &[Tag], prose: &[Prose], name: &str, into: &mut Description) {
    let mut reader = Reader { text, tags, name, into, stated: false };
    for piece in prose {
        reader.piece(piece);
    }
    fall_back(name, into);
}

/// What stands in for a purpose where nothing else of the description does: when not to use the agent, or a piece of its first
/// example.
pub(super) fn last_resort(description: &Description) -> Option<Passage> {
    let example = description.examples.first().and_then(|example| {
        let text = example.context.clone().or_else(|| example.commentary.clone());
        text.or_else(|| example.turns.first().map(|turn| turn.text.clone())).map(|text| readable(text, example.line))
    });
    let says = |passage: &Passage| passage.text.contains(char::is_alphanumeric);
    description.when_not.first().cloned().filter(says).or(example).filter(says)
}

struct Reader<'a> {
    text: &'a Text,
    tags: &'a [Tag],
    /// The agent's name, lower-case with hyphens.
    name: &'a str,
    into: &'a mut Description,
    /// Whether a sentence has said what the agent is, rather than when to use it.
    stated: bool,
}

impl Reader<'_> {
    fn piece(&mut self, piece: &Prose) {
        let mut range = piece.range.clone();
        if piece.before {
            range.end = range.start + lead::without_lead(self.text.slice(range.clone()));
        }
        let units = sentences::sentences(self.text, range);
        // Between `<examples>` and its end everything is an example of a task.
        let mut lead = piece.wrapped.then_some(Class::Tasks);
        let mut heading = false;
        let mut units = units.iter().peekable();
        while let Some(unit) = units.next() {
            let raw = self.text.slice(unit.range.clone());
            let sentence = plain(self.text, unit.range.clone(), self.tags);
            if !sentence.contains(char::is_alphabetic) {
                continue;
            }
            // A heading speaks for its items and for the sentence right after it.
            if unit.shape != Shape::Item && !heading && !piece.wrapped {
                lead = None;
            }
            heading = false;
            let own = class::classify(&sentence, self.name);
            let class = inherited(own, lead, unit.shape);
            let heads = unit.shape == Shape::Heading || sentence.ends_with([':', '：']);
            if heads {
                let leads = units.peek().is_some_and(|next| {
                    next.shape == Shape::Item || unit.shape == Shape::Heading || is_label(&sentence)
                });
                lead = Some(if own == Class::Nothing { Class::Tasks } else { own });
                heading = true;
                self.heading(&sentence, class, leads, unit, piece.after);
                continue;
            }
            self.sentence(unit, raw, &sentence, class, piece.after);
        }
    }

    /// A heading, or words with a colon: they are told from what follows, and say little themselves.
    fn heading(&mut self, sentence: &str, class: Class, leads: bool, unit: &Unit, after: bool) {
        let line = self.text.line_at(unit.range.start);
        if class == Class::Nothing || class == Class::Tasks || unit.shape == Shape::Heading && leads {
            return;
        }
        // "… proactively when:" before an example leads to nothing that could be read.
        let bare = sentence.trim_end_matches([':', '：', ' ']);
        let (before, last) = bare.rsplit_once(' ').unwrap_or(("", bare));
        let likened = last.eq_ignore_ascii_case("like") && lead::is_likened(before);
        if !leads
            && !likened
            && matches!(
                last.to_lowercase().as_str(),
                "when"
                    | "if"
                    | "for"
                    | "after"
                    | "before"
                    | "during"
                    | "while"
                    | "like"
                    | "to"
                    | "following"
                    | "specifically"
                    | "including"
            )
        {
            return;
        }
        let passage = Passage { text: sentence.to_owned(), line };
        if leads && matches!(class, Class::When | Class::WhenNot) {
            if class == Class::When && !after && !self.stated && !is_label(sentence) {
                self.into.purpose.push(passage);
            }
            return;
        }
        let text = if leads { sentence } else { sentence.trim_end_matches([':', '：', ' ']) };
        self.put(Passage { text: text.to_owned(), line }, class, after);
    }

    /// A sentence goes where its class belongs; a clause in it that says when not to use the agent goes its own way.
    fn sentence(&mut self, unit: &Unit, raw: &str, sentence: &str, class: Class, after: bool) {
        let line = self.text.line_at(unit.range.start);
        match class {
            Class::Nothing => {}
            Class::Tasks => self.tasks(unit, raw, sentence, line),
            Class::WhenNot => self.put(Passage { text: without_label(sentence).to_owned(), line }, class, after),
            Class::Purpose | Class::When => {
                // What only calls the agent is no purpose: it stands in for one if there is no other.
                let calls = class == Class::When && class::is_call_list(sentence);
                for (class, text) in clauses::clauses(without_label(sentence), class, self.name) {
                    let passage = Passage { text, line };
                    if calls && class == Class::When && !after {
                        self.into.when.push(passage);
                    } else {
                        self.put(passage, class, after);
                    }
                }
            }
        }
    }

    fn tasks(&mut self, unit: &Unit, raw: &str, sentence: &str, line: u32) {
        let listed = tasks::tasks(raw);
        for &(at, item) in &listed {
            let start = unit.range.start + at;
            let text = plain(self.text, start..start + item.len(), self.tags);
            if text.contains(char::is_alphanumeric) {
                self.into.tasks.push(Passage { text, line: self.text.line_at(start) });
            }
        }
        if listed.is_empty() {
            let text = quotes::unquote(sentence.trim_end_matches(['.', ';', ',']));
            if text.contains(char::is_alphanumeric) {
                self.into.tasks.push(Passage { text, line });
            }
        }
    }

    fn put(&mut self, passage: Passage, class: Class, after: bool) {
        if !passage.text.contains(char::is_alphanumeric) {
            return;
        }
        if after {
            self.into.rest.push(passage.clone());
        }
        match class {
            Class::WhenNot => self.into.when_not.push(passage),
            Class::When => {
                // What goes on after a list of what calls the agent is no purpose either.
                let goes_on = self.into.purpose.is_empty() && passage.text.starts_with("Also ");
                if !after && !self.stated && !goes_on {
                    self.into.purpose.push(passage.clone());
                }
                self.into.when.push(passage);
            }
            _ if !after => {
                // What the user says is when; what the agent does is what it is for.
                let said = self.into.purpose.first().is_some_and(|first| class::is_said(&first.text));
                if !self.stated && said && class::states(&passage.text) {
                    self.into.purpose.clear();
                }
                self.stated = true;
                self.into.purpose.push(passage);
            }
            _ => {}
        }
    }
}

/// The class of a unit under a heading: an item is what its heading says, unless it says otherwise itself.
fn inherited(own: Class, lead: Option<Class>, shape: Shape) -> Class {
    match lead {
        Some(lead) if own == Class::Purpose => lead,
        Some(lead) if shape == Shape::Item && own == Class::When && lead != Class::Purpose => lead,
        _ => own,
    }
}

/// Purpose is never empty where there is anything to say: what else was found stands in, the likeliest first.
fn fall_back(name: &str, into: &mut Description) {
    if !into.purpose.is_empty() {
        return;
    }
    let is_boundary = |passage: &Passage| class::classify(&passage.text, name) == Class::WhenNot;
    into.purpose = into.rest.iter().filter(|passage| !is_boundary(passage)).cloned().collect();
    // A list of what calls the agent says less than any other sentence.
    let says_more = |passage: &&Passage| !class::is_call_list(&passage.text) && !passage.text.starts_with("Also ");
    let when = into.when.iter().find(says_more).or(into.when.first());
    let others = [when, into.tasks.first()];
    if into.purpose.is_empty() {
        let says = |passage: &&Passage| passage.text.contains(char::is_alphanumeric);
        into.purpose = others.into_iter().flatten().filter(says).take(1).cloned().collect();
    }
    if into.purpose.is_empty() {
        into.purpose.extend(last_resort(into));
    }
}

/// A piece of an example, as readable as the rest of a purpose.
fn readable(text: String, line: u32) -> Passage {
    let text = Text::new(&[Passage { text, line }]);
    Passage { text: plain(&text, 0..text.string.len(), &tags::tags(&text.string)), line }
}

/// Labels that only name the part of the description that they begin.
const LABELS: [&str; 18] = [
    "description",
    "purpose",
    "summary",
    "overview",
    "role",
    "about",
    "what it does",
    "when to use",
    "when to use this agent",
    "when not to use",
    "when not to use this agent",
    "usage",
    "when to invoke",
    "use cases",
    "use case",
    "what",
    "when",
    "when not",
];

/// A sentence without a label that only names its part of the description ("Purpose: …").
fn without_label(sentence: &str) -> &str {
    let Some((label, rest)) = sentence.split_once([':', '：']) else { return sentence };
    let known = LABELS.contains(&label.trim().to_lowercase().as_str());
    let rest = rest.trim_start();
    if known && !rest.is_empty() { rest } else { sentence }
}

/// Whether a sentence is such a label, and nothing else.
fn is_label(sentence: &str) -> bool {
    LABELS.contains(&sentence.trim_end_matches([':', '：', ' ']).to_lowercase().as_str())
}
