//! C and the languages that look like it.

use super::{Keys, Language, c};

#[expect(clippy::too_many_lines, reason = "a table")]
pub(super) fn all() -> Vec<Language> {
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
