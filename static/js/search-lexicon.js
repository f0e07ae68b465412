// @ts-check
// The words of the catalog as they are written, for beginnings and corrections. Twin of src/search/lexicon.rs.
(function (door) {
  "use strict";

  const SHORT = 5;
  const PREFIX = 24;

  /** @typedef {{shelf: (name: string) => Promise<[string, number][]>, shelvesFrom: (start: string) => Promise<[string, [string, number][]][]>}} Shelves */

  const size = (/** @type {number} */ length) => String.fromCharCode(65 + Math.min(length, 25));
  const byText = (/** @type {string} */ a, /** @type {string} */ b) => (a === b ? 0 : door.before(a, b) ? -1 : 1);

  /** The order of UTF-8, which is that of code points and not that of UTF-16. @param {string} a @param {string} b */
  function before(a, b) {
    const [x, y] = [Array.from(a), Array.from(b)];
    for (let i = 0; i < x.length && i < y.length; i++) {
      if (x[i] !== y[i]) return (x[i].codePointAt(0) || 0) < (y[i].codePointAt(0) || 0);
    }
    return x.length < y.length;
  }

  /** Words that begin as given, the most usual first. @param {Shelves} shelves @param {string} prefix */
  async function beginning(shelves, prefix) {
    const letters = Array.from(prefix);
    if (!letters.length || (letters.length < 2 && /[\x00-\x7f]/.test(prefix))) return [];
    /** @type {[string, number][]} */
    const found = [];
    const add = (/** @type {[string, number][]} */ words) => found.push(...words.filter(([word]) => word.startsWith(prefix)));
    add(await shelves.shelf("s" + letters[0]));
    for (const [, words] of await shelves.shelvesFrom("f" + letters.slice(0, 2).join(""))) add(words);
    found.sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
    return found.slice(0, PREFIX).map(([word]) => word);
  }

  /** The shelves on which a word may stand that is so many letters away. @param {string[]} letters @param {number} most */
  function near(letters, most) {
    const length = letters.length;
    const shelves = [];
    if (length <= SHORT + most) shelves.push("s" + letters[0], "t" + letters[length - 1]);
    const head = letters.slice(0, 2).join("");
    const tail = letters.slice(-3).join("");
    for (let other = Math.max(length - most, SHORT + 1); other <= length + most; other++) {
      shelves.push("f" + head + size(other), "r" + tail + size(other));
    }
    return shelves;
  }

  /** The word that was most likely meant. @param {Shelves} shelves @param {string} typed @returns {Promise<string>} */
  async function correction(shelves, typed) {
    const letters = Array.from(typed);
    const alphabetic = (/** @type {string} */ word) => /^\p{Alphabetic}+$/u.test(word);
    if (letters.length < 4 || !alphabetic(typed)) return "";
    const most = letters.length >= 8 ? 2 : 1;
    // Of four letters the first is right: raft is no craft.
    const isOther = (/** @type {string[]} */ others) => letters.length === 4 && others[0] !== letters[0];
    let best = "";
    let least = Infinity;
    let usual = 0;
    for (const words of await Promise.all(near(letters, most).map((name) => shelves.shelf(name)))) {
      for (const [word, count] of words) {
        const others = Array.from(word);
        if (others.length < 3 || isOther(others) || Math.abs(others.length - letters.length) > most || !alphabetic(word)) continue;
        const wrong = door.distance(letters, others);
        const better = wrong < least || (wrong === least && (count > usual || (count === usual && before(word, best))));
        if (wrong <= most && better) [least, usual, best] = [wrong, count, word];
      }
    }
    return best;
  }

  Object.assign(door, { beginning, correction, before });
})((globalThis.agentdexSearch ??= {}));
