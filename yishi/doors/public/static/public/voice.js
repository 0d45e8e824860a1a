// A resident's own way: the place of this phone, and copying what he follows his message by. Without it both are left out.
(function () {
  "use strict";
  const say = (place, text) => {
    place.textContent = text;
  };

  const here = (box) => {
    const told = box.querySelector("[role=status]");
    const [latitude, longitude] = box.querySelectorAll("input");
    if (!navigator.geolocation) {
      box.hidden = true;
      return;
    }
    box.querySelector("[data-here-ask]").addEventListener("click", () => {
      say(told, box.dataset.asking);
      navigator.geolocation.getCurrentPosition(
        (found) => {
          latitude.value = found.coords.latitude.toFixed(6);
          longitude.value = found.coords.longitude.toFixed(6);
          say(told, box.dataset.found);
        },
        () => say(told, box.dataset.failed),
        { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
      );
    });
  };

  // Where the browser gives no clipboard (an address without https) the text is marked, to be copied by hand.
  const copy = async (button) => {
    const source = document.getElementById(button.dataset.copy);
    const text = source.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
      button.lastChild.textContent = button.dataset.copied;
      window.look.say(button.dataset.copied);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(source);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-here]").forEach(here);
    for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(button));
  });
})();
