//! Owners: CODEOWNERS, by GitHub's rules (its documentation, "About code owners"): patterns as in `.gitignore` without `!` and `[ ]`;
//! the last that matches a file counts; `docs/*` means the files of that folder and none below; a pattern without owners takes
//! them away.

use crate::model::source::CodeOwners;

/// Who owns which files.
#[derive(Debug, Default)]
pub(super) struct Owners {
    rules: Vec<Rule>,
    prefix: String,
}

#[derive(Debug)]
struct Rule {
    /// The pattern's parts between slashes.
    parts: Vec<String>,
    /// Whether the first part is to be the path's first.
    anchored: bool,
    /// Whether it means a folder alone.
    folder: bool,
    owners: Vec<String>,
}

impl Owners {
    pub(super) fn new(codeowners: &CodeOwners) -> Self {
        let text = String::from_utf8_lossy(&codeowners.source.bytes);
        Self { rules: text.lines().filter_map(rule).collect(), prefix: codeowners.prefix.clone() }
    }

    /// The owners of a file; the path is relative to the catalog's folder.
    pub(super) fn of(&self, path: &str) -> Vec<String> {
        if self.rules.is_empty() {
            return Vec::new();
        }
        let path = format!("{}{path}", self.prefix);
        let parts: Vec<&str> = path.split('/').collect();
        self.rules.iter().rfind(|rule| rule.matches(&parts)).map(|rule| rule.owners.clone()).unwrap_or_default()
    }
}

/// A line; none if it is empty, a comment, or a pattern that GitHub doesn't read.
fn rule(line: &str) -> Option<Rule> {
    let line = line.trim();
    if line.starts_with('#') {
        return None;
    }
    let mut words = words(line).into_iter();
    let pattern = words.next().filter(|pattern| !pattern.starts_with('!') && !pattern.contains('['))?;
    let owners = words.take_while(|word| !word.starts_with('#')).collect();
    let folder = pattern.ends_with('/');
    let bare = pattern.trim_matches('/');
    let anchored = pattern.starts_with('/') || bare.contains('/');
    let parts: Vec<String> = bare.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    (!parts.is_empty() || pattern == "/").then_some(Rule { parts, anchored, folder, owners })
}

/// The words of a line; a backslash keeps the space that follows it in its word.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (c, words.last_mut()) {
            ('\\', Some(word)) => word.extend(chars.next()),
            (c, Some(word)) if !c.is_whitespace() => word.push(c),
            (_, Some(word)) if !word.is_empty() => words.push(String::new()),
            _ => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

impl Rule {
    fn matches(&self, path: &[&str]) -> bool {
        let parts: Vec<&str> = self.parts.iter().map(String::as_str).collect();
        // `docs/*` ends at the files of the folder; any other pattern means all that is below what it matches.
        let below = !(self.parts.len() > 1 && self.parts.last().is_some_and(|last| last == "*"));
        let starts = if self.anchored { 0..1 } else { 0..path.len() };
        starts.into_iter().any(|start| {
            path.get(start..).is_some_and(|rest| {
                ends(&parts, rest).into_iter().any(|end| match rest.len() - end {
                    0 => !self.folder,
                    _ => below || self.folder,
                })
            })
        })
    }
}

/// After how many parts of the path the pattern may end. Every pair of a part and a part is looked at once.
fn ends(pattern: &[&str], path: &[&str]) -> Vec<usize> {
    let mut reached = vec![false; path.len() + 1];
    if let Some(start) = reached.first_mut() {
        *start = true;
    }
    for (at, part) in pattern.iter().enumerate() {
        let mut next = vec![false; path.len() + 1];
        let mut any = false;
        for (index, here) in reached.iter().enumerate() {
            if *part == "**" {
                // At the end it means something below, elsewhere any folders or none.
                let so_far = any || (*here && at + 1 < pattern.len());
                any |= *here;
                next.get_mut(index).into_iter().for_each(|slot| *slot |= so_far);
            } else if *here && path.get(index).is_some_and(|name| glob(part.as_bytes(), name.as_bytes())) {
                next.get_mut(index + 1).into_iter().for_each(|slot| *slot = true);
            }
        }
        reached = next;
    }
    reached.into_iter().enumerate().filter(|(_, here)| *here).map(|(index, _)| index).collect()
}

