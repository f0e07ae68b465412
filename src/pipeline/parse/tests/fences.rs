//! Where headers begin and end, and keys that stand where YAML has none.

use super::*;

#[test]
fn y7_fences() {
    check("\n\n---\nname: a\ndescription: b\n---\n", "strict a | b |  header-misplaced@3:1");
    check("\n    ---\n    name: a\n    description: b\n    ---\n    x", "strict a | b |  header-misplaced@2:5");
    check("-----\nname: a\ndescription: b\n----\n", "strict a | b |  header-fence@1:1 header-fence@4:1");
    check("---\nname: a\ndescription: b\n   ---\n", "strict a | b |  header-fence@4:4");
    check("---\nname: a\ndescription: b\n...\n", "strict a | b |  header-fence@4:1");
    check("\u{2014}\nname: a\ndescription: b\n\u{2014}\u{2014}\n", "strict a | b |  header-fence@1:1 header-fence@4:1");
    check("```yaml\n---\nname: a\ndescription: b\n---\n```\nx", "strict a | b |  header-misplaced@2:1");
    check("```markdown\n---\nname: a\ndescription: b\n---\nx\n```\n", "strict a | b |  header-misplaced@2:1");
    check("```yaml\nname: a\ndescription: b\n```\nx", "strict a | b |  header-misplaced@2:1");
    check("<!-- x\n-->\n---\nname: a\ndescription: b\n---\n", "strict a | b |  header-misplaced@3:1");
    check("name: a\ndescription: b\n---\nx", "strict a | b |  header-not-opened@1:1");
    check("+++\nname = \"a\"\ndescription = 'b'\nmodel = \"opus\"\n+++\nx", "recovered a | b | opus header-toml@1:1");
    check("--\nname: a\ndescription: b\n---\n", "strict a | b |  header-fence@1:1");
    check("---name: a\ndescription: b\n---\n", "strict a | b |  header-fence@1:1");
    check("---\nname: a\ndescription: |\n  b\n  ---\n  c\n---\n", "strict a | b\n---\nc | ");
}

#[test]
fn a_header_further_down_is_found_and_not_seen_by_claude_code() {
    let header = "---\nname: a\ndescription: b\n---\nYou are c.\n";
    for (above, line) in [
        ("## FILE: .opencode/agent/a.md\n", 2),
        ("## X\n\n", 3),
        ("A line of text\n", 2),
        ("# T\n\nSome words on it.\n\n", 5),
        ("<!-- c -->\n> d\n> e.\n\n---\n\n", 7),
        ("# Archived: `a`\n\nOriginal path: `/x`\nDate: 2026-04-29\n\n---\n\n", 8),
        ("%YAML 1.2\n", 2),
        ("---\ntitle: x\n---\n\n", 5),
        ("---\n---\n\n", 4),
    ] {
        let text = format!("{above}{header}");
        check(&text, &format!("strict a | b |  header-misplaced@{line}:1"));
        check_loads(&text, "skipped placeholder");
        check(text.replace('\n', "\r\n"), &format!("strict a | b |  header-misplaced@{line}:1"));
    }
    check("# T\n\n---\n\nname: a\ndescription: b\n---\nx", "strict a | b |  header-misplaced@3:1");
    check("--- name: a\ndescription: b\n---\nx", "strict a | b |  header-fence@1:1");
    check("---json\n{\"name\":\"a\",\"description\":\"b\"}\n---\nx", "strict a | b |  header-fence@1:1");
    check("{\n  \"name\": \"a\",\n  \"description\": \"b {c\"\n}\n\nx", "strict a | b {c |  header-not-opened@1:1");
    check("---\n? name\n: a\n? description\n: b\n---\n", "strict a | b | ");
    let (definition, _) = agent("a.md", b"{\"name\": \"a\",\n\"description\": \"b\"}\n\n# Body\n");
    assert_eq!(definition.text.get(definition.header.body.clone()), Some("\n# Body\n"));
    for text in [
        "# Notes\n\nText.\n\n---\n\nMore text.\n\n---\n\nEnd.\n",
        "# Notes\n\nText.\n\n---\n\nname: a word\n\nMore text.\n\n---\n\nEnd.\n",
        "# Notes\n\n---\nnote: b\n---\n",
        "# How to write an agent\n\n```markdown\n---\nname: a\ndescription: b\n---\n```\n",
        "# Notes\n\n---\nname: never closed\n",
        "{\n  \"title\": \"x\"\n}\n",
        "{{ template }}\n\nText\n",
    ] {
        check_kind("docs/x.md", text, "no header, and the text is not an agent's prompt");
    }
    check_kind("docs/README.md", &format!("# T\n\n{header}"), "a readme");
}

