// What a speaker has at hand beside the slides: a pointer by a held key, and a quiet timer.
const TIMER_STARTED = "kzdash-briefing-started", TICK_MS = 1000;

class Pointer {
  constructor(parent) {
    this.dot = element("div", "over pointer", parent);
    this.dot.hidden = true;
  }

  moveTo({ clientX, clientY }) {
    Object.assign(this.dot.style, { left: `${clientX}px`, top: `${clientY}px` });
  }

  // the dot takes the place of the cursor as long as its key is held
  show(isShown) {
    if (this.dot.hidden === !isShown) return;
    this.dot.hidden = !isShown;
    document.documentElement.style.cursor = isShown ? "none" : "";
  }
}

class Timer {
  constructor(parent) {
    this.face = element("div", "over timer", parent);
    this.face.hidden = true;
    this.minutes = 0;
  }

  toggle() {
    if (!sessionStorage.getItem(TIMER_STARTED)) this.restart();
    this.face.hidden = !this.face.hidden;
    clearInterval(this.ticks);
    if (!this.face.hidden) this.ticks = setInterval(() => this.tick(), TICK_MS);
    this.tick();
  }

  // a page that is loaded anew goes on from the same beginning
  restart() {
    sessionStorage.setItem(TIMER_STARTED, Date.now());
    this.tick();
  }

  tick() {
    const seconds = Math.max(Math.floor((Date.now() - sessionStorage.getItem(TIMER_STARTED)) / 1000), 0);
    const gone = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    this.face.textContent = this.minutes ? `${gone} / ${this.minutes}分钟` : gone;
  }

  close() {
    clearInterval(this.ticks);
  }
}

// puts the cursor into a field that a dialog is about to have
function focusOnceDrawn(selector, until) {
  const field = document.querySelector(selector);
  if (field) field.focus();
  else if (performance.now() < until) requestAnimationFrame(() => focusOnceDrawn(selector, until));
}
