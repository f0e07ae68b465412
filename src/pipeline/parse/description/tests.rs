//! Every feature by a small text of its own; every seed and the corpus where they are at hand.

#![expect(clippy::disallowed_methods, reason = "the shared corpus is read where it is, and only if it is")]

use std::path::{Path, PathBuf};

use super::*;

/// A description out of a header, roughly: the lines of the key and what belongs to it.
fn rough(file: &str) -> Option<(String, Vec<Passage>)> {
    let numbered: Vec<(u32, &str)> = (1..).zip(file.lines()).collect();
    let header = numbered.iter().skip_while(|(_, line)| line.trim() != "---").skip(1);
    let mut lines: Vec<Passage> = Vec::new();
    let mut seen = false;
    for &(number, line) in header.take_while(|(_, line)| line.trim() != "---" && !line.trim().starts_with("# ")) {
        let key = line.trim().split_once(':').map(|(key, _)| key);
        let known = key.is_some_and(|key| {
            ["name", "model", "color", "tools", "emoji", "vibe", "services", "type", "priority", "context_window"]
                .contains(&key)
        });
        if key == Some("description") {
            seen = true;
            let value = line.trim().trim_start_matches("description:").trim();
            let value = if ["|", ">", "|-", ">-"].contains(&value) { "" } else { value };
            lines.push(Passage { text: value.trim_matches(['"', '\'']).to_owned(), line: number });
        } else if known {
            if seen {
                break;
            }
        } else if seen {
            lines.push(Passage { text: line.to_owned(), line: number });
        }
    }
    let text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    seen.then_some((text.trim().to_owned(), lines))
}

fn shared() -> Option<PathBuf> {
    let found = std::env::var("AGENTDEX_SHARED").ok().map(PathBuf::from);
    if found.is_none() {
        eprintln!("AGENTDEX_SHARED is not set: the corpus is not read");
    }
    found
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            files(&entry, into);
        } else if entry.extension().is_some_and(|ending| ending == "md") {
            into.push(entry);
        }
    }
}

fn of_file(path: &Path) -> Option<Description> {
    let bytes = std::fs::read(path).unwrap();
    let (text, lines) = rough(&String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))?;
    Some(read(text, &lines, None))
}

#[test]
fn reads_the_seeds() {
    let Some(shared) = shared() else { return };
    for (name, examples, tasks) in [
        ("distributed-computing-architect", 2, 0),
        ("distributed-systems-architect", 3, 0),
        ("distributed-systems-expert", 2, 0),
        ("parallel-architecture-engineer", 0, 6),
        ("async-systems-architect", 3, 0),
    ] {
        let description = of_file(&shared.join("seeds").join(format!("{name}.md"))).unwrap();
        assert_eq!((description.examples.len(), description.tasks.len()), (examples, tasks), "{name}");
        for example in &description.examples {
            assert_eq!(example.turns.len(), 2, "{name}: {example:?}");
        }
    }
}

#[test]
fn reads_the_nasty_ones() {
    let Some(shared) = shared() else { return };
    let expected = std::fs::read_to_string(shared.join("corpus-nasty/EXPECTED.tsv")).unwrap();
    for row in expected.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let description = of_file(&shared.join("corpus-nasty").join(fields[0])).unwrap();
        assert_eq!(description.examples.len().to_string(), fields[4], "{}", fields[0]);
        assert!(description.text.starts_with(fields[3].trim()), "{}", fields[0]);
    }
}

/// Not a check but a means: `cargo test dump -- --ignored --nocapture` prints what is made of each file.
#[test]
#[ignore = "prints"]
fn dump() {
    let Some(shared) = shared() else { return };
    let mut paths = Vec::new();
    files(&shared.join("corpus"), &mut paths);
    for path in paths {
        let Some(description) = of_file(&path) else {
            println!("## {}: none", path.display());
            continue;
        };
        println!("## {}\nS: {}", path.file_name().unwrap().display(), description.summary());
        let print = |name: &str, passages: &[Passage]| {
            for passage in passages {
                println!("  {name} {}: {}", passage.line, passage.text);
            }
        };
        print("P", &description.purpose);
        print("W", &description.when);
        print("N", &description.when_not);
        print("T", &description.tasks);
        print("R", &description.rest);
        for example in &description.examples {
            println!("  E {} C={:?} Y={:?}", example.line, example.context, example.commentary);
            for turn in &example.turns {
                println!("     {:?} {}: {}", turn.speaker, turn.line, turn.text);
            }
        }
    }
}

