// Shows the page that Streamlit has drawn in place of the first screen, as soon as it is whole: its
// script has run, and each chart and component of it is there. The place it was scrolled to stays.
(() => {
  const screen = document.getElementById("first-screen");
  // a page has a heading, or it failed and says so; a slide is drawn for the size of its screen
  const BEGUN = "[data-testid=stMain] :is(h1, [data-testid=stAlert]), [data-slide=drawn]";
  const CONNECTING_MS = 10000;
  const MOST_MS = 30000;
  const SETTLING_MS = 1000;
  const hasContent = ({ shadowRoot }) =>
    shadowRoot?.childElementCount > 0 && [...shadowRoot.children].every((part) => part.childElementCount > 0);
  const isDrawn = () => {
    if (!document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")) return false;
    if (!document.querySelector(BEGUN) || document.querySelector("[data-testid=stSkeleton]")) return false;
    const charts = [...document.querySelectorAll("[data-testid=stPlotlyChart]")];
    const components = [...document.querySelectorAll("[data-testid^=stBidiComponent]")].filter(
      (component) => !component.closest(".st-key-remote, .st-key-follow"),
    );
    return charts.every((chart) => chart.querySelector(".main-svg")) && components.every(hasContent);
  };
  // a page that has just been drawn may not be as tall yet as it will be
  const scrollTo = (top, until) => {
    const main = document.querySelector("[data-testid=stMain]");
    if (main) main.scrollTop = top;
    const isThere = main && Math.abs(main.scrollTop - top) <= 1;
    if (!isThere && performance.now() < until) requestAnimationFrame(() => scrollTo(top, until));
  };
  const give = () => {
    const top = screen.scrollTop;
    screen.remove();
    if (top) scrollTo(top, performance.now() + SETTLING_MS);
    performance.mark("page-drawn");
  };
  const hasView = screen.querySelector(".page, .slide, .speaker-notes") !== null;
  const started = performance.now();
  let wasDrawn = false;
  const look = () => {
    const state = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState;
    const waited = performance.now() - started;
    const isConnected = state && state !== "initial";
    // a run that is begun anew at once leaves a page for a moment that looks drawn
    const drawn = isDrawn();
    // without a view there is nothing to show instead; and what takes too long may never be whole
    if ((drawn && wasDrawn) || (state && !hasView) || (isConnected && waited > MOST_MS)) {
      give();
    } else {
      wasDrawn = drawn;
      document.getElementById("not-connected").hidden = isConnected || waited < CONNECTING_MS;
      setTimeout(() => requestAnimationFrame(look), 30);
    }
  };
  look();
})();
