//! Fault: terms that name one. To avoid a fault is to know it (`avoid race conditions`, `without deadlocks`, `no N+1 queries`), so that
//! only a firm denial takes it back.

use super::scan::Terms;

/// Their names in the vocabulary.
const FAULTS: &[&str] = &[
    "SQL injection",
    "cross-site scripting",
    "command injection",
    "CSRF",
    "SSRF",
    "XXE",
    "IDOR",
    "N+1 queries",
    "memory leak detection",
    "buffer overflows",
    "undefined behavior",
    "race conditions",
    "deadlocks",
    "priority inversion",
    "false sharing",
    "split-brain",
    "cache stampede",
    "cache poisoning",
    "data leakage prevention",
    "data skew",
    "hallucination mitigation",
    "prompt injection",
    "clickjacking",
    "open redirects",
    "path traversal",
    "prototype pollution",
    "insecure deserialization",
    "mass assignment",
    "privilege escalation",
    "replay attacks",
    "reentrancy",
    "code smells",
    "technical debt",
    "layout thrashing",
    "cold starts",
];

/// Which competencies name a fault, sorted.
pub(super) fn faults(terms: &Terms) -> Vec<usize> {
    let mut faults: Vec<usize> = FAULTS.iter().filter_map(|name| terms.named(name)).collect();
    faults.sort_unstable();
    faults
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::pipeline::matrix::vocabulary;

    #[test]
    fn the_vocabulary_has_them_all() {
        let terms = Terms::new(Arc::new(vocabulary(None).0));
        for name in FAULTS {
            assert!(terms.named(name).is_some(), "{name}");
        }
    }
}