/// A description of lines from file line 3 on.
fn of(text: &str) -> Description {
    let lines: Vec<Passage> =
        (3..).zip(text.split('\n')).map(|(line, text)| Passage { text: text.to_owned(), line }).collect();
    read(text.to_owned(), &lines, None)
}

/// Everything that was found, one piece a line, with its line in the file.
fn show(description: &Description) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    let d = description;
    let lists = [("for", &d.purpose), ("when", &d.when), ("not", &d.when_not), ("task", &d.tasks), ("rest", &d.rest)];
    for (name, passages) in lists {
        for passage in passages {
            writeln!(out, "{name} {}: {}", passage.line, passage.text).unwrap();
        }
    }
    for example in &d.examples {
        writeln!(out, "example {}: {}", example.line, example.context.as_deref().unwrap_or("-")).unwrap();
        for turn in &example.turns {
            let speaker = match &turn.speaker {
                crate::model::description::Speaker::User => "U",
                crate::model::description::Speaker::Assistant => "A",
                crate::model::description::Speaker::Other(name) => name,
            };
            writeln!(out, " {speaker} {}: {}", turn.line, turn.text).unwrap();
        }
        if let Some(why) = &example.commentary {
            writeln!(out, " why: {why}").unwrap();
        }
    }
    out
}

fn check(text: &str, expected: &str) {
    let expected: String = expected.trim().lines().map(|line| format!("{}\n", line.trim())).collect();
    let found: String = show(&of(text)).lines().map(|line| format!("{}\n", line.trim())).collect();
    assert_eq!(found, expected, "\n--- of\n{text}\n--- found\n{found}");
}

/// The dialogues alone.
fn check_examples(text: &str, expected: &str) {
    let mut description = of(text);
    for passages in [&mut description.purpose, &mut description.when, &mut description.rest] {
        passages.clear();
    }
    let found: String = show(&description).lines().map(|line| format!("{}\n", line.trim())).collect();
    let expected: String = expected.trim().lines().map(|line| format!("{}\n", line.trim())).collect();
    assert_eq!(found, expected, "\n--- of\n{text}\n--- found\n{found}");
}

const LAMP: &str =
    "example 3: A lamp is dark\nU 3: Why is it dark?\nA 3: I'll ask the lamp agent\nwhy: Lamps are its work.";

#[test]
fn reads_a_tagged_example_on_one_line() {
    for text in [
        r#"<example>Context: A lamp is dark user: "Why is it dark?" assistant: "I'll ask the lamp agent" <commentary>Lamps are its work.</commentary></example>"#,
        r#"<example> Context: A lamp is dark
           user: 'Why is it dark?' assistant: 'I'll ask the lamp agent' <commentary> Lamps are its work. </commentary> </example>"#
            .lines().map(str::trim).collect::<Vec<_>>().join(" ").as_str(),
        r#"<example>\nContext: A lamp is dark\nuser: \"Why is it dark?\"\nassistant: \"I'll ask the lamp agent\"\n<commentary>\nLamps are its work.\n</commentary>\n</example>"#,
        r"<EXAMPLE>\nCONTEXT: A lamp is dark\nUSER: Why is it dark?\nASSISTANT: I'll ask the lamp agent\nCommentary: Lamps are its work.\n</EXAMPLE>",
        "<example>Context**: A lamp is dark **User**: “Why is it dark?” **Assistant**: “I'll ask the lamp agent” <commentary>Lamps are its work.</commentary>",
        "<example id=\"1\"><context>A lamp is dark</context><user>Why is it dark?</user><assistant>I'll ask the lamp agent</assistant><reasoning>Lamps are its work.</reasoning></example>",
        "<example>**Context:** A lamp is dark\\n**Human:** \"Why is it dark?\"\\n**Agent:** \"I'll ask the lamp agent\"\\n**Reasoning:** Lamps are its work.\\n</example>",
        "<example>Situation: A lamp is dark\\n- User says: \"Why is it dark?\"\\n- Assistant responds: \"I'll ask the lamp agent\"\\n- Why: Lamps are its work.</example>",
    ] {
        check_examples(text, LAMP);
    }
}

