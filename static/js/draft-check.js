// Says while names are typed what the button says: <form data-check="ID"> is posted with fetch (header
// X-Requested-With: fetch), and the answer is the element with that id. Without this file one presses the button.
(() => {
  "use strict";

  const form = document.querySelector("form[data-check]");
  if (!form) return;
  const PAUSE = 350; // milliseconds without a keystroke
  let timer = 0;
  let latest = 0;

  async function check() {
    const number = ++latest;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { "X-Requested-With": "fetch" },
        body: new FormData(form),
        credentials: "same-origin",
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(form.dataset.check);
      const old = document.getElementById(form.dataset.check);
      if (!answer.ok || !fresh || number !== latest || fresh.dataset.state === old.dataset.state) return;
      // The element stays, so that its new words are read aloud.
      old.className = fresh.className;
      old.dataset.state = fresh.dataset.state;
      old.replaceChildren(...fresh.childNodes);
    } catch {
      // No connection: the button says so.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  });
})();
