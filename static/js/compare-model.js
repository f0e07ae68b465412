// @ts-check
// What tells the compared agents apart, and the words to choose by: the same as src/pipeline/overlap/sentence.rs has for two. Pure: no
// document.

const CompareModel = (() => {
  "use strict";
  // Most competencies that are named of an agent: a reader compares no more.
  const NAMED = 3;

  /** @param {CompetencyData} mark */
  const claims = (mark) => mark.level === "core" || mark.level === "listed";

  /** The level at which each agent claims each competency, by the competency's id; empty where it doesn't. @param {AgentData[]} agents */
  const levels = (agents) => {
    /** @type {Map<string, string[]>} */
    const found = new Map();
    agents.forEach((agent, at) => {
      for (const mark of agent.competencies.filter(claims)) {
        const of = found.get(mark.id) ?? agents.map(() => "");
        of[at] = mark.level;
        found.set(mark.id, of);
      }
    });
    return found;
  };

  /** What the agents are called: by the same name nobody tells two apart, then it is by the names of their pages. @param {{ name: string, slug: string }[]} agents */
  const called = (agents) => {
    const names = agents.map((agent) => agent.name.trim());
    return new Set(names).size === names.length ? names : agents.map((agent) => agent.slug);
  };

  /** @param {string[]} words */
  const listed = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`);

  /**
   * One sentence for two agents, one each for more.
   * @param {AgentData[]} agents whose competencies come the most telling first
   */
  const sentences = (agents) => {
    const held = levels(agents);
    const names = called(agents);
    const only = agents.map((agent) => {
      const own = agent.competencies.filter((mark) => claims(mark) && held.get(mark.id)?.filter(Boolean).length === 1);
      return listed(own.slice(0, NAMED).map((mark) => mark.name));
    });
    if (agents.length > 2) return names.map((name, at) => (only[at] ? `Choose ${name} for ${only[at]}.` : `${name} claims nothing that the others do not.`));
    const [mine, theirs] = names;
    if (only[0] && only[1]) return [`Choose ${mine} for ${only[0]}; choose ${theirs} for ${only[1]}.`];
    if (only[0]) return [`Choose ${mine} for ${only[0]}; ${theirs} claims nothing that ${mine} does not.`];
    if (only[1]) return [`Choose ${theirs} for ${only[1]}; ${mine} claims nothing that ${theirs} does not.`];
    return [held.size > 0 ? `${mine} and ${theirs} claim the same competencies.` : `Neither ${mine} nor ${theirs} claims a competency.`];
  };

  return { levels, called, sentences };
})();
