//! Quote: a sentence with what it is evidence for marked.

use std::borrow::Cow;

use serde::Serialize;

use crate::text::visible;

/// A piece of a quotation.
#[derive(Debug, Serialize)]
pub(in super::super) struct Piece<'a> {
    text: Cow<'a, str>,
    marked: bool,
}

/// A quotation cut at the given spans (byte offsets, start and end, in any order; what lies outside or splits a character
/// is passed over).
pub(in super::super) fn pieces<'a>(quote: &'a str, spans: &[(usize, usize)]) -> Vec<Piece<'a>> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut pieces = Vec::new();
    let mut push = |text: &'a str, marked| {
        if !text.is_empty() {
            pieces.push(Piece { text: visible(text), marked });
        }
    };
    let mut at = 0;
    for (start, end) in spans {
        if let (Some(before), Some(marked)) = (quote.get(at..start), quote.get(start..end)) {
            push(before, false);
            push(marked, true);
            at = end;
        }
    }
    push(quote.get(at..).unwrap_or_default(), false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_marked_and_nothing_is_lost() {
        let check = |spans: &[(usize, usize)], expected: &str| {
            let cut = pieces("Raft, etcd über", spans);
            let shown: String =
                cut.iter().map(|it| if it.marked { format!("[{}]", it.text) } else { it.text.to_string() }).collect();
            assert_eq!(shown, expected);
        };
        check(&[], "Raft, etcd über");
        check(&[(6, 10), (0, 4)], "[Raft], [etcd] über");
        check(&[(0, 4), (2, 8)], "[Raft], etcd über");
        check(&[(11, 12), (90, 99)], "Raft, etcd über");
    }
}