#[test]
fn reads_examples_over_many_lines() {
    let expected =
        "example 6: A lamp is dark\nU 7: Why is it dark?\nA 8: I'll ask the lamp agent\nwhy: Lamps are its work.";
    check_examples(
        "Knows lamps.\n\nExamples:\n<example>Context: A lamp is dark\nuser: \"Why is it dark?\"\nassistant: \"I'll ask the lamp agent\"\n<commentary>\nLamps are its work.\n</commentary>\n</example>",
        expected,
    );
    check_examples(
        "Knows lamps.\n\n  Examples:\n  - <example>Context: A lamp is dark\n    user: \"Why is it dark?\"\n  assistant: \"I'll ask the lamp agent\"\n      <commentary>\n  Lamps are its\n  work.\n  </commentary>\n  </example>",
        expected,
    );
}

#[test]
fn reads_several_examples_and_the_text_around_them() {
    check(
        "Tends lamps. Examples: <example>user: \"a lamp?\" assistant: \"yes\"</example> and more, such as lamps of oil: <example>user: \"b lamp?\" assistant: \"no\"</example>\n\nAlso tends wicks. Do NOT use for candles.",
        "for 3: Tends lamps.
         not 5: Do NOT use for candles.
         rest 3: and more, such as lamps of oil
         rest 5: Also tends wicks.
         rest 5: Do NOT use for candles.
         example 3: -
         U 3: a lamp?
         A 3: yes
         example 3: -
         U 3: b lamp?
         A 3: no",
    );
}

#[test]
fn closes_what_is_never_closed() {
    check_examples(
        "<example>user: \"a lamp?\" assistant: \"yes\" <commentary>one <example>user: \"b lamp?\" assistant: \"no\" <commentary>two",
        "example 3: -\nU 3: a lamp?\nA 3: yes\nwhy: one\nexample 3: -\nU 3: b lamp?\nA 3: no\nwhy: two",
    );
    check_examples(
        "<examples><example><example>user: \"a lamp?\nassistant: \"yes\n</example></examples></example></commentary>",
        "example 3: -\nU 3: a lamp?\nA 4: yes",
    );
}

#[test]
fn knows_a_label_from_a_word_in_a_quotation() {
    check_examples(
        "<example>user: \"the log says 'user: root' and \"assistant: none\", why?\" assistant: \"I see Context: lost\" <commentary>The user: a person.</commentary></example>",
        "example 3: -\nU 3: the log says 'user: root' and \"assistant: none\", why?\nA 3: I see Context: lost\nwhy: The user: a person.",
    );
    check_examples(
        "<example>Context: The agent: a lamp. The URL is http://user:pw@host\nuser: \"go\"\nassistant: \"gone\"</example>",
        "example 3: The agent: a lamp. The URL is http://user:pw@host\nU 4: go\nA 5: gone",
    );
}

#[test]
fn keeps_remarks_in_brackets_within_the_turn() {
    check_examples(
        "<example>\nuser: \"Write it\"\nassistant: \"Here it is:\"\n<function call omitted for brevity>\n<commentary>\nNow check.\n</commentary>\nassistant: \"Checking [Uses the lamp agent]\" [Uses Task]\n<Task tool invocation to launch lamp agent>\n</example>",
        "example 4: -
         U 4: Write it
         A 5: Here it is: <function call omitted for brevity>
         A 10: Checking [Uses the lamp agent] [Uses Task] <Task tool invocation to launch lamp agent>
         why: Now check.",
    );
}

