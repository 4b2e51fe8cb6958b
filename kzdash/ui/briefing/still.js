// Keeps showing a slide as it was until what follows it is drawn whole: Streamlit brings a slide
// piece by piece, and draws a figure anew, over a few blank frames, where a single number changed.
const QUIET_MS = 50, LONGEST_MS = 4000;
// what stands in for a figure until its code has come
const TO_COME = "[data-testid=stSkeleton]";

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
    this.wait();
  }

  wait() {
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => {
      const coming = this.slide.querySelector(TO_COME) && performance.now() < this.until;
      coming ? this.wait() : this.drawn();
    }, QUIET_MS);
  }

  drawn() {
    this.picture?.remove();
    this.picture = this.slide.cloneNode(true);
    this.picture.inert = true;
  }

  close() {
    this.watch.disconnect();
    clearTimeout(this.quiet);
    this.picture?.remove();
  }
}
