// Follows what is under way elsewhere, until it has ended: a file that a worker makes a PDF of.
//
// <… data-follow="URL"> holds [data-part]s, each with an id and a data-state; while one has data-under-way, URL is
// asked now and then (header X-Requested-With: fetch). A part of the answer whose state differs takes its place, and
// its data-said is read aloud. Without this file the page has a link that loads it anew.
(() => {
  "use strict";

  const FIRST = 2000; // milliseconds until the first look; each next one waits longer
  const LAST = 20000;

  function follow(place) {
    const underWay = () => place.querySelector("[data-under-way]");
    if (!underWay()) return;
    const live = document.createElement("p");
    live.className = "sr-only";
    live.setAttribute("role", "status");
    place.append(live);
    let wait = FIRST;

    function swap(html) {
      const fresh = new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-part]");
      const said = [];
      for (const part of fresh) {
        const old = document.getElementById(part.id);
        if (!old || old.dataset.state === part.dataset.state) continue;
        const focused = old.contains(document.activeElement);
        old.replaceWith(document.adoptNode(part));
        if (focused) part.querySelector("a, button")?.focus();
        said.push(part.dataset.said);
      }
      if (said.length) live.textContent = said.join(" ");
    }

    async function look() {
      if (!document.hidden) {
        try {
          const answer = await fetch(place.dataset.follow, {
            headers: { "X-Requested-With": "fetch" }, credentials: "same-origin",
          });
          if (answer.ok) swap(await answer.text());
        } catch {
          // No connection: the next look will tell.
        }
        wait = Math.min(wait * 1.3, LAST);
      }
      if (underWay()) setTimeout(look, wait);
    }
    setTimeout(look, wait);
  }

  document.querySelectorAll("[data-follow]").forEach(follow);
})();
