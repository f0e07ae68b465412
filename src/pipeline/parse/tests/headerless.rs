//! Files without a header: which of them are agents, and what their text states.

use super::*;

const LEFT_OUT: &str = "no header, and the text is not an agent's prompt";

#[test]
fn a_prompt_is_one_in_any_language() {
    for text in ["# P\n\nVocê é jardineiro.\n", "Du bist Gärtner.\n", "# P\n\n你是园丁。\n", "あなたは庭師です。\n"]
    {
        check_kind("x/pruner.md", text, "agent pruner");
    }
    check_kind("docs/x.md", "# P\n\n你是否需要园丁？\n", LEFT_OUT);
}

#[test]
fn where_agents_lie_other_beginnings_will_do() {
    let prompts = [
        "# Pruner\n\n## Mission\nPrune.\n",
        "# Pruner\n\nYou prune trees.\n",
        "# Pruner\n\nThis agent prunes.\n",
        "# Pruner\n\n<system_prompt>\n<role>Pruner</role>\n</system_prompt>\n",
        "# Pruner\n\n- **Name**: pruner\n- **Model**: opus\n",
    ];
    for text in prompts {
        check_kind(".claude/agents/trees/pruner.md", text, "agent pruner");
        for path in ["docs/pruner.md", "agents/templates/pruner.md", "agents/pruning-guide.md", "agents/docs/pruner.md"]
        {
            check_kind(path, text, LEFT_OUT);
        }
        check_kind("agents/README.md", text, "a readme");
    }
    check_kind("agents/x.md", "# Documentation Agent\n\nYou write guides.\n", "agent x");
    check_kind("agents/x.md", "# Agent Templates\n\nYou write guides.\n", LEFT_OUT);
    for text in [
        "# Overview\n\n## Purpose\nHow the agents work.\n",
        "# Trees\n\nThis document is on trees.\n\n## Purpose\nx\n",
        "# Trees\n\nYou can install them.\n",
        "# Trees\n\n- [oak](oak.md)\n- [elm](elm.md)\n",
    ] {
        check_kind("agents/trees.md", text, LEFT_OUT);
    }
}

#[test]
fn fields_in_a_list_are_read() {
    for fields in [
        "- **Name**: pruner\n- **Model**: opus\n- **Description**: Prunes: trees\n- **tools**: Read, Grep",
        "**Name:** pruner\n**Model:** opus (it thinks)\n**Kind:** garden\n**Description:** Prunes: trees\n**Tools:** Read, Grep",
        "**Name**: pruner\n\n**Description**: Prunes: trees\n**Model**: opus\n**Tools**: Read, Grep (to look)",
        "Name: pruner\n\nDescription: Prunes: trees\n\nTools: Read, Grep\n\nModel: opus",
    ] {
        let heading = if fields.starts_with('N') { "" } else { "# Tree Pruner\n\n## Metadata\n\n" };
        let text = format!("{heading}{fields}\n\n## Steps\n\nYou are careful.\n");
        let (definition, diagnostics) = agent(".claude/agents/stem.md", text.as_bytes());
        let model = definition.settings.model.map(|model| model.value);
        assert_eq!((definition.name.value.as_str(), model.as_deref()), ("pruner", Some("opus")), "{text}");
        assert_eq!(definition.description.purpose_text(), "Prunes: trees", "{text}");
        let tools = definition.settings.tools.map(|tools| tools.value);
        assert_eq!(tools, Some(Tools::Named(vec!["Read".to_owned(), "Grep".to_owned()])), "{text}");
        assert!(diagnostics.iter().all(|found| found.code != "header-not-map"), "{diagnostics:?}");
        assert_eq!(definition.loads.project.outcome, crate::model::loads::Outcome::Skipped, "{text}");
    }
    let (definition, _) = agent("agents/stem.md", b"**Name**: a\n**Model**: opus\n\nYou prune.\n");
    assert_eq!(definition.settings.model.map(|model| model.value).as_deref(), Some("opus"));
    let fields = "# T\n\n- **Name**: a\n- **Description**: b\n";
    check_kind("agents/agents.md", fields, "a file of instructions for every agent");
    let (definition, diagnostics) = agent("agents/stem.md", b"# T\n\n**Name**: a\n**Purpose**: Prunes trees\n");
    assert_eq!((definition.name.value.as_str(), definition.name.line), ("a", 3));
    assert_eq!(definition.description.purpose_text(), "Prunes trees");
    assert_eq!(
        diagnostics.iter().map(|it| it.message.as_str()).next(),
        Some("no header; the name is from a list or a table of the text")
    );
    // One label is no list, and a list of something else no agent's.
    check_kind("agents/x.md", "# T\n\n**Name**: a\n\nSome text.\n", LEFT_OUT);
    check_kind("agents/x.md", "# T\n\n- **Oak**: a tree\n- **Elm**: a tree\n", LEFT_OUT);
}

