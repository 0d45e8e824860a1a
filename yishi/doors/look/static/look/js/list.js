// Lists: choosing rows, and going through them with j/k or the arrows while the keyboard is in the list.
(function () {
  "use strict";
  const update = (list) => {
    const form = list.querySelector("[data-bulk]");
    if (!form) return;
    const boxes = [...list.querySelectorAll("[data-pick]")];
    const picked = boxes.filter((box) => box.checked).length;
    const all = form.querySelector("[name=all]");
    form.toggleAttribute("data-any", picked > 0 || Boolean(all?.checked));
    const line = form.querySelector("[data-bulk-words]");
    line.textContent = (window.look.words().selected || "{n}").replace("{n}", picked);
    const head = list.querySelector("[data-pick-all]");
    if (head) {
      head.checked = picked > 0 && picked === boxes.length;
      head.indeterminate = picked > 0 && picked < boxes.length;
    }
  };
  document.addEventListener("change", (event) => {
    const list = event.target.closest("[data-list]");
    if (!list) return;
    if (event.target.matches("[data-pick-all]")) {
      for (const box of list.querySelectorAll("[data-pick]")) box.checked = event.target.checked;
    }
    if (event.target.matches("[data-pick], [data-pick-all], [name=all]")) update(list);
  });
  document.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (!row || !by || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...row.parentElement.querySelectorAll("[data-row]")];
    const next = rows[rows.indexOf(row) + by];
    if (!next) return;
    event.preventDefault();
    const same = event.target.matches("[data-pick]") ? "[data-pick]" : ".primary a";
    (next.querySelector(same) || next.querySelector("a"))?.focus();
  });
  // Ticks that the browser kept over a step back are counted again.
  const start = () => document.querySelectorAll("[data-list]").forEach(update);
  window.addEventListener("pageshow", start);
  document.addEventListener("htmx:load", start);
})();
