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

#[test]
fn another_rule_of_markdown_closes_what_nothing_else_does() {
    for rule in ["--", "***", "===", "___", "-- "] {
        check(
            format!("---\nname: a\ndescription: b\nmodel: opus\n{rule}\nYou are c.\n"),
            "strict a | b | opus header-fence@5:1",
        );
        check_loads(&format!("---\nname: a\ndescription: b\n{rule}\nYou are c.\n"), "skipped placeholder");
    }
    for rule in ["***", "===", "___"] {
        check(
            format!("{rule}\nname: a\ndescription: b\n{rule}\nYou are c.\n\n---\n\nMore.\n"),
            "strict a | b |  header-fence@1:1 header-fence@4:1",
        );
    }
    // A fence of its own comes first, and in a body a rule is one.
    check("---\nname: a\ndescription: |\n  b\n  ***\n  c\n---\nYou are c.\n\n***\n", "strict a | b\n***\nc | ");
    check_kind("docs/x.md", "***\nAll: text\n***\n", "no header, and the text is not an agent's prompt");
}

#[test]
fn a_path_and_empty_lines_may_stand_around_a_header() {
    check(
        "# .claude/agents/a.md\n\n---\n\nname: a\ndescription: b\n\n---\n\nYou are c.\n",
        "strict a | b |  header-misplaced@3:1",
    );
}

#[test]
fn a_second_agent_in_one_file_is_told() {
    let first = "---\nname: a\ndescription: b\n---\n\nYou are c.\n";
    let second = "---\nname: d\ndescription: e\n---\nYou are f.\n";
    check(format!("{first}\n{second}"), "strict a | b |  second-agent@8:1");
    check(
        format!("{first}\n---\n\nname: d\ndescription: e\n\n---\n\nYou are f.\n"),
        "strict a | b |  second-agent@8:1",
    );
    for lead in ["```markdown\n", "Write it so:\n\n", "## The template\n\n"] {
        check(format!("{first}\n{lead}{second}```\n"), "strict a | b | ");
    }
    check(format!("{first}\n---\n\nname: none\n\n---\n"), "strict a | b | ");
}
