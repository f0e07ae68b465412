// @ts-check
// Data files, which are scripts because a page opened from disk may not fetch. A data file does one thing: it hands plain data
// to this door, as the detail of the event `agentdex:data` ({ kind, key, … }).

/**
 * @typedef {{ id: string, name: string, level: string, note?: string, line: number, quote: [string, string, string], section?: string }} CompetencyData
 * @typedef {{
 *   kind: "agent", key: string, name: string, color: string, path: string, summary: string, purpose: string, when: string[], whenNot: string[],
 *   model: string, tools: string, loads: string, always: number, invoked: number,
 *   examples: { context: string, asks: string }[], competencies: CompetencyData[],
 * }} AgentData  competencies: the most telling first
 */

const AgentData = (() => {
  "use strict";

  /** What has been asked for, by URL. @type {Map<string, Promise<any>>} */
  const asked = new Map();
  // The preview changed the catalog: what was loaded may be old.
  document.addEventListener("agentdex:main", () => asked.clear());

  /**
   * The data of the file at a URL; rejected where there is none.
   * @param {string} url @returns {Promise<any>}
   */
  const load = (url) => {
    const known = asked.get(url);
    if (known) return known;
    const promise = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      // A script runs right before its own load event, so that what the door was given last is this file's.
      /** @type {unknown} */
      let given;
      const take = (/** @type {Event} */ event) => {
        if (document.currentScript === script) given = /** @type {CustomEvent} */ (event).detail;
      };
      const end = () => {
        document.removeEventListener("agentdex:data", take);
        script.remove();
        if (given) resolve(given);
        else reject(new Error(`no data at ${url}`));
      };
      document.addEventListener("agentdex:data", take);
      script.addEventListener("load", end);
      script.addEventListener("error", end);
      script.src = url;
      document.head.append(script);
    });
    asked.set(url, promise);
    promise.catch(() => asked.delete(url));
    return promise;
  };

  return { load };
})();
