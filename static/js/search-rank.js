// @ts-check
// From a plan to documents in order. Twin of src/search/rank.rs and facets.rs: the same numbers, summed in the same order.
(function (door) {
  "use strict";

  const NAMED = 0.2;
  const CLAIMED = 0.5;
  const SCALE = 88 * 88 * 1000;
  const LEVELS = ["inferred", "mentioned", "listed", "core"];

  /** @typedef {{doc: number, score: number, named: boolean}} Scored */

  /** Where a document stands among sorted ones; -1 if it doesn't. @param {number[]} docs @param {number} doc */
  function indexOf(docs, doc) {
    let [low, high] = [0, docs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (docs[middle] < doc) low = middle + 1;
      else high = middle;
    }
    return docs[low] === doc ? low : -1;
  }

  /** The documents that hold an alternative, each with what its weakest stem gives. @param {any} alternative
   * @param {(doc: number, base: number, name: number) => void} each */
  function bases(alternative, each) {
    const [first, ...rest] = alternative.terms;
    const { docs, levels, names, worth } = first;
    docs: for (let i = 0; i < docs.length; i++) {
      const doc = docs[i];
      let weakest = worth * (levels[i] * levels[i]);
      let name = names[i];
      for (const term of rest) {
        const at = indexOf(term.docs, doc);
        if (at < 0) continue docs;
        weakest = Math.min(weakest, term.worth * (term.levels[at] * term.levels[at]));
        name &= term.names[at];
      }
      each(doc, weakest, name);
    }
  }

  /** @param {any} plan @param {any} source @param {Uint8Array | null} passing @returns {Promise<Scored[]>} */
  async function rank(plan, source, passing) {
    const size = source.names.length;
    const scores = new Float64Array(size);
    const best = new Float64Array(size);
    const matched = new Uint8Array(size);
    const named = new Uint8Array(size);
    const allowed = new Uint8Array(size).fill(plan.units.length ? 0 : 1);
    const inName = new Uint8Array(size);
    for (const unit of plan.units) {
      if (!unit.weight) continue;
      const content = unit.content ? 1 : 0;
      /** @param {number} doc @param {number} worth @param {number} name */
      const raise = (doc, worth, name) => {
        scores[doc] += worth;
        matched[doc] += content;
        named[doc] += content & name;
        // Who holds nothing but words like "in" and "a" has no answer to what was asked.
        allowed[doc] |= content;
      };
      if (unit.alternatives.length === 1) {
        const weight = unit.weight * unit.alternatives[0].weight;
        bases(unit.alternatives[0], (doc, base, name) => raise(doc, weight * base, name));
        continue;
      }
      /** @type {number[]} */
      const found = [];
      for (const alternative of unit.alternatives) {
        const weight = unit.weight * alternative.weight;
        bases(alternative, (doc, base, name) => {
          if (best[doc] === 0) found.push(doc);
          best[doc] = Math.max(best[doc], weight * base);
          inName[doc] |= name;
        });
      }
      for (const doc of found) {
        raise(doc, best[doc], inName[doc]);
        best[doc] = inName[doc] = 0;
      }
    }
    for (const { docs, levels, worth, named: own } of plan.claims) {
      const weight = CLAIMED * own * worth;
      for (let i = 0; i < docs.length; i++) scores[docs[i]] += weight * (levels[i] * levels[i]);
    }
    if (passing) for (let doc = 0; doc < size; doc++) if (!passing[doc]) allowed[doc] = 0;
    for (const words of plan.phrases) {
      const holding = new Set(await phrase(words, source));
      for (let doc = 0; doc < size; doc++) if (!holding.has(doc)) allowed[doc] = 0;
    }
    for (const not of plan.nots) {
      if (not.phrase) for (const doc of await phrase(not.phrase, source)) allowed[doc] = 0;
      else for (const term of not.terms) for (const doc of term.docs) allowed[doc] = 0;
    }
    const contents = Math.max(1, plan.units.filter((/** @type {any} */ unit) => unit.content).length);
    /** @type {Scored[]} */
    const ranked = [];
    for (let doc = 0; doc < size; doc++) {
      if (!allowed[doc]) continue;
      let score = scores[doc];
      if (plan.short) score *= Math.sqrt(matched[doc] / contents);
      const length = Math.max(1, source.names[doc]);
      const held = Math.min(named[doc], length);
      score *= 1 + NAMED * (held / length);
      ranked.push({ doc, score: score / SCALE, named: held === length });
    }
    return ranked;
  }

  /** The best so many, in order. @param {Scored[]} scored @param {number} count */
  function best(scored, count) {
    const order = (/** @type {Scored} */ a, /** @type {Scored} */ b) => b.score - a.score || a.doc - b.doc;
    /** @type {Scored[]} */
    let kept = [];
    /** @type {Scored | undefined} */
    let worst;
    for (const it of scored) {
      if (worst && order(it, worst) > 0) continue;
      kept.push(it);
      if (kept.length < 4 * count + 16) continue;
      kept = kept.sort(order).slice(0, count);
      worst = kept[count - 1];
    }
    return kept.sort(order).slice(0, count);
  }

  /** The documents in which some stems stand at their distances from each other. @param {[number, string][]} words @param {any} source */
  async function phrase(words, source) {
    const terms = await Promise.all(words.map(async ([offset, stem]) => ({ offset, term: await source.term(stem) })));
    let rarest = terms[0];
    for (const it of terms) if (it.term.docs.length < rarest.term.docs.length) rarest = it;
    if (!rarest || !rarest.term.docs.length) return [];
    const places = await Promise.all(terms.map(({ term }) => term.places()));
    const own = places[terms.indexOf(rarest)];
    const found = [];
    for (const [at, doc] of rarest.term.docs.entries()) {
      const others = terms.map(({ term }, i) => new Set(places[i][indexOf(term.docs, doc)] || []));
      const start = (/** @type {number} */ position) => position - rarest.offset;
      const together = (/** @type {number} */ from) => from >= 0 && terms.every(({ offset }, i) => others[i].has(from + offset));
      if (own[at].some((position) => together(start(position)))) found.push(doc);
    }
    return found;
  }

  /** Who passes some filters. @param {any[]} filters @param {any} source @param {string[]} notes @returns {Promise<Uint8Array | null>} */
  async function passing(filters, source, notes) {
    if (!filters.length) return null;
    const passes = new Uint8Array(source.agents).fill(1);
    const wanted = filters.filter((it) => !it.not);
    const levels = wanted.filter((it) => it.field === "level").map((it) => LEVELS.indexOf(it.value)).filter((it) => it >= 0);
    const ofCompetency = wanted.some((it) => it.field === "competency");
    for (const field of door.FIELDS) {
      const own = filters.filter((it) => it.field === field);
      if (!own.length) continue;
      const facet = await source.facet(field);
      const any = new Uint8Array(source.agents);
      for (const filter of own) {
        const found = matching(facet, field, filter.value);
        if (!found.length) {
          const labels = facet.values.map((/** @type {any} */ it) => it.label);
          const parts = () => labels.flatMap((/** @type {string} */ it) => it.split(/[^\p{Alphabetic}\p{N}]+/u).filter(Boolean));
          const near = door.nearest(filter.value, labels) || door.nearest(filter.value, parts());
          const written = /\s/.test(near) ? `"${near}"` : near;
          notes.push(`no agent has the ${field} \`${filter.value}\`` + (near ? `; did you mean \`${field}:${written}\`?` : ""));
        }
        for (const value of found) {
          for (const [i, doc] of value.docs.entries()) {
            if (field === "competency" && levels.length && !levels.includes(value.levels[i])) continue;
            if (filter.not) passes[doc] = 0;
            else any[doc] = 1;
          }
        }
      }
      if (own.every((it) => it.not) || (field === "level" && ofCompetency)) continue;
      for (let doc = 0; doc < passes.length; doc++) passes[doc] &= any[doc];
    }
    return passes;
  }

  /** @param {string} text */
  function words(text) {
    const kept = door.tokens(text).filter((/** @type {any} */ it) => it.role !== "hump" && it.role !== "whole");
    return new Set(kept.map((/** @type {any} */ it) => it.text));
  }

  /** The values that a filter means. @param {any} facet @param {string} field @param {string} value */
  function matching(facet, field, value) {
    const meant = Object.hasOwn(facet.aliases, value) ? facet.aliases[value] : value;
    const equal = facet.values.find((/** @type {any} */ it) => it.value === meant);
    if (equal) return [equal];
    const wanted = [...words(value)];
    if (!wanted.length) return [];
    return facet.values.filter((/** @type {any} */ it) => {
      const held = [...words(it.value)];
      return wanted.every((word) => held.includes(word) || (field === "name" && held.some((own) => own.startsWith(word))));
    });
  }

  Object.assign(door, { rank, best, passing, indexOf });
})((globalThis.agentdexSearch ??= {}));
