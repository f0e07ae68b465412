//! Shape: whether a text addresses its reader as an agent's prompt does.

mod words;

use self::words::{ABROAD, ELEMENTS, GIVEN, LOOSE, MANUAL, OWN, READING, ROLES, SECTIONS, STATED, TASKS, TELLING};

/// Whether a line gives its reader a role: "You are …", "Act as …", "**Role**: …", "As an expert in …, you …", "Du bist …".
pub(super) fn is_role(line: &str) -> bool {
    let plain: String = line
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .chars()
        .filter(|c| !matches!(c, '*' | '_' | '`'))
        .take(200)
        .flat_map(char::to_lowercase)
        .collect();
    let as_you = (plain.starts_with("as a ") || plain.starts_with("as an ") || plain.starts_with("as the "))
        && plain.contains(" you");
    // "你是否…" asks.
    as_you
        || [ROLES, ABROAD].iter().any(|roles| roles.iter().any(|role| plain.starts_with(role)))
            && !plain.starts_with("你是否")
        || LOOSE.iter().any(|(opening, company)| plain.starts_with(opening) && has_company(&plain, company))
}

/// Whether one of these words stands in a line, or what is behind `-` at the end of one.
fn has_company(line: &str, company: &[&str]) -> bool {
    line.split(|c: char| !c.is_alphanumeric())
        .any(|word| company.iter().any(|it| it.strip_prefix('-').map_or(word == *it, |end| word.ends_with(end))))
}

/// How many lines with text on them are looked at for a prompt's beginning.
const BEGINNING: usize = 12;

/// Whether a text begins as prompts do that give no role in as many words: with a section that says what the agent is for,
/// right below the title; with what "you" do; with what "this agent" does; with an element that holds the role.
pub(super) fn begins_prompt(body: &str) -> bool {
    let lines = || body.lines().map(str::trim).filter(|line| !line.is_empty()).take(BEGINNING);
    if lines().any(is_about) {
        return false;
    }
    let title = lines().next().filter(|line| line.starts_with("# "));
    let below = lines().skip(usize::from(title.is_some()));
    title.is_some_and(|title| title.to_lowercase().starts_with("# agent:"))
        || below.clone().find(|line| line.starts_with('#')).is_some_and(is_section)
        || below.take(6).any(|line| says_you(line) || says_agent(line) || gives_task(line) || is_element(line))
}

/// Whether a line says that its file is about something, as documentation does.
fn is_about(line: &str) -> bool {
    let line = line.trim_start_matches(['>', '*', '_', ' ']).to_lowercase();
    ["this", "these", "here"].iter().any(|word| line.starts_with(word))
        && line.split(|c: char| !c.is_alphanumeric()).take(4).any(|word| {
            matches!(
                word,
                "document"
                    | "documents"
                    | "directory"
                    | "folder"
                    | "guide"
                    | "file"
                    | "files"
                    | "page"
                    | "repository"
                    | "template"
                    | "agents"
            )
        })
}

/// `## Role`, `## Role Definition`, `## 🎯 Core Responsibilities`, `## 1. Your mission`.
fn is_section(heading: &str) -> bool {
    let words: Vec<String> =
        heading.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let words = match words.split_last() {
        Some((last, before)) if STATED.contains(&last.as_str()) => before,
        _ => &words,
    };
    let Some((last, before)) = words.split_last() else { return false };
    SECTIONS.contains(&last.as_str())
        && before.iter().all(|word| OWN.contains(&word.as_str()) || SECTIONS.contains(&word.as_str()))
}

/// "You review …", "You will review …", "I review …", "I am …": what the reader does, at the beginning of a line.
fn says_you(line: &str) -> bool {
    let line = line.trim_start_matches(['>', '*', '_', ' ']);
    let Some((first, rest)) = line.split_once(' ') else { return false };
    let mut words = rest
        .split([' ', ',', '.'])
        .take(8)
        .map(|word| word.trim_matches('*').to_lowercase())
        .filter(|word| !word.is_empty())
        .peekable();
    let own = first.starts_with('I');
    let bound = match first.replace('’', "'").as_str() {
        "I'm" => return true,
        // "I Introduction" is a number.
        "I" if !rest.starts_with(char::is_lowercase) => return false,
        "I" if words.peek().is_some_and(|word| word == "am") => return true,
        "You" | "I" => words.next_if(|word| matches!(word.as_str(), "will" | "must")).is_some(),
        "You'll" | "I'll" => true,
        _ => return false,
    };
    let Some(verb) = words.find(|word| !bound || !matches!(word.as_str(), "not" | "never" | "always" | "also")) else {
        return false;
    };
    let verb = verb.as_str();
    if bound && verb == "be" {
        return words.next().is_some_and(|word| GIVEN.contains(&word.as_str()));
    }
    let past = verb.ends_with("ed") && !verb.ends_with("eed") && verb != "embed";
    verb.chars().all(char::is_alphabetic)
        && !MANUAL.contains(&verb)
        && !(bound && READING.contains(&verb))
        && !(own && (past || !bound && TELLING.contains(&verb)))
}

