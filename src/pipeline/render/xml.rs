//! XML: the one writer of it. Whatever a text holds, the result is well-formed (XML 1.0, fifth edition, 2.2 and 2.4).

use std::fmt::Write as _;

/// A document that is being written.
#[derive(Debug)]
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// An empty document.
    pub(super) fn new() -> Self {
        Self { out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), open: Vec::new() }
    }

    /// Begins an element that holds others.
    pub(super) fn start(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, ">\n");
        self.open.push(name);
    }

    /// Ends the element that was begun last.
    pub(super) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            let _ = writeln!(self.out, "</{name}>");
        }
    }

    /// An element that holds a text.
    pub(super) fn text(&mut self, name: &'static str, text: &str) {
        self.tag(name, &[], ">");
        escape(&mut self.out, text, false);
        let _ = writeln!(self.out, "</{name}>");
    }

    /// An element that holds nothing.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, "/>\n");
    }

    /// The document, what is still open closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            let _ = write!(self.out, " {key}=\"");
            escape(&mut self.out, value, true);
            self.out.push('"');
        }
        self.out.push_str(end);
    }

    fn indent(&mut self) {
        self.out.push_str(&"  ".repeat(self.open.len()));
    }
}

/// Text as it may stand in a document. Characters that XML has no place for become U+FFFD; line ends that a parser would change are
/// written as references.
fn escape(out: &mut String, text: &str, attribute: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' if attribute => drop(write!(out, "&#{};", u32::from(c))),
            '\n' | '\t' => out.push(c),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;

    /// What a parser reads: names with attributes, and texts.
    fn read(document: &str) -> Vec<String> {
        let mut reader = Reader::from_str(document);
        let mut found = Vec::new();
        let mut text = String::new();
        loop {
            let event = reader.read_event().unwrap();
            match &event {
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(part) => match part.resolve_char_ref().unwrap() {
                    Some(c) => text.push(c),
                    None => text.push_str(quick_xml::escape::resolve_predefined_entity(part).unwrap()),
                },
                _ => {
                    if !text.trim().is_empty() {
                        found.push(std::mem::take(&mut text));
                    }
                    text.clear();
                }
            }
            match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    found.push(tag.name().as_ref().to_owned());
                    for attribute in tag.attributes() {
                        found.push(
                            attribute
                                .unwrap()
                                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                                .unwrap()
                                .into_owned(),
                        );
                    }
                }
                Event::Eof => return found,
                _ => {}
            }
        }
    }

    fn document(text: &str) -> String {
        let mut xml = Xml::new();
        xml.start("a", &[("b", text)]);
        xml.text("c", text);
        xml.empty("d", &[]);
        xml.finish()
    }

    #[test]
    fn markup_in_a_text_stays_text() {
        let hostile = "</c><script>\"'&amp;]]>\u{1b}[0m\u{0}\u{ffff}x";
        let seen = hostile.replace(['\u{1b}', '\u{0}', '\u{ffff}'], "\u{fffd}");
        assert_eq!(read(&document(hostile)), ["a", &seen, "c", &seen, "d"]);
    }

    proptest! {
        #[test]
        fn any_text_gives_a_document_that_is_read_back(text in "\\PC*|.*") {
            let kept = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..);
            let expected: String = text.chars().map(|c| if kept(c) { c } else { '\u{FFFD}' }).collect();
            let found = read(&document(&text));
            prop_assert_eq!(&found[1], &expected);
            if !text.trim().is_empty() {
                prop_assert_eq!(&found[3], &expected);
            }
        }
    }
}
