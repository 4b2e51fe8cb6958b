// Shows the slips of new accounts, and prints them alone: the page around them is no paper.
let stop = null;

export default ({ data, parentElement }) => {
  // a page that runs again calls this again, without an end to the last time
  stop?.();
  const slips = parentElement.querySelector("article");
  slips.innerHTML = data.html;
  parentElement.querySelector("button").onclick = () => window.print();
  const sheet = document.createElement("div");
  sheet.className = "slips-sheet";
  sheet.innerHTML = data.html;
  const style = document.createElement("style");
  style.textContent = data.style;
  sheet.prepend(style);
  const lay = () => document.body.append(sheet);
  const clear = () => sheet.remove();
  window.addEventListener("beforeprint", lay);
  window.addEventListener("afterprint", clear);
  stop = () => {
    window.removeEventListener("beforeprint", lay);
    window.removeEventListener("afterprint", clear);
    clear();
  };
  return stop;
};