#[test]
fn keys_in_any_dress_are_keys() {
    let check = |header: &str, loads: &str| {
        let text = format!("---\n{header}\n---\nYou are c.\n");
        let (definition, diagnostics) = agent("agents/stem.md", text.as_bytes());
        let model = definition.settings.model.map_or(String::new(), |model| model.value);
        let got = (definition.name.value.as_str(), definition.description.text.as_str(), model.as_str());
        assert_eq!(got, ("a", "Reviews code: now", "opus"), "{header}");
        assert_eq!(format!("{:?}", definition.loads.project.outcome).to_lowercase(), loads, "{header}");
        assert!(!diagnostics.is_empty(), "{header}");
    };
    for header in [
        "name: a\n  model: opus\ndescription: Reviews code: now",
        "name: a\n description: Reviews code: now\nmodel: opus",
        "name: a\ndescription：Reviews code: now\nmodel: opus",
        "name: a\n\tmodel: opus\n\tdescription: Reviews code: now",
        "name: a\ndescription = Reviews code: now\nmodel = opus",
        "name = a\ndescription = Reviews code: now\nmodel = opus",
        "name: a description: Reviews code: now\nmodel: opus",
        "name: a, model: opus, description: Reviews code: now",
        "name: a\nmodel: opus description: Reviews code: now",
        "name: a\n  model = opus\ndescription: Reviews code: now",
        "name: a\n  description：\"Reviews code: now\"\nmodel: opus",
        "**name:** a\n**description:** Reviews code: now\n**model:** opus",
        "**name**: a\n**model**: opus\n**description**: Reviews code: now",
        "* name: a\n* description: Reviews code: now\n* model: opus",
        "- name: a\n- description: \"Reviews code: now\"\n- model: opus",
        "- `name`: a\n- `description`: Reviews code: now\n- `model`: opus",
        "name: a\ndescription: Reviews code: now\n  model: opus",
    ] {
        let loads = if header.contains("  model = opus") { "repaired" } else { "skipped" };
        check(header, loads);
    }
    // What only looks like a key in a text is text.
    super::tests::check(
        "---\nname: a\ndescription: |\n  b\n  model: opus\n  tools: Read\n---\n",
        "strict a | b\nmodel: opus\ntools: Read | ",
    );
    super::tests::check("---\nname: a\n  b\ndescription: c\n---\n", "strict a b | c | ");
    super::tests::check("---\nname: a\n  description = c\n---\n", "strict a | c |  key-misplaced@3:3");
    check_loads("---\nname: a\n  description = c\n---\n", "skipped placeholder");
    super::tests::check("---\n  name: a\n  description: b\n---\n", "strict a | b | ");
}

#[test]
fn what_yaml_takes_for_its_own_is_shown_as_it_was_meant() {
    check(
        "---\nname: a\ndescription: !IMPORTANT use this\n---\n",
        "strict a | !IMPORTANT use this |  text-as-tag@3:14",
    );
    check("---\nname: a\ndescription: !custom b\n---\n", "strict a | b | ");
    check("---\nname: a\ndescription: b\nmodel: {{model}}\n---\n", "strict a | b | {{model}}");
    check(
        "---\nname: a\ndescription: {{x}} agent\nmodel: {{model}}\n---\n",
        "repaired a | {{x}} agent | {{model}} header-not-yaml@3:20",
    );
    check("---\nname: null\ndescription: b\n---\n", "strict stem | b |  no-name@2:0");
    check("---\nname: \"null\"\ndescription: b\n---\n", "strict null | b | ");
    check("---\nname: a\ndescription:\n- b\n- c\n---\n", "strict a | b\nc |  value-unreadable@3:13");
}

#[test]
fn a_fault_of_yaml_is_told_where_it_is() {
    let check = |header: &str, place: (u32, u32), hint: &str| {
        let (_, diagnostics) = agent("a.md", format!("---\n{header}\n---\n").as_bytes());
        let found = diagnostics.iter().find(|found| found.code == "header-not-yaml").unwrap();
        assert_eq!((found.place.line, found.place.column), place, "{header}");
        assert_eq!(found.hint.as_deref(), Some(hint), "{header}");
    };
    let close = |mark: char| format!("write `{mark}` at the end of the value too");
    check("name: a\ndescription: \"b\nmodel: opus", (3, 14), &close('"'));
    check("name: a\ndescription: 'b\nmodel: opus", (3, 14), &close('\''));
    check("name: a\ndescription: \"Reviews \\\"code\\\"\nmodel: opus\ntools: Read", (3, 14), &close('"'));
    let spaces = "write spaces instead of tabs";
    check("name: a\ndescription: b\ntools:\n\t- Read", (5, 1), spaces);
    check("name: a\ndescription: |\n\tb\n\tc", (4, 1), spaces);
    check("name: a\n\tmodel: opus", (3, 1), spaces);
    let front = "write `description:` at the front of a line of its own, without anything around it";
    check("name: a\n description: b", (3, 2), front);
    check("name: a description: b", (2, 1), front);
}

