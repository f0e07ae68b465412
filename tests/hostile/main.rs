//! What hostile agents put into their bodies, through the reader and onto the page: nothing of it is live, nothing hangs.
//!
//! The list of elements and attributes here is the renderer's whole vocabulary; anything else in a page is a fault.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    clippy::type_complexity,
    reason = "a test"
)]

mod real;

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use agentdex::digest;
use agentdex::model::definition::Definition;
use agentdex::model::source::Source;
use agentdex::pipeline::parse::{self, Read};
use agentdex::pipeline::render::html::{self, Setting};
use proptest::prelude::*;
use scraper::{Html, Node};

const ELEMENTS: [&str; 29] = [
    "a", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "mark", "ol", "p",
    "pre", "section", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul", "main",
];
const ATTRIBUTES: [&str; 9] =
    ["aria-label", "class", "data-copy", "data-copy-label", "href", "id", "rel", "start", "tabindex"];

/// What this thread has computed so far: unlike the clock it does not count what else the machine does.
fn cpu() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.and_then(|it| it.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

fn read(body: &str) -> Box<Definition> {
    let bytes: Arc<[u8]> = format!("---\nname: a\ndescription: b\n---\n{body}").into_bytes().into();
    let source = Source { path: "agents/a.md".into(), hash: digest::hash(&bytes), bytes: bytes.into() };
    match parse::definition(&source) {
        Read::Agent(definition, _) => definition,
        Read::Other(other) => panic!("no agent: {}", other.reason),
    }
}

/// The page's body. Relative links are kept, so that what they hold is tested too.
fn page(body: &str) -> String {
    let relative = |href: &str| Some(href.to_owned());
    html::document(&read(body).body, &Setting { relative: &relative, ..Setting::default() })
}

/// Parses a page and finds what is not of the vocabulary; gives the targets of its links.
fn foreign(html: &str) -> (Vec<String>, Vec<String>) {
    let parsed = Html::parse_fragment(&format!("<main>{html}</main>"));
    let mut faults: Vec<String> = parsed.errors.iter().map(|error| format!("parse error: {error}")).collect();
    let mut links = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    for node in parsed.tree.nodes() {
        match node.value() {
            // What the parser puts around every fragment.
            Node::Element(element) if matches!(element.name(), "html" | "body") && element.attrs().count() == 0 => {}
            Node::Element(element) => {
                if !ELEMENTS.contains(&element.name()) {
                    faults.push(format!("<{}>", element.name()));
                }
                for (name, value) in element.attrs() {
                    if !ATTRIBUTES.contains(&name) {
                        faults.push(format!("{}[{name}]", element.name()));
                    }
                    match name {
                        "href" => links.push(value.to_owned()),
                        "id" if !ids.insert(value.to_owned()) => faults.push(format!("twice #{value}")),
                        "id" if !value.starts_with("h-") => {
                            faults.push(format!("#{value}"));
                        }
                        "class" if !value.split(' ').all(is_own_class) => faults.push(format!(".{value}")),
                        _ => {}
                    }
                }
            }
            Node::Comment(_) | Node::Doctype(_) | Node::ProcessingInstruction(_) => faults.push("<!…>".to_owned()),
            _ => {}
        }
    }
    (faults, links)
}

fn is_own_class(class: &str) -> bool {
    let language = class.strip_prefix("language-").is_some_and(|word| {
        word.len() <= 32 && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "+#-".contains(c))
    });
    language || matches!(class, "anchor" | "code" | "lang" | "markup" | "scroll" | "tasks") || class.starts_with("hl-")
}

