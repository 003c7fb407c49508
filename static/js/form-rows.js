// Rows of a form: added, moved and marked for deletion without a round to the server.
//
// <section data-rows="PREFIX"> with a [data-rows-list] of [data-row], a <template data-rows-template> with
// __prefix__ for the number, and a button [data-rows-add]. Without this file the buttons post the form, and
// the server gives it back with a row more or with the rows the other way round.
(() => {
  "use strict";

  function setUp(part) {
    const form = part.closest("form");
    const prefix = part.dataset.rows;
    const list = part.querySelector("[data-rows-list]");
    const pattern = part.querySelector("[data-rows-template]");
    const total = form.elements.namedItem(`${prefix}-TOTAL_FORMS`);
    const rows = () => [...list.querySelectorAll("[data-row]")];
    const of = (row, name) => row.querySelector(`[name^="${prefix}-"][name$="-${name}"]`);

    function number() {
      const all = rows();
      all.forEach((row, index) => {
        row.querySelector("[data-row-number]").textContent = index + 1;
        of(row, "ORDER").value = index + 1;
        row.classList.toggle("point-row--leaves", of(row, "DELETE").checked);
        for (const [direction, atEnd] of [["up", index === 0], ["down", index === all.length - 1]]) {
          const button = row.querySelector(`[data-row-move="${direction}"]`);
          if (!button) continue; // rows without an order of their own
          if (atEnd) button.setAttribute("aria-disabled", "true");
          else button.removeAttribute("aria-disabled");
        }
      });
    }

    function changed() {
      number();
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function add() {
      const made = document.createElement("div");
      made.innerHTML = pattern.innerHTML.replaceAll("__prefix__", total.value);
      const row = made.firstElementChild;
      list.append(row);
      total.value = Number(total.value) + 1;
      number();
      row.dispatchEvent(new CustomEvent("rows:added", { bubbles: true }));
      return row;
    }

    part.querySelector("[data-rows-add]").addEventListener("click", (event) => {
      event.preventDefault();
      const row = add();
      row.querySelector("select, input:not([type=hidden]), textarea").focus();
    });

    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-row-move]");
      if (!button) return;
      event.preventDefault();
      if (button.getAttribute("aria-disabled") === "true") return;
      const row = button.closest("[data-row]");
      if (button.dataset.rowMove === "up") row.previousElementSibling?.before(row);
      else row.nextElementSibling?.after(row);
      button.focus();
      changed();
    });

    list.addEventListener("change", (event) => {
      if (event.target.name?.endsWith("-DELETE")) number();
    });

    // A draft of this browser may have more rows than the page.
    form.addEventListener("keep-typed:fill", (event) => {
      const numbers = Object.keys(event.detail)
        .map((name) => name.match(new RegExp(`^${prefix}-(\\d+)-`)))
        .filter(Boolean)
        .map((found) => Number(found[1]));
      while (Number(total.value) <= Math.max(-1, ...numbers) && Number(total.value) < 60) add();
    });

    number();
  }

  document.querySelectorAll("[data-rows]").forEach(setUp);
})();
