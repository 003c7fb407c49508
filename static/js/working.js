// Says that something is being made while one waits for the answer: <a data-working="Pakken laves …">, or a form's
// <button data-working>. The text comes back with the page, or where the browser saves the file and stays here.
(() => {
  "use strict";

  const LONGEST = 20000; // milliseconds; a saved file tells a page nothing
  const live = document.createElement("p");
  live.className = "sr-only";
  live.setAttribute("role", "status");
  document.querySelector("main")?.append(live);
  const usual = new Map();

  function begin(element) {
    if (usual.has(element)) return;
    usual.set(element, element.textContent);
    element.textContent = live.textContent = element.dataset.working;
    setTimeout(end, LONGEST);
  }

  function end() {
    for (const [element, text] of usual) element.textContent = text;
    usual.clear();
    live.textContent = "";
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-working]");
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (link && !elsewhere && !event.defaultPrevented) begin(link);
  });
  document.addEventListener("submit", (event) => {
    if (event.submitter?.dataset.working && !event.defaultPrevented) begin(event.submitter);
  });
  addEventListener("pageshow", end);
})();