#[test]
fn names_other_speakers() {
    check_examples(
        "<example>Context: Robin wants light.\nRobin: \"Light?\"\nassistant: \"Soon.\"\nsystem: lit</example>",
        "example 3: Robin wants light.\nRobin 4: Light?\nA 5: Soon.\nsystem 6: lit",
    );
}

#[test]
fn reads_dialogues_without_tags() {
    let two = "example 3: -\nU 3: One's lamp?\nA 3: I'll see\nexample 3: -\nU 3: Two lamps?\nA 3: I'll look";
    for text in [
        "Lamps. Examples: (1) User: 'One's lamp?' - Assistant: 'I'll see'; (2) User: 'Two lamps?' - Assistant: 'I'll look'",
        r#"Lamps.\n\nExamples:\n- User: \"One's lamp?\" → Assistant: \"I'll see\"\n- User: \"Two lamps?\" → Assistant: \"I'll look\""#,
        r"Lamps. Examples: 1. user: One's lamp?\n   assistant: I'll see\n2. user: Two lamps?\n   assistant: I'll look",
        r"Lamps.\n\nUser: One's lamp?\nAssistant: I'll see\n\nUser: Two lamps?\nAssistant: I'll look",
        r"Lamps. **Example 1:**\nUser: One's lamp?\nAssistant: I'll see\n\n**Example 2:**\nUser: Two lamps?\nAssistant: I'll look",
        r"Lamps. <examples>User: One's lamp?\nAssistant: I'll see\nUser: Two lamps?\nAssistant: I'll look</examples>",
    ] {
        check_examples(text, two);
        assert_eq!(of(text).purpose_text(), "Lamps.", "{text}");
    }
    check(
        "Lamps. Examples:\n- User: \"One?\" → the lamp agent looks\n- User: \"Two?\"\n\nIt is quiet at night.",
        "for 3: Lamps.\nrest 7: It is quiet at night.\nexample 4: -\nU 4: One?\nwhy: the lamp agent looks\nexample 5: -\nU 5: Two?",
    );
    check_examples(
        "Example:\nUser: a\nAssistant: b\nUser: c\nAssistant: d",
        "example 3: -\nU 4: a\nA 5: b\nU 6: c\nA 7: d",
    );
    check_examples(
        "Lamps. Examples: Context: dark. User: \"Light?\" Assistant: \"Soon.\" Context: bright. User: \"Off?\" Assistant: \"Done.\" Use it for lamps.",
        "example 3: dark.\nU 3: Light?\nA 3: Soon.\nexample 3: bright.\nU 3: Off?\nA 3: Done.",
    );
}

#[test]
fn finds_no_dialogue_in_prose() {
    for text in [
        "Manages roles. User: a person. Owns accounts.",
        "Agent: the lamp. Context: a house.",
        "Knows the user: their lamps, their wishes, and the assistant: its limits.",
        "Use when a user says \"light\" or asks for lamps.",
    ] {
        assert_eq!(of(text).examples, [], "{text}");
        assert!(!of(text).purpose.is_empty());
    }
}

#[test]
fn reads_tasks() {
    let tasks = |text: &str| of(text).tasks.into_iter().map(|task| task.text).collect::<Vec<_>>();
    let three = ["trimming wicks", "filling oil, fat, or wax", "cleaning glass"];
    assert_eq!(tasks("Lamps. Examples include: trimming wicks, filling oil, fat, or wax, and cleaning glass."), three);
    assert_eq!(tasks("Lamps. Examples include trimming wicks, filling oil, fat, or wax, or cleaning glass"), three);
    assert_eq!(tasks("Lamps. Examples:\n- trimming wicks\n- filling oil, fat, or wax\n- cleaning glass"), three);
    assert_eq!(tasks("Lamps. **Example tasks:** trimming wicks; filling oil, fat, or wax; cleaning glass."), three);
    assert_eq!(tasks("Lamps. Examples are \"light it\", \"put it out\""), ["light it", "put it out"]);
    assert_eq!(tasks("Lamps. Examples include: User: 'Light?' - Assistant: 'Soon.'"), [""; 0]);
    assert_eq!(of("Lamps. Examples include: a wick, or a flame.").purpose_text(), "Lamps.");
}

