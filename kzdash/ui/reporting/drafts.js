// Keeps what is typed into a form before it is sent. Streamlit sends a form's fields only with its
// button: this reads them as they stand, and sends them a moment after somebody stops typing. What the
// server has not answered for is also kept in the browser, so that it outlives a closed tab, a cut
// network and a log-in that has ended, and is sent when the form is opened here again.
const PAUSE_MS = 1000, LOOK_MS = 500, PATIENCE_MS = 5000;
// Streamlit sends what comes of a click together with what was sent a moment before, and runs then
// only the part of the page that keeps the draft: the click is lost. So nothing is sent around one.
const CLICK_MS = 300;
const whenFree = window.requestIdleCallback ?? ((act) => setTimeout(act, 0));
const FORM = "[data-testid=stForm]";
// a part of the page that runs while the page itself does would leave what the page takes away
const IDLE = "[data-test-script-state=notRunning]";
const CHOSEN = "[role=radio][aria-checked=true]";
const SEVERAL = "[data-testid=stMultiSelect]", ONE_OF_THEM = "[data-tag]";

class Keeper {
  constructor(root) {
    this.line = document.createElement("p");
    this.line.setAttribute("role", "status");
    // first_screen.js takes a component for drawn once each part of it has something in it
    const host = document.createElement("div");
    host.append(this.line);
    root.append(host);
    this.name = crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
    this.count = 0;
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    const listen = (target, name, act) => target.addEventListener(name, act, { capture: true, signal });
    listen(document, "input", () => {
      // whoever types into a form that has just been drawn does not wait for it to settle
      if (this.isNew && !this.spool()) this.isNew = false;
      this.look();
    });
    this.pressedAt = 0;
    for (const name of ["pointerdown", "pointerup", "click"]) {
      listen(window, name, () => { this.pressedAt = Date.now(); });
    }
    // what a click or a key chooses is drawn a moment later
    listen(document, "focusout", () => {
      this.look();
      this.isDue = true;
    });
    listen(document, "visibilitychange", () => this.lookAndSend());
    listen(window, "pagehide", () => this.lookAndSend());
    listen(document, "click", (event) => {
      if (event.target instanceof Element && event.target.closest(`.st-key-${this.data.discards}`)) this.forget();
    });
    // leaving.js asks of each field that was changed whether its text is kept
    listen(document, "kzdash-is-kept", (event) => {
      if (event.target.closest(FORM) === this.form() && this.isKept()) event.preventDefault();
    });
    this.timer = setInterval(() => this.tick(), LOOK_MS);
  }

  update({ data, setTriggerValue }) {
    const isOther = this.data?.prefix !== data.prefix;
    // what was sent or given up does not come back
    const wasClosed = this.data !== undefined && this.data.closed !== data.closed;
    this.data = data;
    if (wasClosed) this.writeSpool(null);
    this.trigger = (said) => setTriggerValue("draft", said);
    if (isOther) {
      this.begun = this.latest = JSON.stringify(data.begun);
      this.isNew = true;
      this.isForgotten = false;
      this.said = undefined;
      this.beganEmpty = !data.hasDraft;
    } else if (this.begun !== JSON.stringify(data.begun)) {
      this.reshape(data.begun);
    }
    this.hear(data.answer);
  }

  // the form asks for other fields by what was typed: what stands in those it keeps stays
  reshape(begun) {
    const keep = (before) => {
      const known = JSON.parse(before);
      return JSON.stringify(Object.fromEntries(Object.keys(begun).map((name) => [name, known[name] ?? begun[name]])));
    };
    [this.begun, this.latest] = [keep(this.begun), keep(this.latest)];
  }

  field(name) {
    // Streamlit names a field's class so by its key
    const key = `${this.data.prefix}${name}`.replace(/[^a-zA-Z0-9_-]/g, "-");
    return document.querySelector(`.st-key-${key}`);
  }

  form() {
    const names = Object.keys(JSON.parse(this.begun));
    return names.map((name) => this.field(name)?.closest(FORM)).find((form) => form) ?? null;
  }

  // the text of each field; undefined while the form is not all there
  read() {
    if (!this.form() || this.form().querySelector("[data-testid=stSkeleton]")) return undefined;
    const typed = {};
    for (const name of Object.keys(JSON.parse(this.begun))) {
      const field = this.field(name);
      if (!field) return undefined;
      typed[name] = this.content(field);
    }
    return JSON.stringify(typed);
  }

  content(field) {
    if (field.querySelector(SEVERAL)) {
      return [...field.querySelectorAll(ONE_OF_THEM)].map((it) => it.getAttribute("aria-label")).join("\n");
    }
    const input = field.querySelector("textarea, input");
    // as the server writes it
    if (input?.type === "checkbox") return input.checked ? "True" : "False";
    return input ? input.value : field.querySelector(CHOSEN)?.textContent.trim() ?? "";
  }

