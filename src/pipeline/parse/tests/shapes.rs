//! Headers in every shape that authors and tools have given them, and the faults that are told of them.

use super::*;

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
    super::check(
        "---\nname: a\ndescription: |\n  b\n  model: opus\n  tools: Read\n---\n",
        "strict a | b\nmodel: opus\ntools: Read | ",
    );
    super::check("---\nname: a\n  b\ndescription: c\n---\n", "strict a b | c | ");
    super::check("---\nname: a\n  description = c\n---\n", "strict a | c |  key-misplaced@3:3");
    check_loads("---\nname: a\n  description = c\n---\n", "skipped placeholder");
    super::check("---\n  name: a\n  description: b\n---\n", "strict a | b | ");
    super::check("---\nname: a\ndescription: b\nmodel: opus # tools: none\n---\n", "strict a | b | opus");
    super::check("---\nname: a\n  description = b\ndescription: c\n---\n", "strict a description = b | c | ");
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
fn a_persona_in_a_block_of_yaml_states_name_and_occasion() {
    let block = "agent:\n  name: Ada\n  id: lamps\n  title: Lamp Keeper\n  whenToUse: Use for lamps: all kinds\n\npersona:\n  role: Keeper\n";
    let text = format!(
        "<!-- made by a method -->\n# lamps\n\nREAD ALL OF IT\n\n```yaml\nrules:\n  - none: *\n{block}```\n\nMore.\n"
    );
    let (definition, diagnostics) = agent("agents/lamps.md", text.as_bytes());
    assert_eq!(definition.name.value, "Ada");
    assert_eq!((definition.name.line, definition.name.column), (10, 9));
    assert_eq!(definition.description.purpose_text(), "Use for lamps: all kinds");
    assert_eq!(definition.text.get(definition.header.body.clone()), Some(text.as_str()));
    let told: Vec<&str> = diagnostics.iter().map(|found| found.code).collect();
    assert!(told.contains(&"no-header"), "{told:?}");
    check_loads(&text, "skipped placeholder");
    for other in
        ["```yaml\nagent:\n  port: 1\n```\n", "```js\nagent:\n  name: a\n  title: b\n```\n", "```yaml\nagent:\n```\n"]
    {
        check_kind("docs/x.md", &format!("# Setup\n\n{other}"), "no header, and the text is not an agent's prompt");
    }
}

#[test]
fn fields_beside_the_description_say_when_and_when_not() {
    let (definition, _) = agent(
        "a.md",
        b"---\nname: a\ndescription: Keeps lamps.\nwhen_to_use: |\n  - it is dark\n  - it storms\ntriggers: [light, lamp on]\n\
          do_not_use_for:\n  - candles\ntrigger: always\n---\nYou are c.\n",
    );
    let said = |passages: &[Passage]| passages.iter().map(|it| format!("{}: {}", it.line, it.text)).collect::<Vec<_>>();
    assert_eq!(said(&definition.description.when), ["5: it is dark", "6: it storms", "7: Triggers: light, lamp on"]);
    assert_eq!(said(&definition.description.when_not), ["8: candles"]);
    assert_eq!(definition.description.purpose_text(), "Keeps lamps.");
}

#[test]
fn the_name_of_an_author_is_not_the_agents() {
    let (definition, _) = agent("lamps.md", b"---\ndescription: b\nauthor:\n  name: Ada\nmodel: opus\n---\nx");
    assert_eq!(definition.name.value, "lamps");
    let (definition, diagnostics) = agent("lamps.md", b"---\ndescription: b\nagent:\n  name: ada\nmodel: opus\n---\nx");
    assert_eq!(definition.name.value, "ada");
    assert!(diagnostics.iter().any(|found| found.message.contains("under `agent`")));
}

#[test]
fn a_rule_of_an_editor_is_no_agent() {
    let text = "---\ntrigger: always_on\ndescription: Use tabs\n---\nYou use tabs.\n";
    check_kind("rules/x.md", text, "its header is that of a rule (`trigger`)");
    let (definition, _) = agent("a.md", b"---\nname: a\ntrigger: manual\ndescription: b\n---\nx");
    assert_eq!(definition.name.value, "a");
}

#[test]
fn a_header_of_one_line_is_taken_apart() {
    check(
        "---\nname: a description: Helps: a lot. model: opus color: red\n---\nx",
        "repaired a | Helps: a lot. | opus header-not-yaml@2:1",
    );
    // A word before a colon is a setting only if the line ends with it and its value.
    let text = "Choose a model: opus or haiku";
    check(format!("---\nname: a description: {text}\n---\nx"), &format!("repaired a | {text} |  header-not-yaml@2:1"));
    check(
        format!("---\nname: a description: {text}. tools: Read, Grep model: sonnet\n---\nx"),
        &format!("repaired a | {text}. tools: Read, Grep | sonnet header-not-yaml@2:1"),
    );
    let (definition, _) = agent("stem.md", b"name: a description: Helps. model: opus\n\nYou are b.\n");
    assert_eq!((definition.name.value.as_str(), definition.description.text.as_str()), ("a", "Helps."));
}

