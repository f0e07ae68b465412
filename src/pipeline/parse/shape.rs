//! Shape: whether a text addresses its reader as an agent's prompt does.

/// Openings of a prompt that gives a role.
const ROLES: &[&str] = &[
    "you are ", "you're ", "you’re ", "you will act as", "you act as", "act as ", "your role ", "your task ",
    "your job ", "your mission ", "your purpose ", "your goal ", "you serve as", "you specialize", "you specialise",
    "you help ", "role: ", "persona: ", "identity: ",
];

/// The same in other languages.
const ABROAD: &[&str] = &[
    // Portuguese, Spanish, Catalan
    "você é ",
    "voce é ",
    "você atua ",
    "tu és ",
    "seu papel ",
    "sua função ",
    "sua missão ",
    "eres ",
    "usted es ",
    "actúa como ",
    "tu rol ",
    "tu misión ",
    "tu función ",
    "tu tarea ",
    "ets un",
    // French, Italian, Romanian
    "tu es ",
    "vous êtes ",
    "agis comme ",
    "agis en tant ",
    "agissez comme ",
    "agissez en tant ",
    "ton rôle ",
    "votre rôle ",
    "ta mission ",
    "votre mission ",
    "sei un",
    "sei il ",
    "sei lo ",
    "sei la ",
    "sei l'",
    "sei l’",
    "tu sei ",
    "agisci come ",
    "il tuo ruolo ",
    "il tuo compito ",
    "ești un",
    // German, Dutch, Swedish, Danish, Norwegian
    "du bist ",
    "deine rolle ",
    "deine aufgabe ",
    "ihre aufgabe ",
    "agiere als ",
    "je bent ",
    "jij bent ",
    "u bent ",
    "jouw rol ",
    "jouw taak ",
    "du är ",
    "du er ",
    // Russian, Ukrainian, Polish, Czech, Hungarian
    "ты ",
    "вы — ",
    "вы – ",
    "вы - ",
    "вы являетесь ",
    "вы эксперт",
    "вы опытн",
    "твоя роль ",
    "твоя задача ",
    "ваша роль ",
    "ваша задача ",
    "ти ",
    "ви — ",
    "ви – ",
    "ви - ",
    "jesteś ",
    "twoja rola ",
    "twoim zadaniem ",
    "jsi ",
    "te egy ",
    // Turkish, Vietnamese, Indonesian, Arabic, Hebrew, Hindi, Thai
    "sen ",
    "siz bir ",
    "senin görevin ",
    "görevin ",
    "bạn là ",
    "vai trò của bạn ",
    "nhiệm vụ của bạn ",
    "anda adalah ",
    "kamu adalah ",
    "أنت ",
    "אתה ",
    "आप एक ",
    "คุณคือ",
    // Chinese, Japanese, Korean
    "你是",
    "您是",
    "妳是",
    "你係",
    "你作为",
    "你作為",
    "你扮演",
    "你的角色",
    "你的职责",
    "你的職責",
    "你的任务",
    "你的任務",
    "作为一名",
    "作為一名",
    "作为一个",
    "作為一個",
    "あなたは",
    "あなたの役割",
    "あなたの任務",
    "君は",
    "당신은",
    "당신의 역할",
    "너는 ",
];

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
}

/// How many lines with text on them are looked at for a prompt's beginning.
const BEGINNING: usize = 12;

/// Sections with which a prompt begins.
const SECTIONS: &[&str] = &[
    "role", "mission", "goal", "goals", "purpose", "objective", "objectives", "identity", "persona", "responsibility",
    "responsibilities", "instructions", "workflow", "task", "tasks", "expertise", "capabilities", "papel", "função",
    "missão", "objetivo", "rol", "función", "misión", "rôle", "objectif", "rolle", "aufgabe", "aufgaben", "ziel",
    "ruolo", "compito", "missione", "obiettivo", "роль", "задача", "角色", "职责", "職責", "任务", "任務", "目标",
    "目標", "使命", "役割", "任務", "역할", "임무", "목표",
];

/// Words that stand before the name of such a section.
const OWN: &[&str] = &[
    "your", "my", "the", "core", "key", "main", "primary", "agent", "agents", "system", "role", "and", "mission",
    "purpose",
];

/// Elements of pseudo-XML that hold a prompt, or who its reader is.
const ELEMENTS: &[&str] = &[
    "role", "identity", "persona", "agent", "agent_identity", "agent-identity", "agent_role", "system_prompt",
    "system-prompt", "system", "mission", "purpose",
];

/// Verbs behind "You" by which a manual speaks to whoever reads it.
const MANUAL: &[&str] = &[
    "can", "can't", "cannot", "could", "may", "might", "should", "shouldn't", "would", "will", "want", "need", "must",
    "have", "don't", "do", "get", "see", "find", "also", "probably", "just", "already", "know", "think", "then",
    "still", "either", "won't",
];

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
        || below.take(6).any(|line| says_you(line) || says_agent(line) || is_element(line))
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

/// `## Role`, `## 🎯 Core Responsibilities`, `## 1. Your mission`.
fn is_section(heading: &str) -> bool {
    let words: Vec<String> =
        heading.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let Some((last, before)) = words.split_last() else { return false };
    SECTIONS.contains(&last.as_str())
        && before.iter().all(|word| OWN.contains(&word.as_str()) || SECTIONS.contains(&word.as_str()))
}

/// "You review …", "I am …": what the reader does, at the beginning of a line.
fn says_you(line: &str) -> bool {
    let line = line.trim_start_matches(['>', '*', '_', ' ']);
    let Some(rest) = line.strip_prefix("You ") else { return line.starts_with("I am ") || line.starts_with("I'm ") };
    let word = rest.split([' ', ',', '.']).next().unwrap_or_default().trim_matches('*').to_lowercase();
    !word.is_empty() && word.chars().all(char::is_alphabetic) && !MANUAL.contains(&word.as_str())
}

/// "This agent checks …", "Pruning agent for …".
fn says_agent(line: &str) -> bool {
    let line = line.trim_start_matches(['>', '*', '_', ' ']).to_lowercase();
    let is_agent = |word: &str| matches!(word, "agent" | "subagent" | "sub-agent");
    if let Some(rest) = line.strip_prefix("this ") {
        return rest.split(' ').take(3).any(is_agent);
    }
    let mut words = line.split(' ').take(6).skip_while(|word| !is_agent(word));
    words.next().is_some()
        && words
            .next()
            .is_some_and(|word| matches!(word, "for" | "that" | "who" | "which" | "to" | "specialized" | "specialised"))
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
            "# Trees\n\n## Tree roles and duties\n",
            "# Trees\n\nThese agents prune trees.\n## Role\n",
            "<div>x</div>",
            "",
        ] {
            assert!(!begins_prompt(text), "{text}");
        }
    }
}
