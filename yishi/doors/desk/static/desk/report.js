// A figure found by its name is put into the text where the writer's cursor stands.
(function () {
  "use strict";
  const field = (form) => form.querySelector("textarea, input[name=formula]");
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const form = button && button.closest("form");
    const text = form && field(form);
    if (!text) return;
    const at = text.selectionStart ?? text.value.length;
    text.setRangeText(button.dataset.insert, at, text.selectionEnd ?? at, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  });
})();
