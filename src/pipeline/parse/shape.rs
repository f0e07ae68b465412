//! Shape: whether a text addresses its reader as an agent's prompt does.

/// Openings of a prompt that gives a role.
const ROLES: &[&str] = &[
    "you are ", "you're ", "you’re ", "you will act as", "you act as", "act as ", "your role ", "your task ",
    "your job ", "your mission ", "your purpose ", "your goal ", "you serve as", "you specialize", "you specialise",
    "you help ", "role: ", "persona: ", "identity: ",
];

/// Whether a line gives its reader a role: "You are …", "Act as …", "**Role**: …", "As an expert in …, you …".
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
    as_you || ROLES.iter().any(|role| plain.starts_with(role))
}

#[cfg(test)]
mod tests {
    use super::is_role;

    #[test]
    fn what_gives_a_role() {
        for line in [
            "You are a reviewer.",
            "**You are** a",
            "> You're the",
            "As an expert in Go, you review",
            "**Role**: reviewer",
            "Act as a",
        ] {
            assert!(is_role(line), "{line}");
        }
        for line in ["", "You can install it", "As a user, run it", "The role is", "These are notes", "Yourself"] {
            assert!(!is_role(line), "{line}");
        }
    }
}