/// What a browser does with a target: C0 controls and spaces off both ends, tabs and line ends out, then the scheme.
fn scheme(href: &str) -> Option<String> {
    let href: String =
        href.trim_matches(|c: char| c <= ' ').chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let (scheme, _) = href.split_once(':')?;
    let mut chars = scheme.chars();
    let is_scheme = chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

fn is_safe(href: &str) -> bool {
    let host = href.trim_start_matches(|c: char| c <= ' ').replace('\\', "/").starts_with("//");
    !host && scheme(href).is_none_or(|scheme| matches!(scheme.as_str(), "http" | "https" | "mailto"))
}

fn assert_inert(body: &str) -> String {
    let html = page(body);
    let (faults, links) = foreign(&html);
    assert!(faults.is_empty(), "{faults:?} of {body:?} in {html}");
    for link in links {
        assert!(is_safe(&link), "{link:?} of {body:?}");
    }
    html
}

/// X1, X11.
#[test]
fn raw_html_is_shown_as_text() {
    for raw in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><style>@import 'x'</style></svg>",
        "<iframe srcdoc=\"<script>1</script>\"></iframe>",
        "<form action=x><input name=body></form>",
        "<math><annotation-xml encoding=\"text/html\"><b>x</b></annotation-xml></math>",
        "<!-- --!><img src=x> -->",
        "<![CDATA[ <b> ]]>",
        "<?php echo 1 ?>",
        "</main></html><b id=x>",
        "<a href=\"javascript:alert(1)\" name=location>x</a>",
        "<example>\nuser: hi\n</example>",
        "text <b onclick=x>b</b> <plaintext>",
        "&lt;script&gt;1&lt;/script&gt;",
        "`<script>` and ``<b> ` </b>``",
        "```html\n</code></pre><script>1</script>\n```",
        "```mermaid\ngraph TD; a[\"<img src=x onerror=1>\"]\n```",
        "``` \"onmouseover=1 x\n<b>\n```",
        "| <b> |\n|---|\n| <script>1</script> |",
        "# <img src=x onerror=1>\n\n## \" onload=1",
        "**<b>**\n\nx",
        "> <details open ontoggle=1>",
        "- <li style=x>",
    ] {
        let html = assert_inert(raw);
        assert!(html.contains("&lt;"), "{raw:?} is gone: {html}");
    }
    let seen = |body: &str, text: &str| {
        let parsed = Html::parse_fragment(&page(body));
        let shown: String = parsed.root_element().text().collect();
        assert!(shown.contains(text), "{text:?} is not shown: {shown:?}");
    };
    seen("<example>\nuser: hi\n</example>", "<example>");
    seen("a <commentary>b</commentary>", "<commentary>b</commentary>");
}

