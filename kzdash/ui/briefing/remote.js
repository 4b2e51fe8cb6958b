// The presenter's keys, the bar of a slide that turns by itself, and the mark of a lost server.
// Streamlit calls the default export at every change of `data`; what it made the first time stays.
const NEXT = new Set(["ArrowRight", "ArrowDown", " ", "PageDown"]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
const IDLE_MS = 3000, ASK_MS = 2000, ANSWER_MS = 1500, DIGITS_MS = 3000, SURE_MS = 4000;
const KEYS = [
  ["→ ↓ 空格 下翻页", "下一页"], ["← ↑ 上翻页", "上一页"], ["首页键 末页键", "第一页 最后一页"],
  ["数字 + 回车", "跳到该页"], ["P", "暂停或继续自动翻页"], ["F", "全屏"], ["S", "设置"], ["D", "数据表"],
  [". 或 B", "黑屏，再按恢复"], ["?", "显示或收起本说明"], ["退出键", "结束汇报（按两次）"],
];
const STYLE = `
  :host, div { font-family: inherit; }
  .over { position: fixed; z-index: 999994; font-size: 2.4vh; line-height: 1.5; }
  .dark { inset: 0; background: #000000; cursor: none; }
  .bar { left: 0; bottom: 0; height: 0.5vh; width: 100vw; transform-origin: left; }
  .bar.runs { animation: gone linear forwards; }
  @keyframes gone { from { transform: scaleX(0); } to { transform: scaleX(1); } }
  .word { right: 4vw; top: 1vh; padding: 0 1.2vh; border-radius: 0.6vh; }
  .keys { left: 50%; top: 50%; transform: translate(-50%, -50%); padding: 3vh 4vh; border-radius: 1vh;
    display: grid; grid-template-columns: auto auto; gap: 0.6vh 4vh; white-space: nowrap; }
  .menu { right: 4vw; bottom: 8vh; display: flex; gap: 1vh; }
  button { font: inherit; padding: 0.3vh 1.6vh; border-radius: 0.6vh; border: none; cursor: pointer; }
  [hidden] { display: none !important; }`;

const element = (name, className, parent) => {
  const made = document.createElement(name);
  made.className = className;
  parent.append(made);
  return made;
};

class Remote {
  constructor(root) {
    this.host = element("div", "", root);
    element("style", "", this.host).textContent = STYLE;
    this.bar = element("div", "over bar", this.host);
    this.word = element("div", "over word", this.host);
    this.help = element("div", "over keys", this.host);
    for (const words of KEYS.flat()) element("span", "", this.help).textContent = words;
    this.menu = element("div", "over menu", this.host);
    this.dark = element("div", "over dark", this.host);
    for (const [words, act] of [["数据表", () => this.numbers()], ["设置", () => this.settings()], ["按键", () => this.toggleHelp()],
      ["全屏", () => this.fullScreen()], ["结束", () => this.end()]]) {
      const button = element("button", "", this.menu);
      button.textContent = words;
      button.tabIndex = -1;
      button.addEventListener("click", act);
    }
    this.help.hidden = this.menu.hidden = this.word.hidden = this.bar.hidden = this.dark.hidden = true;
    this.still = new Still("briefing");
    this.digits = "";
    this.away = this.paused = false;
    this.stop = new AbortController();
    const signal = this.stop.signal;
    this.dark.addEventListener("click", () => this.blank(), { signal });
    window.addEventListener("keydown", (event) => this.pressed(event), { signal, capture: true });
    window.addEventListener("mousemove", () => this.moved(), { signal });
    window.addEventListener("resize", () => this.tellSize(), { signal });
    this.bar.addEventListener("animationend", () => this.turn(), { signal });
    this.asking = setInterval(() => this.ask(), ASK_MS);
    document.documentElement.dataset.remote = "ready";
  }

  update({ data, setStateValue, setTriggerValue }) {
    const turned = this.data === undefined || this.data.slide !== data.slide;
    const timed = this.data?.auto !== data.auto;
    Object.assign(this, { data, setStateValue, setTriggerValue });
    if (data.slide === this.asked) this.asked = undefined;
    this.paint();
    this.tellSize();
    if (turned || timed) this.wind();
  }

  paint() {
    const { ink, ground, accent } = this.data.colours;
    for (const part of [this.word, this.help, ...this.menu.children]) {
      Object.assign(part.style, { color: ground, background: ink });
    }
    this.bar.style.background = accent;
    this.menu.firstChild.hidden = !this.data.numbers;
  }

  close() {
    this.stop.abort();
    this.still.close();
    clearInterval(this.asking);
    for (const timer of [this.idle, this.typed, this.sure]) clearTimeout(timer);
    document.documentElement.style.cursor = "";
    delete document.documentElement.dataset.remote;
    this.host.remove();
  }

  tellSize() {
    const size = { width: window.innerWidth, height: window.innerHeight };
    if (size.width === this.size?.width && size.height === this.size?.height) return;
    this.size = size;
    this.setStateValue("size", size);
  }

  pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("[role=dialog]")) return;
    const { key } = event;
    // what comes back from the dark is the slide that was on, whatever is pressed
    if (!this.dark.hidden && !["Shift", "F5"].includes(key)) this.blank();
    else if (NEXT.has(key)) this.go(this.on + 1);
    else if (BACK.has(key)) this.go(this.on - 1);
    else if (key === "Home") this.go(1);
    else if (key === "End") this.go(this.data.count);
    else if (/^[0-9]$/.test(key)) this.type(key);
    else if (key === "Enter") this.jump();
    else if (key === "p" || key === "P") this.pause();
    else if (key === "f" || key === "F") this.fullScreen();
    else if (key === "s" || key === "S") this.settings();
    else if (key === "d" || key === "D") this.numbers();
    else if (key === "." || key === "。" || key === "b" || key === "B") this.blank();
    // a clicker's button that starts and stops a show sends F5 and Escape by turns: the slide is on
    else if (key === "F5") this.stay();
    else if (key === "?" || key === "？") this.toggleHelp();
    else if (key === "Escape") this.escape();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // the slide that is on, or is on its way: who presses fast means from there
  get on() {
    return performance.now() < this.askedUntil ? this.asked ?? this.data.slide : this.data.slide;
  }

  go(slide) {
    const there = Math.min(Math.max(slide, 1), this.data.count);
    if (this.away || there === this.on) return;
    this.asked = there;
    this.askedUntil = performance.now() + ANSWER_MS;
    this.setTriggerValue("go", there);
  }

  type(digit) {
    this.digits = (this.digits + digit).slice(-4);
    this.say(`跳到第 ${this.digits} 页`);
    clearTimeout(this.typed);
    this.typed = setTimeout(() => this.forget(), DIGITS_MS);
  }

  jump() {
    const slide = Number(this.digits);
    this.forget();
    if (slide) this.go(slide);
  }

  forget() {
    this.digits = "";
    this.say("");
  }

  // what is said lasts until something else is; that the server is away is said before all
  say(words) {
    const said = this.away ? "● 与服务器的连接中断，正在重连" : words || (this.paused ? "‖ 已暂停" : "");
    this.word.textContent = said;
    this.word.hidden = !said;
  }

  wind() {
    this.bar.hidden = !this.data.auto;
    this.bar.classList.remove("runs");
    if (!this.data.auto || this.paused) return;
    void this.bar.offsetWidth; // else the browser sees no new start
    this.bar.style.animationDuration = `${this.data.auto}s`;
    this.bar.classList.add("runs");
  }

  turn() {
    this.wind();
    if (!this.dark.hidden || document.querySelector("[role=dialog]")) return;
    this.go(this.data.slide === this.data.count ? 1 : this.data.slide + 1);
  }

  pause() {
    if (!this.data.auto) return;
    this.paused = !this.paused;
    this.say("");
    this.wind();
  }

  fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  settings() {
    if (!this.away) this.setTriggerValue("settings", true);
  }

  numbers() {
    if (!this.away && this.data.numbers) this.setTriggerValue("numbers", true);
  }

  toggleHelp() {
    this.help.hidden = !this.help.hidden;
  }

  blank() {
    this.dark.hidden = !this.dark.hidden;
  }

  escape() {
    if (!this.help.hidden) this.toggleHelp();
    else if (document.fullscreenElement) document.exitFullscreen();
    else if (this.sure) this.end();
    else {
      this.forget();
      this.say("再按一次退出键结束汇报");
      this.sure = setTimeout(() => this.stay(), SURE_MS);
    }
  }

  stay() {
    clearTimeout(this.sure);
    this.sure = undefined;
    this.say("");
  }

  end() {
    if (!this.away) window.location.assign(this.data.end);
  }

  moved() {
    this.menu.hidden = false;
    document.documentElement.style.cursor = "";
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      this.menu.hidden = true;
      document.documentElement.style.cursor = "none";
    }, IDLE_MS);
  }

  async ask() {
    const answer = await fetch("/_stcore/health", { signal: AbortSignal.timeout(ASK_MS) }).catch(() => null);
    const away = !answer?.ok;
    if (away === this.away) return;
    this.away = away;
    this.say("");
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
