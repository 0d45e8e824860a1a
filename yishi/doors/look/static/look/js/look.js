// What every page shares: search key, menus, elder mode, one submit per form, messages, counters.
(function () {
  "use strict";
  const html = document.documentElement;
  const words = () => (document.getElementById("words") || { dataset: {} }).dataset;
  const say = (text) => {
    const place = document.getElementById("announce");
    if (place) place.textContent = text;
  };

  /** Show a message in the corner; `kind` is error or info. Errors stay until closed. */
  const tell = (text, kind) => {
    const place = document.getElementById("messages");
    if (!place || !text) return;
    const box = document.createElement("div");
    box.className = `message message-${kind}`;
    if (kind === "error") box.setAttribute("role", "alert");
    const line = document.createElement("p");
    line.textContent = text;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "message-close";
    close.dataset.close = "";
    close.setAttribute("aria-label", words().close || "×");
    close.textContent = "×";
    box.append(line, close);
    // A modal panel covers everything outside it, so what it must say stands inside it.
    const panel = document.querySelector("dialog.panel[open] .panel-body");
    if (panel) panel.prepend(box);
    else place.append(box);
  };
  window.look = { words, say, tell };

  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      const box = document.querySelector("[data-search]");
      if (!box || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      box.focus();
      box.select();
    }
    if (event.key === "Escape") {
      const open = document.querySelector("details[data-menu][open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      } else if (location.hash === "#rooms") closeRooms();
    }
  });

  const closeRooms = () => {
    location.hash = "main";
    document.querySelector(".rooms-open")?.focus();
  };

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const target = event.target.closest("[data-close], [data-print], [data-back], [data-reload], [data-forget-drafts], .rooms-open");
    if (!target) return;
    if (target.matches("[data-close]")) target.closest(".message").remove();
    else if (target.matches("[data-print]")) window.print();
    else if (target.matches("[data-back]")) history.back();
    else if (target.matches("[data-reload]")) location.reload();
    else if (target.matches("[data-forget-drafts]")) window.look.forgetDrafts?.();
    else if (target.matches(".rooms-open")) setTimeout(() => document.querySelector("#rooms a.room")?.focus(), 0);
  });

  // One submit per form: the second click of a double click does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.busy !== undefined) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (form.matches("[data-elder]")) {
      event.preventDefault();
      elder(form);
      return;
    }
    if ((form.getAttribute("method") || "get").toLowerCase() === "post") {
      form.dataset.busy = "";
      say(words().sending || "");
    }
  }, true);
  const idle = () => {
    for (const form of document.querySelectorAll("form[data-busy]")) delete form.dataset.busy;
  };
  window.addEventListener("pageshow", idle);
  document.addEventListener("htmx:afterRequest", idle);

  const elder = async (form) => {
    const on = !html.classList.contains("elder");
    html.classList.toggle("elder", on);
    for (const button of document.querySelectorAll("[data-elder] button")) {
      button.setAttribute("aria-pressed", String(on));
      button.value = on ? "0" : "1";
    }
    say(on ? words().elderOn : words().elderOff);
    document.dispatchEvent(new CustomEvent("look:resize"));
    const body = new FormData(form);
    body.set("elder", on ? "1" : "0");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
    } catch {
      // The device remembers all the same; the account learns it the next time.
      document.cookie = `elder=${on ? 1 : 0}; path=/; max-age=31536000; samesite=lax`;
    }
  };

  // What the server or the line did wrong, in a sentence, with the form still there.
  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText || "", "text/html");
    const sentence = page.querySelector("[data-sentence]");
    tell(sentence ? sentence.textContent.trim() : words().failed, "error");
  });
  document.addEventListener("htmx:sendError", () => tell(words().offline, "error"));

  const fresh = (root) => {
    for (const line of root.querySelectorAll("[data-count]")) {
      const box = document.getElementById(line.dataset.count);
      const show = () => {
        line.textContent = (words().count || "{n} / {max}").replace("{n}", [...box.value].length).replace("{max}", line.dataset.max);
      };
      if (box) {
        box.addEventListener("input", show);
        show();
      }
    }
    for (const box of root.querySelectorAll(".message-success")) setTimeout(() => box.matches(":hover, :focus-within") || box.remove(), 10000);
    root.querySelector("[data-wrong]")?.focus();
  };
  window.look.fresh = fresh;
  document.addEventListener("DOMContentLoaded", () => fresh(document));
  document.addEventListener("htmx:load", (event) => event.target !== document.body && fresh(event.target));
})();
