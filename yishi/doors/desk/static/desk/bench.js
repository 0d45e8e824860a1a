// The sorting bench: keys open a way, suggestions fill its form, Ctrl+Enter sends it. Without scripts suggestions are links.
(function () {
  "use strict";
  const bench = () => document.querySelector("[data-bench]");
  const typing = (target) => target.closest("input, textarea, select, .ts-wrapper, [contenteditable]");

  const open = (name) => {
    const way = bench()?.querySelector(`details[data-way="${name}"]`);
    if (!way) return null;
    bench().querySelectorAll("details[data-way]").forEach((other) => { other.open = other === way; });
    return way;
  };

  const put = (field, value, label) => {
    // A list of the latest may not hold what is suggested.
    if (label && field.options && ![...field.options].some((one) => one.value === value)) field.add(new Option(label, value));
    if (label && field.tomselect) field.tomselect.addOption({ value, text: label });
    const radio = [...field.form.elements].filter((one) => one.name === field.name && one.type === "radio");
    if (radio.length) radio.forEach((one) => { one.checked = one.value === value; });
    else if (field.tomselect) field.tomselect.setValue(value);
    else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const fill = (link) => {
    const way = open(link.dataset.way);
    const field = way?.querySelector(`[name="${link.dataset.field}"]`);
    if (!field) return false;
    put(field, link.dataset.value, link.dataset.label);
    (field.tomselect || field).focus();
    way.scrollIntoView({ block: "nearest" });
    return true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-fill]");
    if (link && bench() && !(event.ctrlKey || event.metaKey || event.shiftKey || event.button) && fill(link)) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (!bench() || event.isComposing) return;
    const form = event.target.closest("details[data-way] form");
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && form) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "n") document.getElementById("skip")?.click();
    const link = bench().querySelector(`a[data-fill][data-key="${CSS.escape(event.key)}"]`);
    const way = bench().querySelector(`details[data-key="${CSS.escape(event.key)}"]`);
    if (link) fill(link);
    else if (way) open(way.dataset.way)?.querySelector("select, textarea, input:not([type=hidden])")?.focus();
    else return;
    event.preventDefault();
  });
})();
