// @ts-check
// The competencies that a query names, and who claims them. Twin of src/search/claims.rs.
(function (door) {
  "use strict";

  const LONGEST = 5;

  /** The longest key that a table has of those that begin at a place: how many stems it has, and its entry. @param {Record<string, any>} table
   * @param {string[]} keys @param {number} at @returns {[number, any]} */
  function longest(table, keys, at) {
    for (let length = Math.min(LONGEST, keys.length - at); length > 0; length--) {
      const key = keys.slice(at, at + length).join(" ");
      if (Object.hasOwn(table, key)) return [length, table[key]];
    }
    return [1, null];
  }

  /** The stem by which a name is looked up: of what was typed or, if that was wrong, of what was meant. @param {any} unit @returns {string} */
  function key(unit) {
    const [first] = unit.alternatives;
    return unit.kind === "prefix" || !first || first.how?.how === "beginning" ? "" : first.stems[0];
  }

  /** @param {any} plan @param {any} source */
  async function claims(plan, source) {
    const count = (/** @type {any[]} */ units) => units.filter((unit) => unit.content).length;
    const keys = plan.units.map(key);
    /** @type {any[]} */
    const made = [];
    for (let at = 0, length = 1; at < keys.length; at += length) {
      /** @type {any} */
      let name = null;
      // What counts nothing isn't looked at.
      [length, name] = plan.units[at].weight ? longest((await source.beside(keys[at])).names, keys, at) : [1, null];
      const own = count(plan.units.slice(at, at + length));
      if (!name || !own) continue;
      const [place, weak, first] = name;
      // In a sentence "rest" and "go" mostly mean what they mean to everybody, and one word has its own worth there.
      if ((!plan.short && (weak || length === 1)) || made.some((it) => it.place === place)) continue;
      made.push({ ...(await source.claim(first || keys[at], place)), place, named: ((plan.short ? own : 1) * own) / count(plan.units) });
    }
    return made;
  }

  Object.assign(door, { longest, claims });
})((globalThis.agentdexSearch ??= {}));
