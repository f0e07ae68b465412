//! Words around a term that say which sense it has, and terms that are everyday words.

use crate::pipeline::matrix::token;

/// Whether a noun makes a technology of the name before it: `Express apps`, `R packages`, `Rust engineer`.
pub(super) fn is_noun(word: &str) -> bool {
    NOUNS.contains(&word) || token::is_profession(word)
}

/// Nouns that do.
const NOUNS: &[&str] = &[
    "ai", "analytics", "api", "apis", "app", "application", "applications", "apps", "architecture", "architectures",
    "async", "backend", "backends", "best", "binding", "bindings", "bot", "bots", "build", "builds", "bundler",
    "charts", "cli", "client", "clients", "cluster", "clusters", "cmdlets", "code", "codebase", "codebases",
    "compiler", "component", "components", "concurrency", "config", "configuration", "configurations", "connect",
    "container", "containers", "conventions", "core", "database", "databases", "debugging", "dependencies",
    "deployment", "deployments", "developers", "development", "driver", "drivers", "ecosystem", "engine", "error",
    "errors", "expertise", "extension", "extensions", "features", "formatting", "framework", "frameworks", "frontend",
    "function", "functions", "guidelines", "hooks", "idioms", "implementation", "implementations", "installation",
    "installations", "instrumentation", "integration", "integrations", "jobs", "language", "layers", "libraries",
    "library", "linting", "mastery", "microservices", "middleware", "migration", "module", "modules", "node",
    "notifications", "operators", "optimization", "orm", "package", "packages", "patterns", "performance", "pipeline",
    "pipelines", "platform", "plugin", "plugins", "program", "programming", "programs", "project", "projects",
    "queries", "release", "router", "runner", "runtime", "script", "scripting", "scripts", "sdk", "server", "servers",
    "service", "services", "shaders", "software", "support", "syntax", "systems", "templates", "testing", "tests",
    "themes", "toolchain", "workers", "workflows",
];

/// Verbs that take an object, in which case a capital at the beginning says nothing: `Make applications fast`.
pub(super) const VERBS: &[&str] = &[
    "make", "combine", "express", "echo", "play", "link", "act", "render", "process", "build", "scale", "expect",
    "push", "pull", "sketch", "draw", "cast", "rest", "spark", "stitch", "segment", "remix", "relay", "gauge", "detox",
    "pin", "wrap", "bundle", "probe", "ray", "serve", "step", "mock", "chain", "weave",
];

/// Names that are everyday words, or parts of some, in small letters: written so they count in technical company alone.
pub(super) const EVERYDAY: &[&str] = &[
    "airflow", "anaconda", "angular", "babel", "basecamp", "bash", "bonjour", "cassandra", "celery", "domo", "docker",
    "dapper", "flask", "ganache", "gatekeeper", "gatsby", "gazebo", "godot", "grails", "jira", "julia", "kestrel",
    "loki", "longhorn", "looker", "lucid", "mastodon", "maven", "mosquitto", "nightwatch", "orleans", "packer",
    "pascal", "photoshop", "pinecone", "pulsar", "quasar", "rails", "ruby", "saga", "sandler", "sap", "sass", "scala",
    "sinatra", "superset", "subversion", "swagger", "tailwind", "terraform", "tesseract", "tomcat", "tracy", "vega",
    "vim", "yeoman", "zig", "zookeeper", "immer",
];

/// Short names that are too common to count by their looks: they do where the definition speaks of what they follow from. `Nova` is
/// Laravel's in a definition about Laravel, and nobody's elsewhere.
pub(super) const FAMILIAR: &[&str] = &[
    "Breeze", "Cashier", "Dusk", "Emotion", "Envoyer", "Folio", "Forge", "Fortify", "Furo", "Glance", "Horizon", "IRA",
    "Jetstream", "Messenger", "Mirror", "MyST", "NDK", "Nova", "Octane", "Opta", "Passport", "Patrol", "Pennant",
    "Photon", "Pint", "Pion", "Provider", "Pulse", "Reverb", "SMO", "Sail", "Sanctum", "Scout", "Slate", "Slim",
    "Socialite", "Telescope", "Timber", "Turbine", "UTM", "Valet", "Visual Shader", "customer portal", "data leakage",
    "native module", "native modules",
];

