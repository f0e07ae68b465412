// @ts-check
// The field as a combobox (WAI-ARIA Authoring Practices, "Editable Combobox With List Autocomplete"): arrows, Home, End, Enter,
// Ctrl+Enter, Escape; groups; one polite status line. Nothing on the page moves: the list lies over it.
(function (door) {
  "use strict";

  const SHOWN = 8;
  /** How many come with a quote: each costs a file; the others say what they are for. */
  const QUOTED = 1;
  /** How long typing must rest before the count is read out, in milliseconds. */
  const REST = 500;

  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-search]"));
  const input = form?.querySelector("input");
  if (!form || !input || document.querySelector("[data-search-page]")) return;
  const root = form.dataset.root || "";
  const { element } = door;

  const list = element("ul", { class: "suggestions", role: "listbox", id: "search-list", "aria-label": "Answers", hidden: "" });
  const status = element("p", { class: "hidden", role: "status" });
  form.append(list, status);
  for (const [key, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", "search-list"], ["aria-autocomplete", "list"]]) {
    input.setAttribute(key, value);
  }

  /** @type {HTMLAnchorElement[]} */
  let options = [];
  let active = -1;
  let asked = 0;
  let timer = 0;
  /** @type {Element | null} */
  let opener = null;
  form.addEventListener("search-open", (event) => (opener = /** @type {CustomEvent} */ (event).detail));

  /** @param {string} href @param {...(Node | string)} content */
  function option(href, ...content) {
    // The link is the option: a link inside one would be a control within a control, which nobody is told of.
    const link = /** @type {HTMLAnchorElement} */ (
      element("a", { href, tabindex: "-1", role: "option", id: `search-option-${options.length}`, "aria-selected": "false" }, ...content)
    );
    options.push(link);
    return element("li", { role: "presentation" }, link);
  }

  /** @param {string} name @param {Node[]} rows */
  function group(name, rows) {
    if (!rows.length) return [];
    const id = `search-group-${name.toLowerCase()}`;
    const head = element("li", { role: "presentation", id, class: "suggestions-head" }, name);
    return [element("li", { role: "presentation" }, element("ul", { role: "group", "aria-labelledby": id }, head, ...rows))];
  }

  /** @param {any} answer */
  function show(answer) {
    options = [];
    const agents = answer.hits.map((/** @type {any} */ hit) => {
      const section = hit.sections.find((/** @type {any} */ it) => it.quote);
      const quote = element("small", {}, section ? door.marked(section.quote, section.marks) : hit.purpose);
      const why = door.reason(hit);
      const rows = [element("strong", {}, hit.name), ...(why ? [" ", element("em", {}, why)] : []), element("br", {}), quote];
      return option(door.address(hit, section, root), ...rows);
    });
    const competencies = answer.competencies.map((/** @type {any} */ it) =>
      option(`${root}competency/${encodeURIComponent(it.id)}.html`, `${it.name}: ${door.count(it.agents, "agent")}`));
    const pages = answer.pages.map((/** @type {any} */ it) => option(`${root}${it.name}.html`, it.title));
    const more = answer.total > answer.hits.length ? [option(target(), `All ${answer.total} agents`)] : [];
    const none = answer.total ? [] : [option(`${root}matrix.html`, "No agent matches. Browse the matrix")];
    list.replaceChildren(
      ...group("Agents", [...agents, ...more, ...none]),
      ...group("Competencies", competencies),
      ...group("Pages", pages),
    );
    expand(true);
    select(-1);
    clearTimeout(timer);
    timer = setTimeout(() => (status.textContent = door.summary(answer)), REST);
  }

  const target = () => `${form.getAttribute("action")}?q=${encodeURIComponent(input.value)}`;

  /** @param {boolean} open */
  function expand(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) select(-1);
  }

  /** @param {number} at */
  function select(at) {
    options[active]?.setAttribute("aria-selected", "false");
    active = at;
    const chosen = options[at];
    if (!chosen) return input.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", chosen.id);
  }

  async function ask() {
    const number = ++asked;
    const text = input.value;
    if (!text.trim()) {
      expand(false);
      status.textContent = "";
      return;
    }
    const answer = await door.search(await door.site(), text, { limit: SHOWN, quoted: QUOTED });
    // An answer to what was typed before comes too late.
    if (number === asked) show(answer);
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const open = !list.hidden;
    const last = options.length - 1;
    const to = { ArrowDown: active >= last ? 0 : active + 1, ArrowUp: active <= 0 ? last : active - 1 }[event.key];
    if (to !== undefined) {
      if (!open) return void ask();
      select(to);
    } else if (open && active >= 0 && (event.key === "Home" || event.key === "End")) {
      select(event.key === "Home" ? 0 : last);
    } else if (event.key === "Enter" && active >= 0) {
      const href = options[active].href;
      if (event.ctrlKey || event.metaKey) window.open(href, "_blank", "noopener");
      else location.assign(href);
    } else if (event.key === "Escape" && (open || opener)) {
      if (open) expand(false);
      else {
        if (opener instanceof HTMLElement) opener.focus();
        opener = null;
      }
    } else return;
    event.preventDefault();
  }

  input.addEventListener("input", ask);
  input.addEventListener("keydown", key);
  // A pointer that goes down on an answer must not take the focus first: the list would close under it.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  form.addEventListener("focusout", (event) => {
    if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) expand(false);
  });
  if (input.value && document.activeElement === input) ask();
})((globalThis.agentdexSearch ??= {}));
