// Asks before what was typed into an open form is lost: by another page, another form, Back, or
// closing the tab. Streamlit sends a form's fields with its button only, so no server has them.
(() => {
  const QUESTION = "填写的内容还没有提交，离开后不会保留。\n\n确定离开？点“取消”则留在本页，接着填写。";
  const FORM = "[data-testid=stForm]";
  const FIELDS = "input, textarea, [role=radio], [role=checkbox], [role=combobox], [role=spinbutton]";
  // a click on these takes the form away: a way to another page, another form, another item
  const BUTTONS = "a[href]:not([target=_blank]), [class*=st-key-away-], [class*=st-key-open-]";
  const DRAWN = "[class*=st-key-work-list], [class*=st-key-countdown]";
  const before = new Map();

  const said = (field) => [
    field.value, field.checked, field.getAttribute("aria-checked"), field.getAttribute("aria-valuetext"),
  ].join("\n");
  // as a field was when its form was first touched
  const remember = (event) => {
    const form = event.target instanceof Element && event.target.closest(FORM);
    if (!form) return;
    for (const field of before.keys()) if (!field.isConnected) before.delete(field);
    for (const field of form.querySelectorAll(FIELDS)) if (!before.has(field)) before.set(field, said(field));
  };
  // whoever chose to leave is not asked twice on the way; who stayed after all is, a little later
  let leavingUntil = 0;
  const typed = () => Date.now() > leavingUntil
    && [...before].some(([field, then]) => field.isConnected && said(field) !== then);
  const stay = () => {
    if (!typed()) return false;
    if (!confirm(QUESTION)) return true;
    leavingUntil = Date.now() + 5000;
    return false;
  };

  for (const name of ["focusin", "pointerdown"]) document.addEventListener(name, remember, { capture: true });
  let held = false;
  const hold = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // a table and a chart take a mouse's click when its button goes down, all else when it comes up
  window.addEventListener("pointerdown", (event) => {
    held = event.target instanceof Element && event.pointerType === "mouse"
      && event.target.closest(DRAWN) !== null && stay();
    if (held) hold(event);
  }, { capture: true });
  for (const name of ["mousedown", "mouseup", "pointerup"]) {
    window.addEventListener(name, (event) => held && hold(event), { capture: true });
  }
  window.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.target.closest(FORM)) return;
    const link = event.target.closest("a[target=_blank]");
    // what opens in a tab of its own takes nothing away
    if (link && typed()) event.stopImmediatePropagation();
    else if (held || (event.target.closest(BUTTONS) && stay())) hold(event);
    held = false;
  }, { capture: true });
  // Back has changed the address already: who stays goes forward again
  let returning = false;
  window.addEventListener("popstate", (event) => {
    if (returning || stay()) {
      event.stopImmediatePropagation();
      returning = !returning;
      if (returning) history.forward();
      setTimeout(() => { returning = false; }, 1000);
    }
  }, { capture: true });
  window.addEventListener("beforeunload", (event) => {
    if (typed()) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
})();