/// Verbs that tell to use what follows, so that their capital at a sentence's beginning is none of its name: `Use Prettier`.
pub(super) const IMPERATIVES: &[&str] = &[
    "Add", "Adopt", "Analyze", "Apply", "Audit", "Automate", "Build", "Check", "Choose", "Compare", "Configure",
    "Consider", "Convert", "Create", "Customize", "Debug", "Deploy", "Design", "Develop", "Document", "Embrace",
    "Employ", "Enable", "Enforce", "Ensure", "Establish", "Evaluate", "Explain", "Fix", "Explore", "Expose", "Extend",
    "Favor", "Follow", "Handle", "Host", "Identify", "Ignore", "Implement", "Improve", "Install", "Integrate",
    "Introduce", "Keep", "Know", "Learn", "Leverage", "Maintain", "Manage", "Master", "Migrate", "Modernize",
    "Monitor", "Optimize", "Organize", "Package", "Port", "Prefer", "Profile", "Provide", "Publish", "Read",
    "Refactor", "Register", "Replace", "Review", "Run", "Secure", "Set", "Setup", "Simplify", "Standardize",
    "Structure", "Support", "Teach", "Test", "Troubleshoot", "Tune", "Understand", "Update", "Upgrade", "Use", "Using",
    "Utilize", "Validate", "Verify", "Write",
];

/// Those of them that are said of tools, whatever their name.
pub(super) const USES: &[&str] = &[
    "Add", "Adopt", "Apply", "Build", "Choose", "Configure", "Create", "Debug", "Deploy", "Develop", "Employ",
    "Enforce", "Implement", "Install", "Integrate", "Leverage", "Maintain", "Manage", "Migrate", "Optimize", "Prefer",
    "Run", "Setup", "Use", "Using", "Utilize", "Write",
];

/// What is said of a technology before its name, so that a capital at a sentence's beginning is none of the name: `Modern Rust`.
pub(super) const QUALITIES: &[&str] = &[
    "Advanced", "Clean", "Complex", "Custom", "Efficient", "Embedded", "Existing", "Idiomatic", "Legacy", "Modern",
    "Native", "Optimized", "Performant", "Pure", "Reusable", "Robust", "Scalable", "Secure", "Senior",
];

/// Which one it is, before its name at a beginning.
pub(super) const WHICH: &[&str] = &[
    "All", "Any", "As", "Both", "By", "Each", "Every", "For", "From", "How", "In", "Its", "Many", "Most", "My", "On",
    "Our", "Some", "That", "The", "Their", "These", "This", "Those", "To", "Via", "What", "When", "Where", "Which",
    "Why", "With", "Your",
];

/// Words that head an entry in their everyday sense: `**Next**: review the plan`.
pub(super) const HEADS: &[&str] =
    &["next", "make", "rest", "play", "act", "link", "build", "draw", "base", "split", "mode", "access", "mix"];

/// Words that head an entry in their everyday sense as often as in the other: `Temporal: all, or recent`.
pub(super) const SUBJECTS: &[&str] = &["temporal", "fiber", "metal", "salt"];

/// What messages are sent by.
pub(super) const CHANNELS: &[&str] = &["Slack", "Discord", "Telegram", "WhatsApp"];

