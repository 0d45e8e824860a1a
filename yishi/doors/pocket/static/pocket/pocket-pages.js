// One touch for several questions of an evaluation; finding people in a long list.
(function () {
  "use strict";
  const same = (form) => {
    const all = form.querySelector("[data-all]");
    const grades = () => [...form.querySelectorAll(".grades:not([data-all]) input[type=radio]")];
    all.addEventListener("change", (event) => {
      for (const box of grades()) box.checked = box.value === event.target.value;
      event.stopPropagation();
    });
    form.addEventListener("change", (event) => {
      if (event.target.closest("[data-all]") || !event.target.closest(".grades")) return;
      for (const box of all.querySelectorAll("input")) box.checked = false;
    });
    for (const box of all.querySelectorAll("input")) box.removeAttribute("required");
  };
  const finder = (box) => {
    const list = document.querySelector(box.dataset.find);
    const people = [...list.querySelectorAll(".person")];
    const chosen = list.querySelector("[data-chosen]");
    const none = list.querySelector("[data-none]");
    const show = () => {
      const words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const person of people) {
        const fits = words.every((word) => person.textContent.toLowerCase().includes(word));
        person.hidden = !fits && !person.querySelector("input").checked;
        if (!person.hidden) shown += 1;
      }
      none.hidden = shown > 0 || people.length === 0;
    };
    const count = () => {
      const number = list.querySelectorAll("input:checked").length;
      chosen.textContent = number ? `· ${number}` : "";
    };
    box.addEventListener("input", show);
    box.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    list.addEventListener("change", count);
    count();
  };
  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form.evaluate")) if (form.querySelector("[data-all]")) same(form);
    document.querySelectorAll("[data-find]").forEach(finder);
  });
})();
