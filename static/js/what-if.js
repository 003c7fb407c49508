// Answers while numbers are typed: <form data-answers="ID"> is sent with fetch (GET, header X-Requested-With:
// fetch), and the answer is the element with that id. The address follows, so that what is shown can be passed on.
// Without this file one presses the button.
(() => {
  "use strict";

  const form = document.querySelector("form[data-answers]");
  if (!form) return;
  const PAUSE = 250; // milliseconds without a keystroke
  let timer = 0;
  let latest = 0;

  async function answer() {
    const number = ++latest;
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    try {
      const reply = await fetch(address, {
        headers: { "X-Requested-With": "fetch" },
        credentials: "same-origin",
      });
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const fresh = page.getElementById(form.dataset.answers);
      const old = document.getElementById(form.dataset.answers);
      if (!reply.ok || !fresh || number !== latest) return;
      const typed = old.querySelector("input[name=name]");
      const field = fresh.querySelector("input[name=name]");
      if (typed && field) field.value = typed.value;
      // The element stays, so that its new words are read aloud.
      old.replaceChildren(...fresh.childNodes);
      history.replaceState(null, "", address);
    } catch {
      // No connection: the button says so.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(answer, PAUSE);
  });
})();