/// Names that are everyday words which stand before any noun: `Hypothesis Development`, `Live Room Analytics`, `Linear Performance`.
pub(super) const PLAIN: &[&str] = &[
    "anchor", "arc", "attentive", "audible", "aurora", "balancer", "bandit", "behave", "black", "blackboard", "blade",
    "boost", "bottle", "burrow", "busted", "cadence", "calibre", "capacitor", "census", "ceramic", "chalice", "chapel",
    "chi", "click", "compose", "contour", "convex", "cortex", "cosmos", "crane", "credo", "crystal", "cursor", "dash",
    "delve", "detours", "diligent", "dovetail", "drill", "drizzle", "elastic", "elicit", "elliptic", "emotion",
    "envoy", "excel", "expo", "fable", "faker", "feast", "fiber", "filament", "flame", "flourish", "foreman", "forge",
    "foundry", "framer", "ghost", "glance", "glue", "grape", "greenhouse", "harbor", "harness", "hatch", "hive",
    "horizon", "hybrids", "hypothesis", "ignite", "ink", "insomnia", "instructor", "inventor", "keynote", "lean",
    "lens", "lexical", "linear", "liquid", "litmus", "loom", "mantle", "meander", "mechanize", "mender", "mirror",
    "modal", "motor", "mural", "mutiny", "notion", "observer", "optimism", "ordinals", "osmosis", "outlook", "paddle",
    "parcel", "passport", "patrol", "pendulum", "pest", "photon", "pillow", "plug", "poetry", "ponder", "prefect",
    "prophecy", "prophet", "provider", "pulse", "puppet", "quill", "rack", "racket", "railway", "rake", "ramp",
    "realm", "recoil", "reek", "reels", "relativity", "renovate", "replicate", "responder", "restate", "ripple",
    "rollup", "room", "rudder", "runway", "sail", "salt", "sanity", "scheme", "scout", "scratch", "scroll", "sentinel",
    "sentry", "sequel", "servant", "shapeless", "shards", "showdown", "siege", "slate", "slick", "slim", "snappy",
    "snorkel", "sparkle", "spectator", "spree", "sprockets", "square", "stacks", "steam", "stellar", "stencil",
    "stimulus", "storm", "stratum", "substrate", "symbiotic", "synapse", "tally", "tasker", "tectonic", "temporal",
    "tenacity", "textual", "thrift", "tide", "tiled", "tilt", "timber", "tonic", "tower", "tremor", "tripwire",
    "turbine", "twisted", "underscore", "unleash", "vertigo", "virtuoso", "warp", "watchtower", "wormhole", "zoom",
];

/// Words before which and after which a capital letter is a name's: `with Swift`, `in Go`.
pub(super) const LEADERS: &[&str] = &[
    "in", "with", "using", "via", "on", "for", "to", "from", "and", "or", "like", "of", "idiomatic", "modern", "write",
    "writing", "advanced", "through", "by", "as", "over", "into", "deploy", "between", "including", "both", "core",
    "senior", "pure", "embedded", "use", "uses", "leverage", "utilize", "configure", "implement", "build", "create",
    "existing", "de", "em", "com", "con", "en", "para", "del", "da", "avec", "pour", "dans", "et", "mit", "für", "und",
    "von", "im", "di", "na", "y", "и", "в", "на", "с", "для", "или",
];

/// Formats that every other text names in passing, as what is read or given: they count in a list, or where they are worked on.
pub(super) const FORMATS: &[&str] =
    &["JSON", "CSV", "PDF", "PNG", "JPEG", "GIF", "ZIP", "TSV", "XLSX", "DOCX", "PPTX", "MP3", "MP4", "WAV"];

/// Nouns after which a format before them is worked on: `PDF extraction`.
pub(super) const TREATMENTS: &[&str] = &[
    "animation", "animations", "conversion", "editing", "export", "exports", "extraction", "format", "formats",
    "generation", "handling", "import", "imports", "ingestion", "manipulation", "optimization", "parsing",
    "processing", "rendering", "serialization", "support", "transformation", "validation", "work",
];

/// Words that go on from a name in a title: `Raft in practice`.
pub(super) const JOINTS: &[&str] = &["in", "for", "with", "and", "or", "vs", "on"];
