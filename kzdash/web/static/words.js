// Says in Chinese what Streamlit's own widgets say in English: Streamlit has no setting for it.
// It never changes text that people wrote: the dictionary, words.json, gives for each word the elements
// that only Streamlit writes into. In a key `*` stands for any text; `$1` in the value is the first.
(() => {
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "aria-valuetext"];
  const asPattern = (english) =>
    new RegExp(`^${english.replace(/[.?+/()]/g, "\\$&").replaceAll("*", "(.*)")}$`, "s");
  // the dictionary is part of the page, so that translation need not wait for another request
  const places = JSON.parse(document.getElementById("words").textContent).map(({ selector, words }) => {
    const entries = Object.entries(words);
    return {
      selector,
      words: new Map(entries.filter(([english]) => !english.includes("*"))),
      patterns: entries.filter(([english]) => english.includes("*"))
        .map(([english, chinese]) => [asPattern(english), chinese]),
    };
  });

  const inChinese = ({ words, patterns }, text) => {
    if (words.has(text)) return words.get(text);
    const [pattern, chinese] = patterns.find(([english]) => english.test(text)) ?? [];
    return pattern && text.replace(pattern, chinese);
  };
  const translate = (element, text, write) => {
    const english = text.trim();
    for (const place of places) {
      const chinese = inChinese(place, english);
      if (chinese === undefined || !element.matches(place.selector)) continue;
      if (chinese !== text) write(chinese);
      return;
    }
  };
  const translateAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      if (!element.hasAttribute(name)) continue;
      translate(element, element.getAttribute(name), (chinese) => element.setAttribute(name, chinese));
    }
  };
  const translateAll = (node) => {
    if (node.nodeType === Node.TEXT_NODE && node.parentElement) {
      translate(node.parentElement, node.data, (chinese) => { node.data = chinese; });
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      translateAttributes(node);
      node.childNodes.forEach(translateAll);
    }
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(translateAll);
      else if (type === "attributes") translateAttributes(target);
      else translateAll(target);
    }
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
})();
