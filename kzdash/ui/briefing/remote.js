// The presenter's keys, the bar of a slide that turns by itself, and the mark of a lost server.
// Streamlit calls the default export at every change of `data`; the Remote of the first call stays.
const NEXT = new Set(["ArrowRight", "ArrowDown", " ", "PageDown"]), BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
const IDLE_MS = 3000, CHECK_MS = 2000, DIGITS_MS = 3000, END_MS = 4000, SEARCH_MS = 5000, GONE_MS = 10000;
const LINK = ".st-key-briefing .slide a[href]", FOUND_FIELD = "[role=dialog] .st-key-find-backup input";
const POINTS = new Set(["l", "L"]), TURNS_ALWAYS = new Set(["PageDown", "PageUp"]);
// in the form into which the office types what is decided, or the list that a field of it opens
const isTyping = (event) => event.composedPath().some((part) => part.matches?.("[data-testid=stForm], [role=listbox]"));

class Remote {
  constructor() {
    this.host = document.createElement("div");
    element("style", "", this.host).textContent = STYLE;
    this.bar = element("div", "over bar", this.host);
    this.status = element("div", "over status", this.host);
    this.keyList = element("div", "over keys", this.host);
    for (const text of KEYS.flat()) element("span", "", this.keyList).textContent = text;
    this.menu = element("div", "over menu", this.host);
    this.blackout = element("div", "over dark", this.host);
    for (const [label, action] of [
      ["数据表", () => this.openNumbers()], ["查找", () => this.openSearch()], ["设置", () => this.openSettings()],
      ["讲稿", () => this.notes.open()], ["按键", () => this.toggleKeyList()], ["全屏", () => this.toggleFullScreen()],
      ["结束", () => this.end()],
    ]) {
      const button = element("button", "", this.menu);
      button.textContent = label;
      button.tabIndex = -1;
      button.addEventListener("click", action);
    }
    for (const part of [this.keyList, this.menu, this.status, this.bar, this.blackout]) part.hidden = true;
    this.place = new Place((place) => {
      this.setTriggerValue("go", place);
      this.showStatus("");
    });
    this.notes = new NotesWindow((step) => this.place.turn(step));
    this.pointer = new Pointer(this.host);
    this.timer = new Timer(this.host);
    this.digits = "";
    this.isServerAway = this.isPaused = false;
    this.listeners = new AbortController();
    const signal = this.listeners.signal;
    this.blackout.addEventListener("click", () => this.toggleBlackout(), { signal });
    window.addEventListener("keydown", (event) => this.keyPressed(event), { signal, capture: true });
    window.addEventListener("click", (event) => this.clicked(event), { signal, capture: true });
    window.addEventListener("keyup", ({ key }) => POINTS.has(key) && this.pointer.show(false), { signal });
    window.addEventListener("blur", () => this.pointer.show(false), { signal });
    window.addEventListener("mousemove", (event) => this.mouseMoved(event), { signal });
    window.addEventListener("popstate", () => this.place.stopAsking(), { signal });
    window.addEventListener("resize", () => this.sendSize(), { signal });
    this.bar.addEventListener("animationend", () => this.turnBySelf(), { signal });
    this.serverChecks = setInterval(() => this.checkServer(), CHECK_MS);
  }

  mount(root) {
    if (this.isIn(root)) return;
    root.append(this.host);
    this.size = undefined; // Streamlit forgets it with what was there before
    this.frozenSlide ??= new FrozenSlide("briefing");
    document.documentElement.dataset.remote = "ready";
  }

  isIn(root) {
    return this.host.parentNode === root;
  }

  update({ data, setStateValue, setTriggerValue }) {
    const isAnotherSlide = this.data === undefined || nameOf(this.data.place) !== nameOf(data.place);
    const isAnotherPace = this.data?.auto !== data.auto;
    Object.assign(this, { data, setStateValue, setTriggerValue });
    this.place.update(data);
    this.applyColours();
    this.sendSize();
    if (isAnotherSlide || isAnotherPace) this.restartBar();
    this.notes.update(data.shown);
    // web/static/first_screen.js waits for a slide that is drawn for this screen
    if (data.sized) document.documentElement.dataset.slide = "drawn";
  }

