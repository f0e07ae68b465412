//! Examples, in every dialect.

use super::*;
use crate::model::source::{Hash, Source};
use crate::pipeline::parse::{Read, definition};

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
fn reads_the_examples_key() {
    use Value::{List, Map, Text as Scalar};
    let text = |text: &str| Scalar(text.to_owned());
    let map =
        |fields: &[(&str, &str)]| Map(fields.iter().map(|(key, value)| ((*key).to_owned(), text(value))).collect());
    let of_key = |value: Value| {
        let lines = ["Lamps.", "key"].map(|text| Passage { text: text.to_owned(), line: 3 });
        show(&read("lamp-keeper", "Lamps.".to_owned(), &lines[..1], Some((&value, &lines[1..]))))
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
fn places_what_stands_under_the_examples_key() {
    let source = "---\nname: a\ndescription: Lamps.\nexamples:\n  - user: Light?\n    assistant: Soon.\n  - context: dark\n    \
                  user: >\n      Off now,\n      please\n    action: \"Done.\"\n---\nBody\n";
    let source = Source { path: "a.md".into(), bytes: source.as_bytes().into(), hash: Hash::default() };
    let Read::Agent(definition, _) = definition(&source) else { panic!("no agent") };
    let expected =
        "for 3: Lamps.\nexample 5: -\nU 5: Light?\nA 6: Soon.\nexample 7: dark\nU 8: Off now, please\nA 11: Done.";
    assert_eq!(trimmed(&show(&definition.description)), expected);
}

#[test]
fn what_the_user_says_in_prose_is_when_and_no_example() {
    for text in [
        "Coach. Use when the user says \"stop\", or\nuser says \"go\".",
        "Coach.\\n\\nUse when:\\n- User says \\\"help me plan\\\"\\n- User asks for X",
        "Coach. Activates when: user says \"plan\", user says 'do it'",
        "Coach. Triggers when\nuser says \"plan\".",
        "Coach. Use when the user says \"plan\". User says \"go\" also counts.",
        "Coach. (user says \"plan\")",
        "Coach. User says \"refactor\", \"improve\" or \"cleanup\" to start it. The user says more: then it goes on.",
        "Activates on:\n- User says \"deploy\"\n- User says \"ship it\"\n- User asks: \"is it live?\"",
        "Coach. Use when: (1) user runs /plan,\n(2) user says 'run it' or 'thorough',\n(3) user says 'find ALL' (all).",
    ] {
        let description = of(text);
        assert!(description.examples.is_empty(), "{text}");
        assert!(text.starts_with("Coach. (") || !description.when.is_empty(), "{text}");
        assert!(!text.starts_with("Coach.") || description.purpose_text().starts_with("Coach."), "{text}");
    }
    // One who is answered is an example still.
    check_examples(
        "Coach. User says \"plan\". Assistant: \"Here is one.\"",
        "example 3: -\nU 3: plan\nA 3: Here is one.",
    );
    let tagged = of("Use when user says 'go'.\n\n<example>\nuser: \"Why?\"\nassistant: \"So.\"\n</example>");
    assert_eq!(tagged.examples.len(), 1);
}

#[test]
fn a_dialogue_in_a_context_has_its_turns() {
    let source = "---\nname: a\ndescription: Lamps.\nexamples:\n  - context: >\n      A lamp is dark.\n      user: \"Light?\"\n      \
                  assistant: \"Soon.\"\n    commentary: Lamps are its work.\n---\nBody\n";
    let source = Source { path: "a.md".into(), bytes: source.as_bytes().into(), hash: Hash::default() };
    let Read::Agent(definition, _) = definition(&source) else { panic!("no agent") };
    let expected = "for 3: Lamps.\nexample 5: A lamp is dark.\nU 5: Light?\nA 5: Soon.\nwhy: Lamps are its work.";
    assert_eq!(trimmed(&show(&definition.description)), expected);
}

#[test]
fn a_numbered_line_above_a_dialogue_is_its_title() {
    check(
        "Lamps.\\n\\nExamples:\\n\\n1. A guest is in the dark:\\nuser: \"Light?\"\\nassistant: \"Soon.\"\\n[Uses a match]\\n\\n2. A guest leaves:\\nuser: \"Off?\"\\nassistant: \"Done.\"",
        "for 3: Lamps.
         example 3: A guest is in the dark
         U 3: Light?
         A 3: Soon. [Uses a match]
         example 3: A guest leaves
         U 3: Off?
         A 3: Done.",
    );
    // Who is told of in place of a speaker begins a dialogue too.
    check_examples(
        "Lamps. Examples:\n\n1. User: \"Light?\"\n   Assistant: \"Soon.\"\n\n2. User comes home at night: \"So dark\"\n   Assistant: \"Soon.\"",
        "example 5: -\nU 5: Light?\nA 6: Soon.\nexample 8: -\nU 8: So dark\nA 9: Soon.",
    );
}

#[test]
fn what_is_told_between_examples_and_the_first_dialogue_is_a_task() {
    check(
        "Lamps. Examples: A guest comes home → light the hall. User: 'Off?' → Assistant: 'Done.'",
        "for 3: Lamps.
         task 3: A guest comes home → light the hall
         example 3: -
         U 3: Off?
         A 3: Done.",
    );
}

#[test]
fn whatever_a_user_does_before_speaking_a_dialogue_follows() {
    for verbs in [
        ["writes", "mentions"],
        ["trims a wick and says", "puts out a lamp, then complains"],
        ["reports", "lights a lamp and asks"],
    ] {
        let turns: Vec<String> =
            verbs.iter().map(|verb| format!("- User {verb}: \"Dark\"\\n  Assistant: \"Soon\"")).collect();
        for lead in ["", " Examples:"] {
            let description = of(&format!("Keeps lamps.{lead}\\n\\n{}", turns.join("\\n\\n")));
            assert_eq!(description.examples.len(), 2, "{verbs:?}{lead}");
            assert_eq!(description.purpose_text(), "Keeps lamps.");
            assert!(description.tasks.is_empty(), "{:?}", description.tasks);
        }
    }
    // Without an answer it is when to use the agent.
    assert!(of("Use when the user reports: \"dark\" or the like.").examples.is_empty());
}

#[test]
fn what_somebody_likes_leads_to_no_example() {
    let example = "\n\n<example>Context: A dark room. user: 'Light?' assistant: 'Soon.'</example>";
    for (prose, expected) in [
        ("Keeps lamps the way you like:", "Keeps lamps the way you like"),
        ("Tells what lamps look like", "Tells what lamps look like"),
        ("Tells what lamps look like:", "Tells what lamps look like"),
        ("Keeps old lamps and things like:", "Keeps old lamps and things"),
        ("Keeps lamps and the following:", "Keeps lamps"),
    ] {
        assert_eq!(of(&format!("{prose}{example}")).purpose_text(), expected, "{prose}");
    }
}
