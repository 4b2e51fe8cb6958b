// What is too small, cut, over something else or beside the screen, and a figure without its unit.
// Sizes are CSS pixels on the screen; shadow roots that are open are looked into.
(fingers) => {
  const found = new Set();
  const say = (what, words) => found.add(`${what}: ${words.trim().replace(/\s+/g, " ").slice(0, 60)}`);
  const roots = [];
  const enter = (root) => {
    roots.push(root);
    for (const part of root.querySelectorAll("*")) if (part.shadowRoot) enter(part.shadowRoot);
  };
  enter(document);
  const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const above = (part) => part.parentElement ?? part.getRootNode().host;
  const climb = (part, stop) => {
    for (let at = part; at; at = above(at)) if (stop(at)) return at;
    return null;
  };
  const within = (part, selector) => climb(part, (at) => at.matches(selector));
  const seen = (part) =>
    part.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
  const scale = (text) => {
    const at = text.getScreenCTM();
    return Math.hypot(at.a, at.b);
  };
  // what is left of a box within those that cut it off; what is scrolled away is not cut
  const shown = (part, box) => {
    let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
    climb(part, (at) => {
      if (at instanceof SVGElement && !(at instanceof SVGSVGElement)) return false;
      const { overflowX, overflowY } = getComputedStyle(at);
      if (overflowX === "visible") return false;
      if (/auto|scroll/.test(overflowY) && at.scrollHeight > at.clientHeight + 1) return true;
      const own = at.getBoundingClientRect();
      [left, top] = [Math.max(left, own.left), Math.max(top, own.top)];
      [right, bottom] = [Math.min(right, own.right), Math.min(bottom, own.bottom)];
      return false;
    });
    return right - left > 1 && bottom - top > 1 ? [left, top, right, bottom] : null;
  };
  const icons = "[data-testid=stIconMaterial], style, script, noscript, template, title, desc, option";

  const texts = [];
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (!node.data.trim() || !holder || holder.closest(icons) || !seen(holder)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
      const visible = boxes.map((box) => shown(holder, box)).filter(Boolean);
      if (!visible.length) continue;
      const drawn = holder.closest("text");
      const size = parseFloat(getComputedStyle(holder).fontSize)
        * (drawn ? scale(drawn) : holder.currentCSSZoom ?? 1);
      if (size < 11.9) say(`${size.toFixed(1)}px`, node.data);
      const chart = within(holder, ".js-plotly-plot, svg");
      const room = chart?.getBoundingClientRect();
      if (drawn && boxes.some((box) => box.left < room.left - 2 || box.right > room.right + 2
        || box.top < room.top - 4 || box.bottom > room.bottom + 4)) say("cut by its chart", node.data);
      if (visible.some(([left, , right]) => left < -1 || right > innerWidth + 1)) say("beside the screen", node.data);
      for (const [left, top, right, bottom] of visible) {
        const slack = (bottom - top) * 0.2;
        texts.push({ node, box: [left, top + slack, right, bottom - slack] });
      }
    }
  }
  texts.sort((one, other) => one.box[1] - other.box[1]);
  texts.forEach(({ node, box }, at) => {
    for (const other of texts.slice(at + 1)) {
      if (other.box[1] > box[3] - 2) break;
      if (other.node !== node && Math.min(box[2], other.box[2]) - Math.max(box[0], other.box[0]) > 2
        && Math.min(box[3], other.box[3]) - Math.max(box[1], other.box[1]) > 2)
        say("over one another", `${node.data.trim().slice(0, 25)} | ${other.node.data.trim().slice(0, 25)}`);
    }
  });

  // a title says the whole of what is cut, a field scrolls as one types
  const whole = "[title], details, input, textarea, svg, [data-testid=stDataFrame], [data-testid=stIconMaterial]";
  for (const part of all("body *")) {
    const style = getComputedStyle(part);
    if (!/hidden|clip/.test(style.overflowX) || part.clientWidth < 2 || !part.innerText?.trim()) continue;
    const beside = part.scrollWidth > part.clientWidth + 1;
    const below = style.webkitLineClamp !== "none" && part.scrollHeight > part.clientHeight + 2;
    if ((beside || below) && seen(part) && !within(part, whole)) say("cut", part.innerText);
  }

  const figures = ".tile > b, .indicators em, .indicators strong, td.figure, [data-testid=stMetricValue]";
  for (const part of all(figures)) {
    const words = part.innerText.trim();
    if (/^[-−+±≤≥]?[\d,.]+$/.test(words) && seen(part) && !/[（(].+[）)]/.test(part.dataset.column ?? ""))
      say("no unit", `${within(part, ".row, tr, .tile, [data-testid=stMetric]")?.innerText ?? words}`);
  }

  for (const part of [document.documentElement, ...all("[data-testid=stMain]")]) {
    if (part.scrollWidth > part.clientWidth + 1) say("scrolls sideways", `${part.tagName} ${part.scrollWidth}`);
  }

  if (fingers) {
    for (const part of all("a[href], button, summary, [role=button], [role=radio], [role=tab]")) {
      const target = getComputedStyle(part, "::after").position === "absolute"
        ? part.closest("tr, li, .row") ?? part : part;
      const { width, height } = target.getBoundingClientRect();
      const running = getComputedStyle(part).display === "inline" && !(part instanceof SVGElement)
        && part.parentElement?.innerText.trim() !== part.innerText.trim();
      if (seen(part) && !part.closest(".treemap") && width > 1 && height > 1 && height < 43.5 && !running && shown(part, part.getBoundingClientRect()))
        say(`${Math.round(height)}px high`, part.innerText || part.ariaLabel || part.textContent || part.tagName);
    }
  }
  return [...found];
}