/// "This agent checks …", "This agent's job is …", "Pruning agent for …".
fn says_agent(line: &str) -> bool {
    let line = line.trim_start_matches(['>', '*', '_', ' ']).to_lowercase();
    let is_agent = |word: &str| {
        let owner = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
        matches!(owner.unwrap_or(word), "agent" | "subagent" | "sub-agent")
    };
    if let Some(rest) = line.strip_prefix("this ") {
        return rest.split(' ').take(3).any(is_agent);
    }
    let mut words = line.split(' ').take(6).skip_while(|word| !is_agent(word));
    words.next().is_some()
        && words
            .next()
            .is_some_and(|word| matches!(word, "for" | "that" | "who" | "which" | "to" | "specialized" | "specialised"))
}

/// "Your task: …".
fn gives_task(line: &str) -> bool {
    let plain: String = line.chars().filter(|c| !matches!(c, '*' | '_' | '>')).take(40).collect();
    let plain = plain.trim_start().to_lowercase();
    TASKS.iter().any(|task| plain.starts_with(task))
}

fn is_element(line: &str) -> bool {
    let name = line.strip_prefix('<').and_then(|rest| rest.split(['>', ' ']).next()).unwrap_or_default().to_lowercase();
    ELEMENTS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::{begins_prompt, is_role};

    #[test]
    fn what_gives_a_role() {
        for line in [
            "You are a reviewer.",
            "**You are** a",
            "> You're the",
            "As an expert in Go, you review",
            "**Role**: reviewer",
            "Act as a",
            "Você é quem poda.",
            "Eres quien poda.",
            "Tu es le jardinier.",
            "Du bist der Gärtner.",
            "Sei un giardiniere.",
            "Ты — садовник.",
            "Вы — садовник.",
            "Jesteś ogrodnikiem.",
            "Bạn là người làm vườn.",
            "Sen bir bahçıvansın.",
            "Sen bahçıvansın.",
            "Te egy tapasztalt kertész vagy.",
            "Ets un jardiner.",
            "**Your role:** prune trees",
            "Je bent tuinman.",
            "**你是园丁。**",
            "您是园丁",
            "你係園丁",
            "あなたは庭師です。",
            "당신은 정원사입니다.",
        ] {
            assert!(is_role(line), "{line}");
        }
        for line in [
            "",
            "You can install it",
            "As a user, run it",
            "The role is",
            "These are notes",
            "Yourself",
            "你是否需要修剪？",
            "Вы можете подрезать",
            "Tues.",
            "Senior gardener",
            "Sen is a river.",
            "Sen and its tributaries",
            "Sei unbesorgt.",
            "Te egy kert",
            "Your roles",
        ] {
            assert!(!is_role(line), "{line}");
        }
    }

    #[test]
    fn how_else_a_prompt_begins() {
        for text in [
            "# Pruner\n\n## Role\n\nPrunes.",
            "# Pruner\n\nA line.\n\n## 🎯 Core Responsibilities\n- x",
            "# Pruner\n## 1. Your Mission\nx",
            "# Pruner\n\nYou prune trees. You plant none.",
            "# Pruner\n\nThis agent prunes trees.",
            "# Pruner\n\nPruning agent for old trees.",
            "# Pruner\n\nI am who prunes.",
            "# Pruner\n\nI prune trees.",
            "# Pruner\n\nI'll prune trees.",
            "# Pruner\n\nYou will prune trees.",
            "# Pruner\n\nYou'll prune trees.",
            "# Pruner\n\nYou must never prune in spring.",
            "# Pruner\n\nYou will be given a tree.",
            "# Pruner\n\nYour task: prune trees.",
            "# Pruner\n\nThis agent's job is to prune trees.",
            "# Pruner\n\nThis pruning agent’s task: trees.",
            "# Pruner\n\n## Role Definition\n\nPrunes.",
            "# Agent: pruner\n\nx",
            "# Pruner\n\n# 役割\n\nx",
            "# Pruner\n\n<system_prompt>\n<agent_identity>",
            "<role>Pruner</role>",
        ] {
            assert!(begins_prompt(text), "{text}");
        }
        for text in [
            "# Trees\n\nA list of trees.\n\n## Oak\n\n## Purpose\n",
            "# Trees\n\nThis document tells of trees.\n\n## Purpose\nx",
            "# Trees\n\nThis folder has the agents.\n\nYou prune trees.",
            "# Trees\n\nYou can prune them.",
            "# Trees\n\nYou will learn to prune them.",
            "# Trees\n\nYou'll need a saw.",
            "# Trees\n\nYou must have a saw.",
            "# Trees\n\nYou will be able to prune them.",
            "# Trees\n\nI planted them.",
            "# Trees\n\nI wrote of them.",
            "# Trees\n\nI think of them.",
            "# Trees\n\nI",
            "# Trees\n\nI. Oaks",
            "# Trees\n\nI Oaks",
            "# Trees\n\nIt grows.",
            "# Trees\n\n## Definition\n",
            "# Trees\n\n## Tree description\n",
            "# Trees\n\n## Tree roles and duties\n",
            "# Trees\n\nThese agents prune trees.\n## Role\n",
            "<div>x</div>",
            "",
        ] {
            assert!(!begins_prompt(text), "{text}");
        }
    }
}
