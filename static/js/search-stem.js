// @ts-check
// The stemmer: Porter2 with one rule of ours. Twin of src/search/stem.rs; tests/stems.tsv holds both together.
(function (door) {
  "use strict";

  /** @param {string} text @returns {Map<string, string>} */
  function pairs(text) {
    return new Map(text.split(" ").map((pair) => /** @type {[string, string]} */ (pair.split(":"))));
  }

  const EXCEPTIONS = pairs(
    "skis:ski skies:sky dying:die lying:lie tying:tie idly:idl gently:gentl ugly:ugli early:earli only:onli " +
      "singly:singl sky:sky news:news howe:howe atlas:atlas cosmos:cosmos bias:bias andes:andes",
  );
  const SETTLED = new Set("inning outing canning herring earring proceed exceed succeed".split(" "));
  // Longest first, as is the order of every list below.
  const STEP_2 = pairs(
    "ational:ate fulness:ful iveness:ive ization:ize ousness:ous biliti:ble lessli:less tional:tion alism:al aliti:al " +
      "ation:ate entli:ent fulli:ful iviti:ive ousli:ous abli:able alli:al anci:ance ator:ate enci:ence izer:ize bli:ble",
  );
  const STEP_3 = pairs("ational:ate tional:tion alize:al icate:ic iciti:ic ical:ic ness: ful:");
  const STEP_4 = "ement able ance ence ible ment ant ate ent ion ism iti ive ize ous al er ic".split(" ");

  /** @param {string | undefined} letter */
  const vowel = (letter) => letter !== undefined && letter !== "" && "aeiouy".includes(letter);
  /** @param {string} text */
  const hasVowel = (text) => /[aeiouy]/.test(text);

  /** After the first consonant that follows a vowel. @param {string} word @param {number} start */
  function region(word, start) {
    for (let i = start + 1; i < word.length; i++) if (vowel(word[i - 1]) && !vowel(word[i])) return i + 1;
    return word.length;
  }

  /** @param {string} word */
  function shortSyllable(word) {
    const [last, middle, first] = [word.at(-1), word.at(-2), word.at(-3)];
    if (word.length === 2) return vowel(middle) && !vowel(last);
    return word.length > 2 && !vowel(first) && vowel(middle) && !vowel(last) && !"wxY".includes(last || " ");
  }

  /** @param {string} w @param {Map<string, string>} endings @param {number} start @returns {string | undefined} */
  function replaced(w, endings, start) {
    for (const [ending, to] of endings) {
      if (w.endsWith(ending)) return w.length - ending.length >= start ? w.slice(0, -ending.length) + to : w;
    }
    return undefined;
  }

  /** @param {string} w */
  function step1a(w) {
    if (w.endsWith("sses")) return w.slice(0, -2);
    if (w.endsWith("ied") || w.endsWith("ies")) return w.slice(0, w.length > 4 ? -2 : -1);
    const plural = w.length > 3 && w.endsWith("s") && !w.endsWith("us") && !w.endsWith("ss");
    return plural && hasVowel(w.slice(0, -2)) ? w.slice(0, -1) : w;
  }

  /** @param {string} w @param {number} r1 */
  function step1b(w, r1) {
    for (const [ending, cut] of /** @type {[string, number][]} */ ([["eedly", 3], ["eed", 1]])) {
      if (w.endsWith(ending)) return w.length - ending.length >= r1 ? w.slice(0, -cut) : w;
    }
    const ending = ["ingly", "edly", "ing", "ed"].find((it) => w.endsWith(it));
    if (!ending || !hasVowel(w.slice(0, -ending.length))) return w;
    w = w.slice(0, -ending.length);
    if (/(at|bl|iz)$/.test(w)) return w + "e";
    if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(w)) return w.slice(0, -1);
    return r1 >= w.length && shortSyllable(w) ? w + "e" : w;
  }

  /** @param {string} w @param {number} r1 */
  function step2(w, r1) {
    const done = replaced(w, STEP_2, r1);
    if (done !== undefined) return done;
    if (w.endsWith("ogi")) return w.at(-4) === "l" && w.length - 3 >= r1 ? w.slice(0, -1) : w;
    const valid = w.length > 2 && "cdeghkmnrt".includes(w.at(-3) || " ");
    return w.endsWith("li") && w.length - 2 >= r1 && valid ? w.slice(0, -2) : w;
  }

  /** @param {string} w @param {number} r1 @param {number} r2 */
  function step3(w, r1, r2) {
    if (w.endsWith("ative")) return w.length - 5 >= r2 ? w.slice(0, -5) : w;
    return replaced(w, STEP_3, r1) ?? w;
  }

  /** @param {string} w @param {number} r2 */
  function step4(w, r2) {
    const ending = STEP_4.find((it) => w.endsWith(it));
    if (!ending || w.length - ending.length < r2) return w;
    return ending === "ion" && !/[st]ion$/.test(w) ? w : w.slice(0, -ending.length);
  }

  /** @param {string} w @param {number} r1 @param {number} r2 */
  function step5(w, r1, r2) {
    const at = w.length - 1;
    if (w.endsWith("e")) return at >= r2 || (at >= r1 && !shortSyllable(w.slice(0, -1))) ? w.slice(0, -1) : w;
    return w.endsWith("ll") && at >= r2 ? w.slice(0, -1) : w;
  }

  /** @type {Map<string, string>} */
  const known = new Map();

  /** The stem of a folded word. @param {string} word @returns {string} */
  function stem(word) {
    if (!/^[a-z]{3,40}$/.test(word)) return word;
    const exception = EXCEPTIONS.get(word);
    if (exception) return exception;
    const before = known.get(word);
    if (before) return before;
    // A `y` at the beginning or after a vowel is a consonant.
    let w = word.replace(/^y/, "Y");
    for (let i = 1; i < w.length; i++) if (w[i] === "y" && vowel(w[i - 1])) w = w.slice(0, i) + "Y" + w.slice(i + 1);
    const prefix = ["gener", "commun", "arsen"].find((it) => w.startsWith(it));
    const r1 = prefix ? prefix.length : region(w, 0);
    const r2 = region(w, r1);
    w = step1a(w);
    if (!SETTLED.has(w)) {
      w = step1b(w, r1);
      if (w.length > 2 && /[yY]$/.test(w) && !vowel(w.at(-2))) w = w.slice(0, -1) + "i";
      w = step5(step4(step3(step2(w, r1), r1, r2), r2), r1, r2);
    }
    w = w.replaceAll("Y", "y");
    known.set(word, w);
    return w;
  }

  door.stem = stem;
})((globalThis.agentdexSearch ??= {}));
