//! Quote: a sentence with what it is evidence for marked.

use crate::pipeline::render::html::push_escaped;
use crate::text::visible;

/// A quotation as HTML, with one span marked.
pub(in super::super) fn html(quote: &str, span: (usize, usize)) -> String {
    let mut out = String::with_capacity(quote.len() + 32);
    push(quote, &[span], &mut out);
    out
}

/// Adds a quotation to HTML, with the given spans marked (byte offsets, start and end, in any order; what lies outside or
/// splits a character is passed over).
pub(in super::super) fn push(quote: &str, spans: &[(usize, usize)], out: &mut String) {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut at = 0;
    for (start, end) in spans {
        if let (Some(before), Some(marked)) = (quote.get(at..start), quote.get(start..end))
            && !marked.is_empty()
        {
            push_escaped(&visible(before), out);
            out.push_str("<mark>");
            push_escaped(&visible(marked), out);
            out.push_str("</mark>");
            at = end;
        }
    }
    push_escaped(&visible(quote.get(at..).unwrap_or_default()), out);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_marked_and_nothing_is_lost() {
        let check = |spans: &[(usize, usize)], expected: &str| {
            let mut out = String::new();
            push("Raft, etcd über", spans, &mut out);
            assert_eq!(out, expected);
        };
        check(&[], "Raft, etcd über");
        check(&[(6, 10), (0, 4)], "<mark>Raft</mark>, <mark>etcd</mark> über");
        check(&[(0, 4), (2, 8)], "<mark>Raft</mark>, etcd über");
        check(&[(3, 3), (11, 12), (90, 99)], "Raft, etcd über");
    }

    #[test]
    fn what_an_author_wrote_is_text() {
        assert_eq!(html("<b>A&B</b>\u{202E}", (3, 6)), "&lt;b&gt;<mark>A&amp;B</mark>&lt;/b&gt;⟪U+202E⟫");
    }
}
