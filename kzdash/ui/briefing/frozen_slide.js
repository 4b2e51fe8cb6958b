// Covers a slide with a copy of how it looked until the next one is drawn whole: Streamlit brings a
// slide piece by piece, and redraws a figure, over a few blank frames, where a single number changed.
const QUIET_MS = 50, LONGEST_WAIT_MS = 4000;
// Streamlit shows this in place of a figure until the figure's code has come
const PLACEHOLDER = "[data-testid=stSkeleton]";

class FrozenSlide {
  constructor(key) {
    this.slide = document.querySelector(`.st-key-${key}`);
    this.observer = new MutationObserver(() => this.slideChanged());
    this.observer.observe(this.slide, { subtree: true, childList: true });
    this.slideChanged();
  }

  // the browser calls this before it paints what has changed
  slideChanged() {
    // a slide on which somebody types is never covered
    if (this.copy && !this.copy.isConnected && !this.slide.querySelector("form, [data-testid=stForm]")) {
      this.slide.after(this.copy);
      this.waitUntil = performance.now() + LONGEST_WAIT_MS;
    }
    this.waitForQuiet();
  }

  waitForQuiet() {
    clearTimeout(this.quietTimer);
    this.quietTimer = setTimeout(() => {
      const isIncomplete = this.slide.querySelector(PLACEHOLDER) && performance.now() < this.waitUntil;
      isIncomplete ? this.waitForQuiet() : this.uncover();
    }, QUIET_MS);
  }

  // shows the slide, and copies it for the next change
  uncover() {
    this.copy?.remove();
    this.copy = this.slide.cloneNode(true);
    this.copy.inert = true;
  }

  close() {
    this.observer.disconnect();
    clearTimeout(this.quietTimer);
    this.copy?.remove();
  }
}

