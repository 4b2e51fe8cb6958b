// Does six things that Streamlit has no setting for: keeps its connection dialog off a briefing,
// submits a typed day with Enter, fits charts to the paper, opens links to this server's own pages in
// the same tab, closes a phone's menu on choice, and keeps the day in what the menu opens in a new tab.
(() => {
  // a briefing itself shows that the server does not answer; a dialog would cover its last slide
  if (location.pathname.endsWith("/briefing")) {
    window.__streamlit = { HOST_CONFIG: { blockErrorDialogs: true } };
  }
  // Streamlit reads a typed day only when its field loses the focus; until then field and page differ
  document.addEventListener("keydown", (event) => {
    const part = event.target instanceof Element && event.target.closest("[role=spinbutton]");
    if (event.key !== "Enter" || !part) return;
    const calendar = document.querySelector("[data-testid=stDateInputCalendar]");
    if (!calendar) part.blur();
    else part.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
  }, { capture: true });
  // a chart is as wide as the screen; without this the browser would cut it off on paper
  const forEachChartPart = (change) => document.querySelectorAll(".svg-container").forEach((box) => {
    change(box);
    box.querySelectorAll(".main-svg").forEach(change);
  });
  window.addEventListener("beforeprint", () => forEachChartPart((part) => {
    const { width, height } = part.getBoundingClientRect();
    if (part instanceof SVGElement) part.setAttribute("viewBox", `0 0 ${width} ${height}`);
    part.dataset.styleOnScreen = part.style.cssText;
    Object.assign(part.style, { width: "100%", maxWidth: "100%" });
  }));
  window.addEventListener("afterprint", () => forEachChartPart((part) => {
    part.removeAttribute("viewBox");
    part.style.cssText = part.dataset.styleOnScreen ?? part.style.cssText;
    delete part.dataset.styleOnScreen;
  }));
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[target=_blank]");
    if (link && link.origin === location.origin) link.target = "_self";
  }, { capture: true });
  // the server adds the day to what the menu opens here; a new tab has only its link, and Streamlit
  // would open even that here
  const MENU = "[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]";
  for (const name of ["pointerdown", "keydown", "click"]) {
    document.addEventListener(name, (event) => {
      const link = event.target instanceof Element && event.target.closest(MENU);
      const opensHere = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      if (!link || opensHere) return;
      if (name === "click") event.stopImmediatePropagation();
      const here = new URLSearchParams(location.search);
      const day = ["as_of", "entered"].filter((parameter) => here.has(parameter));
      link.search = new URLSearchParams(day.map((parameter) => [parameter, here.get(parameter)]));
    }, { capture: true });
  }
  // a phone's menu covers the page: it closes once a page is chosen, and is not open the next time
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("stSidebarCollapsed")) localStorage.removeItem(name);
  }
  document.addEventListener("click", (event) => {
    const chosen = event.target instanceof Element && event.target.closest("[data-testid=stSidebarNavLink]");
    if (chosen) document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  });
})();
