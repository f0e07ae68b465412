// @ts-check
// What somebody typed, read by our own small grammar. Twin of src/search/query.rs.
(function (door) {
  "use strict";

  const BYTES = 1024;
  const TERMS = 64;
  const FIELDS = ["name", "model", "tool", "competency", "category", "color", "loads", "level"];

  /**
   * @typedef {{kind: "word" | "phrase" | "prefix", not: boolean, tokens: any[]}} Item
   * @typedef {{field: string, value: string, not: boolean}} Filter
   * @typedef {{items: Item[], filters: Filter[], notes: string[]}} Query
   */

  /** How many letters are wrong. @param {string[]} a @param {string[]} b */
  function distance(a, b) {
    /** @type {number[]} */
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 0; i < a.length; i++) {
      const row = [i + 1];
      for (let j = 0; j < b.length; j++) {
        let best = Math.min(last[j] + (a[i] === b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1);
        if (i > 0 && j > 0 && a[i - 1] === b[j] && a[i] === b[j - 1]) best = Math.min(best, before[j - 1] + 1);
        row.push(best);
      }
      before = last;
      last = row;
    }
    return last[b.length];
  }

  /** What somebody may have meant: twin of src/text/nearest.rs. @param {string} word @param {Iterable<string>} candidates */
  function nearest(word, candidates) {
    const letters = Array.from(word.toLowerCase()).slice(0, 64);
    let best = "";
    let least = Infinity;
    for (const candidate of candidates) {
      const wrong = distance(letters, Array.from(candidate.toLowerCase()).slice(0, 64));
      const near = wrong <= Math.floor(Math.max(Array.from(candidate).length, 3) / 3);
      if (near && (wrong < least || (wrong === least && candidate < best))) [least, best] = [wrong, candidate];
    }
    return best;
  }

  const isSpace = (/** @type {string | undefined} */ c) => c !== undefined && /[\s\p{Cc}\u0085]/u.test(c) && c !== "\ufeff";

  /** @param {string} text @returns {Query} */
  function parse(text) {
    /** @type {Query} */
    const query = { items: [], filters: [], notes: [] };
    let chars = Array.from(text, (c) => (/^[\ud800-\udfff]$/.test(c) ? "\ufffd" : c));
    let sum = 0;
    const end = chars.findIndex((c) => (sum += door.bytes(c)) > BYTES);
    if (end >= 0) {
      chars = chars.slice(0, end);
      query.notes.push(`only the first ${BYTES} bytes of the query are read`);
    }
    chars = chars.map((c) => ("“”„«»".includes(c) ? '"' : c));
    let left = TERMS;
    let at = 0;
    while (at < chars.length) {
      if (isSpace(chars[at])) {
        at++;
        continue;
      }
      const next = chars[at + 1];
      const not = chars[at] === "-" && next !== undefined && !/\s/.test(next) && next !== "-";
      if (not) at++;
      if (left === 0) {
        query.notes.push(`only the first ${TERMS} words of the query are read`);
        break;
      }
      const read = take(chars, at);
      at = read.at;
      left = Math.max(0, left - item(query, read.raw, read.colon, read.quoted, not, left));
    }
    const silent = !query.items.length && !query.filters.length && !query.notes.length;
    if (silent && chars.some((c) => !isSpace(c))) query.notes.push("there is no word in the query");
    return query;
  }

  /** Reads up to the next space outside of quotation marks. @param {string[]} chars @param {number} at */
  function take(chars, at) {
    let raw = "";
    let colon = -1;
    while (at < chars.length) {
      const c = chars[at++];
      if (c === '"' && (raw === "" || (colon >= 0 && colon === raw.length - 1))) {
        while (at < chars.length && chars[at] !== '"') raw += chars[at++];
        return { raw, colon, quoted: true, at: at + 1 };
      }
      if (isSpace(c)) break;
      if (c === ":" && colon < 0 && raw) colon = raw.length;
      raw += c;
    }
    return { raw, colon, quoted: false, at };
  }

  /** Adds what was read; gives how many words it took. @param {Query} query @param {string} raw @param {number} colon
   * @param {boolean} quoted @param {boolean} not @param {number} left */
  function item(query, raw, colon, quoted, not, left) {
    if (colon >= 0) {
      const key = raw.slice(0, colon).replace(/[A-Z]/g, (c) => c.toLowerCase());
      const value = raw.slice(colon + 1);
      if (FIELDS.includes(key)) {
        if (value.trim()) query.filters.push({ field: key, value: door.fold(value.trim()), not });
        else query.notes.push(`\`${key}:\` needs a value directly after the colon`);
        return 1;
      }
      const near = /^[a-z]*$/.test(key) && value && !value.startsWith("/") ? nearest(key, FIELDS) : "";
      if (near) query.notes.push(`there is no field \`${key}\`; did you mean \`${near}:${value}\`?`);
    }
    const phrase = quoted && colon < 0;
    const start = !phrase && raw.endsWith("*") ? raw.slice(0, -1) : "";
    const prefix = (start.match(/[\p{Alphabetic}\p{N}]/gu) || []).length >= 2;
    let tokens = door.tokens(prefix ? start : raw);
    const cut = tokens.findIndex((/** @type {any} */ token) => token.position >= left);
    if (cut >= 0) {
      tokens = tokens.slice(0, cut);
      query.notes.push(`only the first ${TERMS} words of the query are read`);
    }
    if (tokens.length) query.items.push({ kind: phrase ? "phrase" : prefix ? "prefix" : "word", not, tokens });
    return tokens.length ? tokens[tokens.length - 1].position + 1 : 0;
  }

  Object.assign(door, { parse, nearest, distance, FIELDS });
})((globalThis.agentdexSearch ??= {}));
