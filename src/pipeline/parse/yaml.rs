//! YAML: strict, within limits that are checked before the parser sees a byte. The one home of serde_yaml.
//!
//! Scalars come out as the text that was written. serde's data model has no room for that beside the type, so a text in
//! which a scalar is a number, a truth value or nothing is read twice: once for its shape (what is a scalar, a list, a map),
//! then along the shape with every scalar asked for as text. Most headers hold none, and are read once.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::model::definition::Value;

/// Most bytes that the parser is given. Real descriptions reach 20 KB.
pub(super) const MAX_BYTES: usize = 64 * 1024;
/// Deepest nesting of `[` and `{`, and of `- ` on one line: the parser is quadratic in the first.
pub(super) const MAX_DEPTH: usize = 32;
/// Most aliases, the limit of the `yaml` package of JavaScript too.
pub(super) const MAX_ALIASES: usize = 100;

/// The entries of a map in the order of the text.
pub(super) type Entries = Vec<(String, Value)>;

/// Why a text was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// It goes beyond a limit.
    Limit(Limit),
    /// It is no YAML.
    Syntax {
        /// What the parser says, without the place.
        problem: String,
        /// The place as a byte of the text; none where the parser names none.
        at: Option<usize>,
    },
    /// It is YAML, and a list or a scalar.
    NotMap,
}

/// A limit that a text goes beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// [`MAX_BYTES`].
    Bytes,
    /// [`MAX_DEPTH`].
    Depth,
    /// [`MAX_ALIASES`].
    Aliases,
}

/// Reads a map; an empty text is an empty one.
pub(super) fn read(text: &str) -> Result<Entries, Fault> {
    if let Some(limit) = limit(text) {
        return Err(Fault::Limit(limit));
    }
    // Without aliases there can't be more nodes than bytes; with them, they are a bomb from here on.
    let budget = Cell::new(text.len() + 1024);
    let fault = |error: serde_yaml::Error| syntax(&error);
    let shape = Shaper(&budget).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(fault)?;
    match shape {
        Shape::Scalar | Shape::Text(_) if text.trim().is_empty() => Ok(Vec::new()),
        Shape::Nothing => Ok(Vec::new()),
        Shape::Scalar | Shape::Text(_) | Shape::List(_) => Err(Fault::NotMap),
        Shape::Map(shapes) if shapes.iter().all(|(key, value)| key.is_filled() && value.is_filled()) => {
            Ok(shapes.into_iter().map(|(key, value)| (flat(&key.value()), value.value())).collect())
        }
        Shape::Map(shapes) => serde_yaml::Deserializer::from_str(text).deserialize_map(FillMap(&shapes)).map_err(fault),
    }
}

/// The first limit that a text goes beyond, in one pass. Quotation marks are not heeded: they may not be what they seem.
pub(super) fn limit(text: &str) -> Option<Limit> {
    if text.len() > MAX_BYTES {
        return Some(Limit::Bytes);
    }
    let (mut flow, mut block, mut aliases) = (0_usize, 0_usize, 0_usize);
    let mut may_begin = true;
    let following = text.bytes().skip(1).chain([b'\n']);
    for (byte, next) in text.bytes().zip(following) {
        match byte {
            b'[' | b'{' => flow += 1,
            b']' | b'}' => flow = flow.saturating_sub(1),
            b'-' | b'?' | b':' if may_begin && next.is_ascii_whitespace() => block += 1,
            b'*' if may_begin && (next.is_ascii_alphanumeric() || next == b'_') => aliases += 1,
            _ => {}
        }
        if flow > MAX_DEPTH || block > MAX_DEPTH {
            return Some(Limit::Depth);
        }
        if aliases > MAX_ALIASES {
            return Some(Limit::Aliases);
        }
        match byte {
            b'\n' | b'\r' => (may_begin, block) = (true, 0),
            b'[' | b'{' | b',' | b':' => may_begin = true,
            b' ' | b'\t' | b'-' | b'?' => {}
            _ => may_begin = false,
        }
    }
    None
}

