// Keeps what is typed through a lost connection, an expired sign-in and a closed tab.
//
// <form data-keep-typed="KEY">: while somebody types, the fields are stored in this browser under the user
// and KEY. A page that carries data-saved="KEY" says that the server has the text; the draft is dropped.
// A form that was saved in the background says so itself with the event keep-typed:saved, and one that can
// grow rows is asked for them with keep-typed:fill before a draft is put into it.
// When a form opens and a draft says something else than the fields, the reader chooses between them.
(() => {
  "use strict";

  const user = document.body.dataset.user;
  if (!user) return;

  const LONGEST_KEPT = 14 * 24 * 3600 * 1000; // milliseconds
  const PAUSE = 400; // milliseconds without a keystroke before a draft is stored
  const PATIENCE = 3000; // milliseconds to wait for the server's sign of life
  const OFFLINE =
    "Der er ingen forbindelse. Teksten er gemt i denne browser; prøv igen, når forbindelsen er tilbage.";
  const nameOf = (key) => `kkr-portal:${user}:${key}`;

  // A browser may refuse storage; then the form works as without this file.
  function read(key) {
    try {
      const drafts = JSON.parse(localStorage.getItem(nameOf(key))) || [];
      return drafts.filter((draft) => Date.now() - draft.at < LONGEST_KEPT);
    } catch {
      return [];
    }
  }
  function write(key, drafts) {
    try {
      if (drafts.length) localStorage.setItem(nameOf(key), JSON.stringify(drafts));
      else localStorage.removeItem(nameOf(key));
      return true;
    } catch {
      return false;
    }
  }

  const fieldsOf = (form) =>
    [...form.elements].filter(
      (field) =>
        field.name &&
        /^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName) &&
        !field.closest(".differences") && // the choice between two texts is no text
        !/^(hidden|password|file|submit|button|reset|image)$/.test(field.type),
    );
  const isTicked = (field) => field.type === "checkbox" || field.type === "radio";

  function snapshot(form) {
    const values = {};
    for (const field of fieldsOf(form)) {
      const kept = (values[field.name] ??= []);
      if (isTicked(field)) {
        if (field.checked) kept.push(field.value);
      } else if (field.multiple && field.selectedOptions) {
        kept.push(...[...field.selectedOptions].map((option) => option.value));
      } else {
        kept.push(field.value.replace(/\r\n/g, "\n"));
      }
    }
    return values;
  }

  function fill(form, values) {
    form.dispatchEvent(new CustomEvent("keep-typed:fill", { detail: values }));
    const at = {};
    for (const field of fieldsOf(form)) {
      const kept = values[field.name];
      if (!kept) continue; // the field came after the draft
      if (isTicked(field)) field.checked = kept.includes(field.value);
      else if (field.multiple && field.options)
        [...field.options].forEach((option) => (option.selected = kept.includes(option.value)));
      else field.value = kept[(at[field.name] = (at[field.name] ?? -1) + 1)] ?? field.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  function when(at) {
    const time = new Date(at);
    const clock = time.toLocaleTimeString("da-DK", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
    if (time.toDateString() === new Date().toDateString()) return `kl. ${clock}`;
    return `den ${time.toLocaleDateString("da-DK", { day: "numeric", month: "long" })} kl. ${clock}`;
  }

  function box(kind, text, role) {
    const made = document.createElement("div");
    made.className = `alert alert-${kind} keep-typed`;
    made.setAttribute("role", role);
    const words = document.createElement("p");
    words.className = "alert-text";
    words.textContent = text;
    made.append(words);
    return made;
  }

  function setUp(form) {
    if (form.dataset.ready) return;
    form.dataset.ready = "";
    const key = form.dataset.keepTyped;
    let asLoaded = snapshot(form);
    // A form that came back with errors holds text that the server has not saved.
    let cameBack = Boolean(form.querySelector("[data-error-summary], [aria-invalid=true]"));
    let undecided = read(key).filter((draft) => !same(draft.fields, asLoaded));
    let timer = 0;
    let leaving = false;
    let warning = null;

    const isDirty = () => cameBack || !same(snapshot(form), asLoaded);

    function store() {
      clearTimeout(timer);
      const drafts = [...undecided];
      if (isDirty()) drafts.push({ at: Date.now(), fields: snapshot(form) });
      return write(key, drafts.slice(-3));
    }

    function offer() {
      const draft = undecided.at(-1);
      if (!draft) return;
      const notice = box("info", `Der ligger en kladde, som ikke blev gemt, fra ${when(draft.at)}.`, "status");
      const buttons = document.createElement("div");
      buttons.className = "form-actions";
      const decide = (label, style, act) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = `button ${style}`;
        button.textContent = label;
        button.addEventListener("click", () => {
          undecided = undecided.filter((other) => other !== draft);
          notice.remove();
          act();
          store();
          (fieldsOf(form)[0] || form).focus();
          offer();
        });
        buttons.append(button);
      };
      decide("Hent kladden", "button-primary", () => fill(form, draft.fields));
      decide("Kassér den", "button-secondary", () => {});
      notice.append(buttons);
      form.before(notice);
    }

    function stop(text) {
      const kept = store();
      warning?.remove();
      warning = box("error", kept ? text : "Der er ingen forbindelse. Bliv på siden, og prøv igen om lidt.", "alert");
      (form.querySelector(".form-actions") || form.lastElementChild).before(warning);
      warning.scrollIntoView({ block: "center" });
    }

    async function serverAnswers() {
      if (!navigator.onLine) return false;
      const address = document.body.dataset.health || "/health";
      try {
        const answer = await fetch(address, {
          cache: "no-store",
          signal: AbortSignal.timeout(PATIENCE),
        });
        return answer.ok;
      } catch {
        return false;
      }
    }

    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(store, PAUSE);
    });
    form.addEventListener("change", store);
    form.addEventListener("keep-typed:saved", () => {
      asLoaded = snapshot(form);
      cameBack = false;
      store();
    });

    form.addEventListener("submit", (event) => {
      if (leaving || event.defaultPrevented) return;
      event.preventDefault();
      store();
      const { submitter } = event;
      serverAnswers().then((answers) => {
        if (!answers) return stop(OFFLINE);
        warning?.remove();
        leaving = true;
        form.requestSubmit(submitter);
      });
    });

    window.addEventListener("online", () => {
      if (warning) warning.querySelector("p").textContent = "Forbindelsen er tilbage. Gem nu.";
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) leaving = false; // back with the browser's button
    });
    window.addEventListener("pagehide", () => {
      if (!leaving) store();
    });
    window.addEventListener("beforeunload", (event) => {
      if (leaving || !isDirty()) return;
      store();
      event.preventDefault();
    });

    offer();
  }

  document.querySelectorAll("[data-saved]").forEach((place) => write(place.dataset.saved, []));
  document.querySelectorAll("form[data-keep-typed]").forEach(setUp);
})();
