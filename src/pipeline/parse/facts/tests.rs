//! Small bodies of our own, and what follows from them.

use super::*;
use crate::model::definition::{Dialect, Field, ReferenceKind, Value};
use crate::model::description::{Example, Passage, Speaker, Turn};
use crate::model::loads::Reader;
use crate::pipeline::parse::body;

fn header(fields: Vec<Field>) -> Header {
    Header { reader: Reader::Strict, dialect: Dialect::Claude, fields, lines: (2, 3), body: 0..0 }
}

fn facts(description: &Description, text: &str) -> Facts {
    read("own-name", description, &header(Vec::new()), text, &body::read(text, 5), text)
}

/// The references as `kind:text@line`.
fn named(facts: &Facts) -> String {
    let kind = |kind| match kind {
        ReferenceKind::File => "file",
        ReferenceKind::Skill => "skill",
        ReferenceKind::Agent => "agent",
    };
    let shown: Vec<String> =
        facts.references.iter().map(|it| format!("{}:{}@{}", kind(it.kind), it.text, it.line)).collect();
    shown.join(" ")
}

fn check(text: &str, expected: &str) {
    assert_eq!(named(&facts(&Description::default(), text)), expected, "{text}");
}

#[test]
fn files_are_named_in_code_links_and_prose() {
    check(
        "Follow CLAUDE.md.\nSee `docs/ai/guide.md` and [it](notes/plan.yaml).",
        "file:CLAUDE.md@5 file:docs/ai/guide.md@6 file:notes/plan.yaml@6",
    );
    check(
        "Write **patterns in project-learnings.md**, read @docs/x.md, CLAUDE.md/AGENTS.md.",
        "file:AGENTS.md@5 file:CLAUDE.md@5 file:docs/x.md@5 file:project-learnings.md@5",
    );
    check(
        "Run `python scripts/check.py --all`; `../shared/a.json`.",
        "file:../shared/a.json@5 file:scripts/check.py@5",
    );
    check("See [x](docs/a.md#part).", "file:docs/a.md@5");
}

#[test]
fn what_only_looks_like_a_file_is_none() {
    for text in [
        "Node.js/Express.js and ASP.NET, e.g. asyncio.run, v1.2.md5",
        "`*.md`, `<name>.md`, `docs/{topic}.md`, `$HOME/x.md`, `~/.claude/x.md`, `/etc/x.md`, `.md`",
        "`package.json`, `main.py`, `config.yaml`",
        "https://a.test/docs/x.md and github.com/a/b.md and `path/to/file.py` `logs/YYYY-MM.md`",
        "```\ndocs/x.md\n```\n\n    docs/y.md\n",
        "<example>\nRead docs/x.md\n\nand docs/y.md\n</example>",
    ] {
        check(text, "");
    }
}

#[test]
fn skills_are_named_by_the_word_beside_them() {
    check("See `brand-voice` skill.", "skill:brand-voice@5");
    check(
        "Load the skill `pdf` or the skills `docx`, `xlsx` and `pptx:make`.",
        "skill:docx@5 skill:pdf@5 skill:pptx:make@5 skill:xlsx@5",
    );
    check("`aaa`, `bbb` and `ccc` skills", "skill:aaa@5 skill:bbb@5 skill:ccc@5");
    check("Use the brand-voice skill.", "skill:brand-voice@5");
    check("Strong problem-solving skills. Use decision-making skills.", "");
    let list = Value::List(vec![Value::Text("a-b".into()), Value::Text("c".into())]);
    let field = |value| Field { key: "skills".into(), known: true, value, line: 3, column: 9, span: 0..0, sound: true };
    let body = body::read("", 5);
    for (value, expected) in [(list, "skill:a-b@3 skill:c@3"), (Value::Text("x, y".into()), "skill:x@3 skill:y@3")] {
        let facts = read("own", &Description::default(), &header(vec![field(value)]), "", &body, "");
        assert_eq!(named(&facts), expected);
    }
}

