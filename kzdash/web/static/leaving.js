// Asks before text typed into an open form is left unsent, or lost: by another page, another form,
// Back, or closing the tab. Streamlit sends a form's fields only with its button; of some forms
// drafts.js keeps what is typed, and says so when asked.
(() => {
  const LOST = "填写的内容还没有提交，离开后不会保留。";
  const KEPT = "填写的内容还没有提交，已留作草稿，回到这一项可以恢复。";
  const QUESTION = "\n\n确定离开？点“取消”则留在本页，接着填写。";
  const FORM = "[data-testid=stForm]";
  const FIELDS = "input, textarea, [role=radio], [role=checkbox], [role=combobox], [role=spinbutton]";
  // a click on these takes the form away: a way to another page, another form, another item
  const LINKS_AND_BUTTONS =
    "a[href]:not([target=_blank]), table[data-table] tbody tr, [class*=st-key-away-], [class*=st-key-open-]";
  const CHARTS = "[class*=st-key-countdown]";
  const FREE_TO_LEAVE_MS = 5000;
  // also of what a component draws, which keeps it to itself
  const isWithin = (event, selector) =>
    event.composedPath().some((part) => part instanceof Element && part.matches(selector));
  const swallow = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  // each field with its content from before its form was first touched
  const contentBefore = new Map();
  const contentOf = (field) => [
    field.value, field.checked, field.getAttribute("aria-checked"), field.getAttribute("aria-valuetext"),
  ].join("\n");
  const rememberFields = (event) => {
    if (!isWithin(event, FORM)) return;
    for (const field of contentBefore.keys()) if (!field.isConnected) contentBefore.delete(field);
    for (const field of event.target.closest(FORM).querySelectorAll(FIELDS)) {
      if (!contentBefore.has(field)) contentBefore.set(field, contentOf(field));
    }
  };
  for (const name of ["focusin", "pointerdown"]) {
    document.addEventListener(name, rememberFields, { capture: true });
  }

  // a user who chose to leave is not asked again on the way, but is after a while, if still there
  let freeToLeaveUntil = 0;
  const unsent = () => Date.now() <= freeToLeaveUntil ? [] : [...contentBefore]
    .filter(([field, content]) => field.isConnected && contentOf(field) !== content)
    .map(([field]) => field);
  const hasUnsent = () => unsent().length > 0;
  // whoever keeps the text of a field's form takes the question for answered
  const isKept = (field) => !field.dispatchEvent(new Event("kzdash-is-kept", { bubbles: true, cancelable: true }));
  const wantsToStay = () => {
    if (!hasUnsent()) return false;
    if (!confirm((unsent().every(isKept) ? KEPT : LOST) + QUESTION)) return true;
    freeToLeaveUntil = Date.now() + FREE_TO_LEAVE_MS;
    return false;
  };

  // A chart follows a mouse when its button goes down, and a finger when it is lifted, which a browser
  // reports only where the finger did not scroll. What the browser makes of the same press afterwards,
  // up to its click, is swallowed with it.
  let swallowsPress = false;
  const answerPress = (event) => {
    swallowsPress = isWithin(event, CHARTS) && wantsToStay();
    if (swallowsPress) swallow(event);
  };
  window.addEventListener("pointerdown", (event) => {
    swallowsPress = false;
    if (event.pointerType === "mouse") answerPress(event);
  }, { capture: true });
  window.addEventListener("pointerup", (event) => {
    if (event.pointerType !== "mouse") answerPress(event);
    else if (swallowsPress) swallow(event);
  }, { capture: true });
  for (const name of ["mousedown", "mouseup", "touchend"]) {
    window.addEventListener(name, (event) => {
      if (!swallowsPress) return;
      swallow(event);
      // no click follows a touch whose end was swallowed
      swallowsPress = name !== "touchend";
    }, { capture: true });
  }
  // a chart that saw a touch begin would take any later touch for its end: it gets the mouse's
  // events, which the browser sends after a tap, and which a question can still hold back
  window.addEventListener("touchstart", (event) => {
    if (isWithin(event, CHARTS) && hasUnsent()) event.stopImmediatePropagation();
  }, { capture: true });
  window.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || isWithin(event, FORM)) return;
    // what opens in a tab of its own takes nothing away
    if (isWithin(event, "a[target=_blank]") && hasUnsent()) event.stopImmediatePropagation();
    else if (swallowsPress || (isWithin(event, LINKS_AND_BUTTONS) && wantsToStay())) swallow(event);
    swallowsPress = false;
  }, { capture: true });

  // Back has already changed the url, so for a user who stays the browser goes forward again
  let isGoingForward = false;
  window.addEventListener("popstate", (event) => {
    if (isGoingForward || wantsToStay()) {
      event.stopImmediatePropagation();
      isGoingForward = !isGoingForward;
      if (isGoingForward) history.forward();
      setTimeout(() => { isGoingForward = false; }, 1000);
    }
  }, { capture: true });
  window.addEventListener("beforeunload", (event) => {
    if (!unsent().every(isKept)) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
})();
