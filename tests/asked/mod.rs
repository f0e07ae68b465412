//! What both readers are asked, in an engine of their own and in a browser: queries of all kinds, and those that nobody means well.
#![allow(unreachable_pub, missing_docs, clippy::unwrap_used, reason = "used by two tests")]

use agentdex::model::catalog::Catalog;

use super::generate::Random;

/// So many queries made from a catalog's own words, and all of the others.
pub fn all(catalog: &Catalog, count: usize) -> Vec<String> {
    let mut queries = queries(catalog, 7, count);
    queries.extend(HOSTILE.iter().map(|&query| query.to_owned()));
    queries.extend(["(".repeat(20_000), "word ".repeat(20_000), "é".repeat(3000)]);
    queries
}

/// Queries of all kinds, made from a catalog's own words.
fn queries(catalog: &Catalog, seed: u64, count: usize) -> Vec<String> {
    let mut random = Random::new(seed);
    let texts: Vec<String> = catalog.agents.iter().map(|agent| agent.definition.text.to_string()).collect();
    let word = |random: &mut Random| -> String {
        let text = &texts[random.below(texts.len())];
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() { "raft".to_owned() } else { words[random.below(words.len())].to_owned() }
    };
    let phrase = |random: &mut Random, length: usize| -> String {
        let words: Vec<&str> = texts[random.below(texts.len())].split_whitespace().collect();
        let start = random.below(words.len());
        words[start..(start + length).min(words.len())].join(" ")
    };
    let mut all = Vec::new();
    for number in 0..count {
        let one = word(&mut random);
        all.push(match number % 12 {
            0 => one,
            1 => format!("{one} {}", word(&mut random)),
            2 => {
                let mut letters: Vec<char> = one.chars().collect();
                let at = random.below(letters.len());
                letters[at] = 'x';
                letters.into_iter().collect()
            }
            3 => format!("\"{}\"", phrase(&mut random, 2).replace('"', "")),
            4 => format!("{one} model:opus"),
            5 => format!("{one} -{}", word(&mut random)),
            6 => format!("{}*", one.chars().take(3).collect::<String>()),
            7 => phrase(&mut random, 14),
            8 => one.chars().take(4).collect(),
            9 => {
                let letters: Vec<char> = one.chars().collect();
                letters.iter().rev().collect()
            }
            10 => format!("{} {one}", one.to_uppercase()),
            _ => format!("{one} \"{}\" tool:Bash", phrase(&mut random, 3).replace('"', "")),
        });
    }
    all
}

/// Queries that nobody means well, and those of other scripts than Latin.
pub const HOSTILE: [&str; 39] = [
    "",
    " ",
    "-",
    "--",
    "\"",
    "\"\"",
    "*",
    "a:(^",
    ":",
    "model:",
    "-model:opus",
    "modle:opus",
    "model:opsu",
    "level:core",
    "tool:all -zzz",
    "name:a",
    "((((((((raft))))))))",
    "\u{0}raft\u{0}",
    "\u{202e}tfar",
    "naïve NAÏVE ﬁle ½ Ⅷ",
    "分布式系统",
    "分",
    "ระบบกระจายศูนย์ กี่",
    "ລະບົບແຈກຢາຍ ប្រព័ន្ធចែកចាយ ဖြန့်ဝေစနစ် ฿5",
    "\u{e31}\u{e31} \u{e31}ก ก\u{200b}ข",
    "redis pub/sub and github actions for objective-c",
    "k8s expert",
    "naïve",
    "İstanbul ΣΊΣΥΦΟΣ ß ẞ",
    "👩‍💻 🇩🇪",
    "c++ c# .net :pg node.js ci/cd",
    "GenServer JavaScript gRPC p99",
    "a-b-c-d-e-f",
    "don't can’t agents'",
    "\u{feff}raft \u{85} x",
    "http://a.example/b?c=d#e",
    "competency:kafka level:core",
    "-competency:kafka raft",
    "category:data",
];
