//! Compact: our scripts and styles as they are served, without what only those who work on them need. A team's own files are
//! served as they are.

/// A style sheet without the lines that are comments alone.
pub(super) fn style(text: &str) -> String {
    let mut inside = false;
    let told = text.split_inclusive('\n').filter(|line| {
        let line = line.trim();
        let (begins, ends, within) = (line.starts_with("/*"), line.ends_with("*/"), inside);
        inside = if inside { !ends } else { begins && !line.contains("*/") };
        !within && !(begins && (inside || (ends && line.matches("*/").count() == 1)))
    });
    told.collect()
}

/// A script without its types (`/** … */`), the lines that are comments alone, and indentation.
///
/// It does not read JavaScript: it relies on what the tests below hold our scripts to, that no text has `/**` in it and none goes
/// over the end of a line.
pub fn script(text: &str) -> String {
    let mut untyped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/**") {
        untyped.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after.strip_prefix(' ').unwrap_or(after));
    }
    untyped.push_str(rest);
    let lines = untyped.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_of_styles_stay_at_home() {
        let styles =
            "/* one */\na { b: c }\n  /* two */ d { e: f } /* three */\n  /* four */  \n/* five,\n   more */\ng {}\n";
        assert_eq!(style(styles), "a { b: c }\n  /* two */ d { e: f } /* three */\ng {}\n");
    }

    #[test]
    fn types_and_comments_of_scripts_stay_at_home() {
        let text = "// @ts-check\n/**\n * Adds.\n * @param {number} a\n */\nfunction add(/** @type {number} */ b) {\n\n  // Why.\n  return b + 1; // sum\n}\n";
        assert_eq!(script(text), "function add(b) {\nreturn b + 1; // sum\n}\n");
    }

    #[test]
    fn our_scripts_are_such_as_can_be_made_compact() {
        let scripts = super::super::assets::BUILT_IN.iter().filter(|(name, ..)| name.ends_with(".js"));
        for (name, _, text) in scripts {
            for (number, line) in text.lines().enumerate() {
                let at = format!("{name}:{}", number + 1);
                assert_eq!(line.matches('`').count() % 2, 0, "{at}: a template goes over the end of a line");
                for quote in ["\"/**", "'/**", "`/**"] {
                    assert!(!line.contains(quote), "{at}: a text looks like a comment");
                }
            }
            assert_eq!(
                text.matches("/**").count(),
                text.matches("*/").count(),
                "{name}: a comment of another form, or none's end"
            );
        }
    }
}
