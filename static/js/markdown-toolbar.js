// Buttons above a text field in Markdown, and a preview made by the server (data-preview-url).
// The field is a plain textarea without this file; what it holds is the same.
(() => {
  "use strict";

  const TABLE = "| Overskrift | Overskrift |\n| --- | --- |\n| Tekst | Tekst |\n";
  const BUTTONS = [
    ["format-bold", "Fed", (text) => around(text, "**", "fed tekst")],
    ["format-italic", "Kursiv", (text) => around(text, "*", "kursiv tekst")],
    ["format-size", "Overskrift", (text) => lines(text, () => "## ", "Overskrift")],
    ["format-list-bulleted", "Punktliste", (text) => lines(text, () => "- ", "Punkt")],
    ["format-list-numbered", "Nummereret liste", (text) => lines(text, (n) => `${n}. `, "Punkt")],
    ["link", "Link", (text) => `[${text || "linktekst"}](https://)`],
    ["apps", "Tabel", (text) => `${text ? `${text}\n\n` : ""}${TABLE}`, true],
  ];

  // Only where the text may have footnotes: <textarea data-footnotes>.
  const FOOTNOTE = ["Fodnote", (field) => footnote(field)];

  const around = (text, mark, example) => `${mark}${text || example}${mark}`;
  const lines = (text, mark, example) =>
    (text || example).split("\n").map((line, index) => mark(index + 1) + line).join("\n");

  const sprite = document.body.dataset.icons;

  function button(icon, label) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "markdown-toolbar__button";
    if (sprite && icon) {
      made.innerHTML = `<svg class="icon-svg" aria-hidden="true" focusable="false"><use href="${sprite}#${icon}"></use></svg>`;
      made.setAttribute("aria-label", label);
      made.title = label;
    } else {
      made.textContent = label;
    }
    return made;
  }

  function insert(field, make, block) {
    const { selectionStart: start, selectionEnd: end, value } = field;
    let text = make(value.slice(start, end));
    if (block && start > 0 && !value.slice(0, start).endsWith("\n\n")) text = `\n\n${text}`;
    field.focus();
    // execCommand keeps the browser's own undo; setRangeText is for those without it.
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, start, end, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    field.setSelectionRange(start, start + text.length);
  }

  // A mark where the cursor stands, and the note itself at the end of the text, ready to be written.
  function footnote(field) {
    const numbers = [...field.value.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
    const mark = `[^${Math.max(0, ...numbers) + 1}]`;
    field.setSelectionRange(field.selectionEnd, field.selectionEnd);
    insert(field, () => mark);
    const text = `${field.value.endsWith("\n\n") ? "" : "\n\n"}${mark}: `;
    field.setSelectionRange(field.value.length, field.value.length);
    insert(field, () => `${text}Fodnotens tekst`);
    field.setSelectionRange(field.value.length - "Fodnotens tekst".length, field.value.length);
  }

  function setUp(field) {
    if (field.dataset.ready) return;
    field.dataset.ready = "";
    const bar = document.createElement("div");
    bar.className = "markdown-toolbar";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-controls", field.id);
    const label = field.labels?.[0]?.textContent.replace("(skal udfyldes)", "").trim() || "teksten";
    bar.setAttribute("aria-label", `Formatering af ${label}`);

    const tools = BUTTONS.map(([icon, name, make, block]) => {
      const made = button(icon, name);
      made.addEventListener("click", () => insert(field, make, block));
      return made;
    });
    if ("footnotes" in field.dataset) {
      const [name, act] = FOOTNOTE;
      const made = button("", name);
      made.addEventListener("click", () => act(field));
      tools.push(made);
    }
    const all = [...tools];
    bar.append(...tools);

    if (field.dataset.previewUrl) {
      const shown = document.createElement("div");
      shown.className = "markdown-preview prose";
      shown.id = `${field.id}_preview`;
      shown.hidden = true;
      shown.tabIndex = -1;
      shown.setAttribute("role", "region");
      shown.setAttribute("aria-label", `Sådan vises ${label}`);
      const show = button("", "Forhåndsvis");
      show.classList.add("markdown-toolbar__show");
      show.setAttribute("aria-pressed", "false");
      show.addEventListener("click", async () => {
        const on = show.getAttribute("aria-pressed") !== "true";
        if (on) {
          const body = new URLSearchParams({ text: field.value });
          body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value || "");
          try {
            const answer = await fetch(field.dataset.previewUrl, {
              method: "POST",
              body,
              headers: { "X-Requested-With": "fetch" },
              credentials: "same-origin",
              redirect: "error",
            });
            if (!answer.ok) throw new Error(String(answer.status));
            shown.innerHTML = await answer.text(); // made and cleaned by the portal's own server
            if (!shown.textContent.trim()) shown.textContent = "Der står ikke noget endnu.";
          } catch {
            shown.textContent = "Teksten kan ikke vises lige nu. Den står stadig i feltet.";
          }
        }
        show.setAttribute("aria-pressed", String(on));
        show.textContent = on ? "Skriv" : "Forhåndsvis";
        shown.hidden = !on;
        field.hidden = on;
        tools.forEach((made) => (made.disabled = on));
        (on ? shown : field).focus();
      });
      all.push(show);
      bar.append(show);
      field.after(shown);
    }

    // One stop for the tab key, the arrows inside: the toolbar pattern of WAI-ARIA.
    all.forEach((made, index) => (made.tabIndex = index ? -1 : 0));
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const usable = all.filter((made) => !made.disabled);
      const at = usable.indexOf(document.activeElement);
      let next = step ? usable[(at + step + usable.length) % usable.length] : null;
      if (event.key === "Home") next = usable[0];
      if (event.key === "End") next = usable.at(-1);
      if (!next) return;
      event.preventDefault();
      all.forEach((made) => (made.tabIndex = made === next ? 0 : -1));
      next.focus();
    });
    field.before(bar);
  }

  document.querySelectorAll("textarea[data-markdown]").forEach(setUp);
})();
