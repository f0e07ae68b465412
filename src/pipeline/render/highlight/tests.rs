//! What a reader sees, as `class(text)` for each stretch that has one.

use proptest::prelude::*;
use scraper::{Html, Selector};

use super::*;

fn highlighted(language: &str, code: &str) -> String {
    let mut out = String::new();
    push(language, code, &mut out);
    out
}

fn check(language: &str, code: &str, expected: &str) {
    let html = Html::parse_fragment(&highlighted(language, code));
    let spans = Selector::parse("span").unwrap();
    let found: Vec<String> = html
        .select(&spans)
        .map(|span| format!("{}({})", &span.value().attr("class").unwrap()[3..], span.text().collect::<String>()))
        .collect();
    assert_eq!(found.join(" "), expected, "{language}: {code}");
    assert_eq!(html.root_element().text().collect::<String>(), code, "{language}: the text itself");
}

#[test]
fn languages_in_the_wild_are_known() {
    check(
        "rust",
        "fn f<'a>(x: &'a str) -> u8 { 'c' as u8 } // é",
        "k(fn) p('a) p('a) t(str) t(u8) s('c') k(as) t(u8) c(// é)",
    );
    check("ts", "const a: Map = `x\ny`; /* c */ f(1.5)", "k(const) t(Map) s(`x\ny`) c(/* c */) f(f) n(1.5)");
    check(
        "python",
        "@dec\ndef f(x):\n    \"\"\"doc\n    \"\"\"\n    return None  # no",
        "p(@dec) k(def) f(f) s(\"\"\"doc\n    \"\"\") k(return) n(None) c(# no)",
    );
    check(
        "bash",
        "for x in $HOME; do echo \"${x}\" a#b # c\ndone",
        "k(for) k(in) p($HOME) k(do) t(echo) s(\"${x}\") c(# c) k(done)",
    );
    check("json", "{\"a\": [1, true, \"b\"]}", "p(\"a\") n(1) n(true) s(\"b\")");
    check(
        "yaml",
        "# c\na: b\nlist:\n  - key: \"v\" # d\nurl: http://x#y",
        "c(# c) p(a) p(list) p(key) s(\"v\") c(# d) p(url)",
    );
    check("toml", "[a.b]\nkey = \"v\" # c", "t([a.b]) p(key) s(\"v\") c(# c)");
    check("sql", "SELECT a FROM t WHERE b = 'x' -- c", "k(SELECT) k(FROM) k(WHERE) s('x') c(-- c)");
    check("html", "<a href=\"x\" b>t & <!-- c --></a>", "k(a) p(href) s(\"x\") p(b) c(<!-- c -->) k(a)");
    check("css", ".a { color: #fff; } /* c */", "p(color) n(#fff) c(/* c */)");
    check("dockerfile", "FROM a AS b\nRUN x", "k(FROM) k(AS) k(RUN)");
    check("makefile", "all: $(OBJ)\n\techo x # c", "f(all) p($(OBJ)) c(# c)");
    check("diff", "@@ 1\n+a\n-b\n c", "f(@@ 1) s(+a) k(-b)");
    check("elixir", "def f(:ok), do: \"x\"", "k(def) f(f) p(:ok) k(do) s(\"x\")");
    check("clojure", "(defn f [x] (g :k)) ; c", "k(defn) f(g) p(:k) c(; c)");
    check("go", "func main() { x := 0x1F }", "k(func) f(main) n(0x1F)");
    check("hcl", "resource \"a\" \"b\" {\n  name = var.x # c\n}", "k(resource) s(\"a\") s(\"b\") p(name) c(# c)");
    check("solidity", "contract A { uint256 x; }", "k(contract) t(uint256)");
    check("haskell", "f x' = Just 'c' -- c", "t(Just) s('c') c(-- c)");
}

#[test]
fn what_never_closes_ends_with_its_line_or_with_the_code() {
    check("js", "a = \"open\nb()", "s(\"open) f(b)");
    check("js", "/* open\nb()", "c(/* open\nb())");
    check("python", "'''open\nb()", "s('''open\nb())");
    check("html", "<a b=\"open\n<c>", "k(a) p(b) s(\"open\n<c>)");
}

#[test]
fn unknown_or_long_code_is_plain() {
    assert_eq!(highlighted("", "fn <a> & \"b\""), "fn &lt;a&gt; &amp; &quot;b&quot;");
    assert_eq!(highlighted("mermaid", "graph TD; a-->b"), "graph TD; a--&gt;b");
    let long = "fn ".repeat(30_000);
    assert_eq!(highlighted("rust", &long), long);
    assert!(highlighted("rust", &long[..60_000]).contains("hl-k"));
}

#[test]
fn output_is_bounded() {
    for pattern in
        ["1\"\n", "\"\"", "1 ", "$a@b", "<", "&", "'a", "{-", "/*", "${", "a(", "\\\"", "[\n", "<a b=\"", "--"]
    {
        let code = pattern.repeat(60_000 / pattern.len());
        for language in ["rust", "js", "json", "bash", "html", "yaml", "makefile", "toml", "elixir", "css"] {
            let out = highlighted(language, &code);
            assert!(out.len() <= GROWTH * code.len() + 1024, "{language} {pattern}: {}", out.len());
        }
    }
}

proptest! {
    /// Whatever the code and the language, the page shows the code, in spans of ours and nothing else.
    #[test]
    fn the_text_is_never_changed(
        language in prop::sample::select(vec!["rust", "js", "python", "bash", "json", "yaml", "toml", "html", "css", "sql", "makefile", "diff", "elixir", "clojure", "haskell", "php", "powershell"]),
        code in "([a-z<>&\"'`#@$:/*(){}=\\\\\\[\\]0-9é日 \n-]|/\\*|\\*/|\"\"\"|<!--|-->|--){0,40}",
    ) {
        let out = highlighted(language, &code);
        let html = Html::parse_fragment(&format!("<div>{out}</div>"));
        prop_assert_eq!(html.root_element().text().collect::<String>(), code);
        let foreign = Selector::parse("div *:not(span)").unwrap();
        prop_assert_eq!(html.select(&foreign).count(), 0);
    }
}
