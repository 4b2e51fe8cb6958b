// What a person in the room could see wrong on the slide before them: measured, not judged.
// Sizes are CSS pixels on the screen, whatever zoom and transforms lie in between.
({ decoration }) => {
  const root = document.querySelector(".st-key-briefing");
  const colour = (text) => (text.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const blend = ([r, g, b, alpha = 1], ground, opacity = 1) =>
    [r, g, b].map((part, at) => part * alpha * opacity + ground[at] * (1 - alpha * opacity));
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((part) => part / 255).map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = colour(getComputedStyle(root).backgroundColor).slice(0, 3);
  const opacity = (element) => {
    let product = 1;
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      product *= Number(getComputedStyle(at).opacity);
    }
    return product;
  };
  const behind = (element) => {
    const tile = element.closest(".slice")?.querySelector("path.surface");
    return tile ? blend(colour(getComputedStyle(tile).fill), ground, opacity(tile)) : ground;
  };
  const clip = (element) => {
    const box = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflow === "visible" || at instanceof SVGGElement) continue;
      const own = at.getBoundingClientRect();
      box.left = Math.max(box.left, own.left);
      box.top = Math.max(box.top, own.top);
      box.right = Math.min(box.right, own.right);
      box.bottom = Math.min(box.bottom, own.bottom);
    }
    return box;
  };
  const texts = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    const words = node.data.trim();
    if (!words || holder.closest("style, script, defs")) continue;
    const style = getComputedStyle(holder);
    const svg = holder.closest("text");
    if (style.visibility === "hidden" || !opacity(holder)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0.5 && box.height > 0.5);
    if (!boxes.length) continue;
    const scale = svg ? Math.hypot(svg.getScreenCTM().a, svg.getScreenCTM().b) : holder.currentCSSZoom;
    const limits = clip(holder);
    texts.push({
      words,
      size: parseFloat(style.fontSize) * scale,
      contrast: contrast(
        blend(colour(svg ? style.fill : style.color), behind(holder), opacity(holder)), behind(holder)),
      cut: boxes.some((box) => box.left < limits.left - 1 || box.right > limits.right + 1
        || box.top + box.height * 0.2 < limits.top || box.bottom - box.height * 0.2 > limits.bottom),
      boxes: boxes.map((box) => [box.left + 1, box.top + box.height * 0.28,
        box.right - 1, box.bottom - box.height * 0.28]),
    });
  }
  const overlaps = [];
  const flat = texts.flatMap((text, at) => text.boxes.map((box) => [at, box]));
  flat.forEach(([at, a], place) => {
    for (const [other, b] of flat.slice(place + 1)) {
      if (other !== at && a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]) {
        overlaps.push(`${texts[at].words} / ${texts[other].words}`);
      }
    }
  });
  const marks = [];
  const shapes = ".value-arc path, .bg-arc path, .threshold-arc path, .gauge-outline path, .js-line, "
    + ".point, .shape-group path, .slice .surface";
  for (const shape of root.querySelectorAll(shapes)) {
    const style = getComputedStyle(shape);
    const drawn = [
      style.fill !== "none" && style.fillOpacity !== "0" ? style.fill : null,
      style.stroke !== "none" && parseFloat(style.strokeWidth) ? style.stroke : null,
    ].filter((paint) => paint && !decoration.includes(paint));
    // a shape is seen by whichever of fill and outline stands out more
    const seen = drawn.map((paint) => contrast(blend(colour(paint), ground, opacity(shape)), ground));
    if (seen.length) marks.push(Math.max(...seen));
  }
  const scrolling = [document.scrollingElement, ...root.querySelectorAll("*"), root].filter((part) =>
    (/auto|scroll/.test(getComputedStyle(part).overflowY + getComputedStyle(part).overflowX)
      || part === document.scrollingElement)
    && (part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1)
    && part.clientHeight).map((part) => part.className.toString().slice(0, 80) || part.tagName);
  const floor = [...document.querySelectorAll(".st-key-corner")].pop().getBoundingClientRect().top;
  const low = [...root.querySelectorAll("[class*=st-key-slide-] [class*=st-key-]")].filter((part) =>
    part.getBoundingClientRect().bottom > floor + 1).map((part) => part.className.slice(0, 60));
  const corners = [[1, 1], [innerWidth - 2, 1], [1, innerHeight - 2], [innerWidth - 2, innerHeight - 2]];
  return {
    smallest: Math.min(...texts.map((text) => text.size)),
    palest: Math.min(...texts.map((text) => text.contrast)),
    cut: texts.filter((text) => text.cut).map((text) => text.words),
    overlaps, marks, scrolling, low,
    covered: corners.every(([x, y]) => root.contains(document.elementFromPoint(x, y))
      || document.elementFromPoint(x, y)?.closest("[data-testid=stBidiComponentRegular]")),
    words: texts.map((text) => text.words).join(" "),
  };
}
