//! Names: what a word's looks, and how often it stands in definitions at large, tell of whether it is a name.

use crate::text::background;

/// A word in fewer of the background's definitions than this is no everyday word: about one in a hundred.
pub(super) const UNCOMMON: u32 = 40;

/// Endings of words that English makes from others, which are in no list of frequent ones though nobody's name.
const ENDINGS: &[&str] = &[
    "able", "age", "al", "ern", "ese", "ian", "ance", "ant", "ary", "ate", "ed", "ence", "ency", "ent", "er", "ers",
    "es", "ful", "ible", "ic", "ical", "ics", "ing", "ings", "ion", "ions", "ish", "ism", "ist", "ists", "ity", "ive",
    "ize", "less", "ly", "ment", "ments", "ness", "or", "ors", "ory", "ous", "ship", "sis", "th", "ty", "ual", "ure",
    "ward", "ways", "wise",
];

/// Names of other things than one can be good at: places, months, degrees.
const PLAIN: &[&str] = &[
    "Africa", "Asia", "Australia", "Austria", "Brazil", "Britain", "Canada", "China", "Czechia", "Denmark", "Dubai",
    "Egypt", "Europe", "Finland", "France", "Germany", "Greece", "Hungary", "India", "Indonesia", "Ireland", "Israel",
    "Italy", "Japan", "Kenya", "Korea", "London", "Malaysia", "Mexico", "Netherlands", "Nigeria", "Norway", "Pakistan",
    "Philippines", "Poland", "Portugal", "Qatar", "Russia", "Singapore", "Spain", "Sweden", "Switzerland", "Taiwan",
    "Thailand", "Turkey", "Ukraine", "Vietnam", "April", "June", "July", "August", "Monday", "Tuesday", "Wednesday",
    "Thursday", "Friday", "Saturday", "Sunday", "PhD", "PoC", "PoCs", "YouTube",
];

/// What is written in capitals and names nothing.
pub(super) const SHOUTS: &[&str] = &[
    "TODO", "FIXME", "HACK", "XXX", "PASS", "FAIL", "WARN", "WARNING", "ERROR", "BLOCK", "DONE", "STOP", "NOTE",
    "MUST", "NEVER", "ALWAYS", "NULL", "TRUE", "FALSE", "NONE", "OPEN", "HIGH", "LOW", "TBD", "N/A", "YTD", "MTD",
    "QTD",
];

/// Whether a word is a name by its looks alone: in hardly any definition, and not made as English makes words.
pub(super) fn foreign(word: &str) -> bool {
    let small = word.to_lowercase();
    inner_capital(word) && frequency(word) < UNCOMMON && !PLAIN.contains(&word)
        || word.len() > 3
            && frequency(word) == 0
            && !PLAIN.contains(&word)
            && !ENDINGS.iter().any(|ending| small.ends_with(ending))
}

/// Whether a word can only be a name, by its looks: `MediaFoo`, `XFOO-BAR`, `TL0815`.
pub(in crate::pipeline::matrix) fn looks_like_name(word: &str) -> bool {
    if word.len() < 4 || PLAIN.contains(&word) || word.contains(['.', '\'', '_']) {
        return false;
    }
    if word.contains('-') {
        return compound(word);
    }
    if frequency(word) > 0 {
        return false;
    }
    let begins = word.starts_with(|c: char| c.is_alphabetic());
    begins && inner_capital(word) && !is_identifier(word) && has_rare_piece(word) || doubled(word) || is_part(word)
}

