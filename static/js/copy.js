// @ts-check
// Gives every `[data-copy]` block a button that copies the text of its `<pre>`, or, where data-copy holds an id, of that element.
// The button is made here, not in the HTML, so that without script there is no button that does nothing.
(() => {
  "use strict";

  const SHOWN_MS = 2000; // how long "Copied" stands before the button says "Copy" again

  const status = document.createElement("p");
  status.className = "hidden";
  status.setAttribute("role", "status");

  /** Selects the text, which is also what is left to the reader when no way to copy works. @param {Element} element */
  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
  };

  /** The clipboard API is missing on plain http, and may be refused. @param {Element} element @returns {Promise<boolean>} */
  const copy = async (element) => {
    try {
      await navigator.clipboard.writeText(element.textContent ?? "");
      return true;
    } catch {
      select(element);
      return document.execCommand("copy");
    }
  };

  /** @param {HTMLElement} block */
  const enhance = (block) => {
    const id = block.dataset.copy;
    const target = id ? document.getElementById(id) : block.querySelector("pre");
    if (!target) return;
    const what = block.dataset.copyLabel;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    if (what) button.setAttribute("aria-label", `Copy ${what}`);
    let timer = 0;
    button.addEventListener("click", async () => {
      const done = await copy(target);
      button.textContent = done ? "Copied" : "Selected";
      status.textContent = done ? "Copied" : "Selected: press Ctrl+C or Command+C to copy";
      clearTimeout(timer);
      timer = setTimeout(() => {
        button.textContent = "Copy";
        status.textContent = "";
      }, SHOWN_MS);
    });
    block.append(button);
  };

  const blocks = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-copy]"));
  if (blocks.length === 0) return;
  document.body.append(status);
  blocks.forEach(enhance);
})();
