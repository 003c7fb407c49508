// A wide drawing opens where today is, and not forty years ago. Without this file one scrolls oneself.
(() => {
  "use strict";

  for (const frame of document.querySelectorAll("[data-scroll-to]")) {
    frame.scrollLeft = Number(frame.dataset.scrollTo) - frame.clientWidth * 0.7;
  }
})();
