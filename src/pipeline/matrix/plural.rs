//! Plural: what an `s` behind a word makes of it.

/// Whether a word is the plural of a shorter acronym than the one that it looks like: RTOs are no RTOS.
pub(super) fn is_shorter(found: Option<&str>, written: &str) -> bool {
    let stem = written.ends_with('S').then(|| found.and_then(|it| it.strip_suffix('s'))).flatten();
    stem.is_some_and(|stem| stem.len() > 1 && stem.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// Whether a word is an acronym's plural, and no other acronym or word that looks like one: NATS is not several NATs, nor does
/// "closes" mean several CLOS. What is no acronym has its plural in any case.
pub(super) fn is_plural(stem: Option<&str>, ending: Option<&str>, written: &str) -> bool {
    let shouts = ending.is_some_and(|it| it.starts_with(char::is_uppercase));
    let small = stem.is_some_and(|it| it.contains(char::is_lowercase));
    written.contains(char::is_lowercase) || !(shouts || small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acronym_is_no_plural_of_another() {
        assert!(is_shorter(Some("RTOs"), "RTOS") && is_shorter(Some("NATs"), "NATS"));
        assert!(
            !is_shorter(Some("RTOS"), "RTOS") && !is_shorter(Some("rtos"), "RTOS") && !is_shorter(Some("SLOs"), "SLO")
        );
        assert!(is_plural(Some("SLO"), Some("s"), "SLO") && !is_plural(Some("NAT"), Some("S"), "NAT"));
    }
}
