// @ts-check
// The parts of which scripts build their controls, and the one way in which a page's state meets its URL.

const Controls = (() => {
  "use strict";

  // How long after the last key the URL follows what is typed.
  const TYPING_MS = 250;

  /**
   * An element. Text goes in as text, whatever stands in it.
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} name @param {Record<string, string | boolean>} [attributes] @param {(Node | string)[]} children
   * @returns {HTMLElementTagNameMap[K]}
   */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== false) element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };

  /** @param {string} text @param {() => void} act @param {string} [className] */
  const button = (text, act, className = "") => {
    const element = make("button", { type: "button", ...(className && { class: className }) }, text);
    element.addEventListener("click", act);
    return element;
  };

  /** A labelled check. @param {string} label @param {boolean} checked @param {(checked: boolean) => void} act */
  const check = (label, checked, act) => {
    const element = make("input", { type: "checkbox" });
    element.checked = checked;
    element.addEventListener("change", () => act(element.checked));
    return make("label", {}, element, label);
  };

  /** A chip that takes itself away. @param {string} text @param {boolean} ignored @param {() => void} act */
  const chip = (text, ignored, act) => {
    const element = button(text, act, "chip");
    if (ignored) element.dataset.ignored = "";
    const tail = ignored ? ", unknown here, remove" : ", remove";
    element.append(" ", make("span", { "aria-hidden": "true" }, "×"), make("span", { class: "hidden" }, tail));
    return make("li", {}, element);
  };

  /** The chips of what a URL says and the page doesn't know. @param {State} state @param {(state: State) => void} go */
  const ignoredChips = (state, go) =>
    state.ignored.map(([key, value], at) =>
      chip(value === "" ? key : `${key}: ${value}`, true, () => go(ViewState.dismiss(state, at))),
    );

  /** What a control is called. @param {Element} control */
  const called = (control) => `${control.localName} ${control.getAttribute("aria-label") ?? named(control.closest("label") ?? control)}`;
  /** Without the count that may follow it. @param {Element} element */
  const named = (element) => /** @type {HTMLElement} */ (element).dataset.name ?? element.textContent;

  /**
   * Remembers which control inside an element has the focus; what is returned gives it to the one that is called the same once they were
   * made again, or, where there is none, to the element's first.
   * @param {Element} root
   */
  const holdFocus = (root) => {
    const active = document.activeElement;
    const name = active && root.contains(active) ? called(active) : null;
    return () => {
      if (name === null) return;
      const all = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("input, select, button, summary")]);
      (all.find((it) => called(it) === name) ?? all[0])?.focus({ preventScroll: true });
    };
  };

  /**
   * Keeps a page's state in its URL. `show` is called with the state at first and whenever the reader goes back or forward.
   * @param {() => readonly Field[]} fields @param {(state: State) => void} show @param {AbortSignal} signal
   */
  const keep = (fields, show, signal) => {
    let timer = 0;
    /** @param {State} state @param {boolean} [typing] a change that makes no entry of its own in the history */
    const save = (state, typing = false) => {
      clearTimeout(timer);
      const query = ViewState.write(state, fields());
      const url = location.pathname + (query && `?${query}`) + location.hash;
      const store = () => {
        try {
          if (typing) history.replaceState(null, "", url);
          else history.pushState(null, "", url);
        } catch {
          // Some browsers refuse it for files on disk: the page works all the same.
        }
      };
      // After what it asks for is on the screen: an entry costs the browser as much as a dozen cards.
      if (typing || `?${query}` !== (location.search || "?")) timer = setTimeout(store, typing ? TYPING_MS : 0);
    };
    const { dataset } = document.documentElement;
    const load = () => {
      show(ViewState.read(location.search, fields()));
      // One frame later: what was shown at once would be seen to move.
      if ("asked" in dataset) requestAnimationFrame(() => setTimeout(() => (dataset.asked = "answered")));
    };
    addEventListener("popstate", load, { signal });
    signal.addEventListener("abort", () => clearTimeout(timer));
    return { save, load };
  };

  /**
   * Starts a page's script now, and again whenever the preview puts a new <main> in the old one's place.
   * @param {(signal: AbortSignal) => void} start  its listeners end with the signal
   */
  const onMain = (start) => {
    let life = new AbortController();
    const run = () => {
      life.abort();
      life = new AbortController();
      start(life.signal);
    };
    document.addEventListener("agentdex:main", run);
    run();
  };

  return { make, button, check, chip, ignoredChips, holdFocus, keep, onMain };
})();
