// Shows only the fields that a measurable point's kind has, with the kind's own unit and help. What is hidden
// keeps what was typed until the form is saved; the server decides by the same list which fields count.
(() => {
  "use strict";

  const shapes = document.querySelector("[data-kind-shapes]");
  if (!shapes) return;
  shapes.hidden = true;

  function show(row) {
    const kind = row.querySelector('select[name$="-kind"]').value;
    const shape = kind ? shapes.querySelector(`[data-kind="${kind}"]`) : null;
    row.querySelectorAll("[data-kinds]").forEach((field) => {
      const group = field.closest(".form-group");
      const fits = !kind || field.dataset.kinds.split(" ").includes(kind);
      group.hidden = !fits && !group.classList.contains("form-error");
    });
    const help = row.querySelector("[data-kind-help]");
    const text = shape ? shape.querySelector("dd").textContent.trim() : "";
    const unit = shape?.dataset.unit.replace(/\.$/, "");
    help.textContent = unit ? `I ${unit}. ${text}` : text;
  }

  document.querySelectorAll("[data-rows-list] [data-row]").forEach(show);
  document.addEventListener("change", (event) => {
    if (event.target.matches?.('[data-row] select[name$="-kind"]')) show(event.target.closest("[data-row]"));
  });
  // A draft that is fetched fills the fields with «input».
  document.addEventListener("input", (event) => {
    if (event.target.matches?.('[data-row] select[name$="-kind"]')) show(event.target.closest("[data-row]"));
  });
  document.addEventListener("rows:added", (event) => show(event.target));
})();
