// @ts-check
// Live reload: added to pages by the preview server, never part of a published site.
// The server says only the number of its newest build. The page then asks for itself again with its own tag, and only if
// its bytes changed takes the new <main>, so that the reader's place, focus, typed text and open details stay.
(() => {
  "use strict";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = script.dataset.base || "/_agentdex/";
  const title = () => document.title.replace(OFFLINE, "");
  const OFFLINE = "⚠ offline · ";
  /** First and longest wait before connecting again, in milliseconds. */
  const SOON = 250, LATE = 5000;

  let tag = script.dataset.tag || "";
  let known = "";
  let wait = SOON;
  /** @type {EventSource | null} */
  let source = null;
  let timer = 0;

  function connect() {
    window.clearTimeout(timer);
    if (source) source.close();
    const mine = (source = new EventSource(base + "events"));
    mine.onmessage = (event) => {
      wait = SOON;
      document.title = title();
      if (event.data !== known) {
        known = event.data;
        refresh();
      }
    };
    mine.onerror = () => {
      mine.close();
      if (source !== mine) return;
      // Another server may come back, which counts its builds from one again: the page's tag tells what changed.
      known = "";
      document.title = OFFLINE + title();
      timer = window.setTimeout(connect, wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, LATE);
    };
  }

  let busy = false, again = false;

  /** Asks for this page again and takes what changed. One request at a time; what comes meanwhile is asked for after it. */
  async function refresh() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      const answer = await fetch(location.pathname + location.search, {
        headers: { "If-None-Match": `"${tag}"` },
        cache: "no-store",
      });
      if (answer.status === 200) take(await answer.text());
    } catch {
      // The server went away in between: the connection's own error says so.
    }
    busy = false;
    document.dispatchEvent(new CustomEvent("agentdex:build", { detail: known }));
    if (again) {
      again = false;
      refresh();
    }
  }

  /** @param {string} text */
  function take(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const own = fresh.querySelector("script[data-tag]");
    tag = (own && own.getAttribute("data-tag")) || tag;
    // A script that changed has another name. One that this page has besides is data that another script is just loading.
    const loaded = list(document, "script[src]", "src");
    if (list(fresh, "script[src]", "src").some((src) => !loaded.includes(src))) {
      reload();
      return;
    }
    restyle(fresh);
    document.title = fresh.title;
    const now = document.querySelector("main"), next = fresh.querySelector("main");
    if (!now || !next || !fresh.body) {
      reload();
      return;
    }
    const place = remember(now);
    now.replaceWith(document.adoptNode(next));
    document.dispatchEvent(new CustomEvent("agentdex:main"));
    restore(next, place);
  }

  /** Where the reader was, kept over a reload. */
  const PLACE = "agentdex-preview-place:" + location.pathname;

  /** Loads the whole page again: other scripts, or data that a script has loaded and holds. The reader's place is kept. */
  function reload() {
    const main = document.querySelector("main");
    try {
      const place = main && remember(main);
      if (place) sessionStorage.setItem(PLACE, JSON.stringify({ ...place, open: [...place.open], typed: [...place.typed] }));
    } catch {
      // Storage is off: the place is lost, and the page is right.
    }
    location.reload();
  }

  /** Takes the reader back to where he was before a reload. */
  function comeBack() {
    const main = document.querySelector("main");
    try {
      const kept = JSON.parse(sessionStorage.getItem(PLACE) || "null");
      sessionStorage.removeItem(PLACE);
      if (main && kept) restore(main, { ...kept, open: new Map(kept.open), typed: new Map(kept.typed) });
    } catch {
      // As above.
    }
  }

  /**
   * What a selector finds, by one attribute.
   * @param {Document} page @param {string} selector @param {string} name
   */
  function list(page, selector, name) {
    return [...page.querySelectorAll(selector)].map((it) => it.getAttribute(name));
  }

  /** Changed style sheets take the old ones' place once they have loaded, so that nothing flashes. @param {Document} fresh */
  function restyle(fresh) {
    const selector = "link[rel=stylesheet]";
    if (list(fresh, selector, "href").join() === list(document, selector, "href").join()) return;
    const old = [...document.head.querySelectorAll(selector)];
    const hrefs = old.map((it) => it.getAttribute("href"));
    for (const link of fresh.querySelectorAll(selector)) {
      const href = link.getAttribute("href");
      const at = hrefs.indexOf(href);
      if (at >= 0) {
        old.splice(at, 1);
        hrefs.splice(at, 1);
        continue;
      }
      const added = document.createElement("link");
      added.rel = "stylesheet";
      added.href = href || "";
      added.onload = () => old.forEach((it) => it.remove());
      document.head.append(added);
    }
  }

  /** The name by which an element of the old page is found in the new one. @param {Element} it @param {Element} main */
  function key(it, main) {
    if (it.id) return "#" + it.id;
    const alike = [...main.querySelectorAll(it.localName)];
    return it.localName + ":" + (it.getAttribute("name") || "") + ":" + alike.indexOf(it);
  }

  /** @param {Element} main */
  function remember(main) {
    /** @type {Map<string, boolean>} */
    const open = new Map();
    for (const it of main.querySelectorAll("details")) open.set(key(it, main), it.open);
    /** @type {Map<string, [string, boolean]>} */
    const typed = new Map();
    for (const it of /** @type {NodeListOf<HTMLInputElement>} */ (main.querySelectorAll("input, select, textarea"))) {
      typed.set(key(it, main), [it.value, it.checked]);
    }
    const active = document.activeElement;
    const focus = active && main.contains(active) ? key(active, main) : "";
    const range = active instanceof HTMLInputElement ? active.selectionStart : null;
    return { open, typed, focus, range, x: window.scrollX, y: window.scrollY };
  }

  /** @param {Element} main @param {ReturnType<typeof remember>} place */
  function restore(main, place) {
    for (const it of main.querySelectorAll("details")) it.open = place.open.get(key(it, main)) ?? it.open;
    for (const it of /** @type {NodeListOf<HTMLInputElement>} */ (main.querySelectorAll("input, select, textarea"))) {
      const was = place.typed.get(key(it, main));
      if (!was || (it.value === was[0] && it.checked === was[1])) continue;
      [it.value, it.checked] = was;
      it.dispatchEvent(new Event("input", { bubbles: true }));
      it.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (place.focus) {
      const all = /** @type {NodeListOf<HTMLElement>} */ (main.querySelectorAll("*"));
      const back = [...all].find((it) => key(it, main) === place.focus);
      if (back) back.focus({ preventScroll: true });
      if (back instanceof HTMLInputElement && place.range !== null) back.setSelectionRange(place.range, place.range);
    }
    window.scrollTo({ left: place.x, top: place.y, behavior: "instant" });
  }

  window.addEventListener("pagehide", () => {
    window.clearTimeout(timer);
    if (source) source.close();
    source = null;
  });
  window.addEventListener("pageshow", (event) => event.persisted && connect());
  comeBack();
  connect();
})();
