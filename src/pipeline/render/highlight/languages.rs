//! Languages: what each looks like, as far as a reader's eye needs it.

use std::cmp::Ordering;
use std::sync::LazyLock;

use super::Class;

/// How a language is scanned.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shape {
    /// Words, strings, comments.
    #[default]
    Words,
    /// Tags and attributes.
    Markup,
    /// The beginning of a line says what it is.
    Lines,
}

/// Where a word before `:` or `=` is a key.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Keys {
    /// Nowhere.
    #[default]
    None,
    /// At the beginning of a line.
    Line,
    /// Everywhere.
    All,
}

/// What a language looks like.
#[derive(Default)]
pub(super) struct Language {
    /// Its names, as authors write them behind a fence.
    names: Vec<&'static str>,
    pub(super) shape: Shape,
    pub(super) keys: Keys,
    /// What begins a comment to the end of its line.
    pub(super) comments: &'static [&'static str],
    /// What opens and closes other comments.
    pub(super) blocks: &'static [(&'static str, &'static str)],
    /// What opens a string, and closes it.
    pub(super) quotes: &'static str,
    /// Whether a backslash in a string is nothing but itself.
    pub(super) raw: bool,
    /// Whether three quotes open a string over lines.
    pub(super) triple: bool,
    /// Whether every string may go over lines.
    pub(super) long_strings: bool,
    /// Whether `'` is the quote of one character, and otherwise begins a name.
    pub(super) characters: bool,
    /// What begins a name: `$variable`, `@decorator`, `:atom`.
    pub(super) sigils: &'static str,
    /// Whether `#` begins a number: a colour.
    pub(super) hash_numbers: bool,
    /// Whether `[…]` at the beginning of a line is a heading.
    pub(super) tables: bool,
    /// Whether a word before `:` at the beginning of a line is a target.
    pub(super) targets: bool,
    /// Whether the word after `(` is called.
    pub(super) lisp: bool,
    /// Whether a word with a capital is a type.
    capitals: bool,
    /// Whether keywords are keywords in every case.
    any_case: bool,
    /// What a word may hold besides letters, digits and `_`.
    pub(super) letters: &'static str,
    /// Sorted.
    keywords: Vec<&'static str>,
    /// Sorted.
    types: Vec<&'static str>,
    /// Of [`Shape::Lines`]: what a line begins with, and what it is. The first that fits counts.
    pub(super) lines: &'static [(&'static str, Class)],
}

impl Language {
    /// The language that authors call `name` (in lower case).
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        static KNOWN: LazyLock<Vec<Language>> =
            LazyLock::new(|| [c_family(), scripts(), functional(), data()].into_iter().flatten().collect());
        KNOWN.iter().find(|language| language.names.contains(&name))
    }

    /// What a word is by itself.
    pub(super) fn class(&self, word: &str) -> Option<Class> {
        if matches!(
            word,
            "true" | "false" | "null" | "nil" | "None" | "True" | "False" | "undefined" | "NULL" | "nullptr"
        ) {
            Some(Class::Number)
        } else if self.has(&self.keywords, word) {
            Some(Class::Keyword)
        } else if self.has(&self.types, word)
            || (self.capitals && word.len() > 1 && word.starts_with(|c: char| c.is_ascii_uppercase()))
        {
            Some(Class::Type)
        } else {
            None
        }
    }

    fn has(&self, words: &[&str], word: &str) -> bool {
        let order = |known: &&str| -> Ordering {
            if self.any_case {
                known.bytes().cmp(word.bytes().map(|byte| byte.to_ascii_lowercase()))
            } else {
                (*known).cmp(word)
            }
        };
        words.binary_search_by(order).is_ok()
    }
}

