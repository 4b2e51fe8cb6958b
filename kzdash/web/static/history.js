// Gives each view one entry in the browser's history, and a view gone back to its place on the page.
// Streamlit writes the address several times on the way from one view to another, sometimes as a new
// entry and sometimes over the one that is there: Back then seems to do nothing, or skips a view.
(() => {
  const MAIN = "[data-testid=stMain]";
  const PATIENCE_MS = 5000;
  // what else of an address, beside its path, makes another view; filters narrow the same one
  const OF_A_VIEW = ["item", "id", "slide", "chapter"];
  const SCROLLED_MS = 150;
  const pushState = history.pushState.bind(history);
  const replaceState = history.replaceState.bind(history);

  // Only what somebody did makes an entry, and one only; what a page adds to its address is no step.
  let mayAdd = false;
  for (const name of ["pointerdown", "keydown", "click"]) {
    window.addEventListener(name, () => { mayAdd = true; }, { capture: true });
  }

  const main = () => document.querySelector(MAIN);
  const viewOf = (address) => {
    const { pathname, searchParams } = new URL(address, location.href);
    return [pathname, ...OF_A_VIEW.map((name) => searchParams.get(name))].join("\n");
  };
  const keepPlace = () => replaceState({ ...history.state, top: main()?.scrollTop ?? 0 }, "", location.href);
  const write = (state, title, address) => {
    const there = new URL(address ?? location.href, location.href).href;
    if (there === location.href) return;
    clearTimeout(noted);
    const isOtherView = viewOf(there) !== viewOf(location.href);
    if (mayAdd) {
      keepPlace();
      pushState({}, title, there);
    } else {
      replaceState(history.state, title, there);
    }
    mayAdd = false;
    if (isOtherView) whenDrawn(0);
  };
  history.pushState = write;
  history.replaceState = write;

  // A view that opens is at its top, one gone back to where it was left: as soon as it is tall enough
  let turn = 0;
  let isSettling = false;
  const whenDrawn = (top) => {
    const mine = ++turn;
    const until = Date.now() + PATIENCE_MS;
    isSettling = true;
    const look = () => {
      if (mine !== turn || !main()) return;
      main().scrollTop = top;
      const isRunning = !document.querySelector("[data-test-script-state=notRunning]");
      isSettling = Date.now() < until && (isRunning || Math.abs(main().scrollTop - top) > 1);
      if (isSettling) requestAnimationFrame(look);
    };
    look();
  };
  for (const name of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    window.addEventListener(name, () => {
      turn += 1;
      isSettling = false;
    }, { capture: true, passive: true });
  }
  // Back is told of only after it has happened: the place is noted while one scrolls
  let noted;
  document.addEventListener("scroll", (event) => {
    clearTimeout(noted);
    if (event.target === main() && !isSettling) noted = setTimeout(keepPlace, SCROLLED_MS);
  }, { capture: true, passive: true });
  window.addEventListener("popstate", (event) => {
    clearTimeout(noted);
    mayAdd = false;
    whenDrawn(event.state?.top ?? 0);
  });
})();
