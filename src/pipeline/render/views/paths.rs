//! Paths: what a relative link means.

use std::fmt::Write as _;

/// A path relative to a folder, with `.` and `..` taken out; none if it leads above the root.
pub(in super::super) fn join(folder: &str, path: &str) -> Option<String> {
    let start = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path as it stands in a URL.
pub(in super::super) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn dots_lead_up_and_never_out() {
        assert_eq!(join("paths", "../agents/x.html").as_deref(), Some("agents/x.html"));
        assert_eq!(join("", "./a//b").as_deref(), Some("a/b"));
        assert_eq!(join("a/b", "/c").as_deref(), Some("c"));
        assert_eq!(join("a", "../../c"), None);
    }
}