#[test]
fn a_field_alone_above_a_prompt_is_a_header() {
    let (definition, _) = agent("stem.md", b"description: Trims wicks.\n\nYou are a keeper of lamps.\n");
    assert_eq!((definition.name.value.as_str(), definition.description.text.as_str()), ("stem", "Trims wicks."));
    let (definition, _) = agent("stem.md", b"description: Trims wicks.\nYou are a keeper of lamps.\n");
    assert_eq!(definition.description.text, "");
    check_kind(
        "docs/a.md",
        "description: Trims wicks.\n\nLamps are lit at dusk.\n",
        "no header, and the text is not an agent's prompt",
    );
    check_kind("a.md", "system_prompt: |\n  You are a keeper.\n", "agent a");
    check_kind("a.md", "---\nsystem_prompt: |\n  You are a keeper.\n---\n", "agent a");
}

#[test]
fn a_prompt_in_the_header_says_what_the_agent_is() {
    let text = "---\nname: a\nsystem_prompt: |\n  You keep\n  lamps. You trim wicks.\n---\n";
    let (definition, _) = agent("a.md", text.as_bytes());
    assert_eq!(definition.description.purpose, [Passage { text: "You keep lamps.".to_owned(), line: 4 }]);
}

#[test]
fn characters_that_nobody_sees_do_not_hide_a_key() {
    let text = "---\nna\u{200B}me: a\ndescri\u{200D}ption: b\n---\nx";
    let (definition, diagnostics) = agent("stem.md", text.as_bytes());
    assert_eq!((definition.name.value.as_str(), definition.description.text.as_str()), ("a", "b"));
    assert!(diagnostics.iter().all(|found| found.message.contains("nobody sees")), "{diagnostics:?}");
    check_loads(text, "skipped placeholder");
}

#[test]
fn a_bold_key_of_nobodys_ends_the_value_before_it() {
    let text = "---\n**name**: a\n**description**: Keeps lamps\n**phases**: R (read), V (write)\n---\nx";
    let (definition, _) = agent("a.md", text.as_bytes());
    assert_eq!(definition.description.purpose_text(), "Keeps lamps");
    assert!(definition.header.fields.iter().any(|field| field.key == "phases"));
}

#[test]
fn a_table_may_state_the_fields() {
    for table in [
        "| Field | Value |\n|---|---|\n| name | a |\n| description | Keeps lamps: all |\n| model | opus |",
        "| **name** | a |\n|-|-|\n| **description** | Keeps lamps: all |\n| **model** | `opus` |",
        "| name | description | model |\n|---|---|---|\n| a | Keeps lamps: all | opus |",
    ] {
        for text in [format!("---\n{table}\n---\nYou are c.\n"), format!("# T\n\n{table}\n\nSome text.\n")] {
            let (definition, diagnostics) = agent("agents/stem.md", text.as_bytes());
            let model = definition.settings.model.map(|model| model.value);
            assert_eq!((definition.name.value.as_str(), model.as_deref()), ("a", Some("opus")), "{text}");
            assert_eq!(definition.description.text, "Keeps lamps: all", "{text}");
            assert_eq!(diagnostics.iter().filter(|it| it.code == "no-header").count(), 1, "{diagnostics:?}");
        }
        check_kind("docs/x.md", &format!("# T\n\n{table}\n"), "no header, and the text is not an agent's prompt");
    }
}

#[test]
fn settings_beside_a_nested_name_are_read() {
    let (definition, _) = agent(
        "a.md",
        b"---\nagent:\n  name: b\n  description: Keeps lamps\n  model: opus\n  tools: [Read, Grep]\n---\nx",
    );
    let model = definition.settings.model.map(|model| (model.value, model.line, model.column));
    assert_eq!(model, Some(("opus".to_owned(), 5, 10)));
    let tools = definition.settings.tools.map(|tools| tools.value);
    assert_eq!(tools, Some(Tools::Named(vec!["Read".to_owned(), "Grep".to_owned()])));
    let (definition, _) = agent("a.md", b"---\nname: a\nagent:\n  port: 1\n  model: opus\n---\nx");
    assert_eq!(definition.settings.model, None);
}

#[test]
fn marks_around_a_value_are_no_part_of_what_it_means() {
    check(
        "---\nname: “a”\ndescription: “Keeps “old” lamps.”\nmodel: opus;\n---\n",
        "strict a | Keeps “old” lamps. | opus stray-marks@2:7 stray-marks@4:8",
    );
    check("---\nname: a\ndescription: “b” and “c”\n---\n", "strict a | “b” and “c” | ");
    let (definition, diagnostics) =
        agent("a.md", b"---\nname: a,\ndescription: \"Keeps: lamps\",\nmodel: opus,\n---\n");
    assert_eq!((definition.name.value.as_str(), definition.description.text.as_str()), ("a", "Keeps: lamps"));
    assert_eq!(definition.description.purpose, [Passage { text: "Keeps: lamps".to_owned(), line: 3 }]);
    assert!(diagnostics.iter().all(|found| found.place.line > 0 && found.hint.is_some()), "{diagnostics:?}");
    let (definition, _) = agent("a.md", b"---\nname: a\ndescription: 'Keeps; it''s ''lit''',\nmodel: opus,\n---\n");
    assert_eq!(definition.description.text, "Keeps; it's 'lit'");
    assert_eq!(definition.description.purpose_text(), "Keeps; it's 'lit'");
    check(
        "---\nname: a\ndescription: 'light' and 'dark',\n---\n",
        "recovered a | 'light' and 'dark', |  header-not-yaml@3:22",
    );
    check(
        "---\nname: a\ndescription: Keeps &lt;old&gt; lamps &amp; wicks\n---\n",
        "strict a | Keeps <old> lamps & wicks | ",
    );
}
