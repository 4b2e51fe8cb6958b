// The speaker's notes in a window of their own, which follow.js keeps at the slide that is on.
class NotesWindow {
  // `turn` turns the presentation by a number of slides, for a key that is pressed in the other window
  constructor(turn) {
    this.channel = new BroadcastChannel("kzdash-briefing");
    this.channel.onmessage = ({ data }) => {
      if (data.asks) this.tell();
      else if (data.turn) turn(data.turn);
    };
    this.left = () => this.say({ isOver: true });
    window.addEventListener("pagehide", this.left);
  }

  // the window is told once of each slide, and when it asks
  update(shown) {
    const isNews = JSON.stringify(shown) !== JSON.stringify(this.shown);
    this.shown = shown;
    if (isNews) this.tell();
  }

  open() {
    const query = new URLSearchParams({ ...this.shown, notes: "true" });
    window.open(`${window.location.pathname}?${query}`, "kzdash-notes", "popup,width=1000,height=760");
  }

  tell() {
    this.say({ shown: this.shown });
  }

  say(words) {
    this.channel.postMessage(words);
  }

  close() {
    window.removeEventListener("pagehide", this.left);
    this.left();
    this.channel.close();
  }
}