  applyColours() {
    const { ink, ground, accent, muted } = this.data.colours;
    for (const part of [this.status, this.keyList, ...this.menu.children]) {
      Object.assign(part.style, { color: ground, background: ink });
    }
    this.bar.style.background = accent;
    this.timer.face.style.color = muted;
    this.timer.minutes = this.data.minutes;
    this.menu.firstChild.hidden = !this.data.numbers;
  }

  close() {
    this.listeners.abort();
    this.frozenSlide.close();
    this.notes.close();
    this.timer.close();
    this.place.stopAsking();
    clearInterval(this.serverChecks);
    for (const timer of [this.idleTimer, this.digitsTimer, this.endTimer]) clearTimeout(timer);
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
    // whatever else has taken the place of the slides
    if (!this.host.isConnected && event.target.closest?.("input, textarea")) return;
    // who types needs every key but those of a clicker; Escape leads out of the field
    if (isTyping(event) && !TURNS_ALWAYS.has(key)) {
      if (key === "Escape") document.activeElement?.blur();
      return;
    }
    // any key on a black screen brings back the slide that was on, and does nothing else
    if (!this.blackout.hidden && !["Shift", "F5"].includes(key)) this.toggleBlackout();
    else if (NEXT.has(key)) this.place.turn(1);
    else if (BACK.has(key)) this.place.turn(-1);
    else if (key === "Home") this.place.goTo(1);
    else if (key === "End") this.place.goTo(this.data.count);
    else if (/^[0-9]$/.test(key)) this.addDigit(key);
    else if (key === "Enter") this.goToDigits();
    else if (key === "/" || key === "、") this.openSearch();
    else if (key === "Backspace" && this.place.current.show) this.place.leaveBackup();
    else if (POINTS.has(key)) this.pointer.show(true);
    else if (key === "t" || key === "T") this.timer.toggle();
    else if (key === "r" || key === "R") this.timer.restart();
    else if (key === "p" || key === "P") this.togglePause();
    else if (key === "f" || key === "F") this.toggleFullScreen();
    else if (key === "s" || key === "S") this.openSettings();
    else if (key === "d" || key === "D") this.openNumbers();
    else if (key === "n" || key === "N") this.notes.open();
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

  // a click on a name or a page number opens its slide here: the link would load the page anew, and end full screen
  clicked(event) {
    const link = event.button || event.ctrlKey || event.metaKey || event.shiftKey ? null : event.target.closest?.(LINK);
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    this.place.follow(new URL(link.href).searchParams);
  }

  openSearch() {
    this.setTriggerValue("search", { typed: this.digits });
    this.clearDigits();
    focusOnceDrawn(FOUND_FIELD, performance.now() + SEARCH_MS);
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
    if (slide) this.place.goTo(slide);
  }

  clearDigits() {
    this.digits = "";
    this.showStatus("");
  }

  // a text stays until the next one; a lost server takes the place of every other text
  showStatus(message) {
    const { requested } = this.place;
    const next = requested && !requested.show ? `，恢复后转到第 ${requested.slide} 页` : "";
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
    const { count, place } = this.data;
    this.place.goTo(place.slide === count ? 1 : place.slide + 1);
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

  toggleKeyList() {
    this.keyList.hidden = !this.keyList.hidden;
  }

  toggleBlackout() {
    this.blackout.hidden = !this.blackout.hidden;
  }

  escapePressed() {
    if (!this.keyList.hidden) this.toggleKeyList();
    else if (this.place.current.show) this.place.leaveBackup();
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

  mouseMoved(event) {
    this.pointer.moveTo(event);
    if (!this.pointer.dot.hidden) return;
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

// Streamlit takes everything off a page for a moment where a run begins before what the last one drew
// was sent: the remote goes on through that, so that it hears keys, and is the one of the next mount
let remote, closing;

export default function (component) {
  const root = component.parentElement;
  if (!root.isConnected) return; // an update that comes after its own place was taken off
  clearTimeout(closing);
  remote ??= new Remote();
  remote.mount(root);
  remote.update(component);
  return () => {
    clearTimeout(closing);
    closing = setTimeout(() => {
      if (remote.host.isConnected) return;
      remote.close();
      remote = undefined;
    }, GONE_MS);
  };
}
