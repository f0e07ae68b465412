// @ts-check
// Words of a text. Twin of src/search/tokens.rs, whose rules and reasons hold here.
(function (door) {
  "use strict";

  /** @typedef {{text: string, role: "word" | "whole" | "signed" | "part" | "hump", position: number, start: number, end: number}} Token */

  const LONGEST = 40;
  const LONGEST_WHOLE = 24;
  const MARK = /\p{M}/u;
  const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;
  const UNSPACED = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{2fa1f}]|(?=[\p{Alphabetic}\p{N}\p{M}])[\u0e00-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1780-\u17ff]/u;
  const ALNUM = /[\p{Alphabetic}\p{N}]/u;
  const WORD = new RegExp(`${ALNUM.source}|${MARK.source}|${INVISIBLE.source}`, "u");
  const isAlnum = (/** @type {string} */ c) => ALNUM.test(c);

  /** Compatibility-normalised, lower-case, without diacritics: twin of src/text/fold.rs. @param {string} text */
  function fold(text) {
    if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
    const bare = text.normalize("NFKD").replace(/\p{M}/gu, "");
    // Letter by letter, so that a sigma is the same wherever it stands.
    return Array.from(bare, (c) => c.toLowerCase()).join("").normalize("NFKC");
  }

  /** @param {string} raw */
  function word(raw) {
    const folded = fold(raw);
    if (/^[\x00-\x7f]*$/.test(folded) && folded.length <= LONGEST) return folded;
    return Array.from(folded).filter(isAlnum).slice(0, LONGEST).join("");
  }

  /** The parts of a word in camel case, where each has two letters or more. @param {string} raw */
  function humps(raw) {
    if (!/^[\x00-\x7f]*$/.test(raw) || raw.length > LONGEST) return [];
    const parts = raw.replace(/([a-z])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$2 ").split(" ");
    return parts.length < 2 || parts.some((part) => part.length < 2) ? [] : parts.map(fold);
  }

  /** @param {string} text @returns {Token[]} */
  function tokens(text) {
    const chars = Array.from(text);
    const offsets = [0];
    for (const c of chars) offsets.push(offsets[offsets.length - 1] + c.length);
    const at = (/** @type {number} */ i) => chars[i] ?? "\0";
    const isUnspaced = (/** @type {number} */ i) => i < chars.length && at(i) > "\u0dff" && UNSPACED.test(at(i));
    const isWord = (/** @type {number} */ i) => i < chars.length && (/^[a-zA-Z0-9]$/.test(at(i)) || (at(i) > "\x7f" && WORD.test(at(i))));
    /** @type {Token[]} */
    const out = [];
    let position = 0;

    /** @param {string} text @param {Token["role"]} role @param {number} start @param {number} stop */
    function push(text, role, start, stop) {
      if (text) out.push({ text, role, position, start: offsets[start], end: offsets[stop] });
    }

    /** @param {number} start */
    function unspaced(start) {
      const letters = [];
      let stop = start;
      for (; isUnspaced(stop); stop++) if (!MARK.test(at(stop))) letters.push(stop);
      const width = Math.min(letters.length, 2);
      letters.push(stop);
      for (let i = 0; width && i + width < letters.length; i++) {
        const [from, to] = [letters[i], letters[i + width]];
        push(fold(chars.slice(from, to).join("")), "word", from, to);
        position++;
      }
      return stop;
    }

    /** @param {number} start */
    function run(start) {
      let stop = start;
      while (isWord(stop) && !isUnspaced(stop)) stop++;
      return stop;
    }

    /** @param {number} start */
    function compound(start) {
      /** @type {{start: number, stop: number, text: string, humps: string[]}[]} */
      const pieces = [];
      let slashed = false;
      let here = start;
      for (;;) {
        let stop = run(here);
        let raw = chars.slice(here, stop).filter((c) => !INVISIBLE.test(c)).join("");
        if ((at(stop) === "'" || at(stop) === "\u2019") && isWord(stop + 1)) {
          const tail = run(stop + 1);
          if (tail - stop > 2 || !/^[sS]$/.test(at(stop + 1))) raw += chars.slice(stop + 1, tail).join("");
          stop = tail;
        }
        pieces.push({ start: here, stop, text: word(raw), humps: humps(raw) });
        if (!"./-_&".includes(at(stop)) || !isWord(stop + 1) || isUnspaced(stop + 1)) {
          here = stop;
          break;
        }
        slashed ||= at(stop) === "/";
        here = stop + 1;
      }
      const [signed, end] = sign(start, here, pieces);
      emit(pieces, slashed, signed);
      return end;
    }

    /** @param {number} start @param {number} end @param {{text: string}[]} pieces @returns {[string, number]} */
    function sign(start, end, pieces) {
      if (pieces.length !== 1) return ["", end];
      const text = pieces[0].text;
      const letters = Array.from(text).every((c) => /\p{Alphabetic}/u.test(c));
      if (letters && at(end) === "+" && at(end + 1) === "+" && bytes(text) <= 3) return [`${text}++`, end + 2];
      if (letters && at(end) === "#" && !isWord(end + 1) && bytes(text) === 1) return [`${text}#`, end + 1];
      const before = start > 0 ? at(start - 1) : " ";
      const earlier = start > 1 ? at(start - 2) : " ";
      const free = !(start > 1 && isWord(start - 2)) && earlier !== before && !"/*)]".includes(earlier);
      const first = /^\p{Alphabetic}/u.test(text);
      return [(before === "." || before === ":") && free && first ? before + text : "", end];
    }

    /** @param {{start: number, stop: number, text: string, humps: string[]}[]} pieces @param {boolean} slashed @param {string} signed */
    function emit(pieces, slashed, signed) {
      const [first, last] = [pieces[0], pieces[pieces.length - 1]];
      const before = out.length;
      if (signed) {
        push(signed, "signed", first.start, last.stop);
      } else if (pieces.length > 1) {
        const whole = pieces.map((piece) => piece.text).join("");
        const short = pieces.every((piece) => Array.from(piece.text).length <= 4);
        const usual = pieces.length <= 3 && Array.from(whole).length <= LONGEST_WHOLE;
        if (usual && (short || !slashed)) push(whole, "whole", first.start, last.stop);
      }
      const alone = out.length === before && pieces.length === 1;
      for (const piece of pieces) {
        push(piece.text, alone ? "word" : "part", piece.start, piece.stop);
        for (const hump of piece.humps) {
          push(hump, "hump", piece.start, piece.stop);
          position++;
        }
        if (!piece.humps.length) position++;
      }
    }

    for (let i = 0; i < chars.length; ) {
      if (isUnspaced(i)) i = unspaced(i);
      else if (isWord(i)) i = compound(i);
      else i++;
    }
    return out;
  }

  /** Length in UTF-8. @param {string} text */
  function bytes(text) {
    let sum = 0;
    for (const c of text) {
      const code = c.codePointAt(0) || 0;
      sum += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }
    return sum;
  }

  /** The stems that make up a name: twin of `aliases::stems`. @param {string} text @returns {string[]} */
  function nameStems(text) {
    let signed = -1;
    const stems = [];
    for (const token of tokens(text)) {
      if (token.role === "whole" || token.role === "hump") continue;
      if (token.role === "signed") signed = token.position;
      else if (token.role === "part" && token.position === signed) continue;
      stems.push(door.stem(token.text));
    }
    return stems;
  }

  Object.assign(door, { fold, tokens, bytes, nameStems });
})((globalThis.agentdexSearch ??= {}));
