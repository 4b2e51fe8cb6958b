// Keys: "/" opens the search, with the cursor in it, and Enter the first thing found; the arrows
// lead from an item to the one before and after it in its list.
(() => {
  const OPENER = "[class*=st-key-search-] button";
  const FIELD = ":is([data-testid=stPopoverBody], [role=dialog]) [class*=st-key-find-] input";
  const NEIGHBOURS = { ArrowLeft: ".st-key-previous-item a", ArrowRight: ".st-key-next-item a" };
  const LONGEST = 40;
  const PATIENCE_MS = 5000;

  // what the page makes of typed words comes later: look for it frame by frame, as long as it is wanted
  const whenThere = (find, act, until = Date.now() + PATIENCE_MS) => {
    const found = find();
    if (found) act(found);
    else if (Date.now() < until) requestAnimationFrame(() => whenThere(find, act, until));
  };
  const isTyping = (element) => element instanceof Element
    && element.closest("input, textarea, [contenteditable=true], [role=spinbutton], [role=dialog]");
  // a table, a chart or a field has arrows of its own
  const isNowhere = (element) => element === document.body || element.id === "stMain"
    || (element instanceof Element && element.closest(".st-key-header a") !== null);
  const focusField = () => whenThere(() => document.querySelector(FIELD), (field) => field.focus());

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest(OPENER)) focusField();
  }, { capture: true });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === "/" && !isTyping(event.target)) {
      const opener = document.querySelector(OPENER);
      if (!opener) return;
      event.preventDefault();
      opener.click();
    } else if (event.key === "Enter" && event.target instanceof Element && event.target.matches(FIELD)) {
      openFirst(event.target);
    } else if (event.key in NEIGHBOURS && isNowhere(event.target)) {
      document.querySelector(NEIGHBOURS[event.key])?.click();
    }
  }, { capture: true });

  const openFirst = (field) => {
    const typed = field.value;
    // the list of what was found is named after the words it was found by
    const codes = [...typed.slice(0, LONGEST).trim()].map((letter) => letter.codePointAt(0).toString(16));
    whenThere(
      () => (field.isConnected && field.value !== typed ? document.body
        : document.querySelector(`.st-key-found-${codes.join("-")}`)),
      (found) => found !== document.body && found.querySelector("a[href], button")?.click(),
    );
  };
})();
