//! Link: which targets an author's link may lead to.

/// Schemes that a link may have.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// The target as it may stand in a page, or none if it may not be followed. `target` has its entities decoded.
///
/// Allowed are http, https and mailto, and what has no scheme and names no other host (`docs/x.md`, `#part`, `?q`).
/// The scheme is looked for after taking out what browsers skip over in a URL (WHATWG URL Standard, 4.4: C0 controls
/// and spaces around it, tabs and line ends inside), and more: every control, space and invisible character.
pub(super) fn href(target: &str) -> Option<String> {
    let target = target.trim_matches(|c: char| c <= ' ' || c.is_whitespace());
    let bare: String = target.chars().filter(|&c| !is_skipped(c)).collect();
    if bare.is_empty() || names_a_host(&bare) {
        return None;
    }
    if let Some(end) = bare.find([':', '/', '?', '#', '\\'])
        && bare[end..].starts_with(':')
        && !SCHEMES.iter().any(|scheme| bare[..end].eq_ignore_ascii_case(scheme))
    {
        return None;
    }
    let mut href = String::with_capacity(target.len());
    for c in target.chars() {
        match c {
            '\t' | '\n' | '\r' => {}
            '\\' => href.push_str("%5C"),
            _ if is_skipped(c) => push_encoded(c, &mut href),
            _ => href.push(c),
        }
    }
    Some(href)
}

/// Whether a target without a scheme leads to another host all the same: `//host`, which browsers read out of `\\` too.
fn names_a_host(bare: &str) -> bool {
    let mut chars = bare.chars();
    let slash = |c: Option<char>| matches!(c, Some('/' | '\\'));
    slash(chars.next()) && slash(chars.next())
}

fn is_skipped(c: char) -> bool {
    c <= ' '
        || c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

fn push_encoded(c: char, out: &mut String) {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let mut buffer = [0; 4];
    for byte in c.encode_utf8(&mut buffer).bytes() {
        out.push('%');
        out.extend([byte >> 4, byte & 15].iter().filter_map(|&digit| DIGITS.get(usize::from(digit))));
    }
}
