//! Data, markup and notes.

use super::super::Class;
use super::{Keys, Language, Shape, c, hash, words};

pub(super) fn all() -> Vec<Language> {
    let lines = |names, lines| Language { names: words(names), shape: Shape::Lines, lines, ..Language::default() };
    vec![
        Language { keys: Keys::All, capitals: false, quotes: "\"", ..c("json jsonc json5 jsonl ndjson", "", "") },
        Language { keys: Keys::Line, capitals: false, letters: "-./", ..hash("yaml yml", "on off yes no", "") },
        Language {
            keys: Keys::Line,
            capitals: false,
            triple: true,
            tables: true,
            letters: "-.",
            comments: &["#", ";"],
            ..hash("toml ini properties env dotenv conf cfg editorconfig", "", "")
        },
        Language {
            keys: Keys::All,
            capitals: false,
            hash_numbers: true,
            sigils: "@$",
            letters: "-",
            ..c("css scss sass less", "and from important not only to", "")
        },
        Language {
            comments: &["#", "//"],
            keys: Keys::Line,
            letters: "-",
            capitals: false,
            ..c(
                "hcl terraform tf",
                "data dynamic for for_each if in locals module output provider \
            resource terraform variable",
                "bool list map number object set string",
            )
        },
        Language {
            triple: true,
            keys: Keys::All,
            sigils: "@$",
            ..hash(
                "graphql gql",
                "directive enum extend fragment implements input interface \
            mutation on query scalar schema subscription type union",
                "",
            )
        },
        Language {
            keys: Keys::Line,
            capitals: false,
            sigils: "$",
            letters: "-",
            ..hash("nginx caddy caddyfile", "events http if listen location return rewrite server upstream", "")
        },
        Language {
            names: words("html xml xhtml svg vue svelte astro jsx-html plist xaml"),
            shape: Shape::Markup,
            letters: "-:.",
            raw: true,
            ..Language::default()
        },
        lines(
            "diff patch",
            &[
                ("+++", Class::Comment),
                ("---", Class::Comment),
                ("diff ", Class::Comment),
                ("index ", Class::Comment),
                ("@@", Class::Function),
                ("+", Class::Text),
                ("-", Class::Keyword),
            ],
        ),
        lines(
            "markdown md mdx",
            &[("#", Class::Keyword), (">", Class::Comment), ("```", Class::Property), ("---", Class::Comment)],
        ),
    ]
}