/// `FFmpeg`: several capitals, and small letters that make no plural or participle of them.
fn doubled(word: &str) -> bool {
    let capitals = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = word.get(capitals..).unwrap_or_default();
    let inflected = ["s", "ed", "ing", "er", "ers", "able", "ish"].contains(&rest);
    (2..=4).contains(&capitals) && rest.len() > 2 && !inflected && rest.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether not all words that a word is put together from are everyday ones, as in `NetworkObjects`.
fn has_rare_piece(word: &str) -> bool {
    let mut start = 0;
    let bytes = word.as_bytes();
    for at in 1..=bytes.len() {
        let begins = bytes.get(at).is_none_or(|byte| byte.is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase());
        if begins {
            if word.get(start..at).is_none_or(|piece| frequency(piece) < UNCOMMON) {
                return true;
            }
            start = at;
        }
    }
    false
}

/// `RTAB-Map`: all pieces have a capital, and one is shouted that is no word, or has a capital inside.
fn compound(word: &str) -> bool {
    let pieces = || word.split('-');
    let shouted = |piece: &str| {
        piece.len() > 2
            && frequency(piece) == 0
            && piece.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && piece.starts_with(|c: char| c.is_ascii_uppercase())
    };
    let fine = |piece: &str| {
        let adjective =
            ["ed", "ing", "en", "ent"].iter().any(|end| piece.ends_with(end)) || ADJECTIVES.contains(&piece);
        piece.starts_with(|c: char| c.is_ascii_uppercase()) && !adjective
    };
    (2..=3).contains(&pieces().count())
        && pieces().all(fine)
        && pieces().any(|piece| shouted(piece) || piece.len() > 3 && inner_capital(piece) && frequency(piece) == 0)
        && !pieces().any(|piece| frequency(piece) >= EVERYDAY)
}

/// What stands behind a short form and makes an adjective of it.
const ADJECTIVES: &[&str] =
    &["First", "Only", "Ready", "Aware", "Style", "Level", "Grade", "Like", "Free", "Safe", "Specific", "Wide"];

/// A word in more of the background's definitions than this is no piece of a name in capitals: `READ-ONLY`.
const EVERYDAY: u32 = 200;

/// A part's number: `TL0815`, `STM32F4`, `2N1234`. Years, statuses and running numbers (`REQ001`) are none.
fn is_part(word: &str) -> bool {
    // Transistors and diodes begin with how many junctions they have.
    let word =
        word.strip_prefix(['1', '2', '3']).filter(|rest| rest.starts_with('N') && rest.len() > 4).unwrap_or(word);
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = word.get(letters..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let tail = rest.get(digits..).unwrap_or_default();
    let number = rest.get(..digits).unwrap_or_default();
    let year = digits == 4 && (number.starts_with("19") || number.starts_with("20"));
    let short_tail = tail.len() <= 3 && tail.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    (2..=5).contains(&(letters + usize::from(word.starts_with('N'))))
        && (digits >= 3 || digits == 2 && letters + tail.len() >= 3)
        && short_tail
        && !year
        && !number.starts_with("00")
        && !NUMBERED.contains(&word.get(..letters).unwrap_or_default())
}

/// What statuses and running numbers begin with.
const NUMBERED: &[&str] = &[
    "HTTP", "ERR", "FY", "REQ", "ADR", "TASK", "ID", "TC", "US", "NFR", "FR", "AC", "PR", "RULE", "STEP", "BUG", "TD",
    "EP",
];

/// Whether a word is a function's name, by the verb that it begins with: `logError`, `useAuth`.
pub(super) fn is_function(word: &str) -> bool {
    let verb = word.bytes().take_while(u8::is_ascii_lowercase).count();
    let rest = word.as_bytes().get(verb..).unwrap_or_default();
    let hump = matches!(rest, [first, second, ..] if first.is_ascii_uppercase() && second.is_ascii_lowercase());
    hump && CALLS.contains(&word.get(..verb).unwrap_or_default())
}

/// Verbs that functions' names begin with.
const CALLS: &[&str] = &[
    "add", "build", "can", "check", "clear", "close", "create", "delete", "do", "fetch", "find", "format", "from",
    "get", "handle", "has", "init", "is", "load", "log", "make", "on", "open", "parse", "process", "read", "remove",
    "render", "reset", "run", "save", "send", "set", "should", "show", "start", "stop", "to", "track", "update", "use",
    "validate", "with", "write",
];

/// Whether a word is one that programmers make for what is theirs: a class of several words, or one that its last word tells.
pub(super) fn is_identifier(word: &str) -> bool {
    let bytes = word.as_bytes();
    let humps = bytes.windows(2).filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()).count();
    let first = bytes.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    let last = word.rfind(|c: char| c.is_ascii_uppercase()).and_then(|at| word.get(at..)).unwrap_or_default();
    humps > 2 || first > 1 && first < word.len() || ROLES.contains(&last)
}

/// What classes are, by their last word.
const ROLES: &[&str] = &[
    "Action", "Adapter", "Async", "Attribute", "Block", "Builder", "Button", "Callback", "Card", "Cell", "Class",
    "Client", "Code", "Command", "Component", "Config", "Configuration", "Container", "Context", "Controller", "Count",
    "Data", "Date", "Dto", "Element", "Entity", "Error", "Event", "Exception", "Factory", "Field", "Filter", "Form",
    "Function", "Group", "Handler", "Header", "Helper", "Hook", "Id", "Impl", "Index", "Info", "Input", "Interface",
    "Item", "Items", "Job", "Key", "Layer", "Layout", "List", "Listener", "Loader", "Manager", "Message", "Method",
    "Middleware", "Mock", "Modal", "Model", "Module", "Name", "Node", "Object", "Options", "Output", "Page", "Panel",
    "Params", "Path", "Plan", "Policy", "Profile", "Prop", "Props", "Provider", "Query", "Record", "Ref", "Registry",
    "Report", "Repository", "Request", "Resolver", "Resource", "Response", "Result", "Role", "Root", "Route", "Router",
    "Row", "Rule", "Schema", "Scope", "Screen", "Section", "Serializer", "Service", "Session", "Set", "Settings",
    "Size", "Spec", "State", "Status", "Step", "String", "Style", "Summary", "System", "Table", "Task", "Template",
    "Test", "Tests", "Text", "Time", "Token", "Type", "Url", "User", "Util", "Utils", "Validator", "Value", "View",
    "Widget", "With",
];

/// More consonants in a row than English words have.
pub(super) const CLUSTER: u8 = 4;

/// Whether a word in small letters is made as only programmers make words: `pyfoo`, `foojs`, `rclcpp`.
pub(super) fn coined(word: &str) -> bool {
    let small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if !(4..=20).contains(&word.len()) || !word.bytes().all(small) || word.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let consonant = |c: char| c.is_ascii_lowercase() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let longest = word.split(|c| !consonant(c)).map(str::len).max().unwrap_or(0);
    (longest > usize::from(CLUSTER) || affixed(word)) && frequency(word) == 0
}

/// Whether a word begins or ends as packages do.
pub(super) fn affixed(word: &str) -> bool {
    match word.as_bytes() {
        [.., b'j', b's']
        | [.., b'd', b'b']
        | [.., b'q', b'l']
        | [.., b'f', b'm', b't']
        | [.., b'c', b't', b'l']
        | [.., b'c', b'p', b'p'] => true,
        [.., before, b'p', b'y'] => !matches!(before, b'o' | b'a' | b's' | b'p'),
        [b'p', b'y', ..] => word.len() > 4,
        [b'l', b'i', b'b', next, ..] => word.len() > 5 && !matches!(next, b'e' | b'r'),
        _ => false,
    }
}

/// Nouns behind which the name of a package stands, or before which.
pub(super) const PACKAGES: &[&str] = &[
    "package", "packages", "library", "libraries", "gem", "gems", "extension", "module", "plugin", "crate",
    "framework", "addon",
];

pub(super) fn capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

/// How many of the background's definitions have a word; 0 if too few to be counted.
pub(super) fn frequency(word: &str) -> u32 {
    background::df(&word.to_lowercase()).unwrap_or(0)
}

/// A capital behind a small letter: `GenServer`, `tRPC`.
pub(super) fn inner_capital(word: &str) -> bool {
    let mut small = false;
    for c in word.chars() {
        if small && c.is_uppercase() {
            return true;
        }
        small |= c.is_lowercase();
    }
    false
}

/// A number with a unit or the like (`p95`, `100ms`, `H1`, `3x`) is no name.
pub(super) fn measure(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters < 2 || name.starts_with(|c: char| c.is_ascii_digit())
}
