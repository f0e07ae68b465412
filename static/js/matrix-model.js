// @ts-check
// What the matrix shows for a state: which competencies, which agents, in which order. Pure: no document.

/**
 * @typedef {{ agent: number, level: number }} Mark
 * @typedef {{ id: string, name: string, state: string, marks: Mark[] }} Row
 * @typedef {{ id: string, name: string, rows: Row[] }} Group
 * @typedef {{ groups: Group[], agents: { id: string, name: string }[] }} Matrix
 * @typedef {{ rows: number[], agents: number[] }} Part  indices, in the order in which they are shown
 * @typedef {{ parts: Part[], competencies: number, agents: number, all: { competencies: number, agents: number } }} Selection
 */

const MatrixModel = (() => {
  "use strict";

  /** Weakest first: a mark's level is its place here. */
  const LEVELS = ["inferred", "mentioned", "listed", "core"];
  const STATES = ["single", "primary", "ambiguous", "shared", "gap", "none"];

  /** The page's fields. @param {Matrix} matrix @returns {Field[]} */
  const fields = (matrix) => [
    { key: "q", kind: "text" },
    { key: "category", kind: "one", values: matrix.groups.map((group) => group.id) },
    { key: "level", kind: "one", values: LEVELS, initial: "inferred" },
    { key: "state", kind: "one", values: STATES },
    { key: "empty", kind: "one", values: ["show", "hide"], initial: "hide" },
    { key: "sort", kind: "one", values: ["name", "coverage"], initial: "name" },
    { key: "rows", kind: "one", values: ["competencies", "agents"], initial: "competencies" },
    { key: "agents", kind: "list", values: matrix.agents.map((agent) => agent.id) },
  ];

  /** Without regard to case and accents. @param {string} text */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** Indices, those with the highest count first; ties stay as they were. @param {number[]} indices @param {(index: number) => number} count */
  const byCount = (indices, count) => [...indices].sort((a, b) => count(b) - count(a));

  /** @param {Matrix} matrix @param {State} state @returns {Selection} */
  const select = (matrix, state) => {
    const chosen = Object.fromEntries(fields(matrix).map((field) => [field.key, ViewState.one(state, field)]));
    const words = fold(chosen.q).split(/\s+/).filter(Boolean);
    const floor = LEVELS.indexOf(chosen.level);
    const hide = chosen.empty === "hide";
    const wanting = chosen.state === "gap" || chosen.state === "none"; // of these, having no mark is the point
    const byId = new Map(matrix.agents.map((agent, index) => [agent.id, index]));
    const picked = (state.values.agents ?? []).map((id) => byId.get(id) ?? -1).filter((index) => index >= 0);
    const columns = picked.length > 0 ? picked : matrix.agents.map((_, index) => index);
    const counted = matrix.agents.map(() => picked.length === 0);
    for (const index of picked) counted[index] = true;
    const seen = new Set();

    const parts = matrix.groups.map((group) => {
      if (chosen.category && group.id !== chosen.category) return { rows: [], agents: [] };
      const ofAgent = new Uint32Array(matrix.agents.length);
      /** @type {number[]} */
      const rows = [];
      const ofRow = group.rows.map((row, index) => {
        if (chosen.state && row.state !== chosen.state) return 0;
        const name = words.length > 0 ? fold(row.name) : "";
        if (!words.every((word) => name.includes(word))) return 0;
        const marks = row.marks.filter((mark) => mark.level >= floor && counted[mark.agent]);
        if (marks.length === 0 && hide && (floor > 0 || picked.length > 0) && !wanting) return 0;
        rows.push(index);
        for (const mark of marks) ofAgent[mark.agent] += 1;
        return marks.length;
      });
      // Agents that were picked stand in every table, so that they can be compared; else those stand in one that have a mark there.
      const own = hide && picked.length === 0 ? columns.filter((index) => ofAgent[index] > 0) : columns;
      const agents = rows.length === 0 ? [] : own;
      for (const index of agents) seen.add(index);
      if (chosen.sort !== "coverage") return { rows, agents };
      return { rows: byCount(rows, (it) => ofRow[it]), agents: byCount(agents, (it) => ofAgent[it]) };
    });
    const competencies = parts.reduce((sum, part) => sum + part.rows.length, 0);
    const all = matrix.groups.reduce((sum, group) => sum + group.rows.length, 0);
    return { parts, competencies, agents: seen.size, all: { competencies: all, agents: matrix.agents.length } };
  };

  /** @param {number} count @param {string} one @param {string} [many] */
  const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

  /** "14 of 500 competencies, 38 of 200 agents; 162 agents hidden". @param {Selection} selection */
  const say = ({ competencies, agents, all }) => {
    const of = (/** @type {number} */ count, /** @type {number} */ total) => (count === total ? "" : `${count} of `);
    const hidden = all.agents - agents;
    return (
      `${of(competencies, all.competencies)}${counted(all.competencies, "competency", "competencies")}, ` +
      `${of(agents, all.agents)}${counted(all.agents, "agent")}` +
      (hidden > 0 ? `; ${counted(hidden, "agent")} hidden` : "")
    );
  };

  return { LEVELS, STATES, fields, fold, select, say, counted };
})();
