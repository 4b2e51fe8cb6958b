// The presenter's keys, the bar of a slide that turns by itself, and the mark of a lost server.
// Streamlit calls the default export at every change of `data`; the Remote of the first call stays.
const NEXT = new Set(["ArrowRight", "ArrowDown", " ", "PageDown"]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
const IDLE_MS = 3000, CHECK_MS = 2000, ANSWER_MS = 3000, DIGITS_MS = 3000, END_MS = 4000, SEARCH_MS = 5000;
const KEYS = [
  ["→ ↓ 空格 下翻页", "下一页"], ["← ↑ 上翻页", "上一页"], ["首页键 末页键", "第一页 最后一页"],
  ["数字 + 回车", "跳到该页"], ["/", "查找指标、项目、单位的备用页"], ["数字 + /", "按编号查找备用页"],
  ["退格键 退出键", "从备用页返回"], ["P", "暂停或继续自动翻页"], ["F", "全屏"], ["S", "设置"], ["D", "数据表"],
  ["N", "另开讲稿窗口"],
  [". 或 B", "黑屏，再按恢复"], ["?", "显示或收起本说明"], ["退出键", "结束汇报（按两次）"],
];
const LINK = ".st-key-briefing .slide a[href]", FOUND_FIELD = "[role=dialog] .st-key-find-backup input";
// a place has the number of a slide, the backup slides that are open, and which of their pages
const nameOf = ({ slide, show, part }) => [slide, show, part].map((value) => value || "").join("|");
const TURNS_ALWAYS = new Set(["PageDown", "PageUp"]);
// the form into which the office types what is decided, and the list that a field of it opens
const FORM = "[data-testid=stForm], [role=listbox]";
const isTyping = (event) => event.composedPath().some((part) => part instanceof Element && part.matches(FORM));
const STYLE = `
  :host, div { font-family: inherit; }
  .over { position: fixed; z-index: 999994; font-size: 2.4vh; line-height: 1.5; }
  .dark { inset: 0; background: #000000; cursor: none; }
  .bar { left: 0; bottom: 0; height: 0.5vh; width: 100vw; transform-origin: left; }
  .bar.runs { animation: gone linear forwards; }
  @keyframes gone { from { transform: scaleX(0); } to { transform: scaleX(1); } }
  .status { right: 4vw; top: 1vh; padding: 0 1.2vh; border-radius: 0.6vh; }
  .keys { left: 50%; top: 50%; transform: translate(-50%, -50%); padding: 3vh 4vh; border-radius: 1vh;
    display: grid; grid-template-columns: auto auto; gap: 0.6vh 4vh; white-space: nowrap; }
  .menu { right: 4vw; bottom: 8vh; display: flex; gap: 1vh; }
  button { font: inherit; padding: 0.3vh 1.6vh; border-radius: 0.6vh; border: none; cursor: pointer; }
  [hidden] { display: none !important; }`;

const element = (name, className, parent) => {
  const child = document.createElement(name);
  child.className = className;
  parent.append(child);
  return child;
};

class Remote {
  constructor(root) {
    this.host = element("div", "", root);
    element("style", "", this.host).textContent = STYLE;
    this.bar = element("div", "over bar", this.host);
    this.status = element("div", "over status", this.host);
    this.keyList = element("div", "over keys", this.host);
    for (const text of KEYS.flat()) element("span", "", this.keyList).textContent = text;
    this.menu = element("div", "over menu", this.host);
    this.blackout = element("div", "over dark", this.host);
    for (const [label, action] of [
      ["数据表", () => this.openNumbers()], ["查找", () => this.openSearch()], ["设置", () => this.openSettings()],
      ["讲稿", () => this.openNotes()], ["按键", () => this.toggleKeyList()], ["全屏", () => this.toggleFullScreen()],
      ["结束", () => this.end()],
    ]) {
      const button = element("button", "", this.menu);
      button.textContent = label;
      button.tabIndex = -1;
      button.addEventListener("click", action);
    }
    for (const part of [this.keyList, this.menu, this.status, this.bar, this.blackout]) part.hidden = true;
    this.frozenSlide = new FrozenSlide("briefing");
    this.digits = "";
    this.isServerAway = this.isPaused = false;
    this.listeners = new AbortController();
    const signal = this.listeners.signal;
    this.blackout.addEventListener("click", () => this.toggleBlackout(), { signal });
    window.addEventListener("keydown", (event) => this.keyPressed(event), { signal, capture: true });
    window.addEventListener("click", (event) => this.clicked(event), { signal, capture: true });
    window.addEventListener("mousemove", () => this.mouseMoved(), { signal });
    window.addEventListener("popstate", () => this.stopAsking(), { signal });
    window.addEventListener("resize", () => this.sendSize(), { signal });
    this.bar.addEventListener("animationend", () => this.turnBySelf(), { signal });
    // the speaker's notes in another window, which ui/briefing/follow.js keeps at the same slide
    this.channel = new BroadcastChannel("kzdash-briefing");
    this.channel.onmessage = ({ data }) => this.notesAsked(data);
    window.addEventListener("pagehide", () => this.channel.postMessage({ isOver: true }), { signal });
    this.serverChecks = setInterval(() => this.checkServer(), CHECK_MS);
    document.documentElement.dataset.remote = "ready";
  }

  update({ data, setStateValue, setTriggerValue }) {
    const isAnotherSlide = this.data === undefined || nameOf(this.data.place) !== nameOf(data.place);
    const isAnotherPace = this.data?.auto !== data.auto;
    Object.assign(this, { data, setStateValue, setTriggerValue });
    if (this.requested && nameOf(data.asked) === nameOf(this.requested)) this.stopAsking();
    this.applyColours();
    this.sendSize();
    if (isAnotherSlide || isAnotherPace) this.restartBar();
    this.tellNotes();
    // web/static/first_screen.js waits for a slide that is drawn for this screen
    if (data.sized) document.documentElement.dataset.slide = "drawn";
  }

  applyColours() {
    const { ink, ground, accent } = this.data.colours;
    for (const part of [this.status, this.keyList, ...this.menu.children]) {
      Object.assign(part.style, { color: ground, background: ink });
    }
    this.bar.style.background = accent;
    this.menu.firstChild.hidden = !this.data.numbers;
  }

  close() {
    this.listeners.abort();
    this.frozenSlide.close();
    this.channel.postMessage({ isOver: true });
    this.channel.close();
    clearInterval(this.serverChecks);
    for (const timer of [this.idleTimer, this.digitsTimer, this.endTimer, this.askTimer]) clearTimeout(timer);
    document.documentElement.style.cursor = "";
    delete document.documentElement.dataset.remote;
    delete document.documentElement.dataset.pointing;
    this.host.remove();
  }

  sendSize() {
    const size = { width: window.innerWidth, height: window.innerHeight };
    if (size.width === this.size?.width && size.height === this.size?.height) return;
    this.size = size;
    this.setStateValue("size", size);
  }

  keyPressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("[role=dialog]")) return;
    const { key } = event;
    // who types needs every key but those of a clicker; Escape leads out of the field
    if (isTyping(event) && !TURNS_ALWAYS.has(key)) {
      if (key === "Escape") document.activeElement?.blur();
      return;
    }
    // any key on a black screen brings back the slide that was on, and does nothing else
    if (!this.blackout.hidden && !["Shift", "F5"].includes(key)) this.toggleBlackout();
    else if (NEXT.has(key)) this.turn(1);
    else if (BACK.has(key)) this.turn(-1);
    else if (key === "Home") this.goTo(1);
    else if (key === "End") this.goTo(this.data.count);
    else if (/^[0-9]$/.test(key)) this.addDigit(key);
    else if (key === "Enter") this.goToDigits();
    else if (key === "/" || key === "、") this.openSearch();
    else if (key === "Backspace" && this.place.show) this.leaveBackup();
    else if (key === "p" || key === "P") this.togglePause();
    else if (key === "f" || key === "F") this.toggleFullScreen();
    else if (key === "s" || key === "S") this.openSettings();
    else if (key === "d" || key === "D") this.openNumbers();
    else if (key === "n" || key === "N") this.openNotes();
    else if (key === "." || key === "。" || key === "b" || key === "B") this.toggleBlackout();
    // the button that starts and stops a show on a clicker sends F5 and Escape by turns: F5 would
    // reload the page, so it only takes back what Escape announced
    else if (key === "F5") this.cancelEnd();
    else if (key === "?" || key === "？") this.toggleKeyList();
    else if (key === "Escape") this.escapePressed();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // where the presentation is, or was just asked to be: who presses fast counts from there
  get place() {
    return this.requested ?? this.data.place;
  }

  turn(step) {
    const { slide, show, part } = this.place;
    if (!show) this.goTo(slide + step);
    else if (part + step < 1 || (part + step > this.data.parts && !this.requested)) this.leaveBackup();
    else this.go({ slide, show, part: part + step });
  }

  goTo(slide) {
    this.go({ slide: Math.min(Math.max(slide, 1), this.data.count), show: "", part: 0 });
  }

  // back to the slide that this one was opened from
  leaveBackup() {
    const { slide, show } = this.place;
    const opened = show.split(",").slice(0, -1);
    this.go({ slide, show: opened.join(","), part: opened.length ? 1 : 0 });
  }

  go(place) {
    if (nameOf(place) === nameOf(this.place)) return;
    this.requested = place;
    this.ask();
    this.showStatus("");
  }

  // asks again as long as the place was not answered: a server that is busy, or away, may not have heard
  ask() {
    this.setTriggerValue("go", this.requested);
    clearTimeout(this.askTimer);
    this.askTimer = setTimeout(() => this.ask(), ANSWER_MS);
  }

  stopAsking() {
    clearTimeout(this.askTimer);
    this.requested = undefined;
  }

  // a click on a name opens its slide here: the link would load the page anew, and end full screen
  clicked(event) {
    const link = event.button || event.ctrlKey || event.metaKey || event.shiftKey ? null : event.target.closest?.(LINK);
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const show = new URL(link.href).searchParams.get("show") ?? "";
    this.go({ slide: this.data.place.slide, show, part: 1 });
  }

  openSearch() {
    this.setTriggerValue("search", { typed: this.digits });
    this.clearDigits();
    const until = performance.now() + SEARCH_MS;
    const focus = () => {
      const field = document.querySelector(FOUND_FIELD);
      if (field) field.focus();
      else if (performance.now() < until) requestAnimationFrame(focus);
    };
    focus();
  }

  addDigit(digit) {
    this.digits = (this.digits + digit).slice(-4);
    this.showStatus(`跳到第 ${this.digits} 页`);
    clearTimeout(this.digitsTimer);
    this.digitsTimer = setTimeout(() => this.clearDigits(), DIGITS_MS);
  }

  goToDigits() {
    const slide = Number(this.digits);
    this.clearDigits();
    if (slide) this.goTo(slide);
  }

  clearDigits() {
    this.digits = "";
    this.showStatus("");
  }

  // a text stays until the next one; a lost server takes the place of every other text
  showStatus(message) {
    const next = this.requested && !this.requested.show ? `，恢复后转到第 ${this.requested.slide} 页` : "";
    const text = this.isServerAway ? `● 与服务器的连接中断，正在重连${next}` : message || (this.isPaused ? "‖ 已暂停" : "");
    this.status.textContent = text;
    this.status.hidden = !text;
  }

  restartBar() {
    this.bar.hidden = !this.data.auto;
    this.bar.classList.remove("runs");
    if (!this.data.auto || this.isPaused) return;
    void this.bar.offsetWidth; // the browser starts the animation anew only after a layout
    this.bar.style.animationDuration = `${this.data.auto}s`;
    this.bar.classList.add("runs");
  }

  turnBySelf() {
    this.restartBar();
    if (!this.blackout.hidden || document.querySelector("[role=dialog]")) return;
    const { slide } = this.data.place;
    this.goTo(slide === this.data.count ? 1 : slide + 1);
  }

  togglePause() {
    if (!this.data.auto) return;
    this.isPaused = !this.isPaused;
    this.showStatus("");
    this.restartBar();
  }

  toggleFullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    // where a browser lets a page have Escape in full screen, it leads back from a backup slide
    else document.documentElement.requestFullscreen().then(() => navigator.keyboard?.lock?.(["Escape"])).catch(() => {});
  }

  openSettings() {
    if (!this.isServerAway) this.setTriggerValue("settings", true);
  }

  openNumbers() {
    if (!this.isServerAway && this.data.numbers) this.setTriggerValue("numbers", true);
  }

  openNotes() {
    const query = new URLSearchParams({ ...this.data.shown, notes: "true" });
    window.open(`${window.location.pathname}?${query}`, "kzdash-notes", "popup,width=1000,height=760");
  }

  // a window of notes is told once of each slide, and when it asks
  tellNotes(isAsked = false) {
    const shown = JSON.stringify(this.data.shown);
    if (isAsked || shown !== this.toldNotes) this.channel.postMessage({ shown: this.data.shown });
    this.toldNotes = shown;
  }

  notesAsked({ asks, turn }) {
    if (asks) this.tellNotes(true);
    else if (turn) this.turn(turn);
  }

  toggleKeyList() {
    this.keyList.hidden = !this.keyList.hidden;
  }

  toggleBlackout() {
    this.blackout.hidden = !this.blackout.hidden;
  }

  escapePressed() {
    if (!this.keyList.hidden) this.toggleKeyList();
    else if (this.place.show) this.leaveBackup();
    else if (document.fullscreenElement) document.exitFullscreen();
    else if (this.endTimer) this.end();
    else {
      this.clearDigits();
      this.showStatus("再按一次退出键结束汇报");
      this.endTimer = setTimeout(() => this.cancelEnd(), END_MS);
    }
  }

  cancelEnd() {
    clearTimeout(this.endTimer);
    this.endTimer = undefined;
    this.showStatus("");
  }

  end() {
    if (!this.isServerAway) window.location.assign(this.data.end);
  }

  mouseMoved() {
    this.menu.hidden = false;
    document.documentElement.style.cursor = "";
    document.documentElement.dataset.pointing = ""; // slide.css underlines links
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => {
      this.menu.hidden = true;
      delete document.documentElement.dataset.pointing;
      document.documentElement.style.cursor = "none";
    }, IDLE_MS);
  }

  async checkServer() {
    const answer = await fetch("/_stcore/health", { signal: AbortSignal.timeout(CHECK_MS) }).catch(() => null);
    const isAway = !answer?.ok;
    if (isAway === this.isServerAway) return;
    this.isServerAway = isAway;
    this.showStatus("");
  }
}

const remotes = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  if (!remotes.has(root)) remotes.set(root, new Remote(root));
  remotes.get(root).update(component);
  return () => {
    remotes.get(root)?.close();
    remotes.delete(root);
  };
}
