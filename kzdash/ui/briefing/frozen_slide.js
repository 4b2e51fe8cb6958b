// Covers a slide with a copy of how it looked until the next one is drawn whole: Streamlit brings a
// slide piece by piece, and redraws a figure, over a few blank frames, where a single number changed.
const QUIET_MS = 50, LONGEST_WAIT_MS = 4000;
// Streamlit shows this in place of a figure until the figure's code has come
const PLACEHOLDER = "[data-testid=stSkeleton]";

class FrozenSlide {
  constructor(key) {
    this.selector = `.st-key-${key}:not([inert])`;
    this.observer = new MutationObserver(() => this.slideChanged());
    this.pageObserver = new MutationObserver(() => this.followSlide());
    this.pageObserver.observe(document.body, { subtree: true, childList: true });
    this.followSlide();
  }

  // Streamlit takes a whole slide off for a moment where runs follow close upon each other, and then
  // puts another in its place
  followSlide() {
    if (this.slide?.isConnected) return;
    const slide = document.querySelector(this.selector);
    if (!slide) {
      this.standIn();
      return;
    }
    this.observer.disconnect();
    this.slide = slide;
    this.observer.observe(slide, { subtree: true, childList: true });
    this.waitForQuiet();
  }

  // the browser calls this before it paints what has changed
  slideChanged() {
    if (this.copy && !this.copy.isConnected && !this.isTypedOn()) {
      this.slide.after(this.copy);
      this.waitUntil = performance.now() + LONGEST_WAIT_MS;
    }
    this.waitForQuiet();
  }

  // without the slide the page has nothing of its style either
  standIn() {
    if (!this.copy || this.copy.parentNode === document.body || this.isTypedOn()) return;
    Object.assign(this.copy.style, {
      position: "fixed", inset: "0", zIndex: "999992", width: "100vw", height: "100vh", overflow: "hidden",
      ...this.colours,
    });
    document.body.append(this.copy);
  }

  // a slide on which somebody types is never covered
  isTypedOn() {
    return this.slide.querySelector("form, [data-testid=stForm]") !== null;
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
    if (!this.slide.isConnected) return;
    const { backgroundColor, color } = getComputedStyle(this.slide);
    this.colours = { backgroundColor, color };
    this.copy?.remove();
    this.copy = this.slide.cloneNode(true);
    this.copy.inert = true;
  }

  close() {
    this.observer.disconnect();
    this.pageObserver.disconnect();
    clearTimeout(this.quietTimer);
    this.copy?.remove();
  }
}

