// An action opens beside its page: links and forms with `data-panel` load into one <dialog>.
// Without scripts they are ordinary links to a full page.
(function () {
  "use strict";
  const panel = () => document.getElementById("panel");
  const body = () => document.getElementById("panel-body");
  let opener = null;
  let address = "";
  let touched = false;

  const can = (event) => panel() && typeof panel().showModal === "function" && window.htmx &&
    !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);

  const open = (from) => {
    opener = from;
    touched = false;
    body().replaceChildren(Object.assign(document.createElement("p"), { className: "panel-wait", id: "panel-title", textContent: window.look.words().loading || "…" }));
    if (!panel().open) panel().showModal();
  };
  const close = () => panel()?.open && panel().close();
  /** Close unless something was typed and the reader wants to keep it. */
  const leave = () => {
    if (!touched || window.confirm(window.look.words().leave)) close();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-panel]");
    if (link && can(event)) {
      event.preventDefault();
      address = link.href;
      open(link);
      htmx.ajax("GET", link.href, { target: "#panel-body", swap: "innerHTML" });
      return;
    }
    if (event.target.closest("[data-panel-close]") && panel()?.open) {
      event.preventDefault();
      leave();
    } else if (event.target === panel()) leave();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const inside = form.closest("#panel-body");
    if (event.defaultPrevented || !(inside || form.matches("[data-panel]")) || !can(event) || form.target) return;
    event.preventDefault();
    const by = event.submitter;
    const verb = (form.getAttribute("method") || "get").toUpperCase();
    const url = by?.getAttribute("formaction") || form.getAttribute("action") || (inside ? address : location.href);
    // The submitter is put in by hand: older browsers do not know FormData(form, submitter).
    const values = new FormData(form);
    if (by?.name) values.append(by.name, by.value);
    if (!inside) {
      address = new URL(url, location.href).href;
      open(by || form);
    }
    send(verb, url, values, form);
  });

  const send = async (verb, url, values, form) => {
    const sent = {};
    for (const [name, value] of values.entries()) (sent[name] ||= []).push(value);
    // A carrier outside the form: htmx would otherwise add the form's own fields a second time.
    const carrier = document.createElement("div");
    if (form.enctype === "multipart/form-data") carrier.setAttribute("hx-encoding", "multipart/form-data");
    panel().append(carrier);
    try {
      await htmx.ajax(verb, url, { source: carrier, target: "#panel-body", swap: "innerHTML", values: sent });
    } catch {
      // Told by htmx:responseError and htmx:sendError.
    } finally {
      delete form.dataset.busy;
      carrier.remove();
    }
  };

  document.addEventListener("input", (event) => {
    if (event.target.closest("#panel-body form[method=post]")) touched = true;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "panel-body") return;
    const first = body().querySelector("[data-wrong], [autofocus], form .form-control, form .form-select, form input:not([type=hidden])");
    (first || body()).focus();
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.target?.id === "panel-body" && body().querySelector(".panel-wait")) {
      close();
      window.look.tell(document.querySelector("#panel-body .message p")?.textContent || window.look.words().failed, "error");
    }
  });

  document.addEventListener("look:done", () => {
    touched = false;
    close();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target !== document.body) return;
    const again = opener?.id && document.getElementById(opener.id);
    (again || document.getElementById("main"))?.focus({ preventScroll: true });
  });

  const wire = () => {
    const dialog = panel();
    if (!dialog || dialog.dataset.wired !== undefined) return;
    dialog.dataset.wired = "";
    dialog.addEventListener("cancel", (event) => {
      if (!touched) return;
      event.preventDefault();
      leave();
    });
    dialog.addEventListener("close", () => {
      if (opener?.isConnected) opener.focus({ preventScroll: true });
    });
  };
  document.addEventListener("DOMContentLoaded", wire);
  document.addEventListener("htmx:load", wire);
})();
