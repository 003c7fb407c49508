// Presses in the table of seats without a new page, and two secretaries' tablets that follow each other.
//
// <form data-swap> is posted with fetch (header X-Requested-With: fetch). The answer is the same template's
// parts: every [data-part] whose data-state differs from the one on the page takes its place, by id. The
// focus stays on the button that was pressed. Whatever goes wrong, the form is posted as without this file.
(() => {
  "use strict";

  const table = document.querySelector("[data-refresh]");
  if (!table) return;
  const EVERY = 20000; // milliseconds between looks at what others have written
  const said = document.getElementById("session-said");
  const headers = { "X-Requested-With": "fetch" };
  let busy = 0;
  let pressed = 0;

  function swap(html) {
    const parts = new DOMParser().parseFromString(html, "text/html");
    const fresh = [...parts.querySelectorAll("[data-part]")];
    if (!fresh.length) return null; // the sign-in page, and not ours
    const focused = document.activeElement?.id;
    for (const part of fresh) {
      const old = document.getElementById(part.id);
      if (old && old.dataset.state !== part.dataset.state) old.replaceWith(document.adoptNode(part));
    }
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
    return parts;
  }

  function rowText(row) {
    if (!row) return "";
    const name = row.querySelector("th").firstChild.textContent.trim();
    return `${name}: ${row.querySelector(".seat__state").textContent.replace(/\s+/g, " ").trim()}.`;
  }

  async function press(form, submitter) {
    const row = form.closest("tr");
    row?.setAttribute("aria-busy", "true");
    busy += 1;
    pressed += 1;
    try {
      const answer = await fetch(form.action, {
        method: "POST", headers, body: new FormData(form, submitter), credentials: "same-origin",
      });
      const parts = answer.ok && swap(await answer.text());
      if (!parts) throw new Error("no parts");
      const now = row && document.getElementById(row.id);
      // The pressed button may be gone: «Nulstil» takes itself away.
      if (document.activeElement === document.body) now?.querySelector("button, a")?.focus();
      const quorum = document.querySelector(".quorum__sentence")?.textContent.replace(/\s+/g, " ").trim() || "";
      const words = [...parts.querySelectorAll("[data-said]")].map((one) => one.textContent);
      if (said) said.textContent = [...words, rowText(now), quorum].filter(Boolean).join(" ");
    } catch {
      form.dataset.plain = "";
      form.requestSubmit(submitter);
    } finally {
      busy -= 1;
      document.getElementById(row?.id)?.removeAttribute("aria-busy");
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches?.("form[data-swap]") || "plain" in form.dataset) return;
    event.preventDefault();
    if (form.dataset.sending) return; // the second click of two
    form.dataset.sending = "1";
    press(form, event.submitter).finally(() => delete form.dataset.sending);
  });

  async function look() {
    if (busy || document.hidden) return;
    const before = pressed;
    try {
      const answer = await fetch(table.dataset.refresh, { headers, credentials: "same-origin" });
      const html = await answer.text();
      if (answer.ok && !busy && before === pressed) swap(html);
    } catch {
      // No connection: the next look, or the next press, will tell.
    }
  }
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
})();
