//! Every feature by a small text of its own.

use super::*;

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

/// The lines without what indents them.
fn trimmed(text: &str) -> String {
    text.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

fn check(text: &str, expected: &str) {
    let (found, expected) = (trimmed(&show(&of(text))), trimmed(expected));
    assert_eq!(found, expected, "\n--- of\n{text}\n--- found\n{found}");
}

/// The dialogues alone.
fn check_examples(text: &str, expected: &str) {
    let mut description = of(text);
    for passages in [&mut description.purpose, &mut description.when, &mut description.rest] {
        passages.clear();
    }
    let (found, expected) = (trimmed(&show(&description)), trimmed(expected));
    assert_eq!(found, expected, "\n--- of\n{text}\n--- found\n{found}");
}

const LAMP: &str =
    "example 3: A lamp is dark\nU 3: Why is it dark?\nA 3: I'll ask the lamp agent\nwhy: Lamps are its work.";

#[test]
fn reads_a_tagged_example_on_one_line() {
    for text in [
        r#"<example>Context: A lamp is dark user: "Why is it dark?" assistant: "I'll ask the lamp agent" <commentary>Lamps are its work.</commentary></example>"#,
        "<example> Context: A lamp is dark user: 'Why is it dark?' assistant: 'I'll ask the lamp agent' <commentary> Lamps are its work. </commentary> </example>",
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
        let lines = ["Lamps.", "key"].map(|text| Passage { text: text.to_owned(), line: 3 });
        show(&read("Lamps.".to_owned(), &lines[..1], Some((&value, &lines[1..]))))
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

#[test]
fn keeps_remarks_within_dialogues_without_tags() {
    check(
        r#"Lamps.\n\nExamples:\n\n- user: \"Light?\"\n  assistant: \"Soon:\"\n  <lamp is lit>\n  assistant: \"Lit.\"\n  (Use the lamp tool to light the lamp.)\n\n- User: \"Dark?\"\n  Assistant: \"Out.\"\n  [Uses the lamp tool]\n\nQuiet at night."#,
        "for 3: Lamps.
         rest 3: Quiet at night.
         example 3: -
         U 3: Light?
         A 3: Soon: <lamp is lit>
         A 3: Lit. (Use the lamp tool to light the lamp.)
         example 3: -
         U 3: Dark?
         A 3: Out. [Uses the lamp tool]",
    );
    check_examples(
        "Examples:\n- User: \"Light?\"\n  -> Launch the lamp agent\n\n- User: \"Dark?\"\n  -> Launch two",
        "example 4: -\nU 4: Light?\nwhy: Launch the lamp agent\nexample 7: -\nU 7: Dark?\nwhy: Launch two",
    );
    check_examples(
        "Examples: (1) User: 'Light?' → Assistant: 'Soon' <commentary>Lamps</commentary> (2) A user looks at a dark lamp -> Assistant: 'Shall I?' (3) User: 'Off' -> Assistant: 'Done'",
        "example 3: -\nU 3: Light?\nA 3: Soon\nwhy: Lamps\nexample 3: A user looks at a dark lamp\nA 3: Shall I?\nexample 3: -\nU 3: Off\nA 3: Done",
    );
    check_examples(
        "Lamps.\n\n**Example 1 - a dark room:**\nuser: \"Light?\"\nassistant: \"Soon:\n```\nlamp: \"on\"\n```\nNow it is lit.\"\n\n**Example 2 - a bright room:**\nuser: \"Off?\"\nassistant: \"Done.\"",
        "example 5: a dark room\nU 6: Light?\nA 7: Soon: ``` lamp: \"on\" ``` Now it is lit.\nexample 13: a bright room\nU 14: Off?\nA 15: Done.",
    );
    check_examples(
        "<example>\nuser: \"Light?\"\nlamp-keeper: \"Here:\n1. wick\n2. oil\"\n<tool>{\"lamp\": \"on\"}</tool>\n</example>",
        "example 4: -\nU 4: Light?\nlamp-keeper 5: Here: 1. wick 2. oil <tool>{\"lamp\": \"on\"}</tool>",
    );
}

#[test]
fn parts_a_sentence_that_says_several_things() {
    check(
        "Lamp keeper for houses - MUST BE USED when it is dark; not for candles (not suitable for stars). Keeps lamps; use PROACTIVELY after storms.",
        "for 3: Lamp keeper for houses.
         for 3: Keeps lamps.
         when 3: MUST BE USED when it is dark.
         when 3: use PROACTIVELY after storms.
         not 3: not for candles (not suitable for stars).",
    );
    check(
        "Trims wicks (never use for candles) and fills oil, but not for ships.",
        "for 3: Trims wicks and fills oil.
         not 3: never use for candles
         not 3: not for ships.",
    );
    check(
        "MUST BE USED. Lamps. This agent should be used proactively when:\n\n<example>user: \"Light?\" assistant: \"Soon.\"</example>",
        "for 3: MUST BE USED.
         for 3: Lamps.
         when 3: MUST BE USED.
         example 5: -
         U 5: Light?
         A 5: Soon.",
    );
}

#[test]
fn sums_up_a_list_under_its_lead() {
    let summary = |text: &str| of(text).summary();
    assert_eq!(
        summary("Use this agent when you need to:\n\n1. Trim wicks in houses\n2. Fill oil"),
        "Trim wicks in houses"
    );
    assert_eq!(
        summary("Use this agent when:\n- it is very dark in the house\n- it storms"),
        "When it is very dark in the house"
    );
    assert_eq!(summary("MUST BE USED. Use this agent when you need light."), "Light");
    assert_eq!(summary("Lamp keeper:\n- wicks of many kinds\n- oil"), "Lamp keeper: wicks of many kinds");
}

#[test]
fn places_what_stands_under_the_examples_key() {
    let source = "---\nname: a\ndescription: Lamps.\nexamples:\n  - user: Light?\n    assistant: Soon.\n  - context: dark\n    \
                  user: >\n      Off now,\n      please\n    action: \"Done.\"\n---\nBody\n";
    let source =
        crate::model::source::Source { path: "a.md".into(), bytes: source.as_bytes().into(), hash: Default::default() };
    let super::super::Read::Agent(definition, _) = super::super::definition(&source) else { panic!("no agent") };
    let expected =
        "for 3: Lamps.\nexample 5: -\nU 5: Light?\nA 6: Soon.\nexample 7: dark\nU 8: Off now, please\nA 11: Done.";
    assert_eq!(trimmed(&show(&definition.description)), expected);
}
