// Draws a piece of HTML that the server made, and tells the server which of its links was clicked, so
// that the page changes without being loaded anew. A link stays a link: it can be copied, opened in
// a new tab and reached by the Tab key. A click beside it, on its row of a table, is one on the link.
// The head of a column sorts its table, which stays so when the server draws it anew.
const drawn = new WeakMap();
const words = new Intl.Collator("zh-CN", { numeric: true });
const isFigure = (text) => text.trim() !== "" && Number.isFinite(Number(text));

const sort = (table, { column, isDown }) => {
  const heads = [...table.tHead.rows[0].cells];
  const place = heads.findIndex((head) => head.dataset.column === column);
  if (place < 0) return;
  heads.forEach((head, at) => {
    head.setAttribute("aria-sort", at !== place ? "none" : isDown ? "descending" : "ascending");
  });
  const orderOf = ({ cells }) => cells[place].dataset.order ?? cells[place].textContent;
  const compare = (one, other) => {
    const [first, second] = [orderOf(one), orderOf(other)];
    const order = isFigure(first) && isFigure(second) ? first - second : words.compare(first, second);
    return isDown ? -order : order;
  };
  const isEmpty = ({ cells }) => cells[place].classList.contains("empty");
  const rows = [...table.tBodies[0].rows];
  // what says nothing is last, however the rest is sorted
  rows.sort((one, other) => isEmpty(one) - isEmpty(other) || compare(one, other));
  table.tBodies[0].append(...rows);
};

const makeSortable = (table, order) => {
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    head.dataset.column = button.textContent;
    head.setAttribute("aria-sort", "none");
  }
  if (order) sort(table, order);
};

export default function ({ data, parentElement, setTriggerValue }) {
  if (!drawn.has(parentElement)) {
    const host = document.createElement("div");
    parentElement.append(host);
    drawn.set(parentElement, { host, html: "", orders: new Map() });
  }
  const view = drawn.get(parentElement);
  view.host.onclick = (event) => {
    const head = event.target.closest("th[data-column]");
    if (head) {
      const table = head.closest("table");
      const before = head.getAttribute("aria-sort");
      const isDown = before === "none" ? head.classList.contains("figure") : before === "ascending";
      view.orders.set(table.dataset.table, { column: head.dataset.column, isDown });
      sort(table, view.orders.get(table.dataset.table));
      return;
    }
    const isSelecting = String(getSelection()) !== "";
    const row = isSelecting || event.target.closest("summary, button") ? null : event.target.closest("tbody tr");
    const link = event.target.closest("a[href]") ?? row?.querySelector("a[href]");
    // the browser itself stores what is to be downloaded, and opens what is elsewhere
    if (link?.hasAttribute("download") || link?.hasAttribute("target")) return;
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setTriggerValue("open", link.getAttribute("href"));
  };
  if (view.html !== data.html) {
    view.host.innerHTML = data.html;
    view.html = data.html;
    for (const table of view.host.querySelectorAll("table[data-table]")) {
      makeSortable(table, view.orders.get(table.dataset.table));
    }
  }
}
