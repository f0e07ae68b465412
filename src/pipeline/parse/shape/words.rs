//! Words by which a prompt without a header is told.

/// Openings of a prompt that gives a role.
pub(super) const ROLES: &[&str] = &[
    "you are ", "you're ", "you’re ", "you will act as", "you act as", "act as ", "your role ", "your role: ",
    "your task ", "your job ", "your mission ", "your purpose ", "your goal ", "you serve as", "you specialize",
    "you specialise", "you help ", "role: ", "persona: ", "identity: ",
];

/// The same in other languages.
pub(super) const ABROAD: &[&str] = &[
    // Portuguese, Spanish, Catalan
    "você é ",
    "voce é ",
    "você atua ",
    "tu és ",
    "seu papel ",
    "sua função ",
    "sua missão ",
    "eres ",
    "usted es ",
    "actúa como ",
    "tu rol ",
    "tu misión ",
    "tu función ",
    "tu tarea ",
    "ets un ",
    "ets una ",
    // French, Italian, Romanian
    "tu es ",
    "vous êtes ",
    "agis comme ",
    "agis en tant ",
    "agissez comme ",
    "agissez en tant ",
    "ton rôle ",
    "votre rôle ",
    "ta mission ",
    "votre mission ",
    "sei un ",
    "sei una ",
    "sei uno ",
    "sei un'",
    "sei un’",
    "sei il ",
    "sei lo ",
    "sei la ",
    "sei l'",
    "sei l’",
    "tu sei ",
    "agisci come ",
    "il tuo ruolo ",
    "il tuo compito ",
    "ești un ",
    "ești o ",
    // German, Dutch, Swedish, Danish, Norwegian
    "du bist ",
    "deine rolle ",
    "deine aufgabe ",
    "ihre aufgabe ",
    "agiere als ",
    "je bent ",
    "jij bent ",
    "u bent ",
    "jouw rol ",
    "jouw taak ",
    "du är ",
    "du er ",
    // Russian, Ukrainian, Polish, Czech, Hungarian
    "ты ",
    "вы — ",
    "вы – ",
    "вы - ",
    "вы являетесь ",
    "вы эксперт",
    "вы опытн",
    "твоя роль ",
    "твоя задача ",
    "ваша роль ",
    "ваша задача ",
    "ти ",
    "ви — ",
    "ви – ",
    "ви - ",
    "jesteś ",
    "twoja rola ",
    "twoim zadaniem ",
    "jsi ",
    // Turkish, Vietnamese, Indonesian, Arabic, Hebrew, Hindi, Thai
    "siz bir ",
    "senin görevin ",
    "görevin ",
    "bạn là ",
    "vai trò của bạn ",
    "nhiệm vụ của bạn ",
    "anda adalah ",
    "kamu adalah ",
    "أنت ",
    "אתה ",
    "आप एक ",
    "คุณคือ",
    // Chinese, Japanese, Korean
    "你是",
    "您是",
    "妳是",
    "你係",
    "你作为",
    "你作為",
    "你扮演",
    "你的角色",
    "你的职责",
    "你的職責",
    "你的任务",
    "你的任務",
    "作为一名",
    "作為一名",
    "作为一个",
    "作為一個",
    "あなたは",
    "あなたの役割",
    "あなたの任務",
    "君は",
    "당신은",
    "당신의 역할",
    "너는 ",
];

/// Openings that other languages have too, each with what else stands in a sentence that gives a role: a word, or behind `-`
/// the end of one. Turkish and Hungarian say at the end who is spoken to.
pub(super) const LOOSE: &[(&str, &[&str])] =
    &[("sen ", &["bir", "-sın", "-sün", "-cisin", "-sisin", "-cusun", "-susun"]), ("te egy ", &["vagy"])];

/// Sections with which a prompt begins.
pub(super) const SECTIONS: &[&str] = &[
    "role", "mission", "goal", "goals", "purpose", "objective", "objectives", "identity", "persona", "responsibility",
    "responsibilities", "instructions", "workflow", "task", "tasks", "expertise", "capabilities", "papel", "função",
    "missão", "objetivo", "rol", "función", "misión", "rôle", "objectif", "rolle", "aufgabe", "aufgaben", "ziel",
    "ruolo", "compito", "missione", "obiettivo", "роль", "задача", "角色", "职责", "職責", "任务", "任務", "目标",
    "目標", "使命", "役割", "任務", "역할", "임무", "목표",
];

/// Words that stand before the name of such a section.
pub(super) const OWN: &[&str] = &[
    "your", "my", "the", "core", "key", "main", "primary", "agent", "agents", "system", "role", "and", "mission",
    "purpose",
];

/// Words behind the name of such a section.
pub(super) const STATED: &[&str] = &["definition", "description", "statement"];

/// Openings that give a task, which where agents lie is an agent's.
pub(super) const TASKS: &[&str] =
    &["your task: ", "your job: ", "your mission: ", "your purpose: ", "your goal: ", "your objective: "];

/// Elements of pseudo-XML that hold a prompt, or who its reader is.
pub(super) const ELEMENTS: &[&str] = &[
    "role", "identity", "persona", "agent", "agent_identity", "agent-identity", "agent_role", "system_prompt",
    "system-prompt", "system", "mission", "purpose",
];

/// Verbs behind "You" by which a manual speaks to whoever reads it.
pub(super) const MANUAL: &[&str] = &[
    "can", "can't", "cannot", "could", "may", "might", "should", "shouldn't", "would", "will", "want", "need", "must",
    "have", "don't", "do", "get", "see", "find", "also", "probably", "just", "already", "know", "think", "then",
    "still", "either", "won't",
];

/// Verbs behind "You will" and "You must" by which it does so, too.
pub(super) const READING: &[&str] =
    &["learn", "notice", "discover", "install", "download", "encounter", "require", "recall", "like"];

/// What "you" will be where it is the agent: "You will be given a diff".
pub(super) const GIVEN: &[&str] =
    &["given", "provided", "handed", "acting", "working", "responsible", "tasked", "asked", "helping"];

/// Verbs behind "I" by which an author tells of his own doings.
pub(super) const TELLING: &[&str] = &[
    "was", "had", "did", "made", "wrote", "built", "got", "ran", "found", "came", "went", "took", "saw", "began",
    "thought", "knew", "kept", "put", "set", "use", "hope", "like", "love", "believe", "wish", "guess", "wonder",
    "recommend", "prefer", "suggest", "often", "usually", "sometimes", "recently", "really", "first", "finally",
];
