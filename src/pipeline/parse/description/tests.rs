//! Every feature by a small text of its own.

mod examples;
mod occasions;

use super::*;

/// A description of lines from file line 3 on.
fn of(text: &str) -> Description {
    let lines: Vec<Passage> =
        (3..).zip(text.split('\n')).map(|(line, text)| Passage { text: text.to_owned(), line }).collect();
    read("lamp-keeper", text.to_owned(), &lines, None)
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

#[test]
fn the_purpose_is_what_it_does_and_not_what_the_user_says() {
    for text in [
        "Use proactively when user says 'light it', or 'put it out'. Specialist for trimming wicks.",
        "Use PROACTIVELY when user says \"light\". Automatically delegate for lamps and wicks. Lamp specialist who trims wicks.",
        "Use when user asks \"is it lit?\", or after dark. Trims wicks.",
    ] {
        let description = of(text);
        let purpose = description.purpose_text();
        assert!(!purpose.contains("user") && purpose.contains("wicks"), "{purpose}");
        assert!(description.when.iter().any(|when| when.text.contains("user")), "{text}");
    }
    // What else says when stays where it is read first.
    let description = of("Use this agent when you need to trim a wick. It is fast.");
    assert_eq!(description.purpose_text(), "Use this agent when you need to trim a wick. It is fast.");
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
fn what_a_user_says_is_an_occasion() {
    check(
        "Use proactively when user says 'light up' or 'too dark'. Specialist for lamps.",
        "for 3: Specialist for lamps.
         when 3: Use proactively when user says 'light up' or 'too dark'.",
    );
    check(
        "Keeps lamps. Use when: (1) user runs /lamp,\n(2) user says 'light up',\n(3) user says 'too dark' (at night).",
        "for 3: Keeps lamps.
         when 3: Use when: (1) user runs /lamp
         when 4: user says 'light up'
         when 5: user says 'too dark' (at night).",
    );
    check(
        "You must not use it for stars. Keeps lamps.",
        "for 3: Keeps lamps.
         not 3: You must not use it for stars.",
    );
}

#[test]
fn knows_the_words_of_when_and_when_not() {
    let class = |text: &str| class::classify(text, "lamp-keeper");
    for text in [
        "Use when it is dark.",
        "Use it for lamps",
        "Use the lamp-keeper agent whenever it is dark",
        "Invoke this for lamps",
        "Ideal for lamps.",
        "Best for lamps",
        "Use lamp-keeper for lamps.",
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
        "Use candle-keeper for candles.",
        "Use the `candle-keeper` agent when it melts",
        "Does not melt wax — hand off to candle-keeper.",
        "For candles use candle-keeper, and for stars use star-keeper.",
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
        "Trims wicks — for melting wax use the candle agent instead. Lights houses; for ships use ship-keeper.",
        "for 3: Trims wicks.
         for 3: Lights houses.
         not 3: for melting wax use the candle agent instead.
         not 3: for ships use ship-keeper.",
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
