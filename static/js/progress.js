// @ts-check
// Gives every step of a learning path (`ol[data-progress] > li`, in its `.done`) a box to tick, and remembers the ticks in this browser alone
// (localStorage, key "agentdex.progress." and the path's name: the titles of the steps that are done, as JSON).
// The boxes are made here, so that without script, or without storage, there is none that forgets.
(() => {
  "use strict";

  /** What is stored, if it is what we would have stored. @param {string} key @returns {Set<string>} */
  const load = (key) => {
    const value = JSON.parse(localStorage.getItem(key) ?? "[]");
    return new Set(Array.isArray(value) ? value.filter((it) => typeof it === "string") : []);
  };

  /** @param {HTMLElement} list */
  const enhance = (list) => {
    const key = `agentdex.progress.${list.dataset.progress}`;
    let done = new Set();
    try {
      done = load(key);
      localStorage.setItem(key, JSON.stringify([...done]));
    } catch {
      if (!storage()) return;
      done = new Set();
    }
    const steps = [...list.children].map((item) => ({ item, title: item.querySelector("h3")?.textContent?.trim() ?? "" }));
    const status = list.previousElementSibling;
    const say = () => {
      const count = steps.filter(({ title }) => done.has(title)).length;
      if (status) status.textContent = `${count} of ${steps.length} done, kept in this browser`;
    };
    for (const { item, title } of steps) {
      const label = document.createElement("label");
      const box = document.createElement("input");
      const name = document.createElement("span");
      box.type = "checkbox";
      box.checked = done.has(title);
      name.className = "hidden";
      name.textContent = `: ${title}`;
      label.append(box, "Done", name);
      item.toggleAttribute("data-done", box.checked);
      box.addEventListener("change", () => {
        if (box.checked) done.add(title);
        else done.delete(title);
        item.toggleAttribute("data-done", box.checked);
        try {
          localStorage.setItem(key, JSON.stringify([...done]));
        } catch {
          // Full or refused: the tick stands until the page is left.
        }
        say();
      });
      item.querySelector(".done")?.append(label);
    }
    say();
  };

  /** Whether this browser keeps anything. */
  const storage = () => {
    try {
      localStorage.removeItem("agentdex.progress.");
      return true;
    } catch {
      return false;
    }
  };

  document.querySelectorAll("ol[data-progress]").forEach((list) => enhance(/** @type {HTMLElement} */ (list)));
})();
