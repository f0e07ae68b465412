//! Description: what a definition says of itself, taken apart into what a person reads.

/// A description, decoded and taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description {
    /// The whole text, decoded: leftover `\n` and `\"` are a newline and a quote.
    pub text: String,
    /// Line and column in the file where it begins, from 1; 0 if there is none.
    pub line: u32,
    /// What the agent is for, sentence by sentence: no example, no escape, no tag.
    /// Never empty where the definition says anything of itself at all.
    pub purpose: Vec<Passage>,
    /// When to use it: the sentences that say so. They may be part of the purpose too.
    pub when: Vec<Passage>,
    /// When not to use it: the sentences that say so. Never part of the purpose.
    pub when_not: Vec<Passage>,
    /// The dialogues.
    pub examples: Vec<Example>,
    /// Tasks out of prose ("Examples include: …").
    pub tasks: Vec<Passage>,
    /// What stands after the last example.
    pub rest: Vec<Passage>,
}

impl Description {
    /// The purpose as one text: what ends without a mark of its own is divided from what follows.
    #[must_use]
    pub fn purpose_text(&self) -> String {
        let mut out = String::new();
        for passage in &self.purpose {
            if !out.is_empty() {
                let ended = out.ends_with(['.', '!', '?', ':', '…', ';', '。', '！', '？', '"', ')']);
                let begins = passage.text.starts_with(char::is_uppercase);
                out.push_str(if ended {
                    " "
                } else if begins {
                    ". "
                } else {
                    "; "
                });
            }
            out.push_str(&passage.text);
        }
        out
    }

    /// When to use it, as far as the purpose does not say so already, each to follow the words "Use it when".
    #[must_use]
    pub fn occasions(&self) -> Vec<String> {
        let said = |text: &str| self.purpose.iter().any(|passage| passage.text == text);
        self.when.iter().filter(|it| !said(&it.text)).map(|it| super::summary::occasion(&it.text)).collect()
    }

    /// The purpose on one line of at most 140 characters, for a card. Empty if there is none.
    #[must_use]
    pub fn summary(&self) -> String {
        super::summary::summary(&self.purpose)
    }
}

/// A piece of text with the line it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The text, decoded, on one line.
    pub text: String,
    /// Line in the file, from 1.
    pub line: u32,
}

/// An example dialogue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Example {
    /// Line in the file, from 1.
    pub line: u32,
    /// The situation.
    pub context: Option<String>,
    /// Who says what.
    pub turns: Vec<Turn>,
    /// Why the agent is used.
    pub commentary: Option<String>,
}

impl Example {
    /// What the person says first; none where nobody asks.
    #[must_use]
    pub fn question(&self) -> Option<&str> {
        let turn = self.turns.iter().find(|turn| turn.speaker == Speaker::User)?;
        (!turn.text.trim().is_empty()).then_some(turn.text.as_str())
    }
}

/// What one speaker says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Who speaks.
    pub speaker: Speaker,
    /// What is said, without the quotation marks around it.
    pub text: String,
    /// Line in the file, from 1.
    pub line: u32,
}

/// Who speaks in an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// The person.
    User,
    /// The assistant.
    Assistant,
    /// Anybody else, by the label in the file.
    Other(String),
}