#[test]
fn agents_are_named_where_something_is_handed_to_them() {
    check("Ask @agent-code-reviewer.", "agent:code-reviewer@5");
    check(
        "Hand off to the test-runner agent, work closely with the ui-designer agent.",
        "agent:test-runner@5 agent:ui-designer@5",
    );
    check(
        "The `planner` and `tester` agents; the **release-bot** subagent.",
        "agent:planner@5 agent:release-bot@5 agent:tester@5",
    );
    check("Use the billing-agent, or `tax-agent`.", "agent:billing-agent@5 agent:tax-agent@5");
    check("`Task(subagent_type=\"db-admin\")`", "agent:db-admin@5");
    check("Call the agent `data-cleaner`.", "agent:data-cleaner@5");
    check(
        "Partner with data-engineer or ml-scientist; give logs to site-admin.",
        "agent:data-engineer@5 agent:ml-scientist@5 agent:site-admin@5",
    );
    check("- **api-designer**: contracts\n- `test-writer`, when needed", "agent:api-designer@5 agent:test-writer@6");
    for text in [
        "Use this agent. A multi-agent system, use the user-agent header, a long-running agent.",
        "Coordinate multi-agent work with long-running agents. Use the own-name agent or @agent-own-name.",
        "The unit-test agent is mentioned, not used; a senior-engineer too. Work with client-server code.",
        "~~~\nuse the test-runner agent\n~~~",
    ] {
        check(text, "");
    }
}

#[test]
fn the_description_counts_and_its_examples_do_not() {
    let said = |text: &str| Passage { text: text.to_owned(), line: 3 };
    let turn = Turn { speaker: Speaker::Assistant, text: "I'll use the test-runner agent".into(), line: 4 };
    let description = Description {
        purpose: vec![said("Reviews code with the `style` skill.")],
        when_not: vec![said("For tests, use the test-writer agent.")],
        examples: vec![Example { line: 4, turns: vec![turn], ..Example::default() }],
        ..Description::default()
    };
    assert_eq!(named(&facts(&description, "x")), "skill:style@3 agent:test-writer@3");
}

#[test]
fn a_stub_says_so() {
    let long =
        "You review code with care and know every language that the team uses, its tools and its history by heart.";
    for aside in [
        "[More will be added later - this stub only reserves the name]",
        "(TODO)",
        "TODO: write this prompt",
        "TBD",
        "*This section is a work in progress.*",
        "> Content coming soon",
        "<!-- TODO: expand this definition -->",
        "This agent is currently only a stub.",
        "**WIP**",
    ] {
        let stub = facts(&Description::default(), &format!("{long}\n\n{aside}\n")).stub;
        let stub = stub.unwrap_or_else(|| panic!("{aside}"));
        assert_eq!(stub.line, 7, "{aside}");
        assert!(stub.value.starts_with("the author says so: `"), "{}", stub.value);
    }
    for text in [
        "Never leave a TODO or a placeholder in code.",
        "- [PLACEHOLDER] is what you replace\n- stubs for tests",
        "**No placeholder code, no stubs.**",
        "*Only what this run found; never insert a placeholder.*",
        "```\n[TODO: this stub]\n```",
        "Create a stub for each service; work in progress is listed.",
        "[Insert the screenshot of the page here]",
    ] {
        assert_eq!(facts(&Description::default(), &format!("{long}\n\n{text}\n")).stub, None, "{text}");
    }
}

#[test]
fn next_to_no_body_is_a_stub() {
    let value = |text| facts(&Description::default(), text).stub.map(|stub| stub.value);
    assert_eq!(value(" \n").as_deref(), Some("it has no body"));
    assert_eq!(value("Hello").as_deref(), Some("the body has 1 word"));
    assert_eq!(value("You are a helpful reviewer.").as_deref(), Some("the body has 5 words"));
    assert_eq!(value(&"word ".repeat(20)), None);
}

#[test]
fn tokens_are_estimated_from_characters_and_words() {
    assert_eq!(tokens(""), 0);
    // 44 characters, 9 words: (11 + 12) / 2, rounded up.
    assert_eq!(tokens("The quick brown fox jumps over the lazy dog."), 12);
    assert_eq!(tokens("分布式系统"), 5);
    let facts = facts(&Description { text: "Reviews code.".into(), ..Description::default() }, "abcd efgh");
    assert_eq!(facts.tokens_always, tokens("own-name") + tokens("Reviews code."));
    assert_eq!(facts.tokens_invoked, tokens("abcd efgh"));
}

#[test]
fn hostile_bodies_cost_little() {
    for pattern in
        ["`a` and ", "agent ", "skills `aaa`, ", "x-agent ", "@agent-a", "a/", "a.md/", "(", "TODO ", "<example>"]
    {
        let text = pattern.repeat(65_536 / pattern.len());
        let facts = facts(&Description::default(), &text);
        assert!(facts.references.len() <= 200);
    }
}
