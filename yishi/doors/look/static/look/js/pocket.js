// Pocket: installable, and it says when there is no network.
(function () {
  "use strict";
  const me = document.currentScript.dataset;
  if ("serviceWorker" in navigator) {
    window.addEventListener("load", () => {
      navigator.serviceWorker.register(me.worker, { scope: me.scope }).catch(() => {
        // Without a worker the page is an ordinary page.
      });
    });
  }
  const show = () => {
    const line = document.getElementById("offline");
    if (line) line.hidden = navigator.onLine;
  };
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  document.addEventListener("DOMContentLoaded", show);
})();
