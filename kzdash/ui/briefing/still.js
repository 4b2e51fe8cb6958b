// Keeps showing a slide as it was until what follows it is drawn whole: Streamlit brings a slide
// piece by piece, and draws a figure anew, over a few blank frames, where a single number changed.
const QUIET_MS = 50, LONGEST_MS = 1000;

class Still {
  constructor(key) {
    this.slide = document.querySelector(`.st-key-${key}`);
    this.watch = new MutationObserver(() => this.changed());
    this.watch.observe(this.slide, { subtree: true, childList: true });
    this.changed();
  }

  // called before the browser paints what has changed
  changed() {
    if (this.picture && !this.picture.isConnected) {
      this.slide.after(this.picture);
      this.until = performance.now() + LONGEST_MS;
    }
    clearTimeout(this.quiet);
    const patience = this.until === undefined ? QUIET_MS : this.until - performance.now();
    this.quiet = setTimeout(() => this.drawn(), Math.min(QUIET_MS, patience));
  }

  drawn() {
    this.picture?.remove();
    this.picture = this.slide.cloneNode(true);
    this.picture.inert = true;
    this.until = undefined;
  }

  close() {
    this.watch.disconnect();
    clearTimeout(this.quiet);
    this.picture?.remove();
  }
}
