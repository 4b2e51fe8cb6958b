// Shows the page that Streamlit has drawn in place of the first screen, as soon as it is whole: its
// script has run, and each chart and component of it is there. The place it was scrolled to stays.
(() => {
  const screen = document.getElementById("first-screen");
  const PATIENCE_MS = 20000;
  const hasContent = ({ shadowRoot }) =>
    shadowRoot?.childElementCount > 0 && [...shadowRoot.children].every((part) => part.childElementCount > 0);
  const isDrawn = () => {
    if (!document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")) return false;
    if (document.querySelector("[data-testid=stSkeleton]")) return false;
    const charts = [...document.querySelectorAll("[data-testid=stPlotlyChart]")];
    const components = [...document.querySelectorAll("[data-testid^=stBidiComponent]")];
    return charts.every((chart) => chart.querySelector(".main-svg")) && components.every(hasContent);
  };
  const give = () => {
    const main = document.querySelector("[data-testid=stMain]");
    const top = screen.scrollTop;
    screen.remove();
    if (main && top) main.scrollTop = top;
    performance.mark("page-drawn");
  };
  const started = performance.now();
  const look = () => {
    if (isDrawn()) {
      give();
    } else {
      if (performance.now() - started > PATIENCE_MS) document.getElementById("not-connected").hidden = false;
      setTimeout(() => requestAnimationFrame(look), 30);
    }
  };
  look();
})();
