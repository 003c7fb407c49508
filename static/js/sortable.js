// Puts a list in order with the pointer or the keyboard, and saves the order at once.
//
// <form data-sortable method="post" action="…"> with the CSRF field and an <ol> whose <li> each hold
// <input type="hidden" name="order" value="ID"> and the buttons <button name="move" value="ID:up">,
// "ID:down". Without this file the buttons post one move each. With it the whole order is posted with
// fetch (header X-Requested-With: fetch); the server answers 204, and the list goes back if it does not.
(() => {
  "use strict";

  const START_AFTER = 4; // pixels a pointer moves before it is a drag and not a click

  function titleOf(item) {
    const named = item.querySelector("[data-sortable-title]");
    return (named || item.querySelector("a, strong") || item).textContent.trim().replace(/\s+/g, " ").slice(0, 80);
  }

  function setUp(form) {
    if (form.dataset.ready) return;
    form.dataset.ready = "";
    const list = form.querySelector("ol, ul, tbody");
    if (!list) return;
    const items = () => [...list.children].filter((item) => item.querySelector("input[name=order]"));
    const live = document.createElement("p");
    live.className = "sortable-status";
    live.setAttribute("role", "status");
    form.append(live);
    form.querySelectorAll("[data-sortable-save]").forEach((button) => (button.hidden = true));
    let saved = items();
    let queue = Promise.resolve();

    function say(text, failed = false) {
      live.textContent = text;
      live.classList.toggle("sortable-status--failed", failed);
    }

    function markEnds() {
      const all = items();
      all.forEach((item, index) => {
        // A number that follows from the place: data-sortable-number="3." stands before it.
        const number = item.querySelector("[data-sortable-number]");
        if (number) number.textContent = number.dataset.sortableNumber + (index + 1);
        for (const [direction, atEnd] of [["up", index === 0], ["down", index === all.length - 1]]) {
          // aria-disabled, not disabled: a button that vanished under the keyboard would lose the focus.
          const button = item.querySelector(`button[name=move][value$=":${direction}"]`);
          if (!button) continue;
          button.disabled = false;
          if (atEnd) button.setAttribute("aria-disabled", "true");
          else button.removeAttribute("aria-disabled");
        }
      });
    }

    function putBack() {
      const focused = document.activeElement;
      list.append(...saved);
      if (list.contains(focused)) focused.focus();
      markEnds();
    }

    async function post(order, item) {
      const body = new URLSearchParams();
      body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]")?.value || "");
      form.querySelectorAll("input[type=hidden]:not([name=order]):not([name=csrfmiddlewaretoken])").forEach((field) =>
        body.append(field.name, field.value),
      );
      order.forEach((entry) => body.append("order", entry.querySelector("input[name=order]").value));
      const answer = await fetch(form.action, {
        method: "POST",
        body,
        headers: { "X-Requested-With": "fetch" },
        credentials: "same-origin",
        redirect: "manual",
      });
      if (!answer.ok) {
        const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
        throw new Error(plain ? await answer.text() : "");
      }
      saved = order;
      say(`Gemt: «${titleOf(item)}» er nu nummer ${order.indexOf(item) + 1} af ${order.length}.`);
      form.dispatchEvent(new CustomEvent("sortable:saved", { bubbles: true }));
    }

    function save(item) {
      const order = items();
      if (order.every((entry, index) => entry === saved[index])) return;
      markEnds();
      say("Gemmer rækkefølgen …");
      // One at a time: two posts under way could arrive in the wrong order.
      queue = queue.then(() =>
        post(order, item).catch((error) => {
          putBack();
          // The server's own sentence, where it has one; a lost connection has none.
          const why = error instanceof TypeError ? "" : error.message;
          say(why || "Rækkefølgen blev ikke gemt, og listen er sat tilbage. Genindlæs siden, og prøv igen.", true);
        }),
      );
    }

    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (button?.name !== "move") return;
      event.preventDefault();
      if (button.getAttribute("aria-disabled") === "true") return;
      const item = items().find((entry) => entry.contains(button));
      const direction = button.value.split(":").pop();
      if (direction === "up") item.previousElementSibling?.before(item);
      else item.nextElementSibling?.after(item);
      button.focus();
      save(item);
    });

    function grip(item) {
      const handle = document.createElement("span");
      handle.className = "sortable-grip";
      handle.setAttribute("aria-hidden", "true"); // the keyboard has the buttons
      item.classList.add("sortable-item");
      (item.querySelector("[data-sortable-grip]") || item).prepend(handle);

      handle.addEventListener("pointerdown", (down) => {
        if (down.button !== 0) return;
        down.preventDefault();
        handle.setPointerCapture(down.pointerId);
        let dragging = false;

        const move = (event) => {
          if (!dragging && Math.abs(event.clientY - down.clientY) < START_AFTER) return;
          dragging = true;
          item.classList.add("sortable-item--dragged");
          const edge = 60;
          if (event.clientY < edge) window.scrollBy(0, -12);
          if (event.clientY > window.innerHeight - edge) window.scrollBy(0, 12);
          // The neighbours move, never the dragged one: an element taken out of the page loses the pointer.
          const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
          const all = items();
          let at = all.indexOf(item);
          while (at > 0 && event.clientY < middle(all[at - 1])) item.after(all[--at]);
          at = items().indexOf(item);
          while (at < all.length - 1 && event.clientY > middle(items()[at + 1])) item.before(items()[++at]);
        };
        const end = (event) => {
          handle.removeEventListener("pointermove", move);
          handle.removeEventListener("pointerup", end);
          handle.removeEventListener("pointercancel", end);
          item.classList.remove("sortable-item--dragged");
          if (!dragging) return;
          if (event.type === "pointercancel") putBack();
          else save(item);
        };
        handle.addEventListener("pointermove", move);
        handle.addEventListener("pointerup", end);
        handle.addEventListener("pointercancel", end);
      });
    }

    items().forEach(grip);
    markEnds();
  }

  document.querySelectorAll("form[data-sortable]").forEach(setUp);
})();