fn words(text: &'static str) -> Vec<&'static str> {
    let mut words: Vec<&str> = text.split_ascii_whitespace().collect();
    words.sort_unstable();
    words
}

/// A language with the comments and strings of C.
fn c(names: &'static str, keywords: &'static str, types: &'static str) -> Language {
    Language {
        names: words(names),
        comments: &["//"],
        blocks: &[("/*", "*/")],
        quotes: "\"'",
        capitals: true,
        keywords: words(keywords),
        types: words(types),
        ..Language::default()
    }
}

/// A language with the comments and strings of a shell.
fn hash(names: &'static str, keywords: &'static str, types: &'static str) -> Language {
    Language { comments: &["#"], blocks: &[], ..c(names, keywords, types) }
}

const C_WORDS: &str = "auto break case const continue default do else enum extern for goto if inline register restrict \
    return sizeof static struct switch typedef union volatile while #include #define #ifdef #ifndef #endif #if #else \
    #pragma class namespace template typename public private protected virtual override final new delete this throw try \
    catch using operator friend explicit constexpr noexcept co_await co_return co_yield concept requires static_assert";
const C_TYPES: &str = "bool char double float int long short signed unsigned void size_t ssize_t wchar_t int8_t int16_t \
    int32_t int64_t uint8_t uint16_t uint32_t uint64_t uintptr_t";
const JS_WORDS: &str = "abstract as async await break case catch class const continue debugger declare default delete do \
    else enum export extends finally for from function get if implements import in infer instanceof interface is keyof \
    let module namespace new of override private protected public readonly return satisfies set static super switch \
    this throw try type typeof var void while with yield";

fn c_family() -> Vec<Language> {
    let java = "abstract assert break case catch class const continue default do else enum extends final finally for if \
        implements import instanceof interface native new package permits private protected public record return sealed \
        static strictfp super switch synchronized this throw throws transient try var void volatile while yield";
    vec![
        Language {
            characters: true,
            letters: "#",
            ..c("c h c++ cpp cc cxx hpp objective-c objc arduino cuda", C_WORDS, C_TYPES)
        },
        Language {
            sigils: "@",
            quotes: "\"'`",
            ..c(
                "javascript js jsx mjs cjs typescript ts tsx node",
                JS_WORDS,
                "any bigint boolean never number object string symbol unknown",
            )
        },
        Language {
            characters: true,
            quotes: "\"",
            ..c(
                "rust rs",
                "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod \
                move mut pub ref return self Self static struct super trait type union unsafe use where while yield",
                "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize",
            )
        },
        Language {
            quotes: "\"'`",
            ..c(
                "go golang",
                "break case chan const continue default defer else fallthrough for func go goto if import \
                interface iota map package range return select struct switch type var",
                "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune \
                string uint uint8 uint16 uint32 uint64 uintptr",
            )
        },
        Language {
            sigils: "@",
            triple: true,
            ..c("java groovy gradle", java, "boolean byte char double float int long short")
        },
        Language {
            sigils: "@",
            triple: true,
            ..c(
                "kotlin kt kts",
                "abstract as break by class companion const constructor continue data do else enum external \
                final finally for fun if import in infix init inline inner interface internal is lateinit object open \
                operator out override package private protected public reified return sealed super suspend this throw \
                try typealias val var vararg when where while",
                "",
            )
        },
        Language {
            sigils: "@",
            triple: true,
            ..c(
                "swift",
                "actor any as associatedtype async await break case catch class continue default defer deinit do \
                else enum extension fallthrough fileprivate for func guard if import in init inout internal is lazy let \
                mutating nonisolated open operator override private protocol public repeat rethrows return self Self \
                some static struct subscript super switch throw throws try typealias var weak where while",
                "",
            )
        },
        Language {
            sigils: "@",
            ..c(
                "csharp c# cs dotnet razor",
                "abstract as async await base break case catch checked class const continue default delegate \
                do else enum event explicit extern finally fixed for foreach get goto if implicit in init interface \
                internal is lock namespace new operator out override params partial private protected public readonly \
                record ref required return sealed set sizeof stackalloc static struct switch this throw try typeof \
                unsafe using var virtual volatile when where while with yield",
                "bool byte char decimal double dynamic float int long object sbyte short string uint ulong ushort void",
            )
        },
        Language {
            triple: true,
            characters: true,
            quotes: "\"",
            sigils: "@",
            ..c(
                "scala sc",
                "abstract case catch class def derives do else end enum export extends extension final finally for \
                given if implicit import inline lazy match new object opaque override package private protected return \
                sealed super then this throw trait try type using val var while with yield",
                "",
            )
        },
        c(
            "solidity sol",
            "abstract anonymous as assembly break calldata case catch constant constructor continue contract \
            delete do else emit enum error event external fallback for from function if immutable import indexed interface \
            internal is let library mapping memory modifier new override payable pragma private public pure receive return \
            returns revert storage struct this throw try type unchecked using view virtual while",
            "address bool bytes bytes32 bytes4 int int256 string uint uint8 uint128 uint256",
        ),
        Language {
            sigils: "@",
            triple: true,
            ..c(
                "dart",
                "abstract as assert async await break case catch class const continue \
            default deferred do else enum export extends extension external factory final finally for get hide if \
            implements import in interface is late library mixin new on operator part required rethrow return sealed \
            set show static super switch sync this throw try typedef var void when while with yield",
                "bool double dynamic int num",
            )
        },
        Language {
            comments: &["//", "#"],
            sigils: "$",
            ..c(
                "php",
                "abstract and array as break callable case catch class clone const continue declare default do echo else \
                elseif empty enum extends final finally fn for foreach function global if implements include instanceof \
                insteadof interface isset list match namespace new or print private protected public readonly require \
                require_once return static switch throw trait try unset use var while yield",
                "bool float int iterable mixed never object string void",
            )
        },
        c(
            "zig",
            "align and anytype asm async await break catch comptime const continue defer else enum errdefer error export \
            extern fn for if inline noalias or orelse packed pub resume return struct suspend switch test threadlocal try \
            union unreachable usingnamespace var volatile while",
            "bool f32 f64 i32 i64 u8 u16 u32 u64 usize void",
        ),
        Language {
            keys: Keys::All,
            ..c(
                "proto protobuf",
                "enum extend import message oneof option optional package repeated \
            required reserved returns rpc service stream syntax",
                "bool bytes double float int32 int64 string uint32 uint64",
            )
        },
    ]
}

fn scripts() -> Vec<Language> {
    let shell = "break case continue do done elif else esac exec exit export fi for function if in local readonly return \
        select set shift source then trap unset until while";
    let tools = "alias apt cargo cat cd chmod cp curl docker echo find git go grep helm kubectl ls make mkdir mv npm npx \
        pip pnpm printf pwd python python3 read rm sed ssh sudo tar test touch uv wget yarn";
    vec![
        Language {
            sigils: "$",
            capitals: false,
            letters: "-",
            long_strings: true,
            ..hash("bash sh shell zsh fish console shell-session shellscript ksh", shell, tools)
        },
        Language {
            triple: true,
            sigils: "@",
            ..hash(
                "python py python3 py3 pyi ipython sage",
                "and as assert async await break case class continue def del elif else except \
                finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield",
                "bool bytes dict float frozenset int list object self set str tuple type cls",
            )
        },
        Language {
            sigils: "@:$",
            ..hash(
                "ruby rb erb rake",
                "alias and begin break case class def defined? do else elsif end ensure extend for if in include \
                loop module next not or private protected public raise redo require rescue retry return self super then \
                undef unless until when while yield",
                "attr_accessor attr_reader attr_writer puts",
            )
        },
        Language {
            triple: true,
            sigils: ":@",
            characters: true,
            quotes: "\"",
            ..hash(
                "elixir ex exs heex",
                "after alias and case catch cond def defdelegate defexception defguard defimpl defmacro \
                defmodule defp defprotocol defstruct do else end fn for if import in not or quote raise receive require \
                rescue super throw try unless unquote use when with",
                "",
            )
        },
        Language {
            letters: ".",
            ..hash(
                "r rscript",
                "break else for function if in library next repeat require return while",
                "TRUE FALSE NA Inf NaN",
            )
        },
        Language {
            sigils: "$@",
            ..hash(
                "perl pl",
                "die do else elsif for foreach if last local my next no our package print return \
            sub unless until use while",
                "",
            )
        },
        Language {
            sigils: "$",
            any_case: true,
            raw: true,
            letters: "-",
            blocks: &[("<#", "#>")],
            ..hash(
                "powershell ps1 pwsh ps",
                "begin break catch class continue do dynamicparam else elseif end enum exit filter finally \
                for foreach from function if in param process return switch throw trap try until using while",
                "",
            )
        },
        Language {
            sigils: "$",
            capitals: false,
            any_case: true,
            ..hash(
                "dockerfile docker containerfile",
                "add arg as cmd copy entrypoint env expose \
            from healthcheck label maintainer onbuild run shell stopsignal user volume workdir",
                "",
            )
        },
        Language {
            sigils: "$",
            capitals: false,
            targets: true,
            letters: "-.",
            ..hash(
                "makefile make mk just justfile",
                "define else endef endif \
            export ifdef ifeq ifndef ifneq include override unexport",
                "",
            )
        },
        Language { letters: "-", ..hash("nix", "assert else if import in inherit let or rec then with", "") },
        Language {
            triple: true,
            sigils: "@",
            ..hash(
                "gdscript gd",
                "and break class class_name const continue elif else enum extends for func \
            if in is match not or pass return self signal static var while",
                "bool float int void",
            )
        },
        Language {
            triple: true,
            sigils: "@",
            blocks: &[("#=", "=#")],
            characters: true,
            quotes: "\"",
            ..hash(
                "julia jl",
                "abstract baremodule begin break catch const \
            continue do else elseif end export finally for function global if import let local macro module mutable quote \
            return struct try type using where while",
                "",
            )
        },
    ]
}

fn functional() -> Vec<Language> {
    let dashes = |names, keywords, types| Language { comments: &["--"], blocks: &[], ..c(names, keywords, types) };
    vec![
        Language {
            blocks: &[("/*", "*/")],
            any_case: true,
            capitals: false,
            raw: true,
            long_strings: true,
            ..dashes(
                "sql mysql postgres postgresql pgsql plsql tsql sqlite cypher",
                "add all alter analyze and as asc begin between by case cascade check \
                column commit constraint create cross database default delete desc distinct drop else end exists explain \
                foreign from full function grant group having if in index inner insert intersect into is join key left \
                like limit match merge not null offset on or order outer over partition primary procedure references \
                replace return returning returns revoke right rollback select set table then to transaction trigger \
                truncate union unique update using values view when where window with",
                "bigint boolean bytea char date decimal double float int integer interval json jsonb numeric real serial \
                smallint text time timestamp timestamptz tinyint uuid varchar",
            )
        },
        Language {
            blocks: &[("--[[", "]]")],
            ..dashes(
                "lua luau",
                "and break do else elseif end for function goto if in local not or \
            repeat return then until while",
                "",
            )
        },
        Language {
            blocks: &[("{-", "-}")],
            characters: true,
            quotes: "\"",
            letters: "'",
            ..dashes(
                "haskell hs elm purescript",
                "as case class \
            data default deriving do else forall foreign hiding if import in infix infixl infixr instance let module \
            newtype of qualified then type where",
                "",
            )
        },
        Language {
            comments: &["%"],
            blocks: &[],
            sigils: "?",
            ..c(
                "erlang erl",
                "after and andalso band begin bnot bor case catch cond div end fun if \
            let not of or orelse receive rem try when xor",
                "",
            )
        },
        Language {
            comments: &["//"],
            blocks: &[("(*", "*)")],
            triple: true,
            characters: true,
            quotes: "\"",
            ..c(
                "fsharp f# fs ocaml ml",
                "abstract and as assert async \
            begin class do done else end exception extern false for fun function functor if in include inherit let match \
            member method module mutable namespace new object of open or override private rec sig static struct then try \
            type val when while with yield",
                "bool char float int list option string unit",
            )
        },
        Language {
            comments: &[";"],
            blocks: &[],
            quotes: "\"",
            sigils: ":",
            lisp: true,
            letters: "-!?*+/<>=.&%",
            long_strings: true,
            ..c(
                "clojure clj cljs edn lisp elisp scheme racket",
                "and case cond def defmacro defmethod defmulti defn defn- defprotocol \
                defrecord defun do doseq fn for if if-let lambda let loop ns or quote recur require set! setq throw try \
                when when-let",
                "",
            )
        },
    ]
}

fn data() -> Vec<Language> {
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
