// Does five things that Streamlit has no setting for: keeps its dialog about a lost server off a
// briefing, takes a day that was typed when Enter is pressed, fits charts to the paper, opens
// links to this server's own pages in the tab that they are in, and closes a phone's menu.
(() => {
  // a briefing marks by itself that the server is away: no dialog may cover its last slide
  if (location.pathname.endsWith("/briefing")) {
    window.__streamlit = { HOST_CONFIG: { blockErrorDialogs: true } };
  }
  // Streamlit takes a typed day only once its field is left: until then field and page disagree
  document.addEventListener("keydown", (event) => {
    const part = event.target instanceof Element && event.target.closest("[role=spinbutton]");
    if (event.key !== "Enter" || !part) return;
    const calendar = document.querySelector("[data-testid=stDateInputCalendar]");
    if (!calendar) part.blur();
    else part.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
  }, { capture: true });
  // a chart is as wide as the screen: the browser draws it smaller on paper, else it cuts it off
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
  // a phone's menu covers the page: it closes once a page is chosen, and is not open the next time
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("stSidebarCollapsed")) localStorage.removeItem(name);
  }
  document.addEventListener("click", (event) => {
    const chosen = event.target instanceof Element && event.target.closest("[data-testid=stSidebarNavLink]");
    if (chosen) document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  });
})();
