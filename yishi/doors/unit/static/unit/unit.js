// The editor of an answer: what the chosen class asks for stands open, the rest is folded away; more lines of promises.
(function () {
  "use strict";
  const wire = (form) => {
    const needs = JSON.parse(document.getElementById("answer-needs")?.textContent || "{}");
    const show = () => {
      const kind = form.querySelector("[name=kind]:checked, select[name=kind]")?.value || "";
      const wanted = (needs[kind] || "").split(" ");
      for (const part of form.querySelectorAll("[data-needed]")) {
        const filled = [...part.querySelectorAll("input, textarea")].some((box) => box.value.trim());
        part.hidden = !wanted.includes(part.dataset.needed) && !filled && !part.querySelector(".field-wrong");
      }
    };
    form.addEventListener("change", show);
    show();
    form.querySelector("[data-more-lines]")?.addEventListener("click", (event) => {
      const lines = form.querySelector("[data-lines]");
      const rows = lines.querySelectorAll(".lines-row");
      const next = rows[rows.length - 1].cloneNode(true);
      for (const box of next.querySelectorAll("input")) {
        box.name = box.name.replace(/-\d+-/, `-${rows.length}-`);
        box.value = "";
      }
      lines.append(next);
      next.querySelector("input").focus();
      if (rows.length >= 29) event.target.hidden = true;
    });
  };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form[data-answer]").forEach(wire));
})();
