// @ts-check
// Applies the reader's choice of theme, and puts the switch for it into the masthead.
//
// This is the one script that blocks: it stands in <head> without `defer`, so that a stored choice is on <html>
// before the first paint and the page never flashes in the other theme. It must therefore stay this small.
// Without it the page follows the system (`color-scheme: light dark`), and the masthead shows no dead switch.
(() => {
  "use strict";

  const KEY = "agentdex-theme";
  const WAIT_MS = 4000;
  const LABELS = { auto: "Auto", light: "Light", dark: "Dark" };
  /** @typedef {keyof typeof LABELS} Choice */
  const CHOICES = /** @type {Choice[]} */ (Object.keys(LABELS));
  const root = document.documentElement;

  /** A value that an older version or another hand stored counts as `auto`. @param {unknown} value @returns {Choice} */
  const coerce = (value) => CHOICES.find((choice) => choice === value) ?? "auto";

  /** Storage throws where it is switched off, in some private modes and on some file:// pages. @returns {Choice} */
  const stored = () => {
    try {
      return coerce(localStorage.getItem(KEY));
    } catch {
      return "auto";
    }
  };

  /** @param {Choice} choice */
  const store = (choice) => {
    try {
      if (choice === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // The choice then lasts for this page only.
    }
  };

  /** @param {Choice} choice */
  const apply = (choice) => {
    if (choice === "auto") delete root.dataset.theme;
    else root.dataset.theme = choice;
  };

  let choice = stored();
  apply(choice);
  root.dataset.js = ""; // layout.css keeps the switch's place from here on, so inserting it moves nothing
  // What the address asks for comes with later scripts: layout.css keeps its room, and shows nothing else in it until one of them has
  // answered (Controls.keep, search-page.js), or none does.
  if (location.search) {
    root.dataset.asked = "";
    setTimeout(() => (root.dataset.asked = "answered"), WAIT_MS);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const slot = document.querySelector("[data-theme-slot]");
    if (!slot) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "theme";

    const show = () => {
      button.dataset.choice = choice;
      button.textContent = LABELS[choice];
      button.setAttribute("aria-label", `${LABELS[choice]} theme, switch`);
    };
    button.addEventListener("click", () => {
      choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length] ?? "auto";
      apply(choice);
      store(choice);
      show();
    });
    // Another tab, or a page that the back button kept alive, follows too.
    const follow = () => {
      choice = stored();
      apply(choice);
      show();
    };
    addEventListener("storage", (event) => {
      if (event.key === KEY || event.key === null) follow();
    });
    addEventListener("pageshow", (event) => {
      if (event.persisted) follow();
    });
    show();
    slot.append(button);
  });
})();
