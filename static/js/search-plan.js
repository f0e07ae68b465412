// @ts-check
// What each word of a query may stand for. Twin of src/search/plan.rs.
(function (door) {
  "use strict";

  const GUESSED = 0.9;
  const ALIAS = 0.1;
  const CORRECTED = 12;
  const SIGNAL = [1, 0.1, 0.05];
  const [SHORT, TELLING] = [4, 3];


  /**
   * @typedef {{worth: number, signal: number, docs: number[], levels: number[], names: Uint8Array, places: () => Promise<number[][]>}} Term
   * @typedef {{how: "typo" | "beginning" | "alias", to: string, typed?: string}} How
   * @typedef {{weight: number, stems: string[], terms: Term[], how?: How}} Alternative
   * @typedef {{text: string, weight: number, content: boolean, alternatives: Alternative[], signal: number, kind: string, key: string}} Unit
   * @typedef {{units: Unit[], claims: any[], phrases: [number, string][][], nots: ({terms: Term[]} | {phrase: [number, string][]})[], without: string[], short: boolean}} Plan
   */

  /** The words of which any sentence is made: as in src/search/signal.rs. They count nothing in a long query, whose files are many. */
  const FUNCTION =
    "a about above after again against all also am an and any are as at be because been before being below between both but by can could did do does doing done down during each either else even ever every few for from further had has have having he her here hers him his how i if in into is it its itself just let lets like may me might more most much must my near no nor not now of off on once only onto or other our ours out over own per please rather same shall she should since so some still such than that the their theirs them then there these they this those though through thus to too toward under until up upon us very via was we were what whatever when whenever where wherever whether which while who whom whose why will with within without would yet you your yours im ive id ill were weve dont doesnt isnt cant wont didnt havent hasnt arent wasnt whats thats theres youre theyre";
  const functions = new Set(FUNCTION.split(" ").map((word) => door.stem(word)));

  /** A term that may never be needed. @type {Term} */
  const LATER = { worth: 0, signal: 2, docs: [], levels: [], names: new Uint8Array(), places: async () => [] };

  const empty = (/** @type {Alternative} */ it) => it.terms.every((term) => !term.docs.length);
  const held = (/** @type {Unit} */ unit) => unit.alternatives.some((it) => it.terms.every((term) => term.docs.length));

  /** @param {any} query @param {any} source @returns {Promise<Plan>} */
  async function plan(query, source) {
    // Every file that will be needed for sure is asked for at once.
    const all = query.items.flatMap((/** @type {any} */ item) => item.tokens.map((/** @type {any} */ it) => door.stem(it.text)));
    await Promise.all(all.filter((/** @type {string} */ stem) => !functions.has(stem)).map((/** @type {string} */ stem) => source.term(stem)));
    /** @type {Plan} */
    const made = { units: [], claims: [], phrases: [], nots: [], without: [], short: false };

    /** @param {string} stem @param {number} weight @param {How} [how] @returns {Promise<Alternative>} */
    async function alternative(stem, weight, how) {
      return { weight, stems: [stem], terms: [await source.term(stem)], how };
    }

    /** @param {string} text @param {string} kind @param {Alternative[]} alternatives @param {number} signal */
    function push(text, kind, alternatives, signal) {
      const key = alternatives.length ? alternatives[0].stems[0] : "";
      if (made.units.some((unit) => unit.kind !== "prefix" && kind !== "prefix" && unit.key === key)) return;
      made.units.push({ text, weight: 1, content: true, alternatives, signal, kind, key });
    }

    /** @param {string} prefix @param {number} weight @param {boolean} guessed */
    async function beginning(prefix, weight, guessed) {
      /** @type {Alternative[]} */
      const alternatives = [];
      for (const word of await door.beginning(source, prefix)) {
        const stem = door.stem(word);
        if (alternatives.some((it) => it.stems[0] === stem)) continue;
        alternatives.push(await alternative(stem, weight, guessed ? { how: "beginning", to: word } : undefined));
      }
      return alternatives;
    }

    /** @param {any[]} tokens @param {string} kind */
    async function words(tokens, kind) {
      let whole = null;
      let signed = -1;
      const share = 1 / Math.max(1, tokens.filter((token) => token.role === "part").length);
      for (const [at, token] of tokens.entries()) {
        if (token.role === "hump" || (token.role === "part" && token.position === signed)) continue;
        if (token.role === "whole") {
          whole = token;
          continue;
        }
        if (token.role === "word") whole = null;
        const later = token.role === "word" && kind === "word" && tokens[at + 1]?.role !== "hump" && functions.has(door.stem(token.text));
        let own = later ? { weight: 1, stems: [door.stem(token.text)], terms: [LATER] } : await alternative(door.stem(token.text), 1);
        if (token.role === "signed") {
          signed = token.position;
          // A sign may be a slip of the hand, but F# is never F.
          if (empty(own) && Array.from(tokens[at + 1]?.text ?? "").length > 1) own = await alternative(door.stem(tokens[at + 1].text), 1);
        }
        const humps = [];
        for (let i = at + 1; tokens[i]?.role === "hump"; i++) humps.push(tokens[i].text);
        if (humps.length && empty(own)) {
          for (const hump of humps) known(hump, kind, [await alternative(door.stem(hump), 1)]);
          continue;
        }
        const alternatives = [own];
        if (whole && token.role === "part") alternatives.push(await alternative(door.stem(whole.text), share));
        known(token.text, kind, alternatives);
      }
    }

    /** @param {string} text @param {string} kind @param {Alternative[]} alternatives */
    function known(text, kind, alternatives) {
      push(text, kind, alternatives, kind === "phrase" ? 0 : alternatives[0].terms[0].signal);
    }

    /** @param {any} item */
    async function want(item) {
      if (item.kind === "prefix") {
        const last = item.tokens[item.tokens.length - 1];
        await words(item.tokens.slice(0, -1).filter((/** @type {any} */ it) => it.role !== "whole"), "word");
        push(last.text + "*", "prefix", await beginning(last.text, 1, false), 0);
        return;
      }
      if (item.kind === "phrase") {
        const own = phrase(item.tokens);
        if (own.length) made.phrases.push(own);
      }
      await words(item.tokens, item.kind);
    }

    /** @param {any} item */
    async function exclude(item) {
      const own = phrase(item.tokens);
      /** @type {Term[]} */
      const terms = [];
      if (item.kind === "prefix") {
        const last = item.tokens[item.tokens.length - 1];
        for (const it of await beginning(last.text, 1, false)) terms.push(...it.terms);
      } else {
        for (const token of item.tokens) if (token.role === "whole") terms.push(await source.term(door.stem(token.text)));
        if (own.length === 1) terms.push(await source.term(own[0][1]));
        else if (own.length) made.nots.push({ phrase: own });
      }
      made.nots.push({ terms });
    }

    /** What was typed as two words may be written as one. */
    async function join() {
      if (made.units.length > SHORT) return;
      for (let at = 1; at < made.units.length; at++) {
        const [first, second] = [made.units[at - 1], made.units[at]];
        if (first.kind !== "word" || second.kind !== "word") continue;
        const joined = await alternative(door.stem(first.text + second.text), 0.5);
        if (!empty(joined)) for (const unit of [first, second]) unit.alternatives.push(joined);
      }
    }

    /** Adds the other ways to write the competencies that the query names. */
    async function expand() {
      const keys = made.units.map((unit) => (unit.kind === "prefix" ? "" : unit.key));
      const telling = tell();
      for (let at = 0; at < keys.length; ) {
        const skipped = lean && made.units[at].signal === 2;
        const [length, alias] = skipped ? [1, null] : door.longest((await source.beside(keys[at])).aliases, keys, at);
        if (!alias) {
          at++;
          continue;
        }
        const alone = length === 1 && telling && made.units[at].signal !== 0;
        const typed = made.units.slice(at, at + length).map((unit) => unit.text).join(" ");
        for (const [written, way] of alone ? [] : alias) {
          const stems = way.split(" ");
          const terms = await Promise.all(stems.map((/** @type {string} */ stem) => source.term(stem)));
          if (terms.some((term) => !term.docs.length)) continue;
          const it = { weight: ALIAS, stems, terms, how: /** @type {How} */ ({ how: "alias", to: written, typed }) };
          for (const unit of made.units.slice(at, at + length)) unit.alternatives.push(it);
        }
        at += length;
      }
    }

    /** Replaces what nobody holds: by what begins so, for the last word, or by what was meant. */
    async function correct() {
      let left = CORRECTED;
      for (const [at, unit] of made.units.entries()) {
        if (held(unit) || unit.signal !== 0 || unit.kind !== "word" || left === 0) continue;
        left--;
        const last = at === made.units.length - 1 && door.bytes(unit.text) >= 3;
        unit.alternatives = last ? await beginning(unit.text, GUESSED, true) : [];
        if (unit.alternatives.length) continue;
        // A real word that nobody holds is no slip of the hand.
        const word = (await source.beside(unit.key)).known.split(" ").includes(unit.key) ? "" : await door.correction(source, unit.text);
        if (!word) continue;
        const meant = await alternative(door.stem(word), GUESSED, { how: "typo", to: word });
        unit.signal = meant.terms[0].signal;
        unit.alternatives.push(meant);
      }
      // Beside words that tell, nobody misses one that doesn't, nor does it matter whether anybody holds one that counts nothing.
      const tells = tell();
      if (!tells) await look();
      made.without = made.units.filter((unit) => !held(unit) && (unit.signal === 0 || !tells)).map((unit) => unit.text);
      made.units = made.units.filter((unit) => held(unit) || (lean && tells && unit.signal === 2));
      if (tell()) return;
      await look();
      made.units = made.units.filter(held);
    }

    const tell = () => made.units.some((unit) => unit.signal === 0);

    /** Loads the words that were left for later. */
    async function look() {
      for (const { alternatives: [it] } of made.units) if (it?.terms[0] === LATER) it.terms = [await source.term(it.stems[0])];
    }

    for (const item of query.items) await (item.not ? exclude(item) : want(item));
    const lean = made.units.filter((unit) => unit.signal === 0).length > TELLING;
    if (!lean) await look();
    await join();
    await expand();
    await correct();
    const telling = tell();
    for (const unit of made.units) {
      unit.content = !telling || unit.signal === 0;
      unit.weight = !telling ? 1 : lean && unit.signal === 2 ? 0 : SIGNAL[unit.signal];
    }
    made.short = made.units.filter((unit) => unit.content).length <= TELLING && made.units.length <= SHORT;
    made.claims = await door.claims(made, source);
    return made;
  }

  /** The stems of a phrase with their distance from its first word. @param {any[]} tokens @returns {[number, string][]} */
  function phrase(tokens) {
    /** @type {[number, string][]} */
    const words = [];
    for (const token of tokens) {
      if (token.role === "whole" || token.role === "hump") continue;
      if (!words.length || words[words.length - 1][0] !== token.position) words.push([token.position, door.stem(token.text)]);
    }
    return words.map(([position, stem]) => [position - words[0][0], stem]);
  }

  Object.assign(door, { plan });
})((globalThis.agentdexSearch ??= {}));