fn syntax(error: &serde_yaml::Error) -> Fault {
    // The parser's text names its own lines and columns ("… at line 3 column 9"), which are not the file's.
    let text = error.to_string();
    let problem = text.split(" at line ").next().and_then(|text| text.split(", while ").next()).unwrap_or_default();
    Fault::Syntax {
        problem: problem.to_owned(),
        at: error.location().map(|location| location.index()).filter(|at| *at > 0),
    }
}

/// What a node is.
enum Shape {
    Nothing,
    /// A scalar that YAML gives a type, so that its text has to be asked for.
    Scalar,
    Text(String),
    List(Vec<Shape>),
    Map(Vec<(Shape, Shape)>),
}

impl Shape {
    /// Whether the text of every scalar is known.
    fn is_filled(&self) -> bool {
        match self {
            Self::Nothing | Self::Text(_) => true,
            Self::Scalar => false,
            Self::List(items) => items.iter().all(Self::is_filled),
            Self::Map(entries) => entries.iter().all(|(key, value)| key.is_filled() && value.is_filled()),
        }
    }

    /// The node's value, as [`Fill`] would read it.
    fn value(self) -> Value {
        match self {
            Self::Nothing | Self::Scalar => Value::Text(String::new()),
            Self::Text(text) => Value::Text(text),
            Self::List(items) => Value::List(items.into_iter().map(Self::value).collect()),
            Self::Map(entries) => {
                Value::Map(entries.into_iter().map(|(key, value)| (flat(&key.value()), value.value())).collect())
            }
        }
    }
}

/// Reads a shape, as long as the budget of nodes lasts.
#[derive(Clone, Copy)]
struct Shaper<'b>(&'b Cell<usize>);

impl Shaper<'_> {
    fn spend<E: Error>(self) -> Result<(), E> {
        let left = self.0.get().checked_sub(1).ok_or_else(|| E::custom("the aliases unfold to too much"))?;
        self.0.set(left);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Shaper<'_> {
    type Value = Shape;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        self.spend()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Shaper<'_> {
    type Value = Shape;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_none<E>(self) -> Result<Shape, E> {
        Ok(Shape::Nothing)
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_str<E>(self, text: &str) -> Result<Shape, E> {
        Ok(Shape::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut shapes = Vec::new();
        while let Some(shape) = items.next_element_seed(self)? {
            shapes.push(shape);
        }
        Ok(Shape::List(shapes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Shape, A::Error> {
        let mut shapes = Vec::new();
        while let Some(key) = entries.next_key_seed(self)? {
            shapes.push((key, entries.next_value_seed(self)?));
        }
        Ok(Shape::Map(shapes))
    }

    /// A node with a tag: the tag goes.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Shape, A::Error> {
        let (_, content) = tagged.variant::<String>()?;
        content.newtype_variant_seed(self)
    }
}

/// Reads a value along its shape.
struct Fill<'s>(&'s Shape);

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        match self.0 {
            Shape::Nothing => Ok(Value::Text(String::new())),
            Shape::Scalar | Shape::Text(_) => deserializer.deserialize_str(FillText).map(Value::Text),
            Shape::List(shapes) => deserializer.deserialize_seq(FillList(shapes)).map(Value::List),
            Shape::Map(shapes) => deserializer.deserialize_map(FillMap(shapes)).map(Value::Map),
        }
    }
}

struct FillText;

impl Visitor<'_> for FillText {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a scalar")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

struct FillList<'s>(&'s [Shape]);

impl<'de> Visitor<'de> for FillList<'_> {
    type Value = Vec<Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<Value>, A::Error> {
        let mut values = Vec::new();
        for shape in self.0 {
            values.extend(items.next_element_seed(Fill(shape))?);
        }
        Ok(values)
    }
}

struct FillMap<'s>(&'s [(Shape, Shape)]);

impl<'de> Visitor<'de> for FillMap<'_> {
    type Value = Entries;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Entries, A::Error> {
        let mut values = Vec::new();
        for (key, value) in self.0 {
            if let Some(key) = entries.next_key_seed(Fill(key))? {
                values.push((flat(&key), entries.next_value_seed(Fill(value))?));
            }
        }
        Ok(values)
    }
}