#[test]
fn parts_purpose_from_when_and_when_not() {
    check(
        "Lamp keeper for big houses. Use PROACTIVELY when it is dark. MUST BE USED for storms! Do NOT use for candles; use candle-keeper instead.",
        "for 3: Lamp keeper for big houses.
         when 3: Use PROACTIVELY when it is dark.
         when 3: MUST BE USED for storms!
         not 3: Do NOT use for candles; use candle-keeper instead.",
    );
    check(
        "Use this agent when a lamp is dark. This includes oil lamps. It keeps a log, not for strangers. For wax, use candle-keeper.",
        "for 3: Use this agent when a lamp is dark.
         for 3: This includes oil lamps.
         for 3: It keeps a log.
         when 3: Use this agent when a lamp is dark.
         when 3: This includes oil lamps.
         not 3: not for strangers.
         not 3: For wax, use candle-keeper.",
    );
    check(
        "**Lamp keeper.**\n\n## When to use\n- dark rooms\n- dark stairs\n\n**When NOT to use:**\n- daylight\n- candles (use `candle-keeper` instead)\n",
        "for 3: Lamp keeper.
         when 6: dark rooms
         when 7: dark stairs
         not 10: daylight
         not 11: candles (use candle-keeper instead)",
    );
    check(
        "Use this agent when:\n1. it is dark\n2. it storms\n\nKeeps lamps.\n\nSKIP: candles, stars.\nTriggers on: \"dark\", \"storm\".",
        "for 3: Use this agent when:
         for 4: it is dark
         for 5: it storms
         for 7: Keeps lamps.
         when 4: it is dark
         when 5: it storms
         when 10: Triggers on: \"dark\", \"storm\".
         not 9: SKIP: candles, stars.",
    );
}

#[test]
fn knows_the_words_of_when_and_when_not() {
    let class = |text: &str| class::classify(text);
    for text in [
        "Use when it is dark.",
        "Use it for lamps",
        "Use the lamp-keeper agent whenever it is dark",
        "Invoke this for lamps",
        "Ideal for lamps.",
        "Best for lamps",
        "This agent should be used after storms",
        "It is ideal for nights",
        "PROACTIVELY use this agent for lamps",
        "Automatically invoked on dark nights",
        "Should be used for lamps",
        "Also trigger when dark",
        "Delegate when it is dark",
        "Perfect for dark nights",
        "Whenever it is dark, call it",
        "Trigger phrases: dark, night",
        "You must use this agent for lamps",
        "Call this agent at night",
        "Can be used for lamps",
        "Always use for lamps",
        "当需要灯时使用",
        "Designed to be used? Use before night",
    ] {
        let expected = if text.starts_with("Designed") { Class::Purpose } else { Class::When };
        assert_eq!(class(text), expected, "{text}");
    }
    for text in [
        "Do NOT use for candles.",
        "Don't use it by day",
        "Don’t use for candles",
        "Not for candles.",
        "NOT intended for candles",
        "Avoid candles.",
        "Avoid using by day",
        "SKIP for candles",
        "Never use by day",
        "This agent is not for candles",
        "It should not be used by day",
        "Use candle-keeper instead.",
        "For candles, use the candle-keeper agent.",
        "Not a candle maker.",
        "Out of scope: candles",
        "When NOT to use: by day",
        "⚠️ Do not invoke by day",
        "This is not suitable for candles",
        "不要用于蜡烛",
    ] {
        assert_eq!(class(text), Class::WhenNot, "{text}");
    }
    for text in [
        "Avoids waste.",
        "Not just lamps: candles too.",
        "Deploys lamps to houses.",
        "Deploy lamps to houses and stairs.",
        "Runs tests on lamps",
        "Uses oil sparingly.",
        "Use clear glass and strong oil.",
        "Knows when to light up.",
        "For houses of any size.",
        "Proactively trims wicks.",
        "You are a lamp keeper.",
        "Is the best lamp keeper.",
    ] {
        assert_eq!(class(text), Class::Purpose, "{text}");
    }
}

