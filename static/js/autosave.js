// Saves a form's draft on the server while somebody types, and says so: «Gemt kl. 14.03».
//
// <form data-autosave> with an element data-autosave-status. The form is posted as it is, with «autosave»
// and the header X-Requested-With: fetch. The server answers 200 with {sentence, fields}, where fields are
// hidden fields to take over (the new revision), 422 when something can't be read and nothing is saved, and
// 409 when somebody else has saved meanwhile: then nothing is posted until the person presses «Gem».
(() => {
  "use strict";

  const PAUSE = 3000; // milliseconds without a keystroke
  const OFFLINE = "Ingen forbindelse. Teksten ligger i denne browser, indtil den kan gemmes.";
  const SIGNED_OUT = "Du er logget ud. Vælg «Gem», og log ind igen; det, du har skrevet, følger med.";

  function setUp(form) {
    const status = form.querySelector("[data-autosave-status]");
    // Two texts stand side by side: only the person chooses between them.
    if (!status || form.querySelector(".differences")) return;
    let timer = 0;
    let running = null;
    let changes = 0;
    let stopped = false;

    function say(text, failed = false) {
      status.textContent = text;
      status.classList.toggle("autosave-status--failed", failed);
    }

    function later() {
      changes += 1;
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(start, PAUSE);
    }

    function start() {
      if (stopped) return;
      if (running) return later();
      running = save().finally(() => (running = null));
    }

    async function save() {
      const sent = changes;
      const body = new URLSearchParams(new FormData(form));
      body.set("autosave", "1");
      let answer;
      try {
        answer = await fetch(form.getAttribute("action") || location.pathname, {
          method: "POST",
          body,
          headers: { "X-Requested-With": "fetch" },
          credentials: "same-origin",
          redirect: "manual",
        });
      } catch {
        return say(OFFLINE, true);
      }
      if (answer.type === "opaqueredirect") return say(SIGNED_OUT, true);
      const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
      const told = plain ? { sentence: await answer.text() } : await answer.json().catch(() => ({}));
      stopped = answer.status === 409;
      if (!answer.ok) return say(told.sentence || "Ikke gemt endnu. Vælg «Gem».", true);
      for (const [name, value] of Object.entries(told.fields || {})) {
        const field = form.elements.namedItem(name);
        if (field) field.value = value;
      }
      say(told.sentence);
      if (sent === changes) form.dispatchEvent(new CustomEvent("keep-typed:saved"));
    }

    form.addEventListener("input", later);
    form.addEventListener("change", later);
    // A draft under way would make the form a conflict with itself: wait for it first.
    form.addEventListener(
      "submit",
      (event) => {
        clearTimeout(timer);
        if (!running) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        const { submitter } = event;
        running.finally(() => form.requestSubmit(submitter));
      },
      true,
    );
  }

  document.querySelectorAll("form[data-autosave]").forEach(setUp);
})();
