// @ts-check
// The door: files of the index are scripts that hand plain data to `agentdexSearch.put`. What they hold: docs/search.md,
// src/search/export.rs. A file is asked for once, when a query first needs it.
(function (door) {
  "use strict";

  const [CORE, LISTED] = [88, 62];

  /** @type {Map<string, (data: any) => void>} */
  const waiting = new Map();
  /** @type {Map<string, Promise<any>>} */
  const files = new Map();

  /** Called by the files of the index. @param {string} name @param {any} data */
  function put(name, data) {
    waiting.get(name)?.(data);
    waiting.delete(name);
  }

  /** @param {string} c */
  const digit = (c) => {
    const code = c.charCodeAt(0);
    return code < 93 ? code - 35 : code - 36;
  };

  /** Reads the numbers of a text one after another. @param {string} text */
  function reader(text) {
    let at = 0;
    const number = () => {
      let [value, base] = [digit(text[at++]), 1];
      if (value < 80) return value;
      let sum = 0;
      for (; value >= 80; value = digit(text[at++])) {
        sum += (value - 80 + 80) * base;
        base *= 11;
      }
      return sum + value * base;
    };
    return { number, digit: () => digit(text[at++]), more: () => at < text.length };
  }

  /** @param {string} text */
  function gaps(text) {
    const numbers = [];
    const read = reader(text);
    for (let next = 0; read.more(); next = numbers[numbers.length - 1] + 1) numbers.push(next + read.number());
    return numbers;
  }

  /** @param {string} text @param {number} docs */
  function places(text, docs) {
    const read = reader(text);
    return Array.from({ length: docs }, () => {
      const own = [];
      for (let position = 0, last = false; !last; ) {
        const value = read.number();
        last = value % 2 === 1;
        position += value >> 1;
        own.push(position);
      }
      return own;
    });
  }

  /** The last file whose first entry does not come after a key. @param {string[]} firsts @param {string} key */
  function fileOf(firsts, key) {
    let [low, high] = [0, firsts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (door.before(key, firsts[middle])) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  /** Opens the index. @param {string} manifest its name @param {(name: string) => void} fetch makes the file of that name hand over its data
   * @returns {Promise<any>} */
  async function open(manifest, fetch) {
    /** @param {string} name @returns {Promise<any>} */
    function file(name) {
      const known = files.get(name);
      if (known) return known;
      const promise = new Promise((resolve) => waiting.set(name, resolve));
      files.set(name, promise);
      fetch(name);
      return promise;
    }
    const data = await file(manifest);
    /** @type {Map<string, any>} */
    const made = new Map();
    const none = { worth: 0, signal: 0, docs: [], levels: [], names: new Uint8Array(), places: async () => [] };

    /** @param {string} stem */
    async function term(stem) {
      const at = fileOf(data.terms, stem);
      if (at < 0) return none;
      const shard = await file(data.termFiles[at]);
      const index = (shard.index ??= new Map(shard.terms.map((/** @type {any} */ it, /** @type {number} */ i) => [it[0], i]))).get(stem);
      if (index === undefined) return none;
      if (!made.has(stem)) {
        const [, worth, signal, postings, names] = shard.terms[index];
        const [docs, levels] = [[], []].map((it) => /** @type {number[]} */ (it));
        const read = reader(postings);
        for (let next = 0; read.more(); next = docs[docs.length - 1] + 1) {
          docs.push(next + read.number());
          levels.push(read.digit());
        }
        const named = new Set(gaps(names));
        /** @type {number[][] | undefined} */
        let placed;
        const own = async () => (placed ??= places((await file(shard.places))[index], docs.length));
        made.set(stem, { worth, signal, docs, levels, names: Uint8Array.from(docs, (doc) => Number(named.has(doc))), places: own });
      }
      return made.get(stem);
    }

    /** @param {string} words */
    const unshelve = (words) => Array.from(words.matchAll(/([^A-Z]+)([A-Z])/g), (it) => [it[1], it[2].charCodeAt(0) - 65]);

    /** @param {string} name */
    async function shelf(name) {
      const at = fileOf(data.shelves, name);
      return at < 0 ? [] : unshelve((await file(data.shelfFiles[at]))[name] || "");
    }

    /** All shelves whose name begins as given. @param {string} start */
    async function shelvesFrom(start) {
      const found = [];
      for (let at = Math.max(0, fileOf(data.shelves, start)); at < data.shelves.length; at++) {
        const first = data.shelves[at];
        if (!first.startsWith(start) && door.before(start, first)) break;
        for (const [name, words] of Object.entries(await file(data.shelfFiles[at]))) {
          if (name.startsWith(start)) found.push([name, unshelve(/** @type {string} */ (words))]);
        }
      }
      return found;
    }

    /** What a file of terms knows beside them of the names that begin with a stem: their other ways, and the competencies that they mean; and words that
     * nobody holds. @param {string} stem */
    async function beside(stem) {
      const at = fileOf(data.terms, stem);
      return at < 0 ? { aliases: {}, names: {}, claims: {}, known: "" } : await file(data.termFiles[at]);
    }

    /** Who claims a competency. @param {string} first the first stem of its name @param {number} place */
    async function claim(first, place) {
      const own = (await beside(first)).claims[place];
      if (typeof own[2] === "string") {
        const [docs, levels] = [[], []].map((it) => /** @type {number[]} */ (it));
        const read = reader(own[2]);
        for (let next = 0; read.more(); next = docs[docs.length - 1] + 1) {
          const value = read.number();
          docs.push(next + (value >> 1));
          levels.push(value & 1 ? CORE : LISTED);
        }
        own[2] = { docs, levels };
      }
      return { name: own[0], worth: own[1], doc: data.agents + data.pages + place, ...own[2] };
    }

    /** @param {string} field */
    async function facet(field) {
      if (!data.facets[field]) return { values: [], aliases: {} };
      const facet = await file(data.facets[field]);
      facet.read ??= {
        aliases: facet.aliases,
        values: facet.values.map((/** @type {any} */ it) => ({
          value: it[0],
          label: it[1],
          docs: gaps(it[2]),
          levels: Array.from(it[3], Number),
        })),
      };
      return facet.read;
    }

    /** @param {number} doc */
    const card = async (doc) => (await file(data.cardFiles[Math.floor(doc / data.cards)]))[doc % data.cards];
    return {
      term, shelf, shelvesFrom, beside, claim, facet, card,
      told: file,
      names: Array.from(data.names, (c) => digit(/** @type {string} */ (c))),
      agents: data.agents,
      pages: data.pages,
    };
  }

  Object.assign(door, { put, open });
})((globalThis.agentdexSearch ??= {}));
