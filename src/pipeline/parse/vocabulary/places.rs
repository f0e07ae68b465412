//! Places: the lines of a vocabulary file's entries. The YAML reader gives values without them, so they are looked for in the text,
//! in the order of the file, each from where the last was found: linear in the file.

/// The lines of a file, and how far they have been read.
pub(super) struct Places<'a> {
    lines: Vec<&'a str>,
    /// Index of the current entry's line.
    at: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { lines: text.lines().collect(), at: 0 }
    }

    /// The line of the current entry, from 1.
    pub(super) fn line(&self) -> u32 {
        number(self.at)
    }

    /// Goes on to a key at the file's top.
    pub(super) fn go_to(&mut self, key: &str) {
        self.at = (self.key(key).max(1) - 1) as usize;
    }

    /// Goes on to the entry of that name, and gives its line. If the name is not found as it is (escapes), the place stays.
    pub(super) fn next_entry(&mut self, name: &str) -> u32 {
        // A name in quotes may begin with escaped ones.
        let bare = name.trim_start_matches(['"', '\'']);
        let bare = bare.split(['"', '\'', '\\']).next().unwrap_or(bare);
        let value = |rest: &str| rest.trim_start_matches([' ', '"', '\'', '\\']).starts_with(bare);
        let begins = |line: &&str| {
            let line = line.trim_start();
            line.split("name:").skip(1).any(value) || line.strip_prefix('-').is_some_and(value)
        };
        let found = self.lines.iter().skip(self.at + 1).take(LOOK_AHEAD).position(begins);
        self.at += found.map_or(0, |further| further + 1);
        number(self.at)
    }

    /// The line of a key at the file's top.
    pub(super) fn key(&self, key: &str) -> u32 {
        let found = self
            .lines
            .iter()
            .position(|line| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':')));
        number(found.unwrap_or(0))
    }

    /// The line of a key at or below a line.
    pub(super) fn key_after(&self, key: &str, from: u32) -> u32 {
        let from = from.saturating_sub(1) as usize;
        let has = |line: &&str| {
            line.split(key).skip(1).any(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':'))
        };
        let found = self.lines.iter().skip(from).take(LOOK_AHEAD).position(has);
        number(from + found.unwrap_or(0))
    }

    /// The first line that holds a value; 0 if none near the top does.
    pub(super) fn value(&self, value: &str) -> u32 {
        self.lines.iter().take(LOOK_AHEAD).position(|line| line.contains(value)).map_or(0, number)
    }
}

/// How many lines on an entry is looked for: keeps a hostile file linear.
const LOOK_AHEAD: usize = 400;

fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}