/// A value on one line: what a key that is no scalar, or a list where a text belongs, reads as.
pub(super) fn flat(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::List(items) => items.iter().map(flat).collect::<Vec<_>>().join(", "),
        Value::Map(entries) => {
            let entry = |(key, value): &(String, Value)| match flat(value) {
                value if value.is_empty() => key.clone(),
                value => format!("{key}: {value}"),
            };
            entries.iter().map(entry).collect::<Vec<_>>().join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// `expected` is the map as `key=value` with lists in `[]` and maps in `{}`, or the fault.
    fn check(text: &str, expected: &str) {
        let got = match read(text) {
            Ok(entries) => show(&entries),
            Err(Fault::Syntax { problem, at }) => format!("{problem} @{}", at.unwrap_or_default()),
            Err(fault) => format!("{fault:?}"),
        };
        assert_eq!(got, expected, "{text}");
    }

    fn show(entries: &Entries) -> String {
        fn value(of: &Value) -> String {
            match of {
                Value::Text(text) => text.clone(),
                Value::List(items) => format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join("|")),
                Value::Map(entries) => format!("{{{}}}", show(entries)),
            }
        }
        entries.iter().map(|(key, of)| format!("{key}={}", value(of))).collect::<Vec<_>>().join(";")
    }

    #[test]
    fn scalars_stay_what_was_written() {
        check(
            "name: no\nversion: 1.10\nb: on\nc: 2026-01-02\nd: 1e999\ne: 0x1F\nf: ~\ng:\nh: .inf\ni: 007",
            "name=no;version=1.10;b=on;c=2026-01-02;d=1e999;e=0x1F;f=~;g=;h=.inf;i=007",
        );
        let huge = "9".repeat(200);
        check(&format!("n: {huge}\nm: -{huge}"), &format!("n={huge};m=-{huge}"));
        check("n: 340282366920938463463374607431768211456", "n=340282366920938463463374607431768211456");
    }

    #[test]
    fn structure_tags_and_keys_of_every_kind() {
        check("a: [x, {y: z}]\nb:\n- 1\n- c: d\n", "a=[x|{y=z}];b=[1|{c=d}]");
        check("a: !!python/object:x.y {b: c}\nd: !e f\ng: !!str 1\nh: !i [j]", "a={b=c};d=f;g=1;h=[j]");
        check("1: a\ntrue: b\n~: c\n? [d, e]\n: f\n? {g: h}\n: i", "1=a;true=b;~=c;d, e=f;g: h=i");
        check("a: &x [1]\nb: *x\n<<: {c: d}", "a=[1];b=[1];<<={c=d}");
        check("a: 1\na: 2", "a=1;a=2");
        check("", "");
        check("# nothing\n", "");
        check("- a", "NotMap");
        check("a", "NotMap");
        check("~", "NotMap");
    }

    #[test]
    fn faults_have_their_place() {
        check("a: b\ndescription: c: d", "mapping values are not allowed in this context @19");
        check("a: é: d", "mapping values are not allowed in this context @5");
        check("a: *x", "unknown anchor @3");
        check("a: b\n--- \nc: d", "deserializing from YAML containing more than one document is not supported @0");
    }

    #[test]
    fn what_goes_beyond_a_limit_never_reaches_the_parser() {
        check(&format!("a: {}", "x".repeat(MAX_BYTES)), "Limit(Bytes)");
        for hostile in ["[", "{", "- ", "? ", "[ ", "{a: ", "a: [", "- - "] {
            check(&hostile.repeat(MAX_DEPTH + 1), "Limit(Depth)");
        }
        check(&format!("a: &a [{}]", "*a, ".repeat(MAX_ALIASES + 1)), "Limit(Aliases)");
        check(&"- x\n".repeat(100), "NotMap");
        let text = format!("a: {}", "so - and - so *on* [x] ".repeat(200));
        assert_eq!(limit(&text), None);
    }

    #[test]
    fn an_alias_bomb_within_the_limits_runs_out_of_budget() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..9 {
            let below = format!("*a{}, ", level - 1).repeat(9);
            let _ = writeln!(bomb, "a{level}: &a{level} [{below}]");
        }
        assert!(matches!(read(&bomb), Err(Fault::Syntax { .. })));
    }
}
