//! Generated catalogs: seeded, so that a figure can be had again. About 5 KB a definition, with fences and examples,
//! headers in the dialects found in the wild, and words spread as in real text (Zipf), some of them technologies.
#![allow(
    dead_code,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    unreachable_pub,
    reason = "used by benches and tests, each of which uses a part"
)]

use std::fmt::Write as _;

/// A xorshift generator: enough randomness for words, and the same on every machine.
pub struct Random(u64);

impl Random {
    /// A generator with a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.number() >> 33) as usize % end.max(1)
    }

    /// One of some things.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    /// A rank below `end`, small ones far more often: Zipf's law with exponent one.
    fn zipf(&mut self, end: usize) -> usize {
        let unit = (self.number() >> 11) as f64 / (1_u64 << 53) as f64;
        ((end as f64 + 1.0).powf(unit) - 1.0) as usize
    }
}

const ROLES: [&str; 12] = [
    "expert", "architect", "reviewer", "debugger", "engineer", "specialist", "analyst", "auditor", "planner", "tutor",
    "operator", "migrator",
];
const TERMS: [&str; 60] = [
    "Raft", "Kafka", "BEAM", "PostgreSQL", "Kubernetes", "Redis", "GraphQL", "Terraform", "React", "Elixir", "Rust",
    "Python", "TypeScript", "gRPC", "RabbitMQ", "OpenTelemetry", "Prometheus", "Docker", "CQRS", "event sourcing",
    "WebSocket", "OAuth", "MongoDB", "Cassandra", "Elasticsearch", "Spark", "Airflow", "dbt", "PyTorch", "LangChain",
    "Django", "FastAPI", "Phoenix", "Vue", "Angular", "Svelte", "Swift", "Kotlin", "Flutter", "Unity", "Ansible",
    "GitHub Actions", "Jenkins", "Istio", "Envoy", "Consul", "Vault", "Snowflake", "BigQuery", "Playwright", "Cypress",
    "Jest", "pytest", "Selenium", "Figma", "Solidity", "Paxos", "CRDTs", "Mnesia", "C++",
];
const COMMON: [&str; 48] = [
    "the", "and", "of", "to", "with", "for", "in", "design", "system", "when", "data", "review", "code", "test",
    "error", "state", "service", "user", "change", "plan", "check", "performance", "security", "latency", "failure",
    "request", "response", "schema", "query", "index", "cache", "message", "node", "cluster", "deploy", "measure",
    "document", "interface", "contract", "migration", "pattern", "boundary", "recovery", "partition", "load", "memory",
    "thread", "queue",
];
const SYLLABLES: [&str; 32] = [
    "ba", "co", "di", "fu", "ga", "he", "ji", "ko", "lu", "ma", "ne", "po", "qui", "ra", "se", "ti", "vu", "wa", "xe",
    "yo", "za", "bri", "cla", "dro", "fle", "gri", "plo", "sta", "tre", "vli", "sho", "thu",
];

/// Distinct made-up words beside the common ones.
const WORDS: usize = 20_000;

fn word(random: &mut Random) -> String {
    let rank = random.zipf(WORDS);
    if let Some(word) = COMMON.get(rank) {
        return (*word).to_owned();
    }
    let mut rest = rank;
    let mut word = String::new();
    while rest > 0 || word.len() < 4 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    word
}

fn sentence(random: &mut Random, length: usize) -> String {
    let mut words: Vec<String> = (0..length.max(3)).map(|_| word(random)).collect();
    if random.below(3) == 0 {
        let at = random.below(words.len());
        words[at] = String::from(random.pick(&TERMS));
    }
    let mut text = words.join(" ");
    if let Some(first) = text.get(..1) {
        let first = first.to_uppercase();
        text.replace_range(..1, &first);
    }
    text.push('.');
    text
}

