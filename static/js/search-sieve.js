// @ts-check
// Finds the words of a text that may have one of some stems, without making a token of every other. Twin of src/search/sieve.rs, which
// looks at more letters.
(function (door) {
  "use strict";

  const ASCII = 128;
  const KNOWN = 20000;
  const WORD = Uint8Array.from({ length: ASCII }, (_, code) => Number(/[a-z0-9]/i.test(String.fromCharCode(code))));

  /**
   * The words of what stands between two spaces: their stems and places. Agents say the same again and again.
   * @type {Map<string, {stem: string, start: number, end: number}[]>}
   */
  const known = new Map();

  /** Which two characters a word that has one of some stems may begin with: a stem ends up to two letters after what it has in common with
   * its words, and a joint in the text may be one that a whole is written without. @param {Iterable<string>} stems */
  function sieve(stems) {
    const pairs = new Uint8Array(ASCII * ASCII);
    for (const stem of stems) {
      for (const first of [stem, stem.toUpperCase()].map((it) => it.charCodeAt(0))) {
        if (first >= ASCII) continue;
        if (stem.length < 4) pairs.fill(1, first * ASCII, (first + 1) * ASCII);
        else for (const second of stem[1] + stem[1].toUpperCase() + "./-_&'") pairs[first * ASCII + second.charCodeAt(0)] = 1;
      }
    }
    return pairs;
  }

  /** Calls back for each word of a text that may match, with its stem and its place. @param {string} text @param {Uint8Array} pairs
   * @param {(stem: string, start: number, end: number) => void} found */
  function words(text, pairs, found) {
    // Words that are written together have no space between them: all of them are looked at, or none.
    let [start, passes, begins] = [0, false, true];
    for (let at = 0; at <= text.length; at++) {
      const code = at < text.length ? text.charCodeAt(at) : 32;
      if (code <= 32) {
        if (passes) for (const it of wordsOf(text.slice(start, at))) found(it.stem, start + it.start, start + it.end);
        [start, passes, begins] = [at + 1, false, true];
      } else if (code >= ASCII) {
        passes = true;
      } else if (!passes) {
        const next = at + 1 < text.length ? text.charCodeAt(at + 1) : 32;
        if (begins || (code >= 65 && code <= 90)) passes = next >= ASCII || pairs[code * ASCII + next] === 1;
        begins = !WORD[code];
      }
    }
  }

  /** @param {string} chunk */
  function wordsOf(chunk) {
    let made = known.get(chunk);
    if (made) return made;
    if (known.size >= KNOWN) known.clear();
    made = door.tokens(chunk).map((/** @type {any} */ it) => ({ stem: door.stem(it.text), start: it.start, end: it.end }));
    known.set(chunk, made);
    return made;
  }

  Object.assign(door, { sieve, words });
})((globalThis.agentdexSearch ??= {}));
