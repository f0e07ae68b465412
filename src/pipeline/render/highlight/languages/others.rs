//! SQL, and languages of functions.

use super::{Language, c};

pub(super) fn all() -> Vec<Language> {
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
