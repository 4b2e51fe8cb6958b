// Says within five seconds that the network is cut, that what was typed is still there, and that it is
// back. Streamlit says nothing until its own connection fails, which a cut cable does not do for
// minutes: so while a form is open, where something may be lost, the server is asked for an answer.
(() => {
  const FORM = "[data-testid=stForm]";
  const ASK_MS = 2000, ANSWER_MS = 2000, LOOK_MS = 500, UNSURE_MS = 1500, BACK_MS = 4000;
  const CUT = "网络已断开，正在重新连接。";
  const TYPED = "填写的内容还在本页，恢复后接着填，再提交。";
  const BACK = "网络已恢复。";
  const COLOURS = { cut: "#7A3E00", back: "#14532D" };
  let line, backSince, cutSince, lostSince;
  let answers = true, wasConnected = false;

  const say = (words, colour) => {
    if (!line) {
      line = document.createElement("div");
      line.id = "connection";
      line.setAttribute("role", "status");
      Object.assign(line.style, {
        position: "fixed", left: "50%", bottom: "1rem", transform: "translateX(-50%)", zIndex: 1000000,
        boxSizing: "border-box", maxWidth: "calc(100vw - 2rem)", width: "max-content",
        padding: "0.6rem 1rem", borderRadius: "0.35rem", color: "#FFFFFF", fontSize: "1rem",
      });
      document.body.append(line);
    }
    line.hidden = words === "";
    line.style.background = colour ?? "";
    if (line.textContent !== words) line.textContent = words;
  };
  // a page that is left and one that has not begun yet have no connection either
  const isLost = () => {
    const state = document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState;
    wasConnected ||= state === "CONNECTED";
    if (!wasConnected || state === "CONNECTED") lostSince = undefined;
    else lostSince ??= performance.now();
    return lostSince !== undefined && performance.now() - lostSince > UNSURE_MS;
  };
  const look = () => {
    // a briefing marks this by itself, over a slide that stays
    if (location.pathname.endsWith("/briefing")) return;
    const now = performance.now();
    if (!navigator.onLine || isLost() || !answers) {
      cutSince ??= now;
      backSince = undefined;
      say(CUT + (document.querySelector(FORM) ? TYPED : ""), COLOURS.cut);
    } else if (cutSince !== undefined) {
      backSince ??= now;
      say(BACK, COLOURS.back);
      if (now - backSince > BACK_MS) {
        cutSince = backSince = undefined;
        say("");
      }
    }
  };
  const ask = async () => {
    if (document.querySelector(FORM) && !document.hidden) {
      answers = await fetch("./_stcore/health", { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) })
        .then(({ ok }) => ok, () => false);
    } else {
      answers = true;
    }
    look();
    setTimeout(ask, ASK_MS);
  };
  for (const name of ["online", "offline"]) window.addEventListener(name, look);
  setInterval(look, LOOK_MS);
  ask();
})();