/// A definition of about 5 KB: its file's name and its text. The same number and seed give the same bytes.
pub fn definition(number: usize, seed: u64) -> (String, String) {
    let mut random = Random::new(seed ^ (number as u64 + 1).wrapping_mul(0xA076_1D64_78BD_642F));
    let term = random.pick(&TERMS);
    let role = random.pick(&ROLES);
    let slug = term.to_lowercase().replace([' ', '+'], "-");
    let name = format!("{}-{role}-{number:05}", slug.trim_matches('-'));
    let mut text = format!("---\nname: {name}\n");
    description(&mut text, &mut random, term, &name);
    if random.below(3) > 0 {
        let _ = writeln!(text, "model: {}", random.pick(&["sonnet", "opus", "haiku", "inherit"]));
    }
    if random.below(2) == 0 {
        let _ =
            writeln!(text, "tools: {}", random.pick(&["Read, Grep, Bash", "Read, Edit, Write", "*", "[Read, Glob]"]));
    }
    if random.below(2) == 0 {
        let _ = writeln!(
            text,
            "color: {}",
            random.pick(&["red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan"])
        );
    }
    text.push_str("---\n\n");
    body(&mut text, &mut random, term, role);
    (format!("{name}.md"), text)
}

fn description(text: &mut String, random: &mut Random, term: &str, name: &str) {
    let purpose =
        format!("Use this agent when you need help with {term} and {}. {}", random.pick(&TERMS), sentence(random, 14));
    let ask = sentence(random, 11);
    let answer = format!("I'll use the {name} agent to look at {term}.");
    let why = sentence(random, 10);
    let _ = match random.below(4) {
        0 => writeln!(text, "description: {purpose}"),
        1 => writeln!(
            text,
            "description: {purpose} <example>Context: {why} user: \"{ask}\" assistant: \"{answer}\" <commentary>{why}</commentary></example>"
        ),
        2 => writeln!(
            text,
            "description: {purpose} Examples:\\n<example>\\nContext: {why}\\nuser: \"{ask}\"\\nassistant: \"{answer}\"\\n</example>"
        ),
        _ => writeln!(
            text,
            "description: {purpose}\n\nExamples:\n<example>\nContext: {why}\nuser: \"{ask}\"\nassistant: \"{answer}\"\n</example>"
        ),
    };
}

fn body(text: &mut String, random: &mut Random, term: &str, role: &str) {
    let _ = writeln!(text, "You are a {term} {role}. {}\n", sentence(random, 16));
    let _ = writeln!(text, "## Core Competencies\n");
    for _ in 0..6 {
        let _ = writeln!(
            text,
            "- **{}**: {} ({}, {}, {})",
            random.pick(&TERMS),
            sentence(random, 8),
            random.pick(&TERMS),
            random.pick(&TERMS),
            random.pick(&TERMS)
        );
    }
    for part in 0..4 {
        let _ = writeln!(text, "\n## {} {part}\n", sentence(random, 3).trim_end_matches('.'));
        for _ in 0..3 {
            let _ = writeln!(text, "{} {}\n", sentence(random, 18), sentence(random, 12));
        }
        for _ in 0..4 {
            let _ = writeln!(text, "- {}", sentence(random, 11));
        }
        if part % 2 == 0 {
            fence(text, random);
        }
    }
}

fn fence(text: &mut String, random: &mut Random) {
    let a = word(random);
    let b = word(random);
    let code = match random.below(4) {
        0 => format!(
            "```python\nasync def {a}({b}: int) -> str:\n    # {}\n    return f\"{{{b}}}\" if {b} > 10 else None\n```",
            sentence(random, 6)
        ),
        1 => format!(
            "```rust\npub fn {a}({b}: &str) -> Option<u64> {{\n    // {}\n    {b}.parse().ok()\n}}\n```",
            sentence(random, 6)
        ),
        2 => format!("```bash\n# {}\nkubectl get {a} --namespace {b} | grep -v Running\n```", sentence(random, 6)),
        _ => format!("```yaml\n{a}:\n  replicas: 3 # {}\n  {b}: \"on\"\n```", sentence(random, 5)),
    };
    let _ = writeln!(text, "\n{code}");
}

/// A whole catalog: `count` files, each a name and a text.
pub fn catalog(count: usize, seed: u64) -> Vec<(String, String)> {
    (0..count).map(|number| definition(number, seed)).collect()
}