#[test]
fn y7_a_header_that_never_closes_ends_where_the_body_begins() {
    check("---\nname: a\ndescription: b\n\nYou are c.\n", "strict a | b |  header-not-closed@3:1");
    check("---\nname: a\ndescription: b\n\nYou are c.\n\n---\n\nMore: d\n", "strict a | b |  header-not-closed@3:1");
    check("---\nname: a\ndescription: b\n# Title\ntext: c\n\n---\nd", "strict a | b |  header-not-closed@3:1");
    check("---\nname: a\ndescription: b\n\n## Role\n\nc\n", "strict a | b |  header-not-closed@3:1");
    check("---\nname: a\ndescription: b", "strict a | b |  header-not-closed@3:1");
    // A comment is no heading, and what a key follows is still the header.
    check("---\nname: a\n# model\nmodel: opus\ndescription: b\n# end\n---\nx", "strict a | b | opus");
    check(
        "---\nname: a\ndescription: b\n\nMore text\nmodel: opus\n---\nx",
        "recovered a | b\n\nMore text | opus header-not-yaml@5:1",
    );
    let (definition, _) = agent("a.md", b"---\nname: a\n\nYou are c.\n");
    assert_eq!(definition.description.purpose_text(), "You are c.");
}

#[test]
fn faults_are_told_where_they_are() {
    let check = |text: &str, line: u32, column: u32, message: &str, hint: &str| {
        let (_, diagnostics) = agent("agents/a.md", text.as_bytes());
        let found = diagnostics.iter().find(|it| it.code == "header-not-yaml").unwrap();
        assert_eq!((found.place.line, found.place.column, found.message.as_str()), (line, column, message));
        assert!(found.hint.as_ref().unwrap().contains(hint), "{:?}", found.hint);
    };
    let open = "---\nname: a\ndescription: \"b \\\"c\\\"\nmodel: opus\n---\n";
    check(open, 3, 14, "the quotation mark `\"` is never closed", "at the end");
    let tabs = "---\nname: a\ndescription: b\ntools:\n\t- Read\n---\n";
    check(tabs, 5, 1, "a tab indents this line, which YAML does not allow", "spaces");
}

#[test]
fn below_a_name_nothing_goes_on() {
    check("---\nname: a\n description: b c\nmodel: opus\n---\n", "recovered a | b c | opus header-not-yaml@3:2");
    check("---\nname: a\n\tmodel: opus\n\tdescription: b\n---\n", "recovered a | b | opus header-not-yaml@3:1");
    check("---\nname: a\ndescription：b\nmodel = opus\n---\n", "recovered a | b | opus header-not-yaml@3:1");
}

#[test]
fn a_document_that_shows_a_header_is_no_agent() {
    for text in [
        "# How to\n\nWrite this:\n\n```yaml\n---\nname: a\ndescription: b\n---\n```\n",
        "# Notes\n\ntext\n\n---\n\nmore text\n\n---\n",
        "# Notes\n\ntext\n\n---\nname: a person\n",
    ] {
        assert!(matches!(read("docs/x.md", text.as_bytes()), Read::Other(_)), "{text}");
    }
}

#[test]
fn y8_headers_that_say_nothing() {
    check("# Title\n\n---\nname: a\ndescription: b\n---\nx", "strict a | b |  header-misplaced@3:1");
    for above in
        ["## FILE: a.md\n", "> A note\n> of two lines\n\n---\n\n", "# T\n\nFrom: x\n\n", "%YAML 1.2\n", "Some text.\n"]
    {
        let line = above.lines().count() + 1;
        let text = format!("{above}---\nname: a\ndescription: b\n---\nx");
        check(text, &format!("strict a | b |  header-misplaced@{line}:1"));
    }
    check("--- name: a\ndescription: b\n---\nx", "strict a | b |  header-fence@1:1");
    check("---\n---\nYou are x.", "strict stem |  |  no-description@0:0 no-name@0:0");
    check("---\n- a\n- b\n---\nx", "strict stem |  |  no-description@2:0 no-name@2:0 header-not-map@2:1");
    check("---\njust text\n---\nx", "strict stem |  |  no-description@2:0 no-name@2:0 header-not-map@2:1");
    check("---\nname: a\ndescription: b\n--- \nname: c\n---\n", "strict a | b | ");
    check("You are a reviewer.\n\n---\n\nname: x\n", "strict stem |  |  no-header@0:0");
}
