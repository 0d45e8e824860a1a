// Attachments go up as soon as they are chosen, with progress; the box is swapped for what the server says.
// Without scripts the same inputs and buttons send the form they stand in.
(function () {
  "use strict";
  const MB = 1024 * 1024;
  const token = (box) => (box.closest("form") || box.querySelector("form") || document).querySelector("[name=csrfmiddlewaretoken]")?.value || "";

  const swap = (box, html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-files]");
    if (!fresh) return null;
    const made = document.importNode(fresh, true);
    box.replaceWith(made);
    return made;
  };

  /** Post to the box's own address; `focus` names where the reader goes on, best first. */
  const send = (box, values, focus) => {
    if (box.dataset.busy !== undefined) return;
    box.dataset.busy = "";
    const bar = box.querySelector(".file-progress");
    const request = new XMLHttpRequest();
    const over = (sentence) => {
      delete box.dataset.busy;
      if (bar) bar.hidden = true;
      window.look.tell(sentence, "error");
    };
    request.open("POST", box.dataset.files);
    request.setRequestHeader("X-Files", box.dataset.inside !== undefined ? "inside" : "apart");
    request.setRequestHeader("X-CSRFToken", token(box));
    request.upload.addEventListener("progress", (event) => {
      if (!bar || !event.lengthComputable) return;
      const share = Math.round((event.loaded / event.total) * 100);
      bar.querySelector("progress").value = share;
      bar.querySelector("[role=status]").textContent = `${box.dataset.sending} ${share}%`;
    });
    request.addEventListener("error", () => over(window.look.words().offline));
    request.addEventListener("load", () => {
      const made = request.status < 500 && swap(box, request.responseText);
      if (made) {
        const next = [...focus, "a", "button"].map((one) => made.querySelector(one)).find(Boolean);
        if (next) next.focus({ preventScroll: true });
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText || "", "text/html");
      over(page.querySelector("[data-sentence]")?.textContent.trim() || window.look.words().failed);
    });
    if (bar && values.has("files")) bar.hidden = false;
    request.send(values);
  };

  document.addEventListener("change", (event) => {
    const input = event.target.closest("[data-files] input[type=file]");
    if (!input || !input.files.length) return;
    const box = input.closest("[data-files]");
    const most = Number(box.dataset.most);
    const values = new FormData();
    for (const file of input.files) {
      if (file.size > most) window.look.tell(box.dataset.tooLarge.replace("{name}", file.name).replace("{most}", String(most / MB)), "error");
      else values.append("files", file);
    }
    if (values.has("files")) send(box, values, ["[data-wrong]", "input[type=file]"]);
    else input.value = "";
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-files] button[name=remove], [data-files] button[name=removed], [data-files] [data-keep]");
    if (!button) return;
    event.preventDefault();
    const values = new FormData();
    values.append(button.name || "remove", button.value || "");
    send(button.closest("[data-files]"), values, ["[data-asked] button", "input[type=file]"]);
  });
})();
