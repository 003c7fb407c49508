// Starts the design system's own behaviours, and takes a reader to the summary of what is to be corrected.
// Without it the summary stands at the top of the form all the same.
(() => {
  "use strict";

  window.DKFDS?.init();

  const summary = document.querySelector("[data-error-summary]");
  if (summary) {
    document.title = `Fejl: ${document.title}`;
    summary.focus();
  }
})();
