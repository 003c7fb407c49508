// The running total of the funding key, beside the printed total. The server judges the difference.
(() => {
  "use strict";

  const form = document.querySelector("form[data-funding-key]");
  const place = form?.querySelector("[data-key-sum]");
  if (!place) return;
  const PAUSE = 500; // milliseconds: a reader of the screen is not told every keystroke
  const READABLE = /^(?:\d{1,9}|\d{1,3}(?:[. ]\d{3})+)$/;
  const shown = (number) => number.toLocaleString("da-DK");
  let timer = 0;

  function read(field) {
    const typed = field.value.trim();
    if (!typed) return null;
    return READABLE.test(typed) ? Number(typed.replace(/\D/g, "")) : NaN;
  }

  function tell() {
    const amounts = [...form.querySelectorAll("[data-key-amount]")]
      .filter((field) => !field.closest("tr")?.querySelector('[name$="-DELETE"]')?.checked)
      .map(read)
      .filter((amount) => amount !== null);
    const unread = amounts.filter(Number.isNaN).length;
    const sum = amounts.filter((amount) => !Number.isNaN(amount)).reduce((a, b) => a + b, 0);
    const total = read(form.elements.namedItem("grant"));
    const parts = [amounts.length ? `Rækkerne giver ${shown(sum)}.` : "Ingen beløb endnu."];
    if (amounts.length && total !== null && !Number.isNaN(total))
      parts.push(
        total === sum ? "Det er den trykte sum." : `Den trykte sum er ${shown(total)}: en forskel på ${shown(total - sum)}.`,
      );
    if (unread) parts.push(`${unread} beløb kan ikke læses.`);
    place.textContent = parts.join(" ");
  }

  form.addEventListener("input", (event) => {
    if (event.target.id === "pasted") return;
    clearTimeout(timer);
    timer = setTimeout(tell, PAUSE);
  });
  form.addEventListener("change", (event) => event.target.id !== "pasted" && tell());
})();
