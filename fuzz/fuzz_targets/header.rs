//! A file of any bytes is read: an agent or a reason why not, never a panic. A header is put before what has none.
#![no_main]

use agentdex::digest;
use agentdex::model::source::Source;
use agentdex::pipeline::lint;
use agentdex::pipeline::parse::{self, Read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let fenced = [b"---\n", bytes, b"\n---\nBody\n"].concat();
    for bytes in [bytes, &fenced] {
        let source = Source { path: "agents/a.md".to_owned(), hash: digest::hash(bytes), bytes: bytes.into() };
        if let Read::Agent(definition, _) = parse::definition(&source) {
            assert!(!definition.name.value.is_empty());
            let _ = lint::definition(&definition);
        }
    }
});