use class::Class;

#[test]
fn purpose_is_never_empty_where_there_is_anything() {
    let purpose = |text: &str| of(text).purpose_text();
    assert_eq!(purpose("Use when it is dark."), "Use when it is dark.");
    assert_eq!(
        purpose("<example>Context: A dark room. user: \"Light?\" assistant: \"Soon.\"</example>"),
        "A dark room."
    );
    assert_eq!(purpose("<example>user: \"Light?\"<commentary>Dark.</commentary></example>"), "Dark.");
    assert_eq!(purpose("<example>user: \"Light?\" assistant: \"Soon\"</example> Keeps lamps."), "Keeps lamps.");
    assert_eq!(purpose("Examples include: lamps"), "lamps");
    assert_eq!(purpose("Examples:"), "");
    assert_eq!(purpose(""), "");
}

#[test]
fn purpose_is_readable() {
    let purpose = |text: &str| of(text).purpose_text();
    assert_eq!(purpose("**Lamps** and `wicks`, see [here](x.md). <br/>Bright"), "Lamps and wicks, see here. Bright");
    assert_eq!(purpose("<role>Lamp keeper</role> of <place>"), "Lamp keeper of <place>");
    assert_eq!(purpose("Description: Lamp keeper.\\n\\nPurpose: light.\\n"), "Lamp keeper. light.");
    assert_eq!(
        purpose("Never writes `<example>` tags, e.g.: <example>user: \"x\"</example>"),
        "Never writes example tags"
    );
    assert_eq!(purpose("灯を直す。夜に使う！"), "灯を直す。 夜に使う！");
    assert_eq!(purpose("Lamps for Vec<T> and a < b > c"), "Lamps for Vec<T> and a < b > c");
}

#[test]
fn reads_the_examples_key() {
    use Value::{List, Map, Text as Scalar};
    let text = |text: &str| Scalar(text.to_owned());
    let map =
        |fields: &[(&str, &str)]| Map(fields.iter().map(|(key, value)| ((*key).to_owned(), text(value))).collect());
    let of_key = |value: Value| {
        let line = Passage { text: "Lamps.".to_owned(), line: 3 };
        show(&read("Lamps.".to_owned(), &[line], Some(&value)))
    };
    let pair = "for 3: Lamps.\nexample 3: -\n U 3: Light?\n A 3: Soon.\n";
    for (user, assistant) in [
        ("user", "action"),
        ("trigger", "response"),
        ("input", "output"),
        ("userRequest", "expected_output"),
        ("User", "Assistant"),
    ] {
        assert_eq!(of_key(List(vec![map(&[(user, "Light?"), (assistant, "\"Soon.\"")])])), pair, "{user}");
    }
    assert_eq!(of_key(map(&[("user", "Light?"), ("assistant", "Soon.")])), pair);
    assert_eq!(of_key(text("user: \"Light?\" assistant: \"Soon.\"")), pair);
    assert_eq!(of_key(List(vec![text("User: Light?\nAssistant: Soon.")])), pair);
    assert_eq!(
        of_key(List(vec![map(&[("context", "Dark"), ("user", "Light?"), ("commentary", "Lamps.")])])),
        "for 3: Lamps.\nexample 3: Dark\n U 3: Light?\n why: Lamps.\n"
    );
    assert_eq!(
        of_key(List(vec![text("- light a lamp"), text("\"put it out\"")])),
        "for 3: Lamps.\ntask 3: light a lamp\ntask 3: put it out\n"
    );
    let messages = List(vec![map(&[("role", "user"), ("content", "Light?")]), map(&[("assistant", "Soon.")])]);
    assert_eq!(of_key(List(vec![Map(vec![("messages".to_owned(), messages)])])), pair);
}
