//! Any text is a query: read within its limits, the same way twice, never with a panic.
#![no_main]

use agentdex::search::query;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let read = query::parse(&text);
    assert_eq!(read, query::parse(&text));
    let words = read.items.iter().filter_map(|item| item.tokens.last());
    let words: usize = words.map(|token| token.position as usize + 1).sum();
    assert!(words + read.filters.len() <= query::TERMS);
    assert!(read.items.iter().all(|item| !item.tokens.is_empty()));
    assert!(read.filters.iter().all(|filter| !filter.value.is_empty()));
});
