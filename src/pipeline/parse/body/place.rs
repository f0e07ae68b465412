//! Place: the line of every byte.

/// Where the lines of a text begin. CR, LF and CRLF each end a line, as in CommonMark.
pub(super) struct Lines {
    first: u32,
    starts: Vec<usize>,
}

impl Lines {
    /// The lines of `text`, whose first has the number `first`.
    pub(super) fn of(text: &str, first: u32) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|&(at, &byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        Self { first, starts: ends.map(|(at, _)| at + 1).collect() }
    }

    /// The number of the line that holds the byte `at`.
    pub(super) fn line(&self, at: usize) -> u32 {
        let before = self.starts.partition_point(|&start| start <= at);
        self.first.saturating_add(u32::try_from(before).unwrap_or(u32::MAX))
    }
}