  look() {
    const typed = this.read();
    if (this.isForgotten || this.isNew || typed === undefined || typed === this.latest) return;
    this.latest = typed;
    // who takes back what they typed into a form without a draft has none
    this.change({ typed: this.beganEmpty && typed === this.begun ? null : JSON.parse(typed) });
  }

  // what this browser kept of an earlier time that the form was open, if it is not what stands there
  sendEarlier(typed) {
    const earlier = this.spool() ?? this.lost(typed);
    if (!earlier || JSON.stringify(earlier.typed) === typed) return;
    this.latest = typed;
    // the server may have kept what this browser sent before only after more was typed
    if (earlier.sent === typed) earlier.at = Number.MAX_SAFE_INTEGER;
    this.change({ typed: earlier.typed, earlier }, true);
  }

  // what the server has of a form that stands here as it began: the page took it away, another one being
  // on its way, but whoever came back was faster than the server, for which it was there all along
  lost(typed) {
    const { kept, seq } = this.data, standing = JSON.parse(typed);
    const isLost = typed === this.begun && Object.keys(kept ?? {}).some((it) => it in standing && standing[it] !== kept[it]);
    return isLost ? { typed: kept, seq, at: Number.MAX_SAFE_INTEGER } : null;
  }

  change(said, isSpooled = false) {
    this.count += 1;
    this.said = { to: `${this.name}-${this.count}`, ...said };
    this.isAnswered = this.isSent = this.isDue = false;
    this.changedAt = Date.now();
    if (!isSpooled) this.writeSpool(said.typed);
  }

  lookAndSend() {
    this.look();
    if (this.said && !this.isSent) this.send();
  }

  tick() {
    const typed = this.read();
    // fields that are being drawn do not have their text yet: what stands there twice stays
    const isSettled = typed !== undefined && typed === this.seen;
    this.seen = typed;
    if (isSettled && this.isNew) {
      this.isNew = false;
      this.sendEarlier(typed);
    }
    if (isSettled) this.look();
    if (!this.said || this.isAnswered || this.isForgotten || !document.querySelector(IDLE)) return;
    const waited = Date.now() - (this.isSent ? this.sentAt : this.changedAt);
    if (this.isSent ? waited >= PATIENCE_MS : this.isDue || waited >= PAUSE_MS) this.sendWhenFree();
  }

  isPressed() {
    return Date.now() - this.pressedAt < CLICK_MS;
  }

  sendWhenFree() {
    if (this.isWaiting || this.isPressed()) return;
    this.isWaiting = true;
    whenFree(() => {
      this.isWaiting = false;
      if (!this.isPressed() && !this.isForgotten && !this.listeners.signal.aborted) this.send();
    });
  }

  send() {
    this.isSent = true;
    this.sentAt = Date.now();
    this.sent = JSON.stringify(this.said.typed);
    this.trigger(this.said);
  }

  hear({ to, words = "", problem = "", again = false }) {
    if (!this.said || to !== this.said.to || this.isAnswered) return;
    this.line.textContent = problem || words;
    this.line.className = problem ? "lost" : "";
    if (again) return;
    this.isAnswered = true;
    this.isRefused = problem !== "";
    // an earlier draft that does not count any more: what was typed meanwhile does
    if (this.said.earlier && !problem && !words) this.latest = this.begun;
    if (!problem) this.writeSpool(null);
  }

  isKept() {
    this.look();
    return !this.said || (this.isAnswered && !this.isRefused) || this.spool() !== null;
  }

  // what was sent or thrown away on purpose does not come back
  forget() {
    this.isForgotten = true;
    this.writeSpool(null);
  }

  place() {
    return `kzdash-draft ${this.data.owner} ${this.data.form}`;
  }

  spool() {
    try {
      return JSON.parse(localStorage.getItem(this.place()));
    } catch {
      return null;
    }
  }

  writeSpool(typed) {
    try {
      if (typed === null) localStorage.removeItem(this.place());
      else {
        const { seq } = this.data;
        localStorage.setItem(this.place(), JSON.stringify({ typed, sent: this.sent, seq, at: Date.now() }));
      }
    } catch {
      // a browser that keeps nothing leaves it to the server
    }
  }

  close() {
    this.listeners.abort();
    clearInterval(this.timer);
  }
}

const keepers = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  if (!keepers.has(root)) keepers.set(root, new Keeper(root));
  keepers.get(root).update(component);
  return () => {
    keepers.get(root)?.close();
    keepers.delete(root);
  };
}