/// Whether `*` (any run) and `?` (any one) in a pattern fit a name; in time of their lengths' product at most.
fn glob(pattern: &[u8], name: &[u8]) -> bool {
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == b'?' || Some(c) == name.get(n) => (p, n) = (p + 1, n + 1),
            _ => match star {
                Some((at, from)) => {
                    (p, n) = (at + 1, from + 1);
                    star = Some((at, from + 1));
                }
                None => return false,
            },
        }
    }
    pattern.get(p..).is_none_or(|rest| rest.iter().all(|c| *c == b'*'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest;
    use crate::model::source::Source;

    fn owners(text: &str, prefix: &str) -> Owners {
        let source = Source {
            path: "CODEOWNERS".to_owned(),
            hash: digest::hash(text.as_bytes()),
            bytes: text.as_bytes().into(),
        };
        Owners::new(&CodeOwners { source, prefix: prefix.to_owned() })
    }

    /// The examples of GitHub's documentation, and the rules that it states beside them.
    #[test]
    fn patterns_match_as_githubs_do() {
        let check = |pattern: &str, path: &str, expected: bool| {
            let found = owners(&format!("{pattern} @a"), "").of(path);
            assert_eq!(!found.is_empty(), expected, "{pattern} {path}");
        };
        check("*", "agents/x.md", true);
        check("*.js", "a/b/c.js", true);
        check("*.js", "a/b/c.jsx", false);
        check("/build/logs/", "build/logs/a/b", true);
        check("/build/logs/", "x/build/logs/a", false);
        check("docs/*", "docs/getting-started.md", true);
        check("docs/*", "docs/build-app/troubleshooting.md", false);
        check("docs/*", "x/docs/a.md", false);
        check("apps/", "x/apps/y/z", true);
        check("apps/", "x/apps", false);
        check("/docs/", "docs/a/b", true);
        check("/apps/github", "apps/github/x", true);
        check("**/logs", "build/logs/x", true);
        check("**/logs", "deeply/nested/logs/x", true);
        check("**/logs", "logs", true);
        check("a/**/b", "a/b", true);
        check("a/**/b", "a/x/y/b", true);
        check("a/**", "a/x/y", true);
        check("a/**", "a", false);
        check("a/**", "b/x", false);
        check("agents/team-?/*.md", "agents/team-1/x.md", true);
        check("agents/team-?/*.md", "agents/team-12/x.md", false);
        check("x\\ y.md", "x y.md", true);
        check("!*.md", "a.md", false);
        check("[ab].md", "a.md", false);
    }

    #[test]
    fn the_last_match_counts_and_may_take_owners_away() {
        let owners = owners("# all\n* @all\n/agents/ @org/team a@x.example # why\n/agents/free/\n", "team/");
        assert_eq!(owners.of("x.md"), ["@all"]);
        assert_eq!(owners.of("agents/x.md"), ["@all"]);
        let owners = self::owners("* @all\n/team/agents/ @org/team a@x.example # why\n/team/agents/free/\n", "team/");
        assert_eq!(owners.of("agents/x.md"), ["@org/team", "a@x.example"]);
        assert_eq!(owners.of("agents/free/x.md"), Vec::<String>::new());
        assert_eq!(owners.of("x.md"), ["@all"]);
    }

    #[test]
    fn hostile_patterns_are_cheap() {
        let pattern = format!("{} @a\n", "**/*a*a*a*a*b/".repeat(200)).repeat(5);
        let path = format!("{}x", "aaaaaaaaaaaaaaaaaaaaaaaa/".repeat(100));
        assert!(owners(&pattern, "").of(&path).is_empty());
    }
}
