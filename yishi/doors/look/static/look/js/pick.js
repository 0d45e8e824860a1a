// Long lists of choices (units, people) can be typed in: select[data-search] becomes a combobox when there are many.
// Without scripts it stays an ordinary list.
(function () {
  "use strict";
  const MANY = 8;
  let loading = null;

  const library = () => {
    if (window.TomSelect) return Promise.resolve();
    if (!loading) {
      const here = document.querySelector("script[data-pick-library]");
      loading = new Promise((resolve, reject) => {
        const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: here.dataset.pickStyle });
        const script = Object.assign(document.createElement("script"), { src: here.dataset.pickLibrary, onload: resolve, onerror: reject });
        document.head.append(sheet, script);
      });
    }
    return loading;
  };

  const dress = (select) => {
    if (select.tomselect || (!select.multiple && select.options.length < MANY)) return;
    const label = document.querySelector(`label[for="${select.id}"]`);
    const made = new window.TomSelect(select, {
      plugins: select.multiple ? ["remove_button"] : [],
      maxOptions: 400,
      searchField: select.querySelector("option[data-also]") ? ["text", "also"] : ["text"],
      allowEmptyOption: false,
      hideSelected: select.multiple,
      closeAfterSelect: !select.multiple,
      placeholder: window.look.words().pick || "",
      render: { no_results: () => { const none = document.createElement("div"); none.className = "no-results"; none.textContent = window.look.words().none || ""; return none; } },
    });
    // The library takes the label over; both the list behind and the field in front keep its words.
    const words = label ? label.textContent.trim() : select.getAttribute("aria-label");
    if (words) {
      select.setAttribute("aria-label", words);
      made.control_input.setAttribute("aria-label", words);
    }
  };

  const look = (root) => {
    const found = [...(root.querySelectorAll?.("select[data-search]") || [])];
    if (found.length) library().then(() => found.forEach(dress));
  };

  document.addEventListener("DOMContentLoaded", () => look(document));
  document.addEventListener("htmx:load", (event) => look(event.detail.elt));
  document.addEventListener("look:drawn", (event) => look(event.target));
})();
