// Forms with `data-draft="key"` keep what is typed on this device until it has been handed in.
// Kept per reader (`body[data-reader]`), for thirty days; secrets, files and hidden fields never.
(function () {
  "use strict";
  const DAYS = 30;
  const reader = () => document.body.dataset.reader || "nobody";
  const prefix = () => `draft:${reader()}:`;
  const words = () => window.look.words();
  const store = (() => {
    try {
      return window.localStorage;
    } catch {
      return null; // Storage is forbidden on this device: forms work, drafts do not.
    }
  })();
  const read = (key) => {
    try {
      return JSON.parse(store.getItem(key) || "null");
    } catch {
      return null;
    }
  };
  const write = (key, value) => {
    try {
      store.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false; // The device is full.
    }
  };
  const parts = (form) => [...form.elements].filter((part) => part.name && !["hidden", "password", "file", "submit", "button"].includes(part.type) && part.name !== "csrfmiddlewaretoken");
  const gather = (form) => parts(form).filter((part) => !["checkbox", "radio"].includes(part.type) || part.checked).map((part) => [part.name, part.value]);
  const when = (time) => new Date(time).toLocaleString(document.documentElement.lang, { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" });

  const restore = (form, fields) => {
    for (const part of parts(form)) {
      const kept = fields.filter(([name]) => name === part.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(part.type)) part.checked = kept.includes(part.value);
      else if (kept.length) part.value = kept.shift();
      part.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const offer = (form, key, draft) => {
    const before = gather(form);
    restore(form, draft.fields);
    const line = document.createElement("div");
    line.className = "draft-line";
    line.setAttribute("role", "status");
    const text = document.createElement("span");
    text.textContent = (words().draftFound || "{when}").replace("{when}", when(draft.at));
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: words().draftDrop });
    drop.addEventListener("click", () => {
      store.removeItem(key);
      restore(form, before);
      line.remove();
    });
    line.append(text, drop);
    form.prepend(line);
  };

  const wire = (form) => {
    if (form.dataset.draftWired !== undefined) return;
    form.dataset.draftWired = "";
    const key = prefix() + form.dataset.draft;
    const draft = read(key);
    const echoed = form.querySelector("[data-wrong]");
    if (draft && !echoed && JSON.stringify(draft.fields) !== JSON.stringify(gather(form))) offer(form, key, draft);
    const note = Object.assign(document.createElement("p"), { className: "draft-saved" });
    form.append(note);
    let timer = 0;
    const save = () => {
      const at = Date.now();
      if (write(key, { at, fields: gather(form) })) note.textContent = (words().draftSaved || "").replace("{when}", when(at));
    };
    form.addEventListener("input", (event) => {
      if (!event.isTrusted) return;
      clearTimeout(timer);
      timer = setTimeout(save, 600);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      save();
      const kept = read(key);
      if (kept) write(key, { ...kept, sent: true });
    });
  };

  // A draft that was sent is dropped once a page arrives that is neither trouble nor the form again.
  const settle = () => {
    if (document.body.dataset.trouble !== undefined) return;
    const open = new Set([...document.querySelectorAll("form[data-draft]")].map((form) => prefix() + form.dataset.draft));
    for (const key of Object.keys(store)) {
      if (!key.startsWith("draft:")) continue;
      const draft = read(key);
      const old = !draft || Date.now() - draft.at > DAYS * 86400000;
      if (old || (key.startsWith(prefix()) && draft.sent && !open.has(key))) store.removeItem(key);
    }
  };
  window.look.forgetDrafts = () => {
    if (store) for (const key of Object.keys(store)) if (key.startsWith(prefix())) store.removeItem(key);
  };
  const start = () => {
    if (!store) return;
    settle();
    document.querySelectorAll("form[data-draft]").forEach(wire);
  };
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:load", (event) => event.target === document.body ? start() : store && event.target.querySelectorAll?.("form[data-draft]").forEach(wire));
})();
