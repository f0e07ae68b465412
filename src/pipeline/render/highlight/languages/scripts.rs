//! Shells, scripts, and files that tools read: `#` begins a comment.

use super::{Language, hash};

#[expect(clippy::too_many_lines, reason = "a table")]
pub(super) fn all() -> Vec<Language> {
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
