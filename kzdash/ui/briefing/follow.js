// Keeps the speaker's notes at the slide that the presentation in another window of this browser is
// at, and turns that one from here. The windows talk to each other without the server.
const CHANNEL = "kzdash-briefing";
const TURNS = { ArrowRight: 1, ArrowDown: 1, " ": 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
const ALONE = "还没有连上投屏：在这台电脑的同一个浏览器里打开投屏，讲稿就跟着翻页";
const inOneOrder = (query) => {
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return parameters.toString();
};

class Follower {
  constructor(root) {
    this.host = document.createElement("div");
    this.status = document.createElement("p");
    this.status.textContent = ALONE;
    Object.assign(this.status.style, {
      position: "fixed", right: "0", bottom: "0", zIndex: 999994, margin: "0", padding: "4px 16px", fontSize: "16px",
    });
    this.host.append(this.status);
    root.append(this.host);
    this.channel = new BroadcastChannel(CHANNEL);
    this.channel.onmessage = ({ data }) => this.heard(data);
    this.pressed = (event) => this.keyPressed(event);
    window.addEventListener("keydown", this.pressed, { capture: true });
    this.channel.postMessage({ asks: true });
  }

  update({ data, setStateValue }) {
    const isAnotherSlide = !this.data || inOneOrder(this.data.shown) !== inOneOrder(data.shown);
    Object.assign(this, { data, setStateValue });
    Object.assign(this.status.style, { color: data.colours.ground, background: data.colours.ink });
    if (isAnotherSlide) document.querySelector(".st-key-speaker-notes")?.scrollTo(0, 0);
    document.documentElement.dataset.notes = "ready";
  }

  heard({ shown, isOver }) {
    if (shown || isOver) this.status.hidden = !isOver;
    if (shown && inOneOrder(shown) !== inOneOrder(this.data.shown)) this.setStateValue("shown", shown);
  }

  // the arrows of a keyboard scroll long notes, as long as there is something to scroll
  keyPressed(event) {
    const turn = TURNS[event.key];
    if (!turn || event.ctrlKey || event.altKey || event.metaKey || this.scrolls(event.key, turn)) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.status.hidden) this.channel.postMessage({ turn });
    else this.turnAlone(turn);
  }

  scrolls(key, turn) {
    const notes = document.querySelector(".st-key-speaker-notes");
    const below = notes.scrollHeight - notes.clientHeight - notes.scrollTop;
    return ["ArrowDown", "ArrowUp"].includes(key) && (turn > 0 ? below > 1 : notes.scrollTop > 0);
  }

  turnAlone(turn) {
    const slide = Math.min(Math.max(Number(this.data.shown.slide) + turn, 1), this.data.count);
    this.setStateValue("shown", { ...this.data.shown, slide: String(slide), show: "", part: "" });
  }

  close() {
    window.removeEventListener("keydown", this.pressed, { capture: true });
    this.channel.close();
    this.host.remove();
  }
}

const followers = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  if (!followers.has(root)) followers.set(root, new Follower(root));
  followers.get(root).update(component);
  return () => {
    followers.get(root)?.close();
    followers.delete(root);
  };
}