/// The purpose of the agent `lamp-keeper` with this description (none if it is empty) and this body.
fn purpose(description: &str, body: &str) -> String {
    let header = if description.is_empty() { String::new() } else { format!("description: {description}\n") };
    let text = format!("---\nname: lamp-keeper\n{header}---\n{body}\n");
    agent("a.md", text.as_bytes()).0.description.purpose_text()
}

#[test]
fn the_purpose_is_never_a_piece_of_an_example_where_the_body_says_more() {
    let example = "\\n\\n<example>Context: A dark room. user: 'Light?' assistant: 'Soon.'</example>";
    let body = "You keep lamps. You trim wicks.";
    assert_eq!(purpose(&format!("Use this agent when:{example}"), body), "You keep lamps.");
    assert_eq!(purpose(&format!("Use this agent for lamps, including:{example}"), body), "Use this agent for lamps");
    assert_eq!(purpose(&format!("Use this agent when:{example}"), ""), "A dark room.");
    assert_eq!(purpose(&format!("Not for candles.{example}"), body), "You keep lamps.");
}

#[test]
fn the_bodys_first_sentence_has_no_label_tag_or_bare_name() {
    for (body, expected) in [
        ("**Role**: Keeps lamps\n**Owner**: Ada\n**Works**: at night", "Keeps lamps"),
        ("**Name**: lamp-keeper\n**Model**: opus\n\nKeeps lamps. And wicks.", "Keeps lamps."),
        ("**Name**: lamp-keeper\n**Phase**: 2 - dusk\n\nKeeps lamps.", "Keeps lamps."),
        ("**Owner:** Ada\n**Purpose:** Keeps lamps.", "Keeps lamps."),
        ("Persona: Ada keeps lamps.", "Ada keeps lamps."),
        ("You are the lamp-keeper. You trim wicks.", "You trim wicks."),
        ("You are the lamp keeper agent.\n\nYou trim wicks.", "You trim wicks."),
        ("You are the lamp-keeper.", "You are the lamp-keeper."),
        ("<identity>\n\n- Keeps lamps\n- Trims wicks\n\n</identity>", "Keeps lamps"),
        ("<role>Keeps lamps</role>\n<task>Light</task>", "Keeps lamps"),
        ("<span class=\"x\">Agent</span>\n\nKeeps lamps.", "Keeps lamps."),
        ("<!-- a note -->\n\nKeeps lamps.", "Keeps lamps."),
        ("Status: lit\nOwner: Ada\nKeeps all\nlamps.", "Keeps all lamps."),
        ("Status: lit\nPhase: dusk\nKeeps lamps.", "Keeps lamps."),
        ("Owner: Ada and\nher friends,\nBob\n\nKeeps lamps.", "Keeps lamps."),
        ("**Status**: lit\nKeeps lamps.", "Keeps lamps."),
        ("Tells of the\nstatus: lit or dark.", "Tells of the status: lit or dark."),
    ] {
        assert_eq!(purpose("", body), expected, "{body}");
    }
    for (body, expected) in [
        // A quotation says it where no paragraph beside it does, a note or a saying never.
        ("> Keeps lamps.\n\n## Steps\n\nLight them.", "Keeps lamps."),
        ("# T\n\n> Keeps\n> lamps. And wicks.\n\n## Steps\n\nLight them.", "Keeps lamps."),
        ("# T\n\n> Let there be light.\n\nKeeps lamps.\n", "Keeps lamps."),
        ("> **Note**: made by hand.\n\n## Steps\n\nLight them.", "Light them."),
        ("> [!TIP]\n> Bring oil.\n\n## Steps\n\nLight them.", "Light them."),
        ("> “Let there be light.”\n\n## Steps\n\nLight them.", "Light them."),
        ("# T\n\n## Steps\n\n> Bring oil.\n\n## More\n\nLight them.", "Light them."),
        // A picture's text is none of the body's.
        ("![lamp](x.png)\n\nKeeps lamps.", "Keeps lamps."),
        ("![lamp](x.png?raw=1) Keeps lamps.", "Keeps lamps."),
        ("[![lit](https://x.test/lit.svg)](https://x.test) · [home](x.md)\n\nKeeps lamps.", "Keeps lamps."),
        ("![lamp](x.png)\n\n# ![lamp](x.png) Lamps", "Lamps"),
        ("See [a lamp](x.png) first.", "See a lamp first."),
        ("![lamp](x.png)", ""),
        // Of a list alone the first item that says something.
        ("1. Lights lamps. At night.\n2. Trims wicks.", "Lights lamps."),
        ("- ![lamp](x.png)\n- Lights lamps.", "Lights lamps."),
        ("# Lamps\n\n1. Trims wicks.", "Lamps"),
    ] {
        assert_eq!(purpose("", body), expected, "{body}");
    }
    let (definition, _) = agent("a.md", b"---\nname: a\nrole: keeper\n---\nYou keep lamps.\n");
    assert_eq!(definition.description.purpose_text(), "You keep lamps.");
    let (definition, _) = agent("a.md", b"---\nname: a\nrole: Keeps lamps\n---\nYou trim.\n");
    assert_eq!(definition.description.purpose_text(), "Keeps lamps");
}