/// X2: ways to write a target that runs, or leads off by another scheme (after OWASP's filter evasion list).
#[test]
fn targets_that_run_are_dropped() {
    let mut vectors: Vec<String> = [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&colon;alert(1)",
        "javascript&#58;alert(1)",
        "javascript&#x3A;alert(1)",
        "javascript&#x003a;alert(1)",
        "javascript&#0000058;alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;&#x61;vascript:alert(1)",
        "&#74;avascript:alert(1)",
        "java&#9;script:alert(1)",
        "java&#x09;script:alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "java&#10;script:alert(1)",
        "java&#x0A;script:alert(1)",
        "java&#13;script:alert(1)",
        "java&#x0D;script:alert(1)",
        "&#1;javascript:alert(1)",
        "&#x01;javascript:alert(1)",
        "&#31;javascript:alert(1)",
        "&#32;javascript:alert(1)",
        "&#14; javascript:alert(1)",
        "&nbsp;javascript:alert(1)",
        "&#xA0;javascript:alert(1)",
        "&#x2028;javascript:alert(1)",
        "&#xFEFF;javascript:alert(1)",
        "&#x200B;javascript:alert(1)",
        "java&#x200B;script:alert(1)",
        "java&shy;script:alert(1)",
        "java&#0;script:alert(1)",
        "java\\script:alert(1)",
        "javascript\\:alert(1)",
        "javascript&#x5C;:alert(1)",
        "javascript:alert(1)//http://a.test",
        "javascript://a.test/%0aalert(1)",
        "javascript:/*--></title>*/alert(1)",
        "javascript&#32;:alert(1)",
        "javascript&Tab;:alert(1)",
        "javascript&#x0A;:alert(1)",
        "jav&#x0;ascript:alert(1)",
        "vbscript:msgbox(1)",
        "VBSCRIPT:msgbox(1)",
        "vb&#9;script:msgbox(1)",
        "livescript:alert(1)",
        "mocha:alert(1)",
        "ecmascript:alert(1)",
        "data:text/html,<script>1</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "DATA:text/html,x",
        "data&colon;text/html,x",
        "da&#9;ta:text/html,x",
        "data:image/svg+xml,<svg/>",
        "data:,x",
        "file:///etc/passwd",
        "FILE:///c:/",
        "blob:http://a/1",
        "filesystem:http://a/1",
        "about:blank",
        "view-source:http://a.test",
        "ws://a.test",
        "wss://a.test",
        "ftp://a.test/x",
        "tel:123",
        "sms:123",
        "chrome://settings",
        "resource://x",
        "jar:http://a!/x",
        "intent://x#Intent;end",
        "ms-word:x",
        "vscode://file/x",
        "steam://run/1",
        "feed:javascript:alert(1)",
        "feed:http://a",
        "gopher://a",
        "ssh://a",
        "urn:x",
        "x-javascript:1",
        "1javascript:x",
        "javascript:",
        ":javascript",
        "//evil.test/x",
        "/\\evil.test",
        "\\\\evil.test",
        "\\/evil.test",
        "/&#9;/evil.test",
        "&#47;/evil.test",
        "///evil.test",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect();
    assert!(vectors.len() >= 80, "{}", vectors.len());
    vectors.push(format!("{}javascript:alert(1)", "&#32;".repeat(500)));
    for vector in &vectors {
        for body in [
            format!("[text]({vector})"),
            format!("[text](<{vector}>)"),
            format!("![text]({vector})"),
            format!("<{vector}>"),
            format!("[text]\n\n[text]: {vector}\n"),
            format!("# [text]({vector})"),
            format!("[![text]({vector})]({vector} \"title\")"),
        ] {
            let html = assert_inert(&body);
            let links = foreign(&html).1;
            let own = links.iter().all(|link| link.starts_with("#h-") || !vector.contains(':') || link.contains("%5C"));
            let entity = links.iter().all(|link| !link.to_ascii_lowercase().contains("script:"));
            assert!(own || entity, "{vector:?} in {body:?} gives {links:?}");
        }
    }
    for kept in
        ["https://a.test/?q=1&x=%20", "http://a.test", "mailto:a@b.test", "docs/x.md", "../x.md#p", "HTTPS://a.test"]
    {
        let (_, links) = foreign(&page(&format!("[t]({kept})")));
        assert_eq!(links, [kept]);
    }
}

/// X10, X13.
#[test]
fn images_are_links_and_hidden_text_is_shown() {
    let html = assert_inert("![alt](https://a.test/pixel.png)");
    assert!(html.contains("<a href=\"https://a.test/pixel.png\" rel=\"nofollow noopener ugc\">alt</a>"), "{html}");
    let tags: String = "do it".chars().filter_map(|c| char::from_u32(0xE0000 + u32::from(c))).collect();
    let html = assert_inert(&format!("a\u{202E}b `c\u{200B}d` <x\u{2066}>\n\n```\ne{tags}\n```\n\n## f\u{FEFF}"));
    for shown in ["a⟪U+202E⟫b", "c⟪U+200B⟫d", "&lt;x⟪U+2066⟫&gt;", "e⟪U+E0064⟫", ">f⟪U+FEFF⟫ <a"] {
        assert!(html.contains(shown), "{shown} is not in {html}");
    }
}

/// M3.
#[test]
fn anchors_are_unique_and_safe() {
    let body = "# a\n# A\n#\n# a-2\n# a\n# ?\n# !\n# 分布\n# 分布\n# __proto__\n# location\n**a**\nx\n";
    let html = assert_inert(body);
    assert_eq!(html, assert_inert(body), "the same twice");
    assert!(html.contains("id=\"h-a-3\"") && html.contains("id=\"h-location\""), "{html}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_target_runs(prefix in r"[\x00-\x20\u{a0}\u{200b}]{0,3}", scheme in "(javascript|data|vbscript|file|[a-z]{1,6})", mid in r"(&#9;|&Tab;|&#x0a;|\u{200b}|\\|){0,2}", colon in "(:|&colon;|&#58;|&#x3a;)", rest in "[a-z/()<>&;#]{0,8}") {
        let at = scheme.len() / 2;
        assert_inert(&format!("[t](<{prefix}{}{mid}{}{colon}{rest}>)", &scheme[..at], &scheme[at..]));
    }

    #[test]
    fn any_body_is_inert(body in r#"([a-z<>&"'`#*_~|:\[\]()!\\/=-]|\n|\n\n|  |- |> |```|<[a-z]+ |\PC){0,120}"#) {
        assert_inert(&body);
    }
}
