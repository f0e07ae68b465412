// @ts-check
// Which agents are the matrix's columns, and in which order.

const MatrixAgents = (() => {
  "use strict";
  const { make, button } = Controls;
  const LISTED = 40; // agents that the list shows at once; the field above it finds the rest

  /** Whether the chooser is open, and what is typed in it: the controls are made again at every change. */
  let open = false;
  let typed = "";

  /** @param {Matrix} matrix @param {State} state @param {(state: State) => void} go */
  const chooser = (matrix, state, go) => {
    const chosen = state.values.agents ?? [];
    const set = (/** @type {string[]} */ ids) => go(ViewState.change(state, "agents", ids));
    const name = (/** @type {string} */ id) => matrix.agents.find((agent) => agent.id === id)?.name ?? id;

    const order = make("ol", { class: "chosen" });
    chosen.forEach((id, at) => {
      const move = (/** @type {number} */ by, /** @type {string} */ sign, /** @type {string} */ word) => {
        const to = at + by;
        const element = button(sign, () => set(chosen.map((it, index) => (index === at ? chosen[to] : index === to ? id : it))));
        element.setAttribute("aria-label", `Move ${name(id)} ${word}`);
        element.disabled = to < 0 || to >= chosen.length;
        return element;
      };
      const drop = button("×", () => set(chosen.filter((it) => it !== id)));
      drop.setAttribute("aria-label", `Remove ${name(id)}`);
      order.append(make("li", {}, make("span", {}, name(id)), move(-1, "↑", "up"), move(1, "↓", "down"), drop));
    });

    const list = make("ul");
    const fill = () => {
      const word = MatrixModel.fold(typed.trim());
      const found = matrix.agents.filter((agent) => MatrixModel.fold(agent.name).includes(word));
      const rest = found.length - LISTED;
      list.replaceChildren(
        ...found.slice(0, LISTED).map((agent) =>
          make("li", {}, Controls.check(agent.name, chosen.includes(agent.id), () => go(ViewState.toggle(state, "agents", agent.id)))),
        ),
        ...(rest > 0 ? [make("li", { class: "count" }, `${rest} more: type a part of the name`)] : found.length === 0 ? [make("li", { class: "count" }, "No agent of that name")] : []),
      );
    };
    const field = Fields.words("Find", typed, (text) => {
      typed = text;
      fill();
    });
    fill();
    const details = make(
      "details",
      { class: "chooser" },
      make("summary", {}, chosen.length > 0 ? `Agents: ${chosen.length} chosen` : "Choose agents"),
      make("div", { class: "chooser-panel" }, ...(chosen.length > 0 ? [order, button("All agents", () => set([]))] : []), field, list),
    );
    details.open = open;
    details.addEventListener("toggle", () => (open = details.open));
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary")?.focus();
    });
    return details;
  };

  return { chooser };
})();
