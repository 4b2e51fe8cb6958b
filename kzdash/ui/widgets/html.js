// Draws a piece of HTML that the server made, and tells the server which of its links was clicked, so
// that the page changes without being loaded anew. A link stays a link: it can be copied, opened in
// a new tab and reached by the Tab key.
const drawn = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let host = drawn.get(parentElement);
  if (!host) {
    host = document.createElement("div");
    parentElement.append(host);
    drawn.set(parentElement, host);
  }
  host.onclick = (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setTriggerValue("open", link.getAttribute("href"));
  };
  if (host.dataset.of !== data.of) {
    host.innerHTML = data.html;
    host.dataset.of = data.of;
  }
}
