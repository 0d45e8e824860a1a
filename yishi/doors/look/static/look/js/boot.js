// Runs before the page is drawn, so that nothing jumps: says that scripts are on, and the elder mode of this device.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  if (/(?:^|; )elder=1(?:;|$)/.test(document.cookie)) root.classList.add("elder");
})();
