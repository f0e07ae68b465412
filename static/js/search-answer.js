// @ts-check
// The answer to a query: agents, best first, with the reason. Twin of src/search/answer.rs and told.rs.
(function (door) {
  "use strict";

  const BESIDE = 5;
  const LENGTH = 180;
  const BEFORE = 50;
  const SECTIONS = 3;
  const LEVELS = ["inferred", "mentioned", "listed", "core"];
  const ORDER = ["name", "description", "competencies", "sections", "body", "examples"];

  /** Which stems an agent matched by, each with the number of the query's word and its worth. @typedef {{of: Map<string, [number, number]>, sieve: Uint8Array}} Matches */

  /**
   * Answers a query from an opened index.
   * @param {any} source @param {string} text @param {{limit: number, quoted?: number}} ask `quoted`: how many hits come with sections
   */
  async function search(source, text, ask) {
    const query = door.parse(text);
    const notes = [...query.notes];
    const passing = await door.passing(query.filters, source, notes);
    const plan = await door.plan(query, source);
    const nothing = !query.filters.length && !plan.units.length && !plan.nots.length;
    /** @type {any[]} */
    const ranked = nothing ? [] : await door.rank(plan, source, passing);
    const agents = ranked.filter((it) => it.doc < source.agents);
    const shown = door.best(agents, ask.limit);
    const hits = await Promise.all(shown.map((it, i) => hit(source, plan, it, i < (ask.quoted ?? ask.limit))));
    const answer = {
      query: text, hits, total: agents.length, docs: agents.map((it) => it.doc), competencies: [], pages: [],
      without: plan.without, corrections: corrections(plan, -1), notes,
    };
    await beside(source, answer, ranked, plan.claims);
    return answer;
  }

  /** Adds pages and competencies. @param {any} source @param {any} answer @param {any[]} ranked @param {any[]} claims */
  async function beside(source, answer, ranked, claims) {
    const end = source.agents + source.pages;
    const others = ranked.filter((it) => it.doc >= source.agents && it.score > 0);
    for (const it of door.best(others.filter((one) => one.doc < end), BESIDE)) {
      const [title, name] = await source.card(it.doc);
      answer.pages.push({ name, title });
    }
    // Those that the query names, or, beside no agent, those that come near.
    const named = (/** @type {any} */ one) => one.named || !answer.total || claims.some((claim) => claim.doc === one.doc);
    for (const it of door.best(others.filter((one) => one.doc >= end && named(one)), BESIDE)) {
      const [name, id, agents] = await source.card(it.doc);
      answer.competencies.push({ id, name, agents });
    }
  }

  const holds = (/** @type {any} */ alternative, /** @type {number} */ doc) =>
    alternative.terms.every((/** @type {any} */ term) => door.indexOf(term.docs, doc) >= 0);

  /** @param {any} plan @param {number} doc -1 for any */
  function corrections(plan, doc) {
    /** @type {{from: string, to: string, how: string}[]} */
    const made = [];
    const found = (/** @type {any} */ it) => (doc >= 0 ? holds(it, doc) : it.terms.every((/** @type {any} */ term) => term.docs.length));
    for (const unit of plan.units.filter((/** @type {any} */ it) => it.weight)) {
      const held = unit.alternatives.filter(found);
      // What was typed needs no other way.
      for (const { how: it } of held.every((/** @type {any} */ one) => one.how) ? held : []) {
        const from = it.typed ?? unit.text;
        const same = made.some((own) => own.from === from && own.to === it.to && own.how === it.how);
        if (!same) made.push({ from, to: it.to, how: it.how });
      }
    }
    return made;
  }

  /** @param {any} source @param {any} plan @param {any} scored @param {boolean} quoted */
  async function hit(source, plan, scored, quoted) {
    const [name, slug, purpose, told] = await source.card(scored.doc);
    /** @type {Map<string, [number, number]>} */
    const matches = new Map();
    const claimed = plan.claims.map((/** @type {any} */ it) => ({ name: it.name, level: it.levels[door.indexOf(it.docs, scored.doc)] }));
    const competencies = claimed.filter((/** @type {any} */ it) => it.level).map((/** @type {any} */ it) => ({ name: it.name, level: it.level > 62 ? "core" : "listed" }));
    const why = { fields: [], competencies, terms: [], corrections: corrections(plan, scored.doc), without: [] };
    // What a hit is shown for are the words that tell.
    for (const [number, unit] of plan.units.entries()) {
      if (!unit.content) continue;
      const held = unit.alternatives.filter((/** @type {any} */ it) => holds(it, scored.doc));
      for (const it of held) {
        for (const [i, stem] of it.stems.entries()) {
          const worth = (unit.weight * it.weight * it.terms[i].worth) / 1000;
          if (!matches.has(stem)) matches.set(stem, [number, worth]);
        }
      }
      if (held.length) why.terms.push(/** @type {never} */ (unit.text));
      else if (plan.short) why.without.push(/** @type {never} */ (unit.text));
    }
    const made = { agent: slug || name, name, purpose, score: Math.round(scored.score * 1e6) / 1e6, why, sections: [] };
    if (!quoted || !matches.size || !told) return made;
    // Of what this agent holds only: the fewer stems, the fewer words pass.
    const sought = { of: matches, sieve: door.sieve(matches.keys()) };
    Object.assign(made, find(name, await source.told(told), sought, why));
    return made;
  }

  /** What the words in a text are worth, each word of the query once. @param {string} text @param {Matches} matches */
  function worths(text, matches) {
    /** @type {Map<number, number>} */
    const own = new Map();
    door.words(text, matches.sieve, (/** @type {string} */ stem) => {
      const match = matches.of.get(stem);
      if (match) own.set(match[0], Math.max(match[1], own.get(match[0]) || 0));
    });
    return own;
  }

  /** Summed in the order of the query's words, as the twin does. @param {Map<number, number>} worths */
  function sum(worths) {
    let total = 0;
    for (const number of [...worths.keys()].sort((a, b) => a - b)) total += worths.get(number) || 0;
    return total;
  }

  /** Where an agent says what was asked for. @param {string} name @param {any} told @param {Matches} matches @param {any} why */
  function find(name, told, matches, why) {
    const fields = new Set();
    if (worths(name, matches).size) fields.add("name");
    const competencies = [...why.competencies];
    for (const [own, level] of told.competencies) {
      if (!worths(own, matches).size) continue;
      const stems = door.nameStems(own);
      if (!stems.length || !stems.every((/** @type {string} */ stem) => matches.of.has(stem))) continue;
      fields.add("competencies");
      if (competencies.every((it) => it.name !== own)) competencies.push({ name: own, level: LEVELS[level] });
    }
    const ranked = [];
    for (const [at, [field, anchor, title, passages]] of told.parts.entries()) {
      const all = worths(title, matches);
      if (all.size) fields.add(field === "body" ? "sections" : field);
      let [best, most] = [0, 0];
      for (const [i, passage] of passages.entries()) {
        const own = worths(passage, matches);
        if (own.size) fields.add(field);
        if (sum(own) > most) [best, most] = [i, sum(own)];
        for (const [number, worth] of own) all.set(number, Math.max(worth, all.get(number) || 0));
      }
      if (all.size) ranked.push({ at, worth: sum(all), anchor, title, passage: passages[best] || "" });
    }
    ranked.sort((a, b) => b.worth - a.worth || a.at - b.at);
    const sections = ranked.slice(0, SECTIONS).map(({ anchor, title, passage }) => ({ anchor, title, ...quote(passage, matches) }));
    const held = ORDER.filter((field) => fields.has(field));
    return { why: { ...why, fields: held.length ? held : ["code"], competencies }, sections };
  }

  /** @param {string} text @param {Matches} matches */
  function marksOf(text, matches) {
    /** @type {[number, number][]} */
    const marks = [];
    door.words(text, matches.sieve, (/** @type {string} */ stem, /** @type {number} */ start, /** @type {number} */ end) => {
      if (!matches.of.has(stem)) return;
      const last = marks[marks.length - 1];
      if (last && start < last[1]) last[1] = Math.max(last[1], end);
      else marks.push([start, end]);
    });
    return marks;
  }

  /** As much of a passage as is quoted, around the first word that matched. @param {string} passage @param {Matches} matches */
  function quote(passage, matches) {
    const chars = Array.from(passage);
    const marks = marksOf(passage, matches);
    if (chars.length <= LENGTH) return { quote: passage, marks };
    const first = Array.from(passage.slice(0, marks.length ? marks[0][0] : 0)).length;
    const space = (/** @type {number} */ at) => at < chars.length && /\s/.test(chars[at]);
    let start = Math.min(Math.max(0, first - BEFORE), chars.length - LENGTH);
    while (start > 0 && start < first && !space(start - 1)) start++;
    let end = Math.min(start + LENGTH, chars.length);
    while (end < chars.length && end > first + 20 && !space(end)) end--;
    const middle = chars.slice(start, end).join("").trim();
    const text = `${start > 0 ? "… " : ""}${middle}${end < chars.length ? " …" : ""}`;
    return { quote: text, marks: marksOf(text, matches) };
  }

  Object.assign(door, { search });
})((globalThis.agentdexSearch ??= {}));
