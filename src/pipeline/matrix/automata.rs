//! Automata: all ways of writing at once (Aho-Corasick), looked for at the places where a word begins.

use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, MatchKind};
use rayon::prelude::*;

/// How many automata share the patterns, by first byte: they are built at once, and a walk needs only the one of its first byte.
const SHARES: usize = 8;

/// All patterns by their first byte.
pub(super) struct Automata(Vec<Share>);

/// The patterns of some first bytes.
#[derive(Default)]
struct Share {
    /// None if it holds no pattern, or more than 2^31 states: the vocabulary's limits lie far below.
    automaton: Option<NFA>,
    /// The number of each pattern among all.
    numbers: Vec<usize>,
}

impl Automata {
    /// The automata of texts in normal form, by their place in the list. An empty text is nowhere.
    pub(super) fn new(texts: &[String]) -> Self {
        let mut shares: Vec<Vec<usize>> = vec![Vec::new(); SHARES];
        for (number, text) in texts.iter().enumerate() {
            if let Some(share) = text.bytes().next().and_then(|first| shares.get_mut(share(first))) {
                share.push(number);
            }
        }
        Self(shares.into_par_iter().map(|numbers| Share::new(texts, numbers)).collect())
    }

    /// Every pattern that begins at a byte: its number and end.
    pub(super) fn walk(&self, bytes: &[u8], start: usize, found: &mut impl FnMut(usize, usize)) {
        let share = bytes.get(start).and_then(|&first| self.0.get(share(first)));
        let Some(Share { automaton: Some(automaton), numbers }) = share else { return };
        let Ok(mut state) = automaton.start_state(Anchored::Yes) else { return };
        for (end, &byte) in (start + 1..).zip(bytes.get(start..).unwrap_or_default()) {
            state = automaton.next_state(Anchored::Yes, state, byte);
            if automaton.is_special(state) {
                if automaton.is_dead(state) {
                    break;
                }
                if automaton.is_match(state) {
                    for index in 0..automaton.match_len(state) {
                        let pattern = automaton.match_pattern(state, index);
                        // Of patterns that end together, only the one that began at the root began here.
                        if automaton.pattern_len(pattern) == end - start
                            && let Some(&number) = numbers.get(pattern.as_usize())
                        {
                            found(number, end);
                        }
                    }
                }
            }
        }
    }
}

impl Share {
    fn new(texts: &[String], numbers: Vec<usize>) -> Self {
        let patterns = numbers.iter().filter_map(|&number| texts.get(number));
        let mut builder = NFA::builder();
        builder.match_kind(MatchKind::Standard).prefilter(false).dense_depth(3);
        Self { automaton: builder.build(patterns).ok().filter(|_| !numbers.is_empty()), numbers }
    }
}

fn share(first: u8) -> usize {
    usize::from(first) % SHARES
}
